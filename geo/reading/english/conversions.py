"""Miles and kilometres side by side: which of the two was meant first."""

import re
from dataclasses import replace

from geo.reading.amounts import Amount
from geo.reading.english.clause import Clause

_PAREN = re.compile(r" ?\([≈~]? ?(?:or )?(?:about |around |some |roughly |approximately )?")
_OR = re.compile(r",? (?:or )?(?:about |around |some |roughly |approximately )?")
_TO_HIGHER = re.compile(r"\) (?:and|to) (?:about |around |some )?")
_FROM_LOWER = re.compile(r"\b(?:from|between) (?:about |around |some )?$", re.IGNORECASE)
_CLOSE = 12
_KM = {"km": 1.0, "mi": 1.609344, "nmi": 1.852, "m": 0.001, "ft": 0.0003048}
_ROUGHLY = 0.06  # "3,600 miles" stands beside 6,000 km


def length_km(amount: Amount) -> float | None:
    """The first number of an amount in km, None where it cannot be read."""
    try:
        return float(amount.numbers[0].replace(",", "").replace(" ", "")) * _KM[amount.unit]
    except (ValueError, KeyError):
        return None


def same_length(one: Amount, two: Amount) -> bool:
    """Whether two amounts are one length in two units, as roughly as newspapers convert."""
    first, second = length_km(one), length_km(two)
    if first is None or second is None:
        return False
    return abs(first - second) <= _ROUGHLY * max(first, second)


def metric(written: Amount, converted: Amount) -> Amount:
    """The one in km of an amount and its conversion, with the qualifier of the first.

    Reports are made in kilometres; miles beside them are the newspaper's.
    """
    if written.unit == "km" or converted.unit != "km" or not same_length(written, converted):
        return written
    bound = written.bound or converted.bound
    return replace(converted, bound=bound, start=written.start)


def is_conversion(clause: Clause, first: int, second: int) -> bool:
    """Whether the second amount is the first in another unit."""
    one, two = clause.tokens[first].value, clause.tokens[second].value
    if one.kind != "distance" or two.kind != "distance" or one.unit == two.unit:
        return False
    between = clause.text[one.tail : two.start]
    if _PAREN.fullmatch(between):
        return True
    return bool(_OR.fullmatch(between)) and same_length(one, two)


def joined(clause: Clause, index: int, following: list[int]) -> tuple[Amount, list[int]]:
    """An amount with its conversion, which comes next, and with the other end of a span.

    Args:
        clause: the sentence.
        index: the token of the amount.
        following: those of the next amounts, its conversion first.

    Returns:
        The amount in km where one of the two is, and the tokens that it took.
    """
    again, last = following[0], _with_conversion(clause, following[1:3])
    whole = _span_around(clause, index, again, last) if last else None
    if whole is not None:
        return whole, [again, *last]
    amount = metric(clause.tokens[index].value, clause.tokens[again].value)
    return _qualified(clause, amount, again), [again]


def _qualified(clause: Clause, amount: Amount, following: int) -> Amount:
    """With the words behind the brackets: "50 kilometers (31 miles) or more"."""
    end = clause.tokens[following].end
    after = clause.text[end + 1 : end + 10] if clause.text[end : end + 1] == ")" else ""
    if after.startswith((" or more", " or high", " or fart")):
        return replace(amount, bound="at_least")
    return amount


def _with_conversion(clause: Clause, indices: list[int]) -> list[int]:
    """An amount, and the next one where that is its conversion."""
    both = len(indices) > 1 and is_conversion(clause, *indices)
    return indices if both else indices[:1]


def _span_around(clause: Clause, first: int, again: int, last: list[int]) -> Amount | None:
    """As in "between 300 km (186 miles) and 350 km (217 miles)": a span, each end converted."""
    low: Amount = clause.tokens[first].value
    high: Amount = clause.tokens[last[0]].value
    joined = _TO_HIGHER.fullmatch(clause.text, clause.tokens[again].end, high.core)
    led = _FROM_LOWER.search(clause.text, max(0, low.core - _CLOSE), low.core)
    if joined is None or led is None or low.unit != high.unit or low.is_span or high.is_span:
        return None
    if len(last) > 1:
        high = metric(high, clause.tokens[last[1]].value)
        low = metric(low, clause.tokens[again].value)
    if low.unit != high.unit:
        return None
    return replace(
        low, numbers=(*low.numbers, *high.numbers), bound=None, end=high.end, tail=high.tail
    )
