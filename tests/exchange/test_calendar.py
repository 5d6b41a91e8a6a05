"""Calendar invitations: what is written is what a calendar reads, whatever the texts hold, and every problem is told at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import servicecomp as sc
from servicecomp.documents.phrases import phrases_for
from servicecomp.exchange.icalendar_files import calendar_files
from servicecomp.exchange.schedule_times import changes, moments_of, working_days_between, zone
from servicecomp.models.schedules import Contact, Schedule, ScheduledSession
from servicecomp.models.vacancies import Interviewer, InterviewPlan, PlannedSession

ZONES = ("Europe/London", "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
# Morocco changes its clocks by decree, and databases of different years disagree about it: described as ours has it, and not read back.
ALL_ZONES = (*ZONES, "Africa/Casablanca")
HOSTILE = (
    "a\r\nATTENDEE:mailto:evil@example.org\r\nEND:VEVENT",
    "a\nBEGIN:VEVENT\nb",
    "semi; comma, colon: back\\slash \\n \\; quote \" caret ^n ^' percent %0D%0A",
    "x" * 10_000,
    "é漢字🙂" * 500,
    "lone\rreturn\x0bvertical\x85next\u2028line\u2029paragraph",
    "right\u202eto left\u2066 and \x00 nothing \ud800 half",
    '";CN="x":mailto:evil@example.org',
    " leading and trailing ",
)
CANDIDATE_PROPERTIES = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "TRANSP", "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE")
}


@cache
def vacancy():
    opening, _ = sc.new_vacancy("contact-centre-agent")
    panel = (Interviewer(key="ann", name="A. Osei", job="team leader"), Interviewer(key="bo", name="B. Brandt"))
    return opening.model_copy(update={"id": "agents-7", "panel": panel, "candidates": ("candidate-1", "candidate-2")})


def plan(*people, stages=("call", "panel"), minutes=45):
    keys = people or ("ann", "bo")
    sessions = tuple(
        PlannedSession(stage=stage, minutes=minutes, interviewers=keys, questions=("ownership/a", "rapport/b"), askers=(keys[0], keys[-1]))
        for stage in stages
    )
    return InterviewPlan(role="contact-centre-agent", sessions=sessions)


def session(candidate="candidate-1", stage="call", date="2026-12-01", start="09:30", **more):
    return ScheduledSession(candidate=candidate, stage=stage, date=date, start=start, **({"place": "Room 4"} | more))


def schedule(*sessions, **more):
    given = {
        "vacancy": "agents-7",
        "dated": "2026-11-23",
        "time_zone": "Europe/London",
        "organiser": "jobs@example.org",
        "interviewers": (Contact(key="ann", email="ann@example.org"), Contact(key="bo", email="bo@example.org")),
        "candidates": (Contact(key="candidate-1", email="one@example.org"), Contact(key="candidate-2", email="two@example.org")),
        "sessions": sessions or (session(),),
    }
    return Schedule(**(given | more))


def invite(times, **more):
    return sc.invitations(plan(), vacancy=vacancy(), schedule=times, **more)


def event_of(invitation):
    calendar = Calendar.from_ical(invitation.content)
    (event,) = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not event.errors
    return event


def addresses(event):
    found = event["ATTENDEE"]
    return {str(address) for address in (found if isinstance(found, list) else [found])}


def codes(call):
    with pytest.raises(sc.DataError) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


@settings(max_examples=60)
@given(
    day=st.dates(min_value=datetime(2000, 1, 1).date(), max_value=datetime(2060, 12, 31).date()),  # noqa: DTZ001 - days have no zone
    clock=st.times().map(lambda time: f"{time.hour:02}:{time.minute:02}"),
    name=st.sampled_from(ZONES),
    minutes=st.integers(15, 240),
    more=st.tuples(st.integers(0, 2**31 - 1), st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=200))),
)
def test_what_is_written_is_what_a_calendar_reads(day, clock, name, minutes, more):
    number, place = more
    where = zone(name)
    times = moments_of(day.isoformat(), clock, where)
    one = session(date=day.isoformat(), start=clock, time_zone=name, sequence=number).model_copy(update={"place": place})
    used = plan(minutes=minutes)
    found = calendar_files(schedule(one), plan=used, vacancy=vacancy(), say=phrases_for("en"))
    if len(times) != 1:
        assert not found
        return
    for invitation, invited in zip(found, ({"mailto:one@example.org"}, {"mailto:ann@example.org", "mailto:bo@example.org"}), strict=True):
        event = event_of(invitation)
        start = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=where)
        assert event["DTSTART"].dt.astimezone(UTC) == start.astimezone(UTC)
        assert event["DTEND"].dt.astimezone(UTC) == start.astimezone(UTC) + timedelta(minutes=minutes)
        assert str(event["UID"]) == invitation.uid
        assert int(event["SEQUENCE"]) == number
        assert addresses(event) == invited
        assert set(event) - {"CLASS"} <= CANDIDATE_PROPERTIES
        assert event["DTSTAMP"].dt == datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inside_its_property(text):
    one = session().model_copy(update={"place": text, "note_for_candidate": text, "note_for_panel": text})
    contacts = (Contact(key="candidate-1", email="one@example.org").model_copy(update={"key": text}),)
    opening = vacancy().model_copy(
        update={
            "title": text,
            "candidates": (text,),
            "panel": tuple(person.model_copy(update={"name": text, "job": text}) for person in vacancy().panel),
        }
    )
    times = schedule(one).model_copy(
        update={"organiser_name": text, "candidates": contacts, "sessions": (one.model_copy(update={"candidate": text}),)}
    )
    found = calendar_files(times, plan=plan(), vacancy=opening, say=phrases_for("en"))
    assert [invitation.audience for invitation in found] == ["candidate", "panel"]
    for invitation in found:
        event = event_of(invitation)
        assert set(event) - {"CLASS"} == CANDIDATE_PROPERTIES
        assert len(addresses(event)) == (1 if invitation.audience == "candidate" else 2)
        assert not any("evil" in address for address in addresses(event))
        # Each line is at most 75 octets, and only CRLF ends one.
        lines = invitation.content.split("\r\n")
        assert lines[-1] == ""
        assert all(len(line.encode()) <= 75 and not re.search(r"[\r\n\x00-\x08\x0b-\x1f\x7f\u2028\u2029]", line) for line in lines)
        readable = re.sub(r"\r\n|[\r\x0b\x85\u2028\u2029]", "\n", re.sub("[\x00\u202e\u2066\ud800]", "", text))
        assert str(event["LOCATION"]) == readable
        assert str(event["DESCRIPTION"]).endswith(readable)
        assert " ".join(readable.split()) in str(event["SUMMARY"])


def test_the_same_schedule_gives_the_same_bytes_and_its_files_depend_on_nothing_else():
    times = schedule(session(), session("candidate-2", start="10:45", stage="call"))
    assert invite(times) == invite(times)
    assert [entry.name for entry in invite(times)] == [
        f"candidate-{number:02}-call-{side}.ics" for number in (1, 2) for side in ("candidate", "panel")
    ]
    assert len({entry.uid for entry in invite(times)}) == 4


def test_a_later_version_replaces_the_earlier_and_a_cancellation_takes_it_back():
    first = invite(schedule())
    moved = invite(schedule(session(date="2026-12-02", start="14:00")), sequence=1)
    gone = invite(schedule(), sequence=2, status="cancelled")
    assert [entry.uid for entry in first] == [entry.uid for entry in moved] == [entry.uid for entry in gone]
    assert [int(event_of(version[0])["SEQUENCE"]) for version in (first, moved, gone)] == [0, 1, 2]
    assert {entry.method for entry in first + moved} == {"REQUEST"}
    assert {entry.method for entry in gone} == {"CANCEL"}
    for entry in gone:
        assert Calendar.from_ical(entry.content)["METHOD"] == "CANCEL"
        assert event_of(entry)["STATUS"] == "CANCELLED"
    one = schedule(session(status="cancelled"), session("candidate-2", start="10:45"))
    assert [entry.method for entry in invite(one)] == ["CANCEL", "CANCEL", "REQUEST", "REQUEST"]


def test_a_number_that_cannot_be_a_sequence_is_refused():
    with pytest.raises(ValueError, match="sequence"):
        invite(schedule(), sequence=-1)


def test_the_candidate_learns_what_to_expect_and_nothing_meant_for_the_panel(repository):
    times = schedule(session(note_for_panel="Watch the clock.", note_for_candidate="Ring twice."), questions_sent="2026-11-24")
    theirs, panels = invite(times, organisation=repository / "examples/organisation.yaml")
    said = str(event_of(theirs)["DESCRIPTION"])
    for words in (
        "45 minutes",
        "same questions in the same order",
        "A. Osei (team leader) and B. Brandt",
        "24 November 2026",
        "Ring twice.",
    ):
        assert words in said
    assert "Recruitment desk, 01632 960 114" in said
    for words in ("Watch the clock", "ann@example.org", "reads out", "candidate-1"):
        assert words not in said
    assert "mailto:ann@example.org" not in theirs.content.replace("\r\n ", "")
    told = str(event_of(panels)["DESCRIPTION"])
    assert "Watch the clock." in told
    assert "A. Osei reads out question 1 of 2." in told
    assert "one@example.org" not in panels.content.replace("\r\n ", "")
    assert event_of(panels)["CLASS"] == "PRIVATE"


def test_without_an_adjustments_contact_the_organiser_is_named():
    said = str(event_of(invite(schedule())[0])["DESCRIPTION"])
    assert "tell us: jobs@example.org" in said


# -- time zones ------------------------------------------------------------------------------------------------------------------


def test_a_zone_states_its_changes_by_the_clocks_as_they_stood():
    where = zone("Europe/London")
    found = list(changes(where, datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)))
    # The rules of the European Union and of the United Kingdom: last Sundays of March and October, 01:00 UTC.
    assert [f"{change.local:%m-%d %H:%M}" for change in found] == ["01-01 00:00", "03-29 01:00", "10-25 02:00"]
    assert [change.after for change in found] == [timedelta(), timedelta(hours=1), timedelta()]


@settings(max_examples=40)
@given(name=st.sampled_from(ALL_ZONES), then=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2036, 1, 1)))  # noqa: DTZ001
def test_a_zone_s_description_gives_its_own_offsets(name, then):
    first = then.replace(tzinfo=UTC)
    found = list(changes(zone(name), first, first + timedelta(days=400)))
    for hours in range(0, 400 * 24, 37):
        moment = first + timedelta(hours=hours)
        held = [change for change in found if (change.local - change.before).replace(tzinfo=UTC) <= moment][-1]
        assert held.after == moment.astimezone(zone(name)).utcoffset()


@pytest.mark.parametrize("start", ["01:30", "01:00"])
def test_a_time_that_the_clocks_skip_or_show_twice_is_refused(start):
    for date in ("2027-03-28", "2026-10-25"):
        assert codes(lambda date=date: invite(schedule(session(date=date, start=start)))) == ["clock-change"]


def test_an_interview_over_a_change_of_the_clocks_keeps_its_length():
    event = event_of(invite(schedule(session(date="2027-03-28", start="00:30")))[0])
    assert (event["DTEND"].dt.hour, event["DTEND"].dt.minute) == (2, 15)
    assert event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC) == timedelta(minutes=45)


def test_working_days_leave_weekends_out():
    assert [working_days_between("2026-11-20", day) for day in ("2026-11-20", "2026-11-22", "2026-11-23", "2026-11-30")] == [0, 0, 1, 6]


# -- problems --------------------------------------------------------------------------------------------------------------------


def test_nobody_can_be_in_two_interviews_at_once_or_without_a_break():
    later = session("candidate-2", start="10:14")
    assert codes(lambda: invite(schedule(session(), later))) == ["overlap"]
    assert codes(lambda: invite(schedule(session(), later.model_copy(update={"start": "10:29"})))) == ["short-break"]
    assert len(invite(schedule(session(), later.model_copy(update={"start": "10:30"})))) == 4
    assert len(invite(schedule(session(), later.model_copy(update={"start": "10:15"}), break_minutes=0))) == 4
    cancelled = later.model_copy(update={"status": "cancelled"})
    assert len(invite(schedule(session(), cancelled))) == 4


def test_zones_are_compared_by_the_moment_and_candidates_clash_too():
    there = session("candidate-2", start="10:30", time_zone="Europe/Paris")
    assert codes(lambda: invite(schedule(session(), there))) == ["overlap"]
    sessions = plan().sessions
    apart = plan().model_copy(
        update={
            "sessions": (
                sessions[0].model_copy(update={"interviewers": ("ann",), "askers": ("ann", "ann")}),
                sessions[1].model_copy(update={"interviewers": ("bo",), "askers": ("bo", "bo")}),
            )
        }
    )
    both = schedule(session(), session(stage="panel", start="09:45"))
    with pytest.raises(sc.DataError, match="'candidate-1' cannot be with"):
        sc.invitations(apart, vacancy=vacancy(), schedule=both)
    assert len(sc.invitations(apart, vacancy=vacancy(), schedule=schedule(session(), session("candidate-2", "panel", start="09:45")))) == 4


@settings(max_examples=60)
@given(starts=st.lists(st.integers(0, 600), min_size=2, max_size=7), gap=st.integers(0, 60), order=st.randoms(use_true_random=False))
def test_each_pair_that_clashes_is_told_once_in_any_order(starts, gap, order):
    people = tuple(f"candidate-{number}" for number in range(len(starts)))
    opening = vacancy().model_copy(update={"candidates": people})
    sessions = [session(who, start=f"{8 + at // 60:02}:{at % 60:02}") for who, at in zip(people, starts, strict=True)]
    order.shuffle(sessions)
    contacts = tuple(Contact(key=who, email="x@example.org") for who in people)
    times = schedule(*sessions, candidates=contacts, break_minutes=gap)
    wanted = sorted(
        "overlap" if abs(a - b) < 45 else "short-break"
        for place, a in enumerate(starts)
        for b in starts[place + 1 :]
        if abs(a - b) < 45 + gap
    )
    try:
        found = []
        sc.invitations(plan(), vacancy=opening, schedule=times)
    except sc.DataError as error:
        found = sorted(problem.code for problem in error.problems)
    assert found == wanted


def test_no_candidate_is_interviewed_before_having_had_the_questions():
    for date, sent, fine in (("2026-12-01", "2026-11-26", True), ("2026-12-01", "2026-11-27", False), ("2026-11-26", "2026-11-30", False)):
        times = schedule(session(date=date), questions_sent=sent)
        assert fine == bool(invite(times)) if fine else codes(lambda times=times: invite(times)) == ["before-questions"]


FILE = """\
format: 1
vacancy: agents-7
dated: 2026-11-23
time_zone: Europe/Londn
organiser: jobs@example.org
interviewers:
  - key: ann
    email: ann@example.org
  - key: cy
    email: cy@example.org
