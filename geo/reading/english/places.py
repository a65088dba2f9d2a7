"""Where a missile was fired from, when, how many, which way, and into which sea: English."""

import re
from collections.abc import Iterator

from geo.reading import names
from geo.reading.english.clause import Clause
from geo.reading.lexicon import Token

_OPEN = re.compile(
    r"(?:^|[ ,(])(?:from|near|at|around|in|off|vicinity of|proximity of|site (?:is|was))"
    r"(?: (?!to\b|into\b|toward|over\b|and\b)[A-Za-z][a-z'-]*,?){0,8} ?$"
)
_CHAIN = re.compile(r"(?:'s?)?(?:,| \()? ?(?:(?!to |into |toward|over |and |off )[a-z'-]+,? ){0,7}")
_TOWARD = re.compile(r"\b(?:into|towards?|to|over)\b")
_OFF = re.compile(r"\boff(?: [a-z']+){0,2} $")
_UNKNOWN = re.compile(
    r"\bfrom (?:a site (?:in|near|at) |near |the |around |the area of |the vicinity of )?"
    r"(?P<name>[A-Z][a-z]+(?:-[A-Za-z]+)?(?: (?:[A-Z][a-z]+(?:-[A-Za-z]+)?|ri|up|dong)){0,3})"
)
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|"
    r"June|July|August|September|October|November|December"
)
_SUBMARINE = re.compile(r"\bfrom (?:an? |the |its )?(?:\w+ )?$|\bfired $|\bby (?:a |the )?$")
_BY = re.compile(r"\bby (?:the )?$")
_FOREIGN = frozenset({"gmt", "utc", "z", "est", "edt", "et", "eastern", "eastern time", "hst"})
_VERBS = frozenset({"launch", "fall", "over", "detect", "passed", "fly"})
_NOT_HEADING = re.compile(
    r" (?:of|coast|sea|side|coastal|port|city|town|part|region|province|waters|area|korea|pyongan"
    r"|hamgyong|hwanghae)|-?central",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\b(?:towards?|to|in) (?:the |an? )?$")
_SEA_AFTER_FALL = re.compile(
    r"\b(?:in|into|to|onto)(?: the)?(?: [a-z-]{2,12}){0,3} ?(?:the |\()?$|waters of (?:the )?$"
)
_SEA_AFTER_LAUNCH = re.compile(r"\binto(?: the)?(?: [a-z-]{2,12}){0,3} ?$")
_AREA = re.compile(r" (?:down )?((?:in|into|near|off|on|close to|to)\b [^.,;:()]{3,80})")
_NO_AREA = re.compile(
    r"(?:in|into|near|on|to) (?:a |an |the )?(?:flight|statement|target|message|[A-Z][a-z]+day)"
)
_AREA_END = re.compile(
    r" (?:at (?:around|about|approximately)|at [0-9]|after|before|and|on [A-Z]|while|with"
    r"|around [0-9])\b"
)
_COUNT_BOUNDS = (
    ("at least", "at_least"), ("no less than", "at_least"), ("more than", "over"), ("over", "over"),
    ("about", "about"), ("around", "about"), ("some", "about"), ("approximately", "about"),
    ("roughly", "about"), ("up to", "at_most"), ("as many as", "at_most"), ("nearly", "about"),
    ("an estimated", "about"),
)  # fmt: skip
_DEFINITE = re.compile(
    r"\b(?:the|its|north korea's|the north's|pyongyang's|day's) (?:[a-z-]+ ){0,3}$"
)
_STOPS_COUNT = frozenset({"fly", "fall", "launch", "said", "alt", "clock", "day", "amount", "eez"})
_SAID_AT = 16  # letters between "said" and a time
_THAT = re.compile(r"\bthat\b")
_OF_THEM = re.compile(r" of (?:them|the missiles|the projectiles)\b")


def read(clause: Clause) -> None:
    """Keep what a sentence says of where, when, how many and which way."""
    _times(clause)
    _launch(clause)
    _platform(clause)
    _direction(clause)
    _count(clause)
    _landing(clause)


# --- when --------------------------------------------------------------------------------------


def _times(clause: Clause) -> None:
    for index, token in enumerate(clause.tokens):
        if token.role != "clock" or clause.is_past(token.start):
            continue
        others = [t for t in clause.tokens if t.role == "clock" and t is not token]
        if token.value.zone in _FOREIGN and any(t.value.zone not in _FOREIGN for t in others):
            continue  # the same time on another clock
        again = any(other.start < token.start for other in others)
        if again and clause.text[token.start - 1 : token.start] == "(":
            continue
        if _happened(clause, index) in {"launch", "detect", "fly"}:
            clause.fact("time", token.value, token.span, clause.missile(index, "time"))


def _happened(clause: Clause, index: int) -> str:
    """What happened at a time: the nearest verb before it, else the next one."""
    token = clause.tokens[index]
    for at in range(index - 1, -1, -1):
        other = clause.tokens[at]
        said = other.role == "said" and token.start - other.end < _SAID_AT
        if said and not _THAT.search(clause.between(other, token)):
            return "said"
        if other.role not in _VERBS:
            continue
        if other.role == "fly" and any(t.role == "over" for t in clause.tokens[at:index]):
            return "over"
        return other.role
    following = [other.role for other in clause.tokens[index + 1 :] if other.role in _VERBS]
    if following:
        return following[0]
    return "launch" if clause.has("ordinal1", "ordinal2") else ""


# --- where from --------------------------------------------------------------------------------


def _launch(clause: Clause) -> None:
    shots = [t for t in clause.tokens if t.role == "launch" and not clause.is_past(t.start)]
    state = _state(clause)
    if shots:
        clause.fact("shot", state, shots[0].span)
    best: tuple[int, Token, tuple[str, str], int] | None = None
    for index, token in enumerate(clause.tokens):
        if token.role not in {"launch", "fly", "detect"} or clause.is_past(token.start):
            continue
        for at, name in _origins(clause, index):
            found = _origin(clause, name, state, token.role)
            if found is not None:
                rank = names.rank(*found)
                if best is None or rank > best[0]:
                    best = rank, name, found, at
        _unknown(clause, token)
    if best is not None:
        _, name, found, at = best
        value = (*found, name.value.written)
        ordinals = {t.role for t in clause.tokens[:at] if t.role.startswith("ordinal")}
        # "the first at 5:06 and the second at 5:27, from Wonsan" is said of both
        missile = None if len(ordinals) > 1 else clause.missile(at, "launch")
        clause.fact("launch", value, name.span, missile)


def _origins(clause: Clause, index: int) -> Iterator[tuple[int, Token]]:
    """The names that stand where a launch came from, after its verb."""
    verb = clause.tokens[index]
    open_, last = clause.lower(index).endswith("from"), verb.end
    for at in range(index + 1, len(clause.tokens)):
        token = clause.tokens[at]
        if token.role in {"fall", "alt", "eez", "launch"} or (token.role == "fly" and open_):
            return
        if token.role == "amount":
            flown = clause.used.get(at) == "range"
            open_, last = False, token.end
            if not flown and clause.after(token.end, 6).startswith(" from"):
                return
        if token.role != "name":
            continue
        gap = clause.text[last : token.start]
        if open_:
            open_ = bool(_CHAIN.fullmatch(gap))
        if not open_:
            open_ = bool(_OPEN.search(gap)) and not _TOWARD.search(gap.rpartition("from")[2])
        last = token.end
        if open_:
            yield at, token


def _origin(clause: Clause, token: Token, state: str, verb: str) -> tuple[str, str] | None:
    """What a name means as the origin of a launch."""
    name: names.Name = token.value
    if not name.groups & {"launch_site", "land"}:
        return None
    if name.generic and state not in {"", "PRK"}:
        return None
    if name.generic and _OFF.search(clause.before(token.start, 24)):
        return None  # "off its east coast" is where it flew to
    if name.state and "launch_site" not in name.groups:
        direct = re.search(r"\bfrom (?:inside |within )?$|, $", clause.before(token.start, 20))
        if direct is None or clause.after(token.end, 2) == "'s" or verb == "fly":
            return None
    return names.launch(name.written, state)


def _unknown(clause: Clause, verb: Token) -> None:
    """A place that the gazetteer does not know, after "from"."""
    found = _UNKNOWN.search(clause.text, verb.end, min(verb.end + 80, clause.end))
    if found is None or _CALENDAR.match(found["name"]):
        return
    first, last = found.span("name")
    if not any(t.start < last and t.end > first for t in clause.tokens if t.role != "compass"):
        clause.fact("unknown", found["name"], (first, last))


def _platform(clause: Clause) -> None:
    for token in clause.tokens:
        if token.role not in {"sub", "ship"} or clause.is_past(token.start):
            continue
        if token.role == "ship" or _SUBMARINE.search(clause.before(token.start, 26)):
            platform = "ship" if token.role == "ship" else "submarine"
            clause.fact("platform", platform, token.span)


def _state(clause: Clause) -> str:
    """Whose launch the sentence is about."""
    for index, token in enumerate(clause.tokens):
        if token.role != "launch":
            continue
        for other in reversed(clause.tokens[:index]):
            if other.role == "name" and other.value.state:
                return str(other.value.state)
        for other in clause.tokens[index + 1 :]:
            named = other.role == "name" and other.value.state
            if named and _BY.search(clause.before(other.start, 8)):
                return str(other.value.state)
    return clause.line.state


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
        clause.fact("direction", words, token.span, clause.missile(index))


def _aimed(clause: Clause, index: int) -> bool:
    """Whether a compass word says where something flew."""
    token = clause.tokens[index]
    use = token.value[1]
    pointed = clause.after(token.end, 11).startswith(" direction")
    heading = bool(_HEADING.search(clause.before(token.start, 24)))
    previous = clause.tokens[index - 1] if index else None
    close = previous is not None and token.start - previous.end <= 3
    if previous is not None and previous.role == "amount" and close:
        return use == "bare" and clause.used.get(index - 1) == "range"
    if use == "ward":
        return True
    if use == "adjective":
        return pointed
    if heading:
        return pointed or not re.match(r" [A-Z]", clause.after(token.end, 2))
    moved = previous is not None and previous.role in {"fly", "launch", "over"}
    return (
        moved
        and close
        and previous is not None
        and not re.search(r"[,.]", clause.between(previous, token))
    )


def _count(clause: Clause) -> None:
    if not clause.has("launch", "detect", "fall", "fly", "eez", "reach", "rise"):
        return
    for index, token in enumerate(clause.tokens):
        if clause.is_past(token.start):
            continue
        found = None
        if token.role == "missile":
            found = _counted(clause, index)
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
        if len(gap) > 90 or re.search(r"[;.]", gap) or token.role in _STOPS_COUNT:
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
    definite = _DEFINITE.search(clause.before(noun.start, 40))
    if (
        definite
        and not plural
        and clause.lower(index) != "weapon"
        and not clause.has("ordinal1", "ordinal2", "ordinal3", "rest")
    ):
        return (1, "the"), noun.start
    return None


def _number(clause: Clause, at: int) -> tuple[tuple[int, str], int] | None:
    token = clause.tokens[at]
    digits = str(token.value)
    if not digits.isdigit() or not 1 <= int(digits) <= 1000:
        return None
    before = clause.before(token.start, 20)
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
        if token.role not in {"fall", "launch", "over"} or clause.is_past(token.start):
            continue
        if clause.denied(index):
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
            sea = names.sea(token.value.written)
            if sea is not None:
                missile = clause.missile(index, "sea")
                clause.fact("sea", (sea, fell), token.span, missile)
                return


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
