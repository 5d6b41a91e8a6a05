"""Planning: the optimum against every possibility, the rules on shipped content, and what an impossible request is told."""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.api.interviews import load_plan, load_scorecards, plan_interviews, write_scorecards
from servicecomp.cli import assess_command, plan_command, scorecard_command
from servicecomp.errors import DataError, MissingExtraError
from servicecomp.interviews.clashes import clash, clashing_rules
from servicecomp.interviews.picking import answer_minutes
from servicecomp.interviews.planning_model import GAINS, MOST_RECOVER, Choice, Instance, Need, Sitting, objective_of, seats
from servicecomp.interviews.planning_program import RULES
from servicecomp.interviews.planning_solver import dominated, least_slack, optimum
from servicecomp.interviews.twins import twins
from servicecomp.models.scorecards import Evidence, Rating
from servicecomp.models.vacancies import InterviewPlan, PlannedSession

pytest.importorskip("pulp", reason="the extra `planning` is not installed")

ROLES = ["contact-centre-agent", "hr-business-partner", "service-team-leader"]
FIT = {"past-behaviour": 163, "situational": 147, "knowledge": 140}


def holds(instance, asked, spares, without=frozenset()):
    """Whether a choice of questions keeps the rules, worked out with nothing but counting."""
    everything = [place for sitting in asked for place in sitting]
    chosen = [instance.choices[place] for place in everything]
    numbers = Counter(choice.competency for choice in chosen)
    used = {*everything, *spares}
    people = {person for sitting in instance.sittings for person in sitting.people}
    kept = Counter(instance.choices[place].competency for place in spares)
    known = {choice.competency for choice in instance.choices if choice.kind == "past-behaviour"}
    counted = [choice.kind for choice in chosen if choice.competency in known]
    rules = {
        "asked": all(numbers[need.competency] >= 1 for need in instance.needs),
        "second": all(numbers[need.competency] >= need.least for need in instance.needs),
        "minutes": all(
            sum(instance.choices[place].minutes for place in places) <= sitting.room
            for places, sitting in zip(asked, instance.sittings, strict=True)
        ),
        "situational": instance.entry_level
        or 2 * sum(choice.kind == "situational" for choice in chosen) <= sum(choice.kind == "past-behaviour" for choice in chosen),
        "past": not instance.entry_level or 2 * sum(kind == "past-behaviour" for kind in counted) >= len(counted),
        "twins": not any(one in used and other in used for one, other in instance.twins),
        "spares": all(kept[need.competency] == 1 for need in instance.needs),
        "pinned": all(place in everything for place, choice in enumerate(instance.choices) if choice.pinned),
        "raters": True,
        "recover": True,
        "load": all(len({instance.choices[place].competency for place in places}) <= 8 for places in asked),
    }
    recover = {need.competency for need in instance.needs if need.recover}
    for places in asked:
        rules["recover"] &= len({instance.choices[place].competency for place in places} & recover) <= MOST_RECOVER
    for need in instance.needs:
        raters = {
            person
            for places, sitting in zip(asked, instance.sittings, strict=True)
            if any(instance.choices[place].competency == need.competency for place in places)
            for person in sitting.people
        }
        rules["raters"] &= len(raters) >= min(2, len(people))
    sane = len(used) == len(everything) + len(spares) and all(number <= len(GAINS) for number in numbers.values())
    sane &= all(number <= 1 for number in kept.values())
    return sane and all(met for rule, met in rules.items() if rule not in without)


def every_plan(instance):
    """Every way to ask, keep or leave each question."""
    sittings = len(instance.sittings)
    for uses in itertools.product(range(sittings + 2), repeat=len(instance.choices)):
        asked = [[place for place, use in enumerate(uses) if use == sitting] for sitting in range(sittings)]
        yield asked, [place for place, use in enumerate(uses) if use == sittings]


@st.composite
def instances(draw):
    needs = tuple(
        Need(f"c-{place}", draw(st.integers(1, 40)), draw(st.sampled_from([1, 1, 2])), recover=draw(st.booleans()))
        for place in range(draw(st.integers(1, 3)))
    )
    choices = []
    for number in range(draw(st.integers(2, 7))):
        kind = draw(st.sampled_from(list(FIT)))
        name = needs[number % len(needs)].competency
        pinned = draw(st.integers(0, 9)) == 0
        choices.append(
            Choice(f"{name}/q-{number}", name, kind, draw(st.integers(3, 8)), FIT[kind] - draw(st.sampled_from([0, 10, 50])), pinned)
        )
    people = draw(st.sampled_from([("ann",), ("ann", "bo")]))
    sittings = tuple(
        Sitting(f"s-{place}", 60, draw(st.integers(5, 24)), draw(st.sampled_from([people, people[:1], people[-1:]])))
        for place in range(draw(st.integers(1, 2)))
    )
    places = st.integers(0, len(choices) - 1)
    pairs = draw(st.sets(st.tuples(places, places).filter(lambda pair: pair[0] < pair[1]), max_size=2))
    ordered = tuple(sorted(choices, key=lambda choice: choice.key))
    return Instance(needs, ordered, sittings, frozenset(pairs), entry_level=draw(st.booleans()))


