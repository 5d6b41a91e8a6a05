"""Write a vacancy as a workbook that a recruiter, a hiring manager and job holders fill in."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, time
from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role
from servicecomp.errors import DataError, Problem
from servicecomp.exchange.vacancy_layout import (
    AS_PICKED,
    CANDIDATES,
    CAPACITIES,
    CONFIRMATION,
    CRITERIA,
    DATA_SHEET,
    FIELDS,
    FORMAT,
    MUST,
    MUST_NOT,
    NO_MINIMUM,
    PANEL,
    QUESTIONS,
    TASKS,
    TICK,
    VACANCY,
)
from servicecomp.exchange.vacancy_start_here import write_start_here
from servicecomp.exchange.xlsx import Book, Sheet
from servicecomp.exchange.xlsx_looks import CENTRED, CLOCK, COUNT, DAY, FIXED, HEADER, HEADING, HINT, INPUT, LEAD, PLAIN, SMALL, STRONG, cut
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from servicecomp.exchange.vacancy_layout import SheetLayout
    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Competency, Framework
    from servicecomp.models.matches import RoleSuggestion
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.vacancies import Vacancy

__all__ = ["CRITICALITIES", "MINUTES", "QUOTES_SHOWN", "WEIGHTS", "competency_labels", "level_label", "write_vacancy_xlsx"]

QUOTES_SHOWN = 3
"""Quotes of the advertisement beside each competency: the heaviest, in the order of the text."""

CRITICALITIES = (1, 5)
"""Least and most harm that a task can do."""

_HEADER_ROW, _FIRST_ROW = 2, 4
_CHUNK = 30_000
_ROOM, _ROOM_FOR_TWO = 20.0, 30.0  # points: for a line by hand, for two
MINUTES, WEIGHTS = (15, 240), (1, 100)
_CONFIRMING = ("hiring-manager", "job-holder", "job-holder", "job-holder")
_SPARE_BENEFITS, _SPARE_TASKS, _SPARE_PANEL, _SPARE_CANDIDATES = 3, 8, 6, 20
_FIRST_EXCEL_YEAR = 1901  # Excel takes 1900 for a leap year, so its days before March 1900 are one off


def write_vacancy_xlsx(
    vacancy: Vacancy,
    framework: Framework,
    bank: QuestionBank,
    *,
    organisation: Organisation | None = None,
    suggestion: RoleSuggestion | None = None,
) -> bytes:
    """Return the workbook, filled in from the vacancy; `read_vacancy_xlsx` gives the same vacancy back.

    `organisation` adds its own facts as notes, `suggestion` the words of the advertisement that the draft rests on.

    Raises:
        DataError: the role does not fit the framework, or a question is not in the bank or both wanted and not wanted.
        MissingExtraError: the extra `office` is not installed.

    """
    check_role(vacancy.role, framework)
    _check_once(vacancy, bank)
    book = Book(title=vacancy.title)
    write_start_here(book, vacancy, framework, organisation, suggestion)
    writer = _Writer(book, vacancy, framework, bank)
    writer.facts(organisation)
    writer.criteria(suggestion)
    writer.tasks()
    writer.confirmation()
    writer.people()
    writer.questions()
    writer.data()
    return book.to_bytes()


def competency_labels(framework: Framework) -> dict[str, str]:
    """Return the name of each competency as the sheet shows it, by id; the id stands behind a name that two of them share."""
    times = Counter(entry.name.casefold() for entry in framework.competencies)
    return {entry.id: entry.name if times[entry.name.casefold()] == 1 else f"{entry.name} ({entry.id})" for entry in framework.competencies}


def level_label(framework: Framework, level: int) -> str:
    """Return a level as the drop-down shows it: `2 Working`."""
    return f"{level} {framework.proficiency_scale.step(level).name}"


def _check_once(vacancy: Vacancy, bank: QuestionBank) -> None:
    """Refuse what has no place on the sheet: each competency has one row, each question one choice."""
    problems = [
        Problem(
            code="duplicate-requirement", where=f"vacancy '{vacancy.id}'", message=f"'{name}' is required twice", hint="keep one of the two"
        )
        for name, times in Counter(entry.competency for entry in vacancy.role.requirements).items()
        if times > 1
    ]
    known = [question.key for question in bank.questions]
    for key in dict.fromkeys((*vacancy.pinned, *vacancy.excluded)):
        if bank.question(key) is None:
            message, hint = f"there is no question '{key}' in the bank '{bank.id}'", did_you_mean(key, known)
            problems.append(Problem(code="unknown-question", where=f"vacancy '{vacancy.id}'", message=message, hint=hint))
        elif (vacancy.pinned + vacancy.excluded).count(key) > 1:
            message = f"the question '{key}' stands twice among those that must or must not be asked"
            problems.append(Problem(code="contradiction", where=f"vacancy '{vacancy.id}'", message=message, hint="name it once"))
    if problems:
        raise DataError(problems)


class _Writer:
    """The sheets of one workbook and the lists behind their drop-downs."""

    def __init__(self, book: Book, vacancy: Vacancy, framework: Framework, bank: QuestionBank) -> None:
        self._book, self._vacancy, self._framework, self._bank = book, vacancy, framework, bank
        self._lists: dict[tuple[str, ...], str] = {}

    # -- the sheets ------------------------------------------------------------------------------------------------------------

    def facts(self, organisation: Organisation | None) -> None:
        sheet = self._sheet(VACANCY)
        facts = self._vacancy.facts
        row = _FIRST_ROW
        for field in FIELDS:
            note, look, values = field.note, INPUT, [getattr(facts, field.key, None)]
            match field.key:
                case "title":
                    values = [self._vacancy.title]
                case "purpose" | "line_of_sight":
                    values = [getattr(self._vacancy.role, field.key)]
                case "minutes":
                    values, look = [self._vacancy.minutes], {**COUNT, "align": "left"}
                    sheet.limits((row, row), 1, "integer", *MINUTES, message="A whole number of minutes from 15 to 240.")
                case "start_time":
                    start = self._vacancy.start_time
                    values, look = [time.fromisoformat(start) if start else None], CLOCK
                    sheet.limits((row, row), 1, "time", time(0), time(23, 59), message="A clock time such as 09:30.")
                case "benefit":
                    values = [*facts.benefits, *[None] * _SPARE_BENEFITS]
            if organisation and (own := getattr(organisation.facts, "benefits" if field.key == "benefit" else field.key, None)):
                note = f"{note} Left empty, the organisation's own is used: {'; '.join(own) if isinstance(own, tuple) else own}"
            for place, value in enumerate(values):
                sheet.text(row, 0, field.label, STRONG)
                sheet.value(row, 1, value, look)
                sheet.text(row, 2, cut(note) if not place else "", SMALL)
                row += 1
        sheet.at_least((_FIRST_ROW, row - 1), _ROOM)

    def criteria(self, suggestion: RoleSuggestion | None) -> None:
        sheet, at = self._sheet(CRITERIA, freeze_columns=2), CRITERIA.place
        labels, words = competency_labels(self._framework), _words(suggestion)
        role = self._vacancy.role
        wanted = [entry.competency for entry in role.requirements]
        ordered = wanted + [entry.id for entry in self._framework.competencies if entry.id not in wanted]
        minima = self._list([NO_MINIMUM, *(f"{step.rating} {step.name}" for step in self._framework.rating_scale.steps)])
        for row, name in enumerate(ordered, _FIRST_ROW):
            competency, requirement = self._framework.competency(name), role.requirement(name)
            assert competency is not None  # checked before the first sheet was made
            sheet.text(row, at("needed"), "yes" if requirement else "no", CENTRED)
            sheet.text(row, at("name"), labels[name], STRONG)
            sheet.text(row, at("asks"), cut(self._asks(competency)), SMALL)
            sheet.text(row, at("level"), level_label(self._framework, requirement.level) if requirement else "", INPUT)
            sheet.value(row, at("weight"), requirement.weight if requirement else None, COUNT)
            sheet.text(row, at("minimum"), self._minimum(requirement.minimum) if requirement else "", INPUT)
            sheet.text(row, at("first_day"), ("yes" if requirement.needed_at_entry else "no") if requirement else "", CENTRED)
            sheet.text(row, at("words"), cut(words.get(name, "")), SMALL)
            declared = [level_label(self._framework, entry.level) for entry in competency.levels if self._has_level(entry.level)]
            sheet.choices(
                (row, row), at("level"), self._list(declared), message="Choose one of the levels that this competency can be told apart at."
            )
        rows = (_FIRST_ROW, _FIRST_ROW + len(ordered) - 1)
        yes_no = self._list(["yes", "no"])
        sheet.choices(rows, at("needed"), yes_no, message="Choose yes or no.")
        sheet.choices(rows, at("first_day"), yes_no, message="Choose yes or no.")
        sheet.choices(rows, at("minimum"), minima, message="Choose a rating, or none.")
        sheet.limits(rows, at("weight"), "integer", *WEIGHTS, message="A whole number from 1 to 100.")

    def tasks(self) -> None:
        sheet = self._sheet(TASKS)
        rows = [(task.text, task.criticality) for task in self._vacancy.role.tasks] + [("", None)] * _SPARE_TASKS
        for row, (text, criticality) in enumerate(rows, _FIRST_ROW):
            sheet.text(row, 0, text, INPUT)
            sheet.value(row, 1, criticality, COUNT)
        sheet.at_least((_FIRST_ROW, _FIRST_ROW + len(rows) - 1), _ROOM_FOR_TWO)
        least, most = CRITICALITIES
        source = self._list([str(number) for number in range(least, most + 1)])
        sheet.choices((_FIRST_ROW, _FIRST_ROW + len(rows) - 1), 1, source, message="Choose 1 (little harm) to 5 (grave harm).")

    def confirmation(self) -> None:
        sheet, at = self._sheet(CONFIRMATION), CONFIRMATION.place
        given = self._vacancy.criteria_confirmed_by
        missing = Counter(_CONFIRMING) - Counter(entry.capacity for entry in given)
        rows = [(entry.name, CAPACITIES[entry.capacity], entry.date, TICK) for entry in given]
        rows += [("", CAPACITIES[capacity], "", "") for capacity in missing.elements()]
        for row, (name, capacity, day, tick) in enumerate(rows, _FIRST_ROW):
            sheet.text(row, at("name"), name, INPUT)
            sheet.text(row, at("capacity"), capacity, INPUT)
            sheet.value(row, at("date"), _day(day), DAY)
            sheet.text(row, at("tick"), tick, CENTRED)
        span = (_FIRST_ROW, _FIRST_ROW + len(rows) - 1)
        sheet.at_least(span, _ROOM_FOR_TWO)
        sheet.choices(span, at("capacity"), self._list(list(CAPACITIES.values())), message="Choose hiring manager or job holder.")
        sheet.choices(span, at("tick"), self._list([TICK]), message=f"Choose {TICK}, or leave it empty.")
        sheet.limits(
            span, at("date"), "date", date(2000, 1, 1), date(2999, 12, 31), message="The day of the confirmation, such as 2026-11-21."
        )

    def people(self) -> None:
        sheet = self._sheet(PANEL)
        members = [(member.name, member.job or "") for member in self._vacancy.panel] + [("", "")] * _SPARE_PANEL
        for row, (name, job) in enumerate(members, _FIRST_ROW):
            sheet.text(row, 0, name, INPUT)
            sheet.text(row, 1, job, INPUT)
        sheet.at_least((_FIRST_ROW, _FIRST_ROW + len(members) - 1), _ROOM)
        sheet = self._sheet(CANDIDATES)
        for row, name in enumerate((*self._vacancy.candidates, *[""] * _SPARE_CANDIDATES), _FIRST_ROW):
            sheet.text(row, 0, name, INPUT)
            sheet.at_least((row, row), _ROOM)

    def questions(self) -> None:
        sheet, at = self._sheet(QUESTIONS), QUESTIONS.place
        labels = competency_labels(self._framework)
        bands = {band.id: band.name for band in self._framework.bands}
        chosen = dict.fromkeys(self._vacancy.pinned, MUST) | dict.fromkeys(self._vacancy.excluded, MUST_NOT)
        rows = self._fitting(chosen)
        for row, question in enumerate(rows, _FIRST_ROW):
            use = chosen.get(question.key, AS_PICKED)
            sheet.text(row, at("competency"), labels.get(question.competency, question.competency), STRONG)
            sheet.text(row, at("band"), bands.get(question.band, question.band), FIXED)
            sheet.text(row, at("kind"), question.kind.replace("-", " "), FIXED)
            sheet.value(row, at("minutes"), question.minutes, {**FIXED, "align": "center"})
            sheet.text(row, at("text"), question.text, FIXED)
            sheet.text(row, at("use"), use, {**INPUT, "bold": use != AS_PICKED})
            sheet.text(row, at("key"), question.key, SMALL)
        if rows:
            last = _FIRST_ROW + len(rows) - 1
            source = self._list([AS_PICKED, MUST, MUST_NOT])
            sheet.choices((_FIRST_ROW, last), at("use"), source, message="Choose one of the three, or leave it empty.")
            sheet.raw.autofilter(_HEADER_ROW + 1, 0, last, len(QUESTIONS.columns) - 1)

    def data(self) -> None:
        """Write the hidden sheet, last, because the lists are known only now."""
        sheet = self._book.sheet(DATA_SHEET)
        role = self._vacancy.role
        rows: list[tuple[str, str | int]] = [
            ("format", FORMAT),
            ("vacancy", self._vacancy.id),
            ("role", role.id),
            ("role-version", role.version),
            ("framework", role.framework),
            ("bank", self._bank.id),
        ]
        # Why without people: a candidate who is taken off the list must not stay behind in a sheet that nobody sees.
        hidden = self._vacancy.model_dump(mode="json", exclude={"candidates", "criteria_confirmed_by"}, exclude_defaults=True)
        text = json.dumps(hidden, ensure_ascii=True, separators=(",", ":"))
        rows += [("base", text[start : start + _CHUNK]) for start in range(0, len(text), _CHUNK)]
        for row, (key, value) in enumerate(rows):
            sheet.text(row, 0, key, PLAIN)
            sheet.value(row, 1, value, PLAIN)
        for column, choices in enumerate(self._lists, 3):
            for row, choice in enumerate(choices):
                sheet.text(row, column, choice, PLAIN)
        sheet.raw.protect("")
        sheet.raw.hide()

    # -- parts -----------------------------------------------------------------------------------------------------------------

    def _sheet(self, layout: SheetLayout, *, freeze_columns: int = 0) -> Sheet:
        sheet = self._book.sheet(layout.title)
        widths = [column.width for column in layout.columns]
        sheet.page(widths=widths, repeat=(_HEADER_ROW, _HEADER_ROW + 1), freeze=(_FIRST_ROW, freeze_columns))
        sheet.across(0, layout.heading, HEADING)
        sheet.across(1, layout.lead, LEAD)
        for place, column in enumerate(layout.columns):
            sheet.text(_HEADER_ROW, place, column.header, HEADER)
            sheet.text(_HEADER_ROW + 1, place, column.hint, HINT)
        return sheet

    def _list(self, choices: Sequence[str]) -> str:
        """Return the range in which choices stand; a list inside the validation itself ends at 255 characters and at a comma."""
        key = tuple(choices)
        if key not in self._lists:
            column = _column_letters(3 + len(self._lists))
            self._lists[key] = f"={DATA_SHEET}!${column}$1:${column}${max(len(key), 1)}"
        return self._lists[key]

    def _has_level(self, level: int) -> bool:
        return level <= len(self._framework.proficiency_scale.steps)

    def _asks(self, competency: Competency) -> str:
        return "\n".join(
            f"{level_label(self._framework, entry.level)}: {entry.summary}" for entry in competency.levels if self._has_level(entry.level)
        )

    def _minimum(self, minimum: int | None) -> str:
        steps = self._framework.rating_scale.steps
        if minimum is None:
            return NO_MINIMUM
        return f"{minimum} {steps[minimum - 1].name}" if minimum <= len(steps) else str(minimum)

    def _fitting(self, chosen: Mapping[str, str]) -> list[Question]:
        """Return the questions of the role's bands, the role's competencies first, and any that were chosen whatever their band."""
        role = self._vacancy.role
        bands = {band.id for entry in role.requirements if (band := self._framework.band_of(entry.level))}
        wanted = [entry.competency for entry in role.requirements]
        order = wanted + [entry.id for entry in self._framework.competencies if entry.id not in wanted]
        places = {name: place for place, name in enumerate(order)}
        fitting = [
            question
            for question in self._bank.questions
            if (question.band in bands and question.competency in places) or question.key in chosen
        ]
        return sorted(fitting, key=lambda question: places.get(question.competency, len(places)))


def _words(suggestion: RoleSuggestion | None) -> dict[str, str]:
    """Return for each competency the words of the advertisement that show it, or why it is offered without any."""
    if suggestion is None:
        return {}
    found = {
        name: f"Not in the advertisement; the role “{suggestion.nearest}” requires it." for name in suggestion.missing if suggestion.nearest
    }
    for name in dict.fromkeys(entry.competency for entry in suggestion.match.evidence):
        hits: dict[str, tuple[int, str]] = {}
        for entry in sorted(
            (entry for entry in suggestion.match.evidence if entry.competency == name), key=lambda hit: (-hit.weight, hit.start)
        ):
            quote = " ".join(entry.quote.split())
            if quote:
                hits.setdefault(quote.casefold(), (entry.start, quote))
        quotes = sorted(list(hits.values())[:QUOTES_SHOWN])
        if quotes:
            found[name] = "\n".join(f"“{quote}”" for _, quote in quotes)
    return found


def _day(text: str) -> date | str | None:
    """Return a day that Excel can hold as a date, else the text."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year >= _FIRST_EXCEL_YEAR else text


def _column_letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
