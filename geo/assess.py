"""Splash and zones: chances, margins, and what can be ruled out."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import geodesy, windows
from geo.geodesy import Floats
from geo.splash import Share, Splash
from geo.windows import Edges
from geo.zones import Zones

NOWHERE = -1
_ASIDE_DEG = 1e-5
_TOUCHING_DEG = 1e-6


def locate(zones: Zones, lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """The row of the zone that holds each position, ``NOWHERE`` where none does.

    Rows do not overlap, so a position that has been found is not tested again.

    Returns:
        Rows in the shape of ``lon``.
    """
    x, y = np.ravel(lon), np.ravel(lat)
    found = np.full(len(x), NOWHERE, dtype=np.int64)
    for row in np.argsort(zones.area_km2)[::-1]:  # the largest waters hold most points
        west, south, east, north = zones.bounds[row]
        rest = np.flatnonzero(
            (found == NOWHERE) & (x >= west) & (x <= east) & (y >= south) & (y <= north)
        )
        if len(rest):
            shapely.prepare(zones.geometry[row])
            inside = shapely.contains_xy(zones.geometry[row], x[rest], y[rest])
            found[rest[inside]] = row
    return found.reshape(np.shape(lon))


def inside(located: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which located positions are in one of the given rows."""
    return np.isin(located, rows)


def share_of_rows(splash: Splash, located: NDArray[np.int64], count: int) -> tuple[Share, ...]:
    """The chance of each row of the zones."""
    points = np.bincount(located.ravel() - NOWHERE, minlength=count + 1)[-count:]
    return tuple(
        splash.share(located == row) if points[row] else Share(0.0, 0.0) for row in range(count)
    )


@dataclass(frozen=True, eq=False)
class Waters:
    """The waters asked about, ready for windows and margins.

    Attributes:
        polygons: their polygons, prepared.
        edges: every edge of them, coasts included.
        limits: the lines between them and other waters or the high seas, in pieces.
        cut_off: whether they go on where the dataset ends.
    """

    polygons: NDArray[np.object_]
    edges: Edges
    limits: Edges
    cut_off: bool


def waters(zones: Zones, rows: NDArray[np.int64]) -> Waters:
    """The waters of some rows of the zones."""
    return _waters(zones, tuple(rows.tolist()))


@lru_cache(maxsize=8)
def _waters(zones: Zones, rows: tuple[int, ...]) -> Waters:
    polygons = zones.geometry[list(rows)]
    shapely.prepare(polygons)
    frame, box = np.array(zones.provenance.box), zones.bounds[list(rows)]
    return Waters(
        polygons,
        Edges.of(polygons),
        _limits(zones, set(rows), polygons),
        bool((np.abs(box - frame) < _TOUCHING_DEG).any()),
    )


def _limits(zones: Zones, rows: set[int], polygons: NDArray[np.object_]) -> Edges:
    """The pieces of the zones' limits with the rows on one side only.

    The sides of a limit are known by claimants and kind. Where such waters are in part among the
    rows, as those that a state denies to another are not, each piece is looked at.
    """
    names = [
        f"{'|'.join(claimants)} {kind}"
        for claimants, kind in zip(zones.claimants, zones.kind, strict=True)
    ]
    within = {name for row, name in enumerate(names) if row in rows}
    partly = within & {name for row, name in enumerate(names) if row not in rows}
    sides = [set(pair) for pair in zones.limits.sides]
    doubtful = np.array([bool(pair & partly) for pair in sides], dtype=bool)
    outer = np.array([len(pair & within) == 1 < len(pair) for pair in sides], dtype=bool)
    lines = zones.limits.geometry
    sure, rest = Edges.along(lines[outer & ~doubtful]), Edges.along(lines[doubtful])
    along = rest.end - rest.start
    aside = along[:, ::-1] * [-1, 1] / np.maximum(np.hypot(*along.T), 1e-12)[:, None]
    middle = (rest.start + rest.end) / 2
    left, right = (_held(polygons, middle + sign * _ASIDE_DEG * aside) for sign in (1, -1))
    keep = left != right
    return Edges(
        np.concatenate([sure.start, rest.start[keep]]), np.concatenate([sure.end, rest.end[keep]])
    )


def _held(polygons: NDArray[np.object_], xy: Floats) -> NDArray[np.bool_]:
    """Which positions, shape (n, 2), lie in any of some polygons."""
    found = np.zeros(len(xy), dtype=bool)
    for polygon in polygons:
        found |= shapely.contains_xy(polygon, xy)
    return found


def margin_km(waters: Waters, lon: float, lat: float) -> float:
    """Distance from a position to the nearest limit, positive inside the waters.

    The coast is no limit. Candidates are chosen on the sphere and measured in the plane about
    the position, where distances from it are exact.
    """
    start, end = waters.limits.start, waters.limits.end
    rough_km = geodesy.sphere_distance_km(lon, lat, *start.T)
    near = rough_km <= rough_km.min() * 1.02 + 30
    pieces = np.stack([start[near], end[near]], axis=1)
    x, y = geodesy.LaunchPlane(lon, lat).forward(pieces[..., 0], pieces[..., 1])
    lines = shapely.linestrings(np.stack([x, y], axis=-1))
    distance_km = float(shapely.distance(lines, shapely.Point(0, 0)).min())
    held = bool(_held(waters.polygons, np.array([[lon, lat]]))[0])
    return distance_km if held else -distance_km


def beyond(zones: Zones, waters: Waters, splash: Splash) -> float:
    """The share of a splash that lies where waters can go on but the dataset has ended."""
    if not waters.cut_off:
        return 0.0
    west, south, east, north = zones.provenance.box
    lon, lat = splash.lon, splash.lat
    return splash.share((lon < west) | (lon > east) | (lat < south) | (lat > north)).value


@dataclass(frozen=True)
class Reach:
    """Which distances from the middle of the launch area are possible at all.

    Attributes:
        low_km, high_km: ends of the 99.9 % interval of range and launch.
    """

    low_km: float
    high_km: float


def reach(splash: Splash, centre: tuple[float, float]) -> Reach:
    """The 99.9 % interval of the distance from the middle of the launch area."""
    _, km = geodesy.inverse(*centre, splash.lon.ravel(), splash.lat.ravel())
    low, high = np.quantile(km, [0.0005, 0.9995])
    return Reach(float(low), float(high))


def untouched(edges: Edges, centre: tuple[float, float], reach: Reach) -> bool:
    """Whether no edge comes within a reach, so that all of it is in or all of it is out."""
    start_km = geodesy.sphere_distance_km(*centre, edges.start[:, 0], edges.start[:, 1])
    end_km = geodesy.sphere_distance_km(*centre, edges.end[:, 0], edges.end[:, 1])
    near_km = np.minimum(start_km, end_km) * 0.993 - 10
    far_km = np.maximum(start_km, end_km) * 1.007 + 10
    return bool(((near_km > reach.high_km) | (far_km < reach.low_km)).all())


def ring(
    waters: Waters, centre: tuple[float, float], range_km: float
) -> tuple[tuple[windows.Window, ...], float]:
    """Bearing windows of the waters at the reported range, and their share of the ring."""
    found = windows.find(windows.Ring(*centre, range_km), waters.polygons, waters.edges)
    return found, windows.ring_share(found)
