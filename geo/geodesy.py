"""WGS84 geodesics and the launch plane.

Everything is vectorised: arguments are numbers or arrays that broadcast together,
results have the broadcast shape (numbers give numpy numbers). Longitude stands
before latitude. Degrees and kilometres, always in the name; bearings run clockwise
from north. Longitudes come back in [-180, 180) unless a function says otherwise.

Whatever goes through PROJ is checked first, at about 2 % of its cost, and raises
`ReportError` for a position or range out of domain. The plain numpy helpers (the
sphere, earth-centred coordinates, chords) check nothing and pass NaN on.

Geodesics: Karney (2013), "Algorithms for geodesics", J. Geodesy 87, 43-55, as
implemented in PROJ. Launch plane: the azimuthal equidistant projection (Snyder 1987,
section 25), which PROJ computes with those geodesics.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.errors import ReportError

Floats = NDArray[np.float64]

EQUATOR_RADIUS_KM = 6378.137
FLATTENING = 1 / 298.257223563
ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
MEAN_RADIUS_KM = 6371.0088  # of the sphere with (2 a + b) / 3
HALF_CIRCUMFERENCE_KM = 20_003.931_459  # pole to pole (rounded up): nothing is farther apart
MAX_RANGE_KM = 19_900.0  # from 19,970 km on, the first geodesics are no longer the shortest
NMI_KM = 1.852
_NEARLY = 1 - 2**-53
FIRST_BEARING_DEG = 0.0837  # off-round, lest a vertex of a ring falls on a meridian or a pole


def check_position(lon: ArrayLike, lat: ArrayLike) -> None:
    """Refuse positions that are not on the Earth.

    Any finite longitude will do: 190 means -170.

    Raises:
        ReportError: naming the first bad value.

    >>> check_position(39.0, 126.0)
    Traceback (most recent call last):
    geo.errors.ReportError: latitude 126: expected -90 to 90; give longitude before latitude
    """
    lon, lat = np.asarray(lon), np.asarray(lat)
    _require(np.isfinite(lon), lon, "longitude", "a finite number; correct it")
    _require(abs(lat) <= 90, lat, "latitude", "-90 to 90; give longitude before latitude")


def check_range(range_km: ArrayLike, limit_km: float = HALF_CIRCUMFERENCE_KM) -> None:
    """Refuse ranges that are negative, not finite or beyond `limit_km`.

    Raises:
        ReportError: naming the first bad value.
    """
    km = np.asarray(range_km)
    _require((km >= 0) & (km <= limit_km), km, "range", f"0 to {limit_km:,.0f} km; check its unit")


def direct(
    lon: ArrayLike, lat: ArrayLike, bearing_deg: ArrayLike, range_km: ArrayLike
) -> tuple[Floats, Floats]:
    """Where geodesics from (lon, lat) end.

    Raises:
        ReportError: a position off the Earth, a range that is negative or beyond half
            the circumference, anything not finite.

    >>> lon, lat = direct(126.0, 39.0, 90.0, 1000.0)
    >>> print(f"{lon:.4f} {lat:.4f}")
    137.4828 38.4323
    """
    shape, (lons, lats, bearings, metres) = _columns(lon, lat, bearing_deg, range_km)
    check_position(lons, lats)
    check_range(metres)
    _require(np.isfinite(bearings), bearings, "bearing", "a finite number; correct it")
    metres *= 1000
    lons, lats, _ = _geod().fwd(
        lons, lats, bearings, metres, inplace=True, return_back_azimuth=False
    )
    return _west_of_180(lons).reshape(shape)[()], lats.reshape(shape)[()]


def inverse(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> tuple[Floats, Floats]:
    """Bearing in [0, 360) and length in km of the shortest geodesics from 1 to 2.

    Raises:
        ReportError: a position off the Earth.

    >>> bearing_deg, range_km = inverse(126.0, 39.0, 140.0, 36.0)
    >>> print(f"{bearing_deg:.2f} {range_km:.3f}")
    100.70 1280.466
    """
    shape, (lons1, lats1, lons2, lats2) = _columns(lon1, lat1, lon2, lat2)
    check_position(lons1, lats1)
    check_position(lons2, lats2)
    bearings, _, metres = _geod().inv(lons1, lats1, lons2, lats2, inplace=True)
    bearings %= 360
    bearings[bearings == 360] = 0  # what the remainder makes of -1e-15
    return bearings.reshape(shape)[()], metres.reshape(shape)[()] / 1000


def line(
    lon: float, lat: float, bearing_deg: float, range_km: float, step_km: float = 50.0
) -> tuple[Floats, Floats]:
    """Points along one geodesic, both ends included, at most `step_km` apart.

    Longitudes are unwrapped: they start in [-180, 180) and run on past ±180, so that
    neighbours never differ by more than 180.

    Raises:
        ReportError: as `direct`, or a step that is not above 0.
    """
    _require(np.asarray(step_km > 0), step_km, "step", "above 0 km; leave it out for 50 km")
    check_range(range_km)
    along_km = np.linspace(0, range_km, max(1, ceil(range_km / step_km)) + 1)
    lons, lats = direct(lon, lat, bearing_deg, along_km)
    return np.unwrap(lons, period=360), lats


def line_between(
    lon1: float, lat1: float, lon2: float, lat2: float, step_km: float = 50.0
) -> tuple[Floats, Floats]:
    """Points along the shortest geodesic from 1 to 2, as `line` gives them."""
    bearing_deg, range_km = inverse(lon1, lat1, lon2, lat2)
    return line(lon1, lat1, float(bearing_deg), float(range_km), step_km)


def ring(
    lon: float,
    lat: float,
    range_km: float,
    vertices: int = 1800,
    first_bearing_deg: float = FIRST_BEARING_DEG,
) -> tuple[Floats, Floats]:
    """Points at `range_km`, clockwise by bearing, the first not repeated at the end."""
    return direct(lon, lat, first_bearing_deg + 360 / vertices * np.arange(vertices), range_km)


def sphere_distance_km(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> Floats:
    """Distance by the haversine formula on the mean sphere: a fast prefilter.

    Against the ellipsoid it is up to 0.57 % too long (along equatorial meridians) and up
    to 0.45 % too short (near the poles), so `1.006 * limit_km` lets through all within a limit.
    """
    lam1, phi1, lam2, phi2 = (np.radians(angle) for angle in (lon1, lat1, lon2, lat2))
    haversine = (
        np.sin((phi2 - phi1) / 2) ** 2
        + np.cos(phi1) * np.cos(phi2) * np.sin((lam2 - lam1) / 2) ** 2
    )
    distance_km: Floats = 2 * MEAN_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(haversine, 1)))
    return distance_km


def auxiliary(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Unit vectors at the reduced latitudes of positions, shape (3, …), for `lambert_km`."""
    lam, phi = np.radians(lon), np.radians(lat)
    over = (1 - FLATTENING) * np.sin(phi)
    level = np.hypot(np.cos(phi), over)
    flat = np.cos(phi) / level
    return np.stack(np.broadcast_arrays(flat * np.cos(lam), flat * np.sin(lam), over / level))


