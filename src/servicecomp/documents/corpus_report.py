"""The corpus report: which competencies the texts of each department or job family call for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.parts import competency_name
from servicecomp.documents.report_parts import framework_fields, page_words, plain, report_phrases
from servicecomp.models.lines import Line
from servicecomp.models.reports import CorpusCluster, CorpusColumn, CorpusReport, CoverageCell, CoverageRow, GroupCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Competency, Framework

__all__ = ["LEAST_TEXTS", "MOST_ROWS", "corpus_report"]

LEAST_TEXTS = 10
"""Fewest texts of a group for which shares are shown: below it one text moves a share by more than a shade."""
MOST_ROWS = 200
"""Groups that a page shows; the smallest of more are put together."""
_LONGEST_NAME = 120
_SHADES = 10


def corpus_report(counts: Sequence[GroupCount], *, framework: Framework, by: str | None = None, least: int = LEAST_TEXTS) -> CorpusReport:
    """Return the report on counts whose competencies stand in the framework's order; `by` names the column they are grouped by."""
    say = report_phrases()
    total = _sum(None, counts)
    order = _columns(framework)
    places = {competency.id: place for place, competency in enumerate(framework.competencies)}
    turn = [places[competency.id] for _, competency in order]
    shown, rest = _largest(counts) if by is not None else ((), ())
    rows = [_row(_group_name(say, count.group), count, turn, least) for count in shown]
    if rest:
        rows.append(_row(say.line("corpus.smaller", number=len(rest)), _sum(None, rest), turn, least))
    lead = [*say.lines("corpus.lead_lines")]
    if any(row.texts < least for row in (*rows, _row(say.line("corpus.total"), total, turn, least))):
        lead.append(say.line("corpus.few_line", least=least))
    if total.problems:
        lead.append(say.line("corpus.problem_line", number=total.problems))
    name = plain(by) if by is not None else ""
    return CorpusReport(
        title=say.text("corpus.title_by", by=name) if name else say.text("corpus.title"),
        words=page_words("corpus") | ({"group": Line(text=name, source=f"column/{name}")} if name else {}),
        lead=tuple(lead),
        least=least,
        clusters=_clusters(framework, order),
        columns=tuple(CorpusColumn(competency=competency.id, name=competency_name(competency)) for _, competency in order),
        rows=tuple(rows),
        total=_row(say.line("corpus.total"), total, turn, least),
        **framework_fields(framework),
    )


def _columns(framework: Framework) -> list[tuple[str, Competency]]:
    """Return the competencies with their clusters, cluster by cluster."""
    clusters = [cluster.id for cluster in framework.clusters]
    rank = {name: place for place, name in enumerate(clusters)}
    return sorted(
        ((competency.cluster, competency) for competency in framework.competencies), key=lambda entry: rank.get(entry[0], len(clusters))
    )


def _clusters(framework: Framework, order: Sequence[tuple[str, Competency]]) -> tuple[CorpusCluster, ...]:
    found = []
    for cluster in framework.clusters:
        size = sum(1 for name, _ in order if name == cluster.id)
        if size:
            line = Line(text=cluster.name, source=f"{framework.id}/clusters/{cluster.id}/name")
            found.append(CorpusCluster(name=line, columns=size))
    return tuple(found)


def _largest(counts: Sequence[GroupCount]) -> tuple[tuple[GroupCount, ...], tuple[GroupCount, ...]]:
    """Return the groups that have a row of their own, as they came, and those that share the last one."""
    if len(counts) <= MOST_ROWS:
        return tuple(counts), ()
    ranked = sorted(range(len(counts)), key=lambda place: (-counts[place].texts, place))
    kept = set(ranked[: MOST_ROWS - 1])
    return (
        tuple(count for place, count in enumerate(counts) if place in kept),
        tuple(count for place, count in enumerate(counts) if place not in kept),
    )


def _sum(group: str | None, counts: Sequence[GroupCount]) -> GroupCount:
    evidenced = tuple(map(sum, zip(*[count.evidenced for count in counts], strict=True)))
    return GroupCount(group, sum(count.texts for count in counts), sum(count.problems for count in counts), evidenced)


def _row(name: Line, count: GroupCount, turn: Sequence[int], least: int) -> CoverageRow:
    evidenced = count.evidenced or (0,) * len(turn)
    return CoverageRow(
        name=name, texts=count.texts, problems=count.problems, cells=tuple(_cell(evidenced[place], count.texts, least) for place in turn)
    )


def _cell(evidenced: int, texts: int, least: int) -> CoverageCell:
    if texts < max(1, least):
        return CoverageCell(texts=None, share=None, shade=None)
    return CoverageCell(texts=evidenced, share=evidenced / texts, shade=_SHADES * evidenced // texts)


def _group_name(say: Phrases, group: str | None) -> Line:
    name = plain(group)[:_LONGEST_NAME].strip() if group is not None else ""
    return Line(text=name, source=f"group/{name}") if name else say.line("corpus.none_given")
