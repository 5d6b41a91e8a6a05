"""The form on which a panel brings its ratings together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.coverage import coverage_of, not_asked, people_in, people_of
from servicecomp.documents.fitting import check_role
from servicecomp.documents.parts import common, grid, job_title, off_scale, rating_scale
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.documents import PanelRow, PanelSummary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["DEFAULT_PANEL", "panel_summary"]

DEFAULT_PANEL = 3
"""Places for interviewers when nobody has been named; panels of two to four are usual."""


def panel_summary(
    role: RoleProfile,
    *,
    framework: Framework,
    plan: InterviewPlan,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> PanelSummary:
    """Return the form; the decision on it is people's and stays empty.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    people = people_of(plan, vacancy)
    coverage = coverage_of(say, plan, role, framework, vacancy)
    places = [say.text("summary.interviewer", number=number) for number in range(1, DEFAULT_PANEL + 1)]
    return PanelSummary(
        title=say.text("summary.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        rule=say.line(f"summary.rule_{plan.rule}"),
        instructions=say.lines("summary.instruction_lines"),
        interviewers=tuple(name for _, name in people) or tuple(places),
        scale=rating_scale(framework),
        off_scale=off_scale(say),
        grid=tuple(_rows(role, framework, plan, vacancy)),
        coverage=coverage,
        not_asked=not_asked(say, coverage, role),
        decision=say.lines("summary.decision_lines"),
        **common(say=say, framework=framework, role=role, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _rows(role: RoleProfile, framework: Framework, plan: InterviewPlan, vacancy: Vacancy | None) -> Iterator[PanelRow]:
    """Yield a row for each requirement, with who rates it in whichever interview."""
    asked = tuple(key for session in plan.sessions for key in session.questions)
    whole = plan.sessions[0].model_copy(update={"questions": asked})
    rating = {
        (key.split("/")[0], person) for session in plan.sessions for person, _ in people_in(session, vacancy) for key in session.questions
    }
    people = [key for key, _ in people_of(plan, vacancy)]
    for row in grid(role, framework, whole):
        rated_by = [(row.competency, person) in rating for person in people] or [bool(row.questions)] * DEFAULT_PANEL
        # Why not a dump: the parts are models already and need no second validation.
        yield PanelRow(**dict(row), rated_by=tuple(rated_by))
