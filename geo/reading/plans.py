"""Launches that a sentence only expects, plays through or denies: no launches at all."""

import re
from collections.abc import Sequence

from geo.reading.lexicon import Token
from geo.reading.sentences import Language

# The verb of a launch to come: "could soon launch", "a possible rocket launch".
_BEFORE = re.compile(
    r"\b(?:could|may|might|will|(?:plan|prepar|threaten|intend)(?:s|ed|e|es|ing)? to"
    r"|preparations? (?:are )?(?:for|to)|preparing for"
    r"|(?:go(?:ing)?|went) ahead with|call(?:ed)? off|(?:several|repeated|previous) attempts to"
    r"|(?:likely|expected|set|ready|about|poised|preparing) to"
    r"|possible|potential|imminent|planned|upcoming|any such)"
    r" (?:(?:soon|also|again|even|be|be able to|try to|conduct|carry out|an?|another|the|more"
    r"|north korean|new|further|long-range|satellite|rocket|ballistic|missile) ){0,5}$",
    re.IGNORECASE,
)
_BEFORE_AT = 70
_OTHER = re.compile(  # "the launch of a new destroyer", "launched an investigation"
    r"(?: of)? (?:an? |the |its |their )?(?:(?:new|second|third|large|nuclear|nuclear-powered|joint"
    r"|military|naval|formal|full|internal|[0-9][0-9,]{0,6}-ton) ){0,3}"
    r"(?:destroyer|warship|frigate|submarine(?!-)|carrier|investigation|probe|drills?|exercises?"
    r"|campaign|operation|offensive"
    r"|(?:ground|static|engine|ejection) (?:jet |fire |firing )?tests?)\b"
    r"| (?:stands?|quay|vehicles?)\b"
)
_ITS_KIND = re.compile(r"\b(?:its|their) [a-z]{3,9}-$")  # "its submarine-launched weapons"
_AFTER = re.compile(  # "no signs that a launch was imminent"
    r" (?:was|is|were|are|seemed|seems|looked) (?:imminent|likely|expected|being prepared)\b"
    r"|[^.;]{0,60} (?:cannot|can't|could not) be ruled out\b"
    r"|(?: [a-z]{4,12}){1,4} would\b"  # "a launch using ballistic missile technology would violate"
)
# Of a whole sentence: always what was not fired, lest a launch beside it be lost.
_ENGLISH = re.compile(
    r"\bdenied (?:the )?(?:reports?|claims?|that)\b[^.,;]{0,60}\b(?:fired|launched|conducted)\b"
    r"|\b[Nn]o (?:missiles?|rockets?|projectiles?) (?:was|were|had been|has been)"
    r" (?:fired|launched)\b"
    r"|^Signs (?:of|that)\b|\b[Nn]o launch (?:had |has )?(?:taken|took|been observed)\b"
    r"|\bmistakenly (?:t(?:elling|old)|s(?:aid|aying|ent)|report(?:ed|ing)|warn(?:ed|ing))\b"
    r"|\b(?:drills?|exercises?)\b[^.;]{0,60}\b(?:simulat|assum)(?:ed|es|ing) (?:that )?"
    r"(?:an? |the )?(?:North Korean )?(?:ballistic )?missile"
)
_EASTERN = re.compile(
    r"[0-9]{1,2}年前の(?:今日|きょう|この日|同じ日|[0-9]{1,2}日)"
    r"|[0-9]{1,2}년 ?전 (?:오늘|이날|같은 날|[0-9]{1,2}일)"
    r"|発射[^。、]{0,16}(?:報道を否定|事実は(?:ない|なく|ありません)|事実では?ない)"
    r"|落下が(?:見込まれる|予想される)のは[^。]{0,24}[0-9][かカヵ]所|(?:お伝え|配信|速報)[^。]{0,8}が、(?:これは)?誤り"
    r"|(?:쏜|발사한|쏘아올린) (?:일|적|사실)[은이] 없|속보를 [^.]{0,24}(?:거둬|취소|정정)"
    r"|(?:速報|情報)を[^。]{0,12}(?:配信|発信|流)[^。]{0,12}誤り"
    r"|発射(?:されて|して)いない|発射[^。、]{0,16}誤報"
    r"|(?:発射|落下|飛来)[^。]{0,40}(?:する|した)場合に備え"
    r"|発射した(?:弾道)?ミサイルに関する(?:情報|データ)を|技術を使用した発射は、?[^。、]{0,16}決議(?:に)?違反"
    r"|破壊措置を実施するよう|発射された(?:と|との)想定|ミサイルが[^。、]{0,24}(?:発射|落下|飛来)[^。、]{0,12}を想定し"
    r"|발사\"[^.]{0,10}통보"
    r"|발사(?:했|됐|하였|되었)다는 [^.,]{0,14}(?:사실이 아니|사실무근|오보)"
    r"|미사일[은을이] 발사(?:하|되)지 않았|발사(?:된|한) (?:것|미사일)[은이] 없"
    r"|발사(?:된|됐다는|한) ?(?:것을 )?(?:상황을 )?가정"
)
_IN_CASE = re.compile(r"(?:する|した)場合|(?:하|할|한|하는) ?경우|[질진] 경우")  # "prepared for"
_SHELLS = re.compile(r"\b(?:artillery|mortar|howitzer) (?:shells|rounds|fire)\b|\bshells\b")
_MISSILES = re.compile(r"missile|rocket|projectile|warhead|\b[A-Z]{0,2}BMs?\b", re.IGNORECASE)
# One of these is in what the patterns find; to look for them is quicker.
_SIGNS = (
    "denied", "igns ", "o missile", "o rocket", "o projectile", "simulat", "assum", "istakenly",
    "o launch",
)  # fmt: skip
_GUNS = ("shells", "artillery", "mortar", "howitzer")
_TOLD = frozenset({"launch", "detect", "fall", "fly", "eez", "missile"})


def without(tokens: Sequence[Token], text: str, language: Language) -> Sequence[Token]:
    """The tokens of a sentence, with "plan" for the role of launches that were not made."""
    if not any(token.role in _TOLD for token in tokens):
        return tokens
    unmade = _is_unmade(text) if language == "en" else _EASTERN.search(text) is not None
    return [
        token._replace(role="plan")
        if token.role in _TOLD and (unmade or _is_to_come(token, text))
        else token
        for token in tokens
    ]


def _is_unmade(text: str) -> bool:
    """Whether an English sentence plays a launch through, denies it, or is about guns."""
    if any(sign in text for sign in _SIGNS) and _ENGLISH.search(text) is not None:
        return True
    guns = any(sign in text for sign in _GUNS) and _SHELLS.search(text) is not None
    return guns and _MISSILES.search(text) is None


def _is_to_come(token: Token, text: str) -> bool:
    """Whether a launch is only expected, or not one: "shot down two missiles"."""
    if token.role == "fall":
        words = text[: token.start]
        threat = "in case " in words or words.endswith(("threatens to ", "threatened to "))
        return threat or _IN_CASE.match(text, token.end) is not None
    if token.role != "launch":
        return False
    before = _BEFORE.search(text, max(0, token.start - _BEFORE_AT), token.start)
    if before is not None or text.startswith(" down", token.end):
        return True
    if _ITS_KIND.search(text, max(0, token.start - 30), token.start):
        return True
    return any(words.match(text, token.end) for words in (_AFTER, _OTHER))
