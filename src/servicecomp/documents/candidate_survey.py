"""What candidates are asked about how they were treated, and how HR reads the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.timing_standard import default_standard
from servicecomp.models.care import CandidateSurvey

if TYPE_CHECKING:
    from servicecomp.models.care import CareStandard
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["candidate_survey"]


def candidate_survey(
    role: RoleProfile,
    *,
    framework: Framework,
    standard: CareStandard | None = None,
    reading: bool = True,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidateSurvey:
    """Return the survey; with `reading` a page for HR follows that is not sent out.

    The fewest answers that are shown together come from the standard, never below five.
    """
    say = phrases_for(framework.locale)
    minimum = (standard or default_standard()).survey_minimum
    title = job_title(role, vacancy)
    return CandidateSurvey(
        title=say.text("survey.title", role=title),
        role_title=title,
        welcome=say.lines("survey.welcome_lines", role=title, minimum=minimum),
        steps=say.lines("survey.step_lines"),
        scale=say.lines("survey.scale_lines"),
        items=say.lines("survey.item_lines"),
        questions=say.lines("survey.question_lines"),
        minimum=minimum,
        reading=say.lines("survey.reading_lines", minimum=minimum) if reading else (),
        # Why no draft notice: it asks how people were treated, and no criterion stands on it.
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )
