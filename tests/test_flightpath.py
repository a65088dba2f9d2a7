"""From apogee and flight time of a report to its trajectory, its sentences and its JSON."""

import json
import math
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo import ballistics, notewords, report, reportfile, summary
from geo.ballistics import kepler
from geo.ballistics.trajectory import Band, Trajectory
from geo.check import Options, check
from geo.errors import ReportError
from geo.finding import Finding, Nominal, Origin
from geo.flight import path as flightpath
from geo.flight import summary as flightsummary
from geo.flight import words as flightwords
from geo.measure import parse_distance
from geo.splash import Flight, Splash, first_log2, sample
from geo.splash.distributions import normal_bearings
from geo.splash.launcharea import Point
from geo.spreads import Spreads
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
GEOD = Geod(ellps="WGS84")
SUNAN: dict[str, Any] = {"lon": 125.67, "lat": 39.2, "spread_km": 5}
LOFTED: dict[str, Any] = {"launch": SUNAN, "direction": {"deg": 72}}
QUICK = Options(stderr=0.02)


def found(zones: Zones, options: Options = QUICK, /, **given: Any) -> Finding:
    return check(report.parse(given), zones, options)


def arc(finding: Finding) -> Trajectory:
    assert finding.trajectory is not None
    return finding.trajectory


def flown(finding: Finding) -> tuple[str, float | None]:
    """Result and chance of the statement on the flight time."""
    [said] = [each for each in finding.statements if each.kind == "flight"]
    return said.result, None if said.chance is None else said.chance.value


@pytest.fixture(scope="module")
def examples(zones: Zones) -> dict[str, Finding]:
    return {
        path.stem: check(reportfile.load(path)[0], zones, QUICK)
        for path in sorted(EXAMPLES.glob("*.yaml"))
    }


def bands(path: Trajectory) -> dict[str, Band]:
    """Every band of a trajectory."""
    own = {name: value for name, value in vars(path).items() if isinstance(value, Band)}
    if path.equivalent is not None:
        own |= {"lower_km": path.equivalent.lower_km, "upper_km": path.equivalent.upper_km}
    return own


# --- real reports --------------------------------------------------------------------------------


def test_state_media_are_a_minute_short(examples: dict[str, Finding]) -> None:
    """67.5 min for 1,090 km and 6,248.5 km: free flight alone takes 68.5."""
    finding = examples["2022-03-24"]
    path = arc(finding)
    assert path.kind == "lofted"
    assert path.flight_min.value == pytest.approx(68.51, rel=0.005)
    assert path.residual_min is not None
    assert path.residual_min.high < 0
    assert path.residual_min.value == pytest.approx(67.5 - 68.51, abs=0.1)
    assert flown(finding) == ("contradicted", 0.0)
    assert "no rocket beats free flight" in " ".join(flightwords.lines(finding))


def test_the_ministry_s_time_agrees(zones: Zones) -> None:
    given: dict[str, Any] = {"range": "about 1080 km", "apogee": "over 6000 km", "flight": "71 min"}
    result, chance = flown(found(zones, **LOFTED, **given))
    assert result == "consistent"
    assert chance is not None
    assert chance > 0.2


def test_who_told_a_value_is_named_with_it(zones: Zones) -> None:
    given: dict[str, Any] = {
        "launch": "Pyongyang",
        "reported_by": "South Korea Joint Chiefs of Staff",
        "told_by": {"flight": "Kyodo", "near": "Japan Coast Guard"},
        "range": "about 1000 km",
        "apogee": "about 6100 km",
        "flight": "69 min",
        "landing": {"sea": "Sea of Japan", "near": {"place": "Oshima-Oshima", "km": 200}},
    }
    said = {each.kind: each.by for each in found(zones, **given).statements}
    assert said == {
        "sea": "South Korea Joint Chiefs of Staff",
        "landmark": "Japan Coast Guard",
        "flight": "Kyodo",
    }


