"""The command line: what good input prints, and that bad input ends in one line and code 2."""

import io
import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from geo import __version__, cli, files
from geo.errors import OutputError
from geo.reportfile import MOST_BYTES
from geo.zones import Zones

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
EXAMPLE = ROOT / "examples" / "2025-01-06.yaml"
SCREEN_CELLS, SCREEN_LINES = 80, 40
LONGEST_ERROR = 600
PLACE = ("check", "--place", "Pyongyang")
SHOT = (*PLACE, "--range", "1100")
BEFORE = "what stood there before\n"


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str

    def refused(self, *words: str) -> None:
        """One clear line, code 2, and nothing that could be taken for an answer."""
        assert self.code == 2, (self.out, self.err)
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("geo: ")
        assert self.err[:-1].isprintable(), self.err
        assert len(self.err) < LONGEST_ERROR, self.err
        assert "Traceback" not in self.err
        assert re.search(r"[:;] ", self.err[5:]), f"no remedy: {self.err}"
        for word in words:
            assert word in self.err


def geo(*arguments: object) -> Outcome:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = leaving.code or 0
    assert isinstance(code, int)
    return Outcome(code, out.getvalue(), err.getvalue())


def geo_process(*arguments: object, stdout: Any = subprocess.PIPE, **environment: str) -> Outcome:
    """Run the command line in a process of its own."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", "from geo.cli import main; main()", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Outcome(done.returncode, done.stdout or "", done.stderr)


def strict_json(text: str) -> Any:
    """JSON as the standard has it, without NaN and infinities."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", str(SCREEN_CELLS))
    monkeypatch.setenv("LINES", str(SCREEN_LINES))
    monkeypatch.setenv("SPLASHLINE_HOME", str(tmp_path / "home"))


# --- good input -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "ja", "ko"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_fits_one_screen(path: Path, lang: str) -> None:
    done = geo("check", path, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) <= SCREEN_LINES
    assert max(cell_len(line) for line in lines) <= SCREEN_CELLS
    assert "…" not in done.out, "a text was cut short"


def test_languages_differ_where_they_should() -> None:
    verdicts = {"en": "Japan’s EEZ", "ja": "日本のEEZ", "ko": "일본 EEZ"}
    for lang, words in verdicts.items():
        assert words in geo("check", EXAMPLE, "--lang", lang).out
        plain = strict_json(geo("check", EXAMPLE, "--lang", lang, "--json").out)
        assert words in plain["verdict"]


