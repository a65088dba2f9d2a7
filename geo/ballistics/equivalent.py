"""How far the same missile would go on a standard trajectory: a band, and where that reaches.

The lower edge of the band is what the launch speed of the shot (an impulse at the ground) can
reach at best. A lofted missile lost more of its thrust to gravity than one on a standard
trajectory would, so the upper edge raises that speed by an allowance. It is fitted to published
estimates: the farthest that one of them goes beyond the lower edge, in proportion to how steep
the shot was, and a margin. In range the allowance is a factor, which keeps it small near the
speed from which every point is in reach, where any estimate runs away.

All of it holds for the payload that was flown: a heavier one goes less far.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from geo import dateline, geodesy
from geo.ballistics import kepler, rotating
from geo.ballistics.earth import SPHERE_RADIUS_KM, WGS84
from geo.ballistics.published import ESTIMATES, Estimate
from geo.geodesy import MAX_RANGE_KM, Floats, LaunchPlane

MARGIN_PERCENT = 10.0
WHOLE_EARTH_KM = np.pi * SPHERE_RADIUS_KM
_BEARINGS = 180
_VERTICES = 3600
_ROUNDS = 40
_MOST_SHARE = 0.8
_ENOUGH_KM = 0.01
_PROBE = 0.04  # in the logarithm of the apogee


LonLat = tuple[float, float]


def steepness(speed_km_s: ArrayLike, elevation_deg: ArrayLike) -> Floats:
    """How lofted a launch was: 0 at the elevation that carries farthest or below, 1 straight up.

    Gravity takes from a climbing rocket in proportion to the sine of its elevation.
    """
    farthest_km = np.minimum(kepler.greatest_range_km(speed_km_s), WHOLE_EARTH_KM)
    best = np.sin((np.pi - farthest_km / SPHERE_RADIUS_KM) / 4)
    sine = np.sin(np.radians(elevation_deg))
    return np.asarray(np.clip((sine - best) / (1 - best), 0, 1))[()]


def excess(estimates: Sequence[Estimate] = ESTIMATES) -> float:
    """How much farther than the lower edge published estimates go, for a shot straight up.

    The largest of them, as a share: an upper edge must hold them all.

    >>> print(f"{excess():.3f}")
    0.325
    """
    used = [estimate for estimate in estimates if estimate.fitted]
    columns = np.array(
        [(e.lon, e.lat, e.bearing_deg, e.range_km, e.apogee_km, e.standard_km) for e in used]
    ).T
    lon, lat, bearing_deg, range_km, apogee_km, standard_km = columns
    impact = geodesy.direct(lon, lat, bearing_deg, range_km)
    shot = rotating.shoot((lon, lat), impact, apogee_km)
    beyond = standard_km / kepler.greatest_range_km(shot.speed_km_s) - 1
    return float((beyond / steepness(shot.speed_km_s, shot.elevation_deg)).max())


@cache
def _excess() -> float:
    return excess()


def factor(
    speed_km_s: ArrayLike,
    elevation_deg: ArrayLike,
    margin_percent: float = MARGIN_PERCENT,
    share: float | None = None,
) -> Floats:
    """Upper over lower edge.

    Args:
        speed_km_s: of the launch, relative to the ground.
        elevation_deg: the same.
        margin_percent: of the fitted excess.
        share: the fitted excess, by default that of all published estimates.
    """
    fitted = _excess() if share is None else share
    return np.asarray(
        1 + fitted * (1 + margin_percent / 100) * steepness(speed_km_s, elevation_deg)
    )[()]


def still_km(
    speed_km_s: ArrayLike,
    elevation_deg: ArrayLike,
    margin_percent: float = MARGIN_PERCENT,
    share: float | None = None,
) -> tuple[Floats, Floats]:
    """The band over an Earth that does not turn, as published estimates are made.

    Returns:
        Lower and upper edge in km; infinity where every point is in reach.

    >>> print("{:,.0f} to {:,.0f} km".format(*still_km(6.79, 81.47)))
    7,937 to 10,716 km
    """
    low = np.asarray(kepler.greatest_range_km(speed_km_s))
    high = low * factor(speed_km_s, elevation_deg, margin_percent, share)
    return low[()], np.where(high < WHOLE_EARTH_KM, high, np.inf)[()]


def turning_km(
    launch: LonLat,
    bearing_deg: ArrayLike,
    speed_km_s: ArrayLike,
    elevation_deg: ArrayLike,
    margin_percent: float = MARGIN_PERCENT,
) -> tuple[Floats, Floats]:
    """The band over the turning Earth, per bearing of the impact.

    Returns:
        Lower and upper edge in km, bearings and speeds broadcast together; infinity where every
        point that way is in reach.
    """
    low = farthest_km(launch, bearing_deg, speed_km_s)
    high = low * factor(speed_km_s, elevation_deg, margin_percent)
    return low, np.where(high < MAX_RANGE_KM, high, np.inf)[()]


def farthest_km(launch: LonLat, bearing_deg: ArrayLike, speed_km_s: ArrayLike) -> Floats:
    """How far a launch speed, relative to the turning ground, carries towards a bearing.

    The farthest point whose slowest arc needs no more than that speed. Each round finds the
    slowest arc to the present point a little better, and moves the point as it would move over an
    Earth that stands still.

    Returns:
        In km, infinity where even `geodesy.MAX_RANGE_KM` is within reach.

    Raises:
        ReportError: a speed that is not above 0, or not below that of escape.
    """
    bearings, speed = np.broadcast_arrays(
        np.asarray(bearing_deg, dtype=float), np.asarray(speed_km_s, dtype=float)
    )
    kepler.from_launch(speed, 45.0)  # refuses what no missile has
    shape, flat, speed = bearings.shape, bearings.ravel(), speed.ravel()
    helped = speed + _eastward_km_s(launch[1]) * np.sin(np.radians(flat))
    km = np.minimum(kepler.greatest_range_km(np.maximum(helped, speed / 2)), MAX_RANGE_KM)
    high = np.log(kepler.minimum_energy(km).apogee_km)
    before, after = np.full(km.shape, np.nan), np.full(km.shape, np.nan)
    rows = np.arange(km.size)
    for _ in range(_ROUNDS):
        moved, high[rows] = _round(launch, flat[rows], speed[rows], km[rows], high[rows])
        # the steps shrink by about the same share each time: go where they end
        share = (moved - after[rows]) / (km[rows] - before[rows])
        share = np.clip(np.nan_to_num(share), -_MOST_SHARE, _MOST_SHARE)
        ahead = np.clip(km[rows] + (moved - km[rows]) / (1 - share), 1.0, MAX_RANGE_KM)
        off = np.abs(ahead - km[rows])
        before[rows], after[rows], km[rows] = km[rows], moved, ahead
        rows = rows[off > _ENOUGH_KM]
        if not rows.size:
            break
    return np.where(km < MAX_RANGE_KM, km, np.inf).reshape(shape)[()]


def _round(
    launch: LonLat, bearing_deg: Floats, speed_km_s: Floats, km: Floats, high: Floats
) -> tuple[Floats, Floats]:
    """Ranges, and logarithms of the slowest arcs' apogees, that are nearer to the farthest."""
    probe = high + _PROBE * np.array([[-1.0], [0.0], [1.0]])
    impact = geodesy.direct(*launch, bearing_deg, km)
    below, at, above = rotating.shoot_any(launch, impact, np.exp(probe), enough_min=1e-4).speed_km_s
    bend = np.maximum(below - 2 * at + above, 1e-12)
    still = kepler.least_speed_km_s(km) + speed_km_s - at
    moved = kepler.greatest_range_km(np.maximum(still, 1e-3))
    return (
        np.minimum(moved, MAX_RANGE_KM),
        high + np.clip(_PROBE / 2 * (below - above) / bend, -0.5, 0.5),
    )


