"""Ballistic arcs over a sphere that stands still, in closed form.

Notation of Bate, Mueller and White (1971), "Fundamentals of Astrodynamics", chapter 6: the range
angle Ψ is seen from the Earth's centre, Q = v² r / μ compares speed with that of a circular orbit
at the launch, φ is the flight-path angle above the horizon. The launch is an impulse at the
surface: no boost phase, no air.

Everything is vectorised: arguments broadcast together. Numbers without a unit in their name are
pure numbers or ratios.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.ballistics.earth import MU_KM3_S2, SPHERE_RADIUS_KM
from geo.errors import ReportError
from geo.geodesy import Floats

LEAST_KM = 0.001
HIGHEST_APOGEE_KM = 1_000_000.0  # farther out, the Earth's pull no longer rules
_STEPS, _ENOUGH = 90, 1e-12


@dataclass(frozen=True, eq=False)
class Leg:
    """Free flight between one end of an arc and its apogee.

    Attributes:
        angle: seen from the Earth's centre, radians.
        ratio: radius of the apogee over that of the end.
    """

    angle: Floats
    ratio: Floats

    @property
    def eccentricity(self) -> Floats:
        """Of the ellipse; 1 for a shot straight up."""
        return np.asarray((self.ratio - 1) / self._gap)

    @property
    def _gap(self) -> Floats:
        """Ratio - cos(angle), without cancelling."""
        return np.asarray(self.ratio - 1 + 2 * np.sin(self.angle / 2) ** 2)

    @property
    def anomaly(self) -> Floats:
        """The end's eccentric anomaly, counted from the apogee, in radians.

        Nothing cancels in this form when the ellipse is next to a straight line.
        """
        half = np.sqrt((self.ratio - 1 + self._gap) / 2)
        return np.asarray(2 * np.arctan2(half, np.cos(self.angle / 2)))

    def seconds(self, apogee_radius_km: ArrayLike, mu_km3_s2: float = MU_KM3_S2) -> Floats:
        """Time of flight, by Kepler's equation counted from the apogee."""
        e, anomaly = self.eccentricity, self.anomaly
        axis_km = np.asarray(apogee_radius_km) / (1 + e)
        return np.asarray(np.sqrt(axis_km**3 / mu_km3_s2) * (anomaly + e * np.sin(anomaly)))

    def velocity(
        self, apogee_radius_km: ArrayLike, mu_km3_s2: float = MU_KM3_S2
    ) -> tuple[Floats, Floats]:
        """Speeds at the end, in km/s: away from the Earth's centre, and across."""
        root = np.sqrt(2 * self._gap)
        scale = np.sqrt(mu_km3_s2 / np.asarray(apogee_radius_km))
        up = scale * self.eccentricity * np.cos(self.angle / 2) * root
        # across = ratio * sqrt(mu (1 - e) / apogee radius), and 1 - e in terms of the half angle
        across = scale * self.ratio * 2 * np.sin(self.angle / 2) / root
        return np.asarray(up), np.asarray(across)


@dataclass(frozen=True, eq=False)
class Arc:
    """Ballistic arcs over a sphere that stands still; the attributes share one shape.

    Attributes:
        range_km: over the ground.
        apogee_km: above the ground.
        speed_km_s: at launch, and again at impact.
        elevation_deg: at launch above the horizon; at impact as far below it.
        flight_min: from launch to impact.
        q: v² r / μ at launch.
    """

    range_km: Floats
    apogee_km: Floats
    speed_km_s: Floats
    elevation_deg: Floats
    flight_min: Floats
    q: Floats


def from_apogee(
    range_km: ArrayLike,
    apogee_km: ArrayLike,
    radius_km: float = SPHERE_RADIUS_KM,
    mu_km3_s2: float = MU_KM3_S2,
) -> Arc:
    """The arcs with a range and an apogee: e = (r_a - R) / (r_a - R cos(Ψ/2)).

    Raises:
        ReportError: a range that is not above 0 or goes beyond the antipode, an apogee that is
            not above 0 or beyond a million km, anything not finite.

    >>> arc = from_apogee(998, 3724.9)
    >>> print(f"{arc.speed_km_s:.3f} km/s, {arc.flight_min:.2f} min")
    6.810 km/s, 43.12 min
    """
    km, high = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (range_km, apogee_km)))
    check_range(km, radius_km)
    check_apogee(high)
    top_km = radius_km + high
    leg = Leg(km / (2 * radius_km), np.asarray(top_km / radius_km))
    up, across = leg.velocity(top_km, mu_km3_s2)
    speed = np.hypot(up, across)
    return Arc(
        km[()],
        high[()],
        speed[()],
        np.degrees(np.arctan2(up, across))[()],
        (leg.seconds(top_km, mu_km3_s2) / 30)[()],
        (speed**2 * radius_km / mu_km3_s2)[()],
    )


