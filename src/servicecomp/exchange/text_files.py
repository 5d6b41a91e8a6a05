"""Text files of other people, read without trust: size, encoding and disk are checked before anything looks inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MAX_TEXT", "read_text"]

MAX_TEXT = 20_000_000
"""Bytes of a file, where the format sets no other limit; the sheets of forty experts take a fortieth."""


def read_text(path: Path, *, most: int = MAX_TEXT) -> str:
    """Return a file's text, of at most so many bytes.

    Raises:
        DataError: the file cannot be read, is too large or is not UTF-8; the problem names the line.

    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise DataError([Problem(path=str(path), code="unreadable", message=message)]) from None
    if len(raw) > most:
        message = f"the file is larger than {most // 1_000_000} MB"
        raise DataError([Problem(path=str(path), code="file-too-large", message=message, hint="split it into several files")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message, hint = "a character of this line is not UTF-8", "save it as UTF-8; a spreadsheet program calls it CSV UTF-8"
        raise DataError([Problem(path=str(path), line=line, column=1, code="not-utf-8", message=message, hint=hint)]) from None
