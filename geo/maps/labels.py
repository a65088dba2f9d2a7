"""Names on the map, each with the spots where it may stand.

The page puts every label on the first of its spots that is free; what comes first in the list
wins. Spots of areas are the middles of the largest ellipses that fit into them, wider than high
as writing is.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo import geodesy, places
from geo.finding import Finding
from geo.maps import words
from geo.maps.basemap import Basemap
from geo.maps.frame import NORTHMOST, Frame, mercator_y
from geo.maps.shapes import Shapes
from geo.windows import width_deg
from geo.zones import Zones, states

Spot = tuple[float, float]

_SQUEEZE = 0.36  # a label is about three times as wide as high
_AREA_SPOTS = 4
_SMALLEST_AREA_PX = 9.0  # half the height of the ellipse, in the first view
_LANDMARK_KM = 40.0  # cities closer than this to the launch or a landmark are left to it
_WIDE_WINDOW_DEG = 3.0
_RING_OFFSETS_DEG = (24, -24, 34, -34, 46, -46, 60, -60, 80, -80, 110, -110, 150, -150)

# Where the name of a state may stand, best spot first: a choice of style, not of fact.
_STATE_SPOTS: dict[str, tuple[Spot, ...]] = {
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
_LANDS = ("Iran",)  # regions of the gazetteer that are states without a row among the zones'
_SKIPPED_SEAS = ("West Pacific Ocean",)  # a part of another, without a border of its own
# Cities by the zoom from which they are named.
_CITIES = {
    4.0: ("Tokyo", "Seoul", "Pyongyang", "Taipei", "Vladivostok"),
    5.2: ("Osaka", "Sapporo", "Fukuoka", "Busan", "Petropavlovsk-Kamchatsky", "Yuzhno-Sakhalinsk"),
    6.2: ("Niigata Prefecture", "Chongjin", "Sinuiju", "Gangneung", "Nakhodka", "Hakodate"),
}


@dataclass(frozen=True)
class Label:
    """A name and where it may stand.

    Attributes:
        text: the name.
        under: a second line, or nothing.
        kind: how it is set; also its class in the page's style.
        spots: longitude, latitude and half the height that is free there, in degrees of
            longitude at the equator, or 0.
        point: whether it stands beside a point instead of on it.
        zoom: from which it is shown.
    """

    text: str
    under: str
    kind: str
    spots: tuple[tuple[float, float, float], ...]
    point: bool = False
    zoom: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """For the page."""
        spots = [[round(lon, 4), round(lat, 4), round(free, 4)] for lon, lat, free in self.spots]
        return asdict(self) | {"spots": spots}


def of(
    finding: Finding, zones: Zones, frame: Frame, base: Basemap, shapes: Shapes, lang: str
) -> list[Label]:
    """The labels of a finding, most important first."""
    found = [*_of_finding(finding, shapes, lang)]
    found += _of_seas(frame, shapes, lang)
    found += _of_zones(finding, zones, frame, base, shapes, lang)
    found += _of_states(frame, lang)
    found += _of_cities(finding, frame, lang)
    return [label for label in found if label.spots]


def _of_finding(finding: Finding, shapes: Shapes, lang: str) -> Iterator[Label]:
    origin = finding.origin
    yield Label(_origin_name(finding, lang), "", "launch", ((origin.lon, origin.lat, 0.0),), True)
    for landmark in finding.landmarks:
        lon = _near(landmark.lon, origin.lon)
        name = landmark.names.get(lang, landmark.name)
        yield Label(name, "", "landmark", ((lon, landmark.lat, 0.0),), True)
    for share, region in zip(("50 %", "90 %"), shapes.regions, strict=False):
        yield Label(share, "", "share", _corners(region), True)
    if shapes.ring is not None:
        yield Label(f"{finding.ring_km:,.0f} km", "", "ring", _ring_spots(finding))
    for start, end in (window for window, _ in shapes.windows):
        if _WIDE_WINDOW_DEG <= width_deg((start, end)) < 360:
            for bearing in (start, end):
                spot = _along(finding, bearing, 1.0)
                yield Label(f"{bearing:.0f}°", "", "bearing", (spot,), True, 4.0)


def _origin_name(finding: Finding, lang: str) -> str:
    launch = finding.report.launch
    if launch.place is not None:
        return places.label(places.find_place(launch.place, role="launch_site").place, lang)
    if launch.region is not None:
        return places.label(places.find_region(launch.region).place, lang)
    return finding.origin.name


def _corners(region: BaseGeometry) -> tuple[tuple[float, float, float], ...]:
    """The ends of a region towards east, west, north and south."""
    if region.is_empty:
        return ()
    xy = shapely.get_coordinates(region)
    rows = (xy[:, 0].argmax(), xy[:, 0].argmin(), xy[:, 1].argmax(), xy[:, 1].argmin())
    return tuple((float(xy[row, 0]), float(xy[row, 1]), 0.0) for row in rows)


def _along(finding: Finding, bearing_deg: float, share: float) -> tuple[float, float, float]:
    origin = finding.origin
    km = min(finding.ring_km * share, geodesy.MAX_RANGE_KM)
    lon, lat = geodesy.direct(origin.lon, origin.lat, bearing_deg, km)
    return _near(float(lon), origin.lon), float(lat), 0.0


def _ring_spots(finding: Finding) -> tuple[tuple[float, float, float], ...]:
    """Bearings beside the splash first, so that the label is in the first view."""
    middle = finding.nominal.bearing_deg if finding.nominal else 90.0
    return tuple(_along(finding, middle + off, 1.0) for off in _RING_OFFSETS_DEG)


def _of_seas(frame: Frame, shapes: Shapes, lang: str) -> Iterator[Label]:
    for region in places.all_regions():
        if region.kind == "sea" and region.name not in _SKIPPED_SEAS:
            spots = _area_spots(_copies(region.geometry, frame), frame, shapes)
            yield Label(places.label(region, lang), "", "sea", spots)


def _of_zones(
    finding: Finding, zones: Zones, frame: Frame, base: Basemap, shapes: Shapes, lang: str
) -> Iterator[Label]:
    """Each state's zone; contested ones first, for they are the smaller."""
    says = words.of(lang)
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[BaseGeometry]] = {}
    for row, kind in enumerate(zones.kind):
        if kind == "eez" and not base.zones[row].is_empty:
            key = (zones.claimants[row], zones.disputed_by[row])
            groups.setdefault(key, []).append(base.zones[row])
    for (claimants, deniers), parts in sorted(
        groups.items(), key=lambda item: (-len(item[0][0]), not item[0][1], item[0])
    ):
        names = words.listed([states.name(code, lang) for code in claimants], lang)
        text, under, kind = names, says["eez"], "zone"
        if len(claimants) > 1:
            text, under, kind = says["claimed_by"].format(names=names), "", "contested"
        elif deniers:
            against = words.listed([states.name(code, lang) for code in deniers], lang)
            under = says["denied_by"].format(names=against)
        elif claimants == (finding.zone,):
            kind = "asked"
        yield Label(text, under, kind, _area_spots(shapely.union_all(parts), frame, shapes))


