"""What lies under a figure, in the launch plane: land, zones and limits in kilometres.

In that plane a ring is a circle and a bearing a straight line. Shapes are cut to the disc that the
figure can show before they are projected: what holds the launch's antipode would turn inside out.
"""

from dataclasses import dataclass
from math import ceil, floor, hypot

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import dateline, land
from geo.geodesy import MAX_RANGE_KM, LaunchPlane
from geo.maps import basemap, paper
from geo.maps.frame import Box
from geo.maps.picture import Picture

_AROUND = 0.10  # of the longer side, beside what is shown
_SMALLEST_KM = 60.0
_SPECK_PX = 0.8
_SEAM_PX = 0.4
_EDGE_DEG = 0.5  # long edges are cut before they are projected
_STEPS_DEG = (0.25, 0.5, 1, 2, 5, 10, 15, 30)
_FEWEST_LINES = 4


@dataclass(frozen=True, eq=False)
class PlaneMap:
    """A map in the launch plane.

    Attributes:
        plane: x east and y north of the launch, in km.
        box: west, south, east, north of what is shown, in km.
        pixel_km: what one pixel of the figure shows.
        land: one shape.
        zones: one shape for each row of the zones, empty where nothing of it is seen.
        limits: one shape for each row of their limits.
        data_edge: where the zones' data end.
        graticule: meridians and parallels with their names.
    """

    plane: LaunchPlane
    box: Box
    pixel_km: float
    land: BaseGeometry
    zones: NDArray[np.object_]
    limits: NDArray[np.object_]
    data_edge: BaseGeometry
    graticule: tuple[tuple[str, BaseGeometry], ...]

    def at(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape at any longitudes, brought into the plane."""
        found = self.plane.project(dateline.recentre(shape, self.plane.lon))
        return found if found.is_valid else shapely.make_valid(found)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """A position, in km."""
        x, y = self.plane.forward(lon, lat)
        return float(x), float(y)


def of(picture: Picture, wide_px: float, aspect: float) -> PlaneMap:
    """The map of a picture.

    Args:
        picture: whose launch is in the middle of the plane.
        wide_px: width of the map in pixels, for which detail is chosen.
        aspect: its width over its height.
    """
    origin = picture.finding.origin
    plane = LaunchPlane(origin.lon, origin.lat)
    box = _box(plane, picture, aspect)
    pixel_km = (box[2] - box[0]) / wide_px
    far_km = min(max(hypot(x, y) for x, y in paper.corners(box)), MAX_RANGE_KM)
    seen = dateline.disc(origin.lon, origin.lat, far_km, 360)
    zones = picture.zones
    fine = _parts(land.detail().polygons, seen)
    waters = _cut(zones.geometry, seen)
    around = [each for each in basemap.outside(land.DETAIL_BOX) if each[0] < each[2]]
    coarse = _parts(
        np.concatenate([shapely.clip_by_rect(land.world().polygons, *each) for each in around]),
        seen,
    )
    degrees = pixel_km / 111.0
    both = np.concatenate([waters, fine])
    kept = np.flatnonzero(~shapely.is_empty(both))
    if len(kept):
        both[kept] = shapely.coverage_simplify(both[kept], degrees / 2)
    coarse = shapely.simplify(coarse, degrees / 2)
    project = _Projection(plane, pixel_km, box)
    ground = shapely.union_all(project.areas(np.concatenate([both[len(waters) :], coarse])))
    seam = pixel_km * _SEAM_PX  # pieces cut at ±180° and at the edge of the detail meet again
    ground = ground.buffer(seam, join_style="mitre").buffer(-seam, join_style="mitre")
    edge = shapely.box(*zones.provenance.box).exterior
    return PlaneMap(
        plane=plane,
        box=box,
        pixel_km=pixel_km,
        land=ground,
        zones=project.areas(both[: len(waters)]),
        limits=np.array(
            [project.line(shape, seen) for shape in zones.limits.geometry], dtype=object
        ),
        data_edge=project.line(edge, seen),
        graticule=_graticule(plane, box, seen),
    )


def _box(plane: LaunchPlane, picture: Picture, aspect: float) -> Box:
    """What is shown: launch, splash, track and landmarks; the whole ring without a direction."""
    drawn, finding = picture.shapes, picture.finding
    shown = [drawn.launch, *drawn.regions]
    if drawn.track is not None:
        shown.append(drawn.track)
    elif drawn.ring is not None:
        shown.append(drawn.ring)
    shown += [shapely.Point(mark.lon, mark.lat) for mark in finding.landmarks]
    points = np.concatenate([shapely.get_coordinates(shape) for shape in shown])
    x, y = plane.forward(points[:, 0], points[:, 1])
    (x0, x1), (y0, y1) = ((float(axis.min()), float(axis.max())) for axis in (x, y))
    around = _AROUND * max(x1 - x0, y1 - y0, _SMALLEST_KM)
    wide = max(x1 - x0 + 2 * around, aspect * (y1 - y0 + 2 * around), _SMALLEST_KM)
    high = wide / aspect
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    west, south = middle[0] - wide / 2, middle[1] - high / 2
    return (west, south, west + wide, south + high)


@dataclass(frozen=True)
class _Projection:
    """Brings cut shapes into the plane and what is shown of it, without specks."""

    plane: LaunchPlane
    pixel_km: float
    box: Box

    def areas(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Polygons, one shape for each; rings are rebuilt even-odd where they came to touch."""
        found = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
        whole = self.plane.project(shapely.segmentize(shapes, _EDGE_DEG))
        broken = ~shapely.is_valid(whole)
        whole[broken] = shapely.make_valid(whole[broken], method="linework")
        parts, row = shapely.get_parts(
            shapely.clip_by_rect(whole, *self._around()), return_index=True
        )
        large = shapely.area(parts) > (_SPECK_PX * self.pixel_km) ** 2
        polygons, number = shapely.get_parts(parts[large], return_index=True)
        shapely.multipolygons(polygons, indices=row[large][number], out=found)
        return found

    def line(self, shape: BaseGeometry, seen: BaseGeometry) -> BaseGeometry:
        """Lines, as far as they are seen."""
        parts = shapely.get_parts(shape.intersection(seen))
        parts = parts[shapely.get_dimensions(parts) == 1]
        drawn = self.plane.project(shapely.segmentize(parts, _EDGE_DEG))
        drawn = shapely.get_parts(shapely.clip_by_rect(drawn, *self._around()))
        return shapely.multilinestrings(shapely.simplify(drawn, self.pixel_km / 3))

    def _around(self) -> Box:
        """What is shown and a little more, so that no edge of it is seen."""
        west, south, east, north = self.box
        more = 3 * self.pixel_km
        return west - more, south - more, east + more, north + more


def _cut(shapes: NDArray[np.object_], seen: BaseGeometry) -> NDArray[np.object_]:
    """Each shape within what is seen, its polygons alone."""
    shapely.prepare(seen)
    found = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    for row in np.flatnonzero(shapely.intersects(seen, shapes)):
        if shapely.contains_properly(seen, shapes[row]):
            found[row] = shapes[row]
            continue
        parts = shapely.get_parts(shapes[row].intersection(seen))
        parts = shapely.get_parts(parts[shapely.get_dimensions(parts) == 2])
        found[row] = shapely.multipolygons(parts)
    return found


def _parts(shapes: NDArray[np.object_], seen: BaseGeometry) -> NDArray[np.object_]:
    """The polygons of shapes within what is seen."""
    cut = _cut(shapes, seen)
    return np.asarray(cut[~shapely.is_empty(cut)], dtype=object)


def _graticule(
    plane: LaunchPlane, box: Box, seen: BaseGeometry
) -> tuple[tuple[str, BaseGeometry], ...]:
    """Meridians and parallels in even steps, as many as a map can bear."""
    high_deg = (box[3] - box[1]) / 111.0
    step = next((s for s in reversed(_STEPS_DEG) if high_deg / s >= _FEWEST_LINES), _STEPS_DEG[0])
    west, south, east, north = seen.bounds
    found = []
    lats, lons = np.linspace(-89.5, 89.5, 360), np.linspace(-180, 180, 721)
    for lon in np.arange(floor(west / step), ceil(east / step) + 1) * step:
        if -180 <= lon < 180:
            line = shapely.LineString(np.column_stack([np.full(lats.shape, lon), lats]))
            found.append((_degrees(float(lon), "E", "W"), line))
    for lat in np.arange(floor(south / step), ceil(north / step) + 1) * step:
        if -90 < lat < 90:
            line = shapely.LineString(np.column_stack([lons, np.full(lons.shape, lat)]))
            found.append((_degrees(float(lat), "N", "S"), line))
    project = _Projection(plane, 1.0, box)
    window = shapely.box(*box)
    drawn = ((name, project.line(line, seen).intersection(window)) for name, line in found)
    return tuple((name, line) for name, line in drawn if not line.is_empty)


def _degrees(value: float, positive: str, negative: str) -> str:
    """A whole or broken degree with its half of the world.

    >>> _degrees(-2.5, "E", "W"), _degrees(0, "N", "S")
    ('2.5°W', '0°')
    """
    if value in (0.0, -180.0, 180.0):
        return f"{abs(value):g}°"
    return f"{abs(value):g}°{positive if value > 0 else negative}"
