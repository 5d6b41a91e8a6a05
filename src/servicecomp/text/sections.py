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
from servicecomp.text.folding import BREAK
from servicecomp.text.phrases import compile_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicecomp.text.folding import Folded

__all__ = ["in_part", "other_parts"]

_LONGEST = 60
"""Characters that a heading has at most."""
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_CONTENT = re.compile(r"\w")


def other_parts(text: str, folded: Folded) -> list[tuple[int, int]]:
    """Return start and end, in the original text, of each part that is not about the work, in order."""
    known = _headings()
    # Nearly all texts have no such heading; one look at all units together says so.
    if "  " not in folded.text and known.keys().isdisjoint(map(str.strip, folded.text.split(BREAK))):
        return []
    found: list[tuple[int, int, bool]] = []
    place = 0
    for unit in folded.text.split(BREAK):
        if len(unit) <= _LONGEST:
            about_work = known.get(" ".join(unit.split()))
            if about_work is not None:
                found.append((folded.original(place), folded.original(place + len(unit)), about_work))
        place += len(unit) + 1
    parts = []
    for number, (start, end, about_work) in enumerate(found):
        if about_work:
            continue
        following = found[number + 1][0] if number + 1 < len(found) else len(text)
        content = _CONTENT.search(text, end)
        blank = _BLANK_LINE.search(text, content.start(), following) if content else None
        parts.append((start, blank.start() if blank else following))
    return parts


def in_part(parts: list[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of the parts, which stand in order."""
    number = bisect_right(parts, (place, place)) - 1
    around = parts[max(number, 0) : number + 2]
    return any(start <= place < end for start, end in around)


@lru_cache(maxsize=1)
def _headings() -> Mapping[str, bool]:
    """Return every heading, folded, and whether it is one about the work."""
    table = read_table("headings")
    return {
        " ".join(words): group == "work"
        for group in ("work", "other")
        for phrase in table[group]
        for row in compile_phrase(phrase)
        for words in product(*(cell.words for cell in row))
    }
