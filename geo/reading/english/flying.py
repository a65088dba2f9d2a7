"""How many were fired, which way, and where they came down: English."""

import re

from geo.reading import names
from geo.reading.english.clause import Clause

_NOT_HEADING = re.compile(
    r" (?:of|coast|sea|side|coastal|port|city|town|part|region|province|waters|area|korea|pyongan"
    r"|hamgyong|hwanghae)|-?central",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\b(?:towards?|to|in) (?:the |an? )?$")
_COURSE = re.compile(r" (?:launch|course|path|trajectory|flight|heading|azimuth)\b")
_IN = re.compile(r"\bin (?:the |an? )?$")
_SEA_AFTER_FALL = re.compile(
    r"^ ?: (?:the )?$|^ the $|\b(?:in|into|to|onto)(?: the)?(?: [a-z-]{2,12}){0,3} ?(?:the |\()?$"
    r"|waters of (?:the )?$|\bover (?:the )?$"
)
_SEA_AFTER_LAUNCH = re.compile(
    r"\b(?:into|towards?|in the direction of|tracked over|it over|them over)(?: the)?"
    r"(?: [a-z-]{2,12}){0,3} ?$"
)
_AND_SEA = re.compile(r" ?(?:\([^)]{1,30}\))?,? and (?:into |towards? )?(?:the )?")
_AREA = re.compile(r" (?:down )?((?:in|into|near|off|on|close to|to)\b [^.,;:()]{3,80})")
_NO_AREA = re.compile(
    r"(?:in|into|near|on|to) (?:a |an |the )?(?:flight|statement|target|message|[A-Z][a-z]{1,8}day)"
)
_AREA_END = re.compile(
    r" (?:at (?:around|about|approximately)|at [0-9]|after|before|and|on [A-Z]|while|with"
    r"|around [0-9])\b"
)
_INTO_WATER = re.compile(r"\b(?:into|towards?|in) (?:the |its )?(?:[a-z]+ )?(?:sea|waters|ocean)\b", re.I)
_WERE_FIRED = re.compile(r" (?:were|have been|had been) (?:test-)?(?:fired|launched)\b")
_ADJECTIVES = 40  # letters between "fired" and "missiles"
_MODEL = re.compile(r"\b(?:minuteman|trident|agni|polaris|topol|shahab|sejjil|hatf|ghauri)[ -]$")
_COUNT_BOUNDS = (
    ("at least", "at_least"), ("no less than", "at_least"), ("more than", "over"), ("over", "over"),
    ("about", "about"), ("around", "about"), ("some", "about"), ("approximately", "about"),
    ("roughly", "about"), ("up to", "at_most"), ("as many as", "at_most"), ("nearly", "about"),
    ("an estimated", "about"),
)  # fmt: skip
_DEFINITE = re.compile(
    r"\b(?:the|its|north korea's|the north's|pyongyang's"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)?day's|today's|yesterday's)"
    r" (?:[a-z-]{1,20} ){0,3}$"
)
_HEADLINE = re.compile(r" (?:that|fired|launched|which|was|flew|from)\b")
_STOPS_COUNT = frozenset({"fly", "fall", "launch", "said", "alt", "clock", "day", "amount", "eez"})
_BOTH = re.compile(
    r"both (?:of the |of them\b|the )?(?:[a-z-]{2,20} ){0,3}(?:missiles|projectiles)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"(?:missile|rocket) left\b", re.IGNORECASE)
_OF_THEM = re.compile(r" of (?:them|the missiles|the projectiles)\b")


def read(clause: Clause) -> None:
    """Keep what a sentence says of how many, which way and where to."""
    _direction(clause)
    _count(clause)
    _landing(clause)


# --- which way, how many -----------------------------------------------------------------------


def _direction(clause: Clause) -> None:
    if not clause.has("launch", "fly", "detect"):
        return
    for index, token in enumerate(clause.tokens):
        if token.role != "compass" or clause.is_past(token.start):
            continue
        if _NOT_HEADING.match(clause.after(token.end, 14)) or not _aimed(clause, index):
            continue
        words = clause.text[token.start : token.end]
        if words[0].isupper() and not clause.after(token.end, 11).startswith(" direction"):
            continue  # "according to the South"
        clause.fact("direction", words, token.span, clause.missile(index))


def _aimed(clause: Clause, index: int) -> bool:
    """Whether a compass word says where something flew."""
    token = clause.tokens[index]
    use = token.value[1]
    pointed = clause.after(token.end, 11).startswith(" direction")
    course = _COURSE.match(clause.text, token.end) is not None
    heading = bool(_HEADING.search(clause.before(token.start, 24)))
    previous = clause.tokens[index - 1] if index else None
    close = previous is not None and token.start - previous.end <= 3
    if previous is not None and previous.role == "amount" and close:
        return use in {"bare", "ward"} and clause.used.get(index - 1) == "range"
    if use == "ward":
        return True
    if use == "adjective" or (use == "bare" and course):
        return pointed or course
    if heading and (pointed or not _IN.search(clause.before(token.start, 24))):
        return pointed or not re.match(r" [A-Z]", clause.after(token.end, 2))
    moved = previous is not None and previous.role in {"fly", "launch", "over"}
    return (
        moved
        and close
        and previous is not None
        and not re.search(r"[,.]", clause.between(previous, token))
    )


def _count(clause: Clause) -> None:
    moved = clause.has("launch", "detect", "fall", "fly", "eez", "reach", "rise")
    if not moved and not clause.launches():
        return
    for index, token in enumerate(clause.tokens):
        if clause.is_past(token.start):
            continue
        found = None
        left = token.role == "launch" and _LEFT.match(clause.text, token.start)
        if token.role == "missile" or left:
            found = _counted(clause, index)
        elif token.role == "launch" and clause.lower(index) == "launches":
            found = _launches(clause, index)
        elif token.role == "each" and _BOTH.match(clause.text, token.start):
            found = (2, "exact"), token.start
        elif token.role == "number" and _OF_THEM.match(clause.after(token.end, 20)):
            found = _number(clause, index)
        if found is not None:
            value, start = found
            clause.fact("count", value, (start, token.end))
            if value[1] != "the":
                return


def _counted(clause: Clause, index: int) -> tuple[tuple[int, str], int] | None:
    """The number of a noun such as "missiles" with its bound; ``the`` for "the missile"."""
    noun = clause.tokens[index]
    plural = clause.lower(index).endswith("s")
    for at in range(index - 1, -1, -1):
        token = clause.tokens[at]
        gap = clause.text[token.end : noun.start]
        compound = token.role == "launch" and clause.text[token.start - 1 : token.start] == "-"
        if len(gap) > 90 or re.search(r"[;.]", gap):
            break
        if token.role in _STOPS_COUNT and not compound:  # "a submarine-launched missile" is one
            break
        if token.role == "several":
            return (2, "several"), token.start
        if token.role in {"pair", "dozen"}:
            return (2 if token.role == "pair" else 12, "exact"), token.start
        if token.role in {"single", "article"}:
            if (
                token.role == "article"
                and at
                and clause.tokens[at - 1].role in {"number", "several"}
            ):
                continue
            return None if plural else ((1, "exact"), token.start)
        if token.role == "number":
            return _number(clause, at)
    if plural and _fired(clause, index):
        return (2, "several"), noun.start
    head = noun.start == 0 and _HEADLINE.match(clause.text, noun.end) is not None
    definite = head or _DEFINITE.search(clause.before(noun.start, 40))
    if (
        definite
        and not plural
        and clause.lower(index) != "weapon"
        and (clause.peaks or not clause.has("ordinal1", "ordinal2", "ordinal3", "rest"))
    ):
        return (1, "the"), noun.start
    return None


def _fired(clause: Clause, index: int) -> bool:
    """As in "fired short-range ballistic missiles on Friday", "missiles were fired": some."""
    noun = clause.tokens[index]
    told = clause.has("clock") or any(clause.is_today(token) for token in clause.tokens)
    told = told or _INTO_WATER.search(clause.text) is not None
    if not told or clause.has("hist", "since", "able", "if", "craft", "size"):
        return False
    if _WERE_FIRED.match(clause.text, noun.end):
        return True
    verb = clause.tokens[index - 1] if index else None
    adjectives = 0 if verb is None else noun.start - verb.end
    return verb is not None and verb.role in {"launch", "kind"} and adjectives <= _ADJECTIVES


def _launches(clause: Clause, index: int) -> tuple[tuple[int, str], int] | None:
    """As in "the two launches were at 5:34 and 5:50": one missile for each of the times."""
    previous = clause.tokens[index - 1] if index else None
    if (
        previous is None
        or previous.role != "number"
        or clause.tokens[index].start > previous.end + 1
    ):
        return None
    times = [len(t.value.times) for t in clause.tokens if t.role == "clock"]
    found = _number(clause, index - 1)
    return found if found is not None and found[0] in [(n, "exact") for n in times] else None


def _number(clause: Clause, at: int) -> tuple[tuple[int, str], int] | None:
    token = clause.tokens[at]
    digits = str(token.value)
    if not digits.isdigit() or not 1 <= int(digits) <= 1000:
        return None
    before = clause.before(token.start, 20)
    if _MODEL.search(before):
        return None  # "a Minuteman 3 missile"
    for phrase, bound in _COUNT_BOUNDS:
        if before.endswith(phrase + " "):
            return (int(digits), bound), token.start - len(phrase) - 1
    if digits == "1" and re.search(r"(?:of the|these|those|last|first|second|the) $", before):
        return None
    if digits == "1" and _OF_THEM.match(clause.after(token.end, 20)):
        return None
    return (int(digits), "exact"), token.start


# --- where it came down ------------------------------------------------------------------------


def _landing(clause: Clause) -> None:
    for index, token in enumerate(clause.tokens):
        if token.role not in {"fall", "launch", "over", "detect"} or clause.is_past(token.start):
            continue
        if clause.denied(index) or clause.is_piece(index):
            continue
        _sea(clause, index)
        if token.role == "fall":
            _area(clause, index)


def _sea(clause: Clause, index: int) -> None:
    verb = clause.tokens[index]
    fell = verb.role == "fall"
    for at in range(index + 1, len(clause.tokens)):
        token = clause.tokens[at]
        if token.start > verb.end + 160 or token.role in {"launch", "said"}:
            return
        if token.role == "fall" and not fell:
            return
        if token.role != "name" or "sea" not in token.value.groups:
            continue
        before = clause.text[max(verb.end, token.start - 40) : token.start].lower()
        if (_SEA_AFTER_FALL if fell else _SEA_AFTER_LAUNCH).search(before):
            if _two_seas(clause, at):
                return
            sea = names.sea(token.value.written)
            if sea is not None:
                missile = clause.missile(index, "sea")
                clause.fact("sea", (sea, fell), token.span, missile)
                return


def _two_seas(clause: Clause, at: int) -> bool:
    """As in "toward both the East Sea and the West Sea": neither is that of all."""
    following = [t for t in names.names(clause.tokens[at + 1 :], "sea")]
    first = names.sea(clause.tokens[at].value.written)
    return any(
        _AND_SEA.fullmatch(clause.text, clause.tokens[at].end, t.start)
        and names.sea(t.value.written) != first
        for t in following
    )


def _area(clause: Clause, index: int) -> None:
    """The words after "fell": where, as it was put."""
    found = _AREA.match(clause.text, clause.tokens[index].end, clause.end)
    if found is None or _NO_AREA.match(found[1]):
        return
    amount = next(
        (t.start for t in clause.tokens if t.role == "amount" and t.start > found.start(1)),
        clause.end,
    )
    words = _AREA_END.split(clause.text[found.start(1) : min(found.end(1), amount)])[0].strip()
    start = found.start(1)
    if words:
        clause.fact("area", words, (start, start + len(words)), clause.missile(index, "area"))
