"""Figures that a text takes back: those said at first, and those that were only assumed."""

from geo.reading.agencies import Agency
from geo.reading.facts import FIGURES, Fact

_REPLACED = FIGURES | {"count"}
Unused = list[tuple[Fact, str]]


def settle(facts: list[Fact]) -> tuple[list[Fact], Unused]:
    """The facts that stand, and the figures that do not, with the reason."""
    kept, replaced = _final(_recounted(facts))
    kept, assumed = _flown(kept)
    return kept, [*((f, "superseded") for f in replaced), *((f, "if") for f in assumed)]


def _recounted(facts: list[Fact]) -> list[Fact]:
    """As in "two were fired, one … and the other …. Tokyo later corrected: there was one"."""
    corrected = {
        (f.by, f.sentence) for f in facts if f.field == "claim" and f.value.certainty == "corrected"
    }
    for fact in facts:
        if fact.field != "count" or (fact.by, fact.sentence) not in corrected:
            continue
        by, sentence = fact.by, fact.sentence
        facts = [
            f._replace(missile=None) if f.by == by and f.sentence < sentence else f
            for f in facts
            if f.field != "count" or f.by != by or f.sentence >= sentence
        ]
    return facts


def _final(facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts, and the figures among them that were said at first and then replaced."""
    later = {fact.field for fact in facts if not fact.first}
    replaced = [fact for fact in facts if fact.first and fact.field in later & _REPLACED]
    gone = set(map(id, replaced))
    return [fact for fact in facts if id(fact) not in gone], [
        fact for fact in replaced if fact.field in FIGURES
    ]


def _flown(facts: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts without ranges under an assumption where the same source says what was flown."""
    under = {(f.sentence, f.by, f.missile) for f in facts if f.field == "assumption"}
    ranges = [fact for fact in facts if fact.field == "range"]
    real = [(f.by, f.missile) for f in ranges if (f.sentence, f.by, f.missile) not in under]
    assumed = [
        fact
        for fact in ranges
        if (fact.sentence, fact.by, fact.missile) in under
        and any(_one_voice(fact.by, by) and _one_missile(fact, n) for by, n in real)
    ]
    gone = {id(fact) for fact in assumed} | {
        id(fact)
        for fact in facts
        if fact.field == "assumption" and any(fact.sentence == a.sentence for a in assumed)
    }
    return [fact for fact in facts if id(fact) not in gone], assumed


def _one_missile(fact: Fact, missile: int | None) -> bool:
    """Whether two ranges may be those of one missile."""
    return fact.missile == missile or None in {fact.missile, missile}


def _one_voice(one: Agency | None, two: Agency | None) -> bool:
    """Whether two things may be said by the same source: nobody else is named."""
    return one == two or any(by is None or by.rank < 0 for by in (one, two))
