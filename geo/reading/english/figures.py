"""Ranges and heights in an English sentence."""

import itertools
import re
from dataclasses import replace

from geo.reading.amounts import Amount
from geo.reading.clause import PAST
from geo.reading.english import conversions, durations, keeping, landmarks
from geo.reading.english.clause import Clause
from geo.reading.lexicon import Token

_GOVERNORS = frozenset(
    {"fly", "alt", "distance", "range", "fall", "rise", "reach", "size", "craft"}
)
_AND = re.compile(r",? and (?:about |around |some )?")
_TWO_NOUNS = re.compile(r" and (?:a |its |the )?(?:maximum |peak |top |max )?")
_AFTER_RANGE = re.compile(r"[ -](?:range|class)\b", re.IGNORECASE)
_AFTER_WAY = re.compile(
    r" in (?:distance|range|length of flight)\b"
    r"|,? (?:were|was) (?:[a-z]{1,20} ){0,3}(?:flown|covered|travell?ed) by\b"
    r"|,? is what [^.;]{0,40}\b(?:flew|covered|travell?ed)\b"
)
_DOWNRANGE = re.compile(r" down ?range\b")
_BURST = re.compile(r"\b(?:set off|went off|going off|detonat|explod|burst)[a-z ]{0,40}$")
_AFTER_SIZE = re.compile(
    r"[ -](?:wide|long|thick|apart|limit|zone|deep|radius|in diameter|shot|across|inland"
    r"|(?:south|north) of the border|from the border)",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?:^|[ ,])(?:for|lasting|lasted|in)(?: about| around| some| just| only)? $")
_DESIGN = re.compile(
    r"design|maximum |missiles have|firing |whose $|its $|(?:with|has|have) (?:an? )?$"
)
_MEASURED = re.compile(
    r"(?:actual|detected|measured|recorded|puts? (?:the |its )?[^.]{0,24}"
    r"|estimat(?:ed|ing) (?:the |its )?[^.]{0,24}) ?$"
)
_FIRED_AT = re.compile(r"\bfired\b[^.;]{0,60}\bat (?:a )?$")
_HAD_RANGE = re.compile(
    r"\b(?:the (?:missiles?|projectiles?|rockets?)|they|it|both) had a $", re.IGNORECASE
)
_NO_HIGHER = re.compile(r"\bnot (?:go|fly|rise|climb|get) $")
_PUT = re.compile(r"\b(?:was|were)(?: later)? (?:put|measured|calculated|given)\b")
_FLIGHT_OF = re.compile(r"[ -](?:long[ -]|of )?(?:flight|journey|trip)\b")
_AS_HIGH = re.compile(r"\bas high as\b|\bhigher than\b", re.IGNORECASE)
_AWAY = re.compile(
    r" away\b(?! from\b| flew\b)| off(?=[.,;]|$)"
)  # not "one said to have hit … flew less far"
_AGAIN = re.compile(  # another source on what the sentence before gave: "Tokyo put it at 650 km"
    r"\b(?:(?:put|puts|gave|estimated|measured|calculated)"
    r"(?: (?:it|that|the (?:figures?|numbers|distance|range|number)))?(?: at| as| to be)?"
    r"|(?:figure|estimate|measurement|number) (?:was|is|of)|said)"
    r"(?: it was)? $|^(?:Seoul|Tokyo|South Korea|Japan)[a-z' ]{0,24}: $"
)
_AT = re.compile(r" at $")
_ALSO_AT = re.compile(r", (?:also|both|likewise) at $")
_FIGURES_AT = re.compile(
    r"\b(?:put|puts|gave) (?:the |its |their )?(?:figures|numbers) (?:at|as|of) "
)
_TARGET = re.compile(
    r"\btargets?\b|\b(?:proving|testing) ground|\b(?:test|firing|missile) range"
    r"|\b(?:designated|impact|target) area|\bAtoll\b"
)
_MOVES = frozenset({"launch", "fly", "fall", "rise"})
_SMALL = frozenset({"to", "of", "article", "which", "inside", "near", "at", "from"})
_FAR = 70
_CLOSE = 12
_OUT_TO_SEA = re.compile(
    r" (?:out to sea|offshore|(?:out )?into (?:the )?(?:sea|ocean|Pacific|East Sea|Sea of Japan"
    r"|Yellow Sea|West Sea|waters))\b"
)
_SENT = re.compile(r"\b(?:sent|sends|hurled|propelled|lofted)\b")
_THEN_HEIGHT = re.compile(
    r",? (?:at )?(?:an? )?(?:max(?:imum)?\.? |peak )?(?:altitude|apogee|height)"
)
_FLIGHT = re.compile(r"\b(?:flight|flown|distance|range flown)(?:: | was | at | - |,? of | )$")


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
        if following is not None and conversions.is_conversion(clause, index, following):
            amount, others = conversions.joined(clause, index, indices[position + 1 : position + 4])
            converted.update(others)
        if amount.kind == "other":
            clause.refuse(amount, amount.unit)
        elif index in paired:
            keeping.take(clause, index, paired[index], amount)
        elif amount.kind == "duration":
            durations.read(clause, index, amount)
        else:
            _distance(clause, index, amount)


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


