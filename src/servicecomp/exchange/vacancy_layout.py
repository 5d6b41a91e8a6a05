"""What the sheets of the vacancy workbook are called and say: the writer lays it out, the reader finds its way by it.

The reader looks for columns and lines by these words, never by position, so that a column that somebody inserted does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AS_PICKED",
    "CANDIDATES",
    "CAPACITIES",
    "CONFIRMATION",
    "CRITERIA",
    "DATA_SHEET",
    "FIELDS",
    "FORMAT",
    "MUST",
    "MUST_NOT",
    "NO_MINIMUM",
    "OF_THE_ROLE",
    "PANEL",
    "QUESTIONS",
    "START_HERE",
    "TASKS",
    "TICK",
    "VACANCY",
    "WORKBOOK_SHEETS",
    "Column",
    "Field",
    "SheetLayout",
]

FORMAT = 1
"""Version of the workbook's layout; a reader refuses those it does not know."""

DATA_SHEET = "servicecomp"
"""Hidden sheet: what belongs to the vacancy and is not for people to fill in, and the lists behind the drop-downs."""

START_HERE = "Start here"
TICK = "✓"
NO_MINIMUM = "none"
AS_PICKED, MUST, MUST_NOT = "as picked", "must be asked", "must not be asked"
CAPACITIES = {"hiring-manager": "hiring manager", "job-holder": "job holder"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    key: str
    """Name in the code."""
    header: str
    """Word above it, by which it is found."""
    hint: str
    """What to put in, in a line under the header."""
    width: float
    """In characters."""
    answered: bool = True
    """Whether people fill it in, so that the reader needs it."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet that people fill in."""

    title: str
    """Name on its tab."""
    heading: str
    """First line."""
    lead: str
    """What to do here, in a sentence or two."""
    columns: tuple[Column, ...]
    """Left to right."""

    def place(self, key: str) -> int:
        """Return the position of a column, from 0, as the writer lays it out."""
        return [column.key for column in self.columns].index(key)


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the sheet that holds the facts."""

    key: str
    """Name in the code."""
    label: str
    """Word before it, by which it is found."""
    note: str
    """What it is for."""


VACANCY = SheetLayout(
    title="Vacancy",
    heading="The opening",
    lead="What candidates must know before they apply, and how long the interview takes. Leave empty what you do not know yet.",
    columns=(
        Column("label", "Fact", "What it is about", 30, answered=False),
        Column("answer", "Your answer", "One line for each fact", 60),
        Column("note", "What it is for", "Where the answer is used", 50, answered=False),
    ),
)

FIELDS = (
    Field("title", "Job title", "As it is printed on every document. Needed."),
    Field("purpose", "Purpose of the job", "One sentence: why this job exists and whom it serves. Opens the job description. Needed."),
    Field("line_of_sight", "What customers get from it", "One sentence: how this work reaches what customers value. Needed."),
    Field("minutes", "Length of the interview in minutes", "15 to 240, opening and close included; empty counts as 60."),
    Field("start_time", "Start time of the interview", "Such as 09:30, so that the interview booklet can print clock times."),
    Field("pay", "Pay", "The range, with currency and period."),
    Field("place", "Place", "Where the work is done."),
    Field("hours", "Hours", "Hours and shifts."),
    Field("contract", "Contract", "Permanent, fixed term and so on."),
    Field("closing_date", "Closing date", "Last day for applications, as it should be printed."),
    Field("how_to_apply", "How to apply", "What to send where."),
    Field("benefit", "Benefit", "What comes beside pay, one on each line called so."),
)

OF_THE_ROLE = ("purpose", "line_of_sight")
"""Lines of that sheet that belong to the role; workbooks made before there were such lines leave the role's as they are."""

CRITERIA = SheetLayout(
    title="Criteria",
    heading="What the job needs",
    lead=(
        "Think of the last three times the work went well and the last three times it went wrong: what did somebody do, or leave undone? "
        "Keep five to eight competencies; fewer than three or more than ten cannot be used."
    ),
    columns=(
        Column("needed", "Needed?", "yes or no", 9),
        Column("name", "Competency", "Those of the role come first", 21),
        Column("asks", "What each level asks for", "Read it before you choose the level", 64, answered=False),
        Column("level", "Level", "The lowest at which the job can be done", 15),
        Column("weight", "Weight", "1 to 100: how much it counts beside the others", 11),
        Column("minimum", "Minimum rating", "Only where failing in this alone harms customers", 17),
        Column("first_day", "First day?", "no if it can be learnt in three months; empty counts as yes", 13),
        Column("words", "Words of the advertisement", "What the draft rests on", 28, answered=False),
    ),
)

TASKS = SheetLayout(
    title="Tasks",
    heading="What the person does",
    lead="The tasks in which customers depend on this person. Change the words, empty a line that does not apply, add what is missing.",
    columns=(
        Column("text", "Task", "One task on each line: what is done, for whom", 100),
        Column("criticality", "Harm when done badly", "1 little, 5 grave; job holders decide", 22),
    ),
)

CONFIRMATION = SheetLayout(
    title="Confirmation",
    heading="I know this job. The tasks, competencies, levels and weights in this workbook are what it needs.",
    lead="The hiring manager and at least two people who do the job. A line counts only when all four of its cells are filled in.",
    columns=(
        Column("name", "Name", "First name and surname", 40),
        Column("capacity", "Capacity", "Choose one", 24),
        Column("date", "Date", "Such as 2026-11-21", 18),
        Column("tick", "Confirmed", f"Choose {TICK}", 14),
    ),
)

PANEL = SheetLayout(
    title="Panel",
    heading="Who interviews",
    lead="Everybody who asks or rates, the same people for every candidate. Candidates are told the names and jobs.",
    columns=(
        Column("name", "Name", "As it should be printed", 44),
        Column("job", "Job", "What they do in the organisation; may stay empty", 60),
    ),
)

CANDIDATES = SheetLayout(
    title="Candidates",
    heading="Who is invited",
    lead="One candidate on each line. Each gets a booklet of their own, with the same questions.",
    columns=(Column("name", "Candidate", "Name or number, as the cover should print it", 70),),
)

QUESTIONS = SheetLayout(
    title="Questions",
    heading="Questions that the interview is drawn from",
    lead="You may leave this sheet as it is. A choice here holds for every candidate and changes only what is asked about its competency.",
    columns=(
        Column("competency", "Competency", "What it asks about; those of the role come first", 21, answered=False),
        Column("band", "Band", "Which levels it is for", 13, answered=False),
        Column("kind", "Kind", "What kind of evidence", 15, answered=False),
        Column("minutes", "Minutes", "With its probes", 9, answered=False),
        Column("text", "Question", "As it is read out", 66, answered=False),
        Column("use", "Use", f"Empty counts as “{AS_PICKED}”", 19),
        Column("key", "Reference", "Do not change", 26),
    ),
)

WORKBOOK_SHEETS = (VACANCY, CRITERIA, TASKS, CONFIRMATION, PANEL, CANDIDATES, QUESTIONS)
