"""The inflected and respelt forms of an English word, worked out when a phrase is compiled and never while a text is read.

A real expansion rather than a prefix match: `care*` gives care, cares, cared and caring, and never career. A form that English does not
have ("customered") may be among them; it matches nothing and costs nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from servicecomp.text.data import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["inflections", "spellings"]

_VOWELS = "aeiou"
_SIBILANT = re.compile(r"(s|x|z|ch|sh)$")
_SHORT = re.compile(r"[^aeiou]?[aeiouy][^aeiouwxy]$")
_RESPELT = (
    ("is", re.compile(r"(?<=[a-z]{3})is(?=(e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    ("iz", re.compile(r"(?<=[a-z]{3})iz(?=(e|es|ed|er|ers|ing|ation|ations)$)"), "is"),
    ("our", re.compile(r"(?<=[a-z]{2})our(?=(s|ed|ing|able|ful|al|ally)?$)"), "or"),
    ("ll", re.compile(r"(?<=[aeiou])ll(?=(ed|ing|or|ors|er|ers)$)"), "l"),
)
"""Letters that are respelt, where they are, and as what; looking for the letters first is what makes most words cheap."""


@lru_cache(maxsize=20_000)
def inflections(lemma: str) -> frozenset[str]:
    """Return the lemma with its plural and its verb forms, regular and irregular, in every spelling."""
    forms = {lemma, *_plurals(lemma), *_verb_forms(lemma), *_irregular().get(lemma, ())}
    return frozenset(spelling for form in forms for spelling in spellings(form))


@lru_cache(maxsize=50_000)
def spellings(word: str) -> frozenset[str]:
    """Return the word in British and American spelling."""
    found = {word, *_variants().get(word, ())}
    for letters, pattern, other in _RESPELT:
        found.update([pattern.sub(other, entry) for entry in found if letters in entry])
    return frozenset(found)


def _plurals(lemma: str) -> Iterator[str]:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield lemma[:-1] + "ies"
    elif _SIBILANT.search(lemma):
        yield lemma + "es"
    else:
        yield lemma + "s"


def _verb_forms(lemma: str) -> Iterator[str]:
    if lemma.endswith("ie"):
        yield from (lemma + "d", lemma[:-2] + "ying")
    elif lemma.endswith(("ee", "oe", "ye")):
        yield from (lemma + "d", lemma + "ing")
    elif lemma.endswith("e"):
        yield from (lemma + "d", lemma[:-1] + "ing")
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield from (lemma[:-1] + "ied", lemma + "ing")
    else:
        yield from (lemma + "ed", lemma + "ing")
        # Whether the last consonant doubles depends on stress, which spelling does not show: both are kept.
        if _SHORT.search(lemma):
            yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    return {word: tuple(forms) for word, forms in read_table("words")["irregular"].items()}


@lru_cache(maxsize=1)
def _variants() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in read_table("words")["spellings"]:
        for word in group:
            found[word] = tuple(other for other in group if other != word)
    return found
