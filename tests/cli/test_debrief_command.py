"""`servicecomp debrief` and `servicecomp decision`, on the examples that the documentation uses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servicecomp import load_decision, load_overrides, load_plan, write_decision
from servicecomp.cli import main
from servicecomp.errors import DataError, NotFoundError

OVERRIDES = """format: 1
overrides:
  - candidate: {candidate}
    competency: {competency}
    value: {value}
    reason: The fire alarm cut the answer short.
    by: Jo Brand
    date: "2026-11-21"
"""


@pytest.fixture
def example(repository):
    folder = repository / "examples/interviews"
    return str(folder / "scorecards.csv"), str(folder / "plan.yaml")


def test_the_example_becomes_a_report(example, tmp_path, capsys):
    cards, plan = example
    target = tmp_path / "debrief.html"
    assert main(["debrief", cards, "--plan", plan, "--output", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    assert 'class="error-bars"' in page
    assert "Agenda, 55 minutes" in page
    assert page.count("First ratings lie 2 apart.") == 2
    assert main(["debrief", cards, "--plan", plan, "--output", str(target)]) == 1
    assert "--force" in capsys.readouterr().err
    again = tmp_path / "again.html"
    assert main(["debrief", cards, "--plan", plan, "--output", str(again)]) == 0
    assert again.read_text(encoding="utf-8") == page


def test_for_somebody_whose_cards_are_missing_it_holds_no_rating(example, tmp_path, capsys):
    cards, plan = example
    lines = Path(cards).read_text(encoding="utf-8").splitlines(keepends=True)
    some = tmp_path / "some.csv"
    some.write_text("".join(line for line in lines if ",candidate-2,cy," not in line), encoding="utf-8")
    assert main(["debrief", str(some), "--plan", plan, "--for", "cy", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "candidate-2" in found["hidden"]["text"]
    assert not found["details"]
    assert not found["standings"]
    assert main(["debrief", cards, "--plan", plan, "--for", "cy", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["details"]
    assert main(["debrief", cards, "--plan", plan, "--for", "dee"]) == 1
    assert "use one of: ann, bo, cy" in capsys.readouterr().err


def test_overrides_are_read_exactly_and_checked_by_line(example, tmp_path, capsys):
    cards, plan = example
    path = tmp_path / "overrides.yaml"
    path.write_text(OVERRIDES.format(candidate="candidate-3", competency="ownership", value=3.3), encoding="utf-8")
    [entry] = load_overrides(path)
    assert str(entry.value) == "33/10"
    assert main(["debrief", cards, "--plan", plan, "--overrides", str(path), "-f", "md"]) == 0
    assert "| 4.33 | 3.30 | Jo Brand, 21 November 2026 |" in capsys.readouterr().out
    path.write_text(OVERRIDES.format(candidate="candidate-9", competency="owning", value=7), encoding="utf-8")
    assert main(["debrief", cards, "--plan", plan, "--overrides", str(path)]) == 1
    told = capsys.readouterr().err
    for place in (
        "overrides.yaml:3:16: unknown-candidate",
        "overrides.yaml:4:17: unknown-competency",
        "overrides.yaml:5:12: off-the-scale",
    ):
        assert place in told


@pytest.mark.parametrize(
    "text", ["", "[]", "format: 1\noverrides: []\n", "format: 1\noverrides:\n  - value: 1/0\n", "format: 1\noverrides: 3\n"]
)
def test_malformed_overrides_are_problems(text, tmp_path):
    path = tmp_path / "overrides.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_overrides(path)
    assert all(problem.line for problem in caught.value.problems)
    with pytest.raises(NotFoundError):
        load_overrides(tmp_path / "none.yaml")


def test_a_decision_goes_from_empty_form_to_signed_record(example, tmp_path, capsys):
    cards, plan = example
    path = tmp_path / "decision.yaml"
    assert main(["decision", "--plan", plan, "--candidate", "candidate-1's", "--output", str(path)]) == 0
    assert main(["decision", str(path), "--plan", plan]) == 1
    told = capsys.readouterr().err
    asked = ("result", "outcome", "reasons", "departure", "conflicts", "adjustments", "others", "hiring_manager", "decided_by", "date")
    assert [told.count(f"under '{field}'") for field in asked] == [1] * len(asked)
    assert told.count("nothing is written under 'evidence' of") == 5  # the competencies that the plan asks about
    assert told.count("hint") == len(asked) + 5
    text = path.read_text(encoding="utf-8")
    text = text.replace("result:\n", "result: reserve\n").replace("    evidence:\n", "    evidence: Told the teacher on the Tuesday.\n")
    text = (
        text.replace("departure:\n", "departure: none\n")
        .replace("conflicts:\n", "conflicts: none\n")
        .replace("others:\n", "others: nobody\n")
    )
    text = text.replace("adjustments:\n", "adjustments: no\n").replace("hiring_manager:\n", "hiring_manager: Jo Brand\n")
    text = text.replace("\noutcome:\n", "\noutcome: A second conversation about shifts.\n")
    text = text.replace("reasons:\n", 'reasons:\n  - "Ownership: told the teacher early what she could count on."\n')
    text = text.replace("decided_by:\n", "decided_by:\n  - Jo Brand\n").replace("date:\n", "date: 2026-11-21\n")
    path.write_text(text, encoding="utf-8")
    target = tmp_path / "record.md"
    assert main(["decision", str(path), "--plan", plan, "--output", str(target)]) == 0
    page = target.read_text(encoding="utf-8")
    assert "A second conversation about shifts." in page
    assert page.count("Told the teacher on the Tuesday.") == 5
    assert "departs from the rule, and why\n\nnone" in page
    found = load_decision(path, plan=plan)
    assert load_decision(write_decision(found, tmp_path / "again.yaml"), plan=load_plan(plan)) == found
    assert main(["decision", "--plan", plan, "--candidate", "candidate-1", "--scorecards", cards, "-f", "html"]) == 0
    assert "What the agreed rule gave for the whole" in capsys.readouterr().out


def test_a_decision_of_another_plan_or_with_unknown_fields_is_told_by_line(example, tmp_path, capsys):
    _, plan = example
    path = tmp_path / "decision.yaml"
    path.write_text(
        f"format: 1\ncandidate: candidate-1\nplan: '{'0' * 64}'\noutcome: We talk again.\nreasons:\n  - Because.\n"
        "decided_by:\n  - Jo\ndate: 2026-02-30\nresult: reserve\ndeparture: none\n",
        encoding="utf-8",
    )
    assert main(["decision", str(path), "--plan", plan]) == 1
    told = capsys.readouterr().err
    assert "decision.yaml:3:7: other-plan" in told
    assert "decision.yaml:9:7: no-such-day" in told
    path.write_text(path.read_text(encoding="utf-8") + "resons: x\n", encoding="utf-8")
    assert main(["decision", str(path), "--plan", plan]) == 1
    assert "did you mean 'reasons'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["decision", "--plan", "PLAN"], "--candidate candidate-1"), (["debrief", "none.csv", "--plan", "PLAN"], "none.csv")],
)
def test_what_is_missing_is_one_helpful_line(arguments, words, example, capsys):
    _, plan = example
    assert main([plan if part == "PLAN" else part for part in arguments]) == 2
    assert words in capsys.readouterr().err


def test_without_an_output_the_screen_shows_words(example, capsys):
    cards, plan = example
    for command in (["debrief", cards], ["decision", "--candidate", "candidate-1"], ["structure"]):
        assert main([*command, "--plan", plan]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("# ")
        assert "<!doctype" not in shown.lower()
