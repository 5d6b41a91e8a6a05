"""Feedback to one candidate: a person ticks lines and writes what the candidate said that shows each; the letter prints the second only.

The lines are models of the job's language, not the candidate's words, and stay with the person who approves. No scorecard is taken, so
that no rating and nobody else can get in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap
from typing import TYPE_CHECKING

from servicecomp.documents.candidate_messages import day_in_words, name_of
from servicecomp.documents.fitting import check_role, present
from servicecomp.documents.parts import common, competency_name, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.models.care import CandidateFeedback, FeedbackCompetency, FeedbackPoint, FeedbackTick, FeedbackTicks
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

MOST_STRENGTHS, MOST_TO_DEVELOP = 3, 1
"""Ticks in all: beyond three strengths the person who approves is asked to look again; more than one thing to develop is not approved."""
_WIDTH = 110


@dataclass(slots=True)
class _Ticked:
    strengths: list[FeedbackPoint] = field(default_factory=list)
    develop: list[FeedbackPoint] = field(default_factory=list)


def feedback_form(role: RoleProfile, *, framework: Framework, candidate: str | None = None) -> FeedbackTicks:
    """Return the lines that can be ticked: indicators and contra-indicators of each competency at the role's level, none ticked.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    ticks = [FeedbackTick(line=line.source, text=line.text) for _, line, _ in _lines(role, framework)]
    return FeedbackTicks(role=role.id, candidate=candidate, ticks=tuple(ticks))


