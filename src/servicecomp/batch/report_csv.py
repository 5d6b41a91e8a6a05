"""A corpus report as CSV: one line for each group, counts and shares, for a spreadsheet or a dashboard."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servicecomp.models.reports import CorpusReport

__all__ = ["report_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_csv(report: CorpusReport) -> str:
    """Return the table of a report; a share of too few texts is left empty, the number of texts always stands beside it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    names = [column.competency for column in report.columns]
    writer.writerow(["group", "texts", "not_matched", *names])
    for row in (*report.rows, report.total):
        shares = ["" if cell.share is None else f"{cell.share:.4f}" for cell in row.cells]
        writer.writerow([_plain(row.name.text), row.texts, row.problems, *shares])
    return stream.getvalue()


def _plain(name: str) -> str:
    # A spreadsheet would run a name that starts like a formula.
    return f"'{name}" if name.startswith(_FORMULA) else name
