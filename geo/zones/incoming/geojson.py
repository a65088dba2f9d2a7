"""Reads GeoJSON without following anything in it: fields, shapes and the CRS by its name.

RFC 7946: coordinates are longitude, latitude on WGS84. Its forerunner of 2008 allowed a member
``crs``; a named one is taken, one that is null says that there is none, a link is refused.
"""

import json
import re
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from geo.errors import DataError

LIMIT_BYTES = 2**30  # read as a whole, at about six times its size
_CRS = re.compile(
    r"(?:urn:ogc:def:crs:)?(?:OGC:[\d.]*:?CRS84|EPSG:[\d.]*:?(\d{4,6}))", re.IGNORECASE
)
_SHAPES = {"Point", "LineString", "Polygon", "GeometryCollection"}
_SHAPES |= {f"Multi{kind}" for kind in ("Point", "LineString", "Polygon")}


def read(path: Path, name: str) -> tuple[dict[str, list[Any]], NDArray[np.object_], Any]:
    """Fields by name in lower case, shapes or None, and the pyproj CRS or None.

    Args:
        path: the file.
        name: how messages call it.

    Raises:
        DataError: it is cut off, too large, or no GeoJSON.
    """
    size = path.stat().st_size
    if size > LIMIT_BYTES:
        raise DataError(
            f"{name} has {size / 1e9:,.1f} GB; expected at most {LIMIT_BYTES / 1e9:,.1f} GB of "
            "GeoJSON: convert it to a GeoPackage"
        )
    document = _document(path, name)
    features = document.get("features") if document.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise DataError(
            f"{name} is no GeoJSON FeatureCollection; expected one with its features: export it "
            "again"
        )
    rows = [_feature(feature, number, name) for number, feature in enumerate(features, 1)]
    columns = dict.fromkeys(key for properties, _ in rows for key in properties)
    fields = {key: [properties.get(key) for properties, _ in rows] for key in columns}
    geometry = np.empty(len(rows), dtype=object)
    geometry[:] = [shape for _, shape in rows]
    return fields, geometry, _crs(document, name)


def _document(path: Path, name: str) -> dict[str, Any]:
    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is no number")

    try:
        document = json.loads(path.read_bytes(), parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"{name} is cut off or no JSON ({error}); expected whole GeoJSON: fetch or export it "
            "again"
        ) from error
    return document if isinstance(document, dict) else {}


def _feature(feature: Any, number: int, name: str) -> tuple[dict[str, Any], Any]:
    import shapely

    try:
        properties = {
            str(key).lower(): value for key, value in (feature["properties"] or {}).items()
        }
        shape = feature["geometry"]
        if shape is None:
            return properties, None
        if shape["type"] not in _SHAPES:
            raise ValueError(f"the shape {str(shape['type'])[:40]!r}")  # noqa: TRY301
        return properties, shapely.geometry.shape(shape)
    except (LookupError, TypeError, ValueError, AttributeError, shapely.GEOSException) as error:
        raise DataError(
            f"{name}, feature {number}, is no GeoJSON feature ({str(error)[:80]}); expected "
            "properties and a geometry: export it again"
        ) from error


def _crs(document: dict[str, Any], name: str) -> Any:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    member = document.get("crs", {"type": "name", "properties": {"name": "EPSG:4326"}})
    if member is None:
        return None
    try:
        found = _CRS.fullmatch(member["properties"]["name"])
        if member["type"] == "name" and found:
            return CRS.from_epsg(int(found[1] or 4326))
    except (LookupError, TypeError, CRSError):
        pass
    raise DataError(
        f"{name} names its CRS in a way that cannot be read; expected EPSG and a number: export "
        "it again in EPSG:4326"
    )
