"""Parquet, read and written a group of rows at a time with the types of its columns."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.errors import ReportError
from geo.tables.source import Rows, Source, unlike
from geo.tables.values import Cell
from geo.text import printable


def read(path: Path) -> Source:
    """A Parquet file.

    Raises:
        ReportError: it is none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            schema, total = file.schema_arrow, max(file.metadata.num_rows, 1)
    except (pa.ArrowException, OSError) as error:
        raise ReportError(
            f"{printable(path.name)} is no Parquet file ({type(error).__name__}); expected one: "
            "check its name"
        ) from None
    notes: list[str] = []
    headers = unlike(list(schema.names), notes)
    done = [0]

    def chunks(size: int) -> Iterator[Rows]:
        done[0] = 0
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=size):
                columns = [column.to_pylist() for column in batch.columns]
                done[0] += batch.num_rows
                yield list(zip(*columns, strict=True))

    return Source(
        headers,
        chunks,
        notes,
        lambda: min(done[0] / total, 1.0),
        dict(zip(headers, schema.types, strict=True)),
    )


class Writer:
    """Writes Parquet; columns of which no type is known hold text."""

    def __init__(self, path: Path, headers: Sequence[str], types: Mapping[str, object]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        known: dict[object, Any] = {
            "number": pa.float64(),
            "pairs": pa.list_(pa.list_(pa.float64())),
            "text": pa.string(),
        }
        fields = []
        for header in headers:
            kind = types.get(header, "text")
            fields.append(pa.field(header, known.get(kind, kind)))
        self._schema = pa.schema(fields)
        self._texts = [pa.types.is_string(field.type) for field in fields]
        self._file = pq.ParquetWriter(path, self._schema)

    def write(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Add rows."""
        import pyarrow as pa

        columns = [list(column) for column in zip(*rows, strict=True)]
        for place, is_text in enumerate(self._texts):
            if is_text:
                columns[place] = [_text(cell) for cell in columns[place]]
        arrays = [
            pa.array(column, type=field.type)
            for column, field in zip(columns, self._schema, strict=True)
        ]
        self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else str(cell)