def test_a_minister_s_estimate_is_in_the_band(examples: dict[str, Finding]) -> None:
    """18 November 2022: more than 15,000 km."""
    same = arc(examples["2022-11-18"]).equivalent
    assert same is not None
    assert same.upper_km.value > 15_000
    assert same.classes == ("ICBM", "ICBM")
    towards = {bearing: low.value for bearing, low, _ in same.by_bearing}
    assert towards[90] > towards[0] > towards[270]


def test_the_submarine_s_missile_of_2019(examples: dict[str, Finding]) -> None:
    """Japan's defence minister: about 2,500 km on a standard trajectory (3 October 2019)."""
    path = arc(examples["2019-10-02"])
    assert path.equivalent is not None
    assert path.equivalent.lower_km.low < 2500 < path.equivalent.upper_km.high
    assert path.equivalent.classes[0] == "MRBM"
    assert flown(examples["2019-10-02"])[0] == "consistent"


def test_january_2025_was_no_ballistic_path(examples: dict[str, Finding]) -> None:
    finding = examples["2025-01-06"]
    path = arc(finding)
    assert path.kind == "depressed_or_gliding"
    assert not path.ballistic
    assert path.equivalent is None
    [sentence] = flightwords.lines(finding)
    assert sentence.startswith("Depressed or gliding: a ballistic path with these numbers would ")
    closed = ballistics.from_apogee(1100, 100)
    assert path.speed_km_s.value == pytest.approx(closed.speed_km_s, rel=0.1)
    assert path.flight_min.value == pytest.approx(closed.flight_min, rel=0.02)
    for band, name in ((path.speed_km_s, "km/s"), (path.elevation_deg, "°"), (path.flight_min, "")):
        assert band.low < band.value < band.high, name


def test_a_glider_s_flight_time_is_not_tested(zones: Zones) -> None:
    given: dict[str, Any] = {"range": "about 1100 km", "apogee": "about 100 km", "flight": "4 min"}
    finding = found(zones, **LOFTED, **given)
    assert flown(finding) == ("untestable", None)
    assert arc(finding).residual_min is None


@pytest.mark.parametrize("name", ["2019-10-02", "2022-03-24", "2022-11-18", "2025-01-06"])
def test_the_middle_is_the_arc_to_the_nominal_point(
    examples: dict[str, Finding], name: str
) -> None:
    finding = examples[name]
    path, point = arc(finding), finding.nominal
    assert point is not None
    assert path.track is not None
    origin = finding.origin.lon, finding.origin.lat
    shot = ballistics.shoot(origin, (point.lon, point.lat), path.apogee_km.value)
    assert path.flight_min.value == pytest.approx(shot.flight_min)
    assert path.speed_km_s.value == pytest.approx(shot.speed_km_s)
    assert path.azimuth_deg is not None
    assert path.azimuth_deg.value == pytest.approx(shot.azimuth_deg)
    assert (path.azimuth_deg.high - path.azimuth_deg.low) % 360 < 90
    assert GEOD.inv(path.track.lon[-1], path.track.lat[-1], point.lon, point.lat)[2] < 1
    assert GEOD.inv(path.track.lon[0], path.track.lat[0], *origin)[2] < 1
    assert path.track.height_km.max() == pytest.approx(path.apogee_km.value, rel=1e-3)
    assert (np.diff(path.track.minutes) > 0).all()
    for band in bands(path).values():
        assert band.low <= band.value <= band.high
    for _, low, high in () if path.equivalent is None else path.equivalent.by_bearing:
        assert low.low <= low.value <= low.high
        assert high.low <= high.value <= high.high


# --- widths --------------------------------------------------------------------------------------


