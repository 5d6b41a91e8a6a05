"""What the ratings of a panel say about how it rates: in words first, the statistics behind them last."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Id, Model, PositiveInt, Text
from servicecomp.models.lines import Document, Line

__all__ = ["CoefficientRow", "CoefficientTable", "FairRow", "FairTable", "GapRow", "RaterReport", "RaterRow", "ReliabilityRow"]

_Count = Annotated[int, Field(strict=True, ge=0)]


class GapRow(Model):
    """How far apart pairs of ratings of the same answer lie, for one question."""

    question: Line
    """The question as `competency/id`."""
    competency: Line
    """Name of the competency."""
    pairs: PositiveInt
    """Pairs of ratings of the same answer."""
    same: _Count
    """Pairs that are the same."""
    one: _Count
    """Pairs one step apart."""
    more: _Count
    """Pairs two steps apart or more."""


class RaterRow(Model):
    """How one interviewer rates beside colleagues on the same answers; figures are None where too few candidates were shared."""

    rater: Text
    """Interviewer's key."""
    ratings: PositiveInt
    """Ratings that were used."""
    candidates: PositiveInt
    """Candidates rated."""
    shared: _Count
    """Candidates of whom a colleague rated the same answers."""
    enough: bool
    """Whether anything is said about this person."""
    severity: float | None = None
    """Mean difference from colleagues in scale steps; above 0 for higher ratings."""
    severity_low: float | None = None
    """Lower end of its interval."""
    severity_high: float | None = None
    """Upper end of its interval."""
    centrality: float | None = None
    """Spread of the ratings over the colleagues'; below 1 keeps to the middle."""
    centrality_low: float | None = None
    """Lower end of its interval."""
    centrality_high: float | None = None
    """Upper end of its interval."""
    halo: float | None = None
    """Mean correlation between competencies."""
    others_halo: float | None = None
    """The colleagues' mean."""
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    """The same in words."""


class ReliabilityRow(Model):
    """The reliability of one interviewer's rating of a competency."""

    competency: Line
    """Name of the competency."""
    candidates: _Count
    """Candidates rated by two people or more."""
    reliability: Annotated[float, Field(ge=0, le=1)]
    """Found or assumed."""
    found: bool
    """Whether it was found in these ratings."""
    origin: Line
    """Where it comes from."""


class CoefficientRow(Model):
    """One coefficient with its form, interval and base."""

    name: Text
    """Name of the coefficient."""
    form: Text
    """Its form or level of measurement."""
    value: float | None
    """The value; None where the data do not define it."""
    low: float | None = None
    """Lower end of the interval."""
    high: float | None = None
    """Upper end of the interval."""
    targets: _Count
    """Candidates (or answers, for r_wg) that it rests on."""
    raters: _Count
    """Interviewers that it rests on."""
    left_out: _Count = 0
    """Candidates that could not be used."""
    reason: Line | None = None
    """Why there is no value."""
    fits: bool = True
    """Whether the form fits the way in which these candidates were interviewed."""


class CoefficientTable(Model):
    """The coefficients about one competency, or about all together."""

    about: Line
    """What they are about."""
    rows: tuple[CoefficientRow, ...]
    """The coefficients."""


class FairRow(Model):
    """One candidate's plain average beside the corrected one."""

    candidate: Text
    """Candidate's key."""
    raters: PositiveInt
    """Interviewers."""
    raw: Fraction
    """Mean of the ratings, each interviewer counting the same."""
    fair: Fraction | None = None
    """The same corrected for who rated; None where the correction is refused."""


class FairTable(Model):
    """Averages corrected for who rated; only when asked for."""

    rows: tuple[FairRow, ...]
    """Candidates, in the order of their keys."""
    severities: tuple[tuple[str, Fraction], ...] = ()
    """Each interviewer's part in scale steps; they add up to 0."""
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What was done, or why nothing was."""
    refused: bool = False
    """Whether the design does not allow a correction."""


class RaterReport(Document):
    """How far interviewers agree and how each uses the scale."""

    kind: Literal["rater-report"] = "rater-report"
    role: Id
    """Role that the plan was made for."""
    candidates: _Count
    """Candidates rated."""
    ratings: _Count
    """Ratings used."""
    minimum: PositiveInt
    """Fewest shared candidates for which anything is said about a person."""
    lead: tuple[Line, ...]
    """What the report is for."""
    agreement: tuple[Line, ...]
    """Whether the interviewers agree."""
    gaps: tuple[GapRow, ...]
    """By question, widest gaps first."""
    raters: tuple[RaterRow, ...]
    """Interviewers, in the order of their keys."""
    todo: tuple[Line, ...]
    """What to do next."""
    fair: FairTable | None = None
    """Averages corrected for who rated, when asked for."""
    reliability: tuple[ReliabilityRow, ...]
    """What a single rating is worth, found or assumed."""
    coefficients: tuple[CoefficientTable, ...]
    """For the statistician; none about fewer candidates than the minimum."""
    few: Line | None = None
    """Why there is no coefficient at all."""
    statistics: Line
    """Which intervals the statistics carry, with the resamples and their seed."""
    notes: tuple[Line, ...]
    """How the figures were worked out."""
    replicates: _Count
    """Resamples behind each bootstrap interval."""
    seed: int
    """Seed of the resamples."""

    def sentences(self) -> tuple[str, ...]:
        """Return what a recruiter reads, a sentence a line."""
        people = (f"{row.rater}: {line.text}" for row in self.raters for line in row.lines)
        fair = [line.text for line in self.fair.lines] if self.fair else []
        return (*(line.text for line in self.agreement), *people, *fair, *(line.text for line in self.todo))
