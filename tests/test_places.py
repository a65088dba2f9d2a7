"""The gazetteer: its tables, its shapes, and what a name is taken to mean."""

import csv
import hashlib
import json
import math
import os
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import datafiles
from geo.errors import DataError, PlaceError
from geo.places import Place, Region, find_place, find_region, find_sea, nearest_site, search
from geo.places import gazetteer as places

SITES = [place for place in places.all_places() if place.role == "launch_site"]
LANDMARKS = [place for place in places.all_places() if place.role == "landmark"]
SHAPES = {region.name: region for region in places.all_regions()}

# west, south, east, north: the country and its islands, half a degree wider
BOXES = {
    "PRK": (123.7, 37.2, 131.2, 43.5),
    "KOR": (124.0, 32.5, 132.4, 39.1),
    "JPN": (122.4, 19.9, 154.5, 46.0),
    "CHN": (73.0, 17.5, 135.5, 54.0),
    "TWN": (119.0, 21.4, 122.6, 25.9),
    "RUS": (19.0, 41.0, 180.0, 82.0),
    "KAZ": (46.0, 40.0, 88.0, 56.0),
    "IND": (67.5, 6.0, 98.0, 36.0),
    "PAK": (60.5, 23.0, 78.0, 37.5),
    "IRN": (43.5, 24.5, 64.0, 40.3),
    "ISR": (34.0, 29.0, 36.0, 33.5),
    "YEM": (42.0, 12.0, 54.8, 19.5),
    "USA": (-180.0, 18.4, -66.0, 72.0),
    "GUM": (144.1, 12.7, 145.5, 14.2),
    "MNP": (144.4, 13.6, 146.6, 21.0),
    "MHL": (160.3, 4.0, 172.7, 15.1),
    "UMI": (-180.0, -1.0, 180.0, 29.0),
    "PHL": (116.4, 4.1, 127.1, 21.6),
    "PLW": (130.6, 2.3, 135.3, 8.6),
    "FSM": (136.9, 0.5, 163.6, 10.6),
}
CONTESTED = {"Takeshima / Dokdo (Liancourt Rocks)", "Senkaku / Diaoyu Islands"}
AT_SEA_DEG = 4.0  # how far a sea area for submarines may lie outside its country's box


def km(first: Place, second: Place) -> float:
    """Great-circle distance, written out again so that it checks the module's."""
    a, b = math.radians(first.lat), math.radians(second.lat)
    c = math.radians(second.lon - first.lon)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(c)
    return 6371.0 * math.acos(min(1.0, cosine))


def place(name: str, **role: places.Role) -> Place:
    found = find_place(name, **role).place
    assert isinstance(found, Place)
    return found


def region(name: str) -> Region:
    found = find_region(name).place
    assert isinstance(found, Region)
    return found


# --- the tables ---------------------------------------------------------------------------------


def test_counts() -> None:
    assert len(SITES) >= 60
    assert len(LANDMARKS) >= 80
    kinds = Counter(shape.kind for shape in places.all_regions())
    assert kinds["sea"] >= 14
    assert kinds["coast"] >= 3
    assert kinds["area"] >= 12


@pytest.mark.parametrize("row", places.all_places(), ids=lambda row: f"{row.role}-{row.name}")
def test_every_place_is_complete(row: Place) -> None:
    assert row.source.strip()
    assert row.kind
    assert all(row.names[lang].strip() for lang in ("en", "ja", "ko"))
    assert row.aliases
    assert len(set(row.aliases)) == len(row.aliases)
    assert row.spread_km >= 1
    assert -180 <= row.lon <= 180
    assert -90 <= row.lat <= 90


@pytest.mark.parametrize("row", places.all_places(), ids=lambda row: f"{row.role}-{row.name}")
def test_every_place_lies_in_or_off_its_country(row: Place) -> None:
    if row.name in CONTESTED:
        assert row.country == ""
        return
    west, south, east, north = BOXES[row.country]
    room = AT_SEA_DEG if row.kind == "sea_area" else 0.0
    assert west - room <= row.lon <= east + room
    assert south - room <= row.lat <= north + room


