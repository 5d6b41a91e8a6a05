"""What an expert panel says about a job, and what its answers come to.

The experts are people who do the job or lead it. Their answers are counted, never weighed against one another; nothing in here changes a
role: a suggestion is there for the people who confirm the criteria.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, Text
from servicecomp.models.days import Day
from servicecomp.models.lines import Document, Line
from servicecomp.models.scales import Level
from servicecomp.models.scorecards import Sha256

__all__ = [
    "CRITICALITY_POINTS",
    "FREQUENCY_POINTS",
    "MOST_MONTHS",
    "Capacity",
    "CompetencyAnswer",
    "ExpertPanelSheet",
    "LevelCount",
    "LinkAnswer",
    "LinkResult",
    "Necessity",
    "PanelAnswers",
    "PanelReading",
    "PanelResult",
    "PanelRow",
    "PanelTaskRow",
    "RequirementResult",
    "ScaleLine",
    "SheetCompetency",
    "Suggestion",
    "TaskAnswer",
    "TaskResult",
]

FREQUENCY_POINTS = 5
"""Steps of the scale for how often a task comes up; 0 says that it is not part of the job."""

CRITICALITY_POINTS = 5
"""Steps of the scale for how much harm a task does when done badly; the same as a role's."""

MOST_MONTHS = 720
"""Longest time in a job that a sheet takes: sixty years, so that a year or a day in the wrong box is noticed."""

Count = Annotated[int, Field(strict=True, ge=0)]
Necessity = Literal["essential", "useful", "not-necessary"]
"""Lawshe's question: is the competency essential to the job, useful but not essential, or not necessary?"""
Capacity = Literal["does-the-job", "leads-the-job"]
Suggestion = Literal["keep", "discuss", "drop"]


class TaskAnswer(Model):
    """What one expert says about a task."""

    task: Id
    """Which one."""
    frequency: Annotated[int, Field(strict=True, ge=0, le=FREQUENCY_POINTS)] | None = None
    """How often it comes up: 1 a few times a year, 5 several times a day; 0 not part of the job."""
    criticality: Annotated[int, Field(strict=True, ge=1, le=CRITICALITY_POINTS)] | None = None
    """How much harm it does when done badly: 1 little, 5 grave."""


class LinkAnswer(Model):
    """How much one task needs one competency, to one expert."""

    task: Id
    """Which task."""
    competency: Id
    """Which competency."""
    link: Annotated[int, Field(strict=True, ge=0, le=2)]
    """0 not needed, 1 helpful, 2 essential for this task."""


class CompetencyAnswer(Model):
    """What one expert says about a competency."""

    competency: Id
    """Which one."""
    necessity: Necessity | None = None
    """essential, useful or not-necessary."""
    first_day: StrictBool | None = None
    """Whether it must be there on the first day."""
    level: Level | None = None
    """Proficiency level at which the job needs it."""


class PanelAnswers(Model):
    """One expert's sheet; a question that was left empty is missing, and counts as nothing."""

    format: FormatNumber = 1
    """Version of this file format."""
    role: Id
    """Role that it is about."""
    questions: Sha256
    """Hash of the tasks and competencies asked about, so that answers to other words are not mixed in."""
    expert: Id
    """The expert's key; a name is not needed."""
    capacity: Capacity | None = None
    """Whether the expert does the job or leads it."""
    months_in_job: Annotated[int, Field(strict=True, ge=0, le=MOST_MONTHS)] | None = None
    """Months that the expert has done or led the job."""
    site: Text | None = None
    """Where the expert works."""
    answered_on: Day | None = None
    """Day on which the sheet was filled in, as year-month-day."""
    tasks: tuple[TaskAnswer, ...] = ()
    """Frequency and criticality, each task once."""
    links: tuple[LinkAnswer, ...] = ()
    """Task by competency, each pair once."""
    competencies: tuple[CompetencyAnswer, ...] = ()
    """Necessity, first day and level, each competency once."""

    @model_validator(mode="after")
    def _each_once(self) -> PanelAnswers:
        for asked in (
            [entry.task for entry in self.tasks],
            [(entry.task, entry.competency) for entry in self.links],
            [entry.competency for entry in self.competencies],
        ):
            if len(set(asked)) < len(asked):
                message = "a question is answered twice on one sheet"
                raise ValueError(message)
        return self

    @property
    def answered(self) -> bool:
        """Whether anything was answered."""
        given: list[object] = [value for entry in self.tasks for value in (entry.frequency, entry.criticality)]
        given += [value for entry in self.competencies for value in (entry.necessity, entry.first_day, entry.level)]
        return bool(self.links) or any(value is not None for value in given)


class LinkResult(Model):
    """How much one task needs one competency, to those who answered."""

    competency: Id
    """Which competency."""
    experts: PositiveInt
    """Who answered."""
    essential: Count
    """Who said essential for this task."""
    mean: Fraction
    """Mean of 0 not needed, 1 helpful, 2 essential."""


class TaskResult(Model):
    """What the panel says about a task."""

    task: Id
    """Which one."""
    text: Text
    """Its words."""
    not_done: Count
    """Experts who say that it is not part of the job; they enter no mean."""
    frequency: Fraction | None = None
    """Mean of those who say how often it comes up."""
    frequency_experts: Count = 0
    """How many they are."""
    frequency_agreement: float | None = None
    """r_wg over five steps; nothing below five experts."""
    criticality: Fraction | None = None
    """Mean of those who say how much harm it does."""
    criticality_experts: Count = 0
    """How many they are."""
    criticality_agreement: float | None = None
    """r_wg over five steps; nothing below five experts."""
    links: tuple[LinkResult, ...] = ()
    """By competency, in the role's order; none where nobody answered."""


