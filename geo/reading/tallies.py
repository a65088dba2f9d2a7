"""How many missiles were fired, of all the numbers that a text gives."""

from collections.abc import Sequence
from typing import TypeAlias

from geo.reading.facts import Fact

Count: TypeAlias = tuple[int, str]  # the number, and its bound

ONE: Count = (1, "exact")
VAGUE = frozenset({"the", "several"})  # "the missile", "several missiles"


def total(facts: Sequence[Fact]) -> Count | None:
    """How many missiles were fired: the first number said, a numeral before an article."""
    said: list[Count] = [fact.value for fact in facts if fact.field == "count"]
    counts = [count for count in said if count[1] not in VAGUE]
    if said and counts and said[0][1] == "several" and counts[0] == ONE:
        return 2, "at_least"  # "several missiles", then "a missile" of somebody else
    if not counts:
        if any(bound == "several" for _, bound in said):
            return 2, "at_least"
        return ONE if said else None
    if counts[0] == ONE and any(fact.missile is not None for fact in facts):
        return next((count for count in counts if count[0] > 1), ONE)
    first = next(fact for fact in facts if fact.field == "count" and fact.value == counts[0])
    bounded = any(
        fact.field == "count" and fact.value == (1, "at_least") and fact.by == first.by
        for fact in facts
    )
    if counts[0] == ONE and bounded:  # "a missile", then "at least one"
        return 1, "at_least"
    return counts[0]
