"""Scorecards in three formats: what is written reads back, and whatever is read gives cards or problems, never anything else."""

from __future__ import annotations

import json
import random
import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from strategies import TRICKY, ids, texts

from servicecomp.api.interviews import load_scorecards, new_scorecards, write_scorecards
from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.exchange.scorecards_csv import cards_from_csv, cards_to_csv
from servicecomp.exchange.scorecards_files import scorecards_content
from servicecomp.exchange.scorecards_json import cards_from_json, cards_to_json
from servicecomp.exchange.scorecards_xlsx import MOST_CARDS, cards_to_xlsx
from servicecomp.exchange.scorecards_xlsx_reader import cards_from_xlsx
from servicecomp.interviews.plan_index import index_plan
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Evidence, Rating, Scorecard
from servicecomp.models.vacancies import Criterion, InterviewPlan, PlannedSession

SLOW_DRAWS = settings(
    max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
HERE = Path("cards")


def some_plan():
    session = PlannedSession(
        stage="interview",
        minutes=60,
        interviewers=("ann", "bo"),
        questions=("needs-discovery/wanted-something-else", "de-escalation/q-1", "de-escalation/q-2"),
        spares=("de-escalation/spare",),
    )
    criteria = (Criterion(competency="needs-discovery", weight=2, minimum=3), Criterion(competency="de-escalation", weight=1))
    return InterviewPlan(
        role="contact-centre-agent", sessions=(session,), criteria=criteria, scale_top=5, bank="customer-service", bank_version="0.1"
    )


PLAN = some_plan()
INDEX = index_plan(PLAN)
SHA = content_hash(PLAN)


def a_card(**changes):
    ratings = (
        Rating(
            question="needs-discovery/wanted-something-else",
            value=4,
            evidence=Evidence(situation="A bill.", action="Asked what it was for."),
        ),
        Rating(question="de-escalation/q-1", value=OffScale.NO_EXAMPLE),
        Rating(question="de-escalation/spare", value=2, evidence=Evidence(result="=1+1")),
    )
    fields = {
        "plan": SHA,
        "bank_version": "0.1",
        "candidate": "1001",
        "interviewer": "ann",
        "stage": "interview",
        "time": "2026-11-21T09:30",
        "ratings": ratings,
    }
    return Scorecard(**{**fields, **changes})


@st.composite
def scorecards(draw):
    """Cards that any program could hand in."""
    value = st.integers(1, 9) | st.sampled_from(list(OffScale))
    questions = draw(st.lists(st.builds("{}/{}".format, ids(), ids()), max_size=4, unique=True))
    part = st.none() | texts()
    ratings = tuple(
        Rating(question=key, value=draw(value), evidence=Evidence(situation=draw(part), action=draw(part), result=draw(part)))
        for key in questions
    )
    day = draw(st.none() | st.sampled_from(["2026-11-21", "2026-11-21T09:30", "0001-01-01T00:00"]))
    return Scorecard(
        plan=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        bank_version=draw(st.none() | st.sampled_from(["1", "0.10", "1.2.3"])),
        candidate=draw(texts()),
        interviewer=draw(ids()),
        stage=draw(ids()),
        moment=draw(st.sampled_from(["before", "after"])),
        time=day,
        ratings=ratings,
    )


def many():
    return st.lists(
        scorecards(), min_size=1, max_size=4, unique_by=lambda card: (card.candidate, card.interviewer, card.stage, card.moment)
    )


def read_xlsx(raw, index=None):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.xlsx"
        path.write_bytes(raw)
        return cards_from_xlsx(path, index)


def cards_or_problems(path):
    try:
        return load_scorecards(path, plan=PLAN)
    except DataError as error:
        return error.problems


# -- write and read --------------------------------------------------------------------------------------------------------------


@given(many())
def test_json_reads_back(cards):
    assert cards_from_json(cards_to_json(cards), HERE) == (cards, [])


@given(many())
def test_csv_reads_back(cards):
    text = cards_to_csv(cards)
    assert cards_from_csv(text, HERE) == (cards, [])
    assert not re.search(r'(^|,)"?[=+\-@]', text, re.MULTILINE)


@SLOW_DRAWS
@given(many())
def test_xlsx_reads_back(cards):
    raw = cards_to_xlsx(cards)
    assert read_xlsx(raw) == (cards, [])
    assert cards_to_xlsx(cards) == raw


@pytest.mark.parametrize("text", [text.strip() for text in TRICKY])
def test_no_text_is_a_formula(text, tmp_path):
    evidence = Evidence(situation=text, action=text, result=text)
    card = a_card(candidate=text, ratings=(Rating(question="de-escalation/q-1", value=1, evidence=evidence),))
    for ending in (".json", ".csv", ".xlsx"):
        path = write_scorecards([card], tmp_path / f"card{ending}", plan=PLAN)
        assert load_scorecards(path, plan=PLAN) == (card,), ending
    with zipfile.ZipFile(tmp_path / "card.xlsx") as archive:
        assert not any(re.search(rb"<f[ >]", archive.read(name)) for name in archive.namelist() if "/worksheets/" in name)
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "externalLink" in name]


