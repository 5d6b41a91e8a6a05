"""Papers from before the interview: what is asked in them, what must never stand on them, and what they refuse."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.api.content import context_for, pick_plan
from servicecomp.api.interviews import write_plan
from servicecomp.cli import main
from servicecomp.documents.advance_questions import questions_in_advance
from servicecomp.documents.early_parts import candidate_keys
from servicecomp.documents.screening_kit import CALL_LENGTHS, adjustments_note, screening_kit
from servicecomp.documents.sift_grid import application_questions, sift_grid
from servicecomp.errors import DataError
from servicecomp.interviews.early_questions import LONGEST_QUESTION, answer_words, early_questions
from servicecomp.models.roles import Requirement
from servicecomp.models.vacancies import InterviewPlan, PlannedSession
from tests.documents.world import World, make_world

if TYPE_CHECKING:
    from servicecomp.models.banks import Question

ROLES = (
    "bank-branch-adviser",
    "clinic-receptionist",
    "contact-centre-agent",
    "hotel-front-desk-agent",
    "hr-business-partner",
    "it-service-desk-analyst",
    "retail-associate",
    "service-team-leader",
)
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet")
FORMATS = ("html", "md", "json")


def stocked(world: World, **changes: Any) -> World:
    """Return the world with two more questions for each competency, no two of them alike, and a role-play that becomes a story."""
    told = []
    for place, name in enumerate(("listening", "owning", "mending")):
        model = world.bank.question(f"{name}/q-2")
        assert model is not None
        for number in (3, 4):
            words = " ".join(f"{WORDS[place]}{word}{number}" for word in WORDS)
            told.append(
                model.model_copy(update={"id": f"q-{number}", "text": f"Tell me about {words}."} | changes.get(f"{name}/q-{number}", {}))
            )
    bank = world.bank.model_copy(update={"questions": (*world.bank.questions, *told)})
    return World(world.framework, bank, world.role, world.organisation, world.vacancy, world.plan, world.match)


def keys(questions: Any) -> list[str]:
    return [question.key for question in questions]


def pick(world: World, number: int = 2, **changes: Any) -> list[str]:
    return keys(early_questions(world.role, world.bank, world.framework, **({"number": number, "plan": world.plan} | changes)))


def known(world: World, *, full: bool = True) -> dict[str, Any]:
    about = {"framework": world.framework, "bank": world.bank, "plan": world.plan}
    return about | ({"organisation": world.organisation, "vacancy": world.vacancy} if full else {})


def papers(world: World, *, full: bool = True) -> list[Any]:
    about = known(world, full=full)
    note = {key: value for key, value in about.items() if key not in {"bank", "plan"}}
    return [
        sift_grid(world.role, **about),
        application_questions(world.role, **about),
        screening_kit(world.role, **about, sifted=0),
        adjustments_note(world.role, **note),
        questions_in_advance(world.role, **about),
    ]


def codes(caught: pytest.ExceptionInfo[DataError]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


# Which questions


def test_what_is_needed_on_the_first_day_comes_before_what_is_heavier(world: World) -> None:
    rich = stocked(world)
    assert pick(rich) == ["listening/q-3", "owning/q-3"]
    heavy_last = tuple(
        Requirement(competency=name, level=level, weight=weight, needed_at_entry=entry)
        for name, level, weight, entry in (("listening", 1, 9, False), ("owning", 2, 2, True), ("mending", 3, 1, True))
    )
    role = rich.role.model_copy(update={"requirements": heavy_last})
    assert pick(World(rich.framework, rich.bank, role, rich.organisation, rich.vacancy, rich.plan, None)) == ["owning/q-3", "mending/q-3"]


def test_an_earlier_step_s_competencies_come_last_and_its_questions_not_at_all(world: World) -> None:
    rich = stocked(world)
    assert pick(rich, earlier=["listening/q-3"]) == ["owning/q-3", "mending/q-3"]
    assert pick(rich, 3, earlier=["listening/q-3"]) == ["listening/q-4", "owning/q-3", "mending/q-3"]


def test_rotation_turns_and_a_pin_moves_only_its_own_competency(world: World) -> None:
    rich = stocked(world)
    assert pick(rich, rotation=2) == ["listening/q-4", "owning/q-4"]
    assert pick(rich, rotation=3) == pick(rich)
    assert pick(rich, pinned=["owning/q-4"]) == ["listening/q-3", "owning/q-4"]
    assert pick(rich, pinned=["mending/q-4"]) == ["listening/q-3", "mending/q-4"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "word " * LONGEST_QUESTION + "more"},
        {"kind": "situational"},
        {"anchors": ()},
        {"band": "high"},
    ],
)
def test_a_question_that_cannot_be_answered_alone_is_passed_over(world: World, change: dict[str, Any]) -> None:
    assert pick(stocked(world, **{"listening/q-3": change}))[0] == "listening/q-4"


def test_a_question_with_forty_words_is_still_taken(world: World) -> None:
    assert (
        pick(stocked(world, **{"listening/q-3": {"text": " ".join(f"willow{n}" for n in range(LONGEST_QUESTION))}}))[0] == "listening/q-3"
    )


def test_a_question_with_the_interview_s_story_is_passed_over(world: World) -> None:
    asked = world.bank.question("listening/q-1")
    assert asked is not None
    assert pick(stocked(world, **{"listening/q-3": {"text": asked.text}}))[0] == "listening/q-4"


def test_at_entry_level_questions_without_paid_work_come_first(world: World) -> None:
    rich = stocked(world, **{"listening/q-4": {"tags": ("no-paid-work",)}, "mending/q-4": {"tags": ("no-paid-work",)}})
    assert pick(rich, 3) == ["listening/q-4", "owning/q-3", "mending/q-3"]


def test_too_few_questions_are_an_error_and_not_a_repetition(world: World) -> None:
    with pytest.raises(DataError) as caught:
        pick(world)
    assert codes(caught) == ["too-few-questions"]


def test_all_that_is_wrong_with_the_pins_is_said_at_once(world: World) -> None:
    pins = ["listening/q-1", "listening/q-4", "owning/none", "mending/q-3"]
    rich = stocked(world, **{"mending/q-3": {"anchors": ()}})
    with pytest.raises(DataError) as caught:
        pick(rich, pinned=pins)
    assert codes(caught) == ["asked-twice", "one-each", "unknown-question", "not-anchored", "too-many-pins"]


@settings(max_examples=60, deadline=None)
@given(
    role=st.sampled_from(ROLES),
    minutes=st.sampled_from((30, 45, 60, 90, 120)),
    rotation=st.integers(1, 6),
    number=st.integers(2, 3),
    data=st.data(),
)
def test_nothing_is_asked_twice_whatever_the_role_and_the_interview(role: str, minutes: int, rotation: int, number: int, data: Any) -> None:
    this = context_for(role, None, None, None, ())
    bank = this.bank(None)
    plan = pick_plan(this, bank, minutes=minutes)
    later = {key for session in plan.sessions for key in (*session.questions, *session.spares)}

    def chosen(**changes: Any) -> tuple[Question, ...]:
        return early_questions(this.role, bank, this.framework, **({"number": number, "plan": plan, "rotation": rotation} | changes))

    written = chosen()
    called = chosen(number=2, earlier=keys(written))
    for picked in (written, called):
        assert len({question.competency for question in picked}) == len(picked)
        for question in picked:
            requirement = this.role.requirement(question.competency)
            assert requirement is not None
            assert question.band == this.framework.band_of(requirement.level).id
            assert (question.kind, question.exercise) == ("past-behaviour", None)
    everything = [*later, *keys(written), *keys(called)]
    assert len(everything) == len(set(everything))
    # Leaving out what was not picked changes nothing, as long as the bank is not turned.
    plain = chosen(rotation=1)
    other = data.draw(st.sampled_from(sorted({question.key for question in bank.questions} - set(keys(plain)))))
    assert chosen(rotation=1, excluded=[other]) == plain


def test_the_length_of_an_answer_follows_the_minutes() -> None:
    assert [answer_words(minutes) for minutes in (1, 5, 6, 8, 10, 15)] == [50, 150, 150, 200, 250, 400]


@given(st.integers(1, 100))
def test_longer_questions_never_get_shorter_answers(minutes: int) -> None:
    assert answer_words(minutes) <= answer_words(minutes + 1)
    assert answer_words(minutes) % 50 == 0


# Names


def test_numbers_stay_and_one_name_turns_all_into_numbers() -> None:
    assert candidate_keys(["1001", "2026-17", "candidate-3"]) == ("1001", "2026-17", "candidate-3")
    assert candidate_keys(["1001", "Ann 2"]) == ("candidate-1", "candidate-2")
    assert candidate_keys(["1001", "1001"]) == ("candidate-1", "candidate-2")
    assert candidate_keys([]) == ()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.from_regex(r"Zq[a-zà-ÿ]{3,12}( [A-Z][a-z]{1,8}-?[0-9]{0,3})?", fullmatch=True), min_size=1, max_size=12, unique=True)
)
def test_no_candidate_s_name_stands_on_the_readers_form(world: World, names: list[str]) -> None:
    rich = stocked(world)
    vacancy = rich.vacancy.model_copy(update={"candidates": tuple(names)})
    grid = sift_grid(rich.role, **(known(rich) | {"vacancy": vacancy}))
    assert len(set(grid.candidates)) == len(names)
    for format_ in FORMATS:
        text = sc.render(grid, format=format_)
        assert not [name for name in names if name in text]


def test_a_form_without_candidates_has_rows_to_fill_in_and_too_many_are_refused(world: World) -> None:
    rich = stocked(world)
    assert sift_grid(rich.role, **known(rich)).candidates[0] == "candidate-1"
    with pytest.raises(DataError) as caught:
        sift_grid(rich.role, **known(rich), candidates=[str(number) for number in range(1001)])
    assert codes(caught) == ["too-many-candidates"]


def test_every_row_of_a_question_has_its_anchors_on_the_same_page(world: World) -> None:
    rich = stocked(world)
    grid = sift_grid(rich.role, **known(rich), candidates=[str(number) for number in range(1, 28)])
    pages = sc.render(grid, format="html").split('<div class="page-break">')
    rated = [page for page in pages if 'name="rating-' in page]
    assert len(rated) == 2 * 4
    for page in rated:
        assert "anchor 2" in page
    groups = [group for page in rated for group in set(re.findall(r'name="(rating-\d+-\d+)"', page))]
    assert len(groups) == len(set(groups)) == 2 * 27


# What must not stand on a paper


def all_words(world: World, *parts: str) -> set[str]:
    """Return the texts of all questions of the world that are for the panel's eyes only."""
    found: set[str] = set()
    for question in world.bank.questions:
        for part in parts:
            entries = getattr(question, part)
            found |= {entry if isinstance(entry, str) else entry.text for entry in entries}
    return found


