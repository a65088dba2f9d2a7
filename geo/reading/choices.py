"""One fact for each field, of all that is said about a salvo or one of its missiles."""

from collections.abc import Iterable, Sequence

from geo.reading import missiles, names
from geo.reading.agencies import Agency
from geo.reading.facts import MEASURES, Fact
from geo.reading.timeline import Event
from geo.reading.values import numbers_of

SAME_TIME_MIN = 15  # sources date one launch a few minutes apart
_NEARLY = 0.005
_OFFICIAL = 2
_TOLD_BY_EACH = ("time", "launch")
_OWN_WORD = frozenset({_OFFICIAL, 0})  # an official's, or of a state that is named itself
_OPPOSED: tuple[set[str | None], ...] = ({"at_most", "at_least"}, {"at_most", "over"})
_MEASURING = frozenset({"JPN", "KOR"})  # who count the same missiles
_ROUND = {((12, 0),), ((0, 0),)}  # "noon" gives way to 12:01
_BEFORE_JAPAN = "Sea of Japan (East Sea)"
_ASIDE = frozenset({"claim", "shot", "count", "group", "unknown", "failed"})


def ranked(share: missiles.Share) -> list[Fact]:
    """The facts of which one is taken for each field, the best first."""
    own = [fact for fact in share.facts if fact.field not in _ASIDE]
    if any(f.field == "claim" and f.value.verdict == "overflew" for f in share.facts):
        # a sea that was only aimed at lies before the land that was flown over
        own = [f for f in own if f.field != "sea" or f.value != (_BEFORE_JAPAN, False)]
    return sorted(own, key=lambda fact: _weight(fact, share.missile))


def chosen(
    ranked: list[Fact], source: Agency | None, sources: list[Agency | None], disputed: set[str]
) -> dict[str, Fact]:
    """One fact for each field: the source's own figures, what else was said by anybody."""
    chosen = _own_words(ranked, source, sources) if disputed else {}
    for fact in ranked:
        figure = fact.field in MEASURES or fact.field in {"assumption", *disputed}
        foreign = bool(disputed) and figure and fact.by != source
        if foreign and (fact.field in disputed or fact.by in sources):
            continue
        if foreign and _is_of_another(fact, ranked, source, sources):
            continue
        if fact.field == "near" and disputed and fact.by != source and fact.by in sources:
            continue  # the landmark of another source belongs into that one's report
        known = chosen.get(fact.field)
        if known is None or _more_exact(fact, known):
            chosen[fact.field] = fact
    return chosen


def _own_words(
    ranked: list[Fact], source: Agency | None, sources: list[Agency | None]
) -> dict[str, Fact]:
    """When it was and where from as a source tells it itself, where another tells otherwise."""
    chosen: dict[str, Fact] = {}
    for field in _TOLD_BY_EACH:
        told = [fact for fact in ranked if fact.field == field]
        own = next((fact for fact in told if fact.by == source), None)
        if own is None or own.missile != told[0].missile:
            continue
        alike = told[0].by is None and _is_one_time(own, told[0])
        another = told[0].by in sources or _is_of_states(told[0], sources)
        if another or alike or _are_sites(own, told[0]):
            chosen[field] = own
    return chosen


def _is_of_states(fact: Fact, sources: Sequence[Agency | None]) -> bool:
    """Whether it is told by officials of a state for which others speak."""
    states = {source.state for source in sources if source is not None}
    return fact.by is not None and fact.by.state in states


def _are_sites(*facts: Fact) -> bool:
    """Whether all name a place that says as much as the others."""
    launches = all(fact.field == "launch" and fact.by is not None for fact in facts)
    return launches and len({names.rank(*fact.value[:2]) for fact in facts}) == 1


def _is_one_time(*facts: Fact) -> bool:
    """Whether all give one time of day."""
    return all(
        fact.field == "time" and len(fact.value.times) == 1 and not fact.value.band
        for fact in facts
    )


def _is_of_another(
    fact: Fact, ranked: list[Fact], source: Agency | None, sources: list[Agency | None]
) -> bool:
    """Whether a figure of a headline is that of another source."""
    others = (f for f in ranked if f.field == fact.field and f.by in sources)
    return fact.by is None and any(
        other.by not in {None, source} and same(fact, other) for other in others
    )


def _weight(fact: Fact, missile: int | None) -> tuple[bool, int]:
    """What goes first: words about this missile, landings, directed landmarks, named sites."""
    other = missile is None or fact.missile != missile
    if fact.field == "launch":
        return other, 4 - names.rank(*fact.value[:2])
    if fact.field == "time":
        return other, 2 * int(fact.value.band) + int(fact.value.times in _ROUND)
    if fact.field == "direction":  # an official's word before that of a headline
        return other, int(fact.by is None)
    aimed = fact.field == "sea" and not fact.value[1]
    undirected = fact.field == "near" and fact.value.word is None
    return other, int(aimed or undirected)


