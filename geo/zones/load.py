"""Finds and loads datasets of zones: the one that ships, and those a user has imported."""

import os
import tomllib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import shapely

from geo import datafiles
from geo.errors import ZoneError
from geo.geopackage import layers, read_layer
from geo.zones.dataset import Provenance, Zones

SHIPPED = "splashline"
_LANGUAGES = ("en", "ja", "ko")


def user_folder() -> Path:
    """Where imported datasets live: ``$SPLASHLINE_HOME``, or the XDG data folder."""
    home = os.environ.get("SPLASHLINE_HOME")
    if home:
        return Path(home) / "zones"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "splashline" / "zones"


def available() -> dict[str, Path]:
    """Datasets by name, the shipped one first."""
    found = {SHIPPED: datafiles.path("eez", "zones.gpkg")}
    folder = user_folder()
    if folder.is_dir():
        found |= {path.stem: path for path in sorted(folder.glob("*.gpkg"))}
    return found


def load(name: str = SHIPPED, *, treaties: bool = True) -> Zones:
    """Load a dataset by name.

    Args:
        name: of the dataset.
        treaties: use agreed boundaries where there are any; otherwise medians alone.

    Raises:
        ZoneError: there is no such dataset.
        DataError: its file is damaged.
    """
    known = available()
    if name not in known:
        raise ZoneError(
            f"no dataset {name!r}; expected one of {', '.join(known)}: import one with "
            "`geo zones import FILE`"
        )
    path = known[name]
    geometry, table = read_layer(path, "zones")
    loaded = Zones(
        provenance=_provenance(name, path),
        geometry=geometry,
        kind=tuple(table["kind"]),
        claimants=tuple(tuple(codes.split("|")) for codes in table["claimants"]),
        disputed_by=tuple(
            tuple(codes.split("|")) if codes else () for codes in table["entitlement_disputed_by"]
        ),
        names={lang: tuple(table[f"name_{lang}"]) for lang in _LANGUAGES},
        area_km2=tuple(float(km2) for km2 in table["area_km2"]),
        path=path,
    )
    return loaded if treaties or "agreed" not in layers(path) else _by_medians(loaded)


def _by_medians(zones: Zones) -> Zones:
    """The same waters as if no boundary had been agreed."""
    geometry, area_km2 = zones.geometry.copy(), list(zones.area_km2)
    moved, table = read_layer(zones.path, "agreed")
    names = zip(zones.claimants, zones.kind, zones.disputed_by, strict=True)
    rows = {
        ("|".join(who), kind): row for row, (who, kind, denied) in enumerate(names) if not denied
    }
    columns = ("claimants", "kind", "median_claimants", "median_kind", "area_km2")
    for piece, *columns_of in zip(moved, *(table[name] for name in columns), strict=True):
        claimants, kind, before, kind_before, km2 = columns_of
        loser, gainer = rows[claimants, kind], rows[before, kind_before]
        geometry[loser] = shapely.difference(geometry[loser], piece)
        parts = [*shapely.get_parts(geometry[gainer]), *shapely.get_parts(piece)]
        geometry[gainer] = shapely.coverage_union_all(parts)
        area_km2[loser] -= km2
        area_km2[gainer] += km2
    return replace(
        zones,
        provenance=replace(zones.provenance, treaties=False),
        geometry=geometry,
        area_km2=tuple(area_km2),
    )


def _provenance(name: str, path: Path) -> Provenance:
    sources = path.parent / "SOURCES.toml" if name == SHIPPED else path.with_suffix(".toml")
    entry = tomllib.loads(sources.read_text(encoding="utf-8"))[path.name]
    west, south, east, north = entry["box"]
    return Provenance(
        name=name,
        title=entry["title"],
        version=entry["version"],
        licence=entry["licence"],
        attribution=entry["attribution"],
        sha256=sha256(path.read_bytes()).hexdigest(),
        box=(west, south, east, north),
    )
