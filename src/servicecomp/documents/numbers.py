"""Numbers as documents print them: exact values, rounded half up only when they are shown."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["decimal_text"]

_MOST_DIGITS = 6


def decimal_text(value: object, digits: int = 2) -> str:
    """Return a number, or a text such as `7/2`, with so many decimals, rounded half up and exactly.

    >>> decimal_text(Fraction(7, 3)), decimal_text("1/8"), decimal_text(-0.5, 0)
    ('2.33', '0.13', '-1')

    """
    digits = min(max(digits, 0), _MOST_DIGITS)
    exact = Fraction(str(value))
    scaled = abs(exact) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if exact < 0 and whole else ""
    text = f"{whole:0{digits + 1}}"
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"
