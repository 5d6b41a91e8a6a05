"""Papers from before the interview: written answers, the telephone call, adjustments, questions sent in advance."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Id, Model, PositiveInt, Text
from servicecomp.models.lines import Document, Fact, Line, OffScaleLine, RatingLine, RichLine
from servicecomp.models.scales import Level, Score

__all__ = [
    "AdjustmentsNote",
    "AdvanceQuestion",
    "AdvanceSession",
    "ApplicationQuestions",
    "CallQuestion",
    "CallSlot",
    "QuestionsInAdvance",
    "RatedAnchor",
    "RatedQuestion",
    "ScreeningKit",
    "SiftGrid",
    "SiftQuestion",
    "WrittenQuestion",
]


class RatedAnchor(Model):
    """An anchor beside its rating."""

    rating: Score
    """The rating."""
    name: Text
    """Name of the rating."""
    story: Line
    """The anchor."""


class RatedQuestion(Model):
    """A question with what an answer to it is compared with."""

    number: PositiveInt
    """Place among the questions."""
    key: Text
    """`competency/id`, by which it is pinned or left out."""
    competency: Id
    """Which competency it asks about."""
    competency_name: Line
    """Its name."""
    level: Level
    """Proficiency level that the role requires."""
    level_name: Text
    """Its name."""
    text: Line
    """The question in the words that candidates get."""
    anchors: tuple[RatedAnchor, ...]
    """What earns each rating, up to the highest that is given before the interview."""


class SiftQuestion(RatedQuestion):
    """A question that is answered in writing."""

    words: PositiveInt
    """Length of an answer, in words."""


class SiftGrid(Document):
    """The form on which two readers, each alone, rate written answers without names."""

    kind: Literal["sift-grid"] = "sift-grid"
    role_title: Text
    """Job title."""
    uses: tuple[Line, ...]
    """Ways to use the ratings, of which one is ticked before the first answer is read."""
    never_asked: Line | None = None
    """Competencies of the first day that neither these questions nor the interview ask about."""
    instructions: tuple[Line, ...]
    """What readers do."""
    together: tuple[Line, ...]
    """What they do once both have handed in; the guaranteed interview scheme too, where there is one."""
    scale: tuple[RatingLine, ...]
    """The ratings, up to the one at which the required level is met."""
    between: tuple[RatingLine, ...] = ()
    """Those that have no anchor of their own in some question."""
    off_scale: tuple[OffScaleLine, ...]
    """Codes that are no rating, as they apply to writing."""
    questions: tuple[SiftQuestion, ...]
    """The questions, in order."""
    candidates: tuple[Text, ...]
    """Keys of the candidates; never names."""


class WrittenQuestion(Model):
    """A question as applicants get it."""

    number: PositiveInt
    """Place among the questions."""
    text: Line
    """The question."""
    cover: tuple[Line, ...] = ()
    """What an interviewer would go on to ask; nobody can ask it of a written answer."""
    length: Line
    """How long an answer is, such as "about 200 words"."""
    looked_at: Line
    """Competency for which the answer is read."""
    meaning: Line
    """What it is; no anchors."""


class ApplicationQuestions(Document):
    """The page with which applicants get the questions that they answer in writing."""

    kind: Literal["application-questions"] = "application-questions"
    role_title: Text
    """Job title."""
    welcome: tuple[Line, ...]
    """Opening words."""
    questions: tuple[WrittenQuestion, ...]
    """The questions, in order."""
    good_answer: tuple[Line, ...]
    """What a good answer holds, and where examples may come from."""
    scheme: Line | None = None
    """The guaranteed interview scheme with its minimum, where there is one; followed by the question whether they want it."""
    adjustments: Fact
    """Whom to ask for another way, or more time."""
    used: tuple[Line, ...]
    """How answers are used."""
    facts: tuple[Fact, ...]
    """Where and by when to send them, AI tools, when they hear."""
    privacy: tuple[RichLine, ...] = ()
    """The organisation's notice of what happens to their data."""
    privacy_facts: tuple[Fact, ...]
    """How long answers are kept; says what is missing."""


