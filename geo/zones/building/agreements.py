"""Boundaries that states have agreed, and zones of agreements that are no limits."""

import csv
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import DataError
from geo.geodesy import Floats

BOUNDARY, AREA = "boundary", "area"
_HALF_KM = 45.0
"""An agreed boundary departs from the median by less; see the table in data/eez/README.md."""
_KM_PER_DEG = 111.2
_STEP_KM = 5.0
_HAIR = 1e-6
_AROUND = 16  # quarter circles of the halves' outer edge, which is no limit


@dataclass(frozen=True)
class Agreement:
    """A line or an area that an agreement describes.

    Attributes:
        code: what tables call it.
        kind: ``boundary``, which is used as a limit, ``area`` or ``line``, which are not.
        states: ISO codes in alphabetical order.
        left: the state on the left of a boundary, going from its first point to its last.
        names: by language.
        legal_nature, in_force, datum, source: in words.
        points: lon and lat on WGS 84, shape (n, 2).
    """

    code: str
    kind: str
    states: tuple[str, str]
    left: str
    names: dict[str, str]
    legal_nature: str
    in_force: str
    datum: str
    source: str
    points: Floats

    @property
    def right(self) -> str:
        """The state on the right of a boundary."""
        return next(state for state in self.states if state != self.left)

    @cached_property
    def line(self) -> shapely.LineString:
        """Geodesics from point to point, with a vertex at least every 5 km."""
        from pyproj import Geod

        geod, pieces = Geod(ellps="WGS84"), []
        for (lon0, lat0), (lon1, lat1) in zip(self.points[:-1], self.points[1:], strict=True):
            azimuth, _, metres = geod.inv(lon0, lat0, lon1, lat1)
            steps = int(np.ceil(metres / 1000 / _STEP_KM))
            along = np.arange(1, steps) * metres / max(steps, 1)
            count = len(along)
            lon, lat, _ = geod.fwd(
                np.full(count, lon0), np.full(count, lat0), np.full(count, azimuth), along
            )
            pieces += [np.array([[lon0, lat0]]), np.stack([lon, lat], axis=1)]
        return shapely.LineString(np.concatenate([*pieces, self.points[-1:]]))

    @cached_property
    def halves(self) -> tuple[shapely.Geometry, shapely.Geometry]:
        """Waters to the left and to the right of a boundary, up to 45 km from it.

        They end square at its two ends: beyond, the median goes on.

        Raises:
            DataError: the line runs so crookedly that the halves are not two.
        """
        squeeze = np.cos(np.radians(self.points[:, 1].mean()))
        flat = shapely.transform(self.line, lambda xy: xy * [squeeze, 1.0])
        strip = shapely.buffer(flat, _HALF_KM / _KM_PER_DEG, quad_segs=_AROUND, cap_style="flat")
        cells = shapely.get_parts(
            shapely.polygonize(
                shapely.get_parts(shapely.unary_union([strip.boundary, _longer(flat)]))
            )
        )
        left = shapely.buffer(
            flat, _HALF_KM / _KM_PER_DEG / 20, single_sided=True, cap_style="flat"
        )
        share = shapely.area(shapely.intersection(cells, left)) / left.area
        if len(cells) != 2 or not share.max() > 0.9:
            raise DataError(
                f"the line of {self.code} does not part the waters about it in two; expected one "
                "that ends apart from itself: correct agreement_points.csv"
            )
        back = shapely.transform(cells, lambda xy: xy / [squeeze, 1.0])
        first = int(np.argmax(share))
        return back[first], back[1 - first]

    @property
    def ends(self) -> NDArray[np.object_]:
        """The square ends of the halves, on which a boundary is led to the median."""
        squeeze = np.cos(np.radians(self.points[:, 1].mean()))
        xy = shapely.get_coordinates(self.line) * [squeeze, 1.0]
        found = []
        for end, inner in ((xy[0], xy[1]), (xy[-1], xy[-2])):
            along = (end - inner) / np.hypot(*(end - inner))
            aside = along[::-1] * [-1, 1] * _HALF_KM / _KM_PER_DEG
            found += [[end, end + aside], [end, end - aside]]
        return np.asarray(shapely.linestrings(np.array(found) / [squeeze, 1.0]))


def _longer(line: shapely.LineString) -> shapely.LineString:
    """A line that reaches a hair beyond both ends, so that it cuts what it ends on."""
    xy = shapely.get_coordinates(line)
    start, end = xy[0] + (xy[0] - xy[1]) * _HAIR, xy[-1] + (xy[-1] - xy[-2]) * _HAIR
    return shapely.LineString([start, *xy, end])


def read(folder: Path) -> list[Agreement]:
    """The tables of agreements, ``agreements.csv`` and ``agreement_points.csv``."""
    with (folder / "agreement_points.csv").open(encoding="utf-8", newline="") as file:
        points = {
            code: np.array([(float(row["lon"]), float(row["lat"])) for row in rows])
            for code, rows in groupby(csv.DictReader(file), itemgetter("agreement"))
        }
    with (folder / "agreements.csv").open(encoding="utf-8", newline="") as file:
        return [
            Agreement(
                code=row["agreement"],
                kind=row["kind"],
                states=(row["states"].split("|")[0], row["states"].split("|")[1]),
                left=row["left"],
                names={lang: row[f"name_{lang}"] for lang in ("en", "ja", "ko")},
                legal_nature=row["legal_nature"],
                in_force=row["in_force"],
                datum=row["datum"],
                source=row["source"],
                points=points[row["agreement"]],
            )
            for row in csv.DictReader(file)
        ]
