"""Builders: framework, role, organisation and plan in, one document model out; no layout, no clock, no files but the phrases."""

from servicecomp.documents.candidate_pack import candidate_pack
from servicecomp.documents.intake_sheet import intake_sheet
from servicecomp.documents.interview_kit import interview_kit
from servicecomp.documents.job_description import job_description
from servicecomp.documents.panel_summary import panel_summary
from servicecomp.documents.review_rubric import review_rubric

__all__ = ["candidate_pack", "intake_sheet", "interview_kit", "job_description", "panel_summary", "review_rubric"]
