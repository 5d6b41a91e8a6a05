"""Tables of the fairness report: one characteristic or two crossed, as counted, or with small groups put together for publication."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.documents.numbers import decimal_text
from servicecomp.interviews.fairness import UNKNOWN, adverse_impact
from servicecomp.interviews.impact_results import label
from servicecomp.models.fairness_reports import GroupRow, ImpactTable
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.impact_results import AdverseImpact, Group, GroupImpact
    from servicecomp.models.fairness_reports import FairnessForm

__all__ = ["Table", "impact_table", "median_of", "published_table"]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers of persons by group; a group is a tuple with one part for each characteristic."""

    applied: dict[tuple[str, ...], int]
    selected: dict[tuple[str, ...], int]

    @property
    def crossed(self) -> bool:
        """Whether groups are intersections."""
        return any(len(group) > 1 for group in self.applied)


def median_of(scores: Sequence[Fraction]) -> Fraction:
    """Return the median, the mean of the middle two of an even number; 0 of none."""
    if not scores:
        return Fraction(0)
    ordered = sorted(scores)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def impact_table(
    say: Phrases, name: Line, table: Table, *, form: FairnessForm, notes: tuple[Line, ...] = (), apart: tuple[str, ...] = ()
) -> ImpactTable:
    """Return a table with the adverse impact of each group; groups named in `apart` are counted and not compared."""
    applied: dict[Group, int] = {_shown(group): number for group, number in table.applied.items()}
    selected: dict[Group, int] = {_shown(group): number for group, number in table.selected.items()}
    found = adverse_impact(selected, applied, unknown=(*UNKNOWN, *apart))
    words = found.in_words().split("\n")
    if found.reason:
        notes = (*notes, say.line("fairness.reason", reason=found.reason))
    return ImpactTable(
        name=name,
        crossed=table.crossed,
        rows=tuple(_row(say, found, entry, _worded(say, entry, text, form)) for entry, text in zip(found.groups, words, strict=False)),
        notes=notes,
    )


def published_table(say: Phrases, name: Line, table: Table, least: int, *, form: FairnessForm) -> ImpactTable:
    """Return a table of which no cell shows fewer people than `least`: came, passed or did not pass.

    Groups with a smaller cell are put together; if the sum is still too small, the smallest of the others joins them. A crossed table is
    withheld where anything would have to be put together, since the tables of its characteristics would give the parts away.
    """
    small = [group for group in table.applied if not _enough(table, [group], least)]
    kept = sorted((group for group in table.applied if group not in small), key=lambda group: (table.applied[group], group))
    if not small:
        return impact_table(say, name, table, form=form)
    if table.crossed:
        return ImpactTable(name=name, crossed=True, notes=(say.line("fairness.withheld_crossed", least=least),))
    while kept and not _enough(table, small, least):
        small.append(kept.pop(0))
    if not _enough(table, small, least):
        return ImpactTable(name=name, notes=(say.line("fairness.withheld", least=least),))
    together = say.text("fairness.pooled")
    applied = {group: table.applied[group] for group in kept} | {(together,): sum(table.applied[group] for group in small)}
    selected = {group: table.selected[group] for group in kept} | {(together,): sum(table.selected[group] for group in small)}
    note = say.line("fairness.pooled_note", least=least, number=len(small))
    return impact_table(say, name, Table(applied, selected), form=form, notes=(note,), apart=(together,))


def _enough(table: Table, groups: Sequence[tuple[str, ...]], least: int) -> bool:
    came, passed = sum(table.applied[group] for group in groups), sum(table.selected[group] for group in groups)
    return min(passed, came - passed) >= least


def _shown(group: tuple[str, ...]) -> Group:
    return group[0] if len(group) == 1 else group


def _worded(say: Phrases, entry: GroupImpact, text: str, form: FairnessForm) -> str:
    """Return the engine's sentences with the word for what was counted."""
    start = f"{label(entry.group)}: {entry.selected:,} of {entry.applied:,} "
    return start + say.text(f"fairness.word_{form}") + text.removeprefix(f"{start}selected")


def _row(say: Phrases, found: AdverseImpact, entry: GroupImpact, text: str) -> GroupRow:
    name = label(entry.group)
    source = f"group/{name}"
    return GroupRow(
        group=Line(text=name, source=source),
        applied=entry.applied,
        selected=entry.selected,
        rate=float(entry.rate) if entry.rate is not None else None,
        rate_low=entry.rate_interval.low if entry.rate_interval else None,
        rate_high=entry.rate_interval.high if entry.rate_interval else None,
        ratio=entry.ratio,
        ratio_text=_ratio_text(say, entry.ratio, found.threshold) if entry.ratio is not None else None,
        ratio_low=entry.ratio_interval.low if entry.ratio_interval else None,
        ratio_high=entry.ratio_interval.high if entry.ratio_interval else None,
        reference=entry.group == found.reference and entry.ratio is not None,
        flag=entry.flag,
        p_value=entry.p_value,
        criteria_disagree=entry.criteria_disagree,
        shortfall=float(entry.shortfall) if entry.shortfall is not None and entry.ratio is not None else None,
        flips=entry.flips,
        lines=(Line(text=text, source=source),),
    )


def _ratio_text(say: Phrases, ratio: Fraction, threshold: Fraction) -> str:
    """Return the ratio with two decimals, never rounded across the threshold."""
    text = decimal_text(ratio)
    if (Fraction(text) < threshold) == (ratio < threshold):
        return text
    return say.text("fairness.just_under" if ratio < threshold else "fairness.just_over", ratio=text)
