"""The figures of a trajectory: each with its middle, and the band that the report's widths leave.

The middle is that of the arc to the nominal point, the band that of the middle 90 % of a sample.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from geo.ballistics import equivalent, kepler, kind, rotating
from geo.ballistics.rotating import Shot
from geo.ballistics.trajectory import Band, Equivalent, Track, Trajectory
from geo.finding import Nominal
from geo.geodesy import Floats
from geo.report import Report
from geo.splash import Splash
from geo.spreads import Spreads

COMPASS_DEG = tuple(45.0 * point for point in range(8))
_TRACK_POINTS = 181
_TAILS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Given:
    """What the figures rest on.

    Attributes:
        report: as it is.
        launch: longitude and latitude of the middle of the launch area.
        nominal: the middle of the splash, None without a direction.
        spreads: the widths.
    """

    report: Report
    launch: tuple[float, float]
    nominal: Nominal | None
    spreads: Spreads


def of(given: Given, splash: Splash, shots: Shot) -> Trajectory:
    """The trajectory with its figures.

    Args:
        given: what they rest on.
        splash: the sample, without weight where there is no arc.
        shots: an arc for each of its points.
    """
    return _Figures.of(given, splash, shots).trajectory()


@dataclass(frozen=True, eq=False)
class _Figures:
    """The sample with its arcs, and the middle of it.

    Attributes:
        given: what they rest on.
        splash: the sample, impossible points without weight.
        shots: an arc for each of its points.
        km: the middle range.
        high_km: the middle apogee.
        shot: the arc with these to the nominal point; None without a direction.
    """

    given: Given
    splash: Splash
    shots: Shot
    km: float
    high_km: float
    shot: Shot | None

    @classmethod
    def of(cls, given: Given, splash: Splash, shots: Shot) -> "_Figures":
        report, nominal = given.report, given.nominal
        high_km = band(shots.apogee_km, splash.weight, report.apogee_km).value
        km = band(splash.range_km, splash.weight, report.range_km).value
        shot = None
        if nominal is not None:
            km = nominal.range_km
            shot = rotating.shoot_any(given.launch, (nominal.lon, nominal.lat), high_km)
        return cls(
            given, splash, shots, km, high_km, shot if shot is not None and shot.possible else None
        )

    def trajectory(self) -> Trajectory:
        """All figures with their bands."""
        report, shots, shot = self.given.report, self.shots, self.shot
        sort = kind.of(self.km, self.high_km)
        slowest = kepler.minimum_energy(self.splash.range_km)
        least = kepler.minimum_energy(self.km)
        speed, elevation = self._of("speed_km_s"), self._of("elevation_deg")
        reentry: tuple[Band | None, Band | None] = (None, None)
        if self.high_km > rotating.REENTRY_KM:
            sampled = shots.reentry()
            here = (None, None) if shot is None else shot.reentry()
            reentry = (self._band(sampled[0], here[0]), self._band(sampled[1], here[1]))
        return Trajectory(
            fitted_to="flight" if report.apogee is None else "apogee",
            kind=sort,
            loft=self._band(shots.apogee_km / slowest.apogee_km, self.high_km / least.apogee_km),
            range_km=self._band(self.splash.range_km, self.km),
            apogee_km=self._band(shots.apogee_km, self.high_km),
            least_apogee_km=self._band(slowest.apogee_km, least.apogee_km),
            least_min=self._band(slowest.flight_min, least.flight_min),
            speed_km_s=speed,
            elevation_deg=elevation,
            azimuth_deg=None if shot is None else self._azimuth(float(shot.azimuth_deg)),
            flight_min=self._of("flight_min"),
            reentry_km_s=reentry[0],
            reentry_deg=reentry[1],
            reported_min=report.flight_min,
            residual_min=None,
            equivalent=None
            if sort == "depressed_or_gliding"
            else self._equivalent(speed, elevation.value),
            track=None if shot is None else _track(shot),
        )

    def _of(self, name: str) -> Band:
        here = None if self.shot is None else getattr(self.shot, name)
        return self._band(getattr(self.shots, name), here)

    def _band(self, values: Floats, middle: ArrayLike | None) -> Band:
        here = None if middle is None else float(np.asarray(middle))
        return band(values, self.splash.weight, here)

    def _azimuth(self, middle_deg: float) -> Band:
        """The azimuths' band, taken round the middle one so that north is no edge."""
        off = (self.shots.azimuth_deg - middle_deg + 180) % 360 - 180
        near = self._band(off, 0.0)
        low, value, high = ((middle_deg + x) % 360 for x in (near.low, near.value, near.high))
        return Band(value, low, high)

    def _equivalent(self, speed: Band, elevation_deg: float) -> Equivalent:
        margin = self.given.spreads.allowance_percent
        low, high = equivalent.still_km(self.shots.speed_km_s, self.shots.elevation_deg, margin)
        low_here, high_here = equivalent.still_km(speed.value, elevation_deg, margin)
        bearings = np.array(COMPASS_DEG)
        speeds = np.array([[speed.value], [speed.low], [speed.high]])
        edges = equivalent.turning_km(self.given.launch, bearings, speeds, elevation_deg, margin)
        more = 0.0
        if np.isfinite(high_here):
            slow, fast = kepler.least_speed_km_s([float(low_here), float(high_here)])
            more = max(float(fast - slow), 0.0)
        return Equivalent(
            lower_km=self._band(low, low_here),
            upper_km=self._band(high, high_here),
            allowance_km_s=more,
            by_bearing=tuple(
                (float(deg), Band(*map(float, lower)), Band(*map(float, upper)))
                for deg, lower, upper in zip(bearings, edges[0].T, edges[1].T, strict=True)
            ),
            classes=(kind.class_of(float(low_here)), kind.class_of(float(high_here))),
        )


def _track(shot: Shot) -> Track:
    minutes = np.linspace(0, float(shot.flight_min), _TRACK_POINTS)
    lon, lat, height_km = shot.position(minutes)
    height_km[[0, -1]] = 0.0  # not 1e-10
    return Track(minutes, lon, lat, height_km)


def band(values: ArrayLike, weight: Floats, middle: float | None) -> Band:
    """The middle 90 % of weighted values; the median is the value where the middle lies outside.

    That is so where the report gives a bound, such as "at least 800 km".
    """
    flat, heavy = np.ravel(values), weight.ravel()
    flat, heavy = flat[heavy > 0], heavy[heavy > 0]
    known = ~np.isnan(flat)  # a re-entry that a low arc does not have
    order = np.argsort(flat[known])
    total = np.cumsum(heavy[known][order])
    rows = np.searchsorted(total, np.array(_TAILS) * total[-1])
    low, median, high = flat[known][order][np.minimum(rows, len(order) - 1)].tolist()
    inside = middle is not None and low <= middle <= high
    return Band(middle if inside and middle is not None else median, low, high)
