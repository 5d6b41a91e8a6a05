"""One text as the rules read it: folded once, its words and sentences worked out when a rule asks."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.text.folding import BREAK, fold_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from servicecomp.text.folding import Folded

__all__ = ["FINITE", "Reading", "Sentence", "begins_sentence", "can_grade", "is_heading"]

_HALVES = re.compile("[\ud800-\udfff]")
_LONGEST_HEADING = 60
_LEAD = 24
_LEADS = " \t\r\n\x0b\x0c\xa0*-\u2022\u00b7\u2013\u2014\"'\u201c\u2018([{#>"
_STOPS = frozenset(".!?")
FINITE = frozenset(
    ("we", "you", "they", "he", "she", "it", "i", "is", "are", "was", "were", "will", "has", "we're", "you're", "they're", "it's", "we'll")
)
"""Words that show a sentence where its full stop is missing."""
_EDGES = " \t\r\n\x0b\x0c\xa0*-\u2022\u00b7\u2013\u2014.;:|#>"


class Sentence(NamedTuple):
    """A sentence, bullet or line."""

    start: int
    """Offset of its first character in the folded text."""
    text: str
    """Its folded words."""


class Reading:
    """A text and what has been worked out of it so far."""

    __slots__ = ("_encodable", "_encoded", "_pieces", "_sentences", "_syllables", "_words", "_wordset", "folded", "marks", "text")

    def __init__(self, text: str) -> None:
        """Fold the text."""
        self.text = text
        self.folded: Folded = fold_text(text)
        self.marks: list[int] | None = None
        """Where dashes and stars begin list items, once somebody asked: see `statements`."""
        self._encodable: str | None = None
        self._encoded: bytes | None = None
        self._pieces: list[str] | None = None
        self._sentences: int | None = None
        self._syllables = 0
        self._words: list[str] | None = None
        self._wordset: frozenset[str] | None = None

    @property
    def words(self) -> list[str]:
        """All its words, folded."""
        if self._words is None:
            self._words = self.folded.text.replace(BREAK, " ").split()
        return self._words

    @property
    def wordset(self) -> frozenset[str]:
        """Its different words."""
        if self._wordset is None:
            self._wordset = frozenset(self.words)
        return self._wordset

    @property
    def encodable(self) -> str:
        """The text with halves of characters as question marks, for engines that read UTF-8."""
        if self._encodable is None:
            self._encodable = self.text if self.text.isascii() else _HALVES.sub("?", self.text)
        return self._encodable

    @property
    def encoded(self) -> bytes:
        """The same in UTF-8, for questions that need no places: the text is then written out once for all of them."""
        if self._encoded is None:
            self._encoded = self.encodable.encode()
        return self._encoded

    @property
    def pieces(self) -> list[str]:
        """Its folded text, cut at the end of each sentence, bullet and line; pieces may be empty."""
        if self._pieces is None:
            self._pieces = self.folded.text.split(BREAK)
        return self._pieces

    def sentences(self) -> Iterator[Sentence]:
        """Yield its sentences, bullets and lines that hold something."""
        place = 0
        for piece in self.pieces:
            if piece and not piece.isspace():
                yield Sentence(place, piece)
            place += len(piece) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end in the original text of a part of the folded one, without bullets and blanks at its edges."""
        return self.trimmed(self.folded.original(start), self.folded.original(end))

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Return a part of the original text without bullets and blanks at its edges."""
        while first < last and self.text[first] in _EDGES:
            first += 1
        while last > first and self.text[last - 1] in _EDGES:
            last -= 1
        return first, last

    def grade(self, *, run_together: int = 0) -> float:
        """Return the Flesch-Kincaid grade, with bullets and lines of two words and more counted as sentences.

        `run_together` are list items that nothing cuts off from the ones before. Why not `text.readability`: it ends sentences at full
        stops only, which advertisements made of bullets do not have.
        """
        if self._sentences is None:
            self._sentences = sum([" " in piece.strip() for piece in self.pieces])
            self._syllables = sum(map(_SYLLABLES.__getitem__, self.words))
        return _grade(len(self.words), self._sentences + run_together, self._syllables)

    def prose_grade(self, least_words: int) -> float:
        """Return the grade of the sentences, list items left out; infinite when they hold too few words to tell."""
        text, original = self.text, self.folded.original
        words: list[str] = []
        sentences = end = 0
        for piece in self.pieces:
            start, end = end, end + len(piece) + 1
            found = piece.split()
            if len(found) > 1 and (not FINITE.isdisjoint(found) or text[(place := original(end - 1)) : place + 1] in _STOPS):
                place = original(start)
                if begins_sentence(text, place):
                    words += found
                    sentences += 1
        return _grade(len(words), sentences, sum(map(_SYLLABLES.__getitem__, words))) if len(words) >= least_words else inf


def begins_sentence(text: str, place: int) -> bool:
    """Whether a sentence may begin at a place: with a capital, after quotation marks and the like."""
    return text[place : place + _LEAD].lstrip(_LEADS)[:1].isupper()


def _grade(words: int, sentences: int, syllables: int) -> float:
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words and sentences else 0.0


def is_heading(sentence: Sentence) -> str:
    """Return a sentence's words with single blanks when it is short enough for a heading, else nothing."""
    return " ".join(sentence.text.split()) if len(sentence.text) <= _LONGEST_HEADING else ""


class _Syllables(dict[str, int]):
    """Syllables of words, counted as a printer would divide them; remembered, since texts share their words."""

    def __missing__(self, word: str) -> int:
        if len(self) > 50_000:  # noqa: PLR2004
            self.clear()
        value = self[word] = len(_positions()(word)) + 1
        return value


_SYLLABLES = _Syllables()


def can_grade() -> bool:
    """Whether reading grades can be worked out: `pyphen` is an extra."""
    try:
        _positions()
    except ImportError:
        return False
    return True


@lru_cache(maxsize=1)
def _positions() -> Callable[[str], list[int]]:
    import pyphen  # noqa: PLC0415 - an optional extra

    found: Callable[[str], list[int]] = pyphen.Pyphen(lang="en_US").positions
    return found
