"""Ballistic arcs over the turning Earth: through the launch, an apogee and the reported impact.

In space the arc is a piece of a Kepler ellipse. The point where it ends turns with the Earth, so
where that is in space depends on the flight time, which depends on the ellipse: a fixed point,
reached in a few rounds. Highest is the point farthest from the ellipsoid, which is not quite the
ellipse's own apogee.

Arrays broadcast together; vectors have shape (…, 3). Minutes count from the launch.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo import geodesy
from geo.ballistics.earth import WGS84, Earth
from geo.ballistics.kepler import Leg, check_apogee, require
from geo.geodesy import Floats

REENTRY_KM = 100.0
_ROUNDS = 60
_HALVINGS = 50
_ENOUGH_MIN = 1e-8
_NEAREST_KM = 0.001
_PROBE = 0.05  # of an arc: how far beside the apogee its curvature is felt
_NEWTON, _FALLS = 12, 7

LonLat = tuple[ArrayLike, ArrayLike]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, eq=False)
class Shot:
    """Arcs over the turning Earth; the attributes share one shape.

    Speeds, elevations, azimuths and angles are relative to the turning ground.

    Attributes:
        lon, lat: of the launch, in degrees.
        impact_lon, impact_lat: in degrees.
        apogee_km: greatest height above the ellipsoid.
        flight_min: from launch to impact.
        speed_km_s, elevation_deg, azimuth_deg: at launch.
        impact_speed_km_s, impact_angle_deg: at impact; the angle is below the horizon.
        possible: whether the ellipse stays above both ends.
        ellipse: in space.
        earth: that it flies round.
    """

    lon: Floats
    lat: Floats
    impact_lon: Floats
    impact_lat: Floats
    apogee_km: Floats
    flight_min: Floats
    speed_km_s: Floats
    elevation_deg: Floats
    azimuth_deg: Floats
    impact_speed_km_s: Floats
    impact_angle_deg: Floats
    possible: NDArray[np.bool_]
    ellipse: "Ellipse"
    earth: Earth

    def position(self, minutes: ArrayLike) -> tuple[Floats, Floats, Floats]:
        """Longitude and latitude in degrees and height in km at some minutes after launch.

        Args:
            minutes: shape (…,), broadcast against the shot's own shape.
        """
        at = np.asarray(minutes, dtype=float)
        inertial = self.ellipse.position(self.ellipse.anomaly(at, self.earth.mu_km3_s2))
        return self.earth.geodetic(self.earth.turned(inertial, -at))

    def reentry(self, height_km: float = REENTRY_KM) -> tuple[Floats, Floats]:
        """Speed in km/s and angle below the horizon in degrees, coming down through a height.

        NaN where the arc does not rise that high.
        """
        anomaly = self.ellipse.end.copy()
        step = 1e-4
        for _ in range(_FALLS):
            here = self._height_km(anomaly)
            slope = (self._height_km(anomaly - step) - here) / step
            anomaly = anomaly - np.clip((height_km - here) / np.maximum(slope, 1e-3), -0.2, 0.2)
            anomaly = np.clip(anomaly, 0, self.ellipse.end)
        at = self.ellipse.minutes(anomaly, self.earth.mu_km3_s2)
        turned = self.earth.turned(self.ellipse.position(anomaly), -at)
        lon, lat, _ = self.earth.geodetic(turned)
        falling = self.ellipse.over_ground(anomaly, at, self.earth)
        speed, angle, _ = _seen(falling, self.earth.up(lon, lat), lon)
        high = self.apogee_km > height_km
        return np.where(high, speed, np.nan)[()], np.where(high, -angle, np.nan)[()]

    def _height_km(self, anomaly: Floats) -> Floats:
        return self.earth.geodetic(self.ellipse.position(anomaly))[2]


@dataclass(frozen=True, eq=False)
class Ellipse:
    """Ellipses in space, in the axes of the Earth at launch.

    The eccentric anomaly is counted from the apogee: negative before it.

    Attributes:
        apse, side: unit vectors to the apogee, and at right angles to it along the flight.
        axis_km, minor_km: half axes.
        eccentricity: 1 for a shot straight up.
        start, end: anomalies of launch and impact, radians.
    """

    apse: Floats
    side: Floats
    axis_km: Floats
    minor_km: Floats
    eccentricity: Floats
    start: Floats
    end: Floats

    def position(self, anomaly: Floats) -> Floats:
        """In km from the Earth's centre."""
        along = self.axis_km * (np.cos(anomaly) + self.eccentricity)
        across = self.minor_km * np.sin(anomaly)
        return np.asarray(along[..., None] * self.apse + across[..., None] * self.side)

    def velocity(self, anomaly: Floats, mu_km3_s2: float) -> Floats:
        """In km/s."""
        rate = np.sqrt(mu_km3_s2 / self.axis_km**3) / (1 + self.eccentricity * np.cos(anomaly))
        along = -self.axis_km * np.sin(anomaly) * rate
        across = self.minor_km * np.cos(anomaly) * rate
        return np.asarray(along[..., None] * self.apse + across[..., None] * self.side)

    def over_ground(self, anomaly: Floats, minutes: Floats, earth: Earth) -> Floats:
        """Velocity in km/s relative to the turning Earth and in its axes, at some minutes."""
        still = earth.ground_speed(self.position(anomaly))
        return earth.turned(self.velocity(anomaly, earth.mu_km3_s2) - still, -minutes)

    def minutes(self, anomaly: Floats, mu_km3_s2: float) -> Floats:
        """Since launch, by Kepler's equation."""
        mean = anomaly + self.eccentricity * np.sin(anomaly)
        first = self.start + self.eccentricity * np.sin(self.start)
        return np.asarray(np.sqrt(self.axis_km**3 / mu_km3_s2) / 60 * (mean - first))

    def anomaly(self, minutes: Floats, mu_km3_s2: float) -> Floats:
        """The inverse of `minutes`, for times between launch and impact, by Newton's method."""
        first = self.start + self.eccentricity * np.sin(self.start)
        last = self.end + self.eccentricity * np.sin(self.end)
        mean = first + np.asarray(minutes) * 60 / np.sqrt(self.axis_km**3 / mu_km3_s2)
        share = np.clip((mean - first) / (last - first), 0, 1)
        anomaly = self.start + share * (self.end - self.start)
        for _ in range(_NEWTON):
            off = anomaly + self.eccentricity * np.sin(anomaly) - mean
            anomaly = anomaly - off / (1 + self.eccentricity * np.cos(anomaly))
            anomaly = np.clip(anomaly, self.start, self.end)
        return np.asarray(anomaly)