PROMISED = {
    "title": str,
    "date": str,
    "zone": str,
    "view": str,
    "chance_inside": float,
    "chance_stderr": float,
    "wording": str,
    "windows_deg": list,
    "ring_share": float,
    "nominal": dict,
    "zones": list,
    "statements": list,
    "trajectory": dict | None,
    "spreads": dict,
    "prior": dict | None,
    "dataset": dict,
    "notes": list,
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_json_keeps_every_promise(path: Path, zones: Zones) -> None:
    done = geo("check", path, "--json")
    assert (done.code, done.err) == (0, "")
    plain = strict_json(done.out)
    assert {key: None for key, kind in PROMISED.items() if not isinstance(plain[key], kind)} == {}
    assert 0 <= plain["chance_inside"] <= 1
    assert 0 <= plain["chance_stderr"] <= 0.002
    assert 0 <= plain["ring_share"] <= 1
    for window in plain["windows_deg"]:
        assert len(window) == 2
        assert all(0 <= bearing <= 360 for bearing in window)
    widths = ((end - start) % 360 or 360 for start, end in plain["windows_deg"])
    assert sum(widths) / 360 == pytest.approx(plain["ring_share"], abs=1e-5)
    assert set(plain["nominal"]) >= {"lon", "lat", "margin_km"}
    for water in plain["zones"]:
        assert set(water) >= {"code", "kind", "claimants", "name", "chance"}
        assert water["claimants"] == sorted(water["claimants"])
        assert water["kind"] in {"internal_waters", "territorial_sea", "eez"}
    inside = sum(water["chance"] for water in plain["zones"] if water["code"] == plain["zone"])
    assert inside == pytest.approx(plain["chance_inside"], abs=1e-5)
    for statement in plain["statements"]:
        assert set(statement) >= {"by", "says", "chance", "result"}
    assert plain["dataset"]["name"] == "splashline"
    assert plain["dataset"]["version"] == zones.provenance.version
    assert plain["dataset"]["sha256"] == sha256(zones.path.read_bytes()).hexdigest()
    assert "OpenStreetMap" in plain["dataset"]["attribution"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert geo("check", EXAMPLE, "--json") == geo_process("check", EXAMPLE, "--json")


def test_several_reports_give_an_array_in_order(tmp_path: Path) -> None:
    both = tmp_path / "both.yaml"
    both.write_text("\n---\n".join(path.read_text(encoding="utf-8") for path in EXAMPLES[:2]))
    alone = [strict_json(geo("check", path, "--json").out) for path in EXAMPLES]
    assert strict_json(geo("check", *EXAMPLES, "--json").out) == alone
    assert strict_json(geo("check", both, "--json").out) == alone[:2]
    text = geo("check", *EXAMPLES).out
    places = [text.index(found["title"]) for found in alone]
    assert places == sorted(places)


def test_an_unknown_direction_has_no_chance() -> None:
    plain = strict_json(geo(*SHOT, "--no-prior", "--json").out)
    assert plain["chance_inside"] is plain["chance_stderr"] is plain["nominal"] is None
    assert plain["wording"] == "direction unknown"
    assert plain["windows_deg"]
    assert "Direction unknown" in geo(*SHOT, "--no-prior").out


def test_options_say_what_a_file_says(tmp_path: Path) -> None:
    path = tmp_path / "same.yaml"
    path.write_text(
        "launch: {lon: 127.58, lat: 39.26, spread_km: 5}\nrange: 450 km\ndirection: {deg: 90}\n"
        "landing: {sea: Sea of Japan}\ndate: 2019-10-02\n"
    )
    typed = ["--launch", "39.26,127.58", "--spread", "5", "--range", "450 km", "--direction", "90"]
    typed += ["--sea", "Sea of Japan", "--date", "2019-10-02"]
    assert geo("check", *typed, "--json") == geo("check", path, "--json")


def test_what_can_be_set_changes_the_answer() -> None:
    plain = geo("check", EXAMPLE, "--json")
    for options in (
        ("--no-prior",),
        ("--view", "undisputed"),
        ("--zone", "kor"),
        ("--given", "outside"),
        ("--set", "range_percent=8", "--set", "word8_deg=5"),
        ("--stderr", "0.0005"),
    ):
        changed = geo("check", EXAMPLE, *options, "--json")
        assert changed.code == 0, changed.err
        assert changed.out != plain.out, options
    assert strict_json(geo("check", EXAMPLE, "--stderr", "0.0005", "--json").out)[
        "chance_stderr"
    ] <= (0.0005)


def test_schema_is_json_and_knows_every_key_of_the_examples() -> None:
    done = geo("schema")
    assert (done.code, done.err) == (0, "")
    schema = strict_json(done.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    used = {key for path in EXAMPLES for key in re.findall(r"(?m)^(\w+):", path.read_text("utf-8"))}
    assert used <= set(schema["properties"])


def test_version_names_every_dataset(zones: Zones) -> None:
    done = geo("--version")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"splashline {__version__}"
    assert zones.provenance.version in done.out
    assert zones.provenance.sha256[:16] in done.out


@pytest.mark.parametrize(
    ("name", "found"), [("Wonsn", "Wonsan"), ("元山", "Wonsan"), ("동해", "Sea of Japan")]
)
def test_places_find(name: str, found: str) -> None:
    done = geo("places", "find", name)
    assert (done.code, done.err) == (0, "")
    assert found in done.out.splitlines()[0]


def test_zones_list_and_info(zones: Zones) -> None:
    listed = geo("zones", "list")
    assert (listed.code, listed.err) == (0, "")
    assert listed.out.startswith("splashline: ")
    assert "ODbL" in listed.out
    info = geo("zones", "info")
    assert (info.code, info.err) == (0, "")
    assert f"sha256 {zones.provenance.sha256}" in info.out
    assert "OpenStreetMap" in info.out
    assert len(re.findall(r"km²", info.out)) == len(zones.kind)
    assert "JPN|KOR" in info.out
    assert "entitlement disputed by CHN|KOR" in info.out


@pytest.mark.parametrize("group", [(), ("check",), ("places",), ("zones",), ("zones", "info")])
def test_help_is_no_error(group: tuple[str, ...]) -> None:
    done = geo(*group, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Usage: geo {' '.join(group)}".rstrip() in done.out


# --- bad options ----------------------------------------------------------------------------------

BAD_OPTIONS: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "range that is no number": ((*PLACE, "--range", "nan"), ("'nan'", "about 1100 km")),
    "infinite range": ((*PLACE, "--range", "inf km"), ("'inf km'", "about 1100 km")),
    "negative range": ((*PLACE, "--range=-5 km"), ("'-5 km'", "negative")),
    "no range at all": ((*PLACE, "--range", "0"), ("'0'", "at least 0.001 km")),
    "range past the antipode": ((*PLACE, "--range", "20100"), ("20,100", "20,003.93", "unit")),
    "range with a huge exponent": ((*PLACE, "--range", "1e999 km"), ("1e999", "expected")),
    "range without a meaning": ((*PLACE, "--range", "far away"), ("far away", "expected")),
    "range missing": (PLACE, ("neither range nor landing.near", "add")),
    "latitude 95": (
        ("check", "--launch", "95,125", "--range", "1100"),
        ("launch.lat", "95", "at most 90"),
    ),
    "longitude 400": (
        ("check", "--launch", "39,400", "--range", "1100"),
        ("launch.lon", "400", "at most 180"),
    ),
    "swapped beyond the pole": (
        ("check", "--launch", "125.75,39.03", "--range", "1100"),
        ("swapped", "write 39.03,125.75"),
    ),
    "swapped far from any site": (
        ("check", "--launch", "52.53,29.61", "--range", "1100"),
        ("swap them", "lon 52.53, lat 29.61", "Shiraz"),
    ),
    "launch that is no number": (
        ("check", "--launch", "nan,nan", "--range", "1100"),
        ("nan is not a number", "and 1 more"),
    ),
    "infinite launch": (
        ("check", "--launch", "inf,5", "--range", "1100"),
        ("inf is not a number",),
    ),
    "launch with one number": (
        ("check", "--launch", "39.03", "--range", "1100"),
        ("'39.03'", "LAT,LON", "39.05,125.95"),
    ),
    "launch with three numbers": (
        ("check", "--launch", "1,2,3", "--range", "1100"),
        ("'1,2,3'", "LAT,LON"),
    ),
    "launch in words": (
        ("check", "--launch", "here,there", "--range", "1100"),
        ("'here,there'", "LAT,LON"),
    ),
    "launch and place": (
        (*SHOT, "--launch", "39,125"),
        ("one of --place and --launch",),
    ),
    "spread zero": ((*SHOT, "--spread", "0"), ("launch.spread_km", "more than 0")),
    "negative spread": ((*SHOT, "--spread=-1"), ("launch.spread_km", "more than 0")),
    "spread that is no number": ((*SHOT, "--spread", "nan"), ("launch.spread_km", "nan")),
    "spread in words": ((*SHOT, "--spread", "wide"), ("--spread", "geo check --help")),
    "place unknown": (("check", "--place", "Atlantis", "--range", "1"), ("'Atlantis'", "nearest")),
    "place of three sites": (
        ("check", "--place", "Odisha", "--range", "1"),
        ("'Odisha' fits 3 records", "use the full name"),
    ),
    "place empty": (("check", "--place", "", "--range", "1"), ("--place", "Pyongyang")),
    "place of blanks": (("check", "--place", "  ", "--range", "1"), ("launch", "place")),
    "sea unknown": ((*SHOT, "--sea", "Sea of Nowhere"), ("'Sea of Nowhere'", "nearest")),
    "direction unknown": ((*SHOT, "--direction", "sideways"), ("'sideways'", "north-east")),
    "direction that is no number": ((*SHOT, "--direction", "nan"), ("'nan'", "north-east")),
    "direction 400": ((*SHOT, "--direction", "400"), ("direction.deg", "at most 360")),
    "direction below zero": ((*SHOT, "--direction=-1"), ("direction", "-1")),
    "date unknown": ((*SHOT, "--date", "2025-13-45"), ("'2025-13-45'", "2025-01-06")),
    "zone unknown": ((*SHOT, "--zone", "XYZ"), ("'XYZ'", "JPN, ")),
    "zone of two lines": ((*SHOT, "--zone", "JPN\nKOR"), ("JPN\\nKOR", "ISO code")),
    "zone empty": ((*SHOT, "--zone", ""), ("no zone ''", "ISO code")),
    "view unknown": ((*SHOT, "--view", "nowhere"), ("'nowhere'", "undisputed", "korea")),
    "dataset unknown": ((*SHOT, "--dataset", "mine"), ("'mine'", "geo zones import")),
    "dataset that is a path": ((*SHOT, "--dataset", "../../etc"), ("'../../etc'", "splashline")),
    "given maybe": ((*SHOT, "--given", "maybe"), ("--given 'maybe'", "inside or outside")),
    "given what cannot be": (
        ("check", "--launch", "0,-30", "--range", "100", "--direction", "90", "--given", "inside"),
        ("inside JPN", "leave --given inside out"),
    ),
    "stderr zero": ((*SHOT, "--stderr", "0"), ("--stderr 0", "0.00001 to 0.2")),
    "stderr above one": ((*SHOT, "--stderr", "5"), ("--stderr 5", "0.00001 to 0.2")),
    "stderr negative": ((*SHOT, "--stderr=-0.1"), ("--stderr -0.1", "0.00001 to 0.2")),
    "stderr that is no number": ((*SHOT, "--stderr", "nan"), ("--stderr nan", "0.00001 to 0.2")),
    "stderr in words": ((*SHOT, "--stderr", "small"), ("--stderr", "geo check --help")),
    "set without a value": ((*SHOT, "--set", "bearing_deg"), ("bearing_deg=3", "= is missing")),
    "set in words": ((*SHOT, "--set", "bearing_deg=wide"), ("'bearing_deg=wide'", "number")),
    "set unknown": ((*SHOT, "--set", "width=3"), ("'width'", "bearing_deg")),
    "set that is no number": ((*SHOT, "--set", "bearing_deg=nan"), ("nan", "above 0")),
    "set infinite": ((*SHOT, "--set", "bearing_deg=inf"), ("inf", "below 1000")),
    "set negative": ((*SHOT, "--set", "bearing_deg=-3"), ("-3", "above 0")),
    "language unknown": ((*SHOT, "--lang", "fr"), ("--lang", "'en', 'ja', 'ko'")),
    "file and options": (("check", EXAMPLE, "--place", "Pyongyang"), ("expected one of them",)),
    "nothing to check": (("check",), ("expected a report file", "geo check --place")),
    "figure of no format": (
        (*SHOT, "--figure", "finding.gif"),
        ("finding.gif", "ends in png, svg, pdf", "rename it"),
    ),
    "size without a figure": (
        (*SHOT, "--size", "print"),
        ("--size print without a figure", "add --figure FILE"),
    ),
    "export of no format": (
        (*SHOT, "--export", "finding.shp"),
        ("finding.shp has suffix '.shp'", ".gpkg, .geojson, .kml", "says which format"),
    ),
    "command unknown": (("chekc",), ("'chekc'", "geo --help")),
    "option unknown": (("check", "--nosuch"), ("--nosuch", "geo check --help")),
    "option without value": (("check", "--range"), ("--range", "requires an argument")),
    "too many arguments": (("zones", "info", "more"), ("more", "geo zones info --help")),
    "no command": (("zones", "--dataset", "mine"), ("--dataset", "geo zones --help")),
    "info of an unknown dataset": (("zones", "info", "--dataset", "mine"), ("'mine'",)),
    "place like no other": (("places", "find", "qqqqqqqqqq"), ("'qqqqqqqqqq'", "LAT,LON")),
    "place without a name": (("places", "find", ""), ("''", "LAT,LON")),
    "missing argument": (("places", "find"), ("'name'", "geo places find --help")),
}


@pytest.mark.parametrize(("arguments", "words"), BAD_OPTIONS.values(), ids=BAD_OPTIONS.keys())
def test_bad_options(arguments: tuple[object, ...], words: tuple[str, ...]) -> None:
    geo(*arguments).refused(*words)


@pytest.mark.parametrize("group", [(), ("places",), ("zones",)])
def test_a_command_alone_shows_its_help(group: tuple[str, ...]) -> None:
    done = geo(*group)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: geo")


# --- bad files ------------------------------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
)
GOOD = "launch: Pyongyang\nrange: 1100 km\n"
BAD_FILES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("empty", "launch: ")),
    "blank": (b" \n\t\n", ("bad.yaml",)),
    "only a remark": (b"# nothing\n", ("empty", "launch: ")),
    "null": (b"null\n", ("empty", "launch: ")),
    "empty list": (b"[]", ("empty", "launch: ")),
    "empty mapping": (b"{}", ("launch", "missing", "add it")),
    "a number": (b"1100\n", ("1100", "is not a report")),
    "free text": (b"a missile flew about 1100 km\n", ("is not a report", "geo read")),
    "two unknown keys": (
        (GOOD + "colour: red\nsize: 3\n").encode(),
        ("colour", "unknown key", "and 1 more"),
    ),
    "a key misspelt": ((GOOD + "directoin: east\n").encode(), ("line 3", "'direction'")),
    "a key twice": ((GOOD + "range: 900 km\n").encode(), ("line 3", "'range'", "keep one")),
    "a JSON key twice": (b'{"launch": "A", "launch": "B"}', ("'launch'", "keep one")),
    "range not a number": (b"launch: Pyongyang\nrange: .nan\n", ("line 2", "'.nan'")),
    "infinite range": (b"launch: Pyongyang\nrange: .inf\n", ("line 2", "'.inf'")),
    "NaN in JSON": (b'{"launch": "Pyongyang", "range": NaN}', ("range", "NaN")),
    "Infinity in JSON": (b'{"launch": "Pyongyang", "range": -Infinity}', ("range", "Infinity")),
    "huge number": (b"launch: Pyongyang\nrange: 1" + b"0" * 5000, ("range",)),
    "latitude 95": (b"launch: {lon: 125, lat: 95}\nrange: 1", ("line 1", "launch.lat", "at most")),
    "swapped": (b"launch: {lon: 39.03, lat: 125.75}\nrange: 1", ("swapped", "lon: 125.75")),
    "alias bomb": (BOMB.encode(), ("line 1", "anchors", "write it out")),
    "alias": (b"a: &a 1\nlaunch: *a\n", ("line 1", "aliases", "write it out")),
    "tag": (b"!!python/object/apply:os.system ['true']\n", ("tags", "line 1")),
    "nested YAML": (b"- " * 4000 + b"x", ("nested too deeply",)),
    "nested JSON": (b"[" * 200_000, ("nested too deeply",)),
    "unclosed": (b"launch: {place: Pyongyang\n", ("not readable as YAML", "colons")),
    "tabs": (b"launch:\n\tplace: Pyongyang\n", ("not readable as YAML", "line 2")),
    "control characters": (b"launch: \x00\x01\n", ("not readable as YAML",)),
    "escape sequence": (b'launch: "\\e[2J"\nrange: 1', ("control character", "remove it")),
    "not UTF-8": (b"launch: P\xff\nrange: 1", ("not UTF-8", "byte 10", "save the file as UTF-8")),
    "UTF-16": (GOOD.encode("utf-16"), ("not UTF-8", "save the file as UTF-8")),
    "10 MB of garbage": (bytes(range(256)) * 40_000, ("1,000,000 bytes", "split it")),
    "10 MB of one line": (b"x" * 10_000_000, ("1,000,000 bytes", "split it")),
    "a place of three sites": (b"launch: Odisha\nrange: 1", ("fits 3 records",)),
    "a place unknown": (b"launch: Atlantis\nrange: 1", ("'Atlantis'", "nearest")),
    "a landmark unknown": (
        b"launch: Pyongyang\nrange: 1000\nlanding: {near: Atlantis}",
        ("'Atlantis'", "nearest"),
    ),
    "what contradicts itself": (
        b"launch: Pyongyang\nrange: 100 km\nlanding: {near: {place: Okushiri, km: 10}}",
        ("contradicts itself", "Okushiri", "leave one out"),
    ),
    "a good report, then a bad one": (f"{GOOD}---\nlaunch: Pyongyang\n".encode(), ("report 2",)),
}


