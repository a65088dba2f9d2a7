"""Quantities in running text: numbers with their unit, span and qualifier.

What a quantity is *of* (a range, a height, a calibre) is not said here, but units that are never a
distance flown or a flight time (millimetres, Mach, kilograms) carry the reason to refuse them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from geo.quantity_words import Bound
from geo.reading.numbers import Number, find

AmountKind = Literal["distance", "duration", "other"]

_E = "(?![A-Za-z])"
_UNITS: tuple[tuple[AmountKind, str, str], ...] = (
    (
        "other",
        "speed",
        rf"(?:km|kilomet(?:er|re)s?|miles?|m|met(?:er|re)s?) ?(?:/|per |an |a )"
        rf" ?(?:hours?|h|seconds?|s){_E}|kmp?h{_E}|mph{_E}|knots?{_E}|노트|ノット",
    ),
    ("other", "speed", rf"times? (?:faster than |the speed of )?sound|times the speed of sound"),
    ("distance", "nmi", rf"nautical[ -]miles?{_E}|nmi{_E}|海里|해리"),
    (
        "distance",
        "km",
        rf"kms?{_E}|kilomet(?:er|re)s?{_E}|キロ・?メートル|キロ(?![グトワバ])"
        "|킬로(?:미터|메터)?(?![그와])|公里",
    ),
    (
        "other",
        "calibre",
        rf"-?mm{_E}|millimet(?:er|re)s?{_E}|ミリ|밀리|cm{_E}|centimet|センチ|센티"
        rf"|inch(?:es)?{_E}",
    ),
    (
        "other",
        "weight",
        rf"kgs?{_E}|kilograms?{_E}|tons?{_E}|tonnes?{_E}|kilotons?{_E}|kt{_E}"
        "|キログラム|キロトン|トン|킬로그램|킬로톤|톤",
    ),
    ("distance", "mi", rf"(?:statute )?miles?{_E}|mi{_E}|マイル|마일|英里"),
    ("distance", "ft", rf"f(?:ee|oo)?t{_E}|フィート|피트"),
    ("duration", "h", rf"hours?{_E}|hrs?{_E}|時間|시간"),
    ("duration", "min", rf"min(?:ute)?s?{_E}|分間?|분간?"),
    ("duration", "s", rf"sec(?:ond)?s?{_E}|s{_E}|秒間?|초간?"),
    ("distance", "m", rf"met(?:er|re)s?{_E}|m{_E}|メートル|미터"),
)
_UNIT = re.compile(
    " ?-?(?:" + "|".join(f"(?P<u{n}>{written})" for n, (_, _, written) in enumerate(_UNITS)) + ")",
    re.IGNORECASE,
)
_HOURS_KEYWORD = re.compile(r"h{_E}|hours?")
_ODD_KO = re.compile(r" ?여 ?")
_MACH = re.compile(
    r"(?:Mach|マッハ|마하|음속의|音速の) ?(?:about |around |약 |約)?$", re.IGNORECASE
)
_SPEED = re.compile(r"(?:時速|秒速|毎秒|시속|초속)(?:約|およそ| ?약 ?)?$")

_LEFT: tuple[tuple[Bound, str], ...] = (
    (
        "at_least",
        r"at least|no less than|not less than|a minimum of|upwards? of|少なくとも|最低でも?"
        "|최소(?:한)?|최저|적어도",
    ),
    (
        "at_most",
        r"at most|up to|no more than|not more than|a maximum(?: distance)? of|maximum of"
        r"|as far as|as much as|as high as|as long as|less than|fewer than|lower than|shorter than"
        r"|just under|just below|under|below|最大で?|最長で?|최대|최장",
    ),
    (
        "over",
        r"(?:slightly |a little |well |far )?(?:more|greater|better|higher|farther|further|longer)"
        r" than|(?:just |well |slightly )?over|above|exceed(?:ed|ing|s)|in excess of|beyond"
        r"|surpass(?:ed|ing)|topping|topped",
    ),
    ("exact", r"exactly|precisely|ちょうど|정확히"),
    (
        "about",
        r"about|around|some|roughly|approximately|approx\.?|nearly|almost|an estimated|estimated"
        r"|close to|closer to|somewhere around|in the region of|circa|ca\.|just about"
        r"|約|およそ|ほぼ|おおよそ|대략|약|거의",
    ),
)
_LEFT_WORD = re.compile(
    "(?:(?<![A-Za-z])|(?<=[^A-Za-z]))(?:"
    + "|".join(f"(?P<{bound}>{written})" for bound, written in _LEFT)
    + r")(?: a(?= ))? ?$",
    re.IGNORECASE,
)
# The words that those of ``_LEFT`` end with.
_LAST_WORDS = frozenset(
    "least of to most than as far much high long under below over above exceed exceeded exceeds "
    "exceeding beyond surpassed surpassing topping topped exactly precisely about around some "
    "roughly approximately approx approx. nearly almost estimated circa ca ca. a maximum".split()
)
_LAST_LETTERS = frozenset("もで低大長どそぼ約한소저도대장히략약의")
_RIGHT: tuple[tuple[Bound, str], ...] = (
    ("at_most", r"を?超え(?:ない|ず|なかった)|(?:를|을)? ?넘지 (?:않|못)[가-힣]{0,2}"),
    (
        "over",
        r"を?(?:大きく|やや|わずかに)?(?:超え|越え|上回)[るてたり]?|超|초과"
        r"|(?:를|을|가|이)? ?(?:훌쩍 |조금 )?넘(?:는|은|게|어|었|긴|겼|기)[가-힣]?",
    ),
    (
        "at_least",
        rf"or (?:more|farther|further){_E}|plus{_E}|\+|以上|余り|あまり|余|強|이상|남짓|여(?![가-힣])|여(?=[를을의] )",
    ),
    ("at_most", rf"or (?:less|under){_E}|以下|未満|以内|弱|足らず|이하|미만|이내"),
    ("about", rf"or so{_E}|程度|ほど|前後|くらい|ぐらい|内外|가량|정도|안팎|내외|쯤"),
)
_RIGHT_WORD = re.compile(
    " ?(?:" + "|".join(f"(?P<b{n}>{written})" for n, (_, written) in enumerate(_RIGHT)) + ")",
    re.IGNORECASE,
)
_TO = re.compile(r" ?(?:-|~|to|から|에서|부터|—) ?(?:約|약 |about |around |some )?")
_AND = re.compile(
    r" and (?:about |around |some |roughly )?|と約?|와 약? ?|과 약? ?|、約?|, 약? ?|및 약? ?"
)
_BETWEEN = re.compile(r"between (?:about |around |some |roughly )?$", re.IGNORECASE)
_PLUS = re.compile(r"(?: and |,? )?")
_STRENGTH = {"exact": 0, "about": 1, "at_least": 2, "at_most": 2, "over": 3}
_WINDOW = 24


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
    free = list(_free(numbers, taken))
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


def all_numbers(text: str) -> list[Number]:
    """Every number of a plain text."""
    return list(find(text))


def _free(numbers: Sequence[Number], taken: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """The numbers outside the taken stretches."""
    stretches = iter(taken)
    start, end = next(stretches, (1 << 60, 1 << 60))
    for number in numbers:
        while end <= number.start:
            start, end = next(stretches, (1 << 60, 1 << 60))
        if not start <= number.start < end:
            yield number


def _amount(text: str, number: Number, following: Number | None) -> tuple[Amount | None, int]:
    """The amount that begins with a number, and how many numbers it takes."""
    if _MACH.search(text, max(0, number.start - 14), number.start):
        return Amount("other", (number.digits,), "speed", None, *_bounds(text, number)), 1
    kind, unit, tail = _unit(text, number.end)
    if following is not None and (span := _span(text, number, tail, unit, following)):
        return span, 2
    if unit == "" and following is not None:
        between = text[number.end : following.start]
        if _AND.fullmatch(between) and len(number.digits) > 1:
            kind, unit, _ = _unit(text, following.end)
            if kind == "distance" and not _MONTH_BEFORE.search(
                text, max(0, number.start - 10), number.start
            ):
                return _built(text, kind, (number,), unit, number.end), 1
            return None, 1
    if unit == "" or _DECADE.fullmatch(text, number.start, tail):
        return None, 1
    if kind == "distance" and _SPEED.search(text, max(0, number.start - 6), number.start):
        kind, unit = "other", "speed"
    return _built(text, kind, (number,), unit, tail), 1


_DECADE = re.compile(r"(?:19|20)[0-9]0s")
_MONTH_BEFORE = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? $", re.IGNORECASE
)


def _unit(text: str, at: int) -> tuple[AmountKind, str, int]:
    """The unit after a number: what it measures, its name ("" for none), where it ends."""
    odd = _ODD_KO.match(text, at)
    found = _UNIT.match(text, odd.end() if odd else at)
    if found is None:
        return "other", "", at
    kind, unit, _ = _UNITS[int((found.lastgroup or "u0")[1:])]
    return kind, unit, found.end()


def _span(text: str, number: Number, tail: int, unit: str, following: Number) -> Amount | None:
    """The span that two numbers are the ends of."""
    between = text[tail : following.start]
    joined = _TO.fullmatch(between)
    if joined is None and _BETWEEN.search(text, max(0, number.start - _WINDOW), number.start):
        joined = re.fullmatch(r" and (?:about |around |some )?", between)
    if joined is None:
        return None
    kind, second, end = _unit(text, following.end)
    if second == "" or (unit and unit != second):
        return None
    low, high = (_value(each.digits) for each in (number, following))
    if low is None or high is None or low >= high:
        return None
    return _built(text, kind, (number, following), second, end)


def _built(
    text: str, kind: AmountKind, numbers: tuple[Number, ...], unit: str, tail: int
) -> Amount:
    start, bounds = numbers[0].start, set[Bound]()
    between = _BETWEEN.search(text, max(0, start - _WINDOW), start)
    if between:
        start = between.start()
    for _ in range(3):
        if not _may_qualify(text[max(0, start - _WINDOW) : start]):
            break
        left = _LEFT_WORD.search(text, max(0, start - _WINDOW), start)
        if left is None or left.end() != start:
            break
        start = left.start()
        bounds.add(left.lastgroup)  # type: ignore[arg-type]
    end = tail
    for _ in range(2):
        right = _RIGHT_WORD.match(text, end)
        if right is None:
            break
        end = right.end()
        bounds.add(_RIGHT[int((right.lastgroup or "b0")[1:])][0])
    if any(_ODD_KO.match(text, number.end) for number in numbers):
        bounds.add("at_least")
    strongest = max(bounds, key=lambda bound: (_STRENGTH[bound], bound), default=None)
    if len(numbers) > 1 and strongest != "exact":
        strongest = "about" if bounds else None
    return Amount(
        kind,
        tuple(number.digits for number in numbers),
        unit,
        strongest,
        start,
        end,
        numbers[0].start,
        tail,
    )


def _may_qualify(before: str) -> bool:
    """Whether the words before a number can end with a qualifier; looking for one is slow."""
    last = before.rstrip().rpartition(" ")[2]
    return last.lower() in _LAST_WORDS if last.isascii() else last[-1] in _LAST_LETTERS


def _bounds(text: str, number: Number) -> tuple[int, int, int, int]:
    mach = _MACH.search(text, max(0, number.start - 14), number.start)
    start = mach.start() if mach else number.start
    return start, number.end, number.start, number.end


_SMALLER = {"h": ("min", "s"), "min": ("s",)}


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
    return Amount(
        "duration", first.numbers, first.unit, bound, first.start, second.end, first.core,
        second.tail, more,
    )  # fmt: skip


def _value(digits: str) -> Decimal | None:
    try:
        return Decimal(digits.replace(",", "").replace(" ", ""))
    except ArithmeticError:
        return None
