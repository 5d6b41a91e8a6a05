"""Which model reads each kind of file that people write for one selection: a plan, a schedule, a log of what was held and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.models.candidate_records import KnownPeople
from servicecomp.models.care import CareStandard, FeedbackTicks, MessageDetails
from servicecomp.models.debriefs import OverridesFile
from servicecomp.models.exports import ExportProfile
from servicecomp.models.retention import RetentionRules
from servicecomp.models.schedules import Schedule
from servicecomp.models.scorecards import Decision
from servicecomp.models.structure import HeldLog
from servicecomp.models.training import TrainingFile
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from servicecomp.loading.finding import Kind
    from servicecomp.models.base import Model

__all__ = ["PAPERS"]

PAPERS: dict[Kind, type[Model]] = {
    "interview plan": InterviewPlan,
    "schedule": Schedule,
    "care standard": CareStandard,
    "message details": MessageDetails,
    "feedback ticks": FeedbackTicks,
    "overrides": OverridesFile,
    "decision": Decision,
    "held log": HeldLog,
    "retention rules": RetentionRules,
    "known people": KnownPeople,
    "export profile": ExportProfile,
    "training answers": TrainingFile,
}
"""Model by kind; the kind with hyphens is the name of its schema."""
