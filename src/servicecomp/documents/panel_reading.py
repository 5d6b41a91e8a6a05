"""An expert panel's result in words, for the intake sheet and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.candidate_messages import day_in_words
from servicecomp.documents.parts import competency_name
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, Problem
from servicecomp.interviews.expert_panel import FEWEST_EXPERTS, LINKED_FROM, questions_hash
from servicecomp.models.lines import Line
from servicecomp.models.panels import PanelReading, PanelRow, PanelTaskRow

if TYPE_CHECKING:
    from fractions import Fraction

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.panels import PanelResult, RequirementResult, TaskResult
    from servicecomp.models.roles import Requirement, RoleProfile

__all__ = ["check_panel", "panel_reading", "reading_lines"]

_NEAR, _MIDDLING = 0.71, 0.51
"""Lower ends of strong and of moderate agreement (LeBreton and Senter 2008, Organizational Research Methods 11, 815-852, table 3)."""


def check_panel(result: PanelResult, role: RoleProfile) -> None:
    """Raise a DataError where a panel was asked about another role, or about other tasks or competencies than the role has now."""
    if result.role != role.id:
        message = f"the panel was asked about '{result.role}', not '{role.id}'"
        raise DataError([Problem(where="panel", code="other-role", message=message)])
    if result.questions != questions_hash(role):
        message, hint = "the role's tasks or competencies have changed since the panel was asked", "ask the panel anew"
        raise DataError([Problem(where="panel", code="other-questions", message=message, hint=hint)])


def panel_reading(result: PanelResult, *, role: RoleProfile, framework: Framework) -> PanelReading:
    """Return the result in words; what is drafted stands beside what the panel says, and nothing is changed."""
    say = phrases_for(framework.locale)
    names = {entry.id: competency_name(entry) for entry in framework.competencies}
    tested = any(entry.needed is not None for entry in result.requirements)
    unsaid = result.experts - result.doing - result.leading
    lead = [say.line("panel.lead_experts", experts=result.experts, doing=result.doing, leading=result.leading, unsaid=unsaid)]
    lead += _about(say, result)
    if result.silent:
        lead.append(say.line("panel.lead_silent", number=len(result.silent)))
    lead.append(say.line("panel.lead_tested") if tested else say.line("panel.lead_few", fewest=FEWEST_EXPERTS))
    drafted = {entry.competency: entry for entry in role.requirements}
    return PanelReading(
        lead=(*lead, *say.lines("panel.lead_lines")),
        rows=tuple(_row(say, entry, drafted[entry.competency], names[entry.competency], result) for entry in result.requirements),
        tasks=tuple(_task(say, entry, names, role) for entry in result.tasks),
    )


def _about(say: Phrases, result: PanelResult) -> list[Line]:
    """Return how long the experts have known the job, where and when they were asked, as far as they said."""
    lines = []
    if result.months_in_job:
        months = result.months_in_job
        lines.append(say.line("panel.lead_months", least=months[0], most=months[-1], number=len(months)))
    if result.sites:
        lines.append(say.line("panel.lead_sites", sites="; ".join(result.sites)))
    if result.answered_on:
        first, last = (day_in_words(say, result.answered_on[place]) for place in (0, -1))
        lines.append(say.line("panel.lead_day" if first == last else "panel.lead_days", first=first, last=last))
    return lines


def reading_lines(reading: PanelReading, framework: Framework) -> tuple[str, ...]:
    """Return the reading as plain lines: the lead, a line for each competency, a line for each task."""
    say = phrases_for(framework.locale)
    rows = [
        say.text("panel.result_lead", **{name: getattr(row, name).text for name in type(row).model_fields if name != "competency"})
        for row in reading.rows
    ]
    tasks = [
        say.text("panel.result_task_lead", **{name: getattr(row, name).text for name in type(row).model_fields}) for row in reading.tasks
    ]
    return (*(line.text for line in reading.lead), *rows, *tasks)


def _row(say: Phrases, found: RequirementResult, drafted: Requirement, name: Line, result: PanelResult) -> PanelRow:
    return PanelRow(
        competency=found.competency,
        name=name,
        essential=_essential(say, found),
        test=_test(say, found),
        first_day=_first_day(say, found, drafted),
        level=_level(say, found, drafted),
        tasks=_tasks(say, found, len(result.tasks)),
        suggestion=_suggestion(say, found, drafted),
    )


def _essential(say: Phrases, found: RequirementResult) -> Line:
    if found.ratio is None:
        return say.line("panel.none_answered")
    return say.line("panel.essential_line", essential=found.essential, experts=found.experts, ratio=_signed(found.ratio))


def _test(say: Phrases, found: RequirementResult) -> Line:
    if found.needed is None:
        return say.line("panel.test_few")
    return say.line("panel.test_beyond" if found.beyond_chance else "panel.test_within", needed=found.needed, experts=found.experts)


def _first_day(say: Phrases, found: RequirementResult, drafted: Requirement) -> Line:
    now = say.text("common.yes" if drafted.needed_at_entry else "common.no").lower()
    if not found.first_day_experts:
        return say.line("panel.first_day_none", drafted=now)
    return say.line("panel.first_day_line", yes=found.first_day, experts=found.first_day_experts, drafted=now)


def _level(say: Phrases, found: RequirementResult, drafted: Requirement) -> Line:
    if not found.levels:
        return say.line("panel.level_none", drafted=drafted.level)
    counts = ", ".join(say.text("panel.level_count", level=entry.level, experts=entry.experts) for entry in found.levels)
    agreement = ""
    if found.level_agreement is not None:
        words = _agreement_words(say, found.level_agreement)
        agreement = say.text("panel.agreement_part", words=words, value=_figure(found.level_agreement))
    return say.line("panel.level_line_result", counts=counts, drafted=drafted.level, agreement=agreement)


def _tasks(say: Phrases, found: RequirementResult, tasks: int) -> Line:
    if not found.linked:
        return say.line("panel.essential_tasks_unasked")
    if not found.essential_for:
        return say.line("panel.essential_tasks_none", tasks=tasks)
    return say.line("panel.essential_tasks", number=len(found.essential_for), tasks=tasks)


def _suggestion(say: Phrases, found: RequirementResult, drafted: Requirement) -> Line:
    """Return what people may want to confirm or change; a change of day or level is named only where the draft says otherwise."""
    match found.suggestion:
        case None:
            key = "suggest_nothing"
        case "drop":
            key = "suggest_drop" if found.linked else "suggest_drop_unlinked"
        case "discuss" if found.beyond_chance:
            key = "suggest_discuss_no_task"
        case "discuss" if found.essential_for and found.needed is not None and found.essential <= found.experts - found.needed:
            key = "suggest_discuss_task"
        case _:
            key = f"suggest_{found.suggestion}"
    line = say.line(f"panel.{key}")
    words = [line.text]
    if found.suggestion is not None and found.suggestion != "drop":
        if found.entry is not None and (found.entry == "first-day") != drafted.needed_at_entry:
            words.append(say.text("panel.suggest_first_day" if found.entry == "first-day" else "panel.suggest_learnt"))
        if found.level is not None and found.level != drafted.level:
            words.append(say.text("panel.suggest_level", level=found.level))
    return Line(text=" ".join(words), source=line.source)


def _task(say: Phrases, found: TaskResult, names: dict[str, Line], role: RoleProfile) -> PanelTaskRow:
    essential = [names[link.competency].text for link in found.links if link.mean >= LINKED_FROM]
    harm = found.criticality_agreement
    return PanelTaskRow(
        task=Line(text=found.text, source=f"role/{role.id}/tasks/{found.task}"),
        frequency=_mean(say, found.frequency, found.frequency_experts, found.not_done),
        criticality=_mean(say, found.criticality, found.criticality_experts, 0),
        agreement=(
            say.line("panel.agreement_none")
            if harm is None
            else say.line("panel.agreement_line", words=_agreement_words(say, harm), value=_figure(harm))
        ),
        links=Line(text=", ".join(essential), source="phrase/en/panel.result_links") if essential else say.line("panel.no_links"),
    )


def _mean(say: Phrases, mean: Fraction | None, experts: int, not_done: int) -> Line:
    if mean is None:
        line = say.line("panel.none_answered")
    else:
        line = say.line("panel.mean_line_one" if experts == 1 else "panel.mean_line", mean=_one_place(mean), experts=experts)
    if not not_done:
        return line
    return Line(text=say.text("panel.mean_not_done", mean=line.text, not_done=not_done), source=line.source)


def _agreement_words(say: Phrases, value: float) -> str:
    key = "agree_near" if value >= _NEAR else "agree_middling" if value >= _MIDDLING else "agree_apart"
    return say.text(f"panel.{key}")


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _one_place(value: Fraction) -> str:
    """Return a mean with one decimal, rounded half up and exactly."""
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return f"{tenths // 10}.{tenths % 10}"


def _signed(value: Fraction) -> str:
    """Return a ratio with two decimals, rounded half away from 0 and exactly: .80 as +0.80."""
    hundredths = (200 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    sign = "−" if value < 0 and hundredths else "+" if hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"
