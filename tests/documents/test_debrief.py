"""The debrief and the decision record: what they show, what they hide, and that nobody's words become anything but words."""

from __future__ import annotations

import json
import random
import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.documents.debrief import debrief
from servicecomp.documents.debrief_agenda import agenda, length
from servicecomp.documents.decision_record import decision_faults, decision_form, empty_decision
from servicecomp.documents.numbers import decimal_text
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.rater_report import rater_report
from servicecomp.errors import DataError
from servicecomp.interviews.comparing import compare
from servicecomp.interviews.plan_index import PlanIndex, index_plan
from servicecomp.interviews.planning import criteria_of
from servicecomp.interviews.scoring import assess
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Decision, Evidence, Override, Rating, Scorecard
from servicecomp.rendering import render
from servicecomp.rendering.html_tree import Element, parse_html
from tests.documents.world import make_world
from tests.rendering.office_pages import HOSTILE

if TYPE_CHECKING:
    from servicecomp.models.debriefs import Debrief

WORLD = make_world()
PLAN = WORLD.plan
QUESTIONS = PLAN.sessions[0].questions
PEOPLE = ("ann", "bo")
TOP = 4
# What would be a verdict or a ranking; the report may say neither.
VERDICTS = re.compile(
    r"\b(hire|hired|hiring|reject|rejected|best|worst|winner|rank|ranked|ranking|first place|recommend\w*)\b", re.IGNORECASE
)


def index() -> PlanIndex:
    return index_plan(PLAN, criteria=criteria_of(WORLD.role, WORLD.framework), top=TOP)


def card(
    candidate: str, person: str, values: dict[str, Any], *, moment: Any = "before", note: str = "Rang back the same day."
) -> Scorecard:
    ratings = tuple(
        Rating(question=key, value=value, evidence=Evidence(action=note) if isinstance(value, int) else Evidence())
        for key, value in values.items()
    )
    return Scorecard(plan=content_hash(PLAN), candidate=candidate, interviewer=person, stage="interview", moment=moment, ratings=ratings)


def full(candidate: str, person: str, *values: Any, note: str = "Rang back the same day.") -> Scorecard:
    return card(candidate, person, dict(zip(QUESTIONS, values, strict=True)), note=note)


def report(cards: list[Scorecard], **changes: Any) -> Debrief:
    known = {"index": index(), "role": WORLD.role, "framework": WORLD.framework, "bank": WORLD.bank}
    return debrief(cards, **(known | changes))


def several(number: int, seed: int = 1) -> list[Scorecard]:
    draw = random.Random(seed)  # noqa: S311 - ratings, not secrets
    return [
        full(f"candidate-{place}", person, *(draw.randint(1, TOP) for _ in QUESTIONS))
        for place in range(1, number + 1)
        for person in PEOPLE
    ]


values_of_a_card = st.tuples(*[st.integers(1, TOP) | st.sampled_from(list(OffScale)) for _ in QUESTIONS])
panels = st.integers(1, 4).flatmap(lambda number: st.lists(st.tuples(values_of_a_card, values_of_a_card), min_size=number, max_size=number))


def cards_of(panel: list[tuple[Any, Any]]) -> list[Scorecard]:
    return [
        full(f"candidate-{place}", person, *values)
        for place, both in enumerate(panel, 1)
        for person, values in zip(PEOPLE, both, strict=True)
    ]


# -- the agenda ------------------------------------------------------------------------------------------------------------------------


def test_one_candidate_takes_30_minutes_and_each_further_one_15() -> None:
    assert [length(number) for number in (1, 2, 3, 8)] == [25, 40, 55, 130]


@pytest.mark.parametrize("number", range(1, 41))
def test_the_minutes_add_up_and_follow_on(number: int) -> None:
    items = agenda(phrases_for("en"), number)
    assert sum(item.minutes for item in items) == length(number)
    names = [item.label.source.rsplit("_", 1)[1] for item in items]
    assert names.index("decide") == len(names) - 2 > names.index("unknown")
    assert dict(zip(names, (item.minutes for item in items), strict=True))["decide"] == 5 * number
    assert [item.starts_after for item in items] == [sum(entry.minutes for entry in items[:place]) for place in range(len(items))]


