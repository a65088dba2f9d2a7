"""Japanese and Korean: nouns stand before a quantity, verbs after it.

Each quantity looks at what touches it first ("最高高度は約50km", "약 700km를 비행"), then at a
place and compass word before it ("奥尻島の西方約250km"), then for the nearest noun before and verb
after it. What is a capability, denied, or said of an earlier launch is refused with the reason.
"""

from geo.reading.eastern import counts, figures, places, times, zones
from geo.reading.eastern.clause import Clause
from geo.reading.eastern.tongues import lexicon
from geo.reading.facts import Line, Told

__all__ = ["lexicon", "read"]


def read(line: Line) -> Told:
    """What a Japanese or Korean sentence says."""
    clause = Clause(line)
    figures.read(clause)
    times.read(clause)
    places.read(clause)
    counts.read(clause)
    zones.read(clause)
    return clause.told()
