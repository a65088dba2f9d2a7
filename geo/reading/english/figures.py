"""Ranges, heights and flight times in an English sentence."""

import itertools
import re
from dataclasses import replace

from geo.reading.amounts import Amount
from geo.reading.clause import PAST
from geo.reading.english import landmarks
from geo.reading.english.clause import Clause
from geo.reading.english.conversions import metric, same_length
from geo.reading.lexicon import Token

_GOVERNORS = frozenset(
    {"fly", "alt", "distance", "range", "fall", "rise", "reach", "size", "craft"}
)
_PAREN = re.compile(r" ?\((?:or )?(?:about |around |some |roughly |approximately )?")
_OR = re.compile(r",? (?:or )?(?:about |around |some |roughly |approximately )?")
_AND = re.compile(r",? and (?:about |around |some )?")
_TWO_NOUNS = re.compile(r" and (?:a |its |the )?(?:maximum |peak |top |max )?")
_AFTER_RANGE = re.compile(r"[ -](?:range|class)\b", re.IGNORECASE)
_AFTER_ALT = re.compile(
    r"[ -](?:in (?:maximum |peak |top )?(?:altitude|height)|altitude|high\b|above (?:the )?(?:earth|sea|ground)"
    r"|into (?:the )?(?:space|air|sky)|up\b(?! to))",
    re.IGNORECASE,
)
_AFTER_WAY = re.compile(r" in (?:distance|range|length of flight)\b|,? (?:were|was|is what) .{0,24}\b(?:flown|covered|travell?ed) by\b|,? is what [^.;]{0,40}\b(?:flew|covered|travell?ed)\b")
_FLOWN_BY = re.compile(r" (?:were|was|is what) (?:then )?(?:flown|covered|travell?ed) by\b")
_BURST = re.compile(r"\b(?:set off|detonat|explod|burst)[a-z ]{0,40}$")
_AFTER_SIZE = re.compile(
    r"[ -](?:wide|long|thick|apart|limit|zone|deep|radius|in diameter|shot|across|inland"
    r"|(?:south|north) of the border|from the border)",
    re.IGNORECASE,
)
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
    r"|airborne for|(?:stayed|remained) (?:up|aloft|airborne)|flight lasted"
    r"|flight: [^.;]{1,40}\bin $|flight of|flight that lasted|flight time[^.]{0,50}$"
    r"|^with (?:some |about |around |an estimated )?$|flight (?:of the [a-z]{4,10} )?lasted|in flight for"
)
_FLIGHT_AFTER = re.compile(
    r"[ -](?:long )?(?:flight|journey)\b"
    r"|[^,.;]{0,12}\b(?:in flight|of flight|in the air|aloft|airborne)\b|, the flight was\b"
)
_FOR = re.compile(r"(?:^|[ ,])(?:for|lasting|lasted|in)(?: about| around| some)? $")
_ASSUMPTION = re.compile(
    r"\b(?:if|assuming)\b[^.;]{0,40}?\b(?:normal|standard|ordinary|regular|usual)(?: ballistic)?"
    r" (?:trajectory|angle)",
    re.IGNORECASE,
)
_DESIGN = re.compile(
    r"design|maximum |missiles have|firing |whose $|its $|(?:with|has|have) (?:an? )?$"
)
_MEASURED = re.compile(
    r"(?:actual|detected|measured|recorded|puts? (?:the |its )?[^.]{0,24}"
    r"|estimat(?:ed|ing) (?:the |its )?[^.]{0,24}) ?$"
)
_PUT = re.compile(r"\b(?:was|were)(?: later)? (?:put|measured|calculated|given)\b")
_FLIGHT_OF = re.compile(r"[ -](?:long )?(?:flight|journey|trip)\b")
_AS_HIGH = re.compile(r"\bas high as\b|\bhigher than\b", re.IGNORECASE)
_AWAY = re.compile(r" away(?:[,.;\")]|$| (?:in|into) (?:the |waters))")
_NONE = re.compile(r"\b(?:none|neither) of (?:the|its|these|them)\b[^;]{0,200}$", re.IGNORECASE)
_INFINITIVES = frozenset({"fly", "travel", "flies", "travels", "cover"})
_MOVES = frozenset({"launch", "fly", "fall", "rise"})
_AHEAD = ("could ", "would ", "will ", "may ", "might ", "to ")  # of a landing to come
_HALT = frozenset({"amount", "fall", "launch", "said"})
_SMALL = frozenset({"to", "of", "article", "which", "inside", "near", "at", "from"})
_FAR = 70
_CLOSE = 12
_OUT_TO_SEA = re.compile(
    r" (?:out to sea|offshore|(?:out )?into (?:the )?(?:sea|ocean|Pacific|East Sea|Sea of Japan"
    r"|Yellow Sea|West Sea|waters))\b"
)
_SENT = re.compile(r"\b(?:sent|sends|hurled|propelled|lofted)\b")
_TELEGRAPHED = re.compile(r"\b(?:flight|flown|distance|range flown)(?:: | was | at | - | )$")


