"""What around a hit tells that it does not count: negation, another sense, boilerplate.

The rules are data (`data/matching/context.yaml`); this module turns the phrases found in a text into the places at which evidence does
not count. Every place is visited a bounded number of times, so the work stays linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servicecomp.text.data import read_table
from servicecomp.text.folding import BREAK
from servicecomp.text.phrases import compile_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servicecomp.text.phrases import Sequence
    from servicecomp.text.scanner import Hit, Scan

__all__ = ["NOTHING", "Context", "Rule", "read_context", "rules"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One phrase of the context rules."""

    kind: str
    """negation, negated-before, no-negation, stop, sense, boilerplate, wanted or level."""
    sequences: tuple[Sequence, ...]
    """The compiled phrase."""
    reach: int = 0
    """Words over which a negation reaches."""
    competencies: frozenset[str] = frozenset()
    """Competencies that a sense rules out; all when empty."""
    level: int = 0
    """Proficiency level of a level phrase."""
    at_start: bool = False
    """Whether the phrase counts only at the start of its unit."""


def rules() -> Iterator[Rule]:
    """Yield the bundled context rules, compiled."""
    for entry in read_table("context")["rules"]:
        for phrase in entry["phrases"]:
            yield Rule(
                kind=entry["kind"],
                sequences=compile_phrase(phrase),
                reach=entry.get("reach", 0),
                competencies=frozenset(entry.get("competencies", ())),
                level=entry.get("level", 0),
                at_start=entry.get("at_start", False),
            )


@dataclass(slots=True)
class Context:
    """Where evidence does not count in one text."""

    negated_starts: set[int] = field(default_factory=set)
    """Words at which no evidence may start."""
    negated_ends: set[int] = field(default_factory=set)
    """Words at which no evidence may end."""
    senses: dict[str, set[int]] = field(default_factory=dict)
    """Words that stand in another sense: by competency, or "" for all."""
    levels: dict[int, int] = field(default_factory=dict)
    """Level that a unit's wording suggests."""
    dropped: set[int] = field(default_factory=set)
    """Units that do not count."""

    doubtful: bool = False
    """Whether there is any such place."""

    def rules_out(self, scan: Scan, start: int, stop: int, competency: str) -> bool:
        """Whether words that show a competency do not count here."""
        if start in self.negated_starts or stop - 1 in self.negated_ends:
            return True
        if self.dropped and scan.unit_of(start) in self.dropped:
            return True
        words = range(start, stop)
        return bool(self.senses) and any(not self.senses[name].isdisjoint(words) for name in ("", competency) if name in self.senses)


NOTHING = Context()
"""The context of a text in which every piece of evidence counts."""
_HELPERS = frozenset({"wanted", "stop", "no-negation"})
"""Kinds that only say where others do not hold."""


def read_context(scan: Scan, hits: Iterable[tuple[Hit, Rule]]) -> Context:
    """Return what the context phrases found in a text mean for it."""
    by_kind: dict[str, list[tuple[int, int, Rule]]] = {}
    for (_, start, stop), rule in hits:
        if rule.at_start and not _starts_unit(scan, start):
            continue
        by_kind.setdefault(rule.kind, []).append((start, stop, rule))
    if by_kind.keys() <= _HELPERS:
        return NOTHING
    found = Context()
    if "negation" in by_kind or "negated-before" in by_kind:
        _negate(scan, by_kind, found)
    for start, stop, rule in by_kind.get("sense", ()):
        for competency in rule.competencies or ("",):
            found.senses.setdefault(competency, set()).update(range(start, stop))
    for start, _, rule in by_kind.get("level", ()):
        unit = scan.unit_of(start)
        found.levels[unit] = max(found.levels.get(unit, 0), rule.level)
    if "boilerplate" in by_kind:
        wanted = {scan.unit_of(start) for start, _, _ in by_kind.get("wanted", ())}
        found.dropped = {scan.unit_of(start) for start, _, _ in by_kind["boilerplate"]} - wanted
    found.doubtful = bool(found.negated_starts or found.negated_ends or found.senses or found.dropped)
    return found


def _starts_unit(scan: Scan, place: int) -> bool:
    return place == 0 or scan.encoded[place - 1] == BREAK


def _negate(scan: Scan, by_kind: dict[str, list[tuple[int, int, Rule]]], found: Context) -> None:
    harmless = {place for start, stop, _ in by_kind.get("no-negation", ()) for place in range(start, stop)}
    stops = {start for start, _, _ in by_kind.get("stop", ())}
    encoded, size = scan.encoded, len(scan.encoded)
    for start, stop, rule in by_kind.get("negation", ()):
        if start in harmless:
            continue
        for place in range(stop, min(size, stop + rule.reach)):
            if encoded[place] == BREAK or place in stops:
                break
            found.negated_starts.add(place)
    for start, _, rule in by_kind.get("negated-before", ()):
        if start in harmless:
            continue
        for place in range(start - 1, max(-1, start - 1 - rule.reach), -1):
            if encoded[place] == BREAK or place in stops:
                break
            found.negated_ends.add(place)
