"""Files of an expert panel: the format is chosen by the ending, a folder is read file by file, and all problems come at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, NotFoundError, Problem
from servicecomp.exchange.panel_building import build_sheets
from servicecomp.exchange.panel_csv import panel_from_csv, panel_to_csv

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.exchange.panel_building import SheetEntry
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.panels import PanelAnswers
    from servicecomp.models.roles import RoleProfile

__all__ = ["PANEL_ENDINGS", "panel_content", "read_panel"]

PANEL_ENDINGS = (".csv", ".xlsx")


def panel_content(answers: PanelAnswers, ending: str, role: RoleProfile, framework: Framework) -> str | bytes:
    """Return what an expert's file of an ending holds.

    Raises:
        DataError: the ending is not known.
        MissingExtraError: a workbook is asked for and the extra `office` is not installed.

    """
    match ending.lower():
        case ".csv":
            return panel_to_csv([answers], role, framework)
        case ".xlsx":
            from servicecomp.exchange.panel_xlsx import panel_to_xlsx  # noqa: PLC0415 - XlsxWriter is an extra

            return panel_to_xlsx(answers, role, framework)
        case _:
            message = f"sheets of an expert panel are not written as '{ending}'"
            raise DataError([Problem(code="unknown-format", message=message, hint=f"use one of: {', '.join(PANEL_ENDINGS)}")])


def read_panel(names: Iterable[str | Path], role: RoleProfile, framework: Framework) -> tuple[PanelAnswers, ...]:
    """Return the sheets of files and folders, held against the role, in the order of names.

    Raises:
        NotFoundError: a file or folder is not there, or a folder holds no sheets.
        DataError: with every problem of every file.

    """
    sheets: list[PanelAnswers] = []
    problems: list[Problem] = []
    homes: dict[str, Path] = {}
    for path in [file for name in names for file in _files(Path(name))]:
        try:
            entries, faults = _read(path)
        except DataError as error:
            problems += error.problems
            continue
        found, more = build_sheets(entries, role, framework)
        problems += [*faults, *more]
        for sheet in found:
            if sheet.expert in homes:
                message = f"a sheet of '{sheet.expert}' was read before, from {homes[sheet.expert]}"
                problems.append(Problem(path=str(path), code="sheet-twice", message=message, hint="keep one of the two"))
            homes.setdefault(sheet.expert, path)
        sheets += found
    if problems:
        raise DataError(dict.fromkeys(problems))
    return tuple(sheets)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(
            entry for entry in path.iterdir() if entry.suffix.lower() in PANEL_ENDINGS and not entry.name.startswith((".", "~$"))
        )
        if found:
            return found
        message = f"the folder '{path}' holds no sheets of an expert panel ({', '.join(PANEL_ENDINGS)})"
        raise NotFoundError(message)
    if not path.is_file():
        message = f"there is no file '{path}'"
        raise NotFoundError(message)
    return [path]


def _read(path: Path) -> tuple[list[SheetEntry], list[Problem]]:
    ending = path.suffix.lower()
    if ending == ".xlsx":
        from servicecomp.exchange.panel_xlsx import panel_from_xlsx  # noqa: PLC0415 - openpyxl is an extra

        return panel_from_xlsx(path)
    if ending == ".csv":
        return panel_from_csv(path)
    message = f"'{path.name}' is no sheet of an expert panel"
    return [], [Problem(path=str(path), code="unknown-format", message=message, hint=f"use one of: {', '.join(PANEL_ENDINGS)}")]
