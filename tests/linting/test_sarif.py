"""SARIF: what the linter writes is valid by the whole schema of SARIF 2.1.0, for any text, any file and any choice of rules."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.api.lint_outputs import lint_output
from servicecomp.api.linting import LintReport, lint, lint_files, lint_rules
from servicecomp.errors import Problem
from servicecomp.exchange.sarif import sarif_log
from servicecomp.models.rules import KINDS

from .conftest import rule
from .test_properties import TEXTS

_FILE = Path(__file__).with_name("sarif-2.1.0-rtm.5.schema.json")
_SCHEMA = json.loads(_FILE.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(_SCHEMA)
SEVERITIES = st.sampled_from(["error", "warning", "info"])
PLACES = st.integers(min_value=0, max_value=10_000)


def check(log):
    """Fail with the first error and where it is."""
    VALIDATOR.validate(log)


@st.composite
def problems(draw):
    """Any problem, whether or not a rule would tell it."""
    line, column, length = draw(PLACES), draw(PLACES), draw(st.integers(min_value=0, max_value=50))
    excerpt = draw(st.text(max_size=60))
    return Problem(
        path=draw(st.text(max_size=30)),
        line=line,
        column=column,
        end_line=draw(st.sampled_from([0, line])),
        end_column=column + length,
        where=draw(st.text(max_size=20)),
        code=draw(st.sampled_from(["JD401", "JD901", "other"])),
        message=draw(st.text(min_size=1, max_size=40)),
        hint=draw(st.text(max_size=40)),
        severity=draw(SEVERITIES),
        fix=draw(st.text(max_size=10)),
        excerpt=excerpt,
    )


def test_the_schema_is_the_published_one_and_refuses_what_is_no_sarif():
    notice = _FILE.with_name("sarif-2.1.0-rtm.5.NOTICE.md").read_text(encoding="utf-8")
    assert hashlib.sha256(_FILE.read_bytes()).hexdigest() in notice
    VALIDATOR.check_schema(_SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        check({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"ruleId": "x"}]}]})
    with pytest.raises(jsonschema.ValidationError):
        check({"version": "2.1.0", "runs": [], "unknown": 1})


@given(text=TEXTS, kind=st.sampled_from(KINDS))
def test_what_is_found_in_any_text_is_valid(text, kind):
    found = lint(text, kind=kind, select=["ALL"], preview=True)
    codes = {problem.code for problem in found}
    log = sarif_log(found, [entry for entry in lint_rules() if entry.code in codes], version="1.2.3")
    check(log)
    for result in log["runs"][0]["results"]:
        assert log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


@given(found=st.lists(problems(), max_size=5), notices=st.lists(st.text(min_size=1, max_size=40), max_size=2))
def test_any_problem_and_any_notice_is_valid(found, notices):
    log = sarif_log(found, [rule()], version="1.2.3", notices=notices)
    check(log)
    assert len(log["runs"][0]["results"]) == len(found)


def test_every_rule_is_described_validly():
    log = sarif_log([], lint_rules(), version="1.2.3")
    check(log)
    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert [entry["id"] for entry in described] == [entry.code for entry in lint_rules()]
    assert {entry["id"] for entry in described if not entry["defaultConfiguration"]["enabled"]} >= {
        entry.code for entry in lint_rules() if entry.preview
    }


def test_files_with_awkward_names_and_fixes_are_valid(tmp_path):
    path = tmp_path / "an ad, №1 #2.md"
    path.write_text("We want a ninja.\nThe chairman speaks.\n", encoding="utf-8")
    report = lint_files([path], kind="job-description", rules=[rule()], select=["JD401", "JD901", "JD2"])
    log = json.loads(lint_output(report, format="sarif"))
    check(log)
    results = log["runs"][0]["results"]
    assert {"JD401", "JD901"} <= {result["ruleId"] for result in results}
    (fixed,) = [result for result in results if "fixes" in result]
    assert fixed["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "chair"}


def test_a_notice_is_about_the_run_and_no_result():
    log = json.loads(lint_output(LintReport((), 1, ("not run: JD404",)), format="sarif"))
    check(log)
    run = log["runs"][0]
    assert not run["results"]
    assert run["invocations"][0]["toolConfigurationNotifications"][0]["message"]["text"] == "not run: JD404"
