"""How zones are derived, on small made-up worlds whose zones are known beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod

from geo.errors import DataError
from geo.geodesy import Floats

NEEDED = "needs the extra `build`: pip install 'splashline[build]'"
pytest.importorskip("scipy", reason=NEEDED)

from geo.zones.building import build, waters, write  # noqa: E402
from geo.zones.building.land import coast_points  # noqa: E402
from geo.zones.building.nearest import BasePoints  # noqa: E402
from geo.zones.building.waters import EEZ_KM, LAND, OPEN_SEA, TERRITORIAL_SEA_KM  # noqa: E402

GEOD = Geod(ellps="WGS84")
FIFTY_METRES_KM = 0.05
HUNDRED_METRES_KM = 0.1
ISLET_KM = 0.01


@dataclass(frozen=True)
class Islet:
    """Land so small that its shape does not matter, and whose it is."""

    lon: float
    lat: float
    claimants: str


def moved(lon: float, lat: float, bearing_deg: float, km: float) -> tuple[float, float]:
    end_lon, end_lat, _ = GEOD.fwd(lon, lat, bearing_deg, km * 1000)
    return float(end_lon), float(end_lat)


def round_islet(islet: Islet, radius_km: float = ISLET_KM) -> shapely.Geometry:
    ring = [moved(islet.lon, islet.lat, deg, radius_km) for deg in range(360, 0, -60)]
    return shapely.Polygon(ring)


def km_to(xy: Floats, place: tuple[float, float] | Islet) -> Floats:
    """Kilometres from each of some points, shape (n, 2), to a place."""
    lon, lat = (place.lon, place.lat) if isinstance(place, Islet) else place
    _, _, metres = GEOD.inv(xy[:, 0], xy[:, 1], np.full(len(xy), lon), np.full(len(xy), lat))
    return np.asarray(metres) / 1000


def derived(
    islets: Sequence[Islet],
    box: build.Box,
    land: Sequence[tuple[shapely.Geometry, str]] = (),
    closing: Sequence[waters.ClosingLine] = (),
    straits: Sequence[waters.Strait] = (),
) -> build.Built:
    """The zones of a world of islets and larger land."""
    shapes = np.array([*(round_islet(islet) for islet in islets), *(shape for shape, _ in land)])
    owners = [*(islet.claimants for islet in islets), *(owner for _, owner in land)]
    groups = tuple(sorted(set(owners)))
    lon, lat, row = coast_points(shapes, 0.4)
    group = np.array([groups.index(owner) for owner in owners], dtype=np.int16)[row]
    base = BasePoints(lon, lat, group, groups)
    for line in closing:
        base = build._with_closing_lines(base, [line])
    inputs = build.Inputs(base, shapes, list(closing), list(straits))
    return build.derive(inputs, box, lambda _what, _share: None)


def limit_points(built: build.Built, kind: str, step_deg: float = 0.008) -> Floats:
    """Points at most a kilometre apart along every limit of a type, shape (n, 2)."""
    lines = [limit.geometry for limit in built.limits if limit.type == kind]
    return np.asarray(shapely.get_coordinates(shapely.segmentize(np.array(lines), step_deg)))


def at(built: build.Built, lon: float, lat: float) -> tuple[str, str, bool] | str:
    """Kind, claimants and doubt of the water at a position, or ``land`` or ``high seas``."""
    (row,) = np.flatnonzero(shapely.contains_xy(built.faces.polygons, lon, lat))
    label = int(built.faces.labels[row])
    return {LAND: "land", OPEN_SEA: "high seas"}.get(label) or built.waters.describe(label)


def km2(built: build.Built, kind: str, claimants: str) -> float:
    rows = [
        label > OPEN_SEA and built.waters.describe(int(label))[:2] == (kind, claimants)
        for label in built.faces.labels
    ]
    return float(write._area_km2(built.faces.polygons[np.array(rows)]))


def circle_km2(lon: float, lat: float, km: float) -> float:
    ring = [moved(lon, lat, deg, km) for deg in np.linspace(0, -360, 721)[:-1]]
    return float(GEOD.geometry_area_perimeter(shapely.Polygon(ring))[0]) / 1e6


def assert_partition(built: build.Built, box: build.Box) -> None:
    """Faces cover the box once: valid, no overlap, no gap, nothing narrower than a line."""
    faces = built.faces.polygons
    assert shapely.is_valid(faces).all()
    assert shapely.coverage_is_valid(faces)
    area = shapely.area(shapely.box(*box))
    assert shapely.area(faces).sum() == pytest.approx(area, rel=1e-9)
    assert shapely.area(shapely.coverage_union_all(faces)) == pytest.approx(area, rel=1e-9)


# --- worlds with an answer ------------------------------------------------------------------------


@pytest.mark.parametrize("lat", [1.3, 37.2, 55.0])
def test_one_island_has_two_circles(lat: float) -> None:
    islet = Islet(130.35, lat, "JPN")
    width = 8.0 if lat > 50 else 5.0
    box = (
        np.floor(islet.lon - width),
        max(np.floor(lat - 4), 0.0),
        np.ceil(islet.lon + width),
        np.ceil(lat + 4),
    )
    built = derived([islet], box)
    assert_partition(built, box)
    assert {limit.type for limit in built.limits} == {"12nm", "200nm"}
    for kind, km in (("12nm", TERRITORIAL_SEA_KM), ("200nm", EEZ_KM)):
        away_km = km_to(limit_points(built, kind), islet)
        assert away_km.min() > km - FIFTY_METRES_KM
        assert away_km.max() < km + FIFTY_METRES_KM + ISLET_KM
    inner_km2 = circle_km2(islet.lon, lat, TERRITORIAL_SEA_KM + ISLET_KM)
    assert km2(built, "territorial_sea", "JPN") == pytest.approx(inner_km2, rel=2e-3)
    if lat > 4:  # farther south the circle leaves the box
        outer_km2 = circle_km2(islet.lon, lat, EEZ_KM + ISLET_KM) - inner_km2
        assert km2(built, "eez", "JPN") == pytest.approx(outer_km2, rel=1e-4)


def test_between_two_islands_runs_the_median() -> None:
    west, east = Islet(131.0, 37.0, "JPN"), Islet(132.4, 37.9, "KOR")
    box = (126.0, 33.0, 138.0, 42.0)
    built = derived([west, east], box)
    assert_partition(built, box)
    xy = limit_points(built, "median")
    to_west, to_east = (km_to(xy, islet) for islet in (west, east))
    assert np.abs(to_west - to_east).max() < HUNDRED_METRES_KM
    assert to_west.max() == pytest.approx(EEZ_KM, abs=0.1), "it runs as far as either claims"
    assert to_west.min() == pytest.approx(km_to(np.array([[131.0, 37.0]]), east)[0] / 2, abs=0.1)
    both_km2 = km2(built, "eez", "JPN") + km2(built, "eez", "KOR")
    lens_km2 = 2 * circle_km2(131.0, 37.0, EEZ_KM) - both_km2
    assert 0 < lens_km2 < circle_km2(131.0, 37.0, EEZ_KM)
    assert at(built, *moved(131.0, 37.0, 230, 100)) == ("eez", "JPN", False)
    assert at(built, *moved(132.4, 37.9, 50, 100)) == ("eez", "KOR", False)
    assert at(built, 126.5, 41.8) == "high seas"


def test_three_islands_meet_in_one_point() -> None:
    islets = [Islet(130.0, 36.0, "JPN"), Islet(132.1, 36.3, "KOR"), Islet(130.9, 37.8, "RUS")]
    box = (125.0, 32.0, 138.0, 42.0)
    built = derived(islets, box)
    assert_partition(built, box)
    ends = shapely.get_coordinates(
        [shapely.boundary(limit.geometry) for limit in built.limits if limit.type == "median"]
    )
    places, count = np.unique(ends, axis=0, return_counts=True)
    (triple,) = places[count == 3]
    away_km = [km_to(triple[None, :], islet)[0] for islet in islets]
    assert np.ptp(away_km) < HUNDRED_METRES_KM
    assert len({limit.sides for limit in built.limits if limit.type == "median"}) == 3
    for limit in built.limits:
        if limit.type == "median":
            assert len(shapely.get_parts(limit.geometry)) == 1


def test_near_islands_leave_a_cusp_where_their_circles_cross() -> None:
    one, other = Islet(140.0, 30.0, "JPN"), Islet(*moved(140.0, 30.0, 80, 41.5), "JPN")
    box = (136.0, 26.0, 145.0, 34.0)
    built = derived([one, other], box)
    assert_partition(built, box)
    xy = limit_points(built, "12nm", 0.001)
    near = [km_to(xy, islet) for islet in (one, other)]
    assert np.abs(np.minimum(*near) - TERRITORIAL_SEA_KM).max() < FIFTY_METRES_KM + ISLET_KM
    cusps = xy[np.abs(near[0] - near[1]) < 0.2]
    assert len(cusps) > 0
    north, south = cusps[cusps[:, 1] > 30.03], cusps[cusps[:, 1] < 30.03]
    for side in (north, south):
        assert len(side), "one of the two cusps is missing"
        apart_km = max(
            np.abs(km[np.abs(near[0] - near[1]) < 0.2] - TERRITORIAL_SEA_KM).min() for km in near
        )
        assert apart_km < FIFTY_METRES_KM + ISLET_KM
    sides = {limit.sides for limit in built.limits if limit.type == "12nm"}
    assert len(sides) == 1
    rings = shapely.polygonize([limit.geometry for limit in built.limits if limit.type == "12nm"])
    assert len(shapely.get_parts(rings)) == 1, "the two circles are one sea"


def test_across_a_narrow_strait_two_territorial_seas_meet() -> None:
    west, east = Islet(130.0, 34.0, "JPN"), Islet(*moved(130.0, 34.0, 90, 20), "KOR")
    box = (126.0, 30.0, 135.0, 38.0)
    built = derived([west, east], box)
    assert_partition(built, box)
    middle = moved(130.0, 34.0, 90, 10)
    assert at(built, middle[0] - 0.001, middle[1]) == ("territorial_sea", "JPN", False)
    assert at(built, middle[0] + 0.001, middle[1]) == ("territorial_sea", "KOR", False)
    kinds = [
        tuple(sorted(built.waters.describe(side)[0] for side in limit.sides))
        for limit in built.limits
        if limit.type == "median"
    ]
    assert ("territorial_sea", "territorial_sea") in kinds
    xy = limit_points(built, "median")
    apart = [km_to(xy, islet) for islet in (west, east)]
    assert np.abs(apart[0] - apart[1]).max() < HUNDRED_METRES_KM


def test_a_contested_island_has_waters_of_its_own() -> None:
    rock = Islet(131.866, 37.242, "JPN|KOR")
    islets = [Islet(130.87, 37.5, "KOR"), rock, Islet(133.2, 36.3, "JPN")]
    box = (126.0, 32.0, 139.0, 42.0)
    built = derived(islets, box)
    assert_partition(built, box)
    assert at(built, rock.lon + 0.05, rock.lat) == ("territorial_sea", "JPN|KOR", False)
    assert at(built, rock.lon + 0.3, rock.lat) == ("eez", "JPN|KOR", False)
    assert at(built, 130.9, 37.6) == ("territorial_sea", "KOR", False)
    assert at(built, 134.0, 35.8) == ("eez", "JPN", False)


def test_a_marked_island_doubts_only_what_hangs_on_it() -> None:
    rock = Islet(136.08, 20.42, "JPN:rock")
    islets = [rock, Islet(*moved(136.08, 20.42, 0, 500), "JPN")]
    box = (131.0, 16.0, 142.0, 30.0)
    built = derived(islets, box)
    assert_partition(built, box)
    assert at(built, 136.08, 21.0) == ("eez", "JPN", True)
    assert at(built, 136.08, 23.9) == ("eez", "JPN", False), "within reach of the other island"
    assert at(built, 136.08, 20.5) == ("territorial_sea", "JPN", False)
    xy = limit_points(built, "entitlement")
    other = islets[1]
    km = km_to(xy, other)
    assert np.abs(km - EEZ_KM).max() < FIFTY_METRES_KM + ISLET_KM


def test_a_narrow_territorial_sea_stays_in_its_area() -> None:
    islet = Islet(130.0, 34.0, "JPN")
    area = shapely.Polygon([(130.0, 33.0), (131.0, 33.2), (131.0, 35.0), (130.0, 35.0)])
    strait = waters.Strait("strait", area, 3 * waters.NMI_KM, "JPN")
    box = (125.0, 30.0, 135.0, 38.0)
    built = derived([islet], box, straits=[strait])
    assert_partition(built, box)
    assert at(built, *moved(130.0, 34.0, 270, 20)) == ("territorial_sea", "JPN", False)
    assert at(built, *moved(130.0, 34.0, 90, 20)) == ("eez", "JPN", False)
    assert at(built, *moved(130.0, 34.0, 90, 5)) == ("territorial_sea", "JPN", False)
    km = km_to(limit_points(built, "3nm"), islet)
    assert np.abs(km - 3 * waters.NMI_KM).max() < FIFTY_METRES_KM + ISLET_KM
    lines = [limit.geometry for limit in built.limits if limit.type == "strait"]
    assert np.abs(shapely.get_coordinates(lines)[:, 0] - 130.0).max() < 1e-6


def test_behind_a_closing_line_are_internal_waters() -> None:
    bay = shapely.Polygon(
        [(130, 34), (130, 35), (131, 35), (131, 34), (130.7, 34), (130.7, 34.7), (130.3, 34.7),
         (130.3, 34)]
    )  # fmt: skip
    mouth = ((130.3, 34.0), (130.7, 34.0))
    line = waters.ClosingLine("mouth", "JPN", mouth, (True, True), (130.5, 34.3))
    box = (125.0, 30.0, 136.0, 39.0)
    built = derived([], box, land=[(bay, "JPN")], closing=[line])
    assert_partition(built, box)
    assert at(built, 130.5, 34.3) == ("internal_waters", "JPN", False)
    assert at(built, 130.5, 34.02) == ("internal_waters", "JPN", False)
    assert at(built, 130.5, 33.98) == ("territorial_sea", "JPN", False)
    assert at(built, 130.5, 33.75) == ("eez", "JPN", False), "12 miles off the line, not the shore"
    (baseline,) = [limit for limit in built.limits if limit.type == "baseline"]
    assert np.abs(shapely.get_coordinates(baseline.geometry)[:, 1] - 34.0).max() < 1e-6
    unpublished = waters.ClosingLine("mouth", "JPN", mouth, (True, False), (130.5, 34.3))
    closed = derived([], box, land=[(bay, "JPN")], closing=[unpublished])
    assert at(closed, 130.5, 34.3) == ("internal_waters", "JPN", False)
    assert at(closed, 130.5, 33.98) == ("territorial_sea", "JPN", False)
    assert at(closed, 130.5, 33.83) == ("eez", "JPN", False), "12 miles off the two headlands"


def test_a_closing_line_that_closes_nothing_is_refused() -> None:
    island = shapely.Polygon([(130, 34), (130, 35), (131, 35), (131, 34)])
    line = waters.ClosingLine(
        "mouth", "JPN", ((131.0, 34.2), (131.0, 34.8)), (True,) * 2, (131.3, 34.5)
    )
    with pytest.raises(DataError, match="mouth leave the water"):
        derived([], (125.0, 30.0, 136.0, 39.0), land=[(island, "JPN")], closing=[line])


# --- any world ------------------------------------------------------------------------------------

BOX = (128.0, 30.0, 136.0, 37.0)
STATES = ("CHN", "JPN", "JPN|KOR", "KOR", "RUS")
TENTHS = st.sampled_from([0.0, 0.037])  # on the lines of the search grid, and off them
ISLETS = st.lists(
    st.builds(
        Islet,
        st.builds(lambda tenth, off: tenth / 10 + off, st.integers(1270, 1370), TENTHS),
        st.builds(lambda tenth, off: tenth / 10 + off, st.integers(290, 380), TENTHS),
        st.sampled_from(STATES),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda islet: (islet.lon, islet.lat),
)


def brute_km(islets: Sequence[Islet], xy: Floats) -> dict[str, Floats]:
    """Distance to the nearest land of each claimant, by solving every geodesic."""
    found: dict[str, Floats] = {}
    for islet in islets:
        corners = shapely.get_coordinates(round_islet(islet))[:-1]
        km = np.min([km_to(xy, (lon, lat)) for lon, lat in corners], axis=0)
        found[islet.claimants] = np.minimum(found.get(islet.claimants, np.inf), km)
    return found


def brute_water(islets: Sequence[Islet], xy: Floats) -> NDArray[np.object_]:
    """Claimants and kind by the rule itself, as text."""
    km = brute_km(islets, xy)
    names = np.array(list(km))
    table = np.array(list(km.values()))
    nearest = table.min(axis=0)
    kind = np.select(
        [nearest > EEZ_KM, nearest > TERRITORIAL_SEA_KM], ["", " eez"], " territorial_sea"
    )
    return np.where(kind == "", "high seas", np.char.add(names[table.argmin(axis=0)], kind))


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(islets=ISLETS, seed=st.integers(0, 1000))
def test_any_world_keeps_the_definition(islets: list[Islet], seed: int) -> None:
    built = derived(islets, BOX)
    assert_partition(built, BOX)
    for limit in built.limits:
        xy = shapely.get_coordinates(shapely.segmentize(limit.geometry, 0.05))
        km = brute_km(islets, xy)
        sides = [built.waters.describe(side) for side in limit.sides if side != OPEN_SEA]
        nearest_km = np.min(list(km.values()), axis=0)
        if limit.type == "median":
            apart_km = km[sides[0][1]] - km[sides[1][1]]
            assert np.abs(apart_km).max() < HUNDRED_METRES_KM
            assert np.abs(km[sides[0][1]] - nearest_km).max() < HUNDRED_METRES_KM
        else:
            breadth_km = EEZ_KM if limit.type == "200nm" else TERRITORIAL_SEA_KM
            assert limit.type in {"200nm", "12nm"}
            assert np.abs(km[sides[0][1]] - breadth_km).max() < FIFTY_METRES_KM
            assert np.abs(nearest_km - breadth_km).max() < FIFTY_METRES_KM
    random = np.random.default_rng(seed)
    xy = random.uniform(BOX[:2], BOX[2:], (4000, 2))
    points = shapely.points(xy)
    row, point = shapely.STRtree(points).query(built.faces.polygons, predicate="contains")
    labels = built.faces.labels[row]
    wet = labels != LAND
    row, point, labels = row[wet], point[wet], labels[wet]
    assert len(point) > 3990
    given_water = np.array(
        [
            "high seas" if label == OPEN_SEA else "{1} {0}".format(*built.waters.describe(label))
            for label in labels.tolist()
        ]
    )
    wrong = given_water != brute_water(islets, xy[point])
    edges = shapely.boundary(built.faces.polygons[row[wrong]])
    off_km = shapely.distance(points[point[wrong]], edges) * 111.7
    assert off_km.max(initial=0) < HUNDRED_METRES_KM


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyogrio = pytest.importorskip("pyogrio", reason=NEEDED)
    path = tmp_path / "zones.gpkg"
    path.write_text("what stood there before")

    def full(*_: object, **__: object) -> None:
        (tmp_path / "zones.gpkg.part.gpkg").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pyogrio, "write_dataframe", full)
    with pytest.raises(OSError, match="No space"):
        write.layers(path, {"zones": None})
    assert path.read_text() == "what stood there before"
    assert [found.name for found in tmp_path.iterdir()] == ["zones.gpkg"]


def test_the_same_world_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("pyogrio", reason=NEEDED)
    islets = [Islet(130.0, 36.0, "JPN"), Islet(132.1, 36.3, "KOR"), Islet(131.2, 33.8, "JPN|KOR")]
    hashes = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        built = derived(islets, BOX)
        zones, limits = write.zones_frame(built, "CHN|KOR"), write.limits_frame(built.limits, built)
        hashes.append(
            (
                write.layers(folder / "zones.gpkg", {"zones": zones, "limits": limits}),
                write.layers(folder / "points.gpkg", {"points": write.base_points_frame(built)}),
                write.layers(folder / "land.gpkg", {"land": write.land_frame(built)}),
            )
        )
        assert sorted(path.name for path in folder.iterdir()) == [
            "land.gpkg",
            "points.gpkg",
            "zones.gpkg",
        ]
    assert hashes[0] == hashes[1]
