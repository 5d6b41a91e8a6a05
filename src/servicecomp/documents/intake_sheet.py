"""The intake sheet: what a hiring manager and job holders confirm before any question is chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.panel_reading import check_panel, panel_reading
from servicecomp.documents.parts import common, criteria_at, grid, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.documents import IntakeSheet, IntakeTask
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import Match
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.panels import PanelResult
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["QUOTES_SHOWN", "intake_sheet"]

QUOTES_SHOWN = 3
"""Quotes of the advertisement for each competency: the heaviest, in the order of the text."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff\s]+")


def intake_sheet(
    role: RoleProfile,
    *,
    framework: Framework,
    match: Match | None = None,
    panel: PanelResult | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> IntakeSheet:
    """Return the sheet, filled in from the role and, when there are any, with the words of the advertisement that it rests on.

    `panel` is what an expert panel says about the role; it is printed beside the draft and changes nothing in it.

    Raises:
        DataError: the role requires something that the framework does not describe, or the panel was about other tasks or competencies.

    """
    check_role(role, framework)
    if panel is not None:
        check_panel(panel, role)
    say = phrases_for(framework.locale)
    criteria = []
    for requirement in role.requirements:
        competency = present(framework.competency(requirement.competency))
        criteria.append(criteria_at(requirement, competency, framework, organisation, role_id=role.id))
    return IntakeSheet(
        title=say.text("intake.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        instructions=say.lines("intake.instruction_lines"),
        criteria=tuple(criteria),
        grid=grid(role, framework),
        tasks=tuple(
            IntakeTask(task=Line(text=task.text, source=f"role/{role.id}/tasks/{task.id}"), criticality=task.criticality)
            for task in role.tasks
        ),
        evidence=_evidence(say, match) if match else (),
        panel=panel_reading(panel, role=role, framework=framework) if panel else None,
        confirmation=say.line("intake.confirmation_statement"),
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy),
    )


def _evidence(say: Phrases, match: Match) -> tuple[Line, ...]:
    lines = []
    for competency in match.found:
        hits: dict[str, tuple[int, int, str]] = {}
        for entry in match.evidence:
            quote = _UNPRINTABLE.sub(" ", entry.quote).strip()
            if entry.competency == competency and quote:
                hits.setdefault(quote.casefold(), (-entry.weight, entry.start, entry.cue))
        quotes = {(-entry.weight, entry.start, entry.cue): _UNPRINTABLE.sub(" ", entry.quote).strip() for entry in match.evidence}
        for hit in sorted(sorted(hits.values())[:QUOTES_SHOWN], key=lambda hit: hit[1]):
            text = say.text("intake.evidence_line", quote=quotes[hit], name=match.names.get(competency, competency))
            lines.append(Line(text=text, source=hit[2]))
    return tuple(lines)
