"""One row of water for each kind and claim, without overlaps.

Where two areas of a file overlap, both states claim the water: the overlap becomes a row with the
claimants of both. Marine Regions lays some joint regimes over ordinary zones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.zones.incoming import Box
from geo.zones.incoming.claims import Claim
from geo.zones.incoming.outlines import areas

KIND = "eez"
_SLIVER_DEG2 = 1e-9  # some ten square metres: what rounding leaves between neighbours


@dataclass(frozen=True, eq=False)
class Waters:
    """Water of one kind under one claim.

    Attributes:
        claim: whose it is.
        geometry: polygon or multipolygon in degrees.
        kind: as in `geo.zones.Zones`.
    """

    claim: Claim
    geometry: Any
    kind: str = KIND

    @property
    def side(self) -> str:
        """How limits name this water."""
        return f"{'|'.join(self.claim.claimants)} {self.kind}"


def dissolved(
    claims: Sequence[Claim | None], geometry: NDArray[np.object_]
) -> tuple[list[Waters], int]:
    """One row for each claim, ordered by claim, and how many claims were found to overlap.

    Rows without a claim or a shape are left out.
    """
    groups: dict[Claim, list[Any]] = {}
    for claim, shape in zip(claims, geometry, strict=True):
        if claim is not None and shape is not None:
            groups.setdefault(claim, []).append(shape)
    merged = [Waters(claim, areas(shapely.union_all(groups[claim]))) for claim in sorted(groups)]
    apart = _apart(merged)
    return _united(apart), sum(row.claim not in groups for row in apart)


def _apart(rows: list[Waters]) -> list[Waters]:
    """Rows and their overlaps, none of which overlap."""
    done: list[Waters] = []
    for row in rows:
        rest = row.geometry
        for number, other in enumerate(done):
            if rest.is_empty or not shapely.intersects(_box(rest), _box(other.geometry)):
                continue
            both = areas(shapely.intersection(rest, other.geometry))
            if both.area < _SLIVER_DEG2:
                continue
            rest = areas(shapely.difference(rest, both))
            done[number] = replace(other, geometry=areas(shapely.difference(other.geometry, both)))
            done.append(Waters(_shared(row.claim, other.claim), both))
        done.append(replace(row, geometry=rest))
    return [row for row in done if row.geometry.area >= _SLIVER_DEG2]


def _box(shape: Any) -> Any:
    return shapely.box(*shape.bounds)


def _shared(first: Claim, second: Claim) -> Claim:
    return Claim(
        tuple(sorted({*first.claimants, *second.claimants})),
        tuple(sorted({*first.disputed_by, *second.disputed_by})),
    )


def _united(rows: list[Waters]) -> list[Waters]:
    groups: dict[Claim, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.claim, []).append(row.geometry)
    return [
        Waters(claim, shapes[0] if len(shapes) == 1 else areas(shapely.union_all(shapes)))
        for claim, shapes in sorted(groups.items())
    ]


def within(rows: Sequence[Waters], box: Box) -> list[Waters]:
    """The part of each row that lies in a box; rows outside are left out."""
    frame = shapely.box(*box)
    cut = [replace(row, geometry=areas(shapely.intersection(row.geometry, frame))) for row in rows]
    return [row for row in cut if not row.geometry.is_empty]
