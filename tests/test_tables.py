"""Tables in and out: formats, layouts, and what people do to spreadsheets."""

import csv
import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import report, tables
from geo.errors import OutputError, ReportError
from geo.tables import columns, comma, workbook
from geo.tables.comma import harmless
from geo.tables.rows import Reading, Row
from geo.tables.values import blank, date

POINTS = ("nominal_lon", "nominal_lat")
FORMULA = "=cmd|' /C calc'!A0"
LIVE = [FORMULA, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1+1", "=HYPERLINK(1)"]
HARMLESS = ["", "-5.3", "+5", "-", "--", "Wonsan", "1-2", "a=b", "about 450 km", "-1,100"]
SIZES = (1, 3, 1000)


def everything(source: tables.Source, size: int = 1000) -> list[tuple[object, ...]]:
    return [row for chunk in source.chunks(size) for row in chunk]


def read_text(tmp_path: Path, text: str | bytes, name: str = "t.csv", **more: Any) -> tables.Source:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tables.read(path, **more)


def as_rows(source: tables.Source) -> list[Row]:
    mapped = columns.recognise(source.headers)
    reading = Reading(mapped, defaults=source.defaults)
    return [reading.read(cells) for cells in everything(source)]


# --- what columns mean ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "meaning", "unit"),
    [
        ("Facility Latitude", "lat", None),
        ("LONGITUDE", "lon", None),
        ("Launch site", "place", None),
        ("Distance Travelled", "range", None),
        ("Range (miles)", "range", "mi"),
        ("range_km", "range", "km"),
        ("Apogee [ft]", "apogee", "ft"),
        ("Launch Time (UTC)", "time", "utc"),
        ("flight_min", "flight", "min"),
        ("Flight time, s", "flight", "s"),
        ("azimuth", "bearing_deg", None),
        ("Bearing (°)", "bearing_deg", "deg"),
        ("飛距離（km）", "range", "km"),
        ("発射地点", "place", None),
        ("비행거리 (km)", "range", "km"),
        ("최고고도", "apogee", None),
        ("mod_verdict", "verdict", None),
        ("Test Outcome", "outcome", None),
        ("Launch date (local)", "date", None),
        ("Date/Time", "date", None),
        ("Launch time (JST)", "time", "local"),
        ("Lat (°N)", "lat", None),
        ("Launch Long", "lon", None),
        ("Launch coordinates", "coordinates", None),
        ("Distance (km)", "range", "km"),
        ("Est. range (nm)", "range", "nmi"),
        ("JCS range [km]", "range", "km"),
        ("Max altitude", "apogee", None),
        ("Max. altitude, km", "apogee", "km"),
        ("Missile", "missile", None),
        ("Type", "missile", None),
        ("EEZ?", "verdict", None),
        ("Inside Japan’s EEZ?", "verdict", None),
        ("Inside/outside EEZ", "verdict", None),
        ("Outside EEZ", None, None),
        ("EEZ (Russia)", None, None),
        ("Distance to EEZ (km)", None, None),
        ("Impact point", "landing", None),
        ("ToF (s)", "flight", "s"),
        ("発射日時", "date", None),
        ("発射地点緯度", "lat", None),
        ("飛翔距離(km)", "range", "km"),
        ("推定飛距離", "range", None),
        ("最大高度", "apogee", None),
        ("飛翔方向", "direction", None),
        ("方位角(度)", "bearing_deg", "deg"),
        ("ミサイルの種類", "missile", None),
        ("EEZ内外", "verdict", None),
        ("日本のEEZ内か", "verdict", None),
        ("EEZ外", None, None),
        ("발사일시", "date", None),
        ("발사 장소", "place", None),
        ("발사지 위도", "lat", None),
        ("사거리(km)", "range", "km"),
        ("최대 고도 (km)", "apogee", "km"),
        ("발사 방위각", "bearing_deg", None),
        ("미사일 종류", "missile", None),
        ("EEZ 여부", "verdict", None),
        ("EEZ 밖", None, None),
        ("F1", None, None),
        ("Additional column", None, None),
    ],
)
def test_headers_are_recognised(header: str, meaning: str | None, unit: str | None) -> None:
    assert columns.meant(header) == (meaning, unit)


