"""The gazetteer: places, regions, seas.

A name is looked up in steps, each only when the one before it found nothing:

1. exactly, once width, case, accents on Latin letters, hyphens, spaces and furigana are evened out;
2. without generic words ("near", "area", "Island", "付近", "近郊", "일대");
3. the part before the first comma ("Dogo, Oki Islands"), after the last "の", and the last word
   of a Korean or Japanese phrase ("북한 평안북도 의주 일대");
4. as a town among the landmarks where a launch site is asked for (nothing is fired from Okushiri,
   and "Chongjin" must not be read as Chongju);
5. as a slip of the pen: one letter too many, too few or swapped, not the first, or in names of
   `SLIP_LENGTH` letters one for another; Tanchon is no slip of Taechon. The rapidfuzz ``ratio`` is
   at least `FUZZY_FLOOR` (`FUZZY_FLOOR_CJK` for names that are not ASCII) and `FUZZY_LEAD` better
   than that of any other record. The match says ``fuzzy=True``.

A record's own names (English, Japanese, Korean) go before its aliases. Among equals the lookup
refuses to guess and lists the candidates. A name that is a launch site *and* a landmark
(Pyongyang) is the launch site unless ``role`` says otherwise: reports name places mostly as the
origin of a launch, and a landmark comes with a distance, which says the role.
"""

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import asin, cos, dist, radians, sin
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from geo import datafiles
from geo.errors import DataError, PlaceError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

EARTH_RADIUS_KM = 6371.0088
FUZZY_FLOOR = 80.0
FUZZY_FLOOR_CJK = 90.0  # one wrong character of four is another place, not a slip
FUZZY_LEAD = 4.0
SLIP_LENGTH = 8  # shorter Korean names differ from another in one letter
FUZZY_LENGTH = 4  # shorter names have too few letters to tell a slip from another name

Role: TypeAlias = Literal["launch_site", "landmark"]


@dataclass(frozen=True)
class Place:
    """A named point, and how far from it the name still reaches."""

    name: str
    lon: float
    lat: float
    spread_km: float
    country: str  # ISO A3; empty where sovereignty is contested
    kind: str
    names: Mapping[str, str] = field(compare=False, repr=False)
    aliases: tuple[str, ...] = field(compare=False, repr=False)
    source: str = field(compare=False, repr=False)
    role: Role


@dataclass(frozen=True)
class Region:
    """A named area, coast or sea; "near" a coast reaches ``spread_km`` from its line."""

    name: str
    kind: Literal["area", "coast", "sea"]
    geometry: "BaseGeometry" = field(compare=False, repr=False)
    spread_km: float
    names: Mapping[str, str] = field(compare=False, repr=False)
    aliases: tuple[str, ...] = field(compare=False, repr=False)
    definition: str = field(compare=False, repr=False)
    source: str = field(compare=False, repr=False)


@dataclass(frozen=True)
class Match:
    """What a query was taken to mean; ``score`` is 100 unless ``fuzzy``."""

    place: Place | Region
    query: str
    matched_name: str
    score: float
    fuzzy: bool


def _place(row: Mapping[str, str], role: Role) -> Place:
    return Place(
        name=row["name"],
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        spread_km=float(row["spread_km"]),
        country=row["country"],
        kind=row["kind"],
        names=MappingProxyType({"en": row["name"], "ja": row["name_ja"], "ko": row["name_ko"]}),
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        source=row["source"],
        role=role,
    )


@cache
def all_places() -> tuple[Place, ...]:
    """Every launch site, then every landmark; a damaged table is a `DataError`."""
    places = []
    roles: tuple[Role, ...] = ("launch_site", "landmark")
    for role in roles:
        with datafiles.path("places", f"{role}s.csv").open(encoding="utf-8", newline="") as table:
            try:
                places += [_place(row, role) for row in csv.DictReader(table)]
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise DataError(
                    f"data/places/{role}s.csv is damaged ({error}): reinstall"
                ) from error
    return tuple(places)


@cache
def all_regions() -> tuple[Region, ...]:
    """Every area, coast and sea; a damaged file is a `DataError`."""
    import shapely

    regions = []
    for file in ("regions.geojson", "seas.geojson"):
        text = datafiles.path("places", file).read_text(encoding="utf-8")
        try:
            shapes = shapely.get_parts(shapely.from_geojson(text))
            for feature, shape in zip(json.loads(text)["features"], shapes, strict=True):
                words = feature["properties"]
                words |= {"names": MappingProxyType(words["names"])}
                words |= {"aliases": tuple(words["aliases"])}
                regions.append(Region(geometry=shape, **words))
        except (KeyError, TypeError, ValueError, shapely.GEOSException) as error:
            raise DataError(f"data/places/{file} is damaged ({error}): reinstall") from error
    return tuple(regions)


