"""Which facts are about which of several missiles."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeAlias

from geo.reading.facts import FIGURES, MEASURES, REST, Fact

Count: TypeAlias = tuple[int, str]  # the number, and its bound

_ONE: Count = (1, "exact")
_OWN = frozenset({*MEASURES, "time", "near", "claim", "launch", "sea"})
_TOLD_APART = frozenset({*_OWN, "direction", "area"})
_FEWEST = 2
_MOST_TIMES = 40  # in one salvo; more are a list of something else
_NIGHT_H = 12  # by how much a time after midnight is earlier than the one before it
_MOST = 1_000
_COUNTED_ON = frozenset({*MEASURES, "time", "near", "claim", "sea", "area", "launch", "group"})
VAGUE = frozenset({"the", "several"})  # "the missile", "several missiles"


@dataclass(frozen=True)
class Share:
    """The facts of one missile, or of a salvo that is told as one.

    Attributes:
        facts: its own, and those of all.
        missile: its number, None for the whole salvo.
        count: how many missiles these are.
        total: how many the whole salvo has.
        part: of how many missiles the figures are, where those are not all; else None.
    """

    facts: list[Fact]
    missile: int | None
    count: Count | None
    total: Count | None
    part: int | None = None


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
    total = _total([fact for fact in facts if not missile_of[fact.sentence]])
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


def split(facts: list[Fact]) -> Iterable[Share]:
    """The facts of a salvo, missile by missile where the text tells them apart."""
    total = _total(facts)
    facts = _times_together(facts, total)
    times = _several_times(facts)
    if times is not None and total == _ONE:  # "a missile" of one source, two of another
        n = len(times.value.times)
        said = (f.value for f in facts if f.field == "count" and f.value == (n, "exact"))
        total = next(said, total)
    facts = _numbered(facts, total)
    times = _several_times(facts)
    numbers = sorted({f.missile for f in facts if f.missile and f.field in _OWN and f.missile > 0})
    failed = {fact.missile for fact in facts if fact.field == "failed" and fact.missile}
    if numbers and total == (len(failed.union(numbers)), "exact"):
        numbers = sorted(failed.union(numbers))  # "the first flew 800 km, the second blew up"
    n = 0 if times is None else len(times.value.times)
    if (
        n
        and max(numbers, default=0) <= n
        and (total is None or total[0] >= n or total[1] != "exact")
    ):
        numbers = list(range(1, n + 1))
    figured = any(f.missile and f.field in {*MEASURES, "time"} for f in facts)
    if total == _ONE and not figured:  # one source's missile, of which another counts two
        return [Share([fact._replace(missile=None) for fact in facts], None, total, total)]
    if len(numbers) == 1 and not n:
        told = _part(facts, numbers[0])
        several = total is not None and total[0] > told
        whole = [fact._replace(missile=None) for fact in facts]
        return [Share(whole, None, total, total, part=told if several else None)]
    if not numbers:
        return [Share([f for f in facts if f.missile is None], None, total, total)]
    facts = _told_in_order(facts, numbers) if n or _timed(facts) else facts
    apart = {f.field for f in facts if f.missile is not None and f.field in {*MEASURES, "time"}}
    counted = total is not None or any(fact.missile for fact in facts)
    groups = _groups(facts, numbers, total)
    shares = []
    for number in numbers:
        own = [
            _at(fact, number) if fact is times else fact
            for fact in facts
            if (fact.missile == number or (fact.missile is None and fact.field not in apart))
            and not (number in failed and fact.missile is None and fact.field in FIGURES)
            and (fact is not times or number <= n)
        ]
        count = groups.get(number, 1), "exact"
        shares.append(Share(own, number, count if counted else None, total))
    return shares


def _timed(facts: Sequence[Fact]) -> bool:
    """Whether missiles are told apart by their times alone."""
    return any(f.missile and f.field == "time" for f in facts) and not any(
        f.missile and f.field in MEASURES for f in facts
    )


def _told_in_order(facts: list[Fact], numbers: Sequence[int]) -> list[Fact]:
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


def _part(facts: Sequence[Fact], number: int) -> int:
    """How many missiles a number stands for."""
    return next((int(f.value) for f in facts if f.field == "group" and f.missile == number), 1)


def _groups(
    facts: Sequence[Fact], numbers: Sequence[int], total: Count | None
) -> dict[int | None, int]:
    """How many missiles numbers stand for, where all together they are those that were fired."""
    groups = {fact.missile: int(fact.value) for fact in facts if fact.field == "group"}
    told = sum(groups.get(number, 1) for number in numbers)
    return groups if total == (told, "exact") else {}


def _several_times(facts: Sequence[Fact]) -> Fact | None:
    """The fact that gives several times, one for each missile."""
    for fact in facts:
        if fact.field == "time" and fact.missile is None and not fact.value.band:
            several = len(fact.value.times) > 1 and not fact.value.is_span
            return fact if several else None
    return None


def _times_together(facts: list[Fact], total: Count | None) -> list[Fact]:
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


def _at(fact: Fact, missile: int) -> Fact:
    """The time of one missile in a list of times."""
    clock = fact.value
    return fact._replace(value=replace(clock, times=(clock.times[missile - 1],)))


def _total(facts: Sequence[Fact]) -> Count | None:
    """How many missiles were fired: the first number said, a numeral before an article."""
    said: list[Count] = [fact.value for fact in facts if fact.field == "count"]
    counts = [count for count in said if count[1] not in VAGUE]
    if said and counts and said[0][1] == "several" and counts[0] == _ONE:
        return 2, "at_least"  # "several missiles", then "a missile" of somebody else
    if not counts:
        if any(bound == "several" for _, bound in said):
            return 2, "at_least"
        return _ONE if said else None
    if counts[0] == _ONE and any(fact.missile is not None for fact in facts):
        return next((count for count in counts if count[0] > 1), _ONE)
    first = next(fact for fact in facts if fact.field == "count" and fact.value == counts[0])
    bounded = any(
        fact.field == "count" and fact.value == (1, "at_least") and fact.by == first.by
        for fact in facts
    )
    if counts[0] == _ONE and bounded:  # "a missile", then "at least one"
        return 1, "at_least"
    return counts[0]


def _numbered(facts: list[Fact], total: Count | None) -> list[Fact]:
    """Lists with one value for each missile, numbered; "the other" counted on."""
    result: list[Fact] = []
    counters: dict[tuple[str, int, str], int] = {}
    ahead: dict[str, int] = {}  # the highest number of each field
    for fact in facts:
        if fact.several and total == _ONE:  # "two peak altitudes of 99.8 and 42.5 km"
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
    return _first_of_two(result)


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


def _open(facts: list[Fact], field: str) -> Fact | None:
    """The value of a field that is no missile's where a later one is the second missile's."""
    said = [fact for fact in facts if fact.field == field]
    later = any(fact.missile and fact.missile > 1 for fact in said)
    if not later or any(fact.missile == 1 for fact in said):
        return None
    return next((f for f in said if f.missile is None and not _is_for_several(f)), None)


def _is_for_several(fact: Fact) -> bool:
    if fact.field == "time":
        return bool(fact.value.band) or len(fact.value.times) > 1
    return bool(fact.value.is_span)
