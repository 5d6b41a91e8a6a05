"""Reliability: what more raters or questions bring, what a composite is worth, how wide an error is.

Everything here is arithmetic on numbers that somebody else estimated: the caller says where they come from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, check_confidence, two_sided_normal
from servicecomp.interviews.matrices import Number, exact, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "DecisionStudy",
    "VarianceComponents",
    "composite_reliability",
    "decision_study",
    "error_band",
    "lawshe_chance",
    "lawshe_ratio",
    "raters_needed",
    "spearman_brown",
    "standard_error_of_difference",
    "standard_error_of_estimate",
    "standard_error_of_measurement",
]

_DUST = Fraction(1, 2**50)  # eight units in the last place of a float near 1


def _proportion(value: Number, what: str) -> Fraction:
    """Return a number from 0 to 1 as a fraction."""
    found = exact(value, what)
    if not 0 <= found <= 1:
        raise ValueError(f"{what} must lie between 0 and 1, not {value!r}")
    return found


def _not_negative(value: Number, what: str) -> Fraction:
    found = exact(value, what)
    if found < 0:
        raise ValueError(f"{what} must be 0 or more, not {value!r}")
    return found


def _stepped(reliability: Fraction, k: Fraction) -> Fraction:
    return k * reliability / (1 + (k - 1) * reliability) if reliability else Fraction(0)


def spearman_brown(reliability: Number, k: Number) -> float:
    """Return the reliability of the average of k parallel ratings: k r / (1 + (k - 1) r).

    `k` may be a fraction (half the questions: 0.5). Source: Spearman (1910) and Brown (1910), British Journal of Psychology 3.

    >>> round(spearman_brown(0.44, 2), 3)
    0.611

    """
    times = exact(k, "k")
    if times <= 0:
        raise ValueError(f"k must be above 0, not {k!r}")
    return float(_stepped(_proportion(reliability, "the reliability"), times))


def raters_needed(reliability: Number, target: Number) -> int:
    """Return the fewest raters whose average reaches the target reliability: t (1 - r) / (r (1 - t)), rounded up.

    The same arithmetic answers for questions. It is exact, and a target that is missed by the rounding of a float alone counts as
    reached, so that `raters_needed(r, spearman_brown(r, k))` is k.

    Raises ValueError where no number of raters is enough: a reliability of 0, or a target of 1 from less than 1.

    >>> raters_needed(0.44, 0.80), raters_needed(0.52, 0.80)
    (6, 4)

    """
    one, wanted = _proportion(reliability, "the reliability"), _proportion(target, "the target")
    if one >= wanted:
        return 1
    if one == 0 or wanted == 1:
        raise ValueError(f"no number of raters with a reliability of {float(one):g} reaches {float(wanted):g}")
    needed = math.ceil(wanted * (1 - one) / (one * (1 - wanted)))
    return needed - 1 if needed > 1 and wanted - _stepped(one, Fraction(needed - 1)) <= _DUST else needed


def composite_reliability(
    weights: Iterable[Number],
    reliabilities: Iterable[Number],
    correlations: Iterable[Iterable[Number]],
    deviations: Iterable[Number] | None = None,
) -> float | None:
    """Return the reliability of a weighted sum: 1 - sum w^2 s^2 (1 - r) / variance of the sum; None where the sum has no variance.

    `correlations` is the square matrix of the observed correlations between the parts, 1 on the diagonal; `deviations` are their
    standard deviations, 1 for all unless given. Source: Mosier (1943), Psychometrika 8, 161-168.

    >>> round(composite_reliability([1, 1], [0.8, 0.8], [[1, 0.5], [0.5, 1]]), 3)
    0.867

    """
    parts = [exact(weight, "a weight") for weight in weights]
    found = [_proportion(value, "a reliability") for value in reliabilities]
    spreads = [_not_negative(value, "a deviation") for value in deviations] if deviations is not None else [Fraction(1)] * len(parts)
    links = [[exact(value, "a correlation") for value in row] for row in correlations]
    if not len(parts) == len(found) == len(spreads) == len(links) or any(len(row) != len(parts) for row in links):
        raise ValueError("weights, reliabilities, deviations and correlations must be about the same number of parts")
    places = range(len(parts))
    if any(links[i][i] != 1 or abs(links[i][j]) > 1 or links[i][j] != links[j][i] for i in places for j in places):
        raise ValueError("correlations must be a mirrored matrix of numbers from -1 to 1 with 1 on the diagonal")
    scale = [weight * spread for weight, spread in zip(parts, spreads, strict=True)]
    variance = sum(scale[i] * scale[j] * links[i][j] for i in places for j in places)
    if variance <= 0:
        return None
    return float(1 - sum(part * part * (1 - value) for part, value in zip(scale, found, strict=True)) / variance)


def standard_error_of_measurement(deviation: Number, reliability: Number) -> float:
    """Return s sqrt(1 - r): how far a score typically lies from what repeated interviews of the same person would average to.

    `deviation` is the standard deviation of the scores, in their own unit. Source: Lord and Novick (1968), Statistical theories of
    mental test scores, chapter 3.

    >>> round(standard_error_of_measurement(10, 0.9), 3)
    3.162

    """
    return float(_not_negative(deviation, "the deviation")) * math.sqrt(1 - _proportion(reliability, "the reliability"))


def standard_error_of_difference(deviation: Number, reliability: Number) -> float:
    """Return s sqrt(2 (1 - r)): the error of the difference between two people's scores.

    >>> round(standard_error_of_difference(10, 0.9), 3)
    4.472

    """
    return float(_not_negative(deviation, "the deviation")) * math.sqrt(2 * (1 - _proportion(reliability, "the reliability")))


def standard_error_of_estimate(deviation: Number, reliability: Number) -> float:
    """Return s sqrt(r (1 - r)): the error of the estimated true score, which is drawn towards the mean by the reliability.

    >>> round(standard_error_of_estimate(10, 0.9), 3)
    3.0

    """
    found = _proportion(reliability, "the reliability")
    return float(_not_negative(deviation, "the deviation")) * math.sqrt(found * (1 - found))


def error_band(deviation: Number, reliability: Number, *, confidence: float = DEFAULT_CONFIDENCE) -> float:
    """Return the difference between two scores that is still within error: 1.96 standard errors of the difference at .95.

    >>> round(error_band(10, 0.9), 3)
    8.765

    """
    return two_sided_normal(check_confidence(confidence)) * standard_error_of_difference(deviation, reliability)


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceComponents:
    """Where ratings vary: persons, raters, questions, their pairs, and the rest; variances in squared scale steps, 0 or more."""

    person: Number
    rater: Number = 0
    question: Number = 0
    person_rater: Number = 0
    person_question: Number = 0
    rater_question: Number = 0
    residual: Number = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionStudy:
    """What a design of so many raters and questions is worth.

    `generalisability` is the share of true differences when people are compared with each other, `dependability` when each is held
    against a standard; None where nothing varies. The errors are standard errors in scale steps.
    """

    raters: int
    questions: int
    generalisability: float | None
    dependability: float | None
    relative_error: float
    absolute_error: float

    def in_words(self) -> str:
        """Return what the design is worth, for a recruiter."""
        design = f"{self.raters} rater{'s' * (self.raters != 1)} and {self.questions} question{'s' * (self.questions != 1)}"
        if self.generalisability is None or self.dependability is None:
            return f"With {design} nothing can be said: the ratings do not vary."
        return (
            f"With {design}, {100 * self.generalisability:.0f}% of the differences between people's averages would be real when they are "
            f"compared, and {100 * self.dependability:.0f}% when each is held against a standard; an average is off by about "
            f"{self.relative_error:.2f} or {self.absolute_error:.2f} of a scale step."
        )


def decision_study(components: VarianceComponents, raters: int, questions: int) -> DecisionStudy:
    """Return what the fully crossed design (every rater rates every answer of everyone) with these numbers is worth.

    Relative error: pr / raters + pq / questions + residual / (raters x questions); absolute error adds r / raters, q / questions and
    rq / (raters x questions). Source: Brennan (2001), Generalizability theory, chapter 4 (design p x r x q).

    >>> round(decision_study(VarianceComponents(person=1, residual=1), raters=2, questions=2).generalisability, 2)
    0.8

    """
    raters, questions = whole(raters, "raters", 1), whole(questions, "questions", 1)
    part = {name: _not_negative(getattr(components, name), f"the variance {name}") for name in components.__slots__}
    relative = part["person_rater"] / raters + part["person_question"] / questions + part["residual"] / (raters * questions)
    absolute = relative + part["rater"] / raters + part["question"] / questions + part["rater_question"] / (raters * questions)
    person = part["person"]
    return DecisionStudy(
        raters=raters,
        questions=questions,
        generalisability=float(person / (person + relative)) if person + relative else None,
        dependability=float(person / (person + absolute)) if person + absolute else None,
        relative_error=math.sqrt(relative),
        absolute_error=math.sqrt(absolute),
    )


def _experts(essential: int, experts: int) -> None:
    if whole(essential, "the number who said essential", 0) > whole(experts, "the number of experts", 1):
        raise ValueError(f"of {experts} experts, {essential} cannot have said essential")


def lawshe_ratio(essential: int, experts: int) -> float:
    """Return the content validity ratio of a task or question: (n_e - N/2) / (N/2), from -1 to 1; 0 is half of the experts.

    Source: Lawshe (1975), Personnel Psychology 28, 563-575.

    >>> lawshe_ratio(9, 10), lawshe_ratio(7, 8)
    (0.8, 0.75)

    """
    _experts(essential, experts)
    return (2 * essential - experts) / experts


def lawshe_chance(essential: int, experts: int) -> float:
    """Return how often so many experts or more would say essential if each tossed a coin; exact.

    Below .05 the ratio is beyond chance. Source: Ayre and Scally (2014), Measurement and Evaluation in Counseling and Development 47,
    79-86, who recomputed Lawshe's table from this distribution.

    >>> round(lawshe_chance(9, 10), 4)
    0.0107

    """
    _experts(essential, experts)
    return sum(math.comb(experts, count) for count in range(essential, experts + 1)) / (1 << experts)
