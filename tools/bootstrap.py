"""Sets up ``.venv`` from the lock: ``python3 tools/bootstrap.py [EXTRA…]``.

Installs what ``pyproject.toml`` asks for, at the versions and hashes of ``requirements.lock``, and
this project itself, editable. Needs nothing but the standard library.
"""

import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
INSTALL_GROUP = "install"


def main() -> None:
    """Make the environment and mark it ready."""
    extras = sys.argv[1:]
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        sys.exit(f"Python {sys.version.split()[0]}; expected 3.11 or newer: make PYTHON=python3.12")
    if not (BIN / "python").exists():
        print("making .venv …", flush=True)
        _make()
    wanted = ROOT / ".venv" / "wanted.txt"
    wanted.write_text("\n".join(_wanted(extras)) + "\n", encoding="utf-8")
    print("installing what requirements.lock pins …", flush=True)
    _pip("install", "--require-hashes", "--no-deps", "-r", str(wanted))
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (VENV / ".ready").touch()
    if extras:
        (VENV / ".ready-test").touch()


def _make() -> None:
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, ModuleNotFoundError) as error:
        sys.exit(
            f"python3 cannot make a virtual environment with pip ({error}); expected the module "
            "venv with ensurepip: on Debian, apt-get install python3-venv"
        )


def _pip(*arguments: str) -> None:
    command = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "-q"]
    environment = {**os.environ, "PIP_NO_WARN_SCRIPT_LOCATION": "1"}
    done = subprocess.run([*command, *arguments], check=False, env=environment)  # noqa: S603
    if done.returncode:
        sys.exit(f"pip {' '.join(arguments[:2])} failed; its message stands above")


def _wanted(extras: list[str]) -> list[str]:
    """The entries of the lock that the project and the extras need, with all they depend on."""
    entries = _entries(LOCK.read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [*project["project"]["dependencies"], *project["dependency-groups"][INSTALL_GROUP]]
    for extra in extras:
        names += project["project"]["optional-dependencies"][extra]
    roots = {_name(requirement) for requirement in names}
    missing = roots - {entry.name for entry in entries}
    if missing:
        sys.exit(f"requirements.lock lacks {', '.join(sorted(missing))}: run `make lock`")
    needed, queue = set[str](), sorted(roots)
    while queue:
        name = queue.pop()
        if name not in needed:
            needed.add(name)
            queue += [entry.name for entry in entries if name in entry.via]
    return [entry.text for entry in entries if entry.name in needed]


class _Entry:
    """One pinned package: its lines, and which packages ask for it.

    A package can stand there several times, for different versions of Python.
    """

    def __init__(self, lines: list[str]) -> None:
        comments = [line.strip().lstrip("# ") for line in lines if line.strip().startswith("#")]
        self.name = _name(lines[0])
        self.via = {_name(word.removeprefix("via").strip()) for word in comments}
        self.text = "\n".join(line for line in lines if not line.strip().startswith("#"))


def _entries(lock: str) -> list[_Entry]:
    blocks: list[list[str]] = []
    for line in lock.splitlines():
        if line and line[0].isalnum():
            blocks.append([])
        if blocks:
            blocks[-1].append(line)
    return [_Entry(block) for block in blocks]


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", found.group()).lower() if found else ""


if __name__ == "__main__":
    main()
