"""From a report to a finding: the one place where the parts meet."""

from geo.check.checking import Options, check

__all__ = ["Options", "check"]
