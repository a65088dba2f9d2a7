import copy
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike
from pyproj import Geod

from geo import geodesy
from geo.errors import ReportError
from geo.geodesy import Floats, LaunchPlane

Caller = Callable[..., Any]
Cases = tuple[Floats, ...]

ONE_MICROMETRE_KM = 1e-9
ONE_MILLIMETRE_KM = 1e-6
ONE_METRE_KM = 1e-3
ONE_MILLIMETRE_OF_ARC_DEG = 1e-8  # at most 1.1 mm on the ground
CASES = 10_000
PROJ = Geod(ellps="WGS84")
GREATEST_TESTED_KM = 19_000.0

longitudes = st.floats(-180, 179.999)
latitudes = st.floats(-89.9, 89.9)
bearings = st.floats(0, 360, exclude_max=True)
ranges = st.floats(0.001, GREATEST_TESTED_KM)


@pytest.fixture(scope="module", params=["scalars", "arrays"])
def call(request: pytest.FixtureRequest) -> Caller:
    """Calls a function of numbers or arrays, number by number or all at once."""

    def one_by_one(function: Caller, *arguments: ArrayLike) -> Floats:
        rows = [function(*map(float, row)) for row in np.broadcast(*arguments)]
        assert all(isinstance(value, float) for row in rows for value in np.atleast_1d(row))
        return np.array(rows).T

    def together(function: Caller, *arguments: ArrayLike) -> Any:
        return function(*arguments)

    return one_by_one if request.param == "scalars" else together


@pytest.fixture(scope="module")
def cases() -> Cases:
    """Random geodesics (lon1, lat1, bearing, range, lon2, lat2) by pure-Python geographiclib."""
    rng = np.random.default_rng(2013)
    lon = rng.uniform(-180, 180, CASES)
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, CASES)))
    bearing = rng.uniform(0, 360, CASES)
    range_km = rng.uniform(0, GREATEST_TESTED_KM, CASES)
    ends = [
        Geodesic.WGS84.Direct(b, a, c, 1000 * d)
        for a, b, c, d in zip(lon, lat, bearing, range_km, strict=True)
    ]
    lon2, lat2 = np.array([(end["lon2"], end["lat2"]) for end in ends]).T
    return lon, lat, bearing, range_km, lon2, lat2


def apart_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """Distance between points that are close together: the chord, free of cancellation."""
    difference = geodesy.ecef_km(lon1, lat1) - geodesy.ecef_km(lon2, lat2)
    chord_km: Floats = np.linalg.norm(difference, axis=-1)
    return chord_km


def angle_between_deg(first: ArrayLike, second: ArrayLike) -> Floats:
    angle_deg: Floats = np.abs((np.subtract(first, second) + 180) % 360 - 180)
    return angle_deg


def test_direct_agrees_with_geographiclib(call: Caller, cases: Cases) -> None:
    lon, lat, bearing, range_km, lon2, lat2 = cases
    found_lon, found_lat = call(geodesy.direct, lon, lat, bearing, range_km)
    assert apart_km(found_lon, found_lat, lon2, lat2).max() < ONE_MILLIMETRE_KM
    assert (found_lon >= -180).all()
    assert (found_lon < 180).all()


def test_inverse_agrees_with_geographiclib(call: Caller, cases: Cases) -> None:
    lon, lat, bearing, range_km, lon2, lat2 = cases
    found_bearing, found_km = call(geodesy.inverse, lon, lat, lon2, lat2)
    assert np.abs(found_km - range_km).max() < ONE_MILLIMETRE_KM
    sideways_km = np.radians(angle_between_deg(found_bearing, bearing)) * np.minimum(
        range_km, math.pi * geodesy.MEAN_RADIUS_KM - range_km
    )
    assert sideways_km.max() < ONE_MILLIMETRE_KM
    assert (found_bearing >= 0).all()
    assert (found_bearing < 360).all()


def test_launch_planes_agree_with_geographiclib(cases: Cases) -> None:
    for lon, lat, bearing, range_km, lon2, lat2 in np.transpose(cases):
        plane = LaunchPlane(lon, lat)
        x_km, y_km = plane.polar(bearing, range_km)
        assert math.dist(plane.forward(lon2, lat2), (x_km, y_km)) < ONE_MILLIMETRE_KM
        assert apart_km(*plane.inverse(x_km, y_km), lon2, lat2) < ONE_MILLIMETRE_KM


