"""Shapes that look at a whole text: what is missing, counted, hard to read, leaning, or found by a pattern."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from servicecomp.linting.reading import can_grade
from servicecomp.linting.statements import listed, run_together, statements
from servicecomp.text.folding import fold_text
from servicecomp.text.phrases import compile_phrase
from servicecomp.text.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from servicecomp.linting.passages import Passage
    from servicecomp.linting.reading import Reading
    from servicecomp.models.rules import Balance, Count, Missing, Pattern, PayRange, Readability

__all__ = ["WHOLE_SHAPES", "Hit", "can_match_patterns", "finds_any", "finds_phrase", "missing_hits"]

_RANGE = re.compile(
    r"[$\u00a3\u20ac]\s?([0-9][0-9,.]{0,11})\s?([kK]?)\s{0,2}(?:-|\u2013|\u2014|to|and)\s{0,2}[$\u00a3\u20ac]?\s?([0-9][0-9,.]{0,11})\s?([kK]?)"
)
"""Two amounts of money; no open-ended repetition, so its time is linear."""
_SHORTHAND = 1000
_MOST_PATTERN_HITS = 200
"""Finds of one pattern in one text that are reported: enough for any reader, and a bound on the work."""


class Hit(NamedTuple):
    """What a rule found in a text."""

    rule: int
    """Number of the rule in its program."""
    start: int
    """Offset of the first character in the passage."""
    end: int
    """Offset after the last; equal to `start` when the hit is about the whole text."""
    detail: str = ""
    """What to say beside the rule's words, such as a count."""
    severity: str = ""
    """Severity where the hit has one of its own."""


def missing_hits(shape: Missing, number: int, reading: Reading, passage: Passage, *, there: bool) -> Iterator[Hit]:
    """Yield a hit when a passage lacks what a shape names; `there` says whether one of its phrases was found."""
    if shape.parts:
        if passage.has is not None and passage.has.isdisjoint(shape.parts):
            yield Hit(number, 0, 0, shape.name or "")
    elif passage.whole:
        # A document model knows its facts; its text also holds the labels of those that nobody has supplied.
        known = passage.has if shape.facts else None
        if known is not None:
            there = not known.isdisjoint(shape.facts)
        if not there and not (shape.patterns and known is None and finds_any(shape.patterns, reading.encoded)):
            yield Hit(number, 0, 0, shape.name or "")


def _count(shape: Count, number: int, reading: Reading, passage: Passage) -> Iterator[Hit]:
    if shape.of == "sentence-words":
        yield from _long_sentences(shape, number, reading)
        return
    if shape.of == "lines":
        yield from _many_lines(shape, number, reading)
        return
    if shape.of == "questions":
        value, unit = reading.text.count("?"), "questions"
    else:
        value, unit = len(reading.words), "words"
        if not passage.whole:
            return
    if shape.most is not None and value > shape.most:
        yield Hit(number, 0, 0, f"{value} {unit}, more than {shape.most}")
    elif shape.least is not None and value < shape.least:
        yield Hit(number, 0, 0, f"{value} {unit}, fewer than {shape.least}")


def _long_sentences(shape: Count, number: int, reading: Reading) -> Iterator[Hit]:
    most = shape.most or 0
    # A word and its blank are two characters at least: most texts need no closer look.
    if not [piece for piece in reading.pieces if len(piece) > 2 * most and len(piece.split()) > most]:
        return
    for statement in statements(reading, least=most + 1):
        if statement.running and not _left_out(shape, " ".join(statement.words)):
            start, end = reading.trimmed(statement.start, statement.end)
            yield Hit(number, start, end, f"{len(statement.words)} words, more than {most}")


def _many_lines(shape: Count, number: int, reading: Reading) -> Iterator[Hit]:
    begins, ends, most = _headings(shape.under), _headings(shape.until), shape.most
    if most is None or not _may_list(reading, begins, ends, most):
        return
    for heading, items in listed(reading, begins, ends):
        count = len(items)
        if count > most and shape.leaving_out:
            count -= _how_many_hold(_scanner(shape.leaving_out), items)
        if count > most:
            start, end = reading.span(heading.start, heading.start + len(heading.text))
            yield Hit(number, start, end, f"{count} items, more than {most}")


def _may_list(reading: Reading, begins: frozenset[str], ends: frozenset[str], most: int) -> bool:
    """Whether so many pieces, dashes and stars follow a heading that a closer look may find more items than `most`."""
    count, seen = -1, False
    for piece in reading.pieces:
        heading = piece.strip()
        if heading in begins:
            count, seen = 0, True
        elif heading in ends:
            count = -1
        elif count >= 0 and heading:
            count += 1
            if count > most:
                return True
    # Items glued by dashes or stars are one piece.
    return seen and reading.text.count("-") + reading.text.count("*") > most


def _how_many_hold(scanner: Scanner, texts: list[str]) -> int:
    """Return how many of some texts hold one of a scanner's phrases; they are looked through as one."""
    scan = scanner.scan(fold_text("\n\n".join(texts)))
    ends = list(accumulate(len(text) + 2 for text in texts))
    return len({bisect_right(ends, start) for start, _ in scan.spans([(first, last) for _, first, last in scan.hits])})


def _left_out(shape: Count, text: str) -> bool:
    return bool(shape.leaving_out) and finds_phrase(_scanner(shape.leaving_out), text)


