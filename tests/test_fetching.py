"""Fetches from a web feature service on this machine: one that works, and many that do not."""

import contextlib
import http.server
import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import atlas
import pytest
from atlas import ATLAS

from geo import check, cli, reportfile, zones
from geo.errors import DataError, OutputError, SplashlineError, ZoneError
from geo.zones import fetching, importing
from geo.zones.incoming import connection, download

ROOT = Path(__file__).resolve().parent.parent
MARINE_REGIONS = "marine_regions_v12_nw_pacific.geojson"
SOON_S = 0.6
PATIENCE_S = 6.0  # what a slow machine may need on top
MB = 1_000_000
LONGEST_MESSAGE = 420


@dataclass
class Service:
    """Speaks enough WFS 2.0 for one layer, and misbehaves as told.

    Attributes:
        features: what it serves.
        answer: what it does instead of answering, if anything.
        asked: the queries that came.
        says: what it says of the number of features, if not the truth.
        closing: set when the test is over, for those that hang.
    """

    features: list[dict[str, Any]]
    answer: Callable[["Handler"], bool] | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    says: object = None
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/geoserver/MarineRegions/wfs"

    def page(self, query: dict[str, str]) -> dict[str, Any]:
        start, count = int(query["startIndex"]), int(query["count"])
        found = self.features[start : start + count]
        return {
            "type": "FeatureCollection",
            "features": found,
            "totalFeatures": len(self.features),
            "numberMatched": len(self.features) if self.says is None else self.says,
            "numberReturned": len(found),
            "timeStamp": "2026-01-01T00:00:00.000Z",
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}},
        }


class Handler(http.server.BaseHTTPRequestHandler):
    """One request to a service."""

    service: Service

    def do_GET(self) -> None:
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        self.service.asked.append(query)
        with contextlib.suppress(OSError):  # who asked may be gone
            if self.service.answer is None or not self.service.answer(self):
                self.send(json.dumps(self.service.page(query)).encode())

    def send(
        self,
        body: bytes,
        kind: str = "application/json;charset=UTF-8",
        code: int = 200,
        **more: str,
    ) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(body)), **more}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def running(features: list[dict[str, Any]]) -> Iterator[Service]:
    service = Service(features)
    handler = type("Bound", (Handler,), {"service": service})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        service.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            service.closing.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def service() -> Iterator[Service]:
    with running(atlas.features()) as found:
        yield found


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder; short waits; no proxy between us and this machine."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("SPLASHLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(download, "BACKOFF_S", 0.01)
    monkeypatch.setattr(fetching, "PAGE", 2)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("no_proxy", "*")
    return tmp_path / "home"


BOX = (150.0, 20.0, 175.0, 40.0)


def fetch(service: Service, **options: Any) -> Path:
    given: dict[str, Any] = {"url": service.url, "box": BOX, "timeout_s": 30.0, **options}
    return fetching.fetch("a", **given)


@contextlib.contextmanager
def refused(home: Path, message: str, kind: type[SplashlineError] = DataError) -> Iterator[None]:
    """The error that is expected, on one line; no file is new, changed or gone."""
    before = atlas.tree(home) if home.exists() else None
    with pytest.raises(kind, match=message) as caught:
        yield
    text = str(caught.value)
    assert text.isprintable()
    assert len(text) <= LONGEST_MESSAGE
    assert "expected" in text or "free some space" in text
    assert (atlas.tree(home) if home.exists() else None) == before
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


# --- when all goes well ---------------------------------------------------------------------------


def test_a_fetch_from_end_to_end(service: Service, home: Path) -> None:
    seen: list[tuple[str, float]] = []
    path = fetch(service, progress=lambda step, share: seen.append((step, share)))
    loaded = zones.load("a")
    assert path == loaded.path
    assert ["|".join(codes) for codes in loaded.claimants] == ["JPN", "JPN|RUS", "RUS"]
    assert loaded.provenance.box == BOX
    assert loaded.provenance.version.startswith("as served on 20")
    assert loaded.provenance.attribution == (
        "Flanders Marine Institute, Maritime Boundaries Geodatabase, "
        f"{loaded.provenance.version}, CC BY 4.0 — marineregions.org"
    )
    assert [share for step, share in seen if step == "fetching"] == pytest.approx([1 / 3, 2 / 3, 1])
    assert sorted(atlas.tree(home)) == [
        "cache",
        *(f"cache/{name}" for name in sorted(file.name for file in (home / "cache").iterdir())),
        "zones",
        "zones/a.gpkg",
        "zones/a.toml",
    ]


