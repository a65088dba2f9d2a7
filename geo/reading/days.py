"""Days in running text, in English, Japanese and Korean, and what they mean.

A day without its year, a weekday or "today" is counted back from the day of publication; without
that day it stays unknown. No library is used: dateparser takes "12日" for twelve days ago, does
not know "本日", and needs seconds; here a wrong day is worse than none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["date", "weekday", "relative", "same", "before", "vague"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_ENGLISH = re.compile(
    rf"""(?<![A-Za-z0-9])(?:
      {_MONTH.format("m1")}\ (?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]|[:.,][0-9])(?:,?\ (?P<y1>(?:19|20)[0-9]{{2}}))?
    | (?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?,?\ (?:of\ )?{_MONTH.format("m2")}(?:,?\ (?P<y2>(?:19|20)[0-9]{{2}}))?
    | (?P<y3>(?:19|20)[0-9]{{2}})(?P<sep>[-/.])(?P<m3>[01]?[0-9])(?P=sep)(?P<d3>[0-3]?[0-9])(?![0-9])
    | (?P<vague>(?:in\ |last\ |since\ (?:last\ )?|from\ ){_MONTH.format("m4")}(?:\ (?:19|20)[0-9]{{2}})?(?!\ [0-9]))
    | (?P<year>(?:in|since|during|from|of)\ (?:late\ |early\ |mid-?\ ?)?(?:19|20)[0-9]{{2}})(?![0-9,])
    | (?P<weekday>(?P<last>last\ )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<week>\ (?:of\ )?last\ week)?
    | (?P<relative>today|tonight|this\ (?:morning|afternoon|evening)|yesterday|last\ night)
    | (?P<before>the\ (?:previous\ day|day\ before)|a\ day\ earlier|the\ previous\ day)
    )(?![A-Za-z])""",
    re.VERBOSE | re.IGNORECASE,
)
_EAST_YEAR = r"(?:(?P<ryear>昨年|去年|今年|一昨年|작년|지난해|올해|재작년)(?:の)?[ ]?)?"
_EAST = re.compile(
    rf"""
      (?:(?P<era>令和|平成)?(?P<y>[0-9]{{1,4}}|元)[年년]\ ?)(?P<m>[0-9]{{1,2}})[月월]\ ?(?P<d>[0-9]{{1,2}})[日일]
    | {_EAST_YEAR}(?P<m2>[0-9]{{1,2}})[月월]\ ?(?P<d2>[0-9]{{1,2}})[日일]
    | (?P<past>지난달|先月)の?\ ?(?:(?P<d3>[0-9]{{1,2}})[日일])?
    | (?P<lead>지난\ |이달\ |今月)?(?P<d4>[0-9]{{1,2}})(?:日|일)
      (?!間|ぶり|以内|後|前|目|連続|\ ?(?:간|만|동안|연속|뒤|후(?!속)|전(?!날)|째|쯤\ 뒤))
    | (?P<today>本日|今日|きょう|けさ|今朝|今夜|今晩|今夕|오늘|금일)
    | (?P<yesterday>昨日|きのう|昨夜|昨晩|昨夕|어제|어젯밤|작일)
    | (?P<twodays>一昨日|おととい|그제|그저께)
    | (?P<same>同日|이날|같은\ 날|当日)
    | (?P<before>前日|전날|前夜)
    | (?P<year>昨年|去年|一昨年|작년|지난해|재작년|(?:19|20)[0-9]{{2}}[年년])(?!\ ?[0-9]{{1,2}}[月월])
    | (?P<month>(?:昨年|去年|今年|작년|지난해|올해|지난)?\ ?[0-9]{{1,2}}[月월])(?!\ ?[0-9])
    | (?P<weekday>[月火水木金土日]曜日?|[월화수목금토일]요일)
    """,
    re.VERBOSE,
)
# Where one of ``_EAST`` may begin.
_EAST_START = re.compile(
    r"[0-9令平元昨去今一先本きけお同当前月火水木金土日]"
    r"|[작지올재이오금어그같전](?=[년난해달금늘제젯저은날일야작])"
    r"|[월화수목금토일](?=요)"
)
_SIGNS = (*_MONTHS, "day", "night", "this ", "earlier", "19", "20")  # in every English day
_ERAS = {"令和": 2018, "平成": 1988}
_AHEAD = dt.timedelta(days=1)  # a place east of the publisher can be a day ahead


@dataclass(frozen=True)
class Day:
    """A day as it stands in the text.

    Attributes:
        kind: how it is named. ``vague`` is a month or year alone.
        start, end: where it stands.
        year, month, day: what is said of a ``date``; the year may be relative (0, -1, -2).
        shift: days from today for ``relative``; the weekday's number, Monday 0, for ``weekday``.
        past: an earlier one is meant ("last", 지난달).
    """

    kind: Kind
    start: int = field(compare=False)
    end: int = field(compare=False)
    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int = 0
    past: bool = field(default=False)


def scan(text: str) -> list[Day]:
    """The days named in a plain text, in order."""
    lower = text.lower()
    found = list(_english(text)) if any(sign in lower for sign in _SIGNS) else []
    if not text.isascii():
        found += _east(text)
    found.sort(key=lambda day: (day.start, -day.end))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _english(text: str) -> Iterator[Day]:
    for found in _ENGLISH.finditer(text):
        at = found.span()
        if found["m1"] or found["m2"]:
            n = "1" if found["m1"] else "2"
            year = found[f"y{n}"]
            month = _MONTHS.index(found[f"m{n}"][:3].lower()) + 1
            yield Day("date", *at, int(year) if year else None, month, int(found[f"d{n}"]))
        elif found["y3"]:
            yield Day("date", *at, int(found["y3"]), int(found["m3"]), int(found["d3"]))
        elif found["weekday"]:
            name = found["weekday"].lower().removeprefix("last ")[:3]
            past = bool(found["last"] or found["week"])
            yield Day("weekday", *at, shift=_WEEKDAYS.index(name), past=past)
        elif found["relative"]:
            back = found["relative"].lower() in {"yesterday", "last night"}
            yield Day("relative", *at, shift=-1 if back else 0)
        elif found["before"]:
            yield Day("before", *at)
        else:
            month = _MONTHS.index(found["m4"][:3].lower()) + 1 if found["m4"] else None
            yield Day("vague", *at, month=month, past=True)


def _east(text: str) -> Iterator[Day]:
    end = 0
    for start in _EAST_START.finditer(text):
        if start.start() < end or (found := _EAST.match(text, start.start())) is None:
            continue
        at = found.span()
        end = at[1]
        if found["m"]:
            number = 1 if found["y"] == "元" else int(found["y"])
            year = number + _ERAS.get(found["era"] or "", 0)
            if year >= 1900:
                yield Day("date", *at, year, int(found["m"]), int(found["d"]))
        elif found["m2"]:
            year_word = found["ryear"] or ""
            back = _years_back(year_word) if year_word else None
            yield Day("date", *at, back, int(found["m2"]), int(found["d2"]), past=bool(back))
        elif found["past"]:
            day = int(found["d3"]) if found["d3"] else None
            yield Day("date" if day else "vague", *at, month=-1, day=day, past=True)
        elif found["d4"]:
            yield Day("date", *at, day=int(found["d4"]))
        elif found["today"] or found["yesterday"] or found["twodays"]:
            shift = 0 if found["today"] else -1 if found["yesterday"] else -2
            yield Day("relative", *at, shift=shift)
        elif found["same"]:
            yield Day("same", *at)
        elif found["before"]:
            yield Day("before", *at)
        elif found["weekday"]:
            yield Day("weekday", *at, shift="月火水木金土日월화수목금토일".index(found["weekday"][0]) % 7)
        else:
            yield Day("vague", *at, past=True)


def _years_back(word: str) -> int:
    if word in {"今年", "올해"}:
        return 0
    return -2 if word in {"一昨年", "재작년"} else -1


def resolve(day: Day, published: dt.date | None, anchor: dt.date | None = None) -> dt.date | None:
    """The date that a day means, None where that cannot be told.

    Args:
        day: as named.
        published: when the text was published, if known.
        anchor: the day last named before it, for "the same day" and "the day before".

    >>> resolve(scan("18日")[0], dt.date(2031, 5, 5))
    datetime.date(2031, 4, 18)
    """
    base = anchor or published
    if day.kind == "same":
        return base
    if day.kind == "before":
        return None if base is None else base - dt.timedelta(days=1)
    if day.kind == "date" and day.year is not None and day.year > 1900:
        return _date(day.year, day.month, day.day)
    if published is None or day.kind == "vague":
        return None
    if day.kind == "relative":
        return published + dt.timedelta(days=day.shift)
    if day.kind == "weekday":
        back = (published.weekday() - day.shift) % 7
        if day.past and back == 0:
            back = 7
        return published - dt.timedelta(days=back)
    return _counted_back(day, published)


def _counted_back(day: Day, published: dt.date) -> dt.date | None:
    """A day without its year, or without year and month."""
    if day.month is not None and day.month > 0:
        if day.year is not None:
            return _date(published.year + day.year, day.month, day.day)
        found = _date(published.year, day.month, day.day)
        if found is not None and found > published + _AHEAD:
            return _date(published.year - 1, day.month, day.day)
        return found or _date(published.year - 1, day.month, day.day)
    first = published.replace(day=1)
    if day.month is None:
        found = _date(first.year, first.month, day.day)
        if found is not None and found <= published + _AHEAD:
            return found
    earlier = first - dt.timedelta(days=1)
    return _date(earlier.year, earlier.month, day.day)


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month or 0, day or 0)
    except ValueError:
        return None
