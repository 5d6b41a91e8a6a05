"""Questions that would be answered with the same story: near-duplicates, found by the words that they share.

Two questions are twins when twice the words that they share, over the words of both, reaches the threshold (Dice 1945, Ecology 26). Left
out are words of three letters or fewer, and those in more than a twentieth of the questions: they are how a bank asks ("tell me about a
time somebody"), not what it asks for.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from servicecomp.text.folding import BREAK, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from servicecomp.models.banks import Question

__all__ = ["TWIN_SHARE", "twins"]

TWIN_SHARE = (3, 5)
"""Share of common words from which two questions are twins, as a fraction: at 3/5 four of six or seven words are the same."""

_SHORT = 3
_ORDINARY_SHARE, _ORDINARY_LEAST = 20, 4


def twins(questions: Sequence[Question]) -> Iterator[tuple[int, int]]:
    """Yield the places of each pair of near-duplicates; the order of the questions changes no pair."""
    used = [_words(question.text) for question in questions]
    times = Counter(word for words in used for word in words)
    ordinary = {word for word, number in times.items() if number > max(_ORDINARY_LEAST, len(questions) // _ORDINARY_SHARE)}
    words = [entry - ordinary for entry in used]
    above, below = TWIN_SHARE
    for one, other in combinations(range(len(questions)), 2):
        both = len(words[one]) + len(words[other])
        if (used[one] and used[one] == used[other]) or (both and 2 * below * len(words[one] & words[other]) >= above * both):
            yield one, other


def _words(text: str) -> frozenset[str]:
    folded = fold(text).replace(BREAK, " ")
    return frozenset(word for word in folded.split() if len(word) > _SHORT)
