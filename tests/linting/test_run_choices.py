"""What runs: previews only when they are asked for, and rules that cannot run for want of an extra are named once."""

from __future__ import annotations

import json
import warnings

import pytest
from click.testing import CliRunner

from servicecomp.api import linting
from servicecomp.api.lint_outputs import explanation, lint_output
from servicecomp.api.linting import fix_file, lint, lint_files, lint_rules
from servicecomp.cli import explain_command, lint_command, rules_command
from servicecomp.linting import extras, program, reading, shapes
from servicecomp.models.rules import Measured, Rule

from .conftest import rule

MEASURED = {"apt": 18, "judged": 25, "on": "25 hits on real advertisements, two readers", "checked": "2026-11"}
TEXT = "The chairman speaks."


def codes(**chosen):
    return [problem.code for problem in lint(TEXT, kind="job-description", rules=[rule(preview=True)], **chosen) if problem.code == "JD901"]


@pytest.mark.parametrize(
    ("chosen", "runs"),
    [
        ({}, False),
        ({"select": ["ALL"]}, False),
        ({"select": ["JD9"]}, False),
        ({"select": ["JD"]}, False),
        ({"select": ["JD901"]}, True),
        ({"select": ["chair-words"]}, True),
        ({"select": "JD901"}, True),
        ({"preview": True}, True),
        ({"preview": True, "select": ["JD9"]}, True),
        ({"preview": True, "select": ["ALL"]}, True),
        ({"preview": True, "select": ["JD401"]}, False),
        ({"preview": True, "ignore": ["JD9"]}, False),
        ({"select": ["JD901"], "ignore": ["chair-words"]}, False),
    ],
)
def test_a_preview_runs_only_when_it_is_asked_for(chosen, runs):
    assert codes(**chosen) == (["JD901"] if runs else [])


def test_preview_turns_on_nothing_else_that_is_off():
    own = rule(enabled=False)
    assert not [p for p in lint(TEXT, kind="job-description", rules=[own], preview=True) if p.code == "JD901"]


def test_shipped_previews_are_off_by_default():
    previews = {entry.code for entry in lint_rules() if entry.preview}
    text = "You will use the QZX daily and bring a passion for stamps."
    assert not previews & {problem.code for problem in lint(text, kind="job-description", select=["JD"])}
    assert "JD403" in {problem.code for problem in lint(text, kind="job-description", select=["JD"], preview=True)}


def test_fixes_and_commands_know_previews(tmp_path):
    path, rules = tmp_path / "ad.md", tmp_path / "JD901-chair-words.yaml"
    path.write_text(f"{TEXT}\n", encoding="utf-8")
    own = rule(preview=True, measured=MEASURED)
    rules.write_text(json.dumps(own.model_dump(mode="json", by_alias=True, exclude_defaults=True)), encoding="utf-8")
    own_only = {"kind": "job-description", "rules": [own], "select": ["JD9"], "write": False}
    assert fix_file(path, **own_only) == (f"{TEXT}\n", f"{TEXT}\n")
    assert fix_file(path, **own_only, preview=True)[1] == "The chair speaks.\n"
    chosen = [str(path), "--kind", "job-description", "--rules", str(rules), "--select", "JD9"]
    assert CliRunner().invoke(lint_command.command, chosen).exit_code == 0
    done = CliRunner().invoke(lint_command.command, [*chosen, "--preview"])
    assert (done.exit_code, "JD901" in done.output) == (1, True)
    listed = CliRunner().invoke(rules_command.command, ["--rules", str(rules)]).output
    assert "JD901  warning  chair-words  (preview)  18 of 25 hits apt (72%)\n" in listed
    as_data = json.loads(CliRunner().invoke(rules_command.command, ["--rules", str(rules), "--format", "json"]).output)
    (entry,) = [entry for entry in as_data if entry["code"] == "JD901"]
    assert (entry["preview"], entry["measured"]) == (True, MEASURED)
    told = CliRunner().invoke(explain_command.command, ["JD901", "--rules", str(rules)]).output
    assert "preview, off until --preview or selected by its code" in told
    assert "Measured: 18 of 25 hits apt (72%) (25 hits on real advertisements, two readers, 2026-11)" in told


