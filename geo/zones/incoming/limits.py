"""Derives limits from polygons: the edges that two rows share, and outer edges that are no coast.

An outer edge is coast where its middle lies on land or within 1 km of it; outside the box of the
detailed land, where the only land is Natural Earth's at 1:50 million, within 10 km. So is a stretch
that nowhere gets 5 km (30 km) from land, such as a river's mouth: a limit runs out to sea. So is
the outline of a hole that is too small for high seas: an islet, a reef. Where two rows meet without
sharing vertices, an edge of one within 200 m of the other lies between the two. Edges along ±180°,
and along the frame of a file that was cut, are where data end, not limits.
Water that would have no limit at all keeps its whole outline: distances need something to end at.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import land
from geo.geodesy import Floats
from geo.zones.incoming import Box
from geo.zones.incoming.outlines import LONGEST_DEG
from geo.zones.incoming.waters import Waters

HIGH_SEAS = "high_seas"
_COAST_KM = (1.0, 10.0)  # by the detailed land, and elsewhere
_MOUTH_KM = (5.0, 30.0)
_MEETING_KM = 0.2
_ISLET_KM2 = 200.0
_KM_PER_DEG = 111.2
_ON_DEG = 1e-7
_CELL_DEG = 0.002  # edges of one such cell are near land together
_NOBODY = -1


@dataclass(frozen=True, eq=False)
class Limit:
    """Pieces of limits between two waters.

    Attributes:
        geometry: a MultiLineString in degrees.
        sides: the waters on either side, in alphabetical order, or ``HIGH_SEAS``.
    """

    geometry: shapely.Geometry
    sides: tuple[str, str]


@dataclass(frozen=True, eq=False)
class _Edges:
    """Edges of rows.

    Attributes:
        ends: longitude and latitude of both ends, shape (n, 2, 2).
        row: whose edge it is, shape (n,).
        islet: whether it belongs to a hole that is an islet, shape (n,).
    """

    ends: Floats
    row: NDArray[np.int64]
    islet: NDArray[np.bool_]

    def take(self, which: NDArray[np.generic]) -> "_Edges":
        return _Edges(self.ends[which], self.row[which], self.islet[which])


def find(rows: list[Waters], frame: Box | None) -> list[Limit]:
    """The limits of rows that do not overlap.

    Args:
        rows: the waters.
        frame: the box that the data were cut to, if they were.
    """
    shared, sides, alone = _paired(_edges(rows))
    wet = _cut(alone.take(~alone.islet & ~_on_frame(alone.ends, frame)))
    outer = _to_sea(wet.take(~_near_land(wet.ends, _COAST_KM)))
    bounded = np.union1d(sides, outer.row)
    rest = _cut(alone.take(~np.isin(alone.row, bounded)))
    pairs = [
        sides,
        np.stack([outer.row, _neighbours(outer)], axis=1),
        np.stack([rest.row, np.full(len(rest.row), _NOBODY)], axis=1),
    ]
    return _joined(np.concatenate([shared, outer.ends, rest.ends]), np.concatenate(pairs), rows)


def _edges(rows: list[Waters]) -> _Edges:
    shapes = np.array([row.geometry for row in rows], dtype=object)
    parts, part_row = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    first = np.append(True, ring_part[1:] != ring_part[:-1])  # the shell stands before its holes
    bounds = shapely.bounds(rings)
    middle = np.radians((bounds[:, 1] + bounds[:, 3]) / 2)
    km2 = shapely.area(shapely.polygons(rings)) * _KM_PER_DEG**2 * np.cos(middle)
    islet = ~first & (km2 < _ISLET_KM2)
    ends, ring = _ring_edges(rings)
    return _Edges(ends, part_row[ring_part[ring]], islet[ring])


def _ring_edges(rings: NDArray[np.object_]) -> tuple[Floats, NDArray[np.int64]]:
    """Edges of rings, shape (n, 2, 2), and the ring of each."""
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return np.stack([xy[:-1][same], xy[1:][same]], axis=1), ring[:-1][same]


def _paired(edges: _Edges) -> tuple[Floats, NDArray[np.int64], _Edges]:
    """Edges that two rows share with the two rows, and the edges that stand alone."""
    key = edges.ends.copy()
    key[..., 0][key[..., 0] == -180] = 180
    swap = (key[:, 0, 0] > key[:, 1, 0]) | (
        (key[:, 0, 0] == key[:, 1, 0]) & (key[:, 0, 1] > key[:, 1, 1])
    )
    key[swap] = key[swap][:, ::-1]
    flat = key.reshape(-1, 4)
    order = np.lexsort(flat.T)
    twin = np.flatnonzero((flat[order][1:] == flat[order][:-1]).all(axis=1))
    first, second = order[twin], order[twin + 1]
    alone = np.ones(len(flat), dtype=bool)
    alone[first] = alone[second] = False
    apart = edges.row[first] != edges.row[second]
    sides = np.stack([edges.row[first], edges.row[second]], axis=1)
    return edges.ends[first][apart], sides[apart], edges.take(alone)


def _on_frame(ends: Floats, frame: Box | None) -> NDArray[np.bool_]:
    lon, lat = ends[..., 0], ends[..., 1]
    west, south, east, north = frame or (-180.0, -90.0, 180.0, 90.0)
    lines = [(lon, -180.0), (lon, 180.0), (lon, west), (lon, east), (lat, south), (lat, north)]
    on = [(np.abs(value - at) < _ON_DEG).all(axis=1) for value, at in lines]
    return np.asarray(np.any(on, axis=0))


def _cut(edges: _Edges) -> _Edges:
    """Long edges in pieces, so that a middle speaks for the whole."""
    step = edges.ends[:, 1] - edges.ends[:, 0]
    count = np.maximum(np.ceil(np.hypot(*step.T) / LONGEST_DEG), 1).astype(np.int64)
    which = np.repeat(np.arange(len(count)), count)
    start = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    share = np.stack([start, start + 1], axis=1) / count[which][:, None]
    ends = edges.ends[which][:, :1] + share[..., None] * step[which][:, None]
    return _Edges(ends, edges.row[which], edges.islet[which])


def _near_land(ends: Floats, reach_km: tuple[float, float]) -> NDArray[np.bool_]:
    """Whether the middles of edges are on land or near it.

    Args:
        ends: edges, shape (n, 2, 2).
        reach_km: what is near by the detailed land, and elsewhere.
    """
    middle = ends.mean(axis=1)
    cell = np.round(middle / _CELL_DEG).astype(np.int64) @ [1 << 20, 1]
    _, first, which_cell = np.unique(cell, return_index=True, return_inverse=True)
    return _by_land(middle[first], reach_km)[which_cell]


def _by_land(points: Floats, reach_km: tuple[float, float]) -> NDArray[np.bool_]:
    lon, lat = points.T
    west, south, east, north = land.DETAIL_BOX
    fine = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    out = np.asarray(land.holds(lon, lat))
    for which, ground, km in ((fine, land.detail, reach_km[0]), (~fine, land.world, reach_km[1])):
        rows = np.flatnonzero(which & ~out)
        if len(rows):
            shore, _ = _ring_edges(shapely.get_rings(ground().polygons))
            near, _ = _near(points[rows], shore, km)
            out[rows[near]] = True
    return out


def _to_sea(outer: _Edges) -> _Edges:
    """Outer edges without the stretches that stay near land throughout."""
    near = _near_land(outer.ends, _MOUTH_KM)
    node, number = np.unique(outer.ends.reshape(-1, 2), axis=0, return_inverse=True)
    link = number.reshape(-1, 2)
    group = np.arange(len(node))  # each node points to a lower one of its stretch
    while ((first := group[link[:, 0]]) != (second := group[link[:, 1]])).any():
        np.minimum.at(group, np.maximum(first, second), np.minimum(first, second))
        while (group != group[group]).any():
            group = group[group]
    stretch = group[link[:, 0]]
    return outer.take(np.isin(stretch, stretch[~near]))


def _neighbours(outer: _Edges) -> NDArray[np.int64]:
    """The other row that each outer edge meets, ``_NOBODY`` where there is none."""
    out = np.full(len(outer.row), _NOBODY, dtype=np.int64)
    point, edge = _near(outer.ends.mean(axis=1), outer.ends, _MEETING_KM)
    other = outer.row[point] != outer.row[edge]
    out[point[other]] = outer.row[edge[other]]
    return out


def _near(
    points: Floats, edges: Floats, reach_km: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of a point and an edge within a few kilometres of it, on a local plane."""
    if not len(points) or not len(edges):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    level = np.cos(np.radians(points[:, 1])).clip(0.02)
    reach_deg = reach_km / (_KM_PER_DEG * level)
    low, high = points.min(axis=0) - reach_deg.max(), points.max(axis=0) + reach_deg.max()
    close = (edges.max(axis=1) >= low).all(axis=1) & (edges.min(axis=1) <= high).all(axis=1)
    candidates = np.flatnonzero(close)
    tree = shapely.STRtree(shapely.linestrings(edges[candidates]))
    point, edge = tree.query(shapely.points(points), predicate="dwithin", distance=reach_deg)
    edge = candidates[edge]
    scale = np.stack([_KM_PER_DEG * level[point], np.full(len(point), _KM_PER_DEG)], axis=1)
    start = (edges[edge, 0] - points[point]) * scale
    step = (edges[edge, 1] - edges[edge, 0]) * scale
    length = np.maximum((step**2).sum(axis=1), 1e-18)
    share = np.clip(-(start * step).sum(axis=1) / length, 0, 1)
    close = np.hypot(*(start + share[:, None] * step).T) <= reach_km
    return point[close], edge[close]


def _joined(ends: Floats, pairs: NDArray[np.int64], rows: list[Waters]) -> list[Limit]:
    names = np.array([*(row.side for row in rows), HIGH_SEAS])
    sides = np.sort(names[pairs], axis=1)
    out = []
    for a, b in np.unique(sides, axis=0):
        here = ends[(sides == (a, b)).all(axis=1)]
        merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(here)))
        lines = shapely.normalize(shapely.get_parts(merged))
        lines = sorted(lines, key=lambda line: (*line.bounds, line.wkb))
        out.append(Limit(shapely.multilinestrings(lines), (str(a), str(b))))
    return out
