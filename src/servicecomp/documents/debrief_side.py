"""Candidates side by side: totals with their errors, minimums, values by competency, what-ifs, overrides, and every rating in detail."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from servicecomp.documents.debrief_parts import WIDE_GAP
from servicecomp.documents.numbers import decimal_text
from servicecomp.documents.rater_statistics import agreement_words
from servicecomp.documents.report_parts import plain
from servicecomp.interviews.rater_agreement import answer_ratings
from servicecomp.interviews.sensitivity import sensitivity
from servicecomp.models.debriefs import (
    CandidateValues,
    DebriefCandidate,
    DebriefCompetency,
    MinimumRow,
    OverrideRow,
    Standing,
    ValueCell,
    ValueRow,
    WhatIf,
)
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from servicecomp.documents.debrief_parts import Table
    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.rating_error import RatingError
    from servicecomp.models.assessments import Assessment, Comparison, CompetencyResult, Variation
    from servicecomp.models.debriefs import DebriefQuestion
    from servicecomp.models.scorecards import Override, Scorecard
    from servicecomp.models.vacancies import Criterion

__all__ = ["comparison", "details", "minimum_notes", "minimums", "override_rows", "rated_words", "standings", "values", "what_if"]

_ACROSS = 4
"""Candidates beside each other in one table: more would not fit on a page."""


def minimums(table: Table, found: Sequence[Assessment]) -> tuple[MinimumRow, ...]:
    """Return every minimum of every candidate."""
    return tuple(
        MinimumRow(
            candidate=one.candidate,
            competency=table.competency(result.competency),
            minimum=result.minimum,
            value=result.value,
            state=result.minimum_state,
            words=_minimum_words(table, result),
        )
        for one in found
        for result in one.competencies
        if result.minimum is not None and result.minimum_state is not None
    )


def minimum_notes(table: Table, found: Sequence[Assessment]) -> tuple[Line, ...]:
    """Return when a minimum counts as met, and whether the rule asks for minimums at all."""
    if not any(criterion.minimum for criterion in table.index.criteria):
        return ()
    policy = table.index.policy
    lines = [
        table.say.line(
            "debrief.minimum_rule", questions=policy.minimum_questions, raters=policy.minimum_raters, errors=policy.minimum_errors
        )
    ]
    if not any(one.standard_binds for one in found):
        lines.append(table.say.line("debrief.minimums_not_asked"))
    return tuple(lines)


def standings(table: Table, found: Sequence[Assessment], side: Comparison, error: RatingError | None) -> tuple[Standing, ...]:
    """Return totals in the order of keys, each with those that it is tied with and those that it lies above by more than error."""
    placed = {name for band in side.bands for name in band}
    totals = {one.candidate: one.value for one in found if one.value is not None}
    rows = []
    for one in found:
        name = one.candidate
        others = [other for other in totals if other != name and other in placed] if name in placed else []
        rows.append(
            Standing(
                candidate=name,
                total=one.value,
                comparable=one.comparable,
                rated=rated_words(table.say, table.index.criteria, one),
                interval=one.interval,
                lower=one.lower,
                upper=one.upper,
                standard_error=one.standard_error,
                reliability=one.reliability if _was_found(one, error) else None,
                coverage=one.coverage,
                tied_with=tuple(other for other in others if side.tied(name, other)),
                higher_than=tuple(other for other in others if not side.tied(name, other) and totals[name] > totals[other]),
                apart=_apart(table, one, side),
            )
        )
    return tuple(rows)


def _was_found(one: Assessment, error: RatingError | None) -> bool:
    """Whether the reliability of every competency in a total was found in pooled candidates."""
    return error is not None and all(result.competency in error.found for result in one.competencies if result.value is not None)


def rated_words(say: Phrases, criteria: Iterable[Criterion], one: Assessment) -> Line:
    """Return how much of what the plan counts was rated; coverage would not say, since a candidate's gap counts as covered."""
    weights = {criterion.competency: 1 if one.rule == "unit" else criterion.weight for criterion in criteria}
    rated = sum(weights[result.competency] for result in one.competencies if result.value is not None)
    key = "debrief.rated_of_unit" if one.rule == "unit" else "debrief.rated_of"
    return say.line(key, rated=rated, all=sum(weights.values()))


