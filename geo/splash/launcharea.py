"""Where a missile can have been fired from: a point with a spread, an area, or a coast."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.geodesy import MEAN_RADIUS_KM, Floats, inverse
from geo.splash.distributions import normal_quantile

_KM_PER_DEG = np.pi / 180 * MEAN_RADIUS_KM
_STRIPS = 720


class LaunchArea(Protocol):
    """A distribution of launch positions."""

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude that stand for the whole."""

    @property
    def spread_km(self) -> float:
        """Standard deviation per axis, or half the extent of an area."""

    def reach_km(self, share: float) -> float:
        """How far from the middle at least a share of the launches lie."""

    def positions(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes for uniform numbers of one shape."""


@dataclass(frozen=True)
class Point:
    """A launch near a point: a two-dimensional normal."""

    lon: float
    lat: float
    spread_km: float

    @property
    def centre(self) -> tuple[float, float]:
        """The point."""
        return self.lon, self.lat

    def reach_km(self, share: float) -> float:
        """How far from the middle a share of the launches lie: a Rayleigh quantile."""
        return self.spread_km * float(np.sqrt(-2 * np.log1p(-share)))

    def positions(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes for uniform numbers of one shape."""
        east = self.spread_km * normal_quantile(u)
        north = self.spread_km * normal_quantile(v)
        return offset(self.lon, self.lat, east, north)


def offset(
    lon: Floats | float, lat: Floats | float, east_km: Floats, north_km: Floats
) -> tuple[Floats, Floats]:
    """Points moved in their tangent planes and brought back to the sphere; all broadcast.

    On the mean sphere: 0.3 % of the offset is far below what any launch spread means.
    """
    lam, phi = np.radians(lon), np.radians(lat)
    angle = np.hypot(east_km, north_km) / MEAN_RADIUS_KM
    scale = np.sinc(angle / np.pi) / MEAN_RADIUS_KM  # sin(angle) / distance, 1 at the point itself
    east, north, up = east_km * scale, north_km * scale, np.cos(angle)
    level = up * np.cos(phi) - north * np.sin(phi)
    out_lat = np.degrees(np.arcsin(np.clip(up * np.sin(phi) + north * np.cos(phi), -1, 1)))
    out_lon = np.degrees(lam + np.arctan2(east, level))
    return (out_lon + 180) % 360 - 180, out_lat


@dataclass(frozen=True, eq=False)
class Area:
    """A launch anywhere in polygons, every square kilometre alike."""

    geometry: BaseGeometry

    @property
    def centre(self) -> tuple[float, float]:
        """A point inside, near the middle."""
        middle = self.geometry.centroid
        if not self.geometry.contains(middle):
            middle = self.geometry.representative_point()
        return float(middle.x), float(middle.y)

    @property
    def spread_km(self) -> float:
        """Half the side of a square of the same area."""
        area_deg2 = self.geometry.area * np.cos(np.radians(self.centre[1]))
        return float(np.sqrt(area_deg2) * _KM_PER_DEG / 2)

    def reach_km(self, share: float) -> float:
        """How far from the middle at least a share of the launches lie: here all of them."""
        del share
        return _farthest_km(self.centre, self.geometry)

    @cached_property
    def _chords(self) -> tuple[Floats, Floats, Floats]:
        """West ends, lengths and latitudes of the polygon's chords along parallels."""
        west, south, east, north = self.geometry.bounds
        step = (north - south) / _STRIPS
        lat = south + step * (np.arange(_STRIPS) + 0.5)
        cuts = shapely.linestrings(
            np.stack(
                [
                    np.column_stack([np.full(_STRIPS, west - 1), lat]),
                    np.column_stack([np.full(_STRIPS, east + 1), lat]),
                ],
                axis=1,
            )
        )
        pieces, strip = shapely.get_parts(
            shapely.intersection(self.geometry, cuts), return_index=True
        )
        cut = ~shapely.is_empty(pieces)  # a parallel between two islands cuts neither
        box = shapely.bounds(pieces[cut])
        return box[:, 0], box[:, 2] - box[:, 0], lat[strip[cut]]

    def positions(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes for uniform numbers of one shape."""
        west, length, lat = self._chords
        total = np.concatenate([[0.0], np.cumsum(length * np.cos(np.radians(lat)))])
        row = np.searchsorted(total, u * total[-1], side="right") - 1
        row = np.minimum(row, len(west) - 1)
        share = (u * total[-1] - total[row]) / (total[row + 1] - total[row])
        step = (self.geometry.bounds[3] - self.geometry.bounds[1]) / _STRIPS
        return west[row] + share * length[row], lat[row] + (v - 0.5) * step


@dataclass(frozen=True, eq=False)
class Coast:
    """A launch along lines, every kilometre alike, with a normal spread across them."""

    geometry: BaseGeometry
    spread_km: float

    @property
    def centre(self) -> tuple[float, float]:
        """The point of the lines half-way along the longest of them."""
        parts = shapely.get_parts(self.geometry)
        longest = parts[np.argmax(shapely.length(parts))]
        middle = longest.interpolate(0.5, normalized=True)
        return float(middle.x), float(middle.y)

    def reach_km(self, share: float) -> float:
        """How far from the middle at least a share of the launches lie."""
        across = float(normal_quantile(np.array((1 + share) / 2)))
        return _farthest_km(self.centre, self.geometry) + self.spread_km * across

    @cached_property
    def _pieces(self) -> tuple[Floats, Floats]:
        """Straight pieces of the lines: start, and east and north steps in degrees."""
        xy, part = shapely.get_coordinates(shapely.get_parts(self.geometry), return_index=True)
        same = part[1:] == part[:-1]
        return xy[:-1][same], np.diff(xy, axis=0)[same]

    def positions(self, u: Floats, v: Floats) -> tuple[Floats, Floats]:
        """Longitudes and latitudes for uniform numbers of one shape."""
        start, step = self._pieces
        squeeze = np.cos(np.radians(start[:, 1]))
        length = np.hypot(step[:, 0] * squeeze, step[:, 1])
        total = np.concatenate([[0.0], np.cumsum(length)])
        row = np.searchsorted(total, u * total[-1], side="right") - 1
        row = np.minimum(row, len(start) - 1)
        share = (u * total[-1] - total[row]) / length[row]
        off_deg = self.spread_km / _KM_PER_DEG * normal_quantile(v)
        across_lon = -step[row, 1] / length[row] / squeeze[row]
        across_lat = step[row, 0] * squeeze[row] / length[row]
        lon = start[row, 0] + share * step[row, 0] + off_deg * across_lon
        lat = start[row, 1] + share * step[row, 1] + off_deg * across_lat
        return lon, lat


def _farthest_km(centre: tuple[float, float], geometry: BaseGeometry) -> float:
    _, km = inverse(*centre, *shapely.get_coordinates(geometry).T)
    return float(km.max())
