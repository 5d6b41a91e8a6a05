"""Scoring: the known answers, the laws, and what is said about error, gaps and people's own decisions."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scoring_world import NOTED, a_card, a_plan, cards_of, indexed, panel, plans

from servicecomp import api
from servicecomp.api.interviews import assess, assess_all, compare, new_scorecards, sensitivity
from servicecomp.errors import DataError
from servicecomp.interviews.comparing import tie_width
from servicecomp.interviews.plan_index import index_plan
from servicecomp.interviews.rating_error import ASSUMED_RELIABILITY, FEWEST_POOLED
from servicecomp.interviews.reliability import raters_needed, spearman_brown, standard_error_of_measurement
from servicecomp.interviews.scoring import log_override, pooled_error
from servicecomp.models.assessments import Assessment
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Decision, Evidence, Override, Scorecard
from servicecomp.models.vacancies import InterviewPlan, PlannedSession

FORBIDDEN = ("hire", "hiring", "reject", "fail", "recommend")


def problem_codes(call, *arguments, **options):
    with pytest.raises(DataError) as caught:
        call(*arguments, **options)
    return {problem.code for problem in caught.value.problems}


def said(model):
    return " ".join(model.sentences()) + model.model_dump_json()


# -- known answers ---------------------------------------------------------------------------------------------------------------


def test_k14_more_raters():
    assert [round(spearman_brown(0.44, k), 3) for k in (2, 3, 4)] == [0.611, 0.702, 0.759]
    assert raters_needed(0.44, 0.80) == 6
    for number in (1, 2, 3, 4):
        raters = tuple(f"r-{place}" for place in range(number))
        plan = a_plan([1], raters=raters)
        found = assess(panel(plan, *[[3]] * number), plan=plan)
        assert round(found.reliability, 3) == [0.44, 0.611, 0.702, 0.759][number - 1]


def test_k15_error_and_ties():
    error = standard_error_of_measurement(10, 0.9)
    assert round(error, 3) == 3.162
    assert round(tie_width(error, error), 3) == 8.765
    assert round(tie_width(error, error) / 1.959964, 3) == 4.472


def test_k16_missing_is_not_zero():
    plan = a_plan([1, 1, 1], raters=("ann",))
    found = assess(panel(plan, [5, 5, None]), plan=plan)
    assert found.value == 5
    assert (found.lower, found.upper) == (Fraction(11, 3), 5)
    assert found.coverage == Fraction(2, 3)


@pytest.mark.parametrize("rule", ["weighted", "hybrid"])
def test_k23_a_minimum_is_not_made_up_for(rule):
    plan = a_plan([8, 7, 5], minimums=[None, None, 2], rule=rule)
    strong = assess(panel(plan, [5, 5, 1], [5, 5, 1]), plan=plan)
    even = assess(panel(plan, [3, 3, 3], [3, 3, 3], candidate="1002"), plan=plan)
    assert (strong.value, even.value) == (4, 3)
    assert strong.result("c-3").minimum_state == strong.standard == "not-met"
    assert even.standard == "met"
    assert strong.standard_binds == (rule == "hybrid")
    assert compare([strong, even]).below_minimum == (("1001",) if rule == "hybrid" else ())


def test_the_four_rules():
    columns = ([5, 4, 1], [5, 4, 1])
    values = {}
    for rule in ("unit", "weighted", "hybrid", "conjunctive"):
        plan = a_plan([8, 7, 5], minimums=[3, None, 2], rule=rule)
        values[rule] = assess(panel(plan, *columns), plan=plan)
    assert values["unit"].value == Fraction(10, 3)
    assert values["weighted"].value == values["hybrid"].value == Fraction(73, 20)
    assert values["conjunctive"].value is None
    assert values["conjunctive"].breakdown == ()
    assert {found.standard for found in values.values()} == {"not-met"}
    assert problem_codes(index_plan, a_plan([1, 1], rule="conjunctive")) == {"no-minimum"}


# -- what the rules say about gaps, evidence and minimums ------------------------------------------------------------------------


@pytest.mark.parametrize("code", [OffScale.NO_EXAMPLE, OffScale.DECLINED])
def test_the_candidate_s_gap_misses_the_minimum_and_ends_comparison(code):
    plan = a_plan([1, 1], minimums=[1, 1])
    found = assess(panel(plan, [code, 4], [code, 4]), plan=plan)
    assert found.result("c-1").minimum_state == "not-met"
    assert found.result("c-1").gaps == (code,)
    assert not found.comparable
    assert (found.value, found.lower, found.upper) == (4, Fraction(5, 2), Fraction(9, 2))
    assert found.coverage == 1
    other = assess(panel(plan, [3, 3], [3, 3], candidate="1002"), plan=plan)
    assert compare([found, other]).apart == ("1001",)


@pytest.mark.parametrize("code", [OffScale.NOT_ASKED, OffScale.NOT_OBSERVED])
def test_the_interviewer_s_gap_lowers_coverage_alone(code):
    plan = a_plan([1, 1], minimums=[1, 1])
    found = assess(panel(plan, [code, 4], [code, 4]), plan=plan)
    assert found.result("c-1").minimum_state == found.standard == "not-rated"
    assert found.comparable
    assert found.coverage == Fraction(1, 2)


def test_a_rated_spare_fills_the_gap_it_was_offered_for():
    plan = a_plan([1], minimums=[2], raters=("ann",), minimum_raters=1)
    gap = {"c-1/q-1": "no-example"}
    assert assess([a_card(plan, gap)], plan=plan).standard == "not-met"
    found = assess([a_card(plan, {**gap, "c-1/spare": 4})], plan=plan)
    assert (found.value, found.standard, found.comparable, found.coverage) == (4, "met", True, 1)
    declined = assess([a_card(plan, {"c-1/q-1": "declined", "c-1/spare": 4})], plan=plan)
    assert declined.standard == "not-met"


def test_a_rating_without_evidence_does_not_count_unless_the_plan_says_so():
    for policy, value in (("needed", None), ("optional", 4)):
        plan = a_plan([1], raters=("ann",), evidence=policy)
        found = assess([a_card(plan, {"c-1/q-1": 4}, evidence=Evidence())], plan=plan)
        assert found.value == value
        assert any("evidence" in note for note in found.notes)


def test_second_records_count_only_when_the_plan_says_so():
    for moment, value in (("before", 2), ("after", 4)):
        plan = a_plan([1], raters=("ann",), moment=moment)
        cards = [a_card(plan, {"c-1/q-1": 2}), a_card(plan, {"c-1/q-1": 4}, moment="after", evidence=Evidence())]
        assert assess(cards, plan=plan).value == value


def test_a_minimum_binds_only_on_two_questions_or_two_raters():
    alone = a_plan([1], minimums=[4], raters=("ann",))
    found = assess(panel(alone, [1]), plan=alone)
    assert (found.standard, found.result("c-1").binding) == ("within-error", False)
    twice = a_plan([1], minimums=[4], raters=("ann",), questions=2)
    assert assess(panel(twice, [1, 1]), plan=twice).standard == "not-met"
    two = a_plan([1], minimums=[3])
    assert assess(panel(two, [1], [1]), plan=two).standard == "not-met"
    assert assess(panel(two, [3], [2]), plan=two).standard == "within-error"
    relaxed = a_plan([1], minimums=[4], raters=("ann",), minimum_questions=1)
    strict = assess(panel(relaxed, [1]), plan=relaxed)
    assert strict.standard == "not-met"
    assert any("single question" in note for note in strict.notes)


def test_raters_who_share_a_value_unequally_count_for_fewer():
    plan = a_plan([1], questions=2, raters=("ann", "bo", "cy"))
    cards = [a_card(plan, {"c-1/q-1": 3, "c-1/q-2": 3}), a_card(plan, {"c-1/q-1": 3}, rater="bo"), a_card(plan, {"c-1/q-1": 3}, rater="cy")]
    found = assess(cards, plan=plan)
    assert found.reliability == pytest.approx(spearman_brown(0.44, 2))  # shares 2/3, 1/6 and 1/6


def test_cards_that_do_not_fit_are_named():
    plan = a_plan([1])
    card = a_card(plan, {"c-1/q-1": 3})
    other = a_plan([2])
    assert problem_codes(assess, [a_card(other, {"c-1/q-1": 3})], plan=plan) == {"other-plan"}
    assert problem_codes(assess, [card, card], plan=plan) == {"card-twice"}
    assert problem_codes(assess, [card, a_card(plan, {}, candidate="x")], plan=plan) == {"one-candidate"}
    assert problem_codes(assess, [], plan=plan) == {"one-candidate"}
    wrong = [a_card(plan, {"c-9/q-1": 3}), a_card(plan, {"c-1/q-1": 6}, rater="zoe")]
    assert problem_codes(assess, wrong, plan=plan) == {"question-not-in-plan", "not-on-the-panel", "off-the-scale"}
    stray = card.model_copy(update={"stage": "elsewhere"})
    assert problem_codes(assess, [stray], plan=plan) == {"unknown-stage"}


def test_a_plan_made_without_weights_takes_the_role_s():
    session = PlannedSession(stage="interview", minutes=60, questions=("needs-discovery/wanted-something-else",))
    plan = InterviewPlan(role="contact-centre-agent", sessions=(session,))
    [card] = new_scorecards(plan, ["1001"])
    found = assess([card], plan=plan)
    assert found.value is None
    assert [entry.competency for entry in found.competencies][:2] == ["needs-discovery", "clear-communication"]
    assert found.competencies[0].name == "Listening and needs discovery"


# -- error found or assumed ------------------------------------------------------------------------------------------------------


def pooled_cards(plan, number):
    """Candidates whose true value is known to both raters up to one step."""
    cards = []
    for place in range(number):
        true = 1 + place % 4
        cards += panel(plan, [true, true], [true + (place % 3 == 0), true], candidate=f"{place:04}")
    return cards


def test_a_reliability_counts_as_found_only_from_thirty_candidates():
    plan = a_plan([1, 1])
    index = indexed(plan)
    few = pooled_error(pooled_cards(plan, FEWEST_POOLED - 1), index=index)
    assert few.found == {}
    cards = pooled_cards(plan, FEWEST_POOLED)
    found = pooled_error(cards, index=index)
    assert set(found.found) == {"c-1", "c-2"}
    assert found.of("c-2").reliability == 1
    assert ASSUMED_RELIABILITY < found.of("c-1").reliability < 1
    with_found = assess(cards[:2], plan=plan, error=found)
    assert "found in 30" in with_found.error_source
    assert with_found.standard_error < assess(cards[:2], plan=plan).standard_error
    assert "Huffcutt" in assess(cards[:2], plan=plan).error_source
    assert pooled_error(list(reversed(cards)), index=index) == found
    streamed = pooled_error(iter(cards), index=index)
    assert streamed == found


def test_the_pooled_reliability_is_the_intraclass_correlation():
    plan = a_plan([1])
    rows = [(1 + place % 5, 1 + (place * 7) % 5) for place in range(40)]
    cards = [card for place, row in enumerate(rows) for card in panel(plan, *[[value] for value in row], candidate=f"{place:03}")]
    from servicecomp.interviews.agreement import icc

    expected = icc(rows).value["ICC(1,1)"]
    assert float(pooled_error(cards, index=indexed(plan)).of("c-1").reliability) == pytest.approx(max(0, expected))


# -- comparing, sensitivity, overrides -------------------------------------------------------------------------------------------


def test_ties_and_bands():
    plan = a_plan([1, 1])
    scores = {"a": [5, 5], "b": [4, 5], "c": [2, 2], "d": [1, 2]}
    found = [assess(panel(plan, values, values, candidate=name), plan=plan) for name, values in scores.items()]
    side = compare(found)
    assert side.bands == (("a", "b"), ("c", "d"))
    assert side.tied("b", "a")
    assert not side.tied("a", "c")
    assert all(compare(order) == side for order in itertools.permutations(found))
    narrow = compare(found, kind="estimate")
    assert narrow.ties[0].error < side.ties[0].error
    assert "estimate" in narrow.notes[0]
    assert problem_codes(compare, [found[0], found[0]]) == {"candidate-twice"}
    assert problem_codes(compare, []) >= {"no-assessment"}


def test_sensitivity_names_every_weight_and_rater():
    plan = a_plan([3, 1])
    found = sensitivity(panel(plan, [5, 1], [3, 1]), plan=plan)
    changes = {entry.change: entry.value for entry in (*found.weights, *found.raters)}
    assert changes["Equal weights"] == Fraction(5, 2)
    assert changes["c-1: left out"] == 1
    assert changes["c-2: twice the weight"] == Fraction(14, 5)
    assert changes["Without ann"] == Fraction(5, 2)
    assert changes["Without bo"] == 4
    assert found.reach == Fraction(9, 4)


def test_an_override_is_logged_beside_the_score():
    plan = a_plan([1, 1])
    found = assess(panel(plan, [3, 3], [3, 3]), plan=plan)
    override = Override(
        candidate="1001", competency="c-1", value=Fraction(4), reason="The noise in the room.", by="Jo Brand", date="2026-11-21"
    )
    logged = log_override(found, override)
    assert logged.value == found.value
    assert logged.overrides == (override,)
    assert any("The noise in the room." in line for line in logged.sentences())
    assert problem_codes(log_override, found, override.model_copy(update={"candidate": "x", "competency": "y"})) == {
        "other-candidate",
        "unknown-competency",
    }
    with pytest.raises(ValueError, match="reason"):
        Override(candidate="1", value=Fraction(1), reason=" ", by="Jo", date="2026-11-21")


def test_a_decision_needs_people_and_reasons():
    fields = {"candidate": "1", "plan": "0" * 64, "result": "offer", "outcome": "Offer the job.", "departure": "none", "date": "2026-11-21"}
    for missing in ({"reasons": (), "decided_by": ("Jo",)}, {"reasons": ("x",), "decided_by": ()}):
        with pytest.raises(ValueError, match="too_short"):
            Decision(**fields, **missing)


# -- laws ------------------------------------------------------------------------------------------------------------------------


@st.composite
def settings_of_a_score(draw, rules=("unit", "weighted", "hybrid", "conjunctive")):
    plan = draw(plans(rules=rules))
    return plan, draw(cards_of(plan))


@given(settings_of_a_score())
def test_the_breakdown_adds_up(drawn):
    plan, cards = drawn
    found = assess(cards, plan=plan)
    if plan.rule == "conjunctive" or found.value is None:
        assert found.breakdown == ()
    else:
        assert sum(line.contribution for line in found.breakdown) == found.value
        assert {line.competency for line in found.breakdown} == {e.competency for e in found.competencies if e.value is not None}
        assert found.lower <= found.value <= found.upper
        assert 1 <= found.lower <= found.upper <= plan.scale_top
        low, high = found.interval
        assert 1 <= low <= float(found.value) <= high <= plan.scale_top
    assert found.coverage is None or 0 <= found.coverage <= 1


@given(settings_of_a_score(), st.randoms(use_true_random=False))
def test_order_changes_no_number(drawn, chance):
    plan, cards = drawn
    found = assess(cards, plan=plan)
    turned = [card.model_copy(update={"ratings": tuple(chance.sample(card.ratings, len(card.ratings)))}) for card in cards]
    chance.shuffle(turned)
    assert assess(turned, plan=plan) == found


@given(settings_of_a_score(), st.randoms(use_true_random=False))
def test_order_of_competencies_changes_no_number(drawn, chance):
    plan, cards = drawn
    [session] = plan.sessions
    other = plan.model_copy(
        update={
            "criteria": tuple(chance.sample(plan.criteria, len(plan.criteria))),
            "sessions": (
                session.model_copy(
                    update={
                        "questions": tuple(chance.sample(session.questions, len(session.questions))),
                        "spares": tuple(chance.sample(session.spares, len(session.spares))),
                        "interviewers": tuple(chance.sample(session.interviewers, len(session.interviewers))),
                    }
                ),
            ),
        }
    )
    moved = [card.model_copy(update={"plan": content_hash(other)}) for card in cards]
    one, two = assess(cards, plan=plan), assess(moved, plan=other)
    for field in ("value", "lower", "upper", "standard", "standard_error", "interval", "reliability", "coverage", "comparable"):
        assert getattr(one, field) == getattr(two, field), field
    for entry in one.competencies:
        assert two.result(entry.competency) == entry


@given(settings_of_a_score())
def test_names_of_raters_and_candidates_change_no_number(drawn):
    plan, cards = drawn
    new = {"ann": "z-9", "bo": "a-1", "cy": "m-5"}
    [session] = plan.sessions
    people = tuple(new[name] for name in session.interviewers)
    other = plan.model_copy(update={"sessions": (session.model_copy(update={"interviewers": people}),)})
    moved = [
        card.model_copy(update={"plan": content_hash(other), "interviewer": new[card.interviewer], "candidate": "zz"}) for card in cards
    ]
    one, two = assess(cards, plan=plan), assess(moved, plan=other)
    skipped = {"candidate", "plan", "raters"}
    assert one.model_dump(exclude=skipped) == two.model_dump(exclude=skipped)


@given(settings_of_a_score(rules=("unit", "weighted", "hybrid")), st.data())
def test_raising_a_rating_never_lowers_a_total(drawn, data):
    plan, cards = drawn
    places = [
        (at, rating)
        for at, card in enumerate(cards)
        for rating in card.ratings
        if isinstance(rating.value, int) and rating.value < plan.scale_top
    ]
    assume(places)
    at, chosen = data.draw(st.sampled_from(places))
    raised = chosen.model_copy(update={"value": data.draw(st.integers(chosen.value + 1, plan.scale_top))})
    card = cards[at]
    better = card.model_copy(update={"ratings": tuple(raised if rating is chosen else rating for rating in card.ratings)})
    one, two = assess(cards, plan=plan), assess([*cards[:at], better, *cards[at + 1 :]], plan=plan)
    for field in ("value", "lower", "upper"):
        assert getattr(one, field) is None or getattr(two, field) >= getattr(one, field)
    order = ["not-met", "within-error", "met"]
    for entry in one.competencies:
        if entry.minimum_state in order:
            assert order.index(two.result(entry.competency).minimum_state) >= order.index(entry.minimum_state)


@given(settings_of_a_score(rules=("unit", "weighted", "hybrid")))
def test_a_code_of_the_interviewer_is_the_same_as_no_rating(drawn):
    plan, cards = drawn
    gaps = {OffScale.NOT_ASKED, OffScale.NOT_OBSERVED}
    without = [card.model_copy(update={"ratings": tuple(r for r in card.ratings if r.value not in gaps)}) for card in cards]
    assume(plan.policy.moment == "before")
    assert assess(cards, plan=plan).value == assess(without, plan=plan).value


@given(plans(), st.data())
def test_many_are_assessed_as_one_by_one(plan, data):
    groups = [data.draw(cards_of(plan, candidate=name)) for name in ("a", "b", "c")]
    cards = [card for group in groups for card in group]
    each = [assess(group, plan=plan) for group in groups]
    assert list(assess_all(iter(cards), plan)) == each
    mixed = sorted(cards, key=lambda card: (card.interviewer, card.moment))
    assert list(assess_all(mixed, plan)) == each
    side = compare(each)
    placed = [name for band in side.bands for name in band]
    assert sorted([*placed, *side.apart, *side.below_minimum]) == ["a", "b", "c"]
    assert compare(reversed(each)) == side


def test_an_iterator_that_comes_back_to_a_candidate_is_refused():
    plan = a_plan([1])
    cards = [a_card(plan, {}, candidate=name, rater=rater) for name, rater in (("a", "ann"), ("b", "ann"), ("a", "bo"))]
    assert problem_codes(list, assess_all(iter(cards), plan)) == {"not-together"}
    assert [found.candidate for found in assess_all(cards, plan)] == ["a", "b"]


@given(settings_of_a_score())
def test_no_output_says_what_to_do_about_a_person(drawn):
    plan, cards = drawn
    found = assess(cards, plan=plan)
    texts = [said(found), said(compare([found])), said(sensitivity(cards, plan=plan))]
    for text in texts:
        words = text.lower()
        assert not [word for word in FORBIDDEN if word in words]


@given(settings_of_a_score())
def test_an_assessment_reads_back_from_json(drawn):
    plan, cards = drawn
    found = assess(cards, plan=plan)
    text = found.model_dump_json()
    assert Assessment.model_validate_json(text) == found
    assert json.loads(text)["candidate"] == "1001"


@given(plans())
def test_a_plan_keeps_its_hash_when_it_is_written_and_read(plan):
    assert content_hash(InterviewPlan.model_validate_json(plan.model_dump_json())) == content_hash(plan)
    old = InterviewPlan(role="clerk", sessions=plan.sessions)
    assert set(old.model_dump()) == {"format", "role", "rule", "sessions"}


def test_a_card_holds_each_question_once():
    plan = a_plan([1])
    rating = {"question": "c-1/q-1", "value": 3, "evidence": NOTED}
    with pytest.raises(ValueError, match="twice"):
        Scorecard(plan=content_hash(plan), candidate="1", interviewer="ann", stage="interview", ratings=(rating, rating))
    assert api.__name__ == "servicecomp.api"
