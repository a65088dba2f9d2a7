"""An English sentence to walk through: neighbours, numbered missiles, other launches."""

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from geo.reading.clause import BaseClause
from geo.reading.english import parts, ready
from geo.reading.facts import REST, Line
from geo.reading.lexicon import Token

_BREAK = re.compile(r"[;:]|,(?![0-9])|\b(?:which|that|when|while|but|as|than|since|after)\b")
_EVENT = re.compile(  # where it was shown, not fired
    r"\b(?:at|in|during) (?:an?|the|its) (?:[a-z]{4,12} )?"
    r"(?:parade|ceremony|exhibition|rally|congress|fair)\b"
)
_LIKE = re.compile(r"\b(?:similar to|resembl(?:ed|ing|es?)) (?:the )?(?:ones?|those)\b")
_OWN_FLIGHT = re.compile(
    r" (?:an? )?[0-9][0-9,.]{0,8}[ -]"
    r"| (?:desired|planned|predicted|intended|expected|normal|standard|regular|irregular)\b"
    r"| (?:lofted|steep|ballistic|depressed)\b"
    r"| (?:it|they|both|the missiles?) (?:flew|travell?ed|reached|fell|landed)"
)
_SERIES = re.compile(  # "a flurry of launches that included one that flew over Japan"
    r"\b(?:launches|tests|firings),? (?:(?:that|which) (?:has |had |have )?includ(?:ed|es?)"
    r"|including) "
)
_THEN_TOLD = re.compile(r" [^,.;]{3,40}\b(?:said|reported|announced)\b")
_OF_THEM = re.compile(r" of (?:the|them|these|its)\b")
_SOME = re.compile(r" of (?:the|them|these|its|which)\b")
_THEY_ALL = re.compile(r"\bfired the (?:missiles|rockets|projectiles)$")
_ONE_DOES = frozenset({"fail", "fly", "fall", "reach", "est", "said", "rise"})
_LISTED = re.compile(
    r",? (?:and|while) (?:about |around |some |the |another |other |one |missile |flew |traveled "
    r"|travelled ){0,6}|, "
)
_PEAK = re.compile(r"(?:first|second|1st|2nd) (?:peak|stage|half)\b")
_RESUMED = re.compile(  # "exceeding the range of previous tests, before falling into the sea"
    r", before (?:falling|landing|splashing|coming|crashing|plunging|it fell|it landed)\b"
)
_PIECES = re.compile(r"\b(?:debris|fragments?|stages?|boosters?|wreckage|parts of)\b[^.;]*$")
_AREAS = re.compile(  # that ships were warned to stay out of
    r"\bareas? (?:where|in which|into which|that)\b[^.,;]{0,40}\b(?:could|may|might|would|will)\b"
    r"|\b(?:danger|hazard|warning|drop|closure) (?:zone|area)s?\b"
    r"|\bdeclared (?:areas|zones)\b",
    re.IGNORECASE,
)
_BETWEEN_SHOTS = frozenset({"amount", "fall", "fly", "rise", "rest"})


