"""Read a workbook of scorecards that people filled in, with every problem at its cell."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from servicecomp.errors import Problem
from servicecomp.exchange.scorecards_building import MOMENTS, CardEntry, build_cards, places
from servicecomp.exchange.scorecards_xlsx import CARD_FORMAT, CARD_HEADERS, CARD_LABELS, CARD_SHEET
from servicecomp.exchange.xlsx_reader import Cell, SheetCells, read_cells
from servicecomp.exchange.xlsx_values import BadValueError, folded, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.loading.sources import Location
    from servicecomp.models.scorecards import Scorecard

__all__ = ["cards_from_xlsx"]

_NEEDED = ("question", "value")
_EVIDENCE = ("situation", "action", "result")
_MIDNIGHT = "T00:00"


def cards_from_xlsx(path: Path, index: PlanIndex | None = None) -> tuple[list[Scorecard], list[Problem]]:
    """Return the cards of a workbook, and every problem; `where` names the cell, such as `Card 1!D12`.

    Raises:
        NotFoundError: there is no such file.
        DataError: it cannot be read, or is no workbook.
        MissingExtraError: the extra `office` is not installed.

    """
    sheets = read_cells(path)
    problems: list[Problem] = []
    hidden = sheets.pop(CARD_SHEET, None)
    found = next((_text(row.get("B")) for row in (hidden.rows if hidden else {}).values() if _text(row.get("A")) == "format"), "")
    if found != CARD_FORMAT:
        message, hint = "this workbook holds no scorecards that can be read", "make one with servicecomp scorecard"
        return [], [Problem(path=str(path), code="not-a-scorecard", message=message, hint=hint)]
    readers = [_SheetReader(path, sheet, problems) for sheet in sheets.values() if sheet.rows]
    entries = [entry for reader in readers if (entry := reader.entry()) is not None]
    cards, faults = build_cards(entries, index)
    return cards, problems + faults


class _SheetReader:
    """One sheet: found by its words, never by position."""

    def __init__(self, path: Path, sheet: SheetCells, problems: list[Problem]) -> None:
        self._path, self._sheet, self._problems = path, sheet, problems
        self._header, self._columns = self._find_header()
        self._facts_at: dict[str, str] = {}
        self._rows_at: list[dict[str, str]] = []

    def entry(self) -> CardEntry | None:
        """Return the card of the sheet; None, with a problem noted, when its table is not there."""
        missing = [CARD_HEADERS[name] for name in _NEEDED if name not in self._columns]
        if missing:
            message = f"the column '{missing[0]}' is missing"
            self._note(
                Cell(self._sheet.title, f"A{self._header or 1}"), "missing-column", message, "write its heading back over the column"
            )
            return None
        data = self._facts()
        data["ratings"] = [rating for number in sorted(self._sheet.rows) if number > self._header for rating in self._rating(number)]
        return CardEntry(data, places(self._path, self._locate))

    def _find_header(self) -> tuple[int, dict[str, str]]:
        names = {folded(word): name for name, word in CARD_HEADERS.items()}
        best: tuple[int, dict[str, str]] = (0, {})
        for number, row in self._sheet.rows.items():
            found: dict[str, str] = {}
            for letters, cell in row.items():
                name = names.get(folded(_text(cell)))
                if name is not None:
                    found.setdefault(name, letters)
            if len(found) > len(best[1]):
                best = number, found
        return best

    def _facts(self) -> dict[str, Any]:
        labels = {folded(word): name for name, word in CARD_LABELS.items()}
        data: dict[str, Any] = {}
        for number in sorted(self._sheet.rows):
            if number >= self._header:
                break
            cells = list(self._sheet.rows[number].values())
            for at, cell in enumerate(cells):
                name = labels.get(folded(_text(cell)))
                if name is not None and name not in data:
                    answer = cells[at + 1] if at + 1 < len(cells) else None
                    self._facts_at[name] = (answer or cell).where
                    value = self._fact(name, answer) if answer else ""
                    if value:
                        data[name] = value
                    break
        return data

    def _fact(self, name: str, cell: Cell) -> str:
        if name == "time" and isinstance(cell.value, date):
            moment = cell.value.strftime("%Y-%m-%dT%H:%M") if isinstance(cell.value, datetime) else cell.value.isoformat()
            return moment.removesuffix(_MIDNIGHT)
        text = self._plain(cell)
        return MOMENTS.get(folded(text), text) if name == "moment" else text

    def _rating(self, number: int) -> Iterator[dict[str, Any]]:
        """Yield the rating of a row, if people wrote one."""
        row = self._sheet.rows[number]
        cells = {name: row[letters] for name, letters in self._columns.items() if letters in row}
        values = {name: self._plain(cells[name]) for name in (*_NEEDED, *_EVIDENCE) if name in cells}
        evidence = {name: values[name] for name in _EVIDENCE if values.get(name)}
        if not values.get("value"):
            if evidence:
                empty = Cell(self._sheet.title, f"{self._columns['value']}{number}")
                self._note(empty, "missing-rating", "there is evidence and no rating", "choose a rating or a code")
            return
        if not values.get("question"):
            empty = Cell(self._sheet.title, f"{self._columns['question']}{number}")
            self._note(empty, "missing-value", "the reference of the question is missing", "copy it back from the plan")
            return
        self._rows_at.append({name: f"{self._sheet.title}!{letters}{number}" for name, letters in self._columns.items()})
        rating: dict[str, Any] = {"question": values["question"], "value": values["value"]}
        yield {**rating, "evidence": evidence} if evidence else rating

    def _locate(self, location: Location) -> tuple[int, str]:
        """Return the cell of a value; that of the rating, or the sheet's first, for what has no cell of its own."""
        place = location[1] if len(location) > 1 else None
        if location[:1] == ("ratings",) and isinstance(place, int) and place < len(self._rows_at):
            row = self._rows_at[place]
            return 0, next((row[step] for step in reversed(location) if isinstance(step, str) and step in row), row["value"])
        return 0, self._facts_at.get(str(location[0]) if location else "", f"{self._sheet.title}!A1")

    def _plain(self, cell: Cell) -> str:
        try:
            return plain_text(cell)
        except BadValueError as error:
            self._note(cell, error.code, error.message, error.hint)
            return ""

    def _note(self, cell: Cell, code: str, message: str, hint: str) -> None:
        self._problems.append(Problem(path=str(self._path), where=cell.where, code=code, message=message, hint=hint))


def _text(cell: Cell | None) -> str:
    """Return a cell's text for recognising it; an error is what it shows."""
    if cell is None or cell.value is None:
        return ""
    return plain_text(Cell(cell.sheet, cell.place, cell.value))
