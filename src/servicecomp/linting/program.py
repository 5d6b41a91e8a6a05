"""The rules for one kind of text, compiled: all phrases in one pass, then the shapes that count or compare."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.errors import DataError, Problem
from servicecomp.linting.reading import Reading
from servicecomp.linting.shapes import WHOLE_SHAPES, Hit, can_match_patterns, finds_any, missing_hits
from servicecomp.text.data import read_table
from servicecomp.text.phrases import PhraseError, compile_phrase
from servicecomp.text.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from servicecomp.linting.passages import Passage
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.rules import Rule
    from servicecomp.text.phrases import Sequence
    from servicecomp.text.scanner import Scan

__all__ = ["Program", "sequences_of"]

_FIND, _UNLESS, _UNLESS_SENTENCE, _UNLESS_TEXT, _PARTNER, _PARTNER_TEXT, _PRESENT, _ONLY = range(8)
_PASSIVE = frozenset({_UNLESS, _UNLESS_SENTENCE, _PARTNER})
"""Roles of phrases that matter only in sentences in which something was found."""


class _Role(NamedTuple):
    """What a compiled phrase means: for which rule, and as what."""

    rule: int
    role: int
    number: int = 0
    """Which of the things that a rule misses."""


class _Found:
    """What one pass over a text found, by rule."""

    __slots__ = ("beside", "finds", "only", "present", "sentences", "texts")

    def __init__(self) -> None:
        self.only: set[int] = set()
        self.finds: dict[int, list[tuple[int, int]]] = {}
        self.beside: defaultdict[int, set[int]] = defaultdict(set)
        self.sentences: defaultdict[int, set[int]] = defaultdict(set)
        self.texts: set[int] = set()
        self.present: set[tuple[int, int]] = set()


class Program:
    """Some rules, compiled. Build it once and run it on any number of texts."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile the rules.

        Raises:
            DataError: a phrase is not in the phrase language.

        """
        patterns = can_match_patterns()
        self.rules = tuple(rule for rule in rules if patterns or not rule.needs_patterns)
        self._roles: list[_Role] = []
        self._words: dict[tuple[int, int], frozenset[str]] = {}
        phrases: list[tuple[Sequence, ...]] = []
        for number, rule in enumerate(self.rules):
            for role, sequences in self._parts(number, rule):
                self._roles.append(role)
                phrases.append(sequences)
        passive = frozenset(place for place, role in enumerate(self._roles) if role.role in _PASSIVE)
        self._scanner = Scanner(phrases, passive=passive) if len(passive) < len(phrases) else None
        self._edges = {number: rule.look_for.at for number, rule in enumerate(self.rules) if rule.look_for.at != "anywhere"}
        self._pairs = {number: rule.look_for.pair.within for number, rule in enumerate(self.rules) if rule.look_for.pair}
        self._behaviour = frozenset(
            number
            for number, rule in enumerate(self.rules)
            if rule.look_for.framework in {"claim-without-behaviour", "requirement-without-competency"}
        )
        self._whole = tuple(
            (number, shape, run)
            for number, rule in enumerate(self.rules)
            for name, run in WHOLE_SHAPES.items()
            if (shape := getattr(rule.look_for, name)) is not None
        )
        self._missing = tuple(
            (number, place, shape) for number, rule in enumerate(self.rules) for place, shape in enumerate(rule.look_for.missing)
        )
        self._patterns = {number: rule.unless_patterns for number, rule in enumerate(self.rules) if rule.unless_patterns}

    def _parts(self, number: int, rule: Rule) -> Iterable[tuple[_Role, tuple[Sequence, ...]]]:
        look = rule.look_for
        pair = look.pair
        groups = [
            (_FIND, look.phrases),
            (_FIND, pair.phrases if pair else ()),
            (_UNLESS, rule.unless),
            (_UNLESS_SENTENCE, rule.unless_sentence),
            (_UNLESS_TEXT, rule.unless_text),
            (_ONLY, rule.only_text),
            (_PARTNER if pair and pair.within == "sentence" else _PARTNER_TEXT, pair.without if pair else ()),
        ]
        for role, phrases in groups:
            if phrases:
                yield _Role(number, role), sequences_of(rule, phrases)
        for place, missing in enumerate(look.missing):
            rows = sequences_of(rule, missing.phrases)
            # Single words are looked up among the text's words: "you" would otherwise make every sentence one to be scanned.
            self._words[number, place] = frozenset[str]().union(*(row[0].words for row in rows if len(row) == 1))
            longer = tuple(row for row in rows if len(row) > 1)
            if longer:
                yield _Role(number, _PRESENT, place), longer

    def partners(self, passage: Passage) -> frozenset[int]:
        """Return the rules whose partner phrase the passage holds: for pairs that may stand in another text of the set."""
        wanted = {number for number, within in self._pairs.items() if within == "set"}
        return frozenset(wanted & self._scan(Reading(passage.text))[1].texts) if wanted else frozenset()

    def run(self, passage: Passage, *, paired: frozenset[int] = frozenset(), framework: Callable[[], Framework] | None = None) -> list[Hit]:
        """Return what the rules find in a passage; `paired` rules have their partner elsewhere in the set."""
        reading = Reading(passage.text)
        scan, found = self._scan(reading)
        hits: list[Hit] = []
        if scan is not None:
            for number, spans in found.finds.items():
                if not passage.whole and self._pairs.get(number, "sentence") != "sentence":
                    continue  # the partner may stand in another part of the document
                if number in found.texts or number in paired or (self.rules[number].only_text and number not in found.only):
                    continue
                behaves = _behaviour_test(scan, reading, framework) if framework and number in self._behaviour else None
                hits.extend(self._hits_of(number, spans, scan, found, behaves=behaves))
        if passage.text.strip():
            for number, shape, run in self._whole:
                hits.extend(run(shape, number, reading, passage))
            for number, place, missing in self._missing:
                there = (number, place) in found.present or not self._words[number, place].isdisjoint(reading.wordset)
                hits.extend(missing_hits(missing, number, reading, passage, there=there))
        for number, expressions in self._patterns.items():
            if any(hit.rule == number for hit in hits) and finds_any(expressions, reading.encoded):
                hits = [hit for hit in hits if hit.rule != number]
        if passage.areas:
            hits = [hit for hit in hits if self.rules[hit.rule].code.startswith(passage.areas)]
        return hits

    def _scan(self, reading: Reading) -> tuple[Scan | None, _Found]:
        found = _Found()
        if self._scanner is None:
            return None, found
        scan = self._scanner.scan(reading.folded)
        roles = self._roles
        for number, first, last in scan.hits:
            rule, role, place = roles[number]
            if role == _FIND:
                found.finds.setdefault(rule, []).append((first, last))
            elif role == _UNLESS:
                found.beside[rule].update(range(first - 1, last + 1))
            elif role in {_UNLESS_SENTENCE, _PARTNER}:
                found.sentences[rule].add(scan.unit_of(first))
            elif role == _PRESENT:
                found.present.add((rule, place))
            elif role == _ONLY:
                found.only.add(rule)
            else:
                found.texts.add(rule)
        return scan, found

    def _hits_of(
        self, number: int, spans: list[tuple[int, int]], scan: Scan, found: _Found, *, behaves: Callable[[int], bool] | None
    ) -> Iterator[Hit]:
        """Yield what is left of a rule's hits once other senses, edges and behaviours are looked at; the longest of those that overlap."""
        beside, sentences, edge = found.beside.get(number), found.sentences.get(number), self._edges.get(number)
        spans.sort(key=lambda span: (span[0], -span[1]))
        last_end = -1
        for first, last in spans:
            if first < last_end:
                continue
            unit = scan.unit_of(first)
            if beside and not beside.isdisjoint(range(first, last)):
                continue
            if sentences and unit in sentences:
                continue
            if edge is not None:
                begin, stop = scan.words_of(unit)
                if (first != begin) if edge == "start" else (last != stop):
                    continue
            if behaves is not None and behaves(unit):
                continue
            last_end = last
            start, end = scan.span(first, last)
            yield Hit(number, start, end)


