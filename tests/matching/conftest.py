"""A small framework of the tests' own, so that they say what the matcher does and not what the content says."""

from __future__ import annotations

from typing import Any

import pytest

from servicecomp.models.frameworks import Framework


def competency(name: str, *cues: dict[str, Any], levels: tuple[int, ...] = (1, 2, 3, 4)) -> dict[str, Any]:
    """Return a competency with little more than its cues."""
    steps = [{"level": level, "summary": "s", "indicators": [{"id": "does", "text": "Does it."}]} for level in levels]
    return {
        "id": name,
        "name": name.title(),
        "cluster": "all",
        "status": {"stage": "draft"},
        "definition": "d",
        "why_it_matters": "w",
        "levels": steps,
        "cues": list(cues),
        "origin": "tiny",
    }


def build_framework(*competencies: dict[str, Any]) -> Framework:
    """Return a framework that holds these competencies."""
    return Framework.model_validate(
        {
            "id": "tiny",
            "title": "Tiny",
            "version": "1",
            "status": {"stage": "draft"},
            "locale": "en-GB",
            "source": "tests",
            "licence": "none",
            "summary": "s",
            "clusters": [{"id": "all", "name": "All", "summary": "s"}],
            "proficiency_scale": {"steps": [{"level": level, "name": "n", "summary": "s"} for level in range(1, 6)]},
            "rating_scale": {"steps": [{"rating": rating, "name": "n", "meaning": "m"} for rating in range(1, 6)]},
            "bands": [{"id": "entry", "name": "n", "levels": [1, 2], "asks_for": "x"}],
            "competencies": list(competencies),
        }
    )


@pytest.fixture(scope="session")
def framework() -> Framework:
    """Return a framework of five competencies."""
    return build_framework(
        competency("listening", {"id": "listens", "phrase": "(active listening|listen*)", "weight": 3}),
        competency("complaints", {"id": "complaints", "phrase": "complaint*"}, {"id": "contact", "phrase": "{customer} contact"}),
        competency("calming", {"id": "calms", "phrase": "calm* ... {customer}", "level": 2}, levels=(2, 3, 4)),
        competency("leading", {"id": "leads", "phrase": "coach* ... (staff|colleague*)", "unless": ["head coach*"]}, levels=(3, 4, 5)),
        competency("privacy", {"id": "secret", "phrase": "confidential*"}, {"id": "records", "phrase": "record*", "weight": 1}),
    )
