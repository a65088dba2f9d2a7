"""Tells whole files from damaged ones, where reading them would lose rows without a word."""

import sqlite3
from pathlib import Path

from geo.errors import DataError
from geo.text import printable


def check_shapefile(path: Path, name: str) -> None:
    """Refuse a Shapefile that is cut off.

    Its header holds its length in 16-bit words, that of the table the number of rows and what each
    takes: ESRI Shapefile Technical Description, July 1998; dBASE III.

    Args:
        path: the .shp; the .dbf lies beside it.
        name: how messages call it.

    Raises:
        DataError: a file is shorter than it says.
    """
    for file in path.parent.iterdir():
        if file.stem != path.stem or file.suffix.lower() not in (".shp", ".dbf"):
            continue
        with file.open("rb") as opened:
            head = opened.read(32)
        if file.suffix.lower() == ".shp":
            size = 2 * int.from_bytes(head[24:28], "big")
        else:
            rows, before, row = (head[4:8], head[8:10], head[10:12])
            size = _little(before) + _little(rows) * _little(row)
        if size > file.stat().st_size:
            raise DataError(
                f"{name} is cut off ({file.suffix}); expected a whole Shapefile: fetch or export "
                "it again"
            )


def _little(digits: bytes) -> int:
    return int.from_bytes(digits, "little")


def check_geopackage(path: Path, name: str) -> None:
    """Refuse what is damaged or in use, and layers that are queries: those can call functions.

    Args:
        path: the file.
        name: how messages call it.

    Raises:
        DataError: it is one of these.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise DataError(
            f"{name} is open in another program; expected a file at rest: close it there first"
        )
    try:
        store = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            odd = store.execute(
                "SELECT c.table_name FROM gpkg_geometry_columns c LEFT JOIN sqlite_master m "
                "ON lower(m.name) = lower(c.table_name) "
                "WHERE (m.type IS NOT 'table' OR m.sql LIKE 'CREATE VIRTUAL%')"
            ).fetchall()
        finally:
            store.close()
    except sqlite3.Error as error:
        raise DataError(
            f"{name} cannot be read as a GeoPackage ({error}); expected a whole one: fetch or "
            "export it again"
        ) from error
    if odd:
        raise DataError(
            f"{name} has a layer {printable(str(odd[0][0]))!r} that is a query; expected tables: "
            "export the layer to a file of its own"
        )
