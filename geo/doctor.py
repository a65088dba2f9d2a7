"""What is installed, what is missing, and the one command that adds it."""

import platform
import re
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from geo import __version__, datafiles
from geo.errors import SplashlineError

PACKAGE = "splashline"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_FOR_CONTRIBUTORS = frozenset({"test"})
_TOOLS: Mapping[str, tuple[str, ...]] = {"build": ("npm",)}
_FOLDERS = ("eez", "basemap", "launches", "places")


@dataclass(frozen=True)
class Item:
    """One line of the report.

    Attributes:
        name: of the part.
        state: ``ok``, ``missing`` (it is optional) or ``broken``.
        detail: versions, or what is wrong.
        remedy: the command that mends it, empty where nothing is wrong.
    """

    name: str
    state: str
    detail: str
    remedy: str = ""


def examine() -> tuple[Item, ...]:
    """Look at the package, its libraries, its optional parts and its data."""
    return (*_itself(), *_libraries(), *_data(), *_datasets())


def _itself() -> Iterator[Item]:
    yield Item(PACKAGE, "ok", f"{__version__}, Python {platform.python_version()}")


def _libraries() -> Iterator[Item]:
    try:
        wanted = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        yield Item("libraries", "broken", "not installed as a package", f"pip install {PACKAGE}")
        return
    for extra, names in _by_extra(wanted).items():
        if extra in _FOR_CONTRIBUTORS:
            continue
        versions = {name: _version(name) for name in names}
        absent = [name for name, version in versions.items() if version is None]
        absent += [tool for tool in _TOOLS.get(extra, ()) if shutil.which(tool) is None]
        found = ", ".join(f"{name} {version}" for name, version in versions.items() if version)
        label = f"extra {extra}" if extra else "libraries"
        if not absent:
            yield Item(label, "ok", found)
        elif extra:
            remedy = f"pip install '{PACKAGE}[{extra}]'"
            if "npm" in absent:
                remedy += " and npm from https://nodejs.org"
            yield Item(label, "missing", f"without {', '.join(absent)}", remedy)
        else:
            remedy = f"pip install --force-reinstall {PACKAGE}"
            yield Item(label, "broken", f"without {', '.join(absent)}", remedy)


def _by_extra(requirements: list[str]) -> dict[str, list[str]]:
    """Names of distributions by the extra that asks for them; "" for those always needed."""
    found: dict[str, list[str]] = {"": []}
    for text in requirements:
        name, extra = _NAME.match(text), _EXTRA.search(text)
        if name is not None:
            found.setdefault(extra.group(1) if extra else "", []).append(name.group())
    return found


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _data() -> Iterator[Item]:
    """Each file against the hash that its record states."""
    try:
        root = datafiles.root()
    except SplashlineError as error:
        yield Item("data", "broken", str(error), f"pip install --force-reinstall {PACKAGE}")
        return
    wrong, checked = [], 0
    for folder in _FOLDERS:
        for name, recorded in _recorded(root / folder / "SOURCES.toml"):
            path = root / folder / name
            checked += 1
            if not path.exists():
                wrong.append(f"{folder}/{name} is missing")
            elif sha256(path.read_bytes()).hexdigest() != recorded:
                wrong.append(f"{folder}/{name} is not the recorded one")
    if wrong:
        remedy = f"pip install --force-reinstall {PACKAGE}, or `git status` in a checkout"
        yield Item("data", "broken", "; ".join(wrong), remedy)
    else:
        yield Item("data", "ok", f"{checked} files as recorded")


def _recorded(record: Path) -> Iterator[tuple[str, str]]:
    """Names and hashes of the files that a record lists; the record itself where it is missing."""
    if not record.exists():
        yield record.name, ""
        return
    entries = tomllib.loads(record.read_text(encoding="utf-8"))
    for source in entries.pop("source", []):
        yield from source.get("files", {}).items()
    for name, entry in entries.items():
        if "." in name and "sha256" in entry:
            yield name, entry["sha256"]


def _datasets() -> Iterator[Item]:
    from geo import zones

    for name in zones.available():
        try:
            source = zones.load(name).provenance
        except SplashlineError as error:
            remedy = f"geo zones import FILE --name {name}"
            yield Item(f"zones {name}", "broken", str(error), remedy)
        else:
            yield Item(f"zones {name}", "ok", f"{source.title} ({source.version})")
