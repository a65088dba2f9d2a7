"""The HTML map in a browser with the network cut: requests, strings, phone, controls."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import browsers
import pytest
from browsers import DESK, PHONE, Visit
from payloads import ALL, PAYLOADS, hostile

from geo import check, maps, notewords, reach, report, reportfile
from geo.check import Options
from geo.finding import Finding
from geo.maps import page as map_page
from geo.maps import reachmap, words
from geo.zones import Zones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CASES: dict[str, tuple[dict[str, Any], bool]] = {
    "far": (
        {
            "launch": "Pyongyang",
            "range": "about 13000 km",
            "direction": {"deg": 40, "spread_deg": 4},
        },
        True,
    ),
    "dateline": (
        {
            "launch": {"lon": 179.9, "lat": 10, "platform": "ship"},
            "range": "1500 km",
            "direction": "east",
        },
        True,
    ),
    "undirected": ({"launch": {"region": "Iran"}, "range": "about 1900 km"}, False),
    "lofted": (
        {
            "reported_by": PAYLOADS[0],
            "launch": "Pyongyang",
            "range": "about 1000 km",
            "apogee": "about 6000 km",
            "flight": "about 69 min",
            "direction": "east",
        },
        True,
    ),
}


@pytest.fixture(scope="module")
def demo(zones: Zones) -> Finding:
    return check.check(reportfile.load(EXAMPLES / "2025-01-06.yaml")[0], zones)


@pytest.fixture(scope="module")
def pages(demo: Finding, zones: Zones, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files to open, by name."""
    folder = tmp_path_factory.mktemp("maps")
    findings = {"demo": demo, "hostile": hostile(demo)}
    for name, (given, use_prior) in CASES.items():
        findings[name] = check.check(report.parse(given), zones, Options(use_prior=use_prior))
    texts = {name: maps.render(finding, zones) for name, finding in findings.items()}
    texts["ja"] = maps.render(demo, zones, "ja")
    texts["offline"] = maps.render(demo, zones, online_tiles=False)
    starts = [reach.Start("Pyongyang", 125.75, 39.03), reach.Start("Tehran", 51.42, 35.69)]
    texts["reach"] = reachmap.render(reach.of_range(starts, 1500, 2500, zones), zones)
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture
def phone(browser: "Browser") -> Iterator["BrowserContext"]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context
    context.close()


def visit(context: "BrowserContext", path: Path) -> Visit:
    """Open a map with the network cut, and wait until it is drawn."""
    seen = browsers.visit(context, path)
    seen.page.wait_for_selector(".folium-map.ready")
    return seen


@pytest.mark.parametrize("name", ["demo", "offline", "ja", "reach", *CASES])
def test_no_request_and_no_complaint(
    name: str, desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages[name])
    seen.page.click(".zoom-in")
    seen.page.wait_for_timeout(300)
    seen.page.click(".home")
    seen.page.mouse.move(800, 400)
    seen.page.mouse.down()
    seen.page.mouse.move(700, 300, steps=4)
    seen.page.mouse.up()
    seen.page.click(".layers summary")
    seen.assert_quiet()


def test_nothing_of_a_hostile_report_runs(
    demo: Finding, desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages["hostile"])
    page = seen.page
    for lang in ("ja", "ko", "en"):
        page.click(f".languages [lang={lang}]")
    seen.assert_quiet()
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.title") == re.sub("[ \\t\\n]+", " ", ALL)
    assert page.text_content("h1") == ALL
    texts = "rows => rows.map(row => row.textContent)"
    assert page.eval_on_selector_all(".notes li", texts) == notewords.of(hostile(demo))
    assert page.eval_on_selector_all(".by", texts) == list(PAYLOADS)
    assert page.eval_on_selector_all(".sources .title", texts) == list(PAYLOADS)
    assert ALL in page.eval_on_selector_all(".name-launch", texts)
    assert ALL in (page.text_content(".attribution") or "")
    made = "document.querySelectorAll('main img, main iframe, main script, main style').length"
    assert page.evaluate(made) == 0


def test_only_web_addresses_become_links(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["hostile"])
    links = seen.page.eval_on_selector_all("a", "links => links.map(a => [a.protocol, a.rel])")
    assert len(links) > len(PAYLOADS) / 3
    assert {tuple(link) for link in links} == {("https:", "noopener noreferrer")}
    assert "javascript:window.ran=99" in (seen.page.text_content(".sources") or "")


