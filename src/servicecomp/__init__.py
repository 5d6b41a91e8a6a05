"""servicecomp: one competency framework about serving customers, and every HR document that follows from it.

The public names are looked up when they are first used, so that `import servicecomp` reads no data and loads no engine.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicecomp.api import (
        candidate_pack,
        check,
        corpus_report,
        dump,
        intake_sheet,
        interview_kit,
        job_description,
        lint,
        load_framework,
        load_organisation,
        load_question_bank,
        load_role,
        load_vacancy,
        match,
        match_file,
        match_view,
        new_vacancy,
        panel_summary,
        render,
        review_rubric,
        suggest_role,
        write,
        write_corpus_csv,
        write_vacancy_kit,
        write_vacancy_sheet,
    )
    from servicecomp.errors import DataError, MissingExtraError, NotFoundError, Problem, RenderError, ServicecompError

__version__ = "0.1.0"

_API = (
    "candidate_pack",
    "check",
    "corpus_report",
    "dump",
    "intake_sheet",
    "interview_kit",
    "job_description",
    "lint",
    "load_framework",
    "load_organisation",
    "load_question_bank",
    "load_role",
    "load_vacancy",
    "match",
    "match_file",
    "match_view",
    "new_vacancy",
    "panel_summary",
    "render",
    "review_rubric",
    "suggest_role",
    "write",
    "write_corpus_csv",
    "write_vacancy_kit",
    "write_vacancy_sheet",
)
_ERRORS = ("DataError", "MissingExtraError", "NotFoundError", "Problem", "RenderError", "ServicecompError")
_HOMES = {**dict.fromkeys(_API, "servicecomp.api"), **dict.fromkeys(_ERRORS, "servicecomp.errors")}

__all__ = [
    "DataError",
    "MissingExtraError",
    "NotFoundError",
    "Problem",
    "RenderError",
    "ServicecompError",
    "__version__",
    "candidate_pack",
    "check",
    "corpus_report",
    "dump",
    "intake_sheet",
    "interview_kit",
    "job_description",
    "lint",
    "load_framework",
    "load_organisation",
    "load_question_bank",
    "load_role",
    "load_vacancy",
    "match",
    "match_file",
    "match_view",
    "new_vacancy",
    "panel_summary",
    "render",
    "review_rubric",
    "suggest_role",
    "write",
    "write_corpus_csv",
    "write_vacancy_kit",
    "write_vacancy_sheet",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object
    """Load a public name from its home the first time it is asked for."""
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    message = f"module 'servicecomp' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
