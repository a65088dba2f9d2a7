"""Many rows of a table at once: what `geo check` finds for each, to the last digit.

Rows that only say from where, how far and where to are worked out together (`geo.batch.sweep`);
rows that say more about the landing are checked one by one. A row's results do not depend on its
neighbours, so tables can be cut into chunks anywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo import check, land, notewords, report
from geo.assess.windows import Window, ring_share
from geo.batch import plainrows, sweep
from geo.batch.plainrows import Plain
from geo.check import origin
from geo.errors import SplashlineError, ZoneError
from geo.finding import Finding
from geo.geodesy import Floats
from geo.prior import Prior
from geo.splash.launcharea import Point
from geo.spreads import Spreads
from geo.summary import CHANCE_DIGITS, KM_DIGITS, POSITION_DIGITS, windows_deg
from geo.tables import lookup
from geo.tables.rows import Reading, Row
from geo.tables.values import Cell, one_error
from geo.wording import Lang, Verdict
from geo.zones import Zones

RESULTS: Mapping[str, str] = {
    "chance_inside": "number",
    "chance_stderr": "number",
    "wording": "text",
    "windows_deg": "pairs",
    "ring_share": "number",
    "nominal_lon": "number",
    "nominal_lat": "number",
    "margin_km": "number",
    "habit": "text",
    "check_notes": "text",
    "error": "text",
}
"""The columns of results, and what they hold."""

Result = tuple[Cell, ...]


@dataclass(frozen=True)
class Plan:
    """What is asked of every row.

    Attributes:
        reading: how rows are read.
        options: as for `geo.check`.
        lang: of the wording.
        chance_only: whether windows, middles and margins are left out.
    """

    reading: Reading
    options: check.Options = field(default_factory=check.Options)
    lang: Lang = "en"
    chance_only: bool = False


def work(plan: Plan, rows: Sequence[Sequence[Cell]], zones: Zones) -> list[Result]:
    """The results of some rows, in their order.

    Args:
        plan: what is asked.
        rows: cells, a row each.
        zones: whose waters are where.

    Raises:
        ReportError, ZoneError: what is asked cannot be answered for any row.
    """
    return _Batch(plan, zones).work([plan.reading.read(cells) for cells in rows])


class _Batch:
    """The steps for some rows; holds what they share."""

    def __init__(self, plan: Plan, zones: Zones) -> None:
        self.plan = plan
        self.zones = zones
        self.options = plan.options
        self.spreads = Spreads().changed(plan.options.spreads)
        self.rows = zones.rows(plan.options.zone, plan.options.view)

    def work(self, rows: Sequence[Row]) -> list[Result]:
        """The results of rows."""
        results: list[Result | None] = [None] * len(rows)
        plain: dict[int, Plain] = {}
        for place, row in enumerate(rows):
            if row.error:
                results[place] = _failed(row.error, row.notes)
                continue
            found = plainrows.of(row, self.options, self.spreads)
            if found is not None:
                plain[place] = found
        if plain:
            for place, result in self._together(plain, rows).items():
                results[place] = result
        return [
            self._alone(row) if result is None else result
            for row, result in zip(rows, results, strict=True)
        ]

    # --- one by one -----------------------------------------------------------------------------

    def _alone(self, row: Row) -> Result:
        """A row checked on its own."""
        try:
            found = check.check(report.parse(row.given, "the row"), self.zones, self.options)
        except ZoneError as error:
            return _failed(one_error(error), row.notes)
        except SplashlineError as error:
            return _failed(one_error(error).removeprefix("the row: "), row.notes)
        notes = [*row.notes, *notewords.of(found), *_capped(found.capped)]
        return self._result(_Found.of(found), found.prior, notes)

    # --- together -------------------------------------------------------------------------------

    def _together(self, plain: Mapping[int, Plain], rows: Sequence[Row]) -> dict[int, Result]:
        """The results of plain rows; those that need more than counting are left out."""
        asked = lookup.of(self.zones, self.rows)
        listed = list(plain.values())
        areas = [row.launch.area for row in listed]
        lon, lat, spread_km = np.array(
            [(area.lon, area.lat, area.spread_km) for area in areas if isinstance(area, Point)]
        ).T
        from_sea = np.array([row.from_sea for row in listed])
        ashore = _ashore(lon, lat)
        flights = sweep.Sweep(
            lon,
            lat,
            spread_km,
            ashore & ~from_sea,
            tuple(row.measure for row in listed),
            tuple(row.bearings for row in listed),
            self.spreads,
        )
        chances = sweep.chances(flights, asked, self.options.stderr)
        certain = sweep.certain(flights, asked, chances)
        counted = chances.counted & (chances.beyond == 0)
        middles, rings = self._around(flights, asked)
        results: dict[int, Result] = {}
        for number, (place, row) in enumerate(plain.items()):
            if not counted[number]:
                continue
            notes = [*rows[place].notes, *map(notewords.text, row.launch.notes)]
            if not (ashore[number] or from_sea[number]):
                notes.append(notewords.text(origin.AT_SEA))
            found = _Found(
                float(chances.value[number]) if row.directed else None,
                float(chances.stderr[number]),
                certain[number],
                rings[number] if rings else None,
                middles[number] if middles and row.directed else None,
            )
            if row.directed:
                notes += _capped(bool(chances.capped[number]))
            results[place] = self._result(found, row.prior, notes)
        return results

    def _around(
        self, flights: sweep.Sweep, asked: lookup.Lookup
    ) -> tuple[list[tuple[float, float, float]], list[tuple[Window, ...]]]:
        """Middles with their margins, and windows, where they are wanted."""
        if self.plan.chance_only:
            return [], []
        found = sweep.middles(flights, asked)
        columns = (found.lon.tolist(), found.lat.tolist(), found.margin_km.tolist())
        return list(zip(*columns, strict=True)), sweep.rings(flights, asked)

    def _result(self, found: "_Found", known: Prior | None, notes: Sequence[str]) -> Result:
        share = None if found.windows is None else ring_share(found.windows)
        said = Verdict(self.options.zone, found.chance, found.certain, share or 0.0)
        middle: tuple[Cell, Cell, Cell] = (None, None, None)
        if found.middle is not None and not self.plan.chance_only:
            lon, lat, margin_km = found.middle
            middle = (
                round(lon, POSITION_DIGITS),
                round(lat, POSITION_DIGITS),
                round(margin_km, KM_DIGITS),
            )
        plain = self.plan.chance_only or found.windows is None
        return (
            None if found.chance is None else round(found.chance, CHANCE_DIGITS),
            None if found.chance is None else round(found.stderr, CHANCE_DIGITS),
            said.words(self.plan.lang),
            None if plain else windows_deg(found.windows or ()),
            None if plain or share is None else round(share, CHANCE_DIGITS),
            *middle,
            "" if known is None else _habit(known),
            "; ".join(notes),
            "",
        )


@dataclass(frozen=True)
class _Found:
    """What results are made of."""

    chance: float | None
    stderr: float
    certain: str | None
    windows: tuple[Window, ...] | None
    middle: tuple[float, float, float] | None

    @classmethod
    def of(cls, finding: Finding) -> "_Found":
        point, chance = finding.nominal, finding.chance
        return cls(
            None if chance is None else chance.value,
            0.0 if chance is None else chance.stderr,
            finding.certain,
            finding.windows,
            None if point is None else (point.lon, point.lat, point.margin_km),
        )


def _failed(error: str, notes: Sequence[str]) -> Result:
    empty: list[Cell] = [None] * (len(RESULTS) - 3)
    empty[2] = ""
    return (*empty, "", "; ".join(notes), error)


def _capped(capped: bool) -> list[str]:  # noqa: FBT001
    return ["the largest sample missed the standard error asked for"] if capped else []


def _habit(known: Prior) -> str:
    return f"{known.mean_deg:.0f}° ± {known.sd_deg:.0f}° ({known.launches} launches)"


def _ashore(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Whether launch points are on land."""
    places, which = np.unique(np.stack([lon, lat], axis=1), axis=0, return_inverse=True)
    if len(places) > sweep.MANY:
        held = lookup.on_land(places[:, 0].copy(), places[:, 1].copy(), many=True)
    else:
        held = np.array([bool(land.holds(x[None], y[None])[0]) for x, y in places], dtype=bool)
    return held[which.ravel()]
