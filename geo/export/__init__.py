"""Writes a finding in the formats that others work with; the suffix of a file says which."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from geo import brief, files, summary
from geo.errors import OutputError
from geo.finding import Finding
from geo.text import printable
from geo.wording import Lang
from geo.zones import Zones

__all__ = ["SUFFIXES", "check_target", "content", "write"]


def _geopackage(finding: Finding, zones: Zones, lang: Lang) -> bytes:
    from geo.export import geopackage

    return geopackage.of(finding, zones, lang)


def _geojson(finding: Finding, zones: Zones, lang: Lang) -> bytes:
    from geo.export import geojson

    return geojson.of(finding, zones, lang)


def _kml(finding: Finding, zones: Zones, lang: Lang) -> bytes:
    from geo.export import kml

    return kml.of(finding, zones, lang)


def _kmz(finding: Finding, zones: Zones, lang: Lang) -> bytes:
    from geo.export import kml

    return kml.zipped(finding, zones, lang)


def _czml(finding: Finding, zones: Zones, lang: Lang) -> bytes:
    from geo.export import czml

    return czml.of(finding, zones, lang)


def _json(finding: Finding, _zones: Zones, lang: Lang) -> bytes:
    return (json.dumps(summary.of(finding, lang), ensure_ascii=False, indent=2) + "\n").encode()


def _markdown(finding: Finding, _zones: Zones, lang: Lang) -> bytes:
    return brief.markdown(finding, lang).encode()


def _plain(finding: Finding, _zones: Zones, lang: Lang) -> bytes:
    return brief.plain(finding, lang).encode()


_FORMATS: Mapping[str, Callable[[Finding, Zones, Lang], bytes]] = {
    ".gpkg": _geopackage,
    ".geojson": _geojson,
    ".kml": _kml,
    ".kmz": _kmz,
    ".czml": _czml,
    ".json": _json,
    ".md": _markdown,
    ".txt": _plain,
}
SUFFIXES = tuple(_FORMATS)


def content(suffix: str, finding: Finding, zones: Zones, lang: Lang = "en") -> bytes:
    """The content of a file of a finding.

    Args:
        suffix: one of `SUFFIXES`.
        finding: what was worked out.
        zones: the dataset it was worked out with.
        lang: of the words.
    """
    return _FORMATS[suffix](finding, zones, lang)


def write(path: Path, finding: Finding, zones: Zones, lang: Lang = "en") -> None:
    """Write a finding to a file.

    Raises:
        OutputError: a suffix that is none of `SUFFIXES`, or a file that cannot be written.
    """
    check_target(path)
    files.write_bytes(path, content(path.suffix.lower(), finding, zones, lang))


def check_target(path: Path) -> None:
    """Refuse a file that cannot be written, before any work is done for it.

    Raises:
        OutputError: as `write`.
    """
    if path.suffix.lower() not in _FORMATS:
        given = f"suffix {path.suffix!r}" if path.suffix else "no suffix"
        raise OutputError(
            f"{printable(str(path))} has {given}; expected one of {', '.join(SUFFIXES)}: the "
            "suffix says which format is meant"
        )
    files.check_target(path)
