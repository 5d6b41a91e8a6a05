"""Interviews: plans, scorecards and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from servicecomp.api.content import Name, catalogue_for, context_for, framework_for, resolved
from servicecomp.errors import NotFoundError
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.interviews.rating_error import RatingError
    from servicecomp.models.assessments import Assessment, Comparison, Sensitivity
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.scorecards import Scorecard
    from servicecomp.models.vacancies import PlannedSession, ScoringPolicy, ScoringRule

__all__ = [
    "assess",
    "assess_all",
    "compare",
    "load_plan",
    "load_scorecards",
    "new_scorecards",
    "plan_interviews",
    "pooled_error",
    "sensitivity",
    "write_plan",
    "write_scorecards",
]


def load_plan(path: Name) -> InterviewPlan:
    """Return an interview plan from its YAML file.

    Raises:
        NotFoundError: there is no such file.
        DataError: it holds problems; all of them are in `problems`.

    """
    from servicecomp.loading.building import build  # noqa: PLC0415 - only readers need it
    from servicecomp.loading.sources import read_source  # noqa: PLC0415 - as above

    file = Path(path)
    if not file.is_file():
        message = f"there is no plan file '{path}'"
        raise NotFoundError(message)
    return build(InterviewPlan, read_source(file))


def write_plan(plan: InterviewPlan, path: Name, *, force: bool = False) -> Path:
    """Write an interview plan as YAML; `load_plan` gives the same plan back, with the same hash.

    Raises:
        DataError: the file is already there and `force` is not set.

    """
    from servicecomp.loading.dumping import dump  # noqa: PLC0415 - only writers need it
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - as above

    return write_file(Path(path), dump(plan), force=force)


def new_scorecards(plan: InterviewPlan, candidates: Iterable[str]) -> tuple[Scorecard, ...]:
    """Return an empty scorecard for each candidate, session and interviewer of a plan.

    A session for which the plan names nobody gets one card, for `interviewer-1`.
    """
    from servicecomp.models.provenance import content_hash  # noqa: PLC0415 - models are loaded when used
    from servicecomp.models.scorecards import Scorecard  # noqa: PLC0415 - as above

    sha256 = content_hash(plan)
    return tuple(
        Scorecard(plan=sha256, bank_version=plan.bank_version, candidate=candidate, interviewer=person, stage=session.stage)
        for candidate in candidates
        for session in plan.sessions
        for person in session.interviewers or ("interviewer-1",)
    )


def load_scorecards(*paths: Name, plan: InterviewPlan | Name | None = None) -> tuple[Scorecard, ...]:
    """Return the scorecards of files and folders: JSON, CSV or XLSX; with `plan` each is held against it.

    Raises:
        NotFoundError: a file or folder is not there.
        DataError: with every problem of every file; `where` names a cell or a field.
        MissingExtraError: a workbook is to be read and the extra `office` is not installed.

    """
    from servicecomp.exchange.scorecards_files import read_scorecards  # noqa: PLC0415 - readers are loaded when used

    index = _index(_plan(plan), None, None, ()) if plan is not None else None
    return read_scorecards(paths, index=index)


def write_scorecards(
    cards: Iterable[Scorecard],
    path: Name,
    *,
    plan: InterviewPlan | Name | None = None,
    bank: QuestionBank | Name | None = None,
    folders: Iterable[Name] = (),
    force: bool = False,
) -> Path:
    """Write scorecards as JSON, CSV or XLSX, by the ending of the path.

    With `plan` a workbook lists the questions that are still to be rated, and their spares, in the words of `bank` (the plan's when left
    out).

    Raises:
        DataError: the file is already there and `force` is not set, the ending is not known, or there are too many for a workbook.
        MissingExtraError: a workbook is to be written and the extra `office` is not installed.

    """
    from servicecomp.exchange.scorecards_files import scorecards_content  # noqa: PLC0415 - writers are loaded when used
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - as above
    from servicecomp.models.banks import QuestionBank  # noqa: PLC0415 - as above

    target = Path(path)
    used = _plan(plan) if plan is not None else None
    words = bank or (used.bank if used else None)
    questions = resolved(words, QuestionBank, catalogue_for(folders, words).bank) if words else None
    return write_file(target, scorecards_content(cards, target.suffix, plan=used, bank=questions), force=force)


def assess(
    cards: Iterable[Scorecard],
    *,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    error: RatingError | None = None,
    confidence: float = 0.95,
    folders: Iterable[Name] = (),
) -> Assessment:
    """Return what one candidate's scorecards come to, with breakdown, error, coverage and minimums.

    Weights and minimums are the plan's; `role` and `framework` stand in for a plan that was made without them. `error` says how far a
    rating can be trusted (`pooled_error`); assumed when left out, and the assessment says so.

    Raises:
        DataError: a card does not fit the plan, comes twice, or is about somebody else.

    """
    from servicecomp.interviews.scoring import assess as score  # noqa: PLC0415 - engines are loaded when used

    return score(cards, index=_index(_plan(plan), role, framework, folders), error=error, confidence=confidence)


def assess_all(
    cards: Iterable[Scorecard],
    plan: InterviewPlan | Name,
    *,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    error: RatingError | None = None,
    confidence: float = 0.95,
    folders: Iterable[Name] = (),
) -> Iterator[Assessment]:
    """Yield the assessment of each candidate, one at a time.

    A list is grouped by candidate first; an iterator is read once and needs each candidate's cards together, so that memory holds the
    cards of one candidate.

    Raises:
        DataError: a card does not fit the plan, or an iterator comes back to a candidate.

    """
    from servicecomp.interviews.scoring import assess_all as score  # noqa: PLC0415 - engines are loaded when used

    return score(cards, index=_index(_plan(plan), role, framework, folders), error=error, confidence=confidence)


def pooled_error(
    cards: Iterable[Scorecard],
    *,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    folders: Iterable[Name] = (),
) -> RatingError:
    """Return how far ratings can be trusted, found in the cards of thirty candidates or more; what is not found stays assumed."""
    from servicecomp.interviews.scoring import pooled_error as pool  # noqa: PLC0415 - engines are loaded when used

    return pool(cards, index=_index(_plan(plan), role, framework, folders))


def compare(
    assessments: Iterable[Assessment], *, confidence: float = 0.95, kind: Literal["measurement", "estimate"] = "measurement"
) -> Comparison:
    """Return which assessments differ by more than error, and which are ties.

    `kind` names the standard error that bands rest on: of measurement, or of the estimated true score.

    Raises:
        DataError: a candidate comes twice, or the assessments follow different plans.

    """
    from servicecomp.interviews.comparing import compare as side_by_side  # noqa: PLC0415 - engines are loaded when used

    return side_by_side(assessments, confidence=confidence, kind=kind)


def sensitivity(
    cards: Iterable[Scorecard],
    *,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    folders: Iterable[Name] = (),
) -> Sensitivity:
    """Return what one candidate's total would be with other weights, and without each rater.

    Raises:
        DataError: a card does not fit the plan, comes twice, or is about somebody else.

    """
    from servicecomp.interviews.sensitivity import sensitivity as vary  # noqa: PLC0415 - engines are loaded when used

    return vary(cards, index=_index(_plan(plan), role, framework, folders))


def plan_interviews(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    minutes: int = 60,
    interviewers: int | Sequence[str] = 3,
    stages: int | Sequence[str | PlannedSession] = 1,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    rule: ScoringRule = "weighted",
    policy: ScoringPolicy | None = None,
    framework: Framework | Name | None = None,
    folders: Iterable[Name] = (),
) -> InterviewPlan:
    """Return which questions are asked in which session, by whom, with a spare each, at the proven optimum of a stated objective.

    `minutes` is the length of a session. A stage is one session in which all interviewers sit; where that does not hold what the role
    needs, it is split into the fewest sessions that do, and the plan's notes say so. `interviewers` are a number or keys, `stages` a
    number, names, or sessions laid down by hand. Weights, minimums, `rule` and `policy` are frozen with the plan.

    Raises:
        DataError: the request cannot be met; the problem says which rules clash and the smallest change that helps.
        MissingExtraError: the extra `planning` is not installed.

    """
    from servicecomp.interviews.planning import plan_interviews as plan  # noqa: PLC0415 - engines are loaded when used

    this = context_for(role, framework, None, None, folders)
    return plan(
        this.role,
        this.bank(bank),
        this.framework,
        minutes=minutes,
        interviewers=interviewers,
        stages=stages,
        pinned=pinned,
        excluded=excluded,
        rule=rule,
        policy=policy,
    )


def _plan(plan: InterviewPlan | Name) -> InterviewPlan:
    return resolved(plan, InterviewPlan, load_plan)


def _index(plan: InterviewPlan, role: RoleProfile | Name | None, framework: Framework | Name | None, folders: Iterable[Name]) -> PlanIndex:
    """Return the plan made ready; role and framework are looked up only for a plan that was made without weights and scale."""
    from servicecomp.interviews.plan_index import index_plan  # noqa: PLC0415 - engines are loaded when used

    if plan.criteria and plan.scale_top:
        return index_plan(plan)
    from servicecomp.interviews.planning import criteria_of  # noqa: PLC0415 - only plans of the simple pick need it

    wanted = role or plan.role
    profile = resolved(wanted, RoleProfile, catalogue_for(folders, wanted).role)
    used = framework_for(framework or profile.framework, folders)
    return index_plan(plan, criteria=criteria_of(profile, used), top=used.rating_scale.top)
