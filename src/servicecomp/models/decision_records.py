"""The decision record as data: a form on which people write down what they decided, competency by competency, and sign it."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from servicecomp.models.base import Model, Text
from servicecomp.models.lines import Document, Line, LineText
from servicecomp.models.scales import Score
from servicecomp.models.scorecards import Decision, Sha256

__all__ = ["DecisionRecord", "DecisionRow"]


class DecisionRow(Model):
    """One competency on the decision record."""

    name: Line
    """Its name."""
    minimum: Score | None = None
    """Rating that must be met, if there is one."""
    value: Fraction | None = None
    """What the rule gave, where scorecards were at hand."""
    note: Line | None = None
    """State of the minimum, or that it was not rated."""
    evidence: LineText | None = None
    """What people wrote that they heard."""


class DecisionRecord(Document):
    """The form on which people write down what they decided and sign it; its answers are theirs or empty."""

    kind: Literal["decision-record"] = "decision-record"
    role_title: Text
    """Job title."""
    candidate: Text
    """Candidate's key."""
    plan_hash: Sha256
    """Hash of the plan that the interviews followed."""
    unconfirmed: Line | None = None
    """That nothing shows who confirmed the criteria, and who has to be told."""
    vacancy: Text | None = None
    """Title and id of the vacancy, where it is known."""
    rule: Line
    """How ratings are combined."""
    results: tuple[Line, ...]
    """What can be decided, to tick."""
    result: Line | None = None
    """What was decided."""
    adjustments: tuple[Line, ...]
    """Whether agreed adjustments were in place, to tick."""
    adjusted: Line | None = None
    """What was answered."""
    rows: tuple[DecisionRow, ...]
    """A row for each competency of the plan."""
    formula: tuple[Line, ...] = ()
    """What the formula gave for the whole, in sentences, where scorecards were at hand."""
    places: tuple[Text, ...]
    """Who signs: names, or places for them."""
    decision: Decision | None = None
    """What people decided, as they wrote it down; nothing on an empty form."""
