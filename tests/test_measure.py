import math
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from geo.errors import ReportError
from geo.measure import HALF_MERIDIAN_KM, Duration, Measure, parse_distance, parse_duration

MILE_KM = 1.609344
NAUTICAL_MILE_KM = 1.852
FOOT_KM = 0.0003048

# as typed, km, bound, rounding step in km
DISTANCES = [
    (1100, 1100, "about", 100),
    (1150, 1150, "about", 50),
    (1120, 1120, "about", 10),
    (1123, 1123, "about", 1),
    (1000.0, 1000, "about", 100),
    (1001.2, 1001.2, "exact", 0.1),
    ("1100", 1100, "about", 100),
    ("about 1100 km", 1100, "about", 100),
    ("1,100 km", 1100, "about", 100),
    ("1 100 km", 1100, "about", 100),
    ("1\u00a0100 km", 1100, "about", 100),
    ("1\u2009100\u202fkm", 1100, "about", 100),
    ("12,345,678 m", 12345.678, "about", 0.001),
    ("1,001.2km", 1001.2, "exact", 0.1),
    ("1 001.2 km", 1001.2, "exact", 0.1),
    ("7 687.5km", 7687.5, "exact", 0.1),
    ("about 1001.2 km", 1001.2, "about", 0.1),
    ("1000.0 km", 1000, "exact", 0.1),
    ("0.500 km", 0.5, "exact", 0.001),
    ("1001.234 km", 1001.234, "exact", 0.001),
    ("around 450 kilometers", 450, "about", 50),
    ("some 450 kilometres", 450, "about", 50),
    ("roughly 930km", 930, "about", 10),
    ("approx. 500 km", 500, "about", 100),
    ("~ 500 km", 500, "about", 100),
    ("~500km", 500, "about", 100),
    ("≈500 km", 500, "about", 100),
    ("About 500 KM.", 500, "about", 100),
    ("exactly 500 km", 500, "exact", 100),
    ("at least 800 km", 800, "at_least", 100),
    ("at least about 800 km", 800, "at_least", 100),
    ("800 km or more", 800, "at_least", 100),
    ("800+ km", 800, "at_least", 100),
    ("800 km+", 800, "at_least", 100),
    (">= 800 km", 800, "at_least", 100),
    ("no less than 800 km", 800, "at_least", 100),
    ("more than 300 km", 300, "over", 100),
    ("over 300 km", 300, "over", 100),
    ("> 300 km", 300, "over", 100),
    ("up to 250 km", 250, "at_most", 50),
    ("up to about 250 km", 250, "at_most", 50),
    ("at most 250 km", 250, "at_most", 50),
    ("maximum 250 km", 250, "at_most", 50),
    ("a maximum of 250 km", 250, "at_most", 50),
    ("less than 250 km", 250, "at_most", 50),
    ("500-600 km", (500, 600), "about", 100),
    ("500–600 km", (500, 600), "about", 100),
    ("500 — 600 km", (500, 600), "about", 100),
    ("500 km - 600 km", (500, 600), "about", 100),
    ("500 to 600 km", (500, 600), "about", 100),
    ("from 500 to 600 km", (500, 600), "about", 100),
    ("between 500 and 600 km", (500, 600), "about", 100),
    ("about 350-400 km", (350, 400), "about", 50),
    ("300～400km", (300, 400), "about", 100),
    ("300〜400km", (300, 400), "about", 100),
    ("1,000-1,250 km", (1000, 1250), "about", 50),
    ("680 miles", 680 * MILE_KM, "about", 10 * MILE_KM),
    ("680 mi", 680 * MILE_KM, "about", 10 * MILE_KM),
    ("300-400 miles", (300 * MILE_KM, 400 * MILE_KM), "about", 100 * MILE_KM),
    ("400 nautical miles", 400 * NAUTICAL_MILE_KM, "about", 100 * NAUTICAL_MILE_KM),
    ("400 nmi", 400 * NAUTICAL_MILE_KM, "about", 100 * NAUTICAL_MILE_KM),
    ("400 NM", 400 * NAUTICAL_MILE_KM, "about", 100 * NAUTICAL_MILE_KM),
    ("400 nm", 400 * NAUTICAL_MILE_KM, "about", 100 * NAUTICAL_MILE_KM),
    ("60,000 ft", 60000 * FOOT_KM, "about", 100 * FOOT_KM),
    ("900 m", 0.9, "about", 0.1),
    # as Japan's ministry and the press write it
    ("約１，１００ｋｍ", 1100, "about", 100),
    ("約１,０００ｋｍ程度", 1000, "about", 100),
    ("約６，０００ｋｍ程度", 6000, "about", 100),
    ("約３００～４００ｋｍ程度", (300, 400), "about", 100),
    ("約１００～２００ｋｍ", (100, 200), "about", 100),
    ("最大約２５０ｋｍ程度", 250, "at_most", 50),
    ("約4,500㎞以上", 4500, "at_least", 100),
    ("約6,000kmを超えて", 6000, "over", 100),
    ("少なくとも500km", 500, "at_least", 100),
    ("約250キロ", 250, "about", 50),
    ("200海里", 200 * NAUTICAL_MILE_KM, "about", 100 * NAUTICAL_MILE_KM),
    ("약 1,100㎞", 1100, "about", 100),
    ("600여㎞", 600, "at_least", 100),
    # as a file gives it
    ({"km": 1100, "bound": "about"}, 1100, "about", 100),
    ({"km": "1100"}, 1100, "about", 100),
    ({"km": "about 150"}, 150, "about", 50),
    ({"km": [500, 600]}, (500, 600), "about", 100),
    ({"km": ["500", "650"]}, (500, 650), "about", 50),
    ({"km": "500-600"}, (500, 600), "about", 100),
    ({"km": 800, "bound": "at least"}, 800, "at_least", 100),
    ({"km": 1100, "step_km": 10}, 1100, "about", 10),
    ({"km": "1.234", "step_km": "0.5"}, 1.234, "exact", 0.5),
    ({"mi": 680}, 680 * MILE_KM, "about", 10 * MILE_KM),
    ({"mi": [300, 400]}, (300 * MILE_KM, 400 * MILE_KM), "about", 100 * MILE_KM),
    ({"ft": 60000, "bound": "over"}, 60000 * FOOT_KM, "over", 100 * FOOT_KM),
    ({"km": 1001.2, "bound": None}, 1001.2, "exact", 0.1),
]


