"""Other people's names and keys out of a text: whole words, whatever their case, accents, hyphens or hidden characters.

A name is looked for as a whole, written together, and by its parts. A part is left, and counted for a person to look at, when it could
mean something else: a part of the candidate's own name, an ordinary word written small, a small number. Nicknames, misspellings
and descriptions are not found; that is what the person is for who reads the record before it goes out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from servicecomp.loading.bundled import package_data
from servicecomp.loading.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["NameRemover", "Person", "Role", "fold"]

Role = Literal["candidate", "interviewer", "other"]

# Letters that do not fall apart into a base letter and a mark, but that people write as these.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ħ": "h", "ŋ": "n"})
_GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
_WORD = re.compile(r"[^\W_]+")
# Writing without blanks between words: there a name is looked for inside a run of letters.
_RUNS = re.compile(r"[\u1100-\u11ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_KEY_WORDS = frozenset({"candidate", "applicant", "interviewer", "person"})
"""Words of keys such as candidate-2, which name nobody by themselves."""
_SHORT_NUMBER = 3
_LONGEST_GLUE = 3
_GLUE = frozenset("-'\u2019\u2018\u02bc\u2010\u2011.\u00b7`\u00b4")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose name is taken out."""

    role: Role
    """Whose name it is."""
    names: tuple[str, ...]
    """Key and names."""
    mark: str
    """What stands in their place."""


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    mark: str
    role: Role | None
    part: bool
    """Whether it is a part of a name only."""


def fold(text: str) -> str:
    """Return a text without case, accents and hidden characters.

    >>> fold("ZOË O\u2019Brien-Straße")
    'zoe o\u2019brien-strasse'

    """
    return "".join(map(_fold_sign, text))


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    kept = "".join(part for part in unicodedata.normalize("NFKD", sign) if unicodedata.category(part) not in {"Mn", "Me", "Cf"})
    return "".join(
        part
        for part in unicodedata.normalize("NFKD", kept.casefold().translate(_PLAIN))
        if unicodedata.category(part) not in {"Mn", "Me", "Cf"}
    )


