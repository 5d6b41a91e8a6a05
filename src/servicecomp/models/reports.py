"""What comes of matching: the result of a batch, the report on a corpus, and the view of one text with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from servicecomp.models.base import Id, Model, PositiveInt, Text
from servicecomp.models.lines import Document, Line
from servicecomp.models.scales import Level

__all__ = [
    "BatchResult",
    "CorpusCluster",
    "CorpusColumn",
    "CorpusReport",
    "CoverageCell",
    "CoverageRow",
    "GroupCount",
    "MatchView",
    "MissingCompetency",
    "ViewCompetency",
    "ViewParagraph",
    "ViewSegment",
]

Count = Annotated[int, Field(strict=True, ge=0)]
_UNPRINTABLE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff"
Passage = Annotated[str, StringConstraints(min_length=1, pattern=rf"^[^{_UNPRINTABLE}]+$")]
"""Words of a text as they stand in it, blanks at the ends included."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What matching a file gave."""

    folder: Path
    """Folder with the results."""
    files: tuple[Path, ...]
    """Its Parquet files, in the order of the rows."""
    rows: int
    """Rows of the input; as many are in the results."""
    problems: int
    """Rows that could not be matched; they are in the results, with the reason."""
    first_problems: tuple[tuple[int, str], ...]
    """The first of them: number of the row, counted from 1, and the reason."""
    reports: tuple[Path, ...] = ()
    """Report on the corpus, when one was asked for."""


class GroupCount(NamedTuple):
    """Counts of one group of texts."""

    group: str | None
    """Value of the column, None for texts without one."""
    texts: int
    """Texts matched."""
    problems: int
    """Rows that could not be matched; they count in no share."""
    evidenced: tuple[int, ...]
    """Texts that evidence each competency, in the framework's order."""


class CorpusColumn(Model):
    """A competency as a column of the report."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""


class CorpusCluster(Model):
    """A cluster above its competencies."""

    name: Line
    """Its name."""
    columns: PositiveInt
    """How many competencies stand below it."""


class CoverageCell(Model):
    """How many texts of a group evidence a competency."""

    texts: Count | None
    """How many; None where the group has too few texts."""
    share: Annotated[float, Field(ge=0, le=1)] | None
    """Their share; None where the group has too few texts."""
    shade: Annotated[int, Field(strict=True, ge=0, le=10)] | None
    """The share in tenths, rounded down: the colour of the cell."""


class CoverageRow(Model):
    """A group of texts."""

    name: Line
    """The group."""
    texts: Count
    """Texts that were matched."""
    problems: Count
    """Rows that could not be matched and count in no share."""
    cells: tuple[CoverageCell, ...]
    """One for each competency."""


class CorpusReport(Document):
    """Which competencies the texts of each group call for."""

    kind: Literal["corpus-report"] = "corpus-report"
    words: dict[str, Line]
    """Fixed phrases of the page."""
    lead: tuple[Line, ...]
    """How to read it, and what it does not say."""
    least: PositiveInt
    """Fewest texts of a group for which shares are shown."""
    clusters: tuple[CorpusCluster, ...]
    """Clusters, in order."""
    columns: tuple[CorpusColumn, ...]
    """Competencies, in order."""
    rows: tuple[CoverageRow, ...]
    """Groups, in order of their names; empty when the texts are not grouped."""
    total: CoverageRow
    """All texts."""


class ViewSegment(Model):
    """A stretch of the text that shows the same competencies from end to end."""

    text: Passage
    """Its words."""
    marks: tuple[PositiveInt, ...] = ()
    """Numbers of the competencies that it is evidence for; more than one where evidence overlaps."""
    ends: tuple[PositiveInt, ...] = ()
    """Those of them whose evidence ends with it."""
    sources: tuple[str, ...] = ()
    """Full ids of the cues that fired."""
    claim: bool = False
    """Whether it claims service without naming a behaviour."""


class ViewParagraph(Model):
    """A line of the text."""

    text: Passage
    """The whole line."""
    marks: tuple[PositiveInt, ...] = ()
    """Numbers of the competencies that it is evidence for."""
    segments: tuple[ViewSegment, ...]
    """Its stretches, in order."""


class ViewCompetency(Model):
    """A competency that the text shows, or only hints at."""

    number: PositiveInt
    """Number by which the text refers to it."""
    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    level: Level | None
    """Level that the text suggests; None where it is only hinted at."""
    level_name: Text | None
    """Name of that level."""
    score: Annotated[float, Field(ge=0, le=1)]
    """How strongly the text calls for it, from 0 to 1."""
    quotes: tuple[Line, ...]
    """The words that show it, with the cue that found each."""


class MissingCompetency(Model):
    """A competency that the nearest role requires and the text does not show."""

    competency: Id
    """Which one."""
    name: Line
    """Its name."""
    level: Level
    """Level that the role requires."""
    level_name: Text
    """Name of that level."""
    behaviours: tuple[Line, ...]
    """Behaviours at that level, ready to be put into the text."""


class MatchView(Document):
    """One text with its evidence marked."""

    kind: Literal["match-view"] = "match-view"
    words: dict[str, Line]
    """Fixed phrases of the page."""
    notice: Line | None = None
    """That the text does not read as English, if it does not."""
    paragraphs: tuple[ViewParagraph, ...]
    """The text."""
    found: tuple[ViewCompetency, ...]
    """Competencies that the text shows."""
    hinted: tuple[ViewCompetency, ...]
    """Competencies that it only hints at: marked, but not counted."""
    claims: tuple[Line, ...]
    """Claims of service that name no behaviour."""
    nearest: Line | None
    """The known role that resembles the text most."""
    missing: tuple[MissingCompetency, ...]
    """What that role requires besides."""
