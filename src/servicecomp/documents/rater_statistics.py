"""The statistician's part of the rater report: every coefficient with its form, its interval and what it rests on."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from servicecomp.interviews.agreement import ICC_FORMS, icc, krippendorff_alpha, r_wg
from servicecomp.interviews.coefficients import share
from servicecomp.interviews.rater_agreement import icc_table, mean_ratings
from servicecomp.interviews.raters import MINIMUM_TARGETS
from servicecomp.interviews.rating_error import ASSUMED_RELIABILITY
from servicecomp.models.lines import Line
from servicecomp.models.rater_reports import CoefficientRow, CoefficientTable, ReliabilityRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.alpha import MeasurementLevel
    from servicecomp.interviews.intraclass import IntraclassCorrelation
    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.interviews.rater_agreement import AnswerRating
    from servicecomp.interviews.rating_error import RatingError

__all__ = ["agreement_words", "coefficient_rows", "competency_line", "correlation_of", "reliability_rows"]

_FEWEST = 2
_FOR_CHANGING = ("ICC(1,1)", "ICC(1,k)")


def competency_line(index: PlanIndex, competency: str) -> Line:
    """Return a competency's name as the plan holds it."""
    name = next((entry.label for entry in index.criteria if entry.competency == competency), competency)
    return Line(text=name, source=f"plan/{index.plan.role}/criteria/{competency}")


def correlation_of(table: Mapping[str, Mapping[str, Fraction]]) -> tuple[IntraclassCorrelation, bool, int]:
    """Return the intraclass correlation of candidates by raters, whether the raters were the same, and how many were left out."""
    found = icc_table(table)
    return icc(found.rows), bool(found.raters), found.left_out


def agreement_words(say: Phrases, ratings: Sequence[AnswerRating], minimum: int = MINIMUM_TARGETS) -> tuple[Line, ...]:
    """Return how far interviewers agree on the averages of candidates; below `minimum` candidates only that it cannot be told.

    Where the same interviewers rated everybody the order in which they put candidates comes first: a strict one then costs nobody a place.
    """
    table = mean_ratings(ratings)
    several = sum(len(given) >= _FEWEST for given in table.values())
    if several < minimum:
        return (say.line("raters.icc_few", targets=several, minimum=minimum),)
    found, together, _ = correlation_of(table)
    if not found.forms:
        return (say.line("raters.icc_none", reason=found.reason),)
    forms = found.value or {}
    one, all_of_them = ("ICC(3,1)", "ICC(3,k)") if together else ("ICC(1,1)", "ICC(1,k)")
    panel, single = forms.get(all_of_them), forms.get(one)
    lines = list(_order(say, table)) if together else []
    if panel is None or single is None or panel <= 0:
        return (*lines, say.line("raters.icc_nothing", targets=found.targets))
    key = "raters.icc_same" if together else "raters.icc_changing"
    lines.append(say.line(key, targets=found.targets, raters=found.raters, panel=share(panel), single=share(max(0.0, single))))
    interval = (found.interval or {}).get(all_of_them)
    if interval is not None:
        lines.append(say.line("raters.icc_range", low=share(max(0.0, interval.low)), high=share(max(0.0, interval.high))))
    return (*lines, *_level(say, table, forms)) if together else tuple(lines)


def _order(say: Phrases, table: Mapping[str, Mapping[str, Fraction]]) -> Iterator[Line]:
    """Yield on how many pairs of candidates no two of the same interviewers disagree who is rated higher."""
    rows = icc_table(table).rows
    pairs = same = 0
    for one, other in combinations(rows, 2):
        signs = {(a > b) - (a < b) for a, b in zip(one, other, strict=True)}
        pairs += 1
        same += not {-1, 1} <= signs
    yield say.line("raters.order_same" if same == pairs else "raters.order", same=same, pairs=pairs, raters=len(rows[0]))


def _level(say: Phrases, table: Mapping[str, Mapping[str, Fraction]], forms: Mapping[str, float | None]) -> Iterator[Line]:
    """Yield how far apart the levels lie, and what the panel would be worth if others with other levels sat in its place."""
    rows = icc_table(table).rows
    means = [sum(column) / len(column) for column in zip(*rows, strict=True)]
    yield say.line("raters.level_gap", size=f"{float(max(means) - min(means)):.2f}")
    panel, single = forms.get("ICC(2,k)"), forms.get("ICC(2,1)")
    if panel is not None and single is not None and panel > 0:
        yield say.line("raters.icc_others", panel=share(panel), single=share(max(0.0, single)))


