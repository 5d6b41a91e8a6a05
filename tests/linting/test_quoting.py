"""Quotations, names and labels are found as such, and rules that leave them out find nothing there."""

from __future__ import annotations

import time

import pytest

from servicecomp.api.linting import lint
from servicecomp.linting.quoting import left_out_spans


def parts(text, kind):
    return [text[first:last] for first, last in left_out_spans(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Replies 'I just know' and doesn't ask.", "quotations", ["'I just know'"]),
        ('Strikes out "lacks energy" and “sloppy”.', "quotations", ['"lacks energy"', "“sloppy”"]),
        ("The guests' bags and the drivers' keys.", "quotations", []),
        ("Top Ten Suppliers list: share of balances agreed.", "names", ["Top Ten Suppliers"]),
        ("Signs the Regular Cleaning Record for the rooms.", "names", ["Regular Cleaning Record"]),
        ("Reads the Good Practice Guide aloud to the trainee.", "names", ["Good Practice Guide"]),
        ("Excellent answer about the rota.", "names", []),
        ("Top Performer Ranking Each Month", "names", []),
        ("Below standard: ends the call.", "labels", ["Below standard:"]),
        ("Rating 4 – asks again.", "labels", ["Rating 4 –"]),
        ("Checks the harness thoroughly: reads the tag.", "labels", []),
    ],
)
def test_parts_that_are_left_out(text, kind, found):
    assert parts(text, kind) == found


@pytest.mark.parametrize(
    ("text", "code", "flagged"),
    [
        ("Names no step after 'I would use good judgement'.", "BA104", False),
        ("Uses good judgement at the till.", "BA104", True),
        ("Below standard: ends the call before the login works.", "BA104", False),
        ("Signs the Regular Inspection Log before each lift.", "BA103", False),
        ("Inspects the lift regularly.", "BA103", True),
    ],
)
def test_rules_leave_them_out(text, code, flagged):
    assert (code in [problem.code for problem in lint(text, kind="anchor")]) == flagged


def test_a_name_covers_a_hit_that_reaches_into_it():
    text = "Share of entries in the Top Ten Suppliers list that were checked, of all entries in the quarter."
    assert not [problem for problem in lint(text, kind="metric") if problem.code == "PM106"]


@pytest.mark.parametrize("kind", ["quotations", "names", "labels"])
@pytest.mark.parametrize("piece", ["'a ", '"', "“", "Ab ", "A of the ", "1 2 not ", "very "])
def test_hostile_texts_take_no_time(kind, piece):
    def seconds(times):
        start = time.process_time()
        left_out_spans(piece * times, kind)
        return time.process_time() - start

    assert seconds(16_000) < 40 * seconds(2_000) + 0.1
