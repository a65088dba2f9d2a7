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
    "facility longitude, site lon, site longitude, origin lon, origin longitude, 経度, "
    "発射経度, 경도, 발사 경도, launch long, site long, site lng, facility lng, lon dd, "
    "longitude dd, x lon, 発射地点経度, 発射地経度, 발사지 경도, 발사지점 경도",
    "lat": "lat, latitude, launch lat, launch latitude, facility lat, facility latitude, "
    "site lat, site latitude, origin lat, origin latitude, 緯度, 発射緯度, 위도, 발사 위도, "
    "site lat dd, lat dd, latitude dd, y lat, 発射地点緯度, 発射地緯度, 발사지 위도, "
    "발사지점 위도",
    "spread_km": "spread, launch spread, site spread, position spread, launch uncertainty, "
    "position uncertainty, position error, location uncertainty, launch position error",
    "place": "place, site, launch site, launch place, launch location, launch point, "
    "launched from, facility, facility name, site name, location, location name, origin, "
    "launch, 場所, 発射場所, 発射地点, 発射場, 장소, 발사 장소, 발사 지점, 발사지, 발사장, "
    "launch site name, test site, site of launch, place of launch, launched at, from, "
    "origin site, 発射地, 発射施設, 発射元, 発射原点, 발사 원점, 발사원점, 발사기지",
    "coordinates": "coordinates, coords, launch coordinates, launch coords, site coordinates, "
    "lat lon, lat lng, latitude longitude, lat long, 座標, 発射座標, 緯度経度, 좌표, 발사 좌표, "
    "위도 경도",
    "region": "region, launch region, launch area, province, 地域, 発射地域, 지역, 발사 지역, "
    "launch province, launch zone",
    "platform": "platform, launch platform, launcher, launch mode, launched from platform, "
    "発射台, 発射母体, 발사 플랫폼",
    "range": "range, distance, distance travelled, distance traveled, distance flown, "
    "flight distance, downrange, down range, downrange distance, range flown, reported range, "
    "飛距離, 飛翔距離, 飛行距離, 距離, 비행거리, 비행 거리, 사거리, 거리, flight range, "
    "ground range, total distance, distance covered, surface distance, 水平距離, 推定飛距離, "
    "推定飛翔距離, 飛翔距離推定, 추정 사거리, 추정 비행거리, 이동거리",
    "range_bound": "range bound, bound, range qualifier, distance bound",
    "apogee": "apogee, altitude, max altitude, maximum altitude, peak altitude, height, "
    "max height, maximum height, 最高高度, 高度, 최고고도, 최고 고도, 정점고도, 정점 고도, "
    "고도, peak, top altitude, altitude apogee, apogee altitude, 最大高度, 最高到達高度, "
    "到達高度, 頂点高度, 遠地点高度, 推定最高高度, 最高点, 최대고도, 최대 고도, 정점, 최고점",
    "flight": "flight, flight time, time of flight, flight duration, duration, 飛翔時間, "
    "飛行時間, 비행시간, 비행 시간, tof, time in flight, time aloft, flying time, 飛翔時間推定, "
    "체공시간",
    "bearing_deg": "bearing, azimuth, heading, launch bearing, launch azimuth, flight azimuth, "
    "course, 方位, 方位角, 発射方位, 방위, 방위각, 발사 방위, true bearing, flight bearing, "
    "flight heading, true azimuth, launch heading, bearing true, 飛翔方位, 飛行方位, "
    "真方位, 발사 방위각, 비행 방위각, 비행 방위",
    "bearing_spread_deg": "bearing spread, azimuth spread, bearing uncertainty, "
    "azimuth uncertainty, bearing error, azimuth error",
    "direction": "direction, direction text, launch direction, flight direction, "
    "direction word, compass, compass direction, 方向, 発射方向, 방향, 발사 방향, "
    "direction of flight, direction of launch, flight path direction, heading direction, "
    "飛翔方向, 飛行方向, 방위 방향, 비행 방향",
    "date": "date, launch date, test date, event date, day, 日付, 日, 発射日, 年月日, 날짜, "
    "일자, 발사일, datetime, date time, date and time, timestamp, launch datetime, "
    "launch date time, launch date and time, day of launch, date of launch, date of test, 日時, "
    "発射日時, 発射年月日, 発生日, 발사일자, 발사 일자, 발사일시, 발사 일시, 일시, 연월일",
    "time": "time, time local, local time, launch time, launch time local, launch time utc, "
    "time utc, event time, event time local, 時刻, 発射時刻, 시각, 시간, 발사 시각, "
    "time of launch, 発射時間, 時間, 発射時刻頃, 발사 시간, 발사시간",
    "title": "title, event, launch name, test name, 件名, 제목, name, event name, 名称, 事案名, "
    "명칭",
    "missile": "missile, missile name, missile type, weapon, weapon system, system, ミサイル, "
    "ミサイル名, 種類, 미사일, 미사일 이름, 기종, type, model, missile class, missile model, "
    "missile designation, designation, launch vehicle, vehicle, weapon type, ミサイル種別, "
    "ミサイルの種類, ミサイル種類, 弾種, 種別, 機種, 型式, 推定種類, 미사일 종류, 미사일 명칭, "
    "미사일 기종, 종류, 탄종, 무기체계",
    "reported_by": "reported by, range by, reporter, agency, 発表, 発表者, 발표, 발표자, "
    "announced by, announcement, range source, 発表機関, 発表元, 発表主体, 발표 기관, 발표기관",
    "landing": "landing, landing location, landing area, landing sea, impact location, "
    "impact area, sea, splash, 落下地点, 落下海域, 海域, 낙하 지점, 낙하 해역, 해역, impact, "
    "impact point, impact site, landing zone, landing point, landing site, splashdown, "
    "splashdown area, splashdown location, splash point, fell in, came down, 落下場所, "
    "落下位置, 落下推定地点, 推定落下地点, 落下域, 落下地域, 낙하 위치, 낙하 장소, 낙하 지역, "
    "낙하지점, 탄착지점, 탄착 지점, 탄착 해역",
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
LAUNCH = ("place", "region", "coordinates", "lon")
# Words that say how well or by whom something is known, not what it is.
_QUALIFIERS = frozenset(
    {"estimated", "est", "approx", "approximate", "reported", "official", "announced", "claimed"}
    | {"actual", "observed", "jcs", "mod", "jmod", "kcna", "per"}
)
# A header that speaks of the EEZ, in no other words than these, asks whether it fell inside;
# another state's zone, a distance to it, or "outside" alone do not.
_INSIDE = frozenset({"in", "inside", "within", "内", "내", "안"})
_OUTSIDE = frozenset({"out", "outside", "外", "외", "밖"})
_ASKING = frozenset(
    {"japan", "japans", "japanese", "jpn", "s", "fell", "landed", "fall", "landing", "impact"}
    | {"splash", "status", "verdict", "mod", "jmod", "official", "statement", "the", "or", "of"}
    | {"was", "is", "it", "did", "日本", "の", "か", "に", "への", "判定", "落下", "有無"}
    | {"일본", "여부", "낙하", "판정"}
)
_EEZ = re.compile(r"eez|排他的経済水域|배타적 ?경제 ?수역|exclusive economic zone")
_CJK = re.compile("日本|への|判定|落下|有無|일본|여부|낙하|판정|[の내외안밖内外かに]")
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

    >>> meant("Facility Latitude"), meant("飛距離（km）"), meant("colour")
    (('lat', None), ('range', 'km'), (None, None))
    """
    plain = unicodedata.normalize("NFKC", header).lower()
    if _EEZ.search(plain):
        return "verdict" if _asks_inside(plain) else None, None
    unit = next(filter(None, (_unit(part) for part in _BRACKETS.findall(plain))), None)
    words = _NOT_WORDS.sub(" ", _BRACKETS.sub(" ", plain)).split()
    if words and unit is None and len(words) > 1:
        unit = _unit(words[-1])
        words = words[:-1] if unit else words
    meaning = _meanings().get("".join(words)) or _qualified(words)
    if meaning is None and unit is not None:  # a name may end like a unit: "launch time utc"
        meaning = _meanings().get("".join(_NOT_WORDS.sub(" ", plain).split()))
    if meaning is None or unit not in _UNIT_OF.get(meaning, ()):
        return meaning, None
    return meaning, unit


def _qualified(words: Sequence[str]) -> str | None:
    """The meaning without the words that say how well or by whom it is known."""
    kept = [word for word in words if word not in _QUALIFIERS]
    return _meanings().get("".join(kept)) if kept and len(kept) < len(words) else None


def _asks_inside(plain: str) -> bool:
    """Whether a header about the EEZ asks if it fell inside Japan's."""
    text = _EEZ.sub(" ", plain.replace("’", "'").replace("'s", ""))
    words = set(_NOT_WORDS.sub(" ", _CJK.sub(r" \g<0> ", text)).split())
    alone = words & _OUTSIDE and not words & _INSIDE
    return words <= _INSIDE | _OUTSIDE | _ASKING and not alone


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
