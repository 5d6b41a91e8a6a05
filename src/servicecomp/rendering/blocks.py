"""HTML of a document -> blocks: the one reading of our own pages that PDF and DOCX both start from.

Why HTML and not the models: a user's template override then changes every format, and what is on paper is what people saw on screen.
The vocabulary is the templates' own and nothing more; an element outside it is an error that names it, because a page that silently
lost a part would be worse. Classes that are not known are left alone: they are for the stylesheet.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from servicecomp.rendering.block_types import (
    Block,
    BlockTree,
    Cell,
    Group,
    Heading,
    ListBlock,
    Notes,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    plain_text,
)
from servicecomp.rendering.column_widths import column_widths
from servicecomp.rendering.drawings import drawing_of
from servicecomp.rendering.html_tree import Element, parse_html
from servicecomp.rendering.inlines import INLINE_ELEMENTS, Context, inlines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.rendering.block_types import Inline

__all__ = ["blocks_of"]

_AROUND_THE_ARTICLE = frozenset({"page", "html", "body", "main"})
_NOT_ON_PAPER = frozenset({"head", "link", "meta", "style", "title"})
_CONTAINERS = frozenset({"article", "details", "div", "footer", "form", "header", "section", "summary"})
_BLOCK_ELEMENTS = _CONTAINERS | {"h1", "h2", "h3", "h4", "ol", "p", "table", "ul"}
# What a class on a block means for all the text inside it.
_BLOCK_STYLES = {
    "ask": ("ask",),
    "draft-notice": ("draft-notice",),
    "kind": ("muted", "small"),
    "lead": ("lead",),
    "muted": ("muted",),
    "small": ("small",),
    "spare": ("small",),
}
_GROUPS = {"keep": "keep", "spare": "keep", "callout": "callout", "script": "script", "provenance": "provenance"}
_TABLE_KINDS = {"anchors": "anchors", "behaviours": "lined", "plain": "plain", "grid": "grid"}
_ALIGNMENTS = {"number": "end", "centre": "center"}
# For readers of the screen version only, who cannot see the table or the mark that says the same.
_UNSEEN = "unseen"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PAPERS = ("a4", "letter")
# The stylesheet sets these kinds of document smaller as well: two sheets are as much as applicants read.
_COMPACT = frozenset({"compact", "job-description"})
_MOST_LINES = 60
# Content can nest lists as deep as Markdown allows; nobody can read more, and the formats below have limits of their own.
_LIST_DEPTH = 3


# PDF and DOCX of one document follow each other; blocks are frozen, so that both can read the same ones.
@lru_cache(maxsize=2)
def blocks_of(html: str) -> BlockTree:
    """Return the blocks of a page that holds one `<article class="document">`.

    Raises:
        RenderError: the page is not well formed, has no such article, or holds an element that documents do not use.

    """
    page = parse_html(html)
    articles = page.find("article", "document")
    if len(articles) != 1:
        raise page.error(f'must hold one <article class="document">, not {len(articles)}')
    _refuse_words_outside(page)
    article = articles[0]
    colour = article.attributes.get("data-colour", "") or BlockTree(()).colour
    if not _COLOUR.fullmatch(colour):
        raise article.error(f"has the data-colour {colour!r}, which is not of the form #rrggbb")
    paper = article.attributes.get("data-paper", "").lower() or BlockTree(()).paper
    if paper not in _PAPERS:
        raise article.error(f"has the data-paper {paper!r}; it can be a4 or letter")
    children = tuple(_blocks(article, Context(), 0))
    compact = bool(_COMPACT & article.classes)
    return BlockTree(children, colour.lower(), paper, next(_draft_notices(children), ""), compact)


def _refuse_words_outside(node: Element) -> None:
    """Refuse text beside the article: on paper it would be missing."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                raise node.error(f'holds text outside <article class="document">: {child.strip()[:40]!r}')
        elif child.name in _AROUND_THE_ARTICLE:
            _refuse_words_outside(child)
        elif child.name not in _NOT_ON_PAPER and not (child.name == "article" and "document" in child.classes):
            raise child.error('stands outside <article class="document">')


