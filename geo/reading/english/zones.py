"""In whose waters it came down, and whose land it flew over: English."""

import re

from geo.reading import names
from geo.reading.english.clause import Clause
from geo.reading.facts import Verdict
from geo.reading.lexicon import Token

_OF = re.compile(r" ?(?:\(EEZ\) )?of ")
_WAS = re.compile(r"\b(?:was|were|is|being)\b[^.;]{0,30}$")
_UNSURE = re.compile(r"not (?:been able to )?(?:yet )?(?:confirm|known|clear|determin)")
_BROKEN = re.compile(r"[;.]|\b(?:near|from)\b")
_SEA = re.compile(r"[,;]|\bsea\b", re.IGNORECASE)
_AHEAD = re.compile(r"(?:would|will|may|might|could)\b")
_VERBS = ("fly", "launch", "over", "passed", "reach", "said", "size", "craft", "able")
_LATER = re.compile(r"\b(?:later|subsequently|afterwards?|then|now|eventually)\b", re.IGNORECASE)
_TO_SEA = re.compile(r"towards? (?:the )?$")
_LAND = re.compile(r" (?:territory|soil|land|archipelago|islands?|mainland|airspace)\b")
_UNTOUCHED = re.compile(  # "the zone (EEZ) was not reached"
    r"\)?(?: \([^)]{1,12}\))?(?: [a-z]{1,20}){0,5} (?:was|were) not"
    r" (?:breached|reached|entered|violated)"
)
_NONE_CAME = re.compile(  # "No missile has been confirmed as having come flying into its zone"
    r"\b[Nn]o [^.;]{0,30}\b(?:has|have) been (?:confirmed|detected)[^.;]{0,80}$"
)
_NO_SIGN = re.compile(
    r"\b[Nn]o (?:signs?|indications?|evidence|reports?|information|confirmation)\b[^.;,]*$"
)
_NOT_OVER = re.compile(r"\b(?:did|had|has) not (?:fly|flown|pass|passed|cross|crossed)\b")
_THAT_IS = re.compile(r"(?:That|This|It|The (?:spot|point|site|area)) (?:is|was|lies) (?:just )?")
_UNREAL = re.compile(  # "it vanished before flying over", "fears that it would fly over"
    r"\b(?:before|without|failed to|fears?|feared|warn(?:ed|ing)|instead of|rather than"
    r"|(?:likely|expected|set|due|projected) to)\b[^.;,]{0,60}$|^should\b",
    re.IGNORECASE,
)
_ITS_ZONE = re.compile(r"'s? (?:EEZ|exclusive|economic|zone)")
_MAYBE_AT = 20  # letters between "may have" and a verb
_EARLIER_WORD = re.compile(  # "…, correcting its earlier announcement that they came down outside"
    r"\b(?:correct|revis|revers|withdr|retract|contradict)[a-z]{0,6} (?:an |its |their |the )?"
    r"(?:earlier|initial|previous|first|original) (?:[a-z]{1,14} )?(?:that|of|saying)\b[^;.]*$"
)
_TAKEN_BACK = re.compile(r"\b(?:corrected|withdrew|retracted|cancell?ed)\b")
_FELL = re.compile(r" (?:(?:missile|one) )?(?:(?:fell|landed|came down) )?(?:just )?")
_FAR = 45
_OWN_ZONE_SPEAKERS = {"JPN", "RUS", "CHN", "TWN", "PHL"}


def read(clause: Clause) -> None:
    """Keep the verdicts of a sentence."""
    if not clause.has("eez", "inside", "outside", "over", "passed"):
        return
    if clause.warns:
        return
    for index, token in enumerate(clause.tokens):
        if clause.is_past(token.start):
            continue
        if token.role == "eez" and not _again(clause, index):
            verdict = _verdict(clause, index)
            if verdict is not None:
                value = Verdict(_owner(clause, index), *verdict)
                start = _words_from(clause, index)
                clause.fact("claim", value, (start, token.end), clause.missile(index, "claim"))
        elif token.role in {"inside", "outside"}:
            _turned(clause, index)
            _other_part(clause, index)
        elif token.role in {"over", "passed"} and not clause.denied(index):
            _overflight(clause, index)


