"""The tools of the map's page, each operated in a browser and compared with Python's answer."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import browsers
import numpy as np
import pytest
from browsers import DESK, PHONE, Visit, package
from geographiclib.geodesic import Geodesic

from geo import assess, brief, check, geodesy, maps, report, reportfile, wording
from geo.assess import windows
from geo.check import Options
from geo.finding import Finding
from geo.geodesy import LaunchPlane
from geo.maps import density, words
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
A_TENTH_OF_A_DEGREE = 0.1
A_THOUSANDTH = 1e-3
SHEET = 720  # pixels: below, the panel is a sheet over the map
LATIN = re.compile(r"[A-Za-z]{2,}")
# The same in every language: units, keys, classes of missiles, whom to credit.
NAMES = {"km", "EEZ", "UTC", "Enter", "CRBM", "SRBM", "MRBM", "IRBM", "ICBM", "OpenStreetMap"}
NAMES |= {"contributors", "ODbL", "Natural", "Earth", "NASA", "EOSDIS", "GIBS"}
CONTROLS = {  # which test operates what
    "button play": "test_the_flight_plays_on_map_and_profile",
    "input time": "test_the_flight_plays_on_map_and_profile",
    "svg profile": "test_the_flight_plays_on_map_and_profile",
    "input try-range": "test_the_slider_s_windows_are_those_of_python",
    "input try-bearing": "test_another_bearing_comes_down_where_python_says",
    "button back": "test_the_slider_s_windows_are_those_of_python",
    "button en": "test_every_word_turns_with_the_language",
    "button ja": "test_every_word_turns_with_the_language",
    "button ko": "test_every_word_turns_with_the_language",
    "button copy": "test_the_verdict_is_copied_as_text",
    "button print": "test_it_prints",
    "button zoom-in": "test_the_buttons_zoom_and_go_home",
    "button zoom-out": "test_the_buttons_zoom_and_go_home",
    "button home": "test_the_buttons_zoom_and_go_home",
    "button measure-on": "test_the_ruler_measures_what_python_measures",
    "div symbol-handle": "test_the_ruler_moves_with_the_keys",
    "button close": "test_hover_click_and_enter_say_what_is_here",
    "summary layers": "test_layers_come_in_groups",
    "input range": "test_every_layer_can_be_switched",
    "input splash": "test_every_layer_can_be_switched",
    "input zones": "test_every_layer_can_be_switched",
    "input limits": "test_every_layer_can_be_switched",
    "input agreements": "test_agreements_are_off_until_asked_for",
    "input names": "test_every_layer_can_be_switched",
    "input tiles": "test_the_satellite_image_is_asked_for_only_when_picked",
    "div map": "test_the_map_moves_with_the_keys",
    "div body": "test_everything_can_be_reached_with_the_keyboard",
    "button grip": "test_small_screens_can_use_everything",
    "summary bearings": "test_the_table_by_bearing_opens",
    "a source": "test_sources_are_links",
}
REPORTS: dict[str, dict[str, Any]] = {
    "far": {
        "launch": "Pyongyang",
        "range": "about 13000 km",
        "apogee": "about 1300 km",
        "direction": {"deg": 40, "spread_deg": 4},
    },
    "contradicting": {
        "launch": "Pyongyang",
        "range": "about 1100 km",
        "direction": {"deg": 72, "spread_deg": 4},
        "landing": {"sea": "Sea of Japan"},
        "claims": [
            {"by": "one ministry", "zone": "JPN", "verdict": "inside"},
            {"by": "another ministry", "zone": "JPN", "verdict": "outside"},
        ],
    },
    "undirected": {"launch": {"region": "Iran"}, "range": "about 1900 km"},
    "noted": {
        "launch": "Hwangjoo",
        "range": "about 1100 km",
        "flight": "about 10 s",
        "direction": "east",
        "landing": {"sea": "Sea of Japan", "near": {"place": "Okushiri", "km": "at most 700 km"}},
    },
    "unranged": {
        "launch": "Pyongyang",
        "landing": {"near": {"place": "Okushiri", "km": "about 200 km", "direction": "west"}},
    },
}


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    found = {
        "demo": check.check(reportfile.load(EXAMPLES / "2025-01-06.yaml")[0], zones),
        "lofted": check.check(reportfile.load(EXAMPLES / "2019-10-02.yaml")[0], zones),
    }
    for name, given in REPORTS.items():
        options = Options(use_prior=name != "undirected")
        found[name] = check.check(report.parse(given), zones, options)
    return found


@pytest.fixture(scope="module")
def pages(
    findings: dict[str, Finding], zones: Zones, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("tools")
    for name, finding in findings.items():
        maps.write(folder / f"{name}.html", finding, zones)
    return {name: folder / f"{name}.html" for name in findings}


def visit(context: "BrowserContext", path: Path) -> Visit:
    seen = browsers.visit(context, path)
    seen.page.wait_for_selector(".folium-map.ready")
    return seen


def turn(page: "Page", name: str, value: float) -> None:
    """Move a slider as a reader does."""
    page.locator(f"input[name={name}]").evaluate(
        "(slider, value) => { slider.value = value;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
        value,
    )


def latlngs(page: "Page", name: str) -> list[list[list[float]]]:
    """The lines of a class as the map holds them, each a list of [lon, lat]."""
    found: list[list[list[float]]] = page.evaluate(
        """(name) => {
          const found = [];
          map_splashline.eachLayer((layer) => {
            if (!(layer instanceof L.Polyline)) return;
            if (!layer.options.className.split(" ").includes(name)) return;
            const parts = layer.getLatLngs();
            const lines = parts.length && parts[0] instanceof L.LatLng ? [parts] : parts;
            for (const line of lines) found.push(line.map(({lng, lat}) => [lng, lat]));
          });
          return found;
        }""",
        name,
    )
    return found


def data_of(page: "Page") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.text_content("#finding") or "")
    return found


# --- geodesics ----------------------------------------------------------------------------------


def test_geodesics_of_the_page_are_those_of_python(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["demo"]).page
    rng = np.random.default_rng(11)
    lon, deg = rng.uniform(-180, 180, 400), rng.uniform(0, 360, 400)
    lat = np.degrees(np.arcsin(rng.uniform(-0.9999, 0.9999, 400)))
    km = rng.uniform(0.1, geodesy.MAX_RANGE_KM - 1, 400)
    asked = np.stack([lon, lat, deg, km], axis=1).tolist()
    there = np.array(
        page.evaluate("(rows) => rows.map((r) => splashline.geodesic.direct(...r))", asked)
    )
    x, y = geodesy.direct(lon, lat, deg, km)
    off_km = geodesy.sphere_distance_km(x, y, there[:, 0], there[:, 1])
    assert off_km.max() < 1e-6
    pairs = np.stack([lon, lat, x, y], axis=1).tolist()
    back = page.evaluate("(rows) => rows.map((r) => splashline.geodesic.inverse(...r))", pairs)
    assert np.abs([each["km"] for each in back] / km - 1).max() < 1e-7
    bearing, _ = geodesy.inverse(lon, lat, x, y)
    turned = (np.array([each["deg"] for each in back]) - bearing + 180) % 360 - 180
    assert np.abs(turned).max() < 1e-4


def test_beyond_the_farthest_there_is_no_answer(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["demo"]).page
    assert page.evaluate("splashline.geodesic.inverse(126, 39, -54, -38.99)") is None
    assert page.evaluate("splashline.geodesic.inverse(0, 0, 180, 0)") is None
    assert page.evaluate("splashline.geodesic.inverse(126, 39, 126, 39).km") == 0


# --- the ruler ----------------------------------------------------------------------------------


def test_the_ruler_measures_what_python_measures(
    desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding]
) -> None:
    seen = visit(desk, pages["demo"])
    page, origin = seen.page, findings["demo"].origin
    page.click(".measure-on")
    assert page.get_attribute(".measure-on", "aria-pressed") == "true"
    handle = page.locator(".symbol-handle")
    for x, y in ((700, 700), (1100, 500), (500, 200)):
        box = handle.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(x - 30, y - 20, steps=3)
        page.mouse.move(x, y)
        page.mouse.up()
        page.wait_for_timeout(50)
        (line,) = latlngs(page, "ruler")
        told = page.inner_text(".measure .range")
        km, deg = (float(part) for part in re.findall(r"[\d,]+\.?\d*", told.replace(",", "")))
        exact = Geodesic.WGS84.Inverse(origin.lat, origin.lon, line[-1][1], line[-1][0])
        assert km == pytest.approx(exact["s12"] / 1000, rel=A_THOUSANDTH, abs=0.5)
        assert deg == pytest.approx(exact["azi1"] % 360, abs=A_TENTH_OF_A_DEGREE)
        end = page.evaluate(
            "([lon, lat]) => { const p = map_splashline.latLngToContainerPoint([lat, lon]);"
            " const box = map_splashline.getContainer().getBoundingClientRect();"
            " return [p.x + box.left, p.y + box.top]; }",
            line[-1],
        )
        assert end == pytest.approx([x, y], abs=2)
    crossed = page.locator(".measure li")
    assert crossed.count() >= 1
    total = sum(
        float(text.replace(",", "").removesuffix(" km"))
        for text in page.locator(".measure li b").all_inner_texts()
    )
    assert total == pytest.approx(km, abs=crossed.count())
    page.click(".measure-on")
    assert handle.count() == 0
    assert not page.locator(".measure").is_visible()
    seen.assert_quiet()


def test_the_ruler_moves_with_the_keys(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    page.locator(".folium-map").focus()
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.classList.contains('symbol-handle')")

    def told() -> tuple[float, float]:
        text = page.inner_text(".measure .range").replace(",", "")
        km, deg = (float(part) for part in re.findall(r"\d+\.?\d*", text))
        return km, deg

    km, deg = told()
    page.keyboard.press("ArrowRight")
    assert told() == pytest.approx((km, deg + 1), abs=0.6)
    page.keyboard.press("Shift+ArrowLeft")
    assert told() == pytest.approx((km, deg - 9), abs=0.6)
    page.keyboard.press("ArrowUp")
    assert told()[0] == pytest.approx(km * 1.01, rel=A_THOUSANDTH)
    page.keyboard.press("Escape")
    assert not page.locator(".measure").is_visible()


# --- other ranges and bearings --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["demo", "far"])
def test_the_slider_s_windows_are_those_of_python(
    name: str,
    desk: "BrowserContext",
    pages: dict[str, Path],
    findings: dict[str, Finding],
    zones: Zones,
) -> None:
    seen = visit(desk, pages[name])
    page, origin = seen.page, findings[name].origin
    data = data_of(page)
    waters = zones.geometry[zones.rows("JPN")]
    for step in sorted({0, 9, data["steps"]["reported"] + 3, len(data["steps"]["km"]) - 1}):
        turn(page, "try-range", step)
        km = data["steps"]["km"][step]
        assert f"{km:,.0f} km" in page.inner_text(".tries output >> nth=0")
        exact = windows.find(windows.Ring(origin.lon, origin.lat, km), waters)
        arcs = latlngs(page, "window")
        drawn = []
        for arc in arcs:
            ends = [
                Geodesic.WGS84.Inverse(origin.lat, origin.lon, *arc[row][::-1]) for row in (0, -1)
            ]
            for end in ends:
                assert end["s12"] / 1000 == pytest.approx(km, rel=A_THOUSANDTH)
            drawn.append([end["azi1"] % 360 for end in ends])
        assert len(drawn) == len(exact)
        for one, other in zip(sorted(drawn), exact, strict=True):
            turned = (np.array(one) - other + 180) % 360 - 180
            assert np.abs(turned).max() < A_TENTH_OF_A_DEGREE
        for line in latlngs(page, "ring"):
            for lon, lat in line[1:-1:100]:
                off = Geodesic.WGS84.Inverse(origin.lat, origin.lon, lat, lon)["s12"] / 1000
                assert off == pytest.approx(km, rel=A_THOUSANDTH)
    page.click(".back")
    assert page.locator("input[name=try-range]").input_value() == str(data["steps"]["reported"])
    assert page.locator(".folium-map.moved").count() == 0
    seen.assert_quiet()


def test_another_bearing_comes_down_where_python_says(
    desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding], zones: Zones
) -> None:
    page, finding = visit(desk, pages["demo"]).page, findings["demo"]
    rows = zones.rows("JPN")
    says = words.of("en")
    verdicts = set()
    for deg in np.arange(3.5, 360, 17):
        turn(page, "try-bearing", float(deg))
        lon, lat = geodesy.direct(finding.origin.lon, finding.origin.lat, deg, finding.ring_km)
        inside = bool(np.isin(assess.locate(zones, np.array([lon]), np.array([lat])), rows)[0])
        verdicts.add(inside)
        form = says["try_inside" if inside else "try_outside"].format(state="Japan")
        told = page.inner_text(".tries .lands")
        assert told == says["try_lands"].format(deg=f"{deg:.1f}", where=form)
        (line,) = latlngs(page, "tried")
        assert line[-1] == pytest.approx([lon, lat], abs=1e-4)
    assert verdicts == {True, False}


def test_the_sentence_about_windows_is_that_of_the_verdict(
    desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding]
) -> None:
    for name in ("demo", "lofted", "far"):
        page = visit(desk, pages[name]).page
        for lang in LANGUAGES:
            page.click(f".languages [lang={lang}]")
            said = page.inner_text(".tries .windows")
            assert said == wording.windows(findings[name], lang)


def test_without_a_range_there_is_none_to_change(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["unranged"]).page
    assert page.locator(".tries").count() == 0
    page.click(".measure-on")
    assert page.locator(".measure .range").is_visible()


# --- what is here ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["demo", "far"])
def test_waters_are_where_python_has_them(
    name: str, desk: "BrowserContext", pages: dict[str, Path], zones: Zones
) -> None:
    """Positions at least a pixel of the first view off any line, as the page promises no more."""
    page = visit(desk, pages[name]).page
    data = data_of(page)
    rng = np.random.default_rng(3)
    west, south, east, north = data["map"]["view"]
    lon, lat = rng.uniform(west, east, 600), rng.uniform(max(south, -60), min(north, 75), 600)
    home = (lon + 180) % 360 - 180
    located = assess.locate(zones, home, lat)
    names = [zones.names["en"][row] for row in range(len(zones.kind))]
    found = page.evaluate(
        """(points) => {
          const data = JSON.parse(document.getElementById("finding").textContent);
          const waters = splashline.waters(data);
          return points.map(([lon, lat]) => [waters.at(lon, lat), waters.detail(lat),
            waters.margin(lon, lat)]);
        }""",
        np.stack([lon, lat], axis=1).tolist(),
    )
    asked = assess.waters(zones, zones.rows("JPN"))
    told = data["texts"]["en"]["waters"]
    pixel = 1.5 * data["map"]["pixel"]
    around = [
        assess.locate(zones, (lon + x + 180) % 360 - 180, lat + y)
        for x, y in ((pixel, 0), (-pixel, 0), (0, pixel), (0, -pixel))
    ]
    clear = np.all([located == other for other in around], axis=0)
    assert clear.mean() > 0.7
    for row, (where, detail_km, margin) in enumerate(found):
        if clear[row]:
            here = names[located[row]] if located[row] >= 0 else None
            said = told[where] if isinstance(where, int) else None
            assert (said is None) == (here is None)
            assert (said or "").startswith(here or "")
        exact_km = abs(assess.margin_km(asked, float(home[row]), float(lat[row])))
        if not margin["least"]:
            assert margin["km"] == pytest.approx(exact_km, rel=0.006, abs=1.5 * detail_km)
        else:
            assert margin["km"] <= exact_km + 1.5 * detail_km


def test_density_is_that_of_python(
    desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding]
) -> None:
    for name in ("lofted", "contradicting"):
        page, finding = visit(desk, pages[name]).page, findings[name]
        splash = finding.splash
        assert splash is not None
        plane = LaunchPlane(finding.origin.lon, finding.origin.lat)
        grid = density.Estimate.of(plane, splash)
        some = slice(0, 4000, 40)
        lon, lat = splash.lon[0, some], splash.lat[0, some]
        exact = grid.density.at(grid.chart.forward(*plane.forward(lon, lat)))
        told = page.evaluate(
            """(points) => {
              const data = JSON.parse(document.getElementById("finding").textContent);
              const waters = splashline.waters(data);
              return points.map(([lon, lat]) => waters.dense(waters.range(lon, lat)));
            }""",
            np.stack([lon, lat], axis=1).tolist(),
        )
        assert np.corrcoef(told, exact)[0, 1] > 0.98
        assert np.mean(told) == pytest.approx(exact.mean(), rel=0.15)


def test_hover_click_and_enter_say_what_is_here(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages["demo"])
    page = seen.page
    box = page.locator(".readout")
    assert not box.is_visible()
    page.mouse.move(1050, 700)
    page.mouse.move(1052, 702)
    page.wait_for_timeout(100)
    assert box.is_visible()
    hovered = box.inner_text()
    assert "Japan – exclusive economic zone" in hovered
    assert "inside the limit of Japan’s EEZ" in hovered
    assert "km from the launch, bearing" in hovered
    assert "of the splash per 1,000 km²" in hovered
    page.mouse.click(1052, 702)
    page.mouse.move(700, 200)
    page.wait_for_timeout(100)
    assert page.locator(".symbol-pin").count() == 1
    assert (
        hovered.splitlines()[1:] == box.inner_text().splitlines()[-len(hovered.splitlines()) + 1 :]
    )
    page.click(".readout .close")
    assert not box.is_visible()
    page.locator(".folium-map").focus()
    page.keyboard.press("Enter")
    assert box.is_visible()
    assert page.get_attribute(".readout", "aria-live") == "polite"
    page.keyboard.press("Escape")
    assert not box.is_visible()
    seen.assert_quiet()


# --- the flight -----------------------------------------------------------------------------------


def test_the_flight_plays_on_map_and_profile(
    desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding]
) -> None:
    seen = visit(desk, pages["lofted"])
    page = seen.page
    path = findings["lofted"].trajectory
    assert path is not None
    assert path.track is not None
    whole = float(path.track.minutes[-1])
    play, slider = page.locator(".play"), page.locator("input[name=time]")
    assert play.get_attribute("aria-label") == words.of("en")["play"]
    play.click()
    assert play.get_attribute("aria-label") == words.of("en")["pause"]
    page.wait_for_timeout(700)
    play.click()
    stopped = float(slider.input_value())
    assert 0 < stopped < whole
    page.wait_for_timeout(150)
    assert float(slider.input_value()) == stopped
    for minute in (2.0, 8.0, 15.9):
        turn(page, "time", minute)
        lon, lat, km = (
            float(np.interp(minute, path.track.minutes, values))
            for values in (path.track.lon, path.track.lat, path.track.height_km)
        )
        (trail,) = latlngs(page, "trail")
        assert trail[-1] == pytest.approx([lon, lat], abs=1e-3)
        assert page.inner_text(".player output") == f"after {minute:.1f} min: {km:,.0f} km high"
        dot = page.locator(".profile .now")
        curve = data_of(page)["texts"]["en"]["panel"]["trajectory"]["profile"]["curve"]
        share = minute / whole
        assert float(dot.get_attribute("cx") or 0) == pytest.approx(
            curve[0][0] + share * (curve[-1][0] - curve[0][0]), abs=0.2
        )
    picture = page.locator(".profile").bounding_box()
    assert picture is not None
    page.mouse.click(picture["x"] + 0.4 * picture["width"], picture["y"] + 60)
    assert 3 < float(slider.input_value()) < 8
    turn(page, "time", 0)
    assert latlngs(page, "trail") == []
    seen.assert_quiet()


def test_less_motion_steps(browser: "Browser", pages: dict[str, Path]) -> None:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = visit(context, pages["lofted"]).page
    slider = page.locator("input[name=time]")
    whole = float(slider.get_attribute("max") or 0)
    for step in (1, 2):
        page.click(".play")
        assert float(slider.input_value()) == pytest.approx(step * whole / 10, rel=0.02)
        page.wait_for_timeout(120)
        assert float(slider.input_value()) == pytest.approx(step * whole / 10, rel=0.02)
    assert page.evaluate("map_splashline.options.zoomAnimation") is False
    context.close()


def test_a_glider_is_not_played(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    assert page.locator(".player").count() == 0


# --- languages, text, print -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lofted", "undirected"])
def test_every_word_turns_with_the_language(
    name: str, desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages[name])
    page = seen.page
    page.click(".measure-on")
    page.mouse.click(900, 400)
    collect = """() => {
      const found = new Set();
      const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) found.add(walk.currentNode.textContent.trim());
      for (const node of document.querySelectorAll("[aria-label],[title]")) {
        found.add(node.getAttribute("aria-label"));
        found.add(node.getAttribute("title"));
      }
      return [...found].filter(Boolean);
    }"""
    english = words.of("en")
    for lang in ("ja", "ko", "en"):
        page.click(f".languages [lang={lang}]")
        assert page.evaluate("document.documentElement.lang") == lang
        said = set(page.evaluate(collect))
        other = words.of(lang)
        left = {key for key, word in english.items() if word != other[key] and word in said}
        assert not left, lang
        assert other["layers"] in said
        assert page.evaluate("document.title") == page.inner_text("h1")
    seen.assert_quiet()


def quoted(finding: Finding) -> str:
    """All that a page takes over as it was written: from the report, and names of data."""
    told, source = finding.report, finding.dataset
    found = [told.title, told.reported_by, source.title, source.licence, source.attribution]
    found += [each.title for each in told.sources] + [each.by for each in finding.statements]
    found += [str(each.url) for each in told.sources] + [told.launch.place]
    return " ".join(each for each in found if each)


@pytest.mark.parametrize("lang", ["ja", "ko"])
@pytest.mark.parametrize("name", ["demo", "lofted", "far", "undirected", "unranged", "noted"])
def test_no_english_is_left_but_quotes(
    name: str,
    lang: Lang,
    desk: "BrowserContext",
    pages: dict[str, Path],
    findings: dict[str, Finding],
) -> None:
    seen = visit(desk, pages[name])
    page = seen.page
    page.click(f".languages [lang={lang}]")
    page.click(".layers summary")
    page.locator(".layers input[name=agreements]").check()
    page.click(".measure-on")
    page.mouse.click(900, 400)
    page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    texts = page.evaluate(
        """() => {
          const found = [document.title];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const around = walk.currentNode.parentElement;
            if (!around.closest("script, style, noscript, .languages")) {
              found.push(walk.currentNode.textContent);
            }
          }
          const said = ["title", "aria-label", "aria-valuetext", "alt", "placeholder"];
          for (const node of document.querySelectorAll("*")) {
            if (node.closest(".languages button")) continue;
            found.push(...said.map((each) => node.getAttribute(each)).filter(Boolean));
          }
          return found;
        }"""
    )
    assert len(texts) > 100
    own = set(LATIN.findall(quoted(findings[name]))) | NAMES
    left = {text: set(LATIN.findall(text)) - own for text in texts}
    assert {text: found for text, found in left.items() if found} == {}
    seen.assert_quiet()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_verdict_is_copied_as_text(
    lang: Lang, desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding]
) -> None:
    seen = visit(desk, pages["demo"])
    page = seen.page
    page.click(f".languages [lang={lang}]")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.kept = text; }}})"
    )
    page.click(".copy")
    page.wait_for_function("window.kept")
    assert page.evaluate("window.kept") == brief.plain(findings["demo"], lang)
    assert page.inner_text(".copy") == words.of(lang)["copied"]


def test_a_refused_clipboard_is_gone_round(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async () => {"
        " throw new Error('no'); }}}); document.addEventListener('copy', () => {"
        " window.kept = String(document.getSelection()) || document.activeElement.value; })"
    )
    page.click(".copy")
    page.wait_for_function("window.kept")
    assert "Launch of 6 January 2025" in page.evaluate("window.kept")
    assert page.locator("textarea").count() == 0


@pytest.mark.parametrize("wide", [1280, 717, 360], ids=["desk", "A4", "phone"])
def test_it_prints(wide: int, browser: "Browser", pages: dict[str, Path], tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": wide, "height": 800}, color_scheme="dark")
    page = visit(context, pages["demo"]).page
    page.evaluate("window.print = () => { window.printed = true; }")
    if wide < SHEET:
        page.click(".grip")
    page.click(".print")
    if wide < SHEET:
        page.click(".grip")
    assert page.evaluate("window.printed")
    page.set_viewport_size({"width": 717, "height": 800})  # of A4 within its margins
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".grip", ".buttons", ".layers", ".tries", ".actions", ".languages"):
        assert not page.locator(hidden).is_visible(), hidden
    for shown in (".verdict", ".statements", ".key", ".credits", ".attribution"):
        assert page.locator(shown).is_visible(), shown
    body = page.locator(".body")
    assert body.evaluate("body => body.scrollHeight <= body.clientHeight + 1"), "cut off"
    frame = page.locator(".folium-map").bounding_box()
    region = page.locator("path.region-90").bounding_box()
    assert frame is not None
    assert region is not None
    assert frame["x"] <= region["x"]
    assert region["x"] + region["width"] <= frame["x"] + frame["width"]
    pdf = page.pdf(path=tmp_path / "map.pdf", format="A4", print_background=True)
    assert pdf.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3
    context.close()


# --- layers, globe --------------------------------------------------------------------------------


def test_agreements_are_off_until_asked_for(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["demo"])
    page = seen.page
    section = page.locator(".agreements")
    assert page.locator("path.agreement").count() == 0
    assert not section.is_visible()
    page.click(".layers summary")
    box = page.locator(".layers input[name=agreements]")
    assert not box.is_checked()
    box.check()
    assert page.locator("path.agreement").count() >= 5
    assert section.is_visible()
    told = section.inner_text()
    for words_of_it in ("joint development", "not a limit", "without prejudice to delimitation"):
        assert words_of_it in told
    at = page.evaluate(
        "(() => { const p = map_splashline.latLngToContainerPoint([38.5, 133.0]);"
        " const box = map_splashline.getContainer().getBoundingClientRect();"
        " return [p.x + box.left, p.y + box.top]; })()"
    )
    page.mouse.click(*at)
    assert "art. 9(1)" in page.inner_text(".readout")
    box.uncheck()
    assert "art. 9(1)" not in page.inner_text(".readout")
    assert page.locator("path.agreement").count() == 0
    assert not section.is_visible()
    seen.assert_quiet()


def test_layers_come_in_groups(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    page.click(".layers summary")
    legends = page.locator(".layers legend").all_inner_texts()
    assert legends == ["The report", "Waters", "Map"]
    named = page.eval_on_selector_all(
        ".layers fieldset", "sets => sets.map(set => set.querySelectorAll('input').length)"
    )
    assert named == [2, 3, 2]


def test_a_long_flight_has_a_globe(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    assert page.locator(".globe").count() == 0
    page = visit(desk, pages["far"]).page
    assert page.locator(".globe svg").get_attribute("aria-label") == words.of("en")["globe"]
    rim = page.locator(".globe-rim").bounding_box()
    assert rim is not None
    for part in ("land", "waters", "ring", "track", "launch"):
        box = page.locator(f".globe-{part}").bounding_box()
        assert box is not None, part
        assert box["x"] >= rim["x"] - 1
        assert box["x"] + box["width"] <= rim["x"] + rim["width"] + 1
        assert box["width"] > 2


def test_the_buttons_zoom_and_go_home(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    zoom = "map_splashline.getZoom()"
    start = page.evaluate(zoom)
    page.click(".zoom-in")
    page.wait_for_timeout(400)
    assert page.evaluate(zoom) > start
    page.click(".zoom-out")
    page.wait_for_timeout(400)
    page.click(".zoom-out")
    page.wait_for_timeout(400)
    assert page.evaluate(zoom) < start
    page.click(".home")
    assert page.evaluate(zoom) == start


def test_claims_that_contradict_stand_side_by_side(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages["contradicting"])
    said = seen.page.locator(".statements li").all_inner_texts()
    assert sum("one ministry" in text or "another ministry" in text for text in said) == 2
    seen.assert_quiet()


# --- all of them ----------------------------------------------------------------------------------


def test_every_control_is_operated_in_a_test(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["lofted"]).page
    page.click(".measure-on")
    page.mouse.click(900, 400)
    found = page.evaluate(
        """() => [...document.querySelectorAll(
            "button, input, select, textarea, summary, a[href], [tabindex], .profile")]
          .map((node) => {
            const tag = node.tagName.toLowerCase();
            if (node.matches(".symbol-handle")) return tag + " symbol-handle";
            if (node.matches(".folium-map")) return tag + " map";
            if (tag === "a") return "a source";
            if (tag === "summary") return tag + (node.closest(".layers") ? " layers" : " bearings");
            const own = [...node.classList].find((each) => !each.startsWith("leaflet"));
            return `${tag} ${node.name || node.lang || own || node.id}`;
          })"""
    )
    assert set(found) - set(CONTROLS) == set(), "name the test that operates it"
    assert set(CONTROLS) - set(found) == set(), "no such control"
    assert {test for test in CONTROLS.values() if test not in globals()} == set()


def test_every_layer_can_be_switched(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["lofted"])
    page = seen.page
    page.click(".layers summary")
    stacked = """() => [...document.querySelectorAll(".leaflet-pane path")].map(
      (path) => path.className.baseVal)"""
    before = page.evaluate(stacked)
    for layer, shapes in (
        ("zones", ["path.zone"]),
        ("limits", ["path.limit"]),
        ("range", ["path.annulus", "path.ring"]),
        ("splash", ["path.region-90", "path.region-50", "path.track", ".symbol-nominal"]),
    ):
        box = page.locator(f".layers input[name={layer}]")
        for shown in (True, False, True):
            box.set_checked(shown)
            assert [page.locator(shape).count() > 0 for shape in shapes] == [shown] * len(shapes)
    assert page.evaluate(stacked) == before, "what lay under lies over"
    names = page.locator(".layers input[name=names]")
    names.uncheck()
    assert not page.locator(".name-launch").is_visible()
    names.check()
    assert page.locator(".name-launch").is_visible()
    seen.assert_quiet()


def test_the_satellite_image_is_asked_for_only_when_picked(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages["demo"])
    page = seen.page
    page.click(".layers summary")
    seen.assert_quiet()
    page.locator(".layers input[name=tiles]").check()
    page.wait_for_timeout(300)
    assert seen.requests
    assert "on-tiles" in (page.get_attribute(".folium-map", "class") or "")
    page.locator(".layers input[name=tiles]").uncheck()
    assert page.locator(".leaflet-tile").count() == 0


def test_the_map_moves_with_the_keys(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["demo"])
    page = seen.page
    page.click(".zoom-in")
    page.wait_for_timeout(400)
    page.focus(".folium-map")
    state = "(() => { const {lng, lat} = map_splashline.getCenter(); \
      return [lng, lat, map_splashline.getZoom()]; })()"
    for key, axis, sign in (
        ("ArrowRight", 0, 1),
        ("ArrowLeft", 0, -1),
        ("ArrowUp", 1, 1),
        ("ArrowDown", 1, -1),
        ("+", 2, 1),
        ("-", 2, -1),
    ):
        before = page.evaluate(state)[axis]
        page.keyboard.press(key)
        page.wait_for_timeout(500)
        assert sign * (page.evaluate(state)[axis] - before) > 0, key
    for on in ("true", "false"):
        page.keyboard.press("r")
        assert page.get_attribute(".measure-on", "aria-pressed") == on
    seen.assert_quiet()


def test_the_table_by_bearing_opens(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["lofted"]).page
    row = page.locator(".trajectory details > :not(summary)").first
    assert not row.is_visible()
    page.click(".trajectory summary")
    assert row.is_visible()


def test_sources_are_links(
    desk: "BrowserContext", pages: dict[str, Path], findings: dict[str, Finding]
) -> None:
    page = visit(desk, pages["lofted"]).page
    links = page.locator(".sources a")
    sources = [each for each in findings["lofted"].report.sources if each.url is not None]
    assert links.count() == len(sources) > 0
    for row, source in enumerate(sources):
        assert links.nth(row).get_attribute("href") == str(source.url)
        assert "noopener" in (links.nth(row).get_attribute("rel") or "")


# --- access ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_serious(
    scheme: Literal["light", "dark"], lang: Lang, browser: "Browser", pages: dict[str, Path]
) -> None:
    axe = (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport=DESK, color_scheme=scheme, bypass_csp=True)
    page = visit(context, pages["lofted"]).page
    page.evaluate(axe)
    page.click(f".languages [lang={lang}]")
    page.click(".layers summary")
    page.locator(".layers input[name=agreements]").check()
    page.click(".measure-on")
    page.mouse.click(900, 640)
    page.click(".trajectory summary")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [
        (each["id"], [node["target"] for node in each["nodes"]][:5])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    context.close()


def test_axe_finds_nothing_serious_on_a_phone(browser: "Browser", pages: dict[str, Path]) -> None:
    axe = (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, bypass_csp=True)
    page = visit(context, pages["far"]).page
    page.evaluate(axe)
    page.locator(".grip").tap()
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        (each["id"], [node["target"] for node in each["nodes"]][:5])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ] == []
    context.close()


def test_everything_can_be_reached_with_the_keyboard(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["lofted"]).page
    page.click(".layers summary")
    page.click(".measure-on")
    page.evaluate("document.activeElement.blur()")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("button, input, summary, a[href], [tabindex='0']")]
          .filter((node) => node.checkVisibility() && !node.disabled).length"""
    )
    reached = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """() => { const node = document.activeElement;
                  const label = node.getAttribute("aria-label") || node.textContent.slice(0, 20);
                  return [node.tagName, node.className, node.name, node.lang, label].join("|"); }"""
            )
        )
    assert len(reached - {"BODY|||en|"}) >= wanted
    for part in (
        "zoom-in",
        "home",
        "measure-on",
        "copy",
        "print",
        "try-range",
        "time",
        "agreements",
    ):
        assert any(part in each for each in reached), part


