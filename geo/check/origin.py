"""Where a report says that it was fired from, and what that makes of launch, habit and range."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from geo import geodesy, land, places, prior
from geo.errors import ReportError
from geo.finding import Note, Origin, Value
from geo.measure import Measure
from geo.report import Report
from geo.report.parts import Direction, Launch
from geo.splash import Weight, bearings_for, direction_spread_deg
from geo.splash.distributions import Bearings
from geo.splash.launcharea import Area, Coast, LaunchArea, Point
from geo.splash.weights import NearLandmark, OnLand, surely_on_land
from geo.spreads import Spreads

AT_SEA = Note("at_sea")
_WHOLE_SPREAD = 4.5  # standard deviations that hold all but one in 100,000
_HOME_KM = 400.0  # a launch farther from every known site has no country to have habits
_SWAPPED_KM = 300.0
_STRANGE_KM = 1_000.0
_BROKEN_SD = 2.5  # standard deviations between a word and a habit that it breaks


@dataclass(frozen=True)
class Understood:
    """A launch as understood.

    Attributes:
        area: where it can have been.
        origin: the same for readers.
        notes: what had to be guessed.
    """

    area: LaunchArea
    origin: Origin
    notes: tuple[Note, ...] = ()


def understand(launch: Launch, spreads: Spreads) -> Understood:
    """The launch area that a report means.

    Raises:
        PlaceError: a place that is unknown or ambiguous.
        ReportError: coordinates that were turned round.
    """
    if launch.point is not None:
        return position(*launch.point, launch.spread_km or spreads.point_km)
    if launch.place is not None:
        match = places.find_place(launch.place, role="launch_site")
        place = match.place
        assert isinstance(place, places.Place)  # noqa: S101
        area: LaunchArea = Point(place.lon, place.lat, launch.spread_km or place.spread_km)
        country: str | None = place.country or None
    else:
        match = places.find_region(launch.region or "")
        region = match.place
        assert isinstance(region, places.Region)  # noqa: S101
        area = (
            Coast(region.geometry, region.spread_km)
            if region.kind == "coast"
            else Area(region.geometry)
        )
        country = country_of(*area.centre)
    matched, notes = None, guessed(match)
    if match.fuzzy:
        matched = f"{match.query!r} was read as {match.place.name} (similarity {match.score:.0f} %)"
    origin = Origin(match.place.name, *area.centre, area.spread_km, country, matched)
    return Understood(area, origin, notes)


def guessed(match: places.Match) -> tuple[Note, ...]:
    """A note where a name was not found letter for letter."""
    if not match.fuzzy:
        return ()
    said: dict[str, Value] = {"query": match.query, "name": match.place.names, "score": match.score}
    return (Note("read_as", said),)


def position(lon: float, lat: float, spread_km: float) -> Understood:
    """A launch at coordinates.

    Raises:
        ReportError: they were turned round.
    """
    refuse_swapped(lon, lat)
    origin = Origin(coordinates(lon, lat), lon, lat, spread_km, country_of(lon, lat), None)
    return Understood(Point(lon, lat, spread_km), origin)


def country_of(lon: float, lat: float) -> str | None:
    """The country of the nearest launch site, if any is near."""
    site, km = places.nearest_site(lon, lat)
    return site.country if km <= _HOME_KM else None


def refuse_swapped(lon: float, lat: float) -> None:
    """Coordinates far from every site that, turned round, are at one, were turned round.

    Raises:
        ReportError: they were.
    """
    if abs(lon) > 90:
        return
    _, as_given_km = places.nearest_site(lon, lat)
    site, turned_km = places.nearest_site(lat, lon)
    if as_given_km > _STRANGE_KM and turned_km < _SWAPPED_KM:
        raise ReportError(
            f"launch lon {lon:g}, lat {lat:g} is {as_given_km:,.0f} km from any known launch "
            f"site, but lon {lat:g}, lat {lon:g} is {turned_km:,.0f} km from {site.name}; "
            "expected longitude before latitude: swap them"
        )


Heading = tuple[float, int | None, float | None]
"""A direction in degrees, the points of its rose (None for degrees), and its own spread."""


def heading(direction: Direction | None) -> Heading | None:
    """The direction of a report."""
    if direction is None:
        return None
    return direction.deg, direction.points, direction.spread_deg


@dataclass(frozen=True)
class Habits:
    """Whether and how the habit of earlier launches is used.

    Attributes:
        use: whether it may be.
        backtest: whether only launches before the one judged count.
    """

    use: bool
    backtest: bool

    def of(
        self,
        country: str | None,
        date: dt.date | None,
        *,
        given: Heading | None,
        from_sea: bool,
        spreads: Spreads,
    ) -> tuple[prior.Prior | None, str]:
        """The habit that applies, and else why none does, as `Finding.prior_note` has it.

        A word that lies far from the habit says that the launch broke it, and stands alone: the
        product of the two would lie where neither is (Evans & Moshonov 2006, doi:10.1214/06-BA129,
        on conflict between a prior and the data).
        """
        if not self.use:
            return None, "off"
        if given is not None and given[1] is None:
            return None, "degrees"
        if from_sea:
            return None, "from_sea"
        found = prior.of(country, date, before=self.backtest)
        if found is None:
            return None, "few"
        if given is not None and _breaks(found, given, spreads):
            return None, "broken"
        return found, ""


def _breaks(habit: prior.Prior, given: Heading, spreads: Spreads) -> bool:
    """Whether a compass word lies too far from a habit to be one of its launches."""
    deg, points, spread_deg = given
    word_sd = direction_spread_deg(points, spread_deg, spreads)
    off_deg = abs((deg - habit.mean_deg + 180) % 360 - 180)
    return off_deg > _BROKEN_SD * float(np.hypot(word_sd, habit.sd_deg))


def bearings(direction: Direction | None, known: prior.Prior | None, spreads: Spreads) -> Bearings:
    """The distribution of the bearing."""
    deg, points, spread_deg = heading(direction) or (None, None, None)
    habit = None if known is None else (known.mean_deg, known.sd_deg)
    return bearings_for(deg, points, spread_deg, habit, spreads)


def range_tried(report: Report, area: LaunchArea, spreads: Spreads) -> tuple[Measure, Note | None]:
    """The range reported, or every range that can reach the landmark and a note that says so."""
    if report.range is not None:
        return report.range, None
    near = report.landing.near if report.landing else None
    assert near is not None  # noqa: S101 - the report holds a range or a landmark
    place = places.find_place(near.place, role="landmark").place
    assert isinstance(place, places.Place)  # noqa: S101
    _, km = geodesy.inverse(*area.centre, place.lon, place.lat)
    landmark = NearLandmark(place.lon, place.lat, place.spread_km, near.km, None, spreads)
    off_km = landmark.farthest_km + _WHOLE_SPREAD * area.spread_km
    low, high = max(float(km) - off_km, 10.0), min(float(km) + off_km, geodesy.MAX_RANGE_KM)
    note = Note("range_tried", {"low_km": low, "high_km": high})
    return Measure(km=(low, high), bound="exact", step_km=1.0), note


def weights(launch: Launch, area: LaunchArea) -> tuple[list[Weight], Note | None]:
    """What the launch itself rules out: that it was at sea, unless it was said or is there."""
    if launch.from_sea or surely_on_land(area):
        return [], None
    lon, lat = area.centre
    if isinstance(area, Point) and not land.holds(np.array([lon]), np.array([lat]))[0]:
        return [], AT_SEA
    return [OnLand()], None


def coordinates(lon: float, lat: float) -> str:
    """A position as a name."""
    north, east = "N" if lat >= 0 else "S", "E" if lon >= 0 else "W"
    return f"{abs(lat):.2f}°{north} {abs(lon):.2f}°{east}"
