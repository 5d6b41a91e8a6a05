"""The demonstration: the main job, on the files of `examples/`."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.api.care import candidate_messages, candidate_survey, timing_standard
from servicecomp.api.content import load_organisation
from servicecomp.api.debriefs import debrief, decision_form
from servicecomp.api.documents import candidate_pack, intake_sheet, interview_kit, job_description, panel_summary, review_rubric
from servicecomp.api.fairness import fairness_report
from servicecomp.api.interviews import load_plan, load_scorecards
from servicecomp.api.matching import suggest_role
from servicecomp.api.output import write
from servicecomp.api.panels import panel_form, structure_report
from servicecomp.api.raters import rater_report
from servicecomp.api.sifting import adjustments_note, application_questions, questions_in_advance, screening_kit, sift_grid
from servicecomp.api.training import training_pack
from servicecomp.api.vacancies import write_vacancy_sheet
from servicecomp.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicecomp.api.content import Name
    from servicecomp.models.lines import Document
    from servicecomp.models.organisations import Organisation

__all__ = ["DEMO_ROLES", "write_demo"]

DEMO_ROLES = ("contact-centre-agent", "hr-business-partner")
_TEXT_FORMATS, _OFFICE_FORMATS = ("html", "md", "json"), ("docx", "pdf")
_CANDIDATE = "candidate-1"


def write_demo(folder: Name, *, examples: Name = "examples") -> dict[str, int]:
    """Write both roles' documents in every format, the papers around an interview, and a kit and a vacancy sheet from an advertisement.

    Returns how many files went into each folder. Word and PDF files need the extra `office` and are left out without it.

    Raises:
        NotFoundError: the folder of examples is not there.

    """
    place, files = Path(folder), Path(examples)
    advertisement = files / "job-description.txt"
    if not advertisement.is_file():
        message = f"there is no file '{advertisement}': run the demo where the examples are, or name their folder with --examples"
        raise NotFoundError(message)
    organisation = load_organisation(files / "organisation.yaml")
    has_office = all(importlib.util.find_spec(name) for name in ("typst", "docx"))
    formats = (*_TEXT_FORMATS, *(_OFFICE_FORMATS if has_office else ()))
    written: dict[str, int] = {}
    for role in DEMO_ROLES:
        documents: dict[str, Document] = {
            "job-description": job_description(role, organisation=organisation),
            "interview-kit": interview_kit(role, organisation=organisation),
            "candidate-pack": candidate_pack(role, organisation=organisation),
            "panel-summary": panel_summary(role, organisation=organisation),
            "review-rubric": review_rubric(role, organisation=organisation),
        }
        written[str(place / role)] = _write_all(documents, place / role, formats)
    target = place / "around-the-interview"
    around = {**_before(DEMO_ROLES[0], organisation), **_after(files, organisation)}
    written[str(target)] = _write_all(around, target, ("pdf",) if has_office else ("html",))
    text = advertisement.read_text(encoding="utf-8")
    suggestion = suggest_role(text)
    drafts: dict[str, Document] = {
        "intake-sheet": intake_sheet(suggestion.role, match=suggestion.match, organisation=organisation),
        "interview-kit": interview_kit(suggestion.role, organisation=organisation),
    }
    target = place / "from-advertisement"
    written[str(target)] = _write_all(drafts, target, formats)
    if importlib.util.find_spec("xlsxwriter"):
        written[str(target)] += len(
            write_vacancy_sheet(target / "vacancy.xlsx", advertisement=text, organisation=files / "organisation.yaml", force=True)
        )
    return written


def _before(role: str, organisation: Organisation) -> dict[str, Document]:
    return {
        "expert-panel": panel_form(role, organisation=organisation),
        "application-questions": application_questions(role, organisation=organisation),
        "sift-grid": sift_grid(role, organisation=organisation),
        "screening-kit": screening_kit(role, organisation=organisation),
        "adjustments-note": adjustments_note(role, organisation=organisation),
        "questions-in-advance": questions_in_advance(role, organisation=organisation),
        "candidate-messages": candidate_messages(role, organisation=organisation),
        "timing-standard": timing_standard(role, organisation=organisation),
        "candidate-survey": candidate_survey(role, organisation=organisation),
        "training-pack": training_pack(role),
    }


def _after(examples: Path, organisation: Organisation) -> dict[str, Document]:
    plan = load_plan(examples / "interviews" / "plan.yaml")
    cards = load_scorecards(examples / "interviews" / "scorecards.csv", plan=plan)
    return {
        "debrief": debrief(cards, plan=plan, organisation=organisation),
        "decision-form": decision_form(_CANDIDATE, plan=plan, organisation=organisation),
        "rater-report": rater_report(cards, plan=plan),
        "structure-report": structure_report(plan.role, plan=plan, cards=cards, organisation=organisation),
        "fairness-report": fairness_report(examples / "outcomes.csv"),
    }


def _write_all(documents: Mapping[str, Document], folder: Path, formats: tuple[str, ...]) -> int:
    return len([write(document, folder / f"{stem}.{suffix}", force=True) for stem, document in documents.items() for suffix in formats])
