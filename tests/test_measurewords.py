"""Reported quantities in words."""

import pytest

from geo.measure import compass, parse_distance, parse_duration
from geo.measure.compass import Language
from geo.report import words as measurewords
from geo.report.parts import Direction


@pytest.mark.parametrize(
    ("given", "english", "japanese", "korean"),
    [
        ("about 350 km", "about 350 km", "約350km", "약 350 km"),
        ("約350km", "about 350 km", "約350km", "약 350 km"),
        ("약 350km", "about 350 km", "約350km", "약 350km"),
        ("at least 800 km", "at least 800 km", "800km以上", "800 km 이상"),
        ("over 5,000 km", "over 5,000 km", "5,000km超", "5,000 km 초과"),
        ("at most 90 km", "at most 90 km", "90km以下", "90 km 이하"),
        ("500 to 600 km", "500 to 600 km", "500～600km", "500~600 km"),
        ("1100 km", "1100 km", "1100 km", "1100 km"),
        (1100, "1,100 km", "1,100km", "1,100 km"),
        ("about 680 miles", "about 680 miles", "約1,094km", "약 1,094 km"),
    ],
)
def test_a_distance_is_said_in_the_reader_s_language(
    given: str | float, english: str, japanese: str, korean: str
) -> None:
    said = measurewords.by_language(parse_distance(given))
    assert said == {"en": english, "ja": japanese, "ko": korean}


@pytest.mark.parametrize(
    ("given", "english", "japanese", "korean"),
    [
        ("11 min", "11 min", "11分", "11분"),
        ("about 17 min", "about 17 min", "約17分", "약 17분"),
        ("10 s", "10 s", "10秒", "10초"),
        ("約66分", "about 66 min", "約66分", "약 66분"),
        (12, "12 min", "12分", "12분"),
    ],
)
def test_a_time_is_said_in_the_reader_s_language(
    given: str | float, english: str, japanese: str, korean: str
) -> None:
    said = measurewords.by_language(parse_duration(given))
    assert said == {"en": english, "ja": japanese, "ko": korean}


@pytest.mark.parametrize("lang", ["en", "ja", "ko"])
@pytest.mark.parametrize("word", ["north-east", "北東", "북동"])
def test_a_direction_keeps_its_point(word: str, lang: Language) -> None:
    point = compass.point(word)
    said = measurewords.direction(Direction(word=word, deg=point.deg), lang)
    assert compass.point(said) == point
    assert said == (word if said == word else point.name(lang))


def test_degrees_have_no_word() -> None:
    assert measurewords.direction(Direction(deg=58.0), "ja") == ""
