"""How many arcs a second, against the same closed form in a loop, and against a root finder.

Baselines, in the same run:

* ``loop``: the textbook's formulas with the ``math`` module, pair by pair, for arcs from range and
  apogee. Its time is measured on a part of the pairs and extended in proportion.
* ``brentq``: ``scipy.optimize.brentq`` on the angle of departure, pair by pair, for arcs from range
  and flight time; the textbook's formulas again.

Both must agree with the package, or the table is not printed. Contract: a million pairs of range
and apogee in one call, and its rate stated.

    python bench/ballistics.py
"""

import math
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from scipy.optimize import brentq

from geo import ballistics
from geo.ballistics.earth import MU_KM3_S2, SPHERE_RADIUS_KM

PAIRS, LOOPED, SOLVED, TIMED = 1_000_000, 50_000, 1_000, 100_000
RUNS = 5
SAME = 1e-6


def textbook(range_km: float, apogee_km: float) -> tuple[float, float, float]:
    """Speed, elevation and flight time, one pair at a time."""
    radius, top = SPHERE_RADIUS_KM, SPHERE_RADIUS_KM + apogee_km
    cosine = math.cos(range_km / radius / 2)
    e = (top - radius) / (top - radius * cosine)
    axis = top / (1 + e)
    speed = math.sqrt(MU_KM3_S2 * (2 / radius - 1 / axis))
    elevation = math.degrees(math.acos(math.sqrt(MU_KM3_S2 * axis * (1 - e * e)) / radius / speed))
    anomaly = math.acos((e - cosine) / (1 - e * cosine))
    seconds = 2 * math.sqrt(axis**3 / MU_KM3_S2) * (math.pi - anomaly + e * math.sin(anomaly))
    return speed, elevation, seconds / 60


def solved(range_km: float, flight_min: float) -> float:
    """The apogee for a range and a flight time, one pair at a time."""

    def off(log_km: float) -> float:
        return textbook(range_km, math.exp(log_km))[2] - flight_min

    return math.exp(brentq(off, math.log(0.01), math.log(1e6), xtol=1e-12))


def seconds(run: Callable[[], object]) -> float:
    """Median time of some runs, after one that does not count."""
    run()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return median(times)


def row(name: str, pairs: int, ours: float, baseline: str, theirs: float) -> None:
    """Print a line of the table; `theirs` is the baseline's time for as many pairs."""
    print(
        f"{name:<28}{pairs:>10,}{ours:>9.3f}{pairs / ours:>14,.0f}"
        f"  {baseline:<8}{theirs:>9.2f}{theirs / ours:>8.1f}"
    )


def main() -> None:
    """Print the table."""
    rng = np.random.default_rng(8)
    range_km = rng.uniform(100, 13_000, PAIRS)
    apogee_km = np.exp(rng.uniform(np.log(0.03 * range_km), math.log(8000)))
    arcs = ballistics.from_apogee(range_km, apogee_km)
    flight_min = arcs.flight_min
    for pair in range(100):
        found = textbook(range_km[pair], apogee_km[pair])
        ours = arcs.speed_km_s[pair], arcs.elevation_deg[pair], flight_min[pair]
        np.testing.assert_allclose(ours, found, rtol=SAME)
    timed = ballistics.from_time(range_km[:SOLVED], flight_min[:SOLVED]).apogee_km
    theirs = [solved(*pair) for pair in zip(range_km[:100], flight_min[:100], strict=True)]
    np.testing.assert_allclose(timed[:100], theirs, rtol=SAME)
    print(
        f"{'arcs from':<28}{'pairs':>10}{'seconds':>9}{'a second':>14}  {'against':<8}"
        f"{'seconds':>9}{'ratio':>8}"
    )
    pairs = list(zip(range_km.tolist(), apogee_km.tolist(), strict=True))
    ours_s = seconds(lambda: ballistics.from_apogee(range_km, apogee_km))
    loop_s = seconds(lambda: [textbook(*pair) for pair in pairs[:LOOPED]]) * PAIRS / LOOPED
    row("range and apogee", PAIRS, ours_s, "loop", loop_s)
    ours_s = seconds(lambda: ballistics.from_time(range_km[:TIMED], flight_min[:TIMED]))
    times = list(zip(range_km[:SOLVED].tolist(), flight_min[:SOLVED].tolist(), strict=True))
    root_s = seconds(lambda: [solved(*pair) for pair in times]) * TIMED / SOLVED
    row("range and flight time", TIMED, ours_s, "brentq", root_s)


if __name__ == "__main__":
    main()
