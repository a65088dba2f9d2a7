"""What reading a text gives: frozen records, every value with the words it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from geo.report import Report, parse


@dataclass(frozen=True)
class Evidence:
    """Where a value comes from.

    Attributes:
        field: the value's path in the report, such as ``launch.place``.
        text: the words.
        start, end: where they stand in the text, counted in characters.
        by: who says so, None where nobody is named.
        unit: of a quantity, as written: km, mi, nmi, min, …
        bound: of a quantity, as it was qualified; None without a qualifier.
    """

    field: str
    text: str
    start: int
    end: int
    by: str | None = None
    unit: str | None = None
    bound: str | None = None


@dataclass(frozen=True)
class Refusal:
    """A quantity or name that was not used, and why.

    Attributes:
        text: the words.
        start, end: where they stand in the text, counted in characters.
        reason: a key of `geo.reading.decoys.REASONS`, or a sentence.
    """

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """One launch as one source tells it.

    Attributes:
        values: the report's keys and values, as ``geo.report.parse`` takes them.
        evidence: the words that each value came from, in the order of the text.
        refused: what was left out of the text, with reasons.
        event: what is said of the whole salvo: ``salvo`` (its number in the text), ``missile``
            (which one this is, None for all), ``count``, ``times``.
        part: of how many missiles of how many the figures are, where those are not all.
        region: a region that holds the launch where no place is given, else None.
    """

    values: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    refused: tuple[Refusal, ...] = ()
    event: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    part: tuple[int, int] | None = None
    region: str | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What a report needs and the text does not say."""
        lacks = [] if "launch" in self.values else ["launch"]
        near = (self.values.get("landing") or {}).get("near")
        return (*lacks, *(() if "range" in self.values or near else ("range or landing.near",)))

    @cached_property
    def report(self) -> Report:
        """The report, to be checked.

        Where only the state that fired is known, its land is the launch region.

        Raises:
            ReportError: the text does not say enough for one.
        """
        given = dict(self.values)
        if "launch" not in given and self.region is not None:
            given["launch"] = {"region": self.region}
        return parse(given, "the text")

    @property
    def is_complete(self) -> bool:
        """Whether it makes a report."""
        return not (set(self.missing) - ({"launch"} if self.region else set()))

    @property
    def is_filled_in(self) -> bool:
        """Whether the report's launch is the land of the state that fired."""
        return "launch" not in self.values and self.region is not None


@dataclass(frozen=True)
class Understanding:
    """Everything that reading a text gives.

    Attributes:
        text: the text.
        readings: one for each launch and source.
        refused: quantities that were not used, with reasons.
    """

    text: str
    readings: tuple[Reading, ...]
    refused: tuple[Refusal, ...]