def test_no_name_stands_for_two_meanings() -> None:
    seen: dict[str, str] = {}
    for meaning, names in columns.NAMES.items():
        for name in names.split(", "):
            assert seen.setdefault(columns._NOT_WORDS.sub("", name), meaning) == meaning, name


def test_the_mapping_is_said() -> None:
    mapped = columns.recognise(["Site", "Range (miles)", "Azimuth", "memo"])
    assert mapped.lines() == [
        "'Site' → place",
        "'Range (miles)' → range (mi)",
        "'Azimuth' → bearing_deg",
        "kept as they are: 'memo'",
    ]


def test_what_the_user_says_goes_before_what_is_recognised() -> None:
    headers = ["Site", "Range", "D", "Azimuth", "word"]
    told = {"range": {"column": "D", "unit": "miles"}, "direction": 5, "ignore": ["Azimuth"]}
    mapped = columns.recognise(headers, told)
    assert [(column.header, column.meaning, column.unit) for column in mapped.used] == [
        ("Site", "place", None),
        ("D", "range", "mi"),
        ("word", "direction", None),
    ]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"rnage": "D"}, "did you mean 'range'"),
        ({"range": "Distanse"}, "did you mean 'Distance'"),
        ({"range": 9}, "or a number from 1"),
    ],
)
def test_a_wrong_mapping_is_refused(told: dict[str, object], words: str) -> None:
    with pytest.raises(ReportError, match=words):
        columns.recognise(["Site", "Distance", "x"], told)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["a", "b"], "no column says where missiles were launched"),
        (["lat", "range"], "no column says where missiles were launched"),
        (["Site", "b"], "no column says how far they flew"),
        (["x"] * 200, "and 188 more"),
        ([], "the table has none"),
    ],
)
def test_a_table_without_usable_columns_is_refused(headers: list[str], words: str) -> None:
    with pytest.raises(ReportError, match=words) as error:
        columns.recognise(headers)
    assert "--columns" in str(error.value)


# --- what cells hold -----------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [None, "", " ", "N/A", "Unknown", "unknown ", "na", float("nan")])
def test_cells_that_say_nothing(cell: object) -> None:
    assert blank(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2019-10-02", dt.date(2019, 10, 2)),
        ("2019/10/02", dt.date(2019, 10, 2)),
        ("2 Oct 2019", dt.date(2019, 10, 2)),
        ("October 2, 2019", dt.date(2019, 10, 2)),
        ("9-Apr-84", dt.date(1984, 4, 9)),
        ("2019年10月2日", dt.date(2019, 10, 2)),
        ("2019年10月2日 7時10分", dt.date(2019, 10, 2)),
        ("令和元年10月2日", dt.date(2019, 10, 2)),
        ("平成29年8月29日", dt.date(2017, 8, 29)),
        ("2019. 10. 2.", dt.date(2019, 10, 2)),
        ("2019년 10월 2일", dt.date(2019, 10, 2)),
        ("Oct. 2, 2019", dt.date(2019, 10, 2)),
        ("10/25/2022", dt.date(2022, 10, 25)),  # there is no month 25
        ("25/10/2022", dt.date(2022, 10, 25)),
        ("2019-10-02 07:11:00", dt.date(2019, 10, 2)),
        (43740, dt.date(2019, 10, 2)),  # as Excel counts days
        (43740.3, dt.date(2019, 10, 2)),
        ("43740", dt.date(2019, 10, 2)),
        (30781, dt.date(1984, 4, 9)),
        (dt.datetime(2019, 10, 2, 7, 11), dt.date(2019, 10, 2)),  # noqa: DTZ001
        (dt.date(2019, 10, 2), dt.date(2019, 10, 2)),
    ],
)
def test_days(cell: object, expected: dt.date) -> None:
    assert date(cell) == expected


@pytest.mark.parametrize("cell", ["1984-09", "03/04/2017", "spring", "99999999", "2019-02-30"])
def test_days_that_are_none_or_could_be_two(cell: str) -> None:
    with pytest.raises(ReportError, match="is not a date"):
        date(cell)


def one(**cells: object) -> Row:
    mapped = columns.recognise(list(cells))
    return Reading(mapped).read(list(cells.values()))


