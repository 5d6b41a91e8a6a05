"""What is linted: passages of one kind each, the sets that they form, and where they stand.

A *subject* is one file, text or object. Its passages are texts of one kind (a question, an anchor, a whole advertisement); its sets are
passages that are judged together (the questions of a kit, the levels of a ladder, the metrics of a person).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from servicecomp.models.rules import Kind

__all__ = ["Passage", "PassageSet", "Place", "Subject"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of one kind."""

    kind: Kind
    """What it is."""
    text: str
    """Its words; what is not to be read (comments, scripts) stands in it as blanks."""
    start: int = -1
    """Offset of its first character in the subject's text; -1 when it does not stand there letter for letter."""
    line: int = 0
    """Line on which it begins, when `start` is -1 and it stands in a file."""
    column: int = 0
    """Column of its beginning, as `line`."""
    where: str = ""
    """Place that is not a line: a field of an object, a paragraph."""
    whole: bool = True
    """Whether it is all there is; rules about what a document lacks look only at wholes."""
    areas: tuple[str, ...] = ()
    """Codes begin so of the only rules that look at it; all when empty."""
    has: frozenset[str] | None = None
    """Parts of a question or facts of a document that are there, where they are known."""


@dataclass(frozen=True, slots=True)
class PassageSet:
    """Passages that are judged together."""

    kind: Kind
    """What they are together."""
    passages: tuple[Passage, ...]
    """The passages, levels of a ladder lowest first."""
    unassessed: tuple[str, ...] = ()
    """Requirements that the questions of a kit leave out, where that is known."""


class Place(NamedTuple):
    """Where something stands; 0 and empty mean that there is no such place."""

    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    where: str = ""


@dataclass(slots=True)
class Subject:
    """One file, text or object to be linted."""

    passages: tuple[Passage, ...]
    """Its texts."""
    sets: tuple[PassageSet, ...] = ()
    """Texts judged together."""
    path: str = ""
    """The file, as the user gave it."""
    text: str = ""
    """What the file holds, when its lines mean something to a person."""
    style: Literal["", "text", "markup", "yaml"] = ""
    """How `lint: ignore` comments are written in `text`; empty where there can be none."""
    wheres: tuple[tuple[int, str], ...] = ()
    """Names of places by the offset in `text` at which each begins, for files without lines (paragraphs, cells)."""
    _lines: list[int] | None = field(default=None, repr=False)

    @property
    def kinds(self) -> frozenset[Kind]:
        """What its texts and sets are."""
        return frozenset([passage.kind for passage in self.passages] + [group.kind for group in self.sets])

    def place(self, passage: Passage, start: int, end: int) -> Place:
        """Return where a part of a passage stands."""
        if passage.start < 0:
            return Place(line=passage.line, column=passage.column, where=passage.where)
        first, last = passage.start + start, passage.start + end
        if self.wheres:
            begin, where = self.wheres[max(bisect_right(self.wheres, (first, "\U0010ffff")) - 1, 0)]
            return Place(column=first - begin + 1, end_column=last - begin + 1, where=where)
        line, column = self.line_and_column(first)
        end_line, end_column = self.line_and_column(last)
        return Place(line, column, end_line, end_column, passage.where)

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the subject's text, counted from 1."""
        if self._lines is None:
            self._lines = [0]
            place = self.text.find("\n")
            while place >= 0:
                self._lines.append(place + 1)
                place = self.text.find("\n", place + 1)
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Return a line of the subject's text without its end."""
        if not 1 <= line <= len(self._lines or (0,)):
            return ""
        starts = self._lines or [0]
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r")
