"""What a job requires."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from servicecomp.models.base import Crosswalk, FormatNumber, Id, Model, Statement, Status, Text, Version
from servicecomp.models.frameworks import OutcomeMeasure
from servicecomp.models.scales import Level, Score

__all__ = ["Requirement", "RoleProfile", "Task"]


class Requirement(Model):
    """One competency that a role needs."""

    competency: Id
    """Which one."""
    level: Level
    """Proficiency level at which the role needs it."""
    weight: Annotated[int, Field(strict=True, ge=1, le=100)]
    """How much it counts beside the others; an integer."""
    minimum: Score | None = None
    """Rating that must be met whatever the rest, if there is one."""
    needed_at_entry: StrictBool = True
    """Whether it must be there on the first day rather than be learnt in the job."""


class Task(Statement):
    """Something that the person does for a customer."""

    competencies: tuple[Id, ...] = ()
    """Competencies that the task calls for."""
    criticality: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    """How much harm it does when done badly: 1 little, 5 grave; confirmed by job holders."""


class RoleProfile(Model):
    """A job: what it is for, whom it serves, what it requires."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name by which documents refer to it."""
    title: Text
    """Job title on paper."""
    version: Version
    """Version of the profile, quoted."""
    status: Status
    """How far it has been reviewed."""
    framework: Id
    """Framework that its requirements refer to."""
    question_bank: Id | None = None
    """Question bank to interview from; the one named like the framework when left out."""
    sectors: tuple[Id, ...] = ()
    """Lines of business in which the role is found."""
    serves: Annotated[tuple[Literal["external", "internal"], ...], Field(min_length=1)]
    """Customers outside the organisation, inside it, or both."""
    channels: tuple[Id, ...] = ()
    """Channels in which the role serves: phone, chat, e-mail, counter, field and so on."""
    purpose: Text
    """Why the job exists, in one sentence."""
    line_of_sight: Text
    """How the work reaches what customers value, in one or two sentences."""
    requirements: tuple[Requirement, ...]
    """What the role requires: five to eight competencies."""
    tasks: tuple[Task, ...] = ()
    """What the person does, in customers' terms."""
    outcome_measures: tuple[OutcomeMeasure, ...] = ()
    """What success looks like, as outcomes."""
    hard_parts: tuple[Statement, ...] = ()
    """What people in the job find hard; told to candidates."""
    requirements_other: tuple[Statement, ...] = ()
    """Requirements that are no competency, such as a licence that the law asks for."""
    crosswalk: tuple[Crosswalk, ...] = ()
    """The same job in outside schemes (O*NET-SOC, ESCO)."""

    def requirement(self, competency_id: str) -> Requirement | None:
        """Return the requirement for a competency, or None."""
        return next((entry for entry in self.requirements if entry.competency == competency_id), None)
