"""Plain tables, a header and a line each, from CSV or the first sheet of a workbook; each cell knows where it stands."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.exchange.text_files import read_text
from servicecomp.exchange.xlsx_values import BadValueError, folded, plain_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["LONGEST_NAME", "PlainTable", "TableCell", "columns_of", "read_table"]

LONGEST_NAME = 60
"""Characters of a column's or a group's name."""


_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 10_000


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a cell holds, on one line, and where it stands."""

    text: str
    line: int = 0
    column: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A header and rows of as many cells."""

    path: Path
    header: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]

    def problem(self, cell: TableCell, code: str, message: str, hint: str = "") -> Problem:
        """Return a problem at a cell."""
        return Problem(path=str(self.path), line=cell.line, column=cell.column, where=cell.where, code=code, message=message, hint=hint)


def read_table(path: Path, problems: list[Problem]) -> PlainTable | None:
    """Return the table of a file, or None where its problems were added to those given.

    Raises:
        NotFoundError: there is no such file.
        DataError, MissingExtraError: a workbook cannot be read, or the extra `office` is not installed.

    """
    if not path.is_file():
        message = f"there is no file '{path}'"
        raise NotFoundError(message)
    if path.suffix.lower() == ".xlsx":
        table = _read_workbook(path, problems)
    elif path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        table = _read_csv(path, problems)
    else:
        problems.append(Problem(path=str(path), code="unknown-format", message=f"'{path.name}' is no table", hint="use .csv or .xlsx"))
        return None
    if table is None and not problems:
        problems.append(Problem(path=str(path), line=1, column=1, code="empty-file", message="the file is empty", hint="export it anew"))
    return table


def _read_csv(path: Path, problems: list[Problem]) -> PlainTable | None:
    try:
        text = read_text(path)
    except DataError as error:
        problems += error.problems
        return None
    lines = text.splitlines()
    delimiter = max(_DELIMITERS, key=(lines[0] if lines else "").count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[TableCell, ...]] = []
    begins = 1
    try:
        for cells in reader:
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                raise csv.Error("a cell is too long")  # noqa: TRY301 - handled as the reader's own
            if any(cell.strip() for cell in cells):
                rows.append(tuple(_placed(cells, begins, delimiter, lines)))
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "save it as CSV (UTF-8) from a spreadsheet program"
        problems.append(Problem(path=str(path), line=begins, column=1, code="bad-csv", message=f"this is no CSV: {error}", hint=hint))
        return None
    return _table(path, rows, problems)


def _placed(cells: Sequence[str], line: int, delimiter: str, lines: Sequence[str]) -> Iterator[TableCell]:
    """Yield the cells of a line with the column at which each begins; 1 where quotes make that uncertain."""
    plain = line <= len(lines) and delimiter.join(cells) == lines[line - 1]
    column = 1
    for cell in cells:
        yield TableCell(" ".join(cell.split()), line, column if plain else 1)
        column += len(cell) + 1


def _read_workbook(path: Path, problems: list[Problem]) -> PlainTable | None:
    from servicecomp.exchange.xlsx_reader import read_cells  # noqa: PLC0415 - openpyxl is an extra

    sheet = next(iter(read_cells(path).values()), None)
    if sheet is None or not sheet.rows:
        return None
    letters = list(dict.fromkeys(letter for row in sheet.rows.values() for letter in row))
    letters.sort(key=lambda letter: (len(letter), letter))
    rows = []
    for number, row in sheet.rows.items():
        cells = []
        for letter in letters:
            where = f"{sheet.title}!{letter}{number}"
            try:
                text = plain_text(row[letter]) if letter in row else ""
            except BadValueError as error:
                problems.append(Problem(path=str(path), where=where, code=error.code, message=error.message, hint=error.hint))
                text = ""
            cells.append(TableCell(" ".join(text.split()), where=where))
        rows.append(tuple(cells))
    return _table(path, rows, problems)


def _table(path: Path, rows: Sequence[tuple[TableCell, ...]], problems: list[Problem]) -> PlainTable | None:
    if not rows:
        return None
    header, body = rows[0], []
    for row in rows[1:]:
        if len(row) > len(header):
            message = f"the line has {len(row)} cells where the header has {len(header)}"
            problems.append(PlainTable(path, header, ()).problem(row[len(header)], "too-many-cells", message, "put texts in quotes"))
            continue
        first = row[0]
        body.append(row + tuple(TableCell("", first.line, first.column, first.where) for _ in range(len(header) - len(row))))
    return PlainTable(path, header, tuple(body))


def columns_of(table: PlainTable, problems: list[Problem]) -> dict[str, int]:
    """Return the place of each column by its folded name."""
    found: dict[str, int] = {}
    for place, cell in enumerate(table.header):
        name = folded(cell.text)
        if not name:
            if any(row[place].text for row in table.rows):
                problems.append(
                    table.problem(cell, "missing-column", "a column without a name holds something", "name it in the first line")
                )
        elif not cell.text.isprintable() or len(cell.text) > LONGEST_NAME:
            problems.append(table.problem(cell, "bad-format", f"{shown(cell.text)} cannot be the name of a column", "give it a short name"))
        elif name in found:
            problems.append(table.problem(cell, "duplicate-column", f"the column {shown(name)} stands twice", "keep one of the two"))
        else:
            found[name] = place
    return found
