"""Miles and kilometres side by side: which of the two was meant first."""

from dataclasses import replace

from geo.reading.amounts import Amount

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
