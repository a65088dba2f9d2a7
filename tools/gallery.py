"""Makes the gallery in headless Chromium with the network cut: named maps, pages and figures.

Usage::

    python tools/gallery.py            # compares with the approved pictures; 1 if any differs
    python tools/gallery.py --approve  # replaces them, and docs/gallery.md and docs/map.png

Needs the extra ``test`` and a Chromium. A picture that differs is left in ``.cache/gallery`` beside
what was approved. Look at it: a change of look is a decision.
"""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from PIL import Image, ImageChops

from geo import batch, check, datafiles, maps, reach, reading, report, reportfile, tables, zones
from geo.batch.entries import Entries
from geo.check import Options
from geo.finding import Finding
from geo.maps import catalogue, figure, paper, reachmap
from geo.reading import marked
from geo.tables import columns
from geo.tables.rows import Reading
from geo.wording import Lang

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
APPROVED = ROOT / "docs" / "gallery"
DIFFERENT = ROOT / ".cache" / "gallery"
CHROMIUM = "/usr/bin/chromium"
DESK, PHONE = (1280, 800), (360, 740)
_COLOURS, _ROUNDS = 256, 3  # of the approved pictures: small files that no one can tell apart
_SMALL = 2  # times smaller when compared: the edges of letters differ between machines
_SEEN = 12  # of 255: a difference that a reader notices on an even ground
MOST_SEEN = 0.001  # share of the picture that may differ so much


@dataclass(frozen=True)
class Case:
    """A named map.

    Attributes:
        title: in the gallery.
        source: a file of ``examples/``, or a report.
        lang: of the page.
        scheme: light or dark.
        size: of the window in pixels.
        do: what a reader does before the picture is taken.
    """

    title: str
    source: str | dict[str, Any]
    lang: Lang = "en"
    scheme: Literal["light", "dark"] = "light"
    size: tuple[int, int] = DESK
    do: Callable[["Page"], None] = field(default=lambda _: None)

    def finding(self, loaded: zones.Zones) -> Finding:
        """What the map shows."""
        if isinstance(self.source, str):
            told = reportfile.load(ROOT / "examples" / self.source)[0]
        else:
            told = report.parse(self.source)
        return check.check(told, loaded, Options(use_prior="direction" in told.model_dump()))


def _other_flight(page: "Page") -> None:
    for name, value in (("try-range", 36), ("try-bearing", 83)):
        page.locator(f"input[name={name}]").evaluate(
            "(slider, value) => { slider.value = value;"
            " slider.dispatchEvent(new Event('input', {bubbles: true})); }",
            value,
        )
    page.locator(".tries").scroll_into_view_if_needed()
    page.click(".layers summary")
    page.locator(".layers input[name=agreements]").check()
    page.click(".layers summary")
    page.mouse.click(1010, 690)


def _measured(page: "Page") -> None:
    page.locator("input[name=time]").evaluate(
        "(slider) => { slider.value = 11; slider.dispatchEvent(new Event('input')); }"
    )
    page.locator(".trajectory").scroll_into_view_if_needed()
    page.click(".measure-on")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")


_FAR = {
    "title": "A flight of 13,000 km",
    "launch": "Pyongyang",
    "range": "about 13000 km",
    "apogee": "about 1300 km",
    "direction": {"deg": 40, "spread_deg": 4},
}
CASES = {
    "demo": Case("One report, one verdict", "2025-01-06.yaml"),
    "lofted": Case("A lofted shot, with the ruler", "2019-10-02.yaml", do=_measured),
    "otherwise": Case("Another range and bearing", "2025-01-06.yaml", do=_other_flight),
    "dark": Case("Dark, in Korean", "2019-10-02.yaml", "ko", "dark"),
    "far": Case("Over the pole, in Japanese", _FAR, "ja"),
    "dateline": Case(
        "Across 180°",
        {
            "title": "From a ship near the date line",
            "launch": {"lon": 179.9, "lat": 10, "platform": "ship"},
            "range": "1500 km",
            "direction": "east",
        },
    ),
    "undirected": Case(
        "No direction, no chance",
        {"title": "From Iran", "launch": {"region": "Iran"}, "range": "about 1900 km"},
    ),
    "phone": Case("On a phone", "2025-01-06.yaml", size=PHONE),
}
FIGURES: dict[str, tuple[str, str, Lang]] = {
    "figure": ("A figure for the web", "demo", "en"),
    "figure-far": ("The launch plane, where a ring is a circle", "far", "ja"),
}


def _launches(loaded: zones.Zones) -> str:
    """The map of every launch with an official verdict."""
    source = tables.read(datafiles.path("launches", "launches.csv"))
    rows = [cells for chunk in source.chunks(1024) for cells in chunk]
    plan = batch.Plan(Reading(columns.recognise(source.headers)))
    entries = Entries(plan)
    for cells, result in zip(rows, batch.work(plan, rows, loaded), strict=True):
        entries.add(cells, result)
    whole = catalogue.Catalogue(
        "Launches with an official verdict", entries.found, entries.left_out, "JPN", "japan"
    )
    return catalogue.render(whole, loaded, online_tiles=False)


