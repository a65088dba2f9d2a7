"""From a report to a finding: statements, contradictions, certainty, views."""

from typing import Any

import brute
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo import notewords, places, prior, report, wording
from geo.check import Options, check
from geo.errors import ContradictionError, ReportError, ZoneError
from geo.finding import Finding, Statement
from geo.geodesy import MAX_RANGE_KM
from geo.splash.weights import InSea
from geo.zones import UNDISPUTED, Zones

GEOD = Geod(ellps="WGS84")
HALF_A_POINT = 0.005
A_FIFTH_OF_A_POINT = 0.002
ONE_METRE_KM = 0.001
DRAWS = 500_000
FLIGHT: dict[str, Any] = {
    "launch": "Pyongyang",
    "range": "about 1100 km",
    "direction": "north-east",
}
NEAR_OKUSHIRI = {"place": "Okushiri", "km": "about 250 km", "direction": "west"}


def found(zones: Zones, options: Options | None = None, **given: Any) -> Finding:
    return check(report.parse(given), zones, options)


def claim(verdict: str, zone: str = "JPN", certainty: str = "stated") -> dict[str, str]:
    return {"by": "A ministry", "zone": zone, "verdict": verdict, "certainty": certainty}


def statement(finding: Finding, kind: str) -> Statement:
    return next(said for said in finding.statements if said.kind == kind)


def chance(finding: Finding) -> float:
    assert finding.chance is not None
    return finding.chance.value


def statement_chance(finding: Finding, kind: str) -> float:
    share = statement(finding, kind).chance
    assert share is not None
    return share.value


# --- the middle of the splash --------------------------------------------------------------------


def test_the_middle_on_land_is_said_to_be_on_land(zones: Zones) -> None:
    ashore = found(zones, launch="Pyongyang", range="about 1100 km", direction=105)
    assert ashore.nominal is not None
    assert ashore.nominal.on_land
    assert wording.nominal(ashore) == (
        "The middle of the splash, 1,100 km on bearing 105°, is on land"
    )
    afloat = found(zones, launch="Pyongyang", range="about 1000 km", direction=78)
    assert afloat.nominal is not None
    assert not afloat.nominal.on_land
    assert "the limit" in str(wording.nominal(afloat))


# --- statements ----------------------------------------------------------------------------------


def test_a_sea_is_tested_on_the_splash_without_it(zones: Zones) -> None:
    told = found(zones, **FLIGHT, landing={"sea": "Sea of Japan"})
    free = found(zones, **FLIGHT)
    assert free.splash is not None
    sea = places.find_sea("Sea of Japan").place
    assert isinstance(sea, places.Region)
    wet = InSea(sea.geometry)(free.splash) > 0
    expected = free.splash.share(wet).value
    assert statement_chance(told, "sea") == pytest.approx(expected, abs=A_FIFTH_OF_A_POINT)
    assert statement_chance(told, "sea") < 1
    assert statement(told, "sea").used


def test_each_of_two_is_tested_given_the_other(zones: Zones) -> None:
    both = found(zones, **FLIGHT, landing={"sea": "Sea of Japan", "near": NEAR_OKUSHIRI})
    near = found(zones, **FLIGHT, landing={"near": NEAR_OKUSHIRI})
    sea = found(zones, **FLIGHT, landing={"sea": "Sea of Japan"})
    assert statement_chance(both, "sea") > statement_chance(sea, "sea")
    assert statement_chance(both, "landmark") > statement_chance(near, "landmark")


@pytest.mark.parametrize("verdict", ["inside", "outside"])
def test_a_verdict_is_tested_and_not_used(zones: Zones, verdict: str) -> None:
    silent, told = found(zones, **FLIGHT), found(zones, **FLIGHT, claims=[claim(verdict)])
    assert told.chance == silent.chance
    expected = chance(silent) if verdict == "inside" else 1 - chance(silent)
    assert statement_chance(told, "zone") == pytest.approx(expected)
    assert not statement(told, "zone").used


def test_a_verdict_is_tested_on_the_splash_without_what_is_given(zones: Zones) -> None:
    claims = [claim("outside")]
    plain = found(zones, **FLIGHT, claims=claims)
    given = found(zones, Options(given="outside"), **FLIGHT, claims=claims)
    assert chance(given) == 0
    assert given.certain is None
    assert statement(given, "zone").chance == statement(plain, "zone").chance


def test_a_verdict_on_other_waters_is_tested_on_them(zones: Zones) -> None:
    told = found(zones, **FLIGHT, claims=[claim("inside", "RUS")])
    asked = found(zones, Options(zone="RUS"), **FLIGHT)
    assert statement_chance(told, "zone") == pytest.approx(chance(asked), abs=A_FIFTH_OF_A_POINT)


@pytest.mark.parametrize("verdict", ["unknown", "overflew"])
def test_what_the_landing_cannot_tell_is_not_tested(zones: Zones, verdict: str) -> None:
    said = statement(found(zones, **FLIGHT, claims=[claim(verdict)]), "zone")
    assert (said.chance, said.result) == (None, "untestable")


