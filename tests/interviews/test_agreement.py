"""Agreement coefficients: published answers, laws, and what degenerate or ill-formed data give."""

from __future__ import annotations

import math
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.interviews.agreement import ICC_FORMS, cohen_kappa, fleiss_kappa, icc, krippendorff_alpha, r_wg

LEVELS = ("nominal", "ordinal", "interval", "ratio")

# K1: Shrout and Fleiss (1979), table 2. The intervals are those of McGraw and Wong's formulas, as R's psych prints them.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
K1 = {
    "ICC(1,1)": (0.166, -0.133, 0.723),
    "ICC(2,1)": (0.290, 0.019, 0.761),
    "ICC(3,1)": (0.715, 0.342, 0.946),
    "ICC(1,k)": (0.443, -0.884, 0.912),
    "ICC(2,k)": (0.620, 0.071, 0.927),
    "ICC(3,k)": (0.909, 0.676, 0.986),
}
# K2: Krippendorff (2011), four raters by eleven units.
_BY_RATER = ("1 2 3 3 2 1 4 1 2 . .", "1 2 3 3 2 2 4 1 2 5 .", ". 3 3 3 2 3 4 2 2 5 1", "1 2 3 3 2 4 4 1 2 5 1")
KRIPPENDORFF = [[None if cell == "." else int(cell) for cell in unit] for unit in zip(*(line.split() for line in _BY_RATER), strict=True)]
K2 = {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}
# Fleiss (1971), the table that most textbooks reprint.
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


@st.composite
def matrices(draw, *, missing=False, least_targets=2):
    raters = draw(st.integers(2, 4))
    cell = st.integers(1, 5)
    row = st.lists(st.one_of(st.none(), cell) if missing else cell, min_size=raters, max_size=raters)
    return draw(st.lists(row, min_size=least_targets, max_size=9))


@st.composite
def relabelled(draw, *, missing=False):
    """A matrix, and the same one with targets and raters in another order."""
    rows = draw(matrices(missing=missing))
    columns = draw(st.permutations(range(len(rows[0]))))
    return rows, [[row[column] for column in columns] for row in draw(st.permutations(rows))]


def test_k1_the_six_forms_and_their_intervals():
    found = icc(SHROUT_FLEISS)
    assert list(found.value) == list(ICC_FORMS)
    for form, (value, low, high) in K1.items():
        assert found.value[form] == pytest.approx(value, abs=5e-4)
        assert found.interval[form] == pytest.approx((low, high), abs=5e-4)
    assert (found.targets, found.raters, found.left_out) == (6, 4, 0)
    assert "62%" in found.in_words()
    assert "ICC(2,k)" in found.in_words()


@pytest.mark.parametrize("level", LEVELS)
def test_k2_alpha(level):
    found = krippendorff_alpha(KRIPPENDORFF, level=level)
    assert found.value == pytest.approx(K2[level], abs=5e-4)
    assert found.interval.low <= found.value <= found.interval.high
    with_one_more = krippendorff_alpha([*KRIPPENDORFF, [None, None, 3, float("nan")]], level=level)
    assert (with_one_more.value, with_one_more.interval) == (found.value, found.interval)
    assert with_one_more.left_out == found.left_out + 1


def test_alpha_by_hand():
    """Six ratings, one target in three split: 2 disagreeing pairs seen, 3 x 3 x 2 / 5 expected."""
    assert krippendorff_alpha([[0, 0], [1, 1], [0, 1]], level="nominal").value == pytest.approx(1 - 5 * 2 / 18)


def test_k22_within_group_agreement():
    found = r_wg([4, 4, 5, 4], points=5)
    assert found.value == 0.875
    assert found.interval is None
    assert r_wg([4, 4, 4], points=5).value == 1
    assert r_wg([1, 5, 1, 5], points=5).value < 0


def test_kappas_of_the_literature():
    assert fleiss_kappa(FLEISS).value == pytest.approx(0.210, abs=5e-4)
    assert cohen_kappa([[20, 5], [10, 15]]).value == pytest.approx(0.4)
    # Cohen (1960) is the case of no weights; with two categories weights change nothing.
    assert {cohen_kappa([[20, 5], [10, 15]], weights).value for weights in ("none", "linear", "quadratic")} == {0.4}


