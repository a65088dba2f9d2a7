"""When a missile was fired: English."""

import re
from dataclasses import replace

from geo.reading import clocks
from geo.reading.clocks import FOREIGN, Clock
from geo.reading.english.clause import Clause
from geo.reading.lexicon import Token

_VERBS = frozenset({"launch", "fall", "over", "detect", "passed", "fly", "occur"})
_HEADS = _VERBS | {"said", "alt", "reach", "rise"}
_NUMBERED = frozenset({"ordinal1", "ordinal2", "ordinal3", "missile", "clock", "launch"})
_FIRED = frozenset({"launch", "detect", "fly", "occur"})
_LATER = re.compile(r" (?:later|afterwards?|after)\b")
_PAIR = 2
_SECOND = 2
_DAY_AT = 5  # letters between a time and its day
_BESIDE = 3  # letters between a time and the same on another clock
_SAID_AT = 16  # letters between "said" and a time
_NOTICE = re.compile(  # when ships were warned to stay away
    r"\b(?:in force|in effect|closed|closure|off[- ]limits|launch window|no-sail)\b[^,;.]{0,40}$"
)
_STATED = re.compile(  # when something was told: a release, a briefing, sirens
    r"(?:\bas of |\b(?:(?:issued|published|posted|released) (?:a|an|its|the|his|her)\b[^;]{0,120}"
    r"|\borders? (?:issued|given|signed)\b(?:(?!launched|fired)[^;]){0,160}"
    r"|(?:briefing|news conference|press conference|meeting|session)\b[^,.;]{0,24}"
    r"|(?:message|alert|warning)s? went out\b[^.;]{0,60}"
    r"|(?:sirens?|alarms?)\b[^.;]{0,80}|(?:urged|warned|ordered|advised|alerted)\b[^.;]{0,80})"
    r"\bat (?:about |around )?)$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(?:earlier|previous) version\b")  # of a story, that it corrects
_LEFT_AT = re.compile(r"\bleft at\b")
_AT = re.compile(r"\b(?:at|around|about) $")
_THAT = re.compile(r"\bthat\b")


def read(clause: Clause) -> None:
    """Keep the times of what a sentence says was fired."""
    if _VERSION.search(clause.text):
        return
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
    after = clause.tokens[index + 1 : index + 6]  # "(1735 GMT on Tuesday)" apart
    abroad = (t for t in after if t.role == "clock" and t.value.zone in FOREIGN)
    aside = {id(token) for token in abroad}
    following = [t for t in after if t.role != "day" and id(t) not in aside][:_PAIR]
    if [t.role for t in following] not in (["ordinal2", "amount"], ["rest", "amount"]):
        return
    span = following[1].value
    later, moved = _LATER.match(clause.text, span.end), clocks.later(clock, span)
    if later is not None and moved is not None:
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
    if token.start > 0 or not clause.text.startswith((": ", " - ", " -- ", " — "), token.end):
        return False
    verb = next((t for t in clause.tokens[index + 1 :] if t.role in _HEADS), None)
    return verb is None or verb.role not in {"launch", "detect"}


def _is_stamp(clause: Clause, index: int) -> bool:
    """As in "AA Saturday 13:36, 07 May 2022", "May 7 2022 13:36": when a story was written."""
    clock = clause.tokens[index]
    before = clause.tokens[index - 1] if index else clock
    if before.role == "day" and before.value.full:
        headed = clause.between(before, clock) == " (" and clause.text[clock.end :] == ")"
        if headed or clause.between(before, clock) in {" ", " / "}:
            return True
    days = (token for token in clause.tokens[index + 1 : index + 2] if token.role == "day")
    if not any(day.value.full and clause.between(clock, day) == ", " for day in days):
        return False
    return _AT.search(clause.before(clock.start, 8)) is None


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
    stated = _STATED.search(clause.text, 0, token.start)
    fired = (t for t in clause.tokens[:index] if t.role in _FIRED)
    if stated is not None and all(t.start < stated.start() for t in fired):
        return "said"
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
    told = told or _LEFT_AT.search(clause.text) is not None
    counted = told and clause.has("ordinal1", "ordinal2")
    first = any("launch" in clause.word(t) for t in clause.tokens if t.role == "plain")
    return "launch" if counted or first or clause.launches() else ""


def _is_bound(clause: Clause, index: int) -> bool:
    """As in "over 10 missiles": over nothing that lies below."""
    following = clause.tokens[index + 1 : index + 2]
    return bool(following) and following[0].role in {"number", "amount"}