def test_a_long_debrief_has_a_break_and_many_gaps_are_told() -> None:
    sources = [line.source for line in report(several(8)).agenda_notes]
    assert "phrase/en/debrief.agenda_break" in sources
    wide = [full("candidate-1", "ann", 1, 1, 1), full("candidate-1", "bo", 4, 4, 4)]
    assert [line.source for line in report(wide).agenda_notes] == ["phrase/en/debrief.agenda_rule"]


# -- who has handed in -----------------------------------------------------------------------------------------------------------------


@given(st.data())
def test_whoever_has_not_handed_in_sees_nobody_s_ratings(data: st.DataObject) -> None:
    notes = {person: f"The note of {person} and nobody else." for person in PEOPLE}
    cards = [full(f"candidate-{place}", person, 4, 3, 1, note=notes[person]) for place in (1, 2, 3) for person in PEOPLE]
    gone = data.draw(st.sets(st.sampled_from([one for one in cards if one.interviewer == "bo"]).map(lambda one: one.candidate), min_size=1))
    left = [one for one in cards if not (one.interviewer == "bo" and one.candidate in gone)]
    found = report(left, reader="bo", overrides=[override("candidate-1", 2)] if "candidate-1" not in gone else [])
    assert found.hidden is not None
    assert all(name in found.hidden.text for name in gone)
    for field in ("details", "gaps", "standings", "values", "what_if", "unknown", "minimums", "overrides", "comparison"):
        assert getattr(found, field) == (), field
    for format_ in ("html", "md", "json"):
        page = render(found, format=format_)
        assert isinstance(page, str)
        assert not any(note in page for note in notes.values())
        assert "The fire alarm" not in page
    # Whoever has handed in everything sees it all, and is told who must not.
    other = report(left, reader="ann")
    assert other.hidden is None
    assert other.waiting is not None
    assert "bo" in other.waiting.text
    assert notes["ann"] in str(render(other, format="html"))


def test_what_is_hidden_does_not_depend_on_what_others_gave() -> None:
    low = [full("candidate-1", "ann", 1, 1, 1, note="One note.")]
    high = [full("candidate-1", "ann", 4, OffScale.DECLINED, 2, note="Another.")]
    assert report(low, reader="bo") == report(high, reader="bo")


@pytest.mark.parametrize("values", [{}, {QUESTIONS[0]: 3}, dict.fromkeys(QUESTIONS[:2], OffScale.NOT_ASKED)])
def test_an_empty_or_half_filled_card_opens_nothing(values: dict[str, Any]) -> None:
    cards = [full("candidate-1", "ann", 3, 3, 3), card("candidate-1", "bo", values)]
    assert report(cards, reader="bo").hidden is not None
    assert report(cards).waiting is not None


def test_a_second_card_does_not_stand_in_for_the_first() -> None:
    late = card("candidate-1", "bo", dict.fromkeys(QUESTIONS, 3), moment="after")
    assert report([full("candidate-1", "ann", 3, 3, 3), late], reader="bo").hidden is not None


def test_all_in_is_said_and_codes_count_as_handed_in() -> None:
    found = report([full("candidate-1", "ann", 3, 3, OffScale.NOT_ASKED), full("candidate-1", "bo", 3, 3, 3)], reader="bo")
    assert found.waiting is None
    assert found.hidden is None
    assert [row.complete for row in found.handed_in] == [("candidate-1",), ("candidate-1",)]


def test_a_reader_who_sits_nowhere_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        report(several(1), reader="cy")
    assert [problem.code for problem in caught.value.problems] == ["not-on-the-panel"]


# -- gaps, second ratings, unknown -----------------------------------------------------------------------------------------------------