def shoot(launch: LonLat, impact: LonLat, apogee_km: ArrayLike, earth: Earth = WGS84) -> Shot:
    """The arcs from a launch to an impact with a greatest height.

    Raises:
        ReportError: an apogee that is not above 0, or below that of any arc between the two
            points; points that are the same; positions off the Earth.

    >>> shot = shoot((126.43, 40.61), (136.9, 43.2), 3724.9)
    >>> print(f"{shot.speed_km_s:.2f} km/s, {shot.flight_min:.1f} min")
    6.79 km/s, 43.4 min
    """
    shot = shoot_any(launch, impact, apogee_km, earth)
    require(
        shot.possible,
        np.broadcast_to(apogee_km, np.shape(shot.apogee_km)),
        "apogee",
        "one above the bulge of the Earth between launch and impact; raise it, or check the range",
    )
    return shot


def shoot_any(
    launch: LonLat,
    impact: LonLat,
    apogee_km: ArrayLike,
    earth: Earth = WGS84,
    enough_min: float = _ENOUGH_MIN,
) -> Shot:
    """As `shoot`, but an apogee below every arc between the points is raised to the lowest one.

    `Shot.possible` says where that was not needed. `enough_min` is how near the flight time must
    come to its fixed point; the apogee's height comes as near at 10 km a minute.
    """
    given = (*launch, *impact, apogee_km)
    lon1, lat1, lon2, lat2, high = np.broadcast_arrays(*(np.asarray(x, float) for x in given))
    check_apogee(high)
    start, rest = _ends(lon1, lat1, lon2, lat2, earth)
    minutes, probe = np.zeros(high.shape), np.zeros(high.shape)
    top_km = np.maximum(*(_size(end) for end in (start, rest))) + high
    for _ in range(_ROUNDS):
        ellipse, possible = _through(start, rest, minutes, top_km, earth)
        found = ellipse.minutes(ellipse.end, earth.mu_km3_s2)
        probe, reached = _highest(ellipse, probe, earth)
        settled = np.abs(found - minutes)[possible].max(initial=0) < enough_min
        off = np.where(possible, high - reached, 0)
        minutes, top_km = found, top_km + off
        if settled and np.abs(off).max(initial=0) < 10 * enough_min:
            break
    return _shot((lon1, lat1, lon2, lat2, high), minutes, possible, ellipse, earth)


