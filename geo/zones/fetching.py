"""Fetches Marine Regions' zones from its web feature service, and imports them.

The service is a GeoServer: https://marineregions.org/webservices.php names its address. Asked for
JSON and ``EPSG:4326`` it gives longitude before latitude, and reads a box the same way
(https://docs.geoserver.org/latest/en/user/services/wfs/axis_order/). Answers come in pages by
``count`` and ``startIndex`` (OGC 09-025, 7.7.4.4); GeoServer needs ``sortBy`` to keep their order.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from geo import land
from geo.errors import DataError, OutputError
from geo.text import printable
from geo.zones import importing
from geo.zones.incoming import Box, Progress, connection, download, quiet, store

DEFAULT_NAME = "marine-regions"
DEFAULT_WFS = "https://geo.vliz.be/geoserver/MarineRegions/wfs"
DEFAULT_BOX = land.DETAIL_BOX
LIMIT_BYTES = 2**30
PAGE = 10  # one area can be tens of megabytes
_PAGING = ("count", "maxfeatures", "startindex")
_MOST_FEATURES = 2_000  # the world has some 285


def fetch(  # noqa: PLR0913 - every bound of a fetch can be set
    name: str = DEFAULT_NAME,
    *,
    url: str = DEFAULT_WFS,
    box: Box = DEFAULT_BOX,
    timeout_s: float = 900.0,
    retries: int = 3,
    limit_bytes: int = LIMIT_BYTES,
    cache: Path | None = None,
    refresh: bool = False,
    progress: Progress = quiet,
) -> Path:
    """Fetch the zones of a box and import them as a dataset.

    Args:
        name: what ``--dataset`` shall call it.
        url: a web feature service; what its query says replaces what is asked by default.
        box: west, south, east, north in degrees.
        timeout_s: seconds for all of it.
        retries: further tries of each request, after waits that double.
        limit_bytes: bytes of all answers.
        cache: folder for what was fetched; by default that of the user.
        refresh: fetch again what the cache holds.
        progress: called with a word for the step and the share of it that is done.

    Returns:
        The GeoPackage of the dataset.

    Raises:
        ZoneError: the name cannot be used.
        DataError: the service gave nothing usable; nothing is left behind, as with the next.
        OutputError: the disk is full or read-only.
    """
    importing.target_of(name, Path(name))
    connection.check_url(url)
    request = _request(url, box)
    kept = (cache or cache_folder()) / f"{sha256(request.encode()).hexdigest()[:16]}.geojson"
    fetched = None if refresh else _fetched(kept)
    if fetched is None:
        with _beside(kept) as folder:
            _fill(
                folder / kept.name,
                request,
                download.Budget(timeout_s, retries, limit_bytes),
                progress,
            )
            fetched = _keep(folder / kept.name, kept, request)
    try:
        return importing.import_file(
            kept,
            name,
            box=box,
            version=f"as served on {fetched}",
            source=request,
            progress=progress,
        )
    except DataError:
        _forget(kept)
        raise


def cache_folder() -> Path:
    """Where fetched files are kept: ``$SPLASHLINE_HOME/cache``, or the XDG cache folder."""
    home = os.environ.get("SPLASHLINE_HOME")
    if home:
        return Path(home) / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "splashline"


def _request(url: str, box: Box) -> str:
    """The address of the whole, without paging."""
    parts = urlsplit(url)
    asked = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": "MarineRegions:eez",
        "outputFormat": "application/json",
        "srsName": "EPSG:4326",
        "bbox": ",".join(f"{value:g}" for value in box) + ",EPSG:4326",
        "sortBy": "mrgid",
    }
    known = {key.lower(): key for key in asked}
    for key, value in parse_qsl(parts.query):
        if key.lower() not in _PAGING:
            asked[known.get(key.lower(), key)] = value
    return urlunsplit(parts._replace(query=urlencode(asked, safe=":,/"), fragment=""))


def _fill(target: Path, request: str, budget: download.Budget, progress: Progress) -> None:
    """Fetch page after page into one FeatureCollection."""
    part = target.with_suffix(".part")
    with target.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, (feature, share) in enumerate(_features(request, part, budget)):
            file.write(",\n" if number else "\n")
            json.dump(feature, file, separators=(",", ":"))
            progress("fetching", share)
        file.write("\n]}\n")
    part.unlink()


def _features(
    request: str, part: Path, budget: download.Budget
) -> Iterator[tuple[dict[str, Any], float]]:
    """Every feature, and the share of all that have come with it.

    Raises:
        DataError: the service contradicts itself, or has no feature.
    """
    host = printable(urlsplit(request).hostname or "")
    seen: set[str] = set()
    while True:
        paging = urlencode({"count": PAGE, "startIndex": len(seen)})
        page = download.fetch_json(f"{request}&{paging}", part, budget)
        features, matched = page.get("features"), page.get("numberMatched")
        if not isinstance(features, list) or page.get("type") != "FeatureCollection":
            raise DataError(
                f"{host} answered with JSON that is no FeatureCollection: "
                f"{printable(json.dumps(page, ensure_ascii=False))[:160]}; expected map data: "
                "check the address"
            )
        total = matched if isinstance(matched, int) else None  # "unknown" is allowed
        for feature in features:
            seen.add(_identity(feature, seen, host))
            yield feature, len(seen) / max(total or 0, len(seen))
        if total is not None and len(seen) >= total:
            break
        if not features:
            break
        if len(seen) > _MOST_FEATURES:
            raise DataError(
                f"{host} sends more than {_MOST_FEATURES:,} areas; expected the zones of a region: "
                "check the address"
            )
    if total not in (None, len(seen)):
        raise DataError(
            f"{host} says that it has {total:,} areas and sent {len(seen):,}; expected as many as "
            "it says: try again later"
        )
    if not seen:
        raise DataError(
            f"{host} has no area in the box asked for; expected some: check the address"
        )


def _identity(feature: Any, seen: set[str], host: str) -> str:
    """What tells a feature from all others: not its id, which a server may draw at random."""
    if not isinstance(feature, dict):
        feature = {}
    properties = feature.get("properties") or {}
    number = properties.get("mrgid") if isinstance(properties, dict) else None
    content = json.dumps([properties, feature.get("geometry")]).encode()
    identity = f"mrgid {number}" if number else f"an area {sha256(content).hexdigest()[:16]}"
    if identity in seen:
        raise DataError(
            f"{host} sent {printable(identity)[:60]} twice; expected each area once, in pages: "
            "fetch the file from marineregions.org and import it"
        )
    return identity


# --- the cache ------------------------------------------------------------------------------------


@contextmanager
def _beside(kept: Path) -> Iterator[Path]:
    """A folder beside a file, gone afterwards."""
    try:
        with (
            store.folder(kept.parent) as folder,
            tempfile.TemporaryDirectory(prefix=".fetch-", dir=folder) as beside,
        ):
            yield Path(beside)
    except OSError as error:
        raise OutputError(
            f"what was fetched could not be kept in {printable(str(kept.parent))} "
            f"({error.strerror or error}); nothing is left of it: free some space, or set "
            "SPLASHLINE_HOME to a folder that you may write to"
        ) from error


def _keep(written: Path, kept: Path, request: str) -> str:
    """Put a file into the cache with a record of it; today's date."""
    today = datetime.now(UTC).date().isoformat()
    record = {"url": request, "fetched": today, "sha256": _hash(written)}
    notes = written.with_suffix(".json")
    notes.write_text(json.dumps(record, indent=2), encoding="utf-8")
    _forget(kept)
    written.replace(kept)
    notes.replace(kept.with_suffix(".json"))
    return today


def _fetched(kept: Path) -> str | None:
    """The date of a file in the cache; None where it is missing or not what was kept."""
    try:
        record = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
        return str(record["fetched"]) if record["sha256"] == _hash(kept) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _forget(kept: Path) -> None:
    kept.with_suffix(".json").unlink(missing_ok=True)
    kept.unlink(missing_ok=True)
