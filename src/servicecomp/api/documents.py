"""Documents from content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.api.content import Name, context_for, pick_plan, resolved
from servicecomp.api.interviews import load_plan
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.documents import CandidatePack, IntakeSheet, JobDescription, PanelSummary, ReviewRubric
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.kits import InterviewKit
    from servicecomp.models.matches import Match
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.panels import PanelResult
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["candidate_pack", "intake_sheet", "interview_kit", "job_description", "panel_summary", "review_rubric"]


def job_description(
    role: RoleProfile | Name,
    *,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> JobDescription:
    """Return the job description of a role."""
    from servicecomp.documents.job_description import job_description as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    return build(this.role, framework=this.framework, organisation=this.organisation, vacancy=this.vacancy)


def interview_kit(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    minutes: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    rotation: int | None = None,
    candidate: str | None = None,
    interviewer: str | None = None,
    stage: str | None = None,
    folders: Iterable[Name] = (),
) -> InterviewKit:
    """Return the interview kit of a role.

    Without a `plan` the questions are picked by the simple rule of `servicecomp.interviews.picking`; `minutes` (60 when left out),
    `pinned`, `excluded` and `rotation` steer it and default to the vacancy's. With a plan of several interviews, `stage` names the one
    that the kit is for: the first that the interviewer sits in when left out, else the first. `interviewer`, a key or a name, makes it
    one person's booklet: they rate every question of their interview, and what somebody else reads out is shortened. `candidate` is
    printed on the cover.

    Raises:
        DataError: the plan was made with another bank or version of it, or it has no such stage or interviewer.

    """
    from servicecomp.documents.interview_kit import interview_kit as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    given = _given(plan)
    questions = this.bank(bank or (given.bank if given else None))
    chosen = given or pick_plan(this, questions, minutes=minutes, pinned=pinned, excluded=excluded, rotation=rotation)
    return build(
        this.role,
        framework=this.framework,
        bank=questions,
        plan=chosen,
        organisation=this.organisation,
        vacancy=this.vacancy,
        candidate=candidate,
        interviewer=interviewer,
        stage=stage,
    )


def candidate_pack(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    minutes: int | None = None,
    folders: Iterable[Name] = (),
) -> CandidatePack:
    """Return what a candidate is told before the interview; what it says about the questions is counted in the plan."""
    from servicecomp.documents.candidate_pack import candidate_pack as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    given = _given(plan)
    questions = this.bank(bank or (given.bank if given else None))
    chosen = given or pick_plan(this, questions, minutes=minutes)
    return build(this.role, framework=this.framework, plan=chosen, bank=questions, organisation=this.organisation, vacancy=this.vacancy)


def panel_summary(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    minutes: int | None = None,
    folders: Iterable[Name] = (),
) -> PanelSummary:
    """Return the form on which a panel brings its ratings together."""
    from servicecomp.documents.panel_summary import panel_summary as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    chosen = _given(plan) or pick_plan(this, this.bank(bank), minutes=minutes)
    return build(this.role, framework=this.framework, plan=chosen, organisation=this.organisation, vacancy=this.vacancy)


def review_rubric(
    role: RoleProfile | Name,
    *,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> ReviewRubric:
    """Return the performance-review rubric of a role."""
    from servicecomp.documents.review_rubric import review_rubric as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    return build(this.role, framework=this.framework, organisation=this.organisation, vacancy=this.vacancy)


def intake_sheet(
    role: RoleProfile | Name,
    *,
    framework: Framework | Name | None = None,
    match: Match | None = None,
    panel: PanelResult | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> IntakeSheet:
    """Return the sheet on which a hiring manager and job holders confirm the criteria before any question is chosen.

    `panel` is an expert panel's result, printed beside the draft.
    """
    from servicecomp.documents.intake_sheet import intake_sheet as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    return build(this.role, framework=this.framework, match=match, panel=panel, organisation=this.organisation, vacancy=this.vacancy)


def _given(plan: InterviewPlan | Name | None) -> InterviewPlan | None:
    return None if plan is None else resolved(plan, InterviewPlan, load_plan)