def shoot_timed(
    launch: LonLat, impact: LonLat, flight_min: ArrayLike, earth: Earth = WGS84
) -> Shot:
    """The arcs from a launch to an impact that last a time; they rise the higher, the longer.

    `Shot.possible` is false where none above the ground is so short, or one within a million km
    so long.

    Raises:
        ReportError: points that are the same; positions off the Earth.
    """
    given = (*launch, *impact, flight_min)
    lon1, lat1, lon2, lat2, minutes = np.broadcast_arrays(*(np.asarray(x, float) for x in given))
    start, rest = _ends(lon1, lat1, lon2, lat2, earth)
    floor_km = np.maximum(_size(start), _size(rest))
    low, high = np.full(minutes.shape, np.log(1e-3)), np.full(minutes.shape, np.log(1e6))
    first, last = low, high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        ellipse, _ = _through(start, rest, minutes, floor_km + np.exp(middle), earth)
        late = ellipse.minutes(ellipse.end, earth.mu_km3_s2) > minutes
        low, high = np.where(late, low, middle), np.where(late, middle, high)
    possible = (low > first) & (high < last)
    top = np.zeros(minutes.shape)
    for _ in range(4):
        top, reached = _highest(ellipse, top, earth)
    return _shot((lon1, lat1, lon2, lat2, reached), minutes, possible, ellipse, earth)


def _ends(
    lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats, earth: Earth
) -> tuple[Floats, Floats]:
    """Launch and impact on the turning Earth, checked."""
    geodesy.check_position(lon1, lat1)
    geodesy.check_position(lon2, lat2)
    start, rest = earth.position(lon1, lat1), earth.position(lon2, lat2)
    chord_km = _size(rest - start)
    require(chord_km > _NEAREST_KM, chord_km, "range", "launch and impact at least 1 m apart")
    return start, rest


def _shot(
    given: tuple[Floats, ...],
    minutes: Floats,
    possible: NDArray[np.bool_],
    ellipse: Ellipse,
    earth: Earth,
) -> Shot:
    lon1, lat1, lon2, lat2, apogee_km = given
    leaving = ellipse.over_ground(ellipse.start, np.zeros(minutes.shape), earth)
    speed, elevation, azimuth = _seen(leaving, earth.up(lon1, lat1), lon1)
    arriving = ellipse.over_ground(ellipse.end, minutes, earth)
    last_speed, angle, _ = _seen(arriving, earth.up(lon2, lat2), lon2)
    return Shot(
        lon=lon1[()],
        lat=lat1[()],
        impact_lon=lon2[()],
        impact_lat=lat2[()],
        apogee_km=apogee_km[()],
        flight_min=minutes[()],
        speed_km_s=speed[()],
        elevation_deg=elevation[()],
        azimuth_deg=azimuth[()],
        impact_speed_km_s=last_speed[()],
        impact_angle_deg=-angle[()],
        possible=possible,
        ellipse=ellipse,
        earth=earth,
    )


