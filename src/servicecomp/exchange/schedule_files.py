"""A schedule's file checked by itself, or held against its plan and vacancy where both are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.exchange.schedule_checks import schedule_faults
from servicecomp.models.provenance import content_hash
from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servicecomp.errors import Problem
    from servicecomp.loading.sources import Source
    from servicecomp.models.schedules import Schedule

__all__ = ["schedule_problems"]

_NEED_A_PLAN = {"overlap", "short-break"}
"""What only the length of the interviews and their panels can show."""


def schedule_problems(
    schedule: Schedule, source: Source, *, plans: Sequence[InterviewPlan], vacancies: Sequence[Vacancy]
) -> Iterator[Problem]:
    """Yield what is wrong with a schedule, each with its line.

    Its vacancy is the one of `vacancies` that it names; its plan the one of `plans` that the vacancy was frozen with, else the only one for
    the vacancy's role. Where either is not there, all is checked that can be seen without.
    """
    vacancy = next((entry for entry in vacancies if entry.id == schedule.vacancy), None)
    plan = _plan_of(vacancy, plans) if vacancy is not None else None
    if vacancy is not None and plan is not None:
        faults = list(schedule_faults(schedule, plan, vacancy))
    else:
        faults = [fault for fault in schedule_faults(schedule, *_stand_ins(schedule)) if fault.code not in _NEED_A_PLAN]
    for fault in faults:
        yield source.problem(fault.location, code=fault.code, message=fault.message, hint=fault.hint)


def _plan_of(vacancy: Vacancy, plans: Sequence[InterviewPlan]) -> InterviewPlan | None:
    fitting = [plan for plan in plans if plan.role == vacancy.role.id]
    if vacancy.plan_sha256 is not None:
        fitting = [plan for plan in fitting if content_hash(plan) == vacancy.plan_sha256]
    return fitting[0] if len(fitting) == 1 else None


def _stand_ins(schedule: Schedule) -> tuple[InterviewPlan, Vacancy]:
    """Return a plan and a vacancy that agree with whatever names the schedule uses.

    Why: what can be said without them is then said by the same code and in the same words.
    """
    stages = dict.fromkeys(session.stage for session in schedule.sessions)
    sessions = tuple(PlannedSession(stage=stage, minutes=15, questions=()) for stage in stages)
    vacancy = Vacancy.model_construct(id=schedule.vacancy, panel=(), candidates=())
    return InterviewPlan(role="any", sessions=sessions), vacancy