def test_quadratic_kappa_of_equal_margins_is_the_consistency_of_two_raters():
    """Fleiss and Cohen (1973): with many targets quadratic kappa comes near ICC(2,1)."""
    pairs = [(1, 1), (2, 1), (2, 3), (3, 3), (4, 5), (5, 5), (3, 2), (1, 2), (4, 4), (5, 4)] * 40
    table = [[pairs.count((row, column)) for column in range(1, 6)] for row in range(1, 6)]
    assert cohen_kappa(table, "quadratic", replicates=0).value == pytest.approx(icc(pairs).value["ICC(2,1)"], abs=0.002)


@given(relabelled())
def test_relabelling_changes_no_coefficient(pair):
    first, second = pair
    assert icc(first) == icc(second)


@given(relabelled(missing=True), st.sampled_from(LEVELS))
def test_relabelling_changes_no_alpha(pair, level):
    first, second = pair
    assert krippendorff_alpha(first, level, replicates=100) == krippendorff_alpha(second, level, replicates=100)


@given(matrices(), st.integers(-20, 20), st.sampled_from([1, Fraction(1, 3), 0.1]))
def test_adding_a_constant_leaves_consistency_alone(rows, constant, unit):
    moved = [[value + constant * unit for value in row] for row in rows]
    before, after = icc(rows), icc(moved)
    assert (before.value is None) == (after.value is None)
    if before.value is not None:
        for form in ICC_FORMS:
            assert after.value[form] == (None if before.value[form] is None else pytest.approx(before.value[form], abs=1e-9))
    assert krippendorff_alpha(moved, "interval", replicates=0).value == pytest.approx(
        krippendorff_alpha(rows, "interval", replicates=0).value, abs=1e-9
    )


@given(matrices(), st.lists(st.integers(-3, 3), min_size=4, max_size=4))
def test_a_severe_rater_leaves_form_three_alone(rows, severities):
    before = icc(rows)
    after = icc([[value + severity for value, severity in zip(row, severities, strict=False)] for row in rows])
    if before.value is not None and after.value is not None:
        assert (before.value["ICC(3,1)"], before.value["ICC(3,k)"]) == (after.value["ICC(3,1)"], after.value["ICC(3,k)"])


@given(matrices(missing=True), st.integers(2, 5), st.sampled_from(LEVELS))
def test_full_agreement_is_one(rows, raters, level):
    rows = [[row[0] or 1] * raters for row in rows]
    found = krippendorff_alpha(rows, level, replicates=100)
    if len({row[0] for row in rows}) > 1:
        assert found.value == 1
        assert found.interval in {None, (1.0, 1.0)}
        assert set(icc(rows).value.values()) == {1.0}
    else:
        assert found.value is None
        assert icc(rows).value is None
        assert "alike" in found.in_words()


@given(matrices())
def test_intervals_hold_the_value(rows):
    found = icc(rows)
    for entry in found.forms:
        if entry.interval is not None:
            assert entry.interval.low <= entry.value <= entry.interval.high
            assert all(map(math.isfinite, entry.interval))
            assert entry.value <= 1
            assert entry.interval.high <= 1 + 1e-12
    for level in LEVELS:
        alpha = krippendorff_alpha(rows, level, replicates=100)
        if alpha.interval is not None:
            assert alpha.interval.low <= alpha.value <= alpha.interval.high <= 1
    assert found.in_words().endswith(".")


@given(matrices(least_targets=5))
def test_kappas_hold_their_laws(rows):
    counts = [[row.count(category) for category in range(1, 6)] for row in rows]
    found = fleiss_kappa(counts, replicates=100)
    assert found == fleiss_kappa(counts[::-1], replicates=100)
    if found.interval is not None:
        assert found.interval.low <= found.value <= found.interval.high
    pairs = [(row[0], row[1]) for row in rows]
    table = [[pairs.count((first, second)) for second in range(1, 6)] for first in range(1, 6)]
    for weights in ("none", "linear", "quadratic"):
        cohen = cohen_kappa(table, weights, replicates=100)
        assert cohen == cohen_kappa(list(zip(*table, strict=True)), weights, replicates=100)
        if cohen.interval is not None:
            assert cohen.interval.low <= cohen.value <= cohen.interval.high


