"""The bundled cues and word lists work, and read the sentences that the library promises to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from servicecomp.loading.catalogue import Catalogue
from servicecomp.matching import check_cues, match
from servicecomp.matching.context import rules
from servicecomp.text.data import read_table
from servicecomp.text.phrases import compile_phrase, word_lists

if TYPE_CHECKING:
    from servicecomp.models.frameworks import Framework


@pytest.fixture(scope="module")
def bundled() -> Framework:
    """Return the framework that ships."""
    return Catalogue().framework("customer-service")


def test_every_bundled_cue_can_match(bundled: Framework) -> None:
    assert [str(problem) for problem in check_cues(bundled)] == []


def test_every_bundled_phrase_is_in_the_language() -> None:
    assert list(rules())
    for phrases in (read_table("claims")["phrases"], *read_table("headings").values(), *read_table("orientation")["words"].values()):
        assert all(compile_phrase(phrase) for phrase in phrases)
    assert all(compile_phrase(f"{{{name}}}") for name in word_lists())


def test_every_competency_has_cues_and_a_place_among_the_scores(bundled: Framework) -> None:
    assert all(entry.cues for entry in bundled.competencies)
    assert {entry.id for entry in bundled.competencies} <= set(read_table("orientation")["affinity"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Calm upset callers, put things right first time", {"de-escalation", "complaint-handling"}),
        ("You do not need active listening skills", set()),
        ("No customer contact", set()),
        ("Listen for engine noise", set()),
        ("Customer database migration", set()),
        ("Declare any conflict of interest", set()),
        ("Excellent customer service skills", set()),
        ("Explains the bill to tenants in plain language", {"clear-communication"}),
        ("Takes ownership of each request and follows up with the guest", {"ownership"}),
        # Things mended are no people served.
        ("Resolve network problems on the test bench", set()),
        ("Resolve the billing problems of members", {"problem-solving"}),
        ("Train workers in the operation of cranes", set()),
        ("Coach new employees at the reception", {"service-leadership"}),
        # Words of a form are no behaviour.
        ("Answer to this question is required", set()),
        ("In detail, explain your experience with cranes", set()),
        ("Letter that shows a disability rating", set()),
    ],
)
def test_promised_sentences(bundled: Framework, text: str, names: set[str]) -> None:
    found = set(match(text, bundled).found)
    assert names <= found
    assert names or not found