@pytest.mark.parametrize(
    ("header", "cell", "km", "bound"),
    [
        ("Range", "260 km", 260, "about"),
        ("Range", 420, 420, "about"),
        ("Range", 420.0, 420, "about"),
        ("Range", "1000.0", 1000, "about"),
        ("Range", "1,100", 1100, "about"),
        ("Range", 1034.5, 1034.5, "exact"),
        ("Range (mi)", 100, 160.9344, "about"),
        ("Range (mi)", "100", 160.9344, "about"),
        ("Range (mi)", "160 km", 160, "about"),
        ("Range", "at least 800 km", 800, "at_least"),
        ("Range", "100-200 km", 150, "about"),
        ("飛距離", "約1,100km", 1100, "about"),
        ("Range", "800 km (est.)", 800, "about"),
        ("Range", "800+", 800, "at_least"),
    ],
)
def test_ranges_in_cells(header: str, cell: object, km: float, bound: str) -> None:
    found = one(**{"Site": "Wonsan", header: cell})
    asked = report.parse(found.given)
    assert asked.range is not None
    assert asked.range.value_km == pytest.approx(km)
    assert asked.range.bound == bound


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Site": "Wonsan", "Range": "Unknown"}, "no range"),
        ({"Site": "Wonsan", "Range": "N/A", "Outcome": "Failure"}, "the launch failed"),
        ({"Site": "N/A", "Range": 420}, "no launch"),
        ({"Site": "Atlantis City", "Range": 420}, "is no known place"),
        ({"lon": 125.5, "lat": None, "Range": 420}, "only lon is given"),
        ({"lon": "east", "lat": 39, "Range": 420}, "lon: 'east' is not a number"),
        ({"Site": None, "Range": None}, "empty row"),
        ({"Site": "Wonsan", "Range": 420, "Direction": "yonder"}, "is not a compass word"),
        ({"Site": "Wonsan", "Range": 420, "Bearing": "9O"}, "is not a compass word"),
    ],
)
def test_rows_that_cannot_be_used_say_why(cells: dict[str, object], words: str) -> None:
    found = one(**cells)
    assert words in found.error
    assert "\n" not in found.error


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ({"Date": "1984-09"}, "date left out"),
        ({"Apogee": "very high"}, "apogee left out"),
        ({"Flight time": "an hour?"}, "flight left out"),
        ({"Launch Time (UTC)": "noonish"}, "time left out"),
        ({"Landing Location": "a field"}, "landing left out"),
        ({"Verdict": "maybe"}, "verdict left out"),
    ],
)
def test_what_a_chance_can_do_without_is_left_out_and_said(
    cells: dict[str, object], note: str
) -> None:
    found = one(Site="Wonsan", Range=420, **cells)
    assert found.error == ""
    assert any(note in said for said in found.notes)
    report.parse(found.given)


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [
        *(
            (cell, "inside")
            for cell in ("Inside", "Yes", True, 1, "○", "inside EEZ", "EEZ内", "안")
        ),
        *((cell, "inside") for cell in ("日本のEEZ内に落下", "EEZ 내", "Within Japan’s EEZ")),
        *((cell, "outside") for cell in ("Outside (estimated)", "no", False, 0, "×", "EEZ外")),
        *(
            (cell, "outside")
            for cell in ("일본 EEZ 밖", "외", "Not in EEZ", "Fell outside the EEZ")
        ),
        *((cell, "overflew") for cell in ("Flew over Japan", "上空通過", "상공 통과")),
    ],
)
def test_verdicts_as_people_write_them(cell: object, verdict: str) -> None:
    found = one(**{"Site": "Wonsan", "Range": 420, "EEZ?": cell})
    assert found.notes == ()
    [claim] = report.parse(found.given).claims
    assert claim.verdict == verdict


@pytest.mark.parametrize(
    "cells",
    [
        {"Lat": "39.66", "Lon": "124.70"},
        {"Lat (°N)": "39.66 N", "Lon (°E)": "124.7°E"},
        {"Coordinates": "39.66, 124.70"},
        {"座標": "39.66N 124.70E"},
        {"Coords": "124.7E, 39.66N"},
    ],
)
def test_positions_as_people_write_them(cells: dict[str, object]) -> None:
    found = one(**cells, Range=420)
    assert found.error == ""
    assert found.given["launch"] == {"lon": 124.7, "lat": 39.66}


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Lat": "39.66 E", "Lon": "124.7"}, "expected degrees, N or S"),
        ({"Coordinates": "somewhere"}, "is no pair"),
        ({"Coordinates": "39.66"}, "is no pair"),
    ],
)
def test_positions_that_are_none_say_why(cells: dict[str, object], words: str) -> None:
    assert words in one(**cells, Range=420).error


