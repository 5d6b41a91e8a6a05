"""A framework small enough to compile at once, and texts for it."""

from __future__ import annotations

import pytest

import servicecomp as sc

WORDS = (
    "Calm upset callers.",
    "Listen to customers and ask questions.",
    "Take ownership of each enquiry.",
    "Free parking.",
    "You need no complaint handling.",
)


def texts(count):
    """Return different texts, always the same ones."""
    return [" ".join(WORDS[place] for place in range(len(WORDS)) if number >> place & 1) + f" Post {number}." for number in range(count)]


@pytest.fixture(scope="session")
def framework():
    return sc.load_framework("customer-service")


@pytest.fixture(scope="session")
def small(framework):
    kept = ("complaint-handling", "de-escalation", "needs-discovery", "ownership")
    return framework.model_copy(update={"competencies": tuple(entry for entry in framework.competencies if entry.id in kept)})
