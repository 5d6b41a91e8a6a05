"""What is written reads back, and nothing in it can act."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from strategies import TRICKY, banks, frameworks, organisations, vacancies

from servicecomp.errors import DataError
from servicecomp.exchange import read_vacancy_xlsx, write_vacancy_xlsx
from servicecomp.models.matches import Evidence, RoleSuggestion
from servicecomp.models.roles import Requirement
from servicecomp.models.vacancies import Confirmation, Interviewer

SLOW_DRAWS = settings(
    max_examples=50,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def holding(framework, bank):
    """A catalogue of one framework and one bank."""
    return SimpleNamespace(framework=lambda _: framework, bank=lambda _: bank, role=lambda _: pytest.fail("the role was not asked for"))


def read_bytes(raw, catalogue):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vacancy.xlsx"
        path.write_bytes(raw)
        return read_vacancy_xlsx(path, catalogue)


@SLOW_DRAWS
@given(st.data())
def test_what_is_written_reads_back(data):
    framework = data.draw(frameworks())
    bank = data.draw(banks(framework))
    vacancy = data.draw(vacancies(framework, bank))
    organisation = data.draw(st.none() | organisations())
    raw = write_vacancy_xlsx(vacancy, framework, bank, organisation=organisation)
    assert read_bytes(raw, holding(framework, bank)) == vacancy


def test_shipped_role_reads_back(workbook, vacancy, catalogue):
    assert read_bytes(workbook, catalogue) == vacancy


def test_same_vacancy_same_bytes(workbook, vacancy, framework, bank):
    assert write_vacancy_xlsx(vacancy, framework, bank) == workbook


@pytest.mark.parametrize("text", [text.strip() for text in TRICKY])
def test_no_text_is_a_formula_or_mark_up(text, vacancy, framework, bank, catalogue):
    role = vacancy.role.model_copy(update={"tasks": tuple(task.model_copy(update={"text": text}) for task in vacancy.role.tasks)})
    facts = vacancy.facts.model_copy(update={"pay": text, "closing_date": text, "benefits": (text, text)})
    panel = (Interviewer(key="p", name=text, job=text),)
    confirmed = (Confirmation(name=text, capacity="job-holder", date="2026-11-21"),)
    new = vacancy.model_copy(
        update={"title": text, "role": role, "facts": facts, "panel": panel, "candidates": (text,), "criteria_confirmed_by": confirmed}
    )
    raw = write_vacancy_xlsx(new, framework, bank)
    assert read_bytes(raw, catalogue) == new
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        assert not any(re.search(rb"<f[ >]", archive.read(name)) for name in archive.namelist() if "/worksheets/" in name)
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "externalLink" in name]


def test_a_day_before_spreadsheets_reads_back(vacancy, framework, bank, catalogue):
    days = ("0001-01-01", "1899-12-31", "1900-02-28", "1900-03-01", "1904-01-01", "9999-12-31")
    confirmed = tuple(Confirmation(name="Jo", capacity="job-holder", date=day) for day in days)
    new = vacancy.model_copy(update={"criteria_confirmed_by": confirmed, "start_time": "00:00"})
    assert read_bytes(write_vacancy_xlsx(new, framework, bank), catalogue) == new


def test_candidates_leave_no_trace_but_their_own_cell(vacancy, framework, bank):
    book = load_workbook(BytesIO(write_vacancy_xlsx(vacancy.model_copy(update={"candidates": ("Unmistakable Name",)}), framework, bank)))
    holders = [
        sheet.title
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        if any("Unmistakable" in str(cell) for cell in row)
    ]
    assert holders == ["Candidates"]


def test_sheets_drop_downs_and_protection(workbook):
    book = load_workbook(BytesIO(workbook))
    names = ["Start here", "Vacancy", "Criteria", "Tasks", "Confirmation", "Panel", "Candidates", "Questions", "servicecomp"]
    assert book.sheetnames == names
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"] == ["servicecomp"]
    criteria = book["Criteria"]
    assert criteria.freeze_panes == "C5"
    assert criteria.protection.sheet
    assert criteria["A3"].protection.locked
    assert not criteria["D5"].protection.locked
    levels = {rule.formula1 for rule in criteria.data_validations.dataValidation if "D5" in rule.sqref}
    column, last = re.fullmatch(r"servicecomp!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)", levels.pop()).groups()
    shown = [book["servicecomp"][f"{column}{row}"].value for row in range(1, int(last) + 1)]
    assert shown == ["1 Foundation", "2 Working", "3 Proficient", "4 Advanced"]
    assert [criteria.cell(row, 1).value for row in range(5, 10)] == ["yes"] * 4 + ["no"]
    assert all(sheet.page_setup.orientation == "landscape" and str(sheet.page_setup.paperSize) == "9" for sheet in book.worksheets[:-1])


def test_words_of_the_advertisement_stand_beside_their_competency(vacancy, framework, bank, catalogue):
    text = "You listen, and =listen= again."
    evidence = (Evidence("needs-discovery", 4, 10, "listen", "customer-service/needs-discovery/x", None, 2),)
    match = SimpleNamespace(evidence=evidence)  # the writer asks a match for nothing else
    suggestion = RoleSuggestion(
        role=vacancy.role, match=match, nearest="contact-centre-agent", missing=("rapport",), claims=("=people skills",)
    )
    raw = write_vacancy_xlsx(vacancy, framework, bank, suggestion=suggestion)
    rows = {row[1]: row[7] for row in load_workbook(BytesIO(raw))["Criteria"].iter_rows(min_row=5, values_only=True)}
    assert rows[framework.competency("needs-discovery").name] == f"“{text[4:10]}”"
    assert "contact-centre-agent" in rows[framework.competency("rapport").name]
    start = [str(cell) for row in load_workbook(BytesIO(raw))["Start here"].iter_rows(values_only=True) for cell in row]
    assert any("“=people skills”" in cell for cell in start)
    assert read_bytes(raw, catalogue) == vacancy


def test_what_has_no_place_on_the_sheet_is_refused(vacancy, framework, bank):
    twice = vacancy.role.model_copy(update={"requirements": vacancy.role.requirements * 2})
    key = bank.questions[0].key
    for changed in ({"role": twice}, {"pinned": (key,), "excluded": (key,)}, {"pinned": ("rapport/none-such",)}):
        with pytest.raises(DataError):
            write_vacancy_xlsx(vacancy.model_copy(update=changed), framework, bank)
    unknown = vacancy.role.model_copy(update={"requirements": (Requirement(competency="none-such", level=1, weight=1),)})
    with pytest.raises(DataError) as caught:
        write_vacancy_xlsx(vacancy.model_copy(update={"role": unknown}), framework, bank)
    assert caught.value.problems[0].code == "unknown-competency"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_reads_back(vacancy, framework, bank, catalogue, tmp_path):
    key = next(question.key for question in bank.questions if question.competency == "composure" and question.band == "entry")
    full = vacancy.model_copy(
        update={
            "start_time": "09:30",
            "pinned": (key,),
            # LibreOffice itself spoils two escapes that share an underscore.
            "candidates": tuple(text.strip() for text in TRICKY if text not in {"_x0041_x0042_", "_x005F_x0041_"}),
            "criteria_confirmed_by": (Confirmation(name="Jo", capacity="hiring-manager", date=date(2026, 11, 21).isoformat()),),
        }
    )
    (tmp_path / "vacancy.xlsx").write_bytes(write_vacancy_xlsx(full, framework, bank))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "saved"),
        str(tmp_path / "vacancy.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert read_vacancy_xlsx(tmp_path / "saved" / "vacancy.xlsx", catalogue) == full