def auxiliary_cosine(here: Floats, there: Floats) -> Floats:
    """Cosines of the angles between unit vectors of `auxiliary`; they broadcast.

    Distances are within 1 % of that angle times the radius of the equator, at a third of the cost
    of `lambert_km`.
    """
    (x1, y1, z1), (x2, y2, z2) = here, there
    return np.asarray(x1 * x2 + y1 * y2 + z1 * z2)


def auxiliary_band(low_km: ArrayLike, high_km: ArrayLike) -> tuple[Floats, Floats]:
    """Least and greatest cosines that distances from low to high can have."""
    far = np.minimum(np.asarray(high_km) / (EQUATOR_RADIUS_KM * 0.99), np.pi)
    near = np.maximum(np.asarray(low_km) / (EQUATOR_RADIUS_KM * 1.01), 0.0)
    least = np.where(far >= np.pi, -2.0, np.cos(far))  # rounding makes cosines below -1
    return least, np.where(near <= 0, 2.0, np.cos(near))


def lambert_km(here: Floats, there: Floats) -> Floats:
    """Distances to within `lambert_error_km`, at a fiftieth of the cost of `inverse`.

    Args:
        here: unit vectors of `auxiliary`, shape (3, …).
        there: the same; the two broadcast.

    Source: Lambert (1942), "The distance between two widely separated points on the surface of
    the Earth", J. Wash. Acad. Sci. 32, 125-130, in terms of unit vectors.

    >>> print(f"{lambert_km(auxiliary(126.0, 39.0), auxiliary(140.0, 36.0)):.2f}")
    1280.47
    """
    cosine = np.minimum(np.maximum(auxiliary_cosine(here, there), -_NEARLY), _NEARLY)
    angle, sine = np.arccos(cosine), np.sqrt(1 - cosine * cosine)
    along, across = here[2] + there[2], here[2] - there[2]
    bulge = (angle - sine) * (along * along) / (1 + cosine)
    bulge = bulge + (angle + sine) * (across * across) / (1 - cosine)
    return np.asarray(EQUATOR_RADIUS_KM * (angle - FLATTENING / 4 * bulge))


