"""The rater report: whether interviewers agree and how each uses the scale, in words; the statistics stand at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

from servicecomp.documents.phrases import DEFAULT_LANGUAGE, phrases_for
from servicecomp.documents.rater_statistics import agreement_words, coefficient_rows, competency_line, correlation_of, reliability_rows
from servicecomp.interviews.bootstrap import DEFAULT_REPLICATES, DEFAULT_SEED, check_replicates
from servicecomp.interviews.coefficients import share
from servicecomp.interviews.rater_agreement import answer_ratings, gaps_by_question, mean_ratings, severity_intervals
from servicecomp.interviews.raters import MINIMUM_TARGETS
from servicecomp.interviews.raters import rater_report as compare_raters
from servicecomp.interviews.scoring import pooled_error
from servicecomp.interviews.severity_adjustment import fair_averages as corrected
from servicecomp.models.lines import Line
from servicecomp.models.provenance import Provenance, content_hash
from servicecomp.models.rater_reports import FairRow, FairTable, GapRow, RaterReport, RaterRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.intervals import Interval
    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.interviews.rater_agreement import AnswerRating, Gaps, Used
    from servicecomp.interviews.raters import RaterEffects
    from servicecomp.models.rater_reports import ReliabilityRow
    from servicecomp.models.scorecards import Scorecard

__all__ = ["rater_report"]

_SAME = 0.05  # a twentieth of a step is nothing to speak of
_QUESTIONS_TO_READ = 3
_WIDE = 2
_NARROWER, _WIDER = 0.9, 1.1  # a spread within a tenth of colleagues' is nothing to speak of, however sure it is


def rater_report(
    cards: Iterable[Scorecard],
    *,
    index: PlanIndex,
    fair_averages: bool = False,
    minimum: int = MINIMUM_TARGETS,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
) -> RaterReport:
    """Return the report on the ratings of many candidates' cards.

    Raises:
        DataError: a card does not fit the plan or comes twice.
        ValueError: `minimum` is under 2, or `replicates` is neither 0 nor at least 100.

    """
    check_replicates(replicates)
    say = phrases_for(DEFAULT_LANGUAGE)
    held = tuple(cards)
    used = answer_ratings(held, index)
    ratings = used.ratings
    reliability = reliability_rows(say, index, ratings, pooled_error(held, index=index))
    gaps = gaps_by_question(ratings)
    people = tuple(_people(say, ratings, minimum, replicates, seed))
    coefficients = coefficient_rows(say, index, ratings, minimum, replicates=replicates, seed=seed)
    return RaterReport(
        title=say.text("raters.title"),
        language=DEFAULT_LANGUAGE,
        provenance=_provenance(say, held, index),
        role=index.plan.role,
        candidates=len({rating.candidate for rating in ratings}),
        ratings=len(ratings),
        minimum=minimum,
        lead=say.lines("raters.lead_lines"),
        agreement=tuple(_agreement(say, ratings, gaps, reliability, minimum)),
        gaps=_gap_rows(index, gaps),
        raters=people,
        todo=tuple(_todo(say, ratings, gaps, people)),
        fair=_fair(say, ratings, [row.rater for row in people if row.enough]) if fair_averages else None,
        reliability=reliability,
        coefficients=coefficients,
        few=None if coefficients else say.line("raters.coefficients_few", minimum=minimum),
        statistics=say.line("raters.statistician_lead", replicates=f"{replicates:,}", seed=seed),
        notes=tuple(_notes(say, used)),
        replicates=replicates,
        seed=seed,
    )


def _provenance(say: Phrases, cards: Sequence[Scorecard], index: PlanIndex) -> tuple[Provenance, ...]:
    # Why sorted: the order in which files were read is no part of what the report was made from.
    digest = sha256("".join(sorted(content_hash(card) for card in cards)).encode()).hexdigest()
    plan = index.plan
    return (
        Provenance(kind=say.text("common.plan"), id=plan.role, version="", status=say.text("common.status_plan"), sha256=index.sha256),
        Provenance(
            kind=say.text("raters.scorecards"), id=str(len(cards)), version="", status=say.text("raters.status_cards"), sha256=digest
        ),
    )


def _agreement(
    say: Phrases, ratings: Sequence[AnswerRating], gaps: Mapping[str, Gaps], reliability: Sequence[ReliabilityRow], minimum: int
) -> Iterator[Line]:
    pairs = sum(entry.pairs for entry in gaps.values())
    if not pairs:
        yield say.line("raters.no_pairs")
        return
    same, one, more = (share(sum(entry[place] for entry in gaps.values()) / pairs) for place in (1, 2, 3))
    yield say.line("raters.pairs", pairs=pairs, same=same, one=one, more=more)
    yield from agreement_words(say, ratings, minimum)
    known = sum(row.found for row in reliability)
    if known:
        yield say.line("raters.found_some", found=known, all=len(reliability))
    else:
        yield say.line("raters.found_none")


def _gap_rows(index: PlanIndex, gaps: Mapping[str, Gaps]) -> tuple[GapRow, ...]:
    """Return the questions, those with the largest share of wide gaps first."""
    ordered = sorted(gaps, key=lambda key: (-Fraction(gaps[key].more, gaps[key].pairs), -Fraction(gaps[key].one, gaps[key].pairs), key))
    return tuple(
        GapRow(
            question=Line(text=key, source=f"plan/{index.plan.role}/{key}"),
            competency=competency_line(index, key.split("/", maxsplit=1)[0]),
            pairs=gaps[key].pairs,
            same=gaps[key].same,
            one=gaps[key].one,
            more=gaps[key].more,
        )
        for key in ordered
    )


def _people(say: Phrases, ratings: Sequence[AnswerRating], minimum: int, replicates: int, seed: int) -> Iterator[RaterRow]:
    """Yield a row for each interviewer: level and spread over single answers, halo over competency means."""
    answers = compare_raters(
        ((entry.rater, entry.candidate, f"{entry.stage} {entry.question}", entry.value) for entry in ratings), minimum=minimum
    )
    halos = {entry.rater: entry for entry in compare_raters(_competency_means(ratings), minimum=minimum).raters}
    intervals = severity_intervals(ratings, minimum, replicates=replicates, seed=seed)
    for effects in answers.raters:
        level, spread = intervals.get(effects.rater, (None, None))
        enough = effects.severity is not None
        halo = halos[effects.rater]
        # Below the minimum not even figures are kept: the JSON says no more about a person than the page.
        lines = _about_person(say, effects, level, spread) if enough else [_few(say, effects, minimum)]
        yield RaterRow(
            rater=effects.rater,
            ratings=effects.ratings,
            candidates=effects.targets,
            shared=effects.shared,
            enough=enough,
            severity=effects.severity,
            severity_low=level.low if level else None,
            severity_high=level.high if level else None,
            centrality=effects.centrality,
            centrality_low=spread.low if spread else None,
            centrality_high=spread.high if spread else None,
            halo=halo.halo if enough else None,
            others_halo=halo.others_halo if enough else None,
            lines=tuple(lines),
        )


def _competency_means(ratings: Iterable[AnswerRating]) -> Iterator[tuple[str, str, str, Fraction]]:
    given: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for entry in ratings:
        given[entry.rater, entry.candidate, entry.competency].append(entry.value)
    for (rater, candidate, competency), values in sorted(given.items()):
        yield rater, candidate, competency, Fraction(sum(values), len(values))


def _few(say: Phrases, effects: RaterEffects, minimum: int) -> Line:
    return say.line("raters.few", ratings=effects.ratings, candidates=effects.targets, shared=effects.shared, minimum=minimum)


def _about_person(say: Phrases, effects: RaterEffects, level: Interval | None, spread: Interval | None) -> Iterator[Line]:
    yield say.line("raters.base", ratings=effects.ratings, candidates=effects.targets, shared=effects.shared)
    yield _level(say, effects.severity or 0.0, level)
    if effects.centrality is not None and spread is not None:
        narrow, wide = _narrow(effects.centrality, spread.high), _wide(effects.centrality, spread.low)
        key = "central_beyond" if narrow else "wide_beyond" if wide else "central_within"
        yield say.line(f"raters.{key}", ratio=f"{effects.centrality:.2f}", low=f"{spread.low:.2f}", high=f"{spread.high:.2f}")


def _narrow(centrality: float | None, high: float | None) -> bool:
    """Whether ratings keep closer to the middle than colleagues', by a tenth or more and beyond the error."""
    return centrality is not None and high is not None and centrality <= _NARROWER and high < 1


