"""Runs over a table: cut off and gone on with, in one process and on a cluster."""

import csv
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from geo import batch, check, tables, zones
from geo.batch import Plan
from geo.batch.runs import Counts, Here, Run
from geo.errors import DataError, OutputError, ReportError
from geo.tables import columns
from geo.tables.rows import Reading

ROOT = Path(__file__).resolve().parent.parent
ROWS = 600
CHUNK = 40
KILLS = 10
CODE = "import sys; from geo.cli import main; main(sys.argv[1:])"
QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def write_table(path: Path, rows: int = ROWS) -> Path:
    """Launches of several kinds, with rows that cannot be used among them."""
    draw = random.Random(5)  # noqa: S311 - launches, not secrets
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "site", "range", "azimuth", "direction", "memo"])
        for number in range(rows):
            site = draw.choice(["Wonsan", "Sunan", "Kusong", "Hodo", "Unknown", "Hwangju"])
            km = draw.choice([450, 800, 1000, 1100, "about 600 km", "N/A"])
            writer.writerow([number, site, km, draw.choice(["", 60, 71.5, 95]), "NE", "=1+1"])
    return path


def command(table: Path, out: Path, *more: object, chunk: int = CHUNK) -> list[str]:
    asked = ["batch", table, "--out", out, "--stderr", 0.02, "--chunk-rows", chunk, *more]
    return [sys.executable, "-c", CODE, *map(str, asked)]