def _draft_notices(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield what the top of every page says: the strong part of each draft notice, or all of it."""
    for block in blocks:
        if isinstance(block, Paragraph) and "draft-notice" in block.styles:
            strong = tuple(part for part in block.content if isinstance(part, Run) and part.strong)
            yield plain_text(strong or block.content)
        elif isinstance(block, Group):
            yield from _draft_notices(block.children)


def _blocks(node: Element, context: Context, depth: int) -> Iterator[Block]:
    """Yield the blocks inside an element; words that stand loose between them become paragraphs."""
    loose: list[Element | str] = []
    for child in node.children:
        if isinstance(child, str) or child.name in INLINE_ELEMENTS:
            loose.append(child)
        elif _UNSEEN in child.classes:
            continue
        elif child.name in _BLOCK_ELEMENTS:
            yield from _loose_paragraph(loose, context)
            loose = []
            yield from _block(child, context, depth)
        elif child.name == "svg":
            yield from _loose_paragraph(loose, context)
            loose = []
            yield drawing_of(child)
        else:
            raise child.error("is no element of a document")
    yield from _loose_paragraph(loose, context)


def _loose_paragraph(loose: list[Element | str], context: Context) -> Iterator[Block]:
    content = inlines_of(loose, context)
    if content:
        yield Paragraph(content, context.block_styles)


def _inside(node: Element, context: Context) -> Context:
    if not node.classes:
        return context
    return context.with_block_styles(style for name, styles in _BLOCK_STYLES.items() if name in node.classes for style in styles)


def _spread(node: Element) -> Iterator[Element | str]:
    """Yield the parts of a strip with wide spaces between them."""
    for child in node.children:
        yield "\u2003" if isinstance(child, str) and not child.strip() else child


def _block(node: Element, context: Context, depth: int) -> Iterator[Block]:
    """Yield what one block element stands for."""
    if "page-break" in node.classes:
        yield PageBreak()
    inner = _inside(node, context)
    match node.name:
        case "p":
            yield from _loose_paragraph(list(_spread(node)) if "strip" in node.classes else node.children, inner)
        case "h1" | "h2" | "h3" | "h4":
            content = inlines_of(node.children, inner)
            if content:
                yield Heading(int(node.name[1]), content)
        case "ul" | "ol":
            yield from _list(node, inner, depth)
        case "table":
            yield from _grouped(node, tuple(_table(node, inner, depth)))
        case _ if "notes" in node.classes:
            yield from _notes(node, inner, depth)
        case _:
            yield from _grouped(node, tuple(_blocks(node, inner, depth)))


def _grouped(node: Element, children: tuple[Block, ...]) -> Iterator[Block]:
    """Wrap blocks in the groups that an element's classes ask for; without any, they stand as they are."""
    if not children:
        return
    if node.name == "header":
        children = (Group("header", children),)
    # Outermost last: what is kept together holds its frame, not the other way round.
    for name in reversed(_GROUPS):
        if name in node.classes:
            breaks, children = _without_leading_breaks(children)
            yield from breaks
            if any(map(_has_break, children)):
                raise node.error("is kept together and cannot hold a page break")
            children = (Group(_GROUPS[name], children),)
    yield from children


def _without_leading_breaks(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    count = next((number for number, block in enumerate(blocks) if not isinstance(block, PageBreak)), len(blocks))
    return blocks[:count], blocks[count:]


def _has_break(block: Block) -> bool:
    return isinstance(block, PageBreak) or (isinstance(block, Group) and any(map(_has_break, block.children)))


def _notes(node: Element, context: Context, depth: int) -> Iterator[Block]:
    """Yield what stands above the ruled lines, then the lines; on screen the lines are a text field."""
    lines = node.attributes.get("data-lines", "")
    if not lines.isascii() or not lines.isdigit() or not 1 <= int(lines) <= _MOST_LINES:
        raise node.error(f"needs data-lines from 1 to {_MOST_LINES}, not {lines!r}")
    label = Element(node.name, {}, node.line, [child for child in node.children if not _is_field(child)])
    yield from _blocks(label, context, depth)
    yield Notes(int(lines))


def _is_field(child: Element | str) -> bool:
    return isinstance(child, Element) and child.name in {"input", "textarea"}


def _elements(node: Element, *names: str) -> Iterator[Element]:
    """Yield the children of an element that may hold only elements of these names."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                raise node.error(f"holds loose text: {child.strip()[:40]!r}")
        elif child.name in names:
            yield child
        else:
            raise child.error(f"cannot stand in <{node.name}>")


def _list(node: Element, context: Context, depth: int) -> Iterator[Block]:
    items: list[tuple[Block, ...]] = []
    for item in _elements(node, "li"):
        blocks = tuple(_blocks(item, _inside(item, context), depth + 1))
        if depth + 1 < _LIST_DEPTH:
            items.append(blocks)
        else:
            items.extend(_flattened(blocks))
    start = node.attributes.get("start", "1")
    if not start.isascii() or not start.isdigit():
        raise node.error(f"has the start {start!r}, which is no number")
    if items:
        yield ListBlock(node.name == "ol", tuple(items), int(start), "ticks" in node.classes)


def _flattened(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Yield an item and, beside it, the items of the lists inside it."""
    own = tuple(block for block in blocks if not isinstance(block, ListBlock))
    if own:
        yield own
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from _flattened(item)


def _table(node: Element, context: Context, depth: int) -> Iterator[Block]:
    caption: tuple[Inline, ...] = ()
    description = ""
    given: list[float | None] = []
    head: list[Row] = []
    body: list[Row] = []
    for part in _elements(node, "caption", "colgroup", "thead", "tbody", "tr"):
        match part.name:
            case "caption" if _UNSEEN in part.classes:
                description = plain_text(inlines_of(part.children, context))
            case "caption":
                caption = inlines_of(part.children, context)
                description = plain_text(caption)
            case "colgroup":
                given.extend(_column(column) for column in _elements(part, "col"))
            case "thead" if _UNSEEN not in part.classes:
                head.extend(_rows(_elements(part, "tr"), context, depth))
            case "thead":
                # Where the page shows no header row, paper has none either.
                continue
            case "tbody":
                body.extend(_rows(_elements(part, "tr"), context, depth))
            case _:
                body.extend(_rows((part,), context, depth))
    columns = max((sum(cell.span for cell in row) for row in (*head, *body)), default=0)
    if not columns:
        return
    kind = next((kind for name, kind in _TABLE_KINDS.items() if name in node.classes), "grid")
    rows = tuple(_filled(row, columns) for row in head), tuple(_filled(row, columns) for row in body)
    compact = "small" in context.block_styles
    yield Table(kind, caption, column_widths(given, (*rows[0], *rows[1]), columns, compact=compact), *rows, description)


def _column(node: Element) -> float | None:
    width = node.attributes.get("data-width", "").removesuffix("%")
    if not width:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", width) or not 0 < float(width) <= 100:  # noqa: PLR2004 -- a percentage
        raise node.error(f"has the data-width {width!r}, which is no percentage")
    return float(width)


def _rows(rows: Iterable[Element], context: Context, depth: int) -> list[Row]:
    """Return the rows of a table's part, with a covered cell wherever one from above reaches down."""
    elements = tuple(rows)
    reaching: dict[int, Cell] = {}
    table = []
    for number, row in enumerate(elements):
        cells: list[Cell] = []
        column = 0
        waiting = [_cell(cell, len(elements) - number, context, depth) for cell in _elements(row, "th", "td")]
        while waiting or any(reach >= column for reach in reaching):
            # A short row gets empty cells up to the next one that reaches down into it.
            cell = _covered(reaching.pop(column)) if column in reaching else waiting.pop(0) if waiting else Cell(())
            if cell.rows > 1:
                reaching[column] = cell
            cells.append(replace(cell, rows=1) if cell.covered else cell)
            column += cell.span
        table.append(tuple(cells))
    return table


def _covered(cell: Cell) -> Cell:
    return Cell((), cell.header, span=cell.span, rows=cell.rows - 1, covered=True)


def _cell(node: Element, rows_left: int, context: Context, depth: int) -> Cell:
    columns, rows = node.attributes.get("colspan", "1"), node.attributes.get("rowspan", "1")
    if not all(re.fullmatch(r"[1-9][0-9]?", span) for span in (columns, rows)):
        raise node.error("may span 1 to 99 columns and rows")
    children = tuple(_grouped(node, tuple(_blocks(node, _inside(node, context), depth))))
    align = next((_ALIGNMENTS[name] for name in _ALIGNMENTS if name in node.classes), "start")
    return Cell(children, node.name == "th", "rating" in node.classes, int(columns), align, min(int(rows), rows_left))


def _filled(row: Row, columns: int) -> Row:
    """Return a row with the empty cells that a browser would leave out."""
    return row + (Cell(()),) * (columns - sum(cell.span for cell in row))
