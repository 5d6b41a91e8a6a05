"""A small framework, bank, role, organisation and vacancy whose every text is made by one function, so that tests can put anything in."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from servicecomp.documents.candidate_pack import candidate_pack
from servicecomp.documents.intake_sheet import intake_sheet
from servicecomp.documents.interview_kit import interview_kit
from servicecomp.documents.job_description import job_description
from servicecomp.documents.panel_summary import panel_summary
from servicecomp.documents.review_rubric import review_rubric
from servicecomp.models.banks import Anchor, Exercise, Material, Probe, Question, QuestionBank
from servicecomp.models.base import Stage, Statement, Status
from servicecomp.models.frameworks import Cluster, Competency, CompetencyLevel, Framework, Indicator, OutcomeMeasure
from servicecomp.models.organisations import JobFacts, Organisation, Value, ValueBehaviour
from servicecomp.models.roles import Requirement, RoleProfile, Task
from servicecomp.models.scales import Band, ProficiencyScale, ProficiencyStep, RatingScale, RatingStep
from servicecomp.models.vacancies import Confirmation, Interviewer, InterviewPlan, PlannedSession, Vacancy

if TYPE_CHECKING:
    from collections.abc import Callable

    from servicecomp.models.lines import Document

IDS = ("listening", "owning", "mending")
STEPS = ("situation", "action", "result")
RICH = "We keep **nothing** longer than *needed*.\n\n- Ask [us](https://example.org/a_b?c=d)\n- or write\n\n1. first\n2. second"


@dataclass(frozen=True)
class World:
    """All that the builders need."""

    framework: Framework
    bank: QuestionBank
    role: RoleProfile
    organisation: Organisation
    vacancy: Vacancy
    plan: InterviewPlan
    match: Any

    def documents(self, *, full: bool = True) -> list[Document]:
        """Return one document of each kind, with or without organisation and vacancy."""
        known = {"organisation": self.organisation, "vacancy": self.vacancy} if full else {}
        framework, plan = self.framework, self.plan
        return [
            job_description(self.role, framework=framework, **known),
            interview_kit(self.role, framework=framework, bank=self.bank, plan=plan, candidate=self.role.title if full else None, **known),
            candidate_pack(self.role, framework=framework, plan=plan, bank=self.bank, **known),
            panel_summary(self.role, framework=framework, plan=plan, **known),
            review_rubric(self.role, framework=framework, **known),
            intake_sheet(self.role, framework=framework, match=self.match, **known),
        ]


def make_world(t: Callable[[str], str] = lambda name: f"The {name}.", *, rich: str = RICH) -> World:
    """Return a world in which every text is `t(what it is)`."""
    status = Status(stage=Stage.EXPERT_REVIEWED, reviewers=4, note=t("note"))
    framework = Framework(
        id="tiny",
        title=t("framework"),
        version="1.2",
        status=status,
        locale="en-GB",
        source=t("source"),
        licence=t("licence"),
        summary=t("summary"),
        clusters=(Cluster(id="all", name=t("cluster"), summary=t("cluster summary")),),
        proficiency_scale=ProficiencyScale(
            steps=tuple(ProficiencyStep(level=n, name=t(f"level {n}"), summary=t("step")) for n in (1, 2, 3))
        ),
        rating_scale=RatingScale(steps=tuple(RatingStep(rating=n, name=t(f"rating {n}"), meaning=t(f"meaning {n}")) for n in (1, 2, 3, 4))),
        bands=(
            Band(id="low", name=t("low"), levels=(1, 2), asks_for=t("low asks")),
            Band(id="high", name=t("high"), levels=(3,), asks_for=t("high asks")),
        ),
        competencies=tuple(_competency(t, name, status) for name in IDS),
    )
    bank = QuestionBank(
        id="tiny-bank",
        title=t("bank"),
        version="1",
        status=Status(stage=Stage.DRAFT),
        locale="en-GB",
        source=t("source"),
        licence=t("licence"),
        framework="tiny",
        questions=tuple(_question(t, name, number, rich) for name in IDS for number in (1, 2)),
    )
    role = RoleProfile(
        id="clerk",
        title=t("title"),
        version="2",
        status=Status(stage=Stage.DRAFT),
        framework="tiny",
        serves=("external",),
        purpose=t("purpose"),
        line_of_sight=t("line of sight"),
        requirements=tuple(
            Requirement(competency=name, level=level, weight=weight, minimum=minimum, needed_at_entry=level != 3)
            for name, level, weight, minimum in zip(IDS, (1, 2, 3), (5, 3, 2), (2, None, None), strict=True)
        ),
        tasks=(Task(id="t-one", text=t("task one"), criticality=4), Task(id="t-two", text=t("task two"))),
        hard_parts=(Statement(id="hard", text=t("hard part")),),
        requirements_other=(Statement(id="licence", text=t("other requirement")),),
    )
    organisation = Organisation(
        id="us",
        name=t("organisation"),
        about=rich,
        service_promise=t("promise"),
        employer_value_proposition=t("proposition"),
        values=(
            Value(
                id="v",
                name=t("value"),
                behaviours=tuple(ValueBehaviour(id=f"v-{name}", competency=name, text=t(f"v {name}")) for name in IDS),
            ),
        ),
        facts=JobFacts(
            pay=t("pay"), benefits=(t("benefit one"), t("benefit two")), place=t("place"), hours=t("hours"), contract=t("contract")
        ),
        adjustments_contact=t("adjustments"),
        equality_statement=t("equality"),
        decision_within=t("decision"),
        privacy_notice=rich,
        retention_months=6,
        ai_tools_rule=t("ai"),
        recording_rule=t("recording"),
    )
    people = (
        Confirmation(name=t("boss"), capacity="hiring-manager", date="2026-01-02"),
        *(Confirmation(name=t(name), capacity="job-holder", date="2026-01-02") for name in ("ann", "bo")),
    )
    vacancy = Vacancy(
        id="clerk-1",
        title=t("opening"),
        role=role,
        criteria_confirmed_by=people,
        start_time="09:30",
        panel=(Interviewer(key="ann", name=t("ann"), job=t("ann's job")), Interviewer(key="bo", name=t("bo"))),
    )
    session = PlannedSession(
        stage="interview",
        minutes=60,
        interviewers=("ann", "bo"),
        questions=tuple(f"{name}/q-1" for name in IDS),
        spares=tuple(f"{name}/q-2" for name in IDS),
    )
    quote = t("quote")
    # Why a stand-in: the sheet reads these three fields, and how a match works them out is the matcher's business.
    evidence = SimpleNamespace(
        competency="listening", start=0, end=len(quote), quote=quote + "\n\t ", cue="tiny/listening/cue", level=1, weight=2
    )
    match = SimpleNamespace(found=IDS[:1], evidence=(evidence,), names={"listening": framework.competencies[0].name})
    return World(framework, bank, role, organisation, vacancy, InterviewPlan(role="clerk", sessions=(session,)), match)


def _competency(t: Callable[[str], str], name: str, status: Status) -> Competency:
    return Competency(
        id=name,
        name=t(f"{name} name"),
        cluster="all",
        status=status,
        definition=t(f"{name} definition"),
        why_it_matters=t(f"{name} why"),
        levels=tuple(
            CompetencyLevel(
                level=level,
                summary=t(f"{name} summary {level}"),
                indicators=tuple(Indicator(id=f"i-{n}", text=t(f"{name} {level} indicator {n}")) for n in range(1, 5)),
                contra_indicators=(Indicator(id="c-1", text=t(f"{name} {level} contra")),) if level > 1 else (),
            )
            for level in (1, 2, 3)
        ),
        outcome_measures=tuple(
            OutcomeMeasure(
                id=kind,
                name=t(f"{name} {kind}"),
                definition=t("counts"),
                kind=kind,
                control="team",
                direction="up",
                minimum_sample=20,
                guard=t("guard"),
            )
            for kind in ("output", "outcome")
        ),
        origin="tiny",
    )


def _question(t: Callable[[str], str], name: str, number: int, rich: str) -> Question:
    exercise = Exercise(candidate_brief=rich, player_brief=rich, material=(Material(title=t("paper"), body=rich),))
    played = name == "mending" and number == 1
    return Question(
        id=f"q-{number}",
        competency=name,
        kind="role-play" if played else "past-behaviour",
        band="high" if name == "mending" else "low",
        minutes=8,
        text=t(f"{name} question {number}"),
        probes=tuple(Probe(id=step, step=step, text=t(f"{name} {step}")) for step in STEPS),
        anchors=tuple(Anchor(id=f"a-{rating}", rating=rating, text=t(f"{name} anchor {rating}")) for rating in (1, 2, 4)),
        listen_for=(t("listen one"), t("listen two")),
        red_flags=(t("red flag"),),
        exercise=exercise if played else None,
        origin="tiny-bank",
    )
