"""Outcomes and groups of candidates, from CSV or a workbook: read for an audit, and nowhere else.

One line a candidate: a key, a column for each stage (yes, no, withdrew) or score, a column for each characteristic. Groups may also stand
in a file of their own with the same keys. Keys join the two and tell doubles; they are dropped before anything is returned.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.errors import DataError
from servicecomp.exchange.plain_tables import LONGEST_NAME, columns_of, read_table
from servicecomp.exchange.xlsx_values import folded, shown
from servicecomp.loading.building import did_you_mean
from servicecomp.models.fairness_reports import Outcomes, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from servicecomp.errors import Problem
    from servicecomp.exchange.plain_tables import PlainTable, TableCell
    from servicecomp.models.fairness_reports import FairnessForm, Result

__all__ = ["NOT_STATED", "read_outcomes"]

NOT_STATED = "not stated"
"""Group of people who left the cell empty."""

MOST_GROUPS = 30
"""Groups of one characteristic; a column with more is no characteristic but a number, a date or a free text."""

_KEYS = ("candidate", "candidate key", "candidate id", "key", "id")
_YES, _NO, _WITHDREW = {"yes", "y", "true", "1", "passed"}, {"no", "n", "false", "0", "not passed"}, {"withdrew", "withdrawn"}
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)


def read_outcomes(
    path: Path, *, stages: Sequence[str] = (), by: Sequence[str] = (), form: FairnessForm = "selection", groups: Path | None = None
) -> Outcomes:
    """Return the outcomes of a file, with groups from it or from a second one.

    `stages` names the columns of stages (or scores), in order; when left out, those whose cells are all outcomes (or numbers). `by` names
    the characteristics; when left out, the other columns that hold words.

    Raises:
        NotFoundError: there is no such file.
        DataError: with every problem of both files, each at its line and column or cell.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    problems: list[Problem] = []
    main = read_table(path, problems)
    aside = read_table(groups, problems) if groups is not None else None
    if main is None or (groups is not None and aside is None):
        raise DataError(problems)
    told = len(problems)
    columns = columns_of(main, problems)
    key = _key_column(main, columns, problems)
    held = columns_of(aside, problems) if aside else {}
    other = _key_column(aside, held, problems) if aside else None
    named = {**{folded(name): name for name in (*stages, *by)}}
    problems += _unknown(main, aside, named.values(), {*columns, *held})
    chosen = _stages(main, columns, key, stages=stages, by=by, form=form)
    traits = _characteristics(aside or main, held if aside else columns, other if aside else key, chosen if not aside else (), by)
    if not chosen and len(problems) == told:
        what = "yes, no or withdrew" if form == "selection" else "numbers"
        problems.append(main.problem(main.header[0], "no-stage", f"no column holds only {what}", "name the columns with --stage"))
    if not traits and len(problems) == told:
        problems.append((aside or main).problem((aside or main).header[0], "no-group", "no column holds groups", "name them with --by"))
    if len(problems) > told or key is None:
        raise DataError(problems)
    found = _groups_of(aside, other, traits, held, problems) if aside and other is not None else {}
    people = tuple(
        _people(
            main,
            key,
            stages=[columns[name] for name in chosen],
            traits=[columns.get(name) for name in traits],
            form=form,
            aside=found,
            problems=problems,
        )
    )
    if aside is not None:
        problems += _strangers(aside, other, main, key)
    problems += _too_many(aside or main, traits, held if aside else columns, people)
    if not people and not problems:
        problems.append(main.problem(main.header[0], "empty-file", "there is no line below the header", "add a line for each candidate"))
    if problems:
        raise DataError(dict.fromkeys(problems))
    names = {folded(cell.text): cell.text for table in (main, aside) if table for cell in table.header}
    spare = [names[name] for name in columns if name not in {*chosen, *(() if aside else traits)} and columns[name] != key]
    return Outcomes(
        form=form,
        stages=tuple(names[name] for name in chosen),
        characteristics=tuple(names[name] for name in traits),
        people=people,
        unused=tuple(spare),
    )


def _key_column(table: PlainTable | None, columns: dict[str, int], problems: list[Problem]) -> int | None:
    if table is None:
        return None
    for name in _KEYS:
        if name in columns:
            return columns[name]
    problems.append(table.problem(table.header[0], "missing-column", "there is no column 'candidate'", "call the column with the keys so"))
    return None


