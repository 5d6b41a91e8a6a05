"""How much an assessment rests on single weights and on single raters: the same formula, with one thing changed at a time."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.interviews.scoring import assess
from servicecomp.models.assessments import Sensitivity, Variation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.models.assessments import BreakdownLine
    from servicecomp.models.scorecards import Scorecard

__all__ = ["sensitivity", "weight_variations"]


def sensitivity(cards: Iterable[Scorecard], *, index: PlanIndex) -> Sensitivity:
    """Return what the total of one candidate would be with other weights, and without each rater.

    Raises:
        DataError: the cards do not fit the plan, or are not about one candidate.

    """
    held = tuple(cards)
    base = assess(held, index=index)
    left_out = []
    for rater in base.raters:
        rest = tuple(card for card in held if card.interviewer != rater)
        without = assess(rest, index=index) if rest else None
        value = without.value if without else None
        left_out.append(
            Variation(
                change=f"Without {rater}",
                value=value,
                difference=value - base.value if value is not None and base.value is not None else None,
                standard=without.standard if without else None,
            )
        )
    return Sensitivity(candidate=base.candidate, weights=tuple(weight_variations(base.breakdown)), raters=tuple(left_out))


def weight_variations(lines: Sequence[BreakdownLine]) -> Iterator[Variation]:
    """Yield the total under equal weights, and with each weight halved, doubled and set to nothing."""
    if not lines:
        return
    weights = {line.competency: Fraction(line.weight) for line in lines}
    values = {line.competency: line.value for line in lines}
    total = sum((line.contribution for line in lines), Fraction(0))

    def under(change: str, changed: dict[str, Fraction]) -> Variation:
        together = sum(changed.values(), Fraction(0))
        value = sum((values[name] * weight for name, weight in changed.items()), Fraction(0)) / together if together else None
        return Variation(change=change, value=value, difference=None if value is None else value - total)

    yield under("Equal weights", dict.fromkeys(weights, Fraction(1)))
    for line in lines:
        for words, factor in (("half the weight", Fraction(1, 2)), ("twice the weight", Fraction(2)), ("left out", Fraction(0))):
            yield under(f"{line.name}: {words}", weights | {line.competency: line.weight * factor})
