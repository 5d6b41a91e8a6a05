"""Interviews as calendar invitations: iCalendar files (RFC 5545) that ask for an answer or take the invitation back (RFC 5546).

Each file holds one event, because calendars take an invitation with several for one series. The candidate's file names no rater's
address, and nothing that is meant for the panel. Nothing depends on when or where a file is made: its stamp is the schedule's date, and
its identifier a hash of vacancy, candidate, stage and side, so that a later version replaces an earlier one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from servicecomp.documents.coverage import people_in, stage_name
from servicecomp.errors import MissingExtraError
from servicecomp.exchange.schedule_checks import meetings
from servicecomp.exchange.schedule_times import changes
from servicecomp.interviews.picking import frame_minutes
from servicecomp.models.days import day_parts
from servicecomp.models.schedules import Invitation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from servicecomp.documents.phrases import Phrases
    from servicecomp.exchange.schedule_checks import Meeting
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.schedules import Contact, Schedule, ScheduledSession
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["PRODUCT", "calendar_files"]

PRODUCT = "-//servicecomp//interviews//EN"
"""Name under which the files are made."""

_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls, the marks that reorder text, and halves of characters: none can be read, and some programs stop at them.
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DAYS_AROUND = timedelta(days=400)


def calendar_files(
    schedule: Schedule, *, plan: InterviewPlan, vacancy: Vacancy, say: Phrases, organisation: Organisation | None = None
) -> tuple[Invitation, ...]:
    """Return two invitations for each interview, in the order of the schedule: the candidate's and the panel's.

    The schedule has been checked (`schedule_faults`); an interview whose stage or time is not known is left out.

    Raises:
        MissingExtraError: the extra `calendar` is not installed.

    """
    numbers = {key: number for number, key in enumerate(vacancy.candidates or [contact.key for contact in schedule.candidates], 1)}
    found = []
    for meeting in meetings(schedule, plan, vacancy):
        writer = _Writer(schedule, plan, vacancy, organisation, say, meeting)
        stem = f"candidate-{numbers.get(meeting.session.candidate, meeting.place + 1):02}-{meeting.session.stage}"
        for audience in ("candidate", "panel"):
            uid = _uid(vacancy.id, meeting.session.candidate, meeting.session.stage, audience)
            found.append(
                Invitation(
                    name=f"{stem}-{audience}.ics",
                    candidate=meeting.session.candidate,
                    stage=meeting.session.stage,
                    audience=audience,
                    uid=uid,
                    method="CANCEL" if meeting.cancelled else "REQUEST",
                    content=writer.calendar(uid, for_panel=audience == "panel"),
                )
            )
    return tuple(found)


def _uid(*parts: str) -> str:
    """Return an identifier that depends on nothing else; the length of each part keeps two lists of parts apart."""
    whole = "".join(f"{len(part)}:{part}" for part in parts).encode(errors="backslashreplace")
    return f"{hashlib.sha256(whole).hexdigest()[:40]}@servicecomp"


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes the two files of one interview."""

    _schedule: Schedule
    _plan: InterviewPlan
    _vacancy: Vacancy
    _organisation: Organisation | None
    _say: Phrases
    _meeting: Meeting

    @property
    def _session(self) -> ScheduledSession:
        return self._meeting.session

    def calendar(self, uid: str, *, for_panel: bool) -> str:
        """Return one file."""
        library = _library()
        cancelled, session = self._meeting.cancelled, self._session
        event = library.Event()
        event.add("uid", uid)
        event.add("dtstamp", datetime.fromisoformat(self._schedule.dated).replace(tzinfo=UTC))
        event.add("dtstart", self._meeting.start)
        event.add("dtend", self._meeting.end)
        event.add("sequence", session.sequence if session.sequence is not None else self._schedule.sequence)
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
        event.add("summary", self._title(for_panel=for_panel))
        event.add("description", "\n\n".join(map(_plain, self._panel_text() if for_panel else self._candidate_text())))
        if session.place or session.link:
            event.add("location", _plain(session.place or session.link or ""))
        if session.link:
            event.add("url", session.link)
        if for_panel:
            event.add("class", "PRIVATE")
        event.add("organizer", _address(self._schedule.organiser, self._schedule.organiser_name))
        names = {person.key: person.name for person in self._vacancy.panel} if for_panel else {}
        for contact in self._invited(for_panel=for_panel):
            name = names.get(contact.key, contact.key)
            guest = {"role": "REQ-PARTICIPANT", "partstat": "NEEDS-ACTION", "rsvp": "FALSE" if cancelled else "TRUE"}
            event.add("attendee", _address(contact.email, name, guest))
        calendar = library.Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "CANCEL" if cancelled else "REQUEST")
        calendar.add_component(_zone(self._meeting.start, self._meeting.end))
        calendar.add_component(event)
        content: bytes = calendar.to_ical()
        return content.decode("utf-8")

    def _invited(self, *, for_panel: bool) -> Sequence[Contact]:
        if for_panel:
            addresses = {contact.key: contact for contact in self._schedule.interviewers}
            return [addresses[key] for key in self._meeting.people if key in addresses]
        return [contact for contact in self._schedule.candidates if contact.key == self._session.candidate]

    def _title(self, *, for_panel: bool) -> str:
        part = ""
        if len(self._plan.sessions) > 1:
            number = self._plan.sessions.index(self._meeting.planned) + 1
            part = self._say.text("invite.part", number=number, total=len(self._plan.sessions))
        key = f"invite.{'panel' if for_panel else 'candidate'}_title{'_part' if part else ''}"
        title = self._say.text(key, part=part, role=self._vacancy.title, candidate=self._session.candidate)
        if self._organisation and not for_panel:
            title = self._say.text("invite.at", title=title, organisation=self._organisation.name)
        # A title is one line; what a calendar does with a second one cannot be told.
        return " ".join(_plain(title).split())

    def _candidate_text(self) -> Iterable[str]:
        say, session, organiser = self._say, self._session, self._schedule.organiser
        if self._meeting.cancelled:
            yield say.text("invite.cancelled_candidate", organiser=organiser)
            return
        minutes = self._meeting.planned.minutes
        yield say.text("invite.welcome", role=self._vacancy.title)
        yield say.text("invite.length", minutes=minutes, own=frame_minutes(minutes)[1])
        yield say.text("invite.same")
        met = [person for person in self._vacancy.panel if person.key in self._meeting.people]
        people = [say.text("invite.person", name=person.name, job=person.job) if person.job else person.name for person in met]
        if people:
            yield say.text("invite.meet", names=self._listed(people))
        if self._schedule.questions_sent:
            yield say.text("invite.questions", day=self._day(self._schedule.questions_sent))
        if session.place:
            yield say.text("invite.where", place=session.place)
        if session.link:
            yield say.text("invite.join", link=session.link)
        contact = self._organisation.adjustments_contact if self._organisation else None
        yield say.text("invite.adjustments", contact=(contact or organiser).rstrip(" ."))
        yield say.text("invite.other_time", organiser=organiser)
        if session.note_for_candidate:
            yield session.note_for_candidate

    def _panel_text(self) -> Iterable[str]:
        say, session, planned = self._say, self._session, self._meeting.planned
        if self._meeting.cancelled:
            yield say.text("invite.cancelled_panel")
            return
        stage, total = stage_name(session.stage), len(planned.questions)
        yield say.text("invite.candidate", candidate=session.candidate, stage=stage, minutes=planned.minutes)
        sitting = dict(people_in(planned, self._vacancy))
        yield say.text("invite.sit_in", names=self._listed([sitting.get(key, key) for key in self._meeting.people]))
        reading: dict[str, list[str]] = {}
        for number, key in enumerate(planned.askers, 1):
            reading.setdefault(key, []).append(str(number))
        for key, numbers in reading.items():
            phrase = "invite.reads_out_one" if len(numbers) == 1 else "invite.reads_out_some"
            yield say.text(phrase, name=sitting.get(key, key), numbers=self._listed(numbers), total=total)
        if session.place:
            yield say.text("invite.where", place=session.place)
        if session.link:
            yield say.text("invite.join", link=session.link)
        yield say.text("invite.booklet")
        if session.note_for_panel:
            yield session.note_for_panel

    def _day(self, day: str) -> str:
        year, month, number = day_parts(day)
        return self._say.text("invite.day", day=number, month=self._say.lines("invite.months")[month - 1].text, year=year)

    def _listed(self, names: Sequence[str]) -> str:
        *first, last = names
        return self._say.text("invite.and", first=", ".join(first), last=last) if first else last


