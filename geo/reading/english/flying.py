"""Which way they flew, and where they came down: English."""

import re

from geo.reading import names
from geo.reading.english.clause import Clause

_HEADED = re.compile(r"\b(?:headed|heading|heads) (?:to the )?$")
_NOT_HEADING = re.compile(
    r" (?:of|coast|sea|side|coastal|port|city|town|part|region|province|waters|area|korea|pyongan"
    r"|hamgyong|hwanghae)|-?central",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\b(?:towards?|to|in) (?:the |an? )?$")
_SEA_TO = re.compile(r"\b(?:sea|waters|ocean) to the $", re.IGNORECASE)  # where the sea lies
_COURSE = re.compile(r" (?:launch|course|path|trajectory|flight|heading|azimuth)\b")
_IN = re.compile(r"\bin (?:the |an? )?$")
_SEA_AFTER_FALL = re.compile(
    r"^ ?: (?:the )?$|^ the $|\b(?:in|into|to|onto)(?: the)?(?: [a-z-]{2,12}){0,3} ?(?:the |\()?$"
    r"|waters (?:of|off) (?:the )?$|\bover (?:the )?$"
)
_SEA_AFTER_LAUNCH = re.compile(
    r"\b(?:into|towards?|in the direction of)(?: the)?"
    r"(?: [a-z-]{2,12}){0,4} ?$"
    r"|\bat (?:[a-z]{3,9} )?(?:targets?|ships?) in (?:the )?$"
)
_TRACKED_OVER = re.compile(r"^ (?:it |them )?over (?:the )?$")
_FLOWN_TO = re.compile(
    r"^(?: (?:north|south)?-?(?:east|west)?(?:wards?)?)? (?:towards?|into) (?:the )?$"
    r"|(?:\babove|\bacross|\b(?:km|kilomet(?:er|re)s|miles)\)? (?:in)?to(?:wards?)?) (?:the )?$"
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


def read(clause: Clause) -> None:
    """Keep what a sentence says of which way and where to."""
    _direction(clause)
    _landing(clause)


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
        flown = "range" in {clause.used.get(index - 1), clause.used.get(index - 2)}
        return use in {"bare", "ward"} and flown
    if use == "ward" or _HEADED.search(clause.before(token.start, 16)):
        return True
    if _SEA_TO.search(clause.text, max(0, token.start - 20), token.start):
        return False
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


def _landing(clause: Clause) -> None:
    verbs = list(clause.present("fall", "launch", "over", "detect", "fly", "rise"))
    if not verbs:  # "aware of North Korean missile launches this morning into the East Sea"
        nouns = clause.launches()
        verbs = [each for each in clause.present("missile") if each[1] in nouns]
    for index, token in verbs:
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
        tracked = verb.role == "detect" and _TRACKED_OVER.search(before) is not None
        if verb.role == "fly" and not _FLOWN_TO.search(before):
            return
        if (
            tracked
            or verb.role == "fly"
            or (_SEA_AFTER_FALL if fell else _SEA_AFTER_LAUNCH).search(before)
        ):
            if _two_seas(clause, at):
                return
            sea = names.sea(token.value.written)
            if sea is not None:
                missile = clause.missile(index, "sea")
                clause.fact("sea", (sea, fell), token.span, missile)
                return


def _two_seas(clause: Clause, at: int) -> bool:
    """As in "toward both the East Sea and the West Sea": neither is that of all."""
    following = list(names.names(clause.tokens[at + 1 :], "sea"))
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
