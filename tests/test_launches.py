"""The launches that ship: each with its source, and nothing of what was published left out."""

import csv
import datetime as dt
import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from geo import datafiles, geodesy, places
from geo.measure import parse_distance
from geo.measure.compass import point

FOLDER = datafiles.path("launches", "launches.csv").parent


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = table(FOLDER / "launches.csv")
SAME_PLACE_KM = 1.0
NAMES = [f"{row['date']} {row['time_local']} {row['number']}" for row in ROWS]
OUTSIDE_THE_PROJECT = re.compile(r"(?:^|[\s;(])(?:/work|\.\./|/tmp|/home)|shared/")


def test_the_hash_is_that_of_what_ships() -> None:
    listed = tomllib.loads((FOLDER / "SOURCES.toml").read_text(encoding="utf-8"))
    assert (
        listed["launches.csv"]["sha256"]
        == sha256((FOLDER / "launches.csv").read_bytes()).hexdigest()
    )


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_each_row_has_a_statement_and_where_it_was_read(row: dict[str, str]) -> None:
    dt.date.fromisoformat(row["date"])
    assert row["source"]
    assert row["verdict_by"]
    assert not OUTSIDE_THE_PROJECT.search(" ".join(row.values()))
    if row["set_verdict"]:
        assert row["verdict"] == ""
    else:
        assert row["verdict"] in {"inside", "outside", "overflew"}
    if row["range"]:
        parse_distance(row["range"])
    if row["direction"]:
        point(row["direction"])


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_bearing_has_a_source_and_a_spread(row: dict[str, str]) -> None:
    assert bool(row["bearing_deg"]) == bool(row["bearing_source"])
    assert bool(row["bearing_deg"]) == bool(row["bearing_spread_deg"])
    assert bool(row["lon"]) == bool(row["lat"]) == bool(row["spread_km"]) == bool(row["site"])
    assert row["lon"] or row["place"]
    if row["lon"]:
        site, km = places.nearest_site(float(row["lon"]), float(row["lat"]))
        assert km < SAME_PLACE_KM
        assert site.country == row["country"]


def test_every_launch_of_the_reference_is_there(reference: Path) -> None:
    ours = [row for row in ROWS if row["date"] < "2021"]
    given = table(reference / "launches_to_2020.csv")
    assert len(given) == len(ours) == 25
    for told, row in zip(given, ours, strict=True):
        assert told["date"] == row["date"]
        assert float(told["bearing_deg"]) == float(row["bearing_deg"])
        assert told["direction_text"] == row["direction"]
        _, km = geodesy.inverse(
            float(told["lon"]), float(told["lat"]), float(row["lon"]), float(row["lat"])
        )
        assert km < SAME_PLACE_KM
        if told["range_km"]:
            measure = parse_distance(row["range"])
            assert float(told["range_km"]) == measure.ends_km[0]
            bound = told["range_bound"].partition(" ")[0]
            assert bound == "span" if measure.is_span else bound in measure.bound
        else:
            assert row["range"] == ""
        if told["date"] != "2017-03-06":
            assert told["mod_verdict"] == row["verdict"]


def test_the_salvo_with_one_unknown_is_a_set() -> None:
    salvo = [row for row in ROWS if row["set_verdict"]]
    assert {row["date"] for row in salvo} == {"2017-03-06"}
    assert {row["set_verdict"] for row in salvo} == {"3 of 4 inside"}
    assert len(salvo) == 4


def test_every_release_with_a_verdict_is_there() -> None:
    """Missiles, verdicts, ranges and directions of the ministry's releases, 2021 and 2022."""
    released = {  # as published: date -> (range in km of each missile, verdict)
        "2021-03-25": ([450, 450], "outside"),
        "2021-09-15": ([750, 750], "inside"),
        "2021-10-19": ([600], "outside"),
        "2022-05-25": ([300], "outside"),
        "2022-06-05": ([350, 300, 400, 350, 400, 300], "outside"),
        "2022-10-04": ([4600], "overflew"),
        "2022-11-03": ([500, 500, 500], "outside"),
        "2022-11-18": ([1000], "inside"),
    }
    later = [row for row in ROWS if row["date"] > "2021"]
    assert sorted({row["date"] for row in later}) == sorted(released)
    for date, (ranges_km, verdict) in released.items():
        rows = [row for row in later if row["date"] == date]
        assert [parse_distance(row["range"]).value_km for row in rows] == ranges_km
        assert {row["verdict"] for row in rows} == {verdict}
        assert {row["direction"] for row in rows} == {"東"}
        assert all("https://www.mod.go.jp/j/press/news/" in row["source"] for row in rows)
