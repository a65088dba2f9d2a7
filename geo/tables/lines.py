"""JSON: a launch on each line, or an array of launches."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from geo.errors import ReportError
from geo.tables.source import Rows, Source
from geo.tables.values import Cell
from geo.text import printable, shown

MOST_WHOLE_BYTES = 200_000_000
_PROGRESS_LINES = 4096


def read(path: Path, encoding: str | None) -> Source:
    """JSON lines; every key of any line is a column, in the order of first appearance.

    Raises:
        ReportError: a line is no JSON object.
    """
    keys: dict[str, None] = {}
    for entry, _ in _entries(path, encoding):
        keys.update(dict.fromkeys(entry))
    if not keys:
        raise ReportError(
            f"{printable(path.name)} is empty; expected a JSON object on each line: add launches"
        )
    headers = tuple(keys)
    size, done = max(path.stat().st_size, 1), [0]

    def chunks(most: int) -> Iterator[Rows]:
        found: Rows = []
        for entry, position in _entries(path, encoding):
            done[0] = position
            found.append(tuple(entry.get(key) for key in headers))
            if len(found) == most:
                yield found
                found = []
        if found:
            yield found

    return Source(headers, chunks, share=lambda: min(done[0] / size, 1.0))


def read_array(entries: list[dict[str, Cell]], name: str, defaults: dict[str, str]) -> Source:
    """Launches that were read whole.

    Raises:
        ReportError: there are none.
    """
    headers = tuple(dict.fromkeys(key for entry in entries for key in entry))
    if not headers:
        raise ReportError(f"{name} is empty; expected launches: add them")
    done = [0.0]

    def chunks(most: int) -> Iterator[Rows]:
        for first in range(0, len(entries), most):
            some = entries[first : first + most]
            yield [tuple(entry.get(key) for key in headers) for entry in some]
            done[0] = (first + len(some)) / len(entries)

    return Source(headers, chunks, share=lambda: done[0], defaults=defaults)


def load(path: Path, encoding: str | None) -> Any:
    """All of a JSON file.

    Raises:
        ReportError: it is none, or too large to be read whole.
    """
    if path.stat().st_size > MOST_WHOLE_BYTES:
        raise ReportError(
            f"{printable(path.name)} is over {MOST_WHOLE_BYTES:,} bytes of JSON; expected a "
            "smaller file, or one launch on each line: save it as .jsonl"
        )
    try:
        return json.loads(path.read_text(encoding=encoding or "utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReportError(
            f"{printable(path.name)} is no JSON ({shown(str(error))}); expected an array of "
            "launches, or one on each line of a .jsonl file"
        ) from None


def _entries(path: Path, encoding: str | None) -> Iterator[tuple[dict[str, Cell], int]]:
    position = 0
    with path.open(encoding=encoding or "utf-8-sig", errors="strict") as file:
        try:
            for number, line in enumerate(file, 1):
                position += len(line)
                if line.strip():
                    yield _entry(line, number, path), position
        except UnicodeDecodeError as error:
            raise ReportError(
                f"{printable(path.name)} is not UTF-8 text ({error.reason}); expected JSON in "
                "UTF-8: give --encoding"
            ) from None


def _entry(line: str, number: int, path: Path) -> dict[str, Cell]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict):
        raise ReportError(
            f"{printable(path.name)}, line {number:,}: {shown(line.strip())} is no JSON object; "
            'expected one launch on each line, such as {"place": "Wonsan", "range": 450}'
        )
    return entry


def writable(value: Cell) -> Any:
    """A cell as JSON can hold it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - not a number
        return None
    return value


class Writer:
    """Writes a JSON object on each line."""

    def __init__(self, path: Path, headers: Sequence[str]) -> None:
        self._headers = tuple(headers)
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add rows."""
        for row in rows:
            entry = {key: writable(cell) for key, cell in zip(self._headers, row, strict=True)}
            self._file.write(json.dumps(entry, ensure_ascii=False, allow_nan=False, default=str))
            self._file.write("\n")

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