class CallSlot(Model):
    """A stretch of the call."""

    label: Line
    """What happens."""
    minutes: PositiveInt
    """How long."""
    starts_after: Annotated[int, Field(strict=True, ge=0)]
    """Minutes from the start of the call."""


class CallQuestion(RatedQuestion):
    """A question that is asked and rated in the call."""

    minutes: PositiveInt
    """Time for the answer and its follow-ups, in the call."""
    follow_ups: tuple[Line, ...]
    """What everybody is asked beside it."""


class ScreeningKit(Document):
    """All that one person needs for a screening call."""

    kind: Literal["screening-kit"] = "screening-kit"
    role_title: Text
    """Job title."""
    candidate: Text | None = None
    """Candidate's name or number, when the kit is for one."""
    minutes: PositiveInt
    """Length of the call; the timetable adds up to it."""
    rules: tuple[Line, ...]
    """How the call is held."""
    timetable: tuple[CallSlot, ...]
    """What happens when."""
    opening: tuple[Line, ...]
    """Words to open with."""
    eligibility: tuple[Line, ...]
    """What the law or the job asks of everybody, answered yes or no and never rated."""
    offer: tuple[Fact, ...]
    """Hours, place, pay and contract as the organisation states them."""
    serves: tuple[Line, ...]
    """Whom the person would serve, and what for."""
    tasks: tuple[Line, ...]
    """What the person would do, gravest first."""
    know_more: Line
    """Words that ask what they want to know more about; the answer is not noted."""
    hard_parts: tuple[Fact, ...]
    """What people in the job find hard; one Fact that says so when nobody wrote it down."""
    uses: tuple[Line, ...]
    """What the ratings of the call may be for, of which one is ticked before the first call."""
    never_asked: Line | None = None
    """Competencies of the first day that neither writing, call nor interview asks about."""
    rating_rules: tuple[Line, ...]
    """How the two answers are rated."""
    scale: tuple[RatingLine, ...]
    """The ratings, up to the one at which the required level is met."""
    between: tuple[RatingLine, ...] = ()
    """Those that have no anchor of their own in some question."""
    off_scale: tuple[OffScaleLine, ...]
    """Codes that are no rating."""
    questions: tuple[CallQuestion, ...]
    """The two rated questions."""
    their_questions: Line
    """Words with which the candidate's questions are asked for."""
    next_step: Line
    """By when they hear."""
    next_step_missing: bool = False
    """Whether the day is to be filled in by hand."""


class AdjustmentsNote(Document):
    """A sheet of its own for what a candidate asked to be done differently: no rating and no competency stands on it."""

    kind: Literal["adjustments-note"] = "adjustments-note"
    role_title: Text
    """Job title."""
    candidate: Text | None = None
    """Candidate's name or number, when known."""
    rules: tuple[Line, ...]
    """Who sees it and who does not."""
    steps: tuple[Line, ...]
    """Steps of the selection for which something may be arranged."""
    contact: Fact
    """Who keeps the sheet."""
    kept: Fact
    """How long the record of the selection is kept, and this sheet with it."""


class AdvanceQuestion(Model):
    """A main question as candidates get it beforehand."""

    number: PositiveInt
    """Place in its interview."""
    text: Line
    """The question; for a situation, a question of knowledge or an exercise, the words that say what it is without giving it away."""
    competency_name: Line
    """What it asks about."""


class AdvanceSession(Model):
    """The questions of one interview."""

    heading: Line
    """Which interview, and how long it is."""
    questions: tuple[AdvanceQuestion, ...]
    """Its main questions, in order."""


class QuestionsInAdvance(Document):
    """The page that all candidates get on the same day before the interview."""

    kind: Literal["questions-in-advance"] = "questions-in-advance"
    role_title: Text
    """Job title."""
    days_before: PositiveInt
    """Working days between the page and the first interview."""
    welcome: tuple[Line, ...]
    """Why they get the questions, and that everybody does."""
    sessions: tuple[AdvanceSession, ...]
    """The interviews, in order."""
    prepare: tuple[Line, ...]
    """How to use the page."""
    allowed: tuple[Fact, ...]
    """Notes, AI tools, recording."""
    adjustments: Fact
    """Whom to ask for adjustments."""