def read(clause: Clause) -> None:
    """Keep what the quantities of a sentence are of, or refuse them with the reason."""
    indices = [i for i, token in enumerate(clause.tokens) if token.role == "amount"]
    paired = _paired(clause, indices)
    converted: set[int] = set()
    for position, index in enumerate(indices):
        if index in converted:
            continue
        amount: Amount = clause.tokens[index].value
        following = indices[position + 1] if position + 1 < len(indices) else None
        if following is not None and is_conversion(clause, index, following):
            converted.add(following)
            amount = _qualified(clause, metric(amount, clause.tokens[following].value), following)
        if amount.kind == "other":
            clause.refuse(amount, amount.unit)
        elif index in paired:
            _take(clause, index, paired[index], amount)
        elif amount.kind == "duration":
            _duration(clause, index, amount)
        else:
            _distance(clause, index, amount)


def _qualified(clause: Clause, amount: Amount, following: int) -> Amount:
    """With the words behind the brackets: "50 kilometers (31 miles) or more"."""
    end = clause.tokens[following].end
    after = clause.text[end + 1 : end + 10] if clause.text[end : end + 1] == ")" else ""
    if after.startswith((" or more", " or high", " or fart")):
        return replace(amount, bound="at_least")
    return amount


def is_conversion(clause: Clause, first: int, second: int) -> bool:
    """Whether the second amount is the first in another unit."""
    one, two = clause.tokens[first].value, clause.tokens[second].value
    if one.kind != "distance" or two.kind != "distance" or one.unit == two.unit:
        return False
    between = clause.text[one.tail : two.start]
    if _PAREN.fullmatch(between):
        return True
    return bool(_OR.fullmatch(between)) and same_length(one, two)


def _paired(clause: Clause, indices: list[int]) -> dict[int, str]:
    """As in "Its flight distance and maximum altitude are 3,600 km and 790 km, respectively"."""
    tokens = clause.tokens
    for first, second in itertools.pairwise(indices):
        if tokens[first].value.kind != "distance" or tokens[second].value.kind != "distance":
            continue
        if not _AND.fullmatch(clause.text[tokens[first].value.end : tokens[second].start]):
            continue
        nouns = [t for t in tokens[:first] if t.role in {"alt", "distance", "range", "fly", "fall"}]
        if len(nouns) < 2 or any(t.role in {"fly", "fall"} for t in nouns[-2:]):
            continue
        if not _TWO_NOUNS.fullmatch(clause.between(*nouns[-2:])):
            continue
        fields = ["apogee" if noun.role == "alt" else "range" for noun in nouns[-2:]]
        measured = any(t.role == "amount" and t.start > nouns[-2].start for t in tokens[:first])
        if fields[0] != fields[1] and not measured:
            return {first: fields[0], second: fields[1]}
    return {}


