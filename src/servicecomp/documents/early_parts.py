"""Parts that the papers from before the interview share: rated questions, what nobody asks about, facts, days, keys in place of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servicecomp.documents.candidate_messages import day_in_words
from servicecomp.documents.fitting import check_session, present
from servicecomp.documents.parts import competency_name, fact, level_name, rating_scale
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.early_questions import early_top, unasked
from servicecomp.interviews.picking import NO_PAID_WORK
from servicecomp.models.lines import Line, OffScaleLine, RatingLine, RichLine
from servicecomp.models.scales import OffScale
from servicecomp.models.sifting import RatedAnchor
from servicecomp.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.lines import Fact
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan

__all__ = [
    "about_work",
    "between",
    "candidate_keys",
    "check_plan",
    "codes",
    "early_scale",
    "kept",
    "never_asked",
    "organisation_fact",
    "printed_day",
    "privacy_notice",
    "rated",
]

# Why so narrow: "Ann 2" is a name with a number, and a name on a name-blind form cannot be taken back.
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"(candidate-)?[0-9]+([-./][0-9]+)*")


def check_plan(plan: InterviewPlan, role: RoleProfile, bank: QuestionBank, framework: Framework) -> None:
    """Raise one DataError with what `check_session` finds in any session."""
    problems: list[Problem] = []
    for session in plan.sessions:
        try:
            check_session(session, role, bank, framework)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)


def candidate_keys(candidates: Sequence[str]) -> tuple[str, ...]:
    """Return what a name-blind form may print for each candidate: the numbers as given, or numbers by place as soon as one is a name."""
    given = tuple(entry.strip() for entry in candidates)
    if all(_KEY.fullmatch(entry) for entry in given) and len(set(given)) == len(given):
        return given
    return tuple(f"candidate-{place}" for place in range(1, len(given) + 1))


def rated(question: Question, role: RoleProfile, framework: Framework, *, number: int) -> dict[str, Any]:
    """Return the fields that every rated question has; its anchors end where the ratings before the interview do."""
    competency = present(framework.competency(question.competency))
    requirement = present(role.requirement(question.competency))
    steps = {step.rating: step for step in framework.rating_scale.steps if step.rating <= early_top(framework)}
    return {
        "number": number,
        "key": question.key,
        "competency": competency.id,
        "competency_name": competency_name(competency),
        "level": requirement.level,
        "level_name": level_name(framework, requirement.level),
        "text": Line(text=question.text, source=question.source),
        "anchors": tuple(
            RatedAnchor(
                rating=anchor.rating, name=steps[anchor.rating].name, story=Line(text=anchor.text, source=f"{question.source}/{anchor.id}")
            )
            for anchor in question.anchors
            if anchor.rating in steps
        ),
    }


def early_scale(framework: Framework) -> tuple[RatingLine, ...]:
    """Return the ratings that are given before the interview."""
    return tuple(step for step in rating_scale(framework) if step.rating <= early_top(framework))


def between(questions: Sequence[Question], framework: Framework) -> tuple[RatingLine, ...]:
    """Return the ratings that have no anchor of their own in some question."""
    anchored = [{anchor.rating for anchor in question.anchors} for question in questions]
    return tuple(step for step in early_scale(framework) if any(step.rating not in ratings for ratings in anchored))


def about_work(say: Phrases, question: Question) -> bool:
    """Whether a question can be answered only with something from work, paid or unpaid: told by its tags and the words that it uses."""
    if NO_PAID_WORK in question.tags:
        return False
    used = set(re.findall(r"\w+", fold(question.text)))
    at_work, anywhere = ({line.text for line in say.lines(f"application.{name}_words")} for name in ("work", "anywhere"))
    return bool(used & at_work) and not used & anywhere


def never_asked(
    say: Phrases, key: str, role: RoleProfile, framework: Framework, *, plan: InterviewPlan | None, earlier: Collection[str]
) -> Line | None:
    """Return which competencies of the first day neither the plan nor the questions `earlier` ask about; None without a plan."""
    if plan is None:
        return None
    asked = [*earlier, *(entry for session in plan.sessions for entry in session.questions)]
    names = [present(framework.competency(entry)).name for entry in unasked(role, asked)]
    # Why semicolons: names of competencies hold commas and "and".
    return say.line(key, names="; ".join(names)) if names else None


def printed_day(say: Phrases, day: str) -> str:
    """Return a day as candidates read it: year-month-day becomes words, and words stay as they are.

    Raises:
        DataError: it is written as year-month-day, and the calendar has no such day.

    """
    if not _ISO_DAY.fullmatch(day.strip()):
        return day
    try:
        return day_in_words(say, day.strip())
    except ValueError as error:
        raise DataError([Problem(code="not-a-day", message=str(error), hint="correct the day, or write it in words")]) from None


def codes(say: Phrases, section: str) -> tuple[OffScaleLine, ...]:
    """Return the codes that are no rating, with what they mean at this step: `off_scale`, or a section's own `<code>_when`."""
    own = say.labels_of(section)
    lines = []
    for code in OffScale:
        key = code.value.replace("-", "_")
        place = section if f"{key}_when" in own else "off_scale"
        lines.append(OffScaleLine(code=code, name=say.line(f"off_scale.{key}"), meaning=say.line(f"{place}.{key}_when")))
    return tuple(lines)


def organisation_fact(say: Phrases, name: str, field: str, organisation: Organisation | None) -> Fact:
    """Return a fact that the organisation gives, or that it is missing."""
    value = getattr(organisation, field) if organisation else None
    if name == "decision" and value:
        value = say.text("facts.decision_when", when=value)
    return fact(say, name, value, f"organisation/{organisation.id}/{field}" if organisation else "")


def kept(say: Phrases, section: str, organisation: Organisation | None) -> Fact:
    """Return how long the papers of a step are kept, in the words `<section>.kept_one` and `kept_months`."""
    months = organisation.retention_months if organisation else None
    if organisation is None or months is None:
        return fact(say, "retention", None, "")
    text = say.text(f"{section}.kept_one" if months == 1 else f"{section}.kept_months", number=months)
    return fact(say, "retention", text, f"organisation/{organisation.id}/retention_months")


def privacy_notice(organisation: Organisation | None) -> tuple[RichLine, ...]:
    """Return the organisation's notice of what happens to candidates' data, if there is one."""
    notice = organisation.privacy_notice if organisation else None
    return (RichLine(text=notice, source=f"organisation/{organisation.id}/privacy_notice"),) if organisation and notice else ()
