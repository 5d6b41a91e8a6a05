"""Parts that the papers from before the interview share: rated questions, bands, the organisation's facts, keys in place of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from servicecomp.documents.fitting import check_session, present
from servicecomp.documents.parts import competency_name, fact, level_name
from servicecomp.errors import DataError
from servicecomp.models.lines import Line, OffScaleLine, RichLine
from servicecomp.models.scales import OffScale
from servicecomp.models.sifting import RatedAnchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.errors import Problem
    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.lines import Fact
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan

__all__ = ["band_lines", "candidate_keys", "check_plan", "codes", "kept", "organisation_fact", "privacy_notice", "rated"]

# Why so narrow: "Ann 2" is a name with a number, and a name on a name-blind form cannot be taken back.
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
    """Return the fields that every rated question has."""
    competency = present(framework.competency(question.competency))
    requirement = present(role.requirement(question.competency))
    steps = {step.rating: step for step in framework.rating_scale.steps}
    return {
        "number": number,
        "key": question.key,
        "competency": competency.id,
        "competency_name": competency_name(competency),
        "level": requirement.level,
        "level_name": level_name(framework, requirement.level),
        "band_name": next(band.name for band in framework.bands if band.id == question.band),
        "text": Line(text=question.text, source=question.source),
        "anchors": tuple(
            RatedAnchor(
                rating=anchor.rating, name=steps[anchor.rating].name, story=Line(text=anchor.text, source=f"{question.source}/{anchor.id}")
            )
            for anchor in question.anchors
            if anchor.rating in steps
        ),
    }


def band_lines(say: Phrases, questions: Iterable[Question], framework: Framework) -> tuple[Line, ...]:
    """Return the bands of some questions, each with what an answer is compared with."""
    used = {question.band for question in questions}
    return tuple(
        Line(text=say.text("kit.band_line", name=band.name, asks_for=band.asks_for), source=f"{framework.id}/band/{band.id}")
        for band in framework.bands
        if band.id in used
    )


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
