"""Laws: lint never raises, fixes settle, a comment removes exactly its problem, time grows with length alone."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.api.linting import lint, lint_rules
from servicecomp.linting.engine import Linter
from servicecomp.linting.fixing import apply_fixes
from servicecomp.linting.plain import text_subject
from servicecomp.linting.rulebook import Choice, RuleBook
from servicecomp.models.rules import KINDS

from .conftest import rule

FIXER = Linter(RuleBook(own=(rule(),)), Choice())
_PIECES = """the a you must be friendly person ninja rockstar chairman Chairman CHAIRMEN excellent skills years 5 of experience married kids
? . , : ; - * # < > & ' " $20,000 to $90,000 sometimes always understands lint: ignore[hero-title] ignore-file[no-pay] reason <!-- -->
https://x.org Requirements: é ﬁ 😀"""
WORDS = st.sampled_from([*_PIECES.split(), "\n", "\n\n", "\u00a0", "\u2028", "\ud83d", ""])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join))


@given(text=TEXTS, kind=st.sampled_from(KINDS), jurisdiction=st.sampled_from([None, "us-co", "uk"]), every=st.booleans())
def test_lint_never_raises_and_places_lie_in_the_text(text, kind, jurisdiction, every):
    found = lint(text, kind=kind, jurisdiction=jurisdiction, select=["ALL"] if every else [], preview=every)
    lines = text.split("\n")
    for problem in found:
        if problem.line:
            assert 1 <= problem.line <= problem.end_line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert 0 <= problem.excerpt_start <= problem.excerpt_end <= len(problem.excerpt)
    assert found == lint(text, kind=kind, jurisdiction=jurisdiction, select=["ALL"] if every else [], preview=every)


@given(text=TEXTS)
def test_fixes_settle_and_leave_no_safe_problem_behind(text):
    def edits_of(current):
        return FIXER.fixes(text_subject(current, "job-description"))

    fixed = apply_fixes(text, edits_of)
    assert not edits_of(fixed)
    assert apply_fixes(fixed, edits_of) == fixed


@given(
    lines=st.lists(
        st.sampled_from(["We want a ninja.", "A friendly person.", "Excellent communication skills.", "You answer callers."]),
        min_size=1,
        max_size=8,
    ),
    data=st.data(),
)
def test_a_comment_removes_exactly_its_problem(lines, data):
    names = {rule.code: rule.name for rule in lint_rules()}
    before = [problem for problem in lint("\n".join(lines), kind="job-description", select=["JD3", "JD401"]) if problem.excerpt]
    if not before:
        return
    chosen = data.draw(st.sampled_from(before))
    commented = [
        f"{line} lint: ignore[{names[chosen.code]}] asked for" if number == chosen.line else line for number, line in enumerate(lines, 1)
    ]
    after = lint("\n".join(commented), kind="job-description", select=["JD3", "JD401", "LI"])
    left = Counter((problem.code, problem.line, problem.column) for problem in after if problem.excerpt or problem.code.startswith("LI"))
    kept = Counter((p.code, p.line, p.column) for p in before if (p.code, p.line) != (chosen.code, chosen.line))
    assert left == kept


@pytest.mark.parametrize(
    "piece",
    [
        "you must have 5 years of ",
        "a" * 50 + " ",
        "excellent " * 3,
        "lint: ignore[hero-title] x\n",
        "<!-- ",
        "lint: ignore[",
        "$1-",
        "ABC (",
        "http://",
        "\n\n",
        "<script",
        "Requirements\n",
    ],
)
def test_time_is_linear_in_length(piece):
    def seconds(times):
        text = piece * times
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            lint(text, kind="job-description", select=["ALL"], preview=True)
            best = min(best, time.process_time() - start)
        return best

    size = 4_000 // len(piece)
    seconds(10)
    # Eight times the text may take 24 times as long on a busy machine; squared growth would take 64 times.
    assert seconds(8 * size) < 24 * seconds(size) + 0.05
