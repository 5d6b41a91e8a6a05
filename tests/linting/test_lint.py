"""What `lint` finds and where: texts, sets, jurisdictions, comments."""

from __future__ import annotations

import pytest

import servicecomp as sc
from servicecomp.api.linting import lint
from servicecomp.errors import NotFoundError

from .conftest import rule


def codes(problems):
    return [problem.code for problem in problems]


def test_a_place_is_told_to_the_character():
    (problem,) = lint("What did you do?\nAny plans to start a family?", kind="interview-question", select=["IQ102"])
    assert (problem.line, problem.end_line, problem.where) == (2, 2, "")
    assert problem.excerpt[problem.excerpt_start : problem.excerpt_end] in problem.message
    assert problem.column == problem.excerpt_start + 1


def test_bullets_and_numbers_are_no_part_of_a_question():
    found = lint("1. Do you like it?\n- Are you patient?\n", kind="interview-question", select=["IQ203"])
    assert [(problem.line, problem.column) for problem in found] == [(1, 4), (2, 3)]


def test_a_kind_is_guessed_from_question_marks():
    assert codes(lint("Are you married?", select=["IQ102", "JD405"])) == ["IQ102"]
    assert codes(lint("You answer callers.", select=["IQ102", "JD405"])) == ["JD405"]


def test_unknown_words_are_told_with_a_near_one():
    with pytest.raises(NotFoundError, match="anchor"):
        lint("x", kind="anchr")
    with pytest.raises(NotFoundError, match="us-co"):
        lint("x", jurisdiction="us-cu")
    with pytest.raises(NotFoundError):
        lint(sc.Problem(code="x", message="y"))


def test_a_jurisdiction_says_how_serious_it_is_and_what_the_law_is():
    text = "You answer callers in our office in Leeds."
    assert [problem.severity for problem in lint(text, kind="job-description", select=["JD201"], jurisdiction="us-co")] == ["error"]
    (problem,) = lint("Are you married?", kind="interview-question", select=["IQ102"], jurisdiction="us-ca")
    assert "may be evidence of intent" in problem.message
    assert "illegal" not in problem.message
    assert "checked 20" in problem.hint


def test_old_law_is_told():
    assert codes(lint("x", kind="job-description", select=["LI004"], jurisdiction="us-co", today="2030-01")) == ["LI004", "LI004"]
    assert not lint("x", kind="job-description", select=["LI004"], jurisdiction="us-co")


def test_a_pair_may_stand_in_another_metric_of_the_set():
    speed, quality = "Average handle time, of all calls in the month.", "Share of callers who had to call again, of all calls in the month."
    assert "PM102" in codes(lint(speed, kind="metric"))
    assert "PM102" not in codes(lint(f"{speed}\n{quality}", kind="metrics"))
    assert "PM105" in codes(lint(speed, kind="metrics"))


def test_levels_are_compared_with_the_one_below():
    assert codes(lint("Sometimes greets visitors.\nOften greets visitors.", kind="levels", select=["BA108"])) == ["BA108"]
    assert not lint("Greets visitors.\nTells each visitor whom they will meet and where.", kind="levels", select=["BA107", "BA108"])


def test_questions_of_a_kit_are_compared():
    twice = "Tell me about a time you calmed an angry customer.\nTell us of a time you calmed an angry customer."
    (problem,) = lint(twice, kind="interview-kit", select=["IQ303"])
    assert problem.line == 2


def test_only_text_and_unless_patterns_hold_for_the_whole_text():
    own = rule(fix="none", replacements=[], unless=[], only_text=["board"], unless_patterns=["[0-9]{4}"])
    assert codes(lint("The chairman of the board.", kind="job-description", rules=[own], select=["JD901"])) == ["JD901"]
    assert not lint("The chairman.", kind="job-description", rules=[own], select=["JD901"])
    assert not lint("The chairman of the board since 2004.", kind="job-description", rules=[own], select=["JD901"])


# -- comments ------------------------------------------------------------------------------------------------------------------------


def test_a_comment_hides_what_it_names_and_nothing_else():
    text = "The chairman is a rockstar. lint: ignore[chair-words] quoted\nThe chairman rests."
    found = lint(text, kind="job-description", rules=[rule()], select=["JD901", "JD401", "LI"])
    assert [(problem.code, problem.line) for problem in found] == [("JD401", 1), ("JD901", 2)]


def test_a_comment_on_its_own_line_covers_the_next_one():
    text = "lint: ignore[asks-about-family] a list of what not to ask\n\nAre you married?\nAre you married?"
    assert [(problem.code, problem.line) for problem in lint(text, kind="interview-question", select=["IQ102", "LI"])] == [("IQ102", 4)]


def test_topics_need_a_reason():
    found = lint("Are you married? lint: ignore[asks-about-family]", kind="interview-question", select=["IQ102", "LI"])
    assert codes(found) == ["IQ102", "LI002"]
    assert found[1].severity == "error"


def test_the_words_of_a_comment_are_not_linted():
    assert not lint("What did you do? lint: ignore-file[leading] Are you married?", kind="interview-question", select=["IQ102"])


def test_an_unknown_name_is_told_with_a_near_one():
    (problem,) = lint("What did you do? lint: ignore[asks-about-famly] why", kind="interview-question", select=["LI"])
    assert problem.code == "LI003"
    assert "asks-about-family" in problem.hint


def test_rules_that_did_not_run_leave_comments_alone():
    assert not lint("What did you do? lint: ignore[asks-about-family] why", kind="interview-question", select=["IQ2", "LI001"])


# -- objects -------------------------------------------------------------------------------------------------------------------------


def test_models_are_linted_with_the_field_as_the_place():
    framework = sc.load_framework("customer-service")
    competency = framework.competencies[0]
    level = competency.levels[0]
    changed = competency.model_copy(
        update={"levels": (level.model_copy(update={"indicators": (level.indicators[0].model_copy(update={"text": "Is friendly."}),)}),)}
    )
    found = [problem for problem in lint(changed) if problem.code == "BA102"]
    assert found[0].where == "levels.0.indicators.0.text"


def test_documents_are_linted_by_what_they_state():
    role = "contact-centre-agent"
    bare = lint(sc.job_description(role), select=["JD2"])
    assert {"JD201", "JD204", "JD205", "JD206", "JD207"} <= set(codes(bare))
    full = lint(sc.job_description(role, organisation="examples/organisation.yaml"), select=["JD2"])
    assert not {"JD201", "JD204", "JD205"} & set(codes(full))


def test_kits_are_linted():
    kit = sc.interview_kit("contact-centre-agent")
    assert not {"IQ301", "IQ302", "IQ304"} & set(codes(lint(kit)))
    assert "JD308" in codes(lint(kit.model_copy(update={"grid": (kit.grid[0].model_copy(update={"questions": ()}),)})))
