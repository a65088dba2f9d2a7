from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ReportError
from geo.measure import compass

# Degrees of the sixteen points, clockwise from north in steps of 22.5.
WORDS = [
    ("N", 0.0, 8),
    ("north", 0.0, 8),
    ("北", 0.0, 8),
    ("북쪽", 0.0, 8),
    ("NNE", 22.5, 16),
    ("north-northeast", 22.5, 16),
    ("北北東", 22.5, 16),
    ("북북동", 22.5, 16),
    ("north-east", 45.0, 8),
    ("northeast", 45.0, 8),
    ("North East", 45.0, 8),
    ("NE", 45.0, 8),
    ("ne", 45.0, 8),
    ("north\u2013east", 45.0, 8),
    ("north-easterly", 45.0, 8),
    ("northeastern", 45.0, 8),
    ("northeastward", 45.0, 8),
    ("toward the north-east", 45.0, 8),
    ("in a northeasterly direction", 45.0, 8),
    ("北東", 45.0, 8),
    ("北東方向", 45.0, 8),
    ("東北", 45.0, 8),
    ("북동", 45.0, 8),
    ("북동쪽", 45.0, 8),
    ("동북", 45.0, 8),
    ("동북방", 45.0, 8),
    ("east-northeast", 67.5, 16),
    ("east-north-east", 67.5, 16),
    ("ENE", 67.5, 16),
    ("ＥＮＥ", 67.5, 16),
    ("東北東", 67.5, 16),
    ("동북동", 67.5, 16),
    ("east", 90.0, 8),
    ("due east", 90.0, 8),
    ("eastward", 90.0, 8),
    ("to the east", 90.0, 8),
    ("E", 90.0, 8),
    ("東", 90.0, 8),
    ("東方", 90.0, 8),
    ("東方向", 90.0, 8),
    ("동", 90.0, 8),
    ("동쪽", 90.0, 8),
    ("동쪽으로", 90.0, 8),
    ("ESE", 112.5, 16),
    ("東南東", 112.5, 16),
    ("southeast", 135.0, 8),
    ("南東", 135.0, 8),
    ("남동쪽", 135.0, 8),
    ("south-south-east", 157.5, 16),
    ("S", 180.0, 8),
    ("남남서", 202.5, 16),
    ("southwest", 225.0, 8),
    ("WSW", 247.5, 16),
    ("西方", 270.0, 8),
    ("서", 270.0, 8),
    ("西北西", 292.5, 16),
    ("north-west", 315.0, 8),
    ("北西", 315.0, 8),
    ("서북", 315.0, 8),
    ("NNW", 337.5, 16),
]


@pytest.mark.parametrize(("word", "deg", "points"), WORDS)
def test_words_of_three_languages(word: str, deg: float, points: int) -> None:
    point = compass.point(word)
    assert (point.deg, point.points) == (deg, points)


@pytest.mark.parametrize(
    "word",
    ["", " ", "sideways", "north-south", "east-north", "EEN", "東西", "동해", "n" * 1000, "58"],
)
def test_other_words_are_refused_with_advice(word: str) -> None:
    with pytest.raises(ReportError, match=r"expected one of the 8 or 16 points.*write \{deg: 58\}"):
        compass.point(word)


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_names_lead_back_to_their_point(language: compass.Language) -> None:
    for index in range(16):
        point = compass.nearest(index * 22.5)
        assert compass.point(point.name(language)) == point
        assert compass.point(point.abbreviation) == point


@pytest.mark.parametrize(
    ("deg", "of_16", "of_8"),
    [
        (0, "N", "N"),
        (58, "ENE", "NE"),
        (101.3, "ESE", "E"),
        (337, "NNW", "NW"),
        (338, "NNW", "N"),
        (350, "N", "N"),
        (-10, "N", "N"),
        (720 + 91, "E", "E"),
    ],
)
def test_nearest(deg: float, of_16: str, of_8: str) -> None:
    assert compass.nearest(deg).abbreviation == of_16
    assert compass.nearest(deg, points=8).abbreviation == of_8


@given(st.floats(-1000, 1000))
def test_nearest_is_within_half_a_step(deg: float) -> None:
    for points, half_step in ((8, 22.5), (16, 11.25)):
        turn = abs(compass.nearest(deg, points).deg - deg) % 360  # type: ignore[arg-type]
        assert min(turn, 360 - turn) <= half_step + 1e-9


@given(st.text())
def test_any_text_is_a_point_or_a_report_error(word: str) -> None:
    with suppress(ReportError):
        compass.point(word)
