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
from servicecomp.documents.candidate_messages import candidate_messages, name_of
from servicecomp.documents.candidate_record import candidate_record
from servicecomp.documents.candidate_survey import candidate_survey, survey_reading
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
    name="Name Written Here",
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
    checks="two references and the right to work.",
)
OF_NO_MESSAGE = {"format", "minutes", "candidate", "return_to"}


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


@pytest.mark.parametrize("field", [name for name in MessageDetails.model_fields if name not in OF_NO_MESSAGE])
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
    odd = FULL.model_copy(update={"name": "{sender} \ue000x\ue001 <b>"})
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


@pytest.mark.parametrize("key", ["candidate-1", "1001", "c_2", "pool-candidate"])
def test_a_key_is_no_name_and_leaves_a_message_unready(world, key):
    message = messages(world, details=FULL.model_copy(update={"candidate": key, "name": None}), step="received").messages[0]
    assert not message.ready
    assert "Dear [name of the candidate]," in message.plain
    assert key not in message.plain


@pytest.mark.parametrize("name", ["Ada Kvist", "Zoë", "anne", "O'Marrow", "Jean-Luc", "Mx 7 Days"])
def test_a_name_is_taken_as_it_is_written(name):
    assert name_of(name, None) == name_of("candidate-1", name) == name


def test_an_offer_names_its_checks_and_says_that_it_is_none_yet(world):
    offer = messages(world, details=FULL, step="offer").messages[0].plain
    assert "subject to these checks: two references and the right to work.\n" in offer
    assert "It becomes an offer only when you have it in writing." in offer


def test_only_those_who_were_interviewed_are_offered_feedback(world):
    said = {message.step: message.plain for message in messages(world, details=FULL).messages}
    assert "ask us by Thursday 31 December 2026" in said["not-this-time-interview"]
    assert "come to talk" not in said["not-this-time-application"]
    for step in ("not-this-time-application", "not-this-time-call"):
        assert "31 December" not in said[step]
        assert "feedback" in said[step]
    assert "nothing to do with you" not in said["delay"]


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


def test_the_survey_asks_ten_things_and_nothing_that_names_a_person(world):
    survey = candidate_survey(world.role, framework=world.framework)
    assert (len(survey.items), len(survey.questions), len(survey.scale), survey.minimum) == (10, 2, 5, 5)
    assert not any("offer" in line.text for line in (*survey.steps, *survey.items))
    assert [fact.missing for fact in survey.facts] == [True, True, True]
    known = MessageDetails(reply_by="2026-12-04", return_to="The desk", contact="Us")
    full = candidate_survey(world.role, framework=world.framework, details=known)
    assert [fact.value.text for fact in full.facts] == ["Friday 4 December 2026", "The desk", "Us"]
    assert not any(fact.missing for fact in full.facts)


def test_how_the_survey_is_read_is_a_paper_of_its_own(world):
    page = survey_reading(world.role, framework=world.framework)
    assert any("fewer than 5" in line.text for line in page.reading)
    sent = render(candidate_survey(world.role, framework=world.framework), format="md")
    assert not any(line.text in sent for line in (*page.reading, page.why))
    assert all(line.text in render(page, format="md") for line in page.reading)


# Feedback ---------------------------------------------------------------------------------------------------------------------------

GOOD = "tiny/listening/1/i-1"
CONTRA = "tiny/owning/2/c-1"


SAID = "You told us that you rang back on the day that you had named."
APPROVED = {"approved_by": "The approver", "approved_on": "2026-11-21"}


def ticked(*ticks):
    return FeedbackTicks(ticks=tuple(FeedbackTick(line=line, tick=tick, said=said) for line, tick, said in ticks))


BOTH = ticked((GOOD, "strength", SAID), (CONTRA, "develop", "You told us that you waited. A day would help."))


def feedback(world, **changes):
    given_ = {"ticks": BOTH, "role": world.role, "framework": world.framework, "organisation": world.organisation, "name": "Ada Kvist"}
    return candidate_feedback("candidate-1", **(given_ | changes))


