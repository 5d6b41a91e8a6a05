"""The fairness report: rates of groups at each stage and at the end, where criteria disagree, and a form that can be published."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from hashlib import sha256
from itertools import combinations
from typing import TYPE_CHECKING

from servicecomp.documents.fairness_parts import Table, impact_table, median_of, published_table
from servicecomp.documents.numbers import decimal_text
from servicecomp.documents.phrases import DEFAULT_LANGUAGE, phrases_for
from servicecomp.interviews.fairness import UNKNOWN
from servicecomp.interviews.matrices import whole
from servicecomp.models.fairness_reports import FairnessReport, FairnessSection
from servicecomp.models.provenance import Provenance, content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.fairness_reports import GroupRow, ImpactTable, Outcomes, Person, Result
    from servicecomp.models.lines import Line

__all__ = ["LEAST_PUBLISHED", "fairness_report"]

LEAST_PUBLISHED = 10
"""Fewest people that a cell of the published form shows, unless another number is given."""

_ROUGH = 100  # people; at rates near a half, a group of fifty still has an interval of a quarter of the range
_SMALLEST_P = 0.001


def fairness_report(outcomes: Outcomes, *, publish: int | None = None) -> FairnessReport:
    """Return the report; with `publish`, one in which no cell shows fewer people than that.

    Raises:
        ValueError: `publish` is under 2.

    """
    least = whole(publish, "the fewest people that a published cell shows", 2) if publish is not None else None
    say = phrases_for(DEFAULT_LANGUAGE)
    sections = tuple(_sections(say, outcomes, least))
    lead = [*say.lines("fairness.lead_lines")]
    if least is not None:
        lead.append(say.line("fairness.publish_line", least=least))
        lead += _published_without(say, outcomes, least)
    elif outcomes.unused:
        lead.append(say.line("fairness.unused_line", names=", ".join(outcomes.unused)))
    # The numbers on the page, and nothing that is not on it.
    numbers = "".join(content_hash(section) for section in sections)
    return FairnessReport(
        title=say.text(f"fairness.title_{outcomes.form}"),
        language=DEFAULT_LANGUAGE,
        provenance=(
            Provenance(
                kind=say.text("fairness.outcomes"),
                id=", ".join(outcomes.characteristics),
                version="",
                status=say.text("fairness.status_counts"),
                sha256=sha256(numbers.encode()).hexdigest(),
            ),
        ),
        form=outcomes.form,
        least=least,
        lead=tuple(lead),
        findings=tuple(_findings(say, sections)),
        sections=sections,
        reading=(
            *say.lines("fairness.reading_lines"),
            say.line(f"fairness.reading_{outcomes.form}"),
            *([say.line("fairness.reading_stages")] if outcomes.form == "selection" and least is None else []),
        ),
        # Why not in a published form: what an employer does next is no part of what it tells the world.
        todo=say.lines("fairness.todo_lines") if least is None else (),
    )


# -- sections ------------------------------------------------------------------------------------------------------------------


def _sections(say: Phrases, outcomes: Outcomes, least: int | None) -> Iterator[FairnessSection]:
    # Why left out: beside the totals of another table, the few of whom one characteristic is not known could be worked out.
    people = outcomes.people if least is None else [person for person in outcomes.people if not _unknown(person)]
    if outcomes.form == "scoring":
        for place, stage in enumerate(outcomes.stages):
            scored = [(person.results[place], person.groups) for person in people if isinstance(person.results[place], Fraction)]
            middle = median_of([score for score, _ in scored if isinstance(score, Fraction)])
            rows = [(isinstance(score, Fraction) and score > middle, groups) for score, groups in scored]
            lead = [_counted(say, "score_lead", rows, median=decimal_text(middle))] if rows else []
            lead += _left_out(say, "not_scored", len(people) - len(scored), least)
            yield _section(say, say.line("fairness.score", stage=stage), lead, outcomes, rows, least=least)
        return
    stayed = [person for person in people if "withdrew" not in person.results]
    last = len(outcomes.stages) - 1
    rows = [(person.results[last] == "yes", person.groups) for person in stayed]
    lead = [_counted(say, "whole_lead", rows), *_left_out(say, "withdrew_whole", len(people) - len(stayed), least)]
    yield _section(say, say.line("fairness.whole"), lead, outcomes, rows, least=least)
    if least is not None or len(outcomes.stages) == 1:
        return
    for place, stage in enumerate(outcomes.stages):
        came: list[tuple[Result, tuple[str, ...]]] = [(person.results[place], person.groups) for person in people]
        rows = [(result == "yes", groups) for result, groups in came if result in {"yes", "no"}]
        lead = [_counted(say, "stage_lead", rows)]
        lead += _left_out(say, "withdrew", sum(result == "withdrew" for result, _ in came), least)
        yield _section(say, say.line("fairness.stage", stage=stage), lead, outcomes, rows, least=least)


def _published_without(say: Phrases, outcomes: Outcomes, least: int) -> list[Line]:
    """Return how many people stand in no published table: in one number, and not even that where it would show a few."""
    scoring = outcomes.form == "scoring"
    number = sum(
        _unknown(person) or (all(result is None for result in person.results) if scoring else "withdrew" in person.results)
        for person in outcomes.people
    )
    if not number:
        return []
    if number < least:
        return [say.line("fairness.left_out_few", least=least)]
    return [say.line("fairness.left_out_scores" if scoring else "fairness.left_out", number=number)]


def _unknown(person: Person) -> bool:
    return any(group.casefold() in UNKNOWN for group in person.groups)


def _counted(say: Phrases, key: str, rows: Sequence[tuple[bool, tuple[str, ...]]], **more: str) -> Line:
    return say.line(f"fairness.{key}", passed=sum(passed for passed, _ in rows), entered=len(rows), **more)


def _left_out(say: Phrases, key: str, number: int, least: int | None) -> list[Line]:
    """Return how many were left out; in a published form nothing, since it could be fewer than may be shown."""
    return [say.line(f"fairness.{key}", number=number)] if number and least is None else []


def _section(
    say: Phrases, name: Line, lead: list[Line], outcomes: Outcomes, rows: Sequence[tuple[bool, tuple[str, ...]]], *, least: int | None
) -> FairnessSection:
    names = outcomes.characteristics
    tables = [_table(rows, (place,)) for place in range(len(names))]
    titles = [say.line("fairness.by_title", name=trait) for trait in names]
    for one, other in combinations(range(len(names)), 2):
        tables.append(_table(rows, (one, other)))
        titles.append(say.line("fairness.by_title", name=say.text("fairness.and", one=names[one], other=names[other])))
    made = [
        impact_table(say, title, table, form=outcomes.form)
        if least is None
        else published_table(say, title, table, least, form=outcomes.form)
        for title, table in zip(titles, tables, strict=True)
    ]
    if least is not None and not any(table.rows for table in made):
        lead = []  # the totals alone could be small as well
    return FairnessSection(name=name, lead=tuple(lead), tables=tuple(made))


def _table(rows: Sequence[tuple[bool, tuple[str, ...]]], places: tuple[int, ...]) -> Table:
    applied, selected = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for passed, groups in rows:
        group = tuple(groups[place] for place in places)
        applied[group] += 1
        selected[group] += passed
    return Table(dict(applied), dict(selected))


# -- findings ------------------------------------------------------------------------------------------------------------------


def _findings(say: Phrases, sections: Sequence[FairnessSection]) -> Iterator[Line]:
    """Yield each flag, each disagreement, and what to make of none."""
    compared = flagged = people = 0
    for section in sections:
        for table in section.tables:
            others = [row for row in table.rows if row.ratio is not None and not row.reference]
            low = [row for row in others if row.flag]
            compared += len(others)
            flagged += len(low)
            place = {"place": section.name.text, "by": _by(table)}
            if table.crossed:
                if low:
                    agree = sum(not row.criteria_disagree for row in low)
                    yield say.line("fairness.crossed_flagged", number=len(low), compared=len(others), agree=agree, **place)
                continue
            reference = next((row.group.text for row in table.rows if row.reference), "")
            for row in others:
                if row.flag or row.criteria_disagree:
                    yield _finding(say, place, row, reference)
                if row.flag and row.flips:
                    yield say.line("fairness.fragile", group=row.group.text, **place)
        people = max(people, *(sum(row.applied for row in table.rows) for table in section.tables), 0)
    if not compared:
        yield say.line("fairness.nothing_compared")
    elif not flagged:
        yield say.line("fairness.none_flagged")
    if compared and people < _ROUGH:
        yield say.line("fairness.few_people", people=people)


def _finding(say: Phrases, place: Mapping[str, str], row: GroupRow, reference: str) -> Line:
    key = "test_only" if not row.flag else "flagged_disagree" if row.criteria_disagree else "flagged"
    p = row.p_value if row.p_value is not None else 1.0
    ends = row.ratio_low, row.ratio_high
    known = ends[0] is not None and ends[1] is not None
    fits = (
        say.text("fairness.range", low=decimal_text(ends[0]), high=decimal_text(ends[1])) if known else say.text("fairness.range_unknown")
    )
    return say.line(
        f"fairness.{key}",
        **place,
        group=row.group.text,
        ratio=row.ratio_text,
        reference=reference,
        range=fits,
        p=say.text("fairness.below_thousandth") if p < _SMALLEST_P else f"{p:.3f}",
    )


def _by(table: ImpactTable) -> str:
    return table.name.text[0].lower() + table.name.text[1:]
