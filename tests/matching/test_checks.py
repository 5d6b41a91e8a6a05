"""A cue that cannot work is named."""

from __future__ import annotations

import pytest

from servicecomp.matching import check_cues

from .conftest import build_framework, competency


@pytest.mark.parametrize(
    ("cue", "code"),
    [
        ({"id": "a", "phrase": "(broken"}, "cue-not-a-phrase"),
        ({"id": "a", "phrase": "the (a|other)"}, "cue-matches-everything"),
        ({"id": "a", "phrase": "(calm|)"}, "cue-not-a-phrase"),
        ({"id": "a", "phrase": "calm", "unless": ["calm"]}, "cue-never-matches"),
        ({"id": "a", "phrase": "calm", "unless": ["{nowhere}"]}, "cue-not-a-phrase"),
    ],
)
def test_bad_cues_are_named(cue: dict[str, object], code: str) -> None:
    problems = list(check_cues(build_framework(competency("calming", cue))))
    assert [problem.code for problem in problems] == [code]
    assert problems[0].where == "tiny/calming/a"


def test_the_same_phrase_twice_is_a_warning() -> None:
    twice = build_framework(competency("calming", {"id": "a", "phrase": "calm"}, {"id": "b", "phrase": "calm"}))
    assert [(problem.code, problem.severity) for problem in check_cues(twice)] == [("cue-twice", "warning")]
