"""Many rows of a table at once: what `geo check` finds for each, to the last digit."""

from geo.batch.working import RESULTS, Plan, work

__all__ = ["RESULTS", "Plan", "work"]
