"""Ballistic arcs against a textbook, a table, published figures and an independent integrator."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from scipy.integrate import solve_ivp
from shapely import Point

from geo import ballistics
from geo.ballistics import SPHERE, WGS84, equivalent, kepler, kind, rotating
from geo.ballistics.earth import MU_KM3_S2, ROTATION_RAD_S, SPHERE_RADIUS_KM
from geo.ballistics.published import ESTIMATES
from geo.errors import ReportError
from geo.geodesy import Floats

GEOD = Geod(ellps="WGS84")
TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
A_TENTH_OF_A_KM, A_TENTH_OF_A_SECOND = 0.1, 0.1
HALF_A_PERCENT = 0.005

# --- the closed form -----------------------------------------------------------------------------


def test_the_textbook() -> None:
    """Bate, Mueller and White (1971), chapter 6, in canonical units."""
    assert f"{np.degrees(kepler.range_angle(0.533, np.radians(51.32))):.1f}" == "36.4"
    assert f"{np.degrees(kepler.greatest_angle(0.95)):.1f}" == "129.6"
    angle = 8000 / 3443.9  # nautical miles, and in an Earth's radius
    q = kepler.minimum_q(angle)
    assert f"{q:.3f}" == "0.957"
    assert f"{math.sqrt(q / 1.1):.3f}" == "0.933"


@pytest.mark.parametrize(
    ("name", "coefficient"), [("r", "2.756"), ("v", "6.700"), ("phi", "-1.230")]
)
def test_influence_coefficients(name: str, coefficient: str) -> None:
    """How the range angle moves with radius, speed and angle; the book rounds the angle first."""

    def angle(r: float = 1.1, v: float = 0.905, phi: float = math.radians(30)) -> float:
        return float(kepler.range_angle(v * v * r, phi))

    middle = {"r": 1.1, "v": 0.905, "phi": math.radians(30)}[name]
    step = 1e-5
    slope = (angle(**{name: middle + step}) - angle(**{name: middle - step})) / (2 * step)
    assert f"{slope:.3f}" == coefficient


@pytest.mark.parametrize(
    ("range_km", "apogee_km", "minutes"), [(3700, "779", "17.0"), (4600, "920", "19.5")]
)
def test_standard_trajectories(range_km: float, apogee_km: str, minutes: str) -> None:
    arc = ballistics.minimum_energy(range_km)
    assert f"{arc.apogee_km:.0f}" == apogee_km
    assert f"{arc.flight_min:.1f}" == minutes


ranges_km = st.floats(50, 19_500)
apogees_km = st.floats(5, 40_000)


@given(ranges_km, apogees_km)
def test_three_ways_to_the_same_arc(range_km: float, apogee_km: float) -> None:
    arc = ballistics.from_apogee(range_km, apogee_km)
    timed = ballistics.from_time(range_km, arc.flight_min)
    launched = ballistics.from_launch(arc.speed_km_s, arc.elevation_deg)
    assert timed.apogee_km == pytest.approx(apogee_km, rel=1e-6, abs=1e-5)
    assert launched.range_km == pytest.approx(range_km, rel=1e-6)
    assert launched.apogee_km == pytest.approx(apogee_km, rel=1e-6)


@given(ranges_km, apogees_km)
def test_no_arc_is_slower_than_that_of_least_energy(range_km: float, apogee_km: float) -> None:
    least = ballistics.minimum_energy(range_km)
    arc = ballistics.from_apogee(range_km, apogee_km)
    assert arc.speed_km_s >= least.speed_km_s * (1 - 1e-12)
    assert kepler.greatest_range_km(least.speed_km_s) == pytest.approx(range_km, rel=1e-6)
    assert kepler.least_speed_km_s(range_km) == pytest.approx(least.speed_km_s, rel=1e-9)


@given(ranges_km, apogees_km, apogees_km)
def test_the_higher_the_longer(range_km: float, first_km: float, second_km: float) -> None:
    low, high = sorted((first_km, second_km))
    arcs = ballistics.from_apogee(range_km, [low, high])
    assert arcs.flight_min[0] <= arcs.flight_min[1]


def test_energy_and_momentum_are_those_of_the_ellipse() -> None:
    """Vis-viva and the area law, from the elements that the contract names."""
    range_km, apogee_km = np.array([500.0, 5000.0, 12_000.0]), np.array([2000.0, 900.0, 6000.0])
    arc = ballistics.from_apogee(range_km, apogee_km)
    top = SPHERE_RADIUS_KM + apogee_km
    half = range_km / SPHERE_RADIUS_KM / 2
    e = (top - SPHERE_RADIUS_KM) / (top - SPHERE_RADIUS_KM * np.cos(half))
    axis = top / (1 + e)
    speed = np.sqrt(MU_KM3_S2 * (2 / SPHERE_RADIUS_KM - 1 / axis))
    across = np.sqrt(MU_KM3_S2 * axis * (1 - e**2)) / SPHERE_RADIUS_KM
    anomaly = np.arccos((e - np.cos(half)) / (1 - e * np.cos(half)))
    seconds = 2 * np.sqrt(axis**3 / MU_KM3_S2) * (np.pi - anomaly + e * np.sin(anomaly))
    np.testing.assert_allclose(arc.speed_km_s, speed, rtol=1e-12)
    np.testing.assert_allclose(np.cos(np.radians(arc.elevation_deg)), across / speed, rtol=1e-9)
    np.testing.assert_allclose(arc.flight_min * 60, seconds, rtol=1e-12)


def test_a_million_pairs_in_one_call() -> None:
    rng = np.random.default_rng(4)
    range_km, apogee_km = rng.uniform(1, 20_000, 10**6), rng.uniform(0.1, 50_000, 10**6)
    arcs = ballistics.from_apogee(range_km, apogee_km)
    assert arcs.speed_km_s.shape == (10**6,)
    assert np.isfinite([arcs.speed_km_s, arcs.elevation_deg, arcs.flight_min, arcs.q]).all()
    for row in (0, 999_999):
        alone = ballistics.from_apogee(range_km[row], apogee_km[row])
        assert alone.flight_min == arcs.flight_min[row]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1000, 0), ("apogee 0", "above 0")),
        ((1000, -5), ("apogee -5", "above 0")),
        ((1000, math.inf), ("apogee inf", "at most")),
        ((1000, math.nan), ("apogee nan", "above 0")),
        ((20_100, 500), ("range 20100", "antipode")),
        ((0, 500), ("range 0", "above 0")),
        ((math.nan, 500), ("range nan", "above 0")),
    ],
)
def test_no_arc_has_such_numbers(values: tuple[float, float], words: tuple[str, ...]) -> None:
    with pytest.raises(ReportError) as caught:
        ballistics.from_apogee(*values)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize("minutes", [0.1, 2.0, 1e9, math.nan, -3.0])
def test_no_arc_lasts_so_long(minutes: float) -> None:
    with pytest.raises(ReportError, match=r"flight time .* expected more than 2\.1"):
        ballistics.from_time(1000, minutes)


@pytest.mark.parametrize("speed", [0.0, -1.0, 11.3, math.nan, math.inf])
def test_what_escapes_or_never_starts_has_no_arc(speed: float) -> None:
    with pytest.raises(ReportError, match=r"expected above 0 and below 11\.186 km/s"):
        ballistics.from_launch(speed, 45)


def test_a_shot_that_orbits_has_no_range() -> None:
    with pytest.raises(ReportError, match="antipode"):
        ballistics.from_launch(7.95, 5.0)


@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_numbers_or_an_error_but_never_nan(first: float, second: float) -> None:
    for work in (ballistics.from_apogee, ballistics.from_time, ballistics.from_launch):
        try:
            arc = work(first, second)
        except ReportError:
            continue
        assert np.isfinite([arc.speed_km_s, arc.elevation_deg, arc.flight_min, arc.apogee_km]).all()


# --- the turning Earth ---------------------------------------------------------------------------


class Lofted(NamedTuple):
    """A row of the table: impulsive launch on a turning sphere of 6,371 km."""

    lat: float
    lon: float
    bearing_deg: float
    range_km: float
    apogee_km: float
    speed_km_s: float
    elevation_deg: float
    flight_min: float
    greatest_km: float


LOFTED = {
    "2017-05-14": Lofted(40.0, 125.2, 71, 787, 2111.5, 5.590, 81.27, 28.10, 4324),
    "2017-07-04": Lofted(39.9, 125.2, 86, 933, 2802, 6.185, 81.07, 34.67, 5809),
    "2017-07-28": Lofted(40.61, 126.43, 70, 998, 3724.9, 6.790, 81.47, 43.42, 7935),
    "2017-11-29": Lofted(39.28, 125.87, 76, 950, 4475, 7.172, 81.85, 50.66, 9846),
    "2022-03-24": Lofted(39.2, 125.67, 72, 1090, 6248.5, 7.850, 81.15, 68.51, 16_907),
    "2022-11-18": Lofted(39.2, 125.67, 70, 999.2, 6040.9, 7.783, 81.62, 66.32, 15_526),
    "2023-07-12": Lofted(39.25, 125.9, 62, 1001.2, 6648.4, 7.972, 81.63, 72.58, math.inf),
    "2024-10-31": Lofted(39.1, 126.0, 62, 1001.2, 7687.5, 8.246, 81.33, 83.63, math.inf),
}


def on_sphere(lon: float, lat: float, bearing_deg: float, range_km: float) -> tuple[float, float]:
    """Where a great circle ends, by spherical trigonometry."""
    phi, turn, far = math.radians(lat), math.radians(bearing_deg), range_km / SPHERE_RADIUS_KM
    sine = math.sin(phi) * math.cos(far) + math.cos(phi) * math.sin(far) * math.cos(turn)
    east = math.sin(turn) * math.sin(far) * math.cos(phi)
    end = math.degrees(math.atan2(east, math.cos(far) - math.sin(phi) * sine))
    return lon + end, math.degrees(math.asin(sine))


@pytest.mark.parametrize("shot", LOFTED)
def test_lofted_shots_with_the_constants_of_the_table(shot: str) -> None:
    row = LOFTED[shot]
    impact = on_sphere(row.lon, row.lat, row.bearing_deg, row.range_km)
    found = rotating.shoot((row.lon, row.lat), impact, row.apogee_km, SPHERE)
    assert found.speed_km_s == pytest.approx(row.speed_km_s, abs=0.002)
    assert found.elevation_deg == pytest.approx(row.elevation_deg, abs=0.02)
    assert found.flight_min == pytest.approx(row.flight_min, abs=0.02)
    assert kepler.greatest_range_km(found.speed_km_s) == pytest.approx(row.greatest_km, rel=0.002)


@pytest.mark.parametrize("shot", LOFTED)
def test_lofted_shots_on_the_ellipsoid(shot: str) -> None:
    row = LOFTED[shot]
    lon, lat, _ = GEOD.fwd(row.lon, row.lat, row.bearing_deg, 1000 * row.range_km)
    found = ballistics.shoot((row.lon, row.lat), (lon, lat), row.apogee_km)
    assert found.speed_km_s == pytest.approx(row.speed_km_s, rel=HALF_A_PERCENT)
    assert found.elevation_deg == pytest.approx(row.elevation_deg, rel=HALF_A_PERCENT)
    assert found.flight_min == pytest.approx(row.flight_min, rel=HALF_A_PERCENT)
    greatest = kepler.greatest_range_km(found.speed_km_s)
    assert greatest == pytest.approx(row.greatest_km, rel=HALF_A_PERCENT)


class Flown(NamedTuple):
    """What the integrator found: impact, time, top, and longitude, latitude and km on the way."""

    lon: float
    lat: float
    seconds: float
    apogee_km: float
    passed: list[tuple[float, float, float]]


def surveyed(state: Floats) -> tuple[float, float, float]:
    """Longitude, latitude and height in metres."""
    x, y, z = 1000 * state[:3]
    lon, lat, metres = TO_ECEF.transform(x, y, z, direction="INVERSE")
    return float(lon), float(lat), float(metres)


def integrated(shot: rotating.Shot, at_s: Sequence[float] | Floats = ()) -> Flown:
    """Fly a launch through a point mass's pull in the frame that turns with the Earth.

    Axes, launch velocity, gravity, Coriolis and centrifugal terms are written down here anew; the
    ellipsoid is PROJ's.
    """
    start = np.array(TO_ECEF.transform(shot.lon, shot.lat, 0.0)) / 1000
    lam, phi = math.radians(float(shot.lon)), math.radians(float(shot.lat))
    east = np.array([-math.sin(lam), math.cos(lam), 0])
    north = np.array(
        [-math.sin(phi) * math.cos(lam), -math.sin(phi) * math.sin(lam), math.cos(phi)]
    )
    up = np.array([math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)])
    steep, turn = math.radians(float(shot.elevation_deg)), math.radians(float(shot.azimuth_deg))
    level = math.sin(turn) * east + math.cos(turn) * north
    velocity = float(shot.speed_km_s) * (math.sin(steep) * up + math.cos(steep) * level)
    spin = np.array([0, 0, ROTATION_RAD_S])

    def height(_t: float, state: Floats) -> float:
        return surveyed(state)[2] / 1000

    def slope(_t: float, state: Floats) -> Floats:
        where, moving = state[:3], state[3:]
        pull = -MU_KM3_S2 * where / np.linalg.norm(where) ** 3
        turned = -2 * np.cross(spin, moving) - np.cross(spin, np.cross(spin, where))
        return np.concatenate([moving, pull + turned])

    def down(t: float, state: Floats) -> float:
        return height(t, state) if t > 1 else 1.0

    down.terminal, down.direction = True, -1  # type: ignore[attr-defined]
    flown = solve_ivp(
        slope,
        (0, 90 * float(shot.flight_min)),
        np.concatenate([start, velocity]),
        method="DOP853",
        rtol=1e-10,
        atol=1e-9,
        events=down,
        dense_output=True,
    )
    assert flown.t_events[0].size == 1
    seconds = float(flown.t_events[0][0])
    lon, lat, _ = surveyed(flown.y_events[0][0])
    times = np.linspace(0, seconds, 400)
    highest = max(height(t, flown.sol(t)) for t in times)
    passed = [surveyed(flown.sol(t)) for t in at_s]
    return Flown(lon, lat, seconds, highest, [(x, y, metres / 1000) for x, y, metres in passed])


@st.composite
def shots(draw: st.DrawFn) -> tuple[float, ...]:
    """Launch, bearing, range and apogee within the contract's bounds."""
    range_km = draw(st.floats(100, 13_000))
    least_km = max(20.0, 0.03 * range_km)
    apogee_km = math.exp(draw(st.floats(math.log(least_km), math.log(8000))))
    return (
        draw(st.floats(-180, 179.9)),
        draw(st.floats(-90, 90)),
        draw(st.floats(0, 360)),
        range_km,
        max(apogee_km, least_km),
    )


