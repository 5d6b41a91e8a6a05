"""One mistake a file: each gives the code and the line that its author needs, and no other problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import servicecomp as sc

if TYPE_CHECKING:
    from pathlib import Path

ROLE = """\
format: 1
id: porter
title: Porter
version: "1"
status: {stage: draft}
framework: customer-service
serves: [external]
purpose: Brings patients where they need to be.
line_of_sight: Patients who are fetched in time are treated in time.
requirements:
  - {competency: rapport, level: 2, weight: 20}
  - {competency: empathy, level: 2, weight: 20}
  - {competency: ownership, level: 2, weight: 20}
  - {competency: composure, level: 2, weight: 20}
  - {competency: collaboration, level: 2, weight: 20}
tasks:
  - id: fetch
    text: Fetch patients from the ward.
    competencies: [rapport]
"""

COMPETENCY = """\
format: 1
id: patience
name: Patience
cluster: connect
status: {stage: draft}
definition: Waits with the customer.
why_it_matters: Nobody likes to be hurried.
levels:
  - level: 1
    summary: Waits by the clock.
    indicators:
      - id: waits
        text: Waits until the customer has found the card.
"""

QUESTIONS = """\
format: 1
competency: ownership
questions:
  - id: one
    kind: past-behaviour
    band: entry
    minutes: 8
    text: What did you promise last?
    probes:
      - {id: situation, step: situation, text: To whom?}
      - {id: action, step: action, text: What did you do?}
      - {id: result, step: result, text: How did it end?}
    anchors:
      - {id: rated-1, rating: 1, text: Forgets it.}
      - {id: rated-3, rating: 3, text: Keeps it.}
      - {id: rated-5, rating: 5, text: Keeps it and asks whether it was enough.}
"""

FRAMEWORK = """\
format: 1
id: ours
title: Ours
version: "1"
status: {stage: draft}
locale: en-GB
source: Us
licence: Ours
summary: What we do.
extends: customer-service
"""

BANK = """\
format: 1
id: ours
title: Ours
version: "1"
status: {stage: draft}
locale: en-GB
source: Us
licence: Ours
framework: customer-service
"""

ORGANISATION = """\
format: 1
id: us
name: Us
values:
  - id: care
    name: Care
    behaviours:
      - {id: waits, competency: ownership, text: Waits with the customer.}
brand:
  colour: "#135e75"
