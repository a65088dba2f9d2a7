import math
from collections.abc import Callable
from functools import cache

import antimeridian
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo import dateline, geodesy
from geo.errors import ReportError
from geo.geodesy import Floats, LaunchPlane

ONE_KILOMETRE = 1.0
FIFTY_KM = 50.0
TWENTY_ONE_METRES_KM = 0.021
A_MILLIMETRE_BAND_DEG2 = 1e-5  # 1e-8° beside a boundary of 1,000°
POINTS = 20_000
A_FEW_POINTS = 3_000

LAUNCHES = {
    "Korea": (126.0, 39.0),
    "equator": (179.0, 0.0),
    "Fiji": (178.0, -18.0),
    "near the north pole": (30.0, 89.9),
    "near the south pole": (30.0, -89.9),
    "beyond the arctic": (-170.0, 85.0),
    "origin": (0.0, 0.0),
    "on the antimeridian": (180.0, 45.0),
    "beside the antimeridian": (-179.99, -60.0),
    "north pole": (10.0, 90.0),
    "south pole": (10.0, -90.0),
}
RANGES_KM = [500, 4_500, 10_400, 13_000, 15_000, 19_000, 19_900]

launches = st.tuples(st.floats(-180, 179.999), st.floats(-90, 90))
ranges = st.floats(50, geodesy.MAX_RANGE_KM)


@pytest.fixture(scope="module", params=list(LAUNCHES.values()), ids=list(LAUNCHES))
def launch(request: pytest.FixtureRequest) -> tuple[float, float]:
    position: tuple[float, float] = request.param
    return position