@pytest.mark.parametrize("shape", places.all_regions(), ids=lambda shape: shape.name)
def test_every_region_is_complete(shape: Region) -> None:
    assert shape.source.strip()
    assert shape.definition.strip()
    assert all(shape.names[lang].strip() for lang in ("en", "ja", "ko"))
    assert shape.geometry.is_valid
    assert not shape.geometry.is_empty
    wanted = "LineString" if shape.kind == "coast" else "Polygon"
    assert shape.geometry.geom_type in {wanted, f"Multi{wanted}"}
    assert (shape.spread_km > 0) == (shape.kind == "coast")


MEANT_TO_BE_AMBIGUOUS = {"odisha", "odishacoast", "offodisha", "東海"}


@pytest.mark.parametrize("group", ["launch_site", "landmark", "land", "sea"])
def test_no_name_points_to_two_rows_unless_meant(group: str) -> None:
    twice = {
        key
        for key, owners in places._index(group).items()
        if sum(rank == min(owners)[0] for rank, _, _ in owners) > 1
    }
    assert twice <= MEANT_TO_BE_AMBIGUOUS


def test_own_names_are_unique() -> None:
    for group in (SITES, LANDMARKS, places.all_regions()):
        names = Counter(record.name for record in group)
        assert max(names.values()) == 1


@pytest.mark.parametrize("row", SITES, ids=lambda row: row.name)
def test_every_spelling_of_a_launch_site_finds_it(row: Place) -> None:
    for name in (*row.names.values(), *row.aliases):
        if places._key(name) not in MEANT_TO_BE_AMBIGUOUS:
            match = find_place(name, role="launch_site")
            assert match.place.name == row.name
            assert not match.fuzzy


@pytest.mark.parametrize("row", LANDMARKS, ids=lambda row: row.name)
def test_every_spelling_of_a_landmark_finds_it(row: Place) -> None:
    for name in (*row.names.values(), *row.aliases):
        match = find_place(name, role="landmark")
        assert match.place.name == row.name
        assert not match.fuzzy


def test_sources_name_every_file_with_its_hash() -> None:
    folder = datafiles.path("places")
    listed = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))["source"]
    hashes = {name: digest for entry in listed for name, digest in entry.get("files", {}).items()}
    shipped = {p.name for p in folder.iterdir()} - {"SOURCES.toml", "README.md"}
    assert set(hashes) == shipped
    for name in shipped:
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == hashes[name], name
    for entry in listed:
        assert {"title", "version", "licence", "retrieved"} <= set(entry)
        assert {"url", "package"} & set(entry)


# --- positions ----------------------------------------------------------------------------------

two_km = 2.0
ten_km = 10.0
fifty_km = 50.0


@pytest.mark.parametrize(
    ("first", "second", "published_km", "tolerance_km"),
    [
        ("Pyongyang", "Sunan", 20, two_km),  # JoongAng Ilbo 2017-08-30
        ("Hamhung", "Al-som", 190, ten_km),  # News1 2022-01
        ("Sunan", "Al-som", 385, 20.0),  # Yonhap 2022-01-17: 370-400 km
        ("Kura", "Plesetsk", 5700, 200.0),  # the usual Plesetsk-Kura shot
        ("Vandenberg", "Kwajalein", 7780, 100.0),  # "4,200 miles" of Minuteman tests, nautical
    ],
)
def test_known_distances(first: str, second: str, published_km: float, tolerance_km: float) -> None:
    assert km(place(first), place(second)) == pytest.approx(published_km, abs=tolerance_km)


@pytest.mark.parametrize(
    ("launch", "range_km", "landmark", "beyond_km"),
    [
        ("Sunan", 2700, "Cape Erimo", 1180),  # 2017-08-29
        ("Sunan", 3700, "Cape Erimo", 2200),  # 2017-09-15
    ],
)
def test_overflights_add_up(launch: str, range_km: float, landmark: str, beyond_km: float) -> None:
    passed = km(place(launch), place(landmark, role="landmark"))
    assert passed + beyond_km == pytest.approx(range_km, abs=fifty_km)


