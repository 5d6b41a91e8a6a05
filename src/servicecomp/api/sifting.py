"""Papers from before the interview: written answers, the screening call, adjustments, questions sent in advance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from servicecomp.api.content import Name, context_for, pick_plan, resolved
from servicecomp.models.vacancies import InterviewPlan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from servicecomp.api.content import Context
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.lines import Document
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.sifting import AdjustmentsNote, ApplicationQuestions, QuestionsInAdvance, ScreeningKit, SiftGrid
    from servicecomp.models.vacancies import Vacancy

__all__ = [
    "adjustments_note",
    "application_questions",
    "questions_in_advance",
    "screening_kit",
    "sift_grid",
    "write_screening_papers",
    "write_sift_papers",
]


def sift_grid(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    questions: int = 2,
    words: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    candidates: Sequence[str] | None = None,
    guaranteed_interview: str | None = None,
    minutes: int | None = None,
    folders: Iterable[Name] = (),
) -> SiftGrid:
    """Return the form on which two readers, each alone, rate written answers without names.

    Two or three `questions` are picked that `plan` neither asks nor holds as a spare; without a plan, those that an interview kit of
    `minutes` (60 when left out) asks are left for it. `words` is the length of an answer, 200 for a question of eight minutes when left
    out. Candidates are printed as numbers, never by name. Ratings end where the required level is met. `guaranteed_interview` is the
    minimum of such a scheme in words; the form then says when whoever keeps the list applies it.

    Raises:
        DataError: a pinned question cannot be asked, too few questions are left, or the pieces do not fit together.

    """
    from servicecomp.documents.sift_grid import sift_grid as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    about = _about(this, bank, plan, minutes)
    steering: dict[str, Any] = {"questions": questions, "words": words, "pinned": pinned, "excluded": excluded}
    return build(this.role, **about, **steering, candidates=candidates, guaranteed_interview=guaranteed_interview)


def application_questions(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    questions: int = 2,
    words: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    guaranteed_interview: str | None = None,
    hear_by: str | None = None,
    minutes: int | None = None,
    folders: Iterable[Name] = (),
) -> ApplicationQuestions:
    """Return the page for applicants: the questions of `sift_grid` with the same arguments and with their follow-ups, without anchors.

    With `guaranteed_interview`, the minimum of such a scheme in words, the page asks who would like to be considered under it. `hear_by`
    is the day on which all applicants hear what came of it, as year-month-day or in words.

    Raises:
        DataError: as `sift_grid`, or `hear_by` is no day of the calendar.

    """
    from servicecomp.documents.sift_grid import application_questions as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    steering: dict[str, Any] = {"questions": questions, "words": words, "pinned": pinned, "excluded": excluded}
    about = _about(this, bank, plan, minutes)
    return build(this.role, **about, **steering, guaranteed_interview=guaranteed_interview, hear_by=hear_by)


def screening_kit(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    candidate: str | None = None,
    sifted: int = 2,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    hear_by: str | None = None,
    call_minutes: int = 20,
    minutes: int | None = None,
    folders: Iterable[Name] = (),
) -> ScreeningKit:
    """Return the kit for a screening call of twenty or thirty minutes, on two pages.

    Its two rated questions are neither in `plan` (or in a kit of `minutes`) nor among the `sifted` (0, 2 or 3) that `sift_grid` picks
    with the same plan. `hear_by` is the day on which candidates hear, as year-month-day or in words.

    Raises:
        DataError: as `sift_grid`, or `hear_by` is no day of the calendar.

    """
    from servicecomp.documents.screening_kit import screening_kit as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    about = _about(this, bank, plan, minutes)
    steering: dict[str, Any] = {"sifted": sifted, "pinned": pinned, "excluded": excluded, "hear_by": hear_by}
    return build(this.role, **about, candidate=candidate, call_minutes=call_minutes, **steering)


def adjustments_note(
    role: RoleProfile | Name,
    *,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    candidate: str | None = None,
    folders: Iterable[Name] = (),
) -> AdjustmentsNote:
    """Return the sheet for what a candidate asked to be done differently; it is kept apart from everything that is rated."""
    from servicecomp.documents.screening_kit import adjustments_note as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    return build(this.role, framework=this.framework, organisation=this.organisation, vacancy=this.vacancy, candidate=candidate)


def questions_in_advance(
    role: RoleProfile | Name,
    *,
    bank: QuestionBank | Name | None = None,
    plan: InterviewPlan | Name | None = None,
    framework: Framework | Name | None = None,
    organisation: Organisation | Name | None = None,
    vacancy: Vacancy | Name | None = None,
    days_before: int = 3,
    minutes: int | None = None,
    pinned: Sequence[str] = (),
    excluded: Collection[str] = (),
    rotation: int | None = None,
    folders: Iterable[Name] = (),
) -> QuestionsInAdvance:
    """Return the page that all candidates get on the same day, `days_before` working days before the first interview.

    It holds the main questions about something they have done; situations and questions of knowledge are named by what they are about.
    Without a `plan` the questions are those of `interview_kit` with the same arguments.

    Raises:
        DataError: `days_before` is not 1 to 15, or the pieces do not fit together.

    """
    from servicecomp.documents.advance_questions import questions_in_advance as build  # noqa: PLC0415 - builders are loaded when used

    this = context_for(role, framework, organisation, vacancy, folders)
    about = _about(this, bank, plan, minutes, pinned=pinned, excluded=excluded, rotation=rotation)
    return build(this.role, **about, days_before=days_before)


def write_sift_papers(
    role: RoleProfile | Name,
    folder: Name,
    *,
    format: str = "html",  # noqa: A002 - the word that the API uses
    templates: Iterable[Name] = (),
    force: bool = False,
    **about: Any,  # noqa: ANN401 - the arguments of `sift_grid`, and the `hear_by` of `application_questions`
) -> tuple[Path, ...]:
    """Write the page for applicants and the readers' form into a folder and return the files."""
    hear_by = about.pop("hear_by", None)
    papers: list[tuple[str, Document]] = [
        ("application-questions", application_questions(role, hear_by=hear_by, **about)),
        ("sift-grid", sift_grid(role, **about)),
    ]
    return _written(papers, Path(folder), format, templates, force=force)


