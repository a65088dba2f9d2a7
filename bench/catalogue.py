"""How large the map of a catalogue is, and how soon a browser has drawn it with no network.

Baseline, in the same run: folium on its own, with the same zones as GeoJSON and a marker with a
popup for each launch. It loads Leaflet and more from other hosts, so only its size can be compared
offline; the time given is that of parsing and running what it carries itself.

Contract: a catalogue of 1,000 launches at most 1.5 MB and drawn within 3 s. Leaves with 1
otherwise. Needs Debian's chromium and Playwright.

    python bench/catalogue.py
"""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import folium
from playwright.sync_api import Browser, sync_playwright

from geo import wording, zones
from geo.maps import catalogue
from geo.maps.catalogue import Catalogue, Entry

CHROMIUM = "/usr/bin/chromium"
RUNS = 5
MANY = 1_000
MOST_BYTES, MOST_S = 1_500_000, 3.0
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
    notes=(),
)


def launches(count: int) -> list[Entry]:
    """Made-up launches, no two alike."""
    return [
        replace(
            LAUNCH,
            title=f"Launch {number}",
            date=dt.date(1984, 1, 1) + dt.timedelta(days=15 * number),
            missile=f"Type {number % 30}",
            lat=38 + number % 300 / 100,
            middle=(130 + number % 1700 / 100, 36 + number % 900 / 100),
            chance=number % 100 / 100,
        )
        for number in range(count)
    ]


def pages(loaded: zones.Zones) -> Iterator[tuple[str, str, str]]:
    """Name, text, and what to wait for."""
    ready = ".folium-map.ready"
    for count in (50, MANY):
        drawn = catalogue.render(Catalogue("Launches", launches(count)), loaded)
        yield f"catalogue of {count:,}", drawn, ready
    plain = folium.Map(location=[39, 133], zoom_start=5, tiles=None)
    folium.GeoJson(loaded.to_geodataframe()).add_to(plain)
    for entry in launches(MANY):
        assert entry.middle is not None
        popup = f"{entry.title}: {wording.percent(entry.chance or 0)}"
        folium.Marker([entry.middle[1], entry.middle[0]], popup=popup).add_to(plain)
    yield f"folium alone, {MANY:,}", plain.get_root().render(), "body"


def seconds(browser: Browser, path: Path, ready: str) -> float:
    """Median time to draw, with the network cut."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
        page = context.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector(ready)
        times.append(time.perf_counter() - start)
        context.close()
    return median(times)


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    loaded, broken = zones.load(), False
    print(f"{'page':<24}{'kB':>9}{'seconds to draw':>18}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, text, ready in pages(loaded):
            path = Path(folder) / "page.html"
            path.write_text(text, encoding="utf-8")
            size, spent = path.stat().st_size, seconds(browser, path, ready)
            print(f"{name:<24}{size / 1000:>9,.0f}{spent:>18.2f}", flush=True)
            if name == f"catalogue of {MANY:,}":
                broken |= size > MOST_BYTES or spent > MOST_S
        browser.close()
    print(f"a catalogue of {MANY:,} at most {MOST_BYTES / 1000:,.0f} kB, drawn in {MOST_S:g} s")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
