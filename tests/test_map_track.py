"""The trajectory on the map: its ground track, marks and height profile, without a browser."""

from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo import check, report
from geo.check import Options
from geo.finding import Finding
from geo.maps import labels, picture, profile, scene, track
from geo.maps.picture import Picture
from geo.wording import LANGUAGES, Lang
from geo.zones import Zones

GEOD = Geod(ellps="WGS84")
A_METRE_IN_DEGREES = 1e-5
LAUNCH: dict[str, Any] = {"launch": "Pyongyang", "direction": {"deg": 70, "spread_deg": 4}}
REPORTS: dict[str, dict[str, Any]] = {
    "lofted": LAUNCH | {"range": "1000 km", "apogee": "6000 km", "flight": "69 min"},
    "near": LAUNCH | {"range": "1100 km", "apogee": "260 km"},
    "timed": LAUNCH | {"range": "1000 km", "flight": "69 min"},
    "glider": LAUNCH | {"range": "1100 km", "apogee": "100 km", "flight": "9 min"},
    "none": LAUNCH | {"range": "1100 km"},
    "dateline": {
        "launch": {"lon": 170, "lat": 10, "platform": "ship"},
        "range": "3000 km",
        "apogee": "2000 km",
        "direction": {"deg": 90},
    },
}
BALLISTIC = ("lofted", "near", "timed", "dateline")


@pytest.fixture(scope="module")
def findings(zones: Zones) -> dict[str, Finding]:
    options = Options(stderr=0.05)
    asked = {name: report.parse(given) for name, given in REPORTS.items()}
    return {name: check.check(each, zones, options) for name, each in asked.items()}


@pytest.fixture(scope="module")
def pictures(findings: dict[str, Finding], zones: Zones) -> dict[str, Picture]:
    return {name: picture.of(finding, zones, "en") for name, finding in findings.items()}


@pytest.mark.parametrize("name", BALLISTIC)
def test_the_line_is_the_arc_s_ground_track(pictures: dict[str, Picture], name: str) -> None:
    drawn = pictures[name].shapes.track
    path = pictures[name].finding.trajectory
    assert drawn is not None
    assert path is not None
    assert path.track is not None
    assert drawn.geom_type == "LineString"  # in one piece, also across 180°
    for lon, lat in zip(path.track.lon, path.track.lat, strict=True):
        there = shapely.Point(pictures[name].lon(float(lon)), float(lat))
        assert shapely.distance(drawn, there) < A_METRE_IN_DEGREES


def test_a_lofted_track_is_no_geodesic(pictures: dict[str, Picture]) -> None:
    drawn = pictures["lofted"].shapes.track
    assert drawn is not None
    (west, south), *_, (east, north) = shapely.get_coordinates(drawn)
    whole = GEOD.inv(west, south, east, north)[2]
    assert GEOD.line_length(*shapely.get_coordinates(drawn).T) > 1.005 * whole


@pytest.mark.parametrize("name", ["glider", "none"])
def test_a_glider_s_path_is_not_drawn_as_an_arc(pictures: dict[str, Picture], name: str) -> None:
    whole = pictures[name]
    assert track.of(whole.finding) is None
    assert track.marks(whole.finding) == []
    assert whole.shapes.track is not None  # the nominal geodesic
    said = profile.of(whole)
    assert (said is None) == (name == "none")
    assert said is None or said["profile"] is None


@pytest.mark.parametrize("name", BALLISTIC)
def test_marks_are_few_and_on_the_track(pictures: dict[str, Picture], name: str) -> None:
    whole = pictures[name]
    path = whole.finding.trajectory
    assert path is not None
    top, *rest = track.marks(whole.finding)
    assert top.highest
    assert top.height_km == pytest.approx(path.apogee_km.value, rel=0.001)
    assert 1 <= len(rest) <= 8
    assert [mark.minute for mark in rest] == sorted(mark.minute for mark in rest)
    for mark in rest:
        assert mark.minute == round(mark.minute)
        assert 0 < mark.minute < path.flight_min.value
        assert 0 < mark.height_km < top.height_km
        spot = shapely.Point(whole.lon(mark.lon), mark.lat)
        assert shapely.distance(whole.shapes.track, spot) < 1e-3


@pytest.mark.parametrize("name", BALLISTIC)
def test_marks_have_names_and_symbols(
    pictures: dict[str, Picture], zones: Zones, name: str
) -> None:
    whole = pictures[name]
    kinds = [label.kind for label in labels.of(whole)]
    data = scene.of(whole.finding, zones, "en")
    assert kinds.count("apogee") == 1
    assert len(data["map"]["minutes"]) == kinds.count("minute") + 1
    assert "minute" in [row["symbol"] for row in data["texts"]["en"]["panel"]["key"]]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BALLISTIC)
def test_the_profile_stays_in_its_picture(
    findings: dict[str, Finding], zones: Zones, name: str, lang: Lang
) -> None:
    said = profile.of(picture.of(findings[name], zones, lang))
    assert said is not None
    drawn = said["profile"]
    x, y = np.array(drawn["curve"]).T
    assert (np.diff(x) >= 0).all()
    assert x.min() >= drawn["sides"][0]
    assert x.max() <= drawn["sides"][1]
    assert y.max() == drawn["ground"]
    assert y.min() == pytest.approx(drawn["top"][1], abs=0.1)
    assert 2 <= len(drawn["heights"]) <= 6
    assert 2 <= len(drawn["minutes"]) <= 10
    asked = findings[name].report
    assert (drawn["reported"] is None) == (asked.flight is None)
    path = findings[name].trajectory
    assert path is not None
    assert f"{path.flight_min.value:.1f}" in drawn["label"]
