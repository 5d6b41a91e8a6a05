"""The fairness report and its files: known answers, hostile files, and what the published form keeps back."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.errors import DataError
from servicecomp.models.fairness_reports import Outcomes, Person


def counted(groups, *, trait="sex"):
    """Outcomes of one stage: group -> (selected, applied)."""
    people = [
        Person(results=("yes" if place < selected else "no",), groups=(name,))
        for name, (selected, applied) in groups.items()
        for place in range(applied)
    ]
    return Outcomes(form="selection", stages=("offer",), characteristics=(trait,), people=tuple(people))


def rows(report, section=0, table=0):
    return {entry.group.text: entry for entry in report.sections[section].tables[table].rows}


@pytest.mark.parametrize(
    ("groups", "ratios"),
    [
        ({"male": (667, 1390), "female": (555, 1181)}, {"female": "0.98"}),  # New York City's own example
        ({"a": (60, 100), "b": (45, 100), "c": (48, 100), "d": (51, 100)}, {"b": "0.75", "c": "0.80", "d": "0.85"}),
        ({"men": (7, 72), "women": (3, 63)}, {"women": "0.49"}),
    ],
)
def test_known_ratios(groups, ratios):
    found = rows(sc.fairness_report(counted(groups)))
    assert {name: found[name].ratio_text for name in ratios} == ratios


def test_exactly_four_fifths_is_not_flagged():
    found = rows(sc.fairness_report(counted({"a": (48, 60), "b": (60, 60)})))
    assert found["a"].ratio == Fraction(4, 5)
    assert not found["a"].flag


def test_criteria_that_disagree_are_said_to():
    report = sc.fairness_report(counted({"men": (7, 72), "women": (3, 63)}))
    assert round(rows(report)["women"].p_value, 3) == 0.336
    assert "The two criteria disagree" in report.findings[0].text
    assert any("not a verdict" in line.text for line in report.lead)


def test_the_scoring_form_counts_who_is_above_the_median():
    people = [Person((Fraction(score),), (group,)) for group, scores in {"a": [1, 2, 5], "b": [3, 4, 6]}.items() for score in scores]
    report = sc.fairness_report(Outcomes(form="scoring", stages=("total",), characteristics=("g",), people=tuple(people)))
    assert rows(report)["a"].ratio == Fraction(1, 2)
    assert "1 of 3 above the median" in rows(report)["a"].lines[0].text


FILE = """candidate,sift,interview,sex,age
c-1,yes,yes,Woman,young
c-2,yes,no,woman ,old
c-3,no,,man,young
c-4,yes,withdrew,,old
"""


def write(tmp_path, text, name="outcomes.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_by_what_its_columns_hold(tmp_path):
    found = sc.load_outcomes(write(tmp_path, FILE))
    assert found.stages == ("sift", "interview")
    assert found.characteristics == ("sex", "age")
    assert found.people[1] == Person(("yes", "no"), ("Woman", "old"))
    assert found.people[2] == Person(("no", None), ("man", "young"))
    assert found.people[3].groups == ("not stated", "old")
    report = sc.fairness_report(found)
    assert [section.name.text for section in report.sections] == ["From application to the end", "Stage: sift", "Stage: interview"]
    assert report.sections[0].lead[0].text.startswith("1 of 3")  # who withdrew is left out
    assert report.sections[2].lead[0].text.startswith("1 of 2")
    assert "c-1" not in sc.render(report, format="json")


def test_groups_may_stand_in_a_file_of_their_own(tmp_path):
    outcomes = write(tmp_path, "candidate;sift\nc-1;yes\nc-2;no\n")
    groups = write(tmp_path, "key,sex\nC-2,man\n", "groups.csv")
    found = sc.load_outcomes(outcomes, groups=groups)
    assert [person.groups for person in found.people] == [("not stated",), ("man",)]


def test_all_mistakes_come_at_once_with_line_and_column(tmp_path):
    text = "candidate,sift,interview,sex\nc-1,yes,maybe,woman\n,no,,man\nc-1,yes,,man\nc-3,no,yes,man\nc-4,no,,man,extra\n"
    with pytest.raises(DataError) as raised:
        sc.load_outcomes(write(tmp_path, text), stages=["sift", "interview"])
    found = [(problem.line, problem.column, problem.code) for problem in raised.value.problems]
    assert set(found) == {
        (2, 9, "not-a-choice"),
        (3, 1, "missing-key"),
        (4, 1, "candidate-twice"),
        (5, 8, "passed-after-leaving"),
        (6, 13, "too-many-cells"),
    }


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("", {}, "empty-file"),
        ("candidate,sift,sex\n", {}, "no-stage"),
        ("name,sift,sex\nc,yes,man\n", {}, "missing-column"),
        ("candidate,sift,sift,sex\nc,yes,yes,man\n", {}, "duplicate-column"),
        ("candidate,sift,sex\nc,yes,man\n", {"by": ["gender"]}, "unknown-column"),
        ("candidate,sift\nc,yes\n", {}, "no-group"),
        ("candidate,sift,interview,sex\nc,yes,,man\nd,yes,no,man\n", {}, "missing-outcome"),
        ("candidate,score,sex\nc,high,man\n", {"form": "scoring", "stages": ["score"]}, "not-a-number"),
        ('candidate,sift,sex\nc,"yes,man\n', {}, "bad-csv"),
        ("candidate,sift,sex\n" + "".join(f"c{n},yes,group {n}\n" for n in range(31)), {}, "too-many-groups"),
    ],
)
def test_each_mistake_has_its_code(tmp_path, text, options, code):
    with pytest.raises(DataError) as raised:
        sc.load_outcomes(write(tmp_path, text), **options)
    assert code in {problem.code for problem in raised.value.problems}
    assert all(problem.path.endswith("outcomes.csv") for problem in raised.value.problems)


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_the_file_is_there_are_problems_and_no_other_exception(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("any") / "outcomes.csv"
    path.write_bytes(raw)
    with pytest.raises(DataError) as raised:
        sc.load_outcomes(path)
    assert raised.value.problems


GROUP = st.sampled_from(["a", "b", "c", "d", "", "unknown"])


@st.composite
def outcomes(draw):
    sizes = draw(st.lists(st.tuples(GROUP, GROUP, st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=10))
    people = [
        Person((result,), (one or "not stated", other or "not stated"))
        for one, other, passed, failed in sizes
        for result in ["yes"] * passed + ["no"] * failed
    ]
    return Outcomes(form="selection", stages=("offer",), characteristics=("one", "two"), people=tuple(people))


@settings(max_examples=150)
@given(outcomes(), st.integers(2, 15))
def test_a_published_form_shows_and_gives_away_no_cell_of_few_people(given_outcomes, least):
    report = sc.fairness_report(given_outcomes, publish=least)
    assert len(report.sections) == 1
    tables = report.sections[0].tables
    totals = set()
    for table in tables:
        for entry in table.rows:
            assert entry.selected >= least
            assert entry.applied - entry.selected >= least
        if table.rows:
            totals.add((sum(entry.applied for entry in table.rows), sum(entry.selected for entry in table.rows)))
    # All tables are about the same people, so that nothing can be taken from one and subtracted in another.
    assert len(totals) <= 1
    for line in report.sections[0].lead:
        assert all(int(number) >= least for number in re.findall(r"\d+", line.text))
    if tables[2].rows:
        # A crossed table stands only where no part had to be put together: then its sums are the plain tables, or sums of theirs.
        assert not any("put together" in entry.group.text for entry in tables[2].rows)


def test_renaming_groups_changes_no_figure():
    one = rows(sc.fairness_report(counted({"a": (10, 40), "b": (20, 40)})))
    other = rows(sc.fairness_report(counted({"z": (10, 40), "y": (20, 40)})))
    assert (one["a"].ratio, one["a"].p_value, one["a"].flag) == (other["z"].ratio, other["z"].p_value, other["z"].flag)


@settings(max_examples=20)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_hostile_names_of_groups_stay_text(name):
    report = sc.fairness_report(counted({name: (5, 20), "others": (9, 20)}))
    page = sc.render(report)
    assert "<script" not in page.lower()
    names = {row["group"]["text"] for row in json.loads(sc.render(report, format="json"))["sections"][0]["tables"][0]["rows"]}
    assert "others" in names


def test_it_renders_in_every_format(repository):
    report = sc.fairness_report(repository / "examples/outcomes.csv", by=["sex", "age"])
    for name in ("html", "md", "json", "pdf", "docx"):
        assert sc.render(report, format=name) == sc.render(report, format=name)
    text = "\n".join(report.sentences())
    assert "hire" not in text
    assert "reject" not in text


def test_a_workbook_reads_as_its_csv_does_and_names_its_cells(tmp_path):
    import xlsxwriter

    def book(lines, name):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet("Outcomes")
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
        return path

    lines = [line.split(",") for line in FILE.splitlines()]
    assert sc.load_outcomes(book(lines, "good.xlsx")) == sc.load_outcomes(write(tmp_path, FILE))
    with pytest.raises(DataError) as raised:
        sc.load_outcomes(book([*lines, ["c-5", "no", "", "man", "young"], ["c-5", "no", "", "man", "young"]], "bad.xlsx"))
    assert [problem.where for problem in raised.value.problems] == ["Outcomes!A7"]


def test_a_large_p_is_never_said_to_show_that_chance_did_it(repository):
    for report in (
        sc.fairness_report(counted({"men": (7, 72), "women": (3, 63)})),
        sc.fairness_report(repository / "examples/outcomes.csv", by=["sex", "age"]),
    ):
        page = sc.render(report, format="md")
        assert "chance" not in page
        assert "too small to tell: any ratio from" in page
        assert "British law has no such figure" in page


def test_a_published_form_says_how_many_it_leaves_out_and_keeps_what_is_internal(repository):
    report = sc.fairness_report(repository / "examples/outcomes.csv", by=["sex", "age"], publish=10)
    assert report.todo == ()
    assert "12. Rates and ratios can therefore differ" in report.lead[-1].text
    few = counted({"men": (20, 60), "women": (20, 63), "not stated": (1, 3)})
    [line] = [line.text for line in sc.fairness_report(few, publish=10).lead if line.text.startswith("Left out")]
    assert "fewer than 10" in line
    assert "3" not in line
    whole = counted({"men": (20, 60), "women": (20, 63)})
    assert not any(line.text.startswith("Left out") for line in sc.fairness_report(whole, publish=10).lead)
