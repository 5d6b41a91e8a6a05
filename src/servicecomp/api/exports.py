"""Kits and scorecards for HR systems, with the report of what did not fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.api.content import Name, context_for, pick_plan, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.exports import ExportProfile, HrExport, LossReport
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Scorecard
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["export_kit", "export_scorecards", "loss_report", "write_export"]


def export_kit(
    role: RoleProfile | Name,
    *,
    system: ExportProfile | Name,
    plan: InterviewPlan | Name | None = None,
    bank: QuestionBank | Name | None = None,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> HrExport:
    """Return the interviews of a plan as a JSON file for an HR system, with everything that did not fit in `losses`.

    `system` is greenhouse, ashby, lever, workday or frappe, or the path of a profile of your own. Without a `plan` the questions are
    picked as for a kit.

    Raises:
        NotFoundError: there is no such system, role, plan or bank.
        DataError: role, plan, bank and framework do not fit together, or a file holds problems.

    """
    from servicecomp.exchange.hr_systems import export_kit as export  # noqa: PLC0415 - writers are loaded when used

    this = context_for(role, framework, None, vacancy, folders)
    used = None if plan is None else _plan(plan)
    questions = this.bank(bank or (used.bank if used else None))
    return export(
        this.role,
        profile=_profile(system),
        plan=used or pick_plan(this, questions),
        bank=questions,
        framework=this.framework,
        vacancy=this.vacancy,
    )


def export_scorecards(
    cards: Iterable[Scorecard],
    *,
    system: ExportProfile | Name,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    bank: QuestionBank | Name | None = None,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> HrExport:
    """Return scorecards as a JSON file for an HR system, one record a card, with everything that did not fit in `losses`.

    A code for no rating never becomes a number, ratings are never averaged, and the system's overall word is left for people.

    Raises:
        NotFoundError: there is no such system, role, plan or bank.
        DataError: a card does not fit the plan or comes twice, or a file holds problems.

    """
    from servicecomp.exchange.hr_systems import export_scorecards as export  # noqa: PLC0415 - writers are loaded when used

    used = _plan(plan)
    this = context_for(role or used.role, framework, None, vacancy, folders)
    return export(
        cards,
        role=this.role,
        profile=_profile(system),
        plan=used,
        bank=this.bank(bank or used.bank),
        framework=this.framework,
        vacancy=this.vacancy,
    )


def loss_report(*exports: HrExport) -> LossReport:
    """Return what did not fit into an HR system, what became of it, and what the export rests on.

    Raises:
        DataError: there is no export, or they are for different systems or made from different content.

    """
    from servicecomp.documents.loss_report import loss_report as build  # noqa: PLC0415 - builders are loaded when used

    return build(exports)


def write_export(
    folder: Name,
    *exports: HrExport,
    formats: Sequence[str] = ("html", "md", "json"),
    templates: Iterable[Name] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write the files of exports into a folder with their loss report (`loss.html`, `loss.md`, `loss.json`) and return the paths.

    Raises:
        DataError: a file is already there and `force` is not set, or the exports do not belong together.

    """
    from servicecomp.api.output import render  # noqa: PLC0415 - Jinja is loaded when used
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - only writers need it

    place = Path(folder)
    report = loss_report(*exports)
    contents: list[tuple[Path, str | bytes]] = [(place / export.name, export.content) for export in exports]
    contents += [(place / f"loss.{ending}", render(report, format=ending, templates=templates)) for ending in formats]
    if not force:
        # Why first: a file that is in the way is said before any other is written.
        for path, content in contents:
            if path.exists():
                write_file(path, content, force=False)
    return tuple(write_file(path, content, force=force) for path, content in contents)


def _plan(plan: InterviewPlan | Name) -> InterviewPlan:
    from servicecomp.api.interviews import load_plan  # noqa: PLC0415 - plans are read only here
    from servicecomp.models.vacancies import InterviewPlan  # noqa: PLC0415 - models are loaded when used

    return resolved(plan, InterviewPlan, load_plan)


def _profile(system: ExportProfile | Name) -> ExportProfile:
    from servicecomp.exchange.hr_systems.profiles import load_profile  # noqa: PLC0415 - data is read when used
    from servicecomp.models.exports import ExportProfile  # noqa: PLC0415 - models are loaded when used

    return resolved(system, ExportProfile, load_profile)
