"""Strict YAML: what is typed, what is refused, and that nothing ends the process."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from servicecomp.errors import DataError
from servicecomp.loading.yaml_reader import MAX_DEPTH, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("a:", {"a": None}),
        ("12", 12),
        ("-3", -3),
        ("1.50", 1.5),
        ("no", "no"),
        ("Yes", "Yes"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1f", "0x1f"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("2026-11-21", "2026-11-21"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("~", "~"),
        (".inf", ".inf"),
        ("9" * 40, "9" * 40),
    ],
)
def test_only_words_and_decimal_numbers_are_typed(text, value):
    assert read_yaml(text) == value


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate-key", 3),
        ("a: &x 1", "yaml-feature", 1),
        ("a: 1\nb: *x", "yaml-feature", 2),
        ("a: !!python/name:os.system x", "yaml-feature", 1),
        ("a: !x y", "yaml-feature", 1),
        ("<<: {a: 1}", "merge-key", 1),
        ("? [a]\n: 1", "bad-key", 1),
        ("a: 1\n---\nb: 2", "several-documents", 2),
        ("a: 'b", "yaml-syntax", 1),
        ("- " * 30_000, "too-deep", 1),
        ("[" * 60_000, "too-deep", 1),
        ("{a: " * 60_000, "too-deep", 1),
        ("a: " + "x" * 1_100_000, "file-too-large", 0),
        ("a: \udc80", "not-utf-8", 0),
    ],
)
def test_refused_with_a_code_and_a_line(text, code, line):
    with pytest.raises(DataError) as caught:
        read_yaml(text)
    [problem] = caught.value.problems
    assert (problem.code, problem.line) == (code, line)


def test_depth_up_to_the_limit_is_read():
    value = read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH - 1):
        value = value[0]
    assert value == []


@given(st.text(max_size=300))
@example("\x00")
@example("? ")
@example("- - -\n -")
def test_arbitrary_text_gives_a_value_or_problems(text):
    with suppress(DataError):
        read_yaml(text, marks={})


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc <", min_size=1, max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(PLAIN)
def test_what_a_yaml_writer_quotes_is_read_back(value):
    assert read_yaml(yaml.safe_dump(value, allow_unicode=True)) == value


@given(PLAIN)
def test_every_value_has_a_place(value):
    marks = {}
    read_yaml(yaml.safe_dump(value, allow_unicode=True), marks=marks)

    def check(entry, location):
        assert location in marks
        if isinstance(entry, dict):
            for key, inner in entry.items():
                check(inner, (*location, key))
        elif isinstance(entry, list):
            for number, inner in enumerate(entry):
                check(inner, (*location, number))

    check(value, ())
