"""Days of the calendar as year-month-day, and counting on from them; no clock is read.

Why not `datetime`: engines do not read the clock, and a test keeps them from being able to.
"""

from __future__ import annotations

import calendar
import re
from typing import Annotated

from pydantic import AfterValidator

__all__ = ["Day", "add_months", "check_day", "day_parts", "weekday"]

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_MONTHS = 12


def day_parts(day: str) -> tuple[int, int, int]:
    """Return year, month and day of the month.

    Raises:
        ValueError: there is no such day.

    """
    found = _DAY.fullmatch(day)
    if found:
        year, month, number = (int(part) for part in found.groups())
        if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= _MONTHS and 1 <= number <= calendar.monthrange(year, month)[1]:
            return year, month, number
    message = f"'{day}' is no day of the calendar; write year-month-day, such as 2026-11-21"
    raise ValueError(message)


def check_day(day: str) -> str:
    """Return a day that the calendar has; raises ValueError otherwise."""
    day_parts(day)
    return day


def add_months(day: str, months: int) -> str:
    """Return the day of the same number so many months on; the last day of that month where it has no such day.

    Raises:
        ValueError: there is no such day, or the months are negative.

    >>> add_months("2026-11-21", 6), add_months("2026-08-31", 6), add_months("2027-08-31", 6)
    ('2027-05-21', '2027-02-28', '2028-02-29')

    """
    year, month, number = day_parts(day)
    if months < 0:
        message = f"months are counted forwards, not {months}"
        raise ValueError(message)
    count = year * _MONTHS + month - 1 + months
    then_year, then_month = count // _MONTHS, count % _MONTHS + 1
    return f"{then_year:04}-{then_month:02}-{min(number, calendar.monthrange(then_year, then_month)[1]):02}"


def weekday(day: str) -> int:
    """Return the day of the week, 0 for Monday."""
    return calendar.weekday(*day_parts(day))


Day = Annotated[str, AfterValidator(check_day)]
"""A day that the calendar has, as year-month-day."""
