"""Outlines made fit for use: in longitude and latitude, valid, cut at ±180°, no edge too long.

Edges are straight in longitude and latitude, everywhere in this package. An edge that is straight
in another system is given vertices there before it is moved, so that it keeps its course.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import dateline
from geo.errors import DataError
from geo.text import shown
from geo.zones.incoming.layer import Layer

LONGEST_DEG = 0.1
_LONGEST_M = 5_000.0
_MOST_VERTICES = 60_000_000
_HALF_WORLD_DEG = 180.0
_POLYGON = 2

Shapes = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Outlines:
    """Clean shapes of the rows of a layer.

    Attributes:
        geometry: polygons or multipolygons in degrees, None for rows without any area.
        repaired: how many rows had outlines that cross themselves.
        left_out: how many rows had no shape.
    """

    geometry: Shapes
    repaired: int
    left_out: int


def clean(layer: Layer) -> Outlines:
    """Make the shapes of a layer fit for use.

    Raises:
        DataError: shapes that are no polygons, positions off the Earth, or a row that has no area
            left once its outline is repaired.
    """
    shapes = shapely.force_2d(layer.geometry)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    rows = np.flatnonzero(~empty)
    if not len(rows):
        raise DataError(
            f"{layer.name} is empty: no row has a shape; expected polygons: export it again"
        )
    if (shapely.get_dimensions(shapes[rows]) != _POLYGON).any():
        kinds = sorted({shape.geom_type for shape in shapes[rows]})
        raise DataError(
            f"{layer.name} holds {', '.join(kinds)}; expected polygons alone: import the layer of "
            "areas, not that of lines or points"
        )
    whole = _lonlat(shapes[rows], layer)
    whole = _array([_unrolled(areas(shape), layer.name) for shape in whole])
    broken = ~shapely.is_valid(whole)
    whole[broken] = shapely.make_valid(whole[broken], method="structure", keep_collapsed=False)
    out = np.full(len(shapes), None, dtype=object)
    for row, shape in zip(rows, whole, strict=True):
        out[row] = areas(shape)
        if out[row].is_empty:
            raise DataError(
                f"{layer.name}, row {row + 1}{_called(layer, int(row))} has no area left once its "
                "outline, which crosses itself, is repaired; expected a polygon: mend it in a GIS"
            )
        west, _, east, _ = out[row].bounds
        if west < -_HALF_WORLD_DEG or east > _HALF_WORLD_DEG:
            out[row] = areas(dateline.recentre(out[row], 0.0))
    return Outlines(out, int(broken.sum()), int(empty.sum()))


def areas(shape: Any) -> Any:
    """The polygons of any shape, as one Polygon or MultiPolygon, which may be empty."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    parts = parts[shapely.get_dimensions(parts) == _POLYGON]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def densified(shapes: Shapes, longest: float, name: str) -> Shapes:
    """Polygons without edges above a length, in their own unit, shape (n,) of multipolygons.

    An edge that two polygons share gets the same vertices in both.

    Raises:
        DataError: so many vertices would be needed that the file must be wrong.
    """
    parts, part_row = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    step = np.hypot(*(xy[start + 1] - xy[start]).T)
    needed = len(xy) + (step / longest).sum()
    if not needed <= _MOST_VERTICES:
        raise DataError(
            f"{name} would need {needed:,.0f} vertices; expected at most {_MOST_VERTICES:,}: check "
            "its CRS, or simplify it"
        )
    count = np.ones(len(xy), dtype=np.int64)  # pieces of the edge that begins at each vertex
    count[start] = np.maximum(np.ceil(step / longest), 1)
    which = np.repeat(np.arange(len(xy)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    out = xy[which]
    added = np.flatnonzero(number)
    first, last = xy[which[added]], xy[which[added] + 1]
    share = number[added] / count[which[added]]
    turned = (first[:, 0] > last[:, 0]) | ((first[:, 0] == last[:, 0]) & (first[:, 1] > last[:, 1]))
    first[turned], last[turned] = last[turned], first[turned].copy()
    share[turned] = (count[which[added]] - number[added])[turned] / count[which[added]][turned]
    out[added] = first + share[:, None] * (last - first)
    closed = shapely.linearrings(out, indices=ring[which])
    whole = shapely.polygons(closed, indices=ring_part)
    return np.asarray(shapely.multipolygons(whole, indices=part_row))


def _array(shapes: list[Any]) -> Shapes:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def _lonlat(shapes: Shapes, layer: Layer) -> Shapes:
    from pyproj import CRS, Transformer

    crs = layer.crs
    _finite(shapes, layer)
    if crs.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        moved = shapes
    else:
        axis = crs.axis_info[0]
        unit = axis.unit_conversion_factor
        longest = np.radians(LONGEST_DEG) / unit if crs.is_geographic else _LONGEST_M / unit
        transformer = Transformer.from_crs(crs, 4326, always_xy=True)
        moved = shapely.transform(
            densified(shapes, longest, layer.name), transformer.transform, interleaved=False
        )
        _finite(moved, layer)
    west, south, east, north = shapely.total_bounds(moved)
    if south < -90 or north > 90 or west < -360 or east > 540:
        raise DataError(
            f"{layer.name} reaches longitude {west:.6g} to {east:.6g} and latitude {south:.6g} to "
            f"{north:.6g}; expected -180 to 180 and -90 to 90: longitude stands first; check its "
            "CRS"
        )
    return np.asarray(moved)


def _finite(shapes: Shapes, layer: Layer) -> None:
    if not np.isfinite(shapely.get_coordinates(shapes)).all():
        raise DataError(
            f"{layer.name} has positions that are infinite or do not fit its CRS "
            f"({shown(layer.crs.name)}); expected numbers on the Earth: check its CRS"
        )


def _unrolled(shape: Any, name: str) -> Any:
    """A shape whose outline jumps from 180° to -180°, drawn in one piece past 180°.

    An edge of 180° or more is such a jump, unless it lies along a parallel from edge to edge of
    the map, as the outlines around Antarctica do.
    """
    if not _jumps(shape).any():
        return shape
    parts = []
    for part in shapely.get_parts(shape):
        if not _jumps(part).any():
            parts.append(part)
            continue
        rings = [_unrolled_ring(ring, name) for ring in (part.exterior, *part.interiors)]
        middle = np.mean([rings[0][:, 0].min(), rings[0][:, 0].max()])
        holes = [ring - [360 * round((ring[0, 0] - middle) / 360), 0] for ring in rings[1:]]
        parts.append(shapely.Polygon(rings[0], holes))
    return shapely.multipolygons(parts)


def _unrolled_ring(ring: Any, name: str) -> NDArray[np.float64]:
    xy: NDArray[np.float64] = shapely.get_coordinates(ring)
    xy[:, 0] = np.unwrap(xy[:, 0], period=360)
    if abs(xy[-1, 0] - xy[0, 0]) > 1:
        raise DataError(
            f"{name} has an outline round a pole; expected outlines that close in longitude and "
            "latitude: cut it at ±180° in a GIS"
        )
    xy[-1] = xy[0]
    return xy


def _jumps(shape: Any) -> NDArray[np.bool_]:
    xy, ring = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    same = ring[1:] == ring[:-1]
    lon = np.stack([xy[:-1, 0][same], xy[1:, 0][same]])
    far = np.abs(lon[0] - lon[1]) > _HALF_WORLD_DEG
    along = (np.abs(lon) == _HALF_WORLD_DEG).all(axis=0)
    return np.asarray(far & ~along)


def _called(layer: Layer, row: int) -> str:
    for field in ("geoname", "name"):
        if layer.fields.get(field):
            return f" ({shown(layer.fields[field][row])})"
    return ""
