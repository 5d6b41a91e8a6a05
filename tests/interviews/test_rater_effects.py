"""Severity, spread, halo and fair averages: K17, K18, laws and refusals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.interviews import fair_averages, rater_report

K18 = {"A": {"rater1": 4}, "B": {"rater1": 3, "rater2": 2}, "C": {"rater2": 1}, "D": {"rater2": 2}}


def test_k17_a_disconnected_design_is_refused():
    ratings = {str(target): {"1": 3, "2": 4} if target <= 3 else {"3": 2, "4": 5} for target in range(1, 8)}
    found = fair_averages(ratings)
    assert found.value is None
    assert not found.connected
    assert found.groups == (("1", "2"), ("3", "4"))
    assert found.severity == {}
    assert found.raw["1"] == Fraction(7, 2)
    assert "disconnected" in found.in_words()
    # One person rated by both panels links them.
    assert fair_averages({**ratings, "8": {"2": 3, "3": 3}}).connected


def test_k18_fair_averages():
    found = fair_averages(K18)
    assert found.severity == {"rater1": Fraction(1, 2), "rater2": Fraction(-1, 2)}
    assert found.value == {"A": 3.5, "B": 2.5, "C": 1.5, "D": 2.5}
    assert found.raw == {"A": 4, "B": 2.5, "C": 1, "D": 2}
    assert found.links == 1
    assert "1 target rated by more than one rater" in found.in_words()


def test_fair_averages_of_little():
    assert fair_averages({}).value is None
    assert fair_averages({}).in_words()
    assert fair_averages({"A": {"r": None, "s": float("nan")}}).value is None
    assert fair_averages({"A": {"r": 3, "s": None}}).value == {"A": 3}
    with pytest.raises(ValueError, match="rating of A by r"):
        fair_averages({"A": {"r": "4"}})
    with pytest.raises(ValueError, match="mapping"):
        fair_averages({"A": [4]})


@st.composite
def additive(draw):
    """People and raters whose parts are known, and who rated whom: rater 0 rated everybody, so all are linked."""
    people = draw(st.lists(st.integers(1, 9), min_size=1, max_size=6))
    raters = draw(st.lists(st.integers(-3, 3), min_size=1, max_size=4))
    seen = [[place == 0 or draw(st.booleans()) for place in range(len(raters))] for _ in people]
    return people, raters, seen


@given(additive())
def test_parts_that_add_up_are_found_again(world):
    people, raters, seen = world
    ratings = {f"p{i}": {f"r{j}": people[i] + raters[j] for j in range(len(raters)) if seen[i][j]} for i in range(len(people))}
    found = fair_averages(ratings)
    used = [j for j in range(len(raters)) if any(row[j] for row in seen)]
    mean = Fraction(sum(raters[j] for j in used), len(used))
    assert found.severity == {f"r{j}": raters[j] - mean for j in used}
    assert found.value == {f"p{i}": people[i] + mean for i in range(len(people))}
    assert sum(found.severity.values()) == 0


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.dictionaries(st.sampled_from("wxyz"), st.integers(1, 5), min_size=1), min_size=1))
def test_relabelling_raters_changes_no_fair_average(ratings):
    renamed = {
        target: {{"w": "z", "z": "w"}.get(rater, rater): value for rater, value in given.items()} for target, given in ratings.items()
    }
    assert fair_averages(ratings).value == fair_averages(renamed).value
    assert fair_averages(dict(reversed(ratings.items()))) == fair_averages(ratings)


def panel(size=12):
    """A strict rater who keeps to the middle and gives every competency the same, beside two colleagues."""
    for target in range(size):
        for item, value in (("empathy", 1 + target % 5), ("ownership", 1 + (2 * target) % 5)):
            yield "b", f"c{target}", item, value
            yield "c", f"c{target}", item, value
            yield "a", f"c{target}", item, Fraction(2 + target % 2, 1)


def test_the_report_finds_what_was_put_in():
    strict, first, second = rater_report(panel()).raters
    assert (strict.rater, strict.targets, strict.ratings, strict.shared) == ("a", 12, 24, 12)
    assert strict.severity == pytest.approx(strict.mean - first.mean)
    assert strict.centrality < 0.5
    assert strict.halo == pytest.approx(1)
    assert first.halo == second.halo == pytest.approx(second.halo)
    assert strict.halo > strict.others_halo
    assert first.severity == second.severity == -strict.severity / 2
    assert "lower" in strict.in_words()


def test_below_the_minimum_there_are_counts_only():
    for effects in rater_report(panel(9)).raters:
        assert effects.severity is effects.spread is effects.others_spread is effects.centrality is effects.halo is None
        assert "too few" in effects.in_words()
    assert all(effects.severity is not None for effects in rater_report(panel(9), minimum=9).raters)
    assert "not a mark for the rater" in rater_report(panel()).in_words()
    assert rater_report([]).raters == ()
    # Somebody who rates alone is compared with nobody.
    alone = [("solo", f"d{target}", "empathy", 3) for target in range(20)]
    assert rater_report([*panel(), *alone]).raters[-1].severity is None


def test_order_changes_nothing_in_the_report():
    ratings = list(panel())
    assert rater_report(ratings) == rater_report(ratings[::-1])


def test_ill_formed_ratings_are_refused():
    for ratings, minimum in (
        ([("a", "c", "empathy", 3), ("a", "c", "empathy", 3)], 10),
        ([("a", "c", "empathy", "3")], 10),
        ([], 1),
        ([], True),
    ):
        with pytest.raises(ValueError, match=r"^[^\n]+$"):
            rater_report(ratings, minimum=minimum)


def test_public_names_are_functions_whatever_was_imported_first():
    import importlib
    import pkgutil

    import servicecomp.interviews as package

    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert not modules & set(package.__all__)
    importlib.import_module("servicecomp.interviews.severity_adjustment")
    assert all(callable(getattr(package, name)) for name in package.__all__)
    assert set(package.__all__) <= set(dir(package))
    with pytest.raises(AttributeError, match="no_such"):
        package.no_such  # noqa: B018 - the look-up is the point
