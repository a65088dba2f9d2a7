"""Ranges, heights and flight times in a Japanese or Korean sentence."""

import itertools
import re
from typing import TYPE_CHECKING

from geo.reading.clause import PAST
from geo.reading.eastern import keeping, landmarks, nouns
from geo.reading.eastern.clause import RESPECTIVELY, Clause
from geo.reading.eastern.nouns import Found
from geo.reading.lexicon import Token

if TYPE_CHECKING:
    from geo.reading.amounts import Amount

_OBJECT = "を를을"
_HEIGHT_ENDS = frozenset("로에でに")
_HEIGHT_AFTER = re.compile(r"로|에 (?:이르|도달|올)|の|で|に|를|か|까")
_REVISED = re.compile(r"(?:으?로|에서|に|へ)[、 ]?(?:수정|정정|바꿨|바꾸|변경|訂正|修正|改め|変更)")
_AT_HEIGHT = re.compile(r"(?:で|に達し|に達して|、|로|에서|,)[、 ]?")
_AS_DISTANCE = re.compile(r"(?:の間)?(?:ぐらい|くらい|程度|ほど)?の距離(?:で、|を飛|、)")
_SINCE = re.compile(
    r"発射(?:から|後|の)?(?:約|およそ)?$|発射[^。、]{0,8}[0-9]分(?:頃|ごろ)?で、(?:約|およそ)?$"
    r"|발사 ?(?:후|뒤|된 ?지|로부터)? ?(?:약 )?$"
)
_THEN = re.compile(r"(?:後|あと|ほど後|余り後)に?|(?:여)? ?(?:뒤|후|만에)")
_AT_MOMENT = re.compile(
    r"後の(?:同|午前|午後)?[0-9]{1,2}(?:時|分)|(?:뒤|후)인 ?(?:오전|오후)? ?[0-9]{1,2}시"
)
_ENDS = frozenset({"fall", "pass", "launch", "fly", "said"})
_AWAY = re.compile(r"離れた| ?떨어진")
_WHOLE = re.compile(r"분리되지 (?:않|못)|分離(?:せず|しない|できず|されず)")  # it fell in one piece
_FROM_COAST = re.compile(r"(?:해안|연안|육지|海岸|沿岸)(?:에서|から) ?(?:約|약 )?$")
_ARRIVED = re.compile(
    r"(?:ほど)?(?:離れた|先の)[^。、]{2,40}(?:に|へ)[^。、]{0,12}(?:到達|届い|命中)"
    r"| ?떨어진 [^.,]{2,40}에 (?:도달|명중|도착)"
)
_ROUNDS_BEFORE = re.compile(r"[0-9] ?[発발] ?\((?:모두 |각각? |いずれも|各)?$")
_AGAIN = re.compile(r"(?:再び|다시 )$")
_AGAIN_TOLD = re.compile(  # another source on what the sentence before gave
    r"(?:だった|であった|で)?と(?:分析|推定|みて|みら|発表|説明|した|して|の分析|の見方)"
    r"|(?:로|이라고|라고|으로) (?:분석|추정|발표|판단|밝혔|봤|보고|탐지|평가)"
)
_OBJECT_OF = re.compile(r"を、|[을를] ")
_VERBS_OF = frozenset({"fly", "launch", "fall", "pass", "said"})
_ORDINALS = tuple(f"ordinal{n}" for n in range(1, 10))
_EACH_OWN = frozenset({"rest", "oneof", "clock", "missile", "rounds"})
_PAIR = {"alt": "apogee", "distance": "range", "length": "range"}
_AND = re.compile(r"と|・|および|及び|、|와 |과 |·| 및 |, ")
_OF_HEIGHT = 4  # letters between a quantity and "height": "60㎞의 높이로"


