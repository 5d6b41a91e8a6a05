"""How interviewers rate: whether they agree, and how each uses the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.api.interviews import _index, _plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.api.content import Name
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.rater_reports import RaterReport
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Scorecard
    from servicecomp.models.vacancies import InterviewPlan

__all__ = ["rater_report"]


def rater_report(
    cards: Iterable[Scorecard],
    *,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    fair_averages: bool = False,
    minimum: int = 10,
    seed: int | None = None,
    folders: Iterable[Name] = (),
) -> RaterReport:
    """Return how far the interviewers of a plan agree and how each uses the scale, from the cards of many candidates.

    Only ratings given before the discussion are used. Nothing is said about a person who shares fewer than `minimum` candidates with a
    colleague. `fair_averages` adds averages corrected for who rated beside the plain ones, or the reason why there can be none. `seed`
    steers the resamples behind intervals (1,000 of candidates); the same seed gives the same report. No score is changed by it.

    Raises:
        DataError: a card does not fit the plan or comes twice.

    """
    from servicecomp.documents.rater_report import rater_report as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.interviews.bootstrap import DEFAULT_SEED  # noqa: PLC0415 - as above

    index = _index(_plan(plan), role, framework, folders)
    return build(cards, index=index, fair_averages=fair_averages, minimum=minimum, seed=DEFAULT_SEED if seed is None else seed)
