"""The kernel: a record batch with texts in, a record batch with what they call for out.

Rows come out as they came in, in number and order. A row that cannot be matched keeps its id columns, says why in `problem`, and
holds null everywhere else: a text that nobody could read is no text without competencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from servicecomp.errors import DataError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.matching import match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import Match

__all__ = ["MAX_CHARACTERS", "READ_PROBLEM", "RESULT_COLUMNS", "match_batch", "result_schema"]

MAX_CHARACTERS = 1_000_000
"""Longest text that is matched; the longest advertisement is a fiftieth of that."""
RESULT_COLUMNS = ("found", "scores", "levels", "evidence", "problem")
"""Columns that the kernel adds, in this order."""
READ_PROBLEM = "__read_problem__"
"""Column in which a reader says what was wrong with a row before it was one; the kernel hands it on as `problem`."""

_EVIDENCE = pa.struct(
    [
        ("competency", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("quote", pa.string()),
        ("cue", pa.string()),
        ("level", pa.int8()),
        ("weight", pa.int8()),
    ]
)


class _Row(NamedTuple):
    """What one row gives: a match, or the reason why there is none."""

    match: Match | None
    problem: str | None


def result_schema(schema: pa.Schema, framework: Framework, *, text: str = "text") -> pa.Schema:
    """Return the schema that `match_batch` gives for batches of a schema: all columns but the text, then the result's own.

    Raises:
        DataError: there is no such column, or one is called like a column of the result.

    """
    names = [name for name in schema.names if name != READ_PROBLEM]
    problems = []
    if text not in names:
        problems.append(Problem(code="no-column", where=text, message=f"there is no column '{text}'", hint=did_you_mean(text, names)))
    problems += [
        Problem(code="column-twice", where=name, message=f"two columns are called '{name}'", hint="give each column a name of its own")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    kept = [name for name in names if name != text]
    problems += [
        Problem(code="column-taken", where=name, message=f"the result has a column '{name}' of its own", hint="rename the column first")
        for name in kept
        if name in RESULT_COLUMNS
    ]
    if problems:
        raise DataError(problems)
    ids = [competency.id for competency in framework.competencies]
    return pa.schema(
        [
            *(schema.field(name) for name in kept),
            pa.field("found", pa.list_(pa.string())),
            pa.field("scores", pa.struct([(name, pa.float64()) for name in ids])),
            pa.field("levels", pa.struct([(name, pa.int8()) for name in ids])),
            pa.field("evidence", pa.list_(_EVIDENCE)),
            pa.field("problem", pa.string()),
        ]
    )


def match_batch(batch: pa.RecordBatch, framework: Framework, *, text: str = "text") -> pa.RecordBatch:
    """Return a record batch with the columns of `batch` but the text, and `found`, `scores`, `levels`, `evidence` and `problem`.

    `problem` is null where all is well, else a code and a sentence: `no-text`, `not-text`, `too-long`, or what a reader said.

    Raises:
        DataError: there is no column of that name, or one is called like a column of the result.

    """
    schema = result_schema(batch.schema, framework, text=text)
    rows = [_row(value, framework) for value in _values(batch, text)]
    ids = [competency.id for competency in framework.competencies]
    missing = pa.array([row.match is None for row in rows], pa.bool_())
    matches = [row.match for row in rows]
    columns = [batch.column(name) for name in schema.names[: -len(RESULT_COLUMNS)]]
    scores = [[values[name] for name in ids] if values else None for values in [match and match.scores for match in matches]]
    levels = [[*map(match.level, ids)] if match else None for match in matches]
    columns += [
        _lists([match.found if match else () for match in matches], missing, pa.string()),
        _by_competency(scores, schema.field("scores").type, missing),
        _by_competency(levels, schema.field("levels").type, missing),
        _evidence(matches, missing),
        pa.array([row.problem for row in rows], pa.string()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _row(value: str | _Row, framework: Framework) -> _Row:
    if isinstance(value, _Row):
        return value
    if not value or value.isspace():
        return _bad("no-text: the text is empty")
    if len(value) > MAX_CHARACTERS:
        return _bad(f"too-long: the text has {len(value)} characters, more than {MAX_CHARACTERS}")
    return _Row(match(value, framework), None)


def _bad(problem: str) -> _Row:
    return _Row(None, problem)


def _values(batch: pa.RecordBatch, text: str) -> list[str | _Row]:
    """Return each row's text, or what is wrong with it."""
    values = _texts(batch.column(text))
    if READ_PROBLEM in batch.schema.names:
        said = batch.column(READ_PROBLEM).to_pylist()
        values = [_bad(problem) if problem is not None else value for value, problem in zip(values, said, strict=True)]
    return values


def _texts(column: pa.Array) -> list[str | _Row]:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        try:
            return [_NO_TEXT if value is None else value for value in column.to_pylist()]
        except UnicodeDecodeError:
            # A file may say UTF-8 and hold something else; one such row must not take its neighbours with it.
            return [_decoded(scalar) for scalar in column]
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind) or pa.types.is_binary_view(kind):
        return [_decoded(scalar) for scalar in column]
    other = _bad(f"not-text: the value is of the type {kind}")
    return [_NO_TEXT if null else other for null in column.is_null().to_pylist()]


_NO_TEXT = _bad("no-text: there is no text")
_NOT_UTF8 = _bad("not-text: the text is not UTF-8; save the file as UTF-8")


def _decoded(scalar: pa.Scalar) -> str | _Row:
    try:
        value = scalar.as_py()
        if value is None:
            return _NO_TEXT
        return value if isinstance(value, str) else bytes(value).decode("utf-8")
    except UnicodeDecodeError:
        return _NOT_UTF8


def _by_competency(rows: Sequence[Sequence[Any] | None], kind: pa.StructType, missing: pa.Array) -> pa.StructArray:
    """Return one value for each competency and row as a struct, null where the row has none."""
    empty = [None] * kind.num_fields
    columns = zip(*[row or empty for row in rows], strict=True) if rows else [()] * kind.num_fields
    fields = [kind.field(number) for number in range(kind.num_fields)]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    if not fields:
        return pa.array([None if null else {} for null in missing.to_pylist()], kind)
    return pa.StructArray.from_arrays(arrays, fields=fields, mask=missing)


def _evidence(matches: Iterable[Match | None], missing: pa.Array) -> pa.ListArray:
    lists = [match.evidence if match else () for match in matches]
    flat = [entry for entries in lists for entry in entries]
    columns = zip(*flat, strict=True) if flat else [()] * _EVIDENCE.num_fields
    fields = [_EVIDENCE.field(number) for number in range(_EVIDENCE.num_fields)]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    return pa.ListArray.from_arrays(_offsets(lists), pa.StructArray.from_arrays(arrays, fields=fields), mask=missing)


def _lists(lists: Sequence[Sequence[str]], missing: pa.Array, kind: pa.DataType) -> pa.ListArray:
    return pa.ListArray.from_arrays(_offsets(lists), pa.array([entry for entries in lists for entry in entries], kind), mask=missing)


def _offsets(lists: Iterable[Sequence[object]]) -> pa.Array:
    offsets, total = [0], 0
    for entries in lists:
        total += len(entries)
        offsets.append(total)
    return pa.array(offsets, pa.int32())
