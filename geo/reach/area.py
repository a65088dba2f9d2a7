"""What a range can reach: an area, the cities in it, the states and waters it touches.

A range is a ring about each place. The range of a missile on a standard trajectory is a band that
changes with the bearing, because the Earth turns under its flight: what lies within the lower edge
is in reach, what lies between the edges may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import dateline, geodesy
from geo.ballistics import equivalent
from geo.errors import ReportError
from geo.finding import Finding
from geo.geodesy import MAX_RANGE_KM, Floats
from geo.places import cities
from geo.places.cities import City
from geo.zones import Zones

Extent = Literal["within", "possible"]
BEARINGS = 180
_WORLD = shapely.box(-180, -90, 180, 90)


@dataclass(frozen=True)
class Start:
    """A place that something is fired from: its name, longitude and latitude in degrees."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True)
class CityReached:
    """A city in reach.

    Attributes:
        city: which.
        extent: ``within`` the lower edge, or ``possible`` between the edges.
        start: the place it is nearest to, among those that reach it.
        range_km, bearing_deg: from there.
    """

    city: City
    extent: Extent
    start: str
    range_km: float
    bearing_deg: float


@dataclass(frozen=True)
class StateReached:
    """A state that has listed cities in reach.

    Attributes:
        code: ISO code.
        name: in English.
        capital: how its capital is reached; None where it is not, or is not listed.
        cities: how many listed cities are within or possible.
        extent: ``within`` where one of them is.
    """

    code: str
    name: str
    capital: Extent | None
    cities: int
    extent: Extent


@dataclass(frozen=True)
class WaterReached:
    """A row of the zones that the area touches.

    Attributes:
        row: of the dataset.
        extent: ``within`` where the lower edge reaches into it.
        whole: whether all of it lies in the area that gave the extent.
    """

    row: int
    extent: Extent
    whole: bool


@dataclass(frozen=True, eq=False)
class Reach:
    """What can be reached from some places.

    Attributes:
        starts: the places.
        lower_km, upper_km: edges of the band, shape (places, `BEARINGS`), for bearings spread
            evenly from north; infinity where all that way is in reach.
        inner, outer: the areas within the edges, as Polygons or MultiPolygons in degrees.
        turning: whether the edges are those of a missile over the turning Earth.
        cities: in reach, the largest first.
        states: that have such cities, by their number.
        waters: that the areas touch.
    """

    starts: tuple[Start, ...]
    lower_km: Floats
    upper_km: Floats
    inner: BaseGeometry
    outer: BaseGeometry
    turning: bool
    cities: tuple[CityReached, ...]
    states: tuple[StateReached, ...]
    waters: tuple[WaterReached, ...]

    @property
    def banded(self) -> bool:
        """Whether the edges differ."""
        return bool((self.lower_km < self.upper_km).any())


def of_range(starts: Sequence[Start], lower_km: float, upper_km: float, zones: Zones) -> Reach:
    """What lies within a range of some places.

    Args:
        starts: the places.
        lower_km: what is surely reached.
        upper_km: what may be; the same where a range has no width.
        zones: whose waters are where.

    Raises:
        ReportError: no place, or a range that is none.
    """
    if not starts:
        raise ReportError("no place to start from; expected one: give --place or --launch")
    geodesy.check_range([lower_km, upper_km])
    shape = (len(starts), BEARINGS)
    edges = [np.full(shape, km if km < MAX_RANGE_KM else np.inf) for km in (lower_km, upper_km)]
    areas = [
        _WORLD
        if km >= MAX_RANGE_KM
        else shapely.union_all([dateline.disc(start.lon, start.lat, km) for start in starts])
        for km in (lower_km, upper_km)
    ]
    return _reach(starts, (edges[0], edges[1]), (areas[0], areas[1]), zones, turning=False)


