"""Land, zones and limits for a frame: cut to it and simplified together.

Coast and zones share their lines, so they are simplified as one coverage: no slivers open
between a zone and its coast, or between neighbours. Inside `land.DETAIL_BOX` the coast is the
one the zones were cut with, elsewhere it is Natural Earth's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import land
from geo.maps.frame import Box, Frame
from geo.zones import Zones

Shapes = NDArray[np.object_]

_COPIES = (-360.0, 0.0, 360.0)
_SMALLEST_PX = 0.6  # islands below this side are left out


@dataclass(frozen=True, eq=False)
class Basemap:
    """What lies under a finding.

    Attributes:
        land: polygons.
        zones: one shape for each row of the zones, empty outside the frame.
        limits: one shape for each row of their limits, empty outside the frame.
        data_edge: where the zones' data end, within the frame.
    """

    land: Shapes
    zones: Shapes
    limits: Shapes
    data_edge: BaseGeometry


def of(frame: Frame, zones: Zones) -> Basemap:
    """The basemap of a frame."""
    fine = _cut(land.detail().polygons, _meet(frame.area, land.DETAIL_BOX))
    waters = _rows(zones.geometry, frame.area)
    simple = _simplified([*waters, *fine], frame)
    coarse = [
        part
        for box in _outside(land.DETAIL_BOX)
        for part in _cut(land.world().polygons, _meet(frame.area, box))
    ]
    coarse = [shapely.simplify(part, frame.tolerance_deg) for part in coarse]
    shores = [*simple[len(waters) :], *_large(coarse, frame)]
    edge = _moved(shapely.box(*zones.provenance.box).exterior, frame.area)
    return Basemap(
        land=np.array(shores, dtype=object),
        zones=simple[: len(waters)],
        limits=_simple_lines(_rows(zones.limits.geometry, frame.area), frame),
        data_edge=_without(edge, frame.area),
    )


def _simplified(shapes: Sequence[BaseGeometry], frame: Frame) -> Shapes:
    whole = np.array(shapes, dtype=object)
    drawn = np.flatnonzero(~shapely.is_empty(whole))
    if len(drawn):
        whole[drawn] = shapely.coverage_simplify(whole[drawn], frame.tolerance_deg)
        whole[drawn] = [_parts_of_size(shape, frame) for shape in whole[drawn]]
    return whole


def _simple_lines(lines: Shapes, frame: Frame) -> Shapes:
    return np.array(shapely.simplify(lines, frame.tolerance_deg / 2), dtype=object)


def _parts_of_size(shape: BaseGeometry, frame: Frame) -> BaseGeometry:
    """A shape without islands, or lakes, too small to be seen."""
    parts = []
    for part in _large(shapely.get_parts(shape), frame):
        holes = _large([shapely.Polygon(ring) for ring in part.interiors], frame)
        parts.append(shapely.Polygon(part.exterior, [hole.exterior for hole in holes]))
    return shapely.MultiPolygon(parts)


def _large(polygons: Sequence[BaseGeometry], frame: Frame) -> list[BaseGeometry]:
    smallest = (_SMALLEST_PX * frame.pixel_deg) ** 2
    return [polygon for polygon in polygons if polygon.area > smallest]


def _meet(area: Box, box: Box) -> list[tuple[float, Box]]:
    """Where the copies of a box meet an area: how far each copy is moved, and the meeting."""
    found = []
    for shift in _COPIES:
        west, east = max(area[0], box[0] + shift), min(area[2], box[2] + shift)
        south, north = max(area[1], box[1]), min(area[3], box[3])
        if west < east and south < north:
            found.append((shift, (west, south, east, north)))
    return found


def _outside(box: Box) -> tuple[Box, Box, Box, Box]:
    """The world around a box, as four boxes."""
    west, south, east, north = box
    return (
        (-180, -90, 180, south),
        (-180, north, 180, 90),
        (-180, south, west, north),
        (east, south, 180, north),
    )


def _cut(shapes: Shapes, boxes: list[tuple[float, Box]]) -> list[BaseGeometry]:
    """The polygons of shapes within boxes, each moved to its copy."""
    bounds = shapely.bounds(shapes)
    found: list[BaseGeometry] = []
    for shift, box in boxes:
        near = shapes[_touching(bounds, box, shift)]
        parts = shapely.get_parts(_clipped(near, box, shift))
        found += list(parts[shapely.get_dimensions(parts) == 2])
    return found


def _rows(shapes: Shapes, area: Box) -> Shapes:
    """Each shape within an area, all its copies together; empty where none is."""
    bounds = shapely.bounds(shapes)
    rows = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    for shift in _COPIES:
        near = np.flatnonzero(_touching(bounds, area, shift))
        for row, cut in zip(near, _clipped(shapes[near], area, shift), strict=True):
            rows[row] = cut if rows[row].is_empty else rows[row].union(cut)
    return rows


def _touching(bounds: NDArray[np.float64], box: Box, shift: float) -> NDArray[np.bool_]:
    west, south, east, north = bounds.T
    found: NDArray[np.bool_] = (
        (west + shift < box[2]) & (east + shift > box[0]) & (south < box[3]) & (north > box[1])
    )
    return found


def _clipped(shapes: Shapes, box: Box, shift: float) -> Shapes:
    cut = shapely.clip_by_rect(shapes, box[0] - shift, box[1], box[2] - shift, box[3])
    if shift:
        cut = shapely.transform(cut, lambda x, y: (x + shift, y), interleaved=False)
    return np.asarray(cut, dtype=object)


def _moved(shape: BaseGeometry, area: Box) -> BaseGeometry:
    return shapely.union_all(_rows(np.array([shape], dtype=object), area))


def _without(line: BaseGeometry, area: Box) -> BaseGeometry:
    """A line less what runs along the edge of an area."""
    return line.difference(shapely.box(*area).exterior)
