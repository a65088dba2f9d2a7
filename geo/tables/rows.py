"""A row of a table of launches as a report.

Cells are what spreadsheets hold: numbers, texts, dates, blanks, "Unknown", "N/A". What a chance
rests on (launch, range, direction) must be readable, or the row has an error; what it does not
rest on (time, apogee, flight time, landing) is left out where it is not, with a note.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from geo import places
from geo.errors import PlaceError, ReportError
from geo.measure import compass
from geo.tables import values
from geo.tables.columns import Column, Mapped
from geo.tables.values import (
    Cell,
    Overflow,
    blank,
    degrees,
    distance,
    number,
    one_error,
    pair,
    plain,
)
from geo.text import one_line, shown

Directed = Literal["best", "bearing", "word", "none"]

_DEGREES = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(?:°|deg|degrees|度|도)?")
_FAILED = frozenset({"failure", "failed", "fail", "失敗", "실패"})
_VERDICTS = {
    **dict.fromkeys(
        ("inside", "in", "yes", "y", "true", "1", "within", "○", "〇", "内", "内側"), "inside"
    ),
    **dict.fromkeys(("はい", "有", "안", "내", "안쪽", "예", "네"), "inside"),
    **dict.fromkeys(
        ("outside", "out", "no", "n", "false", "0", "not inside", "not in", "×", "外", "外側"),
        "outside",
    ),
    **dict.fromkeys(("いいえ", "無", "밖", "외", "바깥", "아니오", "아니요"), "outside"),
    **dict.fromkeys(
        ("overflew", "overflight", "flew over", "overfly", "上空通過", "上空を通過", "通過"),
        "overflew",
    ),
    **dict.fromkeys(("상공 통과", "상공통과", "통과"), "overflew"),
}
# Of a verdict: what it is about, which the column says as well.
_ABOUT = re.compile(
    r"\b(?:fell|landed|japan(?:ese)?(?:'s)?|jpn|the|of|eez|exclusive economic zone|waters)\b"
    r"|日本の?|排他的経済水域|eez|の?(?=[内外])|(?<=[内外側])(?:に落下|落下|と推定)|に落下|落下|일본|"
    r"배타적 ?경제 ?수역|에? ?낙하"
)
_CERTAINTIES = {"stated", "estimated", "possible", "none_seen", "corrected"}


@dataclass(frozen=True)
class Row:
    """What a row says, ready for `geo.report.parse`, or why it cannot be used.

    Attributes:
        given: the report as a mapping.
        notes: what was left out or guessed.
        error: why there is no report.
    """

    given: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Reading:
    """How the rows of a table are read.

    Attributes:
        mapped: what its columns mean.
        directed: whether a bearing goes before a compass word (``best``), or only one of them, or
            neither is used.
        defaults: values for meanings that a row leaves blank.
    """

    mapped: Mapped
    directed: Directed = "best"
    defaults: Mapping[str, str] = field(default_factory=dict)

    def read(self, cells: Sequence[Cell]) -> Row:
        """One row."""
        if cells and isinstance(cells[-1], Overflow):
            return Row(
                error="more cells than the table has columns; expected one for each: put quotes "
                'round cells with separators in them, such as "1,100"'
            )
        found: dict[str, tuple[Cell, Column | None]] = {}
        for column in self.mapped.used:
            cell = cells[column.index] if column.index < len(cells) else None
            if column.meaning not in found and not blank(cell):
                found[column.meaning] = cell, column
        if not found:
            return Row(error="empty row; expected a launch: fill it, or leave it so")
        for meaning, value in self.defaults.items():
            found.setdefault(meaning, (value, None))
        try:
            return _row(found, self.directed)
        except (ReportError, PlaceError) as error:
            return Row(error=one_error(error))


Found = Mapping[str, tuple[Cell, Column | None]]


def _row(found: Found, directed: Directed) -> Row:
    notes: list[str] = []
    given: dict[str, object] = {"launch": _launch(found)}
    if "range" not in found:
        failed = _failed(found)
        raise ReportError(f"no range{', the launch failed' if failed else ''}; expected a distance")
    given["range"] = distance(*found["range"], bound=_text(found, "range_bound"))
    direction = _direction(found, directed)
    if direction is not None:
        given["direction"] = direction
    for meaning, read in _OPTIONAL.items():
        if meaning in found:
            value = _left_out(read, meaning, *found[meaning], notes)
            if value is not None:
                given[meaning] = value
    sea = _sea(found, notes)
    if sea is not None:
        given["landing"] = {"sea": sea}
    claim = _claim(found, notes)
    if claim is not None:
        given["claims"] = [claim]
    return Row(given, tuple(notes))


def _text(found: Found, meaning: str) -> str | None:
    return one_line(str(plain(found[meaning][0]))) if meaning in found else None


def _failed(found: Found) -> bool:
    return (_text(found, "outcome") or "").lower() in _FAILED


def _launch(found: Found) -> dict[str, object]:
    platform = (_text(found, "platform") or "").lower()
    more: dict[str, object] = {"platform": platform} if platform else {}
    if "lon" in found and "lat" in found:
        launch = {name: degrees(found[name][0], name) for name in ("lon", "lat")}
        return {**launch, **_spread(found), **more}
    if "coordinates" in found:
        lon, lat = pair(found["coordinates"][0])
        return {"lon": lon, "lat": lat, **_spread(found), **more}
    for meaning in ("lon", "lat"):
        if meaning in found:
            raise ReportError(f"only {meaning} is given; expected lon and lat: fill the other")
    for meaning in ("place", "region"):
        if meaning in found:
            kind, name = _named(_text(found, meaning) or "")
            spread = _spread(found) if kind == "place" else {}
            return {kind: name, **spread, **more}
    raise ReportError("no launch; expected lon and lat, a place or a region: fill one")


def _spread(found: Found) -> dict[str, float]:
    if "spread_km" not in found:
        return {}
    return {"spread_km": number(found["spread_km"][0], "spread_km")}


@lru_cache(maxsize=4096)
def _named(name: str) -> tuple[str, str]:
    """Whether a name is that of a place or of a region; the place where it could be both."""
    try:
        match = places.find_place(name, role="launch_site")
    except PlaceError:
        try:
            places.find_region(name)
        except PlaceError:
            places.find_place(name, role="launch_site")
        return "region", name
    if match.fuzzy:
        try:
            if not places.find_region(name).fuzzy:
                return "region", name
        except PlaceError:
            pass
    return "place", name


def _direction(found: Found, directed: Directed) -> object:
    """The bearing where it is wanted and there, else the word."""
    if directed == "none":
        return None
    if directed != "word" and "bearing_deg" in found:
        cell = plain(found["bearing_deg"][0])
        match = _DEGREES.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if isinstance(cell, str) and match is None:
            compass.point(cell)  # a word where degrees were expected
            return cell
        form: dict[str, object] = {"deg": number(match[1] if match else cell, "bearing_deg")}
        if "bearing_spread_deg" in found:
            form["spread_deg"] = number(found["bearing_spread_deg"][0], "bearing_spread_deg")
        return form
    if directed != "bearing" and "direction" in found:
        word = _text(found, "direction") or ""
        match = _DEGREES.fullmatch(word)
        if match is not None:
            return None if directed == "word" else {"deg": float(match[1])}
        compass.point(word)
        return word
    return None


_OPTIONAL: Mapping[str, Callable[[Cell, Column | None], object]] = {
    "date": values.date,
    "time": values.time,
    "apogee": values.apogee,
    "flight": values.flight,
    "title": values.said,
    "missile": values.said,
    "reported_by": values.said,
}


def _left_out(
    read: Callable[[Cell, Column | None], object],
    meaning: str,
    cell: Cell,
    column: Column | None,
    notes: list[str],
) -> object:
    """A value that a chance can do without: left out, with a note, where it cannot be read."""
    try:
        return read(cell, column)
    except ReportError as error:
        notes.append(f"{meaning} left out: {one_error(error)}")
        return None


def _sea(found: Found, notes: list[str]) -> str | None:
    """The sea that the landing names; another text is left out."""
    said = _text(found, "landing")
    if said is None:
        return None
    sea = _sea_named(said)
    if sea is None:
        notes.append(f"landing left out: {shown(said)} is no sea of the gazetteer")
    return sea


@lru_cache(maxsize=4096)
def _sea_named(said: str) -> str | None:
    bare = re.sub(r"\s*\([^)]*\)$", "", said)
    for reading in (said, bare, bare.replace("-", " "), re.split(r"\s+(?:or|/)\s+", bare)[0]):
        try:
            match = places.find_sea(reading)
        except PlaceError:
            continue
        if not match.fuzzy:
            return match.place.name
    return None


def _claim(found: Found, notes: list[str]) -> dict[str, object] | None:
    said = _text(found, "verdict")
    if said is None:
        return None
    words = re.sub(r"\s*\([^)]*\)$", "", said.lower().replace("’", "'"))
    verdict = _VERDICTS.get(words) or _VERDICTS.get(" ".join(_ABOUT.sub(" ", words).split()))
    if verdict is None:
        notes.append(f"verdict left out: {shown(said)} is not inside, outside or overflew")
        return None
    claim: dict[str, object] = {"by": _text(found, "verdict_by") or "the table", "verdict": verdict}
    certainty = (_text(found, "certainty") or "").lower().replace(" ", "_").replace("-", "_")
    if certainty in _CERTAINTIES:
        claim["certainty"] = certainty
    return claim