def lambert_error_km(range_km: ArrayLike) -> Floats:
    """A bound of the error of `lambert_km`, at least 1.4 times what two million pairs showed."""
    km = np.asarray(range_km, dtype=np.float64)
    beyond = np.searchsorted([9_900.0, 15_900.0, 18_900.0, 19_300.0], km, side="right")
    return np.where(beyond == 0, 2e-6 * km + 3e-4, np.array([0.0, 0.15, 0.75, 1.6, 50.0])[beyond])


def ecef_km(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Earth-centred x, y, z of points on the ellipsoid, shape (…, 3).

    >>> ecef_km([0.0, 90.0], 0.0).round(3).tolist()
    [[6378.137, 0.0, 0.0], [0.0, 6378.137, 0.0]]
    """
    lam, phi = np.radians(lon), np.radians(lat)
    _, normal_km = _radii_km(lat)
    x, y = np.cos(lam) * np.cos(phi), np.sin(lam) * np.cos(phi)
    z = (1 - ECCENTRICITY_SQUARED) * np.sin(phi)
    return np.stack(np.broadcast_arrays(normal_km * x, normal_km * y, normal_km * z), axis=-1)


def chord_to_geodesic_km(
    chord_km: ArrayLike, lat: ArrayLike, bearing_deg: ArrayLike | None = None
) -> Floats:
    """Geodesic length of a straight chord between two points of the ellipsoid.

    s = 2 R asin(c / 2 R), with R the ellipsoid's radius of curvature along the bearing
    (Euler), or without a bearing the Gaussian mean radius. Worst error anywhere:

    ======================================  =========  =========
    latitude and bearing                    to 400 km  to 800 km
    ======================================  =========  =========
    both at the middle of the line          < 1 mm     0.01 m
    both at either end                      0.05 m     0.7 m
    latitude of either end, no bearing      0.5 m      3.7 m
    ======================================  =========  =========
    """
    diameter_km = 2 * _radius_km(lat, bearing_deg)
    geodesic_km: Floats = diameter_km * np.arcsin(np.asarray(chord_km) / diameter_km)
    return geodesic_km


def geodesic_to_chord_km(
    range_km: ArrayLike, lat: ArrayLike, bearing_deg: ArrayLike | None = None
) -> Floats:
    """Inverse of `chord_to_geodesic_km`, with the same errors."""
    diameter_km = 2 * _radius_km(lat, bearing_deg)
    chord_km: Floats = diameter_km * np.sin(np.asarray(range_km) / diameter_km)
    return chord_km


@dataclass(frozen=True)
class LaunchPlane:
    """The azimuthal equidistant plane of one launch point: x east, y north, in km.

    A ring round the launch is a circle and a bearing is a ray, exact to 1e-6 m up to
    `MAX_RANGE_KM`. Construction costs nothing: the projection is made when first used.

    >>> x_km, y_km = LaunchPlane(126.0, 39.0).forward(140.0, 36.0)
    >>> print(f"{np.hypot(x_km, y_km):.3f}")
    1280.466
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        check_position(self.lon, self.lat)

    @property
    def crs(self) -> str:
        """The projection as a PROJ string, for GeoPandas."""
        return f"+proj=aeqd +lat_0={self.lat} +lon_0={self.lon} +datum=WGS84 +units=km"

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
        """x_km, y_km of positions."""
        shape, (lons, lats) = _columns(lon, lat)
        check_position(lons, lats)
        x, y = _transformer(self.crs).transform(lons, lats, inplace=True)
        return x.reshape(shape)[()], y.reshape(shape)[()]

    def inverse(self, x_km: ArrayLike, y_km: ArrayLike) -> tuple[Floats, Floats]:
        """lon, lat of points of the plane not beyond the antipode."""
        shape, (x, y) = _columns(x_km, y_km)
        check_range(np.hypot(x, y))
        lons, lats = _transformer(self.crs).transform(x, y, direction="INVERSE", inplace=True)
        return _west_of_180(lons).reshape(shape)[()], lats.reshape(shape)[()]

    def polar(self, bearing_deg: ArrayLike, range_km: ArrayLike) -> tuple[Floats, Floats]:
        """x_km, y_km of points given by bearing and range."""
        angle, km = np.radians(bearing_deg), np.asarray(range_km, dtype=np.float64)
        return km * np.sin(angle), km * np.cos(angle)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry, or an array of them, brought into the plane vertex by vertex.

        It must not hold the antipode, nor cross its own cut there: intersect first.
        """
        return shapely.transform(geometry, self.forward, interleaved=False)

    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry, or an array of them, taken back vertex by vertex.

        Rings come out with their inside on the left, as `geo.dateline.polygon` reads them;
        until then a polygon across ±180 or over a pole is no valid planar polygon.
        """
        return shapely.transform(shapely.orient_polygons(geometry), self.inverse, interleaved=False)


@cache
def _geod() -> Geod:
    return Geod(ellps="WGS84")


@lru_cache(maxsize=64)
def _transformer(crs: str) -> Transformer:
    # Without a CRS object in between: 0.2 ms instead of 25 ms.
    degrees = "+proj=unitconvert +xy_in=deg +xy_out=rad"
    return Transformer.from_pipeline(f"+proj=pipeline +step {degrees} +step {crs}")


def _columns(*values: ArrayLike) -> tuple[tuple[int, ...], list[Floats]]:
    """The broadcast shape, and a flat copy of each value that PROJ may overwrite."""
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
    return arrays[0].shape, [array.flatten() for array in arrays]


def _west_of_180(lon: Floats) -> Floats:
    lon[lon >= 180] -= 360
    return lon


def _require(good: NDArray[np.bool_], value: ArrayLike, name: str, expected: str) -> None:
    if not good.all():
        first = np.asarray(value)[~good].flat[0]
        raise ReportError(f"{name} {first:g}: expected {expected}")


def _radii_km(lat: ArrayLike) -> tuple[Floats, Floats]:
    """Radii of curvature along the meridian and across it."""
    root = np.sqrt(1 - ECCENTRICITY_SQUARED * np.sin(np.radians(lat)) ** 2)
    return EQUATOR_RADIUS_KM * (1 - ECCENTRICITY_SQUARED) / root**3, EQUATOR_RADIUS_KM / root


def _radius_km(lat: ArrayLike, bearing_deg: ArrayLike | None) -> Floats:
    meridian_km, normal_km = _radii_km(lat)
    if bearing_deg is None:
        return np.sqrt(meridian_km * normal_km)
    angle = np.radians(bearing_deg)
    return 1 / (np.cos(angle) ** 2 / meridian_km + np.sin(angle) ** 2 / normal_km)
