"""Parts that several documents share: facts, behaviours, scales, the summary grid, provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicecomp.documents.fitting import present
from servicecomp.models.base import Stage, Status
from servicecomp.models.lines import CompetencyBehaviours, CompetencyCriteria, Fact, GridRow, Line, OffScaleLine, RatingLine, ValueLine
from servicecomp.models.organisations import Brand
from servicecomp.models.provenance import Provenance, content_hash
from servicecomp.models.scales import OffScale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Competency, Framework, OutcomeMeasure
    from servicecomp.models.organisations import JobFacts, Organisation
    from servicecomp.models.roles import Requirement, RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = [
    "behaviours_at",
    "common",
    "competency_name",
    "criteria_at",
    "definition",
    "fact",
    "grid",
    "hard_parts",
    "job_facts",
    "job_title",
    "level_name",
    "level_summary",
    "measures",
    "off_scale",
    "rating_scale",
    "unconfirmed",
    "value_lines",
]

FACT_FIELDS = ("pay", "hours", "place", "contract", "closing_date", "how_to_apply")


def job_title(role: RoleProfile, vacancy: Vacancy | None) -> str:
    """Return the title on paper: the opening's, else the role's."""
    return vacancy.title if vacancy else role.title


def common(
    *,
    say: Phrases,
    framework: Framework,
    role: RoleProfile,
    bank: QuestionBank | None = None,
    plan: InterviewPlan | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> dict[str, Any]:
    """Return the fields that every document has, all but its title."""
    confirmed = vacancy is not None and vacancy.confirmed
    return {
        "language": framework.locale,
        "organisation": organisation.name if organisation else None,
        "brand": organisation.brand if organisation else Brand(),
        "draft_notice": None if confirmed else say.line("common.draft"),
        "provenance": _provenance(say, framework=framework, role=role, bank=bank, plan=plan, organisation=organisation, vacancy=vacancy),
    }


def _provenance(
    say: Phrases,
    *,
    framework: Framework,
    role: RoleProfile,
    bank: QuestionBank | None,
    plan: InterviewPlan | None,
    organisation: Organisation | None,
    vacancy: Vacancy | None,
) -> tuple[Provenance, ...]:
    def entry(kind: str, model: Any, version: str, status: str, name: str | None = None) -> Provenance:  # noqa: ANN401 - any of our models
        return Provenance(kind=say.text(f"common.{kind}"), id=name or model.id, version=version, status=status, sha256=content_hash(model))

    made_from = [entry("framework", framework, framework.version, _status(say, framework.status))]
    if bank is not None:
        made_from.append(entry("bank", bank, bank.version, _status(say, bank.status)))
    made_from.append(entry("role", role, role.version, _status(say, role.status)))
    if organisation is not None:
        made_from.append(entry("organisation", organisation, organisation.version, say.text("common.status_own")))
    if vacancy is not None:
        status = say.text("common.status_confirmed" if vacancy.confirmed else "common.status_unconfirmed")
        made_from.append(entry("vacancy", vacancy, "", status))
    if plan is not None:
        made_from.append(entry("plan", plan, "", say.text("common.status_plan"), name=plan.role))
    return tuple(made_from)


def _status(say: Phrases, status: Status) -> str:
    if status.stage is Stage.DRAFT:
        return say.text("common.status_draft_some" if status.reviewers else "common.status_draft", number=status.reviewers)
    key = "common.status_validated" if status.stage is Stage.VALIDATED else "common.status_reviewed"
    return say.text(key, number=status.reviewers)


def unconfirmed(say: Phrases, vacancy: Vacancy | None) -> Line | None:
    """Return what to do where interviews were held on criteria of which nothing shows that anybody confirmed them."""
    if vacancy is not None and vacancy.confirmed:
        return None
    return say.line("debrief.unconfirmed" if vacancy is not None else "debrief.unconfirmed_unknown")


def fact(say: Phrases, name: str, value: str | None, source: str) -> Fact:
    """Return a labelled fact; one that nobody gave becomes the phrase that says what is to be added."""
    label = say.line(f"facts.{name}")
    if value is None:
        missing = say.line("common.missing", fact=say.text(f"facts.{name}_missing"))
        return Fact(label=label, value=missing, missing=True)
    return Fact(label=label, value=Line(text=value, source=source))


def job_facts(
    say: Phrases, organisation: Organisation | None, vacancy: Vacancy | None, *, names: Sequence[str] = FACT_FIELDS
) -> tuple[Fact, ...]:
    """Return pay, hours, place and so on: the opening's word first, then the organisation's, else that it is missing."""
    holders: list[tuple[JobFacts, str]] = []
    if vacancy is not None:
        holders.append((vacancy.facts, f"vacancy/{vacancy.id}/facts"))
    if organisation is not None:
        holders.append((organisation.facts, f"organisation/{organisation.id}/facts"))
    facts = []
    for name in names:
        value, source = next(((found, f"{place}/{name}") for holder, place in holders if (found := getattr(holder, name))), (None, ""))
        facts.append(fact(say, name, value, source))
        if name == "pay":
            benefits, place = next(((holder.benefits, place) for holder, place in holders if holder.benefits), ((), ""))
            lines = [Line(text=benefit, source=f"{place}/benefits/{number}") for number, benefit in enumerate(benefits, 1)]
            facts += [Fact(label=say.line("facts.benefits"), value=line, more=tuple(lines[1:])) for line in lines[:1]]
    return tuple(facts)


def competency_name(competency: Competency) -> Line:
    """Return a competency's name."""
    return Line(text=competency.name, source=competency.source(line="name"))