@given(panels)
def test_every_gap_of_two_or_more_is_listed_with_everybody_s_notes(panel: list[tuple[Any, Any]]) -> None:
    found = report(cards_of(panel))
    wanted = {
        (f"candidate-{place}", key)
        for place, (one, other) in enumerate(panel, 1)
        for key, first, second in zip(QUESTIONS, one, other, strict=True)
        if isinstance(first, int) and isinstance(second, int) and abs(first - second) >= 2
    }
    assert {(gap.candidate, gap.question.key) for gap in found.gaps} == wanted
    for gap in found.gaps:
        assert [rating.key for rating in gap.question.ratings] == list(PEOPLE)
        assert all(rating.before and rating.before.evidence for rating in gap.question.ratings)


@given(panels, st.randoms())
def test_the_order_of_cards_changes_nothing(panel: list[tuple[Any, Any]], chance: random.Random) -> None:
    cards = cards_of(panel)
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert report(shuffled) == report(cards)


def test_a_second_rating_stands_beside_the_first_and_changes_no_figure() -> None:
    cards = [full("candidate-1", "ann", 4, 3, 3), full("candidate-1", "bo", 1, 3, 3)]
    second = card("candidate-1", "bo", {QUESTIONS[0]: 3}, moment="after", note="Ann had the words that I missed.")
    before, after = report(cards), report([*cards, second])
    assert after.standings == before.standings
    assert after.minimums == before.minimums
    [gap] = after.gaps
    assert (gap.question.gap, gap.question.gap_after) == (3, 1)
    bo = gap.question.ratings[1]
    assert bo.before is not None
    assert bo.after is not None
    assert (bo.before.rating, bo.after.rating) == (1, 3)
    page = str(render(after, format="html"))
    assert "Ann had the words that I missed." in page
    assert "With second ratings: 1 apart." in page


def test_what_nobody_could_rate_is_named_with_what_it_means() -> None:
    cards = [
        full("candidate-1", "ann", OffScale.NO_EXAMPLE, OffScale.NOT_ASKED, 3),
        card("candidate-1", "bo", {QUESTIONS[0]: OffScale.NO_EXAMPLE}),
    ]
    bare = Rating(question=QUESTIONS[2], value=2)
    cards[1] = cards[1].model_copy(update={"ratings": (*cards[1].ratings, bare)})
    found = [(row.question and row.question.source, row.who, row.what.source.rsplit(".", 1)[1]) for row in report(cards).unknown]
    names = {key: WORLD.bank.question(key).source for key in QUESTIONS}  # type: ignore[union-attr]
    assert found == [
        (names[QUESTIONS[0]], ("ann", "bo"), "no_example"),
        (names[QUESTIONS[1]], ("ann",), "not_asked"),
        (names[QUESTIONS[1]], ("bo",), "no_card"),
        (names[QUESTIONS[2]], ("bo",), "no_note"),
    ]


def test_a_competency_that_no_interview_asks_about_is_named() -> None:
    session = PLAN.sessions[0].model_copy(update={"questions": QUESTIONS[:2]})
    plan = PLAN.model_copy(update={"sessions": (session,)})
    less = index_plan(plan, criteria=criteria_of(WORLD.role, WORLD.framework), top=TOP)
    one = full("candidate-1", "ann", 3, 3, 3).model_copy(update={"plan": content_hash(plan)})
    one = one.model_copy(update={"ratings": one.ratings[:2]})
    rows = report([one], index=less).unknown
    assert [(row.candidate, row.about.text) for row in rows] == [(None, WORLD.framework.competencies[2].name)]


# -- side by side ----------------------------------------------------------------------------------------------------------------------


