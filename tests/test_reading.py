"""Texts read against what a careful reader takes from them: made-up ones, and real releases."""

import csv
import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import reading_score
from reading_score import Score

from geo import places, reading
from geo.errors import PlaceError
from geo.measure import compass
from geo.reading import Reading, render

MADE_UP = sorted(path.name for path in reading_score.FOLDER.glob("*.yaml"))
TEXTS = [pytest.param(text, id=text["id"]) for name in MADE_UP for text in reading_score.load(name)]
RELEASES = (
    "049", "050", "053", "061", "065", "066", "067", "068", "069", "070", "071", "072", "073",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_made_up_texts(text: Mapping[str, Any]) -> None:
    result = Score()
    understood = reading.understand(text["text"], str(text["published"]))
    reading_score.compare(result, text, understood)
    unread = {f"{text['id']} {field}:" for field in text.get("unread", [])}
    found = [line for line in result.differences if not line.startswith(tuple(unread))]
    assert not found


@pytest.mark.parametrize("text", TEXTS)
def test_each_quantity_keeps_its_own_words(text: Mapping[str, Any]) -> None:
    for each in reading.read(text["text"], str(text["published"])):
        said = {e.field: " ".join(e.text.split()) for e in each.evidence}
        for field in ("range", "apogee", "flight"):
            if field in each.values:
                assert each.values[field]["text"] == said[field]
        near = each.values.get("landing", {}).get("near", {})
        if "km" in near:
            assert re.search(
                "[0-9０-９一二三四五六七八九十百千]|[a-z]+ hundred", near["km"]["text"]
            )
            assert near["km"]["text"] in said["landing.near"]


def test_there_are_enough_texts() -> None:
    counted = {name: len(reading_score.load(name)) for name in MADE_UP}
    assert counted["english_a.yaml"] + counted["english_b.yaml"] >= 60
    assert counted["korean_a.yaml"] + counted["korean_b.yaml"] >= 60
    assert counted["japanese_a.yaml"] + counted["japanese_b.yaml"] >= 30


# --- real releases -------------------------------------------------------------------------------


@cache
def _truth(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="session")
def reports(reference: Path) -> Path:
    folder = reference.parent / "reports"
    if not folder.is_dir():
        pytest.fail(f"expected the releases in {folder}, next to the other references")
    return folder


@pytest.mark.parametrize("number", RELEASES)
def test_real_releases(number: str, reports: Path) -> None:
    row = _truth(reports)[number]
    text = (reports / "mod_ja" / f"{number}.txt").read_text(encoding="utf-8")
    readings = reading.read(text, row["published"])
    assert fields_of(readings) == expected(row)


def test_every_release_is_tested(reports: Path) -> None:
    assert set(RELEASES) == set(_truth(reports))


def fields_of(readings: tuple[Reading, ...]) -> dict[str, Any]:
    """What was read, in the form of the table."""
    values = [each.values for each in readings]
    launches = {_launched(value["launch"]) for value in values}
    return {
        "date": {value["date"] for value in values},
        "times": [time[:5] for each in readings for time in each.event["times"]],
        "launch": launches if len(launches) == 1 else "several",
        "ranges": [_figure(value["range"]) for value in values if "range" in value],
        "apogees": [_figure(value["apogee"]) for value in values if "apogee" in value],
        "flights": {value["flight"]["min"] for value in values if "flight" in value},
        "directions": {compass.point(value["direction"]).deg for value in values},
        "count": readings[0].event["count"],
        "areas": {value.get("landing", {}).get("area") for value in values},
        "verdicts": {_first_verdict(value) for value in values},
        "landmarks": {_landmark(value) for value in values},
    }


def expected(row: Mapping[str, str]) -> dict[str, Any]:
    times = row["event_time_local"].split(";")
    span = row["range_is_span"] == "yes"
    ranges, apogees = _all(row, "range"), _all(row, "apogee")
    bound = row["range_bound"].replace(" ", "_")
    if span:
        ranges = [f"{bound} {row['range_km']}-{row['range_km_max']}"]
        times = [*times, _EACH_END[row["id"]]] if row["id"] in _EACH_END else times
    else:
        ranges = [f"{bound} {km}" for km in ranges]
    heights = [f"{row['apogee_bound'] or 'about'} {km}" for km in apogees]
    several = len(times) > 1 and not span
    return {
        "date": {row["event_date"]},
        "times": times,
        "launch": "several" if row["id"] == "065" else {_place(row["launch_place"])},
        "ranges": ranges * (len(times) // len(ranges)) if ranges and several else ranges,
        "apogees": heights * (len(times) // len(heights)) if heights and several else heights,
        "flights": {float(row["flight_min"])} if row["flight_min"] else set(),
        "directions": {compass.point(row["direction"]).deg},
        "count": _count(row),
        "areas": {row["landing_area"] or None},
        "verdicts": {
            (row["verdict"], "possible" if row["notes"].startswith("in-flight") else None)
        },
        "landmarks": {_landmark_of(row["landmark"])},
    }


# 073 says "7時34分から35分": the table keeps the first.
_EACH_END = {"073": "07:35"}


def _all(row: Mapping[str, str], what: str) -> list[str]:
    listed = row[f"{what}s_all"] or row[f"{what}_km"]
    return listed.split(";") if listed else []


def _count(row: Mapping[str, str]) -> int | str:
    if row["n_bound"] == "multiple":
        return "at least 2"
    return f"{row['n_bound']} {row['n_missiles']}" if row["n_bound"] else int(row["n_missiles"])


def _figure(value: Mapping[str, Any]) -> str:
    ends = value["km"] if isinstance(value["km"], list) else [value["km"]]
    return f"{value['bound']} {'-'.join(f'{end:g}' for end in ends)}"


def _first_verdict(value: Mapping[str, Any]) -> tuple[str, str | None]:
    claims = value.get("claims", ())
    if not claims:
        return "unknown", None
    certain = claims[0]["certainty"]
    return claims[0]["verdict"], certain if certain == "possible" else None


def _launched(launch: Mapping[str, str]) -> str:
    if "place" in launch:
        return places.find_place(launch["place"], role="launch_site").place.name
    return places.find_region(launch["region"]).place.name


def _place(written: str) -> str:
    """The site, or else the region, in the words of the table: the most exact name of them."""
    name = re.sub(r"（.*?）|付近|朝鮮半島東部の|北朝鮮の東岸の(?=宣徳)|北朝鮮西岸の", "", written)
    try:
        return places.find_place(name, role="launch_site").place.name
    except PlaceError:
        return places.find_region(name).place.name


def _landmark(value: Mapping[str, Any]) -> tuple[str, float, float] | None:
    near = value.get("landing", {}).get("near")
    if near is None:
        return None
    place = places.find_place(near["place"], role="landmark").place.name
    return place, near["km"]["km"], compass.point(near["direction"]).deg


def _landmark_of(words: str) -> tuple[str, float, float] | None:
    found = re.fullmatch(r"(?:北海道の)?(.+?)の([東西南北]+)方?約([０-９，]+)ｋｍ", words)
    if found is None:
        assert not words
        return None
    place = places.find_place(found[1], role="landmark").place.name
    return place, float(found[3].replace("，", "")), compass.point(found[2]).deg


def _days(n: int) -> str:
    """Some stories, each of a day of its own, with a figure that is not used."""
    return "\n\n".join(
        f"North Korea fired a ballistic missile from Wonsan at 6:{n % 60:02} a.m. on May "
        f"{1 + n % 9}, 20{31 + n // 9}. It flew about {300 + n} kilometers. "
        f"The missile has a range of {1990 + n} kilometers."
        for n in range(n)
    )


def test_what_was_refused_stands_with_the_launch_that_it_is_told_of() -> None:
    told = _days(9)
    again = told.splitlines()[0].replace("flew about 300", "was seen to fly about 300")
    understood = reading.understand(f"{told}\n\n{again}", dt.date(2040, 1, 1))
    assert len(understood.readings) == 9
    for launch in understood.readings:
        day = int(launch.values["date"][-2:])
        assert {refusal.text for refusal in launch.refused} == {f"{1989 + day} kilometers"}


def test_the_plain_data_grow_with_the_text() -> None:
    long, longer = (
        len(json.dumps(render.plain(reading.understand(2 * _days(n), dt.date(2040, 1, 1)))))
        for n in (20, 40)
    )
    assert longer < 2.1 * long
