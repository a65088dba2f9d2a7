"""Builds the zones that ship: inputs, lines, faces, files, each step in its own module."""

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import DataError
from geo.zones.building import agreements as agreements_module
from geo.zones.building import land as land_module
from geo.zones.building import limits as limits_module
from geo.zones.building import lowwater, partition, waters
from geo.zones.building.nearest import BasePoints, NearestCoast
from geo.zones.building.trace import Breadths, Tracer

COUNTRIES_PACKAGE = "@geo-maps/countries-coastline-1m@0.6.0"
COUNTRIES_SHA256 = "3dce5cc4f2f727b2509ef420cea0cc95a8ce858eb0aae039c0d7a078fb5622c7"
LANDMASK_VERSION = "0.11.0"

_COAST_TOLERANCE_DEG = 0.4 / 111.2
_SMALLEST_LAND_DEG2 = 3e-5  # about a third of a square kilometre
_DEEP_INLAND_DEG = 0.08
_LARGE_LAND_DEG2 = 0.05
_LIMIT_TOLERANCE_KM = 0.035
_CLOSING_STEP_DEG = 0.002
_STRIP_ROOM_DEG = 1e-4

Progress = Callable[[str, float], None]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Inputs:
    """What zones are derived from.

    Attributes:
        base: where distances are measured from, points of closing lines among them.
        land: polygons that cut the sea; they do not overlap.
        closing: baselines across water.
        straits: areas in which a state keeps a narrower territorial sea.
        agreements: boundaries and zones that states have agreed.
    """

    base: BasePoints
    land: NDArray[np.object_]
    closing: list[waters.ClosingLine]
    straits: list[waters.Strait]
    agreements: list[agreements_module.Agreement] = field(default_factory=list)

    @property
    def boundaries(self) -> list[agreements_module.Agreement]:
        """The agreements that are limits."""
        return [each for each in self.agreements if each.kind == agreements_module.BOUNDARY]


@dataclass(frozen=True)
class Built:
    """What a build yields, before it is written."""

    faces: partition.Faces
    limits: list[limits_module.Limit]
    waters: waters.Waters
    land: NDArray[np.object_]
    base: BasePoints
    controlling: NDArray[np.int64]
    agreements: list[agreements_module.Agreement]


def country_features(cache: Path) -> list[dict[str, object]]:
    """Country polygons out of the npm package, fetched once and checked by hash.

    Raises:
        DataError: npm is missing or the package is not the expected one.
    """
    archive = cache / "countries-coastline-1m-0.6.0.tgz"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            try:
                subprocess.run(  # noqa: S603 - a constant command
                    ["npm", "pack", COUNTRIES_PACKAGE],  # noqa: S607
                    cwd=folder,
                    check=True,
                    capture_output=True,
                    timeout=600,
                )
            except (OSError, subprocess.SubprocessError) as error:
                raise DataError(
                    f"could not fetch {COUNTRIES_PACKAGE} with npm ({error}); expected npm on the "
                    "PATH and a reachable registry: install npm or put the package's .tgz at "
                    f"{archive}"
                ) from error
            next(Path(folder).glob("*.tgz")).rename(archive)
    found = sha256(archive.read_bytes()).hexdigest()
    if found != COUNTRIES_SHA256:
        raise DataError(
            f"{archive} has sha256 {found}; expected {COUNTRIES_SHA256}: delete it and build again"
        )
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/map.geo.json")
        assert member is not None  # noqa: S101
        features: list[dict[str, object]] = json.load(member)["features"]
    return features