@settings(max_examples=60, deadline=None)
@given(shots())
@example((125.67, 39.2, 72.0, 1090.0, 6248.5))
@example((126.4, 40.6, 270.0, 1200.0, 8000.0))
@example((0.0, 0.0, 270.0, 13_000.0, 390.0))
@example((179.9, -89.9, 10.0, 13_000.0, 8000.0))
@example((10.0, 90.0, 45.0, 100.0, 20.0))
@example((-60.0, 45.0, 0.0, 10_000.0, 300.0))
def test_an_integrator_lands_at_the_same_place_and_time(given_shot: tuple[float, ...]) -> None:
    lon, lat, bearing_deg, range_km, apogee_km = given_shot
    impact_lon, impact_lat, _ = GEOD.fwd(lon, lat, bearing_deg, 1000 * range_km)
    shot = ballistics.shoot((lon, lat), (impact_lon, impact_lat), apogee_km)
    flown = integrated(shot)
    _, _, off_m = GEOD.inv(impact_lon, impact_lat, flown.lon, flown.lat)
    assert off_m / 1000 < A_TENTH_OF_A_KM
    assert abs(flown.seconds - 60 * shot.flight_min) < A_TENTH_OF_A_SECOND
    # sampled 400 times, the top may be missed by a 400th of the climb's curvature
    assert flown.apogee_km == pytest.approx(apogee_km, rel=1e-4)


