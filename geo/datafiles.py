"""Finds the files under ``data/``, in a checkout and in an installed package."""

from functools import cache
from pathlib import Path

from geo.errors import DataError

_HERE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds the data files.

    Raises:
        DataError: the package was installed without its data.
    """
    for candidate in (_HERE.parent / "data", _HERE / "data"):
        if (candidate / "eez").is_dir():
            return candidate
    raise DataError(
        f"no data folder beside {_HERE}; expected data/eez in a checkout or geo/data/eez in an "
        "installed package: install splashline again"
    )


def path(*parts: str) -> Path:
    """The path of one data file, given by its parts below ``data/``.

    Raises:
        DataError: there is no such file.

    >>> path("eez", "SOURCES.toml").name
    'SOURCES.toml'
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise DataError(f"the data file {'/'.join(parts)} is missing from {root()}: reinstall")
    return found
