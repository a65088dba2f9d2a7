"""What a day in an English sentence is the day of."""

import re
from collections.abc import Sequence

from geo.reading import roles
from geo.reading.clocks import FOREIGN
from geo.reading.lexicon import Token

_SPOKE = re.compile(r"\b(?:said|says|announced|confirmed|reported|claimed)$")
_PICTURE = re.compile(
    r"(?<!Big )[PpIiFf](?:hoto|HOTO|icture|mage|ootage|ILE|ile)\b|\([RLC]\)|^A (?:television|TV)\b"
    r"|^(?:Pictures?|Images?|Footage) (?:from|released|taken|shows?)\b"
)
_THE_LAST = re.compile(  # not "16 days after its last launch"
    r"(?:(?!\b(?:days?|weeks?|months?|years?) (?:after|since)\b)[^.;]){0,60}"
    r"\b(?:its|the) (?:previous|last) (?:[a-z]+ )?(?:missile|launch|test)"
)
_UPDATED = re.compile(r"(?:,? (?:19|20)[0-9]{2})? ?(?:Updated|Posted|Published)\b")
_HELD = re.compile(r"\b(?:held|hold|begun|began|visited|met)(?: on)? $")  # a drill, a meeting
_AFTER = re.compile(r"\bafter\b[^.;]{3,120}$")
_WILL = re.compile(
    r"\bwill (?:probably |likely )?(?:report|announce|hold|meet|visit|convene)\b[^;]{0,60}$"
)
_CONFIRMED = re.compile(
    r"\b(?:confirmed|announced|reported|condemned|protested|praised) (?:the|its|this)"
    r" (?:test|launch)(?:es)? (?:late |early )?(?:on )?$"
)
_RELEASED = re.compile(r"\breleased (?:by|on)\b[^.;]{0,60}$")  # a picture
_EARLIER = re.compile(r"\b[Ee]arlier,? on $")
_FIRST = re.compile(r"\bfirst (?:fired|tested|launched|flew|flown|shown)(?: on)? $")
_UNTIL = re.compile(r"\b(?:until|till) $")
_THEN_SAID = re.compile(
    r" (?:reported|said|announced|claimed|confirmed|wrote|praised|hailed|celebrated|boasted)"
    r" (?:that|it|its|the|in|a|of)\b"
    r"| (?:changed|revised|corrected|raised|lowered) its\b"
    r"| (?:condemned|denounced|criticized|criticised|slammed|blasted) "
)
_IN_A_MESSAGE = re.compile(
    r" in (?:a|an|its|the) [a-z ]{0,24}(?:message|statement|notice|release|briefing|report)"
    r"(?: to (?:reporters|the press|media))?,?(?: on)? "
)
_STATEMENT_GAP = 18  # letters between "said" and the day
_CLOCK_GAP = 8  # letters between a time and its day
_ON = re.compile(r"\b(?:on|of|late|early) $", re.IGNORECASE)  # "early Tuesday -- at 1:49 --"
_PAST_FAR = 130
_HEAD_STAMP = 4
_TODAY_THE = re.compile(r"(?:Today|Yesterday) ?\([0-9]{1,2}(?:st|nd|rd|th)?\)")  # "Today (5th), …"
_STAMP_AFTER = re.compile(
    r"(?:,? [0-9]{4})?,? [0-9]{1,2}:[0-9]{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?:"
)


def role(text: str, tokens: Sequence[Token], day: Token, *, dated: bool) -> roles.Role:
    """What a day of a sentence is the day of; ``dated`` where that of the launch is known."""
    before = [token for token in tokens if token.end <= day.start]
    beside = _beside_day(text, before, day)
    if beside is not None:
        return beside
    for token in before:
        gap = text[token.end : day.start]
        if token.role == "clock" and _elsewhere(text, tokens, token, day):
            return "dateline"
        foreign = token.role == "clock" and token.value.zone in FOREIGN
        on_it = foreign and len(gap) <= _CLOCK_GAP and ")" not in gap
        if on_it and (dated or roles.has_other_day(tokens, day)):
            return "dateline"  # the day on another clock
        if token.role in {"since", "hist"} and len(gap) <= _PAST_FAR:
            return "past"
    for at in range(len(before) - 1, -1, -1):
        spoke = before[at].role == "said" or _SPOKE.search(
            text, max(0, before[at].end - 12), before[at].end
        )
        gap = text[before[at].end : day.start]
        if spoke and (len(gap) <= _STATEMENT_GAP or _IN_A_MESSAGE.fullmatch(gap)):
            media = [token for token in before if token.role == "agency"]
            return "dateline" if media and media[-1].value.state == "PRK" else "statement"
        if before[at].role in {"launch", "fly", "fall"}:
            break
    return "launch"