def _duration(clause: Clause, index: int, amount: Amount) -> None:
    before = clause.before(amount.start, 90)
    lasted = bool(_FOR.search(before))
    if _until_landing(clause, index, amount):
        _take(clause, index, "flight", amount)
        return
    if not lasted and _LATER.match(clause.after(amount.tail, 30)):
        return
    governor = clause.left(index, {"fly", "distance", "fall", "launch", "over", "alt", "detect"})
    role = "" if governor is None else clause.tokens[governor].role
    if "hovered" in before[-60:] or role == "over":
        return
    named = _FLIGHT_NOUN.search(before[-70:]) or _FLIGHT_AFTER.match(clause.after(amount.tail, 30))
    tracked = role == "detect" and governor is not None and "track" in clause.lower(governor)
    flew = role == "fly" and governor is not None
    if flew and _is_span_of_flight(clause, index, amount):
        lasted, amount = True, replace(amount, bound=None)
    lasted = lasted or (flew and amount.start - clause.tokens[governor or 0].end <= 1)
    if not (named or (lasted and (tracked or role in {"fly", "distance", "alt"}))):
        return
    reason = _unreal(clause, index, governor)
    if reason is None:
        _take(clause, index, "flight", amount)
    else:
        clause.refuse(amount, reason)


def _is_span_of_flight(clause: Clause, index: int, amount: Amount) -> bool:
    """As in "flew 430 miles over 30 minutes", which is not more than 30."""
    distance = index and clause.used.get(index - 1) == "range"
    if not distance or amount.bound != "over":
        return False
    end = clause.tokens[index - 1].end
    return amount.start - end <= 1 and clause.text.startswith("over ", amount.start)


def _until_landing(clause: Clause, index: int, amount: Amount) -> bool:
    """As in "came down 73 minutes after it was fired"."""
    if not _AFTER_LAUNCH.match(clause.text, amount.tail):
        return False
    verb = clause.left(index, {"fall", "fly", "said", "launch"})
    if verb is None or clause.tokens[verb].role != "fall":
        return False
    if clause.lower(verb).startswith(_AHEAD):
        return False
    return not (clause.denied(verb) or clause.is_piece(verb) or _unreal(clause, index, verb))


def _distance(clause: Clause, index: int, amount: Amount) -> None:
    if _is_of_zone(clause, index):
        clause.refuse(amount, "size")
        return
    reason = landmarks.read(clause, index, amount)
    if reason is not None:
        if reason:
            clause.refuse(amount, reason)
        return
    field, reason, governor = _governed(clause, index, amount)
    if field is not None:
        reason = _unreal(clause, index, governor) or ""
    if reason:
        past = clause.is_past(clause.tokens[index].start)
        clause.refuse(amount, PAST if past else reason)
    elif field is not None:
        _take(clause, index, field, amount)


def _is_of_zone(clause: Clause, index: int) -> bool:
    """As in "the economic zone, which reaches 200 nautical miles from its coast"."""
    verb = clause.left(index, _GOVERNORS)
    if verb is None:
        return False
    covers = clause.tokens[verb].role == "fly" and clause.lower(verb) in {"covers", "cover"}
    if not covers and clause.tokens[verb].role not in {"reach", "size"}:
        return False
    zone = clause.left(verb, {"eez", "missile", *_MOVES}, _FAR)
    return zone is not None and clause.tokens[zone].role == "eez"


