"""What people do to the workbook, and what they are told when it cannot be read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from servicecomp.errors import DataError, NotFoundError
from servicecomp.exchange import read_vacancy_xlsx
from servicecomp.text.data import read_table


@pytest.fixture
def edited(workbook, catalogue, tmp_path):
    """Read the workbook after a change made to it by `openpyxl`."""

    def edit_and_read(*changes, **cells):
        book = load_workbook(BytesIO(workbook))
        for change in changes:
            change(book)
        for place, value in cells.items():
            sheet, cell = place.split("__")
            book[sheet][cell] = value
        path = tmp_path / "vacancy.xlsx"
        book.save(path)
        return read_vacancy_xlsx(path, catalogue)

    return edit_and_read


def problems_of(edited, *changes, **cells):
    with pytest.raises(DataError) as caught:
        edited(*changes, **cells)
    return {(problem.where, problem.code) for problem in caught.value.problems}


def row_of(book, sheet, text):
    return next(cell.row for row in book[sheet].iter_rows() for cell in row if cell.value == text)


def test_a_sheet_that_nobody_confirmed_is_not_confirmed(edited, vacancy):
    assert edited() == vacancy
    assert not edited().confirmed


FULL = {"Confirmation__A5": "Ana", "Confirmation__C5": datetime(2026, 11, 20), "Confirmation__D5": "✓"}  # noqa: DTZ001 - as a spreadsheet holds it
HOLDERS = {
    f"Confirmation__{column}{row}": value
    for row in (6, 7)
    for column, value in (("A", f"Holder  {row}"), ("C", "21 November 2026"), ("D", "yes"))
}


def test_confirmed_by_manager_and_two_job_holders(edited):
    read = edited(**FULL, **HOLDERS)
    assert read.confirmed
    assert [(entry.name, entry.date) for entry in read.criteria_confirmed_by] == [
        ("Ana", "2026-11-20"),
        ("Holder  6", "2026-11-21"),
        ("Holder  7", "2026-11-21"),
    ]


@pytest.mark.parametrize("left_out", ["Confirmation__A6", "Confirmation__B6", "Confirmation__C6", "Confirmation__D6"])
def test_a_confirmation_counts_only_when_all_of_it_is_there(edited, left_out):
    read = edited(**{**FULL, **HOLDERS, left_out: None})
    assert len(read.criteria_confirmed_by) == 2
    assert not read.confirmed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (time(9, 30), "09:30"),
        (timedelta(hours=9, minutes=30), "09:30"),
        (datetime(1900, 1, 1, 9, 30), "09:30"),  # noqa: DTZ001 - as a spreadsheet holds it
        (0.3958333, "09:30"),
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("2:15 PM", "14:15"),
        ("12:05 am", "00:05"),
        (None, None),
    ],
)
def test_start_times(edited, value, expected):
    assert edited(Vacancy__B9=value).start_time == expected


@pytest.mark.parametrize("value", ["noon", "25:00", "9:75", "13:00 pm", True, 17, "1.5"])
def test_no_start_times(edited, value):
    assert problems_of(edited, Vacancy__B9=value) == {("Vacancy!B9", "bad-time")}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 21), "2026-11-21"),
        ("2026-11-21", "2026-11-21"),
        ("21.11.2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("11/21/2026", "2026-11-21"),
        ("1 Sept 2026", "2026-09-01"),
        ("1 mar 2026", "2026-03-01"),
    ],
)
def test_days(edited, value, expected):
    assert edited(**{**FULL, "Confirmation__C5": value}).criteria_confirmed_by[0].date == expected


@pytest.mark.parametrize("value", ["3/4/2026", "soon", "30 February 2026", "2026-13-01", "1 Marzipan 2026", True])
def test_days_that_nobody_can_tell(edited, value):
    assert problems_of(edited, **{**FULL, "Confirmation__C5": value}) == {("Confirmation!C5", "bad-date")}


def test_numbers_and_days_become_the_text_they_show(edited):
    cells = {"Vacancy__B14": date(2026, 11, 21), "Vacancy__B10": 24000, "Candidates__A5": 1001.0, "Candidates__A6": 1002}
    read = edited(**cells, Panel__A6="Two\nlines")
    assert read.facts.closing_date == "21 November 2026"
    assert read.facts.pay == "24000"
    assert read.candidates == ("1001", "1002")
    assert read.panel[1].name == "Two lines"


def test_rows_may_be_added_emptied_and_moved(edited, vacancy):
    def change(book):
        tasks = book["Tasks"]
        tasks["A5"], tasks["B5"], tasks["A6"], tasks["B6"] = tasks["A6"].value, 4, tasks["A5"].value, None
        tasks["A9"], tasks["B9"] = "  Ring customers back on the day that was named  ", "5"
        book["Candidates"].insert_rows(5, 3)
        book["Criteria"].move_range("A5:H5", rows=60)

    role = edited(change).role
    assert [task.id for task in role.tasks] == ["upset", "answer", "ring-customers-back-on-the-day"]
    assert [task.criticality for task in role.tasks] == [4, None, 5]
    assert role.tasks[0].competencies == ("de-escalation",)
    assert role.tasks[2].text == "Ring customers back on the day that was named"
    assert [entry.competency for entry in role.requirements] == ["clear-communication", "de-escalation", "composure", "needs-discovery"]
    assert role.version == vacancy.role.version


def test_a_task_reworded_keeps_its_id_and_another_one_does_not(edited):
    tasks = edited(Tasks__A5="Answer customers' questions by phone and e-mail.", Tasks__A6="Count the stock on Fridays.").role.tasks
    assert [task.id for task in tasks] == ["answer", "count-the-stock-on-fridays"]
    assert tasks[1].competencies == ()


def test_criteria_changed_by_hand(edited):
    def change(book):
        sheet = book["Criteria"]
        row = row_of(book, "Criteria", "Rapport and relationships")
        for column, value in zip("ADEFG", ("x", "proficient", "15", "4", False), strict=True):
            sheet[f"{column}{row}"] = value
        sheet["A5"] = "NO"
        sheet["B6"] = "  clear   COMMUNICATION "
        sheet["D6"] = 3

    requirements = {entry.competency: entry for entry in edited(change).role.requirements}
    assert "needs-discovery" not in requirements
    assert requirements["clear-communication"].level == 3
    new = requirements["rapport"]
    assert (new.level, new.weight, new.minimum, new.needed_at_entry) == (3, 15, 4, False)


def test_every_problem_at_once_with_its_cell(edited):
    def change(book):
        row = row_of(book, "Criteria", "Rapport and relationships")
        book["Criteria"][f"A{row}"] = "yes"
        change.row = row

    cells = {
        "Vacancy__B5": None,
        "Vacancy__B8": 5,
        "Criteria__A6": "perhaps",
        "Criteria__B7": "Deescalation and boundaries",
        "Criteria__D5": "5 Leading",
        "Criteria__E5": "a lot",
        "Criteria__E8": 12.5,
        "Criteria__F8": "9",
        "Tasks__B5": 7,
        "Tasks__B9": 2,
        "Confirmation__B5": "boss",
        "Confirmation__D5": "perhaps",
        "Panel__B6": "Owner",
    }
    with pytest.raises(DataError) as caught:
        edited(change, **cells)
    found = {problem.where: problem for problem in caught.value.problems}
    expected = {place.replace("__", "!") for place in cells} - {"Tasks!B9", "Panel!B6"} | {"Tasks!A9", "Panel!A6"}
    assert set(found) == expected | {f"Criteria!D{change.row}", f"Criteria!E{change.row}"}
    assert found["Criteria!B7"].hint == "did you mean 'De-escalation and boundaries'?"
    assert "4 Advanced" in found["Criteria!D5"].hint
    assert all(problem.path.endswith("vacancy.xlsx") and problem.message for problem in found.values())


def test_too_few_and_too_many_criteria(edited):
    assert problems_of(edited, Criteria__A5="no", Criteria__A6="no") == {("Criteria!A1", "number-of-requirements")}

    def all_of_them(book):
        for row in range(5, 5 + 15):
            for column, value in zip("ADE", ("yes", "3 Proficient", 5), strict=True):
                book["Criteria"][f"{column}{row}"] = value

    assert problems_of(edited, all_of_them) == {("Criteria!A1", "number-of-requirements")}


def test_a_row_filled_in_without_yes_or_no_is_asked_about(edited):
    assert problems_of(edited, Criteria__A5=None) == {("Criteria!A5", "missing-value")}


def test_one_competency_twice(edited):
    assert problems_of(edited, Criteria__B6="needs-discovery") == {("Criteria!B6", "duplicate-requirement")}


def test_questions_chosen(edited):
    def choose(book):
        sheet = book["Questions"]
        choose.first, choose.second = sheet["G5"].value, sheet["G6"].value
        sheet["F5"], sheet["F6"], sheet["F7"] = "Must be asked", "must not be asked", None

    read = edited(choose)
    assert (read.pinned, read.excluded) == ((choose.first,), (choose.second,))
    assert problems_of(edited, Questions__F5="must be asked", Questions__G5="rapport/none-such") == {("Questions!G5", "unknown-question")}
    assert problems_of(edited, Questions__F5="twice") == {("Questions!F5", "not-a-choice")}


def test_a_renamed_sheet_and_a_renamed_column(edited):
    def rename(book):
        book["Criteria"].title = "Criterias"
        book["Tasks"]["A3"] = "Duty"

    with pytest.raises(DataError) as caught:
        edited(rename)
    found = {problem.code: problem for problem in caught.value.problems}
    assert set(found) == {"missing-sheet", "missing-column"}
    assert "Criterias" in found["missing-sheet"].hint


def test_columns_are_found_where_they_are(edited, vacancy):
    def shift(book):
        for name in ("Criteria", "Tasks", "Panel", "Candidates", "Questions", "Vacancy"):
            for merged in list(book[name].merged_cells.ranges):
                book[name].unmerge_cells(str(merged))
            book[name].insert_cols(1)
            book[name].insert_rows(1, 2)

    assert edited(shift) == vacancy


def test_a_known_role_stands_in_for_lost_hidden_text(edited, catalogue, vacancy):
    def lose(book):
        sheet = book["servicecomp"]
        for row in sheet.iter_rows(max_col=2):
            if row[0].value == "base":
                row[1].value = "{"

    read = edited(lose)
    assert (read.id, read.role.id) == ("autumn-agent", "contact-centre-agent")
    assert read.role.requirements == vacancy.role.requirements
    assert read.role.purpose == catalogue.role("contact-centre-agent").purpose

    def unknown(book):
        lose(book)
        for row in book["servicecomp"].iter_rows(max_col=2):
            if row[0].value == "role":
                row[1].value = "no-such-role"

    assert problems_of(edited, lose, unknown) == {("servicecomp", "unknown-role")}


@pytest.mark.parametrize("key", ["bank", "role"])
@pytest.mark.parametrize("value", ["../../etc", "/etc/passwd", "", None, "A b"])
def test_ids_of_the_hidden_sheet_are_never_paths(edited, key, value):
    def change(book):
        for row in book["servicecomp"].iter_rows(max_col=2):
            if row[0].value == key:
                row[1].value = value
            if row[0].value == "base" and key == "role":
                row[1].value = "x"

    assert problems_of(edited, change) == {("servicecomp", "damaged-workbook")}


def test_a_newer_format_is_refused(edited):
    assert problems_of(edited, servicecomp__B1=2) == {("servicecomp", "unknown-format")}


def test_another_workbook_and_no_workbook(catalogue, tmp_path):
    from openpyxl import Workbook

    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    with pytest.raises(DataError) as caught:
        read_vacancy_xlsx(other, catalogue)
    assert [problem.code for problem in caught.value.problems] == ["not-a-vacancy"]
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(NotFoundError):
            read_vacancy_xlsx(path, catalogue)


def test_purpose_and_line_of_sight_are_the_roles(edited):
    vacancy = edited(Vacancy__B6="Callers get their question answered.", Vacancy__B7="Nobody has to call twice.")
    assert (vacancy.role.purpose, vacancy.role.line_of_sight) == ("Callers get their question answered.", "Nobody has to call twice.")


def test_a_drafts_stand_in_is_not_confirmed(edited):
    drafted = read_table("roles")["purpose"]
    assert edited(Vacancy__B6=drafted).role.purpose == drafted
    assert problems_of(edited, Vacancy__B6=drafted, **FULL) == {("Vacancy!B6", "not-written")}


def test_a_workbook_made_before_there_were_such_lines_leaves_them(edited, vacancy):
    def without(book):
        book["Vacancy"].delete_rows(6, 2)

    assert edited(without) == vacancy
