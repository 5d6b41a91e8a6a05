"""Shapes that compare the texts of a set: levels of a ladder, questions of a kit, metrics of a person."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from servicecomp.linting.program import sequences_of
from servicecomp.linting.reading import Reading
from servicecomp.text.data import read_table
from servicecomp.text.inflection import inflections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from servicecomp.linting.passages import Passage, PassageSet
    from servicecomp.models.frameworks import Framework
    from servicecomp.models.rules import CompareLevels, Rule

__all__ = ["SetHit", "set_hits"]

_CANDIDATES = 50
"""Earlier questions that one is compared with: a bound on the work that questions made of the same words can cause."""


class SetHit(NamedTuple):
    """What a rule found about one passage of a set."""

    passage: Passage
    """Where it is reported."""
    detail: str
    """What to say beside the rule's words."""


def set_hits(rule: Rule, group: PassageSet, framework: Callable[[], Framework] | None) -> Iterator[SetHit]:
    """Yield what a rule finds in a set."""
    look = rule.look_for
    if look.fewer_than is not None and 0 < len(group.passages) < look.fewer_than:
        yield SetHit(group.passages[0], f"{len(group.passages)}, fewer than {look.fewer_than}")
    if look.near_duplicate is not None:
        yield from _near_duplicates(look.near_duplicate, group)
    if look.compare_levels is not None:
        yield from _compare_levels(look.compare_levels, rule, group)
    if look.framework == "question-without-competency" and framework is not None:
        yield from _without_competency(group, framework)
    if look.framework == "requirement-not-assessed" and group.passages:
        for name in group.unassessed:
            yield SetHit(group.passages[0], name)


def _near_duplicates(least: float, group: PassageSet) -> Iterator[SetHit]:
    """Compare each question with earlier ones that share a rare word of it: questions this close share one of their first few."""
    common = _common()
    bags = [frozenset(word for word in Reading(passage.text).wordset if word not in common) for passage in group.passages]
    often: dict[str, int] = {}
    for bag in bags:
        for word in bag:
            often[word] = often.get(word, 0) + 1
    earlier: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        rarest = sorted(bag, key=lambda word: (often[word], word))
        # Sets whose overlap is at least `least` of their union must share one of each one's first n - ceil(least * n) + 1 words.
        first = rarest[: len(rarest) - int(-(-least * len(rarest) // 1)) + 1]
        candidates = dict.fromkeys(other for word in first for other in earlier.get(word, ())[-_CANDIDATES:])
        for other in sorted(candidates)[-_CANDIDATES:]:
            union = len(bag | bags[other])
            if union and len(bag & bags[other]) / union >= least:
                yield SetHit(group.passages[number], f"“{_short(group.passages[other].text)}”")
                break
        for word in first:
            earlier.setdefault(word, []).append(number)


def _compare_levels(shape: CompareLevels, rule: Rule, group: PassageSet) -> Iterator[SetHit]:
    ignored = (
        frozenset(word for row in sequences_of(rule, shape.ignoring) if len(row) == 1 for word in row[0].words)
        if shape.ignoring
        else frozenset()
    )
    common = _common()
    for lower, upper in pairwise(group.passages):
        before = [word for word in Reading(lower.text).words if word not in ignored]
        after = [word for word in Reading(upper.text).words if word not in ignored]
        if shape.by == "quantifiers":
            if before and _lemmas(frozenset(before) - common) == _lemmas(frozenset(after) - common) and lower.text != upper.text:
                yield SetHit(upper, f"beside “{_short(lower.text)}”")
            continue
        content = frozenset(after) - common
        if content and len(content - frozenset(before)) / len(content) < shape.least_new:
            yield SetHit(upper, f"beside “{_short(lower.text)}”")


def _lemmas(words: frozenset[str]) -> frozenset[str]:
    """Return the words with each form put down to one of its kind, so that "answers" and "answer" are one."""
    return frozenset(min(inflections(word.removesuffix("s") if len(word) > 3 else word)) for word in words)  # noqa: PLR2004 - "is" keeps its s


def _without_competency(group: PassageSet, framework: Callable[[], Framework]) -> Iterator[SetHit]:
    from servicecomp.matching import match  # noqa: PLC0415 - compiles all cues, which most runs do not need

    for passage in group.passages:
        if passage.has is not None:
            if "competency" not in passage.has:
                yield SetHit(passage, "")
        elif not match(passage.text, framework()).evidence:
            yield SetHit(passage, "")


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(read_table("words")["common"])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"  # noqa: PLR2004 - a line's worth
