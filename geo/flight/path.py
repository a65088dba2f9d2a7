"""From range, apogee and flight time of a report to its trajectory.

The splash is the sample of launches and landings. Apogees or flight times are drawn beside it, and
an arc over the turning Earth goes through each.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from geo.ballistics import rotating
from geo.ballistics.trajectory import Trajectory
from geo.finding import Nominal, Note, Origin, Statement, Value, outcome
from geo.flight import figures as flightfigures
from geo.flight.figures import Given, band
from geo.geodesy import Floats
from geo.measure import Duration, Measure
from geo.report import Report
from geo.report import words as measurewords
from geo.report.fields import HIGHEST_APOGEE_KM
from geo.splash import Share, Splash, sobol
from geo.splash.distributions import normal_quantile, range_km
from geo.spreads import Spreads

PER_SCRAMBLE = 128
STDERR = 0.005  # draws that many at least
_FEWEST_EFFECTIVE = 400.0
_LONG_MIN, _LEAST_PART = 30.0, 0.2  # of flights that burn for as long as any, and of their boost
_LARGEST_STEP = 0.1  # of a height: "about 100 km" is not rounded to hundreds
_ENOUGH_MIN = 1e-4
_RARE = 0.05


@dataclass(frozen=True)
class Flown:
    """What came of a report's apogee and flight time.

    Attributes:
        trajectory: None where neither is reported, or where no ballistic arc has the numbers.
        statements: that on the flight time, tested.
        notes: why there is no arc.
    """

    trajectory: Trajectory | None = None
    statements: tuple[Statement, ...] = ()
    notes: tuple[Note, ...] = ()


def work_out(
    report: Report, origin: Origin, splash: Splash, nominal: Nominal | None, spreads: Spreads
) -> Flown:
    """The trajectory of a report, and what that makes of its flight time.

    Args:
        report: whose apogee and flight time are asked about.
        origin: where it was fired from.
        splash: the sample of launches and landings.
        nominal: the middle of the splash, None without a direction.
        spreads: the widths.
    """
    if report.apogee is None and report.flight is None:
        return Flown()
    thin = _thinned(splash)
    u, v = sobol.points(6, int(np.log2(thin.lon.shape[1])))[4:]  # the splash has the other four
    ends = (thin.launch_lon, thin.launch_lat), (thin.lon, thin.lat)
    if report.apogee is not None:
        high_km = _heights_km(u, report.apogee, spreads)
        shots = rotating.shoot_any(*ends, high_km, enough_min=_ENOUGH_MIN)
    else:
        shots = rotating.shoot_timed(*ends, _free_min(u, v, report, spreads))
    possible = thin.share(shots.possible)
    if possible.value < _RARE:
        untold = None if report.apogee is not None else possible
        return Flown(None, _statements(report, untold), (_why(report),))
    thin = thin.reweighted(shots.possible.astype(float))
    given = Given(report, (origin.lon, origin.lat), nominal, spreads)
    found = flightfigures.of(given, thin, shots)
    if report.apogee is None or report.flight is None or not found.ballistic:
        return Flown(found, _statements(report, None))
    late_min = _minutes(v, report.flight, spreads) - shots.flight_min
    middle = report.flight.minutes - found.flight_min.value
    found = replace(found, residual_min=band(late_min, thin.weight, middle))
    holds = (late_min >= 0) & (late_min <= spreads.boost_min)
    return Flown(found, _statements(report, thin.share(holds)))


def _statements(report: Report, chance: Share | None) -> tuple[Statement, ...]:
    """The flight time as a statement, with the chance that it holds.

    None where it cannot be tested: it is what the arc was fitted to, or the shot may have glided.
    """
    if report.flight is None:
        return ()
    said = Statement("flight", report.teller("flight"), {}, time=report.flight)
    if chance is None:
        return (replace(said, used=report.apogee is None),)
    return (replace(said, chance=chance, result=outcome(chance)),)


def _thinned(splash: Splash) -> Splash:
    """The first points of each scramble, as many as bands need: they are a net of their own."""
    size, most = PER_SCRAMBLE, splash.lon.shape[1]
    while True:
        thin = Splash(*(getattr(splash, field.name)[:, :size] for field in fields(Splash)))
        if size >= most or thin.effective >= _FEWEST_EFFECTIVE:
            return thin
        size *= 2


# --- what was reported ---------------------------------------------------------------------------


def _heights_km(u: Floats, measure: Measure, spreads: Spreads) -> Floats:
    """Apogees that a reported one stands for."""
    step_km = min(measure.step_km, _LARGEST_STEP * measure.value_km)
    rounded = measure.model_copy(update={"step_km": step_km})
    wide = replace(spreads, range_percent=spreads.apogee_percent)
    return range_km(u, rounded, wide, 2 * HIGHEST_APOGEE_KM)


def _minutes(u: Floats, flight: Duration, spreads: Spreads) -> Floats:
    """Flight times that a reported one stands for: its rounding, or what lies beyond a bound."""
    if flight.bound in {"about", "exact"}:
        return np.asarray(flight.minutes + flight.half_step_min * (2 * u - 1))
    sign = -1 if flight.bound == "at_most" else 1
    beyond = normal_quantile((1 + u) / 2) * spreads.bound_percent / 100 * flight.minutes
    return np.asarray(np.maximum(flight.minutes + sign * beyond, 0))


def _free_min(u: Floats, v: Floats, report: Report, spreads: Spreads) -> Floats:
    """Reported flight times less what the boost phase may have added.

    Anything from a fifth of the most to the most for flights of half an hour or longer; in
    proportion for shorter ones, which burn for less.
    """
    assert report.flight is not None  # noqa: S101 - asked for by the caller
    minutes = _minutes(u, report.flight, spreads)
    most = spreads.boost_min * np.minimum(minutes / _LONG_MIN, 1)
    return np.asarray(minutes - most * (_LEAST_PART + (1 - _LEAST_PART) * v))


def _why(report: Report) -> Note:
    """Why there is no arc."""
    kind, values = "no_arc_long", dict[str, Value]()
    if report.apogee is not None:
        kind, values["apogee"] = "no_arc_high", measurewords.by_language(report.apogee)
    elif report.flight is not None:
        values["time"] = measurewords.by_language(report.flight)
    if report.range is None:
        return Note(f"{kind}_unranged", values)
    return Note(kind, values | {"range": measurewords.by_language(report.range)})
