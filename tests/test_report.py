import datetime as dt
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo import reportfile
from geo.errors import ReportError
from geo.measure import HALF_MERIDIAN_KM, parse_distance
from geo.report import Report, parse
from geo.reportfile import dump, load, loads, schema, to_json

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
LEAST = {"launch": "Pyongyang", "range": 1100}


def problems_of(text: str) -> str:
    with pytest.raises(ReportError) as caught:
        loads(text, where="a.yaml")
    return str(caught.value)


def test_the_full_example_says_what_it_says() -> None:
    (report,) = load(EXAMPLES[-1])
    assert EXAMPLES[-1].name == "fictional.yaml"
    assert (report.title, report.missile, report.assumption) == ("A launch", None, None)
    assert report.moment is not None
    assert report.moment.isoformat() == "2031-05-04T12:01:00+09:00"
    assert report.count is not None
    assert (report.count.n, report.count.bound) == (1, "at_least")
    assert (report.launch.kind, report.launch.place) == ("place", "Pyongyang")
    assert report.range is not None
    assert (report.range_km, report.range.bound, report.range.step_km) == (1100, "about", 100)
    assert (report.apogee_km, report.flight_min, report.bearing_deg) == (300, 11, 45)
    assert report.direction is not None
    assert (report.direction.points, report.direction.spread_deg) == (8, None)
    assert report.landing is not None
    assert report.landing.sea == "Sea of Japan"
    near = report.landing.near
    assert near is not None
    assert near.km is not None
    assert near.direction is not None
    assert (near.place, near.km.value_km, near.direction.deg) == ("Okushiri", 150, 315)
    assert [(c.zone, c.verdict, c.certainty) for c in report.claims] == [
        ("JPN", "outside", "estimated")
    ]
    assert report.sources[0].published == dt.date(2031, 5, 4)


def test_the_launch_of_2019_is_from_the_sea() -> None:
    (report,) = load(EXAMPLES[0])
    assert report.launch.point == (127.58, 39.26)
    assert report.launch.from_sea
    assert (report.range_km, report.apogee_km, report.bearing_deg) == (450, 900, 90)
    assert report.claims[0].verdict == "inside"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples_read_back(path: Path) -> None:
    (report,) = load(path)
    assert loads(dump(report)) == [report]
    assert loads(to_json(report)) == [report]
    assert len({report, parse(json.loads(to_json(report)))}) == 1


# What may be written for a field, and what it means.
WRITTEN = [
    ("launch", {"lon": "125.95", "lat": 39.05, "spread_km": 5}, ("point", (125.95, 39.05))),
    ("launch", {"region": "North Korea west coast"}, ("kind", "region")),
    ("launch", {"place": "Sinpo", "platform": "submarine"}, ("from_sea", True)),
    ("launch", "Pyongyang", ("from_sea", False)),
    ("direction", {"deg": 58, "spread_deg": 3}, ("spread_deg", 3)),
    ("direction", 58, ("deg", 58)),
    ("direction", "58°", ("deg", 58)),
    ("direction", "東北東", ("points", 16)),
    ("direction", {"word": "NE", "spread_deg": 15}, ("deg", 45)),
    ("count", 2, ("n", 2)),
    ("count", "1", ("bound", "exact")),
    ("count", "at least 1", ("bound", "at_least")),
    ("count", "at least one missile", ("bound", "at_least")),
    ("count", "two", ("n", 2)),
    ("count", "multiple", ("bound", "at_least")),
    ("count", "more than 10", ("bound", "over")),
    ("count", "少なくとも６発", ("n", 6)),
    ("count", "複数発", ("n", 2)),
    ("count", "여러 발", ("bound", "at_least")),
    ("time", "12:01", ("tzinfo", None)),
    ("time", "9:05:30", ("second", 30)),
    ("time", "12:01 JST", ("hour", 12)),
    ("time", "12:01Z", ("minute", 1)),
    ("time", dt.time(12, 1), ("hour", 12)),
    ("date", "2031-05-04", ("year", 2031)),
    ("date", dt.date(2031, 5, 4), ("month", 5)),
    ("landing", "Sea of Japan", ("sea", "Sea of Japan")),
    ("landing", {"near": "Okushiri"}, ("sea", None)),
    ("apogee", "7 687.5km", ("value_km", 7687.5)),
    ("apogee", "25,000 km", ("value_km", 25000)),
    ("flight", "5,156 s", ("minutes", 5156 / 60)),
    ("missile", 17, ("isdigit", None)),
    ("title", "tab\tand line\r\nend\u2028here", ("split", None)),
]


