"""The two scales, kept apart as types, and the codes that are on neither.

A *proficiency level* is what a role requires; a *rating* is what the evidence that a person gave was worth. Both are small integers,
which is why they have types of their own: a type checker stops one from being passed for the other.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NewType

from pydantic import Field, model_validator

from servicecomp.models.base import Id, Model, Text

__all__ = [
    "Band",
    "Level",
    "OffScale",
    "ProficiencyLevel",
    "ProficiencyScale",
    "ProficiencyStep",
    "RatingScale",
    "RatingStep",
    "RatingValue",
    "Score",
]

ProficiencyLevel = NewType("ProficiencyLevel", int)
"""How demanding the cases are in which a role needs a competency: 1 Foundation up to the scale's length."""

RatingValue = NewType("RatingValue", int)
"""What the evidence was worth against the role's band: 1 up to the rating scale's length."""

Level = Annotated[ProficiencyLevel, Field(strict=True, ge=1)]
Score = Annotated[RatingValue, Field(strict=True, ge=1)]


class OffScale(StrEnum):
    """Outcomes of a question that are no rating; never 0, never averaged.

    `NOT_ASKED` and `NOT_OBSERVED` are the interviewer's gap and lower coverage. `NO_EXAMPLE` and `DECLINED` are the candidate's: the
    competency's minimum is then not met, and the total is marked not comparable.
    """

    NOT_ASKED = "not-asked"
    NOT_OBSERVED = "not-observed"
    NO_EXAMPLE = "no-example"
    DECLINED = "declined"

    @property
    def is_interviewers_gap(self) -> bool:
        """Whether the gap is the interviewer's rather than the candidate's."""
        return self in {OffScale.NOT_ASKED, OffScale.NOT_OBSERVED}


class ProficiencyStep(Model):
    """One level of the proficiency scale."""

    level: Level
    """Its number."""
    name: Text
    """Its name, such as Proficient."""
    summary: Text
    """What kind of case a person at this level deals with."""


class ProficiencyScale(Model):
    """The levels that roles can require, lowest first."""

    steps: Annotated[tuple[ProficiencyStep, ...], Field(min_length=2)]
    """Levels in order, numbered from 1 without a gap."""

    @model_validator(mode="after")
    def _numbered_from_one(self) -> ProficiencyScale:
        _check_numbering([int(step.level) for step in self.steps])
        return self

    def step(self, level: int) -> ProficiencyStep:
        """Return the step of a level that the scale holds."""
        return self.steps[level - 1]


class RatingStep(Model):
    """One value of the rating scale."""

    rating: Score
    """Its number."""
    name: Text
    """Two or three words for the form."""
    meaning: Text
    """What evidence earns it."""


class RatingScale(Model):
    """The values that evidence can be given, lowest first; its length is data."""

    steps: Annotated[tuple[RatingStep, ...], Field(min_length=2)]
    """Values in order, numbered from 1 without a gap."""

    @model_validator(mode="after")
    def _numbered_from_one(self) -> RatingScale:
        _check_numbering([int(step.rating) for step in self.steps])
        return self

    @property
    def top(self) -> int:
        """The highest value."""
        return len(self.steps)


class Band(Model):
    """A group of proficiency levels that share interview questions."""

    id: Id
    """entry, experienced, lead or your own."""
    name: Text
    """Name on paper."""
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    """The proficiency levels it covers."""
    asks_for: Text
    """What a rater compares an answer with."""


def _check_numbering(numbers: list[int]) -> None:
    if numbers != list(range(1, len(numbers) + 1)):
        message = f"steps are numbered 1, 2, 3 and so on without a gap, not {numbers}"
        raise ValueError(message)
