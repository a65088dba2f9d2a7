"""What is installed, and what a report may hold."""

import json

import typer

from geo.text import printable


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


def schema() -> None:
    """The JSON Schema of a report."""
    from geo import reportfile

    typer.echo(json.dumps(reportfile.schema(), ensure_ascii=False, indent=2))