@pytest.mark.parametrize(("typed", "km", "bound", "step_km"), DISTANCES)
def test_distances_as_people_type_them(typed: Any, km: Any, bound: str, step_km: float) -> None:
    measure = parse_distance(typed)
    assert measure.bound == bound
    assert measure.km == pytest.approx(km, rel=1e-14)
    assert measure.step_km == pytest.approx(step_km, rel=1e-14)
    assert measure.text == (" ".join(typed.split()) if isinstance(typed, str) else None)


# as typed, parts of the message
BAD_DISTANCES = [
    ("1.100 km", ["1.100 may mean 1.1 or", "1100", "write 1.1 or 1100"]),
    ("100.000", ["may mean 100 or", "100000"]),
    ("1.125 km", ["write 1.1250 or 1125"]),
    ("", ["has no number", "expected a distance"]),
    ("about", ["has no number"]),
    ("far", ["cannot read 'far'", "units: km, mi, nmi, m, ft"]),
    ("500 leagues", ["cannot read 'leagues'"]),
    ("500 parsecs away", ["cannot read 'parsecs'"]),
    ("500 min", ["cannot read 'min'"]),
    ("km 500", ["is not in the order number, unit"]),
    ("500 km 600 km", ["has several numbers"]),
    ("500 and 600 km", ["has several numbers", "500-600"]),
    ("1100 km (680 miles)", ["cannot read '(680'"]),
    ("500 m - 600 km", ["different units"]),
    ("500, 600 km", ["cannot read the number '500, 600'"]),
    ("1,5 km", ["cannot read the number '1,5'", "decimals as 1001.2"]),
    ("1.100,5 km", ["cannot read the number"]),
    ("1,00,000 km", ["cannot read the number"]),
    ("0,500 km", ["cannot read the number"]),
    ("1.2.3 km", ["cannot read the number"]),
    (".5 km", ["cannot read '.5'"]),
    ("-500 km", ["looks negative"]),
    ("−500 km", ["looks negative"]),
    ("+500 km", ["cannot read '+500'"]),
    ("600-500 km", ["low to high", "smaller number first"]),
    ("500-500 km", ["low to high"]),
    ("0 km", ["expected a number of at least 0.001 km", "leave it out"]),
    ("0-100 km", ["at least 0.001"]),
    ("at least 500-600 km", ["a span has ends of its own"]),
    ("at least 500 km at most", ["says both at least and at most"]),
    ("20004 km", ["20,004 km", "expected at most 20,003.93 km", "check the unit"]),
    ("15,000 miles", ["24,140.16 km", "expected at most 20,003.93 km"]),
    ("500 600 km", ["500,600 km", "at most"]),
    ("400 M", ["'M' may be metres, miles or nautical miles"]),
    ("①500 km", ["digits that are not 0-9"]),
    ("10² km", ["digits that are not 0-9"]),
    ("500 km²", ["digits that are not 0-9"]),
    ("٥٠٠ km", ["cannot read"]),
    ("1천 km", ["cannot read '천'"]),
    ("五百キロ", ["cannot read '五百キロ'"]),
    ("1:09:30", ["is not in the order", "expected a distance"]),
    ("1e3 km", ["cannot read 'e3'"]),
    ("nan", ["cannot read 'nan'"]),
    ("inf km", ["cannot read 'inf'"]),
    ("5 km\x00", ["control character U+0000", "remove it"]),
    ("1" * 300, ["300 characters", "at most 200"]),
    ("1" * 150 + " km", ["expected at most 20,003.93 km"]),
    (math.nan, ["nan: expected a distance"]),
    (math.inf, ["inf: expected a distance"]),
    (-5, ["-5: expected a number of at least 0.001"]),
    (0, ["0: expected a number of at least 0.001"]),
    (10**6, ["1,000,000 km", "at most 20,003.93"]),
    pytest.param(10**5000, ["too long to show: expected a distance"], id="5001 digits"),
    (True, ["True: expected a distance"]),
    (None, ["None: expected a distance"]),
    ([500, 600], ["[500, 600]: expected a distance"]),
    ({}, ["expected one of the keys km, mi, nmi, m, ft", "{km: 5}"]),
    ({"miles": 5}, ["expected one of the keys"]),
    ({"km": 5, "mi": 3}, ["expected one of the keys"]),
    ({"km": 5, "note": "x"}, ["expected one of the keys"]),
    ({"km": "5 mi"}, ["has two units", "write km only once"]),
    ({"km": None}, ["None: expected a distance"]),
    ({"km": []}, ["the two ends of a span"]),
    ({"km": [1, 2, 3]}, ["the two ends of a span"]),
    ({"km": [600, 500]}, ["low to high"]),
    ({"km": ["1.100", 5]}, ["1.100 may mean"]),
    ({"km": [math.nan, 500]}, ["nan: expected a distance"]),
    ({"km": [500, 600], "bound": "at_least"}, ["a span cannot be 'at_least'"]),
    ({"km": 5, "bound": "maybe"}, ["bound 'maybe'", "about, at_least, at_most, over, exact"]),
    ({"km": 5, "step_km": 0}, ["step_km 0", "above 0"]),
    ({"km": 5, "step_km": "x"}, ["'x': expected a distance"]),
]


