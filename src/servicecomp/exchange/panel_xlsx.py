"""An expert's sheet as a workbook: a grid of tasks, a list of competencies, drop-downs, no text that can become a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import Problem
from servicecomp.exchange.panel_building import ABOUT, HEAD, KINDS, Given, SheetEntry, answer_texts, scale_choices
from servicecomp.exchange.xlsx import Book
from servicecomp.exchange.xlsx_looks import CENTRED, FIXED, HEADER, HEADING, INPUT, LEAD, PLAIN, SMALL, STRONG, cut
from servicecomp.exchange.xlsx_reader import Cell, read_cells
from servicecomp.exchange.xlsx_values import BadValueError, folded, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servicecomp.exchange.xlsx import Sheet
    from servicecomp.exchange.xlsx_reader import SheetCells
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.panels import PanelAnswers
    from servicecomp.models.roles import RoleProfile

__all__ = ["PANEL_FORMAT", "panel_from_xlsx", "panel_to_xlsx"]

PANEL_FORMAT = "expert-panel-1"
"""Kind and version of the workbook's layout; a reader refuses those it does not know."""

_HIDDEN = "servicecomp"
_REFERENCE = "reference"
_TASK_KINDS = ("frequency", "criticality")
_COMPETENCY_KINDS = ("necessity", "first_day", "level")
_LIST_COLUMN = 3
_CHOOSE = "Choose from the list, or leave it empty."


def panel_to_xlsx(answers: PanelAnswers, role: RoleProfile, framework: Framework) -> bytes:
    """Return one expert's workbook, with what the sheet answers already.

    Raises:
        MissingExtraError: the extra `office` is not installed.

    """
    say = phrases_for(framework.locale)
    texts = answer_texts(answers, framework)
    lists = {kind: scale_choices(kind, framework) for kind in KINDS}
    sources = {
        kind: f"={_HIDDEN}!{_column(_LIST_COLUMN + at)}$1:{_column(_LIST_COLUMN + at)}${len(lists[kind])}" for at, kind in enumerate(KINDS)
    }
    names = {entry.id: entry for entry in framework.competencies}
    wanted = [entry.competency for entry in role.requirements]
    book = Book(title=say.text("panel.title", role=role.title))

    sheet = book.sheet("Tasks")
    sheet.page(widths=(4, 46, 17, 17, *[13] * len(wanted)), repeat=(9, 10), freeze=(11, 2))
    _top(sheet, say.text("panel.title", role=role.title), " ".join(line.text for line in say.lines("panel.instruction_lines")))
    sheet.text(3, 0, "expert", SMALL)
    sheet.text(3, 1, say.text("panel.you"), STRONG)
    sheet.text(3, 2, answers.expert, FIXED)
    sheet.text(4, 0, "capacity", SMALL)
    sheet.text(4, 1, say.text("panel.capacity"), STRONG)
    sheet.text(4, 2, texts.get(("capacity", "", ""), ""), INPUT)
    sheet.choices((4, 4), 2, sources["capacity"], message=_CHOOSE)
    for row, kind in enumerate(ABOUT, 5):
        sheet.text(row, 0, kind, SMALL)
        sheet.text(row, 1, say.text(f"panel.{kind}_question"), STRONG)
        sheet.text(row, 2, texts.get((kind, "", ""), ""), INPUT)
        sheet.text(row, 3, say.text(f"panel.{kind}_write"), SMALL)
    heads = [say.text("panel.task"), *(say.text(f"panel.{kind}") for kind in _TASK_KINDS)]
    heads += [names[name].name if name in names else name for name in wanted]
    _header(sheet, 9, heads, ["", *_TASK_KINDS, *wanted])
    for row, task in enumerate(role.tasks, 11):
        sheet.text(row, 0, task.id, SMALL)
        sheet.text(row, 1, cut(task.text), STRONG)
        for column, kind in enumerate(_TASK_KINDS, 2):
            sheet.text(row, column, texts.get((kind, task.id, ""), ""), CENTRED)
        for column, name in enumerate(wanted, 4):
            sheet.text(row, column, texts.get(("link", task.id, name), ""), CENTRED)
    if role.tasks:
        rows = (11, 10 + len(role.tasks))
        for column, kind in enumerate((*_TASK_KINDS, *["link"] * len(wanted)), 2):
            sheet.choices(rows, column, sources[kind], message=_CHOOSE)
    sheet.raw.set_column(0, 0, 4, None, {"hidden": True})

    sheet = book.sheet("Competencies")
    sheet.page(widths=(4, 30, 60, 24, 16, 20), repeat=(3, 4), freeze=(5, 2))
    _top(sheet, say.text("panel.competencies"), say.text("panel.competencies_lead"))
    _header(
        sheet,
        3,
        [say.text("panel.competency"), say.text("panel.definition"), *(say.text(f"panel.{kind}") for kind in _COMPETENCY_KINDS)],
        ["", "", *_COMPETENCY_KINDS],
    )
    for row, name in enumerate(wanted, 5):
        sheet.text(row, 0, name, SMALL)
        sheet.text(row, 1, names[name].name if name in names else name, STRONG)
        sheet.text(row, 2, cut(names[name].definition) if name in names else "", FIXED)
        for column, kind in enumerate(_COMPETENCY_KINDS, 3):
            sheet.text(row, column, texts.get((kind, "", name), ""), CENTRED)
    for column, kind in enumerate(_COMPETENCY_KINDS, 3):
        sheet.choices((5, 4 + len(wanted)), column, sources[kind], message=_CHOOSE)
    sheet.raw.set_column(0, 0, 4, None, {"hidden": True})

    hidden = book.sheet(_HIDDEN)
    facts = {"format": PANEL_FORMAT, "role": answers.role, "questions": answers.questions, "expert": answers.expert}
    for row, (name, text) in enumerate(facts.items()):
        hidden.text(row, 0, name, PLAIN)
        hidden.text(row, 1, text, PLAIN)
    for column, kind in enumerate(KINDS, _LIST_COLUMN):
        for row, word in enumerate(lists[kind]):
            hidden.text(row, column, word, PLAIN)
    hidden.raw.hide()
    return book.to_bytes()


