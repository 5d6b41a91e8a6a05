"""What is wrong with a schedule: names that nobody has, times that do not exist, people in two places, too little notice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.exchange.schedule_times import moment, moments_of, working_days_between, zone
from servicecomp.loading.building import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.models.schedules import Schedule, ScheduledSession
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = ["Fault", "Meeting", "meetings", "schedule_faults"]


class Fault(NamedTuple):
    """Something to mend in a schedule; a reader of files adds line and column."""

    location: tuple[int | str, ...]
    """Way from the top of the schedule to the value."""
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A scheduled interview with what the plan and the vacancy say about it."""

    place: int
    """Which of the schedule's sessions it is, from 0."""
    session: ScheduledSession
    planned: PlannedSession
    people: tuple[str, ...]
    """Who interviews, by key."""
    start: datetime
    end: datetime
    cancelled: bool

    @property
    def says(self) -> str:
        """Who and when, as a problem names it."""
        return f"'{self.session.candidate}' in '{self.session.stage}' from {self.start:%H:%M} to {self.end:%H:%M}"


def meetings(schedule: Schedule, plan: InterviewPlan, vacancy: Vacancy) -> tuple[Meeting, ...]:
    """Return the interviews whose stage, zone and time are known, in the order of the schedule."""
    planned = {session.stage: session for session in plan.sessions}
    found = []
    for place, session in enumerate(schedule.sessions):
        where = zone(session.time_zone or schedule.time_zone)
        here = planned.get(session.stage)
        times = moments_of(session.date, session.start, where) if where else ()
        if here is None or len(times) != 1:
            continue
        cancelled = (session.status or schedule.status) == "cancelled"
        people = _people(here, schedule, vacancy)
        found.append(Meeting(place, session, here, people, times[0], moment(times[0], here.minutes), cancelled))
    return tuple(found)


def schedule_faults(schedule: Schedule, plan: InterviewPlan, vacancy: Vacancy) -> Iterator[Fault]:
    """Yield everything that is wrong, in the order of the schedule, clashes last."""
    if schedule.vacancy != vacancy.id:
        message = f"the schedule is for the vacancy '{schedule.vacancy}', not for '{vacancy.id}'"
        yield Fault(("vacancy",), "other-vacancy", message, "name the vacancy that it is for")
    if zone(schedule.time_zone) is None:
        yield _unknown_zone(("time_zone",), schedule.time_zone)
    yield from _contact_faults(schedule, plan, vacancy)
    for place in range(len(schedule.sessions)):
        yield from _session_faults(schedule, place, plan, vacancy)
    held = [meeting for meeting in meetings(schedule, plan, vacancy) if not meeting.cancelled]
    yield from _clashes(held, timedelta(minutes=schedule.break_minutes))
    yield from _notice(schedule, held)


def _people(planned: PlannedSession, schedule: Schedule, vacancy: Vacancy) -> tuple[str, ...]:
    """Return who interviews: whom the plan names, else the vacancy's panel, else everybody who has an address."""
    return planned.interviewers or tuple(person.key for person in vacancy.panel) or tuple(contact.key for contact in schedule.interviewers)


def _contact_faults(schedule: Schedule, plan: InterviewPlan, vacancy: Vacancy) -> Iterator[Fault]:
    known = list(dict.fromkeys(key for session in plan.sessions for key in _people(session, schedule, vacancy)))
    for field, words in (("interviewers", "interviewer"), ("candidates", "candidate")):
        contacts = schedule.interviewers if field == "interviewers" else schedule.candidates
        usual = known if field == "interviewers" else list(vacancy.candidates)
        counts = Counter(contact.key for contact in contacts)
        for place, contact in enumerate(contacts):
            if counts[contact.key] > 1:
                yield Fault((field, place, "key"), "duplicate-name", f"the {words} '{contact.key}' stands here twice", "keep one address")
            if usual and contact.key not in usual:
                whose = "the plan" if field == "interviewers" else f"the vacancy '{vacancy.id}'"
                code = "not-on-the-panel" if field == "interviewers" else "unknown-candidate"
                yield Fault((field, place, "key"), code, f"{whose} has no {words} '{contact.key}'", did_you_mean(contact.key, usual))


