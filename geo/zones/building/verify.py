"""Checks zones against their definition by a path that shares nothing with the build's.

Distances are solved with ``Geod.inv`` to every candidate base point, not with chords and trees.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import Floats, ecef_km
from geo.zones.building.build import Built
from geo.zones.building.nearest import BasePoints
from geo.zones.building.waters import EEZ_KM, NMI_KM, OPEN_SEA

_CANDIDATES = 8


@dataclass(frozen=True)
class Residuals:
    """How far each checked point is from its definition, in metres, shape (n,)."""

    lon: Floats
    lat: Floats
    metres: Floats


def points_along(lines: NDArray[np.object_], step_km: float) -> Floats:
    """Points along lines, stored vertices among them, at most ``step_km`` apart; shape (n, 2)."""
    return np.asarray(shapely.get_coordinates(shapely.segmentize(lines, step_km / 111.7)))


def geodesic_km(lon: float, lat: float, base_lon: Floats, base_lat: Floats) -> float:
    """Distance to the nearest base point, every candidate solved on the ellipsoid."""
    from pyproj import Geod

    half = np.radians((base_lat - lat) / 2), np.radians((base_lon - lon) / 2)
    h = np.sin(half[0]) ** 2 + np.cos(np.radians(lat)) * np.cos(np.radians(base_lat)) * (
        np.sin(half[1]) ** 2
    )
    rough_km = 2 * 6371.0 * np.arcsin(np.sqrt(h))
    near = rough_km <= rough_km.min() * 1.012 + 0.01
    count = int(near.sum())
    _, _, metres = Geod(ellps="WGS84").inv(
        np.full(count, lon), np.full(count, lat), base_lon[near], base_lat[near]
    )
    return float(np.min(metres)) / 1000


def median_residuals(points: Floats, side_a: Floats, side_b: Floats) -> Residuals:
    """Difference of the two distances at points of a median.

    Args:
        points: lon, lat, shape (n, 2).
        side_a: base points of one side, lon, lat, shape (m, 2).
        side_b: base points of the other.
    """
    metres = [
        (geodesic_km(lon, lat, *side_a.T) - geodesic_km(lon, lat, *side_b.T)) * 1000
        for lon, lat in points
    ]
    return Residuals(points[:, 0], points[:, 1], np.array(metres))


def breadth_residuals(points: Floats, base: Floats, breadth_km: float) -> Residuals:
    """Distance less breadth at points of a 200, 12 or 3 nautical-mile line."""
    metres = [(geodesic_km(lon, lat, *base.T) - breadth_km) * 1000 for lon, lat in points]
    return Residuals(points[:, 0], points[:, 1], np.array(metres))


def all_residuals(built: Built, step_km: float = 1.0) -> dict[str, Residuals]:
    """Every limit of a build against its definition, by type.

    The nearest few base points by chord are each solved on the ellipsoid.
    """
    trees = _Candidates(built.base)
    found: dict[str, list[Residuals]] = {}
    for limit in built.limits:
        xy = points_along(np.array([limit.geometry]), step_km)
        if limit.under == "treaties":
            continue  # lines of an agreement, or the same lines as under the medians
        claims = [built.waters.describe(side)[1] for side in limit.sides if side > OPEN_SEA]
        if limit.type == "median":
            metres = (trees.km(xy, claims[0]) - trees.km(xy, claims[1])) * 1000
        elif limit.type == "200nm":
            metres = (trees.km(xy, claims[0]) - EEZ_KM) * 1000
        elif limit.type.endswith("nm"):
            metres = (trees.km(xy, claims[0]) - float(limit.type[:-2]) * NMI_KM) * 1000
        else:
            continue
        found.setdefault(limit.type, []).append(Residuals(xy[:, 0], xy[:, 1], metres))
    return {
        kind: Residuals(
            np.concatenate([r.lon for r in parts]),
            np.concatenate([r.lat for r in parts]),
            np.concatenate([r.metres for r in parts]),
        )
        for kind, parts in found.items()
    }


class _Candidates:
    def __init__(self, base: BasePoints) -> None:
        from scipy.spatial import cKDTree

        self._base = base
        claim = np.array([group.partition(":")[0] for group in base.groups])[base.group]
        self._rows = {name: np.flatnonzero(claim == name) for name in np.unique(claim)}
        self._trees = {
            name: cKDTree(ecef_km(base.lon[rows], base.lat[rows]))
            for name, rows in self._rows.items()
        }

    def km(self, xy: Floats, claimants: str) -> Floats:
        from pyproj import Geod

        tree, rows = self._trees[claimants], self._rows[claimants]
        count = min(_CANDIDATES, len(rows))
        _, near = tree.query(ecef_km(*xy.T), k=count)
        near = rows[near.reshape(len(xy), count)]
        lon, lat = (np.repeat(axis, count) for axis in xy.T)
        _, _, metres = Geod(ellps="WGS84").inv(
            lon, lat, self._base.lon[near].ravel(), self._base.lat[near].ravel()
        )
        km: Floats = np.asarray(metres).reshape(len(xy), count).min(axis=1) / 1000
        return km


def misplaced_m(built: Built, count: int, seed: int = 0) -> Floats:
    """Random positions whose face disagrees with the rule: how far each is from the face's edge."""
    faces = built.faces
    west, south, east, north = shapely.total_bounds(faces.polygons)
    random = np.random.default_rng(seed)
    lon, lat = random.uniform(west, east, count), random.uniform(south, north, count)
    points = shapely.points(lon, lat)
    point, face = shapely.STRtree(faces.polygons).query(points, predicate="within")
    wrong = built.waters.labels(lon, lat)[point] != faces.labels[face]
    edges = shapely.boundary(faces.polygons[face[wrong]])
    return np.asarray(shapely.distance(points[point[wrong]], edges)) * 111_700
