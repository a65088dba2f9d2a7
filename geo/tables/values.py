"""What the cells of a table hold: numbers, distances, times and days, as spreadsheets have them."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence

from geo.errors import ReportError
from geo.measure import parse_distance, parse_duration
from geo.report import fields
from geo.tables.columns import Column
from geo.text import one_line, shown

Cell = object


class Overflow(str):
    """The last cell of a row that has more cells than the table has columns, all of them in it."""

    __slots__ = ()


_BLANK = frozenset(
    {"", "-", "--", "–", "—", "?", "n/a", "na", "n.a.", "nan", "none", "null", "nil", "unknown"}
    | {"unk", "not known", "not available", "tbd", "不明", "なし", "該当なし"}
    | {"미상", "불명", "없음"}
)
_WHOLE = re.compile(r"-?[0-9]+\.0+")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_SERIAL = re.compile(r"[2-6][0-9]{4}(\.[0-9]+)?")
_SIDED = re.compile(r"([0-9]+(?:\.[0-9]*)?)\s*°?\s*([NSEWnsew])")
_REMARK = re.compile(r"\s*[(\[][^)\]0-9]*[)\]]$")
_EPOCH = dt.date(1899, 12, 30)  # of Excel's serial numbers, which count a day that was not
_DATE_FORMS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y. %m. %d.", "%Y. %m. %d", "%Y.%m.%d.", "%Y%m%d"),
    *("%Y年%m月%d日", "%Y년 %m월 %d일", "%Y년%m월%d일"),
    *("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y"),
    *("%B %d %Y", "%d %b. %Y", "%b. %d, %Y", "%Y-%b-%d", "%Y %b %d", "%d.%m.%Y"),
)
_ERA = re.compile(r"(昭和|平成|令和) ?(元|[0-9]{1,2})年 ?")
_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}  # the year before the first of each
_TWO_WAYS = ("%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y")  # read where only one way is a day


def one_error(error: Exception) -> str:
    """An error on one line."""
    return " ".join(str(error).split())


def blank(cell: Cell) -> bool:
    """Whether a cell says nothing.

    >>> blank("N/A"), blank(" Unknown "), blank(0), blank(float("nan"))
    (True, True, False, True)
    """
    if isinstance(cell, str):
        return cell.strip().lower() in _BLANK
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def plain(cell: Cell) -> Cell:
    """A cell without what spreadsheets add: 1000.0 is 1000, in a number and in a text."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        text = text.removeprefix("'")
        return text.partition(".")[0] if _WHOLE.fullmatch(text) else text
    return cell


def number(cell: Cell, what: str) -> float:
    """A number in a cell.

    Raises:
        ReportError: it is none.
    """
    value = plain(cell)
    if isinstance(value, str):
        value = value.rstrip("°").replace("−", "-").strip()
    elif type(value) in {int, float} and math.isfinite(value):  # type: ignore[arg-type]
        return float(value)  # type: ignore[arg-type]
    try:
        return fields.number(value)
    except ReportError as error:
        raise ReportError(f"{what}: {error}") from None


def degrees(cell: Cell, what: str) -> float:
    """A longitude or latitude in a cell: a number, with its sign or the letter of its side.

    Raises:
        ReportError: it is none.

    >>> degrees("39.9° N", "lat"), degrees("120W", "lon")
    (39.9, -120.0)
    """
    match = None
    if isinstance(cell, str) and cell.rstrip()[-1:].isalpha():
        match = _SIDED.fullmatch(str(plain(cell)).strip())
    if match is None:
        return number(cell, what)
    sides = "NS" if what == "lat" else "EW"
    side = match[2].upper()
    if side not in sides:
        raise ReportError(
            f"{what}: {shown(str(cell))} is no {what}; expected degrees, {sides[0]} or {sides[1]}"
        )
    value = number(match[1], what)
    return -value if side == sides[1] else value


