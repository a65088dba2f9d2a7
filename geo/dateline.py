"""Output geometry on the globe: rings that cross ±180° or hold poles become valid lon, lat.

A ring on the sphere has no planar inside until it is cut. The rule is that of GeoJSON:
the inside lies on the left. The ring is unwrapped (neighbouring longitudes never differ
by more than 180°); where it ends then says what it holds:

* back at its start, counter-clockwise: neither pole;
* back at its start, clockwise: both poles, and the region is the world without it;
* 360° to the east: the north pole; 360° to the west: the south pole. The gap is closed
  over that pole, from the vertex nearest to it, where nothing can be in the way.

The planar polygon so made is then cut at ±180° and its pieces are moved home, which is
`recentre` at longitude 0. Edges are straight in longitude and latitude, as everywhere in
this package; curves get extra vertices where such edges would leave them by more than 20 m.
Results are valid, within [-180, 180] x [-90, 90], with counter-clockwise shells.
"""

from collections.abc import Callable
from math import ceil, floor

import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

from geo.errors import ReportError
from geo.geodesy import (
    FIRST_BEARING_DEG,
    MAX_RANGE_KM,
    Floats,
    LaunchPlane,
    check_position,
    check_range,
    direct,
    sphere_distance_km,
)

STRAIGHTNESS_KM = 0.02
PLANE_STEP_KM = 50.0
# Longitudes are kept to multiples of 2^-40° (0.1 µm on the ground), so that adding and
# removing 360 is exact and pieces meet without slivers.
_STEPS_PER_DEG = 2.0**40
_WORLD = shapely.box(-180, -90, 180, 90)


def disc(lon: float, lat: float, range_km: float, vertices: int = 1800) -> BaseGeometry:
    """Everything within `range_km` of a point, as a Polygon or MultiPolygon.

    The boundary is the geodesic ring, with at least `vertices` vertices.

    Raises:
        ReportError: a range of 0 or beyond `geodesy.MAX_RANGE_KM`, or no such position.

    >>> disc(179.0, 0.0, 500.0).geom_type
    'MultiPolygon'
    """
    check_range(range_km, MAX_RANGE_KM)
    if range_km == 0:
        raise ReportError("range 0: expected above 0 km; a disc needs a radius")
    bearings_deg = FIRST_BEARING_DEG + np.linspace(360, 0, vertices + 1)
    lons, lats = _trace(lambda bearing_deg: direct(lon, lat, bearing_deg, range_km), bearings_deg)
    return _inside(lons, lats)


def annulus(
    lon: float, lat: float, inner_km: float, outer_km: float, vertices: int = 1800
) -> BaseGeometry:
    """Everything between two ranges of a point; an inner range of 0 gives the disc.

    Raises:
        ReportError: as `disc`, or an outer range not above the inner one.
    """
    check_range(inner_km, MAX_RANGE_KM)
    if not inner_km < outer_km:
        raise ReportError(
            f"annulus from {inner_km:g} to {outer_km:g} km: expected the outer range above "
            "the inner one; swap them"
        )
    outer = disc(lon, lat, outer_km, vertices)
    if inner_km == 0:
        return outer
    return shapely.orient_polygons(outer.difference(disc(lon, lat, inner_km, vertices)))


def polygon(region: BaseGeometry | ArrayLike) -> BaseGeometry:
    """A region given by rings in longitude and latitude, wrapped or unwrapped, made valid.

    The winding decides: the inside lies on the left, so shells are counter-clockwise and
    holes clockwise *on the sphere* (`LaunchPlane.unproject` leaves them so). A small
    clockwise ring is the whole world but its inside. A ring that crosses itself gives the
    union of what it goes round, one without area gives nothing. No edge may span 180° of
    longitude or more, so geometry already cut at ±180° belongs not here but in `recentre`.

    Args:
        region: a Polygon, a MultiPolygon, or the vertices of one ring, shape (n, 2), closed
            or not.

    Raises:
        ReportError: positions off the Earth, fewer than three vertices, or a ring that winds
            round the globe more than once.

    >>> polygon([(170.0, -10.0), (-170.0, -10.0), (-170.0, 10.0), (170.0, 10.0)]).area
    400.0
    """
    if not isinstance(region, BaseGeometry):
        return _inside(*np.asarray(region, dtype=np.float64).T)
    return _regions(region, lambda ring: shapely.get_coordinates(ring).T)


def from_plane(plane: LaunchPlane, region: BaseGeometry) -> BaseGeometry:
    """A Polygon or MultiPolygon drawn in the launch plane, brought to longitude and latitude.

    The plane knows which side is inside, so any winding will do. Straight edges of the plane
    become curves: they get vertices as the ring of a disc does. The region should stay
    within `geodesy.MAX_RANGE_KM` of the launch, for beyond the plane folds over itself.

    Raises:
        ReportError: a region that reaches beyond half the circumference.
    """

    def traced(ring: BaseGeometry) -> tuple[Floats, Floats]:
        x, y = shapely.get_coordinates(shapely.segmentize(ring, PLANE_STEP_KM)).T
        number = np.arange(float(x.size))
        return _trace(
            lambda t: plane.inverse(np.interp(t, number, x), np.interp(t, number, y)), number
        )

    return _regions(shapely.orient_polygons(region), traced)


def line(lon: ArrayLike, lat: ArrayLike) -> BaseGeometry:
    """A line through positions, cut where it crosses ±180°.

    Each edge goes the short way round.

    Args:
        lon: longitudes in degrees, wrapped or unwrapped, shape (n,).
        lat: latitudes in degrees, shape (n,).

    Returns:
        A LineString or MultiLineString.

    >>> for part in line([170.0, -170.0], [0.0, 10.0]).geoms:
    ...     print(part)
    LINESTRING (-180 5, -170 10)
    LINESTRING (170 0, 180 5)
    """
    check_position(lon, lat)
    return recentre(shapely.linestrings(_unwrap(np.asarray(lon)), lat), 0.0)


