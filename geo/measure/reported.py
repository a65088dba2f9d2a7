"""Reported distances and flight times with their widths.

A reported number is rounded, and often bounded ("at least 800 km"). ``Measure`` (a distance) and
``Duration`` keep the number, its bound, and the step to which it was rounded in the unit in which
it was written. A number without a unit is in km, or in minutes.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_serializer,
    model_validator,
)

from geo.errors import ReportError
from geo.measure import quantity
from geo.measure.quantity_words import Bound
from geo.text import one_line, shown

__all__ = [
    "HALF_MERIDIAN_KM",
    "LONGEST_MIN",
    "Bound",
    "Duration",
    "Measure",
    "parse_distance",
    "parse_duration",
]

HALF_MERIDIAN_KM = 20_003.93  # pole to pole on WGS84: no two points are farther apart
LONGEST_MIN = 1_440.0  # no reported flight lasts a day
SMALLEST = 0.001  # km, minutes

# Exact by international definition. Five factors do not pay for a library of units, which costs
# 0.3 s at start.
_KM_PER = {
    "km": Decimal(1),
    "mi": Decimal("1.609344"),
    "nmi": Decimal("1.852"),
    "m": Decimal("0.001"),
    "ft": Decimal("0.0003048"),
}
_SECONDS_PER = {"h": Decimal(3600), "min": Decimal(60), "s": Decimal(1)}
_KM_STEPS = (100, 50, 10, 1)
_TIME_STEPS = (10, 5, 1)  # "50 min" is not a number rounded to 50


class _Reported(BaseModel):
    """What distances and durations share."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    bound: Bound = Field("about", description="How the number was qualified.")
    text: str | None = Field(None, description="As it was written.")

    @field_validator("text")
    @classmethod
    def _on_one_line(cls, value: str | None) -> str | None:
        return None if value is None else one_line(value)


class Measure(_Reported):
    """A reported distance with its width.

    Attributes:
        km: the number, or the (low, high) ends of a span, in km.
        bound: ``about``, ``at_least``, ``at_most``, ``over`` or ``exact``.
        step_km: what the number was rounded to, in km.
        text: as it was written, None when it was given as a number.
    """

    km: float | tuple[float, float] = Field(description="In km; two numbers for a span.")
    step_km: float = Field(gt=0, description="What the number was rounded to, in km.")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        _check(self.km, "km", self.ends_km, self.bound)
        return self

    @model_serializer
    def _written(self) -> str | dict[str, object]:
        if self.text is not None and _rereads(self, parse_distance):
            return self.text
        km = [_short(end) for end in self.ends_km]
        form: dict[str, object] = {"km": km if self.is_span else km[0], "bound": self.bound}
        form |= {"step_km": _short(self.step_km)}
        return form if self.text is None else form | {"text": self.text}

    @property
    def is_span(self) -> bool:
        """Whether two ends were given."""
        return isinstance(self.km, tuple)

    @property
    def ends_km(self) -> tuple[float, ...]:
        """The number, or both ends of the span, in km."""
        return self.km if isinstance(self.km, tuple) else (self.km,)

    @property
    def value_km(self) -> float:
        """The number, or the middle of the span, in km."""
        return math.fsum(self.ends_km) / len(self.ends_km)

    @property
    def half_step_km(self) -> float:
        """Half of the rounding step, in km."""
        return self.step_km / 2

    @property
    def low_km(self) -> float:
        """The smallest distance that is rounded to the number (or to the lower end), in km."""
        return max(0.0, self.ends_km[0] - self.half_step_km)

    @property
    def high_km(self) -> float:
        """The largest distance that is rounded to the number (or to the upper end), in km."""
        return self.ends_km[-1] + self.half_step_km


class Duration(_Reported):
    """A reported time of flight with its width.

    Attributes:
        minutes: the number, in minutes.
        bound: ``about``, ``at_least``, ``at_most``, ``over`` or ``exact``.
        step_min: what the number was rounded to, in minutes.
        text: as it was written, None when it was given as a number.
    """

    minutes: float = Field(description="In minutes.")
    step_min: float = Field(gt=0, description="What the number was rounded to, in minutes.")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        _check(self.minutes, "min", (self.minutes,), self.bound)
        return self

    @model_serializer
    def _written(self) -> str | dict[str, object]:
        if self.text is not None and _rereads(self, parse_duration):
            return self.text
        form: dict[str, object] = {"min": _short(self.minutes), "bound": self.bound}
        form |= {"step_min": _short(self.step_min)}
        return form if self.text is None else form | {"text": self.text}

    @property
    def half_step_min(self) -> float:
        """Half of the rounding step, in minutes."""
        return self.step_min / 2


