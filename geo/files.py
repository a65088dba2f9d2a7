"""Writes files so that nothing is lost: beside the target first, then renamed into place."""

import os
import secrets
from pathlib import Path

from geo.errors import OutputError


def check_target(path: Path) -> None:
    """Refuse a path that cannot be written, before any work is done for it.

    Raises:
        OutputError: its folder is missing or not writable, or it is a folder itself.
    """
    folder = path.parent
    if path.is_dir():
        raise OutputError(f"{path} is a folder; expected a file name: add one")
    if not folder.is_dir():
        raise OutputError(f"{folder} does not exist; expected a folder: make it first")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"{folder} is not writable; expected a folder you may write to")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text; an existing file stays whole until the new one is complete.

    Raises:
        OutputError: the file cannot be written; an existing one is untouched.
    """
    check_target(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(
            f"{path} could not be written ({error.strerror or error}); what stood there before is "
            "untouched: choose another path or free some space"
        ) from error
