import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from scipy import stats

from geo.geodesy import Floats
from geo.splash import sobol
from geo.splash.launcharea import Area, Coast, Point

GEOD = Geod(ellps="WGS84")
HALF_A_PERCENT = 0.005
A_STRIP_DEG = 1 / 720  # of an area's height, how finely its border is resolved
KOREA_BAY = shapely.Polygon([(124, 38), (127, 38), (126, 40), (125.5, 39), (124, 41)])
SPLIT = shapely.MultiPolygon([shapely.box(124, 38, 125, 39), shapely.box(126, 40, 127, 42)])


def cube(log2: int = 12) -> Floats:
    return sobol.points(2, log2)


def from_centre(point: Point) -> tuple[Floats, Floats]:
    """How far east and north of it the launches of a point lie, by exact geodesics, in km."""
    lon, lat = (x.ravel() for x in point.positions(*cube()))
    azimuth, _, metres = GEOD.inv(
        np.full(len(lon), point.lon), np.full(len(lon), point.lat), lon, lat
    )
    return metres / 1000 * np.sin(np.radians(azimuth)), metres / 1000 * np.cos(np.radians(azimuth))


@pytest.mark.parametrize("lat", [-89.99, -60.0, 0.0, 39.0, 85.0, 89.999])
@pytest.mark.parametrize("lon", [-180.0, 0.0, 125.75, 179.99])
@pytest.mark.parametrize("spread_km", [0.5, 20.0, 300.0])
def test_a_point_is_a_normal_on_each_axis(lon: float, lat: float, spread_km: float) -> None:
    for axis in from_centre(Point(lon, lat, spread_km)):
        assert axis.std() == pytest.approx(spread_km, rel=2 * HALF_A_PERCENT)
        assert axis.mean() == pytest.approx(0, abs=HALF_A_PERCENT * spread_km)
        assert stats.kstest(axis / spread_km, "norm").statistic < HALF_A_PERCENT


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90), spread_km=st.floats(0.001, 1000))
@settings(deadline=None)
def test_launches_lie_on_the_earth(lon: float, lat: float, spread_km: float) -> None:
    lons, lats = Point(lon, lat, spread_km).positions(*cube(6))
    assert (np.abs(lons) <= 180).all()
    assert (np.abs(lats) <= 90).all()


@pytest.mark.parametrize("geometry", [KOREA_BAY, SPLIT])
def test_an_area_takes_every_square_kilometre_alike(geometry: shapely.Geometry) -> None:
    lon, lat = Area(geometry).positions(*cube())
    west, south, east, north = geometry.bounds
    whole = abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(geometry))[0])
    for part in [
        shapely.box(west, south, (west + east) / 2, north),
        shapely.box(west, south, east, (south + north) / 2),
        shapely.box(west, (south + north) / 2, (west + east) / 2, north),
    ]:
        cut = shapely.orient_polygons(geometry.intersection(part))
        share = abs(GEOD.geometry_area_perimeter(cut)[0]) / whole
        found = shapely.contains_xy(part, lon, lat).mean()
        assert found == pytest.approx(share, abs=HALF_A_PERCENT)


@pytest.mark.parametrize("geometry", [KOREA_BAY, SPLIT])
def test_an_area_holds_its_launches(geometry: shapely.Geometry) -> None:
    area = Area(geometry)
    south, north = geometry.bounds[1], geometry.bounds[3]
    held = geometry.buffer(A_STRIP_DEG * (north - south))
    assert shapely.contains_xy(held, *area.positions(*cube())).all()
    assert geometry.contains(shapely.Point(area.centre))


def test_spread_of_an_area_is_half_the_side_of_its_square() -> None:
    area = Area(shapely.box(125, 38.5, 126, 39.5))
    metres2 = abs(GEOD.geometry_area_perimeter(area.geometry)[0])
    assert area.spread_km == pytest.approx(metres2**0.5 / 2000, rel=0.01)


LEGS = [shapely.LineString(xy) for xy in ([(126, 39), (127, 39)], [(127, 39), (127, 41)])]
APART = shapely.LineString([(128, 41), (128, 42)])


def bent() -> Coast:
    """A leg eastward, a leg northward, a gap, and a leg apart from them."""
    return Coast(shapely.MultiLineString([shapely.line_merge(shapely.union_all(LEGS)), APART]), 10)


def test_a_coast_takes_every_kilometre_alike() -> None:
    lon, lat = bent().positions(*cube())
    first, second, apart = (GEOD.geometry_length(leg) for leg in (*LEGS, APART))
    whole = first + second + apart
    assert (lon > 127.5).mean() == pytest.approx(apart / whole, abs=HALF_A_PERCENT)
    west_half = ((lon < 126.5) & (lat < 39.5)).mean()
    assert west_half == pytest.approx(first / 2 / whole, abs=HALF_A_PERCENT)


def test_a_coast_is_normal_across() -> None:
    line = shapely.LineString([(126, 38), (127.5, 40)])
    lon, lat = (x.ravel() for x in Coast(line, 15).positions(*cube()))
    azimuth, _, _ = GEOD.inv(126, 38, 127.5, 40)
    to_point, _, metres = GEOD.inv(np.full(len(lon), 126.0), np.full(len(lon), 38.0), lon, lat)
    across_km = metres / 1000 * np.sin(np.radians(to_point - azimuth))
    assert across_km.std() == pytest.approx(15, rel=2 * HALF_A_PERCENT)
    assert across_km.mean() == pytest.approx(0, abs=0.1 * 15)


def test_centre_of_a_coast_is_half_way_along_its_longest_line() -> None:
    lon, lat = bent().centre
    assert lon == 127
    assert 39 < lat < 41