def test_the_first_filled_of_two_columns_counts() -> None:
    mapped = columns.recognise(["Site", "Launch site", "Range"])
    reading = Reading(mapped)
    assert reading.read(["", "Wonsan", 420]).given["launch"] == {"place": "Wonsan"}
    assert reading.read(["Sunan", "Wonsan", 420]).given["launch"] == {"place": "Sunan"}


def test_bearing_word_or_neither() -> None:
    mapped = columns.recognise(["Site", "Range", "Bearing", "Direction"])
    cells = ["Wonsan", 420, 71, "north-east"]
    found = {
        mode: Reading(mapped, mode).read(cells).given.get("direction")
        for mode in ("best", "bearing", "word", "none")
    }
    assert found == {
        "best": {"deg": 71.0},
        "bearing": {"deg": 71.0},
        "word": "north-east",
        "none": None,
    }


# --- public layouts ------------------------------------------------------------------------------

CNS = (
    *("F1", "Date", "Date Entered/Updated", "Launch Time (UTC)", "Missile Name", "Missile Type"),
    *("Launch Agency/Authority", "Facility Name", "Facility Location", "Other Name"),
    *("Facility Latitude", "Facility Longitude", "Landing Location", "Apogee"),
    *("Distance Travelled", "Confirmation Status", "Test Outcome", "Additional Information"),
)
SEA = "Sea of Japan or East Sea"
TESTS: list[tuple[object, ...]] = [
    (1, "1984-04-09", "Unknown", "Scud-B", "Unknown", "N/A", "Unknown", "Success"),
    (2, "2014-07-09", "19:00:00", "Scud-C", SEA, "Unknown", "500 km", "Success"),
    (3, "2015-03-02", dt.time(21, 32), "Scud-C", SEA, 134, 420, "Success"),
    (4, "2016-04-15", "20:33:00", "Musudan", "N/A", "N/A", "N/A", "Failure"),
]