@pytest.mark.parametrize(("typed", "parts"), BAD_DISTANCES)
def test_distances_that_cannot_be_meant(typed: Any, parts: list[str]) -> None:
    with pytest.raises(ReportError) as caught:
        parse_distance(typed)
    message = str(caught.value)
    assert all(part in message for part in parts), message
    assert "\n" not in message
    assert len(message) < 400


# as typed, minutes, bound, rounding step in minutes
DURATIONS = [
    (11, 11, "about", 1),
    ("11", 11, "about", 1),
    ("11 min", 11, "about", 1),
    ("about 11 minutes", 11, "about", 1),
    ("70 min", 70, "about", 10),
    ("65 min", 65, "about", 5),
    ("67.5 min", 67.5, "exact", 0.1),
    ("69 minutes", 69, "about", 1),
    ("more than 69 minutes", 69, "over", 1),
    ("5,156 s", 5156 / 60, "about", 1 / 60),
    ("5 156 seconds", 5156 / 60, "about", 1 / 60),
    ("1 h 9 min", 69, "about", 1),
    ("1h9m", 69, "about", 1),
    ("1 hour 30 minutes", 90, "about", 10),
    ("1 h 9 min 30 s", 69.5, "about", 1 / 60),
    ("1:09:30", 69.5, "exact", 1 / 60),
    ("about 1:09:30", 69.5, "about", 1 / 60),
    ("1.5 h", 90, "exact", 6),
    ("約６９分", 69, "about", 1),
    ("約１時間９分", 69, "about", 1),
    ("74분", 74, "about", 1),
    ({"min": 11}, 11, "about", 1),
    ({"s": 5156, "bound": "exact"}, 5156 / 60, "exact", 1 / 60),
    ({"min": 11, "step_min": 0.5}, 11, "about", 0.5),
]


