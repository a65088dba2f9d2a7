"""The whole build in one call: derive, verify, write, and record the sources."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from geo.errors import DataError
from geo.geodesy import Floats
from geo.zones.building import build as building
from geo.zones.building import verify, write
from geo.zones.building.build import LANDMASK_VERSION, Progress

VERSION = "2026.11"
RETRIEVED = "2026-11-22"
MEDIAN_TOLERANCE_M = 100.0
BREADTH_TOLERANCE_M = 50.0
_CHECKED_POSITIONS = 300_000
_EDGE_TOLERANCE_M = 60.0

_ENTITLEMENT_DISPUTED_BY = "CHN|KOR"
_ATTRIBUTION = "© OpenStreetMap contributors, ODbL"


_FACTS = "facts, each with its source"
_TABLES = (
    ("islands.csv", "Contested and omitted islands, with administration and claims", _FACTS),
    ("baselines.csv", "Straight baselines and closing lines of bays and inland seas", _FACTS),
    (
        "low_water.csv",
        (
            "Areas of the low-water lines that Japan's EEZ hangs on: Cabinet Order 157 of 2010, "
            "annexed table (e-Gov 422CO0000000157, as of 2024-04-01)"
        ),
        "facts",
    ),
    ("straits.csv", "Straits with a territorial sea of 3 nautical miles", _FACTS),
    ("agreements.csv", "Agreed boundaries and zones of agreements, with their nature", _FACTS),
    (
        "agreement_points.csv",
        "Points of agreements, as published and on WGS 84",
        "facts, sources in agreements.csv",
    ),
    (
        "states.csv",
        (
            "States and territories in English, Japanese and Korean: codes GeoNames, names Unicode "
            "CLDR; the north-west Pacific by hand"
        ),
        "facts; CC BY 4.0 (GeoNames), Unicode License (CLDR)",
    ),
)
"""Hand-made tables: file, title, licence."""


@dataclass(frozen=True)
class Summary:
    """What a build found.

    Attributes:
        worst_m: largest departure from the definition by type of limit, in metres.
        checked: number of points checked, by type of limit.
        japan_km2: area of the waters that Japan claims.
    """

    worst_m: dict[str, float]
    checked: dict[str, int]
    japan_km2: float


def run(data: Path, cache: Path, progress: Progress) -> Summary:
    """Derive the zones from open data and put them in place.

    Args:
        data: the folder ``data``.
        cache: folder for fetched inputs.
        progress: called with a word for the step and the share of it that is done.

    Raises:
        DataError: an input is missing or wrong, or the result breaks its definition; nothing is
            written then.
    """
    built = building.build(data / "eez", cache, progress)
    progress("checking", 0.0)
    residuals = verify.all_residuals(built)
    _refuse_departures(residuals)
    _refuse_misplaced(verify.misplaced_m(built, _CHECKED_POSITIONS))
    progress("checking", 1.0)
    zones = write.zones_frame(built, _ENTITLEMENT_DISPUTED_BY)
    limits = write.limits_frame(built.limits, built)
    layered = {
        "zones": zones,
        "limits": limits,
        "agreed": write.agreed_frame(built),
        "agreements": write.agreements_frame(built),
    }
    hashes = {
        "zones.gpkg": write.layers(data / "eez" / "zones.gpkg", layered),
        "base_points.gpkg": write.layers(
            data / "eez" / "base_points.gpkg", {"base_points": write.base_points_frame(built)}
        ),
    }
    land = write.layers(data / "basemap" / "land.gpkg", {"land": write.land_frame(built)})
    (data / "eez" / "SOURCES.toml").write_text(
        sources(data / "eez", hashes, land), encoding="utf-8"
    )
    japan = zones[zones.claimants.str.contains("JPN")].area_km2.sum()
    worst = {kind: float(np.abs(found.metres).max()) for kind, found in residuals.items()}
    return Summary(worst, {kind: len(found.metres) for kind, found in residuals.items()}, japan)


def _refuse_departures(residuals: dict[str, verify.Residuals]) -> None:
    for kind, found in residuals.items():
        limit_m = MEDIAN_TOLERANCE_M if kind == "median" else BREADTH_TOLERANCE_M
        row = int(np.argmax(np.abs(found.metres)))
        if abs(found.metres[row]) > limit_m:
            raise DataError(
                f"the {kind} limit at {found.lon[row]:.4f}, {found.lat[row]:.4f} is "
                f"{abs(found.metres[row]):.0f} m off; expected at most {limit_m:.0f} m"
            )


def _refuse_misplaced(edge_m: Floats) -> None:
    if len(edge_m) and edge_m.max() > _EDGE_TOLERANCE_M:
        raise DataError(
            f"{len(edge_m)} of {_CHECKED_POSITIONS} positions are in the wrong waters, by up to "
            f"{edge_m.max():.0f} m; expected none farther than {_EDGE_TOLERANCE_M:.0f} m from a "
            "limit"
        )


def sources(folder: Path, hashes: dict[str, str], land: str) -> str:
    """The record of what was made from what."""
    tables = "\n".join(_table_entry(folder, *entry) for entry in _TABLES)
    return f"""\
# Written by `geo zones build`; hand-made tables are listed below the derived files.

["zones.gpkg"]
title = "Maritime zones of the north-west Pacific, derived from OpenStreetMap land"
version = "{VERSION}"
licence = "ODbL-1.0"
attribution = "{_ATTRIBUTION}"
sha256 = "{hashes["zones.gpkg"]}"
box = [100.0, 0.0, 180.0, 60.0]
derived_from = [
    "osm-land", "countries", "islands.csv", "baselines.csv", "low_water.csv", "straits.csv",
    "agreements.csv", "agreement_points.csv",
]

["base_points.gpkg"]
title = "Base points that the limits hang on"
version = "{VERSION}"
licence = "ODbL-1.0"
attribution = "{_ATTRIBUTION}"
sha256 = "{hashes["base_points.gpkg"]}"
derived_from = ["osm-land", "countries", "islands.csv", "baselines.csv", "low_water.csv"]

["../basemap/land.gpkg"]
title = "Land of the north-west Pacific, thinned to 400 m"
version = "{VERSION}"
licence = "ODbL-1.0"
attribution = "{_ATTRIBUTION}"
sha256 = "{land}"
derived_from = ["osm-land"]

[osm-land]
title = "OpenStreetMap land polygons in the Python package roaring-landmask"
version = "{LANDMASK_VERSION}"
retrieved = {RETRIEVED}
licence = "ODbL-1.0"
attribution = "{_ATTRIBUTION}"

[countries]
title = "Geo-Maps countries coastline, 1 m resolution, npm package {building.COUNTRIES_PACKAGE}"
version = "0.6.0"
retrieved = {RETRIEVED}
licence = "MIT for the package, ODbL-1.0 for the OpenStreetMap data in it"
attribution = "{_ATTRIBUTION}"
sha256 = "{building.COUNTRIES_SHA256}"

{tables}"""


def _table_entry(folder: Path, name: str, title: str, licence: str) -> str:
    return f"""\
["{name}"]
title = "{title}"
version = "{VERSION}"
licence = "{licence}"
retrieved = {RETRIEVED}
sha256 = "{sha256((folder / name).read_bytes()).hexdigest()}"
"""
