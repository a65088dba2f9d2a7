"""Facts of one day → salvos: what was fired at one time from one place."""

from collections.abc import Sequence
from itertools import groupby

from geo.reading import choices, kinds, numbering
from geo.reading.clocks import Clock
from geo.reading.facts import MEASURES, Fact

_FEWEST = 2


def cut(facts: list[Fact]) -> list[list[Fact]]:
    """The salvos of a day, in the order in which they are told."""
    return [
        salvo
        for told in _by_state(facts)
        for salvo in kinds.allotted(_of_day(_salvos(numbering.told_apart(told))))
    ]


def _by_state(facts: list[Fact]) -> list[list[Fact]]:
    """The facts about a launch, and those about what South Korea fired in answer.

    The latter only where it is told when that was or how far it flew.
    """
    own: list[Fact] = []
    answers: list[Fact] = []
    answering = False
    for _, sentence in groupby(facts, key=lambda fact: fact.sentence):
        group = list(sentence)
        fields = {fact.field for fact in group}
        # "It fired two Hyunmoo. One of them hit a target 250 km away, the other …"
        same = fields.isdisjoint({"time", "launch"}) and any(fact.missile for fact in group)
        goes_on = answering and same
        answering = "answer" in fields or goes_on
        (answers if answering else own).extend(group)
    answers = [
        f._replace(field="shot", value="KOR") if f.field == "answer" else f
        for f in answers
        if f.field != "launch" or not f.value[1].startswith("North Korea")
    ]  # its own "east coast"
    told = any(fact.field in {"time", *MEASURES} for fact in answers)
    return [own, answers] if own and told else [own or answers]


def _salvos(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one day, cut where something else is fired."""
    salvos: list[list[Fact]] = []
    clock: Clock | None = None  # when the salvo at hand was fired
    numbered = False  # whether it is told missile by missile
    for _, sentence in groupby(facts, key=lambda fact: fact.sentence):
        group = list(sentence)
        times = [f for f in group if f.field == "time" and not f.value.band]
        own = any(f.missile is not None for f in times)
        whole = not numbered or _is_whole(group)
        if not salvos or (whole and not own and _fires_another(clock, times, group)):
            salvos.append([])
            numbered = False
        salvos[-1] += group
        clock = times[-1].value if times else clock
        numbered = numbered or any(
            f.missile is not None for f in group if f.field in {"time", "range"}
        )
    return salvos


def _of_day(salvos: list[list[Fact]]) -> list[list[Fact]]:
    """Salvos without the number of all missiles of the day, where each has its own.

    As in "It fired more than 20 missiles on Wednesday. 6:51 a.m.: Four … 8:51 a.m.: Three …".
    """
    if len(salvos) < _FEWEST:
        return salvos
    first = salvos[0]
    timed = {fact.sentence for fact in first if fact.field == "time"}
    own = [f.value[0] for f in first if f.field == "count" and f.sentence in timed]
    if not own or not all(any(f.field == "count" for f in facts) for facts in salvos[1:]):
        return salvos
    kept = [
        f for f in first
        if f.field != "count" or f.sentence in timed or f.value[0] <= own[0]
    ]  # fmt: skip
    return [kept, *salvos[1:]]


def _is_whole(group: list[Fact]) -> bool:
    """Whether a sentence tells of a launch with everything: how many, and where from."""
    fields = {fact.field for fact in group}
    return {"shot", "count", "launch"} <= fields and all(f.missile is None for f in group)


def _fires_another(clock: Clock | None, times: list[Fact], group: list[Fact]) -> bool:
    """Whether a sentence fires something else than what was fired at a time before."""
    if clock is None or not times:
        return False
    apart_min = min(abs(a - b) for a in times[0].value.minutes for b in clock.minutes)
    fields = {fact.field for fact in group}
    return (
        apart_min > choices.SAME_TIME_MIN
        and "shot" in fields
        and bool(fields & {"count", "launch", "platform"})
    )
