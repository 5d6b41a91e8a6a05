"""From the scorecards of a candidate to an assessment: exact arithmetic, and a line for each competency that adds up to the total.

A question's value is the mean of its raters' ratings, a competency's the mean of its questions', the total the weighted mean of the
competencies that have a value. What is missing is left out, never counted as zero. The total's error follows from the reliability of a
single rating and from how many raters stand behind each value: with shares a_i of the value resting on rater i, the effective number of
raters is 1 / sum(a_i^2) (Kish 1965, Survey sampling, section 11.2), which is the plain number where all rated the same questions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, check_confidence, two_sided_normal
from servicecomp.interviews.plan_index import PlanIndex, card_faults, repeated_cards
from servicecomp.interviews.rating_error import Pool, RatingError, assumed_error
from servicecomp.interviews.score_gathering import Gathered, Tally, gather
from servicecomp.models.assessments import Assessment, BreakdownLine, CompetencyResult, MinimumState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.models.scorecards import Override, Scorecard
    from servicecomp.models.vacancies import Criterion

__all__ = ["assess", "assess_all", "log_override", "pooled_error"]

_COMBINING = {"unit", "weighted", "hybrid"}
_ASKING_FOR_MINIMUMS = {"conjunctive", "hybrid"}


@dataclass(frozen=True, slots=True)
class _Value:
    """One competency's value and the effective number of raters behind it."""

    criterion: Criterion
    result: CompetencyResult
    raters: Fraction | None
    tally: Tally


def assess(
    cards: Iterable[Scorecard], *, index: PlanIndex, error: RatingError | None = None, confidence: float = DEFAULT_CONFIDENCE
) -> Assessment:
    """Return the assessment of one candidate.

    `error` says how far a rating can be trusted; assumed when left out, and the assessment says so.

    Raises:
        DataError: a card does not fit the plan, comes twice, or is about somebody else.

    """
    held = tuple(cards)
    problems = [fault.problem(card) for card in held for fault in card_faults(card, index)]
    problems += [
        Problem(where=f"card of '{card.interviewer}' on '{card.candidate}'", code="card-twice", message="the card was handed in twice")
        for _, card in repeated_cards(held)
    ]
    names = sorted({card.candidate for card in held})
    if len(names) != 1:
        message = f"the cards are about {len(names)} candidates" if names else "there are no scorecards"
        problems.append(Problem(where="cards", code="one-candidate", message=message, hint="use assess_all for several candidates"))
    if problems:
        raise DataError(problems)
    return _assessment(names[0], gather(held, index), index, error or assumed_error(index.top), check_confidence(confidence))


def assess_all(
    cards: Iterable[Scorecard], *, index: PlanIndex, error: RatingError | None = None, confidence: float = DEFAULT_CONFIDENCE
) -> Iterator[Assessment]:
    """Yield the assessment of each candidate, one at a time.

    A list is grouped by candidate first; an iterator is read once and needs each candidate's cards together, so that memory holds one
    candidate's cards and the keys of those before.

    Raises:
        DataError: a card does not fit the plan, or an iterator comes back to a candidate.

    """
    known = error or assumed_error(index.top)
    if isinstance(cards, list | tuple):
        cards = sorted(cards, key=lambda card: card.candidate)
    done: set[str] = set()
    for candidate, group in groupby(cards, key=lambda card: card.candidate):
        if candidate in done:
            hint = "sort the cards by candidate, or pass a list"
            message = f"cards of '{candidate}' come in two places"
            raise DataError([Problem(where="cards", code="not-together", message=message, hint=hint)])
        done.add(candidate)
        yield assess(group, index=index, error=known, confidence=confidence)


def pooled_error(cards: Iterable[Scorecard], *, index: PlanIndex) -> RatingError:
    """Return the error of ratings found in the cards of many candidates, each candidate's together as for `assess_all`."""
    pool = Pool()
    if isinstance(cards, list | tuple):
        cards = sorted(cards, key=lambda card: card.candidate)
    for _, group in groupby(cards, key=lambda card: card.candidate):
        pool.add(gather(tuple(group), index).by_rater())
    return pool.error(index.top)


def log_override(assessment: Assessment, override: Override) -> Assessment:
    """Return the assessment with an override logged beside its score, which stays as it is.

    Raises:
        DataError: the override is about another candidate, or about a competency that the plan does not hold.

    """
    problems = []
    if override.candidate != assessment.candidate:
        message = f"the override is about '{override.candidate}', not about '{assessment.candidate}'"
        problems.append(Problem(where="override", code="other-candidate", message=message))
    if override.competency is not None and assessment.result(override.competency) is None:
        message = f"the plan does not count '{override.competency}'"
        problems.append(Problem(where="override", code="unknown-competency", message=message))
    if problems:
        raise DataError(problems)
    return assessment.model_copy(update={"overrides": (*assessment.overrides, override)})


