"""What commands of the command line have in common."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from geo.errors import ReportError

Language = Literal["en", "ja", "ko"]
Lang = Annotated[Language, typer.Option(help="Language of what is written.")]
Dataset = Annotated[str, typer.Option(help="Which zones to use; see `geo zones list`.")]
Zone = Annotated[str, typer.Option(help="Whose waters: an ISO code.")]
View = Annotated[str | None, typer.Option(help="Whose reading: japan, korea, …, undisputed.")]
Given = Annotated[str | None, typer.Option(help="Take a verdict as true: inside or outside.")]
Habit = Annotated[bool, typer.Option(help="Use the habit of earlier launches.")]
Stderr = Annotated[float, typer.Option(help="Standard error to reach, 0 to 1.")]
Set = Annotated[list[str] | None, typer.Option("--set", help="Change a spread, as bearing_deg=3.")]
Map = Annotated[Path | None, typer.Option("--map", help="Write the map to this HTML file.")]
Figure = Annotated[
    Path | None,
    typer.Option(help="Write a figure to this PNG, SVG or PDF file; needs the extra `figure`."),
]

_POLE_DEG, _ROUND_DEG = 90.0, 180.0


def settings(pairs: list[str]) -> dict[str, float]:
    """Spreads given as name=value.

    Raises:
        ReportError: one is not.
    """
    found: dict[str, float] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise ReportError(
                f"--set {pair!r}: expected name=number, such as bearing_deg=3"
                + ("" if equals else "; the = is missing")
            ) from None
    return found


@contextmanager
def bar() -> Iterator[Callable[[str, float], None]]:
    """A bar that shows the progress of long work to whoever sits before a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<22}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        task = shown.add_task("starting", total=1.0)
        yield lambda step, share: shown.update(task, description=step, completed=share)


def coordinates(text: str) -> dict[str, object]:
    """LAT,LON as people type them on a command line."""
    parts = text.replace(" ", "").split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        raise ReportError(
            f"--launch {text!r}: expected LAT,LON in degrees, such as 39.05,125.95"
        ) from None
    if _POLE_DEG < abs(lat) <= _ROUND_DEG and abs(lon) <= _POLE_DEG:
        raise ReportError(
            f"--launch {text!r}: latitude {lat:g} lies beyond the pole; expected LAT,LON in "
            f"degrees: launch.lat is at most 90; write {lon:g},{lat:g} if the two were swapped"
        )
    return {"lon": lon, "lat": lat}