@pytest.mark.parametrize(("typed", "minutes", "bound", "step_min"), DURATIONS)
def test_durations_as_people_type_them(
    typed: Any, minutes: float, bound: str, step_min: float
) -> None:
    duration = parse_duration(typed)
    assert duration.bound == bound
    assert duration.minutes == pytest.approx(minutes, rel=1e-14)
    assert duration.step_min == pytest.approx(step_min, rel=1e-14)
    assert duration.half_step_min == duration.step_min / 2


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("1:09", "needs h:mm:ss"),
        ("1:75:00", "needs h:mm:ss"),
        ("9 min 1 h", "in this order"),
        ("9 min 8 min", "at most once each"),
        ("10-12 min", "has several numbers"),
        ("11 km", "cannot read 'km'"),
        ("0 min", "at least 0.001 min"),
        ("25 h", "expected at most 1,440 min"),
        ({"min": [10, 12]}, "expected one time of flight"),
        ({"hours": 1}, "expected one of the keys h, min, s"),
        (math.nan, "expected a time of flight"),
        (None, "expected a time of flight"),
    ],
)
def test_durations_that_cannot_be_meant(typed: Any, part: str) -> None:
    with pytest.raises(ReportError) as caught:
        parse_duration(typed)
    assert part in str(caught.value)


def test_width_of_a_number() -> None:
    measure = parse_distance("about 1000 km")
    assert not measure.is_span
    assert (measure.value_km, measure.half_step_km) == (1000, 50)
    assert (measure.low_km, measure.high_km) == (950, 1050)


def test_width_of_a_span() -> None:
    measure = parse_distance("350-400 km")
    assert measure.is_span
    assert (measure.value_km, measure.half_step_km) == (375, 25)
    assert (measure.low_km, measure.high_km) == (325, 425)


def test_limit_is_the_fields_own() -> None:
    assert parse_distance("25,000 km", limit=50_000).km == 25_000
    assert parse_distance(HALF_MERIDIAN_KM).km == HALF_MERIDIAN_KM
    with pytest.raises(ReportError, match="expected at most 50 km"):
        parse_distance(parse_distance("100 km"), limit=50)
    with pytest.raises(ReportError, match="expected at most 5 min"):
        parse_duration(parse_duration("6 min"), limit=5)


