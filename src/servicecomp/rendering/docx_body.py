"""Blocks -> the body of word/document.xml.

All text goes through `run_xml`, which escapes it; everything else in the XML is written here. Element order follows the schema
(ISO/IEC 29500-1), which Word insists on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

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
)
from servicecomp.rendering.docx_inlines import EM, LETTER, Look, blank_xml, checkbox_xml, drawing_xml, run_xml
from servicecomp.rendering.docx_styles import (
    CALLOUT_INDENT,
    FIRST_ORDERED,
    INDENT,
    SCRIPT_INDENT,
    callout_frame,
    script_frame,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from servicecomp.rendering.block_types import Block, Cell, Inline, Row

__all__ = ["BodyWriter"]

_GROUP_STYLES = {"script": "Script", "callout": "Callout", "provenance": "Provenance"}
_PARAGRAPH_STYLES = {"draft-notice": "DraftNotice", "ask": "Question", "lead": "Lead", "small": "Small"}
_TABLE_STYLES = {"grid": "DocumentGrid", "anchors": "DocumentAnchors", "lined": "DocumentLined", "plain": "DocumentPlain"}
_SMALL_ALREADY = frozenset({"Small", "TableSmall", "Provenance"})
_ALIGNMENTS = {"start": "", "center": '<w:jc w:val="center"/>', "end": '<w:jc w:val="right"/>'}
_OVER_A_LABEL = 110  # twips
_SHORTEST_BLANK = 3 * EM
_ROW_TO_WRITE_IN = 454  # twips; 8 mm
_LAST_LEVEL = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: its room in twips, its paragraph style, and what holds for everything there."""

    room: int
    style: str = ""
    level: int = -1
    frame: str = ""
    keep: bool = False
    before_notes: bool = False
    bold: bool = False
    align: str = "start"
    in_cell: bool = False


