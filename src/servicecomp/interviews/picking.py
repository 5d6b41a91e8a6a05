"""The simple pick: which questions an interview holds when nobody has planned it.

The rule, so that a recruiter can follow it with a pencil. Requirements are taken by weight, heaviest first (equal weights in the
role's order). Each gets one question of its band; when every requirement has one and time is left, those with a minimum get a second.
A question is taken while it still fits the time. Within a competency's questions, past-behaviour comes first, entry bands prefer
questions that need no paid work, then the bank's order; `rotation` moves to the next one for the next vacancy. A pinned question
replaces only the pick of its own competency, so that nothing else moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.models.banks import UNSCORED_KINDS, Question, QuestionBank
from servicecomp.models.vacancies import InterviewPlan, PlannedSession

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import Requirement, RoleProfile

__all__ = ["answer_minutes", "frame_minutes", "pick_questions"]

_KIND_ORDER = ("past-behaviour", "situational", "knowledge", "work-sample", "role-play")
_EXERCISES = frozenset({"work-sample", "role-play"})
NO_PAID_WORK = "no-paid-work"


def frame_minutes(minutes: int) -> tuple[int, int, int]:
    """Return the minutes that opening, the candidate's questions and the close take: a twelfth, a sixth and a twelfth."""
    return max(3, round(minutes / 12)), max(3, round(minutes / 6)), max(2, round(minutes / 12))


def answer_minutes(minutes: int) -> int:
    """Return the minutes of an interview that are left for answers: 40 of 60."""
    return minutes - sum(frame_minutes(minutes))


def pick_questions(
    role: RoleProfile,
    bank: QuestionBank,
    framework: Framework,
    *,
    minutes: int = 60,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    rotation: int = 1,
) -> InterviewPlan:
    """Return a plan of one interview by the rule above.

    `pinned` and `excluded` name questions as `competency/id`; work samples and role plays are asked only when pinned.
    """
    time_left = answer_minutes(minutes)
    by_weight = sorted(role.requirements, key=lambda entry: -entry.weight)
    pins = {key.split("/")[0]: question for key in pinned if (question := bank.question(key)) is not None}
    chosen: dict[str, list[Question]] = {entry.competency: [] for entry in role.requirements}
    # Why pins first: a pinned question must not be pushed out by a lighter one that happened to fit.
    for competency, question in pins.items():
        if competency in chosen:
            chosen[competency].append(question)
            time_left -= question.minutes
    for second in (False, True):
        for requirement in by_weight:
            taken = chosen[requirement.competency]
            if len(taken) > second or (second and requirement.minimum is None):
                continue
            for question in _candidates(requirement, bank, framework, excluded=excluded, rotation=rotation):
                if question not in taken and question.minutes <= time_left:
                    taken.append(question)
                    time_left -= question.minutes
                    break
    questions = [question for requirement in role.requirements for question in chosen[requirement.competency]]
    spares = [
        spare
        for requirement in role.requirements
        if chosen[requirement.competency]
        for spare in _candidates(requirement, bank, framework, excluded=excluded, rotation=rotation)
        if spare not in chosen[requirement.competency]
    ]
    first_spares = {spare.competency: spare for spare in reversed(spares)}
    session = PlannedSession(
        stage="interview",
        minutes=minutes,
        questions=tuple(question.key for question in questions),
        spares=tuple(first_spares[entry.competency].key for entry in role.requirements if entry.competency in first_spares),
    )
    return InterviewPlan(role=role.id, sessions=(session,))


def _candidates(
    requirement: Requirement, bank: QuestionBank, framework: Framework, *, excluded: Collection[str], rotation: int
) -> list[Question]:
    """Return the questions for a requirement, best first, turned so that `rotation` n starts with the n-th of the best kind."""
    band = framework.band_of(requirement.level)
    fitting = [
        question
        for question in bank.questions
        if question.competency == requirement.competency
        and band is not None
        and question.band == band.id
        and question.kind not in UNSCORED_KINDS
        and question.kind not in _EXERCISES
        and question.key not in excluded
    ]
    entry_band = band is not None and band == framework.bands[0]

    def rank(question: Question) -> tuple[int, bool]:
        return _KIND_ORDER.index(question.kind), entry_band and NO_PAID_WORK not in question.tags

    ordered = sorted(fitting, key=rank)
    best = [question for question in ordered if rank(question) == rank(ordered[0])]
    turn = (rotation - 1) % len(best) if best else 0
    return best[turn:] + best[:turn] + ordered[len(best) :]
