"""Days, clock times and time zones of a schedule as moments, and a time zone as a calendar file describes it.

Zones come from the `tzdata` package where it is installed (the extra `calendar` brings it), so that the same versions give the same
files on every machine; without it, from the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Change", "changes", "moment", "moments_of", "working_days_between", "zone"]

_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A moment from which a zone's clocks differ from UTC by another amount."""

    local: datetime
    """When, on the clocks as they stood before it; no zone."""
    before: timedelta
    """How far they were ahead of UTC before."""
    after: timedelta
    """How far they are ahead of UTC from then on."""
    name: str
    """What the new time is called, such as CET."""


@cache
def zone(name: str) -> ZoneInfo | None:
    """Return a time zone by its IANA name, or None where there is none of that name."""
    try:
        *folders, file = ("zoneinfo", *name.split("/"))
        place = resources.files("tzdata").joinpath(*folders, file)
        if place.is_file() and not file.startswith((".", "_")):
            with place.open("rb") as stream:
                return ZoneInfo.from_file(stream, key=name)
    except (ModuleNotFoundError, ValueError):
        pass  # not installed, or one of its files that is no zone
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def moments_of(day: str, clock: str, where: ZoneInfo) -> tuple[datetime, ...]:
    """Return the moments at which the clocks of a zone show a time: one, none (it is skipped in spring) or two (in autumn)."""
    local = datetime.combine(date.fromisoformat(day), datetime.strptime(clock, "%H:%M").time())  # noqa: DTZ007 - the zone follows
    found: list[datetime] = []
    for fold in (0, 1):
        then = local.replace(tzinfo=where, fold=fold)
        there = then.astimezone(UTC)
        if there.astimezone(where).replace(tzinfo=None) == local and there not in (known.astimezone(UTC) for known in found):
            found.append(then)
    return tuple(found)


def moment(start: datetime, minutes: int) -> datetime:
    """Return the moment so many minutes after another, on the clocks of the same zone; a change of the clocks in between counts."""
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


def working_days_between(first: str, last: str) -> int:
    """Return how many days, Monday to Friday, lie after the first day up to and with the last; holidays are not known here."""
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    days = (one + timedelta(days=number) for number in range(1, (other - one).days + 1))
    return sum(day.weekday() < _WEEKEND for day in days)


def changes(where: ZoneInfo, first: datetime, last: datetime) -> Iterator[Change]:
    """Yield how a zone's clocks stand at a moment, and each change of them up to another."""
    start, end = first.astimezone(UTC), last.astimezone(UTC)
    offset = _offset(where, start)
    yield Change(start.astimezone(where).replace(tzinfo=None), offset, offset, _name(where, start))
    here = start
    while here < end:
        there = min(here + timedelta(days=1), end)
        if _offset(where, there) != offset:
            turn = _turn(where, here, there)
            before, offset = offset, _offset(where, turn)
            yield Change((turn + before).replace(tzinfo=None), before, offset, _name(where, turn))
            there = turn
        here = there


def _turn(where: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Return the first moment, to the second, at which the clocks no longer stand as at the early one."""
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if _offset(where, middle) == _offset(where, early):
            early = middle
        else:
            late = middle
    return late


def _offset(where: ZoneInfo, then: datetime) -> timedelta:
    return then.astimezone(where).utcoffset() or timedelta()


def _name(where: ZoneInfo, then: datetime) -> str:
    return then.astimezone(where).tzname() or "LMT"