@given(panels)
def test_ties_and_differences_are_those_of_the_comparison(panel: list[tuple[Any, Any]]) -> None:
    cards = cards_of(panel)
    found = report(cards)
    held = [assess([one for one in cards if one.candidate == name], index=index()) for name in found.candidates]
    side = compare(held)
    placed = {name for band in side.bands for name in band}
    rows = {row.candidate: row for row in found.standings}
    assert (
        [row.candidate for row in found.standings] == list(found.candidates) == [f"candidate-{place}" for place in range(1, len(panel) + 1)]
    )
    for one, other in combinations(found.candidates, 2):
        if one in placed and other in placed:
            ways = (other in rows[one].tied_with, other in rows[one].higher_than, one in rows[other].higher_than)
            assert ways.count(True) == 1
            assert ways[0] == side.tied(one, other) == (one in rows[other].tied_with)
        else:
            assert other not in (*rows[one].tied_with, *rows[one].higher_than)
    for row, entry in zip(found.standings, held, strict=True):
        assert (row.total, row.interval, row.lower, row.upper, row.coverage) == (
            entry.value,
            entry.interval,
            entry.lower,
            entry.upper,
            entry.coverage,
        )
        assert (row.apart is None) == (row.candidate in placed)


def test_keys_stand_in_counting_order() -> None:
    cards = [full(name, person, 3, 3, 3) for name in ("candidate-10", "candidate-2", "Zoë", "candidate-1") for person in PEOPLE]
    assert report(cards).candidates == ("Zoë", "candidate-1", "candidate-2", "candidate-10")


def test_a_total_that_is_not_comparable_stands_apart_with_its_bounds() -> None:
    cards = [
        full(name, person, 3, 3, OffScale.DECLINED if name == "candidate-2" else 4)
        for name in ("candidate-1", "candidate-2")
        for person in PEOPLE
    ]
    one, other = report(cards).standings
    assert (one.comparable, other.comparable) == (True, False)
    assert other.apart is not None
    assert other.apart.source == "phrase/en/debrief.apart_not_comparable"
    assert other.lower is not None
    assert other.upper is not None
    page = str(render(report(cards), format="md"))
    assert f"Bounds: {float(other.lower):.2f} to {float(other.upper):.2f}" in page
    assert 'stroke-dasharray="5 4"' in str(render(report(cards), format="html"))


def test_a_minimum_that_cannot_be_told_is_within_error() -> None:
    [row] = report([full("candidate-1", "ann", 1, 3, 3)]).minimums
    assert row.state == "within-error"
    assert row.words.source == "phrase/en/debrief.minimum_few"


def override(candidate: str = "candidate-1", value: Any = 2, competency: str | None = "listening") -> Override:
    return Override(
        candidate=candidate, competency=competency, value=Fraction(value), reason="The fire alarm cut it short.", by="Jo", date="2026-11-21"
    )


def test_an_override_stands_beside_the_formula_s_figure() -> None:
    plain, logged = report(several(2)), report(several(2), overrides=[override(value="7/2")])
    assert (logged.standings, logged.details, logged.values) == (plain.standings, plain.details, plain.values)
    [row] = logged.overrides
    assert (row.formula, row.value) == (plain.details[0].competencies[0].value, Fraction(7, 2))
    page = str(render(logged, format="md"))
    assert "| 3.50 | Jo, 21 November 2026 | The fire alarm cut it short. |" in page


def test_all_problems_come_at_once() -> None:
    stranger = full("candidate-1", "ann", 3, 3, 3).model_copy(update={"plan": "0" * 64})
    cards = [stranger, full("candidate-1", "bo", 3, 3, 3), full("candidate-1", "bo", 3, 3, 3)]
    with pytest.raises(DataError) as caught:
        report(cards, overrides=[override("nobody", 9, "nothing")])
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["other-plan", "card-twice", "unknown-candidate", "unknown-competency", "off-the-scale"]
    assert all(problem.hint for problem in caught.value.problems)
    with pytest.raises(DataError, match="no-scorecards"):
        report([])
    with pytest.raises(DataError, match="too-many"):
        report(several(41))


def test_the_rules_of_scoring_are_all_laid_out() -> None:
    for rule in ("unit", "weighted", "hybrid", "conjunctive"):
        plan = PLAN.model_copy(update={"rule": rule})
        cards = [one.model_copy(update={"plan": content_hash(plan)}) for one in several(3)]
        known = index_plan(plan, criteria=criteria_of(WORLD.role, WORLD.framework), top=TOP)
        found = report(cards, index=known)
        page = str(render(found, format="html"))
        assert ("<svg" in page) == (rule != "conjunctive")
        assert bool(found.what_if) == (rule != "conjunctive")


