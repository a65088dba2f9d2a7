"""Names of the gazetteer in running text, and what they mean there.

A name is only a candidate: "순천" is a launch site in one Korea and a city in the other, "과일" is
fruit. The grammar of each language decides whether it stands where a place is named.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from geo import places
from geo.errors import PlaceError
from geo.reading.lexicon import Token
from geo.reading.normalise import plain

# Whose launches the text is about; ISO code, and hours from UTC where one clock holds.
STATES: dict[str, tuple[str, float | None]] = {
    "North Korea; N Korea; N. Korea; NKorea; North Korean; N. Korean; DPRK; North; North Koreans;"
    "Pyongyang; 北朝鮮; 北韓; 북한; 조선; 북; 북측": ("PRK", 9),
    "South Korea; South Korean; S. Korea; S. Korean; ROK; 韓国; 남한; 한국": ("KOR", 9),
    "Japan; Japanese; 日本; 일본": ("JPN", 9),
    "China; Chinese; 中国; 중국": ("CHN", 8),
    "Russia; Russian; ロシア; 러시아": ("RUS", None),
    "India; Indian; インド; 인도": ("IND", 5.5),
    "Pakistan; パキスタン; 파키스탄": ("PAK", 5),
    "Iran; Iranian; イラン; 이란": ("IRN", 3.5),
    "Israel; Israeli; イスラエル; 이스라엘": ("ISR", None),
    "United States; U.S.; American; 米国; アメリカ; 미국": ("USA", None),
}
_KEPT = 1_024  # answers of the gazetteer; the words are those of any text
STATE_REGIONS = {"PRK": "North Korea", "CHN": "China", "IRN": "Iran", "KOR": "South Korea"}
_GENERIC_COASTS = re.compile(
    r"^(?:the country's |the )?(?:east|west|eastern|western) coast$|^inland(?: area)?$"
    r"|^(?:西岸|東岸|西海岸|東海岸|内陸部|東側の沿岸|東北部の?沿岸)$"
    r"|^(?:서해안|동해안|내륙(?: 지역)?|동해 연안|서해 연안|동북부 해안)$"
)
_COMMON_WORDS = frozenset(
    {"MARS", "RTS", "ITR", "USC", "KSC", "Wake", "Midway", "Indian", "Anju", "Bering", "the Gulf"}
)
# Other spellings of names of the gazetteer, part by part.
_RESPELLED = (
    ("Pyongan", ("Phyongan", "Pyeongan")), ("Hamgyong", ("Hamgyeong", "Hamkyong")),
    ("Chagang", ("Jagang",)), ("Ryanggang", ("Yanggang", "Ryanggang")),
    ("북한 내륙", ("북한 내륙부",)), ("内陸部", ("内陸地域",)),
)  # fmt: skip
_ALSO = {
    "Okushirito": "Okushiri Island",
    "capital region": "Pyongyang", "Eunyul": "Unnyul", "sea of Japan": "Sea of Japan",
    "東海": "日本海", "東海上": "日本海", "朝鮮東海": "日本海", "朝鮮西海": "黄海",
    "오시마오섬": "오시마오시마섬", "오시마오 섬": "오시마오시마섬",
    "오시마섬": "오시마오시마섬", "내륙부": "inland", "오쿠시리토": "오쿠시리섬",
    "남태평양": "태평양", "南太平洋": "太平洋",
    "북태평양": "태평양", "北太平洋": "太平洋",
    "western coastal area": "west coast", "eastern coastal area": "east coast",
    "western coastal region": "west coast", "eastern coastal region": "east coast",
}  # fmt: skip
_TOO_SHORT = 2
_SIDED = re.compile(r"\((north|east|south|west) coast")
_SIDES = {
    "north": ("north", "北", "북"), "east": ("east", "東", "동"), "south": ("south", "南", "남"),
    "west": ("west", "西", "서"),
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name of the gazetteer as it stands in the text.

    Attributes:
        written: as in the gazetteer.
        groups: which of ``launch_site``, ``landmark``, ``land``, ``sea`` it can be.
        state: ISO code where the name is that of a state.
    """

    written: str
    groups: frozenset[str]
    state: str = ""
    generic: bool = False


