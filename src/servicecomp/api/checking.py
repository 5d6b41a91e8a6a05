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
    from servicecomp.checks import check_content, gather, in_order, papers_of  # noqa: PLC0415 - checks are loaded when used
    from servicecomp.models.schedules import Schedule  # noqa: PLC0415 - as above
    from servicecomp.models.vacancies import InterviewPlan  # noqa: PLC0415 - as above

    wanted = [paths] if isinstance(paths, str | Path) else list(paths)
    content = gather(wanted, folders=folders)
    problems = list(check_content(content))
    schedules = list(papers_of(content, Schedule))
    if schedules:
        from servicecomp.exchange.schedule_files import schedule_problems  # noqa: PLC0415 - only schedules need time zones

        plans = [plan for plan, _ in papers_of(content, InterviewPlan)]
        for schedule, source in schedules:
            problems += schedule_problems(schedule, source, plans=plans, vacancies=content.vacancies)
    return CheckReport(problems=in_order(problems), files=content.files)