def test_al_som_lies_eighteen_km_off_the_coast() -> None:
    target = place("Al-som")
    line = shapely.shortest_line(
        shapely.Point(target.lon, target.lat), region("north-east coast of North Korea").geometry
    )
    (x0, y0), (x1, y1) = line.coords
    off = 111.2 * math.hypot((x1 - x0) * math.cos(math.radians(y0)), y1 - y0)
    assert off == pytest.approx(18, abs=3)


@pytest.mark.parametrize("row", SITES, ids=lambda row: row.name)
def test_nearest_site_finds_each_site_at_its_own_place(row: Place) -> None:
    found, distance = nearest_site(row.lon, row.lat)
    assert distance == pytest.approx(0, abs=0.001)
    assert found.name == row.name


def test_nearest_site_measures_across_the_date_line() -> None:
    found, distance = nearest_site(-179.9, 8.72)
    assert found.name == "Kwajalein (Reagan Test Site)"
    again, same = nearest_site(180.1, 8.72)
    assert again == found
    assert same == pytest.approx(distance)
    assert distance == pytest.approx(1360, abs=10)


def test_swapped_coordinates_are_far_from_every_site_or_no_position() -> None:
    with pytest.raises(PlaceError, match="latitude from -90 to 90"):
        nearest_site(39.2, 125.7)
    assert nearest_site(31.0, 34.7)[1] > 350  # Palmachim, swapped
    with pytest.raises(PlaceError, match="no position"):
        nearest_site(math.nan, 40.0)


# --- regions and seas ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "name"),
    [
        (134.0, 39.5, "Sea of Japan (East Sea)"),
        (139.0, 42.1, "Sea of Japan (East Sea)"),  # 40 km west of Okushiri
        (131.87, 37.24, "Sea of Japan (East Sea)"),
        (129.2, 40.3, "Sea of Japan (East Sea)"),
        (123.0, 36.0, "Yellow Sea (West Sea)"),
        (124.8, 39.3, "Yellow Sea (West Sea)"),
        (119.5, 39.0, "Bohai Sea"),
        (126.0, 29.0, "East China Sea"),
        (114.0, 14.0, "South China Sea"),
        (150.0, 55.0, "Sea of Okhotsk"),
        (-175.0, 57.0, "Bering Sea"),
        (175.0, 57.0, "Bering Sea"),
        (132.0, 22.0, "Philippine Sea"),
        (155.0, 40.0, "Pacific Ocean"),
        (-150.0, 30.0, "Pacific Ocean"),
        (155.0, 40.0, "West Pacific Ocean"),
        (88.0, 15.0, "Bay of Bengal"),
        (64.0, 18.0, "Arabian Sea"),
        (58.0, 25.0, "Gulf of Oman"),
        (51.0, 27.5, "Persian Gulf (Arabian Gulf)"),
        (80.0, -20.0, "Indian Ocean"),
        (129.3, 34.9, "Korea Strait (Tsushima Strait)"),
    ],
)
def test_points_in_seas(lon: float, lat: float, name: str) -> None:
    assert SHAPES[name].geometry.contains(shapely.Point(lon, lat))


OPEN_LIMIT_DEG = 0.2  # about 20 km: how far an open limit may be off


