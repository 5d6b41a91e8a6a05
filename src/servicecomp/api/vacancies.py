"""Vacancies: from a role or an advertisement to the sheet that people fill in, and from the sheet to the folder of papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicecomp.api.content import Name, catalogue_for, context_for, load_vacancy, pick_plan, resolved
from servicecomp.api.documents import candidate_pack, intake_sheet, interview_kit, job_description, panel_summary, review_rubric
from servicecomp.api.matching import suggest_role
from servicecomp.api.output import write
from servicecomp.errors import DataError, Problem
from servicecomp.loading.writing import write_file
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import Vacancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.documents import Document
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import RoleSuggestion
    from servicecomp.models.organisations import Organisation

__all__ = ["new_vacancy", "write_vacancy_kit", "write_vacancy_sheet"]


def new_vacancy(
    role: RoleProfile | Name | None = None,
    *,
    advertisement: str | None = None,
    framework: Framework | Name | None = None,
    folders: Iterable[Name] = (),
) -> tuple[Vacancy, RoleSuggestion | None]:
    """Return a draft vacancy from a role or from the text of an advertisement, and what the draft rests on in the second case.

    Raises:
        DataError: the advertisement names too little to draft from.

    """
    from servicecomp.interviews.vacancies import draft_vacancy  # noqa: PLC0415 - only this needs it

    if role is not None:
        return draft_vacancy(resolved(role, RoleProfile, catalogue_for(folders, role).role)), None
    suggestion = suggest_role(advertisement or "", framework=framework, folders=folders)
    if not suggestion.role.requirements:
        hint = "see what is found with 'servicecomp match'; the matcher reads English"
        problem = Problem(
            code="no-competency", message="the advertisement names no behaviour that a competency could be drafted from", hint=hint
        )
        raise DataError([problem])
    return draft_vacancy(suggestion.role), suggestion


def write_vacancy_sheet(
    path: Name,
    *,
    role: RoleProfile | Name | None = None,
    advertisement: str | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    folders: Iterable[Name] = (),
    force: bool = False,
) -> tuple[Path, Path]:
    """Write the intake sheet of a draft vacancy: a workbook to fill in and, beside it, the same as a page to read.

    Raises:
        DataError: a file is already there and `force` is not set, or the advertisement names too little.
        MissingExtraError: the extra `office` is not installed.

    """
    from servicecomp.exchange import write_vacancy_xlsx  # noqa: PLC0415 - XlsxWriter is an extra

    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        problem = Problem(
            path=str(target), code="wrong-ending", message="a vacancy sheet is a workbook", hint="choose a name that ends in .xlsx"
        )
        raise DataError([problem])
    vacancy, suggestion = new_vacancy(role, advertisement=advertisement, framework=framework, folders=folders)
    this = context_for(vacancy.role, framework, organisation, vacancy, folders)
    workbook = write_vacancy_xlsx(vacancy, this.framework, this.bank(None), organisation=this.organisation, suggestion=suggestion)
    sheet = intake_sheet(
        this.role, framework=this.framework, match=suggestion.match if suggestion else None, organisation=this.organisation, vacancy=vacancy
    )
    page = target.with_suffix(".html")
    if page.exists() and not force:
        write_file(page, "", force=False)  # says so before the workbook is written
    return write_file(target, workbook, force=force), write(sheet, page, force=force)


def write_vacancy_kit(
    vacancy: Vacancy | Name,
    folder: Name,
    *,
    formats: Sequence[str] = ("html",),
    organisation: Organisation | Name | None = None,
    bank: QuestionBank | Name | None = None,
    templates: Iterable[Name] = (),
    folders: Iterable[Name] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write everything that a vacancy needs into a folder and return the files.

    That is the job description, the candidate pack, the panel summary, the review rubric, and a kit for each candidate and panel
    member (one blank kit where none is named).
    """
    place = Path(folder)
    opening = load_vacancy(vacancy, folders=folders) if not isinstance(vacancy, Vacancy) else vacancy
    this = context_for(opening.role, None, organisation, opening, folders)
    questions = this.bank(bank)
    plan = pick_plan(this, questions)
    about: dict[str, Any] = {"organisation": this.organisation, "vacancy": opening, "framework": this.framework}
    documents: list[tuple[str, Document]] = [
        ("job-description", job_description(this.role, **about)),
        ("candidate-pack", candidate_pack(this.role, plan=plan, bank=questions, **about)),
        ("panel-summary", panel_summary(this.role, plan=plan, bank=questions, **about)),
        ("review-rubric", review_rubric(this.role, **about)),
    ]
    candidates: Sequence[str | None] = opening.candidates or (None,)
    panel: Sequence[tuple[str, str | None]] = [(member.key, member.name) for member in opening.panel] or [("", None)]
    for number, candidate in enumerate(candidates, start=1):
        for key, name in panel:
            kit = interview_kit(this.role, bank=questions, plan=plan, candidate=candidate, interviewer=name, **about)
            parts = ["interview-kit", f"candidate-{number:02}" if candidate else "", key]
            documents.append(("-".join(part for part in parts if part), kit))
    return tuple(
        write(document, place / f"{stem}.{suffix}", templates=templates, force=force) for stem, document in documents for suffix in formats
    )