def _governed(clause: Clause, index: int, amount: Amount) -> tuple[str | None, str, int | None]:
    """The field of a distance, or the reason to refuse it; and the word that governs it."""
    end = landmarks.end_of(clause, index, amount)
    after = clause.after(end, 30)
    governor = clause.left(index, _GOVERNORS)
    role = "" if governor is None else clause.tokens[governor].role
    if (
        _AFTER_RANGE.match(clause.after(amount.tail, 12))
        and clause.left(index, {"fly"}, 30) is None
    ):
        return None, "design", governor
    if _is_out_to_sea(clause, index, governor, end):
        return "range", "", None
    if role in {"size", "craft"} and clause.left(index, {"missile"}, 60) is None:
        return None, role, governor
    if _FLIGHT_OF.match(after):
        return "range", "", None
    if _is_way(clause, index, governor, end):
        return "range", "", governor
    if role == "alt" and _BURST.search(clause.before(clause.tokens[governor or 0].start, 60)):
        return None, "place", governor
    high = _AS_HIGH.search(clause.text, amount.start, amount.core)
    if high is not None or _AFTER_ALT.match(after):
        return "apogee", "", governor
    if _AFTER_SIZE.match(after):
        return None, "size", governor
    if governor is None:  # "a missile with a range of 4,500 km"
        fell_short = landmarks.is_from_launch(clause, end) and clause.has("missile")
        if fell_short or _is_tracked(clause, index, amount) or _is_telegraphed(clause, index):
            return "range", "", None
        able = clause.left(index, {"able"}, _CLOSE) is not None
        return None, "design" if able else "unclear", None
    return *_by_verb(clause, index, governor, end), governor


def _is_way(clause: Clause, index: int, governor: int | None, end: int) -> bool:
    """As in "reached 1,090 km in distance", "up to 200 km were flown by the missiles"."""
    rest = clause.text[end : end + 60]
    if not _AFTER_WAY.match(rest):
        return False
    able = clause.left(index, {"able", "if"}, _FAR)
    return able is None or governor is not None and able < governor


def _by_verb(clause: Clause, index: int, governor: int, end: int) -> tuple[str | None, str]:
    """The field of a distance after the word that governs it, or the reason to refuse it."""
    role = clause.tokens[governor].role
    if role == "range":
        put = _PUT.search(clause.between(clause.tokens[governor], clause.tokens[index]))
        is_flown = (put is not None and clause.has("alt")) or _is_flown(clause, governor)
        return ("range", "") if is_flown else (None, "design")
    if role in {"fly", "distance"}:
        aside = (
            clause.after(end, 5) == " away" and clause.before(clause.tokens[index].start, 2) == ", "
        )
        return (None, "place") if aside else ("range", "")  # "flew over Hokkaido, 2,000 km away"
    if role in {"alt", "rise"}:
        return "apogee", ""
    if role == "fall":
        away = clause.after(end, 5) == " away" and clause.left(index, {"launch"}) is not None
        away = away or _AWAY.match(clause.text, end) is not None
        between = clause.tokens[governor + 1 : index]  # "west of Okushiri, about 200 km away"
        seen = any(t.role == "compass" or (t.role == "name" and not _is_sea(t)) for t in between)
        flown = (away and not seen) or landmarks.is_from_launch(clause, end)
        after = clause.before(clause.tokens[index].start, 7) == " after "
        flown = flown or (after and not clause.is_piece(governor))
        return ("range", "") if flown else (None, "unclear")
    if role == "reach":  # "their maximum altitude reaching about 50 km; the second reached 60 km"
        named = governor > 0 and clause.tokens[governor - 1].role == "alt"
        if named or "apogee" in clause.used.values():
            return "apogee", ""
    return None, role


def _is_tracked(clause: Clause, index: int, amount: Amount) -> bool:
    """As in "tracked it for about 700 km"."""
    detected = clause.left(index, {"detect"}, _CLOSE + 8)
    return detected is not None and bool(_FOR.search(clause.before(amount.start, 12)))


