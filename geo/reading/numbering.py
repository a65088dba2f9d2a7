"""Which of several missiles a fact is about, where the sentences and not their words tell it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise

from geo.reading import tallies, timelists
from geo.reading.facts import FIGURES, MEASURES, REST, Fact
from geo.reading.tallies import ONE, Count

OWN = frozenset({*MEASURES, "time", "near", "claim", "launch", "sea"})
_TOLD_APART = frozenset({*OWN, "direction", "area"})
_FEWEST = 2
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


def without_headline(facts: list[Fact]) -> list[Fact]:
    """The facts without a headline's figure of one missile that the text gives to another, or all.

    As in "…2발 발사, 한 발은 690㎞ 비행", and below "첫 번째는 430㎞, 두 번째는 690㎞".
    """
    told = {
        (fact.field, fact.value.numbers): fact.missile
        for fact in facts
        if fact.field in MEASURES and fact.sentence and fact.by is not None
    }
    return [
        fact
        for fact in facts
        if fact.sentence or not fact.missile or fact.field not in MEASURES or fact.by is not None
        or told.get((fact.field, fact.value.numbers), fact.missile) == fact.missile
    ]  # fmt: skip


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
            for which in range(1, n + 1):
                own = timelists.time_of(fact, which) if fact is listed else fact
                numbered.append(own._replace(missile=1 + which))
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
