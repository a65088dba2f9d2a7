"""Land, zones and limits for a frame: cut to it and simplified together.

Coast and zones share their lines, so they are simplified as one coverage: no slivers open
between a zone and its coast, or between neighbours. Inside `land.DETAIL_BOX` the coast is the
one the zones were cut with, elsewhere it is Natural Earth's.
"""

from dataclasses import dataclass
from itertools import pairwise

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
    fine = _cut(land.detail().polygons, _meet(frame.area, land.DETAIL_BOX), frame)
    waters = _without_specks(_rows(zones.geometry, frame.area), frame)
    simple = np.concatenate([waters, fine])
    drawn = np.flatnonzero(~shapely.is_empty(simple))
    if len(drawn):
        simple[drawn] = shapely.coverage_simplify(simple[drawn], frame.tolerance_deg)
    coarse = [
        shapely.simplify(
            _cut(land.world().polygons, _meet(frame.area, box), frame), frame.tolerance_deg
        )
        for box in outside(land.DETAIL_BOX)
    ]
    limits = _rows(zones.limits.geometry, frame.area)
    edge = within(shapely.box(*zones.provenance.box).exterior, frame)
    return Basemap(
        land=np.concatenate([simple[len(waters) :], *coarse]),
        zones=simple[: len(waters)],
        limits=np.asarray(shapely.simplify(limits, frame.tolerance_deg / 2), dtype=object),
        data_edge=edge.difference(shapely.box(*frame.area).exterior),
    )


def within(shape: BaseGeometry, frame: Frame) -> BaseGeometry:
    """A shape, with all its copies, within the area of a frame."""
    return _rows(np.array([shape], dtype=object), frame.area)[0]


def _without_specks(shapes: Shapes, frame: Frame) -> Shapes:
    """Shapes without the islands, and the holes for islands, that are too small to be seen.

    A hole in the waters and the island in it have the same ring: both go, or neither.
    """
    smallest = (_SMALLEST_PX * frame.pixel_deg) ** 2
    parts, row_of_part = shapely.get_parts(shapes, return_index=True)
    areal = shapely.get_dimensions(parts) == 2
    parts, row_of_part = parts[areal], row_of_part[areal]
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    large = shapely.area(shapely.polygons(rings)) > smallest
    found: list[list[BaseGeometry]] = [[] for _ in shapes]
    starts = np.searchsorted(part_of_ring, np.arange(len(parts) + 1))
    for part, (start, end) in enumerate(pairwise(starts)):
        if large[start]:
            holes = rings[start + 1 : end][large[start + 1 : end]]
            kept = parts[part]
            if len(holes) < end - start - 1:
                kept = shapely.polygons(rings[start], holes if len(holes) else None)
            found[row_of_part[part]].append(kept)
    return np.array([shapely.MultiPolygon(kept) for kept in found], dtype=object)


def _meet(area: Box, box: Box) -> list[tuple[float, Box]]:
    """Where the copies of a box meet an area: how far each copy is moved, and the meeting."""
    found = []
    for shift in _COPIES:
        west, east = max(area[0], box[0] + shift), min(area[2], box[2] + shift)
        south, north = max(area[1], box[1]), min(area[3], box[3])
        if west < east and south < north:
            found.append((shift, (west, south, east, north)))
    return found


def outside(box: Box) -> tuple[Box, Box, Box, Box]:
    """The world around a box, as four boxes."""
    west, south, east, north = box
    return (
        (-180, -90, 180, south),
        (-180, north, 180, 90),
        (-180, south, west, north),
        (east, south, 180, north),
    )


def _cut(shapes: Shapes, boxes: list[tuple[float, Box]], frame: Frame) -> Shapes:
    """The shapes within boxes, each moved to its copy, without specks and without empty ones."""
    bounds = shapely.bounds(shapes)
    cut = [_clipped(shapes[_touching(bounds, box, shift)], box, shift) for shift, box in boxes]
    found = _without_specks(np.concatenate([*cut, np.empty(0, dtype=object)]), frame)
    return np.array([shape for shape in found if not shape.is_empty], dtype=object)


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