def cns_workbook(path: Path) -> None:
    """The layout of the CNS workbook: an empty row, then the header; the numbers are made up."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Missile Tests"
    sheet.append([])
    sheet.append(CNS)
    for number, day, time, name, landing, apogee, distance, outcome in TESTS:
        moment = dt.datetime.fromisoformat(str(day))
        made = [number, moment, moment, time, name, "SRBM", "DPRK", "Hwangju", "North Hwanghae"]
        made += ["", 38.68, 125.7, landing, apogee, distance, "Confirmed", outcome, "a note"]
        sheet.append(made)
    book.create_sheet("Read me").append(["about"])
    book.save(path)


def test_the_cns_workbook_works_as_it_is(tmp_path: Path) -> None:
    cns_workbook(tmp_path / "cns.xlsx")
    source = tables.read(tmp_path / "cns.xlsx")
    assert source.headers == CNS
    assert any("1 rows above" in note for note in source.notes)
    assert any("'Read me'" in note for note in source.notes)
    found = as_rows(source)
    assert [bool(row.error) for row in found] == [True, False, False, True]
    assert "the launch failed" in found[3].error
    second, third = (report.parse(row.given) for row in found[1:3])
    assert second.launch.point == third.launch.point == (125.7, 38.68)
    assert (second.range_km, third.range_km, third.apogee_km) == (500, 420, 134)
    assert third.date == dt.date(2015, 3, 2)
    assert third.time == dt.time(21, 32, tzinfo=dt.UTC)
    assert third.landing is not None
    assert third.landing.sea == "Sea of Japan (East Sea)"


NK = {
    "timeBins": [
        {
            "data": [
                {"date": "1984-09", "time": "unknown", "missile": "scud-b", "facility": "tonghae"}
                | {"landing": "unknown", "apogee": 200, "distance": "unknown", "bearing": 90}
                | {"outcome": "failure", "description": "made up"},
            ],
            "year": 1984,
        },
        {
            "data": [
                {"date": "2019-05-09", "time": "07:29 (UTC)", "series": 1, "missile": "kn-23"}
                | {"facility": "baegun", "landing": "sea-of-japan", "apogee": 50}
                | {"distance": "420", "bearing": 89, "outcome": "success"},
                {"date": "2019-05-10", "time": "unknown", "missile": "unknown"}
                | {"facility": "unknown", "landing": "na", "apogee": "na"}
                | {"distance": 300, "bearing": 70, "outcome": "unknown"},
                {"date": "2019-05-11", "time": "unknown", "missile": "unknown"}
                | {"facility": "nowhere", "landing": "na", "distance": 300, "bearing": 70},
            ],
            "year": 2019,
        },
    ]
}
SITES = {
    "facilities": {
        "tonghae": {"name": "Tonghae", "lat": 40.85, "lon": 129.667},
        "baegun": {"name": "Baegun", "lat": 40.03, "lon": 125.227},
        "unknown": {"name": "Unknown", "lat": 39.2, "lon": 125.67},
    }
}


def test_the_json_of_nk_missile_tests_works_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "test.en.json").write_text(json.dumps(NK), encoding="utf-8")
    (tmp_path / "facility.en.json").write_text(json.dumps(SITES), encoding="utf-8")
    source = tables.read(tmp_path / "test.en.json")
    assert any("1 tests have a bearing of 90" in note for note in source.notes)
    found = as_rows(source)
    assert len(found) == 4
    assert "the launch failed" in found[0].error
    good = report.parse(found[1].given)
    assert good.launch.point == (125.227, 40.03)
    assert (good.range_km, good.apogee_km, good.bearing_deg) == (420, 50, 89)
    assert good.direction is not None
    assert good.direction.spread_deg == 4  # read off maps: 3 to 5 degrees
    assert good.landing is not None
    assert good.landing.sea == "Sea of Japan (East Sea)"
    assert good.time == dt.time(7, 29, tzinfo=dt.UTC)
    assert "no launch" in found[2].error  # its "unknown" has a position that means nothing
    assert "nowhere" in found[3].error


def test_the_launch_sites_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "tests.json").write_text(json.dumps(NK), encoding="utf-8")
    (tmp_path / "sites.json").write_text(json.dumps(SITES), encoding="utf-8")
    with pytest.raises(ReportError, match="give --facilities"):
        tables.read(tmp_path / "tests.json")
    found = tables.read(tmp_path / "tests.json", facilities=tmp_path / "sites.json")
    assert len(everything(found)) == 4


@pytest.mark.parametrize("text", ["{", "[1, 2]", '{"a": 1}', '{"timeBins": [{"x": 1}]}', "[]", "3"])
def test_json_that_is_no_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReportError):
        read_text(tmp_path, text, "t.json")


# --- text ----------------------------------------------------------------------------------------


def test_cells_of_text_are_kept_as_they_are_written(tmp_path: Path) -> None:
    text = 'site,range,memo\n" Wonsan ","1,100 km","two\nlines, ""quoted"""\nSunan,0450,1.50\n'
    source = read_text(tmp_path, text)
    assert everything(source) == [
        (" Wonsan ", "1,100 km", 'two\nlines, "quoted"'),
        ("Sunan", "0450", "1.50"),
    ]


