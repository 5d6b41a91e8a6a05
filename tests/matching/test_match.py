"""What counts as evidence and what does not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.matching import match

from .conftest import build_framework, competency

if TYPE_CHECKING:
    from servicecomp.models.frameworks import Framework

SENTENCES = (
    "Listens to what patients say",
    "Handle complaints from tenants",
    "Calm angry visitors at the desk",
    "Coach new colleagues",
    "Keeps files confidential",
    "Drives a lorry",
    "No customer contact",
    "We sell shoes",
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Listens to passengers.", ("listening",)),
        ("Calms upset callers and handles complaints", ("complaints", "calming")),
        ("You do not need active listening skills.", ()),
        ("The role involves no customer contact.", ()),
        ("Work without complaints", ()),
        ("Complaints are not part of this job", ()),
        ("Not only files but also complaints", ("complaints",)),
        ("Listen for engine noise.", ()),
        ("Head coach for our staff", ()),
        ("Excellent customer service skills", ()),
        ("Great serviceListens to guests", ("listening",)),
        ("Handle\u00a0complaints &amp; listen", ("listening", "complaints")),
        ("We are an equal opportunity employer and listen to all.", ()),
        ("Keep records", ()),
        ("Coaches staff", ("leading",)),
    ],
)
def test_what_is_found(framework: Framework, text: str, names: tuple[str, ...]) -> None:
    assert match(text, framework).found == names


def test_sections_about_something_else_do_not_count(framework: Framework) -> None:
    text = "Benefits:\nWe listen to you\n\nDuties:\nHandle complaints"
    assert match(text, framework).found == ("complaints",)
    assert match("About us\nWe listen.\nResponsibilities\nCalm guests", framework).found == ("calming",)


def test_a_hint_scores_but_finds_nothing(framework: Framework) -> None:
    result = match("Keep records", framework)
    assert result.found == ()
    assert 0 < result.scores["privacy"] < match("Keep them confidential", framework).scores["privacy"]


def test_levels_stay_among_those_declared(framework: Framework) -> None:
    result = match("Coach staff in routine work. Calm guests.", framework)
    assert result.level("leading") == 3
    assert result.level("calming") == 2
    assert result.level("privacy") is None


def test_claims_are_named_and_explained(framework: Framework) -> None:
    result = match("Excellent customer service skills. Listens.", framework)
    assert [claim.quote for claim in result.claims] == ["Excellent customer service skills"]
    assert "Listening" in result.explain()
    assert "names no behaviour" in result.explain()


def test_scores_do_not_grow_with_mere_length(framework: Framework) -> None:
    part = "Handles complaints from tenants about their flats in the city. Repairs lifts and paints walls in the morning. "
    short, long = match(part * 4, framework).scores["complaints"], match(part * 40, framework).scores["complaints"]
    assert 0 < short <= long < 1
    assert match(part * 4 + "Paints walls. " * 400, framework).scores["complaints"] < short


LETTERS = build_framework(competency("letters", {"id": "one", "phrase": "(a|e|0)"}, {"id": "two", "phrase": "b ... (c|d)"}))


def check_spans(text: str, framework: Framework) -> None:
    result = match(text, framework)
    for entry in result.evidence:
        assert text[entry.start : entry.end] == entry.quote
        assert entry.quote.strip()
    assert list(result.evidence) == sorted(result.evidence, key=lambda entry: entry[1:3])
    assert set(result.scores) == {entry.id for entry in framework.competencies}
    assert all(0 <= value <= 1 for value in result.scores.values())


@given(st.text())
def test_any_unicode_goes(text: str) -> None:
    check_spans(text, LETTERS)


PIECES = st.sampled_from([". ", "\n", "\u2022", "Listens", "\u0130", " ", "&amp;", "<b>", "complaints\u2019", "'", "\u00df"])


@given(st.lists(st.one_of(st.sampled_from(SENTENCES), PIECES, st.text(max_size=5))).map("".join))
def test_spans_quote_the_text(framework: Framework, text: str) -> None:
    check_spans(text, framework)


RECASE = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])


@given(st.sampled_from(SENTENCES), RECASE, st.sampled_from(["  ", "\t", "\u00a0", " \t "]))
def test_case_and_blank_space_change_nothing(framework: Framework, sentence: str, recase: object, blank: str) -> None:
    other = recase(sentence).replace(" ", blank)  # type: ignore[operator]
    assert match(other, framework).found == match(sentence, framework).found


@given(st.lists(st.sampled_from(SENTENCES), min_size=1), st.sampled_from(SENTENCES), st.sampled_from(["\n\n", "\n", "\r\n\r\n"]))
def test_a_last_paragraph_removes_no_evidence(framework: Framework, sentences: list[str], last: str, gap: str) -> None:
    text = ". ".join(sentences)
    before, after = match(text, framework), match(text + gap + last, framework)
    assert set(before.evidence) <= set(after.evidence)


@given(st.permutations(range(5)), st.lists(st.sampled_from(SENTENCES)).map(". ".join))
def test_the_order_of_competencies_changes_nothing(framework: Framework, order: list[int], text: str) -> None:
    other = framework.model_copy(update={"competencies": tuple(framework.competencies[place] for place in order)})
    one, two = match(text, framework), match(text, other)
    assert set(one.found) == set(two.found)
    assert one.scores == dict(two.scores)
    assert set(one.evidence) == set(two.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Wir suchen eine freundliche Person für das Team. Sie beantworten Anfragen am Telefon und finden eine Lösung, die allen passt.",
        "Nous recherchons une personne pour répondre aux questions des clients au téléphone et au comptoir, avec calme, dans un magasin.",
    ],
)
def test_a_text_in_another_language_is_said_to_be_one(text: str) -> None:
    found = match(text, build_framework())
    assert not found.english
    assert found.explain().startswith("This text does not read as English.")


@pytest.mark.parametrize(
    "text", ["", "Answers the phone", "Greet guests, answer their questions and put things right for them when the kitchen is late " * 3]
)
def test_an_english_or_short_text_raises_no_such_notice(text: str) -> None:
    found = match(text, build_framework())
    assert found.english
    assert "English" not in found.explain()


def test_many_other_senses_take_no_more_than_linear_time() -> None:
    framework = build_framework(competency("empathy", {"id": "solve", "phrase": "solve* problem*", "weight": 2, "unless": ["technical"]}))

    def seconds(text: str) -> float:
        start = time.process_time()
        assert len(match(text, framework).evidence) == text.count("problems")
        return time.process_time() - start

    text = "Solves problems and all technical matters. " * 700
    seconds(text)
    # Eight times the text may take 24 times as long on a busy machine; squared growth would take 64 times.
    assert seconds(text * 8) < 24 * min(seconds(text) for _ in range(3)) + 0.05
