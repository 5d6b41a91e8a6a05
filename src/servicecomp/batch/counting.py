"""How many texts of each group evidence each competency, counted over results in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem
from servicecomp.loading.building import did_you_mean
from servicecomp.models.reports import GroupCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

__all__ = ["MOST_GROUPS", "count_groups"]

MOST_GROUPS = 10_000
"""Different values of a column that can still be departments or job families; more are ids or texts."""


def count_groups(batches: Iterable[pa.RecordBatch], competencies: Sequence[str], *, by: str | None = None) -> tuple[GroupCount, ...]:
    """Return the counts of each value of the column `by`, in the order of the values; one count of all texts without it.

    Raises:
        DataError: there is no such column, or it has more values than groups can have.

    """
    found: dict[str | None, _Count] = {}
    for batch in batches:
        _check(batch.schema.names, by)
        groups = [None] * batch.num_rows if by is None else batch.column(by).to_pylist()
        for group, names, problem in zip(groups, batch.column("found").to_pylist(), batch.column("problem").to_pylist(), strict=True):
            key = None if group is None else str(group)
            count = found.get(key)
            if count is None:
                count = found[key] = _Count(competencies)
                if len(found) > MOST_GROUPS:
                    message = f"the column '{by}' has more than {MOST_GROUPS} values"
                    raise _refusal("not-a-group", by or "", message, "name a column with departments or job families")
            count.add(names, problem)
    order = sorted(found, key=lambda key: (key is None, key or ""))
    return tuple(GroupCount(key, found[key].texts, found[key].problems, tuple(found[key].evidenced.values())) for key in order)


class _Count:
    """The counts of one group while they grow."""

    __slots__ = ("evidenced", "problems", "texts")

    def __init__(self, competencies: Sequence[str]) -> None:
        self.texts = self.problems = 0
        self.evidenced = dict.fromkeys(competencies, 0)

    def add(self, names: Iterable[str] | None, problem: str | None) -> None:
        if problem is not None or names is None:
            self.problems += 1
            return
        self.texts += 1
        for name in names:
            self.evidenced[name] += 1


def _check(columns: Sequence[str], by: str | None) -> None:
    for name in ("found", "problem", *((by,) if by is not None else ())):
        if name not in columns:
            raise _refusal("no-column", name, f"the results have no column '{name}'", did_you_mean(name, columns))


def _refusal(code: str, where: str, message: str, hint: str) -> DataError:
    return DataError([Problem(code=code, where=where, message=message, hint=hint)])