@pytest.mark.parametrize(
    ("inner", "outer", "lon", "lat", "step"),
    [
        # a point of the limit by S-23, and the step from it into the first sea
        ("Sea of Japan (East Sea)", "Sea of Okhotsk", 142.0, 45.72, (-OPEN_LIMIT_DEG, 0.0)),
        ("Sea of Japan (East Sea)", "Sea of Okhotsk", 141.6, 51.75, (0.0, -OPEN_LIMIT_DEG)),
        ("Sea of Japan (East Sea)", "Pacific Ocean", 141.33, 41.61, (-OPEN_LIMIT_DEG, 0.05)),
        ("Sea of Japan (East Sea)", "East China Sea", 127.9, 32.93, (0.0, OPEN_LIMIT_DEG)),
        ("Yellow Sea (West Sea)", "East China Sea", 123.5, 33.283, (0.0, OPEN_LIMIT_DEG)),
        ("East China Sea", "South China Sea", 120.7, 25.37, (0.0, OPEN_LIMIT_DEG)),
        ("East China Sea", "Philippine Sea", 126.6, 25.4, (-OPEN_LIMIT_DEG, OPEN_LIMIT_DEG)),
        ("Sea of Okhotsk", "Pacific Ocean", 151.5, 46.66, (-OPEN_LIMIT_DEG, OPEN_LIMIT_DEG)),
        ("South China Sea", "Philippine Sea", 121.4, 21.5, (-OPEN_LIMIT_DEG, -OPEN_LIMIT_DEG)),
        ("Persian Gulf (Arabian Gulf)", "Gulf of Oman", 56.9, 25.88, (-OPEN_LIMIT_DEG, 0.3)),
        ("Arabian Sea", "Gulf of Oman", 60.8, 23.8, (OPEN_LIMIT_DEG, -OPEN_LIMIT_DEG)),
    ],
)
def test_open_limits_are_where_s23_puts_them(
    inner: str, outer: str, lon: float, lat: float, step: tuple[float, float]
) -> None:
    inside = shapely.Point(lon + step[0], lat + step[1])
    outside = shapely.Point(lon - step[0], lat - step[1])
    assert SHAPES[inner].geometry.contains(inside)
    assert not SHAPES[inner].geometry.contains(outside)
    assert SHAPES[outer].geometry.contains(outside)
    assert not SHAPES[outer].geometry.contains(inside)


def test_regions_agree_with_the_places_in_them() -> None:
    for name, site in {
        "North Pyongan": "Kusong",
        "平安北道": "東倉里",
        "South Pyongan": "Sunchon",
        "Chagang": "Mupyong-ni",
        "North Hamgyong": "Kilju",
        "South Hamgyong": "Hamhung",
        "South Hwanghae": "Changyon",
        "North Hwanghae": "Koksan",
        "Kangwon": "Tongchon",
        "Pyongyang": "Sunan",
        "inland": "Kaechon",
        "China": "Jiuquan",
        "Iran": "Semnan",
    }.items():
        inside = place(site, role="launch_site")
        assert region(name).geometry.contains(shapely.Point(inside.lon, inside.lat)), name


def test_every_north_korean_site_on_land_is_inland_or_near_a_coast() -> None:
    inland = region("North Korea inland").geometry
    coasts = [region("North Korea west coast"), region("North Korea east coast")]
    for site in SITES:
        if site.country == "PRK" and site.kind != "sea_area":
            point = shapely.Point(site.lon, site.lat)
            squeeze = math.cos(math.radians(site.lat))
            near = False
            for coast in coasts:
                (x0, y0), (x1, y1) = shapely.shortest_line(point, coast.geometry).coords
                near |= 111.2 * math.hypot((x1 - x0) * squeeze, y1 - y0) <= coast.spread_km
            assert near or inland.contains(point), site.name


def test_one_launch_was_called_west_coast_and_then_near_pyongyang() -> None:
    """Ministry releases 2022-11-18b and c: the same missile, from Sunan."""
    coast, sunan = region("朝鮮半島西岸付近"), place("Sunan")
    (x0, y0), (x1, y1) = shapely.shortest_line(
        shapely.Point(sunan.lon, sunan.lat), coast.geometry
    ).coords
    off = 111.2 * math.hypot((x1 - x0) * math.cos(math.radians(sunan.lat)), y1 - y0)
    assert off < coast.spread_km
    assert km(place("平壌近郊"), sunan) <= place("平壌近郊").spread_km