@pytest.mark.parametrize(("field", "written", "meant"), WRITTEN)
def test_fields_as_people_type_them(field: str, written: Any, meant: tuple[str, Any]) -> None:
    report = parse({**LEAST, field: written})
    value = getattr(getattr(report, field), meant[0])
    if not callable(value):
        assert value == meant[1]
    assert loads(dump(report)) == [report]
    assert loads(to_json(report)) == [report]


def test_null_and_blank_count_as_left_out() -> None:
    blank: dict[str, Any] = {"claims": None, "title": " ", "landing": {"sea": None}, "apogee": ""}
    report = parse({**LEAST, **blank})
    assert (report.claims, report.title, report.apogee) == ((), None, None)
    claim = {"by": "x", "verdict": "outside", "zone": None, "certainty": "none seen"}
    report = parse({**LEAST, "claims": [claim]})
    assert (report.claims[0].zone, report.claims[0].certainty) == ("JPN", "none_seen")


def test_marks_of_writing_direction_stay() -> None:
    assert parse({**LEAST, "title": "\u202eabc\u200f"}).title == "\u202eabc\u200f"


def test_values_are_read_as_they_stand() -> None:
    text = "launch: NO\nrange: 1001.20\ntime: 12:01\nmissile: on\ntitle: 010\nreported_by: 1_000"
    (report,) = loads(text)
    assert report.launch.place == "NO"
    assert report.range is not None
    assert report.range.step_km == pytest.approx(0.01)
    assert report.time == dt.time(12, 1)
    assert (report.missile, report.title, report.reported_by) == ("on", "010", "1_000")
    assert loads(dump(report)) == [report]


def test_a_file_may_hold_several_reports(tmp_path: Path) -> None:
    one = "launch: A\nrange: 5\n"
    for name, text, expected in [
        ("documents.yaml", f"{one}---\n{one}---\n", 2),
        (
            "list.yaml",
            "- {launch: A, range: 5}\n- {launch: B, range: 6}\n- {launch: C, range: 7}",
            3,
        ),
        ("list.json", '[{"launch": "A", "range": 5}, {"launch": "B", "range": 6.5}]', 2),
        ("flow.yaml", "{launch: A, range: 5,}", 1),
        ("bom.yaml", "\ufeff" + one, 1),
    ]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert len(load(path)) == expected, name
    many = "- {launch: A, range: 5}\n- {launch: B, range: far}\n"
    assert problems_of(many).startswith("a.yaml, report 2, line 2: range: 'far': cannot read 'far'")