def _column(number: int) -> str:
    return f"${chr(ord('A') + number)}"


def _top(sheet: Sheet, title: str, lead: str) -> None:
    sheet.across(0, title, HEADING)
    sheet.across(1, lead, LEAD)


def _header(sheet: Sheet, row: int, words: list[str], references: list[str]) -> None:
    """Write the words that people read, and under them the names by which the columns are read back."""
    sheet.text(row, 0, "", HEADER)
    sheet.text(row + 1, 0, _REFERENCE, PLAIN)
    for column, (word, name) in enumerate(zip(words, references, strict=True), 1):
        sheet.text(row, column, word, HEADER)
        sheet.text(row + 1, column, name, PLAIN)
    sheet.raw.set_row(row + 1, None, None, {"hidden": True})


def panel_from_xlsx(path: Path) -> tuple[list[SheetEntry], list[Problem]]:
    """Return the sheet of a workbook with the cell of each answer, and every problem of the workbook itself.

    Raises:
        NotFoundError: there is no such file.
        DataError: it cannot be read, or is no workbook.
        MissingExtraError: the extra `office` is not installed.

    """
    sheets = read_cells(path)
    hidden = sheets.get(_HIDDEN)
    facts = {_text(row.get("A")): _text(row.get("B")) for row in (hidden.rows if hidden else {}).values()}
    if hidden is None or facts.get("format") != PANEL_FORMAT:
        message, hint = "this workbook is no sheet of an expert panel", "make one with servicecomp panel form"
        return [], [Problem(path=str(path), code="not-a-panel-sheet", message=message, hint=hint)]
    problems: list[Problem] = []
    given: list[Given] = []
    for title, kinds in (("tasks", _TASK_KINDS), ("competencies", _COMPETENCY_KINDS)):
        sheet = sheets.get(title)
        columns = _columns(sheet) if sheet else {}
        if sheet is None or not set(kinds) <= set(columns.values()):
            message, hint = f"the sheet '{title.capitalize()}' or its row of references is missing", "hand out the form anew"
            problems.append(Problem(path=str(path), where=title.capitalize(), code="missing-column", message=message, hint=hint))
            continue
        for kind, task, competency, cell in _cells(sheet, columns, kinds):
            try:
                text = plain_text(cell)
            except BadValueError as error:
                problems.append(Problem(path=str(path), where=cell.where, code=error.code, message=error.message, hint=error.hint))
                continue
            if text:
                given.append(Given(kind, task, competency, text, 0, cell.where))
    head = {name: facts.get(name, "") for name in HEAD}
    return [SheetEntry(path, head, (0, f"{hidden.title}!B2"), tuple(given))], problems


def _columns(sheet: SheetCells) -> dict[str, str]:
    """Return the names of the columns by their letters, from the row of references."""
    row = next((row for row in sheet.rows.values() if folded(_text(row.get("A"))) == _REFERENCE), {})
    return {letters: _text(cell) for letters, cell in row.items() if letters != "A" and _text(cell)}


def _cells(sheet: SheetCells, columns: dict[str, str], kinds: tuple[str, ...]) -> Iterator[tuple[str, str, str, Cell]]:
    below = next(number for number, row in sheet.rows.items() if folded(_text(row.get("A"))) == _REFERENCE)
    for number, row in sheet.rows.items():
        name = _text(row.get("A"))
        if number < below:
            if name in {"capacity", *ABOUT} and "C" in row:
                yield name, "", "", row["C"]
            continue
        if number == below:
            continue
        for letters, column in columns.items():
            if letters not in row:
                continue
            if column not in kinds:
                yield "link", name, column, row[letters]
            elif kinds is _TASK_KINDS:
                yield column, name, "", row[letters]
            else:
                yield column, "", name, row[letters]


def _text(cell: Cell | None) -> str:
    """Return a cell's text for recognising it; an error is what it shows."""
    if cell is None or cell.value is None:
        return ""
    return plain_text(Cell(cell.sheet, cell.place, cell.value))
