"""How strongly a text calls for each competency: a value from 0 to 1 that does not depend on the text's length.

Two things make a score: the share of the sentences that evidence the competency, and what the job works with. The second follows
Functional Job Analysis, which describes work by its dealings with data, people and things: `data/matching/orientation.yaml` lists
words that show each and says how their share moves the competencies. It orders whole jobs where cues alone say little; a text that
says nothing scores about 0.12 everywhere, and nothing of it enters `found`.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.matching.claims import find_claims
from servicecomp.text.data import read_table
from servicecomp.text.folding import BREAK
from servicecomp.text.phrases import compile_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from servicecomp.models.matches import Claim, Evidence
    from servicecomp.text.folding import Folded

__all__ = ["DECISIVE", "Facts", "Findings"]

DECISIVE = 2
"""Least weight of a cue that puts its competency into `found`."""

_VALUE = (0.0, 0.4, 1.0, 1.3)
"""What a sentence adds by the weight of its strongest cue."""
_EVIDENCE = 3.0
"""How far evidence in every sentence moves a score, beside orientation."""
_DAMPING = 0.8
"""Exponent on the share of sentences: the first evidence says more than the tenth."""
_SLOPE = 0.8
_BASE = -2.0
"""Place on the logistic curve of a text that says nothing: a score of 0.12."""
_FEWEST_WORDS = 20
"""Words from which a text's language can be told."""
_LEAST_ENGLISH = 25
"""Words of which at least one is a small English word; the least English of 260 English advertisements has one in twelve."""
_LEAST_WORDS = 2
"""Words from which a piece of text counts as a sentence."""


class Facts(NamedTuple):
    """What matching needs to know of a framework beside its cues."""

    names: Mapping[str, str]
    """Name on paper of each competency, in the order of the framework."""
    levels: Mapping[str, list[int]]
    """For each competency the declared level nearest to each step of the scale, from 0 for no hint."""


class Findings:
    """What is worked out of one text when it is asked for: most callers want only the evidence."""

    def __init__(self, text: str, folded: Folded, evidence: tuple[Evidence, ...], facts: Facts) -> None:
        """Remember what the rest is worked out from."""
        self._text = text
        self._folded = folded
        self._evidence = evidence
        self._facts = facts

    @property
    def names(self) -> Mapping[str, str]:
        """Name on paper of each competency."""
        return self._facts.names

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Level of each competency found, in the order of the framework."""
        hints: dict[str, int] = {}
        for competency, _, _, _, _, level, weight in self._evidence:
            if weight >= DECISIVE:
                hints[competency] = max(hints.get(competency, 0), level or 0)
        return {name: self._facts.levels[name][hints[name]] for name in self._facts.names if name in hints}

    @cached_property
    def english(self) -> bool:
        """Whether the text reads as English; a text of a few words counts as English."""
        words = self._folded.text.replace(BREAK, " ").split()
        return len(words) < _FEWEST_WORDS or len(words) <= _LEAST_ENGLISH * sum(map(_english().__contains__, words))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of service that name no behaviour."""
        return find_claims(self._text)

    @cached_property
    def scores(self) -> Mapping[str, float]:
        """Value of every competency."""
        folded = self._folded
        pieces = folded.text.split(BREAK)
        units = [words for words in map(str.split, pieces) if len(words) >= _LEAST_WORDS]
        count = max(1, len(units))
        kinds, table = _orientation()
        dealt = [0] * len(kinds)
        for words in units:
            for kind in frozenset().union(*[table[word] for word in words if word in table]):
                dealt[kind] += 1
        shares = [number / count for number in dealt]
        edges = [folded.original(start) for start in [0, *accumulate([len(piece) + 1 for piece in pieces])]]
        evidenced = _evidence_shares([(entry, bisect_right(edges, entry.start)) for entry in self._evidence], count)
        values = {}
        for name in self._facts.names:
            moved = sum([weight * share for weight, share in zip(_affinity(name), shares, strict=True)])
            moved += _EVIDENCE * evidenced.get(name, 0.0) ** _DAMPING
            values[name] = 1.0 / (1.0 + exp(-(_SLOPE * moved + _BASE)))
        return values


def _evidence_shares(evidence: Iterable[tuple[Evidence, int]], count: int) -> dict[str, float]:
    """Return the weighted share of sentences that evidence each competency; two pieces in one sentence count once."""
    best: dict[str, dict[int, int]] = {}
    for entry, unit in evidence:
        units = best.setdefault(entry.competency, {})
        units[unit] = max(units.get(unit, 0), entry.weight)
    return {name: min(1.0, sum([_VALUE[weight] for weight in sorted(units.values())]) / count) for name, units in best.items()}


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return frozenset(read_table("words")["english"])


@lru_cache(maxsize=1)
def _orientation() -> tuple[tuple[str, ...], Mapping[str, frozenset[int]]]:
    """Return the kinds of things that jobs deal with, and the kinds that each word shows."""
    lists = read_table("orientation")["words"]
    kinds = tuple(lists)
    found: dict[str, set[int]] = {}
    for number, kind in enumerate(kinds):
        for phrase in lists[kind]:
            for row in compile_phrase(phrase):
                for word in row[-1].words:
                    found.setdefault(word, set()).add(number)
    return kinds, {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=1_000)
def _affinity(competency: str) -> tuple[float, ...]:
    table = read_table("orientation")["affinity"]
    row = table.get(competency, table["other"])
    return tuple(row[kind] / 100 for kind in _orientation()[0])
