"""Exports read back: with GDAL, with the schema of OGC KML, with a Markdown parser."""

import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from xml.etree import ElementTree as ET

import numpy as np
import pyogrio
import pytest
import shapely
from fastkml.validator import validate
from geographiclib.geodesic import Geodesic
from markdown_it import MarkdownIt
from payloads import ALL, PAYLOADS, hostile, on_one_line
from shapely.geometry.base import BaseGeometry

from geo import check, export, report, reportfile, wording
from geo.check import Options
from geo.errors import OutputError
from geo.export import about, geojson, layers
from geo.finding import Finding
from geo.geodesy import MEAN_RADIUS_KM
from geo.wording import LANGUAGES
from geo.zones import Zones

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
LOFTED = EXAMPLES / "2019-10-02.yaml"
TWENTY_METRES_KM = 0.02
KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"
LAYERS = {
    "launch",
    "launch_area",
    "ring",
    "annulus",
    "windows",
    "splash_regions",
    "samples",
    "track",
    "nominal",
    "landmarks",
    "zones",
}
REPORTS: dict[str, dict[str, Any]] = {
    "far": {
        "launch": "Pyongyang",
        "range": "about 13000 km",
        "apogee": "about 1300 km",
        "direction": {"deg": 40, "spread_deg": 4},
        "date": "2030-01-02",
    },
    "dateline": {
        "launch": {"lon": 179.9, "lat": 10, "platform": "ship"},
        "range": "1500 km",
        "apogee": "about 400 km",
        "direction": "east",
    },
    "undirected": {"launch": {"region": "Iran"}, "range": "about 1900 km"},
}


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    found = {"lofted": check.check(reportfile.load(LOFTED)[0], zones)}
    for name, given in REPORTS.items():
        options = Options(use_prior=name != "undirected")
        found[name] = check.check(report.parse(given), zones, options)
    return found


