"""Public layouts that are read as they are.

``nk-missile-tests``: JSON with ``timeBins[].data[]``, launch sites in a second file. Its bearings
are good to 3-5 degrees, and it says ``unknown`` and ``na`` where nothing is known. The workbook of
the CNS North Korea Missile Test Database needs no code of its own: its columns are recognised.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import ReportError
from geo.tables import lines
from geo.tables.source import Source
from geo.tables.values import Cell
from geo.text import printable, shown

_BEARING_SPREAD_DEG = "4"
_PLACEHOLDER = "90"
_UNKNOWN = "unknown"


def read_json(path: Path, encoding: str | None, facilities: Path | None) -> Source:
    """A JSON file: an array of launches, or the layout of nk-missile-tests.

    Raises:
        ReportError: it is neither.
    """
    content = lines.load(path, encoding)
    name = printable(path.name)
    if isinstance(content, Mapping) and isinstance(content.get("timeBins"), list):
        entries = _entries(content, name)
        sites = _sites(path, encoding, facilities, entries)
        defaults = {"bearing_spread_deg": _BEARING_SPREAD_DEG}
        source = lines.read_array([_placed(entry, sites) for entry in entries], name, defaults)
        source.notes.append(
            f"layout of nk-missile-tests: {len(entries):,} tests; bearings ± "
            f"{_BEARING_SPREAD_DEG}°, as they are read off maps"
        )
        flat = sum(str(entry.get("bearing")) == _PLACEHOLDER for entry in entries)
        if flat:
            source.notes.append(
                f"{flat:,} tests have a bearing of {_PLACEHOLDER}, which this catalogue also "
                "writes where no track is known"
            )
        return source
    if isinstance(content, list) and all(isinstance(entry, Mapping) for entry in content):
        return lines.read_array([dict(entry) for entry in content], name, {})
    raise ReportError(
        f"{name} is no table; expected an array of launches, or timeBins with data as in "
        "nk-missile-tests: rearrange it"
    )


def _entries(content: Mapping[str, Any], name: str) -> list[dict[str, Cell]]:
    found = []
    for group in content["timeBins"]:
        data = group.get("data") if isinstance(group, Mapping) else None
        if not isinstance(data, list) or not all(isinstance(entry, Mapping) for entry in data):
            raise ReportError(
                f"{name}: an entry of timeBins has no list 'data' of tests; expected the layout of "
                "nk-missile-tests: check the file"
            )
        found += [dict(entry) for entry in data]
    return found


def _sites(
    path: Path, encoding: str | None, given: Path | None, entries: list[dict[str, Cell]]
) -> Mapping[str, Any]:
    """The launch sites by their id, from the file named or the one beside the tests."""
    beside = given or path.with_name(path.name.replace("test", "facility"))
    if not beside.is_file() or beside == path:
        if not any("facility" in entry for entry in entries):
            return {}
        raise ReportError(
            f"{printable(path.name)} names launch sites by their ids, and {printable(beside.name)} "
            "is not beside it; expected the file with 'facilities': give --facilities"
        )
    content = lines.load(beside, encoding)
    sites = content.get("facilities") if isinstance(content, Mapping) else None
    if not isinstance(sites, Mapping):
        raise ReportError(
            f"{printable(beside.name)} has no 'facilities'; expected launch sites by id, with "
            "name, lat and lon: check the file"
        )
    return sites


def _placed(entry: dict[str, Cell], sites: Mapping[str, Any]) -> dict[str, Cell]:
    """A test with the name and position of its launch site."""
    site = entry.get("facility")
    known = sites.get(site) if isinstance(site, str) and site != _UNKNOWN else None
    if not isinstance(known, Mapping):
        known = {}
        if isinstance(site, str) and site not in {_UNKNOWN, ""} and sites:
            known = {"name": f"{shown(site)} (not among the facilities)"}
    return {
        **entry,
        "facility name": known.get("name"),
        "facility latitude": known.get("lat"),
        "facility longitude": known.get("lon"),
    }
