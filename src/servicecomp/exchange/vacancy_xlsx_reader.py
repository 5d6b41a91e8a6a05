"""Read the workbook that people filled in back into a vacancy, with every problem at its cell."""

from __future__ import annotations

import difflib
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from servicecomp.checks.rules import FEWEST_REQUIREMENTS, MOST_REQUIREMENTS
from servicecomp.errors import DataError, NotFoundError
from servicecomp.exchange.vacancy_layout import (
    AS_PICKED,
    CANDIDATES,
    CAPACITIES,
    CONFIRMATION,
    CRITERIA,
    FIELDS,
    MUST,
    MUST_NOT,
    NO_MINIMUM,
    OF_THE_ROLE,
    PANEL,
    QUESTIONS,
    TASKS,
    VACANCY,
)
from servicecomp.exchange.vacancy_tables import Row, Tables
from servicecomp.exchange.vacancy_xlsx import CRITICALITIES, MINUTES, WEIGHTS, competency_labels, level_label
from servicecomp.exchange.xlsx_reader import read_cells
from servicecomp.exchange.xlsx_values import (
    choice_of,
    clock_time,
    day,
    folded,
    is_ticked,
    leading_number,
    plain_text,
    shown,
    text_of,
    whole_number,
)
from servicecomp.loading.building import did_you_mean
from servicecomp.models.organisations import JobFacts
from servicecomp.models.roles import Requirement, RoleProfile, Task
from servicecomp.models.vacancies import Confirmation, Interviewer, Vacancy
from servicecomp.text.data import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from servicecomp.exchange.vacancy_tables import Base
    from servicecomp.loading.catalogue import Catalogue
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Competency, Framework

__all__ = ["read_vacancy_xlsx"]

_ALIKE = 0.6
_COMPARED = 300
_MOST_COMPARED = 100
_ID_LENGTH = 64


def read_vacancy_xlsx(path: str | Path, catalogue: Catalogue) -> Vacancy:
    """Return the vacancy that a workbook of `write_vacancy_xlsx` holds, as people changed it.

    Raises:
        NotFoundError: there is no such file.
        DataError: with every problem; `where` names the cell, such as `Criteria!D7`.
        MissingExtraError: the extra `office` is not installed.

    """
    file = Path(path)
    return _Reader(Tables(str(path), read_cells(file)), catalogue).vacancy()


