"""From a report to a finding: the one place where the parts meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from geo import assess, geodesy, land, notewords, wording
from geo.check import origin, statements
from geo.check.statements import Told
from geo.errors import ContradictionError, ReportError, ZoneError
from geo.finding import Finding, Nominal, Note, Statement, Value, ZoneChance, outcome
from geo.flight import path as flightpath
from geo.report import Claim, Report
from geo.report import words as measurewords
from geo.splash import Drawn, Flight, Splash, Weight, draw
from geo.splash.distributions import range_km
from geo.spreads import Spreads
from geo.wording import LANGUAGES
from geo.zones import Zones, states

_MOSTLY = 0.5


@dataclass(frozen=True)
class Options:
    """What a user can ask for.

    Attributes:
        zone: ISO code of the state whose waters are asked about.
        view: whose reading of the zones; that state's own by default.
        given: ``inside`` or ``outside`` taken as true, or None.
        use_prior: whether the habit of earlier launches may be used.
        backtest: count only earlier launches for that habit.
        stderr: standard error to reach, 0 to 1.
        spreads: changes to the default spreads.
    """

    zone: str = "JPN"
    view: str | None = None
    given: str | None = None
    use_prior: bool = True
    backtest: bool = False
    stderr: float = 0.002
    spreads: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.given not in (None, "inside", "outside"):
            raise ReportError(
                f"--given {self.given!r}: expected inside or outside; leave it out to test the "
                "verdict instead of using it"
            )
        if not 1e-5 <= self.stderr <= 0.2:
            raise ReportError(
                f"--stderr {self.stderr}: expected a standard error from 0.00001 to 0.2, such as "
                "0.002 for 0.2 percentage points"
            )


def check(report: Report, zones: Zones, options: Options | None = None) -> Finding:
    """Work out everything for one report.

    Args:
        report: what was reported.
        zones: whose waters are where.
        options: what is asked.

    Raises:
        PlaceError: a place that is unknown or ambiguous.
        ZoneError: a zone or view that the dataset does not have.
        ContradictionError: statements of the report that cannot hold together.
    """
    return _Check(report, zones, options or Options()).finding()


class _Check:
    """The steps of one check; holds what several of them need."""

    def __init__(self, report: Report, zones: Zones, options: Options) -> None:
        self.report = report
        self.zones = zones
        self.options = options
        self.rows = zones.rows(options.zone, options.view)
        self.view = states.view_word(options.view or options.zone)
        self.spreads = Spreads().changed(options.spreads)
        understood = origin.understand(report.launch, self.spreads)
        self.area, self.origin = understood.area, understood.origin
        self.prior, self.prior_note = origin.Habits(options.use_prior, options.backtest).of(
            self.origin.country,
            report.date,
            given=origin.heading(report.direction),
            from_sea=report.launch.from_sea,
            spreads=self.spreads,
        )
        range_, tried = origin.range_tried(report, self.area, self.spreads)
        bearings = origin.bearings(report.direction, self.prior, self.spreads)
        self.flight = Flight(self.area, range_, bearings, self.spreads)
        self.base, at_sea = origin.weights(report.launch, self.area)
        self.told, guessed = statements.told(report, self.spreads)
        self.notes = [*understood.notes, *(note for note in (tried, at_sea) if note), *guessed]

    # --- what follows ---------------------------------------------------------------------------

    @property
    def directed(self) -> bool:
        """Whether anything says where it flew."""
        return (
            self.report.direction is not None
            or self.prior is not None
            or any(item.says.kind == "landmark" for item in self.told)
        )

    def _locate(self, splash: Splash) -> NDArray[np.int64]:
        return assess.locate(self.zones, splash.lon, splash.lat)

    def _inside(self, located: NDArray[np.int64]) -> NDArray[np.bool_]:
        return assess.inside(located, self.rows)

    def _given_weight(self) -> list[Weight]:
        if self.options.given is None:
            return []
        wanted = self.options.given == "inside"

        def given(splash: Splash) -> geodesy.Floats:
            return np.asarray((self._inside(self._locate(splash)) == wanted).astype(float))

        return [given]

    def finding(self) -> Finding:
        """Everything, put together."""
        centre = self.area.centre
        middle_km = min(self.flight.range.value_km, geodesy.MAX_RANGE_KM)
        waters = assess.waters(self.zones, self.rows)
        ring, ring_share = assess.ring(waters, centre, middle_km)
        weights = [*self.base, *(item.weight for item in self.told), *self._given_weight()]
        drawn = self._draw(weights) if self.directed else None
        chance = None if drawn is None else drawn.share
        settled = drawn or self._draw(weights)
        covered = self._covered(settled.splash, waters)
        nominal = None if drawn is None else self._nominal(drawn.splash, waters)
        ends = self._flight_ends(settled.splash, weights)
        flown = flightpath.work_out(self.report, self.origin, ends, nominal, self.spreads)
        return Finding(
            report=self.report,
            origin=self.origin,
            zone=self.options.zone,
            view=self.view,
            chance=chance,
            certain=self._certain(settled, waters) if covered else None,
            windows=ring,
            ring_share=ring_share,
            nominal=nominal,
            zones=() if drawn is None else self._zone_chances(drawn),
            statements=(*self._statements(drawn), *flown.statements),
            landmarks=tuple(item.landmark for item in self.told if item.landmark is not None),
            splash=None if drawn is None else drawn.splash,
            ring_km=middle_km,
            range_interval_km=self._range_interval(),
            trajectory=flown.trajectory,
            spreads=self.spreads,
            prior=self.prior,
            prior_note=self.prior_note,
            given=self.options.given,
            dataset=self.zones.provenance,
            stderr_target=self.options.stderr,
            capped=drawn is not None and drawn.capped,
            notes=(*self.notes, *flown.notes),
        )

    def _flight_ends(self, splash: Splash, weights: Sequence[Weight]) -> Splash:
        """Launches and landings for a trajectory: its bands need more points than loose chances."""
        asked = self.report.apogee is not None or self.report.flight is not None
        if not asked or splash.lon.shape[1] >= flightpath.PER_SCRAMBLE:
            return splash
        return self._draw(weights, flightpath.STDERR).splash

    def _draw(self, weights: Sequence[Weight], stderr: float | None = None) -> Drawn:
        aim = stderr or self.options.stderr
        try:
            return draw(self.flight, weights, self._locate, self._inside, aim)
        except ContradictionError:
            raise ContradictionError(self._contradiction()) from None

    def _contradiction(self) -> str:
        """Which statements cannot both hold."""
        flight = self._flight_words()
        alone: list[str] = []
        for item in self.told:
            try:
                draw(self.flight, [*self.base, item.weight], self._locate, self._inside, 0.2)
            except ContradictionError:
                alone.append(wording.says(item.says))
        if alone:
            return (
                f"the report contradicts itself: {flight} and {alone[0]!r} cannot both hold; "
                "check the two, or leave one out"
            )
        if self.options.given and len(self.told) == 0:
            return (
                f"nothing is left {self.options.given} {self.options.zone}'s waters: {flight} "
                f"rules that out; leave --given {self.options.given} out"
            )
        says = " and ".join(repr(wording.says(item.says)) for item in self.told[:2])
        return (
            f"the report contradicts itself: {says} cannot both hold with {flight}; check them, "
            "or leave one out"
        )

    def _flight_words(self) -> str:
        report = self.report
        words = [f"a launch from {self.origin.name}"]
        if report.range is not None:
            words.append(f"a range of {measurewords.distance(report.range)}")
        if report.direction is not None:
            words.append(f"direction {report.direction.word or f'{report.direction.deg:g}°'}")
        return ", ".join(words)

    def _certain(self, drawn: Drawn, waters: assess.Waters) -> str | None:
        """Inside or outside on any bearing: all samples agree and nothing of the zone is near.

        What the report says about the landing narrows the sample, but not what was in reach.
        """
        verdict, lines = {
            0.0: ("outside", waters.edges),
            1.0: ("inside", waters.limits),
        }.get(drawn.share.value, (None, None))
        if lines is None:
            return None
        view = lines.cosine(*self.area.centre)
        return verdict if assess.untouched(lines, view, assess.reach(self.flight)) else None

    def _covered(self, splash: Splash, waters: assess.Waters) -> bool:
        """Whether the dataset has an answer for all of a splash; a note says where it has none.

        Raises:
            ZoneError: it has none for most of it.
        """
        share = assess.beyond(self.zones, waters, splash)
        if share == 0.0:
            return True
        source = self.zones.provenance
        west, south, east, north = source.box
        said: dict[str, Value] = {"west": west, "east": east, "south": south, "north": north}
        said |= {"share": wording.percent(share), "dataset": source.name}
        said["state"] = {lang: states.name(self.options.zone, lang) for lang in LANGUAGES}
        note = Note("beyond", said)
        if share > _MOSTLY and self.directed:
            raise ZoneError(
                f"{notewords.text(note)}: ask about another zone, or import zones that reach there"
            )
        self.notes.append(note)
        return False

    def _nominal(self, splash: Splash, waters: assess.Waters) -> Nominal:
        """The middle of range and bearing; that of the sample where the landing is told."""
        bearing_deg = self.flight.bearings.mean_deg
        km = min(self.flight.range.value_km, geodesy.MAX_RANGE_KM)
        if self.told:
            weight = splash.weight.ravel()
            order = np.argsort(splash.range_km.ravel())
            total = np.cumsum(weight[order])
            km = float(splash.range_km.ravel()[order][np.searchsorted(total, total[-1] / 2)])
        direction = self.report.direction
        in_degrees = direction is not None and direction.points is None
        if self.told or (self.options.given and not in_degrees):
            weight = splash.weight.ravel()
            angle = np.radians(splash.bearing_deg.ravel())
            mean = np.arctan2((weight * np.sin(angle)).sum(), (weight * np.cos(angle)).sum())
            bearing_deg = float(np.degrees(mean)) % 360
        lon, lat = (float(x) for x in geodesy.direct(*self.area.centre, bearing_deg, km))
        x, y = np.array([lon]), np.array([lat])
        nowhere = assess.locate(self.zones, x, y)[0] == assess.NOWHERE
        ashore = bool(nowhere and land.holds(x, y)[0])
        margin_km = assess.margin_km(waters, lon, lat)
        return Nominal(lon, lat, bearing_deg, km, margin_km, on_land=ashore)

    def _zone_chances(self, drawn: Drawn) -> tuple[ZoneChance, ...]:
        shares = assess.share_of_rows(drawn.splash, drawn.seen, len(self.zones.kind))
        found = [
            ZoneChance(
                self.zones.owner(row, self.view) or "|".join(self.zones.claimants[row]),
                self.zones.kind[row],
                self.zones.claimants[row],
                {lang: names[row] for lang, names in self.zones.names.items()},
                share,
            )
            for row, share in enumerate(shares)
            if share.value > 0
        ]
        return tuple(sorted(found, key=lambda zone: -zone.chance.value))

    def _range_interval(self) -> tuple[float, float]:
        u = np.array([0.05, 0.95])
        ends = range_km(u, self.flight.range, self.spreads, geodesy.MAX_RANGE_KM)
        low, high = sorted(map(float, ends))  # "at most" is drawn downwards
        return low, high

    # --- statements ----------------------------------------------------------------------------

    def _statements(self, drawn: Drawn | None) -> list[Statement]:
        tested = [self._test_told(item) for item in self.told]
        if drawn is not None and self.options.given and self.report.claims:
            drawn = self._draw([*self.base, *(item.weight for item in self.told)])
        return [*tested, *(self._test_claim(claim, drawn) for claim in self.report.claims)]

    def _test_told(self, item: Told) -> Statement:
        """A statement about the landing, on the splash without it and without verdicts."""
        others = [other for other in self.told if other is not item]
        landmark = any(other.says.kind == "landmark" for other in others)
        if self.report.direction is None and self.prior is None and not landmark:
            return item.says
        try:
            share = draw(
                self.flight,
                [*self.base, *(other.weight for other in others)],
                item.test,
                lambda holds: holds > 0,
                self.options.stderr,
            ).share
        except ContradictionError:
            return item.says
        return replace(item.says, chance=share, result=outcome(share))

    def _test_claim(self, claim: Claim, drawn: Drawn | None) -> Statement:
        """A verdict about a zone, on the splash built without verdicts.

        A flight over a state is not tested: the splash knows where it ended, not what it passed.
        """
        names: dict[str, str] = {lang: states.name(claim.zone, lang) for lang in LANGUAGES}
        says = Statement("zone", claim.by, names, claim.verdict, claim.certainty)
        if claim.verdict not in {"inside", "outside"} or drawn is None:
            return says
        rows = self.zones.rows(claim.zone, self.options.view)
        inside = assess.inside(drawn.seen, rows)
        share = drawn.splash.share(inside if claim.verdict == "inside" else ~inside)
        return replace(says, chance=share, result=outcome(share))