def _wide(centrality: float | None, low: float | None) -> bool:
    return centrality is not None and low is not None and centrality >= _WIDER and low > 1


def _level(say: Phrases, severity: float, interval: Interval | None) -> Line:
    """Return the level in words, and whether it lies beyond the error."""
    side = say.text("raters.higher" if severity > 0 else "raters.lower")
    size = f"{abs(severity):.2f}"
    if interval is None:
        return say.line("raters.level_plain", size=size, side=side)
    if interval.low > 0 or interval.high < 0:
        low, high = sorted((abs(interval.low), abs(interval.high)))
        return say.line("raters.level_beyond", size=size, side=side, low=f"{low:.2f}", high=f"{high:.2f}")
    ends = {"low": _signed(say, interval.low), "high": _signed(say, interval.high)}
    if abs(severity) < _SAME:
        return say.line("raters.level_same", **ends)
    return say.line("raters.level_within", size=size, side=side, **ends)


def _signed(say: Phrases, value: float) -> str:
    return say.text("raters.signed_higher" if value > 0 else "raters.signed_lower", size=f"{abs(value):.2f}")


def _wide_answers(ratings: Iterable[AnswerRating]) -> Counter[str]:
    """Return, by question, the answers on which ratings lie two steps apart or more."""
    answers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for entry in ratings:
        answers[entry.answer].append(entry.value)
    return Counter(question for (_, _, question), given in answers.items() if max(given) - min(given) >= _WIDE)


