"""Facts → drafts: which launches a text tells of, and what each source says of each.

A salvo is what was fired at one time from one place. It is split by missile where the text gives
each its own figures or time, and by source where two give different figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from geo.reading import missiles, names, replaced
from geo.reading.agencies import Agency
from geo.reading.amounts import Amount
from geo.reading.clocks import Clock
from geo.reading.facts import FIGURES, MEASURES, Fact
from geo.reading.timeline import Event
from geo.reading.values import numbers_of

_SAME_TIME_MIN = 15  # two sources date one launch a few minutes apart
_NEARLY = 0.005
_FEWEST = 2  # missiles that can be told apart
_OFFICIAL = 2
_OPPOSED: tuple[set[str | None], ...] = ({"at_most", "at_least"}, {"at_most", "over"})
_OPPOSITE = {"inside": "outside", "outside": "inside"}
_ROUND = {((12, 0),), ((0, 0),)}  # "noon" gives way to 12:01
_BEFORE_JAPAN = "Sea of Japan (East Sea)"
_TELLING = frozenset({"shot", "near", "claim", "launch", *MEASURES})
_SAYING = frozenset({"near", "claim", "launch", "count", "time", "sea", "area", *MEASURES})
_ASIDE = frozenset({"claim", "shot", "count", "unknown", "failed"})


@dataclass(frozen=True)
class Draft:
    """One launch as one source tells it.

    Attributes:
        event: the day that it belongs to.
        said: all facts of its salvo.
        facts: one fact for each field.
        claims: what was said about zones.
        share: which missiles of the salvo it stands for.
        by: the source of its figures.
        salvo: number of the salvo in the text.
        stretch: the part of the plain text that its salvo is told in; None for its end.
    """

    event: Event
    said: list[Fact]
    facts: dict[str, Fact]
    claims: tuple[Fact, ...]
    share: missiles.Share
    by: Agency | None
    salvo: int
    stretch: tuple[int, int | None]


@dataclass(frozen=True)
class Drafts:
    """The launches of a text, and the facts that found no place in them, with the reason."""

    drafts: tuple[Draft, ...]
    unused: tuple[tuple[Fact, str], ...]


def drafts(events: Iterable[Event]) -> Drafts:
    """The launches that events tell of."""
    found: list[Draft] = []
    unused: list[tuple[Fact, str]] = []
    salvos = [
        (event, facts)
        for event in events
        for facts in _salvos(missiles.told_apart(event.facts))
        if any(fact.field in _TELLING for fact in facts)
    ]
    told = [each for each in salvos if any(fact.field in _SAYING for fact in each[1])]
    salvos = told or salvos[:1]  # a launch of which nothing is said is that of another sentence
    for number, (event, facts) in enumerate(salvos, start=1):
        first = min(fact.start for fact in facts) if number > 1 else 0
        last = max(fact.end for fact in facts) if number < len(salvos) else None
        kept, left_out = replaced.settle(_different(facts))
        unused += left_out
        salvo = _Salvo(event, kept, number, (first, last))
        own = [draft for share in missiles.split(salvo.facts) for draft in _sources(salvo, share)]
        own += _of_all(salvo, own)
        found += own
        unused += [*_left_over(salvo.facts, own), *_other_times(salvo.facts, own)]
    return Drafts(tuple(found), tuple(unused))


class _Salvo(NamedTuple):
    """What was fired at one time from one place, as told."""

    event: Event
    facts: list[Fact]
    number: int
    stretch: tuple[int, int | None]


def _different(facts: list[Fact]) -> list[Fact]:
    """The facts without those that say the same again."""
    kept: dict[object, Fact] = {}
    for fact in facts:
        again = (fact.sentence, fact.start) if fact.several else ()
        kept.setdefault((fact.field, _said(fact), fact.by, fact.missile, again), fact)
    return list(kept.values())


def _said(fact: Fact) -> object:
    """What a fact says, wherever in the text it says so."""
    value = fact.value
    if fact.field in MEASURES:
        return _written(value)
    if fact.field == "near":
        return value.place, value.word, _written(value.distance)
    if fact.field == "time":
        return value.times, value.zone, value.band, value.is_span
    return value


def _written(amount: Amount) -> object:
    return amount.numbers, amount.unit, amount.more, amount.bound


def _left_over(facts: Iterable[Fact], own: Iterable[Draft]) -> list[tuple[Fact, str]]:
    """Figures and landmarks that no draft of a salvo took, nor any like them."""
    taken = {
        (fact.field, number)
        for draft in own
        for fact in draft.facts.values()
        if fact.field in FIGURES
        for number in (_rounded(fact),)
    }
    return [
        (fact, "second_landmark" if fact.field == "near" else "second")
        for fact in facts
        if fact.field in FIGURES and (fact.field, _rounded(fact)) not in taken
    ]


def _other_times(facts: Iterable[Fact], own: Sequence[Draft]) -> list[tuple[Fact, str]]:
    """Times of a salvo far from those that its drafts took."""
    taken = [draft.facts["time"].value for draft in own if "time" in draft.facts]
    near = [minute for clock in taken for minute in _minutes(clock)]
    return [
        (fact, "second")
        for fact in facts
        if fact.field == "time" and near and not fact.value.band and not fact.value.zone
        if all(abs(a - b) > _SAME_TIME_MIN for a in _minutes(fact.value) for b in near)
    ]


def _rounded(fact: Fact) -> tuple[object, ...]:
    """A figure to three digits, the landmark with it."""
    near = fact.field == "near"
    ends = numbers_of(fact.value.distance if near else fact.value)
    return (fact.value.place if near else "", *(f"{end:.3g}" for end in ends))


# --- salvos --------------------------------------------------------------------------------------


def _salvos(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one day, cut where something else is fired."""
    salvos: list[list[Fact]] = []
    clock: Clock | None = None  # when the salvo at hand was fired
    numbered = False  # whether it is told missile by missile
    for _, sentence in groupby(facts, key=lambda fact: fact.sentence):
        group = list(sentence)
        times = [f for f in group if f.field == "time" and not f.value.band]
        own = any(f.missile is not None for f in times)
        if not salvos or (not numbered and not own and _fires_another(clock, times, group)):
            salvos.append([])
            numbered = False
        salvos[-1] += group
        clock = times[-1].value if times else clock
        numbered = numbered or any(
            f.missile is not None for f in group if f.field in {"time", "range"}
        )
    return salvos


