"""When and where each candidate is interviewed, as a recruiter writes it down, and the invitations that follow from it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from servicecomp.models.base import FormatNumber, Id, Model, RichText, Text
from servicecomp.models.days import Day

__all__ = ["DEFAULT_BREAK", "DEFAULT_DAYS_WITH_QUESTIONS", "Contact", "Invitation", "Schedule", "ScheduledSession", "SessionStatus"]

DEFAULT_BREAK = 15
"""Minutes between two interviews of one person; the kit asks for fifteen to rate alone before the next candidate."""

DEFAULT_DAYS_WITH_QUESTIONS = 3
"""Working days that candidates have with the questions, as on the page that sends them."""

# Why so narrow: what stands here goes into a calendar's address as it is, and what would have to be quoted or encoded there is read
# differently by each program.
_ADDRESS = re.compile(r"[A-Za-z0-9.!$'*+_~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+")
_LINK = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!#$%&'()*+,./0-9:;=?@A-Z_a-z~-]*)?")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")


def _whole(pattern: re.Pattern[str], hint: str) -> AfterValidator:
    """Return a check that all of a text is of one form; what it says names the form."""

    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            message = f"{text[:60]!r} is {hint}"
            raise ValueError(message)
        return text

    return AfterValidator(check)


Email = Annotated[str, StringConstraints(max_length=254), _whole(_ADDRESS, "no e-mail address; write it alone, such as jo@example.org")]
"""An e-mail address, without a name."""

Clock = Annotated[str, _whole(_CLOCK, "no time of day; write hours and minutes, such as 09:30")]
"""A time of day, as hours:minutes on the clock of 24 hours."""

TimeZone = Annotated[str, StringConstraints(max_length=64), _whole(_ZONE, "no time zone; write its name, such as Europe/London")]
"""A time zone by its IANA name, such as Europe/London."""

Link = Annotated[str, StringConstraints(max_length=2000), _whole(_LINK, "no link; write it whole, such as https://example.org/room")]
"""An https address."""

Minutes = Annotated[int, Field(strict=True, ge=0, le=240)]
Days = Annotated[int, Field(strict=True, ge=0, le=60)]
Sequence = Annotated[int, Field(strict=True, ge=0, le=2_147_483_647)]
SessionStatus = Literal["confirmed", "cancelled"]


class Contact(Model):
    """Somebody who is invited."""

    key: Text
    """Candidate as in the vacancy, or the interviewer's short name in the plan."""
    email: Email
    """Where the invitation goes."""


class ScheduledSession(Model):
    """One candidate's interview in one stage of the plan."""

    candidate: Text
    """Candidate, as in the vacancy."""
    stage: Id
    """Stage of the plan; its length comes from there."""
    date: Day
    """Day of the interview."""
    start: Clock
    """When it starts, on the clock of its time zone."""
    time_zone: TimeZone | None = None
    """Its time zone; the schedule's when left out."""
    place: Text | None = None
    """Where it is held."""
    link: Link | None = None
    """Where it is held on screen."""
    sequence: Sequence | None = None
    """Number of this version of the invitation; the schedule's when left out."""
    status: SessionStatus | None = None
    """confirmed, or cancelled to take the invitation back; the schedule's when left out."""
    note_for_candidate: RichText | None = None
    """Added to the candidate's invitation, and to no other."""
    note_for_panel: RichText | None = None
    """Added to the panel's invitation, and never to the candidate's."""


class Schedule(Model):
    """The interviews of a vacancy, each with its day, time and place."""

    format: FormatNumber = 1
    """Version of this file format."""
    vacancy: Id
    """Vacancy that it is for."""
    dated: Day
    """Day on which it was drawn up; stamped on the invitations instead of the time at which they are made."""
    time_zone: TimeZone
    """Time zone of all interviews that name no other, by its IANA name."""
    organiser: Email
    """Who sends the invitations and gets the answers."""
    organiser_name: Text | None = None
    """Name beside that address."""
    interviewers: Annotated[tuple[Contact, ...], Field(min_length=1)]
    """Addresses of the people who interview."""
    candidates: Annotated[tuple[Contact, ...], Field(min_length=1)]
    """Addresses of the candidates."""
    questions_sent: Day | None = None
    """Day on which all candidates are sent the questions, if they are."""
    days_with_questions: Days = DEFAULT_DAYS_WITH_QUESTIONS
    """Working days, Monday to Friday, that every candidate has between that day and the first interview."""
    break_minutes: Minutes = DEFAULT_BREAK
    """Least break of a person between two interviews."""
    sequence: Sequence = 0
    """Number of this version of the invitations: one more each time that they are sent again."""
    status: SessionStatus = "confirmed"
    """confirmed, or cancelled to take all invitations back."""
    sessions: Annotated[tuple[ScheduledSession, ...], Field(min_length=1)]
    """The interviews."""


class Invitation(Model):
    """One calendar file: an interview as one of its two sides is invited to it."""

    name: Text
    """Name of its file."""
    candidate: str
    """Whose interview it is."""
    stage: Id
    """In which stage."""
    audience: Literal["candidate", "panel"]
    """Which side is invited."""
    uid: Text
    """By which a calendar knows it again; the same in every version."""
    method: Literal["REQUEST", "CANCEL"]
    """What the calendar is asked to do."""
    content: str
    """The file, in the iCalendar format (RFC 5545, RFC 5546)."""
