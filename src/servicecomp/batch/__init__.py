"""Matching by the million: one kernel over Arrow record batches, and the engines that run it over files.

The kernel, `match_batch`, is a pure function of one record batch; the embedded engine, Dask and Spark all call it, so that they give
the same rows.
"""

from __future__ import annotations

from servicecomp.errors import MissingExtraError

try:
    import pyarrow as pa
except ModuleNotFoundError:
    raise MissingExtraError(feature="matching record batches", extra="batch") from None

from servicecomp.batch.counting import count_groups
from servicecomp.batch.kernel import MAX_CHARACTERS, RESULT_COLUMNS, match_batch, result_schema
from servicecomp.batch.report_csv import report_csv
from servicecomp.batch.running import match_file

__all__ = ["MAX_CHARACTERS", "RESULT_COLUMNS", "count_groups", "match_batch", "match_file", "report_csv", "result_schema"]

del pa
