"""How long a chance takes, against the usual recipe at the same standard error.

Baseline, in the same run: the usual recipe of a GIS notebook. Launches, ranges and bearings are
drawn at random from the same distributions, ``pyproj.Geod.fwd`` gives the landings, they become a
GeoDataFrame, and ``geopandas.sjoin`` with the same waters (default predicate) marks those inside.
It draws as many as it needs for the standard error that the package reaches: p (1 - p) / error².
Its time is measured on samples of two sizes and extrapolated on the line through them; the table
says to how many draws. ``within`` is the same with ``predicate="within"``, which tests whole trees
of points against prepared polygons and is far kinder to the recipe.

In favour of the recipe: the package's time is that of the whole ``check`` (windows, margins, every
zone and all); its standard error is the larger of the one it reports and the one measured, which
is the spread of its chances over independent scrambles; the recipe does not ask whether a launch
lies on land, and gets the product of word and habit as one normal.

Contract: geometric mean of the ratios at least 100, none below 30. Leaves with 1 otherwise.

    python bench/chance.py
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from statistics import geometric_mean, median

import geopandas as gpd
import numpy as np
from pyproj import Geod

from geo import prior, report, zones
from geo.check import Options, check
from geo.splash import sobol

LEAST_MEAN, LEAST = 100.0, 30.0
RUNS = 9
SCRAMBLES = 24
SIZES = {"intersects": (4_000, 16_000), "within": (25_000, 100_000)}
GEOD = Geod(ellps="WGS84")
KM_PER_DEG = 111.2


@dataclass(frozen=True)
class Kind:
    """A kind of report, and the same for the recipe.

    Attributes:
        given: the report.
        lon, lat, spread_km: of the launch.
        km, half_step_km: of the range.
        deg, sd_deg: of the bearing.
    """

    given: dict[str, object]
    lon: float
    lat: float
    spread_km: float
    km: float
    half_step_km: float
    deg: float
    sd_deg: float
    options: Options = field(default_factory=Options)


def product(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Mean and standard deviation of the product of two normals."""
    weights = [1 / first[1] ** 2, 1 / second[1] ** 2]
    total = sum(weights)
    return (weights[0] * first[0] + weights[1] * second[0]) / total, total**-0.5


def kinds() -> dict[str, Kind]:
    """Short and long range, narrow bearing, word with and without the habit, and no bearing."""
    known = prior.of("PRK")
    assert known is not None
    habit = known.mean_deg, known.sd_deg
    near = 125.7543, 39.0339, 20.0
    inland: dict[str, object] = {"lon": 125.95, "lat": 39.05}
    return {
        "short range": Kind(
            {"launch": "Wonsan", "range": "about 450 km", "direction": "east"},
            *(127.4817, 39.1677, 5.0, 450.0, 25.0),
            *product((90.0, 20.0), habit),
        ),
        "long range": Kind(
            {"launch": inland, "range": "about 3,150 km", "direction": 107},
            *(125.95, 39.05, 1.0, 3150.0, 25.0, 107.0, 2.0),
        ),
        "narrow bearing": Kind(
            {"launch": inland, "range": "about 1000 km", "direction": 65},
            *(125.95, 39.05, 1.0, 1000.0, 50.0, 65.0, 2.0),
        ),
        "word, with the habit": Kind(
            {"launch": "Pyongyang", "range": "about 1100 km", "direction": "north-east"},
            *(*near, 1100.0, 50.0),
            *product((45.0, 20.0), habit),
        ),
        "word only": Kind(
            {"launch": "Pyongyang", "range": "about 1100 km", "direction": "north-east"},
            *(*near, 1100.0, 50.0, 45.0, 20.0),
            options=Options(use_prior=False),
        ),
        "no bearing, habit alone": Kind(
            {"launch": "Pyongyang", "range": "about 1000 km"},
            *(*near, 1000.0, 50.0),
            *habit,
        ),
    }


def seconds(run: Callable[[], object], runs: int) -> float:
    """Median time of some runs, after one that does not count."""
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return median(times)


def measured(kind: Kind, loaded: zones.Zones) -> tuple[float, float]:
    """Mean and spread of the chance over independent scrambles."""
    chances = []
    own = sobol._SEED  # noqa: SLF001
    for seed in range(SCRAMBLES):
        sobol._SEED = seed  # noqa: SLF001
        sobol._scrambled.cache_clear()  # noqa: SLF001
        chance = check(report.parse(kind.given), loaded, kind.options).chance
        assert chance is not None
        chances.append(chance.value)
    sobol._SEED = own  # noqa: SLF001
    sobol._scrambled.cache_clear()  # noqa: SLF001
    return float(np.mean(chances)), float(np.std(chances, ddof=1))


def recipe(kind: Kind, eez: gpd.GeoDataFrame, predicate: str, draws: int) -> float:
    """The usual recipe."""
    rng = np.random.default_rng()
    lon = kind.lon + rng.normal(0, kind.spread_km, draws) / KM_PER_DEG / np.cos(
        np.radians(kind.lat)
    )
    lat = kind.lat + rng.normal(0, kind.spread_km, draws) / KM_PER_DEG
    km = kind.km * (1 + 0.025 * rng.standard_t(3, draws))
    km = np.abs(km + rng.uniform(-kind.half_step_km, kind.half_step_km, draws))
    bearing_deg = rng.normal(kind.deg, kind.sd_deg, draws)
    x, y, _ = GEOD.fwd(lon, lat, bearing_deg, 1000 * km)
    landings = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y), crs="EPSG:4326")
    inside = gpd.sjoin(landings, eez, predicate=predicate)
    return float(inside.index.nunique() / draws)


def recipe_seconds(kind: Kind, eez: gpd.GeoDataFrame, predicate: str, draws: float) -> float:
    """Time of the recipe, on the line through samples of two sizes."""
    small, large = SIZES[predicate]
    first, second = (
        seconds(partial(recipe, kind, eez, predicate, size), 3) for size in (small, large)
    )
    return first + (second - first) / (large - small) * (draws - small)


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    loaded = zones.load()
    eez = loaded.to_geodataframe().iloc[loaded.rows("JPN")][["geometry"]]
    print(
        f"{'kind of report':<24}{'chance':>7}{'error':>8}{'seconds':>9}"
        f"{'draws':>10}{'recipe s':>10}{'ratio':>7}{'within s':>10}{'ratio':>7}"
    )
    ratios = []
    for name, kind in kinds().items():
        asked = report.parse(kind.given)
        found = check(asked, loaded, kind.options).chance
        assert found is not None
        mean, spread = measured(kind, loaded)
        error = max(found.stderr, spread)
        draws = mean * (1 - mean) / error**2
        ours = seconds(partial(check, asked, loaded, kind.options), RUNS)
        theirs = {each: recipe_seconds(kind, eez, each, draws) for each in SIZES}
        ratios.append(theirs["intersects"] / ours)
        print(
            f"{name:<24}{mean:>7.3f}{error:>8.5f}{ours:>9.3f}{draws:>10,.0f}"
            f"{theirs['intersects']:>10.1f}{ratios[-1]:>7.0f}"
            f"{theirs['within']:>10.2f}{theirs['within'] / ours:>7.1f}",
            flush=True,
        )
    overall = geometric_mean(ratios)
    print(f"geometric mean {overall:.0f} (at least {LEAST_MEAN:.0f}), ", end="")
    print(f"least {min(ratios):.0f} (at least {LEAST:.0f})")
    return 0 if overall >= LEAST_MEAN and min(ratios) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