@pytest.mark.parametrize("name", ["lofted", "far", "undirected"])
@pytest.mark.parametrize("size", [(360, 740, 1), (640, 400, 2)], ids=["360 px", "200 %"])
def test_small_screens_can_use_everything(
    name: str, size: tuple[int, int, int], browser: "Browser", pages: dict[str, Path]
) -> None:
    """A window of 1280 by 800 at 200 % has 640 by 400 pixels to itself."""
    wide, high, scale = size
    context = browser.new_context(
        viewport={"width": wide, "height": high}, device_scale_factor=scale, has_touch=True
    )
    page = visit(context, pages[name]).page
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    for control in (".zoom-in", ".home", ".measure-on", ".layers summary", ".grip"):
        box = page.locator(control).bounding_box()
        assert box is not None, control
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= wide
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= high
        assert min(box["width"], box["height"]) >= 24, "a finger needs room"
    page.click(".measure-on")
    measure = page.locator(".measure").bounding_box()
    sheet = page.locator(".panel").bounding_box()
    assert measure is not None
    assert sheet is not None
    assert measure["y"] + measure["height"] <= sheet["y"] + 1
    assert measure["y"] >= 0
    page.click(".measure-on")
    page.locator(".grip").tap()
    body = page.locator(".body").bounding_box()
    assert body is not None
    assert body["height"] >= 100
    page.locator(".credits").scroll_into_view_if_needed()
    assert page.locator(".credits li").first.is_visible()
    context.close()
