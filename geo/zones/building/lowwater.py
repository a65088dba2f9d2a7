"""Low-water base points that the land data do not show.

Japan's order on low-water lines (Cabinet Order 157 of 2010, annexed table) names the 185 areas that
hold the low-water lines its EEZ and shelf hang on. An area is what is left when each point of such
a line is widened by two seconds of arc (one where charts are larger), so narrowing it by as much
gives the line back. Where the land data show land in an area they are as good; where they do not, a
drying rock or a reef edge is missing.
"""

import csv
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import DataError
from geo.geodesy import Floats
from geo.zones.building.nearest import BasePoints, NearestCoast

_MARGIN_DEG = 2 / 3600
_NEARLY = 0.999  # of the margin: what is left of a single point must not vanish
_SPACING_DEG = 0.0005
_NEAR_KM = 30.0


@dataclass(frozen=True)
class LowWater:
    """An area that holds a low-water line.

    Attributes:
        number: in the order's table.
        state: whose it is.
        area: in degrees.
    """

    number: int
    state: str
    area: shapely.Polygon

    def line(self) -> Floats:
        """Points of the low-water line, shape (n, 2)."""
        west, south, east, north = self.area.bounds
        margin = _NEARLY * min(_MARGIN_DEG, (east - west) / 2, (north - south) / 2)
        core: shapely.Geometry = self.area
        for x, y in product((-margin, 0.0, margin), repeat=2):
            core = shapely.intersection(core, shapely.affinity.translate(self.area, x, y))
        if core.is_empty:
            raise DataError(
                f"low-water area {self.number} is narrower than its margin; expected corners in "
                "order around it: correct low_water.csv"
            )
        edge = shapely.segmentize(shapely.boundary(core), _SPACING_DEG)
        return np.unique(np.round(shapely.get_coordinates(edge), 6), axis=0)


def read(path: Path) -> list[LowWater]:
    """The table of areas, one row per corner."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            LowWater(
                int(number),
                state,
                shapely.Polygon([(float(row["lon"]), float(row["lat"])) for row in corners]),
            )
            for (number, state), corners in groupby(
                csv.DictReader(file), itemgetter("area", "state")
            )
        ]


def missing(areas: list[LowWater], land: NDArray[np.object_]) -> list[LowWater]:
    """The areas in which the land data show no land."""
    shapes = np.array([area.area for area in areas], dtype=object)
    shown = set(shapely.STRtree(land).query(shapes, predicate="intersects")[0].tolist())
    return [area for row, area in enumerate(areas) if row not in shown]


def added(base: BasePoints, areas: list[LowWater]) -> BasePoints:
    """Base points with those of low-water lines, which go with the nearest land of their state.

    Raises:
        DataError: no land of the state is near.
    """
    if not areas:
        return base
    coast = NearestCoast(base)
    lon, lat, group = [base.lon], [base.lat], [base.group]
    for area in areas:
        xy = area.line()
        own = [area.state in name.partition(":")[0].split("|") for name in base.groups]
        km = np.where(own, coast.distances_km(xy[:, 0], xy[:, 1], reach_km=_NEAR_KM), np.inf)
        if not np.isfinite(km).any():
            raise DataError(
                f"low-water area {area.number} has no land of {area.state} within {_NEAR_KM:g} km; "
                "expected a place off its coast: correct low_water.csv"
            )
        nearest = np.unravel_index(np.argmin(km), km.shape)[1]
        lon.append(xy[:, 0])
        lat.append(xy[:, 1])
        group.append(np.full(len(xy), nearest, dtype=np.int16))
    return BasePoints(np.concatenate(lon), np.concatenate(lat), np.concatenate(group), base.groups)
