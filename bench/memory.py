"""Memory of a batch against the number of rows, each run a process of its own.

10,000, 100,000 and 1,000,000 hypothetical launches from 50 sites, from CSV to CSV with windows and
margins, at ``--stderr 0.05``: a loose error makes a million rows take minutes, and memory does not
depend on it.

Baseline, in the same run: pandas reading each table whole, which is where most scripts begin.

Contract: at most 1.5 GiB at a million rows, and at most a tenth more than at 10,000 for each
factor of ten. Leaves with 1 otherwise. Linux only.

    python bench/memory.py [ROWS …]
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch import HEADERS, SITES, launches

MOST_BYTES = 1.5 * 2**30
GROWTH = 1.1
SIZES = (10_000, 100_000, 1_000_000)
# Linux hands the greatest memory of a parent on to its children in getrusage, so it is not asked.
MOST = """
status = open("/proc/self/status", encoding="ascii").read()
print(status.partition("VmHWM:")[2].split()[0])
"""
RUN = f"""
import sys
from geo.cli import main
try:
    main(sys.argv[1:])
except SystemExit as leaving:
    assert not leaving.code
{MOST}"""
WHOLE = f"""
import sys
import pandas
pandas.read_csv(sys.argv[1])
{MOST}"""
KIB = 1024


def most_bytes(code: str, *arguments: str) -> float:
    """The greatest memory of a process."""
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"PYTHONPATH": str(root)},
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.splitlines()[-1]) * KIB


def main() -> int:
    """Print the table; 1 where the contract is broken."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print(f"{'rows':>10}{'seconds':>9}{'MiB':>8}{'pandas, whole, MiB':>20}")
    first, broken = 0.0, False
    with tempfile.TemporaryDirectory() as folder:
        for power, size in enumerate(sizes):
            table, out = Path(folder) / "t.csv", Path(folder) / "o.csv"
            with table.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(HEADERS)
                writer.writerows(launches(size, SITES))
            start = time.perf_counter()
            used = most_bytes(RUN, "batch", str(table), "--out", str(out), "--stderr", "0.05")
            spent = time.perf_counter() - start
            first = first or used
            whole = most_bytes(WHOLE, str(table))
            print(f"{size:>10,}{spent:>9.0f}{used / 2**20:>8.0f}{whole / 2**20:>20.0f}", flush=True)
            broken |= used > min(MOST_BYTES, first * GROWTH**power)
    print("at most 1,536 MiB, and a tenth more for each factor of ten")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