def of_finding(finding: Finding, zones: Zones) -> Reach:
    """What the missile of a report could reach on a standard trajectory, with its payload.

    Raises:
        ReportError: the report gives neither apogee nor flight time, or the shot may have glided.
    """
    path = finding.trajectory
    if path is None:
        raise ReportError(
            f"{finding.title} gives no arc; expected a range with an apogee or a flight time: add "
            "one of them, or give --range"
        )
    if path.equivalent is None:
        raise ReportError(
            f"{finding.title} was depressed or gliding, so its speed is not known; expected a "
            "ballistic shot: give --range"
        )
    start = Start(finding.origin.name, finding.origin.lon, finding.origin.lat)
    launch = (start.lon, start.lat)
    lower, upper = equivalent.turning_km(
        launch,
        360 / BEARINGS * np.arange(BEARINGS),
        path.speed_km_s.value,
        path.elevation_deg.value,
        finding.spreads.allowance_percent,
    )
    areas = equivalent.around(launch, lower), equivalent.around(launch, upper)
    return _reach([start], (lower[None], upper[None]), areas, zones, turning=True)


def _reach(
    starts: Sequence[Start],
    edges_km: tuple[Floats, Floats],
    areas: tuple[BaseGeometry, BaseGeometry],
    zones: Zones,
    *,
    turning: bool,
) -> Reach:
    found = _cities(starts, *edges_km)
    waters = _waters(*areas, zones)
    return Reach(tuple(starts), *edges_km, *areas, turning, found, _states(found), waters)


def _cities(starts: Sequence[Start], lower_km: Floats, upper_km: Floats) -> tuple[CityReached, ...]:
    lon, lat = cities.positions()
    bearing_deg, km = np.empty((2, len(starts), len(lon)))
    near = np.empty((len(starts), len(lon)))
    far = np.empty_like(near)
    for row, start in enumerate(starts):
        bearing_deg[row], km[row] = geodesy.inverse(start.lon, start.lat, lon, lat)
        near[row] = _edge(lower_km[row], bearing_deg[row])
        far[row] = _edge(upper_km[row], bearing_deg[row])
    within, possible = km <= near, km <= far
    found = []
    for number, city in enumerate(cities.all_cities()):
        if not possible[:, number].any():
            continue
        sure = bool(within[:, number].any())
        reaching = within if sure else possible
        row = int(np.argmin(np.where(reaching[:, number], km[:, number], np.inf)))
        found.append(
            CityReached(
                city,
                "within" if sure else "possible",
                starts[row].name,
                float(km[row, number]),
                float(bearing_deg[row, number]),
            )
        )
    return tuple(found)


def _edge(edge_km: Floats, bearing_deg: Floats) -> Floats:
    """An edge at any bearings, a line between those known."""
    known = 360 / BEARINGS * np.arange(BEARINGS)
    bounded = np.minimum(edge_km, MAX_RANGE_KM)
    km = np.interp(bearing_deg, known, bounded, period=360)
    return np.where(km >= MAX_RANGE_KM, np.inf, km)


def _states(found: Sequence[CityReached]) -> tuple[StateReached, ...]:
    by_code: dict[str, list[CityReached]] = {}
    for each in found:
        by_code.setdefault(each.city.country, []).append(each)
    reached = [
        StateReached(
            code,
            group[0].city.country_name,
            next((each.extent for each in group if each.city.capital), None),
            len(group),
            "within" if any(each.extent == "within" for each in group) else "possible",
        )
        for code, group in by_code.items()
    ]
    return tuple(sorted(reached, key=lambda state: (-state.cities, state.name)))


def _waters(inner: BaseGeometry, outer: BaseGeometry, zones: Zones) -> tuple[WaterReached, ...]:
    shapely.prepare([inner, outer])
    areas: tuple[tuple[Extent, BaseGeometry], ...] = (("within", inner), ("possible", outer))
    touched = [
        (extent, shapely.intersects(area, zones.geometry), shapely.covers(area, zones.geometry))
        for extent, area in areas
    ]
    found = []
    for row in range(len(zones.kind)):
        for extent, meets, holds in touched:
            if meets[row]:
                found.append(WaterReached(row, extent, bool(holds[row])))
                break
    return tuple(found)
