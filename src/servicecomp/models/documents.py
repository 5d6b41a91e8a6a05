"""The documents, as data: builders fill them, templates only lay them out; what several share stands in `lines`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Id, Model, PositiveInt, Text
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
from servicecomp.models.scales import Level, Score

__all__ = [
    "Assessed",
    "CandidatePack",
    "CompetencyBehaviours",
    "CompetencyCriteria",
    "Document",
    "Fact",
    "GridRow",
    "InsteadRow",
    "IntakeSheet",
    "IntakeTask",
    "InterviewKit",
    "JobDescription",
    "KitAnchor",
    "KitExercise",
    "KitMaterial",
    "KitProbe",
    "KitQuestion",
    "Line",
    "LineText",
    "OffScaleLine",
    "OutcomeRow",
    "PanelSummary",
    "RatingLine",
    "ReviewCompetency",
    "ReviewRubric",
    "RichLine",
    "Slot",
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


class Slot(Model):
    """A stretch of the interview."""

    label: Line
    """What happens."""
    minutes: PositiveInt
    """How long."""
    starts_after: Annotated[int, Field(strict=True, ge=0)]
    """Minutes from the start of the interview."""
    clock: str | None = None
    """Clock time, as HH:MM, when the start is known."""


class KitAnchor(Model):
    """An anchor beside its rating."""

    rating: Score
    """The rating."""
    name: Text
    """Name of the rating."""
    story: Line
    """The anchor."""


class KitProbe(Model):
    """A planned follow-up, beside the part of the story that it asks for."""

    step: Literal["situation", "action", "result"]
    """Part of the story."""
    line: Line
    """The follow-up."""


class KitMaterial(Model):
    """A paper of an exercise."""

    title: Text
    """What it is."""
    body: RichLine
    """Its text."""


class KitExercise(Model):
    """Briefs and material of a work sample or role play, as they are handed over."""

    candidate_brief: RichLine
    """For the candidate."""
    player_brief: RichLine | None = None
    """For the role player."""
    material: tuple[KitMaterial, ...] = ()
    """Papers handed over."""


class KitQuestion(Model):
    """One question as the panel asks and rates it."""

    number: PositiveInt
    """Place in the interview."""
    key: Text
    """`competency/id`, by which it is pinned or swapped."""
    competency: Id
    """Which competency it asks about."""
    competency_name: Line
    """Its name."""
    definition: Line
    """What it is."""
    level: Level
    """Proficiency level that the role requires."""
    level_name: Text
    """Its name."""
    band: Id
    """Band that the question is written for."""
    band_name: Text
    """Its name."""
    band_asks_for: Text
    """What an answer is compared with."""
    kind: Text
    """Kind of question, in words."""
    minutes: PositiveInt
    """Time for the answer and its probes."""
    clock: str | None = None
    """Clock time, as HH:MM, when the start is known."""
    text: Line
    """The question."""
    probes: tuple[KitProbe, ...]
    """Planned follow-ups."""
    anchors: tuple[KitAnchor, ...]
    """What earns each rating."""
    listen_for: tuple[Line, ...]
    """What to tick."""
    red_flags: tuple[Line, ...]
    """What to look at twice."""
    minimum: Score | None = None
    """Rating that must be met, if the role sets one."""
    values: tuple[ValueLine, ...] = ()
    """The organisation's values beside the competency; not rated."""
    exercise: KitExercise | None = None
    """Briefs and material, if it is an exercise."""


class InsteadRow(Model):
    """Something panels ask that they should not, and what to ask instead."""

    topic: Line
    """The topic."""
    avoid: Line
    """The question that is not asked."""
    instead: Line
    """What to ask instead."""


class InterviewKit(Document):
    """All that a panel needs for one interview."""

    kind: Literal["interview-kit"] = "interview-kit"
    role_title: Text
    """Job title."""
    minutes: PositiveInt
    """Length of the interview."""
    candidate: Text | None = None
    """Candidate's name or number, when the kit is for one."""
    panel: tuple[Text, ...] = ()
    """Names of the panel, when known."""
    interviewer: Text | None = None
    """Whose booklet it is, when it is one person's."""
    before: tuple[Line, ...]
    """What to do before the candidate comes in."""
    stage: Id
    """Stage of the selection that it is for."""
    conflict_statement: Line
    """Conflict-of-interest declaration to sign."""
    scale: tuple[RatingLine, ...]
    """The rating scale."""
    off_scale: tuple[OffScaleLine, ...]
    """Codes that are no rating."""
    bands: tuple[Line, ...]
    """Bands asked for in this kit, each with what an answer is compared with."""
    timetable: tuple[Slot, ...]
    """What happens when."""
    opening: tuple[Line, ...]
    """Introduction, read out."""
    questions: tuple[KitQuestion, ...]
    """The questions, in order."""
    spares: tuple[KitQuestion, ...]
    """Questions to offer when a candidate has no example."""
    after: Line
    """What to do when the candidate has left."""
    rating_rules: tuple[Line, ...]
    """Rate the event told; rate before the next candidate; and so on."""
    ask_instead: tuple[InsteadRow, ...]
    """Ask this, not that."""
    closing: tuple[Line, ...]
    """Close, read out."""
    grid: tuple[GridRow, ...]
    """Summary of ratings, one row for each requirement."""


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
    """What a good example holds; examples from outside paid work count."""
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
    grid: tuple[GridRow, ...]
    """One row for each requirement."""
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
    confirmation: Line
    """What a signature confirms."""
