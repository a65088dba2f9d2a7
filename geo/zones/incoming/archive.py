"""Unpacks a zip that nobody vouches for: bounded in size, nothing outside its folder, no links.

Only files that can hold a layer are written, under names made here, so that no name in the
archive ever reaches the file system.
"""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DataError
from geo.text import printable

LIMIT_BYTES = 4 * 2**30
RATIO_LIMIT = 200  # layers shrink about threefold, padded tables up to a hundredfold
RATIO_FROM_BYTES = 64 * 2**20
ENTRIES_LIMIT = 10_000
MAIN_SUFFIXES = (".shp", ".gpkg", ".geojson", ".json")
_SIDE_SUFFIXES = (".shx", ".dbf", ".prj", ".cpg")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK_BYTES = 2**20
_ENCRYPTED = 0x1
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Unpacked:
    """One file of an archive that may hold a layer.

    Attributes:
        path: where it was written; the other files of a Shapefile lie beside it.
        name: what the archive calls it.
    """

    path: Path
    name: str


def unpack(source: Path, folder: Path, limit_bytes: int = LIMIT_BYTES) -> list[Unpacked]:
    """Unpack what can hold a layer into an existing, empty folder.

    Args:
        source: the zip.
        folder: where to write.
        limit_bytes: how much it may unpack to, as declared and as counted while unpacking.

    Raises:
        DataError: it is damaged, encrypted, too large, or an entry is a link or leads outside.
    """
    name = printable(source.name)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _refuse(entries, source, limit_bytes)
            return _write(archive, entries, folder, limit_bytes)
    except DataError:
        raise
    except _DAMAGE as error:
        raise DataError(
            f"{name} is cut off or damaged ({printable(str(error))}); expected a whole zip: "
            "fetch it again"
        ) from error


def _refuse(entries: list[zipfile.ZipInfo], source: Path, limit_bytes: int) -> None:
    name = printable(source.name)
    if len(entries) > ENTRIES_LIMIT:
        raise DataError(
            f"{name} has {len(entries):,} entries; expected at most {ENTRIES_LIMIT:,}: unpack it "
            "yourself and import the one file"
        )
    for entry in entries:
        _refuse_entry(entry, name)
    declared = sum(entry.file_size for entry in entries)
    packed = source.stat().st_size
    if declared > limit_bytes:
        raise _too_large(name, declared, limit_bytes)
    if declared > RATIO_FROM_BYTES and declared > RATIO_LIMIT * packed:
        raise DataError(
            f"{name} unpacks to {declared / packed:,.0f} times its size; expected at most "
            f"{RATIO_LIMIT} times, as maps do: unpack it yourself if you trust it"
        )


def _refuse_entry(entry: zipfile.ZipInfo, archive: str) -> None:
    shown = printable(entry.filename)
    parts = re.split(r"[/\\]", entry.filename)
    if parts[0] == "" or ".." in parts or ":" in entry.filename:
        raise DataError(
            f"{archive} has an entry {shown!r} that leads outside its folder; expected plain "
            "names: do not trust this archive"
        )
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise DataError(
            f"{archive} has an entry {shown!r} that is a link or a device; expected files and "
            "folders: do not trust this archive"
        )
    if entry.flag_bits & _ENCRYPTED:
        raise DataError(
            f"{archive} is encrypted ({shown}); expected an open zip: unpack it yourself and "
            "import the file"
        )
    if entry.compress_type not in _METHODS:
        raise DataError(
            f"{archive} is packed in an unusual way ({shown}, method {entry.compress_type}); "
            "expected a plain zip: unpack it yourself and import the file"
        )


def _too_large(name: str, size: int, limit: int) -> DataError:
    return DataError(
        f"{name} unpacks to {size / 1e9:,.1f} GB or more; expected at most {limit / 1e9:,.1f} GB: "
        "cut it to the region you need"
    )


def _write(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path, limit_bytes: int
) -> list[Unpacked]:
    found: list[Unpacked] = []
    groups: dict[str, Path] = {}
    written = 0
    for entry in entries:
        stem, dot, suffix = entry.filename.rpartition(".")
        suffix = (dot + suffix).lower()
        if entry.is_dir() or suffix not in MAIN_SUFFIXES + _SIDE_SUFFIXES or _is_residue(stem):
            continue
        target = (
            groups.setdefault(stem.casefold(), folder / f"{len(groups) + 1}") / f"layer{suffix}"
        )
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            raise DataError(
                f"{printable(Path(archive.filename or '').name)} has "
                f"{printable(entry.filename)!r} twice; expected each file once: unpack it "
                "yourself and import the right one"
            )
        written = _copy(archive, entry, target, (written, limit_bytes))
        if suffix in MAIN_SUFFIXES:
            found.append(Unpacked(target, entry.filename))
    return found


def _is_residue(stem: str) -> bool:
    """What macOS packs beside every file."""
    parts = stem.split("/")
    return parts[0] == "__MACOSX" or parts[-1].startswith("._")


def _copy(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, budget: tuple[int, int]
) -> int:
    """Unpack one entry; the budget holds the bytes written so far, and those allowed in all.

    Returns:
        Bytes written so far.
    """
    written, limit_bytes = budget
    with archive.open(entry) as packed, target.open("xb") as file:
        while chunk := packed.read(_CHUNK_BYTES):
            written += len(chunk)
            if written > limit_bytes:
                raise _too_large(printable(Path(archive.filename or "").name), written, limit_bytes)
            file.write(chunk)
    return written