def test_the_policy_stops_what_was_not_listed(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages["demo"])
    seen.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.ran = 9";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<i onclick='window.ran = 9'>i</i>");
          document.querySelector("i").click();
        }"""
    )
    assert seen.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)


def test_the_picture_is_drawn(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["demo"]).page
    for name in ("land", "ring", "window", "region-50", "region-90", "track", "launch-area"):
        box = page.locator(f"path.{name}").first.bounding_box()
        assert box is not None
        assert box["width"] > 5, name
        assert box["height"] > 5, name
    hatched = page.eval_on_selector_all(
        "path.contested", "paths => paths.map(path => path.getAttribute('fill'))"
    )
    assert "url(#hatch-asked-0)" in hatched  # Japan's blue, striped in South Korea's green
    assert page.locator("pattern#hatch-asked-0 .stripe").count() == 1
    assert page.locator(".mark").evaluate("mark => parseFloat(mark.style.left)") > 0
    assert page.locator(".band.on").count() == 1
    scale = page.text_content(".leaflet-control-scale")
    assert scale is not None
    assert scale.endswith("km")


def test_the_ring_is_round(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    """Vertices on whole pixels, or few of them, would show as a wobble of the ring's turns."""
    page = visit(desk, pages["demo"]).page
    drawn = page.locator("path.ring").first.get_attribute("d") or ""
    xy = [tuple(map(float, part.split())) for part in drawn.lstrip("M").split("L")]
    assert len(xy) > 900
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(xy)]
    lengths = [(dx * dx + dy * dy) ** 0.5 for dx, dy in steps]
    assert max(lengths) < 12
    whole = sum(value == round(value) for point in xy for value in point)
    assert whole < len(xy)


def visible_boxes(page: "Page") -> list[dict[str, float]]:
    boxes: list[dict[str, float]] = page.eval_on_selector_all(
        ".name:not(.gone)",
        """names => names.map(name => {
          const box = name.getBoundingClientRect();
          return {left: box.left, right: box.right, top: box.top, bottom: box.bottom};
        })""",
    )
    return boxes


def test_the_trajectory_is_drawn(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["lofted"])
    page = seen.page
    picture = page.locator(".trajectory svg.profile")
    assert picture.get_attribute("role") == "img"
    assert "6,000 km" in (picture.get_attribute("aria-label") or "")
    outside = picture.evaluate(
        """picture => [...picture.querySelectorAll("text, line, polyline, circle")].filter(part => {
          const box = part.getBBox(), all = picture.viewBox.baseVal;
          return box.x < 0 || box.y < 0
            || box.x + box.width > all.width || box.y + box.height > all.height;
        }).map(part => part.textContent || part.tagName)"""
    )
    assert outside == []
    assert page.locator(".symbol-minute").count() > 5
    assert page.locator(".name-apogee").inner_text().endswith("6,000 km")
    assert not page.locator(".trajectory li").first.is_visible()
    page.locator(".trajectory summary").press("Enter")
    assert page.locator(".trajectory li").first.is_visible()
    assert page.locator(".trajectory li").count() == 8
    seen.assert_quiet()


def test_without_a_trajectory_nothing_is_said_of_one(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["far"]).page
    assert page.locator(".trajectory, .symbol-minute").count() == 0


