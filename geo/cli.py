"""The command line: arguments, files, exit codes. The only module that prints."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import geo
from geo.errors import ReportError, SplashlineError

app = typer.Typer(
    name="geo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a reported missile launch to a verdict on a map.",
)
places_app = typer.Typer(no_args_is_help=True, help="The gazetteer of launch sites and landmarks.")
zones_app = typer.Typer(no_args_is_help=True, help="Maritime zones and where they come from.")
app.add_typer(places_app, name="places")
app.add_typer(zones_app, name="zones")

Lang = Literal["en", "ja", "ko"]
Dataset = Annotated[str, typer.Option(help="Which zones to use; see `geo zones list`.")]


def main() -> None:
    """Run the command line; errors that a user can mend end it with one line and code 2."""
    try:
        app()
    except SplashlineError as error:
        typer.echo(f"geo: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


def _version(*, asked: bool) -> None:
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
        typer.Option("--version", help="Versions and hashes, then leave.", is_eager=True),
    ] = False,
) -> None:
    _version(asked=version)


@app.command()
def check(
    reports: Annotated[
        list[Path] | None, typer.Argument(help="Reports in YAML or JSON.", show_default=False)
    ] = None,
    *,
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
    lang: Annotated[Lang, typer.Option(help="Language of what is written.")] = "en",
) -> None:
    """Where can it have come down, and in whose waters?"""
    from geo import check as checking
    from geo import files, zones

    if map_ is not None:
        files.check_target(map_)
    asked = _asked(reports or [], place, launch, spread, range_, direction, sea, date)
    options = checking.Options(
        zone=zone.upper(),
        view=view,
        given=given,
        use_prior=prior,
        stderr=stderr,
        spreads=_settings(spreads or []),
    )
    loaded = zones.load(dataset)
    if map_ is not None and len(asked) > 1:
        raise ReportError(
            f"--map draws one report and {len(asked)} were given; check them one by one"
        )
    findings = [checking.check(report, loaded, options) for report in asked]
    if as_json:
        from geo import summary

        plain = [summary.of(finding, lang) for finding in findings]
        typer.echo(json.dumps(plain if len(plain) > 1 else plain[0], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            _print(finding, lang)
    if map_ is not None:
        from geo import maps

        files.write_text(map_, maps.render(findings[0], loaded, lang=lang))
        if not as_json:
            typer.echo(f"  map: {map_}")


def _asked(
    files: list[Path],
    place: str | None,
    launch: str | None,
    spread: float | None,
    range_: str | None,
    direction: str | None,
    sea: str | None,
    date: str | None,
) -> list[Any]:
    """The reports to check: those in files, or the one that options describe."""
    from geo import reportfile

    typed = [value for value in (place, launch, spread, range_, direction, sea, date) if value]
    if files and typed:
        raise ReportError(
            "both a file and options such as --place describe the launch; expected one of them: "
            "put everything into the file, or leave it out"
        )
    if files:
        return [report for path in files for report in reportfile.load(path)]
    if place is None and launch is None:
        raise ReportError(
            "no launch is given; expected a report file, or --place or --launch with --range: try "
            "geo check --place Pyongyang --range 'about 1100 km' --direction north-east"
        )
    if place is not None and launch is not None:
        raise ReportError("both --place and --launch are given; expected one: leave the other out")
    origin: dict[str, object] = {"place": place} if place else _coordinates(launch or "")
    if spread is not None:
        origin["spread_km"] = spread
    from geo import report

    given = {"launch": origin, "range": range_, "direction": direction, "date": date}
    if sea:
        given["landing"] = {"sea": sea}
    return [report.parse({key: value for key, value in given.items() if value}, "options")]


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


def _settings(pairs: list[str]) -> dict[str, float]:
    """Spreads given as name=value."""
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


def _print(finding: Any, lang: str) -> None:
    from rich.console import Console

    from geo import terminal

    Console(highlight=False, markup=False).print(terminal.render(finding, lang))


@places_app.command("find")
def find_place(name: Annotated[str, typer.Argument(help="A name, in any spelling.")]) -> None:
    """Places, regions and seas whose names resemble a name."""
    from geo import places

    matches = places.search(name)
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
        raise ReportError(f"no place resembles {name!r}; give --launch LAT,LON instead")


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


@zones_app.command("build")
def build_zones(
    cache: Annotated[Path, typer.Option(help="Folder for fetched inputs.")] = Path(".cache"),
) -> None:
    """Derive the shipped zones from open data again; needs the extra `build` and npm."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from geo import datafiles

    try:
        from geo.zones.building import command
    except ImportError as error:
        raise ReportError(
            f"building needs the extra `build` ({error.name} is missing): pip install "
            "'splashline[build]'"
        ) from error
    columns = (TextColumn("{task.description:<22}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("starting", total=1.0)

        def progress(step: str, share: float) -> None:
            bar.update(task, description=step, completed=share)

        found = command.run(datafiles.root(), cache, progress)
    for kind, metres in sorted(found.worst_m.items()):
        typer.echo(f"{kind}: {found.checked[kind]:,} points, at most {metres:.0f} m off")
    typer.echo(f"waters claimed by Japan: {found.japan_km2:,.0f} km²")


@app.command()
def schema() -> None:
    """The JSON Schema of a report."""
    from geo import reportfile

    typer.echo(json.dumps(reportfile.schema(), ensure_ascii=False, indent=2))