def read(clause: Clause) -> None:
    """Keep what the quantities of a sentence are of, or refuse them with the reason."""
    paired = _paired(clause)
    for index, told in paired.items():
        amount = clause.tokens[index].value
        clause.used[index] = told
        clause.fact(told, amount, amount.span, clause.missile(index))
    groups = [group for group in _groups(clause) if paired.keys().isdisjoint(group)]
    found: list[Found] = []
    for at in range(len(groups) - 1, -1, -1):
        field, reason = _classify(clause, groups[at][0], groups[at][-1])
        if field is None and at and _REVISED.match(clause.text, clause.tokens[groups[at][-1]].end):
            field, reason = _classify(clause, groups[at - 1][0], groups[at - 1][-1])
        open_ = reason == "unclear" and clause.tokens[groups[at][0]].value.kind == "distance"
        if open_ and found and found[0][0] == "range":
            between = clause.tokens[groups[at][-1] + 1 : groups[at + 1][0]]
            if any(t.role in _EACH_OWN or t.role.startswith("ordinal") for t in between):
                field = "range"  # one verb for both: "1発は430キロ、もう1発は690キロ飛行した"
        found.insert(0, (field, reason))
    for at, (field, _) in enumerate(found):
        if field is None and (
            _is_beside_height(clause, groups, found, at) or _is_of_rest(clause, groups, found, at)
        ):
            found[at] = "range", ""
    own = [
        field
        for group, (field, _) in zip(groups, found, strict=True)
        if _one_each(clause, group[0])
    ]
    for group, (field, reason) in zip(groups, found, strict=True):
        each = len(group) > 1 or (own.count(field) > 1 and _one_each(clause, group[0]))
        _keep(clause, group, field, reason, several=each)


def _paired(clause: Clause) -> dict[int, str]:
    """As in "最高高度と飛翔距離は、1発目が約100キロで約400キロ、2発目が約50キロで約350キロ"."""
    if not clause.has("alt") or not clause.has("distance", "length"):
        return {}
    nouns = [at for at, token in enumerate(clause.tokens) if token.role in _PAIR]
    for first, second in itertools.pairwise(nouns):
        one, two = clause.tokens[first], clause.tokens[second]
        fields = [_PAIR[one.role], _PAIR[two.role]]
        if fields[0] == fields[1] or not _AND.fullmatch(clause.text, one.end, two.start):
            continue
        rest = range(second + 1, len(clause.tokens))
        amounts = [at for at in rest if clause.tokens[at].role == "amount"]
        kinds = {clause.tokens[at].value.kind for at in amounts}
        past = any(clause.is_past(clause.tokens[at].start) for at in amounts)
        if kinds == {"distance"} and len(amounts) % 2 == 0 and not past:
            return {at: fields[number % 2] for number, at in enumerate(amounts)}
    return {}


def _is_of_rest(clause: Clause, groups: list[list[int]], found: list[Found], at: int) -> bool:
    """As in "飛距離は1発(目)が約850キロ、もう1発(2発目)が約900キロ": one noun for both."""
    figure = clause.tokens[groups[at][0]]
    if not at or found[at - 1][0] != "range" or found[at][1] != "unclear":
        return False
    between = clause.tokens[groups[at - 1][-1] + 1 : groups[at][0]]
    led = bool(between) and between[0].role in {"rest", *_ORDINALS}
    one_another = led and all(t.role in {"rounds", "rest", *_ORDINALS} for t in between)
    return one_another and figure.value.kind == "distance"


def _is_beside_height(clause: Clause, groups: list[list[int]], found: list[Found], at: int) -> bool:
    """Whether a figure is how far it flew at the height told right before or after it."""
    if at and found[at - 1][0] == "apogee" and _goes_on(clause, groups, at):
        return True
    open_ = found[at][1] == "unclear" and at + 1 < len(found) and found[at + 1][0] == "apogee"
    return open_ and _flown_at(clause, groups, at)


def _goes_on(clause: Clause, groups: list[list[int]], at: int) -> bool:
    """As in "最高高度約50kmで約350km、…飛翔": a height, and how far it flew at it."""
    height, figure = clause.tokens[groups[at - 1][-1]], clause.tokens[groups[at][0]]
    if figure.value.kind != "distance" or clause.is_past(figure.start):
        return False
    flown = any(t.role == "fly" and t.start > figure.end for t in clause.tokens)
    return flown and _AT_HEIGHT.fullmatch(clause.text, height.end, figure.start) is not None


def _flown_at(clause: Clause, groups: list[list[int]], at: int) -> bool:
    """As in "約450kmを最高高度約50kmで飛翔し", "約500km程度、最高高度150kmで飛翔"."""
    figure, height = clause.tokens[groups[at][-1]], clause.tokens[groups[at + 1][0]]
    between = clause.tokens[groups[at][-1] + 1 : groups[at + 1][0]]
    if figure.value.kind != "distance" or [token.role for token in between] != ["alt"]:
        return False
    beside = clause.text[figure.end : between[0].start] in {"、", "を", "を、", ", ", "를 "}
    return beside and any(
        t.role == "fly" and t.start > height.end for t in clause.tokens[groups[at + 1][0] :]
    )


