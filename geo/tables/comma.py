"""Tables of text with separators: CSV, read as a stream, every cell as it was written."""

import codecs
import csv
import io
import json
import re
from collections.abc import Generator, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from geo.errors import ReportError
from geo.tables.source import Rows, Source, header_row, unlike
from geo.tables.values import Cell, Overflow
from geo.text import printable, shown

LONGEST_CELL = 1_000_000
_SEPARATORS = (",", ";", "\t", "|")
_HEAD_BYTES = 65_536
_LIVE = frozenset("=+-@\t\r\n＝＋－＠")
_PLAIN = re.compile(r"[-+]?[0-9.,]*(e[-+]?[0-9]+)?|-+", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path, encoding: str | None) -> Source:
    """A table of text.

    Args:
        path: of the file.
        encoding: of its text; UTF-8 by default, with what is no UTF-8 read as Windows-1252.

    Raises:
        ReportError: it has no header, or the encoding is unknown.
    """
    notes: list[str] = []
    with path.open("rb") as file:
        begin = file.read(_HEAD_BYTES)
    marked = next((name for mark, name in _MARKS if begin.startswith(mark)), None)
    chosen = _known(encoding) if encoding else marked or "utf-8"
    first = _first_line(begin, chosen)
    separator = max(_SEPARATORS, key=first.count)
    stream = _Stream(path, chosen, separator, strict=encoding is not None)
    head = stream.rows()
    above, headers = header_row(head, printable(path.name), notes)
    head.close()
    if separator != ",":
        notes.append(f"cells are separated by {shown(separator)}")
    names = unlike(headers, notes)

    def chunks(size: int) -> Iterator[Rows]:
        yield from stream.chunks(above + 1, len(names), size)
        if stream.odd_bytes:
            note = (
                f"{stream.odd_bytes:,} bytes were no {chosen.upper()} and were read as "
                "Windows-1252: if they look wrong, give --encoding, such as cp932 or cp949"
            )
            if note not in notes:
                notes.append(note)

    return Source(names, chunks, notes, stream.share)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise ReportError(
            f"--encoding {shown(encoding)} is unknown; expected one such as utf-8, cp932 or cp949"
        ) from None


def _first_line(head: bytes, encoding: str) -> str:
    text = head.decode(encoding, errors="replace")
    return next((line for line in text.splitlines() if line.strip()), "")


class _Stream:
    """The rows of a file, as often as asked."""

    def __init__(self, path: Path, encoding: str, separator: str, *, strict: bool) -> None:
        self._path = path
        self._encoding = encoding
        self._separator = separator
        self._strict = strict
        self._size = max(path.stat().st_size, 1)
        self._read: BinaryIO | None = None
        self._done = 0.0
        self.odd_bytes = 0

    def share(self) -> float:
        """How much was read, 0 to 1."""
        open_still = self._read is not None and not self._read.closed
        return self._read.tell() / self._size if self._read and open_still else self._done

    def rows(self) -> Generator[list[str], None, None]:
        """Rows as lists of cells, the header first."""
        self.odd_bytes = 0
        csv.field_size_limit(LONGEST_CELL)
        with self._path.open("rb") as file:
            self._read, self._done = file, 0.0
            text = io.TextIOWrapper(
                file,
                encoding=self._encoding,
                errors=self._errors(),
                newline="",
            )
            reader = csv.reader(text, delimiter=self._separator)
            try:
                yield from reader
                self._done = 1.0
            except csv.Error as error:
                raise ReportError(
                    f"{printable(self._path.name)}, line {reader.line_num:,}: {error}; expected "
                    "cells in matching quotes: look for a quote that is never closed"
                ) from None
            except UnicodeError as error:
                raise ReportError(
                    f"{printable(self._path.name)} is not text in {self._encoding} ({error}); give "
                    "another --encoding"
                ) from None

    def chunks(self, skipped: int, width: int, size: int) -> Iterator[Rows]:
        """Rows below the header, each of a width; more cells than that stay in the last one."""
        found: Rows = []
        for row in islice(self.rows(), skipped, None):
            if any(row[width:]):
                row[width - 1 :] = [Overflow(self._separator.join(row[width - 1 :]))]
            found.append((*row[:width], *[""] * (width - len(row))))
            if len(found) == size:
                yield found
                found = []
        if found:
            yield found

    def _errors(self) -> str:
        if self._strict:
            return "strict"
        name = "splashline_windows_1252"

        def mixed(error: UnicodeError) -> tuple[str, int]:
            if not isinstance(error, UnicodeDecodeError):
                raise error
            odd = error.object[error.start : error.end]
            self.odd_bytes += len(odd)
            return "".join(_windows(byte) for byte in odd), error.end

        codecs.register_error(name, mixed)
        return name


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


class Writer:
    """Writes CSV in UTF-8, no cell of which a spreadsheet takes for a formula."""

    def __init__(self, path: Path, headers: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file)  # lines end as RFC 4180 has it
        self.write([tuple(headers)])

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add rows."""
        self._rows.writerows([harmless(cell) for cell in row] for row in rows)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: a text that could be a formula gets an apostrophe.

    >>> harmless("=cmd|' /C calc'!A0"), harmless("-5.3"), harmless("-"), harmless(None)
    ("'=cmd|' /C calc'!A0", '-5.3', '-', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, list | tuple | dict):
        return json.dumps(cell, ensure_ascii=False)
    if not isinstance(cell, str) or not cell:
        return cell
    start = cell.lstrip("\ufeff \xa0")[:1]
    live = cell[0] in _LIVE or start in _LIVE
    return f"'{cell}" if live and not _PLAIN.fullmatch(cell) else cell