@settings(max_examples=25, deadline=None)
@given(shots())
def test_a_time_gives_back_its_apogee(given_shot: tuple[float, ...]) -> None:
    lon, lat, bearing_deg, range_km, apogee_km = given_shot
    impact_lon, impact_lat, _ = GEOD.fwd(lon, lat, bearing_deg, 1000 * range_km)
    shot = ballistics.shoot((lon, lat), (impact_lon, impact_lat), apogee_km)
    timed = rotating.shoot_timed((lon, lat), (impact_lon, impact_lat), shot.flight_min)
    assert timed.possible
    assert timed.apogee_km == pytest.approx(apogee_km, rel=1e-5)
    assert timed.speed_km_s == pytest.approx(shot.speed_km_s, rel=1e-6)


def test_the_track_runs_from_launch_to_impact_through_the_apogee() -> None:
    row = LOFTED["2022-03-24"]
    lon, lat, _ = GEOD.fwd(row.lon, row.lat, row.bearing_deg, 1000 * row.range_km)
    shot = ballistics.shoot((row.lon, row.lat), (lon, lat), row.apogee_km)
    minutes = np.linspace(0, float(shot.flight_min), 2001)
    at_lon, at_lat, height_km = shot.position(minutes)
    for end, (x, y) in ((0, (row.lon, row.lat)), (-1, (lon, lat))):
        assert GEOD.inv(at_lon[end], at_lat[end], x, y)[2] < 1
        assert abs(height_km[end]) < 1e-3
    assert height_km.max() == pytest.approx(row.apogee_km, abs=0.02)
    _, _, geodesic_m = GEOD.inv(row.lon, row.lat, at_lon[1000], at_lat[1000])
    azimuth, _, _ = GEOD.inv(row.lon, row.lat, at_lon[1000], at_lat[1000])
    # half-way in time a lofted shot is off the geodesic to its impact: the ground turned below it
    off_km = geodesic_m / 1000 * math.sin(math.radians(azimuth - row.bearing_deg))
    assert abs(off_km) > 5