def _unknown(main: PlainTable, aside: PlainTable | None, wanted: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    names = set(known)
    for name in wanted:
        if folded(name) not in names:
            place = aside or main
            yield place.problem(place.header[0], "unknown-column", f"there is no column {shown(name)}", did_you_mean(folded(name), names))


def _cells(table: PlainTable, place: int) -> list[str]:
    return [row[place].text for row in table.rows if row[place].text]


def _is_outcome(text: str) -> bool:
    return folded(text) in _YES | _NO | _WITHDREW


def _stages(
    table: PlainTable, columns: dict[str, int], key: int | None, *, stages: Sequence[str], by: Sequence[str], form: FairnessForm
) -> tuple[str, ...]:
    """Return the columns of stages or scores: those named, else those that hold nothing else."""
    if stages:
        return tuple(dict.fromkeys(folded(name) for name in stages if folded(name) in columns))
    apart = {folded(name) for name in by}
    fits = _is_outcome if form == "selection" else lambda text: bool(_NUMBER.fullmatch(text))
    return tuple(
        name
        for name, place in columns.items()
        if place != key and name not in apart and (cells := _cells(table, place)) and all(map(fits, cells))
    )


def _characteristics(
    table: PlainTable, columns: dict[str, int], key: int | None, chosen: Sequence[str], by: Sequence[str]
) -> tuple[str, ...]:
    """Return the columns of characteristics: those named, else those that hold words."""
    if by:
        return tuple(dict.fromkeys(folded(name) for name in by if folded(name) in columns))
    return tuple(
        name
        for name, place in columns.items()
        if place != key
        and name not in chosen
        and (cells := _cells(table, place))
        and not all(_is_outcome(text) or _NUMBER.fullmatch(text) for text in cells)
    )


# -- people --------------------------------------------------------------------------------------------------------------------


def _people(
    table: PlainTable,
    key: int,
    *,
    stages: Sequence[int],
    traits: Sequence[int | None],
    form: FairnessForm,
    aside: dict[str, tuple[str, ...]],
    problems: list[Problem],
) -> Iterator[Person]:
    seen: set[str] = set()
    spelt: dict[tuple[int, str], str] = {}
    unknown = tuple(NOT_STATED for _ in traits)
    for row in table.rows:
        cell = row[key]
        name = folded(cell.text)
        if not name:
            problems.append(table.problem(cell, "missing-key", "the candidate has no key", "write a number or a short name"))
            continue
        if name in seen:
            problems.append(table.problem(cell, "candidate-twice", f"{shown(cell.text)} stands on an earlier line too", "keep one line"))
            continue
        seen.add(name)
        results = tuple(_results(table, [row[place] for place in stages], form, problems))
        if aside:
            groups = aside.get(name, unknown)
        else:
            groups = tuple(_group(table, row[place], place, spelt, problems) for place in traits if place is not None) or unknown
        yield Person(results, groups)


def _results(table: PlainTable, cells: Sequence[TableCell], form: FairnessForm, problems: list[Problem]) -> Iterator[Result]:
    """Yield what came of each stage; a stage after a no or a withdrawal is not reached."""
    out = False
    for cell in cells:
        text = folded(cell.text)
        if form == "scoring":
            if text and not _NUMBER.fullmatch(text):
                problems.append(table.problem(cell, "not-a-number", f"{shown(cell.text)} is no number", "write a score, or leave it empty"))
                text = ""
            yield Fraction(text.replace(",", ".")) if text else None
            continue
        if not text:
            if not out:
                hint = "write yes, no or withdrew; a stage stays empty after a no only"
                problems.append(
                    table.problem(cell, "missing-outcome", "the candidate got this far, and nothing says what came of it", hint)
                )
                out = True  # one gap is told once
            yield None
            continue
        found: Result = "yes" if text in _YES else "no" if text in _NO else "withdrew" if text in _WITHDREW else None
        if found is None:
            hint = "use yes, no or withdrew; name characteristics with --by"
            problems.append(table.problem(cell, "not-a-choice", f"{shown(cell.text)} is no outcome of a stage", hint))
            yield None
            continue
        if out and found == "yes":
            hint = "put stages in their order, with --stage if the columns stand otherwise; name characteristics with --by"
            problems.append(
                table.problem(cell, "passed-after-leaving", "the candidate passed this stage after leaving an earlier one", hint)
            )
        yield None if out else found
        out = out or found != "yes"


def _group(table: PlainTable, cell: TableCell, place: int, spelt: dict[tuple[int, str], str], problems: list[Problem]) -> str:
    """Return a group as it was first spelt; case and blanks make no difference."""
    if not cell.text:
        return NOT_STATED
    if not cell.text.isprintable() or len(cell.text) > LONGEST_NAME:
        problems.append(table.problem(cell, "bad-format", f"{shown(cell.text)} cannot be the name of a group", "use a short name"))
        return NOT_STATED
    return spelt.setdefault((place, folded(cell.text)), cell.text)


def _groups_of(
    table: PlainTable, key: int, traits: Sequence[str], columns: dict[str, int], problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    spelt: dict[tuple[int, str], str] = {}
    for row in table.rows:
        name = folded(row[key].text)
        if not name:
            problems.append(table.problem(row[key], "missing-key", "the candidate has no key", "write a number or a short name"))
        elif name in found:
            problems.append(
                table.problem(row[key], "candidate-twice", f"{shown(row[key].text)} stands on an earlier line too", "keep one line")
            )
        else:
            found[name] = tuple(_group(table, row[columns[trait]], columns[trait], spelt, problems) for trait in traits)
    return found


def _strangers(aside: PlainTable, other: int | None, main: PlainTable, key: int) -> Iterator[Problem]:
    known = {folded(row[key].text) for row in main.rows}
    for row in aside.rows:
        if other is not None and row[other].text and folded(row[other].text) not in known:
            message = f"{shown(row[other].text)} is not among the candidates of {main.path.name}"
            yield aside.problem(row[other], "unknown-candidate", message, "remove the line, or add the candidate's outcome")


def _too_many(table: PlainTable, traits: Sequence[str], columns: dict[str, int], people: Sequence[Person]) -> Iterator[Problem]:
    for place, name in enumerate(traits):
        number = len({person.groups[place] for person in people})
        if number > MOST_GROUPS:
            message = f"the column {shown(name)} holds {number} different groups, more than {MOST_GROUPS}"
            yield table.problem(table.header[columns[name]], "too-many-groups", message, "put people into ranges or wider groups first")
