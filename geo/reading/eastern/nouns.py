"""The noun that says what a quantity is of: a height, a distance flown, a flight time."""

import re
from typing import TYPE_CHECKING

from geo.reading.eastern.clause import Clause
from geo.reading.lexicon import Token

if TYPE_CHECKING:
    from geo.reading.amounts import Amount

Found = tuple[str | None, str]  # the field, or None and the reason to refuse
_NOUNS = {
    "alt": "apogee", "distance": "range", "flown": "range", "length": "range",
    "flight": "flight", "design": "", "size": "",
}  # fmt: skip
_ASIDE = frozenset({"each", "assumption"})
_LENGTHS = frozenset({"alt", "distance", "length"})
_VERBS = frozenset({"fly", "rise", "alt", "design", "ahead"})
_STOPS = frozenset({"fall", "launch", "pass"})
_UP_TO = re.compile(r"(?:까지의?|まで(?:の)?|間の) ?$")
_TO_TARGET = re.compile(r"(?:標的|목표물|표적)(?:までの|까지의?) ?$")  # that were hit
_TOLD_OF = re.compile(
    r"(?:されると|された|されて|される(?:。|$)"
    r"|된다|한다|본다|됐다|됐다|됩니다|됐습니다|했다|했습니다|하고 있|되며|돼 |되고 "
    r"|다(?:[.\"]|고 |면서))"
)
_JUDGED = frozenset({"est", "detect"})
_ESTIMATED = re.compile(r"추정 $")
_GIVEN = re.compile(
    r"인 (?:것|점)으로 (?:보아|봐|미뤄|미루어)"
)  # "사거리가 200㎞ 이상인 것으로 보아"
_GREW = re.compile(r"[^.]{0,60}(?:늘어|늘었|길어|증가|향상)")  # than that of an earlier type
_LOST = re.compile(  # where it was seen last
    r"[^.。]{0,24}(?:해상|상공)[^.]{0,8}레이더에서 사라"
    r"|[^。]{0,24}(?:海上|上空)[^。]{0,8}レーダーから消"
)
_ORBIT = re.compile(r"(?:근지점|원지점|近地点|遠地点)(?:の)? ?$")
_PASSING = re.compile(  # how high it was over a place, or its orbit is
    r"로 ?(?:통과|지나)|の軌道|(?:의|인) ?극?궤도|で(?:上空を)?通過"
)
_MOST = re.compile(r"최[대장] ?$")
_BETWEEN = re.compile(r"[와과]의|까지|사이|에서|との|まで|から|間")
_INSIDE = re.compile(r" ?(?:안에|이내에|반경|以内|圏内)")
_PLACES = 14  # letters in which the places stand that a distance is between
_LATER = re.compile(r" ?(?:後|뒤|후|만에(?! (?:날아|비행))|전|前|おき|間隔|간격|差)")
_NEXT = 6  # letters between a quantity and the noun of the next
CLOSE, _FAR = 30, 40  # letters between a quantity and its verb


def before(clause: Clause, index: int) -> tuple[Token | None, bool]:
    """The nearest noun before a quantity with no other quantity between; whether it touches."""
    start = clause.tokens[index].start
    lasting = clause.tokens[index].value.kind == "duration"
    for at in range(index - 1, -1, -1):
        token = clause.tokens[at]
        if token.role == "amount" and not clause.is_past(token.start):
            break
        if lasting and token.role in _LENGTHS:
            break
        if token.role in _NOUNS:
            between = clause.tokens[at + 1 : index]
            plain = all(t.role in _ASIDE or t.role.startswith("ordinal") for t in between)
            gap = clause.text[token.end : start]
            for aside in (clause.word(t) for t in between if t.role == "assumption"):
                gap = gap.replace(aside, "").rstrip("、, ")
            return token, plain and bool(clause.tongue.after_noun.fullmatch(gap))
    return None, False


def verb_after(clause: Clause, index: int) -> tuple[Token | None, str]:
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


