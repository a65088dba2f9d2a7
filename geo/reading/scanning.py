"""Text → sentences with their tokens, as all the rules read them, and when it was published."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.reading import layout, sentences, subject, timeline, tokens, voices
from geo.reading.clocks import SAME_HOUR
from geo.reading.tokens import Scanned

if TYPE_CHECKING:
    from geo.reading.agencies import Agency
    from geo.reading.lexicon import Token

HEAD_SENTENCES = 6  # among which the day of publication stands
_ANOTHER_TIME = dt.timedelta(days=60)  # a page shows an old story, or one date is given for many
_ZONE = re.compile("EEZ|経済水域|economic zone|economic exclusion zone")
_SAME_WATERS = frozenset({"同水域", "the zone"})
_RANGE_LABEL = re.compile(r"(?:[-*•·] ?)?range(?: flown)?:", re.IGNORECASE)
_RANGE_AND_HEIGHT = re.compile(
    r"(?:[-*•·] ?)?Range:? (?:of )?(?:about |around |approximately |some )?[0-9][^.;]{0,40}"
    r"\baltitude\b"
)
_HEIGHT_LABEL = re.compile(
    r"^ {0,4}(?:[-*•·] ?)?(?:(?:max(?:imum)?|peak)\.? )?(?:altitude|apogee|height):",
    re.IGNORECASE | re.MULTILINE,
)


def published(scanned: Sequence[Scanned], given: dt.date | None) -> dt.date | None:
    """The day of publication: that given, unless the text has a dateline of quite another time."""
    heads = (
        timeline.published(each.text, each.tokens, dateline_only=given is not None)
        for each in scanned[:HEAD_SENTENCES]
        if given is None or each.sentence.language == "en"
    )
    own = next(filter(None, heads), None)
    if given is None or own is None:
        return given or own
    return own if abs(own - given) > _ANOTHER_TIME else given


def scan(text: str) -> list[Scanned]:
    """The sentences with their tokens; one that comes again is scanned once."""
    known: dict[tuple[str, str, int], tuple[Token, ...]] = {}
    found = []
    parties = voices.parties(text)
    zoned = False
    flown = _HEIGHT_LABEL.search(text) is not None  # a list of what was measured, not of a type
    foreign: Agency | None = None
    hour = -1  # of the time told last
    for sentence in sentences.split(text):
        words = text[sentence.start : sentence.end]
        key = words, sentence.language, hour if SAME_HOUR.search(words) else -1
        if key not in known:
            seen = tokens.of(*key)
            foreign = foreign or voices.foreign_ministry(words, seen)
            known[key] = voices.heard(words, seen, parties, foreign)
        zoned = zoned or _ZONE.search(words) is not None
        seen = known[key]
        if (flown and _RANGE_LABEL.match(words)) or _RANGE_AND_HEIGHT.match(words):
            seen = tuple(t._replace(role="distance") if t.role == "range" else t for t in seen)
        if not zoned:  # "the same waters" are a zone where one was named
            seen = tuple(t for t in seen if words[t.start : t.end] not in _SAME_WATERS)
        found.append(Scanned(sentence, words, seen))
        times = (token.value.times[-1] for token in reversed(seen) if token.role == "clock")
        hour = next(times, (hour,))[0]
    return subject.without_others(layout.without_pieces(layout.without_stamps(found)))
