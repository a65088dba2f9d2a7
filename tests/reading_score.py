"""Scores readings against what a careful reader takes from a text, field by field.

Range, apogee, flight time, time and count are compared launch by launch: as many of each value as
there are launches with it. The other fields are compared as the set of values of the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from geo import compass, places
from geo.reading import Reading, Understanding, understand

FOLDER = Path(__file__).parent / "reading"
FIELDS = (
    "date", "time", "launch", "range", "apogee", "flight", "direction", "count", "sea", "near",
    "verdict", "by",
)  # fmt: skip
EACH = {"time", "range", "apogee", "flight", "count"}
_AMOUNT = re.compile(r"(?:(about|over|at least|at most|exact) )?([0-9.]+)(?:-([0-9.]+))?")


@dataclass
class Tally:
    """Values of one field: right, returned, and there to be found."""

    right: int = 0
    returned: int = 0
    wanted: int = 0

    def add(self, got: Counter[Any], truth: Counter[Any]) -> None:
        self.right += sum((got & truth).values())
        self.returned += sum(got.values())
        self.wanted += sum(truth.values())

    @property
    def precision(self) -> float:
        return self.right / self.returned if self.returned else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


@dataclass
class Score:
    """Tallies by field, and every difference in words."""

    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    differences: list[str] = field(default_factory=list)

    def table(self) -> str:
        lines = [
            f"{'field':<10} {'precision':>9} {'recall':>7} {'right':>6} {'returned':>9} {'truth':>6}"
        ]
        total = Tally()
        for name, tally in self.fields.items():
            lines.append(
                f"{name:<10} {tally.precision:>9.3f} {tally.recall:>7.3f} {tally.right:>6} "
                f"{tally.returned:>9} {tally.wanted:>6}"
            )
            total.right += tally.right
            total.returned += tally.returned
            total.wanted += tally.wanted
        lines.append(f"{'all':<10} {total.precision:>9.3f} {total.recall:>7.3f}")
        return "\n".join(lines)


def load(name: str) -> list[dict[str, Any]]:
    """The texts of a file with their truth."""
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found


def score(texts: Iterable[Mapping[str, Any]]) -> Score:
    """Read every text and compare."""
    result = Score()
    for text in texts:
        understood = understand(text["text"], str(text["published"]))
        compare(result, text["id"], understood, text["truth"], text.get("refused", []))
    return result


def compare(
    result: Score, name: str, understood: Understanding, truth: list[Any], refused: list[str]
) -> None:
    got = [_of_reading(reading) for reading in understood.readings]
    want = [_of_truth(launch) for launch in truth]
    for key in FIELDS:
        mine, theirs = _values(got, key), _values(want, key)
        result.fields[key].add(mine, theirs)
        if mine != theirs:
            result.differences.append(
                f"{name} {key}: got {sorted(map(str, mine.elements()))} "
                f"truth {sorted(map(str, theirs.elements()))}"
            )
    kept = " | ".join(_plain(refusal.text) for refusal in understood.refused)
    for words in refused:
        if _plain(words) not in kept:
            result.differences.append(f"{name} refused: {words} is not among {kept}")


def _plain(words: str) -> str:
    from geo.reading.normalise import plain

    return plain(" ".join(words.split())).text


def _values(launches: list[dict[str, Any]], key: str) -> Counter[Any]:
    found = [launch[key] for launch in launches if key in launch]
    flat = [each for value in found for each in (value if isinstance(value, tuple) else (value,))]
    return Counter(flat) if key in EACH else Counter(set(flat))


def _of_reading(reading: Reading) -> dict[str, Any]:
    values, found = reading.values, {}
    for key in ("date", "by"):
        if (value := values.get("reported_by" if key == "by" else key)) is not None:
            found[key] = value
    if reading.event["times"]:
        found["time"] = "-".join(time[:5] for time in reading.event["times"])
    launch = values.get("launch", {})
    if "place" in launch:
        found["launch"] = places.find_place(launch["place"], role="launch_site").place.name
    elif "region" in launch:
        found["launch"] = places.find_region(launch["region"]).place.name
    for key in ("range", "apogee"):
        if key in values:
            found[key] = _measure(values[key]["km"], values[key]["bound"])
    if "flight" in values:
        found["flight"] = round(values["flight"]["min"], 1)
    if "direction" in values:
        found["direction"] = compass.point(values["direction"]).deg
    if "count" in values:
        found["count"] = str(values["count"])
    landing = values.get("landing", {})
    if "sea" in landing:
        found["sea"] = places.find_sea(landing["sea"]).place.name
    if "near" in landing:
        near = landing["near"]
        km = near.get("km", {}).get("km")
        word = near.get("direction")
        deg = None if word is None else compass.point(word).deg
        found["near"] = (_near(near["place"], km, deg),)
    if claims := values.get("claims"):
        found["verdict"] = tuple(claim["verdict"] for claim in claims)
    return found


def _of_truth(launch: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in launch.items():
        if value is None:
            continue
        if key in {"range", "apogee"}:
            bound, low, high = _AMOUNT.fullmatch(str(value)).groups()  # type: ignore[union-attr]
            km = [float(low), float(high)] if high else float(low)
            found[key] = _measure(km, (bound or "about").replace(" ", "_"))
        elif key == "flight":
            found[key] = round(float(str(value).split()[-1]), 1)
        elif key == "direction":
            found[key] = compass.point(str(value)).deg
        elif key == "near":
            place, km, word = re.fullmatch(r"(.+?) ([0-9.-]+)(?: ([A-Z]{1,3}))?", value).groups()  # type: ignore[union-attr]
            ends = [float(end) for end in km.split("-")]
            deg = compass.point(word).deg if word else None
            found[key] = (_near(place, ends if len(ends) > 1 else ends[0], deg),)
        elif key == "verdict":
            found[key] = tuple(str(value).split("/"))
        else:
            found[key] = str(value)
    return found


def _measure(km: Any, bound: str) -> str:
    ends = km if isinstance(km, list) else [km]
    return f"{bound} {'-'.join(_rounded(end) for end in ends)}"


def _rounded(km: float) -> str:
    """To three digits: a conversion from miles has no more."""
    return f"{float(f'{float(km):.4g}'):g}" if not float(km).is_integer() else f"{km:g}"


def _near(place: str, km: Any, deg: float | None) -> str:
    known = places.find_place(place, role="landmark").place.name
    ends = km if isinstance(km, list) else [km]
    distance = "-".join("?" if end is None else f"{float(end):.0f}" for end in ends)
    return f"{known} {distance} {'' if deg is None else deg}"
