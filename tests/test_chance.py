"""Chances against brute force: generated reports, and millions of draws over exact geodesics."""

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from multiprocessing import get_context
from typing import Any

import brute
import numpy as np
import pytest
import shapely
from brute import GEOD, Estimate, Flight, Question, half_step

from geo import places, prior, report, zones
from geo.check import Options, check

REPORTS = 100
QUESTIONS_PER_FLIGHT = 3
DRAWS = 2_000_000
HALF_A_POINT = 0.005
A_FIFTH_OF_A_POINT = 0.002
A_TENTH_OF_A_POINT = 0.001  # that the brute force itself may be off
MILE_KM, NAUTICAL_MILE_KM = 1.609344, 1.852
EIGHT = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
SIXTEEN = """north,NNE,north-east,ENE,east,ESE,south-east,SSE,south,SSW,south-west,WSW,west,WNW,
north-west,NNW""".replace("\n", "").split(",")
SITES = ["Pyongyang", "Sohae", "Wonsan", "Hodo Peninsula", "Tonghae", "Sinpo", "Kusong", "Sunchon"]
REGIONS = ["North Hwanghae", "North Korea inland", "Kangwon"]
COASTS = ["North Korea west coast", "North Korea east coast"]
FAR = [(53.92, 35.23), (87.09, 20.76), (40.58, 62.93), (-120.57, 34.73), (167.73, 8.72), (178, -18)]
LANDMARKS = ["Okushiri", "Oga Peninsula", "Noto Peninsula", "Dogo", "Sado", "Oshima-Oshima"]
VIEWS = [None, "korea", "undisputed", "japan", "china"]

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Case:
    """A report, what is asked of it, and the same for the brute force."""

    given: dict[str, Any]
    options: Options
    flight: Flight
    question: Question


@cache
def loaded() -> zones.Zones:
    return zones.load()


@cache
def aims() -> list[tuple[float, float, str]]:
    """Points on the limits of Japan's waters and the states on either side.

    There chances are neither 0 nor 1.
    """
    limits = loaded().limits
    found = []
    for line, sides, kind in zip(limits.geometry, limits.sides, limits.type, strict=True):
        names = " ".join(sides)
        if "JPN" in names and kind in {"median", "treaty", "200nm"}:
            states = [code for code in ("JPN", "KOR", "RUS", "CHN", "USA", "PHL") if code in names]
            xy = shapely.get_coordinates(shapely.segmentize(line, 0.1))
            found += [(x, y, states[row % len(states)]) for row, (x, y) in enumerate(xy)]
    return found


def known_habit() -> tuple[float, float]:
    known = prior.of("PRK")
    assert known is not None
    return known.mean_deg, known.sd_deg


