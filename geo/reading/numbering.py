"""Which of several missiles a fact is about, where the sentences and not their words tell it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from geo.reading import tallies
from geo.reading.facts import FIGURES, MEASURES, REST, Fact
from geo.reading.tallies import ONE, Count

if TYPE_CHECKING:
    from geo.reading.agencies import Agency

OWN = frozenset({*MEASURES, "time", "near", "claim", "launch", "sea"})
_TOLD_APART = frozenset({*OWN, "direction", "area"})
_FEWEST = 2
_MOST_TIMES = 40  # in one salvo; more are a list of something else
_ONE_LAUNCH_MIN = 3  # by which sources date one missile apart
_NIGHT_H = 12  # by how much a time after midnight is earlier than the one before it
_MOST = 1_000
_COUNTED_ON = frozenset({*MEASURES, "time", "near", "claim", "sea", "area", "launch", "group"})


def told_apart(facts: list[Fact]) -> list[Fact]:
    """The facts with numbers where one sentence after another tells of one missile each.

    As in "It fired three. The first at 21:34 flew …. At 21:39 it fired again, …": as many times
    as missiles, in order, each followed by its own figures, all from one source.
    """
    by_sentence = {number: list(group) for number, group in groupby(facts, key=_sentence)}
    timed = [number for number, group in by_sentence.items() if _has_one_time(group)]
    if len(timed) < _FEWEST:
        return facts
    missile_of = {sentence: bisect_right(timed, sentence) for sentence in by_sentence}
    figures = [fact for fact in facts if fact.field in MEASURES and missile_of[fact.sentence]]
    times = [
        fact.value.times[0] for number in timed for fact in by_sentence[number]
        if fact.field == "time"
    ]  # fmt: skip
    total = tallies.total([fact for fact in facts if not missile_of[fact.sentence]])
    if total is None:
        counted = all(_fires_one(by_sentence[number]) for number in timed)
    else:
        counted = total[0] == len(timed) if total[1] == "exact" else total[0] <= len(timed)
    orderly = all(a < b for a, b in pairwise(times))
    complete = {missile_of[fact.sentence] for fact in figures} == {*range(1, len(timed) + 1)}
    alone = len({fact.by for fact in figures}) == 1
    agreed = all(
        fact.missile in {None, REST, missile_of[fact.sentence]}
        for fact in facts
        if missile_of[fact.sentence] or fact.missile != REST
    )
    if not (counted and orderly and complete and alone and agreed):
        return facts
    return [
        fact._replace(missile=missile_of[fact.sentence])
        if missile_of[fact.sentence]
        and fact.field in (_TOLD_APART if fact.sentence in timed else FIGURES)
        else fact
        for fact in facts
    ]


def _sentence(fact: Fact) -> int:
    return fact.sentence


def _fires_one(facts: list[Fact]) -> bool:
    """Whether a sentence tells that one missile was fired, and how far it flew."""
    counts = [fact.value for fact in facts if fact.field == "count"]
    fields = {fact.field for fact in facts}
    return {"shot", "range"} <= fields and all(n == 1 for n, _ in counts)


def _has_one_time(facts: list[Fact]) -> bool:
    """Whether a sentence gives one time of day."""
    times = [fact.value for fact in facts if fact.field == "time"]
    return len(times) == 1 and len(times[0].times) == 1 and not times[0].band


def unlisted(facts: list[Fact]) -> list[Fact]:
    """As in "① At 5:34 and 5:57 …": what a list numbers is a salvo where it has several times."""
    numbers = {fact.missile for fact in facts if fact.missile is not None}
    several = any(
        fact.field == "time" and fact.missile is not None and len(fact.value.times) > 1
        for fact in facts
    )
    alone = len(numbers) == 1 and several
    return [fact._replace(missile=None) for fact in facts] if alone else facts


def times_together(facts: list[Fact], total: Count | None) -> list[Fact]:
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


def listed_times(facts: Sequence[Fact]) -> Fact | None:
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


def by_listed_times(facts: list[Fact], listed: Fact | None) -> list[Fact]:
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


def counted_on(facts: list[Fact], total: Count | None) -> list[Fact]:
    """Lists with one value for each missile, numbered; "the other" counted on."""
    facts = _rest_by_time(facts)
    result: list[Fact] = []
    counters: dict[tuple[str, int, str], int] = {}
    ahead: dict[str, int] = {}  # the highest number of each field
    for fact in facts:
        if fact.several and total == ONE:  # "two peak altitudes of 99.8 and 42.5 km"
            result.append(fact._replace(several=False))
        elif fact.several and fact.missile is None:
            key = fact.field, fact.sentence, fact.by.name if fact.by else ""
            counters[key] = counters.get(key, 0) + 1
            result.append(fact._replace(missile=counters[key], several=False))
        elif fact.missile == REST and fact.field in _COUNTED_ON:
            last = total[0] if total is not None and total[1] == "exact" and total[0] > 1 else _MOST
            following = max(ahead.get(fact.field, 0), 1) + 1
            result.append(fact._replace(missile=min(following, last)))
        else:
            result.append(fact)
        ahead[fact.field] = max(ahead.get(fact.field, 0), result[-1].missile or 0)
    return _before_another(_first_of_two(result), total)


def _rest_by_time(facts: list[Fact]) -> list[Fact]:
    """As in "The first … . The other two were fired at 8:39 and 8:48, and both flew 350 km"."""
    listed = next(
        (
            f for f in facts
            if f.missile == REST and f.field == "time" and not (f.value.band or f.value.is_span)
        ),
        None,
    )  # fmt: skip
    n = 0 if listed is None else len(listed.value.times)
    groups = {fact.value for fact in facts if fact.field == "group" and fact.missile == REST}
    if n < _FEWEST or groups != {n} or any(f.missile and f.missile > 1 for f in facts):
        return facts
    numbered: list[Fact] = []
    figures = [f for f in facts if f.field in MEASURES and f.missile is None]
    after = {id(f) for f in figures if listed is not None and f.sentence >= listed.sentence}
    before = {id(f) for f in figures} - after if after else set()
    for fact in facts:
        if id(fact) in before:
            numbered.append(fact._replace(missile=1))
        elif fact.missile != REST and id(fact) not in after:
            numbered.append(fact)
        elif fact.field != "group":
            numbered += [
                (time_of(fact, which) if fact is listed else fact)._replace(missile=1 + which)
                for which in range(1, n + 1)
            ]
    return numbered


def _first_of_two(facts: list[Fact]) -> list[Fact]:
    """As in "It flew 600 km, … the second one 120 km": the first is number one."""
    firsts = [fact for name in (*MEASURES, "time") if (fact := _open(facts, name))]
    if not firsts:
        return facts
    flown = {fact.sentence for fact in firsts if fact.field == "range"}
    return [
        fact._replace(missile=1)
        if any(fact is first for first in firsts)
        or (fact.field == "apogee" and fact.sentence in flown and fact.missile is None)
        else fact
        for fact in facts
    ]


def _before_another(facts: list[Fact], total: Count | None) -> list[Fact]:
    """As in "A missile flew 800 km. Another was fired at 6:17": the 800 km are of the first."""
    later = [f.sentence for f in facts if f.field == "time" and f.missile and f.missile > 1]
    if total != ONE or not later:
        return facts
    return [
        fact._replace(missile=1)
        if fact.field in FIGURES and fact.missile is None and fact.sentence < min(later)
        else fact
        for fact in facts
    ]


def _open(facts: list[Fact], field: str) -> Fact | None:
    """The value of a field that is no missile's where a later one is the second missile's."""
    said = [fact for fact in facts if fact.field == field]
    later = [fact for fact in said if fact.missile and fact.missile > 1]
    if not later or any(fact.missile == 1 for fact in said):
        return None
    named = {_numbers(fact) for fact in later if fact.by is not None}
    return next(
        (
            fact for fact in said
            if fact.missile is None and not _is_for_several(fact)
            if fact.by is not None or _numbers(fact) not in named  # of a headline
        ),
        None,
    )  # fmt: skip


def _numbers(fact: Fact) -> object:
    return fact.value.times if fact.field == "time" else fact.value.numbers


def _is_for_several(fact: Fact) -> bool:
    if fact.field == "time":
        return bool(fact.value.band) or len(fact.value.times) > 1
    return bool(fact.value.is_span)


def only_timed(facts: Sequence[Fact]) -> bool:
    """Whether missiles are told apart by their times alone."""
    return any(f.missile and f.field == "time" for f in facts) and not any(
        f.missile and f.field in MEASURES for f in facts
    )


def told_in_order(facts: list[Fact], numbers: Sequence[int]) -> list[Fact]:
    """As in "one at 7:40 and two at 8:39. The ICBM flew 760 km. The SRBM flew 330 km.".

    As many different figures of one source as there are times, each in a sentence of its own.
    """
    result = facts
    for field in ("range", "apogee"):
        own = [fact for fact in facts if fact.field == field]
        distinct = {fact.value.numbers for fact in own}
        told = {fact.sentence for fact in own}
        alone = len({fact.by for fact in own}) == 1 and all(f.missile is None for f in own)
        if alone and len(distinct) == len(told) == len(own) == len(numbers) > 1:
            order = dict(zip(map(id, own), numbers, strict=True))
            result = [
                fact._replace(missile=order[id(fact)]) if id(fact) in order else fact
                for fact in result
            ]
    return result
