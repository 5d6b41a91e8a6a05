"""Intraclass correlation in its six forms, with intervals by the F distribution.

Sources: Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428 (forms and names); McGraw and Wong (1996), Psychological Methods
1, 30-46 and 390 (intervals; the degrees of freedom of forms (2,1) and (2,k) by Satterthwaite).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from servicecomp.interviews.coefficients import count_of, share
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, Interval, check_confidence, f_quantile
from servicecomp.interviews.matrices import Table, read_table

__all__ = ["ICC_FORMS", "IntraclassCorrelation", "IntraclassForm", "MeanSquares", "icc"]

ICC_FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanSquares:
    """The analysis of variance behind the forms: exact mean squares of n targets x k raters."""

    targets: int
    raters: int
    between_targets: Fraction
    within_targets: Fraction
    between_raters: Fraction
    residual: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class IntraclassForm:
    """One form: its value and interval, None where the data do not define it."""

    form: str
    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntraclassCorrelation:
    """The six forms of one table of ratings.

    `value` and `interval` are mappings by form, such as `value["ICC(2,1)"]`; `value` is None where nothing can be given, and `reason`
    says why. `left_out` counts targets with a missing rating, which this coefficient cannot use.
    """

    forms: tuple[IntraclassForm, ...]
    targets: int
    raters: int
    left_out: int = 0
    confidence: float = DEFAULT_CONFIDENCE
    reason: str = ""
    mean_squares: MeanSquares | None = None
    name: str = "Intraclass correlation"

    @property
    def value(self) -> dict[str, float | None] | None:
        """The value of each form, or None."""
        return {entry.form: entry.value for entry in self.forms} or None

    @property
    def interval(self) -> dict[str, Interval | None] | None:
        """The interval of each form, or None."""
        return {entry.form: entry.interval for entry in self.forms} or None

    def in_words(self) -> str:
        """Return what the coefficient says, for a recruiter."""
        left_out = f" {count_of(self.left_out, 'target')} with a missing rating could not be used." if self.left_out else ""
        if not self.forms:
            return f"{self.name} cannot be given: {self.reason}.{left_out}"
        single, panel = self.forms[1], self.forms[4]
        who = f"{count_of(self.targets, 'target')} rated by the same {count_of(self.raters, 'rater')}"
        if single.value is None or panel.value is None or panel.value <= 0:
            return f"From {who}: the ratings differ no more between targets than raters differ about one target.{left_out}"
        text = (
            f"From {who}: of the differences between the averages of this panel, {share(panel.value)} are differences between targets; "
            f"the rest is who happened to rate (ICC(2,k)). For one rater alone it is {share(max(0.0, single.value))} (ICC(2,1))."
        )
        if panel.interval is not None:
            low, high = (share(max(0.0, bound)) for bound in panel.interval)
            text += f" For the panel, these data fit anything from {low} to {high} ({share(self.confidence)} interval)."
        return text + left_out


def icc(matrix: Table, *, confidence: float = DEFAULT_CONFIDENCE) -> IntraclassCorrelation:
    """Return the intraclass correlation of a matrix (targets x raters) in all six forms.

    Which form: (1,.) each target had other raters; (2,.) the same raters rated all and stand for others like them, agreement in level
    counts; (3,.) only these raters matter and a rater who is always a step lower does no harm. (.,1) is one rater, (.,k) the average
    of all k. Targets with a missing rating (None or not-a-number) are left out and counted.

    Raises ValueError for a ragged matrix or a cell that is not a number; data that define nothing give a value of None.

    >>> found = icc([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> round(found.value["ICC(2,1)"], 2)
    0.29

    """
    check_confidence(confidence)
    rows, unit = read_table(matrix)
    complete = [[value for value in row if value is not None] for row in rows if None not in row]
    left_out = len(rows) - len(complete)
    raters = len(rows[0]) if rows else 0
    if len(complete) < _FEWEST or raters < _FEWEST:
        reason = f"it needs two raters and two targets with no missing rating, and there are {raters} and {len(complete)}"
        return IntraclassCorrelation(
            forms=(), targets=len(complete), raters=raters, left_out=left_out, confidence=confidence, reason=reason
        )
    squares = _mean_squares(complete, unit)
    if not any((squares.between_targets, squares.within_targets)):
        reason = "all ratings are alike, so that there is nothing to agree about"
        return IntraclassCorrelation(
            forms=(), targets=len(complete), raters=raters, left_out=left_out, confidence=confidence, reason=reason
        )
    return IntraclassCorrelation(
        forms=tuple(IntraclassForm(form=form, value=value, interval=interval) for form, value, interval in _forms(squares, confidence)),
        targets=len(complete),
        raters=raters,
        left_out=left_out,
        confidence=confidence,
        mean_squares=squares,
    )


def _mean_squares(rows: list[list[int]], unit: int) -> MeanSquares:
    """Return the exact two-way analysis of variance without replication, of ratings in whole units of 1 / unit."""
    n, k = len(rows), len(rows[0])
    values = [value for row in rows for value in row]
    by_target = [sum(values[start : start + k]) for start in range(0, n * k, k)]
    by_rater = [sum(values[column::k]) for column in range(k)]
    middle = Fraction(sum(values) ** 2, n * k)
    total = sum(value * value for value in values) - middle
    targets = Fraction(sum(value * value for value in by_target), k) - middle
    raters = Fraction(sum(value * value for value in by_rater), n) - middle
    square = unit * unit
    return MeanSquares(
        targets=n,
        raters=k,
        between_targets=targets / (square * (n - 1)),
        within_targets=(total - targets) / (square * n * (k - 1)),
        between_raters=raters / (square * (k - 1)),
        residual=(total - targets - raters) / (square * (n - 1) * (k - 1)),
    )


def _forms(squares: MeanSquares, confidence: float) -> list[tuple[str, float | None, Interval | None]]:
    """Return form, value and interval of the six forms, in the order of `ICC_FORMS`."""
    n, k = squares.targets, squares.raters
    between, within, residual = squares.between_targets, squares.within_targets, squares.residual
    # Judges' share: what raters differ by beyond the residual, spread over the targets.
    judges = (squares.between_raters - residual) / n
    single = (
        _ratio(between - within, between + (k - 1) * within),
        _ratio(between - residual, between + (k - 1) * residual + k * judges),
        _ratio(between - residual, between + (k - 1) * residual),
    )
    panel = (_ratio(between - within, between), _ratio(between - residual, between + judges), _ratio(between - residual, between))
    bounds = (
        _bounds_by_f(between, within, (n - 1, n * (k - 1)), k, confidence),
        _bounds_two_way(squares, confidence),
        _bounds_by_f(between, residual, (n - 1, (n - 1) * (k - 1)), k, confidence),
    )
    stepped = tuple(_step_up(pair, k) for pair in bounds)
    values = [None if value is None else float(value) for value in (*single, *panel)]
    return [
        # Rounding alone could leave the estimate an ulp outside its own interval.
        (form, value, None if value is None or pair is None else Interval(min(pair.low, value), max(pair.high, value)))
        for form, value, pair in zip(ICC_FORMS, values, (*bounds, *stepped), strict=True)
    ]


def _ratio(over: Fraction, under: Fraction) -> Fraction | None:
    """Return a quotient, None where the divisor is not positive: then the form is not defined."""
    return over / under if under > 0 else None


def _step_up(pair: Interval | None, k: int) -> Interval | None:
    """Return the bounds for the average of k raters (Spearman-Brown), None where a bound has no finite counterpart."""
    if pair is None or any(1 + (k - 1) * bound <= 0 for bound in pair):
        return None
    return Interval(*(k * bound / (1 + (k - 1) * bound) for bound in pair))


def _bounds_by_f(between: Fraction, error: Fraction, freedom: tuple[int, int], k: int, confidence: float) -> Interval:
    """Return the interval of forms (1,1) and (3,1): (F/q - 1) / (F/q + k - 1), q the F quantile at each end."""
    if error == 0:
        return Interval(1.0, 1.0)
    over, under = freedom
    observed = float(between / error)
    upper = 1 - (1 - confidence) / 2
    low, high = observed / f_quantile(upper, over, under), observed * f_quantile(upper, under, over)
    return Interval((low - 1) / (low + k - 1), (high - 1) / (high + k - 1))


def _bounds_two_way(squares: MeanSquares, confidence: float) -> Interval | None:
    """Return the interval of form (2,1) with Satterthwaite's degrees of freedom.

    Why the estimate is held at 0 in the degrees of freedom: they are derived for a correlation of 0 or more, and for a negative
    estimate the published expression can fall to no degrees of freedom at all.
    """
    n, k = squares.targets, squares.raters
    rows, columns, error = squares.between_targets, squares.between_raters, squares.residual
    if error == 0 and 0 in (rows, columns):
        return Interval(1.0, 1.0) if columns == 0 else Interval(0.0, 0.0)
    # k rho / (1 - rho), written so that nothing is divided by zero when rho is 1.
    odds = max(Fraction(0), rows - error) / (error + (columns - error) / n)
    first, second = odds / n * columns, (1 + odds * (n - 1) / n) * error
    freedom = float((first + second) ** 2 / (first**2 / (k - 1) + second**2 / ((n - 1) * (k - 1))))
    upper = 1 - (1 - confidence) / 2
    top, bottom = (Fraction(f_quantile(upper, *pair)) for pair in ((n - 1, freedom), (freedom, n - 1)))
    rest = k * columns + (k * n - k - n) * error
    if rest + rows == 0:
        return None
    low, high = n * (rows - top * error) / (top * rest + n * rows), n * (bottom * rows - error) / (rest + n * bottom * rows)
    return Interval(float(low), float(high))