def _eastward_km_s(lat: float) -> float:
    return float(WGS84.rotation_rad_s * WGS84.radius_km * np.cos(np.radians(lat)))


def area(launch: LonLat, speed_km_s: ArrayLike) -> BaseGeometry:
    """Everything that a launch speed can reach over the turning Earth.

    Args:
        launch: longitude and latitude in degrees.
        speed_km_s: relative to the ground; a number, or one for each of some bearings spread
            evenly from north.

    Returns:
        A valid Polygon or MultiPolygon in degrees. Where a bearing is unbounded it ends at
        `geodesy.MAX_RANGE_KM`, short of the antipode; where all are, it is the whole Earth.
    """
    speeds = np.asarray(speed_km_s, dtype=float)
    count = speeds.size if speeds.ndim else _BEARINGS
    return around(launch, farthest_km(launch, 360 / count * np.arange(count), speeds))


def around(launch: LonLat, range_km: Floats) -> BaseGeometry:
    """Everything within ranges that change smoothly with the bearing.

    Each bearing is in reach up to its range and not beyond. Where some bearings are bounded and
    others not, a missile reaches more than that: points behind what it cannot reach, seen from
    the launch.

    Args:
        launch: longitude and latitude in degrees.
        range_km: for bearings spread evenly from north, shape (n,); infinity for all that way.
    """
    if np.isinf(range_km).all():
        return box(-180, -90, 180, 90)
    bounded = np.minimum(range_km, MAX_RANGE_KM)
    bearings_deg = geodesy.FIRST_BEARING_DEG + 360 / _VERTICES * np.arange(_VERTICES)
    given_deg = 360 / bounded.size * np.arange(bounded.size)
    if np.isinf(range_km).any():
        km = np.interp(bearings_deg, given_deg, bounded, period=360)
    else:
        km = _smooth(bounded, np.radians(bearings_deg))
    plane = LaunchPlane(*launch)
    x, y = plane.polar(bearings_deg, np.minimum(km, MAX_RANGE_KM))
    return dateline.from_plane(plane, Polygon(np.column_stack([x, y])))


def _smooth(values: Floats, angle: Floats) -> Floats:
    """The trigonometric polynomial through values spread evenly round a circle."""
    waves = np.fft.rfft(values) / values.size
    number = np.arange(waves.size)
    weight = np.where((number == 0) | (2 * number == values.size), 1.0, 2.0)
    return np.asarray((weight * waves * np.exp(1j * np.outer(angle, number))).real.sum(axis=1))
