"""Reported distances and flight times with their widths."""

from geo.measure.reported import (
    HALF_MERIDIAN_KM,
    LONGEST_MIN,
    Duration,
    Measure,
    parse_distance,
    parse_duration,
)

__all__ = [
    "HALF_MERIDIAN_KM",
    "LONGEST_MIN",
    "Duration",
    "Measure",
    "parse_distance",
    "parse_duration",
]
