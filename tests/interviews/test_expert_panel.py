"""Expert panels: known answers, laws, and files that people and programs have spoilt."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.world import make_world

import servicecomp as sc
from servicecomp.api.panels import panel_in_words
from servicecomp.cli import main
from servicecomp.errors import DataError, NotFoundError
from servicecomp.exchange.panel_files import panel_content, read_panel
from servicecomp.interviews.expert_panel import content_validity_ratio, essential_needed, panel_result, questions_hash
from servicecomp.models.panels import CompetencyAnswer, LinkAnswer, PanelAnswers, TaskAnswer

WORLD = make_world()
ROLE, FRAMEWORK = WORLD.role, WORLD.framework
TASKS = [task.id for task in ROLE.tasks]
COMPETENCIES = [entry.competency for entry in ROLE.requirements]
NECESSITIES = ["essential", "useful", "not-necessary"]


def sheet(expert, *, role=ROLE, **answers):
    return PanelAnswers(role=role.id, questions=questions_hash(role), expert=expert, **answers)


def votes(*necessities, competency="listening", **more):
    """A sheet for each answer to Lawshe's question."""
    return [
        sheet(f"expert-{number}", competencies=(CompetencyAnswer(competency=competency, necessity=necessity, **more),))
        for number, necessity in enumerate(necessities, 1)
    ]


def result(sheets):
    return panel_result(sheets, role=ROLE, framework=FRAMEWORK)


def answers_strategy(expert):
    link = st.tuples(st.sampled_from(TASKS), st.sampled_from(COMPETENCIES))
    return st.builds(
        PanelAnswers,
        role=st.just(ROLE.id),
        questions=st.just(questions_hash(ROLE)),
        expert=st.just(expert),
        capacity=st.none() | st.sampled_from(["does-the-job", "leads-the-job"]),
        months_in_job=st.none() | st.integers(0, 720),
        site=st.none() | st.sampled_from(["North", "-1", "=1+1", "3", "yes", "Zo\u00eb, level 2", "@home"]),
        answered_on=st.none() | st.sampled_from(["2026-11-21", "1900-01-01", "2028-02-29"]),
        tasks=st.sets(st.sampled_from(TASKS)).flatmap(
            lambda names: st.tuples(
                *(
                    st.builds(TaskAnswer, task=st.just(name), frequency=st.integers(0, 5), criticality=st.none() | st.integers(1, 5))
                    for name in sorted(names)
                )
            )
        ),
        links=st.sets(link).flatmap(
            lambda pairs: st.tuples(
                *(
                    st.builds(LinkAnswer, task=st.just(task), competency=st.just(name), link=st.integers(0, 2))
                    for task, name in sorted(pairs)
                )
            )
        ),
        competencies=st.sets(st.sampled_from(COMPETENCIES)).flatmap(
            lambda names: st.tuples(
                *(
                    st.builds(
                        CompetencyAnswer,
                        competency=st.just(name),
                        necessity=st.sampled_from(NECESSITIES),
                        first_day=st.none() | st.booleans(),
                        level=st.none() | st.integers(1, 3),
                    )
                    for name in sorted(names)
                )
            )
        ),
    )


PANELS = st.integers(1, 7).flatmap(lambda number: st.tuples(*(answers_strategy(f"expert-{n}") for n in range(1, number + 1))))


def test_k19_the_ratio_is_exact():
    assert content_validity_ratio(9, 10) == Fraction(4, 5)
    assert content_validity_ratio(7, 8) == Fraction(3, 4)
    found = result(votes(*["essential"] * 9, "useful")).requirement("listening")
    assert (found.ratio, found.needed, found.beyond_chance) == (Fraction(4, 5), 9, True)


def test_the_critical_values_are_those_of_ayre_and_scally():
    published = {5: 5, 6: 6, 7: 7, 8: 7, 9: 8, 10: 9, 11: 9, 12: 10, 13: 10, 14: 11, 15: 12, 20: 15, 25: 18, 30: 20, 35: 23, 40: 26}
    assert {number: essential_needed(number) for number in published} == published
    assert [essential_needed(number) for number in range(5)] == [None] * 5


