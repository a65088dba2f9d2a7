"""Quantities in running text: numbers with their unit, span and qualifier.

What a quantity is *of* (a range, a height, a calibre) is not said here, but units that are never a
distance flown or a flight time (millimetres, Mach, kilograms) carry the reason to refuse them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from geo.measure.quantity_words import Bound
from geo.reading.numbers import Number, outside
from geo.reading.units import (
    AmountKind,
    is_odd,
    is_speed,
    mach_before,
    qualifier_after,
    qualifier_before,
    unit_at,
)

_TO = re.compile(r" ?(?:-|~|to|ないし|내지|から|에서|부터|—) ?(?:約|약 |about |around |some )?")
_AND = re.compile(
    r" and (?:about |around |some |roughly )?|と約?|와 약? ?|과 약? ?|、約?|, 약? ?|및 약? ?"
)
_BETWEEN = re.compile(r"between (?:about |around |some |roughly )?$", re.IGNORECASE)
_BETWEEN_AND = re.compile(r" and (?:about |around |some )?")
_REVISED_AFTER = re.compile(
    r" ?(?:へと?|に|으?로) ?(?:上方|下方|상향|하향)? ?"
    r"(?:修正|訂正|変更|改め|見直|수정|정정|변경|조정|고쳐|바꿔|바로잡)"
)
_REVISED_BEFORE = re.compile(
    r"\b(?:revis|correct|updat|upgrad|chang|rais|lower|amend)(?:ed|ing|es?|s)?\b[^.;]{0,70}\bfrom "
    r"(?:about |around |some )?$",
    re.IGNORECASE,
)
_PLUS = re.compile(r"(?: and |,? )?")
_DECADE = re.compile(r"(?:19|20)[0-9]0s")
_MONTH_BEFORE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? $", re.IGNORECASE
)
_SMALLER = {"h": ("min", "s"), "min": ("s",)}
_STRENGTH = {"exact": 0, "about": 1, "at_least": 2, "at_most": 2, "over": 3}
_WINDOW = 24
_MOST_LEFT, _MOST_RIGHT = 3, 2  # qualifiers on each side: "more than about", "km or so more"
_HALF = re.compile(r" ?(?:半|반(?![가-힣]))| and a half\b")  # 11分半
_HALVES = {"h": ("30", "min"), "min": ("30", "s")}


@dataclass(frozen=True)
class Amount:
    """A quantity as it stands in the text.

    Attributes:
        kind: what its unit measures; ``other`` is never wanted.
        numbers: one number, or the two ends of a span, as written.
        unit: of the numbers; for ``other`` what it measures: speed, calibre, weight.
        bound: the qualifier, None where nothing was said.
        start, end: where it stands, with its qualifiers.
        core: where its first number begins.
        tail: where its unit ends.
    """

    kind: AmountKind
    numbers: tuple[str, ...]
    unit: str
    bound: Bound | None
    start: int
    end: int
    core: int
    tail: int
    more: tuple[tuple[str, str], ...] = ()  # further units: 1 h, then ("9", "min")

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, with its qualifiers."""
        return self.start, self.end

    def moved(self, letters: int) -> "Amount":
        """As many letters further on in the text."""
        start, end, core, tail = (
            at + letters for at in (self.start, self.end, self.core, self.tail)
        )
        return replace(self, start=start, end=end, core=core, tail=tail)

    @property
    def is_span(self) -> bool:
        """Whether it has two ends."""
        return len(self.numbers) > 1


def scan(text: str, numbers: Sequence[Number], taken: Sequence[tuple[int, int]]) -> list[Amount]:
    """The amounts of a plain text.

    Args:
        text: the plain text.
        numbers: its numbers, in order.
        taken: stretches that are dates or times of day, in order.
    """
    free = list(outside(numbers, taken))
    amounts: list[Amount] = []
    skip = 0
    for index, number in enumerate(free):
        if index < skip:
            continue
        following = free[index + 1] if index + 1 < len(free) else None
        found, used = _amount(text, number, following)
        skip = index + used
        if found is None:
            continue
        if amounts and (joined := _compound(text, amounts[-1], found)):
            amounts[-1] = joined
        else:
            amounts.append(found)
    return amounts


