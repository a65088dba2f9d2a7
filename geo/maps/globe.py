"""The globe of a long flight: an orthographic view from above its middle.

What cannot be seen is cut off in longitude and latitude first. The rest goes through the plane of
the view's middle, where distances from it are exact, and is drawn in by the sine of its angle.
Coordinates run from -1 to 1, north up.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import dateline, geodesy, land
from geo.geodesy import MEAN_RADIUS_KM, Floats, LaunchPlane
from geo.maps.picture import Picture

FROM_KM = 5000.0  # ranges beyond this do not look right on a flat map
_SEEN_KM = 0.9999 * MEAN_RADIUS_KM * np.pi / 2
_SIMPLE_DEG = 0.5
_SMALLEST_DEG2 = 1.0
_GRATICULE_DEG = 30
_STEPS = 48


@dataclass(frozen=True, eq=False)
class Globe:
    """Shapes on the disc of the globe.

    Attributes:
        lon, lat: of the middle of the view.
        land, waters: polygons; the waters are those asked about.
        graticule, ring, track: lines; empty where there are none.
        regions: polygons, those of the smaller share first.
        launch: x and y.
    """

    lon: float
    lat: float
    land: BaseGeometry
    waters: BaseGeometry
    graticule: BaseGeometry
    ring: BaseGeometry
    track: BaseGeometry
    regions: tuple[BaseGeometry, ...]
    launch: tuple[float, float]

    def to_dict(self) -> dict[str, Any]:
        """For the page: SVG paths in units of a thousandth, y down."""
        return {
            "land": path(self.land),
            "waters": path(self.waters),
            "graticule": path(self.graticule),
            "ring": path(self.ring),
            "track": path(self.track),
            "regions": [path(region) for region in self.regions],
            "launch": [round(1000 * self.launch[0]), round(-1000 * self.launch[1])],
        }


def of(picture: Picture) -> Globe | None:
    """The globe of a finding, None for a range that a flat map shows well enough."""
    finding, drawn = picture.finding, picture.shapes
    if finding.ring_km <= FROM_KM:
        return None
    view = _View.above(picture)
    rows = picture.zones.rows(finding.zone, finding.view)
    nothing = shapely.GeometryCollection()
    return Globe(
        lon=view.plane.lon,
        lat=view.plane.lat,
        land=view.areas(_simple(land.world().polygons)),
        waters=view.areas(_simple(picture.zones.geometry[rows])),
        graticule=view.line(_graticule()),
        ring=nothing if drawn.ring is None else view.line(drawn.ring),
        track=nothing if drawn.track is None else view.line(drawn.track),
        regions=tuple(view.areas(np.array([region])) for region in drawn.regions),
        launch=view.point(finding.origin.lon, finding.origin.lat),
    )


def path(shape: BaseGeometry) -> str:
    """A shape as an SVG path in thousandths, y down.

    >>> path(shapely.LineString([(0, 0), (0.5, 1)]))
    'M0 0L500 -1000'
    """
    found = []
    for part in shapely.get_parts(shape):
        area = part.geom_type == "Polygon"
        for line in shapely.get_rings(part) if area else [part]:
            whole = np.round(shapely.get_coordinates(line) * [1000, -1000]).astype(int)
            moved = np.append(True, (np.diff(whole, axis=0) != 0).any(axis=1))
            points = [f"{x} {y}" for x, y in whole[moved]]
            if len(points) > (2 if area else 1):
                found.append("M" + "L".join(points[:-1] if area else points) + "Z" * area)
    return "".join(found)


@dataclass(frozen=True, eq=False)
class _View:
    """The half of the globe that is seen."""

    plane: LaunchPlane
    seen: BaseGeometry

    @classmethod
    def above(cls, picture: Picture) -> "_View":
        """Above the middle of the flight, or the launch where its direction is unknown."""
        origin, nominal = picture.finding.origin, picture.finding.nominal
        lon, lat = origin.lon, origin.lat
        if nominal is not None:
            there = geodesy.direct(lon, lat, nominal.bearing_deg, nominal.range_km / 2)
            lon, lat = float(there[0]), float(there[1])
        return cls(LaunchPlane(lon, lat), dateline.disc(lon, lat, _SEEN_KM, 360))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self._seen_from_above(np.array([lon]), np.array([lat]))
        return float(x[0]), float(y[0])

    def areas(self, shapes: NDArray[np.object_]) -> BaseGeometry:
        """Polygons at any longitudes, as far as they are seen."""
        whole = dateline.recentre(shapely.union_all(shapes), 0.0)
        parts = shapely.get_parts(whole.intersection(self.seen))
        kept = shapely.segmentize(parts[shapely.get_dimensions(parts) == 2], 5.0)
        drawn = shapely.transform(kept, self._seen_from_above, interleaved=False)
        return shapely.multipolygons(drawn)

    def line(self, line: BaseGeometry) -> BaseGeometry:
        """Lines at any longitudes, as far as they are seen."""
        parts = shapely.get_parts(dateline.recentre(line, 0.0).intersection(self.seen))
        kept = parts[shapely.get_dimensions(parts) == 1]
        drawn = shapely.transform(kept, self._seen_from_above, interleaved=False)
        return shapely.multilinestrings(drawn)

    def _seen_from_above(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        x_km, y_km = self.plane.forward(lon, lat)
        far_km = np.maximum(np.hypot(x_km, y_km), 1e-9)
        inwards = np.sin(np.minimum(far_km / MEAN_RADIUS_KM, np.pi / 2)) / far_km
        return x_km * inwards, y_km * inwards


def _simple(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes without what a small globe cannot show."""
    parts = shapely.simplify(shapely.get_parts(shapes), _SIMPLE_DEG)
    return np.asarray(parts[shapely.area(parts) > _SMALLEST_DEG2], dtype=object)


def _graticule() -> BaseGeometry:
    lons, lats = np.linspace(-180, 180, 2 * _STEPS + 1), np.linspace(-80, 80, _STEPS + 1)
    across = [
        np.column_stack([lons, np.full(lons.shape, lat)]) for lat in range(-60, 90, _GRATICULE_DEG)
    ]
    along = [
        np.column_stack([np.full(lats.shape, lon), lats])
        for lon in range(-180, 180, _GRATICULE_DEG)
    ]
    return shapely.MultiLineString([*across, *along])