def _distance(clause: Clause, index: int, amount: Amount) -> None:
    if _is_of_zone(clause, index):
        clause.refuse(amount, "size")
        return
    reason = landmarks.read(clause, index, amount)
    if reason is not None:
        if reason:
            clause.refuse(amount, reason)
        return
    again = _put_again(clause, index)
    told = (again, "", None) if again is not None else _governed(clause, index, amount)
    field, reason, governor = told
    if field == "apogee" and _NO_HIGHER.search(clause.before(amount.start, 12)):
        amount = replace(amount, bound="at_most")
    if field is not None:
        reason = keeping.unreal(clause, index, governor) or ""
    if reason:
        past = clause.is_past(clause.tokens[index].start)
        clause.refuse(amount, PAST if past else reason)
    elif field is not None:
        keeping.take(clause, index, field, amount)


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
    if _is_way(clause, index, governor, end):
        return "range", "", governor
    if role == "alt" and _BURST.search(clause.before(clause.tokens[governor or 0].start, 60)):
        return None, "place", governor
    high = _AS_HIGH.search(clause.text, amount.start, amount.core)
    if high is not None or keeping.AFTER_ALT.match(after):
        return "apogee", "", governor
    crossed = role in {"fly", "alt"} and after.startswith(" across")
    before = clause.before(clause.tokens[index].start, 20)
    if _FLIGHT_OF.match(after) or _FLIGHT.search(before):
        return "range", "", None
    if _AFTER_SIZE.match(after) and not crossed:
        return None, "size", governor
    if governor is not None:
        return *_by_verb(clause, index, governor, end), governor
    return *_alone(clause, index, amount, end), None


def _put_again(clause: Clause, index: int) -> str | None:
    """As in "It flew 290 km at 30 km, …, whereas Tokyo put the figures at 250 km and 50 km"."""
    put = _FIGURES_AT.search(clause.text, 0, clause.tokens[index].start)
    if put is None:
        return None
    told = [f for at, f in clause.used.items() if clause.tokens[at].start < put.start()]
    after = [
        at
        for at, token in enumerate(clause.tokens)
        if token.role == "amount" and token.start >= put.end() - 1
    ]
    return told[after.index(index)] if index in after and len(told) == len(after) > 1 else None


def _alone(clause: Clause, index: int, amount: Amount, end: int) -> tuple[str | None, str]:
    """The field of a distance that no word before it governs: "a missile of 4,500 km"."""
    if _is_listed_with_height(clause, index, end):
        return "range", ""
    fell_short = landmarks.is_from_launch(clause, end) and clause.has("missile")
    if fell_short or _is_tracked(clause, index, amount) or _is_telegraphed(clause, index):
        return "range", ""
    again = clause.again(index)
    listed = (
        index
        and index - 1 in clause.used
        and _AND.fullmatch(clause.between(clause.tokens[index - 1], clause.tokens[index]))
    )
    if again is not None and (listed or _AGAIN.search(clause.text, 0, amount.start)):
        return again, ""
    able = clause.left(index, {"able"}, _CLOSE) is not None
    return None, "design" if able else "unclear"


