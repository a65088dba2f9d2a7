"""Where names can stand.

Spots of an area are the middles of the largest ellipses that fit into it, three times as wide as
high, as writing is. What the first view shows comes first.
"""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import geodesy
from geo.assess.windows import Window, width_deg
from geo.maps.frame import NORTHMOST, Frame, mercator_y
from geo.maps.picture import Ground, Picture

Spot = tuple[float, float, float]
"""Longitude, latitude, and half the height that is free, in degrees of longitude at the equator;
0 where it does not matter."""

SQUEEZE = 0.36  # height of the ellipses over their width
_IN_VIEW, _IN_ALL = 3, 1  # spots looked for
_SMALLEST_PX = 4.0  # half the height of an ellipse in the first view
_RING_OFFSETS_DEG = (24, -24, 34, -34, 46, -46, 60, -60, 80, -80, 110, -110, 150, -150)


def of_points(picture: Ground, points: tuple[tuple[float, float], ...]) -> tuple[Spot, ...]:
    """The points that lie in the picture."""
    west, south, east, north = picture.frame.area
    moved = [(picture.lon(lon), lat) for lon, lat in points]
    return tuple(
        (lon, lat, 0.0) for lon, lat in moved if west <= lon <= east and south <= lat <= north
    )


def of_area(picture: Ground, area: BaseGeometry) -> tuple[Spot, ...]:
    """Spots in what the first view shows of an area, clear of the splash, then in all of it."""
    frame = picture.frame
    west, south, east, north = frame.view
    pad = 0.25 * max(east - west, 8 * frame.pixel_deg)
    south, north = max(south - pad, -NORTHMOST), min(north + pad, NORTHMOST)
    seen = shapely.clip_by_rect(area, west - 0.1 * pad, south, east + pad, north)
    for taken in picture.kept_clear:
        seen = seen.difference(taken)
    smallest = _SMALLEST_PX * frame.pixel_deg
    found = [*_ellipses(seen, frame, _IN_VIEW), *_ellipses(area, frame, _IN_ALL)]
    return tuple(spot for spot in found if spot[2] > smallest)


def of_ends(region: BaseGeometry) -> tuple[Spot, ...]:
    """The ends of a region towards east, west, north and south."""
    if region.is_empty:
        return ()
    xy = shapely.get_coordinates(region)
    rows = (xy[:, 0].argmax(), xy[:, 0].argmin(), xy[:, 1].argmax(), xy[:, 1].argmin())
    return tuple((float(xy[row, 0]), float(xy[row, 1]), 0.0) for row in rows)


def of_ring(picture: Picture) -> tuple[Spot, ...]:
    """Bearings beside the splash, those outside the windows first."""
    finding = picture.finding
    middle = finding.nominal.bearing_deg if finding.nominal else 90.0
    bearings = [(middle + off) % 360 for off in _RING_OFFSETS_DEG]
    bearings.sort(key=lambda bearing: any(_in(bearing, window) for window in finding.windows))
    return tuple(of_bearing(picture, bearing) for bearing in bearings)


def of_bearing(picture: Picture, bearing_deg: float) -> Spot:
    """Where a bearing meets the ring."""
    finding = picture.finding
    lon, lat = geodesy.direct(finding.origin.lon, finding.origin.lat, bearing_deg, finding.ring_km)
    return picture.lon(float(lon)), float(lat), 0.0


def _in(bearing_deg: float, window: Window) -> bool:
    return (bearing_deg - window[0]) % 360 <= width_deg(window)


def _ellipses(area: BaseGeometry, frame: Frame, count: int) -> Iterator[Spot]:
    """Middles of the largest ellipses in an area that keep off each other."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    if not parts:
        return
    rest = shapely.transform(
        shapely.simplify(shapely.MultiPolygon(parts), 3 * frame.pixel_deg),
        lambda x, y: (x * SQUEEZE, mercator_y(y)),
        interleaved=False,
    )
    rest = rest if rest.is_valid else rest.buffer(0)
    for _ in range(count):
        if rest.area < frame.pixel_deg**2:
            return
        radius = shapely.maximum_inscribed_circle(rest, 2 * frame.pixel_deg)
        x, y = shapely.get_coordinates(radius)[0]
        lat = float(np.degrees(np.arcsin(np.tanh(np.radians(y)))))
        yield float(x / SQUEEZE), lat, float(radius.length)
        rest = rest.difference(shapely.Point(x, y).buffer(1.1 * radius.length, quad_segs=4))