class BodyWriter:
    """Writes the body; remembers the ordered lists, whose numberings stand in another part of the file."""

    def __init__(self, room: int, colour: str, *, picture: Callable[[Picture], tuple[str, int, int]], link: Callable[[str], str]) -> None:
        """Take the width of the text in twips, the brand colour, and what stores a picture (giving its id and size) and a link."""
        self.ordered: list[tuple[int, int]] = []
        self._room = room
        self._colour = colour
        self._picture = picture
        self._link = link
        self._break = False
        self._ids = 0

    def body(self, blocks: Sequence[Block]) -> str:
        """Return the XML of the blocks."""
        written = self._blocks(blocks, _Place(self._room))
        # A page break before nothing would be an empty page.
        self._break = False
        return written

    def _blocks(self, blocks: Sequence[Block], place: _Place) -> str:
        """Return blocks one after the other; in a group that is kept together all but the last stay with the next."""
        last = len(blocks) - 1
        parts = []
        for number, block in enumerate(blocks):
            follows_notes = number < last and isinstance(blocks[number + 1], Notes)
            here = replace(place, keep=(place.keep and number < last) or follows_notes, before_notes=follows_notes)
            parts.append(self._block(block, here))
        return "".join(parts)

    def _block(self, block: Block, place: _Place) -> str:
        match block:
            case Heading():
                # A heading keeps with what follows by its style.
                return self._paragraph(block.content, replace(place, style=f"Heading{block.level}", level=-1, keep=False))
            case Paragraph():
                return self._paragraph(block.content, self._styled(place, block.styles), block.styles)
            case ListBlock():
                return self._list(block, place)
            case Notes():
                line = self._paragraph((), replace(place, style="NoteLine", level=-1))
                return line * block.lines
            case PageBreak():
                self._break = True
                return ""
            case Table():
                return self._table(block, place)
            case Drawing():
                # Word shows an SVG only with a bitmap beside it; the table that stands by a drawing holds its numbers.
                return ""
            case Group(kind="header"):
                return self._header(block.children, place)
            case Group(kind="keep"):
                return self._blocks(block.children, replace(place, keep=True))
            case Group():
                return self._blocks(block.children, replace(place, style=_GROUP_STYLES[block.kind], frame=_GROUP_STYLES[block.kind]))

    def _styled(self, place: _Place, styles: Sequence[str]) -> _Place:
        """Choose the paragraph's style: a frame such as Script wins, for its look is the paragraph's own."""
        own = next((style for name, style in _PARAGRAPH_STYLES.items() if name in styles), "")
        if place.style or not own:
            return place
        return replace(place, style="TableSmall" if place.in_cell and own == "Small" else own)

    def _header(self, blocks: Sequence[Block], place: _Place) -> str:
        """Set the logo at the right of the first line, and a rule under it all."""
        logos = [part for block in blocks if _is_logo(block) for part in block.content]  # type: ignore[union-attr]
        rest = [block for block in blocks if not _is_logo(block)]
        first: tuple[Inline, ...] = ()
        styles: tuple[str, ...] = ()
        if logos and rest and isinstance(rest[0], Paragraph):
            first, styles = rest[0].content, rest[0].styles
            rest = rest[1:]
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{self._room}"/></w:tabs>'
        line = ""
        if logos:
            content = f"{self._inlines(first, place, styles)}<w:r><w:tab/></w:r>{self._inlines(logos, place)}"
            line = f'<w:p><w:pPr><w:keepNext/>{tab}<w:spacing w:line="240" w:lineRule="auto"/></w:pPr>{content}</w:p>'
        rule = (
            f'<w:p><w:pPr><w:pStyle w:val="TableGap"/><w:pBdr><w:top w:val="single" w:sz="12" w:space="1" '
            f'w:color="{self._colour[1:].upper()}"/></w:pBdr></w:pPr></w:p>'
        )
        return line + self._blocks(rest, place) + rule

    def _list(self, block: ListBlock, place: _Place) -> str:
        level = min(place.level + 1, _LAST_LEVEL)
        number = 1
        if block.ordered:
            self.ordered.append((level, block.start))
            number = FIRST_ORDERED + len(self.ordered) - 1
        suffix = str(level + 1) if level else ""
        kind = "Number" if block.ordered else "Bullet"
        parts = []
        for position, item in enumerate(block.items):
            inner = replace(place, level=level, keep=place.keep or position == 0)
            match item:
                case (Paragraph() as first, *others):
                    pass
                case _:
                    first, others = Paragraph(()), list(item)
            if block.ticks:
                parts.append(self._tick(first, inner))
            else:
                numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
                parts.append(self._paragraph(first.content, replace(inner, style=f"List{kind}{suffix}"), first.styles, numbering))
            parts.extend(self._block(other, replace(inner, style=f"ListContinue{suffix}")) for other in others)
        return "".join(parts)

    def _tick(self, block: Paragraph, place: _Place) -> str:
        """Return an item that begins with a box, its words indented beside it."""
        content = block.content
        match content:
            case (Box() as box, Run() as first, *rest):
                words = self._inlines((replace(first, text=first.text.removeprefix("\u00a0")), *rest), place, block.styles)
                written = f"{self._inlines((box,), place)}<w:r><w:tab/></w:r>{words}"
            case _:
                written = self._inlines(content, place, block.styles)
        indent = INDENT * (max(place.level, 0) + 1) + 40
        tab = f'<w:tabs><w:tab w:val="left" w:pos="{indent}"/></w:tabs>'
        look = f'{tab}<w:spacing w:after="30"/><w:ind w:left="{indent}" w:hanging="{indent}"/>'
        style = f'<w:pStyle w:val="{"TableText" if place.in_cell else "ListContinue"}"/>'
        keep = "<w:keepNext/>" if place.keep else ""
        return f"<w:p><w:pPr>{style}{keep}{self._page_break()}{look}</w:pPr>{written}</w:p>"

    def _page_break(self) -> str:
        wanted, self._break = self._break, False
        return "<w:pageBreakBefore/>" if wanted else ""

    def _paragraph(self, content: Sequence[Inline], place: _Place, styles: Sequence[str] = (), numbering: str = "") -> str:
        style = place.style or ("TableText" if place.in_cell else "")
        breaks = self._page_break()
        heading = style.startswith("Heading")
        borders, indent = self._frame(place, in_list=bool(numbering)) if place.level >= 0 or heading else ("", "")
        # Space over a heading at the top of a page would be lost room; a label needs some under the ruled lines above it.
        before = 0 if breaks and heading else _OVER_A_LABEL if place.before_notes and place.level < 0 else None
        properties = (
            (f'<w:pStyle w:val="{style}"/>' if style else "")
            + ("<w:keepNext/>" if place.keep else "")
            + breaks
            + numbering
            + borders
            + (f'<w:spacing w:before="{before}"/>' if before is not None else "")
            + indent
            + _ALIGNMENTS[place.align]
        )
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{self._inlines(content, place, styles)}</w:p>"

    def _frame(self, place: _Place, *, in_list: bool) -> tuple[str, str]:
        """Return the borders and the indent by which a list or a heading in a script or a callout looks as the paragraphs around it."""
        left = INDENT * (place.level + 1)
        hanging = f' w:hanging="{INDENT}"' if in_list else ""
        match place.frame:
            case "Script":
                return script_frame(self._colour), f'<w:ind w:left="{left + SCRIPT_INDENT}"{hanging}/>'
            case "Callout":
                return callout_frame(self._colour), f'<w:ind w:left="{left + CALLOUT_INDENT}" w:right="{CALLOUT_INDENT}"{hanging}/>'
        return "", ""

    def _inlines(self, content: Sequence[Inline], place: _Place, styles: Sequence[str] = ()) -> str:
        written = []
        used = 0
        for part in content:
            match part:
                case Run():
                    used += len(part.text) * LETTER
                case Box():
                    used += EM
                case Blank():
                    # A line to write on fills what is left of its line of text, if that is enough to write on: LibreOffice would
                    # not show one that is wrapped.
                    left = place.room - used % place.room
                    width = min(round(part.width * EM), left if left >= _SHORTEST_BLANK else place.room)
                    written.append(blank_xml(part, width))
                    used += width
                    continue
                case Break():
                    used = 0
                case Picture():
                    pass
            written.append(self._inline(part, place, styles))
        return "".join(written)

    def _inline(self, part: Run | Box | Break | Picture, place: _Place, styles: Sequence[str]) -> str:
        match part:
            case Run():
                run = run_xml(part, _look(part, place, styles))
                return f'<w:hyperlink r:id="{self._link(part.href)}" w:history="1">{run}</w:hyperlink>' if part.href else run
            case Box():
                return checkbox_xml(part, self._next_id())
            case Break():
                return "<w:r><w:br/></w:r>"
            case Picture():
                return drawing_xml(part, *self._picture(part), self._next_id())

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids

    def _table(self, table: Table, place: _Place) -> str:
        # A paragraph before a table is the only thing in Word that can carry its page break.
        start = self._paragraph((), _Place(self._room, "TableGap")) if self._break and not table.caption else ""
        caption = self._paragraph(table.caption, replace(place, style="Caption", level=-1)) if table.caption else ""
        room = place.room - (INDENT * (place.level + 1))
        columns = [round(room * width / 100) for width in table.widths]
        rows = [(row, True) for row in table.head] + [(row, False) for row in table.body]
        written = "".join(
            self._row(row, columns, table.kind, replace(place, keep=place.keep or number < len(table.head)), head=head)
            for number, (row, head) in enumerate(rows)
        )
        description = f"<w:tblCaption w:val={quoteattr(table.description)}/>" if table.description else ""
        look = (
            f'<w:tblLook w:val="{"0020" if table.head else "0000"}" w:firstRow="{int(bool(table.head))}" w:lastRow="0" w:firstColumn="0" '
        )
        look += 'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        indent = f'<w:tblInd w:w="{INDENT * (place.level + 1)}" w:type="dxa"/>' if place.level >= 0 else ""
        return (
            f'{start}{caption}<w:tbl><w:tblPr><w:tblStyle w:val="{_TABLE_STYLES[table.kind]}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
            f'{indent}<w:tblLayout w:type="fixed"/>{look}{description}</w:tblPr>'
            f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{width}"/>""" for width in columns)}</w:tblGrid>{written}</w:tbl>'
            # Without a paragraph between them Word joins two tables to one.
            + self._paragraph((), _Place(self._room, "TableGap", keep=place.keep))
        )

    def _row(self, row: Row, columns: Sequence[int], kind: str, place: _Place, *, head: bool) -> str:
        to_write_in = any(
            cell.rating or not (cell.children or cell.covered) or cell.lone_blank or _has_blank(cell.children) for cell in row
        )
        height = f'<w:trHeight w:val="{_ROW_TO_WRITE_IN}" w:hRule="atLeast"/>' if to_write_in and not head else ""
        properties = f"<w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}</w:trPr>"
        cells, column = [], 0
        for cell in row:
            width = sum(columns[column : column + cell.span])
            cells.append(self._cell(cell, width, kind, place, head=head, low=to_write_in and kind in {"plain", "lined"}))
            column += cell.span
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>"

    def _cell(self, cell: Cell, width: int, kind: str, place: _Place, *, head: bool, low: bool) -> str:
        ruled = cell.lone_blank and kind in {"plain", "lined"}
        properties = (
            f'<w:tcW w:w="{width}" w:type="dxa"/>'
            + (f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else "")
            + ("<w:vMerge/>" if cell.covered else '<w:vMerge w:val="restart"/>' if cell.rows > 1 else "")
            # A line to write on that fills its cell is the cell's own lower edge, so that typing does not move it.
            + ('<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="1C1C1C"/></w:tcBorders>' if ruled else "")
            + ('<w:vAlign w:val="center"/>' if cell.rating else '<w:vAlign w:val="bottom"/>' if head or low else "")
        )
        inner = _Place(
            width - 200,
            "TableSmall" if kind == "anchors" else "",
            keep=place.keep,
            bold=cell.header,
            align="center" if cell.rating else cell.align,
            in_cell=True,
        )
        children = () if cell.lone_blank else tuple(map(_rating_lines, cell.children)) if cell.rating else cell.children
        content = self._blocks_in_cell(children, inner)
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    def _blocks_in_cell(self, children: Sequence[Block], place: _Place) -> str:
        """Return the blocks of a cell, all of them kept with the next row when the table is; a cell needs a paragraph at its end."""
        parts = [self._block(child, place) for child in children]
        if not children or not parts[-1].endswith("</w:p>"):
            parts.append(self._paragraph((), place))
        return "".join(parts)


