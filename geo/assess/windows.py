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
from geo.assess.crossings import Pieces, Rings
from geo.assess.edges import Edges
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
    views: list[Floats] | None = None,
) -> list[tuple[Window, ...]]:
    """The windows of several rings.

    Args:
        rings: launches and ranges.
        edges: of the waters; an edge between two of them may be left out.
        inside: whether positions lie in the waters.
        views: `Edges.cosine` for each ring's launch, if at hand.
    """
    if views is None:
        views = [edges.cosine(ring.lon, ring.lat) for ring in rings]
    every = Rings(
        *(
            np.array([getattr(ring, name) for ring in rings], dtype=np.float64)
            for name in ("lon", "lat", "range_km")
        )
    )
    ring_of_cut, cut_deg = _cuts(every, edges, views)
    arcs = _Arcs.between(ring_of_cut, cut_deg, len(rings))
    lon, lat = every.take(arcs.ring).at((arcs.start + arcs.end) / 2)
    return arcs.merged(inside(lon, lat))


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


def _cuts(rings: Rings, edges: Edges, views: list[Floats]) -> tuple[NDArray[np.int64], Floats]:
    """Which rings meet edges, and on which bearings."""
    near = _near(rings, edges, views)
    error_km = geodesy.lambert_error_km(rings.range_km)[near.ring]
    off_km = np.abs(near.excess_km).min(axis=0)
    across = (near.excess_km[0] > 0) != (near.excess_km[1] > 0)
    room_km = np.where(across, 0.0, edges.bulge_km(near.row, rings.range_km[near.ring]))
    doubtful = off_km <= room_km + error_km
    sure = near.take(across & ~doubtful)
    maybe = near.take(doubtful)
    unsure = maybe.pieces(rings, edges).exact()
    turning = ~unsure.cross
    turning[turning] = unsure.take(turning).closing_twice()
    first, second, twice = unsure.take(turning).turning()
    found = (sure.pieces(rings, edges), unsure.take(unsure.cross), first, second)
    touched = maybe.ring[turning][twice]
    owners = (sure.ring, maybe.ring[unsure.cross], touched, touched)
    return np.concatenate(owners), np.concatenate([pieces.bearing_deg() for pieces in found])


@dataclass(frozen=True, eq=False)
class _Near:
    """Edges near rings: whose, which, and how far their ends lie beyond the range, about."""

    ring: NDArray[np.int64]
    row: NDArray[np.int64]
    excess_km: Floats

    def take(self, rows: NDArray[np.bool_]) -> "_Near":
        return _Near(self.ring[rows], self.row[rows], self.excess_km[:, rows])

    def pieces(self, rings: Rings, edges: Edges) -> Pieces:
        start, end = edges.vertex[self.row], edges.vertex[self.row + 1]
        return Pieces(rings.take(self.ring), start, end, *self.excess_km)


def _near(rings: Rings, edges: Edges, views: list[Floats]) -> _Near:
    """Every edge that a ring can meet: one end of it lies no farther off than half its length."""
    room_km = edges.longest_km / 2 + 1
    bands = geodesy.auxiliary_band(rings.range_km - room_km, rings.range_km + room_km)
    owner, rows, excess_km = [], [], []
    launches = zip(rings.lon.tolist(), rings.lat.tolist(), rings.range_km.tolist(), strict=True)
    limits = zip(*(band.tolist() for band in bands), strict=True)
    for ring, ((lon, lat, range_km), (low, high)) in enumerate(zip(launches, limits, strict=True)):
        view = views[ring]
        close = (view >= low) & (view <= high)
        row = ((close[1:] | close[:-1]) & edges.joined).nonzero()[0]
        owner.append(np.full(len(row), ring))
        rows.append(row)
        excess_km.append(edges.ends_km(row, lon, lat) - range_km)
    return _Near(np.concatenate(owner), np.concatenate(rows), np.concatenate(excess_km, axis=1))


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Arcs of rings between neighbouring cuts, in order; a ring without a cut is one arc.

    Attributes:
        start, end: bearings, the end perhaps beyond 360.
        ring: which ring each is of.
        first: the first arc of each ring, and one number more.
    """

    start: Floats
    end: Floats
    ring: NDArray[np.int64]
    first: NDArray[np.int64]

    @classmethod
    def between(cls, ring: NDArray[np.int64], cut_deg: Floats, rings: int) -> "_Arcs":
        """The arcs between cuts, each of a ring; cuts that coincide are one."""
        order = np.lexsort((cut_deg, ring))
        ring, cut_deg = ring[order], cut_deg[order]
        last = np.append(ring[1:] != ring[:-1], True)
        kept = last[: len(ring)] | (np.append(np.diff(cut_deg), np.inf)[: len(ring)] > _SAME_DEG)
        uncut = np.flatnonzero(np.bincount(ring, minlength=rings) == 0)
        ring = np.concatenate([ring[kept], uncut])
        cut_deg = np.concatenate([cut_deg[kept], np.zeros(len(uncut))])
        order = np.argsort(ring, kind="stable")
        ring, cut_deg = ring[order], cut_deg[order]
        first = np.searchsorted(ring, np.arange(rings + 1))
        end = np.append(cut_deg[1:], 0.0)
        end[first[1:] - 1] = cut_deg[first[:-1]] + 360
        return cls(cut_deg, end, ring, first)

    def merged(self, inside: NDArray[np.bool_]) -> list[tuple[Window, ...]]:
        """Neighbouring arcs that are inside, joined; an edge between two waters is no border."""
        after = np.arange(1, len(inside) + 1)
        after[self.first[1:] - 1] = self.first[:-1]
        opening = np.flatnonzero(inside[after] & ~inside)
        closing = np.flatnonzero(inside & ~inside[after])
        opening = np.sort(after[opening])
        border = np.searchsorted(self.ring[opening], np.arange(len(self.first)))
        # A window that wraps opens last and closes first.
        first, last = border[:-1][self.ring[opening]], border[1:][self.ring[opening]]
        wraps = closing[first] < opening[first]
        place = np.arange(len(opening)) + wraps
        place = np.where(place == last, first, place)
        starts = (self.start[opening] % 360).tolist()
        ends = (self.end[closing[place]] % 360).tolist()
        pairs = list(zip(starts, ends, strict=True))
        found = [tuple(pairs[low:high]) for low, high in pairwise(border.tolist())]
        for ring in np.flatnonzero(np.diff(border) == 0).tolist():
            if inside[self.first[ring]]:
                found[ring] = _FULL
        return found