def from_time(
    range_km: ArrayLike,
    flight_min: ArrayLike,
    radius_km: float = SPHERE_RADIUS_KM,
    mu_km3_s2: float = MU_KM3_S2,
) -> Arc:
    """The arcs with a range and a flight time, which grows with the apogee.

    Raises:
        ReportError: as `from_apogee`; a time too short for any arc above the ground, or one that
            needs an apogee beyond a million km.
    """
    km, minutes = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (range_km, flight_min)))
    check_range(km, radius_km)
    shortest = from_apogee(km, LEAST_KM, radius_km, mu_km3_s2).flight_min
    longest = from_apogee(km, HIGHEST_APOGEE_KM, radius_km, mu_km3_s2).flight_min
    require(
        (minutes > shortest) & (minutes < longest),
        minutes,
        "flight time",
        f"more than {float(np.min(shortest)):.2f} min, which skimming the ground would take over "
        f"that range, and less than {float(np.max(longest)):,.0f} min; check its unit",
    )
    # The logarithm of the time is nearly a line over that of the apogee, except where the arc
    # skims the ground: secants and halvings of the bracket take turns.
    wanted = np.log(minutes)
    low, high = np.full(km.shape, np.log(LEAST_KM)), np.full(km.shape, np.log(HIGHEST_APOGEE_KM))
    below, above = (
        np.log(from_apogee(km, np.exp(end), radius_km, mu_km3_s2).flight_min) - wanted
        for end in (low, high)
    )
    for step in range(_STEPS):
        share = below / (below - above) if step % 2 else np.full(km.shape, 0.5)
        middle = low + np.clip(share, 1e-3, 1 - 1e-3) * (high - low)
        at = np.log(from_apogee(km, np.exp(middle), radius_km, mu_km3_s2).flight_min) - wanted
        late = at > 0
        low, below = np.where(late, low, middle), np.where(late, below, at)
        high, above = np.where(late, middle, high), np.where(late, at, above)
        if np.all((np.abs(at) < _ENOUGH) | (high - low < _ENOUGH)):
            break
    return from_apogee(km, np.exp(middle), radius_km, mu_km3_s2)


def from_launch(
    speed_km_s: ArrayLike,
    elevation_deg: ArrayLike,
    radius_km: float = SPHERE_RADIUS_KM,
    mu_km3_s2: float = MU_KM3_S2,
) -> Arc:
    """The arcs with a speed and an elevation at launch.

    Raises:
        ReportError: a speed not above 0, one that escapes or never comes down again; an
            elevation that is not above 0° and at most 90°.
    """
    speed, deg = np.broadcast_arrays(
        *(np.asarray(x, dtype=float) for x in (speed_km_s, elevation_deg))
    )
    escape = np.sqrt(2 * mu_km3_s2 / radius_km)
    require(
        (speed > 0) & (speed < escape),
        speed,
        "speed",
        f"above 0 and below {escape:.3f} km/s, at which a missile escapes; check its unit",
    )
    require((deg > 0) & (deg <= 90), deg, "elevation", "above 0 and at most 90 degrees; correct it")
    q, phi = speed**2 * radius_km / mu_km3_s2, np.radians(deg)
    e = np.sqrt(1 + q * (q - 2) * np.cos(phi) ** 2)
    high = radius_km * ((1 + e) / (2 - q) - 1)
    km = radius_km * range_angle(q, phi)
    require(km > 0, deg, "elevation", "below 90 degrees: straight up has no range; tilt it")
    return from_apogee(km, high, radius_km, mu_km3_s2)


