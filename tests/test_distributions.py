from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from geo import geodesy
from geo.geodesy import Floats
from geo.measure import Measure, parse_distance
from geo.splash import distributions
from geo.splash.distributions import any_bearing, normal_bearings, normal_quantile, t3_with_rounding
from geo.spreads import Spreads

DRAWS = 2_000_000
EVEN = (np.arange(200_000) + 0.5) / 200_000
ITS_GRAIN = 1 / len(EVEN)
TWO_SAMPLES_APART = 1.63 * (1 / DRAWS + 1 / len(EVEN)) ** 0.5  # Kolmogorov-Smirnov at 1 %
ONE_IN_A_HUNDRED_THOUSAND = 1e-5
ONE_IN_A_THOUSAND = 1e-3
FOUR_STANDARD_ERRORS = 4
A_HUNDREDTH_OF_A_DEGREE = 0.01
SMALLEST_SHARE = 2.0**-53
SHARES = np.array([1e-5, 0.001, 0.01, 0.05, 0.25, 0.4, 0.5, 0.6, 0.75, 0.95, 0.99, 0.999, 1 - 1e-5])


def convolved_cdf(x: float, half_step: float) -> float:
    """Distribution function of T3 + U(-h, h): the mean of T3's over the step, by Gauss-Legendre."""
    nodes, weights = np.polynomial.legendre.leggauss(400)
    return float(weights @ stats.t(3).cdf(x - half_step * nodes) / 2)


@pytest.mark.parametrize("half_step", [0.0, 0.01, 0.5, 1.0, 2.0, 20.0])
def test_t_with_rounding_agrees_with_numerical_convolution(half_step: float) -> None:
    found = t3_with_rounding(SHARES, 0.0, 1.0, half_step)
    tail = np.minimum(SHARES, 1 - SHARES)
    missed = [
        abs(convolved_cdf(x, half_step) - u) for x, u in zip(found, SHARES, strict=True)
    ] / tail
    assert missed.max() < ONE_IN_A_THOUSAND


def test_t_with_rounding_agrees_with_random_draws() -> None:
    rng = np.random.default_rng(3)
    draws = np.sort(1100 + 27.5 * rng.standard_t(3, DRAWS) + rng.uniform(-50, 50, DRAWS))
    found = t3_with_rounding(SHARES, 1100, 27.5, 50)
    shares = np.searchsorted(draws, found) / len(draws)
    stderr = np.sqrt(SHARES * (1 - SHARES) / len(draws))
    assert (np.abs(shares - SHARES) < FOUR_STANDARD_ERRORS * stderr).all()


def test_t_without_rounding_is_students() -> None:
    found = t3_with_rounding(SHARES, 0.0, 1.0, 0.0)
    assert found == pytest.approx(stats.t(3).ppf(SHARES), rel=1e-4, abs=1e-6)


@given(
    centre=st.floats(1, 19_000),
    scale=st.floats(0.01, 500),
    half_step=st.floats(0, 500),
    u=st.lists(st.floats(0.0001, 0.9999), min_size=2, max_size=20),
)
@example(centre=1.0, scale=394.0, half_step=0.03125, u=[0.5, 0.0001])  # hardly any rounding
def test_t_with_rounding_is_symmetric_and_rises(
    centre: float, scale: float, half_step: float, u: list[float]
) -> None:
    shares = np.sort(u)
    found = t3_with_rounding(shares, centre, scale, half_step)
    mirrored = t3_with_rounding(1 - shares, centre, scale, half_step)
    assert (np.diff(found) >= 0).all()
    assert found + mirrored == pytest.approx(2 * centre, abs=1e-6 * (scale + half_step + centre))


def test_normal_quantile_agrees_with_the_standard_library() -> None:
    shares = [1e-12, 1e-9, 1e-6, *np.linspace(0.001, 0.999, 999), 1 - 1e-6, 1 - 1e-9]
    truth = np.array([NormalDist().inv_cdf(u) for u in shares])
    assert np.abs(normal_quantile(np.array(shares)) - truth).max() < ONE_IN_A_HUNDRED_THOUSAND


def ranges(text: str, farthest_km: float = geodesy.MAX_RANGE_KM) -> Floats:
    return distributions.range_km(EVEN, parse_distance(text), Spreads(), farthest_km)


def test_about_is_students_t_of_two_and_a_half_percent_and_the_rounding() -> None:
    rng = np.random.default_rng(11)
    draws = 1100 + 0.025 * 1100 * rng.standard_t(3, DRAWS) + rng.uniform(-50, 50, DRAWS)
    assert stats.ks_2samp(ranges("about 1100 km"), draws).statistic < TWO_SAMPLES_APART


def test_a_number_without_a_qualifier_is_about() -> None:
    assert (ranges("1100 km") == ranges("about 1100 km")).all()


def test_a_number_with_decimals_has_its_own_rounding_only() -> None:
    found = ranges("1034.5 km")
    assert (found.min(), found.max()) == pytest.approx((1034.45, 1034.55), abs=1e-6)


@pytest.mark.parametrize("text", ["at least 800 km", "over 800 km", "more than 800 km"])
def test_at_least_is_half_normal_upward(text: str) -> None:
    found = ranges(text)
    assert found.min() >= 800
    assert stats.kstest(found, stats.halfnorm(800, 80).cdf).statistic < ITS_GRAIN


