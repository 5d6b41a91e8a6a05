"""The papers of a selection: one mistake a file, papers held against each other, files to start from, and the page about them."""

from __future__ import annotations

import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import servicecomp as sc
from servicecomp.api.starting import STARTS, new_file
from servicecomp.checks import gather
from servicecomp.checks.papers import build_paper
from servicecomp.errors import DataError
from servicecomp.loading.bundled import package_data
from servicecomp.loading.finding import kind_of_data
from servicecomp.loading.papers import PAPERS
from servicecomp.loading.schemas import json_schema
from servicecomp.loading.sources import Source, read_source
from servicecomp.models.provenance import content_hash
from servicecomp.models.vacancies import Interviewer, Vacancy

PLAN = """\
format: 1
role: contact-centre-agent
rule: conjunctive
sessions:
  - stage: first
    minutes: 45
    interviewers: [ann, bo]
    questions:
      - ownership/promise-harder-than-thought
      - problem-solving/stopped-working
    spares:
      - ownership/slipped-your-mind
    askers: [ann, bo]
  - stage: second
    minutes: 30
    interviewers: [cy]
    questions: [de-escalation/somebody-angry-with-you]
bank: customer-service
bank_version: "0.1"
scale_top: 5
criteria:
  - {competency: ownership, weight: 50, minimum: 3}
  - {competency: problem-solving, weight: 50}
"""

SCHEDULE = """\
format: 1
vacancy: agent
dated: 2026-11-23
time_zone: Europe/London
organiser: jobs@example.org
questions_sent: 2026-11-25
interviewers:
  - {key: ann, email: ann@example.org}
  - {key: bo, email: bo@example.org}
candidates:
  - {key: candidate-1, email: one@example.org}
sessions:
  - candidate: candidate-1
    stage: interview
    date: 2026-12-01
    start: 09:30
    place: Room 4
"""

STANDARD = """\
format: 1
id: ours
survey_minimum: 5
duties:
  - {id: received, what: Hears that it has arrived, working_days: 1, after: its arrival, who: Recruitment}
  - {id: reminder, what: Is reminded, when: the day before, who: Recruitment}
"""

DETAILS = """\
format: 1
candidate: candidate-1
sender: Recruitment desk
day: 2026-12-01
time: 09:30
"""

TICKS = """\
format: 1
candidate: candidate-1
ticks:
  - line: customer-service/ownership/2/says-who-and-when
    tick: strength
  - line: customer-service/ownership/2/soon-without-day
    tick: develop
"""

OVERRIDES = """\
format: 1
overrides:
  - candidate: candidate-1
    competency: ownership
    value: 3.3
    reason: The fire alarm cut the answer short.
    by: Hiring manager
    date: 2026-11-21
"""

DECISION = f"""\
format: 1
candidate: candidate-1
plan: {"0" * 64}
outcome: To be asked to a second interview.
reasons:
  - The notes show what the job needs.
decided_by: [Hiring manager]
date: 2026-11-21
told_by: Hiring manager
told_until: 2026-11-24
result: reserve
departure: none
"""

HELD = """\
format: 1
discussed_between: never
combined_by: formula
training:
  - {interviewer: ann, topic: Anchors, date: 2026-01-12}
"""

RULES = """\
format: 1
id: ours
title: Our adviser's list
within: gb
checked_on: 2026-11-21
rules:
  - {id: notes, kind: keep, records: [notes], months: 9, source: Letter, says: Nine months.}
  - {id: survey, kind: limit, records: [survey], source: Letter, says: No longer than needed.}
"""

PEOPLE = """\
format: 1
people:
  - key: candidate-2
    names: [Whole name, nickname]
"""

PROFILE = """\
format: 1
id: ours
system: ashby
title: Our Ashby
checked: 2026-11-21
unit: question
overall: overall_recommendation
writes: [kit, scorecards]
scale:
  - {top: 5, values: [1, 2, 3, 4, 4], reason: Ends at 4.}
limits:
  - {field: name, characters: 60}
facts:
  - {id: form, says: Rates from 1 to 4., source: Our settings, compared_with_documentation: true}
"""

ANSWERS = package_data("training", "customer-service", "ownership.yaml").read_text(encoding="utf-8")