@given(st.integers(1, 60).flatmap(lambda number: st.tuples(st.integers(0, number - 1), st.just(number))))
def test_one_more_essential_never_lowers_the_ratio(counts):
    essential, experts = counts
    before = content_validity_ratio(essential, experts)
    assert content_validity_ratio(essential + 1, experts) > before
    assert content_validity_ratio(essential + 1, experts + 1) > before


@given(st.lists(st.sampled_from(NECESSITIES), min_size=1, max_size=12), st.data())
def test_an_expert_who_changes_to_essential_never_lowers_the_ratio_or_the_suggestion(necessities, data):
    place = data.draw(st.integers(0, len(necessities) - 1))
    changed = [*necessities[:place], "essential", *necessities[place + 1 :]]
    before, after = (result(votes(*entries)).requirement("listening") for entries in (necessities, changed))
    assert after.ratio >= before.ratio
    order = [None, "drop", "discuss", "keep"]
    assert order.index(after.suggestion) >= order.index(before.suggestion)


@settings(max_examples=25, deadline=None)
@given(PANELS, st.randoms(use_true_random=False))
def test_the_order_of_experts_changes_nothing(panel, chance):
    shuffled = list(panel)
    chance.shuffle(shuffled)
    assert result(shuffled) == result(panel)


@settings(max_examples=25, deadline=None)
@given(PANELS)
def test_counts_add_up_and_nothing_is_claimed_from_fewer_than_five(panel):
    found = result(panel)
    assert found.experts + len(found.silent) == len(panel)
    for entry in found.requirements:
        assert entry.essential + entry.useful + entry.not_necessary == entry.experts
        assert (entry.ratio is None) == (entry.experts == 0)
        if entry.experts < 5:
            assert entry.needed is None
            assert entry.suggestion is None
            assert entry.beyond_chance is None
        if entry.first_day_experts < 5:
            assert entry.entry is None
        if entry.level_experts < 5:
            assert entry.level is None
            assert entry.level_agreement is None


def test_suggestions_follow_the_answers():
    assert result(votes(*["essential"] * 5)).requirement("listening").suggestion == "keep"
    assert result(votes(*["not-necessary"] * 5)).requirement("listening").suggestion == "drop"
    assert result(votes("essential", "essential", "essential", "useful", "useful")).requirement("listening").suggestion == "discuss"
    assert result(votes(*["essential"] * 4)).requirement("listening").suggestion is None


@pytest.mark.parametrize(
    ("necessity", "link", "suggestion"),
    [("essential", 0, "discuss"), ("essential", 2, "keep"), ("not-necessary", 2, "discuss"), ("not-necessary", 0, "drop")],
)
def test_where_the_two_questions_contradict_each_other_it_says_discuss(necessity, link, suggestion):
    sheets = [
        sheet(
            f"expert-{n}",
            competencies=(CompetencyAnswer(competency="listening", necessity=necessity),),
            links=(LinkAnswer(task="t-one", competency="listening", link=link),),
        )
        for n in range(5)
    ]
    assert result(sheets).requirement("listening").suggestion == suggestion


def test_first_day_and_level_are_suggested_only_by_more_than_half():
    split = result(
        [
            *votes(*["useful"] * 3, first_day=True, level=2),
            *(
                entry.model_copy(update={"expert": f"other-{n}"})
                for n, entry in enumerate(votes(*["useful"] * 3, first_day=False, level=3))
            ),
        ]
    )
    assert (split.requirement("listening").entry, split.requirement("listening").level) == (None, None)
    clear = result(votes(*["useful"] * 5, first_day=True, level=2)).requirement("listening")
    assert (clear.entry, clear.level, clear.level_agreement) == ("first-day", 2, 1.0)


def test_a_task_that_is_not_done_enters_no_mean():
    sheets = [sheet(f"expert-{n}", tasks=(TaskAnswer(task="t-one", frequency=often, criticality=4),)) for n, often in enumerate([0, 3, 5])]
    task = result(sheets).tasks[0]
    assert (task.not_done, task.frequency, task.frequency_experts) == (1, 4, 2)
    assert (task.criticality, task.criticality_agreement) == (4, None)


def test_k22_the_agreement_is_r_wg():
    harm = [4, 4, 5, 4, 4]
    sheets = [sheet(f"expert-{n}", tasks=(TaskAnswer(task="t-one", criticality=value),)) for n, value in enumerate(harm)]
    assert result(sheets).tasks[0].criticality_agreement == pytest.approx(0.9)


