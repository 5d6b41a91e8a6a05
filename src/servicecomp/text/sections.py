"""Parts of a job text that are not about the work: benefits, "about us", how to apply.

A heading is a line of its own that is one of the phrases in `data/matching/headings.yaml`. What stands under a heading of another matter
does not count, up to a heading about the work or to the end of the paragraph, so that a text without further headings is not lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from servicecomp.text.data import read_table
from servicecomp.text.phrases import compile_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servicecomp.text.scanner import Scan

__all__ = ["Headings", "heading_lines", "in_part"]

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_CONTENT = re.compile(r"\w")


class Headings:
    """The headings, as a scanner that was given `heading_lines` sees them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take the scanner's `lines`."""
        self._about_work = dict(zip(lines, _headings().values(), strict=True))
        self._other = frozenset(line for line, about_work in self._about_work.items() if not about_work)

    def other_parts(self, text: str, scan: Scan) -> list[tuple[int, int]]:
        """Return start and end, in the original text, of each part that is not about the work, in order."""
        units = scan.units
        if self._other.isdisjoint(units):
            return []
        found = [(scan.bounds_of(number), self._about_work[unit]) for number, unit in enumerate(units) if unit in self._about_work]
        parts = []
        for number, ((start, end), about_work) in enumerate(found):
            if about_work:
                continue
            following = found[number + 1][0][0] if number + 1 < len(found) else len(text)
            content = _CONTENT.search(text, end)
            blank = _BLANK_LINE.search(text, content.start(), following) if content else None
            parts.append((start, blank.start() if blank else following))
        return parts


def heading_lines() -> list[tuple[str, ...]]:
    """Return every heading as a row of words."""
    return list(_headings())


def in_part(parts: list[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of the parts, which stand in order."""
    number = bisect_right(parts, (place, place)) - 1
    around = parts[max(number, 0) : number + 2]
    return any(start <= place < end for start, end in around)


@lru_cache(maxsize=1)
def _headings() -> Mapping[tuple[str, ...], bool]:
    """Return every heading, folded, and whether it is one about the work."""
    table = read_table("headings")
    return {
        words: group == "work"
        for group in ("work", "other")
        for phrase in table[group]
        for row in compile_phrase(phrase)
        for words in product(*(cell.words for cell in row))
    }
