"""Exports to HR systems: nothing is lost without a word, no code becomes a number, and no overall word is ever written."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import servicecomp as sc
from servicecomp.cli import main
from servicecomp.documents.phrases import phrases_for
from servicecomp.errors import DataError, NotFoundError
from servicecomp.exchange.hr_systems import (
    ashby,
    frappe,
    greenhouse,
    known_systems,
    lever,
    load_profile,
    read_ratings,
    workday,
)
from servicecomp.exchange.hr_systems.loss import LossLog
from servicecomp.interviews.picking import pick_questions
from servicecomp.loading.catalogue import Catalogue
from servicecomp.models.exports import ScaleMapping
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Evidence, Rating, Scorecard
from servicecomp.testing import frameworks, question_banks, role_profiles, texts

SYSTEMS = ("ashby", "frappe", "greenhouse", "lever", "workday")
MODULES = {"ashby": ashby, "frappe": frappe, "greenhouse": greenhouse, "lever": lever, "workday": workday}
TAGS = re.compile(r"</?(?:p|b|ul|li)>")
HTML_FIELDS = {"content", "descriptionHtml", "instructionsHtml", "question"}
# Fields as read in the DocType files of frappe/hrms (versions named in data/exports/frappe.yaml), with what each document needs.
DOCTYPES = {
    "Skill": {"skill_name", "description"},
    "Interview Type": {"name", "description"},
    "Interview Round": {
        "round_name",
        "interview_type",
        "interviewers",
        "designation",
        "expected_average_rating",
        "expected_skill_set",
    },
    "Expected Skill Set": {"skill", "weightage", "description"},
    "Interview Feedback": {
        "interview",
        "interview_type",
        "job_applicant",
        "interviewer",
        "result",
        "skill_assessment",
        "average_rating",
        "feedback",
        "amended_from",
        "docstatus",
    },
    "Skill Assessment": {"skill", "weightage", "rating"},
}
LABELS_OF_DOCUMENTS = {"doctype"}


def card(plan, session, *, ratings, candidate="candidate-1", interviewer="ann", moment="before", time=None):
    return Scorecard(
        plan=content_hash(plan),
        candidate=candidate,
        interviewer=interviewer,
        stage=session.stage,
        moment=moment,
        time=time,
        ratings=tuple(ratings),
    )


@st.composite
def worlds(draw):
    framework = draw(frameworks())
    role = draw(role_profiles(framework=framework))
    bank = draw(question_banks(framework=framework))
    plan = pick_questions(role, bank, framework, minutes=draw(st.integers(20, 200)))
    [session] = plan.sessions
    values = st.integers(1, framework.rating_scale.top) | st.sampled_from(OffScale)
    evidence = st.builds(Evidence, situation=st.none() | texts(), action=st.none() | texts(), result=st.none() | texts())
    cards = [
        card(
            plan,
            session,
            candidate=candidate,
            interviewer=person,
            moment=moment,
            time=draw(st.sampled_from([None, "2026-11-20", "2026-11-20T10:00"])),
            ratings=[
                Rating(question=key, value=draw(values), evidence=draw(evidence))
                for key in draw(st.permutations([*session.questions, *session.spares]))
                if draw(st.booleans())
            ],
        )
        for candidate in draw(st.lists(texts(20), min_size=1, max_size=2, unique=True))
        for person in ("ann", "bo")
        for moment in draw(st.sampled_from([("before",), ("before", "after")]))
    ]
    return {"framework": framework, "role": role, "bank": bank, "plan": plan}, cards


def strings(value, name=""):
    """Yield each string of plain data with the name of its field."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from strings(entry, key)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry, name)
    elif isinstance(value, str):
        yield name, value