def test_the_track_is_the_integrator_s() -> None:
    """At every tenth of a lofted flight, in place and height."""
    row = LOFTED["2022-11-18"]
    lon, lat, _ = GEOD.fwd(row.lon, row.lat, row.bearing_deg, 1000 * row.range_km)
    shot = ballistics.shoot((row.lon, row.lat), (lon, lat), row.apogee_km)
    minutes = np.linspace(0.05, 0.95, 10) * float(shot.flight_min)
    flown = integrated(shot, 60 * minutes)
    for passed, x, y, height_km in zip(flown.passed, *shot.position(minutes), strict=True):
        assert GEOD.inv(passed[0], passed[1], x, y)[2] / 1000 < A_TENTH_OF_A_KM
        assert height_km == pytest.approx(passed[2], abs=A_TENTH_OF_A_KM)


def test_a_still_earth_gives_the_closed_form() -> None:
    still = ballistics.Earth(SPHERE_RADIUS_KM, 0.0, rotation_rad_s=0.0)
    for range_km, apogee_km in ((300.0, 60.0), (1090.0, 6248.5), (12_000.0, 1300.0)):
        impact = on_sphere(20.0, -30.0, 200.0, range_km)
        shot = rotating.shoot((20.0, -30.0), impact, apogee_km, still)
        arc = ballistics.from_apogee(range_km, apogee_km)
        assert shot.flight_min == pytest.approx(arc.flight_min, rel=1e-9)
        assert shot.speed_km_s == pytest.approx(arc.speed_km_s, rel=1e-9)
        assert shot.elevation_deg == pytest.approx(arc.elevation_deg, abs=1e-6)
        assert shot.azimuth_deg == pytest.approx(200.0, abs=1e-6)
        assert shot.impact_angle_deg == pytest.approx(arc.elevation_deg, abs=1e-6)


