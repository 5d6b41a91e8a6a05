"""A request as an integer program: its variables, and one function for each rule.

Questions that differ in nothing the objective or a rule sees are one variable that counts them. Where a question is asked matters to its
length and, for some competencies, to what else is asked there; so sessions count questions by length, and by competency only where a rule
looks at that. Both keep the program from trying the same plan in a thousand disguises.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servicecomp.errors import MissingExtraError
from servicecomp.interviews.planning_model import ASKED, GAINS, MOST_COMPETENCIES, MOST_RECOVER, Instance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

__all__ = ["RULES", "Kind", "Program", "Relaxed", "number_of", "objective", "program_of"]

_PAST_FOR_ONE = 2
_TWO_PEOPLE = 2
_ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What is let go: rules left out, and one whose shortfall is minimised."""

    without: frozenset[str] = frozenset()
    slack: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """Choices that are interchangeable, by their places in the instance."""

    members: tuple[int, ...]
    competency: str
    kind: str
    minutes: int
    fit: int
    pinned: bool


@dataclass(slots=True)
class Program:
    """The variables and constraints of one solve; PuLP has no types of its own."""

    instance: Instance
    kinds: tuple[Kind, ...]
    pulp: Any
    problem: Any
    located: frozenset[str]
    """Competencies of which sessions count their questions apart."""
    relaxed: Relaxed
    asked: dict[int, Any] = field(default_factory=dict)
    """How many of a kind are asked."""
    spare: dict[int, Any] = field(default_factory=dict)
    """How many of a kind are spares."""
    seated: dict[tuple[str, int, int], Any] = field(default_factory=dict)
    """How many questions of a competency (or of all that are not located) and of a length are asked in a session."""
    gain: dict[tuple[str, int], Any] = field(default_factory=dict)
    """Whether a competency has its first, second, third question."""
    short: list[Any] = field(default_factory=list)
    """What the rule that gives is short of."""

    def of(self, competency: str) -> list[int]:
        """Return the kinds of a competency."""
        return [at for at, kind in enumerate(self.kinds) if kind.competency == competency]

    def total(self, kinds: Collection[int]) -> Any:  # noqa: ANN401 - pulp has no types
        """Return how many questions of some kinds are asked."""
        return self.pulp.lpSum(self.asked[at] for at in kinds)

    def here(self, competency: str, sittings: Collection[int]) -> Any:  # noqa: ANN401 - pulp has no types
        """Return how many questions of a located competency are asked in some sessions."""
        return self.pulp.lpSum(
            variable for (group, _, sitting), variable in self.seated.items() if group == competency and sitting in sittings
        )

    def group(self, kind: Kind) -> str:
        """Return by what sessions count a kind."""
        return kind.competency if kind.competency in self.located else _ANYWHERE

    def whole(self, name: str, most: int | None) -> Any:  # noqa: ANN401 - pulp has no types
        """Return a new whole-number variable from 0."""
        return self.problem.add_variable(name, 0, most, "Integer")

    def add(self, constraint: Any, name: str) -> None:  # noqa: ANN401 - pulp has no types
        """Add a constraint."""
        self.problem.addConstraint(constraint, name)

    def shortfall(self, rule: str, name: str, *, most: int | None = None) -> Any:  # noqa: ANN401 - pulp has no types
        """Return a variable for what a rule is short of where it is the one that gives, else 0."""
        if self.relaxed.slack != rule:
            return 0
        self.short.append(self.whole(f"short_{rule}_{name}", most))
        return self.short[-1]


def program_of(instance: Instance, relaxed: Relaxed, *, leave_out: Collection[int] = ()) -> Program:
    """Return the program of a request, with some rules relaxed and some choices left out.

    Raises:
        MissingExtraError: PuLP is not installed.

    """
    try:
        import pulp  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(feature="planning interviews", extra="planning") from None
    program = Program(instance, _kinds(instance), pulp, pulp.LpProblem("interviews"), _located(instance), relaxed)
    groups: dict[tuple[str, int], list[int]] = {}
    for at, kind in enumerate(program.kinds):
        size = sum(place not in leave_out for place in kind.members)
        program.asked[at], program.spare[at] = program.whole(f"x{at}", size), program.whole(f"v{at}", min(size, 1))
        program.add(program.asked[at] + program.spare[at] <= size, f"size_{at}")
        groups.setdefault((program.group(kind), kind.minutes), []).append(at)
    for number, ((group, minutes), kinds) in enumerate(groups.items()):
        for sitting in range(len(instance.sittings)):
            program.seated[group, minutes, sitting] = program.whole(f"y{number}_{sitting}", None)
        seats = [program.seated[group, minutes, sitting] for sitting in range(len(instance.sittings))]
        program.add(program.total(kinds) == pulp.lpSum(seats), f"seats_{number}")
    _count_gains(program)
    for rule, build in _BUILDERS.items():
        if rule not in relaxed.without:
            build(program)
    return program


