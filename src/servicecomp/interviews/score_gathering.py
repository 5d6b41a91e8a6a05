"""The ratings of one candidate, gathered from the cards: which count, which questions went without, and what was set aside."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.models.scorecards import Rating, Scorecard

__all__ = ["Gathered", "gather"]

_Place = tuple[str, str]
"""Stage and question."""

_CODE_ORDER = list(OffScale)
_ANYBODY = "any"
_NOTHING: dict[str, int] = {}
_NO_CODES: dict[str, OffScale] = {}


class Tally(NamedTuple):
    """What counts of one competency."""

    questions: list[dict[str, int]]
    """The rating by rater, for each question that was rated."""
    missing: int
    """Planned questions without a rating, by anybody's gap."""
    gaps: tuple[OffScale, ...]
    """The candidate's gaps among them."""
    planned: int
    """Ratings that the plan asks for."""
    covered: int
    """Ratings for which the interviewers did their part."""


class Gathered:
    """What counts of one candidate's cards, by competency."""

    def __init__(self, index: PlanIndex) -> None:
        """Start with no rating."""
        self._index = index
        self._ratings: defaultdict[_Place, dict[str, int]] = defaultdict(dict)
        self._codes: defaultdict[_Place, dict[str, OffScale]] = defaultdict(dict)
        self._sitting: defaultdict[str, set[str]] = defaultdict(set)
        self._by_competency: defaultdict[str, list[_Place]] = defaultdict(list)
        self.without_evidence = 0
        """Ratings set aside because nothing was written down."""
        self.unbacked = 0
        """Ratings without evidence that count, because the policy lets them."""

    def take(self, stage: str, rater: str, rating: Rating) -> None:
        """Take in one rating that counts under the policy's moment."""
        place = stage, rating.question
        if isinstance(rating.value, OffScale):
            self._codes[place][rater] = rating.value
            return
        if not rating.evidence.given:
            if self._index.policy.evidence == "needed":
                self.without_evidence += 1
                return
            self.unbacked += 1
        self._ratings[place][rater] = rating.value

    def sits(self, stage: str, rater: str) -> None:
        """Note that a rater handed in a card."""
        self._sitting[stage].add(rater)

    def finish(self) -> None:
        """Sort what was taken in by competency; the order of names decides, never that of the cards."""
        for place in sorted(self._ratings):
            self._by_competency[place[1].split("/")[0]].append(place)

    @property
    def raters(self) -> tuple[str, ...]:
        """Whose ratings count."""
        return tuple(sorted({rater for ratings in self._ratings.values() for rater in ratings}))

    def questions(self, competency: str) -> list[dict[str, int]]:
        """Return, for each question of a competency that was rated, the rating by rater."""
        return [self._ratings[place] for place in self._by_competency.get(competency, ())]

    def tally(self, competency: str) -> Tally:
        """Return what counts of a competency."""
        still = self._open(competency) if any(not self._ratings.get(place) for place in self._index.planned.get(competency, ())) else []
        planned, covered = self._coverage(competency)
        return Tally(self.questions(competency), len(still), self._gaps(still) if still else (), planned, covered)

    def _open(self, competency: str) -> list[_Place]:
        """Return the planned questions of a competency without a rating, less one for each spare that was rated in their stage.

        Those that were asked come first, so that a spare fills the gap that it was offered for.
        """
        spares = Counter(place[0] for place in self._by_competency.get(competency, ()) if place in self._index.spares)
        left = [place for place in self._index.planned.get(competency, ()) if not self._ratings.get(place)]
        still = []
        for place in sorted(left, key=lambda place: (OffScale.NO_EXAMPLE not in self._codes.get(place, {}).values(), place)):
            if spares[place[0]] and OffScale.DECLINED not in self._codes.get(place, {}).values():
                spares[place[0]] -= 1
            else:
                still.append(place)
        return still

    def _gaps(self, still: Sequence[_Place]) -> tuple[OffScale, ...]:
        """Return the candidate's gaps: questions that nobody could rate and to which a rater noted no example or no answer."""
        found = []
        for place in still:
            codes = {code for code in self._codes.get(place, {}).values() if not code.is_interviewers_gap}
            if codes:
                found.append(min(codes, key=_CODE_ORDER.index))
        return tuple(sorted(found, key=_CODE_ORDER.index))

    def _coverage(self, competency: str) -> tuple[int, int]:
        """Return how many ratings the plan asks for, and for how many the interviewers did their part.

        The plan asks for each planned question by each who sits there; a rating or a code of the candidate's is a part that was done. A
        rated spare makes up for a planned question of its rater in its stage, and never for more than were planned.
        """
        asked: dict[tuple[str, str], int] = {}
        given: dict[tuple[str, str], int] = {}
        for place in self._index.planned.get(competency, ()):
            ratings, codes = self._ratings.get(place, _NOTHING), self._codes.get(place, _NO_CODES)
            for rater in self._panel(place[0]):
                seat = place[0], rater
                asked[seat] = asked.get(seat, 0) + 1
                if rater in ratings or (rater in codes and not codes[rater].is_interviewers_gap):
                    given[seat] = given.get(seat, 0) + 1
        for place in self._by_competency.get(competency, ()):
            if place in self._index.spares:
                for rater in self._ratings[place]:
                    given[place[0], rater] = given.get((place[0], rater), 0) + 1
        return sum(asked.values()), sum(min(number, given.get(seat, 0)) for seat, number in asked.items())

    def _panel(self, stage: str) -> Collection[str]:
        return self._index.sessions[stage].interviewers or self._sitting[stage] or (_ANYBODY,)

    def by_rater(self) -> Mapping[str, Mapping[str, Fraction]]:
        """Return each rater's mean rating by competency."""
        found: dict[str, dict[str, Fraction]] = {}
        for criterion in self._index.criteria:
            given: defaultdict[str, list[int]] = defaultdict(list)
            for ratings in self.questions(criterion.competency):
                for rater, value in ratings.items():
                    given[rater].append(value)
            found[criterion.competency] = {rater: Fraction(sum(values), len(values)) for rater, values in given.items()}
        return found

    def notes(self, index: PlanIndex) -> tuple[str, ...]:
        """Return what was set aside, relaxed or left open, a sentence each."""
        lines = []
        if self.without_evidence:
            lines.append(f"{_ratings(self.without_evidence)} without written evidence did not count.")
        if index.policy.evidence == "optional":
            lines.append(f"The plan lets ratings count without written evidence; {_ratings(self.unbacked)} had none.")
        if index.policy.moment == "after":
            lines.append("Ratings given after the discussion count in place of the first ones.")
        if index.policy.minimum_questions == 1 or index.policy.minimum_raters == 1:
            lines.append("The plan lets a minimum bind on a single question or a single rater.")
        unplanned = [entry.label for entry in index.criteria if not index.planned.get(entry.competency)]
        if unplanned:
            lines.append(f"Not asked in these interviews: {', '.join(unplanned)}.")
        for entry in index.criteria:
            places = self._index.planned.get(entry.competency, ())
            if any(self._ratings.get(place) and OffScale.NO_EXAMPLE in self._codes.get(place, {}).values() for place in places):
                lines.append(f"{entry.label}: one rater noted no example where another gave a rating; the rating counts.")
        return tuple(lines)


def gather(cards: Sequence[Scorecard], index: PlanIndex) -> Gathered:
    """Return what counts of one candidate's cards under the plan's policy.

    Under the policy `after`, a second record stands in for the first of the same rater and question and rests on the first one's
    evidence where it has none of its own; both stay on their cards.
    """
    found = Gathered(index)
    chosen: dict[tuple[str, str, str], Rating] = {}
    moments = ("before", "after") if index.policy.moment == "after" else ("before",)
    for moment in moments:
        for card in cards:
            if card.moment == moment:
                found.sits(card.stage, card.interviewer)
                for rating in card.ratings:
                    place = card.stage, card.interviewer, rating.question
                    first = chosen.get(place)
                    inherits = first is not None and not rating.evidence.given
                    chosen[place] = rating.model_copy(update={"evidence": first.evidence}) if first and inherits else rating
    for (stage, rater, _), rating in chosen.items():
        found.take(stage, rater, rating)
    found.finish()
    return found


def _ratings(number: int) -> str:
    return f"{number} rating{'' if number == 1 else 's'}"
