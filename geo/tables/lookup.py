"""The waters asked about, ready for millions of positions and thousands of rings."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import assess, land
from geo.assess import Waters
from geo.assess.cells import Cells
from geo.assess.edges import Edges
from geo.geodesy import Floats
from geo.zones import Zones


@dataclass(frozen=True, eq=False)
class Lookup:
    """Waters and what makes asking about them fast; the answers are those of `geo.assess`.

    Attributes:
        zones: the dataset.
        rows: of the zones that are asked about.
        waters: the same, for windows and margins.
        border: their edges without those between two of them.
        cells: which positions lie in them.
    """

    zones: Zones
    rows: NDArray[np.int64]
    waters: Waters
    border: Edges
    cells: Cells

    def inside(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Whether positions lie in the waters, in their shape."""
        return self.cells.inside(lon, lat)

    def beyond(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Whether positions lie where the dataset has ended."""
        west, south, east, north = self.zones.provenance.box
        return np.asarray((lon < west) | (lon > east) | (lat < south) | (lat > north))


def of(zones: Zones, rows: NDArray[np.int64]) -> Lookup:
    """The lookup of some rows of the zones; made once for each."""
    return _of(zones, tuple(rows.tolist()))


@lru_cache(maxsize=4)
def _of(zones: Zones, rows: tuple[int, ...]) -> Lookup:
    asked = np.array(rows, dtype=np.int64)
    waters = assess.waters(zones, asked)
    border = waters.edges.outer()

    def ask(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        return assess.inside(assess.locate(zones, lon, lat), asked)

    lines = shapely.linestrings(np.stack([border.start, border.end], axis=1))
    return Lookup(zones, asked, waters, border, Cells.of(lines, ask))


def on_land(lon: Floats, lat: Floats, *, many: bool) -> NDArray[np.bool_]:
    """Whether positions are on land, as `geo.land` says.

    Args:
        lon: in degrees.
        lat: the same, in the same shape.
        many: whether there are enough of them, far apart, to make a grid of the land pay.
    """
    if not many:
        return land.holds(lon, lat)
    west, south, east, north = land.DETAIL_BOX
    fine = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    if fine.all():
        return _land().inside(lon, lat)
    found = np.zeros(np.shape(lon), dtype=bool)
    found[fine] = _land().inside(lon[fine], lat[fine])
    found[~fine] = land.holds(lon[~fine], lat[~fine])
    return found


@cache
def _land() -> Cells:
    detail = land.detail()
    return Cells.of(shapely.boundary(detail.polygons), detail.holds)
