"""What both file formats of an expert's sheet share: the questions in their order, and answers -> a model, each problem at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.exchange.scorecards_building import places
from servicecomp.exchange.xlsx_reader import Cell
from servicecomp.exchange.xlsx_values import BadValueError, day, folded, leading_number, shown, text_of, whole_number
from servicecomp.interviews.expert_panel import answer_problems
from servicecomp.loading.building import build_part, did_you_mean
from servicecomp.models.days import check_day
from servicecomp.models.panels import CRITICALITY_POINTS, FREQUENCY_POINTS, MOST_MONTHS, PanelAnswers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from servicecomp.loading.sources import Location
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import RoleProfile

__all__ = ["ABOUT", "HEAD", "KINDS", "Asked", "Given", "SheetEntry", "answer_texts", "asked_of", "build_sheets", "scale_choices"]

HEAD = ("role", "questions", "expert")
"""What a sheet says about itself."""

KINDS = ("capacity", "frequency", "criticality", "link", "necessity", "first_day", "level")
"""What can be asked with answers to choose from."""

ABOUT = ("months_in_job", "site", "answered_on")
"""What is asked about the expert, to be written in."""

_NECESSITY = {
    "essential": "essential",
    "useful": "useful",
    "useful, not essential": "useful",
    "useful but not essential": "useful",
    "not necessary": "not-necessary",
}
_CAPACITY = {
    "does the job": "does-the-job",
    "i do this job": "does-the-job",
    "leads the job": "leads-the-job",
    "i lead people who do": "leads-the-job",
}
_LINKS = {"not needed": 0, "helpful": 1, "essential": 2}
_YES_NO = {"yes": True, "y": True, "true": True, "x": True, "no": False, "n": False, "false": False}
_NUMBER = re.compile(r"\d{1,3}(\.0)?", re.ASCII)
_HIGHEST_LINK = 2
_TASKS_KINDS = {"frequency", "criticality", "link"}
_COMPETENCY_KINDS = {"link", "necessity", "first_day", "level"}


class Asked(NamedTuple):
    """One question of a sheet."""

    kind: str
    """One of `KINDS`."""
    task: str
    """Task's id, or nothing."""
    competency: str
    """Competency's id, or nothing."""
    text: str
    """The question in words."""
    choices: tuple[str, ...]
    """What can be answered."""


class Given(NamedTuple):
    """One answer as a file gives it."""

    kind: str
    task: str
    competency: str
    text: str
    line: int
    """Line of the file; 0 for none."""
    where: str
    """Cell or column."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One expert's sheet as a file gives it."""

    path: Path
    head: dict[str, str]
    """Role, questions and expert."""
    place: tuple[int, str]
    """Where the head stands."""
    given: tuple[Given, ...]
    """The answers that were not left empty."""


def scale_choices(kind: str, framework: Framework) -> tuple[str, ...]:
    """Return what can be answered to a kind of question, each number with what it stands for."""
    say = phrases_for(framework.locale)

    def numbered(name: str, least: int, most: int) -> tuple[str, ...]:
        return tuple(
            say.text("panel.choose", number=number, meaning=say.text(f"panel.{name}_{number}")) for number in range(least, most + 1)
        )

    match kind:
        case "frequency":
            return numbered(kind, 0, FREQUENCY_POINTS)
        case "criticality":
            return numbered(kind, 1, CRITICALITY_POINTS)
        case "link":
            return numbered("linkage", 0, _HIGHEST_LINK)
        case "necessity":
            return tuple(say.text(f"panel.{key}") for key in ("essential", "useful", "not_necessary"))
        case "first_day":
            return (say.text("common.yes"), say.text("common.no"))
        case "capacity":
            return (say.text("panel.does_the_job"), say.text("panel.leads_the_job"))
        case _:
            return tuple(say.text("panel.choose", number=step.level, meaning=step.name) for step in framework.proficiency_scale.steps)


