"""Rows per second of a batch, against the usual recipe and against plain arrays.

10,000 hypothetical launches from 50 sites and 10,000 from 10,000 sites: on land in Korea, a range
of 300 to 1,500 km to the nearest ten ("about"), a bearing of 40 to 120 degrees that is good to 2,
at ``--stderr 0.01``. The package's time is that of `geo.batch.work`, from cells to results, in this
process and on one core; reading and writing files are not in it for anybody.

Baselines, in the same run, on the same distributions, each with as many random draws for a launch
as it needs for the root-mean-square error that the package reaches on these launches:

- *recipe*: what a GIS notebook does for each row: draws, ``Geod.fwd``, a GeoDataFrame,
  ``geopandas.sjoin`` with the waters (its default predicate). Timed on a few rows.
- *arrays*: all rows at once, ``Geod.fwd`` on arrays and prepared ``shapely.contains_xy`` for each
  water. No windows, no margin, no stopping rule: what a good programmer writes in an hour.

Contract: root-mean-square error at most one point; chance alone at least 2,500 rows a second;
with windows and margin at least 900 with repeating sites and 300 with all sites different. Leaves
with 1 otherwise.

    python bench/batch.py
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

from geo import batch, land, zones
from geo.batch import Plan
from geo.check import Options
from geo.geodesy import Floats
from geo.tables import columns
from geo.tables.rows import Reading

ROWS, SITES = 10_000, 50
CHUNK = 4_096
TRUTH_ROWS, TRUTH_STDERR = 600, 0.0005
RECIPE_ROWS = 12
ARRAY_ROWS = 1_000
HEADERS = ("lon", "lat", "range_km", "bearing_deg")
KM_PER_DEG = 111.2
GEOD = Geod(ellps="WGS84")
LEAST = {
    ("chance", False): 2_500,
    ("chance", True): 2_500,
    ("all", False): 900,
    ("all", True): 300,
}
Row = tuple[float, float, int, float]


@dataclass(frozen=True)
class Timed:
    """Rows a second of the package and of the baselines."""

    name: str
    chance: float
    all: float
    error: float
    points: float
    recipe: float
    arrays: float


def launches(rows: int, sites: int, seed: int = 7) -> list[Row]:
    """Hypothetical launches."""
    rng = np.random.default_rng(seed)
    found: list[tuple[float, float]] = []
    while len(found) < sites:
        lon, lat = np.round(rng.uniform((124.9, 38.2), (129.4, 41.4)), 4)
        if land.holds(np.array([lon]), np.array([lat]))[0]:
            found.append((float(lon), float(lat)))
    which = np.arange(rows) if sites == rows else rng.integers(0, sites, rows)
    km = rng.integers(30, 151, rows) * 10
    deg = np.round(rng.uniform(40, 120, rows), 1)
    return [(*found[k], int(a), float(b)) for k, a, b in zip(which, km, deg, strict=True)]


def plan(stderr: float, *, chance_only: bool) -> Plan:
    """What is asked."""
    return Plan(
        Reading(columns.recognise(HEADERS)), Options(stderr=stderr), chance_only=chance_only
    )


def seconds(run: Callable[[], object]) -> float:
    """The better of two times."""
    times = []
    for _ in range(2):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def worked(rows: list[Row], asked: Plan, loaded: zones.Zones) -> list[Any]:
    """The results of rows, in chunks as a run has them."""
    found = []
    for first in range(0, len(rows), CHUNK):
        found += batch.work(asked, rows[first : first + CHUNK], loaded)
    return found


def drawn(rows: list[Row], draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Landings of some draws for each row, at random from the package's distributions."""
    lon, lat, km, deg = (np.repeat(np.array(column), draws) for column in zip(*rows, strict=True))
    n = len(lon)
    step = np.where(km % 100 == 0, 100, np.where(km % 50 == 0, 50, 10))
    far = km * (1 + 0.025 * rng.standard_t(3, n)) + rng.uniform(-0.5, 0.5, n) * step
    x = lon + rng.normal(0, 1, n) / KM_PER_DEG / np.cos(np.radians(lat))
    y = lat + rng.normal(0, 1, n) / KM_PER_DEG
    end_x, end_y, _ = GEOD.fwd(x, y, deg + rng.normal(0, 2, n), 1000 * np.maximum(far, 1))
    return np.asarray(end_x), np.asarray(end_y)


def recipe(rows: list[Row], draws: int, eez: gpd.GeoDataFrame) -> list[float]:
    """The usual recipe, row by row."""
    rng = np.random.default_rng(1)
    found = []
    for row in rows:
        x, y = drawn([row], draws, rng)
        landings = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs="EPSG:4326")
        found.append(gpd.sjoin(landings, eez).index.nunique() / draws)
    return found


def arrays(rows: list[Row], draws: int, polygons: Any) -> list[float]:
    """All rows at once with arrays."""
    x, y = drawn(rows, draws, np.random.default_rng(2))
    inside = np.zeros(len(x), dtype=bool)
    for polygon in polygons:
        inside |= shapely.contains_xy(polygon, x, y)
    return list(inside.reshape(len(rows), draws).mean(axis=1))


def timed(name: str, sites: int, loaded: zones.Zones) -> Timed:
    """Everything for one table."""
    rows = launches(ROWS, sites)
    loose = plan(0.01, chance_only=True)
    worked(rows[:300], loose, loaded)  # grids and tables are made once
    chance = ROWS / seconds(lambda: worked(rows, loose, loaded))
    everything = ROWS / seconds(lambda: worked(rows, plan(0.01, chance_only=False), loaded))
    some = rows[:TRUTH_ROWS]
    found = np.array([row[0] for row in worked(some, loose, loaded)], dtype=float)
    fine = plan(TRUTH_STDERR, chance_only=True)
    truth = np.array([row[0] for row in worked(some, fine, loaded)], dtype=float)
    error = float(np.sqrt(np.mean((found - truth) ** 2)))
    draws = int(np.mean(truth * (1 - truth)) / error**2) + 1
    polygons = loaded.geometry[loaded.rows("JPN")]
    shapely.prepare(polygons)
    eez = loaded.to_geodataframe().iloc[loaded.rows("JPN")][["geometry"]]
    return Timed(
        name,
        chance,
        everything,
        error,
        draws,
        RECIPE_ROWS / seconds(lambda: recipe(rows[:RECIPE_ROWS], draws, eez)),
        ARRAY_ROWS / seconds(lambda: arrays(rows[:ARRAY_ROWS], draws, polygons)),
    )


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    loaded = zones.load()
    print(
        f"{'10,000 rows from':<18}{'rms error':>10}{'chance/s':>10}{'all/s':>8}{'draws':>8}"
        f"{'recipe/s':>10}{'ratio':>7}{'arrays/s':>10}{'ratio':>7}"
    )
    broken = False
    for name, sites in (("50 sites", SITES), ("10,000 sites", ROWS)):
        found = timed(name, sites, loaded)
        print(
            f"{name:<18}{found.error:>10.4f}{found.chance:>10,.0f}{found.all:>8,.0f}"
            f"{found.points:>8,.0f}{found.recipe:>10.1f}{found.chance / found.recipe:>7.0f}"
            f"{found.arrays:>10,.0f}{found.chance / found.arrays:>7.1f}",
            flush=True,
        )
        different = sites == ROWS
        broken |= found.error > 0.01
        broken |= found.chance < LEAST["chance", different]
        broken |= found.all < LEAST["all", different]
    print(
        "at most: error 0.01; at least: chance 2,500/s, all 900/s with repeating sites and 300/s "
        "with all different"
    )
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