def test_candidates_get_no_anchor_probe_or_hint(world: World) -> None:
    rich = stocked(world)
    secret = all_words(rich, "anchors", "listen_for", "red_flags")
    probes = all_words(rich, "probes")
    written, sent = application_questions(rich.role, **known(rich)), questions_in_advance(rich.role, **known(rich))
    for format_ in FORMATS:
        assert not [words for words in secret if words in sc.render(written, format=format_)]
        assert not [words for words in secret | probes if words in sc.render(sent, format=format_)]


def test_the_page_in_advance_holds_the_main_questions_in_order_and_no_spare(world: World) -> None:
    page = questions_in_advance(world.role, **known(world))
    [session] = page.sessions
    asked = [world.bank.question(key) for key in world.plan.sessions[0].questions]
    assert [question.text.source for question in session.questions[:2]] == [question.source for question in asked[:2] if question]
    spares = {question.text for key in world.plan.sessions[0].spares if (question := world.bank.question(key))}
    text = sc.render(page, format="json")
    assert not [words for words in spares if words in text]


def test_an_exercise_is_named_and_not_sent(world: World) -> None:
    page = questions_in_advance(world.role, **known(world))
    assert page.sessions[0].questions[2].text.source == "phrase/en/advance.exercise"
    played = world.bank.question("mending/q-1")
    assert played is not None
    assert played.exercise is not None
    assert played.text not in sc.render(page, format="md")


