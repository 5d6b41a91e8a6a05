"""Kappas: Fleiss' for several raters from counts, Cohen's for two from a square table.

Sources: Fleiss (1971), Psychological Bulletin 76, 378-382; Cohen (1960), Educational and Psychological Measurement 20, 37-46;
weights: Cohen (1968), Psychological Bulletin 70, 213-220.
"""

from __future__ import annotations

import operator
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from servicecomp.interviews.bootstrap import DEFAULT_REPLICATES, DEFAULT_SEED, check_replicates, percentile_interval
from servicecomp.interviews.coefficients import Coefficient
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, check_confidence
from servicecomp.interviews.matrices import read_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["KappaWeights", "cohen_kappa", "fleiss_kappa"]

KappaWeights: TypeAlias = Literal["none", "linear", "quadratic"]
_WEIGHTS: tuple[str, ...] = get_args(KappaWeights)
_POWER = {"linear": 1, "quadratic": 2}
_FEWEST = 2
_MEANING = "1 is full agreement, 0 what raters would reach who kept their own shares of each category but never looked at the target."


def fleiss_kappa(
    counts: Iterable[Iterable[int]],
    *,
    confidence: float = DEFAULT_CONFIDENCE,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
) -> Coefficient:
    """Return Fleiss' kappa of a table of counts (targets x categories): how many raters put the target into the category.

    Each target has the same number of raters, at least two; where it has not, `krippendorff_alpha` is the coefficient to use. The
    interval is a percentile bootstrap over targets from `seed`; `replicates=0` leaves it out.

    Raises ValueError for a ragged table, a cell that is not a count, or rows that do not add up to one number of raters.

    >>> fleiss_kappa([[2, 0], [0, 2]]).value
    1.0

    """
    check_confidence(confidence)
    check_replicates(replicates)
    rows = read_counts(counts, "the counts")
    raters = sum(rows[0]) if rows else 0
    for number, row in enumerate(rows, 1):
        if sum(row) != raters:
            raise ValueError(
                f"row {number} of the counts adds up to {sum(row)} raters, row 1 to {raters}; krippendorff_alpha takes missing ratings"
            )
    found = Counter(rows)
    patterns = sorted(found)
    agreeing = [sum(count * count for count in row) - raters for row in patterns]

    def statistic(times: Mapping[int, int]) -> float | None:
        ratings = raters * sum(times.values())
        columns = zip(*(patterns[index] for index in times), strict=True)
        totals = [sum(map(operator.mul, column, times.values())) for column in columns]
        by_chance = sum(total * total for total in totals)
        room = (raters - 1) * (ratings * ratings - by_chance)
        if room <= 0:
            return None
        # (P - P_e) / (1 - P_e), both over the denominator ratings^2 (raters - 1).
        seen = ratings * sum(repeated * agreeing[index] for index, repeated in times.items())
        return float(Fraction(seen - by_chance * (raters - 1), room))

    return _coefficient(
        "Fleiss' kappa",
        [found[row] for row in patterns],
        statistic,
        raters=raters,
        confidence=confidence,
        replicates=replicates,
        seed=seed,
    )


def cohen_kappa(
    table: Iterable[Iterable[int]],
    weights: KappaWeights = "none",
    *,
    confidence: float = DEFAULT_CONFIDENCE,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
) -> Coefficient:
    """Return Cohen's kappa of a square table of counts (first rater's categories x second rater's, in the same order).

    `weights`: "none" counts every disagreement alike, "linear" by steps apart, "quadratic" by squared steps. The interval is a
    percentile bootstrap over targets from `seed`; `replicates=0` leaves it out.

    Raises ValueError for a table that is not square, a cell that is not a count or unknown weights.

    >>> round(cohen_kappa([[20, 5], [10, 15]]).value, 2)
    0.4

    """
    check_confidence(confidence)
    check_replicates(replicates)
    if weights not in _WEIGHTS:
        raise ValueError(f"weights must be one of {', '.join(_WEIGHTS)}, not {weights!r}")
    rows = read_counts(table, "the table")
    if rows and len(rows) != len(rows[0]):
        raise ValueError(f"the table must be square, and it has {len(rows)} rows and {len(rows[0])} columns")
    # Which rater comes first must not change the resamples: of the table and its mirror, the smaller one is used.
    turned = min(rows, tuple(zip(*rows, strict=True)))
    cells = [(row, column) for row in range(len(rows)) for column in range(len(rows)) if turned[row][column]]
    power = _POWER.get(weights)
    penalties = {
        (row, column): abs(row - column) ** power if power else int(row != column)
        for row in range(len(rows))
        for column in range(len(rows))
    }

    def statistic(times: Mapping[int, int]) -> float | None:
        by_first, by_second = [0] * len(rows), [0] * len(rows)
        observed = 0
        for index, repeated in times.items():
            row, column = cells[index]
            by_first[row] += repeated
            by_second[column] += repeated
            observed += repeated * penalties[row, column]
        expected = sum(penalty * by_first[row] * by_second[column] for (row, column), penalty in penalties.items())
        return None if expected == 0 else (expected - sum(times.values()) * observed) / expected

    return _coefficient(
        "Cohen's kappa",
        [turned[row][column] for row, column in cells],
        statistic,
        form="" if weights == "none" else f"{weights} weights",
        raters=_FEWEST,
        confidence=confidence,
        replicates=replicates,
        seed=seed,
    )


def _coefficient(
    name: str,
    multiplicities: Sequence[int],
    statistic: Callable[[Mapping[int, int]], float | None],
    *,
    form: str = "",
    raters: int,
    confidence: float,
    replicates: int,
    seed: int,
) -> Coefficient:
    """Return the coefficient with its bootstrap interval, or with the reason why there is none."""
    targets = sum(multiplicities)
    reason = "all ratings are in one category, so that there is nothing to agree about"
    if targets < _FEWEST or raters < _FEWEST:
        reason = f"it needs two raters and two targets, and there are {raters} and {targets}"
    value = None if targets < _FEWEST or raters < _FEWEST else statistic(dict(enumerate(multiplicities)))
    interval = None
    if value is not None:
        interval = percentile_interval(multiplicities, statistic, value, confidence=confidence, replicates=replicates, seed=seed)
    return Coefficient(
        name=name,
        form=form,
        value=value,
        interval=interval,
        targets=targets,
        raters=raters,
        confidence=confidence,
        method="resampled targets",
        reason="" if value is not None else reason,
        meaning=_MEANING,
    )