@pytest.fixture(scope="module")
def written(
    findings: dict[str, Finding], zones: Zones, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with each finding in each format."""
    folder = tmp_path_factory.mktemp("exports")
    for name, finding in findings.items():
        for suffix in export.SUFFIXES:
            export.write(folder / f"{name}{suffix}", finding, zones)
    return folder


@pytest.fixture(scope="module")
def attacked(findings: dict[str, Finding], zones: Zones) -> dict[str, str]:
    """The formats that are read as text or markup, for a hostile finding."""
    bad = hostile(findings["lofted"])
    return {
        suffix: export.content(suffix, bad, zones).decode()
        for suffix in (".kml", ".czml", ".md", ".txt", ".json", ".geojson")
    }


def features(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def one(path: Path, layer: str) -> tuple[BaseGeometry, dict[str, Any]]:
    """The only feature of a layer in GeoJSON."""
    (found,) = (each for each in features(path) if each["properties"]["layer"] == layer)
    return shapely.from_geojson(json.dumps(found["geometry"])), found["properties"]


def distance_km(finding: Finding, lon: float, lat: float) -> float:
    """By an implementation of its own."""
    origin = finding.origin
    metres: float = Geodesic.WGS84.Inverse(origin.lat, origin.lon, lat, lon)["s12"]
    return metres / 1000


# --- GeoPackage ---------------------------------------------------------------------------------


def test_gdal_finds_every_layer(written: Path) -> None:
    names = {name for name, _ in pyogrio.list_layers(written / "lofted.gpkg")}
    assert names == LAYERS | {"about"}
    bare = {name for name, _ in pyogrio.list_layers(written / "undirected.gpkg")}
    assert bare == {"launch", "launch_area", "ring", "annulus", "zones", "about"}


def test_a_geopackage_comes_back_whole(
    written: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    for layer in layers.of(findings["lofted"], zones):
        back = pyogrio.read_dataframe(written / "lofted.gpkg", layer=layer.name)
        assert back.crs.to_epsg() == 4326
        assert len(back) == len(layer.geometry)
        assert shapely.equals(back.geometry.to_numpy(), np.array(layer.geometry)).all()
        for name, values in layer.fields.items():
            kept = [None if value != value else value for value in back[name]]  # noqa: PLR0124
            assert kept == list(values), name


def test_zones_keep_their_detail(written: Path, zones: Zones) -> None:
    back = pyogrio.read_dataframe(written / "lofted.gpkg", layer="zones")
    here = {shapely.orient_polygons(water).wkb for water in zones.geometry}
    assert {water.wkb for water in back.geometry} <= here
    assert set(back[back.asked].owner) == {"JPN"}


def test_samples_give_the_chance(written: Path, findings: dict[str, Finding]) -> None:
    back = pyogrio.read_dataframe(written / "lofted.gpkg", layer="samples")
    chance = findings["lofted"].chance
    assert chance is not None
    assert back.weight.sum() == pytest.approx(1)
    inside = float(back.weight[back.owner == "JPN"].sum())
    assert inside == pytest.approx(chance.value, abs=5 * chance.stderr)


def test_a_geopackage_says_what_it_rests_on(written: Path, findings: dict[str, Finding]) -> None:
    table = pyogrio.read_dataframe(written / "lofted.gpkg", layer="about")
    told = dict(zip(table["key"], table["value"], strict=True))
    titles = [source.title for source in findings["lofted"].report.sources]
    assert [source["title"] for source in json.loads(told["sources"])] == titles
    assert json.loads(told["spreads"])["range_percent"] == 2.5
    assert "© OpenStreetMap contributors, ODbL" in json.loads(told["attribution"])
    assert json.loads(told["dataset"])["sha256"] == findings["lofted"].dataset.sha256


# --- GeoJSON ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_geojson_is_rfc_7946(name: str, written: Path) -> None:
    text = (written / f"{name}.geojson").read_text(encoding="utf-8")
    collection = json.loads(text)
    assert "crs" not in collection
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert set(feature) == {"type", "geometry", "properties"}
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid, feature["properties"]["layer"]
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        for part in shapely.get_parts(shape):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw
                assert not any(hole.is_ccw for hole in part.interiors)
            if part.geom_type == "LineString":
                assert np.abs(np.diff(shapely.get_coordinates(part)[:, 0])).max() <= 180


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_gdal_reads_the_same_geojson(name: str, written: Path) -> None:
    back = pyogrio.read_dataframe(written / f"{name}.geojson")
    plain = [
        shapely.from_geojson(json.dumps(each["geometry"]))
        for each in features(written / f"{name}.geojson")
    ]
    assert shapely.equals(back.geometry.to_numpy(), np.array(plain)).all()
    told = back[back.layer == "launch"].iloc[0]
    assert "© OpenStreetMap contributors, ODbL" in told.attribution
    assert told.spreads["bearing_deg"] == 2.0


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_rings_and_windows_are_geodesic(
    name: str, written: Path, findings: dict[str, Finding]
) -> None:
    finding = findings[name]
    for feature in features(written / f"{name}.geojson"):
        if feature["properties"]["layer"] in {"ring", "windows"}:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            for lon, lat in shapely.get_coordinates(shape)[::7]:
                if abs(lon) < 180:  # where it is cut it runs straight between two vertices
                    off_km = distance_km(finding, lon, lat) - finding.ring_km
                    assert abs(off_km) < TWENTY_METRES_KM
    ends = [feature["properties"] for feature in features(written / f"{name}.geojson")]
    windows = [(each["from_deg"], each["to_deg"]) for each in ends if each["layer"] == "windows"]
    assert windows == [pytest.approx(window) for window in finding.windows]


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_an_annulus_has_the_area_of_one(
    name: str, written: Path, findings: dict[str, Finding]
) -> None:
    """On a sphere it is 2πR² times the difference of the cosines; the Earth is one to 1 %."""
    annulus, _ = one(written / f"{name}.geojson", "annulus")
    low, high = (km / MEAN_RADIUS_KM for km in findings[name].range_interval_km)
    expected_km2 = 2 * np.pi * MEAN_RADIUS_KM**2 * (np.cos(low) - np.cos(high))
    equal_area = shapely.transform(
        shapely.segmentize(annulus, 0.1),
        lambda lon, lat: (
            np.radians(lon) * MEAN_RADIUS_KM,
            np.sin(np.radians(lat)) * MEAN_RADIUS_KM,
        ),
        interleaved=False,
    )
    assert equal_area.area == pytest.approx(expected_km2, rel=0.01)


def test_a_track_flies_at_its_height(written: Path) -> None:
    track, told = one(written / "lofted.geojson", "track")
    assert track.has_z
    heights_m = shapely.get_coordinates(track, include_z=True)[:, 2]
    assert heights_m[0] == heights_m[-1] == 0
    assert heights_m.max() == pytest.approx(900_000, rel=1e-3)
    assert len(told["minutes"]) == len(heights_m)
    assert told["minutes"] == sorted(told["minutes"])


def test_a_track_across_the_dateline_keeps_its_times(written: Path) -> None:
    track, told = one(written / "dateline.geojson", "track")
    assert track.geom_type == "MultiLineString"
    points = shapely.get_coordinates(track, include_z=True)
    assert len(told["minutes"]) == len(points)
    cut = np.flatnonzero(np.abs(points[:, 0]) == 180)
    assert points[cut, 0].tolist() == [180, -180]
    assert points[cut[0], 1:].tolist() == points[cut[1], 1:].tolist()
    before, after = told["minutes"][cut[0] - 1], told["minutes"][cut[1] + 1]
    assert before < told["minutes"][cut[0]] == told["minutes"][cut[1]] < after


def test_simplified_zones_stay_where_they_are(findings: dict[str, Finding], zones: Zones) -> None:
    exact = {each.name: each for each in layers.of(findings["lofted"], zones, samples=False)}
    coarse = {each.name: each for each in layers.coarse(tuple(exact.values()))}
    for fine, rough in zip(exact["zones"].geometry, coarse["zones"].geometry, strict=True):
        assert rough.area == pytest.approx(fine.area, rel=0.05)
        assert shapely.hausdorff_distance(fine.envelope, rough.envelope) < 0.02
    assert shapely.coverage_is_valid(coarse["zones"].geometry)


# --- KML ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_kml_follows_the_schema(name: str, written: Path) -> None:
    assert validate(file_to_validate=written / f"{name}.kml")


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_gdal_reads_the_kml(suffix: str, written: Path, findings: dict[str, Finding]) -> None:
    path = written / f"lofted{suffix}"
    names = [name for name, _ in pyogrio.list_layers(path)]
    assert len(names) == len(LAYERS) - 1, "a folder for each layer but the samples"
    ring = pyogrio.read_dataframe(path, layer="Range and bearings")
    for lon, lat in shapely.get_coordinates(ring.geometry.iloc[0])[::50]:
        off_km = distance_km(findings["lofted"], lon, lat) - 450
        assert abs(off_km) < TWENTY_METRES_KM
    track = pyogrio.read_dataframe(path, layer="Track")
    heights_m = shapely.get_coordinates(track.geometry.iloc[0], include_z=True)[:, 2]
    assert heights_m.max() == pytest.approx(900_000, rel=1e-3)
    zones_back = pyogrio.read_dataframe(path, layer="Zones")
    assert zones_back.geometry.is_valid.all()
    assert set(zones_back[zones_back.asked == "True"].owner) == {"JPN"}


def test_the_flight_has_its_time(written: Path) -> None:
    root = ET.parse(written / "lofted.kml").getroot()  # noqa: S314 - our own file
    span = root.find(f".//{KML}TimeSpan")
    assert span is not None
    assert span.findtext(f"{KML}begin") == "2019-10-01T22:10:00.000Z"
    assert str(span.findtext(f"{KML}end")).startswith("2019-10-01T22:26:")
    track = root.find(f".//{GX}Track")
    assert track is not None
    when, where = track.findall(f"{KML}when"), track.findall(f"{GX}coord")
    assert len(when) == len(where) > 100
    assert when[0].text == "2019-10-01T22:10:00.000Z"


@pytest.mark.parametrize("name", ["far", "dateline", "undirected"])
def test_without_a_time_nothing_is_dated(name: str, written: Path) -> None:
    root = ET.parse(written / f"{name}.kml").getroot()  # noqa: S314 - our own file
    assert root.find(f".//{KML}TimeSpan") is None
    assert root.find(f".//{GX}Track") is None


def test_kml_says_what_it_rests_on(written: Path) -> None:
    root = ET.parse(written / "lofted.kml").getroot()  # noqa: S314 - our own file
    told = root.findtext(f"{KML}Document/{KML}description") or ""
    for word in ("ABEMA TIMES", "range_percent 2.5", "OpenStreetMap contributors", "94.6 %"):
        assert word in told


def test_kml_loads_nothing_from_elsewhere(written: Path) -> None:
    root = ET.parse(written / "lofted.kml").getroot()  # noqa: S314 - our own file
    assert not [element for element in root.iter() if element.tag.endswith("href")]


def test_letters_that_xml_forbids_are_marked(findings: dict[str, Finding], zones: Zones) -> None:
    finding = findings["lofted"]
    told = finding.report.model_copy(update={"title": "a\ufffe\uffffb"})
    text = export.content(".kml", replace(finding, report=told), zones)
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert root.findtext(f"{KML}Document/{KML}name") == "a\ufffd\ufffdb"


def test_kmz_holds_the_same_kml(written: Path) -> None:
    with zipfile.ZipFile(written / "lofted.kmz") as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == (written / "lofted.kml").read_bytes()


# --- CZML ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_czml_is_a_list_of_packets(name: str, written: Path) -> None:
    packets = json.loads((written / f"{name}.czml").read_text(encoding="utf-8"))
    assert packets[0]["id"] == "document"
    assert packets[0]["version"] == "1.0"
    names = [packet["id"] for packet in packets]
    assert len(set(names)) == len(names)
    assert {packet.get("parent", names[0]) for packet in packets} <= set(names)
    widest = max(
        np.ptp(packet["polygon"]["positions"]["cartographicDegrees"][::3])
        for packet in packets
        if "polygon" in packet
    )
    assert widest <= 30


def test_czml_says_what_it_rests_on(written: Path) -> None:
    packets = json.loads((written / "lofted.czml").read_text(encoding="utf-8"))
    properties = packets[0]["properties"]
    assert json.loads(properties["spreads"])["range_percent"] == 2.5
    assert "ABEMA TIMES" in properties["sources"]
    assert "© OpenStreetMap contributors, ODbL" in packets[1]["description"]


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_summary_says_everything(
    suffix: str, lang: wording.Lang, findings: dict[str, Finding], zones: Zones
) -> None:
    finding = findings["lofted"]
    text = export.content(suffix, finding, zones, lang).decode()
    plain = text.replace("\\", "").replace("&gt;", ">").replace("&lt;", "<")
    assert finding.title in plain
    for sentence in wording.summary(finding, lang):
        assert sentence in plain
    for statement in finding.statements:
        assert wording.statement(statement, lang) in plain
    for source in finding.report.sources:
        assert source.title in plain
        assert source.url is None or str(source.url) in plain
    assert "range_percent 2.5" in plain
    assert "© OpenStreetMap contributors, ODbL" in plain


def test_json_is_that_of_the_command_line(written: Path, findings: dict[str, Finding]) -> None:
    plain = json.loads((written / "lofted.json").read_text(encoding="utf-8"))
    assert plain["verdict"] == wording.verdict(findings["lofted"])
    assert plain["trajectory"]["track"]
    assert len(plain["sources"]) == 2


# --- the same for all ---------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", export.SUFFIXES)
def test_the_same_finding_gives_the_same_bytes(
    suffix: str, written: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    again = export.content(suffix, findings["lofted"], zones)
    assert again == (written / f"lofted{suffix}").read_bytes()


def test_suffixes_decide(tmp_path: Path, findings: dict[str, Finding], zones: Zones) -> None:
    export.write(tmp_path / "upper.GeoJSON", findings["lofted"], zones)
    assert (tmp_path / "upper.GeoJSON").read_bytes() == geojson.of(findings["lofted"], zones)
    for name in ("finding.shp", "finding", "finding.html"):
        with pytest.raises(OutputError, match=r"expected one of \.gpkg, .*: the suffix says"):
            export.write(tmp_path / name, findings["lofted"], zones)
    with pytest.raises(OutputError, match="does not exist"):
        export.check_target(tmp_path / "no" / "finding.gpkg")


# --- hostile text -------------------------------------------------------------------------------


class Markup(HTMLParser):
    """The tags and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"a declaration: {decl}")


