"""What is promised of the shipped content, counted, so that a hole fails the build."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from benchmarks.content import grades, lines, most_alike

import servicecomp as sc
from servicecomp.matching import check_cues

LEVELS = {
    **dict.fromkeys(("rapport", "needs-discovery", "empathy", "ownership", "responsiveness", "composure", "channel-fluency"), (1, 2, 3, 4)),
    **dict.fromkeys(
        (
            "inclusive-service",
            "clear-communication",
            "service-knowledge",
            "problem-solving",
            "accuracy-and-trust",
            "complaint-handling",
            "de-escalation",
            "fair-judgement",
            "customer-insight",
            "collaboration",
        ),
        (1, 2, 3, 4, 5),
    ),
    "service-leadership": (3, 4, 5),
}
QUESTIONS = {"entry": 6, "experienced": 5, "lead": 3}
EXERCISES = {"work-sample", "role-play"}
ROLES = {
    "contact-centre-agent",
    "retail-associate",
    "hotel-front-desk-agent",
    "bank-branch-adviser",
    "clinic-receptionist",
    "it-service-desk-analyst",
    "hr-business-partner",
    "service-team-leader",
}
FRAMEWORK = sc.load_framework("customer-service")
BANK = sc.load_question_bank("customer-service")


def test_shipped_content_checks_clean(repository):
    report = sc.check([repository / "frameworks", repository / "question_banks", repository / "examples"])
    assert report.problems == ()


def test_eighteen_competencies_in_four_clusters():
    assert {entry.id for entry in FRAMEWORK.competencies} == set(LEVELS)
    assert [cluster.id for cluster in FRAMEWORK.clusters] == ["connect", "deliver", "recover", "improve"]


@pytest.mark.parametrize("competency", FRAMEWORK.competencies, ids=lambda entry: entry.id)
def test_a_competency_is_complete(competency):
    assert tuple(level.level for level in competency.levels) == LEVELS[competency.id]
    for level in competency.levels:
        assert 3 <= len(level.indicators) <= 5
        assert len(level.contra_indicators) >= 2
        assert any(line.example for line in level.indicators)
        assert level.summary.count(".") == 1
    assert competency.cues
    assert len(competency.outcome_measures) >= 2
    assert {entry.scheme for entry in competency.crosswalk} == {"onet", "esco"}
    assert {(entry.scheme, entry.version) for entry in competency.crosswalk} <= {("onet", "29.3"), ("esco", "1.2")}


@pytest.mark.parametrize("competency", FRAMEWORK.competencies, ids=lambda entry: entry.id)
def test_a_competency_has_its_questions(competency):
    declared = {level.level for level in competency.levels}
    for band in FRAMEWORK.bands:
        cell = [q for q in BANK.questions if q.competency == competency.id and q.band == band.id and q.kind not in EXERCISES]
        if not declared & set(band.levels):
            assert not cell
            continue
        kinds = Counter(question.kind for question in cell)
        assert len(cell) >= QUESTIONS[band.id]
        assert 2 * kinds["past-behaviour"] >= len(cell)
        assert kinds["situational"] >= 1
        if band.id == "entry":
            assert sum("no-paid-work" in question.tags for question in cell) >= 3


@pytest.mark.parametrize("question", BANK.questions, ids=lambda entry: entry.key)
def test_a_question_can_be_asked_and_rated(question):
    assert [probe.step for probe in question.probes] == ["situation", "action", "result"]
    assert {1, 3, 5} <= {anchor.rating for anchor in question.anchors}
    assert 2 <= len(question.listen_for) <= 4
    assert question.red_flags
    if "no-paid-work" in question.tags:
        for anchor in question.anchors:
            assert not {"customer", "customers", "manager", "company", "employer"} & set(anchor.text.lower().replace(",", " ").split())


def test_a_dozen_exercises():
    exercises = [question for question in BANK.questions if question.kind in EXERCISES]
    assert len(exercises) >= 12
    assert {question.kind for question in exercises} == EXERCISES


def test_eight_roles():
    assert {role for role, _ in _roles()} == ROLES
    for name, role in _roles():
        assert 5 <= len(role.requirements) <= 8, name
        assert any(requirement.minimum for requirement in role.requirements), name
        assert role.tasks
        assert role.outcome_measures
        assert role.hard_parts
        assert any(entry.scheme == "onet-soc" for entry in role.crosswalk), name


def _roles():
    return [(name, sc.load_role(name)) for name in sorted(ROLES)]


@pytest.mark.parametrize("framework", ["customer-service", "internal-service"])
def test_no_two_lines_nearly_alike_and_none_hard_to_read(framework):
    found = lines(framework)
    for texts in found.values():
        [(score, *pair)] = most_alike(texts, 1)
        assert score <= 85, pair
    pooled, high = grades(found["questions"])
    assert pooled <= 9
    assert high <= 12
    pooled, high = grades(found["indicators"])
    assert pooled <= 12
    assert high <= 15


@pytest.mark.parametrize("framework", ["customer-service", "internal-service"])
def test_every_cue_can_fire(framework):
    assert list(check_cues(sc.load_framework(framework))) == []


def test_everything_shipped_says_that_it_is_a_draft():
    for framework in ("customer-service", "internal-service"):
        used = sc.load_framework(framework)
        for thing in (used, sc.load_question_bank(framework), *used.competencies):
            assert thing.status.stage == "draft"
            assert thing.status.note
    for name, role in _roles():
        assert role.status.stage == "draft", name


def test_internal_service_extends_customer_service():
    used = sc.load_framework("internal-service")
    own = [entry.id for entry in used.competencies if entry.origin == "internal-service"]
    assert own
    assert {entry.id for entry in FRAMEWORK.competencies} < {entry.id for entry in used.competencies}
    bank = sc.load_question_bank("internal-service")
    assert {question.competency for question in bank.questions if question.origin == "internal-service"} == set(own)


def test_levels_rise_without_a_gap():
    for competency in FRAMEWORK.competencies:
        for lower, higher in pairwise(competency.levels):
            assert higher.level == lower.level + 1