@pytest.mark.parametrize(
    ("direction", "verdict", "result"),
    [(72, "inside", "consistent"), (60, "outside", "consistent"), (20, "inside", "contradicted")],
)
def test_results_of_a_verdict(zones: Zones, direction: int, verdict: str, result: str) -> None:
    told = found(zones, **FLIGHT | {"direction": direction}, claims=[claim(verdict)])
    assert statement(told, "zone").result == result


def test_results_follow_the_chance(zones: Zones) -> None:
    for deg in range(40, 60, 3):
        told = found(zones, **FLIGHT | {"direction": deg}, claims=[claim("inside")])
        value = statement_chance(told, "zone")
        expected = "consistent" if value >= 0.05 else "unlikely" if value > 0 else "contradicted"
        assert statement(told, "zone").result == expected


# --- contradictions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            FLIGHT | {"landing": {"sea": "Arabian Sea"}},
            ("direction north-east", "range of about 1100 km", "fell in the Arabian Sea"),
        ),
        (
            FLIGHT | {"landing": {"near": {"place": "Guam", "km": "about 100 km"}}},
            ("launch from Pyongyang", "fell about 100 km from Guam"),
        ),
        (
            {
                "launch": "Pyongyang",
                "range": "300-3000 km",
                "landing": {
                    "sea": "Sea of Okhotsk",
                    "near": {"place": "Hegurajima", "km": "about 100 km"},
                },
            },
            ("fell in the Sea of Okhotsk", "fell about 100 km from Hegurajima"),
        ),
    ],
)
def test_a_contradiction_names_the_two(
    zones: Zones, given: dict[str, Any], words: tuple[str, ...]
) -> None:
    with pytest.raises(ContradictionError, match="cannot both hold") as error:
        found(zones, **given)
    for word in words:
        assert word in str(error.value)


def test_a_verdict_that_nothing_can_meet_is_named(zones: Zones) -> None:
    westward = FLIGHT | {"direction": 300}
    with pytest.raises(ContradictionError, match="leave --given inside out"):
        found(zones, Options(given="inside"), **westward)


# --- what is not known ---------------------------------------------------------------------------


def test_without_a_direction_there_is_a_ring_and_no_chance(zones: Zones) -> None:
    given: dict[str, Any] = {"landing": {"sea": "Sea of Japan"}, "claims": [claim("outside")]}
    told = found(
        zones, Options(use_prior=False), launch="Pyongyang", range="about 1100 km", **given
    )
    assert (told.chance, told.nominal, told.splash, told.zones) == (None, None, None, ())
    assert {said.result for said in told.statements} == {"untestable"}
    assert told.windows
    assert 0 < told.ring_share < 1


def test_a_landmark_is_direction_enough(zones: Zones) -> None:
    told = found(
        zones,
        Options(use_prior=False),
        launch="Pyongyang",
        range="about 1100 km",
        landing={"near": NEAR_OKUSHIRI},
    )
    assert told.chance is not None
    assert told.nominal is not None


@pytest.mark.parametrize(
    "near",
    [
        {"place": "Okushiri"},
        {"place": "Okushiri", "km": "about 250 km"},
        {"place": "Hegurajima", "direction": "north-west"},
        {"place": "Oga Peninsula", "km": "about 300 km", "direction": "west"},
    ],
)
def test_without_a_range_the_landmark_decides(zones: Zones, near: dict[str, str]) -> None:
    """Every range alike, wherever the trial of ranges begins and ends."""
    told = found(zones, launch="Wonsan", landing={"near": near})
    site = places.find_place("Wonsan", role="launch_site").place
    mark = places.find_place(near["place"], role="landmark").place
    habit = prior.of("PRK")
    assert isinstance(site, places.Place)
    assert isinstance(mark, places.Place)
    assert habit is not None
    flight = brute.Flight(
        brute.near_point(site.lon, site.lat, site.spread_km),
        lambda rng, n: rng.uniform(10, 2500, n),
        brute.towards(habit.mean_deg, habit.sd_deg),
        on_land=True,
    )
    km = int(near["km"].split()[1]) if "km" in near else None
    deg = {"north-west": 315.0, "west": 270.0}.get(near.get("direction", ""))
    factor = brute.Near(mark.lon, mark.lat, mark.spread_km, km, deg)
    question = brute.Question(zones.geometry[zones.rows("JPN")], [factor])
    (truth,) = brute.chances(flight, [question], DRAWS, 0.002, seed=1)
    assert chance(told) == pytest.approx(truth.chance, abs=HALF_A_POINT + 2 * truth.stderr)
    assert any("no range is reported" in note for note in notewords.of(told))


# --- views ---------------------------------------------------------------------------------------


