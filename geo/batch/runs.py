"""A run over a table: in chunks, with results that survive a kill, put together at the end.

Beside the results stands a folder, ``RESULTS.partial``, with what the run is about and a file for
each finished chunk, written whole or not at all. A run that was cut off goes on where it stopped
and gives what it would have given.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any, Protocol

import geo
from geo import files, tables
from geo.batch.working import RESULTS, Plan, Result
from geo.errors import OutputError
from geo.tables import Rows, Source
from geo.tables.values import Cell
from geo.text import printable
from geo.zones import Provenance

_MANIFEST = "run.json"
_POINTS = ("nominal_lon", "nominal_lat")
_MOST_REASONS, _OTHER = 1_000, "other reasons"  # lest a table full of errors fill the memory
_CHANCE, _NOTES, _ERROR = map(list(RESULTS).index, ("chance_inside", "check_notes", "error"))

Progress = Callable[[str, float], None]
Work = Callable[[Rows], list[Result]]
Seen = Callable[[Sequence[Cell], Result], None]
"""Is shown every row with its result, in order, when results are written."""


class Pool(Protocol):
    """Where chunks are worked on."""

    def each(self, chunks: Iterable[tuple[int, Rows]]) -> Iterator[tuple[int, list[Result]]]:
        """The results of chunks, in any order; no more are taken than can be worked on soon."""


@dataclass(frozen=True)
class Here:
    """Chunks are worked on one after another, in this process."""

    work: Work

    def each(self, chunks: Iterable[tuple[int, Rows]]) -> Iterator[tuple[int, list[Result]]]:
        """The results of chunks, in order."""
        for number, rows in chunks:
            yield number, self.work(rows)


@dataclass
class Counts:
    """How a run ended.

    Attributes:
        rows: of the table.
        chances: rows with a chance.
        undirected: rows whose direction is unknown.
        errors: reasons why rows could not be used, with how many rows each; beyond a thousand
            reasons, the rest together.
        notes: what rows with a result were read as and rest on, with how many rows each; likewise.
        renamed: columns of results under another name, as the table has one of theirs.
    """

    rows: int = 0
    chances: int = 0
    undirected: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    renamed: dict[str, str] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Count a row."""
        self.rows += 1
        if result[_ERROR]:
            _tally(self.errors, str(result[_ERROR]))
            return
        if result[_NOTES]:
            _tally(self.notes, str(result[_NOTES]))
        if result[_CHANCE] is None:
            self.undirected += 1
        else:
            self.chances += 1


