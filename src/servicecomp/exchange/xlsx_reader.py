"""Workbooks read without trust: whatever the file is, the caller gets its cells or a `DataError`."""

from __future__ import annotations

import io
import re
import warnings
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from xml.sax.saxutils import escape

from servicecomp.errors import DataError, MissingExtraError, NotFoundError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["MAX_BYTES", "MAX_ROWS", "Cell", "SheetCells", "read_cells"]

A = TypeVar("A")
R = TypeVar("R")

MAX_BYTES = 20_000_000
"""Most that a workbook may hold, unpacked; a vacancy takes a tenth of a megabyte."""

MAX_ROWS = 5_000
"""Most rows of a sheet that hold anything."""

_MAX_MARKS = 300_000  # a cell takes a hundred times the memory of its four characters of XML
_MAX_PARTS = 500
_MAX_COLUMNS = 64
_LAST_ROW = 1_048_576  # Excel's; openpyxl fills gaps, so a made-up row number would keep it busy for ever
_BLOCK = 65_536
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTITIES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it is and what it holds."""

    sheet: str
    """Name of its sheet."""
    place: str
    """Column and row, such as D7."""
    value: object = None
    """Text, number, yes or no, date, time or nothing."""
    broken: bool = False
    """Whether it shows an error such as #REF! instead of a value."""

    @property
    def where(self) -> str:
        """Sheet and place, such as `Criteria!D7`."""
        return f"{self.sheet}!{self.place}"


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The rows of a sheet that hold anything, by row number from 1; each maps column letters to cells."""

    title: str
    rows: dict[int, dict[str, Cell]]


def read_cells(path: Path) -> dict[str, SheetCells]:
    """Return the sheets of a workbook by their names, folded to lower case.

    Raises:
        NotFoundError: there is no such file.
        DataError: it cannot be read, is no workbook, is protected by a password, or is too large.
        MissingExtraError: the extra `office` is not installed.

    """
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(feature="reading a workbook", extra="office") from None

    def load(packed: io.BytesIO) -> dict[str, SheetCells]:
        # Why not normal mode: it builds styles and drawings, each a place to break on, and keeps every cell as an object.
        book = openpyxl.load_workbook(packed, read_only=True, data_only=True, keep_links=False)
        return {sheet.title.strip().casefold(): _rows(path, sheet) for sheet in book.worksheets}

    raw = _read(path)
    return _guarded(path, load, _unpacked(path, raw))


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            message = f"there is no file '{path}'"
            raise NotFoundError(message)
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise _refused(path, "unreadable", f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(raw) > MAX_BYTES:
        raise _too_large(path)
    if raw.startswith(_OLD_OR_LOCKED):
        hint = "open it in Excel or LibreOffice and save it as .xlsx without a password"
        raise _refused(path, "locked-workbook", "the workbook is protected by a password, or is of the old kind .xls", hint)
    return raw


def _unpacked(path: Path, raw: bytes) -> io.BytesIO:
    """Return the workbook packed anew from parts whose true size has been counted.

    Why count ourselves: the sizes that an archive states about itself are its author's word, and openpyxl believes them.
    """
    parts: dict[str, bytes] = {}

    def unpack(stream: io.BytesIO) -> bool:
        left = MAX_BYTES
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            if len(entries) > _MAX_PARTS:
                return False
            # Why: the other methods unpack a block whole before its size can be counted; workbooks use these two alone.
            if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
                raise zipfile.BadZipFile
            for entry in entries:
                blocks = []
                with archive.open(entry) as part:
                    while left >= 0 and (block := part.read(_BLOCK)):
                        left -= len(block)
                        blocks.append(block)
                if left < 0:
                    return False
                parts[entry.filename] = b"".join(blocks)
        return True

    if not _guarded(path, unpack, io.BytesIO(raw)) or sum(part.count(b"<") for part in parts.values()) > _MAX_MARKS:
        raise _too_large(path)
    if any(mark in part for part in parts.values() for mark in _ENTITIES):
        raise _broken(path)  # no workbook program writes one; it is how a small file is made to unfold into a large one
    return _guarded(path, _packed, parts)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), _plain_strings(part) if name.lower().endswith("sharedstrings.xml") else part)
    packed.seek(0)
    return packed


def _plain_strings(part: bytes) -> bytes:
    """Return the table of texts with each as one run, Excel's escapes (`_x0041_` for a character) undone.

    Why before openpyxl: it leaves the escapes in, and drops every `x005F_`, whether it is one or a person's own words.
    """
    texts = []
    for entry in ET.fromstring(part).iter(f"{_SPREADSHEET}si"):  # noqa: S314 - parts that declare entities were refused
        runs = [*entry.findall(f"{_SPREADSHEET}t"), *entry.findall(f"{_SPREADSHEET}r/{_SPREADSHEET}t")]
        text = "".join(_ESCAPED.sub(_unescaped, run.text or "") for run in runs).replace("x005F_", "x005Fx005F__")
        texts.append(f'<si><t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</t></si>')
    return f'<sst xmlns="{_SPREADSHEET[1:-1]}">{"".join(texts)}</sst>'.encode()


def _unescaped(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return (
        character if character in "\t\n\r" or " " <= character < "\ud800" or "\ue000" <= character < "\ufffe" else "\ufffd"
    )  # what XML allows


def _rows(path: Path, sheet: object) -> SheetCells:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra

    title = str(getattr(sheet, "title", ""))
    rows: dict[int, dict[str, Cell]] = {}
    letters = [get_column_letter(number) for number in range(1, _MAX_COLUMNS + 1)]
    blank: object = None
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=_MAX_COLUMNS), 1):  # type: ignore[attr-defined]
        if row is blank:
            continue  # openpyxl fills a gap with one and the same row; it can be a million rows long
        cells = {
            letter: Cell(title, f"{letter}{number}", cell.value, broken=getattr(cell, "data_type", "") == "e")
            for letter, cell in zip(letters, row, strict=False)
            if cell.value is not None and cell.value != ""
        }
        if cells:
            rows[number] = cells
        else:
            blank = row
        if len(rows) > MAX_ROWS:
            problem = Problem(
                path=str(path),
                where=f"{title}!A{number}",
                code="too-many-rows",
                message=f"the sheet has more than {MAX_ROWS} rows",
                hint="remove what is not needed",
            )
            raise DataError([problem])
    return SheetCells(title, rows)


def _guarded(path: Path, work: Callable[[A], R], argument: A) -> R:
    """Return what some work on a foreign file gives; whatever it dies of is the file's fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work(argument)
    except DataError:
        raise
    except Exception:  # noqa: BLE001 - zipfile and openpyxl raise some twenty kinds on damaged files, and say so of none
        raise _broken(path) from None


def _broken(path: Path) -> DataError:
    return _refused(
        path,
        "broken-workbook",
        "this is no workbook that can be read",
        "open it in Excel or LibreOffice and save it as .xlsx, without a password",
    )


def _too_large(path: Path) -> DataError:
    return _refused(
        path,
        "file-too-large",
        f"the workbook holds more than {MAX_BYTES // 1_000_000} MB",
        "remove pictures and sheets that do not belong to it",
    )


def _refused(path: Path, code: str, message: str, hint: str = "") -> DataError:
    return DataError([Problem(path=str(path), code=code, message=message, hint=hint)])
