"""What papers say about the questions is counted in the plan, what nobody asks about stands on the cover, and candidates see no hashes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

import servicecomp as sc
from servicecomp.cli.program import main
from servicecomp.documents.candidate_pack import candidate_pack
from servicecomp.documents.interview_kit import interview_kit
from servicecomp.documents.job_description import job_description
from servicecomp.documents.panel_summary import panel_summary
from servicecomp.documents.phrases import phrases_for
from servicecomp.documents.question_kinds import Kinds, count_lines, kinds_in, number_word
from servicecomp.documents.review_rubric import review_rubric

if TYPE_CHECKING:
    from tests.documents.world import World

SAY = phrases_for("en-GB")
DONE, WOULD = "something that you have done", "what you would do"


def with_kinds(world: World, *kinds: str, spare: str = "past-behaviour") -> dict[str, Any]:
    """Return framework, bank and plan with the first questions of these kinds, one for each competency of the role."""
    names = [requirement.competency for requirement in world.role.requirements]
    kind_of = {f"{name}/q-1": kind for name, kind in zip(names, kinds, strict=False)} | {f"{name}/q-2": spare for name in names}
    questions = tuple(
        question.model_copy(update={"kind": kind_of.get(question.key, question.kind), "exercise": None})
        for question in world.bank.questions
    )
    asked, spares = (tuple(f"{name}/q-{number}" for name in names[: len(kinds)]) for number in (1, 2))
    session = world.plan.sessions[0].model_copy(update={"questions": asked, "spares": spares})
    return {
        "framework": world.framework,
        "bank": world.bank.model_copy(update={"questions": questions}),
        "plan": world.plan.model_copy(update={"sessions": (session,)}),
    }


def words(lines: Any) -> str:
    return " ".join(line.text for line in lines)


def test_every_kind_that_can_be_rated_is_counted(world: World) -> None:
    kinds = ("past-behaviour", "situational", "knowledge", "work-sample", "role-play", "eligibility")
    questions = [world.bank.questions[0].model_copy(update={"kind": kind}) for kind in kinds]
    assert kinds_in(questions) == Kinds(past=1, situations=1, knowledge=1, exercises=2)
    assert [number_word(SAY, number) for number in (1, 2, 12, 13)] == ["One", "Two", "Twelve", "13"]


@pytest.mark.parametrize("prefix", ["kit.opening", "pack.format"])
def test_there_is_a_sentence_for_every_count(prefix: str) -> None:
    for place in range(4):
        for number in (1, 2, 13):
            for others in (0, 1):
                counts = [others if at != place else number for at in range(4)]
                assert len(list(count_lines(SAY, prefix, Kinds(*counts)))) == sum(map(bool, counts))


def test_a_pack_speaks_of_what_somebody_has_done_only_where_that_is_asked(world: World) -> None:
    past = candidate_pack(world.role, **with_kinds(world, "past-behaviour", "past-behaviour", "past-behaviour"))
    assert DONE in words(past.format)
    assert WOULD not in words(past.format)
    assert "One real occasion" in words(past.good_example)
    supposed = candidate_pack(world.role, **with_kinds(world, "situational", "situational", "knowledge"))
    assert DONE not in words(supposed.format)
    assert "Two questions describe a situation" in words(supposed.format)
    assert "real occasion" not in words(supposed.good_example)
    assert "best examples" not in words(supposed.welcome)
    mixed = candidate_pack(world.role, **with_kinds(world, "past-behaviour", "past-behaviour", "situational"))
    assert "Two questions ask about something that you have done" in words(mixed.format)
    assert "One question describes a situation" in words(mixed.format)
    assert "When we ask what you have done" in words(mixed.good_example)


def test_without_the_bank_a_pack_promises_nothing_about_kinds(world: World) -> None:
    known = with_kinds(world, "situational", "situational")
    assert "may ask" in words(candidate_pack(world.role, framework=known["framework"], plan=known["plan"]).format)


def test_a_kit_asks_last_in_words_that_fit_the_question(world: World) -> None:
    kit = interview_kit(world.role, **with_kinds(world, "situational", "past-behaviour", "knowledge"))
    supposed, past, knowledge = (question.harder for question in kit.questions)
    assert supposed is not None
    assert "What would make that harder?" in supposed.text
    assert past is not None
    assert "Did anything else get in the way?" in past.text
    assert knowledge is None
    # A spare says it only where the page of the question that it replaces says something else.
    assert [spare.harder is not None for spare in kit.spares] == [True, False, True]
    assert "Did anything else" not in words(kit.rating_rules)
    assert "One question asks for one real situation" in words(kit.opening)
    text = sc.render(kit, format="md")
    assert isinstance(text, str)
    assert text.count("What would make that harder?") == 1


def test_a_kit_without_a_question_about_the_past_speaks_of_no_real_situation(world: World) -> None:
    kit = interview_kit(world.role, **with_kinds(world, "situational", "situational", "situational", spare="situational"))
    html = sc.render(kit, format="html")
    assert isinstance(html, str)
    for phrase in ("one real situation", "Did anything else get in the way"):
        assert phrase not in html


def test_what_nobody_asks_about_stands_on_the_cover_first_day_first(world: World) -> None:
    known = with_kinds(world, "past-behaviour")
    kit = interview_kit(world.role, **known)
    summary = panel_summary(world.role, framework=known["framework"], plan=known["plan"])
    for paper in (kit, summary):
        first_day, later, what_now = paper.not_asked
        assert "first day" in first_day.text
        assert "owning" in first_day.text
        assert "mending" in later.text
        assert "in writing" in what_now.text
        for format_ in ("html", "md"):
            page = sc.render(paper, format=format_)
            assert isinstance(page, str)
            assert page.index("Asked about in no interview") < page.index("Who rates what")
    assert not interview_kit(world.role, framework=world.framework, bank=world.bank, plan=world.plan).not_asked


def test_the_screen_names_the_file_before_what_it_leaves_out(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kit.md"
    assert main(["kit", "--role", "contact-centre-agent", "--output", str(path)]) == 0
    shown = capsys.readouterr()
    assert str(path) in shown.out
    assert "Written, and its first page says so" in shown.err
    assert "Accuracy, privacy and trust" in path.read_text(encoding="utf-8").split("## ")[0]


def test_band_and_level_stand_on_every_page_that_is_rated_on(world: World) -> None:
    kit = interview_kit(world.role, **with_kinds(world, "past-behaviour", "past-behaviour"))
    rated = str(sc.render(kit, format="md")).split("## Question ")[1:]
    assert len(rated) == len(kit.questions)
    for page, question in zip(rated, kit.questions, strict=True):
        assert f"Band {question.band_name}" in page
        assert f"Expected level: {question.level_name}" in page


def test_a_value_of_some_jobs_stands_on_no_other_jobs_papers(world: World) -> None:
    def values(role_ids: tuple[str, ...]) -> list[int]:
        [value] = world.organisation.values
        lines = tuple(line.model_copy(update={"roles": role_ids}) for line in value.behaviours)
        organisation = world.organisation.model_copy(update={"values": (value.model_copy(update={"behaviours": lines}),)})
        jd = job_description(world.role, framework=world.framework, organisation=organisation)
        rubric = review_rubric(world.role, framework=world.framework, organisation=organisation)
        kit = interview_kit(world.role, framework=world.framework, bank=world.bank, plan=world.plan, organisation=organisation)
        return [len(entry.values) for entries in (jd.behaviours, rubric.competencies, kit.questions) for entry in entries]

    assert set(values(())) == set(values(("clerk", "other"))) == {1}
    assert set(values(("other",))) == {0}


def test_candidates_see_a_short_version_and_the_file_keeps_the_rest(world: World) -> None:
    papers = [
        job_description(world.role, framework=world.framework, organisation=world.organisation),
        candidate_pack(world.role, framework=world.framework, bank=world.bank, plan=world.plan),
    ]
    versions = set()
    for paper in papers:
        hashes = [entry.sha256 for entry in paper.provenance]
        html = str(sc.render(paper, format="html"))
        head, body = html.split("<body>")
        assert all(sha256 in head for sha256 in hashes)
        assert not any(sha256[:12] in body for sha256 in hashes)
        versions.add(body.split('<footer class="provenance">')[1].split("</span>")[1].split("<")[0].strip())
        seen, kept = str(sc.render(paper, format="md")).rsplit("<!--", 1)
        assert not any(sha256[:12] in seen for sha256 in hashes)
        assert all(sha256 in kept for sha256 in hashes)
        assert "Draft: criteria not confirmed" in body
    assert len(versions) == len(papers)
    kit = interview_kit(world.role, framework=world.framework, bank=world.bank, plan=world.plan)
    assert kit.provenance[0].sha256[:12] in str(sc.render(kit, format="html")).split("<body>")[1]


def test_the_version_changes_with_what_the_paper_was_made_from(world: World) -> None:
    def last_line(role: Any) -> str:
        return str(sc.render(job_description(role, framework=world.framework), format="md")).split("Version ")[1].split()[0]

    assert last_line(world.role) == last_line(world.role)
    assert last_line(world.role) != last_line(world.role.model_copy(update={"version": "3"}))


def test_office_files_say_in_their_properties_what_they_were_made_from(world: World) -> None:
    pytest.importorskip("docx")
    jd = job_description(world.role, framework=world.framework, organisation=world.organisation)
    hashes = [entry.sha256 for entry in jd.provenance]
    docx = sc.render(jd, format="docx")
    assert isinstance(docx, bytes)
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert all(sha256 in core for sha256 in hashes)
    pytest.importorskip("typst")
    pdf = sc.render(jd, format="pdf")
    assert isinstance(pdf, bytes)
    assert all(sha256.encode() in pdf for sha256 in hashes)


def test_a_job_description_promises_no_more_about_the_interview_than_is_so(world: World) -> None:
    jd = job_description(world.role, framework=world.framework)
    assert "no others" not in words(jd.assessment)
    assert "checked apart from the interview" in words(jd.assessment)
    bare = world.role.model_copy(update={"requirements_other": ()})
    assert "checked apart" not in words(job_description(bare, framework=world.framework).assessment)