@settings(max_examples=40)
@given(instances())
def test_small_instances_against_every_possibility(instance):
    values = [
        objective_of(instance, [place for places in asked for place in places], spares)
        for asked, spares in every_plan(instance)
        if holds(instance, asked, spares)
    ]
    best = max(values, default=None)
    found = optimum(instance)
    if best is None:
        assert found is None
        assert clash(instance).code == "infeasible-plan"
    else:
        assert holds(instance, found.asked, found.spares)
        assert found.objective == best


@settings(max_examples=12)
@given(instances())
def test_a_clash_names_rules_that_clash_and_no_others(instance):
    if optimum(instance):
        return
    plans = list(every_plan(instance))

    def possible(rules):
        return any(holds(instance, asked, spares, without=frozenset(RULES) - rules) for asked, spares in plans)

    clashing = clashing_rules(instance)
    assert not possible(clashing)
    for rule in clashing:
        assert possible(clashing - {rule}), rule
    for rule in RULES:
        assert (least_slack(instance, rule) is not None) == possible(frozenset(RULES) - {rule}), rule


def test_minutes_by_which_a_session_is_short():
    needs = (Need("a", 10, 1, recover=False), Need("b", 10, 2, recover=False))
    choices = tuple(Choice(f"{name}/q-{n}", name, "past-behaviour", 8, 163, pinned=False) for name in "ab" for n in range(4))
    tight = Instance(needs, choices, (Sitting("s", 30, 20, ("ann", "bo")),), frozenset(), entry_level=False)
    assert optimum(tight) is None
    assert least_slack(tight, "minutes") == 4
    problem = clash(tight)
    assert "two questions where there is a minimum" in problem.message
    assert "20 minutes" in problem.message
    assert "36 minutes long instead of 30" in problem.hint
    assert "hold 2 sessions instead of 1" in problem.hint
    assert optimum(replace(tight, sittings=(Sitting("s", 36, 24, ("ann", "bo")),))) is not None


def test_questions_that_others_beat_are_left_out_of_the_first_solve():
    choices = [Choice(f"a/q-{n}", "a", "past-behaviour", 5, 163, pinned=False) for n in range(6)]
    choices.append(Choice("a/q-6", "a", "situational", 6, 147, pinned=False))
    instance = Instance((Need("a", 1, 1, recover=False),), tuple(choices), (Sitting("s", 60, 40, ("ann",)),), frozenset(), entry_level=True)
    assert dominated(instance) == {4, 5, 6}
    assert dominated(replace(instance, twins=frozenset({(0, 1)}))) == {6}
    assert optimum(instance).asked == ((0, 1, 2),)  # the earliest ids, though all six are alike


# -- on shipped content ----------------------------------------------------------------------------------------------------------


def check_plan(plan, role, *, people=3):
    """Every rule of the issue, on the plan itself."""
    bank, framework = sc.load_question_bank(role.question_bank or role.framework), sc.load_framework(role.framework)
    keys = [key for session in plan.sessions for key in session.questions]
    questions = [bank.question(key) for key in keys]
    spares = [key for session in plan.sessions for key in session.spares]
    numbers = Counter(question.competency for question in questions)
    assert len({*keys, *spares}) == len(keys) + len(spares)
    for requirement in role.requirements:
        assert numbers[requirement.competency] >= (2 if requirement.minimum else 1)
        raters = {cell.interviewer for cell in plan.coverage if cell.competency == requirement.competency}
        assert len(raters) >= min(2, people)
        assert sum(key.startswith(f"{requirement.competency}/") for key in spares) == 1
    clusters = {entry.id: entry.cluster for entry in framework.competencies}
    for session in plan.sessions:
        assert sum(bank.question(key).minutes for key in session.questions) <= answer_minutes(session.minutes)
        assert len({key.split("/")[0] for key in session.questions if clusters[key.split("/")[0]] == "recover"}) <= 2
        assert len(session.askers) == len(session.questions)
        assert set(session.askers) <= set(session.interviewers)
    kinds = Counter(question.kind for question in questions)
    entry = all(requirement.level in framework.bands[0].levels for requirement in role.requirements)
    assert entry or 2 * kinds["situational"] <= kinds["past-behaviour"]
    assert not entry or 2 * kinds["past-behaviour"] >= len(questions)
    assert not kinds["work-sample"] + kinds["role-play"] + kinds["eligibility"]
    pairs = {frozenset((bank.questions[a].key, bank.questions[b].key)) for a, b in twins(bank.questions)}
    assert not [pair for pair in pairs if pair <= {*keys, *spares}]


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize(
    "options", [{}, {"minutes": 90}, {"stages": 2, "interviewers": 4}, {"stages": ["call", "panel"], "interviewers": ["ann", "bo"]}]
)
def test_a_plan_for_a_shipped_role_keeps_every_rule(name, options):
    role = sc.load_role(name)
    plan = plan_interviews(name, **options)
    check_plan(plan, role, people=2 if isinstance(options.get("interviewers"), list) else 3)
    assert [criterion.weight for criterion in plan.criteria] == [requirement.weight for requirement in role.requirements]
    assert plan.objective > 0
    assert InterviewPlan.model_validate_json(plan.model_dump_json()) == plan
    assert plan_interviews(name, **options) == plan
    for session in plan.sessions:
        assert sc.interview_kit(role, plan=plan, interviewer=session.interviewers[0]).questions


