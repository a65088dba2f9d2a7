"""Facts → drafts: which launches a text tells of, and what each source says of each.

A salvo is what was fired at one time from one place. It is split by missile where the text gives
each its own figures or time, and by source where two give different figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from geo.reading import choices, missiles, replaced, salvos, tallies, timelists, verdicts
from geo.reading.agencies import Agency
from geo.reading.amounts import Amount
from geo.reading.facts import FIGURES, MEASURES, Fact
from geo.reading.timeline import Event
from geo.reading.values import numbers_of

_FEWEST = 2  # missiles that can be told apart
_TELLING = frozenset({"shot", "near", "claim", "launch", *MEASURES})
_SAYING = frozenset(
    {"near", "claim", "launch", "count", "came_down", "time", "sea", "area", *MEASURES}
)


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
    """

    event: Event
    said: list[Fact]
    facts: dict[str, Fact]
    claims: tuple[Fact, ...]
    share: missiles.Share
    by: Agency | None
    salvo: int


@dataclass(frozen=True)
class Drafts:
    """The launches of a text.

    Attributes:
        drafts: one for each launch and source.
        unused: the facts that found no place in them, with the reason.
        told: the facts of each salvo, by its number, with those that say the same again.
    """

    drafts: tuple[Draft, ...]
    unused: tuple[tuple[Fact, str], ...]
    told: Mapping[int, list[Fact]]


def drafts(events: Iterable[Event]) -> Drafts:
    """The launches that events tell of."""
    found: list[Draft] = []
    unused: list[tuple[Fact, str]] = []
    told = [
        (event, facts)
        for event in events
        for facts in salvos.cut(timelists.zoned(event.facts))
        if any(fact.field in _TELLING for fact in facts)
    ]
    full = [each for each in told if any(fact.field in _SAYING for fact in each[1])]
    told = full or told[:1]  # a launch of which nothing is said is that of another sentence
    told_of: dict[int, list[Fact]] = {}
    known: dict[object, int] = {}
    for number, (event, facts) in enumerate(told, start=1):
        kept, left_out = replaced.settle(_different(_fired(facts)))
        unused += left_out
        said = event.date, frozenset(map(_statement, kept))
        told_of.setdefault(known.setdefault(said, number), []).extend(facts)
        if known[said] != number:
            continue  # told before in the same words, as in a story that stands twice in a text
        salvo = _Salvo(event, kept, number)
        own = [draft for share in missiles.split(salvo.facts) for draft in _sources(salvo, share)]
        own += _of_all(salvo, own)
        found += own
        unused += [*_left_over(salvo.facts, own), *_other_times(salvo.facts, own)]
    return Drafts(tuple(found), tuple(unused), told_of)


def _fired(facts: list[Fact]) -> list[Fact]:
    """The facts with the number of missiles that came down only where that of all is not told."""
    counts = (f for f in facts if f.field == "count" and f.value[1] not in tallies.VAGUE)
    states = {fact.by.state if fact.by else "" for fact in counts}
    return [
        fact._replace(field="count") if fact.field == "came_down" else fact
        for fact in facts
        if fact.field != "came_down" or not states & ({fact.by.state, ""} if fact.by else states)
    ]


class _Salvo(NamedTuple):
    """What was fired at one time from one place, as told."""

    event: Event
    facts: list[Fact]
    number: int


def _different(facts: list[Fact]) -> list[Fact]:
    """The facts without those that say the same again."""
    kept: dict[object, Fact] = {}
    for fact in facts:
        again = (fact.sentence, fact.start) if fact.several else ()
        kept.setdefault((_statement(fact), again), fact)
    return list(kept.values())


def _statement(fact: Fact) -> tuple[object, ...]:
    """What a fact says of what, and who says it."""
    return fact.field, _said(fact), fact.by, fact.missile, fact.loose


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
    near = [minute for clock in taken for minute in clock.minutes]
    return [
        (fact, "second")
        for fact in facts
        if fact.field == "time" and near and not fact.value.band and not fact.value.zone
        if all(abs(a - b) > choices.SAME_TIME_MIN for a in fact.value.minutes for b in near)
    ]


