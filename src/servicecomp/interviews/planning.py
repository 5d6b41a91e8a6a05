"""The best set of questions for the time there is: which are asked, in which session, by whom, with a spare for each requirement.

The objective and the rules are stated in `planning_model` and `planning_solver`; how a request that cannot be met is explained, in
`clashes`. The result is the same for every candidate, on any machine, and in whatever order the bank's questions come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from servicecomp.errors import DataError, Problem
from servicecomp.interviews.clashes import clash, minutes_that_hold, too_few_questions
from servicecomp.interviews.planning_model import given_sitting, instance_of, seats
from servicecomp.interviews.planning_solver import optimum
from servicecomp.loading.building import did_you_mean
from servicecomp.models.base import Id
from servicecomp.models.vacancies import Criterion, InterviewPlan, PlannedSession, ScoringPolicy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from servicecomp.interviews.planning_model import Instance, Sitting
    from servicecomp.interviews.planning_solver import Solution
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import ScoringRule

__all__ = ["criteria_of", "plan_interviews"]

_MINUTES = (15, 240)
_MOST_PEOPLE, _MOST_STAGES = 20, 10
_USUAL_PANEL = 4


def plan_interviews(
    role: RoleProfile,
    bank: QuestionBank,
    framework: Framework,
    *,
    minutes: int = 60,
    interviewers: int | Sequence[str] = 3,
    stages: int | Sequence[str | PlannedSession] = 1,
    pinned: Collection[str] = (),
    excluded: Collection[str] = (),
    rule: ScoringRule = "weighted",
    policy: ScoringPolicy | None = None,
) -> InterviewPlan:
    """Return the plan at the proven optimum.

    A stage is one session in which all interviewers sit. Where that does not hold what the role needs, it is split into the fewest
    sessions that do, each `minutes` long with a panel of two to four, and the plan's notes say so. `stages` may also be sessions laid down
    by hand (their questions are ignored), which are never split.

    Raises:
        DataError: the request contradicts itself, the bank is too small, or the rules clash; the problem says which do and what helps.
        MissingExtraError: the extra `planning` is not installed.

    """
    people = _people(interviewers)
    _check(role, bank, minutes=minutes, people=people, stages=stages, pinned=pinned, excluded=excluded)
    instance = first = None
    for sittings in _seatings(minutes, people, stages):
        instance = instance_of(role, bank, framework, sittings, pinned=pinned, excluded=excluded)
        first = first or instance
        few = list(too_few_questions(instance))
        if few:
            raise DataError(few)
        if not _may_hold(instance):
            continue
        solution = optimum(instance)
        if solution is not None:
            return InterviewPlan(
                role=role.id,
                rule=rule,
                sessions=tuple(_sessions(role, instance, solution)),
                bank=bank.id,
                bank_version=bank.version,
                scale_top=framework.rating_scale.top,
                criteria=criteria_of(role, framework),
                policy=policy or ScoringPolicy(),
                objective=solution.objective,
                notes=tuple(_notes(instance, first)),
            )
    assert instance is not None  # there is always a first seating
    raise DataError([clash(instance)])


def criteria_of(role: RoleProfile, framework: Framework) -> tuple[Criterion, ...]:
    """Return what each competency of a role counts, with its name on paper."""
    names = {entry.id: entry.name for entry in framework.competencies}
    return tuple(
        Criterion(competency=entry.competency, name=names.get(entry.competency), weight=entry.weight, minimum=entry.minimum)
        for entry in role.requirements
    )


# -- the request -----------------------------------------------------------------------------------------------------------------


def _people(interviewers: int | Sequence[str]) -> tuple[str, ...]:
    if isinstance(interviewers, int):
        return tuple(f"interviewer-{number}" for number in range(1, interviewers + 1))
    return tuple(interviewers)


def _check(
    role: RoleProfile,
    bank: QuestionBank,
    *,
    minutes: int,
    people: Sequence[str],
    stages: int | Sequence[str | PlannedSession],
    pinned: Collection[str],
    excluded: Collection[str],
) -> None:
    """Refuse what contradicts itself before anything is solved."""
    problems = [
        _problem("out-of-range", f"{what} cannot be {number}", f"use {least} to {most}")
        for what, number, (least, most) in (
            ("the length of a session in minutes", minutes, _MINUTES),
            ("the number of interviewers", len(people), (1, _MOST_PEOPLE)),
            ("the number of stages", stages if isinstance(stages, int) else len(stages), (1, _MOST_STAGES)),
        )
        if not least <= number <= most
    ]
    names = [] if isinstance(stages, int) else [entry if isinstance(entry, str) else entry.stage for entry in stages]
    problems += [
        _problem("bad-format", f"'{name}' cannot be a name", "use lower-case letters, digits and single hyphens, such as first-talk")
        for name in (*people, *names)
        if not _is_id(name)
    ]
    problems += [
        _problem("duplicate-name", f"'{name}' stands twice", "give each interviewer and each stage a name of their own")
        for each in (list(people), names)
        for name in sorted({name for name in each if each.count(name) > 1})
    ]
    known = [question.key for question in bank.questions]
    for key in sorted({*pinned, *excluded}):
        question = bank.question(key)
        if question is None:
            hint = did_you_mean(key, known)
            problems.append(_problem("unknown-question", f"there is no question '{key}' in the bank '{bank.id}'", hint))
        elif key in pinned and key in excluded:
            problems.append(_problem("contradiction", f"'{key}' is both pinned and excluded", "choose one of the two"))
        elif key in pinned and role.requirement(question.competency) is None:
            message = f"'{key}' is pinned, and the role '{role.id}' does not require '{question.competency}'"
            problems.append(_problem("question-outside-role", message, "unpin it, or add the requirement"))
        elif key in pinned and question.kind == "eligibility":
            problems.append(_problem("unscored-question", f"'{key}' is pinned and is never rated", "ask it in the screening call"))
    if problems:
        raise DataError(problems)


def _is_id(name: object) -> bool:
    try:
        TypeAdapter[str](Id).validate_python(name)
    except ValidationError:
        return False
    return True


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(where="plan", code=code, message=message, hint=hint)


# -- sessions --------------------------------------------------------------------------------------------------------------------


def _seatings(minutes: int, people: Sequence[str], stages: int | Sequence[str | PlannedSession]) -> Iterator[tuple[Sitting, ...]]:
    """Yield the sessions to try, fewest first: every stage whole, then split in two, and so on up to a session for each interviewer."""
    if isinstance(stages, int):
        names: list[str | PlannedSession] = ["interview"] if stages == 1 else [f"stage-{number}" for number in range(1, stages + 1)]
    else:
        names = list(stages)
    by_hand = [entry if isinstance(entry, PlannedSession) else None for entry in names]
    for split in range(1, len(people) + 1):
        sittings: list[Sitting] = []
        for name, session in zip(names, by_hand, strict=True):
            if session is not None:
                sittings.append(given_sitting(session if session.interviewers else session.model_copy(update={"interviewers": people})))
            else:
                turn = sum(len(sitting.people) for sitting in sittings) % len(people)
                whole = len(names) == 1 and split == 1
                sittings += seats(str(name), minutes, split, [*people[turn:], *people[:turn]], everybody=whole)
        yield tuple(sittings)
        if all(session is not None for session in by_hand):
            return


def _may_hold(instance: Instance) -> bool:
    """Whether the shortest questions that are needed fit all sessions together; spares the solver what cannot be."""
    shortest = 0
    for need in instance.needs:
        minutes = sorted(choice.minutes for choice in instance.choices if choice.competency == need.competency)
        shortest += sum(minutes[: need.least])
    return shortest <= sum(sitting.room for sitting in instance.sittings)


# -- the plan --------------------------------------------------------------------------------------------------------------------


def _sessions(role: RoleProfile, instance: Instance, solution: Solution) -> Iterator[PlannedSession]:
    """Yield the sessions, questions in the order of the role's requirements, each spare where its competency is asked first."""
    order = {entry.competency: place for place, entry in enumerate(role.requirements)}
    spares = {instance.choices[place].competency: instance.choices[place].key for place in solution.spares}
    for sitting, asked in zip(instance.sittings, solution.asked, strict=True):
        chosen = sorted((instance.choices[place] for place in asked), key=lambda choice: (order[choice.competency], choice.key))
        here = dict.fromkeys(choice.competency for choice in chosen)
        yield PlannedSession(
            stage=sitting.stage,
            minutes=sitting.minutes,
            interviewers=sitting.people,
            questions=tuple(choice.key for choice in chosen),
            spares=tuple(spares.pop(name) for name in here if name in spares),
            askers=_askers([(choice.competency, choice.minutes) for choice in chosen], sitting.people),
        )


