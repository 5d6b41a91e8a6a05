"""The documents, as data: builders fill them, templates only lay them out; what several share stands in `lines`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Id, Model, PositiveInt, Text
from servicecomp.models.kits import Coverage
from servicecomp.models.lines import (
    CompetencyBehaviours,
    CompetencyCriteria,
    Document,
    Fact,
    GridRow,
    Line,
    LineText,
    OffScaleLine,
    RatingLine,
    RichLine,
    ValueLine,
)
from servicecomp.models.panels import PanelReading
from servicecomp.models.scales import Level

__all__ = [
    "Assessed",
    "CandidatePack",
    "CompetencyBehaviours",
    "CompetencyCriteria",
    "Document",
    "Fact",
    "GridRow",
    "IntakeSheet",
    "IntakeTask",
    "JobDescription",
    "Line",
    "LineText",
    "OffScaleLine",
    "OutcomeRow",
    "PanelRow",
    "PanelSummary",
    "RatingLine",
    "ReviewCompetency",
    "ReviewRubric",
    "RichLine",
    "ValueLine",
]


class JobDescription(Document):
    """What a job is for, what a person in it does for customers, what it needs and offers."""

    kind: Literal["job-description"] = "job-description"
    purpose: Line
    """Why the job exists."""
    line_of_sight: Line
    """How the work reaches what customers value."""
    about: RichLine | None = None
    """The organisation."""
    promise: Line | None = None
    """What its customers can expect."""
    proposition: Line | None = None
    """What people who work here get out of serving its customers."""
    tasks: tuple[Line, ...]
    """What the person does, in customers' terms."""
    behaviours: tuple[CompetencyBehaviours, ...]
    """How the person does it."""
    needed_first_day: tuple[Line, ...]
    """Competencies that must be there on the first day, in one line each."""
    learnt_here: tuple[Line, ...] = ()
    """Competencies that are learnt in the job."""
    other_requirements: tuple[Line, ...] = ()
    """Requirements that are no competency."""
    success: tuple[Line, ...]
    """What success looks like, as outcomes."""
    hard_parts: tuple[Line, ...] = ()
    """What people in the job find hard."""
    assessment: tuple[Line, ...]
    """How candidates are assessed."""
    facts: tuple[Fact, ...]
    """Pay, place, hours, contract, closing date, how to apply."""
    adjustments: Fact
    """Whom to ask for adjustments."""
    equality: Fact
    """The equality statement."""


class Assessed(Model):
    """A competency as candidates are told about it."""

    name: Line
    """Its name."""
    definition: Line
    """What it is; no anchors."""


class CandidatePack(Document):
    """What a candidate is told before the interview."""

    kind: Literal["candidate-pack"] = "candidate-pack"
    role_title: Text
    """Job title."""
    welcome: tuple[Line, ...]
    """Opening words."""
    format: tuple[Line, ...]
    """Format, length and whom they meet."""
    panel: tuple[Fact, ...]
    """Names and jobs of the panel; one Fact that says so when they are missing."""
    assessed: tuple[Assessed, ...]
    """What is assessed."""
    good_example: tuple[Line, ...]
    """What a good answer holds, for the kinds of question that are asked; examples from outside paid work count."""
    allowed: tuple[Fact, ...]
    """Notes, AI tools, recording."""
    hard_parts: tuple[Line, ...]
    """What people in the job find hard."""
    facts: tuple[Fact, ...]
    """Pay, place, hours; when they will hear."""
    adjustments: Fact
    """Whom to ask for adjustments."""
    privacy: tuple[RichLine, ...] = ()
    """The organisation's notice of what happens to their data."""
    privacy_facts: tuple[Fact, ...]
    """How long it is kept; says what is missing."""
    privacy_ask: Line
    """That they may ask what is held about them."""


class PanelRow(GridRow):
    """A row of the panel's form; its questions are numbered through all interviews."""

    rated_by: tuple[bool, ...]
    """Whether each of the interviewers rates it, in their order."""


class PanelSummary(Document):
    """The form on which a panel brings its ratings together."""

    kind: Literal["panel-summary"] = "panel-summary"
    role_title: Text
    """Job title."""
    rule: Line
    """How ratings are combined."""
    instructions: tuple[Line, ...]
    """How to fill it in."""
    interviewers: tuple[Text, ...]
    """Names, or numbered places when they are not known."""
    scale: tuple[RatingLine, ...]
    """The rating scale."""
    off_scale: tuple[OffScaleLine, ...]
    """Codes that are no rating."""
    grid: tuple[PanelRow, ...]
    """One row for each requirement."""
    coverage: Coverage
    """Who rates what in the interviews."""
    not_asked: tuple[Line, ...] = ()
    """Requirements about which no interview of the plan asks, and what to do about it."""
    decision: tuple[Line, ...]
    """What people write and sign; never filled in."""


class ReviewCompetency(Model):
    """One competency in a performance review."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    definition: Line
    """What it is."""
    level: Level
    """Proficiency level that the role requires."""
    level_name: Text
    """Its name."""
    below: tuple[Line, ...]
    """Behaviour below the level."""
    at: tuple[Line, ...]
    """Behaviour at the level."""
    above: tuple[Line, ...]
    """Behaviour above the level."""
    values: tuple[ValueLine, ...] = ()
    """The organisation's values beside it; not rated."""


class OutcomeRow(Model):
    """An outcome measure as a review reads it."""

    name: Line
    """Its name."""
    definition: Line
    """What is counted."""
    minimum_sample: PositiveInt
    """Fewest cases for which the figure is read."""
    guard: Line
    """The measure watched beside it."""


class ReviewRubric(Document):
    """A performance review by behaviour, with outcomes beside it."""

    kind: Literal["review-rubric"] = "review-rubric"
    role_title: Text
    """Job title."""
    instructions: tuple[Line, ...]
    """How to use it."""
    competencies: tuple[ReviewCompetency, ...]
    """One for each requirement."""
    enablement: tuple[Line, ...]
    """Whether authority, tools and time were given."""
    outcomes: tuple[OutcomeRow, ...]
    """Outcome measures; beside the behaviour, never added to it."""
    outcome_note: Line
    """Why they are not added."""
    closing: tuple[Line, ...]
    """What the employee's comment and signature mean."""


class IntakeTask(Model):
    """A task on the intake sheet."""

    task: Line
    """The task as drafted."""
    criticality: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    """How much harm it does when done badly, as drafted."""


class IntakeSheet(Document):
    """What a hiring manager and job holders confirm before any question is chosen."""

    kind: Literal["intake-sheet"] = "intake-sheet"
    role_title: Text
    """Job title."""
    instructions: tuple[Line, ...]
    """How to fill it in."""
    criteria: tuple[CompetencyCriteria, ...]
    """Competencies as drafted, each with what its level asks for."""
    grid: tuple[GridRow, ...]
    """Weight and minimum as drafted."""
    tasks: tuple[IntakeTask, ...]
    """Tasks as drafted."""
    evidence: tuple[Line, ...] = ()
    """Words of the advertisement on which the draft rests."""
    panel: PanelReading | None = None
    """What an expert panel says, when there is one."""
    confirmation: Line
    """What a signature confirms."""
