"""The default spreads, each with its reason. Every output prints those it used."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from geo.errors import ReportError


@dataclass(frozen=True)
class Spreads:
    """How wide each kind of statement is taken to be.

    Attributes:
        point_km: standard deviation per axis of a launch given as lon and lat.
        range_percent: scale of Student's t for a reported range.
        range_freedom: its degrees of freedom; 3 is the only value with a closed form here.
        bound_percent: standard deviation of the half-normal beyond "at least" or "at most".
        bearing_deg: standard deviation of a direction in degrees.
        word8_deg: standard deviation about the point of an eight-point compass word.
        word16_deg: the same for a sixteen-point word.
        landmark_percent: standard deviation of a distance from a landmark, beside its rounding.
        landmark_deg: standard deviation of a direction seen from a landmark.
        apogee_percent: scale of Student's t for a reported apogee.
        boost_min: the most that a boost phase adds to the flight time of an impulsive launch.
        allowance_percent: margin on what published estimates allow for lofting.
    """

    point_km: float = 1.0
    range_percent: float = 2.5
    bound_percent: float = 10.0
    bearing_deg: float = 2.0
    word8_deg: float = 20.0
    word16_deg: float = 11.0
    landmark_percent: float = 5.0
    landmark_deg: float = 20.0
    apogee_percent: float = 2.5
    boost_min: float = 5.0
    allowance_percent: float = 10.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value < 1000:
                raise ReportError(
                    f"spread {field.name} is {value}; expected a number above 0 and below 1000: "
                    f"leave it out for the default of {field.default}"
                )

    def changed(self, given: Mapping[str, float]) -> Self:
        """The same spreads with some set by the user.

        Raises:
            ReportError: a name that is no spread, or a value out of range.

        >>> Spreads().changed({"bearing_deg": 3}).bearing_deg
        3
        """
        known = [field.name for field in fields(self)]
        unknown = [name for name in given if name not in known]
        if unknown:
            raise ReportError(f"unknown spread {unknown[0]!r}; expected one of {', '.join(known)}")
        return replace(self, **given)


REASONS: Mapping[str, str] = {
    "point_km": "a surveyed site is known to about a kilometre",
    "range_percent": (
        "two official sources on one launch differ by more than 6 % in one case of five and by "
        "more than 10 % in one of ten: a heavy tail, Student's t with 3 degrees of freedom"
    ),
    "bound_percent": "a bound says which side, not how far",
    "bearing_deg": "a bearing read off a published track",
    "word8_deg": "half an octant and the looseness of press language about it",
    "word16_deg": "half of that for the finer rose",
    "landmark_percent": "distances from a landmark are given to the nearest 50 or 100 km",
    "landmark_deg": "as for an eight-point word, seen from the landmark",
    "apogee_percent": (
        "as for a range, beside a rounding of at most a twentieth either way: the apogees of two "
        "sources on one launch differ by as much as their ranges do"
    ),
    "boost_min": (
        "eight lofted launches of 2017 to 2024 were reported 1.9 to 4.3 minutes longer than an "
        "impulsive launch would take; none can be shorter"
    ),
    "allowance_percent": "published estimates of standard ranges have two or three digits",
}
