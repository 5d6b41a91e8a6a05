"""The rules for one kind of text, compiled: all phrases in one pass, then the shapes that count or compare."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.errors import DataError, Problem
from servicecomp.linting.quoting import left_out_spans
from servicecomp.linting.reading import Reading
from servicecomp.linting.shapes import WHOLE_SHAPES, Hit, can_match_patterns, finds_any, finds_phrase, missing_hits
from servicecomp.linting.statements import in_name, is_explained, item_around, neighbours
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

_FIND, _UNLESS, _UNLESS_SENTENCE, _UNLESS_TEXT, _PARTNER, _PARTNER_TEXT, _PRESENT, _ONLY, _BESIDE = range(9)
_PASSIVE = frozenset({_UNLESS, _UNLESS_SENTENCE, _PARTNER, _BESIDE})
"""Roles of phrases that matter only in sentences in which something was found."""


_BEHAVIOUR_WITHIN = {"claim-without-behaviour": 1, "requirement-without-competency": 0}
"""How many sentences after a hit may name the behaviour that it lacks."""
_NEAR = 2
_EMPTY = 8
"""Marks in a row, such as "...", that are looked past for the next sentence."""


class _Role(NamedTuple):
    """What a compiled phrase means: for which rule, and as what."""

    rule: int
    role: int
    number: int = 0
    """Which of the things that a rule misses."""


class _Found:
    """What one pass over a text found, by rule."""

    __slots__ = ("beside", "finds", "near", "only", "present", "sentences", "texts")

    def __init__(self) -> None:
        self.only: set[int] = set()
        self.finds: dict[int, list[tuple[int, int]]] = {}
        self.beside: defaultdict[int, set[int]] = defaultdict(set)
        self.sentences: defaultdict[int, set[int]] = defaultdict(set)
        self.near: defaultdict[int, set[int]] = defaultdict(set)
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
        self._behaviour = {
            number: _BEHAVIOUR_WITHIN[rule.look_for.framework]
            for number, rule in enumerate(self.rules)
            if rule.look_for.framework in _BEHAVIOUR_WITHIN
        }
        self._whole = tuple(
            (number, shape, run)
            for number, rule in enumerate(self.rules)
            for name, run in WHOLE_SHAPES.items()
            if (shape := getattr(rule.look_for, name)) is not None
        )
        self._missing = tuple(
            (number, place, shape) for number, rule in enumerate(self.rules) for place, shape in enumerate(rule.look_for.missing)
        )
        self._near: dict[int, Scanner] = {}
        self._patterns = {number: rule.unless_patterns for number, rule in enumerate(self.rules) if rule.unless_patterns}
        self._left_out = {number: rule.leave_out for number, rule in enumerate(self.rules) if rule.leave_out}

    def _parts(self, number: int, rule: Rule) -> Iterable[tuple[_Role, tuple[Sequence, ...]]]:
        look = rule.look_for
        pair = look.pair
        groups = [
            (_FIND, look.phrases),
            (_FIND, pair.phrases if pair else ()),
            (_UNLESS, rule.unless),
            (_UNLESS_SENTENCE, rule.unless_sentence),
            (_BESIDE, rule.unless_near),
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
                more = self._behaviour.get(number)
                behaves = _behaviour_test(scan, reading, framework, more) if framework and more is not None else None
                tests = self._tests(number, scan, reading, found.near[number])
                hits.extend(self._hits_of(number, spans, scan, found, behaves=behaves, tests=tests))
        if passage.text.strip():
            for number, shape, run in self._whole:
                if number not in found.texts:
                    hits.extend(run(shape, number, reading, passage))
            for number, place, missing in self._missing:
                there = (number, place) in found.present or not self._words[number, place].isdisjoint(reading.wordset)
                hits.extend(missing_hits(missing, number, reading, passage, there=there))
        for number, expressions in self._patterns.items():
            if any(hit.rule == number for hit in hits) and finds_any(expressions, reading.encoded):
                hits = [hit for hit in hits if hit.rule != number]
        if hits and self._left_out:
            hits = [hit for hit in hits if not self._is_left_out(hit, passage.text)]
        if passage.areas:
            hits = [hit for hit in hits if self.rules[hit.rule].code.startswith(passage.areas)]
        return hits

    def _tests(self, number: int, scan: Scan, reading: Reading, there: set[int]) -> list[Callable[[int, int, int], bool]]:
        """Return a rule's tests whether words, by their sentence, start and end, are no problem for what stands beside them."""
        rule, text = self.rules[number], reading.text
        written = rule.unless_written
        tests: list[Callable[[int, int, int], bool]] = []
        if "as-name" in written:
            tests.append(lambda _, start, end: in_name(text, start, end))
        if "explained" in written:
            tests.append(lambda _, __, end: is_explained(text, end))
        if rule.unless_near:
            known: dict[tuple[int, int], bool] = {}

            def near(unit: int, start: int, end: int) -> bool:
                first, stop = scan.bounds_of(unit)
                last = _stretch(scan, reading, unit, _NEAR)[1]
                around = item_around(reading, start, end, first, last) if unit in there else (first, last)
                if around == (first, stop):
                    return unit in there  # the sentence has been looked through
                if around not in known:
                    # Compiled when it is first needed: most hits have nothing beside them.
                    scanner = self._near.get(number) or self._near.setdefault(number, Scanner([sequences_of(rule, rule.unless_near)]))
                    known[around] = finds_phrase(scanner, text[slice(*around)])
                return known[around]

            tests.append(near)
        return tests

    def _is_left_out(self, hit: Hit, text: str) -> bool:
        """Whether a hit lies in a part of the text that its rule leaves out; of a name, a part of it is enough."""
        for part in self._left_out.get(hit.rule, ()):
            for first, last in left_out_spans(text, part):
                if first <= hit.start < hit.end <= last or (part == "names" and hit.start < last and first < hit.end):
                    return True
        return False

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
            elif role == _BESIDE:
                found.near[rule].add(scan.unit_of(first))
            elif role == _PRESENT:
                found.present.add((rule, place))
            elif role == _ONLY:
                found.only.add(rule)
            else:
                found.texts.add(rule)
        return scan, found

    def _hits_of(
        self,
        number: int,
        spans: list[tuple[int, int]],
        scan: Scan,
        found: _Found,
        *,
        behaves: Callable[[int], bool] | None,
        tests: list[Callable[[int, int, int], bool]],
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
            if not any(test(unit, start, end) for test in tests):
                yield Hit(number, start, end)


def _behaviour_test(scan: Scan, reading: Reading, framework: Callable[[], Framework], more: int) -> Callable[[int], bool]:
    """Return a test whether a sentence, by its number in the scan, names a behaviour of the framework; each is matched once.

    `more` sentences after it count too when they stand in the same line or list item.
    """
    known: dict[int, bool] = {}

    def behaves(unit: int) -> bool:
        if unit not in known:
            from servicecomp.matching import match  # noqa: PLC0415 - compiles all cues, which most runs do not need

            start, end = scan.bounds_of(unit)
            known[unit] = bool(match(reading.text[start:end], framework()).found)
            if more and not known[unit]:
                # What comes after must say more than one thing, save after a colon: a single cue there may be a claim too.
                least = 1 if reading.text[end : end + 1] == ":" else 2
                after = _stretch(scan, reading, unit, more)[1]
                known[unit] = after > end and len(match(reading.text[start:after], framework()).found) >= least
        return known[unit]

    return behaves


def _stretch(scan: Scan, reading: Reading, unit: int, more: int) -> tuple[int, int]:
    """Return start and end in the original text of a sentence and up to `more` after it in the same line or list item."""
    start, end = scan.bounds_of(unit)
    following: list[tuple[int, int]] = []
    number = unit + 1
    while len(following) < more and number < min(len(reading.pieces), unit + 1 + _EMPTY):
        if reading.pieces[number].strip():
            following.append(scan.bounds_of(number))
        number += 1
    return start, neighbours(reading.text, end, following)


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