def test_what_is_asked(service: Service) -> None:
    fetch(service)
    assert [query.pop("startIndex") for query in service.asked] == ["0", "2"]
    assert service.asked[0] == {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": "MarineRegions:eez",
        "outputFormat": "application/json",
        "srsName": "EPSG:4326",
        "bbox": "150,20,175,40,EPSG:4326",
        "sortBy": "mrgid",
        "count": "2",
    }


def test_a_query_of_ones_own_replaces_ours(service: Service) -> None:
    fetch(service, url=service.url + "?typenames=my:zones&sortBy=id&key=x&COUNT=9#part")
    assert service.asked[0]["typeNames"] == "my:zones"
    assert service.asked[0]["sortBy"] == "id"
    assert service.asked[0]["key"] == "x"
    assert "COUNT" not in service.asked[0]
    assert service.asked[0]["service"] == "WFS"


def test_the_extract_of_marine_regions_comes_through_whole(
    reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.loads((reference / MARINE_REGIONS).read_text(encoding="utf-8"))
    features = [{"id": f"eez.{n}", **each} for n, each in enumerate(document["features"])]
    monkeypatch.setattr(fetching, "PAGE", 10)
    with running(features) as service:
        fetching.fetch(url=service.url)
    assert [query["startIndex"] for query in service.asked] == ["0", "10", "20", "30"]
    loaded = zones.load("marine-regions")
    assert loaded.provenance.box == fetching.DEFAULT_BOX
    assert {("JPN", "KOR"), ("JPN", "RUS"), ("CHN", "JPN", "TWN")} <= set(loaded.claimants)
    [report] = reportfile.load(ROOT / "examples" / "2019-10-02.yaml")
    finding = check.check(report, loaded)
    assert finding.chance is not None
    assert finding.chance.value < 0.05
    assert "Flanders Marine Institute" in finding.dataset.attribution


def test_a_second_fetch_uses_the_cache(service: Service, home: Path) -> None:
    first = fetch(service).read_bytes()
    count = len(service.asked)
    assert fetch(service).read_bytes() == first
    assert len(service.asked) == count
    fetch(service, refresh=True)
    assert len(service.asked) == 2 * count
    fetch(service, box=(0.0, 0.0, 170.0, 40.0))
    assert len(service.asked) == 3 * count, "another box is another request"
    assert len(list((home / "cache").glob("*.geojson"))) == 2


@pytest.mark.parametrize("damage", ["cut", "record", "gone"])
def test_a_damaged_cache_is_fetched_again(damage: str, service: Service, home: Path) -> None:
    fetch(service)
    count = len(service.asked)
    [kept] = (home / "cache").glob("*.geojson")
    if damage == "cut":
        kept.write_bytes(kept.read_bytes()[:-9])
    elif damage == "record":
        kept.with_suffix(".json").write_text("[]")
    else:
        kept.unlink()
    fetch(service)
    assert len(service.asked) == 2 * count


def test_a_cache_of_ones_own(service: Service, home: Path, tmp_path: Path) -> None:
    fetch(service, cache=tmp_path / "elsewhere")
    assert not (home / "cache").exists()
    assert len(list((tmp_path / "elsewhere").iterdir())) == 2


def test_the_number_of_features_may_be_unknown(service: Service) -> None:
    service.says = "unknown"
    fetch(service)
    assert [query["startIndex"] for query in service.asked] == ["0", "2", "3"]
    assert len(zones.load("a").claimants) == 3


def test_a_server_that_sends_more_than_a_page(service: Service) -> None:
    service.answer = always(page(startIndex="0", count="99"))
    fetch(service)
    assert len(service.asked) == 1


def always(act: Callable[[Handler], object]) -> Callable[[Handler], bool]:
    def answer(handler: Handler) -> bool:
        act(handler)
        return True

    return answer


def page(**query: str) -> Callable[[Handler], None]:
    """The same page, whatever was asked."""

    def send(handler: Handler) -> None:
        handler.send(json.dumps(handler.service.page(query)).encode())

    return send


def failing_first(*failures: Callable[[Handler], object]) -> Callable[[Handler], bool]:
    """Fail in these ways, one request after the other, then work."""
    left = list(failures)

    def answer(handler: Handler) -> bool:
        if left:
            left.pop(0)(handler)
            return True
        return False

    return answer


def half(handler: Handler) -> None:
    """Half of what was promised."""
    handler.send(b'{"type": "FeatureCollection", "fea', Content_Length="5000")


def half_json(handler: Handler) -> None:
    """Half a document, with no length to tell."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    handler.wfile.write(b'{"type": "FeatureCollection", "fea')


def short(handler: Handler) -> None:
    """Whole JSON, yet less than was promised."""
    handler.send(b"{}", Content_Length="50")


def half_chunked(handler: Handler) -> None:
    """A chunk that ends early."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b'FFFF\r\n{"type": ')
    handler.close_connection = True


def busy(handler: Handler) -> None:
    handler.send(b"try later", "text/plain", 503, Retry_After="0")


def error_500(handler: Handler) -> None:
    handler.send(b"<html>boom</html>", "text/html", 500)


def nothing(handler: Handler) -> None:
    """Hang up."""
    handler.close_connection = True


def empty(handler: Handler) -> None:
    handler.send(b"")


PASSING = (half, half_json, short, half_chunked, busy, error_500, nothing, empty)


@pytest.mark.parametrize("failure", PASSING, ids=lambda failure: failure.__name__)
def test_what_passes_is_tried_again(failure: Callable[[Handler], object], service: Service) -> None:
    service.answer = failing_first(failure, failure)
    fetch(service)
    assert len(service.asked) == 4
    assert len(zones.load("a").claimants) == 3


@pytest.mark.parametrize("failure", PASSING, ids=lambda failure: failure.__name__)
def test_what_does_not_pass_ends(
    failure: Callable[[Handler], object], service: Service, home: Path
) -> None:
    service.answer = always(failure)
    with refused(home, r"127\.0\.0\.1 gave no whole answer at 3 tries"):
        fetch(service, retries=2)
    assert len(service.asked) == 3


def test_waits_double(service: Service, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(download, "BACKOFF_S", 1.0)
    service.answer = always(error_500)
    with refused(home, "HTTP 500"):
        fetch(service)
    assert waits == [1, 2, 4]


# --- services that misbehave ----------------------------------------------------------------------


def hang(handler: Handler) -> None:
    """Take the question and say nothing."""
    handler.service.closing.wait(20)


def drip(handler: Handler, what: bytes) -> None:
    """A byte now and then, so that no single read times out."""
    while not handler.service.closing.wait(0.05):
        handler.wfile.write(what)
        handler.wfile.flush()


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(handler, b"x")


def drip_body(handler: Handler) -> None:
    handler.send(b"{", Content_Length="100000")
    drip(handler, b" ")


@pytest.mark.parametrize("slow", [hang, drip_headers, drip_body], ids=lambda slow: slow.__name__)
def test_a_server_that_never_ends(
    slow: Callable[[Handler], object], service: Service, home: Path
) -> None:
    service.answer = always(slow)
    started = time.monotonic()
    with refused(home, r"within 0\.6 s.*--timeout"):
        fetch(service, timeout_s=SOON_S)
    assert time.monotonic() - started < SOON_S + PATIENCE_S


def test_a_silent_server_is_asked_again(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.Budget, "read_timeout_s", 0.2)
    monkeypatch.setattr(download.Budget.__init__, "__defaults__", (0.2,))
    service.answer = failing_first(hang)
    fetch(service)
    assert len(zones.load("a").claimants) == 3


def html(handler: Handler) -> None:
    page = (
        b"<!DOCTYPE html><html><style>p{}</style><script>x()</script><p>Please&nbsp;log <b>in</b>"
    )
    handler.send(page, "text/html; charset=utf-8")


def html_as_json(handler: Handler) -> None:
    handler.send(b"\n <html><body>Please log in</body></html>")


def exception_report(handler: Handler) -> None:
    report = (
        b'<?xml version="1.0"?><ows:ExceptionReport><ows:Exception exceptionCode="InvalidParameter'
        b'Value"><ows:ExceptionText>Unknown type name\n</ows:ExceptionText></ows:Exception>'
    )
    handler.send(report, "application/xml")


def refuses(handler: Handler) -> None:
    handler.send(b"<html><h1>Not \x1b[2J found</h1></html>", "text/html", 404)


def packed(handler: Handler) -> None:
    handler.send(b"{\x8b", Content_Encoding="gzip")


def other_json(handler: Handler) -> None:
    handler.send(b'{"error": "no such layer \xe2\x80\xae"}')


def array(handler: Handler) -> None:
    handler.send(b"[1, 2]")


def huge(handler: Handler) -> None:
    handler.send(b"{", Content_Length=str(200 * 10**9))


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    handler.wfile.write(b"{")
    while not handler.service.closing.is_set():
        handler.wfile.write(b" " * 65536)


def leads_to(where: str, code: int = 302) -> Callable[[Handler], None]:
    def redirect(handler: Handler) -> None:
        handler.send(b"x" * 100, "text/plain", code, Location=where)

    redirect.__name__ = where[:24]
    return redirect


def in_circles(handler: Handler) -> None:
    handler.send(b"", "text/plain", 302, Location=handler.path)


@pytest.mark.parametrize(
    ("misbehave", "message"),
    [
        (html, r"answered with text/html: Please log in; expected JSON"),
        (html_as_json, "answered with application/json: Please log in"),
        (exception_report, "application/xml: Unknown type name"),
        (refuses, r"HTTP 404\): Not \\x1b\[2J found"),
        (packed, "answered with application/json"),
        (other_json, "JSON that is no FeatureCollection.*no such layer"),
        (array, r"answered with application/json: \[1, 2\]"),
        (huge, "sends more than 2 MB"),
        (endless, "sends more than 2 MB"),
        (leads_to("file:///etc/passwd"), "leads on to an address that is not fetched"),
        (leads_to("ftp://127.0.0.1/x"), "ftp://127.0.0.1/x cannot be fetched"),
        (leads_to("http://a:b@127.0.0.1/"), "cannot be fetched.*no password"),
        (leads_to("gopher://127.0.0.1/"), "leads on to an address that is not fetched"),
        (in_circles, "leads on to an address"),
    ],
    ids=lambda value: getattr(value, "__name__", "")[:30],
)
def test_services_that_give_nothing_usable(
    misbehave: Callable[[Handler], object], message: str, service: Service, home: Path
) -> None:
    service.answer = always(misbehave)
    with refused(home, message):
        fetch(service, limit_bytes=2 * MB)
    count = len(service.asked)
    assert count == (5 if misbehave is in_circles else 1), "no use in asking again"


def test_a_redirect_to_another_address_is_followed(service: Service) -> None:
    with running(atlas.features()) as other:
        service.answer = always(
            lambda handler: leads_to(f"http://127.0.0.1:{other.port}{handler.path}", 307)(handler)
        )
        fetch(service)
        assert len(other.asked) == 2


def test_https_never_leads_back_to_http() -> None:
    with pytest.raises(DataError, match="expected https throughout"):
        connection._check_step("https://127.0.0.1/a", "http://127.0.0.1/a")


@pytest.mark.parametrize(
    ("says", "message"),
    [
        (7, "says that it has 7 areas and sent 3"),
        (1, "says that it has 1 areas and sent 2"),
        (0, "says that it has 0 areas and sent 2"),
        (-1, "says that it has -1 areas and sent 2"),
    ],
)
def test_numbers_that_do_not_match(says: int, message: str, service: Service, home: Path) -> None:
    service.says = says
    with refused(home, message):
        fetch(service)


def test_a_server_that_ignores_paging(service: Service, home: Path) -> None:
    service.answer = always(page(startIndex="0", count="2"))
    with refused(home, r"sent mrgid \d+ twice"):
        fetch(service)


def test_areas_without_a_number_are_told_apart_by_what_they_say(
    service: Service, home: Path
) -> None:
    for feature in service.features:
        del feature["properties"]["mrgid"]
    fetch(service)
    assert len(zones.load("a").claimants) == 3
    service.answer = always(page(startIndex="0", count="2"))
    with refused(home, "sent an area [0-9a-f]+ twice"):
        fetch(service, refresh=True)


def test_a_server_with_nothing_in_the_box(service: Service, home: Path) -> None:
    service.features = []
    with refused(home, "has no area in the box"):
        fetch(service)


def test_a_server_that_goes_on_for_ever(
    service: Service, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "_MOST_FEATURES", 5)
    service.says = "unknown"
    service.features = [{"properties": {"mrgid": n}} for n in range(1, 100)]
    with refused(home, "sends more than 5 areas"):
        fetch(service)


def test_what_cannot_be_imported_is_not_kept(service: Service, home: Path) -> None:
    good = list(service.features)
    service.features[1]["properties"]["pol_type"] = "Condominium"
    with pytest.raises(DataError, match="'Condominium' is unknown"):
        fetch(service)
    assert [name for name, content in atlas.tree(home).items() if content] == []
    good[1]["properties"]["pol_type"] = "Joint regime"
    fetch(service)
    assert len(zones.load("a").claimants) == 3


def test_zones_in_use_survive_a_failed_fetch(service: Service, home: Path) -> None:
    fetch(service)
    service.answer = always(html)
    with refused(home, "Please log in"):
        fetch(service, refresh=True)
    assert len(zones.load("a").claimants) == 3


def test_a_name_that_cannot_be_used_is_refused_before_anything_is_asked(
    service: Service, home: Path
) -> None:
    with refused(home, "name of the zones that ship", ZoneError):
        fetching.fetch("splashline", url=service.url)
    assert service.asked == []


def test_nobody_listens(home: Path) -> None:
    with running([]) as gone:
        pass
    with refused(home, "gave no whole answer at 2 tries.*refused"):
        fetch(gone, retries=1)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "127.0.0.1/wfs",
        "",
        "http://",
        "http://user:secret@127.0.0.1/wfs",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/\r\nX: y",
        "http://127.0.0.1/海",
        "http://[::1",
        "gopher://127.0.0.1/",
    ],
)
def test_addresses_that_are_not_fetched(url: str, home: Path) -> None:
    with refused(home, "cannot be fetched; expected an address"):
        fetching.fetch("a", url=url)


