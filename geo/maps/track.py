"""The ground track of a trajectory: its line, and where it was how high at whole minutes."""

from dataclasses import dataclass

import numpy as np

from geo.ballistics.trajectory import Track
from geo.finding import Finding
from geo.geodesy import Floats

_STEPS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240)
_MOST_MARKS = 8
_OFF_TOP = 0.45  # of a step: marks nearer to the highest point make room for it


@dataclass(frozen=True)
class Mark:
    """A moment of the flight.

    Attributes:
        lon, lat: where, in degrees.
        minute: since launch.
        height_km: above the ellipsoid.
        bearing_deg: of the track over the ground.
        highest: whether it is the apogee.
    """

    lon: float
    lat: float
    minute: float
    height_km: float
    bearing_deg: float
    highest: bool


def of(finding: Finding) -> Track | None:
    """The track that is drawn: none for a shot that may have glided."""
    path = finding.trajectory
    return None if path is None or not path.ballistic else path.track


def line(track: Track) -> tuple[Floats, Floats]:
    """Longitudes, which run on past ±180°, and latitudes."""
    return np.unwrap(track.lon, period=360), track.lat


def step_min(track: Track) -> float:
    """Between marks, so that there are few of them."""
    whole = float(track.minutes[-1])
    return float(next((s for s in _STEPS_MIN if whole / s <= _MOST_MARKS), _STEPS_MIN[-1]))


def marks(finding: Finding) -> list[Mark]:
    """The highest point, and the whole minutes between launch and impact."""
    track = of(finding)
    if track is None:
        return []
    top = int(np.argmax(track.height_km))
    apogee_min, step = float(track.minutes[top]), step_min(track)
    times = np.arange(step, track.minutes[-1] - _OFF_TOP * step, step)
    times = times[np.abs(times - apogee_min) > _OFF_TOP * step]
    return [
        _at(track, apogee_min, highest=True),
        *(_at(track, float(time), highest=False) for time in times),
    ]


def name(mark: Mark, form: str) -> str:
    """A mark in words."""
    return form.format(minute=f"{mark.minute:.0f}", km=f"{mark.height_km:,.0f}")


def _at(track: Track, minute: float, *, highest: bool) -> Mark:
    lons, lats = line(track)
    lon, lat, km = (
        float(np.interp(minute, track.minutes, values)) for values in (lons, lats, track.height_km)
    )
    after = int(np.clip(np.searchsorted(track.minutes, minute), 1, len(lons) - 1))
    east = (lons[after] - lons[after - 1]) * np.cos(np.radians(lat))
    bearing_deg = float(np.degrees(np.arctan2(east, lats[after] - lats[after - 1]))) % 360
    return Mark((lon + 180) % 360 - 180, lat, minute, km, bearing_deg, highest)