def test_a_blank_sheet_lists_what_the_plan_asks_and_reads_back_empty(tmp_path):
    cards = new_scorecards(PLAN, ["1001", "1002"])
    assert [(card.candidate, card.interviewer) for card in cards] == [("1001", "ann"), ("1001", "bo"), ("1002", "ann"), ("1002", "bo")]
    path = write_scorecards(cards, tmp_path / "cards.xlsx", plan=PLAN)
    assert load_scorecards(path, plan=PLAN) == cards
    book = load_workbook(path)
    sheet = book["Card 1"]
    keys = [row[7] for row in sheet.iter_rows(min_row=13, values_only=True) if row[7]]
    assert keys == ["needs-discovery/wanted-something-else", "de-escalation/q-1", "de-escalation/q-2", "de-escalation/spare"]
    assert sheet["C13"].value != ""
    [source] = {rule.formula1 for rule in sheet.data_validations.dataValidation if "D13" in rule.sqref}
    assert "$D$1:$D$9" in source
    assert sheet.protection.sheet
    assert not sheet["D13"].protection.locked
    assert sheet["H13"].protection.locked
    with pytest.raises(DataError):
        write_scorecards(cards, path, plan=PLAN)
    filled = book["Card 1"]
    filled["D13"], filled["F13"], filled["D14"] = 4, "Asked first.", "not asked"
    filled["C8"] = None
    book.save(path)
    first = load_scorecards(path, plan=PLAN)[0]
    assert [rating.value for rating in first.ratings] == [4, OffScale.NOT_ASKED]
    assert first.ratings[0].evidence == Evidence(action="Asked first.")


def test_a_folder_is_read_file_by_file(tmp_path):
    write_scorecards([a_card()], tmp_path / "a.json")
    write_scorecards([a_card(interviewer="bo")], tmp_path / "b.csv")
    write_scorecards([a_card(moment="after")], tmp_path / "c.xlsx")
    (tmp_path / "notes.txt").write_text("not a card")
    assert [card.interviewer for card in load_scorecards(tmp_path, plan=PLAN)] == ["ann", "bo", "ann"]
    write_scorecards([a_card()], tmp_path / "d.csv")
    with pytest.raises(DataError) as caught:
        load_scorecards(tmp_path)
    [problem] = caught.value.problems
    assert (problem.code, Path(problem.path).name) == ("card-twice", "d.csv")
    for missing in (tmp_path / "none.json", tmp_path / "none"):
        with pytest.raises(NotFoundError):
            load_scorecards(missing)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFoundError):
        load_scorecards(tmp_path / "empty")
    with pytest.raises(DataError):
        load_scorecards(tmp_path / "notes.txt")


