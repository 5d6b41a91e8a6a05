"""The commands raters, fairness and training: text on the screen, files where asked, and mistakes without a traceback."""

from __future__ import annotations

import csv

import pytest

import servicecomp as sc
from servicecomp.cli import main
from servicecomp.models.provenance import content_hash
from servicecomp.models.scorecards import Evidence, Rating, Scorecard


@pytest.fixture
def folder(tmp_path, monkeypatch, repository):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "outcomes.csv").write_bytes((repository / "examples/outcomes.csv").read_bytes())
    return tmp_path


@pytest.fixture
def cards(folder):
    plan = sc.plan_interviews("contact-centre-agent", minutes=100, interviewers=["ann", "bo"])
    [session] = plan.sessions
    made = [
        Scorecard(
            plan=content_hash(plan),
            candidate=f"candidate-{number}",
            interviewer=person,
            stage=session.stage,
            ratings=tuple(
                Rating(question=key, value=1 + (number + place) % 4 + (person == "ann"), evidence=Evidence(action="Rang back."))
                for place, key in enumerate(session.questions)
            ),
        )
        for number in range(1, 13)
        for person in session.interviewers
    ]
    sc.write_plan(plan, folder / "plan.yaml")
    sc.write_scorecards(made, folder / "cards.json")
    return folder


def test_raters(cards, capsys):
    assert main(["raters", "cards.json", "--plan", "plan.yaml"]) == 0
    out = capsys.readouterr().out
    assert "ann: Rates 1.00 of a step higher than colleagues" in out
    assert main(["raters", "cards.json", "--plan", "plan.yaml", "--fair-averages", "-o", "raters.html"]) == 0
    assert "Averages corrected for who rated" in (cards / "raters.html").read_text(encoding="utf-8")
    assert main(["raters", "cards.json", "--plan", "plan.yaml", "--minimum", "20"]) == 0
    assert "nothing is said about a person" in capsys.readouterr().out


def test_fairness(folder, capsys):
    assert main(["fairness", "outcomes.csv", "--by", "sex,age"]) == 0
    assert "From application to the end" in capsys.readouterr().out
    assert main(["fairness", "outcomes.csv", "--by", "sex,age", "--publish", "-o", "published.html"]) == 0
    page = (folder / "published.html").read_text(encoding="utf-8")
    assert "Stage: sift" not in page
    assert "What to do about a flag" not in page
    assert main(["fairness", "outcomes.csv", "--by", "sex", "--form", "scoring", "-f", "json"]) == 0
    (folder / "bad.csv").write_text("candidate,sift,sex\nc-1,maybe,man\nc-1,yes,man\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["fairness", "bad.csv", "--stage", "sift"]) == 1
    error = capsys.readouterr().err
    assert "bad.csv:2:5: not-a-choice" in error
    assert "bad.csv:3:1: candidate-twice" in error
    assert main(["fairness", "nowhere.csv"]) == 2


def test_training(folder, capsys):
    assert main(["training", "pack", "--trainee", "ann", "--output", "session"]) == 0
    assert {path.name for path in (folder / "session").iterdir()} == {"facilitator-pack.html", "trainee-booklet.html", "answers.csv"}
    assert main(["training", "pack", "--trainee", "ann", "--output", "session"]) == 1
    assert main(["training", "pack", "--trainee", "=1+1", "--output", "other"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    path = folder / "session/answers.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.reader(file)]
    path.write_text("\n".join(",".join([*row[:-1], row[-1] or "3"]) for row in rows), encoding="utf-8")
    assert main(["training", "score", "session/answers.csv"]) == 0
    out = capsys.readouterr().out
    assert "First round: 8 ratings" in out
    assert "were not told apart" in out
    assert "differential" not in out
    assert main(["training", "pack", "--role", "hr-business-partner", "--output", "none"]) == 2
    assert "--training" in capsys.readouterr().err
    assert main(["training", "score", "session/answers.csv", "--format", "json"]) == 0
    for name in ("pack", "score"):
        assert main(["training", name, "--help"]) == 0
        assert "Example" in capsys.readouterr().out
