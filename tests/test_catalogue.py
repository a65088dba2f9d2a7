"""The map of a catalogue: what stands in its page, and what it does in a browser."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from browsers import DESK, PHONE, package, visit
from payloads import ALL, PAYLOADS
from pyproj import Geod
from test_cli import geo

from geo import datafiles, wording
from geo.errors import ReportError
from geo.maps import catalogue, cataloguewords
from geo.maps.catalogue import Catalogue, Entry
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

GEOD = Geod(ellps="WGS84")
MANY = 900
BYTES_FOR_HUNDREDS = 1_500_000
TEN_KM = 10_000  # tracks are drawn to hundredths of a degree

LAUNCH = Entry(
    title="A launch",
    names=None,
    date=dt.date(2017, 5, 14),
    missile="Hwasong-12",
    official="outside",
    lon=125.2099,
    lat=40.0659,
    range="about 800 km",
    direction="71°",
    chance=0.0078,
    certain=None,
    windows=((61.0, 90.0),),
    middle=(134.3, 41.9),
    margin_km=-181.4,
    habit=(72, 14, 20),
    notes=("launch point at sea",),
)


def some() -> list[Entry]:
    """Launches of 1984 and of today, of several kinds."""
    return [
        LAUNCH,
        replace(LAUNCH, title="Old", date=dt.date(1984, 4, 9), missile="Scud-B", official=""),
        replace(
            LAUNCH,
            title="Inside",
            date=dt.date(2019, 10, 2),
            missile="Pukguksong-3",
            official="inside",
            chance=0.93,
            middle=(132.6, 39.2),
            margin_km=40.0,
        ),
        replace(LAUNCH, title="Undated", date=None, missile="", official="overflew"),
        replace(*(LAUNCH,), title="Today", date=dt.date(2026, 11, 22), chance=None, middle=None),
    ]


def data_of(text: str) -> dict[str, Any]:
    block = re.search(
        r'<script type="application/json" id="finding">(.*?)</script>', text, re.DOTALL
    )
    assert block is not None
    found: dict[str, Any] = json.loads(block[1])
    return found


@pytest.fixture(scope="module")
def page_text(zones: Zones) -> str:
    return catalogue.render(Catalogue("Some launches", some(), left_out=2), zones)


# --- what stands in the page ---------------------------------------------------------------------


def test_every_launch_is_there_with_what_was_found(page_text: str) -> None:
    entries = data_of(page_text)["entries"]
    assert [entry["title"] for entry in entries] == [
        "A launch",
        "Old",
        "Inside",
        "Undated",
        "Today",
    ]
    first = entries[0]
    assert first["percent"] == wording.percent(0.0078)
    assert first["official"] == "outside"
    assert first["day"] == dt.date(2017, 5, 14).toordinal()
    assert (first["range"], first["direction"]) == ("about 800 km", "71°")
    assert first["windows"] == ["61–90°"]
    assert (first["margin"], first["inner"]) == (-181, False)
    assert (entries[3]["day"], entries[4]["percent"]) == (None, None)
    texts = data_of(page_text)["texts"]
    assert texts["en"]["leftOut"] == "2 rows of the table could not be used"
    assert [len(texts[lang]["bands"]) for lang in LANGUAGES] == [7, 7, 7]


def test_tracks_are_geodesics(page_text: str) -> None:
    found = data_of(page_text)
    steps = np.array(found["entries"][0]["track"][0]).reshape(-1, 2)
    lon, lat = (np.cumsum(steps, axis=0) / found["unit"]).T
    azimuth, _, metres = GEOD.inv(LAUNCH.lon, LAUNCH.lat, *(134.3, 41.9))
    along = np.linspace(0, metres, len(lon))
    n = len(lon)
    x, y, _ = GEOD.fwd(np.full(n, LAUNCH.lon), np.full(n, LAUNCH.lat), np.full(n, azimuth), along)
    _, _, off = GEOD.inv(x, y, lon, lat)
    assert n > 20
    assert np.max(off) < TEN_KM


def test_a_track_across_the_date_line_is_one_line(zones: Zones) -> None:
    far = replace(LAUNCH, lon=179.0, lat=50.0, middle=(-170.0, 45.0))
    found = data_of(catalogue.render(Catalogue("", [far]), zones))
    [line] = found["entries"][0]["track"]
    steps = np.array(line).reshape(-1, 2)[1:] / found["unit"]
    assert np.abs(steps[:, 0]).max() < 5
    west, _, east, _ = found["map"]["view"]
    assert east - west < 60


def test_a_shot_beyond_the_rest_does_not_shrink_the_first_view(zones: Zones) -> None:
    far = replace(LAUNCH, middle=(175.0, 30.0))
    near = data_of(catalogue.render(Catalogue("", [LAUNCH] * 20), zones))["map"]
    both = data_of(catalogue.render(Catalogue("", [*[LAUNCH] * 20, far]), zones))["map"]
    assert both["view"] == near["view"]
    assert both["area"][2] >= 175


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_has_three_languages(lang: Any, zones: Zones) -> None:
    says = cataloguewords.of(lang)
    assert all(says.values())
    assert set(says) == set(cataloguewords.of("en"))
    for key, text in says.items():
        holes = set(re.findall(r"\{\w+\}", text))
        assert holes == set(re.findall(r"\{\w+\}", cataloguewords.of("en")[key])), key
    text = catalogue.render(Catalogue("", some()), zones, lang)
    assert f'<html lang="{lang}">' in text
    found = data_of(text)
    assert found["lang"] == lang
    assert found["texts"][lang]["title"] == says["catalogue"]
    assert set(found["texts"]) == set(LANGUAGES)


def test_hundreds_of_launches_make_a_small_page(zones: Zones) -> None:
    entries = [replace(LAUNCH, title=f"Launch {number}") for number in range(MANY)]
    text = catalogue.render(Catalogue("", entries), zones)
    assert len(text.encode()) < BYTES_FOR_HUNDREDS


@pytest.mark.parametrize(
    ("entries", "words"),
    [([], "no row of the table can be drawn"), ([LAUNCH] * 5_001, "at most 5,000 launches")],
)
def test_what_cannot_be_drawn_is_said(entries: list[Entry], words: str, zones: Zones) -> None:
    with pytest.raises(ReportError, match=words):
        catalogue.render(Catalogue("", entries), zones)


def test_the_command_draws_the_catalogue_that_ships(tmp_path: Path) -> None:
    table = datafiles.path("launches", "launches.csv")
    out, drawn = tmp_path / "o.csv", tmp_path / "map.html"
    done = geo("batch", table, "--out", out, "--map", drawn, "--stderr", "0.05", "--lang", "ja")
    assert done.code == 0, done.err
    assert "map of 37 launches" in done.out
    found = data_of(drawn.read_text(encoding="utf-8"))
    assert len(found["entries"]) == 37
    assert {entry["official"] for entry in found["entries"]} == {
        *("inside", "outside", "overflew", "")
    }
    assert found["entries"][0]["day"] == dt.date(2016, 8, 3).toordinal()
    assert found["lang"] == "ja"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--map", "m.html", "--chance-only"), "leave the other out"),
        (("--map", "o.csv"), "is the table or the results"),
        (("--map", "none/m.html"), "expected a folder"),
    ],
)
def test_a_map_that_cannot_be_drawn_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text("site,range\nWonsan,450\n", encoding="utf-8")
    geo("batch", "t.csv", "--out", "o.csv", *more).refused(words)
    assert not (tmp_path / "o.csv").exists()


# --- in a browser --------------------------------------------------------------------------------

browser_only = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(
    page_text: str, zones: Zones, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("catalogues")
    hostile = replace(
        LAUNCH,
        title=ALL,
        missile=ALL,
        range=ALL,
        direction=ALL,
        notes=PAYLOADS,
    )
    many = [
        replace(
            LAUNCH,
            title=f"Launch {number}",
            date=dt.date(1984, 1, 1) + dt.timedelta(days=17 * number),
            missile=f"Type {number % 40}",
            lat=38 + (number % 30) / 10,
            middle=(130 + number % 17, 36 + number % 9),
            chance=number % 100 / 100,
        )
        for number in range(MANY)
    ]
    texts = {
        "some": page_text,
        "hostile": catalogue.render(Catalogue(ALL, [hostile, LAUNCH]), zones),
        "many": catalogue.render(Catalogue("Many", many), zones),
        "certain": catalogue.render(
            Catalogue("C", [replace(LAUNCH, chance=0.0, certain="outside")]), zones
        ),
        "one": catalogue.render(Catalogue("One", [LAUNCH]), zones, "ko"),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


def count(page: "Page") -> str:
    return page.text_content(".count") or ""


def listed(page: "Page") -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".launches .what", "rows => rows.map(row => row.textContent)"
    )
    return found


def slide(page: "Page", name: str, day: dt.date) -> None:
    page.eval_on_selector(
        f".period .{name}",
        "(input, day) => { input.value = day; input.dispatchEvent(new Event('input')); }",
        day.toordinal(),
    )
    page.wait_for_timeout(100)


@browser_only
@pytest.mark.parametrize("name", ["some", "many", "one"])
def test_the_page_asks_for_nothing(
    name: str, desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    seen = visit(desk, pages[name])
    page = seen.page
    page.click(".launches li:first-child button")
    page.click(".zoom-in")
    page.mouse.move(800, 400)
    page.mouse.down()
    page.mouse.move(700, 300, steps=4)
    page.mouse.up()
    page.click(".layers summary")
    page.wait_for_timeout(200)
    seen.assert_quiet()


@browser_only
def test_dates_of_1984_and_of_today_can_be_chosen(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["some"]).page
    assert count(page) == "5 of 5 launches"
    assert page.text_content(".dates output") == "1984-04-09 – 2026-11-22"
    slide(page, "to", dt.date(1999, 12, 31))
    assert page.text_content(".dates output") == "1984-04-09 – 1999-12-31"
    assert listed(page) == ["Old", "Undated"]
    page.uncheck("input[name=undated]")
    page.wait_for_timeout(100)
    assert listed(page) == ["Old"]
    slide(page, "to", dt.date(2026, 11, 22))
    slide(page, "from", dt.date(2026, 1, 1))
    assert listed(page) == ["Today"]
    slide(page, "from", dt.date(2017, 5, 14))
    slide(page, "to", dt.date(2017, 5, 14))
    assert listed(page) == ["A launch"]
    slide(page, "to", dt.date(1984, 4, 9))  # one end does not pass the other
    assert page.text_content(".dates output") == "2017-05-14 – 2017-05-14"


@browser_only
def test_missiles_and_verdicts_can_be_chosen(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["some"]).page
    page.click(".missiles .both button:nth-child(2)")
    page.wait_for_timeout(100)
    assert (listed(page), count(page)) == ([], "0 of 5 launches")
    assert "No launch matches" in (page.text_content(".launches") or "")
    page.check("text=Scud-B")
    page.check("text=Pukguksong-3")
    page.wait_for_timeout(100)
    assert listed(page) == ["Old", "Inside"]
    page.click(".missiles .both button:nth-child(1)")
    page.click(".official .both button:nth-child(2)")
    page.check(".official label:has-text('outside') input")
    page.wait_for_timeout(100)
    assert listed(page) == ["A launch", "Today"]


@browser_only
def test_a_click_tells_the_finding(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    page = visit(desk, pages["some"]).page
    assert "Choose a launch" in (page.text_content(".card") or "")
    page.click(".launches li:nth-child(3) button")
    card = page.text_content(".card") or ""
    for text in (
        *("Inside", "93 %", "very likely", "officially: inside", "2 October 2019"),
        *("range about 800 km", "direction 71°", "inside on bearings 61–90°"),
        *("the middle of the splash is 40 km inside the limit", "habit of 20 earlier launches"),
    ):
        assert text in card
    assert page.locator(".card").bounding_box() is not None
    page.click(".card .close")
    assert "Choose a launch" in (page.text_content(".card") or "")
    spot = page.evaluate(
        """() => {
          const map = map_splashline;
          const point = map.latLngToContainerPoint([39.2, 132.6]);
          const box = map.getContainer().getBoundingClientRect();
          return [box.left + point.x, box.top + point.y];
        }"""
    )
    page.mouse.click(*spot)
    assert "93 %" in (page.text_content(".card") or "")
    page.mouse.click(spot[0] + 60, spot[1] + 90)
    assert "Choose a launch" in (page.text_content(".card") or "")


@browser_only
def test_the_language_can_be_turned(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    """Words change; the choice, the filters and the list stay."""
    page = visit(desk, pages["some"]).page
    page.uncheck(".official label:has-text('outside') input")
    page.wait_for_timeout(100)
    page.click(".launches li:nth-child(2) button")
    turns: tuple[tuple[Lang, tuple[str, ...]], ...] = (
        ("ja", ("2019年10月2日", "公式発表：EEZ内", "可能性が非常に高い", "飛距離 about 800 km")),
        ("ko", ("2019년 10월 2일", "공식 발표: EEZ 안", "가능성 매우 높음", "EEZ 안이 되는 방위")),
    )
    for lang, wanted in turns:
        page.click(f".languages [lang={lang}]")
        card = page.text_content(".card") or ""
        assert [text for text in wanted if text not in card] == []
        says = cataloguewords.of(lang)
        assert count(page) == says["shown"].format(n=3, all=5)
        assert says["missiles"] in (page.text_content(".missiles legend") or "")
        assert listed(page) == ["Old", "Inside", "Undated"]
        assert page.evaluate("document.documentElement.lang") == lang
    assert not page.locator(".official label:nth-child(2) input").is_checked()
    page.click(".languages [lang=en]")
    assert "2 October 2019" in (page.text_content(".card") or "")


@browser_only
def test_what_is_certain_is_said_without_a_number(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["certain"]).page
    page.click(".launches li:first-child button")
    assert "Cannot have fallen inside Japan’s EEZ" in (page.text_content(".card") or "")
    assert page.locator(".card .number b").count() == 0


@browser_only
def test_launches_at_one_spot_are_told_in_turn(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["some"]).page
    spot = page.evaluate(
        """() => {
          const map = map_splashline;
          const point = map.latLngToContainerPoint([41.9, 134.3]);
          const box = map.getContainer().getBoundingClientRect();
          return [box.left + point.x, box.top + point.y];
        }"""
    )
    page.mouse.click(*spot)
    titles = []
    for _ in range(3):
        titles.append(page.text_content(".card h2"))
        page.click(".card .next")
    assert titles == ["A launch", "Old", "Undated"]
    assert "1 of 3 at this spot" in (page.text_content(".here") or "")


@browser_only
def test_a_choice_that_is_filtered_out_is_given_up(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["some"]).page
    page.click(".launches li:nth-child(3) button")
    page.uncheck(".official label:has-text('inside') input")
    page.wait_for_timeout(100)
    assert "Choose a launch" in (page.text_content(".card") or "")


@browser_only
def test_points_have_the_colour_of_their_chance(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    """What the canvas shows at the middle of a splash is the colour in the key."""
    page = visit(desk, pages["some"]).page
    drawn, wanted = page.evaluate(
        """() => {
          const map = map_splashline;
          const canvas = document.querySelector(".leaflet-launches-pane canvas");
          const box = canvas.getBoundingClientRect();
          const frame = map.getContainer().getBoundingClientRect();
          const at = map.latLngToContainerPoint([39.2, 132.6]);
          const scale = canvas.width / box.width;
          const x = (frame.left + at.x - box.left) * scale;
          const y = (frame.top + at.y - box.top) * scale;
          const pixel = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
          const style = getComputedStyle(document.documentElement);
          return [[...pixel].slice(0, 3), style.getPropertyValue("--band-5").trim()];
        }"""
    )
    assert "#{:02x}{:02x}{:02x}".format(*drawn) == wanted


@browser_only
def test_hundreds_of_launches_can_be_filtered(
    desk: "BrowserContext", pages: dict[str, Path]
) -> None:
    page = visit(desk, pages["many"]).page
    assert count(page) == f"{MANY} of {MANY} launches"
    assert page.locator(".launches li").count() == 301
    assert "and 600 more" in (page.text_content(".launches .rest") or "")
    slide(page, "to", dt.date(1984, 1, 1) + dt.timedelta(days=17 * 9))
    assert count(page) == f"10 of {MANY} launches"
    page.click(".missiles .both button:nth-child(2)")
    page.wait_for_timeout(100)
    assert count(page) == f"0 of {MANY} launches"


@browser_only
def test_nothing_of_a_hostile_table_runs(desk: "BrowserContext", pages: dict[str, Path]) -> None:
    seen = visit(desk, pages["hostile"])
    page = seen.page
    page.click(".launches li:first-child button")
    seen.assert_quiet()
    assert page.evaluate("window.ran") is None
    assert page.text_content(".card h2") == ALL
    notes = page.eval_on_selector_all(".card .note", "rows => rows.map(row => row.textContent)")
    assert notes[1:] == list(PAYLOADS)
    made = "document.querySelectorAll('main img, main iframe, main script, main style').length"
    assert page.evaluate(made) == 0


@browser_only
def test_on_a_phone_the_panel_is_a_sheet(browser: "Browser", pages: dict[str, Path]) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit(context, pages["some"]).page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.locator(".filters").is_visible()
    page.tap(".grip")
    assert page.locator(".filters").is_visible()
    scale = page.locator(".attribution").bounding_box()
    sheet = page.locator("#panel").bounding_box()
    assert scale is not None
    assert sheet is not None
    assert scale["y"] + scale["height"] <= sheet["y"] + 1
    context.close()


@browser_only
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_serious(
    scheme: Any, lang: str, browser: "Browser", pages: dict[str, Path]
) -> None:
    axe = (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(viewport=DESK, color_scheme=scheme, bypass_csp=True)
    page = visit(context, pages["some"]).page
    page.evaluate(axe)
    page.click(f".languages [lang={lang}]")
    page.click(".launches li:nth-child(3) button")
    page.click(".layers summary")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        (each["id"], [node["target"] for node in each["nodes"]][:5])
        for each in found["violations"]
        if each["impact"] in {"serious", "critical"}
    ] == []
    context.close()


@browser_only
def test_the_choice_on_a_phone_is_seen(browser: "Browser", pages: dict[str, Path]) -> None:
    """The sheet does not cover the splash of the launch that was chosen in it."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit(context, pages["some"]).page
    page.tap(".grip")
    page.tap(".launches li:nth-child(3) button")
    page.wait_for_timeout(800)
    y = page.evaluate("map_splashline.latLngToContainerPoint([39.2, 132.6]).y")
    sheet = page.locator("#panel").bounding_box()
    assert sheet is not None
    assert 0 < y < sheet["y"]
    context.close()