def _turned(clause: Clause, index: int) -> None:
    """As in "outside the EEZ, but later said that they fell inside": it turns the one before."""
    side = clause.tokens[index]
    zones = [at for at, token in enumerate(clause.tokens) if token.role == "eez"]
    before = max((at for at in zones if at < index), default=None)
    if before is None or any(0 <= clause.tokens[at].start - side.end <= _FAR for at in zones):
        return
    end = clause.tokens[before].end
    turned = _LATER.search(clause.text, end, side.start)
    if turned and any(
        t.role == "fall" and turned.end() <= t.start <= side.start for t in clause.tokens
    ):
        value = Verdict(_owner(clause, before), side.role, "corrected")
        clause.fact("claim", value, (side.start, side.end))


def _other_part(clause: Clause, index: int) -> None:
    """As in "three fell inside its EEZ and one (the other) outside", which names the zone once."""
    side = clause.tokens[index]
    zones = [at for at, token in enumerate(clause.tokens[:index]) if token.role == "eez"]
    zone = clause.tokens[zones[-1]] if zones else None
    rest = bool(zones) and any(
        token.role == "rest"
        or (token.role.startswith("ordinal") and _FELL.fullmatch(clause.between(token, side)))
        for token in clause.tokens[zones[-1] : index]
    )
    told = [fact for fact in clause.facts if fact.field == "claim"]
    again = any(t.role == "eez" and t.start - side.end <= _FAR for t in clause.tokens[index:])
    part = rest or index - 1 in clause.parts
    if not part or zone is None or not told or again:
        return
    value = told[-1].value._replace(verdict=side.role)
    clause.fact("claim", value, side.span, clause.missile(index, "claim"))


def _words_from(clause: Clause, index: int) -> int:
    """Where the words of a verdict begin: "outside Japan's …"."""
    zone = clause.tokens[index]
    for token in reversed(clause.tokens[:index]):
        if zone.start - token.end > _FAR:
            break
        if token.role in {"inside", "outside", "notreach"}:
            return int(token.start)
    return int(zone.start)


def _again(clause: Clause, index: int) -> bool:
    """As in "exclusive economic zone (EEZ)", which is one."""
    previous = clause.tokens[index - 1] if index else None
    close = previous is not None and clause.tokens[index].start - previous.end <= 2
    return previous is not None and previous.role == "eez" and close


def _owner(clause: Clause, index: int) -> str:
    """Whose zone it is: the state named before or after it, else the speaker's, else Japan's."""
    token = clause.tokens[index]
    for other in reversed(clause.tokens[max(0, index - 3) : index]):
        if other.role == "name" and other.value.state and token.start - other.end <= 6:
            return str(other.value.state)
    if _OF.match(clause.after(token.end, 12)):
        for other in clause.tokens[index + 1 : index + 3]:
            if other.role == "name" and other.value.state:
                return str(other.value.state)
    speaker = clause.speaker(token.start)
    known = speaker is not None and speaker.state in _OWN_ZONE_SPEAKERS
    return speaker.state if speaker is not None and known else "JPN"


def _verdict(clause: Clause, index: int) -> tuple[str, str] | None:
    """Inside or outside, and how sure; None where no landing is told."""
    if _is_untouched(clause, index):
        return "outside", _certainty(clause, index)
    zone = clause.tokens[index]
    side = clause.left(index, {"inside", "outside", "near", "amount"}, _FAR)
    if side is None or clause.tokens[side].role not in {"inside", "outside"}:
        return None
    if _BROKEN.search(clause.text, clause.tokens[side].end, zone.start):
        return None
    start = clause.tokens[side].start
    landed = clause.left(side, {"fall"})
    was = _WAS.search(clause.before(start, 40)) and clause.has(
        "missile", "launch", "fall", "agency"
    )
    after = any(token.role == "fall" for token in clause.tokens[index + 1 :])
    after = after or _THAT_IS.match(clause.text) is not None
    after = after or (bool(clause.used) and not clause.has(*_VERBS))  # "300 km, outside the EEZ"
    if landed is None and not was and not after:
        return None
    verdict = clause.tokens[side].role
    at = start if landed is None else clause.tokens[landed].start
    head = clause.text[:at].lower()
    if any(t.role == "unknown" and t.start < at for t in clause.tokens) or _UNSURE.search(head):
        return "unknown", "stated"
    if landed is not None and clause.denied(landed, 30):
        verdict = "outside" if verdict == "inside" else "inside"
    return verdict, _certainty(clause, index)


