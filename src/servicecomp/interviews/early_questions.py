"""Which questions are asked before the interview: in writing with the application, and in the screening call.

The rule, so that a recruiter can follow it with a pencil:

1. Competencies needed on the first day come first, among them those that the interview does not ask about, so that nothing that is
   needed at once goes unasked; then the heavier before the lighter, then the role's order. Each gives at most one question. Competencies
   that an earlier step has asked about come last.
2. Within a competency: past-behaviour questions of the band that the role requires, with an anchor for the lowest rating and one for the
   rating that these steps end at, no exercise, and at most forty words, so that they can be read once and answered without anybody to
   ask back.
3. Left out are the questions that the interview asks or holds as a spare, those that would be answered with the same story (`twins`),
   and those that an earlier step has asked.
4. At entry level, questions that need no paid work come first; then the bank's order, turned by `rotation` as in the interview.
5. A pinned question takes the place of its competency and comes before all others.

They are asked in the order of the role's requirements. Answers are rated up to the middle of the scale only (`early_top`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem
from servicecomp.interviews.picking import NO_PAID_WORK
from servicecomp.interviews.twins import twins
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import Requirement, RoleProfile
    from servicecomp.models.vacancies import InterviewPlan

__all__ = ["LONGEST_QUESTION", "WORDS_A_MINUTE", "answer_words", "early_questions", "early_top", "unasked"]

LONGEST_QUESTION = 40
"""Most words of a question that is answered without anybody to ask back: our convention, about what is taken in at one reading."""

WORDS_A_MINUTE = 25
"""Written words for each minute that an answer gets in an interview: our convention, an eight-minute question becomes 200 words.

Half of those minutes go to thinking and follow-ups, which a written answer does not have, and writing says a thing in fewer words.
"""

_NEAREST = 50
_SPOKEN_KIND = "past-behaviour"


def answer_words(minutes: int) -> int:
    """Return the words of a written answer to a question of so many minutes, to the nearest fifty and at least fifty."""
    return max(_NEAREST, (2 * minutes * WORDS_A_MINUTE + _NEAREST) // (2 * _NEAREST) * _NEAREST)


def early_top(framework: Framework) -> int:
    """Return the highest rating that is given before the interview: the middle of the scale, 3 of 5, at which the required level is met.

    Why no higher: what lies above it needs a story in which something went against plan or called for more, and in two hundred words or a
    few minutes that is the luck of the story. Our convention, not a finding.
    """
    return max(2, (framework.rating_scale.top + 1) // 2)


def unasked(role: RoleProfile, keys: Collection[str]) -> tuple[str, ...]:
    """Return the competencies needed on the first day that no question among `keys` (`competency/id`) asks about, in the role's order."""
    asked = {key.split("/", maxsplit=1)[0] for key in keys}
    return tuple(entry.competency for entry in role.requirements if entry.needed_at_entry and entry.competency not in asked)


def early_questions(
    role: RoleProfile,
    bank: QuestionBank,
    framework: Framework,
    *,
    number: int,
    plan: InterviewPlan | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    earlier: Collection[str] = (),
    rotation: int = 1,
) -> tuple[Question, ...]:
    """Return `number` questions by the rule above; questions are named as `competency/id`.

    `earlier` are the questions of an earlier step.

    Raises:
        DataError: a pinned question cannot be asked, or too few questions are left; every problem is named.

    """
    taken = {key for session in plan.sessions for key in (*session.questions, *session.spares)} if plan else set()
    taken |= set(earlier)
    problems = list(_pin_problems(pinned, role, bank, framework, taken=taken, number=number))
    if problems:
        raise DataError(problems)
    chosen = {question.competency: question for key in pinned if (question := bank.question(key)) is not None}
    barred = _barred(bank, taken | set(pinned)) | set(excluded)
    asked_about = {key.split("/", maxsplit=1)[0] for key in earlier}
    left_out = set(unasked(role, [key for session in plan.sessions for key in session.questions] if plan else []))
    by_need = sorted(
        role.requirements,
        key=lambda entry: (
            entry.competency in asked_about,
            not entry.needed_at_entry,
            entry.competency not in left_out,
            -entry.weight,
        ),
    )
    for requirement in by_need:
        if len(chosen) == number:
            break
        found = _best(requirement, bank, framework, barred=barred, rotation=rotation)
        if requirement.competency not in chosen and found is not None:
            chosen[requirement.competency] = found
            barred |= _barred(bank, {found.key})
    if len(chosen) < number:
        message = f"{number} questions are needed before the interview, and the bank '{bank.id}' has {len(chosen)} left for '{role.id}'"
        hint = "write more questions, shorten the interview, or pin one that is not asked in it"
        raise DataError([Problem(code="too-few-questions", message=message, hint=hint)])
    return tuple(chosen[entry.competency] for entry in role.requirements if entry.competency in chosen)


