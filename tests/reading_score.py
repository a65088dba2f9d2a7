"""Scores readings against what a careful reader takes from a text, field by field.

A text's ``unread`` fields are known to be missed or misread: they count in the score. Its
``unjudged`` ones are left out of it: nobody has said what a careful reader takes.

Range, apogee, flight time, time and count are compared launch by launch: as many of each value as
there are launches with it. The other fields are compared as the set of values of the text.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from geo import places
from geo.measure import compass
from geo.reading import Reading, Understanding, understand

FOLDER = Path(__file__).parent / "reading"
FIELDS = (
    "date", "time", "launch", "range", "apogee", "flight", "direction", "count", "sea", "near",
    "verdict", "by",
)  # fmt: skip
EACH = {"time", "range", "apogee", "flight", "count"}
_AMOUNT = re.compile(r"(?:(about|over|at least|at most|exact) )?([0-9.]+)(?:-([0-9.]+))?")
_NEAR = re.compile(r"(.+?) ([0-9.-]+)(?: ([A-Z]{1,3}))?")


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
        heads = ("precision", "recall", "right", "returned", "truth")
        lines = ["{:<10} {:>9} {:>7} {:>6} {:>9} {:>6}".format("field", *heads)]
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
        compare(result, text, understood)
    return result


def compare(result: Score, text: Mapping[str, Any], understood: Understanding) -> None:
    """Add the reading of one text of a file."""
    name = text["id"]
    got = [_of_reading(reading) for reading in understood.readings]
    want = [_of_truth(launch) for launch in text["truth"]]
    for key in (each for each in FIELDS if each not in text.get("unjudged", [])):
        mine, theirs = _values(got, key), _values(want, key)
        result.fields[key].add(mine, theirs)
        if mine != theirs:
            result.differences.append(
                f"{name} {key}: got {sorted(map(str, mine.elements()))} "
                f"truth {sorted(map(str, theirs.elements()))}"
            )
    kept = " | ".join(_plain(refusal.text) for refusal in understood.refused)
    for words in text.get("refused", []):
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
    values = reading.values
    landing = values.get("landing", {})
    found = {
        "date": values.get("date"),
        "by": values.get("reported_by"),
        "time": "-".join(time[:5] for time in reading.event["times"]) or None,
        "launch": _launch(values.get("launch", {})),
        "range": _quantity(values.get("range")),
        "apogee": _quantity(values.get("apogee")),
        "flight": round(values["flight"]["min"], 1) if "flight" in values else None,
        "direction": _deg(values.get("direction")),
        "count": str(values["count"]) if "count" in values else None,
        "sea": places.find_sea(landing["sea"]).place.name if "sea" in landing else None,
        "near": _near_of(landing["near"]) if "near" in landing else None,
        "verdict": tuple(claim["verdict"] for claim in values.get("claims", ())) or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _launch(launch: Mapping[str, str]) -> str | None:
    if "place" in launch:
        return places.find_place(launch["place"], role="launch_site").place.name
    return places.find_region(launch["region"]).place.name if "region" in launch else None


def _quantity(value: Any) -> str | None:
    return None if value is None else _measure(value["km"], value["bound"])


def _deg(word: str | None) -> float | None:
    return None if word is None else compass.point(word).deg


def _near_of(near: Mapping[str, Any]) -> tuple[str]:
    km = near.get("km", {}).get("km")
    return (_near(near["place"], km, _deg(near.get("direction"))),)


def _of_truth(launch: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _true(key, value) for key, value in launch.items() if value is not None}


def _true(key: str, value: Any) -> Any:
    """A value of the truth in the form in which readings are compared."""
    if key in {"range", "apogee"}:
        bound, low, high = _matched(_AMOUNT, value)
        km = [float(low), float(high)] if high else float(low)
        return _measure(km, (bound or "about").replace(" ", "_"))
    if key == "flight":
        return round(float(str(value).split()[-1]), 1)
    if key == "direction":
        return _deg(str(value))
    if key == "near":
        place, span, word = _matched(_NEAR, value)
        ends = [float(end) for end in span.split("-")]
        return (_near(place, ends if len(ends) > 1 else ends[0], _deg(word)),)
    return tuple(str(value).split("/")) if key == "verdict" else str(value)


def _matched(pattern: re.Pattern[str], value: Any) -> tuple[Any, ...]:
    found = pattern.fullmatch(str(value))
    assert found is not None, f"{value!r} is not written as truths are"
    return found.groups()


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


def releases(folder: Path) -> str:
    """The table of real releases: a folder with ``truth.csv`` and the texts in ``mod_ja``."""
    import csv

    import test_reading

    tallies: dict[str, Tally] = {}
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            text = (folder / "mod_ja" / f"{row['id']}.txt").read_text(encoding="utf-8")
            got = test_reading.fields_of(understand(text, row["published"]).readings)
            want = test_reading.expected(row)
            for name in want:
                mine, theirs = (_counter(each[name]) for each in (got, want))
                tallies.setdefault(name, Tally()).add(mine, theirs)
    lines = ["{:<10} {:>9} {:>7} {:>6}".format("field", "precision", "recall", "truth")]
    lines += [
        f"{name:<10} {tally.precision:>9.3f} {tally.recall:>7.3f} {tally.wanted:>6}"
        for name, tally in tallies.items()
    ]
    return "\n".join(lines)


def _counter(value: Any) -> Counter[Any]:
    """What is said in a field; nothing where it is empty."""
    found = value if isinstance(value, (list, set)) else [value]
    return Counter(each for each in found if each is not None)


def main(names: list[str]) -> None:
    """Print the table and the differences of each file of texts, by default of all.

    ``--releases FOLDER`` prints the table of real ones.
    """
    if names[:1] == ["--releases"]:
        sys.stdout.write(releases(Path(names[1])) + "\n")
        return
    for name in names or sorted(path.name for path in FOLDER.glob("*.yaml")):
        texts = load(name)
        result = score(texts)
        sys.stdout.write("\n".join([f"{name}: {len(texts)} texts", result.table(), ""]))
        sys.stdout.write("".join(f"{line}\n" for line in [*result.differences, ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
