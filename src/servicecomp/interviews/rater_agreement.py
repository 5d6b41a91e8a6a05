"""Ratings of many candidates made ready for the agreement statistics: pairs, one table a competency, and how sure a severity is.

Only ratings given before the discussion are used: those after it are no independent second look. Off-scale codes are no ratings.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.errors import DataError, Problem
from servicecomp.interviews.bootstrap import DEFAULT_REPLICATES, DEFAULT_SEED, percentile_interval
from servicecomp.interviews.intervals import DEFAULT_CONFIDENCE
from servicecomp.interviews.plan_index import card_faults, repeated_cards
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from servicecomp.interviews.intervals import Interval
    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.models.scorecards import Scorecard

__all__ = [
    "AnswerRating",
    "Gaps",
    "IccTable",
    "Used",
    "answer_ratings",
    "gaps_by_question",
    "icc_table",
    "mean_ratings",
    "severity_intervals",
]

_FEWEST = 2
_PARTS = 7  # of what is added up for each candidate: see `severity_intervals`


class AnswerRating(NamedTuple):
    """One interviewer's rating of one answer."""

    rater: str
    candidate: str
    stage: str
    question: str
    value: int

    @property
    def competency(self) -> str:
        """Competency that the question asks about."""
        return self.question.split("/", maxsplit=1)[0]

    @property
    def answer(self) -> tuple[str, str, str]:
        """Which answer was rated."""
        return self.candidate, self.stage, self.question


class Used(NamedTuple):
    """The ratings that are used, and what was set aside."""

    ratings: tuple[AnswerRating, ...]
    without_evidence: int
    off_scale: int
    after_discussion: int


class Gaps(NamedTuple):
    """How far apart pairs of ratings of the same answer lie."""

    pairs: int
    same: int
    one: int
    more: int


@dataclass(frozen=True, slots=True)
class IccTable:
    """Ratings as a table that the intraclass correlation can use.

    `raters` names the columns where the same raters rated everybody in it; it is empty where raters changed from candidate to candidate,
    and then only the forms (1,.) mean anything. `left_out` counts candidates rated by two or more who are not in it.
    """

    rows: tuple[tuple[Fraction, ...], ...]
    raters: tuple[str, ...]
    left_out: int


def answer_ratings(cards: Iterable[Scorecard], index: PlanIndex) -> Used:
    """Return the ratings of cards, in an order that no order of cards changes.

    Raises:
        DataError: a card does not fit the plan or comes twice.

    """
    given = list(cards)
    problems = [fault.problem(card) for card in given for fault in card_faults(card, index)]
    problems += [
        Problem(where=f"card of '{card.interviewer}' on '{card.candidate}'", code="card-twice", message="it comes twice", hint="keep one")
        for _, card in repeated_cards(given)
    ]
    if problems:
        raise DataError(dict.fromkeys(problems))
    found: list[AnswerRating] = []
    bare = codes = after = 0
    for card in given:
        for rating in card.ratings:
            if isinstance(rating.value, OffScale):
                codes += 1
            elif card.moment == "after":
                after += 1
            elif not rating.evidence.given and index.policy.evidence == "needed":
                bare += 1
            else:
                found.append(AnswerRating(card.interviewer, card.candidate, card.stage, rating.question, rating.value))
    return Used(tuple(sorted(found)), bare, codes, after)


def gaps_by_question(ratings: Iterable[AnswerRating]) -> dict[str, Gaps]:
    """Return, for each question that two people rated, how far apart the pairs of ratings of the same answer lie."""
    answers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for rating in ratings:
        answers[rating.answer].append(rating.value)
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for (_, _, question), values in answers.items():
        for one, other in combinations(values, 2):
            counts[question][min(2, abs(one - other))] += 1
    return {question: Gaps(sum(found.values()), found[0], found[1], found[2]) for question, found in sorted(counts.items())}


def mean_ratings(ratings: Iterable[AnswerRating], competency: str | None = None) -> dict[str, dict[str, Fraction]]:
    """Return candidate -> rater -> mean rating, of one competency or of everything.

    Means are taken over the answers that all raters of the candidate rated, so that nobody is compared on other questions; a candidate
    whose raters have no answer in common is left out.
    """
    by_rater: dict[str, dict[str, dict[tuple[str, str], int]]] = defaultdict(lambda: defaultdict(dict))
    for rating in ratings:
        if competency is None or rating.competency == competency:
            by_rater[rating.candidate][rating.rater][rating.stage, rating.question] = rating.value
    found: dict[str, dict[str, Fraction]] = {}
    for candidate, given in sorted(by_rater.items()):
        shared = set.intersection(*(set(values) for values in given.values()))
        if shared:
            found[candidate] = {
                rater: Fraction(sum(values[place] for place in shared), len(shared)) for rater, values in sorted(given.items())
            }
    return found