def _fires_another(clock: Clock | None, times: list[Fact], group: list[Fact]) -> bool:
    """Whether a sentence fires something else than what was fired at a time before."""
    if clock is None or not times:
        return False
    apart_min = min(abs(a - b) for a in _minutes(times[0].value) for b in _minutes(clock))
    fields = {fact.field for fact in group}
    return (
        apart_min > _SAME_TIME_MIN
        and "shot" in fields
        and bool(fields & {"count", "launch", "platform"})
    )


def _minutes(clock: Clock) -> list[int]:
    return [60 * hour + minute for hour, minute in clock.times]


# --- sources -------------------------------------------------------------------------------------


def _sources(salvo: _Salvo, share: missiles.Share) -> Iterable[Draft]:
    """One draft for each source whose figures differ from another's."""
    disputed = _disputed(share.facts)
    sources: list[Agency | None] = list(
        dict.fromkeys(fact.by for fact in share.facts if fact.field in disputed)
    )
    ranked = _ranked(share)
    own = dict.fromkeys(f.by for f in share.facts if f.missile and f.field in MEASURES)
    # who speaks of all missiles has a report of his own
    if sources and share.missile is not None and own:
        sources = [source for source in sources if source in own] or list(own)
    for source in sources or [None]:
        chosen = _chosen(ranked, source, sources, disputed)
        if disputed and not any(name in chosen for name in MEASURES):
            continue
        by = source if disputed else _main_source(chosen, share.facts, salvo.event)
        yield Draft(
            event=salvo.event,
            said=salvo.facts,
            facts=chosen,
            claims=_claims(share.facts),
            share=_counted(share, by, disputed=bool(disputed)),
            by=by,
            salvo=salvo.number,
            stretch=salvo.stretch,
        )


