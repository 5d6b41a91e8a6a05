"""Candidates: what they hear, how they are asked about it, their feedback, and what becomes of their records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from servicecomp.api.content import Name, context_for, load_organisation, load_vacancy, resolved
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.models.care import MESSAGE_STEPS, CareStandard, FeedbackTicks, MessageDetails

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import BaseModel

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.candidate_records import CandidateRecord
    from servicecomp.models.care import CandidateFeedback, CandidateMessages, CandidateSurvey, SurveyReading, TimingStandard
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.retention import RetentionPlan, RetentionRules
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Decision, Override, Scorecard
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

    M = TypeVar("M", bound=BaseModel)

__all__ = [
    "candidate_feedback",
    "candidate_messages",
    "candidate_record",
    "candidate_survey",
    "feedback_form",
    "retention_plan",
    "survey_reading",
    "timing_standard",
]


def candidate_messages(
    role: RoleProfile | Name,
    *,
    step: str | None = None,
    details: MessageDetails | Name | None = None,
    plan: InterviewPlan | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> CandidateMessages:
    """Return the messages that candidates get, all or the one of a `step`, filled from what is known.

    A message with a missing fact says so on top and is not `ready`. `details` (an object or a YAML file) hold what only the sender knows:
    the candidate's name, the day, the place, whom to ask.

    Raises:
        NotFoundError: there is no such step, role or file.
        DataError: a file holds problems.

    """
    from servicecomp.documents.candidate_messages import candidate_messages as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.loading.building import did_you_mean  # noqa: PLC0415 - as above

    wanted = next((known for known in MESSAGE_STEPS if known == step), None)
    if step is not None and wanted is None:
        message = f"there is no message for the step '{step}'; {did_you_mean(step, MESSAGE_STEPS)}"
        raise NotFoundError(message)
    this = context_for(role, framework, organisation, vacancy, folders)
    known = _read(details, MessageDetails)
    return build(
        this.role, framework=this.framework, step=wanted, details=known, plan=plan, organisation=this.organisation, vacancy=this.vacancy
    )


def timing_standard(
    role: RoleProfile | Name,
    *,
    standard: CareStandard | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> TimingStandard:
    """Return what candidates can count on by when, with who answers for it and room for what happened.

    `standard` (an object or a YAML file) is the organisation's own; the shipped one when left out.

    Raises:
        NotFoundError: there is no such role or file.
        DataError: a file holds problems.

    """
    from servicecomp.documents.timing_standard import timing_standard as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    used = _read(standard, CareStandard)
    return build(this.role, framework=this.framework, standard=used, organisation=this.organisation, vacancy=this.vacancy)


def candidate_survey(
    role: RoleProfile | Name,
    *,
    standard: CareStandard | Name | None = None,
    details: MessageDetails | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> CandidateSurvey:
    """Return the survey of how candidates were treated, without names, as it goes to them.

    `details` (an object or a YAML file) give the closing day, where it goes back to, and whom to ask for another format; what is not given
    is marked as missing. How HR reads the answers is a paper of its own: `survey_reading`.

    Raises:
        NotFoundError: there is no such role or file.
        DataError: a file holds problems.

    """
    from servicecomp.documents.candidate_survey import candidate_survey as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    used, known = _read(standard, CareStandard), _read(details, MessageDetails)
    return build(this.role, framework=this.framework, standard=used, details=known, organisation=this.organisation, vacancy=this.vacancy)


def survey_reading(
    role: RoleProfile | Name,
    *,
    standard: CareStandard | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> SurveyReading:
    """Return HR's page on how the answers to the survey are read; it is not sent to candidates.

    Raises:
        NotFoundError: there is no such role or file.
        DataError: a file holds problems.

    """
    from servicecomp.documents.candidate_survey import survey_reading as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    used = _read(standard, CareStandard)
    return build(this.role, framework=this.framework, standard=used, organisation=this.organisation, vacancy=this.vacancy)


def feedback_form(
    role: RoleProfile | Name,
    *,
    candidate: str | None = None,
    framework: Framework | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> str:
    """Return a YAML form with every line that can be ticked for a candidate: each competency at the role's level.

    Raises:
        NotFoundError: there is no such role.
        DataError: the framework lacks competencies that the role requires.

    """
    from servicecomp.documents.candidate_feedback import feedback_form_text  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, None, vacancy, folders)
    return feedback_form_text(this.role, framework=this.framework, candidate=candidate)


def candidate_feedback(
    candidate: str,
    *,
    ticks: FeedbackTicks | Name | Sequence[str],
    role: RoleProfile | Name | None = None,
    name: str | None = None,
    approved_by: str | None = None,
    approved_on: str | None = None,
    contact: str | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> CandidateFeedback:
    """Return feedback to one candidate: what a person wrote under each tick; the message is withheld until somebody approves it on a day.

    `ticks` are a filled-in form (an object or its file), or a list of full ids for a draft. The lines that were ticked stay with the person
    who approves. No scorecard goes in: no rating, nobody else. `role` is the form's own when left out; `name` is what the greeting says.

    Raises:
        NotFoundError: there is no such role or file.
        DataError: a tick names no line of the role, nothing is ticked, `approved_on` (year-month-day) is no day, or something stands
            against the approval: nothing written under a tick, too much to develop, no strength, no name, no contact.

    """
    from servicecomp.documents.candidate_feedback import candidate_feedback as build  # noqa: PLC0415 - builders are loaded when used

    lines = _read(ticks, FeedbackTicks) if isinstance(ticks, str | Path) else ticks
    wanted = role if role is not None or vacancy is None else _role_of(vacancy, folders)
    if wanted is None and isinstance(lines, FeedbackTicks):
        wanted = lines.role
    if wanted is None:
        hint = "pass role='contact-centre-agent', or the vacancy"
        raise DataError([Problem(code="no-role", where="role", message="feedback is held against a role, and none is named", hint=hint)])
    this = context_for(wanted, framework, organisation, vacancy, folders)
    return build(
        candidate,
        ticks=lines or (),
        role=this.role,
        framework=this.framework,
        name=name,
        approved_by=approved_by,
        approved_on=approved_on,
        contact=contact,
        organisation=this.organisation,
        vacancy=this.vacancy,
    )


def retention_plan(
    jurisdictions: Iterable[Name | RetentionRules],
    *,
    decided_on: str,
    organisation: Organisation | Name | None = None,
    claim_open: bool = False,
) -> RetentionPlan:
    """Return until when each kind of record is kept after a decision on `decided_on` (year-month-day), why, and who deletes it how.

    `jurisdictions` are ids such as `gb` or `us-ca`, or files with rules of one's own; wider places count with them. What a law asks for,
    usual practice and the organisation's own period stand side by side. The rules are dated and written from memory: the plan says so and
    is to be checked with an adviser.

    Raises:
        NotFoundError: there are no rules for a place.
        DataError: no place is named, a file holds problems, or `decided_on` is no day.

    """
    from servicecomp.documents.retention_plan import retention_plan as build  # noqa: PLC0415 - builders are loaded when used

    places = (jurisdictions,) if isinstance(jurisdictions, str) else tuple(jurisdictions)
    brand = load_organisation(organisation) if isinstance(organisation, str | Path) else organisation
    return build(places, decided_on=decided_on, organisation=brand, claim_open=claim_open)


def candidate_record(
    candidate: str,
    *,
    cards: Iterable[Scorecard],
    plan: InterviewPlan | None = None,
    decision: Decision | None = None,
    overrides: Iterable[Override] = (),
    held: Mapping[str, str] | None = None,
    names: Mapping[str, str | Sequence[str]] | Name | None = None,
    show_interviewers: bool = False,
    bank: QuestionBank | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    folders: Iterable[Name] = (),
) -> CandidateRecord:
    """Return everything held about one candidate, other people's names replaced; a person reads it before it goes out.

    Pass everybody's `cards`: the other candidates' keys are known from them. `names` gives names by key (a mapping, or a YAML file with
    `people`); `held` other papers, text by title. Interviewers stand as letters unless `show_interviewers` is set.

    Raises:
        NotFoundError: there is no such file.
        DataError: nothing is held about the candidate, the decision is about somebody else, or a file holds problems.

    """
    from servicecomp.api.content import catalogue_for  # noqa: PLC0415 - only a bank by name needs it
    from servicecomp.documents.candidate_record import candidate_record as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.models.banks import QuestionBank  # noqa: PLC0415 - models are loaded when used
    from servicecomp.models.candidate_records import KnownPeople  # noqa: PLC0415 - as above

    known: Mapping[str, str | Sequence[str]] | None
    if isinstance(names, str | Path):
        listed = _read(names, KnownPeople)
        known = {person.key: person.names for person in listed.people} if listed else None
    else:
        known = names
    return build(
        candidate,
        cards=cards,
        plan=plan,
        decision=decision,
        overrides=overrides,
        held=held,
        names=known,
        show_interviewers=show_interviewers,
        bank=resolved(bank, QuestionBank, catalogue_for(folders, bank).bank) if bank is not None else None,
        organisation=load_organisation(organisation) if isinstance(organisation, str | Path) else organisation,
        vacancy=load_vacancy(vacancy, folders=folders) if isinstance(vacancy, str | Path) else vacancy,
    )


def _role_of(vacancy: Vacancy | Name, folders: Iterable[Name]) -> RoleProfile:
    return (load_vacancy(vacancy, folders=folders) if isinstance(vacancy, str | Path) else vacancy).role


def _read(value: M | Name | None, model: type[M]) -> M | None:
    """Return an object as it is, or read the YAML file that a path names."""
    if value is None or isinstance(value, model):
        return value
    from servicecomp.loading.building import build  # noqa: PLC0415 - only readers need it
    from servicecomp.loading.sources import read_source  # noqa: PLC0415 - as above

    path = Path(str(value))
    if not path.is_file():
        message = f"there is no file '{value}'"
        raise NotFoundError(message)
    return build(model, read_source(path))
