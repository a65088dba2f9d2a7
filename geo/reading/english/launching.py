"""When a missile was fired, from where and from what: English."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.reading import names
from geo.reading.clocks import FOREIGN, Clock
from geo.reading.english.clause import Clause
from geo.reading.lexicon import Token

_OPEN = re.compile(
    r"(?:^|[ ,(\"])(?:from|near|at|around|in|off|close to|vicinity of|proximity of"
    r"|site (?:is|was|as))"
    r"(?: (?!to\b(?! the (?:north|south|east|west) of)|into\b|toward|over\b|and\b)"
    r"[A-Za-z][a-z'-]{0,20},?){0,8} ?\(?$"
)
_CHAIN = re.compile(
    r"(?: (?:Province|County|City|District))?(?:'s?)?(?:,|:| \()? ?"
    r"(?:(?!to |into |toward|over |and |off |as |while |when |but )[a-z'-]{1,20},? ){0,7}"
)
_TOWARD = re.compile(r"\b(?:into|towards?|to|over)\b")
_OPENING = ("from", "left", "out of", "site")
_OFF = re.compile(r"\boff(?: [a-z']{1,20}){0,2} $")
_CAPITALISED = r"[A-Z][a-z]{1,20}(?:-[A-Za-z]{1,20})?"
_UNKNOWN = re.compile(
    r"\bfrom (?:(?:an? |the )?(?:site|areas?|town|city|village|port|county|vicinity|location)"
    r" (?:in|near|at|of|around) |near |the |around )?(?:the (?:town|city|village|port) of )?"
    rf"(?P<name>{_CAPITALISED}(?: (?:{_CAPITALISED}|ri|up|dong)){{0,3}})"
)
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|"
    r"June|July|August|September|October|November|December"
)
_SUBMARINE = re.compile(r"\bfrom (?:an? |the |its )?(?:\w{1,20} )?$|\bfired $|\bby (?:a |the )?$")
_WHERE = re.compile(r",? (?:(?:was|is) the (?:place|site) )?(?:(?:from )?where|from which) ")
_POINT = re.compile(r" (?:points?|pads?|facility)\b")
_BY = re.compile(r"\bby (?:the )?$")
_LAUNCH_OF = re.compile(r" of (?:a |an |two |three |several )?(?:suspected )?North Korean\b")
_FROM = re.compile(r"\bfrom (?:near |around |the |the (?:area|vicinity) of )?$", re.IGNORECASE)
_STARTS = frozenset({"launch", "fly", "detect", "occur"})
_VERBS = frozenset({"launch", "fall", "over", "detect", "passed", "fly", "occur"})
_HEADS = _VERBS | {"said", "alt", "reach", "rise"}
_NUMBERED = frozenset({"ordinal1", "ordinal2", "ordinal3", "missile", "clock", "launch"})
_FIRED = frozenset({"launch", "detect", "fly", "occur"})
_BEYOND = frozenset({"fall", "alt", "eez", "launch"})
_LATER = re.compile(r" (?:later|afterwards?|after)\b")
_SIDE_OF = re.compile(r"(?:north|south|east|west) of $")
_AFLOAT = re.compile(
    r"\b(?:submarine|sub|warship|ship|destroyer) (?:off|near|in waters (?:off|near))"
    r"(?: the (?:port|coast)(?: city)? of)? [A-Z][a-z-]{3,12} $"
)
_PAIR = 2
_MANY = 3
_SECOND = 2
_DAY_MIN = 24 * 60
_DAY_AT = 5  # letters between a time and its day
_BESIDE = 3  # letters between a time and the same on another clock
_SAID_AT = 16  # letters between "said" and a time
_NOTICE = re.compile(  # when ships were warned to stay away
    r"\b(?:in force|in effect|closed|closure|off[- ]limits|launch window|no-sail)\b[^,;.]{0,40}$"
)
_THAT = re.compile(r"\bthat\b")


def read(clause: Clause) -> None:
    """Keep what a sentence says of when, from where and from what."""
    _times(clause)
    _launch(clause)
    _platform(clause)


# --- when --------------------------------------------------------------------------------------


def _times(clause: Clause) -> None:
    for index, token in enumerate(clause.tokens):
        if token.role != "clock" or clause.is_past(token.start):
            continue
        if _is_told_again(clause, token) or _heads_item(clause, index) or _is_stamp(clause, index):
            continue
        if _happened(clause, index) in _FIRED:
            missile = clause.missile(index, "time") or _ordinal_after(clause, index)
            clause.fact("time", _dated(clause, token), token.span, missile)
            _later(clause, index)


def _later(clause: Clause, index: int) -> None:
    """As in "the first at 2:35 a.m. and the second 7 minutes later"."""
    clock: Clock = clause.tokens[index].value
    following = [t for t in clause.tokens[index + 1 : index + 5] if t.role != "day"][:_PAIR]
    if [t.role for t in following] not in (["ordinal2", "amount"], ["rest", "amount"]):
        return
    span = following[1].value
    minutes = span.numbers[0] if span.unit == "min" and len(span.numbers) == 1 else ""
    exact = minutes.isdecimal() and span.bound is None and not span.more
    later = _LATER.match(clause.text, span.end)
    if not exact or len(clock.times) > 1 or later is None:
        return
    ((hour, minute),) = clock.times
    days, minute = divmod(60 * hour + minute + int(minutes), _DAY_MIN)
    moved = replace(clock, times=(divmod(minute, 60),), next_day=days == 1)
    clause.fact("time", moved, (span.start, later.end()), _SECOND)


def _dated(clause: Clause, clock: Token) -> Clock:
    """As in "11:21 a.m. Hawaii time April 15": a time with the day on its own clock."""
    value: Clock = clock.value
    beside = (t for t in clause.tokens if t.role == "day" and 0 <= t.start - clock.end <= _DAY_AT)
    day = next(beside, None) if value.zone in FOREIGN else None
    if day is None or ")" in clause.between(clock, day):
        return value
    return replace(value, day=day.value)


def _ordinal_after(clause: Clause, index: int) -> int | None:
    """As in "At 8:03 a.m. a second missile was fired"."""
    following = [t for t in clause.tokens[index + 1 : index + 5] if t.role in _NUMBERED]
    if len(following) < _PAIR or not following[0].role.startswith("ordinal"):
        return None
    alone = sum(token.role == "clock" for token in clause.tokens) == 1
    return int(following[0].role[7:]) if alone and following[1].role == "missile" else None


def _heads_item(clause: Clause, index: int) -> bool:
    """As in "07:50: The missile flew …": when something was written, unless it is a launch."""
    token = clause.tokens[index]
    if token.start > 0 or not clause.text.startswith((": ", " - ", " -- "), token.end):
        return False
    verb = next((t for t in clause.tokens[index + 1 :] if t.role in _HEADS), None)
    return verb is None or verb.role not in {"launch", "detect"}


def _is_stamp(clause: Clause, index: int) -> bool:
    """As in "AA Saturday 13:36, 07 May 2022", "May 7 2022 13:36": when a story was written."""
    clock = clause.tokens[index]
    before = clause.tokens[index - 1] if index else clock
    if before.role == "day" and before.value.full and clause.between(before, clock) in {" ", " / "}:
        return True
    days = (token for token in clause.tokens[index + 1 : index + 2] if token.role == "day")
    if not any(day.value.full and clause.between(clock, day) == ", " for day in days):
        return False
    return re.search(r"\b(?:at|around|about) $", clause.before(clock.start, 8)) is None


def _is_told_again(clause: Clause, token: Token) -> bool:
    """Whether a time stands beside the same on another clock: the one with the only day counts."""
    clocks = [t for t in clause.tokens if t.role == "clock"]
    if token.value.zone not in FOREIGN:
        beside = (t for t in clocks if 0 <= t.start - token.end <= _BESIDE)
        return any(t.value.zone in FOREIGN and _tells_day(clause, t) for t in beside)
    if _tells_day(clause, token):
        return False
    following = (t for t in clocks if clause.between(token, t) == " (")
    if any(_day_beside(clause, t) is not None for t in following):
        return True  # "7:49 p.m. EST (0049 GMT Wednesday)"
    at_home = [t for t in clocks if t.value.zone not in FOREIGN]
    bracketed = clause.text[token.start - 1 : token.start] == "("
    if bracketed and any(t.start < token.start for t in at_home):
        return True
    return bool(at_home) and _day_beside(clause, token) is None


def _day_beside(clause: Clause, clock: Token) -> Token | None:
    """The only day of a sentence, where it stands after a time."""
    days = [t for t in clause.tokens if t.role == "day"]
    return days[0] if len(days) == 1 and 0 <= days[0].start - clock.end <= _DAY_AT else None


def _tells_day(clause: Clause, clock: Token) -> bool:
    """As in "8.24am (23:24 GMT on Wednesday)": the day of the launch is that of the other clock."""
    day = _day_beside(clause, clock)
    return day is not None and clause.is_today(day) and ")" not in clause.between(clock, day)


def _happened(clause: Clause, index: int) -> str:
    """What happened at a time: the nearest verb before it, else the next one."""
    token = clause.tokens[index]
    if _NOTICE.search(clause.text, max(0, token.start - 60), token.start):
        return "notice"
    for at in range(index - 1, -1, -1):
        other = clause.tokens[at]
        said = other.role == "said" and token.start - other.end < _SAID_AT
        if said and not _THAT.search(clause.between(other, token)):
            return "said"
        if other.role not in _VERBS or (other.role == "over" and _is_bound(clause, at)):
            continue
        if other.role == "fly" and any(t.role == "over" for t in clause.tokens[at:index]):
            return "over"
        return other.role
    for other in clause.tokens[index + 1 :]:
        announced = other.role == "said" and clause.word(other) == "announced"
        if announced or (other.role == "said" and _THAT.match(clause.text, other.end + 1)):
            return "said"  # "At 3:54 a.m. the government announced that …"
        if other.role in _VERBS:
            return other.role
    told = clause.has("missile", "launch", "fly", "alt", "rise", "fall")
    counted = told and clause.has("ordinal1", "ordinal2")
    return "launch" if counted or clause.launches() else ""


def _is_bound(clause: Clause, index: int) -> bool:
    """As in "over 10 missiles": over nothing that lies below."""
    following = clause.tokens[index + 1 : index + 2]
    return bool(following) and following[0].role in {"number", "amount"}


# --- where from --------------------------------------------------------------------------------


def _launch(clause: Clause) -> None:
    shots = [t for t in clause.tokens if t.role == "launch" and not clause.is_past(t.start)]
    if not shots and clause.has("day"):  # "aware of the missile launch on Feb. 18"
        shots = [token for token in clause.launches() if not clause.is_past(token.start)]
    state = _state(clause)
    if shots:
        clause.fact("shot", state, shots[0].span)
    best: tuple[int, Token, tuple[str, str], int] | None = None
    sites: set[tuple[str, str]] = set()
    for index, token in enumerate(clause.tokens):
        if token.role not in _STARTS or clause.is_past(token.start):
            continue
        before = _before_flight(clause, index)
        for at, name in (*_origins(clause, index), *_where(clause, index), *before):
            found = _origin(clause, name, state, token.role)
            if best is not None and _SIDE_OF.search(clause.before(name.start, 12)):
                continue  # "from North Hwanghae Province south of Pyongyang"
            if found is not None:
                rank = names.rank(*found)
                sites |= {found} if found[0] == "place" else set()
                if best is None or rank > best[0]:
                    best = rank, name, found, at
        _unknown(clause, token)
    if best is not None and len(sites) < _MANY:  # of four sites none is that of all
        _, name, found, at = best
        value = (*found, name.value.written)
        ordinals = {t.role for t in clause.tokens[:at] if t.role.startswith("ordinal")}
        # "the first at 5:06 and the second at 5:27, from Wonsan" is said of both
        one_another = any(t.role == "rest" for t in clause.tokens[:at]) and any(
            t.role == "number" and t.value == "1" for t in clause.tokens[:at]
        )
        both = len(ordinals) > 1 or one_another
        missile = None if both else clause.missile(at, "launch")
        clause.fact("launch", value, name.span, missile)


def _origins(clause: Clause, index: int) -> Iterator[tuple[int, Token]]:
    """The names that stand where a launch came from, after its verb."""
    verb = clause.tokens[index]
    open_, last = clause.lower(index).endswith(_OPENING), verb.end
    for at in range(index + 1, len(clause.tokens)):
        token = clause.tokens[at]
        if _ends_origins(clause, token, open_=open_):
            return
        if token.role == "amount":
            flown = clause.used.get(at) == "range"
            open_, last = False, token.end
            if not flown and clause.after(token.end, 6).startswith(" from"):
                return
        if token.role != "name":
            continue
        gap = clause.text[last : token.start]
        off = clause.lower(at).startswith(("off ", "waters off "))
        if off and not open_ and _CHAIN.fullmatch(gap):
            open_ = True
        elif open_:
            open_ = bool(_CHAIN.fullmatch(gap))
        if not open_:
            open_ = bool(_OPEN.search(gap)) and not _TOWARD.search(gap.rpartition("from")[2])
        last = token.end
        if open_:
            yield at, token


def _ends_origins(clause: Clause, token: Token, *, open_: bool) -> bool:
    """Whether what follows a verb is no longer where the launch came from."""
    if token.role == "launch" and _POINT.match(clause.text, token.end):
        return False  # "from a launch point on the Hodo Peninsula"
    return token.role in _BEYOND or (token.role == "fly" and open_)


def _before_flight(clause: Clause, index: int) -> Iterator[tuple[int, Token]]:
    """As in "the first, from Kittaeryong, flew", "From Sunan, North Korea launched"."""
    verb = clause.tokens[index]
    headed = clause.text.startswith("From ") and verb.role == "launch"
    if verb.role == "launch" and index > 1 and _AFLOAT.search(clause.text, 0, verb.start):
        yield index - 1, clause.tokens[index - 1]  # "a submarine off Sinpo launched"
    if verb.role != "fly" and not headed:
        return
    for at, token in enumerate(clause.tokens[:index]):
        name = token.value if token.role == "name" else None
        site = name is not None and name.groups & {"launch_site", "land"} and not name.state
        if site and _FROM.search(clause.text, max(0, token.start - 24), token.start):
            yield at, token


def _where(clause: Clause, index: int) -> Iterator[tuple[int, Token]]:
    """As in "Kusong, where the missile was launched": the name before its verb."""
    verb = clause.tokens[index]
    for at in range(index):
        token = clause.tokens[at]
        if token.role == "name" and _WHERE.match(clause.text, token.end, verb.start):
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
        owner = _LAUNCH_OF.match(clause.text, token.end)
        for at, other in reversed(list(enumerate(clause.tokens[:index]))):
            if other.role == "name" and other.value.state:
                if any(t.role == "detect" for t in clause.tokens[at:index]):
                    break  # "U.S. systems detected the launch"
                return str(other.value.state)
        if owner is not None:
            return "PRK"
        for other in clause.tokens[index + 1 :]:
            named = other.role == "name" and other.value.state
            if named and _BY.search(clause.before(other.start, 8)):
                return str(other.value.state)
    return clause.line.state
