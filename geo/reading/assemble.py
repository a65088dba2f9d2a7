"""Drafts → readings: values as a report takes them, evidence as spans of the text."""

import datetime as dt
from types import MappingProxyType
from typing import Any

from geo import places
from geo.errors import PlaceError, ReportError
from geo.measure import Measure
from geo.reading import events, names, values
from geo.reading.amounts import Amount
from geo.reading.clocks import Clock
from geo.reading.events import Draft
from geo.reading.facts import Fact, Near
from geo.reading.normalise import Plain
from geo.reading.records import Evidence, Reading, Refusal, Understanding
from geo.reading.understand import understand
from geo.text import LONGEST


def understanding(text: str, published: dt.date | None) -> Understanding:
    """Everything that reading a text gives."""
    understood = understand(text, published)
    drafted, unused = events.drafts(understood.events)
    plain = understood.plain
    refused = [_refusal(plain, r.start, r.end, r.reason) for r in understood.refused]
    refused += [_refusal(plain, fact.start, fact.end, reason) for fact, reason in unused]
    refused += [
        _refusal(
            plain, day.start, day.end, "a day that needs the date of publication (--published)"
        )
        for day in understood.undated
    ]
    for event in understood.events:
        refused += [
            _refusal(plain, fact.start, fact.end, "a place that is not in the gazetteer")
            for fact in event.facts
            if fact.field == "unknown"
        ]
    readings = []
    for draft in drafted:
        reading, more = _Reader(plain, draft).reading()
        refused += more
        readings.append(reading)
    ordered = tuple(sorted(dict.fromkeys(refused), key=lambda r: (r.start, r.end)))
    complete = tuple(
        Reading(r.values, r.evidence, ordered, r.event, r.notes, r.region) for r in readings
    )
    return Understanding(text, complete, ordered, published)


def _refusal(plain: Plain, start: int, end: int, reason: str) -> Refusal:
    first, last = plain.span(start, end)
    return Refusal(plain.raw[first:last], first, last, reason)


