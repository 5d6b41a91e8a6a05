"""The fixed phrases of the documents, in the language of the framework: data, read the first time that a document is built.

`{name}` in a phrase is filled in by the builder, in one pass: braces inside a value stay the characters they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from servicecomp.loading.bundled import package_data
from servicecomp.loading.yaml_reader import read_yaml
from servicecomp.models.lines import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DEFAULT_LANGUAGE", "Phrases", "phrases_for"]

DEFAULT_LANGUAGE = "en"
_SLOT = re.compile(r"\{([a-z_]+)\}")


class Phrases:
    """The phrases of one language, by `section.key`."""

    def __init__(self, language: str, entries: Mapping[str, object]) -> None:
        """Hold the phrases; `entries` maps a section to its keys, each a text or a list of texts (sections may be lists of rows)."""
        self.language = language
        self._entries = entries

    def line(self, key: str, **values: object) -> Line:
        """Return one phrase, filled in, with its source."""
        return Line(text=_fill(str(self._find(key)), values), source=self._source(key))

    def text(self, key: str, **values: object) -> str:
        """Return the words of one phrase."""
        return _fill(str(self._find(key)), values)

    def lines(self, key: str, **values: object) -> tuple[Line, ...]:
        """Return a list of phrases, each with its place in the list as the last step of its source."""
        found = self._find(key)
        texts = found if isinstance(found, list) else [found]
        return tuple(Line(text=_fill(str(text), values), source=self._source(f"{key}.{place}")) for place, text in enumerate(texts, 1))

    def rows(self, section: str) -> tuple[dict[str, Line], ...]:
        """Return a section that is a table, row by row."""
        rows = self._find(section)
        if not isinstance(rows, list):
            raise TypeError(section)
        return tuple(
            {name: Line(text=str(text), source=self._source(f"{section}.{place}.{name}")) for name, text in row.items()}
            for place, row in enumerate(rows, 1)
        )

    def labels(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return every phrase that is one text as plain data for templates: section, key, then `text` and `source`."""
        return {
            section: {
                key: {"text": text, "source": self._source(f"{section}.{key}")} for key, text in entries.items() if isinstance(text, str)
            }
            for section, entries in self._entries.items()
            if isinstance(entries, dict)
        }

    def _source(self, key: str) -> str:
        return f"phrase/{self.language}/{key}"

    def _find(self, key: str) -> object:
        found: object = self._entries
        for step in key.split("."):
            if not isinstance(found, dict):
                raise KeyError(key)
            found = found[step]
        return found


@cache
def phrases_for(locale: str) -> Phrases:
    """Return the phrases for a language tag: those of the tag, else of its language, else English."""
    for language in (locale, locale.split("-", maxsplit=1)[0], DEFAULT_LANGUAGE):
        path = package_data("locales", f"{language}.yaml")
        if path.is_file():
            break
    data = read_yaml(path.read_text(encoding="utf-8"), path=str(path))
    return Phrases(language, data["phrases"])


def _fill(text: str, values: Mapping[str, object]) -> str:
    return _SLOT.sub(lambda slot: str(values[slot[1]]), text)
