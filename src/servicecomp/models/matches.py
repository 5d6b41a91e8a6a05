"""What a text about a job calls for, with the words that show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servicecomp.models.roles import RoleProfile

__all__ = ["NOT_ENGLISH", "Claim", "Evidence", "Later", "Match", "RoleSuggestion"]

NOT_ENGLISH = "This text does not read as English. The cues are English, so what is not found in it may still be there."


class Evidence(NamedTuple):
    """Words of the text that show a competency; a named tuple, because a batch makes millions of them."""

    competency: str
    """Which competency."""
    start: int
    """Offset of the first character in the original text."""
    end: int
    """Offset after the last character."""
    quote: str
    """The words themselves: `text[start:end]`."""
    cue: str
    """Full id of the cue that fired, `framework/competency/cue-id`."""
    level: int | None
    """Proficiency level that the wording suggests, if it suggests one."""
    weight: int
    """Weight of the cue: 3 names the behaviour, 2 points to it, 1 only hints and puts nothing into `found`."""


class Claim(NamedTuple):
    """Words that claim service and name no behaviour, such as "excellent customer service skills"."""

    start: int
    """Offset of the first character in the original text."""
    end: int
    """Offset after the last character."""
    quote: str
    """The words themselves."""


class Later(Protocol):
    """What a match works out when it is asked for."""

    @property
    def names(self) -> Mapping[str, str]:
        """Name on paper of each competency."""

    @property
    def levels(self) -> Mapping[str, int]:
        """Level of each competency found, in the order of the framework."""

    @property
    def scores(self) -> Mapping[str, float]:
        """Value of every competency."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of service that name no behaviour."""

    @property
    def english(self) -> bool:
        """Whether the text reads as English."""


@dataclass(frozen=True, slots=True)
class Match:
    """Competencies that a text calls for."""

    evidence: tuple[Evidence, ...]
    """What was found, in the order of the text."""
    later: Later = field(repr=False, compare=False)
    """Works out the rest, once, when it is asked for: a batch may want nothing but the evidence."""

    @property
    def found(self) -> tuple[str, ...]:
        """Ids of the competencies evidenced, in the order of the framework."""
        return tuple(self.later.levels)

    @property
    def levels(self) -> Mapping[str, int]:
        """Suggested proficiency level of each competency found."""
        return self.later.levels

    @property
    def names(self) -> Mapping[str, str]:
        """Name on paper of each competency."""
        return self.later.names

    @property
    def scores(self) -> Mapping[str, float]:
        """A value from 0 to 1 for every competency, comparable between texts of different length."""
        return self.later.scores

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of service that name no behaviour and so evidence nothing."""
        return self.later.claims

    @property
    def english(self) -> bool:
        """Whether the text reads as English; in another language little is found, and that says nothing about the job."""
        return self.later.english

    def level(self, competency: str) -> int | None:
        """Return the proficiency level that the text suggests, or None where it is not found."""
        return self.levels.get(competency)

    def explain(self) -> str:
        """Return the findings in words, one competency a line, with the quotes that show it."""
        lines = [] if self.english else [NOT_ENGLISH]
        for name in self.found:
            quotes = "; ".join(f"“{entry.quote}”" for entry in self.evidence if entry.competency == name)
            level = self.levels.get(name)
            at = f", level {level}" if level else ""
            lines.append(f"{self.names.get(name, name)} ({self.scores[name]:.2f}{at}): {quotes}")
        if not self.found:
            lines.append("No competency is evidenced in this text.")
        lines += [f"“{claim.quote}” claims service but names no behaviour." for claim in self.claims]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class RoleSuggestion:
    """A draft profile from a text, with what it rests on."""

    role: RoleProfile
    """The draft: an id, requirements with levels and weights, tasks where the text names them."""
    match: Match
    """The evidence."""
    nearest: str | None
    """Id of the known role that resembles the text most."""
    missing: tuple[str, ...]
    """Competencies that the nearest role requires and the text does not show."""
    claims: tuple[str, ...]
    """Phrases that claim service and name no behaviour, such as "excellent customer service skills"."""
