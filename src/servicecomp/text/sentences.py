"""Where sentences, bullets and lines begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.text.folding import BREAK, fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.text.folding import Folded

__all__ = ["sentence_at", "sentences"]

_EDGES = " \t\r\n\x0b\x0c\xa0*-\u2022\u00b7\u2013\u2014.;:|"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, bullet or line that holds a letter or digit; end marks are left out."""
    folded = fold_text(text)
    start = 0
    while start <= len(folded.text):
        end = folded.text.find(BREAK, start)
        end = len(folded.text) if end < 0 else end
        if folded.text[start:end].strip():
            yield _trimmed(text, folded, start, end)
        start = end + 1


def sentence_at(text: str, folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Return start and end, in the original, of a unit given by its bounds in the folded text, without bullets and blanks."""
    return _trimmed(text, folded, start, end)


def _trimmed(text: str, folded: Folded, start: int, end: int) -> tuple[int, int]:
    first, last = folded.original(start), folded.original(end)
    while first < last and text[first] in _EDGES:
        first += 1
    while last > first and text[last - 1] in _EDGES:
        last -= 1
    return first, last
