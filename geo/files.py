"""Writes files so that nothing is lost: beside the target first, then renamed into place."""

import os
import secrets
import shutil
from pathlib import Path

from geo.errors import OutputError
from geo.text import printable


def check_target(path: Path) -> None:
    """Refuse a path that cannot be written, before any work is done for it.

    Raises:
        OutputError: its folder is missing or not writable, or something other than a file stands
            there.
    """
    name, folder = printable(str(path)), path.parent
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        raise OutputError(f"{name} is a folder; expected a file name: add one")
    if not os.path.isdir(folder):  # noqa: PTH112
        there = "is a file" if os.path.exists(folder) else "does not exist"  # noqa: PTH110
        raise OutputError(
            f"{printable(str(folder))} {there}; expected a folder to write {printable(path.name)} "
            "to: make it first, or choose another"
        )
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
        raise OutputError(f"{name} is a device or a pipe; expected a file: choose another path")
    if not os.access(folder, os.W_OK):
        raise OutputError(
            f"{printable(str(folder))} is not writable; expected a folder you may write to: choose "
            "another"
        )


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text as `write_bytes` does.

    Raises:
        OutputError: the file cannot be written; an existing one is untouched.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise _unwritten(path, error) from error
    write_bytes(path, data)


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; an existing one stays whole until the new one is complete.

    A symbolic link is followed, and an existing file keeps its permissions.

    Raises:
        OutputError: the file cannot be written; an existing one is untouched.
    """
    check_target(path)
    try:
        target = path.resolve()
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error


def _unwritten(path: Path, error: Exception) -> OutputError:
    return OutputError(
        f"{printable(str(path))} could not be written "
        f"({getattr(error, 'strerror', None) or error}); what stood there before is untouched: "
        "choose another path or free some space"
    )