def icc_table(table: Mapping[str, Mapping[str, Fraction]]) -> IccTable:
    """Return the table of the intraclass correlation: the same raters where most candidates had them, else so many raters each.

    The same raters are the group that most often sat together (of equals the larger, then the first by name), if at least half of the
    candidates with two raters or more had all of them. Otherwise rows hold as many raters as most candidates had.
    """
    several = {candidate: given for candidate, given in table.items() if len(given) >= _FEWEST}
    if not several:
        return IccTable((), (), 0)
    groups = Counter(tuple(sorted(given)) for given in several.values())
    group = min(groups, key=lambda names: (-groups[names], -len(names), names))
    together = [given for given in several.values() if set(group) <= set(given)]
    if 2 * len(together) >= len(several):
        rows = tuple(tuple(given[name] for name in group) for given in together)
        return IccTable(rows, group, len(several) - len(rows))
    sizes = Counter(len(given) for given in several.values())
    size = min(sizes, key=lambda number: (-sizes[number], -number))
    rows = tuple(tuple(sorted(given.values())) for given in several.values() if len(given) == size)
    return IccTable(rows, (), len(several) - len(rows))


def severity_intervals(
    ratings: Sequence[AnswerRating],
    minimum: int,
    *,
    confidence: float = DEFAULT_CONFIDENCE,
    replicates: int = DEFAULT_REPLICATES,
    seed: int = DEFAULT_SEED,
) -> dict[str, tuple[Interval | None, Interval | None]]:
    """Return, for each rater who shares enough candidates with colleagues, the intervals of severity and of centrality.

    Severity is the mean difference from the colleagues' mean on the same answer, centrality the rater's spread over the colleagues'.
    Candidates are resampled, not answers: the answers of one candidate are not independent of each other.
    """
    answers: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for rating in ratings:
        answers[rating.answer][rating.rater] = rating.value
    found: dict[str, tuple[Interval | None, Interval | None]] = {}
    for rater in sorted({rating.rater for rating in ratings}):
        sums: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * _PARTS)
        for (candidate, _, _), given in answers.items():
            others = [value for name, value in given.items() if name != rater]
            if rater not in given or not others:
                continue
            own = Fraction(given[rater])
            parts: tuple[Fraction | int, ...] = (
                1,
                own - Fraction(sum(others), len(others)),
                own,
                own * own,
                len(others),
                sum(others),
                sum(value * value for value in others),
            )
            for place, value in enumerate(parts):
                sums[candidate][place] += value
        if len(sums) < minimum:
            continue
        # Why sorted by value: neither the names of candidates nor their order may change the resamples.
        patterns = Counter(tuple(map(float, values)) for values in sums.values())
        ordered = sorted(patterns)
        times = [patterns[pattern] for pattern in ordered]
        draw = partial(_interval, ordered, times, confidence=confidence, replicates=replicates, seed=seed)
        found[rater] = draw(_severity), draw(_centrality)
    return found


def _interval(
    patterns: Sequence[tuple[float, ...]],
    times: Sequence[int],
    statistic: Callable[[Sequence[float]], float | None],
    *,
    confidence: float,
    replicates: int,
    seed: int,
) -> Interval | None:
    def drawn(counts: Mapping[int, int]) -> float | None:
        return statistic([sum(patterns[index][place] * repeated for index, repeated in sorted(counts.items())) for place in range(_PARTS)])

    value = drawn(dict(enumerate(times)))
    if value is None:
        return None
    return percentile_interval(times, drawn, value, confidence=confidence, replicates=replicates, seed=seed)


def _severity(sums: Sequence[float]) -> float | None:
    return sums[1] / sums[0] if sums[0] else None


def _centrality(sums: Sequence[float]) -> float | None:
    own, others = _deviation(sums[0], sums[2], sums[3]), _deviation(sums[4], sums[5], sums[6])
    return own / others if own is not None and others else None


def _deviation(number: float, total: float, squares: float) -> float | None:
    if number < _FEWEST:
        return None
    return math.sqrt(max(0.0, (squares - total * total / number) / (number - 1)))
