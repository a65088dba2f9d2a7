"""Which reader and writer a file needs, by its name; libraries load when one is needed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from geo.errors import OutputError, ReportError
from geo.tables.source import Source
from geo.tables.values import Cell
from geo.text import printable

SUFFIXES: tuple[str, ...] = (
    *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson", ".parquet", ".gpkg"),
)
_EXTRAS = {"openpyxl": "excel", "pyarrow": "parquet"}
_WRITABLE = (".csv", ".xlsx", ".jsonl", ".ndjson", ".parquet", ".gpkg")


class Sink(Protocol):
    """A table that is being written."""

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add rows."""

    def close(self) -> None:
        """Finish it."""


def read(
    path: Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    facilities: Path | None = None,
) -> Source:
    """Begin to read a table.

    Args:
        path: of the file.
        encoding: of its text, where that is not UTF-8.
        sheet: of a workbook, or layer of a GeoPackage; the first by default.
        facilities: the file of launch sites of the layout nk-missile-tests.

    Raises:
        ReportError: it cannot be read, or is no table.
    """
    if not path.is_file():
        raise ReportError(
            f"{printable(str(path))} is no file; expected a table of launches: check its name"
        )
    suffix = path.suffix.lower()
    try:
        if suffix in {".csv", ".tsv", ".txt"}:
            from geo.tables import comma

            return comma.read(path, encoding)
        if suffix in {".xlsx", ".xlsm"}:
            from geo.tables import workbook

            return workbook.read(path, sheet)
        if suffix in {".jsonl", ".ndjson"}:
            from geo.tables import lines

            return lines.read(path, encoding)
        if suffix == ".json":
            from geo.tables import layouts

            return layouts.read_json(path, encoding, facilities)
        if suffix == ".parquet":
            from geo.tables import arrow

            return arrow.read(path)
        if suffix == ".gpkg":
            from geo.tables import geopackage

            return geopackage.read(path, sheet)
    except ImportError as error:
        raise ReportError(_missing(suffix, error)) from error
    raise ReportError(
        f"{printable(path.name)}: expected a table in {', '.join(SUFFIXES)}: save it as one of them"
    )


def check_suffix(path: Path) -> None:
    """Refuse a name that says no kind of table, before any work is done for it.

    Raises:
        OutputError: it does not.
    """
    if path.suffix.lower() not in _WRITABLE:
        raise OutputError(
            f"{printable(path.name)} has no ending that says what to write; expected one of "
            f"{', '.join(_WRITABLE)}: add one"
        )


def write(
    path: Path,
    headers: Sequence[str],
    types: Mapping[str, object],
    points: tuple[str, str],
    suffix: str | None = None,
) -> Sink:
    """Begin to write a table.

    Args:
        path: of the file.
        headers: of its columns.
        types: of columns that hold more than text: ``number``, ``pairs``, or a type of Arrow's.
        points: the columns of longitude and latitude, for files that hold points.
        suffix: what to write where the name does not say it.

    Raises:
        OutputError: the name says no kind of table, or a library is missing.
    """
    kind = suffix or path.suffix.lower()
    try:
        if kind == ".csv":
            from geo.tables import comma

            return comma.Writer(path, headers)
        if kind == ".xlsx":
            from geo.tables import workbook

            return workbook.Writer(path, headers)
        if kind in {".jsonl", ".ndjson"}:
            from geo.tables import lines

            return lines.Writer(path, headers)
        if kind == ".parquet":
            from geo.tables import arrow

            return arrow.Writer(path, headers, types)
        from geo.tables import geopackage

        return geopackage.Writer(path, headers, types, points)
    except ImportError as error:
        raise OutputError(_missing(kind, error)) from error


def _missing(suffix: str, error: ImportError) -> str:
    extra = _EXTRAS.get(error.name or "", "")
    return (
        f"{suffix} needs {error.name}, which is not installed; expected the extra {extra!r}: pip "
        f"install 'splashline[{extra}]'"
    )
