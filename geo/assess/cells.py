"""Which side of some borders positions lie on, looked up in a grid of cells.

A cell that no border touches lies wholly on one side, so its middle answers for every position in
it. Positions in the other cells are left to be asked one by one. The answers are those of asking
every position, at a tenth of the cost.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import Floats

Inside = Callable[[Floats, Floats], NDArray[np.bool_]]

_MOST_CELLS = 4_000_000
_FINEST_DEG = 0.025
_PAD_DEG = 1e-9
_OUTSIDE, _INSIDE, _MIXED = np.int8(0), np.int8(1), np.int8(2)


@dataclass(frozen=True, eq=False)
class Cells:
    """A grid over the borders of an area; beyond it everything is outside.

    Attributes:
        west, south: of the grid, in degrees.
        step_deg: side of a cell.
        kind: what each cell is, shape (rows + 2, columns + 2), with a rim of outside.
        ask: whether single positions lie inside.
    """

    west: float
    south: float
    step_deg: float
    kind: NDArray[np.int8]
    ask: Inside

    @classmethod
    def of(cls, borders: NDArray[np.object_], ask: Inside) -> "Cells":
        """The cells of an area.

        Args:
            borders: every line on which inside changes to outside, in degrees.
            ask: whether positions lie inside; asked of one position for each run of cells.
        """
        west, south, east, north = shapely.total_bounds(borders)
        step = max(_FINEST_DEG, ((east - west) * (north - south) / _MOST_CELLS) ** 0.5)
        shape = int((north - south) / step) + 3, int((east - west) / step) + 3
        cells = cls(west, south, step, np.full(shape, _OUTSIDE, dtype=np.int8), ask)
        cells._mark(borders)
        cells._fill()
        return cells

    def _mark(self, borders: NDArray[np.object_]) -> None:
        """Cells that a border touches; a piece of half a step lies in at most four."""
        cut = shapely.get_parts(shapely.segmentize(borders, self.step_deg / 2))
        xy, part = shapely.get_coordinates(cut, return_index=True)
        same = part[1:] == part[:-1]
        low = np.minimum(xy[:-1], xy[1:])[same] - _PAD_DEG
        high = np.maximum(xy[:-1], xy[1:])[same] + _PAD_DEG
        row0, column0 = self._cell(*low.T)
        row1, column1 = self._cell(*high.T)
        for row in (row0, row1):
            for column in (column0, column1):
                self.kind[row, column] = _MIXED

    def _fill(self) -> None:
        """The other cells: a run of them along a parallel lies on one side."""
        mixed = self.kind == _MIXED
        first = ~mixed & np.roll(mixed, 1, axis=1)
        row, column = np.nonzero(first)
        lon = np.asarray(self.west + (column - 0.5) * self.step_deg, dtype=np.float64)
        lat = np.asarray(self.south + (row - 0.5) * self.step_deg, dtype=np.float64)
        self.kind[row, column] = np.where(self.ask(lon, lat), _INSIDE, _OUTSIDE)
        start = np.where(first | mixed, np.arange(mixed.shape[1]), 0)
        latest = np.maximum.accumulate(start, axis=1)
        filled = np.take_along_axis(self.kind, latest, axis=1)
        self.kind[...] = np.where(mixed, _MIXED, filled)

    def _cell(self, lon: Floats, lat: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Row and column of positions; those beyond the grid are in its rim."""
        rows, columns = self.kind.shape
        row = np.floor((lat - self.south) / self.step_deg) + 1
        column = np.floor((lon - self.west) / self.step_deg) + 1
        return (
            np.clip(row, 0, rows - 1).astype(np.int64),
            np.clip(column, 0, columns - 1).astype(np.int64),
        )

    def inside(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Whether positions lie inside, in their shape."""
        kind = self.kind[self._cell(lon, lat)]
        found = np.asarray(kind == _INSIDE)
        unsure = kind == _MIXED
        if unsure.any():
            found[unsure] = self.ask(lon[unsure], lat[unsure])
        return found
