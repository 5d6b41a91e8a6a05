"""One opening: the confirmed criteria, the panel, and what is frozen before the first candidate."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, StrictBool, model_serializer

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, Text, Version
from servicecomp.models.organisations import JobFacts
from servicecomp.models.roles import RoleProfile
from servicecomp.models.scales import Score

__all__ = [
    "JOB_HOLDERS_NEEDED",
    "Confirmation",
    "CoverageCell",
    "Criterion",
    "InterviewPlan",
    "Interviewer",
    "PlannedSession",
    "ScoringPolicy",
    "ScoringRule",
    "Vacancy",
]

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


class _Growing(Model):
    """A model whose hash is kept on paper and in scorecards.

    Why: a field that was added later and is not used is left out, so that what was made before it existed keeps its hash.
    """

    @model_serializer(mode="wrap")
    def _without_unused(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        fields = type(self).model_fields
        unused = [name for name in _LATER.get(type(self).__name__, ()) if getattr(self, name) == fields[name].default]
        for name in unused:
            data.pop(name, None)
        return data


_LATER = {
    "PlannedSession": ("askers",),
    "Vacancy": ("plan_sha256",),
    "InterviewPlan": ("bank", "bank_version", "scale_top", "criteria", "policy", "objective", "notes"),
}
"""Fields that the first plans and vacancies did not have."""


class PlannedSession(_Growing):
    """What one interview holds."""

    stage: Id
    """Stage of the selection; no two sessions of a plan share it."""
    minutes: Annotated[int, Field(strict=True, ge=15, le=240)]
    """Length, opening and close included."""
    interviewers: tuple[Id, ...] = ()
    """Who asks and rates."""
    questions: tuple[Text, ...]
    """Questions in the order in which they are asked, as `competency/id`."""
    spares: tuple[Text, ...] = ()
    """Questions to offer when a candidate has no example, as `competency/id`."""
    askers: tuple[Id, ...] = ()
    """Who reads each question out, in the order of the questions; all who sit in rate."""


class Criterion(Model):
    """What one competency counts, as it stood when the plan was made."""

    competency: Id
    """Which one."""
    name: Text | None = None
    """Its name on paper; the id when left out."""
    weight: Annotated[int, Field(strict=True, ge=1, le=100)]
    """How much it counts beside the others."""
    minimum: Score | None = None
    """Rating that must be met whatever the rest, if there is one."""

    @property
    def label(self) -> str:
        """The name, or the id where there is none."""
        return self.name or self.competency


class ScoringPolicy(Model):
    """What counts as a rating and when a minimum binds; fixed before the first candidate."""

    evidence: Literal["needed", "optional"] = "needed"
    """Whether a rating without written evidence is set aside; notes of behaviour add validity (Burnett et al. 1998)."""
    moment: Literal["before", "after"] = "before"
    """Whether the first ratings count, or those that replaced them after the discussion."""
    minimum_questions: PositiveInt = 2
    """Questions from which a minimum binds, unless there are raters enough."""
    minimum_raters: PositiveInt = 2
    """Raters from which a minimum binds, unless there are questions enough."""
    minimum_errors: Annotated[int, Field(strict=True, ge=0, le=5)] = 1
    """Standard errors by which a value may lie below its minimum and still be within error."""


class CoverageCell(Model):
    """Who rates which competency in which stage, on how many questions."""

    competency: Id
    """What is rated."""
    interviewer: Id
    """By whom; `any` where the plan names nobody."""
    stage: Id
    """When."""
    questions: tuple[Text, ...]
    """On which questions, as `competency/id`."""


class InterviewPlan(_Growing):
    """Which questions are asked, when and by whom; the same for every candidate."""

    format: FormatNumber = 1
    """Version of this file format."""
    role: Id
    """Role it was made for."""
    rule: ScoringRule = "weighted"
    """How ratings are combined; fixed before the first candidate."""
    sessions: Annotated[tuple[PlannedSession, ...], Field(min_length=1)]
    """The interviews, in order."""
    bank: Id | None = None
    """Question bank that the questions come from."""
    bank_version: Version | None = None
    """Its version when the plan was made."""
    scale_top: Annotated[int, Field(strict=True, ge=2)] | None = None
    """Highest rating of the scale in use."""
    criteria: tuple[Criterion, ...] = ()
    """Weights and minimums, frozen with the plan; the role's when left out."""
    policy: ScoringPolicy = ScoringPolicy()
    """What counts as a rating and when a minimum binds."""
    objective: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Value of the planner's objective at the proven optimum; nothing for a simple pick."""
    notes: tuple[Text, ...] = ()
    """What the planner decided where the request left it open."""

    @property
    def coverage(self) -> tuple[CoverageCell, ...]:
        """Competency by interviewer by stage: what each person rates when."""
        cells: dict[tuple[str, str, str], list[str]] = {}
        for session in self.sessions:
            for person in session.interviewers or ("any",):
                for key in session.questions:
                    cells.setdefault((key.split("/")[0], person, session.stage), []).append(key)
        return tuple(
            CoverageCell(competency=competency, interviewer=person, stage=stage, questions=tuple(keys))
            for (competency, person, stage), keys in cells.items()
        )

    def criterion(self, competency_id: str) -> Criterion | None:
        """Return what a competency counts, or None."""
        return next((entry for entry in self.criteria if entry.competency == competency_id), None)


class Vacancy(_Growing):
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
    facts: JobFacts = Field(default_factory=JobFacts)
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
    plan_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Hash of the interview plan that the first candidate was seen with; papers from another plan are then refused."""

    @property
    def confirmed(self) -> bool:
        """Whether the hiring manager and enough job holders have confirmed the criteria."""
        capacities = [entry.capacity for entry in self.criteria_confirmed_by]
        return "hiring-manager" in capacities and capacities.count("job-holder") >= JOB_HOLDERS_NEEDED
