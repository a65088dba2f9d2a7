"""Zones: waters by kind and claimants, with their provenance."""

from geo.zones.dataset import Agreements, Limits, Provenance, Zones
from geo.zones.load import SHIPPED, available, load
from geo.zones.states import UNDISPUTED

__all__ = [
    "SHIPPED",
    "UNDISPUTED",
    "Agreements",
    "Limits",
    "Provenance",
    "Zones",
    "available",
    "load",
]
