"""GeoPackage: a table for each layer, and a table ``about`` with everything else in words."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from geo import brief
from geo.export import about, layers
from geo.export.layers import Layer
from geo.finding import Finding
from geo.wording import Lang
from geo.zones import Zones


def of(finding: Finding, zones: Zones, lang: Lang = "en") -> bytes:
    """The file, with the zones in full detail and the points of the sample."""
    import pyogrio

    credit = "; ".join(brief.attribution(finding.dataset))
    with tempfile.TemporaryDirectory() as folder, _same_date(finding):
        path = Path(folder) / "finding.gpkg"
        for layer in layers.of(finding, zones, lang):
            pyogrio.write_dataframe(
                frame(layer),
                path,
                layer=layer.name,
                driver="GPKG",
                append=path.exists(),
                layer_options={"DESCRIPTION": credit},
            )
        pyogrio.write_dataframe(_about(finding, lang), path, layer="about", append=True)
        return path.read_bytes()


def frame(layer: Layer) -> Any:
    """A layer as a GeoDataFrame in EPSG:4326; a track's minutes stand beside it as a list."""
    import geopandas as gpd

    columns: dict[str, Any] = {name: _column(values) for name, values in layer.fields.items()}
    if layer.minutes:
        columns["minutes"] = [json.dumps(layer.minutes)]
    return gpd.GeoDataFrame(columns, geometry=list(layer.geometry), crs="EPSG:4326")


def _column(values: tuple[Any, ...]) -> Any:
    import pandas as pd

    known = [value for value in values if value is not None]
    if known and all(isinstance(value, float) for value in known):
        return pd.Series(values, dtype="float64")
    return pd.Series(values, dtype=None if known and len(known) == len(values) else "object")


def _about(finding: Finding, lang: Lang) -> Any:
    import pandas as pd

    told = about.of(finding, lang)
    texts = [
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for value in told.values()
    ]
    return pd.DataFrame({"key": list(told), "value": texts})


@contextmanager
def _same_date(finding: Finding) -> Iterator[None]:
    """Let GDAL note the day of the launch as that of the last change: same finding, same bytes."""
    import pyogrio

    day = "1970-01-01" if finding.date is None else finding.date.isoformat()
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
