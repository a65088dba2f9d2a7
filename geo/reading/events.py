"""Facts → readings: which launches a text tells of, and what each source says of each.

A salvo is what was fired at one time from one place. It is split by missile where the text gives
each its own figures or time, and by source where two give different figures.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geo.reading import names
from geo.reading.agencies import Agency
from geo.reading.clocks import Clock
from geo.reading.facts import REST, Fact
from geo.reading.understand import Event

_MEASURES = ("range", "apogee", "flight")
_SAME_TIME_MIN = 15  # two sources date one launch a few minutes apart
_OPPOSED: tuple[set[str | None], ...] = ({"at_most", "at_least"}, {"at_most", "over"})
_NEARLY = 0.005


@dataclass(frozen=True)
class Draft:
    """One launch as one source tells it: its facts by field.

    Attributes:
        date, day: when it was.
        facts: one fact for each field; claims apart.
        claims: what was said about zones.
        count: (number, bound) of the missiles that this stands for.
        total: (number, bound) of the whole salvo.
        by: the source of its figures.
        missile: its number in the salvo, None for all of it.
        salvo: number of the salvo.
        notes: what a reader should know.
    """

    event: Event
    facts: dict[str, Fact]
    claims: tuple[Fact, ...]
    count: tuple[int, str] | None
    total: tuple[int, str] | None
    by: Agency | None
    missile: int | None
    salvo: int
    notes: tuple[str, ...] = ()
    second: tuple[Fact, ...] = field(default=())


def drafts(events: Iterable[Event]) -> tuple[list[Draft], list[tuple[Fact, str]]]:
    """The launches that events tell of, and the facts that found no place, with the reason."""
    found: list[Draft] = []
    unused: list[tuple[Fact, str]] = []
    number = 0
    for event in events:
        salvos = _salvos(event.facts)
        for facts in salvos:
            if not _tells(facts):
                continue
            number += 1
            found += _salvo(event, facts, number, unused, alone=len(salvos) == 1)
    return found, unused


def _tells(facts: Sequence[Fact]) -> bool:
    """Whether facts are about a launch at all."""
    fields = {fact.field for fact in facts}
    return bool(fields & {"shot", "range", "apogee", "flight", "near", "claim", "launch"})


# --- salvos --------------------------------------------------------------------------------------


def _salvos(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one day, cut where something else is fired."""
    salvos: list[list[Fact]] = [[]]
    by_sentence: dict[int, list[Fact]] = {}
    for fact in facts:
        by_sentence.setdefault(fact.sentence, []).append(fact)
    shared: list[Fact] = []
    for group in by_sentence.values():
        if _begins_another(salvos[-1], group):
            salvos.append([])
        salvos[-1] += group
    if len(salvos) > 1:
        shared = [f for f in salvos[0] if f.field in {"claim"} and f.missile is None]
        del shared
    return salvos


def _begins_another(before: Sequence[Fact], group: Sequence[Fact]) -> bool:
    """Whether a sentence fires something else than the facts before it."""
    if any(f.missile is not None for f in group if f.field == "time"):
        return False
    if any(f.missile is not None for f in before if f.field in {"time", "range"}):
        return False
    times = [f for f in group if f.field == "time" and not f.value.band]
    known = [f for f in before if f.field == "time" and not f.value.band]
    fires = any(f.field == "shot" for f in group)
    if not times or not known or not fires:
        return False
    if len(times[0].value.times) > 1 or len(known[-1].value.times) > 1:
        return False
    apart = abs(_minutes(times[0].value) - _minutes(known[-1].value))
    measured = any(f.field in _MEASURES for f in before)
    counted = any(f.field in {"count", "launch"} for f in group)
    return apart > _SAME_TIME_MIN and counted and (measured or apart > 0)


def _minutes(clock: Clock) -> int:
    hour, minute = clock.times[0]
    return 60 * hour + minute


# --- missiles ------------------------------------------------------------------------------------