@cache
def over_the_globe(seed: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    return rng.uniform(-180, 180, POINTS), np.degrees(np.arcsin(rng.uniform(-1, 1, POINTS)))


def beside_ring(launch: tuple[float, float], range_km: float) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(7)
    off_km = rng.uniform(ONE_KILOMETRE, FIFTY_KM, POINTS) * rng.choice([-1, 1], POINTS)
    return geodesy.direct(*launch, rng.uniform(0, 360, POINTS), range_km + off_km)


def assert_fit_for_output(region: BaseGeometry) -> None:
    assert region.is_valid
    assert not region.is_empty
    west, south, east, north = region.bounds
    assert west >= -180
    assert south >= -90
    assert east <= 180
    assert north <= 90
    assert all(part.exterior.is_ccw for part in shapely.get_parts(region))


def assert_separates(
    region: BaseGeometry, launch: tuple[float, float], inner_km: float, outer_km: float
) -> None:
    """No point is misplaced, but for those within a kilometre of the rings."""
    shapely.prepare(region)
    rings = [range_km for range_km in (inner_km, outer_km) if range_km > 0]
    for lon, lat in [over_the_globe(3), *(beside_ring(launch, ring_km) for ring_km in rings)]:
        _, range_km = geodesy.inverse(*launch, lon, lat)
        clear = np.min([np.abs(range_km - ring_km) for ring_km in rings], axis=0) >= 0.999
        inside = (inner_km < range_km) & (range_km < outer_km)
        wrong = (shapely.contains_xy(region, lon, lat) != inside) & clear
        assert clear.sum() > 0.9 * POINTS
        assert wrong.sum() == 0


@pytest.mark.parametrize("range_km", RANGES_KM)
def test_discs_misplace_nothing(launch: tuple[float, float], range_km: float) -> None:
    region = dateline.disc(*launch, range_km)
    assert_fit_for_output(region)
    assert_separates(region, launch, 0, range_km)


@pytest.mark.parametrize(
    ("inner_km", "outer_km"),
    [(500, 10_400), (4_500, 13_000), (13_000, 19_000), (15_000, 19_900)],
)
def test_annuli_misplace_nothing(
    launch: tuple[float, float], inner_km: float, outer_km: float
) -> None:
    region = dateline.annulus(*launch, inner_km, outer_km)
    assert_fit_for_output(region)
    assert_separates(region, launch, inner_km, outer_km)


@pytest.mark.parametrize("range_km", RANGES_KM)
def test_edges_follow_the_ring_all_along(launch: tuple[float, float], range_km: float) -> None:
    region = dateline.disc(*launch, range_km)
    assert shapely.get_num_coordinates(region) < 3_000
    for ring in shapely.get_rings(shapely.get_parts(region)):
        start, end = shapely.get_coordinates(ring)[:-1], shapely.get_coordinates(ring)[1:]
        on_cut = (np.abs(start + end) == (360, 180)).any(axis=1)  # along ±180 or over a pole
        for share in (0.0, 0.25, 0.5, 0.75):
            lon, lat = (start + share * (end - start))[~on_cut].T
            _, found_km = geodesy.inverse(*launch, lon, lat)
            assert np.abs(found_km - range_km).max(initial=0) < TWENTY_ONE_METRES_KM


def test_discs_agree_with_the_library_antimeridian(launch: tuple[float, float]) -> None:
    lon, lat = geodesy.ring(*launch, 13_000)
    shell = np.column_stack([lon, lat])[::-1]
    expected = antimeridian.fix_polygon(
        shapely.Polygon(shell), fix_winding=False, great_circle=False
    )
    found = dateline.polygon(shell)
    # The library rounds latitudes of crossings to 1e-7°.
    assert found.symmetric_difference(expected).area < 10 * A_MILLIMETRE_BAND_DEG2


@pytest.mark.parametrize("pole", [90.0, -90.0])
@pytest.mark.parametrize("past_km", [0, 1e-9, -1e-6, 1e-3, -0.1, 3])
@pytest.mark.parametrize("place", ["Korea", "Fiji", "origin", "on the antimeridian"])
def test_rings_may_graze_a_pole(place: str, pole: float, past_km: float) -> None:
    launch = LAUNCHES[place]
    range_km = float(geodesy.inverse(*launch, 0.0, pole)[1]) + past_km
    region = dateline.disc(*launch, range_km)
    assert_fit_for_output(region)
    assert_separates(region, launch, 0, range_km)


def sector(inner_km: float, outer_km: float, from_deg: float, to_deg: float) -> BaseGeometry:
    bearings_deg = np.linspace(from_deg, to_deg, max(3, int(to_deg - from_deg)))
    outer = np.column_stack(LaunchPlane(0, 0).polar(bearings_deg, outer_km))
    inner = np.column_stack(LaunchPlane(0, 0).polar(bearings_deg, inner_km))
    return shapely.Polygon([*outer, *inner[::-1]] if inner_km else [*outer, (0, 0)])


def star(seed: int) -> BaseGeometry:
    """A ragged region round the launch, like a contour of a density."""
    rng = np.random.default_rng(seed)
    bearings_deg = np.sort(rng.uniform(0, 360, rng.integers(20, 200)))
    ranges_km = rng.uniform(0.3, 1, bearings_deg.size) * rng.uniform(1_000, 19_500)
    shell = np.column_stack(LaunchPlane(0, 0).polar(bearings_deg, ranges_km))
    return shapely.Polygon(shell, [0.5 * shell])


def assert_separates_as_in_plane(plane: LaunchPlane, drawn: BaseGeometry) -> None:
    region = dateline.from_plane(plane, drawn)
    assert_fit_for_output(region)
    lon, lat = (values[:A_FEW_POINTS] for values in over_the_globe(11))
    x_km, y_km = plane.forward(lon, lat)
    clear = ~shapely.dwithin(drawn.boundary, shapely.points(x_km, y_km), ONE_KILOMETRE)
    inside = shapely.contains_xy(drawn, x_km, y_km)
    wrong = (shapely.contains_xy(region, lon, lat) != inside) & clear
    assert wrong.sum() == 0


@pytest.mark.parametrize("bearings_deg", [(0, 90), (-90, 0), (0, 180), (170, 190), (5, 359)])
@pytest.mark.parametrize("ranges_km", [(0, 8_000), (500, 15_000), (2_000, 19_500)])
def test_sectors_along_meridians_and_over_poles(
    launch: tuple[float, float], ranges_km: tuple[float, float], bearings_deg: tuple[float, float]
) -> None:
    assert_separates_as_in_plane(LaunchPlane(*launch), sector(*ranges_km, *bearings_deg))


@pytest.mark.parametrize("seed", range(3))
def test_ragged_regions_with_holes(launch: tuple[float, float], seed: int) -> None:
    assert_separates_as_in_plane(LaunchPlane(*launch), star(seed))


def test_winding_in_the_plane_does_not_matter() -> None:
    plane, circle = LaunchPlane(179, 80), shapely.Point(0, 0).buffer(3_000)
    found = dateline.from_plane(plane, circle)
    assert found.equals(dateline.from_plane(plane, circle.reverse()))
    assert dateline.from_plane(plane, shapely.MultiPolygon([circle])).equals(found)


def test_geometry_out_of_the_plane_may_be_made_valid_afterwards() -> None:
    plane, circle = LaunchPlane(179, 70), shapely.Point(0, 0).buffer(5_000, quad_segs=500)
    found = dateline.polygon(plane.unproject(circle))
    assert_fit_for_output(found)
    assert found.symmetric_difference(dateline.from_plane(plane, circle)).area < 0.1


def test_nothing_in_the_plane_is_nothing_on_the_globe() -> None:
    assert dateline.from_plane(LaunchPlane(0, 0), shapely.Polygon()).is_empty


BOX = [(170.0, -10.0), (-170.0, -10.0), (-170.0, 10.0), (170.0, 10.0)]
PARTS = [shapely.box(170, -10, 180, 10), shapely.box(-180, -10, -170, 10)]
BOW_TIE = [[(0, 0), (1, 1), (0, 2)], [(2, 0), (2, 2), (1, 1)]]
CAP = [(-120.0, 60.0), (0.0, 60.0), (120.0, 60.0)]


@pytest.mark.parametrize(
    "ring",
    [
        BOX,
        [*BOX, BOX[0]],
        [(lon % 360, lat) for lon, lat in BOX],
        [(lon % 360 - 360, lat) for lon, lat in BOX],
        shapely.Polygon(BOX),
        shapely.MultiPolygon([shapely.Polygon(BOX)]),
    ],
)
def test_one_region_however_it_is_written(ring: BaseGeometry) -> None:
    assert dateline.polygon(ring).equals(shapely.union_all(PARTS))


def test_rings_that_hold_poles() -> None:
    north, south = shapely.box(-180, 60, 180, 90), shapely.box(-180, -90, 180, 60)
    assert dateline.polygon(CAP).equals(north)
    assert dateline.polygon(CAP[::-1]).equals(south)


def test_a_clockwise_ring_holds_the_rest_of_the_world() -> None:
    rest = shapely.box(-180, -90, 180, 90).difference(shapely.union_all(PARTS))
    assert dateline.polygon(BOX[::-1]).equals(rest)


def test_holes_may_hold_poles_and_cross_the_dateline() -> None:
    wide_cap = [(lon, 20.0) for lon in (-120.0, 0.0, 120.0)]
    lake = [(175.0, 30.0), (175.0, 40.0), (-175.0, 40.0), (-175.0, 30.0)]
    found = dateline.polygon(shapely.Polygon(wide_cap, [CAP[::-1], lake]))
    assert_fit_for_output(found)
    assert found.area == pytest.approx(360 * 40 - 10 * 10)


def test_an_edge_along_the_dateline_leaves_no_slivers() -> None:
    noise_deg = 1e-13
    ring = [(180 - noise_deg, 0.0), (-170, 0), (-170, 20), (-180 + noise_deg, 20), (180, 10)]
    assert dateline.polygon(ring).equals(shapely.box(-180, 0, -170, 20))


def test_rings_that_cross_themselves_are_mended() -> None:
    found = dateline.polygon([(0.0, 0.0), (2.0, 2.0), (2.0, 0.0), (0.0, 2.0)])
    assert found.equals(shapely.union_all([shapely.Polygon(half) for half in BOW_TIE]))


@pytest.mark.parametrize("ring", [[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)], [(5.0, 5.0)] * 3])
def test_rings_without_area_hold_nothing(ring: list[tuple[float, float]]) -> None:
    assert dateline.polygon(ring).is_empty


