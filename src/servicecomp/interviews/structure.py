"""The fifteen components of interview structure, held against a plan: what can be seen of each, and nothing beyond it.

Source: Campion, Palmer and Campion (1997), Personnel Psychology 50, 655-702. Limits are data (`data/structure.yaml`). A component of
which neither plan nor bank shows anything is unknown, not missed. `structure_held` does the same for interviews that were held.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.interviews.picking import frame_minutes
from servicecomp.loading.building import build
from servicecomp.loading.bundled import package_data
from servicecomp.loading.sources import read_source
from servicecomp.models.base import Stage
from servicecomp.models.structure import StructureRules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from servicecomp.models.banks import Question, QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.panels import PanelResult
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.structure import Verdict
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = ["Finding", "Planned", "Seen", "anchored", "kinds_verdict", "planned_findings", "structure_rules"]

_STEPS = {"situation", "action", "result"}
_UNKNOWN_IN_A_PLAN = ("other-information", "no-discussion", "training")
_WITH_WEIGHTS = ("weighted", "hybrid")


class Seen(NamedTuple):
    """One piece of evidence: the key of its sentence and the figures in it."""

    key: str
    values: Mapping[str, object]


class Finding(NamedTuple):
    """What is seen of one component."""

    component: str
    verdict: Verdict
    evidence: tuple[Seen, ...]
    awaits_holding: bool = False
    """Whether a plan has done all that a plan can, and only the holding of interviews shows the rest."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a report on a plan is made from; plan and bank fit each other."""

    plan: InterviewPlan
    bank: QuestionBank
    role: RoleProfile
    framework: Framework
    vacancy: Vacancy | None = None
    panel: PanelResult | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Return all planned questions."""
        return tuple(key for session in self.plan.sessions for key in session.questions)

    @property
    def entry(self) -> bool:
        """Return whether every requirement belongs to the first band."""
        return all(self.framework.band_of(entry.level) == self.framework.bands[0] for entry in self.role.requirements)

    def questions(self, keys: Sequence[str]) -> list[Question]:
        """Return questions of the bank."""
        return [question for key in keys if (question := self.bank.question(key)) is not None]

    def people(self, session: PlannedSession) -> tuple[str, ...]:
        """Return who sits in a session: those whom the plan names, else the vacancy's panel."""
        return session.interviewers or tuple(member.key for member in (self.vacancy.panel if self.vacancy else ()))


@cache
def structure_rules() -> StructureRules:
    """Return the components and their limits."""
    return build(StructureRules, read_source(package_data("structure.yaml")))


def planned_findings(this: Planned) -> dict[str, Finding]:
    """Return what a plan shows of each component, by its id, in the order of the source."""
    found = {
        "job-analysis": _job_analysis(this),
        "same-questions": _finding("same-questions", "met", "plan_same", questions=len(this.keys), sessions=len(this.plan.sessions)),
        "limited-prompting": _prompting(this),
        "better-questions": kinds_verdict(this.questions(this.keys), entry=this.entry),
        "length": _length(this),
        "candidates-questions": _candidates_questions(this),
        "each-answer-rated": _finding("each-answer-rated", "met", "plan_rated", questions=len(this.keys)),
        "anchored-scales": anchored(this.questions(this.keys), this.framework),
        "detailed-notes": _notes(this),
        "several-interviewers": _several(this),
        "same-interviewers": _same_interviewers(this),
        "statistical-combination": _combination(this),
    }
    found |= {name: _finding(name, "unknown", f"plan_silent_{name.replace('-', '_')}") for name in _UNKNOWN_IN_A_PLAN}
    return {rule.id: found[rule.id] for rule in structure_rules().components}


def _finding(component: str, verdict: Verdict, key: str, **values: object) -> Finding:
    return Finding(component, verdict, (Seen(key, values),))


def _job_analysis(this: Planned) -> Finding:
    """Met: confirmed by people who know the job, and each requirement backed by an expert panel or by a task of the role."""
    linked = {name for task in this.role.tasks for name in task.competencies}
    backed = sum(entry.competency in linked for entry in this.role.requirements)
    required = len(this.role.requirements)
    fewest = structure_rules().limit("job-analysis", "experts")
    panel = this.panel if this.panel and all(this.panel.requirement(entry.competency) for entry in this.role.requirements) else None
    enough = panel is not None and panel.experts >= fewest
    evidence = [Seen("plan_linked", {"linked": backed, "required": required})]
    if panel is not None:
        required_now = {entry.competency for entry in this.role.requirements}
        beyond = sum(entry.beyond_chance is True for entry in panel.requirements if entry.competency in required_now)
        evidence.append(Seen("plan_panel", {"experts": panel.experts, "beyond": beyond, "required": required}))
        if not enough:
            evidence.append(Seen("plan_panel_few", {"fewest": fewest}))
    elif this.panel is not None:
        evidence.append(Seen("plan_panel_other", {}))
    confirmed = this.vacancy is not None and this.vacancy.confirmed
    if this.vacancy is not None:
        people = len(this.vacancy.criteria_confirmed_by)
        evidence.append(Seen("plan_confirmed" if confirmed else "plan_unconfirmed", {"people": people}))
    reviewed = this.role.status.stage is not Stage.DRAFT
    if reviewed:
        evidence.append(Seen("plan_reviewed", {"reviewers": this.role.status.reviewers}))
    if confirmed and (enough or backed == required):
        return Finding("job-analysis", "met", tuple(evidence))
    if confirmed or enough or reviewed:
        return Finding("job-analysis", "partly", tuple(evidence))
    if this.vacancy is None:
        return Finding("job-analysis", "unknown", (*evidence, Seen("plan_no_vacancy", {})))
    return Finding("job-analysis", "not", tuple(evidence))


