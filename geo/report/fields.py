"""The kinds of values in a report, as people type them."""

import datetime as dt
import math
import re
from functools import partial
from numbers import Real
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from geo import text
from geo.errors import ReportError
from geo.measure import (
    HALF_MERIDIAN_KM,
    LONGEST_MIN,
    Duration,
    Measure,
    parse_distance,
    parse_duration,
)
from geo.measure.quantity_words import BOUND_NAMES

HIGHEST_APOGEE_KM = 50_000.0

_CLOCK = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(?:\.[0-9]{1,6})?)? ?(Z|UTC|JST|KST|[+-][0-9]{2}:?[0-9]{2})?"
)
_OFFSETS = {"Z": "+00:00", "UTC": "+00:00", "JST": "+09:00", "KST": "+09:00"}
_ZONE = re.compile(r"[A-Z]{3}")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def number(value: object) -> float:
    """A finite number.

    Raises:
        ReportError: it is none.

    >>> number("125.95")
    125.95
    """
    found = math.nan
    if isinstance(value, Real | str) and not isinstance(value, bool):
        try:
            found = float(value)
        except (ValueError, OverflowError):
            found = math.nan
    if not math.isfinite(found):
        raise ReportError(f"{text.shown(value)} is not a number; expected one such as 39.05")
    return found


def date(value: object) -> dt.date:
    """A day.

    Raises:
        ReportError: it is not written in the ISO way.

    >>> date("2025-01-06")
    datetime.date(2025, 1, 6)
    """
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise ReportError(
            f"{text.shown(value)} is not a date; expected year-month-day: write it as 2025-01-06"
        ) from None


def time(value: object) -> dt.time:
    """A time of day, with its offset from UTC where that is given.

    Raises:
        ReportError: it is no time of day.

    >>> time("12:01+09:00") == time("12:01 JST") == time("03:01Z")
    True
    """
    written = value.isoformat() if isinstance(value, dt.time) else str(value).strip()
    match = _CLOCK.fullmatch(written)
    if match:
        hour, minute, second, offset = match.groups()
        try:
            return dt.time.fromisoformat(
                f"{hour:0>2}:{minute}{second or ''}{_OFFSETS.get(offset, offset or '')}"
            )
        except ValueError:
            pass
    raise ReportError(
        f"{text.shown(value)} is not a time of day; expected hours and minutes, with the offset "
        "from UTC if it is known: write it as 12:01 or 12:01+09:00"
    )


def _show_time(value: dt.time) -> str:
    exact = value.second or value.microsecond
    return value.isoformat() if exact else value.isoformat(timespec="minutes")


def _zone(value: str) -> str:
    code = value.upper()
    if not _ZONE.fullmatch(code):
        raise ReportError(
            f"{text.shown(value)} is not a zone; expected the three letters of a state: write JPN, "
            "KOR, RUS or the like"
        )
    return code


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise ReportError(
            f"{text.shown(value)} is not a web address; expected one that begins with https:// or "
            "http:// and has no spaces: correct it, or leave it out"
        )
    return value


def _forms(
    what: str, limit: float, units: tuple[str, ...], step: str, *texts: str
) -> WithJsonSchema:
    """The JSON Schema of a quantity: a text, a number or a mapping."""
    single = {"type": "number", "exclusiveMinimum": 0, "maximum": limit}
    anything = {"type": ["number", "string", "array"], "items": {"type": ["number", "string"]}}
    properties: dict[str, object] = dict.fromkeys(units, anything)
    properties |= {"bound": {"enum": list(BOUND_NAMES)}, step: {"type": "number"}}
    properties |= {"text": {"type": ["string", "null"]}}
    mapping = {
        "type": "object",
        "properties": properties,
        "oneOf": [{"required": [unit]} for unit in units],
        "additionalProperties": False,
    }
    written = {"type": "string", "maxLength": text.LONGEST_LINE, "examples": list(texts)}
    return WithJsonSchema({"description": what, "anyOf": [written, single, mapping]})


_KM_UNITS = ("km", "mi", "nmi", "m", "ft")
_KM_TEXTS = ("about 1100 km", "at least 800 km", "500-600 km", "680 miles", "400 nmi")

Text = Annotated[
    str, AfterValidator(text.clean), Field(json_schema_extra={"maxLength": text.LONGEST})
]
_FINITE = BeforeValidator(number)
Longitude = Annotated[
    float, Field(ge=-180, le=180, description="Degrees east of Greenwich."), _FINITE
]
Latitude = Annotated[
    float, Field(ge=-90, le=90, description="Degrees north of the equator."), _FINITE
]
SpreadKm = Annotated[float, Field(gt=0, le=1_000), _FINITE]
Bearing = Annotated[float, Field(ge=0, le=360), _FINITE]
SpreadDeg = Annotated[float, Field(gt=0, le=180), _FINITE]
Date = Annotated[dt.date, BeforeValidator(date)]
Time = Annotated[
    dt.time,
    BeforeValidator(time),
    PlainSerializer(_show_time, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["12:01+09:00", "12:01", "12:01:30 JST"]}),
]
Zone = Annotated[str, AfterValidator(_zone), Field(json_schema_extra={"pattern": "^[A-Za-z]{3}$"})]
Url = Annotated[Text, AfterValidator(_url)]
Distance = Annotated[
    Measure,
    BeforeValidator(parse_distance),
    _forms(
        "A distance; a number without a unit is in km.",
        HALF_MERIDIAN_KM,
        _KM_UNITS,
        "step_km",
        *_KM_TEXTS,
    ),
]
Height = Annotated[
    Measure,
    BeforeValidator(partial(parse_distance, limit=HIGHEST_APOGEE_KM)),
    _forms(
        "A height; a number without a unit is in km.",
        HIGHEST_APOGEE_KM,
        _KM_UNITS,
        "step_km",
        "about 300 km",
        "60,000 ft",
    ),
]
FlightTime = Annotated[
    Duration,
    BeforeValidator(parse_duration),
    _forms(
        "A time of flight; a number without a unit is in minutes.",
        LONGEST_MIN,
        ("h", "min", "s"),
        "step_min",
        "11 min",
        "5,156 s",
        "1 h 9 min",
        "1:09:30",
    ),
]
