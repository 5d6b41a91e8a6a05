"""How the groups of those who applied fared: numbers of people only, never a candidate's key beside a group."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from servicecomp.models.base import Model, PositiveInt
from servicecomp.models.lines import Document, Line, LineText

__all__ = ["FairnessForm", "FairnessReport", "FairnessSection", "GroupRow", "ImpactTable", "Outcomes", "Person", "Result"]

FairnessForm = Literal["selection", "scoring"]
Result = Literal["yes", "no", "withdrew"] | Fraction | None
"""What came of a stage: yes, no or withdrew; a score; None where it was not reached or not scored."""
_Count = Annotated[int, Field(strict=True, ge=0)]
_Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Person:
    """What came of one person's stages, and the groups; without the key, so that nothing can be joined to a score again."""

    results: tuple[Result, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """People by outcome and group: `results` in the order of `stages`, `groups` in the order of `characteristics`."""

    form: FairnessForm
    stages: tuple[str, ...]
    characteristics: tuple[str, ...]
    people: tuple[Person, ...]
    unused: tuple[str, ...] = ()


class GroupRow(Model):
    """One group of a table."""

    group: Line
    """Its name; the parts of an intersection joined."""
    applied: _Count
    """Persons who entered the stage (or have a score)."""
    selected: _Count
    """Persons who passed it (or scored above the median of all)."""
    rate: _Share | None
    """Selected over applied."""
    rate_low: float | None = None
    """Lower end of its interval."""
    rate_high: float | None = None
    """Upper end of its interval."""
    ratio: Fraction | None = None
    """The rate over that of the reference group, exact; None where it is not compared."""
    ratio_text: LineText | None = None
    """The same with two decimals, never rounded across the threshold."""
    ratio_low: float | None = None
    """Lower end of its interval."""
    ratio_high: float | None = None
    """Upper end of its interval."""
    reference: bool = False
    """Whether the others are compared with this group."""
    flag: bool = False
    """Whether the ratio lies below the threshold; a flag is not a verdict."""
    p_value: float | None = None
    """Fisher's exact test, two-sided, against the reference group."""
    criteria_disagree: bool = False
    """Whether rule and test point different ways."""
    shortfall: float | None = None
    """Persons of the group more who would have been selected at the overall rate."""
    flips: bool = False
    """Whether one different decision would turn the flag round."""
    lines: tuple[Line, ...]
    """The same in words."""


class ImpactTable(Model):
    """One characteristic, or two crossed."""

    name: Line
    """What the groups are by."""
    crossed: bool = False
    """Whether groups are intersections."""
    rows: tuple[GroupRow, ...] = ()
    """Groups, in the order of their names; none where the table is withheld."""
    notes: tuple[Line, ...] = ()
    """Why nothing is compared, or why the table is withheld or put together."""


class FairnessSection(Model):
    """One stage, the whole way from application to the end, or one score."""

    name: Line
    """Which."""
    lead: tuple[Line, ...]
    """Who counts in it."""
    tables: tuple[ImpactTable, ...]
    """One for each characteristic, then the crossed ones."""


class FairnessReport(Document):
    """Selection or scoring rates of groups, held against each other."""

    kind: Literal["fairness-report"] = "fairness-report"
    form: FairnessForm
    """Selection rates, or scoring rates as New York City's rule has them for tools that score."""
    least: PositiveInt | None = None
    """In a form for publication, the fewest persons that any cell shows."""
    lead: tuple[Line, ...]
    """What it is and is not."""
    findings: tuple[Line, ...]
    """What stands out, and where criteria disagree."""
    sections: tuple[FairnessSection, ...]
    """The whole first, then each stage."""
    reading: tuple[Line, ...]
    """How to read the figures, with their sources."""
    todo: tuple[Line, ...] = ()
    """What to do about a flag; nothing in a form for publication."""

    def sentences(self) -> tuple[str, ...]:
        """Return the report as lines of text."""
        found = [line.text for line in self.findings]
        for section in self.sections:
            found += ["", section.name.text, *(line.text for line in section.lead)]
            for table in section.tables:
                found += [f"  {table.name.text}"]
                found += [f"    {' '.join(line.text for line in row.lines)}" for row in table.rows]
                found += [f"    {line.text}" for line in table.notes]
        return (*found, *(["", *(line.text for line in self.todo)] if self.todo else []))
