"""Who claims each row of a file: the fields of Marine Regions, or a column that names states.

Fields of Marine Regions, versions 10 to 12: https://marineregions.org/eezattribute.php. An area
with ``pol_type`` 200NM belongs to ``sovereign1``; an overlapping claim and a joint regime to every
sovereign that is named. Where a claim is called overlapping and one sovereign is named (the South
China Sea), the others are left open, and the water is marked as denied by ``UNNAMED``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.errors import DataError, ZoneError
from geo.text import shown
from geo.zones import states
from geo.zones.incoming.layer import Layer

MARINE_REGIONS = ("pol_type", "sovereign1")
UNNAMED = "unnamed"
_MOST_SOVEREIGNS = 9
_SOLE = ("200nm", "200 nm", "eez")
_SHARED = ("joint", "overlap", "disput")
_CODE = re.compile(r"[A-Z]{3}")
_BETWEEN = re.compile(r"\s*[|/;]\s*")
# Official names, where they differ from the short ones in the table of states.
_ALSO = {
    "Brunei Darussalam": "BRN",
    "Democratic People's Republic of Korea": "PRK",
    "Federated States of Micronesia": "FSM",
    "People's Republic of China": "CHN",
    "Republic of China": "TWN",
    "Republic of Korea": "KOR",
    "Republic of Palau": "PLW",
    "Republic of the Marshall Islands": "MHL",
    "Russian Federation": "RUS",
    "United States of America": "USA",
    "Viet Nam": "VNM",
}


@dataclass(frozen=True, order=True)
class Claim:
    """Whose water a row is.

    Attributes:
        claimants: ISO codes in alphabetical order.
        disputed_by: who denies it to any claimant: codes, or ``UNNAMED``.
    """

    claimants: tuple[str, ...]
    disputed_by: tuple[str, ...] = ()


def is_marine_regions(layer: Layer) -> bool:
    """Whether a layer has the fields of Marine Regions."""
    return set(MARINE_REGIONS) <= set(layer.fields)


def of_marine_regions(layer: Layer) -> list[Claim | None]:
    """The claim of each row; None where no sovereign is named.

    Raises:
        DataError: a kind of area is unknown, or a sovereign has no ISO code anywhere in the file.
    """
    named = [list(_sovereigns(layer.fields, row)) for row in range(len(layer.geometry))]
    codes = _known_codes() | {
        _key(name): code for row in named for name, code in row if _CODE.fullmatch(code)
    }
    codes |= _known_codes()
    unknown = sorted({name for row in named for name, _ in row if _key(name) not in codes})
    if unknown:
        raise DataError(
            f"{layer.name}: no ISO code for {', '.join(shown(name) for name in unknown[:5])}; "
            "expected one in the fields iso_sov1 to iso_sov3: fill them in"
        )
    kinds = layer.fields["pol_type"]
    return [
        _claim(str(kinds[row] or ""), [codes[_key(name)] for name, _ in named[row]], layer.name)
        for row in range(len(named))
    ]


def _sovereigns(fields: Mapping[str, Sequence[Any]], row: int) -> Iterator[tuple[str, str]]:
    """Name and ISO code, which may be missing, of each sovereign of a row."""
    for number in range(1, _MOST_SOVEREIGNS + 1):
        name, code = (
            str((fields[field][row] if field in fields else None) or "").strip()
            for field in (f"sovereign{number}", f"iso_sov{number}")
        )
        if name:
            yield name, code.upper()


def _claim(kind: str, codes: list[str], name: str) -> Claim | None:
    word = kind.strip().lower()
    if not word.startswith(_SOLE) and not any(part in word for part in _SHARED):
        raise DataError(
            f"{name}: pol_type {shown(kind)} is unknown; expected 200NM, Joint regime, Overlapping "
            "claim or Disputed: correct it, or name a column of states with --column"
        )
    if not codes:
        return None
    if word.startswith(_SOLE):
        return Claim((codes[0],))
    claimants = tuple(sorted(set(codes)))
    alone = len(claimants) == 1 and "joint" not in word
    return Claim(claimants, (UNNAMED,) if alone else ())


def of_column(layer: Layer, column: str) -> list[Claim]:
    """The claim of each row from a column with a state's code or name, several split by ``|``.

    Raises:
        ZoneError: there is no such column.
        DataError: a value names no state.
    """
    values = layer.fields.get(column.strip().lower())
    if values is None:
        known = ", ".join(shown(field) for field in list(layer.fields)[:12]) or "none"
        raise ZoneError(
            f"{layer.name} has no column {shown(column)}; expected one of {known}: name the one "
            "that holds states with --column"
        )
    codes = _known_codes()
    found: list[Claim] = []
    unknown: dict[str, None] = {}
    for value in values:
        words = [word for word in _BETWEEN.split(str(value or "").strip()) if word]
        row = [codes.get(_key(word), word) for word in words]
        bad = [word for word in row if not _CODE.fullmatch(word)] or ([] if row else [""])
        unknown |= dict.fromkeys(bad)
        found.append(Claim(tuple(sorted(set(row)))))
    if unknown:
        raise DataError(
            f"{layer.name}, column {shown(column)}: {', '.join(map(shown, list(unknown)[:5]))} "
            "names no state; expected ISO codes such as JPN, or names such as Japan or 日本"
        )
    return found


def _known_codes() -> dict[str, str]:
    table = states.all_states()
    found = {_key(name): code for code, state in table.items() for name in state.names.values()}
    found |= {_key(code): code for code in table}
    return found | {_key(name): code for name, code in _ALSO.items()}


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
