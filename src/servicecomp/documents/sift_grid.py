"""Written answers to application questions: the page for applicants, and the form on which two readers rate without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.early_parts import (
    about_work,
    between,
    candidate_keys,
    check_plan,
    codes,
    early_scale,
    kept,
    never_asked,
    organisation_fact,
    printed_day,
    privacy_notice,
    rated,
)
from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.job_description import adjustments
from servicecomp.documents.parts import common, competency_name, definition, fact, job_facts, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.early_questions import answer_words, early_questions, early_top
from servicecomp.models.lines import Fact, Line
from servicecomp.models.sifting import ApplicationQuestions, SiftGrid, SiftQuestion, WrittenQuestion

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from servicecomp.documents.phrases import Phrases
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
    guaranteed_interview: str | None = None,
) -> SiftGrid:
    """Return the readers' form: one page for each question with its anchors and a row for each candidate, then the two ratings together.

    `words` is the length of an answer, worked out from the question's minutes when left out. `candidates` default to the vacancy's; as
    soon as one of them is no plain number they are printed as candidate-1, candidate-2 and so on, in the same order. With
    `guaranteed_interview`, the minimum of such a scheme in words, the form says when whoever keeps the list applies it.

    Raises:
        DataError: as `sift_questions`, or `words` is out of range.

    """
    picked = sift_questions(
        role, framework=framework, bank=bank, plan=plan, vacancy=vacancy, questions=questions, pinned=pinned, excluded=excluded
    )
    say = phrases_for(framework.locale)
    top = early_top(framework)
    named = candidates if candidates is not None else (vacancy.candidates if vacancy else ())
    if len(named) > MOST_CANDIDATES:
        message = f"{len(named)} candidates are named; a form holds {MOST_CANDIDATES}"
        raise DataError([Problem(code="too-many-candidates", message=message, hint="split them into rounds, and write a form for each")])
    return SiftGrid(
        title=say.text("sift.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        uses=say.lines("sift.use_lines", top=top),
        never_asked=never_asked(say, "sift.never_asked", role, framework, plan=plan, earlier=[question.key for question in picked]),
        instructions=say.lines("sift.instruction_lines", top=top),
        together=(
            *say.lines("sift.together_lines", top=top),
            *(() if guaranteed_interview is None else (say.line("sift.scheme_step", minimum=guaranteed_interview),)),
        ),
        scale=early_scale(framework),
        between=between(picked, framework),
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
    guaranteed_interview: str | None = None,
    hear_by: str | None = None,
) -> ApplicationQuestions:
    """Return the page for applicants: the questions of `sift_grid` without their anchors, and what becomes of the answers.

    Each question brings its follow-ups, since nobody can ask them later. `guaranteed_interview` is the minimum of such a scheme, in words;
    the page then asks who would like to be considered under it. `hear_by` is the day on which all applicants hear what came of it, as
    year-month-day or in words; it is marked as missing when left out.

    Raises:
        DataError: as `sift_grid`, or `hear_by` is no day of the calendar.

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
                cover=tuple(Line(text=probe.text, source=f"{question.source}/{probe.id}") for probe in question.probes),
                length=say.line("application.length", words=_words(question, words)),
                looked_at=competency_name(competency),
                meaning=definition(competency),
            )
            for number, question in enumerate(picked, 1)
            for competency in [present(framework.competency(question.competency))]
        ),
        good_answer=(*say.lines("application.good_lines"), _examples_from(say, picked), *say.lines("application.form_lines")),
        scheme=None if guaranteed_interview is None else say.line("application.scheme", minimum=guaranteed_interview),
        adjustments=adjustments(say, organisation),
        used=say.lines("application.used_lines"),
        facts=(
            *job_facts(say, organisation, vacancy, names=("how_to_apply", "closing_date")),
            organisation_fact(say, "ai_tools_writing", "ai_tools_rule_writing", organisation),
            _answer_by(say, hear_by),
        ),
        privacy=notice,
        privacy_facts=(*(() if notice else (fact(say, "privacy", None, ""),)), kept(say, "application", organisation)),
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _examples_from(say: Phrases, picked: Sequence[Question]) -> Line:
    numbers = [str(number) for number, question in enumerate(picked, 1) if about_work(say, question)]
    if not numbers:
        return say.line("application.from_anywhere")
    if len(numbers) == len(picked):
        return say.line("application.from_work")
    if len(numbers) == 1:
        return say.line("application.from_work_one", number=numbers[0])
    return say.line("application.from_work_some", first=", ".join(numbers[:-1]), last=numbers[-1])


def _answer_by(say: Phrases, hear_by: str | None) -> Fact:
    if hear_by is None:
        return fact(say, "sift_answer", None, "")
    label, value = say.line("facts.sift_answer"), say.line("application.hear_by", day=printed_day(say, hear_by))
    return Fact(label=label, value=value)


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
