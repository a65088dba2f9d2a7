"""How long a missile flew: English."""

import re
from dataclasses import replace

from geo.reading import names
from geo.reading.amounts import Amount
from geo.reading.english import keeping
from geo.reading.english.clause import Clause

_LATER = re.compile(
    r"[ -]?(?:later|apart|after|before|earlier|ago|interval|window|notice|into (?:the|its) flight"
    r"|warning)"
)
_AFTER_LAUNCH = re.compile(
    r" after (?:(?:(?:it|they|the missiles?) )?(?:was|were|being) (?:fired|launched)"
    r"|(?:its |the |their )?(?:launch|lift-?off|take-?off|blast-?off)\b)"
)
_FLIGHT_NOUN = re.compile(
    r"duration(?: of| was|:)?|flight time (?:of|was|at|:|is)|flying time of|in the air for"
    r"|airborne for|(?:stayed|remained|was|were) (?:up|aloft|airborne)|flight lasted"
    r"|flight: [^.;]{1,40}\bin $|flight of|flight that lasted|flight time[^.]{0,50}$"
    r"|^with (?:some |about |around |an estimated )?$"
    r"|flight (?:of the [a-z]{4,10} |[a-z]+ )?lasted|in flight for"
)
_FLIGHT_AFTER = re.compile(
    r"[ -](?:long )?(?:flight|journey)\b"
    r"|[^,.;]{0,12}\b(?:in flight|of flight|in the air|aloft|airborne)\b|, the flight was\b"
)
_FOR = re.compile(
    r"(?:^|[ ,])(?:for|lasting|lasted|in)"
    r"(?: about| around| some| just| only| a record| a total of| a full)? $"
)
_MINUTES_LATER = re.compile(r" later\b")
_PHASES = frozenset({"launch", "clock", "fall", "fly", "over", "passed", "debris", "fail"})
_AHEAD = ("could ", "would ", "will ", "may ", "might ", "to ")  # of a landing to come


def read(clause: Clause, index: int, amount: Amount) -> None:
    """Keep a duration that is a flight time as a fact."""
    before = clause.before(amount.start, 90)
    lasted = bool(_FOR.search(before)) or _is_listed(clause, index)
    if _until_landing(clause, index, amount):
        keeping.take(clause, index, "flight", amount)
        return
    if _fell_later(clause, index, amount):
        keeping.take(clause, index, "flight", amount)
        return
    named = _FLIGHT_NOUN.search(before[-70:]) or _FLIGHT_AFTER.match(clause.after(amount.tail, 30))
    later = _LATER.match(clause.after(amount.tail, 30))
    if later and not (lasted or (named and later.group().strip() == "before")):
        return  # not "with a flight time of 71 minutes before it came down"
    governor = clause.left(index, {"fly", "distance", "fall", "launch", "over", "alt", "detect"})
    role = "" if governor is None else clause.tokens[governor].role
    if role == "over" and _is_over_sea(clause, governor or 0):
        role = "fly"
    if "hovered" in before[-60:] or role == "over":
        return
    tracked = role == "detect" and governor is not None and "track" in clause.lower(governor)
    flew = role == "fly" and governor is not None
    if flew and _is_span_of_flight(clause, index, amount):
        lasted, amount = True, replace(amount, bound=None)
    lasted = lasted or (flew and amount.start - clause.tokens[governor or 0].end <= 1)
    if not (named or (lasted and (tracked or role in {"fly", "distance", "alt"}))):
        return
    reason = keeping.unreal(clause, index, governor)
    if reason is None:
        keeping.take(clause, index, "flight", amount)
    else:
        clause.refuse(amount, reason)


def _fell_later(clause: Clause, index: int, amount: Amount) -> bool:
    """As in "was fired at 6:42 a.m. and landed in the sea nine minutes later"."""
    if amount.unit != "min" or not _MINUTES_LATER.match(clause.text, amount.tail):
        return False
    before = [t.role for t in clause.tokens[:index] if t.role in _PHASES]
    return before == ["launch", "clock", "fall"]


def _is_listed(clause: Clause, index: int) -> bool:
    """As in "for 7,421 seconds and 7,445 seconds"."""
    return index > 0 and clause.used.get(index - 1) == "flight" and clause.listed(index)


def _is_span_of_flight(clause: Clause, index: int, amount: Amount) -> bool:
    """As in "flew 430 miles over 30 minutes", which is not more than 30."""
    distance = index and clause.used.get(index - 1) == "range"
    if not distance or amount.bound != "over":
        return False
    end = clause.tokens[index - 1].end
    return amount.start - end <= 1 and clause.text.startswith("over ", amount.start)


def _is_over_sea(clause: Clause, index: int) -> bool:
    """As in "flew over the West Sea for about 170 minutes"."""
    name = next(iter(names.names(clause.tokens[index + 1 :])), None)
    return name is not None and "sea" in name.value.groups


def _until_landing(clause: Clause, index: int, amount: Amount) -> bool:
    """As in "came down 73 minutes after it was fired"."""
    if not _AFTER_LAUNCH.match(clause.text, amount.tail):
        return False
    verb = clause.left(index, {"fall", "fly", "said", "launch"})
    if verb is None or clause.tokens[verb].role != "fall":
        return False
    if clause.lower(verb).startswith(_AHEAD):
        return False
    return not (clause.denied(verb) or clause.is_piece(verb) or keeping.unreal(clause, index, verb))
