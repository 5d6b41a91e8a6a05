"""How long records of a selection are kept: the rules as data, and the plan that follows from them."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictBool, StrictInt, model_validator

from servicecomp.models.base import FormatNumber, Id, Model, Text
from servicecomp.models.days import Day
from servicecomp.models.lines import Document, Fact, Line

__all__ = ["RECORD_KINDS", "RecordKind", "RetentionLaw", "RetentionPlan", "RetentionRow", "RetentionRule", "RetentionRules", "RuleKind"]

RecordKind = Literal["applications", "scorecards", "notes", "adjustments", "decision", "survey", "demographics", "ai-logs"]
RECORD_KINDS: tuple[RecordKind, ...] = get_args(RecordKind)

RuleKind = Literal["keep", "claims", "limit"]


class RetentionRule(Model):
    """One rule of one place about some kinds of record."""

    id: Id
    """Name of the rule."""
    kind: RuleKind
    """`keep`: to be kept at least so long; `claims`: usual practice, from the time for claims; `limit`: no longer than needed."""
    records: Annotated[tuple[RecordKind, ...], Field(min_length=1)]
    """Kinds of record that it is about."""
    months: Annotated[StrictInt, Field(ge=1, le=600)] | None = None
    """Months from the decision; none for a rule that lays down no period."""
    source: Text
    """Where it stands."""
    says: Text
    """What it says, in plain words."""

    @model_validator(mode="after")
    def _a_period_where_one_is_meant(self) -> RetentionRule:
        if (self.months is None) != (self.kind == "limit"):
            message = "a rule of the kind 'limit' has no months; 'keep' and 'claims' have them"
            raise ValueError(message)
        return self


class RetentionRules(Model):
    """The rules of one place, on the day on which they were written down."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name of the place."""
    title: Text
    """Its name on paper."""
    within: Id | None = None
    """Place whose rules hold as well."""
    checked_on: Day
    """Day on which the rules were written down or last checked."""
    compared_with_original: StrictBool = False
    """Whether somebody has held them against the law's own text."""
    rules: Annotated[tuple[RetentionRule, ...], Field(min_length=1)]
    """The rules."""


class RetentionRow(Model):
    """One kind of record in the plan."""

    record: RecordKind
    """Which kind."""
    name: Line
    """Its name."""
    keep_until: str | None = None
    """Last day on which it is kept, as year-month-day; nothing where no period is known."""
    until_note: Line | None = None
    """What stands in place of the day."""
    law: tuple[Line, ...]
    """What laws ask for, the longest first; that they ask for nothing, where that is so."""
    practice: tuple[Line, ...]
    """What is usual practice, the longest first."""
    ours: Line
    """The organisation's own period."""
    how: Line
    """How it is deleted."""
    who: Line
    """Who does it."""


class RetentionLaw(Model):
    """A rule as it is printed."""

    jurisdiction: Line
    """Where it holds."""
    reference: Line
    """Where it stands."""
    says: Line
    """What it says."""
    kind: Line
    """What kind of rule it is."""
    checked_on: str
    """Day on which it was written down."""
    compared_with_original: bool
    """Whether somebody has held it against the original."""


class RetentionPlan(Document):
    """What is kept until when after a decision, why, and who deletes it how."""

    kind: Literal["retention-plan"] = "retention-plan"
    decided_on: str
    """Day from which months are counted, as year-month-day."""
    claim_open: bool
    """Whether a claim is open, so that nothing is deleted."""
    hold: Line
    """What an open claim means: that all is on hold, or the rule for when one comes in."""
    facts: tuple[Fact, ...]
    """What it was worked out from."""
    rows: tuple[RetentionRow, ...]
    """One for each kind of record."""
    conflicts: tuple[Line, ...] = ()
    """Where the organisation's own period and the rules do not fit together."""
    counted: tuple[Line, ...]
    """How days are counted."""
    laws: tuple[RetentionLaw, ...]
    """The rules themselves."""
