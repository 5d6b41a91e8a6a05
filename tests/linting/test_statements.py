"""Sentences are told from list items, also where a form or a copy glued the items of a list together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servicecomp.api.linting import lint
from servicecomp.linting.reading import Reading
from servicecomp.linting.statements import in_name, is_explained, listed, statements

ITEMS = ("Speaks with callers", "writes letters", "Counts the cash at night")
BEGINS, ENDS = frozenset({"requirements"}), frozenset({"benefits"})


def items_of(text: str) -> list[str]:
    return [item.strip(" \t-*•.;") for _, items in listed(Reading(text), BEGINS, ENDS) for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "Requirements\n- Speaks with callers\n- writes letters\n- Counts the cash at night\n",
        "Requirements:\n\n* Speaks with callers\n* writes letters\n* Counts the cash at night\n\nBrook sells tea. It began in 1901.",
        "Requirements: • Speaks with callers • writes letters • Counts the cash at night",
        "Requirements: *Speaks with callers *writes letters *Counts the cash at night",
        "Requirements:- Speaks with callers- writes letters- Counts the cash at night",
        "RequirementsSpeaks with callers\nwrites letters\nCounts the cash at nightBenefitsLunchA bus pass",
        "Requirements\nSpeaks with callers\nwrites letters\nCounts the cash at night\nAbout Brook and Son\nBrook sells tea.",
    ],
)
def test_a_list_has_its_items_however_it_is_written(text):
    assert items_of(text) == list(ITEMS)


def test_wrapped_lines_and_names_are_no_items_of_their_own():
    assert (
        len(items_of("Requirements\nSpeaks with callers who ring about their bills\nand writes letters\nUses PowerPoint and NinjaTrader"))
        == 2
    )


def test_blank_lines_between_all_items_do_not_end_a_list():
    assert items_of("Requirements\n\nSpeaks with callers\n\nwrites letters\n\nCounts the cash at night") == list(ITEMS)


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("You answer callers.", [True]),
        ("answers callers", [False]),
        ("Care with figures", [False]),
        ("As a clerk you answer callers", [True]),
        (
            "You bring:- care with figures and with the names of people who write in- a calm voice when a bill is wrong- some Welsh",
            [True, False, False, False],
        ),
        (
            "Reads the meters and the bills of the whole street twice a year with care Maintain the list of keys at the front desk",
            [False, False],
        ),
    ],
)
def test_a_sentence_begins_with_a_capital_and_has_an_end_or_a_verb(text, running):
    assert [statement.running for statement in statements(Reading(text))] == running


@given(st.text(alphabet="aB .-*,;:\n•\xa0(1", max_size=80))
def test_statements_stand_in_order_and_hold_all_words(text):
    reading = Reading(text)
    found = statements(reading)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(0 <= statement.start < statement.end <= len(text) for statement in found)
    assert "".join(word for statement in found for word in statement.words) == "".join(reading.words)
    assert statements(reading, least=3) == [statement for statement in found if len(statement.words) >= 3]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=20))
def test_as_many_items_are_found_as_were_written(items):
    assert items_of("Requirements\n" + "\n".join(f"- {item}" for item in items)) == items


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Add-ons in NinjaScript", "Ninja", True),
        ("We use Ninja Trader here", "Ninja", True),
        ("Are you a Marketing Ninja Who Sells", "Ninja", False),
        ("We want a ninja", "ninja", False),
        ("Shares for a rock starGround floor", "rock star", False),
    ],
)
def test_a_name_is_told_by_its_capitals(text, word, name):
    start = text.index(word)
    assert in_name(text, start, start + len(word)) is name


def test_an_explanation_is_three_words_in_brackets():
    assert is_explained("calm (answers within a day)", 4)
    assert not is_explained("calm (m/f)", 4)
    assert not is_explained("calm and (answers within a day)", 4)


@pytest.mark.parametrize(
    ("code", "flagged", "passed"),
    [
        ("JD302", "3 years of experience. Lunch is free.", "3 years of experience. Alternatively, show us your work."),
        (
            "JD301",
            "You hold a university degree.\nAlternatively nothing.",
            "You hold a university degree. Alternatively, two years at a till.",
        ),
        (
            "JD306",
            "Excellent customer service skills.\nListens and answers by phone.",
            "Excellent customer service skills: calms upset callers.",
        ),
        ("JD305", "You are a friendly person.", "You work with friendly people."),
        ("JD115", "You must live in the borough.", "You must live in the United States."),
    ],
)
def test_what_stands_beside_a_hit_can_put_it_right(code, flagged, passed):
    assert [problem.code for problem in lint(flagged, kind="job-description", select=[code])] == [code]
    assert not lint(passed, kind="job-description", select=[code])
