"""From where and from what a missile was fired: English."""

import re
from collections.abc import Iterator, Sequence

from geo.reading import kinds, names
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
_OPENING = ("from", "left", "leave", "leaves", "out of", "site")
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
_DIRECT = re.compile(r"\bfrom (?:inside |within )?$|, $")
_POSSESSED = re.compile(r"'s (?:[a-z]{3,10} ){0,3}(?:tests?|launch(?:es)?|firings?)\b")
_BY = re.compile(r"\bby (?:the )?$")
_LAUNCH_OF = re.compile(r" of (?:a |an |two |three |several )?(?:suspected )?North Korean\b")
_FROM = re.compile(r"\bfrom (?:near |around |the |the (?:area|vicinity) of )?$", re.IGNORECASE)
_STARTS = frozenset({"launch", "fly", "detect", "occur"})
_BEYOND = frozenset({"fall", "alt", "eez", "launch"})
_SIDE_OF = re.compile(r"(?:north|south|east|west) of $")
_AFLOAT = re.compile(
    r"\b(?:submarine|sub|warship|ship|destroyer) (?:off|near|in waters (?:off|near))"
    r"(?: the (?:[a-z]{2,12} ){0,3}(?:port|coast|city|town)(?: city)? of)? [A-Z][a-z-]{3,12} $"
)
_BEFORE = re.compile(  # "…, hours before Kim was due to meet Putin at Vostochny"
    r", (?:(?:just )?(?:a few |two |three )?(?:hours|days|weeks|minutes|a day|the day|a week) )?"
    r"(?:before|ahead of)\b(?! (?:dawn|sunrise|noon|midnight|[0-9]))"
)
_SAME_PLACE = re.compile(
    r"\b(?:from|at) (?:the |about the |roughly the )?same "
    r"(?:place|site|location|area|spot|vicinity|region|base|launch (?:site|area|pad))\b"
)
_WATERS = re.compile(
    r"\b(?:waters (?:[a-z]{4,10} of|off)|submarine off) (?:the )?(?:[a-z]{2,14} ){0,4}$"
)
_UNSURE = re.compile(r"\b(?:possibility|possible|possibly|whether|could|may|might)\b[^.;]{0,60}$")
_SEVERAL_SITES = re.compile(r"\b(?:locations|sites|places), (?:including|among them)\b")
_MANY = 3
Origin = tuple[int, Token, tuple[str, str]]  # a token by its number, and what its name means


def read(clause: Clause) -> None:
    """Keep what a sentence says of where from and from what."""
    _launch(clause)
    _platform(clause)


def _launch(clause: Clause) -> None:
    shots = [t for t in clause.tokens if t.role == "launch" and not clause.is_past(t.start)]
    if not shots and clause.has("day", "clock"):  # "aware of the missile launch on Feb. 18"
        shots = [token for token in clause.launches() if not clause.is_past(token.start)]
    state = _state(clause)
    if shots:
        clause.fact("shot", state, shots[0].span)
    origins = list(_named_origins(clause, state))
    same = _SAME_PLACE.search(clause.text)
    if shots and not origins and same is not None:
        clause.fact("same_place", None, same.span())
    sites = {found for _, _, found in origins if found[0] == "place"}
    if clause.timed and len(sites) > 1:
        _each_its_own(clause, state)
        return
    for group in _by_kind(clause, origins) if len(sites) > 1 else [origins]:
        sites = {found for _, _, found in group if found[0] == "place"}
        if group and len(sites) < _MANY:  # of four sites none is that of all
            at, name, found = max(group, key=lambda origin: names.rank(*origin[2]))
            clause.fact("launch", (*found, name.value.written), name.span, _missile(clause, at))


def _by_kind(clause: Clause, origins: Sequence[Origin]) -> list[list[Origin]]:
    """As in "the launch of an ICBM from Sunan at 7:40 and that of two SRBMs from Kaechon at 8:39".

    The origins of each kind of missile, all as one where kinds and places do not take turns.
    """
    named = kinds.mentions(clause.text, "en")
    starts = [name.start for _, name, _ in origins]
    first, last = min(starts), max(starts)
    second = [mention for mention in named if first < mention.start < last]
    before = {mention.kind for mention in named if mention.end <= first}
    if len(second) != 1 or not before or second[0].kind in before:
        return [list(origins)]
    cut = second[0].start
    return [
        [origin for origin in origins if origin[1].start < cut],
        [origin for origin in origins if origin[1].start >= cut],
    ]