@pytest.mark.parametrize("size", SIZES)
def test_chunks_hold_every_row_once(tmp_path: Path, size: int) -> None:
    lines = [f"Wonsan,{number}" for number in range(100, 120)]
    source = read_text(tmp_path, "\n".join(["site,range", *lines]))
    for _ in range(2):  # as often as asked
        assert [row[1] for row in everything(source, size)] == [str(n) for n in range(100, 120)]
        assert all(len(chunk) <= size for chunk in source.chunks(size))


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    text = f"site{separator}range{separator}memo\nWonsan{separator}450{separator}1,5\n"
    source = read_text(tmp_path, text)
    assert everything(source) == [("Wonsan", "450", "1,5")]
    assert any("separated by" in note for note in source.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_marked_encodings(tmp_path: Path, encoding: str) -> None:
    text = "発射地点,飛距離\n元山,約450km\n"
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    source = read_text(tmp_path, mark + text.encode(encoding))
    assert source.headers == ("発射地点", "飛距離")
    assert everything(source) == [("元山", "約450km")]


@pytest.mark.parametrize(("encoding", "word"), [("cp932", "元山"), ("cp949", "원산")])
def test_an_encoding_can_be_named(tmp_path: Path, encoding: str, word: str) -> None:
    text = f"site,range\n{word},450\n".encode(encoding)
    assert everything(read_text(tmp_path, text, encoding=encoding)) == [(word, "450")]
    with pytest.raises(ReportError, match="is unknown"):
        read_text(tmp_path, text, encoding="klingon")


def test_mixed_encodings_lose_nothing_and_are_said(tmp_path: Path) -> None:
    text = b"site,range,memo\nWonsan,450," + b"caf\xe9 \x81\n" + "Sunan,300,평양\n".encode()
    source = read_text(tmp_path, text)
    assert everything(source) == [("Wonsan", "450", "café \x81"), ("Sunan", "300", "평양")]
    assert any("2 bytes were no UTF-8" in note and "--encoding" in note for note in source.notes)


def test_rows_of_odd_lengths(tmp_path: Path) -> None:
    source = read_text(tmp_path, "site,range\nWonsan\nWonsan,1,100\n\nWonsan,450,,\n")
    found = as_rows(source)
    assert len(found) == 4
    assert "no range" in found[0].error
    assert "more cells than the table has columns" in found[1].error
    assert everything(source)[1] == ("Wonsan", "1,100")  # nothing is lost
    assert "empty row" in found[2].error
    assert found[3].error == ""


def test_duplicate_and_empty_headers_are_told_apart(tmp_path: Path) -> None:
    source = read_text(tmp_path, "site,range,range,,site (2)\nWonsan,450,451,x,y\n")
    assert source.headers == ("site", "range", "range (2)", "column 4", "site (2)")
    assert any("two columns are called 'range'" in note for note in source.notes)
    assert report.parse(as_rows(source)[0].given).range_km == 450


def test_two_hundred_columns(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(197)]
    cells = [str(number) for number in range(197)]
    text = ",".join([*names, "Site", "Range", "Azimuth"]) + "\n" + ",".join([*cells, "Wonsan"])
    source = read_text(tmp_path, f"{text},450,70\n")
    assert len(source.headers) == 200
    assert everything(source)[0][:197] == tuple(cells)
    assert as_rows(source)[0].error == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\n\n\n", "is empty"),
        ("site,range\n" + '"Wonsan,' + "x" * 1_100_000, "a quote that is never closed"),
    ],
)
def test_text_that_is_no_table(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        everything(read_text(tmp_path, text))


@pytest.mark.parametrize("name", ["t.doc", "t", "t.xls"])
def test_names_that_say_no_kind_of_table(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReportError, match="expected a table in"):
        read_text(tmp_path, "site,range\n", name)
    with pytest.raises(OutputError, match="ending"):
        tables.check_suffix(tmp_path / name)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="is no file"):
        tables.read(tmp_path / "none.csv")


class _Endless(io.RawIOBase):
    """Two gigabytes of CSV that stand on no disk."""

    def __init__(self, total: int) -> None:
        self._row = b"Wonsan,450,70," + b"x" * 1000 + b"\n"
        self._left = total
        self._rest = b"site,range,azimuth,memo\n"

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left <= 0:
            return 0
        if not self._rest:
            self._rest = self._row * 64
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        self._left -= len(taken)
        buffer[: len(taken)] = taken
        return len(taken)


