"""The commands for tables of launches: ``geo batch`` and ``geo backtest``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from geo.cli import tools, write
from geo.cli.tools import (
    Dataset,
    Given,
    Habit,
    Lang,
    Set,
    Stderr,
    View,
    Zone,
)
from geo.errors import ReportError
from geo.text import printable

if TYPE_CHECKING:
    from collections import Counter

    from geo.batch.runs import Counts
    from geo.tables import Source
    from geo.tables.columns import Mapped

_MOST_REASONS = 5
_MOST_NOTES = 12
_FEWEST_LETTERS = 3

Table = Annotated[Path, typer.Argument(help="CSV, Excel, JSON, JSON lines, Parquet or GeoPackage.")]
Columns = Annotated[
    Path | None, typer.Option(help="YAML that says what columns mean, such as 'range: Distance'.")
]
Encoding = Annotated[str | None, typer.Option(help="Of the text, where it is not UTF-8.")]
Sheet = Annotated[str | None, typer.Option(help="Sheet of a workbook, layer of a GeoPackage.")]
Facilities = Annotated[
    Path | None, typer.Option(help="Launch sites of the layout nk-missile-tests.")
]


def batch(
    table: Table,
    *,
    out: Annotated[Path, typer.Option(help="Results: .csv, .xlsx, .jsonl, .parquet or .gpkg.")],
    map_: Annotated[
        Path | None, typer.Option("--map", help="Write a map of all launches to this HTML file.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was cut off.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=1, help="Processes on this machine; needs the extra `cluster`.")
    ] = 1,
    cluster: Annotated[
        str | None, typer.Option(help="Scheduler of a Dask cluster, as tcp://host:8786.")
    ] = None,
    columns: Columns = None,
    direction: Annotated[
        Literal["best", "bearing", "word", "none"],
        typer.Option(help="Which direction counts: a bearing before a word, one of them, neither."),
    ] = "best",
    chance_only: Annotated[
        bool, typer.Option("--chance-only", help="Leave out windows, middles and margins.")
    ] = False,
    chunk_rows: Annotated[
        int, typer.Option(min=1, help="Rows worked on together, and kept when a run is cut off.")
    ] = 4096,
    zone: Zone = "JPN",
    view: View = None,
    dataset: Dataset = "splashline",
    given: Given = None,
    prior: Habit = True,
    stderr: Stderr = 0.002,
    spreads: Set = None,
    encoding: Encoding = None,
    sheet: Sheet = None,
    facilities: Facilities = None,
    lang: Lang = "en",
) -> None:
    """A table of launches: the chance of each, as `geo check` finds it."""
    from geo import batch as batching
    from geo import check, files, tables, zones
    from geo.batch import runs
    from geo.batch.entries import Entries
    from geo.spreads import Spreads
    from geo.tables.rows import Reading

    options = check.Options(
        zone=zone.upper(),
        view=view,
        given=given,
        use_prior=prior,
        stderr=stderr,
        spreads=tools.settings(spreads or []),
    )
    loaded = zones.load(dataset)
    loaded.rows(options.zone, options.view)  # refused now rather than in every row
    Spreads().changed(options.spreads)
    source = tables.read(table, encoding=encoding, sheet=sheet, facilities=facilities)
    mapped = _mapped(source, columns)
    reading = Reading(mapped, direction, source.defaults)
    plan = batching.Plan(reading, options, lang, chance_only)
    run = runs.Run(table, source, out, plan, loaded.provenance, chunk_rows)
    inputs = _inputs(table, columns, facilities)
    write.keep("--out", out, inputs, "choose another name")
    if map_ is not None:
        _check_map(map_, table, out, chance_only=chance_only)
        write.keep("--map", map_, inputs, "name it .html")
    run.check(resume=resume)
    entries = None if map_ is None else Entries(plan)
    seen = None if entries is None else entries.add
    _say_mapping(mapped)
    with tools.bar() as progress:
        if workers > 1 or cluster is not None:
            from geo.batch import cluster as clusters

            with clusters.workers(plan, loaded.provenance, url=cluster, count=workers) as pool:
                counts = run.go(pool, progress, seen)
        else:
            here = runs.Here(lambda rows: batching.work(plan, rows, loaded))
            counts = run.go(here, progress, seen)
    _say_counts(counts, source, out)
    if map_ is not None and entries is not None:
        from geo.maps import catalogue

        drawn = catalogue.Catalogue(
            _headline(table), entries.found, entries.left_out, options.zone, options.view
        )
        page = catalogue.render(drawn, loaded, lang)
        files.write_text(map_, page)
        typer.echo(f"map of {len(entries.found):,} launches: {printable(str(map_))}")


def backtest(
    table: Annotated[
        Path | None,
        typer.Argument(help="Launches with official verdicts; those that ship by default."),
    ] = None,
    *,
    out: Annotated[
        Path | None, typer.Option(help="Write the page, as docs/trust.md, and its figure.")
    ] = None,
    columns: Columns = None,
    zone: Zone = "JPN",
    view: View = None,
    dataset: Dataset = "splashline",
    stderr: Stderr = 0.002,
    spreads: Set = None,
    encoding: Encoding = None,
    sheet: Sheet = None,
) -> None:
    """Official verdicts against chances: how far a chance can be trusted."""
    from geo import backtest as testing
    from geo import check, datafiles, files, tables, zones
    from geo.backtest import reliability, trust

    if out is not None:
        inputs = _inputs(table, columns)
        for path in (out, out.with_suffix(".svg")):
            files.check_target(path)
            write.keep("--out", path, inputs, "choose another name")
    options = check.Options(
        zone=zone.upper(),
        view=view,
        stderr=stderr,
        backtest=True,
        spreads=tools.settings(spreads or []),
    )
    source = tables.read(
        table or datafiles.path("launches", "launches.csv"), encoding=encoding, sheet=sheet
    )
    mapped = _mapped(source, columns)
    if table is not None:
        _say_mapping(mapped)
    rows = [cells for chunk in source.chunks(1024) for cells in chunk]
    loaded = zones.load(dataset)
    told = {mode: testing.cases(mapped, rows, mode) for mode in testing.MODES}
    with tools.bar() as progress:
        outcomes = testing.run(told, loaded, options, progress)
    page = trust.Page(outcomes, loaded.provenance, options, None if table is None else table.name)
    if out is None:
        typer.echo(trust.markdown(page, figure=None))
        return
    figure = out.with_suffix(".svg")
    files.write_text(figure, reliability.svg(outcomes))
    files.write_text(out, trust.markdown(page, figure=figure.name))
    for line in trust.headlines(outcomes):
        typer.echo(line)


def _inputs(
    table: Path | None, columns: Path | None, facilities: Path | None = None
) -> dict[Path, str]:
    """The files that are read, each with what it is."""
    given = {
        table: "the table itself",
        columns: "what --columns names",
        facilities: "what --facilities names",
    }
    return {path: what for path, what in given.items() if path is not None}


def _headline(table: Path) -> str:
    """What to call a catalogue: by its file, as a headline is written."""
    name = table.stem.replace("_", " ").strip()
    return name[:1].upper() + name[1:] if len(name) >= _FEWEST_LETTERS else table.name


def _check_map(path: Path, table: Path, out: Path, *, chance_only: bool) -> None:
    """Refuse a map that cannot be drawn or written, before any work is done for it."""
    from geo import files

    if chance_only:
        raise ReportError(
            "--map draws the middles of splashes, and --chance-only leaves them out; expected one "
            "of the two: leave the other out"
        )
    files.check_target(path)
    taken = {table.resolve(), out.resolve()}
    if path.resolve() in taken:
        raise ReportError(
            f"--map {printable(str(path))} is the table or the results; expected a file of its "
            "own: name it .html"
        )


def _mapped(source: "Source", columns: Path | None) -> "Mapped":
    from geo.tables import columns as recognising

    return recognising.recognise(source.headers, _overrides(columns))


def _overrides(path: Path | None) -> dict[str, Any]:
    """What the user says that columns mean."""
    if path is None:
        return {}
    from geo.report import plainyaml

    where = printable(str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(
            f"--columns {where} cannot be read ({getattr(error, 'strerror', None) or error}); "
            "expected YAML such as 'range: Distance': check its name"
        ) from None
    content = plainyaml.read(text, where)[0][0] if text.strip() else {}
    if not isinstance(content, dict):
        raise ReportError(
            f"--columns {where}: expected meanings and headers, such as 'range: Distance'"
        )
    return content


def _say_mapping(mapped: "Mapped") -> None:
    for line in mapped.lines():
        typer.echo(f"  {printable(line)}", err=True)


def _say_counts(counts: "Counts", source: "Source", out: Path) -> None:
    """How the run ended."""
    for name, other in counts.renamed.items():
        typer.echo(f"note: the table has a column {name}; the result is {other}", err=True)
    for note in source.notes[:_MOST_NOTES]:
        typer.echo(f"note: {printable(note)}", err=True)
    failed = counts.errors.total()
    typer.echo(
        f"{counts.rows:,} rows: {counts.chances:,} with a chance, {counts.undirected:,} with the "
        f"direction unknown, {failed:,} with an error; {printable(str(out))}"
    )
    _say_most(counts.errors, "reasons, in column error")
    if counts.notes:
        typer.echo("Noted of rows with a result:")
        _say_most(counts.notes, "notes, in column check_notes")


def _say_most(reasons: "Counter[str]", others: str) -> None:
    """What was said most often, and how much else there is."""
    for reason, count in reasons.most_common(_MOST_REASONS):
        typer.echo(f"  {count:,} × {printable(reason)}")
    if len(reasons) > _MOST_REASONS:
        typer.echo(f"  and {len(reasons) - _MOST_REASONS} other {others}")
