"""A first schedule: every candidate's interviews one after another, without a clash, for a recruiter to change."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from servicecomp.errors import DataError, Problem
from servicecomp.models.days import day_parts
from servicecomp.models.schedules import DEFAULT_BREAK, Schedule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["LAST_END", "draft_schedule"]

LAST_END = 17 * 60
"""Minute of the day by which a candidate's last interview ends; whoever would end later comes on the next working day."""

_MINUTES_A_DAY = 24 * 60
_WEEKEND = 5
_NOBODY = "nobody@example.org"  # stands in while the rest is checked; never written


def draft_schedule(
    plan: InterviewPlan,
    vacancy: Vacancy,
    *,
    dated: str,
    date: str,
    start: str,
    time_zone: str,
    organiser: str,
    addresses: Mapping[str, str],
    place: str | None = None,
    link: str | None = None,
    break_minutes: int = DEFAULT_BREAK,
) -> Schedule:
    """Return a schedule that begins on a day at a time and clashes nowhere.

    Each candidate has all interviews of the plan on one day, with the break between them; candidates follow one another, and whoever
    would end after `LAST_END` comes on the next working day at the first time again. Candidates are the vacancy's; where it names none,
    everybody in `addresses` who does not interview.

    Raises:
        DataError: somebody has no address, a value cannot stand in a schedule, or the interviews would run past midnight.

    """
    panel = _panel(plan, vacancy)
    candidates = vacancy.candidates or tuple(key for key in addresses if key not in panel)
    problems = list(_missing((*panel, *candidates), panel, candidates, addresses))
    data: dict[str, Any] = {
        "vacancy": vacancy.id,
        "dated": dated,
        "time_zone": time_zone,
        "organiser": organiser,
        "interviewers": [{"key": key, "email": addresses.get(key, _NOBODY)} for key in panel],
        "candidates": [{"key": key, "email": addresses.get(key, _NOBODY)} for key in candidates],
        "break_minutes": break_minutes,
    }
    # The first interview is checked with the rest before the others are counted on from it.
    held = {"place": place, "link": link}
    one = {"candidate": (*candidates, _NOBODY)[0], "stage": plan.sessions[0].stage, "date": date, "start": start, **held}
    try:
        Schedule.model_validate({**data, "sessions": (one,)})
    except ValidationError as error:
        problems += _invalid(error)
    if problems:
        raise DataError(problems)
    return Schedule.model_validate(
        {**data, "sessions": tuple(_sessions(plan, candidates, date, start=start, gap=break_minutes, held=held))}
    )


def _panel(plan: InterviewPlan, vacancy: Vacancy) -> Collection[str]:
    named = dict.fromkeys(key for session in plan.sessions for key in session.interviewers)
    return named or dict.fromkeys(person.key for person in vacancy.panel)


def _missing(
    people: Collection[str], panel: Collection[str], candidates: Collection[str], addresses: Mapping[str, str]
) -> Iterator[Problem]:
    for group, words in ((panel, "who interviews"), (candidates, "who the candidates are")):
        if not group:
            hint = "name them in the plan or the vacancy" if group is panel else "name them in the vacancy, or give their addresses"
            yield Problem(where="schedule", code="nobody", message=f"neither the plan nor the vacancy says {words}", hint=hint)
    for key in people:
        if key not in addresses:
            hint = f"add it, for example --email {key}=name@example.org"
            yield Problem(where="schedule", code="no-address", message=f"there is no address for '{key}'", hint=hint)


def _invalid(error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        message = str(detail.get("ctx", {}).get("error", detail["msg"]))
        where = ".".join(str(step) for step in detail["loc"] if step != "sessions")
        yield Problem(where=f"schedule, {where}", code="invalid", message=message)


def _sessions(
    plan: InterviewPlan, candidates: Collection[str], date: str, *, start: str, gap: int, held: Mapping[str, str | None]
) -> Iterator[dict[str, Any]]:
    """Yield the interviews, each candidate's one after another."""
    day = dt.date(*day_parts(date))
    hours, minutes = map(int, start.split(":"))
    first = here = hours * 60 + minutes
    whole = sum(session.minutes for session in plan.sessions) + gap * (len(plan.sessions) - 1)
    if first + whole > _MINUTES_A_DAY:
        message = f"a candidate's interviews take {whole} minutes and would run past midnight from {start}"
        raise DataError([Problem(where="schedule", code="too-late", message=message, hint="start earlier")])
    for candidate in candidates:
        if here != first and here + whole > LAST_END:
            day, here = _next_working_day(day), first
        for session in plan.sessions:
            clock = f"{here // 60:02}:{here % 60:02}"
            yield {"candidate": candidate, "stage": session.stage, "date": day.isoformat(), "start": clock, **held}
            here += session.minutes + gap


def _next_working_day(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    while day.weekday() >= _WEEKEND:
        day += dt.timedelta(days=1)
    return day