def test_sheets_that_do_not_fit_are_refused_all_at_once():
    other = ROLE.model_copy(update={"tasks": ROLE.tasks[:1]})
    sheets = [
        sheet("ann"),
        sheet("ann"),
        sheet("bo", role=other),
        sheet("cy").model_copy(update={"role": "porter"}),
        sheet("di", tasks=(TaskAnswer(task="no-task"),), competencies=(CompetencyAnswer(competency="no-such", level=9),)),
    ]
    with pytest.raises(DataError) as caught:
        result(sheets)
    codes = sorted(problem.code for problem in caught.value.problems)
    assert codes == ["off-the-scale", "other-questions", "other-role", "sheet-twice", "unknown-competency", "unknown-task"]


@settings(max_examples=25, deadline=None)
@given(answers_strategy("ann"), st.sampled_from([".csv", ".xlsx"]))
def test_what_is_written_reads_back(tmp_path_factory, answers, ending):
    path = tmp_path_factory.mktemp("panel") / f"ann{ending}"
    content = panel_content(answers, ending, ROLE, FRAMEWORK)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [back] = read_panel([path], ROLE, FRAMEWORK)
    as_sets = [
        {name: set(value) if isinstance(value, tuple) else value for name, value in dict(entry).items()}
        for entry in (back, _filled(answers))
    ]
    assert as_sets[0] == as_sets[1]


def _filled(answers):
    """A file holds no entry for a task or competency of which every question was left empty."""
    tasks = tuple(entry for entry in answers.tasks if entry.frequency is not None or entry.criticality is not None)
    return answers.model_copy(update={"tasks": tasks})


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_same_sheet_gives_the_same_bytes(ending):
    assert panel_content(sheet("ann"), ending, ROLE, FRAMEWORK) == panel_content(sheet("ann"), ending, ROLE, FRAMEWORK)


def test_no_text_of_a_role_becomes_a_formula():
    world = make_world(lambda name: f"=HYPERLINK({name})")
    asked = PanelAnswers(role=world.role.id, questions=questions_hash(world.role), expert="ann")
    rows = csv.reader(io.StringIO(panel_content(asked, ".csv", world.role, world.framework).lstrip("\ufeff")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def changed_csv(tmp_path, change):
    text = panel_content(sheet("ann"), ".csv", ROLE, FRAMEWORK).lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    change(rows)
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    path = tmp_path / "ann.csv"
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def test_every_wrong_answer_is_named_with_its_line(tmp_path):
    def spoil(rows):
        rows[1][-1] = "the boss"
        rows[2][-1] = "three years"
        rows[4][-1] = "3/4/2026"
        rows[5][-1] = "7"
        rows[6][-1] = "0"
        rows[7][5:7] = ["no-task", "no-such"]
        rows[7][-1] = "2"
        rows.append([*rows[8][:-1], "1 helpful"])
        rows[8][-1] = "2"
        rows.append(["clerk", rows[1][1], "ann", "shoe size", "", "", "", "", "9"])

    path = changed_csv(tmp_path, spoil)
    with pytest.raises(DataError) as caught:
        read_panel([path], ROLE, FRAMEWORK)
    found = [(problem.line, problem.code) for problem in caught.value.problems]
    last = len(path.read_text(encoding="utf-8").splitlines())
    assert found[:5] == [(line, "not-a-choice") for line in (2, 3, 5, 6, 7)]
    assert (last - 1, "answered-twice") in found
    assert (last, "unknown-question") in found
    assert {"unknown-task", "unknown-competency"} & {code for _, code in found}
    assert all(problem.path == str(path) for problem in caught.value.problems)


def test_a_wrong_answer_in_a_workbook_is_named_with_its_cell(tmp_path):
    import openpyxl

    path = tmp_path / "ann.xlsx"
    path.write_bytes(panel_content(sheet("ann"), ".xlsx", ROLE, FRAMEWORK))
    book = openpyxl.load_workbook(path)
    book["Tasks"]["C8"] = "soon"
    book["Tasks"]["D12"] = "very"
    book["Competencies"]["F6"] = 9
    book.save(path)
    with pytest.raises(DataError) as caught:
        read_panel([path], ROLE, FRAMEWORK)
    assert [(problem.where, problem.code) for problem in caught.value.problems] == [
        ("Tasks!C8", "not-a-choice"),
        ("Tasks!D12", "not-a-choice"),
        ("Competencies!F6", "not-a-choice"),
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode), st.sampled_from([".csv", ".xlsx"]))
def test_spoilt_files_give_problems_and_no_exception(tmp_path_factory, content, ending):
    path = tmp_path_factory.mktemp("spoilt") / f"x{ending}"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_panel([path], ROLE, FRAMEWORK)
    assert caught.value.problems


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_form_with_any_words_in_any_cell_gives_sheets_or_problems(tmp_path_factory, data):
    def spoil(rows):
        for _ in range(data.draw(st.integers(1, 5))):
            row = data.draw(st.integers(0, len(rows) - 1))
            column = data.draw(st.integers(0, len(rows[row]) - 1))
            rows[row][column] = data.draw(st.sampled_from(["", "2", "=1+1", "yes", "x" * 3000, "٣", "no-task", "\u202e"]))

    path = changed_csv(tmp_path_factory.mktemp("form"), spoil)
    try:
        outcome = read_panel([path], ROLE, FRAMEWORK)
    except DataError as error:
        outcome = error.problems
    assert outcome


def test_missing_files_and_folders(tmp_path):
    for name in ("nothing.csv", ""):
        with pytest.raises(NotFoundError):
            read_panel([tmp_path / name], ROLE, FRAMEWORK)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DataError):
        read_panel([tmp_path / "a.txt"], ROLE, FRAMEWORK)


