"""Scorecards as a workbook to fill in: a sheet for each card, drop-downs for ratings, no macros, no text that can become a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem
from servicecomp.exchange.scorecards_building import CODES, MOMENTS
from servicecomp.exchange.xlsx import Book, Sheet
from servicecomp.exchange.xlsx_looks import CENTRED, FIXED, HEADER, HEADING, INPUT, LEAD, PLAIN, SMALL, STRONG, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.scorecards import Rating, Scorecard
    from servicecomp.models.vacancies import InterviewPlan

__all__ = ["CARD_FORMAT", "CARD_HEADERS", "CARD_LABELS", "CARD_SHEET", "MOST_CARDS", "cards_to_xlsx"]

CARD_FORMAT = "scorecards-1"
"""Kind and version of the workbook's layout; a reader refuses those it does not know."""

CARD_SHEET = "servicecomp"
"""Hidden sheet: kind of the workbook, and the lists behind the drop-downs."""

MOST_CARDS = 200
"""Cards that one workbook takes; a sheet each."""

CARD_LABELS = {
    "candidate": "Candidate",
    "interviewer": "Interviewer",
    "stage": "Stage",
    "moment": "Before or after the discussion",
    "time": "Filled in on",
    "plan": "Plan",
    "bank_version": "Version of the questions",
}
"""Words before the facts of a card, by field."""

CARD_HEADERS = {
    "number": "No.",
    "competency": "Competency",
    "text": "Question",
    "value": "Rating",
    "situation": "Situation",
    "action": "What the candidate did and said",
    "result": "What came of it",
    "question": "Reference",
}
"""Words above the columns, by field."""

_WIDTHS = (6, 22, 46, 14, 34, 44, 34, 30)
_FACT_ROW = 3
_DEFAULT_TOP = 5
_LEAD = (
    "Rate each answer on your own, before the panel talks. Write down what the candidate said and did: a rating without evidence does "
    "not count. A gap in what you heard is not a low rating: choose the code that fits."
)
_HAND = 44.0  # points: room for notes by hand


def cards_to_xlsx(cards: Iterable[Scorecard], *, plan: InterviewPlan | None = None, bank: QuestionBank | None = None) -> bytes:
    """Return a workbook with a sheet for each card.

    With `plan` each sheet also lists the questions of its stage that are not rated yet, and their spares; with `bank` the questions are
    written out.

    Raises:
        DataError: there are no cards, or more than a workbook takes.
        MissingExtraError: the extra `office` is not installed.

    """
    held = tuple(cards)
    if not 0 < len(held) <= MOST_CARDS:
        message = f"a workbook takes 1 to {MOST_CARDS} scorecards, not {len(held)}"
        raise DataError([Problem(code="number-of-cards", message=message, hint="use several workbooks, or CSV or JSON")])
    book = Book(title="Scorecards")
    top = (plan.scale_top if plan else None) or max((_DEFAULT_TOP, *(_rated(card) for card in held)))
    choices = [*map(str, range(1, top + 1)), *CODES]
    sources = (f"={CARD_SHEET}!$D$1:$D${len(choices)}", f"={CARD_SHEET}!$E$1:$E${len(MOMENTS)}")
    for number, card in enumerate(held, 1):
        _card(book.sheet(f"Card {number}"), card, plan, bank, sources)
    hidden = book.sheet(CARD_SHEET)
    hidden.text(0, 0, "format", PLAIN)
    hidden.text(0, 1, CARD_FORMAT, PLAIN)
    for column, words in ((3, choices), (4, list(MOMENTS))):
        for row, word in enumerate(words):
            hidden.text(row, column, word, PLAIN)
    hidden.raw.hide()
    return book.to_bytes()


def _rated(card: Scorecard) -> int:
    return max((rating.value for rating in card.ratings if isinstance(rating.value, int)), default=0)


def _card(sheet: Sheet, card: Scorecard, plan: InterviewPlan | None, bank: QuestionBank | None, sources: tuple[str, str]) -> None:
    header = _FACT_ROW + len(CARD_LABELS) + 1
    sheet.page(widths=_WIDTHS, repeat=(header, header), freeze=(header + 1, 0))
    sheet.across(0, "Scorecard", HEADING)
    sheet.across(1, _LEAD, LEAD)
    moments = {moment: words for words, moment in MOMENTS.items()}
    for row, (name, label) in enumerate(CARD_LABELS.items(), _FACT_ROW):
        value = str(getattr(card, name) or "")
        sheet.text(row, 0, "", STRONG)
        sheet.text(row, 1, label, STRONG)
        sheet.text(row, 2, moments.get(value, value), SMALL if name in {"plan", "bank_version", "stage", "interviewer"} else INPUT)
        if name == "moment":
            sheet.choices((row, row), 2, sources[1], message="Choose before or after the discussion.")
    for column, word in enumerate(CARD_HEADERS.values()):
        sheet.text(header, column, word, HEADER)
    rows = _questions(card, plan)
    for number, (key, rating, note) in enumerate(rows, 1):
        _row(sheet, header + number, _Row(number, key, rating, note), plan, bank)
    if rows:
        span = (header + 1, header + len(rows))
        sheet.choices(span, 3, sources[0], message="Choose a rating or a code.")
        sheet.at_least(span, _HAND)


def _questions(card: Scorecard, plan: InterviewPlan | None) -> list[tuple[str, Rating | None, str]]:
    """Return the rows of a card: what is rated first, in the card's order, then what the plan asks besides, then the spares."""
    rows: list[tuple[str, Rating | None, str]] = [(rating.question, rating, "") for rating in card.ratings]
    session = next((entry for entry in plan.sessions if entry.stage == card.stage), None) if plan else None
    if session is not None:
        rated = {rating.question for rating in card.ratings}
        rows += [(key, None, "") for key in session.questions if key not in rated]
        rows += [(key, None, "Spare: only if there is no example. ") for key in session.spares if key not in rated]
    return rows


class _Row:
    """One line of the table."""

    def __init__(self, number: int, key: str, rating: Rating | None, note: str) -> None:
        self.number, self.key, self.rating, self.note = number, key, rating, note


def _row(sheet: Sheet, at: int, row: _Row, plan: InterviewPlan | None, bank: QuestionBank | None) -> None:
    question = bank.question(row.key) if bank else None
    name = row.key.split("/")[0]
    criterion = plan.criterion(name) if plan else None
    codes = {code: words for words, code in CODES.items()}
    evidence = row.rating.evidence if row.rating else None
    given = str(row.rating.value) if row.rating else ""
    cells: Sequence[tuple[str, dict[str, object]]] = (
        (str(row.number), FIXED),
        (criterion.label if criterion else name, STRONG),
        (cut(f"{row.note}{question.text if question else ''}"), FIXED),
        (codes.get(given, given), CENTRED),
        ((evidence.situation if evidence else None) or "", INPUT),
        ((evidence.action if evidence else None) or "", INPUT),
        ((evidence.result if evidence else None) or "", INPUT),
        (row.key, SMALL),
    )
    for column, (text, look) in enumerate(cells):
        sheet.text(at, column, text, look)