def test_a_full_disk(service: Service, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    with refused(home, "could not be kept.*No space left.*SPLASHLINE_HOME", OutputError):
        fetch(service)
    assert not home.exists()


def test_the_cache_lies_where_the_user_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetching.cache_folder() == tmp_path / "home" / "cache"
    monkeypatch.delenv("SPLASHLINE_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert fetching.cache_folder() == tmp_path / "splashline"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert fetching.cache_folder() == Path.home() / ".cache" / "splashline"


def test_the_command_line(service: Service, capsys: Any) -> None:
    command = ["zones", "fetch", "--url", service.url, "--name", "mine", "--timeout", "30"]
    for arguments in (command, [*command, "--refresh"]):
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        assert not left.value.code
        out = capsys.readouterr().out
        assert "Flanders Marine Institute, Maritime Boundaries Geodatabase, as served on" in out
        assert out.endswith("use it with --dataset mine\n")
    assert len(service.asked) == 2 * len(ATLAS) - 2
    with pytest.raises(SystemExit):
        cli.main(["zones", "list"])
    assert "\nmine: Marine Regions" in capsys.readouterr().out
    assert importing.notes_of(zones.load("mine").path)
    service.answer = failing_first(html)
    with pytest.raises(SystemExit) as left:
        cli.main([*command, "--refresh"])
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
