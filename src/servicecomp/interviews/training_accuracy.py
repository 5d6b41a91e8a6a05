"""How near a trainee's ratings come to reference ratings: Cronbach's four components, and two plain figures beside them.

Source: Cronbach (1955), Processes affecting scores on "understanding of others" and "assumed similarity", Psychological Bulletin 52,
177-193. With r the trainee's and t the reference ratings of n targets on k items, and a dot for a mean over an index:

- elevation squared: (r.. - t..)^2
- differential elevation squared: mean over targets of ((r_i. - r..) - (t_i. - t..))^2
- stereotype accuracy squared: mean over items of ((r_.j - r..) - (t_.j - t..))^2
- differential accuracy squared: mean over all of ((r_ij - r_i. - r_.j + r..) - (t_ij - t_i. - t_.j + t..))^2

The four add up to the mean squared difference between r and t, exactly. 0 is perfect; despite their names, larger is less accurate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from servicecomp.interviews.coefficients import count_of
from servicecomp.interviews.matrices import Number, exact

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Accuracy", "accuracy"]

Cell: TypeAlias = tuple[str, str]
"""Target and item: whose answer, about which competency."""

_SAME = Fraction(1, 20)  # a twentieth of a step is nothing to speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """One set of ratings beside the reference; steps of the scale, squared where the name says so, exact.

    The components are None where the ratings do not define them (`reason` says why): all four need every target rated on every item;
    the differences between targets need two targets, those between items two items, and differential accuracy both. `elevation` keeps
    its sign: above 0 for a trainee who rates higher than the reference.
    """

    rated: int
    missing: int
    targets: int
    items: int
    mean_distance: Fraction | None = None
    within_one: int = 0
    exact_hits: int = 0
    elevation: Fraction | None = None
    elevation_squared: Fraction | None = None
    differential_elevation_squared: Fraction | None = None
    stereotype_accuracy_squared: Fraction | None = None
    differential_accuracy_squared: Fraction | None = None
    mean_squared_difference: Fraction | None = None
    reason: str = ""

    def distance(self) -> tuple[str, ...]:
        """Return how far the ratings lie from the reference, without the parts of the distance; never a mark."""
        if self.mean_distance is None:
            return (f"Nothing can be said: {self.reason}.",)
        hits = f"{self.exact_hits} the same, {self.within_one} within one step"
        lines = [f"{count_of(self.rated, 'rating')}: on average {_steps(self.mean_distance)} from the reference; {hits}."]
        if self.missing:
            lines.append(f"{count_of(self.missing, 'answer')} without a rating could not be used.")
        return tuple(lines)

    def sentences(self) -> tuple[str, ...]:
        """Return what the figures say, the parts of the distance too, a sentence each; the parts mean little below ten targets."""
        lines = [*self.distance()]
        if self.mean_distance is None:
            return tuple(lines)
        if self.elevation is None:
            lines.append(f"The four parts of the distance are not given: {self.reason}.")
            return tuple(lines)
        if abs(self.elevation) < _SAME:
            lines.append("Overall level (elevation): as high as the reference.")
        else:
            side = "higher" if self.elevation > 0 else "lower"
            lines.append(f"Overall level (elevation): {_steps(abs(self.elevation))} {side} than the reference.")
        parts = (
            ("Telling people apart (differential elevation)", self.differential_elevation_squared),
            ("Telling competencies apart (stereotype accuracy)", self.stereotype_accuracy_squared),
            ("Seeing who is strong in what (differential accuracy)", self.differential_accuracy_squared),
        )
        lines += [f"{name}: off by about {_steps(Fraction(math.sqrt(value)))}." for name, value in parts if value is not None]
        if any(value is None for _, value in parts):
            lines.append(f"Not given: {self.reason}.")
        return tuple(lines)

    def in_words(self) -> str:
        """Return the sentences as one text."""
        return " ".join(self.sentences())


def accuracy(ratings: Mapping[Cell, Number | None], reference: Mapping[Cell, Number]) -> Accuracy:
    """Return how near ratings by (target, item) come to the reference ratings of the same cells.

    A cell without a rating is missing, never 0; distance and hits then rest on what was rated, and the components are left out.

    Raises ValueError for a rating that is not a number, or of a cell that has no reference.

    >>> found = accuracy(
    ...     {("a", "x"): 3, ("a", "y"): 5, ("b", "x"): 2, ("b", "y"): 2}, {("a", "x"): 2, ("a", "y"): 4, ("b", "x"): 1, ("b", "y"): 3}
    ... )
    >>> found.elevation, found.mean_squared_difference
    (Fraction(1, 2), Fraction(1, 1))

    """
    stray = sorted(cell for cell in ratings if cell not in reference)
    if stray:
        raise ValueError(f"there is no reference rating of {' on '.join(stray[0])}")
    wanted = {cell: exact(value, f"the reference rating of {' on '.join(cell)}") for cell, value in reference.items()}
    given = {cell: exact(value, f"the rating of {' on '.join(cell)}") for cell, value in ratings.items() if value is not None}
    targets, items = sorted({cell[0] for cell in wanted}), sorted({cell[1] for cell in wanted})
    missing = len(wanted) - len(given)
    if not given:
        return Accuracy(rated=0, missing=missing, targets=len(targets), items=len(items), reason="no answer was rated")
    away = {cell: given[cell] - wanted[cell] for cell in given}
    plain = Accuracy(
        rated=len(given),
        missing=missing,
        targets=len(targets),
        items=len(items),
        mean_distance=_mean([abs(value) for value in away.values()]),
        within_one=sum(abs(value) <= 1 for value in away.values()),
        exact_hits=sum(value == 0 for value in away.values()),
        mean_squared_difference=_mean([value * value for value in away.values()]),
    )
    if len(given) < len(targets) * len(items):
        return _with(plain, reason="they need a rating and a reference for every speaker on every competency")
    # Every component is one of the difference r - t, since means are linear.
    middle = _mean(list(away.values()))
    by_target = {target: _mean([away[target, item] for item in items]) - middle for target in targets}
    by_item = {item: _mean([away[target, item] for target in targets]) - middle for item in items}
    left = [away[target, item] - middle - by_target[target] - by_item[item] for target in targets for item in items]
    several, crossed = len(targets) > 1, len(items) > 1
    lacking = [name for name, found in (("people", several), ("competencies", crossed)) if not found]
    return _with(
        plain,
        elevation=middle,
        elevation_squared=middle * middle,
        differential_elevation_squared=_mean([value * value for value in by_target.values()]) if several else None,
        stereotype_accuracy_squared=_mean([value * value for value in by_item.values()]) if crossed else None,
        differential_accuracy_squared=_mean([value * value for value in left]) if several and crossed else None,
        reason=f"parts that compare {' or '.join(lacking)} need at least two" if lacking else "",
    )


def _with(found: Accuracy, **fields: Fraction | str | None) -> Accuracy:
    """Return the same with some fields filled in."""
    return Accuracy(**{name: fields.get(name, getattr(found, name)) for name in found.__slots__})


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _steps(value: Fraction) -> str:
    return f"{float(value):.2f} of a step" if value < 1 else f"{float(value):.2f} steps"
