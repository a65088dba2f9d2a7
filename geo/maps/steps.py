"""The ring at other ranges: its bearing windows at every step of the page's slider."""

from math import floor
from typing import Any

from geo import assess, geodesy
from geo.finding import Finding
from geo.zones import Zones

_REACH = 0.5  # below and above the reported range, as a share of it
_MOST = 60
_WIDTHS_KM = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
_DIGITS = 2


def width_km(ring_km: float) -> float:
    """How far apart the steps are.

    >>> width_km(1100), width_km(13000)
    (20, 500)
    """
    return next(
        (km for km in _WIDTHS_KM if 2 * _REACH * ring_km / km <= _MOST), float(_WIDTHS_KM[-1])
    )


def ranges_km(ring_km: float) -> list[float]:
    """The ranges of the slider, in even steps; the reported one is among them."""
    step_km = width_km(ring_km)
    below = floor(_REACH * ring_km / step_km)
    above = floor(min(_REACH * ring_km, geodesy.MAX_RANGE_KM - ring_km) / step_km)
    return [ring_km + number * step_km for number in range(-below, max(above, 0) + 1)]


def of(finding: Finding, zones: Zones) -> dict[str, Any] | None:
    """Ranges, windows in degrees and ring shares, one for each step; None without a range."""
    if finding.report.range is None:
        return None
    waters = assess.waters(zones, zones.rows(finding.zone, finding.view))
    origin = (finding.origin.lon, finding.origin.lat)
    ranges = ranges_km(finding.ring_km)
    rings = [assess.ring(waters, origin, km) for km in ranges]
    return {
        "km": [round(km, _DIGITS) for km in ranges],
        "reported": ranges.index(finding.ring_km),
        "windows": [
            [[round(bearing, _DIGITS) for bearing in window] for window in found]
            for found, _ in rings
        ],
        "shares": [round(share, 4) for _, share in rings],
    }
