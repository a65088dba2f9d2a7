"""Bearing windows: the bearings on which a range from a launch lands in given waters.

Every edge of the waters that the ring crosses is found and the crossing is solved on the
ellipsoid, so windows are exact and slivers are not missed; the arcs between crossings are
classified by their middles. Many rings are solved together: each crossing is worked out on its
own, so a ring has the same windows alone and among others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import geodesy
from geo.crossings import Pieces, Rings
from geo.edges import Edges
from geo.geodesy import Floats

_SAME_DEG = 1e-9
_FULL = ((0.0, 360.0),)

Window = tuple[float, float]
Inside = Callable[[Floats, Floats], NDArray[np.bool_]]
"""Whether positions lie in the waters."""


@dataclass(frozen=True)
class Ring:
    """Everything at one range from a launch."""

    lon: float
    lat: float
    range_km: float


def find(ring: Ring, waters: NDArray[np.object_], edges: Edges | None = None) -> tuple[Window, ...]:
    """Windows in degrees, each [from, to] clockwise; the last may wrap past north.

    Args:
        ring: the launch and the range.
        waters: polygons in degrees; prepare them first.
        edges: their edges, if at hand.
    """
    edges = Edges.of(waters) if edges is None else edges
    [found] = find_all([ring], edges, lambda lon, lat: held(waters, lon, lat))
    return found


def find_all(
    rings: list[Ring],
    edges: Edges,
    inside: Inside,
    distances: list[Floats] | None = None,
) -> list[tuple[Window, ...]]:
    """The windows of several rings.

    Args:
        rings: launches and ranges.
        edges: of the waters; an edge between two of them may be left out.
        inside: whether positions lie in the waters.
        distances: `Edges.distance_km` for each ring's launch, if at hand.
    """
    if distances is None:
        distances = [edges.distance_km(ring.lon, ring.lat) for ring in rings]
    every = Rings(
        *(
            np.array([getattr(ring, name) for ring in rings], dtype=np.float64)
            for name in ("lon", "lat", "range_km")
        )
    )
    ring_of_cut, cut_deg = _cuts(every, edges, distances)
    starts, ends, row = _arcs(ring_of_cut, cut_deg)
    lon, lat = every.take(row).at((starts + ends) / 2)
    within = inside(lon, lat)
    uncut = np.setdiff1d(np.arange(len(rings)), row)
    whole = inside(*every.take(uncut).at(np.zeros(len(uncut))))
    found: list[tuple[Window, ...]] = [()] * len(rings)
    for ring, full in zip(uncut.tolist(), whole, strict=True):
        found[ring] = _FULL if full else ()
    borders = np.append(np.flatnonzero(np.diff(row, prepend=-1)), len(row)).tolist()
    for first, last in pairwise(borders):
        span = slice(first, last)
        found[int(row[first])] = _merged(starts[span], ends[span], within[span])
    return found


def held(polygons: NDArray[np.object_], lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Which positions lie in any of some polygons."""
    found = np.zeros(len(lon), dtype=bool)
    for polygon in polygons:
        found |= shapely.contains_xy(polygon, lon, lat)
    return found


def width_deg(window: Window) -> float:
    """How wide a window is.

    >>> width_deg((350.0, 10.0)), width_deg((0.0, 360.0))
    (20.0, 360.0)
    """
    start, end = window
    return 360.0 if (start, end) == (0.0, 360.0) else (end - start) % 360


def ring_share(windows: tuple[Window, ...]) -> float:
    """The share of all bearings that lies in windows. A share of a ring is not a probability."""
    return sum(width_deg(window) for window in windows) / 360