def test_at_most_is_half_normal_downward() -> None:
    found = ranges("at most 800 km")
    assert found.max() <= 800
    assert stats.kstest(-found, stats.halfnorm(-800, 80).cdf).statistic < ITS_GRAIN


def test_a_span_is_uniform_with_soft_edges() -> None:
    found = ranges("500-700 km")
    soft_km = 0.025 * 600
    within = np.mean((found > 500 + 3 * soft_km) & (found < 700 - 3 * soft_km))
    assert within == pytest.approx((200 - 6 * soft_km) / 200, abs=0.02)
    assert np.mean(found < 500) == pytest.approx(
        soft_km * stats.t(3).expect(lambda t: max(t, 0)) / 200, abs=1e-3
    )


def test_exact_is_the_rounding_alone() -> None:
    measure = Measure(km=1000, bound="exact", step_km=100)
    found = distributions.range_km(EVEN, measure, Spreads(), geodesy.MAX_RANGE_KM)
    assert stats.kstest(found, stats.uniform(950, 100).cdf).statistic < ITS_GRAIN


@given(
    km=st.floats(0.01, 20_000),
    bound=st.sampled_from(["about", "exact", "at_least", "over", "at_most"]),
    step=st.sampled_from([0.1, 1.0, 10.0, 50.0, 100.0]),
)
def test_ranges_are_possible(km: float, bound: str, step: float) -> None:
    measure = Measure(km=km, bound=bound, step_km=step)
    u = np.array([SMALLEST_SHARE, 0.25, 0.5, 0.75, 1 - SMALLEST_SHARE])
    found = distributions.range_km(u, measure, Spreads(), geodesy.MAX_RANGE_KM)
    assert (found >= distributions.LEAST_RANGE_KM).all()
    assert (found <= geodesy.MAX_RANGE_KM).all()


def mean_and_sd(bearings: distributions.Bearings) -> tuple[float, float]:
    """Mean in [0, 360) and standard deviation about it, going round the circle."""
    deg = bearings.quantile(EVEN)
    off = (deg - bearings.median_deg + 180) % 360 - 180
    return float((bearings.median_deg + off.mean()) % 360), float(off.std())


def product(*parts: tuple[float, float]) -> tuple[float, float]:
    """Mean and standard deviation of a product of normals far from the wrap."""
    weights = [1 / sd**2 for _, sd in parts]
    mean = sum(w * m for w, (m, _) in zip(weights, parts, strict=True)) / sum(weights)
    return mean, sum(weights) ** -0.5


def test_north_east_times_the_habit_is_the_published_product() -> None:
    mean, sd = mean_and_sd(normal_bearings(((45.0, 20.0), (72.0, 14.0))))
    assert round(mean, 1) == 63.1
    assert round(sd, 1) == 11.5


@given(
    mean=st.floats(0, 360),
    off=st.floats(-60, 60),
    first=st.floats(0.5, 20),
    second=st.floats(5, 20),
)
@settings(max_examples=40, deadline=None)
def test_products_have_the_closed_form_also_near_the_wrap(
    mean: float, off: float, first: float, second: float
) -> None:
    found_mean, found_sd = mean_and_sd(normal_bearings(((mean, first), (mean + off, second))))
    true_mean, true_sd = product((mean, first), (mean + off, second))
    assert abs((found_mean - true_mean + 180) % 360 - 180) < A_HUNDREDTH_OF_A_DEGREE
    assert found_sd == pytest.approx(true_sd, rel=0.002)


@pytest.mark.parametrize("mean", [0.0, 0.001, 180.0, 359.999])
@pytest.mark.parametrize("sd", [0.001, 2.0, 20.0, 45.0])
def test_tails_of_a_bearing_are_normal(mean: float, sd: float) -> None:
    z = (
        np.array([-4.0, -3.0, -1.0, 0.0, 1.0, 3.0, 4.0])[np.newaxis]
        if sd < 40
        else np.zeros((1, 1))
    )
    share = np.vectorize(NormalDist().cdf)(z)
    off = (normal_bearings(((mean, sd),)).quantile(share) - mean + 180) % 360 - 180
    assert np.abs(off - sd * z).max() < 0.001 * sd


def test_a_broad_normal_wraps() -> None:
    found = normal_bearings(((10.0, 120.0),)).quantile(EVEN)
    drawn = np.random.default_rng(7).normal(10, 120, DRAWS) % 360
    assert stats.ks_2samp(found, drawn).statistic < TWO_SAMPLES_APART


def test_without_anything_known_every_bearing_is_alike() -> None:
    assert (
        stats.kstest(any_bearing().quantile(EVEN), stats.uniform(0, 360).cdf).statistic < ITS_GRAIN
    )


@given(
    mean=st.floats(0, 360),
    sd=st.floats(0.01, 180),
    u=st.floats(SMALLEST_SHARE, 1 - SMALLEST_SHARE),
)
def test_bearings_lie_on_the_compass(mean: float, sd: float, u: float) -> None:
    bearings = normal_bearings(((mean, sd),))
    assert 0 <= bearings.quantile(np.array([u]))[0] < 360
    assert 0 <= bearings.median_deg < 360
