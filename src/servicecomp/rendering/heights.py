"""About how high a group of blocks is, so that the layout need not try each group twice.

Only the answer "surely fits" is used, so the estimate errs on the high side; all others are measured by typst.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from servicecomp.rendering.block_types import Blank, Break, Drawing, Group, Heading, ListBlock, Notes, Paragraph, Picture, Table, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicecomp.rendering.block_types import Block, Cell, Inline

__all__ = ["row_surely_fits", "surely_fits"]

# In lines of body text: what a page of the smaller paper holds (Letter), less a fifth for what an estimate gets wrong.
_PAGE = 46
# Characters in a line over the whole width; bold or large text holds fewer.
_LINE, _LARGE_LINE = 80, 55
_INDENT = 5
_NOTE_LINE = 2
# Lines that a square as wide as the text would take.
_DRAWING = 42


def surely_fits(group: Group) -> bool:
    """Return whether a group fits on a page without any doubt."""
    return _height(group.children, 100) <= _PAGE


def row_surely_fits(row: Sequence[Cell], widths: Sequence[float], width: float) -> bool:
    """Return whether a row of a table with `width` per cent of the page fits on a page without any doubt."""
    return _row(row, widths, width) <= _PAGE


def _height(blocks: Sequence[Block], width: float) -> float:
    """Return the height of blocks that have `width` per cent of the page, in lines."""
    height = 0.0
    for block in blocks:
        match block:
            case Heading():
                height += 1.5 + 1.5 * _lines(block.content, width, _LARGE_LINE)
            case Paragraph():
                large = "ask" in block.styles
                height += 0.6 + (1.5 if large else 1) * _lines(block.content, width, _LARGE_LINE if large else _LINE)
            case ListBlock():
                height += sum(max(_height(item, max(width - _INDENT, 1)), 1) for item in block.items)
            case Notes():
                height += 1 + block.lines * _NOTE_LINE
            case Drawing():
                height += 1 + _DRAWING * block.ratio * width / 100
            case Group():
                height += 2 + _height(block.children, max(width - _INDENT, 1))
            case Table():
                height += 2 + (_lines(block.caption, width, _LINE) if block.caption else 0)
                height += sum(_row(row, block.widths, width) for row in (*block.head, *block.body))
    return height


def _row(row: Sequence[Cell], widths: Sequence[float], width: float) -> float:
    highest, place = 1.5, 0
    for cell in row:
        share = width * sum(widths[place : place + cell.span]) / 100
        highest = max(highest, _height(cell.children, max(share - _INDENT / 2, 1)))
        place += cell.span
    return highest + 0.8


def _lines(content: tuple[Inline, ...], width: float, line: int) -> int:
    breaks = sum(isinstance(part, Break) for part in content)
    # A line with something to fill in is higher; what is to be written on takes room that its text does not show.
    fields = sum(2 for part in content if isinstance(part, Blank | Picture))
    return breaks + fields + max(ceil(len(plain_text(content)) / max(line * width / 100, 1)), 1)
