"""Writes the table of Japan's limits against Marine Regions into data/eez/README.md.

    SPLASHLINE_REFERENCE=FOLDER python tools/stretches.py

The folder holds marine_regions_v12_nw_pacific.geojson. Offsets are geodesic distances from points
at most 1 km apart along our limits to points at most 0.1 km apart along the lines of that file,
which is itself within about 0.1 km of the original.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geo import datafiles, zones
from geo.geodesy import Floats, ecef_km
from geo.geopackage import read_layer

README = datafiles.path("eez", "README.md")
START, END = "<!-- stretches -->\n", "<!-- end of stretches -->"
REFERENCE = "marine_regions_v12_nw_pacific.geojson"
NEAR_JAPAN = (115.0, 10.0, 165.0, 55.0)
ONE_KM_DEG, TENTH_KM_DEG = 1 / 111.7, 0.1 / 111.7
OKINOTORISHIMA = (136.08, 20.424)
REEF_KM = 10.0

Where = Callable[[Floats], NDArray[np.bool_]]


@dataclass(frozen=True)
class Stretch:
    """A part of Japan's limits.

    Attributes:
        name: in the table.
        other: what stands on the other side: claimants, or ``high_seas``.
        why: what explains its departures.
        where: which positions belong to it; all by default.
        types: of limit.
    """

    name: str
    other: str
    why: str
    where: Where = lambda xy: np.ones(len(xy), dtype=bool)
    types: tuple[str, ...] = ("median",)


def between(west: float, east: float) -> Where:
    """Positions between two meridians, west of the Sea of Okhotsk's end at 44°N."""
    return lambda xy: (xy[:, 0] > west) & (xy[:, 0] <= east)


def on_the_reef(xy: Floats) -> NDArray[np.bool_]:
    """Positions whose nearest base point of Japan is Okinotorishima's."""
    from scipy.spatial import cKDTree

    shapes, table = read_layer(datafiles.path("eez", "base_points.gpkg"), "base_points")
    base = shapely.get_coordinates(shapes[table["claimants"].index("JPN")])
    _, near = cKDTree(ecef_km(*base.T)).query(ecef_km(*xy.T))
    count = len(xy)
    _, _, metres = Geod(ellps="WGS84").inv(
        np.full(count, OKINOTORISHIMA[0]), np.full(count, OKINOTORISHIMA[1]), *base[near].T
    )
    return np.asarray(np.asarray(metres) < REEF_KM * 1000)


STRETCHES = (
    Stretch(
        "200 nautical miles, without Okinotorishima",
        "high_seas",
        "the largest is the joint with Okinotorishima’s arc",
        lambda xy: ~on_the_reef(xy),
        ("200nm",),
    ),
    Stretch("200 nautical miles, Okinotorishima", "high_seas", "", on_the_reef, ("200nm",)),
    Stretch("Okhotsk side, east of 143°E", "RUS", "", lambda xy: xy[:, 0] > 143.0),
    Stretch(
        "Soya Strait, 141.85–143°E",
        "RUS",
        "ours counts Kamen Opasnosti, a Russian rock; theirs fits no base point there",
        between(141.85, 143.0),
    ),
    Stretch("Moneron, 140.4–141.85°E", "RUS", "", between(140.4, 141.85)),
    Stretch("west of Hokkaido, 138–140.4°E", "RUS", "", between(138.0, 140.4)),
    Stretch(
        "135.2–138°E against Russia", "RUS", "their line; not explained", between(135.2, 138.0)
    ),
    Stretch("Hegura, 133.7–135.2°E", "RUS", "their line; not explained", between(133.7, 135.2)),
    Stretch(
        "against `JPN\\|RUS`, Pacific",
        "JPN|RUS",
        "contested; their lines differ beyond 146.2°E",
        lambda xy: xy[:, 0] > 145.0,
    ),
    Stretch(
        "against `JPN\\|KOR`",
        "JPN|KOR",
        "contested: theirs ignores Takeshima / Dokdo as a base point",
    ),
    Stretch(
        "Korea, treaty of 1974",
        "KOR",
        "they read the treaty’s old datum as WGS 84",
        types=("treaty",),
    ),
    Stretch("Korea, south of 32.95°N", "KOR", "", lambda xy: xy[:, 1] < 32.95),
    Stretch("China", "CHN", ""),
    Stretch("Taiwan", "TWN", "Taiwan’s straight baselines not known to us"),
    Stretch("Philippines", "PHL", "archipelagic baselines not used"),
    Stretch("United States", "USA", ""),
)


def their_lines(folder: Path) -> Floats:
    """Points at most 0.1 km apart along every line of theirs near Japan, shape (n, 2)."""
    features = json.loads((folder / REFERENCE).read_text(encoding="utf-8"))["features"]
    lines = [shapely.boundary(shapely.geometry.shape(each["geometry"])) for each in features]
    near = shapely.clip_by_rect(np.array(lines, dtype=object), *NEAR_JAPAN)
    return np.asarray(shapely.get_coordinates(shapely.segmentize(near, TENTH_KM_DEG)))


def along(loaded: zones.Zones, stretch: Stretch) -> Floats:
    """Points at most 1 km apart along a stretch, shape (n, 2)."""
    limits = loaded.limits
    other = stretch.other if stretch.other == "high_seas" else f"{stretch.other} eez"
    lines = [
        line
        for line, kind, sides in zip(limits.geometry, limits.type, limits.sides, strict=True)
        if kind in stretch.types and set(sides) == {"JPN eez", other}
    ]
    xy = shapely.get_coordinates(shapely.segmentize(np.array(lines, dtype=object), ONE_KM_DEG))
    return np.asarray(xy[stretch.where(xy)])


def offsets_km(xy: Floats, lines: Floats) -> Floats:
    """Geodesic distance from positions to the nearest point of some lines, shape (n,)."""
    from scipy.spatial import cKDTree

    _, near = cKDTree(ecef_km(*lines.T)).query(ecef_km(*xy.T))
    _, _, metres = Geod(ellps="WGS84").inv(*xy.T, *lines[near].T)
    return np.asarray(metres) / 1000


def table(loaded: zones.Zones, lines: Floats, stretches: Sequence[Stretch] = STRETCHES) -> str:
    """The table in Markdown."""
    rows = [
        "| stretch of Japan's limits | points | median km | 95 % km | largest km | why |",
        "|---|---:|---:|---:|---:|---|",
    ]
    arcs = []
    for stretch in stretches:
        km = offsets_km(along(loaded, stretch), lines)
        rows.append(row(stretch.name, km, stretch.why))
        if stretch.types == ("200nm",):
            arcs.append(km)
            if len(arcs) > 1:
                rows.append(row("200 nautical miles, all", np.concatenate(arcs), ""))
    return "\n".join(rows) + "\n"


def row(name: str, km: Floats, why: str) -> str:
    """One line of the table."""
    middle, most, largest = (f"{value:#.2g}" for value in np.percentile(km, [50, 95, 100]))
    figures = " | ".join(text.rstrip(".") for text in (middle, most, largest))
    return f"| {name} | {len(km):,} | {figures} | {why} |"


def main() -> int:
    """Write the table into its place."""
    folder = os.environ.get("SPLASHLINE_REFERENCE")
    if not folder:
        print("set SPLASHLINE_REFERENCE to the folder that holds " + REFERENCE, file=sys.stderr)
        return 2
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(START)
    _, after = rest.split(END)
    found = table(zones.load(), their_lines(Path(folder)))
    print(found)
    README.write_text(before + START + found + END + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
