"""Distributions and intervals against scipy, where it is installed, and at values from tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.interviews.intervals import check_confidence, f_quantile, incomplete_beta, normal_quantile
from servicecomp.interviews.proportions import fisher_exact, katz_interval, wilson_interval

shares = st.integers(1, 80).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def test_table_values():
    assert f_quantile(0.95, 3, 10) == pytest.approx(3.708, abs=5e-4)
    assert f_quantile(0.975, 1, 1) == pytest.approx(647.789, abs=5e-4)
    assert f_quantile(0.5, 7, 7) == pytest.approx(1)
    assert normal_quantile(0.975) == pytest.approx(1.959964)
    assert incomplete_beta(2, 3, 0) == 0
    assert incomplete_beta(2, 3, 1) == 1
    assert incomplete_beta(1, 1, 0.3) == pytest.approx(0.3)


def test_k12_wilson():
    assert wilson_interval(1, 10) == pytest.approx((0.018, 0.404), abs=5e-4)
    assert wilson_interval(0, 0) is None
    assert wilson_interval(0, 5).low == 0
    assert wilson_interval(5, 5).high == 1


def test_k10_fisher():
    assert fisher_exact(7, 72, 3, 63) == pytest.approx(0.336, abs=5e-4)
    assert fisher_exact(0, 5, 0, 7) == 1
    # Fisher's tea: four cups of four told right.
    assert fisher_exact(4, 4, 0, 4) == pytest.approx(2 / 70)


@given(shares, shares)
def test_intervals_hold_their_value_and_sides_do_not_matter(first, second):
    low, high = wilson_interval(*first)
    assert 0 <= low <= first[0] / first[1] <= high <= 1
    assert 0 < fisher_exact(*first, *second) <= 1
    assert fisher_exact(*first, *second) == fisher_exact(*second, *first)
    ratio = katz_interval(*first, *second)
    assert (ratio is None) == (second[0] == 0)
    if ratio is not None:
        assert 0 <= ratio.low <= first[0] * second[1] / (first[1] * second[0]) <= ratio.high
        assert ratio.low < ratio.high


@pytest.mark.parametrize("confidence", [0, 1, 1.0, 0.2, "0.95", None, True])
def test_a_confidence_level_is_a_float_from_a_half_to_one(confidence):
    with pytest.raises(ValueError, match="confidence"):
        check_confidence(confidence)


@given(st.floats(0.001, 0.999), st.floats(0.8, 5000), st.floats(0.8, 5000))
def test_f_quantile_against_scipy(probability, over, under):
    scipy = pytest.importorskip("scipy.stats")
    expected = float(scipy.f.ppf(probability, over, under))
    assert f_quantile(probability, over, under) == pytest.approx(expected, rel=1e-8)


@given(shares, shares)
def test_two_by_two_against_scipy(first, second):
    scipy = pytest.importorskip("scipy.stats")
    table = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    assert fisher_exact(*first, *second) == pytest.approx(float(scipy.fisher_exact(table)[1]), rel=1e-9)
    interval = scipy.binomtest(*first).proportion_ci(method="wilson")
    assert wilson_interval(*first) == pytest.approx((interval.low, interval.high), abs=1e-12)
    if 0 not in table[0] + table[1]:
        interval = scipy.contingency.relative_risk(*first, *second).confidence_interval()
        assert katz_interval(*first, *second) == pytest.approx((interval.low, interval.high), rel=1e-9)


@pytest.mark.parametrize(
    "people", [(100, 30_000, 140, 29_000), (50_000, 90_000, 260_000, 500_000), (0, 25_000, 6, 25_000), (3, 5, 20, 40_000)]
)
def test_large_tables_agree_with_scipy(people):
    scipy = pytest.importorskip("scipy.stats")
    a, n, b, m = people
    assert fisher_exact(*people) == pytest.approx(float(scipy.fisher_exact([[a, n - a], [b, m - b]])[1]), rel=1e-6)


def test_large_tables_agree_with_whole_numbers(monkeypatch):
    from servicecomp.interviews import proportions

    exactly = [fisher_exact(a, 300, b, 200) for a in (0, 40, 60, 300) for b in (0, 30, 50, 199)]
    monkeypatch.setattr(proportions, "_EXACT_UP_TO", 0)
    assert [fisher_exact(a, 300, b, 200) for a in (0, 40, 60, 300) for b in (0, 30, 50, 199)] == pytest.approx(exactly, rel=1e-6, abs=1e-15)