def parse_distance(value: object, *, limit: float = HALF_MERIDIAN_KM) -> Measure:
    """A distance as people type it.

    Args:
        value: a text ("about 1100 km", "500-600 km", "約1,100km"), a number in km, a mapping
            (``{"km": 1100, "bound": "about"}``, ``{"mi": [300, 400]}``) or a ``Measure``.
        limit: the largest distance that can be meant, in km.

    Raises:
        ReportError: the value is none, can be read in two ways, or is impossible.

    >>> parse_distance("1,100 km").km, parse_distance("more than 300 km").bound
    (1100.0, 'over')
    """
    if isinstance(value, Measure):
        _check(value.km, "km", value.ends_km, value.bound, limit)
        return value
    written = quantity.take(value, "distance", _KM_PER, "step_km")
    factors = [_KM_PER[unit or "km"] for _, unit in written.numbers]
    numbers = [number for number, _ in written.numbers]
    ends = tuple(float(n * factor) for n, factor in zip(numbers, factors, strict=True))
    _check(value, "km", ends, written.bound, limit)
    step = min(quantity.step(number, _KM_STEPS) for number in numbers) * factors[0]
    return Measure(
        km=(ends[0], ends[1]) if written.is_span else ends[0],
        bound=written.bound,
        step_km=written.step or float(step),
        text=written.text,
    )


def parse_duration(value: object, *, limit: float = LONGEST_MIN) -> Duration:
    """A time of flight as people type it.

    Args:
        value: a text ("11 min", "5,156 s", "1 h 9 min", "1:09:30", "約69分"), a number of
            minutes, a mapping (``{"min": 11}``, ``{"s": 5156}``) or a ``Duration``.
        limit: the longest flight that can be meant, in minutes.

    Raises:
        ReportError: the value is none, can be read in two ways, or is impossible.

    >>> parse_duration("1 h 9 min").minutes, parse_duration("1:09:30").minutes
    (69.0, 69.5)
    """
    if isinstance(value, Duration):
        _check(value.minutes, "min", (value.minutes,), value.bound, limit)
        return value
    written = quantity.take(value, "duration", _SECONDS_PER, "step_min")
    units = [unit or "min" for _, unit in written.numbers]
    numbers = [number for number, _ in written.numbers]
    if written.is_span or units != sorted(set(units), key=list(_SECONDS_PER).index):
        raise ReportError(
            f"{shown(value)}: expected one time of flight, such as '69 min' or '1 h 9 min': give "
            "h, min and s at most once each, in this order"
        )
    seconds = [n * _SECONDS_PER[unit] for n, unit in zip(numbers, units, strict=True)]
    minutes = float(sum(seconds) / 60)
    _check(value, "min", (minutes,), written.bound, limit)
    # 1:09:30 is a clock reading, good to the second, not a time rounded to half a minute.
    steps = (1,) if len(units) == len(_SECONDS_PER) else _TIME_STEPS
    step = quantity.step(numbers[-1], steps) * _SECONDS_PER[units[-1]] / 60
    return Duration(
        minutes=minutes,
        bound=written.bound,
        step_min=written.step or float(step),
        text=written.text,
    )


def _check(
    given: object, unit: str, ends: tuple[float, ...], bound: Bound, limit: float = math.inf
) -> None:
    """Refuse a number, or ends of a span, that cannot be meant."""
    problem = None
    if not all(SMALLEST <= end < math.inf for end in ends):
        problem = f"expected a number of at least {SMALLEST} {unit}: correct it, or leave it out"
    elif max(ends) > limit:
        problem = f"{max(ends):,.10g} {unit}; expected at most {limit:,.10g} {unit}: check the unit"
    elif ends[0] >= ends[-1] and len(ends) > 1:
        problem = "expected a span from low to high: give the smaller number first"
    elif len(ends) > 1 and bound not in {"about", "exact"}:
        problem = f"a span cannot be {bound!r} as well, it has ends of its own: use 'about'"
    if problem:
        raise ReportError(f"{shown(given)}: {problem}")


def _rereads(value: _Reported, parse: Callable[..., _Reported]) -> bool:
    try:
        return parse(value.text, limit=math.inf) == value
    except ReportError:
        return False


def _short(number: float) -> float:
    """The number as an integer where it is one: 1100, not 1100.0."""
    return int(number) if number.is_integer() else number
