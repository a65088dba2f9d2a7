"""Which day of a text is that of the launch, and which are those of statements and the past."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from geo.reading import dayroles, days
from geo.reading.agencies import Agency
from geo.reading.days import Day
from geo.reading.facts import FIGURES, Fact
from geo.reading.lexicon import Token
from geo.reading.roles import DATELINE, HEAD, PUBLISHED, Role
from geo.reading.sentences import Sentence
from geo.reading.tokens import Scanned

Dated = Sequence[tuple[Token, dt.date | None]]
Named = tuple[dt.date, tuple[Day, int, int]]  # a day, the words that name it and their place

_EVENTFUL = frozenset(
    {"launch", "fly", "fall", "detect", "occur", "eez", "missile", "range", "alt", "distance"}
)
_TWO = 2
_RECENT_DAYS = 5  # how old news without a day can be
_BESIDE = 2  # letters between a weekday and its date
_LONG_AGO_DAYS = 30
_MOST_DAYS = {"statement": 10**6, "dateline": 5}  # a week back, a weekday is rather the next day
_TOLD_WITHIN = 14
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
        fields: of its facts.
        times: of launches, each as in a list of them.
        latest: the last time of them.
    """

    date: dt.date | None = None
    day: tuple[Day, int, int] | None = None
    named_by: Role | None = None
    facts: list[Fact] = field(default_factory=list)
    voices: dict[Agency, list[tuple[int, int]]] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    times: set[tuple[tuple[int, int], ...]] = field(default_factory=set)
    latest: tuple[int, int] = (-1, 0)

    def add(self, fact: Fact) -> None:
        """Add what is said."""
        self.facts.append(fact)
        self.fields.add(fact.field)
        if fact.field == "time":
            self.times.add(fact.value.times)
            self.latest = max(self.latest, fact.value.times[-1])

    def take_back(self, field: str, sentence: int) -> None:
        """Drop what the last sentence with facts said, as the one after it takes it back."""
        said: list[Fact] = []
        while self.facts and self.facts[-1].sentence >= sentence:
            said.insert(0, self.facts.pop())
        self.facts += [fact for fact in said if (fact.field, fact.sentence) != (field, sentence)]


def resolve(
    tokens: Sequence[Token], published: dt.date | None, anchor: dt.date | None, event: Event
) -> list[tuple[Token, dt.date | None]]:
    """The days of a sentence with their dates.

    Args:
        tokens: of the sentence.
        published: when the text was published, if known.
        anchor: the day last named before, for "the same day".
        event: what the text is about; once its day is known, no later one is that of its launch.
    """
    found: list[tuple[Token, dt.date | None]] = []
    here: dt.date | None = None  # the day last named in this sentence
    named = [token for token in tokens if token.role == "day"]
    ahead = event.named_by != "launch"
    for at, token in enumerate(named):
        following = named[at + 1] if at + 1 < len(named) else None
        if token.value.kind == "weekday" and following is not None and _is_same(token, following):
            found.append((token, days.resolve(following.value, published)))
        else:
            named_before = anchor if _goes_back(token, published, anchor) else None
            date = days.resolve(token.value, published, here or named_before, ahead=ahead)
            found.append((token, date))
            here = date or here
    return found


def _goes_back(token: Token, published: dt.date | None, anchor: dt.date | None) -> bool:
    """Whether "the same day" or "the day before" is counted from the day named last.

    The day before is, where that is long ago, as in a caption; else it is yesterday.
    """
    if published is None or token.value.kind == "same" or anchor is None:
        return True
    return (published - anchor).days > _LONG_AGO_DAYS


def _is_same(weekday: Token, following: Token) -> bool:
    """As in "Monday, February 26, 2031"."""
    return following.value.full and 0 < following.start - weekday.end <= _BESIDE


def published(text: str, tokens: Sequence[Token], *, dateline_only: bool = False) -> dt.date | None:
    """The day of publication, where a sentence gives it with its year.

    Args:
        text: a sentence.
        tokens: of it.
        dateline_only: only as in "TOKYO, March 6, 2031 —", not beside "published" or on its own.
    """
    for token in tokens:
        if token.role != "day" or not token.value.full:
            continue
        dateline = token.start <= HEAD and DATELINE.match(text, token.end)
        if dateline_only and not (dateline and token.start):
            continue
        alone = token.start == 0 and token.end >= len(text) - 1
        if PUBLISHED.search(text, max(0, token.start - 14), token.start) or dateline or alone:
            return days.resolve(token.value, None)
    return None


