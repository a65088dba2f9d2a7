"""The frame of a map: what is seen first, what is kept around it, and how fine it is drawn.

Web Mercator is what browsers draw, so sizes are compared there, in degrees of longitude at the
equator. Longitudes run on past ±180° around the launch; there is one copy of the world.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, log10

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.geodesy import Floats

Box = tuple[float, float, float, float]

NORTHMOST = 84.0
_SCREEN_PX = (860.0, 660.0)  # of the map beside its panel, for which detail is chosen
_SMALLEST_DEG = 0.8
_AROUND = (2.4, 3.0)  # width and height kept, as multiples of the longer side of the view
_FINEST_DEG = 0.0005


@dataclass(frozen=True)
class Frame:
    """What a map shows.

    Attributes:
        lon0: longitude in the middle of its copy of the world.
        view: west, south, east, north of what is seen first, in degrees.
        area: the same of everything kept; the reader cannot leave it.
    """

    lon0: float
    view: Box
    area: Box

    @cached_property
    def pixel_deg(self) -> float:
        """Degrees of longitude in a pixel of the first view."""
        west, south, east, north = self.view
        wide, high = east - west, float(np.diff(mercator_y([south, north]))[0])
        return max(wide / _SCREEN_PX[0], high / _SCREEN_PX[1])

    @property
    def tolerance_deg(self) -> float:
        """How far a simplified line may stray: half a pixel of the first view."""
        return max(self.pixel_deg / 2, _FINEST_DEG)

    @property
    def digits(self) -> int:
        """Decimals that a pixel can show, with three steps of zoom to spare."""
        return min(max(ceil(-log10(self.pixel_deg / 10)), 2), 4)


def of(lon0: float, shown: list[BaseGeometry], kept: list[BaseGeometry]) -> Frame:
    """The frame around shapes.

    Args:
        lon0: longitude in the middle of the copy of the world.
        shown: what the first view holds, centred on `lon0`.
        kept: what the reader can reach beside it.
    """
    west, south, east, north = _bounds(shown)
    bottom, top = mercator_y([max(south, -NORTHMOST), min(north, NORTHMOST)])
    wide, high = max(east - west, _SMALLEST_DEG), max(top - bottom, _SMALLEST_DEG)
    x, y = (west + east) / 2, (bottom + top) / 2
    view = (x - wide / 2, _latitude(y - high / 2), x + wide / 2, _latitude(y + high / 2))
    aside, above = (times * max(wide, high) / 2 for times in _AROUND)
    around = shapely.box(x - aside, _latitude(y - above), x + aside, _latitude(y + above))
    west, south, east, north = _bounds([around, *kept])
    area = (
        max(west, lon0 - 180),
        max(south, -NORTHMOST),
        min(east, lon0 + 180),
        min(north, NORTHMOST),
    )
    return Frame(lon0, view, area)


def mercator_y(lat: Floats | list[float] | float) -> Floats:
    """Height on a Web Mercator map, in degrees of longitude at the equator.

    >>> mercator_y([0.0, 60.0]).round(3).tolist()
    [0.0, 75.456]
    """
    return np.asarray(np.degrees(np.arctanh(np.sin(np.radians(lat)))))


def _latitude(y: float) -> float:
    lat = float(np.degrees(np.arcsin(np.tanh(np.radians(y)))))
    return min(max(lat, -NORTHMOST), NORTHMOST)


def _bounds(shapes: list[BaseGeometry]) -> Box:
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)