def _amount(text: str, number: Number, following: Number | None) -> tuple[Amount | None, int]:
    """The amount that begins with a number, and how many numbers it takes."""
    mach = mach_before(text, number.start)
    if mach is not None:
        where = mach, number.end, number.start, number.end
        return Amount("other", (number.digits,), "speed", None, *where), 1
    kind, unit, tail = unit_at(text, number.end)
    if following is not None:
        if span := _span(text, number, tail, unit, following):
            return span, 2
        if unit == "":
            return _without_unit(text, number, following), 1
    if unit == "" or _DECADE.fullmatch(text, number.start, tail):
        return None, 1
    if kind == "distance" and is_speed(text, number.start):
        kind, unit = "other", "speed"
    return _built(text, kind, (number,), unit, tail), 1


def _without_unit(text: str, number: Number, following: Number) -> Amount | None:
    """A number that shares the unit of the next one: "600 and 120 km"."""
    listed = _AND.fullmatch(text, number.end, following.start) and len(number.digits) > 1
    kind, unit, _ = unit_at(text, following.end)
    if not listed or kind != "distance":
        return None
    if _MONTH_BEFORE.search(text, max(0, number.start - 10), number.start):
        return None
    return _built(text, kind, (number,), unit, number.end)


def _span(text: str, number: Number, tail: int, unit: str, following: Number) -> Amount | None:
    """The span that two numbers are the ends of."""
    joined = _TO.fullmatch(text, tail, following.start)
    if joined is None and _BETWEEN.search(text, max(0, number.start - _WINDOW), number.start):
        joined = _BETWEEN_AND.fullmatch(text, tail, following.start)
    if joined is None:
        return None
    kind, second, end = unit_at(text, following.end)
    if second == "" or (unit and unit != second):
        return None
    if _is_revised(text, number.start, end):
        return replace(_built(text, kind, (following,), second, end), start=number.start)
    low, high = (_value(each.digits) for each in (number, following))
    if low is None or high is None or low >= high:
        return None
    return _built(text, kind, (number, following), second, end)


def _is_revised(text: str, start: int, end: int) -> bool:
    """As in "500キロから600キロに訂正", "revised its estimate from 500 to 600 km"."""
    after = _REVISED_AFTER.match(text, end)
    return after is not None or _REVISED_BEFORE.search(text, max(0, start - 100), start) is not None


def _built(
    text: str, kind: AmountKind, numbers: tuple[Number, ...], unit: str, tail: int
) -> Amount:
    """An amount with the qualifiers around it."""
    start, bounds = numbers[0].start, set[Bound]()
    half = _HALF.match(text, tail) if unit in _HALVES else None
    more = () if half is None else (_HALVES[unit],)
    if half is not None:
        tail = half.end()
        bounds.add("about")
    end = tail
    between = _BETWEEN.search(text, max(0, start - _WINDOW), start)
    start = between.start() if between else start
    for _ in range(_MOST_LEFT):
        left = qualifier_before(text, start)
        if left is None:
            break
        start = left[1]
        bounds.add(left[0])
    for _ in range(_MOST_RIGHT):
        right = qualifier_after(text, end)
        if right is None:
            break
        end = right[1]
        bounds.add(right[0])
    if text[numbers[0].start : numbers[0].end].lower() == "half an":
        bounds.add("about")  # 0.5 is not as exact as it looks
    if any(is_odd(text, number.end) for number in numbers):
        bounds.add("at_least")
    bound = max(bounds, key=lambda bound: (_STRENGTH[bound], bound), default=None)
    if len(numbers) > 1 and bound != "exact":
        bound = "about" if bounds else None
    digits = tuple(number.digits for number in numbers)
    return Amount(kind, digits, unit, bound, start, end, numbers[0].start, tail, more)


def _compound(text: str, first: Amount, second: Amount) -> Amount | None:
    """1 h 9 min as one amount."""
    if first.kind != "duration" or second.kind != "duration" or first.is_span or second.is_span:
        return None
    last = first.more[-1][1] if first.more else first.unit
    if second.unit not in _SMALLER.get(last, ()) or second.start < first.end:
        return None
    if not _PLUS.fullmatch(text, first.end, second.start) or second.start != second.core:
        return None
    more = (*first.more, (second.numbers[0], second.unit))
    bound = first.bound or second.bound
    return replace(first, bound=bound, end=second.end, tail=second.tail, more=more)


def _value(digits: str) -> Decimal | None:
    try:
        return Decimal(digits.replace(",", "").replace(" ", ""))
    except ArithmeticError:
        return None