# A file, and parts of its error.
BAD_REPORTS = [
    ("", ["a.yaml: empty; expected a report"]),
    ("---\n---\n", ["empty"]),
    ("# only a comment", ["empty"]),
    ("A missile was fired.", ["'A missile was fired.' is not a report", "geo read"]),
    ("- 1", ["a.yaml, report 1: '1' is not a report"]),
    ("launch: P\nrnage: 5", ["line 2: rnage: unknown key", "did you mean 'range'?"]),
    ("launch: P\nrange: 5\naltitude: 5", ["altitude: unknown key", "did you mean 'apogee'?"]),
    ("launch: P\nrange: 5\nx_y_z: 5", ["x_y_z: unknown key", "leave it out"]),
    ("launch: P\nrange: 5\nlanding: {near: {plce: x}}", ["landing.near.plce", "'place'"]),
    ("launch: P\nrange: 5\nclaims: [{by: a, verdct: b}]", ["claims[1].verdct", "'verdict'"]),
    ("range: 5", ["launch: missing; expected where it was fired from", "add it"]),
    ("launch: P", ["neither range nor landing.near", "'range: about 1100 km'"]),
    ("launch: P\nlanding: {sea: x}", ["neither range nor landing.near"]),
    ("launch: {lon: 39.26, lat: 127.58}\nrange: 5", ["swapped", "{lon: 127.58, lat: 39.26}"]),
    ("launch: {lon: 139.26, lat: 95}\nrange: 5", ["launch.lat: 95: expected at most 90"]),
    ("launch: {lon: 190, lat: 5}\nrange: 5", ["launch.lon: 190: expected at most 180"]),
    ("launch: {lon: .nan, lat: 5}\nrange: 5", ["launch.lon: '.nan' is not a number"]),
    ("launch: {lon: nan, lat: inf}\nrange: 5", ["'nan' is not a number", "'inf' is not a number"]),
    ('{"launch": {"lon": NaN, "lat": 5}, "range": 5}', ["launch.lon: 'NaN' is not a number"]),
    ('{"launch": {"lon": true, "lat": 5}, "range": 5}', ["launch.lon: True is not a number"]),
    ("launch: {lon: 5}\nrange: 5", ["exactly one of place, region, or lon with lat"]),
    ("launch: {}\nrange: 5", ["exactly one of place"]),
    ("launch: {place: P, region: q}\nrange: 5", ["exactly one of place"]),
    ("launch: {region: q, spread_km: 5}\nrange: 5", ["spread_km goes with place"]),
    ("launch: {place: P, platform: train}\nrange: 5", ["'land', 'ship' or 'submarine'"]),
    ("launch: [P]\nrange: 5", ["launch: ['P']: expected keys and values"]),
    ("launch: P\nrange: -5", ["line 2: range: '-5': looks negative"]),
    ("launch: P\nrange: 30000", ["range: '30000'", "at most 20,003.93 km"]),
    ("launch: P\nrange: 1.100", ["1.100 may mean 1.1 or"]),
    ("launch: P\nrange: 5\napogee: 60000", ["at most 50,000 km"]),
    ("launch: P\nrange: 5\nflight: 1:09", ["flight: '1:09': a clock time needs h:mm:ss"]),
    ("launch: P\nrange: 5\ndirection: sideways", ["'sideways' is not a compass word"]),
    ("launch: P\nrange: 5\ndirection: {deg: -5}", ["direction.deg: -5: expected at least 0"]),
    ("launch: P\nrange: 5\ndirection: {deg: 60, word: NE}", ["'NE' is 45°, not 60°"]),
    ("launch: P\nrange: 5\ncount: 0", ["count.n: 0: expected at least 1"]),
    ("launch: P\nrange: 5\ncount: 1.5", ["count.n", "integer"]),
    ("launch: P\nrange: 5\ncount: many", ["count: 'many': cannot read", "'multiple'"]),
    ("launch: P\nrange: 5\ndate: 6 January", ["'6 January' is not a date", "2025-01-06"]),
    ("launch: P\nrange: 5\ndate: 2025-02-30", ["is not a date"]),
    ("launch: P\nrange: 5\ntime: 25:01", ["'25:01' is not a time of day", "12:01+09:00"]),
    ("launch: P\nrange: 5\ntime: noon", ["'noon' is not a time of day"]),
    ("launch: P\nrange: 5\nclaims: {by: x}", ["claims: {'by': 'x'}: expected a list"]),
    ("launch: P\nrange: 5\nclaims: [{by: x, verdict: outsde}]", ["did you mean 'outside'?"]),
    ("launch: P\nrange: 5\nclaims: [{by: x, verdict: inside, zone: NO}]", ["'NO' is not a zone"]),
    ("launch: P\nrange: 5\nsources: [{title: x, url: 'javascript:1'}]", ["not a web address"]),
    ("launch: P\nrange: 5\nsources: [{}]", ["sources[1].title: missing"]),
    ('{"launch": "P", "range": 5, "title": "\\u0007"}', ["control character U+0007"]),
    ('{"launch": "P", "range": 5, "title": "\\ud800"}', ["title"]),
    ("launch: P\nrange: 5\ntitle: " + "x" * 2001, ["2,001 characters; expected at most 2,000"]),
    ("launch: P\nrange: 5\ntitle: \u0007", ["not readable as YAML", "control characters"]),
    ("launch: P\nrange: 5\nlaunch: Q", ["line 3: the key 'launch' is given twice"]),
    ('{"launch": "P", "launch": "Q"}', ["the key 'launch' is given twice"]),
    ("launch: &a P\nrange: 5", ["line 1: anchors (&) and aliases (*) are not read"]),
    ("launch: P\nrange: *a", ["line 2: anchors (&)"]),
    ("launch: !!str P\nrange: 5", ["line 1: tags (!)"]),
    ("!!python/object/apply:os.system [true]", ["tags (!)"]),
    ("<<: {launch: P}\nrange: 5", ["<<: unknown key"]),
    ("? [a]\n: 5", ["a key is a list or a mapping"]),
    ("launch: P\n\trange: 5", ["not readable as YAML", "check colons, quotes and indentation"]),
    ("launch: [P\nrange: 5", ["not readable as YAML"]),
    ("[1, 2", ["not readable as YAML"]),
    ("[" * 100_000, ["nested too deeply"]),
    ("- " * 100_000, ["nested too deeply; expected at most 16 levels"]),
    ('{"a":' * 100_000, ["nested too deeply"]),
    ("{a: " * 100_000, ["nested too deeply; expected at most 16 levels"]),
    ("x" * 1_000_001, ["over 1,000,000 bytes", "at most 1 MB", "geo batch"]),
]


