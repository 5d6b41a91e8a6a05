"""The decision record: a form that people fill in and sign, on paper or as a file; none of its answers is ever filled in for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role
from servicecomp.documents.panel_summary import DEFAULT_PANEL
from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import DEFAULT_LANGUAGE, phrases_for
from servicecomp.documents.report_parts import plain
from servicecomp.errors import DataError, Problem
from servicecomp.models.debriefs import DecisionRecord
from servicecomp.models.provenance import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.models.assessments import Assessment
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Decision
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["decision_faults", "decision_form", "empty_decision"]

_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


def decision_form(
    candidate: str,
    *,
    plan: InterviewPlan,
    role: RoleProfile,
    framework: Framework,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    assessment: Assessment | None = None,
    decision: Decision | None = None,
) -> DecisionRecord:
    """Return the form for one candidate, empty, or with what people have written in `decision`.

    `assessment` prints what the formula gave; it is the record and fills in no answer.

    Raises:
        DataError: the decision or the assessment is about another candidate or another plan.

    """
    check_role(role, framework)
    problems = list(_strangers(candidate, plan, assessment))
    if decision is not None:
        problems += [
            Problem(where=f"decision.{field}", code=code, message=message, hint=hint)
            for field, code, message, hint in decision_faults(decision, plan, candidate)
        ]
    if problems:
        raise DataError(problems)
    say = phrases_for(framework.locale)
    names = {person.key: person.name for person in vacancy.panel} if vacancy else {}
    sitting = [names.get(key, key) for key in dict.fromkeys(key for session in plan.sessions for key in session.interviewers)]
    empty = [say.text("decision.place", number=number) for number in range(1, DEFAULT_PANEL + 1)]
    return DecisionRecord(
        title=say.text("decision.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        candidate=candidate,
        plan_hash=content_hash(plan),
        rule=say.line(f"summary.rule_{plan.rule}"),
        formula=tuple(filter(None, map(plain, assessment.sentences()))) if assessment else (),
        places=decision.decided_by if decision else tuple(sitting or list(names.values()) or empty),
        decision=decision,
        **common(say=say, framework=framework, role=role, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def empty_decision(candidate: str, plan: InterviewPlan) -> str:
    """Return the form as a YAML file to fill in; as it stands it is refused, because nothing has been decided in it."""
    # Why English: the field names are, and the file is for an editor and not for paper.
    say = phrases_for(DEFAULT_LANGUAGE)
    words = {name: say.text(f"decision.form_{name}") for name in ("head", "outcome", "reasons", "decided_by", "date", "told")}
    name = candidate.replace("'", "''")
    return (
        f"# {words['head']}\nformat: 1\ncandidate: '{name}'\nplan: '{content_hash(plan)}'\n"
        f"# {words['outcome']}\noutcome:\n# {words['reasons']}\nreasons:\n# {words['decided_by']}\ndecided_by:\n"
        f"# {words['date']}\ndate:\n# {words['told']}\ntold_by:\ntold_until:\n"
    )


def decision_faults(decision: Decision, plan: InterviewPlan, candidate: str | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Yield what does not fit about a decision: its field, a code, a message and what to do."""
    if candidate is not None and decision.candidate != candidate:
        yield "candidate", "other-candidate", f"the decision is about '{decision.candidate}', not about '{candidate}'", ""
    if decision.plan != content_hash(plan):
        hint = "use the plan that the interviews followed; it does not change once the first candidate was seen"
        yield "plan", "other-plan", "the decision belongs to another plan", hint
    days = {"date": decision.date, "told_until": decision.told_until}
    for field, day in days.items():
        if day is not None and not _is_day(day):
            yield field, "no-such-day", f"there is no day {day}", "write year-month-day, such as 2026-11-21"
    if decision.told_until is not None and decision.told_until < decision.date:
        yield "told_until", "before-the-decision", "the candidate is told before the decision", "write a day on or after it"


def _strangers(candidate: str, plan: InterviewPlan, assessment: Assessment | None) -> Iterator[Problem]:
    if assessment is not None and assessment.candidate != candidate:
        message = f"the assessment is about '{assessment.candidate}', not about '{candidate}'"
        yield Problem(where="assessment", code="other-candidate", message=message)
    if assessment is not None and assessment.plan != content_hash(plan):
        yield Problem(where="assessment", code="other-plan", message="the assessment belongs to another plan")


def _is_day(text: str) -> bool:
    """Whether a day written as year-month-day is in the calendar."""
    year, month, day = map(int, text.split("-"))
    if not year or not 1 <= month <= len(_MONTHS):
        return False
    leap = month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _MONTHS[month - 1] + leap
