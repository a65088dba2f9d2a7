"""Quantities as people write them: numbers, unit, bound.

Words are looked up in small tables (English, Japanese, Korean); a word that is in none of them is
refused, never skipped. A point after one to three digits and before exactly three is ambiguous
("1.100 km" may mean 1,100 or 1.1) and refused with a question.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cache
from numbers import Real
from typing import NamedTuple, NoReturn, cast

from geo.errors import ReportError
from geo.measure.quantity_words import (
    BOUND_NAMES,
    BOUNDS,
    EXPECTED,
    JOINS,
    NUMERALS,
    UNITS,
    Bound,
    Kind,
)
from geo.text import one_line, shown

# One letter for each token that carries a number's place; bounds may stand anywhere.
_LETTERS = {"number": "N", "clock": "C", "unit": "U", "to": "T", "and": "A", "from": "F"}
_SHAPES: dict[Kind, re.Pattern[str]] = {
    "distance": re.compile(r"NU?|F?NU?TNU?|FNU?ANU?"),
    "duration": re.compile(r"N|C|NU|NUNU|NUNUNU"),
    "count": re.compile(r"NU?"),
}
_NUMBER = r"[0-9](?:[0-9., ]*[0-9])?"
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)(\.[0-9]+)?")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_CAPITAL_M = re.compile(r"(?<![A-Za-z])M(?![A-Za-z])")
_OWN_DIGIT = re.compile(r"[0-9０-９]")
_ABSURD = 1e15


class Quantity(NamedTuple):
    """What was written.

    Attributes:
        numbers: each with its unit (None where none was written).
        is_span: the two numbers are the ends of a span.
        bound: the strongest qualifier; ``"exact"`` for decimals and clock times without one.
        step: what the numbers were rounded to, where that was given.
        text: as it was written, where it was a text.
    """

    numbers: tuple[tuple[Decimal, str | None], ...]
    is_span: bool
    bound: Bound
    step: float | None = None
    text: str | None = None


def natural_bound(numbers: Iterable[Decimal], kind: Kind) -> Bound:
    """How numbers without a qualifier are meant.

    Missiles are counted, and decimals say that a number is not rounded further.

    >>> natural_bound([Decimal("1100")], "distance"), natural_bound([Decimal("1001.2")], "distance")
    ('about', 'exact')
    """
    counted = kind == "count" or any(_decimals(number) for number in numbers)
    return "exact" if counted else "about"


def step(number: Decimal, steps: tuple[int, ...]) -> Decimal:
    """What a number was rounded to: its last decimal, or the first of the steps that divides it.

    >>> step(Decimal("1001.2"), (100, 50, 10, 1)), step(Decimal(1150), (100, 50, 10, 1))
    (Decimal('0.1'), Decimal('50'))
    """
    decimals = _decimals(number)
    if decimals:
        return Decimal(1).scaleb(-decimals)
    return next(Decimal(size) for size in steps if int(number) % size == 0)


def read(text: str, kind: Kind) -> Quantity:
    """Read a quantity of one kind.

    Raises:
        ReportError: the text is none, or can be read in two ways.

    >>> read("約３００～４００ｋｍ程度", "distance").numbers
    ((Decimal('300'), 'km'), (Decimal('400'), 'km'))
    """
    line = one_line(text)
    plain = unicodedata.normalize("NFKC", line)
    if len(_OWN_DIGIT.findall(line)) != len(_OWN_DIGIT.findall(plain)):
        _refuse(text, kind, "has digits that are not 0-9 (a raised, circled or joined digit)")
    if _CAPITAL_M.search(plain):
        _refuse(text, kind, "'M' may be metres, miles or nautical miles: write m, mi or nmi")
    tokens = _tokens(text, plain.lower().rstrip(" .,;"), kind)
    bound = _bound(text, kind, {word for role, word in tokens if role == "bound"})
    letters = "".join(_LETTERS.get(role, "") for role, _ in tokens)
    if not _SHAPES[kind].fullmatch(letters):
        _refuse(text, kind, _misshapen(letters))
    if "C" in letters:
        clock = next(word for role, word in tokens if role == "clock")
        parts = _CLOCK.fullmatch(clock) or _refuse(text, kind, "a clock time needs h:mm:ss")
        numbers = tuple(zip(map(Decimal, parts.groups()), ("h", "min", "s"), strict=True))
        return Quantity(numbers, is_span=False, bound=bound or "exact", text=line)
    units: list[str | None] = [word for role, word in tokens if role == "unit"]
    values = [_decimal(text, kind, word) for role, word in tokens if role == "number"]
    is_span = "T" in letters or "A" in letters
    if is_span:
        if len(set(units)) > 1:
            _refuse(text, kind, "the ends of the span have different units")
        units = (units or [None])[:1] * 2
    if is_span and bound not in {None, "about", "exact"}:
        _refuse(text, kind, "a span has ends of its own: leave out the 'at least' or 'at most'")
    pairs = zip(values, units or [None], strict=True)
    return Quantity(tuple(pairs), is_span, bound or natural_bound(values, kind), text=line)


def take(value: object, kind: Kind, units: Iterable[str], step_key: str) -> Quantity:
    """Read a quantity given as a text, as a number, or as a mapping ``{unit: number or span}``.

    A mapping may also hold ``bound``, ``text`` and, under the step key, what was rounded to. With
    a step its number is read as a machine wrote it: no point in it stands between thousands.

    Raises:
        ReportError: the value is none, or can be read in two ways.

    >>> take({"km": [500, 600]}, "distance", ["km", "mi"], "step_km").is_span
    True
    """
    if isinstance(value, str):
        return read(value, kind)
    if not isinstance(value, Mapping):
        return _plain([value], None, kind)
    unit = next((name for name in units if name in value), None)
    if unit is None or any(key not in {unit, "bound", step_key, "text"} for key in value):
        raise ReportError(
            f"{shown(value)}: expected one of the keys {', '.join(units)} and, if need be, bound, "
            f"{step_key}, text; for instance {{{next(iter(units))}: 5}}"
        )
    number, step, text = value[unit], value.get(step_key), value.get("text")
    if isinstance(number, str) and step is None:
        taken = read(number, kind)
        if any(own not in {None, unit} for _, own in taken.numbers):
            raise ReportError(
                f"{shown(value)}: has two units; expected one: write {unit} only once"
            )
        taken = taken._replace(numbers=tuple((n, unit) for n, _ in taken.numbers))
    else:
        ends = number if isinstance(number, list | tuple) else [number]
        taken = _plain(ends, unit, kind, machine=step is not None)
    if value.get("bound") is not None:
        bound = str(value["bound"]).strip().replace(" ", "_")
        if bound not in BOUND_NAMES:
            raise ReportError(
                f"bound {shown(value['bound'])}: expected one of {', '.join(BOUND_NAMES)}"
            )
        taken = taken._replace(bound=bound)
    rounded = None if step is None else float(_number(step, kind))
    if rounded is not None and rounded <= 0:
        raise ReportError(f"{step_key} {shown(step)}: expected a number above 0, or leave it out")
    return taken._replace(step=rounded, text=None if text is None else one_line(str(text)))


def _plain(
    given: Sequence[object], unit: str | None, kind: Kind, *, machine: bool = False
) -> Quantity:
    if not 1 <= len(given) <= 2:
        raise ReportError(f"{shown(given)}: expected a number, or the two ends of a span")
    numbers = [_number(number, kind, machine=machine) for number in given]
    pairs = tuple((number, unit) for number in numbers)
    return Quantity(pairs, len(pairs) == 2, natural_bound(numbers, kind))


def _number(given: object, kind: Kind, *, machine: bool = True) -> Decimal:
    if isinstance(given, str) and not machine:
        return _decimal(given, kind, given.strip())
    number = math.nan
    if isinstance(given, Real | str) and not isinstance(given, bool):
        with suppress(ValueError, OverflowError):
            number = float(given)
    if not abs(number) < _ABSURD:  # not finite, or not a number at all
        raise ReportError(f"{shown(given)}: expected {EXPECTED[kind]}")
    return Decimal(int(number)) if number.is_integer() else Decimal(repr(number))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _refuse(text: str, kind: Kind, problem: str) -> NoReturn:
    raise ReportError(f"{shown(text)}: {problem}; expected {EXPECTED[kind]}")


@cache
def _scanner(kind: Kind) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """A pattern for the next token, and what each word means as (role, value)."""
    words: dict[str, tuple[str, str]] = {}
    for role, table in (("unit", UNITS[kind]), ("bound", BOUNDS), ("join", JOINS)):
        for value, written in table.items():
            for word in written.split():
                meaning = (value, word) if role == "join" else (role, value)
                words[word.replace("_", " ")] = meaning
    if kind == "count":
        words |= {word: ("number", digit) for word, digit in NUMERALS.items()}
    longest_first = sorted(words, key=len, reverse=True)
    bounded = "|".join(
        re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in longest_first
    )
    token = rf"(?P<clock>[0-9]+:[0-9:]+)|(?P<number>{_NUMBER})|(?P<plus>(?<=[0-9a-z])\+)|{bounded}"
    return re.compile(token), words


def _tokens(text: str, plain: str, kind: Kind) -> list[tuple[str, str]]:
    scanner, words = _scanner(kind)
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(plain):
        if plain[position] == " ":
            position += 1
            continue
        match = scanner.match(plain, position)
        if match is None:
            unknown = plain[position:].split(" ", maxsplit=1)[0]
            _refuse(text, kind, f"cannot read {shown(unknown)}")
        position = match.end()
        role, value = words.get(match.group(), (match.lastgroup or "", match.group()))
        if role == "plus":
            role, value = "bound", "at_least"
        elif role == "tilde":  # "~ 500 km", but "300~400 km"
            seen = any(earlier == "number" for earlier, _ in tokens)
            role, value = ("to", "~") if seen else ("bound", "about")
        tokens.append((role, value))
    return tokens


def _bound(text: str, kind: Kind, said: set[str]) -> Bound | None:
    if len(said) > 1:  # "at most about 250 km"
        said = said - {"about"}
    if len(said) > 1:
        _refuse(text, kind, f"says both {' and '.join(sorted(said)).replace('_', ' ')}")
    return cast("Bound | None", next(iter(said), None))


def _misshapen(letters: str) -> str:
    if "N" not in letters and "C" not in letters:
        return "has no number"
    if letters.startswith("T"):
        return "looks negative, or like a span without its first number"
    if letters.count("N") > 1:
        return "has several numbers; write one, or a span such as '500-600'"
    return "is not in the order number, unit"


def _decimal(text: str, kind: Kind, written: str) -> Decimal:
    if _AMBIGUOUS.fullmatch(written):
        whole, small = written.replace(".", ""), f"{float(written):g}"
        _refuse(
            text,
            kind,
            f"{written} may mean {small} or, with a point between thousands, {whole}: "
            f"write {written + '0' if _AMBIGUOUS.fullmatch(small) else small} or {whole}",
        )
    if not (_PLAIN.fullmatch(written) or _GROUPED.fullmatch(written)):
        _refuse(
            text,
            kind,
            f"cannot read the number {shown(written)}: write 1100 or 1,100, and decimals as 1001.2",
        )
    return Decimal(written.replace(",", "").replace(" ", ""))
