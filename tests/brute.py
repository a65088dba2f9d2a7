"""Brute force: millions of random draws over exact geodesics, written apart from the package.

Random numbers come from numpy's generators, geodesics from ``pyproj.Geod``, membership from
shapely, distributions from the design. The package lends its data alone: polygons and places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo import land

Floats = NDArray[np.float64]
Polygons = Sequence[BaseGeometry] | NDArray[np.object_]
Rng = np.random.Generator
Launches = Callable[[Rng, int], tuple[Floats, Floats]]
Ranges = Callable[[Rng, int], Floats]
Bearings = Callable[[Rng, int], tuple[Floats, Floats]]
Factor = Callable[[Floats, Floats], Floats]

GEOD = Geod(ellps="WGS84")
CHUNK = 250_000
RANGE_SCALE = 0.025
BOUND_SCALE = 0.10
LANDMARK_SCALE = 0.05
NEAR_KM = 50.0
LANDMARK_DEG = 20.0
WORD_DEG = {8: 20.0, 16: 11.0}


@dataclass(frozen=True)
class Estimate:
    """A chance and its standard error."""

    chance: float
    stderr: float


@dataclass(frozen=True)
class Flight:
    """What is drawn: launches, ranges, and bearings with weights; from land or from anywhere."""

    launches: Launches
    ranges: Ranges
    bearings: Bearings
    on_land: bool


@dataclass(frozen=True)
class Question:
    """Some waters, and what is known about the landing."""

    waters: Polygons
    landing: Sequence[Factor] = ()


def chances(
    flight: Flight, questions: Sequence[Question], draws: int, stderr: float, seed: int
) -> list[Estimate]:
    """The weighted shares of draws that land in waters; the same draws serve all questions.

    Statements can leave few draws with weight: up to eight times as many are drawn where the
    standard error asks for them.
    """
    rng = np.random.default_rng(seed)
    sums = np.zeros((len(questions), 4))  # of w, w I, w² and w² I
    for turn in range(8 * draws // CHUNK):
        if turn * CHUNK >= draws and max(_estimate(*row).stderr for row in sums) <= stderr:
            break
        lon, lat = flight.launches(rng, CHUNK)
        km = np.clip(flight.ranges(rng, CHUNK), 1.0, 19_900.0)
        bearing_deg, weight = flight.bearings(rng, CHUNK)
        if flight.on_land:
            weight = weight * on_land(lon, lat)
        keep = weight > 0
        lon, lat, _ = GEOD.fwd(lon[keep], lat[keep], bearing_deg[keep], 1000 * km[keep])
        for row, question in enumerate(questions):
            sums[row] += _sums(question, lon, lat, weight[keep])
    return [_estimate(*row) for row in sums]


def _sums(question: Question, lon: Floats, lat: Floats, weight: Floats) -> Floats:
    for factor in question.landing:
        alive = weight > 0
        lon, lat, weight = lon[alive], lat[alive], weight[alive]
        weight = weight * factor(lon, lat)
    inside = holds(question.waters, lon, lat)
    return np.array([weight.sum(), weight @ inside, weight @ weight, weight**2 @ inside])


def _estimate(total: float, hit: float, squares: float, hit_squares: float) -> Estimate:
    share = hit / total
    spread = hit_squares * (1 - 2 * share) + share**2 * squares
    return Estimate(share, max(spread, 0.0) ** 0.5 / total)


def holds(polygons: Polygons, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Whether positions lie in any of some polygons."""
    found = np.zeros(len(lon), dtype=bool)
    for polygon in polygons:
        west, south, east, north = polygon.bounds
        rows = np.flatnonzero((lon > west) & (lon < east) & (lat > south) & (lat < north))
        shapely.prepare(polygon)
        found[rows] |= shapely.contains_xy(polygon, lon[rows], lat[rows])
    return found


# --- launches ------------------------------------------------------------------------------------


def near_point(lon: float, lat: float, spread_km: float) -> Launches:
    """A two-dimensional normal; a few kilometres measured with the local radii of curvature."""
    root = np.sqrt(1 - GEOD.es * np.sin(np.radians(lat)) ** 2)
    north_km = np.radians(GEOD.a / 1000 * (1 - GEOD.es) / root**3)
    east_km = np.radians(GEOD.a / 1000 / root * np.cos(np.radians(lat)))

    def draw(rng: Rng, n: int) -> tuple[Floats, Floats]:
        return (
            lon + rng.normal(0, spread_km / east_km, n),
            lat + rng.normal(0, spread_km / north_km, n),
        )

    return draw


def in_area(geometry: BaseGeometry) -> Launches:
    """Every square kilometre alike, by rejection from a box."""
    west, south, east, north = geometry.bounds
    low, high = (float(np.sin(np.radians(lat))) for lat in (south, north))

    def draw(rng: Rng, n: int) -> tuple[Floats, Floats]:
        kept = np.empty((2, 0))
        while kept.shape[1] < n:
            lon = rng.uniform(west, east, n)
            lat = np.degrees(np.arcsin(rng.uniform(low, high, n)))
            kept = np.hstack([kept, np.stack([lon, lat])[:, holds([geometry], lon, lat)]])
        return kept[0, :n], kept[1, :n]

    return draw


