"""Checking reports, and reading texts."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.cli import tools, write
from geo.cli.tools import (
    Dataset,
    Figure,
    Given,
    Habit,
    Lang,
    Language,
    Map,
    Set,
    Stderr,
    View,
    Zone,
)
from geo.errors import ReportError, SplashlineError
from geo.text import printable

if TYPE_CHECKING:
    from geo.finding import Finding
    from geo.report import Report


def check(
    reports: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Reports: YAML, JSON, text, HTML, PDF; - for standard input.", show_default=False
        ),
    ] = None,
    *,
    published: Annotated[
        str | None, typer.Option(help="Date of publication of texts, as 2025-01-06.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Launch site, instead of a report.")] = None,
    launch: Annotated[str | None, typer.Option(help="Launch as LAT,LON in degrees.")] = None,
    spread: Annotated[float | None, typer.Option(help="Spread of the launch, km.")] = None,
    range_: Annotated[
        str | None, typer.Option("--range", help="Range, such as 'about 1100 km'.")
    ] = None,
    direction: Annotated[
        str | None, typer.Option(help="Compass word or degrees from north.")
    ] = None,
    sea: Annotated[str | None, typer.Option(help="Sea in which it is said to have fallen.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the launch, as 2025-01-06.")] = None,
    zone: Zone = "JPN",
    view: View = None,
    dataset: Dataset = "splashline",
    treaties: Annotated[
        bool, typer.Option(help="Use agreed boundaries; otherwise medians alone.")
    ] = True,
    given: Given = None,
    prior: Habit = True,
    stderr: Stderr = 0.002,
    spreads: Set = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the finding as JSON.")] = False,
    map_: Map = None,
    figure: Figure = None,
    size: Annotated[
        Literal["web", "print"] | None,
        typer.Option(help="Size of the figure; PNG is for the web, SVG and PDF are for print."),
    ] = None,
    exports: Annotated[
        list[Path] | None,
        typer.Option(
            "--export",
            help="Write a file for other programs: .gpkg, .geojson, .kml, .kmz, .czml, .json, "
            ".md or .txt; may be given several times.",
        ),
    ] = None,
    lang: Lang = "en",
) -> None:
    """Where can it have come down, and in whose waters?"""
    from geo import check as checking
    from geo import zones

    outputs = write.outputs(map_, figure, size, exports or [], reports or [])
    typed: dict[str, object] = {
        "place": place,
        "launch": launch,
        "spread": spread,
        "range": range_,
        "direction": direction,
        "sea": sea,
        "date": date,
    }
    asked = _asked(reports or [], typed, published, lang)
    options = checking.Options(
        zone=zone.upper(),
        view=view,
        given=given,
        use_prior=prior,
        stderr=stderr,
        spreads=tools.settings(spreads or []),
    )
    loaded = zones.load(dataset, treaties=treaties)
    findings = []
    for where, report in asked:
        try:
            findings.append(checking.check(report, loaded, options))
        except SplashlineError as error:
            if len(asked) > 1:  # which of them it was
                error.args = (f"{printable(where)}: {error}",)
            raise
    written = write.all_of(outputs, findings, reports or [], loaded, lang)
    if as_json:
        from geo import summary

        plain = [summary.of(finding, lang) for finding in findings]
        typer.echo(json.dumps(plain if len(plain) > 1 else plain[0], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            _print(finding, lang)
        for option, path in written:
            typer.echo(f"  {option[2:]}: {printable(str(path))}")


def read(
    text: Annotated[str, typer.Argument(help="A text, a file of one, or - for standard input.")],
    *,
    published: Annotated[
        str | None, typer.Option(help="Date of publication, as 2025-01-06.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the text with its values marked to this file.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a list of reports with their evidence.")
    ] = False,
    lang: Lang = "en",
) -> None:
    """Free text to reports, with the words that each value came from."""
    from geo import files, intake, reading
    from geo.reading import marked, render

    if html is not None:
        files.check_target(html)
        write.keep("--html", html, {Path(text): "the text itself"}, "choose another name")
    source = intake.source_of(text)
    found = reading.understand(source.text, published or source.published)
    if html is not None:
        files.write_text(html, marked.page(found, lang))
    if as_json:
        typer.echo(json.dumps(render.plain(found), ensure_ascii=False, indent=2))
    else:
        typer.echo(render.yaml(found, lang), nl=False)


def _asked(
    files: list[Path], typed: dict[str, object], published: str | None, lang: Language
) -> "list[tuple[str, Report]]":
    """The reports to check, each with its file: those in files, or the one of the options."""
    from geo import report

    typed = {name: value for name, value in typed.items() if value not in (None, "")}
    if files and typed:
        raise ReportError(
            "both a file and options such as --place describe the launch; expected one of them: "
            "put everything into the file, or leave it out"
        )
    if files:
        return _taken_in(files, published, lang)
    place, launch = typed.pop("place", None), typed.pop("launch", None)
    if (place is None) == (launch is None):
        raise ReportError(
            "expected a report file, or one of --place and --launch with --range: try "
            "geo check --place Pyongyang --range 'about 1100 km' --direction north-east"
        )
    origin = {"place": place} if place else tools.coordinates(str(launch))
    if "spread" in typed:
        origin["spread_km"] = typed.pop("spread")
    if "sea" in typed:
        typed["landing"] = {"sea": typed.pop("sea")}
    return [("options", report.parse({"launch": origin, **typed}, "options"))]


def _taken_in(
    files: list[Path], published: str | None, lang: Language
) -> "list[tuple[str, Report]]":
    """The reports in files; says how each was read where one is not written as a report."""
    from geo import reportfile

    if all(path.suffix.lower() in {".yaml", ".yml", ".json"} for path in files):
        return [(str(path), found) for path in files for found in reportfile.load(path)]
    from geo import intake

    found = [(path, intake.load(path, published, lang)) for path in files]
    for path, taken in found:
        for line in taken.said or (f"{path}: read as {taken.how}",):
            typer.echo(f"geo: {printable(line)}", err=True)
    return [(str(path), report) for path, taken in found for report in taken.reports]


def _print(finding: "Finding", lang: Language) -> None:
    from rich.console import Console

    from geo import terminal

    Console(highlight=False, markup=False).print(terminal.render(finding, lang))
