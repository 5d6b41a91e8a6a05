"""What the formula makes of a candidate's scorecards: numbers, their errors and the sentences that explain them."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Id, Model, Text
from servicecomp.models.scales import OffScale, Score
from servicecomp.models.scorecards import Override, Sha256
from servicecomp.models.vacancies import ScoringRule

__all__ = [
    "Assessment",
    "BreakdownLine",
    "Comparison",
    "CompetencyResult",
    "MinimumState",
    "Sensitivity",
    "Tie",
    "Variation",
    "exact_text",
]

MinimumState = Literal["met", "not-met", "within-error", "not-rated"]
_PLACES, _EXACT_PLACES = 2, 3
_STATES = {
    "met": "met",
    "not-met": "not met",
    "within-error": "within error: neither met nor missed for certain",
    "not-rated": "not rated",
}


def exact_text(value: Fraction) -> str:
    """Return a number as a sentence gives it: exact, with two decimals beside a fraction that has no short decimal form.

    >>> exact_text(Fraction(7, 2)), exact_text(Fraction(11, 3))
    ('3.5', '11/3 (3.67)')

    """
    if value.denominator == 1:
        return str(value.numerator)
    if (value * 10**_EXACT_PLACES).denominator == 1:
        return f"{float(value):.{_EXACT_PLACES}f}".rstrip("0")
    return f"{value} ({float(value):.{_PLACES}f})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class CompetencyResult(Model):
    """What the ratings of one competency come to."""

    competency: Id
    """Which one."""
    name: Text
    """Its name on paper."""
    value: Fraction | None
    """Mean over its rated questions of the mean over their raters; nothing where nobody rated it."""
    questions: int
    """Questions that were rated."""
    raters: int
    """People who rated it."""
    planned: int
    """Questions that the plan holds."""
    coverage: Fraction | None
    """Share of the planned ratings for which the interviewers did their part; nothing where none were planned."""
    gaps: tuple[OffScale, ...] = ()
    """The candidate's gaps: questions to which there was no example or no answer."""
    lower: Fraction | None = None
    """Value if every missing planned question had earned the lowest rating."""
    upper: Fraction | None = None
    """Value if every missing planned question had earned the highest rating."""
    standard_error: float | None = None
    """Standard error of measurement of the value."""
    minimum: Score | None = None
    """Rating that must be met, if there is one."""
    minimum_state: MinimumState | None = None
    """Whether it is; nothing without a minimum."""
    binding: bool = False
    """Whether there were questions or raters enough for the minimum to bind."""

    def sentence(self) -> str:
        """Return the minimum's state in words."""
        if self.minimum is None or self.minimum_state is None:
            return f"{self.name}: no minimum."
        text = f"{self.name}: minimum {self.minimum}, {_STATES[self.minimum_state]}"
        if self.value is not None:
            text += f", at {exact_text(self.value)} from {_counted(self.raters, 'rater')} on {_counted(self.questions, 'question')}"
        if self.gaps:
            text += f"; the candidate gave {_counted(len(self.gaps), 'answer')} less ({', '.join(self.gaps)})"
        elif self.minimum_state == "within-error" and not self.binding:
            text += "; too few questions and raters for the minimum to bind"
        return text + "."


class BreakdownLine(Model):
    """What one competency adds to the total; the lines add up to it exactly."""

    competency: Id
    """Which one."""
    name: Text
    """Its name on paper."""
    value: Fraction
    """Its value."""
    weight: int
    """How much it counts."""
    weights: int
    """Weights of all rated competencies together."""
    raters: int
    """People who rated it."""
    questions: int
    """Questions that were rated."""
    contribution: Fraction
    """Value times weight over the weights together."""

    def sentence(self) -> str:
        """Return the line in words."""
        return (
            f"{self.name}: {exact_text(self.value)} from {_counted(self.raters, 'rater')} on {_counted(self.questions, 'question')}, "
            f"weight {self.weight} of {self.weights}, adds {exact_text(self.contribution)}."
        )


