"""One booklet for each person and interview, the table of who rates what, and the folder that holds them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.documents.booklets import booklets, check_plan
from servicecomp.documents.coverage import MOST_COLUMNS, coverage_of
from servicecomp.documents.interview_kit import interview_kit
from servicecomp.documents.job_description import job_description
from servicecomp.documents.panel_summary import panel_summary
from servicecomp.documents.phrases import phrases_for
from servicecomp.models.provenance import content_hash
from servicecomp.models.vacancies import Criterion, Interviewer, InterviewPlan, PlannedSession
from servicecomp.rendering.html import render_html
from servicecomp.rendering.markdown import render_markdown
from tests.documents.world import IDS, World
from tests.rendering.reading import Page, lines_of, markdown_texts, squeeze

ROLES = (
    *("bank-branch-adviser", "clinic-receptionist", "contact-centre-agent", "hotel-front-desk-agent", "hr-business-partner"),
    *("it-service-desk-analyst", "retail-associate", "service-team-leader"),
)
SAY = phrases_for("en")


def staged() -> InterviewPlan:
    """Return a plan of two interviews: ann and bo first, bo and cy second; nobody asks about mending."""
    first = PlannedSession(
        stage="first-talk",
        minutes=45,
        interviewers=("ann", "bo"),
        questions=("listening/q-1", "owning/q-1"),
        askers=("ann", "bo"),
        spares=("listening/q-2",),
    )
    second = PlannedSession(stage="panel", minutes=60, interviewers=("bo", "cy"), questions=("owning/q-2",), askers=("cy",))
    return InterviewPlan(role="clerk", sessions=(first, second))


@pytest.fixture
def plan() -> InterviewPlan:
    return staged()


def booklet(world: World, plan: InterviewPlan, **options):
    known = {"vacancy": world.vacancy, "organisation": world.organisation}
    return interview_kit(world.role, framework=world.framework, bank=world.bank, plan=plan, **(known | options))


def codes(call) -> list[str]:
    with pytest.raises(sc.DataError) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


# -- one booklet -----------------------------------------------------------------------------------------------------------------


def test_a_booklet_holds_the_questions_of_its_session_and_no_others(world, plan):
    assert [question.key for question in booklet(world, plan, interviewer="bo").questions] == ["listening/q-1", "owning/q-1"]
    assert [question.key for question in booklet(world, plan, interviewer="bo", stage="panel").questions] == ["owning/q-2"]
    assert [question.key for question in booklet(world, plan, interviewer="cy").questions] == ["owning/q-2"]
    assert booklets(plan) == (("first-talk", "ann"), ("first-talk", "bo"), ("panel", "bo"), ("panel", "cy"))


def test_what_others_read_out_is_shortened_and_still_rated(world, plan):
    own, theirs = booklet(world, plan, interviewer="ann").questions
    assert (own.listening, theirs.listening) == (False, True)
    assert own.asked_by.text == "You read out this question."
    assert theirs.asked_by.text == "Asked by The bo.: you listen and rate."
    assert own.probes
    assert not theirs.probes
    assert theirs.anchors
    assert theirs.listen_for
    page = render_html(booklet(world, plan, interviewer="ann"))
    assert page.count('<table class="grid boxes">') == 2
    assert page.count('<table class="grid anchors">') == 3


def test_the_cover_says_which_stage_who_else_sits_in_and_what_one_reads_out(world, plan):
    first = booklet(world, plan, interviewer="ann")
    assert (first.stage_name, first.part.text, first.beside) == ("First talk", "1 of 2", ("The bo.",))
    assert first.asks.text == "Question 1; you rate all 2"
    assert booklet(world, plan, interviewer="bo", stage="panel").asks.text == "No question; you rate all 1"
    whole = booklet(world, plan, stage="panel")
    assert (whole.asks, whole.beside, whole.panel) == (None, (), ("The bo.", "cy"))
    assert [slot.label.text for slot in first.timetable][1:3] == [
        "Question 1: The listening name. (you ask)",
        "Question 2: The owning name. (The bo. asks)",
    ]


def test_a_name_of_the_panel_does_for_its_key(world, plan):
    assert booklet(world, plan, interviewer="The bo.") == booklet(world, plan, interviewer="bo")


def test_papers_of_an_exercise_go_to_whoever_reads_it_out(world):
    session = PlannedSession(stage="one", minutes=60, interviewers=("ann", "bo"), questions=("mending/q-1",), askers=("ann",))
    plan = InterviewPlan(role="clerk", sessions=(session,))
    assert booklet(world, plan, interviewer="ann").questions[0].exercise
    assert booklet(world, plan, interviewer="bo").questions[0].exercise is None
    assert booklet(world, plan).questions[0].exercise


def test_without_askers_every_question_stands_in_full(world):
    kit = booklet(world, world.plan, interviewer="ann")
    assert not [question for question in kit.questions if question.listening or question.asked_by]
    assert kit.before[0].text.startswith("Agree who asks which question.")


def test_an_unknown_stage_or_person_is_refused_with_who_there_is(world, plan):
    assert codes(lambda: booklet(world, plan, stage="lunch")) == ["unknown-stage"]
    assert codes(lambda: booklet(world, plan, interviewer="dee")) == ["not-on-the-panel"]
    assert codes(lambda: booklet(world, plan, interviewer="ann", stage="panel")) == ["not-on-the-panel"]
    twins = world.vacancy.model_copy(update={"panel": (Interviewer(key="ann", name="Jo"), Interviewer(key="bo", name="Jo"))})
    assert codes(lambda: booklet(world, plan, interviewer="Jo", vacancy=twins)) == ["ambiguous-name"]


@pytest.mark.parametrize(("person", "stage"), [("ann", "first-talk"), ("bo", "first-talk"), ("bo", "panel"), (None, "panel")])
def test_every_line_of_a_booklet_and_of_the_summary_stands_on_the_page(world, plan, person, stage):
    summary = panel_summary(world.role, framework=world.framework, plan=plan, vacancy=world.vacancy)
    for document in (booklet(world, plan, interviewer=person, stage=stage, organisation=None), summary):
        sourced = set(Page(render_html(document)).sourced)
        seen = "\n".join(markdown_texts(render_markdown(document)))
        for text, source in lines_of(document.model_dump(mode="json")):
            assert (source, squeeze(text)) in sourced, (text, source)
            assert squeeze(text) in seen, text


@pytest.mark.parametrize("name", ROLES)
def test_an_hour_s_kit_is_at_most_ten_pages_and_a_planned_booklet_one_more(name, repository):
    from pypdf import PdfReader

    about = {"organisation": repository / "examples/organisation.yaml"}
    plan = sc.plan_interviews(name, interviewers=["ann", "bo", "cy"], stages=2)
    kits = [sc.interview_kit(name, plan=plan, stage=stage, interviewer=person, **about) for stage, person in booklets(plan)[:2]]
    # A plan holds six or seven questions of its own choice where the simple pick holds five.
    for kit, most in ((sc.interview_kit(name, minutes=60, **about), 10), *((kit, 11) for kit in kits)):
        assert len(PdfReader(io.BytesIO(sc.render(kit, format="pdf"))).pages) <= most


# -- who rates what --------------------------------------------------------------------------------------------------------------


def test_the_table_counts_questions_raters_and_spares(world, plan):
    table = coverage_of(SAY, plan, world.role, world.framework, world.vacancy)
    assert [(stage.name, stage.columns) for stage in table.stages] == [("First talk", 2), ("Panel", 2)]
    assert [column.name for column in table.columns] == ["The ann.", "The bo.", "The bo.", "cy"]
    rows = [(row.competency, row.cells, row.asks, row.questions, row.raters, row.spares) for row in table.rows]
    assert rows == [
        ("listening", (1, 1, 0, 0), (True, False, False, False), 1, 2, 1),
        ("owning", (1, 1, 1, 1), (False, True, False, True), 2, 3, 0),
        ("mending", (0, 0, 0, 0), (False,) * 4, 0, 0, 0),
    ]
    said = [line.text for line in table.sentences]
    assert "say nothing about them: The mending name.." in said[0]
    assert said[1:] == ["There is no spare question for these: The owning name.."]


def test_one_rater_and_nothing_missing_are_said_too(world):
    session = PlannedSession(stage="one", minutes=60, interviewers=("ann",), questions=tuple(f"{name}/q-1" for name in IDS))
    table = coverage_of(SAY, InterviewPlan(role="clerk", sessions=(session,)), world.role, world.framework, None)
    keys = [line.source for line in table.sentences]
    assert keys == [f"phrase/en/coverage.{key}" for key in ("all_asked", "one_rater", "no_spare")]


def test_where_the_plan_names_nobody_the_panel_sits_in_or_everybody(world):
    session = world.plan.sessions[0].model_copy(update={"interviewers": ()})
    plan = world.plan.model_copy(update={"sessions": (session,)})
    table = coverage_of(SAY, plan, world.role, world.framework, world.vacancy)
    assert [column.interviewer for column in table.columns] == ["ann", "bo"]
    table = coverage_of(SAY, plan, world.role, world.framework, None)
    assert [(column.interviewer, column.name) for column in table.columns] == [(None, "Everybody who sits in")]
    assert {row.raters for row in table.rows} == {None}


@settings(max_examples=60)
@given(data=st.data())
def test_the_table_adds_up_for_any_plan(world, data):
    keys = [f"{name}/q-{number}" for name in IDS for number in (1, 2)]
    people = [f"p-{number}" for number in range(data.draw(st.integers(1, 6)))]
    sessions = []
    for number in range(data.draw(st.integers(1, 4))):
        sitting = tuple(data.draw(st.lists(st.sampled_from(people), min_size=1, unique=True)))
        questions = tuple(data.draw(st.lists(st.sampled_from(keys), unique=True)))
        askers = tuple(data.draw(st.sampled_from(sitting)) for _ in questions)
        sessions.append(PlannedSession(stage=f"s-{number}", minutes=60, interviewers=sitting, questions=questions, askers=askers))
    plan = InterviewPlan(role="clerk", sessions=tuple(sessions))
    table = coverage_of(SAY, plan, world.role, world.framework, None)
    assert sum(stage.columns for stage in table.stages) == len(table.columns)
    seats = sum(len(session.interviewers) for session in sessions)
    assert len(table.columns) == (seats if seats <= MOST_COLUMNS else len(sessions))
    for row in table.rows:
        cells = [cell for cell in plan.coverage if cell.competency == row.competency]
        assert row.raters == len({cell.interviewer for cell in cells})
        assert row.questions == len({key for cell in cells for key in cell.questions})
        if seats <= MOST_COLUMNS:
            assert sum(row.cells) == sum(len(cell.questions) for cell in cells)
        assert (row.name.text in table.sentences[0].text) is (not row.questions)


# -- the panel's form ------------------------------------------------------------------------------------------------------------


def test_the_summary_holds_all_interviews_and_marks_what_nobody_asks(world, plan):
    form = panel_summary(world.role, framework=world.framework, plan=plan, vacancy=world.vacancy)
    assert form.interviewers == ("The ann.", "The bo.", "cy")
    assert [row.rated_by for row in form.grid] == [(True, True, False), (True, True, True), (False,) * 3]
    assert [row.questions for row in form.grid] == [(1,), (2, 3), ()]
    for page in (render_html(form), render_markdown(form)):
        assert "not asked in these interviews" in page
        assert "say nothing about them" in page


# -- the folder ------------------------------------------------------------------------------------------------------------------


def vacancy(*people, **changes):
    opening, _ = sc.new_vacancy("contact-centre-agent")
    panel = tuple(Interviewer(key=key, name=key.title()) for key in people or ("ann", "bo"))
    return opening.model_copy(update={"panel": panel, "candidates": ("candidate-1", "candidate-2"), **changes})


@pytest.fixture(scope="module")
def planned():
    return sc.plan_interviews("contact-centre-agent", interviewers=["ann", "bo"], stages=2)


def test_the_folder_follows_the_plan(tmp_path, planned):
    files = sc.write_vacancy_kit(vacancy(), tmp_path, formats=["md"], plan=planned)
    stages = [session.stage for session in planned.sessions]
    assert {path.name for path in files if "interview-kit" in path.name} == {
        f"interview-kit-candidate-0{number}-{stage}-{person}.md" for number in (1, 2) for stage in stages for person in ("ann", "bo")
    }
    assert sc.left_over_kits(files) == ()


def test_a_plan_that_does_not_fit_is_refused_before_anything_is_written(tmp_path, planned):
    bank, role = sc.load_question_bank("customer-service"), vacancy().role
    asked = planned.sessions[0].questions[0]
    heavier = [
        entry.model_copy(update={"weight": entry.weight + 1}) if number == 0 else entry for number, entry in enumerate(planned.criteria)
    ]
    for opening, plan, code in (
        (vacancy(), planned.model_copy(update={"bank_version": "99"}), "other-bank"),
        (vacancy(), planned.model_copy(update={"role": "retail-associate"}), "other-role"),
        (vacancy(), planned.model_copy(update={"criteria": tuple(heavier)}), "other-criteria"),
        (vacancy("ann", "cy"), planned, "not-on-the-panel"),
        (vacancy(plan_sha256="0" * 64), planned, "other-plan"),
        (vacancy(excluded=(asked,)), planned, "contradiction"),
        (vacancy(pinned=("ownership/nowhere",)), planned, "contradiction"),
    ):
        assert codes(lambda opening=opening, plan=plan: sc.write_vacancy_kit(opening, tmp_path, plan=plan)) == [code]
        assert not list(tmp_path.iterdir())
    check_plan(planned, role=role, bank=bank, vacancy=vacancy(plan_sha256=content_hash(planned)))
    extra = (*planned.criteria, Criterion(competency="empathy", weight=5))
    assert codes(lambda: check_plan(planned.model_copy(update={"criteria": extra}), role=role, bank=bank)) == ["other-criteria"]


def test_a_vacancy_that_names_no_plan_keeps_its_hash():
    assert "plan_sha256" not in vacancy().model_dump()
    named = vacancy(plan_sha256="a" * 64)
    assert type(named).model_validate_json(named.model_dump_json()) == named


def test_files_that_are_there_are_all_named_and_none_is_written_over(tmp_path):
    sc.write_vacancy_kit(vacancy(), tmp_path, formats=["md"])
    one = tmp_path / "job-description.md"
    one.unlink()
    with pytest.raises(sc.DataError) as caught:
        sc.write_vacancy_kit(vacancy(), tmp_path, formats=["md"])
    assert len(caught.value.problems) == 7
    assert not one.exists()


def test_what_an_earlier_run_left_is_named_and_deleted_only_when_asked_for(tmp_path, capsys):
    from servicecomp.cli import main

    folder = tmp_path / "folder"
    sheet = tmp_path / "vacancy.yaml"
    sheet.write_text(sc.dump(vacancy()), encoding="utf-8")
    assert main(["kit", str(sheet), "-f", "md", "-o", str(folder)]) == 0
    mine = folder / "interview-kit Notes.md"
    mine.write_text("mine", encoding="utf-8")
    sheet.write_text(sc.dump(vacancy("ann", candidates=("candidate-1",))), encoding="utf-8")
    capsys.readouterr()
    again = ["kit", str(sheet), "-f", "md", "-o", str(folder), "--force"]
    gone = [f"interview-kit-candidate-{end}.md" for end in ("01-bo", "02-ann", "02-bo")]
    assert main(again) == 0
    said = capsys.readouterr().err
    assert all(f"left over from an earlier run: {folder / name}" in said for name in gone)
    assert "Nothing was deleted." in said
    assert all((folder / name).exists() for name in gone)
    assert main([*again, "--remove-left-over"]) == 0
    assert "removed: " in capsys.readouterr().err
    assert not any((folder / name).exists() for name in gone)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert (folder / "interview-kit-candidate-01-ann.md").exists()


def test_the_command_writes_one_person_s_booklet(tmp_path, planned, capsys):
    from servicecomp.cli import main

    path = sc.write_plan(planned, tmp_path / "plan.yaml")
    stage = planned.sessions[1].stage
    command = ["kit", "--role", "contact-centre-agent", "--plan", str(path), "-f", "md"]
    assert main([*command, "--interviewer", "bo", "--stage", stage]) == 0
    assert "2 of 2" in capsys.readouterr().out
    assert main([*command, "--interviewer", "dee"]) == 1
    assert "use one of: ann, bo" in capsys.readouterr().err


# -- benefits --------------------------------------------------------------------------------------------------------------------


def test_benefits_are_one_fact_with_a_line_each(world):
    jd = job_description(world.role, framework=world.framework, organisation=world.organisation)
    [benefits] = [fact for fact in jd.facts if fact.label.text == "Benefits"]
    assert [line.text for line in (benefits.value, *benefits.more)] == ["The benefit one.", "The benefit two."]
    assert [line.source[-1] for line in (benefits.value, *benefits.more)] == ["1", "2"]
    assert render_html(jd).count(">Benefits</th>") == 1
    assert "- Benefits: The benefit one.; The benefit two." in render_markdown(jd)