"""

FILES = {
    "role": ("frameworks/ours/roles/porter.yaml", ROLE),
    "competency": ("frameworks/ours/competencies/patience.yaml", COMPETENCY),
    "questions": ("question_banks/ours/ownership.yaml", QUESTIONS),
    "framework": ("frameworks/ours/framework.yaml", FRAMEWORK),
    "bank": ("question_banks/ours/bank.yaml", BANK),
    "organisation": ("organisation.yaml", ORGANISATION),
}

# What is changed, in which file, and what must be said: kind of file, old words, new words, code, line.
MISTAKES = [
    ("role", "title: Porter", "titel: Porter", {("unknown-field", 3), ("missing-field", 1)}),
    ("role", 'version: "1"', "version: 1.0", {("wrong-type", 4)}),
    ("role", "{stage: draft}", "{stage: drafted}", {("not-a-choice", 5)}),
    ("role", "{stage: draft}", "{stage: validated}", {("invalid", 5)}),
    ("role", "framework: customer-service", "framework: custmer-service", {("unknown-framework", 6)}),
    ("role", "serves: [external]", "serves: [outside]", {("not-a-choice", 7)}),
    ("role", "serves: [external]", "serves: external", {("wrong-type", 7)}),
    ("role", "competency: rapport, level", "competency: raport, level", {("unknown-competency", 11)}),
    ("role", "rapport, level: 2", "rapport, level: 5", {("undeclared-level", 11)}),
    ("role", "rapport, level: 2, weight: 20", "rapport, level: 2, weight: 0", {("out-of-range", 11)}),
    ("role", "rapport, level: 2, weight: 20", "rapport, level: 2, weight: 1.5", {("wrong-type", 11)}),
    ("role", "rapport, level: 2, weight: 20", 'rapport, level: "2", weight: 20', {("wrong-type", 11)}),
    ("role", "rapport, level: 2, weight: 20", "rapport, level: 2, weight: 20, minimum: 9", {("off-the-scale", 11)}),
    ("role", "competency: empathy", "competency: rapport", {("duplicate-requirement", 12)}),
    ("role", "competencies: [rapport]", "competencies: [rapports]", {("unknown-competency", 19)}),
    ("role", "id: porter", "id: night-porter", {("wrong-file-name", 2)}),
    ("role", "id: porter", "id: Porter", {("bad-format", 2)}),
    ("role", "id: fetch", "id: fetch\n    id: bring", {("duplicate-key", 18)}),
    ("competency", "cluster: connect", "cluster: conect", {("unknown-cluster", 4)}),
    ("competency", "id: patience", "id: pateince", {("wrong-file-name", 2)}),
    ("competency", "level: 1", "level: 9", {("off-the-scale", 9)}),
    ("competency", "name: Patience", "name:", {("wrong-type", 3)}),
    (
        "competency",
        "        text: Waits until the customer has found the card.",
        "        text: Waits.\n      - id: waits\n        text: Waits on.",
        {("duplicate-id", 14)},
    ),
    ("competency", "levels:", 'cues:\n  - {id: you, phrase: "you"}\nlevels:', {("cue-matches-everything", 9)}),
    ("competency", "levels:", 'cues:\n  - {id: open, phrase: "(wait* with"}\nlevels:', {("cue-not-a-phrase", 9)}),
    ("questions", "competency: ownership", "competency: owenrship", {("unknown-competency", 2)}),
    ("questions", "band: entry", "band: junior", {("unknown-band", 6)}),
    ("questions", "kind: past-behaviour", "kind: past-behavior", {("not-a-choice", 5)}),
    ("questions", "      - {id: rated-3, rating: 3, text: Keeps it.}\n", "", {("missing-anchor", 4)}),
    ("questions", "      - {id: result, step: result, text: How did it end?}\n", "", {("missing-probe", 4)}),
    ("questions", "rating: 3, text", "rating: 1, text", {("invalid", 4)}),
    ("questions", "kind: past-behaviour", "kind: role-play", {("invalid", 4)}),
    ("questions", "minutes: 8", "minutes: eight", {("wrong-type", 7)}),
    ("questions", "What did you promise last?", "&a What did you promise last?", {("yaml-feature", 8)}),
    ("framework", "extends: customer-service", "extends: costumer-service", {("extends-unknown", 10)}),
    ("framework", "extends: customer-service", "extends: ours", {("extends-cycle", 10)}),
    ("framework", "extends: customer-service", "extends: customer-service\ndrop: [raport]", {("drop-unknown", 11)}),
    ("framework", "extends: customer-service", "extends: customer-service\nreplace: [raport]", {("replace-unknown", 11)}),
    ("framework", "extends: customer-service", "extends: customer-service\nreplace: [rapport]", {("replace-missing", 11)}),
    ("framework", "id: ours", "id: theirs", {("wrong-file-name", 2)}),
    ("bank", "framework: customer-service", "framework: customer-service\nextends: customer-service", {("replaces-silently", 1)}),
    ("organisation", '"#135e75"', '"teal"', {("bad-format", 10)}),
    ("organisation", '"#135e75"', '"#cccccc"', {("low-contrast", 10)}),
    ("organisation", "name: Care\n", "name: Care\n    behaviour: x\n", {("unknown-field", 7)}),
]


def lay_out(folder: Path, changed: str = "", old: str = "", new: str = "") -> None:
    for kind, (name, text) in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == changed:
            assert old in text, "the mistake must change something"
            text = text.replace(old, new, 1)  # noqa: PLW2901 - one file is changed
        if kind == "questions" and changed == "bank":
            text = text.replace("id: one", "id: promise-harder-than-thought")  # noqa: PLW2901 - a question that the shipped bank has
        path.write_text(text, encoding="utf-8")


def test_the_files_without_a_mistake_are_clean(tmp_path):
    lay_out(tmp_path)
    assert sc.check(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"), MISTAKES, ids=[f"{kind}-{number}" for number, (kind, *_) in enumerate(MISTAKES)]
)
def test_a_mistake_is_found_where_it_is(tmp_path, kind, old, new, expected):
    lay_out(tmp_path, kind, old, new)
    problems = sc.check(tmp_path).problems
    path = tmp_path / FILES[kind][0]
    assert {(problem.code, problem.line) for problem in problems if problem.path == str(path)} == expected
    assert not [
        problem for problem in problems if problem.path != str(path) and problem.code not in {"extends-broken", "unknown-framework"}
    ]
    for problem in problems:
        assert problem.column >= 1
        assert problem.message


def test_a_wrong_word_is_answered_with_the_right_one(tmp_path):
    lay_out(tmp_path, "role", "competency: rapport, level", "competency: raport, level")
    [problem] = sc.check(tmp_path).problems
    assert "'rapport'" in problem.hint
