"""Claims of service that name no behaviour, such as "excellent customer service skills"."""

from __future__ import annotations

from functools import lru_cache

from servicecomp.models.matches import Claim
from servicecomp.text.data import read_table
from servicecomp.text.folding import fold_text
from servicecomp.text.phrases import compile_phrase
from servicecomp.text.scanner import Scanner

__all__ = ["find_claims"]


def find_claims(text: str) -> tuple[Claim, ...]:
    """Return the claims in a text, in order; of overlapping ones the longest."""
    scan = _scanner().scan(fold_text(text))
    found: list[tuple[int, int]] = []
    for _, start, stop in sorted(scan.hits, key=lambda hit: (hit[1], -hit[2])):
        if not found or stop > found[-1][1]:
            found.append((start, stop))
    spans = [scan.span(start, stop) for start, stop in found]
    return tuple(Claim(start, end, text[start:end]) for start, end in spans)


@lru_cache(maxsize=1)
def _scanner() -> Scanner:
    return Scanner([compile_phrase(phrase) for phrase in read_table("claims")["phrases"]])
