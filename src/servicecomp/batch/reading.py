"""Files with one text a row, read in record batches: Parquet, CSV and JSON Lines.

Parquet columns keep their types. CSV and JSON Lines columns become text as they stand, so that an id such as 007 stays one and no row
changes the type of a column; a row that cannot be read is kept with the reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from servicecomp.batch.kernel import READ_PROBLEM
from servicecomp.batch.reading_text import csv_columns, csv_rows, json_rows, repaired, survey_json
from servicecomp.errors import DataError, NotFoundError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from servicecomp.batch.reading_text import TextRow

__all__ = ["SUFFIXES", "Source", "open_source"]

SUFFIXES = (".parquet", ".csv", ".tsv", ".jsonl", ".ndjson")
"""Endings of files that are read row by row."""
ROWS = 1000
"""Rows of a batch at most."""
BYTES = 8_000_000
"""Size of a batch at which it is closed before it has all its rows."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to match."""

    sha256: str
    """Hash of its bytes."""
    rows: int
    """Rows it holds."""
    schema: pa.Schema
    """Columns of its batches, without the reader's own."""
    batches: Callable[[int], Iterator[pa.RecordBatch]]
    """Gives the batches from a row onwards."""


def open_source(path: Path, *, text: str) -> Source:
    """Return a file of rows, looked through once.

    Raises:
        NotFoundError: there is no such file, or its ending says nothing.
        DataError: it cannot be read as what its ending says.

    """
    if not path.is_file():
        message = f"there is no file '{path}'"
        raise NotFoundError(message)
    ending = path.suffix.lower()
    if ending not in SUFFIXES:
        message = f"'{path}' ends in '{ending}'; rows are read from {', '.join(SUFFIXES)}"
        raise NotFoundError(message)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if ending == ".parquet":
        return _parquet(path, digest)
    if ending in {".csv", ".tsv"}:
        columns = csv_columns(path)
        count = sum(1 for _ in csv_rows(path))
        return _text_source(digest, count, columns, lambda: csv_rows(path), text)
    columns, count = survey_json(path)
    return _text_source(digest, count, columns, lambda: json_rows(path, columns, text), text)


def _parquet(path: Path, digest: str) -> Source:
    try:
        with pq.ParquetFile(path) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(path, error) from None
    return Source(digest, rows, schema, lambda start: _parquet_batches(path, start))


def _parquet_batches(path: Path, start: int) -> Iterator[pa.RecordBatch]:
    try:
        # Why no buffer ahead: it would hold whole row groups, which can be as large as the file.
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 16) as file:
            data = file.metadata
            groups = [data.row_group(number) for number in range(data.num_row_groups)]
            first = 0
            while first < len(groups) and groups[first].num_rows <= start:
                start -= groups[first].num_rows
                first += 1
            size = sum(group.total_byte_size for group in groups) // max(1, data.num_rows)
            rows = max(1, min(ROWS, BYTES // max(1, size)))
            for found in file.iter_batches(batch_size=rows, row_groups=list(range(first, len(groups)))):
                skipped = min(start, found.num_rows)
                start -= skipped
                yield from _cut(found.slice(skipped))
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(path, error) from None


def _cut(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Yield a batch in pieces that are small enough; dictionaries can make a small file large."""
    if batch.num_rows > 1 and batch.nbytes > 2 * BYTES:
        half = batch.num_rows // 2
        yield from _cut(batch.slice(0, half))
        yield from _cut(batch.slice(half))
    elif batch.num_rows:
        yield batch


def _unreadable(path: Path, error: Exception) -> DataError:
    words = " ".join(str(error).split())[:200]
    return DataError([Problem(path=str(path), code="not-parquet", message=f"the file cannot be read as Parquet: {words}")])


def _text_source(digest: str, count: int, columns: tuple[str, ...], rows: Callable[[], Iterable[TextRow]], text: str) -> Source:
    if READ_PROBLEM in columns:
        problem = Problem(code="column-taken", where=READ_PROBLEM, message=f"a column cannot be called '{READ_PROBLEM}'", hint="rename it")
        raise DataError([problem])
    schema = pa.schema([(name, pa.string()) for name in columns])
    return Source(digest, count, schema, lambda start: _text_batches(rows(), columns, text, start))


def _text_batches(rows: Iterable[TextRow], columns: tuple[str, ...], text: str, start: int) -> Iterator[pa.RecordBatch]:
    held: list[TextRow] = []
    size = 0
    for number, row in enumerate(rows):
        if number < start:
            continue
        held.append(row)
        size += sum([len(value) for value in row.values if value])
        if len(held) >= ROWS or size >= BYTES:
            yield _text_batch(held, columns, text)
            held, size = [], 0
    if held:
        yield _text_batch(held, columns, text)


def _text_batch(rows: list[TextRow], columns: tuple[str, ...], text: str) -> pa.RecordBatch:
    arrays = [
        _column(values, repair=name != text) for name, values in zip(columns, zip(*[row.values for row in rows], strict=True), strict=True)
    ]
    problems = pa.array([row.problem for row in rows], pa.string())
    return pa.RecordBatch.from_arrays([*arrays, problems], names=[*columns, READ_PROBLEM])


def _column(values: tuple[str | None, ...], *, repair: bool) -> pa.Array:
    """Return a column; bytes that are no UTF-8 are marked in an id, and left for the kernel to report in a text."""
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        if repair:
            return pa.array([None if value is None else repaired(value) for value in values], pa.string())
        return pa.array([None if value is None else value.encode("utf-8", "surrogatepass") for value in values], pa.binary())
