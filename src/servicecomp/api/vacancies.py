"""Vacancies: from a role or an advertisement to the sheet that people fill in, and from the sheet to the folder of papers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from servicecomp.api.content import Name, catalogue_for, context_for, load_vacancy, pick_plan, resolved
from servicecomp.api.documents import candidate_pack, intake_sheet, interview_kit, job_description, panel_summary, review_rubric
from servicecomp.api.interviews import load_plan
from servicecomp.api.matching import suggest_role
from servicecomp.api.output import Format, write
from servicecomp.errors import DataError, Problem
from servicecomp.loading.writing import write_file
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import InterviewPlan, Vacancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.documents import Document
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import RoleSuggestion
    from servicecomp.models.organisations import Organisation

__all__ = ["left_over_kits", "new_vacancy", "refuse_existing", "write_vacancy_kit", "write_vacancy_sheet"]

_KIT = "interview-kit"
_OURS = re.compile(rf"{_KIT}(-[a-z0-9]+)*")


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
    plan: InterviewPlan | Name | None = None,
    templates: Iterable[Name] = (),
    folders: Iterable[Name] = (),
    force: bool = False,
) -> tuple[Path, ...]:
    """Write everything that a vacancy needs into a folder and return the files.

    That is the job description, the candidate pack, the panel summary, the review rubric, and a booklet for each candidate, interview and
    person who sits in it (one blank kit where nobody is named). With `plan` they follow it; without one the questions are the simple pick
    of one interview in which the whole panel sits. Nothing is removed: see `left_over_kits`.

    Raises:
        DataError: the plan does not fit the vacancy, its role or the bank; or a file is already there and `force` is not set, which is
            found out for all of them before any is written.

    """
    from servicecomp.documents.booklets import booklets, check_plan  # noqa: PLC0415 - builders are loaded when used

    place = Path(folder)
    opening = load_vacancy(vacancy, folders=folders) if not isinstance(vacancy, Vacancy) else vacancy
    this = context_for(opening.role, None, organisation, opening, folders)
    given = None if plan is None else resolved(plan, InterviewPlan, load_plan)
    questions = this.bank(bank or (given.bank if given else None))
    if given is not None:
        check_plan(given, role=this.role, bank=questions, vacancy=opening)
    used = given or pick_plan(this, questions)
    about: dict[str, Any] = {"organisation": this.organisation, "vacancy": opening, "framework": this.framework}
    documents: list[tuple[str, Document]] = [
        ("job-description", job_description(this.role, **about)),
        ("candidate-pack", candidate_pack(this.role, plan=used, bank=questions, **about)),
        ("panel-summary", panel_summary(this.role, plan=used, bank=questions, **about)),
        ("review-rubric", review_rubric(this.role, **about)),
    ]
    candidates: Sequence[str | None] = opening.candidates or (None,)
    for number, candidate in enumerate(candidates, start=1):
        for stage, key in booklets(used, opening):
            kit = interview_kit(this.role, bank=questions, plan=used, candidate=candidate, interviewer=key, stage=stage, **about)
            which = stage if len(used.sessions) > 1 else ""
            parts = [_KIT, f"candidate-{number:02}" if candidate else "", which, key or ""]
            documents.append(("-".join(part for part in parts if part), kit))
    files = [(document, place / f"{stem}.{suffix}") for stem, document in documents for suffix in formats]
    if not force:
        refuse_existing(path for _, path in files)
    return tuple(write(document, path, templates=templates, force=force) for document, path in files)


def left_over_kits(files: Iterable[Name]) -> tuple[Path, ...]:
    """Return the interview kits that lie beside the `files` just written and are not among them, whatever their format.

    They are from an earlier run: of people or candidates who are no longer in the vacancy, or of another plan. Nothing is removed.
    """
    written = [Path(path) for path in files]
    stems = {(path.parent, path.stem) for path in written}
    return tuple(
        found
        for parent in sorted({path.parent for path in written})
        for found in sorted(parent.glob(f"{_KIT}*"))
        if found.suffix.lstrip(".") in get_args(Format) and (parent, found.stem) not in stems and _OURS.fullmatch(found.stem)
    )


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise one DataError that names every file which is already there, before any of them is written."""
    hint = "choose another folder, or add --force to write over it"
    problems = [
        Problem(path=str(path), code="already-there", message="the file is already there", hint=hint) for path in paths if path.exists()
    ]
    if problems:
        raise DataError(problems)