def _pin_problems(
    pinned: Sequence[str], role: RoleProfile, bank: QuestionBank, framework: Framework, *, taken: Collection[str], number: int
) -> Iterator[Problem]:
    competencies: set[str] = set()
    for key in pinned:
        question = bank.question(key)
        if question is None:
            hint = did_you_mean(key, (entry.key for entry in bank.questions)) or "see 'servicecomp list questions'"
            yield Problem(code="unknown-question", message=f"there is no question '{key}' in the bank '{bank.id}'", hint=hint)
            continue
        if key in taken:
            hint = "pin another, or leave it out of the interview"
            yield Problem(code="asked-twice", message=f"'{key}' is asked or held as a spare later, or was asked before", hint=hint)
        if role.requirement(question.competency) is None:
            message = f"'{key}' asks about '{question.competency}', which the role '{role.id}' does not require"
            yield Problem(code="question-outside-role", message=message, hint="pin a question about a competency of the role")
        elif not _anchored(question, framework) or question.exercise is not None:
            message = f"'{key}' cannot be rated here: it lacks an anchor for 1 or {early_top(framework)}, or it is an exercise"
            yield Problem(code="not-anchored", message=message, hint="pin an anchored question without papers")
        elif all(band.id != question.band for band in framework.bands):
            message = f"'{key}' is for the band '{question.band}', which '{framework.id}' does not have"
            yield Problem(code="unknown-band", message=message, hint="correct the band of the question")
        if question.competency in competencies:
            message = f"'{key}' is the second pinned question about '{question.competency}'"
            yield Problem(code="one-each", message=message, hint="pin at most one question for each competency")
        competencies.add(question.competency)
    if len(pinned) > number:
        message = f"{len(pinned)} questions are pinned, and {number} are asked"
        yield Problem(code="too-many-pins", message=message, hint="pin fewer, or ask for more questions")


def _barred(bank: QuestionBank, keys: Collection[str]) -> set[str]:
    """Return questions and all those that would be answered with the same story."""
    pairs = ((bank.questions[one].key, bank.questions[other].key) for one, other in twins(bank.questions)) if keys else ()
    return set(keys) | {second if first in keys else first for first, second in pairs if first in keys or second in keys}


def _best(requirement: Requirement, bank: QuestionBank, framework: Framework, *, barred: Collection[str], rotation: int) -> Question | None:
    band = framework.band_of(requirement.level)
    fitting = [
        question
        for question in bank.questions
        if question.competency == requirement.competency
        and band is not None
        and question.band == band.id
        and question.kind == _SPOKEN_KIND
        and question.exercise is None
        and _anchored(question, framework)
        and len(question.text.split()) <= LONGEST_QUESTION
        and question.key not in barred
    ]
    if band == framework.bands[0]:
        fitting = [entry for entry in fitting if NO_PAID_WORK in entry.tags] or fitting
    return fitting[(rotation - 1) % len(fitting)] if fitting else None


def _anchored(question: Question, framework: Framework) -> bool:
    ratings = {int(anchor.rating) for anchor in question.anchors}
    return {1, early_top(framework)} <= ratings