def test_each_interview_of_a_plan_has_its_questions(world: World) -> None:
    sessions = (
        PlannedSession(stage="first-talk", minutes=30, questions=("listening/q-1",)),
        PlannedSession(stage="panel", minutes=45, questions=("owning/q-1",)),
    )
    page = questions_in_advance(world.role, **(known(world) | {"plan": InterviewPlan(role="clerk", sessions=sessions)}))
    assert [part.heading.text for part in page.sessions] == ["First talk, 30 minutes", "Panel, 45 minutes"]


@pytest.mark.parametrize("days", [0, -1, 16])
def test_days_before_have_bounds(world: World, days: int) -> None:
    with pytest.raises(DataError) as caught:
        questions_in_advance(world.role, **known(world), days_before=days)
    assert codes(caught) == ["days-before"]


def test_the_adjustments_note_has_no_rating_and_no_competency(world: World) -> None:
    note = adjustments_note(world.role, framework=world.framework, organisation=world.organisation, vacancy=world.vacancy, candidate="1001")
    names = {competency.name for competency in world.framework.competencies}
    scale = {step.name for step in world.framework.rating_scale.steps}
    for format_ in FORMATS:
        text = sc.render(note, format=format_)
        assert "1001" in text
        assert not [words for words in (*names, *scale, *(question.text for question in world.bank.questions)) if words in text]
    assert 'type="radio"' not in sc.render(note, format="html")


