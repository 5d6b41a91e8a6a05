"""The form on which a panel brings its ratings together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role
from servicecomp.documents.parts import common, grid, job_title, off_scale, rating_scale
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.documents import PanelSummary

if TYPE_CHECKING:
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
    names = {person.key: person.name for person in vacancy.panel} if vacancy else {}
    sitting = dict.fromkeys(key for session in plan.sessions for key in session.interviewers)
    interviewers = [names.get(key, key) for key in sitting] or list(names.values())
    places = [say.text("summary.interviewer", number=number) for number in range(1, DEFAULT_PANEL + 1)]
    return PanelSummary(
        title=say.text("summary.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        rule=say.line(f"summary.rule_{plan.rule}"),
        instructions=say.lines("summary.instruction_lines"),
        interviewers=tuple(interviewers or places),
        scale=rating_scale(framework),
        off_scale=off_scale(say),
        grid=grid(role, framework, plan.sessions[0]),
        decision=say.lines("summary.decision_lines"),
        **common(say=say, framework=framework, role=role, plan=plan, organisation=organisation, vacancy=vacancy),
    )
