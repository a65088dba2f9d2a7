"""Statements about launch and landing as weights on the points of a splash."""

from dataclasses import dataclass

import numpy as np
import shapely

from geo import geodesy, land
from geo.geodesy import Floats
from geo.measure import Measure
from geo.splash.launcharea import LaunchArea, Point
from geo.splash.sampling import Splash
from geo.spreads import Spreads

_WHOLE_SPREAD = 4.5  # standard deviations that hold all but one point in 25,000
_NEAR_KM = 50.0  # what "near" means where the landmark itself reaches less far


@dataclass(frozen=True)
class OnLand:
    """The launch was on land."""

    def __call__(self, splash: Splash) -> Floats:
        """1 for launches on land, 0 for others."""
        on_land: Floats = land.holds(splash.launch_lon, splash.launch_lat).astype(float)
        return on_land


def surely_on_land(area: LaunchArea) -> bool:
    """Whether all of a launch area lies on land, so that it need not be tested."""
    if not isinstance(area, Point):
        return False
    plane_deg = area.spread_km * _WHOLE_SPREAD / 111.0
    stretch = 1 / max(np.cos(np.radians(area.lat)), 0.05)
    frame = shapely.box(
        area.lon - plane_deg * stretch,
        area.lat - plane_deg,
        area.lon + plane_deg * stretch,
        area.lat + plane_deg,
    )
    polygons = land.detail().polygons[land.detail().tree.query(frame)]
    shapely.prepare(polygons)
    return bool(shapely.contains_properly(polygons, frame).any())


@dataclass(frozen=True)
class InSea:
    """It came down in a named sea, and not on land."""

    sea: shapely.Geometry

    def __call__(self, splash: Splash) -> Floats:
        """1 for points in the sea, 0 for others."""
        shapely.prepare(self.sea)
        wet = shapely.contains_xy(self.sea, splash.lon, splash.lat)
        wet[wet] = ~land.holds(splash.lon[wet], splash.lat[wet])
        return np.asarray(wet.astype(float))


@dataclass(frozen=True)
class NearLandmark:
    """It came down at a distance and in a direction from a landmark.

    Attributes:
        lon, lat, spread_km: of the landmark.
        distance: as reported, or None.
        bearing_deg: seen from the landmark, or None.
        spreads: widths of both.
    """

    lon: float
    lat: float
    spread_km: float
    distance: Measure | None
    bearing_deg: float | None
    spreads: Spreads

    def __call__(self, splash: Splash) -> Floats:
        """Relative likelihood of each point."""
        bearing_deg, km = geodesy.inverse(self.lon, self.lat, splash.lon, splash.lat)
        weight = self._distance_weight(np.asarray(km))
        if self.bearing_deg is not None:
            off = (np.asarray(bearing_deg) - self.bearing_deg + 180) % 360 - 180
            weight *= np.exp(-0.5 * (off / self.spreads.landmark_deg) ** 2)
        return weight

    def _edges_km(self) -> tuple[float, float]:
        """Standard deviations below and above a distance; a bound is four times as loose."""
        if self.distance is None:
            return _NEAR_KM, max(self.spread_km, _NEAR_KM)
        percent_km = self.spreads.landmark_percent / 100 * self.distance.value_km
        soft_km = float(np.hypot(percent_km, self.spread_km / 2))
        below = 4 if self.distance.bound == "at_most" else 1
        above = 4 if self.distance.bound in {"at_least", "over"} else 1
        return below * soft_km, above * soft_km

    @property
    def farthest_km(self) -> float:
        """The distance from the landmark beyond which nothing is plausible."""
        high = 0.0 if self.distance is None else self.distance.high_km
        return high + _WHOLE_SPREAD * self._edges_km()[1]

    def _distance_weight(self, km: Floats) -> Floats:
        """A flat top as wide as the rounding, with normal edges; near means no distance at all."""
        low, high = (0.0, 0.0)
        if self.distance is not None:
            low, high = self.distance.low_km, self.distance.high_km
        below_km, above_km = self._edges_km()
        off = np.maximum(low - km, 0) / below_km + np.maximum(km - high, 0) / above_km
        return np.asarray(np.exp(-0.5 * off**2))

    def holds(self, splash: Splash) -> Floats:
        """Whether each point satisfies the statement within two standard deviations."""
        return np.asarray((self(splash) >= np.exp(-2.0)).astype(float))
