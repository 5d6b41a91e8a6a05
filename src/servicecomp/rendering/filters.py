"""Filters of the templates: escaping for Markdown, numbers, dates and colours. They take and give plain values."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from servicecomp.documents.numbers import decimal_text
from servicecomp.rendering.error_bars import error_bars

__all__ = ["FILTERS", "escape_markdown", "finish_markdown", "text_on"]

# Why these and no others: each can begin or end a construct of CommonMark, GitHub's tables and autolinks, or pandoc's maths and
# citations. A full stop, a bracket or a hyphen inside a sentence cannot, and stays readable.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>&~$|#!@^]")
_LINE_START = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_AUTOLINK = re.compile(r"(https?|ftp)(?=://)", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.", re.IGNORECASE)
_CONTRAST = 4.5
_LONGEST_FILLED = 20_000


def escape_markdown(text: str) -> str:
    """Return text as Markdown that shows exactly these characters, on one line, in a paragraph, a list or a table cell."""
    words = " ".join(text.split())
    words = _ANYWHERE.sub(lambda sign: "\\" + sign[0], words)
    words = _AUTOLINK.sub(lambda scheme: scheme[0] + "\\", words)
    words = _WWW.sub(lambda www: www[0][:-1] + "\\.", words)
    numbered = _NUMBERED.sub(r"\1\\\2", words)
    if numbered != words:
        return numbered
    return _LINE_START.sub(r"\\\1", words)


def finish_markdown(value: object) -> Markup:
    """Return what an expression of a Markdown template prints; content is escaped, results of filters and macros are not."""
    return value if isinstance(value, Markup) else Markup(escape_markdown(str(value)))  # noqa: S704 - escaped one line above


def plural(number: int, one: str, many: str) -> str:
    """Return `1 minute` or `5 minutes`."""
    return f"{number} {one if number == 1 else many}"


def percent(value: object, digits: int = 0) -> str:
    """Return a share as a percentage: `0.375` as `38%`, rounded half up and exactly."""
    digits = min(max(digits, 0), 6)
    scaled = Fraction(str(value)) * 100 * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = f"{whole:0{digits + 1}}" if whole >= 0 else f"-{-whole:0{digits + 1}}"
    return f"{text[:-digits]}.{text[-digits:]}%" if digits else f"{text}%"


def long_date(value: str) -> str:
    """Return a day given as year-month-day in words: `21 November 2026`; anything else as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def hours(minutes: int) -> str:
    """Return minutes from the start as `0:05`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def text_on(colour: str) -> str:
    """Return the text colour, white or near black, that stands out against a background `#rrggbb`."""
    return "#ffffff" if _ratio(colour, "#ffffff") >= _CONTRAST else "#111111"


def ink(colour: str) -> str:
    """Return the colour for text on white: the brand's if it stands out, else near black."""
    return colour if _ratio(colour, "#ffffff") >= _CONTRAST else "#111111"


def numbers(values: list[int]) -> str:
    """Return `1, 4`."""
    return ", ".join(map(str, values))


def short(digest: str) -> str:
    """Return the first 16 signs of a hash: enough to compare by eye, the whole stands in the JSON."""
    return digest[:16]


def pairs(values: list[object]) -> list[list[object]]:
    """Return a list two by two."""
    return [values[at : at + 2] for at in range(0, len(values), 2)]


def decimal(value: object, digits: int = 2) -> Markup:
    """Return a number with so many decimals; digits and a point need no escaping in any format."""
    return Markup(decimal_text(value, digits))  # noqa: S704 - digits, a point and a sign


def fill(text: str, slot: str, value: object) -> str:
    """Return a phrase with a value in place of `{slot}`; both are short, so that no template can double a text until memory ends."""
    words = str(value)
    if len(text) + len(words) > _LONGEST_FILLED:
        message = f"'fill' is for phrases of up to {_LONGEST_FILLED} characters"
        raise ValueError(message)
    return text.replace(f"{{{slot}}}", words, 1)


def listed(values: list[str]) -> str:
    """Return `ann, bo`."""
    return ", ".join(values)


def _ratio(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]  # noqa: PLR2004 - WCAG 2
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

FILTERS = {
    "plural": plural,
    "percent": percent,
    "long_date": long_date,
    "hours": hours,
    "text_on": text_on,
    "ink": ink,
    "numbers": numbers,
    "short": short,
    "pairs": pairs,
    "decimal": decimal,
    "bars": error_bars,
    "fill": fill,
    "listed": listed,
}
