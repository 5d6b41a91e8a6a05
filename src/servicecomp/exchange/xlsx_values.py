"""What people and spreadsheet programs put into a cell -> the value that was meant.

A spreadsheet turns what is typed into numbers, days and clock times as it sees fit; each function here takes all of them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from servicecomp.models.base import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from servicecomp.exchange.xlsx_reader import Cell

__all__ = [
    "BadValueError",
    "choice_of",
    "clock_time",
    "day",
    "folded",
    "is_ticked",
    "leading_number",
    "plain_text",
    "shown",
    "text_of",
    "whole_number",
]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_YES, _NO = {"yes", "y", "true", "x", "✓", "✔", "☑", "1"}, {"no", "n", "false", "☐", "0"}
_BREAKS = re.compile(r"[\t\n\r\u2028\u2029]+")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?::00)?\s*(am|pm)?", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_NUMBERED_DAY = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})")
_NAMED_DAY = re.compile(r"(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_SHOWN = 40
_MONTHS_IN_A_YEAR, _NOON = 12, 12
_DAY_ONE = date(1900, 1, 1)  # of a spreadsheet; a whole number in a cell for times is a later day at midnight


class BadValueError(Exception):
    """A cell does not hold what it should; the reader adds where."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        """Say what is wrong and what to write instead."""
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def folded(text: str) -> str:
    """Return a text for comparison: case and the number of blanks make no difference."""
    return " ".join(text.split()).casefold()


def plain_text(cell: Cell) -> str:
    """Return what a cell shows, on one line; nothing when it is empty."""
    value = cell.value
    if cell.broken:
        raise BadValueError("cell-error", f"the cell shows the error {shown(str(value))}", "type the value over it")
    match value:
        case None:
            return ""
        case str():
            return _BREAKS.sub(" ", value).strip()
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return _printed(value.date()) if value.time() == time(0) else f"{_printed(value.date())}, {value:%H:%M}"
        case date():
            return _printed(value)
        case time() | timedelta():
            return _from_clock(value)
        case _:
            return str(value)


def text_of(cell: Cell) -> str | None:
    """Return a cell's text as the models want it, or None when it is empty."""
    text = plain_text(cell)
    if not text:
        return None
    try:
        return _text_adapter().validate_python(text)
    except ValidationError as error:
        if error.errors()[0]["type"] == "string_too_long":
            message = f"the text has {len(text)} characters and may have 2000"
            raise BadValueError("too-long", message, "shorten it") from None
        raise BadValueError(
            "bad-format", "the text holds a character that cannot be printed", "type it anew instead of pasting it"
        ) from None


def whole_number(cell: Cell, least: int, most: int) -> int | None:
    """Return a whole number within bounds, or None when the cell is empty."""
    text = plain_text(cell)
    if not text:
        return None
    if isinstance(cell.value, int | float | str) and not isinstance(cell.value, bool) and re.fullmatch(r"\d{1,9}", text, re.ASCII):
        number = int(text)
        if least <= number <= most:
            return number
    raise BadValueError(
        "out-of-range", f"{shown(text)} is no whole number from {least} to {most}", f"write a whole number from {least} to {most}"
    )


def leading_number(text: str) -> int | None:
    """Return the number that a choice such as `2 Working` begins with."""
    found = re.match(r"(\d{1,4})(?:\.0)?(?=\s|$)", text, re.ASCII)
    return int(found[1]) if found else None


def choice_of(cell: Cell, choices: Collection[str]) -> str | None:
    """Return the one of some choices that the cell names, or None when it is empty."""
    text = plain_text(cell)
    if not text:
        return None
    for choice in choices:
        if folded(choice) == folded(text):
            return choice
    raise BadValueError("not-a-choice", f"{shown(text)} is none of the choices", f"use one of: {', '.join(choices)}")


def is_ticked(cell: Cell, *, hint: str = "write yes or no") -> bool | None:
    """Return yes or no in any of the ways that people tick a box, or None when the cell is empty."""
    text = folded(plain_text(cell))
    if not text:
        return None
    if text in _YES | _NO:
        return text in _YES
    raise BadValueError("not-a-choice", f"{shown(text)} is neither yes nor no", hint)


def clock_time(cell: Cell) -> str | None:
    """Return a time of the day as hours and minutes, or None when the cell is empty."""
    text = plain_text(cell)
    match cell.value:
        case datetime() if cell.value.time() != time(0) or cell.value.date() <= _DAY_ONE:
            return _from_clock(cell.value.time())
        case time() | timedelta():
            return text
        case float() if 0 <= cell.value < 1:  # a share of the day is how a spreadsheet keeps a time
            return _from_clock(timedelta(days=cell.value))
    if not text:
        return None
    if found := _CLOCK.fullmatch(text):
        hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
        if half and 1 <= hour <= _NOON:
            hour = hour % _NOON + (_NOON if half == "pm" else 0)
            half = ""
        if not half and hour < 24 and minute < 60:  # noqa: PLR2004 - of a day and of an hour
            return f"{hour:02}:{minute:02}"
    raise BadValueError("bad-time", f"{shown(text)} is no time of the day", "write hours and minutes, such as 09:30")


def day(cell: Cell) -> str | None:
    """Return a day as year-month-day, or None when the cell is empty; 3/4/2026 is refused, because it means two days."""
    value = cell.value
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    text = plain_text(cell)
    if not text:
        return None
    try:
        if found := _ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _NAMED_DAY.fullmatch(text):
            month = [name[:3].lower() for name in _MONTHS].index(found[2][:3].lower()) + 1
            if _MONTHS[month - 1].lower().startswith(found[2].lower().removesuffix("t") if month == 9 else found[2].lower()):  # noqa: PLR2004 - Sept
                return date(int(found[3]), month, int(found[1])).isoformat()
        if found := _NUMBERED_DAY.fullmatch(text):
            first, second = int(found[1]), int(found[3])
            if found[2] == "." or first > _MONTHS_IN_A_YEAR or first == second:
                return date(int(found[4]), second, first).isoformat()
            if second > _MONTHS_IN_A_YEAR:
                return date(int(found[4]), first, second).isoformat()
    except ValueError:
        pass  # no such day or month: said below
    raise BadValueError("bad-date", f"{shown(text)} is no day that can be told for certain", "write year-month-day, such as 2026-11-21")


def shown(text: str) -> str:
    """Return a text as a message quotes it: short, and without what a terminal would act upon."""
    printable = "".join(character if character.isprintable() else "�" for character in text[:_SHOWN])
    return f"“{printable}…”" if len(text) > _SHOWN else f"“{printable}”"


def _printed(value: date) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def _from_clock(value: time | timedelta) -> str:
    """Return hours and minutes, to the nearest minute; a spreadsheet's times are shares of a day and rarely exact."""
    seconds = (
        value.total_seconds()
        if isinstance(value, timedelta)
        else value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    )
    minutes = min(int((seconds % 86_400) / 60 + 0.5), 24 * 60 - 1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


@cache
def _text_adapter() -> TypeAdapter[str]:
    return TypeAdapter(Text)
