"""Rows that say only from where, how far and where to: understood without making a report.

What they mean is what `geo.report` and `geo.check.origin` make of them; whatever is out of the
ordinary is left to these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo.check import Options, origin
from geo.errors import SplashlineError
from geo.measure import Measure, compass, parse_distance
from geo.prior import Prior
from geo.report.parts import Launch
from geo.splash import bearings_for
from geo.splash.distributions import Bearings
from geo.spreads import Spreads
from geo.tables.rows import Row


@dataclass(frozen=True)
class Plain:
    """Such a row.

    Attributes:
        launch: a point, as understood.
        measure: how far.
        bearings: where to.
        prior: the habit of earlier launches, where it is used.
        directed: whether anything says where to.
        from_sea: whether it was fired from a ship or submarine.
    """

    launch: origin.Understood
    measure: Measure
    bearings: Bearings
    prior: Prior | None
    directed: bool
    from_sea: bool


def of(row: Row, options: Options, spreads: Spreads) -> Plain | None:
    """The row as numbers; None where it says more, or something that takes a report to judge.

    Args:
        row: without an error.
        options: what is asked.
        spreads: widths of what was reported.
    """
    given = row.given
    if options.given is not None or "landing" in given:
        return None
    try:
        launch = _launch(given["launch"], spreads)
        measure = _measure(given["range"])
        told = _told(given.get("direction"))
    except (SplashlineError, TypeError, ValueError):
        return None
    if launch is None or told is _UNTOLD:
        return None
    understood, from_sea = launch
    known, _ = origin.Habits(options.use_prior, options.backtest).of(
        understood.origin.country,
        given.get("date"),  # type: ignore[arg-type]
        given=told,
        from_sea=from_sea,
        spreads=spreads,
    )
    habit = None if known is None else (known.mean_deg, known.sd_deg)
    deg, points, spread = told or (None, None, None)
    bearings = bearings_for(deg, points, spread, habit, spreads)
    directed = told is not None or known is not None
    return Plain(understood, measure, bearings, known, directed, from_sea)


_UNTOLD: origin.Heading = (-1.0, None, None)
_PLATFORMS = {None, "land", "ship", "submarine"}


def _told(direction: object) -> origin.Heading | None:
    """A direction as degrees, points of its rose and spread; `_UNTOLD` if it takes a report."""
    if direction is None:
        return None
    if isinstance(direction, str):
        point = compass.point(direction)
        return point.deg, point.points, None
    if isinstance(direction, Mapping):
        deg, spread = direction.get("deg"), direction.get("spread_deg")
        if isinstance(deg, float) and 0 <= deg <= 360 and _spread(spread, 180):
            return deg, None, spread
    return _UNTOLD


def _measure(given: object) -> Measure:
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return _parsed(type(given).__name__, given)
    return parse_distance(given)


@lru_cache(maxsize=20_000)
def _parsed(kind: str, given: str | float) -> Measure:
    del kind  # 1000 and 1000.0 are equal, and not the same
    return parse_distance(given)


def _spread(given: object, most: float) -> bool:
    return given is None or (isinstance(given, float) and 0 < given <= most)


def _launch(given: object, spreads: Spreads) -> tuple[origin.Understood, bool] | None:
    """A launch from a point as understood, and whether from the sea."""
    if not isinstance(given, Mapping) or given.get("platform") not in _PLATFORMS:
        return None
    spread_km, lon, lat = (given.get(key) for key in ("spread_km", "lon", "lat"))
    if not _spread(spread_km, 1000):
        return None
    from_sea = given.get("platform") in {"ship", "submarine"}
    if "place" in given:
        return _placed(str(given["place"]), spread_km, spreads), from_sea
    on_earth = (
        isinstance(lon, float)
        and isinstance(lat, float)
        and -180 <= lon <= 180
        and -90 <= lat <= 90
    )
    if not on_earth:
        return None
    return _positioned(lon, lat, spread_km or spreads.point_km), from_sea


@lru_cache(maxsize=20_000)
def _positioned(lon: float, lat: float, spread_km: float) -> origin.Understood:
    return origin.position(lon, lat, spread_km)


@lru_cache(maxsize=20_000)
def _placed(name: str, spread_km: float | None, spreads: Spreads) -> origin.Understood:
    return origin.understand(Launch(place=name, spread_km=spread_km), spreads)
