"""Days in running text, in English, Japanese and Korean, and what they mean.

A day without its year, a weekday or "today" is counted back from the day of publication; without
that day it stays unknown. No library is used: dateparser takes "12日" for twelve days ago, does
not know "本日", and needs seconds; here a wrong day is worse than none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from geo.reading.normalise import small

Kind = Literal["date", "weekday", "relative", "same", "before", "vague"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_YEAR = "(?:19|20)[0-9]{2}"
_LENGTH = (  # "a range of 2000 km", "of 2000 to 2500 km"
    r"(?:(?:\ ?-\ ?|\ (?:to|or|and)\ )[0-9.,]+)?\ ?-?"
    r"(?:km|kilomet|miles?(?![a-z])|nautical|nmi|met(?:er|re)s?(?![a-z])|m(?![a-z])|seconds|feet)"
)
_NTH = "[0-3]?[0-9])(?:st|nd|rd|th)?"
# Each form is a group, named as the function that makes a day of it; in small letters.
_ENGLISH = re.compile(
    rf"""(?=[0-9a-jl-pr-uwy])(?<![a-z0-9])(?:  # what one begins with: most letters do not
      (?P<month_day>(?P<m1>{_MONTH})\ (?P<d1>{_NTH}(?![0-9]|[:.,][0-9])(?:,?\ (?P<y1>{_YEAR}))?)
    | (?P<day_month>(?P<d2>{_NTH},?\ (?:of\ )?(?P<m2>{_MONTH})(?:,?\ (?P<y2>{_YEAR}))?)
    | (?P<nth>(?:on|of|until|since)\ the\ (?P<d9>[0-3]?[0-9])(?:st|nd|rd|th)
        (?=[,.;")]|$|\ (?:at|when|after|that|by|from|in|to|and|the)\ ))
    | (?P<numeric>
        (?P<y3>{_YEAR})(?P<sep>[-/.])(?P<m3>[01]?[0-9])(?P=sep)(?P<d3>[0-3]?[0-9])(?![0-9]))
    | (?P<month>
        (?:in\ |last\ |since\ (?:last\ )?|from\ )(?P<m4>{_MONTH})(?:\ {_YEAR})?(?!\ [0-9]))
    | (?P<of_month>(?:its|the|a)\ (?:{_MONTH})\ {_YEAR}(?=\ (?:test|launch|flight|firing)))
    | (?P<year>
        (?:in|since|during|from|of)\ (?:late\ |early\ |mid-?\ ?)?{_YEAR}(?!,?[0-9]|{_LENGTH}))
    | (?P<weekday>(?P<last>last\ )?(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?day
        (?P<week>\ (?:of\ )?last\ week)?)
    | (?P<today>(?<!news\ )today|tonight|this\ (?:morning|afternoon|evening))
    | (?P<yesterday>yesterday|last\ night)
    | (?P<two_days>the\ day\ before\ yesterday)
    | (?P<same>earlier\ (?:in\ the|that)\ day|the\ same\ day)
    | (?P<before>the\ (?:previous\ day|day\ before)|a\ day\ earlier)
    )(?![a-z])""",
    re.VERBOSE,
)
_EAST_YEAR = "昨年|去年|今年|一昨年|작년|지난해|올해|재작년"
_EAST = re.compile(
    rf"""
      (?P<full>(?P<era>令\ ?和|平\ ?成)?\ ?(?P<y>[0-9]{{1,4}}|元)(?:\((?P<y0>{_YEAR})\))?
        \ ?[年년]\ ?(?P<m>[0-9]{{1,2}})\ ?[月월]\ ?(?P<d>[0-9]{{1,2}})\ ?[日일])
    | (?P<month_day>(?:(?P<back>{_EAST_YEAR})の?\ ?|(?P<ago>지난\ ))?
        (?P<m1>[0-9]{{1,2}})[月월]\ ?(?P<d1>[0-9]{{1,2}})[日일])
    | (?P<last_month>(?:지난달|先月)の?\ ?(?:(?P<d3>[0-9]{{1,2}})[日일])?)
    | (?P<day>(?:지난\ |이달\ |今月)?(?P<d4>[0-9]{{1,2}})[日일]
        (?!間|ぶり|以内|後|前|目|連続|\ ?(?:간|만|동안|연속|뒤|후(?!속)|전(?!날)|째|쯤\ 뒤)))
    | (?P<today>本日|今日|きょう|けさ|今朝|今夜|今晩|今夕|오늘|금일)
    | (?P<yesterday>昨日|きのう|昨夜|昨晩|昨夕|어제|어젯밤|작일)
    | (?P<two_days>一昨日|おととい|그제|그저께)
    | (?P<same>同日|이날|같은\ 날|当日)
    | (?P<before>前日|전날|前夜)
    | (?P<year>(?:昨年|去年|一昨年|작년|지난해|재작년|{_YEAR}[年년])(?!\ ?[0-9]{{1,2}}[月월]))
    | (?P<month>(?:昨年|去年|今年|작년|지난해|올해|지난)?\ ?[0-9]{{1,2}}[月월](?!\ ?[0-9]))
    | (?P<weekday>(?P<name>[月火水木金土日])曜日?|(?P<name2>[월화수목금토일])요일)
    """,
    re.VERBOSE,
)
# Where one of ``_EAST`` may begin.
_EAST_START = re.compile(
    r"[0-9令平元昨去今一先本きけお同当前月火水木金土日작지올재이오금어그같전월화수목토일]"
    r"(?:(?<![가-힣])(?<![0-9][0-9])|(?=[년난해달금늘제젯저은날일야작요]))"
)
# One of these is in every English day.
_SIGNS = re.compile(
    rf"{'|'.join(_MONTHS)}|day|night|this |earlier|[12][09][0-9]|[0-9](?:st|nd|rd|th)"
)
_LISTED = re.compile(r"(?:과|와|및|と|及び|や|、|·|・|,) ?")
_SHIFTS = {"today": 0, "yesterday": -1, "two_days": -2}
_ERAS = {"令和": 2018, "平成": 1988}
_YEARS_BACK = 1900  # smaller numbers are years counted back from the day of publication
_LEAST_YEAR, _MOST_YEAR = 10, 60  # of this century, in two digits
_TOMORROW = 6  # days back: rather the next day, in Asia
_SOON = dt.timedelta(days=45)  # a day of the coming weeks is rather ahead than almost a year ago
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

    @property
    def full(self) -> bool:
        """Whether it is a date with its year, not one that is counted back."""
        return self.kind == "date" and (self.year or 0) > _YEARS_BACK


def scan(text: str) -> list[Day]:
    """The days named in a plain text, in order."""
    found: list[Day] = []
    low = small(text)
    if _SIGNS.search(low):
        found += filter(None, map(_english, _ENGLISH.finditer(low)))
    if not text.isascii():
        found += filter(None, map(_east, _east_forms(text)))
    found.sort(key=lambda day: (day.start, -day.end))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(_of_same_month(text, kept[-1], day) if kept else day)
    return kept


def _of_same_month(text: str, first: Day, second: Day) -> Day:
    """As in "지난해 10월16일과 20일": a day whose month is that of the one before it."""
    bare = second.kind == "date" and second.month is None
    if not bare or first.month is None or not _LISTED.fullmatch(text, first.end, second.start):
        return second
    return replace(second, year=first.year, month=first.month, past=first.past)


def _english(found: re.Match[str]) -> Day:
    form, at = found.lastgroup, found.span()
    if form in {"month_day", "day_month"}:
        n = "1" if form == "month_day" else "2"
        year = found[f"y{n}"]
        day = int(found[f"d{n}"])
        return Day("date", *at, int(year) if year else None, _month(found[f"m{n}"]), day)
    if form == "nth":
        return Day("date", *at, day=int(found["d9"]))
    if form == "numeric":
        return Day("date", *at, int(found["y3"]), int(found["m3"]), int(found["d3"]))
    if form == "weekday":
        past = bool(found["last"] or found["week"])
        return Day("weekday", *at, shift=_WEEKDAYS.index(found["name"]), past=past)
    if form == "month":
        return Day("vague", *at, month=_month(found["m4"]), past=True)
    return _plain_form(form, at)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _east_forms(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for start in _EAST_START.finditer(text):
        if start.start() >= end and (found := _EAST.match(text, start.start())):
            end = found.end()
            yield found


def _east(found: re.Match[str]) -> Day | None:
    form, at = found.lastgroup, found.span()
    if form == "full":
        number = 1 if found["y"] == "元" else int(found["y"])
        era = (found["era"] or "").replace(" ", "")
        century = 2000 if not era and _LEAST_YEAR <= number <= _MOST_YEAR else 0  # 17年11月29日
        year = int(found["y0"] or number + _ERAS.get(era, century))  # 令和8(2026)年
        dated = Day("date", *at, year, int(found["m"]), int(found["d"]))
        return dated if dated.full else None
    if form == "month_day":
        back = _years_back(found["back"]) if found["back"] else None
        past = bool(back or found["ago"])
        return Day("date", *at, back, int(found["m1"]), int(found["d1"]), past=past)
    if form == "last_month":
        day = int(found["d3"]) if found["d3"] else None
        return Day("date" if day else "vague", *at, month=-1, day=day, past=True)
    if form == "day":
        return Day("date", *at, day=int(found["d4"]))
    if form == "weekday":
        name = found["name"] or found["name2"]
        return Day("weekday", *at, shift="月火水木金土日월화수목금토일".index(name) % 7)
    return _plain_form(form, at)


def _plain_form(form: str | None, at: tuple[int, int]) -> Day:
    """A day that its form alone says; a month or year alone is vague."""
    if form in _SHIFTS:
        return Day("relative", *at, shift=_SHIFTS[form])
    if form == "same":
        return Day("same", *at)
    return Day("before", *at) if form == "before" else Day("vague", *at, past=True)


def _years_back(word: str) -> int:
    if word in {"今年", "올해"}:
        return 0
    return -2 if word in {"一昨年", "재작년"} else -1


def resolve(
    day: Day, published: dt.date | None, anchor: dt.date | None = None, *, ahead: bool = True
) -> dt.date | None:
    """The date that a day means, None where that cannot be told.

    Args:
        day: as named.
        published: when the text was published, if known.
        anchor: the day last named before it, for "the same day" and "the day before".
        ahead: whether a weekday can be the day after publication, as in Asia.

    >>> resolve(scan("18日")[0], dt.date(2031, 5, 5))
    datetime.date(2031, 4, 18)
    """
    if day.kind in {"same", "before"}:
        base = anchor or published
        back = dt.timedelta(days=int(day.kind == "before"))
        return None if base is None else base - back
    if day.full and day.year is not None:
        return _date(day.year, day.month, day.day)
    if published is None or day.kind == "vague":
        return None
    if day.kind == "date":
        return _counted_back(day, published)
    if day.kind == "relative":
        return published + dt.timedelta(days=day.shift)
    back_days = (published.weekday() - day.shift) % 7
    if back_days == _TOMORROW and ahead and not day.past:
        return published + _AHEAD
    return published - dt.timedelta(days=7 if day.past and back_days == 0 else back_days)


def _counted_back(day: Day, published: dt.date) -> dt.date | None:
    """A day without its year, or without year and month."""
    if day.month is not None and day.month > 0:
        if day.year is not None:
            return _date(published.year + day.year, day.month, day.day)
        this_year = _date(published.year, day.month, day.day)
        if this_year is not None and this_year <= published + _AHEAD:
            return this_year
        if this_year is not None and this_year <= published + _SOON:
            return None  # "the window was extended to Dec. 29"
        return _date(published.year - 1, day.month, day.day)
    this_month = _date(published.year, published.month, day.day)
    if day.month is None and this_month is not None and this_month <= published:
        return this_month
    earlier = published.replace(day=1) - dt.timedelta(days=1)
    return _date(earlier.year, earlier.month, day.day)


def _date(year: int, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year, month or 0, day or 0)
    except ValueError:
        return None