def _one_each(clause: Clause, index: int) -> bool:
    """Whether the figures after "respectively" are those of one missile after another."""
    start = clause.tokens[index].start
    return any(
        token.role == "each" and token.end <= start and clause.word(token) in RESPECTIVELY
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
    if one.kind != two.kind or two.start - one.end > 3:
        return False
    lasting = int(one.kind == "duration" and clause.text[one.end : one.end + 1] in "間간")
    if not clause.tongue.listed.fullmatch(clause.text, one.end + lasting, two.start):
        return False
    if one.kind != "distance":  # "각각 7,421s, 7,445s간 비행", "それぞれ7421秒間、7445秒間"
        return one.kind == "duration" and one.unit == two.unit and _one_each(clause, first)
    if clause.line.item is not None and len(clause.line.figures) > 1 and not clause.has("alt"):
        return False  # "② about 50 km, about 300 km": a height and a range, as in ①
    noun, touching = nouns.before(clause, first)
    verb, _ = nouns.verb_after(clause, second)
    height = noun is not None and touching and noun.role == "alt"
    if height and clause.text[one.end : two.start] == "·":
        return False  # "고도 50km·300~350km": a height, and something else
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
    reason = keeping.unreal(clause, amount, first)
    if reason is not None:
        return None, reason
    duration = amount.kind == "duration"
    if duration and _from_launch_to_fall(clause, amount, last):
        return "flight", ""
    noun, touching = _noun_before(clause, first)
    verb, gap = nouns.verb_after(clause, last)
    touched = verb is not None and bool(clause.tongue.before_verb.fullmatch(gap))
    touched = touched and not _is_anothers(clause, verb, first, last)
    if touching and noun is not None and touched and clause.text[noun.end] in _OBJECT:
        touching = False  # "at a height lower than …, it flew 300 km"
    near = None if duration or touching or touched else landmarks.read(clause, first, last)
    found: Found = None, "unclear"
    if touching and noun is not None:
        found = nouns.field_of(clause, noun, last)
    elif verb is not None and touched:
        found = _of_verb(clause, verb, first, last)
    elif near is not None:
        found = ("near", "") if near == "" else (None, near)
    elif noun is not None:
        found = nouns.field_of(clause, noun, last)
    elif verb is not None and len(gap) <= nouns.CLOSE:
        found = _of_verb(clause, verb, first, last)
    lasting = verb is not None or (noun is not None and noun.role == "flown")
    return _settled(clause, (first, last), found, lasting=lasting)


def _is_anothers(clause: Clause, verb: Token | None, first: int, last: int) -> bool:
    """Whether a verb that touches a quantity does not tell how far or high it flew."""
    if verb is None:
        return False
    if verb.role == "alt":  # "飛距離は…4600キロ、最高高度は…": the noun of the next quantity
        return _HEIGHT_AFTER.match(clause.text, verb.end) is None
    # "속초에서 동쪽으로 57km 떨어진 공해상": a landing, not a target
    return verb.role == "ahead" and landmarks.is_abroad(clause, first, last)


def _noun_before(clause: Clause, first: int) -> tuple[Token | None, bool]:
    """The noun before a quantity that is not that of the one before it, and whether it touches."""
    noun, touching = nouns.before(clause, first)
    if noun is not None and noun.role == "alt" and _closes(clause, noun):
        return None, False  # "4천km를 넘는 고도로 약 1천km를 비행"
    return noun, touching


def _closes(clause: Clause, noun: Token) -> bool:
    """Whether a noun ends the words of a quantity right before it: "2千kmの高度で"."""
    before = next((t for t in reversed(clause.tokens) if t.end <= noun.start), None)
    if before is None or before.role != "amount":
        return False
    beside = clause.text[before.end : noun.start] in {"", " ", "の"}
    return beside and clause.text[noun.end : noun.end + 1] in _HEIGHT_ENDS


def _settled(clause: Clause, ends: tuple[int, int], found: Found, *, lasting: bool) -> Found:
    """The field of a quantity, once durations and distances are told apart."""
    field, reason = found
    amount: Amount = clause.tokens[ends[0]].value
    duration = amount.kind == "duration"
    if field in {"range", "apogee"} and _is_of_piece(clause, ends[0]):
        return None, "unclear"
    if field == "apogee" and _AGAIN.search(clause.before(amount.start, 6)):
        return None, "second"  # a missile that rose again
    if field is not None and (field == "flight") != duration:
        field = "flight" if duration and field == "range" and lasting else None
    if field is None and reason in {"unclear", "place"} and _is_way(clause, ends[1]):
        return "range", ""
    alone = not duration and clause.telegraphic and reason == "unclear"
    if field is None and alone and _is_bracketed(clause, ends):
        return "range", ""
    told = _AGAIN_TOLD.match(clause.text, clause.tokens[ends[1]].end)
    listed = clause.line.item is not None  # "② about 50 km, about 300 km": as in ①
    if field is None and reason == "unclear" and (told or listed) and not duration:
        again = clause.again(ends[0])
        return (again, "") if again is not None else (None, reason)
    return field, reason


def _is_bracketed(clause: Clause, ends: tuple[int, int]) -> bool:
    """As in "2시50분께 평양서 SRBM 1발(400여㎞)", in a list of launches."""
    first, last = clause.tokens[ends[0]], clause.tokens[ends[1]]
    shut = clause.text[last.end : last.end + 1] == ")"
    return shut and _ROUNDS_BEFORE.search(clause.text, 0, first.start) is not None


def _is_of_piece(clause: Clause, first: int) -> bool:
    """As in "1つ目は約500㎞飛翔し": what flew was a part of the missile."""
    before = (t.role for t in reversed(clause.tokens[:first]))
    return next((r for r in before if r in {"debris", "missile", "launch"}), "") == "debris"


def _is_way(clause: Clause, last: int) -> bool:
    """As in "350~400kmの間ぐらいの距離で", "50キロ離れた内陸部に落ちた"."""
    end = clause.tokens[last].end
    if _ARRIVED.match(clause.text, end):
        return True
    if _AS_DISTANCE.match(clause.text, end) or _is_object_of_flight(clause, last):
        return True
    fell = any(t.role == "fall" and t.start > end + 3 for t in clause.tokens[last + 1 :])
    told = [t for t in clause.tokens[:last] if t.role == "fall"]
    fell = fell or (bool(told) and clause.text.startswith("のは", told[-1].end + 1))
    named = any(t.role in {"name", "compass"} for t in clause.tokens[max(0, last - 2) : last])
    ashore = _FROM_COAST.search(clause.text, 0, clause.tokens[last].start) is not None
    piece = clause.has("debris") and _WHOLE.search(clause.text) is None
    landed = fell and not (named or ashore or piece)
    return landed and _AWAY.match(clause.text, end) is not None


def _is_object_of_flight(clause: Clause, last: int) -> bool:
    """As in "約450kmを、100km未満の高度で飛翔": the object of a verb that stands far behind it."""
    if not _OBJECT_OF.match(clause.text, clause.tokens[last].end):
        return False
    verb = next((t for t in clause.tokens[last + 1 :] if t.role in _VERBS_OF), None)
    return verb is not None and verb.role == "fly"


def _from_launch_to_fall(clause: Clause, amount: "Amount", last: int) -> bool:
    """As in "発射から19分後に太平洋に落下した": how long it was under way."""
    moment = _AT_MOMENT.match(clause.text, amount.end) is not None  # "8分後の0時47分に落下"
    since = _SINCE.search(clause.before(amount.start, 24)) is not None
    if not (since or moment) or clause.has("debris"):
        return False
    verb = next((t for t in clause.tokens[last + 1 :] if t.role in _ENDS), None)
    later = _THEN.match(clause.text, amount.end)
    return later is not None and verb is not None and verb.role == "fall"


def _of_verb(clause: Clause, verb: Token, first: int, last: int) -> Found:
    gap = clause.text[clause.tokens[last].end : verb.start]
    rest = clause.after(verb.end, 12)
    if verb.role == "design" or clause.tongue.able.match(rest):
        return None, "able"
    only = clause.text.startswith(clause.tongue.only, clause.tokens[last].end)
    if clause.tongue.denied.match(rest) and not only:
        return None, "denied"
    if verb.role == "ahead":  # "a target 1,500 km ahead", when it was hit
        hit = any(t.role == "fall" and t.start > verb.end for t in clause.tokens)
        return ("range", "") if hit else (None, "place")
    if verb.role == "alt" and not (_HEIGHT_AFTER.match(rest) and len(gap) <= _OF_HEIGHT):
        return None, "unclear"
    if verb.role in {"rise", "alt"}:
        return "apogee", ""
    if any(t.role == "size" for t in clause.tokens[last + 1 :] if t.end <= verb.start):
        return None, "size"
    return ("flight" if clause.tokens[first].value.kind == "duration" else "range"), ""
