"""Reading tables of ratings: targets down, raters across, missing cells allowed, every number kept exact.

Numbers are read as the decimals that they print as (0.1 is one tenth), so that sums do not depend on the order of their items and a
difference that is not in the data never appears in a result.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import NamedTuple, TypeAlias

__all__ = ["Number", "Ratings", "Row", "Table", "exact", "read_counts", "read_table", "whole"]

Number: TypeAlias = int | float | Fraction | Decimal
Row: TypeAlias = tuple[int | None, ...]
Table: TypeAlias = Iterable[Iterable[Number | None]]


def exact(value: object, what: str = "a rating") -> Fraction:
    """Return the number as a fraction: 0.44 is 11/25.

    Raises ValueError for anything that is not a finite number; true and false are answers, not numbers.
    """
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise ValueError(f"{what} must be a number, not {value!r}")  # noqa: TRY004 - bad input is one kind of mistake
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if not math.isfinite(value):
        raise ValueError(f"{what} must be a finite number, not {value!r}")
    return Fraction(value) if isinstance(value, Decimal) else Fraction(repr(float(value)))


def whole(value: object, what: str, least: int) -> int:
    """Return a whole number of at least `least`; raises ValueError for anything else, true and false included."""
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise ValueError(f"{what} must be a whole number of at least {least}, not {value!r}")
    return int(value)


def _ratio(value: object, row: int, column: int, what: str) -> tuple[int, int] | None:
    """Return a cell as numerator and denominator, None where it is missing: None or not-a-number."""
    if type(value) is int:
        return value, 1
    if type(value) is float and math.isfinite(value):
        return Decimal(repr(value)).as_integer_ratio()
    if value is None or (isinstance(value, Real | Decimal) and not isinstance(value, Rational) and math.isnan(value)):
        return None
    return exact(value, f"row {row}, column {column} of {what}").as_integer_ratio()


def _rows(table: object, what: str) -> list[list[object]]:
    """Return the rows of a table, all of one length."""
    if isinstance(table, str | bytes) or not isinstance(table, Iterable):
        raise ValueError(f"{what} must be a list of rows, not {type(table).__name__}")  # noqa: TRY004 - as above
    rows: list[list[object]] = []
    for number, row in enumerate(table, 1):
        if isinstance(row, str | bytes) or not isinstance(row, Iterable):
            raise ValueError(f"row {number} of {what} must be a list of numbers, not {row!r}")  # noqa: TRY004 - as above
        rows.append(list(row))
        if len(rows[-1]) != len(rows[0]):
            raise ValueError(f"row {number} of {what} has {len(rows[-1])} cells where row 1 has {len(rows[0])}")
    return rows


class Ratings(NamedTuple):
    """A table of ratings (targets x raters) in whole units of 1 / `per_step`; None is a missing cell."""

    rows: tuple[Row, ...]
    per_step: int


def read_table(table: object, what: str = "the matrix") -> Ratings:
    """Return the ratings of a table (targets x raters) as whole numbers of one unit.

    Raises ValueError for a ragged table or a cell that is not a number, with the row and column in the message.
    """
    cells = [
        [_ratio(value, number, column, what) for column, value in enumerate(row, 1)] for number, row in enumerate(_rows(table, what), 1)
    ]
    unit = math.lcm(*{cell[1] for row in cells for cell in row if cell is not None})
    return Ratings(tuple(tuple(None if cell is None else cell[0] * (unit // cell[1]) for cell in row) for row in cells), unit)


def read_counts(table: object, what: str) -> tuple[tuple[int, ...], ...]:
    """Return a table of counts; raises ValueError for a ragged table or a cell that is not a whole number of 0 or more."""
    rows = []
    for number, row in enumerate(_rows(table, what), 1):
        counts = []
        for column, value in enumerate(row, 1):
            place = f"row {number}, column {column} of {what}"
            count = exact(value, place)
            if count.denominator != 1 or count < 0:
                raise ValueError(f"{place} must be a whole number of 0 or more, not {value!r}")
            counts.append(int(count))
        rows.append(tuple(counts))
    return tuple(rows)
