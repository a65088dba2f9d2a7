"""Puts an imported dataset in place: a GeoPackage and its record, both or neither."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any

import shapely

from geo.errors import OutputError
from geo.geopackage import read_layer
from geo.text import printable
from geo.zones.incoming.claims import UNNAMED
from geo.zones.incoming.limits import Limit
from geo.zones.incoming.outlines import LONGEST_DEG, densified
from geo.zones.incoming.waters import Waters
from geo.zones.states import name as state_name

LIMIT_TYPE = "imported"
# What a row is called, by language: waters of one state, the same when contested.
WORDS = {
    "marine-regions": {
        "en": ("{} – exclusive economic zone and territorial sea", "{} – contested waters"),
        "ja": ("{} – 排他的経済水域と領海", "{} – 争いのある水域"),
        "ko": ("{} – 배타적 경제수역과 영해", "{} – 분쟁 수역"),
    },
    "column": {
        "en": ("{} – waters as imported", "{} – contested waters as imported"),
        "ja": ("{} – 取り込んだ水域", "{} – 取り込んだ、争いのある水域"),
        "ko": ("{} – 가져온 수역", "{} – 가져온 분쟁 수역"),
    },
}
_REASON = 80  # what a message quotes of GDAL's, from its end
_SHAPES = {"zones": "MultiPolygon", "limits": "MultiLineString"}
_BETWEEN = {"en": ", ", "ja": "・", "ko": "·"}
_OTHERS = {"en": "others", "ja": "その他", "ko": "기타"}
_STAMP = "2026-01-01T00:00:00.000Z"  # a GeoPackage must carry a time; the same input, the same file


def place(target: Path, layers: Mapping[str, Any], record: Mapping[str, object], said: str) -> None:
    """Write a dataset beside its place, look at it once more, then rename it into place.

    Args:
        target: where the GeoPackage goes; its record goes beside it, as .toml.
        layers: GeoDataFrames by name.
        record: what the .toml holds of it; the file's hash is added here.
        said: how messages call the dataset.

    Raises:
        OutputError: the disk is full or read-only; what stood there before is untouched.
    """
    from pyogrio.errors import DataSourceError, FeatureError

    try:
        with (
            folder(target.parent) as parent,
            tempfile.TemporaryDirectory(prefix=".import-", dir=parent) as beside,
        ):
            part = Path(beside) / target.name
            _write(part, layers)
            for layer, frame in layers.items():
                if len(read_layer(part, layer)[0]) != len(frame):
                    raise OSError(0, "the file is incomplete")  # noqa: TRY301
            text = _toml(target.name, {**record, "sha256": _hash(part)})
            _swap(part, target, text)
    except (OSError, DataSourceError, FeatureError) as error:
        reason = getattr(error, "strerror", None) or str(error).rpartition(": ")[2][:_REASON]
        raise OutputError(
            f"{said} could not be written to {printable(str(target.parent))} "
            f"({printable(reason)}); the datasets there are untouched: free some space, or set "
            "SPLASHLINE_HOME to a folder that you may write to"
        ) from error


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """The folder, made where it is missing, and removed again where nothing came to lie in it."""
    made = [each for each in (path, *path.parents) if not each.exists()]
    path.mkdir(parents=True, exist_ok=True)
    try:
        yield path
    finally:
        for each in made:
            if not any(each.iterdir()):
                each.rmdir()


def _write(part: Path, layers: Mapping[str, Any]) -> None:
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        for layer, frame in layers.items():
            pyogrio.write_dataframe(
                frame,
                part,
                layer=layer,
                driver="GPKG",
                append=part.exists(),
                geometry_type=_SHAPES[layer],
                promote_to_multi=True,
            )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _swap(part: Path, target: Path, text: str) -> None:
    """Put both files in place; where the second fails, the first goes back."""
    record = target.with_suffix(".toml")
    written = part.with_suffix(".toml")
    written.write_text(text, encoding="utf-8")
    for each in (part, written):
        with each.open("rb") as file:
            os.fsync(file.fileno())
    before = record.read_bytes() if record.exists() else None
    written.replace(record)
    try:
        part.replace(target)
    except OSError:
        if before is None:
            record.unlink()
        else:
            record.write_bytes(before)
        raise


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _toml(table: str, record: Mapping[str, object]) -> str:
    """One table; JSON's texts, numbers and lists are TOML's, but for DEL."""
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")
        for key, value in record.items()
    ]
    return "\n".join([f"[{json.dumps(table, ensure_ascii=False)}]", *lines, ""])


def frames(waters: Sequence[Waters], limits: Sequence[Limit], words: str) -> dict[str, Any]:
    """The layers of a dataset as GeoDataFrames, edges cut short.

    Args:
        waters: rows that do not overlap.
        limits: the lines between them.
        words: which of ``WORDS`` name the rows.
    """
    import geopandas as gpd
    import numpy as np

    shapes = np.array([row.geometry for row in waters], dtype=object)
    shapes = shapely.orient_polygons(shapely.normalize(densified(shapes, LONGEST_DEG, "the file")))
    zones = gpd.GeoDataFrame(
        {
            "kind": [row.kind for row in waters],
            "claimants": ["|".join(row.claim.claimants) for row in waters],
            "entitlement_disputed_by": ["|".join(row.claim.disputed_by) for row in waters],
            **{f"name_{lang}": [_called(row, words, lang) for row in waters] for lang in _BETWEEN},
            "area_km2": [_area_km2(shape) for shape in shapes],
        },
        geometry=shapes,
        crs="EPSG:4326",
    )
    lines = gpd.GeoDataFrame(
        {
            "type": [LIMIT_TYPE for _ in limits],
            "side_a": [limit.sides[0] for limit in limits],
            "side_b": [limit.sides[1] for limit in limits],
        },
        geometry=[shapely.segmentize(limit.geometry, LONGEST_DEG) for limit in limits],
        crs="EPSG:4326",
    )
    return {"zones": zones, "limits": lines}


def _called(row: Waters, words: str, lang: str) -> str:
    codes, denied = row.claim.claimants, row.claim.disputed_by
    states = [state_name(code, lang) for code in codes]
    states += [_OTHERS[lang]] if UNNAMED in denied else []
    return WORDS[words][lang][len(states) > 1].format(_BETWEEN[lang].join(states))


def _area_km2(shape: Any) -> float:
    from pyproj import Geod

    return round(abs(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0]) / 1e6)