class Clause(BaseClause):
    """One English sentence with ways to look around in it."""

    def __init__(self, line: Line) -> None:
        self.used: dict[int, str] = {}  # amount token → the field that it went to
        self.paired: set[int] = set()  # amount tokens with a value for each missile
        # "the first peak at 99.8 km and the second at 42.5 km" are of one missile
        self.peaks = "peak" in line.text or "stage" in line.text or "half" in line.text
        self.peaks = self.peaks and _PEAK.search(line.text) is not None
        told = ready.ready(line.tokens, line.text)
        super().__init__(line, told)
        self.timed = _timed(self.tokens)  # clock token → that of how many were fired
        self.parts = parts.of(self.tokens, self.text)

    @cached_property
    def warns(self) -> bool:
        """Whether it is about areas that ships were warned to stay out of."""
        named = "area" in self.text or "zone" in self.text or "Zone" in self.text
        return named and _AREAS.search(self.text) is not None

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

    def lower(self, index: int) -> str:
        """A token as it is written, in lower case."""
        return self.word(self.tokens[index]).lower()

    def between(self, first: Token, second: Token) -> str:
        """The text between two tokens."""
        return self.text[first.end : second.start]

    def denied(self, index: int, within: int = 24) -> bool:
        """Whether a verb is negated."""
        verb = self.tokens[index]
        return any(
            token.role in {"neg", "notreach"} and 0 <= verb.start - token.end <= within
            for token in self.tokens[:index]
        )

    def launches(self) -> list[Token]:
        """Nouns that name a launch: "a missile launch"."""
        missiles = (token for token in self.tokens if token.role == "missile")
        return [token for token in missiles if "launch" in self.word(token).lower()]

    def is_piece(self, index: int) -> bool:
        """Whether a verb is said of debris, a stage or a booster."""
        return _PIECES.search(self.before(self.tokens[index].start, 50)) is not None

    # --- which missile -------------------------------------------------------------------------

    def missile(self, index: int, field: str = "") -> int | None:
        """Which of several missiles something is said of; None for all."""
        if index in self.timed:
            return list(self.timed).index(index) + 1
        if self.parts:
            return sum(at < index for at in self.parts) or None
        return self._named_before(index, field)

    def _named_before(self, index: int, field: str) -> int | None:
        """The missile named last before a token."""
        for at in range(index - 1, -1, -1):
            token = self.tokens[at]
            if token.role.startswith("ordinal") and self.peaks:
                continue
            if token.role.startswith("ordinal"):
                return int(token.role[7:])
            if token.role == "rest":
                return REST
            if token.role == "missile" and _THEY_ALL.search(self.before(token.end, 20)):
                return self.line.item
            if token.role == "each" or at in self.paired:
                return None
            if token.role == "number" and token.value == "1" and self._singled(at):
                return 1
            if token.role == "number" and self.is_group(at):
                return 1
            told = token.role == "amount" and field and self.used.get(at) == field
            if told and not any(t.role == "agency" for t in self.tokens[at:index]):
                return None  # "the second climbed to over 1,000 km, whereas KCNA claimed 1,413.6"
        return self.line.item

    def _singled(self, at: int) -> bool:
        """As in "one flew …, the other …", "one of the two missiles"."""
        previous = self.tokens[at - 1] if at else None
        if previous is not None and previous.role.startswith("ordinal"):
            return False
        if _OF_THEM.match(self.after(self.tokens[at].end, 12)):
            return True
        following = [token.role for token in self.tokens[at + 1 : at + 3]]
        if following == ["missile", "fail"]:
            return True  # "one missile exploded, the other …"
        return bool(following) and following[0] in _ONE_DOES

    def is_group(self, index: int) -> bool:
        """As in "two of them at 7:44 and the third at 8:21", "three of the four fell inside"."""
        token = self.tokens[index]
        several = token.value.isdecimal() and int(token.value) > 1
        if not several or not _SOME.match(self.after(token.end, 12)):
            return False
        before = self.tokens[index - 1] if index else None
        if before is not None and before.role == "launch" and token.start - before.end == 1:
            return False  # "launched two of the missiles": all that were
        single = any(t.role == "number" and t.value == "1" for t in self.tokens[index + 1 :])
        return not single  # "two of them flew 200 km and one 150"

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

    def find_past(self) -> list[tuple[int, int]]:
        """From "last month", another day or "since" to where today comes back."""
        series = _SERIES.search(self.text) if "includ" in self.text else None
        found = [] if series is None else [(series.end(), self.today_after(series.end()))]
        for token in self.tokens:
            first_since = token.role == "plain" and self.word(token).lower().endswith(" since")
            if token.role == "since" or first_since:
                # "a day after Seoul said that …", "following a 1,000-km flight", "since it flew"
                if _THEN_TOLD.match(self.text, token.end) or _OWN_FLIGHT.match(
                    self.text, token.end
                ):
                    continue
                found.append((token.start, self.today_after(token.end)))
            elif token.role == "hist" or self.is_other_day(token):
                breaks = [at.end() for at in _BREAK.finditer(self.text, 0, token.start)]
                breaks += [at.start() for at in _EVENT.finditer(self.text, 0, token.start)]
                breaks += [at.start() for at in _LIKE.finditer(self.text, 0, token.start)]
                found.append((max(breaks, default=0), self.today_after(token.end)))
        return found

    def today_after(self, position: int) -> int:
        """Where the sentence comes back to the launch that the text is about."""
        resumed = _RESUMED.search(self.text, position) if ", before" in self.text else None
        end = self.end if resumed is None else resumed.start()
        for token in self.tokens:
            if end > token.start > position and self.is_today(token):
                gap = [at.start() for at in _BREAK.finditer(self.text, position, token.start)]
                return gap[-1] if gap else token.start
        return end


def _timed(tokens: Sequence[Token]) -> dict[int, int]:
    """As in "one missile from Sunan at 7:40 a.m. and two missiles from Kaechon at 8:39 a.m."."""
    found: dict[int, int] = {}
    numbers: list[int] = []
    for at, token in enumerate(tokens):
        following = {t.role for t in tokens[at + 1 : at + 3]}
        counts = token.role in {"single", "article"} or (
            token.role == "number" and token.value.isdecimal()
        )
        if counts and following & {"missile", "kind"}:
            numbers.append(at)
        elif token.role in _BETWEEN_SHOTS:
            return {}
        elif token.role == "clock":
            if len(numbers) != 1 or token.value.band:
                return {}
            found[at] = numbers.pop()
    return found if len(found) > 1 and not numbers else {}
