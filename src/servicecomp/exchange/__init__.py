"""File formats of other programs, one module for each with its writer and its reader."""

from __future__ import annotations

from servicecomp.exchange.vacancy_xlsx import write_vacancy_xlsx
from servicecomp.exchange.vacancy_xlsx_reader import read_vacancy_xlsx

__all__ = ["read_vacancy_xlsx", "write_vacancy_xlsx"]
