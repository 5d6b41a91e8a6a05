"""Finding many phrases in one pass.

How, and why so: every word of the folded text becomes one character, the same character for words that no phrase tells apart. In that
short string an Aho-Corasick automaton finds the firm part of each phrase, and what stands around a firm part, gaps included, is checked by
a regular expression without open-ended repetition. All of it is linear in the text, and nearly all of it runs outside Python.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, count, islice, repeat
from operator import add
from typing import TYPE_CHECKING

from servicecomp.text.automaton import Automaton, Hit
from servicecomp.text.folding import BREAK, Folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servicecomp.text.phrases import Sequence

__all__ = ["Hit", "Scan", "Scanner"]

_UNKNOWN = "?"
_WORD = re.compile(rf"[^ {BREAK}]+")
_LONG = 1_000
"""Characters from which all words of a unit are found once, lest each hit reads it anew."""
_NARROW, _WIDE = "utf-16-le", "utf-32-le"


class Scan:
    """One text as words, and the phrases found in it: first `active` hits, then those of passive phrases."""

    __slots__ = ("_edges", "_offsets", "_pieces", "_stops", "_units", "active", "encoded", "folded", "hits")

    def __init__(self, folded: Folded, encoded: str, hits: list[Hit]) -> None:
        """Remember the text; its units are worked out when they are asked for."""
        self.folded = folded
        self.encoded = encoded
        self.hits = hits
        self.active = len(hits)
        # The units of the encoded text, and the word after the break that ends each.
        self._units: list[str] = []
        self._edges: list[int] = []
        # The units of the folded text, and where each ends.
        self._pieces: list[str] = []
        self._stops: list[int] = []
        self._offsets: dict[int, list[tuple[int, int]]] = {}

    @property
    def units(self) -> list[str]:
        """The encoded text, cut at the end of each sentence, bullet and line."""
        if not self._units:
            self._cut()
        return self._units

    def _cut(self) -> list[int]:
        self._units = units = self.encoded.split(BREAK)
        self._edges = edges = list(map(add, accumulate(map(len, units)), count(1)))
        return edges

    def bounds_of_hits(self) -> list[tuple[int, int]]:
        """Return the first word of each unit with an active hit and the word after its break, in order."""
        edges = self._edges or self._cut()
        found, edge = [], 0
        # Hits of one unit come together.
        for _, first, _ in self.hits[: self.active]:
            if first >= edge:
                unit = bisect_right(edges, first)
                edge = edges[unit]
                found.append((edges[unit - 1] if unit else 0, edge))
        return found

    def unit_of(self, word: int) -> int:
        """Return the number of the unit (sentence, bullet, line) that a word stands in."""
        return bisect_right(self._edges or self._cut(), word)

    def words_of(self, unit: int) -> tuple[int, int]:
        """Return the first word of a unit, and the place after its last."""
        edges = self._edges or self._cut()
        return edges[unit - 1] if unit else 0, edges[unit] - 1

    def bounds_of(self, unit: int) -> tuple[int, int]:
        """Return start and end of a unit in the original text."""
        stops = self._stops or self._cut_text()
        return self.folded.original(stops[unit - 1] + 1 if unit else 0), self.folded.original(stops[unit])

    def _cut_text(self) -> list[int]:
        self._pieces = self.folded.text.split(BREAK)
        self._stops = stops = list(map(add, accumulate(map(len, self._pieces)), count()))
        return stops

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the original text of the words from `first` up to before `last`, which stand in one unit."""
        return self.spans([(first, last)])[0]

    def spans(self, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return start and end in the original text of each run of words, given by its first word and the word after its last."""
        edges = self._edges or self._cut()
        stops = self._stops or self._cut_text()
        pieces, text, glued = self._pieces, self.folded.text, self.folded.glued
        found = []
        for first, last in places:
            unit = bisect_right(edges, first)
            words, skipped = pieces[unit], first - edges[unit - 1] if unit else first
            if len(words) < _LONG:
                # Cheaper than finding all words of a short unit: what is left after so many words says where it begins.
                rest = words.split(None, skipped)[-1]
                after = rest.split(None, last - first)
                end = stops[unit]
                start = end - len(rest)
                if len(after) > last - first:
                    end -= len(after[-1])
                while text[end - 1] == " ":
                    end -= 1
            else:
                start, end = self._far(unit, skipped, skipped + last - first - 1)
            # Glued bullets are units of their own, so that none begins between start and end.
            shift = bisect_right(glued, start)
            found.append((start - shift, end - shift))
        return found

    def _far(self, unit: int, first: int, last: int) -> tuple[int, int]:
        """Return start of one word and end of another in a long unit, all of whose words are found once."""
        offsets = self._offsets.get(unit)
        if offsets is None:
            words = _WORD.finditer(self.folded.text, self._stops[unit - 1] + 1 if unit else 0, self._stops[unit])
            offsets = self._offsets[unit] = [word.span() for word in words]
        return offsets[first][0], offsets[last][1]


class Scanner:
    """Phrases compiled for scanning; build it once and use it for any number of texts.

    `passive` phrases (negations, other senses) are looked for only in the units in which another phrase was found.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[Sequence, ...]],
        *,
        passive: frozenset[int] = frozenset(),
        needs: Mapping[int, int] | None = None,
        lines: Iterable[tuple[str, ...]] = (),
    ) -> None:
        """Compile phrases; a hit names a phrase by its place. `lines` are rows of words to be told apart from all others.

        `needs` says of active phrases which passive one they need: that one is then looked for only where one of them was found.
        """
        known = list(phrases)
        whole = list(lines)
        cells = [cell.words for sequences in known for row in sequences for cell in row]
        symbols = _symbols([*cells, *(frozenset((word,)) for words in whole for word in words)])
        self._codec = _NARROW if max(map(ord, symbols.values()), default=0) <= 0xFFFF else _WIDE  # noqa: PLR2004 - two bytes
        self._active = Automaton([(n, rows) for n, rows in enumerate(known) if n not in passive], symbols, self._codec)
        self._passive = Automaton([(n, rows) for n, rows in enumerate(known) if n in passive], symbols, self._codec)
        self._needs = dict(needs or {})
        self._always = passive.difference(self._needs.values())
        self.lines = ["".join(map(symbols.__getitem__, words)) for words in whole]
        # One object for all words of a kind, because places in memory that are looked at are what costs time here.
        written = {symbol: symbol.encode(self._codec) for symbol in {*symbols.values(), BREAK}}
        self._codes = {word: written[symbol] for word, symbol in {**symbols, BREAK: BREAK}.items()}
        self._single = {word.encode("latin-1"): code for word, code in self._codes.items() if ord(max(word)) < 256}  # noqa: PLR2004
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
            self._find_passive(scan)
        return scan

    def _find_passive(self, scan: Scan) -> None:
        """Add the hits of passive phrases: the units with active hits are looked through as one short text."""
        hits, needs = scan.hits, self._needs
        bounds = scan.bounds_of_hits()
        encoded = "".join([scan.encoded[start:edge] for start, edge in bounds])
        found = self._passive.find(encoded.encode(self._codec), encoded)
        if found and needs:
            always, wanted = self._always, set(map(needs.get, [number for number, _, _ in hits]))
            found = [hit for hit in found if hit[0] in wanted or hit[0] in always]
        if found:
            places = list(accumulate([edge - start for start, edge in bounds]))
            for number, first, last in found:
                piece = bisect_right(places, first)
                shift = bounds[piece][1] - places[piece]
                hits.append((number, first + shift, last + shift))


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
