"""Every notebook runs, and shows no path and no warning."""

from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
nbformat = pytest.importorskip("nbformat", reason="needs the extra `test`: make test installs it")
pytest.importorskip("nbclient", reason="needs the extra `test`: make test installs it")
SMALL_BYTES = 400_000
NOT_SHOWN = ("/home/", "/root/", "/tmp/", "/usr/", "site-packages", "Warning", "Traceback")  # noqa: S108


def shown(notebook: object) -> str:
    """Everything that the cells of a notebook print."""
    outputs = [
        output
        for cell in notebook.cells  # type: ignore[attr-defined]
        for output in cell.get("outputs", [])
    ]
    texts = [
        str(output.get("text", "")) + str(output.get("data", {}).get("text/plain", ""))
        for output in outputs
        if "image/png" not in output.get("data", {})  # a figure is as high as its fonts make it
    ]
    return "\n".join(texts)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_committed_is_small_and_clean(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert path.stat().st_size <= SMALL_BYTES
    text = shown(notebook)
    assert text
    assert not [word for word in NOT_SHOWN if word in text]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore")  # of Jupyter itself; those of a cell would be shown
def test_a_fresh_run_prints_what_is_committed(path: Path) -> None:
    tool = run_path(str(ROOT / "tools" / "notebooks.py"))
    committed = shown(nbformat.read(path, as_version=4))
    assert shown(tool["run"](path)) == committed