def finds_phrase(scanner: Scanner, text: str) -> bool:
    """Whether one of a scanner's phrases stands in a text."""
    return bool(scanner.scan(fold_text(text)).hits)


@lru_cache(maxsize=64)
def _scanner(phrases: tuple[str, ...]) -> Scanner:
    return Scanner([tuple(row for phrase in phrases for row in compile_phrase(phrase))])


@lru_cache(maxsize=256)
def _headings(phrases: tuple[str, ...]) -> frozenset[str]:
    """Return the headings that phrases stand for."""
    from itertools import product  # noqa: PLC0415 - rules about headings are few

    return frozenset(
        " ".join(words) for phrase in phrases for row in compile_phrase(phrase) for words in product(*(cell.words for cell in row))
    )


def _readability(shape: Readability, number: int, reading: Reading, passage: Passage) -> Iterator[Hit]:
    if not passage.whole or len(reading.words) < shape.least_words or not can_grade():
        return
    # Rounded, as it is told: a grade of 10.1 is not above 10. Each closer look is for texts that still seem hard: list items are nouns
    # in a row, and a list without full stops makes a text of short words look hard.
    least = shape.steps[0].above
    value = round(reading.grade())
    if value > least:
        value = min(value, round(reading.grade(run_together=run_together(reading))))
    if value > least:
        value = round(min(value, reading.prose_grade(shape.least_words)))
    step = next((step for step in reversed(shape.steps) if value > step.above), None)
    if step is not None:
        yield Hit(number, 0, 0, f"reading grade {value}, above {step.above}", step.severity)


def _balance(shape: Balance, number: int, reading: Reading, passage: Passage) -> Iterator[Hit]:
    if not passage.whole:
        return
    left, right = _sides(shape.left), _sides(shape.right)
    first = [word for word in reading.words if left(word)]
    count, other = len(first), sum(1 for word in reading.words if right(word))
    if count - other >= shape.lead:
        yield Hit(number, 0, 0, f"{count} against {other}: {', '.join(list(dict.fromkeys(first))[:8])}")


@lru_cache(maxsize=16)
def _sides(words: tuple[str, ...]) -> Callable[[str], object]:
    """Return a test of words: a listed word itself, and whatever begins with one that ends in `*`."""
    exact = [re.escape(word) for word in words if not word.endswith("*")]
    stems = [re.escape(word.rstrip("*")) + r"\w*" for word in words if word.endswith("*")]
    return re.compile("|".join((*exact, *stems))).fullmatch


def _pattern(shape: Pattern, number: int, reading: Reading, passage: Passage) -> Iterator[Hit]:
    del passage
    engine = _engine()
    if engine is None:
        return
    text = reading.encodable
    expression, known, seen = _compiled(shape.find), frozenset(shape.known), set[str]()
    for count, found in enumerate(expression.finditer(text)):
        group = 1 if expression.groups else 0
        word = found.group(group)
        if count >= _MOST_PATTERN_HITS:
            return
        if word in known or word in seen:
            continue
        seen.add(word)
        if shape.explained_by and _compiled(_any_of(shape.explained_by).replace("{found}", engine.escape(word))).search(text):
            continue
        yield Hit(number, found.start(group), found.end(group))


def finds_any(expressions: tuple[str, ...], text: bytes) -> bool:
    """Whether one of some regular expressions is found in a text in UTF-8; false where the engine is not installed."""
    return _engine() is not None and _compiled(_any_of(expressions)).search(text) is not None


def _pay_range(shape: PayRange, number: int, reading: Reading, passage: Passage) -> Iterator[Hit]:
    del passage
    for found in _RANGE.finditer(reading.text):
        low, high = _amount(found[1], found[2] or found[4]), _amount(found[3], found[4])
        if low < _SHORTHAND <= high:
            low *= 1000  # "40-65,000" is short for 40,000 to 65,000
        if low and high > low and round(high / low, 1) > shape.widest:
            yield Hit(number, found.start(), found.end(), f"{high / low:.1f} times the lower end, more than {shape.widest:g}")


def _amount(digits: str, thousands: str) -> float:
    plain = digits.replace(",", "").strip(".")
    return float(plain) * (1000 if thousands else 1) if plain.count(".") < 2 and plain.strip(".") else 0.0  # noqa: PLR2004 - "1.2.3" is no amount


def can_match_patterns() -> bool:
    """Whether patterns can be run: they need `google-re2`, whose time is linear; Python's own engine is refused."""
    return _engine() is not None


@lru_cache(maxsize=1)
def _engine() -> Any:  # noqa: ANN401 - re2 has no types
    try:
        import re2  # noqa: PLC0415 - an optional extra
    except ImportError:
        return None
    return re2


@lru_cache(maxsize=64)
def _any_of(expressions: tuple[str, ...]) -> str:
    """Return one expression for several, each with its own flags."""
    return "|".join(f"(?:{expression})" for expression in expressions)


@lru_cache(maxsize=512)
def _compiled(expression: str) -> Any:  # noqa: ANN401 - re2 has no types
    return _engine().compile(expression)


WHOLE_SHAPES: dict[str, Callable[[Any, int, Reading, Passage], Iterable[Hit]]] = {
    "count": _count,
    "readability": _readability,
    "balance": _balance,
    "pattern": _pattern,
    "pay_range": _pay_range,
}
"""Shapes by their field in `look_for`."""
