"""The training pack: the shipped answers, what trainees may not see, and mistakes in files."""

from __future__ import annotations

import csv
import json

import pytest

import servicecomp as sc
from servicecomp.checks.training_files import read_training
from servicecomp.documents.training_pack import AGENDA
from servicecomp.errors import DataError, NotFoundError
from servicecomp.models.training import word_count


def shipped():
    return read_training(sc.load_question_bank("customer-service"), sc.load_framework("customer-service"))


def test_the_shipped_answers_are_what_the_session_needs():
    files = shipped()
    required = {entry.competency for entry in sc.load_role("contact-centre-agent").requirements}
    assert len(files) >= 4
    assert {entry.competency for entry in files} <= required
    answers = [answer for entry in files for answer in entry.answers]
    assert all(90 <= word_count(answer.words) <= 150 for answer in answers)
    by_delivery = {way: [answer.reference for answer in answers if answer.delivery == way] for way in ("fluent", "plain", "halting")}
    # Delivery is not the content: each way of telling has a low and a high answer.
    assert all(min(given) < 3 < max(given) for given in by_delivery.values())
    assert all(entry.status.stage == "draft" and "No group of experts" in entry.set_by for entry in files)


def test_the_agenda_is_ninety_minutes():
    pack = sc.training_pack()
    assert sum(minutes for _, minutes in AGENDA) == 90 == pack.minutes
    assert [slot.starts_after + slot.minutes for slot in pack.agenda][:-1] == [slot.starts_after for slot in pack.agenda][1:]


@pytest.mark.parametrize("name", ["html", "md", "json"])
def test_the_booklet_gives_no_reference_away(name):
    page = sc.render(sc.training_pack(audience="trainee"), format=name)
    leads = sc.render(sc.training_pack(), format=name)
    for entry in shipped():
        for answer in entry.answers:
            for hidden in (*(reason.text for reason in answer.reasons), answer.delivery_note):
                if hidden:
                    start = hidden.split("'")[0].split('"')[0][:30]
                    assert start in leads
                    assert start not in page
    assert "Reference rating" not in page


def test_the_booklet_s_data_holds_no_reference():
    data = json.loads(sc.render(sc.training_pack(audience="trainee"), format="json"))
    answers = [answer for section in data["sections"] for answer in section["answers"]]
    assert all(answer["reference"] is None and not answer["reasons"] for answer in answers)
    assert not data["speakers"]


def test_the_pack_says_how_far_its_references_go():
    assert "No group of experts" in sc.training_pack().standing.text


def fill(path, value):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["rating"] = value(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_sheets_are_written_filled_and_scored(tmp_path):
    *_, sheet = sc.write_training_pack(tmp_path / "session", trainees=["ann", "bo"])
    reference = {(answer.speaker, entry.competency): answer.reference for entry in shipped() for answer in entry.answers}
    fill(sheet, lambda row: reference[row["speaker"], row["competency"]] if row["trainee"] == "ann" else 3)
    ann, bo = sc.training_accuracy(sheet)
    assert (ann.trainee, ann.whole.mean_distance, ann.whole.exact_hits) == ("ann", 0, 12)
    assert bo.whole.mean_distance > 1
    assert ann.first.rated == 8
    assert ann.second.rated == 4
    assert "on average 0.00" in ann.sentences()[0]


def test_a_sheet_s_mistakes_come_at_once(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(
        "trainee,round,speaker,competency,rating\nann,1,a,ownership,9\nann,1,a,de-escalatoin,3\nann,1,q,ownership,3\n,1,b,ownership,3\n"
        "bo,1,b,ownership,3\nbo,1,b,ownership,4\nbo,1,c,ownership,=1+1\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as raised:
        sc.training_accuracy(path)
    assert [(problem.line, problem.code) for problem in raised.value.problems] == [
        (2, "off-the-scale"),
        (3, "unknown-competency"),
        (4, "unknown-speaker"),
        (5, "missing-key"),
        (7, "rated-twice"),
        (8, "off-the-scale"),
    ]


@pytest.mark.parametrize("name", ["=cmd", "+1", "-1", "@x", "a\nb", ""])
def test_a_trainee_s_key_cannot_become_a_formula(tmp_path, name):
    with pytest.raises(ValueError, match="key of a trainee"):
        sc.write_training_pack(tmp_path / "session", trainees=[name])
    assert not (tmp_path / "session").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("question: promise-harder-than-thought", "question: promise-harder", "unknown-question"),
        ("bank: customer-service", "bank: other", "other-bank"),
        ("anchor: rated-5", "anchor: rated-6", "unknown-anchor"),
        ("reference: 4", "reference: 7", "off-the-scale"),
        ("reference: 1", "reference: 3", "no-spread"),
        ("speaker: b", "speaker: a", "invalid"),
        ("delivery: plain", "delivery: flat", "not-a-choice"),
        ("I put a lot of hours into it.", "I put hours into it. " * 10, "answer-length"),
    ],
)
def test_a_mistake_in_a_training_file_has_its_line(tmp_path, repository, old, new, code):
    text = (repository / "src/servicecomp/data/training/customer-service/ownership.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "ownership.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        sc.training_pack(training=tmp_path)
    found = next(problem for problem in raised.value.problems if problem.code == code)
    assert found.line > 1 or code == "invalid"
    assert found.path.endswith("ownership.yaml")


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(NotFoundError, match="did you mean 'ownership'"):
        sc.training_pack(competencies=["owership"])
    with pytest.raises(NotFoundError, match="holds no training answers"):
        sc.training_pack(training=tmp_path)
    with pytest.raises(NotFoundError, match="no folder"):
        sc.training_pack(training=tmp_path / "nowhere")


def test_it_renders_on_paper():
    for audience in ("facilitator", "trainee"):
        pack = sc.training_pack(audience=audience)
        assert sc.render(pack, format="pdf").startswith(b"%PDF")
        assert sc.render(pack, format="docx").startswith(b"PK")


def test_delivery_changes_within_each_speaker_and_speakers_lie_apart():
    answers = [answer for entry in shipped() for answer in entry.answers]
    by_speaker = {name: [answer for answer in answers if answer.speaker == name] for name in ("a", "b", "c")}
    assert all(len({answer.delivery for answer in given}) >= 3 for given in by_speaker.values())
    means = {name: sum(answer.reference for answer in given) / len(given) for name, given in by_speaker.items()}
    # Rated in the first round: somebody who does not tell these two apart must be seen not to.
    assert abs(means["a"] - means["b"]) >= 1.5


def test_whoever_writes_one_rating_throughout_is_told_so(tmp_path):
    *_, sheet = sc.write_training_pack(tmp_path / "session", trainees=["ann", "bo"])
    reference = {(answer.speaker, entry.competency): answer.reference for entry in shipped() for answer in entry.answers}
    fill(sheet, lambda row: reference[row["speaker"], row["competency"]] if row["trainee"] == "ann" else 3)
    ann, bo = (found.sentences() for found in sc.training_accuracy(sheet))
    assert not any("not told apart" in line for line in ann)
    assert any("not told apart" in line for line in bo)
    assert "1.12 steps" in bo[0]
    assert "1.12 steps away" in bo[1]
    assert not any("differential" in line or "elevation" in line for line in (*ann, *bo))


def test_the_pack_names_what_the_role_requires_and_the_session_does_not_practise():
    left = sc.training_pack().left_out
    assert "Problem solving" in left.text
    assert "Clear communication" not in left.text
    assert sc.training_pack(audience="trainee").left_out is None
    with pytest.raises(NotFoundError, match=r"internal-service.*--training"):
        sc.training_pack("hr-business-partner")
