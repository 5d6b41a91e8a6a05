"""Adverse impact: K6, K7, K8, K10, K12, the edge cases of the rule, laws and refusals."""

from __future__ import annotations

import ast
import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.interviews import adverse_impact, intersectional_impact, scoring_rate_impact, stages_impact


@st.composite
def procedures(draw, groups="ABCDE", least=1):
    applied = draw(st.dictionaries(st.sampled_from(list(groups)), st.integers(0, 60), min_size=least))
    return {group: draw(st.integers(0, number)) for group, number in applied.items()}, applied


def test_k6_new_york_selection_rates():
    found = adverse_impact({"male": 667, "female": 555}, {"male": 1390, "female": 1181})
    assert found.reference == "male"
    assert float(found.rates["male"]) == pytest.approx(0.480, abs=5e-4)
    assert float(found.rates["female"]) == pytest.approx(0.470, abs=5e-4)
    assert float(found.value["female"]) == pytest.approx(0.979, abs=5e-4)
    assert found.value["male"] == 1
    assert found.flagged == ()


def test_k7_new_york_scoring_rates():
    found = adverse_impact({"male": 50, "female": 34}, {"male": 92, "female": 76})
    assert float(found.rates["male"]) == pytest.approx(0.543, abs=5e-4)
    assert float(found.rates["female"]) == pytest.approx(0.447, abs=5e-4)
    assert float(found.value["female"]) == pytest.approx(0.82, abs=5e-3)


def test_k8_four_groups():
    found = adverse_impact({"w": 60, "i": 45, "h": 48, "b": 51}, dict.fromkeys("wihb", 100))
    assert [found.value[group] for group in "ihb"] == [Fraction(3, 4), Fraction(4, 5), Fraction(17, 20)]
    assert found.flags == {"w": False, "i": True, "h": False, "b": False}


def test_k10_the_criteria_disagree_and_it_says_so():
    found = adverse_impact({"first": 7, "second": 3}, {"first": 72, "second": 63})
    second = found["second"]
    assert float(second.ratio) == pytest.approx(0.490, abs=5e-4)
    assert second.p_value == pytest.approx(0.336, abs=5e-4)
    assert second.flag
    assert second.criteria_disagree
    assert "criteria disagree" in found.in_words()
    assert "not a verdict" in found.in_words()


def test_the_criteria_can_disagree_the_other_way():
    found = adverse_impact({"a": 9000, "b": 8500}, {"a": 10_000, "b": 10_000})
    assert not found["b"].flag
    assert found["b"].significant
    assert "would be rare were the groups treated alike" in found.in_words()


def test_k12_shortfall_and_interval():
    found = adverse_impact({"women": 1, "men": 19}, {"women": 10, "men": 90})
    assert found.overall_rate == Fraction(1, 5)
    assert found["women"].shortfall == 1
    assert found["men"].shortfall == 0
    assert found["women"].rate_interval == pytest.approx((0.018, 0.404), abs=5e-4)
    assert "Shortfall at the overall rate: 1 person." in found.in_words()


def test_exactly_four_fifths_is_not_flagged():
    found = adverse_impact({"A": 48, "B": 60}, {"A": 60, "B": 60})
    assert found.value["A"] == Fraction(4, 5)
    assert not found.flags["A"]
    assert found["A"].flips_with == ("one fewer selected of A",)
    assert adverse_impact({"A": 47, "B": 60}, {"A": 60, "B": 60}).flags["A"]


def test_the_words_never_round_across_the_threshold():
    found = adverse_impact({"A": 7999, "B": 10_000}, {"A": 10_000, "B": 10_000})
    assert found.flags["A"]
    assert "just under 0.80" in found.in_words()


def test_the_flip_test_names_the_decision():
    found = adverse_impact({"a": 5, "b": 3}, {"a": 10, "b": 8})
    assert found["b"].flag
    assert found["b"].flips
    assert found["b"].flips_with == ("one fewer selected of a", "one more selected of b")
    large = adverse_impact({"a": 500, "b": 300}, {"a": 1000, "b": 1000})
    assert not large["b"].flips
    assert not large["b"].flips_by_exchange
    # No single decision mends 11 against 7 (8 to 11 is .73, 7 to 10 is .70); one place in other hands does (8 to 10 is .80).
    exchange = adverse_impact({"a": 11, "b": 7}, {"a": 20, "b": 20})
    assert exchange["b"].flag
    assert not exchange["b"].flips
    assert exchange["b"].flips_by_exchange
    assert "One place given" in exchange.in_words()


