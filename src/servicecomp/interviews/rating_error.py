"""How far ratings can be trusted: the reliability and spread of one person's rating, found in earlier interviews or assumed.

A reliability counts as found only from thirty pooled candidates with two raters or more. Otherwise .44 is assumed for one interviewer
(Huffcutt, Culbertson and Weyhrauch 2013, separate interviewers), and a standard deviation of a quarter of the scale's range.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.interviews.reliability import composite_reliability, spearman_brown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["ASSUMED_RELIABILITY", "FEWEST_POOLED", "Pool", "RatingError", "SpreadOfOne", "assumed_error"]

ASSUMED_RELIABILITY = Fraction(44, 100)
"""Of one interviewer: Huffcutt, Culbertson and Weyhrauch (2013), International Journal of Selection and Assessment 21, 264-276."""

FEWEST_POOLED = 30
"""Candidates from which a reliability counts as found."""

_ASSUMED_SOURCE = (
    "that of one interviewer is assumed to be .44 (Huffcutt et al. 2013), the spread of ratings a quarter of the scale, "
    "and competencies to be unrelated"
)
_FEWEST_RATERS = 2
_MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class SpreadOfOne:
    """How the ratings of a single rater vary over candidates."""

    reliability: Fraction
    """Share of the variance that is true difference between candidates."""
    variance: Fraction
    """Variance of single ratings, in squared scale steps."""
    candidates: int = 0
    """Candidates that it was found in; 0 when assumed."""

    def error_variance(self, raters: Fraction) -> Fraction:
        """Return the error variance of the mean of so many raters: s^2 (1 - r) / k, which is s_k^2 (1 - r_k) by Spearman and Brown."""
        return self.variance * (1 - self.reliability) / raters

    def deviation(self, raters: Fraction) -> float:
        """Return the standard deviation of the mean of so many raters: s^2 (r + (1 - r) / k) under the root."""
        return math.sqrt(self.variance * (self.reliability + (1 - self.reliability) / raters))


@dataclass(frozen=True, slots=True)
class RatingError:
    """What is known of the error of ratings, by competency."""

    default: SpreadOfOne
    """For competencies of which nothing was found."""
    found: Mapping[str, SpreadOfOne] = field(default_factory=dict)
    """By competency."""
    correlations: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    """Between competencies, both ways round; 0 where none was found."""
    _known: dict[tuple[tuple[str, int, int, int], ...], float | None] = field(default_factory=dict, repr=False, compare=False)
    _variances: dict[tuple[str, int, int], Fraction] = field(default_factory=dict, repr=False, compare=False)

    def of(self, competency: str) -> SpreadOfOne:
        """Return the spread of one rater's ratings of a competency."""
        return self.found.get(competency, self.default)

    def variance(self, competency: str, raters: Fraction) -> Fraction:
        """Return the error variance of a value that rests on so many raters."""
        key = competency, raters.numerator, raters.denominator  # a fraction's own hash takes longer than all the rest
        found = self._variances.get(key)
        if found is None:
            if len(self._variances) >= _MOST_REMEMBERED:
                self._variances.clear()
            found = self._variances[key] = self.of(competency).error_variance(raters)
        return found

    def of_total(self, parts: Sequence[tuple[str, int, Fraction]]) -> float:
        """Return the standard error of a weighted mean of parts (competency, weight, effective number of raters), errors independent."""
        weights = sum(weight for _, weight, _ in parts)
        # Why fsum: its result does not depend on the order of the parts.
        return math.sqrt(math.fsum(weight * weight * float(self.variance(name, raters)) for name, weight, raters in parts)) / weights

    def source(self, competencies: Iterable[str]) -> str:
        """Return, in one clause, where the figures for some competencies come from."""
        names = list(competencies)
        found = [name for name in names if name in self.found]
        if not found:
            return _ASSUMED_SOURCE
        fewest = min(self.found[name].candidates for name in found)
        text = f"reliability and spread of ratings were found in {fewest} or more pooled candidates"
        return text if len(found) == len(names) else f"{text} for {len(found)} of {len(names)} competencies; elsewhere {_ASSUMED_SOURCE}"

    def composite(self, parts: Sequence[tuple[str, int, Fraction]]) -> float | None:
        """Return the reliability of a weighted total (Mosier 1943) of parts: competency, weight, effective number of raters.

        Where no correlations were found the competencies count as unrelated, which gives the least reliability that non-negative
        correlations allow.
        """
        key = tuple(sorted((name, weight, raters.numerator, raters.denominator) for name, weight, raters in parts))
        if key not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = self._composite([(name, weight, Fraction(above, below)) for name, weight, above, below in key])
        return self._known[key]

    def _composite(self, parts: Sequence[tuple[str, int, Fraction]]) -> float | None:
        names = [name for name, _, _ in parts]
        spreads = [self.of(name) for name in names]
        return composite_reliability(
            [weight for _, weight, _ in parts],
            [spearman_brown(spread.reliability, raters) for spread, (_, _, raters) in zip(spreads, parts, strict=True)],
            [[1 if one == other else self.correlations.get((one, other), Fraction(0)) for other in names] for one in names],
            [spread.deviation(raters) for spread, (_, _, raters) in zip(spreads, parts, strict=True)],
        )


