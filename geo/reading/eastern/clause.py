"""A Japanese or Korean sentence to walk through."""

import re
from collections.abc import Sequence

from geo.reading.agencies import of_state
from geo.reading.clause import BaseClause
from geo.reading.eastern import parts
from geo.reading.eastern.tongues import TONGUES
from geo.reading.facts import REST, Line
from geo.reading.lexicon import Token

_THAN = re.compile(r"(?<=[\])0-9a-zキロ㎞m])(?:より|보다)")
_CLAIMED = re.compile(r"と主張|고 주장")
_ANNOUNCED = re.compile(r"と(?:発表|公表|説明)|고 (?:발표|설명)")
_TOPIC = re.compile(r"側?は|측?[은는]")
_SUBJECT = re.compile(r"側?[はが]|측?[은이]")
_FLOWN = ("날아갔", "날아간", "향했", "향한")
_AIMED = re.compile(r"(?:발이|씩|쪽으로|방향으로|해로|해상으로) ?(?:모두 )?$")
_APART = re.compile(r"떨어져 ?있")
_GUNS = re.compile(
    r"(?:^|[ 의])포를 $|砲を$|砲弾(?:約?[0-9]{1,4}発)?[をも]$"
    r"|(?:포탄|해안포|자주포|곡사포|장사정포|야포)(?: ?사격)? ?"
    r"(?:(?:약 ?)?[0-9]{1,4}여? ?발)?[을도이은]? ?$"
)
_GUNS_AT = 16  # letters between shells and the verb of firing
_ITEM_HEAD = 4  # letters before the time of an item
_NEAR = 40  # letters after "last month"
_INSIDE_WORD = re.compile("[가-힣]군")
RESPECTIVELY = frozenset({"それぞれ", "各々", "각각", "각기"})
_ALL = frozenset({"いずれも", "ともに", "双方とも", "모두"})
_VERBS = frozenset({"launch", "fly", "fall", "detect", "rise", "said", "arrive", "hist"})
_SHORT = 80  # letters of such a sentence
_LISTED = re.compile(
    r"(?:[△▲▽▼▶▷■□◆◇○●・※*-] ?)?"
    r"(?:[0-9]{1,2}[:월月日일]|[^ .。]{2,6}(?:상|으로)? ?[0-9]{1,2} ?[発발])(?!.*(?:포병|포탄|砲))"
)
_FIRST_SINCE = re.compile(  # "2017年11月以来となるICBMを発射": of the launch at hand
    r"(?:以来|以降)(?:となる|、?初|の)| ?(?:이후|이래) (?:처음|첫|[0-9]{1,3}(?:년|개월|일)여? ?만)"
)
_TOLD_EARLIER = re.compile(  # what a release takes back: "第2報では「…」とお知らせしましたが"
    r"第[0-9一二三四五]報(?:では|においては|で)[^。]{0,200}(?:と|旨)(?:の?)お知らせ(?:を)?し"
)
_FIRED_TOO = re.compile(r"(?:もう[1一]発|또 한 ?발)(?:を|も|の弾道|[을를도] | ?발사| ?쏘)")
_EVER_SINCE = re.compile(r"以来|以降|以後|に次|に続")
_POINT = re.compile(r"정?([北東南西]{1,3}|[북동남서]{1,3})")  # 정동쪽 is due east


class Clause(BaseClause):
    """One Japanese or Korean sentence with ways to look around in it."""

    def __init__(self, line: Line) -> None:
        self.tongue = TONGUES[line.language]
        self.used: dict[int, str] = {}  # amount token → the field that it went to
        tokens = _risen(_at_word_starts(line.tokens, line.text), line.text)
        tokens = _once(_voices(tokens, line.text), line.text)
        super().__init__(line, _shot_again(tokens, line.text))
        self.timed = parts.timed(self.tokens, line.text)
        self.shared = parts.shared_from(self.tokens, self.timed, line.text)
        self.parts = parts.of(self.tokens, line.text)
        self.telegraphic = _is_telegraphic(self.tokens, line.text)

    def missile(self, index: int) -> int | None:
        """Which of several missiles something is said of; None for all."""
        if self.line.item is not None:
            all_ = any(t.role == "each" and self.word(t) in _ALL for t in self.tokens[:index])
            return None if all_ else self.line.item
        if index in self.timed:
            return self.timed.index(index) + 1
        if self.shared is not None and index >= self.shared:
            return None
        part = [part for part in self.parts if part.at < index]
        if part:
            after = self.tokens[part[-1].at : index]
            of_all = len(self.parts) > 1 and any(
                t.role == "each" and self.word(t) in _ALL for t in after
            )
            return None if of_all else part[-1].missile
        return self._named_before(index)

    def _named_before(self, index: int) -> int | None:
        """The missile named last before a token."""
        singled = [at for at, token in enumerate(self.tokens) if token.role == "oneof"]
        for at in range(index - 1, -1, -1):
            role = self.tokens[at].role
            if role.startswith("ordinal"):
                return int(role[7:])
            if at in self.timed:
                return self.timed.index(at) + 1
            if role == "rest":
                return REST
            if role == "oneof" and not self.timed:
                return singled.index(at) + 1
            if role == "each" and not (self.timed and self.word(self.tokens[at]) in RESPECTIVELY):
                return None
        return None

    @property
    def timed_item(self) -> bool:
        """Whether it is an item of a list that begins with one time: "①7時44分頃、2発を発射"."""
        clocks = [token for token in self.tokens if token.role == "clock"]
        return (
            len(clocks) == 1
            and clocks[0].start <= _ITEM_HEAD
            and len(clocks[0].value.times) == 1
            and not clocks[0].value.band
        )

    def find_past(self) -> list[tuple[int, int]]:
        """From "last month" or another day to where today comes back; what was told before."""
        told = [found.span() for found in _TOLD_EARLIER.finditer(self.text)]
        return told + [
            (self._since(token), self._than(token.end) or self.today_after(token.end))
            for token in self.tokens
            if (token.role == "hist" or self.is_other_day(token))
            and not _FIRST_SINCE.match(self.text, token.end if token.role == "day" else token.start)
        ]

    def _since(self, day: Token) -> int:
        """Where what is said of another day begins: "…は、|8発を撃った6月5日以来"."""
        if day.role != "day" or not self.text.endswith(("た", "だ"), 0, day.start):
            return day.start
        if not _EVER_SINCE.match(self.text, day.end):
            return day.start
        return self.text.rfind("、", 0, day.start) + 1

    def _than(self, position: int) -> int | None:
        """Where a comparison ends: "先月の1100キロより|短い約400キロ"."""
        found = _THAN.search(self.text, position, position + _NEAR)
        return None if found is None else found.end()

    def today_after(self, position: int) -> int:
        """Where the sentence comes back to the launch that the text is about."""
        for token in self.tokens:
            if token.start > position and self.is_today(token):
                return token.start
        return self.end


