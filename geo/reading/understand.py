"""Text → facts: every sentence scanned, dated and read by the grammar of its language."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geo.reading import amounts, clocks, days, eastern, english, names, sentences
from geo.reading.agencies import Agency
from geo.reading.days import Day
from geo.reading.facts import Fact, Line, Refused
from geo.reading.lexicon import Lexicon, Token
from geo.reading.normalise import Plain, plain

_EVENTFUL = frozenset({"launch", "fly", "fall", "detect", "eez", "missile"})
_OFFICIAL = 2
_VOICE = {2: 3, 0: 2, 1: 1}  # who is quoted goes before who quotes
_STATEMENT_GAP = 18
_DATELINE = re.compile(r" ?(?:\([^)]{1,30}\))? ?(?:-|—|--|/|\()")
_PUBLISHED = re.compile(
    r"(?:Published|Posted|Updated|Date:?|date|입력|등록|송고|配信|公開|掲載|発表日)[ :|]{1,3}$",
    re.IGNORECASE,
)
_SAID_EAST = re.compile(
    r"[、, ]{0,2}(?:に|까지|오전|오후)?[、, ]{0,2}(?:発表|明らか|述べ|밝혔|발표|보도|전했|말했)"
)
_NUMERIC = re.compile(r"[0-9]{4}[-./]")
_EARLIER = re.compile(r"앞서|これに先立|それ以前")
_HISTORY_EAST = re.compile(
    r"以来|以後|に次ぐ|に続|に続き|이후|에 이어|이래|와 비교|보다|のミサイルと|の発射以|부터는"
)


@dataclass
class Event:
    """The sentences about the launches of one day.

    Attributes:
        date: the day, None where it is not known.
        day: the words that name it.
        lines: its sentences.
    """

    date: dt.date | None = None
    day: Day | None = None
    named_by: str = ""  # launch, statement or published
    lines: list[Line] = field(default_factory=list)

    @property
    def facts(self) -> list[Fact]:
        """What its sentences say, in order."""
        return [fact for line in self.lines for fact in line.facts]


@dataclass(frozen=True)
class Understood:
    """Everything found in a text.

    Attributes:
        plain: the text in one spelling.
        events: one for each day of launches.
        refused: quantities that were not used.
        undated: whether "today" and the like lacked a day of publication.
    """

    plain: Plain
    events: tuple[Event, ...]
    refused: tuple[Refused, ...]
    undated: tuple[Day, ...]


def understand(raw: str, published: dt.date | None = None) -> Understood:
    """What a text says, sentence by sentence."""
    text = plain(raw)
    lines = list(_lines(text.text))
    published = published or _published(lines)
    events = [Event()]
    speaker: Agency | None = None
    past = False
    state = ""
    undated: list[Day] = []
    anchor: dt.date | None = None
    for line in lines:
        dated = _resolve(line, published, anchor)
        anchor = next((date for _, date in reversed(dated) if date), anchor)
        undated += [
            day
            for day, date in dated
            if date is None and day.kind in {"relative", "weekday", "date"}
        ]
        _place_in_time(events, line, dated)
        line.agency, line.state = speaker, state
        line.past = past and _goes_on(line)
        past = (english if line.language == "en" else eastern).read(line)
        events[-1].lines.append(line)
        speaker = _speaker_of(line) or speaker
        state = next((f.value for f in line.facts if f.field == "shot" and f.value), "") or state
    return Understood(
        text,
        tuple(events),
        tuple(refused for line in lines for refused in line.refused),
        tuple(undated if published is None else ()),
    )


def _goes_on(line: Line) -> bool:
    """Whether a sentence carries on from the one before: it names no day, time or official."""
    return not any(
        token.role in {"day", "clock", "today_again"}
        or (token.role == "agency" and token.value.rank == _OFFICIAL)
        for token in line.tokens
    )


def _speaker_of(line: Line) -> Agency | None:
    """Who speaks in a sentence, for the next one."""
    spoken = [t.value for t in line.tokens if t.role == "agency" and t.value.rank >= 0]
    return max(spoken, key=lambda agency: _VOICE[agency.rank], default=None)


# --- tokens ------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[Line]:
    """The sentences of a plain text with their tokens."""
    named_days = days.scan(text)
    stamps = {day.end for day in named_days if _NUMERIC.match(text, day.start)}
    times = [c for c in clocks.scan(text) if not {c.start, c.start - 1} & stamps]
    numbers = amounts.all_numbers(text)
    taken = sorted([(day.start, day.end) for day in named_days] + [(c.start, c.end) for c in times])
    found = amounts.scan(text, numbers, taken)
    special = [Token("day", day.start, day.end, day) for day in named_days]
    special += [Token("clock", c.start, c.end, c) for c in times]
    special += [Token("amount", a.start, a.end, a) for a in found]
    covered = sorted(taken + [(a.start, a.end) for a in found])
    special += [Token("number", n.start, n.end, n.digits) for n in _outside(numbers, covered)]
    special.sort(key=lambda token: (token.start, -token.end))
    at = 0
    for number, sentence in enumerate(sentences.split(text)):
        while at < len(special) and special[at].start < sentence.start:
            at += 1
        last = at
        while last < len(special) and special[last].start < sentence.end:
            last += 1
        words = _lexicon(sentence.language).scan(text, sentence.start, sentence.end)
        own = special[at:last]
        if sentence.language != "en":  # 1発目 is one word there
            own = [token for token in own if token.role != "number"]
        yield Line(text, sentence, number, _merged(words, own))
        at = last


def _lexicon(language: str) -> Lexicon:
    return english.lexicon() if language == "en" else eastern.lexicon(language)


def _outside(
    numbers: Iterable[amounts.Number], covered: list[tuple[int, int]]
) -> Iterator[amounts.Number]:
    stretches = iter(covered)
    start, end = next(stretches, (1 << 60, 1 << 60))
    for number in numbers:
        while end <= number.start:
            start, end = next(stretches, (1 << 60, 1 << 60))
        if not (start <= number.start < end):
            yield number


def _merged(words: list[Token], special: list[Token]) -> list[Token]:
    """Words and quantities in order; a word inside a quantity is part of it."""
    kept: list[Token] = []
    at = 0
    end = -1
    for token in special:
        if token.start < end:
            continue
        while at < len(words) and words[at].end <= token.start:
            kept.append(words[at])
            at += 1
        while at < len(words) and words[at].start < token.end:
            at += 1
        kept.append(token)
        end = token.end
    return kept + words[at:]


# --- days --------------------------------------------------------------------------------------


def _published(lines: list[Line]) -> dt.date | None:
    """The day of publication, where the text itself gives it with its year."""
    for line in lines[:6]:
        for token in line.tokens:
            if token.role != "day" or token.value.kind != "date" or (token.value.year or 0) < 1900:
                continue
            before = line.text[max(0, token.start - 14) : token.start]
            dateline = token.start - line.sentence.start <= 40 and _DATELINE.match(
                line.text, token.end
            )
            alone = token.start == line.sentence.start and token.end >= line.sentence.end - 1
            if _PUBLISHED.search(before) or dateline or alone:
                return days.resolve(token.value, None)
    return None


def _resolve(
    line: Line, published: dt.date | None, anchor: dt.date | None
) -> list[tuple[Day, dt.date | None]]:
    """The days of a sentence with their dates."""
    found: list[tuple[Day, dt.date | None]] = []
    here: dt.date | None = None  # the day last named in this sentence
    for token in line.tokens:
        if token.role == "day":
            date = days.resolve(token.value, published, here or (None if published else anchor))
            found.append((token.value, date))
            here = date or here
    return found


def _place_in_time(
    events: list[Event], line: Line, dated: list[tuple[Day, dt.date | None]]
) -> None:
    """Say which days of a sentence are those of the event, and begin a later event."""
    event = events[-1]
    shot = any(token.role in _EVENTFUL for token in line.tokens)
    for day, date in dated:
        role = _role(line, day)
        if role in {"past", "dateline"} or not shot or day.kind == "vague":
            continue
        better = event.named_by != "launch" and role == "launch"
        if event.day is None or (event.named_by == "" and date):
            if role == "launch" or (role == "statement" and date):
                event.date, event.day, event.named_by = date, day, role
        elif better and _same_event(event, date):
            event.date, event.day, event.named_by = date, day, role
        elif (
            role == "launch"
            and date
            and event.date
            and date > event.date
            and event.named_by == "launch"
            and _fires(line, day)
        ):
            event = Event(date, day, "launch")
            events.append(event)
    main, other = set(), set()
    for day, date in dated:
        role = _role(line, day)
        if role in {"statement", "dateline"}:
            continue
        same = day == event.day or (date is not None and date == event.date)
        unknown = date is None and day.kind in {"relative", "same"}
        if same or (unknown and role != "past"):
            main.add(day)
        elif (
            role == "past"
            or day.kind == "vague"
            or day.past
            or date is not None
            or event.day is not None
        ):
            other.add(day)
    line.main_days, line.other_days = frozenset(main), frozenset(other)


def _same_event(event: Event, date: dt.date | None) -> bool:
    """Whether a launch's date can replace that of a statement about it."""
    if event.date is None or date is None:
        return True
    return 0 <= (event.date - date).days <= 1


