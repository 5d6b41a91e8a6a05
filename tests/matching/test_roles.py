"""A draft profile from a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from servicecomp.matching import suggest_role

if TYPE_CHECKING:
    from servicecomp.models.frameworks import Framework

TEXT = """Desk Clerk
Duties:
- Listen to guests
- Handle complaints from guests by phone
Excellent listening skills and excellent customer service skills
"""


def test_a_draft_names_its_evidence(framework: Framework) -> None:
    draft = suggest_role(TEXT, framework, ())
    assert draft.role.id == "desk-clerk"
    assert draft.role.status.stage == "draft"
    assert {entry.competency for entry in draft.role.requirements} == {"listening", "complaints"}
    assert [task.text for task in draft.role.tasks] == ["Listen to guests", "Handle complaints from guests by phone"]
    assert draft.role.channels == ("phone",)
    assert draft.claims == ("excellent customer service skills",)
    assert draft.nearest is None


def test_the_nearest_role_shows_what_is_missing(framework: Framework) -> None:
    near = suggest_role("Clerk\nListen. Handle complaints. Keep it confidential.", framework).role.model_copy(update={"id": "near"})
    far = suggest_role("Boss\nCoach staff.", framework).role.model_copy(update={"id": "far"})
    draft = suggest_role(TEXT, framework, [far, near])
    assert draft.nearest == "near"
    assert draft.missing == ("privacy",)


@given(st.text())
def test_any_text_gives_a_valid_draft(framework: Framework, text: str) -> None:
    assert len(suggest_role(text, framework).role.requirements) <= 8
