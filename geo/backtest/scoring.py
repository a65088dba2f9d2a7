"""Official verdicts against chances: how far a chance can be trusted.

Each launch with a range and an official verdict is checked as if that verdict were not known, with
three kinds of knowledge about its direction: the bearing from a source, the compass word and the
habit of earlier launches, and that habit alone. A chance of at least one half counts as "inside".
An overflight came down beyond, so it counts as outside.
"""

import datetime as dt
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean
from typing import Literal, TypeVar

from geo import report
from geo.assess.windows import Window, width_deg
from geo.check import Options, check
from geo.errors import ReportError, SplashlineError
from geo.finding import Finding
from geo.tables.columns import Mapped
from geo.tables.rows import Reading
from geo.tables.values import Cell, blank, one_error, plain
from geo.zones import Zones

Mode = Literal["bearing", "word", "none"]
MODES: tuple[Mode, ...] = ("bearing", "word", "none")
KNOWN: dict[Mode, str] = {
    "bearing": "bearing from the source",
    "word": "compass word, and the habit of earlier launches",
    "none": "the habit of earlier launches alone",
}
INSIDE_FROM = 0.5
HARDLY = 0.02  # an official "inside" below this needs an explanation
BINS = 5
RESAMPLES = 4_000
NEAR_DEG = 5.0  # bearings of the catalogue are good to 3-5 degrees at best
NEAR_KM = 50.0  # two sources on one launch differ by more in one case of five at 1,000 km
_SEED = 2017
_Item = TypeVar("_Item")
_SET = re.compile(r"([0-9]+) of ([0-9]+) inside")
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True)
class Case:
    """One missile with an official verdict, as one mode knows it.

    Attributes:
        date: of the launch.
        label: to tell it from others of the day.
        inside: the verdict; None where only that of a whole salvo is known.
        set_inside: how many of how many of its salvo fell inside, where only that is known.
        given: the report as a mapping.
        notes: what the table says about it.
    """

    date: dt.date
    label: str
    inside: bool | None
    set_inside: tuple[int, int] | None
    given: dict[str, object]
    notes: str


@dataclass(frozen=True)
class Scored:
    """A case with the chance that it got.

    Attributes:
        case: the launch.
        chance: of having fallen inside, 0 to 1.
        bearing_deg: of the middle of the splash.
        margin_km: from the middle of the splash to the limit, positive inside.
        off_deg: how far that bearing is from one on which the verdict holds at the reported range;
            None where there is no such bearing.
        prior: how many earlier launches the habit rested on, 0 where none was used.
    """

    case: Case
    chance: float
    bearing_deg: float
    margin_km: float
    off_deg: float | None
    prior: int

    @property
    def agrees(self) -> bool:
        """Whether the likelier side is the official one."""
        return (self.chance >= INSIDE_FROM) == self.case.inside

    @property
    def loss(self) -> float:
        """The squared error of the chance."""
        return (self.chance - float(bool(self.case.inside))) ** 2

    def reasons(self) -> list[str]:
        """Why it may disagree."""
        found = []
        side = "inside" if self.margin_km > 0 else "outside"
        if abs(self.margin_km) <= NEAR_KM:
            found.append(
                f"near the limit: the middle of the splash is {abs(self.margin_km):.0f} km {side}"
            )
        if self.off_deg is not None and self.off_deg <= NEAR_DEG:
            found.append(f"bearing uncertain: {self.off_deg:.1f}° away the verdict holds")
        if self.case.notes:
            found.append(self.case.notes)
        return found


@dataclass(frozen=True)
class Salvo:
    """Missiles of which only a number is known to have fallen inside, scored together."""

    date: dt.date
    inside: int
    rows: tuple[Scored, ...]

    @property
    def expected(self) -> float:
        """How many fell inside by their chances."""
        return sum(row.chance for row in self.rows)

    @property
    def loss(self) -> float:
        """The squared error of the share inside."""
        return ((self.expected - self.inside) / len(self.rows)) ** 2