def _is_way(clause: Clause, index: int, governor: int | None, end: int) -> bool:
    """As in "reached 1,090 km in distance", "up to 200 km were flown by the missiles"."""
    rest = clause.text[end : end + 60]
    if not _AFTER_WAY.match(rest):
        return False
    able = clause.left(index, {"able", "if"}, _FAR)
    return able is None or (governor is not None and able < governor)


def _by_verb(clause: Clause, index: int, governor: int, end: int) -> tuple[str | None, str]:
    """The field of a distance after the word that governs it, or the reason to refuse it."""
    role, start = clause.tokens[governor].role, clause.tokens[index].start
    if role == "range":
        put = _PUT.search(clause.between(clause.tokens[governor], clause.tokens[index]))
        is_flown = (put is not None and clause.has("alt")) or _is_flown(clause, governor)
        return ("range", "") if is_flown else (None, "design")
    if role in {"fly", "distance"}:
        aside = (
            clause.after(end, 5) == " away" and clause.before(clause.tokens[index].start, 2) == ", "
        )
        beside = index - 2 if _ALSO_AT.search(clause.text, 0, start) else index - 1
        if beside >= 0 and clause.used.get(beside) == "range" and _AT.search(clause.text, 0, start):
            return "apogee", ""  # "flew 750 km on an irregular trajectory at no more than 50 km"
        return (None, "place") if aside else ("range", "")  # "flew over Hokkaido, 2,000 km away"
    if role in {"alt", "rise"}:
        return ("range" if _is_other_ones(clause, index, governor) else "apogee"), ""
    if role == "fall":
        away = clause.after(end, 5) == " away" and clause.left(index, {"launch"}) is not None
        away = away or _AWAY.match(clause.text, end) is not None
        between = clause.tokens[governor + 1 : index]  # "west of Okushiri, about 200 km away"
        seen = any(t.role == "compass" or (t.role == "name" and not _is_sea(t)) for t in between)
        flown = (away and not seen) or landmarks.is_from_launch(clause, end)
        after = clause.before(clause.tokens[index].start, 7) == " after "
        flown = flown or (after and not clause.is_piece(governor))
        flown = flown or _DOWNRANGE.match(clause.text, end) is not None
        return ("range", "") if flown else (None, "unclear")
    if role == "reach" and _AWAY.match(clause.text, end) and _TARGET.search(clause.text, 0, end):
        return "range", ""
    if role == "reach":  # "their maximum altitude reaching about 50 km; the second reached 60 km"
        named = any(t.role == "alt" for t in clause.tokens[max(0, governor - 2) : governor])
        if named or "apogee" in clause.used.values():
            return "apogee", ""
    return None, role


def _is_other_ones(clause: Clause, index: int, governor: int) -> bool:
    """As in "one flew 150 km at an altitude of 150 km, the other about 200 km at 100 km"."""
    between = clause.tokens[governor + 1 : index]
    other = [t for t in between if t.role == "rest"]
    flown = any(field == "range" for at, field in clause.used.items() if at < governor)
    figures = [t for t in between if t.role == "amount" and other and t.start > other[0].start]
    return bool(other) and flown and not figures


def _is_listed_with_height(clause: Clause, index: int, end: int) -> bool:
    """As in "…: two missiles from Sunan; about 380 km, altitude about 42 km"."""
    before = clause.before(clause.tokens[index].start, 2)
    return before in {"; ", ": "} and _THEN_HEIGHT.match(clause.text, end) is not None


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
    height = following is not None and (
        following.role == "alt"
        or (
            following.role == "amount"
            and keeping.AFTER_ALT.match(clause.text, following.value.tail)
        )
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
    if _FIRED_AT.search(clause.before(clause.tokens[governor].start, 80)):
        return True
    if _HAD_RANGE.search(before) and clause.lower(governor) == "range":
        return True
    if "apogee" in clause.used.values() and clause.text.startswith(
        " was ", clause.tokens[governor].end
    ):
        return True  # "Its altitude exceeded 7,000 km and its range was about 1,000"
    if _DESIGN.search(before):
        return False
    if any(token.role == "fly" for token in earlier[-5:]) or (
        before.endswith(("had a ", "'s ")) and clause.has("alt")
    ):
        return True
    told = clause.has("fly", "reach", "said", "detect", "agency")
    return clause.has("alt") and told and not clause.has("able", "if")
