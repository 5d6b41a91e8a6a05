"""The structure report: fifteen components, what shows each of them, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from servicecomp.documents.fitting import check_role, check_session
from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.report_parts import plain
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.plan_index import card_faults, index_plan, repeated_cards
from servicecomp.interviews.planning import criteria_of
from servicecomp.interviews.structure import Planned, planned_findings, structure_rules
from servicecomp.interviews.structure_held import held_findings
from servicecomp.models.lines import Line
from servicecomp.models.provenance import content_hash
from servicecomp.models.structure import StructureReport, StructureRow, VerdictCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.interviews.structure import Finding
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.panels import PanelResult
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Decision, Scorecard
    from servicecomp.models.structure import ComponentRule, HeldLog
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["structure_report"]


def structure_report(
    role: RoleProfile,
    *,
    plan: InterviewPlan,
    bank: QuestionBank,
    framework: Framework,
    vacancy: Vacancy | None = None,
    organisation: Organisation | None = None,
    panel: PanelResult | None = None,
    cards: Iterable[Scorecard] = (),
    log: HeldLog | None = None,
    decisions: Iterable[Decision] = (),
) -> StructureReport:
    """Return the report on a plan and, with `cards`, `log` or `decisions`, on the interviews that were held.

    Nothing is claimed that none of them shows: it is unknown.

    Raises:
        DataError: plan, bank, role and framework do not fit each other, a card does not fit the plan or comes twice,
            or a decision belongs to another plan.

    """
    check_role(role, framework)
    for session in plan.sessions:
        check_session(session, role, bank, framework)
    held = tuple(cards)
    decided = tuple(decisions)
    _check_cards(held, plan, role, framework)
    _check_decisions(decided, plan)
    say = phrases_for(framework.locale)
    this = Planned(plan=plan, bank=bank, role=role, framework=framework, vacancy=vacancy, panel=panel)
    planned = planned_findings(this)
    seen = held_findings(this, held, log, decided) if held or log is not None or decided else {}
    counts = [_count(say, "planned", planned)] + ([_count(say, "held", seen)] if seen else [])
    rules = structure_rules().components
    return StructureReport(
        title=say.text("structure.title", role=job_title(role, vacancy)),
        role_title=job_title(role, vacancy),
        lead=say.lines("structure.lead_lines"),
        based_on=_based_on(say, this, held, log, decided),
        counts=tuple(counts),
        rows=tuple(_row(say, number, rule, planned[rule.id], seen.get(rule.id)) for number, rule in enumerate(rules, 1)),
        note=Line(text=plain(log.note), source="log/note") if log is not None and log.note else None,
        **common(say=say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _check_cards(cards: Sequence[Scorecard], plan: InterviewPlan, role: RoleProfile, framework: Framework) -> None:
    if not cards:
        return
    index = index_plan(plan, criteria=criteria_of(role, framework), top=framework.rating_scale.top)
    problems = [fault.problem(card) for card in cards for fault in card_faults(card, index)]
    problems += [
        Problem(where=f"card of '{card.interviewer}' on '{card.candidate}'", code="card-twice", message="the card was handed in twice")
        for _, card in repeated_cards(cards)
    ]
    if problems:
        raise DataError(dict.fromkeys(problems))


def _check_decisions(decisions: Sequence[Decision], plan: InterviewPlan) -> None:
    problems = [
        Problem(where=f"decision on '{entry.candidate}'", code="other-plan", message="the decision belongs to another plan")
        for entry in decisions
        if entry.plan != content_hash(plan)
    ]
    keys = [entry.candidate for entry in decisions]
    problems += [
        Problem(where=f"decision on '{key}'", code="decided-twice", message="there are two decisions", hint="hand in the one that holds")
        for key in sorted({key for key in keys if keys.count(key) > 1})
    ]
    if problems:
        raise DataError(problems)


def _based_on(
    say: Phrases, this: Planned, cards: Sequence[Scorecard], log: HeldLog | None, decisions: Sequence[Decision]
) -> tuple[Line, ...]:
    sessions = this.plan.sessions
    spares = sum(len(session.spares) for session in sessions)
    lines = [say.line("structure.based_plan", sessions=len(sessions), questions=len(this.keys), spares=spares)]
    if this.vacancy is not None:
        lines.append(say.line("structure.based_vacancy", people=len(this.vacancy.criteria_confirmed_by)))
    if this.panel is not None:
        lines.append(say.line("structure.based_panel", experts=this.panel.experts))
    if cards:
        people, candidates = {card.interviewer for card in cards}, {card.candidate for card in cards}
        lines.append(say.line("structure.based_cards", cards=len(cards), interviewers=len(people), candidates=len(candidates)))
    if log is not None:
        lines.append(say.line("structure.based_log"))
    if decisions:
        lines.append(say.line("structure.based_decisions", decisions=len(decisions)))
    return tuple(lines)


def _count(say: Phrases, key: Literal["planned", "held"], findings: Mapping[str, Finding]) -> VerdictCount:
    verdicts = [finding.verdict for finding in findings.values()]
    return VerdictCount(
        label=say.line(f"structure.{key}"),
        met=verdicts.count("met"),
        partly=verdicts.count("partly"),
        missed=verdicts.count("not"),
        unknown=verdicts.count("unknown"),
    )


def _row(say: Phrases, number: int, rule: ComponentRule, planned: Finding, held: Finding | None) -> StructureRow:
    key = rule.id.replace("-", "_")
    # Why also unknown: what only the holding of interviews shows is never met in a plan.
    fixed = planned.verdict in {"met", "unknown"} or planned.awaits_holding
    done = planned.verdict == "met" if held is None else held.verdict == "met" and fixed
    return StructureRow(
        number=number,
        component=rule.id,
        part=rule.part,
        name=say.line(f"structure.components.{key}"),
        meaning=say.line(f"structure.meanings.{key}"),
        planned=planned.verdict,
        planned_word=say.line(f"structure.{planned.verdict}"),
        planned_evidence=_evidence(say, planned),
        held=held.verdict if held else None,
        held_word=say.line(f"structure.{held.verdict}") if held else None,
        held_evidence=_evidence(say, held) if held else (),
        limit=_limit(rule),
        advice=None if done else say.line(f"structure.advice_lines.{key}"),
    )


def _limit(rule: ComponentRule) -> Line | None:
    text = rule.limits_source
    for name, figure in rule.limits.items():
        text = text.replace(f"{{{name}}}", str(figure))
    return Line(text=text, source=f"structure/{rule.id}/limits_source") if text else None


def _evidence(say: Phrases, finding: Finding) -> tuple[Line, ...]:
    return tuple(say.line(f"structure.{entry.key}", **entry.values) for entry in finding.evidence)