def keys(value):
    if isinstance(value, dict):
        yield from value
        for entry in value.values():
            yield from keys(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from keys(entry)


@pytest.fixture(scope="module")
def shipped():
    catalogue = Catalogue()
    role = catalogue.role("contact-centre-agent")
    framework, bank = catalogue.framework("customer-service"), catalogue.bank("customer-service")
    return {"role": role, "framework": framework, "bank": bank, "plan": pick_questions(role, bank, framework, minutes=90)}


@pytest.fixture(scope="module")
def five_ratings(shipped):
    [session] = shipped["plan"].sessions
    values = [1, 2, 3, 4, 5, OffScale.NO_EXAMPLE, OffScale.NOT_ASKED]
    note = Evidence(situation="A parcel was late.", action="Rang the depot.", result="It came the same day.")
    ratings = [
        Rating(question=key, value=values[place % 7], evidence=note if place % 7 < 5 else Evidence())
        for place, key in enumerate((*session.questions, *session.spares))
    ]
    return [card(shipped["plan"], session, ratings=ratings, time="2026-11-20T10:00")]


def test_each_system_has_data_and_every_fact_says_where_it_is_from():
    assert known_systems() == SYSTEMS
    for name in SYSTEMS:
        profile = load_profile(name)
        assert (profile.id, profile.system) == (name, name)
        assert all(fact.source == "from memory" or len(fact.source) > 20 for fact in profile.facts)
        assert not any(
            fact.compared_with_documentation for fact in profile.facts if "memory" in fact.source or "third party" in fact.source
        )


# -- laws --------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(world=worlds())
def test_no_rating_is_lost_without_a_word_and_no_code_becomes_a_number(world):
    about, cards = world
    for system in SYSTEMS:
        export = sc.export_scorecards(cards, system=system, **about)
        read = {entry[:5]: entry.ratings for entry in read_ratings(export.content)}
        sent = {
            (*(entry["about"][part] for part in ("candidate", "interviewer", "stage", "moment")), entry["about"]["questions"][row]): value
            for entry in export.data["entries"]
            for row, value in MODULES[system].values(entry["record"])
            if row in entry["about"]["questions"]
        }
        told = [loss.place for loss in export.losses if loss.code in {"rating-as-text", "rating-not-averaged", "off-scale"}]
        for each in cards:
            for rating in each.ratings:
                whose = (each.candidate, each.interviewer, each.stage, each.moment, rating.question)
                place = (
                    f"{each.candidate}, {each.interviewer}, {each.stage}{', after' if each.moment == 'after' else ''}: {rating.question}"
                )
                if isinstance(rating.value, OffScale):
                    assert whose not in read
                    assert sent.get(whose) is None or isinstance(sent[whose], str)
                    assert place in told or system == "lever"
                elif whose in read:
                    assert rating.value in read[whose]
                else:
                    assert place in told


@settings(max_examples=15)
@given(world=worlds())
def test_nothing_that_goes_out_is_mark_up_or_a_formula_and_the_same_input_gives_the_same_bytes(world):
    about, cards = world
    for system in SYSTEMS:
        exports = [sc.export_kit(about["role"], system=system, **{key: about[key] for key in ("framework", "bank", "plan")})]
        exports.append(sc.export_scorecards(cards, system=system, **about))
        for export in exports:
            for entry in export.data["entries"]:
                for name, text in strings(entry["record"]):
                    assert "<" not in (TAGS.sub("", text) if name in HTML_FIELDS else text)
                    assert not text.startswith(("=", "+", "-", "@", "\t"))
        again = sc.export_scorecards(list(reversed(cards)), system=system, **about)
        assert again.content == exports[1].content


@settings(max_examples=15)
@given(world=worlds())
def test_no_overall_word_is_written_whatever_the_ratings(world):
    about, cards = world
    for system in SYSTEMS:
        export = sc.export_scorecards(cards, system=system, **about)
        assert any(loss.code == "overall" and loss.outcome == "left-to-people" for loss in export.losses)
        for entry in export.data["entries"]:
            overall = {"overall", "overall_recommendation", "overallRating", "result", "average_rating", "score-system", "recommendation"}
            assert not overall & set(keys(entry["record"]))
            if system == "lever":
                named = {name for label in entry["about"]["questions"] for name in (label, f"Notes: {label}")}
                assert {field["id"] for field in entry["record"]["fieldValues"]} <= named
            assert any(export.profile.overall in field for field in entry["fill_in"])


@settings(max_examples=15)
@given(world=worlds())
def test_every_loss_can_be_read(world):
    about, cards = world
    for system in SYSTEMS:
        kit = sc.export_kit(about["role"], system=system, **{key: about[key] for key in ("framework", "bank", "plan")})
        report = sc.loss_report(kit, sc.export_scorecards(cards, system=system, **about))
        listed = sum(row.number for group in report.groups for row in group.rows)
        assert listed >= len(kit.losses)
        assert all(row.places and row.what.text and row.happened.text for group in report.groups for row in group.rows)
        assert sc.render(report, format="html")
        assert sc.render(report, format="md")


@given(name=st.lists(texts(400), min_size=2, max_size=6))
def test_names_fit_their_field_and_no_two_are_alike(name):
    log = LossLog(load_profile("frappe"))
    found = log.names((f"q{place}", text) for place, text in enumerate(name))
    assert all(0 < len(text) <= 140 for text in found.values())
    assert len({text.casefold() for text in found.values()}) == len(name)
    shortened = {loss.place for loss in log.losses if loss.code == "shortened"}
    assert {f"q{place}" for place, text in enumerate(name) if len(" ".join(text.split())) > 140} <= shortened


@given(top=st.integers(2, 7), data=st.data())
def test_a_mapping_that_lowers_a_higher_rating_is_refused(top, data):
    values = data.draw(st.lists(st.integers(0, 9), min_size=top, max_size=top))
    if values == sorted(values):
        assert ScaleMapping(top=top, values=values, reason="x").values == tuple(values)
    else:
        with pytest.raises(ValidationError):
            ScaleMapping(top=top, values=values, reason="x")


# -- known answers -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["greenhouse", "lever", "frappe"])
def test_a_mapping_that_can_be_turned_round_gives_the_same_ratings_back(system, shipped, five_ratings):
    export = sc.export_scorecards(five_ratings, system=system, **shipped)
    read = {entry.question: entry.ratings for entry in read_ratings(export.content)}
    numbers = {rating.question: (rating.value,) for rating in five_ratings[0].ratings if not isinstance(rating.value, OffScale)}
    assert read == numbers
    assert len({value for (value,) in numbers.values()}) == 5


def test_ashby_has_one_value_for_four_and_five_and_says_so(shipped, five_ratings):
    export = sc.export_scorecards(five_ratings, system="ashby", **shipped)
    read = {entry.question: entry.ratings for entry in read_ratings(export.content)}
    for rating in five_ratings[0].ratings:
        if rating.value in {4, 5}:
            assert read[rating.question] == (4, 5)
            assert any(loss.code == "rating-merged" and rating.question in loss.place for loss in export.losses)
        elif not isinstance(rating.value, OffScale):
            assert read[rating.question] == (rating.value,)
    comments = [
        field["value"]["comments"]["value"]
        for field in export.data["entries"][0]["record"]["feedbackForm"]["fieldSubmissions"]
        if "score" in field["value"]
    ]
    assert any(text.startswith("Rated 5 of 5: Well above.") for text in comments)


def test_workday_gets_no_figure_where_a_competency_was_rated_twice(shipped, five_ratings):
    export = sc.export_scorecards(five_ratings, system="workday", **shipped)
    [entry] = export.data["entries"]
    by_competency = {}
    for rating in five_ratings[0].ratings:
        if not isinstance(rating.value, OffScale):
            by_competency.setdefault(rating.competency, []).append(rating.value)
    names = {competency.id: competency.name for competency in shipped["framework"].competencies}
    sent = {rating["competency"]["descriptor"]: rating["rating"] for rating in entry["record"]["competencyRatings"]}
    assert sent == {names[name]: values[0] for name, values in by_competency.items() if len(values) == 1}
    assert sum(len(values) > 1 for values in by_competency.values())
    for values in by_competency.values():
        assert all(f"Rated {value} of 5" in entry["record"]["comment"] for value in values)


def test_five_words_and_fifths(shipped, five_ratings):
    [words_of] = sc.export_scorecards(five_ratings, system="greenhouse", **shipped).data["entries"]
    words = [attribute["rating"] for attribute in words_of["record"]["attributes"]][:7]
    assert words == ["definitely_not", "no", "mixed", "yes", "strong_yes", "no_decision", "no_decision"]
    assert set(words_of["record"]["ratings"]) == {"definitely_not", "no", "mixed", "yes", "strong_yes"}
    [fifths] = sc.export_scorecards(five_ratings, system="frappe", **shipped).data["entries"]
    rows = [row["rating"] for row in fifths["record"]["skill_assessment"]][:5]
    assert rows == [0.2, 0.4, 0.6, 0.8, 1]


def test_frappe_gets_only_fields_that_its_documents_have_and_no_row_without_a_rating(shipped, five_ratings):
    kit = sc.export_kit(shipped["role"], system="frappe", **{key: shipped[key] for key in ("framework", "bank", "plan")})
    cards = sc.export_scorecards(five_ratings, system="frappe", **shipped)

    def documents(value):
        if isinstance(value, dict):
            if "doctype" in value:
                yield value
            for entry in value.values():
                yield from documents(entry)
        elif isinstance(value, list):
            for entry in value:
                yield from documents(entry)

    found = [document for export in (kit, cards) for entry in export.data["entries"] for document in documents(entry["record"])]
    assert {document["doctype"] for document in found} == set(DOCTYPES)
    for document in found:
        assert set(document) - LABELS_OF_DOCUMENTS <= DOCTYPES[document["doctype"]]
    assert all(document["rating"] for document in found if document["doctype"] == "Skill Assessment")
    skills = {document["skill_name"] for document in found if document["doctype"] == "Skill"}
    assert {document["skill"] for document in found if "skill" in document} <= skills
    for document in found:
        if document["doctype"] == "Interview Round":
            assert round(sum(row["weightage"] for row in document["expected_skill_set"]), 2) == 100
            assert document["interview_type"] in {each["name"] for each in found if each["doctype"] == "Interview Type"}


def test_a_lever_form_has_exactly_one_score_system_and_our_own_words(shipped):
    kit = sc.export_kit(shipped["role"], system="lever", **{key: shipped[key] for key in ("framework", "bank", "plan")})
    for entry in kit.data["entries"]:
        fields = entry["record"]["fields"]
        assert [field["type"] for field in fields].count("score-system") == 1
        assert not any("options" in field for field in fields if field["type"] == "score-system")
        options = next(field["options"] for field in fields if field["type"] == "dropdown")
        assert [option["text"] for option in options][:2] == ["1 - Well below", "2 - Below"]
        assert {"Not asked", "No example"} <= {option["text"] for option in options}


def test_a_kit_carries_each_anchor_and_follow_up_or_says_that_it_does_not(shipped):
    plan = shipped["plan"]
    asked = [shipped["bank"].question(key) for session in plan.sessions for key in (*session.questions, *session.spares)]
    for system in SYSTEMS:
        kit = sc.export_kit(shipped["role"], system=system, **{key: shipped[key] for key in ("framework", "bank", "plan")})
        words = " ".join(text for entry in kit.data["entries"] for _, text in strings(entry["record"]))
        plain = words.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&").replace("‹", "<").replace("›", ">")
        for question in asked:
            for line in (question.text, *(probe.text for probe in question.probes), *(anchor.text for anchor in question.anchors)):
                assert line in plain, (system, question.key)
            assert any(loss.code == "anchors" and loss.place == question.key for loss in kit.losses)
        codes = {loss.code for loss in kit.losses}
        assert {"overall", "identities", "rule", "weights", "minimums", "spares", "probes", "listen-for", "red-flags", "draft"} <= codes


def test_ratings_after_the_discussion_are_a_second_record(shipped, five_ratings):
    [first] = five_ratings
    second = first.model_copy(update={"moment": "after"})
    export = sc.export_scorecards([second, first], system="frappe", **shipped)
    before, after = export.data["entries"]
    assert (before["about"]["moment"], after["about"]["moment"]) == ("before", "after")
    assert "after the discussion" in after["record"]["feedback"]
    assert "after the discussion" not in before["record"]["feedback"]
    assert any(loss.code == "second-record" for loss in export.losses)


@settings(max_examples=20)
@given(world=worlds())
def test_a_scale_without_a_stated_conversion_gives_words_and_no_figures(world):
    about, cards = world
    top = about["framework"].rating_scale.top
    for system in SYSTEMS:
        profile = load_profile(system)
        export = sc.export_scorecards(cards, system=system, **about)
        if profile.own_words or profile.mapping(top):
            assert all(row.value is not None for row in export.scale)
            continue
        assert not read_ratings(export.content)
        assert any(loss.code == "scale-unstated" for loss in export.losses)
        report = sc.loss_report(export)
        assert "none is guessed" in report.scale_lead.text


def test_every_kind_of_loss_has_its_phrases_and_every_phrase_is_used(repository):
    source = "".join(path.read_text(encoding="utf-8") for path in (repository / "src/servicecomp/exchange/hr_systems").glob("*.py"))
    logged = set(re.findall(r"log\.add\(\s*\"([a-z-]+)\"|self\.add\(\s*\"([a-z-]+)\"", source))
    codes = {first or second for first, second in logged} | {"probes", "anchors", "listen-for", "red-flags"}
    phrases = phrases_for("en")._find("export.losses")
    assert {code.replace("-", "_") for code in codes} == set(phrases)
    assert all(set(entry) == {"what", "happened"} for entry in phrases.values())


# -- hostile and wrong input -------------------------------------------------------------------------------------------------------


def test_a_card_of_another_plan_and_a_card_twice_are_problems_all_at_once(shipped, five_ratings):
    [good] = five_ratings
    other = good.model_copy(update={"plan": "0" * 64, "candidate": "candidate-2"})
    with pytest.raises(DataError) as raised:
        sc.export_scorecards([good, good, other], system="ashby", **shipped)
    assert {problem.code for problem in raised.value.problems} == {"card-twice", "other-plan"}


def test_an_unknown_system_is_named_with_its_neighbours(shipped):
    with pytest.raises(NotFoundError, match="did you mean 'greenhouse'"):
        sc.export_kit(shipped["role"], system="greenhous")
    with pytest.raises(NotFoundError, match="no file"):
        sc.export_kit(shipped["role"], system="ours.yaml")


def test_a_profile_of_ones_own_sets_the_mapping_and_its_mistakes_have_a_line(tmp_path, repository, shipped, five_ratings):
    text = (repository / "src/servicecomp/data/exports/ashby.yaml").read_text(encoding="utf-8")
    ours = tmp_path / "ours.yaml"
    ours.write_text(text.replace("[1, 2, 3, 4, 4]", "[1, 1, 2, 3, 4]"), encoding="utf-8")
    export = sc.export_scorecards(five_ratings, system=ours, **shipped)
    assert [row.value for row in export.scale] == ["1", "1", "2", "3", "4"]
    ours.write_text(text.replace("[1, 2, 3, 4, 4]", "[1, 2, 4, 3, 4]").replace("unit: question", "unit: answer"), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load_profile(ours)
    assert len(raised.value.problems) == 2
    assert all(problem.line > 1 for problem in raised.value.problems)


def test_a_report_is_about_one_system(shipped):
    parts = {key: shipped[key] for key in ("framework", "bank", "plan")}
    with pytest.raises(DataError, match="different systems"):
        sc.loss_report(sc.export_kit(shipped["role"], system="ashby", **parts), sc.export_kit(shipped["role"], system="lever", **parts))
    with pytest.raises(DataError, match="nothing to report"):
        sc.loss_report()


def test_hostile_evidence_stays_words_in_the_file_and_in_the_report(shipped):
    [session] = shipped["plan"].sessions
    nasty = "=cmd|'/c calc'!A1 <script>alert(1)</script> </textarea> \" & {{ 7 * 7 }} " + "x" * 1800
    hostile = card(
        shipped["plan"],
        session,
        candidate="<img src=x onerror=alert(1)>",
        ratings=[Rating(question=session.questions[0], value=4, evidence=Evidence(action=nasty))],
    )
    for system in SYSTEMS:
        export = sc.export_scorecards([hostile], system=system, **shipped)
        assert "<script>" not in json.dumps([entry["record"] for entry in export.data["entries"]])
        assert any(loss.code == "brackets" for loss in export.losses)
        html = sc.render(sc.loss_report(export), format="html")
        assert "<img" not in html
        assert "<script" not in html


# -- the command -------------------------------------------------------------------------------------------------------------------


def test_the_command_writes_the_files_with_their_loss_report_and_never_over_others(tmp_path, shipped, five_ratings, capsys):
    plan, cards, out = tmp_path / "plan.yaml", tmp_path / "cards.json", tmp_path / "out"
    sc.write_plan(shipped["plan"], plan)
    sc.write_scorecards(five_ratings, cards)
    command = ["export", "--system", "frappe", "--role", "contact-centre-agent", "--plan", str(plan), "--output", str(out)]
    assert main([*command, "--scorecards", str(cards)]) == 0
    assert "read the loss report" in capsys.readouterr().out
    names = ["frappe-kit.json", "frappe-scorecards.json", "loss.html", "loss.json", "loss.md"]
    assert sorted(path.name for path in out.iterdir()) == names
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert main(command) == 1
    assert "--force" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert main([*command, "--scorecards", str(cards), "--force"]) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_command_says_what_is_missing(tmp_path, capsys):
    out = str(tmp_path / "out")
    assert main(["export", "--system", "lever", "--output", out]) == 2
    assert "--role contact-centre-agent" in capsys.readouterr().err
    assert main(["export", "--system", "lever", "--role", "contact-centre-agent", "--scorecards", "x.json", "--output", out]) == 2
    assert "--plan plan.yaml" in capsys.readouterr().err
    assert main(["export", "--system", "lver", "--role", "contact-centre-agent", "--output", out]) == 2
    assert "did you mean 'lever'" in capsys.readouterr().err
