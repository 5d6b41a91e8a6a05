"""Checks of cues: a cue that cannot match, that matches everything, or that is not in the phrase language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicecomp.errors import Problem
from servicecomp.text.phrases import PhraseError, compile_phrase, is_common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servicecomp.models.frameworks import Framework

__all__ = ["check_cues"]


def check_cues(framework: Framework) -> Iterator[Problem]:
    """Yield what is wrong with a framework's cues; `where` is the full id of the cue."""
    for competency in framework.competencies:
        seen: dict[str, str] = {}
        for cue in competency.cues:
            where = competency.source(line=cue.id)
            for phrase in (cue.phrase, *cue.unless):
                problem = _check_phrase(phrase, where)
                if problem is not None:
                    yield problem
            if cue.phrase in seen:
                message = f"the same phrase as the cue {seen[cue.phrase]!r}"
                yield Problem(code="cue-twice", where=where, severity="warning", message=message, hint="delete one of the two")
            seen[cue.phrase] = cue.id
            if cue.phrase in cue.unless:
                message = f"{cue.phrase!r} is also an 'unless', so the cue never counts"
                yield Problem(code="cue-never-matches", where=where, message=message, hint="take it out of 'unless'")


def _check_phrase(phrase: str, where: str) -> Problem | None:
    try:
        sequences = compile_phrase(phrase)
    except PhraseError as error:
        return Problem(code="cue-not-a-phrase", where=where, message=f"{phrase!r}: {error}", hint="see docs/reference/phrase-language.md")
    common = next((row for row in sequences if is_common(row)), None)
    if common is not None:
        words = " ".join(min(cell.words) for cell in common)
        message = f"{phrase!r} stands for {words!r}, which nearly every text holds"
        return Problem(code="cue-matches-everything", where=where, message=message, hint="add a word that says what is done")
    return None
