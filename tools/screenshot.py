"""Renews ``docs/map.png``: the demo's map in headless Chromium with the network cut.

Usage: ``python tools/screenshot.py [CHROMIUM]``; needs the extra ``test`` and a Chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo import check, maps, reportfile, zones

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    """Draw the first example and take its picture."""
    chromium = sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium"
    loaded = zones.load()
    finding = check.check(reportfile.load(ROOT / "examples" / "2025-01-06.yaml")[0], loaded)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport=SIZE, offline=True)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_content(maps.render(finding, loaded))
        page.wait_for_timeout(1500)
        page.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
