"""Parts of a salvo in an English sentence: "two flew 400 km and one fell short"."""

import re
from collections.abc import Sequence

from geo.reading.lexicon import Token

_FEWEST = 2
_MOST = 40
_OF_THEM = r"(?: of (?:them|these|those|the (?:missiles|projectiles|rockets)))?"
_HEAD = re.compile(rf"(?: (?:missiles?|projectiles?|rockets?))?{_OF_THEM} $")
_SHORT = re.compile(r" (?:about |around |some |just )?$")
_JOINED = re.compile(
    r"(?:, (?:and |while |but )?|; | and | while | but |, with )(?:the )?(?:other )?$"
)
_NOUNS = frozenset({"missile", "of", "article"})
_DOES = frozenset({"fly", "fall", "fail", "reach", "rise", "over", "passed"})
_SHORTENED = frozenset({"amount", "inside", "outside"})  # "and one 150 km"


def of(tokens: Sequence[Token], text: str) -> dict[int, int]:
    """The numbers that stand for parts, by their place among the tokens, with how many each is of.

    Nothing where missiles are numbered ("the first"), or where only one part is told of.
    """
    if any(token.role.startswith(("ordinal", "rest")) for token in tokens):
        return {}
    found: dict[int, int] = {}
    for at, token in enumerate(tokens):
        n = token.value if token.role == "number" else ""
        if not n.isdecimal() or not 1 <= int(n) <= _MOST:
            continue
        joined = _JOINED.search(text, max(0, token.start - 16), token.start) is not None
        if (not found or joined) and _does(tokens, at, text, short=bool(found)):
            found[at] = int(n)
    return found if len(found) >= _FEWEST else {}


def _does(tokens: Sequence[Token], at: int, text: str, *, short: bool) -> bool:
    """Whether a number is the subject of what follows."""
    verb = next((t for t in tokens[at + 1 : at + 4] if t.role not in _NOUNS), None)
    if verb is None:
        return False
    if verb.role in _DOES:
        return _HEAD.fullmatch(text[tokens[at].end : verb.start]) is not None
    return (
        short
        and verb.role in _SHORTENED
        and _SHORT.fullmatch(text[tokens[at].end : verb.start]) is not None
    )
