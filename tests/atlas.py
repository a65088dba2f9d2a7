"""Small made-up maps in the formats that people bring, for the tests of imports and fetches."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from geo.zones.load import user_folder

FIELDS = ("geoname", "pol_type", "sovereign1", "sovereign2", "sovereign3", "iso_sov1", "mrgid")

# Waters of three made-up shapes in the north Pacific, far from any land, that share their edges.
JAPAN = shapely.Polygon([(160, 30.5), (162, 30), (162, 32.5), (160.5, 32)])
BOTH = shapely.Polygon([(162, 30), (163, 30.5), (163, 32.3), (162, 32.5)])
RUSSIA = shapely.Polygon([(163, 30.5), (165, 30), (165.5, 32), (163, 32.3)])
BOUNDARY = shapely.LineString(JAPAN.exterior.coords)


def row(kind: str, *sovereigns: str, iso: str | None = None) -> dict[str, Any]:
    """Fields of one area, as Marine Regions has them."""
    named = (*sovereigns, None, None, None)
    texts = (f"{kind} of {'/'.join(sovereigns)}", kind, *named[:3], iso)
    number = zlib.crc32(repr(texts).encode()) % 100_000
    return dict(zip(FIELDS, (*texts, number), strict=True))


ATLAS: tuple[tuple[dict[str, Any], BaseGeometry], ...] = (
    (row("200NM", "Japan", iso="JPN"), JAPAN),
    (row("Overlapping claim", "Russia", "Japan", iso="RUS"), BOTH),
    (row("200NM", "Russia", iso="RUS"), RUSSIA),
)

Areas = Iterable[tuple[Mapping[str, Any], BaseGeometry | None]]


def features(areas: Areas = ATLAS) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "id": f"eez.{number}",
            "properties": dict(fields),
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
        }
        for number, (fields, shape) in enumerate(areas)
    ]


def geojson(path: Path, areas: Areas = ATLAS, **members: Any) -> Path:
    document = {"type": "FeatureCollection", **members, "features": features(areas)}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def frame(areas: Areas = ATLAS, crs: object = 4326, *, upper: bool = False) -> gpd.GeoDataFrame:
    rows = list(areas)
    table = gpd.GeoDataFrame(
        [dict(fields) for fields, _ in rows], geometry=[shape for _, shape in rows], crs=4326
    )
    table = table if crs == 4326 else table.to_crs(crs)
    return table.rename(columns=str.upper).set_geometry("GEOMETRY") if upper else table


def shapefile(
    folder: Path, areas: Areas = ATLAS, stem: str = "eez_v11", crs: object = 4326
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}.shp"
    pyogrio.write_dataframe(frame(areas, crs, upper=True), path)
    return path


def lines_shapefile(folder: Path, stem: str = "eez_boundaries_v11") -> Path:
    """Boundaries, as Marine Regions packs them beside the areas."""
    path = folder / f"{stem}.shp"
    table = gpd.GeoDataFrame({"LINE_ID": [1]}, geometry=[BOUNDARY], crs=4326)
    pyogrio.write_dataframe(table, path)
    return path


def zipped(path: Path, folder: Path, inside: str = "World_EEZ_v11/shp/") -> Path:
    """Everything in a folder, in a zip, in folders of its own."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/World_EEZ_v11/._eez_v11.shp", b"\0" * 120)
        for file in sorted(folder.iterdir()):
            archive.write(file, inside + file.name)
        archive.writestr(f"{inside}LICENSE_EEZ_v11.txt", "CC BY")
    return path


def geopackage(path: Path, layers: Mapping[str, gpd.GeoDataFrame]) -> Path:
    for layer, table in layers.items():
        pyogrio.write_dataframe(table, path, layer=layer, driver="GPKG", append=path.exists())
    return path


def raw_zip(path: Path, entries: Sequence[tuple[str, bytes, int, int]]) -> Path:
    """A zip with entries as no tool writes them: name, deflated bytes, size it claims, mode."""
    body, directory = b"", b""
    for name, data, size, mode in entries:
        raw = name.encode()
        packed = zlib.compressobj(9, zlib.DEFLATED, -15)
        stream = packed.compress(data) + packed.flush()
        sizes = struct.pack("<III", zlib.crc32(data), len(stream), min(size, 0xFFFFFFFF))
        extra = struct.pack("<HHQ", 1, 8, size) if size >= 0xFFFFFFFF else b""
        common = struct.pack("<HHHHH", 45, 0, 8, 0, 0) + sizes
        lengths = struct.pack("<HH", len(raw), len(extra))
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 45 | 3 << 8)
            + common
            + lengths
            + struct.pack("<HHHII", 0, 0, 0, mode << 16, len(body))
            + raw
            + extra
        )
        body += b"PK\x03\x04" + common + lengths + raw + extra + stream
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)
    return path


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder: contents by relative path, None for folders."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def datasets() -> dict[str, bytes | None]:
    folder = user_folder()
    return tree(folder) if folder.exists() else {}
