"""Checks of the papers of a selection: plan, decision, overrides, ticks and so on.

Schedules are checked in `exchange`, since they need time zones. Where a paper rests on another (a decision on its plan), the two are held
against each other if both are among the files; a paper whose other half lies elsewhere is not at fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from servicecomp.checks.training_files import training_faults
from servicecomp.errors import DataError, NotFoundError
from servicecomp.interviews.retention import known_jurisdictions
from servicecomp.loading.building import did_you_mean
from servicecomp.models.care import FeedbackTicks
from servicecomp.models.days import check_day
from servicecomp.models.debriefs import OverridesFile
from servicecomp.models.exports import ExportProfile
from servicecomp.models.provenance import content_hash
from servicecomp.models.retention import RetentionRules
from servicecomp.models.scorecards import Decision
from servicecomp.models.structure import HeldLog
from servicecomp.models.training import TrainingFile
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.checks.content import Content
    from servicecomp.errors import Problem
    from servicecomp.loading.sources import Location, Source
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.base import Model
    from servicecomp.models.care import FeedbackTick
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.scorecards import Override

    P = TypeVar("P", bound=Model)

__all__ = ["PAPER_CHECKS", "papers_of"]

_PARTS_OF_A_LINE = 4


def papers_of(content: Content, model: type[P]) -> Iterator[tuple[P, Source]]:
    """Yield the papers of one kind, each with its file."""
    for entry in content.papers:
        if isinstance(entry.paper, model):
            yield entry.paper, entry.source


def plans(content: Content) -> Iterator[Problem]:
    """A plan asks each question once, of its bank, says for each who asks it, and counts each competency once on its scale.

    Bad: three questions and two `askers`. Good: as many `askers` as `questions`, each of them one of the `interviewers`.
    """
    for plan, source in papers_of(content, InterviewPlan):
        yield from _sessions(plan, source)
        yield from _criteria(plan, source)
        if plan.bank is not None:
            bank = _bank(content, plan.bank)
            yield from _unknown_bank(plan.bank, source) if bank is None else _bank_questions(plan, bank, source)


def _sessions(plan: InterviewPlan, source: Source) -> Iterator[Problem]:
    stages = [("sessions", number, "stage") for number in range(len(plan.sessions))]
    yield from _twice(source, stages, "duplicate-stage", "stage")
    asked = [
        ("sessions", number, "questions", place) for number, entry in enumerate(plan.sessions) for place in range(len(entry.questions))
    ]
    yield from _twice(source, asked, "duplicate-question", "question")
    for number, session in enumerate(plan.sessions):
        here = ("sessions", number)
        spares = [(*here, "spares", place) for place in range(len(session.spares))]
        yield from _twice(source, spares, "duplicate-question", "question", before=session.questions)
        people = [(*here, "interviewers", place) for place in range(len(session.interviewers))]
        yield from _twice(source, people, "duplicate-name", "interviewer")
        if session.askers and len(session.askers) != len(session.questions):
            message = f"{len(session.askers)} askers stand beside {len(session.questions)} questions"
            hint = "name who asks each question, in the order of the questions, or nobody"
            yield source.problem((*here, "askers"), code="missing-asker", message=message, hint=hint, key=True)
        for place, key in enumerate(session.askers):
            if key not in session.interviewers:
                message = f"'{key}' asks a question and does not interview in '{session.stage}'"
                hint = did_you_mean(key, session.interviewers)
                yield source.problem((*here, "askers", place), code="not-on-the-panel", message=message, hint=hint)


def _criteria(plan: InterviewPlan, source: Source) -> Iterator[Problem]:
    places = [("criteria", number, "competency") for number in range(len(plan.criteria))]
    yield from _twice(source, places, "duplicate-requirement", "competency")
    for number, entry in enumerate(plan.criteria):
        if entry.minimum is not None and plan.scale_top is not None and entry.minimum > plan.scale_top:
            message = f"the minimum {entry.minimum} is above the rating scale"
            hint = f"use 1 to {plan.scale_top}"
            yield source.problem(("criteria", number, "minimum"), code="off-the-scale", message=message, hint=hint)
    if plan.rule == "conjunctive" and plan.criteria and all(entry.minimum is None for entry in plan.criteria):
        message = "the conjunctive rule asks for minimums, and no competency has one"
        yield source.problem(("rule",), code="no-minimum", message=message, hint="give a competency a minimum, or choose another rule")


def _bank_questions(plan: InterviewPlan, bank: QuestionBank, source: Source) -> Iterator[Problem]:
    if plan.bank_version is not None and plan.bank_version != bank.version:
        message = f"the plan was made with version {plan.bank_version} of the bank '{bank.id}', which is now {bank.version}"
        hint = "plan again, unless a candidate has been seen: then keep the plan and the bank that it was made with"
        yield source.problem(("bank_version",), code="other-bank", message=message, hint=hint, severity="warning")
        return
    keys = {question.key for question in bank.questions}
    for number, session in enumerate(plan.sessions):
        for group in ("questions", "spares"):
            for place, key in enumerate(getattr(session, group)):
                if key not in keys:
                    message = f"there is no question '{key}' in the bank '{bank.id}'"
                    here = ("sessions", number, group, place)
                    yield source.problem(here, code="unknown-question", message=message, hint=did_you_mean(key, keys))


def overrides(content: Content) -> Iterator[Problem]:
    """An override is on the scale, of a day that there is, about a competency that the plan counts, where one plan lies beside it."""
    for paper, source in papers_of(content, OverridesFile):
        beside = [plan for plan, other in papers_of(content, InterviewPlan) if other.path.parent == source.path.parent]
        plan = beside[0] if len(beside) == 1 else None
        for number, entry in enumerate(paper.overrides):
            here = ("overrides", number)
            yield from _day(entry.date, source, (*here, "date"))
            yield from _override(entry, plan, source, here)


def _override(entry: Override, plan: InterviewPlan | None, source: Source, here: Location) -> Iterator[Problem]:
    top = plan.scale_top if plan else None
    if entry.value < 1 or (top is not None and entry.value > top):
        end = f"which ends at {top}" if top else "which begins at 1"
        hint = f"use 1 to {top}" if top else "use 1 or more"
        message = f"{str(source.data['overrides'][here[1]]['value'])[:20]} is off the scale, {end}"
        yield source.problem((*here, "value"), code="off-the-scale", message=message, hint=hint)
    known = [criterion.competency for criterion in plan.criteria] if plan else []
    if known and entry.competency is not None and entry.competency not in known:
        message = f"the plan does not count '{entry.competency}'"
        yield source.problem((*here, "competency"), code="unknown-competency", message=message, hint=did_you_mean(entry.competency, known))


def decisions(content: Content) -> Iterator[Problem]:
    """A decision names days that there are, tells the candidate on or after its own, and belongs to a plan that is still the same."""
    hashes = {content_hash(plan) for plan, _ in papers_of(content, InterviewPlan)}
    for decision, source in papers_of(content, Decision):
        wrong = [*_day(decision.date, source, ("date",))]
        if decision.told_until is not None:
            wrong += _day(decision.told_until, source, ("told_until",))
            if not wrong and decision.told_until < decision.date:
                message, hint = "the candidate is told before the decision", "write a day on or after it"
                yield source.problem(("told_until",), code="before-the-decision", message=message, hint=hint)
        yield from wrong
        if hashes and decision.plan not in hashes:
            message = "the decision belongs to none of the plans that lie among these files"
            hint = "a plan does not change once the first candidate was seen; check the one that the interviews followed as well"
            yield source.problem(("plan",), code="other-plan", message=message, hint=hint, severity="warning")


def held_logs(content: Content) -> Iterator[Problem]:
    """The log of how interviews were held names days that there are."""
    for log, source in papers_of(content, HeldLog):
        for number, record in enumerate(log.training or ()):
            if record.date is not None:
                yield from _day(record.date, source, ("training", number, "date"))


def ticks(content: Content) -> Iterator[Problem]:
    """A tick names a line that its framework has, and calls no line that speaks against a competency a strength."""
    for form, source in papers_of(content, FeedbackTicks):
        missing: set[str] = set()
        for number, tick in enumerate(form.ticks):
            name = tick.line.split("/")[0]
            framework = _framework(content, name)
            if framework is not None:
                yield from _tick(tick, framework, source, number)
            elif name not in missing:
                missing.add(name)
                hint = did_you_mean(name, content.catalogue.framework_folders()) or "name its folder with --content"
                message = f"there is no framework '{name}', so that its lines cannot be looked up"
                here = ("ticks", number, "line")
                yield source.problem(here, code="unknown-framework", message=message, hint=hint, severity="warning")


def _tick(tick: FeedbackTick, framework: Framework, source: Source, number: int) -> Iterator[Problem]:
    lines = _lines_like(tick.line, framework)
    if tick.line not in lines:
        message = f"'{tick.line}' is no line of the framework '{framework.id}'"
        hint = did_you_mean(tick.line, lines) or "print the lines with 'servicecomp feedback form'"
        yield source.problem(("ticks", number, "line"), code="unknown-line", message=message, hint=hint)
    elif tick.tick == "strength" and lines[tick.line]:
        message = f"'{tick.line}' speaks against the competency and cannot be a strength"
        yield source.problem(("ticks", number, "tick"), code="contra-as-strength", message=message, hint="write develop, or no")


def _lines_like(line: str, framework: Framework) -> dict[str, bool]:
    """Return the full ids of the lines of a line's competency, or of all, each with whether it speaks against its competency."""
    parts = line.split("/")
    named = framework.competency(parts[1]) if len(parts) == _PARTS_OF_A_LINE else None
    found: dict[str, bool] = {}
    for competency in (named,) if named else framework.competencies:
        for level in competency.levels:
            for against, entries in ((False, level.indicators), (True, level.contra_indicators)):
                found |= {competency.source(level.level, entry.id): against for entry in entries}
    return found