def full_panel(number, role):
    return [
        sheet(
            f"expert-{n}",
            role=role,
            capacity="does-the-job",
            competencies=tuple(
                CompetencyAnswer(competency=entry.competency, necessity="essential", first_day=True, level=3) for entry in role.requirements
            ),
            links=tuple(
                LinkAnswer(task=task.id, competency=entry.competency, link=2) for task in role.tasks for entry in role.requirements
            ),
            tasks=tuple(TaskAnswer(task=task.id, frequency=5, criticality=4) for task in role.tasks),
        )
        for n in range(number)
    ]


def test_the_intake_sheet_prints_the_panel_and_leaves_the_draft_alone():
    role = sc.load_role("contact-centre-agent")
    found = sc.panel_result(full_panel(8, role), role=role)
    printed, plain = sc.intake_sheet(role, panel=found), sc.intake_sheet(role)
    assert (printed.criteria, printed.grid, printed.tasks) == (plain.criteria, plain.grid, plain.tasks)
    assert plain.panel is None
    row = next(row for row in printed.panel.rows if row.competency == "channel-fluency")
    assert row.essential.text == "8 of 8; ratio +1.00"
    assert "7 of 8 are needed" in row.test.text
    assert "Consider marking it as needed on the first day." in row.suggestion.text
    assert "Consider level 3." in row.suggestion.text
    page = sc.render(printed, format="html")
    assert page.count("What the expert panel says") >= 1
    assert "What the expert panel says" not in sc.render(plain, format="html")
    assert "What the expert panel says" in sc.render(printed, format="md")


def test_the_pages_keep_the_laws_of_all_pages():
    import tests.rendering.test_pages as laws

    from servicecomp.documents.expert_panel_sheet import expert_panel_sheet
    from servicecomp.documents.intake_sheet import intake_sheet
    from servicecomp.documents.structure_report import structure_report

    def pages(world):
        answers = full_panel(6, world.role)
        found = panel_result(answers, role=world.role, framework=world.framework)
        about = {"framework": world.framework, "vacancy": world.vacancy}
        return [
            expert_panel_sheet(world.role, expert="ann", organisation=world.organisation, **about),
            intake_sheet(world.role, panel=found, **about),
            structure_report(world.role, plan=world.plan, bank=world.bank, panel=found, **about),
        ]

    plain = pages(make_world(lambda _: "plain"))
    laws.test_every_line_stands_on_the_page_with_its_source(plain)
    laws.test_every_line_stands_in_the_markdown(plain)
    laws.test_pages_are_accessible(plain)
    laws.test_pages_need_no_other_file(plain)
    laws.test_no_template_syntax_is_left(plain)
    laws.test_json_is_the_model(plain)
    attacks = [attack.strip() for attack in laws.ATTACKS]
    for turn in (0, 7, 19):
        for one, hostile in zip(plain, pages(laws.world_of(attacks[turn:] + attacks[:turn])), strict=True):
            laws.check_inert(one, hostile)


