"""Law that lint rules refer to, place by place."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from servicecomp.models.base import FormatNumber, Id, Model, Text
from servicecomp.models.rules import Code, YearMonth

__all__ = ["Jurisdiction", "Law"]


class Law(Model):
    """A rule of law that lint rules refer to; no legal advice."""

    id: Id
    """Name of the entry."""
    ref: Text
    """Statute, directive or guidance."""
    says: Text
    """What it asks for, in one sentence."""
    in_force: YearMonth | None = None
    """Since when, where that matters."""
    rules: Annotated[tuple[Code, ...], Field(min_length=1)]
    """Lint rules that it bears on."""
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$")] | None = None
    """Where it can be read."""


class Jurisdiction(Model):
    """A profile: dated law of one place. Never exhaustive, no legal advice."""

    format: FormatNumber = 1
    """Version of this file format."""
    id: Id
    """Name by which it is chosen, such as us-co."""
    title: Text
    """Name on paper."""
    within: Id | None = None
    """Profile of the larger place, which holds too."""
    checked: YearMonth
    """When somebody last compared it with the sources."""
    wording: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{0,3}$")], Text] = Field(default_factory=dict)
    """What is added to messages of rules whose codes begin so."""
    laws: Annotated[tuple[Law, ...], Field(min_length=1)]
    """The law."""
