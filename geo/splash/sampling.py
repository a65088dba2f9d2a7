"""The splash: where a missile can have come down, as a weighted sample.

A deterministic low-discrepancy sample over launch position, range and bearing is mapped through
the inverse distribution of each; every point starts from its own launch on its own geodesic.
Statements about the landing enter as weights.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from math import log2
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from geo import geodesy
from geo.errors import ContradictionError
from geo.geodesy import Floats
from geo.measure import Measure
from geo.splash import sobol
from geo.splash.distributions import Bearings, any_bearing, normal_bearings, range_km
from geo.splash.launcharea import LaunchArea
from geo.spreads import Spreads

LEAST_LOG2 = 11
_FIRST_LOG2 = 4
MOST_LOG2 = 15
_FINE_STDERR, _FINE_AIM, _LOOSE_AIM = 0.002, 2 / 3, 0.9
AMPLE = 1 / 8
_FEWEST_ALIVE = 64
_TOO_FEW = 8  # of the largest sample, 262,144 points: one in 30,000
_IMPLAUSIBLE = 1e-9  # of the greatest possible weight, 1: 6.4 standard deviations off
_NEGLIGIBLE_PART = 1e-5
_ZOOMS = 8
_LEAST_GAIN = 1.5
_MARGIN = 0.08
_RIM, _HEAVY_RIM = 0.01, 1e-3


@dataclass(frozen=True, eq=False)
class Splash:
    """A weighted sample of points where it can have come down.

    Attributes:
        lon, lat: degrees, shape (scrambles, n); each row is an independent randomisation.
        weight: relative weights, shape (scrambles, n).
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
        hit, total = (self.weight * inside).sum(axis=1), self.weight.sum(axis=1)
        value, stderr = ratio(hit[None], total[None])
        return Share(float(value[0]), float(stderr[0]))

    @property
    def effective(self) -> float:
        """Kish's effective number of points."""
        squares = float((self.weight**2).sum())
        return float(self.weight.sum()) ** 2 / squares if squares else 0.0

    def reweighted(self, factor: Floats) -> Self:
        """The same points with their weights multiplied."""
        return replace(self, weight=self.weight * factor)

    def joined(self, more: Self) -> Self:
        """These points and more of each randomisation."""
        both = ((getattr(self, f.name), getattr(more, f.name)) for f in fields(self))
        return type(self)(*(np.concatenate(pair, axis=1) for pair in both))


@dataclass(frozen=True)
class Share:
    """A chance and its standard error, both 0 to 1."""

    value: float
    stderr: float


