"""The HTML map without a browser: shapes, safety of strings, size, the same bytes every time."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import time
from hashlib import sha256
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pytest
import shapely
from payloads import ALL as EVERY_PAYLOAD
from payloads import PAYLOADS, hostile

from geo import brief, check, geodesy, land, maps, notewords, report, reportfile, wording
from geo.check import Options
from geo.finding import Finding
from geo.maps import (
    agreements,
    basemap,
    density,
    encode,
    frame,
    globe,
    key,
    labels,
    page,
    panel,
    picture,
    shapes,
    steps,
    style,
    words,
)
from geo.maps.picture import Picture
from geo.splash import Splash
from geo.zones import Zones

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
DEMO = EXAMPLES / "2025-01-06.yaml"

REPORTS: dict[str, dict[str, Any]] = {
    "far": {
        "launch": "Pyongyang",
        "range": "about 10400 km",
        "direction": {"deg": 45, "spread_deg": 4},
    },
    "farther": {
        "launch": "Pyongyang",
        "range": "about 15000 km",
        "direction": {"deg": 30, "spread_deg": 3},
    },
    "wide": {"launch": "Pyongyang", "range": "about 10400 km", "direction": "NE"},
    "dateline": {
        "launch": {"lon": 179.5, "lat": 0, "platform": "ship"},
        "range": "1500 km",
        "direction": "east",
    },
    "short": {
        "launch": {"lon": 127.5, "lat": 39.2, "spread_km": 2},
        "range": "about 100 km",
        "direction": "north-east",
    },
    "sharp": {
        "launch": {"lon": 127.58, "lat": 39.26, "platform": "submarine"},
        "range": {"km": 451.3, "bound": "exact"},
        "direction": "east",
    },
    "coast": {
        "launch": {"region": "North Korea east coast"},
        "range": "300 to 400 km",
        "direction": "east",
        "landing": {"sea": "Sea of Japan"},
    },
    "landmark": {
        "launch": "Pyongyang",
        "landing": {"near": {"place": "Okushiri", "km": "about 200 km", "direction": "west"}},
    },
    "undirected": {"launch": "Pyongyang", "range": "about 1100 km"},
    "iran": {"launch": {"region": "Iran"}, "range": "about 1900 km"},
}
WITHOUT_PRIOR = {"wide", "undirected", "iran"}
DIRECTED = sorted(REPORTS.keys() - {"undirected", "iran"})
ALL = ["demo", *sorted(REPORTS)]


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    """Findings of many shapes, by name."""
    found = {"demo": check.check(reportfile.load(DEMO)[0], zones)}
    for name, given in REPORTS.items():
        options = Options(use_prior=name not in WITHOUT_PRIOR)
        found[name] = check.check(report.parse(given), zones, options)
    return found


@pytest.fixture(scope="module")
def pictures(findings: dict[str, Finding], zones: Zones) -> dict[str, Picture]:
    return {name: picture.of(finding, zones, "en") for name, finding in findings.items()}


@pytest.fixture(scope="module")
def html(findings: dict[str, Finding], zones: Zones) -> str:
    """The page of the demo."""
    return maps.render(findings["demo"], zones)


def payload_of(html: str) -> dict[str, Any]:
    """The data that a page carries."""
    block = re.search(
        r'<script type="application/json" id="finding">(.*?)</script>', html, re.DOTALL
    )
    assert block is not None
    data: dict[str, Any] = json.loads(block[1])
    return data


def weight_inside(finding: Finding, region: shapely.Geometry, lon0: float) -> float:
    splash = finding.splash
    assert splash is not None
    shapely.prepare(region)
    lon = (splash.lon - lon0 + 180) % 360 - 180 + lon0
    inside = shapely.contains_xy(region, lon, splash.lat)
    return float((splash.weight * inside).sum() / splash.weight.sum())


# --- shapes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["demo", *DIRECTED])
def test_regions_hold_their_share_of_the_splash(name: str, pictures: dict[str, Picture]) -> None:
    drawn = pictures[name].shapes
    for share, region in zip(shapes.SHARES, drawn.regions, strict=True):
        assert region.is_valid
        held = weight_inside(pictures[name].finding, region, drawn.lon0)
        assert held == pytest.approx(share, abs=0.02), name


def test_regions_are_smooth_and_in_one_piece(pictures: dict[str, Picture]) -> None:
    for name in DIRECTED:
        for region in pictures[name].shapes.regions:
            assert len(shapely.get_parts(region)) == 1, name
            plane = geodesy.LaunchPlane(*region.representative_point().coords[0])
            x, y = shapely.get_coordinates(plane.project(region.exterior)).T
            turn = np.diff(np.unwrap(np.arctan2(np.diff(y), np.diff(x))))
            # A crescent turns two or three times; noise in an outline would add up to dozens.
            assert np.abs(turn).sum() < 6 * np.pi, name


def test_half_lies_in_nine_tenths(pictures: dict[str, Picture]) -> None:
    for name in ["demo", *DIRECTED]:
        half, most = pictures[name].shapes.regions
        assert half.difference(most).area < 0.01 * half.area, name


def test_too_few_points_make_no_region(findings: dict[str, Finding], zones: Zones) -> None:
    finding = findings["demo"]
    assert finding.splash is not None
    weight = np.zeros_like(finding.splash.weight)
    weight[0, :20] = 1
    splash = replace(finding.splash, weight=weight)
    assert shapes.of(replace(finding, splash=splash), zones).regions == ()


def test_given_cuts_the_regions(zones: Zones) -> None:
    told = reportfile.load(DEMO)[0]
    rows = shapely.union_all(zones.geometry[zones.rows("JPN")])
    for given in ("inside", "outside"):
        drawn = shapes.of(check.check(told, zones, Options(given=given)), zones)
        shared = drawn.regions[-1].intersection(rows).area / drawn.regions[-1].area
        assert shared == pytest.approx(float(given == "inside"), abs=1e-6)


@pytest.mark.parametrize("name", ALL)
def test_shapes_lie_on_one_copy_of_the_world(name: str, pictures: dict[str, Picture]) -> None:
    drawn = pictures[name].shapes
    every = [drawn.launch, drawn.annulus, drawn.ring, drawn.track, *drawn.regions]
    west, _, east, _ = shapely.total_bounds([shape for shape in every if shape is not None])
    assert drawn.lon0 - 180 <= west
    assert east <= drawn.lon0 + 180


def test_the_splash_is_not_cut_opposite_the_launch(pictures: dict[str, Picture]) -> None:
    drawn = pictures["wide"].shapes
    west, _, east, _ = drawn.regions[-1].bounds
    assert east - west < 200
    assert drawn.lon0 != pictures["wide"].finding.origin.lon
    assert pictures["demo"].shapes.lon0 == pictures["demo"].finding.origin.lon


def test_the_dateline_is_crossed_once(pictures: dict[str, Picture]) -> None:
    drawn = pictures["dateline"].shapes
    assert drawn.regions[-1].bounds[0] > 179.5
    assert drawn.regions[-1].bounds[2] < 200
    assert shapely.get_num_geometries(drawn.ring) == 1


@pytest.mark.parametrize("name", ["demo", "far", "farther", "dateline", "short"])
def test_the_ring_is_geodesic(name: str, pictures: dict[str, Picture]) -> None:
    whole = pictures[name]
    data = encode.lines(whole.shapes.ring, 3)
    xy = np.concatenate([np.cumsum(np.reshape(line, (-1, 2)), axis=0) for line in data]) / 1000
    lon = (xy[:, 0] + 180) % 360 - 180
    _, km = geodesy.inverse(whole.finding.origin.lon, whole.finding.origin.lat, lon, xy[:, 1])
    rounding_km = 0.12
    assert np.abs(km - whole.finding.ring_km).max() < rounding_km


def test_windows_are_arcs_of_the_ring_in_the_zone(
    pictures: dict[str, Picture], zones: Zones
) -> None:
    whole = pictures["demo"]
    rows = zones.rows("JPN")
    for _, arc in whole.shapes.windows:
        middle = shapely.line_interpolate_point(arc, 0.5, normalized=True)
        assert shapely.contains_xy(zones.geometry[rows], middle.x, middle.y).any()
    assert len(whole.shapes.windows) == len(whole.finding.windows)


def test_without_a_range_nothing_claims_one(pictures: dict[str, Picture]) -> None:
    drawn = pictures["landmark"].shapes
    assert drawn.ring is None
    assert drawn.annulus is None
    assert drawn.windows == ()


def test_without_a_direction_there_is_no_splash(pictures: dict[str, Picture]) -> None:
    whole = pictures["undirected"]
    assert whole.shapes.regions == ()
    assert whole.shapes.track is None
    west, _, east, _ = whole.frame.view
    ring = whole.shapes.ring
    assert ring is not None
    assert west <= ring.bounds[0]
    assert ring.bounds[2] <= east


def test_density_of_a_known_normal() -> None:
    """Of a round normal, half lies within 1.1774 standard deviations, 90 % within 2.1460."""
    rng = np.random.default_rng(5)
    plane = geodesy.LaunchPlane(140.0, 30.0)
    x, y = rng.normal(scale=50, size=(2, 8, 4096))
    lon, lat = plane.inverse(x, y)
    ones = np.ones_like(lon)
    splash = Splash(lon, lat, ones, lon, lat, np.hypot(x, y), ones)
    for share, radius in zip((0.5, 0.9), (1.1774, 2.1460), strict=True):
        (region,) = density.Estimate.of(plane, splash).regions([share])
        area_km2 = plane.project(region).area
        assert area_km2 == pytest.approx(np.pi * (radius * 50) ** 2, rel=0.06)
    grid = density.Estimate.of(plane, splash).grid()
    kernel_km = 1.5 * 50 * lon.size ** (-1 / 6)
    highest = 1 / (2 * np.pi * (50**2 + kernel_km**2))
    assert grid.per_km2.max() == pytest.approx(highest, rel=0.03)
    assert grid.per_km2.sum() * np.prod(grid.step) == pytest.approx(1, rel=0.02)


# --- frame and basemap -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_view_lies_in_the_area(name: str, pictures: dict[str, Picture]) -> None:
    seen = pictures[name].frame
    assert seen.area[0] <= seen.view[0] < seen.view[2] <= seen.area[2]
    assert seen.area[1] <= seen.view[1] < seen.view[3] <= seen.area[3]
    assert 2 <= seen.digits <= 4


def test_no_gap_opens_between_coast_and_zone(pictures: dict[str, Picture]) -> None:
    whole = pictures["demo"]
    land = shapely.union_all(whole.base.land)
    sea = shapely.union_all([whole.base.zones[row] for row in whole.rows])
    assert land.intersection(sea).area < 1e-3
    view = shapely.box(128.5, 39.0, 138.0, 44.0)  # all of it is some state's
    bare = view.difference(land).difference(sea).area
    speck = (basemap._SMALLEST_PX * whole.frame.pixel_deg) ** 2
    assert bare < 40 * speck


def test_the_edge_of_the_data_is_shown(pictures: dict[str, Picture]) -> None:
    assert pictures["demo"].base.data_edge.is_empty
    assert not pictures["far"].base.data_edge.is_empty


def test_limits_asked_about_bound_the_waters(html: str) -> None:
    data = payload_of(html)
    types = {limit["type"] for limit in data["map"]["limits"] if limit["asked"]}
    assert {"200nm", "median"} <= types
    assert "12nm" not in types


# --- large shapes --------------------------------------------------------------------------------


def across_180(zones: Zones) -> Zones:
    """The dataset with one of its zones made to cross ±180°, cut there as data often are."""
    halves = [shapely.box(172, -5, 180, 15), shapely.box(-180, -5, -172, 15)]
    geometry = zones.geometry.copy()
    geometry[zones.rows("FSM")[0]] = shapely.MultiPolygon(halves)
    box = (-180.0, -60.0, 180.0, 60.0)
    return replace(zones, geometry=geometry, provenance=replace(zones.provenance, box=box))


@pytest.mark.parametrize("lon", [179.9, -179.9, 160.0])
def test_a_zone_across_180_is_drawn_once_beside_the_launch(lon: float, zones: Zones) -> None:
    moved = across_180(zones)
    row = int(zones.rows("FSM")[0])
    given = {"launch": {"lon": lon, "lat": 5, "platform": "ship"}, "range": "1500 km"}
    finding = check.check(report.parse(given | {"direction": "east"}), moved)
    whole = picture.of(finding, moved, "en")
    drawn = whole.base.zones[row]
    west, south, east, north = drawn.bounds
    assert (east - west, north - south) == pytest.approx((16, 20), abs=0.1)
    assert shapely.get_num_geometries(drawn) == 1, "no seam at 180°"
    assert west == pytest.approx(172 if lon > 0 else -188, abs=0.05)
    assert whole.shapes.lon0 - 180 <= west
    assert east <= whole.shapes.lon0 + 180


@pytest.mark.parametrize("name", ["far", "farther", "dateline"])
def test_ring_and_annulus_are_drawn_once(name: str, pictures: dict[str, Picture]) -> None:
    """The annulus covers each of many positions as often as its distance says: once or never."""
    whole = pictures[name]
    origin, annulus = whole.finding.origin, whole.shapes.annulus
    assert annulus is not None
    low, high = whole.finding.range_interval_km
    rng = np.random.default_rng(4)
    lon = rng.uniform(-180, 180, 4000)
    lat = np.degrees(np.arcsin(rng.uniform(-0.99, 0.99, 4000)))
    _, km = geodesy.inverse(origin.lon, origin.lat, lon, lat)
    here = [shapely.contains_xy(annulus, lon + turn, lat) for turn in (-360, 0, 360)]
    times = np.sum(here, axis=0)
    clear = (np.abs(km - low) > 1) & (np.abs(km - high) > 1)
    assert (times == ((km > low) & (km < high)))[clear].all()


@pytest.mark.parametrize("name", ["far", "farther", "wide"])
def test_the_globe_shows_what_is_on_its_side(name: str, pictures: dict[str, Picture]) -> None:
    whole = pictures[name]
    world = globe.of(whole)
    assert world is not None
    rng = np.random.default_rng(6)
    lon = rng.uniform(-180, 180, 3000)
    lat = np.degrees(np.arcsin(rng.uniform(-1, 1, 3000)))
    here = geodesy.ecef_km(lon, np.degrees(np.arctan(np.tan(np.radians(lat)))))
    up = geodesy.ecef_km(world.lon, world.lat)
    up = up / np.linalg.norm(up)
    seen = here @ up / np.linalg.norm(here, axis=1) > 0.05
    east = np.cross([0, 0, 1], up)
    east = east / np.linalg.norm(east)
    north = np.cross(up, east)
    x, y = here[seen] @ east / 6371, here[seen] @ north / 6371
    drawn = shapely.contains_xy(world.land, x, y)
    exact = land.world().holds(lon[seen], lat[seen])
    assert (drawn == exact).mean() > 0.95, "simplified by half a degree"
    assert shapely.box(-1.001, -1.001, 1.001, 1.001).contains(world.land)


def test_only_a_long_flight_has_a_globe(pictures: dict[str, Picture]) -> None:
    for name in ("demo", "dateline", "iran"):
        assert globe.of(pictures[name]) is None
    assert globe.FROM_KM == 5000


# --- other ranges --------------------------------------------------------------------------------


@pytest.mark.parametrize("km", [60.0, 100.0, 451.3, 1100.0, 13000.0, 19000.0])
def test_the_steps_hold_the_reported_range(km: float) -> None:
    ranges = steps.ranges_km(km)
    assert km in ranges
    assert 20 <= len(ranges) <= 62
    assert ranges[0] >= km / 2 - 1e-9
    assert ranges[-1] <= geodesy.MAX_RANGE_KM
    assert np.diff(ranges) == pytest.approx(steps.width_km(km))


def test_the_windows_of_the_steps(findings: dict[str, Finding], zones: Zones) -> None:
    finding = findings["demo"]
    data = steps.of(finding, zones)
    assert data is not None
    reported = data["windows"][data["reported"]]
    exact = [pytest.approx(window, abs=0.006) for window in finding.windows]
    assert [tuple(window) for window in reported] == exact
    assert data["shares"][data["reported"]] == pytest.approx(finding.ring_share, abs=1e-4)
    assert steps.of(findings["landmark"], zones) is None


# --- agreements ----------------------------------------------------------------------------------


def test_every_agreement_is_said_in_every_language(zones: Zones) -> None:
    agreed = zones.agreements
    for english, since in zip(agreed.legal_nature, agreed.in_force, strict=True):
        for lang in ("ja", "ko"):
            assert agreements.nature(english, lang) != english
            assert agreements.since(since, lang) != since
    assert agreements.nature("something new", "ja") == "something new"
    assert agreements.since("since ever", "ko") == "since ever"


# --- names, key, panel ---------------------------------------------------------------------------


def test_seas_have_both_names(pictures: dict[str, Picture]) -> None:
    texts = [label.names["en"] for label in labels.of(pictures["demo"])]
    assert "Sea of Japan (East Sea)" in texts
    assert "claimed by Japan and South Korea" in texts
    assert texts[0] == "Pyongyang"
    assert texts.count("Pyongyang") == 1


def test_a_view_decides_what_is_hatched(zones: Zones) -> None:
    told = reportfile.load(EXAMPLES / "2019-10-02.yaml")[0]
    for view, ground in (("japan", "asked"), ("undisputed", "")):
        finding = check.check(told, zones, Options(view=view))
        data = payload_of(maps.render(finding, zones))
        hatched = [zone for zone in data["map"]["zones"] if zone["stripes"]]
        assert {zone["ground"] for zone in hatched} == {ground}


@pytest.mark.parametrize("name", ALL)
def test_the_key_names_what_is_drawn(name: str, pictures: dict[str, Picture]) -> None:
    whole = pictures[name]
    symbols = [row["symbol"] for row in key.of(whole)]
    assert ("region-90" in symbols) == bool(whole.shapes.regions)
    assert ("ring" in symbols) == (whole.shapes.ring is not None)
    assert ("windows" in symbols) == bool(whole.shapes.windows)
    assert ("landmark" in symbols) == bool(whole.finding.landmarks)
    assert all(row["text"] for row in key.of(whole))


def test_bands_are_those_of_the_wording() -> None:
    for lang in wording.LANGUAGES:
        named = [wording.band(edge - 1e-9, lang) for edge in panel.BANDS]
        assert len(set(named)) == len(panel.BANDS) == 7
        for edge, above in zip(panel.BANDS, named[1:], strict=False):
            assert wording.band(edge, lang) == above


def test_shares_of_the_panel_add_up(pictures: dict[str, Picture]) -> None:
    rows = panel.of(pictures["demo"])["where"]
    assert sum(row["value"] for row in rows) == pytest.approx(1, abs=2e-3)
    assert [row["asked"] for row in rows].count(True) == 1


def test_the_panel_never_makes_a_chance_of_a_ring(pictures: dict[str, Picture]) -> None:
    contents = panel.of(pictures["undirected"])
    assert contents["chance"] is None
    assert contents["where"] == []
    assert "not a chance" in contents["ring"]["text"]


def test_a_time_keeps_its_offset(findings: dict[str, Finding]) -> None:
    told = findings["demo"].report
    assert "12:01 UTC+09:00" in brief.kicker(findings["demo"], "en")
    naive = replace(findings["demo"], report=told.model_copy(update={"time": time(7, 5)}))
    assert brief.kicker(naive, "ja").startswith("2025年1月6日 · 07:05 · ")


def test_every_word_takes_the_same_values_in_every_language() -> None:
    fields = [
        {
            word: {name for _, name, _, _ in Formatter().parse(text) if name}
            for word, text in says.items()
        }
        for says in map(words.of, wording.LANGUAGES)
    ]
    assert fields[0] == fields[1] == fields[2]


# --- look ----------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    channels = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("theme", "tints"), [(style.LIGHT, style.TINTS), (style.DARK, style.DARK_TINTS)]
)
def test_text_can_be_read(theme: dict[str, str], tints: tuple[tuple[str, str], ...]) -> None:
    aa = 4.5
    for ink in ("ink", "ink-soft", "good", "doubt", "bad"):
        assert _contrast(theme[ink], theme["paper"]) >= aa, ink
    assert _contrast(theme["land-ink"], theme["land"]) >= aa
    for ground in (theme["sea"], theme["asked-tint"], *(pale for pale, _ in tints)):
        assert _contrast(theme["zone-ink"], ground) >= aa, ground
        assert _contrast(theme["sea-ink"], ground) >= aa, ground
    assert _contrast(theme["asked-line"], theme["asked-tint"]) >= aa


def test_neighbours_differ() -> None:
    around = ("PRK", "KOR", "CHN", "RUS", "TWN", "USA")
    assert len({style.tint(code, "JPN") for code in ("JPN", *around)}) == 7
    assert len({style.tint(code, "KOR") for code in ("JPN", *around)}) == 7


# --- the page ------------------------------------------------------------------------------------


def test_the_demo_is_small(html: str) -> None:
    assert len(html.encode()) < 800_000
    assert html.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("name", ALL)
def test_every_page_is_small(name: str, findings: dict[str, Finding], zones: Zones) -> None:
    size = len(maps.render(findings[name], zones).encode())
    assert size <= 1_500_000


def test_the_largest_page_is_small(zones: Zones) -> None:
    """A report with as many words as a report may have, over the most crowded waters."""
    long = "a word and another " * 10
    given = {
        "title": long,
        "launch": {"lon": 125.0, "lat": 28.0, "platform": "ship"},
        "range": "about 2500 km",
        "reported_by": long,
        "direction": "east",
        "claims": [{"by": long, "zone": "JPN", "verdict": "inside"}] * 100,
        "sources": [{"title": long, "url": "https://example.org/" + "a" * 1000}] * 200,
    }
    finding = check.check(report.parse(given), zones)
    assert len(maps.render(finding, zones).encode()) <= 2_500_000


def test_the_same_finding_gives_the_same_bytes(
    html: str, findings: dict[str, Finding], zones: Zones
) -> None:
    assert maps.render(findings["demo"], zones) == html


def test_nothing_is_loaded_from_elsewhere(
    html: str, findings: dict[str, Finding], zones: Zones
) -> None:
    bare = maps.render(findings["demo"], zones, online_tiles=False)
    assert page.TILE_HOST in html
    assert page.TILE_HOST not in bare
    for text in (html, bare):
        assert not re.search(r"<(?:link|iframe|img|object|embed)\b", text.split("<script", 1)[0])
        assert not re.search(r"\bsrc\s*=\s*[\"']?(?:https?:)?//", text)
        assert "url(" not in "".join(re.findall(r"<style>(.*?)</style>", text, re.DOTALL))
        assert "@import" not in text


def test_the_policy_lists_every_script_and_style(html: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    policy = dict(part.split(" ", 1) for part in found[1].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == f"data: {page.TILE_HOST}"
    assert "unsafe" not in found[1]
    for tag in ("script", "style"):
        blocks = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(blocks) >= 2
        for block in blocks:
            digest = b64encode(sha256(block.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy[f"{tag}-src"]
    assert len(re.findall(r"<script\b", html)) == len(re.findall(r"<script>", html)) + 1


def test_hostile_strings_stay_data(findings: dict[str, Finding], zones: Zones) -> None:
    html = maps.render(hostile(findings["demo"]), zones)
    page_without_data = html.replace(encode.safe_json(payload_of(html)), "")
    assert "window.ran" not in page_without_data
    data = payload_of(html)
    block = encode.safe_json(data)
    assert not set("<>&\u2028\u2029") & set(block)
    for lang in wording.LANGUAGES:
        told = data["texts"][lang]["panel"]
        assert told["title"] == EVERY_PAYLOAD
        assert told["notes"] == notewords.of(hostile(findings["demo"]), lang)
        assert all(each in note for each, note in zip(PAYLOADS, told["notes"], strict=True))
        assert [source["title"] for source in told["sources"]] == list(PAYLOADS)
    korean = [text for _, text in data["texts"]["ko"]["panel"]["basis"]]
    assert sum(EVERY_PAYLOAD in text for text in korean) == 3, "dataset, launch and range"
    assert data["map"]["attribution"][0] == EVERY_PAYLOAD


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_payload_survives_a_page_s_data(payload: str) -> None:
    block = encode.safe_json({payload: [payload]})
    assert json.loads(block) == {payload: [payload]}
    assert not set("<>&") & set(block)


def test_the_language_is_set(findings: dict[str, Finding], zones: Zones) -> None:
    languages: tuple[wording.Lang, ...] = ("ja", "ko")
    for lang in languages:
        html = maps.render(findings["demo"], zones, lang)
        assert f'<html lang="{lang}">' in html
        data = payload_of(html)
        assert data["lang"] == lang
        assert data["texts"][lang]["words"]["layers"] == words.of(lang)["layers"]


def test_importing_is_cheap() -> None:
    code = (
        "import sys, geo.maps; "
        "print([m for m in ('folium', 'branca', 'jinja2', 'pandas', 'geopandas', 'contourpy') "
        "if m in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - no input from outside
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_frames_keep_off_the_poles() -> None:
    seen = frame.of(0.0, [shapely.box(-5, 80, 5, 89.9)], [shapely.box(-180, -90, 180, 90)])
    assert seen.area == (-180, -frame.NORTHMOST, 180, frame.NORTHMOST)
    assert seen.view[3] <= frame.NORTHMOST
