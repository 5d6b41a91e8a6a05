"""Solving a request to proven optimality, by CBC through PuLP.

Why CBC: on tight requests it took 2.8 s and 35 MiB, against 3.5 s and 66 MiB for HiGHS, 5.0 s for scipy's milp and 8.9 s for CP-SAT, and
its binary comes inside PuLP's wheel. The gap is 0 and there is no time limit, so the same request gives the same plan on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servicecomp.interviews.planning_model import GAINS, Instance, objective_of
from servicecomp.interviews.planning_program import Kind, Program, Relaxed, number_of, objective, program_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Solution", "dominated", "is_solvable", "least_slack", "optimum"]


@dataclass(frozen=True, slots=True)
class Solution:
    """Which choices are asked in which sitting, and which are spares, by places in the instance."""

    asked: tuple[tuple[int, ...], ...]
    """For each sitting, in the order of ids."""
    spares: tuple[int, ...]
    objective: int


def optimum(instance: Instance) -> Solution | None:
    """Return the best solution, ties broken in the order of ids; None when there is none.

    The second solve keeps what gave the first its value, the number of questions asked and kept as spares by competency and fit, and
    takes the earliest ids; the third keeps those and puts them into the earliest sessions. (Keeping the value alone, as a bound, took
    minutes on tight requests.)

    Raises:
        MissingExtraError: PuLP is not installed.

    """
    first = program_of(instance, Relaxed(), leave_out=dominated(instance))
    if not _solve(first, objective(first), maximise=True):
        return None
    second = program_of(instance, Relaxed())
    _keep(second, first, lambda kind: (kind.competency, kind.fit))
    _solve_again(second, second.pulp.lpSum(at * (second.asked[at] + second.spare[at]) for at in second.asked))
    third = program_of(instance, Relaxed())
    _keep(third, second, lambda kind: kind.members)
    _solve_again(third, third.pulp.lpSum(sitting * variable for (_, _, sitting), variable in third.seated.items()))
    return _read(third)


def is_solvable(instance: Instance, relaxed: Relaxed) -> bool:
    """Return whether anything meets the rules that are left."""
    program = program_of(instance, relaxed)
    return _solve(program, program.pulp.LpAffineExpression(), maximise=True)


def least_slack(instance: Instance, rule: str) -> int | None:
    """Return by how little a rule must give for the others to be met; None when that does not help."""
    program = program_of(instance, Relaxed(slack=rule))
    if not program.short or not _solve(program, program.pulp.lpSum(program.short), maximise=False):
        return None
    return sum(map(number_of, program.short))


def dominated(instance: Instance) -> frozenset[int]:
    """Return the choices that a best solution can do without, by their places.

    Of a competency at most three questions are asked and one is spare. A choice that as many others beat (no longer, no less fitting, and
    of a kind that may stand in for its kind) can always give way to one of them that is not used; those with a near-duplicate do not
    count, because something else may keep them out. The first solve leaves the dominated out; the later ones, which settle ties, do not.
    """
    apart = {place for pair in instance.twins for place in pair}
    groups: dict[str, list[int]] = {}
    for place, choice in enumerate(instance.choices):
        groups.setdefault(choice.competency, []).append(place)
    found: set[int] = set()
    for places in groups.values():
        pinned = sum(instance.choices[place].pinned for place in places)
        used = max(len(GAINS), pinned) + 1
        free = [place for place in places if place not in apart and not instance.choices[place].pinned]
        for place in places:
            if not instance.choices[place].pinned and sum(_beats(instance, other, place) for other in free) >= used:
                found.add(place)
    return frozenset(found)


def _beats(instance: Instance, one: int, other: int) -> bool:
    better, worse = instance.choices[one], instance.choices[other]
    kinds = {worse.kind, "past-behaviour"} | ({"knowledge"} if worse.kind == "situational" else set())
    no_worse = better.minutes <= worse.minutes and better.fit >= worse.fit and better.kind in kinds
    same = (better.minutes, better.fit, better.kind) == (worse.minutes, worse.fit, worse.kind)
    return no_worse and (one < other if same else one != other)


def _keep(program: Program, before: Program, alike: Callable[[Kind], object]) -> None:
    """Hold how many questions an earlier solve asked and kept as spares of each group of kinds that are alike."""
    groups: dict[object, list[int]] = {}
    for at, kind in enumerate(program.kinds):
        groups.setdefault(alike(kind), []).append(at)
    for number, kinds in enumerate(groups.values()):
        spares = program.pulp.lpSum(program.spare[at] for at in kinds)
        program.add(program.total(kinds) == sum(number_of(before.asked[at]) for at in kinds), f"keep_asked_{number}")
        program.add(spares == sum(number_of(before.spare[at]) for at in kinds), f"keep_spares_{number}")


def _solve(program: Program, aim: Any, *, maximise: bool) -> bool:  # noqa: ANN401 - pulp has no types
    """Solve to proven optimality and return whether there is a solution."""
    pulp = program.pulp
    program.problem.sense = pulp.LpMaximize if maximise else pulp.LpMinimize
    program.problem.setObjective(aim)
    # Why by path: PuLP's own short form of the same solver is deprecated in its third version.
    solver = pulp.COIN_CMD(path=pulp.PULP_CBC_CMD.pulp_cbc_path, msg=False, gapRel=0, gapAbs=0, threads=1)
    program.problem.solve(solver)
    return bool(program.problem.sol_status == pulp.LpSolutionOptimal)


def _solve_again(program: Program, aim: Any) -> None:  # noqa: ANN401 - pulp has no types
    """Solve for the best of what an earlier solve has shown to be possible."""
    if not _solve(program, aim, maximise=False):
        message = "the solver lost a solution that it had found"
        raise ArithmeticError(message)


def _read(program: Program) -> Solution:
    """Return the solution in whole numbers; of questions of one length the earliest ids are asked in the earliest sessions."""
    waiting: dict[tuple[str, int], list[int]] = {}
    spares: list[int] = []
    for at, kind in enumerate(program.kinds):
        asked, kept = number_of(program.asked[at]), number_of(program.spare[at])
        waiting.setdefault((program.group(kind), kind.minutes), []).extend(kind.members[:asked])
        spares += kind.members[asked : asked + kept]
    sittings: list[list[int]] = [[] for _ in program.instance.sittings]
    for (group, minutes, sitting), variable in program.seated.items():
        ready = sorted(waiting[group, minutes])
        number = number_of(variable)
        sittings[sitting] += ready[:number]
        waiting[group, minutes] = ready[number:]
    value = objective_of(program.instance, [place for sitting in sittings for place in sitting], spares)
    return Solution(tuple(tuple(sorted(sitting)) for sitting in sittings), tuple(sorted(spares)), value)
