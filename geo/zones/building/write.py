"""Writes what a build yields: GeoPackages that any GIS opens, the same bytes every time."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.zones.building.agreements import AREA
from geo.zones.building.build import Built
from geo.zones.building.limits import Limit
from geo.zones.building.waters import LAND, OPEN_SEA
from geo.zones.states import name

_LANGUAGES = ("en", "ja", "ko")
_KIND_NAMES = {
    "internal_waters": ("internal waters", "内水", "내수"),
    "territorial_sea": ("territorial sea", "領海", "영해"),
    "eez": ("exclusive economic zone", "排他的経済水域", "배타적 경제수역"),
}
_CONTESTED = ("claimed by {}", "{}が主張", "{} 주장")
_SHORT_DEG = 0.1  # an edge is straight in degrees; a geodesic parts from a longer one
_STAMP = "2026-01-01T00:00:00.000Z"  # a GeoPackage must carry a time; a build must not


def zones_frame(built: Built, disputed_by: str) -> Any:
    """One row per label: kind, claimants, names, area and the geometry of all its faces."""
    import geopandas as gpd

    rows = []
    labels = built.waters.by_agreement(built.faces.labels)
    for label in np.unique(labels):
        if label in (LAND, OPEN_SEA):
            continue
        kind, claimants, disputed = built.waters.describe(int(label))
        parts = _joined(built.faces.polygons[labels == label])
        rows.append(
            {
                "kind": kind,
                "claimants": claimants,
                "entitlement_disputed_by": disputed_by if disputed else "",
                **{f"name_{lang}": _zone_name(kind, claimants, lang) for lang in _LANGUAGES},
                "area_km2": round(_area_km2(parts)),
                "geometry": shapely.multipolygons(_ordered(parts)),
            }
        )
    rows.sort(key=lambda r: (r["claimants"], r["kind"], r["entitlement_disputed_by"]))
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def agreed_frame(built: Built) -> Any:
    """The waters that agreed boundaries move, with what they are by the median."""
    import geopandas as gpd

    rows = []
    labels = built.faces.labels
    for label in np.unique(labels[built.waters.moved(labels)]):
        whole = np.array([label])
        kind, claimants, _ = built.waters.describe(int(label))
        by_median = built.waters.describe(int(built.waters.by_median(whole)[0]))
        parts = built.faces.polygons[labels == label]
        rows.append(
            {
                "kind": kind,
                "claimants": claimants,
                "median_kind": by_median[0],
                "median_claimants": by_median[1],
                "area_km2": round(_area_km2(parts), 1),
                "geometry": shapely.multipolygons(_ordered(parts)),
            }
        )
    rows.sort(key=lambda row: tuple(str(row[key]) for key in list(row)[:4]))
    columns = ["kind", "claimants", "median_kind", "median_claimants", "area_km2", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def agreements_frame(built: Built) -> Any:
    """What states have agreed, limits or not, each with its legal nature in words."""
    import geopandas as gpd

    rows = [
        {
            "agreement": each.code,
            "kind": each.kind,
            "states": "|".join(each.states),
            **{f"name_{lang}": each.names[lang] for lang in _LANGUAGES},
            "legal_nature": each.legal_nature,
            "in_force": each.in_force,
            "datum": each.datum,
            "source": each.source,
            "geometry": shapely.Polygon(each.points) if each.kind == AREA else each.line,
        }
        for each in built.agreements
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def _joined(parts: Any) -> Any:
    """Faces of one water with the edges between them gone."""
    return shapely.get_parts(shapely.coverage_union_all(parts))


def _zone_name(kind: str, claimants: str, lang: str) -> str:
    which = _LANGUAGES.index(lang)
    states = [name(code, lang) for code in claimants.split("|")]
    if len(states) == 1:
        return f"{states[0]} – {_KIND_NAMES[kind][which]}"
    joined = {"en": ", ".join(states[:-1]) + " and " + states[-1], "ja": "・".join(states)}
    return f"{_KIND_NAMES[kind][which]} – " + _CONTESTED[which].format(
        joined.get(lang, "·".join(states))
    )


def limits_frame(limits: list[Limit], built: Built) -> Any:
    """One row per type, pair of sides and reading, sides written as ``claimants kind``."""
    import geopandas as gpd

    groups: dict[tuple[str, str, str, str], list[Any]] = {}
    for limit in limits:
        sides = sorted(_side(label, built) for label in limit.sides)
        groups.setdefault((limit.type, sides[0], sides[1], limit.under), []).append(limit.geometry)
    rows = [
        {
            "type": kind,
            "side_a": a,
            "side_b": b,
            "under": under,
            "geometry": shapely.multilinestrings(_ordered(lines)),
        }
        for (kind, a, b, under), lines in sorted(groups.items())
    ]
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def _side(label: int, built: Built) -> str:
    if label == OPEN_SEA:
        return "high_seas"
    kind, claimants, _ = built.waters.describe(label)
    return f"{claimants} {kind}"


def base_points_frame(built: Built) -> Any:
    """The base points that the limits hang on, with the claimants of their land."""
    import geopandas as gpd

    names = np.array([group.partition(":")[0] for group in built.base.groups])
    claimants = names[built.base.group[built.controlling]]
    xy = np.stack([built.base.lon, built.base.lat], axis=1)[built.controlling]
    order = np.lexsort(xy.T)
    xy, claimants = xy[order], claimants[order]
    return gpd.GeoDataFrame(
        {"claimants": np.unique(claimants)},
        geometry=[shapely.multipoints(xy[claimants == name]) for name in np.unique(claimants)],
        crs="EPSG:4326",
    )


def land_frame(built: Built) -> Any:
    """Land as the zones see it."""
    import geopandas as gpd

    parts = built.faces.polygons[built.faces.labels == LAND]
    return gpd.GeoDataFrame(geometry=_ordered(parts), crs="EPSG:4326")


def _ordered(parts: Any) -> list[Any]:
    parts = list(shapely.normalize(np.asarray(parts, dtype=object)))
    return sorted(parts, key=lambda part: (*part.bounds, part.wkb))


def _area_km2(parts: Any) -> float:
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    short = shapely.segmentize(shapely.orient_polygons(parts), _SHORT_DEG)
    return sum(abs(geod.geometry_area_perimeter(part)[0]) for part in short) / 1e6


def layers(path: Path, frames: dict[str, Any]) -> str:
    """Write layers to a new GeoPackage beside ``path``, then put it in place.

    Returns:
        The file's sha256.
    """
    import pyogrio

    part = path.with_name(path.name + ".part.gpkg")
    part.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        for layer, frame in frames.items():
            pyogrio.write_dataframe(frame, part, layer=layer, driver="GPKG", append=part.exists())
        part.replace(path)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        part.unlink(missing_ok=True)
    return sha256(path.read_bytes()).hexdigest()
