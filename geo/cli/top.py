"""The command line as a whole: every command, and how errors end it."""

import contextlib
import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn, cast

import typer

import geo
from geo.cli import about, batch, check, places, reach, zones
from geo.errors import SplashlineError
from geo.text import printable

app = typer.Typer(
    name="geo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="From a reported missile launch to a verdict on a map.",
)
for command in (
    check.check,
    check.read,
    reach.reach,
    batch.batch,
    batch.backtest,
    about.doctor,
    about.schema,
):
    app.command()(command)
app.add_typer(places.app, name="places")
app.add_typer(zones.app, name="zones")

_MENDABLE = 2
_INTERRUPTED = 130
_NOBODY_READS = 141
_COLLECT_AFTER = 50_000, 20, 20  # a command leaves little garbage, and looking for it takes time
_UsageError = cast("type[Exception]", typer.BadParameter.__bases__[0])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors that a user can mend end it with one line and code 2.

    Args:
        arguments: what stands after the command's name; those of the process by default.
    """
    gc.set_threshold(*_COLLECT_AFTER)
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