def along(lines: BaseGeometry, spread_km: float) -> Launches:
    """Every kilometre of lines alike, with a normal spread across them."""
    xy, part = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    same = part[1:] == part[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    azimuth, _, metres = GEOD.inv(*start.T, *end.T)

    def draw(rng: Rng, n: int) -> tuple[Floats, Floats]:
        row = rng.choice(len(metres), n, p=metres / metres.sum())
        along_m = metres[row] * rng.uniform(size=n)
        lon, lat, back = GEOD.fwd(start[row, 0], start[row, 1], azimuth[row], along_m)
        across_m = rng.normal(0, 1000 * spread_km, n)
        lon, lat, _ = GEOD.fwd(lon, lat, back + 90, across_m)
        return lon, lat

    return draw


# --- ranges --------------------------------------------------------------------------------------


def half_step(number: int) -> float:
    """Half of what a whole number was rounded to, as the design has it."""
    return next(step for step in (100, 50, 10, 1) if number % step == 0) / 2


def about(km: float, half_step: float, scale: float = RANGE_SCALE) -> Ranges:
    """Student's t with three degrees of freedom, and the rounding."""
    return lambda rng, n: (
        km + scale * km * rng.standard_t(3, n) + rng.uniform(-half_step, half_step, n)
    )


def span(low: float, high: float) -> Ranges:
    """Uniform with soft edges."""
    return about((low + high) / 2, (high - low) / 2)


def exactly(km: float, half_step: float) -> Ranges:
    """The rounding alone."""
    return lambda rng, n: rng.uniform(km - half_step, km + half_step, n)


def at_least(km: float) -> Ranges:
    """A half-normal upward."""
    return lambda rng, n: km + np.abs(rng.normal(0, BOUND_SCALE * km, n))


def at_most(km: float) -> Ranges:
    """A half-normal downward."""
    return lambda rng, n: km - np.abs(rng.normal(0, BOUND_SCALE * km, n))


# --- bearings ------------------------------------------------------------------------------------


def apart(first: Floats, second: float) -> Floats:
    """Difference of bearings, -180 to 180."""
    difference: Floats = (first - second + 180) % 360 - 180
    return difference


def bell(off: Floats, sd: float) -> Floats:
    """A normal density without its constant."""
    density: Floats = np.exp(-0.5 * (off / sd) ** 2)
    return density


def towards(deg: float, sd: float, habit: tuple[float, float] | None = None) -> Bearings:
    """A normal about a bearing, times the habit of earlier launches."""

    def draw(rng: Rng, n: int) -> tuple[Floats, Floats]:
        drawn = rng.normal(deg, sd, n)
        return drawn, np.ones(n) if habit is None else bell(apart(drawn, habit[0]), habit[1])

    return draw


def anywhere(rng: Rng, n: int) -> tuple[Floats, Floats]:
    """Every bearing alike."""
    return rng.uniform(0, 360, n), np.ones(n)


# --- statements ----------------------------------------------------------------------------------


def on_land(lon: Floats, lat: Floats) -> Floats:
    """1 on land, from the fine polygons in their box and from the coarse ones elsewhere."""
    west, south, east, north = land.DETAIL_BOX
    fine = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    found = np.zeros(len(lon))
    for rows, source in ((fine, land.detail()), (~fine, land.world())):
        if rows.any():
            x, y = lon[rows], lat[rows]
            frame = shapely.box(x.min(), y.min(), x.max(), y.max())
            found[rows] = holds(source.polygons[source.tree.query(frame)], x, y)
    return found


def in_sea(sea: BaseGeometry) -> Factor:
    """1 in a sea and not on land."""

    def factor(lon: Floats, lat: Floats) -> Floats:
        wet = holds([sea], lon, lat).astype(float)
        rows = np.flatnonzero(wet)
        wet[rows] = 1 - on_land(lon[rows], lat[rows])
        return wet

    return factor


@dataclass(frozen=True)
class Near:
    """Near a landmark: at a distance with its rounding, or just near, and in a direction."""

    lon: float
    lat: float
    spread_km: float
    km: int | None
    deg: float | None = None

    def __call__(self, lon: Floats, lat: Floats) -> Floats:
        """Relative likelihood of positions."""
        n = len(lon)
        azimuth, _, metres = GEOD.inv(np.full(n, self.lon), np.full(n, self.lat), lon, lat)
        if self.km is None:
            likely = bell(metres / 1000, max(self.spread_km, NEAR_KM))
        else:
            beyond = np.maximum(np.abs(metres / 1000 - self.km) - half_step(self.km), 0)
            likely = bell(beyond, float(np.hypot(LANDMARK_SCALE * self.km, self.spread_km / 2)))
        return likely if self.deg is None else likely * bell(apart(azimuth, self.deg), LANDMARK_DEG)
