"""A trajectory as plain data, for ``--json``.

Bands are ``{value, low, high}``. A range that is null goes to every point on Earth.
"""

from typing import Any

import numpy as np

from geo.ballistics.trajectory import Band, Equivalent, Track
from geo.finding import Finding
from geo.flight import words as flightwords
from geo.wording import Lang


def of(finding: Finding, lang: Lang = "en") -> dict[str, Any] | None:
    """The trajectory of a finding, or None where there is none.

    Kilometres are rounded to 0.1, speeds to 1 m/s, angles and minutes to 0.01.
    """
    path = finding.trajectory
    if path is None:
        return None
    return {
        "kind": path.kind,
        "ballistic": path.ballistic,
        "fitted_to": path.fitted_to,
        "wording": flightwords.lines(finding, lang),
        "range_km": _band(path.range_km, 1),
        "apogee_km": _band(path.apogee_km, 1),
        "loft": _band(path.loft, 3),
        "minimum_energy": {
            "apogee_km": _band(path.least_apogee_km, 1),
            "flight_min": _band(path.least_min, 2),
        },
        "speed_km_s": _band(path.speed_km_s, 3),
        "elevation_deg": _band(path.elevation_deg, 2),
        "azimuth_deg": None if path.azimuth_deg is None else _band(path.azimuth_deg, 2),
        "flight_min": _band(path.flight_min, 2),
        "reentry": None
        if path.reentry_km_s is None or path.reentry_deg is None
        else {
            "height_km": 100,
            "speed_km_s": _band(path.reentry_km_s, 3),
            "angle_deg": _band(path.reentry_deg, 2),
        },
        "reported_min": path.reported_min,
        "residual_min": None if path.residual_min is None else _band(path.residual_min, 2),
        "equivalent": None if path.equivalent is None else _equivalent(path.equivalent, lang),
        "track": None if path.track is None else _track(path.track),
    }


def _equivalent(same: Equivalent, lang: Lang) -> dict[str, Any]:
    return {
        "lower_km": _band(same.lower_km, 1),
        "upper_km": _band(same.upper_km, 1),
        "allowance_km_s": round(same.allowance_km_s, 3),
        "classes": list(same.classes),
        "by_bearing": [
            {"bearing_deg": bearing, "lower_km": _band(low, 1), "upper_km": _band(high, 1)}
            for bearing, low, high in same.by_bearing
        ],
        "caveat": flightwords.caveat(same, lang),
    }


def _track(track: Track) -> list[dict[str, float]]:
    """Launch, impact, and what lies between."""
    columns = (track.minutes, track.lon, track.lat, track.height_km)
    return [
        {
            "minute": round(float(minute), 3),
            "lon": round(float(lon), 5),
            "lat": round(float(lat), 5),
            "height_km": round(float(height), 2),
        }
        for minute, lon, lat, height in zip(*columns, strict=True)
    ]


def _band(band: Band, digits: int) -> dict[str, float | None]:
    values = (("value", band.value), ("low", band.low), ("high", band.high))
    return {name: _number(value, digits) for name, value in values}


def _number(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
