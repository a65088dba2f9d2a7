"""Words → the values of a report: quantities, times of day and counts."""

import datetime as dt
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from geo import measure
from geo.errors import ReportError
from geo.measure import Duration, Measure
from geo.measure.quantity_words import Bound
from geo.reading.amounts import Amount
from geo.reading.clocks import ZONES, Clock

_UNITS = {"km": "km", "mi": "mi", "nmi": "nmi", "m": "m", "ft": "ft"}
_NARROW = 0.05
_CLOCK_UNITS = ("h", "min", "s")


def quantity(amount: Amount, written: str) -> Measure | Duration:
    """The measure or duration of an amount.

    Args:
        amount: as found.
        written: its words, kept with it.

    Raises:
        ReportError: its number is none, can be read in two ways, or is impossible.
    """
    if amount.kind == "duration":
        return _duration(amount, written)
    return _distance(amount.numbers, _UNITS[amount.unit], amount.bound, written[:200])


@lru_cache(maxsize=4_096)
def _distance(numbers: tuple[str, ...], unit: str, bound: Bound | None, text: str) -> Measure:
    given: dict[str, object] = {unit: list(numbers)}
    if bound is not None:
        given["bound"] = bound
    return measure.parse_distance(given | {"text": text}, limit=50_000.0)


def _duration(amount: Amount, written: str) -> Duration:
    if amount.is_span:
        return _narrow(amount, written)
    parts = ((amount.numbers[0], amount.unit), *amount.more)
    spelled = " ".join(f"{number} {unit}" for number, unit in parts)
    plain = measure.parse_duration(spelled)
    return Duration(
        minutes=plain.minutes,
        bound=amount.bound or plain.bound,
        step_min=plain.step_min,
        text=written[:200],
    )


def _narrow(amount: Amount, written: str) -> Duration:
    """The middle of a narrow span, as of several missiles: "for 10,208 to 10,224 seconds"."""
    low, high = (measure.parse_duration(f"{n} {amount.unit}").minutes for n in amount.numbers)
    if high - low > _NARROW * high:
        raise ReportError(f"{written!r}: expected one time of flight, not a span")
    middle, step = (low + high) / 2, high - low
    return Duration(minutes=middle, bound="about", step_min=step, text=written[:200])


@lru_cache(maxsize=4096)
def numbers_of(amount: Amount) -> tuple[float, ...]:
    """The numbers of an amount in km or minutes; none where they cannot be read."""
    try:
        read = quantity(amount, "x")
    except ReportError:
        return ()
    return read.ends_km if isinstance(read, Measure) else (read.minutes,)


def measure_json(read: Measure) -> dict[str, Any]:
    """A measure with its number in km, as JSON has it."""
    ends = [_short(end) for end in read.ends_km]
    return {
        "km": ends if read.is_span else ends[0],
        "bound": read.bound,
        "step_km": _short(read.step_km),
        "text": read.text,
    }


def duration_json(read: Duration) -> dict[str, Any]:
    """A duration in minutes, as JSON has it."""
    return {
        "min": _short(read.minutes),
        "bound": read.bound,
        "step_min": _short(read.step_min),
        "text": read.text,
    }


def _short(number: float) -> float:
    return int(number) if float(number).is_integer() else round(number, 6)


def as_written(value: Any) -> Any:
    """A quantity in the words of the text where they read back to the same, else as it is."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return value
    try:
        if "km" in value:
            read: Measure | Duration = measure.parse_distance(value, limit=50_000.0)
        elif "min" in value:
            read = measure.parse_duration(value)
        else:
            return value
    except ReportError:
        return value
    return read.model_dump()


def local(
    clock: Clock, which: int, date: dt.date | None, offset_h: float | None
) -> tuple[str, dt.date | None]:
    """A time of day where the launch was, as a report has it, and its day there.

    Args:
        clock: as found.
        which: the time of a list or span.
        date: the day it belongs to, counted in the clock's own zone.
        offset_h: hours from UTC where the launch was, None where that is not known.

    >>> local(Clock(((11, 57),), False, "hawaii time", False, 0, 5), 0, dt.date(2031, 9, 16), 9)
    ('06:57+09:00', datetime.date(2031, 9, 17))
    """
    hour, minute = clock.times[which]
    zone = ZONES.get(clock.zone, "local") if clock.zone else "local"
    here = None if offset_h is None else dt.timezone(dt.timedelta(hours=offset_h))
    if zone in {"local", ""}:
        return _shown(dt.time(hour, minute, tzinfo=here)), date
    day = date or dt.date(2000, 6, 15)
    if isinstance(zone, int):
        there: dt.tzinfo = dt.timezone(dt.timedelta(minutes=zone))
    elif date is None:
        return "", date  # summer time cannot be told
    else:
        there = ZoneInfo(zone)
    moment = dt.datetime.combine(day, dt.time(hour, minute), there)
    if here is None:
        return _shown(moment.timetz()), date
    moved = moment.astimezone(here)
    return _shown(moved.timetz()), None if date is None else moved.date()


def _shown(time: dt.time) -> str:
    return time.isoformat(timespec="minutes")


def count_json(count: tuple[int, str] | None) -> int | str | None:
    """A number of missiles as a report has it."""
    if count is None:
        return None
    n, bound = count
    return n if bound == "exact" else f"{bound.replace('_', ' ')} {n}"
