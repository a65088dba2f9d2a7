"""English: what stands before a quantity says what it is of.

Each quantity looks left for the nearest word that can govern it ("flew", "altitude", "landed"),
not past another quantity unless the two are listed, and right for what ends it ("west of Okushiri",
"-range"). What is hypothetical, denied, or said of an earlier launch is refused with the reason.
"""

from functools import cache

from geo.reading import agencies, names
from geo.reading.english import counts, figures, flying, places, times, words, zones
from geo.reading.english.clause import Clause
from geo.reading.facts import Line, Told
from geo.reading.lexicon import Lexicon, entries


@cache
def lexicon() -> Lexicon:
    """Every word and name that English text is searched for."""
    named = (entry for entry in names.entries() if entry[0].isascii())
    spoken = (entry for entry in agencies.entries() if entry[0].isascii())
    return Lexicon([*spoken, *entries(words.ROLES), *named, *words.compass()], by_word=True)


def read(line: Line) -> Told:
    """What an English sentence says."""
    clause = Clause(line)
    figures.read(clause)
    times.read(clause)
    places.read(clause)
    flying.read(clause)
    counts.read(clause)
    zones.read(clause)
    return clause.told()