def test_bands_against_random_draws(zones: Zones) -> None:
    """The same distributions, drawn at random, through one arc at a time."""
    finding = found(zones, **LOFTED, range="about 1,000 km", apogee="about 900 km")
    rng = np.random.default_rng(31)
    n = 4000
    range_km = 1000 * (1 + 0.025 * rng.standard_t(3, n)) + rng.uniform(-50, 50, n)
    apogee_km = 900 * (1 + 0.025 * rng.standard_t(3, n)) + rng.uniform(-45, 45, n)
    bearing_deg = rng.normal(72, 2, n)
    lon = 125.67 + rng.normal(0, 5, n) / (111.2 * math.cos(math.radians(39.2)))
    lat = 39.2 + rng.normal(0, 5, n) / 111.2
    impact_lon, impact_lat, _ = GEOD.fwd(lon, lat, bearing_deg, 1000 * range_km)
    shots = ballistics.shoot((lon, lat), (impact_lon, impact_lat), apogee_km)
    path = arc(finding)
    for name, tolerance in (("speed_km_s", 0.02), ("elevation_deg", 0.3), ("flight_min", 0.08)):
        low, high = np.quantile(getattr(shots, name), [0.05, 0.95])
        band = getattr(path, name)
        assert band.low == pytest.approx(low, abs=tolerance)
        assert band.high == pytest.approx(high, abs=tolerance)


def test_bands_do_not_get_coarser_with_the_chance(zones: Zones) -> None:
    assert 2 ** first_log2(flightpath.STDERR) >= flightpath.PER_SCRAMBLE
    for stderr in (0.002, 0.02, 0.2):
        options = Options(stderr=stderr)
        band = arc(found(zones, options, **LOFTED, range="500 km", apogee="97 km")).apogee_km
        assert band.high - band.low == pytest.approx(2 * 0.025 * 97 * 2.3534, rel=0.12)


@pytest.mark.parametrize(
    ("written", "value", "half_km"), [("about 100 km", 100, 5), ("97 km", 97, 0.5)]
)
def test_low_heights_are_not_rounded_to_hundreds(
    zones: Zones, written: str, value: float, half_km: float
) -> None:
    band = arc(found(zones, **LOFTED, range="500 km", apogee=written)).apogee_km
    spread_km = 0.025 * value * 2.3534  # Student's t with 3 degrees of freedom, at 95 %
    assert 0.9 * spread_km <= band.high - value <= spread_km + half_km


def test_widths_can_be_set(zones: Zones) -> None:
    given: dict[str, Any] = {"range": "about 1000 km", "apogee": "about 900 km", "flight": "17 min"}
    usual = found(zones, **LOFTED, **given)
    wide = found(zones, Options(stderr=0.02, spreads={"apogee_percent": 8.0}), **LOFTED, **given)
    assert arc(wide).apogee_km.high - arc(wide).apogee_km.low > 1.5 * (
        arc(usual).apogee_km.high - arc(usual).apogee_km.low
    )
    no_boost = Options(stderr=0.02, spreads={"boost_min": 0.01, "allowance_percent": 0.001})
    bare = found(zones, no_boost, **LOFTED, **given)
    assert (flown(bare)[1] or 0.0) < (flown(usual)[1] or 0.0)
    upper = [each.equivalent.upper_km.value for each in (arc(usual), arc(bare)) if each.equivalent]
    assert upper[0] > upper[1]


def test_a_bound_moves_the_middle(zones: Zones) -> None:
    path = arc(found(zones, **LOFTED, range="1000 km", apogee="over 6000 km"))
    assert path.apogee_km.low >= 6000
    assert path.apogee_km.low < path.apogee_km.value < path.apogee_km.high


# --- what is missing or impossible ---------------------------------------------------------------


def test_without_apogee_and_time_there_is_no_trajectory(zones: Zones) -> None:
    finding = found(zones, **LOFTED, range="1000 km")
    assert finding.trajectory is None
    assert summary.of(finding)["trajectory"] is None
    assert flightwords.lines(finding) == []


def test_without_a_direction_there_is_no_track(zones: Zones) -> None:
    undirected = Options(stderr=0.02, use_prior=False)
    given = {"launch": SUNAN, "range": "1000 km", "apogee": "6000 km"}
    path = arc(found(zones, undirected, **given))
    assert path.track is None
    assert path.azimuth_deg is None
    assert path.kind == "lofted"
    east = arc(found(zones, **LOFTED, range="1000 km", apogee="6000 km"))
    spread = path.flight_min.high - path.flight_min.low
    assert spread >= 0.9 * (east.flight_min.high - east.flight_min.low)


