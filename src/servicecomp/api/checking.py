"""Checks of content in files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.api.content import Name
    from servicecomp.errors import Problem

__all__ = ["CheckReport", "check"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of files found."""

    problems: tuple[Problem, ...]
    """Every problem, in the order of files and lines."""
    files: int
    """How many files were read."""

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings and hints may remain."""
        return not any(problem.severity == "error" for problem in self.problems)


def check(paths: Iterable[Name] | Name, *, folders: Iterable[Name] = ()) -> CheckReport:
    """Check files and folders of content: each file by itself, then what only shows across files.

    Raises:
        NotFoundError: a path does not exist.

    """
    from servicecomp.checks import check_content, gather  # noqa: PLC0415 - checks are loaded when used

    wanted = [paths] if isinstance(paths, str | Path) else list(paths)
    content = gather(wanted, folders=folders)
    return CheckReport(problems=check_content(content), files=content.files)