def _area_spots(
    area: BaseGeometry, frame: Frame, shapes: Shapes
) -> tuple[tuple[float, float, float], ...]:
    """Spots in what the first view shows of an area, clear of the splash, then in all of it."""
    west, south, east, north = frame.view
    pad = 0.25 * max(east - west, 8 * frame.pixel_deg)
    seen = shapely.clip_by_rect(
        area,
        west - 0.1 * pad,
        max(south - pad, -NORTHMOST),
        east + pad,
        min(north + pad, NORTHMOST),
    )
    if shapes.regions:
        seen = seen.difference(shapes.regions[-1])
    smallest = _SMALLEST_AREA_PX * frame.pixel_deg
    found = [*_ellipses(seen, frame, _AREA_SPOTS), *_ellipses(area, frame, 2)]
    return tuple(spot for spot in found if spot[2] > smallest)


def _ellipses(area: BaseGeometry, frame: Frame, count: int) -> Iterator[tuple[float, float, float]]:
    """Middles of the largest ellipses in an area that keep off each other."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    if not parts:
        return
    squeezed = shapely.transform(
        shapely.simplify(shapely.MultiPolygon(parts), 3 * frame.pixel_deg),
        lambda x, y: (x * _SQUEEZE, mercator_y(y)),
        interleaved=False,
    )
    rest = squeezed if squeezed.is_valid else squeezed.buffer(0)
    for _ in range(count):
        if rest.is_empty or rest.area < frame.pixel_deg**2:
            return
        radius = shapely.maximum_inscribed_circle(rest, 2 * frame.pixel_deg)
        x, y = shapely.get_coordinates(radius)[0]
        yield (
            float(x / _SQUEEZE),
            float(np.degrees(np.arcsin(np.tanh(np.radians(y))))),
            radius.length,
        )
        rest = rest.difference(shapely.Point(x, y).buffer(1.1 * radius.length, quad_segs=4))


def _of_states(frame: Frame, lang: str) -> Iterator[Label]:
    for code, spots in _STATE_SPOTS.items():
        yield Label(states.name(code, lang), "", "state", _within(frame, spots))
    for region in places.all_regions():
        if region.name in _LANDS:
            middle = region.geometry.representative_point()
            spots = _within(frame, ((middle.x, middle.y),))
            yield Label(places.label(region, lang), "", "state", spots)


def _of_cities(finding: Finding, frame: Frame, lang: str) -> Iterator[Label]:
    taken = [(finding.origin.lon, finding.origin.lat)]
    taken += [(landmark.lon, landmark.lat) for landmark in finding.landmarks]
    x, y = np.array(taken).T
    rank = {name: zoom for zoom, names in _CITIES.items() for name in names}
    for place in places.all_places():
        far_km = geodesy.sphere_distance_km(x, y, place.lon, place.lat).min()
        if place.name in rank and place.kind == "city" and far_km > _LANDMARK_KM:
            spots = _within(frame, ((place.lon, place.lat),))
            name = places.label(place, lang)
            yield Label(name, "", "city", spots, True, rank.pop(place.name))


def _within(frame: Frame, spots: tuple[Spot, ...]) -> tuple[tuple[float, float, float], ...]:
    west, south, east, north = frame.area
    moved = [(_near(lon, frame.lon0), lat) for lon, lat in spots]
    return tuple(
        (lon, lat, 0.0) for lon, lat in moved if west <= lon <= east and south <= lat <= north
    )


def _copies(shape: BaseGeometry, frame: Frame) -> BaseGeometry:
    """A shape's copies within the area of a frame."""
    west, south, east, north = frame.area
    parts = []
    for shift in (-360, 0, 360):
        cut = shapely.clip_by_rect(shape, west - shift, south, east - shift, north)
        parts.append(shapely.transform(cut, lambda x, y, by=shift: (x + by, y), interleaved=False))
    return shapely.union_all(parts)


def _near(lon: float, lon0: float) -> float:
    """The longitude on the copy of the world around `lon0`."""
    return (lon - lon0 + 180) % 360 - 180 + lon0
