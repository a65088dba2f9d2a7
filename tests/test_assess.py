import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo import assess, report
from geo.check import Options, check
from geo.splash import Share, Splash, sobol
from geo.zones import Limits, Provenance, Zones

GEOD = Geod(ellps="WGS84")
OKINOTORISHIMA = (136.08, 20.424)
A_FIFTH_OF_A_POINT = 0.002
TEN_METRES_KM = 0.01
SEEDS = 40
HONEST = (0.7, 1.6)  # to stop when the error looks small makes it look a little too small
CODE = """
import json, sys
from geo import check, report, zones
loaded = zones.load()
shares = [check.check(report.parse(given), loaded).chance for given in json.load(sys.stdin)]
print(json.dumps([[share.value.hex(), share.stderr.hex()] for share in shares]))
"""
REPORTS: list[dict[str, object]] = [
    {"launch": "Pyongyang", "range": "about 1100 km", "direction": "north-east"},
    {"launch": "Wonsan", "range": "about 400 km", "direction": "east"},
    {"launch": {"region": "North Korea west coast"}, "range": "about 1000 km"},
    {
        "launch": "Pyongyang",
        "range": "about 1100 km",
        "landing": {"sea": "Sea of Japan", "near": {"place": "Okushiri", "km": "about 250 km"}},
    },
]


def kinds_of_report() -> Iterator[dict[str, object]]:
    """Sixty reports: five launches, three ranges, four ways to say where it flew."""
    for launch in (
        "Pyongyang",
        "Wonsan",
        {"lon": 129.67, "lat": 40.85},
        {"region": "North Korea west coast"},
        {"region": "North Korea inland"},
    ):
        for km in ("about 450 km", "900-1100 km", "at least 1500 km"):
            for direction in ("north-east", "ENE", {"deg": 95}, None):
                yield {"launch": launch, "range": km, "direction": direction}


def chance(given: Mapping[str, object], zones: Zones) -> Share:
    found = check(report.parse(given), zones).chance
    assert found is not None
    return found


def test_the_error_of_the_default_sample_is_a_fifth_of_a_point(zones: Zones) -> None:
    reports = list(kinds_of_report())
    assert len(reports) == 60
    findings = [check(report.parse(given), zones) for given in reports]
    errors = [found.chance.stderr for found in findings if found.chance is not None]
    assert len(errors) == 60
    assert max(errors) <= A_FIFTH_OF_A_POINT
    assert not any(found.capped for found in findings)


@pytest.mark.parametrize("given", REPORTS[:3], ids=["word", "short", "coast"])
def test_the_error_is_the_spread_over_other_randomisations(
    given: dict[str, object], zones: Zones, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = []
    for seed in range(SEEDS):
        monkeypatch.setattr(sobol, "_SEED", seed)
        sobol._scrambled.cache_clear()
        shares.append(chance(given, zones))
    sobol._scrambled.cache_clear()
    spread = np.std([share.value for share in shares], ddof=1)
    said = np.sqrt(np.mean([share.stderr**2 for share in shares]))
    low, high = HONEST
    assert low < spread / said < high


def test_a_report_has_the_same_chance_in_every_process(zones: Zones) -> None:
    here = [chance(given, zones) for given in REPORTS]
    for seed in ("0", "1"):
        found = subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", CODE],
            input=json.dumps(REPORTS),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        )
        expected = [[share.value.hex(), share.stderr.hex()] for share in here]
        assert json.loads(found.stdout) == expected


# --- where each point lies -----------------------------------------------------------------------


def test_locating_agrees_with_testing_every_zone(zones: Zones) -> None:
    rng = np.random.default_rng(4)
    lon, lat = rng.uniform(120, 150, 20_000), rng.uniform(20, 48, 20_000)
    located = assess.locate(zones, lon, lat)
    for row, polygon in enumerate(zones.geometry):
        assert (shapely.contains_xy(polygon, lon, lat) == (located == row)).all()


def test_shares_of_rows_and_of_nowhere_make_one(zones: Zones) -> None:
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(125, 145, (8, 500)), rng.uniform(30, 45, (8, 500))
    weight = rng.uniform(size=(8, 500))
    points = Splash(lon, lat, weight, lon, lat, lon, lat)
    located = assess.locate(zones, lon, lat)
    shares = assess.share_of_rows(points, located, len(zones.kind))
    nowhere = points.share(located == assess.NOWHERE).value
    assert sum(share.value for share in shares) + nowhere == pytest.approx(1)


