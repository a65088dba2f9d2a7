"""Launches that a sentence only expects, plays through or denies: no launches at all."""

import re
from collections.abc import Iterable, Iterator

from geo.reading.lexicon import Token

_BEFORE = (
    re.compile(  # the verb of a launch to come: "could soon launch", "a possible rocket launch"
        r"\b(?:could|may|might|will|(?:plan|prepar|threaten|intend)(?:s|ed|e|es|ing)? to"
        r"|(?:likely|expected|set|ready|about|poised|preparing) to"
        r"|possible|potential|imminent|planned|upcoming)"
        r" (?:(?:soon|also|again|even|be|be able to|try to|conduct|carry out|an?|another|the|more"
        r"|north korean|new|further|long-range|satellite|rocket|ballistic|missile) ){0,5}$",
        re.IGNORECASE,
    )
)
_BEFORE_AT = 70
_NOT_SO = re.compile(  # of the whole sentence
    r"\bdenied (?:the )?(?:reports?|claims?|that)\b"
    r"|\bno (?:missiles?|rockets?|projectiles?) (?:was|were|had been|has been) (?:fired|launched)\b"
    r"|\b(?:drills?|exercises?) (?:that|which)? ?(?:assum|simulat|imagin)"
    r"|\b(?:simulat|assum)(?:ed|es|ing) (?:that )?(?:an? |the )?(?:north korean )?"
    r"(?:ballistic )?missile"
    r"|[0-9]{1,2}年前の(?:今日|きょう|この日|同じ日|[0-9])"
    r"|[0-9]{1,2}년 ?전 (?:오늘|이날|같은 날|[0-9])"
    r"|報道を否定|事実はない|事実ではない|事実でない|発射されていない|発射していない|誤報だ|誤報と"
    r"|発射された(?:と|との)想定|を想定し(?:た|て)"
    r"|사실이 아니|사실무근|오보(?:라|였|이|로)|미사일[은을이] 발사(?:하|되)지 않았"
    r"|발사(?:된|됐다는|한) ?(?:것을 )?(?:상황을 )?가정",
    re.IGNORECASE,
)
_SHELLS = re.compile(r"\b(?:artillery|mortar|howitzer) (?:shells|rounds|fire)\b|\bshells\b")
_MISSILES = re.compile(r"missile|rocket|projectile|warhead|\b[A-Z]{0,2}BMs?\b", re.IGNORECASE)
_TOLD = frozenset({"launch", "detect", "fall", "fly", "eez", "missile"})


def without(tokens: Iterable[Token], text: str) -> Iterator[Token]:
    """The tokens of a sentence, with "plan" for the role of launches that were not made."""
    unmade = _NOT_SO.search(text) is not None
    unmade = unmade or (_SHELLS.search(text) is not None and _MISSILES.search(text) is None)
    for token in tokens:
        planned = token.role == "launch" and (
            _BEFORE.search(text, max(0, token.start - _BEFORE_AT), token.start)
            or text.startswith(" down", token.end)  # "shot down two missiles"
        )
        yield token._replace(role="plan") if planned or (unmade and token.role in _TOLD) else token
