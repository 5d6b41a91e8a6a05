"""Krippendorff's alpha for nominal, ordinal, interval and ratio data, with missing ratings.

Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of Pennsylvania; alpha = 1 - (n - 1) x observed
disagreement within targets / disagreement between all pairs of the n pairable ratings.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from servicecomp.interviews.bootstrap import DEFAULT_REPLICATES, DEFAULT_SEED, check_replicates, percentile_interval
from servicecomp.interviews.coefficients import Coefficient
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, check_confidence
from servicecomp.interviews.matrices import Row, Table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["MeasurementLevel", "krippendorff_alpha"]

MeasurementLevel: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
_LEVELS: tuple[str, ...] = get_args(MeasurementLevel)
_FEWEST = 2
_RATIO_UNIT = 10**30  # squared ratio distances in whole units of 1e-30, so that sums are exact and fast

# Krippendorff's own conventions: (2004) Human Communication Research 30, 411-433.
_RELIABLE, _TENTATIVE = 0.8, 0.667


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The ratings of one target without who gave them: how many, and how often each category."""

    size: int
    counts: tuple[tuple[int, int], ...]


def krippendorff_alpha(
    matrix: Table,
    level: MeasurementLevel = "ordinal",
    *,
    confidence: float = DEFAULT_CONFIDENCE,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
) -> Coefficient:
    """Return Krippendorff's alpha of a matrix (targets x raters; None or not-a-number is missing).

    `level` says what a distance between ratings means: "nominal" same or not, "ordinal" ranks (ratings on anchored steps), "interval"
    differences, "ratio" proportions of amounts from a true zero. Targets with fewer than two ratings carry no information and are left
    out. 1 is perfect agreement, 0 what chance would give; below 0 raters disagree systematically. The interval is a percentile
    bootstrap over targets from `seed`; `replicates=0` leaves it out.

    Raises ValueError for a ragged matrix, a cell that is not a number, a negative amount at ratio level or an unknown level.

    >>> krippendorff_alpha([[1, 1], [2, 2], [3, 3]], level="nominal").value
    1.0

    """
    check_confidence(confidence)
    check_replicates(replicates)
    if level not in _LEVELS:
        raise ValueError(f"level must be one of {', '.join(_LEVELS)}, not {level!r}")
    rows = read_table(matrix).rows
    if level == "ratio" and any(value is not None and value < 0 for row in rows for value in row):
        raise ValueError("a rating at ratio level must be 0 or more: proportions of negative amounts mean nothing")
    used = [row for row in rows if sum(value is not None for value in row) >= _FEWEST]
    raters = sum(any(value is not None for value in column) for column in zip(*used, strict=True))
    categories = sorted({value for row in used for value in row if value is not None})
    patterns, multiplicities = _patterns(used, categories)
    measure = _Disagreement(level, categories, patterns)
    value = measure(dict(enumerate(multiplicities)))
    interval = None
    if value is not None:
        interval = percentile_interval(multiplicities, measure, value, confidence=confidence, replicates=replicates, seed=seed)
    return Coefficient(
        name="Krippendorff's alpha",
        form=level,
        value=value,
        interval=interval,
        targets=len(used),
        raters=raters,
        left_out=len(rows) - len(used),
        confidence=confidence,
        method="resampled targets",
        reason="" if value is not None else _reason(used),
        meaning="" if value is None else _meaning(value),
    )


def _reason(used: Sequence[Row]) -> str:
    if not used:
        return "no target was rated by two raters"
    return "all ratings are alike, so that there is nothing to agree about"


def _meaning(value: float) -> str:
    if value >= _RELIABLE:
        reading = "at or above .80, which Krippendorff asks of data that conclusions rest on"
    elif value >= _TENTATIVE:
        reading = "between .667 and .80, which Krippendorff allows for tentative conclusions only"
    elif value > 0:
        reading = "below .667, under which Krippendorff would rest no conclusion on the ratings"
    else:
        reading = "no better than ratings given at random"
    return f"1 is full agreement about each target, 0 is what chance would give; this is {reading}."


def _patterns(used: Sequence[Row], categories: Sequence[int]) -> tuple[list[_Pattern], list[int]]:
    """Return the different patterns of ratings and how many targets show each, in an order that no relabelling changes."""
    place = {value: index for index, value in enumerate(categories)}
    found = Counter(tuple(sorted(place[value] for value in row if value is not None)) for row in used)
    ordered = sorted(found)
    return [_Pattern(len(ratings), tuple(sorted(Counter(ratings).items()))) for ratings in ordered], [found[key] for key in ordered]


class _Disagreement:
    """Alpha as a function of how often each pattern occurs; whole numbers throughout, one division at the end."""

    def __init__(self, level: str, categories: Sequence[int], patterns: Sequence[_Pattern]) -> None:
        self._level = level
        self._patterns = patterns
        self._size = len(categories)
        # 1 / (m - 1) for a target with m ratings, in whole units.
        unit = math.lcm(*{pattern.size - 1 for pattern in patterns})
        self._unit = unit
        self._shares = [unit // (pattern.size - 1) for pattern in patterns]
        self._positions = categories if level == "interval" else ()
        self._pairs = _ratio_pairs(categories) if level == "ratio" else {}
        self._within = [] if level == "ordinal" else [self._inside(pattern.counts, self._positions) for pattern in patterns]

    def __call__(self, times: Mapping[int, int]) -> float | None:
        totals = [0] * self._size
        for index, repeated in times.items():
            for category, count in self._patterns[index].counts:
                totals[category] += repeated * count
        pairable = sum(totals)
        positions = _ranks(totals) if self._level == "ordinal" else self._positions
        expected = self._inside(tuple((category, total) for category, total in enumerate(totals) if total), positions)
        if expected == 0:
            return None
        observed = 0
        for index, repeated in times.items():
            within = self._within[index] if self._within else self._inside(self._patterns[index].counts, positions)
            observed += repeated * within * self._shares[index]
        return (expected * self._unit - (pairable - 1) * observed) / (expected * self._unit)

    def _inside(self, counts: Sequence[tuple[int, int]], positions: Sequence[int]) -> int:
        """Return the squared distances summed over all ordered pairs of these ratings."""
        size = sum(count for _, count in counts)
        if self._level == "nominal":
            return size * size - sum(count * count for _, count in counts)
        if self._level == "ratio":
            return 2 * sum(
                count * other * self._pairs[low, high] for place, (low, count) in enumerate(counts) for high, other in counts[place + 1 :]
            )
        first = sum(count * positions[category] for category, count in counts)
        second = sum(count * positions[category] ** 2 for category, count in counts)
        return 2 * (size * second - first * first)


def _ranks(totals: Sequence[int]) -> list[int]:
    """Return twice the middle rank of each category.

    The ordinal distance of Krippendorff, (sum of n_g from c to k - (n_c + n_k) / 2) squared, is the squared difference of these.
    """
    ranks, below = [], 0
    for total in totals:
        ranks.append(2 * below + total)
        below += total
    return ranks


def _ratio_pairs(categories: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return ((c - k) / (c + k)) squared for each pair of categories, in whole units."""
    return {
        (low, high): (categories[high] - categories[low]) ** 2 * _RATIO_UNIT // (categories[high] + categories[low]) ** 2
        for low in range(len(categories))
        for high in range(low + 1, len(categories))
    }
