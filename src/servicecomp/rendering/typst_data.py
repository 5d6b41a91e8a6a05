"""Blocks -> the JSON that the typst template lays out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from servicecomp.rendering.block_types import (
    Blank,
    Box,
    Break,
    Drawing,
    Group,
    Heading,
    ListBlock,
    Notes,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    plain_text,
)
from servicecomp.rendering.column_widths import CELL_PADDING, longest_word
from servicecomp.rendering.heights import row_surely_fits, surely_fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from servicecomp.rendering.block_types import Block, BlockTree, Cell, Inline

__all__ = ["document_data"]

_PAPERS = {"a4": "a4", "letter": "us-letter"}
# Characters of a word after which a line may break without a hyphen once the word is longer than the second number.
_SEAMS = re.compile(r"(?<=[/@._\-?&=])")
_LONGEST_WORD = 28
_SHORT_RATING = 3

_Data = dict[str, Any]


class _Writer:
    """Turns blocks into data; remembers pictures and the level of the last heading."""

    def __init__(self, printable: Callable[[str], str], pictures: dict[str, Picture]) -> None:
        self._printable = printable
        self._pictures = pictures
        self._level = 0

    def blocks(self, blocks: Sequence[Block], width: float = 100) -> list[_Data]:
        """Return blocks that have `width` per cent of the page."""
        following: list[Block | None] = [*blocks[1:], None][: len(blocks)]
        return [self._block(block, after, width) for block, after in zip(blocks, following, strict=True)]

    def _block(self, block: Block, after: Block | None, width: float) -> _Data:
        match block:
            case Heading():
                # PDF/UA refuses a heading that skips a level.
                self._level = min(block.level, self._level + 1)
                return {"t": "heading", "level": self._level, "content": self._inlines(block.content)}
            case Paragraph():
                return {
                    "t": "paragraph",
                    "content": self._inlines(block.content),
                    "styles": block.styles,
                    "keep-with-next": isinstance(after, Notes),
                    "hyphenate": longest_word(plain_text(block.content)) > width - CELL_PADDING,
                }
            case ListBlock():
                items = [self.blocks(_without_box(item) if block.ticks else item, width) for item in block.items]
                return {"t": "list", "ordered": block.ordered, "start": block.start, "ticks": block.ticks, "items": items}
            case Notes():
                return {"t": "notes", "lines": block.lines}
            case PageBreak():
                return {"t": "page-break"}
            case Table():
                return self._table(block, width)
            case Drawing():
                picture = Picture(self._printable(block.svg).encode(), "svg", block.alt)
                return self._inline(picture) | {"t": "drawing"}
            case Group(kind="header"):
                logos = list(_pictures(block.children))
                rest = [child for child in block.children if not _is_picture(child)]
                return {"t": "header", "children": self.blocks(rest, width), "logo": self._inlines(logos)}
            case Group():
                children = tuple(map(_not_small, block.children)) if block.kind == "provenance" else block.children
                return {
                    "t": block.kind,
                    "children": self.blocks(children, width),
                    "surely-fits": block.kind == "keep" and surely_fits(block),
                    "first-heading": _first_heading(block),
                }

    def _table(self, table: Table, width: float) -> _Data:
        def rows(rows: Sequence[Sequence[Cell]]) -> list[list[_Data]]:
            data = []
            for row in rows:
                place, cells = 0, []
                whole = row_surely_fits(row, table.widths, width)
                low = table.kind in {"plain", "lined"} and any(_has_blank(cell.children) for cell in row)
                for cell in row:
                    share = sum(table.widths[place : place + cell.span])
                    if not cell.covered:
                        cells.append(self._cell(cell, table.kind, share, width) | {"low": low, "breakable": not whole})
                    place += cell.span
                data.append(cells)
            return data

        return {
            "t": "table",
            "kind": table.kind,
            "caption": self._inlines(table.caption),
            "widths": table.widths,
            "head": rows(table.head),
            "body": rows(table.body),
        }

    def _cell(self, cell: Cell, kind: str, share: float, width: float) -> _Data:
        children = tuple(map(_rating_lines, cell.children)) if cell.rating else cell.children
        if kind == "anchors":
            # An anchor is small already; smaller still would be hard to read.
            children = tuple(map(_not_small, children))
        return {
            "children": self.blocks(children, width * share / 100),
            "width": share,
            "header": cell.header,
            "rating": cell.rating,
            "short": all(len(plain_text(child.content)) <= _SHORT_RATING for child in cell.children if isinstance(child, Paragraph)),
            "span": cell.span,
            "rows": cell.rows,
            "align": cell.align,
            "lone-blank": cell.lone_blank,
        }

    def _inlines(self, content: Sequence[Inline]) -> list[_Data]:
        return [self._inline(part) for part in content]

    def _inline(self, part: Inline) -> _Data:
        match part:
            case Run():
                text = _with_seams(self._printable(part.text))
                return {"t": "run", "text": text, "strong": part.strong, "em": part.em, "styles": part.styles, "href": part.href}
            case Box():
                return {"t": "box", "checked": part.checked}
            case Blank():
                return {"t": "blank", "width": part.width, "text": self._printable(part.text)}
            case Break():
                return {"t": "break"}
            case Picture():
                name = f"{hashlib.sha256(part.data).hexdigest()}.{part.format}"
                self._pictures[name] = part
                # PDF/UA refuses a picture that says nothing.
                return {"t": "picture", "file": f"/{name}", "alt": self._printable(part.alt) or "Logo"}


def document_data(tree: BlockTree, printable: Callable[[str], str], pictures: dict[str, Picture]) -> _Data:
    """Return the JSON object of a document; `printable` swaps characters without a glyph, `pictures` receives the files."""
    return {
        "children": _Writer(printable, pictures).blocks(tree.children),
        "colour": tree.colour,
        "paper": _PAPERS[tree.paper],
        "compact": tree.compact,
        "draft": printable(tree.draft_notice),
    }


def _with_seams(text: str) -> str:
    """Let words break that are longer than a line: zero-width spaces are not drawn and do not come out when text is copied."""
    if len(text) <= _LONGEST_WORD:
        return text
    return re.sub(rf"\S{{{_LONGEST_WORD + 1},}}", lambda match: "\u200b".join(_pieces(match[0])), text)


def _pieces(word: str) -> Iterator[str]:
    for piece in _SEAMS.split(word):
        start = 0
        for end in range(1, len(piece) + 1):
            # A mark must stay with the letter that it belongs to.
            full = end - start >= _LONGEST_WORD and end < len(piece) and unicodedata.category(piece[end]) not in {"Mn", "Me", "Cf"}
            if full or end == len(piece):
                yield piece[start:end]
                start = end


def _first_heading(group: Group) -> int:
    """Return the level of the heading that a group begins with, or 0: its space must stand before the group."""
    first = group.children[0]
    return first.level if isinstance(first, Heading) else _first_heading(first) if isinstance(first, Group) else 0


def _is_picture(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.content) and all(isinstance(part, Picture | Break) for part in block.content)


def _pictures(blocks: Sequence[Block]) -> Iterator[Inline]:
    for block in blocks:
        if isinstance(block, Paragraph) and _is_picture(block):
            yield from block.content


def _without_box(item: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return an item of a list of ticks without its first box, which becomes the bullet."""
    match item:
        case (Paragraph(content=(Box(), *rest)) as first, *others):
            return (Paragraph(_without_space(rest), first.styles), *others)
    return item


def _without_space(content: Sequence[Inline]) -> tuple[Inline, ...]:
    match content:
        case (Run() as first, *rest):
            return (replace(first, text=first.text.removeprefix("\u00a0")), *rest)
    return tuple(content)


def _not_small(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, styles=tuple(style for style in block.styles if style != "small"))
    return block


def _rating_lines(block: Block) -> Block:
    """Set the name of a rating on a line of its own, below its number."""
    if not isinstance(block, Paragraph):
        return block
    content: list[Inline] = []
    for part in block.content:
        if isinstance(part, Run) and "name" in part.styles and content:
            content.append(Break())
            part = replace(part, text=part.text.strip())  # noqa: PLW2901 -- the part as it is printed
        content.append(part)
    return Paragraph(tuple(content), block.styles)


def _has_blank(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) and any(isinstance(part, Blank) for part in block.content) for block in blocks)
