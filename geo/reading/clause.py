"""What the grammars share: a sentence, its tokens, who speaks, and what was said in it."""

import re
from collections.abc import Iterator, Sequence

from geo.reading.agencies import Agency
from geo.reading.amounts import Amount
from geo.reading.facts import Fact, Line, Refused, Told
from geo.reading.lexicon import Token

PAST = "past"
_AS_FIRST = re.compile(r",? as (?:was )?(?:initially|first|originally|earlier)", re.IGNORECASE)
_PARTS = re.compile(
    r";|…|\b(?:while|whereas|but)\b"
    r"|と(?:発表|公表|説明|主張|報道)(?:し(?:た|て(?:い(?:る|た|ます))?)?(?:が|のに対し)?)?、"
    r"|と(?:報じ|伝え)(?:た|て(?:い(?:る|た))?)?が?、"
    r"|고 (?:발표|주장|설명|보도)(?:했고|했으며|했지만|했으나|했는데|하고|한 반면|하는 반면)"
)  # of a sentence, each with its speaker
_TURN = re.compile(r"\bbut\b|, (?:now )?saying\b|\blater\b|;|が、|しかし|으나|지만|는데|다가")
_ELAPSED = re.compile(  # how long ago something was: the next sentence is about today's again
    r"만(?:이다|이며|이고|입니다|에 다시|의 일)|사흘|나흘|닷새|ぶり|以来"
)
_TOLD = frozenset({"launch", "fly", "fall", "amount"})
_LAST_TIME = re.compile(
    r"(?:[A-Z]{4,12} ?[:—-]{1,2} ?)?The (?:last|previous|only other) time\b|前回は?"
)
_RANKS = (2, 0, 1)  # officials, then a state itself, then media, who quote others


class BaseClause:
    """One sentence with ways to look around in it; positions count from its beginning."""

    def __init__(self, line: Line, tokens: Sequence[Token]) -> None:
        self.line = line
        self.tokens = tokens
        self.text = line.text
        self.end = len(line.text)
        self.facts: list[Fact] = []
        self.refused: list[Refused] = []
        self.roles = frozenset(token.role for token in tokens)
        self.spoken = [token for token in tokens if token.role == "agency"]
        self.past = [(0, self.today_after(0))] if line.past else self.find_past()

    def told(self) -> Told:
        """What was said."""
        told = [token for token in self.tokens if token.role in _TOLD]
        moves = any(token.role != "amount" for token in told)  # a figure alone is a comparison
        stays_past = moves and all(self.is_past(token.start) for token in told)
        stays_past = stays_past or (not told and _LAST_TIME.match(self.text) is not None)
        stays_past = stays_past and not _ELAPSED.search(self.text)
        facts = tuple(sorted(self.facts, key=lambda fact: fact.start))
        return Told(facts, tuple(self.refused), tuple(self.tokens), stays_past)

    # --- looking around ------------------------------------------------------------------------

    def word(self, token: Token) -> str:
        """A token as it is written."""
        return self.text[token.start : token.end]

    def before(self, position: int, letters: int) -> str:
        """The letters before a position, in lower case."""
        return self.text[max(0, position - letters) : position].lower()

    def after(self, position: int, letters: int) -> str:
        """The letters after a position."""
        return self.text[position : position + letters]

    def has(self, *roles: str) -> bool:
        """Whether the sentence has a token of one of the roles."""
        return not self.roles.isdisjoint(roles)

    def present(self, *roles: str) -> Iterator[tuple[int, Token]]:
        """Its tokens of some roles that are not about another launch, with their numbers."""
        if self.roles.isdisjoint(roles):
            return
        for index, token in enumerate(self.tokens):
            if token.role in roles and not self.is_past(token.start):
                yield index, token

    # --- facts ---------------------------------------------------------------------------------

    def fact(
        self, field: str, value: object, span: tuple[int, int], missile: int | None = None, *,
        several: bool = False,
    ) -> None:  # fmt: skip
        """Keep something that the sentence says."""
        by = self.speaker(span[0])
        first = self.is_first_word(*span)
        self.facts.append(Fact(field, value, *span, by, missile, several, first=first))

    def again(self, index: int) -> str | None:
        """The field of a distance by its place, where the sentence before gave as many.

        As in "It flew 700 km at a height of 60, Tokyo said. Seoul put it at 670 km and 60 km."
        """
        unit = self.tokens[index].value.unit
        alike = [
            at for at, token in enumerate(self.tokens)
            if token.role == "amount" and token.value.unit == unit
        ]  # fmt: skip
        figures = self.line.figures
        if figures == ("range",):
            return "range"
        return figures[alike.index(index)] if len(alike) == len(figures) else None

    def refuse(self, amount: Amount, reason: str) -> None:
        """Keep a quantity with the reason why it is not used."""
        self.refused.append(Refused(amount.start, amount.end, reason))

    def speaker(self, at: int) -> Agency | None:
        """Who says what stands at a position: by rank, the nearest before it first."""
        if not self.spoken:
            return self.line.agency
        spoken = self._near(at) if len(self.spoken) > 1 else self.spoken
        before = [token for token in spoken if token.end <= at][::-1]
        after = [token for token in spoken if token.start >= at]
        for rank in _RANKS:
            for token in (*before, *after):
                if token.value.rank == rank:
                    agency: Agency = token.value
                    return agency
        own: Agency = self.spoken[0].value
        return self.line.agency or own

    def _near(self, at: int) -> list[Token]:
        """Who is named in the part of the sentence that a position is in, else everybody."""
        first = max((cut.end() for cut in _PARTS.finditer(self.text, 0, at)), default=0)
        cut = _PARTS.search(self.text, at)
        last = self.end if cut is None else cut.start()
        near = [t for t in self.spoken if first <= t.start < last and t.value.rank >= 0]
        return near or self.spoken

    def is_first_word(self, start: int, end: int) -> bool:
        """Whether something was said at first: "initially 500 km", "500 km as first reported"."""
        if "initial" not in self.roles:
            return False
        if _AS_FIRST.match(self.text, end, end + 24):
            return True
        heads = [t for t in self.tokens if t.role in {"initial", "corrected"} and t.end <= start]
        if not heads or heads[-1].role != "initial":
            return False
        return _TURN.search(self.text, heads[-1].end, start) is None

    # --- other launches ------------------------------------------------------------------------

    def find_past(self) -> list[tuple[int, int]]:
        """Stretches that are about another launch."""
        raise NotImplementedError

    def today_after(self, position: int) -> int:
        """Where the sentence comes back to the launch that the text is about."""
        raise NotImplementedError

    def is_past(self, position: int) -> bool:
        """Whether a position is in words about another launch."""
        return bool(self.past) and any(first <= position < last for first, last in self.past)

    def is_other_day(self, token: Token) -> bool:
        """Whether a token names another day than that of the launch."""
        return token.role == "day" and token.value in self.line.other_days

    def is_today(self, token: Token) -> bool:
        """Whether a token comes back to the launch that the text is about."""
        main = token.role == "day" and token.value in self.line.main_days
        return main or token.role == "today_again"
