"""`check` never raises and never dies, whatever stands in the files."""

from __future__ import annotations

import random
import shutil

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servicecomp as sc

NAMES = (
    "frameworks/a/framework.yaml",
    "frameworks/a/competencies/b.yaml",
    "frameworks/a/roles/c.yaml",
    "question_banks/d/bank.yaml",
    "question_banks/d/e.yaml",
    "f.yaml",
)
FIELDS = st.sampled_from(
    [
        "format",
        "id",
        "name",
        "levels",
        "requirements",
        "questions",
        "extends",
        "replace",
        "drop",
        "competency",
        "status",
        "clusters",
        "anchors",
        "brand",
        "version",
        "text",
    ]
)
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["a", "customer-service", "1.0", "\u202e"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
    max_leaves=25,
)
IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def check_as_every_kind(folder, text):
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    report = sc.check(folder)
    assert report.problems


@IN_ONE_FOLDER
@given(text=st.binary(max_size=200))
def test_arbitrary_bytes(tmp_path, text):
    check_as_every_kind(tmp_path, text)


@IN_ONE_FOLDER
@given(value=PLAIN)
def test_arbitrary_yaml(tmp_path, value):
    check_as_every_kind(tmp_path, yaml.safe_dump(value).encode())


@pytest.mark.parametrize(
    "text",
    [
        "- " * 30_000,
        "[" * 60_000,
        "{a: " * 60_000,
        "a: " * 1000,
        "? " * 30_000,
        "'" * 60_000,
        "&a " * 3000,
        "\x00",
        "\ufeff",
        "a: |\n" + " x\n" * 90_000,
    ],
)
def test_text_that_breaks_other_readers(tmp_path, text):
    check_as_every_kind(tmp_path, text.encode())


def test_mutated_shipped_files(tmp_path, repository):
    """Cut, doubled, swapped and scrambled bits of the shipped files, in a copy of the shipped folders."""
    for group in ("frameworks", "question_banks"):
        shutil.copytree(repository / group, tmp_path / group)
    assert not [problem for problem in sc.check(tmp_path).problems if problem.severity == "error"]
    files = sorted(tmp_path.glob("*/**/*.yaml"))
    chance = random.Random(7)  # noqa: S311 - a seed, so that a failure comes again
    for _ in range(25):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.randrange(1, 60))
        mutated = chance.choice(
            [
                text[:start] + text[end:],
                text[:end] + text[start:],
                text[:start] + "".join(chance.sample(text[start:end], end - start)) + text[end:],
                text[:start] + chance.choice(["\t", ": ", "- ", "\x00", "🙂", "{", "'", "\n"]) + text[start:],
            ]
        )
        path.write_text(mutated, encoding="utf-8")
        for problem in sc.check(tmp_path).problems:
            assert problem.code
            assert problem.message
        path.write_text(text, encoding="utf-8")
