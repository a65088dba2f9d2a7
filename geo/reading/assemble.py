"""Drafts → readings: values as a report takes them, evidence as spans of the text."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from geo import places
from geo.errors import PlaceError, ReportError
from geo.measure import HALF_MERIDIAN_KM, Duration, Measure
from geo.reading import days, events, names, refusals, values
from geo.reading.agencies import Agency
from geo.reading.clocks import ABROAD, GREENWICH
from geo.reading.events import Draft
from geo.reading.facts import MEASURES, Fact, Near
from geo.reading.normalise import Plain
from geo.reading.records import Evidence, Reading, Refusal, Understanding
from geo.reading.understand import understand
from geo.report.parts import ToldBy
from geo.text import LONGEST

_ORDER = (
    "date", "time", "reported_by", "told_by", "count", "launch", "range", "apogee", "flight",
    "direction", "assumption", "landing", "claims",
)  # fmt: skip
_KOREA = re.compile(
    r"Korea|\bthe North\b|DPRK|Pyongyang|KCNA|朝鮮|平壌|북한|북측|조선|평양"
    r"|(?<![一-龥])北(?=[はがの、]|ミサ|弾道)"
)
_BROKEN = re.compile(  # between two lines of Japanese
    "(?<=[\u3001-\u30ff\u4e00-\u9fff])[ \u3000]*\n[ \u3000]*(?=[\u3001-\u30ff\u4e00-\u9fff])"
)
_COUNTS = frozenset({"group", "of_kind"})
_NOBODY = "the text"
_OFFICIAL = 2
_MEDIA = 1
_OWN_CLOCK = frozenset({"JPN", "KOR"})
_JUST_BEFORE = 16  # letters before a time in which its own day stands
_BESIDE = 120  # letters between a time and the day that it is counted with
_FAR = 1 << 59


def understanding(text: str, published: dt.date | None) -> Understanding:
    """Everything that reading a text gives."""
    understood = understand(text, published)
    drafted = events.drafts(understood.events)
    readers = [_Reader(understood.plain, draft, published) for draft in drafted.drafts]
    refused = [
        *refusals.of_sentences(understood),
        *(r for reader in readers for r in reader.refused),
    ]
    refused += [
        refusals.of(understood.plain, fact.start, fact.end, reason)
        for fact, reason in drafted.unused
    ]
    ordered = tuple(sorted(dict.fromkeys(refused), key=lambda r: (r.start, r.end)))
    own = refusals.of_salvos(ordered, understood, drafted.told)
    readings = tuple(reader.reading(own[reader.draft.salvo]) for reader in readers)
    return Understanding(text, readings, ordered)


def _beside(area: Fact | None, near: Fact | None) -> Fact | None:
    """The words of a landing without those of its landmark, or those where there are no others."""
    if area is None or near is None or not area.start <= near.start < near.end <= area.end:
        return area or near
    rest = area.value[near.end - area.start :].lstrip("の ")
    return area._replace(start=area.end - len(rest)) if rest else near


class _Reader:
    """Makes the reading of one draft."""

    def __init__(self, plain: Plain, draft: Draft, published: dt.date | None) -> None:
        self.plain = plain
        self.published = published
        self.draft = draft
        self.values: dict[str, Any] = {}
        self.evidence: list[Evidence] = []
        self.refused: list[Refusal] = []
        self.state = self._state()
        self._when()
        self._who_and_how_many()
        self._launch()
        for field in MEASURES:
            self._quantity(field)
        for field in ("direction", "assumption"):
            if field in draft.facts:
                fact = draft.facts[field]
                self.values[field] = fact.value
                self._witness(field, fact)
        self._landing()
        self._claims()
        self._others()

    def reading(self, refused: tuple[Refusal, ...]) -> Reading:
        """The reading, with what was refused beside its salvo."""
        draft, total = self.draft, self.draft.share.total
        event = {
            "salvo": draft.salvo,
            "missile": draft.share.missile,
            "count": values.count_json(draft.share.total),
            "times": self._times(),
        }
        return Reading(
            values=MappingProxyType({k: self.values[k] for k in _ORDER if k in self.values}),
            evidence=tuple(sorted(self.evidence, key=lambda e: (e.start, e.end))),
            refused=refused,
            event=MappingProxyType(event),
            part=(draft.share.part, total[0]) if draft.share.part and total else None,
            region=names.STATE_REGIONS.get(self.state),
        )

    # --- helpers -------------------------------------------------------------------------------

    def _words(self, start: int, end: int) -> str:
        """The text's own words between two positions of the plain text."""
        first, last = self.plain.span(start, end)
        words = " ".join(_BROKEN.sub("", self.plain.raw[first:last]).split())
        return "".join(filter(str.isprintable, words))[:LONGEST]

    def _witness(self, field: str, fact: Fact, amount: Any = None) -> None:
        first, last = self.plain.span(fact.start, fact.end)
        by = fact.by.name if fact.by is not None else None
        unit, bound = (amount.unit, amount.bound) if amount is not None else (None, None)
        self.evidence.append(
            Evidence(field, self.plain.raw[first:last], first, last, by, unit, bound)
        )

    def _refuse(self, fact: Fact, reason: str) -> None:
        self.refused.append(refusals.of(self.plain, fact.start, fact.end, reason))

    def _as_written(self, fact: Fact, canonical: str, find: Callable[[str], places.Match]) -> str:
        """A name in the text's own words where the gazetteer reads them the same."""
        written = self._words(fact.start, fact.end)
        try:
            match = find(written)
        except PlaceError:
            return canonical
        return written if match.place.name == canonical and not match.fuzzy else canonical

    def _state(self) -> str:
        """Whose launch it was: the state of the launch place, else who is said to have fired."""
        if "launch" in self.draft.facts:
            kind, canonical, _ = self.draft.facts["launch"].value
            if kind == "place":
                place = names.site(canonical).place
                return str(getattr(place, "country", ""))
            if canonical in names.STATE_REGIONS.values():
                return next(s for s, region in names.STATE_REGIONS.items() if region == canonical)
        shots = (f.value for f in self.draft.said if f.field == "shot" and f.value)
        return str(next(shots, ""))

    def _offset_h(self, time: Fact) -> float | None:
        """Hours from UTC where the launch was; Korea's in a text that names it.

        Japanese and South Korean officials give a time on their own clock.
        """
        by = time.by or self.draft.by
        if by is not None and not time.value.zone and by.rank != _MEDIA and by.state in _OWN_CLOCK:
            return names.offset_h(by.state)
        known = self.state or ("PRK" if _KOREA.search(self.plain.text) else "")
        return names.offset_h(known) if known else None

    # --- when, who, how many -------------------------------------------------------------------

    def _when(self) -> None:
        event, fact = self.draft.event, self.draft.facts.get("time")
        date = self._day_of(fact)
        if date is not None and fact is not None and fact.value.next_day:
            date += dt.timedelta(days=1)
        if fact is not None and not fact.value.band:
            shown, moved = values.local(fact.value, 0, date, self._offset_h(fact))
            if shown:
                self.values["time"] = shown
                self._witness("time", fact)
                date = moved or date
        if date is not None and event.day is not None:
            self.values["date"] = date.isoformat()
            first, last = self.plain.span(*event.day[1:])
            self.evidence.append(Evidence("date", self.plain.raw[first:last], first, last))

    def _day_of(self, fact: Fact | None) -> dt.date | None:
        """The day of the launch, on the clock that a time is given by.

        A day that is named elsewhere in the text is that of the launch's own clock, and one day
        off where that and the clock of the time (Greenwich, New York, …) have two.
        """
        event = self.draft.event
        date = event.date
        if fact is not None and fact.value.day is not None and fact.value.day.kind != "same":
            return days.resolve(fact.value.day, self.published) or date
        if fact is None or date is None or event.day is None:
            return date
        if fact.value.zone not in GREENWICH | ABROAD:
            return date
        text, (first, last) = self.plain.text, sorted((event.day[1], fact.start))
        together = last - first <= _BESIDE and "\n" not in text[first:last]
        if together or days.scan(text[max(0, fact.start - _JUST_BEFORE) : fact.start]):
            return date
        moved = values.local(fact.value, 0, date, self._offset_h(fact))[1] or date
        return date - (moved - date)

    def _times(self) -> list[str]:
        fact = self.draft.facts.get("time")
        if fact is None or fact.value.band:
            return []
        date, offset_h = self._day_of(fact), self._offset_h(fact)
        each = range(len(fact.value.times))
        shown = [values.local(fact.value, which, date, offset_h)[0] for which in each]
        return [time for time in shown if time]

    def _who_and_how_many(self) -> None:
        draft = self.draft
        if draft.by is not None:
            self.values["reported_by"] = draft.by.name
            self._speaker()
        total = draft.share.total
        if draft.share.count is not None:
            self.values["count"] = values.count_json(draft.share.count)
        own = (f for f in draft.said if f.field in _COUNTS and f.missile == draft.share.missile)
        counts = (f for f in draft.said if f.field == "count" and total and f.value[0] == total[0])
        fact = next(own, None) if draft.share.missile is not None else None
        fact = fact or next(counts, None)
        if fact is not None and draft.share.count is not None:
            self._witness("count", fact)

    def _speaker(self) -> None:
        """Where the source is named: the last place before its first fact, else the first."""
        named = self.draft.event.voices.get(self.draft.by, []) if self.draft.by else []
        if named:
            start = min((fact.start for fact in self.draft.facts.values()), default=0)
            at = max(bisect_right(named, (start, _FAR)) - 1, 0)
            first, last = self.plain.span(*named[at])
            self.evidence.append(Evidence("reported_by", self.plain.raw[first:last], first, last))

    # --- where from ----------------------------------------------------------------------------

    def _launch(self) -> None:
        fact = self.draft.facts.get("launch")
        if fact is None:
            return
        kind, canonical, _ = fact.value

        find = names.site if kind == "place" else names.region
        launch = {kind: self._as_written(fact, canonical, find)}
        platform = self.draft.facts.get("platform")
        if platform is not None:
            launch["platform"] = platform.value
            self._witness("launch.platform", platform)
        self.values["launch"] = launch
        self._witness(f"launch.{kind}", fact)

    # --- figures -------------------------------------------------------------------------------

    def _quantity(self, field: str) -> None:
        fact = self.draft.facts.get(field)
        if fact is None:
            return
        read = self._read(fact, fact.value, self._words(fact.start, fact.end))
        if isinstance(read, Measure):
            if field == "range" and max(read.ends_km) > HALF_MERIDIAN_KM:
                self._refuse(fact, "far")
                return
            self.values[field] = values.measure_json(read)
        elif read is not None:
            self.values[field] = values.duration_json(read)
        if read is not None:
            self._witness(field, fact, fact.value)

    def _read(self, fact: Fact, amount: Any, words: str) -> Measure | Duration | None:
        try:
            return values.quantity(amount, words)
        except ReportError as error:
            self._refuse(fact, str(error))
            return None

    # --- where to ------------------------------------------------------------------------------

    def _landing(self) -> None:
        facts, landing = self.draft.facts, dict[str, Any]()
        if "sea" in facts:
            fact = facts["sea"]
            landing["sea"] = self._as_written(fact, fact.value[0], names.water)
            self._witness("landing.sea", fact)
            if not fact.value[1]:
                landing["aimed"] = True
        if "near" in facts:
            landing["near"] = self._near(facts["near"])
        area = _beside(facts.get("area"), facts.get("near"))
        if area is not None:
            landing["area"] = self._words(area.start, area.end)
            self._witness("landing.area", area)
        if landing:
            self.values["landing"] = landing

    def _near(self, fact: Fact) -> dict[str, Any]:
        near: Near = fact.value
        told: dict[str, Any] = {"place": near.place}
        words = self._words(near.distance.start, near.distance.end)
        read = self._read(fact, near.distance, words)
        if isinstance(read, Measure):
            told["km"] = values.measure_json(read)
        if near.word is not None:
            told["direction"] = near.word
        self._witness("landing.near", fact, near.distance)
        return told

    def _others(self) -> None:
        """Who told single values, where that is not the source of the report."""
        given = self.values.keys() | self.values.get("landing", {}).keys()
        tellers = (
            (name, self.draft.facts[name].by) for name in ToldBy.model_fields if name in given
        )
        reporter = self.values.get("reported_by")
        told = {name: by.name for name, by in tellers if by is not None and by.name != reporter}
        if told:
            self.values["told_by"] = told

    # --- verdicts ------------------------------------------------------------------------------

    def _teller(self, zone: str) -> Agency | None:
        """Who said what a text says of a zone without naming anybody.

        Its source, unless officials of several states speak and it is not the zone's own.
        """
        by = self.draft.by
        officials = {voice.state for voice in self.draft.event.voices if voice.rank == _OFFICIAL}
        alone = by is None or by.state == zone or officials <= {by.state}
        return by if alone else None

    def _claims(self) -> None:
        claims = []
        for fact in self.draft.claims:
            if fact.missile not in {None, self.draft.share.missile}:
                continue
            by = fact.by or self._teller(fact.value.zone)
            claims.append(
                {
                    "by": by.name if by is not None else _NOBODY,
                    "zone": fact.value.zone,
                    "verdict": fact.value.verdict,
                    "certainty": fact.value.certainty,
                }
            )
            self._witness(f"claims[{len(claims) - 1}].verdict", fact)
        if claims:
            self.values["claims"] = claims
