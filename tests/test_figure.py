"""The static figure, and findings in notebooks."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from matplotlib.backends.backend_agg import FigureCanvasAgg
from payloads import ALL, hostile
from PIL import Image

from geo import brief, check, notebook, report, reportfile
from geo.check import Options
from geo.errors import OutputError, ZoneError
from geo.finding import Finding
from geo.maps import figure, figurenames, labels, paper, picture, planemap, style
from geo.maps.sheet import Measure
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REPORTS: dict[str, dict[str, Any]] = {
    "far": {
        "launch": "Pyongyang",
        "range": "about 13000 km",
        "apogee": "about 1300 km",
        "direction": {"deg": 40, "spread_deg": 4},
    },
    "dateline": {
        "launch": {"lon": 179.9, "lat": 10, "platform": "ship"},
        "range": "1500 km",
        "direction": "east",
    },
    "undirected": {"launch": {"region": "Iran"}, "range": "about 1900 km"},
}
READABLE_PX = 8.9  # of letters, where the figure is 600 pixels wide


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    found = {"lofted": check.check(reportfile.load(EXAMPLES / "2019-10-02.yaml")[0], zones)}
    for name, given in REPORTS.items():
        options = Options(use_prior=name != "undirected")
        found[name] = check.check(report.parse(given), zones, options)
    return found


@pytest.fixture(scope="module")
def drawn(findings: dict[str, Finding], zones: Zones) -> dict[str, Any]:
    return {name: figure.draw(finding, zones) for name, finding in findings.items()}


@contextmanager
def pixels(drawing: Any, dpi: float = 100.0) -> Iterator[np.ndarray[Any, Any]]:
    """A figure as an array of colours."""
    with Image.open(io.BytesIO(paper.written(drawing, "png", dpi))) as image:
        yield np.asarray(image.convert("RGB"))


def colour(name: str) -> tuple[int, ...]:
    return tuple(int(style.LIGHT[name][k : k + 2], 16) for k in (1, 3, 5))


# --- files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_the_same_finding_gives_the_same_bytes(
    kind: str, tmp_path: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    for name in ("one", "two"):
        figure.write(tmp_path / f"{name}.{kind}", findings["lofted"], zones)
    one, two = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("one", "two"))
    assert one == two
    head = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind]
    assert one.startswith(head)
    assert 50_000 < len(one) < 1_500_000


def test_sizes_are_for_web_and_print(
    tmp_path: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    figure.write(tmp_path / "web.png", findings["lofted"], zones)
    figure.write(tmp_path / "print.png", findings["lofted"], zones, size="print")
    figure.write(tmp_path / "print.svg", findings["lofted"], zones)
    with Image.open(tmp_path / "web.png") as web, Image.open(tmp_path / "print.png") as printed:
        assert web.width == 1200
        assert printed.width == pytest.approx(180 / 25.4 * 300, abs=1)
    root = ET.parse(tmp_path / "print.svg").getroot()  # noqa: S314 - our own file
    assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(180 / 25.4 * 72)


@pytest.mark.parametrize("name", ["map.gif", "map", "map.html"])
def test_other_formats_are_refused(
    name: str, tmp_path: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    with pytest.raises(OutputError, match="ends in png, svg, pdf: rename it"):
        figure.write(tmp_path / name, findings["lofted"], zones)


# --- what is on it --------------------------------------------------------------------------------


def texts(drawing: Any) -> list[Any]:
    """Every text of a figure that shows."""
    return [each for each in drawing.findobj(mpl.text.Text) if each.get_text().strip()]


def bare_text(drawing: Any) -> str:
    """All of it without white space, as lines break anywhere."""
    return re.sub(r"\s", "", "".join(each.get_text() for each in texts(drawing)))


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_it_can_be_read_at_600_pixels(name: str, drawn: dict[str, Any]) -> None:
    wide_in = drawn[name].get_size_inches()[0]
    for text in texts(drawn[name]):
        assert text.get_fontsize() / 72 * 600 / wide_in >= READABLE_PX, text.get_text()


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_texts_stay_on_the_paper(name: str, drawn: dict[str, Any]) -> None:
    drawing = drawn[name]
    with pixels(drawing):
        pass
    renderer = drawing._get_renderer()
    wide, high = drawing.get_size_inches() * drawing.dpi
    for text in texts(drawing):
        box = text.get_window_extent(renderer)
        assert box.x0 >= -1, text.get_text()
        assert box.y0 >= -1, text.get_text()
        assert box.x1 <= wide + 1, text.get_text()
        assert box.y1 <= high + 1, text.get_text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_says_verdict_key_sources_and_credits(
    lang: Lang, findings: dict[str, Finding], zones: Zones
) -> None:
    finding = findings["lofted"]
    bare = bare_text(figure.draw(finding, zones, lang))
    told = brief.of(finding, lang)
    wanted = [told.title, told.verdict, *told.summary, *brief.credit_lines(finding.dataset, lang)]
    wanted += [source.title for source in finding.report.sources]
    whole = picture.of(finding, zones, lang)
    wanted += [whole.says["region_50"], whole.says["contested"], "100 km", "133°E", "39°N"]
    for each in wanted:
        assert re.sub(r"\s", "", each) in bare, each


def test_a_language_without_a_font_is_refused(
    monkeypatch: pytest.MonkeyPatch, findings: dict[str, Finding], zones: Zones
) -> None:
    monkeypatch.setattr(paper, "_known", lambda _: {"DejaVu Sans", "DejaVu Serif"})
    assert paper.fonts("en") == ["DejaVu Sans"]
    with pytest.raises(OutputError, match=r"no font for a figure in 'ja' .*--lang en"):
        figure.draw(findings["lofted"], zones, "ja")


def test_a_ring_is_a_circle_and_distances_are_true(
    findings: dict[str, Finding], zones: Zones
) -> None:
    finding = findings["lofted"]
    whole = picture.of(finding, zones, "en")
    ground = planemap.of(whole, 1000, 1.36)
    origin = finding.origin
    for line in (ground.land, *ground.limits):
        for x, y in shapely.get_coordinates(line)[::40]:
            lon, lat = ground.plane.inverse(x, y)
            exact = Geodesic.WGS84.Inverse(origin.lat, origin.lon, float(lat), float(lon))
            assert np.hypot(x, y) == pytest.approx(exact["s12"] / 1000, abs=1e-3)
    for x, y in shapely.get_coordinates(ground.at(whole.shapes.ring))[::40]:
        assert np.hypot(x, y) == pytest.approx(finding.ring_km, abs=1e-3)


@pytest.mark.parametrize("name", ["lofted", "far", "dateline"])
def test_land_and_zones_are_where_python_has_them(
    name: str, findings: dict[str, Finding], zones: Zones
) -> None:
    """Points of the plane against the zones in longitude and latitude."""
    whole = picture.of(findings[name], zones, "en")
    ground = planemap.of(whole, 1000, 1.36)
    rng = np.random.default_rng(2)
    x0, y0, x1, y1 = ground.box
    x, y = rng.uniform(x0, x1, 1500), rng.uniform(y0, y1, 1500)
    near = np.hypot(x, y) < 19_000
    x, y = x[near], y[near]
    lon, lat = ground.plane.inverse(x, y)
    wrong = 0
    for row, shape in enumerate(ground.zones):
        here = shapely.contains_xy(shape, x, y)
        there = shapely.contains_xy(zones.geometry[row], lon, lat)
        wrong += int((here != there).sum())
    assert wrong <= 0.004 * len(x), "simplified by half a pixel"


def test_seams_of_the_land_do_not_show(findings: dict[str, Finding], zones: Zones) -> None:
    """Across ±180° and the edge of the detail no coast is drawn through land."""
    ground = planemap.of(picture.of(findings["far"], zones, "en"), 1000, 1.36)
    x, y = shapely.get_coordinates(ground.land.boundary).T
    lon, lat = ground.plane.inverse(x, y)
    inland = (np.abs(lat - 60) < 0.05) & (lon > 105) & (lon < 140)
    assert not inland.any()
    assert not ((np.abs(lon - 100) < 0.05) & (lat > 30) & (lat < 55)).any()


@pytest.mark.parametrize("name", ["lofted", "far", "undirected"])
def test_names_keep_off_each_other(name: str, findings: dict[str, Finding], zones: Zones) -> None:
    whole = picture.of(findings[name], zones, "en")
    ground = planemap.of(whole, 1000, 1.36)
    names = figurenames.Names(whole, ground, Measure("en"), 400.0)
    placed = list(names.placed(labels.of(whole), []))
    assert len(placed) >= 3
    for row, one in enumerate(placed):
        assert names.whole.holds(one.box)
        assert not any(one.box.meets(other.box) for other in placed[row + 1 :])


def test_the_name_of_a_sea_keeps_off_the_ring(findings: dict[str, Finding], zones: Zones) -> None:
    finding = findings["lofted"]
    whole = picture.of(finding, zones, "en")
    ground = planemap.of(whole, 1000, 1.36)
    names = figurenames.Names(whole, ground, Measure("en"), 400.0)
    ring = shapely.Point(
        (0 - ground.box[0]) * names.per_km, (0 - ground.box[1]) * names.per_km
    ).buffer(finding.ring_km * names.per_km, quad_segs=256)
    seas = [each.box for each in names.placed(labels.of(whole), []) if each.label.kind == "sea"]
    assert seas
    assert not any(ring.exterior.intersects(shapely.box(*astuple(box))) for box in seas)


def test_the_palette_is_that_of_the_page(drawn: dict[str, Any]) -> None:
    with pixels(drawn["lofted"], 200) as image:
        flat = {tuple(each) for each in image.reshape(-1, 3)[::7]}
        assert {colour("land"), colour("paper")} <= flat
        assert colour("asked-ink") in flat, "windows"


def test_contested_waters_are_striped(drawn: dict[str, Any]) -> None:
    hatched = [
        each
        for each in drawn["lofted"].axes[0].patches
        if each.get_hatch() and len(each.get_path().vertices)
    ]
    assert hatched
    green = style.TINTS[int(style.tint("KOR", "JPN"))][1]
    assert green in {mpl.colors.to_hex(each.get_edgecolor()) for each in hatched}


def test_only_a_long_flight_has_a_globe(drawn: dict[str, Any]) -> None:
    assert len(drawn["far"].axes[0].child_axes) == 1
    assert drawn["lofted"].axes[0].child_axes == []


def test_the_key_shows_only_what_is_seen(drawn: dict[str, Any]) -> None:
    said = {each.get_text() for each in texts(drawn["undirected"])}
    assert not any("stripes" in text or "Median" in text for text in said)
    assert any("stripes" in text.get_text() for text in texts(drawn["lofted"]))


# --- hostile text ---------------------------------------------------------------------------------


def test_nothing_of_a_hostile_report_runs_in_svg(
    tmp_path: Path, findings: dict[str, Finding], zones: Zones
) -> None:
    path = tmp_path / "bad.svg"
    figure.write(path, hostile(findings["lofted"]), zones)
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "foreignObject", "image", "a", "iframe", "animate", "set"}
    names = {name.lower() for element in root.iter() for name in element.attrib}
    assert not any(name.startswith("on") for name in names)
    links = [
        value for element in root.iter() for name, value in element.attrib.items() if "href" in name
    ]
    assert all(link.startswith("#") for link in links)


def test_a_hostile_report_is_written_letter_for_letter(
    findings: dict[str, Finding], zones: Zones
) -> None:
    said = "".join(
        each.get_text() for each in texts(figure.draw(hostile(findings["lofted"]), zones))
    )
    bare = re.sub(r"\s", "", said)
    assert re.sub(r"\s", "", ALL) in bare


def test_letters_that_xml_forbids_are_marked() -> None:
    assert paper.drawable("a\ufffe\x00b") == "a\ufffd\ufffdb"


@pytest.mark.parametrize(
    ("text", "wide", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  spaced   out  ", 20, ["spaced out"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("日本海に落下した", 3, ["日本海", "に落下", "した"]),
        ("EEZ内に落下", 5, ["EEZ内に", "落下"]),
        ("", 5, []),
        ("x", 0, ["x"]),
    ],
)
def test_texts_are_wrapped(text: str, wide: int, lines: list[str]) -> None:
    assert paper.wrapped(text, wide, len) == lines


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["web", "print"])
def test_texts_keep_inside_the_margins(zones: Zones, lang: Lang, size: str) -> None:
    finding = check.check(reportfile.load(EXAMPLES / "2025-01-06.yaml")[0], zones)
    drawing = figure.draw(finding, zones, lang, size)
    drawing.set_dpi(figure.SIZES[size].dpi)
    with mpl.rc_context(paper.look(lang, 7.0)), paper.any_glyph():
        canvas: Any = FigureCanvasAgg(drawing)
        canvas.draw()
        ends = [text.get_window_extent(canvas.get_renderer()) for text in drawing.texts]
    assert len(ends) > 10
    assert min(end.x0 for end in ends) >= 0
    assert max(end.x1 for end in ends) <= drawing.bbox.width * 0.985


# --- notebooks ------------------------------------------------------------------------------------


def test_a_finding_shows_itself(findings: dict[str, Finding]) -> None:
    shown = findings["lofted"]._repr_html_()
    assert "<b>Very likely to have fallen inside Japan’s EEZ: chance 94.6 %</b>" in shown
    assert shown.count("<iframe") == 1
    assert "&lt;!DOCTYPE html&gt;" in shown
    bad = hostile(findings["lofted"])._repr_html_()
    assert set(re.findall(r"<(\w+)", bad)) == {"p", "b", "br", "iframe"}
    assert not re.search(r"<[^>]*\son\w+=", bad.partition("srcdoc")[0])


def test_a_map_is_saved(tmp_path: Path, findings: dict[str, Finding]) -> None:
    page = findings["lofted"].map("ja")
    page.save(tmp_path / "map.html")
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert text == page.html
    assert '<html lang="ja">' in text
    assert page.title == "Launch of 2 October 2019"


def test_a_figure_is_matplotlib_s(findings: dict[str, Finding]) -> None:
    drawing = findings["lofted"].figure(size="print")
    assert drawing._repr_png_().startswith(b"\x89PNG")
    assert isinstance(drawing, mpl.figure.Figure)
    assert drawing.get_size_inches()[0] == pytest.approx(180 / 25.4)


def test_layers_as_a_geodataframe(findings: dict[str, Finding]) -> None:
    finding = findings["lofted"]
    frame = finding.to_geodataframe()
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns[:3]) == ["layer", "name", "geometry"]
    assert {"launch", "ring", "windows", "track", "zones"} <= set(frame.layer)
    assert "samples" not in set(frame.layer)
    samples = finding.to_geodataframe("samples")
    assert finding.splash is not None
    assert len(samples) == (finding.splash.weight > 0).sum()
    with pytest.raises(ZoneError, match=r"no layer 'rings' .* expected one of launch"):
        finding.to_geodataframe("rings")


def test_zones_that_have_changed_are_not_drawn(findings: dict[str, Finding]) -> None:
    finding = findings["lofted"]
    stale = replace(finding, dataset=replace(finding.dataset, sha256="0" * 64))
    with pytest.raises(ZoneError, match=r"has changed since .* work it out again"):
        notebook.waters(stale)
