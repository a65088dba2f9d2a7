"""What the grammars hand on: facts with their place in the text, and refusals with their reason."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from geo.reading.agencies import Agency
from geo.reading.amounts import Amount
from geo.reading.days import Day
from geo.reading.lexicon import Token
from geo.reading.sentences import Language

MEASURES = ("range", "apogee", "flight")
FIGURES = frozenset({"near", *MEASURES})
REST = -1  # "the other one", "もう1発": those that were not counted out


class Fact(NamedTuple):
    """One thing that the text says about a launch.

    Attributes:
        field: ``range``, ``apogee``, ``flight``, ``time``, ``launch``, ``direction``, ``count``,
            ``came_down`` (how many of them did), ``group`` (how many a number or ``REST`` stands
            for), ``of_kind`` (how many are of the kind that a number stands for), ``sea``,
            ``near``, ``area``, ``claim``, ``platform``, ``assumption``, ``shot``, ``answer`` (a
            shot of South Korea's own), ``kind`` (of missile, that was fired), ``unknown``,
            ``failed``,
            ``same_place`` (fired from where the salvo before it was).
        value: what is said; its type goes with the field.
        start, end: where the words stand: in their sentence as a grammar finds them, in the plain
            text once they belong to an event.
        by: who says it.
        missile: which of several (1, 2, …), ``REST``, or None for all.
        several: one of a list with a value for each missile.
        sentence: number of the sentence in the text.
        first: said at first, and perhaps corrected later.
        loose: a number that only an article gives, "a missile".
        kind: which kind of missile it is said of, where a text tells of several.
    """

    field: str
    value: Any
    start: int
    end: int
    by: Agency | None = None
    missile: int | None = None
    several: bool = False
    sentence: int = -1
    first: bool = False
    loose: bool = False
    kind: str = ""


class Refused(NamedTuple):
    """A quantity that was not used, and why; its place as that of a fact."""

    start: int
    end: int
    reason: str


class Near(NamedTuple):
    """A landing seen from a landmark."""

    place: str
    distance: Amount
    word: str | None

    def moved(self, letters: int) -> "Near":
        """With its distance that many letters further on in the text."""
        return self._replace(distance=self.distance.moved(letters))


class Verdict(NamedTuple):
    """What was said about a zone."""

    zone: str
    verdict: str
    certainty: str


@dataclass(frozen=True)
class Line:
    """A sentence, and what the ones before it say about it.

    Attributes:
        text: its words.
        language: of its words.
        item: its number in a list, or None.
        tokens: words, names, amounts, times and days, in order.
        agency: who speaks when nobody in it does.
        state: whose launch it is when it does not say.
        past: it goes on about the other launch of the sentence before.
        figures: what the distances of the sentence before were of, each once.
        main_days, other_days: its days that are and are not that of the launch.
    """

    text: str
    language: Language
    item: int | None
    tokens: tuple[Token, ...] = field(compare=False)
    agency: Agency | None = None
    state: str = ""
    past: bool = False
    figures: tuple[str, ...] = ()
    main_days: frozenset[Day] = frozenset()
    other_days: frozenset[Day] = frozenset()


class Told(NamedTuple):
    """What a sentence says.

    Attributes:
        facts: in order.
        refused: quantities that were not used.
        tokens: its tokens, with the speakers that only its grammar finds.
        stays_past: it is about another launch and nothing else.
    """

    facts: tuple[Fact, ...]
    refused: tuple[Refused, ...]
    tokens: tuple[Token, ...]
    stays_past: bool
