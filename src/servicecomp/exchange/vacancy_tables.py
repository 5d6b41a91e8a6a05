"""The sheets of the vacancy workbook as tables: found by the words above their columns, with every problem at its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from servicecomp.errors import DataError, Problem
from servicecomp.exchange.vacancy_layout import DATA_SHEET, FORMAT, WORKBOOK_SHEETS
from servicecomp.exchange.xlsx_reader import Cell, SheetCells
from servicecomp.exchange.xlsx_values import BadValueError, folded, plain_text, shown
from servicecomp.loading.building import did_you_mean
from servicecomp.models.base import Id
from servicecomp.models.vacancies import Vacancy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from servicecomp.exchange.vacancy_layout import SheetLayout
    from servicecomp.models.roles import RoleProfile

__all__ = ["Base", "Row", "Tables"]

T = TypeVar("T")

_ROWS_SEARCHED = 30
_NEW_ONE = "make a workbook with servicecomp new vacancy, and copy the answers over"


@dataclass(frozen=True, slots=True)
class Base:
    """What the hidden sheet holds."""

    vacancy: Vacancy
    """The vacancy as it was written, without its people's confirmations and its candidates."""
    bank: str
    """Id of the question bank."""


class Row:
    """One row of a table."""

    def __init__(self, tables: Tables, layout: SheetLayout, number: int, cells: Mapping[str, Cell], columns: Mapping[str, str]) -> None:
        """Take the cells of a row by column letters, and the letters of each column."""
        self._tables, self._layout, self._number, self._cells, self._columns = tables, layout, number, cells, columns
        self.failed = False

    def cell(self, key: str) -> Cell:
        """Return the cell of a column, empty when the sheet has none."""
        letters = self._columns.get(key, "A")
        empty = Cell(self._layout.title, f"{letters}{self._number}")
        return self._cells.get(letters, empty) if key in self._columns else empty

    def read(self, key: str, convert: Callable[[Cell], T | None]) -> T | None:
        """Return a cell's value; None, with a problem noted, when it is not what it should be."""
        try:
            return convert(self.cell(key))
        except BadValueError as error:
            self.problem(key, error.code, error.message, error.hint)
            return None

    def needed(self, key: str, convert: Callable[[Cell], T | None], message: str, hint: str) -> T | None:
        """Return a cell's value; None, with a problem noted, when it is missing or not what it should be."""
        before = len(self._tables.problems)
        value = self.read(key, convert)
        if value is None and len(self._tables.problems) == before:
            self.problem(key, "missing-value", message, hint)
        return value

    def shown(self, key: str) -> str:
        """Return what a cell shows, on one line; nothing, with a problem noted, when it shows an error."""
        return self.read(key, plain_text) or ""

    def problem(self, key: str, code: str, message: str, hint: str = "") -> None:
        """Note a problem at one of the row's cells."""
        self.failed = True
        self._tables.problem(self.cell(key).where, code, message, hint)


