"""The debrief as data: its agenda, who has handed in, the gaps to read, the candidates side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.assessments import MinimumState
from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, Text
from servicecomp.models.lines import Document, Fact, Line
from servicecomp.models.scales import Score
from servicecomp.models.scorecards import Override, Sha256

__all__ = [
    "AgendaItem",
    "CandidateValues",
    "Debrief",
    "DebriefCandidate",
    "DebriefCompetency",
    "DebriefQuestion",
    "DebriefRating",
    "Gap",
    "GivenRating",
    "HandedIn",
    "MinimumRow",
    "OverrideRow",
    "OverridesFile",
    "Standing",
    "Unknown",
    "ValueCell",
    "ValueRow",
    "WhatIf",
]

Minutes = Annotated[int, Field(strict=True, ge=0)]


class AgendaItem(Model):
    """A stretch of the debrief."""

    label: Line
    """What it is about."""
    minutes: PositiveInt
    """How long."""
    starts_after: Minutes
    """Minutes from the start."""
    lines: tuple[Line, ...]
    """What is done."""


class HandedIn(Model):
    """What one interviewer has handed in of one stage."""

    key: Id
    """Interviewer's key."""
    interviewer: Text
    """Name on paper."""
    stage: Id
    """Stage of the plan."""
    complete: tuple[Text, ...] = ()
    """Candidates of whom every planned question has a rating or a code."""
    missing: tuple[Line, ...] = ()
    """Candidates of whom the card, or a part of it, is still missing, in words."""


class GivenRating(Model):
    """What an interviewer gave on one answer at one moment."""

    rating: Score | None = None
    """The rating, if there is one."""
    code: Line | None = None
    """The code in its place, in words."""
    evidence: tuple[Fact, ...] = ()
    """What was written down: situation, action, result, as far as given."""


class DebriefRating(Model):
    """One interviewer's ratings of one answer, before and after the discussion."""

    key: Id
    """Interviewer's key."""
    interviewer: Text
    """Name on paper."""
    before: GivenRating | None = None
    """Given before anybody talked; the record."""
    after: GivenRating | None = None
    """Given afterwards on a second card; it changes nothing in the first."""


class DebriefQuestion(Model):
    """One question with everybody's ratings."""

    key: Text
    """The question, as `competency/id`."""
    stage: Id
    """Stage in which it was asked."""
    text: Line
    """The question as it was read out; its key where the bank does not hold it."""
    spare: bool = False
    """Whether it was offered in place of another."""
    gap: Minutes = 0
    """Highest less lowest first rating."""
    summary: Line | None = None
    """All ratings in one line, where the notes stand among the gaps and are not printed again."""
    gap_after: Minutes | None = None
    """The same once second ratings have taken the place of the first; nothing where nobody gave one."""
    ratings: tuple[DebriefRating, ...]
    """By interviewer, in the order of their keys."""


class DebriefCompetency(Model):
    """One competency of one candidate."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    weight: PositiveInt
    """How much it counts."""
    value: Fraction | None
    """Counted value; nothing where nobody rated it."""
    standard_error: float | None = None
    """Standard error of measurement of the value."""
    coverage: Fraction | None = None
    """Share of the planned ratings for which the interviewers did their part."""
    minimum: Score | None = None
    """Rating that must be met, if there is one."""
    minimum_state: MinimumState | None = None
    """Whether it is."""
    minimum_words: Line | None = None
    """The same in words."""
    questions: tuple[DebriefQuestion, ...]
    """Its questions in the plan's order, spares that were offered after them."""


class Gap(Model):
    """A question on which first ratings lie two or more apart."""

    candidate: Text
    """Candidate's key."""
    competency: Line
    """Name of the competency."""
    question: DebriefQuestion
    """The question with everybody's ratings."""


class MinimumRow(Model):
    """A minimum of one candidate."""

    candidate: Text
    """Candidate's key."""
    competency: Line
    """Name of the competency."""
    minimum: Score
    """Rating that must be met."""
    value: Fraction | None
    """Counted value."""
    state: MinimumState
    """Whether it is met."""
    words: Line
    """The same in words, with why it is not certain where it is not."""


class Unknown(Model):
    """Something that the ratings do not say."""

    candidate: Text | None = None
    """Candidate's key; nothing where it is about all of them."""
    about: Line
    """Competency."""
    question: Line | None = None
    """The question, where it is about one."""
    who: tuple[Text, ...] = ()
    """Interviewers who noted it."""
    what: Line
    """What is unknown, in a word or a sentence."""
    meaning: Line | None = None
    """What that means."""


class OverrideRow(Model):
    """Where people departed from the formula, beside its figure."""

    candidate: Text
    """Candidate's key."""
    about: Line
    """Competency, or the whole."""
    formula: Fraction | None
    """What the formula gives."""
    value: Fraction
    """What people set."""
    by: Text
    """Who answers for it."""
    date: Text
    """Day, as year-month-day."""
    reason: Line
    """Why."""