# --- margins -------------------------------------------------------------------------------------


def made(rows: Mapping[str, shapely.Geometry], limits: Mapping[tuple[str, str], object]) -> Zones:
    """Zones from rows such as "JPN eez" and "JPN eez denied by KOR", and their limits."""
    names = [name.partition(" denied by ") for name in rows]
    kinds = [name.split() for name, _, _ in names]
    zones = Zones(
        provenance=Provenance("made", "", "", "", "", "", (100.0, 0.0, 180.0, 60.0)),
        geometry=np.array(list(rows.values())),
        kind=tuple(kind for _, kind in kinds),
        claimants=tuple(tuple(codes.split("|")) for codes, _ in kinds),
        disputed_by=tuple((codes,) if codes else () for _, _, codes in names),
        names={"en": tuple(rows), "ja": tuple(rows), "ko": tuple(rows)},
        area_km2=tuple(1.0 for _ in rows),
        path=Path(),
    )
    lines = np.array(list(limits.values()), dtype=object)
    found = Limits(lines, tuple("200nm" for _ in limits), tuple(limits))
    zones.__dict__["limits"] = found  # in place of the file's
    return zones


def two_parts() -> Zones:
    """Waters in two boxes side by side, the eastern one denied by Korea, coast in the west."""
    return made(
        {
            "JPN eez": shapely.box(130, 20, 134, 24),
            "JPN eez denied by KOR": shapely.box(134, 20, 138, 24),
        },
        {
            ("JPN eez", "high_seas"): shapely.MultiLineString(
                [[(130, 20), (138, 20), (138, 24), (130, 24)]]
            ),
            ("JPN eez", "JPN eez"): shapely.LineString([(134, 20), (134, 24)]),
        },
    )


def km_to(lon: float, lat: float, line: shapely.LineString) -> float:
    """Distance to a line, measured where it is nearest in a finer and finer choice of points."""
    near = line
    for step_deg in (0.1, 0.001, 0.00001):
        xy = shapely.get_coordinates(shapely.segmentize(near, step_deg))
        here = np.full(len(xy), lon), np.full(len(xy), lat)
        metres = GEOD.inv(*here, *xy.T)[2]
        best = int(metres.argmin())
        near = shapely.LineString(xy[max(best - 2, 0) : best + 3])
    return float(metres.min()) / 1000


SOUTH = shapely.LineString([(130, 20), (138, 20)])
WEST_SOUTH = shapely.LineString([(130, 20), (134, 20)])
PARTING = shapely.LineString([(134, 20), (134, 24)])


@pytest.mark.parametrize(
    ("view", "lon", "lat", "side", "line"),
    [
        ("japan", 134.5, 20.5, 1, SOUTH),
        ("japan", 134.5, 19.5, -1, SOUTH),
        ("japan", 130.1, 20.9, 1, SOUTH),  # the coast is nearer and is no limit
        ("korea", 133.8, 22.0, 1, PARTING),
        ("korea", 134.5, 20.5, -1, PARTING),  # the outer limit of what is denied is none
        ("korea", 137.0, 23.5, -1, PARTING),
        ("korea", 131.0, 20.5, 1, WEST_SOUTH),
        ("undisputed", 134.5, 20.5, -1, PARTING),
    ],
)
def test_margin_is_the_distance_to_the_limit_of_the_view(
    view: str, lon: float, lat: float, side: int, line: shapely.LineString
) -> None:
    zones = two_parts()
    waters = assess.waters(zones, zones.rows("JPN", view))
    found = assess.margin_km(waters, lon, lat)
    assert found == pytest.approx(side * km_to(lon, lat, line), abs=TEN_METRES_KM)


@given(lon=st.floats(128, 140), lat=st.floats(18, 26))
@settings(max_examples=50, deadline=None)
def test_margin_to_long_edges_is_measured_along_all_of_them(lon: float, lat: float) -> None:
    zones = two_parts()
    outline = shapely.LineString([(130, 20), (138, 20), (138, 24), (130, 24)])
    found = assess.margin_km(assess.waters(zones, zones.rows("JPN")), lon, lat)
    assert abs(found) == pytest.approx(km_to(lon, lat, outline), abs=TEN_METRES_KM)
    assert (found > 0) == (130 < lon < 138 and 20 < lat < 24)


