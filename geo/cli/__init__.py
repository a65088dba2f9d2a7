"""The command line: arguments, files, exit codes. The only module that prints."""

from geo.cli.commands import app, main

__all__ = ["app", "main"]