class Tables:
    """A workbook's sheets and the problems found in them."""

    def __init__(self, path: str, sheets: Mapping[str, SheetCells]) -> None:
        """Take the cells of a workbook.

        Raises:
            DataError: it is no vacancy workbook, or of a format that is not known.

        """
        self._path, self._sheets = path, sheets
        self.problems: list[Problem] = []
        hidden = sheets.get(DATA_SHEET)
        if hidden is None:
            self.problem("", "not-a-vacancy", "this workbook is no vacancy sheet", "make one with servicecomp new vacancy")
            self.raise_problems()
        self._hidden: dict[str, str] = {}
        for row in (hidden.rows if hidden else {}).values():
            key, value = _raw(row.get("A")), _raw(row.get("B"))
            self._hidden[key] = self._hidden.get(key, "") + value if key == "base" else value
        if self._hidden.get("format") != str(FORMAT):
            message = f"the workbook has the format {shown(self._hidden.get('format', ''))}; this version of servicecomp reads {FORMAT}"
            self.problem(DATA_SHEET, "unknown-format", message, _NEW_ONE)
            self.raise_problems()
        for layout in WORKBOOK_SHEETS:
            if layout.title.casefold() not in sheets:
                names = [
                    sheet.title
                    for sheet in sheets.values()
                    if sheet.title.casefold() not in {known.title.casefold() for known in WORKBOOK_SHEETS}
                ]
                hint = did_you_mean(layout.title, [name for name in names if name.casefold() != DATA_SHEET])
                self.problem(
                    layout.title, "missing-sheet", f"the sheet '{layout.title}' is missing", f"{hint} Give it its name back.".strip()
                )

    def base(self, role: Callable[[str], RoleProfile | None]) -> Base:
        """Return what the hidden sheet holds; `role` finds a role by id, for a workbook whose hidden text was lost.

        Raises:
            DataError: the text was lost and the role is not known.

        """
        bank = self._id("bank")
        try:
            vacancy = Vacancy.model_validate_json(self._hidden.get("base", ""))
        except ValidationError:
            known = role(self._id("role"))
            if known is None:
                self.problem(
                    DATA_SHEET, "unknown-role", f"the role {shown(self._id('role'))} is not known, and its text was lost", _NEW_ONE
                )
                self.raise_problems()
            assert known is not None  # raised otherwise
            vacancy = Vacancy(id=self._id("vacancy"), title=known.title, role=known)
        return Base(vacancy, bank)

    def has(self, layout: SheetLayout) -> bool:
        """Whether the workbook has a sheet."""
        return layout.title.casefold() in self._sheets

    def rows(self, layout: SheetLayout) -> Iterator[Row]:
        """Yield the rows in which people have written something, top to bottom."""
        sheet = self._sheets.get(layout.title.casefold())
        if sheet is None:
            return  # noted when the workbook was taken
        header, columns = _header(sheet, layout)
        for column in layout.columns:
            if column.key not in columns and (column.answered or column.key == "label"):
                message = f"the column '{column.header}' is missing"
                self.problem(f"{sheet.title}!A{header or 1}", "missing-column", message, "write its heading back over the column")
        if any(column.answered and column.key not in columns for column in layout.columns):
            return
        hints = {column.key: folded(column.hint) for column in layout.columns}
        for number in sorted(sheet.rows):
            if number <= header:
                continue
            row = Row(self, layout, number, sheet.rows[number], columns)
            written = {key: _raw(row.cell(key)) for key in columns}
            if number == header + 1 and any(written.values()) and all(folded(text) in {"", hints[key]} for key, text in written.items()):
                continue
            if any(written.values()):
                yield row

    def problem(self, where: str, code: str, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(path=self._path, where=where, code=code, message=message, hint=hint))

    def raise_problems(self) -> None:
        """Raise the problems noted so far, if there are any."""
        if self.problems:
            raise DataError(dict.fromkeys(self.problems))  # a cell that is looked at twice is wrong once

    def _id(self, key: str) -> str:
        """Return an id of the hidden sheet.

        Why checked: the catalogue takes a name with a point or a slash for a path, and the workbook comes from anywhere.
        """
        try:
            return TypeAdapter[str](Id).validate_python(self._hidden.get(key, ""))
        except ValidationError:
            self.problem(DATA_SHEET, "damaged-workbook", f"the hidden sheet does not say which {key} the workbook is for", _NEW_ONE)
            raise DataError(self.problems) from None


def _header(sheet: SheetCells, layout: SheetLayout) -> tuple[int, dict[str, str]]:
    """Return the row with the most of a table's headings, and the column letters of each."""
    names = {folded(column.header): column.key for column in layout.columns}
    best: tuple[int, dict[str, str]] = (0, {})
    for number in sorted(sheet.rows)[:_ROWS_SEARCHED]:
        found: dict[str, str] = {}
        for letters, cell in sheet.rows[number].items():
            key = names.get(folded(_raw(cell)))
            if key is not None:
                found.setdefault(key, letters)
        if len(found) > len(best[1]):
            best = number, found
    return best


def _raw(cell: Cell | None) -> str:
    """Return a cell's text for recognising it; an error is what it shows."""
    if cell is None or cell.value is None:
        return ""
    return plain_text(Cell(cell.sheet, cell.place, cell.value))