candidates:
  - key: candidate-1
    email: one@example.org
sessions:
  - candidate: candidate-1
    stage: calls
    date: 2026-12-01
    start: 09:30
  - candidate: candidate-9
    stage: call
    date: 2026-12-01
    start: 09:30
    time_zone: Europe/London
    place: Room 4
  - candidate: candidate-1
    stage: call
    date: 2026-12-01
    start: 09:45
    time_zone: Europe/London
    place: Room 4
"""


def test_every_problem_is_told_at_once_with_its_line(tmp_path):
    path = tmp_path / "schedule.yaml"
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(sc.DataError) as caught:
        invite(path)
    found = {(problem.code, problem.line) for problem in caught.value.problems}
    assert found == {
        ("unknown-time-zone", 4),
        ("not-on-the-panel", 9),
        ("unknown-stage", 16),
        ("no-place", 15),
        ("unknown-candidate", 19),
        ("no-address", 20),
        ("no-address", 26),
        ("overlap", 28),
    }


@pytest.mark.parametrize(
    ("line", "wrong", "number"),
    [
        ("organiser: jobs@example.org", "organiser: Jo <jobs@example.org>", 5),
        ("organiser: jobs@example.org", 'organiser: "a@example.org\\r\\nBCC:b@example.org"', 5),
        ("    start: 09:45", "    start: 9.45", 28),
        ("    date: 2026-12-01\n    start: 09:45", "    date: 2026-02-30\n    start: 09:45", 27),
        ("time_zone: Europe/Londn", "time_zone: ../../etc/passwd", 4),
        ("    place: Room 4\n  - cand", "    link: javascript:alert(1)\n  - cand", 24),
    ],
)
def test_a_value_that_cannot_stand_there_is_told_with_its_line(tmp_path, line, wrong, number):
    path = tmp_path / "schedule.yaml"
    assert line in FILE
    path.write_text(FILE.replace(line, wrong, 1), encoding="utf-8")
    with pytest.raises(sc.DataError) as caught:
        sc.load_schedule(path)
    assert [problem.line for problem in caught.value.problems] == [number]


def test_the_plan_must_be_the_vacancy_s():
    opening = vacancy().model_copy(update={"plan_sha256": "0" * 64})
    other = plan().model_copy(update={"role": "hotel-front-desk-agent"})
    assert codes(lambda: sc.invitations(plan(), vacancy=opening, schedule=schedule())) == ["other-plan"]
    assert codes(lambda: sc.invitations(other, vacancy=vacancy(), schedule=schedule())) == ["other-role"]
    assert codes(lambda: sc.invitations(plan("ann", "cy"), vacancy=vacancy(), schedule=schedule())) == ["not-on-the-panel"]


# -- a first schedule ------------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(count=st.integers(1, 12), minutes=st.integers(15, 120), gap=st.integers(0, 60), stages=st.integers(1, 3), hour=st.integers(7, 15))
def test_a_drafted_schedule_clashes_nowhere_and_reads_back(count, minutes, gap, stages, hour):
    people = tuple(f"candidate-{number}" for number in range(count))
    opening = vacancy().model_copy(update={"candidates": people})
    used = plan(stages=tuple(f"stage-{number}" for number in range(stages)), minutes=minutes)
    drafted = sc.draft_schedule(
        used,
        vacancy=opening,
        dated="2026-11-23",
        date="2026-12-03",
        start=f"{hour:02}:15",
        time_zone="Europe/London",
        organiser="jobs@example.org",
        addresses={key: f"{key}@example.org" for key in ("ann", "bo", *people)},
        link="https://example.org/room?x=1",
        break_minutes=gap,
    )
    assert len(sc.invitations(used, vacancy=opening, schedule=drafted)) == 2 * count * stages
    assert all(datetime.fromisoformat(entry.date).weekday() < 5 for entry in drafted.sessions)


def test_a_draft_that_lacks_something_says_all_of_it():
    given = {"dated": "2026-11-23", "date": "2026-12-32", "start": "9", "time_zone": "x y", "organiser": "me"}
    with pytest.raises(sc.DataError) as caught:
        sc.draft_schedule(plan(), vacancy=vacancy(), addresses={"ann": "ann@example.org", "candidate-1": "one@example.org"}, **given)
    said = "\n".join(map(str, caught.value.problems))
    for words in ("'bo'", "'candidate-2'", "2026-12-32", "'9'", "'x y'", "'me'"):
        assert words in said
    late = given | {"date": "2026-12-01", "start": "23:00", "time_zone": "UTC", "organiser": "me@example.org"}
    everybody = dict.fromkeys(("ann", "bo", "candidate-1", "candidate-2"), "x@example.org")
    assert codes(lambda: sc.draft_schedule(plan(), vacancy=vacancy(), addresses=everybody, **late)) == ["too-late"]


def test_files_are_written_all_or_none(tmp_path):
    found = invite(schedule())
    (tmp_path / found[1].name).write_text("mine", encoding="utf-8")
    with pytest.raises(sc.DataError, match="already there"):
        sc.write_invitations(found, tmp_path)
    assert not (tmp_path / found[0].name).exists()
    paths = sc.write_invitations(found, tmp_path, force=True)
    assert [path.read_bytes().decode() for path in paths] == [entry.content for entry in found]


def test_without_the_library_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    with pytest.raises(sc.MissingExtraError, match=r"pip install 'servicecomp\[calendar\]'"):
        invite(schedule())
