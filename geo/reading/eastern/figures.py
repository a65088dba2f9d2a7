"""Ranges, heights and flight times in a Japanese or Korean sentence."""

import re
from typing import TYPE_CHECKING

from geo.reading.clause import PAST
from geo.reading.eastern import landmarks
from geo.reading.eastern.clause import Clause
from geo.reading.lexicon import Token

if TYPE_CHECKING:
    from geo.reading.amounts import Amount

Found = tuple[str | None, str]  # the field, or None and the reason to refuse
_NOUNS = {
    "alt": "apogee", "distance": "range", "length": "range", "flight": "flight", "design": "",
    "size": "",
}  # fmt: skip
_VERBS = frozenset({"fly", "rise", "alt", "design", "ahead"})
_STOPS = frozenset({"fall", "launch", "pass"})
_OBJECT = "を를을"
_UP_TO = re.compile(r"(?:까지의?|まで(?:の)?|間の) ?$")
_HEIGHT_AFTER = re.compile(r"로|の|で|に|를|까")
_REVISED = re.compile(r"(?:으?로|에서|に|へ)[、 ]?(?:수정|정정|바꿨|바꾸|변경|訂正|修正|改め|変更)")
_AT_HEIGHT = re.compile(r"(?:で|に達し|に達して|、|로|에서|,)[、 ]?")
_RESPECTIVELY = frozenset({"それぞれ", "各々", "각각", "각기"})
_LATER = re.compile(r" ?(?:後|뒤|후|만에|전|前|おき|間隔|간격|差)")
_NEXT = 6  # letters between a quantity and the noun of the next
_CLOSE, _FAR = 30, 40  # letters between a quantity and its verb


def read(clause: Clause) -> None:
    """Keep what the quantities of a sentence are of, or refuse them with the reason."""
    groups = _groups(clause)
    found: list[Found] = []
    for at in range(len(groups) - 1, -1, -1):
        field, reason = _classify(clause, groups[at][0], groups[at][-1])
        if field is None and at and _REVISED.match(clause.text, clause.tokens[groups[at][-1]].end):
            field, reason = _classify(clause, groups[at - 1][0], groups[at - 1][-1])
        open_ = reason == "unclear" and clause.tokens[groups[at][0]].value.kind == "distance"
        if open_ and found and found[0][0] == "range":
            between = clause.tokens[groups[at][-1] + 1 : groups[at + 1][0]]
            if any(t.role in {"rest", "oneof"} or t.role.startswith("ordinal") for t in between):
                field = "range"  # one verb for both: "1発は430キロ、もう1発は690キロ飛行した"
        found.insert(0, (field, reason))
    for at, (field, _) in enumerate(found):
        if at and found[at - 1][0] == "apogee" and field is None and _goes_on(clause, groups, at):
            found[at] = "range", ""
    fields = [field for field, _ in found]
    for group, (field, reason) in zip(groups, found, strict=True):
        each = len(group) > 1 or (fields.count(field) > 1 and _one_each(clause, group[0]))
        _keep(clause, group, field, reason, several=each)


def _goes_on(clause: Clause, groups: list[list[int]], at: int) -> bool:
    """As in "最高高度約50kmで約350km、…飛翔": a height, and how far it flew at it."""
    height, figure = clause.tokens[groups[at - 1][-1]], clause.tokens[groups[at][0]]
    if figure.value.kind != "distance" or clause.is_past(figure.start):
        return False
    flown = any(t.role == "fly" and t.start > figure.end for t in clause.tokens)
    return flown and _AT_HEIGHT.fullmatch(clause.text, height.end, figure.start) is not None


def _one_each(clause: Clause, index: int) -> bool:
    """Whether the figures after "respectively" are those of one missile after another."""
    start = clause.tokens[index].start
    return any(
        token.role == "each" and token.end <= start and clause.word(token) in _RESPECTIVELY
        for token in clause.tokens
    )


def _groups(clause: Clause) -> list[list[int]]:
    """The amounts, those side by side together: "각각 430㎞, 690㎞를 비행"."""
    groups: list[list[int]] = []
    for index, token in enumerate(clause.tokens):
        if token.role != "amount":
            continue
        if groups and _side_by_side(clause, groups[-1][-1], index):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _side_by_side(clause: Clause, first: int, second: int) -> bool:
    one, two = clause.tokens[first].value, clause.tokens[second].value
    if one.kind != "distance" or two.kind != "distance" or two.start - one.end > 3:
        return False
    if not clause.tongue.listed.fullmatch(clause.text, one.end, two.start):
        return False
    noun, touching = _noun_before(clause, first)
    verb, _ = _verb_after(clause, second)
    height = noun is not None and touching and noun.role == "alt"
    return not (height and verb is not None and verb.role == "fly")


def _keep(
    clause: Clause, group: list[int], field: str | None, reason: str, *, several: bool
) -> None:
    """Make facts of amounts side by side, or refuse them."""
    first = clause.tokens[group[0]]
    if field == "near":
        return
    if field is None:
        if first.value.kind != "duration" or reason == PAST:
            for index in group:
                clause.refuse(clause.tokens[index].value, reason)
        return
    for index in group:
        amount: Amount = clause.tokens[index].value
        clause.used[index] = field
        missile = clause.missile(index)
        clause.fact(field, amount, amount.span, missile, several=several)
    assumed = next((t for t in clause.tokens if t.role == "assumption"), None)
    if field == "range" and assumed is not None and assumed.start < first.start:
        span = assumed.start, assumed.end
        clause.fact("assumption", clause.word(assumed), span, clause.missile(group[0]))


