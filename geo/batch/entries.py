"""Rows of a catalogue with their results, as the map of a catalogue draws them."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from geo import places, report, wording
from geo.batch.working import RESULTS, Plan, Result
from geo.check import origin
from geo.errors import PlaceError, ReportError
from geo.maps.catalogue import MOST_ENTRIES, Entry
from geo.measure import compass
from geo.report import Report
from geo.spreads import Spreads
from geo.tables.values import Cell, blank, plain
from geo.wording import LANGUAGES, Lang


@dataclass
class Entries:
    """Collects what a map of a catalogue needs while results are written.

    Attributes:
        plan: what was asked of every row.
        found: launches that can be drawn.
        left_out: how many rows cannot.
    """

    plan: Plan
    found: list[Entry] = field(default_factory=list)
    left_out: int = 0

    def add(self, cells: Sequence[Cell], result: Result) -> None:
        """Take in a row.

        Raises:
            ReportError: there are more launches than a map draws.
        """
        results = dict(zip(RESULTS, result, strict=True))
        row = self.plan.reading.read(cells)
        if results["error"] or row.error:
            self.left_out += 1
            return
        if len(self.found) == MOST_ENTRIES:
            raise ReportError(
                f"--map draws at most {MOST_ENTRIES:,} launches and there are more; expected "
                "fewer: draw a part of the table, or leave --map out"
            )
        self.found.append(self._entry(row.given, cells, results))

    def _entry(
        self, given: Mapping[str, object], cells: Sequence[Cell], results: Mapping[str, Cell]
    ) -> Entry:
        asked = report.parse({key: given[key] for key in _ASKED if key in given}, "the row")
        spreads = Spreads().changed(self.plan.options.spreads)
        launch = origin.understand(asked.launch, spreads).origin
        middle = results["nominal_lon"], results["nominal_lat"]
        chance, margin_km = results["chance_inside"], results["margin_km"]
        date = given.get("date")
        title = str(given.get("title") or "")
        place = self._said(cells, "place") or launch.name
        return Entry(
            title=title or place,
            names=None if title else _names(place),
            date=date if isinstance(date, dt.date) else None,
            missile=str(given.get("missile") or ""),
            official=_official(given),
            lon=launch.lon,
            lat=launch.lat,
            range=asked.range.text or f"{asked.range.value_km:g} km",  # type: ignore[union-attr]
            direction=_direction(asked),
            chance=chance if isinstance(chance, float) else None,
            certain=self._certain(results),
            windows=_windows(results["windows_deg"]),
            middle=(middle[0], middle[1])
            if isinstance(middle[0], float) and isinstance(middle[1], float)
            else None,
            margin_km=margin_km if isinstance(margin_km, float) else None,
            habit=_habit(str(results["habit"] or "")),
            notes=(str(results["check_notes"]),) if results["check_notes"] else (),
        )

    def _certain(self, results: Mapping[str, Cell]) -> str | None:
        """What the wording of a result says without a doubt."""
        for side in ("inside", "outside"):
            said = wording.Verdict(self.plan.options.zone, None, side, 0.0).words(self.plan.lang)
            if results["wording"] == said:
                return side
        return None

    def _said(self, cells: Sequence[Cell], meaning: str) -> str:
        used = self.plan.reading.mapped.used
        columns = [column for column in used if column.meaning == meaning]
        filled = (cells[column.index] for column in columns if column.index < len(cells))
        return next((str(plain(cell)) for cell in filled if not blank(cell)), "")


_ASKED = ("launch", "range", "direction")


def _official(given: Mapping[str, object]) -> str:
    claims = given.get("claims")
    return str(claims[0]["verdict"]) if isinstance(claims, list) and claims else ""


@lru_cache
def _names(place: str) -> Mapping[Lang, str] | None:
    """What the gazetteer calls a launch site in each language; None where it does not know it."""
    try:
        match = places.find_place(place, role="launch_site")
    except PlaceError:
        return None
    return None if match.fuzzy else {lang: places.label(match.place, lang) for lang in LANGUAGES}


def _direction(asked: Report) -> str:
    """Degrees, or the abbreviation of a compass point."""
    if asked.direction is None:
        return ""
    if asked.direction.word:
        return compass.point(asked.direction.word).abbreviation
    return f"{asked.direction.deg:g}°"


def _habit(text: str) -> tuple[int, int, int] | None:
    """Mean, standard deviation and launches of a habit as results have it."""
    numbers = [int(found) for found in re.findall(r"\d+", text)]
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None


def _windows(cell: Cell) -> tuple[tuple[float, float], ...]:
    if not isinstance(cell, list):
        return ()
    return tuple((float(start), float(end)) for start, end in cell)
