"""What can be reached."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.cli import tools, write
from geo.cli.tools import (
    Dataset,
    Figure,
    Lang,
    Language,
    Map,
)
from geo.errors import ReportError
from geo.text import printable

if TYPE_CHECKING:
    from geo.reach import Reach, Start
    from geo.zones import Zones


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
    map_: Map = None,
    figure: Figure = None,
    lang: Lang = "en",
) -> None:
    """What can a range, or the missile of a report, reach?"""
    from geo import files, zones
    from geo.reach import words as reachwords

    if map_ is not None:
        write.check_map(map_, [from_report] if from_report else [])
    loaded = zones.load(dataset)
    starts = [_named(name, lang) for name in place or []] + [_at(text) for text in launch or []]
    found = _reach(starts, range_, from_report, loaded)
    if figure is not None:
        write.reach_figure(figure, found, loaded, lang)
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


def _named(name: str, lang: Language) -> "Start":
    """A place of the gazetteer; says so where its name was not found letter for letter."""
    from geo import places
    from geo.reach import Start

    match = places.find_place(name, role="launch_site")
    found = match.place
    assert isinstance(found, places.Place)  # noqa: S101 - what find_place finds
    if match.fuzzy:
        typer.echo(f"geo: {printable(name)} was read as {found.name}", err=True)
    return Start(places.label(found, lang), found.lon, found.lat)


def _at(text: str) -> "Start":
    """A place at coordinates."""
    from geo import geodesy
    from geo.check import origin
    from geo.reach import Start

    given = tools.coordinates(text)
    lon, lat = float(str(given["lon"])), float(str(given["lat"]))
    geodesy.check_position(lon, lat)
    return Start(origin.coordinates(lon, lat), lon, lat)


def _reach(
    starts: "list[Start]", range_: str | None, file: Path | None, loaded: "Zones"
) -> "Reach":
    """The reach that options describe."""
    from geo import check as checking
    from geo import measure, reportfile
    from geo import reach as reaching

    if (range_ is None) == (file is None):
        raise ReportError(
            "expected either --range or --from-report: try geo reach --place Pyongyang --range "
            "'1100 km'"
        )
    if file is not None:
        reports = reportfile.load(file)
        if starts or len(reports) != 1:
            raise ReportError(
                f"--from-report {file}: expected a file with one report, which says where it was "
                "fired from: leave --place and --launch out"
            )
        rough = checking.Options(stderr=0.02)  # no chance is asked for
        return reaching.of_finding(checking.check(reports[0], loaded, rough), loaded)
    ends_km = measure.parse_distance(range_).ends_km
    return reaching.of_range(starts, ends_km[0], ends_km[-1], loaded)
