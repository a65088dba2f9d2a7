"""What a text is about where that is no launch: the test of an engine, or a false report."""

import re
from collections.abc import Sequence

from geo.reading.tokens import Scanned

_HEAD = 3  # sentences that say what a text is about
_ENGINE = re.compile(
    r"\b(?:static|ground jet|combustion|engine|motor)\b[^.;,]{0,30}\b(?:tests?|firings?)\b"
    r"|\b(?:[Tt]est|[Ff]iring)s? of (?:an? |the |its )?[^.,;]{0,60}\b(?:[Mm]otor|[Ee]ngine)s?\b"
    r"|\b[Tt]est(?:s|ed|ing) (?:an? |the |its )?(?:[a-z-]{3,16} ){0,4}(?:motor|engine)s?\b"
)
_FALSE = re.compile(r"오보|誤報")
_MOVED = frozenset({"fly", "fall", "eez", "range", "distance", "rise"})


def without_others(found: Sequence[Scanned]) -> list[Scanned]:
    """The sentences, with "plan" for the role of tests of engines and launches falsely reported.

    A text that tells of a flight after all is left as it is.
    """
    head = found[:_HEAD]
    engine = any(each.sentence.language == "en" and _ENGINE.search(each.text) for each in head)
    false = any(_FALSE.search(each.text) for each in head)
    if not (engine or false) or any(t.role in _MOVED for each in found for t in each.tokens):
        return list(found)
    return [
        each._replace(
            tokens=tuple(
                token._replace(role="plan") if token.role == "launch" else token
                for token in each.tokens
            )
        )
        for each in found
    ]