def geo_batch(
    table: Path, out: Path, *more: object, chunk: int = CHUNK
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter
        command(table, out, *more, chunk=chunk),
        cwd=ROOT,
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_table(tmp_path_factory.mktemp("runs") / "launches.csv")


@pytest.fixture(scope="module")
def undisturbed(table: Path) -> bytes:
    """What a run gives that nothing happens to."""
    out = table.with_name("undisturbed.csv")
    done = geo_batch(table, out)
    assert done.returncode == 0, done.stderr
    assert not list(table.parent.glob("*.partial"))
    assert re.search(r"600 rows: \d+ with a chance, 0 with the direction unknown", done.stdout)
    return out.read_bytes()


def start(table: Path, out: Path, *more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this interpreter
        command(table, out, *more),
        cwd=ROOT,
        env=os.environ | QUIET,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_run_killed_ten_times_ends_as_one_that_was_not(
    table: Path, undisturbed: bytes, tmp_path: Path
) -> None:
    """Kill -9 at random moments, mostly once chunks are being finished."""
    draw = random.Random(3)  # noqa: S311 - moments, not secrets
    out = tmp_path / "killed.csv"
    partial = out.with_name("killed.csv.partial")
    kills, finished = 0, []
    while kills < KILLS:
        running = start(table, out, "--resume")
        had = len(list(partial.glob("0*.json")))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and running.poll() is None:
            if kills < 2 or len(list(partial.glob("0*.json"))) > had:
                break
            time.sleep(0.005)
        time.sleep(draw.uniform(0, 0.25))
        running.send_signal(signal.SIGKILL)
        ended = running.wait()
        kills += 1
        finished.append(len(list(partial.glob("0*.json"))) if partial.exists() else -1)
        assert ended == -signal.SIGKILL or out.exists()
        if out.exists():
            assert out.read_bytes() == undisturbed
            out.unlink()
    assert len(set(finished)) > 3, "the kills came at different moments"
    done = geo_batch(table, out, "--resume")
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == undisturbed
    assert not partial.exists()


def test_every_row_is_kept_in_its_order(table: Path, undisturbed: bytes, tmp_path: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        given = list(csv.reader(file))
    found = list(csv.reader(undisturbed.decode().splitlines()))
    assert len(found) == len(given) == ROWS + 1
    for mine, result in zip(given[1:], found[1:], strict=True):
        assert result[:5] == mine[:5]
        assert result[5] == "'=1+1"
        error, chance = result[found[0].index("error")], result[found[0].index("chance_inside")]
        assert bool(error) == (mine[1] == "Unknown" or mine[2] == "N/A")
        assert bool(error) != bool(chance)
    del tmp_path


def test_chunks_of_any_size_give_the_same(table: Path, undisturbed: bytes, tmp_path: Path) -> None:
    for chunk in (7, 601):
        out = tmp_path / f"{chunk}.csv"
        done = geo_batch(table, out, chunk=chunk)
        assert done.returncode == 0, done.stderr
        assert out.read_bytes() == undisturbed


# --- going on ------------------------------------------------------------------------------------


def run_of(table: Path, out: Path, **more: Any) -> Run:
    source = tables.read(table)
    options = check.Options(stderr=more.pop("stderr", 0.05))
    plan = Plan(Reading(columns.recognise(source.headers)), options)
    return Run(table, source, out, plan, zones.load().provenance, chunk_rows=20)


class _CutOffError(Exception):
    pass


@contextmanager
def cut_off(run: Run, after: int) -> Iterator[None]:
    """A run that ends after some chunks."""
    left = [after]

    def work(rows: Any) -> Any:
        if not left[0]:
            raise _CutOffError
        left[0] -= 1
        return batch.work(run.plan, rows, zones.load())

    run.check(resume=False)
    with pytest.raises(_CutOffError):
        run.go(Here(work), lambda _step, _share: None)
    yield


def test_what_is_finished_is_not_done_again(tmp_path: Path) -> None:
    table = write_table(tmp_path / "t.csv", 100)
    run = run_of(table, tmp_path / "o.csv")
    with cut_off(run, 3):
        assert len(list(run.folder.glob("0*.json"))) == 3
        again = run_of(table, tmp_path / "o.csv")
        again.check(resume=True)
        seen = []

        def work(rows: Any) -> Any:
            seen.append(rows[0][0])
            return batch.work(again.plan, rows, zones.load())

        counts = again.go(Here(work), lambda _step, _share: None)
    assert seen == ["60", "80"]
    assert counts.rows == 100


def test_a_damaged_chunk_is_done_again(tmp_path: Path) -> None:
    table = write_table(tmp_path / "t.csv", 60)
    run = run_of(table, tmp_path / "o.csv")
    with cut_off(run, 2):
        (run.folder / "00000000.json").write_text("[[", encoding="utf-8")
        (run.folder / "00000001.json").write_text("[]", encoding="utf-8")
        (run.folder / "00000002.part").write_text("[[1", encoding="utf-8")
        counts = run_of(table, tmp_path / "o.csv").go(
            Here(lambda rows: batch.work(run.plan, rows, zones.load())), lambda _step, _share: None
        )
    assert counts.rows == 60
    assert not run.folder.exists()


def test_an_unfinished_run_is_not_overwritten_by_accident(tmp_path: Path) -> None:
    table = write_table(tmp_path / "t.csv", 60)
    run = run_of(table, tmp_path / "o.csv")
    with cut_off(run, 1), pytest.raises(OutputError, match="add --resume, or delete the folder"):
        run.check(resume=False)


def test_another_table_or_other_options_do_not_go_on(tmp_path: Path) -> None:
    table = write_table(tmp_path / "t.csv", 60)
    run = run_of(table, tmp_path / "o.csv")
    with cut_off(run, 1):
        with pytest.raises(OutputError, match=r"is of another run \(options differ\)"):
            run_of(table, tmp_path / "o.csv", stderr=0.01).check(resume=True)
        write_table(table, 80)
        with pytest.raises(OutputError, match=r"is of another run \(table differ\)"):
            run_of(table, tmp_path / "o.csv").check(resume=True)
        (run.folder / "run.json").write_text("{", encoding="utf-8")
        with pytest.raises(OutputError, match="is damaged"):
            run_of(table, tmp_path / "o.csv").check(resume=True)


def test_the_table_itself_is_not_overwritten(tmp_path: Path) -> None:
    table = write_table(tmp_path / "t.csv", 5)
    with pytest.raises(OutputError, match="is the table itself"):
        run_of(table, table).check(resume=False)


def test_columns_of_the_table_keep_their_names(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("site,range,error,chance_inside\nWonsan,450,x,y\n", encoding="utf-8")
    run = run_of(table, tmp_path / "o.csv")
    run.check(resume=False)
    work = Here(lambda rows: batch.work(run.plan, rows, zones.load()))
    counts = run.go(work, lambda _step, _share: None)
    assert counts.renamed == {"chance_inside": "chance_inside_2", "error": "error_2"}
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["error"], row["chance_inside"], row["error_2"]) == ("x", "y", "")
    assert 0 <= float(row["chance_inside_2"]) <= 1


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".gpkg"])
def test_equal_runs_write_equal_bytes(tmp_path: Path, suffix: str) -> None:
    table = write_table(tmp_path / "t.csv", 30)
    contents = []
    for name in ("a", "b"):
        run = run_of(table, tmp_path / f"{name}{suffix}")
        run.check(resume=False)
        work = Here(lambda rows, plan=run.plan: batch.work(plan, rows, zones.load()))  # type: ignore[misc]
        run.go(work, lambda _step, _share: None)
        contents.append(run.out.read_bytes())
    assert contents[0] == contents[1]


# --- a cluster -----------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers, each a process of its own."""
    url = f"tcp://127.0.0.1:{free_port()}"
    scheduling = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    working = [sys.executable, "-m", "distributed.cli.dask_worker", url, "--no-nanny"]
    working += ["--nthreads", "1", "--no-dashboard", "--local-directory"]
    scheduler = subprocess.Popen(  # noqa: S603
        [*scheduling, "--host", url, "--no-dashboard"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    started = [
        subprocess.Popen(  # noqa: S603
            [*working, str(folder / str(number))],
            cwd=ROOT,
            env=os.environ | QUIET | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(workers)
    ]
    try:
        yield url, started
    finally:
        for process in [*started, scheduler]:
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_gives_the_same(
    table: Path, undisturbed: bytes, tmp_path: Path
) -> None:
    """A scheduler and two workers as processes of their own; one is killed in the midst of it."""
    out = tmp_path / "cluster.csv"
    partial = out.with_name("cluster.csv.partial")
    with cluster(2, tmp_path) as (url, workers):
        running = start(table, out, "--cluster", url)
        deadline = time.monotonic() + 120
        while running.poll() is None and time.monotonic() < deadline:
            if len(list(partial.glob("0*.json"))) >= 2:
                break
            time.sleep(0.01)
        finished = len(list(partial.glob("0*.json")))
        workers[0].kill()
        assert running.poll() is None, "killed before the run had ended"
        assert 2 <= finished < ROWS / CHUNK
        assert running.wait(timeout=300) == 0
    assert out.read_bytes() == undisturbed
    assert not partial.exists()


def test_workers_on_this_machine_give_the_same(
    table: Path, undisturbed: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "workers.csv"
    done = geo_batch(table, out, "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == undisturbed


def test_a_cluster_that_does_not_answer_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geo.batch import cluster as clusters

    monkeypatch.setattr(clusters, "_WAIT_S", 1)
    plan = run_of(write_table(tmp_path / "t.csv", 5), tmp_path / "o.csv").plan
    nobody = f"tcp://127.0.0.1:{free_port()}"
    with (
        pytest.raises(ReportError, match="no scheduler with workers answers"),
        clusters.workers(plan, zones.load().provenance, url=nobody, count=1),
    ):
        pass


def test_a_worker_with_other_zones_is_refused(tmp_path: Path) -> None:
    from geo.batch import cluster as clusters

    plan = run_of(write_table(tmp_path / "t.csv", 5), tmp_path / "o.csv").plan
    with pytest.raises(DataError, match="install the same on every machine"):
        clusters.task((plan, "splashline", "0" * 64, "0"), [("1", "Wonsan", "450", "", "", "")])


def test_a_million_reasons_are_counted_in_bounded_memory() -> None:
    counts = Counts()
    empty: list[object] = [None] * len(batch.RESULTS)
    for number in range(5_000):
        counts.add((*empty[:-1], f"reason {number % 2_500}"))
    assert counts.rows == counts.errors.total() == 5_000
    assert len(counts.errors) == 1_001
    assert counts.errors["reason 7"] == 2
    assert counts.errors["other reasons"] == 3_000


def test_the_manifest_says_everything_that_results_depend_on(tmp_path: Path) -> None:
    run = run_of(write_table(tmp_path / "t.csv", 30), tmp_path / "o.csv")
    with cut_off(run, 1):
        about = json.loads((run.folder / "run.json").read_text(encoding="utf-8"))
    assert set(about) >= {"table", "options", "zones", "version", "reading", "chunk rows"}
