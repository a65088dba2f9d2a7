"""Rebuilds ``data/basemap/world.gpkg``: coarse land of the whole world for offline maps.

Usage::

    npm pack world-atlas@2.0.2
    python tools/build_basemap.py world-atlas-2.0.2.tgz

The package carries Natural Earth 1:50m, which is in the public domain. The same input gives the
same bytes. The finer land of the north-west Pacific, ``land.gpkg``, is written by
``geo zones build``.
"""

import hashlib
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from geo import dateline
from geo.zones.building.write import layers

TARGET = Path(__file__).resolve().parent.parent / "data" / "basemap" / "world.gpkg"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
SMALLEST_DEG2 = 0.002


def _jumps(part: shapely.Polygon) -> bool:
    """Whether a polygon crosses 180 degrees or holds a pole."""
    return bool((np.abs(np.diff(shapely.get_coordinates(part)[:, 0])) > 180).any())


def main() -> None:
    """Read the package named on the command line, write the GeoPackage, print its hash."""
    import geopandas as gpd

    package = Path(sys.argv[1])
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{package.name}: sha256 {digest}, expected {SHA256} (world-atlas 2.0.2)")
    with tarfile.open(package) as tar, tempfile.TemporaryDirectory() as folder:
        tar.extract("package/land-50m.json", folder, filter="data")
        land = pyogrio.read_dataframe(Path(folder) / "package" / "land-50m.json")
    # The package joins what Natural Earth cuts at 180 degrees, and winds shells clockwise.
    found = [
        dateline.polygon(part.reverse()) if _jumps(part) else shapely.make_valid(part)
        for part in shapely.get_parts(land.geometry.to_numpy()[0])
    ]
    parts = shapely.get_parts(shapely.union_all(found))
    parts = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > SMALLEST_DEG2)]
    parts = shapely.set_precision(parts, 0.001)
    parts = shapely.get_parts(parts)
    ordered = sorted(shapely.normalize(parts), key=lambda part: (*part.bounds, part.wkb))
    frame = gpd.GeoDataFrame(geometry=ordered, crs="EPSG:4326")
    print(layers(TARGET, {"land": frame}), len(frame), shapely.get_num_coordinates(parts).sum())


if __name__ == "__main__":
    main()
