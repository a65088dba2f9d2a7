"""Imports zones from a file: Marine Regions, or any polygons with a column that names states.

Marine Regions' areas are exclusive economic zones with the territorial sea, internal and
archipelagic waters included: https://marineregions.org/sources.php. Rows become ``eez`` all the
same, since the file does not tell them apart; titles and names say so.
"""

import re
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from math import ceil, floor
from pathlib import Path

import shapely

from geo.errors import DataError, OutputError, ZoneError
from geo.text import clean, printable, shown
from geo.zones.incoming import Box, Progress, claims, layer, limits, outlines, quiet, store, waters
from geo.zones.incoming.claims import UNNAMED, Claim
from geo.zones.incoming.layer import Layer
from geo.zones.incoming.waters import Waters
from geo.zones.load import SHIPPED, user_folder
from geo.zones.states import all_states

_NAME = re.compile(r"\w[\w.-]{0,63}(?<!\.)")
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)(\..*)?", re.IGNORECASE)
_VERSION = re.compile(r"(?<![a-z])v(?:ersion)?[ _-]?(\d{1,2})(?!\d)", re.IGNORECASE)
_SHAPEFILE = (".shp", ".dbf", ".prj")
_BOX_STEPS = 100  # a box that data were not cut to is rounded outwards to 0.01°


def import_file(  # noqa: PLR0913 - what a dataset says of itself is four texts
    path: Path,
    name: str | None = None,
    *,
    column: str | None = None,
    licence: str | None = None,
    attribution: str | None = None,
    title: str | None = None,
    version: str | None = None,
    box: Box | None = None,
    source: str | None = None,
    progress: Progress = quiet,
) -> Path:
    """Import a file as a dataset that every command can use by its name.

    Args:
        path: a Shapefile, zipped Shapefile, GeoPackage or GeoJSON.
        name: what ``--dataset`` shall call it; by default the name of the file.
        column: the column that holds a state's code or name, for files that are not from Marine
            Regions.
        licence: as with the next three, what every output says of the dataset; known for Marine
            Regions.
        attribution: whom to credit.
        title: what it is.
        version: which one.
        box: west, south, east, north in degrees; waters outside are left out.
        source: where the file comes from, if not from the user's disk.
        progress: called with a word for the step and the share of it that is done.

    Returns:
        The GeoPackage; beside it lies a .toml with what is known of it and what was mended.

    Raises:
        ZoneError: the name or the column cannot be used.
        DataError: the file cannot be used. Nothing is left behind, as with the next.
        OutputError: the dataset cannot be written.
    """
    path = Path(path)
    target = target_of(name, path)
    progress("reading", 0.0)
    found, hashes = _read(path, column)
    progress("cleaning outlines", 0.2)
    rows, notes = _rows(found, column)
    rows = rows if box is None else waters.within(rows, box)
    if not rows:
        raise DataError(f"{found.name} has no waters in the box {box}; expected some: widen it")
    covered = _covered(rows) if box is None else box
    progress("finding limits", 0.6)
    lines = limits.find(rows, None if box is None and column else covered)
    stated = _Stated.of(found.name, path, column, version, licence)
    record = {
        "title": _text(title) or stated.title,
        "version": stated.version,
        "licence": stated.licence,
        "attribution": _text(attribution) or stated.attribution,
        "box": list(covered),
        "source": source or printable(path.name),
        "source_sha256": hashes,
        "imported": datetime.now(UTC).date().isoformat(),
        "notes": notes,
    }
    progress("writing", 0.9)
    words = "column" if column else "marine-regions"
    store.place(target, store.frames(rows, lines, words), record, target.stem)
    progress("writing", 1.0)
    return target


def target_of(name: str | None, path: Path) -> Path:
    """Where a dataset of a name goes; without a name, that of the file.

    Raises:
        ZoneError: the name is no plain file name, or is that of the zones that ship.
    """
    plain = re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") if name is None else name
    if not _NAME.fullmatch(plain) or _RESERVED.fullmatch(plain):
        raise ZoneError(
            f"{shown(plain)} cannot name a dataset; expected up to 64 letters, digits, dots and "
            "hyphens, such as marine-regions: choose one with --name"
        )
    if plain.casefold() == SHIPPED:
        raise ZoneError(
            f"{plain} is the name of the zones that ship; expected another: choose one with --name"
        )
    return user_folder() / f"{plain}.gpkg"