def _salvo(
    event: Event, facts: list[Fact], number: int, unused: list[tuple[Fact, str]], *, alone: bool
) -> list[Draft]:
    del alone
    facts = _numbered(facts)
    total = _total(facts)
    missiles = sorted(
        {f.missile for f in facts if f.missile is not None and f.missile > 0 and _own(f)}
    )
    clocks = [f for f in facts if f.field == "time" and f.missile is None and not f.value.band]
    several_times = clocks and not clocks[0].value.is_span and len(clocks[0].value.times) > 1
    n = len(clocks[0].value.times) if several_times else 0
    measured = {
        f.missile for f in facts if f.field in (*_MEASURES, "time") and f.missile is not None
    }
    if n and (len(missiles) in {0, n} or max(missiles, default=0) <= n):
        if total is None or total[0] >= n or total[1] != "exact":
            missiles = list(range(1, n + 1))
    if len(missiles) == 1 and REST not in measured and not n:
        note = ""
        if total is not None and total[0] > 1:
            note = f"the figures are those of one of {total[0]} missiles"
        return _sources(
            event,
            [replace(f, missile=None) for f in facts],
            total,
            total,
            None,
            number,
            unused,
            note,
        )
    if not missiles:
        kept = [f for f in facts if f.missile is None]
        return _sources(event, kept, total, total, None, number, unused, "")
    found: list[Draft] = []
    apart = {f.field for f in facts if f.missile is not None and f.field in (*_MEASURES, "time")}
    for missile in missiles:
        own = [
            f for f in facts if f.missile == missile or (f.missile is None and f.field not in apart)
        ]
        own = [_at(f, missile) if f is clocks[0] else f for f in own] if several_times else own
        one = (1, "exact") if total is not None or any(f.missile for f in facts) else None
        found += _sources(event, own, one, total, missile, number, unused, "")
    return found


def _own(fact: Fact) -> bool:
    return fact.field in {*_MEASURES, "time", "near", "claim", "launch", "sea"}


def _at(fact: Fact, missile: int) -> Fact:
    """The time of one missile in a list of times."""
    clock: Clock = fact.value
    return replace(fact, value=replace(clock, times=(clock.times[missile - 1],)))


def _numbered(facts: list[Fact]) -> list[Fact]:
    """Lists with one value for each missile, numbered; "the other" counted on."""
    result: list[Fact] = []
    highest = max((f.missile for f in facts if f.missile is not None and f.missile > 0), default=0)
    counters: dict[tuple[str, int, str], int] = {}
    alone = _total(facts) == (1, "exact")
    for fact in facts:
        if fact.several and alone:  # "two peak altitudes of 99.8 and 42.5 km"
            result.append(replace(fact, several=False))
        elif fact.several and fact.missile is None:
            key = (fact.field, fact.sentence, fact.by.name if fact.by else "")
            counters[key] = counters.get(key, 0) + 1
            result.append(replace(fact, missile=counters[key], several=False))
        elif fact.missile == REST and fact.field in (*_MEASURES, "time", "near", "claim"):
            same = [
                f.missile for f in result if f.field == fact.field and f.missile and f.missile > 0
            ]
            ahead = max(same, default=0)
            result.append(
                replace(
                    fact, missile=max(ahead, min(highest, 1) or 1) + 1 if ahead or highest else 2
                )
            )
        else:
            result.append(fact)
    unnumbered = [f for f in result if f.field == "range" and f.missile is None]
    second = [f for f in result if f.field == "range" and f.missile is not None and f.missile > 1]
    first = [f for f in result if f.field == "range" and f.missile == 1]
    if (
        second and unnumbered and not first and not unnumbered[0].value.is_span
    ):  # "flew 600 km, … the second one travelled 120 km"
        at = result.index(unnumbered[0])
        same = unnumbered[0].sentence
        result[at] = replace(unnumbered[0], missile=1)
        for other, fact in enumerate(result):
            if (
                fact.field in {"time", "apogee"}
                and fact.missile is None
                and fact.sentence == same
                and fact.field == "apogee"
            ):
                result[other] = replace(fact, missile=1)
    return result


def _total(facts: Sequence[Fact]) -> tuple[int, str] | None:
    """How many missiles were fired: the first number said, a numeral before an article."""
    counts = [f.value for f in facts if f.field == "count" and f.value[1] not in {"the", "several"}]
    if not counts:
        vague = [f.value for f in facts if f.field == "count"]
        several = any(bound == "several" for _, bound in vague)
        return (2, "at_least") if several else (1, "exact") if vague else None
    more = [count for count in counts if count[0] > 1 or count[1] != "exact"]
    first: tuple[int, str] = counts[0]
    if first == (1, "exact") and more and more[0][0] > 1:
        numbered = any(f.missile is not None for f in facts)
        return more[0] if numbered else first
    return first


# --- sources -------------------------------------------------------------------------------------