def feedback_form_text(role: RoleProfile, *, framework: Framework, candidate: str | None = None) -> str:
    """Return the form as YAML to fill in, with a heading for each competency.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    rows = [f"# {row}" for key in ("form_head", "form_said", "form_rule") for row in wrap(say.text(f"feedback.{key}"), _WIDTH)]
    rows += ["format: 1", f"role: {role.id}", f"candidate: {_quoted(candidate)}" if candidate else "# candidate: key or name", "ticks:"]
    seen: tuple[str, bool] | None = None
    for competency, line, against in _lines(role, framework):
        if seen != (competency, against):
            name = present(framework.competency(competency)).name
            rows += ["", f"  # {name}" + (f". {say.text('feedback.form_contra')}" if against else "")]
            seen = (competency, against)
        rows += [f"  - line: {line.source}", f"    text: {_quoted(line.text)}", '    tick: "no"', '    said: ""']
    return "\n".join(rows) + "\n"


def candidate_feedback(
    candidate: str,
    *,
    ticks: FeedbackTicks | Iterable[str],
    role: RoleProfile,
    framework: Framework,
    name: str | None = None,
    approved_by: str | None = None,
    approved_on: str | None = None,
    contact: str | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidateFeedback:
    """Return the page for the person who approves and, once approved, the message to the candidate.

    `ticks` are a filled-in form, or full ids for a draft: indicators count as strengths then, contra-indicators as something to work on.
    `name` is what the greeting says; `candidate` when left out, unless that is a key. `contact` is whom the candidate can ask; the
    organisation's contact for adjustments when left out. What stands against an approval is a note on the draft.

    Raises:
        DataError: a tick names no line of the role at its level, a contra-indicator as a strength, another candidate, or nothing is ticked;
            `approved_on` is no day; or it is approved although a tick has nothing under `said` or repeats its line, more than one thing is
            to be developed, no strength stands beside it, a competency is ticked both ways, or name or contact is missing. All at once.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    form = ticks if isinstance(ticks, FeedbackTicks) else None
    ids = () if isinstance(ticks, FeedbackTicks) else tuple(ticks)
    problems = list(_other_candidate(candidate, form))
    chosen = _chosen(form.ticks if form else _from_ids(ids, role, framework), role, framework, problems)
    if not any(entry.strengths or entry.develop for entry in chosen.values()) and not problems:
        problems.append(_problem("nothing-ticked", "no line is ticked", "write strength or develop in place of no where a line fits"))
    signed, day = (approved_by or "").strip() or None, _day(approved_on, problems)
    known, whom = name_of(candidate, name), contact or (organisation.adjustments_contact if organisation else None)
    competencies = tuple(
        FeedbackCompetency(
            competency=competency,
            name=competency_name(present(framework.competency(competency))),
            strengths=tuple(entry.strengths),
            develop=tuple(entry.develop),
        )
        for competency, entry in chosen.items()
        if entry.strengths or entry.develop
    )
    faults = list(_faults(say, competencies, name=known, contact=whom))
    if signed and day:
        problems += [Problem(code=code, where=where, message=line.text) for code, where, line in faults]
    if problems:
        raise DataError(problems)
    approved = bool(signed and day)
    title = job_title(role, vacancy)
    half = bool(signed) != bool(day)
    message = (
        _message(say, known, title=title, competencies=competencies, contact=whom, signed=signed)
        if known and whom and signed and day
        else None
    )
    return CandidateFeedback(
        title=say.text("feedback.title", role=title),
        candidate=candidate,
        name=known,
        role_title=title,
        approved=approved,
        approved_by=signed if approved else None,
        approved_on=day if approved else None,
        notice=None if approved else say.line("feedback.not_approved"),
        notes=((say.line("feedback.needs_both"),) if half else ()) + tuple(line for _, _, line in faults) + _many(say, competencies),
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
            (entry.strengths if tick.tick == "strength" else entry.develop).append(FeedbackPoint(line=line, said=tick.said))
    return chosen


def _day(day: str | None, problems: list[Problem]) -> str | None:
    if not day:
        return None
    try:
        return check_day(day)
    except ValueError as error:
        problems.append(Problem(code="not-a-day", where="approved_on", message=str(error)))
        return None


def _faults(
    say: Phrases, competencies: tuple[FeedbackCompetency, ...], *, name: str | None, contact: str | None
) -> Iterable[tuple[str, str, Line]]:
    """Yield what stands against an approval: a code, where, and the words."""
    for entry in competencies:
        for point in (*entry.strengths, *entry.develop):
            if point.said is None:
                yield "nothing-said", point.line.source, say.line("feedback.note_said", name=entry.name.text, text=point.line.text)
            elif _plain(point.line.text) in _plain(point.said):
                yield "copied-line", point.line.source, say.line("feedback.note_copied", name=entry.name.text)
        if entry.strengths and entry.develop:
            yield "both-ways", entry.competency, say.line("feedback.note_both", name=entry.name.text)
    develop = sum(len(entry.develop) for entry in competencies)
    if develop > MOST_TO_DEVELOP:
        yield "too-much-to-develop", "ticks", say.line("feedback.note_many_develop", number=develop)
    if not any(entry.strengths for entry in competencies):
        yield "no-strength", "ticks", say.line("feedback.note_no_strength")
    if name is None:
        yield "no-name", "name", say.line("feedback.note_name")
    if not contact:
        yield "no-contact", "contact", say.line("feedback.note_contact")


def _many(say: Phrases, competencies: tuple[FeedbackCompetency, ...]) -> tuple[Line, ...]:
    strengths = sum(len(entry.strengths) for entry in competencies)
    return (say.line("feedback.note_many_strengths", number=strengths),) if strengths > MOST_STRENGTHS else ()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .")


def _message(say: Phrases, name: str, *, title: str, competencies: tuple[FeedbackCompetency, ...], contact: str, signed: str) -> str:
    def rows(points: str) -> list[str]:
        return [
            say.text("feedback.entry", name=entry.name.text, said=point.said) for entry in competencies for point in getattr(entry, points)
        ]

    develop = rows("develop")
    paragraphs = [
        say.text("feedback.greeting", name=name),
        say.text("feedback.thanks", role=title),
        say.text("feedback.basis"),
        "\n".join([say.text("feedback.strengths_lead"), *rows("strengths")]),
    ]
    if develop:
        paragraphs.append("\n".join([say.text("feedback.develop_lead"), *develop]))
    paragraphs.append(say.text("feedback.closing", contact=contact.rstrip(" .") or contact))
    paragraphs.append(f"{say.text('feedback.regards')}\n{signed}")
    return "\n\n".join(paragraphs) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, where="ticks", message=message, hint=hint)
