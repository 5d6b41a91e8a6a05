"""The phrase language: what cues, lint rules and word lists are written in (docs/reference/phrase-language.md).

A phrase compiles to *sequences*: rows of cells, each cell the set of words that may stand there, each with the number of words that may
be skipped before it. Sequences hold no open-ended repetition, so whatever matches them does so in time that has a bound.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.text.data import read_table
from servicecomp.text.folding import fold_text
from servicecomp.text.inflection import inflections, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Cell", "PhraseError", "Sequence", "compile_phrase", "is_common", "word_lists"]

MAX_SEQUENCES = 1_500
"""Rows that one phrase may expand to; single words in alternatives cost none, they share a cell."""
MAX_CELLS = 16
DEFAULT_GAP = 3
MAX_GAP = 12
MAX_GAP_WAYS = 2_500
"""Ways in which the gaps of one row can be filled: the bound on the work that one hit can cause."""

_TOKEN = re.compile(r"\s+|\.\.\.[0-9]{0,2}|\{[a-z][a-z0-9-]*\}|[()|]|[\w'/-]+\*?")
"""Blanks, a gap, a word list, a bracket or bar, a word."""


class PhraseError(ValueError):
    """A phrase is not in the phrase language; the message says what to write instead."""


class Cell(NamedTuple):
    """The words that may stand at one place, after up to `gap` other words."""

    words: frozenset[str]
    gap: int


Sequence = tuple[Cell, ...]
"""One row of cells; the gap of its first cell is 0."""

_Rows = list[tuple[Cell, ...]]


def compile_phrase(phrase: str, lists: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Sequence, ...]:
    """Return the sequences that a phrase stands for; `lists` are word lists beside the bundled ones.

    Raises:
        PhraseError: the phrase is not in the language, can match nothing, or stands for too many rows.

    """
    rows = _Parser(phrase, {**word_lists(), **lists} if lists else word_lists()).alternatives(top=True)
    if any(not row for row in rows):
        message = "every part of the phrase may be left out, so it matches everything: leave at least one word outside '(...|)'"
        raise PhraseError(message)
    for row in rows:
        if len(row) > MAX_CELLS:
            message = f"the phrase is {len(row)} words long; at most {MAX_CELLS}"
            raise PhraseError(message)
        if prod(cell.gap + 1 for cell in row) > MAX_GAP_WAYS:
            message = "the gaps together are too wide: use fewer or narrower ones"
            raise PhraseError(message)
    return tuple(dict.fromkeys(rows))


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """Return the bundled word lists by the name that stands in `{...}`."""
    return {name: tuple(words) for name, words in read_table("word_lists").items()}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(read_table("words")["common"])


def is_common(sequence: Sequence) -> bool:
    """Whether every cell allows a word that stands in nearly every text, so that the sequence says nothing."""
    return all(cell.words & _common() for cell in sequence)


class _Parser:
    """Recursive descent over one phrase; the depth of brackets is bounded."""

    def __init__(self, phrase: str, lists: Mapping[str, tuple[str, ...]], depth: int = 0) -> None:
        self.phrase, self.lists, self.depth = phrase, lists, depth
        self.tokens = _tokens(phrase)
        self.place = 0

    def alternatives(self, *, top: bool = False) -> _Rows:
        if self.depth > 6:  # noqa: PLR2004 - nobody writes deeper brackets
            message = "brackets and word lists are nested too deeply"
            raise PhraseError(message)
        rows = self.items()
        while self.place < len(self.tokens) and self.tokens[self.place] == "|":
            self.place += 1
            rows += self.items()
        if top and self.place < len(self.tokens):
            message = f"')' without its '(' in {self.phrase!r}"
            raise PhraseError(message)
        return _merged(rows)

    def items(self) -> _Rows:
        rows: _Rows = [()]
        gap = 0
        while self.place < len(self.tokens) and self.tokens[self.place] not in {"|", ")"}:
            token = self.tokens[self.place]
            self.place += 1
            if token.startswith("..."):
                if rows == [()] or gap:
                    message = "a gap '...' stands between two words"
                    raise PhraseError(message)
                gap = min(int(token[3:] or DEFAULT_GAP), 99)
                if not 1 <= gap <= MAX_GAP:
                    message = f"a gap spans 1 to {MAX_GAP} words, not {gap}"
                    raise PhraseError(message)
                continue
            rows = _joined(rows, self.item(token), gap)
            gap = 0
        if gap:
            message = "a gap '...' stands between two words"
            raise PhraseError(message)
        return rows

    def item(self, token: str) -> _Rows:
        if token == "(":  # noqa: S105 - a bracket, no password
            self.depth += 1
            rows = self.alternatives()
            self.depth -= 1
            if self.place >= len(self.tokens):
                message = f"'(' without its ')' in {self.phrase!r}"
                raise PhraseError(message)
            self.place += 1
            return rows
        if token.startswith("{"):
            name = token[1:-1]
            if name not in self.lists:
                message = f"there is no word list {token}; there are {', '.join('{' + entry + '}' for entry in sorted(self.lists))}"
                raise PhraseError(message)
            entries = tuple(self.lists[name])
            if any("{" in entry for entry in entries):
                return _list_rows(entries, self.lists, self.depth + 1)
            return _plain_list_rows(entries, self.depth + 1)
        return [_word_row(token)]


def _list_rows(entries: Iterable[str], lists: Mapping[str, tuple[str, ...]], depth: int) -> _Rows:
    return _merged([row for entry in entries for row in _Parser(entry, lists, depth).alternatives(top=True)])


@lru_cache(maxsize=500)
def _plain_list_rows(entries: tuple[str, ...], depth: int) -> _Rows:
    """Return the rows of a word list that names no other: the same lists stand in very many phrases."""
    return _list_rows(entries, {}, depth)


@lru_cache(maxsize=20_000)
def _word_row(token: str) -> tuple[Cell, ...]:
    """Return the cells of one word. A hyphen makes two words, as it does in texts; the inflection belongs to the last."""
    word = token.rstrip("*")
    # Why not always folded: nearly every word is small plain letters already.
    plain = word.isascii() and word.isalnum() and word.islower()
    *front, last = [word] if plain else fold_text(f"{word} ").text.split() or [""]
    if not last:
        message = f"{token!r} holds no letter or digit"
        raise PhraseError(message)
    return (*[Cell(spellings(entry), 0) for entry in front], Cell(inflections(last) if token.endswith("*") else spellings(last), 0))


def _tokens(phrase: str) -> list[str]:
    phrase = phrase.replace("\u2019", "'")
    tokens = _TOKEN.findall(phrase)
    if sum(map(len, tokens)) != len(phrase):
        place = 0
        while found := _TOKEN.match(phrase, place):
            place = found.end()
        message = f"{phrase[place]!r} cannot stand at place {place + 1} of {phrase!r}"
        raise PhraseError(message)
    return [token for token in tokens if not token.isspace()]


def _joined(left: _Rows, right: _Rows, gap: int) -> _Rows:
    if len(left) * len(right) > MAX_SEQUENCES:
        message = f"the phrase stands for more than {MAX_SEQUENCES} rows of words: split it into several"
        raise PhraseError(message)
    rows: _Rows = []
    for front in left:
        for back in right:
            if front and back and gap:
                rows.append((*front, Cell(back[0].words, gap), *back[1:]))
            else:
                rows.append(front + back)
    return rows


def _merged(rows: _Rows) -> _Rows:
    """Put all one-word rows into one cell: alternatives of single words then cost nothing."""
    single = frozenset[str]().union(*(row[0].words for row in rows if len(row) == 1))
    kept = [row for row in dict.fromkeys(rows) if len(row) != 1]
    if single:
        kept.insert(0, (Cell(single, 0),))
    if len(kept) > MAX_SEQUENCES:
        message = f"the phrase stands for more than {MAX_SEQUENCES} rows of words: split it into several"
        raise PhraseError(message)
    return kept