@pytest.mark.parametrize(("text", "parts"), BAD_REPORTS, ids=[text[:30] for text, _ in BAD_REPORTS])
def test_reports_that_cannot_be_meant(text: str, parts: list[str]) -> None:
    message = problems_of(text)
    assert message.startswith("a.yaml")
    assert all(part in message for part in parts), message
    assert len(message.splitlines()[0]) < 500


def test_several_problems_have_a_line_each_and_five_are_enough() -> None:
    claims = "\n".join(f"- {{by: x, verdict: wrong{n}}}" for n in range(7))
    lines = problems_of(f"launch: P\nrange: far\nfoo: 1\nclaims:\n{claims}").splitlines()
    assert len(lines) == 6
    assert lines[0].startswith("a.yaml, line 3: foo: unknown key")
    assert lines[1].startswith("a.yaml, line 2: range: ")
    assert lines[2].startswith("a.yaml, line 5: claims[1].verdict: ")
    assert lines[5] == "and 4 more"


def test_too_many_entries_are_refused() -> None:
    claim = {"by": "x", "verdict": "outside"}
    assert len(parse({**LEAST, "claims": [claim] * 200}).claims) == 200
    with pytest.raises(ReportError, match="expected at most 200 entries: split the report"):
        parse({**LEAST, "claims": [claim] * 201})


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"\xff\xfe\x00l", "not UTF-8 text (byte 1)"),
        (b"launch: P\xe9kin", "save the file as UTF-8"),
        (bytes(range(256)), "not UTF-8"),
        (b"\x00" * 100, "not readable as YAML"),
        (b"", "empty"),
        (b"\xff" * 1_000_001, "over 1,000,000 bytes"),
    ],
)
def test_files_that_are_no_reports(tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(content)
    with pytest.raises(ReportError) as caught:
        load(path)
    assert part in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml", "nul\0.yaml", "x" * 5000):
        with pytest.raises(ReportError, match=r"cannot be read.*expected a file of reports"):
            load(path)


def test_a_report_made_by_hand_is_checked_like_one_that_is_read() -> None:
    report = Report(launch="Pyongyang", range="about 1100 km")
    assert report.range_km == 1100
    with pytest.raises(ReportError, match=r"^report: range: 'far': cannot read 'far'"):
        Report(launch="Pyongyang", range="far")
    with pytest.raises(ReportError, match="is not a report"):
        parse({1: 2})
    with pytest.raises(ValidationError):
        report.title = "x"  # type: ignore[misc]


def test_schema_names_every_key_and_every_way_to_write_it() -> None:
    described = schema()
    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(described["properties"]) == set(Report.model_fields)
    assert described["required"] == ["launch"]
    assert described["additionalProperties"] is False
    assert all(field.get("description") for field in described["properties"].values())
    parts = described["$defs"]
    for part in ("Launch", "Landing", "Near", "Direction", "Count"):
        short, long = parts[part]["anyOf"]
        assert short["examples"]
        assert long["additionalProperties"] is False
    forms = described["properties"]["range"]["anyOf"][0]["anyOf"]
    assert [form["type"] for form in forms] == ["string", "number", "object"]
    assert forms[1]["maximum"] == HALF_MERIDIAN_KM
    for text in forms[0]["examples"]:
        parse_distance(text)
    for report in described["examples"]:
        parse(report)
    json.dumps(described)


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, geo.reportfile; print({'yaml', 'numpy', 'pyproj'} & set(sys.modules))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


# Properties

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n:#-'\"{}[],&*!|>%@`?~"),
    min_size=1,
    max_size=40,
).filter(str.strip)
km = st.floats(0.001, 20_003.0)
distances = st.one_of(
    km,
    st.tuples(km, km).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: {"km": list(ends)}),
    st.sampled_from(
        ["about 1100 km", "約１，０００ｋｍ程度", "680 miles", "500-600 km", "over 5 ft"]
    ),
)
directions = st.sampled_from(["NE", "東北東", "north-easterly"]) | st.fixed_dictionaries(
    {"deg": st.floats(0, 360)}, optional={"spread_deg": st.floats(0.1, 180)}
)
launches = st.one_of(
    texts,
    st.fixed_dictionaries({"region": texts}),
    st.fixed_dictionaries(
        {"lon": st.floats(-180, 180), "lat": st.floats(-90, 90)},
        optional={
            "spread_km": st.floats(0.1, 1000),
            "platform": st.sampled_from(["land", "ship", "submarine"]),
        },
    ),
)
claims = st.fixed_dictionaries(
    {"by": texts, "verdict": st.sampled_from(["inside", "outside", "overflew", "unknown"])},
    optional={"zone": st.sampled_from(["JPN", "kor"]), "certainty": st.just("none seen")},
)
sources = st.fixed_dictionaries(
    {"title": texts}, optional={"published": st.dates(), "url": st.just("https://example.org/a?b")}
)
reports = st.fixed_dictionaries(
    {"launch": launches, "range": distances},
    optional={
        "title": texts,
        "missile": texts,
        "assumption": texts,
        "date": st.dates(),
        "time": st.times(),
        "count": st.integers(1, 1000) | st.sampled_from(["multiple", "at least 3", "up to 4"]),
        "apogee": distances,
        "flight": st.floats(0.001, 1440) | st.sampled_from(["1:09:30", "5,156 s"]),
        "direction": directions,
        "landing": st.fixed_dictionaries(
            {},
            optional={
                "sea": texts,
                "near": st.fixed_dictionaries(
                    {"place": texts}, optional={"km": distances, "direction": directions}
                ),
            },
        ),
        "claims": st.lists(claims, max_size=3),
        "sources": st.lists(sources, max_size=3),
    },
).map(parse)


