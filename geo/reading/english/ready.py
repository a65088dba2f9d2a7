"""The tokens of an English sentence, made ready for its grammar: voices, sides, no plans."""

import re
from collections.abc import Sequence
from dataclasses import replace

from geo.reading.agencies import of_state
from geo.reading.clocks import FOREIGN
from geo.reading.lexicon import Token

_PIECE = re.compile(r"\b(?:parts|pieces|sections|objects|stages),? (?:and )?(?:the )?$")
_LABEL = re.compile(
    r"(?:[-*•·] ?|\([0-9]{1,2}\) ?)?"
    r"(?:(?P<fall>impact|landing|splashdown|landed)|(?P<fly>direction|heading)"
    r"|(?P<launch>when|time|launch time|launched|launch|launch site|where|from)"
    r"|(?P<distance>distance|flight distance|distance flown)):(?= )",
    re.IGNORECASE,
)
_AND_THEN = re.compile(
    r"[^().;0-9]{0,40}\b(?:second|other|another|next)\b[^().;0-9]{0,40}\bat (?:about |around )?"
)
_MOVES = frozenset({"launch", "fly", "fall", "detect", "over", "passed", "rise", "reach"})
_ACCORDING = re.compile(r"according to(?: officials in)? $", re.IGNORECASE)
_SAYING = re.compile(
    r" (?:saying|adding|reporting|estimating|stating|judging)\b"
    r"|,? (?:(?:by|in) contrast|by comparison|for its part|however|meanwhile|on the other hand),?"
    r" (?:said|says|counted|reported|put)\b"
)
_NOTICE = re.compile(
    r"\b(?:told|notified|informed|warned|announced|said)\b[^.;]{0,80}"
    r"\b(?:would|will|plans? to|planned to|intend(?:s|ed) to) "
)
_PERSON = re.compile(  # "Japan's Kishi said"
    r"'s (?:[a-z]{1,20} ){0,3}(?:[A-Z][a-z]{1,20}(?:-[a-z]{1,20})? ){1,3}"
    r"(?:said|says|told|estimated|announced|put)\b"
)
_SIDES = {
    "in": "inside", "inside": "inside", "within": "inside", "outside": "outside",
    "beyond": "outside", "short": "outside",
}  # fmt: skip
_CAPITALS = {"Tokyo": "JPN", "Seoul": "KOR"}


def ready(tokens: Sequence[Token], text: str) -> list[Token]:
    """The tokens as the grammar takes them."""
    told = _sided(_labelled(_voices(tokens, text), text), text)
    told = _without_pieces(_without_plans(told, text), text)
    return _verbless(_on_one_clock(told, text))


def _on_one_clock(tokens: list[Token], text: str) -> list[Token]:
    """As in "the first at 10:56 a.m. Hawaii time and the second at 1:03 p.m."."""
    last: Token | None = None
    told: list[Token] = []
    for token in tokens:
        if token.role != "clock":
            told.append(token)
            continue
        zone = last.value.zone if last is not None and not token.value.zone else ""
        if last and zone in FOREIGN and _AND_THEN.fullmatch(text, last.end, token.start):
            told.append(token._replace(value=replace(token.value, zone=zone)))
        else:
            told.append(token)
        last = token
    return told


def _sided(tokens: list[Token], text: str) -> list[Token]:
    """As in "did not land inside the zone": the verb, and the side that it was known by."""
    sided: list[Token] = []
    for token in tokens:
        verb, _, side = text[token.start : token.end].rpartition(" ")
        if token.role == "fall" and (role := _SIDES.get(side.lower())):
            end = token.start + len(verb)
            sided.append(token._replace(end=end))
            sided.append(Token(role, end + 1, token.end, side))
        else:
            sided.append(token)
    return sided


def _labelled(tokens: list[Token], text: str) -> list[Token]:
    """As in "Impact: 300 km west of …": the head of a line is its verb."""
    label = _LABEL.match(text)
    if label is None:
        return tokens
    role = next(name for name, found in label.groupdict().items() if found is not None)
    rest = [token for token in tokens if token.start >= label.end()]
    return [Token(role, 0, label.end() - 1, label.group()), *rest]


def _without_plans(tokens: list[Token], text: str) -> list[Token]:
    """As in "it had told the Coast Guard that it would launch a rocket between …"."""
    notice = _NOTICE.search(text)
    if notice is None:
        return tokens
    plan = next((t for t in tokens if t.role == "launch" and t.start == notice.end()), None)
    return tokens if plan is None else [t for t in tokens if t.end <= plan.start]


def _without_pieces(tokens: list[Token], text: str) -> list[Token]:
    """As in "it separated into two parts, the second of which fell …": no second missile."""
    if "of which" not in text:
        return tokens
    return [
        token for token in tokens
        if not (token.role.startswith("ordinal") and _PIECE.search(text, 0, token.start))
    ]  # fmt: skip


def _verbless(tokens: list[Token]) -> list[Token]:
    """As in "Two missiles, from Yangdok, at 12:34 p.m.": fired is only said by "from"."""
    if any(token.role in _MOVES for token in tokens):
        return tokens
    roles = [token.role for token in tokens]
    if "missile" not in roles or "clock" not in roles or "from" not in roles:
        return tokens
    at = roles.index("from")
    if roles.index("missile") < at and "number" in roles[:at]:
        return [*tokens[:at], tokens[at]._replace(role="launch"), *tokens[at + 1 :]]
    return tokens


def _voices(tokens: Sequence[Token], text: str) -> list[Token]:
    """As in "with Tokyo saying", "Tokyo: 300 km": a state speaks where nobody of it is named."""
    heard = list(tokens)
    for at, token in enumerate(tokens):
        if token.role != "name":
            continue
        state = token.value.state or _CAPITALS.get(token.value.written, "")
        agency = of_state(state) if state else None
        if agency is None:
            continue
        before = text[max(0, token.start - 30) : token.start]
        headed = token.start == 0 and text[token.end : token.end + 2] == ": "
        person = _PERSON.match(text, token.end) is not None
        owned = text[token.end : token.end + 2] == "'s" and not person
        speaks = headed or person or _ACCORDING.search(before) or _SAYING.match(text, token.end)
        if speaks and not owned:
            heard[at] = Token("agency", token.start, token.end, agency)
    return heard
