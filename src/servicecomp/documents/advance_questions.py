"""The page that sends the interview's questions to all candidates on the same day, some days before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.early_parts import about_work, check_plan, organisation_fact
from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.job_description import adjustments
from servicecomp.documents.parts import common, competency_name, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.models.lines import Fact, Line
from servicecomp.models.sifting import AdvanceQuestion, AdvanceSession, QuestionsInAdvance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = ["DAYS_BEFORE", "MOST_DAYS", "questions_in_advance"]

DAYS_BEFORE = 3
"""Working days between the page and the first interview.

Our convention: long enough to think of examples beside work and caring and to arrange an adjustment, short enough that an example is
remembered rather than rehearsed.
"""

MOST_DAYS = 15

_SHOWN = "past-behaviour"
_UNSHOWN = {"situational": "situation", "knowledge": "knowledge"}


def questions_in_advance(
    role: RoleProfile,
    *,
    framework: Framework,
    bank: QuestionBank,
    plan: InterviewPlan,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    days_before: int = DAYS_BEFORE,
) -> QuestionsInAdvance:
    """Return the page: the main questions of the plan in their order, without anchors, follow-ups and spares.

    Only questions about something that the candidate has done are shown. Situations and questions of knowledge are named by what they are
    about, because prepared answers to them tell who had help; an exercise is named because its papers are part of it. `days_before` are
    working days, 1 to 15, before the first interview: everybody gets the page on the same day.

    Raises:
        DataError: role, plan, bank and framework do not fit together, or `days_before` is out of range.

    """
    check_role(role, framework)
    check_plan(plan, role, bank, framework)
    if not 1 <= days_before <= MOST_DAYS:
        message = f"the questions are to go out {days_before} working days before the interview"
        raise DataError([Problem(code="days-before", message=message, hint=f"choose 1 to {MOST_DAYS} working days")])
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    asked = [present(bank.question(key)) for session in plan.sessions for key in session.questions]
    past = [question for question in asked if question.kind == _SHOWN]
    return QuestionsInAdvance(
        title=say.text("advance.title", role=title),
        role_title=title,
        days_before=days_before,
        welcome=(
            say.line(f"advance.{_how_much(asked)}"),
            say.line("advance.same_one" if days_before == 1 else "advance.same", days=days_before),
            *((say.line("advance.why"),) if past else ()),
        ),
        sessions=tuple(_session(say, session, bank, framework, several=len(plan.sessions) > 1) for session in plan.sessions),
        prepare=tuple(_prepare(say, asked)),
        allowed=(
            Fact(label=say.line("facts.notes"), value=say.line("facts.notes_rule")),
            organisation_fact(say, "ai_tools", "ai_tools_rule", organisation),
            organisation_fact(say, "recording", "recording_rule", organisation),
        ),
        adjustments=adjustments(say, organisation),
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _how_much(asked: Sequence[Question]) -> str:
    """Return which sentence opens the page: all, some or none of the questions stand on it."""
    shown = [question.kind == _SHOWN for question in asked]
    return "all_shown" if all(shown) else "some_shown" if any(shown) else "none_shown"


def _prepare(say: Phrases, asked: Sequence[Question]) -> Iterator[Line]:
    """Yield how to use the page, each sentence only where a question calls for it."""
    past = [question for question in asked if question.kind == _SHOWN]
    if past:
        yield from say.lines("advance.past_lines")
        yield say.line("advance.from_work" if any(about_work(say, question) for question in past) else "advance.from_anywhere")
    if any(question.kind == "situational" for question in asked):
        yield say.line("advance.situation_line")
    yield from say.lines("advance.prepare_lines")
    if past:
        yield say.line("advance.no_example")
    yield say.line("advance.support")


def _session(say: Phrases, session: PlannedSession, bank: QuestionBank, framework: Framework, *, several: bool) -> AdvanceSession:
    stage = session.stage.replace("-", " ").capitalize()
    heading = say.line("advance.session_of" if several else "advance.session", stage=stage, minutes=session.minutes)
    questions = []
    for number, key in enumerate(session.questions, 1):
        question = present(bank.question(key))
        shown = question.kind == _SHOWN and question.exercise is None
        text = Line(text=question.text, source=question.source) if shown else say.line(f"advance.{_UNSHOWN.get(question.kind, 'exercise')}")
        name = competency_name(present(framework.competency(question.competency)))
        questions.append(AdvanceQuestion(number=number, text=text, competency_name=name))
    return AdvanceSession(heading=heading, questions=tuple(questions))