def recentre(geometry: BaseGeometry, lon0: float) -> BaseGeometry:
    """A valid geometry moved to the copy of the world with `lon0` in the middle.

    Longitudes come out in [lon0 - 180, lon0 + 180]. What was cut at ±180° grows together
    again, and the new cut is opposite `lon0`.

    Args:
        geometry: points, lines or polygons (one kind), at any longitudes.
        lon0: the middle of the map, in degrees.

    >>> recentre(disc(179.0, 0.0, 500.0), 179.0).geom_type
    'Polygon'
    """
    check_position(lon0, 0.0)
    left, right = lon0 - 180, lon0 + 180
    west, _, east, _ = geometry.bounds
    if geometry.is_empty or (left <= west and east < right):
        return geometry
    window = shapely.box(left, -90, right, 90)
    copies = range(floor((west - left) / 360), ceil((east - left) / 360) + 1)
    cut = [_shift(geometry, -360 * copy).intersection(window) for copy in copies]
    # A piece that merely touches the window is of a lower kind; one that lies along the
    # window's right edge comes once more along its left edge.
    kind = shapely.get_dimensions(geometry)
    pieces = shapely.get_parts(cut)
    pieces = pieces[shapely.get_dimensions(pieces) == kind]
    pieces = pieces[shapely.bounds(pieces)[:, 0] < right]
    if kind == 2:
        return shapely.orient_polygons(shapely.union_all(pieces))
    if kind == 1:
        return shapely.line_merge(shapely.multilinestrings(pieces), directed=True)
    return pieces[0] if pieces.size == 1 else shapely.multipoints(pieces)


def _regions(
    region: BaseGeometry, positions: Callable[[BaseGeometry], tuple[Floats, Floats]]
) -> BaseGeometry:
    """Each shell made valid alone, less its holes made valid alone, all put together.

    Cutting a shell and its holes in one go would leave holes that cross ±180° to be
    matched with pieces of the shell.
    """
    parts = []
    for part in shapely.get_parts(region):
        if part.is_empty:
            continue
        holes = [_inside(*positions(hole.reverse())) for hole in part.interiors]
        parts.append(_inside(*positions(part.exterior)).difference(shapely.union_all(holes)))
    return shapely.orient_polygons(shapely.union_all(parts))


def _inside(lon: Floats, lat: Floats) -> BaseGeometry:
    """What lies on the left of one ring, by the rules at the top of this module."""
    check_position(lon, lat)
    if lon.size < 3:
        raise ReportError(f"ring of {lon.size} vertices: expected at least 3; add vertices")
    if lon[0] != lon[-1] or lat[0] != lat[-1]:
        lon, lat = np.append(lon, lon[0]), np.append(lat, lat[0])
    lon = _unwrap(lon)
    turns = round((lon[-1] - lon[0]) / 360)
    if abs(turns) > 1:
        raise ReportError(
            f"ring that winds {abs(turns)} times round the globe: expected once at most; "
            "add vertices, or split it"
        )
    if turns:
        pole = 90.0 * turns
        top = int(np.argmax(lat * turns))
        start, end = lon[top], lon[top] + 360 * turns
        lon = np.concatenate([lon[top:-1], lon[:top] + 360 * turns, [end, end, start]])
        lat = np.concatenate([lat[top:-1], lat[:top], [lat[top], pole, pole]])
    else:
        lon[-1] = lon[0]
    body = shapely.Polygon(np.column_stack([lon, lat]))
    holds_both_poles = not turns and body.area > 0 and not body.exterior.is_ccw
    if not body.is_valid:
        body = shapely.make_valid(body, method="structure", keep_collapsed=False)
    body = recentre(body, 0.0)
    return shapely.orient_polygons(_WORLD.difference(body) if holds_both_poles else body)


def _trace(curve: Callable[[Floats], tuple[Floats, Floats]], t: Floats) -> tuple[Floats, Floats]:
    """Positions of a closed curve at t, and wherever else straight edges would leave it.

    An edge is halved until its middle lies within `STRAIGHTNESS_KM` of the curve. Only
    edges that cross high latitudes fast need it.
    """
    lon, lat = curve(t)
    edges = np.arange(t.size - 1)
    while edges.size:
        middle = (t[edges] + t[edges + 1]) / 2
        on_lon, on_lat = curve(middle)
        half_lon = ((lon[edges + 1] - lon[edges] + 180) % 360 - 180) / 2
        half_lat = (lat[edges + 1] - lat[edges]) / 2
        gap_km = sphere_distance_km(lon[edges] + half_lon, lat[edges] + half_lat, on_lon, on_lat)
        off = gap_km > STRAIGHTNESS_KM
        after = edges[off] + 1
        t = np.insert(t, after, middle[off])
        lon, lat = np.insert(lon, after, on_lon[off]), np.insert(lat, after, on_lat[off])
        added = after + np.arange(after.size)
        edges = np.union1d(added - 1, added)  # in order, as the next round counts on
    lon[-1], lat[-1] = lon[0], lat[0]
    return lon, lat


def _unwrap(lon: Floats) -> Floats:
    return np.round(np.unwrap(lon, period=360) * _STEPS_PER_DEG) / _STEPS_PER_DEG


def _shift(geometry: BaseGeometry, by_deg: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda x, y: (x + by_deg, y), interleaved=False)