@pytest.mark.parametrize("lat", [-90.0, -89.9, -18.0, 0.0, 39.0, 85.0, 89.9, 90.0])
def test_launch_plane_is_exact_to_its_greatest_range(call: Caller, lat: float) -> None:
    plane = LaunchPlane(178.0, lat)
    bearing, range_km = (
        grid.ravel()
        for grid in np.meshgrid(
            np.arange(0, 360, 7.5), [0, 1, 1e3, 1e4, 19e3, geodesy.MAX_RANGE_KM]
        )
    )
    lon2, lat2 = geodesy.direct(178.0, lat, bearing, range_km)
    x_km, y_km = plane.polar(bearing, range_km)
    found_x, found_y = call(plane.forward, lon2, lat2)
    assert np.hypot(found_x - x_km, found_y - y_km).max() < 2 * ONE_MICROMETRE_KM
    found_lon, found_lat = call(plane.inverse, x_km, y_km)
    assert apart_km(found_lon, found_lat, lon2, lat2).max() < 2 * ONE_MICROMETRE_KM


def test_results_have_the_broadcast_shape() -> None:
    lon, lat = geodesy.direct(np.zeros((3, 1)), 10.0, np.arange(4), 100.0)
    assert lon.shape == lat.shape == (3, 4)
    assert geodesy.inverse(0.0, 0.0, lon, lat)[1].shape == (3, 4)
    assert geodesy.ecef_km(lon, 0.0).shape == (3, 4, 3)
    assert LaunchPlane(0, 0).forward(lon, lat)[0].shape == (3, 4)
    assert geodesy.direct([], [], [], [])[0].shape == (0,)
    assert geodesy.direct([1.0], [1.0], [1.0], [1.0])[0].shape == (1,)


def test_arguments_are_left_alone() -> None:
    lon, lat, bearing, km = (np.array([value]) for value in (179.0, 10.0, 90.0, 500.0))
    geodesy.direct(lon, lat, bearing, km)
    geodesy.inverse(lon, lat, bearing, lat)
    LaunchPlane(0, 0).forward(lon, lat)
    assert [*lon, *lat, *bearing, *km] == [179.0, 10.0, 90.0, 500.0]


@given(longitudes, latitudes, bearings, ranges)
def test_inverse_undoes_direct(lon: float, lat: float, bearing_deg: float, range_km: float) -> None:
    back_deg, back_km = geodesy.inverse(lon, lat, *geodesy.direct(lon, lat, bearing_deg, range_km))
    assert abs(back_km - range_km) < ONE_MILLIMETRE_KM
    width_km = min(range_km, 20_000 - range_km)
    assert math.radians(angle_between_deg(back_deg, bearing_deg)) * width_km < ONE_MILLIMETRE_KM


@settings(deadline=None)  # the first use of a plane builds its projection
@given(longitudes, latitudes, longitudes, latitudes)
def test_plane_inverse_undoes_forward(lon0: float, lat0: float, lon: float, lat: float) -> None:
    plane = LaunchPlane(lon0, lat0)
    assert apart_km(*plane.inverse(*plane.forward(lon, lat)), lon, lat) < ONE_MILLIMETRE_KM


@given(longitudes, latitudes, bearings, ranges, st.floats(5, 20_000))
def test_lines_keep_their_step_and_never_jump(
    lon: float, lat: float, bearing_deg: float, range_km: float, step_km: float
) -> None:
    lons, lats = geodesy.line(lon, lat, bearing_deg, range_km, step_km)
    assert apart_km(lons[0], lats[0], lon, lat) < ONE_MILLIMETRE_KM
    end = geodesy.direct(lon, lat, bearing_deg, range_km)
    assert apart_km(lons[-1], lats[-1], *end) < ONE_MILLIMETRE_KM
    assert np.abs(np.diff(lons)).max() <= 180
    steps_km = geodesy.inverse(lons[:-1], lats[:-1], lons[1:], lats[1:])[1]
    assert steps_km.max() < step_km + ONE_MILLIMETRE_KM


def test_line_runs_on_past_the_dateline() -> None:
    lons, _ = geodesy.line_between(170.0, 10.0, -160.0, 20.0)
    assert lons[-1] == pytest.approx(200.0, abs=ONE_MILLIMETRE_OF_ARC_DEG)
    assert (np.diff(lons) > 0).all()


def test_line_of_no_length_has_two_ends() -> None:
    lons, lats = geodesy.line_between(1.0, 2.0, 1.0, 2.0)
    assert lons == pytest.approx([1.0, 1.0])
    assert lats == pytest.approx([2.0, 2.0])