def objective(program: Program) -> Any:  # noqa: ANN401 - pulp has no types
    """Return the objective as the model states it."""
    factors = {need.competency: need.factor for need in program.instance.needs}
    parts = [factors[name] * ASKED * (GAINS[step] if step < len(GAINS) else 0) * has for (name, step), has in program.gain.items()]
    for at, kind in enumerate(program.kinds):
        parts += [factors[kind.competency] * kind.fit * (ASKED * program.asked[at] + program.spare[at])]
    return program.pulp.lpSum(parts)


def number_of(variable: Any) -> int:  # noqa: ANN401 - pulp has no types
    """Return the whole number that a solved variable stands at."""
    return round(variable.value() or 0)


def _kinds(instance: Instance) -> tuple[Kind, ...]:
    apart = {place for pair in instance.twins for place in pair}
    found: dict[tuple[object, ...], list[int]] = {}
    for place, choice in enumerate(instance.choices):
        alone = place if choice.pinned or place in apart else -1
        found.setdefault((choice.competency, choice.kind, choice.minutes, choice.fit, choice.pinned, alone), []).append(place)
    return tuple(
        Kind(tuple(members), first.competency, first.kind, first.minutes, first.fit, first.pinned)
        for members in found.values()
        for first in (instance.choices[members[0]],)
    )


def _located(instance: Instance) -> frozenset[str]:
    names = [need.competency for need in instance.needs]
    if _raters_matter(instance) or _load_matters(instance):
        return frozenset(names)
    recover = [need.competency for need in instance.needs if need.recover]
    return frozenset(recover if len(recover) > MOST_RECOVER else ())


def _raters_matter(instance: Instance) -> bool:
    """Whether a session could leave a requirement with too few raters: not where two people or more sit in each."""
    wanted = instance.people_needed
    return wanted >= _TWO_PEOPLE and any(len(sitting.people) < wanted for sitting in instance.sittings)


def _load_matters(instance: Instance) -> bool:
    """Whether a session could hold too many competencies: not where so many questions do not fit."""
    if len(instance.needs) <= MOST_COMPETENCIES:
        return False
    shortest: dict[str, int] = {}
    for choice in instance.choices:
        shortest[choice.competency] = min(choice.minutes, shortest.get(choice.competency, choice.minutes))
    least = sum(sorted(shortest.values())[: MOST_COMPETENCIES + 1])
    return any(sitting.room >= least for sitting in instance.sittings)


# -- the rules -------------------------------------------------------------------------------------------------------------------


def _count_gains(program: Program) -> None:
    """Count questions for their gains: up to three of a competency, more only where more are pinned."""
    for need in program.instance.needs:
        kinds = program.of(need.competency)
        most = max(len(GAINS), sum(program.kinds[at].pinned for at in kinds))
        steps = [program.whole(f"n_{need.competency}_{step}", 1) for step in range(most)]
        program.gain |= {(need.competency, step): variable for step, variable in enumerate(steps)}
        program.add(program.total(kinds) == program.pulp.lpSum(steps), f"count_{need.competency}")


def _asked(program: Program) -> None:
    """Ask each requirement."""
    for need in program.instance.needs:
        short = program.shortfall("asked", need.competency, most=1)
        program.add(program.total(program.of(need.competency)) + short >= 1, f"asked_{need.competency}")


def _second(program: Program) -> None:
    """Ask two questions where there is a minimum."""
    for need in program.instance.needs:
        if need.least > 1:
            short = program.shortfall("second", need.competency, most=need.least - 1)
            program.add(program.total(program.of(need.competency)) + short >= need.least, f"second_{need.competency}")