def _of_all(salvo: _Salvo, own: Sequence[Draft]) -> list[Draft]:
    """What a source says of all missiles where another tells each of them apart.

    As in "One flew about 850 km, the other 900, Tokyo said. Seoul said that both flew 780 km."
    """
    if len(own) < _FEWEST or any(draft.share.missile is None for draft in own):
        return []
    told = {draft.by for draft in own} | {None}
    states = {by.state for by in told if by is not None}
    facts = [fact for fact in salvo.facts if fact.missile is None]
    sources: dict[Agency | None, None] = dict.fromkeys(
        fact.by for fact in facts
        if fact.field in MEASURES and fact.by is not None and fact.by.state not in states
    )  # fmt: skip
    share = missiles.Share(facts, None, own[0].share.total, own[0].share.total)
    everyone, ranked = [*told, *sources], _ranked(share)
    return [
        replace(
            own[0],
            facts=_chosen(ranked, source, everyone, set(MEASURES)),
            share=_counted(share, source, disputed=True),
            by=source,
        )
        for source in sources
    ]


def _counted(share: missiles.Share, source: Agency | None, *, disputed: bool) -> missiles.Share:
    """A salvo with the number of missiles that its source gives first, where that is several.

    Where sources do not differ otherwise, only the "a missile" of another gives way to it.
    """
    said = [f.value for f in share.facts if f.field == "count" and f.by == source]
    own = next((count for count in said if count[1] not in missiles.VAGUE), None)
    if own is None and disputed and any(bound == "several" for _, bound in said):
        own = 2, "at_least"
    if own is None or own == (1, "exact") or source is None or share.missile is not None:
        return share
    return (
        replace(share, count=own, total=own) if disputed or share.total == (1, "exact") else share
    )


def _ranked(share: missiles.Share) -> list[Fact]:
    """The facts of which one is taken for each field, the best first."""
    own = [fact for fact in share.facts if fact.field not in _ASIDE]
    if any(f.field == "claim" and f.value.verdict == "overflew" for f in share.facts):
        # a sea that was only aimed at lies before the land that was flown over
        own = [f for f in own if f.field != "sea" or f.value != (_BEFORE_JAPAN, False)]
    return sorted(own, key=lambda fact: _weight(fact, share.missile))


def _chosen(
    ranked: list[Fact], source: Agency | None, sources: list[Agency | None], disputed: set[str]
) -> dict[str, Fact]:
    """One fact for each field: the source's own figures, what else was said by anybody."""
    chosen: dict[str, Fact] = {}
    for fact in ranked:
        figure = fact.field in MEASURES or fact.field == "assumption"
        foreign = bool(disputed) and figure and fact.by != source
        if foreign and (fact.field in disputed or fact.by in sources):
            continue
        if fact.field == "near" and disputed and fact.by != source and fact.by in sources:
            continue  # the landmark of another source belongs into that one's report
        known = chosen.get(fact.field)
        if known is None or (fact.field in MEASURES and _more_exact(fact, known)):
            chosen[fact.field] = fact
    return chosen


def _weight(fact: Fact, missile: int | None) -> tuple[bool, int]:
    """What goes first: words about this missile, landings, directed landmarks, named sites."""
    other = missile is None or fact.missile != missile
    if fact.field == "launch":
        return other, 4 - names.rank(*fact.value[:2])
    if fact.field == "time":
        return other, 2 * int(fact.value.band) + int(fact.value.times in _ROUND)
    aimed = fact.field == "sea" and not fact.value[1]
    undirected = fact.field == "near" and fact.value.word is None
    return other, int(aimed or undirected)


