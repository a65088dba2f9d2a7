"""Splash and zones: chances, margins, and what can be ruled out."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import geodesy, windows
from geo.geodesy import Floats
from geo.splash import Share, Splash
from geo.windows import Edges
from geo.zones import Zones

NOWHERE = -1


def locate(zones: Zones, lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """The row of the zone that holds each position, ``NOWHERE`` where none does.

    Rows do not overlap, so a position that has been found is not tested again.

    Returns:
        Rows in the shape of ``lon``.
    """
    x, y = np.ravel(lon), np.ravel(lat)
    found = np.full(len(x), NOWHERE, dtype=np.int64)
    for row, (west, south, east, north) in enumerate(zones.bounds):
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
    present = set(np.unique(located).tolist())
    return tuple(
        splash.share(located == row) if row in present else Share(0.0, 0.0) for row in range(count)
    )


@dataclass(frozen=True)
class Waters:
    """The waters asked about, ready for windows and margins.

    Attributes:
        polygons: their polygons, prepared.
        edges: every edge of them, coasts included.
        limits: the lines between them and other waters or the high seas.
    """

    polygons: NDArray[np.object_]
    edges: Edges
    limits: NDArray[np.object_]


def waters(zones: Zones, rows: NDArray[np.int64]) -> Waters:
    """The waters of some rows of the zones."""
    polygons = zones.geometry[rows]
    shapely.prepare(polygons)
    keys = {f"{'|'.join(zones.claimants[row])} {zones.kind[row]}" for row in rows}
    limits = zones.limits
    outer = [(a in keys) != (b in keys) for a, b in limits.sides]
    return Waters(polygons, Edges.of(polygons), limits.geometry[np.array(outer, dtype=bool)])


def margin_km(waters: Waters, lon: float, lat: float) -> float:
    """Distance from a position to the nearest limit, positive inside the waters.

    The coast is no limit. Candidates are chosen on the sphere and measured in the plane about
    the position, where distances from it are exact.
    """
    xy, line = shapely.get_coordinates(waters.limits, return_index=True)
    rough_km = geodesy.sphere_distance_km(lon, lat, xy[:, 0], xy[:, 1])
    reach_km = rough_km.min() * 1.02 + 30
    near = np.flatnonzero(rough_km <= reach_km)
    near = near[(near + 1 < len(xy))]
    near = near[line[near] == line[np.minimum(near + 1, len(xy) - 1)]]
    pieces = np.stack([xy[near], xy[near + 1]], axis=1)
    plane = geodesy.LaunchPlane(lon, lat)
    x, y = plane.forward(pieces[..., 0], pieces[..., 1])
    lines = shapely.linestrings(np.stack([x, y], axis=-1))
    distance_km = float(shapely.distance(lines, shapely.Point(0, 0)).min())
    held = any(shapely.contains_xy(polygon, lon, lat) for polygon in waters.polygons)
    return distance_km if held else -distance_km


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
