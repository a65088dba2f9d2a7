"""What a text is about where that is no launch: the test of an engine, or a false report."""

import re
from collections.abc import Sequence

from geo.reading.tokens import Scanned

_HEAD = 3  # sentences that say what a text is about
_ENGINE = re.compile(
    r"\b(?:static|ground jet|combustion|engine|motor)\b[^.;,]{0,30}\b(?:tests?|firings?)\b"
    r"|\b(?:[Tt]est|[Ff]iring)s? of (?:an? |the |its )?[^.,;]{0,60}\b(?:[Mm]otor|[Ee]ngine)s?\b"
    r"|\b[Tt]est(?:s|ed|ing) (?:an? |the |its )?(?:[a-z-]{3,16} ){0,4}(?:motor|engine)s?\b"
    r"|(?:엔진|발동기)의? ?(?:첫 ?)?(?:지상 ?)?(?:연소 ?|분출 ?)?시험"
    r"|(?:エンジン|発動機)の?(?:地上)?(?:燃焼|噴射|噴出)?(?:試験|実験)"
)
_MISSILE = re.compile(
    r"missile|rocket|projectile|\b[IMS][CLR]BMs?\b|warhead|weapon|\b(?:fire|launch)(?:s|d|es|ed)?\b"
    r"|[\u3041-\u30ff\uac00-\ud7a3]",
    re.IGNORECASE,
)
_TEST = re.compile(r"\btests?\b")
_FALSE = re.compile(
    r"오보|誤報|速報は誤り|誤って配信"
    r"|\bfalse (?:[A-Z][a-z]{1,12} ){0,3}missile (?:alert|alarm|report)"
    r"|\bmistakenly (?:sent|issued|broadcast) [^.;]{0,60}\bsaying\b"
)
_EARLIER = re.compile(r"당시|지난|작년|지난해|昨年|前回|先月|\b(?:earlier|last|previous)\b")
_MOVED = frozenset({"fly", "fall", "eez", "range", "distance", "rise"})


def without_others(found: Sequence[Scanned]) -> list[Scanned]:
    """The sentences, with "plan" for the role of tests of engines and launches falsely reported.

    A text about an engine that tells of a flight after all is left as it is.
    """
    head = found[:_HEAD]
    if any(_FALSE.search(each.text) for each in head):
        return _unmade(found, frozenset({"launch", "fall"}))
    engine = any(_ENGINE.search(each.text) for each in head) or _is_unnamed(found)
    if engine and not any(map(_tells_of_flight, found)):
        return _unmade(found, frozenset({"launch", "occur"}))
    return list(found)


def _is_unnamed(found: Sequence[Scanned]) -> bool:
    """As in "a very important test took place at Sohae", where nothing says of what."""
    if not any(_TEST.search(each.text) for each in found[: 2 * _HEAD]):
        return False
    return not any(_MISSILE.search(each.text) for each in found)


def _tells_of_flight(each: Scanned) -> bool:
    """Whether a sentence tells of a flight, not of an earlier one."""
    moved = any(token.role in _MOVED for token in each.tokens)
    return moved and _EARLIER.search(each.text) is None


def _unmade(found: Sequence[Scanned], roles: frozenset[str]) -> list[Scanned]:
    return [
        each._replace(
            tokens=tuple(
                token._replace(role="plan") if token.role in roles else token
                for token in each.tokens
            )
        )
        for each in found
    ]
