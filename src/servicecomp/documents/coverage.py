"""Who rates what: competency by interviewer by stage, the same table on every kit and on the panel's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.fitting import present
from servicecomp.documents.parts import competency_name
from servicecomp.models.kits import Coverage, CoverageColumn, CoverageRow, CoverageStage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.lines import Line
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import InterviewPlan, PlannedSession, Vacancy

__all__ = ["MOST_COLUMNS", "coverage_of", "not_asked", "people_in", "people_of", "stage_name"]

MOST_COLUMNS = 8
"""Columns that fit across a page; with more people than that, those who sit in one interview share its column, since all of them rate
the same."""


def stage_name(stage: str) -> str:
    """Return a stage as it is printed.

    >>> stage_name("second-talk")
    'Second talk'

    """
    words = stage.replace("-", " ")
    return words[:1].upper() + words[1:]


def people_in(session: PlannedSession, vacancy: Vacancy | None) -> tuple[tuple[str, str], ...]:
    """Return key and printed name of everybody who sits in; the vacancy's panel where the plan names nobody."""
    names = {person.key: person.name for person in vacancy.panel} if vacancy else {}
    return tuple((key, names.get(key, key)) for key in session.interviewers) or tuple(names.items())


def people_of(plan: InterviewPlan, vacancy: Vacancy | None) -> tuple[tuple[str, str], ...]:
    """Return key and printed name of everybody who sits in at least one interview, in the order of the plan."""
    return tuple(dict(person for session in plan.sessions for person in people_in(session, vacancy)).items())


def coverage_of(say: Phrases, plan: InterviewPlan, role: RoleProfile, framework: Framework, vacancy: Vacancy | None) -> Coverage:
    """Return the table for the role's requirements, in their order.

    A question that is planned twice counts in each interview that asks it, and once in the total.
    """
    seats = [(session, people_in(session, vacancy)) for session in plan.sessions]
    each = sum(len(people) or 1 for _, people in seats) <= MOST_COLUMNS
    sessions: list[PlannedSession] = []
    columns: list[CoverageColumn] = []
    for session, people in seats:
        for column in _columns(say, session, people, each=each):
            sessions.append(session)
            columns.append(column)
    rows = tuple(_row(role, framework, place, seats, list(zip(sessions, columns, strict=True))) for place in range(len(role.requirements)))
    return Coverage(
        stages=tuple(
            CoverageStage(
                stage=session.stage, name=stage_name(session.stage), columns=sum(column.stage == session.stage for column in columns)
            )
            for session in plan.sessions
        ),
        columns=tuple(columns),
        rows=rows,
        lead=say.line("coverage.lead" if any(True in row.asks for row in rows) else "coverage.lead_unplanned"),
        sentences=tuple(_sentences(say, rows)),
    )


def not_asked(say: Phrases, coverage: Coverage, role: RoleProfile) -> tuple[Line, ...]:
    """Return what no interview asks about, what is needed on the first day of the job first, and what to do; nothing where all is asked."""
    missing = [row for row in coverage.rows if not row.questions]
    first_day = {entry.competency for entry in role.requirements if entry.needed_at_entry}
    found = []
    for key, rows in (
        ("kit.not_asked_entry", [row for row in missing if row.competency in first_day]),
        ("kit.not_asked_later", [row for row in missing if row.competency not in first_day]),
    ):
        if rows:
            # Why semicolons: names of competencies hold commas and "and".
            found.append(say.line(key, names="; ".join(row.name.text for row in rows)))
    return (*found, say.line("kit.not_asked_then")) if found else ()


def _columns(say: Phrases, session: PlannedSession, people: Sequence[tuple[str, str]], *, each: bool) -> Iterator[CoverageColumn]:
    if not people:
        yield CoverageColumn(stage=session.stage, name=say.text("coverage.everybody"))
    elif each:
        yield from (CoverageColumn(stage=session.stage, interviewer=key, name=name) for key, name in people)
    else:
        yield CoverageColumn(stage=session.stage, name=", ".join(name for _, name in people))


def _row(
    role: RoleProfile,
    framework: Framework,
    place: int,
    seats: Sequence[tuple[PlannedSession, Sequence[tuple[str, str]]]],
    columns: Sequence[tuple[PlannedSession, CoverageColumn]],
) -> CoverageRow:
    competency = present(framework.competency(role.requirements[place].competency))
    asked = [(people, _about(competency.id, session.questions)) for session, people in seats]
    named = all(people for people, keys in asked if keys)
    return CoverageRow(
        competency=competency.id,
        name=competency_name(competency),
        cells=tuple(len(_about(competency.id, session.questions)) for session, _ in columns),
        asks=tuple(_reads_out(competency.id, session, column.interviewer) for session, column in columns),
        questions=len({key for _, keys in asked for key in keys}),
        raters=len({key for people, keys in asked if keys for key, _ in people}) if named else None,
        spares=len({key for session, _ in seats for key in _about(competency.id, session.spares)}),
    )


def _about(competency: str, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key.split("/")[0] == competency]


def _reads_out(competency: str, session: PlannedSession, interviewer: str | None) -> bool:
    askers = zip(session.questions, session.askers, strict=False)
    return interviewer is not None and any(who == interviewer and _about(competency, [key]) for key, who in askers)


def _sentences(say: Phrases, rows: Sequence[CoverageRow]) -> Iterator[Line]:
    def about(key: str, chosen: Iterable[CoverageRow]) -> Iterator[Line]:
        # Why semicolons: names of competencies hold commas and "and".
        names = "; ".join(row.name.text for row in chosen)
        if names:
            yield say.line(key, names=names)

    missing = [row for row in rows if not row.questions]
    yield from about("coverage.not_asked", missing)
    if not missing:
        yield say.line("coverage.all_asked")
    yield from about("coverage.one_rater", (row for row in rows if row.raters == 1))
    yield from about("coverage.no_spare", (row for row in rows if row.questions and not row.spares))
