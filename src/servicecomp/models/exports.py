"""Exports to HR systems: what a system takes (data), what was made for it, and everything that did not fit."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, model_validator

from servicecomp.models.base import FormatNumber, Id, Locale, Model, PositiveInt, Text
from servicecomp.models.lines import Document, Line, LineText
from servicecomp.models.provenance import Provenance
from servicecomp.models.scales import Score

__all__ = [
    "ExportFact",
    "ExportKind",
    "ExportProfile",
    "ExportValue",
    "FactRow",
    "FieldLimit",
    "HrExport",
    "Loss",
    "LossGroup",
    "LossOutcome",
    "LossReport",
    "LossRow",
    "ScaleMapping",
    "ScaleRow",
    "SystemName",
]

SystemName = Literal["greenhouse", "ashby", "lever", "workday", "frappe"]
ExportKind = Literal["kit", "scorecards"]
LossOutcome = Literal["left-to-people", "left-out", "merged", "changed", "shortened", "as-text", "beside"]
ExportValue = Text | StrictInt | StrictFloat
_DAY = r"^\d{4}-\d{2}-\d{2}$"


class ExportFact(Model):
    """One thing that is known of a system, and how far that goes."""

    id: Id
    """Name of the fact."""
    says: Text
    """The fact."""
    source: Text
    """Where it was found."""
    compared_with_documentation: StrictBool
    """Whether it was read in the maker's own documentation or code; false for memory and for third parties."""


class ScaleMapping(Model):
    """What each rating of a scale of one length becomes in a system."""

    top: Annotated[int, Field(strict=True, ge=2)]
    """Length of our scale."""
    values: tuple[ExportValue, ...]
    """The system's value for each rating, lowest first; the same value twice merges two ratings."""
    reason: Text
    """Why it was chosen so."""

    @model_validator(mode="after")
    def _one_for_each_and_rising(self) -> ScaleMapping:
        if len(self.values) != self.top:
            message = f"a scale of {self.top} needs {self.top} values, not {len(self.values)}"
            raise ValueError(message)
        places = [self.values.index(value) for value in self.values]
        numbers = [value for value in self.values if not isinstance(value, str)]
        if places != sorted(places) or (numbers and (len(numbers) < self.top or numbers != sorted(numbers))):
            message = "a higher rating never becomes a lower value, and values are all words or all numbers"
            raise ValueError(message)
        return self

    @property
    def merged(self) -> tuple[tuple[int, ...], ...]:
        """Return the groups of ratings that become one value."""
        groups: dict[ExportValue, list[int]] = {}
        for rating, value in enumerate(self.values, 1):
            groups.setdefault(value, []).append(rating)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)


class FieldLimit(Model):
    """How long a text may be."""

    field: Literal["name", "text"]
    """Which kind of text: a name of one line, or any other plain text."""
    characters: Annotated[int, Field(strict=True, ge=20)]
    """Most characters."""


class ExportProfile(Model):
    """What a system takes: data, dated and with its sources, that a user can copy and change."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name by which it is chosen."""
    system: SystemName
    """Whose shapes are written."""
    title: Text
    """Name of the system on paper."""
    checked: Annotated[str, Field(pattern=_DAY)]
    """Day on which the facts were looked up, as year-month-day."""
    unit: Literal["question", "competency"]
    """What a rating of the system is given to."""
    overall: Text
    """The field in which the system asks for one word on the candidate; never filled in."""
    writes: tuple[ExportKind, ...]
    """What the interface takes, as far as it was read."""
    own_words: StrictBool = False
    """Whether the form can offer the ratings in our own words."""
    scale: tuple[ScaleMapping, ...] = ()
    """What ratings become, for each length of scale for which that is stated."""
    no_rating: Text | None = None
    """The system's own value for no rating, if it has one."""
    limits: tuple[FieldLimit, ...] = ()
    """How long texts may be; kinds that are not named have no limit that was found."""
    kit_fields: tuple[Text, ...] = ()
    """Fields of a kit that only people or the system can fill in."""
    scorecard_fields: tuple[Text, ...] = ()
    """Fields of a scorecard that only people or the system can fill in."""
    facts: Annotated[tuple[ExportFact, ...], Field(min_length=1)]
    """What all this rests on."""

    def mapping(self, top: int) -> ScaleMapping | None:
        """Return the mapping for a scale of a length, or None where none is stated."""
        return next((entry for entry in self.scale if entry.top == top), None)

    def limit(self, field: str) -> int | None:
        """Return the most characters of a kind of text, or None."""
        return next((entry.characters for entry in self.limits if entry.field == field), None)


class Loss(Model):
    """One thing of ours that did not fit, and what became of it."""

    code: Id
    """What kind of thing; names its phrases."""
    outcome: LossOutcome
    """What became of it."""
    place: LineText
    """Where it stands with us: a question, a competency, a card, a rating."""
    detail: LineText | None = None
    """The values, such as `5 to 4`."""


class ScaleRow(Model):
    """What one rating becomes."""

    rating: Score
    """Our rating."""
    name: LineText
    """Its name."""
    value: LineText | None = None
    """The system's value; nothing where no conversion is stated."""
    merged: StrictBool = False
    """Whether another rating becomes the same value."""


class HrExport(Model):
    """One file for an HR system, and everything that did not fit into it."""

    kind: ExportKind
    """Kit or scorecards."""
    profile: ExportProfile
    """What the system takes."""
    role_title: Text
    """Title of the job."""
    language: Locale
    """Language of the texts."""
    name: Text
    """Name of the file."""
    content: str
    """The file: JSON."""
    scale: tuple[ScaleRow, ...]
    """What each rating became."""
    losses: tuple[Loss, ...]
    """What did not fit."""
    provenance: tuple[Provenance, ...]
    """What it was made from."""

    @property
    def data(self) -> dict[str, Any]:
        """Return the file as plain data: `entries`, each with `about`, `fill_in` and the system's own `record`."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class LossRow(Model):
    """Things of one kind that met with the same fate."""

    code: Id
    """What kind of thing."""
    what: Line
    """Its name."""
    happened: Line
    """What became of it."""
    number: PositiveInt
    """How many."""
    places: tuple[LineText, ...]
    """Where each of them stands with us."""
    printed: tuple[LineText, ...]
    """Those that the page prints."""
    more: Line | None = None
    """What it says of the others."""


class LossGroup(Model):
    """Everything with one outcome."""

    outcome: LossOutcome
    """Which."""
    title: Line
    """Its heading."""
    rows: tuple[LossRow, ...]
    """What met with it."""


class FactRow(Model):
    """A fact as printed."""

    fact: Line
    """What is known."""
    origin: LineText
    """Where from."""
    compared: Line
    """Whether it was compared with the maker's documentation."""


class LossReport(Document):
    """What did not fit into an HR system."""

    kind: Literal["loss-report"] = "loss-report"
    lead: tuple[Line, ...]
    """How to read it."""
    files: tuple[LineText, ...]
    """The files it is about."""
    scale_lead: Line
    """What happens to ratings."""
    scale: tuple[ScaleRow, ...]
    """What each rating became."""
    groups: tuple[LossGroup, ...]
    """What did not fit."""
    facts_lead: Line
    """How far the facts go."""
    facts: tuple[FactRow, ...]
    """What the export rests on."""
