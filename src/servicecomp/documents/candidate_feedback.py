"""Feedback to one candidate, made of lines that a person ticked; it takes no scorecard, so that no note and no rating can get in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servicecomp.documents.candidate_messages import day_in_words
from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.parts import common, competency_name, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.models.care import CandidateFeedback, FeedbackCompetency, FeedbackTick, FeedbackTicks
from servicecomp.models.days import check_day
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["MOST_STRENGTHS", "MOST_TO_DEVELOP", "candidate_feedback", "feedback_form", "feedback_form_text"]

MOST_STRENGTHS, MOST_TO_DEVELOP = 2, 1
"""Lines of one competency beyond which the person who approves is asked to look again: more than that nobody takes in."""


@dataclass(slots=True)
class _Ticked:
    strengths: list[Line] = field(default_factory=list)
    practise: list[Line] = field(default_factory=list)
    in_the_way: list[Line] = field(default_factory=list)


def feedback_form(role: RoleProfile, *, framework: Framework, candidate: str | None = None) -> FeedbackTicks:
    """Return the lines that can be ticked: indicators and contra-indicators of each competency at the role's level, none ticked.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    ticks = [FeedbackTick(line=line.source, text=line.text) for _, line, _ in _lines(role, framework)]
    return FeedbackTicks(candidate=candidate, ticks=tuple(ticks))


def feedback_form_text(role: RoleProfile, *, framework: Framework, candidate: str | None = None) -> str:
    """Return the form as YAML to fill in, with a heading for each competency.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    rows = [f"# {say.text(f'feedback.{key}')}" for key in ("form_head", "form_rule", "form_source")]
    rows += ["format: 1", f"candidate: {_quoted(candidate)}" if candidate else "# candidate: key or name", "ticks:"]
    seen: tuple[str, bool] | None = None
    for competency, line, against in _lines(role, framework):
        if seen != (competency, against):
            name = present(framework.competency(competency)).name
            rows += ["", f"  # {name}" + (f". {say.text('feedback.form_contra')}" if against else "")]
            seen = (competency, against)
        rows += [f"  - line: {line.source}", f"    text: {_quoted(line.text)}", '    tick: "no"']
    return "\n".join(rows) + "\n"


def candidate_feedback(
    candidate: str,
    *,
    ticks: FeedbackTicks | Iterable[str],
    role: RoleProfile,
    framework: Framework,
    approved_by: str | None = None,
    approved_on: str | None = None,
    contact: str | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidateFeedback:
    """Return the page for the person who approves and, once approved, the message to the candidate.

    `ticks` are a filled-in form, or full ids: indicators count as strengths then, contra-indicators as something to work on. `contact` is
    whom the candidate can ask; the organisation's contact for adjustments when left out.

    Raises:
        DataError: a tick names no line of the role at its level, a contra-indicator as a strength, another candidate, or nothing is ticked;
            `approved_on` is no day. All problems at once.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    form = ticks if isinstance(ticks, FeedbackTicks) else None
    ids = () if isinstance(ticks, FeedbackTicks) else tuple(ticks)
    problems = list(_other_candidate(candidate, form))
    chosen = _chosen(form.ticks if form else _from_ids(ids, role, framework), role, framework, problems)
    if not any(entry.strengths or entry.practise or entry.in_the_way for entry in chosen.values()) and not problems:
        problems.append(_problem("nothing-ticked", "no line is ticked", "write strength or develop in place of no where a line fits"))
    signed, day = (approved_by or "").strip() or None, _day(approved_on, problems)
    if problems:
        raise DataError(problems)
    approved = bool(signed and day)
    whom = contact or (organisation.adjustments_contact if organisation else None)
    title = job_title(role, vacancy)
    competencies = tuple(
        FeedbackCompetency(
            competency=name,
            name=competency_name(present(framework.competency(name))),
            strengths=tuple(entry.strengths),
            practise=tuple(entry.practise),
            in_the_way=tuple(entry.in_the_way),
        )
        for name, entry in chosen.items()
        if entry.strengths or entry.practise or entry.in_the_way
    )
    half = bool(signed) != bool(day)
    message = _message(say, candidate, title=title, competencies=competencies, contact=whom, signed=signed) if signed and day else None
    return CandidateFeedback(
        title=say.text("feedback.title", role=title),
        candidate=candidate,
        role_title=title,
        approved=approved,
        approved_by=signed if approved else None,
        approved_on=day if approved else None,
        notice=None if approved else say.line("feedback.not_approved"),
        notes=((say.line("feedback.needs_both"),) if half else ()) + _notes(say, competencies, whom),
        competencies=competencies,
        subject=say.text("feedback.subject", role=title) if approved else None,
        message=message,
        message_paragraphs=tuple(tuple(part.splitlines()) for part in message.strip().split("\n\n")) if message else (),
        approval=say.line("feedback.approved_by", name=signed, day=day_in_words(say, day)) if signed and day else None,
        withheld=None if approved else say.line("feedback.withheld"),
        # Why no draft notice: whether it may go out is a person's word on this page, and its own notice says so.
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )


