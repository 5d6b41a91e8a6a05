"""The debrief of a panel, and the record of what people decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from servicecomp.api.content import Name, catalogue_for, context_for, resolved
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.interviews.rating_error import RatingError
    from servicecomp.loading.sources import Source
    from servicecomp.models.assessments import Assessment
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.debriefs import Debrief, OverridesFile
    from servicecomp.models.decision_records import DecisionRecord
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Decision, Override, Scorecard
    from servicecomp.models.vacancies import Vacancy

__all__ = ["debrief", "decision_form", "load_decision", "load_overrides", "write_decision", "write_decision_form"]


def debrief(
    cards: Iterable[Scorecard],
    *,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    bank: QuestionBank | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    overrides: Iterable[Override] | Name = (),
    error: RatingError | None = None,
    confidence: float = 0.95,
    reader: str | None = None,
    folders: Iterable[Name] = (),
) -> Debrief:
    """Return the agenda of a debrief and its report on all candidates of whom there are scorecards.

    Role and bank are the plan's when left out. `overrides` are objects or a YAML file; they stand beside the formula's figures and change
    none. `error` says how far a rating can be trusted (`pooled_error`). `reader` is an interviewer's key: as long as one of their own
    ratings is missing, the report holds nobody's and says why.

    Raises:
        DataError: cards or overrides do not fit the plan, there are none or too many, or the reader sits in none of its interviews.
        NotFoundError: a file, or something that is named by its id, is not there.

    """
    from servicecomp.documents.debrief import debrief as build  # noqa: PLC0415 - builders are loaded when used
    from servicecomp.models.banks import QuestionBank  # noqa: PLC0415 - models are loaded when used

    used = _plan(plan)
    this = context_for(role or used.role, framework, organisation, vacancy, folders)
    words = bank or used.bank
    questions = resolved(words, QuestionBank, catalogue_for(folders, words).bank) if words else None
    index = _index(used, this.role, this.framework)
    held = tuple(cards)
    candidates = tuple(dict.fromkeys(card.candidate for card in held))
    logged = _overrides(overrides, index, candidates) if isinstance(overrides, str | Path) else overrides
    return build(
        held,
        index=index,
        role=this.role,
        framework=this.framework,
        bank=questions,
        organisation=this.organisation,
        vacancy=this.vacancy,
        overrides=logged,
        error=error,
        confidence=confidence,
        reader=reader,
    )


def load_overrides(path: Name) -> tuple[Override, ...]:
    """Return the overrides of a YAML file, in which people log where they departed from the formula, and why.

    Raises:
        NotFoundError: there is no such file.
        DataError: it holds problems; each names its line and column.

    """
    return _read_overrides(path)[0]


def decision_form(
    candidate: str,
    *,
    plan: InterviewPlan | Name,
    role: RoleProfile | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    assessment: Assessment | None = None,
    decision: Decision | None = None,
    folders: Iterable[Name] = (),
) -> DecisionRecord:
    """Return the decision record of one candidate: an empty form to fill in and sign, or with what people wrote in `decision`.

    `assessment` prints what the formula gave; it fills in no answer.

    Raises:
        DataError: the decision or the assessment is about another candidate or another plan.

    """
    from servicecomp.documents.decision_record import decision_form as build  # noqa: PLC0415 - builders are loaded when used

    used = _plan(plan)
    this = context_for(role or used.role, framework, organisation, vacancy, folders)
    return build(
        candidate,
        plan=used,
        role=this.role,
        framework=this.framework,
        organisation=this.organisation,
        vacancy=this.vacancy,
        assessment=assessment,
        decision=decision,
    )


def load_decision(path: Name, *, plan: InterviewPlan | Name | None = None) -> Decision:
    """Return what people decided, from the YAML file that they filled in; with `plan` it is held against it.

    Raises:
        NotFoundError: there is no such file.
        DataError: it holds problems, an answer left empty among them; each names its line and column.

    """
    from servicecomp.checks.papers import build_paper  # noqa: PLC0415 - only readers need it
    from servicecomp.documents.decision_record import decision_faults  # noqa: PLC0415 - as above

    source = _source(path, "decision")
    decision = cast("Decision", build_paper("decision", source))
    problems = []
    if plan is not None:
        problems += [
            source.problem((field,), code=code, message=message, hint=hint)
            for field, code, message, hint in decision_faults(decision, _plan(plan))
        ]
    if problems:
        raise DataError(problems)
    return decision


def write_decision(decision: Decision, path: Name, *, force: bool = False) -> Path:
    """Write a decision as YAML; `load_decision` gives the same decision back.

    Raises:
        DataError: the file is already there and `force` is not set.

    """
    from servicecomp.loading.dumping import dump  # noqa: PLC0415 - only writers need it
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - as above

    return write_file(Path(path), dump(decision), force=force)


def write_decision_form(candidate: str, path: Name, *, plan: InterviewPlan | Name, force: bool = False) -> Path:
    """Write an empty decision as YAML for people to fill in; `load_decision` refuses it until they have.

    Raises:
        DataError: the file is already there and `force` is not set, or the candidate's key is no line of plain text.

    """
    from servicecomp.documents.decision_record import empty_decision  # noqa: PLC0415 - only writers need it
    from servicecomp.loading.writing import write_file  # noqa: PLC0415 - as above

    if not candidate.strip() or not candidate.isprintable():
        problem = Problem(where="candidate", code="bad-format", message=f"{candidate!r} is no key", hint="use one line of plain text")
        raise DataError([problem])
    return write_file(Path(path), empty_decision(candidate.strip(), _plan(plan)), force=force)


def _source(path: Name, what: str) -> Source:
    from servicecomp.loading.sources import read_source  # noqa: PLC0415 - only readers need it

    file = Path(path)
    if not file.is_file():
        message = f"there is no {what} file '{path}'"
        raise NotFoundError(message)
    return read_source(file)


def _read_overrides(path: Name) -> tuple[tuple[Override, ...], Source]:
    from servicecomp.checks.papers import build_paper  # noqa: PLC0415 - only readers need it

    source = _source(path, "overrides")
    return cast("OverridesFile", build_paper("overrides", source)).overrides, source


def _overrides(path: Name, index: PlanIndex, candidates: tuple[str, ...]) -> tuple[Override, ...]:
    """Return the overrides of a file, each held against the plan and the candidates' keys."""
    from servicecomp.documents.debrief import override_faults  # noqa: PLC0415 - builders are loaded when used

    found, source = _read_overrides(path)
    problems = [
        source.problem(("overrides", place, field), code=code, message=message, hint=hint)
        for place, override in enumerate(found)
        for field, code, message, hint in override_faults(override, candidates, index)
    ]
    if problems:
        raise DataError(problems)
    return found


def _index(plan: InterviewPlan, role: RoleProfile, framework: Framework) -> PlanIndex:
    from servicecomp.interviews.plan_index import index_plan  # noqa: PLC0415 - engines are loaded when used

    if plan.criteria and plan.scale_top:
        return index_plan(plan)
    from servicecomp.interviews.planning import criteria_of  # noqa: PLC0415 - only plans of the simple pick need it

    return index_plan(plan, criteria=criteria_of(role, framework), top=framework.rating_scale.top)


def _plan(plan: InterviewPlan | Name) -> InterviewPlan:
    from servicecomp.api.interviews import load_plan  # noqa: PLC0415 - one module of functions does not load another

    return resolved(plan, InterviewPlan, load_plan)
