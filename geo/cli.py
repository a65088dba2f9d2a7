"""The command line: arguments, files, exit codes. The only module that prints."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn, cast

import typer

import geo
from geo import clibatch, clitools, cliwrite
from geo.clitools import Dataset, Language
from geo.errors import PlaceError, ReportError, SplashlineError
from geo.text import printable

if TYPE_CHECKING:
    from geo.finding import Finding
    from geo.reach import Reach
    from geo.report import Report
    from geo.zones import Zones

app = typer.Typer(
    name="geo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a reported missile launch to a verdict on a map.",
)
places_app = typer.Typer(no_args_is_help=True, help="The gazetteer of launch sites and landmarks.")
zones_app = typer.Typer(no_args_is_help=True, help="Maritime zones and where they come from.")
app.add_typer(places_app, name="places")
app.add_typer(zones_app, name="zones")
app.command("batch")(clibatch.batch)
app.command("backtest")(clibatch.backtest)

_MENDABLE = 2
_INTERRUPTED = 130
_NOBODY_READS = 141
_UsageError = cast("type[Exception]", typer.BadParameter.__bases__[0])
_ALIKE_PERCENT = 50.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors that a user can mend end it with one line and code 2.

    Args:
        arguments: what stands after the command's name; those of the process by default.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack the letters
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(arguments, prog_name="geo", standalone_mode=False)
        sys.stdout.flush()
    except SplashlineError as error:
        more = f" (and {error.problems - 1} more)" if error.problems > 1 else ""
        message = str(error).splitlines()[0] if more else str(error)
        _fail(f"{message}{more}")
    except _UsageError as error:
        _fail_usage(error)
    except typer.Abort:
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        _close_output()
        sys.exit(_NOBODY_READS)
    except OSError as error:
        _close_output()
        _fail(
            f"{error.filename or 'the output'} could not be read or written ({error.strerror}); "
            "expected a file or a terminal: check its path, its rights and the free space"
        )
    sys.exit(code)


def _fail(message: str) -> NoReturn:
    typer.echo(f"geo: {printable(message)}", err=True)
    sys.exit(_MENDABLE)


def _fail_usage(error: Exception) -> NoReturn:
    """A wrong option on one line; a command without its arguments shows its help."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)  # type: ignore[attr-defined]
        sys.exit(_MENDABLE)
    asked = f"{context.command_path if context else 'geo'} --help"
    message = " ".join(error.format_message().split())  # type: ignore[attr-defined]
    _fail(f"{message.rstrip('.')}; expected what `{asked}` lists: correct it")