FILES = {
    "interview plan": ("plan.yaml", PLAN),
    "schedule": ("times.yaml", SCHEDULE),
    "care standard": ("promises.yaml", STANDARD),
    "message details": ("letter.yaml", DETAILS),
    "feedback ticks": ("one.yaml", TICKS),
    "overrides": ("departures.yaml", OVERRIDES),
    "decision": ("outcome.yaml", DECISION),
    "held log": ("log.yaml", HELD),
    "retention rules": ("ours.yaml", RULES),
    "known people": ("people.yaml", PEOPLE),
    "export profile": ("system.yaml", PROFILE),
    "training answers": ("ownership.yaml", ANSWERS),
}

# What is changed, in which file, and what must be said: kind of file, old words, new words, code, line.
MISTAKES = [
    ("interview plan", "role: contact-centre-agent", "rolle: contact-centre-agent", {("unknown-field", 2), ("missing-field", 1)}),
    ("interview plan", "stage: second", "stage: first", {("duplicate-stage", 14)}),
    ("interview plan", "minutes: 45", "minutes: 5", {("out-of-range", 6)}),
    ("interview plan", "[de-escalation/somebody-angry-with-you]", "[problem-solving/stopped-working]", {("duplicate-question", 17)}),
    ("interview plan", "- ownership/slipped-your-mind", "- problem-solving/stopped-working", {("duplicate-question", 12)}),
    ("interview plan", "ownership/slipped-your-mind", "ownership/slipped-your-mnd", {("unknown-question", 12)}),
    ("interview plan", "interviewers: [ann, bo]", "interviewers: [ann, bo, ann]", {("duplicate-name", 7)}),
    ("interview plan", "askers: [ann, bo]", "askers: [ann]", {("missing-asker", 13)}),
    ("interview plan", "askers: [ann, bo]", "askers: [ann, cy]", {("not-on-the-panel", 13)}),
    ("interview plan", "bank: customer-service", "bank: costumer-service", {("unknown-bank", 18)}),
    ("interview plan", 'bank_version: "0.1"', 'bank_version: "9.9"', {("other-bank", 19)}),
    ("interview plan", "competency: problem-solving", "competency: ownership", {("duplicate-requirement", 23)}),
    ("interview plan", "minimum: 3", "minimum: 6", {("off-the-scale", 22)}),
    ("interview plan", ", minimum: 3", "", {("no-minimum", 3)}),
    ("schedule", "dated: 2026-11-23", "dated: 2026-11-31", {("invalid", 3)}),
    ("schedule", "time_zone: Europe/London", "time_zone: Europe/Londn", {("unknown-time-zone", 4)}),
    ("schedule", "organiser: jobs@example.org", "organizer: jobs@example.org", {("unknown-field", 5), ("missing-field", 1)}),
    ("schedule", "questions_sent: 2026-11-25", "questions_sent: 2026-11-30", {("before-questions", 15)}),
    ("schedule", "key: bo", "key: ann", {("duplicate-name", 8), ("duplicate-name", 9)}),
    ("schedule", "- candidate: candidate-1", "- candidate: candidate-2", {("unknown-candidate", 13)}),
    ("schedule", "start: 09:30", "start: 9:30", {("invalid", 16)}),
    ("schedule", "2026-12-01\n    start: 09:30", "2027-03-28\n    start: 01:30", {("clock-change", 16)}),
    ("schedule", "    place: Room 4\n", "", {("no-place", 13)}),
    ("care standard", "survey_minimum: 5", "survey_minimum: 3", {("out-of-range", 3)}),
    ("care standard", "id: reminder", "id: received", {("invalid", 1)}),
    ("care standard", ", after: its arrival", "", {("invalid", 5)}),
    ("message details", "day: 2026-12-01", "day: 2026-13-01", {("invalid", 4)}),
    ("message details", "time: 09:30", "time: half past nine", {("bad-format", 5)}),
    ("message details", "sender:", "from:", {("unknown-field", 3)}),
    ("feedback ticks", "says-who-and-when", "says-who-an-when", {("unknown-line", 4)}),
    ("feedback ticks", "customer-service/ownership/2/says", "costumer-service/ownership/2/says", {("unknown-framework", 4)}),
    ("feedback ticks", "tick: develop", "tick: strength", {("contra-as-strength", 7)}),
    ("feedback ticks", "tick: develop", "tick: devlop", {("not-a-choice", 7)}),
    ("feedback ticks", "soon-without-day", "says-who-and-when", {("invalid", 1)}),
    ("overrides", "reason: The fire alarm cut the answer short.", "reason:", {("wrong-type", 6)}),
    ("overrides", "value: 3.3", "value: 0.5", {("off-the-scale", 5)}),
    ("overrides", "value: 3.3", "value: high", {("invalid", 5)}),
    ("overrides", "date: 2026-11-21", "date: 2026-11-31", {("no-such-day", 8)}),
    ("decision", "outcome: To be asked to a second interview.", "outcome:", {("not-filled-in", 4)}),
    ("decision", "date: 2026-11-21", "date: 2026-02-30", {("no-such-day", 8)}),
    ("decision", "told_until: 2026-11-24", "told_until: 2026-11-20", {("before-the-decision", 10)}),
    ("decision", "decided_by: [Hiring manager]", "decided_by: Hiring manager", {("wrong-type", 7)}),
    ("held log", "combined_by: formula", "combined_by: formulas", {("not-a-choice", 3)}),
    ("held log", "discussed_between: never", "discused_between: never", {("unknown-field", 2)}),
    ("held log", "date: 2026-01-12", "date: 2026-01-32", {("no-such-day", 5)}),
    ("retention rules", "within: gb", "within: uk", {("unknown-place", 4)}),
    ("retention rules", "within: gb", "within: ours", {("circle", 4)}),
    ("retention rules", "months: 9, ", "", {("invalid", 7)}),
    ("retention rules", "records: [notes]", "records: [note]", {("not-a-choice", 7)}),
    ("retention rules", "id: survey", "id: notes", {("duplicate-id", 8)}),
    ("retention rules", "checked_on: 2026-11-21", "checked_on: yesterday", {("invalid", 5)}),
    ("known people", "names: [Whole name, nickname]", "names: []", {("too-short", 4)}),
    ("known people", "    names:", "    name:", {("unknown-field", 4), ("missing-field", 3)}),
    ("export profile", "checked: 2026-11-21", "checked: 2026-11-31", {("no-such-day", 5)}),
    ("export profile", "[1, 2, 3, 4, 4]", "[1, 2, 3, 4]", {("invalid", 10)}),
    ("export profile", "limits:", "  - {top: 5, values: [1, 2, 3, 3, 4], reason: Other.}\nlimits:", {("duplicate-scale", 11)}),
    ("export profile", "facts:", "  - {field: name, characters: 80}\nfacts:", {("duplicate-name", 13)}),
    ("export profile", "unit: question", "unit: questions", {("not-a-choice", 6)}),
    ("training answers", "bank: customer-service", "bank: costumer-service", {("unknown-bank", 2)}),
    ("training answers", "competency: ownership", "competency: rapport", {("wrong-file-name", 3), ("unknown-question", 4)}),
    ("training answers", "question: promise-harder-than-thought", "question: promise-harder", {("unknown-question", 4)}),
    ("training answers", "reference: 3", "reference: 6", {("off-the-scale", 21)}),
    ("training answers", "anchor: rated-3", "anchor: rated-30", {("unknown-anchor", 23)}),
]


