"""Limits: the lines between faces, each with its type and the waters on its two sides."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import Floats
from geo.zones.building.nearest import NearestCoast
from geo.zones.building.partition import Faces
from geo.zones.building.waters import EEZ_KM, LAND, NMI_KM, OPEN_SEA, Waters

_BREADTH_TOLERANCE_KM = 0.2
_ON_DEG = 1e-6


@dataclass(frozen=True)
class Limit:
    """One piece of a limit.

    Attributes:
        geometry: line in degrees.
        type: ``200nm``, ``median``, ``treaty``, ``12nm``, ``3nm``, ``baseline``, ``strait`` (the
            end of a narrower territorial sea), ``entitlement`` or ``joint`` (which leads an agreed
            boundary's last point to the median).
        sides: labels of the waters on the two sides.
        under: the reading in which it is a limit: ``treaties``, ``medians`` or ``both``.
    """

    geometry: shapely.Geometry
    type: str
    sides: tuple[int, int]
    under: str = "both"


def _edges(faces: Faces) -> tuple[Floats, NDArray[np.int64]]:
    """Every edge between two faces: ends, shape (n, 2, 2), and the two labels, shape (n, 2)."""
    rings, owner = shapely.get_rings(faces.polygons, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    ends = np.stack([xy[:-1][same], xy[1:][same]], axis=1)
    label = faces.labels[owner[ring[:-1][same]]]
    swap = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[swap] = ends[swap][:, ::-1]
    flat = ends.reshape(-1, 4)
    order = np.lexsort(flat.T)
    flat, label = flat[order], label[order]
    twin = (flat[1:] == flat[:-1]).all(axis=1)
    first = np.flatnonzero(twin)
    return flat[first].reshape(-1, 2, 2), np.stack([label[first], label[first + 1]], axis=1)


def find(faces: Faces, waters: Waters) -> list[Limit]:
    """Every limit of the partition, in pieces with one type, pair of sides and reading."""
    ends, label = _edges(faces)
    wet = (label != LAND).all(axis=1) & (label[:, 0] != label[:, 1])
    ends, label = ends[wet], label[wet]
    middle = ends.mean(axis=1)
    nearest_km = waters.coast.distances_km(middle[:, 0], middle[:, 1], reach_km=EEZ_KM + 5).min(
        axis=1
    )
    agreed = np.sort(waters.by_agreement(label), axis=1)
    median = np.sort(waters.by_median(label), axis=1)
    both = (agreed == median).all(axis=1)
    out = []
    for under, sides, rows in (
        ("both", agreed, both),
        ("treaties", agreed, ~both),
        ("medians", median, ~both),
    ):
        real = np.flatnonzero(rows & (sides[:, 0] != sides[:, 1]))
        for a, b in np.unique(sides[real], axis=0):
            own = real[(sides[real] == (a, b)).all(axis=1)]
            kinds = _types((int(a), int(b)), ends[own], nearest_km[own], waters)
            if under == "treaties":
                kinds = _agreed_types(kinds, ends[own], waters)
            for kind in np.unique(kinds):
                lines = shapely.multilinestrings(
                    list(shapely.linestrings(ends[own][kinds == kind]))
                )
                out += [
                    Limit(part, str(kind), (int(a), int(b)), under)
                    for part in shapely.get_parts(shapely.line_merge(lines))
                ]
    return out


def _agreed_types(kinds: NDArray[np.str_], ends: Floats, waters: Waters) -> NDArray[np.str_]:
    """What is a median only by agreement is the agreed line, or leads to it."""
    kinds = kinds.copy()
    median = kinds == "median"
    kinds[median] = "joint"
    for boundary in waters.boundaries:
        kinds[median & _along(ends, boundary.line)] = "treaty"
    return kinds


def _types(
    sides: tuple[int, int], ends: Floats, nearest_km: Floats, waters: Waters
) -> NDArray[np.str_]:
    if OPEN_SEA in sides:
        return np.full(len(nearest_km), "200nm", dtype="<U12")
    (kind_a, claim_a, _), (kind_b, claim_b, _) = (waters.describe(side) for side in sides)
    if "internal_waters" in (kind_a, kind_b):
        return np.full(len(nearest_km), "baseline", dtype="<U12")
    if claim_a != claim_b:
        return np.full(len(nearest_km), "median", dtype="<U12")
    if kind_a == kind_b:
        return np.full(len(nearest_km), "entitlement", dtype="<U12")
    kinds = np.full(len(nearest_km), "12nm", dtype="<U12")
    for strait in waters.straits:
        if strait.claimants == claim_a:
            at = np.abs(nearest_km - strait.breadth_km) < _BREADTH_TOLERANCE_KM
            kinds[at] = f"{strait.breadth_km / NMI_KM:g}nm"
    for strait in waters.straits:
        if strait.claimants == claim_a:
            kinds[_along(ends, strait.area.boundary)] = "strait"
    return kinds


def _along(ends: Floats, line: shapely.Geometry) -> NDArray[np.bool_]:
    """Whether edges run along a line."""
    points = shapely.points(np.concatenate([ends, ends.mean(axis=1)[:, None]], axis=1))
    away = shapely.distance(points, line)
    return np.asarray((away < _ON_DEG).all(axis=1))


def _columns(xy: Floats) -> tuple[Floats, Floats]:
    return xy[:, 0], xy[:, 1]


def controlling_points(limits: list[Limit], coast: NearestCoast) -> NDArray[np.int64]:
    """Rows of the base points that the limits hang on: nearest of either side, each 1 km."""
    lines = np.array([limit.geometry for limit in limits])
    xy = shapely.get_coordinates(shapely.segmentize(lines, 0.008))
    km = coast.distances_km(xy[:, 0], xy[:, 1], reach_km=EEZ_KM + 5)
    near = km <= km.min(axis=1, keepdims=True) + 1.0
    rows = [
        np.unique(coast.nearest_point(*_columns(xy[near[:, g]]), g))
        for g in range(len(coast.groups))
        if near[:, g].any()
    ]
    return np.concatenate(rows)
