"""Averages corrected for who happened to rate: off unless asked for, shown beside the raw average, refused without links.

Model: rating = person + rater, raters' parts adding up to 0, fitted by least squares, exactly. It can be told only where the design is
connected, that is, where raters are linked through people whom they rated in common. Source: Searle (1971), Linear models, chapter 7
(two-way classification without interaction, connectedness); for interviews, Linacre (1989), Many-facet Rasch measurement, of which this
is the plain linear form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.interviews.matrices import Number, exact

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FairAverage", "FairAverages", "fair_averages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FairAverage:
    """One target's raw average and, where it can be told, the average corrected for its raters."""

    target: str
    raters: int
    raw: Fraction
    fair: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FairAverages:
    """Raw and corrected averages of all targets.

    `groups` are the raters that are linked with each other; with more than one group the correction is refused, `value` is None and
    `reason` says why. `severities` are (rater, steps), above 0 for a rater who rates higher; they add up to 0. `links` counts targets
    rated by two raters or more: few links make a shaky correction.
    """

    averages: tuple[FairAverage, ...]
    severities: tuple[tuple[str, Fraction], ...]
    groups: tuple[tuple[str, ...], ...]
    links: int
    reason: str = ""

    @property
    def connected(self) -> bool:
        """Whether all raters are linked through targets that they rated in common."""
        return len(self.groups) == 1

    @property
    def value(self) -> dict[str, Fraction] | None:
        """The corrected average of each target, None where the correction is refused."""
        found = {entry.target: entry.fair for entry in self.averages if entry.fair is not None}
        return found or None

    @property
    def raw(self) -> dict[str, Fraction]:
        """The plain average of each target."""
        return {entry.target: entry.raw for entry in self.averages}

    @property
    def severity(self) -> dict[str, Fraction]:
        """The part of each rater, empty where the correction is refused."""
        return dict(self.severities)

    def in_words(self) -> str:
        """Return what was corrected, or why nothing was."""
        if self.reason:
            return f"Averages are not corrected for who rated: {self.reason}."
        if not self.averages:
            return "There are no ratings to average."
        raters = "; ".join(
            f"{rater} {abs(float(part)):.2f} of a step {'higher' if part > 0 else 'lower'}" if part else f"{rater} neither higher nor lower"
            for rater, part in self.severities
        )
        return (
            f"Averages beside the raw ones are corrected for who rated, from {self.links} "
            f"target{'s' * (self.links != 1)} rated by more than one rater. Raters, against each other: {raters}. "
            "The raw average stays the record."
        )


def fair_averages(ratings: Mapping[str, Mapping[str, Number | None]]) -> FairAverages:
    """Return raw and severity-corrected averages of ratings given as target -> rater -> value (None is missing).

    Refused, with the groups named, where the design is disconnected: then a strict panel cannot be told from weaker candidates.

    Raises ValueError for a value that is not a number.

    >>> found = fair_averages({"A": {"r1": 4}, "B": {"r1": 3, "r2": 2}, "C": {"r2": 1}, "D": {"r2": 2}})
    >>> {target: float(value) for target, value in found.value.items()}
    {'A': 3.5, 'B': 2.5, 'C': 1.5, 'D': 2.5}

    """
    table: dict[str, dict[str, Fraction]] = {}
    for target in sorted(ratings):
        if not isinstance(ratings[target], Mapping):
            raise ValueError(f"the ratings of {target} must be a mapping of raters to values")  # noqa: TRY004 - bad input is one kind of mistake
        given = {
            rater: exact(value, f"the rating of {target} by {rater}")
            for rater, value in sorted(ratings[target].items())
            if value is not None and value == value  # noqa: PLR0124 - not-a-number is missing too
        }
        if given:
            table[target] = given
    groups = _groups(table)
    links = sum(len(given) > 1 for given in table.values())
    severities = _severities(table, groups[0]) if len(groups) == 1 else {}
    reason = ""
    if len(groups) > 1:
        named = "; ".join(", ".join(group) for group in groups)
        reason = f"the design is disconnected, no target links these groups of raters: {named}"
    return FairAverages(
        averages=tuple(
            FairAverage(
                target=target,
                raters=len(given),
                raw=sum(given.values(), Fraction(0)) / len(given),
                fair=sum((value - severities[rater] for rater, value in given.items()), Fraction(0)) / len(given) if severities else None,
            )
            for target, given in table.items()
        ),
        severities=tuple(sorted(severities.items())),
        groups=groups,
        links=links,
        reason=reason,
    )


def _groups(table: Mapping[str, Mapping[str, Fraction]]) -> tuple[tuple[str, ...], ...]:
    """Return the raters who are linked with each other through targets, group by group."""
    group: dict[str, set[str]] = {}
    for given in table.values():
        joined = set(given).union(*(group[rater] for rater in given if rater in group))
        group.update(dict.fromkeys(joined, joined))
    return tuple(sorted({tuple(sorted(members)) for members in group.values()}))


def _severities(table: Mapping[str, Mapping[str, Fraction]], raters: Sequence[str]) -> dict[str, Fraction]:
    """Return the least-squares part of each rater, adding up to 0.

    With each target's part taken out, rater j obeys: n_j s_j - sum over its targets of the mean s of their raters = sum over its
    targets of (rating - mean rating). One of these equations follows from the others and gives way to "the parts add up to 0".
    """
    place = {rater: index for index, rater in enumerate(raters)}
    size = len(raters)
    rows = [[Fraction(0)] * (size + 1) for _ in range(size)]
    pairs: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    for given in table.values():
        mean = sum(given.values(), Fraction(0)) / len(given)
        for rater, value in given.items():
            row = rows[place[rater]]
            row[place[rater]] += 1
            row[size] += value - mean
            for other in given:
                pairs[place[rater], place[other]] += Fraction(1, len(given))
    for (first, second), weight in pairs.items():
        rows[first][second] -= weight
    rows[size - 1] = [Fraction(1)] * size + [Fraction(0)]
    return dict(zip(raters, _solve(rows), strict=True))


def _solve(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve the equations (last column: right-hand side) by elimination, exactly; they have one solution."""
    size = len(rows)
    for column in range(size):
        pivot = next(index for index in range(column, size) if rows[index][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for index in range(size):
            if index != column and (factor := rows[index][column]):
                rows[index] = [value - factor * base for value, base in zip(rows[index], rows[column], strict=True)]
    return [row[size] for row in rows]