def minimum_energy(
    range_km: ArrayLike, radius_km: float = SPHERE_RADIUS_KM, mu_km3_s2: float = MU_KM3_S2
) -> Arc:
    """The slowest arcs over a range: φ = (π - Ψ) / 4.

    >>> arc = minimum_energy(3700)
    >>> print(f"{arc.apogee_km:.0f} km, {arc.flight_min:.1f} min")
    779 km, 17.0 min
    """
    km = np.asarray(range_km, dtype=float)
    check_range(km, radius_km)
    angle = km / radius_km
    q = minimum_q(angle)
    e = np.sqrt(np.maximum(1 + q * (q - 2) * np.cos((np.pi - angle) / 4) ** 2, 0))
    return from_apogee(km, radius_km * ((1 + e) / (2 - q) - 1), radius_km, mu_km3_s2)


def greatest_range_km(
    speed_km_s: ArrayLike, radius_km: float = SPHERE_RADIUS_KM, mu_km3_s2: float = MU_KM3_S2
) -> Floats:
    """How far a speed can carry; infinity where it carries to every point.

    >>> print(f"{greatest_range_km(7.1723):,.0f}")
    9,846
    """
    q = np.asarray(speed_km_s, dtype=float) ** 2 * radius_km / mu_km3_s2
    return np.asarray(radius_km * greatest_angle(q))[()]


def least_speed_km_s(
    range_km: ArrayLike, radius_km: float = SPHERE_RADIUS_KM, mu_km3_s2: float = MU_KM3_S2
) -> Floats:
    """The speed that a range needs at least: the inverse of `greatest_range_km`."""
    angle = np.minimum(np.asarray(range_km, dtype=float) / radius_km, np.pi)
    return np.asarray(np.sqrt(minimum_q(angle) * mu_km3_s2 / radius_km))[()]


def range_angle(q: ArrayLike, elevation: ArrayLike) -> Floats:
    """Ψ in radians: cos(Ψ/2) = (1 - Q cos²φ) / √(1 + Q (Q - 2) cos²φ).

    Args:
        q: v² r / μ at launch, below 2.
        elevation: φ, in radians.

    >>> print(f"{np.degrees(range_angle(0.533, np.radians(51.32))):.1f}")
    36.4
    """
    ratio, cos, sin = np.asarray(q, dtype=float), np.cos(elevation), np.sin(elevation)
    return np.asarray(2 * np.arctan2(ratio * sin * cos, 1 - ratio * cos * cos))[()]


def minimum_q(angle: ArrayLike) -> Floats:
    """The least Q for a range angle in radians: 2 sin(Ψ/2) / (1 + sin(Ψ/2))."""
    sin = np.sin(np.asarray(angle, dtype=float) / 2)
    return np.asarray(2 * sin / (1 + sin))[()]


def greatest_angle(q: ArrayLike) -> Floats:
    """The greatest range angle in radians: 2 asin(Q / (2 - Q)), infinity from Q = 1 on.

    >>> print(f"{np.degrees(greatest_angle(0.95)):.1f}")
    129.6
    """
    ratio = np.asarray(q, dtype=float)
    bounded = np.minimum(ratio, 1)
    return np.where(ratio < 1, 2 * np.arcsin(bounded / (2 - bounded)), np.inf)[()]


def check_range(range_km: Floats, radius_km: float = SPHERE_RADIUS_KM) -> None:
    """Refuse ranges that no arc has."""
    require(
        (range_km >= LEAST_KM) & (range_km <= np.pi * radius_km),
        range_km,
        "range",
        f"above 0 (at least 1 m) and at most {np.pi * radius_km:,.0f} km, which reaches the "
        "antipode; check its unit",
    )


def check_apogee(apogee_km: Floats) -> None:
    """Refuse apogees that no arc has."""
    require(
        (apogee_km >= LEAST_KM) & (apogee_km <= HIGHEST_APOGEE_KM),
        apogee_km,
        "apogee",
        f"above 0 (at least 1 m) and at most {HIGHEST_APOGEE_KM:,.0f} km; leave it out if it is "
        "not known",
    )


def require(good: NDArray[np.bool_], value: ArrayLike, name: str, expected: str) -> None:
    """Refuse values, naming the first bad one.

    Raises:
        ReportError: not all are good.
    """
    if not np.all(good):
        first = np.broadcast_to(np.asarray(value), np.shape(good))[~np.asarray(good)].flat[0]
        raise ReportError(f"{name} {first:g}: expected {expected}")
