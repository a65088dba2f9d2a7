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
        joined = np.arange(max(len(vertex) - 1, 0)) % 2 == 0
        chained = np.append((start[1:] == end[:-1]).all(axis=1), False)[: len(start)]
        kept = np.stack([np.ones(len(start), dtype=bool), ~chained], axis=1).ravel()
        return cls(vertex[kept], np.append(joined | ~kept[:-1], False)[kept][:-1])

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

    def bulge_km(self, rows: NDArray[np.int64], range_km: Floats) -> Floats:
        """How much nearer or farther than both its ends an edge can come, about a range.

        A chord's height from the bound of the second derivative of the distance along it; never
        more than half its length.

        Args:
            rows: the vertices from which the edges run, shape (n,).
            range_km: a range for each.
        """
        length_km = self.length_km[rows]
        clear_km = np.minimum(range_km, HALF_CIRCUMFERENCE_KM - range_km) - 2 * length_km
        curve = 1 / np.maximum(clear_km, _NEVER_NEARER_KM) + self._bend_per_km[rows]
        return np.asarray(np.minimum(length_km**2 / 8 * curve, length_km / 2))

    @cached_property
    def longest_km(self) -> float:
        """An upper bound of the length of the longest edge."""
        return float(self.length_km[self.rows].max(initial=0.0))

    @cached_property
    def auxiliary(self) -> Floats:
        """Unit vectors of the vertices on the auxiliary sphere, shape (3, v)."""
        return geodesy.auxiliary(*self.vertex.T)

    def cosine(self, lon: float, lat: float) -> Floats:
        """Cosines of the angles from a position to every vertex: its view of the edges."""
        return geodesy.auxiliary_cosine(geodesy.auxiliary(lon, lat)[:, None], self.auxiliary)

    def ends_km(self, rows: NDArray[np.int64], lon: float, lat: float) -> Floats:
        """Distances of the ends of some edges, as good as `geodesy.lambert_km`, shape (2, n)."""
        here = geodesy.auxiliary(lon, lat)[:, None]
        return geodesy.lambert_km(here[..., None], self.auxiliary[:, np.stack([rows, rows + 1])])
