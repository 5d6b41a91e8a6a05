"""An expert's sheet as CSV: a row for each question, the answer in the last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import Problem
from servicecomp.exchange.csv_cells import csv_text, plain_cell, read_rows
from servicecomp.exchange.panel_building import HEAD, Given, SheetEntry, answer_texts, asked_of
from servicecomp.exchange.xlsx_values import folded
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.panels import PanelAnswers
    from servicecomp.models.roles import RoleProfile

__all__ = ["panel_from_csv", "panel_to_csv"]

_COLUMNS = (*HEAD, "asks", "task", "competency", "question", "choose_from", "answer")
_ONLY_TO_READ = {"question", "choose_from"}


def panel_to_csv(sheets: Iterable[PanelAnswers], role: RoleProfile, framework: Framework) -> str:
    """Return sheets as CSV: every question of the role, with the answer where there is one."""
    rows: list[tuple[str, ...]] = [_COLUMNS]
    asked = list(asked_of(role, framework))
    for sheet in sheets:
        texts = answer_texts(sheet, framework)
        head = (sheet.role, sheet.questions, sheet.expert)
        rows += [
            (*head, *question[:4], " / ".join(question.choices), texts.get((question.kind, question.task, question.competency), ""))
            for question in asked
        ]
    return csv_text(rows)


def panel_from_csv(path: Path) -> tuple[list[SheetEntry], list[Problem]]:
    """Return the sheets of a CSV file with the line of each answer, and every problem of the table itself.

    Raises:
        DataError: the file cannot be read, or is no CSV.

    """
    problems: list[Problem] = []

    def note(line: int, code: str, message: str, hint: str) -> None:
        problems.append(Problem(path=str(path), line=line, column=1, code=code, message=message, hint=hint))

    rows = read_rows(path)
    if not rows:
        note(1, "empty-file", "the file is empty", "make one with servicecomp panel form")
        return [], problems
    line, header = rows[0]
    names = [folded(cell).replace(" ", "_") for cell in header]
    for name in dict.fromkeys(names):
        if name and name not in _COLUMNS:
            note(line, "unknown-column", f"there is no column '{name[:40]}'", did_you_mean(name[:40], _COLUMNS))
        elif name and names.count(name) > 1:
            note(line, "duplicate-column", f"the column '{name}' stands twice", "keep one of the two")
    for name in _COLUMNS:
        if name not in names and name not in _ONLY_TO_READ:
            note(line, "missing-column", f"the column '{name}' is missing", "add it to the first line")
    if problems:
        return [], problems
    groups: dict[tuple[str, ...], tuple[int, list[Given]]] = {}
    for number, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            message = f"the line has {len(cells)} cells where the header has {len(header)}"
            note(number, "too-many-cells", message, "put texts in quotes")
            continue
        values = dict.fromkeys(_COLUMNS, "") | {name: plain_cell(cell) for name, cell in zip(names, cells, strict=False) if name}
        _, given = groups.setdefault(tuple(values[name] for name in HEAD), (number, []))
        if values["answer"]:
            kind = folded(values["asks"]).replace(" ", "_").replace("-", "_")
            given.append(Given(kind, values["task"], values["competency"], values["answer"], number, "column answer"))
    entries = [SheetEntry(path, dict(zip(HEAD, head, strict=True)), (first, ""), tuple(given)) for head, (first, given) in groups.items()]
    if not entries and not problems:
        note(1, "empty-file", "the file holds no question", "make one with servicecomp panel form")
    return entries, problems
