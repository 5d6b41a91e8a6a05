"""Which competencies a text about a job calls for, with the words that show it."""

from __future__ import annotations

from servicecomp.matching.checks import check_cues
from servicecomp.matching.engine import compiled, match
from servicecomp.matching.roles import suggest_role

__all__ = ["check_cues", "compiled", "match", "suggest_role"]