def test_reentry_is_faster_lower_and_steeper_than_nothing() -> None:
    """At 100 km the energy is that of the impact, less the height."""
    row = LOFTED["2017-11-29"]
    impact = on_sphere(row.lon, row.lat, row.bearing_deg, row.range_km)
    still = ballistics.Earth(SPHERE_RADIUS_KM, 0.0, rotation_rad_s=0.0)
    shot = rotating.shoot((row.lon, row.lat), impact, row.apogee_km, still)
    speed, angle = shot.reentry()
    top = SPHERE_RADIUS_KM + 100
    gained = 2 * MU_KM3_S2 * (1 / SPHERE_RADIUS_KM - 1 / top)
    assert speed**2 == pytest.approx(shot.impact_speed_km_s**2 - gained, rel=1e-9)
    momentum = shot.impact_speed_km_s * math.cos(math.radians(shot.impact_angle_deg))
    assert speed * math.cos(math.radians(angle)) * top == pytest.approx(
        momentum * SPHERE_RADIUS_KM, rel=1e-6
    )
    low = rotating.shoot((row.lon, row.lat), impact, 90.0)
    assert np.isnan(low.reentry()).all()


def test_straight_up_and_half_round_the_world_have_arcs() -> None:
    """Where the ground of the impact turns to below the launch, and past the antipode."""
    turned = math.degrees(ROTATION_RAD_S * 60 * 43.0)
    up = rotating.shoot((0.0, 0.0), (-turned, 0.0), 3900.0)
    assert np.isfinite([up.speed_km_s, up.azimuth_deg, up.flight_min]).all()
    east = rotating.shoot((0.0, 0.0), (175.0, 0.0), 3000.0)
    assert east.azimuth_deg == pytest.approx(90.0)
    assert integrated(east).seconds == pytest.approx(60 * east.flight_min, abs=0.1)


