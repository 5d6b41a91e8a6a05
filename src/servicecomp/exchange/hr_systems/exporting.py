"""A kit or scorecards to the file of one system, with the log of what did not fit."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

from servicecomp.documents.fitting import check_role, check_session
from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.exchange.hr_systems import ashby, frappe, greenhouse, lever, workday
from servicecomp.exchange.hr_systems.layout import Layout
from servicecomp.exchange.hr_systems.loss import LossLog
from servicecomp.interviews.plan_index import PlanIndex, card_faults, index_plan, repeated_cards
from servicecomp.interviews.planning import criteria_of
from servicecomp.models.exports import HrExport, ScaleRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.exports import ExportKind, ExportProfile
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.scorecards import Scorecard
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["export_kit", "export_scorecards"]


class _System(Protocol):
    """What the module of a system has."""

    def kit(self, layout: Layout) -> Iterator[dict[str, Any]]:
        """Yield the entries of a kit."""

    def card(self, card: Scorecard, layout: Layout) -> dict[str, Any]:
        """Return the entry of a scorecard."""


_SYSTEMS: Mapping[str, _System] = {"ashby": ashby, "frappe": frappe, "greenhouse": greenhouse, "lever": lever, "workday": workday}
_AVERAGING = frozenset({"frappe"})


def export_kit(
    role: RoleProfile,
    *,
    profile: ExportProfile,
    plan: InterviewPlan,
    bank: QuestionBank,
    framework: Framework,
    vacancy: Vacancy | None = None,
) -> HrExport:
    """Return the interviews of a plan in the shape of a system: what to rate, instructions, questions with what belongs to them.

    Raises:
        DataError: role, plan, bank and framework do not fit together.

    """
    layout, _ = _laid_out(role, profile=profile, plan=plan, bank=bank, framework=framework, vacancy=vacancy)
    log = layout.log
    log.add("overall", "left-to-people", profile.overall)
    for name in _fields(profile.kit_fields, profile):
        log.add("identities", "left-to-people", name)
    if profile.unit == "question":
        rows = Counter(key.split("/", maxsplit=1)[0] for key in layout.labels)
        for competency in (name for name, number in rows.items() if number > 1):
            log.add("question-rows", "changed", competency)
    log.add("rule", "left-out", plan.rule)
    log.add("origins", "beside", plan.role)
    entries = list(_SYSTEMS[profile.system].kit(layout))
    return _export("kit", entries, layout, role=role)


def export_scorecards(
    cards: Iterable[Scorecard],
    *,
    role: RoleProfile,
    profile: ExportProfile,
    plan: InterviewPlan,
    bank: QuestionBank,
    framework: Framework,
    vacancy: Vacancy | None = None,
) -> HrExport:
    """Return scorecards in the shape of a system, one record a card; the field for an overall word stays empty.

    Raises:
        DataError: a card does not fit the plan or comes twice, or role, plan, bank and framework do not fit together.

    """
    layout, index = _laid_out(role, profile=profile, plan=plan, bank=bank, framework=framework, vacancy=vacancy)
    ordered = sorted(cards, key=lambda card: (card.candidate, card.stage, card.interviewer, card.moment != "before"))
    problems = [fault.problem(card) for card in ordered for fault in card_faults(card, index)]
    for _, card in repeated_cards(ordered):
        message = f"there are two cards of '{card.interviewer}' on '{card.candidate}' in '{card.stage}' ({card.moment} the discussion)"
        problems.append(Problem(where="scorecards", code="card-twice", message=message, hint="keep one of the two"))
    if problems:
        raise DataError(problems)
    log = layout.log
    log.add("overall", "left-to-people", profile.overall)
    for name in _fields(profile.scorecard_fields, profile):
        log.add("identities", "left-to-people", name)
    if profile.system in _AVERAGING:
        log.add("own-average", "changed", "average_rating")
    log.add("origins", "beside", plan.role)
    entries = [_SYSTEMS[profile.system].card(card, layout) for card in ordered]
    return _export("scorecards", entries, layout, role=role)


def _laid_out(
    role: RoleProfile,
    *,
    profile: ExportProfile,
    plan: InterviewPlan,
    bank: QuestionBank,
    framework: Framework,
    vacancy: Vacancy | None,
) -> tuple[Layout, PlanIndex]:
    check_role(role, framework)
    problems: list[Problem] = []
    for session in plan.sessions:
        try:
            check_session(session, role, bank, framework)
        except DataError as error:
            problems += error.problems
    top = framework.rating_scale.top
    if plan.scale_top is not None and plan.scale_top != top:
        message = f"the plan was made for ratings up to {plan.scale_top}, and the framework '{framework.id}' has ratings up to {top}"
        problems.append(Problem(where="plan", code="other-scale", message=message, hint="name the framework that the plan was made with"))
    if problems:
        raise DataError(dict.fromkeys(problems))
    index = index_plan(plan, criteria=criteria_of(role, framework), top=top)
    say = phrases_for(framework.locale)
    confirmed = vacancy is not None and vacancy.confirmed
    layout = Layout(
        plan=plan,
        sha256=index.sha256,
        criteria={entry.competency: entry for entry in index.criteria},
        framework=framework,
        bank=bank,
        profile=profile,
        say=say,
        role_title=job_title(role, vacancy),
        vacancy=vacancy,
        log=LossLog(profile),
        draft=None if confirmed else say.text("common.draft"),
    )
    return layout, index


def _export(kind: ExportKind, entries: Sequence[dict[str, Any]], layout: Layout, *, role: RoleProfile) -> HrExport:
    profile = layout.profile
    if kind not in profile.writes:
        layout.log.add("no-writing", "left-to-people", f"{profile.id}-{kind}.json")
    scale = _scale(layout)
    data = {
        "format": 1,
        "kind": kind,
        "system": profile.system,
        "checked": profile.checked,
        "plan": layout.sha256,
        "scale": [{"rating": row.rating, "value": layout.value(row.rating)} for row in scale],
        "entries": entries,
    }
    made_from = common(say=layout.say, framework=layout.framework, role=role, bank=layout.bank, plan=layout.plan, vacancy=layout.vacancy)
    return HrExport(
        kind=kind,
        profile=profile,
        role_title=layout.role_title,
        language=layout.framework.locale,
        name=f"{profile.id}-{kind}.json",
        content=json.dumps(data, indent=2, ensure_ascii=False) + "\n",
        scale=scale,
        losses=layout.log.losses,
        provenance=made_from["provenance"],
    )


def _scale(layout: Layout) -> tuple[ScaleRow, ...]:
    """Return what each rating becomes, and log it where the numbers change."""
    rows = []
    for step in layout.framework.rating_scale.steps:
        value = layout.value(step.rating)
        rows.append(
            ScaleRow(
                rating=step.rating,
                name=step.name,
                value=None if value is None else str(value),
                merged=value is not None and layout.is_merged(step.rating),
            )
        )
    if layout.profile.own_words:
        return tuple(rows)
    mapping = layout.mapping
    if mapping is None:
        layout.log.add("scale-unstated", "as-text", f"1–{layout.top}")
        return tuple(rows)
    for group in mapping.merged:
        layout.log.add("scale-merged", "merged", f"{', '.join(map(str, group))} → {mapping.values[group[0] - 1]}")
    if not mapping.merged and any(value != rating for rating, value in enumerate(mapping.values, 1)):
        layout.log.add("scale-changed", "changed", f"1–{layout.top} → {', '.join(map(str, mapping.values))}")
    return tuple(rows)


def _fields(names: tuple[str, ...], profile: ExportProfile) -> Iterator[str]:
    """Yield the fields to fill in, apart from the overall word, which is reported for itself."""
    return (name for name in names if name.split(".", maxsplit=1)[0] != profile.overall)
