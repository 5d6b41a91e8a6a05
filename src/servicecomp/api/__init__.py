"""The public functions: each finds what its arguments name, calls one engine, and returns a model, text or bytes."""

from servicecomp.api.batch import corpus_report, match_file, match_view, write_corpus_csv
from servicecomp.api.checking import CheckReport, check
from servicecomp.api.content import dump, load_framework, load_organisation, load_question_bank, load_role, load_vacancy
from servicecomp.api.documents import candidate_pack, intake_sheet, interview_kit, job_description, panel_summary, review_rubric
from servicecomp.api.matching import match, suggest_role
from servicecomp.api.output import render, write
from servicecomp.api.vacancies import new_vacancy, write_vacancy_kit, write_vacancy_sheet

__all__ = [
    "CheckReport",
    "candidate_pack",
    "check",
    "corpus_report",
    "dump",
    "intake_sheet",
    "interview_kit",
    "job_description",
    "load_framework",
    "load_organisation",
    "load_question_bank",
    "load_role",
    "load_vacancy",
    "match",
    "match_file",
    "match_view",
    "new_vacancy",
    "panel_summary",
    "render",
    "review_rubric",
    "suggest_role",
    "write",
    "write_corpus_csv",
    "write_vacancy_kit",
    "write_vacancy_sheet",
]
