"""Everything held about one candidate, with other people's names taken out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import FormatNumber, Id, Model, Text
from servicecomp.models.lines import Document, Line

__all__ = [
    "CandidateRecord",
    "HeldPaper",
    "KnownPeople",
    "KnownPerson",
    "LeftPlace",
    "RecordAnswer",
    "RecordCard",
    "RecordDecision",
    "RecordOverride",
    "RemovedNames",
]


class HeldPaper(Model):
    """A paper about the candidate that is no scorecard, such as a letter or a request for adjustments."""

    title: str
    """What it is."""
    paragraphs: tuple[str, ...]
    """What stands in it."""


class KnownPerson(Model):
    """Somebody whose name may stand in what was written about a candidate."""

    key: Text
    """Candidate's or interviewer's key; any word for somebody else."""
    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Names, as they are written; nicknames too."""


class KnownPeople(Model):
    """People whose names are taken out of a record, or kept where they are the candidate's own."""

    format: FormatNumber = 1
    """Version of this file format."""
    people: Annotated[tuple[KnownPerson, ...], Field(min_length=1)]
    """The people."""


class RecordAnswer(Model):
    """One answer as an interviewer recorded it."""

    question: str
    """Which question, as `competency/id`."""
    text: Line | None = None
    """The question in words, where the bank is at hand."""
    value: Line
    """The rating, or the words for the reason why there is none."""
    situation: str | None = None
    """What it was about."""
    action: str | None = None
    """What the candidate did and said."""
    result: str | None = None
    """What came of it."""


class RecordCard(Model):
    """One scorecard."""

    stage: Id
    """Stage of the selection."""
    interviewer: str
    """Who rated: a letter, or the name where names are shown."""
    moment: Line
    """Before or after the panel talked."""
    time: str | None = None
    """When it was filled in, as it was given."""
    answers: tuple[RecordAnswer, ...]
    """The answers."""


class RecordOverride(Model):
    """Where people departed from the formula."""

    heading: Line
    """What was set, when and by whom."""
    reason: str
    """Why."""


class RecordDecision(Model):
    """What people decided."""

    outcome: str
    """What was decided."""
    reasons: tuple[str, ...]
    """Why."""
    conflicts: str | None = None
    """Conflicts of interest that somebody declared, and what was done."""
    adjustments: Line | None = None
    """Whether the adjustments that had been agreed were in place."""
    decided_by: tuple[str, ...]
    """Who decided."""
    date: str
    """Day, as year-month-day."""
    told_by: str | None = None
    """Who tells the candidate."""
    told_until: str | None = None
    """Day by which the candidate is told."""


class RemovedNames(Model):
    """How often names were replaced; the names themselves are not in the record."""

    candidates: int
    """Places where another candidate was named."""
    interviewers: int
    """Places where an interviewer was named."""
    others: int
    """Places where somebody else was named."""


class LeftPlace(Model):
    """A text with words that were left because they could mean something else; a person looks at it."""

    where: str
    """Where the text stands."""
    count: int
    """How many words of it."""


class CandidateRecord(Document):
    """Everything held about one candidate, to be read by a person and then given to the candidate who asked."""

    kind: Literal["candidate-record"] = "candidate-record"
    candidate: Text
    """Candidate's key or name."""
    warning: Line
    """That it has to be read before it goes out."""
    looked_through: tuple[Line, ...]
    """What the export was given."""
    scale: Line | None = None
    """What ratings run from and to, where the plan says."""
    removed: RemovedNames
    """What was replaced, as counts."""
    removed_lines: tuple[Line, ...]
    """The same in words."""
    left: tuple[LeftPlace, ...] = ()
    """What was left for a person to read."""
    cards: tuple[RecordCard, ...]
    """Scorecards, in order of stage, interviewer and moment."""
    overrides: tuple[RecordOverride, ...] = ()
    """Departures from the formula."""
    decision: RecordDecision | None = None
    """What people decided, where it is at hand."""
    held: tuple[HeldPaper, ...] = ()
    """Other papers."""
