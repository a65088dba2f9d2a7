"""Excel workbooks: read sheet by sheet as a stream, and written with nothing in them that is live.

Small workbooks are read whole, which tells what cells were merged; in large ones a merged cell has
its value in its first cell only.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from geo.errors import OutputError, ReportError
from geo.tables.source import Rows, Source, header_row, unlike
from geo.tables.values import Cell
from geo.text import printable, shown

WHOLE_BYTES = 4_000_000
MOST_ROWS = 1_048_576


def read(path: Path, sheet: str | None) -> Source:
    """The first sheet of a workbook, or the one named.

    Raises:
        ReportError: it is no workbook, has no such sheet, or is empty.
    """
    notes: list[str] = []
    book = _open(path, values=True)
    try:
        name = _sheet(book.sheetnames, sheet, path, notes)
        merged = _merged(book[name], notes)
        above, headers = header_row(
            _rows(book[name], merged), f"{printable(path.name)}, sheet {shown(name)}", notes
        )
        total = max(book[name].max_row or 1, 1)
    finally:
        book.close()
    while headers and not headers[-1]:
        headers.pop()
    names = unlike(headers, notes)
    done = [0.0]

    def chunks(size: int) -> Iterator[Rows]:
        values, formulas = _open(path, values=True), _open(path, values=False)
        unstored = [0]
        try:
            shown_rows = _rows(values[name], merged)
            written = _rows(formulas[name], {})
            rows = _filled(shown_rows, written, above + 1, len(names), unstored)
            found: Rows = []
            for number, row in enumerate(rows, above + 2):
                done[0] = number / total
                found.append(row)
                if len(found) == size:
                    yield found
                    found = []
            if found:
                yield found
        finally:
            values.close()
            formulas.close()
        if unstored[0]:
            note = (
                f"{unstored[0]:,} formulas have no stored value and count as text: open and save "
                "the workbook in a spreadsheet program first"
            )
            if note not in notes:
                notes.append(note)

    return Source(names, chunks, notes, lambda: min(done[0], 1.0))


def _open(path: Path, *, values: bool) -> Any:
    import openpyxl

    whole = path.stat().st_size <= WHOLE_BYTES
    try:
        return openpyxl.load_workbook(path, read_only=not whole, data_only=values)
    except Exception as error:  # noqa: BLE001 - openpyxl passes on what its parsers raise
        raise ReportError(
            f"{printable(path.name)} is no Excel workbook ({type(error).__name__}); expected an "
            ".xlsx file: open it in a spreadsheet program and save it as .xlsx or .csv"
        ) from None


def _sheet(names: list[str], wanted: str | None, path: Path, notes: list[str]) -> str:
    if wanted is not None and wanted not in names:
        raise ReportError(
            f"{printable(path.name)} has no sheet {shown(wanted)}; expected one of "
            f"{', '.join(map(shown, names))}"
        )
    if wanted is None and len(names) > 1:
        others = ", ".join(map(shown, names[1:]))
        notes.append(f"sheet {shown(names[0])} was read; there are also {others}: give --sheet")
    return wanted or names[0]


Merged = dict[tuple[int, int], tuple[int, int]]


def _merged(sheet: Any, notes: list[str]) -> Merged:
    """Each cell that was merged into another, and that other, both from 1."""
    ranges = getattr(getattr(sheet, "merged_cells", None), "ranges", None)
    if ranges is None:
        notes.append("a large workbook: the value of merged cells stands in their first cell only")
        return {}
    found = {
        cell: (each.min_row, each.min_col)
        for each in ranges
        for cell in each.cells
        if cell != (each.min_row, each.min_col)
    }
    if found:
        notes.append(
            f"{len(ranges):,} merged cells were read as their value in each of their cells"
        )
    return found


def _rows(sheet: Any, merged: Merged) -> Iterator[list[Cell]]:
    first: dict[tuple[int, int], Cell] = {}
    wanted = set(merged.values())
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = list(row)
        for column in range(len(cells)):
            place = number, column + 1
            if place in wanted:
                first[place] = cells[column]
            elif place in merged:
                cells[column] = first.get(merged[place])
        yield cells


def _filled(
    shown_rows: Iterator[list[Cell]],
    written: Iterator[list[Cell]],
    skipped: int,
    width: int,
    unstored: list[int],
) -> Iterator[tuple[Cell, ...]]:
    """Rows below the header, without the empty ones at the end."""
    waiting: list[tuple[Cell, ...]] = []
    both = zip(shown_rows, written, strict=False)
    for values, formulas in islice(both, skipped, None):
        cells = _with_formulas(values, formulas, unstored)[:width]
        row = (*cells, *[None] * (width - len(cells)))
        waiting.append(row)
        if any(cell is not None for cell in row):
            yield from waiting
            waiting = []


def _with_formulas(values: list[Cell], formulas: list[Cell], unstored: list[int]) -> list[Cell]:
    """Values, and where a formula has none stored, the formula as text."""
    cells = list(values)
    for column, written in enumerate(formulas[: len(cells)]):
        if cells[column] is None and isinstance(written, str) and written.startswith("="):
            cells[column] = written
            unstored[0] += 1
    return cells


class Writer:
    """Writes a workbook row by row; every text is stored as text, whatever it begins with."""

    def __init__(self, path: Path, headers: Sequence[str]) -> None:
        import openpyxl

        self._path = path
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet("launches")
        self._count = 0
        self.write([tuple(headers)])

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add rows.

        Raises:
            OutputError: there are more than a sheet can hold.
        """
        for row in rows:
            self._count += 1
            if self._count > MOST_ROWS:
                self._sheet.close()
                raise OutputError(
                    f"a sheet holds {MOST_ROWS:,} rows and there are more; expected fewer: write "
                    ".csv or .parquet"
                )
            self._sheet.append([self._cell(value) for value in row])

    def close(self) -> None:
        """Store the workbook."""
        self._book.save(self._path)

    def _cell(self, value: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if isinstance(value, list | tuple | dict):
            value = json.dumps(value, ensure_ascii=False)
        if getattr(value, "tzinfo", None) is not None:  # a workbook's times have no zone
            value = str(value)
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:32_767])
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        return cell
