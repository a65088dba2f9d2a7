"""The gazetteer: places, regions, seas."""

from geo.places.gazetteer import (
    Match,
    Place,
    Region,
    all_places,
    all_regions,
    find_place,
    find_region,
    find_sea,
    is_within,
    label,
    nearest_site,
    search,
)

__all__ = [
    "Match",
    "Place",
    "Region",
    "all_places",
    "all_regions",
    "find_place",
    "find_region",
    "find_sea",
    "is_within",
    "label",
    "nearest_site",
    "search",
]
