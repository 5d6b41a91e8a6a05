"""What a candidate is told before the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import check_role
from servicecomp.documents.job_description import adjustments
from servicecomp.documents.parts import common, competency_name, definition, fact, hard_parts, job_facts, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.question_kinds import count_lines, kinds_in
from servicecomp.interviews.picking import frame_minutes
from servicecomp.models.documents import Assessed, CandidatePack
from servicecomp.models.lines import Fact, Line, RichLine

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.documents.question_kinds import Kinds
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, Vacancy

__all__ = ["candidate_pack"]


def candidate_pack(
    role: RoleProfile,
    *,
    framework: Framework,
    plan: InterviewPlan,
    bank: QuestionBank | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidatePack:
    """Return the pack: it names the competencies that the plan asks about, and no anchor.

    With the bank it says how many questions there are of each kind, and what a good answer to those holds.

    Raises:
        DataError: the role requires something that the framework does not describe.

    """
    check_role(role, framework)
    say = phrases_for(framework.locale)
    title = job_title(role, vacancy)
    asked = {key.split("/")[0] for session in plan.sessions for key in session.questions}
    assessed = [
        competency
        for requirement in role.requirements
        if requirement.competency in asked and (competency := framework.competency(requirement.competency)) is not None
    ]
    if organisation:
        thanks = say.line("pack.welcome_thanks_at", role=title, organisation=organisation.name)
    else:
        thanks = say.line("pack.welcome_thanks", role=title)
    kinds = _kinds(plan, bank)
    # Without the bank nobody knows; most banks ask about the past and about situations.
    some_past, only_past = kinds is None or kinds.past > 0, kinds is not None and kinds.only_past
    notice = organisation.privacy_notice if organisation else None
    return CandidatePack(
        title=say.text("pack.title", role=title),
        role_title=title,
        welcome=(thanks, say.line("pack.welcome_purpose" if some_past else "pack.welcome_purpose_prepare")),
        format=_format(say, plan, kinds),
        panel=_panel(say, plan, vacancy),
        assessed=tuple(Assessed(name=competency_name(entry), definition=definition(entry)) for entry in assessed),
        good_example=say.lines(f"pack.good_{'' if only_past else 'mixed_' if some_past else 'supposed_'}lines"),
        allowed=(
            Fact(label=say.line("facts.notes"), value=say.line("facts.notes_rule")),
            _organisations(say, "ai_tools", "ai_tools_rule", organisation),
            _organisations(say, "recording", "recording_rule", organisation),
        ),
        hard_parts=hard_parts(role),
        facts=(
            *job_facts(say, organisation, vacancy, names=("pay", "hours", "place", "contract")),
            _organisations(say, "decision", "decision_within", organisation),
        ),
        adjustments=adjustments(say, organisation),
        privacy=(RichLine(text=notice, source=f"organisation/{organisation.id}/privacy_notice"),) if organisation and notice else (),
        privacy_facts=(() if notice else (fact(say, "privacy", None, ""),)) + (_retention(say, organisation),),
        privacy_ask=say.line("pack.privacy_ask"),
        **common(say=say, framework=framework, role=role, plan=plan, organisation=organisation, vacancy=vacancy),
    )


def _kinds(plan: InterviewPlan, bank: QuestionBank | None) -> Kinds | None:
    """Return how many questions there are of each kind, or nothing where that cannot be said of each."""
    keys = [key for session in plan.sessions for key in session.questions]
    questions = [question for key in keys if bank is not None and (question := bank.question(key)) is not None]
    return kinds_in(questions) if bank is not None and len(questions) == len(keys) else None


def _format(say: Phrases, plan: InterviewPlan, kinds: Kinds | None) -> tuple[Line, ...]:
    minutes = sum(session.minutes for session in plan.sessions)
    keys = [key for session in plan.sessions for key in session.questions]
    lines = [say.line("pack.format_length", minutes=minutes)]
    if len(plan.sessions) > 1:
        lines = [say.line("pack.format_sessions", number=len(plan.sessions), minutes=minutes)]
    lines.append(say.line("pack.format_same_one") if len(keys) == 1 else say.line("pack.format_same", number=len(keys)))
    lines += [say.line("pack.format_unknown")] if kinds is None else count_lines(say, "pack.format", kinds)
    lines += [say.line("pack.format_notes"), say.line("pack.format_yours", minutes=frame_minutes(plan.sessions[-1].minutes)[1])]
    return tuple(lines)


def _panel(say: Phrases, plan: InterviewPlan, vacancy: Vacancy | None) -> tuple[Fact, ...]:
    sitting = {key for session in plan.sessions for key in session.interviewers}
    people = [person for person in vacancy.panel if not sitting or person.key in sitting] if vacancy else []
    facts = []
    for person in people:
        who = say.text("pack.panel_person", name=person.name, job=person.job) if person.job else person.name
        facts.append(fact(say, "panel", who, f"vacancy/{vacancy.id if vacancy else ''}/panel/{person.key}"))
    return tuple(facts) or (fact(say, "panel", None, ""),)


def _organisations(say: Phrases, name: str, field: str, organisation: Organisation | None) -> Fact:
    value = getattr(organisation, field) if organisation else None
    if name == "decision" and value:
        value = say.text("facts.decision_when", when=value)
    return fact(say, name, value, f"organisation/{organisation.id}/{field}" if organisation else "")


def _retention(say: Phrases, organisation: Organisation | None) -> Fact:
    months = organisation.retention_months if organisation else None
    if organisation is None or months is None:
        return fact(say, "retention", None, "")
    text = say.text("facts.retention_one" if months == 1 else "facts.retention_months", number=months)
    return fact(say, "retention", text, f"organisation/{organisation.id}/retention_months")