def test_nothing_in_it_judges_or_ranks() -> None:
    for number in (1, 3, 8):
        for format_ in ("html", "md", "json"):
            page = str(render(report(several(number)), format=format_))
            assert not VERDICTS.search(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).replace("hiring manager", ""))
    for section in ("debrief", "decision"):
        assert not VERDICTS.search(
            json.dumps(phrases_for("en").labels_of(section)).replace("hiring manager", "").replace("Hiring manager", "")
        )


# -- in every format -------------------------------------------------------------------------------------------------------------------


def shape(node: Element) -> list[Any]:
    return [node.name, *(shape(child) for child in node.children if isinstance(child, Element))]


def texts(node: Element) -> str:
    return "".join(child if isinstance(child, str) else texts(child) for child in node.children)


LONG = "word " * 1990 + "x" * 2000
MARKS = "\u200fright to left\u200e and مرحبا שלום"


@pytest.mark.parametrize("note", [*HOSTILE, "<script>alert(1)</script><svg onload=x>", "=1+1", "|a|b|\\", MARKS, LONG])
def test_a_note_is_words_and_nothing_else(note: str) -> None:
    evidence = Evidence.model_construct(situation=None, action=note, result=None)
    odd = [full("candidate-1", person, value, 3, 3) for person, value in zip(PEOPLE, (1, 4), strict=True)]
    odd[0] = odd[0].model_copy(update={"ratings": tuple(one.model_copy(update={"evidence": evidence}) for one in odd[0].ratings)})
    usual = [full("candidate-1", person, value, 3, 3) for person, value in zip(PEOPLE, (1, 4), strict=True)]
    page, plain = (parse_html(str(render(report(cards), format="html"))) for cards in (odd, usual))
    assert shape(page) == shape(plain)
    shown = " ".join(texts(page).split())
    assert " ".join(note.split()) in shown
    rows = [line for line in str(render(report(odd), format="md")).splitlines() if line.startswith("| ann |")]
    assert len(rows) == 4  # who has handed in, the gap, and two questions: the third refers to the gap
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert json.loads(str(render(report(odd), format="json")))["gaps"][0]["question"]["ratings"][0]["before"]["evidence"]


def test_marks_that_reorder_a_page_are_taken_out_of_objects_made_in_code() -> None:
    evidence = Evidence.model_construct(situation=None, action="a\u202eb\u2066c\x00d\ne", result=None)
    one = full("candidate-1", "ann", 3, 3, 3)
    one = one.model_copy(update={"ratings": (one.ratings[0].model_copy(update={"evidence": evidence}), *one.ratings[1:])})
    for format_ in ("html", "md", "json"):
        page = str(render(report([one]), format=format_))
        assert "a b c d e" in page
        assert not {"\u202e", "\u2066", "\x00"} & set(page)


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_office_formats_hold_long_and_hostile_notes(format_: str) -> None:
    cards = [full("candidate-1", "ann", 1, 3, 3, note="a" * 2000), full("candidate-1", "bo", 4, 3, 3, note=HOSTILE[0])]
    found = report(cards, organisation=WORLD.organisation, vacancy=WORLD.vacancy)
    content = render(found, format=format_)
    assert isinstance(content, bytes)
    assert content == render(found, format=format_)
    assert content.startswith(b"%PDF" if format_ == "pdf" else b"PK")


def test_the_drawing_says_what_the_table_says() -> None:
    found = report(several(3))
    page = parse_html(str(render(found, format="html")))
    [drawing] = page.find("svg", "error-bars")
    said = [texts(child) for child in drawing.children if isinstance(child, Element)]
    assert said[0] == "Totals with their error"
    assert "scale from 1 to 4" in said[1]
    table = texts(page)
    for row in found.standings:
        assert row.total is not None
        assert row.candidate in said
        assert f"{float(row.total):.2f}" in table
        if row.comparable and row.interval:
            low, high = (decimal_text(end, 1) for end in row.interval)
            assert f"{low} – {high}" in " ".join(said)
            assert f"{low} to {high}" in table


