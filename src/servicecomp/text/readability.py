"""How hard a text is to read, in school years: the Flesch-Kincaid grade."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from servicecomp.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["reading_grade"]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$|[\"'\u2019\u201d])")


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text, in years of US schooling; 0.0 for a text without words.

    0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975). Syllables are counted
    as a printer would divide the word (`pyphen`, whose US patterns divide more finely), which counts a little low.

    Raises:
        MissingExtraError: `pyphen` is not installed.

    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    positions = _positions()
    syllables = sum(len(positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@cache
def _positions() -> Callable[[str], list[Any]]:
    try:
        import pyphen  # noqa: PLC0415 - loaded only when a reading grade is asked for
    except ImportError:
        raise MissingExtraError(feature="the reading grade", extra="lint") from None
    positions: Callable[[str], list[Any]] = pyphen.Pyphen(lang="en_US").positions
    return positions
