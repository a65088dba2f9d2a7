"""A batch gives what a check gives, row by row, to the last digit, however it is cut."""

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import assess, batch, check, land, report, summary
from geo.assess.cells import Cells
from geo.batch import RESULTS, Plan
from geo.check import Options
from geo.errors import SplashlineError
from geo.tables import columns, lookup
from geo.tables.rows import Reading
from geo.zones import Zones

HEADERS: tuple[str, ...] = (
    *("place", "lon", "lat", "spread", "platform", "range", "bearing", "bearing spread"),
    *("direction", "date", "landing", "verdict", "apogee", "flight time"),
)
RANGES: list[object] = [
    *("about 450 km", 1000, "at least 800 km", "500-600 km", 937, 1034.5, "at most 700 km"),
    *("680 miles", 13_000, "over 2,000 km", 5),
]
Cells_ = tuple[object, ...]
SEED = 11


def reading(**more: Any) -> Reading:
    return Reading(columns.recognise(HEADERS), **more)


def row(**cells: object) -> Cells_:
    return tuple(cells.get(header.replace(" ", "_")) for header in HEADERS)


def rows(count: int, seed: int = SEED) -> list[Cells_]:
    """Launches of every kind, from land, sea, coasts and far away."""
    draw = random.Random(seed)  # noqa: S311 - launches, not secrets
    sites = [(round(draw.uniform(124, 131), 3), round(draw.uniform(37, 42), 3)) for _ in range(12)]
    found = []
    for _ in range(count):
        kind = draw.random()
        cells: dict[str, object] = {}
        if kind < 0.6:
            cells |= dict(zip(("lon", "lat"), draw.choice(sites), strict=True))
            cells["spread"] = draw.choice([None, None, 0.5, 5, 20])
        elif kind < 0.8:
            cells["place"] = draw.choice(["Pyongyang", "Wonsan", "Hodo", "Sinpo", "平壌近郊"])
        elif kind < 0.9:
            cells |= {"lon": round(draw.uniform(-180, 180), 2), "lat": draw.uniform(-80, 80)}
        else:
            cells["place"] = draw.choice(["North Korea west coast", "北朝鮮内陸部", "Kangwon"])
        cells["range"] = draw.choice(RANGES)
        told = draw.random()
        if told < 0.5:
            cells["bearing"] = round(draw.uniform(0, 360), draw.choice([0, 1, 3]))
            cells["bearing_spread"] = draw.choice([None, None, 4, 0.3])
        elif told < 0.8:
            cells["direction"] = draw.choice(["north-east", "東", "ENE", "동쪽", "W"])
        cells["date"] = draw.choice([None, None, "2017-05-14", "2024-01-02"])
        cells["platform"] = draw.choice([None] * 6 + ["ship", "submarine"])
        if draw.random() < 0.4:
            cells["apogee"] = draw.choice(["about 50 km", 550, "at least 2,000 km", "~6,000"])
        if draw.random() < 0.3:
            cells["flight_time"] = draw.choice([11, "about 69 min", "30 分"])
        if draw.random() < 0.08:
            cells["landing"] = draw.choice(["Sea of Japan", "in the field"])
        found.append(row(**cells))
    return found


def alone(cells: Cells_, plan: Plan, zones: Zones) -> dict[str, object] | str:
    """What ``geo check --json`` gives, or the error."""
    read = plan.reading.read(cells)
    if read.error:
        return read.error
    try:
        found = summary.of(check.check(report.parse(read.given), zones, plan.options), plan.lang)
    except SplashlineError as error:
        return str(error)
    middle = found["nominal"] or {}
    return {
        **{key: found[key] for key in ("chance_inside", "chance_stderr", "wording")},
        **{key: found[key] for key in ("windows_deg", "ring_share")},
        "nominal_lon": middle.get("lon"),
        "nominal_lat": middle.get("lat"),
        "margin_km": middle.get("margin_km"),
    }


