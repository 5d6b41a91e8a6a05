"""The performance review: behaviour, with the conditions first and the outcomes beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.parts import common, competency_name, definition, job_title, level_name, measures, value_lines
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.documents import OutcomeRow, ReviewCompetency, ReviewRubric
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Competency, Framework, Indicator
    from servicecomp.models.lines import ValueLine
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import Requirement, RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["MEASURES_READ", "review_rubric"]

MEASURES_READ = 6
"""Outcomes beside a review; more than that nobody reads."""


def review_rubric(
    role: RoleProfile, *, framework: Framework, organisation: Organisation | None = None, vacancy: Vacancy | None = None
) -> ReviewRubric:
    """Return the review rubric: below are the contra-indicators of the role's level, above the indicators of the next declared level.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    competencies = []
    for requirement in role.requirements:
        competency = present(framework.competency(requirement.competency))
        competencies.append(_review(say, requirement, competency, framework, value_lines(organisation, competency.id, role.id)))
    return ReviewRubric(
        title=say.text("rubric.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        instructions=say.lines("rubric.instruction_lines"),
        competencies=tuple(competencies),
        enablement=say.lines("rubric.enablement_lines"),
        outcomes=tuple(
            OutcomeRow(
                name=Line(text=measure.name, source=f"{source}/name"),
                definition=Line(text=measure.definition, source=source),
                minimum_sample=measure.minimum_sample,
                guard=Line(text=measure.guard, source=f"{source}/guard"),
            )
            for measure, source in measures(role, framework, at_most=MEASURES_READ)
        ),
        outcome_note=say.line("rubric.outcome_note"),
        closing=say.lines("rubric.closing_lines"),
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy),
    )


def _review(
    say: Phrases, requirement: Requirement, competency: Competency, framework: Framework, values: tuple[ValueLine, ...]
) -> ReviewCompetency:
    level = present(competency.at(requirement.level))
    above = next((entry for entry in competency.levels if entry.level > requirement.level), None)
    return ReviewCompetency(
        competency=competency.id,
        name=competency_name(competency),
        definition=definition(competency),
        level=requirement.level,
        level_name=level_name(framework, requirement.level),
        below=_lines(competency, level.level, level.contra_indicators) or (say.line("rubric.nothing_below"),),
        at=_lines(competency, level.level, level.indicators),
        above=_lines(competency, above.level, above.indicators) if above else (say.line("rubric.highest"),),
        values=values,
    )


def _lines(competency: Competency, level: int, indicators: tuple[Indicator, ...]) -> tuple[Line, ...]:
    return tuple(Line(text=entry.text, source=competency.source(level, entry.id)) for entry in indicators)
