"""The blocks that a page is made of: what PDF and DOCX lay out, with everything about HTML left behind."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Blank",
    "Block",
    "BlockTree",
    "Box",
    "Break",
    "Cell",
    "Drawing",
    "Group",
    "Heading",
    "Inline",
    "ListBlock",
    "Notes",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Row",
    "Run",
    "Table",
    "plain_text",
]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one look. `styles` holds names such as clock, level, missing, muted, name, probe, small, in alphabetical order."""

    text: str
    strong: bool = False
    em: bool = False
    styles: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A square to tick."""

    checked: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on, `width` em long, with what already stands on it."""

    width: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo: its file as bytes, `png` or `jpeg`, and the words for those who cannot see it."""

    data: bytes
    format: str
    alt: str


Inline = Run | Box | Blank | Break | Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `styles` are those of the paragraph as a whole (ask, draft-notice, lead, muted, small)."""

    content: tuple[Inline, ...]
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; an ordered one counts from `start`, in one of `ticks` each item begins with a box instead of a bullet."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    ticks: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """Ruled lines to write on."""

    lines: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together; `kind` is header, keep, script, callout or provenance."""

    kind: str
    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `span` columns and `rows` rows; in a `rating` cell people tick a rating. `align` is start, center or end.

    Where a cell of a row above reaches down, a row holds a `covered` cell, so that the cells of each row fill its columns.
    """

    children: tuple[Block, ...]
    header: bool = False
    rating: bool = False
    span: int = 1
    align: str = "start"
    rows: int = 1
    covered: bool = False

    @property
    def lone_blank(self) -> bool:
        """Whether the cell holds a line to write on and nothing else, so that the line is as wide as the cell."""
        match self.children:
            case (Paragraph(content=(Blank(text=""),)),):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines, dots and words as wide as the text: an SVG file, the words that stand in for it, and its height as a share of its width.

    A table beside it holds the same numbers, so that a format that cannot show it loses no content.
    """

    svg: str
    alt: str
    ratio: float


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `kind` is grid, anchors, lined or plain, `widths` are percentages that add up to 100.

    `description` says what it holds to those who do not see it; it equals the caption's words if there is a caption.
    """

    kind: str
    caption: tuple[Inline, ...]
    widths: tuple[float, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    description: str = ""


Block = Heading | Paragraph | ListBlock | Notes | PageBreak | Group | Table | Drawing


@dataclass(frozen=True, slots=True)
class BlockTree:
    """A whole page: its blocks and how it looks; a `compact` one is set smaller and closer, to fit on few sheets."""

    children: tuple[Block, ...]
    colour: str = "#1f4e79"
    paper: str = "a4"
    draft_notice: str = ""
    compact: bool = False


def plain_text(content: tuple[Inline, ...]) -> str:
    """Return the words of a paragraph, a heading or a caption."""
    return "".join(part.text if isinstance(part, Run | Blank) else " " if isinstance(part, Break) else "" for part in content).strip()
