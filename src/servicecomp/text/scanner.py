"""Finding many phrases in one pass.

How, and why so: every word of the folded text becomes one character, the same character for words that no phrase tells apart. In that
short string an Aho-Corasick automaton finds the firm part of each phrase, and what stands around a firm part, gaps included, is checked by
a regular expression without open-ended repetition. All of it is linear in the text, and nearly all of it runs outside Python.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate, product, repeat
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from servicecomp.text.data import read_table
from servicecomp.text.folding import BREAK, Folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.text.phrases import Sequence

__all__ = ["Hit", "Scan", "Scanner"]

MAX_EXPANSION = 400
"""Strings that one firm part may stand for in the second automaton."""
_RARE = 0.3
"""Times that a word which the frequency table does not hold stands in 10,000 words, roughly."""
_UNKNOWN = "?"
_FIRST_SYMBOL = 0x4E00
_SURROGATES, _PASSED_OVER = 0xD800, 0x2800
_WORD = re.compile(rf"[^ {BREAK}]+")
_SPACED_BREAK = f" {BREAK} "
_Matches = Callable[[str, int], "re.Match[str] | None"]
_SKIPS: list[_Matches] = []
"""Patterns that skip so many words: cheaper than finding all words of a short unit. Compiled with the first scanner, not at import."""
_MOST_SKIPPED = 48
_ANY = rf"[^{BREAK}]"

Hit = tuple[int, int, int]
"""Phrase number, first word, word after the last; words are counted over the scanned units."""


class _Entry(NamedTuple):
    """What to do when a firm part is found: check what stands before (read backwards) and after it."""

    phrase: int
    before: _Matches | None
    after: _Matches | None


class Scan:
    """One text as words, and the phrases found in it."""

    __slots__ = ("_bases", "_offsets", "_starts", "encoded", "folded", "hits")

    def __init__(self, folded: Folded, encoded: str, hits: list[Hit]) -> None:
        """Remember the text; units are found when they are asked for."""
        self.folded = folded
        self.encoded = encoded
        self.hits = hits
        self._bases: list[int] = []
        self._starts: list[int] = []
        self._offsets: dict[int, list[tuple[int, int]]] = {}

    def _find_units(self) -> list[int]:
        # Lengths with one for each break add up to where units start, in words and in characters.
        self._bases = [0, *accumulate([len(unit) + 1 for unit in self.encoded.split(BREAK)])]
        self._starts = [0, *accumulate([len(unit) + 1 for unit in self.folded.text.split(BREAK)])]
        return self._bases

    def unit_of(self, word: int) -> int:
        """Return the number of the unit (sentence, bullet, line) that a word stands in."""
        return bisect_right(self._bases or self._find_units(), word) - 1

    def words_of(self, unit: int) -> tuple[int, int]:
        """Return the first word of a unit and the place after its last."""
        bases = self._bases or self._find_units()
        return bases[unit], bases[unit + 1] - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the original text of the words from `first` up to before `last`, which stand in one unit."""
        unit = self.unit_of(first)
        base, begin, text = self._bases[unit], self._starts[unit], self.folded.text
        if last - base < len(_SKIPS):
            start = _SKIPS[first - base](text, begin).end()  # type: ignore[union-attr]
            end = _SKIPS[last - base - 1](text, begin).end()  # type: ignore[union-attr]
            end = _WORD.match(text, end).end()  # type: ignore[union-attr]
        else:
            offsets = self._offsets.get(unit)
            if offsets is None:
                offsets = self._offsets[unit] = [word.span() for word in _WORD.finditer(text, begin, self._starts[unit + 1] - 1)]
            start, end = offsets[first - base][0], offsets[last - base - 1][1]
        if self.folded.glued:
            return self.folded.original(start), self.folded.original(end)
        return start, end