def _rating_lines(block: Block) -> Block:
    """Set the name of a rating on a line of its own, below its number."""
    if not isinstance(block, Paragraph):
        return block
    content: list[Inline] = []
    for part in block.content:
        if isinstance(part, Run) and "name" in part.styles and content:
            content += [Break(), replace(part, text=part.text.strip(" \u00a0"))]
        else:
            content.append(part)
    return Paragraph(tuple(content), block.styles)


def _is_logo(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.content) and all(isinstance(part, Picture | Break) for part in block.content)


def _has_blank(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Paragraph) and any(isinstance(part, Blank) for part in block.content) for block in blocks)


def _look(run: Run, place: _Place, styles: Sequence[str]) -> Look:
    """Return how a run looks where it stands, beyond what its paragraph's style says."""
    muted = "muted" in run.styles or "muted" in styles
    regular = "probe" in run.styles or "name" in run.styles or (muted and not run.strong)
    size = ""
    if "name" in run.styles:
        size = "name"
    elif "ask" in styles:
        size = "ask-small" if "small" in styles else "" if place.style == "Question" else "ask"
    elif "small" in run.styles or ("small" in styles and place.style not in _SMALL_ALREADY):
        size = "small"
    return Look(bold=False if regular else True if run.strong or place.bold else None, muted=muted, size=size)