def _is_untouched(clause: Clause, index: int) -> bool:
    """As in "did not reach the zone", "the zone was not breached", "none of them reached it"."""
    if _UNTOUCHED.match(clause.text, clause.tokens[index].end):
        return True
    if _NONE_CAME.search(clause.text, 0, clause.tokens[index].start):
        return True
    nearest = clause.left(index, {"inside", "outside", "near", "amount", "notreach"}, _FAR)
    role = "" if nearest is None else clause.tokens[nearest].role
    return role == "notreach" or (
        role not in {"inside", "outside"} and _none_reached(clause, index)
    )


def _none_reached(clause: Clause, index: int) -> bool:
    """As in "no missile reached the country's zone"."""
    reached = clause.left(index, {"reach"}, _FAR)
    if reached is None or not clause.denied(reached, _FAR):
        return False
    none = any(
        t.role == "neg" and str(t.value) in {"none", "neither", "nothing"} for t in clause.tokens
    )
    unseen = _NO_SIGN.search(clause.text, 0, clause.tokens[reached].start)
    return none or unseen is not None or clause.has("missile")


def _certainty(clause: Clause, index: int) -> str:
    before = clause.tokens[:index]
    roles = {token.role for token in before}
    if _EARLIER_WORD.search(clause.text, 0, clause.tokens[index].start):
        return "initial"
    turned = [t for t in clause.tokens if t.role == "corrected"]
    first = next((t for t in before if t.role == "initial"), None)
    if first is not None and not any(
        first.start < t.start < clause.tokens[index].start for t in turned
    ):
        return "initial"
    if turned:
        return "corrected"
    could = any(t.value in {"could", "would"} for t in before if t.role == "able")
    could = could or any(t.role == "fall" and _AHEAD.match(str(t.value)) for t in before)
    hardly = any(t.role == "neg" and t.value == "unlikely" for t in before)
    if could or hardly or "future" in roles or "maybe" in roles:
        return "possible"
    return "estimated" if clause.has("est") else "stated"


def _is_japan(clause: Clause, token: Token) -> bool:
    """Whether a name is Japan, a place in it, or "Japanese" with land behind it."""
    if names.in_japan(token.value.written):
        return True
    land = _LAND.match(clause.text, token.end) is not None
    return token.value.state == "JPN" and land


def _overflight(clause: Clause, index: int) -> None:
    token = clause.tokens[index]
    verb = token
    if clause.lower(index) == "over":
        before = clause.tokens[index - 1] if index else None
        if before is None or token.start - before.end > 20:
            return
        if before.role == "name" and _TO_SEA.search(clause.before(before.start, 14)):
            before = clause.tokens[index - 2] if index > 1 else before
        if before.role not in {"fly", "launch", "missile", "passed", "day"}:
            return
        verb = before
    near = next((t for t in names.names(clause.tokens[index + 1 :])), None)
    if near is None or near.start - token.end > 40 or not _is_japan(clause, near):
        return
    over_sea = _SEA.search(clause.text, token.end, near.start) is not None
    if over_sea or _ITS_ZONE.match(clause.text, near.end):
        return
    if _NOT_OVER.search(clause.text, near.end) or _TAKEN_BACK.search(clause.text, 0, verb.start):
        return  # said at first, then taken back
    if any(t.role == "initial" for t in clause.tokens[:index]):
        return  # "it was initially announced that the missile had passed over Japan"
    unreal = any(
        t.role in {"able", "neg", "if", "future"} and 0 <= verb.start - t.end <= 30
        for t in clause.tokens[:index]
    )
    if unreal or _UNREAL.search(clause.text, 0, verb.start):
        return
    maybe = clause.left(index, {"maybe"}, _MAYBE_AT) is not None
    value = Verdict("JPN", "overflew", "possible" if maybe else "stated")
    clause.fact("claim", value, (token.start, near.end), clause.missile(index, "claim"))
