"""A landing seen from a landmark: 奥尻島の西方約250km, 오키제도에서 약 300㎞ 떨어진."""

import re

from geo.reading import names
from geo.reading.eastern.clause import Clause, point
from geo.reading.facts import Near
from geo.reading.lexicon import Token

_OWN = {"我が国": "日本", "わが国": "日本", "本邦": "日本"}
_COASTS = {
    "北朝鮮東岸": "朝鮮半島",
    "北朝鮮の東岸": "朝鮮半島",
    "朝鮮半島東岸": "朝鮮半島",
    "한반도 동해안": "한반도",
}  # in releases of Japan's ministry
_BEYOND = re.compile(r"^[北東南西]{1,2}方の$")  # before the same again: "東方の東"
_STAGES = frozenset({"1段目", "2段目", "ブースター", "추진체", "1단", "2단", "1단계", "2단계"})
_OFF = re.compile(r"に(?:弾道|北朝鮮)?(?:ミサイル|落下|落ち)|の(?:EEZ|日本海|海上)")
_AT_SEA = re.compile(
    r" ?(?:떨어진 )?(?:[동서남황]?해상|해역|앞바다|공해|먼 바다)|の(?:海上|海域|沖合|洋上)"
)
_HEADLINE = 60  # letters
_ASIDE = frozenset({"each", "near", "from", "over", "until"})


def read(clause: Clause, first: int, last: int) -> str | None:
    """Keep a distance from a landmark as a fact.

    Returns:
        None where the amount is nothing of the kind, "" where it was kept, else why it is refused.
    """
    found = _seen_from(clause, first, last)
    if found is None:
        return "landmark" if _is_off_somewhere(clause, first, last) else None
    name, word = found
    headline = _OFF.match(clause.text, clause.tokens[last].end) and len(clause.text) < _HEADLINE
    if not (headline or _came_down(clause, first)) or _is_of_stage(clause, first):
        return "place"
    towards = None if word is None else point(clause.word(word))
    word_of = clause.word(name)
    written = _OWN.get(word_of) or _COASTS.get(word_of) or name.value.written
    place = names.landmark(written, towards)
    if place is None:
        return "landmark"
    told = [token for token in clause.tokens[first : last + 1] if token.role == "amount"]
    apart = len(told) > 1 and clause.has("each")  # "北北西約110kmと約250kmに、それぞれ落下"
    for amount in told if apart else told[:1]:
        value, missile = Near(place, amount.value, towards), clause.missile(first)
        end = amount.end if apart else clause.tokens[last].end
        clause.fact("near", value, (name.start, end), None if apart else missile, several=apart)
    return ""


def is_abroad(clause: Clause, first: int, last: int) -> bool:
    """Whether a distance is seen from a landmark that no launch of the North's comes from."""
    found = _seen_from(clause, first, last)
    return found is not None and names.landmark_state(found[0].value.written) not in {"", "PRK"}


def _is_off_somewhere(clause: Clause, first: int, last: int) -> bool:
    """As in "어청도 서방 200여km 서해상", where nobody knows the island."""
    word = clause.tokens[first - 1] if first else None
    if word is None or word.role != "compass" or word.value[1] == "heading":
        return False
    beside = clause.tokens[first].start - word.end <= 1
    return beside and _AT_SEA.match(clause.text, clause.tokens[last].end) is not None


def _seen_from(clause: Clause, first: int, last: int) -> tuple[Token, Token | None] | None:
    """The name and the compass word before a distance."""
    amount, tongue = clause.tokens[first], clause.tongue
    tail = clause.after(clause.tokens[last].end, 24)
    before = [token for token in clause.tokens[:first] if token.role not in _ASIDE]
    word = None
    if before and before[-1].role == "compass":
        word = before.pop()
        if not tongue.near_join.fullmatch(clause.text, word.end, amount.start):
            return None
        if word.value[1] == "heading" and not tongue.away.match(tail):
            return None
    if len(before) > 1 and before[-1].role == "compass" and before[-2].role == "name":
        before.pop()  # "襟裳岬東方の東約1180km"
    if not before or (before[-1].role != "name" and clause.word(before[-1]) not in _OWN):
        return None
    name = before[-1]
    join = _BEYOND.sub("", clause.text[name.end : (word or amount).start])
    if not tongue.from_place.fullmatch(join.strip()):
        return None
    off = join == "沖" and _OFF.match(tail) is not None  # "入道崎沖300キロに"
    if word is None and not off and not (tongue.from_word.search(join) and tongue.away.match(tail)):
        return None
    return name, word


def _is_of_stage(clause: Clause, index: int) -> bool:
    """As in "1단계 추진체가 떨어진 곳은 아키타현 서쪽 280㎞ 동해상": where a stage came down."""
    before = (t for t in reversed(clause.tokens[:index]) if t.role in {"debris", "launch"})
    nearest = next(before, None)
    return nearest is not None and clause.word(nearest) in _STAGES


def _came_down(clause: Clause, index: int) -> bool:
    """Whether the sentence tells of a landing, not only of "500 km away"."""
    end = clause.tokens[index].end
    for token in clause.tokens:
        away = token.start - end in {0, 1} and clause.word(token) == "떨어진"
        if token.role == "eez" or (token.role == "fall" and not away):
            return True
    return False