class _Reader:
    """One reading; problems are collected in `tables`."""

    def __init__(self, tables: Tables, catalogue: Catalogue) -> None:
        self._tables, self._catalogue = tables, catalogue
        self._role_rows: dict[str, Row] = {}

    def vacancy(self) -> Vacancy:
        base = self._tables.base(self._role)
        framework = self._framework(base)
        bank = self._bank(base)
        facts = self._facts()
        role = {**dict(base.vacancy.role), **{key: facts.pop(key) for key in OF_THE_ROLE if facts.get(key) is not None}}
        values: dict[str, Any] = {**dict(base.vacancy), **{key: value for key, value in facts.items() if key not in OF_THE_ROLE}}
        tasks = self._tasks(base.vacancy.role.tasks)
        if framework is not None:
            role |= {"requirements": self._requirements(framework), "tasks": tasks}
        values["criteria_confirmed_by"] = self._confirmations()
        self._check_written(role, {entry.capacity for entry in values["criteria_confirmed_by"]})
        if framework is not None:
            values["role"] = RoleProfile.model_validate(role)
        values["panel"] = self._panel(base.vacancy.panel)
        values["candidates"] = tuple(name for row in self._tables.rows(CANDIDATES) if (name := row.read("name", text_of)))
        values["pinned"], values["excluded"] = self._questions(base.vacancy, bank)
        self._tables.raise_problems()
        try:
            return Vacancy.model_validate(values)
        except ValidationError as error:  # what no cell alone shows
            for detail in error.errors():
                place = ".".join(map(str, detail["loc"]))
                self._tables.problem("", "invalid", f"'{place}' cannot be used", "make the workbook anew with servicecomp new vacancy")
            raise DataError(self._tables.problems) from None

    # -- what the workbook refers to -------------------------------------------------------------------------------------------

    def _role(self, name: str) -> RoleProfile | None:
        try:
            return self._catalogue.role(name)
        except NotFoundError:
            return None

    def _framework(self, base: Base) -> Framework | None:
        try:
            return self._catalogue.framework(base.vacancy.role.framework)
        except NotFoundError as error:
            self._tables.problem("", "unknown-framework", str(error), "name the folder that holds it with --folder")
            return None

    def _bank(self, base: Base) -> QuestionBank | None:
        try:
            return self._catalogue.bank(base.bank)
        except NotFoundError as error:
            self._tables.problem("", "unknown-bank", str(error), "name the folder that holds it with --folder")
            return None

    # -- sheets ----------------------------------------------------------------------------------------------------------------

    def _facts(self) -> dict[str, Any]:
        """Return title, minutes, start time and the facts of the job."""
        labels = {folded(field.label): field.key for field in FIELDS}
        lines: dict[str, list[Row]] = {field.key: [] for field in FIELDS}
        for row in self._tables.rows(VACANCY):
            label = row.read("label", plain_text) or ""
            key = labels.get(folded(label))
            if key is not None:
                lines[key].append(row)
            elif row.shown("answer"):
                row.problem(
                    "label",
                    "unknown-line",
                    f"{shown(label)} is no line of this sheet",
                    did_you_mean(label, [field.label for field in FIELDS]),
                )
        if not self._tables.has(VACANCY):
            return {}
        for field in FIELDS:
            if not lines[field.key] and field.key not in {"benefit", *OF_THE_ROLE}:
                self._tables.problem(
                    VACANCY.title, "missing-line", f"the line '{field.label}' is missing", "add it, with the answer beside it"
                )
            for row in lines[field.key][1:] if field.key != "benefit" else ():
                row.problem("label", "duplicate-line", f"the line '{field.label}' stands here twice", "keep one of the two")
        facts: dict[str, Any] = {}
        for key, rows in lines.items():
            if key not in {"title", "minutes", "start_time", "benefit", *OF_THE_ROLE} and rows:
                facts[key] = rows[0].read("answer", text_of)
        facts["benefits"] = tuple(text for row in lines["benefit"] if (text := row.read("answer", text_of)))
        values: dict[str, Any] = {"facts": JobFacts(**facts)}
        if lines["title"]:
            values["title"] = lines["title"][0].needed(
                "answer", text_of, "the job title is missing", "write it as documents should print it"
            )
        for key in OF_THE_ROLE:
            if lines[key]:
                message, hint = f"'{_label(key)}' is missing", "write one sentence; it is printed in the job description"
                values[key] = lines[key][0].needed("answer", text_of, message, hint)
                self._role_rows[key] = lines[key][0]
        if lines["minutes"]:
            values["minutes"] = (
                lines["minutes"][0].read("answer", lambda cell: whole_number(cell, *MINUTES)) or Vacancy.model_fields["minutes"].default
            )
        if lines["start_time"]:
            values["start_time"] = lines["start_time"][0].read("answer", clock_time)
        return values

    def _check_written(self, role: dict[str, Any], confirmed_by: set[str]) -> None:
        """Refuse a draft's stand-ins once the hiring manager has confirmed the criteria: they would be printed."""
        drafted = read_table("roles")
        for key, row in self._role_rows.items():
            if role[key] == drafted[key] and "hiring-manager" in confirmed_by:
                message = f"'{_label(key)}' still has to be written, and the hiring manager has confirmed the criteria"
                row.problem("answer", "not-written", message, "write one sentence; it is printed in the job description")

    def _requirements(self, framework: Framework) -> tuple[Requirement, ...]:
        labels = competency_labels(framework)
        names = {folded(label): name for name, label in labels.items()} | {name: name for name in labels}
        found: dict[str, Requirement | None] = {}
        for row in self._tables.rows(CRITERIA):
            needed = row.read("needed", is_ticked)
            if needed is False:
                continue
            label = row.read("name", plain_text) or ""
            if needed is None:
                if not row.failed and any(row.shown(key) for key in ("level", "weight", "minimum", "first_day")):
                    row.problem("needed", "missing-value", f"say whether {shown(label)} is needed", "choose yes or no")
                continue
            name = names.get(folded(label))
            competency = framework.competency(name) if name else None
            if competency is None:
                message = f"the framework has no competency {shown(label)}" if label else "the competency is missing"
                row.problem("name", "unknown-competency", message, did_you_mean(label[:_COMPARED], list(labels.values())))
                continue
            if competency.id in found:
                row.problem("name", "duplicate-requirement", f"{shown(label)} is needed twice", "keep one of the two rows")
                continue
            found[competency.id] = self._requirement(row, competency, framework)
        if self._tables.has(CRITERIA) and not FEWEST_REQUIREMENTS <= len(found) <= MOST_REQUIREMENTS:
            message = f"{len(found)} competencies are needed; a panel can rate {FEWEST_REQUIREMENTS} to {MOST_REQUIREMENTS}"
            self._tables.problem(f"{CRITERIA.title}!A1", "number-of-requirements", message, "keep the five to eight that matter most")
        return tuple(entry for entry in found.values() if entry is not None)

    def _requirement(self, row: Row, competency: Competency, framework: Framework) -> Requirement | None:
        steps = len(framework.proficiency_scale.steps)
        declared = {int(entry.level): level_label(framework, entry.level) for entry in competency.levels if entry.level <= steps}
        ratings = {int(step.rating): f"{step.rating} {step.name}" for step in framework.rating_scale.steps}
        level = self._numbered(row, "level", declared, f"“{competency.name}” does not declare the level")
        minimum = None
        if folded(row.shown("minimum")) not in {"", NO_MINIMUM}:
            minimum = self._numbered(row, "minimum", ratings, "the rating scale does not hold")
        weight = row.needed(
            "weight", lambda cell: whole_number(cell, *WEIGHTS), "the weight is missing", "write a whole number from 1 to 100"
        )
        first_day = row.read("first_day", is_ticked)
        if row.failed or level is None or weight is None:
            return None
        values = {
            "competency": competency.id,
            "level": level,
            "weight": weight,
            "minimum": minimum,
            "needed_at_entry": first_day is not False,
        }
        return Requirement.model_validate(values)

    def _numbered(self, row: Row, key: str, choices: dict[int, str], message: str) -> int | None:
        """Return the number of a choice such as `2 Working`, given by its number or its name."""
        text = row.needed(key, lambda cell: plain_text(cell) or None, f"the {key} is missing", f"use one of: {', '.join(choices.values())}")
        if text is None:
            return None
        number = leading_number(text)
        if number is None:
            number = next((value for value, label in choices.items() if folded(text) == folded(label.partition(" ")[2])), None)
        if number in choices:
            return number
        row.problem(key, "not-a-choice", f"{message} {shown(text)}", f"use one of: {', '.join(choices.values())}")
        return None

    def _tasks(self, known: Sequence[Task]) -> tuple[Task, ...]:
        texts, criticalities = [], []
        for row in self._tables.rows(TASKS):
            text = row.read("text", text_of)
            criticality = row.read("criticality", lambda cell: whole_number(cell, *CRITICALITIES))
            if text is not None:
                texts.append(text)
                criticalities.append(criticality)
            elif criticality is not None:
                row.problem("text", "missing-value", "the task is missing", "write what is done, or empty the row")
        tasks = []
        taken = {task.id for task in known}
        for text, criticality, old in zip(texts, criticalities, _paired(texts, [task.text for task in known]), strict=True):
            if old is None:
                taken.add(name := _new_id(text, taken, "task"))
                tasks.append(Task.model_validate({"id": name, "text": text, "criticality": criticality}))
            else:
                tasks.append(known[old].model_copy(update={"text": text, "criticality": criticality}))
        return tuple(tasks)

    def _confirmations(self) -> tuple[Confirmation, ...]:
        found = []
        capacities = {label: capacity for capacity, label in CAPACITIES.items()}
        for row in self._tables.rows(CONFIRMATION):
            name = row.read("name", text_of)
            capacity = row.read("capacity", lambda cell: choice_of(cell, capacities))
            date = row.read("date", day)
            tick = row.read("tick", lambda cell: is_ticked(cell, hint="choose ✓, or leave it empty"))
            # A name written down beforehand, or a tick without a day, is nobody's word yet.
            if name and capacity and date and tick:
                found.append(Confirmation.model_validate({"name": name, "capacity": capacities[capacity], "date": date}))
        return tuple(found)

    def _panel(self, known: Sequence[Interviewer]) -> tuple[Interviewer, ...]:
        members = []
        for row in self._tables.rows(PANEL):
            name, job = row.read("name", text_of), row.read("job", text_of)
            if name is not None:
                members.append((name, job))
            elif job is not None:
                row.problem("name", "missing-value", "the name is missing", "write it, or empty the row")
        taken = {member.key for member in known}
        panel = []
        for (name, job), old in zip(members, _paired([name for name, _ in members], [member.name for member in known]), strict=True):
            key = known[old].key if old is not None else _new_id(name, taken, "interviewer")
            taken.add(key)
            panel.append(Interviewer(key=key, name=name, job=job))
        return tuple(panel)

    def _questions(self, known: Vacancy, bank: QuestionBank | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        chosen: dict[str, str] = {}
        keys = {question.key for question in bank.questions} if bank else set()
        for row in self._tables.rows(QUESTIONS):
            use = row.read("use", lambda cell: choice_of(cell, (AS_PICKED, MUST, MUST_NOT))) or AS_PICKED
            key = row.shown("key")
            if row.failed or use == AS_PICKED:
                continue
            if bank and key not in keys:
                message = f"the bank '{bank.id}' has no question {shown(key)}" if key else "the reference is missing"
                row.problem("key", "unknown-question", message, did_you_mean(key[:_COMPARED], keys))
            elif chosen.setdefault(key, use) != use:
                row.problem("use", "contradiction", f"the question {shown(key)} both must and must not be asked", "choose one of the two")
        return _in_order(chosen, MUST, known.pinned), _in_order(chosen, MUST_NOT, known.excluded)


def _in_order(chosen: dict[str, str], use: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the questions of one choice: those chosen before in their order, then the new ones in that of the sheet."""
    wanted = dict.fromkeys(key for key, choice in chosen.items() if choice == use)
    before = dict.fromkeys(key for key in known if key in wanted)
    return tuple(before | wanted)


def _paired(texts: Sequence[str], known: Sequence[str]) -> list[int | None]:
    """Return for each text the place of the known one that it is or was: the same words first, then the most alike.

    Why by words: a row that was moved, or cut and pasted, keeps its id, and a row with other words in it does not inherit one.
    """
    places: dict[str, list[int]] = {}
    for number in reversed(range(len(known))):
        places.setdefault(known[number], []).append(number)
    pairs = [places[text].pop() if places.get(text) else None for text in texts]
    free = [number for number in range(len(known)) if number not in set(pairs)] if len(known) <= _MOST_COMPARED else []
    for place, text in enumerate(texts[:_MOST_COMPARED]):
        if pairs[place] is None and free:
            alike = difflib.get_close_matches(text[:_COMPARED], [known[number][:_COMPARED] for number in free], n=1, cutoff=_ALIKE)
            if alike:
                pairs[place] = number = next(number for number in free if known[number][:_COMPARED] == alike[0])
                free.remove(number)
    return pairs


def _new_id(text: str, taken: Collection[str], fallback: str) -> str:
    """Return an id made of a text's first words that is not taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:6]
    stem = "-".join(words)[: _ID_LENGTH - 6].strip("-") or fallback
    number = 2
    name = stem
    while name in taken:
        name = f"{stem}-{number}"
        number += 1
    return name


def _label(key: str) -> str:
    return next(field.label for field in FIELDS if field.key == key)
