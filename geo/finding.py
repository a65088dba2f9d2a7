"""The finding: everything worked out for one report."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from geo.assess.windows import Window
from geo.ballistics.trajectory import Trajectory
from geo.measure import Duration, Measure
from geo.prior import Prior
from geo.report import Report
from geo.splash import Share, Splash
from geo.spreads import Spreads
from geo.zones import Provenance

if TYPE_CHECKING:
    from geo.notebook import Page

_CONSISTENT = 0.05
_Lang = Literal["en", "ja", "ko"]


@dataclass(frozen=True)
class Origin:
    """Where it was fired from, as understood.

    Attributes:
        name: of the place or region, or the coordinates.
        lon, lat: the middle, in degrees.
        spread_km: standard deviation per axis, or half the extent of a region.
        country: ISO code of the state it lies in, where known.
        matched: how a name was understood, when it was not found letter for letter.
    """

    name: str
    lon: float
    lat: float
    spread_km: float
    country: str | None
    matched: str | None


@dataclass(frozen=True)
class Landmark:
    """A landmark that the report names.

    Attributes:
        name: as the gazetteer has it.
        names: by language.
        lon, lat: in degrees.
    """

    name: str
    names: Mapping[str, str]
    lon: float
    lat: float


Value = float | str | Mapping[str, str]
"""What a note names: a number, a text, or a text by language."""


@dataclass(frozen=True)
class Note:
    """How something in the report was understood, or why something could not be worked out.

    Attributes:
        kind: which sentence says it; `geo.notewords` has them all.
        values: what is named in it.
    """

    kind: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class ZoneChance:
    """The chance of one row of the zones.

    Attributes:
        code: the state whose water it is in the view, or all claimants where contested.
        kind: ``internal_waters``, ``territorial_sea`` or ``eez``.
        claimants: ISO codes.
        names: by language.
        chance: with its standard error.
    """

    code: str
    kind: str
    claimants: tuple[str, ...]
    names: Mapping[str, str]
    chance: Share


@dataclass(frozen=True)
class Statement:
    """Something a report asserts, tested on the splash built without it.

    Attributes:
        kind: ``zone``, ``landmark``, ``sea``, ``toward`` (a sea that was aimed at) or ``flight``.
        by: who says so; empty where the report does not tell.
        names: of the state, landmark or sea it is about, by language.
        verdict, certainty: of a statement about a zone, as in the report.
        distance: from a landmark.
        direction_deg: seen from a landmark.
        time: of flight.
        chance: that it holds, given everything else; None where there is no chance to give.
        result: ``consistent``, ``unlikely``, ``contradicted`` or ``untestable``.
        used: whether it shaped the splash of the finding.
    """

    kind: str
    by: str
    names: Mapping[str, str]
    verdict: str | None = None
    certainty: str | None = None
    distance: Measure | None = None
    direction_deg: float | None = None
    time: Duration | None = None
    chance: Share | None = None
    result: str = "untestable"
    used: bool = False


def outcome(chance: Share) -> str:
    """What the chance that a statement holds makes of it."""
    if chance.value >= _CONSISTENT:
        return "consistent"
    return "unlikely" if chance.value > 0 else "contradicted"


@dataclass(frozen=True)
class Nominal:
    """The point at the middle range and bearing.

    Attributes:
        lon, lat: in degrees.
        bearing_deg, range_km: how it is reached from the middle of the launch area.
        margin_km: distance to the limit of the waters asked about, positive inside.
        on_land: whether it is on land, where that distance says nothing.
    """

    lon: float
    lat: float
    bearing_deg: float
    range_km: float
    margin_km: float
    on_land: bool = False


@dataclass(frozen=True, eq=False)
class Finding:
    """Everything worked out for one report.

    Attributes:
        report: what was reported.
        origin: where it was fired from.
        zone: ISO code of the state whose waters are asked about.
        view: whose reading of the zones was used.
        chance: that it came down in those waters; None where the direction is unknown.
        certain: ``inside`` or ``outside`` where nothing else is possible, else None.
        windows: bearings on which the reported range lies in those waters, in degrees.
        ring_share: the share of all bearings in windows; not a probability.
        nominal: the middle of the splash, None without a direction.
        zones: chances of every water that can have been hit, likeliest first.
        statements: each tested.
        landmarks: named in the report.
        splash: the sample, None without a direction.
        ring_km: the reported range, at which windows and ring share are taken.
        range_interval_km: the middle 90 % of the ranges that the report stands for.
        trajectory: what apogee and flight time say; None where neither is reported, or where no
            ballistic arc has the numbers.
        spreads: the widths used.
        prior: the habit of earlier launches that was used, or None.
        prior_note: why it was not used: ``off``, ``degrees``, ``from_sea``, ``few`` or ``broken``;
            else empty.
        given: what the user asked to be taken as true, or None.
        dataset: where the zones come from.
        stderr_target: the standard error aimed at.
        capped: whether the largest sample did not reach it.
        notes: how the report was understood.
    """

    report: Report
    origin: Origin
    zone: str
    view: str
    chance: Share | None
    certain: str | None
    windows: tuple[Window, ...]
    ring_share: float
    nominal: Nominal | None
    zones: tuple[ZoneChance, ...]
    statements: tuple[Statement, ...]
    landmarks: tuple[Landmark, ...]
    splash: Splash | None = field(repr=False)
    ring_km: float
    range_interval_km: tuple[float, float]
    trajectory: Trajectory | None
    spreads: Spreads
    prior: Prior | None
    prior_note: str
    given: str | None
    dataset: Provenance
    stderr_target: float
    capped: bool
    notes: tuple[Note, ...]

    @property
    def date(self) -> dt.date | None:
        """The day of the launch."""
        return self.report.date

    @property
    def title(self) -> str:
        """What to call it."""
        if self.report.title:
            return self.report.title
        when = f", {self.report.date:%Y-%m-%d}" if self.report.date else ""
        return f"Launch from {self.origin.name}{when}"

    # In notebooks. What draws stands above this record, so it is imported late.

    def map(self, lang: _Lang = "en") -> "Page":
        """The map: shown in a notebook, or saved with ``.save("map.html")``."""
        from geo import notebook

        return notebook.page(self, lang)

    def figure(self, lang: _Lang = "en", size: str = "web") -> Any:
        """The static figure, as matplotlib has it; needs the extra ``figure``.

        Args:
            lang: of its words.
            size: ``web`` or ``print``.
        """
        from geo import notebook

        return notebook.figure(self, lang, size)

    def to_geodataframe(self, layer: str | None = None) -> Any:
        """The layers as one GeoDataFrame, or one of them alone, such as ``samples``."""
        from geo import notebook

        return notebook.frame(self, layer)

    def _repr_html_(self) -> str:
        from geo import notebook

        return notebook.html(self)
