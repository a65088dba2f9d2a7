"""Names on the map, in every language.

The page puts every label on the first of its spots that is free; what comes first in the list
wins.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

import numpy as np
import shapely

from geo import geodesy, places, wording
from geo.assess.windows import width_deg
from geo.maps import basemap, spots, track, words
from geo.maps.picture import Ground, Picture
from geo.maps.spots import Spot
from geo.wording import LANGUAGES, Lang
from geo.zones import states

_CITY_OFF_KM = 40.0  # cities closer than this to the launch or a landmark are left to it
_WIDE_WINDOW_DEG = 10.0
_BEARING_ZOOM = 4.0
_TOWARDS = {
    "right": 90,
    "left": 270,
    "above": 0,
    "below": 180,
    "above-right": 45,
    "above-left": 315,
    "below-right": 135,
    "below-left": 225,
}
_SIDES = ("right", "left", "above", "below")
_ACROSS = 6  # of eight sides: not those along the track
_ENDS = ("right", "left", "above", "below")  # of a region, as its spots stand

# Where the name of a state may stand, best spot first: a choice of style, not of fact.
_STATE_SPOTS: dict[str, tuple[tuple[float, float], ...]] = {
    "JPN": ((138.3, 36.2), (133.2, 34.8), (142.9, 43.4)),
    "KOR": ((127.9, 36.3),),
    "PRK": ((126.7, 40.3),),
    "CHN": ((125.0, 43.6), (112.0, 33.5), (104.0, 35.5), (90.0, 38.0)),
    "RUS": ((135.0, 46.9), (137.0, 51.5), (100.0, 62.0), (159.0, 55.8), (45.0, 56.0)),
    "TWN": ((121.0, 23.6),),
    "USA": ((-99.0, 39.5), (-152.0, 65.0)),
    "PHL": ((121.2, 15.9),),
    "VNM": ((108.0, 14.2), (105.2, 20.9)),
    "THA": ((101.0, 15.6),),
    "MMR": ((96.0, 21.0),),
    "IDN": ((113.7, -0.6), (102.0, -1.5)),
    "MYS": ((102.4, 4.0), (114.4, 3.6)),
    "PNG": ((144.0, -6.0),),
}
_LARGE_STATES = ("CHN", "RUS", "USA")
_STATE_ZOOM = 3.2  # from which the others are named
_LANDS = ("Iran",)  # regions of the gazetteer that are states without a row among the zones'
_SKIPPED_SEAS = ("West Pacific Ocean",)  # a part of another, without a border of its own
# Cities by the zoom from which they are named.
_CITIES = {
    4.0: ("Tokyo", "Seoul", "Pyongyang", "Taipei", "Vladivostok"),
    5.2: ("Osaka", "Sapporo", "Fukuoka", "Busan", "Petropavlovsk-Kamchatsky", "Yuzhno-Sakhalinsk"),
    6.2: ("Chongjin", "Sinuiju", "Gangneung", "Nakhodka", "Hakodate"),
}


Named = Mapping[Lang, str]


@dataclass(frozen=True)
class Label:
    """A name and where it may stand.

    Attributes:
        names: the name by language.
        kind: how it is set; also its class in the page's style.
        spots: where it may stand, best first.
        sides: where it stands beside a point, best first; empty to stand on its spot. With
            several spots, each has its side.
        zoom: from which it is shown.
        under: a second line by language, or nothing.
    """

    names: Named
    kind: str
    spots: tuple[Spot, ...]
    sides: tuple[str, ...] = ()
    zoom: float = 0.0
    under: Named = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """For the page, without the words."""
        return {
            "kind": self.kind,
            "spots": [
                [round(lon, 4), round(lat, 4), round(free, 4)] for lon, lat, free in self.spots
            ],
            "sides": self.sides,
            "zoom": self.zoom,
        }

    def words(self, lang: Lang) -> list[str]:
        """The name in a language, and the second line if it has one."""
        return [self.names[lang], self.under[lang]] if self.under else [self.names[lang]]


def same(name: str) -> Named:
    """A name that is the same in every language."""
    return dict.fromkeys(LANGUAGES, name)


def of(picture: Picture) -> list[Label]:
    """The labels of a picture, most important first."""
    finding = picture.finding
    taken = [(finding.origin.lon, finding.origin.lat)]
    taken += [(mark.lon, mark.lat) for mark in finding.landmarks]
    found = [*_of_finding(picture), *of_ground(picture, taken)]
    return [label for label in found if label.spots]


def of_ground(picture: Ground, taken: list[tuple[float, float]]) -> list[Label]:
    """The labels of waters, states and cities, most important first.

    Args:
        picture: the map.
        taken: points with names of their own, longitude and latitude; cities near them have none.
    """
    zones = [*_of_zones(picture)]
    found = [label for label in zones if label.kind == "contested"]
    found += [*_of_seas(picture), *(label for label in zones if label.kind != "contested")]
    found += [*_of_states(picture), *_of_cities(picture, taken)]
    return [label for label in found if label.spots]


def _of_finding(picture: Picture) -> Iterator[Label]:
    finding, shapes = picture.finding, picture.shapes
    origin = spots.of_points(picture, ((finding.origin.lon, finding.origin.lat),))
    names = {lang: wording.origin_name(finding, lang) for lang in LANGUAGES}
    yield Label(names, "launch", origin, _behind(picture))
    for mark in finding.landmarks:
        names = {lang: mark.names.get(lang, mark.name) for lang in LANGUAGES}
        yield Label(names, "landmark", spots.of_points(picture, ((mark.lon, mark.lat),)), _SIDES)
    for share, region in zip(("50 %", "90 %"), shapes.regions, strict=False):
        yield Label(same(share), "share", spots.of_ends(region), _ENDS)
    if shapes.ring is not None:
        yield Label(same(f"{finding.ring_km:,.0f} km"), "ring", spots.of_ring(picture))
    yield from _of_track(picture)
    for window, _ in shapes.windows:
        if _WIDE_WINDOW_DEG <= width_deg(window) < 360:
            for bearing in window:
                spot = (spots.of_bearing(picture, bearing),)
                yield Label(same(f"{bearing:.0f}°"), "bearing", spot, _SIDES, _BEARING_ZOOM)


def _of_track(picture: Picture) -> Iterator[Label]:
    says = {lang: words.of(lang)["minute_mark"] for lang in LANGUAGES}
    for moment in track.marks(picture.finding):
        names = {lang: track.name(moment, form) for lang, form in says.items()}
        kind = "apogee" if moment.highest else "minute"
        spot = spots.of_points(picture, ((moment.lon, moment.lat),))
        yield Label(names, kind, spot, across(moment.bearing_deg))


def _behind(picture: Picture) -> tuple[str, ...]:
    """The sides of the launch, those away from the track first."""
    nominal = picture.finding.nominal
    if nominal is None:
        return _SIDES
    away = nominal.bearing_deg + 180
    return tuple(sorted(_TOWARDS, key=lambda side: abs((_TOWARDS[side] - away + 180) % 360 - 180)))


def across(bearing_deg: float) -> tuple[str, ...]:
    """The sides of a mark, those across its track first."""

    def along(side: str) -> float:
        return round(abs(cos(radians(_TOWARDS[side] - bearing_deg))), 9)

    return tuple(sorted(_TOWARDS, key=along)[:_ACROSS])


def _of_seas(picture: Ground) -> Iterator[Label]:
    for region in places.all_regions():
        if region.kind == "sea" and region.name not in _SKIPPED_SEAS:
            sea = basemap.within(region.geometry, picture.frame)
            names = {lang: places.label(region, lang) for lang in LANGUAGES}
            yield Label(names, "sea", spots.of_area(picture, sea))


def _of_zones(picture: Ground) -> Iterator[Label]:
    """Each state's zone, and what several claim or deny."""
    zones = picture.zones
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for row in picture.rows:
        if zones.kind[row] == "eez":
            parties = (zones.claimants[row], zones.disputed_by[row])
            groups.setdefault(parties, []).append(row)
    for (claimants, deniers), rows in sorted(groups.items()):
        spot = spots.of_area(picture, shapely.union_all(picture.base.zones[rows]))
        if len(claimants) > 1 or deniers:
            names = {
                lang: _contested(picture.spoken(lang), claimants, deniers) for lang in LANGUAGES
            }
            yield Label(names, "contested", spot)
        else:
            kind = "asked" if claimants == (picture.zone,) else "zone"
            under = {lang: words.of(lang)["eez"] for lang in LANGUAGES}
            yield Label(_state(claimants[0]), kind, spot, under=under)