def retention(content: Content) -> Iterator[Problem]:
    """Rules of one's own lie within a place whose rules are shipped, not within themselves, and have each id once."""
    known = known_jurisdictions()
    for rules, source in papers_of(content, RetentionRules):
        yield from _twice(source, [("rules", number, "id") for number in range(len(rules.rules))], "duplicate-id", "id")
        if rules.within is None:
            continue
        if rules.within == rules.id:
            message = f"the place '{rules.id}' lies within itself"
            yield source.problem(("within",), code="circle", message=message, hint="give it an id of its own, or remove 'within'")
        elif rules.within not in known:
            message = f"there are no retention rules for '{rules.within}'"
            yield source.problem(("within",), code="unknown-place", message=message, hint=did_you_mean(rules.within, known))


def export_profiles(content: Content) -> Iterator[Problem]:
    """An export profile was checked on a day that there is, and states each conversion, limit and fact once."""
    for profile, source in papers_of(content, ExportProfile):
        yield from _day(profile.checked, source, ("checked",))
        for group, field, code, what in (
            ("scale", "top", "duplicate-scale", "scale of"),
            ("limits", "field", "duplicate-name", "limit of"),
            ("facts", "id", "duplicate-id", "id"),
        ):
            yield from _twice(source, [(group, number, field) for number in range(len(getattr(profile, group)))], code, what)


