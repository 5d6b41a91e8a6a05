"""Folding: one character in, one character out, so that offsets in the folded text are offsets in the original.

Letters become lower-case and lose their accents, whatever ends a sentence, a bullet or a line becomes `BREAK`, everything else a blank.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from html import unescape
from itertools import accumulate, count, pairwise
from operator import add
from typing import NamedTuple

__all__ = ["BREAK", "Folded", "fold", "fold_text"]

BREAK = "\x01"
"""Ends a unit of text: a phrase never reaches over it. No blank, so that splitting at blanks keeps it."""

_ENDS = frozenset(".!?;:\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029\u2022\u00b7\u2013\u2014\u2026|\u00a6\u00b6\u00a7\u203a\u00bb")
_APOSTROPHES = frozenset("'\u2019\u02bc\u2018\uff07`\u00b4")
_PLAIN_SYMBOLS = frozenset("+<=>~\u00ac\u00b1\u00d7\u00f7\u00ae\u00a9\u00b0")
_LIGATURES = {"\u0152": "o", "\u0153": "o", "\u0192": "f", "\u02c6": " "}
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|td|table)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_ABBREVIATIONS = ((b"e\x01g\x01", b"e g "), (b"i\x01e\x01", b"i e "))
"""Full stops that end no sentence, as they look once folded."""
_EDGES = (b" ", b"\x01")
_BLANK = 32
_STAND_INS = re.compile("\u00fe+")
_WRAP = 60
"""Characters from which a line counts as wrapped text when the next one goes on in lower case."""


class Folded(NamedTuple):
    """A text made ready for scanning."""

    text: str
    """The folded text, with a break put in where two bullets are glued together ("serviceAbility")."""
    glued: tuple[int, ...]
    """Places in the folded text of the breaks that the original does not have."""

    def original(self, place: int) -> int:
        """Return the offset in the original text of a place in the folded one."""
        return place - bisect_right(self.glued, place)


def _folded(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _ENDS:
        return BREAK
    if not character.isalnum():
        # Symbols of other alphabets' fonts (boxes, ticks, arrows) are bullets in practice; marks that join letters are not.
        return BREAK if unicodedata.category(character) in {"So", "Sm"} and character not in _PLAIN_SYMBOLS else " "
    base = _LIGATURES.get(character) or unicodedata.normalize("NFD", character)[0]
    lower = base.lower()
    return lower if len(lower) == 1 else character


class _Table(dict[int, str]):
    """Folds of characters, worked out as they come; bounded, because Unicode is large."""

    def __missing__(self, code: int) -> str:
        if len(self) > 20_000:  # noqa: PLR2004 - far more than a text in any language holds
            self.clear()
        value = self[code] = _folded(chr(code))
        return value


_TABLE = _Table()
_STAND_IN = "\u00fe"
"""Stands for a letter of another alphabet while a text is folded as bytes; the letter comes back at the end."""
_BYTES = bytes(ord(_folded(chr(code))) for code in range(256))
_GLUED = b"aAa"
"""The shape of one bullet glued to the next: a capital between small letters."""
_SHAPES = bytes(
    ord(" " if char == _STAND_IN else "a" if char.islower() or char in ")]" else "A" if char.isupper() else " ")
    for char in map(chr, range(256))
)
"""Small letters as `a`, capitals as `A`: what glued bullets are recognised by."""


_HABIT, _HABITS = 4, 2_000
"""Length of the longest run of typographic marks that is remembered, and number of those runs: both beyond what typing brings forth."""


class _Marks(dict[str, bytes]):
    """What runs of characters beyond Latin-1 are folded as bytes from: quotation marks, dashes and bullets as plain marks.

    Letters of other alphabets become stand-ins. Runs are worked out as they come, because the same few return in all texts.
    """

    def __missing__(self, run: str) -> bytes:
        marks = run.translate(_TABLE).replace(BREAK, "\x1e")
        value = "".join([mark if mark.isascii() else _STAND_IN for mark in marks]).encode("latin-1")
        if len(run) <= _HABIT and len(self) < _HABITS:
            self[run] = value
        return value


_MARKS = _Marks()
_STAND_IN_BYTE = ord(_STAND_IN)


def _typographic(error: UnicodeError) -> tuple[bytes, int]:
    """Give quotation marks, dashes and bullets as the plain marks they fold like; refuse letters of other alphabets."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    marks = _MARKS[error.object[error.start : error.end]]
    if _STAND_IN_BYTE in marks:
        raise error
    return marks, error.end