def _reached(loaded: zones.Zones) -> str:
    """The map of what lies within a range of a place."""
    start = reach.Start("Pyongyang", 125.75, 39.02)
    found = reach.of_range([start], 3500, 4500, loaded)
    return reachmap.render(found, loaded, online_tiles=False)


def _story(_: zones.Zones) -> str:
    """A text with its values marked."""
    text = (ROOT / "examples" / "story.txt").read_text(encoding="utf-8")
    return marked.page(reading.understand(text, "2031-05-04"), "en")


PAGES: dict[str, tuple[str, Callable[[zones.Zones], str]]] = {
    "launches": ("Every launch with an official verdict, on one page", _launches),
    "reach": ("What 3,500 to 4,500 km can reach", _reached),
    "story": ("A text, and what was read in it", _story),
}


def page_shot(browser: "Browser", html: str) -> Image.Image:
    """The picture of a page that is no map of a finding."""
    width, height = DESK
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True
    )
    page = context.new_page()
    page.set_content(html)
    if page.locator(".folium-map").count():
        page.wait_for_selector(".folium-map.ready, .folium-map.leaflet-container")
    page.wait_for_timeout(1000)
    taken = page.screenshot()
    context.close()
    return _flat(taken)


def shot(browser: "Browser", case: Case, html: str) -> Image.Image:
    """The picture of a map."""
    context = browser.new_context(
        viewport={"width": case.size[0], "height": case.size[1]},
        color_scheme=case.scheme,
        reduced_motion="reduce",
        offline=True,
    )
    page = context.new_page()
    page.set_content(html)
    page.wait_for_selector(".folium-map.ready")
    case.do(page)
    if case.size == DESK:
        page.mouse.move(0, 0)  # off the map
    page.wait_for_timeout(300)
    taken = page.screenshot()
    context.close()
    return _flat(taken)


def drawn(finding: Finding, loaded: zones.Zones, lang: Lang) -> Image.Image:
    """The picture of a figure, 800 pixels wide."""
    image = _flat(paper.written(figure.draw(finding, loaded, lang), "png", 200))
    return image.resize((800, round(image.height * 800 / image.width)), Image.Resampling.LANCZOS)


def _flat(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def seen(one: Image.Image, other: Image.Image) -> float:
    """The share of two pictures in which a reader sees a difference; 1 for other sizes."""
    if one.size != other.size:
        return 1.0
    small = (one.width // _SMALL, one.height // _SMALL)
    pair = (each.convert("RGB").resize(small, Image.Resampling.BOX) for each in (one, other))
    most = np.asarray(ImageChops.difference(*pair)).max(axis=2)
    return float((most > _SEEN).mean())


def approved(name: str) -> Image.Image:
    """The picture that was looked at and found good."""
    return Image.open(APPROVED / f"{name}.png").convert("RGB")


def pictures(loaded: zones.Zones, browser: "Browser") -> dict[str, Image.Image]:
    """Every picture of the gallery."""
    findings = {name: case.finding(loaded) for name, case in CASES.items()}
    found = {
        name: shot(
            browser, case, maps.render(findings[name], loaded, case.lang, online_tiles=False)
        )
        for name, case in CASES.items()
    }
    for name, (_, source, lang) in FIGURES.items():
        found[name] = drawn(findings[source], loaded, lang)
    for name, (_, page_of) in PAGES.items():
        found[name] = page_shot(browser, page_of(loaded))
    return found


def _page() -> str:
    lines = [
        "# Gallery",
        "",
        "Made by `python tools/gallery.py --approve`; a test compares each with what is drawn now.",
        "Every map is one HTML file that works with the network off.",
        "",
    ]
    titles = {name: case.title for name, case in CASES.items()}
    titles |= {name: title for name, (title, _) in PAGES.items()}
    titles |= {name: title for name, (title, _, _) in FIGURES.items()}
    for name, title in titles.items():
        lines += [f"## {title}", "", f"![{title}](gallery/{name}.png)", ""]
    return "\n".join(lines)


def main() -> int:
    """Compare or approve; 1 where a picture differs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = pictures(zones.load(), browser)
        browser.close()
    if "--approve" in sys.argv[1:]:
        APPROVED.mkdir(parents=True, exist_ok=True)
        for name, image in found.items():
            few = image.quantize(_COLOURS, kmeans=_ROUNDS, dither=Image.Dither.NONE)
            few.save(APPROVED / f"{name}.png", optimize=True)
        (ROOT / "docs" / "gallery.md").write_text(_page(), encoding="utf-8")
        found["demo"].save(ROOT / "docs" / "map.png", optimize=True)
        return 0
    worst = 0
    for name, image in found.items():
        share = seen(image, approved(name))
        print(f"{name:<12}{100 * share:6.2f} % seen (at most {100 * MOST_SEEN:g} %)")
        if share > MOST_SEEN:
            worst = 1
            DIFFERENT.mkdir(parents=True, exist_ok=True)
            image.save(DIFFERENT / f"{name}.png")
    return worst


if __name__ == "__main__":
    sys.exit(main())
