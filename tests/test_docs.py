"""What README and docs say: links lead somewhere, commands run, generated pages are up to date."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from runpy import run_path

import pytest

from geo import cli, datafiles, reading, reportfile
from geo.reading import render

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted(path for path in (ROOT / "docs").glob("*.md") if path.name not in {"api.md", "cli.md"}),
    *sorted((ROOT / "bench").glob("*.md")),
    *sorted((ROOT / "data").rglob("README.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
NEEDS_MORE = (
    *("geo zones fetch", "geo zones import", "--dataset marine-regions", "geo backtest"),
    *("--workers", "--cluster"),
)
MADE_BY_A_COMMAND = {
    "docs/map.png": "tools/gallery.py --approve",
    "docs/trust.svg": "geo backtest",
}


def blocks(language: str, pages: Sequence[Path] = PAGES[:1]) -> list[str]:
    """Fenced blocks of pages in a language; of the README by default."""
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    return [code for name, code in FENCE.findall(text) if name == language]


def commands(*, own: bool = True) -> dict[str, list[str]]:
    """Every command that is shown, without its comment, and what is shown of its answer.

    Those of `geo`, or else those of others.
    """
    found: dict[str, list[str]] = {}
    answer: list[str] = []
    for line in "".join(blocks("console", PAGES)).splitlines():
        if line.startswith("$ "):
            command = line[2:].partition("  #")[0].strip()
            answer = found.setdefault(command, [])
        elif line.strip():
            answer.append(line)
    return {line: told for line, told in found.items() if line.startswith("geo ") is own}


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


@pytest.mark.parametrize("name", ["cli", "api"])
def test_pages_made_by_a_command_are_up_to_date(name: str) -> None:
    page = run_path(str(ROOT / "tools" / f"{name}docs.py"))["page"]()
    written = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert written == page, f"python tools/{name}docs.py"


@pytest.fixture
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with what the README's commands name: its report, a table, the examples."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    story = (ROOT / "examples" / "story.txt").read_text(encoding="utf-8")
    read = render.yaml(reading.understand(story, "2031-05-04"))
    (tmp_path / "story.yaml").write_text(read, encoding="utf-8")
    (tmp_path / "launches.csv").write_bytes(datafiles.path("launches", "launches.csv").read_bytes())


@pytest.mark.usefixtures("_at_home")
@pytest.mark.parametrize(("command", "answer"), commands().items(), ids=commands())
def test_commands_run_and_answer_as_shown(
    command: str,
    answer: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    if any(part in command for part in NEEDS_MORE):
        assert not answer
        cli.app(  # what needs the network, a big file or minutes is at least spelt right
            [*shlex.split(command)[1:], "--help"], standalone_mode=False
        )
        return
    asked, _, target = command.partition(" > ")
    with pytest.raises(SystemExit) as done:
        cli.main(shlex.split(asked)[1:])
    shown = capsys.readouterr()
    assert done.value.code in (0, None), shown.err
    assert shown.out
    printed = [line.strip() for line in shown.out.splitlines()]
    assert [line for line in answer if line.strip() not in printed] == []
    if target:
        assert Path(target).read_text(encoding="utf-8") == shown.out


@pytest.mark.parametrize("command", commands(own=False))
def test_commands_of_others_are_there(command: str) -> None:
    program, *words = shlex.split(command)
    assert not commands(own=False)[command]
    match Path(program).name:
        case "make":
            assert re.search(rf"^{words[0]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
        case "python":
            script = run_path(str(ROOT / words[0]))
            asked = [word for word in words[1:] if word.startswith("--")]
            assert callable(script["main"])
            assert all(word in (ROOT / words[0]).read_text(encoding="utf-8") for word in asked)
        case "pip":
            extras = re.findall(r"splashline\[(\w+)\]", command)
            project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
            assert words[0] == "install"
            assert set(extras) <= set(project["project"]["optional-dependencies"])
        case "dask":
            asked = [word for word in words if word.startswith("--")]
            done = subprocess.run(  # noqa: S603 - this interpreter
                [sys.executable, "-m", "dask", words[0], "--help"],
                capture_output=True,
                text=True,
                check=True,
            )
            assert [word for word in asked if word not in done.stdout] == []
        case _:
            pytest.fail(f"nothing checks {program}")


@pytest.mark.usefixtures("_at_home")
@pytest.mark.parametrize("code", blocks("python", PAGES))
def test_python_runs(code: str) -> None:
    exec(compile(code, "page", "exec"), {})  # noqa: S102


@pytest.mark.parametrize("text", blocks("yaml", PAGES))
def test_reports_are_reports(text: str) -> None:
    assert reportfile.loads(text)


def test_no_block_is_left_out() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    kinds = {name for name, _ in FENCE.findall(text)}
    assert kinds <= {"console", "python", "yaml", "text"}
    assert len(re.findall(r"^```$", text, re.MULTILINE)) == len(FENCE.findall(text)), "a bare block"


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
