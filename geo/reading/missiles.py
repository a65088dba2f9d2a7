"""A salvo → shares: the facts of each missile, or of all that are told as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geo.reading import numbering, tallies, timelists, verdicts
from geo.reading.agencies import Agency
from geo.reading.facts import FIGURES, MEASURES, REST, Fact
from geo.reading.tallies import ONE, Count

_FEWEST = 2  # parts that are told apart


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


def split(facts: list[Fact]) -> Iterable[Share]:
    """The facts of a salvo, missile by missile where the text tells them apart."""
    facts = numbering.unlisted(numbering.without_headline(facts))
    total = tallies.total(facts)
    facts = timelists.told_once(timelists.together(facts, total))
    total = _as_many_as_times(facts, total)
    rest = any(fact.missile == REST for fact in facts)
    facts = verdicts.beside_times(numbering.counted_on(facts, total))
    times = timelists.find(facts)
    facts = timelists.numbered_by(facts, times)
    numbers = _numbers(facts, total, times, rest=rest)
    figured = any(f.missile and f.field in {*MEASURES, "time"} for f in facts)
    if total == ONE and not figured:  # one source's missile, of which another counts two
        return [Share([fact._replace(missile=None) for fact in facts], None, total, total)]
    if len(numbers) == 1 and times is None:
        told = _part(facts, numbers[0])
        several = total is not None and total[0] > told
        whole = [fact._replace(missile=None) for fact in facts]
        return [Share(whole, None, total, total, part=told if several else None)]
    if not numbers:
        return [Share([f for f in facts if f.missile is None], None, total, total)]
    apart = _counted_apart(facts, total)
    if apart:
        parts = [fact for fact in facts if fact.by not in apart]
        whole = [fact for fact in facts if fact.missile is None and fact.by in apart]
        return [Share(whole, None, total, total), *_shares(parts, numbers, times, None)]
    return _shares(facts, numbers, times, total)


def _counted_apart(facts: Sequence[Fact], total: Count | None) -> set[Agency | None]:
    """Who tells how many there were, where another counts fewer and tells of their parts.

    As in "Taipei said 11 were fired. Tokyo counted nine: five fell inside, the other four outside".
    """
    groups = {fact.missile: fact for fact in facts if fact.field == "group"}
    said = {f.by for f in facts if f.field == "count" and f.value == total}
    fewer = total is not None and sum(fact.value for fact in groups.values()) < total[0]
    several = len(groups) >= _FEWEST and fewer and total is not None and total[1] == "exact"
    return said if several and said.isdisjoint(f.by for f in groups.values()) else set()


def _as_many_as_times(facts: Sequence[Fact], total: Count | None) -> Count | None:
    """As in "a missile" of one source, and two of another, who gives their times."""
    times = timelists.find(facts)
    if times is None or total != ONE:
        return total
    n = len(times.value.times), "exact"
    return n if any(f.field == "count" and f.value == n for f in facts) else total


def _numbers(
    facts: Sequence[Fact], total: Count | None, times: Fact | None, *, rest: bool
) -> list[int]:
    """The numbers of the missiles that are told apart."""
    own = {f.missile for f in facts if f.missile and f.field in numbering.OWN and f.missile > 0}
    failed = {fact.missile for fact in facts if fact.field == "failed" and fact.missile}
    numbers = sorted(own)
    if numbers and total == (len(failed | own), "exact"):
        numbers = sorted(failed | own)  # "the first flew 800 km, the second blew up"
    n = 0 if times is None else len(times.value.times)
    fits = total is None or total[0] >= n or total[1] != "exact"
    if n and max(numbers, default=0) <= n and fits:
        return list(range(1, n + 1))
    if len(numbers) == 1 and numbers[0] > 1 and total == (numbers[0], "exact") and not rest:
        return list(range(1, numbers[0] + 1))  # "two were fired. The second flew 400 km"
    return numbers


def _shares(
    facts: list[Fact], numbers: Sequence[int], times: Fact | None, total: Count | None
) -> list[Share]:
    """One share for each number, with its own facts and those of all."""
    if times is not None or numbering.only_timed(facts):
        facts = numbering.told_in_order(facts, numbers)
    apart = _Apart(
        n=0 if times is None else len(times.value.times),
        fields={f.field for f in facts if f.missile and f.field in {*MEASURES, "time"}},
        timed={f.by for f in facts if f.missile and f.field == "time"} | {None},
        failed={f.missile for f in facts if f.field == "failed"},
        claimed={(f.missile, f.value.zone) for f in facts if f.missile and f.field == "claim"},
    )
    counts = _counts(facts, numbers, total, listed=times is not None)
    return [
        Share(list(apart.of(facts, number)), number, counts.get(number), total)
        for number in numbers
    ]


class _Apart(NamedTuple):
    """What is told of missiles one by one.

    Attributes:
        n: how many times of launch a list gives; 0 where there is none.
        fields: the fields with values for single missiles.
        timed: who times missiles one by one.
        failed: the missiles that failed.
        claimed: the missiles of which is said that they fell in a zone or outside, with the zone.
    """

    n: int
    fields: set[str]
    timed: set[Agency | None]
    failed: set[int | None]
    claimed: set[tuple[int, str]]

    def of(self, facts: Iterable[Fact], number: int) -> Iterator[Fact]:
        """The facts of a missile, with those of all that are its own too."""
        for fact in facts:
            if timelists.is_list_of(fact, self.n):
                alone = "time" not in self.fields or fact.by not in self.timed
                if alone and number <= self.n:
                    yield timelists.time_of(fact, number)
            elif self.n and fact.field == "time" and fact.value.is_span:
                continue
            elif fact.missile == number or (fact.missile is None and self._is_of_all(fact, number)):
                yield fact

    def _is_of_all(self, fact: Fact, number: int) -> bool:
        """Whether what is said of no missile in particular is said of one, too."""
        failed = number in self.failed and fact.field in FIGURES
        if fact.field == "claim" and (number, fact.value.zone) in self.claimed:
            return False
        return fact.field not in self.fields and not failed


def _counts(
    facts: Sequence[Fact], numbers: Sequence[int], total: Count | None, *, listed: bool
) -> dict[int, Count | None]:
    """How many missiles each number stands for; nothing where nobody says how many each time.

    Who speaks of several and lists them by their times may mean several each time.
    """
    said = [fact for fact in facts if fact.field == "count"]
    vague = bool(said) and all(fact.value[1] == "several" for fact in said)
    tellers = {fact.by for fact in facts if fact.missile}
    vague = vague and (listed or bool(tellers & {fact.by for fact in said}))
    if vague or (total is None and not any(fact.missile for fact in facts)):
        return {}
    groups = _groups(facts, numbers, total)
    counts: dict[int, Count | None] = {n: (groups.get(n, 1), "exact") for n in numbers}
    of_kind = {
        f.missile: f.value
        for f in facts
        if f.field == "of_kind" and f.missile in counts and f.value is not None
    }
    return counts | of_kind


def _part(facts: Sequence[Fact], number: int) -> int:
    """How many missiles a number stands for."""
    return next((int(f.value) for f in facts if f.field == "group" and f.missile == number), 1)


def _groups(
    facts: Sequence[Fact], numbers: Sequence[int], total: Count | None
) -> dict[int | None, int]:
    """How many missiles numbers stand for, where all together they are those that were fired."""
    groups = {fact.missile: int(fact.value) for fact in facts if fact.field == "group"}
    told = sum(groups.get(number, 1) for number in numbers)
    failed = len({f.missile for f in facts if f.field == "failed"}.difference(numbers, {None}))
    fits = total is None or (total[0] == told + failed and total[1] in {"exact", "at_least"})
    some = total is not None and total[1] != "exact" and total[0] > told + failed
    return groups if fits or some else {}
