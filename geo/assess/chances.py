"""Splash and zones: chances, margins, and what can be ruled out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import geodesy
from geo.assess import windows
from geo.assess.edges import Edges
from geo.assess.windows import Ring, held
from geo.errors import ZoneError
from geo.geodesy import Floats
from geo.splash import Flight, Share, Splash
from geo.splash.distributions import range_km
from geo.zones import Zones

NOWHERE = -1
_ASIDE_DEG = 1e-5
_TOUCHING_DEG = 1e-6
_TAIL = 0.001
_SPHERE_ERROR = 0.015  # of angles on the auxiliary sphere against each other, with room to spare
_BLOCK = 64
_FEW = 32  # one vertex in so many is looked at first


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
    left, right = (held(polygons, *(middle + sign * _ASIDE_DEG * aside).T) for sign in (1, -1))
    keep = left != right
    return Edges.between(
        np.concatenate([sure.start, rest.start[keep]]), np.concatenate([sure.end, rest.end[keep]])
    )


def margin_km(waters: Waters, lon: float, lat: float) -> float:
    """Distance from a position to the nearest limit, positive inside the waters."""
    within = held(waters.polygons, np.array([lon]), np.array([lat]))
    return float(margins_km(waters, np.array([lon]), np.array([lat]), within)[0])


def margins_km(waters: Waters, lon: Floats, lat: Floats, within: NDArray[np.bool_]) -> Floats:
    """Distances from positions to the nearest limit, positive inside the waters.

    The coast is no limit. Pieces that can be nearest are measured in the plane about the
    position, where distances from it are exact.

    Args:
        waters: whose limits.
        lon: of the positions, shape (n,).
        lat: the same.
        within: whether they lie in the waters.

    Raises:
        ZoneError: the waters have no limits.
    """
    limits = waters.limits
    if not len(limits.rows):
        raise ZoneError("the dataset has no limits of these waters: build or import it again")
    owner, slots = [], []
    for first in range(0, len(lon), _BLOCK):
        block = slice(first, first + _BLOCK)
        which, near = _nearest(limits, lon[block], lat[block])
        owner.append(which + first)
        slots.append(near)
    of, slot = np.concatenate(owner), np.concatenate(slots)
    ends = [_in_plane(lon[of], lat[of], limits.vertex[each]) for each in (slot, slot + 1)]
    distance_km = np.minimum.reduceat(_to_origin(*ends), np.flatnonzero(np.diff(of, prepend=-1)))
    return np.asarray(np.where(within, distance_km, -distance_km))


def _nearest(
    limits: Edges, lon: Floats, lat: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The edges that can be nearest to positions: which position each is for, and which it is.

    Chosen by the angle on the sphere: an edge has an end that is farther than the edge itself by
    at most half its length.
    """
    x, y, z = geodesy.auxiliary(lon, lat)
    far_x, far_y, far_z = limits.auxiliary
    cosine = x[:, None] * far_x + y[:, None] * far_y + z[:, None] * far_z
    nearest = np.arccos(np.minimum(cosine.max(axis=1), 1.0))
    longest_km = limits.longest_km
    room = (longest_km / 2 + 1) / geodesy.MEAN_RADIUS_KM
    least = np.cos(np.minimum(nearest * (1 + _SPHERE_ERROR) + room, np.pi))
    near = cosine >= least[:, None]
    row, slot = ((near[:, :-1] | near[:, 1:]) & limits.joined).nonzero()
    here, start, end = (
        geodesy.auxiliary(lon, lat)[:, row],
        limits.auxiliary[:, slot],
        limits.auxiliary[:, slot + 1],
    )
    km = np.minimum(geodesy.lambert_km(here, start), geodesy.lambert_km(here, end))
    best_km = np.minimum.reduceat(km, np.flatnonzero(np.diff(row, prepend=-1)))
    room_km = longest_km / 2 + 2 * geodesy.lambert_error_km(best_km + longest_km)
    kept = km <= (best_km + room_km)[row]
    return row[kept], slot[kept]


def _in_plane(lon: Floats, lat: Floats, point: Floats) -> Floats:
    """Points, shape (n, 2), in the launch plane about a position each."""
    bearing_deg, km = geodesy.inverse(lon, lat, *point.T)
    angle = np.radians(bearing_deg)
    return np.stack([km * np.sin(angle), km * np.cos(angle)], axis=1)


def _to_origin(start: Floats, end: Floats) -> Floats:
    """Distances of straight pieces from the origin of the plane."""
    step = end - start
    length = np.maximum((step**2).sum(axis=1), 1e-24)
    share = np.clip(-(start * step).sum(axis=1) / length, 0, 1)
    nearest = start + share[:, None] * step
    return np.asarray(np.hypot(nearest[:, 0], nearest[:, 1]))


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


def reach(flight: Flight) -> Reach:
    """The 99.9 % interval of the distance from the middle of the launch area.

    That of the range, and the launch's own on either side of it.
    """
    u = np.array([_TAIL / 2, 1 - _TAIL / 2])
    low, high = range_km(u, flight.range, flight.spreads, geodesy.MAX_RANGE_KM)
    off_km = flight.launch.reach_km(1 - _TAIL)
    return Reach(float(low) - off_km, float(high) + off_km)


def untouched(edges: Edges, view: Floats, reach: Reach) -> bool:
    """Whether no edge comes within a reach, so that all of it is in or all of it is out.

    Args:
        edges: of the waters.
        view: from the position that the reach is about, `Edges.cosine`.
        reach: in which nothing may lie, with some room on either side.
    """
    low, high = _band(edges, np.array(reach.low_km), np.array(reach.high_km))
    near_enough, far_enough = view >= low, view <= high
    if bool((near_enough & far_enough).any()):
        return False
    across = near_enough[1:] != near_enough[:-1]  # none lies between: one too near, one too far
    return not bool((across & edges.joined).any())


def surely_touched(
    edges: Edges, lon: Floats, lat: Floats, reaches: Sequence[Reach]
) -> NDArray[np.bool_]:
    """Whether some vertex lies within each reach, judged by a few of them; else not known.

    Args:
        edges: of the waters.
        lon: of the positions that the reaches are about, shape (n,).
        lat: the same.
        reaches: one for each.
    """
    low, high = _band(
        edges,
        np.array([reach.low_km for reach in reaches]),
        np.array([reach.high_km for reach in reaches]),
    )
    here, there = geodesy.auxiliary(lon, lat), edges.auxiliary[:, ::_FEW]
    found = np.zeros(len(lon), dtype=bool)
    for first in range(0, len(lon), _BLOCK):
        block = slice(first, first + _BLOCK)
        view = geodesy.auxiliary_cosine(here[:, block, None], there[:, None])
        found[block] = ((view >= low[block, None]) & (view <= high[block, None])).any(axis=1)
    return found


def _band(edges: Edges, low_km: Floats, high_km: Floats) -> tuple[Floats, Floats]:
    room_km = edges.longest_km / 2 + 1
    return geodesy.auxiliary_band(low_km - room_km, high_km + room_km)


def ring(
    waters: Waters, centre: tuple[float, float], range_km: float
) -> tuple[tuple[windows.Window, ...], float]:
    """Bearing windows of the waters at the reported range, and their share of the ring."""
    found = windows.find(Ring(*centre, range_km), waters.polygons, waters.edges)
    return found, windows.ring_share(found)
