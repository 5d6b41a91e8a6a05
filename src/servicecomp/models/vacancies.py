"""One opening: the confirmed criteria, the panel, and what is frozen before the first candidate."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, Text
from servicecomp.models.organisations import JobFacts
from servicecomp.models.roles import RoleProfile

__all__ = ["JOB_HOLDERS_NEEDED", "Confirmation", "Interviewer", "InterviewPlan", "PlannedSession", "Vacancy"]

JOB_HOLDERS_NEEDED = 2
"""Job holders who confirm the criteria beside the hiring manager; two or three know the work better than one."""

ScoringRule = Literal["unit", "weighted", "conjunctive", "hybrid"]


class Confirmation(Model):
    """One person's word that the criteria are those of the job."""

    name: Text
    """Who."""
    capacity: Literal["hiring-manager", "job-holder"]
    """In which capacity."""
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    """Day of the confirmation, as year-month-day."""


class Interviewer(Model):
    """A member of the panel."""

    key: Id
    """Short name for plans and scorecards."""
    name: Text
    """Name on paper."""
    job: Text | None = None
    """What they do in the organisation; told to candidates."""


class PlannedSession(Model):
    """What one interview holds."""

    stage: Id
    """Stage of the selection."""
    minutes: Annotated[int, Field(strict=True, ge=15, le=240)]
    """Length, opening and close included."""
    interviewers: tuple[Id, ...] = ()
    """Who asks and rates."""
    questions: tuple[Text, ...]
    """Questions in the order in which they are asked, as `competency/id`."""
    spares: tuple[Text, ...] = ()
    """Questions to offer when a candidate has no example, as `competency/id`."""


class InterviewPlan(Model):
    """Which questions are asked, when and by whom; the same for every candidate."""

    format: FormatNumber = 1
    """Version of this file format."""
    role: Id
    """Role it was made for."""
    rule: ScoringRule = "weighted"
    """How ratings are combined; fixed before the first candidate."""
    sessions: Annotated[tuple[PlannedSession, ...], Field(min_length=1)]
    """The interviews, in order."""


class Vacancy(Model):
    """One opening, from the intake sheet to the panel."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name of the opening."""
    title: Text
    """Job title on paper."""
    role: RoleProfile
    """The role with the criteria as confirmed or as drafted."""
    criteria_confirmed_by: tuple[Confirmation, ...] = ()
    """The hiring manager and two or three job holders."""
    facts: JobFacts = JobFacts()
    """Pay, place and hours of this opening."""
    minutes: Annotated[int, Field(strict=True, ge=15, le=240)] = 60
    """Length of the interview."""
    start_time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    """Clock time at which the interview starts, so that the booklet can print times."""
    panel: tuple[Interviewer, ...] = ()
    """Who interviews."""
    candidates: tuple[Text, ...] = ()
    """Candidates' names or numbers, as the cover should print them."""
    pinned: tuple[Text, ...] = ()
    """Questions that must be asked, as `competency/id`."""
    excluded: tuple[Text, ...] = ()
    """Questions that must not be asked, as `competency/id`."""
    rotation: PositiveInt = 1
    """Which turn of the bank to draw from, so that questions rotate between vacancies."""
    frozen: StrictBool = False
    """Whether criteria and questions are fixed because the first candidate has been seen."""

    @property
    def confirmed(self) -> bool:
        """Whether the hiring manager and enough job holders have confirmed the criteria."""
        capacities = [entry.capacity for entry in self.criteria_confirmed_by]
        return "hiring-manager" in capacities and capacities.count("job-holder") >= JOB_HOLDERS_NEEDED