def test_a_flight_time_alone_gives_an_apogee(zones: Zones) -> None:
    """68.9 min reported for 18 November 2022, whose apogee was 6,040.9 km."""
    finding = found(zones, **LOFTED, range="999.2 km", flight="68.9 min")
    path = arc(finding)
    assert path.fitted_to == "flight"
    assert path.residual_min is None
    assert path.apogee_km.low < 6040.9 < path.apogee_km.high
    assert flown(finding) == ("untestable", None)
    assert "rises to" in flightwords.kind(path)


def test_a_landmark_can_give_the_range(zones: Zones) -> None:
    near = {"place": "Oshima-Oshima", "km": "about 200 km", "direction": "west"}
    finding = found(zones, launch=SUNAN, apogee="6000 km", landing={"near": near})
    assert 700 < arc(finding).range_km.value < 1100
    assert arc(finding).kind == "lofted"


@pytest.mark.parametrize("flight", ["10 s", "1 min"])
def test_a_flight_too_short_for_any_arc_is_contradicted(zones: Zones, flight: str) -> None:
    finding = found(zones, **LOFTED, range="about 1080 km", flight=flight)
    assert finding.trajectory is None
    assert flown(finding) == ("contradicted", 0.0)
    assert any("no ballistic arc" in note and flight in note for note in notewords.of(finding))


def test_a_flight_of_a_day_has_a_far_apogee(zones: Zones) -> None:
    path = arc(found(zones, **LOFTED, range="about 1080 km", flight="24 h"))
    assert 60_000 < path.apogee_km.value < 90_000
    assert path.speed_km_s.value < 11.2


def test_an_apogee_below_the_bulge_of_the_earth_has_no_arc(zones: Zones) -> None:
    given = {"launch": {"lon": 0, "lat": 45, "platform": "ship"}, "direction": {"deg": 0}}
    finding = found(zones, Options(zone="JPN", stderr=0.1), **given, range="9900 km", apogee="2 km")
    assert finding.trajectory is None
    assert any("bulges" in note for note in notewords.of(finding))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"apogee": 0}, "0.001"),
        ({"apogee": -3}, "0.001"),
        ({"apogee": "nan"}, "nan"),
        ({"apogee": "60000 km"}, "50,000"),
        ({"flight": 0}, "0.001"),
        ({"flight": "3 days"}, "days"),
        ({"flight": 5000}, "1,440"),
        ({"range": "21000 km", "apogee": 300}, "20,003"),
    ],
)
def test_what_no_report_can_mean_is_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(ReportError) as caught:
        report.parse({**LOFTED, "range": "1000 km", **given})
    assert words in str(caught.value)


ORIGIN = Origin("Sunan", 125.67, 39.2, 5.0, "PRK", None)


def _splash(km: float) -> Splash:
    measure = parse_distance(km)
    return sample(Flight(Point(125.67, 39.2, 5.0), measure, normal_bearings(((72, 4),)), Spreads()))


@settings(max_examples=60, deadline=None)
@given(
    st.floats(1, 19_500),
    st.one_of(st.none(), st.floats(0.001, 50_000)),
    st.one_of(st.none(), st.floats(0.001, 1440)),
    st.sampled_from([True, False]),
)
def test_any_report_gives_numbers_or_a_note(
    km: float, apogee_km: float | None, flight_min: float | None, directed: object
) -> None:
    given: dict[str, Any] = {**LOFTED, "range": km, "apogee": apogee_km, "flight": flight_min}
    asked = report.parse(given)
    lon, lat, _ = GEOD.fwd(125.67, 39.2, 72, 1000 * km)
    nominal = Nominal(lon, lat, 72.0, km, 0.0) if directed else None
    told = flightpath.work_out(asked, ORIGIN, _splash(km), nominal, Spreads())
    if apogee_km is None and flight_min is None:
        assert told == flightpath.Flown()
    elif told.trajectory is None:
        assert told.notes
    else:
        for name, band in bands(told.trajectory).items():
            assert not np.isnan([band.value, band.low, band.high]).any(), name
            if name == "azimuth_deg":  # round the compass, north being no edge
                assert (band.high - band.low) % 360 == pytest.approx(
                    (band.value - band.low) % 360 + (band.high - band.value) % 360
                )
            else:
                assert band.low <= band.high
    assert len(told.statements) == (flight_min is not None)


