"""Many flights at once: chances, windows, margins and certainty, in columns.

For flights from points without statements about the landing. What it finds for a flight is, to
the last digit, what `geo.check` finds for it alone: points are drawn from the same numbers by the
same functions, counted exactly, and doubled by the same rule. What depends on the launch alone is
worked out once for all flights from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from geo import assess, geodesy
from geo.assess import windows
from geo.assess.windows import Ring, Window
from geo.geodesy import Floats
from geo.measure import Measure
from geo.splash import AMPLE, MOST_LOG2, Flight, aim, first_log2, ratio, sobol
from geo.splash.distributions import Bearings, OneNormal, normal_quantile, range_km, wrapped
from geo.splash.launcharea import Point, offset
from geo.spreads import Spreads
from geo.tables.lookup import Lookup, on_land

_BLOCK_POINTS = 1 << 16
_KEPT_POINTS = 1 << 22
_BLOCK_RINGS = 512
MANY = 200
"""Launches from more places than this are looked up in a grid of the land."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Sweep:
    """Flights from points, one row each.

    Attributes:
        lon, lat, spread_km: of the launches, shape (n,).
        from_land: whether a launch at sea is ruled out, shape (n,).
        ranges: how far they flew.
        bearings: where to.
        spreads: widths of what was reported.
    """

    lon: Floats
    lat: Floats
    spread_km: Floats
    from_land: NDArray[np.bool_]
    ranges: tuple[Measure, ...]
    bearings: tuple[Bearings, ...]
    spreads: Spreads

    def flight(self, row: int) -> Flight:
        """One of them, as `geo.splash` draws it."""
        launch = Point(float(self.lon[row]), float(self.lat[row]), float(self.spread_km[row]))
        return Flight(launch, self.ranges[row], self.bearings[row], self.spreads)

    @property
    def middle_km(self) -> Floats:
        """The ranges at which windows are taken."""
        km = [measure.value_km for measure in self.ranges]
        return np.minimum(np.array(km, dtype=np.float64), geodesy.MAX_RANGE_KM)


@dataclass(frozen=True, eq=False)
class Chances:
    """Chances of a sweep, shape (n,) each.

    Attributes:
        value, stderr: 0 to 1.
        capped: whether the largest sample missed the standard error aimed at.
        beyond: the share of points where the dataset has ended.
        counted: whether there is a chance; else hardly a launch is on land, and the flight has to
            be checked on its own.
    """

    value: Floats
    stderr: Floats
    capped: NDArray[np.bool_]
    beyond: Floats
    counted: NDArray[np.bool_]


