"""Capitals and large cities of the world, from GeoNames."""

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np

from geo import datafiles
from geo.geodesy import Floats

CREDIT = "GeoNames, CC BY 4.0"


@dataclass(frozen=True)
class City:
    """A capital, or a city of half a million people and more.

    Attributes:
        name: in English.
        lon, lat: in degrees.
        population: as GeoNames has it.
        country: ISO 3166 alpha-3 code.
        country_name: in English.
        capital: of that country, by GeoNames.
    """

    name: str
    lon: float
    lat: float
    population: int
    country: str
    country_name: str
    capital: bool


@cache
def all_cities() -> tuple[City, ...]:
    """Every city of the table, the largest first."""
    with datafiles.path("cities", "cities.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            City(
                row["name"],
                float(row["lon"]),
                float(row["lat"]),
                int(row["population"]),
                row["country"],
                row["country_name"],
                row["capital"] == "yes",
            )
            for row in csv.DictReader(file)
        )


@cache
def positions() -> tuple[Floats, Floats]:
    """Longitudes and latitudes of `all_cities`, in their order."""
    lon, lat = np.array([(city.lon, city.lat) for city in all_cities()]).T
    return lon, lat
