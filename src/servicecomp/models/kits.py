"""The interview kit as data, and who rates what in the interviews of a plan."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Id, Model, PositiveInt, Text
from servicecomp.models.lines import Document, GridRow, Line, LineText, OffScaleLine, RatingLine, RichLine, ValueLine
from servicecomp.models.scales import Level, Score

__all__ = [
    "Coverage",
    "CoverageColumn",
    "CoverageRow",
    "CoverageStage",
    "InsteadRow",
    "InterviewKit",
    "KitAnchor",
    "KitExercise",
    "KitMaterial",
    "KitProbe",
    "KitQuestion",
    "Slot",
]

Count = Annotated[int, Field(strict=True, ge=0)]


class CoverageStage(Model):
    """An interview of the plan, as the heading over its columns."""

    stage: Id
    """Which one."""
    name: Text
    """Its name on paper."""
    columns: PositiveInt
    """How many columns stand under it."""


class CoverageColumn(Model):
    """Who rates in one interview."""

    stage: Id
    """Which interview."""
    interviewer: Id | None = None
    """Which person; nothing where everybody who sits in shares the column."""
    name: LineText
    """The name, or the names, on paper."""


class CoverageRow(Model):
    """How one requirement is covered."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    cells: tuple[Count, ...]
    """Questions that are rated, in the order of the columns."""
    asks: tuple[bool, ...]
    """Whether the person reads out one of them, in the order of the columns."""
    questions: Count
    """Different questions in all interviews."""
    raters: Count | None = None
    """Different people who rate it; nothing where the plan names nobody."""
    spares: Count = 0
    """Spare questions."""


class Coverage(Model):
    """Competency by interviewer by stage: who rates what, on how many questions."""

    stages: tuple[CoverageStage, ...]
    """The interviews, in order."""
    columns: tuple[CoverageColumn, ...]
    """Who rates in them."""
    rows: tuple[CoverageRow, ...]
    """One for each requirement of the role."""
    lead: Line
    """How to read it."""
    sentences: tuple[Line, ...]
    """What the table comes to: what is not asked, and what one person rates alone."""


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
    harder: Line | None = None
    """What every candidate is asked last, in the words that fit the kind of question; on a spare, where it differs from the page's own."""
    exercise: KitExercise | None = None
    """Briefs and material, if it is an exercise."""
    asked_by: Line | None = None
    """Who reads it out, when the plan says so."""
    listening: bool = False
    """Whether the reader of this booklet listens and rates while somebody else asks."""


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
    cover_bands: Line | None = None
    """What the questions are written for."""
    not_asked: tuple[Line, ...] = ()
    """Requirements about which no interview of the plan asks, those of the first day first, and what to do about it."""
    level_note: Line
    """What the expected level means, and that it changes no rating."""
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
    stage_name: Text
    """Its name on paper."""
    part: Line | None = None
    """Which of several interviews it is."""
    beside: tuple[Text, ...] = ()
    """Who else sits in, when it is one person's booklet."""
    asks: Line | None = None
    """Which questions the reader of this booklet reads out, when the plan says so."""
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
    """Summary of ratings: one row for each requirement, without those that another interview asks about."""
    coverage: Coverage
    """Who rates what in all the interviews."""
