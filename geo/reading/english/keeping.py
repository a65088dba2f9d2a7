"""Amounts kept as facts, and why some are not of this launch: English."""

import re

from geo.reading.amounts import Amount
from geo.reading.clause import PAST
from geo.reading.english.clause import Clause
from geo.reading.lexicon import Token

AFTER_ALT = re.compile(
    r"[ -](?:in (?:maximum |peak |top )?(?:altitude|height)|altitude|high\b"
    r"|above (?:the )?(?:earth|sea|ground)"
    r"|into (?:the )?(?:space|air|sky)|up\b(?! to))",
    re.IGNORECASE,
)
_STAGE = re.compile(r"\b(?:first|second|third) stage (?:dropped|fell|landed|came down)\b")
_STAGE_FAR = 130
_ASSUMPTION = re.compile(
    r"\b(?:if|assuming|had)\b[^.;]{0,40}?"
    r"\b(?:normal|standard|ordinary|regular|usual)(?: ballistic)?"
    r" (?:trajector(?:y|ies)|angles?)",
    re.IGNORECASE,
)
_WOULD_HAVE = re.compile(r"\bwould have(?: (?:flown|travell?ed|gone|covered))? $")
_KIND = re.compile(
    r"An? (?:[A-Z][\w-]{1,20}(?: missile)?|ballistic missile) (?:flies|can fly|has to|must|needs to"
    r"|is (?:thought|believed|known|said|estimated) to (?:fly|travel|reach|have))\b"
)
_NONE = re.compile(r"\b(?:none|neither) of (?:the|its|these|them)\b[^;]{0,200}$", re.IGNORECASE)
_POSSIBLE = re.compile(r"[^.;]{0,60}\b(?:cannot|can't|could not|couldn't) be ruled out\b")
_INFINITIVES = frozenset({"fly", "travel", "flies", "travels", "cover"})
_PAST_VERBS = frozenset({"reached", "flew", "traveled", "travelled", "climbed", "rose"})
_HALT = frozenset({"amount", "fall", "launch", "said"})
_FAR = 70


def unreal(clause: Clause, index: int, governor: int | None) -> str | None:
    """Why a quantity is not of this launch; None if it is."""
    if clause.is_past(clause.tokens[index].start):
        return PAST
    first = index if governor is None else governor
    if _NONE.search(clause.text, 0, clause.tokens[first].start):
        return "denied"  # "none of the four missiles … went beyond"
    possible = _POSSIBLE.match(clause.text, clause.tokens[index].end) is not None
    reason = "able" if possible else _said_before(clause, first)
    if reason is not None and not _is_assumed(clause, index, first):
        return reason
    if any(_is_design(clause, at) for at in range(first + 1, index)):
        return "design"
    if _of_stage(clause, index):
        return "place"
    if _KIND.match(clause.text) or _is_habit(clause, first, index):
        return "design"  # "A Scud flies 500 km", "A Rodong is thought to fly 1,300"
    ifs = [t for t in clause.tokens if t.role == "if"]
    if all(t.start > clause.tokens[index].end and clause.word(t) == "depending on" for t in ifs):
        return None  # "it flew 900 km, and could reach 14,000 depending on its payload"
    assumed = _ASSUMPTION.search(clause.text, 0, clause.end)
    if assumed is None:
        return "if"
    if governor is not None and clause.lower(governor) in _INFINITIVES:
        return "if"
    return None


def _is_assumed(clause: Clause, index: int, verb: int) -> bool:
    """As in "Tokyo said it would have flown 500 km if it followed a normal trajectory"."""
    speaker = clause.speaker(clause.tokens[index].start)
    measured = speaker is not None and speaker.state == "JPN"
    would = _WOULD_HAVE.search(clause.before(clause.tokens[verb].start, 26)) is not None
    return measured and would and _ASSUMPTION.search(clause.text) is not None


def _is_habit(clause: Clause, verb: int, index: int) -> bool:
    """As in "The SLAM-ER flies up to 280 km"."""
    return clause.lower(verb) == "flies" and clause.tokens[index].value.bound == "at_most"


def _is_design(clause: Clause, at: int) -> bool:
    """As in "flew for 30 minutes, and would have a maximum range of 4,500 km"."""
    return clause.tokens[at].role == "able" and clause.lower(at).endswith("range")


def _said_before(clause: Clause, first: int) -> str | None:
    """The word before what governs a quantity that says it was not flown."""
    at = clause.tokens[first].start
    for back in range(first - 1, -1, -1):
        token = clause.tokens[back]
        if token.role == "fall" and clause.before(token.start, 4).endswith(" to "):
            continue  # "able to hit a target at 4,000 km"
        if token.role == "amount" and token.value.unit == "weight":
            continue  # "capable of carrying up to 10 tonnes over 18,000 km"
        if at - token.end > _FAR or token.role in _HALT or _asserts(clause, token):
            break
        ahead = token.role == "future" and token.value in {"will", "set to"}
        if token.role == "able" or ahead or clause.lower(back) == "could have":
            return "able"
        if token.role in {"neg", "notreach"}:
            return "denied"
        if token.role == "craft" and all(t.role != "missile" for t in clause.tokens[back:first]):
            return "craft"
    return None


def _asserts(clause: Clause, token: Token) -> bool:
    """As in "simulating the maximum range, it reached an altitude of": what was done after all."""
    past = clause.word(token) in _PAST_VERBS
    return past and not clause.before(token.start, 6).endswith(("have ", "to be "))


def _of_stage(clause: Clause, index: int) -> bool:
    """As in "the first stage dropped off Kumya, …, at a distance of 10 km"."""
    at = clause.tokens[index].start
    found = _STAGE.search(clause.text, max(0, at - _STAGE_FAR), at)
    missile = clause.left(index, {"missile", "launch", "alt", "fly"}, _STAGE_FAR)
    return found is not None and (missile is None or clause.tokens[missile].end < found.start())


def _is_with_height(clause: Clause, index: int) -> bool:
    """As in "300 km, 50 km high": the two are not of one kind."""
    pair = [t for t in clause.tokens[max(0, index - 1) : index + 2] if t.role == "amount"]
    return any(
        AFTER_ALT.match(clause.text, token.value.tail)
        and clause.before(token.start, 2) == ", "
        and not clause.has("alt")
        for token in pair
    )


def take(clause: Clause, index: int, field: str, amount: Amount) -> None:
    """Keep an amount as a fact, for the missile that it is said of."""
    several = clause.listed(index) and not _is_with_height(clause, index)
    missile = None if several else clause.missile(index, field)
    clause.used[index] = field
    if several:
        clause.paired.add(index)
    clause.fact(field, amount, amount.span, missile, several=several)
    if field == "range" and clause.has("if"):
        assumed = _ASSUMPTION.search(clause.text, 0, clause.end)
        if assumed is not None:
            clause.fact("assumption", assumed.group(), assumed.span(), missile)