@pytest.mark.parametrize(
    ("given_shot", "words"),
    [
        ((126.0, 39.0, 126.0, 39.0, 500.0), ("range 0", "at least 1 m apart")),
        ((126.0, 39.0, 130.0, 39.0, 0.0), ("apogee 0", "above 0")),
        ((0.0, 45.0, 180.0, 45.0, 0.5), ("apogee 0.5", "bulge")),
        ((126.0, 139.0, 130.0, 39.0, 5.0), ("latitude 139", "-90 to 90")),
        ((math.nan, 39.0, 130.0, 39.0, 5.0), ("longitude nan", "finite")),
    ],
)
def test_no_shot_has_such_numbers(
    given_shot: tuple[float, float, float, float, float], words: tuple[str, ...]
) -> None:
    with pytest.raises(ReportError) as caught:
        ballistics.shoot(given_shot[:2], given_shot[2:4], given_shot[4])
    assert all(word in str(caught.value) for word in words)


@settings(deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.floats(0.001, 50_000),
)
def test_any_two_points_give_numbers_or_an_error(
    lon: float, lat: float, impact_lon: float, impact_lat: float, apogee_km: float
) -> None:
    try:
        shot = ballistics.shoot((lon, lat), (impact_lon, impact_lat), apogee_km)
    except ReportError:
        return
    assert np.isfinite([shot.speed_km_s, shot.elevation_deg, shot.azimuth_deg]).all()
    assert np.isfinite([shot.flight_min, shot.impact_speed_km_s, shot.impact_angle_deg]).all()


# --- the kind of shot, and the band --------------------------------------------------------------


@pytest.mark.parametrize(
    ("range_km", "apogee_km", "word"),
    [
        (998, 3724.9, "lofted"),
        (450, 900, "lofted"),
        (4600, 970, "near_minimum_energy"),  # 4 October 2022, over Japan
        (3700, 770, "near_minimum_energy"),  # 15 September 2017, over Japan
        (600, 100, "depressed"),
        (1100, 100, "depressed_or_gliding"),  # 6 January 2025
    ],
)
def test_kinds_of_shots(range_km: float, apogee_km: float, word: str) -> None:
    assert kind.of(range_km, apogee_km) == word


@pytest.mark.parametrize("left_out", [None, *(e.date for e in ESTIMATES)])
def test_the_band_holds_every_published_range(left_out: str | None) -> None:
    """Also those of the shot that the allowance was fitted without."""
    share = equivalent.excess([e for e in ESTIMATES if e.date != left_out])
    for estimate in ESTIMATES:
        impact = GEOD.fwd(
            estimate.lon, estimate.lat, estimate.bearing_deg, 1000 * estimate.range_km
        )
        shot = ballistics.shoot((estimate.lon, estimate.lat), impact[:2], estimate.apogee_km)
        low, high = equivalent.still_km(shot.speed_km_s, shot.elevation_deg, share=share)
        assert high >= estimate.standard_km
        assert estimate.at_least or low <= estimate.standard_km


def test_the_estimates_are_those_of_the_table() -> None:
    for estimate in ESTIMATES:
        row = LOFTED[estimate.date]
        assert (estimate.lat, estimate.lon, estimate.bearing_deg) == row[:3]
        assert (estimate.range_km, estimate.apogee_km) == row[3:5]


@given(st.floats(0.5, 11), st.floats(0.1, 90))
def test_the_band_is_narrow_short_of_global_reach(speed: float, elevation_deg: float) -> None:
    low, high = equivalent.still_km(speed, elevation_deg)
    q = speed**2 * SPHERE_RADIUS_KM / MU_KM3_S2
    if q < 0.95:
        assert 1 <= np.minimum(high, equivalent.WHOLE_EARTH_KM) / low <= 1.4
    assert high >= low
    assert not np.isnan([low, high]).any()


def test_a_shot_of_least_energy_is_allowed_nothing() -> None:
    arc = ballistics.minimum_energy(4600)
    low, high = equivalent.still_km(arc.speed_km_s, arc.elevation_deg)
    assert low == pytest.approx(4600)
    assert high == pytest.approx(4600)


