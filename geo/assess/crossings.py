"""Where rings meet edges: crossings and tangencies, solved on the ellipsoid."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geo import geodesy
from geo.geodesy import Floats

_ROUNDS = 40
_SOLVED_KM = 1e-7
_TANGENT_ROUNDS = 24
_NUDGE = 1e-6  # of an edge of at most 11 km: a centimetre
_NOISE_KM = 1e-11
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, eq=False)
class Rings:
    """Everything at some range from a launch, for each of several.

    Attributes:
        lon, lat: of the launches, in degrees, shape (n,).
        range_km: shape (n,).
    """

    lon: Floats
    lat: Floats
    range_km: Floats

    def take(self, rows: NDArray[np.generic]) -> Self:
        """Some of them, in any order and as often as asked."""
        return type(self)(self.lon[rows], self.lat[rows], self.range_km[rows])

    def at(self, bearing_deg: Floats) -> tuple[Floats, Floats]:
        """Longitude and latitude of each ring on a bearing."""
        return geodesy.direct(self.lon, self.lat, bearing_deg, self.range_km)

    def excess_km(self, point: Floats) -> Floats:
        """How much farther than its range a point of each lies; points have shape (n, 2)."""
        return self.seen(point)[1]

    def seen(self, point: Floats) -> tuple[Floats, Floats]:
        """Bearing of a point from each launch, and its distance less the range."""
        bearing_deg, km = geodesy.inverse(self.lon, self.lat, point[:, 0], point[:, 1])
        return bearing_deg, np.asarray(km - self.range_km)


@dataclass(frozen=True, eq=False)
class Pieces:
    """Edges, each near a ring of its own, with the excess of their ends over its range.

    Attributes:
        rings: one for each edge.
        start, end: longitude and latitude, shape (n, 2).
        f_start, f_end: the excess, in km; may be approximate where its sign is sure.
    """

    rings: Rings
    start: Floats
    end: Floats
    f_start: Floats
    f_end: Floats

    def take(self, rows: NDArray[np.generic]) -> "Pieces":
        """Some of them."""
        return Pieces(
            self.rings.take(rows),
            self.start[rows],
            self.end[rows],
            self.f_start[rows],
            self.f_end[rows],
        )

    def exact(self) -> "Pieces":
        """The same with the excess of their ends worked out."""
        return Pieces(
            self.rings,
            self.start,
            self.end,
            self.rings.excess_km(self.start),
            self.rings.excess_km(self.end),
        )

    @property
    def cross(self) -> NDArray[np.bool_]:
        """Whether the ends lie on different sides of the ring."""
        return np.asarray((self.f_start <= 0) != (self.f_end <= 0))

    def at(self, share: Floats) -> Floats:
        """Points along the edges, shape (n, 2)."""
        return self.start + share[:, None] * (self.end - self.start)

    def bearing_deg(self) -> Floats:
        """Bearings at which the rings cross: regula falsi in the Illinois form along each edge."""
        t0, t1 = np.zeros(len(self.start)), np.ones(len(self.start))
        f0, f1 = self.f_start.copy(), self.f_end.copy()
        bearing_deg = np.zeros(len(t0))
        side = np.zeros(len(t0), dtype=np.int64)
        rows = np.arange(len(t0))
        left = self
        for _ in range(_ROUNDS):
            if not len(rows):
                break
            drop = f0[rows] - f1[rows]
            t = t0[rows] + (t1 - t0)[rows] * f0[rows] / np.where(drop == 0, 1.0, drop)
            bearing_deg[rows], f = left.rings.seen(left.at(t))
            low = np.sign(f) == np.sign(f0[rows])
            f1[rows] = np.where(low, np.where(side[rows] < 0, f1[rows] / 2, f1[rows]), f)
            f0[rows] = np.where(low, f, np.where(side[rows] > 0, f0[rows] / 2, f0[rows]))
            t0[rows] = np.where(low, t, t0[rows])
            t1[rows] = np.where(low, t1[rows], t)
            side[rows] = np.where(low, -1, 1)
            open_still = np.abs(f) > _SOLVED_KM
            rows, left = rows[open_still], left.take(open_still)
        return bearing_deg

    def closing(self, share: float) -> NDArray[np.bool_]:
        """Whether edges come closer to the ring from the nearer end to a point of them."""
        f = self.rings.excess_km(self.at(np.full(len(self.start), share)))
        f_end = self.f_start if share < 0.5 else self.f_end
        return np.asarray(np.abs(f) < np.abs(f_end) + _NOISE_KM)

    def closing_twice(self) -> NDArray[np.bool_]:
        """Whether edges come closer to the ring from both ends, as they must to meet it twice."""
        found = self.closing(_NUDGE)
        found[found] = self.take(found).closing(1 - _NUDGE)
        return found

    def turning(self) -> tuple["Pieces", "Pieces", NDArray[np.bool_]]:
        """Edges that the ring meets twice, cut at their turning points, and which these are.

        Both ends lie on one side and a point between them on the other. Distance along an edge
        of a few kilometres is convex or concave, so a golden-section search finds that point.
        """
        sign = np.where(self.f_start > 0, 1.0, -1.0)

        def height(share: Floats) -> Floats:
            return np.asarray(sign * self.rings.excess_km(self.at(share)))

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
        peak = self.at(np.where(f_left < f_right, left, right))
        f_peak = sign * np.minimum(f_left, f_right)
        across = np.asarray(sign * f_peak < 0)
        first = Pieces(self.rings, self.start, peak, self.f_start, f_peak).take(across)
        second = Pieces(self.rings, peak, self.end, f_peak, self.f_end).take(across)
        return first, second, across
