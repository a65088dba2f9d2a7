"""The rule that says what a position is: land, whose waters of which kind, or open sea."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import DataError
from geo.geodesy import Floats
from geo.zones.building.agreements import Agreement
from geo.zones.building.nearest import Bools, NearestCoast

NMI_KM = 1.852
TERRITORIAL_SEA_KM = 12 * NMI_KM
EEZ_KM = 200 * NMI_KM

LAND, OPEN_SEA = 0, 1
KINDS = ("internal_waters", "territorial_sea", "eez", "eez")
_INLAND = 0.05
_INTERNAL, _TERRITORIAL, _EEZ, _EEZ_DISPUTED = range(4)


@dataclass(frozen=True)
class Strait:
    """An area around a strait in which one state keeps a narrower territorial sea."""

    name: str
    area: shapely.Polygon
    breadth_km: float
    claimants: str


@dataclass(frozen=True)
class ClosingLine:
    """A baseline drawn across water.

    Attributes:
        name: of the line; lines with one seed close a water together.
        state: whose baseline it is.
        points: lon and lat of its corners.
        published: for each corner whether the state has published it; a line that is led on to
            the coast here closes the water behind it, but nothing is measured from that piece.
        seed: a position in the water behind it.
    """

    name: str
    state: str
    points: tuple[tuple[float, float], ...]
    published: tuple[bool, ...]
    seed: tuple[float, float]

    def measured(self) -> list[shapely.LineString]:
        """The pieces that limits are measured from."""
        pairs = zip(pairwise(self.points), pairwise(self.published), strict=True)
        return [shapely.LineString(ends) for ends, known in pairs if all(known)]

    def wall(self, land: NDArray[np.object_]) -> shapely.Geometry:
        """The line led on to the nearest land, and a little into it, at both ends.

        A simplified coast does not pass through the surveyed ends, and the wall must hold water.
        """
        xy = [np.array(point) for point in self.points]
        for end, place in ((xy[0], 0), (xy[-1], len(xy) + 1)):
            shore = shapely.get_coordinates(
                shapely.shortest_line(shapely.union_all(_near(land, end)), shapely.Point(end))
            )[0]
            xy.insert(place, shore + (shore - end) * _INLAND)
        return shapely.linestrings(np.array(xy))


def _near(land: NDArray[np.object_], point: Floats, within_deg: float = 0.2) -> list[object]:
    return list(land[shapely.dwithin(land, shapely.Point(point), within_deg)])


def read_straits(path: Path) -> list[Strait]:
    """The table of straits with a narrower territorial sea, one row per corner."""
    return [
        Strait(
            name,
            shapely.Polygon([_position(corner) for corner in corners]),
            float(corners[0]["breadth_nm"]) * NMI_KM,
            corners[0]["claimants"],
        )
        for name, corners in _grouped(path, "strait")
    ]


def read_closing_lines(path: Path) -> list[ClosingLine]:
    """The table of closing lines and straight baselines, one row per point."""
    return [
        ClosingLine(
            name,
            points[0]["state"],
            tuple(_position(point) for point in points),
            tuple(point["published"] == "yes" for point in points),
            (float(points[0]["seed_lon"]), float(points[0]["seed_lat"])),
        )
        for name, points in _grouped(path, "line")
    ]


def _grouped(path: Path, column: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Rows of a table in runs that share a column."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (name, list(rows)) for name, rows in groupby(csv.DictReader(file), itemgetter(column))
        ]


def _position(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lon"]), float(row["lat"])


def internal_waters(
    lines: Sequence[ClosingLine], coast: NDArray[np.object_]
) -> list[tuple[str, shapely.Geometry]]:
    """The water behind closing lines: all lines with one seed close it together.

    Returns:
        State and polygon (land still inside it) of each enclosed water.
    """
    by_seed: dict[tuple[float, float], list[ClosingLine]] = {}
    for line in lines:
        by_seed.setdefault(line.seed, []).append(line)
    found = []
    for seed, closing in by_seed.items():
        corners = np.array([p for line in closing for p in line.points] + [seed])
        west, south = corners.min(axis=0) - 0.7
        east, north = corners.max(axis=0) + 0.7
        frame = shapely.box(west, south, east, north)
        near = coast[shapely.intersects(coast, frame)]
        walls = [line.wall(coast) for line in closing]
        noded = shapely.unary_union(
            [*shapely.get_parts(shapely.boundary(near)), *walls, frame.boundary]
        )
        cells = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        inside = cells[shapely.contains_xy(cells, *seed)]
        if len(inside) != 1 or shapely.intersects(inside[0], frame.boundary):
            raise DataError(
                f"{', '.join(line.name for line in closing)} leave the water "
                f"around {seed} open; expected it shut off: lead them to the coast"
            )
        found.append((closing[0].state, inside[0]))
    return found


@dataclass(frozen=True)
class Waters:
    """Everything the rule needs.

    Attributes:
        coast: distances to the base points of every group.
        land: the land polygons that cut the sea.
        enclosed: state and polygon of internal waters behind closing lines.
        straits: areas with a narrower territorial sea.
        boundaries: agreed ones, which move waters from one of two states to the other.
    """

    coast: NearestCoast
    land: NDArray[np.object_]
    enclosed: Sequence[tuple[str, shapely.Geometry]]
    straits: Sequence[Strait]
    boundaries: Sequence[Agreement] = ()
    claims: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = sorted({group.partition(":")[0] for group in self.coast.groups})
        object.__setattr__(self, "claims", tuple(names))
        shapely.prepare(self.land)

    # A water's label is 2 + code · (codes + 1), plus 1 + the code by the median where an agreed
    # boundary has moved it; its code is 4 · claim + kind.

    @property
    def _stride(self) -> int:
        return 4 * len(self.claims) + 1

    def describe(self, label: int) -> tuple[str, str, bool]:
        """Kind, claimants and whether the entitlement is disputed, for a water's label."""
        claim, kind = divmod((label - 2) // self._stride, 4)
        return KINDS[kind], self.claims[claim], kind == _EEZ_DISPUTED

    def by_agreement(self, labels: NDArray[np.int64]) -> NDArray[np.int64]:
        """Labels without the memory of the median, shape (n,)."""
        return np.where(labels <= OPEN_SEA, labels, labels - (labels - 2) % self._stride)

    def by_median(self, labels: NDArray[np.int64]) -> NDArray[np.int64]:
        """Labels as they would be if no boundary had been agreed, shape (n,)."""
        before = (labels - 2) % self._stride
        moved = (labels > OPEN_SEA) & (before > 0)
        return np.where(moved, 2 + (before - 1) * self._stride, labels)

    def moved(self, labels: NDArray[np.int64]) -> Bools:
        """Which labels an agreed boundary has moved, shape (n,)."""
        return np.asarray(self.by_agreement(labels) != labels)

    def labels(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """Label of each position, shape (n,)."""
        km = self.coast.distances_km(lon, lat, reach_km=EEZ_KM + 5)
        group = np.argmin(km, axis=1)
        nearest_km = km[np.arange(len(km)), group]
        claim_of = np.array(
            [self.claims.index(name.partition(":")[0]) for name in self.coast.groups]
        )
        by_median = self._codes(lon, lat, km, group, claim_of)
        moved_to = self._agreed(lon, lat, by_median)
        label = 2 + by_median * self._stride
        rows = np.flatnonzero(moved_to >= 0)
        if len(rows):
            own = np.where(claim_of == moved_to[rows, None], km[rows], np.inf)
            codes = self._codes(lon[rows], lat[rows], own, np.argmin(own, axis=1), claim_of)
            label[rows] = 2 + codes * self._stride + 1 + by_median[rows]
        label[nearest_km > EEZ_KM] = OPEN_SEA
        label[self._on_land(lon, lat)] = LAND
        return np.asarray(label)

    def _agreed(self, lon: Floats, lat: Floats, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The claim that an agreed boundary moves each position to, -1 where it moves none."""
        out = np.full(len(lon), -1, dtype=np.int64)
        claim, kind = np.divmod(codes, 4)
        for boundary in self.boundaries:
            left, right = (self.claims.index(state) for state in (boundary.left, boundary.right))
            for half, mine, other in zip(
                boundary.halves, (left, right), (right, left), strict=True
            ):
                near = np.flatnonzero((claim == other) & (kind != _INTERNAL))
                beyond = near[shapely.contains_xy(half, lon[near], lat[near])]
                out[beyond] = mine
        return out

    def _codes(
        self,
        lon: Floats,
        lat: Floats,
        km: Floats,
        group: NDArray[np.int64],
        claim_of: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        """Claim and kind of positions in the waters of a group."""
        nearest_km = km[np.arange(len(km)), group]
        claim = claim_of[group]
        breadth_km = np.full(len(lon), TERRITORIAL_SEA_KM)
        for strait in self.straits:
            inside = shapely.contains_xy(strait.area, lon, lat)
            mine = claim == self.claims.index(strait.claimants)
            breadth_km[inside & mine] = strait.breadth_km
        kind = np.where(nearest_km <= breadth_km, _TERRITORIAL, _EEZ)
        kind = np.where((kind == _EEZ) & ~self._undoubted(km, group, claim_of), _EEZ_DISPUTED, kind)
        for state, polygon in self.enclosed:
            behind = shapely.contains_xy(polygon, lon, lat) & (claim == self.claims.index(state))
            kind[behind] = _INTERNAL
        return np.asarray(4 * claim + kind)

    def _undoubted(
        self, km: Floats, group: NDArray[np.int64], claim_of: NDArray[np.int64]
    ) -> Bools:
        """Whether a position would be the same state's without the marked islands."""
        marked = np.array([":" in name for name in self.coast.groups])
        others = np.where(marked, np.inf, km)
        second = np.argmin(others, axis=1)
        same = claim_of[second] == claim_of[group]
        reached = others[np.arange(len(km)), second] <= EEZ_KM
        return np.asarray(~marked[group] | (same & reached))

    def _on_land(self, lon: Floats, lat: Floats) -> Bools:
        tree = shapely.STRtree(self.land)
        points, _ = tree.query(shapely.points(lon, lat), predicate="within")
        out = np.zeros(len(lon), dtype=bool)
        out[points] = True
        return out
