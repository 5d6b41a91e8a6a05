"""What all documents are made of: lines with their sources, facts, rating scales, and the parts that several documents share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from servicecomp.models.base import Id, Locale, Model, PositiveInt, RichText, Text
from servicecomp.models.organisations import Brand
from servicecomp.models.provenance import Provenance
from servicecomp.models.scales import Level, OffScale, Score

__all__ = [
    "CompetencyBehaviours",
    "CompetencyCriteria",
    "Document",
    "Fact",
    "GridRow",
    "Line",
    "LineText",
    "OffScaleLine",
    "RatingLine",
    "RichLine",
    "ValueLine",
]

# Why no upper length: a phrase may hold several texts, each at its longest.
LineText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]+$")]
"""One plain paragraph as printed: a `Text`, or a phrase filled with some."""


class Line(Model):
    """One statement and where it came from."""

    text: LineText
    """The words."""
    source: str
    """Full id: `framework/competency/level/line`, `bank/competency/band/question`, `organisation/id/field`, `phrase/en/key`."""


class RichLine(Model):
    """A passage of CommonMark and where it came from."""

    text: RichText
    """The passage."""
    source: str
    """Full id."""


class Fact(Model):
    """A labelled fact; one that nobody has supplied says so and is marked."""

    label: Line
    """What it is about, such as Pay."""
    value: Line
    """The fact, or the phrase that says what is missing; its first line where it is a list."""
    more: tuple[Line, ...] = ()
    """The other lines of a list."""
    missing: bool = False
    """Whether somebody still has to supply it before the document is used."""


class ValueLine(Model):
    """What one of the organisation's values looks like beside a competency."""

    value: Text
    """The value as the organisation words it."""
    behaviour: Line
    """The behaviour."""


class Document(Model):
    """What all documents have in common."""

    kind: str
    """Kind of document; names its template."""
    title: LineText
    """Title on paper."""
    language: Locale
    """Language of its text."""
    organisation: Text | None = None
    """Name of the organisation."""
    brand: Brand = Field(default_factory=Brand)
    """Colour and logo."""
    draft_notice: Line | None = None
    """"Draft: criteria not confirmed", until the criteria are."""
    provenance: tuple[Provenance, ...]
    """What the document was made from."""


class CompetencyBehaviours(Model):
    """A competency as behaviours at one level."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    level: Level
    """Proficiency level that the role requires."""
    level_name: Text
    """Name of that level."""
    behaviours: tuple[Line, ...]
    """Indicators at the level."""
    values: tuple[ValueLine, ...] = ()
    """The organisation's values beside it."""
    needed_at_entry: bool = True
    """Whether it must be there on the first day."""


class CompetencyCriteria(CompetencyBehaviours):
    """A competency as the people confirm it who know the job."""

    definition: Line
    """What it is."""
    summary: Line
    """What the level asks for."""


class RatingLine(Model):
    """A value of the rating scale."""

    rating: Score
    """Its number."""
    name: Line
    """Its name."""
    meaning: Line
    """What earns it."""


class OffScaleLine(Model):
    """A code that is no rating."""

    code: OffScale
    """The code."""
    name: Line
    """Two or three words for the box."""
    meaning: Line
    """When to use it."""


class GridRow(Model):
    """A row of the summary: one competency."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    level_name: Text
    """Level that the role requires."""
    weight: PositiveInt
    """How much it counts."""
    minimum: Score | None = None
    """Rating that must be met, if the role sets one."""
    questions: tuple[int, ...] = ()
    """Numbers of the questions that ask about it; none when this interview does not."""