MUPYONG_NI = (126.4, 40.6)
CITIES = {  # as published for a range of 10,400 km without rotation
    "Los Angeles": (-118.24, 34.05, 11_700),
    "Denver": (-104.99, 39.74, 11_400),
    "Chicago": (-87.63, 41.88, 11_100),
    "Boston": (-71.06, 42.36, 10_750),
    "New York": (-74.01, 40.71, 10_850),
    "Washington": (-77.04, 38.90, 10_900),
}


@pytest.mark.parametrize("city", CITIES)
def test_the_earth_turns_under_a_missile_to_america(city: str) -> None:
    lon, lat, published_km = CITIES[city]
    bearing_deg, _, _ = GEOD.inv(*MUPYONG_NI, lon, lat)
    speed = kepler.least_speed_km_s(10_400)
    reached = equivalent.farthest_km(MUPYONG_NI, bearing_deg, speed)
    assert reached == pytest.approx(published_km, rel=0.03)


@pytest.mark.parametrize(
    ("bearing_deg", "range_km"), [(90, 12_352), (0, 10_183), (270, 9281)], ids=("E", "N", "W")
)
def test_reach_by_bearing(bearing_deg: float, range_km: float) -> None:
    speed = kepler.least_speed_km_s(10_400)
    reached = equivalent.farthest_km(MUPYONG_NI, bearing_deg, speed)
    assert reached == pytest.approx(range_km, rel=HALF_A_PERCENT)


@settings(max_examples=20, deadline=None)
@given(st.floats(-180, 180), st.floats(-89, 89), st.floats(0, 360), st.floats(0.5, 7.3))
def test_nothing_beyond_the_reach_is_reached(
    lon: float, lat: float, bearing_deg: float, speed: float
) -> None:
    """Brute force: no apogee makes the point one per cent farther cheap enough, some the nearer."""
    far_km = float(equivalent.farthest_km((lon, lat), bearing_deg, speed))
    if not math.isfinite(far_km):
        return
    heights = np.exp(np.linspace(math.log(0.05), math.log(2.5), 60)) * far_km / 4

    def needed(range_km: float) -> float:
        impact_lon, impact_lat, _ = GEOD.fwd(lon, lat, bearing_deg, 1000 * range_km)
        arcs = rotating.shoot_any((lon, lat), (impact_lon, impact_lat), heights)
        return float(np.min(arcs.speed_km_s[arcs.possible]))

    assert needed(0.99 * far_km) < speed
    assert needed(1.01 * far_km) > speed


@pytest.mark.parametrize("speed", [2.0, 7.262, 7.7])
@pytest.mark.parametrize("launch", [MUPYONG_NI, (179.0, -10.0), (30.0, 88.0)])
def test_reach_as_a_polygon(speed: float, launch: tuple[float, float]) -> None:
    region = equivalent.area(launch, speed)
    assert region.is_valid
    bearings = np.arange(5.0, 360.0, 50.0)
    reached = equivalent.farthest_km(launch, bearings, speed)
    for bearing_deg, far_km in zip(bearings, reached, strict=True):
        if not np.isfinite(far_km) or far_km > 19_000:
            continue
        for share, inside in ((0.999, True), (1.001, False)):
            lon, lat, _ = GEOD.fwd(*launch, bearing_deg, 1000 * share * far_km)
            assert region.contains(Point(lon, lat)) is inside


def test_everything_is_in_reach_of_enough_speed() -> None:
    assert equivalent.area(MUPYONG_NI, 9.0).bounds == (-180, -90, 180, 90)
    assert np.isinf(equivalent.farthest_km(MUPYONG_NI, [0, 90, 180, 270], 9.0)).all()
    with pytest.raises(ReportError, match="escapes"):
        equivalent.farthest_km(MUPYONG_NI, 0, 11.2)


def test_the_ellipsoid_is_that_of_proj() -> None:
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(-180, 180, 500), rng.uniform(-90, 90, 500)
    height = rng.uniform(0, 8000, 500)
    there = np.stack(TO_ECEF.transform(lon, lat, 1000 * height), axis=-1) / 1000
    back = WGS84.geodetic(there)
    np.testing.assert_allclose(back[0], lon, atol=1e-9)
    np.testing.assert_allclose(back[1], lat, atol=1e-9)
    np.testing.assert_allclose(back[2], height, atol=1e-6)