def _cuts(rings: Rings, edges: Edges, distances: list[Floats]) -> tuple[NDArray[np.int64], Floats]:
    """Which rings meet edges, and on which bearings."""
    sure_rows, doubtful_rows = [], []
    sure_ring, doubtful_ring = [], []
    sure_f: list[Floats] = []
    for ring, (km, range_km) in enumerate(zip(distances, rings.range_km.tolist(), strict=True)):
        sure, doubtful = _near(km - range_km, range_km, edges)
        sure_rows.append(sure)
        doubtful_rows.append(doubtful)
        sure_ring.append(np.full(len(sure), ring))
        doubtful_ring.append(np.full(len(doubtful), ring))
        sure_f.append(np.stack([km[sure], km[sure + 1]]) - range_km)
    ring_of, rows = _joined(sure_ring), _joined(sure_rows)
    f_start, f_end = np.concatenate(sure_f, axis=1)
    crossing = Pieces(
        rings.take(ring_of), edges.vertex[rows], edges.vertex[rows + 1], f_start, f_end
    )
    maybe_of, maybe = _joined(doubtful_ring), _joined(doubtful_rows)
    none = np.zeros(len(maybe))
    near = Pieces(
        rings.take(maybe_of), edges.vertex[maybe], edges.vertex[maybe + 1], none, none
    ).exact()
    across = near.cross
    turning = near.take(~across)
    closing = turning.closing_twice()
    first, second, twice = turning.take(closing).turning()
    found = (crossing, near.take(across), first, second)
    turning_of = maybe_of[~across][closing][twice]
    owners = (ring_of, maybe_of[across], turning_of, turning_of)
    return np.concatenate(owners), np.concatenate([pieces.bearing_deg() for pieces in found])


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])


def _near(
    excess_km: Floats, range_km: float, edges: Edges
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Edges that a ring surely crosses once, and those that it may cross or touch.

    Args:
        excess_km: of every vertex over the range, to within `geodesy.lambert_error_km`.
        range_km: the range.
        edges: of the waters.
    """
    error_km = float(geodesy.lambert_error_km(range_km))
    beyond, off_km = excess_km > 0, np.abs(excess_km)
    crossed = np.flatnonzero((beyond[1:] != beyond[:-1]) & edges.joined)
    sure = crossed[np.minimum(off_km[crossed], off_km[crossed + 1]) > error_km]
    close = np.flatnonzero(off_km <= edges.most_bulge_km(range_km) + error_km)
    slots = np.unique(np.concatenate([close - 1, close]))
    slots = slots[(slots >= 0) & (slots < len(edges.joined))]
    slots = slots[edges.joined[slots]]
    nearest_km = np.minimum(off_km[slots], off_km[slots + 1])
    crossing = beyond[slots] != beyond[slots + 1]
    reach_km = np.where(crossing, 0.0, edges.bulge_km(slots, range_km)) + error_km
    return sure, slots[nearest_km <= reach_km]


def _arcs(ring: NDArray[np.int64], cut_deg: Floats) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """The arcs between cuts: where each starts and ends, ascending, and the ring it is of."""
    order = np.lexsort((cut_deg, ring))
    ring, cut_deg = ring[order], cut_deg[order]
    last = np.append(ring[1:] != ring[:-1], True)[: len(ring)]
    kept = last | (np.append(np.diff(cut_deg), np.inf)[: len(ring)] > _SAME_DEG)
    ring, cut_deg = ring[kept], cut_deg[kept]
    last = np.append(ring[1:] != ring[:-1], True)[: len(ring)]
    first = np.flatnonzero(np.append(True, last[:-1])[: len(ring)])
    ends = np.append(cut_deg[1:], 0.0)[: len(ring)]
    ends[last] = cut_deg[first] + 360
    return cut_deg, ends, ring


def _merged(starts: Floats, ends: Floats, inside: NDArray[np.bool_]) -> tuple[Window, ...]:
    """Neighbouring arcs that are inside, joined; an edge between two waters is no border."""
    if inside.all():
        return _FULL
    opening = np.flatnonzero(inside & ~np.roll(inside, 1))
    closing = np.flatnonzero(inside & ~np.roll(inside, -1))
    if len(opening) and closing[0] < opening[0]:
        closing = np.roll(closing, -1)
    pairs = zip((starts[opening] % 360).tolist(), (ends[closing] % 360).tolist(), strict=True)
    return tuple(sorted(pairs))
