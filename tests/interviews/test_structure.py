"""The structure report: each component from what is there and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.world import make_world

import servicecomp as sc
from servicecomp.api.interviews import write_plan
from servicecomp.api.panels import load_held_log
from servicecomp.cli import main
from servicecomp.documents.structure_report import structure_report
from servicecomp.errors import DataError, NotFoundError
from servicecomp.interviews.expert_panel import panel_result, questions_hash
from servicecomp.interviews.structure import structure_rules
from servicecomp.models.panels import CompetencyAnswer, PanelAnswers
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Decision, Evidence, Rating, Scorecard
from servicecomp.models.structure import HeldLog
from servicecomp.models.vacancies import InterviewPlan, PlannedSession, ScoringPolicy

WORLD = make_world()
NOTED = Evidence(situation="The bill was wrong twice.", action="Rang the depot, then the customer, and gave the new day.")
CODES = [OffScale.NOT_ASKED, OffScale.NO_EXAMPLE]


def report(**changes):
    given = {"plan": WORLD.plan, "bank": WORLD.bank, "framework": WORLD.framework}
    return structure_report(changes.pop("role", WORLD.role), **(given | changes))


def row(found, component):
    return next(entry for entry in found.rows if entry.component == component)


def planned(component, **changes):
    return row(report(**changes), component).planned


def held(component, cards=(), **changes):
    return row(report(cards=cards, **changes), component).held


def card(person="ann", candidate="1001", value=3, evidence=NOTED, **changes):
    plan = changes.pop("plan", WORLD.plan)
    [session] = plan.sessions
    ratings = tuple(Rating(question=key, value=value, evidence=evidence) for key in changes.pop("keys", session.questions))
    return Scorecard(plan=content_hash(plan), candidate=candidate, interviewer=person, stage="interview", ratings=ratings, **changes)


def both(**changes):
    return [card(person, candidate, **changes) for person in ("ann", "bo") for candidate in ("1001", "1002")]


def replan(**changes):
    [session] = WORLD.plan.sessions
    fields = {name: changes.pop(name) for name in list(changes) if name in PlannedSession.model_fields}
    return InterviewPlan(role="clerk", sessions=(session.model_copy(update=fields),), **changes)


def test_there_are_fifteen_components_in_the_order_of_the_source():
    rules = structure_rules().components
    assert len(rules) == 15
    assert [rule.part for rule in rules] == ["content"] * 7 + ["evaluation"] * 8
    found = report()
    assert [entry.number for entry in found.rows] == list(range(1, 16))
    assert [entry.component for entry in found.rows] == [rule.id for rule in rules]
    assert all("{" not in entry.limit.text for entry in found.rows if entry.limit)


def test_a_plan_claims_nothing_that_only_holding_it_shows():
    for component in ("training", "other-information", "no-discussion"):
        assert planned(component) == "unknown"
    assert all(entry.held is None for entry in report().rows)


def test_the_counts_are_counts_and_no_score():
    found = report(cards=both())
    for line in found.counts:
        assert line.met + line.partly + line.missed + line.unknown == 15
    assert [line.label.text for line in found.counts] == ["As planned", "As held"]
    page = sc.render(found, format="md")
    assert "no score" in page
    for word in ("out of 15", "/15", "%"):
        assert word not in page


def test_job_analysis_rests_on_confirmation_and_on_experts():
    assert planned("job-analysis") == "unknown"
    assert planned("job-analysis", vacancy=WORLD.vacancy.model_copy(update={"criteria_confirmed_by": ()})) == "not"
    # The role's tasks are linked to no competency, so that a confirmation alone backs only half of it.
    assert planned("job-analysis", vacancy=WORLD.vacancy) == "partly"
    assert planned("job-analysis", panel=panel(5)) == "partly"
    assert planned("job-analysis", panel=panel(4)) == "unknown"
    assert planned("job-analysis", panel=panel(5), vacancy=WORLD.vacancy) == "met"


def panel(number):
    answers = [
        PanelAnswers(
            role="clerk",
            questions=questions_hash(WORLD.role),
            expert=f"expert-{n}",
            competencies=(CompetencyAnswer(competency="listening", necessity="essential"),),
        )
        for n in range(number)
    ]
    return panel_result(answers, role=WORLD.role, framework=WORLD.framework)


def test_a_panel_counts_for_criteria_that_were_narrowed_after_it_and_not_for_new_ones():
    narrower = WORLD.role.model_copy(update={"requirements": WORLD.role.requirements[:2]})
    plan = replan(questions=("listening/q-1", "owning/q-1"), spares=())
    assert planned("job-analysis", role=narrower, plan=plan, panel=panel(5)) == "partly"
    asked_less = panel(5).model_copy(update={"requirements": panel(5).requirements[:1]})
    assert planned("job-analysis", panel=asked_less) == "unknown"


def test_a_plan_s_components_follow_what_is_in_it():
    assert planned("several-interviewers") == "met"
    assert planned("several-interviewers", plan=replan(interviewers=("ann",))) == "not"
    assert planned("several-interviewers", plan=replan(interviewers=())) == "unknown"
    assert planned("several-interviewers", plan=replan(interviewers=()), vacancy=WORLD.vacancy) == "met"
    assert planned("same-interviewers", plan=replan(interviewers=())) == "unknown"
    assert planned("detailed-notes") == "met"
    assert planned("detailed-notes", plan=replan(policy=ScoringPolicy(evidence="optional"))) == "partly"
    assert planned("statistical-combination") == "partly"
    # The component is that the rule is used; that it is fixed is a part of it.
    assert planned("statistical-combination", plan=replan(rule="unit")) == "partly"
    assert planned("candidates-questions", plan=replan(minutes=30)) == "not"
    assert planned("length", plan=replan(questions=("listening/q-1",), spares=())) == "not"


def changed_bank(**changes):
    return WORLD.bank.model_copy(update={"questions": tuple(question.model_copy(update=changes) for question in WORLD.bank.questions)})


def test_a_bank_s_components_follow_its_questions():
    assert planned("anchored-scales") == "met"
    assert planned("anchored-scales", bank=changed_bank(anchors=())) == "not"
    assert planned("anchored-scales", bank=changed_bank(anchors=WORLD.bank.questions[0].anchors[:2])) == "partly"
    assert planned("limited-prompting") == "met"
    assert planned("limited-prompting", bank=changed_bank(probes=())) == "not"
    assert planned("better-questions", bank=changed_bank(kind="situational")) == "partly"
    entry = WORLD.role.model_copy(
        update={"requirements": tuple(entry.model_copy(update={"level": 1}) for entry in WORLD.role.requirements)}
    )
    assert planned("better-questions", role=entry, bank=changed_bank(kind="situational")) == "met"


def test_cards_show_what_was_put_rated_and_noted():
    full = both()
    for component in ("same-questions", "each-answer-rated", "detailed-notes", "several-interviewers", "same-interviewers"):
        assert held(component, full) == "met", component
    assert held("detailed-notes", both(evidence=Evidence(action="Good."))) == "not"
    assert held("detailed-notes", both(value=OffScale.NO_EXAMPLE)) == "unknown"
    assert held("same-questions", both(value=OffScale.NOT_ASKED)) == "not"
    assert held("same-questions", both(value=OffScale.NO_EXAMPLE)) == "met"
    assert held("each-answer-rated", both(keys=WORLD.plan.sessions[0].questions[:1])) == "not"
    assert held("several-interviewers", [card("ann", "1001"), card("ann", "1002")]) == "not"
    assert held("same-interviewers", [card("ann", "1001"), card("bo", "1002")]) == "not"
    assert held("same-interviewers", [card("ann", "1001"), card("bo", "1001"), card("ann", "1002")]) == "partly"
    assert held("same-interviewers", [card("ann", "1001"), card("bo", "1001")]) == "unknown"


def test_cards_alone_say_nothing_about_training_talk_or_other_information():
    for component in ("training", "other-information", "no-discussion", "limited-prompting", "statistical-combination"):
        assert held(component, both()) == "unknown", component


@pytest.mark.parametrize(
    ("component", "field", "answers"),
    [
        ("limited-prompting", "planned_prompts_only", {"all": "met", "some": "partly", "none": "not"}),
        ("other-information", "other_information", {"none-saw-it": "met", "some-saw-it": "partly", "all-saw-it": "not"}),
        ("candidates-questions", "candidates_questions", {"after": "met", "during": "partly", "none": "not"}),
        ("no-discussion", "discussed_between", {"never": "met", "sometimes": "partly", "always": "not"}),
        ("statistical-combination", "combined_by", {"formula": "met", "formula-and-judgement": "partly", "judgement": "not"}),
        ("same-interviewers", "same_interviewers", {"all": "met", "some": "partly", "none": "not"}),
        ("detailed-notes", "notes_taken", {"all": "met", "some": "partly", "none": "not"}),
    ],
)
def test_the_log_speaks_where_cards_cannot(component, field, answers):
    for answer, verdict in answers.items():
        assert held(component, log=HeldLog(**{field: answer})) == verdict
    assert held(component, log=HeldLog()) == "unknown"


def test_cards_count_before_the_log():
    assert held("same-interviewers", both(), log=HeldLog(same_interviewers="none")) == "met"


def test_training_is_counted_over_those_who_sat():
    def log(*people):
        return HeldLog(training=tuple({"interviewer": person, "topic": "Anchors"} for person in people))

    assert held("training", both(), log=log("ann", "bo", "cy")) == "met"
    assert held("training", both(), log=log("ann")) == "partly"
    assert held("training", both(), log=log("cy")) == "not"
    assert held("training", both(), log=log()) == "not"


CARDS = st.lists(
    st.builds(
        card,
        person=st.sampled_from(["ann", "bo"]),
        candidate=st.sampled_from(["1001", "1002", "1003"]),
        value=st.integers(1, 4) | st.sampled_from(CODES),
        evidence=st.sampled_from([NOTED, Evidence(), Evidence(action="Good.")]),
        keys=st.lists(st.sampled_from([*WORLD.plan.sessions[0].questions, *WORLD.plan.sessions[0].spares]), unique=True),
        moment=st.sampled_from(["before", "after"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: (entry.candidate, entry.interviewer, entry.moment),
)


@settings(max_examples=60, deadline=None)
@given(CARDS, st.randoms(use_true_random=False))
def test_the_order_of_cards_changes_nothing(cards, chance):
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert report(cards=shuffled) == report(cards=cards)


@settings(max_examples=40, deadline=None)
@given(CARDS)
def test_every_component_has_evidence_and_what_is_not_met_has_something_to_do(cards):
    for entry in report(cards=cards).rows:
        assert entry.planned_evidence
        assert entry.held_evidence
        assert entry.held == "met" or entry.advice is not None


def test_a_record_after_the_discussion_is_no_second_answer():
    cards = both()
    after = [entry.model_copy(update={"moment": "after", "ratings": ()}) for entry in cards]
    assert [entry.held for entry in report(cards=[*cards, *after]).rows] == [entry.held for entry in report(cards=cards).rows]


def test_cards_that_do_not_fit_are_refused_all_at_once():
    wrong = [card(), card(), card("zoe"), card(value=4, keys=("listening/no-such",), candidate="1002")]
    with pytest.raises(DataError) as caught:
        report(cards=wrong)
    assert {problem.code for problem in caught.value.problems} == {"card-twice", "not-on-the-panel", "question-not-in-plan"}


def test_a_plan_with_a_question_that_the_bank_lacks_is_refused():
    with pytest.raises(DataError):
        report(plan=replan(questions=("listening/no-such",)))


def test_a_log_is_read_strictly(tmp_path):
    path = tmp_path / "held.yaml"
    path.write_text("format: 1\nother_information: nobody\ntraning: []\ntraining:\n  - interviewer: Ann Smith\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_held_log(path)
    assert {problem.code for problem in caught.value.problems} == {"not-a-choice", "unknown-field", "bad-format", "missing-field"}
    assert all(problem.line for problem in caught.value.problems)
    with pytest.raises(NotFoundError):
        load_held_log(tmp_path / "none.yaml")


def test_hostile_words_stay_words_in_every_format():
    nasty = "<script>alert(1)</script> =1+1 {{ 7*7 }}"
    world = make_world(lambda name: f"{nasty} {name}")
    found = structure_report(
        world.role, plan=world.plan, bank=world.bank, framework=world.framework, vacancy=world.vacancy, log=HeldLog(note=nasty)
    )
    page = sc.render(found, format="html")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "49" not in sc.render(found, format="md").split("## What the report rests on")[0]
    for kind in ("docx", "pdf"):
        assert sc.render(found, format=kind)


def test_the_command_reports_on_a_plan_a_log_and_a_panel(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session = PlannedSession(
        stage="interview", minutes=60, interviewers=("ann", "bo"), questions=("ownership/promise-harder-than-thought",)
    )
    write_plan(InterviewPlan(role="contact-centre-agent", sessions=(session,)), "plan.yaml")
    (tmp_path / "held.yaml").write_text("format: 1\nother_information: none-saw-it\n", encoding="utf-8")
    about = ["structure", "--role", "contact-centre-agent"]
    assert main([*about, "--plan", "plan.yaml", "--held", "held.yaml", "--format", "md"]) == 0
    out = capsys.readouterr().out
    assert "no interviewer saw other information" in out
    assert main([*about, "--format", "md"]) == 0
    assert main([*about, "--scorecards", "cards.csv"]) == 2
    assert main(["structure"]) == 2
    assert main(["structure", "--plan", "plan.yaml", "--format", "md"]) == 0  # the plan names its role
    assert main([*about, "--held", "nothing.yaml"]) == 2


def decided(candidate, departure="none"):
    return Decision(
        candidate=candidate,
        plan=content_hash(WORLD.plan),
        result="reserve",
        outcome="Kept open.",
        reasons=("Heard it.",),
        departure=departure,
        decided_by=("Jo",),
        date="2026-11-21",
    )


def test_decision_records_show_whether_the_rule_was_followed():
    def followed(*decisions, **changes):
        return held("statistical-combination", both(), decisions=decisions, **changes)

    assert followed(decided("1001"), decided("1002")) == "met"
    assert followed(decided("1001")) == "partly"
    assert followed(decided("1001"), decided("1002", "The alarm rang.")) == "partly"
    assert followed(decided("1001", "The alarm rang."), decided("1002", "So it did here.")) == "not"
    assert followed(decided("1001"), decided("1002"), log=HeldLog(combined_by="judgement")) == "met"
    with pytest.raises(DataError) as caught:
        report(decisions=[decided("1001"), decided("1001"), decided("1002").model_copy(update={"plan": "0" * 64})])
    assert {problem.code for problem in caught.value.problems} == {"decided-twice", "other-plan"}


def test_nothing_is_left_to_do_once_a_fixed_rule_was_followed():
    fixed = replan(rule="unit")
    records = [entry.model_copy(update={"plan": content_hash(fixed)}) for entry in (decided("1001"), decided("1002"))]
    assert row(report(plan=fixed, cards=both(plan=fixed), decisions=records), "statistical-combination").advice is None
    assert row(report(cards=both(), decisions=[decided("1001"), decided("1002")]), "statistical-combination").advice is not None


def test_no_command_and_no_notation_stand_in_a_text_for_managers():
    page = sc.render(report(cards=both()), format="md")
    for word in ("servicecomp", "per cent", "r_wg", "(weighted)"):
        assert word not in page.split("Made from")[0]
    assert page.index("When each of the fifteen counts as met") > page.index("15 Ratings are combined")