class NameRemover:
    """Replaces names in one text after another and counts what it did."""

    def __init__(self, people: Iterable[Person], *, own: Iterable[str], mark: str) -> None:
        """Prepare for these people; `own` are the candidate's key and names, which stay, `mark` stands for a name that several share."""
        self._shared = mark
        self._ordinary = _ordinary_words()
        self._entries: dict[tuple[str, ...], _Entry] = {}
        self._lengths: dict[str, set[int]] = {}
        self.removed: dict[Role, int] = {"candidate": 0, "interviewer": 0, "other": 0}
        self.left = 0
        own_names = {pieces for name in own for pieces in _spellings(name)}
        self._own_parts = {"".join(words) for pieces in own_names for words in _parts(pieces)}
        for pieces in sorted(own_names):
            self._add(_Entry(_flat(pieces), "", None, part=False))
        for person in people:
            for pieces in (pieces for name in person.names for pieces in _spellings(name)):
                for entry in _entries(pieces, person):
                    self._add(entry)
        self._runs = [
            ("".join(words), entry)
            for words, entry in self._entries.items()
            if entry.role is not None and not entry.part and _RUNS.search("".join(words))
        ]

    def _add(self, entry: _Entry) -> None:
        old = self._entries.get(entry.words)
        if old is None:
            self._lengths.setdefault(entry.words[0], set()).add(len(entry.words))
        elif old.role is None or (entry.part and not old.part):
            return
        elif old.part == entry.part and old.mark != entry.mark:
            # Two people share the name or the part: it is taken out without saying whose it is.
            entry = _Entry(entry.words, self._shared, old.role if old.role == entry.role else "other", part=entry.part)
        self._entries[entry.words] = entry

    def clean(self, text: str) -> str:
        """Return a text with names replaced."""
        return self._without_runs(self._without_words(text))

    def _without_words(self, text: str) -> str:
        folded, places = _folded(text)
        words = [(found.group(), found.start(), found.end()) for found in _WORD.finditer(folded)]
        out: list[str] = []
        at = done = 0
        while at < len(words):
            entry, count = self._longest(words, at, folded)
            if entry is None:
                at += 1
                continue
            start, end = places[words[at][1]], places[words[at + count - 1][2] - 1] + 1
            if entry.role is not None and self._stays(entry, text[start:end], text[:start]):
                self.left += 1
            elif entry.role is not None:
                out += [text[done:start], entry.mark]
                done = end
                self.removed[entry.role] += 1
            at += count
        return "".join([*out, text[done:]])

    def _longest(self, words: Sequence[tuple[str, int, int]], at: int, folded: str) -> tuple[_Entry | None, int]:
        """Return the entry that takes in most words from here, and how many words of the text it takes."""
        best: tuple[_Entry | None, int] = (None, 0)
        for count in sorted(self._lengths.get(words[at][0], ()), reverse=True):
            entry = self._entries.get(tuple(word for word, _, _ in words[at : at + count]))
            if entry is not None and len(entry.words) == count:
                best = (entry, count)
                break
        glued = words[at][0]
        for count in range(2, _LONGEST_GLUE + 1):
            if at + count > len(words) or not set(folded[words[at + count - 2][2] : words[at + count - 1][1]]) <= _GLUE:
                break
            glued += words[at + count - 1][0]
            entry_found = self._entries.get((glued,))
            if entry_found is not None and count > best[1]:
                best = (entry_found, count)
        return best

    def _stays(self, entry: _Entry, found: str, before: str) -> bool:
        """Say whether a word could mean something else here, so that a person has to look."""
        whole = "".join(entry.words)
        if (entry.part or len(entry.words) == 1) and whole in self._own_parts:
            return True
        if whole.isdigit() and len(whole) < _SHORT_NUMBER:
            return not re.search(r"(?:candidate|applicant|number|no\.?|nr\.?|#)\s*$", before, re.IGNORECASE)
        if len(entry.words) == 1 and whole in self._ordinary:
            starts = re.search(r"(?:^|[.!?:;\u201c\"(\[])\s*$", before) is not None
            return starts or not found[:1].isupper()
        return False

    def _without_runs(self, text: str) -> str:
        for name, entry in sorted(self._runs, key=lambda pair: (-len(pair[0]), pair[0])):
            folded, places = _folded(text)
            found = [match.start() for match in re.finditer(re.escape(name), folded)]
            for start in reversed(found):
                text = text[: places[start]] + entry.mark + text[places[start + len(name) - 1] + 1 :]
                self.removed[entry.role or "other"] += 1
        return text


def _flat(pieces: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(word for piece in pieces for word in piece)


def _parts(pieces: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    """Yield a name as a whole, its pieces between blanks, and their words."""
    yield _flat(pieces)
    for piece in pieces:
        yield piece
        yield from ((word,) for word in piece)


def _entries(pieces: tuple[tuple[str, ...], ...], person: Person) -> Iterator[_Entry]:
    """Yield what is looked for: the name, written together, with its first letter only, and its parts."""
    words = _flat(pieces)
    yield _Entry(words, person.mark, person.role, part=False)
    if len(words) > 1:
        yield _Entry(("".join(words),), person.mark, person.role, part=False)
        if words[0].isalpha() and words[-1].isalpha():
            yield _Entry((words[0][0], words[-1]), person.mark, person.role, part=False)
        for part in _parts(pieces):
            whole = "".join(part)
            if part != words and len(whole) > 1 and whole.isalpha() and whole not in _KEY_WORDS:
                yield _Entry(part, person.mark, person.role, part=True)
                yield _Entry((whole,), person.mark, person.role, part=True)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its signs, the place in the text that it comes from."""
    signs, places = [], []
    for place, sign in enumerate(text):
        for kept in _fold_sign(sign):
            signs.append(kept)
            places.append(place)
    return "".join(signs), places


def _spellings(name: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return a name as the folded words of its pieces between blanks; twice where German or Danish letters are also written as two."""
    spelt = [name, "".join(_GERMAN.get(sign, sign) for sign in unicodedata.normalize("NFC", name).casefold())]
    found = [tuple(tuple(_WORD.findall(fold(piece))) for piece in one.split()) for one in spelt]
    kept = [tuple(piece for piece in pieces if piece) for pieces in found]
    return tuple(dict.fromkeys(pieces for pieces in kept if pieces))


def _ordinary_words() -> frozenset[str]:
    path = package_data("care", "ordinary_words.yaml")
    return frozenset(read_yaml(path.read_text(encoding="utf-8"), path=str(path))["words"])
