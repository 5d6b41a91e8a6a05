"""The sheet that each expert fills in alone: tasks, what they need, and which competencies are essential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.parts import common, competency_name, definition, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.interviews.expert_panel import questions_hash
from servicecomp.models.lines import Line
from servicecomp.models.panels import CRITICALITY_POINTS, FREQUENCY_POINTS, ExpertPanelSheet, ScaleLine, SheetCompetency

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["expert_panel_sheet"]

_HIGHEST_LINK = 2


def expert_panel_sheet(
    role: RoleProfile,
    *,
    framework: Framework,
    expert: str | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> ExpertPanelSheet:
    """Return the sheet; it shows no weight and no drafted level, so that the answers are the expert's own.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    competencies = [present(framework.competency(entry.competency)) for entry in role.requirements]
    return ExpertPanelSheet(
        title=say.text("panel.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        expert=expert,
        questions=questions_hash(role),
        instructions=say.lines("panel.instruction_lines"),
        frequency=_scale(say, "frequency", 0, FREQUENCY_POINTS),
        criticality=_scale(say, "criticality", 1, CRITICALITY_POINTS),
        linkage=_scale(say, "linkage", 0, _HIGHEST_LINK),
        levels=tuple(
            ScaleLine(
                number=step.level,
                name=Line(text=step.name, source=f"{framework.id}/proficiency-scale/{step.level}/name"),
                meaning=Line(
                    text=say.text("panel.level_line", name=step.name, summary=step.summary),
                    source=f"{framework.id}/proficiency-scale/{step.level}",
                ),
            )
            for step in framework.proficiency_scale.steps
        ),
        tasks=tuple(Line(text=task.text, source=f"role/{role.id}/tasks/{task.id}") for task in role.tasks),
        competencies=tuple(
            SheetCompetency(competency=entry.id, number=number, name=competency_name(entry), definition=definition(entry))
            for number, entry in enumerate(competencies, 1)
        ),
        # Why no draft notice: this is the paper on which the criteria are examined, before anybody confirms them.
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )


def _scale(say: Phrases, name: str, least: int, most: int) -> tuple[ScaleLine, ...]:
    return tuple(ScaleLine(number=number, meaning=say.line(f"panel.{name}_{number}")) for number in range(least, most + 1))