def balloons(text: str, suffix: str) -> list[str]:
    """Everything that a globe viewer reads as HTML."""
    if suffix == ".kml":
        root = ET.fromstring(text)  # noqa: S314 - our own file
        return [element.text or "" for element in root.iter(f"{KML}description")]
    packets = json.loads(text)
    return [packet["description"] for packet in packets if "description" in packet]


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 60
    assert len(set(PAYLOADS)) == len(PAYLOADS)


@pytest.mark.parametrize("suffix", [".kml", ".czml"])
def test_balloons_show_payloads_as_text(suffix: str, attacked: dict[str, str]) -> None:
    found = [Markup(html) for html in balloons(attacked[suffix], suffix)]
    allowed = {"h2", "h3", "p", "ul", "li", "table", "tr", "th", "td"}
    for markup in found:
        assert markup.tags <= allowed
        assert markup.attributes == []
    for payload in PAYLOADS:
        assert payload in found[0].text
    assert sum(ALL in markup.text for markup in found) > 5
    assert "$[" not in "".join(balloons(attacked[suffix], suffix))


def test_markdown_shows_payloads_as_text(attacked: dict[str, str]) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = [
        inner
        for token in reader.parse(attacked[".md"])
        for inner in (token, *(token.children or []))
    ]
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block", "table_open"}
    assert not kinds & {"code_inline", "em_open", "s_open", "blockquote_open", "ordered_list_open"}
    links = [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]
    assert links
    assert {urlparse(link).scheme for link in links} == {"https"}
    text = Markup(reader.render(attacked[".md"])).text
    for payload in PAYLOADS:
        assert on_one_line(payload) in text, payload