def line_text(world, source):
    form = feedback_form(world.role, framework=world.framework)
    return next(tick.text for tick in form.ticks if tick.line == source)


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
        assert "Dear Ada Kvist" not in render(page, format=format_)
        assert "Not approved: do not send" in render(page, format=format_)
    assert bool(page.notes) == bool(approval)


def test_once_approved_it_holds_what_was_said_and_never_the_line_that_was_ticked(world):
    page = feedback(world, **APPROVED)
    assert page.approved
    assert page.notice is None
    assert page.message.startswith("Dear Ada Kvist,")
    assert page.message.endswith("The approver\n")
    assert SAID in page.message
    assert "Saturday 21 November 2026" in page.approval.text
    for shown in (page.message, render(page, format="md"), render(page, format="html")):
        assert not any(line_text(world, source) in shown for source in (GOOD, CONTRA))
    draft = render(feedback(world), format="md")
    assert all(line_text(world, source) in draft for source in (GOOD, CONTRA))


def test_a_tick_decides_where_a_line_stands(world):
    first, second = feedback(world, ticks=ticked((GOOD, "develop", SAID), (CONTRA, "develop", SAID))).competencies
    assert [point.line.source for point in first.develop] == [GOOD]
    assert [point.line.source for point in second.develop] == [CONTRA]
    assert not first.strengths


@pytest.mark.parametrize(
    ("ticks", "codes"),
    [
        ([(GOOD, "strength", None)], ["nothing-said"]),
        ([(GOOD, "strength", SAID), (CONTRA, "develop", None)], ["nothing-said"]),
        ([(GOOD, "strength", "The line")], ["copied-line"]),
        ([(CONTRA, "develop", SAID)], ["no-strength"]),
        ([(GOOD, "strength", SAID), ("tiny/listening/1/i-2", "develop", SAID)], ["both-ways"]),
        (
            [(GOOD, "strength", SAID), (CONTRA, "develop", SAID), ("tiny/owning/2/i-1", "develop", SAID)],
            ["too-much-to-develop"],
        ),
    ],
)
def test_what_stands_against_an_approval_is_a_note_on_the_draft_and_refused_after_it(world, ticks, codes):
    ticks = [(line, tick, line_text(world, line).upper() if said == "The line" else said) for line, tick, said in ticks]
    assert len(feedback(world, ticks=ticked(*ticks)).notes) == len(codes)
    with pytest.raises(DataError) as caught:
        feedback(world, ticks=ticked(*ticks), **APPROVED)
    assert [problem.code for problem in caught.value.problems] == codes


def test_an_approved_letter_has_a_name_and_somebody_to_ask(world):
    with pytest.raises(DataError) as caught:
        feedback(world, name=None, organisation=None, **APPROVED)
    assert [problem.code for problem in caught.value.problems] == ["no-name", "no-contact"]
    assert feedback(world, organisation=None, contact="The desk", **APPROVED).message.count("The desk") == 1


def test_ids_alone_make_a_draft_and_no_letter(world):
    assert [note.source for note in feedback(world, ticks=[GOOD]).notes] == ["phrase/en/feedback.note_said"]
    with pytest.raises(DataError):
        feedback(world, ticks=[GOOD], **APPROVED)


def test_too_many_strengths_are_pointed_out_not_refused(world):
    many = [(f"tiny/listening/1/i-{number}", "strength", SAID) for number in (1, 2, 3, 4)]
    assert any("4 strengths" in line.text for line in feedback(world, ticks=ticked(*many)).notes)
    assert feedback(world, ticks=ticked(*many), **APPROVED).approved


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
    assert all(tick.tick == "no" and tick.said is None for tick in form.ticks)
    assert form.role == world.role.id
    assert "Copy nothing" not in text


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
        result="not-this-time",
        reasons=("Ann heard it",),
        departure="none",
        conflicts="Bo knows candidate-2",
        adjustments="no",
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
    assert record.decision.conflicts == "[interviewer B] knows [another candidate]"
    assert record.decision.adjustments.text == "were not in place"
    assert "on Friday 20 November 2026" in record.overrides[0].heading.text
    assert record.overrides[0].reason == "[interviewer B] heard more"
    assert "Quimzor" not in render(record, format="json")
    assert record.held[0].paragraphs == ("Dear [interviewer B],", "yes.")
    assert "Secret" not in render(record, format="json")
    assert record.removed.candidates == 4
    shown = candidate_record("candidate-1", cards=cards, plan=world.plan, vacancy=world.vacancy, show_interviewers=True)
    assert [entry.interviewer for entry in shown.cards] == ["The ann.", "The bo."]