def test_small_and_unknown_groups_are_kept_apart():
    found = adverse_impact({"a": 50, "b": 45, "tiny": 0, "Unknown": 3}, {"a": 100, "b": 99, "tiny": 4, "Unknown": 40})
    assert found["tiny"].ratio is None
    assert "under 2%" in found["tiny"].note
    assert found["Unknown"].ratio is None
    assert "not known" in found["Unknown"].note
    assert found["Unknown"].rate == Fraction(3, 40)
    assert found.overall_rate == Fraction(95, 203)
    assert found.flagged == ()
    # A small group never sets the rate that others are held to, unless somebody asks for it.
    high = adverse_impact({"a": 50, "b": 45, "tiny": 4}, {"a": 100, "b": 99, "tiny": 4})
    assert high.reference == "a"
    assert adverse_impact({"a": 50, "tiny": 4}, {"a": 400, "tiny": 4}, reference="tiny").flags["a"]
    assert adverse_impact({"a": 50, "x": 4}, {"a": 400, "x": 40}, unknown="x")["x"].ratio is None
    # Exactly 2% is compared.
    assert adverse_impact({"a": 50, "two": 1}, {"a": 98, "two": 2})["two"].ratio is not None


def test_zero_cells_have_intervals():
    none_selected = adverse_impact({"a": 5, "b": 0}, {"a": 10, "b": 10})["b"]
    assert none_selected.ratio == 0
    assert none_selected.ratio_interval.low == 0
    assert 0 < none_selected.ratio_interval.high < 2
    everybody = adverse_impact({"a": 10, "b": 12}, {"a": 10, "b": 12})["a"]
    assert everybody.ratio == 1
    assert everybody.ratio_interval.low < 1 < everybody.ratio_interval.high


def test_nothing_to_compare_gives_a_reason():
    for selected, applied in (
        ({}, {}),
        ({"a": 1}, {"a": 2}),
        ({}, {"a": 2, "b": 3}),
        ({"unknown": 1}, {"unknown": 4}),
        ({}, {"a": 0, "b": 0}),
    ):
        found = adverse_impact(selected, applied)
        assert found.reason
        assert found.flagged == ()
        assert "Nothing is compared" in found.in_words()


@pytest.mark.parametrize(
    ("selected", "applied"),
    [
        ({"a": 3}, {"a": 2}),
        ({"a": -1}, {"a": 2}),
        ({"a": 1.5}, {"a": 2}),
        ({"a": True}, {"a": 2}),
        ({"a": None}, {"a": 2}),
        ({"A": 1}, {"a": 2}),
        ([1], [2]),
        ({"a": "1"}, {"a": 2}),
    ],
)
def test_impossible_numbers_are_refused(selected, applied):
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        adverse_impact(selected, applied)


def test_an_unknown_reference_is_refused():
    with pytest.raises(ValueError, match="reference"):
        adverse_impact({"a": 1}, {"a": 2, "b": 2}, reference="c")


@given(procedures(), st.permutations("ABCDE"))
def test_relabelling_groups_changes_nothing_but_names(procedure, names):
    selected, applied = procedure
    new = dict(zip("ABCDE", names, strict=True))
    before = adverse_impact(selected, applied)
    after = adverse_impact(
        {new[group]: number for group, number in selected.items()}, {new[group]: number for group, number in applied.items()}
    )
    rates = [pair for pair in zip(selected.values(), applied.values(), strict=True) if pair[1]]
    if len(set(rates)) == len(rates):  # of equal groups the first name is the reference
        for group, name in new.items():
            if group in applied and before[group].ratio_interval is not None:
                assert after[name].ratio_interval == before[group].ratio_interval
                assert after[name].p_value == before[group].p_value
    for group in applied:
        assert after[new[group]].ratio == before[group].ratio
        assert after[new[group]].flag == before[group].flag
        assert after[new[group]].shortfall == before[group].shortfall
        assert after[new[group]].flips == before[group].flips
        assert after[new[group]].flips_by_exchange == before[group].flips_by_exchange


@given(procedures())
def test_order_changes_nothing_and_intervals_hold_the_value(procedure):
    selected, applied = procedure
    found = adverse_impact(selected, applied)
    assert adverse_impact(dict(reversed(selected.items())), dict(reversed(applied.items()))) == found
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes
    for entry in found.groups:
        if entry.ratio is not None:
            assert 0 <= entry.ratio <= 1
            assert entry.flag == (entry.ratio < Fraction(4, 5))
        if entry.ratio is not None and entry.ratio_interval is not None:
            assert entry.ratio_interval.low <= float(entry.ratio) <= entry.ratio_interval.high
        if entry.rate is not None:
            assert entry.rate_interval.low <= float(entry.rate) <= entry.rate_interval.high
    assert "verdict" in found.in_words()