def test_adjustments_are_no_field_of_anything_that_is_rated(world: World) -> None:
    for paper in papers(stocked(world))[:1] + papers(stocked(world))[2:3]:
        assert not [field for field in type(paper).model_fields if "adjust" in field]


# The call


@pytest.mark.parametrize("minutes", CALL_LENGTHS)
def test_the_timetable_of_the_call_adds_up(world: World, minutes: int) -> None:
    kit = screening_kit(world.role, **known(stocked(world)), sifted=0, call_minutes=minutes)
    slots = kit.timetable
    assert sum(slot.minutes for slot in slots) == minutes == kit.minutes
    assert sum(slot.minutes for slot in slots if "Question" in slot.label.text) == sum(question.minutes for question in kit.questions)
    assert [slot.starts_after for slot in slots] == [sum(entry.minutes for entry in slots[:place]) for place in range(len(slots))]


def test_the_call_asks_nothing_that_was_answered_in_writing() -> None:
    for sifted in (0, 2, 3):
        written = {entry.key for entry in sc.sift_grid("contact-centre-agent", questions=sifted).questions} if sifted else set()
        called = sc.screening_kit("contact-centre-agent", sifted=sifted).questions
        assert len(called) == 2
        assert not written & {entry.key for entry in called}
    assert keys(sc.screening_kit("contact-centre-agent", sifted=0).questions) == keys(sc.sift_grid("contact-centre-agent").questions)


def test_eligibility_is_asked_of_the_role_and_the_bank_and_never_rated(world: World) -> None:
    rich = stocked(world, **{"owning/q-4": {"kind": "eligibility", "anchors": (), "text": "Do you hold the licence?"}})
    kit = screening_kit(rich.role, **known(rich), sifted=0)
    assert [line.source for line in kit.eligibility] == [
        "phrase/en/screening.right_to_work",
        "role/clerk/requirements_other/licence",
        "tiny-bank/owning/low/q-4",
    ]
    assert "Do you hold the licence?" not in [question.text.text for question in kit.questions]


def test_the_offer_is_the_vacancy_s_word_before_the_organisation_s(world: World) -> None:
    facts = world.vacancy.facts.model_copy(update={"pay": "£30,000 a year"})
    rich = stocked(world)
    kit = screening_kit(rich.role, **(known(rich) | {"vacancy": world.vacancy.model_copy(update={"facts": facts})}), sifted=0)
    assert [entry.value.text for entry in kit.offer] == ["The hours.", "The place.", "£30,000 a year", "The contract."]
    assert kit.offer[2].value.source == "vacancy/clerk-1/facts/pay"


