"""The decision record: a form that people fill in and sign, on paper or as a file; none of its answers is ever filled in for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.debrief_side import rated_words
from servicecomp.documents.fitting import check_role
from servicecomp.documents.numbers import decimal_text
from servicecomp.documents.panel_summary import DEFAULT_PANEL
from servicecomp.documents.parts import common, job_title, unconfirmed
from servicecomp.documents.phrases import DEFAULT_LANGUAGE, phrases_for
from servicecomp.documents.report_parts import plain
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.planning import criteria_of
from servicecomp.models.decision_records import DecisionRecord, DecisionRow
from servicecomp.models.lines import Line
from servicecomp.models.provenance import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.assessments import Assessment
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Decision
    from servicecomp.models.vacancies import Criterion, InterviewPlan, Vacancy

__all__ = ["decision_faults", "decision_form", "empty_decision"]

_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_RESULTS = ("offer", "reserve", "not-this-time", "withdrew")
_ADJUSTMENTS = ("yes", "no", "none-asked-for")
_FORM = ("outcome", "reasons", "departure", "conflicts", "adjustments", "others", "hiring_manager", "decided_by", "date")


def decision_form(
    candidate: str,
    *,
    plan: InterviewPlan,
    role: RoleProfile,
    framework: Framework,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
    assessment: Assessment | None = None,
    decision: Decision | None = None,
) -> DecisionRecord:
    """Return the form for one candidate, empty, or with what people have written in `decision`.

    `assessment` prints what the formula gave; it is the record and fills in no answer.

    Raises:
        DataError: the decision or the assessment is about another candidate or another plan.

    """
    check_role(role, framework)
    problems = list(_strangers(candidate, plan, assessment))
    if decision is not None:
        problems += [
            Problem(where=f"decision.{field}", code=code, message=message, hint=hint)
            for field, code, message, hint in decision_faults(decision, plan, candidate)
        ]
    if problems:
        raise DataError(problems)
    say = phrases_for(framework.locale)
    names = {person.key: person.name for person in vacancy.panel} if vacancy else {}
    sitting = [names.get(key, key) for key in dict.fromkeys(key for session in plan.sessions for key in session.interviewers)]
    empty = [say.text("decision.place", number=number) for number in range(1, DEFAULT_PANEL + 1)]
    return DecisionRecord(
        title=say.text("decision.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        candidate=candidate,
        plan_hash=content_hash(plan),
        unconfirmed=unconfirmed(say, vacancy),
        vacancy=f"{vacancy.title} ({vacancy.id})" if vacancy else None,
        rule=say.line(f"summary.rule_{plan.rule}"),
        results=tuple(_word(say, "results", name) for name in _RESULTS),
        result=_word(say, "results", decision.result) if decision else None,
        adjustments=tuple(_word(say, "adjustments", name) for name in _ADJUSTMENTS),
        adjusted=_word(say, "adjustments", decision.adjustments) if decision and decision.adjustments else None,
        rows=tuple(_rows(say, plan.criteria or criteria_of(role, framework), assessment, decision)),
        formula=tuple(_formula(say, plan, role, framework, assessment)) if assessment else (),
        places=decision.decided_by if decision else tuple(sitting or list(names.values()) or empty),
        decision=decision,
        **(
            common(say=say, framework=framework, role=role, plan=plan, organisation=organisation, vacancy=vacancy)
            # Why no notice: "before this is used" comes too late; `unconfirmed` says what to do now.
            | {"draft_notice": None}
        ),
    )


def empty_decision(candidate: str, plan: InterviewPlan) -> str:
    """Return the form as a YAML file to fill in; as it stands it is refused, because nothing has been decided in it."""
    # Why English: the field names are, and the file is for an editor and not for paper.
    say = phrases_for(DEFAULT_LANGUAGE)
    words = {name: say.text(f"decision.form_{name}") for name in ("head", "result", "competencies", "told", *_FORM)}
    name = candidate.replace("'", "''")
    asked = dict.fromkeys(key.split("/")[0] for session in plan.sessions for key in session.questions)
    lines = [f"# {words['head']}", "format: 1", f"candidate: '{name}'", f"plan: '{content_hash(plan)}'", f"# {words['result']}", "result:"]
    for field in _FORM:
        lines += [f"# {words[field]}", f"{field}:"]
        if field == "outcome" and asked:
            lines += [f"# {words['competencies']}", "competencies:"]
            lines += [line for key in asked for line in (f"  - competency: {key}", "    evidence:")]
    return "\n".join([*lines, f"# {words['told']}", "told_by:", "told_until:", ""])


def decision_faults(decision: Decision, plan: InterviewPlan, candidate: str | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Yield what does not fit about a decision: its field, a code, a message and what to do."""
    if candidate is not None and decision.candidate != candidate:
        yield "candidate", "other-candidate", f"the decision is about '{decision.candidate}', not about '{candidate}'", ""
    if decision.plan != content_hash(plan):
        hint = "use the plan that the interviews followed; it does not change once the first candidate was seen"
        yield "plan", "other-plan", "the decision belongs to another plan", hint
    known = {key.split("/")[0] for session in plan.sessions for key in (*session.questions, *session.spares)}
    known |= {criterion.competency for criterion in plan.criteria}
    for entry in decision.competencies:
        if entry.competency not in known:
            message = f"no interview of the plan is about '{entry.competency}'"
            yield "competencies", "unknown-competency", message, f"use one of: {', '.join(sorted(known))}"
    days = {"date": decision.date, "told_until": decision.told_until}
    for field, day in days.items():
        if day is not None and not _is_day(day):
            yield field, "no-such-day", f"there is no day {day}", "write year-month-day, such as 2026-11-21"
    if decision.told_until is not None and decision.told_until < decision.date:
        yield "told_until", "before-the-decision", "the candidate is told before the decision", "write a day on or after it"