def _apart(table: Table, one: Assessment, side: Comparison) -> Line | None:
    if one.candidate in side.below_minimum:
        return table.say.line("debrief.apart_minimum")
    if one.value is None:
        return table.say.line("debrief.apart_no_total")
    return None if one.comparable else table.say.line("debrief.apart_not_comparable")


def comparison(
    table: Table, found: Sequence[Assessment], side: Comparison, cards: Sequence[Scorecard], error: RatingError | None
) -> tuple[Line, ...]:
    """Return how the totals compare: what a tie is, where the errors come from, and what they leave out."""
    say = table.say
    if all(one.value is None for one in found):
        return ()
    lines = [say.line("debrief.comparison_ties", confidence=_percent(side.confidence))] if len(found) > 1 else []
    lines += [say.line("debrief.comparison_source", source=text) for text in dict.fromkeys(one.error_source for one in found)]
    if error is None or not error.found:
        lines.append(say.line("debrief.comparison_assumed"))
    lines.append(say.line("debrief.comparison_shared"))
    words = agreement_words(say, answer_ratings(cards, table.index).ratings)
    lines.append(say.line("debrief.comparison_panel", words=" ".join(line.text for line in words)))
    unasked = [entry for entry in table.index.criteria if not table.index.planned.get(entry.competency)]
    if unasked:
        unit = table.index.rule == "unit"
        left, whole = (sum(1 if unit else entry.weight for entry in group) for group in (unasked, table.index.criteria))
        lines.append(say.line("debrief.comparison_left_out_unit" if unit else "debrief.comparison_left_out", left=left, all=whole))
    rated = {tuple(result.competency for result in one.competencies if result.value is not None) for one in found}
    if len(rated) > 1:
        lines.append(say.line("debrief.comparison_covered"))
    return tuple(lines)


def values(table: Table, found: Sequence[Assessment]) -> tuple[CandidateValues, ...]:
    """Return values by competency, four candidates to a table."""
    return tuple(_values(table, found[at : at + _ACROSS]) for at in range(0, len(found), _ACROSS))


def _values(table: Table, found: Sequence[Assessment]) -> CandidateValues:
    rows = [
        ValueRow(
            name=table.competency(criterion.competency),
            weight=criterion.weight,
            minimum=criterion.minimum,
            cells=tuple(_cell(table, one.competencies[place]) for one in found),
        )
        for place, criterion in enumerate(table.index.criteria)
    ]
    return CandidateValues(candidates=tuple(one.candidate for one in found), rows=tuple(rows))


def _cell(table: Table, result: CompetencyResult) -> ValueCell:
    state = "not-rated" if result.value is None else result.minimum_state
    key = {"not-met": "short_not_met", "within-error": "short_within_error", "not-rated": "short_not_rated"}.get(state or "")
    return ValueCell(value=result.value, note=table.say.line(f"debrief.{key}") if key else None)


def what_if(table: Table, found: Sequence[Assessment], cards: Mapping[str, Sequence[Scorecard]]) -> tuple[WhatIf, ...]:
    """Return, for each candidate with a total, what equal weights, one other weight or one rater less would make of it."""
    say = table.say
    rows = []
    for one in found:
        if one.value is None:
            continue
        place = f"assessment/{one.candidate}/what-if"
        changed = sensitivity(cards[one.candidate], index=table.index)
        equal, *weights = changed.weights
        moving = max(weights, key=lambda entry: abs(entry.difference or Fraction(0)), default=None)
        line = say.line("debrief.no_change")
        if moving is not None and moving.difference:
            line = Line(text=_changed(table, "debrief.weight_changed", moving, change=moving.change), source=f"{place}/weight")
        rows.append(
            WhatIf(
                candidate=one.candidate,
                equal_weights=equal.value,
                weight_change=line,
                without=tuple(
                    Line(text=_changed(table, "debrief.rater_left_out", entry, rater=table.name(rater)), source=f"{place}/without/{rater}")
                    for rater, entry in zip(one.raters, changed.raters, strict=True)
                ),
            )
        )
    return tuple(rows)