def test_the_next_step_is_the_day_given_then_the_organisation_s_word_then_a_line_to_fill_in(world: World) -> None:
    rich = stocked(world)
    by_day = screening_kit(rich.role, **known(rich), sifted=0, hear_by="4 December")
    assert by_day.next_step.text == "You hear from us by 4 December, whatever we decide."
    assert screening_kit(rich.role, **known(rich), sifted=0).next_step.source == "organisation/us/decision_within"
    blank = screening_kit(rich.role, **known(rich, full=False), sifted=0)
    assert blank.next_step_missing
    assert 'data-width="12"' in sc.render(blank, format="html").split("whatever we decide, by")[1][:300]


def test_the_gravest_tasks_are_read_out_first(world: World) -> None:
    kit = screening_kit(world.role, **known(stocked(world)), sifted=0)
    assert [line.source for line in kit.tasks] == ["role/clerk/tasks/t-one", "role/clerk/tasks/t-two"]
    turned = world.role.model_copy(update={"tasks": world.role.tasks[::-1]})
    assert screening_kit(turned, **known(stocked(world)), sifted=0).tasks == kit.tasks


# All papers


def test_facts_that_nobody_gave_are_marked_as_missing(world: World) -> None:
    rich = stocked(world)
    bare = rich.role.model_copy(update={"hard_parts": ()})
    about = known(rich, full=False)
    page = application_questions(bare, **about)
    assert [entry.missing for entry in (page.adjustments, *page.facts, *page.privacy_facts)] == [True] * 7
    kit = screening_kit(bare, **about, sifted=0)
    assert [entry.missing for entry in (*kit.offer, *kit.hard_parts)] == [True] * 5
    assert questions_in_advance(bare, **about).adjustments.missing
    assert adjustments_note(bare, framework=rich.framework).contact.missing


def test_unconfirmed_criteria_make_all_but_the_note_a_draft(world: World) -> None:
    rich = stocked(world)
    assert all(paper.draft_notice is None for paper in papers(rich))
    assert [paper.draft_notice is None for paper in papers(rich, full=False)] == [False, False, False, True, False]


def test_every_statement_carries_its_source(world: World) -> None:
    def sources(found: Any) -> set[str]:
        if isinstance(found, dict):
            own = {found["source"]} if "source" in found and "text" in found else set()
            return own.union(*(sources(value) for name, value in found.items() if name != "provenance"))
        return set().union(*map(sources, found)) if isinstance(found, list) else set()

    for full in (True, False):
        for paper in papers(stocked(world), full=full):
            html = sc.render(paper, format="html")
            printed = set(re.findall(r'data-source="([^"]*)"', html))
            # The call sheet prints the ratings' names alone; their meanings stand in the anchors and on the readers' form.
            unprinted = {entry.meaning.source for entry in paper.scale} if paper.kind == "screening-kit" else set()
            assert sources(json.loads(sc.render(paper, format="json"))) - unprinted <= printed | {""}, paper.kind


def test_hostile_words_stay_words_in_every_format() -> None:
    hostile = make_world(lambda name: f'{name} <script>x()</script> =cmd|"a" {{{{ 7*7 }}}} #let $x$ *b* [l](javascript:x)')
    rich = stocked(hostile)
    for paper in papers(rich):
        html = sc.render(paper, format="html")
        assert "<script" not in html
        assert "{{ 7*7 }}" in html
        markdown = sc.render(paper, format="md")
        assert not re.search(r"(?<!\\)<script|(?<!\\)\]\(javascript", markdown)
        assert sc.render(paper, format="pdf").startswith(b"%PDF")
        assert sc.render(paper, format="docx").startswith(b"PK")


def test_the_same_input_gives_the_same_bytes(world: World) -> None:
    for one, other in zip(papers(stocked(world)), papers(stocked(world)), strict=True):
        assert sc.render(one, format="html") == sc.render(other, format="html")


