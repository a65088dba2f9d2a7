"""Agreed boundaries, zones of agreements, and low-water lines that the land data do not show."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer
from test_zones import (
    BREADTHS_KM,
    HUNDRED_METRES_KM,
    OKINOTORISHIMA,
    ONE_KM_DEG,
    base_points,
    claimants_of,
    km_to_line,
    km_to_nearest,
    land,
)

from geo import check, datafiles, zones
from geo.errors import DataError
from geo.geodesy import Floats
from geo.geopackage import read_layer
from geo.report import parse

NEEDED = "needs the extra `build`: pip install 'splashline[build]'"
pytest.importorskip("scipy", reason=NEEDED)

from geo.zones.building import agreements, lowwater  # noqa: E402
from geo.zones.building.agreements import Agreement  # noqa: E402
from geo.zones.building.nearest import BasePoints  # noqa: E402

EEZ = datafiles.path("eez")
GEOD = Geod(ellps="WGS84")
TWO_METRES_KM = 0.002
FIFTEEN_METRES = 15.0
HALF_A_SECOND_METRES = 15.4  # to which the order rounds
TABLE_DEG = 2e-6
ONE_SECOND_DEG = 1 / 3600
EPSG_TOKYO = (-146.414, 507.337, 680.507)
# The world geodetic positions, in degrees, minutes and seconds, that Japan itself gave points of
# the agreement of 1998: Cabinet Order 212 of 1996, as amended for 2002-04-01, suppl. art. 2.
CONVERTED_BY_LAW = {
    ("jp_kr_1998_art9_1", 1): ((131, 15, 45), (36, 10, 11)),
    ("jp_kr_1998_art9_1", 2): ((131, 46, 21), (35, 33, 56)),
    ("jp_kr_1998_art9_1", 3): ((132, 13, 33), (35, 59, 41)),
    ("jp_kr_1998_art9_1", 4): ((132, 13, 33), (36, 18, 41)),
    ("jp_kr_1998_art9_1", 5): ((132, 55, 38), (36, 56, 23)),
    ("jp_kr_1998_art9_1", 6): ((135, 29, 50), (36, 56, 23)),
    ("jp_kr_1998_art9_1", 7): ((135, 29, 49), (38, 37, 10)),
    ("jp_kr_1998_art9_1", 8): ((134, 11, 20), (39, 51, 54)),
    ("jp_kr_1974_north", 1): ((127, 40, 59), (32, 57, 12)),
    ("jp_kr_1998_art9_2_east", 2): ((127, 12, 53), (31, 20, 12)),
    ("jp_kr_1998_art9_2_east", 3): ((127, 4, 53), (31, 0, 13)),
}


def agreed(code: str) -> Agreement:
    return next(each for each in agreements.read(EEZ) if each.code == code)


def published(code: str) -> Floats:
    with (EEZ / "agreement_points.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["agreement"] == code]
    return np.array([(float(row["lon_published"]), float(row["lat_published"])) for row in rows])


# --- the tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["jp_kr_1974_north", "jp_kr_1974_jdz", "jp_kr_1998_art9_1"])
def test_the_old_datum_is_shifted_as_proj_shifts_it(code: str) -> None:
    x, y, z = EPSG_TOKYO
    tokyo = f"+proj=longlat +ellps=bessel +towgs84=-{abs(x)},{y},{z} +no_defs"
    lon, lat = Transformer.from_crs(tokyo, "EPSG:4326", always_xy=True).transform(
        *published(code).T
    )
    ours = agreed(code).points
    _, _, metres = GEOD.inv(lon, lat, *ours.T)
    assert np.max(metres) <= 1.0
    _, _, moved = GEOD.inv(*published(code).T, *ours.T)
    if code == "jp_kr_1974_north":  # as in the Korean layer of seabed mining blocks
        assert 395 <= np.min(moved) <= np.max(moved) <= 424
    assert 370 <= np.min(moved) <= np.max(moved) <= 470


@pytest.mark.parametrize(("code", "point"), CONVERTED_BY_LAW)
def test_the_shift_is_that_of_japans_law(code: str, point: int) -> None:
    lon, lat = (d + m / 60 + s / 3600 for d, m, s in CONVERTED_BY_LAW[code, point])
    ours = agreed(code).points[point - 1]
    _, _, metres = GEOD.inv(lon, lat, *ours)
    assert metres <= FIFTEEN_METRES + HALF_A_SECOND_METRES


@pytest.mark.parametrize("was", ["jp_kr_1974_north", "jp_kr_1998_art9_1", "kr_cn_2000_pmz"])
def test_points_are_those_of_the_reference(was: str, reference: Path) -> None:
    text = (reference / "treaty_lines_raw_coords.geojson").read_text(encoding="utf-8")
    shapes = [shapely.geometry.shape(each["geometry"]) for each in json.loads(text)["features"]]
    known = {len(shapely.get_coordinates(shape)): shape for shape in shapes}
    ours = published(was)
    theirs = shapely.get_coordinates(known[len(ours)])
    assert np.abs(ours - theirs).max() <= TABLE_DEG


def test_every_agreement_says_what_it_is() -> None:
    found = agreements.read(EEZ)
    assert {each.kind for each in found} == {"boundary", "area", "line"}
    for each in found:
        assert each.legal_nature
        assert each.in_force
        assert each.datum
        assert each.source
        assert list(each.states) == sorted(each.states)
        assert all(each.names.values())
        if each.kind == "boundary":
            assert {each.left, each.right} == set(each.states)
        else:
            assert "not a limit" in each.legal_nature or "not used as a limit" in each.legal_nature
    shelf = agreed("jp_kr_1974_north")
    assert "shelf treaty, since 1999 also fisheries" in shelf.legal_nature
    assert "not an EEZ agreement" in shelf.legal_nature


def test_halves_lie_on_either_side() -> None:
    boundary = agreed("jp_kr_1974_north")
    left, right = boundary.halves
    assert shapely.contains_xy(left, 129.0, 34.8)  # towards Busan
    assert shapely.contains_xy(right, 129.3, 34.6)  # towards Tsushima
    assert shapely.intersection(left, right).area < 1e-9
    assert boundary.left == "KOR"


def test_a_line_that_meets_itself_is_refused() -> None:
    shelf = agreed("jp_kr_1974_north")
    loop = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    crooked = Agreement("loop", "boundary", shelf.states, "KOR", shelf.names, "", "", "", "", loop)
    with pytest.raises(DataError, match="does not part the waters"):
        _ = crooked.halves


# --- on the map -----------------------------------------------------------------------------------


def lines_of(kind: str, under: str) -> tuple[Floats, list[tuple[str, str]]]:
    """Points at most 1 km apart of the limits of one type and reading, with their sides."""
    shapes, table = read_layer(EEZ / "zones.gpkg", "limits")
    xy, sides = [np.empty((0, 2))], []
    columns = (table["type"], table["under"], table["side_a"], table["side_b"])
    for shape, type_, reading, a, b in zip(shapes, *columns, strict=True):
        if type_ == kind and reading == under:
            xy.append(shapely.get_coordinates(shapely.segmentize(shape, ONE_KM_DEG)))
            sides += [(a, b)] * len(xy[-1])
    return np.concatenate(xy), sides


def test_agreed_limits_run_from_point_to_point() -> None:
    xy, sides = lines_of("treaty", "treaties")
    assert {frozenset(map(claimants_of, pair)) for pair in sides} == {
        frozenset({"JPN", "KOR"}),
        frozenset({"CHN", "VNM"}),
    }
    lines = [agreed(code).line for code in ("jp_kr_1974_north", "cn_vn_2000_tonkin")]
    away_deg = shapely.distance(shapely.multilinestrings(lines), shapely.points(xy))
    assert away_deg.max() * 111.2 <= TWO_METRES_KM
    for line in lines:
        corners = shapely.points(shapely.get_coordinates(line)[1:-1])
        drawn = shapely.distance(shapely.multipoints(xy), corners) * 111.2
        assert np.mean(drawn <= 0.6) >= 0.95  # the ends of the line in the Gulf are on land


def test_medians_in_place_of_treaties_keep_the_definition() -> None:
    xy, sides = lines_of("median", "medians")
    assert len(xy) > 500
    for row in np.random.default_rng(4).choice(len(xy), 80, replace=False):
        km_a, km_b = (
            km_to_nearest(xy[row : row + 1], base_points()[claimants_of(side)])[0]
            for side in sides[row]
        )
        assert abs(km_a - km_b) <= HUNDRED_METRES_KM, (xy[row], sides[row])
        assert km_a <= BREADTHS_KM["200nm"] + HUNDRED_METRES_KM


def test_the_pure_median_remains_selectable() -> None:
    by_treaty, by_median = zones.load(), zones.load(treaties=False)
    assert by_treaty.provenance.treaties
    assert not by_median.provenance.treaties
    assert by_median.kind == by_treaty.kind
    assert "treaty" in by_treaty.limits.type
    assert not {"treaty", "joint"} & set(by_median.limits.type)
    moved, table = read_layer(EEZ / "zones.gpkg", "agreed")
    for loaded, column in ((by_treaty, "claimants"), (by_median, "median_claimants")):
        parts = shapely.get_parts(loaded.geometry)
        assert shapely.is_valid(parts).all()
        assert shapely.coverage_is_valid(np.concatenate([parts, land()]))
        for piece, claimants in zip(moved, table[column], strict=True):
            inner = shapely.point_on_surface(shapely.get_parts(piece)[0])
            (row,) = np.flatnonzero(shapely.contains(loaded.geometry, inner))
            assert "|".join(loaded.claimants[row]) == claimants
    assert shapely.area(by_treaty.geometry).sum() == pytest.approx(
        shapely.area(by_median.geometry).sum(), rel=1e-12
    )
    assert sum(by_treaty.area_km2) == pytest.approx(sum(by_median.area_km2), abs=1e-3)


def test_a_check_follows_the_reading_of_treaties() -> None:
    """Aimed at waters that the agreement of 1974 moved from one side to the other."""
    moved, table = read_layer(EEZ / "zones.gpkg", "agreed")
    pair = [
        row
        for row, (now, before) in enumerate(
            zip(table["claimants"], table["median_claimants"], strict=True)
        )
        if {now, before} == {"JPN", "KOR"}
    ]
    parts = shapely.get_parts(moved[pair], return_index=True)
    largest = int(np.argmax(shapely.area(parts[0])))
    now = [table["claimants"][row] for row in pair][parts[1][largest]]
    aim = shapely.maximum_inscribed_circle(parts[0][largest], tolerance=0.001).centroid
    azimuth, _, metres = GEOD.inv(128.0, 36.0, aim.x, aim.y)
    told = {
        "launch": {"lon": 128.0, "lat": 36.0, "spread_km": 0.01},
        "range": {"km": round(metres / 1000, 3), "bound": "exact"},
        "direction": {"deg": round(azimuth % 360, 4), "spread_deg": 0.01},
    }
    chances = []
    for treaties in (True, False):
        asked = check.Options(zone=now, spreads={})
        found = check.check(parse(told), zones.load(treaties=treaties), asked).chance
        assert found is not None
        chances.append(found.value)
    assert chances[0] > 0.95
    assert chances[1] < 0.05


def test_our_line_lies_a_datum_shift_from_the_raw_one(reference: Path) -> None:
    """Marine Regions took the treaty's numbers for WGS 84: theirs lies about 400 m off."""
    text = (reference / "treaty_lines_raw_coords.geojson").read_text(encoding="utf-8")
    raw = shapely.geometry.shape(json.loads(text)["features"][0]["geometry"])
    theirs = shapely.get_coordinates(shapely.segmentize(raw, 0.001))
    km = km_to_line(agreed("jp_kr_1974_north").points[2:-2], theirs)
    assert 0.15 <= np.min(km) <= np.max(km) <= 0.45


