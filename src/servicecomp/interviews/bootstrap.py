"""Percentile intervals by resampling targets, from a seed that is given: the only module here that uses chance.

Source: Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 13; for Krippendorff's alpha see Zapf et al. (2016),
BMC Medical Research Methodology 16:93, where resampling targets held its level.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from servicecomp.interviews.intervals import Interval
from servicecomp.interviews.matrices import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["DEFAULT_REPLICATES", "DEFAULT_SEED", "FEWEST_TARGETS", "check_replicates", "percentile_interval"]

DEFAULT_SEED = 20_120_401
DEFAULT_REPLICATES = 1000
FEWEST_TARGETS = 5  # four targets give 35 different samples: too few for the ends of an interval
FEWEST_REPLICATES = 100


def check_replicates(replicates: int) -> int:
    """Return the number of resamples if it can carry an interval: 0 for none, else at least 100."""
    return 0 if replicates == 0 else whole(replicates, "replicates, unless 0 for no interval,", FEWEST_REPLICATES)


def percentile_interval(
    multiplicities: Sequence[int],
    statistic: Callable[[Mapping[int, int]], float | None],
    value: float,
    *,
    confidence: float,
    replicates: int,
    seed: int,
) -> Interval | None:
    """Return the percentile interval of a statistic over resampled targets, or None where it rests on too little.

    `multiplicities[i]` says how many targets show the i-th pattern of ratings; the statistic gets the patterns drawn and how often.
    Draws for which the statistic is not defined (all ratings alike) are left out; if that leaves under half, there is no interval.
    The interval is widened to the estimate where the percentiles would leave it out, as happens at the end of the range.
    """
    total = sum(multiplicities)
    if total < FEWEST_TARGETS or replicates == 0:
        return None
    population = [index for index, times in enumerate(multiplicities) for _ in range(times)]
    generator = random.Random(seed)  # noqa: S311 - a resample, not a secret
    drawn = (statistic(Counter(generator.choices(population, k=total))) for _ in range(replicates))
    found = sorted(outcome for outcome in drawn if outcome is not None)
    if len(found) * 2 < replicates:
        return None
    cut = (1 - confidence) / 2
    return Interval(min(value, _quantile(found, cut)), max(value, _quantile(found, 1 - cut)))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the quantile by linear interpolation (type 7 of Hyndman and Fan, 1996)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