def definition(competency: Competency) -> Line:
    """Return a competency's definition."""
    return Line(text=competency.definition, source=competency.source(line="definition"))


def level_name(framework: Framework, level: int) -> str:
    """Return the name of a proficiency level."""
    return framework.proficiency_scale.step(level).name


def value_lines(organisation: Organisation | None, competency_id: str, role_id: str) -> tuple[ValueLine, ...]:
    """Return what the organisation's values look like beside a competency, in a role."""
    if organisation is None:
        return ()
    return tuple(
        ValueLine(value=value.name, behaviour=Line(text=line.text, source=f"organisation/{organisation.id}/values/{value.id}/{line.id}"))
        for value, line in organisation.behaviours_for(competency_id, role_id)
    )


def behaviours_at(
    requirement: Requirement,
    competency: Competency,
    framework: Framework,
    organisation: Organisation | None,
    *,
    role_id: str,
    at_most: int | None = None,
) -> CompetencyBehaviours:
    """Return a competency at the level that a requirement asks for, with its first `at_most` indicators."""
    level = present(competency.at(requirement.level))
    return CompetencyBehaviours(
        competency=competency.id,
        name=competency_name(competency),
        level=requirement.level,
        level_name=level_name(framework, requirement.level),
        behaviours=tuple(
            Line(text=entry.text, source=competency.source(requirement.level, entry.id)) for entry in level.indicators[:at_most]
        ),
        values=value_lines(organisation, competency.id, role_id),
        needed_at_entry=requirement.needed_at_entry,
    )


def criteria_at(
    requirement: Requirement, competency: Competency, framework: Framework, organisation: Organisation | None, *, role_id: str
) -> CompetencyCriteria:
    """Return the same with all its indicators, its definition and what the level asks for."""
    behaviours = behaviours_at(requirement, competency, framework, organisation, role_id=role_id)
    summary = level_summary(requirement, competency)
    # Why not a dump: the parts are models already and need no second validation.
    return CompetencyCriteria(**dict(behaviours), definition=definition(competency), summary=summary)


def level_summary(requirement: Requirement, competency: Competency) -> Line:
    """Return what the required level asks for."""
    level = present(competency.at(requirement.level))
    return Line(text=level.summary, source=competency.source(requirement.level, "summary"))


def rating_scale(framework: Framework) -> tuple[RatingLine, ...]:
    """Return the rating scale of a framework."""
    return tuple(
        RatingLine(
            rating=step.rating,
            name=Line(text=step.name, source=f"{framework.id}/rating-scale/{step.rating}/name"),
            meaning=Line(text=step.meaning, source=f"{framework.id}/rating-scale/{step.rating}"),
        )
        for step in framework.rating_scale.steps
    )


def off_scale(say: Phrases) -> tuple[OffScaleLine, ...]:
    """Return the codes that are no rating."""
    return tuple(
        OffScaleLine(code=code, name=say.line(f"off_scale.{key}"), meaning=say.line(f"off_scale.{key}_when"))
        for code in OffScale
        for key in [code.value.replace("-", "_")]
    )


def grid(role: RoleProfile, framework: Framework, session: PlannedSession | None = None) -> tuple[GridRow, ...]:
    """Return one row for each requirement, with the numbers of the questions that a session asks about it."""
    rows = []
    for requirement in role.requirements:
        competency = present(framework.competency(requirement.competency))
        asked = session.questions if session else ()
        numbers = tuple(number for number, key in enumerate(asked, 1) if key.split("/")[0] == competency.id)
        rows.append(
            GridRow(
                competency=competency.id,
                name=competency_name(competency),
                level_name=level_name(framework, requirement.level),
                weight=requirement.weight,
                minimum=requirement.minimum,
                questions=numbers,
            )
        )
    return tuple(rows)


def hard_parts(role: RoleProfile) -> tuple[Line, ...]:
    """Return what people in the job find hard."""
    return tuple(Line(text=entry.text, source=f"role/{role.id}/hard_parts/{entry.id}") for entry in role.hard_parts)


def measures(role: RoleProfile, framework: Framework, *, at_most: int) -> tuple[tuple[OutcomeMeasure, str], ...]:
    """Return outcome measures and where they stand: the role's own, else the first of each competency, heaviest first; never output."""
    own = [(entry, f"role/{role.id}/outcome_measures/{entry.id}") for entry in role.outcome_measures if entry.kind != "output"]
    if own:
        return tuple(own[:at_most])
    found = []
    for requirement in sorted(role.requirements, key=lambda entry: -entry.weight):
        competency = present(framework.competency(requirement.competency))
        best = [entry for entry in competency.outcome_measures if entry.kind != "output"]
        found += [(entry, competency.source(line=f"outcome_measures/{entry.id}")) for entry in best[:1]]
    return tuple(found[:at_most])
