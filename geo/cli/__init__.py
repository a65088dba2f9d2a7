"""The command line: arguments, files, exit codes. The only package that prints."""

from geo.cli.top import app, main

__all__ = ["app", "main"]