def write_screening_papers(
    role: RoleProfile | Name,
    folder: Name,
    *,
    candidate: str | None = None,
    format: str = "html",  # noqa: A002 - the word that the API uses
    templates: Iterable[Name] = (),
    force: bool = False,
    **about: Any,  # noqa: ANN401 - the arguments of `screening_kit`
) -> tuple[Path, ...]:
    """Write the kit and the adjustments note into a folder and return the files.

    With `candidate` there is one of each for that person, else one of each for every candidate of the vacancy, else one blank pair.
    """
    this = context_for(role, about.get("framework"), None, about.get("vacancy"), about.get("folders", ()))
    named = (this.vacancy.candidates if this.vacancy else ()) if candidate is None else ()
    shared = {key: about[key] for key in ("framework", "organisation", "vacancy", "folders") if key in about}
    papers: list[tuple[str, Document]] = []
    for number, person in enumerate(named or (candidate,), 1):
        end = f"-candidate-{number:02}" if named else ""
        papers.append((f"screening-kit{end}", screening_kit(role, candidate=person, **about)))
        papers.append((f"adjustments-note{end}", adjustments_note(role, candidate=person, **shared)))
    return _written(papers, Path(folder), format, templates, force=force)


def _about(
    this: Context,
    bank: QuestionBank | Name | None,
    plan: InterviewPlan | Name | None,
    minutes: int | None,
    **steering: Any,  # noqa: ANN401 - the arguments of `pick_plan`
) -> dict[str, Any]:
    """Return what the builders share; a plan may be named by its file."""
    from servicecomp.api.interviews import load_plan  # noqa: PLC0415 - only a named plan needs it

    questions = this.bank(bank)
    chosen = resolved(plan, InterviewPlan, load_plan) if plan is not None else pick_plan(this, questions, minutes=minutes, **steering)
    return {
        "framework": this.framework,
        "bank": questions,
        "plan": chosen,
        "organisation": this.organisation,
        "vacancy": this.vacancy,
    }


def _written(
    papers: Sequence[tuple[str, Document]], folder: Path, suffix: str, templates: Iterable[Name], *, force: bool
) -> tuple[Path, ...]:
    from servicecomp.api.output import write  # noqa: PLC0415 - rendering is loaded when used

    return tuple(write(document, folder / f"{stem}.{suffix}", templates=tuple(templates), force=force) for stem, document in papers)
