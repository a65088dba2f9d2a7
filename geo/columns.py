"""What the columns of a table of launches mean, recognised from their headers.

A header is read without case, accents of width, punctuation and its unit ("Range (miles)",
"range_km"); what is left is looked up among the names that people give to such columns, in
English, Japanese and Korean. Several columns can have one meaning: the first filled cell counts.
"""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geo.errors import ReportError
from geo.text import shown

NAMES: Mapping[str, str] = {
    "lon": "lon, lng, long, longitude, launch lon, launch lng, launch longitude, facility lon, "
    "facility longitude, site lon, site longitude, origin lon, origin longitude, 経度, 発射経度, "
    "경도, 발사 경도",
    "lat": "lat, latitude, launch lat, launch latitude, facility lat, facility latitude, site lat, "
    "site latitude, origin lat, origin latitude, 緯度, 発射緯度, 위도, 발사 위도",
    "spread_km": "spread, launch spread, site spread, position spread, launch uncertainty, "
    "position uncertainty",
    "place": "place, site, launch site, launch place, launch location, launch point, "
    "launched from, facility, facility name, site name, location, location name, origin, launch, "
    "場所, 発射場所, 発射地点, 発射場, 장소, 발사 장소, 발사 지점, 발사지, 발사장",
    "region": "region, launch region, launch area, province, 地域, 発射地域, 지역, 발사 지역",
    "platform": "platform, launch platform, launcher, launch mode",
    "range": "range, distance, distance travelled, distance traveled, distance flown, "
    "flight distance, downrange, down range, downrange distance, range flown, reported range, "
    "飛距離, 飛翔距離, 飛行距離, 距離, 비행거리, 비행 거리, 사거리, 거리",
    "range_bound": "range bound, bound, range qualifier, distance bound",
    "apogee": "apogee, altitude, max altitude, maximum altitude, peak altitude, height, "
    "max height, maximum height, 最高高度, 高度, 최고고도, 최고 고도, 정점고도, 정점 고도, 고도",
    "flight": "flight, flight time, time of flight, flight duration, duration, 飛翔時間, 飛行時間, "
    "비행시간, 비행 시간",
    "bearing_deg": "bearing, azimuth, heading, launch bearing, launch azimuth, flight azimuth, "
    "course, 方位, 方位角, 発射方位, 방위, 방위각, 발사 방위",
    "bearing_spread_deg": "bearing spread, azimuth spread, bearing uncertainty, "
    "azimuth uncertainty, bearing error, azimuth error",
    "direction": "direction, direction text, launch direction, flight direction, direction word, "
    "compass, compass direction, 方向, 発射方向, 방향, 발사 방향",
    "date": "date, launch date, test date, event date, day, 日付, 日, 発射日, 年月日, 날짜, 일자, "
    "발사일",
    "time": "time, time local, local time, launch time, launch time local, launch time utc, "
    "time utc, event time, event time local, 時刻, 発射時刻, 시각, 시간, 발사 시각",
    "title": "title, event, launch name, test name, 件名, 제목",
    "missile": "missile, missile name, missile type, weapon, weapon system, system, "
    "ミサイル, ミサイル名, 種類, 미사일, 미사일 이름, 기종",
    "reported_by": "reported by, range by, reporter, agency, 発表, 発表者, 발표, 발표자",
    "landing": "landing, landing location, landing area, landing sea, impact location, "
    "impact area, sea, splash, 落下地点, 落下海域, 海域, 낙하 지점, 낙하 해역, 해역",
    "verdict": "verdict, mod verdict, official verdict, eez, eez verdict, inside eez, 判定, 판정",
    "verdict_by": "verdict by, claimed by, said by",
    "certainty": "certainty, verdict certainty",
    "set_verdict": "set verdict, salvo verdict",
    "notes": "notes, note, remarks, remark, comment, comments, additional information, "
    "description, 備考, 비고",
    "outcome": "outcome, test outcome, result, test result, success, 結果, 성공 여부, 결과",
}
UNITS: Mapping[str, str] = {
    "km": "km kms kilometers kilometres kilometer kilometre キロ 킬로미터",
    "mi": "mi mile miles",
    "nmi": "nmi nm nauticalmiles",
    "m": "m meters metres meter metre",
    "ft": "ft feet foot",
    "min": "min mins minute minutes 分 분",
    "s": "s sec secs second seconds 秒 초",
    "h": "h hr hrs hour hours",
    "deg": "deg degs degree degrees ° 度 도",
    "utc": "utc gmt z",
    "local": "local jst kst kst/jst",
}
_UNIT_OF: Mapping[str, tuple[str, ...]] = {
    "range": ("km", "mi", "nmi", "m", "ft"),
    "apogee": ("km", "mi", "nmi", "m", "ft"),
    "spread_km": ("km",),
    "flight": ("min", "s", "h"),
    "bearing_deg": ("deg",),
    "bearing_spread_deg": ("deg",),
    "lon": ("deg",),
    "lat": ("deg",),
    "time": ("utc", "local"),
}
LAUNCH = ("place", "region", "lon")
_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """One column that is used.

    Attributes:
        index: where it stands, from 0.
        header: as written.
        meaning: a key of `NAMES`.
        unit: of its numbers, where the header says so.
    """

    index: int
    header: str
    meaning: str
    unit: str | None


