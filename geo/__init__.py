"""From a reported missile launch to a verdict on a map."""

__version__ = "0.1.0"