def place(
    events: list[Event], scanned: Scanned, dated: Dated, published: dt.date | None = None
) -> tuple[frozenset[Day], frozenset[Day]]:
    """Date the last event by a sentence, or begin a later one.

    Args:
        events: those of the text so far.
        scanned: the sentence.
        dated: its days with their dates.
        published: the day after which nothing in the text can have been fired.

    Returns:
        Its days that are and are not that of the launch.
    """
    if published is not None:
        latest = published + dt.timedelta(days=_LATER_DAYS)
        dated = [each for each in dated if _is_possible(*each, latest)]
    if not dated:
        return frozenset(), frozenset()
    known = events[-1].day is not None
    roles = [
        "past" if not known and _is_late(events[-1], date, published)
        else _role(events[-1], scanned, token, known=known)
        for token, date in dated
    ]  # fmt: skip
    if _is_eventful(scanned):
        _name(events, scanned, dated, roles)
    event = events[-1]
    main, other = set[Day](), set[Day]()
    for (token, date), role in zip(dated, roles, strict=True):
        if role in {"statement", "dateline"}:
            told = role == "statement" or scanned.sentence.language == "en"
            if told and _is_long_before(date, event.date, most=_MOST_DAYS[role]):
                other.add(token.value)  # what was said of an earlier launch
            continue
        next_morning = _is_next_morning(event, scanned, dated, date)
        next_morning = next_morning or _is_landing(event, scanned, token, date)
        again = date is None and _is_told_again(scanned, token, main)
        if next_morning or again or _is_of(event, scanned, token, date, role):
            main.add(token.value)
        elif role == "past" or token.value.past or date is not None or event.day is not None:
            other.add(token.value)
    return frozenset(main), frozenset(other)


def _is_eventful(scanned: Scanned) -> bool:
    """Whether a sentence tells of a launch; "the first launch was at 3:56 p.m." does."""
    roles = {token.role for token in scanned.tokens}
    if not roles.isdisjoint(_EVENTFUL):
        return True
    plain = (token for token in scanned.tokens if token.role == "plain")
    return "clock" in roles and any("launch" in scanned.text[t.start : t.end] for t in plain)


def listed(events: list[Event], dated: tuple[Token, dt.date | None], offset: int) -> Event:
    """Go on with the event of a day, or begin it, whatever days came before."""
    token, date = dated
    for at, earlier in enumerate(events):
        if earlier.date == date:
            events.append(events.pop(at))
            return earlier
    named = token.value, offset + token.start, offset + token.end
    events.append(Event(date, named, "launch"))
    return events[-1]


def _name(events: list[Event], scanned: Scanned, dated: Dated, roles: Sequence[Role]) -> None:
    """Date events by the days of a sentence, in order."""
    for (token, date), role in zip(dated, roles, strict=True):
        named = role in {"launch", "statement"} and token.value.kind != "vague"
        if events[-1].day is not None and _is_next_morning(events[-1], scanned, dated, date):
            continue
        if _is_landing(events[-1], scanned, token, date):
            continue
        # "this morning" of an official who is quoted later is no new day
        quoted = events[-1].day is not None and _is_quoted(scanned, token)
        if quoted and role == "launch" and date is not None and date == events[-1].date:
            events[-1].named_by = role  # "on the 19th it said that one was fired today"
        elif named and not quoted:
            _date(events, token, date, role, scanned.sentence)
        if events[-1].day is None and role == "launch":
            break


def _is_next_morning(event: Event, scanned: Scanned, dated: Dated, date: dt.date | None) -> bool:
    """As in "at 11:55 p.m. on the 24th and at 12:04 a.m. on the 25th": one night's launches."""
    if date is None or event.date is None or date - event.date != dt.timedelta(days=1):
        return False
    if _is_told_time(event, scanned):
        return True
    times = sum(token.role == "clock" for token in scanned.tokens)
    dates = {each for _, each in dated}  # "昨日(24日)…及び本日(25日)…" names each twice
    return times == len(dates) == _TWO and dated[0][1] == event.date


def _is_told_time(event: Event, scanned: Scanned) -> bool:
    """As in "②本日0時00分頃に発射されたものは", after 23:54 and 0:00: a time of that night."""
    clocks = [token.value.times for token in scanned.tokens if token.role == "clock"]
    return len(clocks) == 1 and clocks[0] in event.times and clocks[0][0] < event.latest


def _is_landing(event: Event, scanned: Scanned, day: Token, date: dt.date | None) -> bool:
    """As in "昨日23時42分頃…発射された。…本日0時28分頃…落下": the day on which it came down."""
    if date is None or event.date is None or date - event.date != dt.timedelta(days=1):
        return False
    if all(token.role != "clock" for token in scanned.tokens):
        return False
    verbs = [token for token in scanned.tokens if token.role in {"launch", "fall"}]
    before = [token.role for token in verbs if token.end <= day.start]
    after = [token.role for token in verbs if token.start >= day.end]
    english = scanned.sentence.language == "en"  # whose verbs stand before the day
    return (before[-1:] or after[:1] if english else after[:1]) == ["fall"]


def _is_possible(token: Token, date: dt.date | None, latest: dt.date) -> bool:
    """Whether a day can be that of something that was told; a date to come has none."""
    return token.value.kind not in {"date", "same"} if date is None else date <= latest


