"""Expert panels: the sheets that people who know a job fill in, and what they come to; and how structured an interview is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.api.content import Name, context_for, pick_plan, resolved
from servicecomp.api.interviews import load_plan
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.panels import ExpertPanelSheet, PanelAnswers, PanelReading, PanelResult
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Decision, Scorecard
    from servicecomp.models.structure import HeldLog, StructureReport
    from servicecomp.models.vacancies import Vacancy

__all__ = ["load_held_log", "load_panel", "panel_form", "panel_in_words", "panel_result", "structure_report", "write_panel_forms"]

MOST_EXPERTS = 100
"""Sheets that are written in one call; five to forty experts are usual."""


def panel_form(
    role: RoleProfile | Name,
    *,
    expert: str | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> ExpertPanelSheet:
    """Return the sheet that each expert fills in alone, to print; `expert` is the key that stands on it."""
    from servicecomp.documents.expert_panel_sheet import expert_panel_sheet as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    return build(this.role, framework=this.framework, expert=expert, organisation=this.organisation, vacancy=this.vacancy)


def write_panel_forms(
    role: RoleProfile | Name,
    folder: Name,
    *,
    experts: int | Sequence[str],
    format: str = "xlsx",  # noqa: A002 - the public name
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write an empty sheet for each expert into a folder, as `xlsx` or `csv`, and return the files.

    `experts` are keys (names are not needed), or how many there are: `expert-1`, `expert-2` and so on.

    Raises:
        DataError: a key is no short name or comes twice, a file is already there and `force` is not set, or the format is not known.
        MissingExtraError: a workbook is to be written and the extra `office` is not installed.

    """
    from servicecomp.exchange.panel_files import panel_content  # noqa: PLC0415 - writers are loaded when used
    from servicecomp.interviews.expert_panel import questions_hash  # noqa: PLC0415 - as above
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - as above
    from servicecomp.models.panels import PanelAnswers  # noqa: PLC0415 - as above

    this = context_for(role, framework, None, vacancy, folders)
    keys = _keys(experts)
    contents = [
        (
            Path(folder) / f"{key}.{format}",
            panel_content(
                PanelAnswers(role=this.role.id, questions=questions_hash(this.role), expert=key), f".{format}", this.role, this.framework
            ),
        )
        for key in keys
    ]
    there = [path for path, _ in contents if path.exists() and not force]
    if there:
        hint = "choose another folder, or add --force to write over it"
        raise DataError(Problem(path=str(path), code="already-there", message="the file is already there", hint=hint) for path in there)
    return tuple(write_file(path, content, force=force) for path, content in contents)


def load_panel(
    *paths: Name,
    role: RoleProfile | Name,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> tuple[PanelAnswers, ...]:
    """Return the filled-in sheets of files and folders: XLSX or CSV, held against the role.

    Raises:
        NotFoundError: a file or folder is not there.
        DataError: with every problem of every file; each names its cell or line.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    from servicecomp.exchange.panel_files import read_panel  # noqa: PLC0415 - readers are loaded when used

    this = context_for(role, framework, None, vacancy, folders)
    return read_panel(paths, this.role, this.framework)


def panel_result(
    answers: Iterable[PanelAnswers],
    *,
    role: RoleProfile | Name,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> PanelResult:
    """Return what the sheets of a panel come to: Lawshe's ratios with their test, linkages, criticality, first day, agreement.

    Below five experts the figures are given and no test is claimed. Suggestions are suggestions: nothing in the role is changed.

    Raises:
        DataError: a sheet does not fit the role, or an expert handed in two.

    """
    from servicecomp.interviews.expert_panel import panel_result as count  # noqa: PLC0415 - engines are loaded when used

    this = context_for(role, framework, None, vacancy, folders)
    return count(answers, role=this.role, framework=this.framework)


def panel_in_words(
    result: PanelResult,
    *,
    role: RoleProfile | Name,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> tuple[str, ...]:
    """Return a panel's result as sentences: who answered, each competency, each task.

    Raises:
        DataError: the panel was asked about another role, or about other tasks or competencies than it has now.

    """
    from servicecomp.documents.panel_reading import check_panel, panel_reading, reading_lines  # noqa: PLC0415 - loaded when used

    this = context_for(role, framework, None, vacancy, folders)
    check_panel(result, this.role)
    reading: PanelReading = panel_reading(result, role=this.role, framework=this.framework)
    return reading_lines(reading, this.framework)


def load_held_log(path: Name) -> HeldLog:
    """Return the log of how interviews were held, from its YAML file.

    Raises:
        NotFoundError: there is no such file.
        DataError: it holds problems; all of them are in `problems`.

    """
    from servicecomp.loading.building import build  # noqa: PLC0415 - only readers need it
    from servicecomp.loading.sources import read_source  # noqa: PLC0415 - as above
    from servicecomp.models.structure import HeldLog  # noqa: PLC0415 - as above

    file = Path(path)
    if not file.is_file():
        message = f"there is no log '{path}'"
        raise NotFoundError(message)
    return build(HeldLog, read_source(file))


def structure_report(
    role: RoleProfile | Name,
    *,
    plan: InterviewPlan | Name | None = None,
    bank: QuestionBank | Name | None = None,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    organisation: Organisation | Name | None = None,
    panel: PanelResult | None = None,
    cards: Iterable[Scorecard] = (),
    log: HeldLog | Name | None = None,
    decisions: Iterable[Decision] = (),
    folders: Iterable[Name] = (),
) -> StructureReport:
    """Return how structured an interview is: fifteen components, each met, partly, not or unknown, with its evidence and what to do.

    Without a `plan` the simple pick of a kit is looked at. With `cards`, `log` or `decisions` the interviews that were held
    are looked at too; decisions say whether the rule was followed, and count before the log.

    Raises:
        DataError: plan, bank and role do not fit each other, or a card does not fit the plan or comes twice.

    """
    from servicecomp.documents.structure_report import structure_report as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.models.structure import HeldLog  # noqa: PLC0415 - as above

    this = context_for(role, framework, organisation, vacancy, folders)
    used = resolved(plan, InterviewPlan, load_plan) if plan is not None else None
    questions = this.bank(bank or (used.bank if used else None))
    return build(
        this.role,
        plan=used or pick_plan(this, questions),
        bank=questions,
        framework=this.framework,
        vacancy=this.vacancy,
        organisation=this.organisation,
        panel=panel,
        cards=cards,
        log=resolved(log, HeldLog, load_held_log) if log is not None else None,
        decisions=decisions,
    )


def _keys(experts: int | Sequence[str]) -> list[str]:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only forms need it

    from servicecomp.models.base import Id  # noqa: PLC0415 - as above

    keys = [f"expert-{number}" for number in range(1, min(experts, MOST_EXPERTS + 1) + 1)] if isinstance(experts, int) else list(experts)
    problems = []
    if not 1 <= len(keys) <= MOST_EXPERTS:
        message = f"a panel has 1 to {MOST_EXPERTS} experts, not {experts if isinstance(experts, int) else len(keys)}"
        problems.append(Problem(where="experts", code="number-of-experts", message=message, hint="five to forty are usual"))
    problems += [
        Problem(where="experts", code="expert-twice", message=f"'{key}' is named twice", hint="give each a key of their own")
        for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    adapter = TypeAdapter(Id)
    for key in keys:
        try:
            adapter.validate_python(key)
        except ValidationError:
            hint = "use lower-case letters, digits and single hyphens, such as ann or expert-1"
            problems.append(Problem(where="experts", code="bad-format", message=f"'{key}' is no key", hint=hint))
    if problems:
        raise DataError(problems)
    return keys
