"""A sentence to walk through: neighbours, speakers, numbered missiles, other launches."""

import re
from collections.abc import Collection
from functools import cached_property

from geo.reading.agencies import Agency, of_state
from geo.reading.facts import REST, Fact, Line
from geo.reading.lexicon import Token

PAST = "another launch"
_BREAK = re.compile(r"[,;:]|\b(?:which|that|when|while|but|as|than|since|after)\b")
_OF_THEM = re.compile(r" of (?:the|them|these|its)\b")
_ONE_DOES = frozenset({"fly", "fall", "reach", "est", "said", "rise"})
_LISTED = re.compile(
    r",? (?:and|while) (?:about |around |some |the |another |other |one |missile |flew |traveled "
    r"|travelled ){0,6}|, "
)


class Clause:
    """One sentence with ways to look around in it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.text = line.text
        self.tokens = _voices(line.tokens, line.text)
        self.start, self.end = line.sentence.start, line.sentence.end
        self.used: dict[int, str] = {}  # amount token → the field that it went to

    # --- looking around ------------------------------------------------------------------------

    def left(self, index: int, roles: Collection[str], within: int = 400) -> int | None:
        """The nearest token to the left with one of the roles."""
        start = self.tokens[index].start
        for at in range(index - 1, -1, -1):
            token = self.tokens[at]
            if start - token.end > within:
                return None
            if token.role in roles:
                return at
        return None

    def between(self, first: Token, second: Token) -> str:
        """The text between two tokens."""
        return self.text[first.end : second.start]

    def word(self, index: int) -> str:
        """A token as it is written, in lower case."""
        token = self.tokens[index]
        return self.text[token.start : token.end].lower()

    def before(self, position: int, letters: int) -> str:
        """The letters before a position, in lower case, within the sentence."""
        return self.text[max(self.start, position - letters) : position].lower()

    def after(self, position: int, letters: int) -> str:
        """The letters after a position, within the sentence."""
        return self.text[position : min(self.end, position + letters)]

    def has(self, *roles: str) -> bool:
        """Whether the sentence has a token of one of the roles."""
        return any(token.role in roles for token in self.tokens)

    def denied(self, index: int, within: int = 24) -> bool:
        """Whether a verb is negated."""
        verb = self.tokens[index]
        return any(
            token.role in {"neg", "notreach"} and 0 <= verb.start - token.end <= within
            for token in self.tokens[:index]
        )

    # --- facts ---------------------------------------------------------------------------------

    def fact(
        self, field: str, value: object, start: int, end: int, missile: int | None = None, *,
        several: bool = False,
    ) -> None:  # fmt: skip
        """Keep something that the sentence says."""
        by = self.speaker(start)
        self.line.facts.append(
            Fact(field, value, start, end, self.line.number, by, missile, several)
        )

    def speaker(self, at: int) -> Agency | None:
        """Who says what stands at a position: officials before media, the nearest before first."""
        spoken = [token for token in self.tokens if token.role == "agency"]
        before = [token for token in spoken if token.end <= at][::-1]
        after = [token for token in spoken if token.start >= at]
        for rank in (2, 0, 1):
            for group in (before, after):
                found = next((token for token in group if token.value.rank == rank), None)
                if found is not None:
                    agency: Agency = found.value
                    return agency
        return self.line.agency

    # --- which missile -------------------------------------------------------------------------

    def missile(self, index: int, field: str = "") -> int | None:
        """Which of several missiles something is said of; None for all."""
        for at in range(index - 1, -1, -1):
            token = self.tokens[at]
            if token.role.startswith("ordinal"):
                return int(token.role[7:])
            if token.role == "rest":
                return REST
            if token.role == "each":
                return None
            if token.role == "number" and token.value == "1" and self._singled(at):
                return 1
            if token.role == "amount" and field and self.used.get(at) == field:
                return None
        return self.line.sentence.item

    def _singled(self, at: int) -> bool:
        """ "one flew …, the other …", "one of the two missiles"."""
        previous = self.tokens[at - 1] if at else None
        if previous is not None and previous.role.startswith("ordinal"):
            return False
        if _OF_THEM.match(self.after(self.tokens[at].end, 12)):
            return True
        return at + 1 < len(self.tokens) and self.tokens[at + 1].role in _ONE_DOES

    def listed(self, index: int) -> bool:
        """Whether an amount stands beside another: "430 km and 690 km, respectively"."""
        for step in (1, -1):
            other = index + step
            while 0 <= other < len(self.tokens) and self.tokens[other].role in {"each", "which"}:
                other += step
            if not 0 <= other < len(self.tokens) or self.tokens[other].role != "amount":
                continue
            first, second = sorted((index, other))
            one, two = self.tokens[first].value, self.tokens[second].value
            alike = one.kind == two.kind and one.unit == two.unit and one.numbers != two.numbers
            if alike and _LISTED.fullmatch(self.text[one.end : two.start]):
                return True
        return False

    # --- other launches ------------------------------------------------------------------------

    def is_past(self, position: int) -> bool:
        """Whether a position is in words about another launch."""
        return any(first <= position < last for first, last in self._past)

    @cached_property
    def _past(self) -> list[tuple[int, int]]:
        if self.line.past:
            return [(self.start, self._until_today(self.start))]
        found: list[tuple[int, int]] = []
        for token in self.tokens:
            if token.role == "since":
                found.append((token.start, self._until_today(token.end)))
            elif token.role == "hist" or (
                token.role == "day" and token.value in self.line.other_days
            ):
                breaks = [each.end() for each in _BREAK.finditer(self.text, self.start, token.start)]
                found.append((breaks[-1] if breaks else self.start, self._until_today(token.end)))
        return found

    @property
    def stays_past(self) -> bool:
        """Whether all that the sentence tells of being fired or flying is another launch."""
        told = [t for t in self.tokens if t.role in {"launch", "fly", "fall", "amount"}]
        return bool(told) and all(self.is_past(token.start) for token in told)

    def _until_today(self, position: int) -> int:
        """Where the sentence comes back to the launch that the text is about."""
        for token in self.tokens:
            today = token.role == "today_again" or (
                token.role == "day" and token.value in self.line.main_days
            )
            if today and token.start > position:
                gap = [each.start() for each in _BREAK.finditer(self.text, position, token.start)]
                return gap[-1] if gap else token.start
        return self.end


_ACCORDING = re.compile(r"according to(?: officials in)? $", re.IGNORECASE)

_CAPITALS = {"Tokyo": "JPN", "Seoul": "KOR"}


def _voices(tokens: list[Token], text: str) -> list[Token]:
    """ "According to Tokyo": a state speaks where nobody of it is named."""
    heard = list(tokens)
    for at, token in enumerate(tokens):
        if token.role != "name":
            continue
        state = token.value.state or _CAPITALS.get(token.value.written, "")
        before = text[max(0, token.start - 30) : token.start]
        owned = text[token.end : token.end + 2] == "'s"
        agency = None if owned or not state else of_state(state)
        if agency is not None and _ACCORDING.search(before):
            heard[at] = Token("agency", token.start, token.end, agency)
    return heard