def test_interviewers_go_by_their_names_where_the_vacancy_gives_them() -> None:
    found = report(several(1), vacancy=WORLD.vacancy)
    assert [row.interviewer for row in found.handed_in] == [person.name for person in WORLD.vacancy.panel]
    waiting = WORLD.vacancy.model_copy(update={"candidates": ("candidate-1", "candidate-9")})
    line = report(several(1), vacancy=waiting).not_seen
    assert line is not None
    assert line.text == "No card has come in yet for candidate-9."


# -- the decision record ---------------------------------------------------------------------------------------------------------------


def decision(**changes: Any) -> Decision:
    known: dict[str, Any] = {
        "candidate": "candidate-1",
        "plan": content_hash(PLAN),
        "result": "reserve",
        "outcome": "We keep the place open until the shifts are settled.",
        "departure": "none",
        "reasons": ("Ownership: kept the day.",),
        "decided_by": ("Jo",),
        "date": "2026-11-21",
    }
    return Decision(**(known | changes))


def form(**changes: Any) -> Any:
    return decision_form("candidate-1", plan=PLAN, role=WORLD.role, framework=WORLD.framework, **changes)


def test_an_empty_form_holds_no_answer_whatever_the_formula_gave() -> None:
    held = assess([one for one in several(1) if one.candidate == "candidate-1"], index=index())
    bare, with_formula = form(), form(assessment=held)
    assert bare.decision is None
    assert with_formula.decision is None
    assert with_formula.formula[0].text.startswith(f"Total: {float(held.value or 0):.2f}.")
    assert [row.value for row in with_formula.rows] == [result.value for result in held.competencies]
    assert all(row.evidence is None for row in with_formula.rows)
    assert not re.search(r"\d/\d", " ".join(line.text for line in with_formula.formula))
    page = parse_html(str(render(with_formula, format="html")))
    assert len(page.find("div", "notes")) == 3
    assert str(render(bare, format="html")).count('type="radio"') == 7  # what was decided, and whether adjustments were in place
    assert "candidate-1" in empty_decision("candidate-1", PLAN)


def test_what_people_wrote_is_printed_as_they_wrote_it() -> None:
    page = str(render(form(decision=decision(told_by="Jo", told_until="2026-11-25")), format="md"))
    for words in (
        "**Reserve**",
        "We keep the place open until the shifts are settled.",
        "- Ownership: kept the day.",
        "Jo",
        "25 November 2026",
    ):
        assert words in page
    for format_ in ("html", "pdf", "docx"):
        assert render(form(decision=decision()), format=format_)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"plan": "0" * 64}, "other-plan"),
        ({"candidate": "candidate-2"}, "other-candidate"),
        ({"date": "2026-02-29"}, "no-such-day"),
        ({"date": "2026-13-01"}, "no-such-day"),
        ({"date": "0000-01-01"}, "no-such-day"),
        ({"told_until": "2026-11-20"}, "before-the-decision"),
        ({"competencies": ({"competency": "juggling", "evidence": "Kept three balls in the air."},)}, "unknown-competency"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DataError) as caught:
        form(decision=decision(**changes))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_leap_days_are_days() -> None:
    assert not list(decision_faults(decision(date="2028-02-29"), PLAN))
    assert not list(decision_faults(decision(date="2000-02-29"), PLAN))
    assert [code for _, code, _, _ in decision_faults(decision(date="2100-02-29"), PLAN)] == ["no-such-day"]


