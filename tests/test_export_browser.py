"""CZML in CesiumJS, and the balloons of globe viewers in a browser that runs what it is given."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from browsers import package
from payloads import ALL, PAYLOADS, hostile

from geo import check, export, report, reportfile
from geo.finding import Finding
from geo.geodesy import ecef_km
from geo.zones import Zones

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
METRES = 1000
KML = "{http://www.opengis.net/kml/2.2}"
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
        "apogee": "about 400 km",
        "direction": "east",
    },
}


@pytest.fixture(scope="module")
def cesium(browser: "Browser") -> Iterator["Page"]:
    """A page with CesiumJS, which can read CZML without drawing it."""
    folder = package("cesium") / "Build" / "Cesium"
    page = browser.new_page()

    def serve(route: "Route") -> None:
        name = urlparse(route.request.url).path.lstrip("/")
        if name:
            route.fulfill(path=folder / name)
        else:
            route.fulfill(body="<!DOCTYPE html><div id=box></div>", content_type="text/html")

    page.route("**/*", serve)
    page.goto("http://localhost/")  # answered above: nothing leaves the test
    page.evaluate("window.CESIUM_BASE_URL = '/'")
    page.add_script_tag(url="/Cesium.js")
    yield page
    page.close()


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    found = {"lofted": check.check(reportfile.load(EXAMPLES / "2019-10-02.yaml")[0], zones)}
    for name, given in REPORTS.items():
        found[name] = check.check(report.parse(given), zones)
    return found


def load(cesium: "Page", finding: Finding, zones: Zones) -> dict[str, Any]:
    """What Cesium makes of the CZML of a finding; it stays on the page as ``source``."""
    packets = json.loads(export.content(".czml", finding, zones))
    found: dict[str, Any] = cesium.evaluate(
        """async (packets) => {
          window.source = await Cesium.CzmlDataSource.load(packets);
          const time = source.clock ? source.clock.startTime : Cesium.JulianDate.now();
          const kinds = {point: 0, polyline: 0, polygon: 0, path: 0};
          for (const entity of source.entities.values)
            for (const kind of Object.keys(kinds)) if (entity[kind]) kinds[kind] += 1;
          const positions = (name) => source.entities.getById(name).polyline.positions
            .getValue(time).map((each) => [each.x, each.y, each.z]);
          return {name: source.name, kinds, ring: positions("ring-0-0"),
                  credit: source.entities.getById("zones-0").description.getValue(time),
                  polygons: source.entities.values.filter((each) => each.polygon).map(
                    (each) => each.polygon.hierarchy.getValue(time).positions.length)};
        }""",
        packets,
    )
    return found


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_cesium_reads_every_packet(
    name: str, cesium: "Page", findings: dict[str, Finding], zones: Zones
) -> None:
    finding = findings[name]
    found = load(cesium, finding, zones)
    assert found["name"] == finding.title
    assert found["kinds"]["point"] >= 3
    assert found["kinds"]["path"] == 1
    assert found["kinds"]["polygon"] > 10
    assert min(found["polygons"]) >= 3
    assert "© OpenStreetMap contributors" in found["credit"]
    chord_km = np.linalg.norm(
        np.array(found["ring"]) / METRES - ecef_km(finding.origin.lon, finding.origin.lat), axis=1
    )
    turned = 2 * np.arcsin(chord_km / (2 * 6371.0088)) * 6371.0088
    assert np.abs(turned / finding.ring_km - 1).max() < 0.006, "the Earth is a sphere to 0.6 %"


@pytest.mark.parametrize("name", ["lofted", *REPORTS])
def test_cesium_flies_the_track(
    name: str, cesium: "Page", findings: dict[str, Finding], zones: Zones
) -> None:
    load(cesium, findings[name], zones)
    path = findings[name].trajectory
    assert path is not None
    assert path.track is not None
    minutes = path.track.minutes[:-1:20]
    flown = cesium.evaluate(
        """(minutes) => minutes.map((minute) => {
          const start = source.clock.startTime;
          const time = Cesium.JulianDate.addSeconds(start, 60 * minute, new Cesium.JulianDate());
          const at = Cesium.Cartographic.fromCartesian(
            source.entities.getById("flight").position.getValue(time));
          const degrees = Cesium.Math.toDegrees;
          return [degrees(at.longitude), degrees(at.latitude), at.height / 1000];
        })""",
        minutes.tolist(),
    )
    lon, lat, height_km = np.array(flown).T
    assert np.abs((lon - path.track.lon[:-1:20] + 180) % 360 - 180).max() < 1e-3
    assert np.abs(lat - path.track.lat[:-1:20]).max() < 1e-3
    assert np.abs(height_km - path.track.height_km[:-1:20]).max() < 0.1


def test_the_clock_runs_from_launch_to_impact(
    cesium: "Page", findings: dict[str, Finding], zones: Zones
) -> None:
    load(cesium, findings["lofted"], zones)
    start, stop = cesium.evaluate(
        "[source.clock.startTime, source.clock.stopTime].map((t) => Cesium.JulianDate.toIso8601(t))"
    )
    assert start == "2019-10-01T22:10:00Z"
    assert stop.startswith("2019-10-01T22:26:03")


def test_cesium_shows_payloads_as_text(
    cesium: "Page", findings: dict[str, Finding], zones: Zones
) -> None:
    load(cesium, hostile(findings["lofted"]), zones)
    cesium.evaluate("window.box = new Cesium.InfoBox('box')")
    body = cesium.frame_locator(".cesium-infoBox-iframe").locator("body")
    for name in ("launch-0", "zones-0", "landmarks-0"):
        cesium.evaluate(
            """async (name) => {
              const entity = source.entities.getById(name);
              box.viewModel.showInfo = true;
              box.viewModel.titleText = entity.name;
              box.viewModel.description = entity.description.getValue(Cesium.JulianDate.now());
              box.frame.contentDocument.body.style.display = "block";
            }""",
            name,
        )
        cesium.wait_for_timeout(400)
        assert ALL in (body.text_content() or ""), name
        assert body.locator("img, script, iframe, svg, a, input").count() == 0
    assert cesium.evaluate("window.ran") is None
    assert cesium.evaluate("box.frame.contentWindow.ran") is None
    assert cesium.text_content(".cesium-infoBox-title") == ALL


@pytest.mark.parametrize("suffix", [".kml", ".czml"])
def test_nothing_runs_in_a_viewer_that_runs_everything(
    suffix: str, browser: "Browser", findings: dict[str, Finding], zones: Zones
) -> None:
    text = export.content(suffix, hostile(findings["lofted"]), zones).decode()
    if suffix == ".kml":
        found = [element.text for element in ET.fromstring(text).iter(f"{KML}description")]  # noqa: S314
    else:
        found = [packet.get("description") for packet in json.loads(text)]
    page = browser.new_page()
    page.set_content("<!DOCTYPE html><div id=balloon></div>")
    shown = page.evaluate(
        """(found) => found.map((html) => {
          const balloon = document.getElementById("balloon");
          balloon.innerHTML = html;
          for (const each of balloon.querySelectorAll("*")) each.click();
          return balloon.textContent;
        })""",
        found,
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert sum(ALL in one for one in shown) > 5
    assert all(payload in shown[0] for payload in PAYLOADS)
    page.close()
