"""The job description: at most two pages, in applicants' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.parts import behaviours_at, common, fact, hard_parts, job_facts, job_title, level_summary, measures
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.documents import JobDescription
from servicecomp.models.lines import Line, RichLine

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Competency, Framework
    from servicecomp.models.lines import CompetencyBehaviours, Fact
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import Requirement, RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["BEHAVIOURS_AT_LEAST", "BEHAVIOURS_IN_ALL", "BEHAVIOURS_SHOWN", "MEASURES_SHOWN", "job_description"]

BEHAVIOURS_SHOWN = 3
"""Most behaviours of one competency on a job description; always the first at the role's level, in the framework's order."""

BEHAVIOURS_AT_LEAST = 2
"""Behaviours that every competency gets, as far as the framework has them."""

BEHAVIOURS_IN_ALL = 16
"""How many there are in all while more than two are given: the third goes to the heaviest competencies until this many are reached."""

MEASURES_SHOWN = 4
"""Outcomes on a job description."""


def job_description(
    role: RoleProfile, *, framework: Framework, organisation: Organisation | None = None, vacancy: Vacancy | None = None
) -> JobDescription:
    """Return the job description of a role; facts that nobody gave are marked as missing.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    shown = _how_many(role)
    behaviours: list[CompetencyBehaviours] = []
    needed: list[Line] = []
    learnt: list[Line] = []
    for requirement in role.requirements:
        competency = present(framework.competency(requirement.competency))
        at_most = shown[requirement.competency]
        behaviours.append(behaviours_at(requirement, competency, framework, organisation, role_id=role.id, at_most=at_most))
        (needed if requirement.needed_at_entry else learnt).append(_needed(say, requirement, competency))
    return JobDescription(
        title=say.text("jd.title", role=title),
        purpose=Line(text=role.purpose, source=f"role/{role.id}/purpose"),
        line_of_sight=Line(text=role.line_of_sight, source=f"role/{role.id}/line_of_sight"),
        about=RichLine(text=organisation.about, source=f"organisation/{organisation.id}/about")
        if organisation and organisation.about
        else None,
        promise=_own(organisation, "service_promise"),
        proposition=_own(organisation, "employer_value_proposition"),
        tasks=tuple(Line(text=task.text, source=f"role/{role.id}/tasks/{task.id}") for task in role.tasks),
        behaviours=tuple(behaviours),
        needed_first_day=tuple(needed),
        learnt_here=tuple(learnt),
        other_requirements=tuple(
            Line(text=entry.text, source=f"role/{role.id}/requirements_other/{entry.id}") for entry in role.requirements_other
        ),
        success=tuple(
            Line(text=say.text("common.measure", name=measure.name, definition=measure.definition), source=source)
            for measure, source in measures(role, framework, at_most=MEASURES_SHOWN)
        ),
        hard_parts=hard_parts(role),
        assessment=_assessment(say, role, behaviours, vacancy),
        facts=job_facts(say, organisation, vacancy),
        adjustments=adjustments(say, organisation),
        equality=fact(
            say, "equality", organisation.equality_statement if organisation else None, _source(organisation, "equality_statement")
        ),
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy),
    )


def adjustments(say: Phrases, organisation: Organisation | None) -> Fact:
    """Return whom to ask for adjustments, with the assurance that asking does no harm."""
    contact = organisation.adjustments_contact if organisation else None
    value = say.text("facts.adjustments_contact", contact=contact.rstrip(" .")) if contact and contact.rstrip(" .") else contact
    return fact(say, "adjustments", value, _source(organisation, "adjustments_contact"))


def _how_many(role: RoleProfile) -> dict[str, int]:
    """Return how many behaviours each competency shows, so that the page count does not grow with the number of competencies."""
    spare = BEHAVIOURS_IN_ALL - BEHAVIOURS_AT_LEAST * len(role.requirements)
    heaviest = sorted(role.requirements, key=lambda entry: -entry.weight)[: max(spare, 0)]
    most = {entry.competency for entry in heaviest}
    return {entry.competency: BEHAVIOURS_SHOWN if entry.competency in most else BEHAVIOURS_AT_LEAST for entry in role.requirements}


def _needed(say: Phrases, requirement: Requirement, competency: Competency) -> Line:
    summary = level_summary(requirement, competency)
    return Line(text=say.text("jd.needed_line", name=competency.name, summary=summary.text), source=summary.source)


def _assessment(say: Phrases, role: RoleProfile, behaviours: list[CompetencyBehaviours], vacancy: Vacancy | None) -> tuple[Line, ...]:
    first = say.line("jd.assess_interview", minutes=vacancy.minutes) if vacancy else say.line("jd.assess_interview_untimed")
    # Why semicolons: names of competencies hold commas and "and".
    names = "; ".join(entry.name.text for entry in behaviours)
    other = [say.line("jd.assess_other")] if role.requirements_other else []
    return first, say.line("jd.assess_on", names=names), *other, say.line("jd.assess_examples"), say.line("jd.assess_before")


def _own(organisation: Organisation | None, field: str) -> Line | None:
    text = getattr(organisation, field) if organisation else None
    return Line(text=text, source=_source(organisation, field)) if text else None


def _source(organisation: Organisation | None, field: str) -> str:
    return f"organisation/{organisation.id}/{field}" if organisation else ""