@pytest.mark.parametrize(("content", "words"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_files(content: bytes, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    geo("check", path).refused(*words)
    geo("check", EXAMPLE, path, "--json").refused(*words)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    geo("check", tmp_path / "missing.yaml").refused(
        "missing.yaml", "No such file", "check its name"
    )
    geo("check", tmp_path).refused(str(tmp_path), "Is a directory", "check its name")
    geo("check", EXAMPLE / "inner.yaml").refused("inner.yaml", "Not a directory")
    geo("check", tmp_path / ("x" * 300)).refused("too long")
    geo("check", tmp_path / "two\nlines\x1b[2J.yaml").refused("two\\nlines\\x1b[2J.yaml")
    geo("check", tmp_path / "half\udc80.yaml").refused("half\\udc80.yaml")
    geo("check", "").refused("check its name")


# --- output files ---------------------------------------------------------------------------------


def left_alone(folder: Path, *names: str) -> None:
    """Nothing but what was there before, as it was."""
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    for name in names:
        assert (folder / name).read_text(encoding="utf-8") == BEFORE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "out"
    found.mkdir()
    (found / "map.html").write_text(BEFORE)
    return found


def test_maps_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    geo(*SHOT, "--map", folder).refused("is a folder", "add one")
    geo(*SHOT, "--map", "").refused("is a folder", "add one")
    geo(*SHOT, "--map", folder / "no" / "map.html").refused("no does not exist", "make it first")
    geo(*SHOT, "--map", folder / "map.html" / "a.html").refused("map.html is a file", "a.html")
    geo(*SHOT, "--map", "/dev/full").refused("/dev/full is a device", "another path")
    geo(*SHOT, "--map", folder / "a\nb" / "c.html").refused("a\\nb does not exist")
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        geo(*SHOT, "--map", folder / "new.html").refused("not writable", "choose another")
    left_alone(folder, "map.html")
    assert Path("/dev/full").is_char_device()


def test_a_map_is_written_where_it_is_asked_for(folder: Path) -> None:
    path = folder / "map.html"
    done = geo("check", EXAMPLE, "--map", path)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1].strip() == f"map: {path}"
    assert path.read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    plain = geo("check", EXAMPLE, "--map", path, "--json")
    assert plain == geo("check", EXAMPLE, "--json"), "JSON and nothing else"
    assert [found.name for found in folder.iterdir()] == ["map.html"]


def test_exports_are_written_where_they_are_asked_for(folder: Path) -> None:
    paths = [folder / name for name in ("finding.geojson", "finding.md", "FINDING.TXT")]
    options = [word for path in paths for word in ("--export", path)]
    done = geo("check", EXAMPLE, *options, "--lang", "ko")
    assert (done.code, done.err) == (0, "")
    assert [line.strip() for line in done.out.splitlines()[-3:]] == [
        f"export: {path}" for path in paths
    ]
    assert len(strict_json(paths[0].read_text(encoding="utf-8"))["features"]) > 10
    for path in paths[1:]:
        assert "일본" in path.read_text(encoding="utf-8")
    plain = geo("check", EXAMPLE, *options, "--json")
    assert plain == geo("check", EXAMPLE, "--json"), "JSON and nothing else"


def test_a_figure_is_written_where_it_is_asked_for(folder: Path) -> None:
    path = folder / "finding.svg"
    done = geo("check", EXAMPLE, "--figure", path, "--size", "web", "--lang", "ja")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1].strip() == f"figure: {path}"
    assert path.read_text(encoding="utf-8").startswith("<?xml")


def test_a_figure_without_matplotlib_says_what_is_missing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = geo("check", EXAMPLE, "--figure", folder / "finding.pdf")
    done.refused("--figure needs the extra `figure`", "pip install 'splashline[figure]'")


def test_an_export_is_not_written_over_its_report(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(GOOD)
    geo("check", path, "--export", path).refused("is the report itself", "choose another name")
    assert path.read_text() == GOOD


def test_nothing_is_written_over_what_is_read(tmp_path: Path) -> None:
    text, table, meanings = (tmp_path / name for name in ("a.txt", "t.csv", "c.yaml"))
    text.write_text("Fired from Wonsan, it flew 450 km to the east.", encoding="utf-8")
    table.write_text("date,place,range\n2022-11-18,Sunan,1000 km\n", encoding="utf-8")
    meanings.write_text("range: range\n", encoding="utf-8")
    kept = {path: path.read_bytes() for path in (text, table, meanings)}
    geo("read", text, "--html", text).refused("is the text itself")
    geo("backtest", table, "--out", table).refused("is the table itself")
    asked = ("batch", table, "--columns", meanings)
    geo(*asked, "--out", meanings).refused("is what --columns names")
    geo(*asked, "--out", tmp_path / "o.csv", "--map", meanings).refused("is what --columns names")
    assert {path: path.read_bytes() for path in kept} == kept


def test_of_several_reports_the_wrong_one_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("launch: Atlantis\nrange: 500 km\n", encoding="utf-8")
    geo("check", EXAMPLE, wrong).refused("wrong.yaml: 'Atlantis' is no known place")


def test_a_map_is_not_written_over_its_report(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(GOOD)
    (tmp_path / "link.html").symlink_to(path)
    for target in (path, tmp_path / "link.html", tmp_path / "." / "report.yaml"):
        geo("check", path, "--map", target).refused("is the report itself", "name it .html")
    assert path.read_text() == GOOD


@pytest.mark.parametrize(
    "name", ["range that is no number", "place of three sites", "zone unknown"]
)
def test_a_bad_report_leaves_the_last_map_alone(name: str, folder: Path) -> None:
    arguments, words = BAD_OPTIONS[name]
    geo(*arguments, "--map", folder / "map.html").refused(*words)
    left_alone(folder, "map.html")


def test_a_full_disk_leaves_the_last_map_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    done = geo("check", EXAMPLE, "--map", folder / "map.html")
    done.refused("map.html could not be written", "No space left on device", "untouched")
    left_alone(folder, "map.html")


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["pathlib.Path.open", "os.fsync", "pathlib.Path.replace"])
def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    step: str, error: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(step, interrupted)
        with pytest.raises(OutputError if isinstance(error, OSError) else KeyboardInterrupt):
            files.write_text(folder / "map.html", "new")
        with pytest.raises(OutputError if isinstance(error, OSError) else KeyboardInterrupt):
            files.write_text(folder / "new.html", "new")
    left_alone(folder, "map.html")


def test_half_a_character_leaves_the_old_file(folder: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        files.write_text(folder / "map.html", "x" * 100_000 + "\ud800")
    with pytest.raises(OutputError, match="too long"):
        files.write_text(folder / ("x" * 300), "new")
    left_alone(folder, "map.html")


def test_a_write_keeps_links_and_permissions(folder: Path) -> None:
    real, link = folder / "map.html", folder / "link.html"
    real.chmod(0o640)
    link.symlink_to(real)
    files.write_text(link, "new\n")
    assert link.is_symlink()
    assert real.read_text() == "new\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["link.html", "map.html"]


# --- processes ------------------------------------------------------------------------------------


def test_a_process_refuses_alike() -> None:
    geo_process(*PLACE, "--range", "nan").refused("'nan'")
    geo_process("check", "--nosuch").refused("--nosuch")


def test_a_full_device_or_a_reader_who_leaves_is_no_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        done = geo_process("check", EXAMPLE, "--json", stdout=full)
    done.refused("No space left on device")
    read, write = os.pipe()
    os.close(read)
    try:
        gone = geo_process("check", EXAMPLE, stdout=write)
    finally:
        os.close(write)
    assert gone.code != 0
    assert gone.err == ""


def test_a_terminal_without_the_letters_is_no_traceback() -> None:
    done = geo_process("check", EXAMPLE, "--lang", "ja", PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")
    assert done.out.isascii()


# --- anything at all ------------------------------------------------------------------------------

QUICK = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NOT_A_DISTANCE = st.one_of(
    st.floats(max_value=0.0),
    st.floats(min_value=20_004.0),
    st.sampled_from(["nan", "inf", "1e400"]),
)


@QUICK
@given(km=NOT_A_DISTANCE, unit=st.sampled_from(["", " km", " nmi"]))
def test_no_distance_that_cannot_be_flown(km: float | str, unit: str) -> None:
    geo(*PLACE, f"--range={km}{unit}").refused("range")


@QUICK
@given(
    lat=st.floats(allow_nan=True, allow_infinity=True).filter(lambda lat: not abs(lat) <= 90),
    lon=st.floats(-180, 180),
)
def test_no_latitude_beyond_the_poles(lat: float, lon: float) -> None:
    geo("check", f"--launch={lat},{lon}", "--range", "1100").refused("launch")


@QUICK
@given(
    name=st.sampled_from(["bearing_deg", "range_percent", "point_km"]),
    value=st.one_of(st.floats(max_value=0.0), st.floats(min_value=1000.0), st.just(float("nan"))),
)
def test_no_spread_that_is_none(name: str, value: float) -> None:
    geo(*SHOT, f"--set={name}={value}").refused(name)


@QUICK
@given(text=st.text(max_size=40), option=st.sampled_from(["range", "direction", "date", "launch"]))
def test_no_text_ends_in_a_traceback(text: str, option: str) -> None:
    shot = ("check",) if option == "launch" else PLACE if option == "range" else SHOT
    typed = [*shot, f"--{option}={text}", "--dataset", "none such"]
    geo(*typed, *(["--range", "1"] if option == "launch" else [])).refused()


@QUICK
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_file_ends_in_a_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    geo("check", path, "--dataset", "none such").refused("any.yaml")


EXAMPLE_TEXT = (ROOT / "examples" / "fictional.yaml").read_text(encoding="utf-8")


@QUICK
@given(
    start=st.integers(0, len(EXAMPLE_TEXT)),
    length=st.integers(0, 40),
    put=st.one_of(
        st.text(max_size=8), st.sampled_from(["nan", "-", ": ", "&a ", "[", "1e9", "\n"])
    ),
)
def test_no_damaged_report_ends_in_a_traceback(
    start: int, length: int, put: str, tmp_path: Path
) -> None:
    path = tmp_path / "any.yaml"
    damaged = EXAMPLE_TEXT[:start] + put + EXAMPLE_TEXT[start + length :]
    path.write_bytes(damaged.encode("utf-8", "surrogatepass"))
    geo("check", path, "--dataset", "none such").refused()


ANYWHERE = st.fixed_dictionaries(
    {"lon": st.floats(-180, 180), "lat": st.floats(-90, 90)},
    optional={"spread_km": st.sampled_from([0.001, 20, 1000]), "platform": st.just("ship")},
)
ANY_REPORT = st.fixed_dictionaries(
    {
        "launch": ANYWHERE
        | st.sampled_from(["Pyongyang", "Vandenberg"]).map(lambda x: {"place": x}),
        "range": st.floats(0.001, 20_000) | st.sampled_from(["at least 900 km", "500-600 km"]),
    },
    optional={
        "direction": st.floats(0, 360) | st.sampled_from(["north-east", "남동", "{deg: 1}"]),
        "claims": st.just([{"by": "somebody", "zone": "KOR", "verdict": "inside"}]),
    },
)


@settings(QUICK, max_examples=25)
@given(report=ANY_REPORT, given_verdict=st.sampled_from([None, None, "inside", "outside"]))
def test_any_report_is_answered_or_refused(
    report: dict[str, Any], given_verdict: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps(report))
    taken = () if given_verdict is None else ("--given", given_verdict)
    done = geo("check", path, *taken, "--stderr", "0.01", "--json")
    if done.code:
        done.refused()
        return
    plain = strict_json(done.out)
    assert plain["chance_inside"] is None or 0 <= plain["chance_inside"] <= 1
    assert sum(water["chance"] for water in plain["zones"]) <= 1 + 1e-5


def test_the_limit_of_a_file_is_what_the_error_says() -> None:
    assert f"{MOST_BYTES:,}" == "1,000,000"


def test_outputs_of_several_reports_are_numbered(tmp_path: Path) -> None:
    report = tmp_path / "two-2.yaml"
    report.write_bytes(EXAMPLES[0].read_bytes())
    asked = ("check", report, EXAMPLES[1], "--map", tmp_path / "two.html")
    done = geo(*asked, "--export", tmp_path / "two.md")
    assert done.code == 0
    names = ["two-1.html", "two-1.md", "two-2.html", "two-2.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*names, "two-2.yaml"]
    assert all(name in done.out for name in names)
    titles = [(tmp_path / name).read_text(encoding="utf-8") for name in names[1::2]]
    assert "2 October 2019" in titles[0]
    assert "24 March 2022" in titles[1]
    geo("check", EXAMPLES[1], report, "--export", tmp_path / "two.yaml").refused(".gpkg")
    text = tmp_path / "two-2.md"
    text.write_text("Fired from Wonsan, it flew about 450 km to the east.", encoding="utf-8")
    clash = geo("check", EXAMPLES[1], text, "--export", tmp_path / "two.md")
    assert (clash.code, "the report itself" in clash.err) == (2, True)
    assert "Wonsan" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "offered"),
    [("geo ch", {"check"}), ("geo check --la", {"--lang", "--launch"}), ("geo zones f", {"fetch"})],
)
def test_the_shell_completes(line: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = subprocess.run(
        [sys.executable, "-m", "geo"],
        env={**os.environ, **words, "_GEO_COMPLETE": "complete_bash"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert set(done.stdout.split()) == offered