def _through(
    start: Floats, rest: Floats, minutes: Floats, top_km: Floats, earth: Earth
) -> tuple[Ellipse, NDArray[np.bool_]]:
    """The ellipses with given apogee radii through a launch and where the impact has turned to."""
    end = earth.turned(rest, minutes)
    near, far = _size(start), _size(end)
    first, last = start / near[..., None], end / far[..., None]
    # half-way over the ground at half the time: the arc passes on its side, even when the way
    # round is longer than half the world
    middle = earth.turned(first + rest / far[..., None], minutes / 2)
    normal = _cross(first, last)
    sine, cosine = _size(normal), (first * last).sum(axis=-1)
    angle = np.arctan2(sine, cosine)
    long = ((first + last) * middle).sum(axis=-1) < 0
    angle = np.where(long, 2 * np.pi - angle, angle)
    normal = np.where(long[..., None], -normal, normal)
    degenerate = sine < 1e-12
    normal = np.where(degenerate[..., None], _cross(first, middle), normal)
    size = _size(normal)
    upright = size < 1e-12  # straight up and down again: any plane will do
    spare = _cross(first, np.roll(first, 1, axis=-1))
    normal = np.where(upright[..., None], spare, normal)
    normal = normal / _size(normal)[..., None]
    before, after = top_km / near, top_km / far
    possible = (before > 1) & (after > 1)
    before, after = np.maximum(before, 1 + 1e-12), np.maximum(after, 1 + 1e-12)
    a, b, sin, cos = before - 1, after - 1, np.sin(angle / 2), np.cos(angle / 2)
    # (a - b) cos(angle/2) cos x + (a + b) sin(angle/2) sin x = a - b for the shift x of the apogee
    shift = np.arctan2((a + b) * sin, (a - b) * cos) - np.arctan2(2 * np.sqrt(a * b) * sin, a - b)
    up, down = Leg(angle / 2 + shift, before), Leg(angle / 2 - shift, after)
    e = up.eccentricity
    axis = top_km / (1 + e)
    across = 2 * np.sin(up.angle / 2) ** 2
    rest_of_one = across / (a + across)
    ahead = _cross(normal, first)
    cos1, sin1 = np.cos(up.angle)[..., None], np.sin(up.angle)[..., None]
    return Ellipse(
        apse=cos1 * first + sin1 * ahead,
        side=cos1 * ahead - sin1 * first,
        axis_km=axis,
        minor_km=axis * np.sqrt((1 + e) * rest_of_one),
        eccentricity=e,
        start=-up.anomaly,
        end=down.anomaly,
    ), possible


def _cross(a: Floats, b: Floats) -> Floats:
    """Vector products; numpy's own takes longer for few vectors."""
    x1, y1, z1 = a[..., 0], a[..., 1], a[..., 2]
    x2, y2, z2 = b[..., 0], b[..., 1], b[..., 2]
    return np.stack([y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2], axis=-1)


def _size(vector: Floats) -> Floats:
    return np.asarray(np.sqrt((vector * vector).sum(axis=-1)))


def _highest(ellipse: Ellipse, guess: Floats, earth: Earth) -> tuple[Floats, Floats]:
    """A better anomaly of the highest point, and the height at the one guessed."""
    step = _PROBE * (ellipse.end - ellipse.start)
    here = np.clip(guess, ellipse.start, ellipse.end)
    sides = np.array([-1.0, 0.0, 1.0]).reshape(-1, *[1] * here.ndim)
    below, at, above = earth.geodetic(ellipse.position(here + sides * step))[2]
    bend = np.minimum(below - 2 * at + above, -1e-12)
    return here + np.clip(step / 2 * (below - above) / bend, -5 * step, 5 * step), at


def _seen(velocity: Floats, up: Floats, lon: Floats) -> tuple[Floats, Floats, Floats]:
    """Speed in km/s, elevation and azimuth in degrees of velocities over a horizon."""
    lam = np.radians(lon)
    east = np.stack([-np.sin(lam), np.cos(lam), np.zeros_like(lam)], axis=-1)
    north = _cross(up, east)
    to_up, to_east, to_north = ((velocity * axis).sum(axis=-1) for axis in (up, east, north))
    level = np.hypot(to_east, to_north)
    return (
        np.asarray(np.hypot(level, to_up)),
        np.degrees(np.arctan2(to_up, level)),
        np.asarray(np.degrees(np.arctan2(to_east, to_north)) % 360),
    )
