"""Chunks on Dask distributed: a cluster that is running, or workers on this machine.

Needs the extra ``cluster``. A chunk whose worker dies is given to another; results are the same
whoever works them out.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import geo
from geo import zones
from geo.batch import working as batch
from geo.batch.working import Plan, Result
from geo.errors import DataError, ReportError
from geo.tables import Rows
from geo.text import shown
from geo.zones import Provenance, Zones

_WAIT_S = 30
_AHEAD = 2  # chunks on their way for each thread, so that none waits


@dataclass(frozen=True)
class Cluster:
    """A cluster that works on chunks.

    Attributes:
        client: of Dask distributed.
        plan: what is asked of every row.
        dataset: the zones that every worker must have.
    """

    client: Any
    plan: Plan
    dataset: Provenance

    def each(self, chunks: Iterable[tuple[int, Rows]]) -> Iterator[tuple[int, list[Result]]]:
        """The results of chunks, in any order.

        Raises:
            ReportError: no worker survived a chunk.
            DataError: a worker has other zones or another version.
        """
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        about = self.plan, self.dataset.name, self.dataset.sha256, geo.__version__
        waiting = iter(chunks)
        running = as_completed()
        number_of: dict[str, int] = {}

        def submit() -> bool:
            for number, rows in waiting:
                future = self.client.submit(task, about, rows, key=f"chunk-{number}-{id(self)}")
                number_of[future.key] = number
                running.add(future)
                return True
            return False

        threads = sum(self.client.nthreads().values()) or 1
        for _ in range(_AHEAD * threads):
            if not submit():
                break
        for future in running:
            try:
                results = future.result()
            except KilledWorker:
                raise ReportError(
                    f"chunk {number_of[future.key]} ended every worker that tried it; expected "
                    "workers with about 1 GB of memory each: give them more, and go on with "
                    "--resume"
                ) from None
            yield number_of.pop(future.key), results
            submit()


@contextmanager
def workers(plan: Plan, dataset: Provenance, *, url: str | None, count: int) -> Iterator[Cluster]:
    """A cluster, for as long as it is needed.

    Args:
        plan: what is asked of every row.
        dataset: the zones.
        url: of the scheduler of a running cluster; else workers are started on this machine.
        count: how many of these.

    Raises:
        ReportError: the extra is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ReportError(
            f"--workers and --cluster need Dask distributed ({error.name} is missing); expected "
            "the extra `cluster`: pip install 'splashline[cluster]'"
        ) from error
    if url is None:
        with (
            LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.ERROR,
            ) as local,
            Client(local) as client,
        ):
            yield Cluster(client, plan, dataset)
        return
    try:
        client = Client(url, timeout=_WAIT_S)
        client.wait_for_workers(1, timeout=_WAIT_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise ReportError(
            f"--cluster {shown(url)}: no scheduler with workers answers "
            f"({type(error).__name__}); expected an address such as tcp://10.0.0.5:8786: start "
            "`dask scheduler` and `dask worker`"
        ) from None
    with client:
        yield Cluster(client, plan, dataset)


def task(about: tuple[Plan, str, str, str], rows: Rows) -> list[Result]:
    """The results of a chunk, on a worker.

    Raises:
        DataError: this worker has other zones or another version than whoever asks.
    """
    plan, name, sha256, version = about
    loaded = _zones(name)
    if (loaded.provenance.sha256, geo.__version__) != (sha256, version):
        mine = loaded.provenance.sha256[:16]
        raise DataError(
            f"a worker has splashline {geo.__version__} with zones {mine}…; expected {version} and "
            f"{sha256[:16]}…: install the same on every machine"
        )
    return batch.work(plan, rows, loaded)


@cache
def _zones(name: str) -> Zones:
    return zones.load(name)
