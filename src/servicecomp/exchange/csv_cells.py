"""CSV read without trust and written so that a spreadsheet program takes no text for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["MAX_TEXT", "csv_text", "plain_cell", "read_rows", "safe_cell"]

MAX_TEXT = 20_000_000
"""Bytes of a file; the sheets of forty experts take a fortieth."""

# Why also the wide forms: some spreadsheet programs take them for the plain ones.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 100_000


def safe_cell(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_cell(cell: str) -> str:
    """Return what `safe_cell` was given, blanks at the ends taken off."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV, every cell safe; with a mark in front, since spreadsheet programs otherwise take UTF-8 for an old code page."""
    stream = io.StringIO()
    csv.writer(stream).writerows([safe_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the rows of a CSV file with the number of the line on which each begins; commas, semicolons and tabs are told apart.

    Raises:
        DataError: the file cannot be read, is too large, is not UTF-8, or is no CSV.

    """
    text = _text(path)
    delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                raise csv.Error("a cell is too long")  # noqa: TRY301 - handled as the reader's own
            rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "save it as CSV (UTF-8) from a spreadsheet program"
        problem = Problem(path=str(path), line=begins, column=1, code="bad-csv", message=f"this is no CSV: {error}", hint=hint)
        raise DataError([problem]) from None
    return rows


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_TEXT + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise DataError([Problem(path=str(path), code="unreadable", message=message)]) from None
    if len(raw) > MAX_TEXT:
        message = f"the file is larger than {MAX_TEXT // 1_000_000} MB"
        raise DataError([Problem(path=str(path), code="file-too-large", message=message, hint="split it into several files")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message, hint = "a character of this line is not UTF-8", "save it as UTF-8; a spreadsheet program calls it CSV UTF-8"
        raise DataError([Problem(path=str(path), line=line, column=1, code="not-utf-8", message=message, hint=hint)]) from None
