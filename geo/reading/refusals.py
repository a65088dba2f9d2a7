"""What was refused in a text, and beside which of its launches it is told."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from geo.reading.facts import Fact
from geo.reading.normalise import Plain
from geo.reading.records import Refusal
from geo.reading.understand import Understood

_FAR = 1 << 59


def of_sentences(understood: Understood) -> Iterator[Refusal]:
    """What the sentences themselves leave out."""
    plain = understood.plain
    for each in understood.refused:
        yield of(plain, each.start, each.end, each.reason)
    for event in understood.events:
        for fact in event.facts:
            if fact.field == "unknown":
                yield of(plain, fact.start, fact.end, "unplaced")


def of(plain: Plain, start: int, end: int, reason: str) -> Refusal:
    """What was refused at a place of the plain text, with the text's own words."""
    first, last = plain.span(start, end)
    return Refusal(plain.raw[first:last], first, last, reason)


def of_salvos(
    refused: Iterable[Refusal], understood: Understood, facts: Mapping[int, Iterable[Fact]]
) -> Mapping[int, tuple[Refusal, ...]]:
    """What was refused, by the salvo that its sentence tells of, or the sentences before it."""
    plain = understood.plain
    begins = [plain.span(start, start + 1)[0] for start in understood.sentences]
    told = sorted(
        (plain.span(fact.start, fact.end)[0], fact.sentence, salvo)
        for salvo, each in facts.items()
        for fact in each
    )
    own: dict[int, list[Refusal]] = {salvo: [] for salvo in facts}
    for refusal in refused if told else ():
        sentence = bisect_right(begins, refusal.start) - 1
        at = bisect_right(told, (refusal.start, sentence, _FAR))
        before = told[max(at - 1, 0)]
        after = told[min(at, len(told) - 1)]
        salvo = (after if after[1] == sentence != before[1] else before)[2]
        own[salvo].append(refusal)
    return {salvo: tuple(each) for salvo, each in own.items()}