def _behaviour_test(scan: Scan, reading: Reading, framework: Callable[[], Framework]) -> Callable[[int], bool]:
    """Return a test whether a sentence, by its number in the scan, names a behaviour of the framework; each is matched once."""
    known: dict[int, bool] = {}

    def behaves(unit: int) -> bool:
        if unit not in known:
            from servicecomp.matching import match  # noqa: PLC0415 - compiles all cues, which most runs do not need

            start, end = scan.bounds_of(unit)
            known[unit] = bool(match(reading.text[start:end], framework()).found)
        return known[unit]

    return behaves


def sequences_of(rule: Rule, phrases: Iterable[str]) -> tuple[Sequence, ...]:
    """Return the compiled phrases of a rule.

    Raises:
        DataError: one is not in the phrase language.

    """
    lists: Mapping[str, tuple[str, ...]] = {**_shared_lists(), **rule.look_for.lists}
    rows: dict[Sequence, None] = {}
    problems = []
    for phrase in phrases:
        try:
            rows.update(dict.fromkeys(compile_phrase(phrase, lists)))
        except PhraseError as error:
            problems.append(
                Problem(code="not-a-phrase", where=rule.code, message=f"{phrase!r}: {error}", hint="see docs/reference/phrase-language.md")
            )
    if problems:
        raise DataError(problems)
    return tuple(rows)


@lru_cache(maxsize=1)
def _shared_lists() -> dict[str, tuple[str, ...]]:
    """Return word lists that rules share with the matcher: {claims} are its claims of service that name no behaviour."""
    return {"claims": tuple(read_table("claims")["phrases"])}
