"""What candidates hear from us, when, what they say about it, and the feedback that they may have.

Nothing in here holds a rating or a group: feedback rests on lines that a person ticked, the survey on answers without a name.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictInt, field_validator, model_validator

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, Text
from servicecomp.models.days import Day
from servicecomp.models.lines import Document, Fact, Line, LineText

__all__ = [
    "MESSAGE_STEPS",
    "CandidateFeedback",
    "CandidateMessage",
    "CandidateMessages",
    "CandidateSurvey",
    "CareDuty",
    "CareStandard",
    "FeedbackCompetency",
    "FeedbackPoint",
    "FeedbackTick",
    "FeedbackTicks",
    "MessageDetails",
    "MessageStep",
    "Paragraph",
    "Part",
    "SurveyReading",
    "TimingRow",
    "TimingStandard",
]

SMALLEST_GROUP = 5
"""Fewest answers that are ever shown together; below it an answer can be traced to the person who gave it."""

MessageStep = Literal[
    "received",
    "screening",
    "interview",
    "reminder",
    "delay",
    "offer",
    "not-this-time-application",
    "not-this-time-call",
    "not-this-time-interview",
    "withdrawn",
    "feedback",
]
MESSAGE_STEPS: tuple[MessageStep, ...] = get_args(MessageStep)


class CareDuty(Model):
    """One thing that is owed to candidates, and by when."""

    id: Id
    """Name of the duty."""
    what: Text
    """What candidates get."""
    working_days: Annotated[StrictInt, Field(ge=0, le=60)] | None = None
    """Working days within which they get it."""
    after: Text | None = None
    """What the days are counted from."""
    when: Text | None = None
    """By when, where it is not a number of days."""
    who: Text
    """Who answers for it."""

    @model_validator(mode="after")
    def _one_way_of_saying_when(self) -> CareDuty:
        counted = self.working_days is not None and self.after is not None
        if counted == (self.when is not None) or (self.when is not None and (self.working_days is not None or self.after is not None)):
            message = "say when with 'working_days' and 'after', or in words with 'when'; one of the two"
            raise ValueError(message)
        return self


class CareStandard(Model):
    """What candidates can count on, with the people who answer for it."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name of the standard."""
    survey_minimum: Annotated[StrictInt, Field(ge=SMALLEST_GROUP, le=1000)] = SMALLEST_GROUP
    """Fewest answers to the survey that are shown together."""
    duties: Annotated[tuple[CareDuty, ...], Field(min_length=1)]
    """What is owed, in the order in which it falls due."""

    @model_validator(mode="after")
    def _each_duty_once(self) -> CareStandard:
        names = [duty.id for duty in self.duties]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            message = f"the standard names a duty twice: {', '.join(twice)}"
            raise ValueError(message)
        return self


class MessageDetails(Model):
    """What only the people who send a message know; whatever is left out is shown as missing."""

    format: FormatNumber = 1
    """Version of this file format."""
    candidate: Text | None = None
    """The candidate's key, so that you know whose message it is; a name is taken for the name."""
    name: Text | None = None
    """The candidate's name, as they write it."""
    sender: Text | None = None
    """Who signs: name and job."""
    contact: Text | None = None
    """Whom to ask: name, telephone, e-mail."""
    day: Day | None = None
    """Day of the call, the interview or the conversation."""
    time: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None = None
    """Its time, as 14:30."""
    minutes: PositiveInt | None = None
    """How long it takes; an interview's length is the vacancy's when left out."""
    place: Text | None = None
    """Where the interview is: address, or how to join."""
    reply_by: Day | None = None
    """Day by which the candidate is asked to answer."""
    next_by: Day | None = None
    """Day by which the candidate hears from us next."""
    promised: Day | None = None
    """Day by which the candidate was to have heard, when there is a delay."""
    reason: Text | None = None
    """Why there is a delay, in one honest sentence."""
    feedback_by: Day | None = None
    """Day until which feedback can be asked for."""
    checks: Text | None = None
    """Checks on which an offer depends, such as references and the right to work."""
    return_to: Text | None = None
    """Where the survey goes back to: a link or an address."""


class Part(Model):
    """A piece of a sentence, marked where somebody still has to supply a fact."""

    text: str
    """The words, blanks at their ends included."""
    missing: bool = False
    """Whether they stand for a fact that is missing."""


class Paragraph(Model):
    """A paragraph of a message."""

    line: Line
    """The whole paragraph with its source."""
    parts: tuple[Part, ...]
    """The same in pieces."""


class CandidateMessage(Model):
    """One message to a candidate."""

    step: Id
    """Step of the selection."""
    name: Line
    """What it is called."""
    when: Line
    """When it is sent."""
    ready: bool
    """Whether every fact is there."""
    notice: Line | None = None
    """That it is not ready, and which facts are missing."""
    subject: Paragraph
    """Subject line."""
    body: tuple[Paragraph, ...]
    """The message, from greeting to name."""
    plain: str
    """The whole as plain text, to paste into a mail; the notice stands on top of one that is not ready."""


