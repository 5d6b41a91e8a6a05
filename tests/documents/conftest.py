"""Fixtures for the builders."""

from __future__ import annotations

import pytest

from tests.documents.world import World, make_world


@pytest.fixture(scope="session")
def world() -> World:
    """Return the plain world."""
    return make_world()
