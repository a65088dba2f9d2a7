"""What a range can reach: an area, the cities in it, the states and waters it touches."""

from geo.reach.area import BEARINGS, Reach, Start, of_finding, of_range

__all__ = ["BEARINGS", "Reach", "Start", "of_finding", "of_range"]