@pytest.mark.parametrize(
    "fields",
    [
        {"km": math.nan, "step_km": 1},
        {"km": -1, "step_km": 1},
        {"km": (600, 500), "step_km": 1},
        {"km": (500, 600), "bound": "over", "step_km": 1},
        {"km": 5, "step_km": 0},
        {"km": 5, "step_km": 1, "text": "\x07"},
        {"km": 5, "step_km": 1, "miles": 3},
    ],
)
def test_a_measure_made_by_hand_is_checked(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Measure(**fields)


def test_measures_are_frozen_and_can_be_keys() -> None:
    measure = parse_distance("500-600 km")
    with pytest.raises(ValidationError):
        measure.km = 3.0  # type: ignore[misc]
    assert {measure: 1}[parse_distance("500-600 km")] == 1


@given(st.text())
@example("1 1 " * 40)
@example("-" * 200)
@example("ﷺ" * 100)
def test_any_text_is_a_distance_or_a_report_error(text: str) -> None:
    for parse in (parse_distance, parse_duration):
        with suppress(ReportError):
            parse(text)


ALPHABET = st.sampled_from(
    [
        "1",
        "0",
        "5",
        ",",
        ".",
        " ",
        "-",
        "~",
        "+",
        ":",
        "km",
        "mi",
        "h",
        "min",
        "s",
        "about",
        "at least",
        "to",
        "and",
        "between",
        "約",
        "以上",
        "여",
        "ｋｍ",
        "①",
        "²",
    ]
)


@given(st.lists(ALPHABET, max_size=12).map("".join))
def test_texts_of_known_words_are_read_soundly(text: str) -> None:
    try:
        measure = parse_distance(text)
    except ReportError:
        return
    assert measure.low_km >= 0
    assert measure.value_km <= HALF_MERIDIAN_KM
    assert measure.step_km > 0


@given(
    st.none() | st.booleans() | st.floats() | st.integers() | st.lists(st.floats())
    | st.dictionaries(
        st.sampled_from(["km", "mi", "bound", "step_km", "text", "x"]),
        st.none() | st.floats() | st.text(max_size=5) | st.lists(st.integers(), max_size=3),
    )
)  # fmt: skip
def test_any_value_is_a_distance_or_a_report_error(value: object) -> None:
    for parse in (parse_distance, parse_duration):
        with suppress(ReportError):
            parse(value)


@given(st.integers(1, 20_003), st.sampled_from(["about", "at least", "at most", "over", "exactly"]))
def test_bound_and_rounding_hold_for_every_whole_number(number: int, bound: str) -> None:
    measure = parse_distance(f"{bound} {number:,} km")
    assert measure.km == number
    assert measure.bound == {"exactly": "exact"}.get(bound, bound.replace(" ", "_"))
    assert number % measure.step_km == 0
    assert not any(number % step == 0 for step in (100, 50, 10) if step > measure.step_km)


distances_km = st.floats(0.001, HALF_MERIDIAN_KM)


@given(distances_km, st.sampled_from(["about", "at_least", "at_most", "over", "exact"]))
def test_a_number_reads_back_from_what_it_is_written_as(km: float, bound: str) -> None:
    measure = parse_distance({"km": km, "bound": bound})
    assert parse_distance(measure.model_dump()) == measure


@given(distances_km, distances_km)
def test_a_span_reads_back_from_what_it_is_written_as(low: float, high: float) -> None:
    assume(low < high)
    measure = parse_distance({"km": [low, high], "text": "so far"})
    assert parse_distance(measure.model_dump()) == measure


@given(st.floats(0.001, 1440.0))
def test_a_duration_reads_back_from_what_it_is_written_as(minutes: float) -> None:
    duration = parse_duration(minutes)
    assert isinstance(duration, Duration)
    assert parse_duration(duration.model_dump()) == duration