class _Reader:
    """Makes the reading of one draft."""

    def __init__(self, plain: Plain, draft: Draft) -> None:
        self.plain = plain
        self.draft = draft
        self.values: dict[str, Any] = {}
        self.evidence: list[Evidence] = []
        self.refused: list[Refusal] = []

    def reading(self) -> tuple[Reading, list[Refusal]]:
        facts = self.draft.facts
        date = self._when(facts.get("time"))
        if self.draft.by is not None:
            self.values["reported_by"] = self.draft.by.name
        if self.draft.count is not None:
            self.values["count"] = values.count_json(self.draft.count)
        self._count_evidence()
        self._launch(facts.get("launch"), facts.get("platform"))
        for field in ("range", "apogee", "flight"):
            if field in facts:
                self._quantity(field, facts[field])
        if "direction" in facts:
            self._keep("direction", facts["direction"].value, facts["direction"])
        if "assumption" in facts and "range" in self.values:
            self._keep("assumption", self._words(facts["assumption"]), facts["assumption"])
        self._landing()
        self._claims()
        del date
        order = ("date", "time", "reported_by", "count", "launch", "range", "apogee", "flight",
                 "direction", "assumption", "landing", "claims")  # fmt: skip
        ordered = {key: self.values[key] for key in order if key in self.values}
        evidence = tuple(sorted(self.evidence, key=lambda e: (e.start, e.end)))
        region = names.STATE_REGIONS.get(self._state())
        event = MappingProxyType(
            {
                "salvo": self.draft.salvo,
                "missile": self.draft.missile,
                "count": values.count_json(self.draft.total),
                "times": self._times(),
            }
        )
        notes = self.draft.notes
        return Reading(MappingProxyType(ordered), evidence, (), event, notes, region), self.refused

    # --- helpers -------------------------------------------------------------------------------

    def _span(self, start: int, end: int) -> tuple[int, int]:
        return self.plain.span(start, end)

    def _words(self, fact: Fact) -> str:
        first, last = self._span(fact.start, fact.end)
        return " ".join(self.plain.raw[first:last].split())[:LONGEST]

    def _keep(self, field: str, value: object, fact: Fact, evidence_field: str = "") -> None:
        self.values[field] = value
        self._witness(evidence_field or field, fact)

    def _witness(self, field: str, fact: Fact, amount: Amount | None = None) -> None:
        first, last = self._span(fact.start, fact.end)
        self.evidence.append(
            Evidence(
                field,
                self.plain.raw[first:last],
                first,
                last,
                fact.by.name if fact.by is not None and fact.by.rank >= 0 else None,
                amount.unit if amount else None,
                amount.bound if amount else None,
            )
        )

    def _state(self) -> str:
        shot = self.draft.facts.get("shot")
        if shot is not None and shot.value:
            return str(shot.value)
        return next((f.value for f in self.draft.event.facts if f.field == "shot" and f.value), "")

    def _offset_h(self) -> float | None:
        state = self._state()
        if not state and "launch" in self.draft.facts:
            kind, canonical, _ = self.draft.facts["launch"].value
            if kind == "place":
                place = places.find_place(canonical, role="launch_site").place
                state = getattr(place, "country", "")
            else:
                state = next((s for s, r in names.STATE_REGIONS.items() if r == canonical), "PRK")
        return names.offset_h(state or "PRK")

    # --- when ----------------------------------------------------------------------------------

    def _when(self, fact: Fact | None) -> dt.date | None:
        event = self.draft.event
        date = event.date
        if fact is not None and not fact.value.band:
            shown, moved = values.local(fact.value, 0, date, self._offset_h())
            if shown:
                self._keep("time", shown, fact)
                date = moved or date
        if date is not None:
            self.values["date"] = date.isoformat()
            if event.day is not None:
                first, last = self._span(event.day.start, event.day.end)
                self.evidence.append(Evidence("date", self.plain.raw[first:last], first, last))
        return date

    def _times(self) -> list[str]:
        fact = self.draft.facts.get("time")
        if fact is None or fact.value.band:
            return []
        clock: Clock = fact.value
        shown = [
            values.local(clock, which, self.draft.event.date, self._offset_h())[0]
            for which in range(len(clock.times))
        ]
        return [each for each in shown if each]

    # --- where from ----------------------------------------------------------------------------

    def _launch(self, fact: Fact | None, platform: Fact | None) -> None:
        if fact is None:
            return
        kind, canonical, _ = fact.value
        launch = {kind: self._as_written(fact, kind, canonical)}
        if platform is not None and kind == "place":
            launch["platform"] = platform.value
            self._witness("launch.platform", platform)
        self._keep("launch", launch, fact, f"launch.{kind}")

    def _as_written(self, fact: Fact, kind: str, canonical: str) -> str:
        """The name in the text's own words where the gazetteer reads it the same."""
        written = self._words(fact)
        try:
            match = (
                places.find_place(written, role="launch_site")
                if kind == "place"
                else places.find_region(written)
            )
        except PlaceError:
            return canonical
        return written if match.place.name == canonical and not match.fuzzy else canonical

    # --- figures -------------------------------------------------------------------------------

    def _quantity(self, field: str, fact: Fact) -> None:
        amount: Amount = fact.value
        try:
            read = values.quantity(amount, self._words(fact))
        except ReportError as error:
            self.refused.append(_refusal(self.plain, fact.start, fact.end, str(error)))
            return
        if isinstance(read, Measure):
            if field == "range" and max(read.ends_km) > 20_003.93:
                self.refused.append(
                    _refusal(self.plain, fact.start, fact.end, "longer than half the Earth's round")
                )
                return
            self.values[field] = values.measure_json(read)
        else:
            self.values[field] = values.duration_json(read)
        self._witness(field, fact, amount)

    # --- where to ------------------------------------------------------------------------------

    def _landing(self) -> None:
        facts = self.draft.facts
        landing: dict[str, Any] = {}
        if "sea" in facts:
            canonical, _ = facts["sea"].value
            landing["sea"] = self._sea_as_written(facts["sea"], canonical)
            self._witness("landing.sea", facts["sea"])
        if "near" in facts:
            near: Near = facts["near"].value
            told: dict[str, Any] = {"place": near.place}
            if near.distance is not None:
                try:
                    read = values.quantity(near.distance, self._amount_words(near.distance))
                except ReportError as error:
                    fact = facts["near"]
                    self.refused.append(_refusal(self.plain, fact.start, fact.end, str(error)))
                    read = None
                if isinstance(read, Measure):
                    told["km"] = values.measure_json(read)
            if near.word is not None:
                told["direction"] = near.word
            landing["near"] = told
            self._witness("landing.near", facts["near"], near.distance)
        if "area" in facts:
            landing["area"] = self._words(facts["area"])
            self._witness("landing.area", facts["area"])
        if landing:
            self.values["landing"] = landing

    def _amount_words(self, amount: Amount) -> str:
        first, last = self._span(amount.start, amount.end)
        return " ".join(self.plain.raw[first:last].split())

    def _sea_as_written(self, fact: Fact, canonical: str) -> str:
        written = self._words(fact)
        try:
            match = places.find_sea(written)
        except PlaceError:
            return canonical
        return written if match.place.name == canonical and not match.fuzzy else canonical

    # --- verdicts ------------------------------------------------------------------------------

    def _claims(self) -> None:
        claims = []
        for fact in self.draft.claims:
            if fact.missile not in {None, self.draft.missile}:
                continue
            verdict = fact.value
            by = fact.by.name if fact.by is not None else self._nobody()
            claims.append(
                {
                    "by": by,
                    "zone": verdict.zone,
                    "verdict": verdict.verdict,
                    "certainty": verdict.certainty,
                }
            )
            self._witness(f"claims[{len(claims) - 1}].verdict", fact)
        if claims:
            self.values["claims"] = claims

    def _nobody(self) -> str:
        return self.draft.by.name if self.draft.by is not None else "the text"

    def _count_evidence(self) -> None:
        counted = [f for f in self.draft.event.facts if f.field == "count"]
        for fact in counted:
            vague = fact.value[1] in {"the", "several"}
            if (
                self.draft.total is not None
                and fact.value[0] == self.draft.total[0]
                and (vague or fact.value == self.draft.total)
            ):
                self._witness("count", fact)
                return