def ratio(hit: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Shares of a weight that is hit, and their standard errors.

    Args:
        hit: the weight hit in each of some independent randomisations, shape (n, randomisations).
        total: the weight in each.
    """
    weight = _summed(total)
    value = _summed(hit) / weight
    count = hit.shape[1]
    residual = (hit - value[:, None] * total) / (weight / count)[:, None]
    return value, np.sqrt(_summed(residual**2) / (count * (count - 1)))


def _summed(columns: Floats) -> Floats:
    """Sums over the second axis, in the same order for one row and for many."""
    total = columns[:, 0]
    for column in columns.T[1:]:
        total = total + column
    return total


Weight = Callable[[Splash], Floats]
"""Relative plausibility of every point of a splash, shape (scrambles, n)."""


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


def direction_spread_deg(
    word_points: int | None, spread_deg: float | None, spreads: Spreads
) -> float:
    """The standard deviation of a direction: the reporter's own, else that of its kind of word."""
    default = {8: spreads.word8_deg, 16: spreads.word16_deg}
    return spread_deg or default.get(word_points or 0, spreads.bearing_deg)


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
        parts.append((word_deg, direction_spread_deg(word_points, spread_deg, spreads)))
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
    cube = sobol.points(flight.dimensions, log2)
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
        seen: what was seen at each point, shape (scrambles, n).
        share: what was asked of it.
        capped: whether the largest sample still missed the standard error aimed at.
    """

    splash: Splash
    seen: NDArray[Any]
    share: Share
    capped: bool


def draw(
    flight: Flight,
    weights: Sequence[Weight],
    look: Callable[[Splash], NDArray[Any]],
    hit: Callable[[NDArray[Any]], NDArray[np.bool_]],
    stderr: float,
) -> Drawn:
    """Draw until the standard error of a share is small enough, doubling the sample each time.

    Few effective points can agree by luck, so at least one over the error are asked for.

    Args:
        flight: what to draw from.
        weights: factors of each point's weight.
        look: what is to be seen at each point; looked at once.
        hit: which of that counts.
        stderr: the standard error allowed.

    Raises:
        ContradictionError: hardly a point survives the weights.
    """
    log2 = first_log2(stderr)
    box, splash = None, sample(flight, weights, log2)
    if weights and splash.effective < AMPLE * splash.weight.size:
        box, splash = _survivors(flight, weights, splash if log2 == LEAST_LOG2 else None)
        log2 = LEAST_LOG2
    seen = look(splash)
    while True:
        share = splash.share(hit(seen))
        enough = splash.effective * stderr >= 1
        if share.stderr <= aim(stderr) and enough:
            return Drawn(splash, seen, share, capped=False)
        if log2 == MOST_LOG2:
            return Drawn(splash, seen, share, capped=share.stderr > stderr or not enough)
        more = _weighted(_drawn(_cube(flight, log2 + 1, box)[..., 2**log2 :], flight), weights)
        splash, seen = splash.joined(more), np.concatenate([seen, look(more)], axis=1)
        log2 += 1


def aim(stderr: float) -> float:
    """The estimated error at which drawing ends, so that the true one is what was allowed.

    Eight scrambles know their own error to a quarter, and drawing ends when it happens to look
    small. Two thirds of what is allowed keeps chances within a tenth of a point, root mean square,
    at the default of a fifth. Where more is allowed, 0.9 of it left hypothetical launches off by
    0.85 to 0.9 of it, and takes a third fewer points.
    """
    return stderr * (_FINE_AIM if stderr <= _FINE_STDERR else _LOOSE_AIM)


def first_log2(stderr: float) -> int:
    """Size of the first sample: the default for 0.2 points, smaller where less is asked."""
    looser = round(log2(max(stderr / 0.002, 1.0)) * 3)
    return max(LEAST_LOG2 - looser, _FIRST_LOG2)


def _survivors(
    flight: Flight, weights: Sequence[Weight], whole: Splash | None
) -> tuple[Floats, Splash]:
    """The part of the unit cube that the weights leave, and a sample of 8 x 2^LEAST_LOG2 in it.

    Where few points of a sample survive, the next is drawn from the box around them; a box that
    turns out to cut into what survives is widened again.

    Args:
        flight: what to draw from.
        weights: factors of each point's weight.
        whole: such a sample of all of it, if at hand.

    Raises:
        ContradictionError: too few points of the largest sample survive to say anything.
    """
    box = np.repeat([[0.0, 1.0]], flight.dimensions, axis=0)
    log2 = LEAST_LOG2
    for _ in range(_ZOOMS):
        cube = _cube(flight, log2, box)
        splash, whole = whole or _weighted(_drawn(cube, flight), weights), None
        points, weight = cube.reshape(len(box), -1), splash.weight.ravel()
        alive = _carrying(weight)
        if alive.sum() < _FEWEST_ALIVE and log2 < MOST_LOG2:
            log2 = MOST_LOG2
            continue
        if alive.sum() < _TOO_FEW:
            raise ContradictionError("hardly a point of the splash satisfies every statement")
        cut = _cut_sides(points, weight, box)
        smaller = np.where(cut, _widened(box), _around(points[:, alive], box))
        gain = np.prod(np.diff(box, axis=1) / np.diff(smaller, axis=1))
        ample = splash.effective >= AMPLE * splash.weight.size or gain < _LEAST_GAIN
        if log2 == LEAST_LOG2 and ample and not cut.any():
            return box, splash
        box, log2 = smaller, LEAST_LOG2
    return box, sample(flight, weights, LEAST_LOG2, box)


def _carrying(weight: Floats) -> NDArray[np.bool_]:
    """The points that carry all but a negligible part of the weight, and a number at least."""
    order = np.argsort(weight)
    light = np.cumsum(weight[order]) <= _NEGLIGIBLE_PART * weight.sum()
    light[-_FEWEST_ALIVE:] = False
    alive: NDArray[np.bool_] = weight > _IMPLAUSIBLE
    alive[order[light]] = False
    return alive


def _cut_sides(points: Floats, weight: Floats, box: Floats) -> NDArray[np.bool_]:
    """Which sides of a box, shape (dimensions, 2), cut through weight, its rim being heavy."""
    place = (points - box[:, :1]) / np.diff(box, axis=1)
    heavy = _HEAVY_RIM * weight.sum()
    rim = np.stack([(place < _RIM) @ weight, (place > 1 - _RIM) @ weight], axis=1)
    return np.asarray((rim > heavy) & (box > 0) & (box < 1))


def _widened(box: Floats) -> Floats:
    """A box with half its width on either side, inside the unit cube."""
    half = np.diff(box, axis=1) / 2
    return np.asarray(np.clip(box + half * [-1, 1], 0, 1))


def _around(points: Floats, box: Floats) -> Floats:
    """The box around points, with a margin for what lies between and beyond them."""
    low, high = points.min(axis=1), points.max(axis=1)
    count = points.shape[1]
    margin = (high - low) * max(_MARGIN, 4 / count)
    if count < _FEWEST_ALIVE:
        margin += np.diff(box, axis=1)[:, 0] * (8 * 2**MOST_LOG2) ** (-1 / len(box))
    return np.asarray(np.clip(np.stack([low - margin, high + margin], axis=1), 0, 1))