class CandidateMessages(Document):
    """The messages that candidates get, step by step."""

    kind: Literal["candidate-messages"] = "candidate-messages"
    role_title: Text
    """Job title."""
    guidance: tuple[Line, ...]
    """How to use them."""
    messages: tuple[CandidateMessage, ...]
    """The messages, in the order of the steps."""


class TimingRow(Model):
    """One duty as it is printed."""

    id: Id
    """Name of the duty."""
    what: Line
    """What candidates get."""
    when: Line
    """By when."""
    who: Line
    """Who answers for it."""


class TimingStandard(Document):
    """What candidates can count on, with a column for what happened."""

    kind: Literal["timing-standard"] = "timing-standard"
    role_title: Text
    """Job title."""
    lead: tuple[Line, ...]
    """What it is for."""
    rows: tuple[TimingRow, ...]
    """The duties."""
    check: tuple[Line, ...]
    """What is asked at the end of the vacancy."""


class CandidateSurvey(Document):
    """What candidates are asked about how they were treated, without their names."""

    kind: Literal["candidate-survey"] = "candidate-survey"
    role_title: Text
    """Job title."""
    welcome: tuple[Line, ...]
    """What the survey is for, and what is not done with it."""
    steps: tuple[Line, ...]
    """How far the candidate came."""
    scale: tuple[Line, ...]
    """Answers, from disagreement to agreement."""
    items: tuple[Line, ...]
    """Statements to agree or disagree with."""
    questions: tuple[Line, ...]
    """Open questions."""
    minimum: PositiveInt
    """Fewest answers that are shown together."""
    facts: tuple[Fact, ...]
    """Closing day, where it goes back to, and whom to ask for it in another format; what nobody has said is marked."""


class SurveyReading(Document):
    """For HR: how the answers to the survey are read; never sent to candidates."""

    kind: Literal["survey-reading"] = "survey-reading"
    role_title: Text
    """Job title."""
    minimum: PositiveInt
    """Fewest answers that are shown together."""
    why: Line
    """Whom it is for."""
    reading: tuple[Line, ...]
    """How the answers are read."""


class FeedbackTick(Model):
    """What a person made of one line of the framework."""

    line: Text
    """Full id of an indicator or contra-indicator: `framework/competency/level/line`."""
    text: Text | None = None
    """The line itself, for the person who ticks; nothing is read from it."""
    tick: Literal["no", "strength", "develop"] = "no"
    """Left alone, shown in the interview, or something to work on."""
    said: Text | None = None
    """What the candidate said that shows it, from the notes of the interview, written to the candidate; all that the letter prints."""

    @field_validator("said", mode="before")
    @classmethod
    def _empty_is_not_yet_written(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value


class FeedbackTicks(Model):
    """The lines that a person ticked for one candidate."""

    format: FormatNumber = 1
    """Version of this file format."""
    role: Id | None = None
    """Role whose lines stand in the form."""
    candidate: Text | None = None
    """Candidate's key or name."""
    ticks: Annotated[tuple[FeedbackTick, ...], Field(min_length=1)]
    """The lines."""

    @model_validator(mode="after")
    def _each_line_once(self) -> FeedbackTicks:
        lines = [tick.line for tick in self.ticks]
        twice = sorted({line for line in lines if lines.count(line) > 1})
        if twice:
            message = f"the same line is ticked twice: {', '.join(twice)}"
            raise ValueError(message)
        return self


class FeedbackPoint(Model):
    """One tick with what stands behind it."""

    line: Line
    """The line of the framework that was ticked; for the person who approves, never for the candidate."""
    said: str | None = None
    """What the candidate said that shows it."""


class FeedbackCompetency(Model):
    """What is said about one competency."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    strengths: tuple[FeedbackPoint, ...] = ()
    """What was ticked as shown."""
    develop: tuple[FeedbackPoint, ...] = ()
    """What was ticked as something to work on."""


class CandidateFeedback(Document):
    """Feedback to one candidate: what a person wrote under each tick, and nothing else; sent only under a named person's approval."""

    kind: Literal["candidate-feedback"] = "candidate-feedback"
    candidate: Text
    """Candidate's key or name."""
    name: str | None = None
    """The candidate's name as the letter has it; nothing while only a key is known."""
    role_title: Text
    """Job title."""
    approved: bool
    """Whether a named person has approved it, with a date."""
    approved_by: Text | None = None
    """Who."""
    approved_on: str | None = None
    """When, as year-month-day."""
    notice: Line | None = None
    """"Not approved: do not send", until it is."""
    notes: tuple[Line, ...] = ()
    """What the person who approves should look at."""
    competencies: tuple[FeedbackCompetency, ...]
    """What was ticked, in the role's order."""
    subject: LineText | None = None
    """Subject line of the message; withheld until it is approved."""
    message: str | None = None
    """The message as plain text; withheld until it is approved."""
    message_paragraphs: tuple[tuple[str, ...], ...] = ()
    """The same as paragraphs of lines."""
    approval: Line | None = None
    """Who approved it and when."""
    withheld: Line | None = None
    """Why there is no message yet."""
