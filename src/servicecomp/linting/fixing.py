"""Safe fixes: words put in place of others in plain text and Markdown, until none is left to be put."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from servicecomp.text.folding import BREAK, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from servicecomp.models.rules import Rule

__all__ = ["MAX_ROUNDS", "apply_fixes", "fix_for"]

MAX_ROUNDS = 10
"""Rounds after which fixing stops; what one fix puts in may be part of what another rule finds."""

Edit = tuple[int, int, str]
"""Start, end, and what is put there."""


def fix_for(rule: Rule, found: str) -> str:
    """Return what a rule puts in place of words found, in their capitals; empty when it knows nothing for them."""
    put = _table(rule.replacements).get(_key(found))
    if put is None:
        return ""
    letters = [char for char in found if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return put.upper()
    return put[0].upper() + put[1:] if letters and letters[0].isupper() else put


@lru_cache(maxsize=256)
def _table(replacements: tuple[object, ...]) -> dict[str, str]:
    return {_key(entry.find): entry.put for entry in replacements}  # type: ignore[attr-defined]


def _key(words: str) -> str:
    return " ".join(fold(words).replace(BREAK, " ").split())


def apply_fixes(text: str, edits_of: Callable[[str], Iterable[Edit]]) -> str:
    """Return the text with all fixes made; `edits_of` finds those that a text still needs."""
    for _ in range(MAX_ROUNDS):
        edits = sorted(edits_of(text))
        if not edits:
            break
        pieces, last = [], 0
        for start, end, put in edits:
            if start >= last:
                pieces += [text[last:start], put]
                last = end
        text = "".join(pieces) + text[last:]
    return text
