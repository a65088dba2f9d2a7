import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod
from scipy import stats

from geo import splash
from geo.errors import ContradictionError
from geo.geodesy import Floats
from geo.measure import parse_distance
from geo.splash import Flight, Splash, bearings_for, draw, sample
from geo.splash.distributions import Bearings, any_bearing, normal_bearings
from geo.splash.launcharea import Point
from geo.spreads import Spreads

GEOD = Geod(ellps="WGS84")
ONE_MILLIMETRE = 1e-3
HALF_A_POINT = 0.005
A_FIFTH_OF_A_POINT = 0.002
EAST, ITS_SD = 90.0, 2.0
FLIGHT = Flight(
    Point(127, 39, 5.0),
    parse_distance("about 1000 km"),
    normal_bearings(((EAST, ITS_SD),)),
    Spreads(),
)


def beyond(sd: float) -> float:
    """The chance that a bearing lies more than some standard deviations clockwise."""
    return float(stats.norm.sf(sd))


def bearing_sd(points: Splash) -> Floats:
    """Bearings in standard deviations from the middle."""
    return np.asarray((points.bearing_deg - EAST) / ITS_SD)


def hit(seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return seen


def test_every_point_starts_from_its_own_launch() -> None:
    points = sample(FLIGHT)
    assert len(np.unique(points.launch_lon)) == points.lon.size
    lon, lat, _ = GEOD.fwd(
        points.launch_lon.ravel(),
        points.launch_lat.ravel(),
        points.bearing_deg.ravel(),
        1000 * points.range_km.ravel(),
    )
    _, _, off = GEOD.inv(lon, lat, points.lon.ravel(), points.lat.ravel())
    assert np.max(off) < ONE_MILLIMETRE


def test_launch_range_and_bearing_are_independent() -> None:
    points = sample(FLIGHT)
    drawn = [points.launch_lon, points.launch_lat, points.range_km, points.bearing_deg]
    rank = stats.spearmanr(np.stack([x.ravel() for x in drawn], axis=1)).statistic
    assert np.abs(rank - np.eye(4)).max() < HALF_A_POINT


def test_a_sample_is_the_same_every_time() -> None:
    first, second = sample(FLIGHT), sample(FLIGHT)
    assert all(
        (getattr(first, name) == getattr(second, name)).all() for name in ("lon", "lat", "weight")
    )


def made(weight: Floats) -> Splash:
    """Points that are nowhere, with some weights."""
    nowhere = np.zeros_like(weight)
    return Splash(nowhere, nowhere, weight, nowhere, nowhere, nowhere, nowhere)


def test_a_share_is_the_mean_of_independent_randomisations() -> None:
    inside = np.random.default_rng(1).uniform(size=(8, 64)) < 0.3
    found = made(np.ones((8, 64))).share(inside)
    assert found.value == pytest.approx(inside.mean())
    assert found.stderr == pytest.approx(stats.sem(inside.mean(axis=1)))


def test_the_error_of_a_weighted_share_is_that_of_the_jackknife() -> None:
    rng = np.random.default_rng(2)
    weight, inside = rng.uniform(size=(8, 256)), rng.uniform(size=(8, 256)) < 0.4
    without = [
        made(np.delete(weight, row, axis=0)).share(np.delete(inside, row, axis=0)).value
        for row in range(8)
    ]
    jackknife = np.sqrt(7 * np.var(without))
    assert made(weight).share(inside).stderr == pytest.approx(jackknife, rel=0.02)


@given(st.floats(1e-9, 1e9), st.integers(1, 200))
def test_effective_number_of_equal_weights_is_their_number(weight: float, count: int) -> None:
    assert made(np.full((8, count), weight)).effective == pytest.approx(8 * count)


def test_a_share_of_a_chance_that_is_known() -> None:
    drawn = draw(FLIGHT, (), lambda points: bearing_sd(points) > 0.5, hit, A_FIFTH_OF_A_POINT)
    assert drawn.share.value == pytest.approx(beyond(0.5), abs=3 * A_FIFTH_OF_A_POINT)
    assert drawn.share.stderr <= A_FIFTH_OF_A_POINT
    assert not drawn.capped


@pytest.mark.parametrize("rare", [1.0, 2.5, 3.0, 3.5, 3.9])
def test_what_few_points_survive_is_drawn_again_where_they_are(rare: float) -> None:
    """Down to one point in 20,000 the chance after an exclusion is that of the normal's tail."""

    def survives(points: Splash) -> Floats:
        return (bearing_sd(points) > rare).astype(float)

    drawn = draw(FLIGHT, [survives], lambda points: bearing_sd(points) > rare + 0.2, hit, 0.002)
    truth = beyond(rare + 0.2) / beyond(rare)
    assert drawn.share.value == pytest.approx(truth, abs=HALF_A_POINT)
    assert not drawn.capped


@pytest.mark.parametrize("rare", [1.0, 2.5, 3.0])
def test_survivors_on_both_sides_are_kept(rare: float) -> None:
    def survives(points: Splash) -> Floats:
        return (np.abs(bearing_sd(points)) > rare).astype(float)

    drawn = draw(FLIGHT, [survives], lambda points: bearing_sd(points) > 0, hit, 0.002)
    assert drawn.share.value == pytest.approx(0.5, abs=HALF_A_POINT)


@pytest.mark.parametrize(("off", "sd"), [(0.0, 0.05), (2.0, 0.2), (4.0, 0.5), (3.5, 0.1)])
def test_a_narrow_likelihood_meets_the_product_of_normals(off: float, sd: float) -> None:
    """A normal statement about the bearing, off from what was drawn, moves the middle to it."""

    def likelihood(points: Splash) -> Floats:
        return np.asarray(np.exp(-0.5 * ((bearing_sd(points) - off) / sd) ** 2))

    mean, narrowed = off / (1 + sd**2), sd / np.hypot(1, sd)
    drawn = draw(
        FLIGHT,
        [likelihood],
        lambda points: bearing_sd(points) > mean + narrowed / 2,
        hit,
        A_FIFTH_OF_A_POINT,
    )
    assert drawn.share.value == pytest.approx(beyond(0.5), abs=HALF_A_POINT)


@pytest.mark.parametrize("rare", [5.0, 20.0, 1000.0])
def test_nothing_is_said_where_hardly_a_point_survives(rare: float) -> None:
    def survives(points: Splash) -> Floats:
        return (bearing_sd(points) > rare).astype(float)

    def far_off(points: Splash) -> Floats:
        return np.asarray(np.exp(-0.5 * (40 + np.abs(bearing_sd(points))) ** 2))

    for weight in (survives, far_off):
        with pytest.raises(ContradictionError):
            draw(FLIGHT, [weight], lambda points: bearing_sd(points) > 0, hit, A_FIFTH_OF_A_POINT)


def test_doubling_draws_the_points_of_a_larger_sample() -> None:
    seen_log2 = []

    def look(points: Splash) -> NDArray[np.bool_]:
        seen_log2.append(points.lon.shape[1])
        return bearing_sd(points) * np.sin(points.range_km) > 0.3  # too rough to be easy

    drawn = draw(FLIGHT, (), look, hit, 0.0007)
    assert len(seen_log2) > 1
    assert sum(seen_log2) == drawn.splash.lon.shape[1]
    whole = sample(FLIGHT, (), int(np.log2(sum(seen_log2))))
    assert (drawn.splash.lon == whole.lon).all()
    assert (drawn.splash.weight == whole.weight).all()


def test_a_sample_that_cannot_be_precise_enough_says_so() -> None:
    drawn = draw(FLIGHT, (), lambda points: np.sin(1e9 * points.lon) > 0, hit, 1e-5)
    assert drawn.capped
    assert drawn.splash.lon.shape == (8, 2**splash.MOST_LOG2)


@given(stderr=st.floats(1e-5, 0.2))
@settings(max_examples=25, deadline=None)
def test_the_error_asked_for_is_kept_or_the_cap_is_said(stderr: float) -> None:
    drawn = draw(FLIGHT, (), lambda points: bearing_sd(points) > 0.3, hit, stderr)
    assert drawn.capped or drawn.share.stderr <= stderr


def spread_of(bearings: Bearings) -> tuple[float, float]:
    u = (np.arange(100_000) + 0.5) / 100_000
    off = (bearings.quantile(u) - bearings.median_deg + 180) % 360 - 180
    return round(bearings.median_deg, 1), round(float(off.std()), 1)


@pytest.mark.parametrize(
    ("given_direction", "expected"),
    [
        ((58.0, None, None, None), (58.0, 2.0)),
        ((58.0, None, 3.5, None), (58.0, 3.5)),
        ((58.0, None, None, (72.0, 14.0)), (58.0, 2.0)),  # degrees need no habit
        ((45.0, 8, None, None), (45.0, 20.0)),
        ((67.5, 16, None, None), (67.5, 11.0)),
        ((45.0, 8, 5.0, None), (45.0, 5.0)),
        ((45.0, 8, None, (72.0, 14.0)), (63.1, 11.5)),  # as published
        ((None, None, None, (72.0, 14.0)), (72.0, 14.0)),
    ],
)
def test_bearings_from_a_direction_and_a_habit(
    given_direction: tuple[float | None, int | None, float | None, tuple[float, float] | None],
    expected: tuple[float, float],
) -> None:
    assert spread_of(bearings_for(*given_direction, Spreads())) == expected


def test_nothing_known_is_every_bearing() -> None:
    assert bearings_for(None, None, None, None, Spreads()) is any_bearing()
