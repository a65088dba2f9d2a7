"""What README and docs say: links lead somewhere, commands run, generated pages are up to date."""

import os
import re
import shlex
from pathlib import Path
from runpy import run_path

import pytest

from geo import cli, datafiles

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "bench").glob("*.md")),
    *sorted((ROOT / "data").rglob("README.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
NEEDS_MORE = ("geo zones fetch", "geo zones import", "--dataset marine-regions", "geo backtest")
MADE_BY_A_COMMAND = {
    "docs/map.png": "tools/screenshot.py",
    "docs/trust.svg": "geo backtest",
}


def blocks(language: str) -> list[str]:
    """Fenced blocks of the README in a language."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [code for name, code in FENCE.findall(text) if name == language]


def commands() -> list[str]:
    """Every `geo` command that the README shows, without its comment."""
    lines = [line for code in blocks("console") for line in code.splitlines()]
    return [line[2:].partition("  #")[0].strip() for line in lines if line.startswith("$ geo ")]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


def test_every_picture_is_made_by_a_command() -> None:
    pictures = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "docs").rglob("*")
        if path.suffix in {".png", ".svg"}
    }
    named = {name for name in pictures if not name.startswith("docs/gallery/")}
    assert named == set(MADE_BY_A_COMMAND)


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    page = run_path(str(ROOT / "tools" / "clidocs.py"))["page"]()
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == page, "python tools/clidocs.py"


@pytest.fixture
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with what the README's commands name: its report, a table, the examples."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "launches.csv").write_bytes(datafiles.path("launches", "launches.csv").read_bytes())


@pytest.mark.usefixtures("_at_home")
@pytest.mark.parametrize("command", commands())
def test_commands_of_the_readme_run(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    if any(part in command for part in NEEDS_MORE):
        cli.app(  # what needs the network, a big file or minutes is at least spelt right
            [*shlex.split(command)[1:], "--help"], standalone_mode=False
        )
        return
    with pytest.raises(SystemExit) as done:
        cli.main(shlex.split(command)[1:])
    shown = capsys.readouterr()
    assert done.value.code in (0, None), shown.err
    assert shown.out


@pytest.mark.usefixtures("_at_home")
def test_python_of_the_readme_runs() -> None:
    assert blocks("python")
    for code in blocks("python"):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102


def test_the_demo_in_the_readme_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setitem(os.environ, "COLUMNS", "80")
    with pytest.raises(SystemExit):
        cli.main(["check", "examples/2025-01-06.yaml"])
    printed = [line.strip() for line in capsys.readouterr().out.strip().splitlines()]
    written = [line.strip() for line in blocks("text")[0].strip().splitlines()]
    assert printed == written
