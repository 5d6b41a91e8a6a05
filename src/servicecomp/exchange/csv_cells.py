"""CSV read without trust and written so that a spreadsheet program takes no text for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem
from servicecomp.exchange.text_files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["csv_text", "plain_cell", "read_rows", "safe_cell"]


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
    text = read_text(path)
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
