"""The public functions: each finds what its arguments name, calls one engine, and returns a model, text or bytes.

A function's module is loaded when the function is first asked for, so that one command does not wait for what another needs.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servicecomp.api.batch import corpus_report, match_file, match_view, write_corpus_csv
    from servicecomp.api.care import (
        candidate_feedback,
        candidate_messages,
        candidate_record,
        candidate_survey,
        feedback_form,
        retention_plan,
        survey_reading,
        timing_standard,
    )
    from servicecomp.api.checking import CheckReport, check
    from servicecomp.api.content import dump, load_framework, load_organisation, load_question_bank, load_role, load_vacancy
    from servicecomp.api.debriefs import debrief, decision_form, load_decision, load_overrides, write_decision, write_decision_form
    from servicecomp.api.documents import candidate_pack, intake_sheet, interview_kit, job_description, panel_summary, review_rubric
    from servicecomp.api.exports import export_kit, export_scorecards, loss_report, write_export
    from servicecomp.api.fairness import fairness_report, load_outcomes
    from servicecomp.api.interviews import (
        assess,
        assess_all,
        compare,
        load_plan,
        load_scorecards,
        new_scorecards,
        plan_interviews,
        pooled_error,
        sensitivity,
        write_plan,
        write_scorecards,
    )
    from servicecomp.api.linting import lint
    from servicecomp.api.matching import match, suggest_role
    from servicecomp.api.output import render, write
    from servicecomp.api.panels import load_panel, panel_form, panel_result, structure_report, write_panel_forms
    from servicecomp.api.raters import rater_report
    from servicecomp.api.schedules import draft_schedule, invitations, load_schedule, write_invitations
    from servicecomp.api.sifting import adjustments_note, application_questions, questions_in_advance, screening_kit, sift_grid
    from servicecomp.api.training import training_accuracy, training_pack, write_training_pack
    from servicecomp.api.vacancies import left_over_kits, new_vacancy, write_vacancy_kit, write_vacancy_sheet

_HOMES = {
    "CheckReport": "checking",
    "adjustments_note": "sifting",
    "application_questions": "sifting",
    "questions_in_advance": "sifting",
    "screening_kit": "sifting",
    "sift_grid": "sifting",
    "assess": "interviews",
    "assess_all": "interviews",
    "candidate_feedback": "care",
    "candidate_messages": "care",
    "candidate_pack": "documents",
    "candidate_record": "care",
    "candidate_survey": "care",
    "feedback_form": "care",
    "retention_plan": "care",
    "survey_reading": "care",
    "timing_standard": "care",
    "check": "checking",
    "compare": "interviews",
    "corpus_report": "batch",
    "debrief": "debriefs",
    "decision_form": "debriefs",
    "draft_schedule": "schedules",
    "dump": "content",
    "load_decision": "debriefs",
    "load_overrides": "debriefs",
    "write_decision": "debriefs",
    "write_decision_form": "debriefs",
    "export_kit": "exports",
    "export_scorecards": "exports",
    "intake_sheet": "documents",
    "interview_kit": "documents",
    "invitations": "schedules",
    "job_description": "documents",
    "left_over_kits": "vacancies",
    "lint": "linting",
    "load_framework": "content",
    "load_organisation": "content",
    "load_panel": "panels",
    "load_plan": "interviews",
    "load_question_bank": "content",
    "load_role": "content",
    "load_schedule": "schedules",
    "load_scorecards": "interviews",
    "load_vacancy": "content",
    "loss_report": "exports",
    "match": "matching",
    "match_file": "batch",
    "match_view": "batch",
    "new_scorecards": "interviews",
    "new_vacancy": "vacancies",
    "panel_form": "panels",
    "panel_result": "panels",
    "panel_summary": "documents",
    "plan_interviews": "interviews",
    "pooled_error": "interviews",
    "fairness_report": "fairness",
    "load_outcomes": "fairness",
    "rater_report": "raters",
    "training_accuracy": "training",
    "training_pack": "training",
    "write_training_pack": "training",
    "render": "output",
    "review_rubric": "documents",
    "sensitivity": "interviews",
    "structure_report": "panels",
    "suggest_role": "matching",
    "write": "output",
    "write_corpus_csv": "batch",
    "write_export": "exports",
    "write_invitations": "schedules",
    "write_panel_forms": "panels",
    "write_plan": "interviews",
    "write_scorecards": "interviews",
    "write_vacancy_kit": "vacancies",
    "write_vacancy_sheet": "vacancies",
}

__all__ = [
    "CheckReport",
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
    "export_kit",
    "export_scorecards",
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
    "loss_report",
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
    "survey_reading",
    "timing_standard",
    "training_accuracy",
    "training_pack",
    "write",
    "write_corpus_csv",
    "write_decision",
    "write_decision_form",
    "write_export",
    "write_invitations",
    "write_panel_forms",
    "write_plan",
    "write_scorecards",
    "write_training_pack",
    "write_vacancy_kit",
    "write_vacancy_sheet",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public object
    """Load a function from its module."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    message = f"module '{__name__}' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