def test_a_workbook_takes_so_many_cards_and_no_more():
    for number in (0, MOST_CARDS + 1):
        with pytest.raises(DataError) as caught:
            cards_to_xlsx([a_card()] * number)
        assert caught.value.problems[0].code == "number-of-cards"
    with pytest.raises(DataError):
        scorecards_content([a_card()], ".ods")


# -- each problem at its place ---------------------------------------------------------------------------------------------------


def filled(changes):
    """The workbook of one card with some cells changed, and the codes of its problems by cell."""
    book = load_workbook(BytesIO(cards_to_xlsx([a_card()], plan=PLAN)))
    for place, value in changes.items():
        book["Card 1"][place] = value
    stream = BytesIO()
    book.save(stream)
    _, problems = read_xlsx(stream.getvalue(), INDEX)
    return {(problem.where, problem.code) for problem in problems}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, set()),
        ({"D13": 9}, {("Card 1!D13", "off-the-scale")}),
        ({"D13": 0}, {("Card 1!D13", "off-the-scale")}),
        ({"D13": "good"}, {("Card 1!D13", "off-the-scale")}),
        ({"D13": True}, {("Card 1!D13", "off-the-scale")}),
        ({"H14": "de-escalation/none"}, {("Card 1!H14", "question-not-in-plan")}),
        ({"H14": "needs-discovery/wanted-something-else"}, {("Card 1!H14", "rated-twice")}),
        ({"C5": "zoe"}, {("Card 1!C5", "not-on-the-panel")}),
        ({"C5": "Zoe Z"}, {("Card 1!C5", "bad-format")}),
        ({"C6": "elsewhere"}, {("Card 1!C6", "unknown-stage")}),
        ({"C7": "during"}, {("Card 1!C7", "not-a-choice")}),
        ({"C9": "0" * 64}, {("Card 1!C9", "other-plan")}),
        ({"C10": "9.9"}, {("Card 1!C10", "other-bank")}),
        ({"C4": None}, {("Card 1!B4", "missing-field")}),
        ({"D15": None}, {("Card 1!D15", "missing-rating")}),
        ({"E13": "x" * 2001}, {("Card 1!E13", "too-long")}),
        ({"D12": "Marks"}, {("Card 1!A12", "missing-column")}),
        (
            {"D13": 9, "C5": "zoe", "H14": "x/y"},
            {("Card 1!D13", "off-the-scale"), ("Card 1!C5", "not-on-the-panel"), ("Card 1!H14", "question-not-in-plan")},
        ),
    ],
)
def test_a_workbook_s_problem_names_its_cell(changes, found):
    assert filled(changes) == found


def test_a_csv_problem_names_its_line():
    text = cards_to_csv([a_card()])
    lines = text.splitlines()
    lines[2] = lines[2].replace("no-example", "7")
    _, problems = cards_from_csv("\n".join(lines), HERE, INDEX)
    assert [(problem.line, problem.where, problem.code) for problem in problems] == [(3, "column value", "off-the-scale")]
    _, problems = cards_from_csv(text.replace("interviewer", "interveiwer"), HERE)
    assert {problem.code for problem in problems} == {"unknown-column", "missing-column"}
    assert "interviewer" in problems[0].hint
    for delimiter in (";", "\t"):
        assert cards_from_csv(re.sub(r",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", delimiter, text), HERE, INDEX) == ([a_card()], [])


def test_a_json_problem_names_its_field():
    data = json.loads(cards_to_json([a_card(), a_card(interviewer="bo")]))
    data[1]["ratings"][0]["value"] = 8
    data[0]["colour"] = "red"
    _, problems = cards_from_json(json.dumps(data), HERE, INDEX)
    assert {(problem.where, problem.code) for problem in problems} == {
        ("1.ratings.0.value", "off-the-scale"),
        ("0.colour", "unknown-field"),
    }
    _, [problem] = cards_from_json('[{"format": 1,\n "plan": }]', HERE)
    assert (problem.line, problem.code) == (2, "bad-json")


