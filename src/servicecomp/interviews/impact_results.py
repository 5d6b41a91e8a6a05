"""What the adverse-impact analysis returns, and how it reads. A flag asks for a look at the procedure; it is not a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, Interval

__all__ = ["FOUR_FIFTHS", "AdverseImpact", "Group", "GroupCounts", "GroupImpact", "label"]

Group: TypeAlias = str | tuple[str, ...]
GroupCounts: TypeAlias = Mapping[str, int] | Mapping[tuple[str, ...], int] | Mapping[Group, int]

FOUR_FIFTHS = Fraction(4, 5)
_SIGNIFICANT = 0.05
_SMALLEST_P = 0.001


def label(group: Group) -> str:
    """Return the name of a group; the parts of an intersection joined."""
    return " / ".join(map(str, group)) if isinstance(group, tuple) else str(group)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupImpact:
    """One group beside the reference group.

    `rate` and `ratio` are exact. `ratio` is None for a group that is not compared (`note` says why) and where the reference rate is 0.
    `shortfall` is how many more persons of the group would have been selected at the overall rate (a fraction of persons, never below
    0). `p_value` is Fisher's, two-sided, against the reference group. `flips_with` names the single decisions, one person more or
    fewer selected, each of which would turn the flag round; `flips_by_exchange` says whether giving one place of another group to this
    group, or the other way round, would.
    """

    group: Group
    selected: int
    applied: int
    rate: Fraction | None
    rate_interval: Interval | None
    ratio: Fraction | None = None
    ratio_interval: Interval | None = None
    flag: bool = False
    p_value: float | None = None
    shortfall: Fraction | None = None
    flips_with: tuple[str, ...] = ()
    flips_by_exchange: bool = False
    note: str = ""

    @property
    def flips(self) -> bool:
        """Whether one different decision, all else equal, turns the flag round."""
        return bool(self.flips_with)

    @property
    def significant(self) -> bool | None:
        """Whether Fisher's p is below .05; None where there is no test."""
        return None if self.p_value is None else self.p_value < _SIGNIFICANT

    @property
    def criteria_disagree(self) -> bool:
        """Whether the four-fifths rule and Fisher's test point different ways."""
        return self.significant is not None and self.significant != self.flag


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseImpact:
    """Selection rates of all groups, compared with the reference group; groups stand in the order of their names.

    `result["women"]` is one group's `GroupImpact`. `overall_rate` is that of everybody whose group is known. `reason` is set where
    nothing can be compared.
    """

    groups: tuple[GroupImpact, ...]
    reference: Group | None
    overall_rate: Fraction | None
    threshold: Fraction = FOUR_FIFTHS
    confidence: float = DEFAULT_CONFIDENCE
    reason: str = ""

    def __getitem__(self, group: Group) -> GroupImpact:
        """Return one group's result."""
        return {entry.group: entry for entry in self.groups}[group]

    @property
    def value(self) -> dict[Group, Fraction | None]:
        """Each group's rate over the reference rate, exact; None for groups that are not compared."""
        return {entry.group: entry.ratio for entry in self.groups}

    @property
    def ratios(self) -> dict[Group, Fraction | None]:
        """The same as `value`, by its usual name."""
        return self.value

    @property
    def rates(self) -> dict[Group, Fraction | None]:
        """The selection rate of each group, exact; None for a group of nobody."""
        return {entry.group: entry.rate for entry in self.groups}

    @property
    def interval(self) -> dict[Group, Interval | None]:
        """The interval of each ratio; None for the reference group and for groups that are not compared."""
        return {entry.group: entry.ratio_interval for entry in self.groups}

    @property
    def flags(self) -> dict[Group, bool]:
        """Whether each group's ratio is below the threshold."""
        return {entry.group: entry.flag for entry in self.groups}

    @property
    def flagged(self) -> tuple[Group, ...]:
        """The groups whose ratio is below the threshold."""
        return tuple(entry.group for entry in self.groups if entry.flag)

    def in_words(self) -> str:
        """Return the result, a line a group, and what a flag is and is not."""
        lines = [self._line(entry) for entry in self.groups]
        if self.reason:
            lines.append(f"Nothing is compared: {self.reason}.")
        lines.append(
            "A flag is a flag, not a verdict: it asks people to look at how this step selects. No flag is not proof of fairness either."
        )
        return "\n".join(lines)

    def _line(self, entry: GroupImpact) -> str:
        """Return the sentences about one group."""
        parts = [f"{label(entry.group)}: {entry.selected:,} of {entry.applied:,} selected"]
        if entry.rate is not None and entry.rate_interval is not None:
            low, high = (_percent(bound) for bound in entry.rate_interval)
            parts[0] += f" ({_percent(entry.rate)}; {100 * self.confidence:g}% interval {low} to {high})"
        parts[0] += "."
        if entry.note:
            parts.append(f"{entry.note[0].upper()}{entry.note[1:]}.")
        if entry.ratio is None or self.reference is None:
            return " ".join(parts)
        if entry.group == self.reference:
            return " ".join([*parts, "The others are compared with this group."])
        return " ".join([*parts, *self._comparison(entry, entry.ratio, label(self.reference))])

    def _comparison(self, entry: GroupImpact, ratio: Fraction, reference: str) -> list[str]:
        """Return the sentences that compare a group with the reference group."""
        limit = "four fifths" if self.threshold == FOUR_FIFTHS else f"{float(self.threshold):g}"
        verdict = f"below {limit}, flagged" if entry.flag else f"not below {limit}"
        parts = [f"The rate is {_ratio_text(ratio, self.threshold)} of that of {reference}: {verdict}."]
        if entry.ratio_interval is not None:
            low, high = entry.ratio_interval
            parts.append(f"These numbers of people fit ratios from {low:.2f} to {high:.2f} ({100 * self.confidence:g}% interval).")
        if entry.p_value is not None:
            shown = "below 0.001" if entry.p_value < _SMALLEST_P else f"{entry.p_value:.3f}"
            # Why not "chance did it": a large p says that the numbers do not tell, never that there is nothing to tell.
            meaning = (
                "were the groups treated alike, a gap as large would be rare."
                if entry.significant
                else "these numbers cannot tell the gap from none, which does not show that there is none."
            )
            parts.append(f"Fisher's exact test: p {shown}; {meaning}")
        if entry.criteria_disagree:
            parts.append(
                "The two criteria disagree: the rule flags a gap about which the test cannot tell."
                if entry.flag
                else "The two criteria disagree: the gap is within the rule, yet would be rare were the groups treated alike."
            )
        if entry.shortfall:
            persons = f"{float(entry.shortfall):.1f}".removesuffix(".0")
            parts.append(f"Shortfall at the overall rate: {persons} person{'s' * (entry.shortfall != 1)}.")
        if entry.flips_with:
            parts.append(f"One different decision would turn this round ({'; '.join(entry.flips_with)}).")
        elif entry.flips_by_exchange:
            parts.append("One place given to a person of another group would turn this round.")
        return parts


def _percent(value: Fraction | float) -> str:
    return f"{100 * float(value):.1f}%"


def _ratio_text(ratio: Fraction, threshold: Fraction) -> str:
    """Return the ratio with two decimals, never rounded across the threshold."""
    text = f"{float(ratio):.2f}"
    if (Fraction(text) < threshold) == (ratio < threshold):
        return text
    return f"just under {text}" if ratio < threshold else f"just over {text}"
