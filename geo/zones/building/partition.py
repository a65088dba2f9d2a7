"""From traced lines and the coast to one planar partition of the box.

All lines (limits of every trace, closing lines, frames of straits, the coast and the box) are
noded together and polygonised, so faces cannot overlap or leave gaps. Each face then takes the
label of a point inside it, and neighbours with one label are joined.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import Floats
from geo.zones.building.nearest import Bools

_SNAP_DEG = 3e-6
_LOOSE_DEG = 1e-4
_GRID_DEG = 1e-7  # 1 cm: coordinates that mean the same place are the same number
_SLIVER_DEG2 = 2e-6  # about 0.02 km²

Geometries = NDArray[np.object_]


def snapped(lines: Geometries) -> Geometries:
    """Join line ends that solve the same point, and drop pieces that were traced twice.

    Where cells of two sizes meet, the same crossing is solved twice and differs by centimetres,
    by a few metres where two limits part at a very small angle.
    """
    from scipy.spatial import cKDTree

    flat = shapely.get_coordinates(lines)
    points, index = np.unique(np.round(flat / _GRID_DEG) * _GRID_DEG, axis=0, return_inverse=True)
    target = np.arange(len(points))
    for a, b in sorted(cKDTree(points).query_pairs(_SNAP_DEG)):
        target[b] = target[a]
    pieces = _distinct(target[index].reshape(-1, 2))

    return _bridged(shapely.linestrings(points[pieces]))


def _bridged(lines: Geometries) -> Geometries:
    """Lead every loose end on to the line it stops short of.

    Within the last metre of a junction two limits can be closer than the finest cell is wide.
    """
    chains = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(list(lines))))
    loose = shapely.points(loose_ends(chains))
    end, chain = shapely.STRtree(chains).query(loose, predicate="dwithin", distance=_LOOSE_DEG)
    bridges = []
    for row in np.unique(end):
        others = chains[chain[end == row]]
        others = others[~shapely.intersects(others, loose[row])]
        corners = shapely.get_coordinates(others)
        if len(corners):
            place = shapely.get_coordinates(loose[row])[0]
            nearest = corners[np.argmin(np.hypot(*(corners - place).T))]
            bridges.append(shapely.linestrings([place, nearest]))
    return np.concatenate([lines, np.array(bridges, dtype=object)])


def loose_ends(chains: Geometries) -> Floats:
    """Ends that no other line meets: lon, lat, shape (n, 2)."""
    ends = shapely.get_coordinates(shapely.boundary(chains[~shapely.is_closed(chains)]))
    places, count = np.unique(ends, axis=0, return_counts=True)
    return np.asarray(places[count == 1])


def _distinct(pieces: NDArray[np.int64]) -> NDArray[np.int64]:
    pieces = np.unique(np.sort(pieces, axis=1), axis=0)
    return np.asarray(pieces[pieces[:, 0] != pieces[:, 1]])


def arcs(lines: Geometries, tolerance_km: float) -> Geometries:
    """Merge pieces into arcs between junctions and thin them (Douglas and Peucker 1973).

    No point of an arc moves by more than ``tolerance_km``; its ends do not move.
    """
    merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(list(lines))))
    squeeze = np.cos(np.radians(np.abs(shapely.bounds(merged)[:, [1, 3]]).min(axis=1)))
    scaled = [
        shapely.transform(arc, lambda xy, s=s: xy * [s, 1.0])
        for arc, s in zip(merged, squeeze, strict=True)
    ]
    thin = shapely.simplify(np.array(scaled), tolerance_km / 111.7, preserve_topology=False)
    back = [
        shapely.transform(arc, lambda xy, s=s: xy / [s, 1.0])
        for arc, s in zip(thin, squeeze, strict=True)
    ]
    ends = [
        (shapely.get_coordinates(old)[[0, -1]], new) for old, new in zip(merged, back, strict=True)
    ]
    return np.array([_with_ends(new, first_last) for first_last, new in ends])


def _with_ends(arc: shapely.Geometry, ends: Floats) -> shapely.Geometry:
    xy = shapely.get_coordinates(arc)
    xy[[0, -1]] = ends  # scaling there and back costs the last digit
    return shapely.linestrings(xy)


def polygons(linework: Sequence[shapely.Geometry]) -> Geometries:
    """Every bounded face of the lines, noded on a grid of 1 cm."""
    noded = shapely.unary_union(shapely.multilinestrings(list(linework)), grid_size=_GRID_DEG)
    return np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))


@dataclass(frozen=True)
class Faces:
    """Faces of the partition and the label of each, both of shape (n,)."""

    polygons: Geometries
    labels: NDArray[np.int64]


def labelled(faces: Geometries, label: Callable[[Floats, Floats], NDArray[np.int64]]) -> Faces:
    """Label faces by a point inside each; slivers go to the neighbour they share most with."""
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    labels = label(inner[:, 0], inner[:, 1])
    small = shapely.area(faces) < _SLIVER_DEG2
    if small.any():
        labels = _absorb(faces, labels, small)
    joined, names = [], []
    for name in np.unique(labels):
        for part in shapely.get_parts(shapely.coverage_union_all(faces[labels == name])):
            joined.append(part)
            names.append(name)
    return Faces(np.array(joined), np.array(names))


def _absorb(faces: Geometries, labels: NDArray[np.int64], small: Bools) -> NDArray[np.int64]:
    tree = shapely.STRtree(faces)
    out = labels.copy()
    for row in np.flatnonzero(small):
        near = tree.query(faces[row], predicate="intersects")
        near = near[(near != row) & ~small[near]]
        shared = shapely.length(shapely.intersection(faces[row].boundary, faces[near]))
        if len(near) and shared.max() > 0 and not (labels[near] == labels[row]).any():
            out[row] = labels[near[np.argmax(shared)]]
    return out