def lay_out(folder, changed="", old="", new=""):
    """Write each file into a folder of its own, so that nothing is held against what another case holds."""
    for kind, (name, text) in FILES.items():
        path = folder / kind.replace(" ", "-") / name
        path.parent.mkdir(parents=True)
        if kind == changed:
            assert old in text, "the mistake must change something"
            text = text.replace(old, new, 1)  # noqa: PLW2901 - one file is changed
        path.write_text(text, encoding="utf-8")


def found_in(problems):
    return {(problem.code, problem.line) for problem in problems}


def test_there_is_a_clean_file_of_each_kind_that_is_known_by_its_fields(tmp_path):
    assert set(FILES) == set(PAPERS)
    lay_out(tmp_path)
    report = sc.check(tmp_path)
    assert report.ok
    # The decision's plan lies nowhere among these files, which is worth a word and no fault.
    assert {problem.code for problem in report.problems} == {"other-plan"}
    for kind, (name, _) in FILES.items():
        assert kind_of_data(read_source(tmp_path / kind.replace(" ", "-") / name).data) == kind


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"), MISTAKES, ids=[f"{kind}-{number}" for number, (kind, *_) in enumerate(MISTAKES)]
)
def test_a_mistake_is_found_where_it_is(tmp_path, kind, old, new, expected):
    lay_out(tmp_path, kind, old, new)
    problems = [problem for problem in sc.check(tmp_path).problems if problem.code != "other-plan"]
    path = tmp_path / kind.replace(" ", "-") / FILES[kind][0]
    assert {problem.path for problem in problems} == {str(path)}
    assert found_in(problems) == expected
    for problem in problems:
        assert problem.column >= 1
        assert problem.message