def _raters(program: Program) -> None:
    """Have two different people rate each requirement, where there are two."""
    instance = program.instance
    if not _raters_matter(instance):
        return
    people = sorted({person for sitting in instance.sittings for person in sitting.people})
    for need in instance.needs:
        rating = []
        for number, person in enumerate(people):
            where = [place for place, sitting in enumerate(instance.sittings) if person in sitting.people]
            rates = program.whole(f"r_{need.competency}_{number}", 1)
            program.add(rates <= program.here(need.competency, where), f"rates_{need.competency}_{number}")
            rating.append(rates)
        short = program.shortfall("raters", need.competency, most=instance.people_needed)
        program.add(program.pulp.lpSum(rating) + short >= instance.people_needed, f"raters_{need.competency}")


def _minutes(program: Program) -> None:
    """Keep to each session's room for answers."""
    more = program.shortfall("minutes", "each")
    for place, sitting in enumerate(program.instance.sittings):
        used = program.pulp.lpSum(minutes * variable for (_, minutes, at), variable in program.seated.items() if at == place)
        program.add(used <= sitting.room + more, f"minutes_{place}")


def _situational(program: Program) -> None:
    """Ask at most one situational question for two about the past, unless the role is entry level."""
    if program.instance.entry_level:
        return
    past = program.total([at for at, kind in enumerate(program.kinds) if kind.kind == "past-behaviour"])
    supposed = program.total([at for at, kind in enumerate(program.kinds) if kind.kind == "situational"])
    short = program.shortfall("situational", "all")
    program.add(_PAST_FOR_ONE * supposed <= past + _PAST_FOR_ONE * short, "situational")


def _past(program: Program) -> None:
    """Ask about the past in at least half of an entry-level role's questions.

    Requirements for which nothing about the past can be asked do not count. Other roles are held to two of three by the rule above.
    """
    if not program.instance.entry_level:
        return
    known = {kind.competency for kind in program.kinds if kind.kind == "past-behaviour"}
    counted = [(at, kind.kind) for at, kind in enumerate(program.kinds) if kind.competency in known]
    past = program.total([at for at, kind in counted if kind == "past-behaviour"])
    others = program.total([at for at, kind in counted if kind != "past-behaviour"])
    program.add(others <= past + program.shortfall("past", "all"), "past")


def _recover(program: Program) -> None:
    """Put at most two competencies of the cluster Recover into a session."""
    names = [need.competency for need in program.instance.needs if need.recover]
    if len(names) > MOST_RECOVER:
        _limit(program, "recover", names, MOST_RECOVER)


def _load(program: Program) -> None:
    """Put at most eight competencies into a session."""
    if _load_matters(program.instance):
        _limit(program, "load", [need.competency for need in program.instance.needs], MOST_COMPETENCIES)


def _limit(program: Program, rule: str, names: Sequence[str], most: int) -> None:
    for place in range(len(program.instance.sittings)):
        present = []
        for name in names:
            present.append(program.whole(f"{rule}_{name}_{place}", 1))
            number = max(len(GAINS), sum(program.kinds[at].pinned for at in program.of(name)))
            program.add(program.here(name, (place,)) <= number * present[-1], f"{rule}_{name}_{place}_held")
        program.add(program.pulp.lpSum(present) <= most + program.shortfall(rule, str(place)), f"{rule}_{place}")


def _twins(program: Program) -> None:
    """Use at most one of two near-duplicates, asked or spare."""
    home = {place: at for at, kind in enumerate(program.kinds) for place in kind.members}
    for one, other in sorted(program.instance.twins):
        both = program.pulp.lpSum(program.asked[home[place]] + program.spare[home[place]] for place in (one, other))
        program.add(both <= 1 + program.shortfall("twins", f"{one}_{other}", most=1), f"twins_{one}_{other}")


def _spares(program: Program) -> None:
    """Keep one question of each requirement as a spare."""
    for need in program.instance.needs:
        kept = program.pulp.lpSum(program.spare[at] for at in program.of(need.competency))
        program.add(kept + program.shortfall("spares", need.competency, most=1) == 1, f"spares_{need.competency}")


def _pinned(program: Program) -> None:
    """Ask what is pinned."""
    for at, kind in enumerate(program.kinds):
        if kind.pinned:
            program.add(program.asked[at] + program.shortfall("pinned", str(at), most=1) == 1, f"pinned_{at}")


_BUILDERS: dict[str, Callable[[Program], None]] = {
    "asked": _asked,
    "second": _second,
    "raters": _raters,
    "minutes": _minutes,
    "situational": _situational,
    "past": _past,
    "recover": _recover,
    "load": _load,
    "twins": _twins,
    "spares": _spares,
    "pinned": _pinned,
}

RULES = tuple(_BUILDERS)
"""Groups of constraints that can clash, by name."""
