"""The zones that ship, against their definition, as a partition, and against outside references."""

import json
import tomllib
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from runpy import run_path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geo import check, datafiles
from geo import zones as zones_package
from geo.errors import DataError, ZoneError
from geo.geodesy import Floats
from geo.geopackage import read_layer
from geo.report import parse
from geo.reportfile import load as load_reports
from geo.zones import UNDISPUTED, Zones, states

GEOD = Geod(ellps="WGS84")
ROOT = Path(__file__).resolve().parent.parent
EEZ = datafiles.path("eez")
NMI_KM = 1.852
BREADTHS_KM = {"200nm": 200 * NMI_KM, "12nm": 12 * NMI_KM, "3nm": 3 * NMI_KM}
FIFTY_METRES_KM, HUNDRED_METRES_KM = 0.05, 0.1
SIX_MEGABYTES = 6_000_000
SMALLEST_RADIUS_KM = 6335.0
ONE_KM_DEG = 1 / 111.7
HIGH_SEAS = "high_seas"
OKINOTORISHIMA = (136.08, 20.424)
KINDS = {"internal_waters", "territorial_sea", "eez"}


@cache
def base_points() -> dict[str, Floats]:
    """The controlling base points by claimants: lon, lat, each of shape (n, 2)."""
    shapes, table = read_layer(EEZ / "base_points.gpkg", "base_points")
    return {
        claimants: np.asarray(shapely.get_coordinates(shape))
        for claimants, shape in zip(table["claimants"], shapes, strict=True)
    }


@cache
def land() -> NDArray[np.object_]:
    shapes, _ = read_layer(datafiles.path("basemap", "land.gpkg"), "land")
    return np.asarray(shapely.get_parts(shapes))


def km_to_nearest(xy: Floats, base: Floats) -> Floats:
    """Distance of each position to the nearest base point, every geodesic solved, shape (n,)."""
    found = []
    for lon, lat in xy:
        count = len(base)
        _, _, metres = GEOD.inv(np.full(count, lon), np.full(count, lat), base[:, 0], base[:, 1])
        found.append(metres.min() / 1000)
    return np.array(found)


def unit_vectors(xy: Floats) -> Floats:
    """Directions from the middle of a sphere, shape (n, 3)."""
    lon, lat = np.radians(xy).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def claimants_of(side: str) -> str:
    return side.rpartition(" ")[0]


def along(
    zones: Zones, types: Iterable[str], sides: Iterable[tuple[str, str]] | None = None
) -> tuple[Floats, list[tuple[str, str]]]:
    """Points at most 1 km apart, straight in longitude and latitude, and the sides of each."""
    wanted, chosen = set(types), None if sides is None else set(sides)
    xy, names = [], []
    for kind, pair, line in zip(
        zones.limits.type, zones.limits.sides, zones.limits.geometry, strict=True
    ):
        if kind in wanted and (chosen is None or pair in chosen):
            xy.append(shapely.get_coordinates(shapely.segmentize(line, ONE_KM_DEG)))
            names += [pair] * len(xy[-1])
    return np.concatenate(xy), names


