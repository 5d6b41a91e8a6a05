"""Adverse impact in its usual tables: by stage and at the end, by intersection, and by scoring rate.

The scoring rate is the share of a group that scored above the median of the whole sample: New York City, 6 RCNY 5-300.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict, Unpack

from servicecomp.interviews.fairness import adverse_impact
from servicecomp.interviews.impact_results import AdverseImpact, Group, GroupCounts
from servicecomp.interviews.matrices import Number, exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "ImpactOptions",
    "IntersectionalImpact",
    "StageImpact",
    "StagesImpact",
    "intersectional_impact",
    "scoring_rate_impact",
    "stages_impact",
]

_FEWEST_STAGES = 2


class ImpactOptions(TypedDict, total=False):
    """The keyword arguments of `adverse_impact`."""

    unknown: str | Sequence[Group]
    reference: Group | None
    threshold: Number
    smallest_share: Number
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StageImpact:
    """One stage: those who passed it among those who entered it."""

    stage: str
    impact: AdverseImpact


@dataclass(frozen=True, slots=True, kw_only=True)
class StagesImpact:
    """Every stage on its own, and the end against the beginning.

    Both are needed: four stages with ratios of .9 end at .66 with no stage flagged.
    """

    stages: tuple[StageImpact, ...]
    overall: AdverseImpact

    def in_words(self) -> str:
        """Return the stages and the end, in order."""
        parts = [f"{entry.stage}\n{entry.impact.in_words()}" for entry in self.stages]
        return "\n\n".join([*parts, f"From the first stage to the last\n{self.overall.in_words()}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class IntersectionalImpact:
    """Each characteristic on its own, and all of them crossed.

    `by` holds (characteristic, impact) in the order of the names given; intersections are tuples.
    """

    by: tuple[tuple[str, AdverseImpact], ...]
    intersections: AdverseImpact

    def in_words(self) -> str:
        """Return the tables in words, the crossed one last."""
        parts = [f"By {name}\n{impact.in_words()}" for name, impact in self.by]
        return "\n\n".join([*parts, f"By {' and '.join(name for name, _ in self.by)}\n{self.intersections.in_words()}"])


def stages_impact(stages: Iterable[tuple[str, GroupCounts]], **options: Unpack[ImpactOptions]) -> StagesImpact:
    """Return the impact of each stage and of the whole procedure.

    `stages` are (name, numbers of persons by group still in), from those who applied to those selected. The options are those of
    `adverse_impact`.

    Raises ValueError for fewer than two stages, or a group that grows from one stage to the next.

    >>> found = stages_impact([("applied", {"A": 10, "B": 10}), ("shortlisted", {"A": 5, "B": 8}), ("offered", {"A": 1, "B": 4})])
    >>> found.overall.value["A"]
    Fraction(1, 4)

    """
    steps = list(stages)
    if len(steps) < _FEWEST_STAGES:
        raise ValueError(
            f"stages must be at least {_FEWEST_STAGES}, those who applied and those selected, and there is {len(steps) or 'none'}"
        )
    return StagesImpact(
        stages=tuple(
            StageImpact(stage=name, impact=adverse_impact(passed, entered, **options)) for (_, entered), (name, passed) in pairwise(steps)
        ),
        overall=adverse_impact(steps[-1][1], steps[0][1], **options),
    )


def intersectional_impact(
    selected: Mapping[tuple[str, ...], int],
    applied: Mapping[tuple[str, ...], int],
    names: Sequence[str],
    **options: Unpack[ImpactOptions],
) -> IntersectionalImpact:
    """Return the impact by each characteristic and by all of them crossed.

    Groups are tuples with one part a characteristic, in the order of `names`. A part that is not known is kept apart in the table of
    its own characteristic and in the crossed one. The options are those of `adverse_impact`, without a reference.

    Raises ValueError where a group has another number of parts than there are names.

    >>> applied = {("women", "over 40"): 20, ("women", "under 40"): 20, ("men", "over 40"): 20, ("men", "under 40"): 20}
    >>> selected = {("women", "over 40"): 5, ("women", "under 40"): 10, ("men", "over 40"): 9, ("men", "under 40"): 10}
    >>> found = intersectional_impact(selected, applied, ["sex", "age"])
    >>> found.intersections.value["women", "over 40"]
    Fraction(1, 2)

    """
    if options.get("reference") is not None:
        raise ValueError("a reference group cannot be given here: each table has its own")
    groups: list[Group] = [*selected, *applied]
    for group in groups:
        if isinstance(group, tuple) and len(group) == len(names):
            continue
        raise ValueError(f"the group {group!r} must have one part for each of {', '.join(names)}")
    crossed = adverse_impact(selected, applied, **options)
    tables = []
    for place, name in enumerate(names):
        chosen, everyone = Counter[Group](), Counter[Group]()
        for entry in crossed.groups:
            chosen[entry.group[place]] += entry.selected
            everyone[entry.group[place]] += entry.applied
        tables.append((name, adverse_impact(chosen, everyone, **options)))
    return IntersectionalImpact(by=tuple(tables), intersections=crossed)


def scoring_rate_impact(
    scores: Mapping[str, Iterable[Number]] | Mapping[tuple[str, ...], Iterable[Number]], **options: Unpack[ImpactOptions]
) -> AdverseImpact:
    """Return the impact of scores: `selected` counts those who scored above the median of the whole sample, unknown groups included.

    `scores` are the scores of each group's people, without names. The options are those of `adverse_impact`.

    >>> found = scoring_rate_impact({"A": [1, 2, 5], "B": [3, 4, 6]})
    >>> found.value["A"]
    Fraction(1, 2)

    """
    exactly = {group: [exact(score, "a score") for score in given] for group, given in scores.items()}
    everyone = sorted(score for given in exactly.values() for score in given)
    middle = everyone[(len(everyone) - 1) // 2 : len(everyone) // 2 + 1]
    # Twice the median, so that one rule serves odd and even samples: nobody is above the median of nobody.
    doubled = middle[0] + middle[-1] if middle else Fraction(0)
    above: dict[Group, int] = {group: sum(2 * score > doubled for score in given) for group, given in exactly.items()}
    applied: dict[Group, int] = {group: len(given) for group, given in exactly.items()}
    return adverse_impact(above, applied, **options)