def _is_out_to_sea(clause: Clause, index: int, governor: int | None, end: int) -> bool:
    """As in "fired a missile nearly 400 miles out to sea"."""
    if not _OUT_TO_SEA.match(clause.text, end):
        return False
    shot = clause.left(index, {"launch", "fall", "craft"})
    other = governor is not None and clause.tokens[governor].role in {"fall", "alt", "rise"}
    sent = shot is not None and clause.tokens[shot].role == "launch"
    sent = sent or _SENT.search(clause.text, 0, clause.tokens[index].start) is not None
    return sent and not other and clause.left(index, {"missile"}) is not None


def _is_telegraphed(clause: Clause, index: int) -> bool:
    """As in "About 800 km, with a peak altitude of 60 km": what a sentence begins with."""
    token = clause.tokens[index]
    following = next((t for t in clause.tokens[index + 1 :] if t.role not in _SMALL), None)
    if _TELEGRAPHED.search(clause.before(token.start, 20)):
        return True
    height = following is not None and (
        following.role == "alt"
        or (following.role == "amount" and _AFTER_ALT.match(clause.text, following.value.tail))
    )
    return (
        bool(height) and token.start <= _CLOSE and clause.roles.isdisjoint({"if", "able", "size"})
    )


def _is_sea(token: Token) -> bool:
    return "sea" in token.value.groups


def _is_flown(clause: Clause, governor: int) -> bool:
    """Whether "range" is what was flown, not what the missile was made for."""
    before = clause.before(clause.tokens[governor].start, 40)
    earlier = [t for t in clause.tokens[:governor] if t.role not in _SMALL]
    if any(token.role in {"able", "if"} for token in earlier[-4:]):
        return False
    if _MEASURED.search(before):
        return "design" not in before and "maximum" not in before
    if _DESIGN.search(before):
        return False
    if any(token.role == "fly" for token in earlier[-5:]) or (
        before.endswith("had a ") and clause.has("alt")
    ):
        return True
    told = clause.has("fly", "reach", "said", "detect", "agency")
    return clause.has("alt") and told and not clause.has("able", "if")


def _unreal(clause: Clause, index: int, governor: int | None) -> str | None:
    """Why a quantity is not of this launch; None if it is."""
    if clause.is_past(clause.tokens[index].start):
        return PAST
    first = index if governor is None else governor
    at = clause.tokens[first].start
    if _NONE.search(clause.text, 0, at):  # "none of the four missiles … went beyond"
        return "denied"
    for back in range(first - 1, -1, -1):
        token = clause.tokens[back]
        if at - token.end > _FAR or token.role in _HALT:
            break
        if token.role == "able" or clause.lower(back) == "could have" or (token.role == "future" and token.value in {"will", "set to"}):
            return "able"
        if token.role == "neg":
            return "denied"
        if token.role == "craft" and all(t.role != "missile" for t in clause.tokens[back:first]):
            return "craft"
    assumed = _ASSUMPTION.search(clause.text, 0, clause.end)
    if assumed is None:
        return "if" if clause.has("if") else None
    if governor is not None and clause.lower(governor) in _INFINITIVES:
        return "if"
    return None


def _is_with_height(clause: Clause, index: int) -> bool:
    """As in "300 km, 50 km high": the two are not of one kind."""
    pair = [t for t in clause.tokens[max(0, index - 1) : index + 2] if t.role == "amount"]
    return any(
        _AFTER_ALT.match(clause.text, token.value.tail)
        and clause.before(token.start, 2) == ", "
        and not clause.has("alt")
        for token in pair
    )


def _take(clause: Clause, index: int, field: str, amount: Amount) -> None:
    """Keep an amount as a fact, for the missile that it is said of."""
    several = clause.listed(index) and not _is_with_height(clause, index)
    missile = None if several else clause.missile(index, field)
    clause.used[index] = field
    if several:
        clause.paired.add(index)
    clause.fact(field, amount, amount.span, missile, several=several)
    if field == "range":
        assumed = _ASSUMPTION.search(clause.text, 0, clause.end)
        if assumed is not None:
            clause.fact("assumption", assumed.group(), assumed.span(), missile)