def _sources(
    event: Event,
    facts: list[Fact],
    count: tuple[int, str] | None,
    total: tuple[int, str] | None,
    missile: int | None,
    salvo: int,
    unused: list[tuple[Fact, str]],
    note: str,
) -> list[Draft]:
    """One draft for each source whose figures differ from another's."""
    facts = [f for f in facts if f.missile in {None, missile}] if missile else facts
    split = _disputed(facts)
    sources: list[Agency | None] = list(dict.fromkeys(f.by for f in facts if f.field in split))
    if not split:
        sources = [None]
    found = []
    for source in sources:
        chosen: dict[str, Fact] = {}
        extra: list[Fact] = []
        for fact in _preferred(facts, missile):
            if fact.field in {"claim", "shot", "count", "unknown"}:
                continue
            measure = fact.field in _MEASURES or fact.field == "assumption"
            foreign = split and measure and fact.by != source
            if foreign and (fact.field in split or fact.by in sources):
                continue
            if fact.field in chosen:
                if measure and _more_exact(fact, chosen[fact.field]):
                    chosen[fact.field] = fact
                elif measure and not _equal(fact, chosen[fact.field]) and fact not in extra:
                    extra.append(fact)
                elif fact.field == "near":
                    extra.append(fact)
                continue
            chosen[fact.field] = fact
        if split and not any(field in chosen for field in _MEASURES):
            continue
        for fact in extra:
            reason = (
                "a second landmark for the same landing"
                if fact.field == "near"
                else (f"a second {fact.field} for the same launch: the first was taken")
            )
            if all(known is not fact for known, _ in unused):
                unused.append((fact, reason))
        by = source if split else _main_source(chosen, facts)
        notes = (note,) if note else ()
        found.append(Draft(event, chosen, _claims(facts), count, total, by, missile, salvo, notes))
    return found


def _more_exact(fact: Fact, known: Fact) -> bool:
    """The same figure with a qualifier that was left out before, as in a headline."""
    return known.value.bound is None and fact.value.bound is not None and _equal(fact, known)


def _preferred(facts: list[Fact], missile: int | None) -> list[Fact]:
    """Facts in order, those of this missile before those of all, landings before directions."""

    def weight(fact: Fact) -> tuple[int, int]:
        weak = fact.field == "sea" and not fact.value[1]
        undirected = fact.field == "near" and fact.value.word is None
        vague = 4 - names.rank(*fact.value[:2]) if fact.field == "launch" else 0
        own = fact.missile == missile and missile is not None
        return (0 if own else 1, int(weak or undirected) + vague)

    return sorted(facts, key=weight)


def _main_source(chosen: dict[str, Fact], facts: Sequence[Fact]) -> Agency | None:
    for field_name in ("range", "apogee", "flight", "near"):
        if field_name in chosen and (by := chosen[field_name].by) is not None:
            return by
    named = [f.by for f in facts if f.by is not None]
    official = [by for by in named if by.rank == 2]
    return (official or named or [None])[0]


def _disputed(facts: Sequence[Fact]) -> set[str]:
    """The figures of which two sources give different values."""
    found = set()
    for name in _MEASURES:
        own = [f for f in facts if f.field == name]
        by_source: dict[Agency | None, Fact] = {}
        for fact in own:
            by_source.setdefault(fact.by, fact)
        values = list(by_source.values())
        if any(not _equal(values[0], other) for other in values[1:]):
            found.add(name)
    return found


def _equal(one: Fact, two: Fact) -> bool:
    opposed = {one.value.bound, two.value.bound} in _OPPOSED
    return not opposed and _close(_number(one), _number(two))


def _close(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return len(one) == len(two) and all(
        abs(a - b) <= _NEARLY * max(abs(a), abs(b)) for a, b in zip(one, two, strict=True)
    )


def _number(fact: Fact) -> tuple[float, ...]:
    """The numbers of a figure in one unit."""
    from geo.reading.values import numbers_of

    return numbers_of(fact.value)


def _claims(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What was said about zones, the last word of each speaker on each zone."""
    claims = [f for f in facts if f.field == "claim"]
    final = [f for f in claims if f.value.certainty != "initial"]
    corrected = len(final) < len(claims) and bool(final)
    kept: dict[tuple[str, str], Fact] = {}
    for fact in final or claims:
        value = fact.value
        if value.certainty == "initial":
            value = replace(value, certainty="estimated")
        elif corrected and value.certainty in {"estimated", "stated"}:
            value = replace(value, certainty="corrected")
        key = (value.zone, value.verdict)
        if key not in kept or _settles(value.certainty, kept[key].value.certainty):
            kept[key] = replace(fact, value=value)
    known = {verdict for _, verdict in kept}
    if known & {"inside", "outside"}:
        kept = {key: fact for key, fact in kept.items() if key[1] != "unknown"}
    over = [fact for (_, verdict), fact in kept.items() if verdict == "overflew"]
    return (*over, *(fact for fact in kept.values() if fact not in over))


def _settles(later: str, earlier: str) -> bool:
    """Whether a later word on a verdict replaces the first: a correction, or the end of a flight."""
    return later == "corrected" or (earlier == "possible" and later != "possible")


def event_date(draft: Draft) -> dt.date | None:
    """The day of a draft's event."""
    return draft.event.date


def values(drafted: Draft) -> dict[str, Any]:
    """The facts of a draft by field."""
    return {name: fact.value for name, fact in drafted.facts.items()}
