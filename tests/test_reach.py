"""What a range can reach: areas, cities, states and waters, in words, as JSON and as a map."""

import csv
import hashlib
import json
import math
import string
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo import cli, geodesy, reach, report
from geo.ballistics import equivalent
from geo.check import Options, check
from geo.errors import ReportError
from geo.maps import paper, reachfigure, reachmap
from geo.places import cities
from geo.reach import Reach, Start
from geo.reach import words as reachwords
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "cities"
GEOD = Geod(ellps="WGS84")
PYONGYANG = Start("Pyongyang", 125.7543, 39.0339)
TEHRAN = Start("Tehran", 51.42, 35.69)
LOFTED: dict[str, Any] = {
    "launch": {"lon": 126.43, "lat": 40.61},
    "range": "998 km",
    "apogee": "3,724.9 km",
    "direction": {"deg": 70},
}


@pytest.fixture(scope="module")
def ring(zones: Zones) -> Reach:
    return reach.of_range([PYONGYANG], 1100, 1100, zones)


@pytest.fixture(scope="module")
def missile(zones: Zones) -> Reach:
    """That of 28 July 2017."""
    return reach.of_finding(check(report.parse(LOFTED), zones, Options(stderr=0.05)), zones)


def far_km(start: Start, lon: float, lat: float) -> float:
    return float(GEOD.inv(start.lon, start.lat, lon, lat)[2]) / 1000


# --- cities --------------------------------------------------------------------------------------


def test_the_table_is_what_its_source_says() -> None:
    listed = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))["cities.csv"]
    table = (DATA / "cities.csv").read_bytes()
    assert hashlib.sha256(table).hexdigest() == listed["sha256"]
    assert "CC-BY-4.0" in listed["licence"]
    rows = list(csv.DictReader(table.decode().splitlines()))
    assert len(rows) == len(cities.all_cities())
    assert f"{len(rows):,} capitals" in (DATA / "README.md").read_text(encoding="utf-8")
    for row in rows:
        assert abs(float(row["lat"])) <= 90
        assert abs(float(row["lon"])) <= 180
        assert len(row["country"]) == 3
        assert int(row["population"]) >= 500_000 or row["capital"] == "yes"


@pytest.mark.parametrize(
    ("name", "lon", "lat", "code", "capital"),
    [
        ("Tokyo", 139.69, 35.69, "JPN", True),
        ("Seoul", 126.98, 37.57, "KOR", True),
        ("Pyongyang", 125.75, 39.03, "PRK", True),
        ("Washington", -77.04, 38.90, "USA", True),
        ("Los Angeles", -118.24, 34.05, "USA", False),
        ("Brasília", -47.93, -15.78, "BRA", True),
    ],
)
def test_well_known_cities(name: str, lon: float, lat: float, code: str, *, capital: bool) -> None:
    [city] = [city for city in cities.all_cities() if (city.name, city.country) == (name, code)]
    assert GEOD.inv(city.lon, city.lat, lon, lat)[2] < 15_000
    assert city.capital is capital


# --- areas ---------------------------------------------------------------------------------------


def test_a_ring_reaches_what_lies_within(ring: Reach) -> None:
    near = {
        (city.name, city.country)
        for city in cities.all_cities()
        if far_km(PYONGYANG, city.lon, city.lat) <= 1100
    }
    assert {(each.city.name, each.city.country) for each in ring.cities} == near
    assert not ring.banded
    for each in ring.cities:
        assert each.extent == "within"
        assert each.range_km == pytest.approx(
            far_km(PYONGYANG, each.city.lon, each.city.lat), abs=1e-3
        )
        assert ring.inner.contains(shapely.Point(each.city.lon, each.city.lat))
    codes = {state.code: state for state in ring.states}
    assert set(codes) == {"CHN", "JPN", "KOR", "PRK", "RUS"}
    assert codes["KOR"].capital == "within"
    assert codes["JPN"].capital is None
    assert sum(state.cities for state in ring.states) == len(ring.cities)


def test_a_state_whose_cities_are_only_possibly_in_reach_is_told_apart(zones: Zones) -> None:
    starts = [PYONGYANG, Start("Wonsan", 127.48, 39.17)]
    band = reach.of_range(starts, 500, 600, zones)
    extents = {state.code: state.extent for state in band.states}
    assert extents == {"CHN": "within", "KOR": "within", "PRK": "within", "RUS": "possible"}
    told = dict(reachwords.rows(band, zones))
    assert told["States and territories with listed cities only possibly in reach (1)"] == "Russia"
    sure = next(text for head, text in told.items() if head.endswith("listed cities in reach (3)"))
    assert "Russia" not in sure


