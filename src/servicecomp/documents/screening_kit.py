"""The screening call: twenty or thirty minutes on two pages, and a sheet of its own for adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.early_parts import between, check_plan, codes, early_scale, kept, never_asked, printed_day, rated
from servicecomp.documents.fitting import check_role
from servicecomp.documents.job_description import adjustments
from servicecomp.documents.parts import common, job_facts, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.sift_grid import sift_questions
from servicecomp.interviews.early_questions import early_questions, early_top
from servicecomp.models.banks import UNSCORED_KINDS
from servicecomp.models.lines import Fact, Line
from servicecomp.models.sifting import AdjustmentsNote, CallQuestion, CallSlot, ScreeningKit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["CALL_LENGTHS", "CALL_QUESTIONS", "DEFAULT_SIFTED", "TASKS_READ_OUT", "adjustments_note", "screening_kit"]

CALL_QUESTIONS = 2
"""Rated questions in a call."""

DEFAULT_SIFTED = 2
"""Questions that applicants are taken to have answered in writing, so that the call asks others."""

TASKS_READ_OUT = 4
"""Tasks in the preview, gravest first: as many as can be listened to in one go."""

_PARTS = {
    20: {"opening": 2, "eligibility": 2, "offer": 2, "preview": 2, "question": 5, "theirs": 1, "close": 1},
    30: {"opening": 2, "eligibility": 3, "offer": 4, "preview": 3, "question": 7, "theirs": 3, "close": 1},
}
"""Minutes of each part of a call, a question's story and its two follow-ups included, by the length of the call."""

CALL_LENGTHS = tuple(_PARTS)
"""Lengths of a call: twenty minutes, or thirty where the job or the candidates need more time."""


def screening_kit(
    role: RoleProfile,
    *,
    framework: Framework,
    bank: QuestionBank,
    plan: InterviewPlan | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    candidate: str | None = None,
    sifted: int = DEFAULT_SIFTED,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    hear_by: str | None = None,
    call_minutes: int = CALL_LENGTHS[0],
) -> ScreeningKit:
    """Return the kit for one call of `call_minutes`, one of `CALL_LENGTHS`.

    Eligibility is the right to work, the role's other requirements and the bank's eligibility questions about its competencies, all
    answered yes or no. The two rated questions follow the rule of `servicecomp.interviews.early_questions` and are none of the `sifted`
    (0, 2 or 3) that applicants have answered in writing. `hear_by` is the day on which candidates hear, as year-month-day or in words;
    without it the organisation's `decision_within` is printed, else a line to fill in.

    Raises:
        DataError: role, plan, bank and framework do not fit together, too few questions are left, or `hear_by` is no day of the calendar.
        ValueError: there is no call of that length.

    """
    if call_minutes not in _PARTS:
        message = f"a call takes {' or '.join(map(str, CALL_LENGTHS))} minutes, not {call_minutes}"
        raise ValueError(message)
    check_role(role, framework)
    if plan is not None:
        check_plan(plan, role, bank, framework)
    # Why the same call as for the applicants' page: what they wrote about is not asked again.
    written = sift_questions(role, framework=framework, bank=bank, plan=plan, vacancy=vacancy, questions=sifted) if sifted else ()
    picked = early_questions(
        role,
        bank,
        framework,
        number=CALL_QUESTIONS,
        plan=plan,
        pinned=pinned,
        excluded={*excluded, *(vacancy.excluded if vacancy else ())},
        earlier=[question.key for question in written],
        rotation=vacancy.rotation if vacancy else 1,
    )
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    parts = _PARTS[call_minutes]
    ask = {"minutes": call_minutes, "role": title, "organisation": organisation.name if organisation else ""}
    return ScreeningKit(
        title=say.text("screening.title", role=title),
        role_title=title,
        candidate=candidate,
        minutes=call_minutes,
        rules=say.lines("screening.rule_lines"),
        timetable=_timetable(say, picked, framework, parts),
        opening=(
            say.line("screening.opening_who_at" if organisation else "screening.opening_who", **ask),
            *say.lines("screening.opening_lines"),
        ),
        eligibility=_eligibility(say, role, bank),
        offer=tuple(
            entry for name in ("hours", "place", "pay", "contract") for entry in job_facts(say, organisation, vacancy, names=(name,))[:1]
        ),
        serves=(_serves(say, role), Line(text=role.line_of_sight, source=f"role/{role.id}/line_of_sight")),
        tasks=tuple(
            Line(text=task.text, source=f"role/{role.id}/tasks/{task.id}")
            for task in sorted(role.tasks, key=lambda entry: -(entry.criticality or 0))[:TASKS_READ_OUT]
        ),
        know_more=say.line("screening.know_more"),
        hard_parts=_hard_parts(say, role),
        uses=say.lines("screening.use_lines"),
        never_asked=never_asked(
            say,
            "screening.never_asked" if written else "screening.never_asked_unsifted",
            role,
            framework,
            plan=plan,
            earlier=[question.key for question in (*written, *picked)],
        ),
        rating_rules=say.lines("screening.rating_rule_lines", top=early_top(framework)),
        between=between(picked, framework),
        scale=early_scale(framework),
        off_scale=codes(say, "screening"),
        questions=tuple(
            CallQuestion(**rated(question, role, framework, number=number), minutes=parts["question"], follow_ups=_follow_ups(question))
            for number, question in enumerate(picked, 1)
        ),
        their_questions=say.line("screening.their_questions"),
        next_step=_next_step(say, hear_by, organisation),
        next_step_missing=hear_by is None and (organisation is None or organisation.decision_within is None),
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def adjustments_note(
    role: RoleProfile,
    *,
    framework: Framework,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    candidate: str | None = None,
) -> AdjustmentsNote:
    """Return the sheet on which adjustments are noted, apart from everything that is rated."""
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    shared = common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy)
    # Why never a draft: whether the criteria are confirmed has no bearing on what somebody needs.
    shared["draft_notice"] = None
    return AdjustmentsNote(
        title=say.text("adjustments.title", role=title),
        role_title=title,
        candidate=candidate,
        rules=say.lines("adjustments.rule_lines"),
        steps=say.lines("adjustments.step_lines"),
        contact=adjustments(say, organisation),
        kept=kept(say, "adjustments", organisation),
        **shared,
    )