def test_a_workbook_of_another_kind_is_refused(workbook):
    _, [problem] = read_xlsx(workbook)
    assert problem.code == "not-a-scorecard"


# -- ten thousand malformed files ------------------------------------------------------------------------------------------------

_PIECES = (
    *('"', "{", "}", "[", "]", ",", ":", "null", "true", "NaN", "1e999", "-1", "9" * 30, "\x00", "\\ud800", "\\", "\n", '"format": 2,'),
    *('"ratings": 3', ";", "=1+1", "'", "not-asked", "\u202e", "0.5", "[" * 2000),
)


def spoilt(text, chance):
    """A text with one to four pieces cut out, doubled, swapped or put in."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 1, 3, 10, 60)))
        text = text[:start] + chance.choice((*_PIECES, "", text[start:end] * 2)) + text[end:]
    return text


def test_ten_thousand_malformed_texts_give_problems_and_nothing_else():
    chance = random.Random(20_261_121)  # noqa: S311 - a spoiler, not a secret
    good = {".json": cards_to_json([a_card()]), ".csv": cards_to_csv([a_card(), a_card(interviewer="bo")])}
    readers = {".json": cards_from_json, ".csv": cards_from_csv}
    refused = 0
    for number in range(10_000):
        ending = (".json", ".csv")[number % 2]
        cards, problems = readers[ending](spoilt(good[ending], chance), HERE, INDEX)
        assert all(isinstance(card, Scorecard) for card in cards)
        assert all(problem.code and problem.message and problem.path for problem in problems)
        refused += bool(problems)
    assert refused > 8_000  # the rest spoilt a note, which is a person's to write


_SHAPES = (
    "null",
    "3",
    '"text"',
    "[]",
    "{}",
    "[null]",
    "[3]",
    "[[]]",
    '[{"ratings": {}}]',
    '[{"ratings": [3]}]',
    '[{"format": 1, "format": 1}]',
)


@pytest.mark.parametrize("value", [*_SHAPES, "[" * 100_000])
def test_json_of_another_shape_gives_problems(value):
    cards, problems = cards_from_json(value, HERE)
    assert not cards
    assert problems or value == "[]"


def test_bytes_that_are_no_text_give_problems(tmp_path):
    no_texts = {".json": (b"\xff\xfe[", b""), ".csv": (b"plan,\xff", b"", b"\x00\x01"), ".xlsx": (b"PK", b"")}
    for ending, raw in [(ending, raw) for ending, each in no_texts.items() for raw in each]:
        path = tmp_path / f"file{ending}"
        path.write_bytes(raw)
        with pytest.raises(DataError) as caught:
            load_scorecards(path, plan=PLAN)
        assert caught.value.problems


@pytest.mark.slow
def test_hundreds_of_malformed_workbooks_give_problems_and_nothing_else(tmp_path):
    chance = random.Random(20_261_122)  # noqa: S311 - a spoiler, not a secret
    good = cards_to_xlsx([a_card()], plan=PLAN)
    with zipfile.ZipFile(BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path = tmp_path / "cards.xlsx"
    for number in range(300):
        if number % 3:
            name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
            changed = {**parts, name: spoilt(parts[name].decode(), chance).encode("utf-8", "replace")}
            stream = BytesIO()
            with zipfile.ZipFile(stream, "w") as archive:
                for part, content in changed.items():
                    archive.writestr(part, content)
            raw = stream.getvalue()
        else:
            at = chance.randrange(len(good))
            raw = good[:at] + bytes([chance.randrange(256)]) + good[at + chance.choice((0, 1, 50)) :]
        path.write_bytes(raw)
        outcome = cards_or_problems(path)
        assert outcome
        assert all(isinstance(entry, Scorecard | Problem) for entry in outcome)