def _fires(line: Line, day: Day) -> bool:
    """Whether something is fired in the sentence near the day."""
    return any(t.role == "launch" and abs(t.start - day.start) < 120 for t in line.tokens)


def _role(line: Line, day: Day) -> str:
    """What a day in a sentence is the day of: launch, statement, dateline, or the past."""
    text, tokens = line.text, line.tokens
    if day.kind == "vague" or day.past:
        return "past" if not (day.kind == "weekday" and day.past) else "launch"
    if line.language == "en":
        head = day.start - line.sentence.start
        if (
            head <= 40
            and _DATELINE.match(text, day.end)
            and not any(t.role == "launch" and t.end <= day.start for t in tokens)
        ):
            return "dateline"
        if any(
            t.role == "clock"
            and t.value.zone in {"gmt", "utc"}
            and 0 <= day.start - t.end <= 8
            and ")" not in text[t.end : day.start]
            for t in tokens
        ):
            return "dateline"  # the day on another clock
        for token in tokens:
            if token.role in {"since", "hist"} and 0 <= day.start - token.end <= 40:
                return "past"
        for token in reversed(tokens):
            if token.end > day.start:
                continue
            if token.role == "said" and day.start - token.end <= _STATEMENT_GAP:
                media = [t for t in tokens if t.role == "agency" and t.end <= day.start]
                return "dateline" if media and media[-1].value.state == "PRK" else "statement"
            if token.role in {"launch", "fly", "fall"}:
                break
        return "launch"
    if _HISTORY_EAST.match(text[day.end : day.end + 6].lstrip(" の")):
        return "past"
    before = [t for t in tokens if t.end <= day.start]
    if text[day.start - 1 : day.start] == "(" and before and before[-1].role == "day":
        return _role(line, before[-1].value)  # "today (the 18th)"
    if _EARLIER.search(text, max(line.sentence.start, day.start - 16), day.start):
        return "past"
    state_media = any(t.role == "agency" and t.value.state == "PRK" for t in before[-2:])
    spoken = before and before[-1].role == "agency" and day.start - before[-1].end <= 3
    said = _SAID_EAST.match(text, day.end)
    if any(t.role == "hist" and day.start - t.end <= 12 for t in before):
        return "past"
    if spoken or said:
        return "dateline" if state_media else "statement"
    return "launch"


def state_offset(state: str) -> float | None:
    """Hours from UTC of the state that fired."""
    return names.offset_h(state)
