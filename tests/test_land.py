"""Land against an outside mask of the globe, and at places that everybody knows."""

import numpy as np
import pytest
from pyproj import Geod

from geo import land

GEOD = Geod(ellps="WGS84")
FAR_FROM_COASTS_KM = 40.0
LAGOONS = 0.0005
WORDS = {True: "land", False: "sea"}


@pytest.mark.parametrize(
    ("name", "lon", "lat", "expected"),
    [
        ("the sea between Greenland and Iceland", -30.0, 66.9, False),
        ("the middle of Siberia", 100.0, 63.0, True),
        ("Chukotka, beyond the antimeridian", -175.0, 66.5, True),
        ("Wrangel Island, on the antimeridian", 179.9, 71.2, True),
        ("Taveuni, Fiji", -179.97, -16.85, True),
        ("the sea south of Fiji", 179.9, -25.0, False),
        ("a step from the South Pole", 0.0, -89.99, True),
        ("the North Pole", 0.0, 90.0, False),
        ("the Gulf of Guinea", 0.0, 0.0, False),
        ("Pyongyang", 125.75, 39.03, True),
        ("the Sea of Japan", 134.0, 40.0, False),
        ("Sado", 138.35, 38.0, True),
    ],
)
def test_known_places(name: str, lon: float, lat: float, *, expected: bool) -> None:
    found = bool(land.holds(np.array([lon]), np.array([lat]))[0])
    assert found is expected, f"{name} is {WORDS[expected]}"


def test_agrees_with_an_outside_mask_away_from_coasts() -> None:
    masks = pytest.importorskip(
        "roaring_landmask", reason="install the extra: pip install '.[build]'"
    )
    mask = masks.RoaringLandmask.new_with_provider(masks.LandmaskProvider.Osm)
    rng = np.random.default_rng(7)
    lon = rng.uniform(-180, 180, 40_000)
    lat = np.degrees(np.arcsin(rng.uniform(-0.98, 0.98, 40_000)))
    here = mask.contains_many(lon, lat)
    alike = np.ones(len(lon), dtype=bool)
    for azimuth in range(0, 360, 30):
        x, y, _ = GEOD.fwd(
            lon, lat, np.full(len(lon), azimuth), np.full(len(lon), FAR_FROM_COASTS_KM * 1000)
        )
        alike &= mask.contains_many(x, y) == here
    assert 0.2 < here[alike].mean() < 0.35
    found = land.holds(lon[alike], lat[alike])
    off = found != here[alike]
    shelf = (lat[alike] < -60) | (lat[alike] > 75)  # where ice shelves are drawn as land by some
    wrong = np.flatnonzero(
        off & ~shelf
    )  # wide rivers and lagoons, which the coarse land leaves out
    shown = np.stack([lon[alike][wrong], lat[alike][wrong]], axis=1).round(2).tolist()
    assert len(wrong) <= LAGOONS * len(found), shown
