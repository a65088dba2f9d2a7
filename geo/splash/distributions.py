"""Inverse distributions: from uniform numbers in (0, 1) to reported quantities."""

import math
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Protocol

import numpy as np

from geo.geodesy import Floats
from geo.measure import Measure
from geo.spreads import Spreads

LEAST_RANGE_KM = 1.0
_TABLE_SIZE = 2049
_FARTHEST_T = 400.0
_LITTLE_ROUNDING = 1e-3  # half the step, in scales of the t distribution
_ROOT3 = np.sqrt(3.0)
_COARSE_DEG = 0.25
_FINE_SD, _FINE_SIZE = 9.0, 1153  # 64 steps to a standard deviation


@cache
def _normal_table() -> tuple[Floats, Floats]:
    z = np.linspace(-8.5, 8.5, 6801)
    return np.array([math.erfc(value) / 2 for value in -z / math.sqrt(2)]), z


def normal_quantile(u: Floats) -> Floats:
    """Standard normal quantile, good to 1e-5: scipy.special costs 0.4 s at start."""
    probability, z = _normal_table()
    return np.asarray(np.interp(u, probability, z))


def _integrated_t3_cdf(t: Floats) -> Floats:
    """Integral of the distribution function of Student's t with 3 degrees of freedom.

    F(t) = 1/2 + [x / (1 + x²) + atan x] / π with x = t/√3; the logarithms of its integral cancel.
    """
    return np.asarray(t / 2 + t * np.arctan(t / _ROOT3) / np.pi)


def _t3_cdf(t: Floats) -> Floats:
    x = t / _ROOT3
    return np.asarray(0.5 + (x / (1 + x * x) + np.arctan(x)) / np.pi)


def _t3_pdf_slope(t: Floats) -> Floats:
    """Derivative of the density of Student's t with 3 degrees of freedom."""
    return np.asarray(-8 * t / (3 * np.pi * _ROOT3 * (1 + t * t / 3) ** 3))


def t3_with_rounding(u: Floats, centre: float, scale: float, half_step: float) -> Floats:
    """Quantiles of ``centre + scale · T3 + U(-half_step, half_step)``, the sum taken exactly.

    Args:
        u: uniform numbers in (0, 1), any shape.
        centre: the middle, in any unit.
        scale: of the t distribution, in that unit.
        half_step: half of the rounding step in that unit; may be 0.
    """
    t, cdf = _t3_table(half_step / scale)
    return np.asarray(centre + scale * np.interp(u, cdf, t))


@lru_cache(maxsize=256)  # rounded ranges share few tables, and each costs 0.2 ms
def _t3_table(h: float) -> tuple[Floats, Floats]:
    """Values and distribution function of T3 + U(-h, h)."""
    t = np.sinh(np.linspace(-1, 1, _TABLE_SIZE) * np.arcsinh(_FARTHEST_T)) * (1 + h / 10)
    t = np.sort(np.concatenate([t, np.linspace(-h - 3, h + 3, _TABLE_SIZE)]), kind="stable")
    if h > _LITTLE_ROUNDING:
        cdf = (_integrated_t3_cdf(t + h) - _integrated_t3_cdf(t - h)) / (2 * h)
    else:  # a difference so small would lose the tails; the next term is of the order of h⁴
        cdf = _t3_cdf(t) + h * h / 6 * _t3_pdf_slope(t)
    return t, cdf


def range_km(u: Floats, measure: Measure, spreads: Spreads, farthest_km: float) -> Floats:
    """Ranges that a reported measure stands for.

    "About": Student's t with 3 degrees of freedom convolved with the rounding. A span: uniform
    with edges of the same softness. "At least", "over", "at most": half-normal beyond the bound.
    "Exact": the rounding alone.
    """
    value, half_step = measure.value_km, measure.half_step_km
    if measure.is_span:
        low, high = measure.ends_km[0], measure.ends_km[-1]
        scale = spreads.range_percent / 100 * value
        km = t3_with_rounding(u, value, scale, (high - low) / 2)
    elif measure.bound == "about":
        km = t3_with_rounding(u, value, spreads.range_percent / 100 * value, half_step)
    elif measure.bound == "exact":
        km = value + half_step * (2 * u - 1)
    else:
        sign = -1 if measure.bound == "at_most" else 1
        beyond = normal_quantile((1 + u) / 2) * spreads.bound_percent / 100 * value
        km = value + sign * beyond
    return np.clip(km, LEAST_RANGE_KM, farthest_km)