def build(
    tables: Path,
    cache: Path,
    progress: Progress,
    box: Box = land_module.BOX,
) -> Built:
    """Derive faces and limits for a box of whole degrees.

    Args:
        tables: the folder ``data/eez`` with its tables.
        cache: folder for fetched inputs.
        progress: called with a word for the step and the share of it that is done.
        box: west, south, east, north in degrees.
    """
    found = version("roaring-landmask")
    if found != LANDMASK_VERSION:
        raise DataError(
            f"roaring-landmask is {found}; expected {LANDMASK_VERSION}, whose coast the shipped "
            f"zones stand on: pip install roaring-landmask=={LANDMASK_VERSION}"
        )
    progress("reading land", 0.0)
    polygons = land_module.osm_land()
    countries = land_module.Countries(country_features(cache))
    islands = land_module.read_islands(tables / "islands.csv")
    base = land_module.base_points(polygons, countries, islands)
    closing = waters.read_closing_lines(tables / "baselines.csv")
    base = _with_closing_lines(base, closing)
    low_water = lowwater.missing(lowwater.read(tables / "low_water.csv"), polygons)
    base = lowwater.added(base, low_water)
    straits = waters.read_straits(tables / "straits.csv")
    land = simple_land(polygons, box)
    progress("reading land", 1.0)
    agreed = agreements_module.read(tables)
    return derive(Inputs(base, land, closing, straits, agreed), box, progress)


def derive(inputs: Inputs, box: Box, progress: Progress) -> Built:
    """Derive faces and limits for a box of whole degrees from coasts alone."""
    base, land, closing, straits = inputs.base, inputs.land, inputs.closing, inputs.straits
    coast = NearestCoast(base)
    shores_of = _Shores(base, coast, land, box)
    lines = _trace(shores_of, straits, progress)
    thin = partition.arcs(partition.snapped(lines), _LIMIT_TOLERANCE_KM)
    agreed = _agreed_lines(shores_of, inputs.boundaries)
    frames = [strait.area.boundary for strait in straits]
    inside = [
        line for line in closing if shapely.box(*box).contains(shapely.MultiPoint(line.points))
    ]
    walls = [line.wall(land) for line in inside]
    shores = shapely.get_parts(shapely.boundary(land))
    frame = shapely.box(*box)
    cells = partition.polygons([*thin, *agreed, *frames, *walls, *shores, frame.boundary])
    cells = cells[shapely.within(shapely.point_on_surface(cells), frame)]
    enclosed = waters.internal_waters(inside, land)
    rule = waters.Waters(coast, land, enclosed, straits, inputs.boundaries)
    faces = partition.labelled(cells, rule.labels)
    _refuse_loose(faces, rule)
    progress("finding limits", 0.0)
    limits = limits_module.find(faces, rule)
    controlling = limits_module.controlling_points(limits, coast)
    progress("finding limits", 1.0)
    return Built(faces, limits, rule, land, base, controlling, inputs.agreements)


def simple_land(polygons: NDArray[np.object_], box: Box) -> NDArray[np.object_]:
    """Land inside a box, thinned to 400 m and without the smallest islets."""
    frame = shapely.box(*box)
    wanted = shapely.intersects(polygons, frame) & (shapely.area(polygons) > _SMALLEST_LAND_DEG2)
    thin = shapely.simplify(polygons[wanted], _COAST_TOLERANCE_DEG)
    whole = shapely.intersection(shapely.unary_union(thin), frame)
    parts = shapely.get_parts(whole)
    return np.asarray(parts[shapely.get_dimensions(parts) == 2])


def _refuse_gaps(lines: NDArray[np.object_], shores: "_Shores") -> None:
    """A limit that ends in open water would let two zones run into one another."""
    chains = shapely.line_merge(shapely.multilinestrings(list(partition.snapped(lines))))
    loose = shapely.points(partition.loose_ends(shapely.get_parts(chains)))
    loose = loose[shapely.contains_properly(shapely.buffer(shapely.box(*shores.box), -1e-6), loose)]
    dry = np.unique(shapely.STRtree(shores.land).query(loose, predicate="within")[0])
    loose = np.delete(loose, dry)
    if len(loose):
        raise DataError(
            f"{len(loose)} limits end in open water, the first at {loose[0].wkt}; expected none: "
            "the tracer missed a piece there"
        )