# --- words and JSON ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages_say_the_same(lang: Lang) -> None:
    def blanks(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    english = flightwords.text("en")
    assert set(flightwords.text(lang)) == set(english)
    for key, text in flightwords.text(lang).items():
        assert blanks(text) == blanks(english[key]), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_hold_the_figures(examples: dict[str, Finding], lang: Lang) -> None:
    for finding in examples.values():
        path = arc(finding)
        said = " ".join(flightwords.lines(finding, lang))
        assert f"{path.speed_km_s.value:.2f}" in said
        assert f"{path.flight_min.value:.1f}" in said
        assert not any(word in said for word in ("nan", "inf", "{", "None"))
        assert flightwords.rests_on(finding, lang)
        if path.equivalent is not None:
            assert path.equivalent.classes[0] in said
            assert len(flightwords.by_bearing(path.equivalent, lang)) == 8
            assert flightwords.caveat(path.equivalent, lang)
            assert flightwords.widths(path.equivalent, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_flight_is_a_statement_in_every_language(
    examples: dict[str, Finding], lang: Lang
) -> None:
    said = [each["says"] for each in summary.of(examples["2019-10-02"], lang)["statements"]]
    time = {"en": "about 17 min", "ja": "約17分", "ko": "약 17분"}[lang]
    assert any(time in words for words in said)


def test_json_carries_every_band(examples: dict[str, Finding]) -> None:
    for finding in examples.values():
        plain = flightsummary.of(finding)
        assert plain is not None
        again = json.loads(json.dumps(plain, allow_nan=False))
        assert again == plain
        for name in ("range_km", "apogee_km", "loft", "speed_km_s", "elevation_deg", "flight_min"):
            assert set(plain[name]) == {"value", "low", "high"}
            assert plain[name]["low"] <= plain[name]["value"] <= plain[name]["high"]
        first, *_, last = plain["track"]
        assert first["height_km"] == last["height_km"] == 0
        assert last["minute"] == pytest.approx(plain["flight_min"]["value"], abs=0.01)


def test_a_range_without_end_is_null(zones: Zones) -> None:
    """State media on 31 October 2024."""
    finding = found(zones, **LOFTED, range="1001.2 km", apogee="7,687.5 km", flight="5,156 s")
    same = (flightsummary.of(finding) or {})["equivalent"]
    assert same["lower_km"]["value"] is None
    assert "anywhere on Earth" in " ".join(flightwords.lines(finding))
    assert flown(finding)[0] == "consistent"
    assert kepler.greatest_range_km(arc(finding).speed_km_s.value) == math.inf


def test_a_class_word_only_for_a_standard_range(examples: dict[str, Finding]) -> None:
    words = " ".join(flightwords.lines(examples["2025-01-06"]))
    assert not any(name in words for name in ("SRBM", "MRBM", "IRBM", "ICBM"))


def test_a_near_standard_shot_has_nearly_no_band(zones: Zones) -> None:
    """4 October 2022, over Japan: about 4,600 km with an apogee of about 1,000 km."""
    given = {"range": "about 4600 km", "apogee": "about 1000 km", "direction": {"deg": 90}}
    path = arc(found(zones, Options(stderr=0.1, zone="JPN"), launch=SUNAN, **given))
    assert path.kind == "near_minimum_energy"
    assert path.equivalent is not None
    [low] = [low.value for bearing, low, _ in path.equivalent.by_bearing if bearing == 90]
    assert low == pytest.approx(4600, rel=0.01)
    assert path.equivalent.lower_km.value < 0.97 * low  # the Earth's turning did the rest
    assert path.equivalent.upper_km.value < 1.05 * path.equivalent.lower_km.value
    assert path.equivalent.classes[0] == "IRBM"
    flat = replace(path.equivalent, allowance_km_s=0.0)
    assert "gravity" not in flightwords.caveat(flat)
