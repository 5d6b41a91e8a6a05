"""What candidates are asked about how they were treated; and, on a paper of its own, how HR reads the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.documents.candidate_messages import day_in_words
from servicecomp.documents.parts import common, job_title
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.timing_standard import default_standard
from servicecomp.models.care import CandidateSurvey, MessageDetails, SurveyReading
from servicecomp.models.lines import Fact, Line

if TYPE_CHECKING:
    from servicecomp.documents.phrases import Phrases
    from servicecomp.models.care import CareStandard
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.roles import RoleProfile
    from servicecomp.models.vacancies import Vacancy

__all__ = ["candidate_survey", "survey_reading"]


def candidate_survey(
    role: RoleProfile,
    *,
    framework: Framework,
    standard: CareStandard | None = None,
    details: MessageDetails | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> CandidateSurvey:
    """Return the survey, as it goes to candidates.

    The fewest answers that are shown together come from the standard, never below five. `details` give the closing day (`reply_by`), where
    it goes back to (`return_to`), and whom to ask for another format (`contact`; the contact for adjustments when left out).
    """
    say = phrases_for(framework.locale)
    minimum = (standard or default_standard()).survey_minimum
    title = job_title(role, vacancy)
    known = details or MessageDetails()
    facts = {
        "closing": (day_in_words(say, known.reply_by) if known.reply_by else None, "details/reply_by"),
        "return_to": (known.return_to, "details/return_to"),
        "other_format": (known.contact, "details/contact"),
    }
    if known.contact is None and organisation is not None:
        facts["other_format"] = (organisation.adjustments_contact, f"organisation/{organisation.id}/adjustments_contact")
    return CandidateSurvey(
        title=say.text("survey.title", role=title),
        role_title=title,
        welcome=say.lines("survey.welcome_lines", role=title, minimum=minimum),
        steps=say.lines("survey.step_lines"),
        scale=say.lines("survey.scale_lines"),
        items=say.lines("survey.item_lines"),
        questions=say.lines("survey.question_lines"),
        minimum=minimum,
        facts=tuple(_fact(say, name, value, source) for name, (value, source) in facts.items()),
        # Why no draft notice: it asks how people were treated, and no criterion stands on it.
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )


def survey_reading(
    role: RoleProfile,
    *,
    framework: Framework,
    standard: CareStandard | None = None,
    organisation: Organisation | None = None,
    vacancy: Vacancy | None = None,
) -> SurveyReading:
    """Return HR's page on how the answers are read; it is no part of the survey, so that it cannot go out with it."""
    say = phrases_for(framework.locale)
    minimum = (standard or default_standard()).survey_minimum
    title = job_title(role, vacancy)
    return SurveyReading(
        title=say.text("survey_reading.title", role=title),
        role_title=title,
        minimum=minimum,
        why=say.line("survey_reading.why"),
        reading=say.lines("survey_reading.reading_lines", minimum=minimum),
        # Why no draft notice: as on the survey.
        **common(say=say, framework=framework, role=role, organisation=organisation, vacancy=vacancy) | {"draft_notice": None},
    )


def _fact(say: Phrases, name: str, value: str | None, source: str) -> Fact:
    label = say.line(f"survey.{name}")
    if value is None:
        missing = say.line("common.missing", fact=say.text(f"survey.{name}_missing"))
        return Fact(label=label, value=missing, missing=True)
    return Fact(label=label, value=Line(text=value, source=source))
