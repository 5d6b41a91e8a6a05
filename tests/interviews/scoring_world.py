"""Plans and scorecards for the tests of scoring, valid by construction."""

from __future__ import annotations

from hypothesis import strategies as st

from servicecomp.interviews.plan_index import index_plan
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Evidence, Rating, Scorecard
from servicecomp.models.vacancies import Criterion, InterviewPlan, PlannedSession, ScoringPolicy

NOTED = Evidence(action="Rang back the same day.")
CODES = list(OffScale)
RULES = ["unit", "weighted", "hybrid", "conjunctive"]


def a_plan(weights, *, minimums=(), questions=1, raters=("ann", "bo"), rule="weighted", spares=True, top=5, **policy):
    """A plan of one stage: competencies c-1, c-2 and so on, with so many questions each."""
    names = [f"c-{place}" for place in range(1, len(weights) + 1)]
    held = [*minimums, *[None] * (len(weights) - len(minimums))]
    session = PlannedSession(
        stage="interview",
        minutes=60,
        interviewers=tuple(raters),
        questions=tuple(f"{name}/q-{number}" for name in names for number in range(1, questions + 1)),
        spares=tuple(f"{name}/spare" for name in names) if spares else (),
    )
    criteria = tuple(
        Criterion(competency=name, weight=weight, minimum=minimum) for name, weight, minimum in zip(names, weights, held, strict=True)
    )
    return InterviewPlan(role="clerk", rule=rule, sessions=(session,), criteria=criteria, scale_top=top, policy=ScoringPolicy(**policy))


def a_card(plan, ratings, *, rater="ann", candidate="1001", moment="before", evidence=NOTED):
    """A card with ratings by question."""
    return Scorecard(
        plan=content_hash(plan),
        candidate=candidate,
        interviewer=rater,
        stage="interview",
        moment=moment,
        ratings=tuple(Rating(question=key, value=value, evidence=evidence) for key, value in ratings.items()),
    )


def panel(plan, *columns, candidate="1001"):
    """A card for each rater, with the ratings of the plan's questions in order; None leaves a question out."""
    [session] = plan.sessions
    return [
        a_card(
            plan,
            {key: value for key, value in zip(session.questions, column, strict=True) if value is not None},
            rater=rater,
            candidate=candidate,
        )
        for rater, column in zip(session.interviewers, columns, strict=False)
    ]


@st.composite
def plans(draw, *, rules=tuple(RULES)):
    weights = draw(st.lists(st.integers(1, 100), min_size=1, max_size=5))
    top = draw(st.integers(2, 7))
    rule = draw(st.sampled_from(rules))
    minimums = [draw(st.none() | st.integers(1, top)) for _ in weights]
    if rule == "conjunctive":
        minimums[0] = draw(st.integers(1, top))
    return a_plan(
        weights,
        minimums=minimums,
        questions=draw(st.integers(1, 3)),
        raters=("ann", "bo", "cy")[: draw(st.integers(1, 3))],
        rule=rule,
        top=top,
        evidence=draw(st.sampled_from(["needed", "optional"])),
        moment=draw(st.sampled_from(["before", "after"])),
        minimum_errors=draw(st.integers(0, 2)),
    )


@st.composite
def cards_of(draw, plan, *, candidate="1001", least=1):
    """Cards of one candidate on a plan, with gaps of every kind, spares and second records."""
    [session] = plan.sessions
    value = st.integers(1, plan.scale_top) | st.sampled_from(CODES)
    evidence = st.sampled_from([NOTED, NOTED, Evidence()])
    keys = [*session.questions, *session.spares]
    people = draw(st.lists(st.sampled_from(session.interviewers), min_size=least, unique=True))
    cards = []
    for person in people:
        for moment in ("before", "after") if draw(st.booleans()) else ("before",):
            chosen = draw(st.lists(st.sampled_from(keys), unique=True))
            ratings = tuple(Rating(question=key, value=draw(value), evidence=draw(evidence)) for key in chosen)
            cards.append(
                Scorecard(
                    plan=content_hash(plan), candidate=candidate, interviewer=person, stage="interview", moment=moment, ratings=ratings
                )
            )
    return cards


def indexed(plan):
    return index_plan(plan)
