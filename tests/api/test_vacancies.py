"""From a role or an advertisement to the sheet, and from the sheet to the folder."""

from __future__ import annotations

import pytest

import servicecomp as sc
from servicecomp.models.vacancies import Confirmation, Interviewer

CONFIRMED = tuple(
    Confirmation(name=name, capacity=capacity, date="2026-11-02")
    for name, capacity in (("R. Osei", "hiring-manager"), ("L. Brandt", "job-holder"), ("T. Ahmed", "job-holder"))
)


@pytest.fixture(scope="module")
def advertisement(repository):
    return (repository / "examples/job-description.txt").read_text(encoding="utf-8")


def test_an_advertisement_becomes_a_draft_role(advertisement):
    suggestion = sc.suggest_role(advertisement)
    wanted = {requirement.competency for requirement in suggestion.role.requirements}
    assert 3 <= len(wanted) <= 8
    assert {"needs-discovery", "clear-communication", "complaint-handling", "ownership"} <= wanted
    assert any("customer service skills" in claim.lower() for claim in suggestion.claims)
    for evidence in suggestion.match.evidence:
        assert advertisement[evidence.start : evidence.end] == evidence.quote
        assert "canteen" not in evidence.quote
    assert sc.interview_kit(suggestion.role).questions


def test_what_the_sheet_says_is_what_is_read(tmp_path, repository):
    path = tmp_path / "vacancy.xlsx"
    sheet, page = sc.write_vacancy_sheet(path, role="contact-centre-agent", organisation=repository / "examples/organisation.yaml")
    assert sheet.is_file()
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    vacancy = sc.load_vacancy(path)
    assert vacancy.role.requirements == sc.load_role("contact-centre-agent").requirements
    assert not vacancy.confirmed


def test_an_advertisement_without_behaviour_is_no_draft(tmp_path):
    for text in ("", "Wir suchen eine freundliche Person."):
        with pytest.raises(sc.DataError, match="names no behaviour"):
            sc.new_vacancy(advertisement=text)
    with pytest.raises(sc.DataError, match=r"\.xlsx"):
        sc.write_vacancy_sheet(tmp_path / "vacancy.csv", role="contact-centre-agent")


def test_a_sheet_is_not_written_over(tmp_path):
    path = tmp_path / "vacancy.xlsx"
    sc.write_vacancy_sheet(path, role="contact-centre-agent")
    with pytest.raises(sc.DataError, match="already there"):
        sc.write_vacancy_sheet(path, role="contact-centre-agent")
    sc.write_vacancy_sheet(path, role="contact-centre-agent", force=True)


def test_the_folder_has_a_kit_for_each_candidate_and_panel_member(tmp_path):
    vacancy, _ = sc.new_vacancy("contact-centre-agent")
    panel = (Interviewer(key="osei", name="R. Osei"), Interviewer(key="brandt", name="L. Brandt"))
    vacancy = vacancy.model_copy(update={"criteria_confirmed_by": CONFIRMED, "panel": panel, "candidates": ("Candidate 7", "Candidate 9")})
    files = sc.write_vacancy_kit(vacancy, tmp_path, formats=["md"])
    names = {path.name for path in files}
    assert {f"interview-kit-candidate-{number:02}-{key}.md" for number in (1, 2) for key in ("osei", "brandt")} <= names
    assert {"job-description.md", "candidate-pack.md", "panel-summary.md", "review-rubric.md"} <= names
    kit = (tmp_path / "interview-kit-candidate-02-brandt.md").read_text(encoding="utf-8")
    assert "Candidate 9" in kit
    assert "L. Brandt" in kit


@pytest.mark.parametrize("confirmed", [True, False])
def test_documents_say_draft_until_the_criteria_are_confirmed(confirmed):
    vacancy, _ = sc.new_vacancy("contact-centre-agent")
    vacancy = vacancy.model_copy(update={"criteria_confirmed_by": CONFIRMED if confirmed else CONFIRMED[:2]})
    assert vacancy.confirmed is confirmed
    for build in (sc.job_description, sc.interview_kit, sc.candidate_pack, sc.panel_summary):
        document = build(vacancy.role, vacancy=vacancy)
        for form in ("html", "md"):
            assert ("criteria not confirmed" in sc.render(document, format=form)) is not confirmed


def test_the_same_questions_go_to_every_candidate():
    vacancy, _ = sc.new_vacancy("contact-centre-agent")
    kits = [sc.interview_kit(vacancy.role, vacancy=vacancy, candidate=name) for name in ("A", "B")]
    assert [q.key for q in kits[0].questions] == [q.key for q in kits[1].questions]
