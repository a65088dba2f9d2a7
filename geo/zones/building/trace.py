"""Traces the lines on which the nearest coast changes hands or a breadth is reached.

Every position has a label: whose coast is nearest, and within which breadth of it. A quadtree
keeps only the cells through which a label can change: distances are 1-Lipschitz, so a cell whose
centre is clear of every tie and every breadth by more than its half diagonal is uniform. On the
leaves, each cut in two triangles, the change of label along an edge is solved exactly; the pieces
are then bent until they follow the line between their ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import Floats
from geo.zones.building.nearest import Bools, NearestCoast

Ints = NDArray[np.int64]

_KM_PER_DEG = 111.7  # at most, so that cells are never thought smaller than they are
_ROOT_DEG = 1.0
_LEAF_LEVEL = 7
_FINE_STEP = 3  # a cell with a hidden third label is cut 8 × 8
_FINE_ROUNDS = 3
_BEND_KM = 0.004
_BEND_ROUNDS = 10
_BEND_REACH = (0.06, 0.4, 1.2, 4.0)  # in lengths of the piece; cusps are narrow and deep
_SOLVE_ROUNDS = 40
_SOLVED_KM = 1e-6
_HIDDEN_KM = 1e-4
_KINK = 0.2
_MET_DEG = 2e-6
_GAP_DEG = 0.01


@dataclass(frozen=True)
class Breadths:
    """Breadths of the zones to trace, outermost last, in km; beyond the last nobody owns."""

    km: tuple[float, ...]

    def bands(self, nearest_km: Floats) -> Ints:
        """0 within the innermost breadth, … up to ``len(km)`` beyond the outermost."""
        return np.searchsorted(np.array(self.km), nearest_km, side="left").astype(np.int64)


class Tracer:
    """Traces label changes over a box."""

    def __init__(
        self,
        coast: NearestCoast,
        breadths: Breadths,
        skip: Callable[[NDArray[np.object_]], Bools] | None = None,
        progress: Callable[[str, float], None] | None = None,
    ) -> None:
        self._coast = coast
        self._breadths = breadths
        self._skip = skip
        self._progress = progress or (lambda _what, _share: None)
        self._groups = len(coast.groups)
        self._open_sea = self._groups * len(breadths.km)

    # labels: group * bands + band, and one label for everything beyond the last breadth

    def _labels(self, km: Floats) -> Ints:
        group = np.argmin(km, axis=1)
        band = self._breadths.bands(km[np.arange(len(km)), group])
        bands = len(self._breadths.km)
        label: Ints = np.where(band == bands, self._open_sea, group * bands + band)
        return label

    def _tie_km(self, a: Ints, b: Ints, lon: Floats, lat: Floats) -> Floats:
        """Signed by how much label ``a`` loses to ``b``: zero on the line between them."""
        bands = len(self._breadths.km)
        group_a, group_b = a // bands, b // bands
        km_a = np.full(len(lon), np.nan)
        km_b = np.full(len(lon), np.nan)
        sea_a, sea_b = a == self._open_sea, b == self._open_sea
        km_a[~sea_a] = self._coast.pair_km(lon[~sea_a], lat[~sea_a], group_a[~sea_a])
        other = ~sea_b & (sea_a | (group_a != group_b))
        km_b[other] = self._coast.pair_km(lon[other], lat[other], group_b[other])
        limits = np.array(self._breadths.km)
        same = ~sea_a & ~sea_b & (group_a == group_b)
        breadth = limits[np.minimum(a % bands, b % bands)]
        tie_km: Floats = np.where(
            sea_a,
            limits[-1] - km_b,
            np.where(
                sea_b,
                km_a - limits[-1],
                np.where(same, np.where(a < b, km_a - breadth, breadth - km_a), km_a - km_b),
            ),
        )
        return tie_km

    def lines(self, box: tuple[float, float, float, float]) -> NDArray[np.object_]:
        """Two-point lines along every change of label inside a box, shape (n,)."""
        west, south, east, north = box
        across = round((east - west) / _ROOT_DEG)
        down = round((north - south) / _ROOT_DEG)
        i, j = np.meshgrid(np.arange(across), np.arange(down), indexing="ij")
        cells = np.stack([i.ravel(), j.ravel()], axis=1)
        wanted = np.ones((len(cells), self._groups), dtype=bool)
        origin = np.array([west, south])
        for level in range(_LEAF_LEVEL + 1):
            size = _ROOT_DEG / 2**level
            keep, wanted = self._ambiguous(origin + (cells + 0.5) * size, size, wanted)
            cells = cells[keep]
            self._progress("searching for limits", (level + 1) / (_LEAF_LEVEL + 1))
            if level < _LEAF_LEVEL:
                cells = _quarter(cells)
                wanted = np.repeat(wanted, 4, axis=0)
        segments = self._march(origin, _ROOT_DEG / 2**_LEAF_LEVEL, cells, wanted, _FINE_ROUNDS)
        return self._bend(_closed(segments))

    def _ambiguous(self, centre: Floats, size: float, wanted: Bools) -> tuple[Bools, Bools]:
        lon, lat = centre.T
        low = np.maximum(np.abs(lat) - size / 2, 0)
        reach = 0.5 * size * _KM_PER_DEG * np.hypot(1.0, np.cos(np.radians(low)))
        farthest = self._breadths.km[-1]
        km = self._coast.distances_km(lon, lat, wanted, farthest + 2 * reach.max() + 1)
        least = km.min(axis=1)
        near = km <= (least + 2 * reach)[:, None]
        keep = (near.sum(axis=1) > 1) & (least <= farthest + reach)
        for breadth in self._breadths.km:
            keep |= np.abs(least - breadth) <= reach
        if self._skip is not None and keep.any():
            rows = np.flatnonzero(keep)
            half = size / 2
            boxes = shapely.box(
                lon[rows] - half, lat[rows] - half, lon[rows] + half, lat[rows] + half
            )
            keep[rows] &= ~self._skip(boxes)
        near |= km <= (least + 4 * reach)[:, None]
        return keep, near[keep]

    def _march(
        self, origin: Floats, size: float, cells: Ints, wanted: Bools, rounds: int
    ) -> "_Segments":
        """Label changes through uniform cells; cells that hide a third label are cut finer."""
        nodes, corner = np.unique(
            (cells[:, None, :] + np.array([[0, 0], [1, 0], [1, 1], [0, 1]])).reshape(-1, 2),
            axis=0,
            return_inverse=True,
        )
        corner = corner.reshape(-1, 4)
        at_node = np.zeros((len(nodes), self._groups), dtype=bool)
        for k in range(4):
            np.logical_or.at(at_node, corner[:, k], wanted)
        xy = origin + nodes * size
        label = self._labels(self._coast.distances_km(xy[:, 0], xy[:, 1], at_node))
        triangles = np.concatenate([corner[:, [0, 1, 2]], corner[:, [0, 2, 3]]])
        cell_of = np.tile(np.arange(len(cells)), 2)
        mixed = (label[triangles] != label[triangles[:, :1]]).any(axis=1)
        triangles, cell_of = triangles[mixed], cell_of[mixed]

        ends = np.sort(triangles[:, [[0, 1], [1, 2], [2, 0]]], axis=2)
        edges, edge_of = np.unique(ends.reshape(-1, 2), axis=0, return_inverse=True)
        edge_of = edge_of.reshape(-1, 3)
        cut = label[edges[:, 0]] != label[edges[:, 1]]
        point = np.full((len(edges), 2), np.nan)
        a, b = label[edges[cut, 0]], label[edges[cut, 1]]
        point[cut] = self._solve(a, b, xy[edges[cut, 0]], xy[edges[cut, 1]])
        near = at_node[edges[cut, 0]] | at_node[edges[cut, 1]]
        hidden = np.zeros(len(edges), dtype=bool)
        hidden[cut] = ~self._alone(point[cut], near, a, b)
        three = cut[edge_of].all(axis=1)
        kinked = np.zeros(len(triangles), dtype=bool)
        kinked[~three] = self._kinked(edge_of[~three], cut, point, label[edges])
        finer = np.unique(cell_of[hidden[edge_of].any(axis=1) | three | kinked])
        finer = _with_neighbours(cells, finer) if rounds else finer[:0]
        simple = ~np.isin(cell_of, finer)

        rows = np.flatnonzero(simple & ~three)
        pick = edge_of[rows][cut[edge_of[rows]]].reshape(-1, 2)
        sides = label[edges[pick[:, 0]]]
        parts = [_Segments(point[pick[:, 0]], point[pick[:, 1]], sides[:, 0], sides[:, 1])]
        trio = edge_of[simple & three]
        middle = point[trio].mean(axis=1)
        for k in range(3):
            sides = label[edges[trio[:, k]]]
            parts.append(_Segments(point[trio[:, k]], middle, sides[:, 0], sides[:, 1]))
        if len(finer):
            fine_size = size / 2**_FINE_STEP
            fine = cells[finer] * 2**_FINE_STEP
            offset = np.stack(
                np.meshgrid(np.arange(2**_FINE_STEP), np.arange(2**_FINE_STEP), indexing="ij"), -1
            ).reshape(-1, 2)
            fine = (fine[:, None, :] + offset).reshape(-1, 2)
            fine_wanted = np.repeat(wanted[finer], len(offset), axis=0)
            parts.append(self._march(origin, fine_size, fine, fine_wanted, rounds - 1))
        return _Segments.join(parts)

    def _kinked(self, edge_of: Ints, cut: Bools, point: Floats, label: Ints) -> Bools:
        """Whether the line strays from the chord of a triangle by more than bending can mend."""
        pick = edge_of[cut[edge_of]].reshape(-1, 2)
        start, end = point[pick[:, 0]], point[pick[:, 1]]
        middle = (start + end) / 2
        step = end - start
        length_km = _KM_PER_DEG * np.hypot(
            step[:, 0] * np.cos(np.radians(middle[:, 1])), step[:, 1]
        )
        a, b = label[pick[:, 0]].T
        return np.asarray(np.abs(self._tie_km(a, b, *middle.T)) > _KINK * length_km)

    def _alone(self, point: Floats, near: Bools, a: Ints, b: Ints) -> Bools:
        """Whether no third label wins where two labels tie."""
        bands = len(self._breadths.km)
        km = self._coast.distances_km(point[:, 0], point[:, 1], near)
        owner = np.where(a == self._open_sea, b, a) // bands
        own = km[np.arange(len(km)), owner]
        nearest = own <= km.min(axis=1) + _HIDDEN_KM
        one_coast = (a == self._open_sea) | (b == self._open_sea) | (a // bands == b // bands)
        band = self._breadths.bands(own)
        return np.asarray(nearest & (one_coast | ((band == a % bands) & (band == b % bands))))

    def _solve(self, a: Ints, b: Ints, start: Floats, end: Floats) -> Floats:
        """Where the tie of two labels lies on the way from a point of ``a`` to one of ``b``.

        Regula falsi in the Illinois form: never leaves the bracket, converges in a few rounds.
        """
        t0, t1 = np.zeros(len(a)), np.ones(len(a))
        f0 = self._tie_km(a, b, *start.T)
        f1 = self._tie_km(a, b, *end.T)
        t = np.full(len(a), 0.5)
        side = np.zeros(len(a), dtype=np.int64)
        rows = np.flatnonzero((f0 < 0) & (f1 > 0))
        t[f0 >= 0] = 0.0
        t[(f1 <= 0) & (f0 < 0)] = 1.0
        for _ in range(_SOLVE_ROUNDS):
            if not len(rows):
                break
            share = f0[rows] / (f0[rows] - f1[rows])
            t[rows] = t0[rows] + share * (t1[rows] - t0[rows])
            here = start[rows] + t[rows, None] * (end[rows] - start[rows])
            f = self._tie_km(a[rows], b[rows], *here.T)
            low = f < 0
            f1[rows] = np.where(low, np.where(side[rows] < 0, f1[rows] / 2, f1[rows]), f)
            f0[rows] = np.where(low, f, np.where(side[rows] > 0, f0[rows] / 2, f0[rows]))
            t0[rows] = np.where(low, t[rows], t0[rows])
            t1[rows] = np.where(low, t1[rows], t[rows])
            side[rows] = np.where(low, -1, 1)
            rows = rows[np.abs(f) > _SOLVED_KM]
        return np.asarray(start + t[:, None] * (end - start))

    def _strays_km(self, pieces: "_Segments") -> Floats:
        """How far the line is from the quarter points of pieces, at least."""
        step = pieces.end - pieces.start
        ties = [
            self._tie_km(pieces.a, pieces.b, *(pieces.start + share * step).T)
            for share in (0.25, 0.75)
        ]
        return np.asarray(np.max(np.abs(ties), axis=0) / 2)

    def _bend(self, segments: "_Segments") -> NDArray[np.object_]:
        """Insert points until each chord keeps within a few metres of its line."""
        done = []
        live = segments.valid()
        for turn in range(_BEND_ROUNDS):
            self._progress("following limits", turn / _BEND_ROUNDS)
            middle = (live.start + live.end) / 2
            step = live.end - live.start
            squeeze = np.cos(np.radians(middle[:, 1]))
            metric = np.stack([step[:, 0] * squeeze, step[:, 1]], axis=1)
            length = np.hypot(*metric.T)
            normal = np.stack([-metric[:, 1] / squeeze, metric[:, 0]], axis=1)
            found = middle.copy()
            crossing = np.zeros(len(middle), dtype=bool)
            for share in _BEND_REACH:
                rows = np.flatnonzero(~crossing)
                low, high = middle[rows] - share * normal[rows], middle[rows] + share * normal[rows]
                tie = live.a[rows], live.b[rows]
                f_low, f_high = self._tie_km(*tie, *low.T), self._tie_km(*tie, *high.T)
                apart = np.sign(f_low) * np.sign(f_high) < 0
                turned = (f_low > 0)[:, None]
                start, end = np.where(turned, high, low)[apart], np.where(turned, low, high)[apart]
                rows = rows[apart]
                found[rows] = self._solve(live.a[rows], live.b[rows], start, end)
                crossing[rows] = True
            off = found - middle
            off_km = np.hypot(off[:, 0] * squeeze, off[:, 1]) * _KM_PER_DEG
            strays = self._strays_km(live) > _BEND_KM
            bent = crossing & ((off_km > _BEND_KM) | strays) & (length > 1e-6)
            done.append(live.take(~bent))
            if not bent.any():
                live = live.take(bent)
                break
            live = live.split(bent, found)
        done.append(live)
        final = _Segments.join(done)
        lines: NDArray[np.object_] = shapely.linestrings(np.stack([final.start, final.end], axis=1))
        return lines


@dataclass(frozen=True)
class _Segments:
    """Straight pieces with the two labels they part."""

    start: Floats
    end: Floats
    a: Ints
    b: Ints

    @classmethod
    def join(cls, parts: Sequence["_Segments"]) -> "_Segments":
        return cls(
            *(np.concatenate([getattr(p, name) for p in parts]) for name in cls.__annotations__)
        )

    def take(self, rows: NDArray[np.generic]) -> "_Segments":
        return _Segments(self.start[rows], self.end[rows], self.a[rows], self.b[rows])

    def valid(self) -> "_Segments":
        return self.take((self.start != self.end).any(axis=1))

    def split(self, rows: Bools, at: Floats) -> "_Segments":
        left = self.take(rows)
        mid = at[rows]
        return _Segments.join(
            [
                _Segments(left.start, mid, left.a, left.b),
                _Segments(mid, left.end, left.a, left.b),
            ]
        )


def _quarter(cells: Ints) -> Ints:
    offset = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    return np.asarray((cells[:, None, :] * 2 + offset).reshape(-1, 2))


def _closed(segments: _Segments) -> _Segments:
    """Join loose ends in pairs.

    A cusp that peeks through an edge and back shows on one side only, where cells are finer; the
    gap it leaves is shorter than a cell, and bending the piece across it finds the cusp again.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    count = len(segments.start)
    ends = np.concatenate([segments.start, segments.end])
    pair = np.tile(np.sort(np.stack([segments.a, segments.b], axis=1), axis=1), (2, 1))
    meet = cKDTree(ends).query_pairs(_MET_DEG, output_type="ndarray")
    graph = coo_array((np.ones(len(meet)), meet.T), shape=(len(ends), len(ends)))
    _, place = connected_components(graph, directed=False)
    long_enough = np.tile(place[:count] != place[count:], 2)
    degree = np.bincount(place[long_enough], minlength=place.max() + 1)
    alone = np.flatnonzero(long_enough & (degree[place] == 1))
    if not len(alone):
        return segments
    near = cKDTree(ends[alone]).query_pairs(_GAP_DEG, output_type="ndarray")
    same = (pair[alone[near[:, 0]]] == pair[alone[near[:, 1]]]).all(axis=1)
    near = near[same]
    gap = np.hypot(*(ends[alone[near[:, 0]]] - ends[alone[near[:, 1]]]).T)
    taken = np.zeros(len(alone), dtype=bool)
    joined = []
    for row in np.argsort(gap):
        first, second = near[row]
        if not taken[first] and not taken[second]:
            taken[[first, second]] = True
            joined.append((alone[first], alone[second]))
    if not joined:
        return segments
    first, second = np.array(joined).T
    gaps = _Segments(ends[first], ends[second], pair[first, 0], pair[first, 1])
    return _Segments.join([segments, gaps])


def _with_neighbours(cells: Ints, chosen: Ints) -> Ints:
    """Rows of the chosen cells and of those around them.

    A line that turns back through an edge shows only on one side of it at the coarse size.
    """
    stride = int(cells[:, 1].max(initial=0)) + 3
    keys = cells[:, 0] * stride + cells[:, 1]
    around = np.array([a * stride + b for a in (-1, 0, 1) for b in (-1, 0, 1)])
    return np.flatnonzero(np.isin(keys, (keys[chosen][:, None] + around).ravel()))
