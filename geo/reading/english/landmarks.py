"""A landing seen from a landmark: "about 250 km west of Okushiri Island"."""

import re

from geo.reading import names
from geo.reading.amounts import Amount
from geo.reading.clause import PAST
from geo.reading.english import conversions
from geo.reading.english.clause import Clause
from geo.reading.facts import Near
from geo.reading.lexicon import Token

_OF = re.compile(r" of | from | off ")
_FROM = re.compile(
    r"(?:-| )(?:away )?(?:from|off(?: the| of)?|short of)(?: the coast of| coast of| the)? "
    r"|(?:-| )away from "
)
_HEAD = frozenset({"", "to the", "or so", "or so to the"})
_LAUNCH_POINT = re.compile(
    r" ?(?:away )?from (?:its |the |their |where (?:it|they) (?:was |were )?)"
    r"(?:(?:began|started|took off|lifted off|fired)\b"
    r"|launch(?:ed\b| (?:point|pad|site|place|area))|pad\b|point of origin|firing (?:point|site))"
)
_BROKEN = re.compile(r"[,;.]")
_LIES = re.compile(  # of a place, not of a missile or of the sea that it fell into
    r"\b(?:(?P<sea>ocean|sea|waters|area|point|site|zone),? )?"
    r"(?:(?:which|that) (?:is|are|lies|sits)"
    r"|(?-i:[A-Z][a-z]+) (?:is|lies|sits))(?: located| situated)? ?$",
    re.IGNORECASE,
)
_THE_SAME = re.compile(r"the (cape|island|peninsula)\b")
_FAR = 60  # letters between "of" and the name
_WATERS = ("waters ", "sea ", "pacific ", "ocean ")


def end_of(clause: Clause, index: int, amount: Amount) -> int:
    """Where an amount ends, with its conversion in brackets."""
    following = index + 1
    told_again = following < len(clause.tokens) and clause.tokens[following].role == "amount"
    if not told_again or not conversions.is_conversion(clause, index, following):
        return amount.end
    end = clause.tokens[following].value.end
    return int(end) + int(clause.text[end : end + 1] == ")")


def read(clause: Clause, index: int, amount: Amount) -> str | None:
    """Keep a distance from a landmark as a fact.

    Returns:
        None where the amount is nothing of the kind, "" where it was kept, else why it is refused.
    """
    end = end_of(clause, index, amount)
    found = _origin(clause, index, end)
    if found is None or is_from_launch(clause, end):
        return None
    word, origin = found
    flown = _governor(clause, index) == "fly"
    if word is None and flown:
        return None  # "flew about 700 km from Kusong"
    name = next((t for t in names.names(clause.tokens) if origin <= t.start <= origin + _FAR), None)
    again = _THE_SAME.match(clause.text, origin)
    if again is not None:
        name = _named_before(clause, index, again[1]) or name
    if name is None or _BROKEN.search(clause.text, origin, max(origin, name.start)):
        if flown:
            return None
        return PAST if clause.is_past(amount.start) else "landmark"
    if clause.is_past(amount.start):
        return PAST
    if not _came_down(clause, index) or _lies(clause, amount.start):
        return None if flown else "place"  # "flew 800 km north-east of Pyongyang"
    name = _more_exact(clause, name)
    place = names.landmark("Japan" if name.value.state == "JPN" else name.value.written, word)
    if place is None:
        return "landmark"
    missile = clause.missile(index, "near")
    last = max(name.end, amount.end)
    clause.fact("near", Near(place, amount, word), (amount.start, last), missile)
    return ""


def _named_before(clause: Clause, index: int, kind: str) -> Token | None:
    """As in "passed over Cape Erimo … and fell 1,180 km east of the cape"."""
    named = names.names(clause.tokens[:index], "landmark")
    return next((t for t in reversed(list(named)) if kind in clause.word(t).lower()), None)


def _lies(clause: Clause, at: int) -> bool:
    """As in "Seoul, which is 195 km south of Pyongyang": where a place is."""
    found = _LIES.search(clause.text, max(0, at - 40), at)
    return found is not None and found["sea"] is None


def is_from_launch(clause: Clause, end: int) -> bool:
    """Whether a distance is counted from where the missile was fired."""
    return _LAUNCH_POINT.match(clause.text, end) is not None


def _origin(clause: Clause, index: int, end: int) -> tuple[str | None, int] | None:
    """The compass word after a distance, and where the name of the landmark may begin."""
    following = next((t for t in clause.tokens[index + 1 :] if t.start >= end), None)
    if following is not None and following.role == "compass" and following.start - end <= 10:
        if clause.text[end : following.start].strip() not in _HEAD:
            return None
        of = _OF.match(clause.text, following.end)
        if of is None:
            return None
        return clause.text[following.start : following.end], of.end()
    away = _FROM.match(clause.text, end)
    return None if away is None else (None, away.end())


def _more_exact(clause: Clause, name: Token) -> Token:
    """As in "Japan's Sado Island", "Akita Prefecture's Oga Peninsula": the smaller of the two."""
    for token in names.names(clause.tokens, "landmark"):
        gap = clause.text[name.end : token.start] if token.start >= name.end else None
        if not name.value.state and (gap is None or not gap.startswith("'s ")):
            continue
        if (
            gap is not None
            and len(gap) <= 24
            and re.fullmatch(r"(?:'s?)?(?: [a-z]{1,20}){0,3} ", gap)
        ):
            return token
    return name


def _governor(clause: Clause, index: int) -> str:
    at = clause.left(index, {"fly", "alt", "distance", "range", "fall", "rise", "reach", "launch"})
    return "" if at is None else clause.tokens[at].role


def _came_down(clause: Clause, index: int) -> bool:
    """Whether a distance from a place is about a landing."""
    amount = clause.tokens[index]
    for at in range(index - 1, -1, -1):
        role = clause.tokens[at].role
        if role in {"fall", "eez"}:
            return not (clause.denied(at) or clause.is_piece(at))
        if role == "launch" and re.search(
            r"\bfrom\b", clause.text[clause.tokens[at].end : amount.start]
        ):
            return False
        if role in {"fly", "alt"}:
            break
    if any(token.role == "fall" for token in clause.tokens[:index]):
        return True
    return clause.before(amount.start, 20).endswith(_WATERS) and clause.has("fall", "eez")
