"""How long a whole process takes, against ``python -c "import geopandas"`` in the same run.

Whoever checks one report waits for one process: interpreter, imports, zones, chances, output. The
usual recipe cannot begin before geopandas is there, so its import is the named baseline. The runs
take turns, so that a busy moment meets all of them; the first of each does not count.

Contract: ``geo check --json`` takes at most 0.4 s more than the import. Leaves with 1 otherwise.

    python bench/start.py
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "examples/2025-01-06.yaml"
RUNS = 11
MOST_OVER_S = 0.4
BASELINE, ASKED = "import geopandas", "geo check --json"
COMMANDS = {
    BASELINE: ["-c", "import geopandas"],
    "import folium": ["-c", "import folium"],
    "python alone": ["-c", "pass"],
    "geo --version": ["-m", "geo", "--version"],
    ASKED: ["-m", "geo", "check", EXAMPLE, "--json"],
    "geo check": ["-m", "geo", "check", EXAMPLE],
}


def seconds(command: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - fixed commands
        [sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS + 1):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    middle = {name: median(each[1:]) for name, each in times.items()}
    print(f"{'process':<20}{'seconds':>9}{'of the import':>15}")
    for name, value in middle.items():
        print(f"{name:<20}{value:>9.2f}{value / middle[BASELINE]:>15.2f}")
    over = middle[ASKED] - middle[BASELINE]
    print(f"{ASKED} takes {over:+.2f} s over the import (at most {MOST_OVER_S:+.2f})")
    return 0 if over <= MOST_OVER_S else 1


if __name__ == "__main__":
    sys.exit(main())