def _todo(say: Phrases, ratings: Iterable[AnswerRating], gaps: Mapping[str, Gaps], people: Sequence[RaterRow]) -> Iterator[Line]:
    wide = sorted((key for key in gaps if gaps[key].more), key=lambda key: (-Fraction(gaps[key].more, gaps[key].pairs), key))
    apart = [row.rater for row in people if _beyond(row.severity_low, row.severity_high, 0)]
    middle = [row.rater for row in people if _narrow(row.centrality, row.centrality_high)]
    answers = _wide_answers(ratings)
    few = [row.rater for row in people if not row.enough]
    for key in wide[:_QUESTIONS_TO_READ]:
        number = answers[key]
        yield say.line("raters.todo_read_one" if number == 1 else "raters.todo_read", question=key, number=number)
    if apart:
        yield say.line("raters.todo_level", names=", ".join(apart))
    if middle:
        yield say.line("raters.todo_central", names=", ".join(middle))
    if apart or middle or wide:
        yield say.line("raters.todo_train")
    if few:
        yield say.line("raters.todo_share", names=", ".join(few))
    if people and not (apart or middle or wide or few):
        yield say.line("raters.todo_fine")


def _beyond(low: float | None, high: float | None, point: float) -> bool:
    return low is not None and high is not None and not low <= point <= high


def _fair(say: Phrases, ratings: Sequence[AnswerRating], known: Collection[str]) -> FairTable:
    """Return the corrected averages beside the plain ones, or the reason why there are none; parts only of people with enough ratings."""
    table = mean_ratings(ratings)
    found = corrected(table)
    lines = []
    if found.reason:
        lines.append(say.line("raters.fair_refused", reason=found.reason))
    elif not found.averages:
        lines.append(say.line("raters.fair_empty"))
    else:
        lines += [say.line("raters.fair_done", links=found.links), say.line("raters.fair_few")]
    left_out = sorted({entry.candidate for entry in ratings} - set(table))
    if left_out:
        lines.append(say.line("raters.fair_left_out", names=", ".join(left_out)))
    return FairTable(
        rows=tuple(FairRow(candidate=entry.target, raters=entry.raters, raw=entry.raw, fair=entry.fair) for entry in found.averages),
        severities=tuple(part for part in found.severities if part[0] in known),
        lines=tuple(lines),
        refused=bool(found.reason),
    )


def _notes(say: Phrases, used: Used) -> Iterator[Line]:
    for name in ("means", "forms", "alpha", "severity", "rwg"):
        yield say.line(f"raters.note_{name}")
    left_out = correlation_of(mean_ratings(used.ratings))[2]
    counts = {"left_out": left_out, "evidence": used.without_evidence, "after": used.after_discussion, "codes": used.off_scale}
    for name, number in counts.items():
        if number:
            yield say.line(f"raters.note_{name}", number=number)
