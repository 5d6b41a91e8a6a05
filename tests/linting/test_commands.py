"""The commands: one library call each, exit codes, and every format."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from servicecomp.cli import explain_command, lint_command, rules_command


def run(command, *arguments):
    done = CliRunner().invoke(command, list(map(str, arguments)))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.fixture
def advertisement(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text("You answer callers.\nWe want a ninja.\n", encoding="utf-8")
    return path


def test_text_shows_the_line_and_a_caret(advertisement):
    code, output = run(lint_command.command, advertisement, "--kind", "job-description", "--select", "JD401")
    assert code == 1
    assert "ad.txt:2:11: warning JD401" in output
    assert "  | We want a ninja.\n  |           ^^^^^\n" in output


def test_hints_alone_end_with_zero(advertisement):
    assert run(lint_command.command, advertisement, "--kind", "job-description", "--select", "JD405")[0] == 0
    assert run(lint_command.command, advertisement, "--kind", "job-description", "--select", "JD106")[0] == 0


def test_a_law_rule_says_that_it_is_no_legal_advice(advertisement):
    assert "no legal advice" in run(lint_command.command, advertisement, "--jurisdiction", "us-co", "--select", "JD201")[1]


@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_data_formats_are_json(advertisement, format_):
    _, output = run(lint_command.command, advertisement, "--select", "JD401", "--format", format_)
    data = json.loads(output)
    results = data["problems"] if format_ == "json" else data["runs"][0]["results"]
    assert len(results) == 1


def test_the_page_marks_the_words_and_escapes_the_rest(tmp_path):
    path = tmp_path / "ad.txt"
    path.write_text("We <b>want</b> a ninja & more.\n", encoding="utf-8")
    _, output = run(lint_command.command, path, "--kind", "job-description", "--select", "JD401", "--format", "html")
    assert "<mark>ninja</mark> &amp; more" in output
    assert "<b>" not in output


def test_statistics_count_by_rule(advertisement):
    assert "1  JD401  hero-title" in run(lint_command.command, advertisement, "--select", "JD401", "--statistics")[1]


def test_diff_shows_and_fix_makes_the_safe_fixes(tmp_path, own_rule):
    rules = tmp_path / "rules"
    rules.mkdir()
    data = own_rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    (rules / "JD901-chair-words.yaml").write_text(json.dumps(data), encoding="utf-8")
    path = tmp_path / "ad.md"
    path.write_text("The chairman speaks.\n", encoding="utf-8")
    chosen = (path, "--kind", "job-description", "--rules", rules, "--select", "JD901")
    assert "+The chair speaks." in run(lint_command.command, *chosen, "--diff")[1]
    assert run(lint_command.command, *chosen)[0] == 1
    assert run(lint_command.command, *chosen, "--fix")[0] == 0
    assert path.read_text(encoding="utf-8") == "The chair speaks.\n"
    assert run(rules_command.command, "test", rules)[0] == 0


def test_rules_are_listed_and_explained():
    code, output = run(rules_command.command)
    assert code == 0
    assert "JD105  info     gender-coded-lean  (off until selected)" in output
    assert {entry["code"] for entry in json.loads(run(rules_command.command, "--format", "json")[1])} >= {"IQ102", "LI004"}
    code, output = run(explain_command.command, "hero-title")
    assert code == 0
    assert "lint: ignore[hero-title] reason" in output
