"""Which day of a text is that of the launch, and which are those of statements and the past."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from geo.reading import days
from geo.reading.agencies import Agency
from geo.reading.clocks import FOREIGN
from geo.reading.days import Day
from geo.reading.facts import Fact
from geo.reading.lexicon import Token
from geo.reading.tokens import Scanned

Role = Literal["launch", "statement", "dateline", "past"]
Dated = Sequence[tuple[Token, dt.date | None]]
Named = tuple[dt.date, tuple[Day, int, int]]  # a day, the words that name it and their place

_EVENTFUL = frozenset(
    {"launch", "fly", "fall", "detect", "eez", "missile", "range", "alt", "distance"}
)
_DATELINE = re.compile(r"\)? ?(?:\([^)]{1,30}\))? ?(?:-|—|--|/|\()")
_DATELINE_EAST = re.compile(r"발(?!사)|発(?!射)")  # "평양 7월 13일발", "平壌13日発"
_PUBLISHED = re.compile(
    r"(?:Published|Posted|Updated|Date:?|date|입력|등록|송고|配信|公開|掲載|発表日)[ :|]{1,3}$",
    re.IGNORECASE,
)
_SAID_EAST = re.compile(
    r"[、, ]{0,2}(?:に|까지|오전|오후)?[、, ]{0,2}(?:発表|明らか|述べ|報じ|主張|公表|伝え"
    r"|밝혔|발표|보도|전했|말했|주장|공개|확인했)"
)
_EARLIER = re.compile(r"앞서|これに先立|それ以前")
_CONFERENCE = re.compile(r"(?:未明|午前|午後|夜|朝)?に?(?:開かれた|行われた|開いた)[^。、]{0,20}会見")
_CLAIMED = re.compile(r",.{0,200}(?:주장|선포|공개)(?:했|하였)")  # "북한이 15일, … 주장했다"
_HISTORY_EAST = re.compile(
    r"[ の]{0,2}(?:以来|以後|に次ぐ|に続|のミサイルと|の発射以|이후|에 이어|이래|와 비교|보다"
    r"|부터는|로부터)"
)
_SPOKE = re.compile(r"\b(?:said|says|announced|confirmed|reported|claimed)$")
_UNTIL = re.compile(r"\b(?:until|till) $")
_THEN_SAID = re.compile(r" (?:reported|said|announced|claimed|confirmed|wrote) (?:that|it|the|in|a)\b")
_STATEMENT_GAP = 18  # letters between "said" and the day
_QUOTED = 3  # letters between a speaker and the day of what he said: "앞서 합참은 6일"
_ON = re.compile(r"\b(?:on|of|late|early) $", re.IGNORECASE)  # "early Tuesday -- at 1:49 --"
_HEAD = 40  # letters before which a dateline stands
_APART = 120  # letters between a day and what was fired on it
_LATER_DAYS = 1  # a statement comes on the day, or on the next


@dataclass
class Event:
    """What is said about the launches of one day.

    Attributes:
        date: the day, None where it is not known.
        day: the words that name it, and where they stand in the plain text.
        named_by: whether a launch or a statement about it gave the day.
        facts: what is said, in order, with places in the plain text.
        voices: where each speaker is named in the plain text.
    """

    date: dt.date | None = None
    day: tuple[Day, int, int] | None = None
    named_by: Role | None = None
    facts: list[Fact] = field(default_factory=list)
    voices: dict[Agency, list[tuple[int, int]]] = field(default_factory=dict)


def resolve(
    tokens: Sequence[Token], published: dt.date | None, anchor: dt.date | None
) -> list[tuple[Token, dt.date | None]]:
    """The days of a sentence with their dates.

    Args:
        tokens: of the sentence.
        published: when the text was published, if known.
        anchor: the day last named before, for "the same day".
    """
    found: list[tuple[Token, dt.date | None]] = []
    here: dt.date | None = None  # the day last named in this sentence
    for token in tokens:
        if token.role == "day":
            named_before = anchor if published is None or token.value.kind == "same" else None
            date = days.resolve(token.value, published, here or named_before)
            found.append((token, date))
            here = date or here
    return found


def published(text: str, tokens: Sequence[Token]) -> dt.date | None:
    """The day of publication, where a sentence gives it with its year."""
    for token in tokens:
        if token.role != "day" or token.value.kind != "date" or (token.value.year or 0) < 1900:
            continue
        dateline = token.start <= _HEAD and _DATELINE.match(text, token.end)
        alone = token.start == 0 and token.end >= len(text) - 1
        if _PUBLISHED.search(text, max(0, token.start - 14), token.start) or dateline or alone:
            return days.resolve(token.value, None)
    return None


def place(
    events: list[Event], scanned: Scanned, dated: Dated
) -> tuple[frozenset[Day], frozenset[Day]]:
    """Date the last event by a sentence, or begin a later one.

    Args:
        events: those of the text so far.
        scanned: the sentence.
        dated: its days with their dates.

    Returns:
        Its days that are and are not that of the launch.
    """
    if not dated:
        return frozenset(), frozenset()
    before = events[-1].day is not None
    roles = [_role(scanned, token, dated=before) for token, _ in dated]
    offset = scanned.sentence.start
    if any(token.role in _EVENTFUL for token in scanned.tokens):
        for (token, date), role in zip(dated, roles, strict=True):
            if role in {"launch", "statement"} and token.value.kind != "vague":
                _date(events, token, date, role, offset)
            if events[-1].day is None and role == "launch":
                break
    event = events[-1]
    main, other = set(), set()
    for (token, date), role in zip(dated, roles, strict=True):
        day: Day = token.value
        if role in {"statement", "dateline"}:
            continue
        known = event.day is not None and day == event.day[0]
        unknown = date is None and day.kind in {"relative", "same"} and role != "past"
        if known or unknown or (date is not None and date == event.date):
            main.add(day)
        elif role == "past" or day.past or date is not None or event.day is not None:
            other.add(day)
    return frozenset(main), frozenset(other)


def beside(scanned: Scanned, dated: Dated) -> list[Named]:
    """The days in a sentence that tells of no launch: "Here is a timeline of Thursday's events"."""
    if any(token.role in _EVENTFUL for token in scanned.tokens):
        return []
    offset = scanned.sentence.start
    return [
        (date, (token.value, offset + token.start, offset + token.end))
        for token, date in dated
        if date is not None and _role(scanned, token, dated=False) == "launch"
    ]


def settle(event: Event, named: Sequence[Named], published: dt.date | None) -> None:
    """Date an event that has no day of its own by the only day named beside it."""
    if event.day is not None or published is None or len({date for date, _ in named}) != 1:
        return
    date, day = named[0]
    if 0 <= (published - date).days <= _LATER_DAYS:
        event.date, event.day, event.named_by = date, day, "launch"


def _date(events: list[Event], token: Token, date: dt.date | None, role: Role, offset: int) -> None:
    """Take a day as that of the last event, or as that of a new one after it."""
    event = events[-1]
    named = token.value, offset + token.start, offset + token.end
    if event.day is None:
        if role == "launch" or date is not None:
            event.date, event.day, event.named_by = date, named, role
    elif role == "launch" and event.named_by == "statement":
        if event.date is None or date is None or 0 <= (event.date - date).days <= _LATER_DAYS:
            event.date, event.day, event.named_by = date, named, role
    elif role == "launch" and date is not None and event.date is not None and date > event.date:
        events.append(Event(date, named, "launch"))


def _role(scanned: Scanned, token: Token, *, dated: bool) -> Role:
    """What a day in a sentence is the day of; ``dated`` where that of the launch is known."""
    day: Day = token.value
    if day.kind == "vague" or (day.past and day.kind != "weekday"):
        return "past"
    if scanned.sentence.language == "en":
        return _english_role(scanned.text, scanned.tokens, token, dated=dated)
    return _eastern_role(scanned.text, scanned.tokens, token)


def _english_role(text: str, tokens: Sequence[Token], day: Token, *, dated: bool) -> Role:
    before = [token for token in tokens if token.end <= day.start]
    shot = any(token.role == "launch" for token in before)
    dateline = day.start <= _HEAD and not shot and _DATELINE.match(text, day.end)
    if dateline and not _ON.search(text, max(0, day.start - 6), day.start):
        return "dateline"
    if _PUBLISHED.search(text, max(0, day.start - 14), day.start):
        return "dateline"
    bracketed = text[day.start - 1 : day.start] == "(" and text[day.end : day.end + 1] == ")"
    if bracketed and before and before[-1].role not in {"day", "clock"}:
        return "past"  # "the anniversary (August 4)"
    if _UNTIL.search(text, max(0, day.start - 10), day.start):
        return "past"
    if _THEN_SAID.match(text, day.end):
        return "statement"
    for token in before:
        gap = text[token.end : day.start]
        foreign = token.role == "clock" and token.value.zone in FOREIGN
        if token.role == "clock" and _elsewhere(text, tokens, token, day):
            return "dateline"
        if foreign and len(gap) <= 8 and ")" not in gap and (dated or _has_other_day(tokens, day)):
            return "dateline"  # the day on another clock
        if token.role in {"since", "hist"} and len(gap) <= 40:
            return "past"
    for at in range(len(before) - 1, -1, -1):
        spoke = before[at].role == "said" or _SPOKE.search(
            text, max(0, before[at].end - 12), before[at].end
        )
        if spoke and day.start - before[at].end <= _STATEMENT_GAP:
            media = [token for token in before if token.role == "agency"]
            return "dateline" if media and media[-1].value.state == "PRK" else "statement"
        if before[at].role in {"launch", "fly", "fall"}:
            break
    return "launch"


def _elsewhere(text: str, tokens: Sequence[Token], clock: Token, day: Token) -> bool:
    """As in "3:17 a.m. (1:17 p.m. Tuesday in Washington)": the day of another clock."""
    bracketed = text[clock.start - 1 : clock.start] == "("
    close = 0 < day.start - clock.end <= _QUOTED + 2 and text.startswith(" in ", day.end)
    return bracketed and close and any(t.role == "clock" and t.end < clock.start for t in tokens)


def _has_other_day(tokens: Sequence[Token], day: Token) -> bool:
    return any(token.role == "day" and token is not day for token in tokens)


def _eastern_role(text: str, tokens: Sequence[Token], day: Token) -> Role:
    before = [token for token in tokens if token.end <= day.start]
    if text[day.start - 1 : day.start] == "(" and before and before[-1].role == "day":
        return _eastern_role(text, tokens, before[-1])  # "today (the 18th)"
    if text[day.start - 1 : day.start] == "【":
        return "dateline"
    if text[day.start - 1 : day.start] == "(" and text[day.end : day.end + 1] == ")":
        return "past"  # "the anniversary (on the 10th)"
    if day.start <= _HEAD and _DATELINE_EAST.match(text, day.end):
        return "dateline"
    recent = any(token.role == "hist" and day.start - token.end <= 12 for token in before)
    quoted = any(token.role == "agency" and day.start - token.end <= _QUOTED for token in before)
    earlier = not quoted and _EARLIER.search(text, max(0, day.start - 16), day.start)
    if recent or earlier or _HISTORY_EAST.match(text, day.end):
        return "past"
    named = before and before[-1].role == "name" and before[-1].value.state
    if named and day.start - before[-1].end <= _QUOTED and _CLAIMED.match(text, day.end):
        return "statement"
    spoken = before and before[-1].role == "agency" and day.start - before[-1].end <= 3
    if spoken or _SAID_EAST.match(text, day.end) or _CONFERENCE.match(text, day.end):
        media = any(token.role == "agency" and token.value.state == "PRK" for token in before[-2:])
        return "dateline" if media else "statement"
    return "launch"
