"""The matcher: a framework's cues compiled once, then one pass over each text."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.matching.context import Context, Rule, read_context, rules
from servicecomp.matching.scores import Findings
from servicecomp.models.matches import Evidence, Match
from servicecomp.text.folding import fold_text
from servicecomp.text.phrases import PhraseError, compile_phrase
from servicecomp.text.scanner import Scanner
from servicecomp.text.sections import in_part, other_parts

if TYPE_CHECKING:
    from servicecomp.models.frameworks import Competency, Framework
    from servicecomp.text.folding import Folded
    from servicecomp.text.phrases import Sequence
    from servicecomp.text.scanner import Scan

__all__ = ["Matcher", "compiled", "match"]

DECISIVE = 2
"""Least weight of a cue that puts its competency into `found`."""
_NOTHING = Context()
_ORDINARY = 2
"""Level that a text suggests when its wording says nothing of how hard the cases are: independent on routine."""
_KEPT = 8
"""Compiled frameworks that are remembered."""


class _Cue(NamedTuple):
    """A cue as the inner loop needs it."""

    competency: str
    source: str
    weight: int
    level: int | None
    unless: int | None


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
        self._scanner = Scanner(phrases, passive=frozenset(passive))
        self._ids = tuple(competency.id for competency in framework.competencies)
        self._names = {competency.id: competency.name for competency in framework.competencies}
        steps = range(len(framework.proficiency_scale.steps) + 1)
        declared = {competency.id: tuple(int(entry.level) for entry in competency.levels) for competency in framework.competencies}
        self._levels = {name: [_nearest(step, levels) for step in steps] for name, levels in declared.items()}

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
            self._cues[len(phrases)] = _Cue(competency.id, competency.source(line=cue.id), cue.weight, level, number)
            phrases.append(sequences)

    def match(self, text: str) -> Match:
        """Return the competencies that a text calls for."""
        folded = fold_text(text)
        scan = self._scanner.scan(folded)
        evidence = self._evidence(text, folded, scan) if scan.hits else []
        hints: dict[str, int] = {}
        for (competency, _, _, _, _, level, weight), _ in evidence:
            if weight >= DECISIVE:
                hints[competency] = max(hints.get(competency, 0), level or 0)
        found = tuple([name for name in self._ids if name in hints])
        levels = {name: self._levels[name][hints[name] or _ORDINARY] for name in found}
        later = Findings(text, self._ids, evidence)
        return Match(found, tuple([entry for entry, _ in evidence]), levels, self._names, later)

    def _evidence(self, text: str, folded: Folded, scan: Scan) -> list[tuple[Evidence, int]]:
        hits, others = [], []
        apart: dict[int, set[int]] = {}
        cues, known = self._cues, self._rules
        for hit in scan.hits:
            number = hit[0]
            if number in cues:
                hits.append(hit)
            elif number in known:
                others.append((hit, known[number]))
            else:
                # Places that another sense covers, the words that touch it included.
                apart.setdefault(number, set()).update(range(hit[1] - 1, hit[2] + 1))
        context = read_context(scan, others) if others else _NOTHING
        kept: dict[str, list[tuple[int, int, int, int]]] = {}
        senses = context.senses
        for number, start, stop in hits:
            cue = cues[number]
            if start in context.negated_starts or stop - 1 in context.negated_ends:
                continue
            if cue.unless in apart and not apart[cue.unless].isdisjoint(range(start, stop)):
                continue
            if senses and not all(senses[name].isdisjoint(range(start, stop)) for name in ("", cue.competency) if name in senses):
                continue
            if context.dropped and scan.unit_of(start) in context.dropped:
                continue
            kept.setdefault(cue.competency, []).append((start, stop, cue.weight, number))
        if not kept:
            return []
        parts = other_parts(text, folded)
        found = []
        for competency, spans in kept.items():
            for start, stop, weight, number in _apart(spans) if len(spans) > 1 else spans:
                unit = scan.unit_of(start)
                first, last = scan.span(start, stop)
                if parts and in_part(parts, first):
                    continue
                cue = cues[number]
                level = cue.level or context.levels.get(unit)
                found.append((Evidence(competency, first, last, text[first:last], cue.source, level, weight), unit))
        found.sort(key=_place)
        return found


def _place(entry: tuple[Evidence, int]) -> tuple[int, int, str]:
    return entry[0].start, entry[0].end, entry[0].competency


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


def _nearest(level: int, declared: tuple[int, ...]) -> int:
    return min(declared, key=lambda entry: (abs(entry - level), entry)) if declared else level


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
