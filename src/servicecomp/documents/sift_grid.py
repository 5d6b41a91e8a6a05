"""Written answers to application questions: the page for applicants, and the form on which two readers rate without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.early_parts import (
    band_lines,
    candidate_keys,
    check_plan,
    codes,
    kept,
    organisation_fact,
    privacy_notice,
    rated,
)
from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.job_description import adjustments
from servicecomp.documents.parts import common, competency_name, definition, fact, job_facts, job_title, rating_scale
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.early_questions import answer_words, early_questions
from servicecomp.models.lines import Line
from servicecomp.models.sifting import ApplicationQuestions, SiftGrid, SiftQuestion, WrittenQuestion

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["DEFAULT_QUESTIONS", "application_questions", "sift_grid", "sift_questions"]

DEFAULT_QUESTIONS = 2
"""Questions in writing when nobody says how many: each costs every applicant an evening's half hour and two readers a rating."""

QUESTIONS = (2, 3)
"""How many there may be."""

WORDS = (50, 1000)
"""Shortest and longest limit for an answer, in words."""

MOST_CANDIDATES = 1000
"""More than that are read in several rounds, each with a form of its own."""

BLANK_ROWS = 8
"""Rows of a form for which nobody has named the candidates."""


def sift_questions(
    role: RoleProfile,
    *,
    framework: Framework,
    bank: QuestionBank,
    plan: InterviewPlan | None = None,
    vacancy: Vacancy | None = None,
    questions: int = DEFAULT_QUESTIONS,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
) -> tuple[Question, ...]:
    """Return the questions that applicants answer in writing, by the rule of `servicecomp.interviews.early_questions`.

    Raises:
        DataError: role, plan, bank and framework do not fit together, there are not two or three, or too few are left.

    """
    check_role(role, framework)
    if plan is not None:
        check_plan(plan, role, bank, framework)
    if questions not in QUESTIONS:
        message = f"{questions} questions are asked for; applicants answer two or three in writing"
        raise DataError([Problem(code="how-many-questions", message=message, hint="ask for 2 or 3")])
    return early_questions(
        role,
        bank,
        framework,
        number=questions,
        plan=plan,
        pinned=pinned,
        excluded={*excluded, *(vacancy.excluded if vacancy else ())},
        rotation=vacancy.rotation if vacancy else 1,
    )


def sift_grid(
    role: RoleProfile,
    *,
    framework: Framework,
    bank: QuestionBank,
    plan: InterviewPlan | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    questions: int = DEFAULT_QUESTIONS,
    words: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    candidates: Sequence[str] | None = None,
) -> SiftGrid:
    """Return the readers' form: one page for each question with its anchors and a row for each candidate, then the two ratings together.

    `words` is the length of an answer, worked out from the question's minutes when left out. `candidates` default to the vacancy's; as
    soon as one of them is no plain number they are printed as candidate-1, candidate-2 and so on, in the same order.

    Raises:
        DataError: as `sift_questions`, or `words` is out of range.

    """
    picked = sift_questions(
        role, framework=framework, bank=bank, plan=plan, vacancy=vacancy, questions=questions, pinned=pinned, excluded=excluded
    )
    say = phrases_for(framework.locale)
    named = candidates if candidates is not None else (vacancy.candidates if vacancy else ())
    if len(named) > MOST_CANDIDATES:
        message = f"{len(named)} candidates are named; a form holds {MOST_CANDIDATES}"
        raise DataError([Problem(code="too-many-candidates", message=message, hint="split them into rounds, and write a form for each")])
    return SiftGrid(
        title=say.text("sift.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        instructions=say.lines("sift.instruction_lines"),
        together=say.lines("sift.together_lines"),
        bands=band_lines(say, picked, framework),
        scale=rating_scale(framework),
        off_scale=codes(say, "sift"),
        questions=tuple(
            SiftQuestion(**rated(question, role, framework, number=number), words=_words(question, words))
            for number, question in enumerate(picked, 1)
        ),
        candidates=candidate_keys(named) or tuple(f"candidate-{place}" for place in range(1, BLANK_ROWS + 1)),
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def application_questions(
    role: RoleProfile,
    *,
    framework: Framework,
    bank: QuestionBank,
    plan: InterviewPlan | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    questions: int = DEFAULT_QUESTIONS,
    words: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
) -> ApplicationQuestions:
    """Return the page for applicants: the questions of `sift_grid` without their anchors, and what becomes of the answers.

    Raises:
        DataError: as `sift_grid`.

    """
    picked = sift_questions(
        role, framework=framework, bank=bank, plan=plan, vacancy=vacancy, questions=questions, pinned=pinned, excluded=excluded
    )
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    ask = {"number": len(picked), "role": title, "organisation": organisation.name if organisation else ""}
    notice = privacy_notice(organisation)
    return ApplicationQuestions(
        title=say.text("application.title", role=title),
        role_title=title,
        welcome=(say.line("application.welcome_at" if organisation else "application.welcome", **ask),),
        questions=tuple(
            WrittenQuestion(
                number=number,
                text=Line(text=question.text, source=question.source),
                length=say.line("application.length", words=_words(question, words)),
                looked_at=competency_name(competency),
                meaning=definition(competency),
            )
            for number, question in enumerate(picked, 1)
            for competency in [present(framework.competency(question.competency))]
        ),
        good_answer=say.lines("application.good_lines"),
        adjustments=adjustments(say, organisation),
        used=say.lines("application.used_lines"),
        facts=(
            *job_facts(say, organisation, vacancy, names=("how_to_apply", "closing_date")),
            organisation_fact(say, "ai_tools", "ai_tools_rule", organisation),
            organisation_fact(say, "decision", "decision_within", organisation),
        ),
        privacy=notice,
        privacy_facts=(*(() if notice else (fact(say, "privacy", None, ""),)), kept(say, "application", organisation)),
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _words(question: Question, stated: int | None) -> int:
    if stated is None:
        return answer_words(question.minutes)
    least, most = WORDS
    if not least <= stated <= most:
        problem = Problem(
            code="answer-length", message=f"an answer of {stated} words is asked for", hint=f"ask for {least} to {most} words"
        )
        raise DataError([problem])
    return stated