@settings(deadline=None)
@given(launches, ranges, st.floats(-360, 360))
def test_recentring_keeps_areas_and_points(
    launch: tuple[float, float], range_km: float, lon0: float
) -> None:
    region = dateline.disc(*launch, range_km, vertices=360)
    moved = dateline.recentre(region, lon0)
    assert moved.is_valid
    assert moved.area == pytest.approx(region.area, abs=A_MILLIMETRE_BAND_DEG2)
    west, _, east, _ = moved.bounds
    assert west >= lon0 - 180
    assert east <= lon0 + 180
    lon, lat = (values[:A_FEW_POINTS] for values in over_the_globe(17))
    moved_lon = (lon - lon0 + 180) % 360 + lon0 - 180
    where = shapely.contains_xy(region, lon, lat)
    assert (shapely.contains_xy(moved, moved_lon, lat) == where).all()
    back = dateline.recentre(moved, 0.0)
    assert back.symmetric_difference(region).area < A_MILLIMETRE_BAND_DEG2


@pytest.mark.parametrize(("lon", "lat"), [(126, 39), (180, 45), (178, -18)])
def test_recentring_draws_in_one_piece(lon: float, lat: float) -> None:
    moved = dateline.recentre(dateline.disc(lon, lat, 4_500), lon)
    assert moved.geom_type == "Polygon"
    assert moved.contains(shapely.Point(lon, lat))
    assert not moved.interiors