def asked_of(role: RoleProfile, framework: Framework) -> Iterator[Asked]:
    """Yield the questions of a sheet: first the expert, then task by task, then competency by competency."""
    say = phrases_for(framework.locale)
    choices = {kind: scale_choices(kind, framework) for kind in KINDS}
    names = {entry.id: entry.name for entry in framework.competencies}
    wanted = [(entry.competency, names.get(entry.competency, entry.competency)) for entry in role.requirements]
    yield Asked("capacity", "", "", say.text("panel.capacity"), choices["capacity"])
    for kind in ABOUT:
        yield Asked(kind, "", "", say.text(f"panel.{kind}_question"), (say.text(f"panel.{kind}_write"),))
    for task in role.tasks:
        for kind in ("frequency", "criticality"):
            yield Asked(kind, task.id, "", say.text(f"panel.{kind}_question", task=task.text), choices[kind])
        for competency, name in wanted:
            text = say.text("panel.linkage_question", competency=name, task=task.text)
            yield Asked("link", task.id, competency, text, choices["link"])
    for competency, name in wanted:
        for kind in ("necessity", "first_day", "level"):
            yield Asked(kind, "", competency, say.text(f"panel.{kind}_question", competency=name), choices[kind])


def answer_texts(answers: PanelAnswers, framework: Framework) -> dict[tuple[str, str, str], str]:
    """Return what a sheet answers, by kind, task and competency, in the words of the choices."""
    choices = {kind: scale_choices(kind, framework) for kind in KINDS}

    def by_number(kind: str, number: int) -> str:
        return next((choice for choice in choices[kind] if leading_number(choice) == number), str(number))

    texts: dict[tuple[str, str, str], str] = {}
    if answers.capacity is not None:
        texts["capacity", "", ""] = choices["capacity"][0 if answers.capacity == "does-the-job" else 1]
    for kind in ABOUT:
        about = getattr(answers, kind)
        if about is not None:
            texts[kind, "", ""] = str(about)
    for entry in answers.tasks:
        for kind, value in (("frequency", entry.frequency), ("criticality", entry.criticality)):
            if value is not None:
                texts[kind, entry.task, ""] = by_number(kind, value)
    for link in answers.links:
        texts["link", link.task, link.competency] = by_number("link", link.link)
    for said in answers.competencies:
        if said.necessity is not None:
            texts["necessity", "", said.competency] = choices["necessity"][("essential", "useful", "not-necessary").index(said.necessity)]
        if said.first_day is not None:
            texts["first_day", "", said.competency] = choices["first_day"][0 if said.first_day else 1]
        if said.level is not None:
            texts["level", "", said.competency] = by_number("level", said.level)
    return texts


def build_sheets(entries: Iterable[SheetEntry], role: RoleProfile, framework: Framework) -> tuple[list[PanelAnswers], list[Problem]]:
    """Return the sheets that could be built, held against the role, and every problem at its place."""
    sheets: list[PanelAnswers] = []
    problems: list[Problem] = []
    for entry in entries:
        sheet, found = _Builder(entry, role, framework).build()
        problems += found
        if sheet is not None:
            sheets.append(sheet)
    return sheets, problems


