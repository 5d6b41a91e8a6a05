"""Distributions behind the intervals: the regularised incomplete beta function, the F quantile, the normal quantile.

Sources: continued fraction of the incomplete beta function, NIST Digital Library of Mathematical Functions 8.17.22, evaluated by the
method of Lentz (1976); the F distribution by its relation to it, Abramowitz and Stegun 26.6.2. Written out here so that the statistics
need no library; scipy is the oracle in the tests.
"""

from __future__ import annotations

import math
from typing import NamedTuple

__all__ = ["DEFAULT_CONFIDENCE", "Interval", "check_confidence", "f_quantile", "incomplete_beta", "normal_quantile", "two_sided_normal"]

DEFAULT_CONFIDENCE = 0.95
LOWEST_CONFIDENCE = 0.5  # below it an interval by F need not hold its own estimate

_TINY = 1e-300
_CLOSE = 1e-15
_MOST_STEPS = 1_000_000
_HALVINGS = 64
_LARGEST_LOG = 600.0  # exp of it, times any number of observations, is still a float


class Interval(NamedTuple):
    """Lower and upper bound; `low, high = interval` works."""

    low: float
    high: float


def check_confidence(confidence: object) -> float:
    """Return the confidence level if it is one; raises ValueError otherwise."""
    if not isinstance(confidence, float) or not LOWEST_CONFIDENCE <= confidence < 1:
        raise ValueError(f"the confidence level must be at least {LOWEST_CONFIDENCE} and below 1, not {confidence!r}")
    return confidence


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of DLMF 8.17.22 by the modified method of Lentz."""
    numerator = 1.0
    denominator = 1 - (a + b) * x / (a + 1)
    denominator = 1 / (denominator if abs(denominator) > _TINY else _TINY)
    result = denominator
    for m in range(1, _MOST_STEPS):
        change = 1.0
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            denominator = 1 + step * denominator
            denominator = 1 / (denominator if abs(denominator) > _TINY else _TINY)
            numerator = 1 + step / numerator
            numerator = numerator if abs(numerator) > _TINY else _TINY
            change = numerator * denominator
            result *= change
        if abs(change - 1) < _CLOSE:
            break
    return result


def incomplete_beta(a: float, b: float, x: float, y: float | None = None) -> float:
    """Return I_x(a, b), the regularised incomplete beta function.

    `y` is 1 - x, given apart where x is so near 1 that subtracting would lose it.
    """
    rest = 1 - x if y is None else y
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(a, b, x) / a
    return 1 - front * _continued_fraction(b, a, rest) / b


def f_quantile(probability: float, over: float, under: float) -> float:
    """Return the value that an F variable with `over` and `under` degrees of freedom stays below with this probability.

    The smaller tail is solved by bisection on the logarithm, so that the far quantiles keep their digits.
    """
    upper = probability > 0.5  # noqa: PLR2004 - the middle
    tail = 1 - probability if upper else probability

    def share(log_value: float) -> float:
        value = math.exp(log_value)
        below, above = over * value / (over * value + under), under / (over * value + under)
        return incomplete_beta(under / 2, over / 2, above, below) if upper else incomplete_beta(over / 2, under / 2, below, above)

    low, high = -_LARGEST_LOG, _LARGEST_LOG
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (share(middle) > tail) == upper:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


def normal_quantile(probability: float) -> float:
    """Return the value that a standard normal variable stays below with this probability (1.96 for .975)."""
    from statistics import NormalDist  # noqa: PLC0415 - a heavy import for one number

    return NormalDist().inv_cdf(probability)


def two_sided_normal(confidence: float) -> float:
    """Return how many standard errors an interval of this level reaches to each side: 1.96 for .95."""
    return normal_quantile(1 - (1 - confidence) / 2)
