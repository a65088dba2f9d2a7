"""Connections over http and https alone, which end when time is up.

The standard library does it: nothing more is needed, and nothing that loads slowly. A server can
drip bytes for ever without any one read timing out, in its headers too; so a watch shuts the
connection when time is up.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import urllib.request
from functools import partial
from typing import IO, Any, Self
from urllib.parse import urlsplit

from geo.errors import DataError
from geo.text import printable

WORDS = 160  # what a message quotes at most


def check_url(url: str) -> None:
    """Refuse what is no plain http or https address.

    Raises:
        DataError: it has another scheme, no host, or a password.
    """
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        plain = plain and "@" not in parts.netloc and url.isascii() and url.isprintable()
    except ValueError:
        plain = False
    if not plain or " " in url:
        raise DataError(
            f"{printable(url)[:WORDS]} cannot be fetched; expected an address that begins with "
            "https:// and holds no password: correct it"
        )


class Watch:
    """Shuts connections when time is up, whatever they are waiting for."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._lines: list[socket.socket] = []
        self._over = False

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for line in self._lines:
            line.close()

    def add(self, line: socket.socket) -> None:
        """Watch a connection; a copy of it outlives the wrapping that TLS does."""
        self._lines.append(line.dup())
        if self._over:
            self._shut()

    def _shut(self) -> None:
        self._over = True
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


class _Line(http.client.HTTPConnection):
    watch: Watch

    def connect(self) -> None:
        super().connect()
        self.watch.add(self.sock)


class _SecureLine(http.client.HTTPSConnection, _Line):
    """Connects as `_Line` does, then wraps the connection."""


def _line(kind: type[_Line], watch: Watch, host: str, **options: Any) -> _Line:
    made = kind(host, **options)
    made.watch = watch
    return made


class _Http(urllib.request.HTTPHandler):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._make: Any = partial(_line, _Line, watch)

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._make, req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._make: Any = partial(_line, _SecureLine, watch)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._make, req, context=ssl.create_default_context())


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(  # noqa: PLR0913, PLR0917 - as the library has it
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        fp.close()  # or the library would read it, however long it is
        check_url(newurl)
        _check_step(req.full_url, newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener(watch: Watch) -> urllib.request.OpenerDirector:
    """Opens http and https, and nothing else that the library could: no files, no FTP."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Http(watch),
        _Https(watch),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _check_step(before: str, after: str) -> None:
    if before.startswith("https:") and not after.startswith("https:"):
        host = printable(urlsplit(before).netloc)
        raise DataError(
            f"{host} leads on to {printable(after)[:WORDS]}; expected https throughout: check the "
            "address"
        )