@dataclass(frozen=True)
class Interval:
    """A value and its middle 90 % when launch dates are drawn again."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Outcome:
    """What a mode came to.

    Attributes:
        mode: what was known about the direction.
        rows: scored one by one.
        salvos: scored as sets.
        unscored: cases without a chance, with the reason.
    """

    mode: Mode
    rows: tuple[Scored, ...]
    salvos: tuple[Salvo, ...]
    unscored: tuple[tuple[Case, str], ...]

    @cached_property
    def dates(self) -> dict[dt.date, list[Scored]]:
        """Rows by date."""
        found: dict[dt.date, list[Scored]] = {}
        for row in self.rows:
            found.setdefault(row.case.date, []).append(row)
        return found

    def between(self, first: dt.date, last: dt.date) -> "Outcome":
        """That of the rows of some dates, without salvos."""
        rows = tuple(row for row in self.rows if first <= row.case.date <= last)
        return Outcome(self.mode, rows, (), ())

    @property
    def share_inside(self) -> float:
        """The base rate: the share of rows officially inside."""
        return fmean(float(bool(row.case.inside)) for row in self.rows)

    def accuracy(self) -> Interval:
        """The share of rows whose likelier side is the official one."""
        return self._interval(lambda rows: fmean(float(row.agrees) for row in rows))

    def brier(self) -> Interval:
        """The mean squared error of the chances, by row."""
        return self._interval(lambda rows: fmean(row.loss for row in rows))

    def brier_by_date(self) -> Interval:
        """The mean over dates of the mean squared error on a date."""
        daily = [fmean(row.loss for row in rows) for rows in self.dates.values()]
        draws = sorted(fmean(sample) for sample in _resampled(daily))
        return Interval(fmean(daily), _quantile(draws, _LOW), _quantile(draws, _HIGH))

    def brier_always_outside(self) -> float:
        """What "always outside" would score."""
        return self.share_inside

    def brier_base_rate(self) -> float:
        """What the share inside, known in hindsight, would score for every row."""
        return self.share_inside * (1 - self.share_inside)

    def wrong(self) -> list[Scored]:
        """Rows that disagree with the official verdict."""
        return [row for row in self.rows if not row.agrees]

    def hardly(self) -> list[Scored]:
        """Rows officially inside that got next to no chance."""
        return [row for row in self.rows if row.case.inside and row.chance < HARDLY]

    def bins(self) -> list[tuple[float, float, int]]:
        """Mean chance, share inside, and number of rows, for each filled fifth of the chances."""
        found: list[list[Scored]] = [[] for _ in range(BINS)]
        for row in self.rows:
            found[min(int(row.chance * BINS), BINS - 1)].append(row)
        return [
            (
                fmean(row.chance for row in rows),
                fmean(float(bool(row.case.inside)) for row in rows),
                len(rows),
            )
            for rows in found
            if rows
        ]

    def _interval(self, score: Callable[[Sequence[Scored]], float]) -> Interval:
        draws = sorted(
            score([row for rows in days for row in rows])
            for days in _resampled(list(self.dates.values()))
        )
        return Interval(score(self.rows), _quantile(draws, _LOW), _quantile(draws, _HIGH))


def cases(mapped: Mapped, table: Iterable[Sequence[Cell]], mode: Mode) -> list[Case]:
    """The launches of a table with a date, a range and an official verdict, as a mode knows them.

    Raises:
        ReportError: the table has no column of dates or of verdicts.
    """
    for meaning in ("date", "verdict"):
        if not mapped.has(meaning):
            raise ReportError(
                f"the table has no column {meaning!r}; expected dates and official verdicts: name "
                "the column with --columns"
            )
    reading = Reading(mapped, mode)
    found = []
    for cells in table:
        row = reading.read(cells)
        day = row.given.get("date")
        if row.error or not isinstance(day, dt.date):
            continue
        direction = row.given.get("direction")
        if (mode != "none") != (direction is not None):
            continue
        said = _verdict(row.given)
        salvo = _SET.fullmatch(_cell(mapped, cells, "set_verdict"))
        if said is None and salvo is None:
            continue
        given = {key: value for key, value in row.given.items() if key not in {"claims", "landing"}}
        label = " ".join(
            part for part in (_cell(mapped, cells, "place"), _cell(mapped, cells, "time")) if part
        )
        together = None if salvo is None else (int(salvo[1]), int(salvo[2]))
        found.append(
            Case(
                day,
                label,
                None if said is None else said == "inside",
                together,
                given,
                _cell(mapped, cells, "notes"),
            )
        )
    return found


def run(
    told: dict[Mode, list[Case]],
    zones: Zones,
    options: Options | None = None,
    progress: Callable[[str, float], None] = lambda _step, _share: None,
) -> list[Outcome]:
    """Score the cases of each mode.

    Args:
        told: cases by mode.
        zones: whose waters are where.
        options: what is asked; only earlier launches count for the habit.
        progress: called with a step and the share done.
    """
    options = replace(options or Options(), backtest=True)
    total, done, outcomes = sum(map(len, told.values())), 0, []
    for mode, listed in told.items():
        rows: list[Scored] = []
        unscored: list[tuple[Case, str]] = []
        for case in listed:
            progress("checking launches", done / max(total, 1))
            done += 1
            try:
                found = check(report.parse(case.given), zones, options)
            except SplashlineError as error:
                unscored.append((case, one_error(error)))
                continue
            scored = _scored(case, found)
            if scored is None:
                unscored.append((case, "direction unknown: too few earlier launches for a habit"))
            else:
                rows.append(scored)
        single = tuple(row for row in rows if row.case.inside is not None)
        outcomes.append(Outcome(mode, single, tuple(_salvos(rows)), tuple(unscored)))
    return outcomes


def _scored(case: Case, found: Finding) -> Scored | None:
    if found.chance is None or found.nominal is None:
        return None
    return Scored(
        case,
        found.chance.value,
        found.nominal.bearing_deg,
        found.nominal.margin_km,
        _off_deg(found.nominal.bearing_deg, found.windows, inside=bool(case.inside)),
        found.prior.launches if found.prior else 0,
    )


def _salvos(rows: Iterable[Scored]) -> list[Salvo]:
    found: dict[dt.date, list[Scored]] = {}
    for row in rows:
        if row.case.inside is None:
            found.setdefault(row.case.date, []).append(row)
    salvos = []
    for day, together in found.items():
        count = together[0].case.set_inside
        if count is not None and count[1] == len(together):
            salvos.append(Salvo(day, count[0], tuple(together)))
    return salvos


def _off_deg(bearing_deg: float, windows: tuple[Window, ...], *, inside: bool) -> float | None:
    """How far a bearing is from the nearest that lies in a window, or in none."""
    if windows == ((0.0, 360.0),) or not windows:
        return 0.0 if inside == bool(windows) else None
    within = any((bearing_deg - start) % 360 <= width_deg((start, end)) for start, end in windows)
    if within == inside:
        return 0.0
    edges = [edge for window in windows for edge in window]
    return min(abs((bearing_deg - edge + 180) % 360 - 180) for edge in edges)


def _verdict(given: object) -> str | None:
    claims = given.get("claims") if isinstance(given, dict) else None
    return str(claims[0]["verdict"]) if claims else None


def _cell(mapped: Mapped, cells: Sequence[Cell], meaning: str) -> str:
    for column in mapped.used:
        if column.meaning == meaning and column.index < len(cells):
            cell = cells[column.index]
            if not blank(cell):
                return str(plain(cell))
    return ""


def _resampled(items: Sequence[_Item]) -> Iterable[list[_Item]]:
    draw = random.Random(_SEED)  # noqa: S311 - its stream is kept across versions
    for _ in range(RESAMPLES):
        yield draw.choices(items, k=len(items))


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
