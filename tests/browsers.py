"""A Chromium for tests, the npm packages that they load in it, and pages that were listened to."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
DESK: "ViewportSize" = {"width": 1280, "height": 800}
PHONE: "ViewportSize" = {"width": 360, "height": 740}


def tool(name: str) -> ModuleType:
    """A script of ``tools/`` as a module."""
    spec = util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def package(name: str) -> Path:
    """The folder of an npm package; skips the test where it has not been fetched."""
    wanted = {each.name: each for each in tool("browser_packages").PACKAGES}[name]
    if not wanted.folder.is_dir():
        pytest.skip(f"no {name}: run `python tools/browser_packages.py`, which needs npm")
    folder: Path = wanted.folder
    return folder


@contextmanager
def launched() -> Iterator["Browser"]:
    """A headless Chromium; skips the test where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's package chromium to run this")
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        found.close()


@dataclass
class Visit:
    """A page that was opened, and all that it asked for or complained about."""

    page: "Page"
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def resources(self) -> list[str]:
        """What the page itself says that it loaded."""
        script = "performance.getEntriesByType('resource').map((entry) => entry.name)"
        return list(self.page.evaluate(script))

    def assert_quiet(self) -> None:
        """Nothing was asked for, nothing was complained about."""
        assert self.requests == []
        assert self.complaints == []
        assert [name for name in self.resources() if not name.startswith("data:")] == []


def visit(context: "BrowserContext", path: Path, *, cut: bool = True) -> Visit:
    """Open a file; with the network cut, anything else that it asks for is noted and refused."""
    address = path.as_uri()
    context.set_offline(cut)
    seen = Visit(context.new_page())

    def asked(route: Any) -> None:
        if route.request.url == address:
            route.continue_()
        else:
            seen.requests.append(route.request.url)
            route.abort()

    if cut:
        seen.page.route("**/*", asked)
    seen.page.on("console", lambda said: seen.complaints.append(f"{said.type}: {said.text}"))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
    seen.page.goto(address)
    return seen
