"""The trajectory: the ballistic arc that range, apogee and flight time of a report make."""

from dataclasses import dataclass

from geo.ballistics.kind import Class, Kind
from geo.geodesy import Floats


@dataclass(frozen=True)
class Band:
    """A derived number, and the middle 90 % that the widths of the report leave it.

    Infinity stands for "every point on Earth" where the number is a range.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Equivalent:
    """How far the same missile would go on a standard trajectory, with the payload flown.

    Attributes:
        lower_km: at the launch speed of the shot, over an Earth that stands still.
        upper_km: with that speed raised by the allowance for lofting.
        allowance_km_s: that raise; 0 where the upper edge is every point on Earth.
        by_bearing: bearing in degrees, lower and upper edge in km over the turning Earth.
        classes: of the lower and the upper edge.
    """

    lower_km: Band
    upper_km: Band
    allowance_km_s: float
    by_bearing: tuple[tuple[float, Band, Band], ...]
    classes: tuple[Class, Class]


@dataclass(frozen=True, eq=False)
class Track:
    """The path over the ground from launch to impact, evenly spaced in time, shape (n,).

    Attributes:
        minutes: since launch.
        lon, lat: in degrees.
        height_km: above the ellipsoid.
    """

    minutes: Floats
    lon: Floats
    lat: Floats
    height_km: Floats


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The ballistic arc through launch, apogee and splash over the turning Earth.

    Speeds and angles are relative to the ground. The launch is an impulse at the ground: no boost
    phase, no air.

    Attributes:
        fitted_to: what the arc was fitted to beside the range, ``apogee`` or ``flight``.
        kind: of shot.
        loft: apogee over that of the slowest arc with the same range.
        range_km, apogee_km: as the report has them, or follow from its flight time.
        least_apogee_km, least_min: of the slowest arc with that range.
        speed_km_s, elevation_deg: at launch.
        azimuth_deg: at launch, its band clockwise from low to high; None without a direction.
        flight_min: by the model.
        reentry_km_s, reentry_deg: coming down through 100 km; None where it stays below.
        reported_min: the flight time of the report, or None.
        residual_min: that less the model's, None where the arc is fitted to it.
        equivalent: None for a shot that may not have been ballistic.
        track: None without a direction.
    """

    fitted_to: str
    kind: Kind
    loft: Band
    range_km: Band
    apogee_km: Band
    least_apogee_km: Band
    least_min: Band
    speed_km_s: Band
    elevation_deg: Band
    azimuth_deg: Band | None
    flight_min: Band
    reentry_km_s: Band | None
    reentry_deg: Band | None
    reported_min: float | None
    residual_min: Band | None
    equivalent: Equivalent | None
    track: Track | None

    @property
    def ballistic(self) -> bool:
        """Whether nothing speaks against free flight all the way."""
        return self.kind != "depressed_or_gliding"
