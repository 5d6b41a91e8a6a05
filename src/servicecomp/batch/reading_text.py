"""Rows of CSV and JSON Lines files, one by one, bad ones included."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["MAX_LINE", "TextRow", "csv_columns", "csv_rows", "json_rows", "repaired", "survey_json"]

MAX_LINE = 16_000_000
"""Bytes of a JSON line and characters of a CSV field that are read; longer ones are reported."""
MOST_COLUMNS = 2_000
"""Names that the objects of a file may use."""
_DELIMITERS = ",;\t"
_HALF = re.compile(r"[\ud800-\udfff]")


class TextRow(NamedTuple):
    """A row as it was read."""

    values: tuple[str | None, ...]
    """One value for each column."""
    problem: str | None = None
    """What is wrong with the row, if anything is."""


def repaired(text: str) -> str:
    """Return a text with a mark in place of each byte that was no UTF-8 and each half of a character."""
    return _HALF.sub("\ufffd", text)


def csv_columns(path: Path) -> tuple[str, ...]:
    """Return the column names that the first line of a CSV file gives.

    Raises:
        DataError: it has none.

    """
    _, header, _ = next(_csv_lines(path), ("", [], None))
    names = tuple(repaired(name.strip()) for name in header)
    if not any(names):
        raise _refusal(path, 1, "no-header", "the first line names no columns", "put the names of the columns there")
    return names


def csv_rows(path: Path) -> Iterator[TextRow]:
    """Yield the rows of a CSV file below its header; lines that are blank are none."""
    lines = _csv_lines(path)
    _, header, _ = next(lines, ("", [], None))
    width = len(header)
    empty = (None,) * width
    for place, fields, error in lines:
        if error is not None:
            yield TextRow(empty, f"not-csv: {place} cannot be read: {error}")
        elif len(fields) != width:
            held = (*fields[:width], *empty[len(fields) :])
            yield TextRow(held, f"wrong-fields: {place} has {len(fields)} fields, the header has {width}")
        else:
            yield TextRow(tuple(fields))


def _csv_lines(path: Path) -> Iterator[tuple[str, list[str], str | None]]:
    """Yield where each line of fields stands, its fields, and the reader's complaint if it has one."""
    limit = csv.field_size_limit()
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        delimiter = max(_DELIMITERS, key=first.count)
        reader = csv.reader(stream, delimiter=delimiter)
        while True:
            # Why set and put back around each row: the limit belongs to the whole process.
            csv.field_size_limit(MAX_LINE)
            try:
                fields, error = next(reader), None
            except StopIteration:
                return
            except csv.Error as complaint:
                fields, error = [], str(complaint)
            finally:
                csv.field_size_limit(limit)
            if fields or error:
                yield f"line {reader.line_num}", fields, error


def survey_json(path: Path) -> tuple[tuple[str, ...], int]:
    """Return the names that the objects of a JSON Lines file use, in order of first use, and the number of its rows."""
    names: dict[str, None] = {}
    count = 0
    for number, found in _json_lines(path):
        count += 1
        if isinstance(found, dict) and not found.keys() <= names.keys():
            names.update(dict.fromkeys(name for name in found if not _HALF.search(name)))
            if len(names) > MOST_COLUMNS:
                message = f"the lines use more than {MOST_COLUMNS} names"
                raise _refusal(path, number, "too-many-columns", message, "put what differs from line to line into values, not into names")
    if not names:
        raise _refusal(path, 1, "no-rows", "no line of the file is a JSON object", "put one object on each line")
    return tuple(names), count


def json_rows(path: Path, columns: tuple[str, ...], text: str) -> Iterator[TextRow]:
    """Yield the rows of a JSON Lines file; a value that is no text is given as JSON, and reported where a text is wanted."""
    empty = (None,) * len(columns)
    for number, found in _json_lines(path):
        if not isinstance(found, dict):
            yield TextRow(empty, found if isinstance(found, str) else f"not-json: line {number} is no JSON object")
            continue
        value = found.get(text)
        problem = None
        if value is not None and not isinstance(value, str):
            problem = f"not-text: the value is {_KINDS.get(type(value), 'no text')}"
        yield TextRow(tuple([_as_text(found.get(name)) for name in columns]), problem)


_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def _as_text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _json_lines(path: Path) -> Iterator[tuple[int, object]]:
    """Yield the number of each line that is not blank and its object, a sentence that says what is wrong, or None."""
    with path.open("rb") as stream:
        for number, line in enumerate(_bounded_lines(stream), 1):
            if line is None:
                yield number, f"too-long: line {number} has more than {MAX_LINE} bytes"
            elif line.strip():
                yield number, _object(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)


def _object(line: bytes) -> dict[str, object] | None:
    try:
        # Bytes that are no UTF-8 stay apart from text until the kernel reports them.
        found = json.loads(line.decode("utf-8", "surrogateescape"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refusal(path: Path, line: int, code: str, message: str, hint: str) -> DataError:
    return DataError([Problem(path=str(path), line=line, column=1, code=code, message=message, hint=hint)])


def _bounded_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a file, None for one that is too long to hold."""
    while line := stream.readline(MAX_LINE):
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield None
        else:
            yield line
