"""``geo batch`` and ``geo backtest``: what they print, and that bad input ends in one line."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from test_cli import geo

from geo import datafiles
from geo.errors import OutputError, ReportError

TABLE = """Site,Distance (miles),Azimuth,memo,Date
Wonsan,280,90,=cmd|' /C calc'!A0,2031-05-04
Kusong,620,71.5,x,43740
Atlantis City,620,70,y,
Unknown,N/A,,z,
Hodo,300,,last,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "launches.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def results(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_becomes_chances_and_counts(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    done = geo("batch", table, "--out", out, "--stderr", "0.02")
    assert done.code == 0, done.err
    assert "'Distance (miles)' → range (mi)" in done.err
    assert "kept as they are: 'memo'" in done.err
    assert "5 rows: 3 with a chance, 0 with the direction unknown, 2 with an error" in done.out
    assert "1 × 'Atlantis City' is no known place" in done.out
    rows = results(out)
    assert [row["memo"] for row in rows] == ["'=cmd|' /C calc'!A0", "x", "y", "z", "last"]
    assert [bool(row["error"]) for row in rows] == [False, False, True, True, False]
    assert rows[4]["habit"].endswith("(20 launches)")
    assert list(rows[0])[5:] == [
        *("chance_inside", "chance_stderr", "wording", "windows_deg", "ring_share"),
        *("nominal_lon", "nominal_lat", "margin_km", "habit", "check_notes", "error"),
    ]


def test_names_that_were_guessed_are_told_with_the_counts(tmp_path: Path) -> None:
    table = tmp_path / "launches.csv"
    table.write_text("place,range\nSunnan,500 km\nSunnan,600 km\nSunan,700 km\n", encoding="utf-8")
    done = geo("batch", table, "--out", tmp_path / "o.csv", "--stderr", "0.02")
    assert done.code == 0, done.err
    told = done.out.partition("Noted of rows with a result:\n")[2].splitlines()
    assert len(told) == 1
    assert told[0].startswith("  2 × 'Sunnan' was read as Sunan (Pyongyang International Airport)")


def test_each_row_is_what_check_prints(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    assert geo("batch", table, "--out", out, "--stderr", "0.01").code == 0
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    alone = geo(
        *("check", "--place", "Wonsan", "--range", "280 miles", "--direction", "90"),
        *("--date", "2031-05-04", "--stderr", "0.01", "--json"),
    )
    found = json.loads(alone.out)
    for key in ("chance_inside", "chance_stderr", "wording", "windows_deg", "ring_share"):
        assert first[key] == found[key]
    assert first["nominal_lon"] == found["nominal"]["lon"]
    assert first["margin_km"] == found["nominal"]["margin_km"]


def test_the_direction_can_be_left_out(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    done = geo(
        *("batch", table, "--out", out, "--stderr", "0.05"), "--direction", "none", "--no-prior"
    )
    assert "0 with a chance, 3 with the direction unknown" in done.out
    assert {row["wording"] for row in results(out)} <= {
        "direction unknown",
        "cannot be inside",
        "inside on any bearing",
        "",
    }


def test_columns_can_be_named(tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text("wo,wie weit,wohin\nWonsan,450,70\n", encoding="utf-8")
    geo("batch", table, "--out", out).refused("no column says where", "--columns MAP.yaml")
    named = tmp_path / "map.yaml"
    named.write_text("place: wo\nrange: {column: 2, unit: km}\nbearing_deg: wohin\n", "utf-8")
    done = geo("batch", table, "--out", out, "--columns", named, "--stderr", "0.05")
    assert done.code == 0, done.err
    assert "1 with a chance" in done.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rnage: x\n", "did you mean 'range'"),
        ("[1, 2]\n", "expected meanings and headers"),
        ("{", "not readable as YAML"),
        ("place: nowhere\n", "the table has no column 'nowhere'"),
    ],
)
def test_a_wrong_mapping_is_one_line(table: Path, tmp_path: Path, text: str, words: str) -> None:
    named = tmp_path / "map.yaml"
    named.write_text(text, encoding="utf-8")
    geo("batch", table, "--out", tmp_path / "o.csv", "--columns", named).refused(words)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--out", "o.doc"), "has no ending that says what to write"),
        (("--out", "missing/o.csv"), "expected a folder to write"),
        (("--out", "launches.csv"), "is the table itself"),
        (("--out", "o.csv", "--zone", "XXX"), "no zone 'XXX'"),
        (("--out", "o.csv", "--view", "atlantis"), "unknown view"),
        (("--out", "o.csv", "--stderr", "7"), "expected a standard error"),
        (("--out", "o.csv", "--set", "width=3"), "unknown spread"),
        (("--out", "o.csv", "--sheet", "x", "--encoding", "klingon"), "is unknown"),
        (("--out", "o.csv", "--direction", "sideways"), "sideways"),
        (("--out", "o.csv", "--workers", "0"), "workers"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    table: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(table.parent)
    geo("batch", table.name, *more).refused(words)
    assert not list(table.parent.glob("*.partial"))


def test_a_missing_table_is_one_line(tmp_path: Path) -> None:
    geo("batch", tmp_path / "no.csv", "--out", tmp_path / "o.csv").refused("is no file")


@pytest.mark.parametrize(("library", "suffix"), [("openpyxl", ".xlsx"), ("pyarrow", ".parquet")])
def test_a_missing_extra_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, suffix: str
) -> None:
    from geo import tables

    def missing(*_: Any) -> None:
        raise ImportError(name=library)

    module = {".xlsx": "workbook", ".parquet": "arrow"}[suffix]
    monkeypatch.setattr(f"geo.tables.{module}.read", missing)
    monkeypatch.setattr(f"geo.tables.{module}.Writer", missing)
    (tmp_path / f"t{suffix}").write_bytes(b"x")
    with pytest.raises(ReportError, match=f"needs {library}.*pip install 'splashline"):
        tables.read(tmp_path / f"t{suffix}")
    with pytest.raises(OutputError, match=f"needs {library}"):
        tables.write(tmp_path / f"o{suffix}", ("a",), {}, ("a", "a"))


def test_missing_workers_are_said(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    done = geo("batch", table, "--out", table.with_name("o.csv"), "--workers", "2")
    assert done.code == 2
    assert done.err.splitlines()[-1].startswith("geo: --workers and --cluster need Dask")
    assert "pip install 'splashline[cluster]'" in done.err


def test_the_backtest_prints_its_page(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    with datafiles.path("launches", "launches.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], *rows[2:14]])
    done = geo("backtest", table, "--stderr", "0.02")
    assert done.code == 0, done.err
    assert "# How far a chance can be trusted" in done.out
    assert "| bearing from the source |" in done.out
    assert "2017-03-06, as a set" in done.out
    out = tmp_path / "trust.md"
    again = geo("backtest", table, "--stderr", "0.02", "--out", out)
    assert again.out.startswith("bearing from the source: ")
    assert out.read_text(encoding="utf-8").startswith("# How far")
    assert out.with_suffix(".svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_backtest_without_verdicts_is_one_line(table: Path) -> None:
    done = geo("backtest", table)
    assert done.code == 2
    assert "no column 'verdict'" in done.err
