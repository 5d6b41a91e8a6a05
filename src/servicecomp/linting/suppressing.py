"""`lint: ignore[name] reason` comments: what they cover, what they hide, and what is wrong with them.

A comment at the end of a line covers that line; one on a line of its own covers the next line that holds something; `ignore-file`
covers the whole file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Ignore", "find_ignores", "masked"]

Style = Literal["text", "markup", "yaml"]
_IGNORE = re.compile(r"lint:[ \t]{0,4}ignore(-file)?\[([^\]\n]{0,500})\]")
_LEADS = "#/;%*-> \t\u2022"
_WORD = re.compile(r"\w")
_REACH = 200
"""Characters between the sign that opens a comment and the word `lint`: a bound, so that many comments cost no more than their length."""
_MOST_COMMENTS = 20
"""Comments on lines of their own that may stand above the line that they cover."""


@dataclass(slots=True)
class Ignore:
    """One comment."""

    start: int
    """Offset of its first character, comment signs included."""
    end: int
    """Offset after its last."""
    names: tuple[str, ...]
    """Rules that it names."""
    reason: str
    """Why; empty when none is given."""
    whole_file: bool
    """Whether it covers the whole file."""
    line: int
    """Line that it stands on."""
    covers: int
    """Line that it covers, when it does not cover the file."""
    used: set[str] = field(default_factory=set)
    """Names under which it hid something."""

    def hides(self, name: str, line: int) -> bool:
        """Whether it covers a problem of a rule on a line."""
        return name in self.names and (self.whole_file or line == self.covers)


def find_ignores(text: str, style: Style) -> list[Ignore]:
    """Return the comments of a text in order."""
    if "lint:" not in text:
        return []
    found: list[Ignore] = []
    line, counted = 1, 0
    for match in _IGNORE.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        bounds = _bounds(text, match, style)
        if bounds is None:
            continue
        start, end, reason_end = bounds
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", end)
        rest = text[line_start:start] + (text[end:line_end] if line_end >= 0 else text[end:])
        alone = not _WORD.search(rest)
        found.append(
            Ignore(
                start=start,
                end=end,
                names=tuple(name.strip() for name in match[2].split(",") if name.strip()),
                reason=" ".join(text[match.end() : reason_end].split()).strip(" -:\u2013\u2014"),
                whole_file=match[1] is not None,
                line=line,
                covers=_next_line(text, end, line) if alone else line,
            )
        )
    return found


def _bounds(text: str, match: re.Match[str], style: Style) -> tuple[int, int, int] | None:
    """Return start and end of a comment and the end of its reason; None where the words are no comment."""
    line_end = text.find("\n", match.end())
    line_end = len(text) if line_end < 0 else line_end
    if style == "markup":
        begin = text.rfind("<!--", max(0, match.start() - _REACH), match.start())
        close = text.find("-->", match.end(), match.end() + 10 * _REACH)
        if begin < 0 or close < 0 or text.find("-->", begin, match.start()) >= 0:
            return None
        return begin, close + 3, close
    line_start = text.rfind("\n", 0, match.start()) + 1
    start = match.start()
    if style == "yaml":
        start = text.rfind("#", line_start, match.start())
        return None if start < 0 else (start, line_end, line_end)
    while start > line_start and text[start - 1] in _LEADS:
        start -= 1
    return start, line_end, line_end


def _next_line(text: str, place: int, line: int) -> int:
    """Return the number of the next line that holds something, other comments passed over."""
    for _ in range(_MOST_COMMENTS):
        place = text.find("\n", place)
        if place < 0:
            break
        line += 1
        end = text.find("\n", place + 1)
        content = text[place + 1 : end] if end >= 0 else text[place + 1 :]
        if content.strip() and not _IGNORE.search(content):
            return line
        place += 1
    return line


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with parts of it as blanks, line ends kept, so that every offset stays."""
    pieces, last = [], 0
    for start, end in spans:
        pieces.append(text[last:start])
        pieces.append("".join([char if char == "\n" else " " for char in text[start:end]]))
        last = max(end, last)
    pieces.append(text[last:])
    return "".join(pieces)
