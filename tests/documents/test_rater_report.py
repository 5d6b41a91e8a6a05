"""The rater report: what it says, what it keeps to itself, and that nothing but the ratings changes it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.documents.rater_report import rater_report
from servicecomp.errors import DataError
from servicecomp.interviews.plan_index import index_plan
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Evidence
from tests.interviews.scoring_world import a_card, a_plan, cards_of, panel

PLAN = a_plan([3, 2, 1], questions=2, raters=("ann", "bo", "cy"))
INDEX = index_plan(PLAN)


def cards(number, *, lean=0, raters=("ann", "bo", "cy"), seed=3):
    draw = random.Random(seed)  # noqa: S311 - ratings, no secret
    found = []
    for candidate in range(1, number + 1):
        truth = [draw.randint(2, 4) for _ in range(6)]
        for rater in raters:
            step = lean if rater == "ann" else 0
            values = {
                key: max(1, min(5, value + step + draw.choice([0, 0, 0, 1, -1])))
                for key, value in zip(PLAN.sessions[0].questions, truth, strict=True)
            }
            found.append(a_card(PLAN, values, rater=rater, candidate=f"candidate-{candidate}"))
    return found


def row(report, name):
    return next(entry for entry in report.raters if entry.rater == name)


def test_a_lenient_rater_is_told_beyond_the_error():
    report = rater_report(cards(12, lean=1), index=INDEX)
    ann = row(report, "ann")
    assert ann.enough
    assert ann.severity_low > 0
    assert ann.severity_low <= ann.severity <= ann.severity_high
    assert any("higher than colleagues" in line.text for line in ann.lines)
    assert any("let ann" in line.text for line in report.todo)


def test_below_the_minimum_nothing_is_said_about_a_person():
    report = rater_report(cards(9, lean=1), index=INDEX, fair_averages=True)
    for entry in report.raters:
        assert not entry.enough
        figures = ("severity", "severity_low", "centrality", "centrality_high", "halo", "others_halo")
        assert all(getattr(entry, name) is None for name in figures)
        assert len(entry.lines) == 1
    assert report.fair is not None
    assert report.fair.rows
    assert report.fair.severities == ()
    assert rater_report(cards(10, lean=1), index=INDEX).raters[0].enough


def test_a_reliability_is_found_from_thirty_candidates_only():
    few, many = (rater_report(cards(number), index=INDEX, replicates=0) for number in (29, 30))
    assert {entry.found for entry in few.reliability} == {False}
    assert {entry.reliability for entry in few.reliability} == {0.44}
    assert "assumed" in few.reliability[0].origin.text
    assert {entry.found for entry in many.reliability} == {True}
    assert "found in 30" in many.reliability[0].origin.text


def test_fair_averages_are_refused_where_no_candidate_links_the_panels():
    linked = cards(4, raters=("ann", "bo"))
    alone = [card.model_copy(update={"candidate": f"other-{card.candidate}"}) for card in cards(3, raters=("cy",))]
    report = rater_report([*linked, *alone], index=INDEX, fair_averages=True)
    assert report.fair.refused
    assert all(entry.fair is None for entry in report.fair.rows)
    assert "ann, bo; cy" in report.fair.lines[0].text
    assert rater_report(linked, index=INDEX).fair is None


def test_the_six_forms_stand_with_their_names_and_only_those_that_fit():
    same = rater_report(cards(12), index=INDEX).coefficients[0].rows
    assert [entry.form for entry in same if entry.form.startswith("ICC")] == [
        "ICC(1,1)",
        "ICC(2,1)",
        "ICC(3,1)",
        "ICC(1,k)",
        "ICC(2,k)",
        "ICC(3,k)",
    ]
    pairs = [("ann", "bo"), ("bo", "cy"), ("ann", "cy")]
    given = cards(12)
    changing = [card for card in given if card.interviewer in pairs[int(card.candidate.split("-")[1]) % 3]]
    found = {entry.form: entry for entry in rater_report(changing, index=INDEX).coefficients[0].rows}
    assert found["ICC(1,1)"].value is not None
    assert found["ICC(2,1)"].value is None
    assert "changed" in found["ICC(2,1)"].reason.text


def test_the_same_seed_gives_the_same_report_and_order_changes_nothing():
    given = cards(12, lean=1)
    shuffled = list(given)
    random.Random(5).shuffle(shuffled)  # noqa: S311 - an order, no secret
    one = sc.render(rater_report(given, index=INDEX), format="json")
    assert one == sc.render(rater_report(shuffled, index=INDEX), format="json")
    assert one != sc.render(rater_report(given, index=INDEX, seed=1), format="json")


def test_relabelling_raters_and_candidates_changes_no_figure():
    # ann -> cy, cy -> ann, and the candidates turned round: a candidate's or a rater's name plays no part in any figure.
    turned = {"ann": "cy", "bo": "bo", "cy": "ann"}
    given = cards(12, lean=1)
    renamed = [
        card.model_copy(update={"interviewer": turned[card.interviewer], "candidate": f"c-{99 - int(card.candidate.split('-')[1])}"})
        for card in given
    ]
    one, other = (rater_report(entry, index=INDEX) for entry in (given, renamed))
    for entry in one.raters:
        twin = row(other, turned[entry.rater])
        assert (entry.severity, entry.severity_low, entry.severity_high) == (twin.severity, twin.severity_low, twin.severity_high)
        assert (entry.centrality_low, entry.halo) == (twin.centrality_low, pytest.approx(twin.halo))
    assert [table.rows for table in one.coefficients] == [table.rows for table in other.coefficients]


def test_ratings_after_the_discussion_codes_and_ratings_without_a_note_are_set_aside():
    given = panel(PLAN, [3] * 6, [4] * 6)
    [key, second, *_] = PLAN.sessions[0].questions
    after = a_card(PLAN, {key: 5}, rater="ann", moment="after")
    bare = a_card(PLAN, {key: 1}, rater="cy", evidence=Evidence())
    code = a_card(PLAN, {second: OffScale.NO_EXAMPLE}, rater="cy", candidate="1002")
    report = rater_report([*given, after, bare, code], index=INDEX)
    assert report.ratings == 12
    notes = " ".join(line.text for line in report.notes)
    assert "after the discussion, not used here: 1" in notes
    assert "nothing was written down: 1" in notes
    assert "They are no ratings" in notes


def test_nothing_is_said_from_nothing():
    report = rater_report([], index=INDEX, fair_averages=True)
    assert "No answer was rated by two interviewers" in report.agreement[0].text
    assert report.raters == ()
    assert sc.render(report)


def test_cards_that_do_not_fit_are_refused_all_at_once():
    stranger = a_card(PLAN, {"c-1/q-1": 3}, rater="zoe")
    off = a_card(PLAN, {"c-1/q-1": 9}, rater="bo")
    with pytest.raises(DataError) as raised:
        rater_report([stranger, off, off], index=INDEX)
    assert {problem.code for problem in raised.value.problems} == {"not-on-the-panel", "off-the-scale", "card-twice"}


@settings(max_examples=25)
@given(st.data())
def test_any_valid_cards_give_a_report_in_which_every_pair_is_counted(data):
    given = [card for number in (1, 2, 3) for card in data.draw(cards_of(PLAN, candidate=f"candidate-{number}", least=0))]
    report = rater_report(given, index=INDEX, replicates=0, fair_averages=True)
    assert all(entry.same + entry.one + entry.more == entry.pairs for entry in report.gaps)
    assert not any(entry.enough for entry in report.raters)
    assert "hire" not in sc.render(report, format="json")


def test_it_renders_in_every_format_with_the_statistics_folded_away_on_screen():
    report = rater_report(cards(12), index=INDEX, fair_averages=True)
    page = sc.render(report)
    assert page.index("How each interviewer uses the scale") < page.index("<details")
    assert page.index("<details") < page.index("ICC(2,k)")
    assert "For the statistician" in sc.render(report, format="md")
    assert sc.render(report, format="pdf").startswith(b"%PDF")
    assert sc.render(report, format="docx").startswith(b"PK")


def lines_of(report):
    return " ".join(line.text for row in report.raters for line in row.lines)


def test_a_spread_like_colleagues_is_not_called_wider_and_halo_is_no_matter_for_the_first_page():
    given = cards(12, lean=1)
    # ann's ratings are bo's a step higher: as widely spread, to the last digit, and certain to be.
    by_bo = {card.candidate: card for card in given if card.interviewer == "bo"}
    same = [
        card.model_copy(
            update={"ratings": tuple(entry.model_copy(update={"value": min(5, entry.value)}) for entry in by_bo[card.candidate].ratings)}
        )
        if card.interviewer in {"ann", "cy"}
        else card
        for card in given
    ]
    report = rater_report(same, index=INDEX)
    assert "Uses more of the scale" not in lines_of(report)
    assert "go up and down together" not in lines_of(report)
    assert row(report, "ann").halo is not None


def test_where_everybody_rated_everybody_the_order_comes_before_the_level():
    given = cards(12)
    twin = {card.candidate: card for card in given if card.interviewer == "bo"}
    lean = [
        card.model_copy(
            update={
                "ratings": tuple(
                    entry.model_copy(update={"value": min(4, found.value) + (card.interviewer == "ann")})
                    for entry, found in zip(card.ratings, twin[card.candidate].ratings, strict=True)
                )
            }
        )
        for card in given
    ]
    found = [line.text for line in rater_report(lean, index=INDEX).agreement]
    order = next(place for place, text in enumerate(found) if text.startswith("They put candidates in the same order"))
    level = next(place for place, text in enumerate(found) if text.startswith("Level: 1.00"))
    assert order < level
    assert "100%" in found[order + 1]  # level costs nobody a place, and lowers nothing


def test_below_the_minimum_there_is_no_coefficient():
    few, enough = (rater_report(cards(number), index=INDEX, replicates=0) for number in (9, 10))
    assert few.coefficients == ()
    assert few.few is not None
    assert "ICC(2,k) |" not in sc.render(few, format="md")
    assert "From fewer than 10" in few.agreement[1].text
    assert enough.few is None
    assert enough.coefficients


def test_the_answers_to_read_again_are_counted():
    key = PLAN.sessions[0].questions[0]
    calm = dict.fromkeys(PLAN.sessions[0].questions, 3)
    given = [a_card(PLAN, calm, rater=rater, candidate=f"c-{number}") for number in range(1, 4) for rater in ("ann", "bo", "cy")]
    one = [
        a_card(PLAN, calm | {key: 5}, rater=card.interviewer, candidate=card.candidate)
        if (card.interviewer, card.candidate) == ("ann", "c-1")
        else card
        for card in given
    ]
    assert any("Take the one answer to" in line.text for line in rater_report(one, index=INDEX).todo)
    two = [
        a_card(PLAN, calm | {key: 5}, rater=card.interviewer, candidate=card.candidate)
        if card.interviewer == "ann" and card.candidate != "c-3"
        else card
        for card in given
    ]
    assert any("there are 2" in line.text for line in rater_report(two, index=INDEX).todo)