# --- what a name means --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Pyongyang", "Pyongyang"),
        ("P'yŏngyang", "Pyongyang"),
        ("平壌（ピョンヤン）近郊", "Pyongyang"),
        ("near Pyongyang", "Pyongyang"),
        ("順安（スナン）付近", "Sunan (Pyongyang International Airport)"),
        ("순안 일대에서", "Sunan (Pyongyang International Airport)"),
        ("Sunan airport area", "Sunan (Pyongyang International Airport)"),
        ("tongch'ang ri", "Sohae (Tongchang-ri)"),
        ("동창리", "Sohae (Tongchang-ri)"),
        ("ＭＵＳＵＤＡＮ－ＲＩ", "Tonghae (Musudan-ri)"),
        ("the vicinity of Sinpo", "Sinpo"),
        ("off Sinpo", "Sinpo sea area"),
        ("신포 앞바다", "Sinpo sea area"),
        ("朝鮮半島東部の新浦付近", "Sinpo"),
        ("북한 평안북도 의주 일대에서", "Uiju (railway)"),
        ("the Kusong area", "Kusong"),
        ("North Kusong", "North Kusong"),
        ("Hodo", "Hodo Peninsula"),
        ("an area in or around Sukchon", "Sukchon"),
        ("Wonsan area", "Wonsan (Kalma)"),
        ("Okushiri", "Okushiri Island"),
        ("Okushiri Island, Hokkaido", "Okushiri Island"),
        ("北海道の渡島大島", "Oshima-Oshima"),
        ("the Oga Peninsula, Akita", "Oga Peninsula"),
        ("Dogo, Oki Islands, Shimane", "Dogo (Oki Islands)"),
        ("독도", "Takeshima / Dokdo (Liancourt Rocks)"),
        ("竹島", "Takeshima / Dokdo (Liancourt Rocks)"),
        ("Diaoyu Islands", "Senkaku / Diaoyu Islands"),
        ("尖閣諸島", "Senkaku / Diaoyu Islands"),
    ],
)
def test_names_in_three_languages(query: str, name: str) -> None:
    match = find_place(query)
    assert match.place.name == name
    assert not match.fuzzy
    assert match.score == 100


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Sea of Japan", "Sea of Japan (East Sea)"),
        ("East Sea", "Sea of Japan (East Sea)"),
        ("日本海", "Sea of Japan (East Sea)"),
        ("동해상으로", "Sea of Japan (East Sea)"),
        ("朝鮮半島東側の日本海", "Sea of Japan (East Sea)"),
        ("서해", "Yellow Sea (West Sea)"),
        ("the Pacific Ocean", "Pacific Ocean"),
        ("Western Pacific", "West Pacific Ocean"),
    ],
)
def test_names_of_seas(query: str, name: str) -> None:
    assert find_sea(query).place.name == name


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Pyonyang", "Pyongyang"),
        ("Wonsn", "Wonsan (Kalma)"),
        ("Musudan-li", "Tonghae (Musudan-ri)"),
        ("Sinpoo", "Sinpo"),
        ("Kusng", "Kusong"),
        ("Mupyong-nii", "Mupyong-ni"),
        ("Jiuqan", "Jiuquan"),
        ("Plestesk", "Plesetsk"),
        ("Vandenburg", "Vandenberg"),
        ("Tanegahsima", "Tanegashima"),
        ("Okushri", "Okushiri Island"),
        ("Oshima-Osima", "Oshima-Oshima"),
        ("Cape Ermo", "Cape Erimo"),
        ("Hegurajma", "Hegurajima"),
        ("Vladivostock", "Vladivostok"),
        ("Minamitorshima", "Minamitorishima"),
    ],
)
def test_slips_of_the_pen_are_found_and_said(query: str, name: str) -> None:
    match = find_place(query)
    assert match.fuzzy
    assert places.FUZZY_FLOOR <= match.score < 100
    assert match.place.name == name


LONG_NAMES = [
    (row.name, row.role, name)
    for row in places.all_places()
    for name in (row.name, *row.aliases)
    if name.isascii() and name.isalpha() and len(name) >= 7
]


