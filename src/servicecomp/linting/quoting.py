"""Parts of a text that are not its writer's own wording: quotations, names in capitals, and what a scale calls its step."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["left_out_spans"]

_QUOTATION = re.compile(r"\"[^\"\n]{1,300}\"|\u201c[^\u201d\n]{1,300}\u201d|(?<!\w)['\u2018](?=\S)[^\n]{1,300}?(?<=\S)['\u2019](?!\w)")
"""Words between double marks, or between single ones that stand at the edges of words; no open-ended repetition."""
_CAPITAL = r"[A-Z][\w'\u2019&-]{0,40}"
_RUN = re.compile(rf"\b{_CAPITAL}(?: (?:(?:of|the|for|and|in|to|at) ){{0,2}}{_CAPITAL}){{0,8}}")
_OPENING = re.compile(r"\w{1,40} (?:(?:of|the|for|and|in|to|at) ){1,2}")
_NAMED = re.compile(
    r" (?:\w{1,20} )?(?:list|report|chart|form|log|record|register|guide|award|scheme|sheet|desk|policy|board|card|file)s?\b"
)
_WORD = re.compile(r"[^\W\d_]{4,40}")
_TITLE = 0.85
"""Share of capitalised words from which a line is a heading, in which capitals name nothing."""
_LABEL_WORDS = (
    "rating|level|score|grade|band|anchor|step|top|exceed|exceeds|exceeded|meets|meet|met|below|above|at|not|far|well|the|standard|expectation|"
    "expectations|requirements|excellent|good|poor|fair|satisfactory|unsatisfactory|outstanding|strong|weak|adequate|inadequate|developing|"
    "partly|partially|fully|needs|improvement|acceptable|unacceptable|high|low|medium|middle|average|basic|exceptional|very|effective|"
    "ineffective|unsuccessful|successful|superior|marginal|proficient|competent"
)
_LABEL = re.compile(rf"\W{{0,4}}(?:(?:{_LABEL_WORDS}|[0-9]{{1,2}})[ ()/,.]{{0,3}}){{1,5}}\s?(?:[:=\u2013\u2014]|- )", re.IGNORECASE)
"""Words of a scale at the beginning of a text, up to the mark that ends them."""


@lru_cache(maxsize=64)
def left_out_spans(text: str, kind: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each quotation, name or label in a text."""
    if kind == "quotations":
        return tuple(found.span() for found in _QUOTATION.finditer(text))
    if kind == "names":
        return tuple(_names(text))
    label = _LABEL.match(text)
    return ((0, label.end()),) if label else ()


def _names(text: str) -> Iterator[tuple[int, int]]:
    words = _WORD.findall(text)
    if sum(word[0].isupper() for word in words) > _TITLE * len(words):
        return
    for run in _RUN.finditer(text):
        start = run.start()
        before = text[:start].rstrip()[-1:]
        # Every sentence begins with a capital; there a name shows by its length, or by what follows it.
        needed = 2 if before and before not in ".!?:;=\u2013\u2014-" else 3
        if needed > 2 and (opening := _OPENING.match(run[0])):  # noqa: PLR2004 - "Reads the Good Practice Guide": the name begins later
            start, needed = start + opening.end(), 2
        capitals = sum(word[0].isupper() for word in text[start : run.end()].split())
        if capitals + (_NAMED.match(text, run.end()) is not None) >= needed:
            yield start, run.end()
