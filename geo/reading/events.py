"""Facts → drafts: which launches a text tells of, and what each source says of each.

A salvo is what was fired at one time from one place. It is split by missile where the text gives
each its own figures or time, and by source where two give different figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.reading import missiles, names
from geo.reading.agencies import Agency
from geo.reading.clocks import Clock
from geo.reading.facts import MEASURES, Fact
from geo.reading.missiles import Count
from geo.reading.understand import Event
from geo.reading.values import numbers_of

_SAME_TIME_MIN = 15  # two sources date one launch a few minutes apart
_NEARLY = 0.005
_OPPOSED: tuple[set[str | None], ...] = ({"at_most", "at_least"}, {"at_most", "over"})
_TELLING = frozenset({"shot", "near", "claim", "launch", *MEASURES})
_ASIDE = frozenset({"claim", "shot", "count", "unknown"})


@dataclass(frozen=True)
class Draft:
    """One launch as one source tells it.

    Attributes:
        event: the day's sentences that it comes from.
        facts: one fact for each field.
        claims: what was said about zones.
        count: how many missiles it stands for.
        total: how many the whole salvo has.
        by: the source of its figures.
        missile: its number in the salvo, None for all of it.
        salvo: number of the salvo in the text.
        one_of: whether its figures are those of one missile of several.
    """

    event: Event
    facts: dict[str, Fact]
    claims: tuple[Fact, ...]
    count: Count | None
    total: Count | None
    by: Agency | None
    missile: int | None
    salvo: int
    one_of: bool = False


@dataclass(frozen=True)
class Drafts:
    """The launches of a text, and the facts that found no place in them, with the reason."""

    drafts: tuple[Draft, ...]
    unused: tuple[tuple[Fact, str], ...]


def drafts(events: Iterable[Event]) -> Drafts:
    """The launches that events tell of."""
    found: list[Draft] = []
    unused: list[tuple[Fact, str]] = []
    salvo = 0
    for event in events:
        for facts in _salvos(event.facts):
            if any(fact.field in _TELLING for fact in facts):
                salvo += 1
                own = list(_salvo(event, facts, salvo))
                found += own
                unused += _left_over(facts, own)
    return Drafts(tuple(found), tuple(unused))


def _left_over(facts: Iterable[Fact], own: Iterable[Draft]) -> list[tuple[Fact, str]]:
    """Figures and landmarks that no draft of a salvo took, nor any like them."""
    taken = [fact for draft in own for fact in draft.facts.values()]
    left = []
    for fact in facts:
        if fact.field not in MEASURES and fact.field != "near":
            continue
        alike = [known for known in taken if known.field == fact.field]
        if fact.field == "near":
            if all(known.value != fact.value for known in alike):
                left.append((fact, "second_landmark"))
        elif not any(_equal(fact, known) for known in alike):
            left.append((fact, "second"))
    return left


# --- salvos --------------------------------------------------------------------------------------


def _salvos(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one day, cut where something else is fired."""
    by_sentence: dict[int, list[Fact]] = {}
    for fact in facts:
        by_sentence.setdefault(fact.sentence, []).append(fact)
    salvos: list[list[Fact]] = [[]]
    for group in by_sentence.values():
        if _fires_another(salvos[-1], group):
            salvos.append([])
        salvos[-1] += group
    return salvos


def _fires_another(before: Sequence[Fact], group: Sequence[Fact]) -> bool:
    """Whether a sentence fires something else than the facts before it tell of."""
    numbered = any(f.missile is not None for f in group if f.field == "time") or any(
        f.missile is not None for f in before if f.field in {"time", "range"}
    )
    times = [f.value for f in group if f.field == "time" and not f.value.band]
    known = [f.value for f in before if f.field == "time" and not f.value.band]
    if numbered or not times or not known or len(times[0].times + known[-1].times) > 2:
        return False
    apart_min = abs(_minutes(times[0]) - _minutes(known[-1]))
    fields = {f.field for f in group}
    return apart_min > _SAME_TIME_MIN and "shot" in fields and bool(fields & {"count", "launch"})


def _minutes(clock: Clock) -> int:
    hour, minute = clock.times[0]
    return 60 * hour + minute


def _salvo(event: Event, facts: list[Fact], salvo: int) -> Iterable[Draft]:
    """The drafts of one salvo, missile by missile."""
    for share in missiles.split(facts):
        yield from _sources(event, share, salvo)


# --- sources -------------------------------------------------------------------------------------


def _sources(event: Event, share: missiles.Share, salvo: int) -> Iterable[Draft]:
    """One draft for each source whose figures differ from another's."""
    disputed = _disputed(share.facts)
    sources: list[Agency | None] = list(
        dict.fromkeys(fact.by for fact in share.facts if fact.field in disputed)
    )
    for source in sources or [None]:
        chosen = _chosen(share, source, sources, disputed)
        if disputed and not any(name in chosen for name in MEASURES):
            continue
        yield Draft(
            event=event,
            facts=chosen,
            claims=_claims(share.facts),
            count=share.count,
            total=share.total,
            by=source if disputed else _main_source(chosen, share.facts),
            missile=share.missile,
            salvo=salvo,
            one_of=share.one_of,
        )


def _chosen(
    share: missiles.Share, source: Agency | None, sources: list[Agency | None], disputed: set[str]
) -> dict[str, Fact]:
    """One fact for each field: the source's own figures, what else was said by anybody."""
    chosen: dict[str, Fact] = {}
    for fact in sorted(share.facts, key=lambda fact: _weight(fact, share.missile)):
        if fact.field in _ASIDE:
            continue
        figure = fact.field in MEASURES or fact.field == "assumption"
        foreign = bool(disputed) and figure and fact.by != source
        if foreign and (fact.field in disputed or fact.by in sources):
            continue
        known = chosen.get(fact.field)
        if known is None or (fact.field in MEASURES and _more_exact(fact, known)):
            chosen[fact.field] = fact
    return chosen


def _weight(fact: Fact, missile: int | None) -> tuple[bool, int]:
    """What goes first: words about this missile, landings, directed landmarks, named sites."""
    other = missile is None or fact.missile != missile
    if fact.field == "launch":
        return other, 4 - names.rank(*fact.value[:2])
    aimed = fact.field == "sea" and not fact.value[1]
    undirected = fact.field == "near" and fact.value.word is None
    return other, int(aimed or undirected)


def _more_exact(fact: Fact, known: Fact) -> bool:
    """The same figure with a qualifier that was left out before, as in a headline."""
    return known.value.bound is None and fact.value.bound is not None and _equal(fact, known)


def _main_source(chosen: dict[str, Fact], facts: Sequence[Fact]) -> Agency | None:
    """Whose figures they are, else who speaks."""
    for name in (*MEASURES, "near"):
        if name in chosen and chosen[name].by is not None:
            return chosen[name].by
    named = [fact.by for fact in facts if fact.by is not None]
    return next((by for by in named if by.rank == 2), named[0] if named else None)


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
            value = replace(value, certainty="estimated")
        elif corrected and value.certainty in {"estimated", "stated"}:
            value = replace(value, certainty="corrected")
        key = value.zone, value.verdict
        known = kept.get(key)
        if known is None or _settles(value.certainty, known.value.certainty):
            kept[key] = replace(fact, value=value)
        elif _owns(fact, value.zone) and not _owns(known, value.zone):
            kept[key] = replace(known, by=fact.by)
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
