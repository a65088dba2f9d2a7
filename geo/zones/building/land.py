"""From land polygons to base points: which coast is whose, and where limits are measured from."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.geodesy import Floats
from geo.zones.building.nearest import BasePoints

BOX = (100.0, 0.0, 180.0, 60.0)
"""West, south, east, north of the waters that are partitioned, in degrees."""

# 400 nautical miles around the box: coasts that can still pull a median inside it.
_REACH = (85.5, -6.8, 194.0, 66.8)

_MULTI_STATE_VERTICES = 3000  # polygons this large may hold several states: decided per vertex
_TERRITORIES = {"GUM": "USA", "MNP": "USA", "UMI": "USA", "HKG": "CHN", "MAC": "CHN"}


@dataclass(frozen=True)
class Island:
    """A row of ``islands.csv``: land whose claimants the country polygons do not tell."""

    name: str
    lon: float
    lat: float
    radius_km: float
    was: str
    group: str


def read_islands(path: Path) -> list[Island]:
    """The table of contested and omitted islands."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Island(
                name=row["island"],
                lon=float(row["lon"]),
                lat=float(row["lat"]),
                radius_km=float(row["radius_km"]),
                was=row["was"],
                group=row["claimants"] + (f":{row['mark']}" if row["mark"] else ""),
            )
            for row in csv.DictReader(file)
        ]


def osm_land() -> NDArray[np.object_]:
    """OSM land polygons around the box, longitudes in 0–360, as the landmask package holds them."""
    from roaring_landmask import LandmaskProvider, Shapes

    polygons = shapely.get_parts(shapely.from_wkb(bytes(Shapes.wkb(LandmaskProvider.Osm))))
    bounds = shapely.bounds(polygons)
    west, south, east, north = _REACH
    far_side = bounds[:, 0] < 0
    lon_min = np.where(far_side & (bounds[:, 2] < 0), bounds[:, 0] + 360, bounds[:, 0])
    near = (
        ((bounds[:, 2] > west) | (lon_min >= west))
        & (lon_min < east)
        & (bounds[:, 3] > south)
        & (bounds[:, 1] < north)
    )
    polygons = polygons[near]
    shift = shapely.bounds(polygons)[:, 2] < 0
    polygons[shift] = shapely.transform(polygons[shift], lambda xy: xy + np.array([360.0, 0.0]))
    return np.asarray(polygons)


def coast_points(
    polygons: NDArray[np.object_], spacing_km: float
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Coast vertices, with points added so that neighbours are at most ``spacing_km`` apart.

    The cuts at ±180° are not coast and give no points.

    Returns:
        Longitude, latitude and the row of the polygon, each of shape (n,).
    """
    xy, ring = shapely.get_coordinates(shapely.get_exterior_ring(polygons), return_index=True)
    step = np.diff(xy, axis=0)
    length_km = np.hypot(step[:, 0] * np.cos(np.radians(xy[:-1, 1])), step[:, 1]) * 111.2
    real = (ring[1:] == ring[:-1]) & ~((xy[:-1, 0] == 180) & (xy[1:, 0] == 180))
    pieces = np.where(real, np.maximum(np.ceil(length_km / spacing_km), 1), 0).astype(np.int64)
    start = np.repeat(np.arange(len(step)), pieces)
    first = np.repeat(np.cumsum(pieces) - pieces, pieces)
    fraction = (np.arange(len(start)) - first) / pieces[start]
    points = xy[:-1][start] + fraction[:, None] * step[start]
    return points[:, 0], points[:, 1], ring[:-1][start].astype(np.int64)


class Countries:
    """Nearest country of a position, from polygons that are cut small so that look-up is quick."""

    def __init__(self, features: list[dict[str, object]]) -> None:
        pieces: list[shapely.Geometry] = []
        codes: list[str] = []
        west, south, east, north = _REACH
        frames = (shapely.box(west, south, 180, north), shapely.box(-180, south, east - 360, north))
        for feature in features:
            code = str(feature["properties"]["A3"])  # type: ignore[index]
            shape = shapely.geometry.shape(feature["geometry"])
            for frame, shift in zip(frames, (0, 360), strict=True):
                parts = shapely.get_parts(shape)
                parts = parts[shapely.intersects(shapely.envelope(parts), frame)]
                for part in parts:
                    sound = part if shapely.is_valid(part) else shapely.buffer(part, 0)
                    moved = shapely.transform(sound, lambda xy, s=shift: xy + np.array([s, 0.0]))
                    small = list(_split(moved))
                    pieces += small
                    codes += [_TERRITORIES.get(code, code)] * len(small)
        self._tree = shapely.STRtree(pieces)
        self._codes = np.array(codes)

    def nearest(self, geometry: NDArray[np.object_]) -> NDArray[np.str_]:
        """ISO A3 code of the nearest country, shape (n,)."""
        rows, found = self._tree.query_nearest(geometry, all_matches=False)
        codes = np.empty(len(geometry), dtype=self._codes.dtype)
        codes[rows] = self._codes[found]
        return codes


def _split(polygon: shapely.Geometry, most_vertices: int = 400) -> Iterator[shapely.Geometry]:
    """Cut a polygon in halves until each piece is small."""
    if polygon.geom_type != "Polygon":
        for part in shapely.get_parts(polygon):
            if part.geom_type == "Polygon" and not part.is_empty:
                yield from _split(part, most_vertices)
    elif shapely.get_num_coordinates(polygon) <= most_vertices:
        yield polygon
    else:
        x0, y0, x1, y1 = polygon.bounds
        if x1 - x0 > y1 - y0:
            halves = ((x0, y0, (x0 + x1) / 2, y1), ((x0 + x1) / 2, y0, x1, y1))
        else:
            halves = ((x0, y0, x1, (y0 + y1) / 2), (x0, (y0 + y1) / 2, x1, y1))
        for half in halves:
            yield from _split(shapely.clip_by_rect(polygon, *half), most_vertices)


def base_points(
    polygons: NDArray[np.object_],
    countries: Countries,
    islands: list[Island],
    spacing_km: float = 0.4,
) -> BasePoints:
    """Every coast point around the box with the claimants of its land.

    An island takes the nearest country as a whole; a polygon that several states share is decided
    point by point; ``islands`` overrides both.
    """
    lon, lat, owner = coast_points(polygons, spacing_km)
    shared = shapely.get_num_coordinates(polygons) > _MULTI_STATE_VERTICES
    by_polygon = np.full(len(polygons), "", dtype="<U32")
    by_polygon[~shared] = countries.nearest(polygons[~shared])
    for island in islands:
        scale = np.array([np.cos(np.radians(island.lat)), 1.0])
        local = shapely.transform(polygons, lambda xy, s=scale: xy * s)
        centre = shapely.Point(island.lon * scale[0], island.lat)
        hit = shapely.dwithin(local, centre, island.radius_km / 111.2)
        if island.was:
            hit &= by_polygon == island.was
        by_polygon[hit & ~shared] = island.group
    names = by_polygon[owner]
    west, south, east, north = _REACH
    inside = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    several = shared[owner] & inside
    names[several] = countries.nearest(shapely.points(lon[several], lat[several]))
    keep = inside & (names != "")
    groups = tuple(sorted(set(names[keep].tolist())))
    index = {name: i for i, name in enumerate(groups)}
    group = np.array([index[name] for name in groups], dtype=np.int16)
    codes = np.searchsorted(np.array(groups), names[keep])
    return BasePoints(lon[keep], lat[keep], group[codes], groups)
