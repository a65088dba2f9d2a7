"""The pictures of the gallery against those that were looked at: a change of look is a decision."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsers import tool
from PIL import Image, ImageDraw

from geo import maps
from geo.zones import Zones

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DOCS = Path(__file__).resolve().parent.parent / "docs"
gallery = tool("gallery")


def refuse(name: str, image: Image.Image) -> None:
    """Keep the picture for whoever has to decide."""
    gallery.DIFFERENT.mkdir(parents=True, exist_ok=True)
    image.save(gallery.DIFFERENT / f"{name}.png")
    pytest.fail(
        f"{name} differs from docs/gallery/{name}.png; look at .cache/gallery/{name}.png, then "
        "mend the code or run `python tools/gallery.py --approve`"
    )


@pytest.mark.parametrize("name", gallery.CASES)
def test_a_map_looks_as_approved(name: str, browser: "Browser", zones: Zones) -> None:
    case = gallery.CASES[name]
    html = maps.render(case.finding(zones), zones, case.lang, online_tiles=False)
    image = gallery.shot(browser, case, html)
    if gallery.seen(image, gallery.approved(name)) > gallery.MOST_SEEN:
        refuse(name, image)


@pytest.mark.parametrize("name", gallery.PAGES)
def test_a_page_looks_as_approved(name: str, browser: "Browser", zones: Zones) -> None:
    _, page_of = gallery.PAGES[name]
    image = gallery.page_shot(browser, page_of(zones))
    if gallery.seen(image, gallery.approved(name)) > gallery.MOST_SEEN:
        refuse(name, image)


@pytest.mark.parametrize("name", gallery.FIGURES)
def test_a_figure_looks_as_approved(name: str, zones: Zones) -> None:
    _, source, lang = gallery.FIGURES[name]
    image = gallery.drawn(gallery.CASES[source].finding(zones), zones, lang)
    if gallery.seen(image, gallery.approved(name)) > gallery.MOST_SEEN:
        refuse(name, image)


def test_the_page_shows_every_picture() -> None:
    page = (DOCS / "gallery.md").read_text(encoding="utf-8")
    names = [*gallery.CASES, *gallery.PAGES, *gallery.FIGURES]
    assert len(gallery.CASES) == 8
    assert sorted(path.stem for path in gallery.APPROVED.glob("*.png")) == sorted(names)
    for name in names:
        assert f"(gallery/{name}.png)" in page


def test_differences_are_seen() -> None:
    image = gallery.approved("demo")
    assert gallery.seen(image, image) == 0
    assert gallery.seen(image, image.crop((0, 0, 1280, 790))) == 1
    moved = Image.new("RGB", image.size, "white")
    moved.paste(image, (2, 0))
    assert gallery.seen(image, moved) > gallery.MOST_SEEN
    marked = image.copy()
    ImageDraw.Draw(marked).line([(500, 300), (1100, 500)], fill="black", width=2)
    assert gallery.seen(image, marked) > gallery.MOST_SEEN
    pale = image.point(lambda value: min(value + 16, 255))
    assert gallery.seen(image, pale) > gallery.MOST_SEEN
    one = image.copy()
    ImageDraw.Draw(one).rectangle([(900, 300), (908, 308)], fill="black")
    assert gallery.seen(image, one) < gallery.MOST_SEEN, "a speck is no change of look"