class Standing(Model):
    """A candidate's total beside those of the others."""

    candidate: Text
    """Candidate's key."""
    total: Fraction | None
    """Total by the plan's rule; nothing where there is none."""
    comparable: bool
    """Whether the total may stand beside those of others."""
    rated: Line
    """How much of what the plan counts was rated: points of weight, or competencies where all count the same."""
    interval: tuple[float, float] | None = None
    """Interval around the total at the report's confidence level; in truth it is wider, since all raters heard the same answers."""
    lower: Fraction | None = None
    """Total if every missing planned question had earned the lowest rating."""
    upper: Fraction | None = None
    """Total if every missing planned question had earned the highest rating."""
    standard_error: float | None = None
    """Standard error of measurement of the total."""
    reliability: float | None = None
    """Reliability of the total as a composite; nothing where that of one rater is assumed."""
    coverage: Fraction | None = None
    """Share of the planned ratings for which the interviewers did their part."""
    tied_with: tuple[Text, ...] = ()
    """Candidates within error of this one."""
    higher_than: tuple[Text, ...] = ()
    """Candidates whose totals are lower by more than the error."""
    apart: Line | None = None
    """Why the total stands beside no other, where it does not."""


class ValueCell(Model):
    """A candidate's value of one competency."""

    value: Fraction | None
    """Counted value."""
    note: Line | None = None
    """State of the minimum where it is not simply met, or a gap of the candidate's."""


class ValueRow(Model):
    """One competency over the candidates of one table."""

    name: Line
    """Its name."""
    weight: PositiveInt
    """How much it counts."""
    minimum: Score | None = None
    """Rating that must be met, if there is one."""
    cells: tuple[ValueCell, ...]
    """In the order of the table's candidates."""


class CandidateValues(Model):
    """Values by competency of up to four candidates; more would not be read on a page."""

    candidates: tuple[Text, ...]
    """Keys, in order."""
    rows: tuple[ValueRow, ...]
    """One for each competency of the plan."""


class WhatIf(Model):
    """How much one candidate's total rests on single weights and single raters."""

    candidate: Text
    """Candidate's key."""
    equal_weights: Fraction | None
    """Total if every competency counted the same."""
    weight_change: Line
    """The weight whose change moves the total most, in words."""
    without: tuple[Line, ...]
    """The total without each rater, in words."""


class DebriefCandidate(Model):
    """Everything about one candidate, competency by competency."""

    candidate: Text
    """Candidate's key."""
    competencies: tuple[DebriefCompetency, ...]
    """In the plan's order."""
    notes: tuple[Line, ...] = ()
    """What was set aside or relaxed."""


class Debrief(Document):
    """A panel's agenda and everything that it talks about, of one plan and all its candidates so far."""

    kind: Literal["debrief"] = "debrief"
    role_title: Text
    """Job title."""
    plan_hash: Sha256
    """Hash of the plan that all cards follow."""
    rule: Line
    """How ratings are combined."""
    unconfirmed: Line | None = None
    """That nothing shows who confirmed the criteria, and who has to be told."""
    reader: Text | None = None
    """For whom it was printed, when it is for one of the panel."""
    hidden: Line | None = None
    """Why all ratings are left out, when they are."""
    waiting: Line | None = None
    """Whose ratings are still missing, and that they must not see this."""
    minutes: PositiveInt
    """Length of the debrief; the agenda's minutes add up to it."""
    agenda: tuple[AgendaItem, ...]
    """What is done when."""
    agenda_notes: tuple[Line, ...]
    """How the length was worked out, and what to do when it is long."""
    candidates: tuple[Text, ...]
    """Candidates' keys, in order."""
    handed_in: tuple[HandedIn, ...]
    """Who has handed in what."""
    not_seen: Line | None = None
    """Candidates of the vacancy of whom there is no card."""
    minimums: tuple[MinimumRow, ...] = ()
    """Every minimum of every candidate."""
    minimum_notes: tuple[Line, ...] = ()
    """When a minimum counts as met, and for whom doubt counts."""
    gaps: tuple[Gap, ...] = ()
    """Questions on which first ratings lie two or more apart, widest first for each candidate."""
    unknown: tuple[Unknown, ...] = ()
    """What nobody could rate, and why."""
    scale_top: PositiveInt
    """Highest rating."""
    confidence: float
    """Level of the intervals."""
    standings: tuple[Standing, ...] = ()
    """Totals in the order of keys; no other order is claimed."""
    reliable: bool = False
    """Whether the reliability of a total was found in pooled candidates, so that it is printed."""
    comparison: tuple[Line, ...] = ()
    """How the totals compare, and on what their errors rest."""
    values: tuple[CandidateValues, ...] = ()
    """Values by competency."""
    what_if: tuple[WhatIf, ...] = ()
    """What other weights or one rater less would change."""
    overrides: tuple[OverrideRow, ...] = ()
    """Where people departed from the formula."""
    details: tuple[DebriefCandidate, ...] = ()
    """Everything about each candidate, in the order of keys."""


class OverridesFile(Model):
    """A file in which people log where they departed from the formula."""

    format: FormatNumber = 1
    """Version of this file format."""
    overrides: Annotated[tuple[Override, ...], Field(min_length=1)]
    """The departures, each with its reason."""
