"""Hypothesis profiles, in one place: quick by default, deep with HYPOTHESIS_PROFILE=deep."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent

# No deadline: the machines that run this are shared, and a slow second says nothing about the code.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]}
settings.register_profile("quick", max_examples=60, derandomize=True, **_COMMON)
settings.register_profile("deep", max_examples=1000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder, where frameworks/, question_banks/ and examples/ are."""
    return REPOSITORY
