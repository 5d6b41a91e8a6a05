"""Finding many phrases in one pass.

How, and why so: every word of the folded text becomes one character, the same character for words that no phrase tells apart. In that
short string an Aho-Corasick automaton finds the firm part of each phrase, and what stands around a firm part, gaps included, is checked by
a regular expression without open-ended repetition. All of it is linear in the text, and nearly all of it runs outside Python.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, islice, repeat
from typing import TYPE_CHECKING

from servicecomp.text.automaton import Automaton, Hit
from servicecomp.text.folding import BREAK, Folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.text.phrases import Sequence

__all__ = ["Hit", "Scan", "Scanner"]

_UNKNOWN = "?"
_WORD = re.compile(rf"[^ {BREAK}]+")
_LONG = 1_000
"""Characters from which all words of a unit are found once, lest each hit reads it anew."""
_NARROW, _WIDE = "utf-16-le", "utf-32-le"


class Scan:
    """One text as words, and the phrases found in it: first `active` hits, then those of passive phrases."""

    __slots__ = ("_edges", "_numbers", "_offsets", "_starts", "_units", "_words", "active", "encoded", "folded", "hits")

    def __init__(self, folded: Folded, encoded: str, hits: list[Hit]) -> None:
        """Remember the text; the units in which something was found are worked out when they are asked for."""
        self.folded = folded
        self.encoded = encoded
        self.hits = hits
        self.active = len(hits)
        self._units: list[str] = []
        # First word, word after the last and number of each unit with a hit.
        self._words: list[int] = []
        self._edges: list[int] = []
        self._numbers: list[int] = []
        # Characters before each unit, breaks not counted.
        self._starts: list[int] = []
        self._offsets: dict[int, list[tuple[int, int]]] = {}

    @property
    def units(self) -> list[str]:
        """The encoded text, cut at the end of each sentence, bullet and line."""
        if not self._units:
            self._units = self.encoded.split(BREAK)
        return self._units

    def ranges(self) -> list[tuple[int, int]]:
        """Return the first word and the word after the last of each unit with an active hit."""
        if self._words:
            return list(zip(self._words, self._edges, strict=True))
        encoded, hits = self.encoded, self.hits
        found = []
        number, edge = 0, -1
        # Hits of one unit come together, so that each stretch of the text is looked through once.
        for _, first, _ in hits[: self.active]:
            if first > edge:
                start = encoded.rfind(BREAK, edge + 1, first) + 1
                if start:
                    number += encoded.count(BREAK, edge, start) if edge >= 0 else encoded.count(BREAK, 0, start)
                else:
                    start = edge + 1
                    number += edge >= 0
                edge = encoded.find(BREAK, first)
                if edge < 0:
                    edge = len(encoded)
                found.append((start, edge))
                self._words.append(start)
                self._edges.append(edge)
                self._numbers.append(number)
        return found

    def unit_of(self, word: int) -> int:
        """Return the number of the unit (sentence, bullet, line) that a word of a hit stands in."""
        if not self._words:
            self.ranges()
        return self._numbers[bisect_right(self._words, word) - 1]

    def words_of(self, unit: int) -> tuple[int, int]:
        """Return the first word of a unit with a hit, and the place after its last."""
        place = bisect_right(self._numbers, unit) - 1
        return self._words[place], self._edges[place]

    def bounds_of(self, unit: int) -> tuple[int, int]:
        """Return start and end of a unit in the original text."""
        starts = self._starts or self._find_starts()
        return self.folded.original(starts[unit] + unit), self.folded.original(starts[unit + 1] + unit)

    def _find_starts(self) -> list[int]:
        self._starts = [0, *accumulate(map(len, self.folded.text.split(BREAK)))]
        return self._starts

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the original text of the words from `first` up to before `last`, which stand in one unit."""
        return self.spans([(first, last)])[0]

    def spans(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return start and end in the original text of each run of words, given by its first word and the word after its last."""
        if not self._words:
            self.ranges()
        starts = self._starts or self._find_starts()
        first_words, numbers, text, glued = self._words, self._numbers, self.folded.text, self.folded.glued
        held, words, base, stop = -1, "", 0, 0
        found = []
        for first, last in places:
            place = bisect_right(first_words, first) - 1
            if place != held:
                held, base, unit = place, first_words[place], numbers[place]
                stop = starts[unit + 1] + unit
                words = text[starts[unit] + unit : stop]
            if len(words) < _LONG:
                # Cheaper than finding all words of a short unit: what is left after so many words says where it begins.
                rest = words.split(None, first - base)[-1]
                start, end = stop - len(rest), stop
                after = rest.split(None, last - first)
                if len(after) > last - first:
                    end -= len(after[-1])
                while text[end - 1] == " ":
                    end -= 1
            else:
                start, end = self._far(place, first - base, last - base - 1)
            found.append((start - bisect_right(glued, start), end - bisect_right(glued, end)) if glued else (start, end))
        return found

    def _far(self, place: int, first: int, last: int) -> tuple[int, int]:
        """Return start of one word and end of another in a long unit, all of whose words are found once."""
        offsets = self._offsets.get(place)
        if offsets is None:
            unit = self._numbers[place]
            words = _WORD.finditer(self.folded.text, self._starts[unit] + unit, self._starts[unit + 1] + unit)
            offsets = self._offsets[place] = [word.span() for word in words]
        return offsets[first][0], offsets[last][1]


class Scanner:
    """Phrases compiled for scanning; build it once and use it for any number of texts.

    `passive` phrases (negations, other senses) are looked for only in the units in which another phrase was found.
    """

    def __init__(
        self, phrases: Iterable[tuple[Sequence, ...]], *, passive: frozenset[int] = frozenset(), lines: Iterable[tuple[str, ...]] = ()
    ) -> None:
        """Compile phrases; a hit names a phrase by its place. `lines` are rows of words to be told apart from all others."""
        known = list(phrases)
        whole = list(lines)
        cells = [cell.words for sequences in known for row in sequences for cell in row]
        symbols = _symbols([*cells, *(frozenset((word,)) for words in whole for word in words)])
        self._codec = _NARROW if max(map(ord, symbols.values()), default=0) <= 0xFFFF else _WIDE  # noqa: PLR2004 - two bytes
        self._active = Automaton([(n, rows) for n, rows in enumerate(known) if n not in passive], symbols, self._codec)
        self._passive = Automaton([(n, rows) for n, rows in enumerate(known) if n in passive], symbols, self._codec)
        self.lines = ["".join(map(symbols.__getitem__, words)) for words in whole]
        self._codes = {word: symbol.encode(self._codec) for word, symbol in {**symbols, BREAK: BREAK}.items()}
        self._single = {word.encode("latin-1"): code for word, code in self._codes.items() if ord(max(word)) < 256}  # noqa: PLR2004
        self._width = len(BREAK.encode(self._codec))
        self._unknown = _UNKNOWN.encode(self._codec)

    def scan(self, folded: Folded) -> Scan:
        """Return what is found in a folded text."""
        try:
            # Why bytes: words are cheaper to make and to join, and nearly all English texts fit one byte a character.
            words = folded.text.encode("latin-1").replace(b"\x01", b" \x01 ").split()
            data = b"".join(map(self._single.get, words, repeat(self._unknown)))
        except UnicodeEncodeError:
            spaced = folded.text.replace(BREAK, f" {BREAK} ").split()
            data = b"".join(map(self._codes.get, spaced, repeat(self._unknown)))
        encoded = data.decode(self._codec)
        scan = Scan(folded, encoded, self._active.find(data, encoded))
        if scan.hits and self._passive.holds:
            self._find_passive(scan, data)
        return scan

    def _find_passive(self, scan: Scan, data: bytes) -> None:
        """Add the hits of passive phrases: the units with active hits are looked through as one short text."""
        encoded, width, ranges = scan.encoded, self._width, scan.ranges()
        found = self._passive.find(
            b"".join([data[start * width : edge * width + width] for start, edge in ranges]),
            "".join([encoded[start : edge + 1] for start, edge in ranges]),
        )
        if found:
            places = [0, *accumulate([edge + 1 - start for start, edge in ranges])]
            for number, first, last in found:
                piece = bisect_right(places, first) - 1
                shift = ranges[piece][0] - places[piece]
                scan.hits.append((number, first + shift, last + shift))


def _symbols(sets: list[frozenset[str]]) -> dict[str, str]:
    """Give words the same character where no cell tells them apart."""
    member_of: dict[str, list[int]] = {}
    for number, words in enumerate(dict.fromkeys(sets)):
        for word in words:
            member_of.setdefault(word, []).append(number)
    kinds: dict[tuple[int, ...], int] = {}
    found = {word: kinds.setdefault(tuple(numbers), len(kinds)) for word, numbers in member_of.items()}
    characters = _narrow() if len(kinds) <= len(_narrow()) else "".join(map(chr, islice(_wide(), len(kinds))))
    return {word: characters[kind] for word, kind in found.items()}


def _narrow() -> str:
    """Return characters that, written as two bytes, can be found among each other's bytes only where one begins.

    The first byte is below 0x80, the second is not: no character is read across the edge of two. Surrogates are no characters.
    """
    return "".join([chr(high << 8 | low) for high in (*range(0x80, 0xD8), *range(0xE0, 0xFF)) for low in range(0x80)])


def _wide() -> Iterable[int]:
    """Yield numbers of characters of the same kind in four bytes: only the last byte is zero."""
    return (plane << 16 | high << 8 | low for plane in range(1, 16) for high in range(1, 256) for low in range(1, 256))