def test_recentring_moves_points_and_lines() -> None:
    assert dateline.recentre(shapely.Point(-170, 5), 180.0).equals(shapely.Point(190, 5))
    assert dateline.recentre(shapely.Point(180, 5), 0.0).equals(shapely.Point(-180, 5))
    pair = shapely.MultiPoint([(170, 0), (-170, 0)])
    assert dateline.recentre(pair, 180.0).equals(shapely.MultiPoint([(170, 0), (190, 0)]))
    split = dateline.line([170.0, -170.0], [0.0, 10.0])
    joined = dateline.recentre(split, 180.0)
    assert list(joined.coords) == [(170, 0), (180, 5), (190, 10)]
    assert dateline.recentre(joined, 0.0).equals(split)


def test_recentring_nothing_gives_nothing() -> None:
    assert dateline.recentre(shapely.Polygon(), 126.0).is_empty


def test_a_line_that_stays_on_one_side_is_kept_whole() -> None:
    assert list(dateline.line([120.0, 130.0], [30.0, 40.0]).coords) == [(120, 30), (130, 40)]


def test_a_line_along_the_dateline_is_drawn_once() -> None:
    assert list(dateline.line([180.0, -180.0], [0.0, 10.0]).coords) == [(-180, 0), (-180, 10)]


@given(launches, st.floats(0, 360), ranges)
def test_geodesics_are_split_and_stay_within_the_world(
    launch: tuple[float, float], bearing_deg: float, range_km: float
) -> None:
    lon, lat = geodesy.line(*launch, bearing_deg, range_km)
    found = dateline.line(lon, lat)
    assert found.bounds[0] >= -180
    assert found.bounds[2] <= 180
    assert found.length == pytest.approx(np.hypot(np.diff(lon), np.diff(lat)).sum())
    pieces = [shapely.get_coordinates(piece)[:, 0] for piece in shapely.get_parts(found)]
    assert all(np.abs(np.diff(piece)).max() <= 180 for piece in pieces)


@pytest.mark.parametrize(
    ("call_it", "message"),
    [
        (lambda: dateline.disc(126, 39, 0), "range 0: expected above 0 km"),
        (lambda: dateline.disc(126, 39, 19_950), "range 19950: expected 0 to 19,900 km"),
        (lambda: dateline.disc(39, 126, 100), "latitude 126: expected -90 to 90"),
        (lambda: dateline.annulus(0, 0, 500, 400), "expected the outer range above the inner one"),
        (lambda: dateline.annulus(0, 0, math.nan, 400), "range nan: expected"),
        (lambda: dateline.annulus(0, 0, 0, math.nan), "annulus from 0 to nan km: expected"),
        (lambda: dateline.polygon(BOX[:2]), "ring of 2 vertices: expected at least 3"),
        (lambda: dateline.polygon([(0, 0), (1, math.nan), (1, 1)]), "latitude nan: expected"),
        (lambda: dateline.polygon([*CAP, *CAP]), "ring that winds 2 times"),
        (lambda: dateline.line([0, 1], [0, 91]), "latitude 91: expected"),
        (lambda: dateline.recentre(shapely.Point(0, 0), math.inf), "longitude inf: expected"),
    ],
)
def test_what_cannot_be_is_refused(call_it: Callable[[], object], message: str) -> None:
    with pytest.raises(ReportError) as refusal:
        call_it()
    assert message in str(refusal.value)


def test_an_annulus_from_zero_is_the_disc() -> None:
    disc = dateline.disc(126, 39, 1_000)
    assert dateline.annulus(126, 39, 0, 1_000).equals(disc)