@given(
    data=st.sampled_from(LONG_NAMES),
    where=st.integers(0, 30),
    letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    how=st.sampled_from(["drop", "double", "swap", "replace"]),
)
@example(data=("Eocheong Island", "landmark", "Eocheong"), where=4, letter="a", how="drop")
@settings(deadline=None, max_examples=300)
def test_one_wrong_letter_is_found_or_refused(
    data: tuple[str, places.Role, str], where: int, letter: str, how: str
) -> None:
    name, role, spelling = data
    i = where % (len(spelling) - 1)
    typed = {
        "drop": spelling[:i] + spelling[i + 1 :],
        "double": spelling[:i] + spelling[i] + spelling[i:],
        "swap": spelling[:i] + spelling[i + 1] + spelling[i] + spelling[i + 2 :],
        "replace": spelling[:i] + letter + spelling[i + 1 :],
    }[how]
    try:
        match = find_place(typed, role=role)
    except PlaceError as caught:
        said = str(caught)
    else:
        known = places._key(typed) in places._index(role)  # "Haiyan" is a slip and a name
        # "Eochong" is a slip and another spelling of the same island
        known = known or (match.place.name == name and match.score == 100)
        said = "resemble" if known or (match.fuzzy and match.score >= places.FUZZY_FLOOR) else ""
        assert match.place.name == name or match.fuzzy or known
    assert "resemble" in said  # found, or refused because two names are that close


def test_a_name_of_three_sites_names_all_three() -> None:
    with pytest.raises(PlaceError) as caught:
        find_place("Odisha")
    text = str(caught.value)
    assert "fits 3 records" in text
    for name in ("Abdul Kalam Island (launch site, IND, 87.09, 20.76)", "Chandipur", "Balasore"):
        assert name in text
    assert "give coordinates" in text


def test_one_word_for_two_seas_is_refused() -> None:
    with pytest.raises(PlaceError, match=r"Sea of Japan.*East China Sea"):
        find_sea("東海")


def test_an_unknown_name_says_what_would_work() -> None:
    with pytest.raises(PlaceError) as caught:
        find_place("Xyzzyville")
    text = str(caught.value)
    assert "'Xyzzyville' is no known place" in text
    assert text.count("launch site") + text.count("landmark") == 3
    assert "{lon: 125.75, lat: 39.03, spread_km: 5}" in text


def test_role_decides_between_launch_site_and_landmark() -> None:
    assert place("Pyongyang").role == "launch_site"
    assert place("Pyongyang", role="launch_site").spread_km == 20
    assert place("Pyongyang", role="landmark").role == "landmark"
    assert place("Kwajalein").role == "launch_site"
    assert place("Kwajalein", role="landmark").kind == "range"
    with pytest.raises(PlaceError):
        find_place("Okushiri", role="launch_site")


def test_a_town_among_the_landmarks_can_be_a_launch_site() -> None:
    match = find_place("Vladivostok", role="launch_site")
    assert match.place.name == "Vladivostok"
    assert not match.fuzzy


@pytest.mark.parametrize("name", ["Tanchon", "Yongchon", "Pyonggang", "Taegwon", "Musan", "Kosong"])
def test_another_town_is_no_slip_of_the_pen(name: str) -> None:
    with pytest.raises(PlaceError, match="resemble"):
        find_place(name, role="launch_site")


def test_search_lists_exact_hits_first() -> None:
    found = search("Kusong", limit=5)
    assert [match.fuzzy for match in found] == sorted(match.fuzzy for match in found)
    assert found[0].place.name == "Kusong"
    assert len(found) == 5
    assert len({match.place for match in found}) == 5
    kinds = {type(match.place) for match in search("Pyongyang", limit=6)}
    assert kinds == {Place, Region}
    assert search("Pyongyang", limit=0) == []


def test_labels() -> None:
    sea = find_sea("Sea of Japan").place
    assert [places.label(sea, lang) for lang in ("en", "ja", "ko")] == [
        "Sea of Japan (East Sea)",
        "日本海",
        "동해",
    ]
    rocks = place("Liancourt Rocks")
    assert places.label(rocks, "en").startswith("Takeshima / Dokdo")
    assert places.label(rocks, "ja") == "竹島"
    assert places.label(rocks, "ko") == "독도"
    with pytest.raises(PlaceError, match="expected one of en, ja, ko"):
        places.label(rocks, "fr")