def field_of(clause: Clause, noun: Token, last: int) -> Found:
    """The field of a quantity that ends with the amount ``last``, or why it is refused."""
    if noun.role == "design" and _flown_after_all(clause, noun, last):
        return "range", ""
    if noun.role in {"design", "size"}:
        return None, noun.role
    end = clause.tokens[last].end
    passing = _LOST.match(clause.text, end) or _PASSING.match(clause.text, end)
    if noun.role == "alt" and _ORBIT.search(clause.text, 0, noun.start):
        return None, "place"  # "근지점고도 499.7km": of an orbit
    if clause.word(noun) in {"고도", "高度"} and passing:
        return None, "place"
    if noun.role == "length":  # a bare "distance" needs a flight
        verb, gap = verb_after(clause, last)
        if _TO_TARGET.search(clause.before(noun.start, 12)) and not clause.has("design", "able"):
            return "range", ""
        between = _UP_TO.search(clause.before(noun.start, 6))
        flown = verb is not None and verb.role == "fly" and len(gap) <= _FAR
        beside = _beside_height(clause, noun) or _before_height(clause, last)
        alone = _is_of_the_flight(clause, noun, last)
        if between or not (flown or beside or alone or _to_target(clause, last)):
            return None, "place"
    return _NOUNS[noun.role], ""


def _beside_height(clause: Clause, noun: Token) -> bool:
    """As in "고도는 910여㎞, 거리는 약 450㎞다": a distance told next to a height."""
    at = max((i for i, token in enumerate(clause.tokens) if token.end <= noun.start), default=-1)
    if at < 0 or clause.tokens[at].role != "amount" or noun.start - clause.tokens[at].end > _NEXT:
        return False
    height, touching = before(clause, at)
    return height is not None and touching and height.role == "alt"


def _before_height(clause: Clause, last: int) -> bool:
    """As in "距離は350~400km、高さが100kmぐらい": a distance told before a height."""
    tokens = clause.tokens[last + 1 : last + 3]
    if [token.role for token in tokens] != ["alt", "amount"]:
        return False
    height, figure = tokens
    near = height.start - clause.tokens[last].end <= _NEXT
    gap = clause.text[height.end : figure.start]
    return near and clause.tongue.after_noun.fullmatch(gap) is not None


def _flown_after_all(clause: Clause, noun: Token, last: int) -> bool:
    """As in "고도 60㎞에 사거리 430㎞", "사거리는 500여km로 판단된다": no design range."""
    if _MOST.search(clause.before(noun.start, 4)) or clause.has("assumption"):
        return False
    if clause.word(noun) not in {"사거리", "射程"} or _GREW.match(clause.text, noun.end):
        return False
    if _beside_height(clause, noun) or _before_height(clause, last):
        return True
    end = clause.tokens[last].end
    if _GIVEN.match(clause.text, end) or clause.tokens[last - 1].role == "each":
        return True
    after = next((t for t in clause.tokens[last + 1 :] if t.role in _JUDGED), None)
    told = after is not None and (
        clause.word(after).endswith("다") or _TOLD_OF.match(clause.text, after.end) is not None
    )
    missile = any(t.role == "missile" for t in clause.tokens[last + 1 :])
    near = after is not None and after.start - end <= _FAR
    return (near and told and not missile) or _ESTIMATED.search(
        clause.before(noun.start, 4)
    ) is not None


def _is_of_the_flight(clause: Clause, noun: Token, last: int) -> bool:
    """Whether a bare "distance" is between no places: "거리는 약 1천㎞로 탐지됐다"."""
    amount: Amount = clause.tokens[last].value
    if amount.start - noun.end > _NEXT or _INSIDE.match(clause.text, amount.end):
        return False
    if not clause.has("detect", "est", "said", "alt", "agency"):
        return False
    start = max(0, noun.start - _PLACES)
    if _BETWEEN.search(clause.text, start, noun.start):
        return False
    return not any(t.role == "name" and start <= t.start < noun.start for t in clause.tokens)


def _to_target(clause: Clause, last: int) -> bool:
    """As in "거리 787㎞의 공해상에 설정된 목표수역을 타격": how far a target was that was hit."""
    verb, gap = verb_after(clause, last)
    if verb is None or verb.role != "ahead" or len(gap) > CLOSE:
        return False
    return any(token.role == "fall" and token.start > verb.end for token in clause.tokens)
