"""Finds and reads the one polygon layer of a Shapefile, zip, GeoPackage or GeoJSON.

A file is what its first bytes say, never what its name says: a GIS library would follow a text
file that points elsewhere. GeoJSON is read here for the same reason: its member ``crs`` may hold
a link that such a library fetches.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError
from geo.text import printable
from geo.zones.incoming import archive, geojson, whole
from geo.zones.incoming.archive import Unpacked

_FORMATS = "a Shapefile (.shp), a zipped Shapefile, a GeoPackage or GeoJSON"
_SQLITE = b"SQLite format 3\0"
_SHAPEFILE = b"\x00\x00\x27\x0a"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_POLYGONAL = ("Polygon", "Surface", "Unknown", "Collection")
_REASON = 160  # what a message quotes of GDAL's
_LIMIT_BYTES = archive.LIMIT_BYTES


@dataclass(frozen=True, eq=False)
class Layer:
    """Rows of one layer, as they stand in the file.

    Attributes:
        name: how messages call it.
        fields: values by the name of the column in lower case; what is missing is None.
        geometry: shapes of any kind, or None, shape (n,).
        crs: a pyproj CRS.
    """

    name: str
    fields: Mapping[str, Sequence[Any]]
    geometry: NDArray[np.object_]
    crs: Any


@dataclass(frozen=True)
class _Candidate:
    """A layer that may be the one: its file, its name there, and how messages call it."""

    path: Path
    layer: str | None
    name: str


def read(source: Path, folder: Path, wanted: Sequence[Sequence[str]]) -> Layer:
    """Read the polygon layer of a file.

    Args:
        source: the file.
        folder: an empty folder to unpack to.
        wanted: sets of columns; where a file holds several polygon layers, the one that has all
            columns of a set is meant.

    Raises:
        DataError: it cannot be read, is empty, has no CRS, or it is unclear which layer is meant.
    """
    files = _files(source, folder)
    found = [candidate for file in files for candidate in _candidates(file)]
    if not found:
        raise DataError(
            f"{printable(source.name)} has no polygons; expected the areas of zones: import the "
            "layer of areas, not that of lines or points"
        )
    layer = _load(_chosen(found, wanted, source))
    if not len(layer.geometry):
        raise DataError(f"{layer.name} is empty; expected polygons: export it again")
    if layer.crs is None or layer.crs.name.startswith("Undefined"):
        raise DataError(
            f"{layer.name} has no CRS; expected one that says where its coordinates lie: add the "
            ".prj file, or set the CRS in a GIS and export it again"
        )
    return layer


def _files(source: Path, folder: Path) -> list[Unpacked]:
    shown = printable(source.name)
    try:
        size = source.stat().st_size
        with source.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise DataError(
            f"{printable(str(source))} cannot be read ({error.strerror or error}); expected "
            f"{_FORMATS}: check the path"
        ) from error
    if size > _LIMIT_BYTES:
        raise DataError(
            f"{shown} has {size / 1e9:,.1f} GB; expected at most {_LIMIT_BYTES / 1e9:,.1f} GB: cut "
            "it to the region you need"
        )
    if not start.startswith(_ZIP):
        return [Unpacked(source, source.name)]
    files = archive.unpack(source, folder)
    layers = [file for file in files if file.path.suffix in (".shp", ".gpkg")] or files
    if not layers:
        raise DataError(f"{shown} holds no map layer; expected {_FORMATS} in it: check what it is")
    return layers


def _candidates(file: Unpacked) -> list[_Candidate]:
    import pyogrio

    name = printable(file.name)
    with file.path.open("rb") as opened:
        start = opened.read(64)
    if start.startswith(_SQLITE):
        whole.check_geopackage(file.path, name)
    elif start.startswith(_SHAPEFILE):
        whole.check_shapefile(file.path, name)
    elif start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return [_Candidate(file.path, None, name)]
    else:
        raise DataError(f"{name} is in no format that can be read; expected {_FORMATS}")
    with _reading(name):
        listed = pyogrio.list_layers(file.path.resolve())
    several = len(listed) > 1
    return [
        _Candidate(
            file.path,
            str(layer),
            f"{name}, layer {printable(str(layer))}" if several else name,
        )
        for layer, kind in listed
        if kind is not None and any(word in kind for word in _POLYGONAL)
    ]


def _chosen(found: list[_Candidate], wanted: Sequence[Sequence[str]], source: Path) -> _Candidate:
    if len(found) == 1:
        return found[0]
    fitting = [each for each in found if _has(each, wanted)]
    if len(fitting) != 1:
        names = ", ".join(each.name for each in found[:5])
        raise DataError(
            f"{printable(source.name)} has {len(found)} layers of polygons ({names}); expected "
            "one: export the one you need to a file of its own"
        )
    return fitting[0]


def _has(candidate: _Candidate, wanted: Sequence[Sequence[str]]) -> bool:
    import pyogrio

    if candidate.layer is None:
        return False
    with _reading(candidate.name):
        info = pyogrio.read_info(candidate.path.resolve(), layer=candidate.layer)
    fields = {str(field).lower() for field in info["fields"]}
    return any(fields.issuperset(columns) for columns in wanted)


def _load(candidate: _Candidate) -> Layer:
    if candidate.layer is None:
        return Layer(candidate.name, *geojson.read(candidate.path, candidate.name))
    import pyogrio

    with _reading(candidate.name):
        frame = pyogrio.read_dataframe(candidate.path.resolve(), layer=candidate.layer)
    if "geometry" not in frame:
        raise DataError(f"{candidate.name} has no shapes; expected polygons: import another layer")
    fields = {
        str(column).lower(): frame[column]
        .astype(object)
        .where(frame[column].notna(), None)
        .tolist()
        for column in reversed(list(frame.columns))
        if column != "geometry"
    }
    return Layer(candidate.name, fields, np.asarray(frame.geometry.array, dtype=object), frame.crs)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """GDAL at work: its errors become ours; it warns of what is checked later, or not used."""
    from pyogrio.errors import DataSourceError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (DataSourceError, RuntimeError, ValueError) as error:
        raise DataError(
            f"{name} cannot be read ({printable(str(error))[:_REASON]}); expected {_FORMATS}: "
            "fetch or export it again"
        ) from error
