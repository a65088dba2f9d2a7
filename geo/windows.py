"""Bearing windows: the bearings on which a range from a launch lands in given waters.

Every edge of the waters that the ring crosses is found and the crossing is solved on the
ellipsoid, so windows are exact and slivers are not missed; the arcs between crossings are
classified by their middles.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import geodesy
from geo.geodesy import Floats

_SPHERE_ERROR = 0.0065  # of the haversine distance, with room to spare
_ROUNDS = 40
_SOLVED_KM = 1e-7
_TANGENT_ROUNDS = 24
_NUDGE = 1e-6  # of an edge of at most 11 km: a centimetre
_NOISE_KM = 1e-11
_GOLDEN = (5**0.5 - 1) / 2
_SAME_DEG = 1e-9
_FULL = ((0.0, 360.0),)

Window = tuple[float, float]


@dataclass(frozen=True)
class Ring:
    """Everything at one range from a launch."""

    lon: float
    lat: float
    range_km: float

    def excess_km(self, point: Floats) -> Floats:
        """How much farther than the range points are, shape (n,); points have shape (n, 2)."""
        _, km = geodesy.inverse(self.lon, self.lat, point[:, 0], point[:, 1])
        return np.asarray(km - self.range_km)

    def inside(self, bearing_deg: Floats, waters: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Whether the ring lies in polygons on each bearing."""
        x, y = geodesy.direct(self.lon, self.lat, bearing_deg, self.range_km)
        found = np.zeros(len(bearing_deg), dtype=bool)
        for water in waters:
            found |= shapely.contains_xy(water, x, y)
        return found


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges of polygons, straight in longitude and latitude.

    Attributes:
        start, end: longitude and latitude, shape (n, 2).
    """

    start: Floats
    end: Floats

    @classmethod
    def of(cls, geometry: NDArray[np.object_], longest_deg: float = 0.1) -> "Edges":
        """The edges of polygons, long ones cut so that distance varies simply along each."""
        return cls.along(shapely.boundary(geometry), longest_deg)

    @classmethod
    def along(cls, lines: NDArray[np.object_], longest_deg: float = 0.1) -> "Edges":
        """The pieces of lines, long ones cut."""
        cut = shapely.get_parts(shapely.segmentize(lines, longest_deg))
        xy, part = shapely.get_coordinates(cut, return_index=True)
        same = part[1:] == part[:-1]
        return cls(xy[:-1][same], xy[1:][same])

    @cached_property
    def length_km(self) -> Floats:
        """Upper bounds of their lengths."""
        step = self.end - self.start
        nearest_equator = np.minimum(np.abs(self.start[:, 1]), np.abs(self.end[:, 1]))
        level = np.cos(np.radians(nearest_equator))
        return np.asarray(112.0 * np.hypot(step[:, 0] * level, step[:, 1]))

    def take(self, rows: NDArray[np.generic]) -> "Edges":
        """Some of the edges."""
        return Edges(self.start[rows], self.end[rows])


def find(ring: Ring, waters: NDArray[np.object_], edges: Edges | None = None) -> tuple[Window, ...]:
    """Windows in degrees, each [from, to] clockwise; the last may wrap past north.

    Args:
        ring: the launch and the range.
        waters: polygons in degrees; prepare them first.
        edges: their edges, if at hand.
    """
    edges = Edges.of(waters) if edges is None else edges
    cuts = np.sort(_crossings(ring, edges))
    if len(cuts):
        cuts = cuts[np.append(np.diff(cuts) > _SAME_DEG, True)]
    if not len(cuts):
        return _FULL if ring.inside(np.array([0.0]), waters)[0] else ()
    ends = np.append(cuts[1:], cuts[0] + 360)
    return _merged(cuts, ends, ring.inside((cuts + ends) / 2, waters))


def _merged(starts: Floats, ends: Floats, inside: NDArray[np.bool_]) -> tuple[Window, ...]:
    """Neighbouring arcs that are inside, joined; an edge between two waters is no border."""
    if inside.all():
        return _FULL
    if not inside.any():
        return ()
    first = int(np.flatnonzero(~inside)[0]) + 1
    windows: list[list[float]] = []
    open_window = False
    for k in range(len(starts)):
        row = (first + k) % len(starts)
        if inside[row] and open_window:
            windows[-1][1] = float(ends[row] % 360)
        elif inside[row]:
            windows.append([float(starts[row] % 360), float(ends[row] % 360)])
        open_window = bool(inside[row])
    return tuple(sorted((start, end) for start, end in windows))


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


def _crossings(ring: Ring, edges: Edges) -> Floats:
    """Bearings at which the ring crosses or touches an edge."""
    near = _near(ring, edges)
    if not len(near.start):
        return np.empty(0)
    start, end = near.start, near.end
    piece = _Pieces(ring, start, end, ring.excess_km(start), ring.excess_km(end))
    crossing = (piece.f_start <= 0) != (piece.f_end <= 0)
    points = [piece.take(crossing).crossing()]
    first, second = piece.take(~crossing).turning()
    points += [first.crossing(), second.crossing()]
    lon, lat = np.concatenate(points).T
    bearing_deg, _ = geodesy.inverse(ring.lon, ring.lat, lon, lat)
    return np.asarray(bearing_deg)


def _near(ring: Ring, edges: Edges) -> Edges:
    """Edges that the ring may meet, judged on the sphere with the room that its error needs."""
    start_km = geodesy.sphere_distance_km(ring.lon, ring.lat, *edges.start.T)
    room_km = _SPHERE_ERROR * (ring.range_km + edges.length_km) + edges.length_km
    return edges.take(np.abs(start_km - ring.range_km) <= room_km)


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Edges near a ring, with the excess of their ends over its range."""

    ring: Ring
    start: Floats
    end: Floats
    f_start: Floats
    f_end: Floats

    def take(self, rows: NDArray[np.generic]) -> "_Pieces":
        return _Pieces(
            self.ring, self.start[rows], self.end[rows], self.f_start[rows], self.f_end[rows]
        )

    def at(self, share: Floats) -> Floats:
        """Points along the edges, shape (n, 2)."""
        return self.start + share[:, None] * (self.end - self.start)

    def closing(self, share: float) -> NDArray[np.bool_]:
        """Whether edges come closer to the ring from the nearer end to a point of them."""
        f = self.ring.excess_km(self.at(np.full(len(self.start), share)))
        f_end = self.f_start if share < 0.5 else self.f_end
        return np.asarray(np.abs(f) < np.abs(f_end) + _NOISE_KM)

    def crossing(self) -> Floats:
        """Where the excess changes sign along each edge: regula falsi in the Illinois form."""
        t0, t1 = np.zeros(len(self.start)), np.ones(len(self.start))
        f0, f1 = self.f_start.copy(), self.f_end.copy()
        t = np.where(f0 == 0, 0.0, np.where(f1 == 0, 1.0, 0.5))
        side = np.zeros(len(t), dtype=np.int64)
        rows = np.flatnonzero((f0 != 0) & (f1 != 0))
        for _ in range(_ROUNDS):
            if not len(rows):
                break
            t[rows] = t0[rows] + (t1 - t0)[rows] * f0[rows] / (f0 - f1)[rows]
            f = self.ring.excess_km(self.take(rows).at(t[rows]))
            low = np.sign(f) == np.sign(f0[rows])
            f1[rows] = np.where(low, np.where(side[rows] < 0, f1[rows] / 2, f1[rows]), f)
            f0[rows] = np.where(low, f, np.where(side[rows] > 0, f0[rows] / 2, f0[rows]))
            t0[rows] = np.where(low, t[rows], t0[rows])
            t1[rows] = np.where(low, t1[rows], t[rows])
            side[rows] = np.where(low, -1, 1)
            rows = rows[np.abs(f) > _SOLVED_KM]
        return self.at(t)

    def turning(self) -> tuple["_Pieces", "_Pieces"]:
        """Edges that the ring meets twice, cut at their turning points.

        Both ends lie on one side and a point between them on the other. Distance along an edge
        of a few kilometres is convex or concave, so a golden-section search finds that point.
        From its ends an edge comes closer to the ring by no more than half its length, and it
        must come closer from both.
        """
        length_km = Edges(self.start, self.end).length_km
        near = self.take(np.minimum(np.abs(self.f_start), np.abs(self.f_end)) < length_km / 2)
        near = near.take(near.closing(_NUDGE) & near.closing(1 - _NUDGE))
        if not len(near.start):
            return near, near
        sign = np.where(near.f_start > 0, 1.0, -1.0)

        def height(share: Floats) -> Floats:
            return np.asarray(sign * self.ring.excess_km(near.at(share)))

        low, high = np.zeros(len(sign)), np.ones(len(sign))
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        f_left, f_right = height(left), height(right)
        for _ in range(_TANGENT_ROUNDS):
            to_left = f_left < f_right
            high, low = np.where(to_left, right, high), np.where(to_left, low, left)
            step = _GOLDEN * (high - low)
            probe = np.where(to_left, high - step, low + step)
            f_probe = height(probe)
            left, right = np.where(to_left, probe, right), np.where(to_left, left, probe)
            f_left, f_right = (
                np.where(to_left, f_probe, f_right),
                np.where(to_left, f_left, f_probe),
            )
        peak = near.at(np.where(f_left < f_right, left, right))
        f_peak = sign * np.minimum(f_left, f_right)
        across = sign * f_peak < 0
        first = _Pieces(self.ring, near.start, peak, near.f_start, f_peak)
        second = _Pieces(self.ring, peak, near.end, f_peak, near.f_end)
        return first.take(across), second.take(across)