def _session_faults(schedule: Schedule, place: int, plan: InterviewPlan, vacancy: Vacancy) -> Iterator[Fault]:
    session = schedule.sessions[place]
    at = ("sessions", place)
    candidates = [contact.key for contact in schedule.candidates]
    if session.candidate not in candidates:
        hint = did_you_mean(session.candidate, candidates) or "add the address under 'candidates'"
        yield Fault((*at, "candidate"), "unknown-candidate", f"there is no address for the candidate '{session.candidate}'", hint)
    earlier = [(other.candidate, other.stage) for other in schedule.sessions[:place]]
    if (session.candidate, session.stage) in earlier:
        message = f"'{session.candidate}' stands here twice for '{session.stage}'"
        yield Fault((*at, "stage"), "duplicate-session", message, "keep one; to move an interview, change its time and raise its sequence")
    planned = {entry.stage: entry for entry in plan.sessions}
    if session.stage not in planned:
        yield Fault((*at, "stage"), "unknown-stage", f"the plan has no stage '{session.stage}'", f"use one of: {', '.join(planned)}")
    else:
        addresses = [contact.key for contact in schedule.interviewers]
        for key in _people(planned[session.stage], schedule, vacancy):
            if key not in addresses:
                message = f"'{key}' interviews in '{session.stage}' and has no address"
                yield Fault((*at, "stage"), "no-address", message, "add it under 'interviewers'")
    cancelled = (session.status or schedule.status) == "cancelled"
    if session.place is None and session.link is None and not cancelled:
        yield Fault(at, "no-place", f"nobody is told where '{session.candidate}' is interviewed", "add 'place' or 'link'")
    yield from _time_faults(schedule, session, at)


def _time_faults(schedule: Schedule, session: ScheduledSession, at: tuple[str, int]) -> Iterator[Fault]:
    name = session.time_zone or schedule.time_zone
    where = zone(name)
    if where is None:
        if session.time_zone is not None:
            yield _unknown_zone((*at, "time_zone"), name)
        return
    count = len(moments_of(session.date, session.start, where))
    if count != 1:
        how = "does not exist" if not count else "comes twice"
        message = f"{session.start} on {session.date} {how} in {name}, because the clocks change then"
        yield Fault((*at, "start"), "clock-change", message, "choose another time")


def _unknown_zone(location: tuple[int | str, ...], name: str) -> Fault:
    return Fault(location, "unknown-time-zone", f"there is no time zone '{name}'", "use an IANA name, such as Europe/London")


def _clashes(held: Sequence[Meeting], gap: timedelta) -> Iterator[Fault]:
    """Yield each pair of interviews that somebody cannot both be in, and each that leaves somebody less than the break."""
    ordered = sorted(held, key=lambda meeting: (meeting.start.astimezone(UTC), meeting.place))
    for number, first in enumerate(ordered, 1):
        for second in ordered[number:]:
            between = second.start.astimezone(UTC) - first.end.astimezone(UTC)
            if between >= gap:
                break  # the later ones start later still
            both = sorted(set(first.people) & set(second.people))
            if first.session.candidate == second.session.candidate:
                both.append(first.session.candidate)
            if both:
                yield _clash(first, second, _listed(f"'{name}'" for name in both), between, gap)


def _clash(first: Meeting, second: Meeting, who: str, between: timedelta, gap: timedelta) -> Fault:
    at = ("sessions", second.place, "start")
    if between < timedelta():
        message = f"{who} cannot be with {second.says} and with {first.says} on {first.start:%Y-%m-%d}"
        return Fault(at, "overlap", message, "move one of them")
    minute = timedelta(minutes=1)
    message = f"{who} would have {between // minute} minutes between {first.says} and {second.says}, not {gap // minute}"
    return Fault(at, "short-break", message, "move one of them, or lower 'break_minutes'")


def _notice(schedule: Schedule, held: Iterable[Meeting]) -> Iterator[Fault]:
    if schedule.questions_sent is None:
        return
    for meeting in held:
        days = working_days_between(schedule.questions_sent, meeting.session.date)
        if meeting.session.date <= schedule.questions_sent or days < schedule.days_with_questions:
            message = (
                f"'{meeting.session.candidate}' would have {days} working days with the questions, sent on {schedule.questions_sent}, "
                f"not {schedule.days_with_questions}"
            )
            hint = "send them earlier, or interview later; every candidate gets the same notice"
            yield Fault(("sessions", meeting.place, "date"), "before-questions", message, hint)


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
