"""A sentence → its tokens: days, times, quantities and known words, in order."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from geo.reading import amounts, clocks, days, eastern, english, numbers, plans
from geo.reading.lexicon import Lexicon, Token
from geo.reading.sentences import Language, Sentence

_STAMP = re.compile(r"[0-9]{2}[./][0-9]{2}[./][0-9]{4} $")
_NUMERIC = re.compile(r"[0-9]{4}[-./]")
_DIGIT = re.compile(r"[0-9]|[千百]余?キロ|[천백] ?(?:여|km|킬로)")


class Scanned(NamedTuple):
    """A sentence with its tokens."""

    sentence: Sentence
    text: str
    tokens: tuple[Token, ...]


def of(text: str, language: Language, hour: int = -1) -> tuple[Token, ...]:
    """The tokens of a sentence; positions count from its beginning.

    Args:
        text: the sentence.
        language: of its words.
        hour: that of the time told last before it, -1 for none.
    """
    words = _lexicon(language).scan(text, 0, len(text))
    special = sorted(_special(text, language, hour), key=lambda token: (token.start, -token.end))
    found = list(_merged(words, special)) if special else words
    return tuple(plans.without(found, text, language))


def _lexicon(language: Language) -> Lexicon:
    return english.lexicon() if language == "en" else eastern.lexicon(language)


def _special(text: str, language: Language, hour: int) -> Iterator[Token]:
    """Days, times, quantities and, in English, the numbers that are left."""
    named, times = days.scan(text), clocks.scan(text, hour)
    found = list(numbers.find(text)) if language == "en" or _DIGIT.search(text) else []
    if not (named or times or found):
        return
    if times:
        stamps = {day.end for day in named if _NUMERIC.match(text, day.start)}
        times = [
            each
            for each in times
            if not {each.start, each.start - 1, each.start - 2} & stamps
            and not _STAMP.search(text, max(0, each.start - 12), each.start)
        ]
    taken = sorted([*((d.start, d.end) for d in named), *((t.start, t.end) for t in times)])
    measured = amounts.scan(text, found, taken) if found else []
    yield from (Token("day", day.start, day.end, day) for day in named)
    yield from (Token("clock", each.start, each.end, each) for each in times)
    yield from (Token("amount", each.start, each.end, each) for each in measured)
    if language == "en":  # 1発目 is one word in Japanese
        covered = sorted([*taken, *((each.start, each.end) for each in measured)])
        left = numbers.outside(found, covered)
        yield from (Token("number", n.start, n.end, n.digits) for n in left)


def _merged(words: list[Token], special: list[Token]) -> Iterator[Token]:
    """Words and quantities in order; a word inside a quantity is part of it."""
    at, end = 0, -1
    for token in special:
        if token.start < end:
            continue
        while at < len(words) and words[at].end <= token.start:
            yield words[at]
            at += 1
        while at < len(words) and words[at].start < token.end:
            at += 1
        yield token
        end = token.end
    yield from words[at:]