@pytest.mark.parametrize(("lon", "lat"), [(126, 39), (180, 45), (30, 89.9), (0, -90)])
@pytest.mark.parametrize("range_km", [1, 4_500, 19_900])
def test_ring_lies_at_its_range_clockwise(lon: float, lat: float, range_km: float) -> None:
    bearing_deg, found_km = geodesy.inverse(lon, lat, *geodesy.ring(lon, lat, range_km))
    assert found_km.size == 1800
    assert np.abs(found_km - range_km).max() < ONE_MILLIMETRE_KM
    assert np.diff(bearing_deg) == pytest.approx(0.2, abs=1e-4)
    assert bearing_deg[0] == pytest.approx(geodesy.FIRST_BEARING_DEG, abs=1e-4)


@pytest.mark.parametrize("range_km", [1, 100, 1_000, 5_000, 10_000, 19_000])
def test_sphere_is_wrong_by_less_than_it_says(call: Caller, range_km: float) -> None:
    lat, bearing = (g.ravel() for g in np.meshgrid(np.linspace(-90, 90, 91), np.arange(0, 360, 15)))
    lon2, lat2 = geodesy.direct(0.0, lat, bearing, range_km)
    error = call(geodesy.sphere_distance_km, 0.0, lat, lon2, lat2) / range_km - 1
    assert error.max() < 0.0057
    assert error.min() > -0.0045


def test_sphere_knows_antipodes() -> None:
    assert geodesy.sphere_distance_km(10, 20, -170, -20) == pytest.approx(
        math.pi * geodesy.MEAN_RADIUS_KM
    )


@pytest.mark.parametrize(
    ("range_km", "middle_error_km", "end_error_km", "any_bearing_error_km"),
    [(100, 1e-6, 2e-6, 1e-5), (400, 1e-6, 5e-5, 5e-4), (800, 1e-5, 7e-4, 3.7e-3)],
)
def test_chords_are_wrong_by_less_than_they_say(
    call: Caller,
    range_km: float,
    middle_error_km: float,
    end_error_km: float,
    any_bearing_error_km: float,
) -> None:
    lat, bearing = (g.ravel() for g in np.meshgrid(np.linspace(-90, 90, 91), np.arange(0, 360, 15)))
    lon2, lat2 = geodesy.direct(0.0, lat, bearing, range_km)
    lon_mid, lat_mid = geodesy.direct(0.0, lat, bearing, range_km / 2)
    bearing_mid, _ = geodesy.inverse(lon_mid, lat_mid, lon2, lat2)
    chord_km = apart_km(0.0, lat, lon2, lat2)

    def worst_km(*where: ArrayLike) -> float:
        there = call(geodesy.chord_to_geodesic_km, chord_km, *where) - range_km
        back = call(geodesy.geodesic_to_chord_km, range_km, *where) - chord_km
        return float(np.abs([there, back]).max())

    assert worst_km(lat_mid, bearing_mid) < middle_error_km
    assert worst_km(lat, bearing) < end_error_km
    assert worst_km(lat) < any_bearing_error_km
    if range_km == 800:
        assert end_error_km < ONE_METRE_KM


def test_earth_centred_coordinates_lie_on_the_ellipsoid() -> None:
    lon, lat = np.meshgrid(np.arange(-180, 180, 10.0), np.arange(-90, 91, 10.0))
    x, y, z = np.moveaxis(geodesy.ecef_km(lon, lat), -1, 0)
    a, b = geodesy.EQUATOR_RADIUS_KM, geodesy.EQUATOR_RADIUS_KM * (1 - geodesy.FLATTENING)
    assert (x**2 + y**2) / a**2 + z**2 / b**2 == pytest.approx(1.0, abs=1e-14)


def test_half_circumference_is_the_longest_geodesic() -> None:
    assert geodesy.inverse(0.0, 90.0, 0.0, -90.0)[1] == pytest.approx(
        geodesy.HALF_CIRCUMFERENCE_KM, abs=ONE_MILLIMETRE_KM
    )


def test_geometries_go_into_the_plane_and_back() -> None:
    plane = LaunchPlane(126, 39)
    region = shapely.box(120, 30, 135, 42)
    back = plane.unproject(plane.project(region))
    assert back.equals_exact(region.normalize(), ONE_MILLIMETRE_OF_ARC_DEG, normalize=True)
    assert back.exterior.is_ccw
    points = shapely.points([[126, 39], [130, 40]])
    assert plane.project(points)[0].coords[0] == pytest.approx((0, 0))


