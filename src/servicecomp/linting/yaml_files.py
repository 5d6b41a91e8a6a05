"""Our own YAML files as subjects, with the line and column of every text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servicecomp.linting.objects import WALKS, object_subject
from servicecomp.loading.finding import kind_of_data, kind_of_path

if TYPE_CHECKING:
    from servicecomp.linting.objects import Location
    from servicecomp.linting.passages import Passage, Subject
    from servicecomp.loading.sources import Source

__all__ = ["yaml_subject"]


def yaml_subject(source: Source) -> Subject | None:
    """Return a content file as a subject; None when it is none of ours."""
    kind = kind_of_path(source.path) or kind_of_data(source.data)
    if kind is None or kind not in WALKS:
        return None
    starts = _line_starts(source.text)

    def locate(passage: Passage, at: Location) -> Passage:
        line, column = source.place(at)
        offset = starts[min(line, len(starts)) - 1] + column - 1
        # A text in quotes begins a character later; one that is folded over lines does not stand in the file letter for letter.
        start = next((place for place in (offset, offset + 1) if source.text.startswith(passage.text, place)), -1)
        return replace(passage, start=start, line=line, column=column)

    return object_subject(kind, source.data, locate, path=str(source.path), text=source.text, style="yaml")


def _line_starts(text: str) -> list[int]:
    starts, place = [0], text.find("\n")
    while place >= 0:
        starts.append(place + 1)
        place = text.find("\n", place + 1)
    return starts
