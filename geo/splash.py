"""The splash: where a missile can have come down, as a weighted sample.

A deterministic low-discrepancy sample over launch position, range and bearing is mapped through
the inverse distribution of each; every point starts from its own launch on its own geodesic.
Statements about the landing enter as weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from geo import geodesy, lattice
from geo.distributions import Bearings, any_bearing, normal_bearings, range_km
from geo.errors import ContradictionError
from geo.geodesy import Floats
from geo.launcharea import LaunchArea
from geo.measure import Measure
from geo.spreads import Spreads

LEAST_LOG2 = 11
MOST_LOG2 = 15
_FEWEST_EFFECTIVE = 2000.0
_ZOOM_MARGIN = 0.08
_ZOOMS = 4
_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, eq=False)
class Splash:
    """A weighted sample of points where it can have come down.

    Attributes:
        lon, lat: degrees, shape (shifts, n); each row is an independent randomisation.
        weight: relative weights, shape (shifts, n).
        launch_lon, launch_lat: the launch each point starts from.
        range_km, bearing_deg: how each point was reached.
    """

    lon: Floats
    lat: Floats
    weight: Floats
    launch_lon: Floats
    launch_lat: Floats
    range_km: Floats
    bearing_deg: Floats

    def share(self, inside: NDArray[np.bool_]) -> "Share":
        """The weighted share of the points marked, with its standard error.

        The error is that of the mean over the independent randomisations, each a ratio estimate.
        """
        weight = self.weight.sum()
        value = float((self.weight * inside).sum() / weight)
        residual = (self.weight * (inside - value)).sum(axis=1) / (weight / len(self.weight))
        stderr = float(np.sqrt((residual**2).sum() / (len(residual) * (len(residual) - 1))))
        return Share(value, stderr)

    @property
    def effective(self) -> float:
        """Kish's effective number of points."""
        return float(self.weight.sum() ** 2 / (self.weight**2).sum())

    def reweighted(self, factor: Floats) -> Self:
        """The same points with their weights multiplied."""
        return replace(self, weight=self.weight * factor)


@dataclass(frozen=True)
class Share:
    """A chance and its standard error, both 0 to 1."""

    value: float
    stderr: float


Weight = Callable[[Splash], Floats]
"""Relative plausibility of every point of a splash, shape (shifts, n)."""


@dataclass(frozen=True)
class Flight:
    """What a sample is drawn from.

    Attributes:
        launch: where it was fired from.
        range: how far it flew; None where only a landmark tells.
        bearings: distribution of the bearing.
        spreads: widths of what was reported.
    """

    launch: LaunchArea
    range: Measure
    bearings: Bearings
    spreads: Spreads

    @property
    def dimensions(self) -> int:
        """Launch position takes two, range and bearing one each."""
        return 4


def bearings_for(
    word_deg: float | None,
    word_points: int | None,
    spread_deg: float | None,
    prior: tuple[float, float] | None,
    spreads: Spreads,
) -> Bearings:
    """The bearing's distribution from a direction and a region's prior.

    Degrees are a normal of their own spread, a compass word is a normal about its point times the
    prior, and without either the prior stands alone.

    Args:
        word_deg: the direction in degrees, or None.
        word_points: 8 or 16 where it was a compass word, None for degrees.
        spread_deg: the reporter's own spread, if given.
        prior: mean and standard deviation of earlier launches, or None.
        spreads: the default widths.
    """
    parts: list[tuple[float, float]] = []
    if word_deg is not None:
        default = {8: spreads.word8_deg, 16: spreads.word16_deg}.get(
            word_points or 0, spreads.bearing_deg
        )
        parts.append((word_deg, spread_deg or default))
    if prior is not None and (word_deg is None or word_points is not None):
        parts.append(prior)
    return normal_bearings(tuple(parts)) if parts else any_bearing()