def _tally(reasons: Counter[str], reason: str) -> None:
    full = len(reasons) >= _MOST_REASONS and reason not in reasons
    reasons[_OTHER if full else reason] += 1


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        table: the file of the table.
        source: what is read from it.
        out: where the results go.
        plan: what is asked of every row.
        dataset: the zones.
        chunk_rows: rows in a chunk.
    """

    table: Path
    source: Source
    out: Path
    plan: Plan
    dataset: Provenance
    chunk_rows: int = 4_096

    @property
    def folder(self) -> Path:
        """Where finished chunks are kept."""
        return self.out.with_name(f"{self.out.name}.partial")

    def check(self, *, resume: bool) -> None:
        """Refuse what cannot be run, before any work is done for it.

        Raises:
            OutputError: the results cannot be written, would be written over the table, or an
                earlier run is in the way or does not fit.
        """
        files.check_target(self.out)
        tables.check_suffix(self.out)
        if self.out.exists() and self.out.samefile(self.table):
            raise OutputError(
                f"--out {printable(str(self.out))} is the table itself; expected another file"
            )
        name = printable(self.folder.name)
        if self.folder.exists() and not resume:
            raise OutputError(
                f"{name} holds an unfinished run; expected to go on with it or none at all: add "
                "--resume, or delete the folder"
            )
        if not resume or not (self.folder / _MANIFEST).exists():
            return
        kept, mine = self._kept(), self._about()
        differ = [key for key in mine if kept.get(key) != mine[key]]
        if differ:
            raise OutputError(
                f"{name} is of another run ({', '.join(differ)} differ); expected the same table "
                "and options: repeat them, or delete the folder and leave --resume out"
            )

    def go(self, pool: Pool, progress: Progress, seen: Seen | None = None) -> Counts:
        """Work on every chunk that is not finished, then write the results.

        Raises:
            OutputError: something cannot be written.
        """
        try:
            self.folder.mkdir(exist_ok=True)
            if not (self.folder / _MANIFEST).exists():
                _write(self.folder / _MANIFEST, self._about())
            for number, results in pool.each(self._open_chunks(progress)):
                _write(self._file(number), results)
            counts = self._finish(progress, seen)
            shutil.rmtree(self.folder)
        except OSError as error:
            raise OutputError(
                f"{printable(str(error.filename or self.out))} could not be written "
                f"({error.strerror or error}); what is finished is kept in "
                f"{printable(self.folder.name)}: free some space and go on with --resume"
            ) from error
        return counts

    def headers(self) -> tuple[list[str], dict[str, str]]:
        """The columns of the results, and names that had to be changed."""
        renamed = {}
        for name in RESULTS:
            free, number = name, 2
            while free in self.source.headers:
                free, number = f"{name}_{number}", number + 1
            if free != name:
                renamed[name] = free
        return [*self.source.headers, *(renamed.get(name, name) for name in RESULTS)], renamed

    def _open_chunks(self, progress: Progress) -> Iterator[tuple[int, Rows]]:
        rows = 0
        for number, chunk in enumerate(self.source.chunks(self.chunk_rows)):
            progress(f"{rows:,} rows", self.source.share() * 0.95)
            if not self._is_finished(number, len(chunk)):
                yield number, chunk
            rows += len(chunk)
        progress(f"{rows:,} rows", 0.95)

    def _finish(self, progress: Progress, seen: Seen | None) -> Counts:
        headers, renamed = self.headers()
        counts = Counts(renamed=renamed)
        types = {**self.source.types}
        types |= {renamed.get(name, name): kind for name, kind in RESULTS.items()}
        points = (renamed.get(_POINTS[0], _POINTS[0]), renamed.get(_POINTS[1], _POINTS[1]))
        suffix = self.out.suffix.lower()
        whole = self.folder / f"whole{suffix}"
        whole.unlink(missing_ok=True)
        sink = tables.write(whole, headers, types, points)
        with closing(sink):
            for number, chunk in enumerate(self.source.chunks(self.chunk_rows)):
                results = self._results(number)
                sink.write(
                    [(*cells, *result) for cells, result in zip(chunk, results, strict=True)]
                )
                for cells, result in zip(chunk, results, strict=True):
                    counts.add(result)
                    if seen is not None:
                        seen(cells, result)
                progress("writing", 0.95 + self.source.share() * 0.05)
        target = self.out.resolve()
        if target.exists():
            shutil.copymode(target, whole)
        whole.replace(target)
        return counts

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:08d}.json"

    def _is_finished(self, number: int, rows: int) -> bool:
        with suppress(OSError, ValueError):
            return len(self._results(number)) == rows
        return False

    def _results(self, number: int) -> list[Result]:
        content = json.loads(self._file(number).read_text(encoding="utf-8"))
        return [tuple(result) for result in content]

    def _kept(self) -> Mapping[str, Any]:
        try:
            kept = json.loads((self.folder / _MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise OutputError(
                f"{printable(self.folder.name)} is damaged ({error}); expected an unfinished run: "
                "delete the folder and leave --resume out"
            ) from None
        return kept if isinstance(kept, dict) else {}

    def _about(self) -> dict[str, Any]:
        """Everything that results depend on."""
        with self.table.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        plan = json.loads(json.dumps(asdict(self.plan), default=str))
        return {
            "table": digest,
            "columns": list(self.source.headers),
            **{key: value for key, value in plan.items() if key != "reading"},
            "reading": plan["reading"],
            "zones": self.dataset.sha256,
            "version": geo.__version__,
            "chunk rows": self.chunk_rows,
        }


def _write(path: Path, content: Any) -> None:
    """A file that is there whole or not at all, whatever happens."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(json.dumps(content, ensure_ascii=False, allow_nan=False))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
