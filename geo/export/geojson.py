"""GeoJSON as RFC 7946 has it: one collection, each feature with the name of its layer.

What the file says about itself stands in the foreign member ``splashline``, and sources, spreads
and attribution once more with the launch, where programs that drop foreign members find them.
"""

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from geo.export import about, layers
from geo.finding import Finding
from geo.wording import Lang
from geo.zones import Zones

_GRID_DEG = 1e-6
_TOLD = ("sources", "spreads", "attribution")


def of(finding: Finding, zones: Zones, lang: Lang = "en") -> bytes:
    """The file, without the points of the sample."""
    told = about.of(finding, lang)
    features = []
    for layer in layers.coarse(layers.of(finding, zones, lang, samples=False)):
        for shape, fields in layer.rows():
            more = {key: told[key] for key in _TOLD} if layer.name == "launch" else {}
            if layer.minutes:
                more["minutes"] = list(layer.minutes)
            properties = {"layer": layer.name, **fields, **more}
            features.append(
                {"type": "Feature", "geometry": _geometry(shape), "properties": properties}
            )
    collection = {
        "type": "FeatureCollection",
        "splashline": told | {"zones_simplified_deg": layers.COARSE_DEG},
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return (text + "\n").encode()


def _geometry(shape: Any) -> dict[str, Any]:
    """Rounded to a tenth of a metre without making it invalid."""
    rounded = shapely.set_precision(shape, _GRID_DEG)
    if shapely.get_dimensions(rounded) == 2:
        rounded = shapely.orient_polygons(rounded)
    return {"type": rounded.geom_type, "coordinates": _plain(mapping(rounded)["coordinates"])}


def _plain(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, 6)
    return [_plain(each) for each in coordinates]
