"""Shares of people: the interval of one share, the interval of a ratio of two, and the exact test of a two-by-two table.

Sources: Wilson (1927), Journal of the American Statistical Association 22, 209-212; Katz, Baptista, Azen and Pike (1978), Biometrics
34, 469-474; Fisher (1935), Journal of the Royal Statistical Society 98, 39-82, two-sided as the sum of all tables that are no more
likely than the one seen.
"""

from __future__ import annotations

import math

from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, Interval, check_confidence, two_sided_normal

__all__ = ["fisher_exact", "katz_interval", "wilson_interval"]

_EXACT_UP_TO = 20_000  # people; above it whole numbers of thousands of digits would take seconds
_AS_LIKELY = 1 + 1e-7  # the usual relative tolerance for "no more likely" where probabilities are floats
_NEGLIGIBLE = 1e-20


def wilson_interval(count: int, total: int, *, confidence: float = DEFAULT_CONFIDENCE) -> Interval | None:
    """Return Wilson's score interval of a share, None of nobody.

    >>> low, high = wilson_interval(1, 10)
    >>> round(low, 3), round(high, 3)
    (0.018, 0.404)

    """
    if total == 0:
        return None
    z = two_sided_normal(check_confidence(confidence))
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    reach = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return Interval(0.0 if count == 0 else min(share, middle - reach), 1.0 if count == total else max(share, middle + reach))


def katz_interval(count: int, total: int, other: int, other_total: int, *, confidence: float = DEFAULT_CONFIDENCE) -> Interval | None:
    """Return the log interval of the ratio (count / total) / (other / other_total), None where `other` or a total is 0.

    Where one of the four numbers of people (in or out, here or there) is 0, half a person is added to each of the four, as Haldane
    (1956) and Gart (1966) do; without it the interval would have no end, or no width. It is widened to the ratio itself, and starts at
    0 where the count is 0.
    """
    if not (total and other_total and other):
        return None
    z = two_sided_normal(check_confidence(confidence))
    add = 0.5 if 0 in (count, total - count, other_total - other) else 0.0
    a, n, b, m = count + add, total + 2 * add, other + add, other_total + 2 * add
    error = math.sqrt(max(0.0, (n - a) / (a * n) + (m - b) / (b * m)))
    centre = math.log(a / n * m / b)
    ratio = count * other_total / (total * other)
    low = 0.0 if count == 0 else min(ratio, math.exp(centre - z * error))
    return Interval(low, max(ratio, math.exp(centre + z * error)))


def fisher_exact(count: int, total: int, other: int, other_total: int) -> float:
    """Return the two-sided p of Fisher's exact test that two shares, count of total and other of other_total, come from one.

    Whole-number arithmetic up to 20,000 people, so that equally likely tables are told apart from less likely ones without a
    tolerance; beyond that floats with the usual one.

    >>> round(fisher_exact(7, 72, 3, 63), 3)
    0.336

    """
    chosen = count + other
    low, high = max(0, chosen - other_total), min(total, chosen)
    if total + other_total > _EXACT_UP_TO:
        return _fisher_float(count, total, chosen, other_total)
    weight = math.comb(total, low) * math.comb(other_total, chosen - low)
    weights = [weight]
    for x in range(low, high):
        weight = weight * (total - x) * (chosen - x) // ((x + 1) * (other_total - chosen + x + 1))
        weights.append(weight)
    seen = weights[count - low]
    return sum(each for each in weights if each <= seen) / sum(weights)


def _fisher_float(count: int, total: int, chosen: int, other_total: int) -> float:
    """Return the same from probabilities relative to the most likely table, walking out until they are negligible."""
    low, high = max(0, chosen - other_total), min(total, chosen)

    def rise(x: int) -> float:
        return (total - x) * (chosen - x) / ((x + 1) * (other_total - chosen + x + 1))

    top = min(high, max(low, (total + 1) * (chosen + 1) // (total + other_total + 2)))
    relative = {top: 1.0}
    weight = 1.0
    for x in range(top, high):
        weight *= rise(x)
        if weight < _NEGLIGIBLE:
            break
        relative[x + 1] = weight
    weight = 1.0
    for x in range(top, low, -1):
        weight /= rise(x - 1)
        if weight < _NEGLIGIBLE:
            break
        relative[x - 1] = weight
    seen = relative.get(count, 0.0)
    return math.fsum(each for each in relative.values() if each <= seen * _AS_LIKELY) / math.fsum(relative.values())
