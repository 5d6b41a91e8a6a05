"""The shipped rules: complete, tested by their own examples, loaded only where they are needed."""

from __future__ import annotations

import pytest

from servicecomp.api.linting import check_rules, explain_rule, lint, lint_rules
from servicecomp.errors import DataError, NotFoundError
from servicecomp.linting.rulebook import AREAS, Choice, RuleBook, jurisdiction_chain, jurisdictions, read_rules, rule_files
from servicecomp.models.rules import Rule

from .conftest import rule

CODES = {
    *(f"JD1{number:02}" for number in range(1, 16)),
    *(f"JD2{number:02}" for number in range(1, 8)),
    *(f"JD3{number:02}" for number in range(1, 9)),
    *(f"JD4{number:02}" for number in range(1, 8)),
    *(f"IQ1{number:02}" for number in range(1, 17)),
    *(f"IQ2{number:02}" for number in range(1, 10)),
    *(f"IQ3{number:02}" for number in range(1, 5)),
    *(f"BA1{number:02}" for number in range(1, 10)),
    *(f"PM1{number:02}" for number in range(1, 7)),
    *(f"LI0{number:02}" for number in range(1, 5)),
}


def test_every_code_is_there_once_and_nothing_else():
    assert sorted(rule_files()) == sorted(CODES)
    assert len({rule.name for rule in lint_rules()}) == len(CODES)


@pytest.mark.parametrize("code", sorted(rule_files()))
def test_a_rule_finds_its_own_examples(code):
    report = check_rules([rule_files()[code]])
    assert not report.problems, "\n".join(map(str, report.problems))


def test_rules_lie_where_a_run_looks_for_them():
    for entry in lint_rules():
        if not entry.look_for.linter:
            for kind in entry.applies_to:
                assert entry.code.startswith(AREAS[kind]), (entry.code, kind)


def test_severities_name_jurisdictions_that_exist():
    for entry in lint_rules():
        assert set(entry.severity) <= {"default", *jurisdictions()}, entry.code


def test_law_names_rules_that_exist():
    for name in jurisdictions():
        for law in jurisdiction_chain(name)[0].laws:
            assert set(law.rules) <= CODES, (name, law.id)


def test_the_published_word_list_is_carried_over_exactly():
    balance = explain_rule("JD105").look_for.balance
    assert (len(balance.left), len(balance.right)) == (42, 40)
    assert {"ambitio*", "active", "compet*"} <= set(balance.left)
    assert {"yield*", "support*"} <= set(balance.right)


def test_a_wrong_example_is_told():
    wrong = rule(examples={"flag": ["Nothing here."] * 3, "pass": ["The chairman."] * 3})
    told = [str(problem) for problem in check_rules([wrong]).problems]
    assert len(told) == 6
    assert any("is not flagged" in line for line in told)


def test_a_fix_that_is_flagged_itself_is_told():
    wrong = rule(replacements=[{"find": "chairman", "put": "chairmen"}])
    assert any("itself flagged" in str(problem) for problem in check_rules([wrong]).problems)


@pytest.mark.parametrize(
    "changes",
    [
        {"look_for": {}},
        {"severity": {"uk": "error"}},
        {"replacements": []},
        {"examples": {"flag": ["a"], "pass": ["b"]}},
        {"code": "jd901"},
        {"look_for": {"count": {"of": "words"}}},
        {"look_for": {"count": {"of": "lines", "most": 3}}},
        {"look_for": {"missing": {"facts": ["pay"]}}},
    ],
)
def test_a_rule_with_a_mistake_is_refused(changes):
    with pytest.raises(ValueError, match="validation error"):
        rule(**changes)


def test_a_phrase_that_is_none_is_told_with_its_rule():
    wrong = rule(look_for={"phrases": ["(open"]}, fix="none", replacements=[])
    with pytest.raises(DataError, match="JD901"):
        lint("x", kind="job-description", rules=[wrong])


def test_rule_files_are_called_by_code_and_name(tmp_path):
    text = rule_files()["IQ303"].read_text(encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="wrong-file-name"):
        read_rules(tmp_path)
    (tmp_path / "wrong.yaml").rename(tmp_path / "IQ303-near-duplicate.yaml")
    assert isinstance(read_rules(tmp_path)[0], Rule)
    with pytest.raises(NotFoundError):
        read_rules(tmp_path / "nowhere")


def test_own_rules_hide_shipped_ones_of_the_same_code():
    own = rule(code="JD401", name="hero-title")
    rules = RuleBook(own=(own,)).for_kind("job-description")
    assert [entry for entry in rules if entry.code == "JD401"] == [own]


def test_selection_turns_on_what_is_off():
    book = RuleBook()
    assert "JD105" not in {rule.code for rule, _ in book.chosen("job-description", Choice())}
    assert "JD105" in {rule.code for rule, _ in book.chosen("job-description", Choice(select=("JD1",)))}
    assert "JD105" not in {rule.code for rule, _ in book.chosen("job-description", Choice(select=("JD1",), ignore=("gender-coded-lean",)))}
    with pytest.raises(NotFoundError, match="did you mean"):
        book.check_choice(Choice(select=("no-pai",)))


def test_severity_follows_the_nearest_profile():
    book = RuleBook(own=(rule(),))
    severity = {
        name: {r.code: s for r, s in book.chosen("job-description", Choice(jurisdiction=name))} for name in (None, "uk", "us-co", "eu")
    }
    assert [severity[name]["JD901"] for name in (None, "uk", "us-co")] == ["warning", "error", "warning"]
    assert [severity[name]["JD201"] for name in (None, "us-co", "eu")] == ["info", "error", "warning"]