_FURIGANA = re.compile(r"\([\u3041-\u30ff\s]+\)")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_DROPPED = re.compile(r"[\s\-‐-―−·・.,'\"’‘ʻ`/()]+")
_GENERIC = re.compile(
    r"\b(?:in|at|on|or|off|from|near|around|by|the|an?|of|site|vicinity|areas?|regions?|district|"
    r"province|prefecture|county|city|coast|waters|islands?|isle|peninsula|cape|town)\b"
)
_GENERIC_CJK = re.compile(
    r"(?:の?(?:付近|近郊|近く|周辺|一帯|沖合|上空|地域|方面|辺り)|から|より|にて|で"
    r"|\s*(?:일대|부근|인근|근처|지역|일원|방면)|\s+(?:앞바다|해상)|에서|으로)+$"
)


def _key(text: str) -> str:
    """One spelling for all the ways to write a name."""
    if not text.isascii():
        text = _FURIGANA.sub("", unicodedata.normalize("NFKC", text))
        text = _ACCENTED.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], text)
    return _DROPPED.sub("", text.casefold())


def _bare(text: str) -> str:
    """The name without generic words; empty when nothing else was there."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _GENERIC_CJK.sub("", _GENERIC.sub(" ", text).strip())


def _parts(query: str) -> Iterable[str]:
    """The query, what stands before its first comma, after its last の, its last word."""
    text = unicodedata.normalize("NFKC", query)
    last = "" if text.isascii() else _bare(text).rpartition(" ")[2]
    return dict.fromkeys((text, text.partition(",")[0], text.rpartition("の")[2], last))


@cache
def _records(group: str) -> tuple[Place | Region, ...]:
    """The launch sites, the landmarks, the regions on land, or the seas."""
    if group in {"land", "sea"}:
        return tuple(r for r in all_regions() if (r.kind == "sea") == (group == "sea"))
    return tuple(place for place in all_places() if place.role == group)


Owner: TypeAlias = tuple[int, int, str]  # rank (own name 0, alias 1), record, name


@cache
def _index(group: str, *, bare: bool = False) -> dict[str, list[Owner]]:
    """Key -> whose name it is; with ``bare``, of names without their generic words."""
    index: dict[str, list[Owner]] = {}
    for number, record in enumerate(_records(group)):
        for rank, names in enumerate((record.names.values(), record.aliases)):
            for name in names:
                if key := _key(_bare(name) if bare else name):
                    owners = index.setdefault(key, [])
                    if all(owner[1] != number for owner in owners):
                        owners.append((rank, number, name))
    return index


def find_place(query: str, *, role: Role | None = None) -> Match:
    """The launch site or landmark that a name means.

    Raises:
        PlaceError: no place has that name, or several have.

    >>> find_place("舞水端里（ムスダンリ）").place.name
    'Tonghae (Musudan-ri)'
    """
    return _find(query, (role,) if role else ("launch_site", "landmark"), "place")


def find_region(query: str) -> Match:
    """The area or coast that a name means; raises as `find_place` does.

    >>> find_region("北朝鮮西岸付近").place.name
    'North Korea west coast'
    """
    return _find(query, ("land",), "region")


def find_sea(query: str) -> Match:
    """The sea that a name means; raises as `find_place` does.

    >>> find_sea("East Sea").place.name
    'Sea of Japan (East Sea)'
    """
    return _find(query, ("sea",), "sea")


def search(query: str, limit: int = 10) -> list[Match]:
    """Records of any kind whose names resemble the query, best first, exact ones before fuzzy."""
    groups = ("launch_site", "landmark", "land", "sea")
    exact = [match for group in groups for match in _exact(query, group)]
    known = {match.place for match in exact}
    fuzzy = [match for match in _similar(query, groups) if match.place not in known]
    return [*exact, *fuzzy][:limit]


def _find(query: str, groups: tuple[str, ...], what: str) -> Match:
    for group in groups:
        found = _exact(query, group)
        if len(found) == 1:
            return found[0]
        if found:
            raise PlaceError(
                f"{query!r} fits {len(found)} records: {_describe(found)}. Expected one: use the "
                "full name, or give coordinates (longitude, latitude)"
            )
    if groups == ("launch_site",) and (found := _exact(query, "landmark")):
        towns = [match for match in found if match.place.kind == "city"]
        if len(towns) == 1:
            return towns[0]
    near = _similar(query, groups)
    floor = FUZZY_FLOOR if query.isascii() else FUZZY_FLOOR_CJK
    rivals = [match for match in near if match.score > near[0].score - FUZZY_LEAD]
    rivals = [m for m in rivals if getattr(m.place, "role", "") == "launch_site"] or rivals
    if len(_key(query)) >= FUZZY_LENGTH and rivals and rivals[0].score >= floor:
        if len(rivals) == 1 and _is_slip(query, rivals[0].matched_name):
            return rivals[0]
        several = "several resemble" if len(rivals) > 1 else "only one resembles"
        raise PlaceError(
            f"{query!r} is no known {what}, and {several} it: {_describe(rivals)}. Expected a name "
            "of the gazetteer: if one of these is meant use its full name, else give coordinates "
            "(longitude, latitude)"
        )
    raise PlaceError(
        f"{query!r} is no known {what}. Expected a name of the gazetteer; nearest: "
        f"{_describe(near[:3])}. Use one of these, or give coordinates instead: "
        "{lon: 125.75, lat: 39.03, spread_km: 5}"
    )


def _is_slip(query: str, name: str) -> bool:
    """Whether a name is another with a slip of the pen, not the name of another place."""
    from rapidfuzz.distance import OSA

    for typed, meant in product(*(map(_key, (each, _bare(each))) for each in (query, name))):
        if _even(typed) == _even(meant):
            return True
        one = typed[:1] == meant[:1] and OSA.distance(typed, meant) == 1
        replaced = len(typed) == len(meant) and sorted(typed) != sorted(meant)
        if one and (not replaced or len(meant) >= SLIP_LENGTH):
            return True
    return False


def _even(key: str) -> str:
    """The letters of a name with English vowels spelled as Korean ones: Hwangjoo is Hwangju."""
    return key.replace("oo", "u").replace("ee", "i")


def _exact(query: str, group: str) -> list[Match]:
    """The records of the first reading that is known, only those of the best rank."""
    for part in _parts(query):
        for bare, key in ((False, _key(part)), (False, _key(_bare(part))), (True, _key(part))):
            if owners := _index(group, bare=bare).get(key):
                best = min(rank for rank, _, _ in owners)
                return [
                    Match(_records(group)[number], query, name, 100.0, fuzzy=False)
                    for rank, number, name in owners
                    if rank == best
                ]
    return []


def _similar(query: str, groups: Iterable[str]) -> list[Match]:
    """Records whose names resemble the query, each once, best first."""
    from rapidfuzz import fuzz, process

    best: dict[Place | Region, Match] = {}
    for group in groups:
        index = _index(group)
        for reading in dict.fromkeys((_key(query), _key(_bare(query)))):
            for key, score, _ in process.extract(reading, list(index), scorer=fuzz.ratio, limit=20):
                for _, number, name in index[key]:
                    record = _records(group)[number]
                    if record not in best or score > best[record].score:
                        best[record] = Match(record, query, name, float(score), fuzzy=True)
    return sorted(best.values(), key=lambda match: (-match.score, match.place.name))


def _describe(matches: list[Match]) -> str:
    """Candidates in an error message."""
    texts = []
    for place in (match.place for match in matches):
        if isinstance(place, Region):
            texts.append(f"{place.name} ({place.kind})")
        else:
            where = f"{place.country or 'contested'}, {place.lon:.2f}, {place.lat:.2f}"
            texts.append(f"{place.name} ({place.role.replace('_', ' ')}, {where})")
    return "; ".join(texts) or "none"


def label(place: Place | Region, lang: str) -> str:
    """The name of a place or region for readers of ``lang`` (``en``, ``ja``, ``ko``).

    Raises:
        PlaceError: there are no names in that language.

    >>> label(find_sea("日本海").place, "ko")
    '동해'
    """
    if lang not in place.names:
        raise PlaceError(f"no names in {lang!r}; expected one of {', '.join(place.names)}")
    return place.names[lang]


@cache
def _sites() -> tuple[list[Place], NDArray[np.float64]]:
    """The launch sites, and where they are on the unit sphere."""
    sites = [place for place in all_places() if place.role == "launch_site"]
    x, y = np.radians([(site.lon, site.lat) for site in sites]).T
    return sites, np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)], axis=1)


def nearest_site(lon: float, lat: float) -> tuple[Place, float]:
    """The launch site nearest to a point, and its distance in km on the sphere (within 0.6 %).

    Raises:
        PlaceError: the point is not on Earth.

    >>> nearest_site(125.75, 39.0)[0].name
    'Pyongyang'
    """
    if not (-180.0 <= lon <= 360.0 and -90.0 <= lat <= 90.0):
        raise PlaceError(
            f"lon {lon}, lat {lat} is no position; expected a longitude from -180 to 360, then a "
            "latitude from -90 to 90"
        )
    sites, unit = _sites()
    here = _unit(lon, lat)
    index = int((unit @ here).argmax())
    return sites[index], _apart_km(unit[index].tolist(), here)


def is_within(inner: Place, outer: Place) -> bool:
    """Whether a place is a closer word for one whose name reaches further.

    >>> sunan, pyongyang, wonsan = (find_place(n).place for n in ("Sunan", "Pyongyang", "Wonsan"))
    >>> is_within(sunan, pyongyang), is_within(sunan, wonsan)
    (True, False)
    """
    if inner.spread_km >= outer.spread_km:
        return False
    apart_km = _apart_km(_unit(inner.lon, inner.lat), _unit(outer.lon, outer.lat))
    return apart_km <= inner.spread_km + outer.spread_km


def _unit(lon: float, lat: float) -> tuple[float, float, float]:
    """A position on the unit sphere."""
    x, y = radians(lon), radians(lat)
    return cos(y) * cos(x), cos(y) * sin(x), sin(y)


def _apart_km(one: Sequence[float], two: Sequence[float]) -> float:
    """The distance of two positions on the unit sphere."""
    return 2 * EARTH_RADIUS_KM * asin(min(dist(one, two) / 2, 1.0))
