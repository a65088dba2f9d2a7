"""What the grammars hand on: facts with their place in the text, and refusals with their reason."""

from dataclasses import dataclass, field
from typing import Any

from geo.reading.agencies import Agency
from geo.reading.amounts import Amount
from geo.reading.days import Day
from geo.reading.lexicon import Token
from geo.reading.sentences import Language, Sentence

MEASURES = ("range", "apogee", "flight")
REST = -1  # "the other one", "もう1発": those that were not counted out


@dataclass(frozen=True)
class Fact:
    """One thing that the text says about a launch.

    Attributes:
        field: ``range``, ``apogee``, ``flight``, ``time``, ``date``, ``launch``, ``direction``,
            ``count``, ``sea``, ``near``, ``area``, ``claim``, ``platform``, ``assumption``, ``shot``.
        value: what is said; its type goes with the field.
        start, end: where the words stand in the plain text.
        sentence: number of the sentence.
        by: who says it.
        missile: which of several (1, 2, …), ``REST``, or None for all.
        several: one value for each missile, in order.
    """

    field: str
    value: Any
    start: int
    end: int
    sentence: int
    by: Agency | None = None
    missile: int | None = None
    several: bool = False


@dataclass(frozen=True)
class Refused:
    """A quantity that was not used.

    Attributes:
        start, end: where it stands in the plain text.
        reason: why.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Near:
    """A landing seen from a landmark."""

    place: str
    distance: Amount
    word: str | None


@dataclass(frozen=True)
class Verdict:
    """What was said about a zone."""

    zone: str
    verdict: str
    certainty: str


@dataclass
class Line:
    """A sentence with everything found in it.

    Attributes:
        text: the whole plain text.
        sentence: which sentence of it.
        number: of the sentence.
        tokens: words, names, amounts, times and days, in order.
        agency: who speaks when nobody in the sentence does.
    """

    text: str
    sentence: Sentence
    number: int
    tokens: list[Token]
    agency: Agency | None = None
    state: str = ""
    past: bool = False  # goes on about the other launch of the sentence before
    main_days: frozenset[Day] = frozenset()
    other_days: frozenset[Day] = frozenset()
    facts: list[Fact] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def language(self) -> Language:
        """Of the sentence."""
        return self.sentence.language

    def said(self, first: int, last: int) -> str:
        """The plain text between two positions."""
        return self.text[first:last]

    def refuse(self, amount: Amount, reason: str) -> None:
        """Keep a quantity with the reason why it is not used."""
        self.refused.append(Refused(amount.start, amount.end, reason))
