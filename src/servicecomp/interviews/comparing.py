"""Assessments side by side: what differs by more than error, and what is a tie.

Two totals are a tie when they differ by no more than z times the standard error of their difference, the root of the sum of both squared
errors (with equal errors SEM times the root of 2; Gulliksen 1950, Theory of mental tests, chapter 4). Bands are fixed from the highest
total: everyone within error of it, then the same again from the next (Cascio, Outtz, Zedeck and Goldstein 1991, Human Performance 4).
"""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Literal

from servicecomp.errors import DataError, Problem
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, check_confidence, two_sided_normal
from servicecomp.models.assessments import Comparison, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from servicecomp.models.assessments import Assessment

__all__ = ["MOST_COMPARED", "compare", "tie_width"]

MOST_COMPARED = 2000
"""Assessments that are compared pair by pair; two million pairs are more than anybody reads."""


def tie_width(one: float, other: float, *, confidence: float = DEFAULT_CONFIDENCE) -> float:
    """Return the difference up to which two totals with these standard errors are a tie.

    >>> round(tie_width(10 * (1 - 0.9) ** 0.5, 10 * (1 - 0.9) ** 0.5), 2)
    8.77

    """
    return two_sided_normal(confidence) * math.hypot(one, other)


def compare(
    assessments: Iterable[Assessment],
    *,
    confidence: float = DEFAULT_CONFIDENCE,
    kind: Literal["measurement", "estimate"] = "measurement",
) -> Comparison:
    """Return ties and bands of assessments that follow one plan; the order in which they come changes nothing.

    `kind` takes the standard error of measurement, or that of the estimated true score, s sqrt(r (1 - r)): SEM times the root of the
    reliability, which is narrower because estimates are drawn towards the mean.

    Raises:
        DataError: a candidate comes twice, the assessments follow different plans, or there are too many.

    """
    held = sorted(assessments, key=lambda entry: entry.candidate)
    _check(held)
    check_confidence(confidence)
    asked = [entry for entry in held if not (entry.standard_binds and entry.standard == "not-met")]
    placed = [(entry, entry.value, _error(entry, kind)) for entry in asked if entry.comparable and entry.value is not None]
    ordered = sorted(placed, key=lambda entry: -entry[1])
    ties = tuple(
        Tie(candidates=(one.candidate, other.candidate), difference=abs(first - second), error=width)
        for (one, first, error), (other, second, other_error) in combinations(placed, 2)
        if abs(first - second) <= (width := tie_width(error, other_error, confidence=confidence))
    )
    return Comparison(
        plan=held[0].plan,
        confidence=confidence,
        kind=kind,
        bands=_bands(ordered, confidence),
        ties=ties,
        apart=tuple(entry.candidate for entry in asked if not entry.comparable or entry.value is None),
        below_minimum=tuple(entry.candidate for entry in held if entry.standard_binds and entry.standard == "not-met"),
        notes=_notes(held, kind),
    )


def _error(assessment: Assessment, kind: str) -> float:
    error = assessment.standard_error or 0.0
    return error * math.sqrt(max(0.0, assessment.reliability or 0.0)) if kind == "estimate" else error


def _bands(ordered: Sequence[tuple[Assessment, Fraction, float]], confidence: float) -> tuple[tuple[str, ...], ...]:
    bands = []
    left = list(ordered)
    while left:
        _, top, error = left[0]
        # Why the widest error among equals: two candidates with the same total must open the same band, whoever comes first.
        error = max(other for _, value, other in left if value == top)
        inside = [entry for entry in left if top - entry[1] <= tie_width(error, entry[2], confidence=confidence)]
        bands.append(tuple(sorted(entry.candidate for entry, _, _ in inside)))
        taken = set(bands[-1])
        left = [entry for entry in left if entry[0].candidate not in taken]
    return tuple(bands)


def _check(held: Sequence[Assessment]) -> None:
    problems = []
    names = [entry.candidate for entry in held]
    if not held:
        problems.append(_problem("no-assessment", "there is nothing to compare"))
    if len(held) > MOST_COMPARED:
        problems.append(_problem("too-many", f"{len(held)} assessments are too many to compare pair by pair; at most {MOST_COMPARED}"))
    if len({(entry.plan, entry.rule) for entry in held}) > 1:
        problems.append(_problem("other-plan", "the assessments follow different plans, so their totals mean different things"))
    problems += [_problem("candidate-twice", f"'{one}' comes twice") for one, other in pairwise(names) if one == other]
    if problems:
        raise DataError(problems)


def _problem(code: str, message: str) -> Problem:
    return Problem(where="assessments", code=code, message=message, hint="compare the candidates of one plan, each once")


def _notes(held: Sequence[Assessment], kind: str) -> tuple[str, ...]:
    named = "measurement" if kind == "measurement" else "estimate (of the true score)"
    lines = [f"Bands rest on the standard error of {named}."]
    rated = {tuple(result.competency for result in entry.competencies if result.value is not None) for entry in held if entry.comparable}
    if len(rated) > 1:
        lines.append("Not everyone was rated on the same competencies; see each one's coverage before reading a difference.")
    if len({entry.error_source for entry in held}) > 1:
        lines.append("The errors of these assessments come from different sources.")
    return tuple(lines)
