"""Papers of a selection (plan, decision, overrides and so on) read from their files, with what a plain reading would say badly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from servicecomp.errors import DataError
from servicecomp.loading.building import build
from servicecomp.loading.papers import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.errors import Problem
    from servicecomp.loading.finding import Kind
    from servicecomp.loading.sources import Source
    from servicecomp.models.base import Model

__all__ = ["build_paper", "exact_values", "left_empty"]

_ANSWERS = (
    *("result", "outcome", "competencies", "reasons", "departure", "conflicts", "adjustments", "others", "hiring_manager"),
    *("decided_by", "date"),
)
"""Answers of a decision that may not stay empty where the form asks for them."""
_IN_THEIR_WORDS = "people write it here, in their own words"
_HINTS = {
    "result": "write offer, reserve, not-this-time or withdrew",
    "outcome": _IN_THEIR_WORDS,
    "reasons": _IN_THEIR_WORDS,
    "departure": "say where this departs from the rule, and why, or write none",
    "conflicts": "say which were declared and what was done, or write none",
    "adjustments": "write yes, no or none-asked-for",
    "others": "write the keys, or nobody",
}


def build_paper(kind: Kind, source: Source) -> Model:
    """Return what a file of one of the kinds in `PAPERS` holds.

    Raises:
        DataError: with every problem, each at its line and column; an answer that nobody has written yet is `not-filled-in`.

    """
    if kind == "overrides":
        return build(PAPERS[kind], source, data=exact_values(source.data))
    empty = list(left_empty(source)) if kind == "decision" else []
    try:
        built = build(PAPERS[kind], source)
    except DataError as error:
        said = {problem.line for problem in empty}
        raise DataError([*empty, *(problem for problem in error.problems if problem.line not in said)]) from None
    if empty:
        raise DataError(empty)
    return built


def left_empty(source: Source) -> Iterator[Problem]:
    """Yield a problem for each answer of a decision that nobody has written yet."""
    data = source.data if isinstance(source.data, dict) else {}
    for field in _ANSWERS:
        if field in data and not data[field]:
            hint = _HINTS.get(field, "fill it in")
            yield source.problem((field,), code="not-filled-in", message=f"nothing is written under '{field}'", hint=hint, key=True)
    rows = data.get("competencies")
    for place, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and "evidence" in row and not row["evidence"]:
            message = f"nothing is written under 'evidence' of '{row.get('competency')}'"
            hint = "write what was heard that counted, or take the row out where nothing was"
            yield source.problem(("competencies", place, "evidence"), code="not-filled-in", message=message, hint=hint, key=True)


def exact_values(data: Any) -> Any:  # noqa: ANN401 - plain YAML values
    """Return the data with each override's value as the digits that were written: 3.3 as a binary number is not quite 3.3."""
    if not isinstance(data, dict) or not isinstance(data.get("overrides"), list):
        return data
    entries = [
        entry | {"value": str(entry["value"])} if isinstance(entry, dict) and isinstance(entry.get("value"), float) else entry
        for entry in data["overrides"]
    ]
    return data | {"overrides": entries}