def _library() -> Any:  # noqa: ANN401 - a module
    try:
        import icalendar  # noqa: PLC0415 - the library is an extra
    except ImportError:
        raise MissingExtraError(feature="a calendar invitation", extra="calendar") from None
    return icalendar


def _plain(text: str) -> str:
    """Return a text with line feeds as its only line ends, and without what cannot be read."""
    return _UNREADABLE.sub("", _LINE_ENDS.sub("\n", text))


def _address(email: str, name: str | None, guest: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - a value of the library
    library = _library()
    address = library.vCalAddress(f"mailto:{email}")
    if name:
        # A name stands between quotes, where a line end or a quote of its own cannot.
        address.params["CN"] = " ".join(_plain(name).replace('"', "'").split())
    for key, value in (guest or {}).items():
        address.params[key.upper()] = value
    return address


def _zone(start: datetime, end: datetime) -> Any:  # noqa: ANN401 - a value of the library
    """Return the description of a time zone around an interview.

    Why not the library's own: it states the spring change of the clocks an hour late.
    """
    library = _library()
    where: ZoneInfo = start.tzinfo  # type: ignore[assignment]
    found = list(changes(where, start - _DAYS_AROUND, end + _DAYS_AROUND))
    usual = min(change.after for change in found)
    described = library.Timezone()
    described.add("tzid", where.key)
    for change in found:
        part = library.TimezoneDaylight() if change.after > usual else library.TimezoneStandard()
        part.add("dtstart", change.local)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        described.add_component(part)
    return described