def _named_origins(clause: Clause, state: str) -> Iterator[Origin]:
    """The names that say where a launch came from, each with what it means."""
    known = False
    for index, token in enumerate(clause.tokens):
        if token.role not in _STARTS or clause.is_past(token.start):
            continue
        before = _before_flight(clause, index)
        for at, name in (*_origins(clause, index), *_where(clause, index), *before):
            found = _origin(clause, name, state, token.role)
            if known and _SIDE_OF.search(clause.before(name.start, 12)):
                continue  # "from North Hwanghae Province south of Pyongyang"
            if found is not None and not clause.is_past(name.start):
                known = True
                yield at, name, found
        _unknown(clause, token)


def _missile(clause: Clause, at: int) -> int | None:
    """Which missile came from a place: "the first at 5:06, the second at 5:27, from …" is both."""
    before = clause.tokens[:at]
    ordinals = {token.role for token in before if token.role.startswith("ordinal")}
    one_another = any(token.role == "rest" for token in before) and any(
        token.role == "number" and token.value == "1" for token in before
    )
    return None if len(ordinals) > 1 or one_another else clause.missile(at, "launch")


def _each_its_own(clause: Clause, state: str) -> None:
    """As in "one from Sunan at 7:40 a.m. and two from Kaechon at 8:39 a.m."."""
    first = 0
    for missile, clock in enumerate(clause.timed, start=1):
        for token in clause.tokens[first:clock]:
            found = _origin(clause, token, state, "launch") if token.role == "name" else None
            if found is not None and _FROM.search(clause.before(token.start, 24)):
                clause.fact("launch", (*found, token.value.written), token.span, missile)
        first = clock


def _origins(clause: Clause, index: int) -> Iterator[tuple[int, Token]]:
    """The names that stand where a launch came from, after its verb."""
    verb = clause.tokens[index]
    open_, last = clause.lower(index).endswith(_OPENING), verb.end
    for at in range(index + 1, len(clause.tokens)):
        token = clause.tokens[at]
        if _ends_origins(clause, token, verb, open_=open_):
            return
        if token.role == "amount":
            open_, last = False, token.end
            if _is_measured_from(clause, at):
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


def _is_measured_from(clause: Clause, at: int) -> bool:
    """As in "landed 300 km from Sunan", not "flew 300 km" or "in less than an hour from Sunan"."""
    token = clause.tokens[at]
    away = token.value.kind == "distance" and clause.used.get(at) != "range"
    return away and clause.after(token.end, 6).startswith(" from")


def _ends_origins(clause: Clause, token: Token, verb: Token, *, open_: bool) -> bool:
    """Whether what follows a verb is no longer where the launch came from."""
    if token.role == "launch" and _POINT.match(clause.text, token.end):
        return False  # "from a launch point on the Hodo Peninsula"
    if token.role == "name" and _BEFORE.search(clause.text, verb.end, token.start):
        return True
    if token.role == "name" and _SEVERAL_SITES.search(clause.text, verb.end, token.start):
        return True  # "from four locations, including Sunan"
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
    if _POSSESSED.match(clause.text, token.end):
        return None  # "in Pyongyang's second test this week"
    if name.generic and state not in {"", "PRK"}:
        return None
    if name.generic and _OFF.search(clause.before(token.start, 24)):
        return None  # "off its east coast" is where it flew to
    if name.state and "launch_site" not in name.groups:
        direct = _DIRECT.search(clause.before(token.start, 20))
        if direct is None or clause.after(token.end, 2) == "'s" or verb == "fly":
            return None
    at_sea = _WATERS.search(clause.text, max(0, token.start - 60), token.start)
    sea = names.launch(f"waters off {name.written}", state) if at_sea else None
    return sea or names.launch(name.written, state)


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
        if _UNSURE.search(clause.text, 0, token.start):
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
