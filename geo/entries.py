"""Rows of a catalogue with their results, as the map of a catalogue draws them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo import origin, report, wording
from geo.batch import RESULTS, Plan, Result
from geo.errors import ReportError
from geo.maps import cataloguewords
from geo.maps.catalogue import MOST_ENTRIES, Entry
from geo.spreads import Spreads
from geo.values import Cell, blank, plain
from geo.wording import Lang


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
        lang = self.plan.lang
        says = cataloguewords.of(lang)
        told = [says["range"].format(text=asked.range.text or f"{asked.range.value_km:g} km")]  # type: ignore[union-attr]
        if asked.direction is not None:
            text = asked.direction.word or f"{asked.direction.deg:g}°"
            told.append(says["direction"].format(text=text))
        notes = [says["habit"].format(text=results["habit"])] if results["habit"] else []
        notes += [str(results["check_notes"])] if results["check_notes"] else []
        middle = results["nominal_lon"], results["nominal_lat"]
        chance, margin_km = results["chance_inside"], results["margin_km"]
        date = given.get("date")
        return Entry(
            title=str(given.get("title") or self._said(cells, "place") or launch.name),
            date=date if isinstance(date, dt.date) else None,
            missile=str(given.get("missile") or ""),
            official=_official(given),
            lon=launch.lon,
            lat=launch.lat,
            told=tuple(told),
            chance=chance if isinstance(chance, float) else None,
            wording=_wording(results, lang),
            windows=_windows(results["windows_deg"]),
            middle=(middle[0], middle[1])
            if isinstance(middle[0], float) and isinstance(middle[1], float)
            else None,
            margin_km=margin_km if isinstance(margin_km, float) else None,
            notes=tuple(notes),
        )

    def _said(self, cells: Sequence[Cell], meaning: str) -> str:
        used = self.plan.reading.mapped.used
        columns = [column for column in used if column.meaning == meaning]
        filled = (cells[column.index] for column in columns if column.index < len(cells))
        return next((str(plain(cell)) for cell in filled if not blank(cell)), "")


_ASKED = ("launch", "range", "direction")


def _official(given: Mapping[str, object]) -> str:
    claims = given.get("claims")
    return str(claims[0]["verdict"]) if isinstance(claims, list) and claims else ""


def _wording(results: Mapping[str, Cell], lang: Lang) -> str:
    """In the language of the page, without the sentence that tables have in some languages."""
    chance = results["chance_inside"]
    if isinstance(chance, float) and lang != "en":
        return wording.band(chance, lang)
    return str(results["wording"])


def _windows(cell: Cell) -> tuple[tuple[float, float], ...]:
    if not isinstance(cell, list):
        return ()
    return tuple((float(start), float(end)) for start, end in cell)
