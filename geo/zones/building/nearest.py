"""Geodesic distance from any position to the nearest base point of each claimant.

Straight chords through the ellipsoid order base points like geodesics do: up to 400 km the two
disagree by less than a metre, so one k-d tree per claimant in earth-centred coordinates answers
for the ellipsoid without solving a geodesic per pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from geo.geodesy import Floats, chord_to_geodesic_km, ecef_km

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class BasePoints:
    """The points that limits are measured from.

    Attributes:
        lon, lat: positions in degrees, shape (n,).
        group: index into ``groups`` for each point, shape (n,).
        groups: the claimants of the land each point stands on, such as ``JPN`` or ``JPN|KOR``;
            an entry may carry a mark after ``:`` that sets it apart (``JPN:okinotorishima``).
    """

    lon: Floats
    lat: Floats
    group: NDArray[np.int16]
    groups: tuple[str, ...]

    def only(self, claimants: str) -> Self:
        """The same base points as if there were no other land than that of some claimants."""
        own = np.array([name.partition(":")[0] == claimants for name in self.groups])
        keep = own[self.group]
        return type(self)(self.lon[keep], self.lat[keep], self.group[keep], self.groups)

    def without(self, name: str) -> Self:
        """The same base points as if the land of one group did not exist."""
        keep = self.group != self.groups.index(name)
        return type(self)(self.lon[keep], self.lat[keep], self.group[keep], self.groups)


class NearestCoast:
    """Distances to the nearest base point of each group."""

    def __init__(self, base: BasePoints) -> None:
        from scipy.spatial import cKDTree

        self.groups: Sequence[str] = base.groups
        self._base = base
        xyz = ecef_km(base.lon, base.lat)
        self._members: Mapping[int, NDArray[np.int64]] = {
            g: np.flatnonzero(base.group == g) for g in range(len(base.groups))
        }
        self._trees: dict[int, Any] = {
            g: cKDTree(xyz[rows]) for g, rows in self._members.items() if len(rows)
        }

    def distances_km(
        self, lon: Floats, lat: Floats, wanted: Bools | None = None, reach_km: float = np.inf
    ) -> Floats:
        """Geodesic distances to every group.

        Args:
            lon: longitudes, shape (n,).
            lat: latitudes, shape (n,).
            wanted: which groups matter for which position, shape (n, groups); all by default.
            reach_km: distances beyond this need not be told apart.

        Returns:
            Kilometres, shape (n, groups); infinite where not wanted or out of reach.
        """
        xyz = ecef_km(lon, lat)
        out = np.full((len(lon), len(self.groups)), np.inf)
        for g, tree in self._trees.items():
            rows = np.arange(len(lon)) if wanted is None else np.flatnonzero(wanted[:, g])
            if len(rows):
                chord_km, _ = tree.query(xyz[rows], distance_upper_bound=reach_km)
                near = np.isfinite(chord_km)
                out[rows[near], g] = chord_to_geodesic_km(chord_km[near], lat[rows[near]])
        return out

    def pair_km(self, lon: Floats, lat: Floats, group: NDArray[np.int64]) -> Floats:
        """Distance of each position to one group of its own, shape (n,)."""
        xyz = ecef_km(lon, lat)
        out = np.full(len(lon), np.inf)
        for g in np.unique(group):
            rows = np.flatnonzero(group == g)
            chord_km, _ = self._trees[int(g)].query(xyz[rows])
            out[rows] = chord_to_geodesic_km(chord_km, lat[rows])
        return out

    def nearest_point(self, lon: Floats, lat: Floats, group: int) -> NDArray[np.int64]:
        """Row of the nearest base point of one group, shape (n,)."""
        _, found = self._trees[group].query(ecef_km(lon, lat))
        return np.asarray(self._members[group][found])
