"""Rules that a run leaves out because an optional package is not installed, said once and never as a problem of the text."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from servicecomp.linting.shapes import can_match_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servicecomp.models.rules import Rule

__all__ = ["left_out"]


def left_out(rules: Iterable[Rule]) -> str:
    """Return one line that names the rules which cannot run here, wholly or in part, and the extra that they need; empty when all run."""
    patterns, grades = can_match_patterns(), _has_syllables()
    if patterns and grades:
        return ""
    codes: dict[str, None] = {}
    missing: dict[str, None] = {}
    for rule in rules:
        if not patterns and (rule.needs_patterns or rule.look_for.pattern is not None):
            codes[rule.code if rule.needs_patterns else f"{rule.code} in part"] = missing["google-re2"] = None
        if not grades and rule.look_for.readability is not None:
            codes[rule.code] = missing["pyphen"] = None
    if not codes:
        return ""
    packages = " and ".join(sorted(missing))
    return f"not run for want of {packages}: {', '.join(sorted(codes))}; pip install 'servicecomp[lint]'"


@lru_cache(maxsize=1)
def _has_syllables() -> bool:
    """Whether reading grades can be worked out, told without loading what works them out."""
    return find_spec("pyphen") is not None