class Scanner:
    """Phrases compiled for scanning; build it once and use it for any number of texts.

    `passive` phrases (negations, other senses) are looked for only in the units in which another phrase was found.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence, ...]], *, passive: frozenset[int] = frozenset()) -> None:
        """Compile phrases; a hit names a phrase by its place."""
        if not _SKIPS:
            _SKIPS[:] = [re.compile(rf" *(?:[^ {BREAK}]+ +){{{count}}}").match for count in range(_MOST_SKIPPED)]
        rows = [(number, row) for number, sequences in enumerate(phrases) for row in sequences]
        symbols = _symbols([cell.words for _, row in rows for cell in row])
        self._active = _Automaton([entry for entry in rows if entry[0] not in passive], symbols)
        self._passive = _Automaton([entry for entry in rows if entry[0] in passive], symbols)
        self._symbols = {**symbols, BREAK: BREAK}

    def scan(self, folded: Folded) -> Scan:
        """Return what is found in a folded text."""
        words = folded.text.replace(BREAK, _SPACED_BREAK).split()
        encoded = "".join(map(self._symbols.get, words, repeat(_UNKNOWN)))
        scan = Scan(folded, encoded, [])
        self._active.find(encoded, 0, scan.hits)
        if scan.hits and self._passive.holds:
            for unit in sorted({scan.unit_of(first) for _, first, _ in scan.hits}):
                start, end = scan.words_of(unit)
                self._passive.find(encoded[start:end], start, scan.hits)
        return scan


class _Automaton:
    """The firm parts of some phrases, and what must stand around each."""

    __slots__ = ("_entries", "_machine", "holds")

    def __init__(self, rows: list[tuple[int, Sequence]], symbols: dict[str, str]) -> None:
        entries: dict[str, list[_Entry]] = {}
        for number, row in rows:
            classes = [sorted({symbols[word] for word in cell.words}) for cell in row]
            first, last = _firm_part(row, classes)
            entry = _Entry(
                number,
                _pattern(_reversed(row[: first + 1]), classes[:first][::-1]) if first else None,
                _pattern(row[last - 1 :], classes[last:]) if last < len(row) else None,
            )
            for letters in product(*classes[first:last]):
                entries.setdefault("".join(letters), []).append(entry)
        self.holds = bool(entries)
        self._entries = [tuple(dict.fromkeys(found)) for found in entries.values()]
        self._machine = AhoCorasick(list(entries), implementation=Implementation.ContiguousNFA)

    def find(self, encoded: str, base: int, hits: list[Hit]) -> None:
        """Add the hits in an encoded text whose first word has the number `base`."""
        backwards, size, entries = "", len(encoded), self._entries
        for number, first, last in self._machine.find_matches_as_indexes(encoded, overlapping=True):
            for phrase, before, after in entries[number]:
                start, stop = first, last
                if after is not None:
                    found = after(encoded, last)
                    if found is None:
                        continue
                    stop = found.end()
                if before is not None:
                    backwards = backwards or encoded[::-1]
                    found = before(backwards, size - first)
                    if found is None:
                        continue
                    start = size - found.end()
                hits.append((phrase, base + start, base + stop))


def _reversed(row: Sequence) -> Sequence:
    """Return a row as it is read backwards: each gap belongs to the cell that it then comes before."""
    gaps = [0, *(cell.gap for cell in row[:0:-1])]
    return tuple(cell._replace(gap=gap) for cell, gap in zip(row[::-1], gaps, strict=True))


def _pattern(row: Sequence, classes: list[list[str]]) -> _Matches:
    """Compile what follows a firm part; the row's first cell is the firm part's last."""
    parts = []
    for cell, letters in zip(row[1:], classes, strict=True):
        gap = f"{_ANY}{{0,{cell.gap}}}?" if cell.gap else ""
        parts.append(f"{gap}[{''.join(letters)}]")
    return re.compile("".join(parts)).match


def _symbols(sets: list[frozenset[str]]) -> dict[str, str]:
    """Give words the same character where no cell tells them apart."""
    member_of: dict[str, list[int]] = {}
    for number, words in enumerate(dict.fromkeys(sets)):
        for word in words:
            member_of.setdefault(word, []).append(number)
    kinds: dict[tuple[int, ...], str] = {}
    found = {}
    for word, numbers in member_of.items():
        key = tuple(numbers)
        if key not in kinds:
            code = _FIRST_SYMBOL + len(kinds)
            # Surrogates are no characters; the private area behind them is passed over as well.
            kinds[key] = chr(code if code < _SURROGATES else code + _PASSED_OVER)
        found[word] = kinds[key]
    return found


def _firm_part(row: Sequence, classes: list[list[str]]) -> tuple[int, int]:
    """Return the run of adjacent cells that is rarest in texts and stands for few enough strings."""
    best, best_value = (0, 1), 2.0
    for first in range(len(row)):
        value, size = 1.0, 1
        for last in range(first, len(row)):
            if last > first and row[last].gap:
                break
            size *= len(classes[last])
            if size > MAX_EXPANSION and last > first:
                break
            value *= min(0.9, _commonness(row[last].words) / 10_000)
            if value < best_value:
                best, best_value = (first, last + 1), value
    return best


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    table = read_table("words")
    return {**table["frequency"], **{word: max(300, table["frequency"].get(word, 0)) for word in table["common"]}}


def _commonness(words: frozenset[str]) -> float:
    """Return roughly how often one of the words stands in 10,000 words of job texts."""
    table = _frequencies()
    return sum([table.get(word, _RARE) for word in words])
