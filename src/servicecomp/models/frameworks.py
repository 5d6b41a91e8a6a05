"""A competency framework and what it is made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Crosswalk, FormatNumber, Id, Locale, Model, PositiveInt, Statement, Status, Text, Version
from servicecomp.models.scales import Band, Level, ProficiencyScale, RatingScale

__all__ = ["Cluster", "Competency", "CompetencyLevel", "Cue", "Framework", "Indicator", "OutcomeMeasure"]


class Cue(Model):
    """How a text about a job shows that a competency is called for."""

    id: Id
    """Name of the cue, unique within its competency."""
    phrase: Annotated[str, Field(min_length=2, max_length=300)]
    """What to look for, in the phrase language (docs/reference/phrase-language.md)."""
    unless: tuple[Annotated[str, Field(min_length=2, max_length=300)], ...] = ()
    """Phrases that, overlapping or touching the hit, show another sense."""
    weight: Annotated[int, Field(strict=True, ge=1, le=3)] = 2
    """3 names the behaviour, 2 points to it, 1 only hints."""
    level: Level | None = None
    """Level that the wording suggests, where it suggests one."""


class Indicator(Statement):
    """One observable behaviour, worded for any role, with a picture from one trade where that helps."""

    example: Text | None = None
    """What it looks like in one setting."""


class CompetencyLevel(Model):
    """A competency at one proficiency level."""

    level: Level
    """Which level."""
    summary: Text
    """What is new at this level, in one sentence."""
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    """Behavioural indicators: each one observable behaviour."""
    contra_indicators: tuple[Indicator, ...] = ()
    """Behaviours that show the opposite."""


class OutcomeMeasure(Model):
    """Something counted beside behaviour, never added to its rating."""

    id: Id
    """Name, unique within its competency or role."""
    name: Text
    """Name on paper."""
    definition: Text
    """What is counted, over what, in which window."""
    kind: Literal["outcome", "quality", "output"]
    """What customers get or feel, quality of the work, or volume."""
    control: Literal["person", "team", "organisation"]
    """Who can move it."""
    direction: Literal["up", "down", "target"]
    """Which way is better."""
    minimum_sample: PositiveInt
    """Fewest cases for which the figure is shown."""
    guard: Text
    """The measure watched beside it so that it is not gamed."""


class Competency(Model):
    """One construct: what people who serve others do, level by level."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name by which roles and questions refer to it."""
    name: Text
    """Name on paper."""
    cluster: Id
    """Cluster of the framework that it belongs to."""
    order: PositiveInt = 100
    """Place within its cluster."""
    status: Status
    """How far it has been reviewed."""
    definition: Text
    """What a person does who shows it, in one sentence."""
    why_it_matters: Text
    """What it does for the customer."""
    levels: Annotated[tuple[CompetencyLevel, ...], Field(min_length=1)]
    """The proficiency levels at which it can be told apart, lowest first."""
    outcome_measures: tuple[OutcomeMeasure, ...] = ()
    """What shows in customers' experience when it is there."""
    crosswalk: tuple[Crosswalk, ...] = ()
    """The same idea in outside schemes."""
    cues: tuple[Cue, ...] = ()
    """How text shows that it is called for."""
    origin: Id | None = None
    """Framework that defines it; filled in when it is loaded."""

    def at(self, level: int) -> CompetencyLevel | None:
        """Return what is declared for a level, or None."""
        return next((entry for entry in self.levels if entry.level == level), None)

    def source(self, level: int | None = None, line: str | None = None) -> str:
        """Return the full id of the competency, of one of its levels or of a line in it."""
        parts = [self.origin or "", self.id, None if level is None else str(level), line]
        return "/".join(part for part in parts if part)


class Cluster(Model):
    """A group of competencies."""

    id: Id
    """Name by which competencies refer to it."""
    name: Text
    """Name on paper."""
    summary: Text
    """What its competencies have in common."""


class Framework(Model):
    """A competency framework: clusters, scales, bands and competencies."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name by which roles refer to it."""
    title: Text
    """Name on paper."""
    version: Version
    """Version of the content, quoted."""
    status: Status
    """How far it has been reviewed."""
    locale: Locale
    """Language it is written in."""
    source: Text
    """Who wrote it."""
    licence: Text
    """Terms of use."""
    summary: Text
    """What it covers, in one or two sentences."""
    extends: Id | None = None
    """Framework whose competencies, scales and clusters it starts from."""
    replace: tuple[Id, ...] = ()
    """Inherited competencies that it defines anew."""
    drop: tuple[Id, ...] = ()
    """Inherited competencies that it leaves out."""
    clusters: tuple[Cluster, ...] = ()
    """Groups, in the order in which documents show them; added to the inherited ones."""
    proficiency_scale: ProficiencyScale
    """Levels that a role can require; inherited when left out."""
    rating_scale: RatingScale
    """Values that evidence can be given; inherited when left out."""
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    """Groups of levels that share questions; inherited when left out."""
    competencies: tuple[Competency, ...] = ()
    """The competencies; in files, one each in the folder `competencies/`."""

    def competency(self, competency_id: str) -> Competency | None:
        """Return a competency by id, or None."""
        return next((entry for entry in self.competencies if entry.id == competency_id), None)

    def band_of(self, level: int) -> Band | None:
        """Return the band that covers a proficiency level, or None."""
        return next((band for band in self.bands if level in band.levels), None)
