"""Splash and zones: chances, margins, and what can be ruled out."""

from geo.assess.chances import (
    NOWHERE,
    Reach,
    Waters,
    beyond,
    inside,
    locate,
    margin_km,
    margins_km,
    reach,
    ring,
    share_of_rows,
    surely_touched,
    untouched,
    waters,
)

__all__ = [
    "NOWHERE",
    "Reach",
    "Waters",
    "beyond",
    "inside",
    "locate",
    "margin_km",
    "margins_km",
    "reach",
    "ring",
    "share_of_rows",
    "surely_touched",
    "untouched",
    "waters",
]