def _timetable(say: Phrases, picked: Sequence[Question], framework: Framework, parts: Mapping[str, int]) -> tuple[CallSlot, ...]:
    names = {entry.id: entry.name for entry in framework.competencies}
    slots: list[CallSlot] = []
    gone = 0
    for part, minutes in parts.items():
        labels = [say.line(f"screening.slot_{part}")] if part != "question" else []
        for number, question in enumerate(picked if part == "question" else (), 1):
            labels.append(say.line("screening.slot_question", number=number, name=names[question.competency]))
        for label in labels:
            slots.append(CallSlot(label=label, minutes=minutes, starts_after=gone))
            gone += minutes
    return tuple(slots)


def _eligibility(say: Phrases, role: RoleProfile, bank: QuestionBank) -> tuple[Line, ...]:
    others = [
        Line(text=say.text("screening.requirement", requirement=entry.text), source=f"role/{role.id}/requirements_other/{entry.id}")
        for entry in role.requirements_other
    ]
    asked = [
        Line(text=question.text, source=question.source)
        for question in bank.questions
        if question.kind in UNSCORED_KINDS and role.requirement(question.competency) is not None
    ]
    return (say.line("screening.right_to_work"), *others, *asked)


def _serves(say: Phrases, role: RoleProfile) -> Line:
    name = "both" if len(set(role.serves)) > 1 else role.serves[0]
    return Line(text=say.text(f"screening.serves_{name}"), source=f"role/{role.id}/serves")


def _hard_parts(say: Phrases, role: RoleProfile) -> tuple[Fact, ...]:
    label = say.line("screening.hard")
    found = tuple(
        Fact(label=label, value=Line(text=entry.text, source=f"role/{role.id}/hard_parts/{entry.id}")) for entry in role.hard_parts
    )
    missing = say.line("common.missing", fact=say.text("screening.hard_missing"))
    return found or (Fact(label=label, value=missing, missing=True),)


def _follow_ups(question: Question) -> tuple[Line, ...]:
    """Return what everybody is asked beside a question: what they did and what came of it."""
    first = {probe.step: probe for probe in reversed(question.probes)}
    return tuple(
        Line(text=first[step].text, source=f"{question.source}/{first[step].id}") for step in ("action", "result") if step in first
    )


def _next_step(say: Phrases, hear_by: str | None, organisation: Organisation | None) -> Line:
    if hear_by is not None:
        return say.line("screening.next_by", day=printed_day(say, hear_by))
    if organisation is not None and organisation.decision_within is not None:
        text = say.text("facts.decision_when", when=organisation.decision_within)
        return Line(text=text, source=f"organisation/{organisation.id}/decision_within")
    return say.line("screening.next_missing")
