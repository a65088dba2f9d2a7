"""What earlier launches of a region say about the next bearing.

Launches have habits: on 64 launches after 2020 a compass word times the habit of the launches to
2020 scored a Brier of 0.086 where the word alone scored 0.143.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from geo import datafiles

_FEWEST = 10
"""A habit is not read out of fewer launches than this."""

LAST_DAY = dt.date(2020, 12, 31)
"""Later launches are no part of the habit: on them it was measured what the habit is worth."""


@dataclass(frozen=True)
class Prior:
    """Bearings of earlier launches of one country, as a normal distribution.

    Attributes:
        country: ISO code of the country they were launched from.
        mean_deg, sd_deg: of the bearings.
        launches: how many launches it rests on; missiles fired together count once.
        first, last: dates of the earliest and the latest of them.
    """

    country: str
    mean_deg: float
    sd_deg: float
    launches: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class _Launch:
    date: dt.date
    site: str
    country: str
    bearing_deg: float


@cache
def _launches() -> tuple[_Launch, ...]:
    with datafiles.path("launches", "launches.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            _Launch(
                dt.date.fromisoformat(row["date"]),
                row["site"],
                row["country"],
                float(row["bearing_deg"]),
            )
            for row in csv.DictReader(file)
            if row["bearing_deg"] and dt.date.fromisoformat(row["date"]) <= LAST_DAY
        )


def of(country: str | None, date: dt.date | None = None, *, before: bool = False) -> Prior | None:
    """The habit of a country's launches, or None where too few are known.

    Args:
        country: ISO code.
        date: the launch being judged, which is never counted.
        before: count only launches before that date, as a backtest must.

    >>> prior = of("PRK")
    >>> prior.launches, round(prior.mean_deg), round(prior.sd_deg)
    (20, 72, 14)
    """
    return _of(country, date, before)


@lru_cache(maxsize=65_536)
def _of(country: str | None, date: dt.date | None, before: bool) -> Prior | None:  # noqa: FBT001
    salvos: dict[tuple[dt.date, str], list[float]] = {}
    for launch in _launches():
        known = not before or date is None or launch.date < date
        if launch.country == country and launch.date != date and known:
            salvos.setdefault((launch.date, launch.site), []).append(launch.bearing_deg)
    if len(salvos) < _FEWEST:
        return None
    mean_deg, sd_deg = _mean_and_sd([_mean_and_sd(each)[0] for each in salvos.values()])
    dates = sorted(date for date, _ in salvos)
    return Prior(
        country or "",
        mean_deg,
        sd_deg,
        len(salvos),
        dates[0],
        dates[-1],
    )


def _mean_and_sd(bearings_deg: list[float]) -> tuple[float, float]:
    """Mean in [0, 360) and standard deviation, measured from the direction of their sum."""
    angle = np.radians(bearings_deg)
    middle = np.degrees(np.arctan2(np.sin(angle).sum(), np.cos(angle).sum()))
    off = (np.array(bearings_deg) - middle + 180) % 360 - 180
    freedom = max(len(off) - 1, 1)
    return float((middle + off.mean()) % 360), float(np.sqrt(off.var() * len(off) / freedom))
