"""Edges of polygons and pieces of lines, straight in longitude and latitude."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import geodesy
from geo.geodesy import HALF_CIRCUMFERENCE_KM, MEAN_RADIUS_KM, Floats

LONGEST_DEG = 0.1
_KM_PER_DEG = 112.0  # more than a degree is anywhere
_SAME_DEG = 1e-9
_NEVER_NEARER_KM = 0.01


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges in chains of vertices, so that what belongs to a vertex is worked out once.

    Attributes:
        vertex: longitude and latitude, shape (v, 2).
        joined: whether an edge runs from each vertex to the next, shape (v - 1,).
    """

    vertex: Floats
    joined: NDArray[np.bool_]

    @classmethod
    def of(cls, geometry: NDArray[np.object_], longest_deg: float = LONGEST_DEG) -> "Edges":
        """The edges of polygons, long ones cut so that distance varies simply along each."""
        return cls.along(shapely.boundary(geometry), longest_deg)

    @classmethod
    def along(cls, lines: NDArray[np.object_], longest_deg: float = LONGEST_DEG) -> "Edges":
        """The pieces of lines, long ones cut."""
        cut = shapely.get_parts(shapely.segmentize(lines, longest_deg))
        vertex, part = shapely.get_coordinates(cut, return_index=True)
        return cls(vertex, part[1:] == part[:-1])

    @classmethod
    def between(cls, start: Floats, end: Floats) -> "Edges":
        """Edges from starts to ends, shape (n, 2) each."""
        vertex = np.stack([start, end], axis=1).reshape(-1, 2)
        return cls(vertex, np.arange(len(vertex) - 1) % 2 == 0)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The vertex from which each edge runs, shape (n,)."""
        return np.flatnonzero(self.joined)

    @property
    def start(self) -> Floats:
        """Where each edge begins, shape (n, 2)."""
        return self.vertex[self.rows]

    @property
    def end(self) -> Floats:
        """Where each edge ends, shape (n, 2)."""
        return self.vertex[self.rows + 1]

    def outer(self) -> "Edges":
        """The same without the edges that two polygons share, which are no border of the two."""
        ends = np.round(np.concatenate([self.start, self.end], axis=1) / _SAME_DEG)
        swapped = (ends[:, 0] > ends[:, 2]) | (
            (ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3])
        )
        ends[swapped] = ends[swapped][:, [2, 3, 0, 1]]
        _, which, count = np.unique(ends, axis=0, return_inverse=True, return_counts=True)
        joined = self.joined.copy()
        joined[self.rows[count[which.ravel()] > 1]] = False
        used = np.append(joined, False) | np.append(False, joined)
        kept = np.flatnonzero(used)
        return Edges(self.vertex[kept], joined[kept[:-1]] & (np.diff(kept) == 1))

    @cached_property
    def length_km(self) -> Floats:
        """Upper bounds of the lengths from each vertex to the next, shape (v - 1,)."""
        step = np.abs(np.diff(self.vertex, axis=0))
        level = np.cos(np.radians(np.abs(self.vertex[:, 1])))
        widest = np.maximum(level[:-1], level[1:])
        return np.asarray(_KM_PER_DEG * np.hypot(step[:, 0] * widest, step[:, 1]))

    @cached_property
    def _bend_per_km(self) -> Floats:
        """How much an edge's own course curves, per km: a bound, shape (v - 1,).

        A line straight in longitude and latitude has a geodesic curvature of at most
        1.09 tan(latitude) / radius, and its pace along it changes by tan(latitude) / radius.
        """
        lat = np.minimum(np.abs(self.vertex[:, 1]), 89.9)
        return np.asarray(2.5 * np.tan(np.radians(np.maximum(lat[:-1], lat[1:]))) / MEAN_RADIUS_KM)

    def bulge_km(self, rows: NDArray[np.int64], range_km: float) -> Floats:
        """How much nearer or farther than both its ends an edge can come, about a range.

        A chord's height from the bound of the second derivative of the distance along it; never
        more than half its length.

        Args:
            rows: the vertices from which the edges run.
            range_km: the range.
        """
        return _bulge_km(self.length_km[rows], self._bend_per_km[rows], range_km)

    def most_bulge_km(self, range_km: float) -> float:
        """The most that any edge can."""
        return float(_bulge_km(*self._most, range_km))

    @cached_property
    def _most(self) -> tuple[Floats, Floats]:
        real = self.rows
        return (
            np.asarray(self.length_km[real].max(initial=0.0)),
            np.asarray(self._bend_per_km[real].max(initial=0.0)),
        )

    @cached_property
    def _auxiliary(self) -> Floats:
        return geodesy.auxiliary(*self.vertex.T)

    def distance_km(self, lon: float, lat: float) -> Floats:
        """Distances from a position to every vertex, as good as `geodesy.lambert_km`."""
        here = geodesy.auxiliary(lon, lat)[:, None]
        return geodesy.lambert_km(here, self._auxiliary)


def _bulge_km(length_km: Floats, bend_per_km: Floats, range_km: float) -> Floats:
    clear_km = min(range_km, HALF_CIRCUMFERENCE_KM - range_km) - 2 * length_km
    curve = 1 / np.maximum(clear_km, _NEVER_NEARER_KM) + bend_per_km
    return np.asarray(np.minimum(length_km**2 / 8 * curve, length_km / 2))