class Generator:
    """Generated reports of every kind."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - reports, not secrets
        self.turn = 0

    def cases(self) -> Iterator[list[Case]]:
        """One flight after another, each with its questions."""
        for near in cycle([True, True, True, True, False]):
            launch, launches, centre, on_land = self.launch() if near else self.far_launch()
            aim, azimuth, km = self.aim(centre, near=near)
            direction, bearings, options = self.direction(azimuth, words=near, habit=on_land)
            text, ranges = self.range(km)
            given = {"launch": launch, "range": text} | direction
            flight = Flight(launches, ranges, bearings, on_land)
            views = self.random.sample(VIEWS, QUESTIONS_PER_FLIGHT)
            plain, *told = (Options(zone=aim[2], view=view, **options) for view in views)
            yield [
                self.question(given, plain, flight, aim, about_landing=False),
                *(self.question(given, asked, flight, aim, about_landing=near) for asked in told),
            ]

    def launch(self) -> tuple[dict[str, Any], brute.Launches, tuple[float, float], bool]:
        """In North Korea: a site, a position, an area, a coast, or from under water."""
        self.turn += 1
        kind = self.turn % 6
        if kind in {0, 3}:
            name = self.random.choice(SITES)
            site = places.find_place(name, role="launch_site").place
            assert isinstance(site, places.Place)
            draw = brute.near_point(site.lon, site.lat, site.spread_km)
            return {"place": name}, draw, (site.lon, site.lat), True
        if kind == 1:
            lon = round(self.random.uniform(125.6, 126.6), 2)
            lat = round(self.random.uniform(38.8, 40.2), 2)
            km = self.random.choice([None, 2, 10])
            launch = {"lon": lon, "lat": lat, "spread_km": km}
            return launch, brute.near_point(lon, lat, km or 1.0), (lon, lat), True
        if kind == 2:
            dived = {"lon": 128.2, "lat": 39.9, "spread_km": 5, "platform": "submarine"}
            return dived, brute.near_point(128.2, 39.9, 5), (128.2, 39.9), False
        name = self.random.choice(REGIONS if kind == 4 else COASTS)
        region = places.find_region(name).place
        assert isinstance(region, places.Region)
        draw = (
            brute.in_area(region.geometry)
            if kind == 4
            else brute.along(region.geometry, region.spread_km)
        )
        middle = region.geometry.centroid
        return {"region": name}, draw, (middle.x, middle.y), True

    def far_launch(self) -> tuple[dict[str, Any], brute.Launches, tuple[float, float], bool]:
        """From another continent or an ocean."""
        lon, lat = self.random.choice(FAR)
        launch = {"lon": lon, "lat": lat, "spread_km": 5, "platform": "ship"}
        return launch, brute.near_point(lon, lat, 5), (lon, lat), False

    def aim(
        self, centre: tuple[float, float], *, near: bool
    ) -> tuple[tuple[float, float, str], float, float]:
        """A point on a limit, with the bearing and range to it, a little off."""
        while True:
            farthest_km = self.random.choice([600, 1200, 2500])
            aim = self.random.choice(aims())
            azimuth, _, metres = GEOD.inv(*centre, *aim[:2])
            km = metres / 1000
            if (250 < km < farthest_km and 30 < azimuth < 130) if near else km > 2000:
                break
        deg = round(azimuth + self.random.gauss(0, 2)) % 360
        return aim, deg, km * self.random.gauss(1, 0.02)

    def direction(
        self, azimuth: float, *, words: bool, habit: bool
    ) -> tuple[dict[str, Any], brute.Bearings, dict[str, Any]]:
        """Degrees, a word, or nothing; with and without the habit of earlier launches."""
        kind = self.random.choice(["word8", "word16", "plain word", "deg", "spread", "none"])
        if not words or kind in {"deg", "spread"} or (kind == "none" and not habit):
            sd = self.random.choice([0.5, 4, 8]) if kind == "spread" else None
            direction = {"deg": azimuth} | ({} if sd is None else {"spread_deg": sd})
            return {"direction": direction}, brute.towards(azimuth, sd or 2.0), {}
        if kind == "none":
            return {}, brute.towards(*known_habit()), {}
        points = 16 if kind == "word16" else 8
        row = round(azimuth / 360 * points) % points
        word, deg = (SIXTEEN if points == 16 else EIGHT)[row], row * 360 / points
        sd = brute.WORD_DEG[16 if points == 16 and row % 2 else 8]
        if kind == "plain word" or not habit:
            return {"direction": word}, brute.towards(deg, sd), {"use_prior": False}
        return {"direction": word}, brute.towards(deg, sd, known_habit()), {}

    def range(self, km: float) -> tuple[Any, brute.Ranges]:
        """A range as sources put it."""
        whole = round(km / 50) * 50
        half = half_step(whole)
        miles, nmi = round(km / MILE_KM / 10) * 10, round(km / NAUTICAL_MILE_KM)
        mile_half, nmi_half = half_step(miles) * MILE_KM, half_step(nmi) * NAUTICAL_MILE_KM
        ways: list[tuple[Any, brute.Ranges]] = [
            (f"about {whole:,} km", brute.about(whole, half)),
            (f"{whole} km", brute.about(whole, half)),
            (f"about {miles} miles", brute.about(miles * MILE_KM, mile_half)),
            (f"{nmi} nmi", brute.about(nmi * NAUTICAL_MILE_KM, nmi_half)),
            (f"{km:.1f} km", brute.exactly(round(km, 1), 0.05)),
            (f"{whole - 100}-{whole + 100} km", brute.span(whole - 100, whole + 100)),
            (f"at least {whole} km", brute.at_least(whole)),
            (f"at most {whole} km", brute.at_most(whole)),
            ({"km": whole, "bound": "exact"}, brute.exactly(whole, half)),
        ]
        return self.random.choice(ways)

    def question(
        self,
        given: dict[str, Any],
        options: Options,
        flight: Flight,
        aim: tuple[float, float, str],
        *,
        about_landing: bool,
    ) -> Case:
        """A report, perhaps with something about the landing."""
        landing: dict[str, Any] = {}
        factors: list[brute.Factor] = []
        kind = self.random.choice(["sea", "landmark", "both"]) if about_landing else "nothing"
        sea = places.find_sea("Sea of Japan" if aim[1] > 35 else "East China Sea").place
        assert isinstance(sea, places.Region)
        if kind in {"sea", "both"} and sea.geometry.contains(shapely.Point(aim[:2])):
            landing["sea"] = sea.name
            factors.append(brute.in_sea(sea.geometry))
        if kind in {"landmark", "both"}:
            near = self.landmark(aim)
            if near is not None:
                landing["near"], factor = near
                factors.append(factor)
        return Case(
            given | ({"landing": landing} if landing else {}),
            options,
            flight,
            Question(loaded().geometry[loaded().rows(options.zone, options.view)], factors),
        )

    def landmark(self, aim: tuple[float, float, str]) -> tuple[dict[str, Any], brute.Factor] | None:
        """A landmark within 500 km of where it is aimed, its distance and perhaps direction."""
        name = self.random.choice(LANDMARKS)
        mark = places.find_place(name, role="landmark").place
        assert isinstance(mark, places.Place)
        azimuth, _, metres = GEOD.inv(mark.lon, mark.lat, *aim[:2])
        if metres > 500_000:
            return None
        km = max(round(metres / 50_000) * 50, 50)
        row = round(azimuth % 360 / 45) % 8
        deg = self.random.choice([None, row * 45.0])
        said = {"place": name, "km": f"about {km} km"}
        said |= {} if deg is None else {"direction": EIGHT[row]}
        factor = brute.Near(mark.lon, mark.lat, mark.spread_km, km, deg)
        return said, factor


@cache
def cases() -> list[list[Case]]:
    return list(islice(Generator(2025).cases(), -(-REPORTS // QUESTIONS_PER_FLIGHT)))


def truths(row: int) -> list[Estimate]:
    """The brute force for one flight, in a process of its own."""
    questions = [case.question for case in cases()[row]]
    return brute.chances(cases()[row][0].flight, questions, DRAWS, A_TENTH_OF_A_POINT, seed=row)


def test_chances_agree_with_brute_force() -> None:
    assert sum(map(len, cases())) >= REPORTS
    off = []
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        answers = workers.map(truths, range(len(cases())))
        for flight, answer in zip(cases(), answers, strict=True):
            for case, truth in zip(flight, answer, strict=True):
                found = check(report.parse(case.given), loaded(), case.options).chance
                assert found is not None, case.given
                assert found.stderr <= A_FIFTH_OF_A_POINT, case.given
                assert truth.stderr <= A_TENTH_OF_A_POINT, case.given
                off.append(found.value - truth.chance)
                assert abs(off[-1]) <= HALF_A_POINT, (case.given, case.options, found, truth)
    assert np.sqrt(np.mean(np.square(off))) <= A_TENTH_OF_A_POINT
