"""A report: what one source said about one launch.

A ``Report`` and its parts are frozen. They take what people type (``"about 1100 km"``,
``"north-east"``) and refuse, with a ``ReportError``, what cannot be meant. A key that is null or
blank counts as left out.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from geo.errors import ReportError
from geo.report import problems
from geo.report.fields import Date, Distance, FlightTime, Height, Text, Time
from geo.report.parts import Claim, Count, Direction, Landing, Launch, Part, Source, ToldBy
from geo.text import shown

MOST_ENTRIES = 200


class Report(Part):
    """What one source said about one launch."""

    also_holds: ClassVar = {
        "anyOf": [
            {"required": ["range"]},
            {
                "required": ["landing"],
                "properties": {"landing": {"type": "object", "required": ["near"]}},
            },
        ],
        "examples": [{"launch": "Pyongyang", "range": "about 1100 km", "direction": "north-east"}],
    }

    title: Text | None = Field(None, description="A name for it.")
    date: Date | None = Field(None, description="The day of the launch, local time.")
    time: Time | None = Field(None, description="The time of the launch, and its UTC offset.")
    reported_by: Text | None = Field(None, description="Who reported it.")
    told_by: ToldBy | None = Field(None, description="Who told single values, if others did.")
    count: Count | None = Field(None, description="How many missiles were fired.")
    missile: Text | None = Field(None, description="The type of the missile.")
    launch: Launch = Field(description="Where it was fired from: a place, region, or lon and lat.")
    range: Distance | None = Field(None, description="How far it flew over the ground.")
    apogee: Height | None = Field(None, description="The greatest height it reached.")
    flight: FlightTime | None = Field(None, description="How long it flew.")
    direction: Direction | None = Field(None, description="Where it flew.")
    assumption: Text | None = Field(None, description="What the range was said to depend on.")
    landing: Landing | None = Field(None, description="Where it came down.")
    claims: tuple[Claim, ...] = Field(
        (), max_length=MOST_ENTRIES, description="What was said about zones."
    )
    sources: tuple[Source, ...] = Field(
        (), max_length=MOST_ENTRIES, description="Where the report was read."
    )

    if not TYPE_CHECKING:

        def __init__(self, /, **given: object) -> None:
            """Refuse, with a ``ReportError``, what cannot be meant."""
            try:
                super().__init__(**given)
            except ValidationError as error:
                raise problems.describe(error, Report, "report") from None

    @model_validator(mode="after")
    def _far_enough(self) -> Self:
        if self.range is None and (self.landing is None or self.landing.near is None):
            raise ReportError(
                "neither range nor landing.near is given; expected one of them, or nothing says "
                "where it came down: add for instance 'range: about 1100 km'"
            )
        return self

    def teller(self, value: str) -> str:
        """Who told a value: whom ``told_by`` names for it, else ``reported_by``; "" for nobody.

        Args:
            value: a field of ``ToldBy``; anything else raises ``AttributeError``.
        """
        return getattr(self.told_by or ToldBy(), value) or self.reported_by or ""

    @property
    def range_km(self) -> float | None:
        """How far it flew, in km; the middle of a span."""
        return None if self.range is None else self.range.value_km

    @property
    def apogee_km(self) -> float | None:
        """The greatest height, in km; the middle of a span."""
        return None if self.apogee is None else self.apogee.value_km

    @property
    def flight_min(self) -> float | None:
        """How long it flew, in minutes."""
        return None if self.flight is None else self.flight.minutes

    @property
    def bearing_deg(self) -> float | None:
        """Where it flew, in degrees clockwise from north; the point of a compass word."""
        return None if self.direction is None else self.direction.deg

    @property
    def moment(self) -> dt.datetime | None:
        """Date and time of the launch, aware of its UTC offset where that is known."""
        if self.date is None or self.time is None:
            return None
        return dt.datetime.combine(self.date, self.time)


def parse(given: object, where: str = "report", lines: problems.Lines | None = None) -> Report:
    """The report in a mapping, as it comes from a file or a form.

    Args:
        given: the mapping.
        where: what to call it in errors.
        lines: the line on which each value stands, for errors.

    Raises:
        ReportError: it is none; one line for each of the first five problems.

    >>> parse({"launch": "Pyongyang", "range": "about 1100 km", "direction": "NE"}).range_km
    1100.0
    """
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        raise ReportError(
            f"{where}: {shown(given)} is not a report; expected keys and values such as "
            "'launch: Pyongyang' and 'range: about 1100 km'; free text is read by 'geo read'"
        )
    report = Report.__new__(Report)
    try:  # not Report(**given), whose error has already lost its parts
        BaseModel.__init__(report, **given)
    except ValidationError as error:
        raise problems.describe(error, Report, where, lines) from None
    return report
