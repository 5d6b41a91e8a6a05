"""Which booklets a plan needs, whose they are, and whether plan, bank, role and vacancy belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from servicecomp.documents.coverage import people_in, people_of
from servicecomp.errors import DataError, Problem
from servicecomp.models.provenance import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = ["Booklet", "booklets", "check_bank", "check_plan", "seat_of", "session_of"]


class Booklet(NamedTuple):
    """One person's booklet for one interview."""

    stage: str
    """Which interview."""
    interviewer: str | None
    """Whose, by key; nothing where nobody is named."""


def booklets(plan: InterviewPlan, vacancy: Vacancy | None = None) -> tuple[Booklet, ...]:
    """Return one booklet for each interview and each person who sits in it."""
    return tuple(
        Booklet(session.stage, key)
        for session in plan.sessions
        for key in ([key for key, _ in people_in(session, vacancy)] or [None])  # type: ignore[list-item]
    )


def session_of(plan: InterviewPlan, *, stage: str | None = None, interviewer: str | None = None) -> PlannedSession:
    """Return the session of a stage, else the first that the interviewer sits in, else the first."""
    for session in plan.sessions:
        if session.stage == stage or (stage is None and interviewer in session.interviewers):
            return session
    return plan.sessions[0]


def seat_of(plan: InterviewPlan, vacancy: Vacancy | None, *, stage: str | None, interviewer: str | None) -> str | None:
    """Return the key of the person whose booklet it is; nothing where the plan names nobody or nobody is meant.

    Raises:
        DataError: there is no such stage, the person sits in none or not in that one, or two people of the panel have the name given.

    """
    sessions = [session for session in plan.sessions if stage in {None, session.stage}]
    if not sessions:
        stages = ", ".join(session.stage for session in plan.sessions)
        raise DataError([_problem("unknown-stage", f"the plan has no stage '{stage}'", f"use one of: {stages}")])
    if interviewer is None:
        return None
    keys = [key for key, name in people_of(plan, vacancy) if interviewer == key]
    keys = keys or [key for key, name in people_of(plan, vacancy) if interviewer == name]
    if len(keys) > 1:
        raise DataError(
            [_problem("ambiguous-name", f"{len(keys)} people of the panel are called '{interviewer}'", f"use {' or '.join(keys)}")]
        )
    if not any(session.interviewers for session in sessions):
        return keys[0] if keys else None
    sitting = dict.fromkeys(key for session in sessions for key in session.interviewers)
    if not keys or keys[0] not in sitting:
        where = f"in '{stage}'" if stage else "in any interview of the plan"
        raise DataError([_problem("not-on-the-panel", f"'{interviewer}' does not sit {where}", f"use one of: {', '.join(sitting)}")])
    return keys[0]


def check_bank(plan: InterviewPlan, bank: QuestionBank) -> None:
    """Raise a DataError if the plan was made with another bank, or with another version of it."""
    problems = list(_bank_problems(plan, bank))
    if problems:
        raise DataError(problems)


def check_plan(plan: InterviewPlan, *, role: RoleProfile, bank: QuestionBank | None = None, vacancy: Vacancy | None = None) -> None:
    """Raise one DataError that names everything in which the plan does not fit the role, the bank and the vacancy.

    Those are another role, other weights or minimums, another bank or version of it, a plan other than the one that the vacancy was
    frozen with, interviewers who are not on its panel, and questions that it pins or excludes.
    """
    problems = [*(_bank_problems(plan, bank) if bank else ()), *_role_problems(plan, role)]
    if vacancy is not None:
        problems += _vacancy_problems(plan, vacancy)
    if problems:
        raise DataError(problems)


def _bank_problems(plan: InterviewPlan, bank: QuestionBank) -> Iterator[Problem]:
    again = "plan again, unless a candidate has been seen: then keep the questions that the plan was made with"
    if plan.bank is not None and plan.bank != bank.id:
        yield _problem("other-bank", f"the plan asks questions of the bank '{plan.bank}', not of '{bank.id}'", "name the plan's bank")
    elif plan.bank_version is not None and plan.bank_version != bank.version:
        message = f"the plan was made with version {plan.bank_version} of the bank '{bank.id}', which is now {bank.version}"
        yield _problem("other-bank", message, again)


def _role_problems(plan: InterviewPlan, role: RoleProfile) -> Iterator[Problem]:
    if plan.role != role.id:
        yield _problem("other-role", f"the plan was made for the role '{plan.role}', not for '{role.id}'", "name the plan of this role")
        return
    frozen = {entry.competency: (entry.weight, entry.minimum) for entry in plan.criteria}
    wanted = {entry.competency: (entry.weight, entry.minimum) for entry in role.requirements}
    for name in sorted({*frozen, *wanted}) if frozen else ():
        if frozen.get(name) != wanted.get(name):
            message = f"weight or minimum of '{name}' is not what the plan was made with"
            yield _problem("other-criteria", message, "plan again with the criteria as they are now, or put them back")


def _vacancy_problems(plan: InterviewPlan, vacancy: Vacancy) -> Iterator[Problem]:
    sha256 = content_hash(plan)
    if vacancy.plan_sha256 is not None and vacancy.plan_sha256 != sha256:
        message = f"the vacancy '{vacancy.id}' was frozen with the plan {vacancy.plan_sha256[:12]}, and this one is {sha256[:12]}"
        yield _problem("other-plan", message, "name the plan that the first candidate was seen with")
    panel = [person.key for person in vacancy.panel]
    for key in dict.fromkeys(key for session in plan.sessions for key in session.interviewers if panel and key not in panel):
        message = f"'{key}' interviews in the plan and is not on the panel of the vacancy '{vacancy.id}'"
        yield _problem("not-on-the-panel", message, f"use one of: {', '.join(panel)}")
    asked = {key for session in plan.sessions for key in session.questions}
    held = asked | {key for session in plan.sessions for key in session.spares}
    for key in (key for key in vacancy.pinned if key not in asked):
        yield _problem("contradiction", f"the vacancy pins '{key}', which the plan does not ask", "plan again with --pin, or unpin it")
    for key in (key for key in vacancy.excluded if key in held):
        yield _problem("contradiction", f"the vacancy excludes '{key}', which the plan holds", "plan again with --exclude")


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(where="plan", code=code, message=message, hint=hint)