def test_texts_at_their_longest_still_build() -> None:
    long = make_world(lambda name: (name + " x" * 2000)[:2000].strip())
    assert all(paper.title for paper in papers(stocked(long)))


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_the_call_sheet_has_two_pages_and_the_note_one(role: str, repository: Any) -> None:
    organisation = sc.load_organisation(repository / "examples/organisation.yaml")

    def pages(paper: Any) -> int:
        return max(int(number) for number in re.findall(rb"/Count (\d+)", sc.render(paper, format="pdf")))

    for sifted in (0, 2):
        assert pages(sc.screening_kit(role, organisation=organisation, sifted=sifted)) == 2
    assert pages(sc.screening_kit(role)) == 2
    assert pages(sc.adjustments_note(role, organisation=organisation)) == 1
    assert pages(sc.questions_in_advance(role, organisation=organisation)) == 1
    assert pages(sc.application_questions(role, organisation=organisation)) == 1
    assert pages(sc.sift_grid(role, organisation=organisation)) == 4


# The commands


def test_a_folder_gets_both_papers_and_keeps_what_was_there(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["sift", "--role", "contact-centre-agent", "--output", str(tmp_path / "sift")]
    assert main(command) == 0
    assert sorted(path.name for path in (tmp_path / "sift").iterdir()) == ["application-questions.html", "sift-grid.html"]
    assert main(command) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["screening", "--role", "contact-centre-agent", "--format", "md", "--output", str(tmp_path / "call")]) == 0
    assert sorted(path.name for path in (tmp_path / "call").iterdir()) == ["adjustments-note.md", "screening-kit.md"]


def test_one_paper_goes_to_a_file_or_to_the_screen(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.json"
    assert main(["sift", "--role", "contact-centre-agent", "--document", "application-questions", "--words", "150", "-o", str(page)]) == 0
    assert [entry["length"]["text"] for entry in json.loads(page.read_text(encoding="utf-8"))["questions"]] == ["About 150 words."] * 2
    capsys.readouterr()
    assert main(["screening", "--role", "contact-centre-agent", "--document", "adjustments-note", "--candidate", "1001", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["candidate"] == "1001"


def test_a_vacancy_brings_its_candidates_and_a_plan_its_questions(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    opening, _ = sc.new_vacancy("contact-centre-agent")
    vacancy = tmp_path / "vacancy.yaml"
    vacancy.write_text(sc.dump(opening.model_copy(update={"candidates": ("Zora Quill", "Yusuf Xan")})), encoding="utf-8")
    kit = sc.interview_kit("contact-centre-agent", minutes=90)
    session = PlannedSession(stage="panel", minutes=90, questions=tuple(question.key for question in kit.questions))
    plan = write_plan(InterviewPlan(role="contact-centre-agent", sessions=(session,)), tmp_path / "plan.yaml")
    known = ["--vacancy", str(vacancy), "--plan", str(plan)]
    assert main(["sift", *known, "--output", str(tmp_path / "sift")]) == 0
    assert not re.search("Zora|Quill|Yusuf|Xan", (tmp_path / "sift" / "sift-grid.html").read_text(encoding="utf-8"))
    assert main(["screening", *known, "--output", str(tmp_path / "call")]) == 0
    assert len(list((tmp_path / "call").glob("screening-kit-candidate-0[12].html"))) == 2
    capsys.readouterr()
    assert main(["advance", *known, "--days-before", "5", "--format", "json"]) == 0
    sent = json.loads(capsys.readouterr().out)
    assert sent["days_before"] == 5
    assert [entry["text"]["text"] for entry in sent["sessions"][0]["questions"]] == [question.text.text for question in kit.questions]


@pytest.mark.parametrize("command", ["sift", "screening", "advance"])
def test_a_role_or_a_vacancy_is_needed_and_not_both(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 2
    assert "--role contact-centre-agent" in capsys.readouterr().err
    assert main([command, "--role", "x", "--vacancy", "y.yaml"]) == 2
    assert "either a role or a vacancy" in capsys.readouterr().err


def test_wrong_pins_are_named_all_at_once_and_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    asked = sc.interview_kit("contact-centre-agent").questions[0].key
    assert main(["sift", "--role", "contact-centre-agent", "--pin", asked, "--pin", "ownership/slipped-your-mnid"]) == 1
    error = capsys.readouterr().err
    assert "asked-twice" in error
    assert "did you mean 'ownership/slipped-your-mind'" in error
