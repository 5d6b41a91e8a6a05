"""Baselines: problems that were there when a team began, kept in a file so that only new ones are told."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from servicecomp.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["baseline_text", "fingerprint", "read_baseline", "without_known"]

_FORMAT = 1


def fingerprint(problem: Problem) -> str:
    """Return what stays the same of a problem while lines move: its file, rule and words."""
    words = " ".join(problem.excerpt.split()).strip("|*-# ") if problem.excerpt else f"{problem.where}"
    name = problem.path.replace("\\", "/")
    return hashlib.sha256(f"{name}\n{problem.code}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def baseline_text(problems: Iterable[Problem]) -> str:
    """Return a baseline file that holds these problems."""
    counts = Counter(map(fingerprint, problems))
    return json.dumps({"format": _FORMAT, "known": dict(sorted(counts.items()))}, indent=1) + "\n"


def read_baseline(text: str, path: str = "") -> dict[str, int]:
    """Return how often each known problem stands in a baseline file.

    Raises:
        DataError: it is no baseline.

    """
    try:
        data = json.loads(text)
        known = data["known"]
        if data["format"] == _FORMAT and all(isinstance(count, int) for count in known.values()):
            return dict(known)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise DataError(
        [Problem(path=path, code="not-a-baseline", message="this is no baseline file", hint="delete it, and lint once to write it anew")]
    )


def without_known(problems: Iterable[Problem], known: dict[str, int]) -> tuple[Problem, ...]:
    """Return the problems that the baseline does not hold, each as often as it is new."""
    left = dict(known)
    new = []
    for problem in problems:
        name = fingerprint(problem)
        if left.get(name, 0):
            left[name] -= 1
        else:
            new.append(problem)
    return tuple(new)
