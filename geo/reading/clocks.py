"""Times of day in running text, in English, Japanese and Korean.

Hours without minutes that only name a band ("21時台") are kept apart: they are no time of day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.reading.amounts import Amount
from geo.reading.days import Day
from geo.reading.normalise import small

_E = "(?![A-Za-z])"
# What a zone is called, and its offset from UTC in minutes or its name in the time zone database.
ZONES: dict[str, int | str] = {
    "local time": "local", "local": "local", "gmt": 0, "greenwich mean time": 0,
    "utc": 0, "z": 0, "jst": 540, "kst": 540,
    "japan time": 540, "japanese time": 540, "tokyo time": 540, "korea time": 540,
    "seoul time": 540, "korean time": 540, "pyongyang time": 540, "japan standard time": 540,
    "korea standard time": 540, "korean standard time": 540, "korean local time": 540,
    "hawaii time": -600, "hst": -600, "hawaii standard time": -600, "hawaiian time": -600,
    "beijing time": 480, "china time": 480, "china standard time": 480, "moscow time": 180,
    "msk": 180, "ist": 330, "est": -300, "edt": -240, "pst": -480, "pdt": -420,
    "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "akst": -540, "akdt": -480,
    "eastern": "America/New_York", "eastern time": "America/New_York", "et": "America/New_York",
    "eastern standard time": -300, "eastern daylight time": -240, "washington time":
    "America/New_York", "us time": "", "pacific time": "America/Los_Angeles", "pt":
    "America/Los_Angeles", "한국시간": 540, "한국시각": 540, "현지시간": "local",
    "현지시각": "local", "日本時間": 540, "韓国時間": 540, "現地時間": "local",
    "米東部時間": "America/New_York", "일본시간": 540, "일본시각": 540, "하와이시간": -600,
    "하와이시각": -600, "모스크바시간": 180, "모스크바시각": 180, "モスクワ時間": 180,
}  # fmt: skip
# The same in Japanese and Korean, by what stands before "time".
_ABROAD: dict[str, int | str] = {
    "뉴욕": "America/New_York", "워싱턴": "America/New_York", "미국동부": "America/New_York",
    "미동부": "America/New_York", "동부": "America/New_York", "미국중부": "America/Chicago",
    "중부": "America/Chicago", "미국서부": "America/Los_Angeles", "서부": "America/Los_Angeles",
    "LA": "America/Los_Angeles", "하와이": -600, "하와이현지": -600, "米東部": "America/New_York",
    "米国東部": "America/New_York", "米西部": "America/Los_Angeles", "ハワイ": -600,
    "グリニッジ標準": 0, "그리니치": 0,
}  # fmt: skip
ABROAD = frozenset(f"{name}{time}" for name in _ABROAD for time in ("시간", "시각", "時間"))
ZONES |= {f"{n}{t}": at for n, at in _ABROAD.items() for t in ("시간", "시각", "時間")}
# Clocks that stories give beside the local one.
FOREIGN = frozenset(
    {
        "gmt", "greenwich mean time", "utc", "z", "est", "edt", "et", "eastern", "eastern time",
        "hst", "hawaii time",
        "cst", "cdt", "mst", "mdt", "pst", "pdt", "pt", "pacific time", "washington time",
    }
)  # fmt: skip
GREENWICH = frozenset({"gmt", "utc", "z", "greenwich mean time"})
_ZONE_WORDS = "|".join(
    re.escape(zone).replace(r"\ ", " ") for zone in sorted(ZONES, key=len, reverse=True)
)
_ZONE_AFTER = re.compile(
    rf" ?(?:\((?P<inner>{_ZONE_WORDS}){_E}\)|,? ?(?:in )?(?P<zone>{_ZONE_WORDS}|hours|hrs|h){_E})",
    re.IGNORECASE,
)
_ZONE_BEHIND_DAY = re.compile(  # "9:57 p.m. Thursday GMT"
    rf",? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?P<zone>{_ZONE_WORDS}){_E}", re.IGNORECASE
)
_ZONE_BEFORE = re.compile(
    r"(?P<zone>日本時間|韓国時間|現地時間|モスクワ時間|(?:米国?[東西]部|ハワイ|グリニッジ標準)時間"
    r"|(?:한국|하와이 ?현지|현지|일본|하와이|모스크바|LA|뉴욕|워싱턴|그리니치"
    r"|(?:미국?)? ?[동서중]부) ?시[간각])\)?(?:으로|の|기준)?[ 、]?"
    r"(?:(?:[0-9]{1,2}[月월] ?)?[0-9]{1,2}[일日] ?(?:\([월화수목금토일月火水木金土日]\) ?)?)?"
    r"[同동]?$"
)
_NIGHT = frozenset({"夜", "晩", "밤"})
_HOURS = frozenset({"hours", "hrs", "h"})
_NOON, _DAWN = 12, 5
_DAY_MIN = 24 * 60
_OF_DAY = frozenset("今昨젯")
_AMPM = r"[ap]\.?[ ]?m(?:\.|\b)"
_ENGLISH = re.compile(
    rf"""(?=[0-9nm])(?<![0-9:.,])(?:
      (?P<h>[0-2]?[0-9])[:.](?P<m>[0-5][0-9])(?::[0-5][0-9])?(?![0-9])(?:\ ?(?P<ap>{_AMPM}))?
    | (?P<h2>[01]?[0-9])\ ?(?:-|\ )?(?P<ap2>{_AMPM}){_E}
    | (?P<h3>[01]?[0-9])\ (?:o'clock\ )?(?:in\ the\ )(?P<part>morning|afternoon|evening)
    | (?P<hm>[0-2][0-9][0-5][0-9])(?=\ ?(?:gmt|utc|kst|jst|hours|hrs\b|h\b|local\ time|z\b)
        |\ and\ [0-2][0-9][0-5][0-9]\ (?:hours|hrs\b|h\b|local\ time|gmt|utc|kst|jst)
        |\ (?:mon|tues|wednes|thurs|fri|satur|sun)day,?\ (?:gmt|utc)\b)
    | (?P<whole>\bnoon\b|\bmidnight\b)
    )""",
    re.VERBOSE,
)
_DOTTED_GOES_ON = re.compile(  # "6.00, 6.37 and 6.42 local time", "07.06 h"
    r" h\b|(?:(?:, | to |,? and )[0-9]{1,2}\.[0-9]{2}){1,4}"
    rf" ?(?:[ap]\.?m|(?:{_ZONE_WORDS}){_E})",
    re.IGNORECASE,
)
_AFTERNOON = {"afternoon", "evening"}
SAME_HOUR = re.compile(r"[同동] ?[0-9]{1,2} ?[分분]")
_SAME_AT = 40  # letters between a time and another of the same hour
_SENTENCE_END = re.compile(r"[。\n]|다\.")
_SIGNS = re.compile("[0-9]|noon|midnight")
_PROGRAMME = re.compile(  # "낮 12시 반 중대보도에서 … 2시 48분": of what was said, not when
    r"(?:께|쯤|경|에)? ?(?:중대 ?)?(?:보도|방송|발표|뉴스|회견)"
)
_EAST_PARTS = {
    "午前": "am", "오전": "am", "未明": "am", "早朝": "am", "朝": "am", "새벽": "am", "아침": "am",
    "午後": "pm", "오후": "pm", "夕方": "pm", "夜": "pm", "晩": "pm", "저녁": "pm", "밤": "pm",
    "낮": "pm", "昼": "pm", "정오": "pm",
}  # fmt: skip
_EAST = re.compile(
    r"(?:(?P<part>午前|午後|未明|早朝|朝|夕方|夜|晩|昼|오전|오후|새벽|아침|저녁|밤|낮|정오)[ 、]?)?"
    r"(?P<h>[0-9]{1,2}) ?(?:時|시)(?!間|간|速|속)"
    r"(?P<band>台|대)?"
    r"(?: ?(?:(?P<m>[0-9]{1,2}) ?(?:(?:分|분)(?!間|간)"
    r"|(?=쯤|께|경|頃|ごろ|[~-] ?[0-9]{1,2} ?[分분]))"
    r"|(?P<half>半|반)(?=[^가-힣]|쯤|께|경|에|부터|$)))?"
    r"|(?:同|동) ?(?P<same>[0-9]{1,2}) ?(?:分|분)(?!間|간)"
    r"|(?P<whole>正午|정오|자정)(?! ?[0-9]{1,2}[시時])"
)
_PART_ALONE = re.compile(r"午前|午後|오전|오후")
_MINUTE = re.compile(
    r"(?:頃|ごろ|께|쯤|경)?(?P<join>부터|から|[~-]|과|와|,|、|및|·|と|及び|にかけて|에서) ?"
    r"(?P<m>[0-9]{1,2}) ?(?:分|분)(?!間|간)"
)
_TO = re.compile(
    r"(?: this morning| h| hrs| hours)? ?(?:頃|ごろ|께|쯤|경)?"
    r"(?: ?(?:-|~|から|부터|에서| to | and | until | through | till )) ?(?:about |around |同)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r" \([^()]{1,24}\)")
_SHUT = re.compile(r"[^()]{0,16}\)")
_JOINED = 24  # letters between two times of one span
_LIST = re.compile(
    r"(?: h| hrs| hours)?(?:頃|ごろ|께|쯤|경)?"
    r"(?:,? and |, |,|及び|と|、|및|과 |와 |·| & |/)(?:at |about |around )?(?:오전 |오후 |同)?",
    re.IGNORECASE,
)
_SAME_IN_JAPAN = re.compile(r"\(日本時間[同も][^)]{0,4}\)")
_NOT_AT = re.compile(r"\b(?:before|after|until|by|since|past)(?: about| around)? $", re.IGNORECASE)
_NOT_AT_EAST = re.compile(
    r"(?:頃|ごろ)?(?:前(?!後)|すぎ|過ぎ)|(?:께|쯤|경)? ?(?:이전|직전|직후|전(?=[에 ,])|넘어|이후)"
)
_BEFORE_SPAN = re.compile(r"(?:between|from)(?: about| around)? $", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    """Times of day as they stand in the text.

    Attributes:
        times: (hour, minute) of each.
        is_span: the two are the ends of a span.
        zone: what they are counted in, lower case; "" where nothing is said.
        band: only an hour's band is named, or what comes before or after.
        start, end: where they stand.
    """

    times: tuple[tuple[int, int], ...]
    is_span: bool
    zone: str
    band: bool
    start: int
    end: int
    marked: bool = True  # morning or afternoon was said, or hours count to 24
    next_day: bool = False  # after midnight, of several in one night
    day: Day | None = None  # named with it, counted in its zone

    @property
    def minutes(self) -> list[int]:
        """The times as minutes of the day."""
        return [60 * hour + minute for hour, minute in self.times]


def later(clock: Clock, span: Amount) -> Clock | None:
    """The time so many minutes after another; None where one of the two is not exact."""
    minutes = span.numbers[0] if span.unit == "min" and len(span.numbers) == 1 else ""
    exact = minutes.isdecimal() and span.bound is None and not span.more
    if not exact or len(clock.times) > 1 or clock.band:
        return None
    days, minute = divmod(clock.minutes[0] + int(minutes), _DAY_MIN)
    return replace(clock, times=(divmod(minute, 60),), next_day=days == 1)


def scan(text: str, hour: int = -1) -> list[Clock]:
    """The times of day of a plain text, in order.

    Args:
        text: the plain text.
        hour: that of the time told last before it, for 同14分; -1 where there is none.
    """
    low = small(text)
    if not _SIGNS.search(low):
        return [] if text.isascii() else list(_east(text))
    single = list(_english(text, low))
    if not text.isascii():
        single += _east(text, hour)
    single.sort(key=lambda clock: clock.start)
    grouped: list[Clock] = []
    for clock in single:
        if grouped and clock.start < grouped[-1].end:
            continue
        told_again = len(grouped) > 1 and _is_bracketed(text, grouped[-2], grouped[-1])
        if grouped and (joined := _joined(text, grouped[-1], clock)):
            grouped[-1] = joined
        elif told_again and (joined := _joined(text, grouped[-2], clock)):
            grouped[-2:] = [joined]  # "between 18:10 (0910 GMT) and 18:20"
        else:
            grouped.append(clock)
    return grouped


def _english(text: str, low: str) -> Iterator[Clock]:
    for found in _ENGLISH.finditer(low):
        part = found["ap"] or found["ap2"] or found["part"]
        if found["whole"]:
            hour, minute = (12 if found["whole"] == "noon" else 0), 0
            part = None
        elif found["hm"]:
            hour, minute = int(found["hm"][:2]), int(found["hm"][2:])
        else:
            hour = int(found["h"] or found["h2"] or found["h3"])
            minute = int(found["m"] or 0)
        dotted = found["h"] is not None and text[found.end("h")] == "."
        zoned = _ZONE_AFTER.match(text, found.end())
        goes_on = zoned or _DOTTED_GOES_ON.match(text, found.end())
        if dotted and part is None and not goes_on:
            continue  # 3.30 is a number unless "am" or a zone follows
        if part and part[0] == "p" and hour > _NOON:
            part = None  # "18:10 p.m."
        if (part and not int(part[0] != "a") <= hour <= 12) or hour > 23:
            continue
        pm = None if part is None else part[0] == "p" or part in _AFTERNOON
        value = _half_day(hour, pm=pm)
        end = found.end()
        zone = zoned
        name = (zone["inner"] or zone["zone"]).lower() if zone else ""
        behind = None if zone else _ZONE_BEHIND_DAY.match(text, end)
        name = behind["zone"].lower() if behind else name
        if zone and name not in _HOURS:
            end = zone.end()
        yield Clock(
            ((value, minute),), False, "" if name in _HOURS else name,
            bool(_NOT_AT.search(text, max(0, found.start() - 16), found.start())),
            found.start(), end,
            marked=bool(part or found["whole"] or hour > _NOON),
        )  # fmt: skip


def _east(text: str, hour: int = -1) -> Iterator[Clock]:
    part = ""
    last: tuple[int, int, int] = (hour, 0, 0)  # hour, minute, where it ended
    sentence_end = 0
    for found in _EAST.finditer(text):
        if sentence_end <= found.start():
            stop = _SENTENCE_END.search(text, found.start())
            sentence_end = stop.end() if stop else len(text) + 1
            part = ""
        if found["same"] is not None:
            hour, minute = last[0], int(found["same"])
            if hour < 0 or found.start() - last[2] > _SAME_AT or minute > 59:
                continue
        elif found["whole"]:
            hour, minute = (0 if found["whole"] == "자정" else 12), 0
        else:
            part = found["part"] or _part_before(text, found.start()) or part
            hour = int(found["h"])
            minute = int(found["m"] or (30 if found["half"] else 0))
            if hour > 24 or minute > 59:
                continue
            hour = _east_hour(hour, part)
        hour %= 24
        start, end = _east_start(text, found), found.end()
        before = _ZONE_BEFORE.search(text, max(0, found.start() - 24), found.start())
        zone = before["zone"].replace(" ", "") if before else ""
        band = bool(found["band"] or _NOT_AT_EAST.match(text, end))
        clock = Clock(((hour, minute),), False, zone, band, start, end)
        if minutes := _MINUTE.match(text, end):
            second = (hour, int(minutes["m"]))
            if second[1] <= 59 and second > (hour, minute):
                span = minutes["join"] in {"부터", "から", "~", "-", "에서"}
                clock = replace(
                    clock, times=((hour, minute), second), is_span=span, end=minutes.end()
                )
        if same := _SAME_IN_JAPAN.match(text, clock.end):
            clock = replace(clock, end=same.end())
        last = (hour, minute, clock.end)
        part = "" if _PROGRAMME.match(text, clock.end) else part
        yield clock


def _east_hour(hour: int, part: str) -> int:
    """The hour of a day, by the part of it that is named."""
    if part in _NIGHT and (hour == _NOON or hour < _DAWN):
        return hour % _NOON  # the small hours of a night
    return _half_day(hour, pm=_EAST_PARTS[part] == "pm" if part and hour <= _NOON else None)


def _east_start(text: str, found: re.Match[str]) -> int:
    """Where a time begins: the parts of 今朝 and 어젯밤 belong to the word for the day."""
    start = found.start()
    return found.start("h") if found["part"] and text[start - 1 : start] in _OF_DAY else start


def _part_before(text: str, at: int) -> str:
    """Morning or afternoon said a little before: "오전 강원도 원산 일대에서 9시 30분"."""
    found = list(_PART_ALONE.finditer(text, max(0, at - 24), at))
    if not found or any(stop in text[found[-1].end() : at] for stop in "。.\n"):
        return ""
    return found[-1].group()


def _half_day(hour: int, *, pm: bool | None) -> int:
    if pm is None:
        return hour
    return hour % 12 + (12 if pm else 0)


def _is_bracketed(text: str, first: Clock, second: Clock) -> bool:
    """Whether a time is told again in brackets, on another clock."""
    return text[first.end : second.start] == " (" and _SHUT.match(text, second.end) is not None


def _joined(text: str, first: Clock, second: Clock) -> Clock | None:
    """Two times side by side as one list or span."""
    between = _BRACKETS.sub("", text[first.end : second.start])
    if len(between) > _JOINED or first.band != second.band:
        return None
    span = bool(_TO.fullmatch(between))
    if " and " in between and span:
        before = text[max(0, first.start - 18) : first.start]
        span = "between" in before.lower() and bool(_BEFORE_SPAN.search(before))
    if not span and not _LIST.fullmatch(between):
        return None
    if first.zone and second.zone and first.zone != second.zone:
        return None
    if (span and len(first.times + second.times) > 2) or first.is_span or second.is_span:
        return None
    times = first.times
    if not first.marked and second.marked:  # 5:34 and 5:57 p.m.
        pm = second.times[0][0] >= 12
        times = tuple(
            (_half_day(hour, pm=pm) if 1 <= hour <= 12 else hour, minute) for hour, minute in times
        )
    return replace(
        first, times=times + second.times, is_span=span, zone=second.zone or first.zone,
        end=second.end, marked=first.marked or second.marked,
    )  # fmt: skip
