"""GeoPackages: launches as points, read with their columns; splashes as points, written."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from geo.errors import ReportError
from geo.tables.columns import LAUNCH, meant
from geo.tables.source import Rows, Source, unlike
from geo.tables.values import Cell
from geo.text import printable, shown

_FRESH = "launches"
_STAMP = "2000-01-01T00:00:00.000Z"  # in place of the time of writing: equal runs, equal bytes
Points = tuple[str, str]
"""The columns of longitude and latitude that become points."""


def read(path: Path, layer: str | None) -> Source:
    """The first layer of a GeoPackage, or the one named; points are launches if no column is.

    Raises:
        ReportError: it is none, or has no such layer.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    notes: list[str] = []
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        chosen = layer or layers[0]
        info = pyogrio.read_info(path, layer=chosen)
    except (DataSourceError, DataLayerError, IndexError) as error:
        raise ReportError(
            f"{printable(path.name)} cannot be read ({type(error).__name__}); expected a "
            f"GeoPackage with the layer {shown(layer or 'first')}: check its name"
        ) from None
    if len(layers) > 1 and layer is None:
        notes.append(f"layer {shown(chosen)} was read; there are also {', '.join(layers[1:])}")
    columns = [str(name) for name in info["fields"]]
    meanings = {meant(name)[0] for name in columns}
    points = info["geometry_type"] is not None and not meanings & set(LAUNCH)
    headers = unlike([*columns, *(("lon", "lat") if points else ())], notes)
    total, done = max(int(info["features"]), 1), [0]

    def chunks(size: int) -> Iterator[Rows]:
        done[0] = 0
        while True:
            frame = pyogrio.read_dataframe(
                path,
                layer=chosen,
                skip_features=done[0],
                max_features=size,
                read_geometry=bool(points),
            )
            if not len(frame):
                return
            done[0] += len(frame)
            if points:
                shape = frame.geometry.to_crs("EPSG:4326") if frame.crs else frame.geometry
                spread = shape.notna() & (shape.geom_type != "Point")
                middle = shape.representative_point() if spread.any() else shape
                frame = frame.drop(columns="geometry").assign(_lon=middle.x, _lat=middle.y)
            cells = frame.astype(object).where(frame.notna(), None)
            yield list(cells.itertuples(index=False, name=None))

    numbers = {
        header: "number"
        for header, kind in zip(columns, info["dtypes"], strict=True)
        if str(kind).startswith(("int", "float"))
    }
    return Source(headers, chunks, notes, lambda: min(done[0] / total, 1.0), numbers)


class Writer:
    """Writes a layer of points: the middle of each splash, without one where there is none."""

    def __init__(
        self, path: Path, headers: Sequence[str], types: Mapping[str, object], points: Points
    ) -> None:
        self._path = path
        self._headers = list(headers)
        self._numbers = [types.get(header) == "number" for header in headers]
        self._points = [self._headers.index(header) for header in points]
        self._started = False

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add rows."""
        import geopandas as gpd
        import numpy as np
        import pyogrio
        import shapely

        columns = {
            header: np.array([_number(row[place]) for row in rows])
            if self._numbers[place]
            else np.array([_text(row[place]) for row in rows], dtype=object)
            for place, header in enumerate(self._headers)
        }
        x, y = (np.array([_number(row[place]) for row in rows]) for place in self._points)
        shape = np.where(np.isnan(x), None, shapely.points(np.nan_to_num(x), np.nan_to_num(y)))
        frame = gpd.GeoDataFrame(columns, geometry=shape, crs="EPSG:4326")
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
        try:
            frame.to_file(
                self._path,
                layer=_FRESH,
                driver="GPKG",
                engine="pyogrio",
                geometry_type="Point",
                mode="a" if self._started else "w",
            )
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        self._started = True

    def close(self) -> None:
        """Nothing is left to be done."""


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json.dumps(cell) if isinstance(cell, list | tuple | dict) else str(cell)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else math.nan