def assumed_error(top: int, reliability: Fraction = ASSUMED_RELIABILITY) -> RatingError:
    """Return what is assumed for a scale from 1 to `top` when nothing was found: 1 scale step of deviation on five."""
    deviation = Fraction(top - 1, 4)
    return RatingError(SpreadOfOne(reliability, deviation * deviation))


class Pool:
    """Adds up the ratings of many candidates, one at a time, in memory that does not grow with their number.

    The reliability of one rater is ICC(1,1) of a one-way analysis of variance with unequal numbers of raters (Shrout and Fleiss 1979;
    n0 after Searle, Casella and McCulloch 1992): people differ in who rated them, so raters count as drawn at random.
    """

    def __init__(self) -> None:
        """Start with nobody."""
        self._groups: defaultdict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 6)
        self._pairs: defaultdict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 6)

    def add(self, ratings: Mapping[str, Mapping[str, Fraction]]) -> None:
        """Take in one candidate: by competency, each rater's mean rating."""
        means: dict[str, Fraction] = {}
        for competency, by_rater in ratings.items():
            values = list(by_rater.values())
            if not values:
                continue
            means[competency] = sum(values, Fraction(0)) / len(values)
            if len(values) >= _FEWEST_RATERS:
                self._add_group(self._groups[competency], values)
        ordered = sorted(means)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                x, y, sums = means[one], means[other], self._pairs[one, other]
                for at, value in enumerate((Fraction(1), x, y, x * x, y * y, x * y)):
                    sums[at] += value

    @staticmethod
    def _add_group(sums: list[Fraction], values: Sequence[Fraction]) -> None:
        number, total = len(values), sum(values, Fraction(0))
        squares = sum((value * value for value in values), Fraction(0))
        for at, value in enumerate((Fraction(1), Fraction(number), Fraction(number * number), total, total * total / number, squares)):
            sums[at] += value

    def error(self, top: int) -> RatingError:
        """Return what was found, with what is assumed on a scale to `top` where too few candidates were pooled."""
        found = {name: spread for name, sums in sorted(self._groups.items()) if (spread := _spread(sums)) is not None}
        correlations: dict[tuple[str, str], Fraction] = {}
        for (one, other), sums in sorted(self._pairs.items()):
            if one in found and other in found and (value := _correlation(sums)) is not None:
                correlations[one, other] = correlations[other, one] = value
        return RatingError(assumed_error(top).default, found, correlations)


def _spread(sums: Sequence[Fraction]) -> SpreadOfOne | None:
    candidates, ratings, squared_numbers, total, between_squares, squares = sums
    if candidates < FEWEST_POOLED:
        return None
    between = (between_squares - total * total / ratings) / (candidates - 1)
    within = (squares - between_squares) / (ratings - candidates)
    usual = (ratings - squared_numbers / ratings) / (candidates - 1)
    true = max(Fraction(0), (between - within) / usual)
    variance = true + within
    return SpreadOfOne(true / variance, variance, int(candidates)) if variance else None


def _correlation(sums: Sequence[Fraction]) -> Fraction | None:
    number, x, y, xx, yy, xy = sums
    spread = (number * xx - x * x) * (number * yy - y * y)
    if number < FEWEST_POOLED or spread <= 0:
        return None
    value = Fraction(float(number * xy - x * y) / math.sqrt(spread)).limit_denominator(1_000_000)
    return max(Fraction(-1), min(Fraction(1), value))