def _beside_day(text: str, before: Sequence[Token], day: Token) -> roles.Role | None:
    """What the words right beside a day say that it is the day of."""
    if _is_heading(text, before, day):
        return "dateline"
    if _is_aside(text, before, day):
        return "past"
    told = _THEN_SAID.match(text, day.end) or _CONFIRMED.search(text, 0, day.start)
    return "statement" if told else None


def _is_heading(text: str, before: Sequence[Token], day: Token) -> bool:
    """As in "SEOUL, May 4 --", "Dec. 2 2:00 PM EST: …", "Updated on …", at the end of a title."""
    shot = any(token.role == "launch" for token in before)
    dateline = day.start <= roles.HEAD and not shot and roles.DATELINE.match(text, day.end)
    if _TODAY_THE.match(text, day.start):
        return False
    if dateline and not _ON.search(text, max(0, day.start - 6), day.start):
        return True
    posted = roles.PUBLISHED.search(text, max(0, day.start - 14), day.start)
    if posted or _UPDATED.match(text, day.end):
        return True
    closed = day.start <= 2 * roles.HEAD and text[day.end : day.end + 1] == ")" and not shot
    if closed and day.value.full and "(" in text[: day.start]:
        return True  # "MOSCOW (UrduPoint News - 30th March, 2020) North Korea fired …"
    stamped = day.start <= _HEAD_STAMP and _STAMP_AFTER.match(text, day.end) is not None
    titled = day.value.full and day.end == len(text)
    return stamped or (titled and not _is_attached(text, day))


def _is_aside(text: str, before: Sequence[Token], day: Token) -> bool:
    """Whether it is the day of something else than a launch: a picture, a drill, an anniversary."""
    bracketed = text[day.start - 1 : day.start] == "(" and text[day.end : day.end + 1] == ")"
    if bracketed and before and before[-1].role not in {"day", "clock"}:
        return True  # "the anniversary (August 4)"
    if day.value.kind == "before" and _AFTER.search(text, 0, day.start):
        return True  # "after the North launched one the day before"
    if text.startswith("It shows") or _PICTURE.search(text) or _RELEASED.search(text, 0, day.start):
        return True
    near = max(0, day.start - 12)
    if _EARLIER.search(text, near, day.start) is not None:
        return True
    if _FIRST.search(text, max(0, day.start - 24), day.start) is not None:
        return True  # "the Hwasong-18, which it first fired on April 13"
    held = _HELD.search(text, near, day.start) and day.value.kind != "before"
    if held or _UNTIL.search(text, near, day.start):
        return True
    if _WILL.search(text, max(0, day.start - 70), day.start):
        return True
    return _THE_LAST.match(text, day.end) is not None  # "On Thursday, it fired its last missile"


def _is_attached(text: str, day: Token) -> bool:
    """Whether a day belongs to the words before it ("on", a comma), or begins the text."""
    before = text[max(0, day.start - 8) : day.start]
    return day.start == 0 or _ON.search(before) is not None or before.endswith((", ", "- "))


def _elsewhere(text: str, tokens: Sequence[Token], clock: Token, day: Token) -> bool:
    """As in "3:17 a.m. (1:17 p.m. Tuesday in Washington)": the day of another clock."""
    bracketed = text[clock.start - 1 : clock.start] == "("
    close = 0 < day.start - clock.end <= roles.QUOTED + 2 and text.startswith(" in ", day.end)
    return bracketed and close and any(t.role == "clock" and t.end < clock.start for t in tokens)