def test_waters_in_reach_against_every_vertex(ring: Reach, zones: Zones) -> None:
    touched = {each.row: each for each in ring.waters}
    for row, shape in enumerate(zones.geometry):
        lon, lat = shapely.get_coordinates(shape).T
        _, km = geodesy.inverse(PYONGYANG.lon, PYONGYANG.lat, lon, lat)
        if km.min() < 1095:
            assert row in touched
        if km.min() > 1130:  # farther than the longest edge could reach in between
            assert row not in touched
        if km.max() > 1105:
            assert row not in touched or not touched[row].whole
        if km.max() < 1095:
            assert touched[row].whole


def test_several_places_reach_more(zones: Zones, ring: Reach) -> None:
    both = reach.of_range([PYONGYANG, TEHRAN], 1100, 1100, zones)
    names = {each.city.name for each in both.cities}
    assert names > {each.city.name for each in ring.cities}
    assert {"Seoul", "Baghdad"} <= names
    assert both.inner.area > ring.inner.area
    starts = {each.city.name: each.start for each in both.cities}
    assert starts["Seoul"] == "Pyongyang"
    assert starts["Baghdad"] == "Tehran"


def test_a_span_has_two_edges(zones: Zones) -> None:
    found = reach.of_range([PYONGYANG], 500, 1500, zones)
    assert found.banded
    assert not found.turning
    extents = {each.city.name: each.extent for each in found.cities}
    assert extents["Seoul"] == "within"
    assert extents["Tokyo"] == "possible"
    assert found.outer.contains(found.inner)


@pytest.mark.parametrize(
    ("start", "km"),
    [
        (Start("a", 179.5, 0.0), 1500.0),
        (Start("b", 0.0, 89.0), 9000.0),
        (Start("c", -170.0, -60.0), 15_000.0),
        (Start("d", 126.0, 39.0), 19_800.0),
    ],
)
def test_any_size_is_a_valid_area(zones: Zones, start: Start, km: float) -> None:
    found = reach.of_range([start], km, km, zones)
    assert found.inner.is_valid
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(-180, 180, 400), rng.uniform(-90, 90, 400)
    _, away_km = geodesy.inverse(start.lon, start.lat, lon, lat)
    clear = abs(away_km - km) > 1
    inside = shapely.contains_xy(found.inner, lon, lat)
    assert (inside == (away_km < km))[clear].all()


def test_everything_is_reached_in_the_end(zones: Zones) -> None:
    found = reach.of_range([PYONGYANG], 20_000, 20_000, zones)
    assert len(found.cities) == len(cities.all_cities())
    assert found.inner.bounds == (-180, -90, 180, 90)


def test_a_missile_reaches_by_bearing(missile: Reach) -> None:
    """28 July 2017: a band that holds the published 10,400 km, farther to the east."""
    assert missile.banded
    assert missile.turning
    rows = {deg: round(deg / 360 * reach.BEARINGS) for deg in (0, 90, 270)}
    assert missile.lower_km[0, rows[90]] > missile.lower_km[0, rows[0]]
    assert missile.lower_km[0, rows[0]] > missile.lower_km[0, rows[270]]
    assert missile.lower_km[0].min() < 10_400 < missile.upper_km[0].max()
    extents = {each.city.name: each.extent for each in missile.cities}
    assert extents["Tokyo"] == "within"
    assert extents["Los Angeles"] == "possible"
    assert "Buenos Aires" not in extents
    for each in missile.cities:
        launch = (126.43, 40.61)
        low = equivalent.farthest_km(launch, each.bearing_deg, 6.7907)
        if each.city.name in ("Los Angeles", "Denver", "Tokyo", "London"):
            assert (each.range_km <= low) == (each.extent == "within")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"range": "1100 km", "apogee": "100 km"}, "depressed or gliding"),
        ({"range": "1100 km", "apogee": None}, "expected a range with an apogee"),
    ],
)
def test_not_every_report_has_a_standard_range(
    zones: Zones, given: dict[str, Any], words: str
) -> None:
    finding = check(report.parse(LOFTED | given), zones, Options(stderr=0.05))
    with pytest.raises(ReportError, match=words):
        reach.of_finding(finding, zones)


@pytest.mark.parametrize("km", [-1.0, math.nan, 30_000.0])
def test_no_range_is_such(zones: Zones, km: float) -> None:
    with pytest.raises(ReportError, match="range"):
        reach.of_range([PYONGYANG], km, km, zones)


def test_somewhere_to_start_from(zones: Zones) -> None:
    with pytest.raises(ReportError, match="no place"):
        reach.of_range([], 1000, 1000, zones)