def assert_equal(plan: Plan, table: list[Cells_], zones: Zones) -> dict[str, int]:
    """Every row; returns how many of each kind there were."""
    counts = {"chance": 0, "unknown": 0, "error": 0}
    results = batch.work(plan, table, zones)
    assert len(results) == len(table)
    for cells, result in zip(table, results, strict=True):
        found = dict(zip(RESULTS, result, strict=True))
        expected = alone(cells, plan, zones)
        if isinstance(expected, str):
            assert found["error"], (cells, expected)
            assert found["chance_inside"] is None
            counts["error"] += 1
            continue
        assert found["error"] == "", (cells, found["error"])
        assert {key: found[key] for key in expected} == expected, cells
        counts["chance" if found["chance_inside"] is not None else "unknown"] += 1
    return counts


@pytest.mark.parametrize(
    "options",
    [
        Options(stderr=0.01),
        Options(stderr=0.01, use_prior=False),
        Options(stderr=0.004, zone="KOR", spreads={"range_percent": 5.0}),
        Options(stderr=0.02, view="undisputed", backtest=True),
        Options(stderr=0.05, zone="CHN"),
    ],
    ids=["plain", "no habit", "korea", "undisputed", "china"],
)
def test_a_batch_is_a_check_of_each_row(options: Options, zones: Zones) -> None:
    counts = assert_equal(Plan(reading(), options), rows(90), zones)
    assert counts["chance"] > 40
    assert counts["error"] > 0 or options.zone == "JPN"
    assert counts["unknown"] > 0


def test_a_trajectory_changes_no_chance(zones: Zones) -> None:
    """A check draws more points for the bands of a trajectory; the chance is that of the first."""
    bare = row(place="Pyongyang", range="about 1000 km", direction="NE")
    told = row(
        place="Pyongyang",
        range="about 1000 km",
        direction="NE",
        apogee="about 6000 km",
        flight_time="about 69 min",
    )
    plan = Plan(reading(), Options(stderr=0.05))
    found = check.check(report.parse(plan.reading.read(told).given), zones, plan.options)
    assert found.trajectory is not None
    assert found.chance is not None
    (plain, *_), (arched, *_) = (batch.work(plan, [cells], zones)[0] for cells in (bare, told))
    assert plain == arched == round(found.chance.value, summary.CHANCE_DIGITS)
    assert_equal(plan, [bare, told], zones)


def test_a_batch_is_a_check_at_the_default_error(zones: Zones) -> None:
    assert_equal(Plan(reading()), rows(40, seed=3), zones)


def test_a_verdict_taken_as_true_is_one_in_a_batch(zones: Zones) -> None:
    plan = Plan(reading(), Options(stderr=0.02, given="outside"))
    table = [row(place="Pyongyang", range=1100, direction="NE"), row(place="Wonsan", range=450)]
    assert assert_equal(plan, table, zones)["chance"] == 2


@pytest.mark.parametrize("lang", ["ja", "ko"])
def test_the_wording_is_that_of_a_check_in_every_language(lang: Any, zones: Zones) -> None:
    assert_equal(Plan(reading(), Options(stderr=0.02), lang), rows(40, seed=5), zones)


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    km=st.one_of(st.integers(1, 19_000), st.floats(1, 19_900)),
    deg=st.one_of(st.none(), st.floats(0, 360)),
    spread=st.one_of(st.none(), st.floats(0.1, 300)),
)
@settings(max_examples=60, deadline=None)
def test_any_launch_is_the_same_alone_and_among_others(
    lon: float, lat: float, km: float, deg: float | None, spread: float | None
) -> None:
    from geo import zones

    mine = row(lon=lon, lat=lat, range=km, bearing=deg, spread=spread)
    assert_equal(Plan(reading(), Options(stderr=0.02)), [mine, *rows(3), mine], zones.load())


def test_results_do_not_depend_on_how_a_table_is_cut(zones: Zones) -> None:
    plan, table = Plan(reading(), Options(stderr=0.02)), rows(120, seed=8)
    whole = batch.work(plan, table, zones)
    for size in (1, 7, 50):
        cut = [
            result
            for first in range(0, len(table), size)
            for result in batch.work(plan, table[first : first + size], zones)
        ]
        assert cut == whole