def test_one_session_is_split_only_where_it_does_not_hold_what_is_needed():
    short = plan_interviews("contact-centre-agent", minutes=90)
    enough = int(short.notes[0].split("With sessions of ")[1].split()[0])
    assert len(short.sessions) == len(plan_interviews("contact-centre-agent", minutes=enough - 1).sessions) == 2
    [session] = plan_interviews("contact-centre-agent", minutes=enough).sessions
    assert session.stage == "interview"
    assert session.interviewers == ("interviewer-1", "interviewer-2", "interviewer-3")
    split = plan_interviews("contact-centre-agent")
    assert [session.stage for session in split.sessions] == ["interview-1", "interview-2"]
    assert all(len(session.interviewers) == 2 for session in split.sessions)
    assert "the fewest that do" in split.notes[0]


def test_order_of_the_bank_and_names_of_people_change_nothing():
    bank = sc.load_question_bank("customer-service")
    turned = bank.model_copy(update={"questions": bank.questions[::-1]})
    role = sc.load_role("contact-centre-agent")
    plan = plan_interviews(role, bank=bank)
    assert plan_interviews(role, bank=turned) == plan
    named = plan_interviews(role, bank=bank, interviewers=["zoe", "ann", "mo"])
    new = dict(zip(("interviewer-1", "interviewer-2", "interviewer-3"), ("zoe", "ann", "mo"), strict=True))
    for one, other in zip(plan.sessions, named.sessions, strict=True):
        assert other.questions == one.questions
        assert other.interviewers == tuple(new[name] for name in one.interviewers)
        assert other.askers == tuple(new[name] for name in one.askers)
    reordered = role.model_copy(update={"requirements": role.requirements[::-1]})
    assert plan_interviews(reordered, bank=bank).objective == plan.objective


def test_pins_and_exclusions():
    plan = plan_interviews("contact-centre-agent", minutes=90)
    first = plan.sessions[0].questions[0]
    without = plan_interviews("contact-centre-agent", minutes=90, excluded=[first])
    assert first not in without.sessions[0].questions + without.sessions[0].spares
    exercise = "needs-discovery/" + next(
        question.id
        for question in sc.load_question_bank("customer-service").questions
        if question.competency == "needs-discovery" and question.kind == "role-play"
    )
    pinned = plan_interviews("contact-centre-agent", minutes=120, pinned=[exercise])
    assert exercise in pinned.sessions[0].questions
    assert pinned.objective <= plan_interviews("contact-centre-agent", minutes=120).objective


def test_sessions_laid_down_by_hand():
    stages = [
        PlannedSession(stage="phone", minutes=45, interviewers=("ann",), questions=()),
        PlannedSession(stage="site", minutes=120, interviewers=("bo",), questions=()),
        PlannedSession(stage="talk", minutes=90, interviewers=("ann",), questions=()),
    ]
    role = sc.load_role("contact-centre-agent")
    plan = plan_interviews(role, stages=stages)
    check_plan(plan, role, people=2)
    assert [(session.stage, session.minutes, session.interviewers) for session in plan.sessions] == [
        ("phone", 45, ("ann",)),
        ("site", 120, ("bo",)),
        ("talk", 90, ("ann",)),
    ]


def test_seats_are_taken_in_turn():
    people = [f"p-{number}" for number in range(1, 6)]
    panels = [sitting.people for sitting in seats("stage", 60, 3, people)]
    times = Counter(person for panel in panels for person in panel)
    assert set(times) == set(people)
    assert max(times.values()) - min(times.values()) <= 1
    assert all(2 <= len(panel) <= 4 for panel in panels)
    assert [sitting.people for sitting in seats("stage", 60, 2, ["ann"])] == [("ann",), ("ann",)]