def reliability_rows(say: Phrases, index: PlanIndex, ratings: Sequence[AnswerRating], error: RatingError) -> tuple[ReliabilityRow, ...]:
    """Return the reliability of one rating for each competency: found from thirty pooled candidates, else assumed."""
    raters: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for rating in ratings:
        raters[rating.competency][rating.candidate].add(rating.rater)
    rows = []
    for criterion in index.criteria:
        name = criterion.competency
        number = sum(len(people) >= _FEWEST for people in raters[name].values())
        found = name in error.found
        rows.append(
            ReliabilityRow(
                competency=competency_line(index, name),
                candidates=number,
                reliability=float(error.of(name).reliability if found else ASSUMED_RELIABILITY),
                found=found,
                origin=say.line("raters.origin_found" if found else "raters.origin_assumed", candidates=number),
            )
        )
    return tuple(rows)


def coefficient_rows(
    say: Phrases, index: PlanIndex, ratings: Sequence[AnswerRating], minimum: int, *, replicates: int, seed: int
) -> tuple[CoefficientTable, ...]:
    """Return ICC, alpha and r_wg for all competencies together and for each, where `minimum` candidates have two ratings or more."""
    found = []
    whole = mean_ratings(ratings)
    if _enough(whole, minimum):
        rows = (*_about(say, whole, "interval", replicates=replicates, seed=seed), *_within(say, index, ratings))
        found.append(CoefficientTable(about=say.line("raters.all"), rows=rows))
    for criterion in index.criteria:
        table = mean_ratings(ratings, criterion.competency)
        if _enough(table, minimum):
            own = [rating for rating in ratings if rating.competency == criterion.competency]
            rows = (*_about(say, table, "ordinal", replicates=replicates, seed=seed), *_within(say, index, own))
            found.append(CoefficientTable(about=competency_line(index, criterion.competency), rows=rows))
    return tuple(found)


def _enough(table: Mapping[str, Mapping[str, Fraction]], minimum: int) -> bool:
    return sum(len(given) >= _FEWEST for given in table.values()) >= minimum


def _about(
    say: Phrases, table: Mapping[str, Mapping[str, Fraction]], level: MeasurementLevel, *, replicates: int, seed: int
) -> Iterator[CoefficientRow]:
    found, same, left_out = correlation_of(table)
    by_form = {entry.form: entry for entry in found.forms}
    for form in ICC_FORMS:
        entry = by_form.get(form)
        fits = same or form in _FOR_CHANGING
        reason = None
        if entry is None:
            reason = say.line("raters.reason_plain", reason=found.reason)
        elif not fits:
            reason = say.line("raters.reason_other_form")
        interval = entry.interval if entry and fits else None
        yield CoefficientRow(
            name=found.name,
            form=form,
            value=entry.value if entry and fits else None,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            targets=found.targets,
            raters=found.raters,
            left_out=left_out,
            reason=reason,
            fits=fits,
        )
    people = sorted({rater for given in table.values() for rater in given})
    matrix = [[given.get(rater) for rater in people] for _, given in sorted(table.items())]
    alpha = krippendorff_alpha(matrix, level, replicates=replicates, seed=seed)
    yield CoefficientRow(
        name=alpha.name,
        form=alpha.form,
        value=alpha.value,
        low=alpha.interval.low if alpha.interval else None,
        high=alpha.interval.high if alpha.interval else None,
        targets=alpha.targets,
        raters=alpha.raters,
        left_out=alpha.left_out,
        reason=say.line("raters.reason_plain", reason=alpha.reason) if alpha.value is None else None,
    )


def _within(say: Phrases, index: PlanIndex, ratings: Sequence[AnswerRating]) -> Iterator[CoefficientRow]:
    """Yield the mean agreement within the panel over single answers."""
    answers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for rating in ratings:
        answers[rating.answer].append(rating.value)
    values = [found for given in answers.values() if (found := r_wg(given, index.top).value) is not None]
    if values:
        yield CoefficientRow(
            name=say.text("raters.rwg"),
            form=say.text("raters.rwg_form"),
            value=math.fsum(values) / len(values),
            targets=len(values),
            raters=max(len(given) for given in answers.values()),
        )