def _close_output() -> None:
    """Let Python's last flush go nowhere: it would fail once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(asked: bool) -> None:
    if not asked:
        return
    from geo import zones

    typer.echo(f"splashline {geo.__version__}")
    for name in zones.available():
        source = zones.load(name).provenance
        typer.echo(f"{name}: {source.title} ({source.version}), sha256 {source.sha256[:16]}…")
    raise typer.Exit


@app.callback()
def _top(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Versions and hashes, then leave.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    del version  # the callback has shown it


@app.command()
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
    zone: Annotated[str, typer.Option(help="Whose waters: an ISO code.")] = "JPN",
    view: Annotated[
        str | None, typer.Option(help="Whose reading: japan, korea, …, undisputed.")
    ] = None,
    dataset: Dataset = "splashline",
    treaties: Annotated[
        bool, typer.Option(help="Use agreed boundaries; otherwise medians alone.")
    ] = True,
    given: Annotated[
        str | None, typer.Option(help="Take a verdict as true: inside or outside.")
    ] = None,
    prior: Annotated[bool, typer.Option(help="Use the habit of earlier launches.")] = True,
    stderr: Annotated[float, typer.Option(help="Standard error to reach, 0 to 1.")] = 0.002,
    spreads: Annotated[
        list[str] | None, typer.Option("--set", help="Change a spread, as bearing_deg=3.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the finding as JSON.")] = False,
    map_: Annotated[
        Path | None, typer.Option("--map", help="Write the map to this HTML file.")
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(help="Write a figure to this PNG, SVG or PDF file; needs the extra `figure`."),
    ] = None,
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
    lang: Annotated[Language, typer.Option(help="Language of what is written.")] = "en",
) -> None:
    """Where can it have come down, and in whose waters?"""
    from geo import check as checking
    from geo import zones

    outputs = cliwrite.outputs(map_, figure, size, exports or [], reports or [])
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
        spreads=clitools.settings(spreads or []),
    )
    loaded = zones.load(dataset, treaties=treaties)
    if outputs and len(asked) > 1:
        raise ReportError(
            f"{outputs[0].option} writes one report and {len(asked)} were given; check them one "
            "by one"
        )
    findings = [checking.check(report, loaded, options) for report in asked]
    for output in outputs:  # first: whoever reads a verdict can rely on the files
        output.write(output.path, findings[0], loaded, lang)
    if as_json:
        from geo import summary

        plain = [summary.of(finding, lang) for finding in findings]
        typer.echo(json.dumps(plain if len(plain) > 1 else plain[0], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            _print(finding, lang)
        for output in outputs:
            typer.echo(f"  {output.option[2:]}: {printable(str(output.path))}")


def _asked(
    files: list[Path], typed: dict[str, object], published: str | None, lang: Language
) -> "list[Report]":
    """The reports to check: those in files, or the one that options describe."""
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
    origin = {"place": place} if place else _coordinates(str(launch))
    if "spread" in typed:
        origin["spread_km"] = typed.pop("spread")
    if "sea" in typed:
        typed["landing"] = {"sea": typed.pop("sea")}
    return [report.parse({"launch": origin, **typed}, "options")]


def _taken_in(files: list[Path], published: str | None, lang: Language) -> "list[Report]":
    """The reports in files; says how each was read where one is not written as a report."""
    from geo import reportfile

    if all(path.suffix.lower() in {".yaml", ".yml", ".json"} for path in files):
        return [found for path in files for found in reportfile.load(path)]
    from geo import intake

    found = [(path, intake.load(path, published, lang)) for path in files]
    for path, taken in found:
        for line in taken.said or (f"{path}: read as {taken.how}",):
            typer.echo(f"geo: {printable(line)}", err=True)
    return [report for _, taken in found for report in taken.reports]


def _coordinates(text: str) -> dict[str, object]:
    """LAT,LON as people type them on a command line."""
    parts = text.replace(" ", "").split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        raise ReportError(
            f"--launch {text!r}: expected LAT,LON in degrees, such as 39.05,125.95"
        ) from None
    return {"lon": lon, "lat": lat}


def _print(finding: "Finding", lang: Language) -> None:
    from rich.console import Console

    from geo import terminal

    Console(highlight=False, markup=False).print(terminal.render(finding, lang))


@app.command()
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
    lang: Annotated[Language, typer.Option(help="Language of what is written.")] = "en",
) -> None:
    """Free text to reports, with the words that each value came from."""
    from geo import files, intake, reading
    from geo.reading import marked, render

    if html is not None:
        files.check_target(html)
    source = intake.source_of(text)
    found = reading.understand(source.text, published or source.published)
    if html is not None:
        files.write_text(html, marked.page(found, lang))
    if as_json:
        typer.echo(json.dumps(render.plain(found), ensure_ascii=False, indent=2))
    else:
        typer.echo(render.yaml(found, lang), nl=False)


@app.command()
def reach(
    *,
    place: Annotated[
        list[str] | None, typer.Option(help="Place to start from; may be repeated.")
    ] = None,
    launch: Annotated[
        list[str] | None, typer.Option(help="The same as LAT,LON in degrees; may be repeated.")
    ] = None,
    range_: Annotated[
        str | None, typer.Option("--range", help="Range, such as '1100 km' or '5500-6500 km'.")
    ] = None,
    from_report: Annotated[
        Path | None,
        typer.Option(help="A report: how far its missile would go on a standard trajectory."),
    ] = None,
    dataset: Dataset = "splashline",
    as_json: Annotated[bool, typer.Option("--json", help="Print the reach as JSON.")] = False,
    map_: Annotated[
        Path | None, typer.Option("--map", help="Write the map to this HTML file.")
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(help="Write a figure to this PNG, SVG or PDF file; needs the extra `figure`."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of what is written.")] = "en",
) -> None:
    """What can a range, or the missile of a report, reach?"""
    from geo import files, reachwords, zones

    if map_ is not None:
        cliwrite.check_map(map_, [from_report] if from_report else [])
    loaded = zones.load(dataset)
    found = _reach(place or [], launch or [], range_, from_report, loaded)
    if figure is not None:
        cliwrite.reach_figure(figure, found, loaded, lang)
    if map_ is not None:
        from geo.maps import reachmap

        files.write_text(map_, reachmap.render(found, loaded, lang=lang))
    if as_json:
        plain = reachwords.to_dict(found, loaded, lang)
        typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))
        return
    typer.echo(printable(reachwords.title(found, lang)))
    for heading, words in reachwords.rows(found, loaded, lang):
        typer.echo(f"\n{printable(heading)}\n  {printable(words)}")
    typer.echo("")
    for note in reachwords.notes(found, lang):
        typer.echo(printable(note))
    for name, path in (("map", map_), ("figure", figure)):
        if path is not None:
            typer.echo(f"{name}: {printable(str(path))}")


def _reach(
    places_: list[str], launches: list[str], range_: str | None, file: Path | None, loaded: "Zones"
) -> "Reach":
    """The reach that options describe."""
    from geo import check as checking
    from geo import geodesy, measure, origin, places, reportfile
    from geo import reach as reaching

    if (range_ is None) == (file is None):
        raise ReportError(
            "expected either --range or --from-report: try geo reach --place Pyongyang --range "
            "'1100 km'"
        )
    if file is not None:
        reports = reportfile.load(file)
        if places_ or launches or len(reports) != 1:
            raise ReportError(
                f"--from-report {file}: expected a file with one report, which says where it was "
                "fired from: leave --place and --launch out"
            )
        rough = checking.Options(stderr=0.02)  # no chance is asked for
        return reaching.of_finding(checking.check(reports[0], loaded, rough), loaded)
    starts = []
    for name in places_:
        found = places.find_place(name, role="launch_site").place
        assert isinstance(found, places.Place)  # noqa: S101 - what find_place finds
        starts.append(reaching.Start(found.name, found.lon, found.lat))
    for text in launches:
        at = _coordinates(text)
        lon, lat = float(str(at["lon"])), float(str(at["lat"]))
        geodesy.check_position(lon, lat)
        starts.append(reaching.Start(origin.coordinates(lon, lat), lon, lat))
    ends_km = measure.parse_distance(range_).ends_km
    return reaching.of_range(starts, ends_km[0], ends_km[-1], loaded)


@places_app.command("find")
def find_place(name: Annotated[str, typer.Argument(help="A name, in any spelling.")]) -> None:
    """Places, regions and seas whose names resemble a name."""
    from geo import places

    matches = [match for match in places.search(name) if match.score >= _ALIKE_PERCENT]
    for match in matches:
        record = match.place
        where = (
            f"{record.lat:.3f},{record.lon:.3f} ± {record.spread_km:g} km"
            if isinstance(record, places.Place)
            else record.kind
        )
        names = " / ".join(record.names.values())
        typer.echo(f"{match.score:3.0f} %  {names}  ({where}; {record.source})")
    if not matches:
        raise PlaceError(
            f"no place resembles {name!r}; expected a name of the gazetteer: give --launch LAT,LON "
            "instead"
        )


@zones_app.command("list")
def list_zones() -> None:
    """Datasets of zones, the shipped one first."""
    from geo import zones

    for name, path in zones.available().items():
        source = zones.load(name).provenance
        typer.echo(f"{name}: {source.title} ({source.version}), {source.licence}; {path}")


@zones_app.command("info")
def zone_info(dataset: Dataset = "splashline") -> None:
    """Version, hash, licence and areas of a dataset."""
    from geo import zones

    loaded = zones.load(dataset)
    source = loaded.provenance
    typer.echo(f"{source.title}, version {source.version}")
    typer.echo(f"licence {source.licence}; {source.attribution}")
    typer.echo(f"sha256 {source.sha256}")
    for row, km2 in enumerate(loaded.area_km2):
        claimants = "|".join(loaded.claimants[row])
        note = "|".join(loaded.disputed_by[row])
        disputed = f"  entitlement disputed by {note}" if note else ""
        typer.echo(f"{claimants:<14} {loaded.kind[row]:<16} {km2:>12,.0f} km²{disputed}")
    agreed = loaded.agreements
    for row, kind in enumerate(agreed.kind):
        use = "used as a limit" if kind == "boundary" else "for reference"
        typer.echo(f"{agreed.names['en'][row]} ({use}): {agreed.legal_nature[row]}")


@zones_app.command("build")
def build_zones(
    cache: Annotated[Path, typer.Option(help="Folder for fetched inputs.")] = Path(".cache"),
) -> None:
    """Derive the shipped zones from open data again; needs the extra `build` and npm."""
    from geo import datafiles

    try:
        from geo.zones.building import command
    except ImportError as error:
        raise ReportError(
            f"building needs the extra `build` ({error.name} is missing): pip install "
            "'splashline[build]'"
        ) from error
    with clitools.bar() as progress:
        found = command.run(datafiles.root(), cache, progress)
    for kind, metres in sorted(found.worst_m.items()):
        typer.echo(f"{kind}: {found.checked[kind]:,} points, at most {metres:.0f} m off")
    typer.echo(f"waters claimed by Japan: {found.japan_km2:,.0f} km²")


@zones_app.command("import")
def import_zones(
    file: Annotated[
        Path, typer.Argument(help="Shapefile, zipped Shapefile, GeoPackage or GeoJSON.")
    ],
    *,
    name: Annotated[
        str | None, typer.Option(help="What --dataset shall call it; the file's name by default.")
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(help="Column with a state's code or name; not needed for Marine Regions."),
    ] = None,
    licence: Annotated[str | None, typer.Option(help="Its licence, for every output.")] = None,
    attribution: Annotated[str | None, typer.Option(help="Whom every output credits.")] = None,
    title: Annotated[str | None, typer.Option(help="What it is.")] = None,
) -> None:
    """Make zones from a file of Marine Regions, or of any polygons with a column of states."""
    from geo.zones import importing

    with clitools.bar() as progress:
        found = importing.import_file(
            file,
            name,
            column=column,
            licence=licence,
            attribution=attribution,
            title=title,
            progress=progress,
        )
    _say_imported(found)


@zones_app.command("fetch")
def fetch_zones(
    *,
    url: Annotated[
        str | None, typer.Option(help="Another web feature service than that of Marine Regions.")
    ] = None,
    name: Annotated[str, typer.Option(help="What --dataset shall call it.")] = "marine-regions",
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for all of it.")] = 900,
    refresh: Annotated[bool, typer.Option("--refresh", help="Fetch again what is kept.")] = False,
) -> None:
    """Fetch the zones of Marine Regions for the north-west Pacific."""
    from geo.zones import fetching

    with clitools.bar() as progress:
        found = fetching.fetch(
            name,
            url=url or fetching.DEFAULT_WFS,
            timeout_s=timeout,
            refresh=refresh,
            progress=progress,
        )
    _say_imported(found)


def _say_imported(path: Path) -> None:
    from geo.zones import importing, load

    loaded = load(path.stem)
    source = loaded.provenance
    typer.echo(f"{source.title} ({source.version}), {source.licence}: {len(loaded.kind)} waters")
    typer.echo(source.attribution)
    for note in importing.notes_of(path):
        typer.echo(f"note: {note}")
    typer.echo(f"use it with --dataset {path.stem}")


@app.command()
def doctor() -> None:
    """What is installed, which optional part is missing, and the command that adds it."""
    from geo import doctor as examining

    found = examining.examine()
    marks = {"ok": "✓", "missing": "–", "broken": "✗"}
    for item in found:
        typer.echo(f"{marks[item.state]} {item.name}: {printable(item.detail)}")
        if item.remedy:
            typer.echo(f"    {item.remedy}")
    if any(item.state == "broken" for item in found):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """The JSON Schema of a report."""
    from geo import reportfile

    typer.echo(json.dumps(reportfile.schema(), ensure_ascii=False, indent=2))
