"""The matcher: a framework's cues compiled once, then one pass over each text."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from operator import itemgetter
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

_PLACE = itemgetter(1, 2, 0)
"""Where evidence stands, and for what: the order of a text."""
_ORDINARY = 2
"""Level that a text suggests when its wording says nothing of how hard the cases are: independent on routine."""
_KEPT = 8
"""Compiled frameworks that are remembered."""


# Plain tuples, because named ones are unpacked four times slower.
_Cue = tuple[str, int | None]
"""A cue as the inner loop needs it: competency and number of the phrases that rule it out."""
_Told = tuple[str, int | None, int]
"""What evidence tells of its cue: source, level, weight."""
_Span = tuple[int, int, int]
"""First word, word after the last, number of the cue."""


class Matcher:
    """A framework compiled for matching."""

    def __init__(self, framework: Framework) -> None:
        """Compile the cues; one that is not in the phrase language is left out (`check_cues` names it)."""
        phrases: list[tuple[Sequence, ...]] = []
        passive: set[int] = set()
        self._cues: dict[int, _Cue] = {}
        self._told: dict[int, _Told] = {}
        self._rules: dict[int, Rule] = {}
        self._unless: dict[tuple[Sequence, ...], int] = {}
        for competency in framework.competencies:
            self._add_cues(competency, phrases, passive)
        for rule in rules():
            passive.add(len(phrases))
            self._rules[len(phrases)] = rule
            phrases.append(rule.sequences)
        needs = {number: unless for number, (_, unless) in self._cues.items() if unless is not None}
        self._scanner = Scanner(phrases, passive=frozenset(passive), needs=needs, lines=heading_lines())
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
            self._cues[len(phrases)] = competency.id, number
            self._told[len(phrases)] = competency.source(line=cue.id), level, cue.weight
            phrases.append(sequences)

    def match(self, text: str) -> Match:
        """Return the competencies that a text calls for."""
        folded = fold_text(text)
        scan = self._scanner.scan(folded)
        evidence = self._evidence(text, scan) if scan.hits else ()
        return Match(evidence, Findings(text, folded, evidence, self._facts))

    def _evidence(self, text: str, scan: Scan) -> tuple[Evidence, ...]:
        cues, known = self._cues, self._rules
        others: list[tuple[Hit, Rule]] = []
        apart: dict[int | None, set[int]] = {}
        for hit in scan.hits[scan.active :]:
            number, start, stop = hit
            if number in known:
                others.append((hit, known[number]))
            else:
                # Words that stand in another sense, those that touch it included.
                apart.setdefault(number, set()).update(range(start - 1, stop + 1))
        context = read_context(scan, others) if others else NOTHING
        doubtful = context.doubtful
        kept: defaultdict[str, list[_Span]] = defaultdict(list)
        for number, start, stop in scan.hits[: scan.active]:
            competency, unless = cues[number]
            if unless in apart and not apart[unless].isdisjoint(range(start, stop)):
                continue
            if doubtful and context.rules_out(scan, start, stop, competency):
                continue
            kept[competency].append((start, stop, number))
        if not kept:
            return ()
        chosen = [span for spans in kept.values() for span in (self._apart(spans) if len(spans) > 1 else spans)]
        return self._told_by(text, scan, chosen, context.levels)

    def _apart(self, spans: list[_Span]) -> list[_Span]:
        """Return the strongest, then longest, of each group of overlapping spans."""
        told = self._told
        spans.sort()
        best, *others = spans
        kept = []
        for span in others:
            if span[0] >= best[1]:
                kept.append(best)
                best = span
            elif (told[span[2]][2], span[1] - span[0]) > (told[best[2]][2], best[1] - best[0]):
                best = span
        kept.append(best)
        return kept

    def _told_by(self, text: str, scan: Scan, chosen: list[_Span], hints: dict[int, int]) -> tuple[Evidence, ...]:
        """Return the evidence that spans are, in the order of the text; `hints` are levels that sentences suggest."""
        cues, told, new = self._cues, self._told, tuple.__new__
        parts = self._headings.other_parts(text, scan)
        starts, stops, numbers = zip(*chosen, strict=True)
        found = []
        for start, number, (first, last) in zip(starts, numbers, scan.spans(zip(starts, stops, strict=True)), strict=True):
            if parts and in_part(parts, first):
                continue
            source, level, weight = told[number]
            if hints and level is None:
                level = hints.get(scan.unit_of(start))
            # Why not by calling the class: a named tuple is made half as fast that way.
            found.append(new(Evidence, (cues[number][0], first, last, text[first:last], source, level, weight)))
        found.sort(key=_PLACE)
        return tuple(found)


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
