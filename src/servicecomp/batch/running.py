"""A file of texts to a folder of results, on the engine that is asked for."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from servicecomp.batch.kernel import MAX_CHARACTERS, RESULT_COLUMNS, result_schema
from servicecomp.batch.on_dask import match_on_dask
from servicecomp.batch.packing import Job
from servicecomp.batch.processes import cores, match_in_processes
from servicecomp.batch.reading import open_source
from servicecomp.batch.writing import PartWriter
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.models.provenance import content_hash
from servicecomp.models.reports import BatchResult

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    import pyarrow as pa

    from servicecomp.models.frameworks import Framework

__all__ = ["PART_ROWS", "match_file"]

PART_ROWS = 50_000
"""Rows of a file of results: what a stop costs at most."""
_DASK = "dask://"


def match_file(
    path: Path,
    output: Path,
    *,
    framework: Framework,
    text: str = "text",
    by: str | None = None,
    engine: str | None = None,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    version: str = "",
    part_rows: int = PART_ROWS,
) -> BatchResult:
    """Match each row of a file and write the results into a folder; a run that was stopped goes on where it was.

    `progress` is called with the rows done and the rows there are; results of one `version` of the library are not mixed with another's.

    `by` names a column that a report will need, so that its absence is told before the work and not after it.

    Raises:
        NotFoundError: there is no such file or engine.
        DataError: the file cannot be read, a column is missing, or the folder holds something else.
        MissingExtraError: the engine is not installed.

    """
    source = open_source(path, text=text)
    schema = result_schema(source.schema, framework, text=text)
    if by is not None and by not in schema.names[: -len(RESULT_COLUMNS)]:
        raise _no_group(by, text, schema.names[: -len(RESULT_COLUMNS)])
    made_from = {
        "input": source.sha256,
        "framework": framework.id,
        "framework_content": content_hash(framework),
        "text_column": text,
        "longest_text": MAX_CHARACTERS,
        "version": version,
    }
    run = _engine(engine, Job(framework.model_dump_json(), text), processes or cores())
    parts = PartWriter(output, schema, made_from, part_rows=part_rows)
    if not parts.complete:
        try:
            # Closed at once, so that no worker outlives a full disk.
            with closing(run(source.batches(parts.rows))) as results:
                for batch in results:
                    parts.write(batch)
                    if progress is not None:
                        progress(parts.seen, source.rows)
            parts.finish()
        finally:
            parts.abandon()
    problems = [entry for part in parts.parts for entry in part.first_problems]
    return BatchResult(
        folder=output,
        files=tuple(output / part.file for part in parts.parts),
        rows=parts.rows,
        problems=sum(part.problems for part in parts.parts),
        first_problems=tuple(problems[:10]),
    )


def _no_group(by: str, text: str, columns: list[str]) -> DataError:
    if by == text:
        message, hint = f"'{by}' is the column with the texts", "name a column with departments or job families"
    else:
        message, hint = f"there is no column '{by}'", did_you_mean(by, columns)
    return DataError([Problem(code="no-column", where=by, message=message, hint=hint)])


def _engine(name: str | None, job: Job, processes: int) -> Callable[[Iterable[pa.RecordBatch]], Generator[pa.RecordBatch, None, None]]:
    if name is None:
        return lambda batches: match_in_processes(batches, job, processes)
    address = name.removeprefix(_DASK)
    if not name.startswith(_DASK) or not address:
        message = f"there is no engine '{name}'; leave it out for this machine's cores, or name dask://HOST:PORT or dask://local"
        raise NotFoundError(message)
    return lambda batches: match_on_dask(batches, job, address, processes)
