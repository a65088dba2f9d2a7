"""A report: what one source said about one launch."""

from geo.report.parts import Claim, Count, Direction, Landing, Launch, Near, Source
from geo.report.record import Report, parse

__all__ = [
    "Claim",
    "Count",
    "Direction",
    "Landing",
    "Launch",
    "Near",
    "Report",
    "Source",
    "parse",
]