# --- low water ------------------------------------------------------------------------------------


def test_low_water_lines_lie_within_their_areas() -> None:
    areas = lowwater.read(EEZ / "low_water.csv")
    assert [area.number for area in areas] == list(range(1, 186))
    for area in areas:
        assert area.area.is_valid
        xy = area.line()
        assert shapely.covers(shapely.buffer(area.area, 1e-6), shapely.multipoints(xy))
        inward = shapely.distance(area.area.boundary, shapely.points(xy)).min()
        assert inward >= 0.9 * ONE_SECOND_DEG, area.number


def test_a_point_is_given_back() -> None:
    """What was widened by two seconds of arc is narrowed by as much."""
    second = ONE_SECOND_DEG
    square = shapely.box(140 - 2 * second, 40 - 2 * second, 140 + 2 * second, 40 + 2 * second)
    xy = lowwater.LowWater(1, "JPN", square).line()
    assert np.abs(xy - [140.0, 40.0]).max() <= 0.01 * second
    thin = shapely.box(140.0, 40.0, 140.0 + 2 * second, 40.0 + 9 * second)
    xy = lowwater.LowWater(2, "JPN", thin).line()
    assert np.abs(xy[:, 0] - (140.0 + second)).max() <= 0.01 * second
    assert np.ptp(xy[:, 1]) == pytest.approx(7 * second, abs=0.01 * second)