class Assessment(Model):
    """What the formula makes of one candidate's scorecards; what follows from it is for people to decide."""

    candidate: Text
    """Candidate's key."""
    plan: Sha256
    """Hash of the plan that it follows."""
    rule: ScoringRule
    """How ratings were combined."""
    value: Fraction | None
    """The total, over the competencies that were rated; nothing under the conjunctive rule, which has none."""
    comparable: bool
    """Whether the total may stand beside those of others; not when the candidate left a question without an example."""
    lower: Fraction | None
    """Total if every missing planned question had earned the lowest rating."""
    upper: Fraction | None
    """Total if every missing planned question had earned the highest rating."""
    standard_error: float | None
    """Standard error of measurement of the total."""
    interval: tuple[float, float] | None
    """Interval around the total at the confidence level, within the scale."""
    confidence: float
    """Level of the interval."""
    reliability: float | None
    """Reliability of the total as a composite."""
    error_source: Text
    """Where reliability and spread come from."""
    coverage: Fraction | None
    """Share of the planned ratings for which the interviewers did their part."""
    competencies: tuple[CompetencyResult, ...]
    """Result by competency, in the plan's order."""
    breakdown: tuple[BreakdownLine, ...]
    """What each competency adds; the lines add up to the total."""
    standard: MinimumState | None
    """Whether all minimums are met; nothing where there is none."""
    standard_binds: bool
    """Whether the rule asks for the minimums (conjunctive and hybrid)."""
    notes: tuple[Text, ...] = ()
    """What was set aside or relaxed, and why."""
    overrides: tuple[Override, ...] = ()
    """Where people departed from the formula; none of its numbers change."""
    raters: Annotated[tuple[Id, ...], Field()] = ()
    """Whose ratings counted."""

    def result(self, competency_id: str) -> CompetencyResult | None:
        """Return the result of a competency, or None."""
        return next((entry for entry in self.competencies if entry.competency == competency_id), None)

    def sentences(self) -> tuple[str, ...]:
        """Return the whole assessment in words, a sentence each."""
        lines = [line.sentence() for line in self.breakdown]
        if self.value is not None:
            lines.append(f"The contributions add up to {exact_text(self.value)}.")
        if self.interval is not None and self.standard_error is not None:
            low, high = self.interval
            lines.append(
                f"The standard error is {self.standard_error:.2f}; the {self.confidence:.0%} interval runs from {low:.2f} to {high:.2f}."
            )
        if self.reliability is not None:
            lines.append(f"The reliability of the total is {self.reliability:.2f}: {self.error_source}.")
        if not self.raters:
            lines.append("Nothing has been rated yet.")
        elif self.lower is not None and self.upper is not None and any(entry.gaps for entry in self.competencies):
            lines.append(
                "The total is not comparable with others', because the candidate left questions without an answer that can be rated; "
                f"it lies between {exact_text(self.lower)} and {exact_text(self.upper)}."
            )
        if self.coverage is not None and self.coverage < 1:
            lines.append(f"Coverage: {float(self.coverage):.0%} of the planned ratings were given.")
        lines += [entry.sentence() for entry in self.competencies if entry.minimum is not None]
        if self.standard is not None:
            lines.append(
                f"All minimums together: {_STATES[self.standard]}{'' if self.standard_binds else '; the rule does not ask for them'}."
            )
        lines += self.notes
        for entry in self.overrides:
            what = f"{entry.competency or 'the whole'} set to {exact_text(entry.value)}"
            lines.append(f"Override by {entry.by} on {entry.date}: {what}, because: {entry.reason}")
        return tuple(lines)


class Tie(Model):
    """Two candidates whose totals differ by no more than their error."""

    candidates: tuple[Text, Text]
    """Both keys, in alphabetical order."""
    difference: Fraction
    """How far the totals lie apart."""
    error: float
    """Difference up to which two totals are a tie."""


class Comparison(Model):
    """Assessments side by side: bands within which the totals are ties; no order is claimed inside a band."""

    plan: Sha256
    """Hash of the plan that all of them follow."""
    confidence: float
    """Level at which a difference counts."""
    kind: Literal["measurement", "estimate"]
    """Standard error of measurement, or of the estimated true score."""
    bands: tuple[tuple[Text, ...], ...]
    """Keys, highest band first; each band holds whose totals are within error of its highest one; alphabetical inside."""
    ties: tuple[Tie, ...]
    """Every pair within error; a chain of ties does not make its ends a tie."""
    apart: tuple[Text, ...] = ()
    """Candidates who stand apart because their totals are not comparable, or because there is none."""
    below_minimum: tuple[Text, ...] = ()
    """Candidates who for certain miss a minimum that the rule asks for; they stand in no band."""
    notes: tuple[Text, ...] = ()
    """What to mind when reading it."""

    def tied(self, one: str, other: str) -> bool:
        """Whether two candidates are within error of each other."""
        pair = tuple(sorted((one, other)))
        return any(tie.candidates == pair for tie in self.ties)

    def sentences(self) -> tuple[str, ...]:
        """Return the comparison in words, a sentence each."""
        lines = []
        for number, band in enumerate(self.bands, 1):
            text = ", ".join(band)
            lines.append(f"Band {number}: {text}{' (within error of the highest of them)' if len(band) > 1 else ''}.")
        if self.below_minimum:
            lines.append(f"Below a minimum that the rule asks for: {', '.join(self.below_minimum)}.")
        if self.apart:
            lines.append(f"Not comparable, to be read one by one: {', '.join(self.apart)}.")
        lines += [
            f"{' and '.join(tie.candidates)} are a tie: {exact_text(tie.difference)} apart, and up to {tie.error:.2f} is error."
            for tie in self.ties
        ]
        lines += self.notes
        return tuple(lines)


class Variation(Model):
    """What the total would be if one thing were otherwise."""

    change: Text
    """What is changed."""
    value: Fraction | None
    """Total then; nothing where none is left."""
    difference: Fraction | None
    """Total then less the total as it is."""
    standard: MinimumState | None = None
    """State of all minimums then."""

    def sentence(self) -> str:
        """Return it in words."""
        if self.value is None or self.difference is None:
            return f"{self.change}: no total is left."
        if self.difference == 0:
            return f"{self.change}: the total stays at {exact_text(self.value)}."
        sign = "rises" if self.difference > 0 else "falls"
        return f"{self.change}: the total {sign} by {exact_text(abs(self.difference))} to {exact_text(self.value)}."


class Sensitivity(Model):
    """How much an assessment rests on single weights and on single raters."""

    candidate: Text
    """Candidate's key."""
    weights: tuple[Variation, ...]
    """Equal weights, then each weight halved, doubled and set to nothing."""
    raters: tuple[Variation, ...]
    """Each rater left out."""

    @property
    def reach(self) -> Fraction:
        """Largest change of the total among all of them."""
        changes = [abs(entry.difference) for entry in (*self.weights, *self.raters) if entry.difference is not None]
        return max(changes, default=Fraction(0))

    def sentences(self) -> tuple[str, ...]:
        """Return it in words, a sentence each."""
        return tuple(entry.sentence() for entry in (*self.weights, *self.raters))