def _lines(role: RoleProfile, framework: Framework) -> Iterable[tuple[str, Line, bool]]:
    """Yield competency, line, and whether it speaks against the competency, in the role's order."""
    for requirement in role.requirements:
        competency = present(framework.competency(requirement.competency))
        level = present(competency.at(requirement.level))
        for against, entries in ((False, level.indicators), (True, level.contra_indicators)):
            for entry in entries:
                yield competency.id, Line(text=entry.text, source=competency.source(requirement.level, entry.id)), against


def _from_ids(ids: Iterable[str], role: RoleProfile, framework: Framework) -> tuple[FeedbackTick, ...]:
    contra = {line.source for _, line, against in _lines(role, framework) if against}
    return tuple(FeedbackTick(line=name, tick="develop" if name in contra else "strength") for name in dict.fromkeys(ids))


def _other_candidate(candidate: str, form: FeedbackTicks | None) -> Iterable[Problem]:
    if form is not None and form.candidate is not None and form.candidate != candidate:
        message = f"the ticks are about '{form.candidate}', not about '{candidate}'"
        yield _problem("other-candidate", message, "use the form that was filled in for this candidate")


def _chosen(ticks: Iterable[FeedbackTick], role: RoleProfile, framework: Framework, problems: list[Problem]) -> dict[str, _Ticked]:
    known = {line.source: (competency, line, against) for competency, line, against in _lines(role, framework)}
    chosen = {requirement.competency: _Ticked() for requirement in role.requirements}
    for tick in ticks:
        if tick.line not in known:
            message = f"'{tick.line}' is no line of the role '{role.id}' at its levels"
            hint = did_you_mean(tick.line, known) or "print the lines with 'servicecomp feedback form'"
            problems.append(_problem("unknown-line", message, hint))
            continue
        competency, line, against = known[tick.line]
        if tick.tick == "strength" and against:
            message = f"'{tick.line}' speaks against the competency and cannot be a strength"
            problems.append(_problem("contra-as-strength", message, "write develop, or no"))
        elif tick.tick != "no":
            entry = chosen[competency]
            (entry.strengths if tick.tick == "strength" else entry.in_the_way if against else entry.practise).append(line)
    return chosen


def _day(day: str | None, problems: list[Problem]) -> str | None:
    if not day:
        return None
    try:
        return check_day(day)
    except ValueError as error:
        problems.append(Problem(code="not-a-day", where="approved_on", message=str(error)))
        return None


def _notes(say: Phrases, competencies: tuple[FeedbackCompetency, ...], contact: str | None) -> tuple[Line, ...]:
    notes = []
    for entry in competencies:
        develop = len(entry.practise) + len(entry.in_the_way)
        if len(entry.strengths) > MOST_STRENGTHS:
            notes.append(say.line("feedback.note_many_strengths", name=entry.name.text, number=len(entry.strengths)))
        if develop > MOST_TO_DEVELOP:
            notes.append(say.line("feedback.note_many_develop", name=entry.name.text, number=develop))
    if not any(entry.strengths for entry in competencies):
        notes.append(say.line("feedback.note_no_strength"))
    if not contact:
        notes.append(say.line("feedback.note_contact"))
    return tuple(notes)


def _message(
    say: Phrases, candidate: str, *, title: str, competencies: tuple[FeedbackCompetency, ...], contact: str | None, signed: str
) -> str:
    def rows(key: str, kind: str) -> list[str]:
        return [
            say.text(f"feedback.{key}", name=entry.name.text, text=line.text) for entry in competencies for line in getattr(entry, kind)
        ]

    strengths = rows("entry", "strengths")
    develop = rows("entry_practise", "practise") + rows("entry_in_the_way", "in_the_way")
    gap = f"[{say.text('messages.missing.contact')}]"
    paragraphs = [
        say.text("feedback.greeting", candidate=candidate),
        say.text("feedback.thanks", role=title),
        say.text("feedback.basis"),
    ]
    if strengths:
        paragraphs.append("\n".join([say.text("feedback.strengths_lead"), *strengths]))
    if develop:
        paragraphs.append("\n".join([say.text("feedback.develop_lead"), *develop]))
    paragraphs.append(say.text("feedback.closing", contact=(contact or gap).rstrip(" .") or gap))
    paragraphs.append(f"{say.text('feedback.regards')}\n{signed}")
    return "\n\n".join(paragraphs) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, where="ticks", message=message, hint=hint)
