"""The matcher: a framework's cues compiled once, then one pass over each text."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from servicecomp.matching.context import NOTHING, Rule, read_context, rules
from servicecomp.matching.scores import Facts, Findings
from servicecomp.models.matches import Evidence, Match
from servicecomp.text.folding import fold_text
from servicecomp.text.phrases import PhraseError, compile_phrase
from servicecomp.text.scanner import Scanner
from servicecomp.text.sections import Headings, heading_lines, in_part

if TYPE_CHECKING:
    from servicecomp.models.frameworks import Competency, Framework
    from servicecomp.text.phrases import Sequence
    from servicecomp.text.scanner import Hit, Scan

__all__ = ["Matcher", "compiled", "match"]

_ORDINARY = 2
"""Level that a text suggests when its wording says nothing of how hard the cases are: independent on routine."""
_KEPT = 8
"""Compiled frameworks that are remembered."""


_Cue = tuple[str, str, int, int | None, int | None]
"""A cue as the inner loop needs it: competency, source, weight, level, number of the phrases that rule it out. A plain tuple, because
named ones are unpacked four times slower."""


class Matcher:
    """A framework compiled for matching."""

    def __init__(self, framework: Framework) -> None:
        """Compile the cues; one that is not in the phrase language is left out (`check_cues` names it)."""
        phrases: list[tuple[Sequence, ...]] = []
        passive: set[int] = set()
        self._cues: dict[int, _Cue] = {}
        self._rules: dict[int, Rule] = {}
        self._unless: dict[tuple[Sequence, ...], int] = {}
        for competency in framework.competencies:
            self._add_cues(competency, phrases, passive)
        for rule in rules():
            passive.add(len(phrases))
            self._rules[len(phrases)] = rule
            phrases.append(rule.sequences)
        self._scanner = Scanner(phrases, passive=frozenset(passive), lines=heading_lines())
        self._headings = Headings(self._scanner.lines)
        steps = range(len(framework.proficiency_scale.steps) + 1)
        self._facts = Facts(
            {competency.id: competency.name for competency in framework.competencies},
            {competency.id: [_nearest(step, competency) for step in steps] for competency in framework.competencies},
        )

    def _add_cues(self, competency: Competency, phrases: list[tuple[Sequence, ...]], passive: set[int]) -> None:
        for cue in competency.cues:
            try:
                sequences = compile_phrase(cue.phrase)
                unless = tuple(row for phrase in cue.unless for row in compile_phrase(phrase))
            except PhraseError:
                continue
            number = self._unless.get(unless)
            if unless and number is None:
                # Cues of one family share their other senses: those are then looked for once.
                number = self._unless[unless] = len(phrases)
                phrases.append(unless)
                passive.add(number)
            level = None if cue.level is None else int(cue.level)
            self._cues[len(phrases)] = (competency.id, competency.source(line=cue.id), cue.weight, level, number)
            phrases.append(sequences)

    def match(self, text: str) -> Match:
        """Return the competencies that a text calls for."""
        folded = fold_text(text)
        scan = self._scanner.scan(folded)
        evidence = self._evidence(text, scan) if scan.hits else ()
        return Match(evidence, Findings(text, folded, evidence, self._facts))

    def _evidence(self, text: str, scan: Scan) -> tuple[Evidence, ...]:
        cues, known, new = self._cues, self._rules, tuple.__new__
        others: list[tuple[Hit, Rule]] = []
        apart: dict[int | None, list[tuple[int, int]]] = {}
        for hit in scan.hits[scan.active :]:
            number, start, stop = hit
            if number in known:
                others.append((hit, known[number]))
            else:
                # Places that another sense covers, the words that touch it included.
                apart.setdefault(number, []).append((start - 1, stop + 1))
        context = read_context(scan, others) if others else NOTHING
        doubtful, hints = context.doubtful, context.levels
        kept: dict[str, list[tuple[int, int, int, int]]] = {}
        for number, start, stop in scan.hits[: scan.active]:
            competency, _, weight, _, unless = cues[number]
            if unless in apart and _overlaps(apart[unless], start, stop):
                continue
            if doubtful and context.rules_out(scan, start, stop, competency):
                continue
            if competency in kept:
                kept[competency].append((start, stop, weight, number))
            else:
                kept[competency] = [(start, stop, weight, number)]
        if not kept:
            return ()
        parts = self._headings.other_parts(text, scan)
        chosen = [span for spans in kept.values() for span in (_apart(spans) if len(spans) > 1 else spans)]
        found = []
        for (start, _, _, number), (first, last) in zip(chosen, scan.spans([span[:2] for span in chosen]), strict=True):
            if parts and in_part(parts, first):
                continue
            competency, source, weight, level, _ = cues[number]
            if hints and level is None:
                level = hints.get(scan.unit_of(start))
            found.append((first, last, competency, source, level, weight))
        found.sort()
        # Why not by calling the class: a named tuple is made half as fast that way.
        return tuple([new(Evidence, (name, first, last, text[first:last], *rest)) for first, last, name, *rest in found])


def _overlaps(places: list[tuple[int, int]], start: int, stop: int) -> bool:
    return any(first < stop and start < last for first, last in places)


def _apart(spans: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return the strongest, then longest, of each group of overlapping spans."""
    spans.sort()
    kept: list[tuple[int, int, int, int]] = []
    for span in spans:
        if kept and span[0] < kept[-1][1]:
            best = kept[-1]
            if (span[2], span[1] - span[0]) > (best[2], best[1] - best[0]):
                kept[-1] = span
            continue
        kept.append(span)
    return kept


def _nearest(level: int, competency: Competency) -> int:
    """Return the level that the competency declares nearest to one; the middle of a scale where nothing is said of it."""
    declared = [int(entry.level) for entry in competency.levels]
    wanted = level or _ORDINARY
    return min(declared, key=lambda entry: (abs(entry - wanted), entry)) if declared else wanted


_cache: OrderedDict[int, tuple[Framework, Matcher]] = OrderedDict()
_lock = Lock()


def compiled(framework: Framework) -> Matcher:
    """Return the framework compiled for matching; the last few are remembered, by identity."""
    with _lock:
        held = _cache.get(id(framework))
        if held is not None:
            return held[1]
        # The framework is held beside its matcher: an identity is only safe while its object lives.
        matcher = Matcher(framework)
        _cache[id(framework)] = (framework, matcher)
        if len(_cache) > _KEPT:
            _cache.popitem(last=False)
        return matcher


def match(text: str, framework: Framework) -> Match:
    """Return which competencies a text about a job calls for, and the words that show each."""
    return compiled(framework).match(text)