def sample(
    flight: Flight,
    weights: Sequence[Weight] = (),
    log2: int = LEAST_LOG2,
    box: Floats | None = None,
) -> Splash:
    """One sample of 8 x 2^log2 points.

    Args:
        flight: what to draw from.
        weights: factors of each point's weight.
        log2: logarithm of the number of points per randomisation.
        box: low and high of each dimension of the unit cube, shape (dimensions, 2); all of it by
            default.
    """
    return _weighted(_drawn(_cube(flight, log2, box), flight), weights)


def _cube(flight: Flight, log2: int, box: Floats | None) -> Floats:
    cube = lattice.points(flight.dimensions, log2)
    if box is not None:
        low, high = box.T
        cube = low[:, None, None] + cube * (high - low)[:, None, None]
    return cube


def _drawn(cube: Floats, flight: Flight) -> Splash:
    launch_lon, launch_lat = flight.launch.positions(cube[0], cube[1])
    far_km = range_km(cube[2], flight.range, flight.spreads, geodesy.MAX_RANGE_KM)
    bearing_deg = flight.bearings.quantile(cube[3])
    lon, lat = geodesy.direct(launch_lon, launch_lat, bearing_deg, far_km)
    weight = np.ones_like(lon)
    return Splash(lon, lat, weight, launch_lon, launch_lat, far_km, bearing_deg)


def _weighted(splash: Splash, weights: Sequence[Weight]) -> Splash:
    for weight in weights:
        splash = splash.reweighted(weight(splash))
    return splash


@dataclass(frozen=True)
class Drawn:
    """A sample that is precise enough, and whether it is.

    Attributes:
        splash: the sample.
        share: what was asked of it.
        capped: whether the largest sample still missed the standard error aimed at.
    """

    splash: Splash
    share: Share
    capped: bool


def draw(
    flight: Flight,
    weights: Sequence[Weight],
    asked: Callable[[Splash], Share],
    stderr: float,
) -> Drawn:
    """Draw until the standard error of a share is small enough, doubling the sample each time.

    Raises:
        ContradictionError: no point survives the weights.
    """
    box = _surviving_box(flight, weights)
    for log2 in range(first_log2(stderr), MOST_LOG2 + 1):
        splash = sample(flight, weights, log2, box)
        if not splash.weight.any():
            continue
        share = asked(splash)
        if share.stderr <= stderr:
            return Drawn(splash, share, capped=False)
    if not splash.weight.any():
        raise ContradictionError("no point of the splash satisfies every statement")
    return Drawn(splash, share, capped=True)


def first_log2(stderr: float) -> int:
    """Size of the first sample: the default for 0.2 points, smaller where less is asked."""
    looser = int(np.log2(max(stderr / 0.002, 1.0)) * 1.4)
    return max(LEAST_LOG2 - looser, 4)


def _surviving_box(flight: Flight, weights: Sequence[Weight]) -> Floats | None:
    """The part of the unit cube in which the weights leave anything, if it is a small part.

    Raises:
        ContradictionError: no point of a large sample survives.
    """
    if not weights:
        return None
    box = np.repeat([[0.0, 1.0]], flight.dimensions, axis=0)
    log2 = LEAST_LOG2
    for _ in range(_ZOOMS):
        cube = _cube(flight, log2, box)
        splash = _weighted(_drawn(cube, flight), weights)
        alive = splash.weight > _NEGLIGIBLE * splash.weight.max(initial=0.0)
        if not alive.any():
            if log2 == MOST_LOG2:
                raise ContradictionError("no point of the splash satisfies every statement")
            log2 = MOST_LOG2
            continue
        if splash.effective >= _FEWEST_EFFECTIVE:
            break
        low, high = cube[:, alive].min(axis=1), cube[:, alive].max(axis=1)
        margin = _ZOOM_MARGIN * (high - low) + (high - low).max() / 2**8
        box = np.stack([np.maximum(low - margin, 0), np.minimum(high + margin, 1)], axis=1)
        log2 = LEAST_LOG2
    return box
