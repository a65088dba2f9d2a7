"""What every kind of table that is read has in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from geo.errors import ReportError
from geo.tables.columns import meant
from geo.tables.values import Cell, blank
from geo.text import shown

Rows = list[tuple[Cell, ...]]


@dataclass(frozen=True)
class Source:
    """A table, read from its beginning as often as asked, a chunk of rows at a time.

    Attributes:
        headers: of its columns, no two alike.
        chunks: yields lists of rows of at most some length; every row has a cell for each header.
        notes: what had to be decided to read it; complete once all of it was read.
        share: how much of the latest reading is done, 0 to 1.
        types: of columns that hold more than text: ``number``, or a type of Arrow's.
        defaults: values for meanings that the layout itself stands for.
    """

    headers: tuple[str, ...]
    chunks: Callable[[int], Iterator[Rows]]
    notes: list[str] = field(default_factory=list)
    share: Callable[[], float] = lambda: 0.0
    types: Mapping[str, object] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)


def unlike(headers: list[str], notes: list[str]) -> tuple[str, ...]:
    """Headers made different where two are the same or one is empty, with a note on each."""
    found: list[str] = []
    taken = set(headers)
    for place, header in enumerate(headers, 1):
        name = header.strip() or f"column {place}"
        number = 2
        unique = name
        while unique in found or (unique != header and unique in taken):
            unique = f"{name} ({number})"
            number += 1
        if unique != header.strip() and header.strip():
            notes.append(f"two columns are called {header.strip()!r}: the later one is {unique!r}")
        found.append(unique)
    return tuple(found)


_HEAD_ROWS = 20


def header_row(
    rows: Iterable[Sequence[Cell]], name: str, notes: list[str]
) -> tuple[int, list[str]]:
    """Which of the first rows names the columns, and the names.

    That is the first in which two cells are known names, or else the first with two filled cells.

    Raises:
        ReportError: none of them does.
    """
    head = [list(row) for row in islice(rows, _HEAD_ROWS)]
    filled = [sum(not blank(cell) for cell in row) for row in head]
    known = [sum(bool(meant(str(cell))[0]) for cell in row if not blank(cell)) for row in head]
    widest = max(filled, default=0)
    row = next((row for row, count in enumerate(known) if count > 1), None)
    if row is None:
        row = next((row for row, count in enumerate(filled) if count >= min(widest, 2) > 0), None)
    if row is None:
        raise ReportError(
            f"{name} is empty; expected a table with a row that names its columns, and launches "
            "below it"
        )
    if row:
        above = [str(cell) for each in head[:row] for cell in each if not blank(cell)]
        said = f": {shown(' '.join(above), 120)}" if above else ""
        notes.append(f"{row} rows above the one that names the columns were passed over{said}")
    return row, ["" if blank(cell) else str(cell).strip() for cell in head[row]]