def test_a_seed_gives_the_same_interval_and_another_seed_another():
    first, again, other = (krippendorff_alpha(SHROUT_FLEISS, "interval", seed=seed).interval for seed in (7, 7, 8))
    assert first == again != other


@pytest.mark.parametrize("rows", [[], [[]], [[1, 2]], [[1], [2]], [[3, 3], [3, 3]], [[None, 1], [2, None]], [[0.1, 0.1, 0.1]] * 3])
def test_degenerate_data_give_a_reason_and_no_exception(rows):
    for found in (icc(rows), *(krippendorff_alpha(rows, level) for level in LEVELS if level != "nominal")):
        if found.value is None:
            assert found.reason
            assert found.interval is None
            assert "cannot be given" in found.in_words()
    assert icc(rows).value is None
    assert fleiss_kappa([]).value is None
    assert fleiss_kappa([[1, 0], [0, 1]]).value is None
    assert fleiss_kappa([[2, 0], [2, 0]]).value is None
    assert cohen_kappa([]).value is None
    assert cohen_kappa([[0, 0], [0, 9]]).value is None
    assert r_wg([4, None], points=5).value is None


def test_rows_with_a_missing_rating_are_left_out_of_the_icc_and_counted():
    found = icc([*SHROUT_FLEISS, [1, None, 2, 3], [float("nan"), 1, 1, 1]])
    assert found.value == icc(SHROUT_FLEISS).value
    assert found.left_out == 2
    assert "2 targets with a missing rating" in found.in_words()


def test_differences_between_raters_alone_are_no_agreement():
    found = icc([[1, 2], [1, 2]])
    assert found.value["ICC(2,1)"] == 0
    assert found.value["ICC(3,1)"] is None
    assert found.interval["ICC(3,1)"] is None
    assert "no more between targets" in found.in_words()
    assert icc([[1, 2], [2, 1]]).value["ICC(2,1)"] is None


def test_decimals_are_read_as_they_print():
    """0.1 + 0.2 is not 0.3 in floats; the raters' means are equal all the same."""
    assert icc([[0.1, 0.2], [0.3, 0.0]]).mean_squares.between_targets == 0


@pytest.mark.parametrize(
    "rows", [[[1, 2], [1]], [["1", 2], [3, 4]], [[1, True], [3, 4]], [[1, math.inf], [3, 4]], [1, 2], "12", 5, [[1, 2 + 1j], [1, 2]]]
)
def test_ill_formed_matrices_are_refused_with_one_sentence(rows):
    for call in (icc, krippendorff_alpha):
        with pytest.raises(ValueError, match=r"^[^\n]+$"):
            call(rows)


@pytest.mark.parametrize(
    "call",
    [
        lambda: fleiss_kappa([[1, 2], [1, 1]]),
        lambda: fleiss_kappa([[1.5, 0.5]]),
        lambda: fleiss_kappa([[-1, 2]]),
        lambda: cohen_kappa([[1, 2, 3], [1, 2, 3]]),
        lambda: cohen_kappa([[1, 2], [1, 2]], "cubic"),
        lambda: krippendorff_alpha([[1, 2]], "continuous"),
        lambda: krippendorff_alpha([[-1, 2], [1, 1]], "ratio"),
        lambda: krippendorff_alpha([[1, 2]], replicates=5),
        lambda: icc([[1, 2], [2, 2]], confidence=95),
        lambda: r_wg([1, 9], points=5),
        lambda: r_wg([1, 2], points=1),
    ],
)
def test_other_wrong_arguments_are_refused(call):
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        call()


def test_results_are_values():
    for found in (icc(SHROUT_FLEISS), krippendorff_alpha(SHROUT_FLEISS)):
        again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
        assert again == found
        assert hash(again) == hash(found)
        with pytest.raises(AttributeError):
            found.targets = 3


def test_arrays_and_numpy_numbers_are_read_too():
    numpy = pytest.importorskip("numpy")
    array = numpy.array(SHROUT_FLEISS)
    assert icc(array) == icc(SHROUT_FLEISS)
    holed = numpy.array([*SHROUT_FLEISS, [numpy.nan, 1, 2, 3]], dtype=numpy.float32)
    assert icc(holed).value == icc(SHROUT_FLEISS).value
