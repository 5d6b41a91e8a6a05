"""Whether the objects that a builder was given belong together; files are checked when they are loaded, objects made in code are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import PlannedSession

__all__ = ["check_role", "check_session", "present"]

T = TypeVar("T")


def check_role(role: RoleProfile, framework: Framework) -> None:
    """Raise one DataError that names every requirement which the framework does not know or cannot describe."""
    problems = list(_role_problems(role, framework))
    if problems:
        raise DataError(problems)


def check_session(session: PlannedSession, role: RoleProfile, bank: QuestionBank, framework: Framework) -> None:
    """Raise one DataError that names every planned question which the bank, the role or the framework does not know."""
    problems = []
    for key in (*session.questions, *session.spares):
        question = bank.question(key)
        if question is None:
            problems.append(
                _problem("unknown-question", f"the plan asks '{key}', which is not in the bank '{bank.id}'", "plan the interview again")
            )
        elif role.requirement(question.competency) is None:
            message = f"the plan asks '{key}', and the role '{role.id}' does not require '{question.competency}'"
            problems.append(_problem("question-outside-role", message, "add the requirement to the role, or leave the question out"))
        elif all(band.id != question.band for band in framework.bands):
            problems.append(_problem("unknown-band", f"'{key}' is for the band '{question.band}', which '{framework.id}' does not have"))
    if problems:
        raise DataError(problems)


def present(value: T | None) -> T:
    """Return something that `check_role` or `check_session` has found to be there."""
    if value is None:
        message = "objects that do not fit together were not checked"
        raise LookupError(message)
    return value


def _role_problems(role: RoleProfile, framework: Framework) -> Iterator[Problem]:
    for requirement in role.requirements:
        competency = framework.competency(requirement.competency)
        if competency is None:
            yield _problem(
                "unknown-competency", f"the role '{role.id}' requires '{requirement.competency}', which '{framework.id}' does not have"
            )
        elif competency.at(requirement.level) is None or requirement.level > len(framework.proficiency_scale.steps):
            declared = ", ".join(str(entry.level) for entry in competency.levels)
            message = f"the role '{role.id}' requires '{competency.id}' at level {requirement.level}, which is not declared"
            yield _problem("undeclared-level", message, f"declared levels: {declared}")


def _problem(code: str, message: str, hint: str = "") -> Problem:
    return Problem(code=code, message=message, hint=hint)