def notes_of(dataset: Path) -> list[str]:
    """What was mended or left out when a dataset was imported, a sentence each."""
    record = tomllib.loads(dataset.with_suffix(".toml").read_text(encoding="utf-8"))
    return [str(note) for note in record[dataset.name]["notes"]]


def _read(path: Path, column: str | None) -> tuple[Layer, list[str]]:
    """The layer, and the hashes of the files that it was read from."""
    wanted = (column.strip().lower(),) if column else claims.MARINE_REGIONS
    try:
        with tempfile.TemporaryDirectory(prefix="splashline-") as folder:
            found = layer.read(path, Path(folder), [wanted])
        parts = _SHAPEFILE if path.suffix.lower() == ".shp" else (path.suffix,)
        files = [part for suffix in parts if (part := path.with_suffix(suffix)).exists()]
        return found, [f"{_hash(file)}  {printable(file.name)}" for file in files]
    except OSError as error:
        raise OutputError(
            f"{printable(path.name)} could not be unpacked ({error.strerror or error}); nothing is "
            f"left of it: free some space in {printable(tempfile.gettempdir())}"
        ) from error


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _rows(found: Layer, column: str | None) -> tuple[list[Waters], list[str]]:
    """The waters of a layer, and what was mended on the way."""
    claimed: list[Claim | None]
    if column:
        claimed = [*claims.of_column(found, column)]
    elif claims.is_marine_regions(found):
        claimed = claims.of_marine_regions(found)
    else:
        known = ", ".join(shown(field) for field in list(found.fields)[:12]) or "none"
        raise ZoneError(
            f"{found.name} has the columns {known}; expected pol_type and sovereign1 as in Marine "
            "Regions: name the column that holds states with --column"
        )
    shapes = outlines.clean(found)
    rows, overlaps = waters.dissolved(claimed, shapes.geometry)
    counts = (
        (shapes.repaired, "crossed themselves and were repaired"),
        (shapes.left_out, "had no outline and were left out"),
        (claimed.count(None), "named no sovereign and were left out"),
        (overlaps, "overlap: there, the claimants of both count"),
        (
            sum(UNNAMED in row.claim.disputed_by for row in rows),
            "are contested by states not named",
        ),
    )
    notes = [f"areas that {what}: {count}" for count, what in counts if count]
    foreign = {code for row in rows for code in row.claim.claimants} - set(all_states())
    if foreign:
        known = ", ".join(sorted(foreign))
        notes.append(f"states without names and views here, not to be asked about: {known}")
    if not column:
        notes.append("the territorial sea, internal and archipelagic waters count as EEZ")
    return rows, notes


def _covered(rows: list[Waters]) -> Box:
    west, south, east, north = shapely.total_bounds([row.geometry for row in rows])
    return (
        max(floor(west * _BOX_STEPS) / _BOX_STEPS, -180.0),
        max(floor(south * _BOX_STEPS) / _BOX_STEPS, -90.0),
        min(ceil(east * _BOX_STEPS) / _BOX_STEPS, 180.0),
        min(ceil(north * _BOX_STEPS) / _BOX_STEPS, 90.0),
    )


def _text(given: str | None) -> str:
    return " ".join(clean(given or "").split())


@dataclass(frozen=True)
class _Stated:
    """What a dataset says of itself where the user says nothing."""

    title: str
    version: str
    licence: str
    attribution: str

    @classmethod
    def of(
        cls, name: str, path: Path, column: str | None, version: str | None, licence: str | None
    ) -> "_Stated":
        """For Marine Regions as its makers ask; for other files what little is known.

        The maker's citation: https://marineregions.org/sources.php.
        """
        number = _VERSION.search(f"{name} {path.name}")
        which = _text(version) or (number[1] if number else "not stated")
        if column:
            terms = _text(licence) or "licence not stated"
            title = printable(path.stem)
            return cls(title, which, terms, f"{title}, {terms}")
        terms = _text(licence) or "CC BY 4.0"
        edition = f"version {which}" if which[0].isdigit() or which == "not stated" else which
        return cls(
            "Marine Regions, exclusive economic zones with territorial seas and internal waters",
            which,
            terms,
            f"Flanders Marine Institute, Maritime Boundaries Geodatabase, {edition}, {terms} — "
            "marineregions.org",
        )