def _more_exact(fact: Fact, known: Fact) -> bool:
    """The same figure with a qualifier or an end that was left out before, as in a headline."""
    whole, part = numbers_of(fact.value), numbers_of(known.value)
    if len(whole) > len(part) == 1 and part[0] in whole and known.sentence < fact.sentence:
        return True
    if known.value.bound is not None or fact.value.bound is None:
        return False
    return numbers_of(fact.value) == numbers_of(known.value)


def _main_source(chosen: dict[str, Fact], facts: Sequence[Fact], event: Event) -> Agency | None:
    """Whose figures they are, else who speaks, else the only official who is named."""
    figures = [chosen[name] for name in (*MEASURES, "near") if name in chosen]
    for fact in figures:
        if fact.by is not None:
            return fact.by
    state = next((fact.value for fact in facts if fact.field == "shot" and fact.value), "PRK")
    named = [fact.by for fact in facts if fact.by is not None]
    if figures:  # those that fired are not who measured it, unless they say so
        named = [by for by in named if by.state != state]
    officials = [by for by in (named or event.voices) if by.rank == _OFFICIAL]
    if named:
        return next(iter(officials), named[0])
    alone = figures and len(officials) == 1 and officials[0].state != state
    if alone:
        return officials[0]
    own = [by for by in event.voices if by.rank < 0]  # a release that says "our country"
    return own[0] if own and len(event.voices) == 1 else None


def _disputed(facts: Sequence[Fact]) -> set[str]:
    """The figures of which two sources give different values."""
    found = set()
    for name in MEASURES:
        first: dict[Agency | None, Fact] = {}
        for fact in facts:
            if fact.field == name:
                first.setdefault(fact.by, fact)
        values = list(first.values())
        if any(not _equal(values[0], other) for other in values[1:]):
            found.add(name)
    return found


def _equal(one: Fact, two: Fact) -> bool:
    if {one.value.bound, two.value.bound} in _OPPOSED:
        return False
    first, second = numbers_of(one.value), numbers_of(two.value)
    return len(first) == len(second) and all(
        abs(a - b) <= _NEARLY * max(abs(a), abs(b)) for a, b in zip(first, second, strict=True)
    )


def _claims(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What was said about zones: flights over land first, corrected verdicts alone."""
    claims = [fact for fact in facts if fact.field == "claim"]
    final = [fact for fact in claims if fact.value.certainty != "initial"]
    corrected = 0 < len(final) < len(claims)
    kept: dict[tuple[str, str], Fact] = {}
    for fact in final or claims:
        value = fact.value
        if value.certainty == "initial":
            value = value._replace(certainty="estimated")
        elif corrected and value.certainty in {"estimated", "stated"}:
            value = value._replace(certainty="corrected")
        key = value.zone, value.verdict
        known = kept.get(key)
        if known is None or _settles(value.certainty, known.value.certainty):
            kept[key] = fact._replace(value=value)
        elif _owns(fact, value.zone) and not _owns(known, value.zone):
            kept[key] = known._replace(by=fact.by)
    for (zone, verdict), fact in list(kept.items()):
        if fact.value.certainty == "corrected":  # takes the place of the opposite
            kept.pop((zone, _OPPOSITE.get(verdict, "")), None)
    settled = {verdict for _, verdict in kept} & {"inside", "outside"}
    told = [fact for (_, verdict), fact in kept.items() if not (settled and verdict == "unknown")]
    return tuple(sorted(told, key=lambda fact: fact.value.verdict != "overflew"))


def _owns(fact: Fact, zone: str) -> bool:
    return fact.by is not None and fact.by.state == zone


def _settles(later: str, earlier: str) -> bool:
    """Whether a later word on a verdict replaces the first: a correction, the end of a flight."""
    if later == "corrected":
        return earlier != "corrected"
    landed = earlier == "possible" and later != "possible"
    return landed or (earlier == "stated" and later == "estimated")  # a headline is too sure