def _is_late(event: Event, date: dt.date | None, published: dt.date | None) -> bool:
    """Whether a day is that of an earlier launch, told at the end of a story without its own."""
    if date is None or published is None or (published - date).days <= _RECENT_DAYS:
        return False
    return not event.fields.isdisjoint(FIGURES)


def _is_long_before(date: dt.date | None, known: dt.date | None, most: int) -> bool:
    return date is not None and known is not None and _LATER_DAYS < (known - date).days <= most


def _role(event: Event, scanned: Scanned, token: Token, *, known: bool) -> Role:
    if token.value.past and not known and bool(event.fields - {"shot"}):
        return "past"  # "last Friday" of a story that has begun
    return dayroles.role_of(scanned, token, dated=known)


def _is_of(event: Event, scanned: Scanned, token: Token, date: dt.date | None, role: Role) -> bool:
    """Whether a day is that of an event."""
    day: Day = token.value
    if event.day is not None and (day == event.day[0] or _is_quoted(scanned, token)):
        return True
    unknown = date is None and day.kind in {"relative", "same"} and role != "past"
    return unknown or (date is not None and date == event.date)


def _is_told_again(scanned: Scanned, day: Token, main: Collection[Day]) -> bool:
    """As in "today (Nov. 18)", "本日(11月18日)", where neither can be dated."""
    return any(
        token.value in main and scanned.text[token.end : day.start] in {"(", " ("}
        for token in scanned.tokens
        if token.role == "day"
    )


def _is_quoted(scanned: Scanned, token: Token) -> bool:
    """Whether "today" stands in a quotation."""
    today = token.value.kind == "relative" and token.value.shift == 0
    return today and scanned.text.count('"', 0, token.start) % 2 == 1


def beside(scanned: Scanned, dated: Dated) -> list[Named]:
    """The days in a sentence that tells of no launch: "Here is a timeline of Thursday's events"."""
    if _is_eventful(scanned):
        return []
    offset = scanned.sentence.start
    return [
        (date, (token.value, offset + token.start, offset + token.end))
        for token, date in dated
        if date is not None
        if dayroles.role_of(scanned, token, dated=False) in {"launch", "statement"}
    ]


def datelines(scanned: Scanned, dated: Dated) -> list[Named]:
    """The day of a dateline, "SEOUL, April 23 --"; those who fired tell it a day later."""
    if any(token.role == "agency" and token.value.state == "PRK" for token in scanned.tokens):
        return []
    offset = scanned.sentence.start
    return [
        (date, (token.value, offset + token.start, offset + token.end))
        for token, date in dated
        if date is not None and _heads(scanned, token)
        if dayroles.role_of(scanned, token, dated=False) == "dateline"
    ]


def _heads(scanned: Scanned, token: Token) -> bool:
    """Whether a day stands in a dateline, or with its year in a title that is not English."""
    if scanned.sentence.language == "en":
        return DATELINE.match(scanned.text, token.end) is not None
    return bool(token.value.full)


def settle(
    event: Event, named: Sequence[Named], lines: Sequence[Named], published: dt.date | None
) -> None:
    """Date an event without a day of its own by the dateline, else by the only day beside it."""
    for date, day in lines[:1]:
        if event.day is None and published in {None, date, date + dt.timedelta(days=_LATER_DAYS)}:
            event.date, event.day, event.named_by = date, day, "dateline"
    if event.day is not None or published is None or len({date for date, _ in named}) != 1:
        return
    date, day = named[0]
    if 0 <= (published - date).days <= _LATER_DAYS:
        event.date, event.day, event.named_by = date, day, "launch"


def _date(
    events: list[Event], token: Token, date: dt.date | None, role: Role, sentence: Sentence
) -> None:
    """Take a day as that of the last event, or as that of a new one after it."""
    for at, earlier in enumerate(events[:-1]):
        if role == "launch" and date is not None and earlier.date == date:
            events.append(events.pop(at))  # a story that goes back to the first of two days
            return
    event = events[-1]
    named = token.value, sentence.start + token.start, sentence.start + token.end
    if event.day is None:
        if role == "launch" or date is not None:
            event.date, event.day, event.named_by = date, named, role
    elif role == "launch" and event.named_by == "statement":
        # "米軍は4日、…日本時間5日に発射された": said on the day before, on another clock
        first = 0 if sentence.language == "en" else -_LATER_DAYS
        known = None if event.date is None or date is None else (event.date - date).days
        # "官房長官は9日の会見で、6日に発射した…": said on a later day, in one sentence
        most = _TOLD_WITHIN if event.day[1] >= sentence.start else _LATER_DAYS
        if known is None or first <= known <= most:
            event.date, event.day, event.named_by = date, named, role
    elif role == "launch" and date is not None and event.date is not None and date > event.date:
        events.append(Event(date, named, "launch"))