class Bearings(Protocol):
    """A distribution of bearings."""

    def quantile(self, u: Floats) -> Floats:
        """Bearings in [0, 360) for uniform numbers."""

    @property
    def median_deg(self) -> float:
        """The middle of the distribution, in [0, 360)."""

    @property
    def mean_deg(self) -> float:
        """The direction of the mean, in [0, 360)."""


@dataclass(frozen=True)
class OneNormal:
    """A normal about a bearing, wrapped round the circle.

    Attributes:
        mean_deg: its middle, in [0, 360).
        sd_deg: its standard deviation before it is wrapped.
    """

    mean_deg: float
    sd_deg: float

    def quantile(self, u: Floats) -> Floats:
        """Bearings in [0, 360) for uniform numbers, clockwise from the far side."""
        return wrapped(self.mean_deg, self.sd_deg, normal_quantile(u))

    @property
    def median_deg(self) -> float:
        """The middle of the distribution, in [0, 360)."""
        return self.mean_deg


def wrapped(mean_deg: Floats | float, sd_deg: Floats | float, z: Floats) -> Floats:
    """Bearings in [0, 360) that lie some standard deviations off a mean; all broadcast."""
    deg = (mean_deg + sd_deg * z) % 360
    return np.where(deg == 360, 0.0, deg)  # what the remainder makes of -1e-15


@dataclass(frozen=True, eq=False)
class Tabled:
    """A distribution of bearings on a grid, from its density.

    Attributes:
        deg: grid of bearings, not wrapped, ascending.
        cdf: distribution function on the grid.
    """

    deg: Floats
    cdf: Floats

    def quantile(self, u: Floats) -> Floats:
        """Bearings in [0, 360) for uniform numbers."""
        deg = np.interp(u, self.cdf, self.deg) % 360
        return np.where(deg == 360, 0.0, deg)

    @property
    def median_deg(self) -> float:
        """The middle of the distribution, in [0, 360)."""
        return float(self.quantile(np.array(0.5)))

    @cached_property
    def mean_deg(self) -> float:
        """The direction of the mean, in [0, 360)."""
        angle = np.radians((self.deg[1:] + self.deg[:-1]) / 2)
        mass = np.diff(self.cdf)
        mean = np.arctan2((mass * np.sin(angle)).sum(), (mass * np.cos(angle)).sum())
        return float(np.degrees(mean)) % 360


@lru_cache(maxsize=1024)  # a word and a habit make few combinations, and each costs 2 ms
def normal_bearings(parts: tuple[tuple[float, float], ...]) -> Bearings:
    """The product of wrapped normals, each a mean and a standard deviation in degrees.

    >>> round(normal_bearings(((45.0, 20.0), (72.0, 14.0))).median_deg, 1)
    63.1
    """
    if len(parts) == 1:
        [(mean, sd)] = parts
        return OneNormal(mean % 360, sd)
    fine = np.linspace(-_FINE_SD, _FINE_SD, _FINE_SIZE)
    grids = [np.arange(0, 360, _COARSE_DEG), *(mean + sd * fine for mean, sd in parts)]
    grid = np.sort(np.concatenate(grids) % 360)
    grid = grid[np.diff(grid, prepend=-1.0) > 0]
    log_density = sum(_log_wrapped_normal(grid - mean, sd) for mean, sd in parts)
    peak = grid[np.argmax(log_density)]
    deg = (grid - peak + 180) % 360 - 180
    order = np.append(np.argsort(deg), np.argmin(deg))  # round the circle, from the far side
    density = np.exp(log_density - np.max(log_density))[order]
    deg = deg[order]
    deg[-1] += 360
    cdf = np.append(0.0, np.cumsum(np.diff(deg) * (density[1:] + density[:-1]) / 2))
    return Tabled(peak + deg, cdf / cdf[-1])


def _log_wrapped_normal(off_deg: Floats, sd: float) -> Floats:
    """Logarithm of a wrapped normal density, less a constant."""
    near = (off_deg + 180) % 360 - 180
    turns = 360.0 * np.arange(-2, 3)[:, None]
    return np.asarray(np.logaddexp.reduce(-0.5 * ((near + turns) / sd) ** 2, axis=0))


@cache
def any_bearing() -> Tabled:
    """Every bearing alike."""
    return Tabled(np.array([0.0, 360.0]), np.array([0.0, 1.0]))