def _is_telegraphic(tokens: Sequence[Token], text: str) -> bool:
    """As in "07:40 평양 순안 일대, 동해상으로 1발.", "동해상 2발.": launches without a verb."""
    roles = {token.role for token in tokens}
    if roles & _VERBS or len(text) > _SHORT:
        return False
    placed = any(
        t.role == "name" and t.value.groups & {"launch_site", "land", "sea"} for t in tokens
    )
    return placed and ("clock" in roles or "rounds" in roles) and _LISTED.match(text) is not None


def point(words: str) -> str | None:
    """The compass point in words such as 北東方向."""
    found = _POINT.match(words)
    return None if found is None else found[1]


def _once(tokens: list[Token], text: str) -> list[Token]:
    """A distance with the same in miles in brackets as one: "350킬로미터(220마일)"."""
    kept: list[Token] = []
    for token in tokens:
        last = kept[-1] if kept else None
        again = last is not None and last.role == token.role == "amount"
        if again and last is not None and text[last.end : token.start] == "(":
            shut = text[token.end : token.end + 1] == ")"
            miles = "mi" in token.value.unit and "mi" not in last.value.unit
            if shut and miles and last.value.kind == token.value.kind:
                kept[-1] = Token("amount", last.start, token.end + 1, last.value)
                continue
        kept.append(token)
    return kept


def _voices(tokens: list[Token], text: str) -> list[Token]:
    """As in "北朝鮮は「700km先の標的に命中した」と主張": those who fired it speak."""
    claimed, told = _CLAIMED.search(text), _ANNOUNCED.search(text)
    said = claimed or told
    if said is None or all(token.role != "amount" for token in tokens):
        return tokens
    subject = _SUBJECT if claimed else _TOPIC
    named = next((t.start for t in tokens if t.role == "agency"), len(text))
    last = said.start() if claimed else min(named, said.start())
    return [
        Token("agency", token.start, token.end, of_state("PRK"))
        if _is_north(token) and token.end < last and subject.match(text, token.end)
        else token
        for token in tokens
    ]


def _shot_again(tokens: list[Token], text: str) -> list[Token]:
    """As in "さらに6時17分にもう1発を発射", "이어 6시 17분에 또 한 발을 쐈다": a launch again."""
    roles = [token.role for token in tokens]
    if "clock" not in roles or "launch" not in roles or "oneof" in roles:
        return tokens
    first = roles.index("clock")
    return [
        token._replace(role="another")
        if token.role == "rest" and at > first and _FIRED_TOO.match(text, token.start)
        else token
        for at, token in enumerate(tokens)
    ]


def _is_north(token: Token) -> bool:
    return token.role == "name" and token.value.state == "PRK"


def _risen(tokens: list[Token], text: str) -> list[Token]:
    """As in "미사일 1발이 동해로 올라갔다": what rose to no height was fired."""
    return [
        Token("launch", token.start, token.end)
        if (token.role == "rise" or text.startswith(_FLOWN, token.start))
        and _AIMED.search(text, max(0, token.start - 16), token.start)
        else token
        for token in tokens
    ]


def _at_word_starts(tokens: Sequence[Token], text: str) -> list[Token]:
    """Korean names only where a word, or a name before them, ends: 이동해 holds no 동해."""
    kept: list[Token] = []
    for token in tokens:
        if token.role == "fall" and _APART.match(text, token.start):
            continue  # "100㎞ 떨어져 있다": where a place lies
        if token.role == "launch" and _GUNS.search(
            text, max(0, token.start - _GUNS_AT), token.start
        ):
            continue
        if token.role in {"name", "compass"} and "\uac00" <= text[token.start] <= "\ud7a3":
            before = text[token.start - 1 : token.start]
            joined = kept and kept[-1].role in {"name", "compass"} and kept[-1].end == token.start
            if "\uac00" <= before <= "\ud7a3" and not joined:
                continue
        if token.role == "agency" and _INSIDE_WORD.match(text, max(0, token.start - 1)):
            continue  # "공군은", the air force of whomever
        kept.append(token)
    return kept
