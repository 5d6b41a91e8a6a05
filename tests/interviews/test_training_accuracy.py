"""Cronbach's components: a worked example, and the laws that hold of any ratings."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.interviews.training_accuracy import accuracy

REFERENCE = {("a", "x"): 2, ("a", "y"): 4, ("b", "x"): 1, ("b", "y"): 3}
PARTS = ("elevation_squared", "differential_elevation_squared", "stereotype_accuracy_squared", "differential_accuracy_squared")


@st.composite
def tables(draw):
    people, competencies = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    cells = [(f"t{i}", f"i{j}") for i in range(people) for j in range(competencies)]
    rating = st.integers(1, 5)
    return {cell: draw(rating) for cell in cells}, {cell: draw(rating) for cell in cells}


def test_each_kind_of_error_lands_in_its_own_component():
    # One step higher throughout: elevation and nothing else.
    found = accuracy({cell: value + 1 for cell, value in REFERENCE.items()}, REFERENCE)
    assert [getattr(found, name) for name in PARTS] == [1, 0, 0, 0]
    assert found.elevation == 1
    # One person higher, the other lower: differential elevation.
    found = accuracy({cell: value + (1 if cell[0] == "a" else -1) for cell, value in REFERENCE.items()}, REFERENCE)
    assert [getattr(found, name) for name in PARTS] == [0, 1, 0, 0]
    # One competency higher, the other lower: stereotype accuracy.
    found = accuracy({cell: value + (1 if cell[1] == "x" else -1) for cell, value in REFERENCE.items()}, REFERENCE)
    assert [getattr(found, name) for name in PARTS] == [0, 0, 1, 0]
    # Higher on one diagonal, lower on the other: differential accuracy.
    diagonal = {("a", "x"), ("b", "y")}
    found = accuracy({cell: value + (1 if cell in diagonal else -1) for cell, value in REFERENCE.items()}, REFERENCE)
    assert [getattr(found, name) for name in PARTS] == [0, 0, 0, 1]


def test_a_worked_example():
    # Differences 1, 1, 1, -1: mean 1/2; rows 1 and 0, columns 1 and 0; what is left is 1/2 either way.
    found = accuracy({("a", "x"): 3, ("a", "y"): 5, ("b", "x"): 2, ("b", "y"): 2}, REFERENCE)
    assert [getattr(found, name) for name in PARTS] == [Fraction(1, 4)] * 4
    assert (found.mean_distance, found.within_one, found.exact_hits) == (1, 4, 0)


@given(tables())
def test_the_four_parts_add_up_to_the_mean_squared_difference(pair):
    ratings, reference = pair
    found = accuracy(ratings, reference)
    assert sum(getattr(found, name) for name in PARTS) == found.mean_squared_difference
    assert found.mean_squared_difference == Fraction(sum((ratings[cell] - reference[cell]) ** 2 for cell in reference), len(reference))
    assert all(getattr(found, name) >= 0 for name in PARTS)


@given(tables(), st.randoms(use_true_random=False))
def test_order_and_names_change_nothing(pair, random):
    ratings, reference = pair
    cells = list(reference)
    random.shuffle(cells)
    names = {name: f"z{name}" for cell in cells for name in cell}
    renamed = [{(names[a], names[b]): table[a, b] for a, b in cells} for table in pair]
    assert accuracy(*renamed) == accuracy(ratings, reference)


@given(tables())
def test_perfect_ratings_have_no_error(pair):
    found = accuracy(pair[1], pair[1])
    assert found.mean_distance == 0
    assert found.exact_hits == found.rated
    assert "as high as the reference" in found.in_words()


def test_what_is_missing_is_not_zero():
    found = accuracy({("a", "x"): 2, ("a", "y"): None}, REFERENCE)
    assert (found.rated, found.missing, found.mean_distance) == (1, 3, 0)
    assert found.elevation is None
    assert "without a rating" in found.in_words()
    assert accuracy({}, REFERENCE).mean_distance is None
    assert "no answer was rated" in accuracy({}, REFERENCE).in_words()


def test_one_speaker_or_one_competency_leaves_parts_undefined():
    one = accuracy({("a", "x"): 3, ("a", "y"): 4}, {("a", "x"): 2, ("a", "y"): 4})
    assert one.differential_elevation_squared is None
    assert one.differential_accuracy_squared is None
    assert one.stereotype_accuracy_squared == Fraction(1, 4)
    assert "at least two" in one.in_words()


def test_mistakes_are_named():
    with pytest.raises(ValueError, match="no reference rating of c on x"):
        accuracy({("c", "x"): 3}, REFERENCE)
    with pytest.raises(ValueError, match="rating of a on x"):
        accuracy({("a", "x"): "3"}, REFERENCE)