def test_unproject_puts_the_inside_on_the_left() -> None:
    clockwise = shapely.Point(0, 0).buffer(500)
    assert not clockwise.exterior.is_ccw
    assert LaunchPlane(126, 39).unproject(clockwise).exterior.is_ccw


def test_crs_string_is_the_planes_projection() -> None:
    plane = LaunchPlane(np.float64(126), np.float64(1e-5))
    assert plane.crs == "+proj=aeqd +lat_0=1e-05 +lon_0=126.0 +datum=WGS84 +units=km"
    assert plane.forward(126, 1e-5) == pytest.approx((0, 0))


def test_planes_are_values() -> None:
    plane = LaunchPlane(126, 39)
    plane.forward(127, 40)
    assert copy.deepcopy(plane) == plane == LaunchPlane(126.0, 39.0)
    assert len({plane, LaunchPlane(126, 39)}) == 1


@pytest.mark.parametrize(
    ("call_it", "message"),
    [
        (lambda: geodesy.direct(math.nan, 0, 0, 1), "longitude nan: expected a finite number"),
        (lambda: geodesy.direct(0, [0, 95], 0, 1), "latitude 95: expected -90 to 90; give long"),
        (lambda: geodesy.direct(0, math.nan, 0, 1), "latitude nan: expected -90 to 90"),
        (lambda: geodesy.direct(0, 0, math.inf, 1), "bearing inf: expected a finite number"),
        (lambda: geodesy.direct(0, 0, 0, -5), "range -5: expected 0 to 20,004 km; check its unit"),
        (lambda: geodesy.direct(0, 0, 0, [1, 20_005]), "range 20005: expected"),
        (lambda: geodesy.direct(0, 0, 0, math.nan), "range nan: expected"),
        (lambda: geodesy.inverse(0, 0, math.inf, 0), "longitude inf: expected"),
        (lambda: geodesy.inverse(0, 0, 39, 126), "latitude 126: expected"),
        (lambda: geodesy.line(0, 0, 0, 100, 0), "step 0: expected above 0 km"),
        (lambda: geodesy.line(0, 0, 0, math.inf), "range inf: expected"),
        (lambda: geodesy.ring(0, 0, 20_100), "range 20100: expected"),
        (lambda: LaunchPlane(39, 126), "latitude 126: expected"),
        (lambda: LaunchPlane(0, 0).forward(0, math.nan), "latitude nan: expected"),
        (lambda: LaunchPlane(0, 0).inverse(20_000, 20_000), "range 28284.3: expected"),
    ],
)
def test_what_cannot_be_is_refused(call_it: Callable[[], object], message: str) -> None:
    with pytest.raises(ReportError) as refusal:
        call_it()
    assert message in str(refusal.value)


def test_construction_builds_nothing() -> None:
    geodesy._transformer.cache_clear()
    plane = LaunchPlane(1.0, 2.0)
    assert geodesy._transformer.cache_info().currsize == 0
    plane.forward(1.0, 2.0)
    assert geodesy._transformer.cache_info().currsize == 1


# --- Lambert's distances -------------------------------------------------------------------------


@given(longitudes, latitudes, longitudes, latitudes)
def test_lambert_errs_within_its_bound(
    lon: float, lat: float, other_lon: float, other_lat: float
) -> None:
    here, there = geodesy.auxiliary(lon, lat), geodesy.auxiliary(other_lon, other_lat)
    _, _, metres = PROJ.inv(lon, lat, other_lon, other_lat)
    error_km = abs(float(geodesy.lambert_km(here, there)) - metres / 1000)
    assert error_km <= geodesy.lambert_error_km(metres / 1000)


def test_lambert_errs_within_its_bound_on_many_pairs() -> None:
    rng = np.random.default_rng(17)
    n = 200_000
    lon, lat = rng.uniform(-180, 180, n), np.degrees(np.arcsin(rng.uniform(-1, 1, n)))
    km = rng.uniform(0.001, 19_950, n)
    lon2, lat2, _ = PROJ.fwd(lon, lat, rng.uniform(0, 360, n), 1000 * km)
    found = geodesy.lambert_km(geodesy.auxiliary(lon, lat), geodesy.auxiliary(lon2, lat2))
    assert (np.abs(found - km) <= geodesy.lambert_error_km(km)).all()
