"""Compass words in English, Japanese and Korean.

A word stands for one of 8 or 16 points. How wide it is meant is not said here: see
``geo.spreads``.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from geo.errors import ReportError
from geo.text import shown

Language = Literal["en", "ja", "ko"]

_STEP_DEG = 22.5
# Clockwise from north: abbreviation, English, Japanese, Korean.
_ROSE = (
    ("N", "north", "北", "북"),
    ("NNE", "north-north-east", "北北東", "북북동"),
    ("NE", "north-east", "北東", "북동"),
    ("ENE", "east-north-east", "東北東", "동북동"),
    ("E", "east", "東", "동"),
    ("ESE", "east-south-east", "東南東", "동남동"),
    ("SE", "south-east", "南東", "남동"),
    ("SSE", "south-south-east", "南南東", "남남동"),
    ("S", "south", "南", "남"),
    ("SSW", "south-south-west", "南南西", "남남서"),
    ("SW", "south-west", "南西", "남서"),
    ("WSW", "west-south-west", "西南西", "서남서"),
    ("W", "west", "西", "서"),
    ("WNW", "west-north-west", "西北西", "서북서"),
    ("NW", "north-west", "北西", "북서"),
    ("NNW", "north-north-west", "北北西", "북북서"),
)
# Also written with east or west first.
_OTHER_ORDER = {
    "東北": "北東",
    "東南": "南東",
    "西南": "南西",
    "西北": "北西",
    "동북": "북동",
    "동남": "남동",
    "서남": "남서",
    "서북": "북서",
}
_LEAD = re.compile(r"^(?:in |to |towards? )?(?:an? |the )?(?:due )?")
_TAIL = re.compile(r"(?:(?:ern|erly|wards?)? ?(?:direction)?|方向?|方面|쪽(?:으로)?|방향|방)$")
_JOINS = re.compile(r"[\s\-\u2010-\u2015]+")
_LONGEST = 60


@dataclass(frozen=True)
class Point:
    """One point of the compass.

    Attributes:
        abbreviation: such as ``"ENE"``.
        deg: degrees clockwise from true north, 0 to 337.5.
        points: the rose that it belongs to: 8 (``"NE"``) or 16 (``"ENE"``).
    """

    abbreviation: str
    deg: float
    points: Literal[8, 16]

    def name(self, language: Language = "en") -> str:
        """Its full name in a language.

        >>> point("ENE").name("ja")
        '東北東'
        """
        row = _ROSE[round(self.deg / _STEP_DEG)]
        return row[{"en": 1, "ja": 2, "ko": 3}[language]]


def _at(index: int) -> Point:
    return Point(_ROSE[index][0], index * _STEP_DEG, 16 if index % 2 else 8)


def points() -> tuple[Point, ...]:
    """All sixteen points, clockwise from north."""
    return tuple(_at(index) for index in range(len(_ROSE)))


@cache
def _known() -> dict[str, Point]:
    known = {
        _JOINS.sub("", name.lower()): _at(index) for index, row in enumerate(_ROSE) for name in row
    }
    return known | {other: known[usual] for other, usual in _OTHER_ORDER.items()}


def point(word: str) -> Point:
    """The point that a compass word names.

    Raises:
        ReportError: the word is no compass word.

    >>> point("north-easterly").deg, point("북동쪽").deg, point("東北東方向").deg
    (45.0, 45.0, 67.5)
    """
    if len(word) <= _LONGEST:
        text = " ".join(unicodedata.normalize("NFKC", word).lower().split()).rstrip(".")
        text = _TAIL.sub("", _LEAD.sub("", text), count=1)
        found = _known().get(_JOINS.sub("", text))
        if found is not None:
            return found
    raise ReportError(
        f"{shown(word)} is not a compass word; expected one of the 8 or 16 points, such as "
        "north-east, ENE, 北東 or 북동; write {deg: 58} for a bearing in degrees"
    )


def nearest(deg: float, points: Literal[8, 16] = 16) -> Point:
    """The compass point nearest to a bearing in degrees, on a rose of 8 or 16 points.

    >>> nearest(58.1).abbreviation, nearest(58.1, points=8).name()
    ('ENE', 'north-east')
    """
    stride = 16 // points
    return _at(round(deg % 360 / (_STEP_DEG * stride)) * stride % 16)
