"""Folding keeps offsets and finds the edges of bullets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servicecomp.text.folding import BREAK, fold, fold_text
from servicecomp.text.sentences import sentences


@given(st.text())
def test_fold_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet=st.sampled_from("aA bB.\n-'\u2019\u00e9\u0130\u2022&;<>/#x1")))
def test_folded_places_map_back(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) - len(folded.glued) == len(text)
    places = [folded.original(place) for place in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert folded.original(len(folded.text)) == len(text)


def test_the_two_ways_to_fold_agree() -> None:
    characters = [bytes([code]).decode("cp1252", "ignore") for code in range(256)]
    for character in filter(None, characters):
        assert fold(character) == fold(character + "\u4e2d")[0], repr(character)


def test_letters_of_other_alphabets_stay_in_their_places() -> None:
    text = "\u0416\u0434\u0438 serviceAbility \u2014 \u201cdon\u2019t\u201d, \u00feing."
    assert fold_text(text).text == f"\u0436\u0434\u0438 service{BREAK}ability {BREAK}  don't   \u00feing{BREAK}"


def test_quotation_marks_and_possessives_are_no_part_of_a_word() -> None:
    assert fold_text("the guests' and guest's 'own' don't").text.split() == ["the", "guests", "and", "guest", "own", "don't"]


def test_glued_bullets_come_apart() -> None:
    text = "Good serviceAbility to listen"
    assert [text[start:end] for start, end in sentences(text)] == ["Good service", "Ability to listen"]


def test_marks_lists_and_entities_are_edges_or_blanks() -> None:
    text = "<ul><li>Greet &amp; help</li><li>Listen</li></ul>\n\u2022 Calm people; explain"
    assert [text[start:end] for start, end in sentences(text)] == ["Greet &amp; help", "Listen", "Calm people", "explain"]


def test_a_wrapped_line_goes_on() -> None:
    first = "The person answers the questions that customers ask about their"
    assert BREAK not in fold_text(f"{first}\nbills and accounts").text
