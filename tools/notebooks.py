"""Runs the notebooks and keeps what they print and draw.

    python tools/notebooks.py [NOTEBOOK…]

Every notebook by default. Needs the extra `test`. What changes from run to run without meaning
anything (times, counters, names of kernels) is left out.
"""

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
SECONDS = 240


def run(path: Path) -> Any:
    """A notebook with the outputs of a fresh run.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    found = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        coalesce_streams=True,
        resources={"metadata": {"path": FOLDER}},
    ).execute(env={**os.environ, "PYTHONPATH": found})
    return _plain(notebook)


def _plain(notebook: Any) -> Any:
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output["execution_count"] = None
    return notebook


def main() -> None:
    """Run them and write them back."""
    import nbformat

    for path in map(Path, sys.argv[1:] or sorted(map(str, FOLDER.glob("*.ipynb")))):
        done = run(path.resolve())
        path.write_text(nbformat.writes(done) + "\n", encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
