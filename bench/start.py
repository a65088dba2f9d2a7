"""How long a command takes from cold, each run a process of its own.

Baselines, in the same run: importing geopandas, importing pandas, and an empty interpreter.

Contract: ``geo check --json`` within 0.4 s over importing geopandas. Leaves with 1 otherwise.

    python bench/start.py
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
RUNS = 7
MOST_S = 0.4
GEO = "import sys; from geo.cli import main; main(sys.argv[1:])"
REPORT = str(ROOT / "examples" / "2025-01-06.yaml")
COMMANDS = {
    "empty interpreter": ("pass",),
    "import pandas": ("import pandas",),
    "import geopandas": ("import geopandas",),
    "geo --help": (GEO, "--help"),
    "geo check --json": (GEO, "check", REPORT, "--json"),
    "geo check": (GEO, "check", REPORT),
    "geo places find": (GEO, "places", "find", "Wonsan"),
    "geo zones info": (GEO, "zones", "info"),
}


def seconds(code: str, *arguments: str) -> float:
    """Median time of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", code, *arguments],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        )
        times.append(time.perf_counter() - start)
    return median(times)


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    found = {name: seconds(*command) for name, command in COMMANDS.items()}
    base = found["import geopandas"]
    print(f"{'command':<20}{'seconds':>9}{'over geopandas':>16}")
    for name, spent in found.items():
        print(f"{name:<20}{spent:>9.2f}{spent - base:>+16.2f}")
    print(f"geo check --json at most {MOST_S} s over importing geopandas")
    return int(found["geo check --json"] - base > MOST_S)


if __name__ == "__main__":
    sys.exit(main())