def training(content: Content) -> Iterator[Problem]:
    """Sample answers are held against their question; `read_training` does the same before a pack is made."""
    for entry, source in papers_of(content, TrainingFile):
        bank = _bank(content, entry.bank)
        framework = _framework(content, bank.framework) if bank else None
        if bank is None:
            yield from _unknown_bank(entry.bank, source)
        elif framework is not None:
            yield from training_faults(entry, source, bank, framework)


PAPER_CHECKS = (plans, overrides, decisions, held_logs, ticks, retention, export_profiles, training)


def _twice(source: Source, places: Iterable[Location], code: str, what: str, *, before: Iterable[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each value that stands at an earlier place too, or among those `before`."""
    seen: set[object] = set(before)
    for place in places:
        value = source.data
        for step in place:
            value = value[step]
        if value in seen:
            message = f"the {what} '{value}' stands here twice"
            yield source.problem(place, code=code, message=message, hint="keep one of the two")
        seen.add(value)


def _day(day: str, source: Source, place: Location) -> Iterator[Problem]:
    try:
        check_day(day)
    except ValueError:
        yield source.problem(place, code="no-such-day", message=f"there is no day {day}", hint="write year-month-day, such as 2026-11-21")


def _unknown_bank(name: str, source: Source) -> Iterator[Problem]:
    message = f"there is no question bank '{name}', so that its questions cannot be looked up"
    yield source.problem(("bank",), code="unknown-bank", message=message, hint="name its folder with --content", severity="warning")


def _bank(content: Content, name: str) -> QuestionBank | None:
    try:
        return content.catalogue.bank(name)
    except (NotFoundError, DataError):
        return None  # not there, or with problems that are reported where they stand


def _framework(content: Content, name: str) -> Framework | None:
    try:
        return content.catalogue.framework(name)
    except (NotFoundError, DataError):
        return None  # as above
