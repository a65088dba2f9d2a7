"""The map's page against the map that plain folium makes of the same layers, in one browser.

Plain folium: one ``folium.GeoJson`` for each layer of the finding, with the land under it, as the
usual recipe has it. It asks other hosts for its libraries; here they are answered at once from the
disk, which is kinder than any network. Both pages are opened from a file in headless Chromium.

Ready: two frames after the map stands, by the page's own clock; the fastest of several openings,
since whatever else runs on the machine only adds.

Contract: the page can be used within 1.0 s of being opened, playing the flight keeps 30 frames per
second in the page's own measure, and no other file is asked for. Leaves with 1 otherwise. A pan is
measured beside it: without a graphics card each of the page's drawings is moved by the processor.

    python bench/map.py
"""

import json
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import geopandas as gpd

from geo import check, land, maps, reportfile, zones
from geo.finding import Finding

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
EXAMPLE = ROOT / "examples" / "2019-10-02.yaml"
AROUND = (120, 30, 142, 48)  # about what the page holds: degrees west, south, east, north
RUNS = 7
MOST_READY_S, FEWEST_FRAMES = 1.0, 30.0
OURS, PLAIN = "this page", "plain folium"

WATCH = """(() => {
  const look = () => {
    if (!document.querySelector(".folium-map.ready, .folium-map.leaflet-container")) {
      setTimeout(look, 2);
      return;
    }
    const drawn = () => (window.readyAfter = performance.now() / 1000);
    requestAnimationFrame(() => requestAnimationFrame(drawn));
  };
  look();
})()"""
READY = """async () => {
  while (!window.readyAfter) await new Promise((done) => setTimeout(done, 20));
  return window.readyAfter;
}"""
FRAMES = """(milliseconds) => new Promise((done) => {
  const start = performance.now();
  let frames = 0;
  let longest = 0;
  let last = start;
  const frame = (now) => {
    frames += 1;
    longest = Math.max(longest, now - last);
    last = now;
    if (now - start < milliseconds) requestAnimationFrame(frame);
    else done([(1000 * frames) / (now - start), longest]);
  };
  requestAnimationFrame(frame);
})"""


def plain_map(finding: Finding) -> str:
    """What the usual recipe draws."""
    origin = finding.origin
    view = folium.Map(location=[origin.lat, origin.lon], zoom_start=6, tiles=None)
    ground = gpd.GeoDataFrame(geometry=land.detail().polygons, crs="EPSG:4326")
    near = ground.cx[AROUND[0] : AROUND[2], AROUND[1] : AROUND[3]]
    folium.GeoJson(json.loads(near.to_json()), name="land").add_to(view)
    frame = finding.to_geodataframe()
    for name in frame["layer"].unique():
        layer = frame[frame["layer"] == name][["name", "geometry"]]
        folium.GeoJson(json.loads(layer.to_json()), name=name).add_to(view)
    folium.LayerControl().add_to(view)
    text: str = view.get_root().render()
    return text


def answered(route: "Route") -> None:
    """Libraries of folium from the disk, nothing else."""
    url = route.request.url
    if url.startswith("file:"):
        route.continue_()
        return
    name = url.rpartition("/")[2]
    kind = "text/css" if name.endswith("css") else "text/javascript"
    body = ""
    if name in {"leaflet.js", "leaflet.css"}:
        leaflet = files("xstatic.pkg.leaflet").joinpath("data")
        body = leaflet.joinpath(name).read_text(encoding="utf-8")
    route.fulfill(body=body, content_type=kind)


def opened(browser: "Browser", path: Path) -> tuple["Page", int, float]:
    """A page, how many other files it asked for, and when it could be used."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.add_init_script(WATCH)
    if path.stem == PLAIN:
        page.route("**/*", answered)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    ready = float(page.evaluate(READY))
    outside = [url for url in asked if not url.startswith(("file:", "data:"))]
    return page, len(outside), ready


def panned(page: "Page") -> float:
    """Frames per second while the map moves for two seconds."""
    page.evaluate(
        """() => {
          const map = Object.values(window).find((each) => each instanceof L.Map)
            || map_splashline;
          map.panBy([240, 120], {animate: true, duration: 2});
        }"""
    )
    return float(page.evaluate(FRAMES, 1900)[0])


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    from playwright.sync_api import sync_playwright

    loaded = zones.load()
    finding = check.check(reportfile.load(EXAMPLE)[0], loaded)
    texts = {OURS: maps.render(finding, loaded), PLAIN: plain_map(finding)}
    rows: dict[str, dict[str, Any]] = {}
    flight = 0.0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        times: dict[str, list[float]] = {name: [] for name in texts}
        for name, text in texts.items():
            (Path(folder) / f"{name}.html").write_text(text, encoding="utf-8")
        for _ in range(RUNS):
            for name in texts:
                page, asked, ready = opened(browser, Path(folder) / f"{name}.html")
                times[name].append(ready)
                rows[name] = {"asked": asked}
                page.close()
        for name in texts:
            page, _, _ = opened(browser, Path(folder) / f"{name}.html")
            rows[name] |= {"frames": panned(page), "ready": min(times[name])}
            if name == OURS:
                page.click(".play")
                flight = float(page.evaluate(FRAMES, 4000)[0])
            page.close()
        browser.close()
    print(f"{'page':<14}{'MB':>7}{'files':>7}{'ready, s':>10}{'pan, fps':>10}")
    for name, row in rows.items():
        size = len(texts[name].encode()) / 1e6
        print(f"{name:<14}{size:>7.2f}{row['asked']:>7}{row['ready']:>10.2f}{row['frames']:>10.0f}")
    ours, plain = rows[OURS], rows[PLAIN]
    print(f"flight played at {flight:.0f} frames per second (at least {FEWEST_FRAMES:.0f})")
    print(
        f"size {len(texts[PLAIN]) / len(texts[OURS]):.1f} times smaller, ready "
        f"{plain['ready'] / ours['ready']:.1f} times as soon as {PLAIN}"
    )
    kept = ours["ready"] <= MOST_READY_S and flight >= FEWEST_FRAMES
    return 0 if kept and ours["asked"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