def test_only_what_the_land_data_lack_is_added() -> None:
    rock = lowwater.LowWater(1, "JPN", shapely.box(140.0, 40.0, 140.001, 40.001))
    shown = lowwater.LowWater(2, "JPN", shapely.box(140.1, 40.0, 140.101, 40.001))
    islet = shapely.box(140.1005, 40.0005, 140.2, 40.1)
    assert lowwater.missing([rock, shown], np.array([islet])) == [rock]
    base = BasePoints(
        np.array([140.2, 140.05]),
        np.array([40.0, 40.0]),
        np.array([1, 0], dtype=np.int16),
        ("CHN", "JPN|KOR"),
    )
    more = lowwater.added(base, [rock])
    assert len(more.lon) > 2
    assert set(more.group[2:].tolist()) == {1}
    far = lowwater.LowWater(3, "JPN", shapely.box(150.0, 40.0, 150.001, 40.001))
    with pytest.raises(DataError, match="no land of JPN within 30 km"):
        lowwater.added(base, [far])


def test_okinotorishima_is_measured_from_its_reef() -> None:
    """The reef is 4.5 km long and 1.7 km wide (Japan Coast Guard); its rocks are metres wide."""
    japan = base_points()["JPN"]
    reef = japan[np.hypot(*(japan - OKINOTORISHIMA).T) < 0.1]
    west, south = reef.min(axis=0)
    east, north = reef.max(axis=0)
    _, _, across = GEOD.inv(west, OKINOTORISHIMA[1], east, OKINOTORISHIMA[1])
    _, _, down = GEOD.inv(OKINOTORISHIMA[0], south, OKINOTORISHIMA[0], north)
    assert 4_200 <= across <= 4_800
    assert 1_400 <= down <= 2_000
