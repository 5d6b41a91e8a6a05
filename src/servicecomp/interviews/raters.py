"""How raters use the scale: severity, spread and halo, for a talk with the rater, never for a change of scores.

Severity: the mean difference from colleagues on the same answers. Centrality: a smaller spread than theirs. Halo: competencies that
rise and fall together more than they do for colleagues. Source of the terms: Saal, Downey and Lahey (1980), Psychological Bulletin 88,
413-428; Myford and Wolfe (2003), Journal of Applied Measurement 4, 386-422.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.interviews.matrices import Number, exact, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

__all__ = ["GivenRating", "RaterEffects", "RaterReport", "rater_report"]

MINIMUM_TARGETS = 10  # with ratings a step apart either way, fewer leave a severity uncertain by more than half a step
_FEWEST = 2
_SAME = 0.05  # a twentieth of a step is nothing to speak of


class GivenRating(NamedTuple):
    """One rating: keys of the rater, of the target (a candidate) and of the item (a competency), and the value."""

    rater: str
    target: str
    item: str
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterEffects:
    """How one rater rates, beside colleagues on the same answers; None where fewer than the minimum of targets allow it.

    `severity` is in scale steps and above 0 for a rater who rates higher than colleagues; `spread` and `others_spread` are standard
    deviations; `halo` is the mean correlation between items, `others_halo` the mean of the other raters'. `shared` counts targets on
    which a colleague rated the same item.
    """

    rater: str
    targets: int
    ratings: int
    shared: int
    mean: float
    severity: float | None
    spread: float | None
    others_spread: float | None
    halo: float | None
    others_halo: float | None

    @property
    def centrality(self) -> float | None:
        """Spread over the colleagues' spread: below 1, the rater keeps closer to the middle."""
        return None if self.spread is None or not self.others_spread else self.spread / self.others_spread

    def in_words(self) -> str:
        """Return the effects, for a talk with the rater."""
        start = f"{self.rater}: {self.ratings} ratings of {self.targets} targets, {self.shared} of them rated by a colleague too"
        if self.severity is None:
            return f"{start}; too few to say how this rater compares."
        parts = [start]
        if abs(self.severity) < _SAME:
            parts.append("rates as high as colleagues on the same answers")
        else:
            parts.append(f"rates {abs(self.severity):.2f} of a step {'higher' if self.severity > 0 else 'lower'} on the same answers")
        if self.centrality is not None:
            parts.append(f"spreads ratings by {self.spread:.2f} where colleagues spread by {self.others_spread:.2f}")
        if self.halo is not None and self.others_halo is not None:
            parts.append(f"competencies go together by {self.halo:.2f}, for colleagues by {self.others_halo:.2f}")
        return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterReport:
    """The effects of every rater, in the order of their keys."""

    raters: tuple[RaterEffects, ...]
    minimum: int

    def in_words(self) -> str:
        """Return one line a rater, and what the numbers are not."""
        note = (
            f"Compared are raters who share at least {self.minimum} targets with a colleague. "
            "A difference is a reason to look at evidence and anchors together, not a mark for the rater; no score was changed."
        )
        return "\n".join([*(rater.in_words() for rater in self.raters), note])


def rater_report(ratings: Iterable[GivenRating | tuple[str, str, str, Number]], *, minimum: int = MINIMUM_TARGETS) -> RaterReport:
    """Return severity, spread and halo of each rater beside colleagues on the same answers.

    `ratings` are tuples (rater, target, item, value); off-scale codes are left out by the caller. A rater who shares fewer than
    `minimum` targets with a colleague gets counts and a mean only; halo needs as many targets rated on two items that both vary.

    Raises ValueError for a value that is not a number, the same rating given twice, or a minimum under 2.
    """
    minimum = whole(minimum, "minimum", _FEWEST)
    cells: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
    for rater, target, item, value in ratings:
        if rater in cells[target, item]:
            raise ValueError(f"{rater} rated {target} on {item} twice")
        cells[target, item][rater] = exact(value, f"the rating of {target} on {item} by {rater}")
    own: dict[str, dict[tuple[str, str], Fraction]] = defaultdict(dict)
    for place, given in cells.items():
        for rater, number in given.items():
            own[rater][place] = number
    halos = {rater: _halo(mine, minimum) for rater, mine in own.items()}
    return RaterReport(raters=tuple(_effects(rater, own[rater], cells, halos, minimum) for rater in sorted(own)), minimum=minimum)


def _effects(
    rater: str,
    mine: Mapping[tuple[str, str], Fraction],
    cells: Mapping[tuple[str, str], Mapping[str, Fraction]],
    halos: Mapping[str, float | None],
    minimum: int,
) -> RaterEffects:
    shared = {place: [value for other, value in cells[place].items() if other != rater] for place in mine if len(cells[place]) > 1}
    targets = len({target for target, _ in shared})
    enough = targets >= minimum
    others = [value for values in shared.values() for value in values]
    differences = [mine[place] - sum(values) / len(values) for place, values in shared.items()]
    colleagues = [halo for other, halo in halos.items() if other != rater and halo is not None]
    return RaterEffects(
        rater=rater,
        targets=len({target for target, _ in mine}),
        ratings=len(mine),
        shared=targets,
        mean=float(sum(mine.values()) / len(mine)),
        severity=float(sum(differences) / len(differences)) if enough else None,
        spread=_deviation([mine[place] for place in shared]) if enough else None,
        others_spread=_deviation(others) if enough else None,
        halo=halos[rater],
        others_halo=math.fsum(colleagues) / len(colleagues) if colleagues else None,
    )


def _deviation(values: Sequence[Fraction]) -> float:
    """Return the standard deviation (n - 1)."""
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _halo(mine: Mapping[tuple[str, str], Fraction], minimum: int) -> float | None:
    """Return the mean correlation between the items of one rater over targets; None without two items that vary."""
    by_item: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for (target, item), value in mine.items():
        by_item[item][target] = value
    found = []
    for first, second in combinations(by_item.values(), 2):
        both = first.keys() & second.keys()
        if len(both) >= minimum and (link := _correlation([(first[target], second[target]) for target in both])) is not None:
            found.append(link)
    return math.fsum(found) / len(found) if found else None


def _correlation(pairs: Sequence[tuple[Fraction, Fraction]]) -> float | None:
    """Return Pearson's correlation; None where one side does not vary."""
    mean_x, mean_y = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
    together = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    product = sum((x - mean_x) ** 2 for x, _ in pairs) * sum((y - mean_y) ** 2 for _, y in pairs)
    return float(together) / math.sqrt(product) if product else None
