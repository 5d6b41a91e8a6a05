"""Time and memory of scoring many candidates: `python -m benchmarks.scoring [candidates]`.

Cards are made as they are asked for, so that what is held at once is one candidate's; making them is timed apart.
"""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

from servicecomp.api.interviews import assess_all
from servicecomp.interviews.plan_index import index_plan
from servicecomp.interviews.scoring import pooled_error
from servicecomp.models.provenance import content_hash
from servicecomp.models.scorecards import Evidence, Rating, Scorecard
from servicecomp.models.vacancies import Criterion, InterviewPlan, PlannedSession

if TYPE_CHECKING:
    from collections.abc import Iterator

CANDIDATES, RATERS, COMPETENCIES = 10_000, 5, 8
SECONDS = 10
NOTED = Evidence(situation="A late order.", action="Rang the depot and the customer.", result="It came the next day.")


def a_plan() -> InterviewPlan:
    names = [f"competency-{place}" for place in range(1, COMPETENCIES + 1)]
    session = PlannedSession(
        stage="interview",
        minutes=90,
        interviewers=tuple(f"rater-{place}" for place in range(1, RATERS + 1)),
        questions=tuple(f"{name}/question" for name in names),
    )
    criteria = tuple(Criterion(competency=name, weight=5 + place, minimum=2) for place, name in enumerate(names))
    return InterviewPlan(role="clerk", rule="hybrid", sessions=(session,), criteria=criteria, scale_top=5)


def cards(plan: InterviewPlan, candidates: int) -> Iterator[Scorecard]:
    """Yield cards with ratings that vary by candidate, rater and competency; one in twenty is a code."""
    [session] = plan.sessions
    sha256 = content_hash(plan)
    for candidate in range(candidates):
        for rater, person in enumerate(session.interviewers):
            values = [(candidate * 7 + rater * 3 + place * 5 + candidate // 9) % 20 for place in range(COMPETENCIES)]
            ratings = tuple(
                Rating(question=key, value=1 + value % 5 if value else "not-asked", evidence=NOTED)
                for key, value in zip(session.questions, values, strict=True)
            )
            yield Scorecard(plan=sha256, candidate=f"{candidate:06}", interviewer=person, stage="interview", ratings=ratings)


def peak() -> float:
    """Return the most memory that the process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(candidates: int) -> None:
    plan = a_plan()
    for _ in assess_all(cards(plan, 100), plan):
        pass
    before = peak()
    begun = time.perf_counter()
    for _ in cards(plan, candidates):
        pass
    making = time.perf_counter() - begun
    begun = time.perf_counter()
    number = sum(1 for _ in assess_all(cards(plan, candidates), plan))
    both = time.perf_counter() - begun
    print(f"{number} candidates x {RATERS} raters x {COMPETENCIES} competencies")
    print(f"  assessed in {both - making:.1f} s (bar {SECONDS} s), with making the cards {both:.1f} s")
    print(f"  memory {before:.0f} MiB before, {peak():.0f} MiB at most while assessing")
    begun = time.perf_counter()
    pooled_error(cards(plan, candidates), index=index_plan(plan))
    print(f"  reliability pooled over all of them in {time.perf_counter() - begun - making:.1f} s, {peak():.0f} MiB at most")
    begun = time.perf_counter()
    sentences = sum(len(found.sentences()) for found in islice(assess_all(cards(plan, 1000), plan), 1000))
    print(f"  {sentences} sentences for 1000 candidates in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CANDIDATES)