def pair(cell: Cell) -> tuple[float, float]:
    """Longitude and latitude from a cell that has both, latitude first as people write them.

    Raises:
        ReportError: it has not.

    >>> pair("39.66, 124.70"), pair("124.7E 39.66N")
    ((124.7, 39.66), (124.7, 39.66))
    """
    parts = [part for part in re.split(r"[,;、\s]+(?![NSEWnsew°]\b)", str(plain(cell))) if part]
    if len(parts) != 2:
        raise ReportError(
            f"coordinates: {shown(str(cell))} is no pair; expected latitude, longitude, such as "
            "39.66, 124.70"
        )
    first, second = parts
    if first.upper().endswith(("E", "W")):
        first, second = second, first
    return degrees(second, "lon"), degrees(first, "lat")


def distance(cell: Cell, column: Column | None, *, bound: str | None = None) -> object:
    """A distance in a cell, with the unit of its column where it has none.

    Raises:
        ReportError: it is none.
    """
    value, unit = plain(cell), (column.unit if column else None) or "km"
    if bound is not None and bound.lower().startswith("span "):
        value, bound = bound[5:].strip(), None
    if isinstance(value, str):
        value = _REMARK.sub("", value)  # such as "(est.)"; one with numbers is not thrown away
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value) if "." in value or "e" in value.lower() else int(value)
    if isinstance(value, str) and bound is None:
        return value if unit == "km" or re.search(r"[^\W\d_]", value) else f"{value} {unit}"
    form: dict[str, object] = {unit: value}
    if bound is not None:
        form["bound"] = bound
    return form if bound is not None or unit != "km" else value


def date(cell: Cell, column: Column | None = None) -> dt.date:
    """A day in a cell: a date, a serial number of a spreadsheet, or a text.

    Raises:
        ReportError: it is none, or can be read in two ways.

    >>> date("43740"), date("2019/10/02"), date("2-Oct-2019")
    (datetime.date(2019, 10, 2), datetime.date(2019, 10, 2), datetime.date(2019, 10, 2))
    """
    del column
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = str(plain(cell)).strip()
    if _SERIAL.fullmatch(text):
        return _EPOCH + dt.timedelta(days=int(float(text)))
    first = re.split(r"[T ](?=[0-9]{1,2}[:時시])", text, maxsplit=1)[0].strip()
    era = _ERA.match(first)
    if era is not None:
        year = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
        first = f"{year}年{first[era.end() :]}"
    found = next(_days(first, _DATE_FORMS), None)
    both = set(_days(first, _TWO_WAYS))
    if found is None and len(both) == 1:
        found = both.pop()
    if found is not None:
        return found
    raise ReportError(
        f"{shown(text)} is not a date; expected year-month-day, such as 2025-01-06: write it so"
    )


def _days(text: str, forms: Sequence[str]) -> Iterator[dt.date]:
    """The day that a text is in each form that fits it."""
    for form in forms:
        try:
            yield dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue


def time(cell: Cell, column: Column | None) -> str:
    """A time of day in a cell, with its zone where the column says it.

    Raises:
        ReportError: it is none.
    """
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        text = cell.isoformat(timespec="minutes")
    else:
        text = re.sub(r"\s*\((\w+)\)$", r" \1", str(plain(cell)).strip())
    unit = column.unit if column else None
    zone = {"utc": "Z", "local": "+09:00"}.get(unit or "", "")
    fields.time(text)
    return text if re.search(r"[A-Z+]", text[1:]) else f"{text}{zone}"


def apogee(cell: Cell, column: Column | None) -> object:
    """A height in a cell; raises as `distance` does."""
    value = distance(cell, column)
    parse_distance(value, limit=fields.HIGHEST_APOGEE_KM)
    return value


def flight(cell: Cell, column: Column | None) -> object:
    """A time of flight in a cell.

    Raises:
        ReportError: it is none.
    """
    value, unit = plain(cell), (column.unit if column else None) or "min"
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    form = value if isinstance(value, str) or unit == "min" else {unit: value}
    parse_duration(form)
    return form


def said(cell: Cell, column: Column | None) -> str:
    """A text in a cell, on one line."""
    del column
    return one_line(str(plain(cell)))