def test_every_kind_has_mistakes_to_show():
    assert {kind for kind, *_ in MISTAKES} == set(PAPERS)


@pytest.mark.parametrize("kind", PAPERS)
def test_the_schema_takes_what_loads(tmp_path, kind):
    name, text = FILES[kind]
    (tmp_path / name).write_text(text, encoding="utf-8")
    schema = json_schema(kind.replace(" ", "-"))
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(read_source(tmp_path / name).data))
    assert schema["additionalProperties"] is False


# -- papers held against each other ----------------------------------------------------------------------------------------------


def write(folder, **texts):
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [(problem.code, problem.line) for problem in sc.check(folder).problems]


def test_overrides_are_held_against_the_one_plan_beside_them(tmp_path):
    assert write(tmp_path, plan=PLAN, overrides=OVERRIDES) == []
    assert write(tmp_path, overrides=OVERRIDES.replace("ownership", "rapport")) == [("unknown-competency", 4)]
    assert write(tmp_path, overrides=OVERRIDES.replace("3.3", "5.5")) == [("off-the-scale", 5)]
    assert write(tmp_path, overrides=OVERRIDES.replace("3.3", f"'{'9' * 400}'")) == [("off-the-scale", 5)]
    assert write(tmp_path, overrides=OVERRIDES.replace("3.3", "5.5")) == [("off-the-scale", 5)]
    # With two plans beside it nobody can say to which of them it belongs.
    assert write(tmp_path, other=PLAN.replace("weight: 50", "weight: 40")) == []


def test_a_decision_is_held_against_the_plans_among_the_files(tmp_path):
    assert write(tmp_path, plan=PLAN, decision=DECISION) == [("other-plan", 3)]
    assert sc.check(tmp_path).ok, "the right plan may lie elsewhere"
    sha256 = content_hash(sc.load_plan(tmp_path / "plan.yaml"))
    assert write(tmp_path, decision=DECISION.replace("0" * 64, sha256)) == []


@pytest.fixture
def opening(tmp_path):
    """Write a vacancy with its plan, and return a schedule that fits them."""
    role = sc.load_role("contact-centre-agent")
    panel = tuple(Interviewer(key=key, name=key.title()) for key in ("ann", "bo"))
    made = Vacancy(id="agent", title="Agent", role=role, panel=panel, candidates=("candidate-1", "candidate-2"))
    (tmp_path / "vacancy.yaml").write_text(sc.dump(made), encoding="utf-8")
    plan = PLAN[: PLAN.index("  - stage: second")].replace("first", "interview").replace("conjunctive", "weighted")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    first = SCHEDULE.index("  - candidate: candidate-1")
    second = SCHEDULE[first:].replace("candidate-1", "candidate-2").replace("09:30", "10:30")
    people = "  - {key: candidate-1, email: one@example.org}\n"
    return SCHEDULE.replace(people, people + people.replace("-1", "-2").replace("one", "two")) + second


def test_a_schedule_is_held_against_its_vacancy_and_plan(tmp_path, opening):
    assert write(tmp_path, schedule=opening) == []
    # The plan says that the first interview ends at 10:15.
    assert write(tmp_path, schedule=opening.replace("10:30", "10:00")) == [("overlap", 22)]
    assert write(tmp_path, schedule=opening.replace("10:30", "10:20")) == [("short-break", 22)]
    assert write(tmp_path, schedule=opening.replace("stage: interview", "stage: talk", 1)) == [("unknown-stage", 15)]


def test_a_schedule_without_its_plan_says_nothing_that_only_the_plan_can_tell(tmp_path, opening):
    (tmp_path / "plan.yaml").unlink()
    assert write(tmp_path, schedule=opening.replace("10:30", "10:00")) == []
    assert write(tmp_path, schedule=opening.replace("    place: Room 4\n", "", 1)) == [("no-place", 14)]


