"""Fetches JSON: bounded in time, size and tries, and known for what it is before it is kept."""

import contextlib
import html
import http.client
import json
import re
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import geo
from geo.errors import DataError
from geo.text import printable
from geo.zones.incoming.connection import WORDS, Watch, check_url, opener

BACKOFF_S = 1.0
READ_TIMEOUT_S = 60.0
_LONGEST_WAIT_S = 60.0
_CHUNK_BYTES = 2**16
_START_BYTES = 4096
_BUSY = {408, 425, 429, 500, 502, 503, 504}
_NO_TEXT = re.compile(r"<(script|style)\b.*?(</\1>|$)|<[^>]*>?", re.IGNORECASE | re.DOTALL)
_INSTEAD = "try again later, or fetch the file from marineregions.org and import it"


class _PassingError(Exception):
    """What may be gone at the next try: a busy server, a broken line, half an answer."""

    def __init__(self, what: str, wait_s: float | None = None) -> None:
        super().__init__(what)
        self.wait_s = wait_s


@dataclass
class Budget:
    """What one fetch may take, over all its requests.

    Attributes:
        timeout_s: seconds from now.
        retries: further tries of each request.
        limit_bytes: bytes of all answers.
        read_timeout_s: seconds that a server may stay silent.
    """

    timeout_s: float
    retries: int
    limit_bytes: int
    read_timeout_s: float = READ_TIMEOUT_S
    _spent_bytes: int = field(default=0, init=False)
    _started: float = field(default_factory=time.monotonic, init=False)

    @property
    def left_s(self) -> float:
        """Seconds left."""
        return self._started + self.timeout_s - time.monotonic()

    def spend(self, count: int, host: str, coming: int = 0) -> None:
        """Take bytes off.

        Raises:
            DataError: more than there are, or more are coming than that.
        """
        self._spent_bytes += count
        if self._spent_bytes + coming > self.limit_bytes:
            raise DataError(
                f"{host} sends more than {self.limit_bytes / 1e6:,.0f} MB; expected less for the "
                f"waters of a region: {_INSTEAD}"
            )

    def check_time(self, host: str) -> None:
        """See that time is left.

        Raises:
            DataError: there is none.
        """
        if self.left_s <= 0:
            raise DataError(
                f"{host} had not sent everything within {self.timeout_s:g} s; expected an answer "
                "in time: give it more with --timeout, or try again later"
            )


def fetch_json(url: str, part: Path, budget: Budget) -> dict[str, Any]:
    """Fetch a JSON object.

    Args:
        url: http or https.
        part: a file that the answer is streamed to; it is overwritten.
        budget: what may be taken.

    Raises:
        DataError: no usable answer in time, or one that is too large or no JSON object.
        OSError: the file cannot be written.
    """
    check_url(url)
    host = printable(urlsplit(url).hostname or "")
    tries = 0
    while True:
        tries += 1
        try:
            _stream(url, host, part, budget)
            return _parsed(part)
        except _PassingError as error:
            wait_s = error.wait_s or BACKOFF_S * 2 ** (tries - 1)
            if tries > budget.retries or wait_s > min(budget.left_s, _LONGEST_WAIT_S):
                raise DataError(
                    f"{host} gave no whole answer at {tries} tries "
                    f"({printable(str(error))[:WORDS]}); "
                    f"expected map data: {_INSTEAD}"
                ) from error
            time.sleep(wait_s)


def _parsed(part: Path) -> dict[str, Any]:
    try:
        found = json.loads(part.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _PassingError(f"half an answer: {error}") from error
    return found if isinstance(found, dict) else {}


def _stream(url: str, host: str, part: Path, budget: Budget) -> None:
    """One try."""
    budget.check_time(host)
    request = urllib.request.Request(  # noqa: S310 - check_url has seen it
        url,
        headers={
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"splashline/{geo.__version__}",
        },
    )
    timeout_s = max(min(budget.read_timeout_s, budget.left_s), 0.01)
    with Watch(budget.left_s) as watch, part.open("wb") as file:
        try:
            with _opened(request, timeout_s, watch) as answer:
                _copy(answer, file, host, budget)
        except _PassingError:
            budget.check_time(host)
            raise
        except urllib.error.HTTPError as error:
            with contextlib.closing(error):
                raise _refusal(error, host) from None


def _opened(
    request: urllib.request.Request, timeout_s: float, watch: Watch
) -> http.client.HTTPResponse:
    try:
        answer: http.client.HTTPResponse = opener(watch).open(request, timeout=timeout_s)
    except urllib.error.HTTPError:
        raise
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            raise DataError(
                f"{request.host} cannot prove who it is ({reason.verify_message}); expected a "
                "valid certificate: check the clock and the network"
            ) from error
        raise _PassingError(f"{type(reason).__name__}: {reason}") from error
    return answer


def _copy(answer: http.client.HTTPResponse, file: IO[bytes], host: str, budget: Budget) -> None:
    declared = answer.length or 0  # 0 where the server does not say
    budget.spend(0, host, declared)
    kind = answer.headers.get_content_type()
    encoding = answer.headers.get("Content-Encoding", "identity")
    got = 0
    while chunk := _chunk(answer):
        begins = chunk.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] if not got else b"{"
        if begins != b"{" or "html" in kind or "xml" in kind or encoding != "identity":
            raise DataError(
                f"{host} answered with {printable(kind)}: {_first_words(chunk)}; expected JSON: "
                "check the address, and whether the network asks you to log in"
            )
        got += len(chunk)
        budget.spend(len(chunk), host)
        file.write(chunk)
    budget.check_time(host)  # where time is up, the connection just ends
    if not got or got < declared:
        raise _PassingError(f"{got:,} bytes" + (f" of {declared:,}" if declared else ""))


def _chunk(answer: http.client.HTTPResponse) -> bytes:
    try:
        return answer.read1(_CHUNK_BYTES)
    except (OSError, http.client.HTTPException) as error:
        raise _PassingError(f"{type(error).__name__}: {error}") from error


def _refusal(error: urllib.error.HTTPError, host: str) -> Exception:
    wait = error.headers.get("Retry-After") or ""
    if error.code in _BUSY:
        return _PassingError(f"HTTP {error.code}", float(wait) if wait.isdecimal() else None)
    if 300 <= error.code < 400:
        reason = printable(str(error.reason))[:WORDS]
        return DataError(
            f"{host} leads on to an address that is not fetched ({reason}); expected map data: "
            "check the address"
        )
    words = ""
    with contextlib.suppress(OSError, http.client.HTTPException):
        words = _first_words(error.read(_START_BYTES))
    return DataError(
        f"{host} refuses (HTTP {error.code}): {words or error.reason}; expected map data: check "
        "the address"
    )


def _first_words(body: bytes) -> str:
    """What a page or an OGC exception report says, on one line."""
    text = _NO_TEXT.sub(" ", body[:_START_BYTES].decode("utf-8", "replace"))
    words = printable(" ".join(html.unescape(text).split()))
    return words if len(words) <= WORDS else f"{words[:WORDS]}…"
