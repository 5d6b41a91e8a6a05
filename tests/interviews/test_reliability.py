"""Reliability arithmetic: the known answers K14, K15, K19 and the laws behind them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.interviews import (
    VarianceComponents,
    composite_reliability,
    decision_study,
    error_band,
    lawshe_chance,
    lawshe_ratio,
    raters_needed,
    spearman_brown,
    standard_error_of_difference,
    standard_error_of_estimate,
    standard_error_of_measurement,
)


def test_k14_spearman_brown():
    assert [round(spearman_brown(0.44, k), 3) for k in (1, 2, 3, 4)] == [0.44, 0.611, 0.702, 0.759]
    assert raters_needed(0.44, 0.80) == 6
    assert raters_needed(0.52, 0.80) == 4
    assert isinstance(raters_needed(0.44, 0.8), int)
    assert isinstance(spearman_brown(0.44, 2), float)
    assert spearman_brown(0, 5) == 0
    assert spearman_brown(1, 5) == 1
    assert spearman_brown(0.8, 0.5) == pytest.approx(2 / 3)


def test_float_dust_adds_no_rater():
    assert raters_needed(0.1 + 0.2, 0.3) == 1
    assert raters_needed(0.3, 0.1 + 0.2) == 1
    assert raters_needed(0.5, 0.75) == 3
    assert raters_needed(0.5, 0.7500001) == 4
    assert raters_needed(0.2, 0.5) == 4


@given(st.floats(0.05, 0.95), st.integers(1, 500))
def test_as_many_raters_are_needed_as_were_counted(reliability, k):
    assert raters_needed(reliability, spearman_brown(reliability, k)) == k


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_raters_needed_reach_the_target_and_one_fewer_does_not(reliability, target):
    needed = raters_needed(reliability, target)
    assert spearman_brown(reliability, needed) >= target - 1e-12
    assert needed == 1 or spearman_brown(reliability, needed - 1) < target


@pytest.mark.parametrize(("reliability", "target"), [(0, 0.8), (0.5, 1), (1.2, 0.8), (0.5, -0.1), ("x", 0.8), (math.nan, 0.8)])
def test_impossible_targets_are_refused(reliability, target):
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        raters_needed(reliability, target)


@pytest.mark.parametrize(("reliability", "k"), [(0.5, 0), (0.5, -1), (2, 2), (None, 2), (0.5, True)])
def test_spearman_brown_refuses_what_means_nothing(reliability, k):
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        spearman_brown(reliability, k)


def test_k15_errors():
    assert standard_error_of_measurement(10, 0.90) == pytest.approx(3.162, abs=5e-4)
    assert standard_error_of_difference(10, 0.90) == pytest.approx(4.472, abs=5e-4)
    assert error_band(10, 0.90) == pytest.approx(8.765, abs=5e-4)
    assert standard_error_of_estimate(10, 0.90) == pytest.approx(3)
    assert standard_error_of_measurement(10, 1) == 0


def test_mosier_composite():
    assert composite_reliability([1, 1], [0.8, 0.8], [[1, 0.5], [0.5, 1]]) == pytest.approx(1 - 0.4 / 3)
    # One part is its own composite, whatever it weighs; parts that are one and the same behave as Spearman and Brown say.
    assert composite_reliability([3], [0.7], [[1]], deviations=[2]) == pytest.approx(0.7)
    alike = [[1 if i == j else 0.44 for j in range(3)] for i in range(3)]
    assert composite_reliability([1, 1, 1], [0.44] * 3, alike) == pytest.approx(spearman_brown(0.44, 3))
    assert composite_reliability([1, -1], [0.8, 0.8], [[1, 1], [1, 1]]) is None
    # Weight goes with spread: a part with twice the deviation counts as one with twice the weight.
    links = [[1, 0.3], [0.3, 1]]
    assert composite_reliability([1, 1], [0.9, 0.5], links, deviations=[2, 1]) == composite_reliability([2, 1], [0.9, 0.5], links)


@pytest.mark.parametrize(
    "arguments",
    [
        ([1, 1], [0.8], [[1, 0], [0, 1]]),
        ([1, 1], [0.8, 0.8], [[1, 0]]),
        ([1, 1], [0.8, 0.8], [[1, 0.5], [0.4, 1]]),
        ([1, 1], [0.8, 0.8], [[1, 2], [2, 1]]),
        ([1, 1], [0.8, 1.8], [[1, 0], [0, 1]]),
        ([1, 1], [0.8, 0.8], [[1, 0], [0, 1]], [-1, 1]),
    ],
)
def test_ill_formed_composites_are_refused(arguments):
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        composite_reliability(*arguments)


def test_decision_study():
    components = VarianceComponents(person=0.5, rater=0.1, question=0.2, person_rater=0.1, person_question=0.3, residual=0.4)
    found = decision_study(components, 2, 4)
    relative = 0.1 / 2 + 0.3 / 4 + 0.4 / 8
    absolute = relative + 0.1 / 2 + 0.2 / 4
    assert found.generalisability == pytest.approx(0.5 / (0.5 + relative))
    assert found.dependability == pytest.approx(0.5 / (0.5 + absolute))
    assert found.absolute_error == pytest.approx(math.sqrt(absolute))
    assert "2 raters and 4 questions" in found.in_words()
    # With residual error alone and one question it is Spearman and Brown again.
    plain = decision_study(VarianceComponents(person=0.44, residual=0.56), 4, 1)
    assert plain.generalisability == pytest.approx(spearman_brown(0.44, 4))
    nothing = decision_study(VarianceComponents(person=0), 1, 1)
    assert nothing.generalisability is None
    assert "nothing can be said" in nothing.in_words()
    for bad in ((VarianceComponents(person=-1), 1, 1), (components, 0, 1), (components, 1, 1.5)):
        with pytest.raises(ValueError, match=r"^[^\n]+$"):
            decision_study(*bad)


def test_k19_lawshe():
    assert lawshe_ratio(9, 10) == 0.8
    assert lawshe_ratio(7, 8) == 0.75
    assert lawshe_ratio(0, 4) == -1
    # Ayre and Scally (2014): of 8 experts 7 are needed to be beyond chance at .05.
    assert lawshe_chance(7, 8) < 0.05 < lawshe_chance(6, 8)
    for bad in ((5, 4), (-1, 4), (0, 0), (1.5, 4)):
        with pytest.raises(ValueError, match=r"^[^\n]+$"):
            lawshe_ratio(*bad)