def test_a_frozen_vacancy_picks_its_plan_among_several(tmp_path, opening):
    plan = (tmp_path / "plan.yaml").read_text(encoding="utf-8")
    longer = plan.replace("minutes: 45", "minutes: 60")
    tight = opening.replace("10:30", "10:31")
    assert write(tmp_path, longer=longer, schedule=tight) == [], "two plans fit, and neither is chosen"
    sha256 = content_hash(sc.load_plan(tmp_path / "longer.yaml"))
    vacancy = (tmp_path / "vacancy.yaml").read_text(encoding="utf-8")
    assert write(tmp_path, vacancy=f"{vacancy}plan_sha256: {sha256}\n") == [("short-break", 22)]


def test_a_vacancy_that_nobody_has_confirmed_is_known_as_one(tmp_path, opening):
    assert opening
    assert [entry.id for entry in gather([tmp_path]).vacancies] == ["agent"]


# -- files to start from ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in STARTS if kind.replace("-", " ") in PAPERS])
def test_what_new_writes_is_valid_whatever_its_name(tmp_path, kind):
    path = new_file(kind, tmp_path / "anything.yaml")
    assert sc.check(path).problems == ()
    [entry] = gather([path]).papers
    assert isinstance(entry.paper, PAPERS[kind.replace("-", " ")])
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=schemas/{kind}.schema.json\n")


def test_a_log_to_start_from_claims_nothing(tmp_path):
    [entry] = gather([new_file("held-log", tmp_path / "held.yaml")]).papers
    assert entry.paper == PAPERS["held log"]()
    [entry] = gather([new_file("message-details", tmp_path / "details.yaml")]).papers
    assert entry.paper == PAPERS["message details"]()


def test_a_file_to_start_from_names_every_field(tmp_path):
    for kind in ("held-log", "message-details", "retention-rules", "care-standard"):
        text = new_file(kind, tmp_path / f"{kind}.yaml").read_text(encoding="utf-8")
        missing = [field for field in PAPERS[kind.replace("-", " ")].model_fields if f"{field}:" not in text]
        assert not missing, kind


def test_a_file_with_no_word_of_ours_is_known_by_its_usual_name(tmp_path):
    assert write(tmp_path, held="format: 1\ncombined: formula\n") == [("unknown-field", 2)]
    assert write(tmp_path, held="") == [("wrong-type", 1)]
    (tmp_path / "held.yaml").unlink()
    assert write(tmp_path, thing="format: 1\ncombined: formula\n") == [("unknown-kind", 1)]


# -- the page --------------------------------------------------------------------------------------------------------------------

_SECTION = re.compile(r"^### (.+?)$(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def test_the_page_has_a_section_for_each_kind_with_an_example_that_loads_and_all_fields(tmp_path, repository):
    page = (repository / "docs/reference/files.md").read_text(encoding="utf-8")
    sections = {title.lower(): body for title, body in _SECTION.findall(page)}
    assert set(sections) == set(PAPERS)
    for kind, body in sections.items():
        fields = set(PAPERS[kind].model_fields) - {"format"}
        assert not [field for field in fields if f"`{field}`" not in body], kind
        for number, text in enumerate(_BLOCK.findall(body)):
            path = tmp_path / kind / f"example-{number}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            assert sc.check(path).problems == (), kind
            assert isinstance(gather([path]).papers[0].paper, PAPERS[kind])
        assert _BLOCK.search(body) or kind == "training answers"  # whose three answers of ninety words are shipped to be copied


# -- whatever stands in them ---------------------------------------------------------------------------------------------------

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "date", "value", "stage", "x"]), inner, max_size=3),
    max_leaves=6,
)


@given(kind=st.sampled_from(sorted(PAPERS)), data=st.data())
def test_any_values_give_a_paper_or_problems(tmp_path_factory, kind, data):
    fields = sorted(PAPERS[kind].model_fields)
    value = data.draw(st.dictionaries(st.sampled_from(fields), _VALUES, max_size=len(fields)))
    source = Source(path=tmp_path_factory.getbasetemp() / "x.yaml", text="format: 1\n", data=value)
    try:
        built = build_paper(kind, source)
    except DataError as error:
        built = error
    assert isinstance(built, PAPERS[kind]) or built.problems