@given(st.integers(1, 9), st.integers(1, 9), st.lists(st.integers(1, 9), min_size=2, max_size=4))
def test_equal_rates_have_a_ratio_of_one(chosen, more, sizes):
    applied = {f"g{place}": size * (chosen + more) for place, size in enumerate(sizes)}
    selected = {f"g{place}": size * chosen for place, size in enumerate(sizes)}
    found = adverse_impact(selected, applied)
    assert {ratio for ratio in found.value.values() if ratio is not None} == {1}
    assert all(entry.shortfall == 0 for entry in found.groups if entry.shortfall is not None)


@given(procedures(least=2), st.sampled_from(["A", "B"]))
def test_the_flip_test_is_what_trying_it_out_says(procedure, group):
    selected, applied = procedure
    found = adverse_impact(selected, applied, smallest_share=0)
    if group not in applied or not applied[group] or found.reason:
        return
    tried = set()
    for moved in applied:
        for step in (1, -1):
            changed = {**selected, moved: selected[moved] + step}
            if 0 <= changed[moved] <= applied[moved]:
                tried.add(adverse_impact(changed, applied, smallest_share=0).flags[group])
    assert found[group].flips == ((not found.flags[group]) in tried)


def test_stages_can_pass_one_by_one_and_still_end_apart():
    entered = {"a": 1000, "b": 1000}
    stages = [("applied", entered), ("sift", {"a": 500, "b": 450}), ("interview", {"a": 250, "b": 202}), ("offer", {"a": 125, "b": 91})]
    found = stages_impact(stages)
    assert [entry.stage for entry in found.stages] == ["sift", "interview", "offer"]
    assert all(not entry.impact.flagged for entry in found.stages)
    assert found.overall.flagged == ("b",)
    assert "From the first stage to the last" in found.in_words()
    with pytest.raises(ValueError, match="stages"):
        stages_impact(stages[:1])
    with pytest.raises(ValueError, match="cannot have been selected"):
        stages_impact([stages[1], stages[0]])


def test_intersections_show_what_single_characteristics_hide():
    applied = {(sex, age): 100 for sex in ("women", "men") for age in ("over 40", "under 40")} | {("men", "unknown"): 10}
    selected = {("women", "over 40"): 30, ("women", "under 40"): 50, ("men", "over 40"): 50, ("men", "under 40"): 30, ("men", "unknown"): 5}
    found = intersectional_impact(selected, applied, ["sex", "age"])
    assert [name for name, _ in found.by] == ["sex", "age"]
    assert all(not impact.flagged for _, impact in found.by)
    assert set(found.intersections.flagged) == {("women", "over 40"), ("men", "under 40")}
    assert found.intersections["men", "unknown"].ratio is None
    assert found.by[0][1]["men"].applied == 210
    assert "By sex and age" in found.in_words()
    for groups in ({"women": 1}, {("women",): 1}):
        with pytest.raises(ValueError, match="one part"):
            intersectional_impact(groups, groups, ["sex", "age"])
    with pytest.raises(ValueError, match="reference"):
        intersectional_impact(selected, applied, ["sex", "age"], reference="men")


def test_the_scoring_rate_counts_those_above_the_median():
    found = scoring_rate_impact({"a": [1, 2, 3, 4], "b": [2, 3, 4, 5], "unknown": [3]})
    # Median of the nine is 3; a score of 3 is not above it.
    assert (found["a"].selected, found["b"].selected) == (1, 2)
    assert found.value["a"] == Fraction(1, 2)
    assert found["unknown"].ratio is None
    assert scoring_rate_impact({"a": [1, 2], "b": [3, 4]})["b"].selected == 2
    assert scoring_rate_impact({}).reason
    with pytest.raises(ValueError, match="a score"):
        scoring_rate_impact({"a": ["1"]})


def test_group_data_never_meets_a_score(repository):
    """The fairness modules import statistics and nothing that scores, plans or holds scorecards."""
    allowed = {"fairness", "fairness_tables", "impact_results", "intervals", "matrices", "proportions"}
    for name in ("fairness", "fairness_tables", "impact_results", "proportions"):
        tree = ast.parse((repository / f"src/servicecomp/interviews/{name}.py").read_text(encoding="utf-8"))
        modules = {
            node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("servicecomp")
        }
        assert modules <= {f"servicecomp.interviews.{module}" for module in allowed}
