"""What every test shares: the zones, a browser, the outside references, and two guards.

No test reaches the network (loopback apart). Where ``SPLASHLINE_NO_SKIPS`` is set, as in continuous
integration, a skipped test is a failed one.
"""

import ipaddress
import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import browsers
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

    from geo.zones import Zones

REFERENCE = "SPLASHLINE_REFERENCE"
NO_SKIPS = "SPLASHLINE_NO_SKIPS"
ROOT = Path(__file__).resolve().parent.parent


class NetworkBlockedError(RuntimeError):
    """A test tried to leave this machine. No OSError, so that no retry swallows it."""


@pytest.fixture(scope="session")
def zones() -> "Zones":
    """The zones that ship."""
    from geo import zones

    return zones.load()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A headless Chromium, its own for each module: an open one would keep a loop running."""
    with browsers.launched() as found:
        yield found


@pytest.fixture
def desk(browser: "Browser") -> Iterator["BrowserContext"]:
    """A window as wide as a desk's."""
    context = browser.new_context(viewport=browsers.DESK)
    yield context
    context.close()


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of outside references; a relative one is seen from the project's root."""
    named = os.environ.get(REFERENCE)
    if not named:
        pytest.skip(
            f"no outside references: set {REFERENCE} to the folder that holds "
            "marine_regions_v12_nw_pacific.geojson and launches_to_2020.csv"
        )
    folder = ROOT / named
    if not folder.is_dir():
        pytest.fail(f"{REFERENCE} names {folder}, which is no folder")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def _guarded(method: Any) -> Any:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse(arguments[-1][0])
        return method(self, *arguments)

    return guarded


def _guarded_lookup(function: Any) -> Any:
    def guarded(host: Any, *arguments: Any, **named: Any) -> Any:
        _refuse(host)
        return function(host, *arguments, **named)

    return guarded


def _refuse(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name == "localhost":
        return
    try:
        inside = ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise NetworkBlockedError(f"a test asked for {name}; expected only this machine: mock it")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if not hasattr(report, "wasxfail"):
        _forbid_skip(report, item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _forbid_skip(report, collector.nodeid)
    return report


def _forbid_skip(report: pytest.TestReport | pytest.CollectReport, name: str) -> None:
    if report.skipped and os.environ.get(NO_SKIPS):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{name}: {reason}; {NO_SKIPS} is set, so nothing may be skipped"