def _assessment(candidate: str, found: Gathered, index: PlanIndex, error: RatingError, confidence: float) -> Assessment:
    values = [_value(criterion, found.tally(criterion.competency), index, error) for criterion in index.criteria]
    results = tuple(entry.result for entry in values)
    lines = _breakdown(values, index)
    total = sum((line.contribution for line in lines), Fraction(0)) if lines else None
    parts = [(entry.criterion.competency, _weight(entry.criterion, index), entry.raters) for entry in values if entry.raters is not None]
    spread = interval = reliability = None
    if total is not None:
        spread = error.of_total(parts)
        reach = two_sided_normal(confidence) * spread
        interval = max(1.0, float(total) - reach), min(float(index.top), float(total) + reach)
        reliability = error.composite(parts)
    lower, upper = _bounds(results, index, total)
    asked, covered = sum(entry.tally.planned for entry in values), sum(entry.tally.covered for entry in values)
    return Assessment(
        candidate=candidate,
        plan=index.sha256,
        rule=index.rule,
        value=total,
        comparable=total is not None and not any(entry.gaps for entry in results),
        lower=lower,
        upper=upper,
        standard_error=spread,
        interval=interval,
        confidence=confidence,
        reliability=reliability,
        error_source=error.source(name for name, _, _ in parts),
        coverage=Fraction(covered, asked) if asked else None,
        competencies=results,
        breakdown=lines,
        standard=_standard(results),
        standard_binds=index.rule in _ASKING_FOR_MINIMUMS,
        notes=found.notes(index),
        raters=found.raters,
    )


def _weight(criterion: Criterion, index: PlanIndex) -> int:
    return 1 if index.rule == "unit" else criterion.weight


def _value(criterion: Criterion, tally: Tally, index: PlanIndex, error: RatingError) -> _Value:
    """Return the value of a competency, its error and the state of its minimum."""
    name, questions = criterion.competency, tally.questions
    value, raters, people = _mean(questions)
    lower = upper = value
    if tally.missing:
        held = value * len(questions) if value is not None else Fraction(0)
        slots = len(questions) + tally.missing
        lower, upper = (held + tally.missing) / slots, (held + tally.missing * index.top) / slots
    variance = error.variance(name, raters) if raters is not None else None
    policy = index.policy
    binding = len(questions) >= policy.minimum_questions or people >= policy.minimum_raters
    result = CompetencyResult(
        competency=name,
        name=criterion.label,
        value=value,
        questions=len(questions),
        raters=people,
        planned=len(index.planned.get(name, ())),
        coverage=Fraction(tally.covered, tally.planned) if tally.planned else None,
        gaps=tally.gaps,
        lower=lower,
        upper=upper,
        standard_error=math.sqrt(variance) if variance is not None else None,
        minimum=criterion.minimum,
        minimum_state=_minimum_state(criterion, value, tally, variance, index, binding=binding),
        binding=binding,
    )
    return _Value(criterion, result, raters, tally)


def _mean(questions: Sequence[dict[str, int]]) -> tuple[Fraction | None, Fraction | None, int]:
    """Return the mean over questions of the mean over raters, the effective number of raters, and how many people they are.

    Why in whole numbers over one denominator: the same exact values, at a tenth of the time that fractions take.
    """
    if not questions:
        return None, None, 0
    common = math.lcm(*map(len, questions))
    total = 0
    shares: dict[str, int] = {}
    for ratings in questions:
        share = common // len(ratings)
        total += share * sum(ratings.values())
        for rater in ratings:
            shares[rater] = shares.get(rater, 0) + share
    whole = common * len(questions)
    return Fraction(total, whole), Fraction(whole * whole, sum(share * share for share in shares.values())), len(shares)


def _minimum_state(
    criterion: Criterion, value: Fraction | None, tally: Tally, variance: Fraction | None, index: PlanIndex, *, binding: bool
) -> MinimumState | None:
    """Return whether a minimum is met.

    Why a value below it can be within error: a minimum judged right nine times in ten, six times over, passes about half of those who
    meet all six. So it counts as missed only from two questions or two raters, and by more than the policy's standard errors.
    """
    if criterion.minimum is None:
        return None
    if tally.gaps:
        return "not-met"
    if value is None or variance is None:
        return "not-rated"
    short = criterion.minimum - value
    if short <= 0:
        return "met"
    within = short * short <= index.policy.minimum_errors**2 * variance
    return "not-met" if binding and not within else "within-error"


def _breakdown(values: Sequence[_Value], index: PlanIndex) -> tuple[BreakdownLine, ...]:
    if index.rule not in _COMBINING:
        return ()
    rated = [(entry, entry.result.value) for entry in values if entry.result.value is not None]
    weights = sum(_weight(entry.criterion, index) for entry, _ in rated)
    return tuple(
        BreakdownLine(
            competency=entry.criterion.competency,
            name=entry.criterion.label,
            value=value,
            weight=_weight(entry.criterion, index),
            weights=weights,
            raters=entry.result.raters,
            questions=entry.result.questions,
            contribution=value * _weight(entry.criterion, index) / weights,
        )
        for entry, value in rated
    )


def _bounds(results: Sequence[CompetencyResult], index: PlanIndex, total: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """Return the total with every missing planned question at the lowest and at the highest rating."""
    if index.rule not in _COMBINING:
        return None, None
    if all(entry.lower is entry.upper for entry in results):  # one object where no question is missing
        return total, total
    lower = upper = Fraction(0)
    weights = 0
    for criterion, result in zip(index.criteria, results, strict=True):
        if result.lower is not None and result.upper is not None:
            weight = _weight(criterion, index)
            lower, upper, weights = lower + weight * result.lower, upper + weight * result.upper, weights + weight
    return (lower / weights, upper / weights) if weights else (None, None)


def _standard(results: Sequence[CompetencyResult]) -> MinimumState | None:
    """Return the state of all minimums together: the worst of them, where certain misses come before doubts."""
    states = {entry.minimum_state for entry in results}
    order: tuple[MinimumState, ...] = ("not-met", "not-rated", "within-error", "met")
    return next((state for state in order if state in states), None)
