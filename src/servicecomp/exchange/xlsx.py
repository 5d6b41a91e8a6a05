"""Workbooks written so that content stays content: no formula, no mark-up, the same bytes every time."""

from __future__ import annotations

import io
import re
import textwrap
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from servicecomp.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CELL_LIMIT", "Book", "Sheet"]

CELL_LIMIT = 32_767
"""Characters that a cell holds, counted as UTF-16 units; Excel's limit."""

_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Fixed, because the same content gives the same bytes."""

_A4 = 9
_SIZE = 10
_TALLEST = 400.0  # Excel refuses rows above 409 points
# Where a text is cut into runs of rich text, because XlsxWriter would spoil it as one: it takes `<r>...</r>` for mark-up of its own
# and escapes only the first of two `_x0041_` that share an underscore; Excel reads the second as the character of that number.
_CUTS = re.compile(r"(?<=_x)(?=[0-9A-Fa-f]{4}_)|(?<=^<)(?=r>.*</r>$)", re.DOTALL)


class Book:
    """A workbook in memory."""

    def __init__(self, *, title: str) -> None:
        """Start one; `title` stands in its properties.

        Raises:
            MissingExtraError: XlsxWriter is not installed.

        """
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingExtraError(feature="writing a workbook", extra="office") from None
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self._book.set_properties({"title": title[:255], "created": _CREATED})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._sheets: list[Sheet] = []

    def format(self, look: Mapping[str, Any]) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """Return the cell format of a look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "Arial", "font_size": _SIZE, "valign": "top", **look})
        return self._formats[key]

    def sheet(self, title: str) -> Sheet:
        """Add a sheet."""
        self._sheets.append(Sheet(self, self._book.add_worksheet(title)))
        return self._sheets[-1]

    def to_bytes(self) -> bytes:
        """Finish the workbook and return it."""
        for sheet in self._sheets:
            sheet.set_heights()
        self._book.close()
        return self._stream.getvalue()


class Sheet:
    """A sheet; rows and columns count from 0, as in XlsxWriter."""

    def __init__(self, book: Book, sheet: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        """Wrap one of the book's sheets."""
        self._book = book
        self._widths: Sequence[float] = ()
        self._heights: dict[int, float] = {}
        self.raw = sheet

    def text(self, row: int, column: int, text: str, look: Mapping[str, Any], *, width: float | None = None) -> None:
        """Write a text as the characters it is, whatever it begins with; an empty one leaves the cell blank.

        `width` is the room that it has when that is not its column's.
        """
        style = self._book.format(look)
        parts = [part for part in _CUTS.split(text) if part]
        if not parts:
            self.raw.write_blank(row, column, None, style)
            return
        if len(parts) == 1:
            status = self.raw.write_string(row, column, text, style)
        else:
            runs = [entry for part in parts[1:] for entry in (self._book.format({}), part)]
            status = self.raw.write_rich_string(row, column, parts[0], *runs, style)
        self._make_room(row, column, text, look, width)
        assert status == 0, (row, column)  # callers keep to CELL_LIMIT and to the sheet; a cell left out would be lost without a word

    def value(self, row: int, column: int, value: str | int | date | time | None, look: Mapping[str, Any]) -> None:
        """Write a text, a whole number, a day or a clock time, or leave the cell blank."""
        match value:
            case int():
                self.raw.write_number(row, column, value, self._book.format(look))
            case date() | time():
                self.raw.write_datetime(row, column, value, self._book.format(look))
            case _:
                self.text(row, column, value or "", look)

    def across(self, row: int, text: str, look: Mapping[str, Any]) -> None:
        """Write a text over all columns."""
        if len(self._widths) > 1:
            self.raw.merge_range(row, 0, row, len(self._widths) - 1, "", self._book.format(look))
        self.text(row, 0, text, look, width=sum(self._widths))

    def at_least(self, rows: tuple[int, int], height: float) -> None:
        """Leave room to write by hand on the printed sheet."""
        for row in range(rows[0], rows[1] + 1):
            self._heights[row] = max(height, self._heights.get(row, 0.0))

    def set_heights(self) -> None:
        """Set the height of each row to what its texts take; LibreOffice does not work it out, nor does any program for merged cells."""
        for row, height in self._heights.items():
            self.raw.set_row(row, min(height, _TALLEST))

    def _make_room(self, row: int, column: int, text: str, look: Mapping[str, Any], width: float | None) -> None:
        if not look.get("text_wrap") or (width is None and column >= len(self._widths)):
            return
        size = look.get("font_size", _SIZE)
        # A column's width counts digits of 11 points; letters of these fonts are a little narrower, bold ones a little wider.
        letters = max(1, int((width or self._widths[column]) * (10.0 if look.get("bold") else 11.0) / size))
        lines = sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))
        self.at_least((row, row), lines * size * 1.22 + 4)

    def choices(self, rows: tuple[int, int], column: int, source: str, *, message: str) -> None:
        """Put a drop-down on some rows; `source` is the range that holds the choices."""
        options = {"validate": "list", "source": source, "error_title": "Choose from the list", "error_message": message}
        self._validate(rows, column, options)

    def limits(self, rows: tuple[int, int], column: int, kind: str, least: object, most: object, *, message: str) -> None:
        """Accept only values from `least` to `most`: `kind` is integer, date or time."""
        options: dict[str, object] = {
            "validate": kind,
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            "error_title": "Please check",
            "error_message": message,
        }
        self._validate(rows, column, options)

    def _validate(self, rows: tuple[int, int], column: int, options: Mapping[str, object]) -> None:
        status = self.raw.data_validation(rows[0], column, rows[1], column, dict(options))
        assert status == 0, options  # lists stand in ranges and messages are short; refused, the cell would take anything

    def page(self, *, widths: Sequence[float], repeat: tuple[int, int] | None = None, freeze: tuple[int, int] | None = None) -> None:
        """Set up printing on A4 landscape and protect what is not to be filled in; there is no password to lose."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)
        self.raw.hide_gridlines(2)
        self.raw.set_landscape()
        self.raw.set_paper(_A4)
        self.raw.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        self.raw.fit_to_pages(1, 0)
        self.raw.set_footer("&L&8&A&R&8&P / &N")
        if repeat:
            self.raw.repeat_rows(*repeat)
        if freeze:
            self.raw.freeze_panes(*freeze)
        allowed = ("format_rows", "format_columns", "insert_rows", "delete_rows", "sort", "autofilter")
        self.raw.protect("", dict.fromkeys(allowed, True))
