"""Interview questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from servicecomp.models.base import FormatNumber, Id, Locale, Model, PositiveInt, RichText, Statement, Status, Text, Version
from servicecomp.models.scales import Score

__all__ = ["UNSCORED_KINDS", "Anchor", "Exercise", "Material", "Probe", "Question", "QuestionBank", "QuestionFile", "QuestionKind"]

QuestionKind = Literal["past-behaviour", "situational", "knowledge", "work-sample", "role-play", "eligibility"]
UNSCORED_KINDS = frozenset({"eligibility"})
"""Kinds that are answered yes or no and never rated."""


class Probe(Statement):
    """A planned, neutral follow-up."""

    step: Literal["situation", "action", "result"]
    """Which part of the story it asks for."""


class Anchor(Statement):
    """A short story of what earns a rating, special to its question."""

    rating: Score
    """The rating it stands for."""


class Material(Model):
    """Something put before the candidate in a work sample."""

    title: Text
    """What it is."""
    body: RichText
    """The text as it is handed over."""


class Exercise(Model):
    """What a work sample or role play needs beyond the question."""

    candidate_brief: RichText
    """What the candidate reads first."""
    player_brief: RichText | None = None
    """How the role player behaves; never shown to the candidate."""
    material: tuple[Material, ...] = ()
    """What is handed over."""


class Question(Model):
    """One interview question for one competency and band."""

    id: Id
    """Name, unique within its competency."""
    competency: Id = ""
    """Competency it asks about; taken from the file when left out."""
    kind: QuestionKind
    """What kind of evidence it asks for."""
    band: Id
    """Band of the framework that it is written for."""
    minutes: PositiveInt
    """Time for the answer and its probes."""
    text: Text
    """The question as it is read out."""
    probes: tuple[Probe, ...] = ()
    """Planned follow-ups for situation, action and result."""
    anchors: tuple[Anchor, ...] = ()
    """What earns the lowest, the middle and the highest rating; others optional."""
    listen_for: tuple[Text, ...] = ()
    """What a rater can tick."""
    red_flags: tuple[Text, ...] = ()
    """Behaviour that should make a rater look twice."""
    tags: tuple[Id, ...] = ()
    """Words to choose by, such as no-paid-work."""
    exercise: Exercise | None = None
    """Briefs and material of a work sample or role play."""
    origin: Id | None = None
    """Bank that defines it; filled in when it is loaded."""

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> Question:
        ratings = [anchor.rating for anchor in self.anchors]
        if ratings != sorted(set(ratings)):
            message = "anchors stand in rising order, one for each rating"
            raise ValueError(message)
        needs_exercise = self.kind in {"work-sample", "role-play"}
        if needs_exercise and self.exercise is None:
            message = f"a {self.kind} needs an 'exercise' with the candidate's brief"
            raise ValueError(message)
        if self.kind == "role-play" and self.exercise is not None and self.exercise.player_brief is None:
            message = "a role-play needs a 'player_brief' in its exercise"
            raise ValueError(message)
        return self

    @property
    def source(self) -> str:
        """Full id of the question."""
        return "/".join(part for part in (self.origin, self.competency, self.band, self.id) if part)

    @property
    def key(self) -> str:
        """Name by which people pin or swap it: `competency/id`."""
        return f"{self.competency}/{self.id}"


class QuestionFile(Model):
    """A file of a bank: the questions for one competency."""

    format: FormatNumber = 1
    """Version of this file format."""
    competency: Id
    """Competency that all questions of the file ask about."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """The questions."""


class QuestionBank(Model):
    """Questions to draw kits from."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name by which roles refer to it."""
    title: Text
    """Name on paper."""
    version: Version
    """Version of the content, quoted."""
    status: Status
    """How far it has been reviewed."""
    locale: Locale
    """Language it is written in."""
    source: Text
    """Who wrote it."""
    licence: Text
    """Terms of use."""
    framework: Id
    """Framework whose competencies it asks about."""
    extends: Id | None = None
    """Bank whose questions it starts from."""
    replace: tuple[Text, ...] = ()
    """Inherited questions that it defines anew, as `competency/id`."""
    drop: tuple[Text, ...] = ()
    """Inherited questions that it leaves out, as `competency/id`."""
    questions: tuple[Question, ...] = ()
    """The questions; in files, one file for each competency."""

    def question(self, key: str) -> Question | None:
        """Return a question by `competency/id`, or None."""
        return next((entry for entry in self.questions if entry.key == key), None)