def _prompting(this: Planned) -> Finding:
    questions = this.questions(this.keys)
    planned = sum({probe.step for probe in question.probes} >= _STEPS for question in questions)
    verdict: Verdict = "met" if planned == len(questions) else "partly" if any(question.probes for question in questions) else "not"
    return _finding("limited-prompting", verdict, "plan_probes", planned=planned, questions=len(questions))


def kinds_verdict(questions: Sequence[Question], *, entry: bool) -> Finding:
    """Return what kinds are asked; except for an `entry` role the situational may be no more than half of those about the past.

    All kinds that a bank knows are better types in the source's sense, so that what is left to see is the mix.
    """
    kinds = Counter(question.kind for question in questions)
    allowed = kinds["past-behaviour"] >= structure_rules().limit("better-questions", "per_situational") * kinds["situational"]
    mix = Seen(
        "kinds",
        {
            "past": kinds["past-behaviour"],
            "situational": kinds["situational"],
            "knowledge": kinds["knowledge"],
            "exercises": kinds["work-sample"] + kinds["role-play"],
        },
    )
    if not questions:
        return Finding("better-questions", "unknown", (mix,))
    if allowed:
        return Finding("better-questions", "met", (mix,))
    return Finding("better-questions", "met" if entry else "partly", (mix, Seen("kinds_entry" if entry else "kinds_mix", {})))


def _length(this: Planned) -> Finding:
    rules, questions = structure_rules(), len(this.keys)
    minutes = sum(question.minutes for question in this.questions(this.keys))
    asked = {key.split("/")[0] for key in this.keys}
    left_out = [entry.competency for entry in this.role.requirements if entry.competency not in asked]
    evidence = [Seen("plan_length", {"questions": questions, "minutes": minutes, "sessions": len(this.plan.sessions)})]
    if left_out:
        evidence.append(Seen("plan_not_asked", {"names": _names(this, left_out)}))
    verdict: Verdict = "not"
    if questions >= rules.limit("length", "questions") and minutes >= rules.limit("length", "minutes") and not left_out:
        verdict = "met"
    elif questions >= rules.limit("length", "partly_questions") and minutes >= rules.limit("length", "partly_minutes"):
        verdict = "partly"
    return Finding("length", verdict, tuple(evidence))


def _candidates_questions(this: Planned) -> Finding:
    """Met: in each session the minutes after opening, answers and close leave the candidate some."""
    left = []
    for session in this.plan.sessions:
        opening, _, close = frame_minutes(session.minutes)
        left.append(session.minutes - opening - close - sum(question.minutes for question in this.questions(session.questions)))
    enough = sum(minutes >= structure_rules().limit("candidates-questions", "minutes") for minutes in left)
    verdict: Verdict = "met" if enough == len(left) else "partly" if enough else "not"
    return _finding("candidates-questions", verdict, "plan_time_left", minutes=max(0, min(left)), enough=enough, sessions=len(left))


def anchored(questions: Sequence[Question], framework: Framework) -> Finding:
    """Return how many questions have the lowest, the highest and a middle rating described."""
    top, wanted = framework.rating_scale.top, structure_rules().limit("anchored-scales", "anchors")

    def whole(question: Question) -> bool:
        ratings = {int(anchor.rating) for anchor in question.anchors}
        return len(ratings) >= min(wanted, top) and {1, top} <= ratings

    full, some = sum(map(whole, questions)), sum(bool(question.anchors) for question in questions)
    verdict: Verdict = "unknown" if not questions else "met" if full == len(questions) else "partly" if some else "not"
    return _finding("anchored-scales", verdict, "anchors", full=full, questions=len(questions))


def _notes(this: Planned) -> Finding:
    needed = this.plan.policy.evidence == "needed"
    return _finding("detailed-notes", "met" if needed else "partly", "plan_notes_needed" if needed else "plan_notes_optional")


def _several(this: Planned) -> Finding:
    people = [len(this.people(session)) for session in this.plan.sessions]
    if not any(people):
        return _finding("several-interviewers", "unknown", "plan_nobody")
    fewest = structure_rules().limit("several-interviewers", "interviewers")
    enough = sum(number >= fewest for number in people)
    verdict: Verdict = "met" if enough == len(people) else "partly" if enough else "not"
    return _finding("several-interviewers", verdict, "plan_people", least=min(people), enough=enough, sessions=len(people), fewest=fewest)


def _same_interviewers(this: Planned) -> Finding:
    named = sum(bool(this.people(session)) for session in this.plan.sessions)
    if not named:
        return _finding("same-interviewers", "unknown", "plan_nobody")
    verdict: Verdict = "met" if named == len(this.plan.sessions) else "partly"
    return _finding("same-interviewers", verdict, "plan_named", named=named, sessions=len(this.plan.sessions))


def _combination(this: Planned) -> Finding:
    """Partly at best: that the rule and its weights stand in a plan does not show that anybody followed it."""
    frozen = bool(this.plan.criteria) or this.plan.rule not in _WITH_WEIGHTS
    rule = Seen("plan_rule" if frozen else "plan_rule_no_weights", {})
    return Finding("statistical-combination", "partly", (rule, Seen("plan_rule_followed", {})), awaits_holding=frozen)


def _names(this: Planned, competencies: Sequence[str]) -> str:
    names = {entry.id: entry.name for entry in this.framework.competencies}
    return ", ".join(names.get(entry, entry) for entry in competencies)
