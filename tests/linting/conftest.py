from __future__ import annotations

import pytest

from servicecomp.models.rules import Rule


def rule(**changes) -> Rule:
    """A small valid rule of a user's own, with a safe fix."""
    data = {
        "code": "JD901",
        "name": "chair-words",
        "applies_to": ["job-description"],
        "severity": {"default": "warning", "uk": "error"},
        "what": "says chairman",
        "why": "The word leaves half the people out.",
        "look_for": {"phrases": ["chairman", "chairmen"]},
        "unless": ["chairman mao"],
        "say_instead": "chair",
        "fix": "safe",
        "replacements": [{"find": "chairman", "put": "chair"}, {"find": "chairmen", "put": "chairs"}],
        "sources": [{"ref": "our style guide", "checked": "2026-11"}],
        "examples": {
            "flag": ["The chairman speaks.", "CHAIRMAN wanted.", "All chairmen agree."],
            "pass": ["The chair speaks.", "Chairman Mao was here.", "A man on a chair."],
        },
    }
    data |= changes
    return Rule.model_validate(data)


@pytest.fixture(scope="session")
def own_rule() -> Rule:
    return rule()
