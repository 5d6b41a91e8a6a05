"""The first sheet of the vacancy workbook: what to do, who confirms, what happens next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.exchange.vacancy_layout import START_HERE
from servicecomp.exchange.xlsx_looks import FIXED, HEADING, INK, LEAD, STRONG, TINT, cut
from servicecomp.models.vacancies import JOB_HOLDERS_NEEDED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.exchange.xlsx import Book, Sheet
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.matches import RoleSuggestion
    from servicecomp.models.organisations import Organisation
    from servicecomp.models.vacancies import Vacancy

__all__ = ["write_start_here"]

_STEPS = (
    ("Vacancy", "Fill in the facts of the opening. Leave empty what you do not know yet."),
    (
        "Criteria",
        "The hiring manager and two or three people who do the job choose what it needs. A draft is filled in.",
    ),
    ("Tasks", "They correct the tasks and say how much harm each does when done badly."),
    ("Confirmation", "Each of them reads Criteria and Tasks once more and confirms them. Do this before any question is chosen."),
    ("Panel, Candidates", "Name the people who interview and, when you know them, the candidates. Candidates can be added later."),
    ("Questions", "Optional: choose questions that must or must not be asked. Then save the workbook under the same kind, .xlsx."),
)


def write_start_here(
    book: Book, vacancy: Vacancy, framework: Framework, organisation: Organisation | None, suggestion: RoleSuggestion | None
) -> None:
    """Add the sheet to the book, as the first."""
    sheet = book.sheet(START_HERE)
    sheet.page(widths=(24, 110))
    sheet.across(0, vacancy.title, HEADING)
    about = f"{organisation.name}. " if organisation else ""
    about += "Criteria before questions: this workbook says what the job needs. Shaded cells are yours to fill in. "
    about += f"Framework: {framework.title} {framework.version}."
    sheet.across(1, cut(about), LEAD)
    sheet.text(2, 0, "", {"bg_color": TINT, "border": 1, "border_color": "#b5b5b5"})
    sheet.text(2, 1, "This is what a shaded cell looks like. Arrows beside a cell open a list to choose from.", LEAD)
    row = _section(sheet, 4, "Six steps", [(f"{number}. {where}", what) for number, (where, what) in enumerate(_STEPS, 1)])
    who = f"The hiring manager and at least {JOB_HOLDERS_NEEDED} people who do the job: they know what the work asks for."
    until = "Until they have, every document made from this workbook says “Draft: criteria not confirmed”."
    row = _section(sheet, row + 1, "Who confirms", [("Who", who), ("Until then", until)])
    steps = [
        ("1. Run", "servicecomp kit vacancy.xlsx (with the name of your file)."),
        (
            "2. You get",
            "A folder: job description, candidate pack, an interview booklet for each candidate and panel member, and the forms.",
        ),
        ("3. If not", "Something that cannot be read is named with its sheet and cell, such as Criteria!E7. Mend it, save, run again."),
    ]
    row = _section(sheet, row + 1, "What happens next", steps)
    if suggestion:
        near = f" It is nearest to the role “{suggestion.nearest}”." if suggestion.nearest else ""
        text = f"The criteria were drafted from the text of an advertisement.{near} The last column of Criteria shows its words. "
        text += "Check that the words say what the job is."
        lines = [("The advertisement", text)]
        if suggestion.claims:
            claims = "; ".join(f"“{claim}”" for claim in suggestion.claims)
            lines.append(("Left out", cut(f"These words claim service and name no behaviour, so nothing rests on them: {claims}")))
        _section(sheet, row + 1, "Where the draft comes from", lines)


def _section(sheet: Sheet, row: int, heading: str, lines: Iterable[tuple[str, str]]) -> int:
    sheet.text(row, 0, heading, {"bold": True, "font_size": 12, "font_color": INK})
    for row, (label, text) in enumerate(lines, row + 1):  # noqa: B020, PLR1704 - the row goes on from the heading's
        sheet.text(row, 0, label, STRONG)
        sheet.text(row, 1, text, FIXED)
    return row + 1
