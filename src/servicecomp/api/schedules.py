"""Schedules: when each candidate is interviewed, and the calendar invitations that follow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.api.content import Name, context_for, load_vacancy, resolved
from servicecomp.api.interviews import load_plan
from servicecomp.api.vacancies import refuse_existing
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.loading.writing import write_file
from servicecomp.models.schedules import DEFAULT_BREAK, Schedule
from servicecomp.models.vacancies import InterviewPlan, Vacancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servicecomp.loading.sources import Source
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.schedules import Invitation, SessionStatus

__all__ = ["draft_schedule", "invitations", "load_schedule", "write_invitations"]


def load_schedule(path: Name) -> Schedule:
    """Return a schedule from its YAML file.

    Raises:
        NotFoundError: there is no such file.
        DataError: it holds problems; all of them are in `problems`, with line and column.

    """
    return _read(path)[0]


def draft_schedule(
    plan: InterviewPlan | Name,
    *,
    vacancy: Vacancy | Name,
    dated: str,
    date: str,
    start: str,
    time_zone: str,
    organiser: str,
    addresses: Mapping[str, str],
    place: str | None = None,
    link: str | None = None,
    break_minutes: int = DEFAULT_BREAK,
    folders: Iterable[Name] = (),
) -> Schedule:
    """Return a first schedule without a clash: candidates one after another from a day and time on, for people to change.

    Days are year-month-day, `start` is hours:minutes, `time_zone` an IANA name; `addresses` are e-mail addresses by the key of an
    interviewer or the name of a candidate. Whoever would end after 17:00 comes on the next working day (Monday to Friday; holidays are
    not known). `dump` writes the schedule as YAML.

    Raises:
        DataError: somebody has no address, or a value cannot stand in a schedule.

    """
    from servicecomp.exchange.schedule_drafts import draft_schedule as draft  # noqa: PLC0415 - loaded when used

    used, opening = _plan_and_vacancy(plan, vacancy, folders)
    return draft(
        used,
        opening,
        dated=dated,
        date=date,
        start=start,
        time_zone=time_zone,
        organiser=organiser,
        addresses=addresses,
        place=place,
        link=link,
        break_minutes=break_minutes,
    )


def invitations(
    plan: InterviewPlan | Name,
    *,
    vacancy: Vacancy | Name,
    schedule: Schedule | Name,
    organisation: Organisation | Name | None = None,
    sequence: int | None = None,
    status: SessionStatus | None = None,
    folders: Iterable[Name] = (),
) -> tuple[Invitation, ...]:
    """Return two calendar invitations for each interview of a schedule, as iCalendar text: the candidate's and the panel's.

    `sequence` (0 or more) and `status` stand in for the schedule's: a higher number replaces the invitations sent before, `cancelled`
    takes them back. A session that has its own keeps it. The identifiers stay the same in every version.

    Raises:
        DataError: every clash, gap in the addresses, time that does not exist and misfit with plan or vacancy, at once; with line and
            column where the schedule is a file.
        MissingExtraError: the extra `calendar` is not installed.

    """
    from servicecomp.documents.booklets import check_plan  # noqa: PLC0415 - loaded when used
    from servicecomp.documents.phrases import phrases_for  # noqa: PLC0415 - as above
    from servicecomp.exchange.icalendar_files import calendar_files  # noqa: PLC0415 - as above
    from servicecomp.exchange.schedule_checks import schedule_faults  # noqa: PLC0415 - as above

    used, opening = _plan_and_vacancy(plan, vacancy, folders)
    times, source = (schedule, None) if isinstance(schedule, Schedule) else _read(schedule)
    check_plan(used, role=opening.role, vacancy=opening)
    changed = {name: value for name, value in (("sequence", sequence), ("status", status)) if value is not None}
    # Why validated again: a copy would take any number.
    times = Schedule.model_validate(times.model_dump() | changed) if changed else times
    problems = [
        source.problem(fault.location, code=fault.code, message=fault.message, hint=fault.hint)
        if source
        else Problem(where=".".join(map(str, fault.location)), code=fault.code, message=fault.message, hint=fault.hint)
        for fault in schedule_faults(times, used, opening)
    ]
    if problems:
        raise DataError(problems)
    this = context_for(opening.role, None, organisation, opening, folders)
    return calendar_files(times, plan=used, vacancy=opening, say=phrases_for(this.framework.locale), organisation=this.organisation)


def write_invitations(found: Iterable[Invitation], folder: Name, *, force: bool = False) -> tuple[Path, ...]:
    """Write each invitation as an `.ics` file into a folder and return the paths.

    Raises:
        DataError: files are already there and `force` is not set; all are named, and none is written.

    """
    files = [(Path(folder) / invitation.name, invitation.content) for invitation in found]
    if not force:
        refuse_existing(path for path, _ in files)
    return tuple(write_file(path, content.encode(), force=force) for path, content in files)


def _plan_and_vacancy(plan: InterviewPlan | Name, vacancy: Vacancy | Name, folders: Iterable[Name]) -> tuple[InterviewPlan, Vacancy]:
    opening = vacancy if isinstance(vacancy, Vacancy) else load_vacancy(vacancy, folders=folders)
    return resolved(plan, InterviewPlan, load_plan), opening


def _read(path: Name) -> tuple[Schedule, Source]:
    from servicecomp.loading.building import build  # noqa: PLC0415 - only readers need it
    from servicecomp.loading.sources import read_source  # noqa: PLC0415 - as above

    file = Path(path)
    if not file.is_file():
        message = f"there is no schedule file '{path}'"
        raise NotFoundError(message)
    source = read_source(file)
    return build(Schedule, source), source
