"""servicecomp: one competency framework about serving customers, and every HR document that follows from it.

The public names are looked up when they are first used, so that `import servicecomp` reads no data and loads no engine.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicecomp.api import (
        adjustments_note,
        application_questions,
        assess,
        assess_all,
        candidate_feedback,
        candidate_messages,
        candidate_pack,
        candidate_record,
        candidate_survey,
        check,
        compare,
        corpus_report,
        debrief,
        decision_form,
        draft_schedule,
        dump,
        fairness_report,
        feedback_form,
        intake_sheet,
        interview_kit,
        invitations,
        job_description,
        left_over_kits,
        lint,
        load_decision,
        load_framework,
        load_organisation,
        load_outcomes,
        load_overrides,
        load_panel,
        load_plan,
        load_question_bank,
        load_role,
        load_schedule,
        load_scorecards,
        load_vacancy,
        match,
        match_file,
        match_view,
        new_scorecards,
        new_vacancy,
        panel_form,
        panel_result,
        panel_summary,
        plan_interviews,
        pooled_error,
        questions_in_advance,
        rater_report,
        render,
        retention_plan,
        review_rubric,
        screening_kit,
        sensitivity,
        sift_grid,
        structure_report,
        suggest_role,
        timing_standard,
        training_accuracy,
        training_pack,
        write,
        write_corpus_csv,
        write_decision,
        write_decision_form,
        write_invitations,
        write_panel_forms,
        write_plan,
        write_scorecards,
        write_training_pack,
        write_vacancy_kit,
        write_vacancy_sheet,
    )
    from servicecomp.errors import DataError, MissingExtraError, NotFoundError, Problem, RenderError, ServicecompError

__version__ = "0.1.0"

_ERRORS = ("DataError", "MissingExtraError", "NotFoundError", "Problem", "RenderError", "ServicecompError")
__all__ = [
    "DataError",
    "MissingExtraError",
    "NotFoundError",
    "Problem",
    "RenderError",
    "ServicecompError",
    "__version__",
    "adjustments_note",
    "application_questions",
    "assess",
    "assess_all",
    "candidate_feedback",
    "candidate_messages",
    "candidate_pack",
    "candidate_record",
    "candidate_survey",
    "check",
    "compare",
    "corpus_report",
    "debrief",
    "decision_form",
    "draft_schedule",
    "dump",
    "fairness_report",
    "feedback_form",
    "intake_sheet",
    "interview_kit",
    "invitations",
    "job_description",
    "left_over_kits",
    "lint",
    "load_decision",
    "load_framework",
    "load_organisation",
    "load_outcomes",
    "load_overrides",
    "load_panel",
    "load_plan",
    "load_question_bank",
    "load_role",
    "load_schedule",
    "load_scorecards",
    "load_vacancy",
    "match",
    "match_file",
    "match_view",
    "new_scorecards",
    "new_vacancy",
    "panel_form",
    "panel_result",
    "panel_summary",
    "plan_interviews",
    "pooled_error",
    "questions_in_advance",
    "rater_report",
    "render",
    "retention_plan",
    "review_rubric",
    "screening_kit",
    "sensitivity",
    "sift_grid",
    "structure_report",
    "suggest_role",
    "timing_standard",
    "training_accuracy",
    "training_pack",
    "write",
    "write_corpus_csv",
    "write_decision",
    "write_decision_form",
    "write_invitations",
    "write_panel_forms",
    "write_plan",
    "write_scorecards",
    "write_training_pack",
    "write_vacancy_kit",
    "write_vacancy_sheet",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object
    """Load a public name from its home the first time it is asked for."""
    if name in __all__:
        home = "servicecomp.errors" if name in _ERRORS else "servicecomp.api"
        value = getattr(importlib.import_module(home), name)
        globals()[name] = value
        return value
    message = f"module 'servicecomp' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