# --- words, JSON, map ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages_say_the_same(lang: Lang) -> None:
    def blanks(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    english = reachwords.text("en")
    assert set(reachwords.text(lang)) == set(english)
    for key, text in reachwords.text(lang).items():
        assert blanks(text) == blanks(english[key]), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_said_what_is_reached(ring: Reach, missile: Reach, zones: Zones, lang: Lang) -> None:
    said = dict(reachwords.rows(ring, zones, lang))
    assert any("Seoul 195" in words for words in said.values())
    japan = {"en": "Japan", "ja": "日本", "ko": "일본"}[lang]
    assert sum(japan in words for words in said.values()) >= 2
    assert "1,100" in reachwords.title(ring, lang)
    assert len(reachwords.notes(ring, lang)) == 1
    assert len(reachwords.notes(missile, lang)) == 3
    assert cities.CREDIT in reachwords.notes(ring, lang)[-1]


def test_json_is_strict_and_whole(ring: Reach, missile: Reach, zones: Zones) -> None:
    for found in (ring, missile):
        plain = reachwords.to_dict(found, zones)
        assert json.loads(json.dumps(plain, allow_nan=False)) is not None
        area = shapely.geometry.shape(plain["inner"])
        assert area.area == pytest.approx(found.inner.area, rel=1e-3)
        assert (plain["outer"] is None) == (not found.banded)
        assert len(plain["from"][0]["edges"]) == reach.BEARINGS
        assert len(plain["cities"]) == len(found.cities)
        assert plain["dataset"]["attribution"]


def test_the_map_holds_all_it_needs(ring: Reach, missile: Reach, zones: Zones) -> None:
    for found in (ring, missile):
        page = reachmap.render(found, zones, "ja", online_tiles=False)
        assert page == reachmap.render(found, zones, "ja", online_tiles=False)
        assert cities.CREDIT in page
        assert "OpenStreetMap" in page
        assert len(page) < 1_500_000


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_a_figure_is_the_same_every_time(missile: Reach, zones: Zones, kind: str) -> None:
    first = reachfigure.draw(missile, zones, kind)
    assert first == reachfigure.draw(missile, zones, kind)
    head = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind]
    assert first.startswith(head)
    assert 10_000 < len(first) < 3_000_000


def run(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as leaving:
        cli.main([str(each) for each in arguments])
    out, err = capsys.readouterr()
    return int(leaving.value.code or 0), out, err


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reach.html"
    typed = ("reach", "--place", "Pyongyang", "--launch", "35.69,51.42", "--range", "1100 km")
    picture = tmp_path / "reach.svg"
    code, out, err = run(*typed, "--map", path, "--figure", picture, capsys=capsys)
    assert (code, err) == (0, "")
    assert "Pyongyang" in picture.read_text(encoding="utf-8")
    assert out.startswith("In reach from Pyongyang and 35.69°N 51.42°E: 1,100 km")
    assert "Seoul" in out
    assert "Baghdad" in out
    assert path.stat().st_size > 100_000
    code, out, err = run(*typed, "--json", capsys=capsys)
    assert (code, err) == (0, "")
    assert [start["name"] for start in json.loads(out)["from"]] == ["Pyongyang", "35.69°N 51.42°E"]


def test_the_command_from_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    example = ROOT / "examples" / "2019-10-02.yaml"
    code, out, err = run("reach", "--from-report", example, capsys=capsys)
    assert (code, err) == (0, "")
    assert "a heavier one goes less far" in out
    assert "Cities possibly in reach" in out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("--place", "Pyongyang"), "--range or --from-report"),
        (("--range", "1000"), "no place to start from"),
        (("--place", "Pyongyang", "--range", "1000", "--from-report", "x"), "either"),
        (("--place", "Atlantis", "--range", "1000"), "Atlantis"),
        (("--launch", "north", "--range", "1000"), "LAT,LON"),
        (("--launch", "139,39", "--range", "1000"), "latitude"),
        (("--place", "Pyongyang", "--range", "30000 km"), "20,003"),
        (("--place", "Pyongyang", "--from-report", "examples/2019-10-02.yaml"), "leave --place"),
        (("--from-report", "examples/2025-01-06.yaml"), "depressed or gliding"),
        (("--from-report", "examples/none.yaml"), "none.yaml"),
        (("--place", "Pyongyang", "--range", "9", "--figure", "reach.gif"), "png, svg, pdf"),
    ],
)
def test_what_cannot_be_asked(
    typed: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = run("reach", *typed, capsys=capsys)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