@cache
def entries() -> tuple[tuple[str, str, Name], ...]:
    """Every name with the role ``name``."""
    groups: dict[str, set[str]] = {}
    for place in places.all_places():
        for written in (*place.names.values(), *place.aliases):
            groups.setdefault(_one_spelling(written), set()).add(place.role)
    for region in places.all_regions():
        kind = "sea" if region.kind == "sea" else "land"
        for written in (*region.names.values(), *region.aliases):
            groups.setdefault(_one_spelling(written), set()).add(kind)
    states = {
        written.strip(): state
        for names, (state, _) in STATES.items()
        for written in names.split(";")
    }
    for written in states:
        groups.setdefault(_one_spelling(written), set())
    named = {
        written: Name(
            written,
            frozenset(kinds),
            states.get(written, ""),
            bool(_GENERIC_COASTS.match(written)),
        )
        for written, kinds in groups.items()
        if written and written not in _COMMON_WORDS and not _ambiguous_letter(written)
        if not written.startswith("near ")
    }
    respelled = {
        written.replace(part, other): name
        for written, name in named.items()
        for part, others in _RESPELLED
        if part in written
        for other in others
    }
    also = {written: named[known] for written, known in _ALSO.items()}
    return tuple((written, "name", name) for written, name in (respelled | named | also).items())


def _ambiguous_letter(written: str) -> bool:
    """One letter alone, or two Latin ones, are no name."""
    return len(written) < _TOO_SHORT or (written.isascii() and len(written) <= _TOO_SHORT)


def _one_spelling(written: str) -> str:
    return plain(written).text


def offset_h(state: str) -> float | None:
    """Hours from UTC of a state with one clock."""
    return next((hours for code, hours in STATES.values() if code == state), None)


@lru_cache(maxsize=_KEPT)
def site(written: str) -> places.Match:
    """The launch site that a name means, however near.

    Raises:
        PlaceError: none, or more than one.
    """
    return places.find_place(written, role="launch_site")


@lru_cache(maxsize=_KEPT)
def region(written: str) -> places.Match:
    """The region of launches that a name means, however near.

    Raises:
        PlaceError: none, or more than one.
    """
    return places.find_region(written)


@lru_cache(maxsize=_KEPT)
def water(written: str) -> places.Match:
    """The sea that a name means, however near.

    Raises:
        PlaceError: none, or more than one.
    """
    return places.find_sea(written)


@cache
def launch(written: str, state: str) -> tuple[str, str] | None:
    """What a written name is as the origin of a launch: (``place`` or ``region``, its name).

    Only exact names count: one that merely resembles a known one is another place.
    """
    for kind in ("place", "region"):
        with suppress(PlaceError):
            match = site(written) if kind == "place" else region(written)
            foreign = match.place.name.startswith("North Korea") and state not in {"", "PRK"}
            if not match.fuzzy and not foreign:
                return kind, match.place.name
    return None


def rank(kind: str, canonical: str) -> int:
    """How much the origin of a launch says: a site most, a province, a coast, a state least."""
    if kind == "place":
        return 4
    if canonical in STATE_REGIONS.values():
        return 0
    return 1 if "coast" in canonical or "inland" in canonical else 2


@cache
def is_within(inner: str, outer: str) -> bool:
    """Whether one launch site is a closer word for another: Sunan for Pyongyang."""
    closer, around = site(inner).place, site(outer).place
    if not isinstance(closer, places.Place) or not isinstance(around, places.Place):
        return False
    return places.is_within(closer, around)


@cache
def landmark(written: str, towards: str | None) -> str | None:
    """The landmark that a written name means, seen from one side.

    A country is one only from the side that its landmark stands for: "200 km off Japan" may be
    in either sea.
    """
    with suppress(PlaceError):
        match = places.find_place(written, role="landmark")
        place = match.place
        sided = _SIDED.search(place.name)
        seen = sided is None or any(each in (towards or "").lower() for each in _SIDES[sided[1]])
        return place.name if seen and not match.fuzzy else None
    return None


@cache
def sea(written: str) -> str | None:
    """The sea that a written name means."""
    with suppress(PlaceError):
        match = water(written)
        if not match.fuzzy:
            return match.place.name
    return None


@cache
def landmark_state(written: str) -> str:
    """The state that a landmark is, or lies in; nothing where the name is none."""
    with suppress(PlaceError):
        match = places.find_place(written, role="landmark")
        return "" if match.fuzzy else str(getattr(match.place, "country", ""))
    return ""


def in_japan(written: str) -> bool:
    """Whether a name is Japan, or a place in it."""
    return landmark_state(written) == "JPN"


def names(tokens: Sequence[Token], group: str = "") -> Iterator[Token]:
    """The names among some tokens, those of a group if one is given."""
    for token in tokens:
        if token.role == "name" and (not group or group in value(token).groups):
            yield token


def value(token: Token) -> Any:
    """The ``Name`` of a token of that role."""
    return token.value
