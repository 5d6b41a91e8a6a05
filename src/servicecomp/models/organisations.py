"""The organisation that recruits and reviews: its words, facts and brand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from servicecomp.models.base import FormatNumber, Id, Model, PositiveInt, RichText, Statement, Text, Version

__all__ = ["Brand", "JobFacts", "Organisation", "Value", "ValueBehaviour"]


class ValueBehaviour(Statement):
    """What one of the organisation's values looks like in service, beside a competency."""

    competency: Id
    """Competency beside which it is printed."""
    roles: tuple[Id, ...] = ()
    """Roles on whose papers it is printed; all of them when left out."""


class Value(Model):
    """One of the organisation's own values."""

    id: Id
    """Name of the value."""
    name: Text
    """The value as the organisation words it."""
    behaviours: Annotated[tuple[ValueBehaviour, ...], Field(min_length=1)]
    """What people do who live it; each adds to a competency, none repeats it."""


class JobFacts(Model):
    """Facts about a job that a candidate needs before applying."""

    pay: Text | None = None
    """Pay range, with currency and period."""
    benefits: tuple[Text, ...] = ()
    """What comes beside pay."""
    place: Text | None = None
    """Where the work is done."""
    hours: Text | None = None
    """Hours and shifts."""
    contract: Text | None = None
    """Permanent, fixed term, and so on."""
    how_to_apply: Text | None = None
    """What to send where."""
    closing_date: Text | None = None
    """Last day for applications, as it should be printed."""


class Brand(Model):
    """How the organisation's documents look."""

    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = "#1f4e79"
    """Main colour as #rrggbb; must stand out against white."""
    logo: Text | None = None
    """PNG or JPEG file up to 500 KB, inside the organisation file's folder."""
    logo_data: Annotated[str, StringConstraints(pattern=r"^data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*$")] | None = None
    """The picture as a data URI; filled in when the file is loaded."""


class Organisation(Model):
    """What documents say about the organisation."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name for provenance."""
    name: Text
    """Name on paper."""
    version: Version = "1"
    """Version of this file, quoted."""
    about: RichText | None = None
    """A paragraph about the organisation for job descriptions."""
    service_promise: Text | None = None
    """What customers can expect, in one sentence."""
    employer_value_proposition: Text | None = None
    """What people who work here get out of serving its customers."""
    values: tuple[Value, ...] = ()
    """The organisation's values as observable behaviours."""
    facts: JobFacts = Field(default_factory=JobFacts)
    """Pay, place and hours that hold for all its jobs; a vacancy may say otherwise."""
    adjustments_contact: Text | None = None
    """Whom to ask for adjustments to the interview or the job: name, phone and e-mail."""
    equality_statement: Text | None = None
    """The organisation's equality statement."""
    decision_within: Text | None = None
    """When candidates hear, such as "within five working days of the last interview"."""
    privacy_notice: RichText | None = None
    """What happens to candidates' data, and where the full notice is."""
    retention_months: PositiveInt | None = None
    """Months for which interview records are kept."""
    ai_tools_rule: Text | None = None
    """What candidates may use AI tools for, in preparing and in the interview."""
    ai_tools_rule_writing: Text | None = None
    """What applicants may use AI tools for in the answers that they write."""
    recording_rule: Text | None = None
    """Whether the interview is recorded and whether candidates may record."""
    brand: Brand = Field(default_factory=Brand)
    """Colour and logo."""

    def behaviours_for(self, competency_id: str, role_id: str) -> tuple[tuple[Value, ValueBehaviour], ...]:
        """Return the value behaviours that stand beside a competency on the papers of a role."""
        return tuple(
            (value, line)
            for value in self.values
            for line in value.behaviours
            if line.competency == competency_id and (not line.roles or role_id in line.roles)
        )