def _more_exact(fact: Fact, known: Fact) -> bool:
    """As in a headline and below it: a figure with its qualifier or both ends, a closer place."""
    if fact.field == "launch":
        same = fact.missile == known.missile and fact.value[0] == known.value[0] == "place"
        return same and names.is_within(fact.value[1], known.value[1])
    if fact.field == "time":
        same = fact.missile == known.missile and fact.value.times[0] == known.value.times[0]
        return same and fact.value.is_span and not known.value.is_span and not fact.value.band
    if fact.field not in MEASURES:
        return False
    whole, part = numbers_of(fact.value), numbers_of(known.value)
    if known.by is None and fact.by is not None and fact.value.bound is not None and whole == part:
        return True
    if len(whole) > len(part) == 1 and part[0] in whole and known.sentence < fact.sentence:
        return True
    if known.value.bound is not None or fact.value.bound is None:
        return False
    return whole == part


def main_source(chosen: dict[str, Fact], facts: Sequence[Fact], event: Event) -> Agency | None:
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


def disputed(facts: Sequence[Fact]) -> set[str]:
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


def tellers(facts: Sequence[Fact], fields: set[str]) -> list[Agency | None]:
    """Who gives figures of some fields; nobody, as in a headline, only where they are his own."""
    figures = [fact for fact in facts if fact.field in fields]
    named = [fact for fact in figures if fact.by is not None]
    own = [
        fact for fact in figures
        if fact.by is None
        if not any(same(fact, other) for other in named)
    ]  # fmt: skip
    return list(dict.fromkeys(fact.by for fact in figures if fact.by is not None or own))


def completed(facts: Sequence[Fact]) -> list[Fact]:
    """The facts with officials of one state, who give no figure twice, as one source.

    As in "It flew 800 km, Japan's government said. The defense minister put its height at 2,000".
    """
    given: dict[Agency, dict[str, Fact]] = {}
    for fact in facts:
        if fact.field in MEASURES and fact.by is not None and fact.by.rank in _OWN_WORD:
            given.setdefault(fact.by, {}).setdefault(fact.field, fact)
    first: dict[str, Agency] = {}
    same_voice: dict[Agency | None, Agency] = {}
    for by, own in given.items():
        known = first.setdefault(by.state, by) if by.state else by
        if known is not by and given[known].keys().isdisjoint(own):
            same_voice[by] = known
            given[known] |= own
    return [
        fact._replace(by=same_voice[fact.by])
        if fact.by in same_voice and fact.field in MEASURES
        else fact
        for fact in facts
    ]


def timed_apart(facts: Sequence[Fact], missile: int | None) -> list[Agency]:
    """Officials of different states who date one launch, or a missile, a few minutes apart."""
    clocks = (fact for fact in facts if fact.field == "time" and fact.missile == missile)
    first = _by_officials(
        (fact.by, fact.value.minutes[0])
        for fact in clocks
        if len(fact.value.times) == 1 and not fact.value.band and not fact.value.zone
    )
    close = max(first.values(), default=0) - min(first.values(), default=0) <= SAME_TIME_MIN
    return _differing(first) if close else []


def counted_apart(facts: Sequence[Fact]) -> list[Agency]:
    """Officials of different states who count the missiles of one launch differently."""
    counts = (fact for fact in facts if fact.field == "count" and not fact.loose)
    first = _by_officials(
        (fact.by, fact.value[0])
        for fact in counts
        if fact.value[1] == "exact" and fact.by is not None and fact.by.state in _MEASURING
    )
    return _differing(first)


def _by_officials(told: Iterable[tuple[Agency | None, int]]) -> dict[Agency, int]:
    """What the first official of each state told."""
    first: dict[str, tuple[Agency, int]] = {}
    for by, number in told:
        if by is not None and by.rank in _OWN_WORD and by.state:
            first.setdefault(by.state, (by, number))
    return dict(first.values())


def _differing(told: dict[Agency, int]) -> list[Agency]:
    """Who told it, where each of several told another number."""
    return list(told) if len(set(told.values())) == len(told) > 1 else []


def by_state(facts: Sequence[Fact], sources: Sequence[Agency]) -> list[Fact]:
    """The facts with figures as those of the source of the same state, else of the first."""
    of = {by.state: by for by in sources}

    def source(fact: Fact) -> Agency:
        if fact.by is None:  # a headline's figure is that of who gives it below
            fact = next((f for f in facts if f.by in sources and same(f, fact)), fact)
        return of.get(fact.by.state if fact.by else "", sources[0])

    return [
        fact._replace(by=source(fact))
        if fact.field in MEASURES and fact.by not in sources
        else fact
        for fact in facts
    ]


def same(one: Fact, two: Fact) -> bool:
    """Whether two facts give one figure."""
    return one.field == two.field and _equal(one, two)


def _equal(one: Fact, two: Fact) -> bool:
    if {one.value.bound, two.value.bound} in _OPPOSED:
        return False
    first, second = numbers_of(one.value), numbers_of(two.value)
    return len(first) == len(second) and all(
        abs(a - b) <= _NEARLY * max(abs(a), abs(b)) for a, b in zip(first, second, strict=True)
    )