@pytest.mark.parametrize("name", ["demo", "ja", "far", "undirected", "lofted"])
def test_names_keep_off_each_other(
    name: str, desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    boxes = visible_boxes(visit(desk, pages[name]).page)
    assert len(boxes) >= 3
    for row, one in enumerate(boxes):
        for other in boxes[row + 1 :]:
            apart = (
                one["right"] <= other["left"] + 1
                or other["right"] <= one["left"] + 1
                or one["bottom"] <= other["top"] + 1
                or other["bottom"] <= one["top"] + 1
            )
            assert apart


def test_layers_can_be_switched(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["demo"])
    page = seen.page
    page.click(".layers summary")
    for layer, shape in (
        ("zones", "path.zone"),
        ("limits", "path.limit"),
        ("range", "path.annulus"),
        ("splash", "path.region-90"),
    ):
        box = page.locator(f".layers input[name={layer}]")
        assert page.locator(shape).count() > 0
        box.uncheck()
        assert page.locator(shape).count() == 0
        box.check()
        assert page.locator(shape).count() > 0
    page.locator(".layers input[name=names]").uncheck()
    assert not page.locator(".name-launch").is_visible()
    seen.assert_quiet()


def test_tiles_load_only_when_picked(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["demo"])
    seen.page.click(".layers summary")
    seen.assert_quiet()
    seen.page.locator(".layers input[name=tiles]").check()
    seen.page.wait_for_timeout(300)
    assert seen.requests
    assert all(url.startswith(map_page.TILE_HOST) for url in seen.requests)
    assert "NASA" in seen.page.inner_text(".attribution")
    seen.page.locator(".layers input[name=tiles]").uncheck()
    assert "NASA" not in seen.page.inner_text(".attribution")


def test_without_tiles_there_is_no_choice(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["offline"]).page
    assert page.locator(".layers input[name=tiles]").count() == 0
    assert page.locator(".layers input").count() == 6


def test_a_phone_shows_map_scale_and_sources(
    phone: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(phone, pages["demo"])
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    sheet = page.locator(".panel")
    low = sheet.bounding_box()
    assert low is not None
    assert low["height"] < 0.4 * PHONE["height"]
    assert page.locator(".verdict").is_visible()
    assert not page.locator(".statements").is_visible()
    for selector in (".leaflet-control-scale", ".attribution"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"] + 1
        assert box["y"] + box["height"] <= low["y"] + 1, selector
    region = page.locator("path.region-90").bounding_box()
    assert region is not None
    assert region["x"] + region["width"] <= PHONE["width"]
    assert region["y"] + region["height"] <= low["y"]
    seen.assert_quiet()


def test_the_sheet_of_a_phone_opens_and_closes(
    phone: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(phone, pages["demo"]).page
    grip = page.locator(".grip")
    assert grip.get_attribute("aria-expanded") == "false"
    grip.tap()
    assert grip.get_attribute("aria-expanded") == "true"
    assert page.locator(".statements").is_visible()
    sheet = page.locator(".panel").bounding_box()
    scale = page.locator(".leaflet-control-scale").bounding_box()
    assert sheet is not None
    assert scale is not None
    assert scale["y"] >= 0
    assert scale["y"] + scale["height"] <= sheet["y"] + 1
    body = page.locator(".body")
    assert body.evaluate("body => body.scrollHeight > body.clientHeight")
    assert body.evaluate("body => body.scrollWidth <= body.clientWidth")
    grip.tap()
    assert not page.locator(".statements").is_visible()


@pytest.mark.parametrize("name", ["hostile", "ja", "far", "lofted", "reach"])
def test_a_phone_never_scrolls_sideways(
    name: str, phone: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(phone, pages[name]).page
    page.locator(".grip").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.locator(".body").evaluate("body => body.scrollWidth <= body.clientWidth")


def test_a_long_title_leaves_room_for_the_map(
    phone: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(phone, pages["hostile"]).page
    sheet = page.locator(".panel").bounding_box()
    assert sheet is not None
    assert sheet["y"] > 0.4 * PHONE["height"]
    page.locator(".grip").tap()
    body = page.locator(".body").bounding_box()
    assert body is not None
    assert body["height"] > 150


def test_a_page_speaks_its_language(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["ja"]).page
    says = words.of("ja")
    heads = page.eval_on_selector_all("h2", "heads => heads.map(head => head.textContent)")
    assert says["key"] in heads
    assert page.inner_text(".layers summary") == says["layers"]
    assert page.get_attribute(".zoom-in", "aria-label") == says["zoom_in"]
    assert "日本海" in page.eval_on_selector_all(
        ".name-sea", "names => names.map(name => name.textContent)"
    )


def test_dark_and_light(browser: "Browser", pages: dict[str, Path]) -> None:
    grounds = {}
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        context = browser.new_context(viewport=DESK, color_scheme=scheme)
        page = visit(context, pages["demo"]).page
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert grounds["light"] == "rgb(255, 255, 255)"
    assert grounds["dark"] != grounds["light"]
