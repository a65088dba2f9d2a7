"""The files that the command line writes beside what it prints."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError, ReportError

if TYPE_CHECKING:
    from geo.finding import Finding
    from geo.reach import Reach
    from geo.wording import Lang
    from geo.zones import Zones

    Writer = Callable[[Path, Finding, Zones, Lang], None]


@dataclass(frozen=True)
class Output:
    """A file that was asked for: by which option, where, and what writes it."""

    option: str
    path: Path
    write: "Writer"

    def place(self, number: int, count: int) -> Path:
        """Where the output of one of several reports goes.

        >>> Output("--map", Path("map.html"), lambda *_: None).place(2, 3).name
        'map-2.html'
        """
        if count == 1:
            return self.path
        return self.path.with_stem(f"{self.path.stem}-{number}")


def outputs(
    map_: Path | None,
    figure: Path | None,
    size: str | None,
    exports: list[Path],
    reports: list[Path],
) -> list[Output]:
    """The files to write; refused at once if they cannot be, or would replace a report.

    Raises:
        OutputError: a file that cannot be written, or whose name says no format.
        ReportError: a size without a figure.
    """
    found = []
    if map_ is not None:
        from geo import maps

        check_map(map_, reports)
        found.append(Output("--map", map_, maps.write))
    if figure is not None:
        found.append(Output("--figure", figure, _figure(figure, size, reports)))
    elif size is not None:
        raise ReportError(f"--size {size} without a figure; expected both: add --figure FILE")
    for path in exports:
        from geo import export

        export.check_target(path)
        _keep_reports("--export", path, reports, "choose another name")
        found.append(Output("--export", path, export.write))
    return found


def all_of(
    outputs: list[Output],
    findings: "list[Finding]",
    reports: list[Path],
    loaded: "Zones",
    lang: "Lang",
) -> list[tuple[str, Path]]:
    """Write every output of every finding, numbered where there are several; say what was written.

    Raises:
        OutputError: a file that cannot be written, or would replace a report.
    """
    count = len(findings)
    places = [
        (output, output.place(number, count), finding)
        for number, finding in enumerate(findings, start=1)
        for output in outputs
    ]
    for output, path, _ in places:
        _keep_reports(output.option, path, reports, "choose another name")
    for output, path, finding in places:
        output.write(path, finding, loaded, lang)
    return [(output.option, path) for output, path, _ in places]


def check_map(path: Path, reports: list[Path]) -> None:
    """Refuse a map that cannot be written, or would be written over a report."""
    from geo import files

    files.check_target(path)
    _keep_reports("--map", path, reports, "name it .html")


def reach_figure(path: Path, found: "Reach", loaded: "Zones", lang: "Lang") -> None:
    """Write the figure of a reach."""
    from geo import files
    from geo.maps import paper, reachfigure

    kind = paper.kind_of(path)
    files.check_target(path)
    with _extra():
        drawn = reachfigure.draw(found, loaded, kind, lang)
    files.write_bytes(path, drawn)


def _figure(path: Path, size: str | None, reports: list[Path]) -> "Writer":
    from geo import files
    from geo.maps import paper

    paper.kind_of(path)
    files.check_target(path)
    _keep_reports("--figure", path, reports, "choose another name")

    def write(path: Path, finding: "Finding", loaded: "Zones", lang: "Lang") -> None:
        with _extra():
            from geo.maps import figure

            figure.write(path, finding, loaded, lang, size)

    return write


@contextlib.contextmanager
def _extra() -> Iterator[None]:
    """Say in one line which extra is missing."""
    try:
        yield
    except ImportError as error:
        raise ReportError(
            f"--figure needs the extra `figure` ({error.name} is missing): pip install "
            "'splashline[figure]'"
        ) from error


def _keep_reports(option: str, path: Path, reports: Sequence[Path], remedy: str) -> None:
    """Refuse a file that would be written over a report."""
    keep(option, path, dict.fromkeys(reports, "the report itself"), remedy)


def keep(option: str, path: Path, inputs: Mapping[Path, str], remedy: str) -> None:
    """Refuse a file that would be written over what is read.

    Args:
        option: that named the file.
        path: the file.
        inputs: what is read, each with what it is.
        remedy: what to do instead.

    Raises:
        OutputError: it is one of the inputs.
    """
    for given, what in inputs.items():
        with contextlib.suppress(OSError):  # not there, or a text that is too long for a name
            if path.samefile(given):
                raise OutputError(f"{option} {path} is {what}; expected another file: {remedy}")
