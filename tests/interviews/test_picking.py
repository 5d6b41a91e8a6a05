"""The simple pick: what must hold for any role and bank."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.interviews.picking import answer_minutes, frame_minutes, pick_questions
from servicecomp.testing import frameworks, question_banks, role_profiles


@st.composite
def settings_of_a_kit(draw):
    framework = draw(frameworks())
    bank = draw(question_banks(framework=framework))
    role = draw(role_profiles(framework=framework))
    return framework, bank, role, draw(st.integers(30, 120)), draw(st.integers(1, 4))


def only_session(plan):
    [session] = plan.sessions
    return session


def test_sixty_minutes_hold_five_questions_of_eight():
    assert frame_minutes(60) == (5, 10, 5)
    assert answer_minutes(60) == 40
    kit = sc.interview_kit("contact-centre-agent")
    assert [question.minutes for question in kit.questions] == [8] * 5


@settings(max_examples=25)
@given(settings_of_a_kit())
def test_a_pick_keeps_its_rules(drawn):
    framework, bank, role, minutes, rotation = drawn
    session = only_session(pick_questions(role, bank, framework, minutes=minutes, rotation=rotation))
    questions = [bank.question(key) for key in session.questions]
    assert sum(question.minutes for question in questions) <= answer_minutes(minutes)
    assert len(set(session.questions)) == len(session.questions)
    for question in questions:
        requirement = role.requirement(question.competency)
        assert question.band == framework.band_of(requirement.level).id
        assert question.kind not in {"work-sample", "role-play"}
    asked = {question.competency for question in questions}
    for key in session.spares:
        assert key not in session.questions
        assert bank.question(key).competency in asked
    order = [requirement.competency for requirement in role.requirements]
    places = [order.index(question.competency) for question in questions]
    assert places == sorted(places)


@settings(max_examples=25)
@given(settings_of_a_kit())
def test_the_order_of_the_bank_s_competencies_changes_nothing(drawn):
    framework, bank, role, minutes, rotation = drawn
    turned = bank.model_copy(update={"questions": tuple(sorted(bank.questions, key=lambda entry: entry.competency, reverse=True))})
    assert pick_questions(role, bank, framework, minutes=minutes, rotation=rotation) == pick_questions(
        role, turned, framework, minutes=minutes, rotation=rotation
    )


@pytest.mark.parametrize("name", ["contact-centre-agent", "hr-business-partner", "service-team-leader"])
def test_a_pin_moves_nothing_else(name):
    role = sc.load_role(name)
    bank = sc.load_question_bank(role.framework)
    before = sc.interview_kit(name)
    for place, spare in enumerate(before.spares):
        after = sc.interview_kit(name, pinned=[spare.key])
        changed = [(one.key, other.key) for one, other in zip(before.questions, after.questions, strict=True) if one.key != other.key]
        assert changed == [(before.questions[place].key, spare.key)]
        assert bank.question(spare.key).competency == before.questions[place].competency


def test_an_excluded_question_is_not_asked_and_moves_nothing_else():
    before = sc.interview_kit("contact-centre-agent")
    after = sc.interview_kit("contact-centre-agent", excluded=[before.questions[2].key])
    assert [q.key for q in after.questions[:2]] == [q.key for q in before.questions[:2]]
    assert [q.key for q in after.questions[3:]] == [q.key for q in before.questions[3:]]
    assert after.questions[2].key != before.questions[2].key


def test_rotation_draws_other_questions():
    kits = [{q.key for q in sc.interview_kit("contact-centre-agent", rotation=turn).questions} for turn in (1, 2, 3)]
    assert not kits[0] & kits[1]
    assert not kits[1] & kits[2]


def test_an_unknown_pin_is_answered_with_the_nearest():
    with pytest.raises(sc.NotFoundError, match="no question 'ownership/promise'"):
        sc.interview_kit("contact-centre-agent", pinned=["ownership/promise"])
