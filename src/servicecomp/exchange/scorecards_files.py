"""Scorecard files: the format is chosen by the ending, a folder is read file by file, and all problems come at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.exchange.scorecards_csv import cards_from_csv, cards_to_csv
from servicecomp.exchange.scorecards_json import cards_from_json, cards_to_json
from servicecomp.exchange.text_files import read_text
from servicecomp.interviews.plan_index import repeated_cards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.interviews.plan_index import PlanIndex
    from servicecomp.models.banks import QuestionBank
    from servicecomp.models.scorecards import Scorecard
    from servicecomp.models.vacancies import InterviewPlan

__all__ = ["CARD_ENDINGS", "MAX_TEXT", "read_scorecards", "scorecards_content"]

CARD_ENDINGS = (".json", ".csv", ".xlsx")
MAX_TEXT = 200_000_000
"""Bytes of a JSON or CSV file; ten thousand candidates take a quarter."""


def read_scorecards(names: Iterable[str | Path], *, index: PlanIndex | None = None) -> tuple[Scorecard, ...]:
    """Return the cards of files and folders, in the order of names; with `index` each is held against its plan.

    Raises:
        NotFoundError: a file or folder is not there, or a folder holds no scorecards.
        DataError: with every problem of every file.

    """
    cards: list[Scorecard] = []
    homes: list[Path] = []
    problems: list[Problem] = []
    for path in [file for name in names for file in _files(Path(name))]:
        try:
            found, faults = _read(path, index)
        except DataError as error:
            found, faults = [], list(error.problems)
        cards += found
        homes += [path] * len(found)
        problems += faults
    for place, card in repeated_cards(cards):
        message = f"a card of '{card.interviewer}' on '{card.candidate}' in '{card.stage}' ({card.moment} the discussion) was read before"
        problems.append(Problem(path=str(homes[place]), code="card-twice", message=message, hint="keep one of the two"))
    if problems:
        raise DataError(dict.fromkeys(problems))
    return tuple(cards)


def scorecards_content(
    cards: Iterable[Scorecard], ending: str, *, plan: InterviewPlan | None = None, bank: QuestionBank | None = None
) -> str | bytes:
    """Return what a scorecard file of an ending holds.

    Raises:
        DataError: the ending is not known, or there are more cards than a workbook takes.
        MissingExtraError: a workbook is asked for and the extra `office` is not installed.

    """
    match ending.lower():
        case ".json":
            return cards_to_json(cards)
        case ".csv":
            # Why the mark: without it a spreadsheet program takes UTF-8 for an old code page.
            return "\ufeff" + cards_to_csv(cards)
        case ".xlsx":
            from servicecomp.exchange.scorecards_xlsx import cards_to_xlsx  # noqa: PLC0415 - XlsxWriter is an extra

            return cards_to_xlsx(cards, plan=plan, bank=bank)
        case _:
            message = f"scorecards are not written as '{ending}'"
            raise DataError([Problem(code="unknown-format", message=message, hint=f"use one of: {', '.join(CARD_ENDINGS)}")])


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in CARD_ENDINGS and not entry.name.startswith((".", "~$")))
        if found:
            return found
        message = f"the folder '{path}' holds no scorecards ({', '.join(CARD_ENDINGS)})"
        raise NotFoundError(message)
    if not path.is_file():
        message = f"there is no file '{path}'"
        raise NotFoundError(message)
    return [path]


def _read(path: Path, index: PlanIndex | None) -> tuple[list[Scorecard], list[Problem]]:
    ending = path.suffix.lower()
    if ending == ".xlsx":
        from servicecomp.exchange.scorecards_xlsx_reader import cards_from_xlsx  # noqa: PLC0415 - openpyxl is an extra

        return cards_from_xlsx(path, index)
    if ending not in CARD_ENDINGS:
        hint = f"use one of: {', '.join(CARD_ENDINGS)}"
        return [], [Problem(path=str(path), code="unknown-format", message=f"'{path.name}' is no scorecard file", hint=hint)]
    text = read_text(path, most=MAX_TEXT)
    return cards_from_json(text, path, index) if ending == ".json" else cards_from_csv(text, path, index)