def _foreign(error: UnicodeError) -> tuple[bytes, int]:
    """Give typographic marks as above and a stand-in for each letter of another alphabet."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _MARKS[error.object[error.start : error.end]], error.end


codecs.register_error("servicecomp-typographic", _typographic)
codecs.register_error("servicecomp-foreign", _foreign)


def fold(text: str) -> str:
    """Return the text folded, character for character."""
    try:
        # Why: folding bytes is twenty times faster, and nearly all English texts fit one byte a character.
        return text.encode("latin-1", "servicecomp-typographic").translate(_BYTES).decode("latin-1")
    except UnicodeEncodeError:
        return text.translate(_TABLE)


def fold_text(text: str) -> Folded:
    """Return a whole text folded, with entities, tags, abbreviations, wrapped lines and glued bullets seen to."""
    if "&" in text or "<" in text:
        text = _without_markup(text)
    letters = None
    try:
        raw = text.encode("latin-1", "servicecomp-typographic")
    except UnicodeEncodeError:
        raw = text.encode("latin-1", "servicecomp-foreign")
        letters = text.translate(_TABLE)
    data = raw.translate(_BYTES)
    place = data.find(b"'")
    if place >= 0:
        data = _without_quotes(data, place)
    for dotted, plain in _ABBREVIATIONS:
        data = data.replace(dotted, plain)
    if b"\n" in raw:
        data = _unwrapped(raw, data)
    pieces = raw.translate(_SHAPES).split(_GLUED)
    folded = data.decode("latin-1")
    if letters is not None:
        folded = _STAND_INS.sub(lambda run: letters[run.start() : run.end()], folded)
    if len(pieces) == 1:
        return Folded(folded, ())
    return _apart(folded, list(accumulate(map(len, pieces[:-1]))))


def _apart(folded: str, before: list[int]) -> Folded:
    """Return the text with breaks where bullets are glued, given the characters before each, those of the shapes not counted."""
    parts, start = [], 0
    for place in map(add, before, count(1, len(_GLUED))):
        parts.append(folded[start:place])
        start = place
    parts.append(folded[start:])
    return Folded(BREAK.join(parts), tuple(map(add, before, count(2, len(_GLUED) + 1))))


def _without_quotes(data: bytes, place: int) -> bytes:
    """Return the text without marks at the edges of words, which quote or show a possessive; inside, a mark belongs to the word (don't)."""
    changed = bytearray(data)
    while place >= 0:
        following = changed[place + 1 : place + 3]
        if following[:1] in _EDGES or (place and changed[place - 1 : place] in _EDGES):
            changed[place] = _BLANK
        elif following[:1] == b"s" and following[1:] in _EDGES:
            changed[place : place + 2] = b"  "
        place = data.find(b"'", place + 1)
    return bytes(changed)


def _unwrapped(raw: bytes, data: bytes) -> bytes:
    """Return the folded text with the line ends of wrapped paragraphs as blanks."""
    joins, start = [], 0
    place = raw.find(b"\n")
    while place >= 0:
        before = raw[place - 1 : place]
        if place - start >= _WRAP and raw[place + 1 : place + 2].islower() and (before.islower() or before in b", "):
            joins.append(place)
        start = place + 1
        place = raw.find(b"\n", start)
    if not joins:
        return data
    return b" ".join([data[start + 1 : end] for start, end in pairwise([-1, *joins, len(data)])])


def _without_markup(text: str) -> str:
    """Return the text with entities and tags as characters or blanks, each piece as long as it was."""
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if "<" in text:
        text = _BLOCK_TAG.sub(lambda tag: "\n" * len(tag[0]), text)
        text = _TAG.sub(lambda tag: " " * len(tag[0]), text)
    return text


def _entity(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    return (character if len(character) == 1 else " ").ljust(len(entity[0]))