@dataclass(frozen=True)
class Mapped:
    """What the columns of a table mean.

    Attributes:
        used: columns with a meaning, in the order of the table.
        unused: headers without one.
    """

    used: tuple[Column, ...]
    unused: tuple[str, ...]

    def has(self, meaning: str) -> bool:
        """Whether any column has a meaning."""
        return any(column.meaning == meaning for column in self.used)

    def lines(self) -> list[str]:
        """The mapping as it is printed, a line for each column that is used."""
        found = []
        for column in self.used:
            unit = f" ({column.unit})" if column.unit else ""
            found.append(f"{shown(column.header)} → {column.meaning}{unit}")
        if self.unused:
            listed = ", ".join(shown(header, 30) for header in self.unused[:12])
            more = f" and {len(self.unused) - 12} more" if len(self.unused) > 12 else ""
            found.append(f"kept as they are: {listed}{more}")
        return found


def recognise(headers: Sequence[str], overrides: Mapping[str, object] | None = None) -> Mapped:
    """The meaning of each column.

    Args:
        headers: as written, from the left.
        overrides: what the user says: meaning to header, to number of a column from 1, to a list
            of these, or to ``{column: …, unit: …}``; ``ignore`` to headers that are not to be used.

    Raises:
        ReportError: no column says where launches were or how far they flew, or what the user says
            fits no column.

    >>> recognise(["Site", "Range (miles)", "Azimuth"]).lines()
    ["'Site' → place", "'Range (miles)' → range (mi)", "'Azimuth' → bearing_deg"]
    """
    told, ignored = _told(headers, overrides or {})
    set_by_user = {column.meaning for column in told}
    used = list(told)
    taken = {column.index for column in told} | ignored
    for index, header in enumerate(headers):
        meaning, unit = meant(header)
        if index not in taken and meaning and meaning not in set_by_user:
            used.append(Column(index, header, meaning, unit))
    used.sort(key=lambda column: column.index)
    indices = {column.index for column in used}
    unused = tuple(header for index, header in enumerate(headers) if index not in indices)
    mapped = Mapped(tuple(used), unused)
    _check(mapped, headers)
    return mapped


def meant(header: str) -> tuple[str | None, str | None]:
    """The meaning of a header, and the unit in it.

    >>> meant("Facility Latitude"), meant("飛距離（km）"), meant("notes")
    (('lat', None), ('range', 'km'), (None, None))
    """
    plain = unicodedata.normalize("NFKC", header).lower()
    unit = next(filter(None, (_unit(part) for part in _BRACKETS.findall(plain))), None)
    words = _NOT_WORDS.sub(" ", _BRACKETS.sub(" ", plain)).split()
    if words and unit is None and len(words) > 1:
        unit = _unit(words[-1])
        words = words[:-1] if unit else words
    meaning = _meanings().get("".join(words))
    if meaning is None and unit is not None:  # a name may end like a unit: "launch time utc"
        meaning = _meanings().get("".join(_NOT_WORDS.sub(" ", plain).split()))
    if meaning is None or unit not in _UNIT_OF.get(meaning, ()):
        return meaning, None
    return meaning, unit


def _unit(text: str) -> str | None:
    word = "".join(text.split())
    return next((unit for unit, written in UNITS.items() if word in written.split()), None)


@cache
def _meanings() -> dict[str, str]:
    return {
        _NOT_WORDS.sub("", name): meaning
        for meaning, names in NAMES.items()
        for name in (meaning, *names.split(", "))
    }


def _told(headers: Sequence[str], overrides: Mapping[str, object]) -> tuple[list[Column], set[int]]:
    """The columns that the user names, and those to be left alone."""
    found: list[Column] = []
    ignored: set[int] = set()
    for meaning, given in overrides.items():
        listed = given if isinstance(given, list) else [given]
        if meaning == "ignore":
            ignored |= {_index(headers, entry) for entry in listed}
            continue
        if meaning not in NAMES:
            near = difflib.get_close_matches(str(meaning)[:60], NAMES, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "correct it, or leave it out"
            raise ReportError(
                f"--columns: {shown(meaning)} is no meaning of a column; expected one of "
                f"{', '.join(NAMES)}, ignore: {hint}"
            )
        for entry in listed:
            unit = None
            if isinstance(entry, Mapping):
                unit = _unit(str(entry.get("unit", "")).lower())
                entry = entry.get("column")  # noqa: PLW2901
            index = _index(headers, entry)
            if unit is None and (own := meant(headers[index])[1]) in _UNIT_OF.get(meaning, ()):
                unit = own
            found.append(Column(index, headers[index], meaning, unit))
    return found, ignored


def _index(headers: Sequence[str], given: object) -> int:
    """The place of the column that the user means, by its header or its number from 1."""
    if isinstance(given, str) and given in headers:
        return list(headers).index(given)
    number = int(given) if isinstance(given, int | str) and str(given).isdigit() else 0
    if 1 <= number <= len(headers):
        return number - 1
    near = difflib.get_close_matches(str(given)[:60], headers, n=1)
    hint = f"did you mean {shown(near[0])}?" if near else "or a number from 1"
    raise ReportError(
        f"--columns: the table has no column {shown(given)}; expected one of "
        f"{', '.join(shown(header, 30) for header in headers[:20])}: {hint}"
    )


def _check(mapped: Mapped, headers: Sequence[str]) -> None:
    listed = ", ".join(shown(header, 30) for header in headers[:12]) or "none"
    more = f" and {len(headers) - 12} more" if len(headers) > 12 else ""
    missing = None
    if not any(mapped.has(meaning) for meaning in LAUNCH) or mapped.has("lon") != mapped.has("lat"):
        missing = "where missiles were launched (lon and lat, place or region)"
    elif not mapped.has("range"):
        missing = "how far they flew (range)"
    if missing:
        raise ReportError(
            f"no column says {missing}; the table has {listed}{more}: name it with --columns "
            "MAP.yaml, for instance 'range: Distance'"
        )