def test_a_contested_sea_is_whose_the_view_says(zones: Zones) -> None:
    """Between Takeshima and Oki both Japan and Korea claim the sea."""
    shot: dict[str, Any] = {
        "launch": {"lon": 129.4, "lat": 37.2, "platform": "ship"},
        "range": "about 230 km",
    }
    shot |= {"direction": {"deg": 85}}
    chances = {
        (zone, view): chance(found(zones, Options(zone=zone, view=view), **shot))
        for zone in ("JPN", "KOR")
        for view in ("japan", "korea", "russia", UNDISPUTED)
    }
    assert chances["JPN", "japan"] > 0.9
    assert chances["KOR", "korea"] > 0.5
    assert chances["JPN", "korea"] < 0.1
    assert chances["KOR", "japan"] < 0.1
    for view in ("russia", UNDISPUTED):
        assert chances["JPN", view] + chances["KOR", view] < 0.5


def test_the_view_is_the_state_s_own_unless_asked(zones: Zones) -> None:
    assert found(zones, **FLIGHT).view == "japan"
    assert found(zones, Options(zone="KOR"), **FLIGHT).view == "korea"
    assert found(zones, Options(view="KOR"), **FLIGHT).view == "korea"
    assert found(zones, **FLIGHT).chance == found(zones, Options(view="japan"), **FLIGHT).chance


# --- the middle, and the edge of the data --------------------------------------------------------


@pytest.mark.parametrize("deg", [35, 60, 72, 100])
def test_the_middle_of_a_bearing_is_on_it(zones: Zones, deg: int) -> None:
    point = found(zones, **FLIGHT | {"direction": deg}).nominal
    origin = places.find_place("Pyongyang", role="launch_site").place
    assert isinstance(origin, places.Place)
    assert point is not None
    lon, lat, _ = GEOD.fwd(origin.lon, origin.lat, deg, 1_100_000)
    _, _, off = GEOD.inv(lon, lat, point.lon, point.lat)
    assert off / 1000 < ONE_METRE_KM
    inside = shapely.contains_xy(zones.geometry[zones.rows("JPN")], lon, lat).any()
    assert (point.margin_km > 0) == inside


@pytest.mark.parametrize(
    "range_", ["about 1100 km", "at least 800 km", "at most 800 km", "500-600 km", "900 km"]
)
def test_the_interval_of_the_range_holds_nine_tenths(zones: Zones, range_: str) -> None:
    told = found(zones, **FLIGHT | {"range": range_})
    assert told.splash is not None
    low, high = told.range_interval_km
    km = told.splash.range_km
    held = told.splash.share((km >= low) & (km <= high)).value
    assert held == pytest.approx(0.9, abs=HALF_A_POINT)


def test_where_the_dataset_ends_nothing_is_said(zones: Zones) -> None:
    beyond: dict[str, Any] = {
        "launch": {"lon": -120.57, "lat": 34.73},
        "range": "300 km",
        "direction": 270,
    }
    with pytest.raises(ZoneError, match="which is all that dataset"):
        found(zones, Options(zone="USA"), **beyond)
    assert found(zones, **beyond).certain == "outside"  # all of Japan's waters are covered


def test_a_splash_partly_beyond_the_dataset_is_noted(zones: Zones) -> None:
    shot: dict[str, Any] = {
        "launch": {"lon": 175.0, "lat": 55.0},
        "range": "about 250 km",
        "direction": 80,
    }
    told = found(zones, Options(zone="RUS"), **shot)
    assert told.certain is None
    assert any("can have more waters there" in note for note in notewords.of(told))


def test_ranges_end_before_the_antipode(zones: Zones) -> None:
    told = found(zones, **FLIGHT | {"range": "about 19,900 km"})
    assert told.splash is not None
    assert told.splash.range_km.max() <= MAX_RANGE_KM
    assert np.isfinite(told.splash.lon).all()


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"given": "perhaps"}, "expected inside or outside"),
        ({"stderr": 0.0}, "expected a standard error"),
        ({"stderr": float("nan")}, "expected a standard error"),
        ({"spreads": {"width": 3.0}}, "unknown spread 'width'"),
        ({"spreads": {"bearing_deg": -1.0}}, "expected a number above 0"),
        ({"zone": "XXX"}, "no zone 'XXX'"),
        ({"view": "atlantis"}, "unknown view 'atlantis'"),
    ],
)
def test_options_that_cannot_be_meant(zones: Zones, options: dict[str, object], words: str) -> None:
    with pytest.raises((ReportError, ZoneError), match=words):
        found(zones, Options(**options), **FLIGHT)  # type: ignore[arg-type]


def test_coordinates_the_wrong_way_round(zones: Zones) -> None:
    with pytest.raises(ReportError, match="swap them"):
        found(zones, launch={"lon": 20.76, "lat": 87.09}, range="1000 km")


def test_a_name_that_was_guessed_is_noted(zones: Zones) -> None:
    told = found(zones, **FLIGHT | {"launch": "Hwangjuu"})
    assert told.origin.name == "Hwangju"
    assert any("was read as Hwangju" in note for note in notewords.of(told))


@pytest.mark.parametrize(
    ("name", "value"), [("range_percent", 5.0), ("word8_deg", 40.0), ("bound_percent", 3.0)]
)
def test_spreads_can_be_set_and_are_said(zones: Zones, name: str, value: float) -> None:
    told = found(zones, Options(spreads={name: value}), **FLIGHT)
    assert getattr(told.spreads, name) == value
