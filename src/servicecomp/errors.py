"""What can go wrong, as values and as exceptions.

A `Problem` is a value: something a user can mend in a file or a call. `load_*` functions raise one `DataError` that carries all
problems found; the command line prints them. Anything else that escapes is a bug of ours.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DataError", "MissingExtraError", "NotFoundError", "Problem", "RenderError", "ServicecompError"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing to mend: where it is, what is wrong, what to do.

    `path` is as the user gave it, `line` and `column` count from 1 and are 0 when the problem has no place in a file; `where` names
    a place that is not a line (a spreadsheet cell, a paragraph, a field of an object). `end_column` is the column after the last
    character; `fix` is what can safely be put in place of the words, `excerpt` the line that they stand on, from `excerpt_start`
    to before `excerpt_end`.
    """

    path: str = ""
    line: int = 0
    column: int = 0
    code: str
    message: str
    hint: str = ""
    severity: str = "error"
    where: str = ""
    end_line: int = 0
    end_column: int = 0
    fix: str = ""
    excerpt: str = ""
    excerpt_start: int = 0
    excerpt_end: int = 0

    def __str__(self) -> str:
        """Return `path:line:column: code: message`, with the hint on a line of its own."""
        place = self.path
        if self.line:
            place += f":{self.line}:{self.column}"
        elif self.where:
            place += f":{self.where}" if place else self.where
        text = f"{place}: {self.code}: {self.message}" if place else f"{self.code}: {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text

    def to_dict(self) -> dict[str, str | int]:
        """Return the fields as a plain dict, for JSON output."""
        return asdict(self)


class ServicecompError(Exception):
    """Base of every error that a user can do something about."""


class DataError(ServicecompError):
    """Files or values are wrong; `problems` holds every one that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Carry the problems; the message is all of them, a line each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)) or "the data is not valid")


class NotFoundError(ServicecompError):
    """An id or a path names nothing; the message lists near names and where was looked."""


class RenderError(ServicecompError):
    """A document could not be laid out: a template's mistake, or a limit it ran into."""


class MissingExtraError(ServicecompError):
    """A feature needs an optional extra that is not installed; the message is the one command to install it."""

    def __init__(self, *, feature: str, extra: str) -> None:
        """Say which extra a feature needs."""
        super().__init__(f"{feature} needs the extra '{extra}': pip install 'servicecomp[{extra}]'")
