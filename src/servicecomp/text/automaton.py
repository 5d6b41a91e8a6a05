"""The automaton of a scanner: where the firm parts of phrases stand, and what must stand around each.

A *firm part* is a run of adjacent cells of a row, chosen so that it is rare in texts. The rows of one phrase share a firm part where they
can, and what stands around it is checked for all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from servicecomp.text.data import read_table
from servicecomp.text.folding import BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.text.phrases import Sequence

__all__ = ["Automaton", "Hit"]

MAX_EXPANSION = 400
"""Strings that one firm part may stand for in the automaton."""
_RARE = 0.3
"""Times that a word which the frequency table does not hold stands in 10,000 words, roughly."""
_ANY = rf"[^{BREAK}]"
_BEGINNING = re.compile(rf"(?:\[\^{BREAK}[^\]]*\]\{{0,([0-9]+)\}}[?+])?(?:\(\?=)?\[([^\]]+)\]")

Hit = tuple[int, int, int]
"""Phrase number, first word, word after the last; words are counted over the scanned units."""
_Matches = Callable[[str, int], "re.Match[str] | None"]
_Step = tuple[int, str]
"""Words that may be skipped, and the characters one of which must follow."""
_Tail = tuple[_Step, ...]

# Plain tuples, because named ones are unpacked four times slower, and this is the inner loop.
_Entry = tuple[int, _Matches | None, _Matches | None]
"""Phrase, and what must stand before the firm part (read backwards) and after it."""
_Rule = tuple[int, _Matches | None, _Matches | None, tuple[_Entry, ...]]
"""What to do when a firm part is found. The phrase, if it is the only one and nothing must stand before, else -1; what must match after
the firm part (for an only phrase it says where the hit ends); what must match before it, read backwards; the entries."""


class Automaton:
    """Some phrases, compiled."""

    __slots__ = ("_machine", "_rules", "_sources", "_width", "holds")

    def __init__(self, phrases: Iterable[tuple[int, tuple[Sequence, ...]]], symbols: dict[str, str], codec: str) -> None:
        """Compile numbered phrases; `symbols` is the character of each word, `codec` how characters are written in bytes."""
        groups: dict[tuple[str, int], dict[tuple[int, str, str], None]] = {}
        for number, rows in phrases:
            for firm, before, after in _pieces(rows, symbols):
                side = 1 if after else -1 if before else 0
                for letters in product(*firm):
                    groups.setdefault(("".join(letters), side), {})[number, before, after] = None
        self.holds = bool(groups)
        # Most firm parts are never met: their expressions are compiled when they are.
        self._sources = [(side, tuple(around)) for (_, side), around in groups.items()]
        self._rules: list[_Rule | None] = [None] * len(self._sources)
        self._width = len("a".encode(codec))
        self._machine = BytesAhoCorasick([letters.encode(codec) for letters, _ in groups], implementation=Implementation.ContiguousNFA)

    def find(self, data: bytes, encoded: str) -> list[Hit]:
        """Return the hits in an encoded text, which is given as bytes and as characters."""
        hits: list[Hit] = []
        backwards, size, rules, width = "", len(encoded), self._rules, self._width
        for number, first, last in self._machine.find_matches_as_indexes(data, overlapping=True):
            only, ahead, behind, entries = rules[number] or self._compile(number)
            stop = last // width
            if ahead is not None:
                found = ahead(encoded, stop)
                if found is None:
                    continue
                if only >= 0:
                    hits.append((only, first // width, found.end()))
                    continue
            elif behind is not None:
                backwards = backwards or encoded[::-1]
                if behind(backwards, size - first // width) is None:
                    continue
            elif only >= 0:
                hits.append((only, first // width, stop))
                continue
            start = first // width
            for phrase, before, after in entries:
                left, right = start, stop
                if after is not None:
                    found = after(encoded, stop)
                    if found is None:
                        continue
                    right = found.end()
                if before is not None:
                    backwards = backwards or encoded[::-1]
                    found = before(backwards, size - start)
                    if found is None:
                        continue
                    left = size - found.end()
                hits.append((phrase, left, right))
        return hits

    def _compile(self, number: int) -> _Rule:
        side, around = self._sources[number]
        entries = tuple([(phrase, _compiled(before), _compiled(after)) for phrase, before, after in around])
        ahead = behind = None
        only = around[0][0] if len(around) == 1 and not around[0][1] else -1
        if side > 0:
            ahead = entries[0][2] if only >= 0 else _compiled(_gate(list({after for _, _, after in around})))
        elif side < 0:
            behind = _compiled(_gate(list({before for _, before, _ in around}))) if len(entries) > 1 else None
        rule = self._rules[number] = (only, ahead, behind, entries)
        return rule


@lru_cache(maxsize=5_000)
def _compiled(expression: str) -> _Matches | None:
    return re.compile(expression).match if expression else None


def _gate(expressions: list[str]) -> str:
    """Return an expression that fails fast where each of some does, by what they begin with."""
    widest, letters = 0, set[str]()
    for expression in expressions:
        if expression.startswith("(?:"):
            return expressions[0] if len(expressions) == 1 else ""
        gap, first = _BEGINNING.match(expression).groups()  # type: ignore[union-attr]
        widest = max(widest, int(gap or 0))
        letters.update(first)
    union = "".join(sorted(letters))
    return f"[^{BREAK}{union}]{{0,{widest}}}+[{union}]"


def _pieces(rows: Iterable[Sequence], symbols: dict[str, str]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield firm parts with the expressions for what stands before and after them, rows of one phrase together."""
    steps = [tuple((cell.gap, "".join(sorted({symbols[word] for word in cell.words}))) for cell in row) for row in rows]
    grouped: dict[tuple[str, ...], dict[_Tail, list[_Tail]]] = {}
    for row, (first, last) in zip(steps, _firm_parts(list(rows), steps), strict=True):
        # Read backwards, each gap belongs to the cell that it then comes before.
        gaps = [gap for gap, _ in row[1 : first + 1]]
        before = tuple(zip(gaps, [letters for _, letters in row[:first]], strict=True))[::-1]
        firm = tuple(letters for _, letters in row[first:last])
        grouped.setdefault(firm, {}).setdefault(before, []).append(row[last:])
    for firm, around in grouped.items():
        together: dict[tuple[_Tail, ...], list[_Tail]] = {}
        for before, after in around.items():
            together.setdefault(tuple(after), []).append(before)
        for afters, befores in together.items():
            yield firm, _expression(befores), _expression(list(afters))