def sampled(
    zones: Zones, kind: str, count: int, seed: int = 3
) -> tuple[Floats, list[tuple[str, str]]]:
    """Points of every limit of a type, half of them on limits of Japan's waters."""
    xy, sides = along(zones, [kind])
    japan = np.array(["JPN" in a + b for a, b in sides])
    random = np.random.default_rng(seed)
    rows = np.concatenate(
        [
            random.choice(np.flatnonzero(which), min(count // 2, which.sum()), replace=False)
            for which in (japan, ~japan)
        ]
    )
    return xy[rows], [sides[row] for row in rows]


# --- by definition --------------------------------------------------------------------------------


def test_medians_are_as_far_from_either_side(zones: Zones) -> None:
    xy, sides = sampled(zones, "median", 200)
    assert len(xy) == 200
    for point, (a, b) in zip(xy, sides, strict=True):
        km_a, km_b = (
            km_to_nearest(point[None, :], base_points()[claimants_of(side)])[0] for side in (a, b)
        )
        assert abs(km_a - km_b) <= HUNDRED_METRES_KM, (point, a, b)
        assert km_a <= BREADTHS_KM["200nm"] + HUNDRED_METRES_KM


@pytest.mark.parametrize(("kind", "count"), [("200nm", 120), ("12nm", 160), ("3nm", 60)])
def test_breadths_are_what_they_say(kind: str, count: int, zones: Zones) -> None:
    xy, sides = sampled(zones, kind, count)
    assert len(xy) >= count * 0.9
    for point, (a, b) in zip(xy, sides, strict=True):
        own = {claimants_of(side) for side in (a, b) if side != HIGH_SEAS}
        assert len(own) == 1
        km = km_to_nearest(point[None, :], base_points()[own.pop()])[0]
        assert abs(km - BREADTHS_KM[kind]) <= FIFTY_METRES_KM, (point, a, b)


def test_nobody_else_is_nearer(zones: Zones) -> None:
    everywhere = np.concatenate(list(base_points().values()))
    for kind in ("median", "200nm", "12nm"):
        xy, sides = sampled(zones, kind, 60, seed=5)
        for point, (a, b) in zip(xy, sides, strict=True):
            own = np.concatenate(
                [base_points()[claimants_of(side)] for side in {a, b} - {HIGH_SEAS}]
            )
            nearest = km_to_nearest(point[None, :], everywhere)[0]
            assert km_to_nearest(point[None, :], own)[0] <= nearest + HUNDRED_METRES_KM, point


def test_no_land_is_nearer_than_the_base_points_say(zones: Zones) -> None:
    """Every vertex of the OSM coast counts here, whatever the build made of it."""
    landmask = pytest.importorskip(
        "roaring_landmask", reason="needs the extra `build`: pip install 'splashline[build]'"
    )
    polygons = shapely.from_wkb(bytes(landmask.Shapes.wkb(landmask.LandmaskProvider.Osm)))
    coast = shapely.get_coordinates(polygons)
    coast[:, 0] %= 360
    reach_deg = 10.0
    west, south, east, north = zones.provenance.box
    close = (coast > (west - 2 * reach_deg, south - reach_deg)).all(axis=1)
    close &= (coast < (east + 2 * reach_deg, north + reach_deg)).all(axis=1)
    coast = coast[close]
    coast = coast[np.argsort(coast[:, 1])]
    vectors = unit_vectors(coast)
    everywhere = np.concatenate(list(base_points().values()))
    for kind in ("median", "200nm", "12nm", "3nm"):
        xy, _ = sampled(zones, kind, 40, seed=7)
        for point, base_km in zip(xy, km_to_nearest(xy, everywhere), strict=True):
            angle = 1.01 * base_km / SMALLEST_RADIUS_KM  # no nearer point can be beyond it
            lat = point[1] + np.degrees([-angle, angle])
            rows = slice(*np.searchsorted(coast[:, 1], lat))
            nearer = vectors[rows] @ unit_vectors(point[None, :])[0] > np.cos(angle)
            if nearer.any():
                km = km_to_nearest(point[None, :], coast[rows][nearer])[0]
                assert km >= base_km - FIFTY_METRES_KM, (kind, point)


def test_each_type_of_limit_has_the_sides_it_must_have(zones: Zones) -> None:
    known = {
        f"{'|'.join(claimants)} {kind}"
        for claimants, kind in zip(zones.claimants, zones.kind, strict=True)
    }
    for kind, (a, b) in zip(zones.limits.type, zones.limits.sides, strict=True):
        assert {a, b} <= known | {HIGH_SEAS}, (kind, a, b)
        same = claimants_of(a) == claimants_of(b)
        kinds = {side.rpartition(" ")[2] for side in (a, b)}
        assert {
            "200nm": HIGH_SEAS in (a, b) and "eez" in kinds,
            "median": not same and HIGH_SEAS not in (a, b),
            "treaty": not same and HIGH_SEAS not in (a, b),
            "joint": not same and HIGH_SEAS not in (a, b),
            "12nm": same and kinds == {"eez", "territorial_sea"},
            "3nm": same and kinds == {"eez", "territorial_sea"},
            "strait": same and kinds == {"eez", "territorial_sea"},
            "baseline": "internal_waters" in kinds,
            "entitlement": same and kinds == {"eez"},
        }[kind], (kind, a, b)


# --- as a partition -------------------------------------------------------------------------------


def test_the_waters_and_the_land_cover_each_place_once(zones: Zones) -> None:
    box = shapely.box(*zones.provenance.box)
    waters = shapely.get_parts(zones.geometry)
    assert shapely.is_valid(waters).all()
    assert shapely.is_valid(zones.geometry).all()
    everything = np.concatenate([waters, land()])
    assert shapely.coverage_is_valid(everything)
    covered = shapely.coverage_union_all(everything)
    assert covered.area == pytest.approx(shapely.area(everything).sum(), rel=1e-12)
    assert shapely.covers(box, covered)
    open_sea = shapely.get_parts(shapely.difference(box, covered))
    open_sea = open_sea[shapely.area(open_sea) > 0]
    assert shapely.area(open_sea).min() > 1e-6 * box.area, "a gap"
    inner = shapely.get_coordinates(shapely.point_on_surface(open_sea))
    everywhere = np.concatenate(list(base_points().values()))
    assert km_to_nearest(inner, everywhere).min() > BREADTHS_KM["200nm"]
    narrow = shapely.area(waters) / shapely.length(waters) ** 2 < 1e-5
    assert not narrow.any(), "a sliver"


def undirected_edges(lines: Iterable[shapely.Geometry]) -> set[tuple[float, float, float, float]]:
    xy, line = shapely.get_coordinates(np.array(list(lines)), return_index=True)
    same = line[1:] == line[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[swap], end[swap] = end[swap], start[swap].copy()
    return set(map(tuple, np.concatenate([start, end], axis=1).tolist()))


def test_every_edge_of_a_zone_is_a_limit_a_coast_or_the_frame(zones: Zones) -> None:
    west, south, east, north = zones.provenance.box
    edges = undirected_edges(shapely.get_rings(shapely.get_parts(zones.geometry)))
    coasts = undirected_edges(shapely.get_rings(land()))
    assert len(edges) > 50_000
    limits = undirected_edges(shapely.get_parts(zones.limits.geometry))
    assert limits <= edges
    assert not limits & coasts
    for x0, y0, x1, y1 in edges - coasts - limits:
        on_side = (x0 == x1 and x0 in (west, east)) or (y0 == y1 and y0 in (south, north))
        assert on_side, (x0, y0, x1, y1)


def test_every_row_is_somebodys(zones: Zones) -> None:
    rows = list(zip(zones.kind, zones.claimants, zones.disputed_by, strict=True))
    assert len(set(rows)) == len(rows)
    for kind, claimants, disputed_by in rows:
        assert kind in KINDS
        assert claimants
        assert list(claimants) == sorted(set(claimants))
        assert list(disputed_by) == sorted(set(disputed_by))
        assert not set(claimants) & set(disputed_by)
        assert {*claimants, *disputed_by} <= set(states.all_states())
    for names in zones.names.values():
        assert len(set(names)) >= len({(kind, claimants) for kind, claimants, _ in rows})
        assert all(names)
    assert set(zones.names) == {"en", "ja", "ko"}


# lon, lat → claimants and kind; checked against charts and against the reference
SPOTS = {
    "Seto Inland Sea": (131.5, 33.85, "JPN", "internal_waters"),
    "Tsugaru Strait": (140.75, 41.6, "JPN", "eez"),
    "Osumi Strait": (130.8, 30.9, "JPN", "eez"),
    "off Hegura": (136.9, 37.95, "JPN", "territorial_sea"),
    "off Minamitorishima": (153.98, 24.4, "JPN", "territorial_sea"),
    "south of Minamitorishima": (153.98, 22.0, "JPN", "eez"),
    "Yamato Bank": (135.0, 39.3, "JPN", "eez"),
    "off Takeshima": (131.87, 37.3, "JPN|KOR", "territorial_sea"),
    "north-east of Takeshima": (132.5, 38.0, "JPN|KOR", "eez"),
    "off Ulleungdo": (130.9, 37.6, "KOR", "territorial_sea"),
    "north-east of Jeju": (126.9, 33.7, "KOR", "territorial_sea"),
    "off the Senkaku Islands": (123.5, 25.85, "CHN|JPN|TWN", "territorial_sea"),
    "off Yonaguni": (123.0, 24.3, "JPN", "territorial_sea"),
    "off Kunashir": (146.0, 43.9, "JPN|RUS", "territorial_sea"),
    "east of Iturup": (149.5, 44.0, "JPN|RUS", "eez"),
    "off Urup": (150.0, 46.3, "RUS", "territorial_sea"),
    "off Moneron": (141.05, 46.25, "RUS", "territorial_sea"),
    "off Wonsan": (127.8, 39.3, "PRK", "territorial_sea"),
    "east of Wonsan": (129.5, 39.5, "PRK", "eez"),
    "off Guam": (144.6, 13.5, "USA", "territorial_sea"),
    "off Hualien": (121.75, 23.9, "TWN", "territorial_sea"),
    "off Shanghai": (123.5, 30.9, "CHN", "eez"),
    "near Okinotorishima": (136.08, 21.5, "JPN", "eez"),
    "the middle of the Pacific": (163.0, 35.0, "", "high seas"),
    "the hole in the Sea of Okhotsk": (149.5, 53.0, "", "high seas"),
}


@pytest.mark.parametrize("spot", SPOTS)
def test_known_spots(spot: str, zones: Zones) -> None:
    lon, lat, claimants, kind = SPOTS[spot]
    rows = np.flatnonzero(shapely.contains_xy(zones.geometry, lon, lat))
    found = [("|".join(zones.claimants[row]), zones.kind[row]) for row in rows]
    assert found == ([] if kind == "high seas" else [(claimants, kind)])
    doubted = [bool(zones.disputed_by[row]) for row in rows]
    assert any(doubted) == (spot == "near Okinotorishima")


# --- views ----------------------------------------------------------------------------------------


def test_views_are_selections_that_own_nothing_twice(zones: Zones) -> None:
    codes = sorted({code for claimants in zones.claimants for code in claimants})
    for view in [state.view for state in states.all_states().values()] + [UNDISPUTED]:
        owned = [zones.rows(code, view) for code in codes]
        rows = np.concatenate(owned)
        assert len(set(rows.tolist())) == len(rows), view
        for code, mine in zip(codes, owned, strict=True):
            assert all(code in zones.claimants[row] for row in mine)
    for code in codes:
        claimed = [row for row, who in enumerate(zones.claimants) if code in who]
        assert zones.rows(code).tolist() == claimed, "a state's own reading gives it all it claims"
        plain = [row for row in claimed if zones.claimants[row] == (code,)]
        undoubted = [row for row in plain if not zones.disputed_by[row]]
        assert zones.rows(code, UNDISPUTED).tolist() == undoubted
        assert set(undoubted) <= set(zones.rows(code, "russia").tolist())


def test_korea_and_japan_read_the_same_rock_differently(zones: Zones) -> None:
    rock = [row for row, who in enumerate(zones.claimants) if who == ("JPN", "KOR")]
    doubted = [row for row, states in enumerate(zones.disputed_by) if "KOR" in states]
    assert rock
    assert doubted
    for view, in_japan, in_korea in (
        ("japan", True, False),
        ("korea", False, True),
        (UNDISPUTED, False, False),
        ("russia", False, False),
    ):
        assert (set(rock) <= set(zones.rows("JPN", view).tolist())) == in_japan
        assert (set(rock) <= set(zones.rows("KOR", view).tolist())) == in_korea
    for view, in_japan in (("japan", True), ("korea", False), ("china", False), ("russia", True)):
        assert (set(doubted) <= set(zones.rows("JPN", view).tolist())) == in_japan
    with pytest.raises(ZoneError, match="expected an ISO code"):
        zones.rows("XYZ")
    with pytest.raises(ZoneError, match="unknown view"):
        zones.rows("JPN", "nowhere")


# --- files ----------------------------------------------------------------------------------------


def test_the_files_are_small_and_are_what_the_record_says() -> None:
    assert sum(path.stat().st_size for path in EEZ.iterdir()) <= SIX_MEGABYTES
    record = tomllib.loads((EEZ / "SOURCES.toml").read_text(encoding="utf-8"))
    derived = {name for name in record if name.endswith(".gpkg")}
    assert {path.name for path in EEZ.glob("*.gpkg")} <= derived
    for name in derived:
        entry = record[name]
        assert sha256((EEZ / name).read_bytes()).hexdigest() == entry["sha256"], name
        assert entry["licence"] == "ODbL-1.0"
        assert entry["attribution"] == "© OpenStreetMap contributors, ODbL"
        assert set(entry["derived_from"]) <= set(record)
    for path in EEZ.glob("*.csv"):  # a table that has changed asks for `geo zones build`
        assert sha256(path.read_bytes()).hexdigest() == record[path.name]["sha256"], path.name


def test_a_dataset_that_is_missing_or_damaged_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPLASHLINE_HOME", str(tmp_path))
    folder = tmp_path / "zones"
    folder.mkdir()
    with pytest.raises(ZoneError, match="geo zones import"):
        zones_package.load("mine")
    for content in (b"", b"no database", (EEZ / "zones.gpkg").read_bytes()[:100_000]):
        (folder / "mine.gpkg").write_bytes(content)
        with pytest.raises(DataError, match=r"mine\.gpkg"):
            zones_package.load("mine")


# --- areas ----------------------------------------------------------------------------------------


def _above_equator_km2_per_radian(lat_deg: Floats) -> Floats:
    """Area between the equator and a parallel per radian of longitude (Snyder 1987, 3-12)."""
    a_km, e = 6378.137, np.sqrt(GEOD.es)
    sine = np.sin(np.radians(lat_deg))
    q = (1 - e**2) * (sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e)
    return np.asarray(a_km**2 * q / 2)


def area_km2(polygons: NDArray[np.object_]) -> float:
    """Area on the ellipsoid, edges straight in longitude and latitude; shares no code with ours."""
    node, weight = np.polynomial.legendre.leggauss(8)
    total = 0.0
    for polygon in shapely.get_parts(polygons):
        for ring in shapely.get_rings(shapely.orient_polygons(polygon)):
            lon, lat = shapely.get_coordinates(ring).T
            middle, half = (lat[1:] + lat[:-1])[:, None] / 2, np.diff(lat)[:, None] / 2
            mean = _above_equator_km2_per_radian(middle + half * node) @ weight / 2
            total -= float((mean * np.radians(np.diff(lon))).sum())
    return total


def test_a_whole_belt_has_the_area_it_must_have() -> None:
    half_globe = area_km2(np.array([shapely.box(-180, 0, 180, 90)]))
    assert half_globe == pytest.approx(510_065_621.724 / 2, rel=1e-9)  # Moritz 2000, GRS 80 ≈ WGS84


def test_the_waters_that_japan_claims_have_the_published_area(zones: Zones) -> None:
    japan = area_km2(zones.geometry[zones.rows("JPN", "japan")])
    assert japan == pytest.approx(4_470_000, rel=0.005)


def test_the_areas_in_the_file_are_those_of_its_polygons(zones: Zones) -> None:
    for row, stated in enumerate(zones.area_km2):
        measured = area_km2(zones.geometry[row : row + 1])
        assert stated == pytest.approx(measured, rel=5e-4, abs=1.0), zones.claimants[row]


# --- against Marine Regions -----------------------------------------------------------------------

JAPAN_MRGID = 8487


@pytest.fixture(scope="module")
def their_line(reference: Path) -> Floats:
    """Points at most 0.1 km apart along Marine Regions' outline of Japan's zone, shape (n, 2)."""
    text = (reference / "marine_regions_v12_nw_pacific.geojson").read_text(encoding="utf-8")
    (shape,) = (
        shapely.geometry.shape(feature["geometry"])
        for feature in json.loads(text)["features"]
        if feature["properties"]["mrgid"] == JAPAN_MRGID
    )
    return np.asarray(shapely.get_coordinates(shapely.segmentize(shapely.boundary(shape), 0.001)))


def km_to_line(xy: Floats, line: Floats) -> Floats:
    """Distance of each position to the nearest of many points, shape (n,)."""
    found = []
    for lon, lat in xy:
        squeeze = np.cos(np.radians(lat))
        near = np.argmin(((line[:, 0] - lon) * squeeze) ** 2 + (line[:, 1] - lat) ** 2)
        _, _, metres = GEOD.inv(lon, lat, *line[near])
        found.append(metres / 1000)
    return np.array(found)


def test_japans_200_mile_arcs_agree_with_marine_regions(zones: Zones, their_line: Floats) -> None:
    """Okinotorishima's among them, which both measure from the edge of the reef."""
    xy, _ = along(zones, ["200nm"], [("JPN eez", HIGH_SEAS)])
    off_km = km_to_line(xy[::7], their_line)
    assert len(off_km) > 1000
    assert np.median(off_km) <= 0.3
    assert np.percentile(off_km, 95) <= 2.5
    assert off_km.max() <= 4.0


def test_the_table_by_stretch_is_what_the_zones_give(zones: Zones, reference: Path) -> None:
    """And every departure above 3 km has its reason beside it."""
    tool = run_path(str(ROOT / "tools" / "stretches.py"))
    found = tool["table"](zones, tool["their_lines"](reference))
    assert found in (EEZ / "README.md").read_text(encoding="utf-8")
    for line in found.splitlines()[2:]:
        _, _, points, _, _, largest, why, _ = (
            cell.strip() for cell in line.replace("\\|", "/").split("|")
        )
        assert int(points.replace(",", "")) > 50, line
        assert float(largest) <= 3 or why or "all" in line, line


def test_the_okhotsk_side_agrees_with_marine_regions(zones: Zones, their_line: Floats) -> None:
    """East of 143°E: nearer to Soya they leave out Kamen Opasnosti, a rock of Russia's.

    The reference copy is itself within about 0.1 km of the original.
    """
    xy, _ = along(zones, ["median"], [("JPN eez", "RUS eez")])
    okhotsk = xy[(xy[:, 0] > 143.0) & (xy[:, 1] > 44.0)]
    assert len(okhotsk) > 50
    assert km_to_line(okhotsk, their_line).max() <= 1.2 + 0.1


# --- against an official verdict ------------------------------------------------------------------


def chance_inside(zones: Zones, report: object, view: str | None) -> float:
    finding = check.check(parse(report), zones, check.Options(view=view))
    assert finding.chance is not None
    return finding.chance.value


PUKGUKSONG = {
    "date": "2019-10-02",
    "launch": {"lon": 127.58, "lat": 39.26, "platform": "submarine"},
    "range": "about 450 km",
    "direction": {"deg": 90},
}


def test_the_claim_decides_2019_10_02(zones: Zones) -> None:
    """Japan said inside; only its own claim agrees."""
    assert chance_inside(zones, PUKGUKSONG, "japan") > 0.8
    assert chance_inside(zones, PUKGUKSONG, UNDISPUTED) < 0.05
    (example,) = load_reports(Path(__file__).parent.parent / "examples" / "2019-10-02.yaml")
    for view, low, high in (("japan", 0.8, 1.0), (UNDISPUTED, 0.0, 0.05)):
        chance = check.check(example, zones, check.Options(view=view)).chance
        assert chance is not None
        assert low <= chance.value <= high
