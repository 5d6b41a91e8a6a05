"""What sift, call and the page in advance owe to applicants: nothing needed at once goes unasked, and no luck of the story is rated."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.api.content import context_for, pick_plan
from servicecomp.cli import main
from servicecomp.documents.advance_questions import questions_in_advance
from servicecomp.documents.early_parts import about_work, printed_day
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.screening_kit import screening_kit
from servicecomp.documents.sift_grid import application_questions, sift_grid
from servicecomp.errors import DataError
from servicecomp.interviews.early_questions import early_top
from servicecomp.models.scales import RatingScale, RatingStep
from servicecomp.models.vacancies import InterviewPlan, PlannedSession
from tests.documents.test_sifting import ROLES, keys, known, stocked
from tests.documents.world import World, make_world

SAY = phrases_for("en-GB")


@pytest.fixture
def world() -> World:
    return stocked(make_world())


def asked_about(*papers: Any) -> set[str]:
    return {key.split("/", maxsplit=1)[0] for paper in papers for key in paper}


# What is needed on the first day


@settings(max_examples=40, deadline=None)
@given(role=st.sampled_from(ROLES), minutes=st.sampled_from((30, 45, 60, 90, 120)), sifted=st.sampled_from((0, 2, 3)))
def test_what_the_first_day_needs_is_asked_somewhere_or_named_in_a_box(role: str, minutes: int, sifted: int) -> None:
    this = context_for(role, None, None, None, ())
    plan = pick_plan(this, this.bank(None), minutes=minutes)
    about = {"framework": this.framework, "bank": this.bank(None), "plan": plan}
    written = sift_grid(this.role, **about, questions=sifted) if sifted else None
    kit = screening_kit(this.role, **about, sifted=sifted)
    first_day = {entry.competency for entry in this.role.requirements if entry.needed_at_entry}
    interview = [key for session in plan.sessions for key in session.questions]

    def names(missing: set[str]) -> list[str]:
        found = (this.framework.competency(entry.competency) for entry in this.role.requirements if entry.competency in missing)
        return [entry.name for entry in found if entry]

    for paper, earlier in ((written, []), (kit, keys(written.questions) if written else [])):
        if paper is None:
            continue
        missing = first_day - asked_about(interview, earlier, keys(paper.questions))
        assert (paper.never_asked is None) == (not missing)
        if paper.never_asked is not None:
            assert "; ".join(names(missing)) in paper.never_asked.text
            assert paper.never_asked.text in sc.render(paper, format="md").replace("\\", "")
    # Four or five early questions leave out none of the first day that they have room for.
    left = first_day - asked_about(interview)
    early = asked_about(keys(kit.questions), keys(written.questions) if written else [])
    assert len(left & early) == min(len(left), len(early & first_day))


def test_the_shipped_roles_ask_about_every_need_of_the_first_day() -> None:
    for role in ROLES:
        assert sc.screening_kit(role).never_asked is None, role


# Ratings end where the level is met


@given(st.integers(2, 9))
def test_early_ratings_end_in_the_middle_of_the_scale_and_never_at_one(top: int) -> None:
    framework = make_world().framework
    steps = tuple(RatingStep(rating=n, name=f"Name {n}", meaning=f"Meaning {n}.") for n in range(1, top + 1))
    found = early_top(framework.model_copy(update={"rating_scale": RatingScale(steps=steps)}))
    assert 2 <= found <= top
    assert {2: 2, 3: 2, 4: 2, 5: 3, 7: 4}.get(top, found) == found
    # As many ratings below as above it, or one fewer.
    assert top == 2 or (found - 1) - (top - found) in {0, -1}


@pytest.mark.parametrize("role", ROLES)
def test_no_rating_or_anchor_above_the_level_stands_on_the_early_papers(role: str) -> None:
    for paper in (sc.sift_grid(role), sc.screening_kit(role)):
        assert [step.rating for step in paper.scale] == [1, 2, 3]
        assert {anchor.rating for question in paper.questions for anchor in question.anchors} == {1, 3}
        assert [step.rating for step in paper.between] == [2]
        assert not re.search(r"[☐] [45] ", sc.render(paper, format="md"))


def test_a_question_is_taken_without_an_anchor_above_the_level(world: World) -> None:
    short = world.bank.question("listening/q-3")
    assert short is not None
    anchors = short.anchors[:2]
    assert keys(sift_grid(world.role, **known(stocked(make_world(), **{"listening/q-3": {"anchors": anchors}}), full=False)).questions)[
        0
    ] == ("listening/q-3")
    assert keys(sift_grid(world.role, **known(stocked(make_world(), **{"listening/q-3": {"anchors": anchors[:1]}}), full=False)).questions)[
        0
    ] == ("listening/q-4")


# The page for applicants


def test_applicants_get_the_follow_ups_that_nobody_can_ask_later(world: World) -> None:
    page = application_questions(world.role, **known(world))
    asked = sift_grid(world.role, **known(world)).questions
    for written, question in zip(page.questions, asked, strict=True):
        model = world.bank.question(question.key)
        assert model is not None
        assert [line.text for line in written.cover] == [probe.text for probe in model.probes]


def test_the_sentence_about_examples_follows_the_questions() -> None:
    def sentence(**changes: Any) -> str:
        rich = stocked(make_world(), **{f"{name}/q-3": change for name, change in changes.items()})
        page = application_questions(rich.role, **known(rich))
        assert [entry.text.text for entry in page.questions] == [changes[name]["text"] for name in ("listening", "owning")]
        return next(line.source for line in page.good_answer if ".from_" in line.source).removeprefix("phrase/en/application.")

    free, tagged = {"text": "Tell me about a muddle."}, {"text": "Tell me about a customer or a friend.", "tags": ("no-paid-work",)}
    bound, either = {"text": "Tell me about a quarrel between teams."}, {"text": "Describe a team at work or anywhere else."}
    assert sentence(listening=free, owning=tagged) == "from_anywhere"
    assert sentence(listening=either, owning=free) == "from_anywhere"
    assert sentence(listening=free, owning=bound) == "from_work_one"
    assert sentence(listening=bound, owning={"text": "Tell me about a hard day at work."}) == "from_work"


def test_questions_about_work_are_told_from_the_others_in_the_shipped_bank() -> None:
    bank = sc.load_question_bank("internal-service")
    expected = {
        "fair-judgement/tie-of-your-own": True,
        "collaboration/strain-with-another-team": True,
        "needs-discovery/one-thing-then-the-opposite": False,
        "needs-discovery/asked-by-a-stranger": False,
    }
    found = {key: about_work(SAY, question) for key in expected if (question := bank.question(key))}
    assert found == expected


def test_the_guaranteed_interview_stands_on_both_papers_or_on_none(world: World) -> None:
    minimum = "3 from both readers on each answer"
    page, grid = (build(world.role, **known(world), guaranteed_interview=minimum) for build in (application_questions, sift_grid))
    assert minimum in sc.render(page, format="html")
    assert 'name="scheme"' in sc.render(page, format="html")
    assert minimum in grid.together[-1].text
    for build in (application_questions, sift_grid):
        plain = sc.render(build(world.role, **known(world)), format="html")
        assert 'name="scheme"' not in plain
        assert "uaranteed interview" not in plain


def test_days_are_printed_in_words_and_false_ones_refused(world: World) -> None:
    page = application_questions(world.role, **known(world), hear_by="2026-12-04")
    assert "Friday 4 December 2026" in page.facts[-1].value.text
    assert not page.facts[-1].missing
    assert application_questions(world.role, **known(world)).facts[-1].missing
    assert screening_kit(world.role, **known(world), sifted=0, hear_by="2026-12-04").next_step.text.startswith(
        "You hear from us by Friday 4 December 2026"
    )
    assert printed_day(SAY, "the first week of May") == "the first week of May"
    with pytest.raises(DataError) as caught:
        printed_day(SAY, "2026-02-30")
    assert [problem.code for problem in caught.value.problems] == ["not-a-day"]


# The forms


def test_the_use_of_the_ratings_is_ticked_and_signed_before_anything_is_read(world: World) -> None:
    grid = sc.render(sift_grid(world.role, **known(world)), format="html")
    assert grid.count('name="use"') == 4
    assert grid.index('name="use"') < grid.index('name="rating-')
    kit = sc.render(screening_kit(world.role, **known(world), sifted=0), format="html")
    assert kit.count('name="use"') == 2
    assert kit.index('name="use"') < kit.index('name="rating-')


@pytest.mark.parametrize("role", ROLES)
def test_the_call_never_asks_whether_somebody_can_do_the_work(role: str) -> None:
    text = sc.render(sc.screening_kit(role), format="md")
    assert not re.search(r"can you do|are you able|with or without", text, flags=re.IGNORECASE)
    after = text.split("would like to know more about?")[1].split("##")[0]
    assert "☐" not in after


def test_the_call_asks_everybody_what_they_did_and_what_came_of_it(world: World) -> None:
    for question in screening_kit(world.role, **known(world), sifted=0).questions:
        assert [line.source.rsplit("/", maxsplit=1)[1] for line in question.follow_ups] == ["action", "result"]


# The page in advance


def with_kinds(*kinds: str) -> World:
    """Return a world whose plan asks one question of each kind."""
    names = [f"{name}/q-3" for name in ("listening", "owning", "mending")][: len(kinds)]
    rich = stocked(make_world(), **{key: {"kind": kind} for key, kind in zip(names, kinds, strict=True)})
    plan = InterviewPlan(role="clerk", sessions=(PlannedSession(stage="talk", minutes=60, questions=tuple(names)),))
    return World(rich.framework, rich.bank, rich.role, rich.organisation, rich.vacancy, plan, None)


@pytest.mark.parametrize(
    ("kinds", "opening", "examples"),
    [
        (("past-behaviour", "past-behaviour"), "all_shown", True),
        (("past-behaviour", "situational"), "some_shown", True),
        (("situational", "knowledge", "situational"), "none_shown", False),
    ],
)
def test_the_page_promises_only_what_the_interview_holds(kinds: tuple[str, ...], opening: str, *, examples: bool) -> None:
    this = with_kinds(*kinds)
    page = questions_in_advance(this.role, **known(this))
    assert page.welcome[0].source == f"phrase/en/advance.{opening}"
    sources = [line.source for line in (*page.welcome, *page.prepare)]
    for name in ("why", "past_lines.1", "no_example"):
        assert (f"phrase/en/advance.{name}" in sources) is examples
    assert ("phrase/en/advance.situation_line" in sources) is ("situational" in kinds)
    text = sc.render(page, format="json")
    for key, kind in zip(this.plan.sessions[0].questions, kinds, strict=True):
        question = this.bank.question(key)
        assert question is not None
        assert (question.text in text) is (kind == "past-behaviour")


# The commands


@pytest.mark.parametrize(
    ("command", "first", "other"), [("sift", "sift-grid", "application-questions"), ("screening", "screening-kit", "adjustments-note")]
)
def test_one_file_for_two_papers_is_refused_and_the_screen_says_what_it_leaves_out(
    command: str, first: str, other: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    about = [command, "--role", "contact-centre-agent"]
    assert main([*about, "--output", str(tmp_path / "x.pdf")]) == 2
    error = capsys.readouterr().err
    assert f"--document {first}" in error
    assert f"--document {other}" in error
    assert not list(tmp_path.iterdir())
    assert main(about) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("# ")
    assert f"--document {other}" in shown.err
    assert main([*about, "--document", other, "--output", str(tmp_path / "x.md")]) == 0


def test_the_page_in_advance_is_shown_as_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advance", "--role", "contact-centre-agent"]) == 0
    assert capsys.readouterr().out.startswith("# ")
    assert main(["advance", "--role", "contact-centre-agent", "--format", "html"]) == 0
    assert "<!doctype html>" in capsys.readouterr().out


def test_the_scheme_and_the_day_reach_both_papers_of_a_folder(tmp_path: Any) -> None:
    options = ["--hear-by", "2026-12-04", "--guaranteed-interview", "3 on each answer", "--format", "json"]
    assert main(["sift", "--role", "contact-centre-agent", *options, "--output", str(tmp_path / "s")]) == 0
    page = json.loads((tmp_path / "s" / "application-questions.json").read_text(encoding="utf-8"))
    assert "3 on each answer" in page["scheme"]["text"]
    assert "Friday 4 December 2026" in page["facts"][-1]["value"]["text"]
    assert "3 on each answer" in (tmp_path / "s" / "sift-grid.json").read_text(encoding="utf-8")
