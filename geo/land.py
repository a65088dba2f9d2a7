"""Land: 400 m detail in the north-west Pacific, Natural Earth 1:50m elsewhere."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import datafiles
from geo.geodesy import Floats
from geo.geopackage import read_layer

DETAIL_BOX = (100.0, 0.0, 180.0, 60.0)


@dataclass(frozen=True, eq=False)
class Land:
    """Land polygons in degrees, with a tree over them."""

    polygons: NDArray[np.object_]
    tree: shapely.STRtree

    def holds(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Whether positions are on land, in their shape."""
        x, y = np.ravel(lon), np.ravel(lat)
        found = np.zeros(len(x), dtype=bool)
        if len(x):
            frame = shapely.box(x.min(), y.min(), x.max(), y.max())
            for row in self.tree.query(frame):
                west, south, east, north = self.polygons[row].bounds
                rest = np.flatnonzero(
                    ~found & (x >= west) & (x <= east) & (y >= south) & (y <= north)
                )
                if len(rest):
                    shapely.prepare(self.polygons[row])
                    found[rest] = shapely.contains_xy(self.polygons[row], x[rest], y[rest])
        return found.reshape(np.shape(lon))


@cache
def detail() -> Land:
    """Land inside ``DETAIL_BOX`` as the shipped zones see it."""
    polygons, _ = read_layer(datafiles.path("basemap", "land.gpkg"), "land")
    return Land(polygons, shapely.STRtree(polygons))


@cache
def world() -> Land:
    """Coarse land of the whole world."""
    polygons, _ = read_layer(datafiles.path("basemap", "world.gpkg"), "land")
    return Land(polygons, shapely.STRtree(polygons))


def holds(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Whether positions are on land, from the finest land there is for each."""
    lon, lat = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
    west, south, east, north = DETAIL_BOX
    fine = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    found = np.zeros(np.shape(lon), dtype=bool)
    if fine.any():
        found[fine] = detail().holds(lon[fine], lat[fine])
    if not fine.all():
        found[~fine] = world().holds(lon[~fine], lat[~fine])
    return found