class _Builder:
    """One sheet: each answer is checked where it stands, so that all problems come at once."""

    def __init__(self, entry: SheetEntry, role: RoleProfile, framework: Framework) -> None:
        self._entry, self._role, self._framework = entry, role, framework
        self._problems: list[Problem] = []
        self._tasks = {task.id for task in role.tasks}
        self._competencies = {requirement.competency for requirement in role.requirements}
        self._top = len(framework.proficiency_scale.steps)

    def build(self) -> tuple[PanelAnswers | None, list[Problem]]:
        """Return the sheet, or None with the problems."""
        head = self._head()
        if head is None:
            return None, self._problems
        data = self._data()
        if self._problems:
            return None, self._problems
        return PanelAnswers.model_validate(head.model_dump() | data), []

    def _head(self) -> PanelAnswers | None:
        line, where = self._entry.place

        def locate(location: Location) -> tuple[int, str]:
            return line, where or f"column {location[0]}" if location else where

        data = {name: text for name, text in self._entry.head.items() if text}
        try:
            head = build_part(PanelAnswers, data, places(self._entry.path, locate), ())
        except DataError as error:
            self._problems += error.problems
            return None
        for fault in answer_problems(head, self._role):
            self._note(line, where, fault.code, fault.message, fault.hint)
        return None if self._problems else head

    def _data(self) -> dict[str, Any]:
        seen: set[tuple[str, str, str]] = set()
        tasks: dict[str, dict[str, Any]] = {}
        competencies: dict[str, dict[str, Any]] = {}
        data: dict[str, Any] = {"links": []}
        for given in self._entry.given:
            if not self._fits(given, seen):
                continue
            try:
                value = self._value(given)
            except ValueError as error:
                self._note(given.line, given.where, "not-a-choice", f"{shown(given.text)} is no answer to this", str(error))
                continue
            match given.kind:
                case "capacity" | "months_in_job" | "site" | "answered_on":
                    data[given.kind] = value
                case "frequency" | "criticality":
                    tasks.setdefault(given.task, {"task": given.task})[given.kind] = value
                case "link":
                    data["links"].append({"task": given.task, "competency": given.competency, "link": value})
                case _:
                    competencies.setdefault(given.competency, {"competency": given.competency})[given.kind] = value
        return data | {"links": tuple(data["links"]), "tasks": tuple(tasks.values()), "competencies": tuple(competencies.values())}

    def _fits(self, given: Given, seen: set[tuple[str, str, str]]) -> bool:
        """Say whether an answer belongs to a question of the role that was not answered before."""
        before = len(self._problems)
        if given.kind not in {*KINDS, *ABOUT}:
            self._note(
                given.line,
                given.where,
                "unknown-question",
                f"{shown(given.kind)} is nothing that is asked",
                did_you_mean(given.kind[:40], (*KINDS, *ABOUT)),
            )
            return False
        if given.kind in _TASKS_KINDS and given.task not in self._tasks:
            hint = did_you_mean(given.task[:40], self._tasks)
            self._note(given.line, given.where, "unknown-task", f"the role has no task {shown(given.task)}", hint)
        if given.kind in _COMPETENCY_KINDS and given.competency not in self._competencies:
            hint = did_you_mean(given.competency[:40], self._competencies)
            self._note(given.line, given.where, "unknown-competency", f"the role does not require {shown(given.competency)}", hint)
        key = (
            given.kind,
            given.task if given.kind in _TASKS_KINDS else "",
            given.competency if given.kind in _COMPETENCY_KINDS else "",
        )
        if key in seen:
            self._note(given.line, given.where, "answered-twice", "this question is answered twice on the sheet", "keep one of the two")
        seen.add(key)
        return len(self._problems) == before

    def _value(self, given: Given) -> int | str | bool:
        """Return an answer as the model wants it; raises ValueError with what can be answered."""
        if given.kind in ABOUT:
            return _written(given)
        words = folded(given.text)
        choices = scale_choices(given.kind, self._framework)
        hint = f"use one of: {'; '.join(choices)}"
        match given.kind:
            case "capacity" | "necessity":
                known = _CAPACITY if given.kind == "capacity" else _NECESSITY
                plain = words.replace("-", " ")
                by_choice = {folded(choice): value for choice, value in zip(choices, dict.fromkeys(known.values()), strict=True)}
                found: int | str | bool | None = known.get(plain, by_choice.get(words))
            case "first_day":
                found = _YES_NO.get(words, {folded(choices[0]): True, folded(choices[1]): False}.get(words))
            case _:
                number = leading_number(words) if not _NUMBER.fullmatch(words) else int(words.removesuffix(".0"))
                if number is None and given.kind == "link":
                    number = _LINKS.get(words)
                allowed = {leading_number(choice) for choice in choices}
                found = number if number in allowed else None
        if found is None:
            raise ValueError(hint)
        return found

    def _note(self, line: int, where: str, code: str, message: str, hint: str) -> None:
        self._problems.append(
            Problem(path=str(self._entry.path), line=line, column=1 if line else 0, where=where, code=code, message=message, hint=hint)
        )


def _written(given: Given) -> int | str:
    """Return what an expert wrote about themselves; raises ValueError with what can be written."""
    cell = Cell("", "", given.text)
    try:
        match given.kind:
            case "months_in_job":
                found: int | str | None = whole_number(cell, 0, MOST_MONTHS)
            case "site":
                found = text_of(cell)
            case _:
                found = day(cell)
                if found is not None:
                    check_day(found)
    except BadValueError as error:
        raise ValueError(error.hint or error.message) from None
    if found is None:
        message = "write it, or leave it empty"
        raise ValueError(message)
    return found
