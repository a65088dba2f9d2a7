"""Facts of one day → salvos: what was fired at one time from one place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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
        for salvo in kinds.allotted(_of_day(_placed(_salvos(numbering.told_apart(told)))))
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


@dataclass
class _Salvo:
    """What is fired at one time, while it is told.

    Attributes:
        facts: its facts.
        clock: when it was fired, as said last.
        numbered: whether it is told missile by missile.
    """

    facts: list[Fact] = field(default_factory=list)
    clock: Clock | None = None
    numbered: bool = False

    def add(self, group: list[Fact], times: list[Fact]) -> None:
        """Add the facts of a sentence, of which some are times."""
        self.facts += group
        self.clock = times[-1].value if times else self.clock
        self.numbered = self.numbered or any(
            f.missile is not None for f in group if f.field in {"time", "range"}
        )


def _salvos(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one day, cut where something else is fired."""
    salvos: list[_Salvo] = []
    now = _Salvo()
    for _, sentence in groupby(facts, key=lambda fact: fact.sentence):
        group = list(sentence)
        times = [f for f in group if f.field == "time" and not f.value.band]
        own = any(f.missile is not None for f in times)
        whole = not now.numbered or _is_whole(group)
        again = None if now.numbered else _told_before(salvos, now, times)
        if again is not None:
            now = again
        elif not salvos or (whole and not own and _fires_another(now.clock, times, group)):
            now = _Salvo()
            salvos.append(now)
        now.add(group, times)
    return [salvo.facts for salvo in salvos]


def _told_before(salvos: list[_Salvo], now: _Salvo, times: list[Fact]) -> _Salvo | None:
    """An earlier salvo of the time that another source gives, after a later one was told.

    As in "at 7:40 one …; at 8:39 two …. The ministry said the first was fired at 7:39".
    """
    if any(fact.missile not in {None, 1} for fact in times):
        return None
    if not times or now.clock is None or _apart_min(now.clock, times) <= choices.SAME_TIME_MIN:
        return None
    near = [s for s in salvos if s.clock and _apart_min(s.clock, times) <= choices.SAME_TIME_MIN]
    return near[0] if near else None


def _placed(salvos: list[list[Fact]]) -> list[list[Fact]]:
    """As in "Another was fired from the same place at 6:17": the place of the salvo before it."""
    place: Fact | None = None
    placed: list[list[Fact]] = []
    for facts in salvos:
        found = next((f for f in facts if f.field == "launch"), None)
        again = next((f for f in facts if f.field == "same_place"), None)
        kept = [f for f in facts if f.field != "same_place"]
        if found is None and again is not None and place is not None:
            kept.append(place._replace(missile=None))
        place = found or place
        placed.append(kept)
    return placed


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
    fields = {fact.field for fact in group}
    return (
        _apart_min(clock, times) > choices.SAME_TIME_MIN
        and "shot" in fields
        and bool(fields & {"count", "launch", "platform"})
    )


def _apart_min(clock: Clock, times: list[Fact]) -> int:
    return int(min(abs(a - b) for a in times[0].value.minutes for b in clock.minutes))
