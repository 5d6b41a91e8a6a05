"""A plan made ready for scoring: what each session asks, who may rate it, and whether a scorecard belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.errors import DataError, Problem
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from servicecomp.models.scorecards import Scorecard
    from servicecomp.models.vacancies import Criterion, InterviewPlan, PlannedSession, ScoringPolicy, ScoringRule

__all__ = ["CardFault", "PlanIndex", "card_faults", "index_plan", "repeated_cards"]


class CardFault(NamedTuple):
    """Something about a card that does not fit its plan; a reader of files adds the cell or the line."""

    field: str
    """Field of the card: plan, bank_version, interviewer, stage or ratings."""
    rating: int | None
    """Which of the ratings, from 0, where it is about one."""
    code: str
    message: str
    hint: str = ""

    def problem(self, card: Scorecard, path: str = "") -> Problem:
        """Return the fault as a problem of a card that is no file."""
        place = f"{self.field}.{self.rating}" if self.rating is not None else self.field
        where = f"card of '{card.interviewer}' on '{card.candidate}', {place}"
        return Problem(path=path, where=where, code=self.code, message=self.message, hint=self.hint)


@dataclass(frozen=True, slots=True)
class PlanIndex:
    """The parts of a plan by the names that scorecards use."""

    plan: InterviewPlan
    sha256: str
    """Hash of the plan."""
    top: int
    """Highest rating of the scale."""
    criteria: tuple[Criterion, ...]
    sessions: Mapping[str, PlannedSession]
    """By stage."""
    allowed: Mapping[str, frozenset[str]]
    """Questions and spares, by stage."""
    planned: Mapping[str, tuple[tuple[str, str], ...]]
    """Stage and question of each planned question, by competency."""
    spares: frozenset[tuple[str, str]]
    """Stage and question of each spare."""

    @property
    def rule(self) -> ScoringRule:
        """How ratings are combined."""
        return self.plan.rule

    @property
    def policy(self) -> ScoringPolicy:
        """What counts as a rating."""
        return self.plan.policy


def index_plan(plan: InterviewPlan, *, criteria: Sequence[Criterion] = (), top: int | None = None) -> PlanIndex:
    """Return a plan made ready; `criteria` and `top` stand in where the plan, made without them, has none.

    Raises:
        DataError: nothing says what a competency counts or how long the scale is, or the conjunctive rule finds no minimum.

    """
    counts, scale = plan.criteria or tuple(criteria), plan.scale_top or top
    problems = []
    if not counts:
        problems.append(_problem("no-criteria", "the plan does not say what each competency counts", "name the role that it was made for"))
    if scale is None:
        problems.append(_problem("no-scale", "the plan does not say how long the rating scale is", "name the framework of its role"))
    if counts and plan.rule == "conjunctive" and all(entry.minimum is None for entry in counts):
        hint = "give a competency of the role a minimum, or choose another rule"
        problems.append(_problem("no-minimum", "the conjunctive rule asks for minimums, and no competency has one", hint))
    names = [entry.competency for entry in counts]
    problems += [
        _problem("duplicate-requirement", f"the plan counts '{name}' twice", "plan again")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    stages = [session.stage for session in plan.sessions]
    problems += [
        _problem("duplicate-stage", f"two sessions of the plan are called '{stage}'", "plan again")
        for stage in sorted({stage for stage in stages if stages.count(stage) > 1})
    ]
    if problems or scale is None:
        raise DataError(problems)
    planned: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    for session in plan.sessions:
        for key in session.questions:
            planned.setdefault(key.split("/")[0], []).append((session.stage, key))
    return PlanIndex(
        plan=plan,
        sha256=content_hash(plan),
        top=scale,
        criteria=counts,
        sessions={session.stage: session for session in plan.sessions},
        allowed={session.stage: frozenset((*session.questions, *session.spares)) for session in plan.sessions},
        planned={name: tuple(questions) for name, questions in planned.items()},
        spares=frozenset((session.stage, key) for session in plan.sessions for key in session.spares),
    )


def card_faults(card: Scorecard, index: PlanIndex) -> Iterator[CardFault]:
    """Yield what does not fit: another plan, an unknown stage or interviewer, a question not asked there, a value off the scale."""
    if card.plan != index.sha256:
        hint = "use the sheet that was made for this plan; a plan does not change once the first candidate was seen"
        yield CardFault("plan", None, "other-plan", "the scorecard belongs to another plan", hint)
        return  # everything else would be wrong because of this
    version = index.plan.bank_version
    if version is not None and card.bank_version is not None and card.bank_version != version:
        yield CardFault("bank_version", None, "other-bank", f"the card is for version {card.bank_version} of the questions, not {version}")
    session = index.sessions.get(card.stage)
    if session is None:
        yield CardFault("stage", None, "unknown-stage", f"the plan has no stage '{card.stage}'", f"use one of: {', '.join(index.sessions)}")
        return
    if session.interviewers and card.interviewer not in session.interviewers:
        hint = f"use one of: {', '.join(session.interviewers)}"
        yield CardFault("interviewer", None, "not-on-the-panel", f"'{card.interviewer}' does not sit in '{card.stage}'", hint)
    allowed = index.allowed[card.stage]
    for place, rating in enumerate(card.ratings):
        if rating.question not in allowed:
            message = f"the plan does not ask '{rating.question}' in '{card.stage}'"
            yield CardFault("ratings", place, "question-not-in-plan", message, "rate the questions of the plan and their spares")
        if not isinstance(rating.value, OffScale) and rating.value > index.top:
            message = f"{rating.value} is off the scale, which ends at {index.top}"
            yield CardFault("ratings", place, "off-the-scale", message, f"use 1 to {index.top}, or one of the codes")


def repeated_cards(cards: Iterable[Scorecard]) -> Iterator[tuple[int, Scorecard]]:
    """Yield each card, with its place, that repeats an earlier one: same candidate, interviewer, stage and moment."""
    seen: set[tuple[str, str, str, str]] = set()
    for place, card in enumerate(cards):
        key = (card.candidate, card.interviewer, card.stage, card.moment)
        if key in seen:
            yield place, card
        seen.add(key)


def _problem(code: str, message: str, hint: str) -> Problem:
    return Problem(where="plan", code=code, message=message, hint=hint)