def codes_of(**options):
    with pytest.raises(DataError) as caught:
        plan_interviews("contact-centre-agent", **options)
    return {problem.code for problem in caught.value.problems}, caught.value.problems[0]


def test_a_request_that_contradicts_itself_is_told_so():
    key = "empathy/hoped-for-and-not-got"
    cases = {
        "out-of-range": {"minutes": 5},
        "bad-format": {"interviewers": ["Ann B"]},
        "duplicate-name": {"interviewers": ["ann", "ann"]},
        "unknown-question": {"pinned": ["rapport/none-such"]},
        "question-outside-role": {"pinned": [key]},
    }
    for code, options in cases.items():
        assert code in codes_of(**options)[0], code
    own = next(question.key for question in sc.load_question_bank("customer-service").questions if question.competency == "ownership")
    assert "contradiction" in codes_of(pinned=[own], excluded=[own])[0]
    assert {"out-of-range"} == codes_of(interviewers=0)[0]
    assert {"out-of-range"} == codes_of(stages=0)[0]


def test_an_impossible_request_is_told_what_helps():
    codes, problem = codes_of(interviewers=1)
    assert codes == {"infeasible-plan"}
    assert "40 minutes" in problem.message
    minutes = int(problem.hint.split("make sessions ")[1].split()[0])
    assert plan_interviews("contact-centre-agent", interviewers=1, minutes=minutes)
    with pytest.raises(DataError):
        plan_interviews("contact-centre-agent", interviewers=1, minutes=minutes - 1)
    bank = sc.load_question_bank("customer-service")
    few = bank.model_copy(update={"questions": tuple(question for question in bank.questions if question.competency != "ownership")})
    codes, problem = codes_of(bank=few)
    assert codes == {"too-few-questions"}
    assert "'ownership' needs 2 questions" in problem.message


def test_a_plan_reads_back_from_its_file(tmp_path):
    plan = plan_interviews("contact-centre-agent")
    path = tmp_path / "plan.yaml"
    path.write_text(sc.dump(plan), encoding="utf-8")
    assert load_plan(path) == plan
    assert json.loads(plan.model_dump_json())["objective"] == plan.objective


def run(command, *arguments):
    return CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False).output


def test_from_plan_to_assessment_on_the_command_line(tmp_path):
    plan, cards, merged = (str(tmp_path / name) for name in ("plan.yaml", "cards.xlsx", "all.csv"))
    shown = run(plan_command.command, "--role", "contact-centre-agent", "--interviewers", "ann,bo", "--rule", "hybrid", "-o", plan)
    assert "interview-1: 60 minutes, ann, bo" in shown
    assert "8 scorecards for 2 candidates" in run(
        scorecard_command.command, plan, "--candidate", "1001", "--candidate", "1002", "--output", cards
    )
    assert "Nothing has been rated yet." in run(assess_command.command, cards, "--plan", plan)
    filled = [
        card.model_copy(
            update={
                "ratings": tuple(
                    Rating(question=key, value=3 + (card.candidate == "1002"), evidence=Evidence(action="Rang back."))
                    for session in load_plan(plan).sessions
                    if session.stage == card.stage
                    for key in session.questions
                )
            }
        )
        for card in load_scorecards(cards, plan=plan)
    ]
    done = write_scorecards(filled, tmp_path / "filled.xlsx", plan=plan)
    assert "8 scorecards" in run(scorecard_command.command, plan, "--read", str(done), "--output", merged)
    text = run(assess_command.command, merged, "--plan", plan, "--what-if", "--pool", merged)
    assert "The contributions add up to 3." in text
    assert "Without ann" in text
    assert "Side by side" in text
    data = json.loads(run(assess_command.command, merged, "--plan", plan, "--format", "json"))
    assert [entry["value"] for entry in data["assessments"]] == ["3", "4"]
    for wrong in ([plan], [plan, "--candidate", "1"], [plan, "--candidate", "1", "--read", cards]):
        with pytest.raises(click.UsageError):
            run(scorecard_command.command, *wrong)


def test_without_the_solver_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pulp", None)
    with pytest.raises(MissingExtraError, match="planning"):
        plan_interviews("contact-centre-agent", minutes=90)


def test_twins_share_the_words_that_say_what_is_asked():
    bank = sc.load_question_bank("customer-service")
    first = bank.questions[0]
    double = first.model_copy(update={"id": "double", "text": first.text.replace("Tell me about", "Think of")})
    assert list(twins([*bank.questions[:40], double]))
    assert list(twins([first, first])) == [(0, 1)]
    assert list(twins([])) == []
