"""Messages, timing, survey, feedback, and the record of one candidate: what they say, what they withhold, and that no name gets through."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servicecomp.cli import main
from servicecomp.documents.candidate_feedback import candidate_feedback, feedback_form, feedback_form_text
from servicecomp.documents.candidate_messages import candidate_messages
from servicecomp.documents.candidate_record import candidate_record
from servicecomp.documents.candidate_survey import candidate_survey
from servicecomp.documents.name_removal import NameRemover, Person
from servicecomp.documents.timing_standard import default_standard, timing_standard
from servicecomp.errors import DataError, NotFoundError
from servicecomp.loading.building import build
from servicecomp.loading.sources import Source
from servicecomp.loading.yaml_reader import read_yaml
from servicecomp.models.care import MESSAGE_STEPS, CareStandard, FeedbackTick, FeedbackTicks, MessageDetails
from servicecomp.models.provenance import content_hash
from servicecomp.models.scales import OffScale
from servicecomp.models.scorecards import Decision, Evidence, Override, Rating, Scorecard
from servicecomp.rendering import render
from servicecomp.text.readability import reading_grade

FULL = MessageDetails(
    candidate="candidate-1",
    sender="Recruitment desk",
    contact="Recruitment desk.",
    day="2026-11-24",
    time="14:30",
    minutes=20,
    place="Room 1",
    reply_by="2026-11-23",
    next_by="2026-12-01",
    promised="2026-11-20",
    reason="Two interviews had to move.",
    feedback_by="2026-12-31",
)


def messages(world, **changes):
    known = {"organisation": world.organisation, "vacancy": world.vacancy}
    return candidate_messages(world.role, framework=world.framework, **(known | changes))


def test_with_every_fact_every_message_is_ready(world):
    found = messages(world, details=FULL).messages
    assert tuple(message.step for message in found) == MESSAGE_STEPS
    assert all(message.ready and message.notice is None for message in found)
    assert not any("[" in message.plain for message in found)
    assert "Tuesday 24 November 2026, 14:30" in found[2].plain
    assert "The reason: Two interviews had to move.\n" in found[4].plain


@pytest.mark.parametrize("field", [name for name in MessageDetails.model_fields if name not in {"format", "minutes"}])
def test_a_missing_fact_is_shown_and_its_message_is_not_ready(world, field):
    full = {message.step: message for message in messages(world, details=FULL).messages}
    less = {message.step: message for message in messages(world, details=FULL.model_copy(update={field: None})).messages}
    touched = [step for step in MESSAGE_STEPS if full[step].plain != less[step].plain]
    assert touched
    for step in MESSAGE_STEPS:
        assert less[step].ready == (step not in touched)
        assert less[step].plain.startswith("Not ready to send. Missing: ") == (step in touched)
        assert any(part.missing for paragraph in (less[step].subject, *less[step].body) for part in paragraph.parts) == (step in touched)


def test_without_an_organisation_nothing_is_made_up(world):
    found = candidate_messages(world.role, framework=world.framework, step="received").messages
    assert len(found) == 1
    assert not found[0].ready
    assert "[name of the organisation]" in found[0].plain


def test_braces_and_private_signs_in_facts_stay_what_they_are(world):
    odd = FULL.model_copy(update={"candidate": "{sender} \ue000x\ue001 <b>"})
    message = messages(world, details=odd).messages[0]
    assert message.ready
    assert "Dear {sender} x <b>," in message.plain


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_the_parts_of_a_paragraph_are_the_paragraph(world, format_):
    document = messages(world)
    for message in document.messages:
        for paragraph in (message.subject, *message.body):
            assert "".join(part.text for part in paragraph.parts) == paragraph.line.text
    assert render(document, format=format_)


def test_no_message_says_more_than_it_may(world):
    for message in messages(world, details=FULL).messages:
        assert not re.search(r"\b(reject\w*|unsuccessful|unfortunately|overqualified|better candidate)\b", message.plain, re.IGNORECASE)


def test_a_reader_of_twelve_understands_every_message(world):
    for message in messages(world, details=FULL).messages:
        assert reading_grade(" ".join(paragraph.line.text for paragraph in message.body[1:-2])) < 7, message.step


def test_the_shipped_standard_is_kept_and_one_s_own_replaces_it(world):
    shown = timing_standard(world.role, framework=world.framework)
    assert [row.id for row in shown.rows] == [duty.id for duty in default_standard().duties]
    when = {row.id: row.when.text for row in shown.rows}
    assert when["received"] == "within 1 working day of its arrival"
    assert when["after-interview"] == "within 5 working days of the last interview"
    assert when["delay"] == "before the promised day has passed"
    own = CareStandard.model_validate(
        {"id": "ours", "survey_minimum": 8, "duties": [{"id": "a", "what": "A", "when": "today", "who": "W"}]}
    )
    assert [row.when.text for row in timing_standard(world.role, framework=world.framework, standard=own).rows] == ["today"]
    assert "8 or more" in candidate_survey(world.role, framework=world.framework, standard=own).welcome[1].text


@pytest.mark.parametrize(
    "wrong",
    [
        {"duties": []},
        {"survey_minimum": 4},
        {"duties": [{"id": "a", "what": "A", "who": "W"}]},
        {"duties": [{"id": "a", "what": "A", "who": "W", "when": "now", "working_days": 1}]},
        {"duties": [{"id": "a", "what": "A", "who": "W", "when": "now"}, {"id": "a", "what": "B", "who": "W", "when": "now"}]},
    ],
)
def test_a_faulty_standard_is_refused(wrong, tmp_path):
    right = {"format": 1, "id": "ours", "duties": [{"id": "a", "what": "A", "when": "today", "who": "W"}]}
    with pytest.raises(DataError):
        build(CareStandard, Source(path=tmp_path / "s.yaml", text="", data=right | wrong))


def test_the_survey_asks_ten_things_without_a_name_and_says_how_it_is_read(world):
    survey = candidate_survey(world.role, framework=world.framework)
    assert (len(survey.items), len(survey.questions), len(survey.scale), survey.minimum) == (10, 2, 5, 5)
    assert any("fewer than 5" in line.text for line in survey.reading)
    assert not candidate_survey(world.role, framework=world.framework, reading=False).reading


# Feedback ---------------------------------------------------------------------------------------------------------------------------

GOOD = "tiny/listening/1/i-1"
CONTRA = "tiny/owning/2/c-1"


def feedback(world, **changes):
    given_ = {"ticks": [GOOD, CONTRA], "role": world.role, "framework": world.framework, "organisation": world.organisation}
    return candidate_feedback("candidate-1", **(given_ | changes))


@pytest.mark.parametrize(
    "approval", [{}, {"approved_by": "A"}, {"approved_on": "2026-11-21"}, {"approved_by": " ", "approved_on": "2026-11-21"}]
)
def test_without_a_name_and_a_day_it_is_a_draft_and_the_message_is_withheld(world, approval):
    page = feedback(world, **approval)
    assert not page.approved
    assert page.notice is not None
    assert page.notice.text == "Not approved: do not send"
    assert page.message is None
    assert page.subject is None
    assert not page.message_paragraphs
    for format_ in ("html", "md"):
        assert "Dear candidate-1" not in render(page, format=format_)
        assert "Not approved: do not send" in render(page, format=format_)
    assert bool(page.notes) == bool(approval)


def test_once_approved_it_holds_the_message_and_who_approved_it(world):
    page = feedback(world, approved_by="The approver", approved_on="2026-11-21")
    assert page.approved
    assert page.notice is None
    assert page.message.startswith("Dear candidate-1,")
    assert page.message.endswith("The approver\n")
    lines = {line.source: line.text for entry in page.competencies for line in (*entry.strengths, *entry.practise, *entry.in_the_way)}
    assert set(lines) == {GOOD, CONTRA}
    assert all(text in page.message for text in lines.values())
    assert "Saturday 21 November 2026" in page.approval.text


def test_a_tick_decides_where_a_line_stands(world):
    form = FeedbackTicks(ticks=(FeedbackTick(line=GOOD, tick="develop"), FeedbackTick(line=CONTRA, tick="develop")))
    first, second = feedback(world, ticks=form).competencies
    assert [line.source for line in first.practise] == [GOOD]
    assert [line.source for line in second.in_the_way] == [CONTRA]
    assert any("No strength is ticked" in line.text for line in feedback(world, ticks=form).notes)


def test_too_many_ticks_are_pointed_out_not_refused(world):
    many = feedback(world, ticks=[f"tiny/listening/1/i-{number}" for number in (1, 2, 3)])
    assert any("3 strengths" in line.text for line in many.notes)


def test_every_wrong_tick_is_named_at_once(world):
    form = FeedbackTicks(
        candidate="candidate-2",
        ticks=(
            FeedbackTick(line="tiny/listening/3/i-1", tick="strength"),
            FeedbackTick(line="tiny/nothing/1/i-1", tick="develop"),
            FeedbackTick(line=CONTRA, tick="strength"),
        ),
    )
    with pytest.raises(DataError) as caught:
        feedback(world, ticks=form, approved_on="2026-02-30")
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["other-candidate", "unknown-line", "unknown-line", "contra-as-strength", "not-a-day"]
    with pytest.raises(DataError) as caught:
        feedback(world, ticks=[])
    assert caught.value.problems[0].code == "nothing-ticked"


def test_the_form_holds_every_line_at_the_role_s_level_and_reads_back(world, tmp_path):
    text = feedback_form_text(world.role, framework=world.framework, candidate='can"didate \\ 1')
    form = build(FeedbackTicks, Source(path=tmp_path / "t.yaml", text=text, data=read_yaml(text)))
    assert form == feedback_form(world.role, framework=world.framework, candidate='can"didate \\ 1')
    wanted = {
        competency.source(requirement.level, line.id)
        for requirement in world.role.requirements
        for competency in [world.framework.competency(requirement.competency)]
        for line in (*competency.at(requirement.level).indicators, *competency.at(requirement.level).contra_indicators)
    }
    assert {tick.line for tick in form.ticks} == wanted
    assert all(tick.tick == "no" for tick in form.ticks)


# The record of one candidate ----------------------------------------------------------------------------------------------------------


def card(world, candidate, text, *, interviewer="ann", value=3, moment="before"):
    rating = Rating(question="listening/q-1", value=value, evidence=Evidence(situation=text, action=text, result=text))
    return Scorecard(
        plan=content_hash(world.plan), candidate=candidate, interviewer=interviewer, stage="interview", ratings=(rating,), moment=moment
    )


def cleaned(text, *, own=("candidate-1",), others=(), mark="[x]"):
    remover = NameRemover([Person("candidate", (name,), mark) for name in others], own=own, mark="[shared]")
    return remover.clean(text), remover


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Better than Zoë Kvist.", "Zoe Kvist", "Better than [x]."),
        ("better than ZOE KVIST", "Zoë Kvist", "better than [x]"),
        ("Kvist's idea; kvist again", "Zoë Kvist", "[x]'s idea; [x] again"),
        ("as Zoe-Kvist, zoekvist and Z. Kvist said", "Zoë Kvist", "as [x], [x] and [x] said"),
        ("O\u2019Marrow and OMarrow", "Pia O'Marrow", "[x] and [x]"),
        ("Herr Mueller rang", "Ute Müller", "Herr [x] rang"),
        ("Zo\u200be Kv\u00adist rang", "Zoe Kvist", "[x] rang"),
        ("Zoe\nKvist", "Zoe Kvist", "[x]"),
        ("kvistig is another word", "Zoe Kvist", "kvistig is another word"),
        ("candidate_2, Candidate 2 and candidate-22", "candidate-2", "[x], [x] and candidate-22"),
        ("\u738b\u4f1f\u8bf4\u4e86", "\u738b\u4f1f", "[x]\u8bf4\u4e86"),
        (
            "will call; then Will Kvist came, and Will called. Will did.",
            "Will Kvist",
            "will call; then [x] came, and [x] called. Will did.",
        ),
        ("called 2 times; candidate 2 called", "2", "called 2 times; candidate [x] called"),
        ("1001 rang 10012 times", "1001", "[x] rang 10012 times"),
    ],
)
def test_names_are_found_whatever_they_look_like(text, name, expected):
    assert cleaned(text, others=(name,))[0] == expected


def test_the_candidate_s_own_name_stays_and_a_shared_part_is_left_for_a_person():
    text, remover = cleaned("Ada Kvist told Bea Kvist. Kvist agreed.", own=("Ada Kvist",), others=("Bea Kvist",))
    assert text == "Ada Kvist told [x]. Kvist agreed."
    assert remover.left == 1


def test_a_part_that_two_others_share_is_taken_out_without_saying_whose_it_is():
    people = [Person("candidate", ("Ada Kvist",), "[a]"), Person("interviewer", ("Bea Kvist",), "[b]")]
    remover = NameRemover(people, own=("candidate-1",), mark="[shared]")
    assert remover.clean("Kvist, Ada, Bea") == "[shared], [a], [b]"
    assert remover.removed == {"candidate": 1, "interviewer": 1, "other": 1}


def test_the_record_holds_everything_and_interviewers_stand_as_letters(world):
    cards = [
        card(world, "candidate-1", "Asked The bo. what candidate-2 said.", interviewer="bo"),
        card(world, "candidate-1", "Plain.", value=OffScale.DECLINED),
        card(world, "candidate-2", "Secret of the other."),
    ]
    decision = Decision(
        candidate="candidate-1",
        plan=content_hash(world.plan),
        outcome="Second talk",
        reasons=("Ann heard it",),
        decided_by=("ann",),
        date="2026-11-21",
    )
    override = Override(candidate="candidate-1", value=4, reason="Bo heard more", by="Quimzor Vax", date="2026-11-20")
    record = candidate_record(
        "candidate-1",
        cards=cards,
        plan=world.plan,
        decision=decision,
        overrides=[override],
        vacancy=world.vacancy,
        held={"Mail": "Dear Bo,\nyes."},
    )
    assert [entry.interviewer for entry in record.cards] == ["Interviewer A", "Interviewer B"]
    assert record.cards[0].answers[0].value.source == "phrase/en/off_scale.declined"
    assert record.cards[1].answers[0].value.text == "3"
    assert record.decision.reasons == ("[interviewer A] heard it",)
    assert record.decision.decided_by == ("[interviewer A]",)
    assert record.overrides[0].reason == "[interviewer B] heard more"
    assert "Quimzor" not in render(record, format="json")
    assert record.held[0].paragraphs == ("Dear [interviewer B],", "yes.")
    assert "Secret" not in render(record, format="json")
    assert record.removed.candidates == 3
    shown = candidate_record("candidate-1", cards=cards, plan=world.plan, vacancy=world.vacancy, show_interviewers=True)
    assert [entry.interviewer for entry in shown.cards] == ["The ann.", "The bo."]


def test_nothing_held_and_another_s_decision_are_problems(world):
    with pytest.raises(DataError) as caught:
        candidate_record("candidate-9", cards=[card(world, "candidate-1", "x")])
    assert caught.value.problems[0].code == "unknown-candidate"
    decision = Decision(candidate="b", plan="0" * 64, outcome="o", reasons=("r",), decided_by=("d",), date="2026-11-21")
    with pytest.raises(DataError) as caught:
        candidate_record("a", cards=[card(world, "a", "x")], decision=decision)
    assert caught.value.problems[0].code == "other-candidate"


# Made-up syllables, so that no name is a word of the page around it.
SYLLABLES = st.sampled_from(["zor", "quim", "vax", "jutt", "fyz", "krup", "wex", "blon"])
NAME_WORDS = st.lists(SYLLABLES, min_size=2, max_size=3).map(lambda parts: "".join(parts).capitalize())
NAMES = st.lists(NAME_WORDS, min_size=1, max_size=3).map(" ".join)
DISGUISES = st.sampled_from(
    [
        str,
        str.upper,
        str.lower,
        lambda name: name.replace("o", "ö").replace("u", "ú"),
        lambda name: unicodedata.normalize("NFD", name.replace("o", "ó")),
        lambda name: name.replace(" ", "-"),
        lambda name: name.replace(" ", "  "),
        lambda name: name.replace(" ", "_"),
        "\u200b".join,
        lambda name: f"({name}'s)",
        lambda name: f"mail:{name.replace(' ', '.')}@example.org",
    ]
)


def plain_words(text):
    """Return a text as an independent reader compares it: letters without marks, in small, other signs as single blanks."""
    kept = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )
    return f" {re.sub('[^0-9a-z]+', ' ', kept.casefold()).strip()} "


@given(
    own=NAMES,
    others=st.lists(NAMES, min_size=1, max_size=4),
    panel=st.lists(NAMES, min_size=1, max_size=2),
    draws=st.lists(st.tuples(st.integers(0, 5), DISGUISES, st.sampled_from(["said", "and", "Then.", "\u2026"])), min_size=1, max_size=12),
)
def test_no_other_candidate_s_key_or_name_is_in_any_format(world, own, others, panel, draws):
    others = [name for name in dict.fromkeys(others) if plain_words(name).strip() not in plain_words(own)]
    keys = [f"candidate-{100 + number}" for number in range(len(others))]
    hidden = [*others, *keys]
    pool = [*hidden, own, *panel]
    text = " ".join(f"{disguise(pool[place % len(pool)])} {between}" for place, disguise, between in draws)
    cards = [card(world, "candidate-1", text), *(card(world, key, "x") for key in keys)]
    names = {"candidate-1": own, "ann": panel, **dict(zip(keys, others, strict=True))}
    record = candidate_record("candidate-1", cards=cards, plan=world.plan, names=names, held={f"Mail about {text}"[:200]: text})
    pages = [render(record, format=format_) for format_ in ("json", "html", "md")]
    for page in (
        plain_words(json.dumps(json.loads(pages[0]), ensure_ascii=False)),
        plain_words(re.sub("<[^>]+>", " ", pages[1])),
        plain_words(pages[2]),
    ):
        for name in hidden:
            assert plain_words(name) not in page
        assert all(plain_words(name) not in page for name in panel if plain_words(name).strip() not in plain_words(own))
    assert "said" not in text or "said" in pages[0]


def test_office_formats_hold_no_other_name_either(world):
    cards = [card(world, "candidate-1", "Better than Zorquim Vaxjutt and candidate-102."), card(world, "candidate-102", "x")]
    record = candidate_record("candidate-1", cards=cards, plan=world.plan, names={"candidate-102": "Zorquim Vaxjutt"})
    with zipfile.ZipFile(io.BytesIO(render(record, format="docx"))) as parts:
        inside = " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert "another candidate" in inside
    assert not re.search("zorquim|vaxjutt|candidate-102", inside, re.IGNORECASE)


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_any_text_and_any_names_are_cleaned_without_an_error(text, names):
    remover = NameRemover([Person("candidate", (name,), "[x]") for name in names], own=("candidate-1",), mark="[shared]")
    assert isinstance(remover.clean(text), str)
    assert NameRemover([], own=(), mark="[shared]").clean(text) == text


@given(st.lists(NAMES, min_size=2, max_size=5, unique=True), st.data())
def test_the_order_of_people_and_cards_changes_nothing(world, names, data):
    cards = [card(world, f"candidate-{100 + number}", " and ".join(names)) for number, _ in enumerate(names)]
    known = {entry.candidate: name for entry, name in zip(cards, names, strict=True)}
    shuffled = data.draw(st.permutations(cards))
    turned = {entry.candidate: known[entry.candidate] for entry in shuffled}
    assert candidate_record("candidate-100", cards=cards, names=known) == candidate_record("candidate-100", cards=shuffled, names=turned)


# All kinds, all formats, and the commands -----------------------------------------------------------------------------------------------


def test_every_kind_is_laid_out_in_every_format(world):
    about = {"framework": world.framework, "organisation": world.organisation, "vacancy": world.vacancy}
    documents = [
        candidate_messages(world.role, **about),
        timing_standard(world.role, **about),
        candidate_survey(world.role, **about),
        candidate_feedback("candidate-1", ticks=[GOOD, CONTRA], role=world.role, approved_by="A", approved_on="2026-11-21", **about),
        candidate_record("candidate-1", cards=[card(world, "candidate-1", "<b>a|b</b> *c*")], bank=world.bank, plan=world.plan),
    ]
    for document in documents:
        for format_ in ("html", "md", "json", "docx", "pdf"):
            assert render(document, format=format_)
        assert "None" not in render(document, format="md")
        assert "<b>a" not in render(document, format="html")


def test_the_commands_work_from_form_to_feedback(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["feedback", "form", "--role", "contact-centre-agent", "--candidate", "c-1", "-o", "ticks.yaml"]) == 0
    form = (tmp_path / "ticks.yaml").read_text(encoding="utf-8")
    (tmp_path / "ticks.yaml").write_text(form.replace('tick: "no"', "tick: strength", 1), encoding="utf-8")
    write = ["feedback", "write", "c-1", "--ticks", "ticks.yaml", "--role", "contact-centre-agent", "-f", "md"]
    assert main(write) == 0
    shown = capsys.readouterr()
    assert "Not approved: do not send" in shown.out
    assert "--approved-by" in shown.err
    assert main([*write, "--approved-by", "A", "--approved-on", "2026-11-21"]) == 0
    assert "Dear c-1," in capsys.readouterr().out
    assert main([*write, "--approved-by", "A", "--approved-on", "yesterday"]) == 1
    assert main(["feedback", "write", "c-1", "--ticks", "none.yaml", "--role", "contact-centre-agent"]) == 2
    assert main(["messages", "--role", "contact-centre-agent", "--step", "received", "--plain"]) == 0
    assert capsys.readouterr().out.startswith("Not ready to send.")
    assert main(["messages", "--role", "contact-centre-agent", "--details", "none.yaml"]) == 2
    assert main(["messages"]) == 2
    assert main(["retention", "plan", "gb", "--decided-on", "2026-11-21", "-f", "md"]) == 0
    assert "21 November 2027" in capsys.readouterr().out
    assert main(["retention", "plan", "narnia", "--decided-on", "2026-11-21"]) == 2
    assert main(["retention", "plan", "gb", "--decided-on", "soon"]) == 1
    (tmp_path / "cards.json").write_text(json.dumps([]), encoding="utf-8")
    assert main(["retention", "record", "c-1", "--cards", "cards.json"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_step_is_named():
    from servicecomp.api.care import candidate_messages as by_name

    with pytest.raises(NotFoundError, match="not-this-time"):
        by_name("contact-centre-agent", step="not-this-tme")
