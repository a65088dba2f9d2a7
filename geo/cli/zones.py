"""Datasets of zones."""

from pathlib import Path
from typing import Annotated

import typer

from geo.cli import tools
from geo.cli.tools import Dataset
from geo.errors import ReportError

app = typer.Typer(no_args_is_help=True, help="Maritime zones and where they come from.")


@app.command("list")
def list_zones() -> None:
    """Datasets of zones, the shipped one first."""
    from geo import zones

    for name, path in zones.available().items():
        source = zones.load(name).provenance
        typer.echo(f"{name}: {source.title} ({source.version}), {source.licence}; {path}")


@app.command("info")
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


@app.command("build")
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
    with tools.bar() as progress:
        found = command.run(datafiles.root(), cache, progress)
    for kind, metres in sorted(found.worst_m.items()):
        typer.echo(f"{kind}: {found.checked[kind]:,} points, at most {metres:.0f} m off")
    typer.echo(f"waters claimed by Japan: {found.japan_km2:,.0f} km²")


@app.command("import")
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

    with tools.bar() as progress:
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


@app.command("fetch")
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

    with tools.bar() as progress:
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