def test_a_csv_of_two_gigabytes_is_a_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read through to 300 MB of what the file says are 2 GB; memory stays that of some rows."""
    (tmp_path / "t.csv").write_text("site,range,azimuth,memo\n", encoding="utf-8")
    source = tables.read(tmp_path / "t.csv")

    def opened(_self: Path, mode: str = "r", **_more: Any) -> io.BufferedReader:
        assert mode == "rb"
        return io.BufferedReader(_Endless(2_000_000_000))

    monkeypatch.setattr(Path, "open", opened)
    tracemalloc.start()
    count = 0
    for chunk in source.chunks(4096):
        count += len(chunk)
        if count > 300_000:
            break
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count > 300_000
    assert most < 60_000_000


# --- workbooks -----------------------------------------------------------------------------------


def book(path: Path, fill: Callable[[Any], None]) -> Path:
    made = openpyxl.Workbook()
    fill(made.active)
    made.save(path)
    return path


def test_formulas_count_with_their_stored_values(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["site", "range", "memo"])
        sheet.append(["Wonsan", "=400+50", "x"])

    path = book(tmp_path / "f.xlsx", fill)
    source = tables.read(path)
    assert everything(source) == [("Wonsan", "=400+50", "x")]
    assert any("1 formulas have no stored value" in note for note in source.notes)
    assert "is not" in as_rows(source)[0].error or as_rows(source)[0].given
    stored(path, "=400+50", 450)
    assert everything(tables.read(path)) == [("Wonsan", 450, "x")]


def stored(path: Path, formula: str, value: float) -> None:
    """Put in the value that a spreadsheet program would have stored with a formula."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    old = f"<f>{formula[1:]}</f><v></v>".encode()
    if old not in parts[name]:
        old = f"<f>{formula[1:]}</f><v/>".encode()
    assert old in parts[name]
    parts[name] = parts[name].replace(old, f"<f>{formula[1:]}</f><v>{value}</v>".encode())
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def test_merged_cells_count_in_each_of_their_cells(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["date", "site", "range"])
        sheet.append([dt.date(2017, 3, 6), "Sohae", 1000])
        sheet.append([None, None, 990])
        sheet.append([None, "Wonsan", 450])
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B2:B3")

    source = tables.read(book(tmp_path / "m.xlsx", fill))
    assert any("2 merged cells" in note for note in source.notes)
    days = [report.parse(row.given).date for row in as_rows(source)]
    assert days == [dt.date(2017, 3, 6)] * 3
    places = [report.parse(row.given).launch.place for row in as_rows(source)]
    assert places == ["Sohae", "Sohae", "Wonsan"]


def test_large_workbooks_are_read_as_a_stream(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "WHOLE_BYTES", 10)

    def fill(sheet: Any) -> None:
        sheet.append(["site", "range"])
        for number in range(300):
            sheet.append(["Wonsan", 300 + number])
        sheet.append([None, None])

    source = tables.read(book(tmp_path / "l.xlsx", fill))
    assert [row[1] for row in everything(source, 7)] == list(range(300, 600))
    assert any("a large workbook" in note for note in source.notes)


def test_a_sheet_can_be_named(tmp_path: Path) -> None:
    cns_workbook(tmp_path / "cns.xlsx")
    assert tables.read(tmp_path / "cns.xlsx", sheet="Missile Tests").headers == CNS
    with pytest.raises(ReportError, match="has no sheet 'Tests'"):
        tables.read(tmp_path / "cns.xlsx", sheet="Tests")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"site,range\n"])
def test_a_workbook_that_is_none(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReportError, match="is no Excel workbook"):
        read_text(tmp_path, content, "t.xlsx")


# --- other files ---------------------------------------------------------------------------------


def test_lines_of_json_have_every_key_of_any_line(tmp_path: Path) -> None:
    lines = ['{"site": "Wonsan", "range": 450}', "", '{"range": 300.5, "note": null, "x": [1]}']
    source = read_text(tmp_path, "\n".join(lines), "t.jsonl")
    assert source.headers == ("site", "range", "note", "x")
    assert everything(source) == [("Wonsan", 450, None, None), (None, 300.5, None, [1])]


@pytest.mark.parametrize("text", ["", "{", "[1]\n", '{"site": 1}\nx\n', "\x00"])
def test_lines_that_are_no_json(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReportError):
        everything(read_text(tmp_path, text, "t.jsonl"))


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    frame = pd.DataFrame({"site": ["Wonsan", None], "range": [450, 300], "when": [1.5, None]})
    frame["day"] = pd.Series([pd.Timestamp("2019-10-02"), pd.NaT])
    frame.to_parquet(tmp_path / "t.parquet")
    source = tables.read(tmp_path / "t.parquet")
    cells = everything(source, 1)
    assert cells[0][:3] == ("Wonsan", 450, 1.5)
    sink = tables.write(tmp_path / "o.parquet", source.headers, source.types, ("when", "when"))
    sink.write(cells)
    sink.close()
    assert (
        pq.read_schema(tmp_path / "o.parquet").types == pq.read_schema(tmp_path / "t.parquet").types
    )
    with pytest.raises(ReportError, match="is no Parquet file"):
        read_text(tmp_path, b"no", "x.parquet")