def test_launches_from_many_places_are_those_from_few(
    zones: Zones, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether land is looked up in a grid changes nothing."""
    table = [row(lon=lon, lat=lat, range=900, bearing=70) for lon, lat in coast_points(120)]
    plan = Plan(reading(), Options(stderr=0.02))
    few = batch.work(plan, table, zones)
    monkeypatch.setattr("geo.batch.sweep.MANY", 10)
    assert batch.work(plan, table, zones) == few


def coast_points(count: int) -> Iterator[tuple[float, float]]:
    rng = np.random.default_rng(4)
    for _ in range(count):
        yield round(float(rng.uniform(127.2, 128.2)), 3), round(float(rng.uniform(38.8, 40)), 3)


def test_chance_only_gives_the_same_chances(zones: Zones) -> None:
    table = rows(80, seed=9)
    options = Options(stderr=0.02)
    whole = batch.work(Plan(reading(), options), table, zones)
    short = batch.work(Plan(reading(), options, chance_only=True), table, zones)
    names = list(RESULTS)
    for full, part in zip(whole, short, strict=True):
        for name in ("chance_inside", "chance_stderr", "wording", "habit", "check_notes", "error"):
            assert full[names.index(name)] == part[names.index(name)]
        for name in ("windows_deg", "ring_share", "nominal_lon", "nominal_lat", "margin_km"):
            assert part[names.index(name)] is None


def test_chances_are_as_good_as_asked(zones: Zones) -> None:
    """Root mean square, over launches with a chance that is neither 0 nor 1."""
    rng = np.random.default_rng(12)
    table = [
        row(
            lon=round(float(rng.uniform(124.9, 127.4)), 3),
            lat=round(float(rng.uniform(38.2, 40.9)), 3),
            range=int(rng.integers(30, 150)) * 10,
            bearing=round(float(rng.uniform(40, 120)), 1),
        )
        for _ in range(300)
    ]
    plans = [Plan(reading(), Options(stderr=error)) for error in (0.01, 0.0005)]
    loose, fine = (
        np.array([result[0] for result in batch.work(plan, table, zones)], dtype=float)
        for plan in plans
    )
    unsure = (fine > 0.02) & (fine < 0.98)
    assert unsure.sum() > 80
    off = (loose - fine)[unsure]
    assert np.sqrt(np.mean(off**2)) <= 0.01


# --- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "view"), [("JPN", None), ("JPN", "korea"), ("CHN", None), ("RUS", None)]
)
def test_cells_answer_as_asking_every_position_does(
    code: str, view: str | None, zones: Zones
) -> None:
    asked = lookup.of(zones, zones.rows(code, view))
    rng = np.random.default_rng(6)
    n = 200_000
    lon, lat = rng.uniform(95, 180, n), rng.uniform(-3, 63, n)
    near = rng.choice(asked.border.vertex, n // 4) + rng.normal(0, 0.02, (n // 4, 2))
    lon, lat = np.append(lon, near[:, 0]), np.append(lat, near[:, 1])
    expected = assess.inside(assess.locate(zones, lon, lat), asked.rows)
    assert (asked.inside(lon, lat) == expected).all()
    assert 0 < expected.mean() < 1


def test_cells_leave_few_positions_to_be_asked(zones: Zones) -> None:
    asked = lookup.of(zones, zones.rows("JPN"))
    count = [0]

    def ask(lon: Any, lat: Any) -> Any:
        count[0] += len(lon)
        return asked.cells.ask(lon, lat)

    cells = Cells(asked.cells.west, asked.cells.south, asked.cells.step_deg, asked.cells.kind, ask)
    rng = np.random.default_rng(7)
    cells.inside(rng.uniform(125, 150, 50_000), rng.uniform(25, 45, 50_000))
    assert 0 < count[0] < 5_000


def test_the_grid_of_land_answers_as_the_land_does() -> None:
    rng = np.random.default_rng(8)
    lon, lat = rng.uniform(95, 185, 50_000), rng.uniform(-5, 65, 50_000)
    lon = np.append(lon, rng.uniform(126, 131, 20_000))
    lat = np.append(lat, rng.uniform(34, 43, 20_000))
    found = lookup.on_land(lon, lat, many=True)
    assert (found == land.holds(lon, lat)).all()
    assert 0 < found.mean() < 1