def _expression(tails: list[_Tail]) -> str:
    """Return an expression for any of some tails: of those with the nearest beginning the longest."""
    by_gap: dict[int, dict[str, list[_Tail]]] = {}
    for tail in tails:
        if tail:
            by_gap.setdefault(tail[0][0], {}).setdefault(tail[0][1], []).append(tail[1:])
    parts = []
    for gap, by_letters in sorted(by_gap.items()):
        ways = sorted(by_letters.items(), key=lambda way: -max(map(len, way[1])))
        body = "|".join([f"[{letters}]{_expression(rest)}" for letters, rest in ways])
        if len(ways) > 1:
            # The first look at all beginnings together is what fails fast.
            body = f"(?=[{''.join(by_letters)}])(?:{body})"
        if gap and len(ways) == 1 and ways[0][1] == [()]:
            # The nearest of the letters, without ways to try again.
            parts.append(f"[^{BREAK}{ways[0][0]}]{{0,{gap}}}+[{ways[0][0]}]")
        else:
            parts.append(f"{_ANY}{{0,{gap}}}?{body}" if gap else body)
    if not parts:
        return ""
    text = "|".join(parts)
    return f"(?:{text})?" if () in tails else f"(?:{text})" if len(parts) > 1 else text


def _firm_parts(rows: list[Sequence], steps: list[_Tail]) -> list[tuple[int, int]]:
    """Return for each row the run of adjacent cells that is rarest in texts, or one that another row of the phrase has as well."""
    choices = [sorted(_runs(row, step)) for row, step in zip(rows, steps, strict=True)]
    chosen: dict[tuple[str, ...], None] = {}
    parts = [(0, 1)] * len(rows)
    for place in sorted(range(len(rows)), key=lambda place: -choices[place][0][0]):
        keys = {tuple(letters for _, letters in steps[place][first:last]): (first, last) for _, first, last in reversed(choices[place])}
        key = next((key for key in keys if key in chosen), list(keys)[-1])
        chosen[key] = None
        parts[place] = keys[key]
    return parts


def _runs(row: Sequence, steps: _Tail) -> Iterator[tuple[float, int, int]]:
    """Yield how common each run of adjacent cells is that stands for few enough strings, with its bounds."""
    for first in range(len(row)):
        value, size = 1.0, 1
        for last in range(first, len(row)):
            if last > first and row[last].gap:
                break
            size *= len(steps[last][1])
            if size > MAX_EXPANSION and last > first:
                break
            value *= min(0.9, _commonness(row[last].words) / 10_000)
            yield value, first, last + 1


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    table = read_table("words")
    return {**table["frequency"], **{word: max(300, table["frequency"].get(word, 0)) for word in table["common"]}}


def _commonness(words: frozenset[str]) -> float:
    """Return roughly how often one of the words stands in 10,000 words of job texts."""
    table = _frequencies()
    return sum([table.get(word, _RARE) for word in words])
