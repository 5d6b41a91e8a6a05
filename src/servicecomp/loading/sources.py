"""A file that was read: its text, its plain value, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servicecomp.errors import DataError, Problem
from servicecomp.loading.yaml_reader import KEY, MAX_BYTES, Marks, Place, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Location", "Source", "read_source", "read_text"]

Location = tuple[int | str, ...]
"""Way from the top of a file to a value: field names and list positions."""


@dataclass(slots=True)
class Source:
    """A YAML file and its value; positions are worked out only when a problem asks for one."""

    path: Path
    """The file."""
    text: str
    """What it holds."""
    data: Any
    """Its plain value: dicts, lists, text, numbers, True, False, None."""
    _marks: Marks | None = field(default=None, repr=False)

    def place(self, location: Location, *, key: bool = False) -> Place:
        """Return line and column of a value (of its field name with `key`), or of the nearest thing above it that stands in the file."""
        if self._marks is None:
            self._marks = {}
            read_yaml(self.text, path=str(self.path), marks=self._marks)
        if key and (*location, KEY) in self._marks:
            return self._marks[(*location, KEY)]
        # Pydantic names union branches and the like in its locations; steps that the file does not have are passed over.
        known: Location = ()
        for step in location:
            if (*known, step) in self._marks:
                known = (*known, step)
        return self._marks.get(known, (1, 1))

    def problem(
        self, location: Location, *, code: str, message: str, hint: str = "", key: bool = False, severity: str = "error"
    ) -> Problem:
        """Return a problem at a place of this file."""
        line, column = self.place(location, key=key)
        return Problem(path=str(self.path), line=line, column=column, code=code, message=message, hint=hint, severity=severity)


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises:
        DataError: the file cannot be read, is too large or is not UTF-8.

    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(
            [Problem(path=str(path), code="unreadable", message=f"the file cannot be read: {error.strerror or error}")]
        ) from None
    if len(raw) > MAX_BYTES:
        raise DataError(
            [Problem(path=str(path), code="file-too-large", message="the file is larger than 1 MB", hint="split it into several files")]
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        problem = Problem(
            path=str(path),
            line=line,
            column=column,
            code="not-utf-8",
            message="this character is not UTF-8",
            hint="save the file as UTF-8 in your editor",
        )
        raise DataError([problem]) from None


def read_source(path: Path) -> Source:
    """Read a YAML file.

    Raises:
        DataError: the file cannot be read, or is no strict YAML.

    """
    text = read_text(path)
    return Source(path=path, text=text, data=read_yaml(text, path=str(path)))
