"""The steps of an import: unpack, read, who claims what, clean outlines, limits, store."""

from collections.abc import Callable

Box = tuple[float, float, float, float]
Progress = Callable[[str, float], None]


def quiet(step: str, share: float) -> None:
    """Progress that nobody watches."""
