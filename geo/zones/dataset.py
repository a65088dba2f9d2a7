"""Zones with their provenance: loading a dataset, and whose waters are whose in a view."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import ZoneError
from geo.geopackage import layers, read_layer
from geo.zones import states
from geo.zones.states import UNDISPUTED


@dataclass(frozen=True)
class Provenance:
    """Where a dataset comes from; travels with it to every output.

    Attributes:
        name: what ``--dataset`` calls it.
        title, version, licence, attribution: as its maker states them.
        sha256: of the file that was read.
        box: west, south, east, north of the waters it covers, in degrees.
        treaties: whether agreed boundaries are used where there are any, or medians alone.
    """

    name: str
    title: str
    version: str
    licence: str
    attribution: str
    sha256: str
    box: tuple[float, float, float, float]
    treaties: bool = True


@dataclass(frozen=True, eq=False)
class Zones:
    """Waters of a region, one row per kind and claimants; rows do not overlap.

    Attributes:
        provenance: where they come from.
        geometry: polygons in degrees, straight in longitude and latitude, shape (n,).
        kind: ``internal_waters``, ``territorial_sea`` or ``eez``.
        claimants: ISO codes in alphabetical order.
        disputed_by: codes of states that deny the waters to any claimant.
        names: by language, one name per row.
        area_km2: on the ellipsoid.
        path: the file they were read from.
    """

    provenance: Provenance
    geometry: NDArray[np.object_]
    kind: tuple[str, ...]
    claimants: tuple[tuple[str, ...], ...]
    disputed_by: tuple[tuple[str, ...], ...]
    names: Mapping[str, tuple[str, ...]]
    area_km2: tuple[float, ...]
    path: Path

    def owner(self, row: int, view: str) -> str | None:
        """Whose water a row is in a view; nobody's where the view leaves it contested.

        A state's reading gives it everything it claims, and to others what nobody contests. A
        state that disputes an entitlement reads it as high seas.
        """
        claimants = self.claimants[row]
        if view == UNDISPUTED:
            sole = len(claimants) == 1 and not self.disputed_by[row]
            return claimants[0] if sole else None
        reader = states.of_view(view)
        if reader in claimants:
            return reader
        if len(claimants) > 1 or reader in self.disputed_by[row]:
            return None
        return claimants[0]

    def rows(self, code: str, view: str | None = None) -> NDArray[np.int64]:
        """Rows that are a state's waters in a view, by default that state's own reading.

        Raises:
            ZoneError: the dataset has no waters of that state, or the view is unknown.
        """
        if view is not None:
            states.view_word(view)
        known = sorted({state for claimants in self.claimants for state in claimants})
        if code not in known:
            raise ZoneError(
                f"no zone {code!r} in dataset {self.provenance.name}; expected an ISO code of "
                f"{', '.join(known)}"
            )
        reading = view or code
        owned = [row for row in range(len(self.kind)) if self.owner(row, reading) == code]
        return np.array(owned, dtype=np.int64)

    def contested(self, code: str) -> NDArray[np.int64]:
        """Rows that a state claims and another state claims too, or denies it."""
        return np.array(
            [
                row
                for row, claimants in enumerate(self.claimants)
                if code in claimants and (len(claimants) > 1 or self.disputed_by[row])
            ],
            dtype=np.int64,
        )

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """Bounding box of each row, shape (n, 4)."""
        return np.asarray(shapely.bounds(self.geometry))

    @cached_property
    def limits(self) -> "Limits":
        """The outer lines, read when first asked for."""
        geometry, table = read_layer(self.path, "limits")
        other = "medians" if self.provenance.treaties else "treaties"
        under = np.array(table.get("under", ["both"] * len(geometry)))
        rows = np.flatnonzero(under != other)
        kind, side_a, side_b = (np.array(table[key])[rows] for key in ("type", "side_a", "side_b"))
        sides = zip(side_a.tolist(), side_b.tolist(), strict=True)
        return Limits(geometry[rows], tuple(kind.tolist()), tuple(sides))

    @cached_property
    def agreements(self) -> "Agreements":
        """Agreed boundaries and zones of agreements, read when first asked for.

        Empty for a dataset that has none.
        """
        if "agreements" not in layers(self.path):
            return Agreements(np.empty(0, dtype=object), (), (), {}, (), ())
        geometry, table = read_layer(self.path, "agreements")
        return Agreements(
            geometry,
            tuple(table["kind"]),
            tuple(tuple(states.split("|")) for states in table["states"]),
            {lang: tuple(table[f"name_{lang}"]) for lang in self.names},
            tuple(table["legal_nature"]),
            tuple(table["in_force"]),
        )

    def to_geodataframe(self) -> Any:
        """The zones as a GeoDataFrame in EPSG:4326."""
        import geopandas as gpd

        return gpd.GeoDataFrame(
            {
                "kind": self.kind,
                "claimants": ["|".join(codes) for codes in self.claimants],
                "entitlement_disputed_by": ["|".join(codes) for codes in self.disputed_by],
                **{f"name_{lang}": names for lang, names in self.names.items()},
            },
            geometry=self.geometry,
            crs="EPSG:4326",
        )


@dataclass(frozen=True, eq=False)
class Limits:
    """Pieces of limits: geometry, type and the waters on the two sides, one row each."""

    geometry: NDArray[np.object_]
    type: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Agreements:
    """What states have agreed about waters, one row each.

    Attributes:
        geometry: lines or polygons in degrees.
        kind: ``boundary`` (used as a limit), ``area`` or ``line`` (no limits).
        states: ISO codes of the states that agreed.
        names: by language.
        legal_nature: in words: what the agreement is about, and what it is not.
        in_force: since when.
    """

    geometry: NDArray[np.object_]
    kind: tuple[str, ...]
    states: tuple[tuple[str, ...], ...]
    names: Mapping[str, tuple[str, ...]]
    legal_nature: tuple[str, ...]
    in_force: tuple[str, ...]