def _contested(picture: Ground, claimants: tuple[str, ...], deniers: tuple[str, ...]) -> str:
    says = picture.says
    text = says["claimed_by"].format(names=picture.names(claimants))
    if deniers:
        text += says["comma"] + says["denied_by"].format(names=picture.names(deniers))
    return text


def _state(code: str) -> Named:
    return {lang: states.name(code, lang) for lang in LANGUAGES}


def _of_states(picture: Ground) -> Iterator[Label]:
    for code, points in _STATE_SPOTS.items():
        zoom = 0.0 if code in _LARGE_STATES else _STATE_ZOOM
        yield Label(_state(code), "state", spots.of_points(picture, points), (), zoom)
    for region in places.all_regions():
        if region.name in _LANDS:
            middle = region.geometry.representative_point()
            names = {lang: places.label(region, lang) for lang in LANGUAGES}
            yield Label(names, "state", spots.of_points(picture, ((middle.x, middle.y),)))


def _of_cities(picture: Ground, taken: list[tuple[float, float]]) -> Iterator[Label]:
    lon, lat = np.array(taken, dtype=np.float64).reshape(-1, 2).T
    zooms = {name: zoom for zoom, names in _CITIES.items() for name in names}
    for place in places.all_places():
        off_km = geodesy.sphere_distance_km(lon, lat, place.lon, place.lat)
        far_km = off_km.min(initial=np.inf)
        if place.name in zooms and place.kind == "city" and far_km > _CITY_OFF_KM:
            spot = spots.of_points(picture, ((place.lon, place.lat),))
            names = {lang: places.label(place, lang) for lang in LANGUAGES}
            yield Label(names, "city", spot, _SIDES, zooms.pop(place.name))