def test_the_pages_tell_previews_and_figures():
    from docs.generate_rules import index_page, rule_page

    own = rule(preview=True, measured=MEASURED)
    page = rule_page(own)
    assert "It is a preview and runs only with `--preview`" in page
    assert "**Measured.** 18 of 25 hits apt (72%)" in page
    assert "| preview, off | 18 of 25 |" in index_page((own.model_copy(update={"code": "JD109"}),))
    assert "Measured" not in rule_page(rule())
    assert "Measured" not in explanation(rule())


@pytest.mark.parametrize("changes", [{"apt": 26}, {"judged": 0}, {"apt": -1}, {"checked": "2026"}])
def test_a_figure_that_cannot_be_is_refused(changes):
    with pytest.raises(ValueError, match="validation error"):
        Measured.model_validate(MEASURED | changes)


@pytest.fixture
def without_extras(monkeypatch):
    """An installation without google-re2 and pyphen."""
    for module in (extras, program, shapes):
        monkeypatch.setattr(module, "can_match_patterns", lambda: False)
    monkeypatch.setattr(shapes, "can_grade", lambda: False)
    monkeypatch.setattr(reading, "can_grade", lambda: False)
    monkeypatch.setattr(shapes, "_engine", lambda: None)
    monkeypatch.setattr(extras, "_has_syllables", lambda: False)
    cached = (linting._shipped_book, linting._shipped_linter, linting._warn_once)
    for entry in cached:
        entry.cache_clear()
    yield
    for entry in cached:
        entry.cache_clear()


NOTICE = "not run for want of google-re2 and pyphen: JD201, JD202, JD203, JD207, JD404, JD406; pip install 'servicecomp[lint]'"


@pytest.mark.usefixtures("without_extras")
def test_a_report_names_what_could_not_run_and_its_extra(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text("You answer callers.\n", encoding="utf-8")
    report = lint_files([path, path], kind="job-description")
    assert report.notices == (NOTICE,)
    assert not any("google-re2" in str(problem) for problem in report.problems)
    assert json.loads(lint_output(report, format="json"))["notices"] == [NOTICE]
    assert NOTICE.replace("'", "&#39;") in lint_output(report, format="html")
    assert lint_files([path], kind="job-description", select=["JD4"]).notices == (
        "not run for want of google-re2 and pyphen: JD404, JD406; pip install 'servicecomp[lint]'",
    )
    assert not lint_files([path], kind="job-description", select=["JD1"]).notices
    questions = lint_files([path], kind="interview-question").notices
    assert questions == ("not run for want of google-re2: IQ201 in part; pip install 'servicecomp[lint]'",)


@pytest.mark.usefixtures("without_extras")
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "html"])
def test_the_command_says_it_on_one_line_beside_the_output(tmp_path, format_):
    path = tmp_path / "ad.txt"
    path.write_text("You answer callers.\n", encoding="utf-8")
    done = CliRunner().invoke(lint_command.command, [str(path), str(path), "--kind", "job-description", "--format", format_])
    assert done.stderr == f"servicecomp: {NOTICE}\n"
    assert format_ != "text" or "google-re2" not in done.stdout


@pytest.mark.usefixtures("without_extras")
def test_a_call_warns_once():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        lint("You answer callers.", kind="job-description")
        lint("You answer visitors.", kind="job-description")
    assert [str(entry.message) for entry in told] == [NOTICE]
    assert told[0].filename == __file__


def test_nothing_is_said_where_all_rules_run(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text("You answer callers.\n", encoding="utf-8")
    assert lint_files([path], kind="job-description").notices == ()
    assert extras.left_out(lint_rules()) == ""
    assert isinstance(lint_rules()[0], Rule)
