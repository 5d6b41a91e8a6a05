"""How structured an interview is: the fifteen components, what was seen of each, and the log of how interviews were held."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import FormatNumber, Id, Model, Text
from servicecomp.models.lines import Document, Line

__all__ = ["ComponentRule", "HeldLog", "StructureReport", "StructureRow", "StructureRules", "TrainingRecord", "Verdict", "VerdictCount"]

Verdict = Literal["met", "partly", "not", "unknown"]
Count = Annotated[int, Field(strict=True, ge=0)]
Share = Literal["all", "some", "none"]


class ComponentRule(Model):
    """One component and the limits that it is held against."""

    id: Id
    """Name of the component."""
    part: Literal["content", "evaluation"]
    """What is asked, or how answers are evaluated."""
    limits: dict[str, Annotated[int, Field(strict=True, ge=0)]]
    """Limits by name."""
    limits_source: str
    """Where they come from."""


class StructureRules(Model):
    """The components in their order."""

    format: FormatNumber
    """Version of this file format."""
    components: tuple[ComponentRule, ...]
    """All fifteen."""

    def limit(self, component: str, name: str) -> int:
        """Return one limit of a component."""
        return next(entry.limits[name] for entry in self.components if entry.id == component)


class TrainingRecord(Model):
    """That somebody was trained to interview."""

    interviewer: Id
    """Interviewer's key."""
    topic: Text
    """What the training was in."""
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    """Day, as year-month-day."""


class HeldLog(Model):
    """How interviews were held, as the people who held them note it; what is left out is unknown."""

    format: FormatNumber = 1
    """Version of this file format."""
    planned_prompts_only: Share | None = None
    """In which interviews only planned prompts were used: all, some or none."""
    other_information: Literal["none-saw-it", "some-saw-it", "all-saw-it"] | None = None
    """Who saw application, test results or references before their ratings were in."""
    candidates_questions: Literal["after", "during", "none"] | None = None
    """When candidates put their own questions."""
    notes_taken: Share | None = None
    """In which interviews every interviewer took notes."""
    same_interviewers: Share | None = None
    """Which interviewers saw every candidate: all, some or none of them."""
    discussed_between: Literal["never", "sometimes", "always"] | None = None
    """Whether interviewers talked about candidates or answers before all of them were rated."""
    combined_by: Literal["formula", "formula-and-judgement", "judgement"] | None = None
    """How ratings were put together."""
    training: tuple[TrainingRecord, ...] | None = None
    """Who was trained in what; an empty list says that nobody was."""
    note: Text | None = None
    """Anything else, in a sentence."""


class VerdictCount(Model):
    """How many components have each verdict."""

    label: Line
    """As planned, or as held."""
    met: Count
    """Met."""
    partly: Count
    """Partly met."""
    missed: Count
    """Not met."""
    unknown: Count
    """Cannot be seen."""


class StructureRow(Model):
    """One component in the report."""

    number: Annotated[int, Field(strict=True, ge=1)]
    """Its number in the source."""
    component: Id
    """Its id."""
    part: Literal["content", "evaluation"]
    """What is asked, or how answers are evaluated."""
    name: Line
    """Its name."""
    meaning: Line
    """What it asks for."""
    planned: Verdict
    """As planned."""
    planned_word: Line
    """The verdict in words."""
    planned_evidence: tuple[Line, ...]
    """What shows it."""
    held: Verdict | None = None
    """As held; nothing when nothing of it was handed in."""
    held_word: Line | None = None
    """The verdict in words."""
    held_evidence: tuple[Line, ...] = ()
    """What shows it."""
    limit: Line | None = None
    """Where the limit comes from."""
    advice: Line | None = None
    """What to do; nothing where the component is met."""


class StructureReport(Document):
    """How structured an interview is, component by component, with the evidence and what to do."""

    kind: Literal["structure-report"] = "structure-report"
    role_title: Text
    """Job title."""
    lead: tuple[Line, ...]
    """What the report is and what it is not."""
    based_on: tuple[Line, ...]
    """What it was made from, with counts."""
    counts: tuple[VerdictCount, ...]
    """As planned and, where it was held, as held; no score."""
    rows: tuple[StructureRow, ...]
    """The fifteen components."""
    note: Line | None = None
    """The log's own note."""
