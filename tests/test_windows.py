"""Bearing windows against brute force: sweeps, bisection, and polygons that just touch a ring."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Geod

from geo import zones
from geo.assess import windows
from geo.assess.edges import Edges
from geo.assess.windows import Ring, Window, ring_share, width_deg
from geo.geodesy import Floats

Waters = NDArray[np.object_]

GEOD = Geod(ellps="WGS84")
SWEEP_DEG = 0.01
OFF_ROUND_DEG = 0.00317  # so that no swept bearing falls on an edge by design
NEAR_THE_MIDDLE = 0.4931
A_MICRODEGREE = 1e-6
A_TEN_THOUSANDTH_DEG = 1e-4  # where a ring barely touches, a tenth of a millimetre is metres along
CASES = 150
FARTHEST_KM = 19_900.0
STATES = ["JPN", "KOR", "RUS", "CHN", "PHL", "MHL"]


def land_at(ring: Ring, bearing_deg: Floats) -> tuple[Floats, Floats]:
    """Where the ring is met on some bearings."""
    n = len(bearing_deg)
    lon, lat, _ = GEOD.fwd(
        np.full(n, ring.lon), np.full(n, ring.lat), bearing_deg, np.full(n, 1000 * ring.range_km)
    )
    return lon, lat


def swept(ring: Ring, waters: Waters, bearing_deg: Floats) -> NDArray[np.bool_]:
    """Whether the ring lies in waters on each bearing."""
    lon, lat = land_at(ring, bearing_deg)
    inside: NDArray[np.bool_] = shapely.contains_xy(waters[:, None], lon, lat).any(axis=0)
    return inside


def within(found: tuple[Window, ...], bearing_deg: Floats) -> NDArray[np.bool_]:
    """Whether bearings lie in windows."""
    held = np.zeros(len(bearing_deg), dtype=bool)
    for window in found:
        held |= (bearing_deg - window[0]) % 360 < width_deg(window)
    return held


def ends(found: tuple[Window, ...]) -> Floats:
    return np.array([] if found == ((0.0, 360.0),) else found).ravel()


def to_nearest(bearing_deg: Floats, targets: Floats) -> Floats:
    """Angle from each bearing to the nearest of some others; 360 where there are none."""
    apart = np.abs((bearing_deg[:, None] - targets + 180) % 360 - 180)
    return np.asarray(np.min(apart, axis=1, initial=360))


def check_windows(ring: Ring, waters: Waters, found: tuple[Window, ...]) -> None:
    """Every swept bearing is classified right, and every edge is where the truth changes."""
    bearing_deg = np.arange(OFF_ROUND_DEG, 360, SWEEP_DEG)
    wrong = bearing_deg[swept(ring, waters, bearing_deg) != within(found, bearing_deg)]
    assert (to_nearest(wrong, ends(found)) < A_MICRODEGREE).all()
    if len(ends(found)):
        start, end = np.array(found).T
        middle = start + (end - start) % 360 * NEAR_THE_MIDDLE
        gap = end + (np.roll(start, -1) - end) % 360 * NEAR_THE_MIDDLE
        assert swept(ring, waters, middle).all()
        assert not swept(ring, waters, gap).any()


def bisected(ring: Ring, waters: Waters, edge_deg: Floats, reach_deg: Floats) -> Floats:
    """Where the truth changes between edge - reach and edge + reach."""
    low, high = edge_deg - reach_deg, edge_deg + reach_deg
    inside = swept(ring, waters, low)
    for _ in range(50):
        middle = (low + high) / 2
        same = swept(ring, waters, middle) == inside
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return (low + high) / 2


def check_edges(ring: Ring, waters: Waters, found: tuple[Window, ...]) -> None:
    """Edges agree with bisection wherever they stand alone within it."""
    edge_deg = np.sort(ends(found))
    if not len(edge_deg):
        return
    gap = (np.append(edge_deg[1:], edge_deg[0] + 360) - edge_deg) / 2
    reach_deg = np.minimum(np.minimum(gap, np.roll(gap, 1)) * 0.9, SWEEP_DEG)
    truth = bisected(ring, waters, edge_deg, reach_deg)
    assert np.abs(truth - edge_deg).max() < A_MICRODEGREE


@cache
def real_waters(code: str) -> tuple[Waters, Edges]:
    loaded = zones.load()
    waters = loaded.geometry[loaded.rows(code)]
    shapely.prepare(waters)
    return waters, Edges.of(waters)


def real_rings() -> Iterator[tuple[str, Ring]]:
    """Rings through points near the edges of real waters, a third from launches in the waters."""
    rng = np.random.default_rng(12)
    for case in range(CASES):
        code = STATES[case % len(STATES)]
        waters, edges = real_waters(code)
        if case % 3 == 0:
            inner = rng.choice(waters).representative_point()
            lon, lat = float(inner.x), float(inner.y)
        elif case % 3 == 1:
            lon, lat = rng.uniform(-180, 180), np.degrees(np.arcsin(rng.uniform(-1, 1)))
        else:
            lon, lat = rng.uniform(110, 150), rng.uniform(20, 60)
        _, _, metres = GEOD.inv(lon, lat, *rng.choice(edges.start))
        yield code, Ring(lon, lat, min(metres / 1000 * rng.uniform(0.97, 1.03), FARTHEST_KM))


def test_windows_of_real_zones_agree_with_a_sweep_and_with_bisection() -> None:
    several = 0
    for code, ring in real_rings():
        waters, edges = real_waters(code)
        found = windows.find(ring, waters, edges)
        check_windows(ring, waters, found)
        check_edges(ring, waters, found)
        several += len(found) > 1
    assert several > CASES / 3


@pytest.mark.parametrize("range_km", [3.0, 1500.0, 8000.0, 19_000.0, 19_900.0])
@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        (0, 90),
        (30, -90),
        (10, 89.9),
        (179.999, 10),
        (-180, -17),
        (180, 65),
        (0, 0),
        (125.75, 39.03),
    ],
)
@pytest.mark.parametrize(
    "water",
    [
        shapely.box(-180, 60, 180, 90),
        shapely.box(170, -30, 180, 30).union(shapely.box(-180, -30, -175, 20)),
        shapely.box(-60, -45, -48, -33),
        shapely.Polygon([(100, -80), (160, -60), (170, 70), (120, 20), (90, 75)]),
        shapely.box(-180, -90, 180, 90),
    ],
    ids=["arctic", "date line", "antipode of Korea", "bent", "everything"],
)
def test_windows_of_great_polygons_agree_with_a_sweep(
    lon: float, lat: float, range_km: float, water: shapely.Geometry
) -> None:
    ring, waters = Ring(lon, lat, range_km), np.array([water])
    check_windows(ring, waters, windows.find(ring, waters))


def test_a_zone_that_holds_the_antipode_holds_the_far_rings_whole() -> None:
    around_antipode = np.array([shapely.box(-60, -45, -48, -33)])
    for range_km in (19_600.0, 19_900.0):
        assert windows.find(Ring(125.75, 39.03, range_km), around_antipode) == ((0.0, 360.0),)


def test_a_launch_inside_waters_sees_them_all_round_until_the_nearest_edge() -> None:
    waters = np.array([shapely.box(130, 36, 134, 40)])
    assert windows.find(Ring(132, 38, 150), waters) == ((0.0, 360.0),)
    assert len(windows.find(Ring(132, 38, 190), waters)) == 2
    assert windows.find(Ring(132, 38, 500), waters) == ()


def test_waters_that_touch_each_other_are_one() -> None:
    halves = np.array([shapely.box(130, 36, 132, 40), shapely.box(132, 36, 134, 40)])
    whole = np.array([shapely.box(130, 36, 134, 40)])
    ring = Ring(126, 38.5, 500)
    (found,), (expected,) = windows.find(ring, halves), windows.find(ring, whole)
    assert found == pytest.approx(expected, abs=A_MICRODEGREE)


def strip(ring: Ring, bearing_deg: float, off_m: float, depth_m: float) -> shapely.Polygon:
    """A strip whose first side, 8 km long, is square to a bearing and off from the ring."""
    lon, lat, back = GEOD.fwd(ring.lon, ring.lat, bearing_deg, 1000 * ring.range_km + off_m)
    left, right = (GEOD.fwd(lon, lat, back + turn, 4000)[:2] for turn in (90, -90))
    far = [GEOD.fwd(*corner, back + 180, depth_m)[:2] for corner in (right, left)]
    return shapely.Polygon([left, right, *far])


def nearest_m(ring: Ring, polygon: shapely.Polygon) -> float:
    """How far the first side lies beyond the ring where it comes nearest to the launch."""
    (x0, y0), (x1, y1) = polygon.exterior.coords[:2]
    low, high = 0.0, 1.0
    for _ in range(8):
        share = np.linspace(low, high, 101)
        here = np.full(len(share), ring.lon), np.full(len(share), ring.lat)
        _, _, metres = GEOD.inv(*here, x0 + share * (x1 - x0), y0 + share * (y1 - y0))
        best = int(np.argmin(metres))
        low, high = share[max(best - 1, 0)], share[min(best + 1, len(share) - 1)]
    return float(metres.min() - 1000 * ring.range_km)


@pytest.mark.parametrize("depth_m", [4000.0, -4000.0], ids=["water beyond", "water within"])
@pytest.mark.parametrize("off_m", [-300.0, -5.0, -0.5, -0.02, 0.02, 0.5, 5.0, 300.0])
@pytest.mark.parametrize(
    "ring",
    [
        Ring(125.75, 39.03, 60),
        Ring(125.75, 39.03, 1100),
        Ring(179.9, -40, 5000),
        Ring(10, 80, 9000),
    ],
    ids=lambda ring: f"{ring.range_km} km",
)
def test_slivers_of_a_tangent_side_are_found_and_none_is_made_up(
    ring: Ring, off_m: float, depth_m: float
) -> None:
    tested = 0
    for bearing_deg in np.arange(3.0, 360.0, 23.0):
        polygon = strip(ring, bearing_deg, 0.0, depth_m)
        polygon = strip(ring, bearing_deg, off_m - nearest_m(ring, polygon), depth_m)
        if np.ptp(polygon.bounds[::2]) > 180:  # the strip itself crosses the date line
            continue
        found = windows.find(ring, np.array([polygon]))
        if depth_m > 0:
            assert bool(found) == (nearest_m(ring, polygon) < 0)
        check_slivers(ring, polygon, found)
        tested += 1
    assert tested > 10


def check_slivers(ring: Ring, polygon: shapely.Polygon, found: tuple[Window, ...]) -> None:
    """A sweep of 4,001 bearings over the few kilometres of the polygon."""
    lon, lat = shapely.get_coordinates(polygon).T
    n = len(lon)
    azimuth, _, _ = GEOD.inv(np.full(n, ring.lon), np.full(n, ring.lat), lon, lat)
    middle = azimuth[0]
    off = (azimuth - middle + 180) % 360 - 180
    bearing_deg = middle + np.linspace(off.min() - 0.001, off.max() + 0.001, 4001)
    wrong = bearing_deg[swept(ring, np.array([polygon]), bearing_deg) != within(found, bearing_deg)]
    assert (to_nearest(wrong, ends(found)) < A_TEN_THOUSANDTH_DEG).all()


@given(
    lon=st.floats(-180, 179.9),
    lat=st.floats(-89, 89),
    range_km=st.floats(1, 19_900),
    west=st.floats(-180, 170),
    south=st.floats(-90, 80),
    width=st.floats(0.01, 10),
    height=st.floats(0.01, 10),
)
@example(lon=0, lat=0, range_km=111.0, west=0.9, south=-0.1, width=0.2, height=0.2)
@settings(max_examples=60, deadline=None)
def test_any_box_agrees_with_a_sweep(  # noqa: PLR0917 - one argument for each number drawn
    lon: float,
    lat: float,
    range_km: float,
    west: float,
    south: float,
    width: float,
    height: float,
) -> None:
    ring = Ring(lon, lat, range_km)
    waters = np.array([shapely.box(west, south, west + width, south + height)])
    found = windows.find(ring, waters)
    check_windows(ring, waters, found)
    assert 0 <= ring_share(found) <= 1


def test_share_of_a_ring() -> None:
    assert ring_share(((350.0, 10.0), (90.0, 106.0))) == pytest.approx(0.1)
    assert ring_share(((0.0, 360.0),)) == 1
    assert ring_share(()) == 0


def test_windows_wrap_past_north() -> None:
    (window,) = windows.find(Ring(130, 35, 300), np.array([shapely.box(129, 37, 131, 40)]))
    assert window[0] > 300
    assert window[1] < 60
    assert width_deg(window) < 60
