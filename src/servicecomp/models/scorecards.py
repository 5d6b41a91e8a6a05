"""What interviewers hand in about a candidate, and what people decided.

A scorecard is a record: a rating given after the discussion is a second card, never a change of the first. Nothing in here says what
to do about a candidate; `Decision` holds what people decided, in their words.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from servicecomp.models.base import FormatNumber, Id, Model, Text, Version
from servicecomp.models.scales import OffScale, Score

__all__ = ["CompetencyEvidence", "Decision", "DecisionResult", "Evidence", "Moment", "Override", "Rating", "Scorecard", "Sha256"]

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Moment = Literal["before", "after"]
DecisionResult = Literal["offer", "reserve", "not-this-time", "withdrew"]
_DAY = r"^\d{4}-\d{2}-\d{2}$"


class Evidence(Model):
    """What the candidate told, in three parts; notes of behaviour, in the candidate's words."""

    situation: Text | None = None
    """What it was about."""
    action: Text | None = None
    """What the candidate did and said."""
    result: Text | None = None
    """What came of it."""

    @property
    def given(self) -> bool:
        """Whether anything was written down."""
        return self.situation is not None or self.action is not None or self.result is not None


class Rating(Model):
    """What one interviewer made of one answer."""

    question: Text
    """Which question, as `competency/id`; a spare goes by its own name."""
    value: Score | OffScale
    """A rating, or the reason why there is none."""
    evidence: Evidence = Evidence()
    """What the rating rests on."""

    @property
    def competency(self) -> str:
        """Competency that the question asks about."""
        return self.question.split("/", maxsplit=1)[0]


class Scorecard(Model):
    """One interviewer's ratings of one candidate in one stage."""

    format: FormatNumber = 1
    """Version of this file format."""
    plan: Sha256
    """Hash of the plan that the questions follow."""
    bank_version: Version | None = None
    """Version of the question bank."""
    candidate: Text
    """Candidate's key: a number or a name, as the cover prints it."""
    interviewer: Id
    """Interviewer's key."""
    stage: Id
    """Stage of the plan."""
    moment: Moment = "before"
    """Before or after the panel talked."""
    time: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$")] | None = None
    """When it was filled in, as year-month-day or with THH:MM; given, never taken from a clock."""
    ratings: tuple[Rating, ...] = ()
    """The ratings, each question once."""

    @model_validator(mode="after")
    def _each_question_once(self) -> Scorecard:
        asked = {rating.question for rating in self.ratings}
        if len(asked) < len(self.ratings):
            message = "a question is rated twice on one card; a second rating after the discussion is a card of its own"
            raise ValueError(message)
        return self


class Override(Model):
    """Where people departed from the formula: logged beside its score, which stays as it is."""

    candidate: Text
    """Candidate's key."""
    competency: Id | None = None
    """Competency that it is about; the whole when left out."""
    value: Fraction
    """The value that people set in place of the formula's."""
    reason: Text
    """Why; without a reason there is no override."""
    by: Text
    """Who answers for it."""
    date: Annotated[str, Field(pattern=_DAY)]
    """Day, as year-month-day."""


class CompetencyEvidence(Model):
    """What was heard about one competency that counted in a decision."""

    competency: Id
    """Which one."""
    evidence: Text
    """What the candidate said and did, as the notes have it."""


class Decision(Model):
    """What people decided about a candidate; written and signed by them, never filled in by the library."""

    format: FormatNumber = 1
    """Version of this file format."""
    candidate: Text
    """Candidate's key."""
    plan: Sha256
    """Hash of the plan that the interviews followed."""
    result: DecisionResult
    """What was decided: offer, reserve, not-this-time or withdrew."""
    outcome: Text
    """The same in their words."""
    competencies: tuple[CompetencyEvidence, ...] = ()
    """What was heard that counted, competency by competency."""
    reasons: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Why, in their words."""
    departure: Text
    """Where this departs from what the rule gave, and why; `none` where it does not."""
    conflicts: Text | None = None
    """Conflicts of interest that somebody declared, and what was done; `none` where there were none."""
    adjustments: Literal["yes", "no", "none-asked-for"] | None = None
    """Whether the adjustments that had been agreed were in place; nothing about health."""
    others: Text | None = None
    """Who else was considered, by key."""
    hiring_manager: Text | None = None
    """Who answers for the vacancy."""
    decided_by: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Who decided and signs."""
    date: Annotated[str, Field(pattern=_DAY)]
    """Day, as year-month-day."""
    told_by: Text | None = None
    """Who tells the candidate."""
    told_until: Annotated[str, Field(pattern=_DAY)] | None = None
    """Day by which the candidate is told."""

    @property
    def departs(self) -> bool:
        """Whether people say that they departed from what the rule gave."""
        return self.departure.strip(" .").casefold() not in {"none", "no", "nothing"}

    def grounds(self) -> tuple[str, ...]:
        """Return everything that was written down as a reason: reasons, evidence by competency, a departure."""
        evidence = (f"{entry.competency}: {entry.evidence}" for entry in self.competencies)
        return (*self.reasons, *evidence, *((self.departure,) if self.departs else ()))
