"""Adverse impact: how the selection rates of groups compare, with exact fractions.

Group data is counted here and nowhere else: this module takes numbers of people by group and imports nothing that scores.

Sources: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D (four fifths of the highest rate; small numbers),
and the agencies' Questions and Answers (1979), question 21 (small numbers: one different person would give the group the
higher rate; here it is enough that one would turn the flag round); New York City, 6 RCNY 5-300 and 5-301 (impact ratio, scoring rate,
groups under 2% of the data); shortfall against the overall rate: Morris and Dunleavy (2017), Adverse impact analysis.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from servicecomp.interviews.impact_results import FOUR_FIFTHS, AdverseImpact, Group, GroupCounts, GroupImpact, label
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE, check_confidence
from servicecomp.interviews.matrices import Number, exact
from servicecomp.interviews.proportions import fisher_exact, katz_interval, wilson_interval

__all__ = ["SMALLEST_SHARE", "UNKNOWN", "adverse_impact"]

_Counts: TypeAlias = dict[Group, tuple[int, int]]  # selected and applied

SMALLEST_SHARE = Fraction(1, 50)
UNKNOWN = ("unknown", "not stated", "prefer not to say", "undisclosed")


def adverse_impact(
    selected: GroupCounts,
    applied: GroupCounts,
    *,
    unknown: str | Collection[Group] = UNKNOWN,
    reference: Group | None = None,
    threshold: Number = FOUR_FIFTHS,
    smallest_share: Number = SMALLEST_SHARE,
    confidence: float = DEFAULT_CONFIDENCE,
) -> AdverseImpact:
    """Return the selection rate of each group, its ratio to the highest rate, and how far the difference can be trusted.

    `selected` and `applied` are numbers of persons by group; a group that applied and is not in `selected` had nobody selected. Groups
    are names, or tuples of names for intersections. `unknown` names the groups of people whose group is not known: they are reported
    and not compared, as are groups under `smallest_share` of those whose group is known. The reference is the highest rate among the
    compared groups (of equals the largest group, then the first name), unless one is given. A ratio below `threshold` is flagged.

    Raises ValueError for numbers that are not whole, more selected than applied, or a group selected that did not apply.

    >>> found = adverse_impact({"A": 48, "B": 60}, {"A": 60, "B": 60})
    >>> found.value["A"], found.flags["A"]
    (Fraction(4, 5), False)

    """
    check_confidence(confidence)
    limit, smallest = exact(threshold, "the threshold"), exact(smallest_share, "the smallest share")
    counts = _read(selected, applied)
    apart = {_folded(entry) for entry in ((unknown,) if isinstance(unknown, str) else unknown)}
    known = {group: pair for group, pair in counts.items() if not _is_unknown(group, apart)}
    everyone = sum(pair[1] for pair in known.values())
    overall = Fraction(sum(pair[0] for pair in known.values()), everyone) if everyone else None
    compared = {group: pair for group, pair in known.items() if pair[1] and (group == reference or pair[1] >= smallest * everyone)}
    if reference is not None and reference not in compared:
        raise ValueError(f"the reference group {label(reference)!r} is not among the known groups that applied")
    base = _reference(compared, reference)
    reason = ""
    if base is None or len(compared) == 1:
        reason = "there are not two groups to compare"
    elif compared[base][0] == 0:
        reason = f"nobody of the reference group ({label(base)}) was selected, so that there is no rate to compare with"
    flips = _flips(compared, reference, limit) if not reason else {}
    exchanges = _exchanges(compared, reference, limit) if not reason else set()
    groups = []
    for group, (chosen, number) in counts.items():
        rate = Fraction(chosen, number) if number else None
        interval = wilson_interval(chosen, number, confidence=confidence)
        if group not in compared or base is None:
            note = _note(known=group in known, number=number, smallest=smallest)
            groups.append(GroupImpact(group=group, selected=chosen, applied=number, rate=rate, rate_interval=interval, note=note))
            continue
        against = compared[base]
        other = group != base
        ratio = _ratio(compared[group], against)
        groups.append(
            GroupImpact(
                group=group,
                selected=chosen,
                applied=number,
                rate=rate,
                rate_interval=interval,
                ratio=ratio,
                ratio_interval=katz_interval(chosen, number, *against, confidence=confidence) if other else None,
                flag=ratio is not None and ratio < limit,
                p_value=fisher_exact(chosen, number, *against) if other else None,
                shortfall=max(Fraction(0), number * overall - chosen) if overall is not None else None,
                flips_with=tuple(flips.get(group, ())),
                flips_by_exchange=group in exchanges,
            )
        )
    return AdverseImpact(groups=tuple(groups), reference=base, overall_rate=overall, threshold=limit, confidence=confidence, reason=reason)


def _read(selected: Mapping[Any, Any], applied: Mapping[Any, Any]) -> _Counts:
    """Return selected and applied by group, in the order of their names."""
    for name, counts in (("selected", selected), ("applied", applied)):
        if not isinstance(counts, Mapping):
            raise ValueError(f"{name} must be numbers of persons by group, not {type(counts).__name__}")  # noqa: TRY004 - bad input is one kind of mistake
    stray = sorted(label(group) for group in selected if group not in applied)
    if stray:
        raise ValueError(f"selected but not among those who applied: {', '.join(stray)}")
    found: _Counts = {}
    for group in sorted(applied, key=lambda entry: (label(entry), str(type(entry)))):
        numbers = [exact(counts.get(group, 0), f"the number of {label(group)}") for counts in (selected, applied)]
        if any(number.denominator != 1 or number < 0 for number in numbers):
            raise ValueError(f"the numbers of {label(group)} must be whole and 0 or more")
        if numbers[0] > numbers[1]:
            raise ValueError(f"of {label(group)}, {numbers[0]} cannot have been selected from {numbers[1]}")
        found[group] = int(numbers[0]), int(numbers[1])
    return found


def _folded(group: Group) -> Group:
    return group.casefold() if isinstance(group, str) else group


def _is_unknown(group: Group, apart: Collection[Group]) -> bool:
    """Say whether a group, or any part of an intersection, stands for people whose group is not known."""
    parts = group if isinstance(group, tuple) else ()
    return _folded(group) in apart or any(_folded(part) in apart for part in parts)


def _note(*, known: bool, number: int, smallest: Fraction) -> str:
    """Return why a group is not compared."""
    if not known:
        return "group not known: reported, not compared"
    return f"under {100 * float(smallest):g}% of those who applied: reported, not compared" if number else "nobody of this group applied"


def _reference(counts: _Counts, reference: Group | None) -> Group | None:
    """Return the group to compare with: the one given, else the highest rate, of equals the largest, then the first name."""
    if reference is not None or not counts:
        return reference
    return max(counts, key=lambda group: (Fraction(*counts[group]), counts[group][1]))


def _ratio(pair: tuple[int, int], against: tuple[int, int]) -> Fraction | None:
    return Fraction(pair[0] * against[1], pair[1] * against[0]) if against[0] else None


def _flags(counts: _Counts, reference: Group | None, limit: Fraction) -> dict[Group, bool]:
    """Return the flag of each group; without anybody selected in the reference group nothing is flagged."""
    base = _reference(counts, reference)
    if base is None:
        return {}
    ratios = {group: _ratio(pair, counts[base]) for group, pair in counts.items()}
    return {group: ratio is not None and ratio < limit for group, ratio in ratios.items()}


def _changed(counts: _Counts, *changes: tuple[Group, int]) -> _Counts | None:
    """Return the counts with some persons more or fewer selected; None where there is nobody to select or to leave out."""
    found = dict(counts)
    for group, step in changes:
        chosen, number = found[group]
        if not 0 <= chosen + step <= number:
            return None
        found[group] = chosen + step, number
    return found


def _flips(counts: _Counts, reference: Group | None, limit: Fraction) -> dict[Group, list[str]]:
    """Return for each group the single decisions that would turn its flag round."""
    now = _flags(counts, reference, limit)
    found: dict[Group, list[str]] = {group: [] for group in counts}
    for moved, step in ((group, step) for group in counts for step in (1, -1)):
        after = _changed(counts, (moved, step))
        if after is None:
            continue
        for group, flag in _flags(after, reference, limit).items():
            if flag != now[group]:
                found[group].append(f"one {'more' if step > 0 else 'fewer'} selected of {label(moved)}")
    return found


def _exchanges(counts: _Counts, reference: Group | None, limit: Fraction) -> set[Group]:
    """Return the groups whose flag turns round when one place changes hands between them and another group."""
    now = _flags(counts, reference, limit)

    def outcomes(group: Group) -> Iterator[bool]:
        for other in counts:
            for step in (1, -1):
                after = _changed(counts, (group, step), (other, -step)) if other != group else None
                if after is not None:
                    yield _flags(after, reference, limit)[group]

    return {group for group in counts if any(flag != now[group] for flag in outcomes(group))}
