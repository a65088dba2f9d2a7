"""Writes docs/cli.md: what every command says of itself with ``--help``.

python tools/clidocs.py
"""

import contextlib
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from geo import cli

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = "88"
INTRODUCTION = """\
# The command line

Written by `python tools/clidocs.py` from `--help`; not to be edited by hand. `splashline` is the
long name of `geo`. Errors are one line and exit code 2; a broken installation is exit code 1.
"""


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command below a group, in the order of `--help`."""
    below: Mapping[str, Any] = getattr(group, "commands", {})
    if path and not below:
        yield path
    for name, command in below.items():
        yield from commands(command, (*path, name))


def help_of(path: tuple[str, ...]) -> str:
    """What a command prints with ``--help``."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        cli.main([*path, "--help"])
    return "\n".join(line.rstrip() for line in said.getvalue().strip().splitlines())


def page() -> str:
    """The whole page."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = WIDTH
    try:
        parts = [
            f"## geo {' '.join(path)}\n\n```text\n{help_of(path)}\n```\n"
            for path in commands(typer.main.get_command(cli.app))
        ]
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return "\n".join([INTRODUCTION, *parts])


def main() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
