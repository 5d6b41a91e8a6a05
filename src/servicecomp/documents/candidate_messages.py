"""The messages that candidates get, filled from what is known; a gap is shown, and its message is not ready to send."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.care import MESSAGE_STEPS, CandidateMessage, CandidateMessages, MessageDetails, Paragraph, Part
from servicecomp.models.days import day_parts, weekday
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.care import MessageStep
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["candidate_messages", "day_in_words", "name_of"]

# Marks around what is missing while a phrase is filled; private characters, taken out of whatever people wrote.
_OPEN, _CLOSE = "\ue000", "\ue001"
_GAP = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)
_KEY = re.compile(r"[^\s]*\d[^\s]*|[a-z]+([-_][a-z]+)+")


def candidate_messages(
    role: RoleProfile,
    *,
    framework: Framework,
    step: MessageStep | None = None,
    details: MessageDetails | None = None,
    plan: InterviewPlan | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidateMessages:
    """Return all messages, or the one of a `step`.

    `details` hold what only the sender knows: the candidate's name, day, place. With a `plan` only its interviewers are named.
    """
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    known = details or MessageDetails()
    messages = tuple(
        _message(say, name, _facts(say, name, title=title, known=known, plan=plan, organisation=organisation, vacancy=vacancy))
        for name in ([step] if step else MESSAGE_STEPS)
    )
    heading = say.text("messages.title_one", name=messages[0].name.text, role=title) if step else say.text("messages.title", role=title)
    return CandidateMessages(
        title=heading,
        role_title=title,
        guidance=say.lines("messages.guidance_lines"),
        messages=messages,
        # Why no draft notice: a message says by itself whether it is ready, and no criterion stands in it.
        **common(say=say, framework=framework, role=role, plan=plan, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )


def name_of(candidate: str | None, name: str | None) -> str | None:
    """Return how a letter greets a candidate: the name, else what stands for the candidate where that is no key.

    >>> name_of("candidate-1", None), name_of("1001", None), name_of("candidate-1", "A Name"), name_of("A Name", None)
    (None, None, 'A Name', 'A Name')

    """
    if name and name.strip():
        return name.strip()
    return None if candidate is None or not candidate.strip() or _KEY.fullmatch(candidate.strip()) else candidate


def day_in_words(say: Phrases, day: str) -> str:
    """Return a day as candidates read it: `Tuesday 24 November 2026`."""
    year, month, number = day_parts(day)
    names, months = say.lines("messages.days"), say.lines("messages.months")
    return say.text("messages.day", weekday=names[weekday(day)].text, number=number, month=months[month - 1].text, year=year)


def _facts(
    say: Phrases,
    step: MessageStep,
    *,
    title: str,
    known: MessageDetails,
    plan: InterviewPlan | None,
    organisation: Organisation | None,
    vacancy: Vacancy | None,
) -> dict[str, str | None]:
    """Return what fills the gaps of a message; None where nobody has said."""

    def words(day: str | None) -> str | None:
        return day_in_words(say, day) if day else None

    minutes = known.minutes or (vacancy.minutes if vacancy and step == "interview" else None)
    kept = organisation.retention_months if organisation else None
    return {
        "role": title,
        "organisation": organisation.name if organisation else None,
        "candidate": name_of(known.candidate, known.name),
        "sender": known.sender,
        "contact": _bare(known.contact),
        "adjustments": _bare(organisation.adjustments_contact if organisation else None),
        "day": words(known.day),
        "moment": say.text("messages.moment", day=words(known.day), time=known.time) if known.day and known.time else None,
        "minutes": str(minutes) if minutes else None,
        "place": _bare(known.place),
        "panel": _panel(say, plan, vacancy),
        "reply_by": words(known.reply_by),
        "next_by": words(known.next_by),
        "promised": words(known.promised),
        "reason": _bare(known.reason),
        "checks": _bare(known.checks),
        "feedback_by": words(known.feedback_by),
        "retention": say.text("messages.retention_one" if kept == 1 else "messages.retention_many", number=kept) if kept else None,
    }


def _bare(text: str | None) -> str | None:
    """Return a text without the full stop that the sentence around it brings; as it is where nothing else stands in it."""
    return (text.rstrip(" .") or text) if text else None


def _panel(say: Phrases, plan: InterviewPlan | None, vacancy: Vacancy | None) -> str | None:
    sitting = {key for session in plan.sessions for key in session.interviewers} if plan else set()
    people = [person for person in vacancy.panel if not sitting or person.key in sitting] if vacancy else []
    names = [say.text("pack.panel_person", name=person.name, job=person.job) if person.job else person.name for person in people]
    if len(names) > 1:
        return say.text("messages.panel_and", first="; ".join(names[:-1]), last=names[-1])
    return names[0] if names else None


def _message(say: Phrases, step: MessageStep, facts: Mapping[str, str | None]) -> CandidateMessage:
    key = f"messages.{step}"
    gaps = {name: f"{_OPEN}{name}{_CLOSE}" if fact is None else fact.translate(_MARKS) for name, fact in facts.items()}
    lines = (
        say.line(f"{key}.subject", **gaps),
        say.line("messages.greeting", **gaps),
        *say.lines(f"{key}.body", **gaps),
        say.line("messages.regards"),
        say.line("messages.sender", **gaps),
    )
    missing = dict.fromkeys(name for line in lines for name in re.findall(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}", line.text))
    names = "; ".join(say.text(f"messages.missing.{name}") for name in missing)
    notice = say.line("messages.not_ready", missing=names) if missing else None
    subject, *body = (_paragraph(say, line) for line in lines)
    return CandidateMessage(
        step=step,
        name=say.line(f"{key}.name"),
        when=say.line(f"{key}.when"),
        ready=not missing,
        notice=notice,
        subject=subject,
        body=tuple(body),
        plain=_plain(say, subject, body, notice),
    )


def _paragraph(say: Phrases, line: Line) -> Paragraph:
    parts = []
    for piece in _GAP.split(line.text):
        if piece.startswith(_OPEN):
            parts.append(Part(text=f"[{say.text(f'messages.missing.{piece[1:-1]}')}]", missing=True))
        elif piece:
            parts.append(Part(text=piece))
    return Paragraph(line=Line(text="".join(part.text for part in parts), source=line.source), parts=tuple(parts))


def _plain(say: Phrases, subject: Paragraph, body: list[Paragraph], notice: Line | None) -> str:
    *paragraphs, regards, sender = [paragraph.line.text for paragraph in body]
    top = [notice.text] if notice else []
    head = f"{say.text('messages.subject')}: {subject.line.text}"
    return "\n\n".join([*top, head, *paragraphs, f"{regards}\n{sender}"]) + "\n"
