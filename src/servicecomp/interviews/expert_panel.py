"""From the sheets of an expert panel to figures and suggestions: exact arithmetic, and no expert counts more than another.

Lawshe's content validity ratio is (n_e - N/2) / (N/2), with n_e of N experts who say essential (Lawshe 1975, Personnel Psychology 28,
563-575). How its table of critical values was worked out was never reported; the number that is beyond chance is worked out here from
the binomial distribution, as Ayre and Scally do (2014, Measurement and Evaluation in Counseling and Development 47, 79-86): the fewest
n_e that N tossed coins would reach with a probability below .05, one-sided. Below five experts no number reaches it, and no test is
claimed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from servicecomp.errors import DataError, Problem
from servicecomp.interviews.agreement import r_wg
from servicecomp.models.panels import (
    CRITICALITY_POINTS,
    FREQUENCY_POINTS,
    LevelCount,
    LinkResult,
    PanelAnswers,
    PanelResult,
    RequirementResult,
    TaskResult,
)
from servicecomp.models.scales import ProficiencyLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.panels import CompetencyAnswer, Suggestion, TaskAnswer
    from servicecomp.models.roles import RoleProfile

__all__ = [
    "FEWEST_EXPERTS",
    "LINKED_FROM",
    "answer_problems",
    "content_validity_ratio",
    "essential_needed",
    "panel_result",
    "questions_hash",
]

FEWEST_EXPERTS = 5
"""Experts from which a test is claimed: with four, even all four together are not beyond chance (1/16)."""

LINKED_FROM = Fraction(3, 2)
"""Mean linkage from which a task counts as needing a competency: nearer to essential than to helpful (our choice)."""

_CHANCE = Fraction(1, 20)
_ESSENTIAL = 2


def questions_hash(role: RoleProfile) -> str:
    """Return the SHA-256 of what experts are asked about: the tasks with their words, and the competencies."""
    asked = [[[task.id, task.text] for task in role.tasks], [entry.competency for entry in role.requirements]]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def content_validity_ratio(essential: int, experts: int) -> Fraction:
    """Return Lawshe's ratio (n_e - N/2) / (N/2), exact, from -1 to 1.

    >>> content_validity_ratio(9, 10), content_validity_ratio(7, 8)
    (Fraction(4, 5), Fraction(3, 4))

    Raises ValueError when there is no expert, or more say essential than there are.
    """
    if experts < 1 or not 0 <= essential <= experts:
        message = f"{essential} of {experts} experts is no count"
        raise ValueError(message)
    return Fraction(2 * essential - experts, experts)


def essential_needed(experts: int) -> int | None:
    """Return the fewest who must say essential to be beyond chance: one-sided p < .05 under p = .5; None where no number is.

    >>> [essential_needed(number) for number in (4, 5, 8, 10, 40)]
    [None, 5, 7, 9, 26]

    """
    if experts < 1:
        return None
    tail, fewest = 0, None
    for count in range(experts, -1, -1):
        tail += math.comb(experts, count)
        if Fraction(tail, 1 << experts) >= _CHANCE:
            break
        fewest = count
    return fewest


def answer_problems(answers: PanelAnswers, role: RoleProfile, *, top: int | None = None) -> Iterator[Problem]:
    """Yield what on a sheet does not fit the role: another role, other words, an unknown task or competency, a level off the scale."""
    where = f"sheet of '{answers.expert}'"
    if answers.role != role.id:
        yield Problem(where=where, code="other-role", message=f"the sheet is about '{answers.role}', not '{role.id}'")
        return
    if answers.questions != questions_hash(role):
        hint = "hand out new sheets; answers about other words cannot be counted together"
        yield Problem(where=where, code="other-questions", message="the role's tasks or competencies have changed since", hint=hint)
        return
    tasks, known = {task.id for task in role.tasks}, {entry.competency for entry in role.requirements}
    named = [(entry.task, None) for entry in answers.tasks] + [(entry.task, entry.competency) for entry in answers.links]
    for task, competency in [*named, *((None, entry.competency) for entry in answers.competencies)]:
        if task is not None and task not in tasks:
            yield Problem(where=where, code="unknown-task", message=f"the role has no task '{task}'")
        if competency is not None and competency not in known:
            yield Problem(where=where, code="unknown-competency", message=f"the role does not require '{competency}'")
    for entry in answers.competencies:
        if top is not None and entry.level is not None and entry.level > top:
            message = f"level {entry.level} of '{entry.competency}' is off the scale, which ends at {top}"
            yield Problem(where=where, code="off-the-scale", message=message, hint=f"use 1 to {top}")


def panel_result(answers: Iterable[PanelAnswers], *, role: RoleProfile, framework: Framework) -> PanelResult:
    """Return what the sheets of a panel come to; the order in which they come changes nothing.

    Raises:
        DataError: a sheet does not fit the role, or an expert handed in two.

    """
    sheets = tuple(answers)
    top = len(framework.proficiency_scale.steps)
    problems = [problem for sheet in sheets for problem in answer_problems(sheet, role, top=top)]
    for expert, number in sorted(Counter(sheet.expert for sheet in sheets).items()):
        if number > 1:
            message = f"the expert handed in {number} sheets"
            problems.append(Problem(where=f"sheet of '{expert}'", code="sheet-twice", message=message, hint="keep one of them"))
    if problems:
        raise DataError(dict.fromkeys(problems))
    given = [sheet for sheet in sheets if sheet.answered]
    tasks = tuple(_task(task.id, task.text, given, [entry.competency for entry in role.requirements]) for task in role.tasks)
    return PanelResult(
        role=role.id,
        questions=questions_hash(role),
        experts=len(given),
        doing=sum(sheet.capacity == "does-the-job" for sheet in given),
        leading=sum(sheet.capacity == "leads-the-job" for sheet in given),
        months_in_job=tuple(sorted(sheet.months_in_job for sheet in given if sheet.months_in_job is not None)),
        sites=tuple(sorted({sheet.site for sheet in given if sheet.site is not None})),
        answered_on=tuple(sorted({sheet.answered_on for sheet in given if sheet.answered_on is not None})),
        silent=tuple(sorted(sheet.expert for sheet in sheets if not sheet.answered)),
        tasks=tasks,
        requirements=tuple(_requirement(entry.competency, given, tasks, top) for entry in role.requirements),
    )


def _task(task: str, text: str, sheets: Sequence[PanelAnswers], competencies: Sequence[str]) -> TaskResult:
    said: list[TaskAnswer] = [entry for sheet in sheets for entry in sheet.tasks if entry.task == task]
    often = [entry.frequency for entry in said if entry.frequency]
    harm = [entry.criticality for entry in said if entry.criticality is not None]
    links = []
    for competency in competencies:
        values = [entry.link for sheet in sheets for entry in sheet.links if (entry.task, entry.competency) == (task, competency)]
        if values:
            essential = values.count(_ESSENTIAL)
            mean = Fraction(sum(values), len(values))
            links.append(LinkResult(competency=competency, experts=len(values), essential=essential, mean=mean))
    return TaskResult(
        task=task,
        text=text,
        not_done=sum(entry.frequency == 0 for entry in said),
        frequency=_mean(often),
        frequency_experts=len(often),
        frequency_agreement=_agreement(often, FREQUENCY_POINTS),
        criticality=_mean(harm),
        criticality_experts=len(harm),
        criticality_agreement=_agreement(harm, CRITICALITY_POINTS),
        links=tuple(links),
    )


def _requirement(competency: str, sheets: Sequence[PanelAnswers], tasks: Sequence[TaskResult], top: int) -> RequirementResult:
    said: list[CompetencyAnswer] = [entry for sheet in sheets for entry in sheet.competencies if entry.competency == competency]
    votes = Counter(entry.necessity for entry in said if entry.necessity is not None)
    days = [entry.first_day for entry in said if entry.first_day is not None]
    levels = Counter(int(entry.level) for entry in said if entry.level is not None)
    named = sorted(levels.elements())
    experts, essential = votes.total(), votes["essential"]
    needed = essential_needed(experts) if experts >= FEWEST_EXPERTS else None
    links = [(task.task, link) for task in tasks for link in task.links if link.competency == competency]
    essential_for = tuple(task for task, link in links if link.mean >= LINKED_FROM)
    return RequirementResult(
        competency=competency,
        experts=experts,
        essential=essential,
        useful=votes["useful"],
        not_necessary=votes["not-necessary"],
        ratio=content_validity_ratio(essential, experts) if experts else None,
        needed=needed,
        critical_ratio=content_validity_ratio(needed, experts) if needed is not None else None,
        first_day=sum(days),
        first_day_experts=len(days),
        levels=tuple(LevelCount(level=ProficiencyLevel(level), experts=levels[level]) for level in sorted(levels)),
        level_agreement=_agreement(named, top) if top > 1 else None,
        essential_for=essential_for,
        linked=bool(links),
        suggestion=_suggestion(essential, experts, needed, linked=bool(links), tasks=len(essential_for)),
        entry=_entry(sum(days), len(days)),
        level=next((ProficiencyLevel(level) for level, count in levels.items() if _most(count, len(named))), None),
    )


def _suggestion(essential: int, experts: int, needed: int | None, *, linked: bool, tasks: int) -> Suggestion | None:
    """Return what the answers point to; `discuss` where they are within chance, or the two questions contradict each other.

    Dropping mirrors keeping: so few say essential that as few would by chance in less than one case in twenty.
    """
    if needed is None:
        return None
    if essential >= needed:
        return "discuss" if linked and not tasks else "keep"
    if essential <= experts - needed:
        return "discuss" if tasks else "drop"
    return "discuss"


def _entry(yes: int, experts: int) -> Literal["first-day", "learnt"] | None:
    if experts < FEWEST_EXPERTS or 2 * yes == experts:
        return None
    return "first-day" if 2 * yes > experts else "learnt"


def _most(count: int, experts: int) -> bool:
    return experts >= FEWEST_EXPERTS and 2 * count > experts


def _mean(values: Sequence[int]) -> Fraction | None:
    return Fraction(sum(values), len(values)) if values else None


def _agreement(values: Sequence[int], points: int) -> float | None:
    """Return r_wg of a panel about one question; from fewer than five experts it says too little."""
    return r_wg(values, points).value if len(values) >= FEWEST_EXPERTS else None