def _agreed_lines(
    shores: "_Shores", boundaries: list[agreements_module.Agreement]
) -> list[shapely.Geometry]:
    """Agreed boundaries, their square ends, and either state's territorial sea beyond a median."""
    out: list[shapely.Geometry] = []
    for boundary in boundaries:
        out += [boundary.line, *boundary.ends]
        strip = shapely.union_all(boundary.halves)
        part = _whole_degrees(strip.bounds, shores.box)
        if part is not None:
            narrow = Breadths((waters.TERRITORIAL_SEA_KM,))
            for state in boundary.states:
                coast = NearestCoast(shores.base.only(state))
                lines = Tracer(coast, narrow, shores.deep_inland()).lines(part)
                lines = lines[shapely.intersects(lines, strip)]
                out += list(partition.arcs(partition.snapped(lines), _LIMIT_TOLERANCE_KM))
    return out


def _refuse_loose(faces: partition.Faces, rule: waters.Waters) -> None:
    """Waters that an agreed boundary moves lie between it and the median, not out to anywhere."""
    moved = faces.polygons[rule.moved(faces.labels)]
    for boundary in rule.boundaries:
        strip = shapely.buffer(shapely.union_all(boundary.halves), _STRIP_ROOM_DEG)
        moved = moved[~shapely.covered_by(moved, strip)]
    if len(moved):
        raise DataError(
            f"{len(moved)} waters that an agreed boundary moves reach away from it, the first at "
            f"{moved[0].centroid.wkt}; expected them between it and the median"
        )


def _with_closing_lines(base: BasePoints, closing: list[waters.ClosingLine]) -> BasePoints:
    """Closing lines are baselines: their points join the state's base points."""
    lon, lat, group = [base.lon], [base.lat], [base.group]
    for line in closing:
        xy = shapely.get_coordinates(shapely.segmentize(line.measured(), _CLOSING_STEP_DEG))
        lon.append(xy[:, 0])
        lat.append(xy[:, 1])
        group.append(np.full(len(xy), base.groups.index(line.state), dtype=np.int16))
    return BasePoints(np.concatenate(lon), np.concatenate(lat), np.concatenate(group), base.groups)


@dataclass(frozen=True)
class _Shores:
    """Where distances are measured from, and the land that need not be searched."""

    base: BasePoints
    coast: NearestCoast
    land: NDArray[np.object_]
    box: Box

    def deep_inland(self) -> Callable[[NDArray[np.object_]], NDArray[np.bool_]]:
        """Which cells lie so far inland that no limit can matter there."""
        large = self.land[shapely.area(self.land) > _LARGE_LAND_DEG2]
        buffered = shapely.buffer(large, -_DEEP_INLAND_DEG, quad_segs=2)
        inland = shapely.STRtree(shapely.get_parts(shapely.union_all(buffered)))

        def skip(cells: NDArray[np.object_]) -> NDArray[np.bool_]:
            out = np.zeros(len(cells), dtype=bool)
            out[inland.query(cells, predicate="within")[0]] = True
            return out

        return skip


def _trace(
    shores: _Shores, straits: list[waters.Strait], progress: Progress
) -> NDArray[np.object_]:
    """Lines of every trace: all coasts; without each marked island; narrow territorial seas."""
    skip = shores.deep_inland()
    both = Breadths((waters.TERRITORIAL_SEA_KM, waters.EEZ_KM))
    lines = [Tracer(shores.coast, both, skip, progress).lines(shores.box)]
    _refuse_gaps(lines[0], shores)
    base = shores.base
    for name in base.groups:
        if ":" in name:
            own = base.group == base.groups.index(name)
            lon, lat = base.lon[own], base.lat[own]
            around = (lon.min() - 9, lat.min() - 8, lon.max() + 9, lat.max() + 8)
            part = _whole_degrees(around, shores.box)
            if part is not None:
                lines.append(Tracer(NearestCoast(base.without(name)), both, skip).lines(part))
    for strait in straits:
        part = _whole_degrees(strait.area.bounds, shores.box)
        if part is not None:
            narrow = Breadths((strait.breadth_km,))
            lines.append(Tracer(shores.coast, narrow, skip).lines(part))
    return np.concatenate(lines)


def _whole_degrees(frame: Box, box: Box) -> Box | None:
    """A frame widened to whole degrees, so that every trace shares one grid, within the box."""
    west, south = np.maximum(np.floor(frame[:2]), box[:2])
    east, north = np.minimum(np.ceil(frame[2:]), box[2:])
    return (west, south, east, north) if west < east and south < north else None
