"""Finds and loads datasets of zones: the one that ships, and those a user has imported."""

import os
import tomllib
from hashlib import sha256
from pathlib import Path

from geo import datafiles
from geo.errors import ZoneError
from geo.geopackage import read_layer
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


def load(name: str = SHIPPED) -> Zones:
    """Load a dataset by name.

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
    return Zones(
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
