"""Frame-of-reference training: sample answers with reference ratings, and the papers that a session needs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, Status, Text
from servicecomp.models.lines import Document, Line, RatingLine
from servicecomp.models.scales import Score

__all__ = [
    "Delivery",
    "PackAnchor",
    "PackAnswer",
    "PackReason",
    "PackSection",
    "PackSlot",
    "PackSpeaker",
    "ReferenceReason",
    "SampleAnswer",
    "TrainingFile",
    "TrainingPack",
    "word_count",
]

Delivery = Literal["fluent", "plain", "halting"]


def word_count(text: str) -> int:
    """Return how many words an answer has, counted between blanks."""
    return len(text.split())


class ReferenceReason(Model):
    """Why an answer earns its reference rating, held against one anchor."""

    anchor: Id
    """Anchor of the question that it is held against."""
    text: Text
    """What of the anchor the answer shows, or what is missing."""


class SampleAnswer(Model):
    """What somebody could have said, with the rating that it earns."""

    id: Id
    """Name, unique within its file."""
    speaker: Id
    """Whose answer it is: the same speaker answers each question of a pack once."""
    delivery: Delivery
    """How it is told; never what it is rated by."""
    words: Text
    """The answer as spoken."""
    reference: Score
    """Reference rating."""
    reasons: Annotated[tuple[ReferenceReason, ...], Field(min_length=1)]
    """Why, by anchor."""
    delivery_note: Text | None = None
    """What the way of telling could lead a rater to."""


class TrainingFile(Model):
    """Sample answers to one question of a bank."""

    format: FormatNumber = 1
    """Version of this file format."""
    bank: Id
    """Question bank that holds the question."""
    competency: Id
    """Competency that the question asks about."""
    question: Id
    """The question, by its id within the competency."""
    licence: Text
    """Terms of use."""
    status: Status
    """How far the reference ratings have been reviewed."""
    set_by: Text
    """Who set the reference ratings, and how."""
    answers: Annotated[tuple[SampleAnswer, ...], Field(min_length=3)]
    """The answers; at least a low, a middle and a high one."""

    @model_validator(mode="after")
    def _each_once(self) -> TrainingFile:
        for what in ("id", "speaker"):
            found = [getattr(answer, what) for answer in self.answers]
            if len(set(found)) < len(found):
                message = f"two answers have the same {what}; each speaker answers a question once"
                raise ValueError(message)
        return self

    @property
    def key(self) -> str:
        """The question as `competency/id`."""
        return f"{self.competency}/{self.question}"

    def source(self, answer: str, part: str = "words") -> str:
        """Return the full id of a part of an answer."""
        return f"training/{self.bank}/{self.competency}/{answer}/{part}"


class PackReason(Model):
    """A reason of the reference rating, as the facilitator reads it out."""

    rating: Score
    """Rating of the anchor that it is held against."""
    line: Line
    """The reason."""


class PackAnswer(Model):
    """One answer to rate; in the trainees' booklet without anything that gives its rating away."""

    speaker: Id
    """Whose answer it is."""
    name: Line
    """The speaker on paper."""
    words: Line
    """What was said."""
    reference: Score | None = None
    """Reference rating; the facilitator's only."""
    reference_name: Text | None = None
    """Its name on the scale."""
    reasons: tuple[PackReason, ...] = ()
    """Why; the facilitator's only."""
    delivery_note: Line | None = None
    """What the way of telling could lead a rater to; the facilitator's only."""


class PackAnchor(Model):
    """An anchor beside its rating."""

    rating: Score
    """The rating."""
    name: Text
    """Its name."""
    story: Line
    """The anchor."""


class PackSection(Model):
    """One competency: what it is, the question, its anchors and the answers."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    definition: Line
    """What it is."""
    band_name: Text
    """Band that the question is written for."""
    band_asks_for: Text
    """What an answer is compared with."""
    question: Line
    """The question."""
    anchors: tuple[PackAnchor, ...]
    """What earns each rating."""
    answers: tuple[PackAnswer, ...]
    """The answers, in the order of their speakers."""
    set_by: Line | None = None
    """Who set the reference ratings; the facilitator's only."""


class PackSlot(Model):
    """A stretch of the session."""

    label: Line
    """What happens."""
    detail: Line
    """How the facilitator leads it."""
    minutes: PositiveInt
    """How long."""
    starts_after: Annotated[int, Field(strict=True, ge=0)]
    """Minutes from the start."""


class PackSpeaker(Model):
    """One speaker and the reference ratings of the answers, in the order of the sections."""

    speaker: Id
    """Who."""
    name: Line
    """On paper."""
    round: Literal[1, 2]
    """Round in which the answers are rated."""
    references: tuple[Score | None, ...]
    """Reference ratings; None where the speaker did not answer."""


class TrainingPack(Document):
    """A frame-of-reference session on paper: the facilitator's pack, or the trainees' booklet."""

    kind: Literal["training-pack"] = "training-pack"
    audience: Literal["facilitator", "trainee"]
    """Whom it is for."""
    minutes: PositiveInt
    """Length of the session."""
    lead: tuple[Line, ...]
    """What the session is for, and what it is not."""
    agenda: tuple[PackSlot, ...] = ()
    """What happens when; the facilitator's only."""
    rules: tuple[Line, ...]
    """How everybody rates."""
    scale: tuple[RatingLine, ...]
    """The rating scale."""
    sections: tuple[PackSection, ...]
    """One for each competency."""
    first_round: tuple[Line, ...]
    """Names of the speakers who are rated first."""
    second_round: tuple[Line, ...] = ()
    """Names of the speakers who are rated after the discussion."""
    speakers: tuple[PackSpeaker, ...] = ()
    """Reference ratings in one table; the facilitator's only."""
    deliveries: tuple[Line, ...] = ()
    """How delivery and content were crossed; the facilitator's only."""
    left_out: Line | None = None
    """What the role requires and the session does not practise; the facilitator's only."""
    standing: Line | None = None
    """How far the reference ratings have been reviewed; the facilitator's only."""