def _classify(clause: Clause, first: int, last: int) -> Found:
    """The field of a quantity, or None and the reason to refuse it."""
    amount: Amount = clause.tokens[first].value
    reason = _never(clause, amount, first)
    if reason is not None:
        return None, reason
    duration = amount.kind == "duration"
    noun, touching = _noun_before(clause, first)
    verb, gap = _verb_after(clause, last)
    touched = verb is not None and bool(clause.tongue.before_verb.fullmatch(gap))
    if verb is not None and verb.role == "alt" and not _HEIGHT_AFTER.match(clause.text, verb.end):
        touched = False  # "飛距離は…4600キロ、最高高度は…": the noun of the next quantity
    if touching and noun is not None and touched and clause.text[noun.end] in _OBJECT:
        touching = False  # "at a height lower than …, it flew 300 km"
    near = None if duration or touching or touched else landmarks.read(clause, first, last)
    found: Found = None, "unclear"
    if touching and noun is not None:
        found = _of_noun(clause, noun, last)
    elif verb is not None and touched:
        found = _of_verb(clause, verb, first, last)
    elif near is not None:
        found = ("near", "") if near == "" else (None, near)
    elif noun is not None:
        found = _of_noun(clause, noun, last)
    elif verb is not None and len(gap) <= _CLOSE:
        found = _of_verb(clause, verb, first, last)
    field, reason = found
    if field is not None and (field == "flight") != duration:
        field = "flight" if duration and field == "range" and verb is not None else None
    return field, reason


def _never(clause: Clause, amount: "Amount", first: int) -> str | None:
    """Why a quantity is none of this launch, whatever stands around it."""
    if amount.kind == "other":
        return amount.unit
    if clause.is_past(amount.start):
        return PAST
    for token in reversed(clause.tokens[:first]):
        if token.role in {"missile", "launch"}:
            return None
        if token.role == "craft":
            return "craft"
    return None


def _noun_before(clause: Clause, index: int) -> tuple[Token | None, bool]:
    """The nearest noun before a quantity with no other quantity between; whether it touches."""
    start = clause.tokens[index].start
    for at in range(index - 1, -1, -1):
        token = clause.tokens[at]
        if token.role == "amount" and not clause.is_past(token.start):
            break
        if token.role in _NOUNS:
            plain = all(
                t.role == "each" or t.role.startswith("ordinal")
                for t in clause.tokens[at + 1 : index]
            )
            gap = clause.text[token.end : start]
            return token, plain and bool(clause.tongue.after_noun.fullmatch(gap))
    return None, False


def _verb_after(clause: Clause, index: int) -> tuple[Token | None, str]:
    """The next word of flight or height after a quantity, and what stands between."""
    end = clause.tokens[index].end
    lasting = clause.tokens[index].value.kind == "duration"  # "30분간 800㎞를 비행"
    if lasting and _LATER.match(clause.text, end):
        return None, ""
    for token in clause.tokens[index + 1 :]:
        other = token.role == "amount" and token.value.kind != "duration"
        if token.role in _STOPS or (other and not lasting):
            break
        if token.role in _VERBS:
            return token, clause.text[end : token.start]
    return None, ""


def _of_noun(clause: Clause, noun: Token, last: int) -> Found:
    if noun.role in {"design", "size"}:
        return None, noun.role
    if noun.role == "length":  # a bare "distance" needs a flight
        verb, gap = _verb_after(clause, last)
        between = _UP_TO.search(clause.before(noun.start, 6))
        flown = verb is not None and verb.role == "fly" and len(gap) <= _FAR
        if between or not (flown or _beside_height(clause, noun) or _to_target(clause, last)):
            return None, "place"
    return _NOUNS[noun.role], ""


def _beside_height(clause: Clause, noun: Token) -> bool:
    """As in "고도는 910여㎞, 거리는 약 450㎞다": a distance told next to a height."""
    at = max((i for i, token in enumerate(clause.tokens) if token.end <= noun.start), default=-1)
    if at < 0 or clause.tokens[at].role != "amount" or noun.start - clause.tokens[at].end > _NEXT:
        return False
    height, touching = _noun_before(clause, at)
    return height is not None and touching and height.role == "alt"


def _to_target(clause: Clause, last: int) -> bool:
    """As in "거리 787㎞의 공해상에 설정된 목표수역을 타격": how far a target was that was hit."""
    verb, gap = _verb_after(clause, last)
    if verb is None or verb.role != "ahead" or len(gap) > _CLOSE:
        return False
    return any(token.role == "fall" and token.start > verb.end for token in clause.tokens)


def _of_verb(clause: Clause, verb: Token, first: int, last: int) -> Found:
    rest = clause.after(verb.end, 12)
    if verb.role == "design" or clause.tongue.able.match(rest):
        return None, "able"
    only = clause.text.startswith(clause.tongue.only, clause.tokens[last].end)
    if clause.tongue.denied.match(rest) and not only:
        return None, "denied"
    if verb.role == "ahead":  # "a target 1,500 km ahead", when it was hit
        hit = any(t.role == "fall" and t.start > verb.end for t in clause.tokens)
        return ("range", "") if hit else (None, "place")
    if verb.role == "alt" and not _HEIGHT_AFTER.match(rest):
        return None, "unclear"
    if verb.role in {"rise", "alt"}:
        return "apogee", ""
    if any(t.role == "size" for t in clause.tokens[last + 1 :] if t.end <= verb.start):
        return None, "size"
    return ("flight" if clause.tokens[first].value.kind == "duration" else "range"), ""
