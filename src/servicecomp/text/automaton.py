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
_ALWAYS = re.compile("").match
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
_Rule = tuple[int, tuple[_Entry, ...]]
"""The phrase for which it is enough that the gate matches, else -1, and the entries."""
_Groups = dict[str, dict[tuple[int, str, str], None]]
"""Firm parts, each with the phrases that have it and the expressions for what must stand before and after."""


class Automaton:
    """Some phrases, compiled.

    Firm parts are numbered so that those come first that need nothing around them, then those that need something after them (and
    perhaps before), then those that need something before them only. What they need is looked at through a *gate*: an expression that
    fails fast, for nearly all firm parts in a text end there.
    """

    __slots__ = ("_ahead", "_alone", "_gates", "_machine", "_phrases", "_rules", "_sources", "_width", "holds")

    def __init__(self, phrases: Iterable[tuple[int, tuple[Sequence, ...]]], symbols: dict[str, str], codec: str) -> None:
        """Compile numbered phrases; `symbols` is the character of each word, `codec` how characters are written in bytes."""
        alone: _Groups = {}
        ahead: _Groups = {}
        behind: _Groups = {}
        for number, rows in phrases:
            for firm, before, after in _pieces(rows, symbols):
                groups = ahead if after else behind if before else alone
                for letters in product(*firm):
                    groups.setdefault("".join(letters), {})[number, before, after] = None
        self._alone, self._ahead = len(alone), len(alone) + len(ahead)
        self._phrases = [tuple([number for number, _, _ in around]) for around in alone.values()]
        # Most firm parts are never met: their expressions are compiled when they are.
        self._sources = [tuple(around) for groups in (alone, ahead, behind) for around in groups.values()]
        self._gates: list[_Matches | None] = [None] * len(self._sources)
        self._rules: list[_Rule] = [(-1, ())] * len(self._sources)
        self.holds = bool(self._sources)
        self._width = len("a".encode(codec))
        parts = [letters.encode(codec) for groups in (alone, ahead, behind) for letters in groups]
        self._machine = BytesAhoCorasick(parts, implementation=Implementation.ContiguousNFA)

    def find(self, data: bytes, encoded: str) -> list[Hit]:
        """Return the hits in an encoded text, which is given as bytes and as characters."""
        hits: list[Hit] = []
        backwards, size = encoded[::-1], len(encoded)
        alone, ahead, phrases, gates, width = self._alone, self._ahead, self._phrases, self._gates, self._width
        for number, first, last in self._machine.find_matches_as_indexes(data, overlapping=True):
            if number < alone:
                for phrase in phrases[number]:
                    hits.append((phrase, first // width, last // width))  # noqa: PERF401 - one or two, and the loop goes on
                continue
            gate = gates[number] or self._compile(number)
            if number < ahead:
                found = gate(encoded, last // width)
                if found is None:
                    continue
                phrase, entries = self._rules[number]
                if phrase >= 0:
                    hits.append((phrase, first // width, found.end()))
                    continue
            else:
                found = gate(backwards, size - first // width)
                if found is None:
                    continue
                phrase, entries = self._rules[number]
                if phrase >= 0:
                    hits.append((phrase, size - found.end(), last // width))
                    continue
            start, stop = first // width, last // width
            for phrase, before, after in entries:
                left, right = start, stop
                if after is not None:
                    found = after(encoded, stop)
                    if found is None:
                        continue
                    right = found.end()
                if before is not None:
                    found = before(backwards, size - start)
                    if found is None:
                        continue
                    left = size - found.end()
                hits.append((phrase, left, right))
        return hits

    def _compile(self, number: int) -> _Matches:
        """Return the gate of a firm part, and remember it with what it leads to."""
        around = self._sources[number]
        needed = list({after if number < self._ahead else before for _, before, after in around})
        phrase, before, after = around[0]
        if len(around) == 1 and not (before and after):
            gate = needed[0]
            self._rules[number] = phrase, ()
        else:
            gate = _gate(needed)
            self._rules[number] = -1, tuple([(phrase, _compiled(before), _compiled(after)) for phrase, before, after in around])
        found = self._gates[number] = _compiled(gate) or _ALWAYS
        return found


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
