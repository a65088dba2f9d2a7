"""Lists of times: which missile was fired when, where a text gives as many times as missiles."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.reading.clocks import FOREIGN
from geo.reading.facts import Fact
from geo.reading.tallies import Count

if TYPE_CHECKING:
    from geo.reading.agencies import Agency

_FEWEST = 2
_MOST_TIMES = 40  # in one salvo; more are a list of something else
_ONE_LAUNCH_MIN = 3  # by which sources date one missile apart
_NIGHT_H = 12  # by how much a time after midnight is earlier than the one before it


def zoned(facts: list[Fact]) -> list[Fact]:
    """As in "at 11:49, 12:07 and 12:19 Hawaii time. … The second, at 12:07, blew up"."""
    abroad = {
        (fact.by, each): fact.value.zone
        for fact in facts
        if fact.field == "time" and fact.value.zone in FOREIGN and not fact.value.is_span
        for each in fact.value.times
    }
    if not abroad:
        return facts
    return [
        fact._replace(value=replace(fact.value, zone=abroad[fact.by, fact.value.times[0]]))
        if fact.field == "time"
        and not fact.value.zone
        and all((fact.by, each) in abroad for each in fact.value.times)
        else fact
        for fact in facts
    ]


def together(facts: list[Fact], total: Count | None) -> list[Fact]:
    """One list of times where the text gives as many as missiles.

    As in "It fired one at 6:00 … and two more at 6:37 and 6:42"; and in "at 7:09 it was announced
    … two were fired at 7:04 and 7:23", whose list alone is of the missiles.
    """
    times = [
        fact
        for fact in facts
        if fact.field == "time" and fact.missile is None
        if not (fact.value.band or fact.value.is_span)
    ]
    told = total is not None and total[0] >= _FEWEST and _FEWEST <= len(times) <= _MOST_TIMES
    if total is None or not told or len(times[0].value.times) > 1:
        return facts
    listed = next((fact for fact in times[1:] if len(fact.value.times) > 1), None)
    if listed is None:
        beside = len({fact.sentence for fact in times}) == 1 and total == (len(times), "exact")
        return _in_order(facts, times) if beside else facts
    n, (single,) = len(listed.value.times), times[0].value.times
    if total == (n, "exact"):
        return [fact for fact in facts if fact is listed or fact not in times]
    if n + 1 != total[0] or single >= listed.value.times[0]:
        return facts
    whole = listed._replace(value=replace(listed.value, times=(single, *listed.value.times)))
    return [whole if fact is listed else fact for fact in facts if fact is not times[0]]


def _in_order(facts: list[Fact], times: list[Fact]) -> list[Fact]:
    """As in "two missiles at 11:55 p.m. on the 24th and at midnight of the 25th"."""
    first = times[0].value.times[0]
    return [
        fact._replace(
            missile=1 + times.index(fact),
            value=replace(fact.value, next_day=first[0] - fact.value.times[0][0] > _NIGHT_H),
        )
        if fact in times
        else fact
        for fact in facts
    ]


def told_once(facts: list[Fact]) -> list[Fact]:
    """The facts without times of single missiles that a list of the same source has given."""
    listed = find(facts)
    if listed is None:
        return facts
    return [fact for fact in facts if fact is listed or not _is_in(fact, listed)]


def _is_in(fact: Fact, listed: Fact) -> bool:
    if fact.field != "time" or fact.missile is None or fact.by != listed.by:
        return False
    times = listed.value.times
    each = all(time in times for time in fact.value.times)
    return each and (len(fact.value.times) > 1 or fact.value.times[0] == _nth(times, fact.missile))


def _nth(times: Sequence[object], missile: int) -> object:
    return times[missile - 1] if 0 < missile <= len(times) else None


def find(facts: Sequence[Fact]) -> Fact | None:
    """The fact that gives several times, one for each missile."""
    for fact in facts:
        if fact.field == "time" and fact.missile is None and not fact.value.band:
            if fact.value.is_span:
                continue
            return fact if len(fact.value.times) > 1 else None
    return None


def is_list_of(fact: Fact, n: int) -> bool:
    """Whether another source gives as many times, one for each missile."""
    clock = fact.value if fact.field == "time" and fact.missile is None else None
    return clock is not None and not clock.is_span and not clock.band and len(clock.times) == n > 1


def numbered_by(facts: list[Fact], listed: Fact | None) -> list[Fact]:
    """The missiles of a source that saw fewer than others, numbered by their times.

    As in "fired at 6:00, 6:37 and 6:42", and elsewhere "the first at 5:59 …, the second at 6:42 …".
    """
    if listed is None:
        return _by_more_times(facts)
    minutes = listed.value.minutes
    at: dict[tuple[Agency | None, int], int] = {}
    for fact in facts:
        if fact.field == "time" and fact.missile and fact.by not in {None, listed.by}:
            apart_min = [abs(each - fact.value.minutes[0]) for each in minutes]
            at[fact.by, fact.missile] = 1 + apart_min.index(min(apart_min))
    if len(set(at.values())) < len(at):
        return facts
    return [
        fact._replace(missile=at.get((fact.by, fact.missile), fact.missile))
        if fact.missile
        else fact
        for fact in facts
    ]


def _by_more_times(facts: list[Fact]) -> list[Fact]:
    """As in "one at 6:00, a second at 6:37, a third at 6:42", of which another saw two."""
    told: dict[Agency | None, dict[int, int]] = {}
    for fact in facts:
        if fact.field == "time" and fact.missile and fact.missile > 0 and not fact.value.is_span:
            told.setdefault(fact.by, {}).setdefault(fact.missile, fact.value.minutes[0])
    most = max(told.values(), key=len, default={})
    at: dict[tuple[Agency | None, int], int] = {}
    for by, times in told.items():
        if len(times) >= len(most) or len(times) < _FEWEST:
            continue
        nearest = {
            missile: min(most, key=lambda other: abs(most[other] - minute))
            for missile, minute in times.items()
        }
        close = all(abs(most[at] - times[n]) <= _ONE_LAUNCH_MIN for n, at in nearest.items())
        if close and len(set(nearest.values())) == len(nearest):
            at |= {(by, missile): other for missile, other in nearest.items()}
    return [
        fact._replace(missile=at[fact.by, fact.missile])
        if fact.missile and (fact.by, fact.missile) in at
        else fact
        for fact in facts
    ]


def time_of(fact: Fact, missile: int) -> Fact:
    """The time of one missile in a list of times."""
    clock = fact.value
    return fact._replace(value=replace(clock, times=(clock.times[missile - 1],)), missile=missile)