class LevelCount(Model):
    """How many experts named a level."""

    level: Level
    """The level."""
    experts: PositiveInt
    """Who named it."""


class RequirementResult(Model):
    """What the panel says about a competency that the role requires."""

    competency: Id
    """Which one."""
    experts: Count
    """Who answered whether it is essential."""
    essential: Count
    """Who said essential."""
    useful: Count
    """Who said useful but not essential."""
    not_necessary: Count
    """Who said not necessary."""
    ratio: Fraction | None = None
    """Content validity ratio (Lawshe 1975): -1 nobody, 0 half, 1 everybody says essential."""
    needed: PositiveInt | None = None
    """Fewest who must say essential to be beyond chance at one-sided p < .05; nothing below five experts."""
    critical_ratio: Fraction | None = None
    """The ratio at that number."""
    first_day: Count = 0
    """Who say that it must be there on the first day."""
    first_day_experts: Count = 0
    """Who answered that."""
    levels: tuple[LevelCount, ...] = ()
    """Levels named, lowest first."""
    level_agreement: float | None = None
    """r_wg over the proficiency scale; nothing below five experts."""
    essential_for: tuple[Id, ...] = ()
    """Tasks for which most say that it is essential: mean linkage of 1.5 or more."""
    linked: StrictBool = False
    """Whether anybody answered which tasks need it."""
    suggestion: Suggestion | None = None
    """Keep, discuss or drop, for people to confirm; nothing below five experts."""
    entry: Literal["first-day", "learnt"] | None = None
    """What more than half say about the first day; nothing on a tie or below five experts."""
    level: Level | None = None
    """Level that more than half named; nothing where there is none, or below five experts."""

    @property
    def beyond_chance(self) -> bool | None:
        """Whether more say essential than chance would give; None where no test is claimed."""
        return None if self.needed is None else self.essential >= self.needed

    @property
    def level_experts(self) -> int:
        """How many named a level."""
        return sum(entry.experts for entry in self.levels)


class PanelResult(Model):
    """What an expert panel's answers come to; figures and suggestions, nothing decided."""

    role: Id
    """Role that it is about."""
    questions: Sha256
    """Hash of the tasks and competencies asked about."""
    experts: Count
    """Experts who answered anything."""
    doing: Count
    """Those who do the job."""
    leading: Count
    """Those who lead it."""
    months_in_job: tuple[Count, ...] = ()
    """Months in the job of those who said, fewest first."""
    sites: tuple[Text, ...] = ()
    """Where they work, each once."""
    answered_on: tuple[Day, ...] = ()
    """Days on which sheets were filled in, each once, earliest first."""
    silent: tuple[Id, ...] = ()
    """Keys of sheets without an answer."""
    tasks: tuple[TaskResult, ...]
    """In the role's order."""
    requirements: tuple[RequirementResult, ...]
    """In the role's order."""

    def requirement(self, competency_id: str) -> RequirementResult | None:
        """Return what the panel says about a competency, or None."""
        return next((entry for entry in self.requirements if entry.competency == competency_id), None)


class PanelRow(Model):
    """A competency on the page: the panel's figures in words."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    essential: Line
    """How many say essential, with the ratio."""
    test: Line
    """What the test says, or that there is none."""
    first_day: Line
    """How many say first day, and what is drafted."""
    level: Line
    """Levels named, and what is drafted."""
    tasks: Line
    """Tasks that need it."""
    suggestion: Line
    """What people may want to confirm or change."""


class PanelTaskRow(Model):
    """A task on the page."""

    task: Line
    """Its words."""
    frequency: Line
    """How often, with counts."""
    criticality: Line
    """How much harm, with counts."""
    agreement: Line
    """How near together the experts are about the harm."""
    links: Line
    """Competencies that most call essential for it."""


class PanelReading(Model):
    """A panel's result as the intake sheet prints it."""

    lead: tuple[Line, ...]
    """Who answered, how the figures are to be read, and what no figure says."""
    rows: tuple[PanelRow, ...]
    """The competencies."""
    tasks: tuple[PanelTaskRow, ...]
    """The tasks."""


class ScaleLine(Model):
    """A step of a scale on the sheet."""

    number: Count
    """Its number."""
    name: Line | None = None
    """Its name, where it has one."""
    meaning: Line
    """What it stands for."""


class SheetCompetency(Model):
    """A competency as the experts are asked about it."""

    competency: Id
    """Which one."""
    number: PositiveInt
    """Its number in the grid of tasks."""
    name: Line
    """Its name."""
    definition: Line
    """What it is."""


class ExpertPanelSheet(Document):
    """The sheet that each expert fills in alone."""

    kind: Literal["expert-panel-sheet"] = "expert-panel-sheet"
    role_title: Text
    """Job title."""
    expert: Id | None = None
    """The expert's key, when the sheet is for one."""
    questions: Sha256
    """Hash of the tasks and competencies asked about."""
    instructions: tuple[Line, ...]
    """How to fill it in."""
    frequency: tuple[ScaleLine, ...]
    """How often."""
    criticality: tuple[ScaleLine, ...]
    """How much harm."""
    linkage: tuple[ScaleLine, ...]
    """How much a task needs a competency."""
    levels: tuple[ScaleLine, ...]
    """The proficiency scale."""
    tasks: tuple[Line, ...]
    """The tasks, in the role's order."""
    competencies: tuple[SheetCompetency, ...]
    """The competencies, in the role's order."""