def _rounded(fact: Fact) -> tuple[object, ...]:
    """A figure to three digits, the landmark with it."""
    near = fact.field == "near"
    ends = numbers_of(fact.value.distance if near else fact.value)
    return (fact.value.place if near else "", *(f"{end:.3g}" for end in ends))


# --- sources -------------------------------------------------------------------------------------


def _sources(salvo: _Salvo, share: missiles.Share) -> Iterable[Draft]:
    """One draft for each source whose figures differ from another's."""
    disputed = choices.disputed(share.facts)
    if disputed:
        share = replace(share, facts=choices.completed(share.facts))
    sources = choices.tellers(share.facts, disputed)
    apart = [] if disputed else choices.timed_apart(share.facts, share.missile)
    if apart:
        disputed = {"time"}
    elif not disputed and not share.missile and (apart := choices.counted_apart(share.facts)):
        disputed = {"count"}
    if apart:
        sources = list(apart)
        share = replace(share, facts=choices.by_state(share.facts, apart))
    ranked = choices.ranked(share)
    everyone: list[Agency | None] = []
    own = dict.fromkeys(f.by for f in share.facts if f.missile and f.field in MEASURES)
    # who speaks of all missiles has a report of his own
    if sources and share.missile is not None and own:
        sources = [source for source in sources if source in own] or list(own)
    if share.missile is not None:  # who gives one span of time speaks of all missiles
        spans = _speak_of_all(salvo.facts)
        sources = [source for source in sources if source not in spans] or sources
        everyone = [*sources, *(spans - {None})]
    timed = choices.timed_apart(share.facts, share.missile) if disputed and not apart else ()
    if timed and set(sources) <= set(timed):
        disputed = {*disputed, "time"}  # "at 9:40", and of who gives other figures "at 9:39"
    for source in sources or [None]:
        chosen = choices.chosen(ranked, source, everyone or sources, disputed)
        if disputed and not apart and not any(name in chosen for name in MEASURES):
            continue
        by = source if disputed else choices.main_source(chosen, share.facts, salvo.event)
        yield Draft(
            event=salvo.event,
            said=salvo.facts,
            facts=chosen,
            claims=verdicts.standing(share.facts),
            share=_counted(share, by, disputed=bool(disputed), alone=bool(apart)),
            by=by,
            salvo=salvo.number,
        )


def _speak_of_all(facts: Sequence[Fact]) -> set[Agency | None]:
    """Who gives one span of time, and no figures for single missiles."""
    spans = {fact.by for fact in facts if fact.field == "time" and fact.value.is_span}
    return spans - {f.by for f in facts if f.field in MEASURES and (f.missile or f.several)}


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
        if fact.by is not None and fact.by.state not in states
        if (fact.field == "time" and fact.value.is_span)
        or (fact.field in MEASURES and not all(_says(draft, fact) for draft in own))
    )  # fmt: skip
    share = missiles.Share(facts, None, own[0].share.total, own[0].share.total)
    everyone, ranked = [*told, *sources], choices.ranked(share)
    return [
        replace(
            own[0],
            facts=choices.chosen(ranked, source, everyone, set(MEASURES)),
            share=_counted(share, source, disputed=True),
            by=source,
        )
        for source in sources
    ]


def _says(draft: Draft, fact: Fact) -> bool:
    """Whether a report gives a figure, whoever tells it."""
    own = draft.facts.get(fact.field)
    return own is not None and choices.same(own, fact)


def _counted(
    share: missiles.Share, source: Agency | None, *, disputed: bool, alone: bool = False
) -> missiles.Share:
    """A salvo with the number of missiles that its source gives first, where that is several.

    Where sources do not differ otherwise, only the "a missile" of another gives way to it. One
    that tells of the launch by itself (``alone``) gives way to nobody.
    """
    said = [f.value for f in share.facts if f.field == "count" and f.by == source]
    own = next((count for count in said if count[1] not in tallies.VAGUE), None)
    if own is None and disputed and any(bound == "several" for _, bound in said):
        own = 2, "at_least"
    one = own == (1, "exact") and not alone
    if own is None or one or source is None or share.missile is not None:
        return share
    bounded = share.total is not None and own[0] == share.total[0]  # "7", then "at least 7"
    if disputed or bounded or share.total == (1, "exact"):
        return replace(share, count=own, total=own)
    return share