@given(reports)
def test_what_is_written_reads_back_equal(report: Report) -> None:
    assert loads(dump(report)) == [report]
    assert loads(to_json(report)) == [report]


@given(st.text())
@example("\ud800")
@example("{\ud800: 1}")
@example("a: 1\x85b: 2")
@example("%YAML 9.9\n---\na")
@example("--- |9\n a")
@example('"\\xZZ"')
def test_any_text_is_reports_or_a_report_error(text: str) -> None:
    with suppress(ReportError):
        loads(text)


@given(st.binary(max_size=200))
def test_any_file_is_reports_or_a_report_error(tmp_path_factory: Any, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(content)
    with suppress(ReportError):
        load(path)


@given(
    st.sampled_from([path.read_text(encoding="utf-8") for path in EXAMPLES]),
    st.integers(0, 1000),
    st.integers(0, 12),
    st.text(max_size=8) | st.sampled_from([": ", "\n", "- ", "{", "}", "[", "null", "'", "1e999"]),
)
def test_a_spoilt_example_is_reports_or_a_report_error(
    text: str, start: int, length: int, other: str
) -> None:
    with suppress(ReportError):
        loads(text[:start] + other + text[start + length :])


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(Report.model_fields)), json_values), json_values)
def test_any_values_are_a_report_or_a_report_error(given: dict[str, Any], other: Any) -> None:
    with suppress(ReportError):
        parse(given)
    with suppress(ReportError):
        loads(json.dumps(given))
    with suppress(ReportError):
        parse({**LEAST, "launch": {"lon": other, "lat": other}, "claims": [other], "count": other})


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [load(path) for path in EXAMPLES]
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    assert [load(path) for path in EXAMPLES] == fast
    for text, _ in BAD_REPORTS:
        with pytest.raises(ReportError):
            loads(text)


def test_size_limit_is_the_one_in_the_message() -> None:
    padding = "# " + "x" * (reportfile.MOST_BYTES - len("launch: P\nrange: 5\n# "))
    assert len(loads(f"launch: P\nrange: 5\n{padding}")) == 1