def test_margins_of_the_zones_that_ship_agree_with_their_outlines(zones: Zones) -> None:
    """At sea, away from coasts: the distance to the nearest edge of the union of the waters."""
    rows = zones.rows("JPN")
    outline = shapely.union_all(zones.geometry[rows]).boundary
    xy = shapely.get_coordinates(shapely.segmentize(outline, 0.01))
    for lon, lat in [(133.0, 39.5), (145.0, 30.0), (150.5, 25.0), (126.5, 28.5), OKINOTORISHIMA]:
        here = np.full(len(xy), lon), np.full(len(xy), lat)
        km = GEOD.inv(*here, *xy.T)[2] / 1000
        found = assess.margin_km(assess.waters(zones, rows), lon, lat)
        coast_is_nearer = abs(found) > km.min() + 1
        assert coast_is_nearer or abs(found) == pytest.approx(km.min(), abs=1)


# --- what can be ruled out -----------------------------------------------------------------------


def island() -> Zones:
    """A box of waters, with a high sea all round."""
    box = shapely.box(135, 30, 140, 35)
    return made({"JPN eez": box}, {("JPN eez", "high_seas"): box.exterior})


def verdict(zones: Zones, launch: tuple[float, float], range_: str, **more: object) -> str | None:
    lon, lat = launch
    given = {"launch": {"lon": lon, "lat": lat, "platform": "ship"}, "range": range_} | more
    return check(report.parse(given), zones).certain


@pytest.mark.parametrize(
    ("launch", "range_km", "expected"),
    [
        ((137.5, 32.5), "100 km", "inside"),  # in the middle, no limit within reach
        ((137.5, 32.5), "200 km", None),  # a limit within the 99.9 % interval
        ((137.5, 32.5), "300 km", None),
        ((130.0, 32.5), "100 km", "outside"),
        ((130.0, 32.5), "400 km", None),
        ((130.0, 32.5), "5000 km", "outside"),
        ((120.0, -10.0), "15000 km", "outside"),
    ],
)
def test_certainty_needs_every_point_and_room_to_spare(
    launch: tuple[float, float], range_km: str, expected: str | None
) -> None:
    assert verdict(island(), launch, range_km) == expected


@pytest.mark.parametrize("deg", [90, 270])
def test_a_bearing_that_points_away_is_no_certainty(deg: float) -> None:
    """Every point lies outside to the west and inside to the east, yet the ring crosses both."""
    assert verdict(island(), (132.0, 32.5), "500 km", direction={"deg": deg}) is None


def test_what_is_said_about_the_landing_makes_nothing_certain() -> None:
    landing = {"near": {"place": "Hachijojima", "km": "about 50 km"}}
    given = {"launch": {"lon": 137.5, "lat": 32.5, "platform": "ship"}, "range": "about 250 km"}
    found = check(report.parse(given | {"landing": landing}), island())
    assert found.chance is not None
    assert found.certain is None


@pytest.mark.parametrize(
    ("view", "whose"),
    [
        (None, "JPN"),
        ("japan", "JPN"),
        ("russia", "JPN"),
        ("korea", None),
        ("china", None),
        ("undisputed", None),
    ],
)
def test_waters_round_okinotorishima_depend_on_the_view(
    zones: Zones, view: str | None, whose: str | None
) -> None:
    lon, lat = (np.array([value + 1.0]) for value in OKINOTORISHIMA)
    located = assess.locate(zones, lon, lat)
    assert assess.inside(located, zones.rows("JPN", view))[0] == (whose == "JPN")


@pytest.mark.parametrize("view", [None, "korea", "undisputed"])
def test_the_chance_is_the_sum_of_the_waters_of_that_state(zones: Zones, view: str | None) -> None:
    found = check(report.parse(REPORTS[0]), zones, Options(view=view))
    assert found.chance is not None
    parts = sum(zone.chance.value for zone in found.zones if zone.code == "JPN")
    assert found.chance.value == pytest.approx(parts)
