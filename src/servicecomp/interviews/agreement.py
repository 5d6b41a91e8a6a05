"""Agreement between raters: every coefficient in one place, and the agreement within one panel about one target (r_wg)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.interviews.alpha import MeasurementLevel, krippendorff_alpha
from servicecomp.interviews.coefficients import Coefficient
from servicecomp.interviews.intraclass import ICC_FORMS, IntraclassCorrelation, IntraclassForm, MeanSquares, icc
from servicecomp.interviews.kappas import KappaWeights, cohen_kappa, fleiss_kappa
from servicecomp.interviews.matrices import Number, read_table, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ICC_FORMS",
    "Coefficient",
    "IntraclassCorrelation",
    "IntraclassForm",
    "KappaWeights",
    "MeanSquares",
    "MeasurementLevel",
    "cohen_kappa",
    "fleiss_kappa",
    "icc",
    "krippendorff_alpha",
    "r_wg",
]

_FEWEST = 2


def r_wg(ratings: Iterable[Number | None], points: int) -> Coefficient:
    """Return the agreement of one panel about one target: 1 minus the variance of the ratings over that of random ratings.

    `points` is how many steps the scale has; random ratings spread evenly over them, variance (points^2 - 1) / 12. 1 is full agreement,
    0 what random ratings give, below 0 the panel is split. Missing ratings are left out; there is no interval for a single target.

    Source: James, Demaree and Wolf (1984), Journal of Applied Psychology 69, 85-98 (who set negative values to 0; they are kept here,
    since a split panel is a finding).

    Raises ValueError for ratings that are not numbers or lie further apart than the scale is long.

    >>> r_wg([4, 4, 5, 4], points=5).value
    0.875

    """
    points = whole(points, "points", _FEWEST)
    read = read_table([[rating] for rating in ratings], "the ratings")
    given = [Fraction(value, read.per_step) for (value,) in read.rows if value is not None]
    if given and max(given) - min(given) > points - 1:
        raise ValueError(f"ratings from {float(min(given)):g} to {float(max(given)):g} do not fit a scale of {points} points")
    value = None
    if len(given) >= _FEWEST:
        mean = sum(given) / len(given)
        variance = sum((rating - mean) ** 2 for rating in given) / (len(given) - 1)
        value = float(1 - variance * 12 / (points * points - 1))
    return Coefficient(
        name="Within-group agreement",
        form="r_wg, even spread",
        value=value,
        targets=1,
        raters=len(given),
        reason="" if value is not None else f"it needs two ratings of the target, and there is {len(given) or 'none'}",
        meaning="1 is full agreement of the panel about this target, 0 what ratings spread evenly over the scale would give.",
    )