def test_what_people_wrote_stands_in_the_row_of_its_competency_and_the_departure_in_words() -> None:
    key = QUESTIONS[0].split("/", maxsplit=1)[0]
    made = form(
        decision=decision(
            competencies=({"competency": key, "evidence": "Asked what it was for."},),
            departure="The alarm cut one answer short.",
            conflicts="none",
            adjustments="none-asked-for",
            others="candidate-2",
            hiring_manager="Jo Brand",
        )
    )
    assert [row.evidence for row in made.rows] == ["Asked what it was for.", None, None]
    for format_ in ("html", "md"):
        page = str(render(made, format=format_))
        for words in ("Asked what it was for.", "The alarm cut one answer short.", "None were asked for", "candidate-2", "Jo Brand"):
            assert words in page


@pytest.mark.parametrize("words", ["none", "None.", "no", "Nothing"])
def test_a_decision_that_follows_the_rule_gives_no_departure_as_its_ground(words: str) -> None:
    assert not decision(departure=words).departs
    assert decision(departure=words).grounds() == ("Ownership: kept the day.",)
    assert decision(departure="The alarm.").grounds()[-1] == "The alarm."


# -- figures that must not mislead -----------------------------------------------------------------------------------------------------


def test_a_gap_of_the_candidate_speaks_of_a_minimum_only_where_the_plan_sets_one() -> None:
    minimums = {criterion.competency: criterion.minimum for criterion in index().criteria}
    assert set(minimums.values()) != {None}
    cards = [full("candidate-1", person, *[OffScale.NO_EXAMPLE] * 3) for person in PEOPLE]
    for row, (_, minimum) in zip(report(cards).unknown, minimums.items(), strict=True):
        assert row.meaning is not None
        assert ("is then not met" in row.meaning.text) == (minimum is not None)


def test_what_was_rated_leaves_out_what_was_not_asked_and_what_nobody_could_rate() -> None:
    weights = [criterion.weight for criterion in index().criteria]
    one, other = report(
        [
            full(name, person, 3, 3, OffScale.DECLINED if name == "candidate-2" else 3)
            for name in ("candidate-1", "candidate-2")
            for person in PEOPLE
        ]
    ).standings
    assert one.rated.text.startswith(f"{sum(weights)} of {sum(weights)} ")
    assert other.rated.text.startswith(f"{sum(weights[:2])} of {sum(weights)} ")
    assert other.coverage == 1  # the interviewers did their part, which says nothing about what was rated


def test_the_error_of_a_minimum_is_told_on_both_sides() -> None:
    minimum = next(criterion.minimum for criterion in index().criteria if criterion.minimum)
    place = next(number for number, criterion in enumerate(index().criteria) if criterion.minimum)
    at_the_line = [3, 3, 3]
    at_the_line[place] = minimum
    cards = [full("candidate-1", person, *at_the_line) for person in PEOPLE]
    found = report(cards)
    assert next(row.words.source for row in found.minimums if row.minimum == minimum) == "phrase/en/debrief.minimum_close"
    assert any("So doubt counts for the candidate" in line.text for line in found.minimum_notes)


def test_an_assumed_reliability_is_printed_nowhere_and_the_panel_s_report_is_quoted() -> None:
    found = report(several(3))
    assert not found.reliable
    assert all(row.reliability is None for row in found.standings)
    page = str(render(found, format="md"))
    assert "| Reliability |" not in page
    quoted = rater_report(several(3), index=index()).agreement[1].text
    assert quoted in page


@given(st.sampled_from(["confirmed", "unconfirmed", "none"]))
def test_who_must_be_told_of_unconfirmed_criteria_is_said(state: str) -> None:
    vacancy = {"confirmed": WORLD.vacancy, "unconfirmed": WORLD.vacancy.model_copy(update={"criteria_confirmed_by": ()}), "none": None}[
        state
    ]
    for made in (report(several(1), vacancy=vacancy), form(vacancy=vacancy)):
        assert made.draft_notice is None
        assert (made.unconfirmed is None) == (state == "confirmed" and WORLD.vacancy.confirmed)
        if made.unconfirmed:
            assert "tell HR" in made.unconfirmed.text or "Tell HR" in made.unconfirmed.text
