"""The base model and the small types that every object shares."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = [
    "Crosswalk",
    "FormatNumber",
    "Id",
    "Locale",
    "Model",
    "PositiveInt",
    "RichText",
    "Stage",
    "Statement",
    "Status",
    "Text",
    "Version",
]

# Control characters and the Unicode marks that reorder text on the page are refused: they carry no meaning in an HR document, and
# they break XML (DOCX) or hide what a reader sees. The classes are written so that Rust's and ECMAScript's regex read them alike.
_UNPRINTABLE = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""A kebab-case identifier: lower-case letters, digits and single hyphens."""

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")]
"""A version such as "1.2", quoted in YAML so that 1.10 does not become 1.1."""

Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
"""A language tag such as `en-GB`."""

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=rf"^[^{_UNPRINTABLE}\t\n\r\u2028\u2029]+$"),
]
"""One plain paragraph: no line breaks, no mark-up."""

RichText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000, pattern=rf"^[^{_UNPRINTABLE}]+$")]
"""CommonMark paragraphs, emphasis, lists, http and mailto links; anything else is shown as the characters it is."""

FormatNumber = Literal[1]
PositiveInt = Annotated[int, Field(strict=True, ge=1)]


class Model(BaseModel):
    """Base of all objects: frozen, unknown fields refused, built the first time it is used."""

    # Why deferred: an import that builds every schema costs more than loading a framework does.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Statement(Model):
    """One line of content that documents can quote, with the id by which they do."""

    id: Id
    """Name of the line, unique where it stands; never changes once published."""
    text: Text
    """The line itself: one sentence."""


class Stage(StrEnum):
    """How far content has been reviewed."""

    DRAFT = "draft"
    EXPERT_REVIEWED = "expert-reviewed"
    VALIDATED = "validated"


class Status(Model):
    """How far content has been reviewed, by how many, said plainly enough to print."""

    stage: Stage
    """draft, expert-reviewed or validated."""
    reviewers: Annotated[int, Field(strict=True, ge=0)] = 0
    """How many experts reviewed every line."""
    note: Text | None = None
    """What has been done and what has not, in one sentence."""

    @model_validator(mode="after")
    def _claims_are_backed(self) -> Status:
        if self.stage is not Stage.DRAFT and (not self.reviewers or self.note is None):
            message = "a status beyond draft says how many reviewers and, in its note, who they were and what they did"
            raise ValueError(message)
        return self


class Crosswalk(Model):
    """A link to an entry of an outside scheme."""

    scheme: Id
    """onet, onet-soc, esco, isco or another scheme's short name."""
    version: Text
    """Version of the scheme, quoted."""
    id: Text
    """The scheme's own identifier."""
    label: Text
    """The scheme's own name for it."""
    match: Literal["exact", "close", "broad", "narrow", "related"]
    """How theirs relates to ours; broad means that theirs is wider."""
