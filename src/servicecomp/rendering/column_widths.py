"""How wide the columns of a table are: as the template says, else by what stands in them."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from servicecomp.rendering.block_types import Group, ListBlock, Paragraph, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servicecomp.rendering.block_types import Block, Cell, Row

__all__ = ["CELL_PADDING", "column_widths", "longest_word"]

# In characters: a column never gets less than a short word, and beyond the second number lines simply wrap.
_NARROWEST, _WIDEST = 6, 45
_RATING = 4
CELL_PADDING = 2.1
"""Space inside the edges of a cell, in per cent of the page's width."""

# The width of a letter of bold text in the same measure, by how wide it is. A word that takes more than the last number is hyphenated.
_WIDE, _USUAL, _NARROW, _MOST = 1.72, 1.14, 0.68, 17
_WIDE_LETTERS, _NARROW_LETTERS = frozenset("mwMW@%&—…"), frozenset("ijltfrI.,:;'!|()[]-/ ")


def column_widths(given: Sequence[float | None], rows: Sequence[Row], columns: int, *, compact: bool = False) -> tuple[float, ...]:
    """Return one percentage per column, adding up to 100.

    Columns of long texts are equally wide, which looks calm; in a `compact` table longer texts get more, which saves lines.

    Both office formats need numbers: Word and LibreOffice lay out automatic widths differently, and neither as a browser does.
    """
    widths = [*given, *[None] * columns][:columns]
    needs = [_need(rows, column, compact=compact) for column in range(columns)]
    known = sum(width for width in widths if width is not None)
    open_needs = sum(need for need, width in zip(needs, widths, strict=True) if width is None)
    # Even when the given widths claim all of it, a column without one stays visible.
    rest = max(100 - known, 5 * widths.count(None))
    filled = [rest * need / open_needs if width is None else width for need, width in zip(needs, widths, strict=True)]
    total = sum(filled)
    return tuple(round(width, 3) for width in _with_room_for_words([100 * width / total for width in filled], rows))


def _with_room_for_words(widths: list[float], rows: Sequence[Row]) -> list[float]:
    """Widen columns whose longest word would not fit, at the cost of those that have room to spare."""
    least = [CELL_PADDING + _longest_in_column(rows, column) for column in range(len(widths))]
    lacking = sum(max(low - width, 0) for low, width in zip(least, widths, strict=True))
    spare = sum(max(width - low, 0) for low, width in zip(least, widths, strict=True))
    if not lacking or lacking > spare:
        return widths
    kept = 1 - lacking / spare
    return [low + (width - low) * kept if width > low else low for low, width in zip(least, widths, strict=True)]


def _need(rows: Sequence[Row], column: int, *, compact: bool) -> float:
    """Return the characters that a column would like to show in a line."""
    need: float = _RATING
    for row in rows:
        place = 0
        for cell in row:
            if place == column and cell.span == 1:
                need = max(need, _cell_need(cell, compact=compact))
            place += cell.span
    return need


def longest_word(text: str) -> float:
    """Return about how wide the longest word of a text is, in per cent of the page's width."""
    return max(map(_width, text.split()), default=0)


def _width(word: str) -> float:
    return sum(_WIDE if letter in _WIDE_LETTERS else _NARROW if letter in _NARROW_LETTERS else _USUAL for letter in word)


def _longest_in_column(rows: Sequence[Row], column: int) -> float:
    longest = 0.0
    for row in rows:
        place = 0
        for cell in row:
            if place == column and cell.span == 1 and not cell.rating:
                longest = max(longest, *map(longest_word, _paragraphs(cell.children)), 0)
            place += cell.span
    return min(longest, _MOST)


def _cell_need(cell: Cell, *, compact: bool) -> float:
    if cell.rating:
        return _RATING
    longest = max(max(map(len, _paragraphs(cell.children)), default=0), _NARROWEST)
    # Of all widths these make the highest cell lowest, without taking much from a short one.
    return sqrt(longest * _WIDEST) if compact and longest > _WIDEST else min(longest, _WIDEST)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain_text(block.content)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _paragraphs(item)
        elif isinstance(block, Group):
            yield from _paragraphs(block.children)
