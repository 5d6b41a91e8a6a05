"""What the builders put into documents, and what they refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from servicecomp.documents.booklets import session_of
from servicecomp.documents.candidate_pack import candidate_pack
from servicecomp.documents.interview_kit import interview_kit
from servicecomp.documents.job_description import BEHAVIOURS_IN_ALL, job_description
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.review_rubric import review_rubric
from servicecomp.errors import DataError
from servicecomp.loading.bundled import package_data
from servicecomp.models.provenance import content_hash
from servicecomp.models.roles import Requirement
from servicecomp.models.vacancies import InterviewPlan, PlannedSession
from tests.documents.world import World, make_world

if TYPE_CHECKING:
    from servicecomp.models.documents import JobDescription
    from servicecomp.models.kits import InterviewKit


def kit(world: World, **changes: Any) -> InterviewKit:
    given = {
        "framework": world.framework,
        "bank": world.bank,
        "plan": world.plan,
        "organisation": world.organisation,
        "vacancy": world.vacancy,
    }
    return interview_kit(world.role, **(given | changes))


def test_every_document_builds_with_and_without_an_organisation(world: World) -> None:
    for full in (True, False):
        kinds = [document.kind for document in world.documents(full=full)]
        assert kinds == ["job-description", "interview-kit", "candidate-pack", "panel-summary", "review-rubric", "intake-sheet"]


def test_unconfirmed_criteria_make_every_document_a_draft(world: World) -> None:
    assert all(document.draft_notice is None for document in world.documents())
    for document in world.documents(full=False):
        assert document.draft_notice is not None
        assert document.draft_notice.text == "Draft: criteria not confirmed"


def test_two_job_holders_are_needed_to_confirm(world: World) -> None:
    vacancy = world.vacancy.model_copy(update={"criteria_confirmed_by": world.vacancy.criteria_confirmed_by[:2]})
    assert kit(world, vacancy=vacancy).draft_notice is not None


def test_the_timetable_fills_the_interview(world: World) -> None:
    slots = kit(world).timetable
    assert sum(slot.minutes for slot in slots) == 60
    assert [slot.starts_after for slot in slots] == [sum(entry.minutes for entry in slots[:place]) for place in range(len(slots))]
    assert (slots[0].minutes, slots[-2].minutes, slots[-1].minutes) == (5, 10, 5)
    assert [slot.clock for slot in slots][:2] == ["09:30", "09:35"]
    assert all(slot.clock is None for slot in kit(world, vacancy=None).timetable)


def test_the_clock_passes_midnight(world: World) -> None:
    vacancy = world.vacancy.model_copy(update={"start_time": "23:58"})
    assert kit(world, vacancy=vacancy).timetable[1].clock == "00:03"


def test_questions_carry_band_level_and_minimum(world: World) -> None:
    first = kit(world).questions[0]
    assert (first.band, first.level, first.minimum, first.clock) == ("low", 1, 2, "09:35")
    assert [probe.step for probe in first.probes] == ["situation", "action", "result"]
    assert first.text.source == "tiny-bank/listening/low/q-1"
    assert first.anchors[0].story.source == "tiny-bank/listening/low/q-1/a-1"


def test_spares_name_the_question_that_they_replace(world: World) -> None:
    assert [spare.number for spare in kit(world).spares] == [1, 2, 3]


def test_the_opening_says_what_the_questions_are(world: World) -> None:
    keys = [line.source.removeprefix("phrase/en/kit.") for line in kit(world).opening]
    assert keys[1:-3] == ["opening_same", "opening_past_some", "opening_exercises_one"]
    session = world.plan.sessions[0].model_copy(update={"questions": ("listening/q-1",), "spares": ()})
    past = kit(world, plan=world.plan.model_copy(update={"sessions": (session,)}))
    assert past.opening[1].source == "phrase/en/kit.opening_lines.2"


def test_the_session_follows_stage_then_interviewer() -> None:
    first = PlannedSession(stage="one", minutes=30, interviewers=("ann",), questions=())
    second = PlannedSession(stage="two", minutes=30, interviewers=("bo",), questions=())
    plan = InterviewPlan(role="clerk", sessions=(first, second))
    assert session_of(plan, stage="two") is second
    assert session_of(plan, interviewer="bo") is second
    assert session_of(plan) is first


def test_a_job_description_shows_at_most_three_behaviours_and_sixteen_in_all(world: World) -> None:
    jd = job_description(world.role, framework=world.framework)
    assert [len(entry.behaviours) for entry in jd.behaviours] == [3, 3, 3]
    competencies = tuple(world.framework.competencies[0].model_copy(update={"id": f"c-{number}"}) for number in range(8))
    framework = world.framework.model_copy(update={"competencies": competencies})
    requirements = tuple(Requirement(competency=f"c-{number}", level=1, weight=number + 1) for number in range(8))
    crowded = world.role.model_copy(update={"requirements": requirements})
    counts = [len(entry.behaviours) for entry in job_description(crowded, framework=framework).behaviours]
    assert sum(counts) == BEHAVIOURS_IN_ALL
    seven = world.role.model_copy(update={"requirements": requirements[:7]})
    assert [len(entry.behaviours) for entry in job_description(seven, framework=framework).behaviours] == [2, 2, 2, 2, 2, 3, 3]


def test_facts_that_nobody_gave_say_what_is_to_be_added(world: World) -> None:
    jd = job_description(world.role, framework=world.framework)
    missing = [fact for fact in (*jd.facts, jd.adjustments, jd.equality) if fact.missing]
    assert len(missing) == 8
    assert missing[0].value.text == "To be added before this is used: pay range, with the period it is for"
    assert not job_description(world.role, framework=world.framework, organisation=world.organisation).facts[0].missing


def test_a_vacancy_says_otherwise_than_its_organisation(world: World) -> None:
    facts = world.organisation.facts.model_copy(update={"pay": "More."})
    vacancy = world.vacancy.model_copy(update={"facts": facts})
    jd = job_description(world.role, framework=world.framework, organisation=world.organisation, vacancy=vacancy)
    assert (jd.facts[0].value.text, jd.facts[0].value.source) == ("More.", "vacancy/clerk-1/facts/pay")


def test_success_is_never_output(world: World) -> None:
    jd = job_description(world.role, framework=world.framework)
    assert [line.source for line in jd.success] == [f"tiny/{name}/outcome_measures/outcome" for name in ("listening", "owning", "mending")]


def test_candidates_see_no_anchor_and_no_listen_for(world: World) -> None:
    pack = candidate_pack(world.role, framework=world.framework, plan=world.plan, bank=world.bank, vacancy=world.vacancy)
    said = pack.model_dump_json()
    assert "anchor" not in said
    assert "listen one" not in said
    assert "question 1" not in said


def test_below_at_and_above(world: World) -> None:
    first, second, third = review_rubric(world.role, framework=world.framework).competencies
    assert first.below[0].source == "phrase/en/rubric.nothing_below"
    assert second.below[0].source == "tiny/owning/2/c-1"
    assert second.above[0].source == "tiny/owning/3/i-1"
    assert third.above[0].source == "phrase/en/rubric.highest"


def test_provenance_names_version_status_and_hash(world: World) -> None:
    entries = {entry.kind: entry for entry in kit(world).provenance}
    assert set(entries) == {"framework", "question bank", "role", "organisation", "vacancy", "interview plan"}
    assert entries["framework"].status == "reviewed by experts: 4"
    assert entries["framework"].sha256 == content_hash(world.framework)
    assert entries["vacancy"].status == "criteria confirmed"


def test_objects_that_do_not_fit_are_named_all_at_once(world: World) -> None:
    requirements = (Requirement(competency="unheard-of", level=1, weight=1), Requirement(competency="owning", level=5, weight=1))
    role = world.role.model_copy(update={"requirements": requirements})
    with pytest.raises(DataError) as caught:
        job_description(role, framework=world.framework)
    assert [problem.code for problem in caught.value.problems] == ["unknown-competency", "undeclared-level"]


def test_a_plan_with_a_strange_question_is_refused(world: World) -> None:
    session = world.plan.sessions[0].model_copy(update={"questions": ("listening/no-such",)})
    with pytest.raises(DataError) as caught:
        kit(world, plan=world.plan.model_copy(update={"sessions": (session,)}))
    assert [problem.code for problem in caught.value.problems] == ["unknown-question"]


def test_titles_at_their_longest_still_build() -> None:
    for document in make_world(lambda name: (name + " x" * 2000)[:2000].strip()).documents():
        assert document.title


def test_braces_in_a_title_stay_braces(world: World) -> None:
    role = world.role.model_copy(update={"title": "{role} {organisation}"})
    jd: JobDescription = job_description(role, framework=world.framework)
    assert jd.title == "{role} {organisation}"


def test_no_phrase_hires_or_rejects() -> None:
    phrases = " ".join(path.read_text(encoding="utf-8") for path in package_data("locales", "en").glob("*.yaml"))
    said = re.sub("hiring.manager", "", phrases, flags=re.IGNORECASE)
    assert not re.search(r"\b(hire|hired|hiring|reject\w*)\b", said, re.IGNORECASE)


def test_a_locale_without_phrases_falls_back_to_english() -> None:
    assert phrases_for("xx-XX").line("kit.date").source == "phrase/en/kit.date"
