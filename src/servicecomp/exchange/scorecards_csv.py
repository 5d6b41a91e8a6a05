"""Scorecards as CSV: a row for each rating, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from servicecomp.errors import Problem
from servicecomp.exchange.scorecards_building import MOMENTS, CardEntry, build_cards, places
from servicecomp.exchange.xlsx_values import folded
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.loading.sources import Location
    from servicecomp.models.scorecards import Scorecard

__all__ = ["cards_from_csv", "cards_to_csv"]

_HEAD = ("plan", "bank_version", "candidate", "interviewer", "stage", "moment", "time")
_RATING = ("question", "value")
_EVIDENCE = ("situation", "action", "result")
_COLUMNS = (*_HEAD, *_RATING, *_EVIDENCE)
_OPTIONAL = {"bank_version", "moment", "time", *_EVIDENCE}
# Why also the wide forms: some spreadsheet programs take them for the plain ones.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'")
_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 100_000


def cards_to_csv(cards: Iterable[Scorecard]) -> str:
    """Return the cards as CSV; what a spreadsheet would take for a formula gets an apostrophe in front, which reading takes off."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for card in cards:
        head = [_safe(str(getattr(card, name) or "")) for name in _HEAD]
        for rating in card.ratings:
            evidence = [_safe(getattr(rating.evidence, name) or "") for name in _EVIDENCE]
            writer.writerow([*head, _safe(rating.question), str(rating.value), *evidence])
        if not card.ratings:
            writer.writerow([*head, *[""] * (len(_COLUMNS) - len(head))])
    return stream.getvalue()


def cards_from_csv(text: str, path: Path, index: PlanIndex | None = None) -> tuple[list[Scorecard], list[Problem]]:
    """Return the cards of a CSV text, and every problem at its line and column; commas, semicolons and tabs are told apart."""
    problems: list[Problem] = []
    rows = _rows(text, path, problems)
    if not rows:
        if not problems:
            problems.append(Problem(path=str(path), code="empty-file", message="the file is empty", hint="export the scorecards anew"))
        return [], problems
    columns = _columns(rows[0], path, problems)
    if problems:
        return [], problems
    groups: dict[tuple[str, ...], list[tuple[int, dict[str, str]]]] = {}
    for line, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(rows[0][1]):
            message = f"the line has {len(cells)} cells where the header has {len(rows[0][1])}"
            problems.append(
                Problem(path=str(path), line=line, column=1, code="too-many-cells", message=message, hint="put texts in quotes")
            )
            continue
        values = {name: _plain(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
        groups.setdefault(tuple(values.get(name, "") for name in _HEAD), []).append((line, values))
    cards, found = build_cards((_entry(group, path) for group in groups.values()), index)
    return cards, problems + found


def _entry(group: Sequence[tuple[int, dict[str, str]]], path: Path) -> CardEntry:
    first = group[0][1]
    data: dict[str, Any] = {name: first[name] for name in _HEAD if first.get(name)}
    if "moment" in data:
        data["moment"] = MOMENTS.get(folded(data["moment"]), data["moment"])
    rated = [(line, values) for line, values in group if any(values.get(name) for name in (*_RATING, *_EVIDENCE))]
    data["ratings"] = [_rating(values) for _, values in rated]

    def locate(location: Location) -> tuple[int, str]:
        line = rated[location[1]][0] if len(location) > 1 and isinstance(location[1], int) and location[1] < len(rated) else group[0][0]
        column = next((step for step in reversed(location) if isinstance(step, str) and step in _COLUMNS), "")
        return line, f"column {column}" if column else ""

    return CardEntry(data, places(path, locate))


def _rating(values: dict[str, str]) -> dict[str, Any]:
    rating: dict[str, Any] = {name: values[name] for name in _RATING if values.get(name)}
    evidence = {name: values[name] for name in _EVIDENCE if values.get(name)}
    return {**rating, "evidence": evidence} if evidence else rating


def _rows(text: str, path: Path, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Return the rows with the number of the line on which each begins."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                raise csv.Error("a cell is too long")  # noqa: TRY301 - handled as the reader's own
            rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = "save it as CSV (UTF-8) from a spreadsheet program"
        problems.append(Problem(path=str(path), line=begins, column=1, code="bad-csv", message=f"this is no CSV: {error}", hint=hint))
        return []
    return rows


def _columns(header: tuple[int, list[str]], path: Path, problems: list[Problem]) -> dict[str, int]:
    found: dict[str, int] = {}
    line, cells = header
    for at, cell in enumerate(cells):
        name = folded(cell).replace(" ", "_")
        if name == "rating":
            name = "value"
        if name not in _COLUMNS:
            if name:
                hint = did_you_mean(name[:40], _COLUMNS)
                problems.append(_header_problem(path, line, "unknown-column", f"there is no column '{name[:40]}'", hint))
        elif name in found:
            problems.append(_header_problem(path, line, "duplicate-column", f"the column '{name}' stands twice", "keep one of the two"))
        else:
            found[name] = at
    problems += [
        _header_problem(path, line, "missing-column", f"the column '{name}' is missing", "add it to the first line")
        for name in _COLUMNS
        if name not in found and name not in _OPTIONAL
    ]
    return found


def _header_problem(path: Path, line: int, code: str, message: str, hint: str) -> Problem:
    return Problem(path=str(path), line=line, column=1, code=code, message=message, hint=hint)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
