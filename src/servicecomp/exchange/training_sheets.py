"""Answer sheets of a training session: a line for each trainee and answer, written empty and read back with every problem."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from servicecomp.errors import DataError
from servicecomp.exchange.plain_tables import columns_of, read_table
from servicecomp.exchange.xlsx_values import folded, shown
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from servicecomp.errors import Problem

__all__ = ["COLUMNS", "read_answer_sheet", "write_answer_sheet"]

COLUMNS = ("trainee", "round", "speaker", "competency", "rating")
_KEY = re.compile(r"[^\s=+\-@＝＋－＠'][^\x00-\x1f\x7f]{0,59}")
_RATING = re.compile(r"[1-9]\d?", re.ASCII)


def write_answer_sheet(trainees: Iterable[str], rows: Sequence[tuple[int, str, str]]) -> str:
    """Return an empty sheet as CSV: for each trainee a line for each (round, speaker, competency).

    Raises:
        ValueError: a trainee's key begins with a sign that a spreadsheet takes for a formula, or holds what cannot be printed.

    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for trainee in trainees:
        if not _KEY.fullmatch(trainee):
            raise ValueError(f"{trainee!r} cannot be the key of a trainee: use a number or a short name")
        writer.writerows((trainee, number, speaker, competency, "") for number, speaker, competency in rows)
    # Why the mark: without it a spreadsheet program takes UTF-8 for an old code page.
    return "\ufeff" + stream.getvalue()


def read_answer_sheet(path: Path, references: Mapping[tuple[str, str], int], top: int) -> dict[str, dict[tuple[str, str], int | None]]:
    """Return trainee -> (speaker, competency) -> rating of a filled-in sheet; None where the cell was left empty.

    Raises:
        NotFoundError: there is no such file.
        DataError: with every problem, each at its line and column or cell.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    problems: list[Problem] = []
    table = read_table(path, problems)
    if table is None or problems:
        raise DataError(problems)
    columns = columns_of(table, problems)
    needed = [name for name in COLUMNS if name != "round"]
    problems += [
        table.problem(table.header[0], "missing-column", f"the column '{name}' is missing", "add it to the first line")
        for name in needed
        if name not in columns
    ]
    problems += [
        table.problem(table.header[place], "unknown-column", f"there is no column {shown(name)}", did_you_mean(name, COLUMNS))
        for name, place in columns.items()
        if name not in COLUMNS
    ]
    if problems:
        raise DataError(problems)
    speakers, competencies = {cell[0] for cell in references}, {cell[1] for cell in references}
    found: dict[str, dict[tuple[str, str], int | None]] = {}
    for row in table.rows:
        trainee, speaker, competency, rating = (row[columns[name]] for name in needed)
        cell = folded(speaker.text), folded(competency.text)
        if not trainee.text:
            problems.append(table.problem(trainee, "missing-key", "the line names no trainee", "write a number or a short name"))
        elif cell[0] not in speakers:
            hint = did_you_mean(cell[0], speakers)
            problems.append(table.problem(speaker, "unknown-speaker", f"no answer is by {shown(speaker.text)}", hint))
        elif cell[1] not in competencies:
            hint = did_you_mean(cell[1], competencies)
            problems.append(table.problem(competency, "unknown-competency", f"no answer is about {shown(competency.text)}", hint))
        elif cell not in references:
            problems.append(table.problem(speaker, "unknown-answer", "this speaker did not answer that question", "remove the line"))
        elif cell in found.get(trainee.text, {}):
            message = f"{shown(trainee.text)} rated this answer on an earlier line too"
            problems.append(table.problem(trainee, "rated-twice", message, "keep one line"))
        elif rating.text and not (_RATING.fullmatch(rating.text) and int(rating.text) <= top):
            message = f"{shown(rating.text)} is no rating"
            problems.append(table.problem(rating, "off-the-scale", message, f"use 1 to {top}, or leave it empty"))
        else:
            found.setdefault(trainee.text, {})[cell] = int(rating.text) if rating.text else None
    if not found and not problems:
        problems.append(table.problem(table.header[0], "empty-file", "there is no line below the header", "hand out the sheet again"))
    if problems:
        raise DataError(problems)
    return found