def test_a_day_and_months_that_a_spreadsheet_has_made_its_own_are_read(tmp_path):
    import openpyxl

    path = tmp_path / "ann.xlsx"
    path.write_bytes(panel_content(sheet("ann"), ".xlsx", ROLE, FRAMEWORK))
    book = openpyxl.load_workbook(path)
    book["Tasks"]["C6"], book["Tasks"]["C7"], book["Tasks"]["C8"] = 18.0, "North depot", dt.datetime(2026, 11, 20)  # noqa: DTZ001 - as read
    book.save(path)
    [back] = read_panel([path], ROLE, FRAMEWORK)
    assert (back.months_in_job, back.site, back.answered_on) == (18, "North depot", "2026-11-20")


def test_the_result_says_how_long_the_experts_know_the_job_and_where_and_when_they_answered():
    role = sc.load_role("contact-centre-agent")
    about = [(30, "North", "2026-11-20"), (8, "South", "2026-11-18"), (None, None, None), (12, "North", None), (9, None, None)]
    sheets = [
        sheet.model_copy(update={"months_in_job": months, "site": site, "answered_on": day})
        for sheet, (months, site, day) in zip(full_panel(5, role), about, strict=True)
    ]
    words = "\n".join(panel_in_words(sc.panel_result(sheets, role=role), role=role))
    assert "Months in the job: 8 to 30, of the 4 who said." in words
    assert "Sites: North; South." in words
    assert "Answered from Wednesday 18 November 2026 to Friday 20 November 2026." in words
    assert "Months in the job" not in "\n".join(panel_in_words(sc.panel_result(full_panel(5, role), role=role), role=role))


def test_a_small_panel_says_that_no_test_is_claimed():
    role = sc.load_role("contact-centre-agent")
    words = "\n".join(panel_in_words(sc.panel_result(full_panel(4, role), role=role), role=role))
    assert "With fewer than 5 experts no test" in words
    assert "beyond chance" not in words
    assert "Keep." not in words


def test_a_panel_about_another_role_is_not_printed():
    role = sc.load_role("contact-centre-agent")
    found = sc.panel_result(full_panel(5, role), role=role)
    for other in (sc.load_role("hr-business-partner"), role.model_copy(update={"tasks": role.tasks[1:]})):
        with pytest.raises(DataError):
            sc.intake_sheet(other, panel=found)


def test_the_sheet_shows_no_draft_and_renders_in_all_formats():
    form = sc.panel_form("contact-centre-agent", expert="ann")
    page = sc.render(form, format="html")
    assert "Weight" not in page
    assert "Draft" not in page
    assert form.draft_notice is None
    for words in ("Months in this job", "Where you work", "Date"):
        assert words in page
    for step in form.levels:
        assert page.count(f'{step.number} <span data-source="{step.name.source}">') == len(form.competencies)
    assert len(form.tasks) == len(sc.load_role("contact-centre-agent").tasks)
    for kind in ("md", "json", "docx", "pdf"):
        assert sc.render(form, format=kind)
    numbers = [step.number for step in form.criticality]
    assert all(later - earlier == 1 for earlier, later in pairwise(numbers))


def test_the_command_writes_forms_and_reads_them_back(tmp_path, capsys):
    folder = str(tmp_path / "panel")
    form = ["panel", "form", "--role", "contact-centre-agent", "--experts", "ann,bo", "--output", folder]
    assert main([*form, "--format", "csv"]) == 0
    assert main([*form, "--format", "csv"]) == 1
    assert "already-there" in capsys.readouterr().err
    assert main(["panel", "result", folder, "--role", "contact-centre-agent"]) == 0
    assert "Sheets without an answer: 2" in capsys.readouterr().out
    assert main(["panel", "result", folder, "--role", "contact-centre-agent", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["silent"] == ["ann", "bo"]
    assert main(["panel", "result", folder, "--role", "contact-centre-agent", "--output", str(tmp_path / "intake.html")]) == 0
    assert main(["panel", "form", "--role", "contact-centre-agent", "--experts", "Ann Smith", "--output", folder]) == 1
    assert main(["panel", "result", folder]) == 2
