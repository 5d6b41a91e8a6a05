"""Reading grades, and the lines that are most alike: `python -m benchmarks.content`.

Grades are Flesch-Kincaid; likeness is `rapidfuzz.token_sort_ratio` between lines of one kind within a framework or bank.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

import servicecomp as sc
from servicecomp.text.readability import reading_grade

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAMEWORKS = ("customer-service", "internal-service")
SHOWN = 8


def lines(framework: str) -> dict[str, dict[str, str]]:
    """Return the texts of each kind by full id."""
    found: dict[str, dict[str, str]] = {"indicators": {}, "questions": {}, "anchors": {}}
    for competency in sc.load_framework(framework).competencies:
        for level in competency.levels:
            for line in (*level.indicators, *level.contra_indicators):
                found["indicators"][competency.source(level.level, line.id)] = line.text
    for question in sc.load_question_bank(framework).questions:
        found["questions"][question.source] = question.text
        for anchor in question.anchors:
            found["anchors"][f"{question.source}/{anchor.id}"] = anchor.text
    return found


def most_alike(texts: dict[str, str], shown: int = SHOWN) -> list[tuple[float, str, str]]:
    """Return the pairs with the highest token_sort_ratio, highest first."""
    names = list(texts)
    scores = process.cdist(list(texts.values()), list(texts.values()), scorer=fuzz.token_sort_ratio)
    pairs = [(float(scores[a][b]), names[a], names[b]) for a, b in combinations(range(len(names)), 2)]
    return sorted(pairs, reverse=True)[:shown]


def grades(texts: dict[str, str]) -> tuple[float, float]:
    """Return the grade of all texts pooled, and the 90th percentile of single ones."""
    each = sorted(reading_grade(text) for text in texts.values())
    return reading_grade(" ".join(texts.values())), each[int(0.9 * (len(each) - 1))]


def report() -> Iterator[str]:
    for framework in FRAMEWORKS:
        found = lines(framework)
        yield f"{framework}: " + ", ".join(f"{len(texts)} {kind}" for kind, texts in found.items())
        for kind, texts, pooled_bar, high_bar in (("questions", found["questions"], 9, 12), ("indicators", found["indicators"], 12, 15)):
            pooled, high = grades(texts)
            yield f"  reading grade of {kind}: pooled {pooled:.1f} (bar {pooled_bar}), 90th percentile {high:.1f} (bar {high_bar})"
        for kind, texts in found.items():
            yield f"  most alike {kind} (bar 85):"
            for score, one, other in most_alike(texts):
                yield f"    {score:.0f}  {one}  ~  {other}"


if __name__ == "__main__":
    for line in report():
        print(line)
