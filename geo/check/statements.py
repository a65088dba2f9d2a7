"""What a report says about the landing: in words, as weights, and as tests."""

from dataclasses import dataclass

from geo import places
from geo.check import origin
from geo.finding import Landmark, Note, Statement
from geo.report import Near, Report
from geo.splash import Weight
from geo.splash.weights import InSea, NearLandmark
from geo.spreads import Spreads


@dataclass(frozen=True)
class Told:
    """A statement about the landing: in words, as a weight, and as a test."""

    says: Statement
    weight: Weight
    test: Weight
    landmark: Landmark | None = None


def told(report: Report, spreads: Spreads) -> tuple[list[Told], list[Note]]:
    """The statements about the landing, and notes on what names were taken to mean.

    Raises:
        PlaceError: a place that is unknown or ambiguous.
    """
    landing = report.landing
    found: list[Told] = []
    notes: list[Note] = []
    if landing is not None and landing.sea is not None:
        match = places.find_sea(landing.sea)
        assert isinstance(match.place, places.Region)  # noqa: S101
        notes += origin.guessed(match)
        weight = InSea(match.place.geometry)
        kind = "toward" if landing.aimed else "sea"
        says = Statement(kind, report.teller("sea"), match.place.names, used=True)
        found.append(Told(says, weight, weight))
    if landing is not None and landing.near is not None:
        match = places.find_place(landing.near.place, role="landmark")
        assert isinstance(match.place, places.Place)  # noqa: S101
        notes += origin.guessed(match)
        found.append(_landmark(landing.near, match.place, report.teller("near"), spreads))
    return found, notes


def _landmark(near: Near, place: places.Place, by: str, spreads: Spreads) -> Told:
    bearing_deg = None if near.direction is None else near.direction.deg
    weight = NearLandmark(place.lon, place.lat, place.spread_km, near.km, bearing_deg, spreads)
    says = Statement(
        "landmark",
        by,
        place.names,
        distance=near.km,
        direction_deg=bearing_deg,
        used=True,
    )
    return Told(says, weight, weight.holds, Landmark(place.name, place.names, place.lon, place.lat))
