"""Files: every format with its places, baselines, fixes, and comments in Word."""

from __future__ import annotations

import io

import pytest

from servicecomp.api import lint_outputs
from servicecomp.api.linting import fix_file, lint, lint_files
from servicecomp.errors import DataError, NotFoundError

from .conftest import rule

QUESTIONS = """format: 1
competency: rapport
questions:
  - id: family
    kind: past-behaviour
    band: entry
    minutes: 5
    text: Are you married?
  - id: other
    kind: past-behaviour
    band: entry
    minutes: 5
    # lint: ignore[asks-about-family] an example of what not to ask
    text: "Do you have kids?"
"""


def places(problems):
    return [(problem.code, problem.line, problem.column) for problem in problems]


def test_yaml_has_line_and_column(tmp_path):
    path = tmp_path / "rapport.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    (problem,) = lint(path, select=["IQ102", "LI"])
    line = path.read_text(encoding="utf-8").split("\n")[7]
    assert (problem.line, problem.end_line) == (8, 8)
    assert line[problem.column - 1 : problem.end_column - 1] in "Are you married?"
    assert "married" in line[problem.column - 1 : problem.end_column - 1]


def test_yaml_that_is_none_of_ours_holds_nothing(tmp_path):
    path = tmp_path / "other.yaml"
    path.write_text("a: Are you married?\n", encoding="utf-8")
    assert not lint(path)


def test_markdown_and_html_leave_comments_scripts_and_addresses_out(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<head><style>rockstar{}</style></head>\n<!-- ninja -->\n<p>A <b>rock</b> star, see https://x.org/ninja</p>\n", encoding="utf-8"
    )
    assert places(lint(page, kind="job-description", select=["JD401"])) == [("JD401", 3, 9)]
    text = tmp_path / "page.md"
    text.write_text("A ninja.\n\n<!-- lint: ignore[hero-title] the brand's word -->\nA ninja.\n", encoding="utf-8")
    assert places(lint(text, kind="job-description", select=["JD401", "LI"])) == [("JD401", 1, 3)]


def test_a_file_that_is_missing_or_of_another_kind_is_told(tmp_path):
    with pytest.raises(NotFoundError):
        lint(tmp_path / "none.txt")
    (tmp_path / "x.png").write_bytes(b"x")
    with pytest.raises(NotFoundError, match="cannot be linted"):
        lint(tmp_path / "x.png")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError):
        lint(tmp_path / "bad.txt")


def test_a_baseline_is_written_once_and_then_hides_what_it_holds(tmp_path):
    path, baseline = tmp_path / "ad.txt", tmp_path / "known.json"
    path.write_text("We want a ninja.\n", encoding="utf-8")
    chosen = {"kind": "job-description", "select": ["JD401"], "baseline": baseline}
    assert lint_files([path], **chosen).ok
    path.write_text("One more line.\nWe want a ninja.\nWe want a ninja and a guru.\n", encoding="utf-8")
    assert [problem.line for problem in lint_files([path], **chosen).problems] == [3, 3]
    baseline.write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="not-a-baseline"):
        lint_files([path], **chosen)


def test_fixes_are_made_in_text_and_markdown_only(tmp_path):
    path = tmp_path / "ad.md"
    path.write_bytes(b"The Chairman, the CHAIRMAN and\r\nall chairmen. lint\n")
    before, after = fix_file(path, kind="job-description", rules=[rule()])
    assert after == "The Chair, the CHAIR and\r\nall chairs. lint\n"
    assert path.read_bytes().decode() == after
    assert before != after
    assert fix_file(path, kind="job-description", rules=[rule()]) == (after, after)
    page = tmp_path / "ad.html"
    page.write_text("<p>The chairman</p>", encoding="utf-8")
    assert fix_file(page, kind="job-description", rules=[rule()]) == ("", "")


def test_a_difference_changes_nothing(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text("The chairman", encoding="utf-8")
    assert "+The chair\n" in lint_outputs.differences([path], kind="job-description", rules=[rule()])
    assert path.read_text(encoding="utf-8") == "The chairman"


# -- Word ----------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def word_file(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Customer ninja", 1)
    paragraph = document.add_paragraph("You are a ")
    paragraph.add_run("rock").bold = True
    paragraph.add_run("star at heart.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "A guru sits here."
    path = tmp_path / "ad.docx"
    document.save(path)
    return path


def test_word_files_have_paragraphs_and_cells_as_places(word_file):
    found = lint(word_file, kind="job-description", select=["JD401"])
    assert [problem.where for problem in found] == ["paragraph 1", "paragraph 2", "table 1, row 1, cell 2"]


def test_word_files_come_back_with_comments_and_the_same_text(word_file):
    import docx

    report = lint_files([word_file], kind="job-description", select=["JD401", "JD201"])
    made = lint_outputs.lint_output(report, format="docx", paths=[word_file])
    before, after = docx.Document(str(word_file)), docx.Document(io.BytesIO(made))
    assert [paragraph.text for paragraph in before.paragraphs] == [paragraph.text for paragraph in after.paragraphs]
    comments = list(after.comments)
    assert len(comments) == len(report.problems) == 4
    assert any(comment.text.startswith("JD401") for comment in comments)
    assert made == lint_outputs.lint_output(report, format="docx", paths=[word_file])
    with pytest.raises(NotFoundError):
        lint_outputs.lint_output(report, format="docx", paths=[])


def test_a_broken_word_file_is_told(tmp_path):
    pytest.importorskip("docx")
    path = tmp_path / "ad.docx"
    path.write_bytes(b"PK no")
    with pytest.raises(DataError, match="not-a-word-file"):
        lint(path)