def test_points_of_a_geopackage_are_launches(tmp_path: Path) -> None:
    points = [shapely.Point(127.48, 39.17), shapely.Point(125.67, 39.2)]
    frame = gpd.GeoDataFrame({"range": [450, 1000]}, geometry=points, crs="EPSG:4326")
    frame.to_crs("EPSG:3857").to_file(tmp_path / "t.gpkg", layer="launches")
    source = tables.read(tmp_path / "t.gpkg")
    assert source.headers == ("range", "lon", "lat")
    found = [report.parse(row.given) for row in as_rows(source)]
    assert [launch.range_km for launch in found] == [450, 1000]
    assert found[0].launch.point == pytest.approx((127.48, 39.17))
    assert everything(source, 1) == everything(source)
    with pytest.raises(ReportError, match="cannot be read"):
        read_text(tmp_path, b"no", "x.gpkg")


# --- what is written -----------------------------------------------------------------------------

SUFFIXES = (".csv", ".xlsx", ".jsonl", ".parquet", ".gpkg")
OUT = ("site", "text", "chance", "windows", *POINTS)
KINDS = {"chance": "number", "windows": "pairs", POINTS[0]: "number", POINTS[1]: "number"}


def written(path: Path, rows: Iterable[tuple[object, ...]]) -> tables.Source:
    sink = tables.write(path, OUT, KINDS, POINTS)
    for row in rows:
        sink.write([row])
    sink.close()
    return tables.read(path)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_reads_back(tmp_path: Path, suffix: str) -> None:
    rows: list[tuple[object, ...]] = [
        ("元山", "two\nlines", 0.25, [[61.1, 90.8], [350.0, 10.0]], 135.5, 40.25),
        ("평양", None, None, None, None, None),
    ]
    found = everything(written(tmp_path / f"o{suffix}", rows))
    assert len(found) == 2
    first = dict(zip(OUT, found[0], strict=True))
    assert first["site"] == "元山"
    assert first["text"] == "two\nlines"
    assert float(str(first["chance"])) == 0.25
    windows = first["windows"]
    assert (json.loads(windows) if isinstance(windows, str) else windows) == rows[0][3]
    assert all(blank(cell) for cell in found[1][1:])


def test_a_geopackage_of_results_has_the_splashes_as_points(tmp_path: Path) -> None:
    rows = [("a", "b", 0.5, None, 135.5, 40.25), ("a", "b", None, None, None, None)]
    written(tmp_path / "o.gpkg", rows)
    frame = gpd.read_file(tmp_path / "o.gpkg")
    assert frame.geometry[0].equals(shapely.Point(135.5, 40.25))
    assert frame.geometry[1] is None


@pytest.mark.parametrize("cell", LIVE)
def test_a_formula_does_not_come_out_live(tmp_path: Path, cell: str) -> None:
    written(tmp_path / "o.csv", [(cell, cell, None, None, None, None)])
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        row = list(csv.reader(file))[1]
    assert row[0] == f"'{cell}"  # as it was, behind an apostrophe
    sink = tables.write(tmp_path / "o.xlsx", (cell, *OUT[1:]), KINDS, POINTS)
    sink.write([(cell, cell, None, None, None, None)])
    sink.close()
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    for place in ("A1", "A2", "B2"):
        assert sheet[place].data_type == "s", place
        assert sheet[place].value.strip() == cell.strip()


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_texts_are_left_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_headers_do_not_come_out_live(tmp_path: Path) -> None:
    sink = comma.Writer(tmp_path / "o.csv", [FORMULA])
    sink.close()
    assert (tmp_path / "o.csv").read_text(encoding="utf-8").startswith("\"'=cmd") or (
        tmp_path / "o.csv"
    ).read_text(encoding="utf-8").startswith("'=cmd")


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_no_cell_of_text_is_live(text: str) -> None:
    cell = harmless(text)
    assert isinstance(cell, str)
    assert cell.lstrip("'") == text.lstrip("'")
    number = comma._PLAIN.fullmatch(text) is not None
    assert number or not cell.lstrip(" \ufeff\xa0").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_sheet_that_is_full_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    sink = tables.write(tmp_path / "o.xlsx", OUT, KINDS, POINTS)
    sink.write([("a",) * 4 + (None, None)] * 2)
    with pytest.raises(OutputError, match=r"write \.csv or \.parquet"):
        sink.write([("a",) * 4 + (None, None)])