def test_a_text_keeps_payloads(attacked: dict[str, str]) -> None:
    for payload in PAYLOADS:
        assert payload in attacked[".txt"]
    assert json.loads(attacked[".json"])["title"] == ALL
    (launch,) = (
        each
        for each in json.loads(attacked[".geojson"])["features"]
        if each["properties"]["layer"] == "launch"
    )
    assert launch["properties"]["name"] == ALL


def test_payloads_come_back_from_gdal(
    tmp_path: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    export.write(tmp_path / "bad.gpkg", hostile(findings["lofted"]), zones)
    launch = pyogrio.read_dataframe(tmp_path / "bad.gpkg", layer="launch")
    assert launch.name.iloc[0] == ALL
    table = pyogrio.read_dataframe(tmp_path / "bad.gpkg", layer="about")
    told = dict(zip(table["key"], table["value"], strict=True))
    notes = json.loads(told["notes"])
    assert all(each in note for each, note in zip(PAYLOADS, notes, strict=True))


def test_a_moment_needs_day_time_and_offset(findings: dict[str, Finding]) -> None:
    finding = findings["lofted"]
    moment = about.launched(finding)
    assert moment is not None
    assert moment.isoformat() == "2019-10-01T22:10:00+00:00"
    time = finding.report.time
    assert time is not None
    for change in ({"time": None}, {"date": None}, {"time": time.replace(tzinfo=None)}):
        told = finding.report.model_copy(update=change)
        assert about.launched(replace(finding, report=told)) is None