def _changed(table: Table, key: str, entry: Variation, **words: str) -> str:
    if entry.value is None or entry.difference is None:
        return table.say.text("debrief.rater_only", **words)
    return table.say.text(key, value=decimal_text(entry.value), difference=_signed(entry.difference), **words)


def override_rows(table: Table, found: Sequence[Assessment], overrides: Sequence[Override]) -> tuple[OverrideRow, ...]:
    """Return overrides beside the formula's figures, which stay as they are."""
    by_name = {one.candidate: one for one in found}
    rows = []
    for entry in sorted(overrides, key=lambda entry: (list(by_name).index(entry.candidate), entry.competency or "", entry.date, entry.by)):
        one = by_name[entry.candidate]
        result = one.result(entry.competency) if entry.competency else None
        rows.append(
            OverrideRow(
                candidate=entry.candidate,
                about=table.competency(entry.competency) if entry.competency else table.say.line("debrief.the_whole"),
                formula=result.value if result else one.value,
                value=entry.value,
                by=entry.by,
                date=entry.date,
                reason=Line(text=plain(entry.reason), source=f"override/{entry.candidate}/{entry.competency or 'whole'}/reason"),
            )
        )
    return tuple(rows)


def details(table: Table, found: Sequence[Assessment]) -> tuple[DebriefCandidate, ...]:
    """Return every rating of every candidate with its evidence, competency by competency."""
    return tuple(
        DebriefCandidate(
            candidate=one.candidate,
            competencies=tuple(_competency(table, one.candidate, result) for result in one.competencies),
            notes=tuple(Line(text=text, source=f"assessment/{one.candidate}/notes/{place}") for place, text in enumerate(one.notes, 1)),
        )
        for one in found
    )


def _competency(table: Table, candidate: str, result: CompetencyResult) -> DebriefCompetency:
    weights = {criterion.competency: criterion.weight for criterion in table.index.criteria}
    return DebriefCompetency(
        competency=result.competency,
        name=table.competency(result.competency),
        weight=weights[result.competency],
        value=result.value,
        standard_error=result.standard_error,
        coverage=result.coverage,
        minimum=result.minimum,
        minimum_state=result.minimum_state,
        minimum_words=_minimum_words(table, result) if result.minimum is not None else None,
        questions=tuple(
            _shortened(table, table.question(candidate, session, key))
            for session in table.index.plan.sessions
            for key in table.asked(candidate, session)
            if key.split("/")[0] == result.competency
        ),
    )


def _shortened(table: Table, question: DebriefQuestion) -> DebriefQuestion:
    """Return a question whose notes stand among the gaps with its ratings in one line."""
    if question.gap < WIDE_GAP:
        return question
    parts = []
    for row in question.ratings:
        first, second = (
            None if given is None else str(given.rating) if given.rating is not None else given.code.text if given.code else None
            for given in (row.before, row.after)
        )
        key = "debrief.details_gap_after" if second else "debrief.details_gap_rating"
        nothing = table.say.text("debrief.none_given")
        parts.append(table.say.text(key, rater=row.interviewer, rating=first or nothing, after=second or nothing))
    return question.model_copy(update={"summary": table.say.line("debrief.details_gap", ratings="; ".join(parts))})


def _minimum_words(table: Table, result: CompetencyResult) -> Line:
    state = result.minimum_state or "not-rated"
    if state == "not-met" and result.gaps:
        return table.say.line("debrief.minimum_gap")
    if state == "within-error" and not result.binding:
        return table.say.line("debrief.minimum_few")
    reach = table.index.policy.minimum_errors * (result.standard_error or 0)
    if state == "met" and result.value is not None and result.minimum is not None and result.value - reach < result.minimum:
        return table.say.line("debrief.minimum_close")
    return table.say.line(f"debrief.minimum_{state.replace('-', '_')}")


def _signed(value: Fraction) -> str:
    text = decimal_text(abs(value))
    return text if not value else f"+{text}" if value > 0 else f"−{text}"


def _percent(share: float) -> str:
    return f"{decimal_text(share * 100, 1).removesuffix('.0')}%"