def _word(say: Phrases, section: str, name: str) -> Line:
    return say.line(f"decision.{section}.{name.replace('-', '_')}")


def _rows(say: Phrases, criteria: Iterable[Criterion], assessment: Assessment | None, decision: Decision | None) -> Iterator[DecisionRow]:
    """Yield a row for each competency of the plan: the rule's figure where there are scorecards, people's words where they wrote some."""
    heard = {entry.competency: entry.evidence for entry in decision.competencies} if decision else {}
    for criterion in criteria:
        result = assessment.result(criterion.competency) if assessment else None
        state = None if result is None else "not-rated" if result.value is None else result.minimum_state
        yield DecisionRow(
            name=Line(text=criterion.label, source=f"plan/criteria/{criterion.competency}/name"),
            minimum=criterion.minimum,
            value=result.value if result else None,
            note=say.line(f"debrief.minimum_{state.replace('-', '_')}") if state else None,
            evidence=heard.get(criterion.competency),
        )


def _formula(say: Phrases, plan: InterviewPlan, role: RoleProfile, framework: Framework, one: Assessment) -> Iterator[Line]:
    """Yield what the rule gave for the whole; the figures by competency stand in their rows."""
    if one.value is None or one.interval is None:
        yield say.line("decision.formula_no_total")
    else:
        low, high = (decimal_text(end, 1) for end in one.interval)
        confidence = f"{decimal_text(one.confidence * 100, 1).removesuffix('.0')}%"
        yield say.line("decision.formula_total", total=decimal_text(one.value), low=low, high=high, confidence=confidence)
        if not one.comparable and one.lower is not None and one.upper is not None:
            yield say.line("decision.formula_not_comparable", lower=decimal_text(one.lower), upper=decimal_text(one.upper))
    yield say.line("decision.formula_rated", rated=rated_words(say, plan.criteria or criteria_of(role, framework), one).text)
    for place, note in enumerate(filter(None, map(plain, one.notes)), 1):
        yield Line(text=note, source=f"assessment/{one.candidate}/notes/{place}")
    for entry in one.overrides:
        what = entry.competency or say.text("debrief.the_whole")
        value, reason = decimal_text(entry.value), plain(entry.reason)
        yield say.line("decision.formula_override", by=plain(entry.by), date=entry.date, what=what, value=value, reason=reason)


def _strangers(candidate: str, plan: InterviewPlan, assessment: Assessment | None) -> Iterator[Problem]:
    if assessment is not None and assessment.candidate != candidate:
        message = f"the assessment is about '{assessment.candidate}', not about '{candidate}'"
        yield Problem(where="assessment", code="other-candidate", message=message)
    if assessment is not None and assessment.plan != content_hash(plan):
        yield Problem(where="assessment", code="other-plan", message="the assessment belongs to another plan")


def _is_day(text: str) -> bool:
    """Whether a day written as year-month-day is in the calendar."""
    year, month, day = map(int, text.split("-"))
    if not year or not 1 <= month <= len(_MONTHS):
        return False
    leap = month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _MONTHS[month - 1] + leap