def _askers(questions: Sequence[tuple[str, int]], people: Sequence[str]) -> tuple[str, ...]:
    """Return who reads each question out: whoever has asked least so far takes the next competency whole, so that others can write."""
    minutes = dict.fromkeys(people, 0)
    askers: dict[str, str] = {}
    for competency, length in questions:
        if competency not in askers:
            askers[competency] = min(people, key=lambda person: minutes[person])
        minutes[askers[competency]] += length
    return tuple(askers[competency] for competency, _ in questions)


def _notes(instance: Instance, first: Instance) -> Iterator[str]:
    """Yield what was decided where the request left it open; `first` is the request with every stage whole."""
    wanted = len(first.sittings)
    if len(instance.sittings) > wanted:
        one = "One session does" if wanted == 1 else f"{wanted} sessions do"
        minutes = minutes_that_hold(first)
        longer = f" With sessions of {minutes} minutes, {'one' if wanted == 1 else wanted} would." if minutes else ""
        yield f"{one} not hold what the role needs, so there are {len(instance.sittings)}, the fewest that do.{longer}"
    if any(len(sitting.people) > _USUAL_PANEL for sitting in instance.sittings):
        yield "More than four interviewers sit in one session; two to four are usual."
    if len({person for sitting in instance.sittings for person in sitting.people}) == 1:
        yield "One person rates everything; a second rater would halve the error variance."
