"""A Japanese or Korean sentence to walk through."""

import itertools
import re
from collections.abc import Sequence

from geo.reading.agencies import of_state
from geo.reading.clause import BaseClause
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
_GUNS = re.compile(r"(?:^|[ 의])포를 $|砲を$|砲弾を$|포탄을 $")
_NEAR = 40  # letters after "last month"
_INSIDE_WORD = re.compile("[가-힣]군")
_ALL = frozenset({"いずれも", "ともに", "双方とも", "모두"})
_POINT = re.compile(r"정?([北東南西]{1,3}|[북동남서]{1,3})")  # 정동쪽 is due east


class Clause(BaseClause):
    """One Japanese or Korean sentence with ways to look around in it."""

    def __init__(self, line: Line) -> None:
        self.tongue = TONGUES[line.language]
        self.used: dict[int, str] = {}  # amount token → the field that it went to
        tokens = _risen(_at_word_starts(line.tokens, line.text), line.text)
        super().__init__(line, _once(_voices(tokens, line.text), line.text))
        self.timed = _timed(self.tokens)

    def missile(self, index: int) -> int | None:
        """Which of several missiles something is said of; None for all."""
        if self.line.item is not None:
            all_ = any(t.role == "each" and self.word(t) in _ALL for t in self.tokens[:index])
            return None if all_ else self.line.item
        if index in self.timed:
            return self.timed.index(index) + 1
        singled = [at for at, token in enumerate(self.tokens) if token.role == "oneof"]
        for at in range(index - 1, -1, -1):
            role = self.tokens[at].role
            if role.startswith("ordinal"):
                return int(role[7:])
            if at in self.timed:
                return self.timed.index(at) + 1
            if role == "rest":
                return REST
            if role == "oneof":
                return singled.index(at) + 1
            if role == "each":
                return None
        return None

    def find_past(self) -> list[tuple[int, int]]:
        """From "last month" or another day to where today comes back."""
        return [
            (token.start, self._than(token.end) or self.today_after(token.end))
            for token in self.tokens
            if token.role == "hist" or self.is_other_day(token)
        ]

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


def _timed(tokens: Sequence[Token]) -> list[int]:
    """The times of missiles told by them, each with its figures or its number of missiles.

    As in "5시 5분쯤 쏜 …은 600km를, 5시 15분쯤 쏜 …은 120km를", "7時40分に1発を、8時39分に2発を".
    """
    clocks = [at for at, token in enumerate(tokens) if token.role == "clock"]
    flown = counted = len(clocks) > 1
    for first, last in itertools.pairwise([*clocks, len(tokens)]):
        roles = [token.role for token in tokens[first:last]]
        flown = flown and "launch" in roles and "amount" in roles[roles.index("launch") :]
        counted = counted and roles.count("rounds") == 1
    return clocks if flown or counted else []


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
        if token.role == "launch" and _GUNS.search(text, max(0, token.start - 6), token.start):
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
