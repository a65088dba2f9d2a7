"""The splash: where a missile can have come down, as a weighted sample."""

from geo.splash.sampling import (
    AMPLE,
    MOST_LOG2,
    Drawn,
    Flight,
    Share,
    Splash,
    Weight,
    aim,
    bearings_for,
    direction_spread_deg,
    draw,
    first_log2,
    ratio,
    sample,
)

__all__ = [
    "AMPLE",
    "MOST_LOG2",
    "Drawn",
    "Flight",
    "Share",
    "Splash",
    "Weight",
    "aim",
    "bearings_for",
    "direction_spread_deg",
    "draw",
    "first_log2",
    "ratio",
    "sample",
]