def test_an_exact_lookup_does_not_load_rapidfuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert find_place("Wonsan").place.name == "Wonsan (Kalma)"
    with pytest.raises(ImportError):
        find_place("Wonsn")


def test_a_damaged_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "places"
    folder.mkdir()
    (folder / "launch_sites.csv").write_text("name,lon\nHere,far\n", encoding="utf-8")
    broken = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]}
    (folder / "regions.geojson").write_text(json.dumps(broken), encoding="utf-8")
    monkeypatch.setattr(datafiles, "path", tmp_path.joinpath)
    with pytest.raises(DataError, match=r"launch_sites\.csv is damaged"):
        places.all_places.__wrapped__()
    with pytest.raises(DataError, match=r"regions\.geojson is damaged"):
        places.all_regions.__wrapped__()


@given(text=st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_arbitrary_text_raises_nothing_but_place_errors(text: str) -> None:
    for find in (find_place, find_region, find_sea):
        try:
            match = find(text)
        except PlaceError as caught:
            answer = str(caught)
        else:
            answer = repr(match.query)
        assert repr(text) in answer
    assert len(search(text)) <= 10


@given(lon=st.floats(), lat=st.floats())
def test_nearest_site_answers_or_refuses(lon: float, lat: float) -> None:
    try:
        _, distance = nearest_site(lon, lat)
    except PlaceError:
        assert not (-180 <= lon <= 360 and -90 <= lat <= 90)
    else:
        assert 0 <= distance <= 20_040


# --- real reports -------------------------------------------------------------------------------


def reference() -> Path:
    """The folder with the launches that reports are compared with."""
    folder = os.environ.get("SPLASHLINE_REFERENCE", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip(
            "set SPLASHLINE_REFERENCE to the folder that holds launches_to_2020.csv "
            "(and ../reports/truth.csv) to run this test"
        )
    return Path(folder)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


SITE_TOLERANCE_KM = 3.0  # the catalogue and the gazetteer come from the same list


def test_every_site_of_the_catalogue_resolves_to_its_position() -> None:
    for row in rows(reference() / "launches_to_2020.csv"):
        site = place(row["site"], role="launch_site")
        there = Place(
            **{**vars(site), "lon": float(row["lon"]), "lat": float(row["lat"]), "name": "there"}
        )
        assert km(site, there) <= max(SITE_TOLERANCE_KM, site.spread_km), row["site"]


LANDMARK = re.compile(r"\b(?:of|from|[NSEW] of) (?:the )?([A-Z][A-Za-z .'-]+(?:, [A-Z][a-z ]+)*)")


def test_every_landmark_of_the_catalogue_resolves() -> None:
    names = set()
    for row in rows(reference() / "launches_to_2020.csv"):
        for text in row["landmark"].split(";"):
            if found := LANDMARK.search(text):
                names.add(str(found[1]).strip())
    assert len(names) >= 8
    for name in names:
        if name == "North Korea":  # "off the east coast of North Korea"
            assert not find_region("east coast of North Korea").fuzzy
        else:
            assert not find_place(name, role="landmark").fuzzy, name


NOT_A_PLACE = {"複数の地点"}  # "several places"


def test_every_place_of_the_releases_resolves() -> None:
    truth = reference().parent / "reports" / "truth.csv"
    if not truth.exists():
        pytest.skip(f"{truth.name} is not in reports/ beside SPLASHLINE_REFERENCE")
    seen = 0
    for row in rows(truth):
        launch = row["launch_place"]
        if launch not in NOT_A_PLACE:
            try:
                match = find_place(launch, role="launch_site")
            except PlaceError:
                match = find_region(launch)
            assert not match.fuzzy, launch
            seen += 1
        if row["landmark"]:
            name = re.sub(r"の?[東西南北]+方?約.*$", "", row["landmark"])
            assert not find_place(name, role="landmark").fuzzy, name
            seen += 1
    assert seen >= 12
