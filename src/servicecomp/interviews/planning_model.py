"""A request for interviews as the numbers that the solver needs: what is needed, which questions could be asked, how long sessions are.

The objective is an integer, stated here in full. With w the requirement's weight, doubled where it is needed at entry:

- the first, second and third question of a competency gain w x 10 x (440, 171, 91): the thousandths by which reliability rises from
  nothing over .440 and .611 to .702 (Spearman-Brown from .44, Huffcutt et al. 2013);
- each question asked adds w x 10 x fit, each spare w x fit. Fit is the kind, past-behaviour 63 and situational 47 (hundredths of the
  validities with anchored scales in Taylor and Small 2002), knowledge 40, work sample and role play 33 (our choice: knowledge shows no
  behaviour, and exercises are asked only when pinned), and the band (our choice): 100 for the role's own, 90 for a question of the first
  band that asks for paid work, 50 for a neighbouring band.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servicecomp.interviews.picking import NO_PAID_WORK, answer_minutes
from servicecomp.interviews.twins import twins
from servicecomp.models.banks import UNSCORED_KINDS, Question, QuestionBank

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import Requirement, RoleProfile
    from servicecomp.models.vacancies import PlannedSession

__all__ = [
    "ASKED",
    "GAINS",
    "MOST_COMPETENCIES",
    "MOST_RECOVER",
    "Choice",
    "Instance",
    "Need",
    "Sitting",
    "given_sitting",
    "instance_of",
    "objective_of",
    "seats",
]

GAINS = (440, 171, 91)
"""Thousandths of reliability that the first, second and third question of a competency add."""

ASKED = 10
"""How often a question that is asked counts beside a spare."""

_KIND_POINTS = {"past-behaviour": 63, "situational": 47, "knowledge": 40, "work-sample": 33, "role-play": 33}
_OWN_BAND, _PAID_WORK_ASKED, _NEXT_BAND = 100, 90, 50
_AT_ENTRY, _LEARNT_LATER = 2, 1
_EXERCISES = frozenset({"work-sample", "role-play"})
_RECOVER = "recover"

MOST_RECOVER = 2
"""Competencies of the cluster Recover in one session: two accounts of trouble are as much as a candidate should be put through."""

MOST_COMPETENCIES = 8
"""Competencies in one session: interviews of the US OPM measure five to eight; its guide (2008) calls four to six typical."""

_PANEL, _LARGEST_PANEL = 2, 4


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement."""

    competency: str
    factor: int
    """Weight, doubled where it is needed at entry."""
    least: int
    """Questions that must be asked: two where there is a minimum."""
    recover: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One question that could be asked."""

    key: str
    competency: str
    kind: str
    minutes: int
    fit: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session: its room for answers and who sits in it."""

    stage: str
    minutes: int
    room: int
    """Minutes for answers."""
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything that the solver is told; choices stand in the order of their ids, which breaks ties."""

    needs: tuple[Need, ...]
    choices: tuple[Choice, ...]
    sittings: tuple[Sitting, ...]
    twins: frozenset[tuple[int, int]]
    """Places of near-duplicate choices."""
    entry_level: bool
    """Whether at least half of the questions are about the past; else situational ones are held to half of the past-behaviour ones."""

    @property
    def people_needed(self) -> int:
        """People who rate each competency: two where there are two."""
        return min(_PANEL, len({person for sitting in self.sittings for person in sitting.people}))


def instance_of(
    role: RoleProfile,
    bank: QuestionBank,
    framework: Framework,
    sittings: Sequence[Sitting],
    *,
    pinned: Collection[str],
    excluded: Collection[str],
) -> Instance:
    """Return the request as numbers; order of the bank, of pins and of exclusions changes nothing."""
    clusters = {entry.id: entry.cluster for entry in framework.competencies}
    needs = tuple(
        Need(
            competency=entry.competency,
            factor=entry.weight * (_AT_ENTRY if entry.needed_at_entry else _LEARNT_LATER),
            least=1 if entry.minimum is None else 2,
            recover=clusters.get(entry.competency) == _RECOVER,
        )
        for entry in sorted(role.requirements, key=lambda entry: entry.competency)
    )
    wanted = {entry.competency: entry for entry in role.requirements}
    found: dict[str, tuple[Choice, Question]] = {}
    for question in sorted(bank.questions, key=lambda question: (question.key, question.band)):
        requirement = wanted.get(question.competency)
        choice = _choice(question, requirement, framework, pinned) if requirement else None
        if choice is not None and question.key not in excluded and question.key not in found:
            found[question.key] = choice, question
    return Instance(
        needs=needs,
        choices=tuple(choice for choice, _ in found.values()),
        sittings=tuple(sittings),
        twins=frozenset(twins([question for _, question in found.values()])),
        entry_level=all(entry.level in framework.bands[0].levels for entry in role.requirements),
    )


def _choice(question: Question, requirement: Requirement, framework: Framework, pinned: Collection[str]) -> Choice | None:
    """Return a question as a choice, or None when it must not be asked: exercises only when pinned, bands only the nearest."""
    is_pinned = question.key in pinned
    if question.kind in UNSCORED_KINDS or (question.kind in _EXERCISES and not is_pinned):
        return None
    own = framework.band_of(requirement.level)
    names = [band.id for band in framework.bands]
    if own is None or question.band not in names:
        return None
    distance = abs(names.index(question.band) - names.index(own.id))
    if distance > 1 and not is_pinned:
        return None
    points = _NEXT_BAND if distance else _OWN_BAND
    if not distance and own == framework.bands[0] and NO_PAID_WORK not in question.tags:
        points = _PAID_WORK_ASKED
    return Choice(question.key, question.competency, question.kind, question.minutes, _KIND_POINTS[question.kind] + points, is_pinned)


def seats(stage: str, minutes: int, sessions: int, people: Sequence[str], *, everybody: bool = False) -> tuple[Sitting, ...]:
    """Return the sessions of a stage with their panels: all of them, or two to four taken in turn so that each sits as often as any other.

    Why in turn and not by the solver: people are interchangeable in a request, so every seating with these panels is as good.
    """
    places = len(people) if everybody else max(sessions * min(_PANEL, len(people)), min(len(people), sessions * _LARGEST_PANEL))
    found = []
    turn = 0
    for session in range(sessions):
        size = places // sessions + (session < places % sessions)
        sitting = {(turn + place) % len(people) for place in range(size)}
        turn += size
        name = stage if sessions == 1 else f"{stage}-{session + 1}"
        found.append(Sitting(name, minutes, answer_minutes(minutes), tuple(people[place] for place in sorted(sitting))))
    return tuple(found)


def given_sitting(session: PlannedSession) -> Sitting:
    """Return a session that the request lays down: its stage, minutes and people."""
    return Sitting(session.stage, session.minutes, answer_minutes(session.minutes), session.interviewers)


def objective_of(instance: Instance, asked: Collection[int], spares: Collection[int]) -> int:
    """Return the objective, in whole numbers, of choices by their places."""
    factors = {need.competency: need.factor for need in instance.needs}
    numbers = Counter(instance.choices[place].competency for place in asked)
    gained = sum(factors[name] * ASKED * sum(GAINS[:number]) for name, number in numbers.items())
    fitting = sum(factors[choice.competency] * ASKED * choice.fit for choice in map(instance.choices.__getitem__, asked))
    return gained + fitting + sum(factors[choice.competency] * choice.fit for choice in map(instance.choices.__getitem__, spares))
