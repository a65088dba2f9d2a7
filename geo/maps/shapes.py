"""The shapes of a finding, on the copy of the world where the launch is.

Rings and arcs are geodesic; areas are made in the launch plane or by `geo.dateline`,
which alone deals with ±180° and the poles.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo import dateline, geodesy, land, places
from geo.assess.windows import Window, width_deg
from geo.finding import Finding
from geo.geodesy import Floats, LaunchPlane
from geo.maps import density
from geo.maps import track as groundtrack
from geo.maps.density import Grid
from geo.zones import Zones

SHARES = (0.5, 0.9)
_WITHIN_95 = 2.4477  # standard deviations of a two-dimensional normal that hold 95 %
_ACROSS_95 = 1.96  # the same of a one-dimensional one
_RING_VERTICES = 1080
_ARC_STEP_DEG = 0.25
_TRACK_STEPS = 120
_FEWEST_POINTS = 100.0  # effective points from which a region can be drawn


@dataclass(frozen=True)
class Shapes:
    """What a finding looks like, in degrees around one longitude.

    Attributes:
        lon0: that longitude, the launch's unless the splash would be cut opposite to it.
        launch: the area that holds the launch with 95 %, or the region or coast reported.
        annulus: the middle 90 % of ranges; None where no range is reported.
        ring: the reported range.
        windows: arcs of the ring in the waters asked about, with their bearings.
        regions: the splash regions for `SHARES`; empty where no direction is known.
        track: over the ground along the trajectory; the nominal geodesic where there is none.
        at_sea: whether the splash is known to be on water.
        density: of the splash; None where no direction is known.
    """

    lon0: float
    launch: BaseGeometry
    annulus: BaseGeometry | None
    ring: BaseGeometry | None
    windows: tuple[tuple[Window, BaseGeometry], ...]
    regions: tuple[BaseGeometry, ...]
    track: BaseGeometry | None
    at_sea: bool
    density: Grid | None


def of(finding: Finding, zones: Zones) -> Shapes:
    """The shapes of a finding."""
    lon, lat = finding.origin.lon, finding.origin.lat
    nominal, flown = finding.nominal, groundtrack.of(finding)
    track = None if nominal is None or flown is None else groundtrack.line(flown)
    if nominal is not None and track is None:
        step_km = max(nominal.range_km / _TRACK_STEPS, 1.0)
        track = geodesy.line(lon, lat, nominal.bearing_deg, nominal.range_km, step_km)
    regions, grid = _regions(finding, zones)
    lon0 = _middle(lon, regions, track)
    ranged = finding.report.range is not None
    low_km, high_km = finding.range_interval_km
    annulus = None
    if ranged and low_km < high_km:
        annulus = _home(dateline.annulus(lon, lat, low_km, high_km, _RING_VERTICES), lon0)
    return Shapes(
        lon0=lon0,
        launch=_home(_launch(finding), lon0),
        annulus=annulus,
        ring=_ring(finding, lon0) if ranged else None,
        windows=tuple((window, _arc(finding, window, lon0)) for window in finding.windows)
        if ranged
        else (),
        regions=tuple(_home(region, lon0) for region in regions),
        track=None if track is None else _line(lon0, *track),
        at_sea=_sea(finding) is not None,
        density=grid,
    )


def _middle(
    lon: float, regions: tuple[BaseGeometry, ...], track: tuple[Floats, Floats] | None
) -> float:
    """The launch's longitude, or the middle of the track if that keeps the splash in one piece."""
    if track is None or not regions:
        return lon
    turned = (float(track[0].min()) + float(track[0].max())) / 2
    turned = (turned + 180) % 360 - 180
    whole, also = (_spread_deg(regions, lon0) for lon0 in (lon, turned))
    return turned if also < whole else lon


def _spread_deg(regions: tuple[BaseGeometry, ...], lon0: float) -> float:
    """How wide the regions are on the copy of the world around a longitude, in whole degrees."""
    west, _, east, _ = shapely.total_bounds([_home(region, lon0) for region in regions])
    return float(np.round(east - west))


def _line(lon0: float, lon: Floats, lat: Floats) -> BaseGeometry:
    return _home(dateline.line(lon, lat), lon0)


def _home(geometry: BaseGeometry, lon0: float) -> BaseGeometry:
    return dateline.recentre(geometry, lon0)


def _launch(finding: Finding) -> BaseGeometry:
    origin, region = finding.origin, finding.report.launch.region
    if region is None:
        return dateline.disc(origin.lon, origin.lat, _WITHIN_95 * origin.spread_km, 180)
    place = places.find_region(region).place
    assert isinstance(place, places.Region)  # noqa: S101 - what find_region finds
    if place.kind == "area":
        return place.geometry
    plane = LaunchPlane(origin.lon, origin.lat)
    along = plane.project(place.geometry)
    return dateline.from_plane(plane, along.buffer(_ACROSS_95 * origin.spread_km))


def _ring(finding: Finding, lon0: float) -> BaseGeometry:
    lon, lat = geodesy.ring(finding.origin.lon, finding.origin.lat, finding.ring_km, _RING_VERTICES)
    return _line(lon0, np.append(lon, lon[0]), np.append(lat, lat[0]))


def _arc(finding: Finding, window: Window, lon0: float) -> BaseGeometry:
    width = width_deg(window)
    bearing_deg = window[0] + np.linspace(0, width, max(ceil(width / _ARC_STEP_DEG), 2) + 1)
    lon, lat = geodesy.direct(finding.origin.lon, finding.origin.lat, bearing_deg, finding.ring_km)
    return _line(lon0, lon, lat)


def _regions(finding: Finding, zones: Zones) -> tuple[tuple[BaseGeometry, ...], Grid | None]:
    """The splash regions, cut where the report or the user says that they end, and the density."""
    splash, origin = finding.splash, finding.origin
    if splash is None or splash.effective < _FEWEST_POINTS:
        return (), None
    sea = _sea(finding)
    given = None
    if finding.given is not None:
        given = shapely.union_all(zones.geometry[zones.rows(finding.zone, finding.view)])
    edges = [edge for edge in (sea, given) if edge is not None]
    shapely.prepare(edges)

    def allowed(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        held = np.ones(np.shape(lon), dtype=bool)
        if sea is not None:
            held &= shapely.contains_xy(sea, lon, lat) & ~land.holds(lon, lat)
        if given is not None:
            held &= shapely.contains_xy(given, lon, lat) == (finding.given == "inside")
        return held

    smooth = density.Estimate.of(
        LaunchPlane(origin.lon, origin.lat), splash, allowed if edges else None
    )
    found = smooth.regions(SHARES)
    if sea is not None:
        found = [region.intersection(sea) for region in found]
    if given is not None and finding.given == "inside":
        found = [region.intersection(given) for region in found]
    elif given is not None:
        found = [region.difference(given) for region in found]
    return tuple(_areas(region) for region in found), smooth.grid()


def _sea(finding: Finding) -> BaseGeometry | None:
    """The sea that the report says it fell in."""
    landing = finding.report.landing
    if landing is None or landing.sea is None:
        return None
    place = places.find_sea(landing.sea).place
    assert isinstance(place, places.Region)  # noqa: S101 - what find_sea finds
    return place.geometry


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of what an overlay left."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