def test_nothing_held_and_another_s_decision_are_problems(world):
    with pytest.raises(DataError) as caught:
        candidate_record("candidate-9", cards=[card(world, "candidate-1", "x")])
    assert caught.value.problems[0].code == "unknown-candidate"
    decision = Decision(
        candidate="b", plan="0" * 64, result="offer", outcome="o", reasons=("r",), departure="none", decided_by=("d",), date="2026-11-21"
    )
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
        survey_reading(world.role, **about),
        candidate_feedback("candidate-1", ticks=[GOOD, CONTRA], role=world.role, **about),
        candidate_feedback("candidate-1", ticks=BOTH, role=world.role, name="Ada Kvist", **APPROVED, **about),
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
    filled = form.replace('tick: "no"\n    said: ""', "tick: strength\n    said: You told us how you checked that you had understood.", 1)
    (tmp_path / "ticks.yaml").write_text(filled, encoding="utf-8")
    write = ["feedback", "write", "c-1", "--ticks", "ticks.yaml", "-f", "md"]
    assert main(write) == 0
    shown = capsys.readouterr()
    assert "Not approved: do not send" in shown.out
    assert "--approved-by" in shown.err
    full = [*write, "--name", "Ada Kvist", "--contact", "The desk"]
    assert main([*full, "--approved-by", "A", "--approved-on", "2026-11-21"]) == 0
    assert "Dear Ada Kvist," in capsys.readouterr().out
    assert main([*write, "--approved-by", "A", "--approved-on", "2026-11-21"]) == 1
    assert "no-name" in capsys.readouterr().err
    assert main([*full, "--approved-by", "A", "--approved-on", "yesterday"]) == 1
    assert main(["feedback", "form", "--role", "contact-centre-agent", "-o", "form.docx"]) == 2
    assert ".yaml" in capsys.readouterr().err
    assert not (tmp_path / "form.docx").exists()
    assert main(["feedback", "write", "c-1", "--ticks", "none.yaml", "--role", "contact-centre-agent"]) == 2
    assert main(["messages", "--role", "contact-centre-agent", "--step", "received", "--plain"]) == 0
    assert capsys.readouterr().out.startswith("Not ready to send.")
    assert main(["messages", "--role", "contact-centre-agent", "--details", "none.yaml"]) == 2
    assert main(["messages"]) == 2
    assert main(["retention", "plan", "gb", "--decided-on", "2026-11-21", "-f", "md"]) == 0
    assert "21 November 2027" in capsys.readouterr().out
    assert main(["retention", "plan", "uk", "--decided-on", "2026-11-21", "-f", "md"]) == 0
    assert "Great Britain" in capsys.readouterr().out
    assert main(["messages", "--role", "contact-centre-agent", "--document", "survey-reading", "-f", "md"]) == 0
    assert "not sent to candidates" in capsys.readouterr().out
    assert main(["retention", "plan", "narnia", "--decided-on", "2026-11-21"]) == 2
    assert main(["retention", "plan", "gb", "--decided-on", "soon"]) == 1
    (tmp_path / "cards.json").write_text(json.dumps([]), encoding="utf-8")
    assert main(["retention", "record", "c-1", "--cards", "cards.json"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_step_is_named():
    from servicecomp.api.care import candidate_messages as by_name

    with pytest.raises(NotFoundError, match="not-this-time-call"):
        by_name("contact-centre-agent", step="not-this-time-cal")