def chances(sweep: Sweep, lookup: Lookup, stderr: float) -> Chances:
    """The chance of each flight, drawn until its standard error is small enough.

    Args:
        sweep: the flights.
        lookup: the waters asked about.
        stderr: the standard error allowed.
    """
    n = len(sweep.lon)
    counts = _Counts(*(np.zeros((n, sobol.SCRAMBLES)) for _ in range(3)))
    counted, capped = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    left = np.lexsort((sweep.spread_km, sweep.lat, sweep.lon))
    many = len(_launches(sweep, left)[0]) > MANY
    log2, start = first_log2(stderr), 0
    while len(left):
        level = _Level(log2, start, sweep.spreads)
        for block in _blocks(left, max(_BLOCK_POINTS // level.size, 1)):
            counts.add(block, _drawn(sweep, block, level, lookup, many=many))
        effective = counts.total[left].sum(axis=1)
        if start == 0:
            ample = effective >= AMPLE * sobol.SCRAMBLES * 2**log2
            counted[left[~ample]] = False
            left, effective = left[ample], effective[ample]
        _, error = ratio(counts.hit[left], counts.total[left])
        enough = effective * stderr >= 1
        if log2 == MOST_LOG2:
            capped[left] = (error > stderr) | ~enough
            break
        left = left[~((error <= aim(stderr)) & enough)]
        log2, start = log2 + 1, 1 << log2
    total = np.where(counted[:, None], counts.total, 1.0)
    value, error = ratio(counts.hit, total)
    beyond, _ = ratio(counts.beyond, total)
    return Chances(value, error, capped, beyond, counted)


@dataclass(frozen=True, eq=False)
class _Counts:
    """Points hit, drawn, and beyond the dataset, shape (n, scrambles) each."""

    hit: Floats
    total: Floats
    beyond: Floats

    def add(self, rows: Rows, more: "_Counts") -> None:
        self.hit[rows] += more.hit
        self.total[rows] += more.total
        self.beyond[rows] += more.beyond


@dataclass(frozen=True, eq=False)
class _Level:
    """The points that one doubling adds, and quantiles of them that rows have in common."""

    log2: int
    start: int
    spreads: Spreads
    ranges: dict[Measure, Floats] = field(default_factory=dict)
    tabled: dict[int, Floats] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many points there are for each flight."""
        return sobol.SCRAMBLES * ((1 << self.log2) - self.start)

    @property
    def u(self) -> Floats:
        """Uniform numbers, shape (4, scrambles, points)."""
        return _points(self.log2, self.start)

    def z(self, dimension: int) -> Floats:
        """Standard normal quantiles of one dimension."""
        return _normal(self.log2, self.start, dimension)

    def range_km(self, measure: Measure) -> Floats:
        """Ranges that a measure stands for."""
        found = self.ranges.get(measure)
        if found is None:
            found = range_km(self.u[2], measure, self.spreads, geodesy.MAX_RANGE_KM)
            if len(self.ranges) * self.size < _KEPT_POINTS:
                self.ranges[measure] = found
        return found

    def bearing_deg(self, bearings: Bearings) -> Floats:
        """Bearings of a distribution that many rows share."""
        found = self.tabled.get(id(bearings))
        if found is None:
            found = bearings.quantile(self.u[3])
            if len(self.tabled) * self.size < _KEPT_POINTS:
                self.tabled[id(bearings)] = found
        return found


@cache
def _points(log2: int, start: int) -> Floats:
    return sobol.points(4, log2)[..., start:]


@cache
def _normal(log2: int, start: int, dimension: int) -> Floats:
    return normal_quantile(_points(log2, start)[dimension])


def _blocks(rows: Rows, most: int) -> Iterator[Rows]:
    for first in range(0, len(rows), most):
        yield rows[first : first + most]


def _launches(sweep: Sweep, rows: Rows) -> tuple[Rows, Rows]:
    """One row for each launch among neighbours, and which of these each row has."""
    keys = np.stack(
        [sweep.lon[rows], sweep.lat[rows], sweep.spread_km[rows], sweep.from_land[rows]], axis=1
    )
    new = np.append(True, (keys[1:] != keys[:-1]).any(axis=1))
    return rows[new], np.cumsum(new) - 1


def _drawn(sweep: Sweep, rows: Rows, level: _Level, lookup: Lookup, *, many: bool) -> _Counts:
    """Points of some flights, counted."""
    first, launch = _launches(sweep, rows)
    lon, lat, spread_km = (
        column[first, None, None] for column in (sweep.lon, sweep.lat, sweep.spread_km)
    )
    launch_lon, launch_lat = offset(lon, lat, spread_km * level.z(0), spread_km * level.z(1))
    alive = np.ones(launch_lon.shape, dtype=bool)
    ashore = np.flatnonzero(sweep.from_land[first])
    if many:
        alive[ashore] = on_land(launch_lon[ashore], launch_lat[ashore], many=True)
    else:
        for row in ashore.tolist():
            alive[row] = on_land(launch_lon[row], launch_lat[row], many=False)
    far_km = np.empty((len(rows), *level.u.shape[1:]))
    for row, flight in enumerate(rows.tolist()):
        far_km[row] = level.range_km(sweep.ranges[flight])
    end_lon, end_lat = geodesy.direct(
        launch_lon[launch], launch_lat[launch], _bearings(sweep, rows, level), far_km
    )
    kept = alive[launch]
    hit = lookup.inside(end_lon, end_lat) & kept
    beyond = np.zeros(hit.shape[:2])
    if lookup.waters.cut_off:
        beyond = (lookup.beyond(end_lon, end_lat) & kept).sum(axis=2)
    return _Counts(hit.sum(axis=2), kept.sum(axis=2), beyond)


def _bearings(sweep: Sweep, rows: Rows, level: _Level) -> Floats:
    found = np.empty((len(rows), *level.u.shape[1:]))
    bearings = [sweep.bearings[row] for row in rows.tolist()]
    normal = np.array([isinstance(each, OneNormal) for each in bearings], dtype=bool)
    parts = [(each.mean_deg, each.sd_deg) for each in bearings if isinstance(each, OneNormal)]
    mean_deg, sd_deg = np.array(parts, dtype=np.float64).reshape(-1, 2).T[..., None, None]
    found[normal] = wrapped(mean_deg, sd_deg, level.z(3))
    for row in np.flatnonzero(~normal).tolist():
        found[row] = level.bearing_deg(bearings[row])
    return found


@dataclass(frozen=True, eq=False)
class Middles:
    """The middles of splashes and what lies around them, shape (n,) each.

    Attributes:
        lon, lat: in degrees.
        margin_km: distance to the limit of the waters, positive inside.
    """

    lon: Floats
    lat: Floats
    margin_km: Floats


def middles(sweep: Sweep, lookup: Lookup) -> Middles:
    """The point at middle range and bearing of each flight, and its margin."""
    bearing_deg = np.array([each.mean_deg for each in sweep.bearings], dtype=np.float64)
    lon, lat = geodesy.direct(sweep.lon, sweep.lat, bearing_deg, sweep.middle_km)
    within = lookup.inside(lon, lat)
    return Middles(lon, lat, assess.margins_km(lookup.waters, lon, lat, within))


def rings(sweep: Sweep, lookup: Lookup) -> list[tuple[Window, ...]]:
    """The bearing windows of each flight at its middle range."""
    order = np.lexsort((sweep.lat, sweep.lon))
    middle_km = sweep.middle_km
    found: list[tuple[Window, ...]] = [()] * len(order)
    for block in _blocks(order, _BLOCK_RINGS):
        positions = [(float(sweep.lon[row]), float(sweep.lat[row])) for row in block]
        asked = [Ring(*at, float(middle_km[row])) for at, row in zip(positions, block, strict=True)]
        views = {at: lookup.border.cosine(*at) for at in dict.fromkeys(positions)}
        seen = [views[at] for at in positions]
        those = windows.find_all(asked, lookup.border, lookup.inside, seen)
        for row, each in zip(block.tolist(), those, strict=True):
            found[row] = each
    return found


def certain(sweep: Sweep, lookup: Lookup, found: Chances) -> list[str | None]:
    """``inside`` or ``outside`` for flights that can have ended nowhere else, else None."""
    verdicts: list[str | None] = [None] * len(sweep.lon)
    sure = found.counted & (found.beyond == 0)
    reaches: dict[tuple[Measure, float], assess.Reach] = {}
    for verdict, edges, value in (
        ("outside", lookup.waters.edges, 0.0),
        ("inside", lookup.waters.limits, 1.0),
    ):
        rows = np.flatnonzero(sure & (found.value == value))
        rows = rows[np.lexsort((sweep.lat[rows], sweep.lon[rows]))]
        listed = [_reach(sweep, row, reaches) for row in rows.tolist()]
        touched = assess.surely_touched(edges, sweep.lon[rows], sweep.lat[rows], listed)
        last, view = None, np.empty(0)
        for place in np.flatnonzero(~touched).tolist():
            row = int(rows[place])
            position = float(sweep.lon[row]), float(sweep.lat[row])
            if position != last:
                last, view = position, edges.cosine(*position)
            if assess.untouched(edges, view, listed[place]):
                verdicts[row] = verdict
    return verdicts


def _reach(
    sweep: Sweep, row: int, known: dict[tuple[Measure, float], assess.Reach]
) -> assess.Reach:
    """The 99.9 % interval of a flight, which others with the same range and launch spread share."""
    key = sweep.ranges[row], float(sweep.spread_km[row])
    found = known.get(key)
    if found is None:
        found = known[key] = assess.reach(sweep.flight(row))
    return found
